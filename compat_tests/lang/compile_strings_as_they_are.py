# compile, exec and eval of str and unicode: bytes beyond ASCII need no declaration; dont_imply_dedent; surrogates
print repr(eval("'\xe9'")), repr(eval("u'\xe9'")), repr(eval(u"u'\xe9\u1234'")), repr(eval(u"'\xe9'"))
exec "x = '\xff'"
print repr(x)
print eval('1'), eval(' 2\n'), eval(u'3')
for flags in (0, 0x200):
    try:
        compile('if 1:\n  pass', '<s>', 'single', flags)
        print 'ok'
    except SyntaxError as e:
        print e.msg
try:
    compile(u'# -*- coding: latin-1 -*-\n1', '<s>', 'exec')
except SyntaxError as e:
    print e.msg
try:
    compile('# -*- coding: nonsense -*-\n1', '<s>', 'exec')
except SyntaxError as e:
    print e
