"""Syntax trees (library reference 31.2): the node classes of _ast, and what works on trees."""

import _ast
from _ast import *
from _ast import __version__

_NUMBERS = int, float, long, complex


def parse(source, filename='<unknown>', mode='exec'):
    """The tree of a source text."""
    return compile(source, filename, mode, PyCF_ONLY_AST)


def literal_eval(node_or_string):
    """The value of an expression that has only strings, numbers, tuples, lists, dicts, booleans and None in it.

    ValueError if there is anything else.
    """
    if isinstance(node_or_string, basestring):
        node_or_string = parse(node_or_string, mode='eval')
    if isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body
    return _value(node_or_string)


_constants = {'None': None, 'True': True, 'False': False}


def _value(node):
    if isinstance(node, Str):
        return node.s
    if isinstance(node, Num):
        return node.n
    if isinstance(node, Tuple):
        return tuple(map(_value, node.elts))
    if isinstance(node, List):
        return map(_value, node.elts)
    if isinstance(node, Dict):
        return dict((_value(key), _value(value)) for key, value in zip(node.keys, node.values))
    if isinstance(node, Name) and node.id in _constants:
        return _constants[node.id]
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        # complex numbers are written so
        left, right = node.left, node.right
        if isinstance(right, Num) and isinstance(right.n, complex) and isinstance(left, Num) \
                and isinstance(left.n, (int, long, float)):
            return left.n + right.n if isinstance(node.op, Add) else left.n - right.n
    raise ValueError('malformed string')


def dump(node, annotate_fields=True, include_attributes=False):
    """A tree as text, with the names of fields and, if asked for, with positions."""
    def shown(item):
        if isinstance(item, list):
            return '[%s]' % ', '.join(map(shown, item))
        if not isinstance(item, AST):
            return repr(item)
        parts = [(name, shown(value)) for name, value in iter_fields(item)]
        parts = ['%s=%s' % part if annotate_fields else part[1] for part in parts]
        if include_attributes and item._attributes:
            parts.extend('%s=%s' % (name, shown(getattr(item, name))) for name in item._attributes)
        return '%s(%s)' % (item.__class__.__name__, ', '.join(parts))

    if isinstance(node, AST):
        return shown(node)
    raise TypeError('expected AST, got %r' % node.__class__.__name__)


# -- positions

def copy_location(new_node, old_node):
    """Give a node the position of another; returns it."""
    for name in 'lineno', 'col_offset':
        if name in new_node._attributes and name in old_node._attributes and hasattr(old_node, name):
            setattr(new_node, name, getattr(old_node, name))
    return new_node


def fix_missing_locations(node):
    """Give nodes that have no position those of their parents; returns the tree."""
    def fix(node, line, column):
        if 'lineno' in node._attributes:
            line = node.lineno = getattr(node, 'lineno', line)
        if 'col_offset' in node._attributes:
            column = node.col_offset = getattr(node, 'col_offset', column)
        for child in iter_child_nodes(node):
            fix(child, line, column)
    fix(node, 1, 0)
    return node


def increment_lineno(node, n=1):
    """Move a tree down by so many lines; returns it."""
    for each in walk(node):
        if 'lineno' in each._attributes:
            each.lineno = getattr(each, 'lineno', 0) + n
    return node


# -- walking

def iter_fields(node):
    """The (name, value) pairs of the fields that a node has."""
    for name in node._fields or ():
        if hasattr(node, name):
            yield name, getattr(node, name)


def iter_child_nodes(node):
    """The nodes that are fields of a node, or items of those that are lists."""
    for _, value in iter_fields(node):
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, AST):
                yield item


def get_docstring(node, clean=True):
    """The docstring of a function, a class or a module, or None; without its indentation unless told otherwise."""
    if not isinstance(node, (FunctionDef, ClassDef, Module)):
        raise TypeError("%r can't have docstrings" % node.__class__.__name__)
    first = node.body[0] if node.body else None
    if not (isinstance(first, Expr) and isinstance(first.value, Str)):
        return None
    if not clean:
        return first.value.s
    import inspect
    return inspect.cleandoc(first.value.s)


def walk(node):
    """A node and all below it, level by level."""
    level = [node]
    while level:
        following = []
        for each in level:
            following.extend(iter_child_nodes(each))
            yield each
        level = following


class NodeVisitor(object):
    """Calls visit_<class>() for the nodes of a tree; generic_visit(), for others, goes on to their children."""

    def visit(self, node):
        """Visit a node."""
        return getattr(self, 'visit_' + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        """Visit the children of a node."""
        for child in list(iter_child_nodes(node)):
            self.visit(child)


class NodeTransformer(NodeVisitor):
    """A visitor that changes the tree: a node is replaced by what its visit returns, or removed if that is None.

    In lists a node can be replaced by several.
    """

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                kept = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            kept.extend(item)
                            continue
                    kept.append(item)
                old[:] = kept
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node
