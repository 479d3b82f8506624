# a for target can be any assignment target
class O(object):
    pass
o = O()
l = [0, 0]
for o.x in range(3):
    pass
for l[1] in 'ab':
    pass
for (a, [b, c]) in [(1, (2, 3)), (4, (5, 6))]:
    print a, b, c
for l[0:1] in [[7, 8], [9]]:
    print l
print o.x, l
