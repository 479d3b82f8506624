# sets: those of Python 2.3.
import warnings
warnings.simplefilter('ignore')
from sets import BaseSet, ImmutableSet, Set
import copy
import pickle

a, b = Set('abc'), ImmutableSet('bcd')
print sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), type(a | b).__name__, type(b | a).__name__, a == Set('cab'), a != b
print Set([1]), ImmutableSet([2]), sorted(a.union([1, 'b'])), Set([1]) < Set([1, 2]), Set([1]) <= Set([1]), Set([1]).issuperset(Set())
nested = Set([Set([1]), 2])
print Set([1]) in nested, ImmutableSet([1]) in nested, [type(x).__name__ for x in nested if x != 2]
a.add('z'); a.discard('q'); a.update('xy'); a.remove('a'); a &= Set('bcxyz'); print sorted(a), len(a)
print pickle.loads(pickle.dumps(a)) == a, copy.deepcopy(b) == b, hash(b) == hash(ImmutableSet('dcb'))
for act in (lambda: BaseSet(), lambda: hash(a), lambda: cmp(a, b), lambda: a | 'x', lambda: a < 'x', lambda: a.remove(99), lambda: Set([[]]), lambda: Set().pop(), lambda: Set(5)):
    try:
        print act()
    except Exception as problem:
        print type(problem).__name__, problem
