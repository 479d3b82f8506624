# a for loop over a list sees appends and removals
xs = [1, 2, 3]
for x in xs:
    if len(xs) < 6:
        xs.append(x * 10)
    print x,
print
xs = [1, 2, 3, 4]
for x in xs:
    if x % 2 == 0:
        xs.remove(x)
    print x,
print xs
it = iter(xs)
del xs[:]
print list(it)
xs.extend([1, 2])
print list(it)
