# a bare raise raises the last exception again with its traceback
import sys, traceback
def f():
    raise ValueError('orig')
def g():
    try:
        f()
    except ValueError:
        try:
            raise KeyError('inner')
        except KeyError:
            pass
        raise
try:
    g()
except Exception as e:
    print repr(e)
    print [x[2] for x in traceback.extract_tb(sys.exc_info()[2])]
def h():
    try:
        f()
    except ValueError as e:
        raise e
try:
    h()
except ValueError:
    print [x[2] for x in traceback.extract_tb(sys.exc_info()[2])]
def k():
    try:
        f()
    except ValueError:
        t, v, tb = sys.exc_info()
    raise KeyError, 'with', tb
try:
    k()
except KeyError:
    print [x[2] for x in traceback.extract_tb(sys.exc_info()[2])]
