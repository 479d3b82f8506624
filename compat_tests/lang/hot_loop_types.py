# Types change within a loop: ints, longs, floats, bools, strings, None.
def accumulate(items, start):
    total = start
    for x in items:
        total = total + x
    return total

print accumulate([1] * 20 + [1.5] * 3 + [2] * 5, 0)
print accumulate([1] * 20 + [2 ** 70] + [-2 ** 70] + [True] * 3, 0)
print repr(accumulate(['a'] * 20 + [u'\xe9'], ''))
print accumulate([(1,)] * 10, ()), accumulate([[1]] * 5, [])
big = 2 ** 62 - 30
print accumulate([1] * 60, big), accumulate([-1] * 60, -big)

def compare(pairs):
    out = []
    for a, b in pairs:
        out.append((a < b, a == b, a is b, a != b, a >= b, not a))
    return out

nan = float('nan')
print sorted(set(compare([(1, 2)] * 10 + [(1, 1.0), (1.0, 1), (2 ** 80, 1), ('a', 'b'), (nan, nan), (None, 0), (True, 1)])))

def arithmetic(pairs):
    out = []
    for a, b in pairs:
        try:
            out.append((a // b, a % b, a - b, a * b, -a, a & 7 if isinstance(a, int) else None))
        except (ZeroDivisionError, TypeError) as e:
            out.append(str(e))
    return out

print arithmetic([(7, 2)] * 8 + [(-7, 2), (7, -2), (7, 0), (7.5, 2), (7, 0.5), (2 ** 40, 2 ** 40), ('a', 2), (1, 0.0)])

def shifts(n):
    out = []
    x = 1
    for i in range(n):
        out.append((x << i, x << i >> 3, -x >> i))
    return out

print shifts(70)[58:66]
