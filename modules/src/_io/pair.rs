//! `BufferedRWPair`: a reader and a writer as one stream.

#![allow(unsafe_code)] // heap object layout

use super::STREAM;
use super::base::BUFFERED_BASE;
use super::buffered::{READER, WRITER};
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::typeobject::TypeDecl;
use object_model::value::slot_bits;
use object_model::{Args, Context, Exc, Gc, Object, PyResult, Slot, TypeObject, Value, none, py_methods, raise};

#[repr(C)]
pub struct Pair {
    pub header: Header,
    reader: Slot,
    writer: Slot,
}

// SAFETY: made by `__new__`.
unsafe impl Object for Pair {
    const KIND: u8 = kinds::BUFFERED_PAIR;
    const NAME: &'static str = "_io.BufferedRWPair";
}

object_model::fixed_layout!(LAYOUT: Pair, |this, tracer| {
    tracer.word(slot_bits(this.reader));
    tracer.word(slot_bits(this.writer));
});

pub static PAIR: TypeDecl = TypeDecl {
    module: "_io",
    doc: "BufferedRWPair(reader, writer[, buffer_size[, max_buffer_size]]) -> stream over two raw streams",
    base: Some(&BUFFERED_BASE),
    methods: &[METHODS, forwarded::FORWARDED],
    getset: &[GetSet {
        name: "closed",
        doc: "whether the writer is closed",
        get: |cx, this| {
            let Some(writer) = this.downcast::<Pair>().and_then(|this| this.writer) else {
                raise!(cx, RuntimeError, "the BufferedRWPair object is being garbage-collected");
            };
            cx.getattr_text(writer, "closed")
        },
        set: None,
    }],
    flags: STREAM,
    ..TypeDecl::new("BufferedRWPair", kinds::BUFFERED_PAIR)
};

fn forward(cx: &mut Context, half: Slot, method: &str, args: &Args) -> PyResult {
    match half {
        Some(half) => cx.call_method(half, method, args.rest().positional),
        None => raise!(cx, ValueError, "I/O operation on uninitialized object"),
    }
}

macro_rules! forwarding {
    ($table:ident: $($method:ident $half:ident;)*) => {
        py_methods! { $table:
            $(@raw fn $method(cx: &mut Context, args: &Args) -> PyResult {
                let this = args.receiver::<Pair>(cx, stringify!($method))?;
                forward(cx, this.$half, stringify!($method), args)
            })*
        }
    };
}

mod forwarded {
    use super::*;
    forwarding! { FORWARDED:
        read reader;
        peek reader;
        read1 reader;
        readinto reader;
        readable reader;
        write writer;
        flush writer;
        writable writer;
    }
}

py_methods! { METHODS:
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = args;
        cx.allocate_for::<Pair>(class, 0).map(Gc::value)
    }
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = args.receiver::<Pair>(cx, "__init__")?;
        let rest = args.rest();
        rest.no_keywords(cx, "BufferedRWPair")?;
        let given = rest.positional;
        if !(2..=4).contains(&given.len()) {
            let (how, n) = if given.len() < 2 { ("least", 2) } else { ("most", 4) };
            raise!(cx, TypeError, "BufferedRWPair() takes at {how} {n} arguments ({} given)", given.len());
        }
        if given.len() == 4 {
            cx.warn(Exc::DeprecationWarning, "max_buffer_size is deprecated")?;
        }
        let size = given.get(2).copied().unwrap_or(Value::small(super::BUFFER_SIZE as i64));
        super::check_able(cx, given[0], "readable")?;
        super::check_able(cx, given[1], "writable")?;
        let (reader, writer) = (READER.get(cx).value(), WRITER.get(cx).value());
        let reader = cx.call(reader, &[given[0], size])?;
        cx.barrier(this);
        this.get_mut().reader = Some(reader);
        let writer = cx.call(writer, &[given[1], size])?;
        cx.barrier(this);
        this.get_mut().writer = Some(writer);
        Ok(())
    }
    /// close()
    /// Closes the writer, then the reader.
    fn close(cx: &mut Context, this: Gc<Pair>) -> PyResult {
        let (Some(reader), Some(writer)) = (this.reader, this.writer) else {
            raise!(cx, ValueError, "I/O operation on uninitialized object");
        };
        let closed = cx.call_method(writer, "close", &[]);
        super::both(cx, closed, |cx| cx.call_method(reader, "close", &[]))
    }
    /// isatty() -> whether either is a terminal
    fn isatty(cx: &mut Context, this: Gc<Pair>) -> PyResult {
        let first = cx.call_method(this.writer.unwrap_or(none()), "isatty", &[])?;
        if first != object_model::py_false() {
            return Ok(first);
        }
        cx.call_method(this.reader.unwrap_or(none()), "isatty", &[])
    }
}
