# while conditions re-evaluate; else with falsy start
n = [3, 2, 1]
while n:
    print n.pop(),
else:
    print 'done'
d = {1: 1, 2: 2}
while len(d) > 0:
    d.popitem()
print d
s = 'abc'
while s:
    s = s[1:]
    if s == 'c':
        break
else:
    print 'no'
print s
