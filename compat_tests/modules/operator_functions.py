# operator: getters, callers, and the functions behind operators
import operator as op
print op.add(1, 2), op.truediv(1, 2), op.floordiv(-7, 2), op.pow(2, 3), op.concat([1], [2]), op.contains('abc', 'b'), op.countOf([1, 1, 2], 1), op.indexOf([5, 6], 6), op.getitem({'a': 1}, 'a'), op.itemgetter(1)('abc'), op.itemgetter(0, 2)('abc'), op.attrgetter('real')(5), op.attrgetter('real', 'imag')(1j), op.attrgetter('__class__.__name__')(5), op.methodcaller('upper')('a'), op.methodcaller('split', ',', 1)('a,b,c'), op.not_(0), op.truth([]), op.is_(None, None), op.is_not(1, None), op.neg(5), op.inv(5), op.abs(-3), op.index(True), op.lt(1, 2), op.mod('%s', 5), op.repeat('ab', 2), op.isCallable(len), op.sequenceIncludes([1], 1), op.isSequenceType([]), op.isMappingType({}), op.isNumberType(5)
l = [1]
print op.iadd(l, [2]), l, op.isub(5, 3), op.setitem(l, 0, 9), l, op.delitem(l, 0), l, op.getslice([1, 2, 3], 0, 2), op.imul(3, 4), op.ixor(5, 1), op.__add__(1, 1)
for e in ('op.itemgetter()', 'op.attrgetter(5)', 'op.itemgetter(5)("a")', 'op.attrgetter("nope")(5)', 'op.methodcaller()', 'op.index(1.5)', 'op.concat(1, 2)', 'op.add(1)', 'op.indexOf([], 1)', 'op.countOf(5, 1)', 'op.repeat([], "a")', 'op.methodcaller("x")(5)', 'op.truth()'):
    try:
        eval(e)
        print e, 'fine'
    except (TypeError, IndexError, AttributeError, ValueError) as x:
        print e, '->', type(x).__name__, x
