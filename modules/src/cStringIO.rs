//! `cStringIO`: strings as files, to read (`StringI`) or to read and write (`StringO`).
//!
//! Source: library reference 7.6 (2.7), `cStringIO.c` for messages and for what positions beyond the end mean.

#![allow(unsafe_code)] // bytes of the buffer, heap object layouts

use crate::kinds;
use object_model::convert::FromArg;
use object_model::declare::{Arg, GetSet};
use object_model::gc::Header;
use object_model::protocols::buffer::ReadBuffer;
use object_model::protocols::iterate;
use object_model::strings::{RawBuffer, new_raw};
use object_model::typeobject::{NO_NEW, TypeDecl};
use object_model::{
    Context, DictObject, Exc, Gc, ListObject, ModuleDecl, Object, PyResult, Slot, StrObject, Value, kind, none, py_bool,
    py_functions, py_methods, raise,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Files in memory.\n\nStringIO() -> a file to write to and read from; StringIO(s) -> a file to read s from.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("cStringIO")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<InputObject>(cx, &INPUT, &INPUT_LAYOUT);
    kinds::register::<OutputObject>(cx, &OUTPUT, &OUTPUT_LAYOUT);
    cx.register_next(kinds::STRING_INPUT, next_line);
    cx.register_next(kinds::STRING_OUTPUT, next_line);
    let (input, output) = (INPUT.get(cx).value(), OUTPUT.get(cx).value());
    cx.dict_put(dict, "InputType", input);
    cx.dict_put(dict, "OutputType", output);
    Ok(())
}

/// What both have: where in how many bytes they stand.
#[repr(C)]
struct Stream {
    header: Header,
    /// Owner of the bytes: a str, or a raw buffer. Empty: none yet, or closed.
    owner: Slot,
    size: usize,
    position: usize,
    closed: bool,
    softspace: i64,
}

#[repr(transparent)]
pub struct InputObject(Stream);

#[repr(transparent)]
pub struct OutputObject(Stream);

// SAFETY: made by `StringIO`.
unsafe impl Object for InputObject {
    const KIND: u8 = kinds::STRING_INPUT;
    const NAME: &'static str = "cStringIO.StringI";
}
// SAFETY: as above.
unsafe impl Object for OutputObject {
    const KIND: u8 = kinds::STRING_OUTPUT;
    const NAME: &'static str = "cStringIO.StringO";
}

object_model::fixed_layout!(INPUT_LAYOUT: InputObject, |this, tracer| { tracer.word(this.0.owner.map_or(0, Value::bits)); });
object_model::fixed_layout!(OUTPUT_LAYOUT: OutputObject, |this, tracer| { tracer.word(this.0.owner.map_or(0, Value::bits)); });

static INPUT: TypeDecl = TypeDecl {
    module: "cStringIO",
    doc: "A string to read as a file.",
    methods: &[iterate::ITERATOR, COMMON],
    getset: CLOSED,
    flags: NO_NEW,
    ..TypeDecl::new("StringI", kinds::STRING_INPUT)
};

static OUTPUT: TypeDecl = TypeDecl {
    module: "cStringIO",
    doc: "A file in memory.",
    methods: &[iterate::ITERATOR, COMMON, WRITING],
    getset: OUTPUT_GETSET,
    flags: NO_NEW,
    ..TypeDecl::new("StringO", kinds::STRING_OUTPUT)
};

static CLOSED: &[GetSet] = &[GetSet { name: "closed", doc: "True if the file is closed", get: get_closed, set: None }];
static OUTPUT_GETSET: &[GetSet] = &[
    GetSet { name: "closed", doc: "True if the file is closed", get: get_closed, set: None },
    GetSet {
        name: "softspace",
        doc: "whether print writes a blank first",
        get: |cx, this| Ok(cx.new_int(stream(this).softspace)),
        set: Some(set_softspace),
    },
];

fn get_closed(_: &mut Context, this: Value) -> PyResult {
    Ok(py_bool(stream(this).closed))
}

fn set_softspace(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let Some(value) = value else { raise!(cx, TypeError, "can't delete numeric/char attribute") };
    let n = if value.is_kind(kind::FLOAT) { cx.float_arg(value)? as i64 } else { cx.int_arg(value)? };
    stream(this).softspace = n;
    Ok(())
}

#[inline]
fn stream(this: Value) -> Gc<Stream> {
    debug_assert!(matches!(this.kind(), kinds::STRING_INPUT | kinds::STRING_OUTPUT));
    // SAFETY: both types, on which alone these methods are found, have this layout.
    unsafe { Gc::from_pointer(this.pointer().cast()) }
}

/// The receiver, open.
#[inline]
fn open(cx: &mut Context, this: Value) -> PyResult<Gc<Stream>> {
    if !matches!(this.kind(), kinds::STRING_INPUT | kinds::STRING_OUTPUT) {
        let given = cx.type_name(this);
        raise!(cx, TypeError, "descriptor requires a 'cStringIO.StringO' object but received a '{given}'");
    }
    let this = stream(this);
    if this.closed {
        raise!(cx, ValueError, "I/O operation on closed file");
    }
    Ok(this)
}

impl Stream {
    /// All bytes, until they are written to.
    #[inline]
    fn bytes(&self) -> &'static [u8] {
        let Some(owner) = self.owner else { return &[] };
        if let Some(text) = owner.downcast::<StrObject>() {
            return &text.get().bytes()[..self.size];
        }
        match owner.downcast::<RawBuffer>() {
            // SAFETY: the buffer is at least that long.
            Some(buffer) => unsafe { std::slice::from_raw_parts(buffer.data(), self.size) },
            None => &[],
        }
    }

    /// Steps over at most `most` bytes.
    #[inline]
    fn take(&mut self, most: usize) -> &'static [u8] {
        let rest = self.bytes().get(self.position..).unwrap_or(&[]);
        let taken = &rest[..most.min(rest.len())];
        self.position += taken.len();
        taken
    }

    /// Steps over a line, or its first `most` bytes.
    #[inline]
    fn line(&mut self, most: usize) -> &'static [u8] {
        let rest = self.bytes().get(self.position..).unwrap_or(&[]);
        let end = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + 1);
        self.take(end.min(most))
    }
}

fn next_line(cx: &mut Context, this: Value) -> PyResult<Option<Value>> {
    let mut this = open(cx, this)?;
    match this.line(usize::MAX) {
        [] => Ok(None),
        line => Ok(Some(cx.try_new_str(line)?.value())),
    }
}

/// A count of bytes; negative: all there are.
fn count(n: i64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn write(cx: &mut Context, mut this: Gc<Stream>, bytes: &[u8]) -> PyResult<()> {
    let Some(end) = this.position.checked_add(bytes.len()) else { return Err(cx.memory_error()) };
    let capacity = this.owner.and_then(|owner| owner.downcast::<RawBuffer>()).map_or(0, |buffer| buffer.capacity);
    if end > capacity {
        let Some(buffer) =
            new_raw(&mut cx.heap, end.saturating_add(end / 2).max(128)).or_else(|| new_raw(&mut cx.heap, end))
        else {
            return Err(cx.memory_error());
        };
        let old = this.bytes();
        // SAFETY: the new buffer is longer.
        unsafe { old.as_ptr().copy_to_nonoverlapping(buffer.data(), old.len()) };
        cx.barrier(this);
        this.owner = Some(buffer.value());
    }
    if let Some(buffer) = this.owner.and_then(|owner| owner.downcast::<RawBuffer>()) {
        // SAFETY: the buffer holds `end` bytes. What lies between the old end and the position is zero.
        unsafe {
            if this.position > this.size {
                buffer.data().add(this.size).write_bytes(0, this.position - this.size);
            }
            bytes.as_ptr().copy_to_nonoverlapping(buffer.data().add(this.position), bytes.len());
        }
    }
    this.position = end;
    this.size = this.size.max(end);
    Ok(())
}

py_methods! { COMMON:
    /// flush() -- does nothing
    fn flush(cx: &mut Context, this: Value) -> PyResult<()> {
        open(cx, this).map(drop)
    }
    /// getvalue([use_pos]) -> the whole text, or with a true argument as far as the position
    fn getvalue(cx: &mut Context, this: Value, use_pos: Value = none()) -> PyResult<Gc<StrObject>> {
        let this = open(cx, this)?;
        let end = if cx.truth(use_pos)? { this.position.min(this.size) } else { this.size };
        if let Some(text) = this.owner.and_then(|owner| owner.exact::<StrObject>())
            && end == text.len()
        {
            return Ok(text);
        }
        cx.try_new_str(&this.bytes()[..end])
    }
    /// isatty() -> False
    fn isatty(cx: &mut Context, this: Value) -> PyResult<bool> {
        open(cx, this).map(|_| false)
    }
    /// read([n]) -> the next n bytes, or all that are left
    fn read(cx: &mut Context, this: Value, n: i64 = -1) -> PyResult<Gc<StrObject>> {
        let mut this = open(cx, this)?;
        let text = this.take(count(n));
        cx.try_new_str(text)
    }
    /// readline([n]) -> the next line, or its first n bytes
    fn readline(cx: &mut Context, this: Value, n: i64 = -1) -> PyResult<Gc<StrObject>> {
        let mut this = open(cx, this)?;
        let text = this.line(count(n));
        cx.try_new_str(text)
    }
    /// readlines([hint]) -> list of the lines left, or of so many that they have at least hint bytes
    fn readlines(cx: &mut Context, this: Value, hint: i64 = 0) -> PyResult<Gc<ListObject>> {
        let mut this = open(cx, this)?;
        let (list, mut length) = (cx.new_list(), 0);
        loop {
            let line = this.line(usize::MAX);
            if line.is_empty() {
                return Ok(list);
            }
            length += line.len();
            let line = cx.try_new_str(line)?;
            cx.list_push(list, line.value())?;
            if hint > 0 && length >= hint as usize {
                return Ok(list);
            }
        }
    }
    /// reset() -- go back to the beginning
    fn reset(cx: &mut Context, this: Value) -> PyResult<()> {
        open(cx, this)?.position = 0;
        Ok(())
    }
    /// seek(position[, mode]) -- go to a position, from the beginning (0), from here (1) or from the end (2)
    fn seek(cx: &mut Context, this: Value, position: i64, mode: i64 = 0) -> PyResult<()> {
        let mut this = open(cx, this)?;
        let from = match mode {
            2 => this.size,
            1 => this.position,
            _ => 0,
        };
        this.position = usize::try_from((from as i64).saturating_add(position)).unwrap_or(0);
        Ok(())
    }
    /// tell() -> the position
    fn tell(cx: &mut Context, this: Value) -> PyResult<usize> {
        Ok(open(cx, this)?.position)
    }
    /// truncate([size]) -- cut the text off, at the position unless a size is given
    fn truncate(cx: &mut Context, this: Value, size: Slot = None) -> PyResult<()> {
        let size = match size {
            Some(size) => Some(cx.int_arg(size)?),
            None => None,
        };
        let mut this = open(cx, this)?;
        let end = match size.map(usize::try_from) {
            Some(Ok(end)) => end,
            None => this.position,
            Some(Err(_)) => return Err(invalid(cx)),
        };
        this.size = this.size.min(end);
        this.position = this.size;
        Ok(())
    }
    /// close() -- give the text back
    fn close(cx: &mut Context, this: Value) -> PyResult<()> {
        if matches!(this.kind(), kinds::STRING_INPUT | kinds::STRING_OUTPUT) {
            let mut this = stream(this);
            this.closed = true;
            (this.owner, this.size, this.position) = (None, 0, 0);
            return Ok(());
        }
        open(cx, this).map(drop)
    }
}

#[cold]
fn invalid(cx: &mut Context) -> object_model::Raised {
    let text = cx.new_str(b"Invalid argument").value();
    cx.error_with(Exc::IOError, &[Value::small(libc::EINVAL.into()), text])
}

py_methods! { WRITING:
    /// write(s) -- write a string at the position
    fn write_ as "write"(cx: &mut Context, this: Value, s: Value) -> PyResult<()> {
        if let Some(text) = s.downcast::<StrObject>() {
            let this = open(cx, this)?;
            return write(cx, this, text.get().bytes());
        }
        let text = ReadBuffer::from_arg(cx, s, Arg { function: "write", index: 1 })?;
        let this = open(cx, this)?;
        write(cx, this, &text)
    }
    /// writelines(iterable of strings) -- write all of them
    fn writelines(cx: &mut Context, this: Value, lines: Value) -> PyResult<()> {
        cx.for_each(lines, |cx, line| {
            let text = match line.downcast::<StrObject>() {
                Some(text) => text,
                None if line.is_kind(kind::UNICODE) => cx.encode_default(line)?,
                None => {
                    let given = cx.type_name(line);
                    raise!(cx, TypeError, "expected string or Unicode object, {given} found");
                }
            };
            let this = open(cx, this)?;
            write(cx, this, text.get().bytes())
        })
    }
}

py_functions! { FUNCTIONS:
    /// StringIO([s]) -> a file to read s from, or to write to
    @raw fn StringIO(cx: &mut Context, args: &Args) -> PyResult {
        let [source] = crate::unpack::unpack(cx, args, "StringIO", 0)?;
        let Some(source) = source else { return Ok(cx.allocate::<OutputObject>().value()) };
        let text = ReadBuffer::from_arg(cx, source, Arg { function: "StringIO", index: 1 })?.0;
        let mut this = cx.allocate::<InputObject>();
        (this.0.owner, this.0.size) = (Some(text.value()), text.len());
        Ok(this.value())
    }
}
