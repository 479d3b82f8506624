//! Methods and attributes of `file`.

use super::transfer::{check_mixing, close, fill, flush_out, next_line, raised, read_bytes, read_line, write_bytes};
use super::{Buffering, FileObject, OpenMode, encode_for, or_none, parse_mode, path_arg};
use crate::context::Context;
use crate::declare::GetSet;
use crate::error::{PyResult, Raised};
use crate::exceptions::Exc;
use crate::handle::Gc;
use crate::protocols::buffer::given_name;
use crate::strings::StrObject;
use crate::typeobject::TypeObject;
use crate::types::function::readonly;
use crate::value::{Slot, Value};
use crate::{Arg, Args, FromArg, kind, none, py_bool, py_methods, raise};
use std::io::Error;

fn file(this: Value) -> Gc<FileObject> {
    match this.downcast() {
        Some(file) => file,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

pub static GETSET: &[GetSet] = &[
    GetSet { name: "name", doc: "file name", get: |_, this| Ok(or_none(file(this).name)), set: Some(readonly) },
    GetSet {
        name: "mode",
        doc: "file mode ('r', 'U', 'w', 'a', possibly with 'b' or '+' added)",
        get: |_, this| Ok(or_none(file(this).mode)),
        set: Some(readonly),
    },
    GetSet { name: "encoding", doc: "file encoding", get: |_, this| Ok(or_none(file(this).encoding)), set: Some(readonly) },
    GetSet {
        name: "errors",
        doc: "Unicode error handler",
        get: |_, this| Ok(or_none(file(this).errors)),
        set: Some(readonly),
    },
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
        get: |cx, this| {
            cx.warn_py3k("file.softspace not supported in 3.x")?;
            Ok(cx.new_int(file(this).softspace))
        },
        set: Some(set_softspace),
    },
];

fn set_softspace(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let Some(value) = value else { raise!(cx, TypeError, "can't delete softspace attribute") };
    cx.warn_py3k("file.softspace not supported in 3.x")?;
    file(this).softspace = cx.int_arg(value)?;
    Ok(())
}

fn newlines(cx: &mut Context, this: Value) -> PyResult {
    let mut seen = Vec::new();
    for (bit, text) in [(1, "\r"), (2, "\n"), (4, "\r\n")] {
        if file(this).newlines & bit != 0 {
            seen.push(text);
        }
    }
    Ok(match seen[..] {
        [] => none(),
        [only] => cx.intern(only.as_bytes()).value(),
        _ => cx.tuple_of_names(&seen).value(),
    })
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

fn one_argument(cx: &mut Context, args: &Args) -> Raised {
    let given = args.rest().positional.len();
    cx.error_text(Exc::TypeError, &format!("function takes exactly 1 argument ({given} given)"))
}

fn write_out(cx: &mut Context, this: Gc<FileObject>) -> PyResult<()> {
    let flushed = flush_out(cx, this)?;
    raised(cx, flushed)
}

fn position(cx: &mut Context, this: Gc<FileObject>) -> PyResult<i64> {
    if this.stream(cx)?.append {
        write_out(cx, this)?;
    }
    let at = this.stream(cx)?.tell();
    raised(cx, at)
}

/// An offset; floats are cut, with a warning.
fn offset_arg(cx: &mut Context, offset: Value) -> PyResult<i64> {
    if offset.is_kind(kind::FLOAT) {
        cx.warn(Exc::DeprecationWarning, "integer argument expected, got float")?;
        return Ok(cx.float_arg(offset)? as i64);
    }
    cx.int_arg(offset)
}

/// The next line for iteration; `None` at the end.
pub fn next_of(cx: &mut Context, this: Value) -> PyResult<Option<Value>> {
    let this = file(this);
    check_readable(cx, this)?;
    next_line(cx, this)
}

/// Is the mode binary?
fn is_binary(this: Gc<FileObject>) -> bool {
    this.mode.and_then(|mode| mode.downcast::<StrObject>()).is_some_and(|mode| mode.bytes().contains(&b'b'))
}

/// Writes what `write` takes: text, and in binary modes whatever has bytes.
fn write_value(cx: &mut Context, this: Gc<FileObject>, text: Value) -> PyResult<()> {
    if let Some(text) = text.downcast::<StrObject>() {
        return write_bytes(cx, this, text.get().bytes(), true);
    }
    if text.is_kind(kind::UNICODE) {
        let encoded = if is_binary(this) { cx.encode_default(text)?.value() } else { encode_for(cx, this.value(), text)? };
        let Some(encoded) = encoded.downcast::<StrObject>() else {
            raise!(cx, TypeError, "encoder did not return a string")
        };
        return write_bytes(cx, this, encoded.get().bytes(), true);
    }
    if !is_binary(this) {
        let memory = cx.char_buffer(text)?;
        return write_bytes(cx, this, memory.get(), false);
    }
    let memory = match cx.memory_of(text)? {
        Some(memory) => Some(memory),
        None => cx.new_buffer(text)?,
    };
    match memory {
        Some(memory) => write_bytes(cx, this, memory.get(), false),
        None => {
            let given = given_name(cx, text);
            raise!(cx, TypeError, "argument 1 must be string or buffer, not {given}")
        }
    }
}

/// How many bytes, negative for all; TypeError, OverflowError, MemoryError.
fn size_arg(cx: &mut Context, size: Value) -> PyResult<Option<usize>> {
    let size = cx.int_arg(size)?;
    if size > i64::MAX - 37 {
        raise!(cx, OverflowError, "string is too large");
    }
    let size = usize::try_from(size).ok();
    if let Some(size) = size
        && size > 1 << 20
        && Vec::<u8>::new().try_reserve_exact(size).is_err()
    {
        return Err(cx.memory_error());
    }
    Ok(size)
}

fn open(cx: &mut Context, mut this: Gc<FileObject>, name: Value, mode: Value, buffering: i32) -> PyResult<()> {
    let mode_text = match mode.downcast::<StrObject>() {
        Some(text) => text,
        None if mode.is_kind(kind::UNICODE) => cx.encode_default(mode)?,
        None => {
            let given = given_name(cx, mode);
            raise!(cx, TypeError, "file() argument 2 must be string, not {given}");
        }
    };
    let mode = mode_text.value();
    if mode_text.get().bytes().contains(&0) {
        raise!(cx, TypeError, "file() argument 2 must be string without null bytes, not str");
    }
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
    cx.write_out_at(path.get().bytes());
    let fd = match cx.opening(|_| open_path(path.get().bytes(), parsed)) {
        Ok(fd) => fd,
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
    if parsed.append && !parsed.readable {
        // The position is the end, as stdio has it; `a+` begins to read at the start.
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

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = args;
        let mut this = cx.allocate_for::<FileObject>(class, 0)?;
        cx.heap.register_native_drop(this.header());
        let nothing = cx.intern(b"<uninitialized file>").value();
        (this.name, this.mode) = (Some(nothing), Some(nothing));
        cx.barrier(this);
        Ok(this.value())
    }
    /// x.__init__(...) initializes x
    @kw fn __init__(cx: &mut Context, this: Value, name: Value, mode: Slot = None, buffering: i32 = -1) -> PyResult<()> {
        let mode = mode.unwrap_or_else(|| cx.intern(b"r").value());
        open(cx, file(this), name, mode, buffering)
    }
    /// read([size]) -> read at most size bytes, returned as a string
    fn read(cx: &mut Context, this: Value, size: Value = Value::small(-1)) -> PyResult<Vec<u8>> {
        let this = file(this);
        check_readable(cx, this)?;
        check_mixing(cx, this)?;
        let size = size_arg(cx, size)?;
        read_bytes(cx, this, size, false)
    }
    /// readline([size]) -> next line from the file, as a string
    fn readline(cx: &mut Context, this: Value, size: Value = Value::small(-1)) -> PyResult<Vec<u8>> {
        let this = file(this);
        check_readable(cx, this)?;
        check_mixing(cx, this)?;
        let size = <i32 as FromArg>::from_arg(cx, size, Arg { function: "readline", index: 1 })?;
        read_line(cx, this, usize::try_from(size).ok())
    }
    /// readlines([size]) -> list of strings, each a line from the file
    fn readlines(cx: &mut Context, this: Value, size: Value = Value::small(0)) -> PyResult {
        let this = file(this);
        check_readable(cx, this)?;
        check_mixing(cx, this)?;
        let size = cx.int_arg(size)?;
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
            // What is read comes in pieces of this size.
            if size > 0 && total as u64 >= (size as u64).next_multiple_of(8192) {
                break;
            }
        }
        Ok(list.value())
    }
    /// xreadlines() -> returns self; kept for backward compatibility
    fn xreadlines(cx: &mut Context, this: Value) -> PyResult {
        cx.warn_py3k("f.xreadlines() not supported in 3.x, try 'for line in f' instead")?;
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
        match next_of(cx, this)? {
            Some(line) => Ok(line),
            None => Err(cx.stop_iteration()),
        }
    }
    /// readinto(buffer) -> number of bytes read into a writable buffer; not for general use
    @raw fn readinto(cx: &mut Context, args: &Args) -> PyResult<usize> {
        let this: Gc<FileObject> = args.receiver(cx, "readinto")?;
        args.no_keywords(cx, "readinto")?;
        check_readable(cx, this)?;
        check_mixing(cx, this)?;
        let &[buffer] = args.rest().positional else { return Err(one_argument(cx, args)) };
        let room = writable(cx, buffer)?.get().len();
        let bytes = read_bytes(cx, this, Some(room), false)?;
        // Another thread may have changed its size meanwhile.
        let memory = writable(cx, buffer)?;
        let Some(room) = memory.get_mut() else { return Ok(0) };
        let n = bytes.len().min(room.len());
        room[..n].copy_from_slice(&bytes[..n]);
        Ok(n)
    }
    /// write(str) -> None; write string to file
    @raw fn write(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this: Gc<FileObject> = args.receiver(cx, "write")?;
        args.no_keywords(cx, "write")?;
        check_writable(cx, this)?;
        match args.rest().positional {
            &[text] => write_value(cx, this, text),
            _ => Err(one_argument(cx, args)),
        }
    }
    /// writelines(sequence_of_strings) -> None; write the strings to the file
    fn writelines(cx: &mut Context, this: Value, lines: Value) -> PyResult<()> {
        let this = file(this);
        check_writable(cx, this)?;
        let lines = match cx.iter(lines) {
            Err(_) if cx.catch(Exc::TypeError) => raise!(cx, TypeError, "writelines() requires an iterable argument"),
            lines => lines?,
        };
        while let Some(line) = cx.next(lines)? {
            check_writable(cx, this)?;
            if let Some(line) = line.downcast::<StrObject>() {
                write_bytes(cx, this, line.get().bytes(), true)?;
                continue;
            }
            // Unicode by the default encoding, whatever the file's.
            let memory = if is_binary(this) && !matches!(line.kind(), kind::UNICODE | kind::MEMORYVIEW) {
                match cx.memory_of(line)? {
                    Some(memory) => Ok(memory),
                    None => cx.char_buffer(line),
                }
            } else {
                cx.char_buffer(line)
            };
            match memory {
                Ok(memory) => write_bytes(cx, this, memory.get(), false)?,
                Err(_) => {
                    cx.take_error();
                    raise!(cx, TypeError, "writelines() argument must be a sequence of strings");
                }
            }
        }
        Ok(())
    }
    /// flush() -> None; flush the internal I/O buffer
    fn flush(cx: &mut Context, this: Value) -> PyResult<()> {
        write_out(cx, file(this))
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
    fn seek(cx: &mut Context, this: Value, offset: Slot = None, whence: i32 = 0) -> PyResult<()> {
        let mut this = file(this);
        this.stream(cx)?;
        let Some(offset) = offset else { raise!(cx, TypeError, "seek() takes at least 1 argument (0 given)") };
        let offset = if offset.is_kind(kind::FLOAT) { offset } else { cx.index(offset)? };
        let offset = offset_arg(cx, offset)?;
        write_out(cx, this)?;
        let sought = this.stream(cx)?.seek(offset, whence);
        (this.skip_lf, this.iterated) = (false, 0);
        raised(cx, sought)
    }
    /// tell() -> current file position, an integer
    fn tell(cx: &mut Context, this: Value) -> PyResult<i64> {
        let mut this = file(this);
        if this.skip_lf {
            // The \r just read may be the first half of a line's end.
            if this.stream(cx)?.ahead().is_empty() {
                let filled = fill(cx, this, 0)?;
                raised(cx, filled)?;
            }
            let stream = this.stream(cx)?;
            if stream.ahead().first() == Some(&b'\n') {
                stream.take(1);
                this.newlines |= 4;
                this.skip_lf = false;
            }
        }
        position(cx, this)
    }
    /// truncate([size]) -> None; truncate the file to at most size bytes
    @raw fn truncate(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this: Gc<FileObject> = args.receiver(cx, "truncate")?;
        args.no_keywords(cx, "truncate")?;
        check_writable(cx, this)?;
        let size = match *args.rest().positional {
            [] => position(cx, this)?,
            [size] => offset_arg(cx, size)?,
            _ => raise!(cx, TypeError, "truncate expected at most 1 arguments, got {}", args.rest().positional.len()),
        };
        write_out(cx, this)?;
        let truncated = this.stream(cx)?.truncate(size);
        raised(cx, truncated)
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
