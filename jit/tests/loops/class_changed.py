# A method is replaced while the loop runs: caches are flushed, and with them the trace.
class Thing(object):
    def value(self):
        return 1

def second(self):
    return 10

def loop(t, n):
    total = 0
    for i in xrange(n):
        total += t.value()
        if i == 60:
            Thing.value = second
    return total

result = loop(Thing(), 120)
