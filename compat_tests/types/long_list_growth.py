# A list or dict that grows far keeps what is in it, whatever else is made meanwhile.
grown, held = [], []
for i in xrange(200000):
    grown.append(i)
    if i % 50000 == 0:
        held.append(list(grown))
print len(grown), sum(grown), grown[-1], [len(h) for h in held], held[3] == range(150001)
grown.insert(0, 'a')
grown.extend(xrange(100000))
print len(grown), grown[0], grown[1], grown[-1], len(grown * 2), grown[::-1][0]
del grown[10:]
print grown
table = {}
for i in xrange(150000):
    table[i] = -i
    if i % 3 == 1:
        del table[i - 1]
print len(table), table[149999], table.get(0), table.get(149997), sum(table.itervalues())
