# Instances of old-style classes: attributes and methods are calls.
class Old:
    def __init__(self):
        self.n = 0

    def add(self, k):
        self.n = self.n + k

def loop(o, n):
    for i in xrange(n):
        o.add(i)
    return o.n

result = loop(Old(), 100)
