# except clauses: tuples, subclasses, old-style classes, expressions evaluated in order
class A(Exception): pass
class B(A): pass
class Old: pass
class OldSub(Old): pass
def t(exc, *clauses):
    try:
        raise exc
    except clauses[0]:
        return 0
    except clauses[1:]:
        return 1
    except:
        return 'bare'
print t(B(), A, B), t(A(), B, A), t(KeyError('x'), A, (LookupError, B)), t(OldSub(), A, Old), t(Old(), OldSub, A)
print t(ValueError(), (A, (B, (ValueError,))), KeyError)
def tell(s):
    print s,
    return KeyError
try:
    raise IndexError
except tell('first'):
    pass
except (tell('second'), IndexError):
    print 'matched'
try:
    try:
        raise ValueError('a')
    except 5:
        print 'no'
except ValueError as e:
    print 'still', e
try:
    raise A, B()
except B:
    print 'instance given as value'
