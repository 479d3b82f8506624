# private names are mangled with the class name
class _Foo(object):
    __x = 1
    def f(self):
        self.__y = 2
        return self.__x, self._Foo__y
    def __m(self):
        return 'm'
    def g(self):
        return self.__m(), self.__dunder__
    __dunder__ = 'd'
    def h(self, __arg):
        def inner():
            return __arg
        return inner()
    def k(self):
        global __glob
        __glob = 7
print _Foo().f(), _Foo().g(), _Foo._Foo__x, _Foo().h(3)
print sorted(n for n in vars(_Foo) if n.startswith('_Foo'))
_Foo().k()
print _Foo__glob if '_Foo__glob' in globals() else [n for n in globals() if 'glob' in n]
class __: 
    __z = 1
print [n for n in dir(__) if 'z' in n]
