"""Writes src/chardata/tables.rs from the character properties of a running CPython 2.7 (wide build).

python2.7 gen_chardata.py > ../src/chardata/tables.rs
"""
import sys
import unicodedata

assert sys.maxunicode == 0x10FFFF and unicodedata.unidata_version == '5.2.0'
BLOCK_BITS = 6


def record(code):
    ch = unichr(code)
    flags = 0
    tests = [ch.isalpha(), ch.isdecimal(), ch.isdigit(), ch.isnumeric(), ch.isspace(), len((u'a' + ch + u'a').splitlines()) > 1,
             ch.islower(), ch.isupper(), unicodedata.category(ch) == 'Lt']
    for bit, test in enumerate(tests):
        flags |= bool(test) << bit
    return (flags, ord(ch.upper()) - code, ord(ch.lower()) - code, ord(ch.title()) - code,
            unicodedata.decimal(ch, 255), unicodedata.digit(ch, 255), unicodedata.numeric(ch, None))


def rows(items, width=118):
    line = '   '
    for item in items:
        if len(line) + 2 + len(item) > width:
            yield line
            line = '   '
        line += ' ' + item + ','
    yield line


def array(name, kind, items):
    items = list(items)
    print '#[rustfmt::skip]'
    print 'pub(super) static %s: [%s; %d] = [' % (name, kind, len(items))
    for line in rows(items):
        print line
    print '];'


def main():
    records, index, numbers = [], {}, []
    codes = []
    for code in xrange(0x110000):
        rec = record(code)
        if rec not in index:
            index[rec] = len(records)
            records.append(rec)
        codes.append(index[rec])
    size = 1 << BLOCK_BITS
    blocks, block_index, stage1 = [], {}, []
    for at in xrange(0, 0x110000, size):
        block = tuple(codes[at:at + size])
        if block not in block_index:
            block_index[block] = len(blocks)
            blocks.append(block)
        stage1.append(block_index[block])
    # Every plane after the last with properties is one default block; the lookup stops before them.
    default = stage1[-1]
    while stage1[-1] == default:
        stage1.pop()
    assert len(records) < 65536 and len(blocks) < 65536
    print '//! Character properties of Unicode 5.2.0, written by `tools/gen_chardata.py`; layout in the parent module.'
    print
    print 'use super::Record;'
    print
    print 'pub(super) const BLOCK_BITS: u32 = %d;' % BLOCK_BITS
    print
    values = []
    for flags, up, low, title, dec, dig, num in records:
        if num is None:
            at = 0
        else:
            if num not in numbers:
                numbers.append(num)
            at = numbers.index(num)
        values.append('r(%d, %d, %d, %d, %d, %d, %d)' % (flags, up, low, title, dec, dig, at))
    print 'const fn r(flags: u16, upper: i32, lower: i32, title: i32, decimal: u8, digit: u8, number: u8) -> Record {'
    print '    Record { flags, upper, lower, title, decimal, digit, number }'
    print '}'
    print
    array('RECORDS', 'Record', values)
    array('NUMBERS', 'f64', [repr(x) for x in numbers])
    array('BLOCK_OF', 'u8' if len(blocks) < 256 else 'u16', map(str, stage1))
    array('RECORD_OF', 'u8' if len(records) < 256 else 'u16', [str(x) for b in blocks for x in b])
    sys.stderr.write('%d records, %d blocks, %d stage1, %d numbers\n' % (len(records), len(blocks), len(stage1), len(numbers)))


main()
