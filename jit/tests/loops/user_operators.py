# Operators of a class run Python code from within a call.
class V(object):
    def __init__(self, x):
        self.x = x

    def __add__(self, other):
        return V(self.x + other.x)

    def __lt__(self, other):
        return self.x < other.x

def loop(n):
    v, w = V(0), V(2)
    limit = V(n)
    rounds = 0
    while v < limit:
        v = v + w
        rounds += 1
    return v.x, rounds

result = loop(200)
