//! `thread._local`: attributes that each thread has for itself.
//!
//! An object holds its namespaces by the numbers of threads, so that they die with it. A thread that first touches an
//! object gets a new namespace, and `__init__` runs again with the arguments of the object's making. A thread that ends
//! takes its namespaces out of all objects that live.

#![allow(unsafe_code)] // heap object layout

use object_model::gc::Header;
use object_model::typeobject::{BASETYPE, HEAPTYPE, NO_DICT, TypeDecl};
use object_model::value::{Slot, Value, slot_bits};
use object_model::{
    Context, DictObject, Gc, Object, PyResult, Special, StrObject, TupleObject, TypeObject, kind, py_methods, raise,
};

#[repr(C)]
pub struct LocalObject {
    pub header: Header,
    /// Namespaces by threads' numbers.
    spaces: Slot,
    /// Arguments for `__init__`: positional and named values, names.
    args: Slot,
    names: Slot,
}

// SAFETY: made by `__new__`.
unsafe impl Object for LocalObject {
    const KIND: u8 = kind::THREAD_LOCAL;
    const NAME: &'static str = "thread._local";
}

object_model::fixed_layout!(LAYOUT: LocalObject, |this, tracer| {
    for slot in [this.spaces, this.args, this.names] {
        tracer.word(slot_bits(slot));
    }
});

pub static LOCAL: TypeDecl = TypeDecl {
    module: "thread",
    doc: "Attributes that each thread has for itself.",
    methods: &[METHODS],
    flags: BASETYPE | NO_DICT,
    ..TypeDecl::new("_local", kind::THREAD_LOCAL)
};

/// Addresses of the objects that may still live.
#[derive(Default)]
struct Locals {
    all: Vec<usize>,
    /// How many there were when dead ones were last sorted out.
    kept: usize,
}

fn alive(cx: &mut Context, address: usize) -> Option<Gc<LocalObject>> {
    if !cx.heap.contains_object(address as *const Header) {
        return None;
    }
    Value::from_bits(address as u64).and_then(|value| value.downcast())
}

fn note(cx: &mut Context, this: Gc<LocalObject>) {
    let locals = cx.ext.state::<Locals>();
    if locals.all.len() > 2 * locals.kept + 64 {
        let mut all = std::mem::take(&mut locals.all);
        all.retain(|&address| alive(cx, address).is_some());
        let locals = cx.ext.state::<Locals>();
        locals.kept = all.len();
        locals.all = all;
    }
    cx.ext.state::<Locals>().all.push(this.value().bits() as usize);
}

/// A thread ends.
pub fn forget(cx: &mut Context, ident: i64) {
    let all = cx.ext.state::<Locals>().all.clone();
    for address in all {
        if let Some(this) = alive(cx, address)
            && let Some(spaces) = this.spaces.and_then(|spaces| spaces.downcast::<DictObject>())
        {
            let ident = cx.new_int(ident);
            if cx.dict_delete(spaces, ident).is_err() {
                cx.pending = None;
            }
        }
    }
}

/// The namespace of an object in the calling thread.
fn namespace(cx: &mut Context, this: Gc<LocalObject>) -> PyResult<Gc<DictObject>> {
    let Some(spaces) = this.spaces.and_then(|spaces| spaces.downcast::<DictObject>()) else {
        raise!(cx, SystemError, "a local object without namespaces")
    };
    let ident = cx.new_int(cx.thread.ident);
    if let Some(found) = cx.dict_get(spaces, ident)?.and_then(|found| found.downcast::<DictObject>()) {
        return Ok(found);
    }
    let own = cx.new_dict();
    cx.dict_set(spaces, ident, own.value())?;
    if let Err(raised) = initialize(cx, this) {
        let pending = cx.take_error();
        cx.dict_delete(spaces, ident)?;
        cx.pending = pending;
        return Err(raised);
    }
    Ok(own)
}

/// Calls a subclass's `__init__`.
fn initialize(cx: &mut Context, this: Gc<LocalObject>) -> PyResult<()> {
    let class = cx.class_of(this.value());
    let name = cx.name(Special::Init);
    let Some((init, owner)) = cx.lookup_where(class, name) else { return Ok(()) };
    if !owner.has(HEAPTYPE) {
        return Ok(());
    }
    let args = this.args.and_then(|args| args.downcast::<TupleObject>());
    let args = args.map_or(&[][..], |args| args.get().items());
    cx.call_special_kw(init, this.value(), args, this.names).map(drop)
}

fn name_of(cx: &mut Context, name: Value) -> PyResult<Gc<StrObject>> {
    cx.attribute_name(name, "attribute")
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let init = cx.name(Special::Init);
        let own_init = cx.lookup_where(class, init).is_some_and(|(_, owner)| owner.has(HEAPTYPE));
        if !args.is_empty() && !own_init {
            raise!(cx, TypeError, "Initialization arguments are not supported");
        }
        let mut this = cx.allocate_for::<LocalObject>(class, 0)?;
        let all: Vec<Value> = args.positional.iter().chain(args.keywords).copied().collect();
        let all = cx.new_tuple(&all).value();
        this.args = Some(all);
        this.names = args.names.map(Gc::value);
        cx.barrier(this);
        let spaces = cx.new_dict();
        this.spaces = Some(spaces.value());
        cx.barrier(this);
        let (ident, own) = (cx.new_int(cx.thread.ident), cx.new_dict().value());
        cx.dict_set(spaces, ident, own)?;
        note(cx, this);
        Ok(this.value())
    }
    /// x.__getattribute__('name') <==> x.name
    fn __getattribute__(cx: &mut Context, this: Gc<LocalObject>, name: Value) -> PyResult {
        let name = name_of(cx, name)?;
        let own = namespace(cx, this)?;
        if name.bytes() == b"__dict__" {
            return Ok(own.value());
        }
        let class = cx.class_of(this.value());
        let found = cx.lookup(class, name);
        if let Some(found) = found
            && cx.is_data_descriptor(found)
        {
            return cx.bind(found, Some(this.value()), class.value());
        }
        if let Some(value) = cx.dict_get(own, name.value())? {
            return Ok(value);
        }
        match found {
            Some(found) => cx.bind(found, Some(this.value()), class.value()),
            None => raise!(cx, AttributeError, "'{}' object has no attribute '{}'", shown(cx, class), name.lossy()),
        }
    }
    /// x.__setattr__('name', value) <==> x.name = value
    fn __setattr__(cx: &mut Context, this: Gc<LocalObject>, name: Value, value: Value) -> PyResult<()> {
        store(cx, this, name, Some(value))
    }
    /// x.__delattr__('name') <==> del x.name
    fn __delattr__(cx: &mut Context, this: Gc<LocalObject>, name: Value) -> PyResult<()> {
        store(cx, this, name, None)
    }
}

/// A class as messages name it: a built-in one with its module.
fn shown(cx: &mut Context, class: Gc<TypeObject>) -> String {
    if class.has(HEAPTYPE) { class.name_lossy() } else { cx.qualified_name(class) }
}

fn store(cx: &mut Context, this: Gc<LocalObject>, name: Value, value: Slot) -> PyResult<()> {
    let name = name_of(cx, name)?;
    let own = namespace(cx, this)?;
    let class = cx.class_of(this.value());
    if name.bytes() == b"__dict__" {
        raise!(cx, AttributeError, "'{}' object attribute '__dict__' is read-only", shown(cx, class));
    }
    if let Some(found) = cx.lookup(class, name)
        && cx.set_by_descriptor(found, this.value(), value)?
    {
        return Ok(());
    }
    match value {
        Some(value) => cx.dict_set(own, name.value(), value),
        None if cx.dict_delete(own, name.value())? => Ok(()),
        None => Err(cx.error_with(object_model::Exc::AttributeError, &[name.value()])),
    }
}
