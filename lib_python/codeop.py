"""Whether what has been typed so far is a whole statement (library reference 28.2)."""

import __future__

__all__ = ["compile_command", "Compile", "CommandCompiler"]

PyCF_DONT_IMPLY_DEDENT = 0x200          # a block ends by an empty line, not by the end of the text

_features = [getattr(__future__, name) for name in __future__.all_feature_names]


def _compiled(compiler, source, filename, symbol):
    # (code, None) or (None, what is wrong)
    try:
        return compiler(source, filename, symbol), None
    except SyntaxError as problem:
        return None, problem


def _maybe_compile(compiler, source, filename, symbol):
    # A text that becomes right, or wrong in another way, where lines are added is only not complete.
    if symbol != 'eval' and not any(line.strip() and line.strip()[0] != '#' for line in source.split('\n')):
        source = 'pass'                 # nothing, or comments
    code = _compiled(compiler, source, filename, symbol)[0]
    longer, problem = _compiled(compiler, source + '\n', filename, symbol)
    other = _compiled(compiler, source + '\n\n', filename, symbol)[1]
    if code is not None:
        return code
    if longer is None and repr(problem) == repr(other):
        raise problem


def _compile(source, filename, symbol):
    return compile(source, filename, symbol, PyCF_DONT_IMPLY_DEDENT)


def compile_command(source, filename="<input>", symbol="single"):
    """The code of a statement, or None if it is not complete; SyntaxError, OverflowError or ValueError if it is wrong."""
    return _maybe_compile(_compile, source, filename, symbol)


class Compile:
    """Like compile(), but keeps in mind what has been imported from __future__."""

    def __init__(self):
        self.flags = PyCF_DONT_IMPLY_DEDENT

    def __call__(self, source, filename, symbol):
        code = compile(source, filename, symbol, self.flags, 1)
        for feature in _features:
            self.flags |= code.co_flags & feature.compiler_flag
        return code


class CommandCompiler:
    """Like compile_command(), but keeps in mind what has been imported from __future__."""

    def __init__(self,):
        self.compiler = Compile()

    def __call__(self, source, filename="<input>", symbol="single"):
        return _maybe_compile(self.compiler, source, filename, symbol)
