# list slices: reading, assigning, deleting, with steps
l = range(10)
print l[2:5], l[:3], l[-3:], l[::3], l[::-2], l[8:2:-3], l[20:], l[-20:2], l[5:2], l[2:2], l[None:None:None], l[True:3]
l[2:4] = 'xyz'; print l
l[1:1] = [100]; print l
l[:] = range(6); print l
l[::2] = 'abc'; print l
l[3:1] = [7]; print l
l[-1:] = []; print l
l[1:3] = (i for i in 'pq'); print l
l[10:] = [9]; print l
l[::-1] = range(len(l)); print l
del l[1:3]; print l
del l[::2]; print l
del l[5:]; print l
del l[-1]; print l
l = range(10)
del l[8:2:-2]; print l
l = [1, 2, 3]
l[1:2] = l; print l
l[:] = l; print l
for bad in ('l[::2] = [1]', 'l[::0]', 'l[0:1] = 5', 'l[::0] = []', 'del l[::0]', 'l["a":]', 'del l[50]', 'l[50] = 1', 'l[::-1] = [1]', 'l[1.5:]'):
    try:
        exec bad
    except (ValueError, TypeError, IndexError) as e:
        print bad, '->', type(e).__name__, e
class I(object):
    def __index__(self):
        return 1
print [5, 6, 7][I()], [5, 6, 7][I():], [5, 6, 7][:10 ** 30], [5, 6, 7][-10 ** 30:]
