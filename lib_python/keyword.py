"""The words that are part of the language's grammar and cannot be names."""

__all__ = ["iskeyword", "kwlist"]

kwlist = sorted("""
    print del pass break continue return raise global exec assert if elif else while for in try except finally
    with as lambda or and not is yield class def import from
""".split())

iskeyword = frozenset(kwlist).__contains__
