//! Methods and attributes of `file`.

use super::{Buffering, FileObject, OpenMode, encode_for, or_none, parse_mode, path_arg};
use crate::context::Context;
use crate::declare::GetSet;
use crate::error::{PyResult, Raised};
use crate::exceptions::Exc;
use crate::handle::Gc;
use crate::strings::StrObject;
use crate::typeobject::TypeObject;
use crate::value::{Slot, Value};
use crate::{kind, none, py_bool, py_methods, raise};
use std::io::Error;

fn file(this: Value) -> Gc<FileObject> {
    match this.downcast() {
        Some(file) => file,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

pub static GETSET: &[GetSet] = &[
    GetSet { name: "name", doc: "file name", get: |_, this| Ok(or_none(file(this).name)), set: None },
    GetSet {
        name: "mode",
        doc: "file mode ('r', 'U', 'w', 'a', possibly with 'b' or '+' added)",
        get: |_, this| Ok(or_none(file(this).mode)),
        set: None,
    },
    GetSet { name: "encoding", doc: "file encoding", get: |_, this| Ok(or_none(file(this).encoding)), set: None },
    GetSet { name: "errors", doc: "Unicode error handler", get: |_, this| Ok(or_none(file(this).errors)), set: None },
    GetSet {
        name: "closed",
        doc: "True if the file is closed",
        get: |_, this| Ok(py_bool(file(this).is_closed())),
        set: None,
    },
    GetSet { name: "newlines", doc: "end-of-line convention used in this file", get: newlines, set: None },
    GetSet {
        name: "softspace",
        doc: "flag indicating that a space needs to be printed; used by print",
        get: |cx, this| Ok(cx.new_int(file(this).softspace)),
        set: Some(set_softspace),
    },
];

fn set_softspace(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let Some(value) = value else { raise!(cx, TypeError, "can't delete softspace attribute") };
    file(this).softspace = cx.int_arg(value)?;
    Ok(())
}

fn newlines(cx: &mut Context, this: Value) -> PyResult {
    let mut seen = Vec::new();
    for (bit, text) in [(1, "\r"), (2, "\n"), (4, "\r\n")] {
        if file(this).newlines & bit != 0 {
            seen.push(cx.intern(text.as_bytes()).value());
        }
    }
    Ok(match seen[..] {
        [] => none(),
        [only] => only,
        _ => cx.new_tuple(&seen).value(),
    })
}

fn io_error(cx: &mut Context, error: &Error) -> Raised {
    cx.os_error(Exc::IOError, error, None)
}

fn check_readable(cx: &mut Context, this: Gc<FileObject>) -> PyResult<()> {
    this.stream(cx)?;
    if !this.readable {
        raise!(cx, IOError, "File not open for reading");
    }
    Ok(())
}

fn check_writable(cx: &mut Context, this: Gc<FileObject>) -> PyResult<()> {
    this.stream(cx)?;
    if !this.writable {
        raise!(cx, IOError, "File not open for writing");
    }
    Ok(())
}

/// Reads more ahead; a signal's handler may raise.
fn fill(cx: &mut Context, this: Gc<FileObject>, want: usize) -> PyResult<bool> {
    loop {
        let stream = this.stream(cx)?;
        let released = cx.hooks.release_gil;
        let prepared = stream.before_read(want);
        let result = match prepared {
            Err(error) => Err(error),
            Ok(n) => {
                // Other threads may use the stream meanwhile, though not close it: the bytes come to a place of our own.
                let (fd, mut bytes) = (stream.fd, vec![0; n]);
                stream.users += 1;
                let token = released(cx);
                let result = super::stream::read(fd, &mut bytes);
                (cx.hooks.take_gil)(cx, token);
                stream.users -= 1;
                stream.after_read(&bytes, result)
            }
        };
        match result {
            Ok(more) => return Ok(more),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {
                let serve = cx.hooks.serve;
                serve(cx)?;
            }
            Err(error) => return Err(io_error(cx, &error)),
        }
    }
}

/// Translates \r and \r\n to \n where the mode asks for it, moving at most all of `from`.
fn translate(this: &mut Gc<FileObject>, from: &[u8], into: &mut Vec<u8>) {
    if !this.universal {
        into.extend_from_slice(from);
        return;
    }
    for &byte in from {
        if this.skip_lf {
            this.skip_lf = false;
            if byte == b'\n' {
                this.newlines |= 4;
                continue;
            }
            this.newlines |= 1;
        }
        match byte {
            b'\r' => {
                this.skip_lf = true;
                into.push(b'\n');
            }
            b'\n' => {
                this.newlines |= 2;
                into.push(b'\n');
            }
            _ => into.push(byte),
        }
    }
}

/// Memory that may be written; TypeError.
fn writable(cx: &mut Context, buffer: Value) -> PyResult<crate::protocols::buffer::Memory> {
    if buffer.is_kind(kind::UNICODE) {
        raise!(cx, TypeError, "cannot use unicode as modifiable buffer");
    }
    match cx.memory_of(buffer)? {
        Some(memory) if memory.is_writable() => Ok(memory),
        _ => {
            let given = cx.type_name(buffer);
            raise!(cx, TypeError, "argument 1 must be read-write buffer, not {given}")
        }
    }
}

/// At most `limit` bytes, all there is when `None`.
fn read_bytes(cx: &mut Context, mut this: Gc<FileObject>, limit: Option<usize>) -> PyResult<Vec<u8>> {
    let mut out = Vec::new();
    while limit.is_none_or(|limit| out.len() < limit) {
        let ahead = this.stream(cx)?.ahead();
        if ahead.is_empty() {
            let want = limit.map_or(1 << 16, |limit| limit - out.len());
            if !fill(cx, this, want)? {
                break;
            }
            continue;
        }
        let n = limit.map_or(ahead.len(), |limit| ahead.len().min(limit - out.len()));
        let chunk = &ahead[..n];
        if out.try_reserve(n).is_err() {
            return Err(cx.memory_error());
        }
        translate(&mut this, chunk, &mut out);
        this.stream(cx)?.take(n);
    }
    finish_newline(cx, this)?;
    Ok(out)
}

/// A \r at the very end of the file ends a line by itself.
fn finish_newline(cx: &mut Context, mut this: Gc<FileObject>) -> PyResult<()> {
    if this.skip_lf && this.stream(cx)?.eof {
        this.newlines |= 1;
        this.skip_lf = false;
    }
    Ok(())
}

/// One line with its end, at most `limit` bytes; empty at the end of the file.
fn read_line(cx: &mut Context, mut this: Gc<FileObject>, limit: Option<usize>) -> PyResult<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let ahead = this.stream(cx)?.ahead();
        if ahead.is_empty() {
            if !fill(cx, this, 0)? {
                break;
            }
            continue;
        }
        let room = limit.map_or(usize::MAX, |limit| limit - out.len());
        if this.universal {
            // Byte by byte up to the line's end, which may be \r.
            let mut n = 0;
            let mut ended = false;
            while n < ahead.len() && out.len() < limit.unwrap_or(usize::MAX) && !ended {
                let before = out.len();
                translate(&mut this, &ahead[n..=n], &mut out);
                n += 1;
                ended = out.len() > before && out.last() == Some(&b'\n');
            }
            this.stream(cx)?.take(n);
            if ended || limit.is_some_and(|limit| out.len() >= limit) {
                break;
            }
            continue;
        }
        let scan = &ahead[..ahead.len().min(room)];
        let (n, ended) = match memchr::memchr(b'\n', scan) {
            Some(at) => (at + 1, true),
            None => (scan.len(), false),
        };
        out.extend_from_slice(&scan[..n]);
        this.stream(cx)?.take(n);
        if ended || limit.is_some_and(|limit| out.len() >= limit) {
            break;
        }
    }
    finish_newline(cx, this)?;
    Ok(out)
}

/// The next line for iteration; `None` at the end.
pub fn next_line(cx: &mut Context, this: Value) -> PyResult<Option<Value>> {
    let this = file(this);
    check_readable(cx, this)?;
    let line = read_line(cx, this, None)?;
    if line.is_empty() { Ok(None) } else { Ok(Some(cx.try_new_str(&line)?.value())) }
}

fn write_bytes(cx: &mut Context, mut this: Gc<FileObject>, bytes: &[u8]) -> PyResult<()> {
    check_writable(cx, this)?;
    this.softspace = 0;
    match this.stream(cx)?.write(bytes) {
        Ok(()) => Ok(()),
        Err(error) => Err(io_error(cx, &error)),
    }
}

/// Writes what `print` does. It learns that a file is for reading from the system; that a blank or a newline could not be
/// written, it does not ask.
pub fn print_bytes(cx: &mut Context, this: Gc<FileObject>, bytes: &[u8], blank: bool) -> PyResult<()> {
    let stream = this.stream(cx)?;
    let written = if this.writable { stream.write(bytes) } else { Err(Error::from_raw_os_error(libc::EBADF)) };
    match written {
        Err(error) if !blank => Err(io_error(cx, &error)),
        _ => Ok(()),
    }
}

fn open(cx: &mut Context, mut this: Gc<FileObject>, name: Value, mode: Value, buffering: i64) -> PyResult<()> {
    let Some(mode_text) = mode.downcast::<StrObject>() else {
        let given = cx.type_name(mode);
        raise!(cx, TypeError, "file() argument 2 must be string, not {given}");
    };
    let path = path_arg(cx, name)?;
    let mode_bytes = mode_text.get().bytes();
    if mode_bytes.is_empty() {
        raise!(cx, ValueError, "empty mode string");
    }
    let Some(parsed) = parse_mode(mode_bytes) else {
        let repr = cx.repr(mode)?.lossy();
        if mode_bytes.contains(&b'U') {
            raise!(cx, ValueError, "universal newline mode can only be used with modes starting with 'r'");
        }
        raise!(cx, ValueError, "mode string must begin with one of 'r', 'w', 'a' or 'U', not {repr}");
    };
    let fd = match open_path(path.get().bytes(), parsed) {
        Ok(fd) => fd,
        Err(error) if matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE)) => {
            // D5: files may be waiting for the collector to close them.
            cx.heap.collect();
            match open_path(path.get().bytes(), parsed) {
                Ok(fd) => fd,
                Err(error) => return Err(cx.os_error(Exc::IOError, &error, Some(name))),
            }
        }
        Err(error) => return Err(cx.os_error(Exc::IOError, &error, Some(name))),
    };
    let buffering = match buffering {
        0 => Buffering::None,
        1 => Buffering::Line,
        n if n > 1 => Buffering::Full(n as usize),
        _ => Buffering::Full(8192),
    };
    if !this.is_closed() {
        close(cx, this)?;
    }
    cx.init_file(this, fd, name, mode_bytes, buffering);
    this.softspace = 0;
    if parsed.append {
        // The position is the end, as stdio has it.
        let _ = this.stream(cx)?.seek(0, libc::SEEK_END);
    }
    Ok(())
}

#[allow(unsafe_code)] // opens a path
fn open_path(path: &[u8], mode: OpenMode) -> Result<i32, Error> {
    let path = std::ffi::CString::new(path).map_err(|_| Error::from_raw_os_error(libc::EINVAL))?;
    // SAFETY: a NUL-terminated path; descriptors that turn out to be directories are closed again.
    unsafe {
        let fd = libc::open(path.as_ptr(), mode.flags, 0o666);
        if fd < 0 {
            return Err(Error::last_os_error());
        }
        let mut stat = std::mem::zeroed::<libc::stat>();
        if libc::fstat(fd, &mut stat) == 0 && stat.st_mode & libc::S_IFMT == libc::S_IFDIR {
            libc::close(fd);
            return Err(Error::from_raw_os_error(libc::EISDIR));
        }
        Ok(fd)
    }
}

#[allow(unsafe_code)] // frees the stream
fn close(cx: &mut Context, mut this: Gc<FileObject>) -> PyResult {
    if this.is_closed() {
        return Ok(none());
    }
    if this.stream(cx)?.users > 0 {
        raise!(cx, IOError, "close() called during concurrent operation on the same file object.");
    }
    let stream = std::mem::replace(&mut this.stream, std::ptr::null_mut());
    // SAFETY: the file owned it and has just let go of it.
    let mut stream = unsafe { Box::from_raw(stream) };
    match stream.close() {
        Ok(None | Some(0)) => Ok(none()),
        Ok(Some(status)) => Ok(cx.new_int(status.into())),
        Err(error) => Err(io_error(cx, &error)),
    }
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = args;
        let this = cx.allocate_for::<FileObject>(class, 0)?;
        cx.heap.register_native_drop(this.header());
        Ok(this.value())
    }
    /// x.__init__(...) initializes x
    @kw fn __init__(cx: &mut Context, this: Value, name: Value, mode: Slot = None, buffering: i64 = -1) -> PyResult<()> {
        let mode = mode.unwrap_or_else(|| cx.intern(b"r").value());
        open(cx, file(this), name, mode, buffering)
    }
    /// read([size]) -> read at most size bytes, returned as a string
    fn read(cx: &mut Context, this: Value, size: Value = Value::small(-1)) -> PyResult<Vec<u8>> {
        let this = file(this);
        check_readable(cx, this)?;
        let size = if size.is_none() { -1 } else { cx.int_arg(size)? };
        read_bytes(cx, this, usize::try_from(size).ok())
    }
    /// readline([size]) -> next line from the file, as a string
    fn readline(cx: &mut Context, this: Value, size: i64 = -1) -> PyResult<Vec<u8>> {
        let this = file(this);
        check_readable(cx, this)?;
        read_line(cx, this, usize::try_from(size).ok())
    }
    /// readlines([size]) -> list of strings, each a line from the file
    fn readlines(cx: &mut Context, this: Value, size: i64 = 0) -> PyResult {
        let this = file(this);
        check_readable(cx, this)?;
        let list = cx.new_list();
        let mut total = 0;
        loop {
            let line = read_line(cx, this, None)?;
            if line.is_empty() {
                break;
            }
            total += line.len();
            let line = cx.try_new_str(&line)?.value();
            cx.list_push(list, line)?;
            if size > 0 && total as i64 >= size {
                break;
            }
        }
        Ok(list.value())
    }
    /// xreadlines() -> returns self; kept for backward compatibility
    fn xreadlines(cx: &mut Context, this: Value) -> PyResult {
        file(this).stream(cx)?;
        Ok(this)
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Value) -> PyResult {
        file(this).stream(cx)?;
        Ok(this)
    }
    /// the next line, or raise StopIteration
    fn next(cx: &mut Context, this: Value) -> PyResult {
        match next_line(cx, this)? {
            Some(line) => Ok(line),
            None => Err(cx.stop_iteration()),
        }
    }
    /// readinto(buffer) -> number of bytes read into a writable buffer; not for general use
    fn readinto(cx: &mut Context, this: Value, buffer: Value) -> PyResult<usize> {
        let this = file(this);
        check_readable(cx, this)?;
        let room = writable(cx, buffer)?.get().len();
        let bytes = read_bytes(cx, this, Some(room))?;
        // Another thread may have changed its size meanwhile.
        let memory = writable(cx, buffer)?;
        let Some(room) = memory.get_mut() else { return Ok(0) };
        let n = bytes.len().min(room.len());
        room[..n].copy_from_slice(&bytes[..n]);
        Ok(n)
    }
    /// write(str) -> None; write string to file
    fn write(cx: &mut Context, this: Value, text: Value) -> PyResult<()> {
        let target = file(this);
        check_writable(cx, target)?;
        if let Some(text) = text.downcast::<StrObject>() {
            return write_bytes(cx, target, text.get().bytes());
        }
        if text.is_kind(kind::UNICODE) {
            let encoded = encode_for(cx, this, text)?;
            let Some(encoded) = encoded.downcast::<StrObject>() else { raise!(cx, TypeError, "encoder did not return a string") };
            return write_bytes(cx, target, encoded.get().bytes());
        }
        let binary = target.mode.and_then(|mode| mode.downcast::<StrObject>()).is_some_and(|mode| mode.bytes().contains(&b'b'));
        if !binary {
            let memory = cx.char_buffer(text)?;
            return write_bytes(cx, target, memory.get());
        }
        let memory = match cx.memory_of(text)? {
            Some(memory) => Some(memory),
            None => cx.new_buffer(text)?,
        };
        match memory {
            Some(memory) => write_bytes(cx, target, memory.get()),
            None => {
                let given = cx.type_name(text);
                raise!(cx, TypeError, "argument 1 must be string or buffer, not {given}")
            }
        }
    }
    /// writelines(sequence_of_strings) -> None; write the strings to the file
    fn writelines(cx: &mut Context, this: Value, lines: Value) -> PyResult<()> {
        check_writable(cx, file(this))?;
        cx.for_each(lines, |cx, line| {
            if !matches!(line.kind(), kind::STR | kind::UNICODE | kind::BUFFER | kind::BYTEARRAY) {
                raise!(cx, TypeError, "writelines() argument must be a sequence of strings");
            }
            if let Some(line) = line.downcast::<StrObject>() {
                return write_bytes(cx, file(this), line.get().bytes());
            }
            cx.call_method(this, "write", &[line]).map(drop)
        })
    }
    /// flush() -> None; flush the internal I/O buffer
    fn flush(cx: &mut Context, this: Value) -> PyResult<()> {
        match file(this).stream(cx)?.flush() {
            Ok(()) => Ok(()),
            Err(error) => Err(io_error(cx, &error)),
        }
    }
    /// close() -> None or (perhaps) an integer; close the file
    fn close_method as "close" (cx: &mut Context, this: Value) -> PyResult {
        close(cx, file(this))
    }
    /// fileno() -> integer "file descriptor"
    fn fileno(cx: &mut Context, this: Value) -> PyResult<i32> {
        Ok(file(this).stream(cx)?.fd)
    }
    /// isatty() -> true or false; true if the file is connected to a terminal
    fn isatty(cx: &mut Context, this: Value) -> PyResult<bool> {
        Ok(file(this).stream(cx)?.is_tty())
    }
    /// seek(offset[, whence]) -> None; move to a new position
    fn seek(cx: &mut Context, this: Value, offset: Value, whence: i32 = 0) -> PyResult<()> {
        if offset.is_kind(kind::FLOAT) {
            cx.warn(Exc::DeprecationWarning, "integer argument expected, got float")?;
        }
        let offset = if offset.is_kind(kind::FLOAT) { cx.float_arg(offset)? as i64 } else { cx.int_arg(offset)? };
        let mut target = file(this);
        target.skip_lf = false;
        match target.stream(cx)?.seek(offset, whence) {
            Ok(()) => Ok(()),
            Err(error) => Err(io_error(cx, &error)),
        }
    }
    /// tell() -> current file position, an integer
    fn tell(cx: &mut Context, this: Value) -> PyResult<i64> {
        let mut target = file(this);
        if target.skip_lf {
            // The \r just read may be the first half of a line's end.
            if target.stream(cx)?.ahead().is_empty() {
                fill(cx, target, 0)?;
            }
            let stream = target.stream(cx)?;
            if stream.ahead().first() == Some(&b'\n') {
                stream.take(1);
                target.newlines |= 4;
                target.skip_lf = false;
            }
        }
        match target.stream(cx)?.tell() {
            Ok(at) => Ok(at),
            Err(error) => Err(io_error(cx, &error)),
        }
    }
    /// truncate([size]) -> None; truncate the file to at most size bytes
    fn truncate(cx: &mut Context, this: Value, size: Value = none()) -> PyResult<()> {
        let target = file(this);
        check_writable(cx, target)?;
        let size = if size.is_none() {
            match target.stream(cx)?.tell() {
                Ok(at) => at,
                Err(error) => return Err(io_error(cx, &error)),
            }
        } else {
            cx.int_arg(size)?
        };
        match target.stream(cx)?.truncate(size) {
            Ok(()) => Ok(()),
            Err(error) => Err(io_error(cx, &error)),
        }
    }
    /// __enter__() -> self
    fn __enter__(cx: &mut Context, this: Value) -> PyResult {
        file(this).stream(cx)?;
        Ok(this)
    }
    /// __exit__(*excinfo) -> None; closes the file
    @raw fn __exit__(cx: &mut Context, args: &Args) -> PyResult<()> {
        match args.positional.first() {
            Some(&this) => cx.call_method(this, "close", &[]).map(drop),
            None => raise!(cx, TypeError, "descriptor '__exit__' of 'file' object needs an argument"),
        }
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> PyResult<String> {
        let target = file(this);
        let state = if target.is_closed() { "closed" } else { "open" };
        let name = match target.name {
            Some(name) if name.is_kind(kind::UNICODE) => cx.repr(name)?.lossy(),
            Some(name) => match name.downcast::<StrObject>() {
                Some(text) if text.bytes().starts_with(b"<") => format!("'{}'", text.lossy()),
                _ => cx.repr(name)?.lossy(),
            },
            None => "'<uninitialized file>'".to_string(),
        };
        let mode = target.mode.and_then(|mode| mode.downcast::<StrObject>()).map_or_else(String::new, |mode| mode.lossy());
        Ok(format!("<{state} file {name}, mode '{mode}' at {:#x}>", this.bits()))
    }
}
