# The bounds of a slice are asked for first (step, start, stop), the length of the sequence after that.
from array import array

class Bound(object):
    def __init__(self, name, value, change):
        self.name, self.value, self.change = name, value, change
    def __index__(self):
        order.append(self.name)
        self.change()
        return self.value

def attempt(sequence, name, *args):
    def clear():
        del sequence[:]
    def none():
        pass
    for change in clear, none:
        del order[:]
        bounds = slice(Bound('start', 5, none), Bound('stop', 60, none), Bound('step', 2, change))
        try:
            result = getattr(sequence, name)(bounds, *args)
        except Exception as error:
            result = '%s: %s' % (type(error).__name__, error)
        print type(sequence).__name__, name, order, result if name == '__getitem__' else len(sequence)
        sequence.extend([7] * 100)

order = []
for make in list, bytearray, lambda items: array('i', items):
    attempt(make(range(100)), '__getitem__')
    attempt(make(range(100)), '__delitem__')
    attempt(make(range(100)), '__setitem__', make(range(28)))
a = array('i', range(20))
del a[::3]
print a
del a[::-4]
print a
del a[12:3:-2]
print a
del a[5:5:2], a[100::3], a[::100]
print a
