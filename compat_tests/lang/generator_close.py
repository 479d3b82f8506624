# close raises GeneratorExit inside; yielding on is an error
def g():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print 'exit'
        raise
    finally:
        print 'finally'
x = g()
x.next()
x.close()
x.close()
g().close()
def stubborn():
    while 1:
        try:
            yield
        except GeneratorExit:
            print 'ignored'
            yield 1
            break
s = stubborn()
s.next()
try:
    s.close()
except RuntimeError as e:
    print e
def other():
    try:
        yield
    except GeneratorExit:
        raise ValueError('instead')
o = other()
o.next()
try:
    o.close()
except ValueError as e:
    print e
def swallow():
    try:
        yield
    except GeneratorExit:
        pass
w = swallow()
w.next()
print w.close()
