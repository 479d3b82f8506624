//! `BytesIO`: a stream of bytes in memory.

#![allow(unsafe_code)] // a heap object that owns a buffer in the Rust heap

use super::base::BUFFERED_BASE;
use super::{IN_MEMORY, bytes_argument, long, size_argument};
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::{Header, KindInfo};
use object_model::typeobject::TypeDecl;
use object_model::{
    Context, DictObject, Gc, Object, PyResult, Slot, TupleObject, TypeObject, Value, none, py_bool, py_methods, raise,
};

#[repr(C)]
pub struct BytesIo {
    pub header: Header,
    data: Option<Box<Vec<u8>>>,
    position: usize,
    closed: bool,
}

// SAFETY: made by `__new__`; all zero is an empty stream.
unsafe impl Object for BytesIo {
    const KIND: u8 = kinds::BYTES_IO;
    const NAME: &'static str = "_io.BytesIO";
}

object_model::fixed_layout!(LAYOUT: BytesIo, |_this, _tracer| {});

/// # Safety
/// `object` is a stream that has died.
unsafe fn release(object: *mut Header) {
    // SAFETY: by contract.
    let data = unsafe { (*object.cast::<BytesIo>()).data.take() };
    object_model::gc::released(data.map_or(0, |data| data.capacity()));
}

pub static INFO: KindInfo = KindInfo { drop: Some(release), ..LAYOUT };

pub static BYTES_IO: TypeDecl = TypeDecl {
    module: "_io",
    doc: "BytesIO([bytes]) -> stream of bytes in memory",
    base: Some(&BUFFERED_BASE),
    methods: &[METHODS],
    getset: &[GetSet {
        name: "closed",
        doc: "whether the stream is closed",
        get: |_, this| Ok(py_bool(this.downcast::<BytesIo>().is_none_or(|this| this.closed))),
        set: None,
    }],
    flags: IN_MEMORY,
    ..TypeDecl::new("BytesIO", kinds::BYTES_IO)
};

impl BytesIo {
    fn vec(&mut self) -> &mut Vec<u8> {
        self.data.get_or_insert_default()
    }
    /// What lies behind the position.
    fn rest(&self) -> &[u8] {
        self.data.as_deref().and_then(|data| data.get(self.position..)).unwrap_or(&[])
    }
}

fn open(cx: &mut Context, this: Gc<BytesIo>) -> PyResult<&'static mut BytesIo> {
    if this.closed {
        raise!(cx, ValueError, "I/O operation on closed file.");
    }
    Ok(this.get_mut())
}

/// Writes at the position; a gap before it is filled with zeroes. MemoryError.
fn write(cx: &mut Context, this: Gc<BytesIo>, bytes: &[u8]) -> PyResult<()> {
    let stream = this.get_mut();
    let at = stream.position;
    if bytes.is_empty() {
        return Ok(());
    }
    let Some(end) = at.checked_add(bytes.len()).filter(|&end| end <= isize::MAX as usize) else {
        raise!(cx, OverflowError, "new position too large");
    };
    let data = stream.vec();
    if end > data.len() {
        let (more, before) = (end - data.len(), data.capacity());
        cx.room(data, more)?;
        data.resize(end, 0);
        let grown = data.capacity() - before;
        cx.heap.external(grown as isize);
    }
    data[at..end].copy_from_slice(bytes);
    stream.position = end;
    Ok(())
}

/// Takes the next `n` bytes, fewer at the end.
fn take(cx: &mut Context, stream: &mut BytesIo, n: usize) -> PyResult {
    let rest = stream.rest();
    let n = n.min(rest.len());
    let text = cx.try_new_str(&rest[..n])?;
    stream.position += n;
    Ok(text.value())
}

fn take_line(cx: &mut Context, stream: &mut BytesIo, limit: i64) -> PyResult {
    let rest = stream.rest();
    let mut n = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + 1);
    if let Ok(limit) = usize::try_from(limit) {
        n = n.min(limit);
    }
    take(cx, stream, n)
}

/// The optional state argument: what `__dict__` of a copied stream held.
pub fn restore_dict(cx: &mut Context, this: Value, state: Value, class: &str) -> PyResult<()> {
    if state.is_none() {
        return Ok(());
    }
    let Some(dict) = state.downcast::<DictObject>() else {
        let given = cx.type_name(state);
        raise!(cx, TypeError, "{class} item of state should be a dict, got a {given}");
    };
    if let Some(own) = cx.own_dict(this, true) {
        let mut at = 0;
        while let Some((key, value)) = cx.dict_next(dict, &mut at) {
            cx.dict_set(own, key, value)?;
        }
    }
    Ok(())
}

/// A copy of the instance's dict, None if there is nothing in it.
pub fn saved_dict(cx: &mut Context, this: Value) -> PyResult {
    let Some(own) = cx.own_dict(this, false) else { return Ok(none()) };
    if cx.dict_len(own) == 0 {
        return Ok(none());
    }
    cx.call_method(own.value(), "copy", &[])
}

py_methods! { METHODS:
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = args;
        let this = cx.allocate_for::<BytesIo>(class, 0)?;
        cx.heap.register_native_drop(this.header());
        Ok(this.value())
    }
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = args.receiver::<BytesIo>(cx, "__init__")?;
        let [initial] = args.rest().parse(cx, "BytesIO", &["initial_bytes"], 0)?;
        let bytes = match initial.and_then(Value::not_none) {
            Some(initial) => Some(bytes_argument(cx, initial)?),
            None => None,
        };
        let stream = this.get_mut();
        stream.vec().clear();
        stream.position = 0;
        if let Some(bytes) = bytes {
            write(cx, this, bytes.get().bytes())?;
            this.get_mut().position = 0;
        }
        Ok(())
    }
    /// readable() -> True
    fn readable(cx: &mut Context, this: Gc<BytesIo>) -> PyResult<bool> {
        open(cx, this).map(|_| true)
    }
    /// writable() -> True
    fn writable(cx: &mut Context, this: Gc<BytesIo>) -> PyResult<bool> {
        open(cx, this).map(|_| true)
    }
    /// seekable() -> True
    fn seekable(cx: &mut Context, this: Gc<BytesIo>) -> PyResult<bool> {
        open(cx, this).map(|_| true)
    }
    /// flush()
    /// Does nothing.
    fn flush(cx: &mut Context, this: Gc<BytesIo>) -> PyResult<()> {
        open(cx, this).map(|_| ())
    }
    /// isatty() -> False
    fn isatty(cx: &mut Context, this: Gc<BytesIo>) -> PyResult<bool> {
        open(cx, this).map(|_| false)
    }
    /// tell() -> position
    fn tell(cx: &mut Context, this: Gc<BytesIo>) -> PyResult {
        let position = open(cx, this)?.position;
        Ok(long(cx, position as i64))
    }
    /// getvalue() -> all bytes
    fn getvalue(cx: &mut Context, this: Gc<BytesIo>) -> PyResult {
        let stream = open(cx, this)?;
        cx.try_new_str(stream.vec()).map(Gc::value)
    }
    /// read([size]) -> at most size bytes; all the rest without size
    fn read(cx: &mut Context, this: Gc<BytesIo>, size: Slot = None) -> PyResult {
        let stream = open(cx, this)?;
        let size = size_argument(cx, size)?;
        take(cx, stream, usize::try_from(size).unwrap_or(usize::MAX))
    }
    /// read1(size) -> at most size bytes
    fn read1(cx: &mut Context, this: Gc<BytesIo>, size: Value) -> PyResult {
        let stream = open(cx, this)?;
        let size = size_argument(cx, Some(size))?;
        take(cx, stream, usize::try_from(size).unwrap_or(usize::MAX))
    }
    /// readline([size]) -> one line
    fn readline(cx: &mut Context, this: Gc<BytesIo>, size: Slot = None) -> PyResult {
        let stream = open(cx, this)?;
        let limit = match size.and_then(Value::not_none) {
            Some(size) => cx.index_exact(size)?,
            None => -1,
        };
        take_line(cx, stream, limit)
    }
    /// readlines([size]) -> list of lines
    /// Stops when their sizes together reach size.
    fn readlines(cx: &mut Context, this: Gc<BytesIo>, size: Slot = None) -> PyResult {
        let stream = open(cx, this)?;
        let limit = size_argument(cx, size)?;
        let (lines, mut total) = (cx.new_list(), 0);
        while !stream.rest().is_empty() {
            let before = stream.position;
            let line = take_line(cx, stream, -1)?;
            cx.list_push(lines, line)?;
            total += (stream.position - before) as i64;
            if limit > 0 && total >= limit {
                break;
            }
        }
        Ok(lines.value())
    }
    /// readinto(buffer) -> number of bytes
    fn readinto(cx: &mut Context, this: Gc<BytesIo>, buffer: Value) -> PyResult {
        let stream = open(cx, this)?;
        let memory = match cx.memory_of(buffer)? {
            Some(memory) if memory.is_writable() => memory,
            _ => {
                let given = cx.type_name(buffer);
                raise!(cx, TypeError, "argument 1 must be read-write buffer, not {given}")
            }
        };
        let mut n = 0;
        if let Some(to) = memory.get_mut() {
            n = stream.rest().len().min(to.len());
            to[..n].copy_from_slice(&stream.rest()[..n]);
        }
        stream.position += n;
        Ok(long(cx, n as i64))
    }
    fn __iter__(cx: &mut Context, this: Gc<BytesIo>) -> PyResult {
        open(cx, this)?;
        Ok(this.value())
    }
    fn next(cx: &mut Context, this: Gc<BytesIo>) -> PyResult {
        let stream = open(cx, this)?;
        if stream.rest().is_empty() {
            return Err(cx.stop_iteration());
        }
        take_line(cx, stream, -1)
    }
    /// truncate([size]) -> new size
    /// The position stays.
    fn truncate(cx: &mut Context, this: Gc<BytesIo>, size: Slot = None) -> PyResult {
        let stream = open(cx, this)?;
        let size = match size.and_then(Value::not_none) {
            Some(_) => size_argument(cx, size)?,
            None => stream.position as i64,
        };
        let Ok(len) = usize::try_from(size) else { raise!(cx, ValueError, "negative size value {size}") };
        stream.vec().truncate(len);
        Ok(long(cx, size))
    }
    /// seek(offset[, whence]) -> new position
    fn seek(cx: &mut Context, this: Gc<BytesIo>, offset: Value, whence: i32 = 0) -> PyResult {
        let stream = open(cx, this)?;
        let offset = cx.index_exact(offset)?;
        let base = match whence {
            0 if offset < 0 => raise!(cx, ValueError, "negative seek value {offset}"),
            0 => 0,
            1 => stream.position as i64,
            2 => stream.vec().len() as i64,
            _ => raise!(cx, ValueError, "invalid whence ({whence}, should be 0, 1 or 2)"),
        };
        let Some(position) = base.checked_add(offset) else { raise!(cx, OverflowError, "new position too large") };
        stream.position = position.max(0) as usize;
        Ok(long(cx, position.max(0)))
    }
    /// write(bytes) -> number of bytes
    fn write_ as "write"(cx: &mut Context, this: Gc<BytesIo>, bytes: Value) -> PyResult {
        open(cx, this)?;
        let bytes = bytes_argument(cx, bytes)?;
        write(cx, this, bytes.get().bytes())?;
        Ok(long(cx, bytes.len() as i64))
    }
    /// writelines(sequence)
    fn writelines(cx: &mut Context, this: Gc<BytesIo>, lines: Value) -> PyResult<()> {
        open(cx, this)?;
        cx.for_each(lines, |cx, line| {
            open(cx, this)?;
            let bytes = bytes_argument(cx, line)?;
            write(cx, this, bytes.get().bytes())
        })
    }
    /// close()
    fn close(cx: &mut Context, this: Gc<BytesIo>) {
        let stream = this.get_mut();
        cx.heap.external(-(stream.data.take().map_or(0, |data| data.capacity()) as isize));
        stream.closed = true;
    }
    fn __getstate__(cx: &mut Context, this: Gc<BytesIo>) -> PyResult {
        let stream = open(cx, this)?;
        let text = cx.try_new_str(stream.vec())?.value();
        let dict = saved_dict(cx, this.value())?;
        Ok(cx.new_tuple(&[text, Value::small(stream.position as i64), dict]).value())
    }
    fn __setstate__(cx: &mut Context, this: Gc<BytesIo>, state: Value) -> PyResult<()> {
        let items = state.downcast::<TupleObject>().map(|state| state.get().items());
        let Some(&[bytes, position, dict]) = items else {
            let given = cx.type_name(state);
            raise!(cx, TypeError, "_io.BytesIO.__setstate__ argument should be 3-tuple, got {given}");
        };
        open(cx, this)?;
        let bytes = bytes_argument(cx, bytes)?;
        if position.as_int().is_none() && !position.is_kind(object_model::kind::LONG) {
            let given = cx.type_name(position);
            raise!(cx, TypeError, "second item of state must be an integer, got {given}");
        }
        let stream = this.get_mut();
        stream.vec().clear();
        stream.position = 0;
        write(cx, this, bytes.get().bytes())?;
        let position = cx.index_exact(position)?;
        let Ok(position) = usize::try_from(position) else {
            raise!(cx, ValueError, "position value cannot be negative");
        };
        this.get_mut().position = position;
        restore_dict(cx, this.value(), dict, "third")
    }
}
