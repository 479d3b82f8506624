# finally runs on return, break, continue and exceptions; its own return wins
def f(how):
    for i in range(2):
        try:
            if how == 'return':
                return 'r'
            if how == 'break':
                break
            if how == 'continue':
                continue
            if how == 'raise':
                raise ValueError(how)
        finally:
            print 'fin', how, i
            if how == 'override':
                return 'finally wins'
    return 'end'
for how in 'return', 'break', 'continue', 'override', 'none':
    print f(how)
try:
    f('raise')
except ValueError as e:
    print 'raised', e
def g():
    try:
        raise KeyError
    finally:
        return 'swallowed'
print g()
def h():
    while True:
        try:
            raise KeyError
        finally:
            break
    return 'broke out'
print h()
def k():
    x = 1
    try:
        return x
    finally:
        x = 2
print k()
