# bytearray: mutation, methods shared with str, errors
b = bytearray('abc')
print repr(b), b, len(b), b[0], b[1:], b + 'd', 'x' + b, b * 2, b == 'abc', b < 'abd', 97 in b, 'bc' in b, list(b), b.upper(), b.find('c'), b.replace('b', 'XX'), b.split('b'), b.join(['1', '2']), bytearray(3), bytearray([1, 2]), bytearray(u'\xe9', 'utf-8'), bytearray(), b.decode('ascii'), str(b)
b.append(100); b.append('e'); b.extend('fg'); b.extend([104]); b.insert(0, 90); b[1] = 66; b[2:4] = 'xyz'; b[-1:] = [33, 34]; print b
del b[0]; del b[::2]; print b, b.pop(), b.pop(0), b
b.remove(ord(chr(b[0]))); b.reverse(); b += 'q'; b *= 2; print b, b.count('q'), b.startswith('q'), b.translate(None, 'q'), bytearray.fromhex('0aFF 10'), b.partition('q'), b.isalpha(), b.title(), b.zfill(8), b.center(10, '*'), b.strip('q'), b.splitlines()
for bad in ('bytearray(-1)', 'bytearray([256])', 'bytearray(["a"])', 'bytearray(u"a")', 'bytearray("a", "utf-8")', 'b.append(256)', 'b.append("ab")', 'b[0] = 300', 'b[0] = "xx"', 'b[100]', 'b.pop(100)', 'bytearray().pop()', 'b.remove(250)', 'hash(b)', 'b + 5', 'b + u"a"', 'bytearray.fromhex("0")', 'bytearray.fromhex("zz")', '256 in b', 'u"a" in b', 'b.index("zzz")', 'bytearray(5.5)', 'b[::2] = "a"', 'b.extend(5)', 'b.extend([300])', 'b.insert(0, 256)', 'b == u"a"', 'b.join([1])', 'b["a"]', 'bytearray(10 ** 20)'):
    try:
        exec (bad if '] =' in bad else 'print bad, repr(%s)' % bad)
    except (ValueError, TypeError, IndexError, OverflowError) as e:
        print '->', type(e).__name__, e
print '%s' % bytearray('x'), bytearray('a') == bytearray('a'), cmp(bytearray('a'), 'b'), bytearray('\x00\xff\'"'), reversed(bytearray('ab')).next(), sorted(bytearray('ba')), bytearray('abc')[::-1], int(bytearray('12')), float(bytearray('1.5'))
