class OnlySet(object):
    def __set__(self, instance, value):
        instance.__dict__['a'] = value


class Holder(object):
    a = OnlySet()


holder = Holder()
print type(holder.a).__name__
holder.a = 42
print holder.a


class ByItem(dict):
    __setattr__ = dict.__setitem__


item = ByItem()
item.y = 1
print item


class A:
    x = 1


class B(A):
    pass


class C(A):
    x = 2


class F(B, C, object):
    pass


print F.x


class BadTruth(object):
    def __init__(self, result):
        self.result = result

    def __nonzero__(self):
        return self.result


class Number(int):
    pass


for result in -1, 0, True, Number(1), 'x', 1L:
    try:
        print bool(BadTruth(result))
    except (TypeError, ValueError), error:
        print type(error).__name__, error
nested = []
for i in range(1500):
    nested = [nested]
try:
    repr(nested)
except RuntimeError:
    print 'too deep'
views = {}
views[1] = views.viewvalues()
print repr(views)
