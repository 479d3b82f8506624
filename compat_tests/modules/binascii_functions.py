# binascii: hex, base64, crc, qp, uu, errors
import binascii as b
print b.hexlify('\0\xffabc'), repr(b.unhexlify('00FF61')), b.b2a_base64('hello'), repr(b.a2b_base64('aGVsbG8=\n')), repr(b.a2b_base64('aG Vs bG8')) if 0 else '', b.crc32('hello'), b.crc32('lo', b.crc32('hel')), b.crc32('') , b.adler32('x') if hasattr(b, 'adler32') else '', b.b2a_uu('abc'), b.a2b_uu('#86)C\n'), b.b2a_qp('a=b\xe9 \n'), repr(b.a2b_qp('a=3Db=E9=\nc')), b.crc_hqx('abc', 0), repr(b.b2a_hqx('abc')), b.rledecode_hqx('a\x90\x04') == 'aaaa', b.b2a_hex(buffer('xy')), b.hexlify(bytearray('z')), repr(b.b2a_qp('a b\tc  \n', True)), repr(b.b2a_qp('x' * 80))
for e in ('b.unhexlify("abc")', 'b.unhexlify("zz")', 'b.a2b_base64("a")', 'b.a2b_base64("abc")', 'b.hexlify(5)', 'b.b2a_uu("x" * 46)', 'b.a2b_uu("\\x7f")', 'b.hexlify(u"\\xe9")', 'b.a2b_base64("====")', 'b.crc32(5)', 'b.a2b_base64("YQ=")'):
    try:
        print e, repr(eval(e))
    except (TypeError, b.Error, b.Incomplete, UnicodeError) as x:
        print e, '->', type(x).__name__, x
