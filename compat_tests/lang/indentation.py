# tabs, form feeds, comments, semicolons, continuation lines
exec 'if 1:\n\tx = 1\n        y = 2\nprint x, y'
exec 'if 1: a = 1; b = 2\nprint a, b'
exec '# comment\n\n   # indented comment\nif 1:\n  # c\n  z = 3\n\n  w = 4\n# end\nprint z, w'
exec 'x = [1,\n2,\n  3]\ny = 1 + \\\n2\nprint x, y'
exec 'if 1:\r\n    q = 5\r\nprint q'
exec '\x0cprint "ff"'
exec 'class A: x = 1; y = 2\nprint A.x + A.y'
try:
    exec 'if 1:\n        x\n\ty\n    z'
except IndentationError as e:
    print e.msg
try:
    exec 'if 1:\n    x = 1\n      y = 2'
except IndentationError as e:
    print e.msg
