# byte-code caches that another build has written, or that are damaged, are passed over and renewed
import os, sys, tempfile
sys.dont_write_bytecode = False
folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
source = os.path.join(folder, 'cached_module.py')
cache = os.path.join(folder, '__pycache__', 'cached_module.taipan-1.pyc')
def load():
    sys.modules.pop('cached_module', None)
    return __import__('cached_module').value
def read():
    with open(cache, 'rb') as f:
        return f.read()
def attempt(what, data):
    with open(cache, 'wb') as f:
        f.write(data)
    print what, load(), read() == good
with open(source, 'w') as f:
    f.write('value = "kept"\n')
print load()
good = read()
mark = good.index('\n') + 1
compiler = good[mark:mark + 16]
print all(c in '0123456789abcdef' for c in compiler), good.count('kept')
attempt('own', good)
attempt('another compiler', good[:mark] + compiler[::-1] + good[mark + 16:].replace('kept', 'lost'))
attempt('no compiler', good[:mark] + good[mark + 16:].replace('kept', 'lost'))
attempt('cut', good[:-3])
attempt('empty', '')
attempt('other', 'x' * 100)
os.remove(cache)
os.rmdir(os.path.dirname(cache))
os.remove(source)
os.rmdir(folder)
