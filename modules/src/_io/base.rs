//! The abstract classes: what every stream can do, by calls of its own methods.

use super::{STREAM, check_able, check_closed, long, size_argument, unsupported};
use object_model::declare::GetSet;
use object_model::protocols::buffer::WriteBuffer;
use object_model::typeobject::TypeDecl;
use object_model::{
    Context, Gc, Index, PyResult, Slot, StrObject, TypeObject, Value, kind, none, py_bool, py_methods, raise,
};

pub static IO_BASE: TypeDecl = TypeDecl {
    module: "_io",
    doc: "What all streams have in common.",
    methods: &[BASE_METHODS],
    getset: &[GetSet {
        name: "closed",
        doc: "whether close was called",
        get: |cx, this| Ok(py_bool(marked(cx, this)?)),
        set: None,
    }],
    flags: STREAM,
    ..TypeDecl::new("_IOBase", kind::INSTANCE)
};

pub static RAW_BASE: TypeDecl = TypeDecl {
    module: "_io",
    doc: "Streams of bytes without a buffer.",
    base: Some(&IO_BASE),
    methods: &[raw::RAW_METHODS],
    flags: STREAM,
    ..TypeDecl::new("_RawIOBase", kind::INSTANCE)
};

pub static BUFFERED_BASE: TypeDecl = TypeDecl {
    module: "_io",
    doc: "Streams of bytes that do not give less than is asked for.",
    base: Some(&IO_BASE),
    methods: &[buffered::BUFFERED_METHODS],
    flags: STREAM,
    ..TypeDecl::new("_BufferedIOBase", kind::INSTANCE)
};

pub static TEXT_BASE: TypeDecl = TypeDecl {
    module: "_io",
    doc: "Streams of text.",
    base: Some(&IO_BASE),
    methods: &[text::TEXT_METHODS],
    getset: &[
        GetSet { name: "encoding", doc: "name of the encoding", get: |_, _| Ok(none()), set: None },
        GetSet { name: "newlines", doc: "ends of line seen so far", get: |_, _| Ok(none()), set: None },
        GetSet { name: "errors", doc: "what becomes of errors in coding", get: |_, _| Ok(none()), set: None },
    ],
    flags: STREAM,
    ..TypeDecl::new("_TextIOBase", kind::INSTANCE)
};

/// The mark that `_IOBase.close` leaves in an instance.
const MARK: &str = "__IOBase_closed";

fn marked(cx: &mut Context, this: Value) -> PyResult<bool> {
    Ok(cx.find_attr_text(this, MARK)?.is_some())
}

fn refuse_marked(cx: &mut Context, this: Value) -> PyResult<()> {
    if marked(cx, this)? {
        raise!(cx, ValueError, "I/O operation on closed file.");
    }
    Ok(())
}

/// A method's result that has to be bytes.
fn bytes_from(cx: &mut Context, value: Value, method: &str) -> PyResult<Gc<StrObject>> {
    match value.downcast::<StrObject>() {
        Some(bytes) => Ok(bytes),
        None => {
            let given = cx.type_name(value);
            raise!(cx, IOError, "{method}() should have returned a bytes object, not '{given}'")
        }
    }
}

/// One line by `peek` and `read`.
pub fn readline(cx: &mut Context, this: Value, limit: i64) -> PyResult {
    let can_peek = cx.find_attr_text(this, "peek")?.is_some();
    let mut line: Vec<u8> = Vec::new();
    while limit < 0 || (line.len() as i64) < limit {
        let mut ask = 1;
        if can_peek {
            let ahead = match cx.call_method(this, "peek", &[Value::small(1)]) {
                Ok(ahead) => ahead,
                Err(_) if super::interrupted(cx) => continue,
                Err(raised) => return Err(raised),
            };
            let ahead = bytes_from(cx, ahead, "peek")?;
            let ahead = ahead.bytes();
            if !ahead.is_empty() {
                ask = ahead.iter().position(|&byte| byte == b'\n').map_or(ahead.len(), |at| at + 1);
                if limit >= 0 {
                    ask = ask.min((limit - line.len() as i64) as usize);
                }
            }
        }
        let part = match cx.call_method(this, "read", &[Value::small(ask as i64)]) {
            Ok(part) => part,
            Err(_) if super::interrupted(cx) => continue,
            Err(raised) => return Err(raised),
        };
        let part = bytes_from(cx, part, "read")?;
        if part.is_empty() {
            break;
        }
        line.extend_from_slice(part.bytes());
        if line.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(cx.try_new_str(&line)?.value())
}

py_methods! { BASE_METHODS:
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = args;
        if class.kind != kind::INSTANCE {
            raise!(cx, TypeError, "_io._IOBase.__new__({0}) is not safe, use {0}.__new__()", class.name_lossy());
        }
        Ok(cx.new_instance(class))
    }
    @raw fn __init__(cx: &mut Context, args: &Args) {
        let _ = (cx, args);
    }
    /// Closes a stream that nobody can reach any more.
    fn __del__(cx: &mut Context, this: Value) {
        let closed = super::is_closed(cx, this);
        let done = match closed {
            Ok(true) => Ok(none()),
            Ok(false) => cx.call_method(this, "close", &[]),
            Err(raised) => Err(raised),
        };
        // Nobody is there to hear of it.
        if done.is_err() {
            cx.take_error();
        }
    }
    /// seek(offset[, whence]) -> new position
    @raw fn seek(cx: &mut Context, args: &Args) -> PyResult {
        let _ = args;
        Err(unsupported(cx, "seek"))
    }
    /// tell() -> position
    fn tell(cx: &mut Context, this: Value) -> PyResult {
        cx.call_method(this, "seek", &[Value::small(0), Value::small(1)])
    }
    /// truncate([size]) -> new size
    @raw fn truncate(cx: &mut Context, args: &Args) -> PyResult {
        let _ = args;
        Err(unsupported(cx, "truncate"))
    }
    /// fileno() -> file descriptor
    fn fileno(cx: &mut Context, this: Value) -> PyResult {
        let _ = this;
        Err(unsupported(cx, "fileno"))
    }
    /// flush()
    fn flush(cx: &mut Context, this: Value) -> PyResult<()> {
        refuse_marked(cx, this)
    }
    /// close()
    /// Flushes first; a second call does nothing.
    fn close(cx: &mut Context, this: Value) -> PyResult<()> {
        close_base(cx, this)
    }
    /// isatty() -> whether the stream is a terminal
    fn isatty(cx: &mut Context, this: Value) -> PyResult<bool> {
        check_closed(cx, this)?;
        Ok(false)
    }
    /// seekable() -> whether the position can be set
    fn seekable(cx: &mut Context, this: Value) -> bool {
        let _ = (cx, this);
        false
    }
    /// readable() -> whether it can be read from
    fn readable(cx: &mut Context, this: Value) -> bool {
        let _ = (cx, this);
        false
    }
    /// writable() -> whether it can be written to
    fn writable(cx: &mut Context, this: Value) -> bool {
        let _ = (cx, this);
        false
    }
    /// ValueError if the stream is closed.
    @raw fn _checkClosed(cx: &mut Context, args: &Args) -> PyResult<()> {
        match args.positional.first() {
            Some(&this) => check_closed(cx, this),
            None => raise!(cx, TypeError, "descriptor '_checkClosed' of '_io._IOBase' object needs an argument"),
        }
    }
    /// IOError if the position cannot be set.
    @raw fn _checkSeekable(cx: &mut Context, args: &Args) -> PyResult<bool> {
        check_able(cx, args.positional.first().copied().unwrap_or(none()), "seekable").map(|()| true)
    }
    /// IOError if it cannot be read from.
    @raw fn _checkReadable(cx: &mut Context, args: &Args) -> PyResult<bool> {
        check_able(cx, args.positional.first().copied().unwrap_or(none()), "readable").map(|()| true)
    }
    /// IOError if it cannot be written to.
    @raw fn _checkWritable(cx: &mut Context, args: &Args) -> PyResult<bool> {
        check_able(cx, args.positional.first().copied().unwrap_or(none()), "writable").map(|()| true)
    }
    fn __enter__(cx: &mut Context, this: Value) -> PyResult {
        check_closed(cx, this)?;
        Ok(this)
    }
    @raw fn __exit__(cx: &mut Context, args: &Args) -> PyResult {
        let this = args.positional.first().copied().unwrap_or(none());
        cx.call_method(this, "close", &[])
    }
    fn __iter__(cx: &mut Context, this: Value) -> PyResult {
        check_closed(cx, this)?;
        Ok(this)
    }
    fn next(cx: &mut Context, this: Value) -> PyResult {
        let line = cx.call_method(this, "readline", &[])?;
        if !cx.truth(line)? {
            return Err(cx.stop_iteration());
        }
        Ok(line)
    }
    /// readline([limit]) -> one line, empty at the end
    fn readline_ as "readline"(cx: &mut Context, this: Value, limit: Slot = None) -> PyResult {
        let limit = size_argument(cx, limit)?;
        readline(cx, this, limit)
    }
    /// readlines([hint]) -> list of lines
    /// Stops when their sizes together exceed the hint.
    fn readlines(cx: &mut Context, this: Value, hint: Slot = None) -> PyResult {
        let hint = size_argument(cx, hint)?;
        let lines = cx.new_list();
        if hint <= 0 {
            cx.list_extend(lines, this)?;
            return Ok(lines.value());
        }
        let mut total = 0;
        while let Some(line) = cx.next(this)? {
            cx.list_push(lines, line)?;
            total += cx.length(line)? as i64;
            if total > hint {
                break;
            }
        }
        Ok(lines.value())
    }
    /// writelines(lines)
    fn writelines(cx: &mut Context, this: Value, lines: Value) -> PyResult<()> {
        check_closed(cx, this)?;
        cx.for_each(lines, |cx, line| {
            loop {
                match cx.call_method(this, "write", &[line]) {
                    Ok(_) => return Ok(()),
                    Err(_) if super::interrupted(cx) => (),
                    Err(raised) => return Err(raised),
                }
            }
        })
    }
}

/// `_IOBase.close`
pub fn close_base(cx: &mut Context, this: Value) -> PyResult<()> {
    if marked(cx, this)? {
        return Ok(());
    }
    let flushed = cx.call_method(this, "flush", &[]).map(|_| ());
    super::both(cx, flushed, |cx| mark(cx, this))
}

fn mark(cx: &mut Context, this: Value) -> PyResult<()> {
    let name = cx.intern(MARK.as_bytes());
    cx.setattr(this, name, Some(py_bool(true)))
}

mod raw {
    use super::*;

    py_methods! { RAW_METHODS:
        /// read([n]) -> at most n bytes, all of them without n
        fn read(cx: &mut Context, this: Value, n: Index = Index(-1)) -> PyResult {
            let Ok(size) = usize::try_from(n.0) else { return cx.call_method(this, "readall", &[]) };
            let buffer = super::super::buffered::new_bytearray(cx, size)?;
            let got = cx.call_method(this, "readinto", &[buffer])?;
            if got.is_none() {
                return Ok(got);
            }
            let got = cx.index_exact(got)?;
            let bytes = cx.buffer_bytes(buffer)?;
            let end = usize::try_from(got).unwrap_or(0).min(bytes.get().len());
            Ok(cx.try_new_str(&bytes.get()[..end])?.value())
        }
        /// readall() -> all bytes up to the end
        fn readall(cx: &mut Context, this: Value) -> PyResult {
            let mut all: Vec<u8> = Vec::new();
            loop {
                let part = match cx.call_method(this, "read", &[Value::small(super::super::BUFFER_SIZE as i64)]) {
                    Ok(part) => part,
                    Err(_) if super::super::interrupted(cx) => continue,
                    Err(raised) => return Err(raised),
                };
                if part.is_none() && all.is_empty() {
                    return Ok(part);
                }
                if part.is_none() {
                    break;
                }
                let Some(bytes) = part.downcast::<StrObject>() else {
                    raise!(cx, TypeError, "read() should return bytes");
                };
                if bytes.is_empty() {
                    break;
                }
                all.extend_from_slice(bytes.bytes());
            }
            Ok(cx.try_new_str(&all)?.value())
        }
    }
}

mod buffered {
    use super::*;

    py_methods! { BUFFERED_METHODS:
        /// detach() -> the raw stream
        fn detach(cx: &mut Context, this: Value) -> PyResult {
            let _ = this;
            Err(unsupported(cx, "detach"))
        }
        /// read([n]) -> bytes
        @raw fn read(cx: &mut Context, args: &Args) -> PyResult {
            let _ = args;
            Err(unsupported(cx, "read"))
        }
        /// read1([n]) -> bytes, by one call of the raw stream at most
        @raw fn read1(cx: &mut Context, args: &Args) -> PyResult {
            let _ = args;
            Err(unsupported(cx, "read1"))
        }
        /// readinto(buffer) -> number of bytes
        fn readinto(cx: &mut Context, this: Value, buffer: WriteBuffer) -> PyResult {
            let room = buffer.0.get().len();
            let data = cx.call_method(this, "read", &[Value::small(room as i64)])?;
            let Some(bytes) = data.downcast::<StrObject>() else {
                raise!(cx, TypeError, "read() should return bytes");
            };
            let len = bytes.len();
            if len > room {
                raise!(cx, ValueError, "read() returned too much data: {room} bytes requested, {len} returned");
            }
            if let Some(memory) = buffer.0.get_mut() {
                memory[..len].copy_from_slice(bytes.bytes());
            }
            Ok(long(cx, len as i64))
        }
        /// write(bytes) -> number of bytes
        @raw fn write(cx: &mut Context, args: &Args) -> PyResult {
            let _ = args;
            Err(unsupported(cx, "write"))
        }
    }
}

mod text {
    use super::*;

    py_methods! { TEXT_METHODS:
        /// detach() -> the buffer under the text
        @raw fn detach(cx: &mut Context, args: &Args) -> PyResult {
            let _ = args;
            Err(unsupported(cx, "detach"))
        }
        /// read([n]) -> text
        @raw fn read(cx: &mut Context, args: &Args) -> PyResult {
            let _ = args;
            Err(unsupported(cx, "read"))
        }
        /// readline() -> one line
        @raw fn readline(cx: &mut Context, args: &Args) -> PyResult {
            let _ = args;
            Err(unsupported(cx, "readline"))
        }
        /// write(text) -> number of characters
        @raw fn write(cx: &mut Context, args: &Args) -> PyResult {
            let _ = args;
            Err(unsupported(cx, "write"))
        }
    }
}
