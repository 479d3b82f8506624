"""Options of a command line, after the manner of C's getopt().

getopt() stops at the first argument that is no option, gnu_getopt() finds options between arguments too.
Module argparse does more for its user.
"""

import os

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    """Raised for options that are not known or lack their argument; `opt` is the option's name."""

    opt = msg = ''

    def __init__(self, msg, opt=''):
        Exception.__init__(self, msg, opt)
        self.msg, self.opt = msg, opt

    def __str__(self):
        return self.msg


error = GetoptError     # an older name


def _names(longopts):
    # one name alone may be given as a string
    return [longopts] if isinstance(longopts, str) else list(longopts)


def _option(opts, longopts, shortopts, args):
    # Deal with the option, or the group of short ones, that comes next.
    if args[0].startswith('--'):
        return do_longs(opts, args[0][2:], longopts, args[1:])
    return do_shorts(opts, args[0][1:], shortopts, args[1:])


def getopt(args, shortopts, longopts=[]):
    """A list of (option, value) pairs, and the rest of the arguments.

    `shortopts` is a string of letters, each followed by a colon if the option takes an argument;
    `longopts` is a list of names, each followed by '=' if it does.  The options found have their dashes;
    the value is '' for an option without argument.
    """
    opts, longopts = [], _names(longopts)
    while args and args[0][:1] == '-' and args[0] != '-':
        if args[0] == '--':
            return opts, args[1:]
        opts, args = _option(opts, longopts, shortopts, args)
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    """Like getopt(), but options may also stand between and after other arguments.

    It stops at the first argument that is no option if `shortopts` begins with '+', or if there is an
    environment variable POSIXLY_CORRECT.
    """
    opts, rest, longopts = [], [], _names(longopts)
    stops = bool(os.environ.get("POSIXLY_CORRECT"))
    if shortopts[:1] == '+':
        shortopts, stops = shortopts[1:], True
    while args:
        if args[0] == '--':
            return opts, rest + args[1:]
        if args[0][:1] == '-' and args[0] != '-':
            opts, args = _option(opts, longopts, shortopts, args)
        elif stops:
            return opts, rest + args
        else:
            rest.append(args[0])
            args = args[1:]
    return opts, rest


def do_longs(opts, opt, longopts, args):
    name, given, value = opt.partition('=')
    takes_value, name = long_has_args(name, longopts)
    if given and not takes_value:
        raise GetoptError('option --%s must not have an argument' % name, name)
    if takes_value and not given:
        if not args:
            raise GetoptError('option --%s requires argument' % name, name)
        value, args = args[0], args[1:]
    opts.append(('--' + name, value))
    return opts, args


def long_has_args(opt, longopts):
    """Whether a long option takes an argument, and its full name; a beginning of it is enough."""
    fitting = [name for name in longopts if name.startswith(opt)]
    if opt in fitting:
        return False, opt
    if opt + '=' in fitting:
        return True, opt
    if len(fitting) == 1:
        name = fitting[0]
        return (True, name[:-1]) if name.endswith('=') else (False, name)
    problem = 'not a unique prefix' if fitting else 'not recognized'
    raise GetoptError('option --%s %s' % (opt, problem), opt)


def do_shorts(opts, optstring, shortopts, args):
    while optstring:
        name, optstring = optstring[0], optstring[1:]
        value = ''
        if short_has_arg(name, shortopts):
            # its argument is what is left of the group, or else the next one
            if not optstring:
                if not args:
                    raise GetoptError('option -%s requires argument' % name, name)
                optstring, args = args[0], args[1:]
            value, optstring = optstring, ''
        opts.append(('-' + name, value))
    return opts, args


def short_has_arg(opt, shortopts):
    """Whether a short option takes an argument."""
    at = shortopts.find(opt) if opt != ':' else -1
    if at < 0:
        raise GetoptError('option -%s not recognized' % opt, opt)
    return shortopts.startswith(':', at + 1)
