# An exception while recording aborts; one in the trace leaves it for the handler.
def loop(items):
    good = bad = 0
    for x in items:
        try:
            good += 10 // x
        except ZeroDivisionError:
            bad += 1
    return good, bad

result = loop([1, 2, 5] * 20 + [0] + [4] * 20), loop([0] * 30)
