# recursion, mutual recursion, recursive closures
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
print fact(20), fact(25)
def even(n):
    return n == 0 or odd(n - 1)
def odd(n):
    return n != 0 and even(n - 1)
print even(50), odd(51)
def fib():
    def f(n, memo={}):
        if n not in memo:
            memo[n] = n if n < 2 else f(n - 1) + f(n - 2)
        return memo[n]
    return f
print fib()(90)
Y = lambda f: (lambda x: f(lambda v: x(x)(v)))(lambda x: f(lambda v: x(x)(v)))
print Y(lambda s: lambda n: 0 if n == 0 else n + s(n - 1))(10)
