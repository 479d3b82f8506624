//! `listreverseiterator`: what `reversed(list)` gives.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::list::ListObject;
use crate::protocols::iterate::ITERATOR;
use crate::typeobject::TypeDecl;
use crate::value::{Slot, Value, slot_bits};
use crate::{kind, py_methods};
use gc::Header;

/// Walks a list from its end; `source` is empty once exhausted.
#[repr(C)]
pub struct ListReverseIterator {
    pub header: Header,
    pub source: Slot,
    /// Items still to come, as far as the list still has them.
    pub left: usize,
}

// SAFETY: made by `new`.
unsafe impl Object for ListReverseIterator {
    const KIND: u8 = kind::LIST_REVERSE_ITERATOR;
    const NAME: &'static str = "listreverseiterator";
}

crate::fixed_layout!(LAYOUT: ListReverseIterator, |this, tracer| { tracer.word(slot_bits(this.source)); });

static TYPE: TypeDecl =
    TypeDecl { methods: &[ITERATOR, METHODS], ..TypeDecl::new("listreverseiterator", kind::LIST_REVERSE_ITERATOR) };

pub(super) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<ListReverseIterator>(heap, &LAYOUT);
}

pub(super) fn register(cx: &mut Context) {
    cx.register_kind_type(&TYPE);
    cx.register_next(kind::LIST_REVERSE_ITERATOR, next);
}

/// `reversed(list)`
pub(super) fn new(cx: &mut Context, list: Gc<ListObject>) -> Value {
    let mut iterator = cx.allocate::<ListReverseIterator>();
    (iterator.source, iterator.left) = (Some(list.value()), list.len());
    iterator.value()
}

fn next(cx: &mut Context, iterator: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = iterator.downcast::<ListReverseIterator>() else { return Ok(None) };
    let Some(list) = this.source.and_then(Value::downcast::<ListObject>) else { return Ok(None) };
    if let Some(at) = this.left.checked_sub(1)
        && let Some(item) = cx.list_get(list, at)
    {
        this.left = at;
        return Ok(Some(item));
    }
    this.source = None;
    Ok(None)
}

py_methods! { METHODS:
    /// how many items are still to come, as an estimate
    fn __length_hint__(cx: &mut Context, this: Gc<ListReverseIterator>) -> usize {
        let _ = cx;
        match this.source.and_then(Value::downcast::<ListObject>) {
            Some(list) if list.len() >= this.left => this.left,
            _ => 0,
        }
    }
}
