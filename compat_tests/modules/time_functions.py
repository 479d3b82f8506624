# time: conversions and formatting of fixed moments
import time, os
os.environ['TZ'] = 'UTC'; time.tzset()
t = time.gmtime(86400 * 365)
print t, t.tm_year, t[1], time.strftime('%Y-%m-%d %H:%M:%S %j %U %w %a %b %p', t), time.asctime(t), time.strptime('30 Nov 00', '%d %b %y')[:6], time.mktime(time.strptime('2001-02-03', '%Y-%m-%d')), time.ctime(0), time.tzname, time.timezone, time.daylight, tuple(t), time.struct_time(range(9)), isinstance(time.time(), float), isinstance(time.clock(), float), time.sleep(0)
for e in ('time.strptime("x", "%Y")', 'time.strftime("%Y", (1,))', 'time.sleep("a")', 'time.mktime((0,) * 9) and 1', 'time.gmtime("a")', 'time.struct_time((1, 2))', 'time.asctime(5)', 'time.sleep(-1)', 'time.strptime("1 2", "%d")', 'time.gmtime(1e30)'):
    try:
        print e, eval(e)
    except (ValueError, TypeError, IOError, OverflowError) as x:
        print e, '->', type(x).__name__, x
