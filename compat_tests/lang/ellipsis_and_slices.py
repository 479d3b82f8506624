# what __getitem__ and friends receive for every form of subscript
class G(object):
    def __getitem__(self, k):
        return k
g = G()
print g[1], g[1:2], g[1:2:3], g[:], g[::], g[...], g[1, 2], g[1:2, ..., 3], g[:, :], g[()], g[1,], g[-1], g['a':None]
class S(object):
    def __getslice__(self, i, j):
        return 'slice', i, j
    def __setslice__(self, i, j, v):
        print 'set', i, j, v
    def __delslice__(self, i, j):
        print 'del', i, j
    def __getitem__(self, k):
        return 'item', k
    def __len__(self):
        return 10
s = S()
import sys
r = s[:]
print r[0], r[1], r[2] == sys.maxint
print s[1:2], s[-3:-1], s[1:2:1], s['a':'b'], s[None:3]
s[1:2] = 'v'
del s[-4:5]
