# "Exception ... ignored": errors of built-in code show what their instance would be made from, others the instance
import gc, re, sys

class Out(object):
    def write(self, text):
        sys.stdout.write(re.sub('0x[0-9a-f]+', '0x', text))

sys.stderr = Out()

def case(act):
    class Case(object):
        def __del__(self):
            act(self)
    Case()
    gc.collect()

def caught_halfway(self):
    try:
        None.absent
    except KeyError:
        pass

def raised(self):
    raise ValueError('x')

class Old:
    def __del__(self):
        [][1]

for act in (lambda self: None.absent, lambda self: {}['k'], lambda self: [][1], lambda self: open('/nonexistent'),
            lambda self: int('x'), lambda self: sys.exit(3), lambda self: absent, lambda self: 1/0, lambda self: case(),
            lambda self: '\xe9'.decode('ascii'), caught_halfway, raised):
    case(act)
Old()
gc.collect()

def ignoring():
    try:
        yield 1
    except GeneratorExit:
        yield 2

def failing():
    try:
        yield 1
    finally:
        raise KeyError('in finally')

for make in ignoring, failing:
    generator = make()
    generator.next()
    del generator
    gc.collect()
