//! `buffer`: a window onto the memory of another object, by the old interface. Read-only.
//!
//! The other object is asked for its memory at each use, so it may change its size meanwhile.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::convert::{FromArg, Size};
use crate::declare::Arg;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::protocols::buffer::{BufferOps, Memory, plain_bytes};
use crate::strings::{StrObject, UnicodeObject};
use crate::typeobject::{NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::types::slice::{self, SliceObject};
use crate::types::str::strided;
use crate::types::text_args::repeat_count;
use crate::value::Value;
use crate::{kind, not_implemented, py_methods, raise};
use gc::Header;

#[repr(C)]
pub struct BufferObject {
    header: Header,
    base: Value,
    offset: usize,
    /// Empty: to the end of the memory.
    size: Option<usize>,
}

impl BufferObject {
    /// The object whose memory it shows.
    pub(crate) fn base(&self) -> Value {
        self.base
    }
}

// SAFETY: made by `buffer.__new__`, fields set at once.
unsafe impl Object for BufferObject {
    const KIND: u8 = kind::BUFFER;
    const NAME: &'static str = "buffer";
}

crate::fixed_layout!(LAYOUT: BufferObject, |this, tracer| { tracer.word(this.base.bits()); });

pub static BUFFER: TypeDecl = TypeDecl {
    doc: "buffer(object[, offset[, size]]) -> a read-only window onto the object's memory",
    methods: &[BUFFER_METHODS],
    flags: NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("buffer", kind::BUFFER)
};

static OPS: BufferOps = BufferOps { memory, old: true, text: true, new: true, format: plain_bytes };

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<BufferObject>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&BUFFER);
    cx.register_buffer(kind::BUFFER, &OPS);
}

fn memory(cx: &mut Context, value: Value) -> PyResult<Memory> {
    match value.downcast::<BufferObject>() {
        Some(this) => window(cx, this),
        None => raise!(cx, TypeError, "buffer object expected"),
    }
}

fn window(cx: &mut Context, this: Gc<BufferObject>) -> PyResult<Memory> {
    let whole = cx.buffer_bytes(this.base)?;
    Ok(whole.part(this.offset, this.size.unwrap_or(usize::MAX)).read_only())
}

/// A window onto `base`; onto what that is a window onto, if it is one.
fn new_buffer(cx: &mut Context, base: Value, offset: isize, size: isize) -> PyResult {
    let Ok(mut offset) = usize::try_from(offset) else { raise!(cx, ValueError, "offset must be zero or positive") };
    let mut size = match size {
        -1 => None,
        size => match usize::try_from(size) {
            Ok(size) => Some(size),
            Err(_) => raise!(cx, ValueError, "size must be zero or positive"),
        },
    };
    let mut base = base;
    if let Some(outer) = base.downcast::<BufferObject>() {
        if let Some(outer_size) = outer.size {
            let left = outer_size.saturating_sub(offset);
            size = Some(size.map_or(left, |size| size.min(left)));
        }
        offset = offset.saturating_add(outer.offset);
        base = outer.base;
    }
    if let Some(text) = base.downcast::<UnicodeObject>() {
        base = cx.internal_form(text)?.value();
    }
    let mut this = cx.allocate::<BufferObject>();
    (this.base, this.offset, this.size) = (base, offset, size);
    Ok(this.value())
}

fn read_only<T>(cx: &mut Context) -> PyResult<T> {
    raise!(cx, TypeError, "buffer is read-only")
}

py_methods! { BUFFER_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = class;
        cx.warn_py3k("buffer() not supported in 3.x")?;
        args.no_keywords(cx, "buffer")?;
        if args.positional.is_empty() {
            raise!(cx, TypeError, "buffer() takes at least 1 argument (0 given)");
        }
        let [object, offset, size] = args.parse(cx, "buffer", &["object", "offset", "size"], 1)?;
        let number = |cx: &mut Context, slot: crate::Slot, index: usize, default: isize| match slot {
            None => Ok(default),
            Some(value) => Size::from_arg(cx, value, Arg { function: "buffer", index }).map(|size| size.0),
        };
        let offset = number(cx, offset, 2, 0)?;
        let size = number(cx, size, 3, -1)?;
        let Some(object) = object else { raise!(cx, TypeError, "buffer object expected") };
        let known = matches!(object.kind(), kind::STR | kind::UNICODE) || cx.buffer_ops(object).is_some_and(|ops| ops.old);
        if !known {
            raise!(cx, TypeError, "buffer object expected");
        }
        new_buffer(cx, object, offset, size)
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<BufferObject>) -> String {
        let _ = cx;
        let size = this.size.map_or(-1, |size| size as i64);
        let (base, own) = (this.base.bits(), this.value().bits());
        format!("<read-only buffer for {base:#x}, size {size}, offset {} at {own:#x}>", this.offset)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<BufferObject>) -> PyResult<Gc<StrObject>> {
        let memory = window(cx, this)?;
        cx.try_new_str(&memory)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<BufferObject>) -> PyResult<i64> {
        let memory = window(cx, this)?;
        Ok(text::hash::bytes_hash(&memory))
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<BufferObject>) -> PyResult<usize> {
        Ok(window(cx, this)?.len())
    }
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Gc<BufferObject>, other: Value) -> PyResult {
        let Some(other) = other.downcast::<BufferObject>() else { return Ok(not_implemented()) };
        let (a, b) = (window(cx, this)?, window(cx, other)?);
        Ok(Value::small(a.get().cmp(b.get()) as i64))
    }
    /// x.__add__(y) <==> x+y
    fn __add__(cx: &mut Context, this: Gc<BufferObject>, other: Value) -> PyResult {
        let readable = matches!(other.kind(), kind::STR | kind::UNICODE) || cx.buffer_ops(other).is_some_and(|ops| ops.old);
        if !readable {
            raise!(cx, TypeError, "bad argument type for built-in operation");
        }
        let (a, b) = (window(cx, this)?, cx.buffer_bytes(other)?);
        if a.is_empty() {
            return Ok(other);
        }
        let joined = [a.get(), b.get()].concat();
        cx.try_new_str(&joined).map(Gc::value)
    }
    /// x.__mul__(n) <==> x*n
    fn __mul__(cx: &mut Context, this: Gc<BufferObject>, times: Value) -> PyResult {
        repeated(cx, this, times)
    }
    /// x.__rmul__(n) <==> n*x
    fn __rmul__(cx: &mut Context, this: Gc<BufferObject>, times: Value) -> PyResult {
        repeated(cx, this, times)
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<BufferObject>, index: Value) -> PyResult {
        let memory = window(cx, this)?;
        if let Some(range) = index.downcast::<SliceObject>() {
            let (start, step, count) = slice::unpack(cx, range, || memory.len())?;
            let picked: Vec<u8> = strided(&memory, start, step, count).collect();
            return cx.try_new_str(&picked).map(Gc::value);
        }
        if !cx.is_index(index) {
            raise!(cx, TypeError, "sequence index must be integer");
        }
        let at = cx.subscript(index)?;
        match crate::Index(at).within(memory.len()) {
            Some(at) => Ok(cx.byte_strs[usize::from(memory[at])].value()),
            None => raise!(cx, IndexError, "buffer index out of range"),
        }
    }
    /// x.__getslice__(i, j) <==> x[i:j]
    fn __getslice__(cx: &mut Context, this: Gc<BufferObject>, from: i64, to: i64) -> PyResult<Gc<StrObject>> {
        let memory = window(cx, this)?;
        let to = (to.max(0) as usize).min(memory.len());
        let from = (from.max(0) as usize).min(to);
        cx.try_new_str(&memory[from..to])
    }
    /// x.__setitem__(i, y) <==> x[i]=y
    fn __setitem__(cx: &mut Context, this: Gc<BufferObject>, index: Value, value: Value) -> PyResult<()> {
        let _ = (this, index, value);
        read_only(cx)
    }
    /// x.__delitem__(y) <==> del x[y]
    fn __delitem__(cx: &mut Context, this: Gc<BufferObject>, index: Value) -> PyResult<()> {
        let _ = (this, index);
        read_only(cx)
    }
    /// x.__setslice__(i, j, y) <==> x[i:j]=y
    fn __setslice__(cx: &mut Context, this: Gc<BufferObject>, from: Value, to: Value, value: Value) -> PyResult<()> {
        let _ = (this, from, to, value);
        read_only(cx)
    }
    /// x.__delslice__(i, j) <==> del x[i:j]
    fn __delslice__(cx: &mut Context, this: Gc<BufferObject>, from: Value, to: Value) -> PyResult<()> {
        let _ = (this, from, to);
        read_only(cx)
    }
}

fn repeated(cx: &mut Context, this: Gc<BufferObject>, times: Value) -> PyResult {
    let Some(times) = repeat_count(cx, times)? else { return Ok(not_implemented()) };
    let memory = window(cx, this)?;
    let text = cx.try_new_str(&memory)?;
    cx.repeat_str(text, times).map(Gc::value)
}
