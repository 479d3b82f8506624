# the singletons
print None, repr(None), None is None, None == None, None < 0, not None, str(None), [None], type(None).__name__, hash(None) == hash(None), Ellipsis, NotImplemented, bool(NotImplemented), bool(Ellipsis), None.__class__ is type(None), None.__doc__, `None`
for bad in ('None.x', 'None()', 'None[0]', 'None + 1', 'len(None)', 'iter(None)', 'None.x = 1', 'type(None)()', 'type(Ellipsis)()', 'type(NotImplemented)()', 'for x in None: pass', 'None % 1', '-None', 'None in None', 'x = None; x += 1', 'int(None)', 'None < 1j'):
    try:
        exec bad
        print bad, 'fine'
    except (AttributeError, TypeError) as e:
        print bad, '->', type(e).__name__, e
