# struct: formats, sizes, byte order, errors
import struct
print repr(struct.pack('<bBhHiIqQ', -1, 255, -2, 65535, -3, 2 ** 32 - 1, -4, 2 ** 64 - 1)), repr(struct.pack('>hHiI', 1, 2, 3, 4)), repr(struct.pack('<fd', 1.5, -2.25)), repr(struct.pack('3s5p2xc?', 'abcd', 'pq', 'z', 5)), struct.calcsize('bi'), struct.calcsize('<bi'), struct.calcsize('@lP'), struct.calcsize('bq'), struct.calcsize('0i') , struct.unpack('<hhl', '\1\0\2\0\3\0\0\0'), struct.unpack('3s2x?', 'abc\0\0\1'), struct.unpack('<2f', struct.pack('<2f', 1.5, 2.5)), struct.unpack_from('<h', 'xx\1\0', 2), repr(struct.pack('=2i', 1, 2))
b = bytearray(6)
struct.pack_into('<hh', b, 1, 258, -1); print repr(b), struct.Struct('<hi').size, struct.Struct('<hi').format, struct.Struct('>H').unpack('\1\2'), struct.unpack('>d', '\x7f\xf0' + '\0' * 6), struct.unpack('<n' if 0 else '<q', '\xff' * 8), repr(struct.pack('>e' if 0 else '>d', float('nan')))[:10]
for e in ('struct.pack("b", 128)', 'struct.pack("B", -1)', 'struct.pack("h")', 'struct.pack("h", 1, 2)', 'struct.pack("h", "a")', 'struct.pack("z", 1)', 'struct.unpack("h", "a")', 'struct.pack("<I", 2 ** 32)', 'struct.pack("q", 2 ** 63)', 'struct.pack("c", "ab")', 'struct.pack("s", 5)', 'struct.pack("f", "a")', 'struct.pack("<f", 1e300)', 'struct.calcsize("5")', 'struct.unpack_from("i", "abc")', 'struct.pack_into("i", b, 100, 1)', 'struct.unpack("h", 5)', 'struct.pack("i", 1.5)', 'struct.pack("H", 70000)', 'struct.Struct(5)', 'struct.pack("<l", 2 ** 31)'):
    try:
        print e, repr(eval(e))
    except (struct.error, TypeError, OverflowError) as x:
        print e, '->', type(x).__name__, x
