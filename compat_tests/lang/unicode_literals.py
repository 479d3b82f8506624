# the future import makes plain literals unicode
from __future__ import unicode_literals
print repr('a'), repr(b'a'), repr('\u20ac'), repr(r'\u20ac'), type(__name__).__name__
def f():
    'doc'
print repr(f.__doc__), repr('x' 'y'), {'a': 1}['a']
