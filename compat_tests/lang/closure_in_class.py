# names of a class body are not visible in its functions; enclosing functions' are
x = 'global'
def f():
    x = 'function'
    class C:
        x = 'class'
        y = x
        def m(self):
            return x
        l = [x for _ in range(1)]
    return C
C = f()
print C.y, C().m(), C.x, C.l
class D:
    x = x
    z = (lambda: x)()
print D.x, D.z
