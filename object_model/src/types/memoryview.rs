//! `memoryview` as 2.7 has it: a window of one dimension onto an object's memory, by the new interface.
//!
//! The object is asked for its memory at each use and may have become shorter: then there is less to see. (2.7 forbids
//! changes of size as long as a view exists, which needs to know at once when a view is gone.)

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::declare::GetSet;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::handle::{Gc, Object};
use crate::list::ListObject;
use crate::protocols::buffer::{BufferOps, Memory, plain_bytes};
use crate::strings::StrObject;
use crate::typeobject::{NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::types::slice::{self, SliceObject};
use crate::value::Value;
use crate::{kind, none, not_implemented, py_bool, py_methods, raise};
use gc::Header;

#[repr(C)]
pub struct MemoryViewObject {
    header: Header,
    base: Value,
    /// In bytes.
    start: usize,
    len: usize,
}

// SAFETY: made by `new_view`, fields set at once.
unsafe impl Object for MemoryViewObject {
    const KIND: u8 = kind::MEMORYVIEW;
    const NAME: &'static str = "memoryview";
}

crate::fixed_layout!(LAYOUT: MemoryViewObject, |this, tracer| { tracer.word(this.base.bits()); });

pub static MEMORYVIEW: TypeDecl = TypeDecl {
    doc: "memoryview(object) -> a view of the object's memory",
    methods: &[VIEW_METHODS],
    getset: VIEW_GETSET,
    flags: NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("memoryview", kind::MEMORYVIEW)
};

static OPS: BufferOps = BufferOps { memory, old: false, text: false, new: true, format: plain_bytes };

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<MemoryViewObject>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&MEMORYVIEW);
    cx.register_buffer(kind::MEMORYVIEW, &OPS);
}

fn memory(cx: &mut Context, value: Value) -> PyResult<Memory> {
    match value.downcast::<MemoryViewObject>() {
        Some(this) => window(cx, this),
        None => raise!(cx, TypeError, "memoryview object expected"),
    }
}

fn window(cx: &mut Context, this: Gc<MemoryViewObject>) -> PyResult<Memory> {
    match cx.new_buffer(this.base)? {
        Some(whole) => Ok(whole.part(this.start, this.len)),
        None => raise!(cx, TypeError, "'memoryview' does not have the buffer interface"),
    }
}

fn format_of(cx: &Context, this: Gc<MemoryViewObject>) -> (&'static str, usize) {
    match cx.buffer_ops(this.base) {
        Some(ops) => (ops.format)(this.base),
        None => plain_bytes(this.base),
    }
}

fn new_view(cx: &mut Context, base: Value, start: usize, len: usize) -> Value {
    let mut this = cx.allocate::<MemoryViewObject>();
    (this.base, this.start, this.len) = (base, start, len);
    this.value()
}

fn view(cx: &mut Context, value: Value) -> PyResult<Gc<MemoryViewObject>> {
    match value.downcast::<MemoryViewObject>() {
        Some(this) => Ok(this),
        None => raise!(cx, TypeError, "memoryview object expected"),
    }
}

/// Items that are in the view now.
fn count(cx: &mut Context, this: Gc<MemoryViewObject>) -> PyResult<usize> {
    let size = format_of(cx, this).1;
    Ok(window(cx, this)?.len() / size)
}

static VIEW_GETSET: &[GetSet] = &[
    GetSet {
        name: "format",
        doc: "the code of items, as struct has it",
        get: |cx, this| {
            let this = view(cx, this)?;
            let code = format_of(cx, this).0;
            Ok(cx.intern(code.as_bytes()).value())
        },
        set: None,
    },
    GetSet {
        name: "itemsize",
        doc: "bytes an item",
        get: |cx, this| {
            let this = view(cx, this)?;
            let size = format_of(cx, this).1;
            Ok(cx.new_long_i128(size as i128))
        },
        set: None,
    },
    GetSet { name: "ndim", doc: "dimensions", get: |cx, _| Ok(cx.new_long_i128(1)), set: None },
    GetSet {
        name: "shape",
        doc: "items in each dimension",
        get: |cx, this| {
            let this = view(cx, this)?;
            let n = this.len / format_of(cx, this).1;
            let w_n = cx.new_long_i128(n as i128);
            Ok(cx.new_tuple(&[w_n]).value())
        },
        set: None,
    },
    GetSet {
        name: "strides",
        doc: "bytes from one item to the next, in each dimension",
        get: |cx, this| {
            let this = view(cx, this)?;
            let size = format_of(cx, this).1;
            let w_size = cx.new_long_i128(size as i128);
            Ok(cx.new_tuple(&[w_size]).value())
        },
        set: None,
    },
    GetSet { name: "suboffsets", doc: "None: items lie in one piece", get: |_, _| Ok(none()), set: None },
    GetSet {
        name: "readonly",
        doc: "can it not be written to?",
        get: |cx, this| {
            let this = view(cx, this)?;
            Ok(py_bool(!window(cx, this)?.is_writable()))
        },
        set: None,
    },
];

fn equal(cx: &mut Context, this: Gc<MemoryViewObject>, other: Value) -> PyResult<Option<bool>> {
    let Some(other) = cx.new_buffer(other)? else { return Ok(None) };
    Ok(Some(window(cx, this)?.get() == other.get()))
}

/// The bytes of the view that an index or slice selects.
fn selected(cx: &mut Context, this: Gc<MemoryViewObject>, index: Value) -> PyResult<(usize, usize)> {
    let size = format_of(cx, this).1;
    if let Some(range) = index.downcast::<SliceObject>() {
        let n = count(cx, this)?;
        let (start, step, len) = slice::unpack(cx, range, || n)?;
        if step != 1 {
            return Err(cx.error_with(Exc::NotImplementedError, &[]));
        }
        return Ok((start as usize * size, len * size));
    }
    if !cx.is_index(index) {
        let given = cx.type_name(index);
        raise!(cx, TypeError, "cannot index memory using \"{given}\"");
    }
    let at = cx.subscript(index)?;
    let n = count(cx, this)?;
    match crate::Index(at).within(n) {
        Some(at) => Ok((at * size, size)),
        None => raise!(cx, IndexError, "index out of bounds"),
    }
}

py_methods! { VIEW_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = class;
        let object = match args.parse(cx, "memoryview", &["object"], 1)? {
            [Some(object)] => object,
            [None] => raise!(cx, TypeError, "Required argument 'object' (pos 1) not found"),
        };
        if let Some(outer) = object.downcast::<MemoryViewObject>() {
            return Ok(new_view(cx, outer.base, outer.start, outer.len));
        }
        match cx.new_buffer(object)? {
            Some(memory) => Ok(new_view(cx, object, 0, memory.len())),
            None => raise!(cx, TypeError, "cannot make memory view because object does not have the buffer interface"),
        }
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<MemoryViewObject>) -> String {
        let _ = cx;
        format!("<memory at {:#x}>", this.value().bits())
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<MemoryViewObject>) -> usize {
        this.len / format_of(cx, this).1
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<MemoryViewObject>, other: Value) -> PyResult {
        Ok(equal(cx, this, other)?.map_or(not_implemented(), py_bool))
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<MemoryViewObject>, other: Value) -> PyResult {
        Ok(equal(cx, this, other)?.map_or(not_implemented(), |equal| py_bool(!equal)))
    }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Gc<MemoryViewObject>, other: Value) -> Value {
        let _ = (cx, this, other);
        not_implemented()
    }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Gc<MemoryViewObject>, other: Value) -> Value {
        let _ = (cx, this, other);
        not_implemented()
    }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Gc<MemoryViewObject>, other: Value) -> Value {
        let _ = (cx, this, other);
        not_implemented()
    }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Gc<MemoryViewObject>, other: Value) -> Value {
        let _ = (cx, this, other);
        not_implemented()
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<MemoryViewObject>, index: Value) -> PyResult {
        let (from, len) = selected(cx, this, index)?;
        if index.is_kind(kind::SLICE) {
            return Ok(new_view(cx, this.base, this.start + from, len));
        }
        let item = window(cx, this)?.part(from, len);
        cx.try_new_str(&item).map(Gc::value)
    }
    /// x.__setitem__(i, y) <==> x[i]=y
    fn __setitem__(cx: &mut Context, this: Gc<MemoryViewObject>, index: Value, value: Value) -> PyResult<()> {
        if !window(cx, this)?.is_writable() {
            raise!(cx, TypeError, "cannot modify read-only memory");
        }
        let (from, len) = selected(cx, this, index)?;
        let Some(source) = cx.new_buffer(value)? else {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "'{given}' does not have the buffer interface");
        };
        let target = window(cx, this)?.part(from, len);
        if source.len() != len || target.len() != len {
            raise!(cx, ValueError, "cannot modify size of memoryview object");
        }
        // The two may overlap.
        let bytes = source.to_vec();
        if let Some(target) = target.get_mut() {
            target.copy_from_slice(&bytes);
        }
        Ok(())
    }
    /// x.__delitem__(y) <==> del x[y]
    fn __delitem__(cx: &mut Context, this: Gc<MemoryViewObject>, index: Value) -> PyResult<()> {
        let _ = index;
        if !window(cx, this)?.is_writable() {
            raise!(cx, TypeError, "cannot modify read-only memory");
        }
        raise!(cx, TypeError, "cannot delete memory")
    }
    /// M.tobytes() -> the bytes as a str
    fn tobytes(cx: &mut Context, this: Gc<MemoryViewObject>) -> PyResult<Gc<StrObject>> {
        let memory = window(cx, this)?;
        cx.try_new_str(&memory)
    }
    /// M.tolist() -> the bytes as a list of ints
    fn tolist(cx: &mut Context, this: Gc<MemoryViewObject>) -> PyResult<Gc<ListObject>> {
        if format_of(cx, this) != ("B", 1) {
            raise!(cx, NotImplementedError, "tolist() only supports byte views");
        }
        let bytes = window(cx, this)?.to_vec();
        let list = cx.new_list();
        for byte in bytes {
            cx.list_push(list, Value::small(byte.into()))?;
        }
        Ok(list)
    }
}
