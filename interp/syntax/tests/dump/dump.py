"""Reads names of source files, one a line; writes for each the length of its tree's text and the text.

The text is what dump/mod.rs writes. A length of -1 stands for a source that does not compile.
"""
import _ast
import ast
import struct
import sys


def constant(value):
    kind = type(value)
    if kind is str:
        return 's' + value.encode('hex')
    if kind is unicode:
        return 'u' + ''.join(['%x.' % ord(c) for c in value])
    if kind is int:
        return 'i%d' % value
    if kind is long:
        return 'L%d' % value
    if kind is float:
        return 'f%016x' % struct.unpack('>Q', struct.pack('>d', value))
    return 'j%016x' % struct.unpack('>Q', struct.pack('>d', value.imag))


BARE = (_ast.operator, _ast.unaryop, _ast.boolop, _ast.cmpop, _ast.expr_context)


def write(value, out):
    if isinstance(value, BARE):
        out(type(value).__name__)
    elif isinstance(value, ast.AST):
        out(type(value).__name__ + '(')
        space = ''
        for name in value._fields:
            out(space + name + '=')
            space = ' '
            child = getattr(value, name)
            if (name == 'n' or name == 's') and isinstance(value, (_ast.Num, _ast.Str)):
                out(constant(child))
            else:
                write(child, out)
        out(')')
        if value._attributes:
            out('@%d:%d' % (value.lineno, value.col_offset))
    elif isinstance(value, list):
        out('[')
        for item in value:
            write(item, out)
            out(',')
        out(']')
    else:
        out(str(value))


def main():
    sys.setrecursionlimit(20000)
    for line in iter(sys.stdin.readline, ''):
        with open(line.rstrip('\n'), 'rb') as f:
            source = f.read()
        try:
            tree = compile(source, 'source', 'exec', _ast.PyCF_ONLY_AST, True)
        except Exception as error:
            sys.stdout.write('-1\n')
        else:
            pieces = []
            write(tree, pieces.append)
            text = ''.join(pieces)
            sys.stdout.write('%d\n' % len(text))
            sys.stdout.write(text)
        sys.stdout.flush()


main()
