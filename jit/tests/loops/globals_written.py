# A loop at module level: its variables are globals, found to change, and loaded from their cells.
total = 0
for i in xrange(150):
    total += i
result = total
