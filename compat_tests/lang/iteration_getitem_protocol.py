# iteration falls back to __getitem__ until IndexError; other errors propagate
class S(object):
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i
print list(S()), tuple(S()), 4 in S(), 5 in S(), max(S())
class E(object):
    def __getitem__(self, i):
        if i == 2:
            raise KeyError(i)
        return i
try:
    for x in E():
        print x
except KeyError as e:
    print 'KeyError', e
class Stop:
    def __getitem__(self, i):
        if i == 2:
            raise StopIteration
        return i
print list(Stop())
