"""Writes data/properties.bin and data/names.bin from the `unicodedata` of a running CPython 2.7 (wide build).

python2.7 gen_unidata.py DIRECTORY; the layouts are told in src/unidata/mod.rs and src/unidata/names.rs.
"""
import struct
import sys
import unicodedata

assert sys.maxunicode == 0x10FFFF and unicodedata.unidata_version == '5.2.0'
OLD = unicodedata.ucd_3_2_0
CATEGORIES = 'Cn Lu Ll Lt Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Lm Lo Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So'.split()
BIDIRECTIONAL = ['']
WIDTHS = ['F', 'H', 'W', 'Na', 'A', 'N']
BLOCK_BITS = 7
NUMBERS = []
TAGS = ['']


def position(items, item):
    if item not in items:
        items.append(item)
    return items.index(item)


def record(ucd, code):
    ch = unichr(code)
    number = ucd.numeric(ch, None)
    return struct.pack('8B', CATEGORIES.index(ucd.category(ch)), ucd.combining(ch),
                       position(BIDIRECTIONAL, ucd.bidirectional(ch)), ucd.mirrored(ch),
                       WIDTHS.index(ucd.east_asian_width(ch)), ucd.decimal(ch, 255), ucd.digit(ch, 255),
                       255 if number is None else position(NUMBERS, number))


def sized(data, count):
    return struct.pack('<I', count) + data


def two_stages(ucd):
    """Records, blocks of record numbers, block numbers."""
    records, index, codes = [], {}, []
    for code in xrange(0x110000):
        rec = record(ucd, code)
        if rec not in index:
            index[rec] = len(records)
            records.append(rec)
        codes.append(index[rec])
    blocks, where, first = [], {}, []
    for at in xrange(0, 0x110000, 1 << BLOCK_BITS):
        block = tuple(codes[at:at + (1 << BLOCK_BITS)])
        if block not in where:
            where[block] = len(blocks)
            blocks.append(block)
        first.append(where[block])
    return (sized(''.join(records), len(records)) + sized(struct.pack('<%dH' % len(first), *first), len(first)) +
            sized(''.join(struct.pack('<%dH' % len(block), *block) for block in blocks), len(blocks)))


def decompositions():
    """Of each code in order: code, tag, how many codes, these."""
    index, data, pairs = [], '', []
    for code in xrange(0x110000):
        ch = unichr(code)
        text = unicodedata.decomposition(ch)
        old = '' if OLD.category(ch) == 'Cn' else text
        assert OLD.decomposition(ch) == old, hex(code)
        if not text:
            continue
        parts = text.split()
        tag = parts.pop(0) if parts[0][0] == '<' else ''
        codes = [int(part, 16) for part in parts]
        index.append(struct.pack('<II', code, len(data)))
        data += struct.pack('BB', position(TAGS, tag), len(codes)) + struct.pack('<%dI' % len(codes), *codes)
        if not tag and len(codes) == 2 and unicodedata.normalize('NFC', ch) == ch:
            pairs.append((codes[0], codes[1], code))
    return sized(''.join(index), len(index)) + sized(data, len(data)) + \
        sized(''.join(struct.pack('<III', *pair) for pair in sorted(pairs)), len(pairs))


def corrections():
    """Codes that 3.2.0 normalized to another one."""
    found = []
    for code in xrange(0x110000):
        ch = unichr(code)
        if OLD.decomposition(ch) and OLD.normalize('NFD', ch) != unicodedata.normalize('NFD', ch):
            old = OLD.normalize('NFD', ch)
            assert len(old) == 1, hex(code)
            found.append(struct.pack('<II', code, ord(old)))
    return sized(''.join(found), len(found))


def texts(items):
    return sized(''.join(struct.pack('B', len(item)) + item for item in items), len(items))


def properties():
    tables = two_stages(unicodedata) + two_stages(OLD)
    tables += decompositions() + corrections()
    return (tables + sized(struct.pack('<%dd' % len(NUMBERS), *NUMBERS), len(NUMBERS)) + texts(CATEGORIES) +
            texts(BIDIRECTIONAL) + texts(WIDTHS) + texts(TAGS))


def names():
    named, counts = [], {}
    for code in xrange(0x110000):
        name = unicodedata.name(unichr(code), None)
        if name is None or name.startswith('CJK UNIFIED IDEOGRAPH-') or name.startswith('HANGUL SYLLABLE '):
            continue
        words = name.split(' ')
        named.append((code, words))
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    words = sorted(counts, key=lambda word: (-counts[word], word))
    number = dict((word, at) for at, word in enumerate(words))
    assert len(words) < 64 + (63 << 8)
    chunks, data, last = [], '', None
    pieces = []
    size = 0
    for code, parts in named:
        if last is None or code != last + 1 or chunks[-1][1] == 32:
            chunks.append([code, 0, size])
        chunks[-1][1] += 1
        last = code
        for at, word in enumerate(parts):
            n, flag = number[word], 0x80 * (at == len(parts) - 1)
            if n < 64:
                piece = chr(flag | n)
            else:
                piece = chr(flag | 0x40 | (n - 64) >> 8) + chr((n - 64) & 255)
            pieces.append(piece)
            size += len(piece)
    data = ''.join(pieces)
    sys.stderr.write('%d names, %d words, %d chunks\n' % (len(named), len(words), len(chunks)))
    return (texts(words) + sized(''.join(struct.pack('<III', *chunk) for chunk in chunks), len(chunks)) +
            sized(data, len(data)))


def main():
    for name, data in (('properties', properties()), ('names', names())):
        with open('%s/%s.bin' % (sys.argv[1], name), 'wb') as out:
            out.write(data)
        sys.stderr.write('%s: %d bytes\n' % (name, len(data)))


main()
