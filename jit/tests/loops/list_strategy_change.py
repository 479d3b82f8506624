# The list stops being one of ints while the trace runs.
def loop(items, n):
    for i in xrange(n):
        items[i] = items[i] + 1
        if i == 70:
            items.append('end')
    return items[0], items[69:72], items[-1]

result = loop(range(120), 120)
