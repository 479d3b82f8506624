# the right side is evaluated before the targets; targets go left to right
log = []
class O(object):
    def __setattr__(self, name, value):
        log.append((name, value))
    def __setitem__(self, key, value):
        log.append((key, value))
def f(tag):
    log.append(tag)
    return O()
f('a').x, f('b')[1] = log.append('r1') or 1, log.append('r2') or 2
print log
i = 0
i, l = 1, [0, 0, 0]
i, l[i] = 2, 'x'
print i, l
