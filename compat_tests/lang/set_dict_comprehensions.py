# set and dict comprehensions; the last of equal keys wins
print sorted({x % 3 for x in range(10)})
print sorted({x: y for x, y in zip('aba', range(3))}.items())
print {i: {j for j in range(i)} for i in range(3)} == {0: set(), 1: {0}, 2: {0, 1}}
order = []
def k(v):
    order.append('k%d' % v)
    return v
def v(v):
    order.append('v%d' % v)
    return v
{k(i): v(i) for i in range(2)}
print order
order = []
{k(1): v(1), k(2): v(2)}
print order
