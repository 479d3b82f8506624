# fileinput: many files as one, changed in place.
import fileinput
import os
import shutil
import tempfile

folder = tempfile.mkdtemp()
names = [os.path.join(folder, name) for name in 'abc']
for name, text in zip(names, ('1\n2\n', '', '3\n4')):
    with open(name, 'w') as out:
        out.write(text)
for line in fileinput.input(names):
    print repr(line), os.path.basename(fileinput.filename()), fileinput.lineno(), fileinput.filelineno(), fileinput.isfirstline(), fileinput.isstdin()
    if line == '1\n':
        fileinput.nextfile()
fileinput.close()
for line in fileinput.FileInput(names, inplace=1, backup='.old'):
    print 'x' + line,
print sorted(os.listdir(folder)), [open(name).read() for name in names]
source = fileinput.FileInput(names)
print repr(source[0]), repr(source[1]), source.fileno() >= 0
for act in (lambda: source[7], lambda: fileinput.lineno(), lambda: fileinput.FileInput(names, mode='w'), lambda: fileinput.FileInput(names, openhook=3), lambda: fileinput.FileInput(names, inplace=1, openhook=len), lambda: fileinput.FileInput(folder + '/z').readline()):
    try:
        print act()
    except Exception as problem:
        print type(problem).__name__, str(problem).replace(folder, '')
shutil.rmtree(folder)
