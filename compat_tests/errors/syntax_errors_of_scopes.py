# errors found while scopes are resolved: the message is the only argument, the place is in the attributes; warnings come first
import warnings
sources = ['def f(x):\n    global x\n', 'def f(a, a): pass\n', 'def f():\n    return 1\n    yield 2\n',
           'def f():\n    a = 1\n    def g(): return a\n    del a\n', 'def f():\n    from os import *\n    def g(): return x\n',
           'def f():\n    b = 1\n    global b\ndef g(x):\n    global x\n', 'break\n', 'return 1\n']
for source in sources:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            compile(source, '<source>', 'exec')
        except SyntaxError as e:
            print e, e.args, e.filename, e.lineno
    for w in caught:
        print w.category.__name__, w.message, w.lineno
