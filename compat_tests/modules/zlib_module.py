# zlib: compress, decompress, objects, checksums, errors
import zlib
data = 'hello world ' * 100
c = zlib.compress(data)
print zlib.decompress(c) == data, len(c) < 60, zlib.crc32('abc'), zlib.adler32('abc'), zlib.crc32('c', zlib.crc32('ab')), zlib.decompress(zlib.compress('')) == ''
o = zlib.compressobj(9); s = o.compress(data[:50]) + o.flush(zlib.Z_SYNC_FLUSH) + o.compress(data[50:]) + o.flush()
d = zlib.decompressobj(); print d.decompress(s + 'tail') + d.flush() == data, d.unused_data, len(d.decompress('')) if 0 else '', zlib.decompress(s) == data
d = zlib.decompressobj(); print len(d.decompress(c, 10)), len(d.unconsumed_tail) > 0, zlib.decompress(zlib.compressobj(6, zlib.DEFLATED, -15).flush(), -15) == ''
for e in ('zlib.decompress("garbage")', 'zlib.decompress(c[:-5])', 'zlib.compress(5)', 'zlib.compress("a", 10)', 'zlib.decompress("")', 'zlib.compressobj(99)', 'zlib.decompress(c[:10] + "xxxx")', 'zlib.decompressobj().decompress("zz")'):
    try:
        eval(e)
        print e, 'fine'
    except (zlib.error, TypeError, ValueError) as x:
        print e, '->', type(x).__name__, x
