# Concatenation, comparison and formatting of strings are calls.
def loop(n):
    s = ''
    hits = 0
    for i in xrange(n):
        s += 'ab'
        if s[i] == 'b':
            hits += 1
        t = '%d-%s' % (i, s[:2])
    return len(s), hits, t

result = loop(120)
