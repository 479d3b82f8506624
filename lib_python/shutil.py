"""Work on whole files and trees: copying, moving, removing, and making archives."""

import errno
import fnmatch
import os
import stat
import sys
from os.path import abspath

try:
    from pwd import getpwnam
except ImportError:
    getpwnam = None
try:
    from grp import getgrnam
except ImportError:
    getgrnam = None
try:
    import zlib
    del zlib
    _ZLIB_SUPPORTED = True
except ImportError:
    _ZLIB_SUPPORTED = False
try:
    import bz2
    del bz2
    _BZ2_SUPPORTED = True
except ImportError:
    _BZ2_SUPPORTED = False

__all__ = ['copyfileobj', 'copyfile', 'copymode', 'copystat', 'copy', 'copy2', 'copytree', 'move', 'rmtree', 'Error',
           'SpecialFileError', 'ExecError', 'make_archive', 'get_archive_formats', 'register_archive_format',
           'unregister_archive_format', 'ignore_patterns']


class Error(EnvironmentError):
    """Something did not work out; for trees, a list of (source, target, why)."""


class SpecialFileError(EnvironmentError):
    """The file is of a kind that cannot be copied."""


class ExecError(EnvironmentError):
    """A command failed."""


try:
    WindowsError
except NameError:
    WindowsError = None


def copyfileobj(fsrc, fdst, length=16 * 1024):
    """Read one file and write another, length bytes at a time; a negative length means all at once."""
    for piece in iter(lambda: fsrc.read(length), ''):
        if not piece:
            break
        fdst.write(piece)


def _samefile(src, dst):
    if hasattr(os.path, 'samefile'):
        try:
            return os.path.samefile(src, dst)
        except OSError:
            return False
    return os.path.normcase(abspath(src)) == os.path.normcase(abspath(dst))


def copyfile(src, dst):
    """Copy the contents of one file to another."""
    if _samefile(src, dst):
        raise Error('`%s` and `%s` are the same file' % (src, dst))
    for name in src, dst:
        try:
            mode = os.stat(name).st_mode
        except OSError:
            continue
        if stat.S_ISFIFO(mode):
            raise SpecialFileError('`%s` is a named pipe' % name)
    with open(src, 'rb') as source:
        with open(dst, 'wb') as target:
            copyfileobj(source, target)


def copymode(src, dst):
    """Give dst the permissions of src."""
    if hasattr(os, 'chmod'):
        os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst):
    """Give dst the permissions, times and flags of src."""
    model = os.stat(src)
    if hasattr(os, 'utime'):
        os.utime(dst, (model.st_atime, model.st_mtime))
    if hasattr(os, 'chmod'):
        os.chmod(dst, stat.S_IMODE(model.st_mode))
    if hasattr(os, 'chflags') and hasattr(model, 'st_flags'):
        try:
            os.chflags(dst, model.st_flags)
        except OSError as why:
            unsupported = [getattr(errno, name, None) for name in ('EOPNOTSUPP', 'ENOTSUP')]
            if why.errno not in unsupported:
                raise


def _target(src, dst):
    return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst


def copy(src, dst):
    """Copy a file with its permissions; dst may be a directory to put it in."""
    dst = _target(src, dst)
    copyfile(src, dst)
    copymode(src, dst)


def copy2(src, dst):
    """Copy a file with its permissions, times and flags; dst may be a directory to put it in."""
    dst = _target(src, dst)
    copyfile(src, dst)
    copystat(src, dst)


def ignore_patterns(*patterns):
    """A function for copytree() that leaves out names that match one of the patterns."""
    def ignored(path, names):
        return set(name for pattern in patterns for name in fnmatch.filter(names, pattern))
    return ignored


def copytree(src, dst, symlinks=False, ignore=None):
    """Copy a directory with all in it to dst, which must not be there.

    symlinks copies symbolic links as such and not what they lead to.  ignore(directory, names) answers with the
    names to leave out.  All that can be copied is; what could not is told by the Error that is raised then.
    """
    names = os.listdir(src)
    omitted = set() if ignore is None else ignore(src, names)
    os.makedirs(dst)
    failures = []
    for name in names:
        if name in omitted:
            continue
        source, target = os.path.join(src, name), os.path.join(dst, name)
        try:
            if symlinks and os.path.islink(source):
                os.symlink(os.readlink(source), target)
            elif os.path.isdir(source):
                copytree(source, target, symlinks, ignore)
            else:
                copy2(source, target)
        except Error as failure:
            # From a directory below: a list of its own.
            failures.extend(failure.args[0])
        except EnvironmentError as why:
            failures.append((source, target, str(why)))
    try:
        copystat(src, dst)
    except OSError as why:
        # Windows has no times of directories.
        if WindowsError is None or not isinstance(why, WindowsError):
            failures.append((src, dst, str(why)))
    if failures:
        raise Error(failures)


def rmtree(path, ignore_errors=False, onerror=None):
    """Remove a directory and all in it.

    An error goes to onerror(function, path, exc_info) if that is given, is passed over if ignore_errors is true, and
    is raised otherwise.  A symbolic link to a directory is an error.
    """
    if ignore_errors:
        def handle(function, path, exc_info):
            pass
    elif onerror is None:
        def handle(function, path, exc_info):
            raise exc_info[0], exc_info[1], exc_info[2]
    else:
        handle = onerror
    try:
        if os.path.islink(path):
            raise OSError('Cannot call rmtree on a symbolic link')
    except OSError:
        handle(os.path.islink, path, sys.exc_info())
        return
    _empty(path, handle)
    _attempt(os.rmdir, path, handle)


def _attempt(function, path, handle):
    try:
        return function(path)
    except os.error:
        handle(function, path, sys.exc_info())


def _empty(path, handle):
    for name in _attempt(os.listdir, path, handle) or []:
        below = os.path.join(path, name)
        try:
            is_directory = stat.S_ISDIR(os.lstat(below).st_mode)
        except os.error:
            is_directory = False
        if is_directory:
            _empty(below, handle)
            _attempt(os.rmdir, below, handle)
        else:
            _attempt(os.remove, below, handle)


def _basename(path):
    return os.path.basename(path.rstrip(os.path.sep + (os.path.altsep or '')))


def _destinsrc(src, dst):
    """Does dst lie in src?"""
    src, dst = [os.path.join(abspath(path), '') for path in (src, dst)]
    return dst.startswith(src)


def move(src, dst):
    """Move a file or a directory; an existing directory dst receives it.

    Across file systems that is copying and removing.
    """
    target = dst
    if os.path.isdir(dst):
        if _samefile(src, dst):
            # Only the case of letters may differ, where that does not count.
            os.rename(src, dst)
            return
        target = os.path.join(dst, _basename(src))
        if os.path.exists(target):
            raise Error("Destination path '%s' already exists" % target)
    try:
        os.rename(src, target)
        return
    except OSError:
        pass
    if not os.path.isdir(src):
        copy2(src, target)
        os.unlink(src)
        return
    if _destinsrc(src, dst):
        raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst))
    copytree(src, target, symlinks=True)
    rmtree(src)


def _id_of(find, name):
    """The number of a user or group, or None where it is not to be found."""
    if find is None or name is None:
        return None
    try:
        return find(name)[2]
    except KeyError:
        return None


def _get_gid(name):
    return _id_of(getgrnam, name)


def _get_uid(name):
    return _id_of(getpwnam, name)


def _make_place(path, dry_run, logger):
    if path and not os.path.exists(path):
        if logger is not None:
            logger.info('creating %s', path)
        if not dry_run:
            os.makedirs(path)


def _make_tarball(base_name, base_dir, compress='gzip', verbose=0, dry_run=0, owner=None, group=None, logger=None):
    """Make base_name.tar, with .gz or .bz2, from base_dir; answer with its name.

    owner and group are names that all entries get instead of their own.
    """
    modes = {None: ('', '')}
    if _ZLIB_SUPPORTED:
        modes['gzip'] = 'gz', '.gz'
    if _BZ2_SUPPORTED:
        modes['bzip2'] = 'bz2', '.bz2'
    if compress not in modes:
        raise ValueError("bad value for 'compress', or compression format not supported : {0}".format(compress))
    mode, extension = modes[compress]
    archive_name = base_name + '.tar' + extension
    _make_place(os.path.dirname(archive_name), dry_run, logger)
    if logger is not None:
        logger.info('Creating tar archive')
    uid, gid = _get_uid(owner), _get_gid(group)

    def reown(entry):
        if gid is not None:
            entry.gid, entry.gname = gid, group
        if uid is not None:
            entry.uid, entry.uname = uid, owner
        return entry

    if not dry_run:
        import tarfile
        archive = tarfile.open(archive_name, 'w|' + mode)
        try:
            archive.add(base_dir, filter=reown)
        finally:
            archive.close()
    return archive_name


def _make_zipfile(base_name, base_dir, verbose=0, dry_run=0, logger=None):
    """Make base_name.zip from base_dir; answer with its name."""
    zip_filename = base_name + '.zip'
    _make_place(os.path.dirname(base_name), dry_run, logger)
    try:
        import zlib
        import zipfile
    except ImportError:
        zipfile = None
    if zipfile is None:
        _call_external_zip(base_dir, zip_filename, verbose, dry_run, logger)
        return zip_filename
    if logger is not None:
        logger.info("creating '%s' and adding '%s' to it", zip_filename, base_dir)
    if dry_run:
        return zip_filename

    def add(path):
        path = os.path.normpath(path)
        archive.write(path, path)
        if logger is not None:
            logger.info("adding '%s'", path)

    with zipfile.ZipFile(zip_filename, 'w', compression=zipfile.ZIP_DEFLATED) as archive:
        if os.path.normpath(base_dir) != os.curdir:
            add(base_dir)
        for folder, below, files in os.walk(base_dir):
            for name in sorted(below):
                add(os.path.join(folder, name))
            for name in files:
                path = os.path.join(folder, name)
                if os.path.isfile(os.path.normpath(path)):
                    add(path)
    return zip_filename


def _call_external_zip(base_dir, zip_filename, verbose, dry_run, logger):
    """Let the program zip do it."""
    import subprocess
    command = ['zip', '-r' if verbose else '-rq', zip_filename, base_dir]
    if logger is not None:
        logger.info(' '.join(command))
    if dry_run:
        return
    try:
        subprocess.check_call(command)
    except (OSError, subprocess.CalledProcessError):
        raise ExecError("unable to create zip file '%s': could neither import the 'zipfile' module nor find a "
                        'standalone zip utility' % zip_filename)


# name -> (function, its further arguments, description)
_ARCHIVE_FORMATS = {
    'tar': (_make_tarball, [('compress', None)], 'uncompressed tar file'),
    'zip': (_make_zipfile, [], 'ZIP file'),
}
if _ZLIB_SUPPORTED:
    _ARCHIVE_FORMATS['gztar'] = _make_tarball, [('compress', 'gzip')], "gzip'ed tar-file"
if _BZ2_SUPPORTED:
    _ARCHIVE_FORMATS['bztar'] = _make_tarball, [('compress', 'bzip2')], "bzip2'ed tar-file"


def get_archive_formats():
    """[(name, description)] of what make_archive() can make, sorted."""
    return sorted((name, entry[2]) for name, entry in _ARCHIVE_FORMATS.items())


def register_archive_format(name, function, extra_args=None, description=''):
    """Teach make_archive() a format: function(base_name, base_dir, **extra_args and options) makes it."""
    import collections
    extra_args = [] if extra_args is None else extra_args
    if not isinstance(function, collections.Callable):
        raise TypeError('The %s object is not callable' % function)
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError('extra_args needs to be a sequence')
    for pair in extra_args:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise TypeError('extra_args elements are : (arg_name, value)')
    _ARCHIVE_FORMATS[name] = function, extra_args, description


def unregister_archive_format(name):
    """Take a format away."""
    del _ARCHIVE_FORMATS[name]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None, group=None,
                 logger=None):
    """Make an archive and answer with its name, which is base_name with the extension of the format.

    The process changes to root_dir for it and archives base_dir, which names all entries; both are the current
    directory unless given.
    """
    if format not in _ARCHIVE_FORMATS:
        raise ValueError("unknown archive format '%s'" % format)
    make, extra_args, _ = _ARCHIVE_FORMATS[format]
    options = {'dry_run': dry_run, 'logger': logger}
    options.update(extra_args)
    if format != 'zip':
        options.update(owner=owner, group=group)
    if root_dir is None:
        return make(base_name, base_dir or os.curdir, **options)
    start = os.getcwd()
    base_name = abspath(base_name)
    if logger is not None:
        logger.debug("changing into '%s'", root_dir)
    if not dry_run:
        os.chdir(root_dir)
    try:
        return make(base_name, base_dir or os.curdir, **options)
    finally:
        if logger is not None:
            logger.debug("changing back to '%s'", start)
        os.chdir(start)
