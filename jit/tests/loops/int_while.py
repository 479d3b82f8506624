# Small ints in registers: tests, checked arithmetic, the jump.
def loop(n):
    i = total = 0
    while i < n:
        total = total + i * 3 - 1
        i = i + 1
    return total, i

result = loop(200)
