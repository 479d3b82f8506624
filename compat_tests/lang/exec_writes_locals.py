# An unqualified exec reads the function's locals and writes them, each time anew.
def assigned(n):
    total = 0
    for i in range(n):
        exec 'total = total + i'
        eval('total + i')
    return total

print assigned(4)

def counted(n):
    i = 0
    while i < n:
        exec 'pass'
        i += 1
        print i,
    print

counted(3)

def deleted():
    x = 1
    exec 'del x'
    return x

print deleted()

def added():
    exec 'fresh = 2'
    return fresh

print added()
