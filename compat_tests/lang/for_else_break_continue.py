# for and while loops with else, break and continue, nested
for i in range(5):
    if i == 3:
        break
else:
    print 'not reached'
for i in range(3):
    continue
else:
    print 'else after', i
n = 0
while n < 10:
    n += 1
    if n % 2:
        continue
    for j in range(n):
        if j == 2:
            break
    else:
        print 'inner else', n
        continue
    if n > 6:
        print 'leaving', n
        break
else:
    print 'no'
while False:
    pass
else:
    print 'while else'
for x in []:
    pass
else:
    print 'empty else'
