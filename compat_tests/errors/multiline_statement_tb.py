# the line shown of a statement over several lines
def f(*a):
    raise TypeError('x')
f(1,
  2,
  3)
