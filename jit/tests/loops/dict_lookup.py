# Dict lookups and stores are calls; what they give is guarded and used.
def loop(d, n):
    total = 0
    for i in xrange(n):
        total += d['step']
        d['last'] = total
        if i in d:
            total += d[i]
    return total, d['last']

result = loop({'step': 2, 'last': 0, 50: 1000}, 140)
