# logging: levels, propagation, formats, filters, exceptions
import logging, logging.handlers, sys, os, tempfile
root = logging.getLogger()
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter('%(levelname)s:%(name)s:%(funcName)s:%(message)s'))
root.addHandler(handler)
root.setLevel(logging.INFO)
a, ab = logging.getLogger('a'), logging.getLogger('a.b')
def work():
    a.debug('not shown'); a.info('one %d', 1); ab.warning('%(x)s', {'x': 2}); ab.error(u'\xe9'.encode('utf-8'))
work()
a.setLevel(logging.ERROR)
print ab.getEffectiveLevel(), ab.isEnabledFor(30), a.getChild('b') is ab, ab.parent is a, a.parent is root
try:
    1 / 0
except ZeroDivisionError:
    ab.exception('failed')
handler.addFilter(logging.Filter('a.b'))
a.error('filtered')
ab.error('passes')
handler.filters[:] = []
logging.LoggerAdapter(ab, {'who': 'me'}).error('adapted')
memory = logging.handlers.MemoryHandler(10, target=handler)
ab.propagate = 0
ab.addHandler(memory)
ab.setLevel(1)
ab.log(5, 'kept'); ab.warning('kept too'); print len(memory.buffer); ab.error('flush')
name = os.path.join(tempfile.mkdtemp(), 'log')
rotating = logging.handlers.RotatingFileHandler(name, maxBytes=30, backupCount=2)
ab.handlers = [rotating]
for i in range(12):
    ab.error('line %d', i)
rotating.close()
print sorted(os.listdir(os.path.dirname(name))), open(name).read().split('\n')
print logging.getLevelName(30), logging.getLevelName(31), logging.makeLogRecord({'msg': 'm %s', 'args': ('x',)}).getMessage()
for bad in (lambda: ab.setLevel('nope'), lambda: ab.log('x', 1), lambda: logging.getLogger(3), lambda: ab.error('x', extra={'msg': 1})):
    try:
        bad()
    except (ValueError, TypeError, KeyError) as e:
        print type(e).__name__, e
