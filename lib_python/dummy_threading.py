"""The interface of threading for where there are no threads: the same code over dummy_thread (library reference 16.4)."""

import sys as _sys

import dummy_thread as _dummy_thread


def _over_dummies():
    # threading, loaded once more while `thread` stands for its double
    mine = {'thread': _dummy_thread}
    names = 'thread', 'threading', '_threading_local'
    kept = dict((name, _sys.modules.pop(name)) for name in names if name in _sys.modules)
    _sys.modules.update(mine)
    try:
        import threading
        import _threading_local
        _sys.modules['_dummy_threading'] = threading
        _sys.modules['_dummy__threading_local'] = _threading_local
        return threading
    finally:
        for name in names:
            _sys.modules.pop(name, None)
        _sys.modules.update(kept)


_threading = _over_dummies()
__all__ = list(_threading.__all__)
for _name in __all__:
    globals()[_name] = getattr(_threading, _name)
del _name
