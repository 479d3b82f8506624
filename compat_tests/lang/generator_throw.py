# throw raises at the yield; three forms of arguments
def g():
    while True:
        try:
            yield 'ok'
        except ValueError as e:
            print 'caught', repr(e)
        except KeyError:
            yield 'key'
x = g()
x.next()
print x.throw(ValueError)
print x.throw(ValueError('inst'))
print x.throw(ValueError, 'val')
print x.throw(ValueError, ('a', 'b'))
print x.throw(KeyError, 1)
try:
    x.throw(IndexError, 'out')
except IndexError as e:
    print 'IndexError', e
try:
    x.next()
except StopIteration:
    print 'finished'
try:
    x.throw(TypeError('late'))
except TypeError as e:
    print e
try:
    g().throw(ValueError('unstarted'))
except ValueError as e:
    print e
for bad in ((5,), ('abc',), (ValueError('x'), 'y'), (ValueError, 'x', 5)):
    try:
        g().throw(*bad)
    except TypeError as e:
        print e
