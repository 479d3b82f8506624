"""What pyperformance's programs have computed, for those that do not return it.

Each function is named for a benchmark; it takes the program's module and the arguments of the timed function and answers
with something that is the same on every right interpreter: where a program's data hang on the order of a dict, only a
property of them.  Programs that check their own result have none.
"""

import os
import sys
import tempfile


def _numbers(values):
    return ['%.10g' % value for value in values]


def _written(paint):
    """The contents of the file whose name paint is called with."""
    handle, path = tempfile.mkstemp('.ppm')
    os.close(handle)
    try:
        paint(path)
        with open(path, 'rb') as picture:
            return picture.read()
    finally:
        os.unlink(path)


def chaos(main, args):
    return main.random.random()


def crypto_pyaes(main, args):
    return main.pyaes.AESModeOfOperationCTR(main.KEY).encrypt(main.CLEARTEXT[:512])


def json_dumps(main, args):
    texts = [main.json.dumps(getattr(main, case)[0]) for case in main.CASES]
    return [(len(text), main.json.loads(text) == getattr(main, case)[0]) for text, case in zip(texts, main.CASES)]


def json_loads(main, args):
    through = lambda value: main.json.loads(main.json.dumps(value))
    return through(main.DICT) == main.DICT, through(main.DICT_GROUP) == main.DICT_GROUP, through(main.TUPLE)


def nbody(main, args):
    # Not all digits: over many steps the last ones drift with the machine's pow().
    return ['%.5g' % number for name in sorted(main.BODIES) for number in main.BODIES[name][0]]


def nqueens(main, args):
    return list(main.n_queens(6))


def pickle_pure_python(main, args):
    pickle = args[0]
    through = lambda value: pickle.loads(pickle.dumps(value, 2))
    plain = [main.TUPLE, main.LIST, [1.5, u'a', -3, 10 ** 20, None, True]]
    return ([pickle.dumps(value, 2) for value in plain], through(plain) == plain,
            [through(value) == value for value in (main.DICT, main.DICT_GROUP, main.MICRO_DICT)])


unpickle_pure_python = pickle_pure_python


def raytrace(main, args):
    return _written(lambda path: main.bench_raytrace(1, 16, 16, path))


def regex_compile(main, args):
    return [(regex, flags) for regex, flags in args[0] if isinstance(regex, str)]


def regex_effbot(main, args):
    spans = []
    for regex, string in main.bench_regex_effbot.data:
        match = main.re.search(regex, string)
        spans.append(match and match.span())
    return spans


def scimark_fft(main, args):
    vector = main.Random(7).RandomVector(64)
    main.FFT_transform(64, vector)
    return _numbers(vector)


def scimark_lu(main, args):
    matrix, pivot = main.Random(7).RandomMatrix(main.ArrayList(8, 8)), [0] * 8
    main.LU_factor(matrix, pivot)
    return [_numbers(row) for row in matrix.data], pivot


def scimark_monte_carlo(main, args):
    return main.MonteCarlo(1000)


def scimark_sor(main, args):
    grid = main.Random(7).RandomMatrix(main.Array2D(8, 8))
    main.SOR_execute(1.25, grid, 5, main.Array2D)
    return _numbers(grid.data)


def scimark_sparse_mat_mult(main, args):
    result = [0.0] * 3
    main.SparseCompRow_matmult(3, result, [2.0, 3.0, 4.0, 5.0], [0, 2, 3, 4], [0, 1, 2, 0], [1.0, 10.0, 100.0], 2)
    return result


def spectral_norm(main, args):
    return _numbers(main.eval_AtA_times_u(main.eval_AtA_times_u([1] * 20)))


def telco(main, args):
    lines = []
    setattr(main, 'print', lambda text, file: lines.append(str(text)))
    try:
        main.bench_telco(1, *args)
    finally:
        delattr(main, 'print')
    return lines


def of(name, main, args):
    """The witness of a benchmark, or None where there is none."""
    known = getattr(sys.modules[__name__], name, None)
    return None if known is None else known(main, args)
