# deeply nested blocks: too many are a syntax error
def src(n):
    return ''.join(' ' * i + 'if 1:\n' for i in range(n)) + ' ' * n + 'pass\n'
def loops(n):
    return ''.join(' ' * i + 'for x%d in y:\n' % i for i in range(n)) + ' ' * n + 'pass\n'
compile(src(50), 's', 'exec')
compile(loops(19), 's', 'exec')
for s in (src(101), loops(25)):
    try:
        compile(s, 's', 'exec')
        print 'compiles'
    except SyntaxError as e:
        print type(e).__name__, e.msg
