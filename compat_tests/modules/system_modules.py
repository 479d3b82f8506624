import pwd,grp,select,fcntl,os,_locale
def t(f,*a,**k):
    try: print repr(f(*a,**k))
    except Exception as e: print type(e),e.args
t(pwd.getpwuid,99999);t(pwd.getpwuid,-1);t(pwd.getpwuid,-2);t(pwd.getpwuid,2**40);t(pwd.getpwuid,'x');t(pwd.getpwuid,1.0);t(pwd.getpwnam,'nope');t(pwd.getpwnam,5);t(pwd.getpwnam,u'root');t(pwd.getpwnam,'a\0b');t(pwd.getpwuid,2**100)
t(fcntl.fcntl,2**40,1);t(fcntl.fcntl,-1,1);t(fcntl.fcntl,'x',1);t(fcntl.fcntl,1);t(fcntl.fcntl,1,1,1,1);t(fcntl.fcntl,1,'x');t(fcntl.fcntl,1,1,1.5);t(fcntl.fcntl,1,1,'x'*1025);t(fcntl.fcntl,1,2**40);t(fcntl.fcntl,500,1);t(fcntl.fcntl,1,1,'abc');t(fcntl.fcntl,1,1,None);t(fcntl.fcntl,1,1,2**70)
t(fcntl.ioctl,1);t(fcntl.ioctl,1,2,'x'*1025);t(fcntl.ioctl,1,2,None);t(fcntl.ioctl,1,2,3,4);t(fcntl.ioctl,1,2,bytearray(3),'x');t(fcntl.ioctl,-1,2);t(fcntl.ioctl,1,1.5)
t(fcntl.flock,1,500);t(fcntl.flock,1);t(fcntl.lockf,1,500);t(fcntl.lockf,1,fcntl.LOCK_EX,'x');t(fcntl.lockf,1,fcntl.LOCK_EX,1.5,0,9);t(fcntl.lockf,500,fcntl.LOCK_UN);t(fcntl.lockf,1,8,0,0,0)
S=select
t(S.select,1,2,3);t(S.select,[],[],[],'x');t(S.select,[],[],[],-1);t(S.select,[],[],[],1e20);t(S.select,[],[],[],1e300);t(S.select,[2000],[],[]);t(S.select,[-1],[],[]);t(S.select,['x'],[],[]);t(S.select,[],[],[],0);t(S.select,[500],[],[],0);t(S.select,[],[],[],float('nan'));t(S.select,(),(),{},0)
p=S.poll();print type(p)
t(p.register);t(p.register,1,-1);t(p.register,1,2**16);t(p.register,1,2**70);t(p.register,'x');t(p.register,-1);t(p.modify,9,1);t(p.modify,1);t(p.unregister,9);t(p.unregister,-1);t(p.poll,'x');t(p.poll,1.5);t(p.poll,2**40);t(p.poll,2**70);t(p.register,500);t(p.poll,0);t(p.poll,None,1);t(p.poll,-5.0) ; t(S.poll,1);t(type(p))
print [x for x in sorted(dir(p)) if x[0]!='_'],[x for x in sorted(dir(S)) if x[0]!='_']
t(S.epoll,0);t(S.epoll,-2);t(S.epoll,'x');t(S.epoll,1,2)
e=S.epoll();print sorted(dir(e)),e.__class__.__module__,e.closed
r,w=os.pipe()
t(e.register,r,S.EPOLLIN);t(e.poll,0);os.write(w,'x');print e.poll(0)==[(r,1)]; t(e.register,r);t(e.modify,r,S.EPOLLOUT);t(e.poll,0);t(e.unregister,r);t(e.poll,0)
print S.select([r],[w],[],1)==([r],[w],[])
e.close();t(e.close);t(e.fileno);t(e.poll,0);t(e.register,1);print e.closed
t(setattr,e,'closed',1)
for x in (2**40,2**31,-2**40,2**70,'x',1.5,2**40+5): t(os.fchdir,x); t(fcntl.fcntl,x,1);t(select.select,[x],[],[])
for m in (fcntl,select,_locale): print [(k,getattr(m,k)) for k in dir(m) if k[0:2]!='__' and type(getattr(m,k))in (int,long)]
L=_locale
print [x for x in dir(L) if x[:2]!='__'],L.Error
t(L.setlocale,99);t(L.setlocale,0,'nope');t(L.setlocale,6);t(L.setlocale,6,5);t(L.setlocale,'x');t(L.setlocale);t(lambda: sorted(L.localeconv().items()));t(L.localeconv,1);t(L.strcoll,'a','b');t(L.strcoll,1,'b');t(L.strcoll,u'a','b');t(L.strcoll,'a');t(L.strxfrm,'abc');t(L.strxfrm,5);t(L.strxfrm,u'a');t(L.nl_langinfo,5);t(L.nl_langinfo,L.CODESET);t(L.nl_langinfo,'x');t(L.gettext,'a');t(L.dgettext,None,'a');t(L.dgettext,'d','a');t(L.dcgettext,None,'a',5);t(L.textdomain,None);t(L.textdomain,'foo');t(L.textdomain,'messages');t(L.bindtextdomain,'a',None);t(L.bindtextdomain,'','x');t(L.bindtextdomain,'a','/tmp');t(L.bind_textdomain_codeset,'a',None);t(L.bind_textdomain_codeset,'a','utf-8');t(L.setlocale,6,u'C');t(L.setlocale,0,'C.UTF-8'); t(L.strxfrm,'a\0b'); t(L.strcoll,u'\xe9',u'f')
print pwd.getpwnam('root'), pwd.getpwall()[0][:3], grp.getgrall()[0].gr_name, pwd.struct_passwd(range(7)), grp.struct_group
