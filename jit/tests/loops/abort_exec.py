# exec writes locals behind the trace's back.
def loop(n):
    total = 0
    for i in xrange(n):
        exec 'total = total + i'
    return total

result = loop(60)
