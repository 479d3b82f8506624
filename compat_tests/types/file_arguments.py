def t(f,*a,**k):
    try: print repr(f(*a,**k))
    except Exception as e: print type(e),e.args
import array
p='file_arguments.tmp'
for m in ('w','wb'):
    f=open(p,m)
    t(f.write,5);t(f.write,u'\xe9');t(f.write,u'a');t(f.write);t(f.write,bytearray('x'));t(f.write,array.array('c','ab'));t(f.write,array.array('i',[1]));t(f.write,buffer('ab'));t(f.write,memoryview('ab'))
    t(f.writelines,5);t(f.writelines,[5]);t(f.writelines,[bytearray('x')]);t(f.writelines,[array.array('c','ab')]);t(f.writelines,[array.array('i',[1])])
    t(f.readinto);t(f.readinto,'');t(f.read);t(f.seek);t(f.truncate,-1);t(f.seek,-1)
    f.close()
for x in ('r','rb'):
    f=open(p,x); t(f.readinto,'');t(f.readinto);t(f.readinto,bytearray(3));t(f.write,'x');t(f.writelines,['x']);t(f.readinto,array.array('c','ab'));t(f.read,'x');t(f.read,None);t(f.readline,'x');t(f.readlines,'x');t(f.truncate)
f.close()
for m in ('fileno flush isatty next read readinto readline readlines seek tell truncate write __iter__ xreadlines writelines __enter__ __exit__ close').split(): t(getattr(f,m))
t(open,p,'z');t(open,p,u'\xe9');t(open,p,5);t(open,p,'');t(open,p,'r\0');t(open);t(open,p,'wU')
import os; os.remove(p)
