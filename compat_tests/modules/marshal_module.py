# marshal: round trips, code objects, errors
import marshal
for v in (None, True, 5, -5, 2 ** 40, 10 ** 30, 1.5, 1j, 'abc', u'\u20ac', (1, 2), [1], {'a': 1}, set([1]), frozenset([2]), StopIteration, Ellipsis):
    print repr(marshal.loads(marshal.dumps(v))) == repr(v) or marshal.loads(marshal.dumps(v)) == v,
print
exec marshal.loads(marshal.dumps(compile('print "from code", 1 + 1', 'f', 'exec')))
print repr(marshal.dumps(5)), repr(marshal.dumps('ab')), repr(marshal.dumps((None, True))), marshal.version
for e in ('marshal.dumps(object())', 'marshal.loads("")', 'marshal.loads("?")', 'marshal.loads(5)', 'marshal.loads("i\\1")', 'marshal.dumps([len])', 'marshal.loads("(")'):
    try:
        print eval(e)
    except (ValueError, EOFError, TypeError) as x:
        print e, '->', type(x).__name__, x
