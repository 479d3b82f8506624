# datetime: arithmetic, formatting, parsing, comparison
from datetime import date, time, datetime, timedelta
d = date(2024, 2, 29)
print d, repr(d), d + timedelta(366), d - date(2000, 1, 1), d.weekday(), d.isocalendar(), d.isoformat(), d.strftime('%Y/%m/%d %j %a'), d.replace(year=2023, day=1), d.toordinal(), date.fromordinal(1), d.timetuple()[:8], d < date(2024, 3, 1), date.min, date.max, d.ctime()
t = time(13, 5, 9, 120); print t, repr(t), t.replace(hour=1), time(), time(5), t.strftime('%H-%M-%S'), bool(time(0)), t.isoformat()
x = datetime(2020, 12, 31, 23, 59, 59, 999999); print x, repr(x), x + timedelta(microseconds=1), x.date(), x.time(), datetime.strptime('2021-03-04 05:06', '%Y-%m-%d %H:%M'), datetime.combine(d, t), x.isoformat(' '), x.strftime('%y %f %%'), x - datetime(2020, 1, 1), x == datetime(2020, 12, 31), datetime.utcfromtimestamp(0), x.toordinal()
td = timedelta(1, 2, 3); print td, repr(td), -td, td * 2, td / 2, td + td, abs(-td), td.total_seconds(), timedelta(days=-1, seconds=1), timedelta(hours=25, milliseconds=5), timedelta(weeks=1).days, td > timedelta(1), bool(timedelta()), timedelta.max, str(timedelta(-1)), timedelta(0.5), td // 2, hash(td) == hash(timedelta(1, 2, 3)), timedelta(seconds=1.5)
for e in ('date(2023, 2, 29)', 'date(0, 1, 1)', 'time(25)', 'datetime(2020, 1, 1, 0, 60)', 'date.max + timedelta(1)', 'timedelta(10 ** 10)', 'datetime.strptime("x", "%Y")', 'd + 1', 'd - 5', 'd < 5', 'td * 1.5', 'date("x")', 'datetime.strptime("2020 x", "%Y")', 'td + 5', 'd + d', 'date(2020, 13, 1)', 'td / 0', 'x - d', 'd < x', 'date()', 'd == 5'):
    try:
        print e, eval(e)
    except (ValueError, TypeError, OverflowError, ZeroDivisionError) as z:
        print e, '->', type(z).__name__, z
