# the library takes its PyPy paths: names and versions of the implementation
import sys, platform
print platform.python_implementation(), '__pypy__' in sys.builtin_module_names, sys.subversion[0], sys.pypy_version_info[:3], sys.version_info[:3], platform.python_version(), hasattr(sys, 'taipan_version_info'), 'Taipan' in sys.version, sys.version.startswith('2.7.18 (')
