# ConfigParser: reading, interpolation, writing, errors
import ConfigParser, StringIO
text = '''[DEFAULT]
base = /tmp
[a]
Path: %(base)s/x ; comment
 more
# comment
flag = yes
n=3
[b]
loop = %(loop)s
bad = %(nope)s
percent = 5%
'''
for kind in ConfigParser.RawConfigParser, ConfigParser.ConfigParser, ConfigParser.SafeConfigParser:
    p = kind()
    p.readfp(StringIO.StringIO(text))
    print p.sections(), p.options('a'), p.getboolean('a', 'flag'), p.getint('a', 'n'), p.has_option('b', 'base')
    for section, option in ('a', 'path'), ('b', 'loop'), ('b', 'bad'), ('b', 'percent'), ('c', 'x'), ('a', 'x'):
        try:
            print repr(p.get(section, option))
        except ConfigParser.Error as e:
            print type(e).__name__, e
    p.add_section('new'); p.set('new', 'Key', 'v')
    out = StringIO.StringIO(); p.write(out); print out.getvalue()
for bad in 'x = 1\n', '[a]\nx\n=\n':
    try:
        ConfigParser.RawConfigParser().readfp(StringIO.StringIO(bad), 'name')
    except ConfigParser.ParsingError as e:
        print type(e).__name__, e
