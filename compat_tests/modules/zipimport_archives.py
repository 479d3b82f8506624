# Modules in zip archives, stored and compressed, by the path and by an importer.
import os, sys, tempfile, shutil, struct, zlib, zipimport

def archive(path, members, lead=''):
    out, rows = lead, ''
    for name, data, packed in members:
        body = data
        if packed:
            c = zlib.compressobj(9, zlib.DEFLATED, -15)
            body = c.compress(data) + c.flush()
        crc = zlib.crc32(data) & 0xffffffff
        common = struct.pack('<HHHHHLLLHH', 20, 0, 8 * packed, 0, 33, crc, len(body), len(data), len(name), 0)
        rows += 'PK\1\2' + struct.pack('<H', 20) + common + struct.pack('<HHHLL', 0, 0, 0, 0, len(out) - len(lead)) + name
        out += 'PK\3\4' + common + name + body
    end = struct.pack('<HHHHLLH', 0, 0, len(members), len(members), len(rows), len(out) - len(lead), 0)
    with open(path, 'wb') as f:
        f.write(out + rows + 'PK\5\6' + end)

folder = tempfile.mkdtemp()
try:
    path = os.path.join(folder, 'lib.zip')
    archive(path, [
        ('plain.py', 'value = 1\r\nname = __name__\r\n', 0),
        ('pack/__init__.py', 'print "pack", __path__ == [__file__[:-12]]\n', 1),
        ('pack/inner.py', 'import plain\nvalue = plain.value + 1\ndef fail():\n    1/0\n', 1),
        ('pack/data.txt', 'some text', 1),
    ], '#!/bin/sh\n')
    show = lambda text: str(text).replace(folder, '.')
    sys.path.insert(0, path)
    import plain, pack.inner
    print show(plain.__file__), show(pack.__file__), pack.inner.value, plain.name
    print show(plain.__loader__), show(pack.inner.__loader__)
    importer = zipimport.zipimporter(path)
    print importer.find_module('plain') is importer, importer.find_module('nothing')
    print show(importer.archive), repr(importer.prefix), sorted(importer._files)
    print importer.is_package('pack'), importer.is_package('plain'), show(importer.get_filename('pack'))
    print repr(importer.get_source('plain')), importer.get_data('pack/data.txt'), importer.get_data(path + '/pack/data.txt')
    inner = zipimport.zipimporter(path + '/pack')
    print inner.prefix, inner.get_code('inner').co_name, show(inner)
    for call in (lambda: importer.get_data('missing'), lambda: importer.load_module('missing'),
                 lambda: importer.is_package('missing'), lambda: zipimport.zipimporter(folder),
                 lambda: zipimport.zipimporter(''), lambda: zipimport.zipimporter(__file__)):
        try:
            call()
        except (IOError, ImportError) as e:
            print type(e).__name__, show(e).replace(__file__, 'FILE')
    with open(path, 'r+b') as f:
        f.truncate(100)
    zipimport._zip_directory_cache.clear()
    try:
        zipimport.zipimporter(path)
    except ImportError as e:
        print show(e)
finally:
    shutil.rmtree(folder)
