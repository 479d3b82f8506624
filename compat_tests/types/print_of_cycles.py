# print shows a tuple inside itself once more than repr, since only lists and dicts are noted on the way
t = ([], {})
t[0].append(t)
t[1]['t'] = t
print t
print [t], {1: t}
print repr(t)
print str(t)
print '%s' % (t,)
import StringIO
out = StringIO.StringIO()
print >>out, t
print out.getvalue(),
class T(tuple): pass
u = T([[]])
u[0].append(u)
print u
