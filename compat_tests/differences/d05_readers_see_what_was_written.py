# D5: a file that nobody closed is written out before something opens, looks at or moves a file, or a process starts
import io
import os
import shutil
import subprocess
import sys
import tempfile

here = tempfile.mkdtemp()
path = os.path.join(here, 'file')
other = os.path.join(here, 'other')


def leave(text, mode='w'):
    open(path, mode).write(text)


leave('one line\n')
print open(path).read(),
leave('another\n', 'a')
print io.open(path).readlines()
# What was written first does not come out last.
leave('a long text that nobody closes\n')
with open(path, 'w') as new:
    new.write('short\n')
print open(path).read(),
leave('x' * 100)
print os.path.getsize(path), os.lstat(path).st_size
leave('moved\n')
os.rename(path, other)
print open(other).read(),
leave('copied\n')
shutil.copyfile(path, other)
print open(other).read(),
leave('for a process\n')
print subprocess.Popen(['cat', path], stdout=subprocess.PIPE).communicate()[0],
leave('for a shell\n')
print os.popen('cat ' + path).read(),
leave('for system\n')
sys.stdout.flush()
os.system('cat ' + path)
leave('by descriptor\n')
descriptor = os.open(path, os.O_RDONLY)
print os.read(descriptor, 100),
os.close(descriptor)
leave('times')
os.utime(path, (1000, 2000))
print os.stat(path).st_mtime, open(path).read(), os.stat(path).st_mtime
leave('answer = 42\n')
namespace = {}
execfile(path, namespace)
print namespace['answer']
path = os.path.join(here, 'written_module.py')
leave('answer = 43\n')
sys.path.insert(0, here)
sys.dont_write_bytecode = True
import written_module
print written_module.answer
# What is kept open waits, whatever else is looked at.
kept = open(other, 'w')
kept.write('waits')
print os.path.exists(path), open(path).read(), os.fstat(kept.fileno()).st_size
kept.close()
# Many files are open at once, and closed in another order.
files = [open(os.path.join(here, str(n)), 'w') for n in range(50)]
for n, file in enumerate(files):
    file.write(str(n))
for file in files[::3]:
    file.close()
del files[1::3]
for file in files:
    if not file.closed:
        file.flush()
print sum(int(open(os.path.join(here, str(n))).read()) for n in range(50))
shutil.rmtree(here)
