//! `StringIO`: a stream of text in memory.

#![allow(unsafe_code)] // a heap object that owns a buffer in the Rust heap

use super::base::TEXT_BASE;
use super::bytesio::{restore_dict, saved_dict};
use super::newline::{self, NewlineDecoder};
use super::{IN_MEMORY, check_newline, long, size_argument, text_argument};
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::{Header, KindInfo};
use object_model::text::chars::CharsVec;
use object_model::typeobject::TypeDecl;
use object_model::value::slot_bits;
use object_model::{
    Context, Gc, Object, PyResult, Slot, StrObject, TupleObject, TypeObject, UnicodeObject, Value, none, py_bool,
    py_methods, raise,
};

/// How lines end when they are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LineEnds {
    /// All ends are \n already.
    Translated,
    /// \n, \r and \r\n alike.
    Universal,
    /// This text only.
    Exact(&'static [u8]),
}

impl LineEnds {
    pub fn of(newline: Option<Gc<StrObject>>) -> LineEnds {
        match newline.map(|newline| newline.get().bytes()) {
            None => LineEnds::Translated,
            Some(b"") => LineEnds::Universal,
            Some(b"\r") => LineEnds::Exact(b"\r"),
            Some(b"\r\n") => LineEnds::Exact(b"\r\n"),
            Some(_) => LineEnds::Exact(b"\n"),
        }
    }

    /// Length of the first line with its end; or, where there is no whole line, how much surely holds no end.
    pub fn find(self, text: impl Iterator<Item = u32> + Clone, len: usize) -> Result<usize, usize> {
        match self {
            LineEnds::Translated | LineEnds::Exact(b"\n") => text.clone().position(|c| c == 10).map(|at| at + 1).ok_or(len),
            LineEnds::Exact(b"\r") => text.clone().position(|c| c == 13).map(|at| at + 1).ok_or(len),
            LineEnds::Universal => {
                let mut rest = text.enumerate();
                while let Some((at, code)) = rest.next() {
                    match code {
                        10 => return Ok(at + 1),
                        13 => return Ok(at + 1 + usize::from(rest.next().is_some_and(|(_, next)| next == 10))),
                        _ => (),
                    }
                }
                Err(len)
            }
            LineEnds::Exact(_) => {
                let mut last = 0;
                for (at, code) in text.enumerate() {
                    if code == 10 && last == 13 {
                        return Ok(at + 1);
                    }
                    last = code;
                }
                Err(if last == 13 { len - 1 } else { len })
            }
        }
    }
}

#[repr(C)]
pub struct StringIo {
    pub header: Header,
    data: Option<Box<Vec<u32>>>,
    position: usize,
    decoder: Slot,
    newline: Slot,
    /// \n is written so; null: as it is.
    write_as: Option<&'static [u8]>,
    ready: bool,
    closed: bool,
}

// SAFETY: made by `__new__`.
unsafe impl Object for StringIo {
    const KIND: u8 = kinds::STRING_IO;
    const NAME: &'static str = "_io.StringIO";
}

object_model::fixed_layout!(LAYOUT: StringIo, |this, tracer| {
    tracer.word(slot_bits(this.decoder));
    tracer.word(slot_bits(this.newline));
});

/// # Safety
/// `object` is a stream that has died.
unsafe fn release(object: *mut Header) {
    // SAFETY: by contract.
    let data = unsafe { (*object.cast::<StringIo>()).data.take() };
    object_model::gc::released(data.map_or(0, |data| data.capacity() * 4));
}

pub static INFO: KindInfo = KindInfo { drop: Some(release), ..LAYOUT };

pub static STRING_IO: TypeDecl = TypeDecl {
    module: "_io",
    doc: "StringIO([initial_value[, newline]]) -> stream of text in memory",
    base: Some(&TEXT_BASE),
    methods: &[METHODS],
    getset: &[
        GetSet {
            name: "closed",
            doc: "whether the stream is closed",
            get: |cx, this| {
                let this = ready(cx, this)?;
                Ok(py_bool(this.closed))
            },
            set: None,
        },
        GetSet {
            name: "line_buffering",
            doc: "False: nothing is buffered",
            get: |cx, this| {
                let this = ready(cx, this)?;
                open(cx, this)?;
                Ok(py_bool(false))
            },
            set: None,
        },
        GetSet {
            name: "newlines",
            doc: "ends of line seen so far",
            get: |cx, this| {
                let this = ready(cx, this)?;
                open(cx, this)?;
                match this.decoder {
                    Some(decoder) => cx.getattr_text(decoder, "newlines"),
                    None => Ok(none()),
                }
            },
            set: None,
        },
    ],
    flags: IN_MEMORY,
    ..TypeDecl::new("StringIO", kinds::STRING_IO)
};

fn ready(cx: &mut Context, this: Value) -> PyResult<Gc<StringIo>> {
    match this.downcast::<StringIo>() {
        Some(this) if this.ready => Ok(this),
        _ => raise!(cx, ValueError, "I/O operation on uninitialized object"),
    }
}

fn open(cx: &mut Context, this: Gc<StringIo>) -> PyResult<&'static mut StringIo> {
    ready(cx, this.value())?;
    if this.closed {
        raise!(cx, ValueError, "I/O operation on closed file");
    }
    Ok(this.get_mut())
}

impl StringIo {
    fn vec(&mut self) -> &mut Vec<u32> {
        self.data.get_or_insert_default()
    }
    fn rest(&self) -> &[u32] {
        self.data.as_deref().and_then(|data| data.get(self.position..)).unwrap_or(&[])
    }
}

fn text_of(cx: &mut Context, codes: &[u32]) -> PyResult {
    let text = CharsVec::from_codes(codes.iter().copied());
    cx.new_unicode(text.as_chars()).map(Gc::value)
}

fn take(cx: &mut Context, stream: &mut StringIo, n: usize) -> PyResult {
    let rest = stream.rest();
    let n = n.min(rest.len());
    let text = text_of(cx, &rest[..n])?;
    stream.position += n;
    Ok(text)
}

fn take_line(cx: &mut Context, stream: &mut StringIo, limit: i64) -> PyResult {
    let rest = stream.rest();
    let rest = match usize::try_from(limit) {
        Ok(limit) => &rest[..limit.min(rest.len())],
        Err(_) => rest,
    };
    let ends = LineEnds::of(stream.newline.and_then(|newline| newline.downcast()));
    let n = ends.find(rest.iter().copied(), rest.len()).unwrap_or(rest.len());
    take(cx, stream, n)
}

/// Writes text as the newline mode has it.
fn write(cx: &mut Context, this: Gc<StringIo>, text: Gc<UnicodeObject>) -> PyResult<()> {
    let text = match this.decoder {
        Some(decoder) => match decoder.downcast::<NewlineDecoder>() {
            Some(decoder) => newline::decode(cx, decoder, text.value(), true)?,
            None => text,
        },
        None => text,
    };
    let stream = this.get_mut();
    let mut codes: Vec<u32> = Vec::new();
    if codes.try_reserve(text.len()).is_err() {
        return Err(cx.memory_error());
    }
    for code in text.get().chars().iter() {
        match stream.write_as {
            Some(end) if code == 10 => codes.extend(end.iter().map(|&byte| u32::from(byte))),
            _ => codes.push(code),
        }
    }
    if codes.is_empty() {
        return Ok(());
    }
    let at = stream.position;
    let Some(end) = at.checked_add(codes.len()).filter(|&end| end < isize::MAX as usize / 4) else {
        raise!(cx, OverflowError, "new position too large");
    };
    let data = stream.vec();
    if end > data.len() {
        let (more, before) = (end - data.len(), data.capacity());
        if end * 4 > cx.heap.limit() || data.try_reserve(more).is_err() {
            return Err(cx.memory_error());
        }
        data.resize(end, 0);
        let grown = (data.capacity() - before) * 4;
        cx.heap.external(grown as isize);
    }
    data[at..end].copy_from_slice(&codes);
    stream.position = end;
    Ok(())
}

fn init(cx: &mut Context, this: Gc<StringIo>, value: Slot, newline: Option<Gc<StrObject>>) -> PyResult<()> {
    this.get_mut().ready = false;
    check_newline(cx, newline)?;
    let value = match value.and_then(Value::not_none) {
        Some(value) => match value.downcast::<UnicodeObject>() {
            Some(text) => Some(text),
            None => {
                let given = cx.type_name(value);
                raise!(cx, TypeError, "initial_value must be unicode or None, not {given}")
            }
        },
        None => None,
    };
    let decoder = match newline {
        None => Some(newline::new(cx, none(), true)),
        Some(text) if text.is_empty() => Some(newline::new(cx, none(), false)),
        _ => None,
    };
    cx.barrier(this);
    let stream = this.get_mut();
    stream.newline = newline.map(Gc::value);
    stream.decoder = decoder;
    stream.write_as = match newline.map(|newline| newline.get().bytes()) {
        Some(b"\r") => Some(b"\r"),
        Some(b"\r\n") => Some(b"\r\n"),
        _ => None,
    };
    stream.vec().clear();
    (stream.position, stream.closed, stream.ready) = (0, false, true);
    if let Some(text) = value {
        write(cx, this, text)?;
        this.get_mut().position = 0;
    }
    Ok(())
}

py_methods! { METHODS:
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = args;
        let this = cx.allocate_for::<StringIo>(class, 0)?;
        cx.heap.register_native_drop(this.header());
        Ok(this.value())
    }
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = args.receiver::<StringIo>(cx, "__init__")?;
        let [value, newline] = args.rest().parse(cx, "__init__", &["initial_value", "newline"], 0)?;
        let newline = match newline {
            None => Some(cx.intern(b"\n")),
            newline => text_argument(cx, newline, "__init__", 2)?,
        };
        init(cx, this, value, newline)
    }
    /// readable() -> True
    fn readable(cx: &mut Context, this: Gc<StringIo>) -> PyResult<bool> {
        open(cx, this).map(|_| true)
    }
    /// writable() -> True
    fn writable(cx: &mut Context, this: Gc<StringIo>) -> PyResult<bool> {
        open(cx, this).map(|_| true)
    }
    /// seekable() -> True
    fn seekable(cx: &mut Context, this: Gc<StringIo>) -> PyResult<bool> {
        open(cx, this).map(|_| true)
    }
    /// tell() -> position
    fn tell(cx: &mut Context, this: Gc<StringIo>) -> PyResult {
        let position = open(cx, this)?.position;
        Ok(long(cx, position as i64))
    }
    /// getvalue() -> all text
    fn getvalue(cx: &mut Context, this: Gc<StringIo>) -> PyResult {
        let stream = open(cx, this)?;
        text_of(cx, stream.vec())
    }
    /// read([n]) -> at most n characters; all the rest without n
    fn read(cx: &mut Context, this: Gc<StringIo>, n: Slot = None) -> PyResult {
        let stream = open(cx, this)?;
        let n = size_argument(cx, n)?;
        take(cx, stream, usize::try_from(n).unwrap_or(usize::MAX))
    }
    /// readline([limit]) -> one line
    fn readline(cx: &mut Context, this: Gc<StringIo>, limit: Slot = None) -> PyResult {
        let stream = open(cx, this)?;
        let limit = match limit.and_then(Value::not_none) {
            Some(limit) => cx.index_exact(limit)?,
            None => -1,
        };
        take_line(cx, stream, limit)
    }
    fn next(cx: &mut Context, this: Gc<StringIo>) -> PyResult {
        let stream = open(cx, this)?;
        let line = if cx.class_of(this.value()) == STRING_IO.get(cx) {
            take_line(cx, stream, -1)?
        } else {
            cx.call_method(this.value(), "readline", &[])?
        };
        if !cx.truth(line)? {
            return Err(cx.stop_iteration());
        }
        Ok(line)
    }
    /// truncate([size]) -> new size
    fn truncate(cx: &mut Context, this: Gc<StringIo>, size: Slot = None) -> PyResult {
        let stream = open(cx, this)?;
        let size = match size.and_then(Value::not_none) {
            Some(_) => size_argument(cx, size)?,
            None => stream.position as i64,
        };
        let Ok(len) = usize::try_from(size) else { raise!(cx, ValueError, "Negative size value {size}") };
        stream.vec().truncate(len);
        Ok(long(cx, size))
    }
    /// seek(position[, whence]) -> new position
    fn seek(cx: &mut Context, this: Gc<StringIo>, position: Value, whence: i32 = 0) -> PyResult {
        let stream = open(cx, this)?;
        let position = cx.index_exact(position)?;
        if !(0..=2).contains(&whence) {
            raise!(cx, ValueError, "Invalid whence ({whence}, should be 0, 1 or 2)");
        }
        if whence == 0 && position < 0 {
            raise!(cx, ValueError, "Negative seek position {position}");
        }
        if whence != 0 && position != 0 {
            raise!(cx, IOError, "Can't do nonzero cur-relative seeks");
        }
        stream.position = match whence {
            0 => position as usize,
            1 => stream.position,
            _ => stream.vec().len(),
        };
        Ok(long(cx, stream.position as i64))
    }
    /// write(text) -> number of characters
    fn write_ as "write"(cx: &mut Context, this: Gc<StringIo>, text: Value) -> PyResult {
        ready(cx, this.value())?;
        let Some(text) = text.downcast::<UnicodeObject>() else {
            let given = cx.type_name(text);
            raise!(cx, TypeError, "unicode argument expected, got '{given}'");
        };
        open(cx, this)?;
        write(cx, this, text)?;
        Ok(long(cx, text.len() as i64))
    }
    /// close()
    fn close(cx: &mut Context, this: Gc<StringIo>) {
        let _ = cx;
        let stream = this.get_mut();
        (stream.data, stream.closed) = (None, true);
    }
    fn __getstate__(cx: &mut Context, this: Gc<StringIo>) -> PyResult {
        let stream = open(cx, this)?;
        let text = text_of(cx, stream.vec())?;
        let dict = saved_dict(cx, this.value())?;
        let newline = stream.newline.unwrap_or(none());
        Ok(cx.new_tuple(&[text, newline, Value::small(stream.position as i64), dict]).value())
    }
    fn __setstate__(cx: &mut Context, this: Gc<StringIo>, state: Value) -> PyResult<()> {
        if this.closed {
            raise!(cx, ValueError, "__setstate__ on closed file");
        }
        let items = state.downcast::<TupleObject>().map(|state| state.get().items());
        let Some(&[value, newline, position, dict]) = items else {
            let given = cx.type_name(state);
            raise!(cx, TypeError, "_io.StringIO.__setstate__ argument should be 4-tuple, got {given}");
        };
        let newline = text_argument(cx, Some(newline), "__init__", 2)?;
        // The value has its ends of line already.
        init(cx, this, None, newline)?;
        let Some(text) = value.downcast::<UnicodeObject>() else {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "initial_value must be unicode or None, not {given}");
        };
        let codes: Vec<u32> = text.get().chars().iter().collect();
        this.get_mut().data = Some(Box::new(codes));
        if position.as_int().is_none() && !position.is_kind(object_model::kind::LONG) {
            let given = cx.type_name(position);
            raise!(cx, TypeError, "third item of state must be an integer, got {given}");
        }
        let Ok(position) = usize::try_from(cx.index_exact(position)?) else {
            raise!(cx, ValueError, "position value cannot be negative");
        };
        this.get_mut().position = position;
        restore_dict(cx, this.value(), dict, "fourth")
    }
}
