# endless recursion of a function ends in RuntimeError
def f():
    return f()
for i in range(3):
    try:
        f()
    except RuntimeError as e:
        print str(e)[:32]
