# warnings.warn: filters, categories, stack levels, formatting
import warnings, sys
sys.stderr = sys.stdout
warnings.simplefilter('always')
def f():
    warnings.warn('from f')
def g():
    warnings.warn('from caller of g', DeprecationWarning, 2)
f()
g()
warnings.warn(UserWarning('instance'))
warnings.simplefilter('error')
try:
    f()
except UserWarning as e:
    print 'raised', e
warnings.simplefilter('ignore')
f()
warnings.resetwarnings()
warnings.filterwarnings('once', 'abc.*')
for i in range(3):
    warnings.warn('abcdef')
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    warnings.warn('recorded', RuntimeWarning)
    print len(w), w[0].category.__name__, w[0].message, w[0].lineno
print warnings.formatwarning('m', UserWarning, 'f.py', 3, 'the line'),
warnings.warn_explicit('explicit', UserWarning, 'file.py', 7)
try:
    warnings.warn('x', int)
except (AssertionError, TypeError, ValueError) as e:
    print type(e).__name__
