import sys
def f(): raise KeyError('f')
sys.exitfunc = f
sys.exit('text')
