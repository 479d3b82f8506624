# `with` in the loop: its calls, and the way out of it.
class Guard(object):
    def __init__(self):
        self.depth = self.entered = 0

    def __enter__(self):
        self.depth += 1
        self.entered += 1
        return self

    def __exit__(self, *exc):
        self.depth -= 1

def loop(g, n):
    seen = 0
    for i in xrange(n):
        with g as h:
            seen += h.depth
    return seen, g.depth, g.entered

result = loop(Guard(), 100)
