# % asks subclasses of long for __str__, __oct__ and __hex__, subclasses of numbers for __float__ and __int__
class Named(long):
    def __str__(self): return 'STR'
    def __hex__(self): return 'HEX'
    def __oct__(self): return 'OCT'
    def __int__(self): return 65
    def __float__(self): return 1.25
class Fixed(long):
    def __str__(self): return '-99'
    def __hex__(self): return '0x1fL'
    def __oct__(self): return '-017L'
class Odd(long):
    def __str__(self): return u'7'
    def __hex__(self): return 5
    def __oct__(self): return ''
class Int(int):
    def __str__(self): return 'STR'
    def __hex__(self): return 'HEX'
    def __int__(self): return 65
    def __float__(self): return 1.25
class Plain(long): pass
class OnlyLong(object):
    def __long__(self): return 5L
class OnlyFloat(object):
    def __float__(self): return 5.0
for spec in '%d', '%i', '%u', '%o', '%x', '%X', '%#o', '%#x', '%#X', '%6d|', '%-6d|', '%06d', '%+d', '%.5d', '%8.5x', '%#08x', '%f', '%g', '%c', '%s':
    for number in Named(255), Named(-255), Fixed(5), Odd(5), Int(255), Plain(2 ** 70), OnlyLong(), OnlyFloat():
        for text in spec, unicode(spec):
            try:
                print repr(text), type(number).__name__, repr(text % (number,)) if spec != "%s" or type(number) is not OnlyLong and type(number) is not OnlyFloat else None
            except Exception, e:
                print repr(text), type(number).__name__, type(e).__name__, e
import math
print math.sqrt(Int(16)), math.floor(Named(3)), '%.1f' % Int(3)
