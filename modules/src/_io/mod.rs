//! `_io`: streams of PEP 3116. Raw files, buffers over raw streams, text over buffers, and both kinds in memory.
//!
//! A stream of any layer may be a program's own: layers talk by method calls, except a buffer over an exact `FileIO`.
//! Every stream has `__del__`, which closes it, so that what a forgotten writer holds still arrives.
//!
//! Source: PEP 3116; library reference, `io` (2.7).

// A stream's buffer is one word in a heap object whose fields begin as zero; a lock's owner changes while others run.
#![allow(clippy::box_collection, clippy::while_immutable_condition)]

mod base;
mod buffered;
mod bytesio;
mod fileio;
mod newline;
mod open;
mod pair;
mod stringio;
mod text;

use crate::kinds;
use object_model::declare::GetSet;
use object_model::typeobject::{BASETYPE, HAS_DEL, TypeDecl, WITH_DICT, WITH_WEAKREF};
use object_model::{
    Context, DictObject, Exc, ExceptionObject, Gc, ModuleDecl, PyResult, Raised, Slot, StrObject, UnicodeObject, Value,
    kind, layout, py_methods, raise, types,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Streams; see the module io.",
    functions: &[open::FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("_io")
};

const BUFFER_SIZE: usize = 8192;
/// Of every stream type.
const STREAM: u32 = BASETYPE | WITH_DICT | WITH_WEAKREF | HAS_DEL;
/// Nobody sees a stream in memory close when it dies, but for classes under it: those find `__del__` by themselves.
const IN_MEMORY: u32 = STREAM & !HAS_DEL;
const UNSUPPORTED: &str = "io.UnsupportedOperation";

/// Writes out what streams hold that nobody closed, text before bytes: at exit.
pub fn flush_streams(cx: &mut Context) {
    for wanted in [kinds::TEXT_IO, kinds::BUFFERED] {
        object_model::finalize::each_awaiting(cx, wanted, |cx, stream| {
            if matches!(is_closed(cx, stream), Ok(false)) {
                let _ = cx.call_method(stream, "flush", &[]);
            }
            cx.pending = None;
        });
    }
}

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    // Streams have a dict, so even exact ones have maps as shapes: their kinds stand for no type.
    layout::register_fixed::<fileio::FileIo>(&mut cx.heap, &fileio::INFO);
    layout::register_fixed::<bytesio::BytesIo>(&mut cx.heap, &bytesio::INFO);
    layout::register_fixed::<stringio::StringIo>(&mut cx.heap, &stringio::INFO);
    layout::register_fixed::<buffered::Buffered>(&mut cx.heap, &buffered::INFO);
    layout::register_fixed::<pair::Pair>(&mut cx.heap, &pair::LAYOUT);
    layout::register_fixed::<text::TextIo>(&mut cx.heap, &text::INFO);
    kinds::register::<newline::NewlineDecoder>(cx, &newline::NEWLINE_DECODER, &newline::LAYOUT);
    cx.dict_put(dict, "DEFAULT_BUFFER_SIZE", Value::small(BUFFER_SIZE as i64));
    for decl in [
        &base::IO_BASE,
        &base::RAW_BASE,
        &base::BUFFERED_BASE,
        &base::TEXT_BASE,
        &fileio::FILE_IO,
        &bytesio::BYTES_IO,
        &stringio::STRING_IO,
        &buffered::READER,
        &buffered::WRITER,
        &buffered::RANDOM,
        &pair::PAIR,
        &text::TEXT_IO,
        &newline::NEWLINE_DECODER,
        &BLOCKING_ERROR,
    ] {
        let class = decl.get(cx).value();
        cx.dict_put(dict, decl.name, class);
    }
    let bases = [Exc::ValueError.class(cx).value(), Exc::IOError.class(cx).value()];
    let bases = cx.new_tuple(&bases);
    let (name, module) = (cx.intern(b"UnsupportedOperation"), cx.intern(b"io"));
    let namespace = cx.new_dict();
    cx.dict_put(namespace, "__module__", module.value());
    let metatype = types::type_::TYPE.get(cx);
    let class = cx.new_class(metatype, name, bases, namespace)?;
    cx.ext.values.insert(UNSUPPORTED, Some(class));
    cx.dict_put(dict, "UnsupportedOperation", class);
    Ok(())
}

/// Field of an exception that the environment errors leave free.
const WRITTEN: usize = 5;

static BLOCKING_ERROR: TypeDecl = TypeDecl {
    doc: "A stream that does not wait could not do all of its work.",
    base: Some(Exc::IOError.decl()),
    methods: &[BLOCKING_METHODS],
    getset: &[GetSet {
        name: "characters_written",
        doc: "how much of the data was taken",
        get: |_, this| {
            Ok(this.downcast::<ExceptionObject>().and_then(|this| this.fields[WRITTEN]).unwrap_or(Value::small(0)))
        },
        set: Some(|cx, this, value| {
            let number = match value {
                Some(value) => cx.index_exact(value)?,
                None => raise!(cx, TypeError, "can't delete numeric/char attribute"),
            };
            if let Some(this) = this.downcast::<ExceptionObject>() {
                cx.barrier(this);
                this.get_mut().fields[WRITTEN] = Some(Value::small(number));
            }
            Ok(())
        }),
    }],
    flags: BASETYPE | WITH_DICT,
    ..TypeDecl::new("BlockingIOError", kind::EXCEPTION)
};

py_methods! { BLOCKING_METHODS:
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = args.receiver::<ExceptionObject>(cx, "__init__")?;
        let rest = args.rest();
        rest.no_keywords(cx, "BlockingIOError")?;
        let given = rest.positional;
        if !(2..=3).contains(&given.len()) {
            let (how, n) = if given.len() < 2 { ("least", 2) } else { ("most", 3) };
            raise!(cx, TypeError, "BlockingIOError() takes at {how} {n} arguments ({} given)", given.len());
        }
        let written = given.get(2).map_or(Ok(0), |&value| cx.index_exact(value))?;
        let base = Exc::IOError.class(cx);
        let init = cx.getattr_text(base.value(), "__init__")?;
        cx.call(init, &[this.value(), given[0], given[1]])?;
        cx.barrier(this);
        this.get_mut().fields[WRITTEN] = Some(Value::small(written));
        Ok(())
    }
}

#[cold]
fn would_block(cx: &mut Context, message: &str, written: usize) -> Raised {
    let class = BLOCKING_ERROR.get(cx).value();
    let text = cx.new_str(message.as_bytes()).value();
    match cx.call(class, &[Value::small(libc::EAGAIN.into()), text, Value::small(written as i64)]) {
        Ok(value) => cx.raise_value(class, value, None),
        Err(raised) => raised,
    }
}

#[cold]
fn unsupported(cx: &mut Context, operation: &str) -> Raised {
    crate::errors::error(cx, UNSUPPORTED, operation)
}

/// Positions and sizes are longs, as 2.7 gives them.
fn long(cx: &mut Context, n: i64) -> Value {
    cx.new_long_i128(n.into())
}

fn is_closed(cx: &mut Context, stream: Value) -> PyResult<bool> {
    let closed = cx.getattr_text(stream, "closed")?;
    cx.truth(closed)
}

/// ValueError if the stream says that it is closed.
fn check_closed(cx: &mut Context, stream: Value) -> PyResult<()> {
    if is_closed(cx, stream)? {
        raise!(cx, ValueError, "I/O operation on closed file.");
    }
    Ok(())
}

/// IOError unless the stream says yes.
fn check_able(cx: &mut Context, stream: Value, what: &str) -> PyResult<()> {
    if cx.call_method(stream, what, &[])? != object_model::py_true() {
        raise!(cx, IOError, "File or stream is not {what}.");
    }
    Ok(())
}

/// A size argument: None and nothing are -1.
fn size_argument(cx: &mut Context, size: Slot) -> PyResult<i64> {
    let Some(value) = size.and_then(Value::not_none) else { return Ok(-1) };
    if !cx.is_index(value) {
        let given = cx.type_name(value);
        raise!(cx, TypeError, "integer argument expected, got '{given}'");
    }
    cx.index_exact(value)
}

/// Was the pending exception an interrupted call? Then it is dropped, and the signal's handler has run.
fn interrupted(cx: &mut Context) -> bool {
    let is = cx.pending.is_some_and(|triple| {
        triple
            .value
            .downcast::<ExceptionObject>()
            .is_some_and(|error| error.fields[0] == Some(Value::small(libc::EINTR.into())))
    });
    if is && cx.pending_is(Exc::EnvironmentError) {
        cx.take_error();
        return true;
    }
    false
}

/// A bytes argument ("y*" of the old days): whatever has memory, no unicode.
fn bytes_argument(cx: &mut Context, value: Value) -> PyResult<Gc<StrObject>> {
    if let Some(text) = value.downcast::<StrObject>() {
        return Ok(text);
    }
    if !value.is_kind(kind::UNICODE)
        && let Some(text) = cx.buffer_str(value)?
    {
        return Ok(text);
    }
    let given = cx.type_name(value);
    raise!(cx, TypeError, "'{given}' does not have the buffer interface")
}

/// A newline or encoding argument ("z"): its text; None and nothing are empty.
fn text_argument(cx: &mut Context, value: Slot, function: &str, index: usize) -> PyResult<Option<Gc<StrObject>>> {
    let Some(value) = value.and_then(Value::not_none) else { return Ok(None) };
    if let Some(text) = value.downcast::<StrObject>() {
        return Ok(Some(text));
    }
    if value.downcast::<UnicodeObject>().is_some() {
        return cx.encode_default(value).map(Some);
    }
    let given = cx.type_name(value);
    raise!(cx, TypeError, "{function}() argument {index} must be string or None, not {given}")
}

fn check_newline(cx: &mut Context, newline: Option<Gc<StrObject>>) -> PyResult<()> {
    match newline {
        Some(newline) if !matches!(newline.bytes(), b"" | b"\n" | b"\r" | b"\r\n") => {
            raise!(cx, ValueError, "illegal newline value: {}", newline.lossy())
        }
        _ => Ok(()),
    }
}

/// Does both, the second whatever becomes of the first; of two errors the later one is told.
fn both<T>(cx: &mut Context, first: PyResult<T>, then: impl FnOnce(&mut Context) -> PyResult<T>) -> PyResult<T> {
    let Err(raised) = first else { return then(cx) };
    let pending = cx.take_error();
    then(cx)?;
    match pending {
        Some(triple) => Err(cx.restore_error(triple)),
        None => Err(raised),
    }
}

/// `stream.name` for a repr, if it has one.
fn name_repr(cx: &mut Context, stream: Value) -> PyResult<Option<String>> {
    match cx.getattr_text(stream, "name") {
        Ok(name) => Ok(Some(cx.repr(name)?.lossy())),
        Err(raised) if cx.catch(Exc::AttributeError) => {
            let _ = raised;
            Ok(None)
        }
        Err(_) if cx.catch(Exc::Exception) => Ok(None),
        Err(raised) => Err(raised),
    }
}

/// Name of the object's class with its module, as `_io.FileIO`.
fn class_text(cx: &mut Context, value: Value) -> String {
    let class = cx.class_of(value);
    match class.decl {
        Some(decl) => format!("{}.{}", decl.module, decl.name),
        None => class.name_lossy(),
    }
}
