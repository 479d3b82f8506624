# bisect and heapq
import bisect, heapq
l = [1, 3, 3, 5]
print bisect.bisect(l, 3), bisect.bisect_left(l, 3), bisect.bisect_right(l, 3, 0, 2), bisect.bisect(l, 9), bisect.bisect([], 1)
bisect.insort(l, 4); bisect.insort_left(l, 0); print l
h = [5, 2, 8, 1]; heapq.heapify(h); heapq.heappush(h, 0); print heapq.heappop(h), heapq.heappop(h), heapq.heappushpop(h, 3), heapq.heapreplace(h, 9), sorted(h), heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, [4, 1, 3], key=lambda x: -x), list(heapq.merge([1, 4], [2, 3])), [heapq.heappop(h) for _ in range(len(h))]
for e in ('heapq.heappop([])', 'heapq.heapify(5)', 'bisect.bisect(5, 1)', 'bisect.bisect([1], 1, -1)', 'heapq.heappush((), 1)', 'heapq.heapreplace([], 1)'):
    try:
        print eval(e)
    except (IndexError, TypeError, ValueError) as x:
        print e, '->', type(x).__name__, x
