# __str__, __repr__, __unicode__ and wrong results of them
class A(object):
    def __repr__(self): return 'repr'
print str(A()), unicode(A()), '%s %r' % (A(), A()), [A()], (A(),), {1: A()}, set([1]), '{0} {0!r}'.format(A()), repr([A()])
class B(object):
    def __str__(self): return 'str'
print str(B()), repr(B()).startswith('<__main__.B object at 0x'), unicode(B()), [str(B())], 'x' + str(B())
class C(object):
    def __str__(self): return 5
    def __repr__(self): return None
for f in (str, repr, unicode, lambda x: '%s' % x, lambda x: '%r' % x, lambda x: [x].__repr__()):
    try:
        f(C())
    except TypeError as e:
        print e
class D(object):
    def __repr__(self): return u'uni'
    def __str__(self): return u'\xe9'
print repr(D())
try:
    str(D())
except UnicodeEncodeError as e:
    print e
class Old:
    def __repr__(self): return 'oldrepr'
print str(Old()), [Old()], unicode(Old())
class OldPlain: pass
print repr(OldPlain()).startswith('<__main__.OldPlain instance at 0x'), str(OldPlain), OldPlain.__doc__
class S(str):
    def __str__(self): return 'S.str'
print S('v'), str(S('v')), '%s' % S('v'), S('v') + '', repr(S('v')), 'a'.join([S('v')]), print_ if 0 else '{}'.format(S('v'))
