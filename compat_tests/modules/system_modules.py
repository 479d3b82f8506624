# select, pwd, grp, locale, resource, fcntl: what does not depend on the machine
import select, os, errno, pwd, grp, _locale as locale, fcntl, resource, struct
r, w = os.pipe()
print select.select([r], [w], [], 0)[0], len(select.select([r], [w], [], 0)[1])
os.write(w, 'x')
print select.select([r], [], [r], 5)[0] == [r], select.select([], [], [], 0)
p = select.poll()
p.register(r, select.POLLIN)
p.register(w)
print sorted(e for fd, e in p.poll(0)) == sorted([select.POLLIN, select.POLLOUT])
p.modify(w, 0); print p.poll(0) == [(r, select.POLLIN)], p.unregister(r)
try: p.unregister(r)
except KeyError as e: print 'KeyError', e.args == (r,)
try: p.modify(r, 1)
except IOError as e: print e.errno == errno.ENOENT
class F(object):
    def fileno(self): return r
f = F()
print select.select([f], [], [], 1)[0] == [f]
for bad in ('select.select()', 'select.select(1, [], [])', 'select.select([-1], [], [])', 'select.select(["a"], [], [])', 'select.select([], [], [], "a")', 'p.register("a")', 'p.register(-1)', 'p.poll("a")', 'select.poll(1)'):
    try: print bad, eval(bad)
    except (TypeError, ValueError) as e: print bad, '->', type(e).__name__, e
os.close(w)
try: select.select([w], [], [])
except select.error as e: print e.args[0] == errno.EBADF, e.args[1]
print issubclass(select.error, Exception), select.error.__name__, select.error.__module__
e = select.epoll() if hasattr(select, 'epoll') else None
if e:
    e.register(r, select.EPOLLIN); print [x for x, y in e.poll(0)] == [r], e.closed, e.fileno() > 2; e.close(); print e.closed
    try: e.poll(0)
    except ValueError as x: print x
root = pwd.getpwuid(0)
print root.pw_name, root[2], root.pw_uid, root.pw_gid, len(root), pwd.getpwnam('root') == root, root in pwd.getpwall(), type(root).__name__
for bad in ('pwd.getpwnam("no such user")', 'pwd.getpwuid(-2)', 'pwd.getpwuid("a")', 'pwd.getpwnam(5)', 'grp.getgrnam("no such group")', 'grp.getgrgid("a")'):
    try: print bad, eval(bad)
    except (TypeError, KeyError, OverflowError, ValueError) as x: print bad, '->', type(x).__name__, x
g = grp.getgrgid(0); print g.gr_name, g.gr_gid, len(g), grp.getgrnam(g.gr_name) == g, type(g).__name__
print locale.setlocale(locale.LC_ALL, 'C'), locale.setlocale(locale.LC_ALL), locale.setlocale(locale.LC_NUMERIC, None)
c = locale.localeconv(); print c['decimal_point'], repr(c['thousands_sep']), c['grouping'], c['frac_digits'], sorted(c) == sorted(['int_frac_digits', 'currency_symbol', 'n_sign_posn', 'p_sign_posn', 'n_cs_precedes', 'frac_digits', 'mon_decimal_point', 'decimal_point', 'int_curr_symbol', 'n_sep_by_space', 'p_cs_precedes', 'p_sep_by_space', 'negative_sign', 'positive_sign', 'mon_grouping', 'mon_thousands_sep', 'thousands_sep', 'grouping'])
try: locale.setlocale(locale.LC_ALL, 'no_such')
except locale.Error as x: print 'Error', x
print locale.strcoll('a', 'b') < 0, locale.strxfrm('abc')
fl = fcntl.fcntl(r, fcntl.F_GETFL); fcntl.fcntl(r, fcntl.F_SETFL, fl | os.O_NONBLOCK)
print fcntl.fcntl(r, fcntl.F_GETFL) == fl | os.O_NONBLOCK, fcntl.fcntl(r, fcntl.F_GETFD), struct.unpack('i', fcntl.ioctl(r, 0x541B, '\0' * 4))
print os.read(r, 5)
print repr(os.read(r, 5))
for bad in ('fcntl.fcntl()', 'fcntl.fcntl("a", 1)', 'fcntl.fcntl(-1, 1)', 'fcntl.flock("a", 1)', 'fcntl.lockf(r, 99)', 'fcntl.ioctl(r, 0x541B, 5, 5, 5)'):
    try: print bad, eval(bad)
    except (TypeError, ValueError, IOError) as x: print bad, '->', type(x).__name__, x
soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (0, hard)); print resource.getrlimit(resource.RLIMIT_CORE)[0], len(resource.getrusage(resource.RUSAGE_SELF)), resource.getpagesize() == os.sysconf('SC_PAGE_SIZE')
for bad in ('resource.getrlimit(9999)', 'resource.setrlimit(0, 5)', 'resource.getrusage(9999)', 'resource.setrlimit(0, (1, 2, 3))'):
    try: print bad, eval(bad)
    except (TypeError, ValueError, resource.error) as x: print bad, '->', type(x).__name__, x
