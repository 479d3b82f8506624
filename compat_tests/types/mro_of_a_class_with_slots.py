# A metaclass's mro() is asked before the class has an order, also where the class adds to the layout.
class Meta(type):
    def mro(cls):
        return type.mro(cls)
Slots = Meta('Slots', (object,), {'__slots__': ['a', 'b']})
Derived = Meta('Derived', (Slots,), {})
Number = Meta('Number', (int,), {})
print [c.__name__ for c in Slots.__mro__], [c.__name__ for c in Derived.__mro__], [c.__name__ for c in Number.__mro__]

class Wrong(type):
    def mro(cls):
        return [cls, int, object]
for bases, namespace in ((object,), {}), ((Slots,), {}), ((object,), {'__slots__': ['a']}):
    try:
        print Wrong('C', bases, namespace).__name__
    except TypeError as error:
        print error
class Fewer(Meta):
    def mro(cls):
        return [cls, object]
print [c.__name__ for c in Fewer('D', (Slots,), {}).__mro__]
