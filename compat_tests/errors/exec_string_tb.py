# traceback through exec'd code has no source line for it
code = 'def h():\n    raise KeyError("in string")\n'
exec compile(code, '<a string>', 'exec')
h()
