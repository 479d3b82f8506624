# Names of all sorts in loops: locals(), exec, class bodies, closures, deleted and unbound ones.
def with_locals(n):
    for i in xrange(n):
        x = i * 2
        seen = sorted(locals().items())
    return seen

print with_locals(15)

def with_exec(n):
    total = 0
    for i in xrange(n):
        exec 'total = total + i'
        eval('i')
    return total

print with_exec(15)

def unbound(n):
    out = []
    for i in xrange(n):
        if i == 20:
            x = 5
        try:
            out.append(x)
        except UnboundLocalError as e:
            out.append(str(e))
        if i == 22:
            del x
    return out[18:]

print unbound(26)

def closures(n):
    made = []
    for i in xrange(n):
        def f():
            return i
        made.append(f)
    def late():
        return missing
    try:
        late()
    except NameError as e:
        print e
    i = 3
    missing = 1
    return sum(f() for f in made)

print closures(15)

class Body(object):
    total = 0
    for i in range(30):
        total = total + i
    names = sorted(k for k in locals() if not k.startswith('_'))

print Body.total, Body.names

count = 0
while count < 40:
    count += 1
    if count == 30:
        del globals()['count']
        count = 35
print count

def many_locals(n):
    a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = 1
    for i in xrange(n):
        a0, a1, a2, a3, a4, a5, a6, a7 = a1, a2, a3, a4, a5, a6, a7, (a0 + a7) % 1009
    return a0, a7

print many_locals(50)

def defaults(a, b=2, *args, **kw):
    return a, b, args, sorted(kw.items())

def calls(n):
    for i in xrange(n):
        r = defaults(i), defaults(i, 3, 4), defaults(b=i, a=1), defaults(*(1, 2, 3), **{'z': i})
    return r

print calls(20)

def wrong_calls(n):
    out = []
    for i in xrange(n):
        try:
            defaults() if i > 20 else defaults(1)
        except TypeError as e:
            out.append(str(e))
    return len(out), out[:1]

print wrong_calls(30)

class Init(object):
    def __init__(self, give):
        if give > 20:
            return give
    def __new__(cls, give):
        return object.__new__(cls)

class Plain(object):
    def __init__(self, give):
        self.give = give
        return None if give < 25 else give

def inits(cls, n):
    out = []
    for i in xrange(n):
        try:
            out.append(cls(i).__class__.__name__)
        except TypeError as e:
            out.append(str(e))
    return out[-12:]

print inits(Init, 24), inits(Plain, 30)
