# precedence and associativity
print 2 ** 3 ** 2, -2 ** 2, 2 ** -1, (-2) ** 2, not 1 == 2, 1 + 2 * 3 - 4 / 2 % 3
print 1 | 2 ^ 3 & 4 << 1 + 1, ~1 & 3, - - 1, + - ~ 5, 10 - 3 - 2, 100 / 10 / 2, 2 * 3 % 4
print 1 < 2 == True, (1 < 2) == True, 1 in [1] == True, not 0 in [1]
print 1 if 0 else 2 if 0 else 3, (lambda x: 1 and 0 or 2)(0), (lambda: 1 if 0 else 2)()
