# a generator cannot be resumed from itself
def g():
    yield me.next()
me = g()
try:
    me.next()
except ValueError as e:
    print e
try:
    me.next()
except StopIteration:
    print 'ended'
