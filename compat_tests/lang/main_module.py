# __name__, __file__, __doc__, sys.argv and the main module in sys.modules
"""the doc"""
import sys, __main__
print __name__, __doc__, __file__ == sys.argv[0], len(sys.argv), sys.modules['__main__'] is __main__, __main__.sys is sys, __package__
__main__.injected = 5
print injected
if __name__ == '__main__':
    print 'main'
