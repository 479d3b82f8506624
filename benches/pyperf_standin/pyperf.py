"""Stands in for the pyperf package, as far as pyperformance's programs use it, to run them a fixed number of times.

The real one starts many processes and calibrates itself; here a program runs once, for as many loops as the environment
variable BENCH_LOOPS says, and then prints a digest of what it computed, so that interpreters can be compared by their
output.  Functions that answer with their time compute something all the same: witness.py knows where to find it.

It needs next to nothing of a library, for it runs on interpreters under construction.
"""

import binascii
import os
import sys
import time

perf_counter = getattr(time, 'perf_counter', time.time)


def python_implementation():
    """'pypy' makes programs choose what suits a JIT compiler; all interpreters shall do the same work."""
    return 'cpython'


def python_has_jit():
    return False


class _Options(object):
    """The values of a command line."""


class _Parser(object):
    """The part of argparse.ArgumentParser that the programs use."""

    def __init__(self):
        self.positional, self.optional = [], []

    def add_argument(self, *names, **how):
        how['dest'] = how.get('dest') or [name.lstrip('-') for name in names][-1].replace('-', '_')
        if names[0].startswith('-'):
            self.optional.append((names, how))
        else:
            self.positional.append(how)

    def parse_args(self, arguments):
        options = _Options()
        for how in self.positional + [how for _, how in self.optional]:
            default = False if how.get('action') == 'store_true' else how.get('default')
            setattr(options, how['dest'], default)
        waiting, rest = list(self.positional), list(arguments)
        while rest:
            word = rest.pop(0)
            if word.startswith('-'):
                word, _, value = word.partition('=')
                how = [how for names, how in self.optional if word in names][0]
                if how.get('action') == 'store_true':
                    value = True
                else:
                    value = how.get('type', str)(value or rest.pop(0))
            else:
                how = waiting.pop(0)
                value = how.get('type', str)(word)
                if 'choices' in how and value not in how['choices']:
                    raise SystemExit('%s is none of %s' % (word, how['choices']))
            setattr(options, how['dest'], value)
        return options


def digest(value):
    """A short text that tells equal results from others: the value itself, or its length and checksum."""
    text = repr(value)
    if ' at 0x' in text:
        return 'an object'
    if len(text) <= 60:
        return text
    return '%d characters, crc %08x' % (len(text), binascii.crc32(text) & 0xffffffff)


class Runner(object):
    def __init__(self, add_cmdline_args=None, **ignored):
        self.metadata = {}
        self.argparser = _Parser()
        self.args = None
        self.loops = int(os.environ.get('BENCH_LOOPS', '1'))

    def parse_args(self, args=None):
        if self.args is None:
            self.args = self.argparser.parse_args(sys.argv[1:] if args is None else args)
        return self.args

    def bench_func(self, name, func, *args, **kwargs):
        """Call func once a loop."""
        self.parse_args()
        result = None
        for _ in range(self.loops):
            result = func(*args)
        self._tell(name, digest(result), args)

    def bench_time_func(self, name, func, *args, **kwargs):
        """Have func itself count the loops."""
        self.parse_args()
        func(self.loops, *args)
        self._tell(name, 'done', args)

    def _tell(self, name, result, args):
        import witness
        seen = witness.of(name, sys.modules['__main__'], args)
        sys.stdout.write('%s: %s%s\n' % (name, result, '' if seen is None else ', ' + digest(seen)))
