# Text that is compiled from strings needs no declared encoding; any codec may be declared.
exec "print repr('\xe9')"
print repr(eval("u'\xe9'")), repr(eval(u"'\xe9'")), repr(eval(u"u'\xe9'"))
exec "# -*- coding: koi8-r -*-\nprint repr(u'\xc1\xc2'), repr('\xc1')\n"
exec "# -*- coding: cp1252 -*-\nprint repr(u'\x80')\n"
for source in ("# coding: nothing-like-it\n", "# coding: ascii\nx = '\xe9'\n", u"# coding: latin-1\nx = 1\n"):
    try:
        exec source
    except SyntaxError as e:
        print e
