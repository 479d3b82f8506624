//! Old-style classes (`classobj`) and their instances (`instance`).
//!
//! A class has a name, bases and a dict; names are looked up depth first, left to right. All instances have one type,
//! whose special methods ask the instance for methods of the same name, through `__getattr__` too; operators coerce
//! first. Attributes of instances lie by map, as those of new-style ones do (`instance`), with the class as the map's
//! class word.
//!
//! Source: language reference 3.3 and 3.4 (2.7, classic classes); CPython's `Objects/classobject.c` for messages.

#![allow(unsafe_code)] // heap object layout

mod class;
mod instance;
mod operators;
mod sequence;

use crate::context::{Context, stack_pointer};
use crate::dict::DictObject;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::value::Value;
use gc::Header;

pub use class::{CLASSOBJ, class_find_attr, class_setattr};
pub use instance::{INSTANCE, call_instance, find_plain, instance_find_attr, instance_setattr, instantiate, new_instance};
pub use operators::compare;
pub use sequence::{instance_contains, instance_getslice, instance_iter, instance_setslice};

/// `class C: …`
#[repr(C)]
pub struct ClassObject {
    pub header: Header,
    pub name: Gc<StrObject>,
    pub bases: Gc<TupleObject>,
    pub dict: Gc<DictObject>,
    /// Empty map that instances begin with; zero until the first one.
    pub root: u32,
    /// There was a `__del__` when the class was made (D7).
    pub has_del: bool,
    /// Inline caches rely on the class's attributes: what changes them flushes the caches.
    cached: bool,
    /// The program has got hold of the class's dict and may change it unseen.
    exposed: bool,
}

// SAFETY: made by `classobj.__new__`, all fields set before anything else is allocated.
unsafe impl Object for ClassObject {
    const KIND: u8 = kind::CLASSOBJ;
    const NAME: &'static str = "classobj";
}

crate::fixed_layout!(LAYOUT: ClassObject, |this, tracer| {
    tracer.object(this.name.pointer());
    tracer.object(this.bases.pointer());
    tracer.object(this.dict.pointer());
    tracer.shape(this.root);
});

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<ClassObject>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&CLASSOBJ);
    cx.register_kind_type(&INSTANCE);
}

/// The attribute `name` of the class or the first of its bases, depth first, that has it. Hierarchies deeper than the
/// native stack end where it does.
pub fn lookup(cx: &mut Context, class: Gc<ClassObject>, name: Gc<StrObject>) -> Option<Value> {
    if let Some(found) = cx.dict_get_str(class.dict, name) {
        return Some(found);
    }
    if stack_pointer() < cx.thread.native_limit {
        return None;
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
    let (mut all, mut pending) = (Vec::new(), vec![w_class]);
    while let Some(w_next) = pending.pop() {
        if all.contains(&w_next) {
            continue;
        }
        if let Some(class) = w_next.downcast::<ClassObject>() {
            all.push(w_next);
            pending.extend(class.bases.get().items().iter().rev());
        }
    }
    cx.new_tuple(&all)
}

/// The class and all its bases, some maybe more than once.
fn each_class(class: Gc<ClassObject>, mut visit: impl FnMut(Gc<ClassObject>)) {
    let mut pending: smallvec::SmallVec<[Gc<ClassObject>; 8]> = smallvec::smallvec![class];
    while let Some(next) = pending.pop() {
        visit(next);
        pending.extend(next.bases.get().items().iter().filter_map(|base| base.downcast::<ClassObject>()));
    }
}

/// An inline cache is to rely on the class's attributes. False: it cannot.
pub fn mark_cached(class: Gc<ClassObject>) -> bool {
    let mut exposed = false;
    each_class(class, |class| exposed |= class.exposed);
    if !exposed {
        each_class(class, |mut class| class.cached = true);
    }
    !exposed
}

pub fn name(w_class: Value) -> String {
    w_class.downcast::<ClassObject>().map_or_else(|| "?".to_string(), |class| class.name.lossy())
}

pub fn is_subclass(class: Gc<ClassObject>, w_base: Value) -> bool {
    let mut pending: smallvec::SmallVec<[Value; 8]> = smallvec::smallvec![class.value()];
    while let Some(w_next) = pending.pop() {
        if w_next == w_base {
            return true;
        }
        if let Some(next) = w_next.downcast::<ClassObject>() {
            pending.extend(next.bases.get().items().iter().rev().copied());
        }
    }
    false
}
