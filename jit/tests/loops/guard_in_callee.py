# The guard that fails lies in a called function: its frame is put together, and returns into the loop's.
def pick(i, limit):
    local = i * 2
    if i > limit:
        local = local + 0.25
    return local

def loop(n):
    total = 0
    for i in xrange(n):
        total = total + pick(i, n - 20)
    return total

result = loop(100)
