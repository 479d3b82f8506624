# a replaced showwarning gets four arguments; a category that is no class is a TypeError
import warnings
def show(message, category, filename, lineno):
    print message, category.__name__
warnings.showwarning = show
warnings.simplefilter('always')
warnings.warn('shown')
warnings.warn(DeprecationWarning('of its own class'))
for category in None, 1, int, 'x':
    try:
        warnings.warn('x', category)
    except Exception, e:
        print type(e).__name__, e
