# global in functions and in nested functions and classes
x = 1
def f():
    global x, y
    x = 2
    y = 3
f()
print x, y
def g():
    x = 10
    def h():
        global x
        x = 20
        return x
    return h(), x
print g(), x
class C:
    global z
    z = 5
print z, hasattr(C, 'z')
def k():
    global w
    import os.path as w
    for q in ():
        pass
k()
print w.__name__ in ('posixpath', 'ntpath')
