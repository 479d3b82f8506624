# math: values and errors
import math
print math.pi, math.e, math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.fabs(-2), math.fmod(-7, 3), math.modf(-1.25), math.frexp(8.5), math.ldexp(0.5, 4), math.hypot(3, 4), math.pow(2, 0.5), math.exp(1), math.log(10), math.log(8, 2), math.log10(1000), math.log(10 ** 400), math.log10(10 ** 400), math.log1p(1e-10), math.expm1(1e-10)
print math.factorial(20), math.factorial(30), math.copysign(1, -0.0), math.isnan(float('nan')), math.isinf(1e400), math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]), math.degrees(math.pi), math.radians(180), '%.12g %.12g %.12g %.12g %.12g' % (math.sin(1), math.cos(1), math.tan(1), math.atan2(-1, -1), math.asin(1)), '%.12g %.12g %.12g' % (math.sinh(1), math.cosh(1), math.atanh(0.5)), '%.12g %.12g %.12g %.12g' % (math.gamma(5.5), math.lgamma(100), math.erf(0.5), math.erfc(2)), math.acosh(1), math.asinh(0.0)
inf, nan = float('inf'), float('nan')
for e in ('math.sqrt(-1)', 'math.log(0)', 'math.log(-1)', 'math.exp(1000)', 'math.acos(2)', 'math.factorial(-1)', 'math.factorial(1.5)', 'math.fmod(1, 0)', 'math.pow(-1, 0.5)', 'math.ldexp(1, 10000)', 'math.sin(inf)', 'math.floor("a")', 'math.sqrt(None)', 'math.gamma(0)', 'math.gamma(200)', 'math.atanh(1)', 'math.fsum([inf, -inf])', 'math.log(10, 1)', 'math.log10(0)', 'math.log(0, 0)', 'math.pow(0, -1)', 'math.trunc("a")', 'math.ldexp(1, 1.5)', 'math.sqrt(nan)', 'math.pow(inf, 0)', 'math.pow(1, nan)', 'math.hypot(nan, inf)', 'math.cosh(1000)', 'math.fsum(5)', 'math.sqrt()'):
    try:
        print e, eval(e)
    except (ValueError, OverflowError, TypeError, ZeroDivisionError, AttributeError) as x:
        print e, '->', type(x).__name__, x
