//! `setiterator`: walks a set or frozenset, and notices when its size changes.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::protocols::iterate::ITERATOR;
use crate::set::{SetObject, any_set};
use crate::typeobject::TypeDecl;
use crate::value::{Slot, Value, slot_bits};
use crate::{kind, py_methods, raise};
use gc::Header;

/// `source` is empty once exhausted.
#[repr(C)]
pub struct SetIterator {
    pub header: Header,
    pub source: Slot,
    pub position: usize,
    /// Elements the set had at the start; `CHANGED` once it was found to have another number.
    pub len: usize,
    /// Elements handed out.
    pub done: usize,
}

const CHANGED: usize = usize::MAX;

// SAFETY: made by `new`.
unsafe impl Object for SetIterator {
    const KIND: u8 = kind::SET_ITERATOR;
    const NAME: &'static str = "setiterator";
}

crate::fixed_layout!(LAYOUT: SetIterator, |this, tracer| { tracer.word(slot_bits(this.source)); });

static TYPE: TypeDecl = TypeDecl { methods: &[ITERATOR, METHODS], ..TypeDecl::new("setiterator", kind::SET_ITERATOR) };

pub(super) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<SetIterator>(heap, &LAYOUT);
}

pub(super) fn register(cx: &mut Context) {
    cx.register_kind_type(&TYPE);
    cx.register_next(kind::SET_ITERATOR, next);
}

/// `iter(set)`
pub(crate) fn new(cx: &mut Context, set: Gc<SetObject>) -> Value {
    let mut iterator = cx.allocate::<SetIterator>();
    (iterator.source, iterator.len) = (Some(set.value()), set.table().len());
    iterator.value()
}

fn next(cx: &mut Context, iterator: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = iterator.downcast::<SetIterator>() else { return Ok(None) };
    let Some(set) = this.source.and_then(any_set) else { return Ok(None) };
    if set.table().len() != this.len {
        this.len = CHANGED;
        raise!(cx, RuntimeError, "Set changed size during iteration");
    }
    let item = set.table().next(&mut this.get_mut().position);
    match item {
        Some(_) => this.done += 1,
        None => this.source = None,
    }
    Ok(item)
}

py_methods! { METHODS:
    /// how many items are still to come, as an estimate
    fn __length_hint__(cx: &mut Context, this: Gc<SetIterator>) -> usize {
        let _ = cx;
        match this.source.and_then(any_set) {
            Some(set) if set.table().len() == this.len => this.len.saturating_sub(this.done),
            _ => 0,
        }
    }
}
