# exception raised in except: 2.7 shows only the last
try:
    raise ValueError('first')
except ValueError:
    raise KeyError('second')
