# D13: magic methods called directly with wrong arguments return NotImplemented; the operators raise
print [].__add__(None), (2).__add__(None), (1.5).__mul__('a'), ().__add__([]), 'a'.__add__(5), set().__or__([1])
for e in ('[] + None', '2 + None', '() + []', '"a" + 5', 'set() | [1]'):
    try:
        eval(e)
    except TypeError as x:
        print e, '->', x
