//! The top-level names of Python 2.7's standard library, to tell what Taipan lacks from what nobody has. Source: the library
//! reference's module index and the names of a CPython 2.7.18 build for Linux.

/// What the message on a missing module says further, when the module belongs to the standard library.
pub fn note(name: &str) -> &'static str {
    let top = name.split('.').next().unwrap_or(name);
    if IN_PYTHON.binary_search(&top).is_ok() {
        " (of Python 2.7's library, but not in Taipan yet: --stdlib +DIR adds CPython's)"
    } else if IN_C.binary_search(&top).is_ok() {
        " (of Python 2.7's library, but not in Taipan yet)"
    } else {
        ""
    }
}

/// Sorted.
#[rustfmt::skip]
const IN_PYTHON: &[&str] = &[
    "BaseHTTPServer", "Bastion", "CGIHTTPServer", "Canvas", "ConfigParser", "Cookie", "Dialog", "DocXMLRPCServer",
    "FileDialog", "HTMLParser", "MimeWriter", "Queue", "ScrolledText", "SimpleDialog", "SimpleHTTPServer",
    "SimpleXMLRPCServer", "SocketServer", "StringIO", "Tix", "Tkconstants", "Tkinter", "UserDict", "UserList",
    "UserString", "__future__", "_abcoll", "_strptime", "_threading_local", "_weakrefset", "abc", "aifc", "anydbm",
    "argparse", "ast", "asynchat", "asyncore", "atexit", "audiodev", "base64", "bdb", "binhex", "bisect", "bsddb",
    "cProfile", "calendar", "cgi", "cgitb", "chunk", "cmd", "code", "codecs", "codeop", "collections", "colorsys",
    "commands", "compileall", "compiler", "contextlib", "cookielib", "copy", "copy_reg", "csv", "ctypes", "curses",
    "dbhash", "decimal", "difflib", "dircache", "dis", "distutils", "doctest", "dumbdbm", "dummy_thread",
    "dummy_threading", "email", "encodings", "ensurepip", "filecmp", "fileinput", "fnmatch", "formatter", "fpformat",
    "fractions", "ftplib", "functools", "genericpath", "getopt", "getpass", "gettext", "glob", "gzip", "hashlib", "heapq",
    "hmac", "hotshot", "htmlentitydefs", "htmllib", "httplib", "ihooks", "imaplib", "imghdr", "importlib", "imputil",
    "inspect", "io", "json", "keyword", "lib2to3", "linecache", "locale", "logging", "macpath", "macurl2path", "mailbox",
    "mailcap", "markupbase", "md5", "mhlib", "mimetools", "mimetypes", "mimify", "modulefinder", "multifile",
    "multiprocessing", "mutex", "netrc", "new", "nntplib", "ntpath", "nturl2path", "numbers", "opcode", "optparse", "os",
    "os2emxpath", "pdb", "pickle", "pickletools", "pipes", "pkgutil", "platform", "plistlib", "popen2", "poplib",
    "posixfile", "posixpath", "pprint", "profile", "pstats", "pty", "py_compile", "pyclbr", "pydoc", "pydoc_data",
    "quopri", "random", "re", "repr", "rexec", "rfc822", "rlcompleter", "robotparser", "runpy", "sched", "sets", "sgmllib",
    "sha", "shelve", "shlex", "shutil", "site", "smtpd", "smtplib", "sndhdr", "socket", "sqlite3", "sre", "sre_compile",
    "sre_constants", "sre_parse", "ssl", "stat", "statvfs", "string", "stringold", "stringprep", "struct", "subprocess",
    "sunau", "sunaudio", "symbol", "symtable", "sysconfig", "tabnanny", "tarfile", "telnetlib", "tempfile", "test",
    "textwrap", "this", "threading", "timeit", "tkColorChooser", "tkFileDialog", "tkFont", "tkMessageBox",
    "tkSimpleDialog", "toaiff", "token", "tokenize", "trace", "traceback", "ttk", "tty", "turtle", "types", "unittest",
    "urllib", "urllib2", "urlparse", "user", "uu", "uuid", "warnings", "wave", "weakref", "webbrowser", "whichdb",
    "wsgiref", "xdrlib", "xml", "xmllib", "xmlrpclib", "zipfile",
];

/// Those that CPython has in C. Sorted.
#[rustfmt::skip]
const IN_C: &[&str] = &[
    "_bisect", "_codecs", "_collections", "_csv", "_ctypes", "_curses", "_elementtree", "_functools", "_heapq", "_hotshot",
    "_io", "_json", "_locale", "_lsprof", "_md5", "_multibytecodec", "_multiprocessing", "_random", "_sha", "_sha256",
    "_sha512", "_socket", "_sqlite3", "_sre", "_ssl", "_struct", "_symtable", "_tkinter", "_warnings", "_weakref", "array",
    "audioop", "binascii", "bz2", "cPickle", "cStringIO", "cmath", "crypt", "datetime", "dbm", "dl", "errno", "fcntl",
    "future_builtins", "gc", "gdbm", "grp", "imageop", "imp", "itertools", "linuxaudiodev", "marshal", "math", "mmap",
    "nis", "operator", "ossaudiodev", "parser", "posix", "pwd", "pyexpat", "readline", "resource", "select", "signal",
    "spwd", "strop", "syslog", "termios", "thread", "time", "unicodedata", "zipimport", "zlib",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(IN_PYTHON.is_sorted() && IN_C.is_sorted());
    }
}
