//! `callable-iterator`: what `iter(function, sentinel)` gives.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::handle::Object;
use crate::kind;
use crate::protocols::iterate::ITERATOR;
use crate::typeobject::TypeDecl;
use crate::value::{Slot, Value, slot_bits};
use gc::Header;

/// Calls until the result equals the sentinel. Both are empty once exhausted.
#[repr(C)]
pub struct CallableIterator {
    pub header: Header,
    pub callable: Slot,
    pub sentinel: Slot,
}

// SAFETY: made by `new_callable_iterator`.
unsafe impl Object for CallableIterator {
    const KIND: u8 = kind::CALLABLE_ITERATOR;
    const NAME: &'static str = "callable-iterator";
}

crate::fixed_layout!(LAYOUT: CallableIterator, |this, tracer| {
    tracer.word(slot_bits(this.callable));
    tracer.word(slot_bits(this.sentinel));
});

static TYPE: TypeDecl = TypeDecl { methods: &[ITERATOR], ..TypeDecl::new("callable-iterator", kind::CALLABLE_ITERATOR) };

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<CallableIterator>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&TYPE);
    cx.register_next(kind::CALLABLE_ITERATOR, next);
}

impl Context {
    /// `iter(callable, sentinel)`
    pub fn new_callable_iterator(&mut self, callable: Value, sentinel: Value) -> Value {
        let mut iterator = self.allocate::<CallableIterator>();
        (iterator.callable, iterator.sentinel) = (Some(callable), Some(sentinel));
        iterator.value()
    }
}

fn next(cx: &mut Context, iterator: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = iterator.downcast::<CallableIterator>() else { return Ok(None) };
    let (Some(callable), Some(sentinel)) = (this.callable, this.sentinel) else { return Ok(None) };
    match cx.call(callable, &[]) {
        Ok(result) => {
            if !cx.equal(result, sentinel)? {
                return Ok(Some(result));
            }
        }
        Err(raised) => {
            if !cx.catch(Exc::StopIteration) {
                return Err(raised);
            }
        }
    }
    (this.callable, this.sentinel) = (None, None);
    Ok(None)
}
