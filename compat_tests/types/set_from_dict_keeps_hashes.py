# set operations with a dict, and fromkeys of a set or dict, do not hash keys again
class Counting(int):
    def __hash__(self):
        Counting.count += 1
        return int.__hash__(self)
Counting.count = 0
keys = [Counting(i) for i in range(10)]
d = dict.fromkeys(keys)
print Counting.count
s = set(d)
print s.difference(d), Counting.count
s.symmetric_difference_update(d)
print len(s), Counting.count
print len(dict.fromkeys(set(d))), len(dict.fromkeys(frozenset(d), 1)), len(dict.fromkeys(d)), Counting.count
