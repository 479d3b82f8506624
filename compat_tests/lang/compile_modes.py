# compile in its three modes; 'single' prints expression values
exec compile('1 + 1; None; "s"', '<x>', 'single')
c = compile('for i in range(2): i\n', '<x>', 'single')
exec c
print compile('1', 'name.py', 'eval').co_filename
import sys
def hook(v):
    print 'hook', repr(v)
old = sys.displayhook
sys.displayhook = hook
exec compile('[1]; None', '<x>', 'single')
sys.displayhook = old
try:
    compile('1', 'x', 'nonsense')
except ValueError as e:
    print e
try:
    compile('a\0b', 'x', 'exec')
except TypeError as e:
    print e
