# OSError and IOError from the system: text, errno, strerror, filename
import os, errno
for op in (lambda: open('/nonexistent/x'), lambda: os.listdir('/nonexistent'), lambda: os.mkdir('/dev'), lambda: os.rmdir('/dev/null'), lambda: os.unlink('/nonexistent'), lambda: os.stat('/nonexistent'), lambda: os.close(9999), lambda: os.read(9999, 1), lambda: os.open('/nonexistent', 0), lambda: os.chdir('/nonexistent'), lambda: os.rename('/nonexistent', '/x'), lambda: os.readlink('/dev/null'), lambda: open('/'), lambda: os.execv('/nonexistent', ['x']), lambda: os.kill(2 ** 22 + 7, 0), lambda: file('/nonexistent/y', 'w')):
    try:
        op()
    except EnvironmentError as e:
        print type(e).__name__, e, '|', errno.errorcode[e.errno], e.strerror, e.filename, e.args
