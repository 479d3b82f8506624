# deeply nested source: an error, not a crash
for n in (90, 1000, 100000):
    for src in ('(' * n + '1' + ')' * n, '[' * n + ']' * n, '-' * n + '1', 'not ' * n + '1', '{1:' * n + '1' + '}' * n, 'x' + '.a' * n, 'x' + '[0]' * n, 'f' + '()' * n, '1' + '+1' * n, '1' + '**1' * n, 'lambda:' * n + '1', '1 if 1 else ' * n + '1', '~' * n + '1', '1' + ' and 1' * n, '`' * (n * 2) if n < 100 else '1'):
        try:
            compile(src, 's', 'eval')
        except (MemoryError, SyntaxError, RuntimeError, OverflowError, SystemError):
            pass
print 'alive'
