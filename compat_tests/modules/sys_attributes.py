# sys: versions, limits, flags
import sys
print sys.version_info[:3], sys.hexversion == 0x020712f0, sys.maxint, sys.maxsize, sys.byteorder, sys.maxunicode, sys.getdefaultencoding(), sys.float_info.max, sys.float_info.dig, sys.float_repr_style, sys.long_info.sizeof_digit in (2, 4, 8), sys.flags.debug, sys.api_version, sys.getrecursionlimit(), sys.argv[1:], sys.platform.startswith('linux'), sys.copyright.startswith('Copyright'), sys.stdin.fileno(), type(sys.modules).__name__, 'sys' in sys.builtin_module_names, sys.exec_prefix == sys.prefix, sys.dont_write_bytecode in (True, False), sys.py3kwarning, sys.getcheckinterval()
for e in ('sys.setrecursionlimit(0)', 'sys.setrecursionlimit("a")', 'sys.exit(1, 2)', 'sys.intern', 'sys.setcheckinterval("a")', 'sys._getframe("a")', 'sys.nothing'):
    try:
        eval(e)
    except (ValueError, TypeError, AttributeError) as x:
        print e, '->', type(x).__name__, x
