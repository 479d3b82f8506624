//! Descriptors, directories, paths.

#![allow(unsafe_code)] // system calls

use super::names;
use crate::system::{self, Path, blocking, check, checked, clear_errno, id_arg, opening, os_error, result};
use object_model::protocols::buffer::ReadBuffer;
use object_model::types::file::{Buffering, FILE, parse_mode};
use object_model::value::{Slot, Value};
use object_model::{
    Arg, Bytes, Context, Exc, FromArg, Gc, PyResult, StrObject, TupleObject, kind, none, py_functions, raise,
};
use std::ffi::{CStr, CString};
use std::io::Error;
use std::os::unix::ffi::OsStrExt;

/// A file system name as unicode; as it is where it cannot be decoded.
pub fn decoded(cx: &mut Context, name: Value) -> PyResult {
    let encoding = cx.intern(b"utf-8").value();
    match cx.call_method(name, "decode", &[encoding]) {
        Ok(text) => Ok(text),
        Err(_) if cx.catch(Exc::UnicodeDecodeError) => Ok(name),
        Err(raised) => Err(raised),
    }
}

/// A file object on a descriptor.
pub fn file_on(cx: &mut Context, fd: i32, name: &str, mode: &[u8], buffering: i64) -> PyResult {
    let label = cx.new_str(name.as_bytes()).value();
    let buffering = match buffering {
        0 => Buffering::None,
        1 => Buffering::Line,
        n if n > 1 => Buffering::Full(n as usize),
        _ => Buffering::Full(8192),
    };
    FILE.get(cx);
    Ok(cx.new_file(fd, label, &String::from_utf8_lossy(mode), buffering).value())
}

/// An optional mode: "r" where there is none.
pub fn mode_arg(cx: &mut Context, mode: Slot, function: &'static str, index: usize) -> PyResult<&'static [u8]> {
    match mode {
        Some(mode) => Ok(Bytes::from_arg(cx, mode, Arg { function, index })?.0.get().bytes()),
        None => Ok(b"r"),
    }
}

/// The number of a configuration name.
fn configuration(cx: &mut Context, name: Value, table: &[(&str, i32)]) -> PyResult<i32> {
    if name.as_int().is_some() || name.is_kind(kind::LONG) {
        return object_model::FromArg::from_arg(cx, name, object_model::Arg { function: "sysconf", index: 1 });
    }
    let Some(text) = name.downcast::<StrObject>() else {
        raise!(cx, TypeError, "configuration names must be strings or integers");
    };
    match table.iter().find(|(known, _)| known.as_bytes() == text.bytes()) {
        Some(&(_, number)) => Ok(number),
        None => raise!(cx, ValueError, "unrecognized configuration name"),
    }
}

/// Seconds and microseconds of a time.
fn time_of(cx: &mut Context, value: Value) -> PyResult<libc::timeval> {
    if value.is_kind(kind::FLOAT) {
        let time = cx.float_arg(value)?;
        let seconds = time.trunc();
        let micros = ((time - seconds) * 1e6) as i64;
        return Ok(libc::timeval { tv_sec: seconds as i64, tv_usec: micros.max(0) });
    }
    Ok(libc::timeval { tv_sec: cx.int_arg(value)?, tv_usec: 0 })
}

py_functions! { FUNCTIONS:
    /// open(filename, flag [, mode=0777]) -> fd
    fn open(cx: &mut Context, filename: Path, flag: i32, mode: i32 = 0o777) -> PyResult<i64> {
        cx.write_out_at(filename.c.as_bytes());
        // SAFETY: a C string and numbers.
        let fd = opening(cx, || unsafe { libc::open(filename.as_ptr(), flag, mode) });
        filename.check(cx, fd.map(i64::from))
    }
    /// close(fd)
    fn close(cx: &mut Context, fd: i32) -> PyResult<()> {
        // SAFETY: numbers only, here and below.
        checked(cx, || unsafe { libc::close(fd) }.into()).map(drop)
    }
    /// closerange(fd_low, fd_high)
    /// Close every descriptor from fd_low up to, and without, fd_high, whatever errors there are.
    fn closerange(cx: &mut Context, fd_low: i32, fd_high: i32) {
        blocking(cx, || {
            for fd in fd_low..fd_high {
                // SAFETY: as above.
                unsafe { libc::close(fd) };
            }
        });
    }
    /// read(fd, buffersize) -> string
    fn read(cx: &mut Context, fd: i32, buffersize: i64) -> PyResult<Gc<StrObject>> {
        let Ok(size) = usize::try_from(buffersize) else {
            return Err(os_error(cx, &Error::from_raw_os_error(libc::EINVAL)));
        };
        let mut buffer: Vec<u8> = Vec::new();
        if buffer.try_reserve_exact(size).is_err() {
            return Err(cx.memory_error());
        }
        let place = buffer.as_mut_ptr();
        // SAFETY: there is room for `size` bytes.
        let n = checked(cx, || unsafe { libc::read(fd, place.cast(), size) } as i64)?;
        // SAFETY: the call has written `n` bytes.
        unsafe { buffer.set_len(n as usize) };
        cx.try_new_str(&buffer)
    }
    /// write(fd, string) -> number of bytes written
    fn write(cx: &mut Context, fd: i32, string: ReadBuffer) -> PyResult<i64> {
        let bytes = string.0.get().bytes();
        // SAFETY: the bytes live as long as the str.
        checked(cx, || unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) } as i64)
    }
    /// lseek(fd, pos, how) -> new position
    fn lseek(cx: &mut Context, fd: i32, pos: i64, how: i32) -> PyResult<i64> {
        // SAFETY: numbers only, here and below.
        checked(cx, || unsafe { libc::lseek(fd, pos, how) })
    }
    /// dup(fd) -> another fd for the same file
    fn dup(cx: &mut Context, fd: i32) -> PyResult<i32> {
        // SAFETY: as above.
        opening(cx, || unsafe { libc::dup(fd) }).map_err(|error| os_error(cx, &error))
    }
    /// dup2(old_fd, new_fd)
    fn dup2(cx: &mut Context, old_fd: i32, new_fd: i32) -> PyResult<()> {
        // SAFETY: as above.
        checked(cx, || unsafe { libc::dup2(old_fd, new_fd) }.into()).map(drop)
    }
    /// fsync(fildes)
    fn fsync(cx: &mut Context, fildes: system::Descriptor) -> PyResult<()> {
        // SAFETY: as above.
        checked(cx, || unsafe { libc::fsync(fildes.0) }.into()).map(drop)
    }
    /// fdatasync(fildes)
    fn fdatasync(cx: &mut Context, fildes: system::Descriptor) -> PyResult<()> {
        // SAFETY: as above.
        checked(cx, || unsafe { libc::fdatasync(fildes.0) }.into()).map(drop)
    }
    /// fchdir(fildes)
    fn fchdir(cx: &mut Context, fildes: system::Descriptor) -> PyResult<()> {
        // SAFETY: as above.
        checked(cx, || unsafe { libc::fchdir(fildes.0) }.into()).map(drop)
    }
    /// fchmod(fd, mode)
    fn fchmod(cx: &mut Context, fd: i32, mode: i32) -> PyResult<()> {
        // SAFETY: as above.
        checked(cx, || unsafe { libc::fchmod(fd, mode as libc::mode_t) }.into()).map(drop)
    }
    /// fchown(fd, uid, gid)
    fn fchown(cx: &mut Context, fd: i32, uid: Value, gid: Value) -> PyResult<()> {
        let (uid, gid) = (id_arg(cx, uid, "user")?, id_arg(cx, gid, "group")?);
        // SAFETY: as above.
        checked(cx, || unsafe { libc::fchown(fd, uid, gid) }.into()).map(drop)
    }
    /// pipe() -> (read_end, write_end)
    fn pipe(cx: &mut Context) -> PyResult<(i32, i32)> {
        let mut ends = [0; 2];
        let room = ends.as_mut_ptr();
        // SAFETY: room for two descriptors.
        opening(cx, || unsafe { libc::pipe(room) }).map_err(|error| os_error(cx, &error))?;
        Ok((ends[0], ends[1]))
    }
    /// openpty() -> (master_fd, slave_fd)
    fn openpty(cx: &mut Context) -> PyResult<(i32, i32)> {
        let (mut master, mut slave) = (0, 0);
        let (room, second, null) = (&raw mut master, &raw mut slave, std::ptr::null_mut());
        // SAFETY: room for two descriptors; nothing else is asked for.
        let made = opening(cx, || unsafe { libc::openpty(room, second, null, null.cast(), null.cast()) });
        made.map_err(|error| os_error(cx, &error))?;
        Ok((master, slave))
    }
    /// fdopen(fd [, mode='r' [, bufsize]]) -> file object
    fn fdopen(cx: &mut Context, fd: i32, mode: Slot = None, bufsize: i64 = -1) -> PyResult {
        let mode = mode_arg(cx, mode, "fdopen", 2)?;
        if !matches!(mode.first(), Some(b'r' | b'w' | b'a' | b'U')) {
            let shown = String::from_utf8_lossy(mode).into_owned();
            if mode.is_empty() {
                raise!(cx, ValueError, "empty mode string");
            }
            raise!(cx, ValueError, "mode string must begin with one of 'r', 'w', 'a' or 'U', not '{shown}'");
        }
        if parse_mode(mode).is_none() {
            let shown = String::from_utf8_lossy(mode).into_owned();
            raise!(cx, ValueError, "universal newline mode can only be used with modes starting with 'r', not '{shown}'");
        }
        // SAFETY: a question about a descriptor.
        let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
        check(cx, flags.into())?;
        let mut stat = std::mem::MaybeUninit::<libc::stat>::zeroed();
        // SAFETY: room for the result, a structure of numbers.
        let stat = unsafe {
            libc::fstat(fd, stat.as_mut_ptr());
            stat.assume_init()
        };
        if stat.st_mode & libc::S_IFMT == libc::S_IFDIR {
            let name = cx.new_str(b"<fdopen>").value();
            return Err(cx.os_error(Exc::IOError, &Error::from_raw_os_error(libc::EISDIR), Some(name)));
        }
        let parsed = parse_mode(mode);
        let (readable, writable) = parsed.map_or((true, true), |mode| (mode.readable, mode.writable));
        let access = flags & libc::O_ACCMODE;
        if access == libc::O_WRONLY && readable || access == libc::O_RDONLY && writable {
            return Err(cx.os_error(Exc::OSError, &Error::from_raw_os_error(libc::EINVAL), None));
        }
        if mode[0] == b'a' {
            // SAFETY: numbers only.
            unsafe { libc::fcntl(fd, libc::F_SETFL, flags | libc::O_APPEND) };
        }
        file_on(cx, fd, "<fdopen>", mode, bufsize)
    }
    /// tmpfile() -> file object
    /// A file without a name that goes away when it is closed.
    fn tmpfile(cx: &mut Context) -> PyResult {
        let mut template = [0; 16];
        let name = &raw mut template;
        let fd = opening(cx, || {
            // SAFETY: room for a C string, written anew each time.
            unsafe {
                *name = *b"/tmp/tmpfXXXXXX\0";
                libc::mkstemp(name.cast())
            }
        });
        let fd = fd.map_err(|error| os_error(cx, &error))?;
        // SAFETY: as above.
        unsafe { libc::unlink(template.as_ptr().cast()) };
        file_on(cx, fd, "<tmpfile>", b"w+b", -1)
    }
    /// ttyname(fd) -> string
    fn ttyname(cx: &mut Context, fd: i32) -> PyResult<Vec<u8>> {
        // SAFETY: the result is a C string until the next call.
        let name = unsafe { libc::ttyname(fd) };
        if name.is_null() {
            return Err(os_error(cx, &Error::last_os_error()));
        }
        // SAFETY: as above.
        Ok(unsafe { CStr::from_ptr(name) }.to_bytes().to_vec())
    }
    /// ctermid() -> name of the controlling terminal
    fn ctermid(cx: &mut Context) -> &'static str {
        let _ = cx;
        "/dev/tty"
    }
    /// tcgetpgrp(fd) -> pgid
    fn tcgetpgrp(cx: &mut Context, fd: i32) -> PyResult<i64> {
        // SAFETY: numbers only, here and below.
        check(cx, unsafe { libc::tcgetpgrp(fd) }.into())
    }
    /// tcsetpgrp(fd, pgid)
    fn tcsetpgrp(cx: &mut Context, fd: i32, pgid: i32) -> PyResult<()> {
        // SAFETY: as above.
        check(cx, unsafe { libc::tcsetpgrp(fd, pgid) }.into()).map(drop)
    }
    /// fpathconf(fd, name) -> integer
    fn fpathconf(cx: &mut Context, fd: i32, name: Value) -> PyResult<i64> {
        let name = configuration(cx, name, names::PATHCONF)?;
        clear_errno();
        // SAFETY: as above.
        limit(cx, unsafe { libc::fpathconf(fd, name) }, None)
    }
    /// pathconf(path, name) -> integer
    fn pathconf(cx: &mut Context, path: Path, name: Value) -> PyResult<i64> {
        let name = configuration(cx, name, names::PATHCONF)?;
        clear_errno();
        // SAFETY: a C string.
        let limit_ = unsafe { libc::pathconf(path.as_ptr(), name) };
        limit(cx, limit_, Some(&path))
    }
    /// sysconf(name) -> integer
    fn sysconf(cx: &mut Context, name: Value) -> PyResult<i64> {
        let name = configuration(cx, name, names::SYSCONF)?;
        clear_errno();
        // SAFETY: numbers only.
        limit(cx, unsafe { libc::sysconf(name) }, None)
    }
    /// confstr(name) -> string
    fn confstr(cx: &mut Context, name: Value) -> PyResult {
        let name = configuration(cx, name, names::CONFSTR)?;
        clear_errno();
        let mut text = vec![0u8; 1024];
        // SAFETY: room for as many bytes as are named.
        let mut n = unsafe { libc::confstr(name, text.as_mut_ptr().cast(), text.len()) };
        if n > text.len() {
            text.resize(n, 0);
            // SAFETY: as above.
            n = unsafe { libc::confstr(name, text.as_mut_ptr().cast(), text.len()) };
        }
        if n == 0 {
            let error = Error::last_os_error();
            return if error.raw_os_error() == Some(0) { Ok(none()) } else { Err(os_error(cx, &error)) };
        }
        Ok(cx.new_str(&text[..n - 1]).value())
    }
    /// major(device) -> major number
    fn major(cx: &mut Context, device: i64) -> PyResult<i64> {
        if device < 0 {
            raise!(cx, OverflowError, "can't convert negative number to unsigned long");
        }
        Ok(libc::major(device as u64).into())
    }
    /// minor(device) -> minor number
    fn minor(cx: &mut Context, device: i64) -> PyResult<i64> {
        if device < 0 {
            raise!(cx, OverflowError, "can't convert negative number to unsigned long");
        }
        Ok(libc::minor(device as u64).into())
    }
    /// makedev(major, minor) -> device number
    fn makedev(cx: &mut Context, major: i32, minor: i32) -> u64 {
        let _ = cx;
        libc::makedev(major as u32, minor as u32)
    }
}

/// -1 is an answer, too, when `errno` says nothing.
fn limit(cx: &mut Context, value: i64, path: Option<&Path>) -> PyResult<i64> {
    let error = Error::last_os_error();
    match (value, error.raw_os_error()) {
        (-1, Some(errno)) if errno != 0 => match path {
            Some(path) => Err(path.error(cx, &error)),
            None => Err(os_error(cx, &error)),
        },
        _ => Ok(value),
    }
}

/// A call on one path, with that path in its error.
fn on_path(cx: &mut Context, path: &Path, call: impl FnOnce(*const libc::c_char) -> i32) -> PyResult<()> {
    cx.write_out_at(path.c.as_bytes());
    let pointer = path.as_ptr();
    let done = blocking(cx, || result(call(pointer).into()));
    path.check(cx, done).map(drop)
}

fn list(cx: &mut Context, path: &Path) -> PyResult {
    let place = std::ffi::OsStr::from_bytes(path.c.as_bytes());
    let names: Result<Vec<_>, Error> = cx.opening(|cx| {
        blocking(cx, || std::fs::read_dir(place)?.map(|entry| entry.map(|entry| entry.file_name())).collect())
    });
    let names = names.map_err(|error| path.error(cx, &error))?;
    let list = cx.new_list();
    for name in names {
        let mut name = cx.new_str(name.as_bytes()).value();
        if path.unicode {
            name = decoded(cx, name)?;
        }
        cx.list_push(list, name)?;
    }
    Ok(list.value())
}

/// A name for a temporary file that does not exist.
fn temporary_name(directory: &[u8], prefix: &[u8]) -> Vec<u8> {
    loop {
        let mut random = [0u8; 6];
        // SAFETY: room for the bytes.
        unsafe { libc::getrandom(random.as_mut_ptr().cast(), random.len(), 0) };
        let letters = random.map(|byte| b"abcdefghijklmnopqrstuvwxyzABCDEF"[usize::from(byte & 31)]);
        let name = [directory, b"/", prefix, &letters].concat();
        if !std::path::Path::new(std::ffi::OsStr::from_bytes(&name)).exists() {
            return name;
        }
    }
}

py_functions! { PATHS:
    /// listdir(path) -> list of strings
    /// The names in a directory, without '.' and '..'; unicode when the path is.
    fn listdir(cx: &mut Context, path: Path) -> PyResult {
        list(cx, &path)
    }
    /// mkdir(path [, mode=0777])
    fn mkdir(cx: &mut Context, path: Path, mode: i32 = 0o777) -> PyResult<()> {
        // SAFETY: a C string, here and below.
        on_path(cx, &path, |path| unsafe { libc::mkdir(path, mode as libc::mode_t) })
    }
    /// rmdir(path)
    fn rmdir(cx: &mut Context, path: Path) -> PyResult<()> {
        // SAFETY: as above.
        on_path(cx, &path, |path| unsafe { libc::rmdir(path) })
    }
    /// remove(path)
    fn remove(cx: &mut Context, path: Path) -> PyResult<()> {
        // SAFETY: as above.
        on_path(cx, &path, |path| unsafe { libc::unlink(path) })
    }
    /// unlink(path)
    fn unlink(cx: &mut Context, path: Path) -> PyResult<()> {
        // SAFETY: as above.
        on_path(cx, &path, |path| unsafe { libc::unlink(path) })
    }
    /// rename(old, new)
    fn rename(cx: &mut Context, old: Path, new: Path) -> PyResult<()> {
        cx.write_out_at(old.c.as_bytes());
        // SAFETY: as above.
        checked(cx, || unsafe { libc::rename(old.as_ptr(), new.as_ptr()) }.into()).map(drop)
    }
    /// link(src, dst)
    fn link(cx: &mut Context, src: Path, dst: Path) -> PyResult<()> {
        // SAFETY: as above.
        checked(cx, || unsafe { libc::link(src.as_ptr(), dst.as_ptr()) }.into()).map(drop)
    }
    /// symlink(src, dst)
    fn symlink(cx: &mut Context, src: Path, dst: Path) -> PyResult<()> {
        // SAFETY: as above.
        checked(cx, || unsafe { libc::symlink(src.as_ptr(), dst.as_ptr()) }.into()).map(drop)
    }
    /// readlink(path) -> path that the link points to
    fn readlink(cx: &mut Context, path: Path) -> PyResult {
        let mut text = vec![0u8; libc::PATH_MAX as usize];
        let (place, room) = (text.as_mut_ptr(), text.len());
        // SAFETY: room for as many bytes as are named.
        let n = blocking(cx, || result(unsafe { libc::readlink(path.as_ptr(), place.cast(), room) } as i64));
        let n = path.check(cx, n)?;
        let text = cx.new_str(&text[..n as usize]).value();
        if path.unicode { decoded(cx, text) } else { Ok(text) }
    }
    /// chmod(path, mode)
    fn chmod(cx: &mut Context, path: Path, mode: i32) -> PyResult<()> {
        // SAFETY: as above.
        on_path(cx, &path, |path| unsafe { libc::chmod(path, mode as libc::mode_t) })
    }
    /// chown(path, uid, gid)
    fn chown(cx: &mut Context, path: Path, uid: Value, gid: Value) -> PyResult<()> {
        let (uid, gid) = (id_arg(cx, uid, "user")?, id_arg(cx, gid, "group")?);
        // SAFETY: as above.
        on_path(cx, &path, |path| unsafe { libc::chown(path, uid, gid) })
    }
    /// lchown(path, uid, gid)
    fn lchown(cx: &mut Context, path: Path, uid: Value, gid: Value) -> PyResult<()> {
        let (uid, gid) = (id_arg(cx, uid, "user")?, id_arg(cx, gid, "group")?);
        // SAFETY: as above.
        on_path(cx, &path, |path| unsafe { libc::lchown(path, uid, gid) })
    }
    /// lchmod(path, mode)
    fn lchmod(cx: &mut Context, path: Path, mode: i32) -> PyResult<()> {
        // SAFETY: as above.
        on_path(cx, &path, |path| unsafe { libc::fchmodat(libc::AT_FDCWD, path, mode as libc::mode_t, libc::AT_SYMLINK_NOFOLLOW) })
    }
    /// chroot(path)
    fn chroot(cx: &mut Context, path: Path) -> PyResult<()> {
        // SAFETY: as above.
        on_path(cx, &path, |path| unsafe { libc::chroot(path) })
    }
    /// chdir(path)
    fn chdir(cx: &mut Context, path: Path) -> PyResult<()> {
        // SAFETY: as above.
        on_path(cx, &path, |path| unsafe { libc::chdir(path) })
    }
    /// getcwd() -> path
    fn getcwd(cx: &mut Context) -> PyResult {
        let place = blocking(cx, std::env::current_dir);
        match place {
            Ok(place) => Ok(cx.new_str(place.as_os_str().as_bytes()).value()),
            Err(error) => Err(os_error(cx, &error)),
        }
    }
    /// getcwdu() -> path as unicode
    fn getcwdu(cx: &mut Context) -> PyResult {
        let place = std::env::current_dir();
        match place {
            Ok(place) => {
                let place = cx.new_str(place.as_os_str().as_bytes()).value();
                let encoding = cx.intern(b"utf-8").value();
                cx.call_method(place, "decode", &[encoding])
            }
            Err(error) => Err(os_error(cx, &error)),
        }
    }
    /// utime(path, (atime, mtime))
    /// utime(path, None)
    /// Set a file's times; to the current time with None.
    fn utime(cx: &mut Context, path: Path, times: Value) -> PyResult<()> {
        if times.is_none() {
            // SAFETY: as above; null means now.
            return on_path(cx, &path, |path| unsafe { libc::utimes(path, std::ptr::null()) });
        }
        let pair = match times.downcast::<TupleObject>() {
            Some(pair) if pair.len() == 2 => pair,
            _ => raise!(cx, TypeError, "utime() arg 2 must be a tuple (atime, mtime)"),
        };
        let times = [time_of(cx, pair.items()[0])?, time_of(cx, pair.items()[1])?];
        // SAFETY: a C string and two times.
        on_path(cx, &path, |path| unsafe { libc::utimes(path, times.as_ptr()) })
    }
    /// mkfifo(path [, mode=0666])
    fn mkfifo(cx: &mut Context, path: Path, mode: i32 = 0o666) -> PyResult<()> {
        // SAFETY: a C string.
        checked(cx, || unsafe { libc::mkfifo(path.as_ptr(), mode as libc::mode_t) }.into()).map(drop)
    }
    /// mknod(filename [, mode=0600, device])
    fn mknod(cx: &mut Context, filename: Path, mode: i32 = 0o600, device: i64 = 0) -> PyResult<()> {
        // SAFETY: a C string.
        checked(cx, || unsafe { libc::mknod(filename.as_ptr(), mode as libc::mode_t, device as libc::dev_t) }.into()).map(drop)
    }
    /// umask(new_mask) -> old_mask
    fn umask(cx: &mut Context, new_mask: i32) -> PyResult<i64> {
        // SAFETY: a number.
        check(cx, i64::from(unsafe { libc::umask(new_mask as libc::mode_t) }))
    }
    /// tempnam([dir[, prefix]]) -> string
    /// A name that a temporary file can have.
    fn tempnam(cx: &mut Context, dir: Value = none(), prefix: Value = none()) -> PyResult<Vec<u8>> {
        let mut texts = [None; 2];
        for (at, value) in [dir, prefix].into_iter().enumerate() {
            texts[at] = match value.downcast::<StrObject>() {
                Some(text) => Some(text),
                None if value.is_none() => None,
                None => {
                    let given = cx.type_name(value);
                    raise!(cx, TypeError, "tempnam() argument {} must be string or None, not {given}", at + 1);
                }
            };
        }
        cx.warn(Exc::RuntimeWarning, "tempnam is a potential security risk to your program")?;
        let usable = |dir: &[u8]| CString::new(dir).is_ok_and(|dir| {
            // SAFETY: a C string.
            unsafe { libc::access(dir.as_ptr(), libc::W_OK | libc::X_OK) == 0 }
        });
        let environment = std::env::var_os("TMPDIR").map(|dir| dir.as_bytes().to_vec()).filter(|dir| usable(dir));
        let dir = match (environment, texts[0]) {
            (Some(dir), _) => dir,
            (None, Some(dir)) if usable(dir.bytes()) => dir.bytes().to_vec(),
            _ => b"/tmp".to_vec(),
        };
        let prefix = texts[1].map_or(&b"file"[..], |prefix| prefix.get().bytes());
        Ok(temporary_name(&dir, &prefix[..prefix.len().min(5)]))
    }
    /// tmpnam() -> string
    /// A name that a temporary file can have.
    fn tmpnam(cx: &mut Context) -> PyResult<Vec<u8>> {
        cx.warn(Exc::RuntimeWarning, "tmpnam is a potential security risk to your program")?;
        Ok(temporary_name(b"/tmp", b"file"))
    }
    /// strerror(code) -> string
    fn strerror(cx: &mut Context, code: i32) -> String {
        let _ = cx;
        object_model::types::file::strerror(code)
    }
    /// urandom(n) -> str
    /// Random bytes fit for cryptography.
    fn urandom(cx: &mut Context, n: i64) -> PyResult<Gc<StrObject>> {
        let Ok(n) = usize::try_from(n) else { raise!(cx, ValueError, "negative argument not allowed") };
        let mut failed = None;
        let text = cx.build_str(n, |mut rest| {
            while !rest.is_empty() {
                // SAFETY: room for as many bytes as are named.
                let got = unsafe { libc::getrandom(rest.as_mut_ptr().cast(), rest.len(), 0) };
                match usize::try_from(got) {
                    Ok(got) => rest = &mut rest[got..],
                    Err(_) => {
                        let error = Error::last_os_error();
                        if error.raw_os_error() != Some(libc::EINTR) {
                            failed = Some(error);
                            break;
                        }
                    }
                }
            }
        })?;
        match failed {
            Some(error) => Err(os_error(cx, &error)),
            None => Ok(text),
        }
    }
}
