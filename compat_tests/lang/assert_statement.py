# assert with and without a message
try:
    assert 0
except AssertionError as e:
    print repr(e), e.args
try:
    assert [], 'msg %d' % 3
except AssertionError as e:
    print repr(e)
assert 1, 1 / 0
try:
    assert 0, (1, 2)
except AssertionError as e:
    print e.args
