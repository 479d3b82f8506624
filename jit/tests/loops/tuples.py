# Subscripts of tuples, building and unpacking.
def loop(n):
    state = (1, 2)
    for i in xrange(n):
        a, b = state
        state = (b, (a + b) % 1000)
        a = state[1]
    return state, a

result = loop(130)
