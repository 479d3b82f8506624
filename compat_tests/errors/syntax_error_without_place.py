# what the compiler finds out late has no line
def f(): compile('def f():\n a = 1\n def g(): return a\n del a\n', 'x', 'exec')
f()
