"""Meaning of the numbers that os.stat() and os.lstat() answer with.

The ST_ names are positions in the result tuple; the S_IS functions test a mode word; the remaining names are
its bits, and the flag bits that chflags() takes where a system has it.
"""

ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME, ST_CTIME = range(10)

# Kinds of file: the top four bits of the mode word.
S_IFIFO, S_IFCHR, S_IFDIR, S_IFBLK = [kind << 12 for kind in (1, 2, 4, 6)]
S_IFREG, S_IFLNK, S_IFSOCK = [kind << 12 for kind in (8, 10, 12)]
_KIND = 15 << 12

# Permissions, three bits for each of user, group and others, and the three above them.
S_ISUID, S_ISGID, S_ISVTX = 04000, 02000, 01000
S_ENFMT = S_ISGID
S_IRWXU, S_IRUSR, S_IWUSR, S_IXUSR = 0700, 0400, 0200, 0100
S_IRWXG, S_IRGRP, S_IWGRP, S_IXGRP = 070, 040, 020, 010
S_IRWXO, S_IROTH, S_IWOTH, S_IXOTH = 07, 04, 02, 01
S_IREAD, S_IWRITE, S_IEXEC = S_IRUSR, S_IWUSR, S_IXUSR

# Flags of the BSD family: the owner's in the low half, the superuser's in the high one.
UF_NODUMP, UF_IMMUTABLE, UF_APPEND, UF_OPAQUE, UF_NOUNLINK = [1 << n for n in range(5)]
UF_COMPRESSED, UF_HIDDEN = 1 << 5, 1 << 15
SF_ARCHIVED, SF_IMMUTABLE, SF_APPEND = [1 << n for n in (16, 17, 18)]
SF_NOUNLINK, SF_SNAPSHOT = 1 << 20, 1 << 21


def S_IMODE(mode):
    """The part of a mode word that chmod() can set."""
    return mode & 07777


def S_IFMT(mode):
    """The part of a mode word that tells the kind of file."""
    return mode & _KIND


def S_ISDIR(mode):
    return mode & _KIND == S_IFDIR


def S_ISCHR(mode):
    return mode & _KIND == S_IFCHR


def S_ISBLK(mode):
    return mode & _KIND == S_IFBLK


def S_ISREG(mode):
    return mode & _KIND == S_IFREG


def S_ISFIFO(mode):
    return mode & _KIND == S_IFIFO


def S_ISLNK(mode):
    return mode & _KIND == S_IFLNK


def S_ISSOCK(mode):
    return mode & _KIND == S_IFSOCK
