from datetime import *
import datetime as D
def t(f,*a,**k):
    try: print repr(f(*a,**k))
    except Exception as e: print type(e),e
for c in (date,datetime,time,timedelta,tzinfo):
    print c, sorted(x for x in dir(c) if x not in('datetime_CAPI',)), c.__module__
t(date); t(date,1); t(date,1,2,3,4); t(date,1.0,2,3); t(date,'1',2,3); t(date,2**40,1,1); t(date,year=1,month=2); t(date,1,2,3,year=4)
t(datetime); t(datetime,1,2,3,4,5,6,7,None,8); t(datetime,1,2,3,tzinfo=5); t(time,24); t(time,1,60); t(time,1,2,60); t(time,1,2,3,10**6); t(time,tzinfo=1)
t(timedelta,'x'); t(timedelta,1,2,3,4,5,6,7,8); t(timedelta,float('nan')); t(timedelta,float('inf')); t(timedelta,10**10); t(timedelta,10**30); t(timedelta,days=1e12); t(timedelta,999999999,86399,999999,1)
t(timedelta, days=10**20, hours=-24*10**20)
t(lambda: timedelta(1)/0); t(lambda: timedelta(1)/0L); t(lambda: timedelta.max/0); t(lambda:timedelta(1)*1.5); t(lambda:timedelta(1)//2.0); t(lambda: 5/timedelta(1)); t(lambda:-timedelta.max); t(lambda:abs(timedelta.min));t(lambda:timedelta(1)*2**70); t(lambda:timedelta(1)*10**6*10**4)
t(lambda: date.max+timedelta(1)); t(lambda: date.min-timedelta(1)); t(lambda: datetime.max+timedelta(0,1)); t(lambda: date(2000,1,1)-datetime(2000,1,1)); t(lambda:datetime(2000,1,1)-date(2000,1,1)); t(lambda: date(2000,1,1)+1); t(lambda:timedelta(1)+date(2000,1,1)); t(lambda:timedelta(1)+datetime(2000,1,1)); t(lambda:timedelta(1)-date(2000,1,1)); t(lambda: datetime(2000,1,1)-5)
t(lambda: date(2000,1,1)<5); t(lambda: date(2000,1,1)==5); t(lambda: date(2000,1,1)<datetime(2000,1,1)); t(lambda: datetime(2000,1,1)<date(2000,1,1));t(lambda: datetime(2000,1,1)==date(2000,1,1)); t(lambda: time(1)<5); t(lambda:timedelta(1)<5); t(lambda: time(1)<time(2)); t(lambda:cmp(time(1),time(2))); t(lambda:timedelta(1)==1)
t(date.fromtimestamp,1e20); t(date.fromtimestamp,'x'); t(date.fromtimestamp,float('nan')); t(datetime.fromtimestamp,1e15); t(datetime.utcfromtimestamp,-1.5); t(datetime.utcfromtimestamp,1.9999999); t(datetime.fromtimestamp,0,5);t(date.fromordinal,0); t(date.fromordinal,4000000); t(date.fromordinal,'x'); t(date.fromordinal,2**40)
class Z(tzinfo):
    def __init__(s,o=None,n=None,d=None): s.o,s.n,s.d=o,n,d
    def utcoffset(s,dt): return s.o
    def tzname(s,dt): return s.n
    def __repr__(s): return 'Z'
    def dst(s,dt): return s.d
for o in (5,timedelta(1),timedelta(-1),timedelta(0,1),timedelta(0,60),timedelta(0,-60),None,timedelta(-2),timedelta(0,86340)):
    z=Z(o,o,o)
    d=datetime(2000,1,2,3,4,5,6,z); tt=time(3,4,tzinfo=z)
    for f in (d.utcoffset,d.dst,d.tzname,d.isoformat,d.timetuple,d.utctimetuple,d.__hash__,tt.utcoffset,tt.isoformat,tt.__hash__,tt.__nonzero__,tt.dst,tt.tzname): t(f)
    t(d.strftime,'%z %Z %f %%'); t(tt.strftime,'%z %f %H'); t(lambda: z.fromutc(d)); t(lambda: d.astimezone(Z(timedelta(0,3600)))); t(lambda: d==datetime(2000,1,1)); t(lambda: d-datetime(2000,1,1)); t(lambda: tt<time(1)); t(repr,d)
    t(lambda: d<datetime(2000,1,2,3,4,5,6,Z(timedelta(0,600)))); t(lambda: d-datetime(2000,1,2,3,4,5,6,Z(timedelta(0,600))))
t(datetime(2000,1,1).astimezone,5); t(datetime(2000,1,1).astimezone); t(datetime(2000,1,1).astimezone,Z()); t(datetime(1,1,1,tzinfo=Z(timedelta(0,60))).utctimetuple); t(datetime(9999,12,31,23,59,tzinfo=Z(timedelta(0,-60))).utctimetuple)
t(tzinfo().utcoffset,None); t(tzinfo().fromutc,5); t(tzinfo().dst); t(Z().fromutc, datetime(2000,1,1))
t(date(1800,1,1).strftime,'%Y'); t(date(1900,1,1).strftime,'%'); t(date(1900,1,1).strftime,'%Y\0x'); t(date(1900,1,1).strftime,u'%Y'); t(date(1900,1,1).strftime,5); t(date(1900,1,1).__format__,5); t(format,date(1900,1,1),u''); t(format,date(1900,1,1),'%d'); t(date(1900,1,1).strftime)
t(datetime.combine,date(1,1,1),5); t(datetime.combine,5,time()); t(datetime.combine,date(2000,1,1),time(1,tzinfo=Z())).__class__; t(datetime.combine,date=date(1,1,1),time=time(1))
t(datetime(1,1,1).isoformat,'xx'); t(datetime(1,1,1).isoformat,' '); t(datetime(1,1,1).isoformat,5); t(datetime(1,1,1).isoformat,u'x'); t(datetime(1,1,1).replace,year=0); t(datetime(1,1,1).replace,foo=1); t(date(1,1,1).replace,1,2,3,4); t(time().replace,tzinfo=5); t(datetime(1,1,1).replace,day=2); t(datetime.now,5); t(datetime.now,foo=5); t(datetime(1,1,1).replace,*range(1,10))
for o in (date(1,2,3),datetime(1,2,3,4,5,6,7),time(1,2,3,4),timedelta(1,2,3)):
    print repr(o), str(o), hash(o), o.__reduce__(), getattr(o,'ctime',str)(), bool(o)
    t(setattr,o,'year',1); t(setattr,o,'days',1); t(setattr,o,'x',1)
    t(type(o),o.__reduce__()[1][0]) 
    class S(type(o)): pass
    s=S(*o.__reduce__()[1]); s.x=1; print s==o, repr(s), type(s+timedelta(1)) if not isinstance(o,time) else '', s.__reduce__()[1:], type(s.replace()) if not isinstance(o,timedelta) else ''
t(date,'\0\0\0\0'); t(datetime,'\7\xd0\1\1\0\0\0\0\0\0',5); t(time,'\1\2\3\0\0\0',5); t(time,'\30\2\3\0\0\0'); t(datetime,'\7\xd0\1\xff\xff\xff\xff\xff\xff\xff'); d=datetime('\7\xd0\1\xff\xff\xff\xff\xff\xff\xff'); t(d.isocalendar); t(d.ctime);t(d.strftime,'%x'); t(lambda:d+timedelta(1))
for y in range(1990,2012):
    print [date(y,m,dd).isocalendar()+ (date(y,m,dd).weekday(),date(y,m,dd).toordinal()) for m,dd in ((1,1),(1,3),(12,28),(12,30),(12,31),(3,1),(2,28))]
print timedelta(0.5,0.1,0.7), timedelta(days=-1.3), timedelta(weeks=1.25,microseconds=.5), timedelta(microseconds=-0.5).__reduce__(), timedelta(123456789.123456789).total_seconds(), timedelta.max.total_seconds(), timedelta.min.total_seconds()
print date.min,date.max,date.resolution,datetime.min,datetime.max,datetime.resolution,time.min,time.max,time.resolution,timedelta.min,timedelta.max,timedelta.resolution
