# Bitwise operations, shifts, division and remainder, with literals and registers.
def loop(n):
    x, i = 12345, 0
    while i != n:
        x = (x << 3 ^ x >> 2) & 0xffff | i
        x = x % 7919 + x // 3
        i += 1
    return x

result = loop(150)
