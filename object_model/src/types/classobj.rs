//! Old-style classes and their instances.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::value::{Slot, Value};
use crate::{kind, raise};
use gc::Header;

/// `class C: …`
#[repr(C)]
pub struct ClassObject {
    pub header: Header,
    pub name: Gc<StrObject>,
    pub bases: Gc<TupleObject>,
    pub dict: Gc<DictObject>,
    /// Empty map that instances begin with; zero until the first one.
    pub root: u32,
}

// SAFETY: made by `classobj.__new__`.
unsafe impl Object for ClassObject {
    const KIND: u8 = kind::CLASSOBJ;
    const NAME: &'static str = "classobj";
}

pub static CLASSOBJ: crate::TypeDecl = crate::TypeDecl::new("classobj", kind::CLASSOBJ);
pub static INSTANCE: crate::TypeDecl = crate::TypeDecl::new("instance", kind::OLD_INSTANCE);

crate::fixed_layout!(LAYOUT: ClassObject, |this, tracer| {
    tracer.object(this.name.pointer());
    tracer.object(this.bases.pointer());
    tracer.object(this.dict.pointer());
});

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<ClassObject>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&CLASSOBJ);
    cx.register_kind_type(&INSTANCE);
}

/// The attribute `name` of the class or the first of its bases, depth first, that has it.
pub fn lookup(cx: &mut Context, class: Gc<ClassObject>, name: Gc<StrObject>) -> Option<Value> {
    if let Some(found) = cx.dict_get_str(class.dict, name) {
        return Some(found);
    }
    for w_base in class.bases.get().items() {
        if let Some(base) = w_base.downcast::<ClassObject>()
            && let Some(found) = lookup(cx, base, name)
        {
            return Some(found);
        }
    }
    None
}

/// The class and all its bases, depth first, each once: what C3 merges.
pub fn mro(cx: &mut Context, w_class: Value) -> Gc<TupleObject> {
    fn collect(class: Gc<ClassObject>, into: &mut Vec<Value>) {
        if into.contains(&class.value()) {
            return;
        }
        into.push(class.value());
        for w_base in class.bases.get().items() {
            if let Some(base) = w_base.downcast::<ClassObject>() {
                collect(base, into);
            }
        }
    }
    let mut all = Vec::new();
    if let Some(class) = w_class.downcast::<ClassObject>() {
        collect(class, &mut all);
    }
    cx.new_tuple(&all)
}

pub fn name(w_class: Value) -> String {
    w_class.downcast::<ClassObject>().map_or_else(|| "?".to_string(), |class| class.name.lossy())
}

pub fn is_subclass(class: Gc<ClassObject>, w_base: Value) -> bool {
    class.value() == w_base
        || class.bases.get().items().iter().any(|item| item.downcast().is_some_and(|base| is_subclass(base, w_base)))
}

pub fn instantiate(cx: &mut Context, _: Gc<ClassObject>, _: &[Value], _: Slot) -> PyResult {
    raise!(cx, TypeError, "old-style classes")
}
pub fn call_instance(cx: &mut Context, _: Value, _: &[Value], _: Slot) -> PyResult {
    raise!(cx, TypeError, "old-style classes")
}
pub fn instance_find_attr(_: &mut Context, _: Value, _: Gc<StrObject>) -> PyResult<Option<Value>> {
    Ok(None)
}
pub fn class_find_attr(_: &mut Context, _: Value, _: Gc<StrObject>) -> PyResult<Option<Value>> {
    Ok(None)
}
pub fn instance_setattr(_: &mut Context, _: Value, _: Gc<StrObject>, _: Slot) -> PyResult<()> {
    Ok(())
}
pub fn class_setattr(_: &mut Context, _: Value, _: Gc<StrObject>, _: Slot) -> PyResult<()> {
    Ok(())
}
pub fn instance_iter(cx: &mut Context, _: Value) -> PyResult {
    raise!(cx, TypeError, "old-style classes")
}
pub fn instance_getslice(cx: &mut Context, _: Value, _: Slot, _: Slot) -> PyResult {
    raise!(cx, TypeError, "old-style classes")
}
pub fn instance_setslice(cx: &mut Context, _: Value, _: Slot, _: Slot, _: Slot) -> PyResult<()> {
    raise!(cx, TypeError, "old-style classes")
}
pub fn instance_contains(cx: &mut Context, _: Value, _: Value) -> PyResult<bool> {
    raise!(cx, TypeError, "old-style classes")
}
