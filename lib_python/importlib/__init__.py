"""Modules by names that are known only at run time (library reference 31.1)."""

import sys


def _absolute(name, level, package):
    # The dots say how far up to go: one is the package itself.
    if not hasattr(package, 'rindex'):
        raise ValueError("'package' not set to a string")
    parts = package.rsplit('.', level - 1)
    if len(parts) < level:
        raise ValueError("attempted relative import beyond top-level package")
    return parts[0] + '.' + name


def import_module(name, package=None):
    """The module of a dotted name, imported if need be; a name that begins with dots is seen from the package."""
    plain = name.lstrip('.') if name.startswith('.') else name
    if plain is not name:
        if not package:
            raise TypeError("relative imports require the 'package' argument")
        name = _absolute(plain, len(name) - len(plain), package)
    __import__(name)
    return sys.modules[name]
