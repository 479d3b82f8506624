"""Random numbers, by the Mersenne Twister: reproducible from a seed, and not fit for secrets.

uniform numbers   random, uniform, randint, randrange, getrandbits
sequences         choice, sample, shuffle
distributions     triangular, normalvariate, gauss, lognormvariate, expovariate, vonmisesvariate,
                  gammavariate, betavariate, paretovariate, weibullvariate
state             seed, getstate, setstate, jumpahead

The functions belong to one hidden instance of Random.  SystemRandom takes its numbers from the operating
system.  A seed gives the same numbers on every Python 2.7.
"""

from __future__ import division

import _random
from binascii import hexlify as _hexlify
from math import (acos as _acos, ceil as _ceil, cos as _cos, e as _e, exp as _exp, log as _log, pi as _pi,
                  sin as _sin, sqrt as _sqrt)
from os import urandom as _urandom
from types import CodeType as _CodeType
from warnings import warn as _warn

__all__ = ["Random", "seed", "random", "uniform", "randint", "choice", "sample", "randrange", "shuffle",
           "normalvariate", "lognormvariate", "expovariate", "vonmisesvariate", "gammavariate", "triangular",
           "gauss", "betavariate", "paretovariate", "weibullvariate", "getstate", "setstate", "jumpahead",
           "WichmannHill", "getrandbits", "SystemRandom"]

BPF = 53                # bits of precision in a float
RECIP_BPF = 2 ** -BPF
TWOPI, LOG4 = 2.0 * _pi, _log(4.0)
NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
SG_MAGICCONST = 1.0 + _log(4.5)


def _fresh_seed(size):
    # a number out of so many random bytes, or where there are none, of the time
    try:
        return long(_hexlify(_urandom(size)), 16)
    except NotImplementedError:
        import time
        return long(time.time() * 256)


def _integer(number, problem, _int=int):
    whole = _int(number)
    if whole != number:
        raise ValueError(problem)
    return whole


def _in_python(method):
    # whether a method is written in Python, and so overrides a built-in one
    function = getattr(method, 'im_func', method)
    return isinstance(getattr(function, 'func_code', None), _CodeType)


class Random(_random.Random):
    """A generator with a state of its own.

    A subclass with another source overrides random(), seed(), getstate(), setstate() and jumpahead(),
    and may have getrandbits(); the rest follows.
    """

    VERSION = 3     # of what getstate() returns

    def __init__(self, x=None):
        self.seed(x)
        self.gauss_next = None

    def seed(self, a=None):
        """Start over from a hashable object, or without one from something unpredictable."""
        if a is None:
            a = _fresh_seed(2500)   # enough for the whole state
        super(Random, self).seed(a)
        self.gauss_next = None

    def getstate(self):
        """The state, for setstate()."""
        core = super(Random, self).getstate()
        return self.VERSION, core, self.gauss_next

    def setstate(self, state):
        """Go back to a state that getstate() returned."""
        if state[0] not in (2, 3):
            raise ValueError("state with version %s passed to Random.setstate() of version %s"
                             % (state[0], self.VERSION))
        version, core, self.gauss_next = state
        if version == 2:
            # its words were signed
            try:
                core = tuple([long(word) % 2 ** 32 for word in core])
            except ValueError as problem:
                raise TypeError(problem)
        super(Random, self).setstate(core)

    def jumpahead(self, n):
        """Go to another state, which is likely far away."""
        from hashlib import sha512
        # the generator shuffles its state by n, so n has to have many bits
        digest = sha512(repr(n) + repr(self.getstate())).hexdigest()
        super(Random, self).jumpahead(int(digest, 16))

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    # integers

    def randrange(self, start, stop=None, step=1, _int=int, _maxwidth=1L << BPF):
        """One of range(start, stop, step), without making that list."""
        first = _int(start)
        if first != start:
            raise ValueError("non-integer arg 1 for randrange()")
        if stop is None:
            if first <= 0:
                raise ValueError("empty range for randrange()")
            if first < _maxwidth:
                return _int(self.random() * first)
            return self._randbelow(first)
        last = _integer(stop, "non-integer stop for randrange()")
        width = last - first
        if step == 1:
            if width <= 0:
                raise ValueError("empty range for randrange() (%d,%d, %d)" % (first, last, width))
            # Two roundings down, so that ranges across 0 are not lopsided and ints stay ints.
            chosen = _int(self.random() * width) if width < _maxwidth else self._randbelow(width)
            return _int(first + chosen)
        stride = _integer(step, "non-integer step for randrange()")
        if not stride:
            raise ValueError("zero step for randrange()")
        count = (width + stride + (-1 if stride > 0 else 1)) // stride
        if count <= 0:
            raise ValueError("empty range for randrange()")
        return first + stride * (_int(self.random() * count) if count < _maxwidth else self._randbelow(count))

    def randint(self, a, b):
        """An integer from a to b, both included."""
        return self.randrange(a, b + 1)

    def _randbelow(self, n, _log=_log, _int=int, _maxwidth=1L << BPF):
        # An integer below n, which may have more bits than a float.  getrandbits() is of use if it draws
        # on the same source as random(): if neither is overridden, or it is.
        bits = getattr(self, 'getrandbits', None)
        if bits is not None and (not _in_python(self.random) or _in_python(bits)):
            size = _int(1.00001 + _log(n - 1, 2.0))
            while True:
                number = bits(size)
                if number < n:
                    return number
        if n >= _maxwidth:
            _warn("Underlying random() generator does not supply \n"
                  "enough bits to choose from a population range this large")
        return _int(self.random() * n)

    # sequences

    def choice(self, seq):
        """One item of a sequence; IndexError if it is empty."""
        index = int(self.random() * len(seq))
        return seq[index]

    def shuffle(self, x, random=None):
        """Put a list in random order, in place."""
        draw = self.random if random is None else random
        for last in xrange(len(x) - 1, 0, -1):
            other = int(draw() * (last + 1))
            x[last], x[other] = x[other], x[last]

    def sample(self, population, k):
        """A list of k items of a sequence, none taken twice, in random order.

        Of a large range of integers, give it as an xrange.
        """
        size = len(population)
        if k < 0 or k > size:
            raise ValueError("sample larger than population")
        draw, chosen = self.random, []
        # A list to take from is smaller than a set of what was taken, up to a size; a set's table is
        # four times as large from step to step.
        enough = 21
        if k > 5:
            enough += 4 ** _ceil(_log(k * 3, 4))
        if size <= enough or hasattr(population, "keys"):
            pool = list(population)
            for left in xrange(size, size - k, -1):
                index = int(draw() * left)
                chosen.append(pool[index])
                pool[index] = pool[left - 1]
            return chosen
        taken = set()
        try:
            while len(chosen) < k:
                index = int(draw() * size)
                if index not in taken:
                    taken.add(index)
                    chosen.append(population[index])
        except (TypeError, KeyError):
            # a set, for one, has no items by number
            if isinstance(population, list):
                raise
            return self.sample(tuple(population), k)
        return chosen

    # distributions

    def uniform(self, a, b):
        """A float from a to b."""
        return a + self.random() * (b - a)

    def triangular(self, low=0.0, high=1.0, mode=None):
        """A float from low to high, most likely near the mode, by default the middle."""
        u = self.random()
        try:
            peak = (mode - low) / (high - low) if mode is not None else 0.5
        except ZeroDivisionError:
            return low
        if u > peak:
            # seen from the other end
            low, high, u, peak = high, low, 1.0 - u, 1.0 - peak
        return low + (high - low) * (u * peak) ** 0.5

    def normalvariate(self, mu, sigma):
        """Normal distribution with mean mu and standard deviation sigma."""
        # Kinderman and Monahan's ratio of uniform numbers
        draw = self.random
        while True:
            u = draw()
            v = 1.0 - draw()
            z = NV_MAGICCONST * (u - 0.5) / v
            if z * z / 4.0 <= -_log(v):
                return mu + z * sigma

    def gauss(self, mu, sigma):
        """Like normalvariate(), a little faster, and not for several threads at once."""
        # numbers come in pairs (Box and Muller); one of them is kept for the next call
        z, self.gauss_next = self.gauss_next, None
        if z is None:
            angle = self.random() * TWOPI
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            z = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        """The exponential of a normally distributed number."""
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        """Exponential distribution with mean 1 / lambd; negative if lambd is."""
        return -_log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """A direction in radians around mu, the closer the larger kappa; any direction if that is 0."""
        # Best and Fisher, as in N. I. Fisher, Statistical Analysis of Circular Data
        draw = self.random
        if kappa <= 1e-6:
            return TWOPI * draw()
        s = 0.5 / kappa
        r = s + _sqrt(1.0 + s * s)
        while True:
            z = _cos(_pi * draw())
            d = z / (r + z)
            u = draw()
            if u < 1.0 - d * d or u <= (1.0 - d) * _exp(d):
                break
        q = 1.0 / r
        turn = _acos((q + z) / (1.0 + q * z))
        return (mu + turn if draw() > 0.5 else mu - turn) % TWOPI

    def gammavariate(self, alpha, beta):
        """Gamma distribution with shape alpha and scale beta, both positive; its mean is alpha * beta."""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError('gammavariate: alpha and beta must be > 0.0')
        if alpha > 1.0:
            return self.__gamma_above_1(alpha) * beta
        if alpha < 1.0:
            return self.__gamma_below_1(alpha) * beta
        u = self.random()
        while u <= 1e-7:
            u = self.random()
        return -_log(u) * beta

    def __gamma_above_1(self, alpha):
        # R. C. H. Cheng, The generation of Gamma variables with non-integral shape parameters
        draw = self.random
        root = _sqrt(2.0 * alpha - 1.0)
        b, c = alpha - LOG4, alpha + root
        while True:
            u = draw()
            if 1e-7 < u < .9999999:
                other = 1.0 - draw()
                v = _log(u / (1.0 - u)) / root
                x = alpha * _exp(v)
                z = u * u * other
                r = b + c * v - x
                if r + SG_MAGICCONST - 4.5 * z >= 0.0 or r >= _log(z):
                    return x

    def __gamma_below_1(self, alpha):
        # algorithm GS of Kennedy and Gentle, Statistical Computing
        draw = self.random
        b = (_e + alpha) / _e
        while True:
            p = b * draw()
            x = -_log((b - p) / alpha) if p > 1.0 else p ** (1.0 / alpha)
            if draw() <= (x ** (alpha - 1.0) if p > 1.0 else _exp(-x)):
                return x

    def betavariate(self, alpha, beta):
        """Beta distribution, from 0 to 1; both parameters are positive."""
        y = self.gammavariate(alpha, 1.)
        return y / (y + self.gammavariate(beta, 1.)) if y != 0 else 0.0

    def paretovariate(self, alpha):
        """Pareto distribution with shape alpha."""
        u = 1.0 - self.random()
        return 1.0 / u ** (1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """Weibull distribution with scale alpha and shape beta."""
        u = 1.0 - self.random()
        return alpha * (-_log(u)) ** (1.0 / beta)


class WichmannHill(Random):
    """The generator of Python before 2.3: three linear congruential ones, of which the sum is taken."""

    VERSION = 1

    # modulus and multiplier of each
    __parts = (30269, 171), (30307, 172), (30323, 170)

    def seed(self, a=None):
        """Start over from a hashable object, or without one from something unpredictable."""
        if a is None:
            a = _fresh_seed(16)
        elif not isinstance(a, (int, long)):
            a = hash(a)
        seeds = []
        for modulus, _ in self.__parts:
            a, seed = divmod(a, modulus - 1)
            seeds.append(int(seed) + 1)
        self._seed = tuple(seeds)
        self.gauss_next = None

    def random(self):
        """The next float from 0.0 up to, not including, 1.0."""
        x, y, z = self._seed
        self._seed = x, y, z = 171 * x % 30269, 172 * y % 30307, 170 * z % 30323
        return (x / 30269.0 + y / 30307.0 + z / 30323.0) % 1.0

    def getstate(self):
        """The state, for setstate()."""
        return self.VERSION, self._seed, self.gauss_next

    def setstate(self, state):
        """Go back to a state that getstate() returned."""
        if state[0] != 1:
            raise ValueError("state with version %s passed to Random.setstate() of version %s"
                             % (state[0], self.VERSION))
        _, self._seed, self.gauss_next = state

    def jumpahead(self, n):
        """Go to where n calls of random() would lead, without making them."""
        if not n >= 0:
            raise ValueError("n must be >= 0")
        self._seed = tuple([int(seed * pow(factor, n, modulus)) % modulus
                            for seed, (modulus, factor) in zip(self._seed, self.__parts)])

    def __whseed(self, x=0, y=0, z=0):
        seeds = x, y, z
        if [seed for seed in seeds if type(seed) is not int]:
            raise TypeError('seeds must be integers')
        if min(seeds) < 0 or max(seeds) > 255:
            raise ValueError('seeds must be in range(0, 256)')
        if not any(seeds):
            import time
            now = long(time.time() * 256)
            now = int((now & 0xffffff) ^ (now >> 24))
            seeds = now & 255, now >> 8 & 255, now >> 16 & 255
        self._seed = tuple([seed or 1 for seed in seeds])
        self.gauss_next = None

    def whseed(self, a=None):
        """Start over as Python before 2.1 did; different objects may give the same numbers."""
        if a is None:
            self.__whseed()
            return
        code, parts = hash(a), []
        for _ in range(3):
            code, part = divmod(code, 256)
            parts.append(part)
        self.__whseed(*[(part + code) % 256 or 1 for part in parts])


class SystemRandom(Random):
    """Numbers from the operating system: they have no state and no seed, and are fit for secrets."""

    def random(self):
        """The next float from 0.0 up to, not including, 1.0."""
        bits = long(_hexlify(_urandom(7)), 16) >> 3
        return bits * RECIP_BPF

    def getrandbits(self, k):
        """An integer of k random bits."""
        if k <= 0:
            raise ValueError('number of bits must be greater than zero')
        if int(k) != k:
            raise TypeError('number of bits should be an integer')
        size = (k + 7) // 8
        return long(_hexlify(_urandom(size)), 16) >> size * 8 - k

    def _stub(self, *args, **kwds):
        """Nothing to do without a state."""

    def _notimplemented(self, *args, **kwds):
        """There is no state to give or take."""
        raise NotImplementedError('System entropy source does not have state.')

    seed = jumpahead = _stub
    getstate = setstate = _notimplemented


_inst = Random()
for _name in __all__:
    if _name[0].islower():
        globals()[_name] = getattr(_inst, _name)
del _name
