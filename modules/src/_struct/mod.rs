//! `_struct`: values packed as C structures.
//!
//! A format is compiled once and shared: by a `Struct`, and for the module's functions by a table of the formats used last.

#![allow(unsafe_code)] // heap object that owns a format in the Rust heap

mod codec;
mod format;

use crate::{errors, kinds};
use ahash::HashMap;
use format::Format;
use object_model::convert::FromArg;
use object_model::declare::{Arg, GetSet};
use object_model::gc::{Header, KindInfo};
use object_model::protocols::buffer::{Memory, ReadBuffer, given_name};
use object_model::typeobject::{BASETYPE, TypeDecl, TypeObject, WITH_WEAKREF};
use object_model::value::slot_bits;
use object_model::{
    Args, Context, DictObject, Exc, Gc, ModuleDecl, Object, PyResult, Size, Slot, StrObject, TupleObject, Value, kind, none,
    py_functions, py_methods, raise,
};
use std::rc::Rc;

const ERROR: &str = "struct.error";

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Values packed into strings, as C lays them out.\n\n\
First character of a format: @ native sizes and alignment (also without one), = native order, < little-endian,\n\
> or ! big-endian, all of these with standard sizes and no alignment.\n\
Then letters, with a count before them: x pad byte, c char, b B signed and unsigned byte, ? bool, h H short, i I int,\n\
l L long, q Q long long, f float, d double, s string, p Pascal string, P pointer (native only).",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("_struct")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<StructObject>(cx, &STRUCT, &INFO);
    errors::define(cx, dict, ERROR, Exc::Exception)?;
    let class = STRUCT.get(cx).value();
    cx.dict_put(dict, "Struct", class);
    let version = cx.new_str(b"0.2").value();
    cx.dict_put(dict, "__version__", version);
    cx.dict_put(dict, "_PY_STRUCT_RANGE_CHECKING", Value::small(1));
    cx.dict_put(dict, "_PY_STRUCT_FLOAT_COERCE", Value::small(1));
    Ok(())
}

#[repr(C)]
pub struct StructObject {
    pub header: Header,
    /// The text; empty until `__init__`.
    text: Slot,
    format: Option<Rc<Format>>,
}

// SAFETY: made by `__new__`.
unsafe impl Object for StructObject {
    const KIND: u8 = kinds::STRUCT;
    const NAME: &'static str = "Struct";
}

object_model::fixed_layout!(LAYOUT: StructObject, |this, tracer| { tracer.word(slot_bits(this.text)); });

/// # Safety
/// `object` is a Struct that has died.
unsafe fn release(object: *mut Header) {
    // SAFETY: by contract; called once.
    unsafe { (*object.cast::<StructObject>()).format = None };
}

static INFO: KindInfo = KindInfo { drop: Some(release), ..LAYOUT };

static STRUCT: TypeDecl = TypeDecl {
    doc: "Struct(format) -> a compiled format",
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE | WITH_WEAKREF,
    ..TypeDecl::new("Struct", kinds::STRUCT)
};

static GETSET: &[GetSet] = &[
    GetSet { name: "format", doc: "the format's text", get: |_, this| Ok(receiver(this).text.unwrap_or(none())), set: None },
    GetSet { name: "size", doc: "bytes of the packed values", get: get_size, set: None },
];

fn receiver(this: Value) -> Gc<StructObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

fn get_size(cx: &mut Context, this: Value) -> PyResult {
    Ok(cx.new_int(receiver(this).format.as_ref().map_or(-1, |format| format.size as i64)))
}

/// Formats used last, and the very last one, which is most often the next.
#[derive(Default)]
struct Cache(HashMap<Vec<u8>, Rc<Format>>, Option<(Vec<u8>, Rc<Format>)>);

const CACHE: usize = 100;

fn text_of(cx: &mut Context, format: Value) -> PyResult<Gc<StrObject>> {
    if let Some(text) = format.downcast::<StrObject>() {
        return Ok(text);
    }
    if format.is_kind(kind::UNICODE) {
        return cx.encode_default(format);
    }
    let given = cx.type_name(format);
    raise!(cx, TypeError, "Struct() argument 1 must be string, not {given}")
}

fn compile(cx: &mut Context, text: &[u8]) -> PyResult<Rc<Format>> {
    match Format::new(text) {
        Ok(format) => Ok(Rc::new(format)),
        Err(fault) => Err(errors::error(cx, ERROR, fault)),
    }
}

fn cached(cx: &mut Context, format: Value) -> PyResult<Rc<Format>> {
    let text = text_of(cx, format)?;
    let text = text.get().bytes();
    let Cache(known, last) = cx.ext.state::<Cache>();
    if let Some((before, format)) = &*last
        && before[..] == *text
    {
        return Ok(format.clone());
    }
    if let Some(found) = known.get(text).cloned() {
        *last = Some((text.to_vec(), found.clone()));
        return Ok(found);
    }
    let format = compile(cx, text)?;
    let cache = &mut cx.ext.state::<Cache>().0;
    if cache.len() >= CACHE {
        cache.clear();
    }
    cache.insert(text.to_vec(), format.clone());
    Ok(format)
}

fn pack(cx: &mut Context, format: &Format, values: &[Value]) -> PyResult<Gc<StrObject>> {
    if values.len() != format.count {
        return Err(errors::error(
            cx,
            ERROR,
            &format!("pack expected {} items for packing (got {})", format.count, values.len()),
        ));
    }
    let mut small = [0u8; 64];
    if format.size <= small.len() {
        codec::pack(cx, format, values, &mut small[..format.size])?;
        return Ok(cx.new_str(&small[..format.size]));
    }
    let mut out = room(cx, format.size)?;
    codec::pack(cx, format, values, &mut out)?;
    cx.try_new_str(&out)
}

fn room(cx: &mut Context, size: usize) -> PyResult<Vec<u8>> {
    let mut out = Vec::new();
    if out.try_reserve_exact(size).is_err() {
        return Err(cx.memory_error());
    }
    out.resize(size, 0);
    Ok(out)
}

fn pack_into(cx: &mut Context, format: &Format, args: &[Value]) -> PyResult<()> {
    let Some((&buffer, rest)) = args.split_first() else {
        return Err(errors::error(cx, ERROR, "pack_into expected buffer argument"));
    };
    let Some((&offset, values)) = rest.split_first() else {
        return Err(errors::error(cx, ERROR, "pack_into expected offset argument"));
    };
    if values.len() != format.count {
        return Err(errors::error(
            cx,
            ERROR,
            &format!("pack_into expected {} items for packing (got {})", format.count, values.len()),
        ));
    }
    writable(cx, buffer)?;
    let offset = Size::from_arg(cx, offset, Arg { function: "pack_into", index: 2 })?.0;
    let mut out = room(cx, format.size)?;
    let len = writable(cx, buffer)?.len();
    place(cx, format, len, offset, "pack_into")?;
    codec::pack(cx, format, values, &mut out)?;
    // Converting the values may have run Python code: where does the memory lie now?
    let memory = writable(cx, buffer)?;
    let at = place(cx, format, memory.len(), offset, "pack_into")?;
    if let Some(target) = memory.get_mut() {
        target[at..at + out.len()].copy_from_slice(&out);
    }
    Ok(())
}

fn writable(cx: &mut Context, buffer: Value) -> PyResult<Memory> {
    match cx.memory_of(buffer)? {
        Some(memory) if memory.is_writable() => Ok(memory),
        _ => {
            let given = given_name(cx, buffer);
            raise!(cx, TypeError, "argument must be read-write buffer, not {given}")
        }
    }
}

/// Where in `len` bytes the format lies at `offset`.
fn place(cx: &mut Context, format: &Format, len: usize, offset: isize, function: &str) -> PyResult<usize> {
    let at = if offset < 0 { offset.saturating_add(len as isize) } else { offset };
    match usize::try_from(at) {
        Ok(at) if at <= len && len - at >= format.size => Ok(at),
        _ => Err(errors::error(cx, ERROR, &format!("{function} requires a buffer of at least {} bytes", format.size))),
    }
}

fn unpack(cx: &mut Context, format: &Format, string: Value) -> PyResult<Gc<TupleObject>> {
    let memory = match string.kind() {
        kind::UNICODE => Some(Memory::of_str(cx.encode_default(string)?)),
        _ => cx.memory_of(string)?,
    };
    match memory {
        Some(memory) if memory.len() == format.size => codec::unpack(cx, format, memory.get()),
        _ => Err(errors::error(cx, ERROR, &format!("unpack requires a string argument of length {}", format.size))),
    }
}

fn unpack_from(cx: &mut Context, format: &Format, buffer: Value, offset: isize) -> PyResult<Gc<TupleObject>> {
    let memory = match cx.memory_of(buffer)? {
        Some(memory) => memory,
        None => Memory::of_str(ReadBuffer::from_arg(cx, buffer, Arg { function: "unpack_from", index: 1 })?.0),
    };
    let at = place(cx, format, memory.len(), offset, "unpack_from")?;
    codec::unpack(cx, format, &memory.get()[at..at + format.size])
}

fn offset_of(cx: &mut Context, offset: Slot) -> PyResult<isize> {
    match offset {
        Some(offset) => Ok(cx.int_arg(offset)? as isize),
        None => Ok(0),
    }
}

/// The format of a Struct; one that was never initialised has none and takes nothing.
fn own(cx: &mut Context, this: Gc<StructObject>, function: &str, given: usize) -> PyResult<Rc<Format>> {
    match &this.get().format {
        Some(format) => Ok(format.clone()),
        None => Err(errors::error(cx, ERROR, &format!("{function} expected -1 items for packing (got {given})"))),
    }
}

fn raw_receiver(cx: &mut Context, args: &Args, function: &str) -> PyResult<Gc<StructObject>> {
    match args.positional.first().and_then(|this| this.downcast()) {
        Some(this) => Ok(this),
        None => raise!(cx, TypeError, "descriptor '{function}' requires a 'Struct' object"),
    }
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<StructObject>> {
        let _ = args;
        let this = cx.allocate_for::<StructObject>(class, 0)?;
        cx.heap.register_native_drop(this.header());
        Ok(this)
    }
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let mut this = raw_receiver(cx, args, "__init__")?;
        let [format] = args.rest().parse(cx, "Struct", &["format"], 1)?;
        let text = text_of(cx, format.unwrap_or(none()))?;
        let format = compile(cx, text.get().bytes())?;
        this.format = Some(format);
        cx.barrier(this);
        this.text = Some(text.value());
        Ok(())
    }
    /// S.pack(v1, v2, ...) -> str
    @raw fn pack_ as "pack"(cx: &mut Context, args: &Args) -> PyResult<Gc<StrObject>> {
        let this = raw_receiver(cx, args, "pack")?;
        args.no_keywords(cx, "pack")?;
        let format = own(cx, this, "pack", args.positional.len() - 1)?;
        pack(cx, &format, &args.positional[1..])
    }
    /// S.pack_into(buffer, offset, v1, v2, ...) -- pack into writable memory
    @raw fn pack_into_ as "pack_into"(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = raw_receiver(cx, args, "pack_into")?;
        args.no_keywords(cx, "pack_into")?;
        let format = own(cx, this, "pack_into", args.positional.len().saturating_sub(3))?;
        pack_into(cx, &format, &args.positional[1..])
    }
    /// S.unpack(string) -> tuple of the values, which take the whole string
    fn unpack_ as "unpack"(cx: &mut Context, this: Gc<StructObject>, string: Value) -> PyResult<Gc<TupleObject>> {
        let format = own(cx, this, "unpack", 0)?;
        unpack(cx, &format, string)
    }
    /// S.unpack_from(buffer[, offset = 0]) -> tuple of the values that lie there
    @kw fn unpack_from_ as "unpack_from"(cx: &mut Context, this: Gc<StructObject>, buffer: Value, offset: Slot = None) -> PyResult<Gc<TupleObject>> {
        let format = own(cx, this, "unpack_from", 0)?;
        let offset = offset_of(cx, offset)?;
        unpack_from(cx, &format, buffer, offset)
    }
    /// size of the object in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: Gc<StructObject>) -> usize {
        let _ = cx;
        size_of::<StructObject>() + this.format.as_ref().map_or(0, |format| format.fields.len() * size_of::<format::Field>())
    }
}

mod functions {
    use super::*;
    py_functions! { TABLE:
        /// calcsize(format) -> bytes of the packed values
        fn calcsize(cx: &mut Context, format: Value) -> PyResult<usize> {
            Ok(cached(cx, format)?.size)
        }
        /// pack(format, v1, v2, ...) -> str
        @raw fn pack_ as "pack"(cx: &mut Context, args: &Args) -> PyResult<Gc<StrObject>> {
            args.no_keywords(cx, "pack")?;
            let Some((&format, values)) = args.positional.split_first() else { raise!(cx, TypeError, "missing format argument") };
            let format = cached(cx, format)?;
            pack(cx, &format, values)
        }
        /// pack_into(format, buffer, offset, v1, v2, ...) -- pack into writable memory
        @raw fn pack_into_ as "pack_into"(cx: &mut Context, args: &Args) -> PyResult<()> {
            args.no_keywords(cx, "pack_into")?;
            let Some((&format, rest)) = args.positional.split_first() else { raise!(cx, TypeError, "missing format argument") };
            let format = cached(cx, format)?;
            pack_into(cx, &format, rest)
        }
        /// unpack(format, string) -> tuple of the values, which take the whole string
        @raw fn unpack_ as "unpack"(cx: &mut Context, args: &Args) -> PyResult<Gc<TupleObject>> {
            let [format, string] = crate::unpack::unpack(cx, args, "unpack", 2)?;
            let format = cached(cx, format.unwrap_or(none()))?;
            unpack(cx, &format, string.unwrap_or(none()))
        }
        /// unpack_from(format, buffer[, offset = 0]) -> tuple of the values that lie there
        @raw fn unpack_from_ as "unpack_from"(cx: &mut Context, args: &Args) -> PyResult<Gc<TupleObject>> {
            let Some(&format) = args.positional.first() else { raise!(cx, TypeError, "missing format argument") };
            let format = cached(cx, format)?;
            let [buffer, offset] = args.rest().parse(cx, "unpack_from", &["buffer", "offset"], 1)?;
            let offset = offset_of(cx, offset)?;
            unpack_from(cx, &format, buffer.unwrap_or(none()), offset)
        }
        /// _clearcache() -- forget the formats used last
        fn _clearcache(cx: &mut Context) {
            *cx.ext.state::<Cache>() = Cache::default();
        }
    }
}
use functions::TABLE as FUNCTIONS;
