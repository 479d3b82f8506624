# messages of NameError and UnboundLocalError
def f():
    return undefined_global
def g():
    x += 1
def h():
    print y
    y = 1
def k():
    def inner():
        return z
    if 0:
        z = 1
    return inner()
for fn in f, g, h, k:
    try:
        fn()
    except NameError as e:
        print type(e).__name__, e
try:
    del not_there
except NameError as e:
    print e
class A:
    try:
        q
    except NameError as e:
        print e
