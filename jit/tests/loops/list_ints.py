# Lists of ints: the strategy is promoted, elements are boxed as they are read.
def loop(items, n):
    total = 0
    for i in xrange(n):
        total += items[i]
        items[i] = total - i
    return total

items = [k * 7 % 31 for k in range(200)]
result = loop(items, 200), items[-3:]
