# messages of AttributeError for all kinds of objects
class New(object):
    __slots__ = 'a'
class Old:
    pass
import math
def f(): pass
for expr in ('New().x', 'New.x', 'Old().x', 'Old.x', 'math.x', 'f.x', '(5).x', '"".x', '[].x', 'None.x', 'len.x', '{}.x', 'int.x', 'type.x', 'New().a', '(1.5).x', 'f.func_code.x', 'New().__dict__', 'object().x', 'super(New, New()).x', '(lambda: 0).im_func', 'property().x', 'iter([]).x', '(i for i in ()).x', 'slice(1).x', 'u"".x', '().x', 'set().x', 'Exception().x', 'xrange(1).x', 'open("/dev/null").x', 'Old().__len__', 'New.__len__'):
    try:
        eval(expr)
    except AttributeError as e:
        print expr, '->', e
for stmt in ('New().x = 1', 'Old.x = 1; del Old.y', '(5).x = 1', 'len.x = 1', '[].append = 1', 'None.x = 1', 'int.x = 1', 'del New().a', 'del Old().x', 'del math.x', '(5).real = 1', '"".__class__ = 5', 'New.__name__ = 5', 'del New.__name__', 'del f.func_name', 'f.func_closure = 1', 'del New.zz', 'object().__doc__ = 1', 'f.__dict__ = 5', 'Old().__class__ = 5', 'Old.__name__ = 5', 'Old().__dict__ = 5', 'Old.__bases__ = 5'):
    try:
        exec stmt
        print stmt, 'fine'
    except (AttributeError, TypeError) as e:
        print stmt, '->', type(e).__name__, e
