# encoding declarations: utf-8, latin-1, none; BOM
for src in ('# -*- coding: utf-8 -*-\nx = u"\xc3\xa9"', '# vim: set fileencoding=latin-1 :\nx = u"\xe9"',
            '\xef\xbb\xbfx = u"\xc3\xa9"', '#\n# coding=iso-8859-15\nx = u"\xa4"'):
    ns = {}
    exec src in ns
    print repr(ns['x'])
ns = {}
exec 'x = "\xe9"' in ns
print repr(ns['x'])
try:
    compile('# coding: no-such-thing\nx = 1', 'f', 'exec')
except SyntaxError as e:
    print e.msg
exec u'x = u"\u20ac", "\u20ac"' in ns
print ns['x']
