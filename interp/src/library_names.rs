//! The top-level names of Python 2.7's standard library, to tell what Taipan lacks from what nobody has. Source: the library
//! reference's module index and the names of a CPython 2.7.18 build for Linux.

/// What the message on a missing module says further, when the module belongs to the standard library.
pub fn note(name: &str) -> &'static str {
    let top = name.split('.').next().unwrap_or(name);
    if NAMES.binary_search(&top).is_err() {
        return "";
    }
    " (of Python 2.7's library, but not in Taipan yet: --stdlib +DIR adds CPython's)"
}

/// Sorted.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "BaseHTTPServer", "Bastion", "CGIHTTPServer", "Canvas", "ConfigParser", "Cookie", "Dialog", "DocXMLRPCServer",
    "FileDialog", "HTMLParser", "MimeWriter", "Queue", "ScrolledText", "SimpleDialog", "SimpleHTTPServer",
    "SimpleXMLRPCServer", "SocketServer", "StringIO", "Tix", "Tkconstants", "Tkinter", "UserDict", "UserList",
    "UserString", "__future__", "_abcoll", "_bisect", "_codecs", "_collections", "_csv", "_ctypes", "_curses",
    "_elementtree", "_functools", "_heapq", "_hotshot", "_io", "_json", "_locale", "_lsprof", "_md5", "_multibytecodec",
    "_multiprocessing", "_random", "_sha", "_sha256", "_sha512", "_socket", "_sqlite3", "_sre", "_ssl", "_strptime",
    "_struct", "_symtable", "_threading_local", "_tkinter", "_warnings", "_weakref", "_weakrefset", "abc", "aifc",
    "anydbm", "argparse", "array", "ast", "asynchat", "asyncore", "atexit", "audiodev", "audioop", "base64", "bdb",
    "binascii", "binhex", "bisect", "bsddb", "bz2", "cPickle", "cProfile", "cStringIO", "calendar", "cgi", "cgitb",
    "chunk", "cmath", "cmd", "code", "codecs", "codeop", "collections", "colorsys", "commands", "compileall", "compiler",
    "contextlib", "cookielib", "copy", "copy_reg", "crypt", "csv", "ctypes", "curses", "datetime", "dbhash", "dbm",
    "decimal", "difflib", "dircache", "dis", "distutils", "dl", "doctest", "dumbdbm", "dummy_thread", "dummy_threading",
    "email", "encodings", "ensurepip", "errno", "fcntl", "filecmp", "fileinput", "fnmatch", "formatter", "fpformat",
    "fractions", "ftplib", "functools", "future_builtins", "gc", "gdbm", "genericpath", "getopt", "getpass", "gettext",
    "glob", "grp", "gzip", "hashlib", "heapq", "hmac", "hotshot", "htmlentitydefs", "htmllib", "httplib", "ihooks",
    "imageop", "imaplib", "imghdr", "imp", "importlib", "imputil", "inspect", "io", "itertools", "json", "keyword",
    "lib2to3", "linecache", "linuxaudiodev", "locale", "logging", "macpath", "macurl2path", "mailbox", "mailcap",
    "markupbase", "marshal", "math", "md5", "mhlib", "mimetools", "mimetypes", "mimify", "mmap", "modulefinder",
    "multifile", "multiprocessing", "mutex", "netrc", "new", "nis", "nntplib", "ntpath", "nturl2path", "numbers", "opcode",
    "operator", "optparse", "os", "os2emxpath", "ossaudiodev", "parser", "pdb", "pickle", "pickletools", "pipes",
    "pkgutil", "platform", "plistlib", "popen2", "poplib", "posix", "posixfile", "posixpath", "pprint", "profile",
    "pstats", "pty", "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat", "quopri", "random", "re", "readline",
    "repr", "resource", "rexec", "rfc822", "rlcompleter", "robotparser", "runpy", "sched", "select", "sets", "sgmllib",
    "sha", "shelve", "shlex", "shutil", "signal", "site", "smtpd", "smtplib", "sndhdr", "socket", "spwd", "sqlite3", "sre",
    "sre_compile", "sre_constants", "sre_parse", "ssl", "stat", "statvfs", "string", "stringold", "stringprep", "strop",
    "struct", "subprocess", "sunau", "sunaudio", "symbol", "symtable", "sysconfig", "syslog", "tabnanny", "tarfile",
    "telnetlib", "tempfile", "termios", "test", "textwrap", "this", "thread", "threading", "time", "timeit",
    "tkColorChooser", "tkFileDialog", "tkFont", "tkMessageBox", "tkSimpleDialog", "toaiff", "token", "tokenize", "trace",
    "traceback", "ttk", "tty", "turtle", "types", "unicodedata", "unittest", "urllib", "urllib2", "urlparse", "user", "uu",
    "uuid", "warnings", "wave", "weakref", "webbrowser", "whichdb", "wsgiref", "xdrlib", "xml", "xmllib", "xmlrpclib",
    "zipfile", "zipimport", "zlib",
];

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_sorted() {
        assert!(super::NAMES.is_sorted());
    }
}
