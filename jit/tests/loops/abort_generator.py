# A generator's frame is not followed; the loop within it yields. Neither is recorded.
def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1

def loop(n):
    total = 0
    for i in numbers(n):
        total += i
    return total

result = loop(100)
