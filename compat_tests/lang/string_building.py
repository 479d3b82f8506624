# strings built in loops keep earlier values intact
s = ''
snaps = []
for i in range(1000):
    s += chr(97 + i % 26)
    if i % 250 == 0:
        snaps.append(s)
print len(s), [len(x) for x in snaps], snaps[1][-1], s[:5], s[-5:], hash(s) == hash(''.join(list(s))), s == ''.join(list(s)), {s: 1}[s[:]]
t = s
t += 'X'
print len(s), len(t), t.endswith('X'), s.endswith('X')
u = u''
for i in range(300):
    u += unichr(0x20 + i)
print len(u), repr(u[-1]), u.count(u'a'), u[0:5] == u' !"#$'
a = b = 'start'
a += '1'; b += '2'
print a, b
class C(object): pass
c = C(); c.s = ''
for i in range(5): c.s += str(i)
print c.s
l = ['']
for i in range(5): l[0] += str(i)
print l
d = {'k': 'v'}
d['k'] += 'w'; print d
def rev(s):
    r = ''
    for ch in s: r = ch + r
    return r
print rev('abcdef'), 'a' + 'b' * 3 + 'c', ('x' * 5 + 'y') * 2
import StringIO
o = StringIO.StringIO()
for i in range(5): o.write('%d,' % i)
print o.getvalue(), '%s' % s[:3] + '!' , s[::100]
