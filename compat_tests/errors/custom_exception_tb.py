# names of exceptions in tracebacks: module prefix for classes outside exceptions, none for built-in ones
class MyError(Exception):
    pass
raise MyError('mine')
