"""The features that `from __future__ import` switches on, and since when.

Each is a _Feature: the version from which it could be asked for, the one in which it comes unasked (None for one that
was dropped), and the flag that compile() takes for it.  Entries stay for good.
"""

all_feature_names = ['nested_scopes', 'generators', 'division', 'absolute_import', 'with_statement', 'print_function',
                     'unicode_literals']

__all__ = ['all_feature_names'] + all_feature_names

CO_NESTED = 1 << 4
CO_GENERATOR_ALLOWED = 0
CO_FUTURE_DIVISION, CO_FUTURE_ABSOLUTE_IMPORT, CO_FUTURE_WITH_STATEMENT, CO_FUTURE_PRINT_FUNCTION, \
    CO_FUTURE_UNICODE_LITERALS = [1 << bit for bit in range(13, 18)]


class _Feature:
    def __init__(self, optionalRelease, mandatoryRelease, compiler_flag):
        self.optional, self.mandatory, self.compiler_flag = optionalRelease, mandatoryRelease, compiler_flag

    def getOptionalRelease(self):
        """The first release, as sys.version_info, that has the feature."""
        return self.optional

    def getMandatoryRelease(self):
        """The release in which it becomes the rule, or None."""
        return self.mandatory

    def __repr__(self):
        return '_Feature%r' % ((self.optional, self.mandatory, self.compiler_flag),)


def _final(major, minor):
    return major, minor, 0, 'final', 0


nested_scopes = _Feature((2, 1, 0, 'beta', 1), (2, 2, 0, 'alpha', 0), CO_NESTED)
generators = _Feature((2, 2, 0, 'alpha', 1), _final(2, 3), CO_GENERATOR_ALLOWED)
division = _Feature((2, 2, 0, 'alpha', 2), (3, 0, 0, 'alpha', 0), CO_FUTURE_DIVISION)
absolute_import = _Feature((2, 5, 0, 'alpha', 1), (3, 0, 0, 'alpha', 0), CO_FUTURE_ABSOLUTE_IMPORT)
with_statement = _Feature((2, 5, 0, 'alpha', 1), (2, 6, 0, 'alpha', 0), CO_FUTURE_WITH_STATEMENT)
print_function = _Feature((2, 6, 0, 'alpha', 2), (3, 0, 0, 'alpha', 0), CO_FUTURE_PRINT_FUNCTION)
unicode_literals = _Feature((2, 6, 0, 'alpha', 2), (3, 0, 0, 'alpha', 0), CO_FUTURE_UNICODE_LITERALS)
