"""Records what CPython 2.7 does, as the tables in tests/data that the unit tests compare with.

Run under CPython 2.7.18 (wide build): python2.7 record.py DIR [SCALE [TABLE...]]
The committed tables are made with DIR tests/data and SCALE 1; a larger SCALE makes more random cases.
Format: see src/recorded.rs.
"""
import os
import random
import struct
import sys

TABLES = []


def table(fn):
    TABLES.append(fn)
    return fn


def field(value):
    """One field: a byte string, Unicode text, or something with a str()."""
    if isinstance(value, unicode):
        out = []
        for ch in value:
            if u' ' <= ch <= u'~' and ch != u'\\':
                out.append(str(ch))
            else:
                out.append('\\u{%x}' % ord(ch))
        # Bytes go through the escapes of a byte field once more.
        value = ''.join(out)
    elif not isinstance(value, str):
        value = str(value)
    out = []
    for ch in value:
        if ch == '\\':
            out.append('\\\\')
        elif ' ' <= ch <= '~':
            out.append(ch)
        else:
            out.append('\\x%02x' % ord(ch))
    return ''.join(out)


def attempt(fn, *args):
    """The result of a call, or the message of its exception."""
    try:
        return fn(*args)
    except (ValueError, OverflowError, TypeError, KeyError) as e:
        return str(e)


def mutated(rng, seeds, alphabet, count):
    """The seeds, then random edits of them."""
    for seed in seeds:
        yield seed
    for _ in xrange(count):
        s = list(rng.choice(seeds))
        for _ in xrange(rng.randint(1, 3)):
            at = rng.randint(0, len(s))
            kind = rng.randint(0, 2)
            if kind == 0 or not s:
                s.insert(at, rng.choice(alphabet))
            elif kind == 1:
                s[min(at, len(s) - 1)] = rng.choice(alphabet)
            else:
                del s[min(at, len(s) - 1)]
        yield seeds[0][:0].join(s)


def random_floats(rng, count):
    fixed = [0.0, 1.0, 0.1, 0.5, 1.5, 2.5, 100.0, 1e15, 1e16, 123456789012345678.0, 1e22, 1e-4, 1e-5, 9.5e-5, 1e11, 1e12,
             999999999999.5, 9999999999995.0, 0.00012345678901234567, 5e-324, 2.2250738585072014e-308,
             1.7976931348623157e308, 2.0 ** -25, 2.0 ** 53, 1234567890125.0, 0.1234567890125, 1e100, 1e-100,
             float('inf'), float('nan')]
    for x in fixed:
        yield x
        yield -x
    for i in xrange(count):
        kind = i % 5
        if kind == 0:
            yield struct.unpack('<d', struct.pack('<Q', rng.getrandbits(64)))[0]
        elif kind == 1:
            yield rng.uniform(-1000, 1000)
        elif kind == 2:
            yield rng.randint(-10 ** 6, 10 ** 6) / 2.0 ** rng.randint(0, 12)
        elif kind == 3:
            yield float('%d.%de%d' % (rng.randint(0, 99), rng.randint(0, 10 ** rng.randint(1, 14)), rng.randint(-20, 20)))
        else:
            yield float(rng.randint(-10 ** 17, 10 ** 17))


@table
def float_parse(rng, n):
    seeds = ['', ' ', '1', '1.5', ' 1.5 ', '.5', '5.', '.', '+1', '-1', '+-1', '1e5', '1E+5', '1e-5', '1e', '1e+', 'inf', '-Inf',
             'infinity', '+INFINITY', 'infinit', 'nan', '-nan', 'NaN', 'nanx', '0x10', '1_0', '1 2', '1\0', '\0', '1L', '1e400',
             '-1e400', '1e-400', '123456789012345678', '0.1', '1e23', '9007199254740993', '00012', '1..2', 'e5', '\t\n1\v\f\r',
             '1' * 300, '0' * 400 + '1', '1j']
    for s in mutated(rng, seeds, '0123456789+-.eEinfaty \0x_', 150 * n):
        yield s, attempt(lambda: repr(float(s)))


@table
def complex_parse(rng, n):
    seeds = ['', ' ', '1', '1+2j', '1-2J', 'j', '+j', '-j', '1j', '1+j', '1-j', '1e5j', '(1+2j)', ' ( 1+2j ) ', '(1+2j', '1+2j)',
             '1 + 2j', 'nan+infj', '-inf-nanj', '1+2', '1j+2', '((1))', '1+2jj', '.5e-3+.1j', '+', '-', '()', '1+-2j']
    for s in mutated(rng, seeds, '01.+-jJe() infa', 150 * n):
        if '\0' not in s:
            yield s, attempt(lambda: repr(complex(s)))


@table
def float_hex(rng, n):
    seeds = ['', '0x', '0x1', '1', '0x1.8p1', '-0x1.8P-1', '0x.C', '0x8.', '0x.', 'inf', '-infinity', 'nan', '0x1p', '0x1p+',
             '0x1p99999', '0x1p-99999', '0x1p1023', '0x1p1024', '0x1.fffffffffffff7p1023', '0x1.fffffffffffff8p1023',
             '0x1p-1074', '0x1p-1075', '0x1.8p-1075', '0x1.0000000000000001p-1075', '0x0.8p-1074', '0x1.00000000000008p0',
             '0x1.00000000000018p0', '0x1.000000000000080000000001p0', '0x0p99999999999999999999', ' 0x1 ', '0x1 2', 'abc.def',
             '0x' + '0' * 40 + '1', '0x' + '1' * 40, '0x0.' + '0' * 40 + '1', '0x1.fffffffffffffp-1023', '0X1P5', '1x', 'e', '0x1_0',
             '0x1.ffffffffffffe8p-1023', '0x1.ffffffffffffffp-1023']
    for s in mutated(rng, seeds, '0123456789abcdefpPxX.+- ', 200 * n):
        yield s, attempt(lambda: float.fromhex(s).hex())
    for x in random_floats(rng, 40 * n):
        yield x.hex(), x.hex()


@table
def float_repr(rng, n):
    for x in random_floats(rng, 400 * n):
        yield x.hex(), repr(x), str(x)


@table
def float_conversion(rng, n):
    for x in random_floats(rng, 500 * n):
        code = rng.choice('eEfFgG')
        prec = rng.choice([0, 1, 2, 3, 5, 6, 10, 12, 15, 17, 20, 40])
        alt = rng.choice('#-')
        yield x.hex(), code, prec, alt, ('%' + alt.strip('-') + '.%d' % prec + code) % x


@table
def float_round(rng, n):
    for x in random_floats(rng, 500 * n):
        d = rng.choice([0, 1, 2, 3, 4, 5, -1, -2, -3, -5, -17, 10, 12, -20, -25])
        yield x.hex(), d, attempt(lambda: repr(round(x, d)))
    for k in range(1, 60 * n, 2):
        for d in range(-4, 5):
            x = k * 10.0 ** -d / 2
            yield x.hex(), d, repr(round(x, d))
    for x in [1.7976931348623157e308, 9.5e307, 5e-324, 1e22, 5e22, 25e22]:
        for d in [-308, -307, -309, -400, 323, 324, 322, -22, -23, -24]:
            yield x.hex(), d, attempt(lambda: repr(round(x, d)))


@table
def complex_repr(rng, n):
    for x in random_floats(rng, 40 * n):
        for y in [0.0, -0.0, 1.5, float('nan'), -float('inf'), 1e16, 0.1 + 0.2]:
            z = complex(y, x)
            yield y.hex(), x.hex(), repr(z), str(z)


@table
def chardata(rng, n):
    import unicodedata

    def mapped(method):
        return lambda ch: ord(method(ch)) if method(ch) != ch else None

    def flag(test):
        return lambda ch: 1 if test(ch) else None

    def numeric(ch):
        value = unicodedata.numeric(ch, None)
        return None if value is None else max(0, int(min(value * 1000.0, 1e9)))

    properties = [(name, flag(getattr(unicode, name))) for name in
                  'isalpha isdecimal isdigit isnumeric isalnum isspace islower isupper istitle'.split()]
    properties += [(name, mapped(getattr(unicode, name))) for name in 'upper lower title'.split()]
    properties += [('linebreak', flag(lambda ch: len((u'a' + ch + u'a').splitlines()) > 1)),
                   ('decimal', lambda ch: unicodedata.decimal(ch, None)), ('digit', lambda ch: unicodedata.digit(ch, None)),
                   ('numeric', numeric)]
    for name, prop in properties:
        count = total = 0
        for code in xrange(0x110000):
            value = prop(unichr(code))
            if value is not None:
                count += 1
                total = (total * 31 + code * 7 + value) % (2 ** 32 - 5)
        yield name, count, total


def main():
    where = sys.argv[1]
    scale = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for fn in TABLES:
        if len(sys.argv) > 3 and fn.__name__ not in sys.argv[3:]:
            continue
        seen = set()
        with open(os.path.join(where, fn.__name__ + '.txt'), 'w') as out:
            for row in fn(random.Random(fn.__name__), scale):
                line = '\t'.join(map(field, row))
                if line not in seen:
                    seen.add(line)
                    out.write(line + '\n')


if __name__ == '__main__':
    main()
