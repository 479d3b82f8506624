# try/finally and with inside generators run when the generator is finished or closed
log = []
class CM(object):
    def __enter__(self):
        log.append('enter')
        return self
    def __exit__(self, *a):
        log.append(('exit', a[0] and a[0].__name__))
def g():
    with CM():
        try:
            yield 1
            yield 2
        finally:
            log.append('fin')
for x in g():
    pass
print log
del log[:]
x = g()
x.next()
x.close()
print log
del log[:]
x = g()
x.next()
try:
    x.throw(KeyError)
except KeyError:
    pass
print log
