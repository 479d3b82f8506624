# combinations, permutations, product: results and refusals
from itertools import *
def G():
    yield 1
    raise KeyError
def S(*a):
    raise StopIteration
def show(f):
    try:
        print repr(f())
    except Exception as e:
        print type(e).__name__ + ':', e

show(lambda: (list(combinations('abcd',2))))
show(lambda: (list(combinations('abc',4)),list(combinations('abc',0)),list(combinations([],0))))
show(lambda: (combinations('abc',-1)))
show(lambda: (combinations('abc')))
show(lambda: (combinations('abc','a')))
show(lambda: (combinations(1,2)))
show(lambda: (list(combinations(iterable='abc',r=2))))
show(lambda: (list(combinations_with_replacement('abc',2))))
show(lambda: (list(combinations_with_replacement('',2)),list(combinations_with_replacement('',0)),list(combinations_with_replacement('ab',0))))
show(lambda: (combinations_with_replacement('abc',-2)))
show(lambda: (list(permutations('abc')),list(permutations('abc',2)),list(permutations('abc',4)),list(permutations('abc',0))))
show(lambda: (permutations('abc',-1)))
show(lambda: (permutations('abc','a')))
show(lambda: (list(permutations('ab',None))))
show(lambda: (permutations()))
show(lambda: (list(product('ab',[1,2])),list(product()),list(product('ab',repeat=2)),list(product('ab',repeat=0)),list(product('',repeat=2)),list(product('ab',''))))
show(lambda: (product('ab',repeat=-1)))
show(lambda: (product('ab',foo=1)))
show(lambda: (product('ab',repeat='a')))
show(lambda: (product(1)))
show(lambda: (len(list(product(range(3),repeat=3)))))
show(lambda: (combinations(range(3),10**20)))
show(lambda: (next(combinations_with_replacement(range(10),3))))
