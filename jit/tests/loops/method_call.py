# A method is followed into its frame; a guard within it would rebuild both frames.
class Counter(object):
    def __init__(self):
        self.n = 0

    def add(self, k):
        self.n = self.n + k
        return self.n

def loop(c, n):
    last = 0
    for i in xrange(n):
        last = c.add(i)
    return last

result = loop(Counter(), 150)
