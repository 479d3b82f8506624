# frames: f_back, f_locals, f_lineno, f_code and sys._getframe depth
import sys
def f():
    x = 5
    fr = sys._getframe()
    return fr.f_code.co_name, fr.f_back.f_code.co_name, sorted(fr.f_locals), fr.f_globals is globals()
print f()
def g():
    return sys._getframe(1).f_locals.get('secret')
def h():
    secret = 'found'
    return g()
print h()
try:
    sys._getframe(10000)
except ValueError as e:
    print e
def k():
    l = sys._getframe().f_lineno
    return sys._getframe().f_lineno - l
print k()
def tb():
    try:
        1 / 0
    except ZeroDivisionError:
        t = sys.exc_info()[2]
        return t.tb_frame.f_code.co_name, t.tb_lineno - t.tb_frame.f_code.co_firstlineno, t.tb_next
print tb()
