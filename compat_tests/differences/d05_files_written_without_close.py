# D5: what is written to a file that nobody closes is in it after a collection or a normal exit; no sys.getrefcount
import os, sys, gc, subprocess, tempfile
d = tempfile.mkdtemp()
p = os.path.join(d, 'f')
subprocess.check_call([sys.executable, '-c', 'import sys\nf = open(sys.argv[1], "w")\nf.write("kept")\n', p])
print open(p).read()
subprocess.check_call([sys.executable, '-c', 'import sys, io\nio.open(sys.argv[1], "wb").write(b"kept too")\n', p])
print open(p).read()
subprocess.call([sys.executable, '-c', 'import sys\nf = open(sys.argv[1], "w")\nf.write("exit")\nsys.exit(3)\n', p])
print open(p).read()
def leave():
    open(p, 'w').write('collected')
leave()
gc.collect()
gc.collect()
print open(p).read(), hasattr(sys, 'getrefcount')
