# D9: -R changes neither hash() nor iteration order
import subprocess, sys
code = 'print hash("abc"), list({"a": 1, "b": 2, "zz": 3}), list(set(["x", "y"]))'
a = subprocess.check_output([sys.executable, '-c', code])
b = subprocess.check_output([sys.executable, '-R', '-c', code])
print a == b
print a.strip()
