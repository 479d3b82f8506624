# del of names, attributes, items, slices and nested targets
a = b = 1
class O(object):
    def __delattr__(self, n):
        print 'delattr', n
    def __delitem__(self, k):
        print 'delitem', k
del O().x, O()[1], O()[1:2, ...]
l = range(10)
del l[0], l[1:3], l[::2]
print l
del (a, [b])
try:
    a
except NameError as e:
    print e
def f():
    x = 1
    del x
    try:
        x
    except UnboundLocalError as e:
        print e
f()
try:
    del nothing
except NameError as e:
    print e
try:
    del len.x
except AttributeError as e:
    print e
