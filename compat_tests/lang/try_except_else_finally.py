# the four parts of try
def f(x):
    try:
        print 'try',
        if x == 1:
            raise ValueError
        if x == 2:
            raise KeyError
    except ValueError:
        print 'except',
    else:
        print 'else',
    finally:
        print 'finally',
    print 'after'
f(0)
f(1)
try:
    f(2)
except KeyError:
    print 'propagated'
