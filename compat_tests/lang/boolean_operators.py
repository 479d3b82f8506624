# and/or return an operand; not returns a bool
print 0 or 'a', '' or [], 1 and 2, 0 and 1, None or 0 or 5, 1 and [] and 3
print not 0, not 'x', not not []
def t(x, v):
    print x,
    return v
print t('a', 1) and t('b', 0) or t('c', 3)
print t('a', 0) and t('b', 1) or t('c', 0) and t('d', 1)
