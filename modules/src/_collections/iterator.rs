//! Iterators over a deque, forwards and backwards. A deque that changes under one makes it raise, and end.

#![allow(unsafe_code)] // heap object layouts

use super::deque::DequeObject;
use crate::kinds;
use object_model::gc::Header;
use object_model::protocols::iterate;
use object_model::typeobject::{NO_NEW, TypeDecl};
use object_model::{Context, Gc, Object, PyResult, Value, py_methods, raise};

#[repr(C)]
pub struct DequeIterator {
    pub header: Header,
    deque: Value,
    index: usize,
    left: usize,
    state: u64,
}

/// The same layout, `index` counted from the right end.
#[repr(transparent)]
pub struct DequeReverseIterator(DequeIterator);

// SAFETY: made by `new`.
unsafe impl Object for DequeIterator {
    const KIND: u8 = kinds::DEQUE_ITERATOR;
    const NAME: &'static str = "deque_iterator";
}
// SAFETY: as above.
unsafe impl Object for DequeReverseIterator {
    const KIND: u8 = kinds::DEQUE_REVERSE_ITERATOR;
    const NAME: &'static str = "deque_reverse_iterator";
}

object_model::fixed_layout!(FORWARD_LAYOUT: DequeIterator, |this, tracer| { tracer.word(this.deque.bits()); });
object_model::fixed_layout!(REVERSE_LAYOUT: DequeReverseIterator, |this, tracer| { tracer.word(this.0.deque.bits()); });

static FORWARD: TypeDecl = TypeDecl {
    methods: &[iterate::ITERATOR, HINT],
    flags: NO_NEW,
    ..TypeDecl::new("deque_iterator", kinds::DEQUE_ITERATOR)
};
static REVERSE: TypeDecl = TypeDecl {
    methods: &[iterate::ITERATOR, HINT],
    flags: NO_NEW,
    ..TypeDecl::new("deque_reverse_iterator", kinds::DEQUE_REVERSE_ITERATOR)
};

py_methods! { HINT:
    /// number of elements left
    fn __length_hint__(cx: &mut Context, this: Value) -> usize {
        let _ = cx;
        layout(this).map_or(0, |this| this.left)
    }
}

fn layout(this: Value) -> Option<Gc<DequeIterator>> {
    if let Some(this) = this.downcast::<DequeIterator>() {
        return Some(this);
    }
    let this = this.downcast::<DequeReverseIterator>()?;
    // SAFETY: the same layout.
    Some(unsafe { Gc::from_pointer(this.pointer().cast()) })
}

pub fn register(cx: &mut Context) {
    kinds::register::<DequeIterator>(cx, &FORWARD, &FORWARD_LAYOUT);
    kinds::register::<DequeReverseIterator>(cx, &REVERSE, &REVERSE_LAYOUT);
    cx.register_next(kinds::DEQUE_ITERATOR, next);
    cx.register_next(kinds::DEQUE_REVERSE_ITERATOR, next);
}

pub fn new(cx: &mut Context, deque: Gc<DequeObject>, reverse: bool) -> Value {
    let mut this: Gc<DequeIterator> = if reverse {
        let made = cx.allocate::<DequeReverseIterator>();
        // SAFETY: the same layout.
        unsafe { Gc::from_pointer(made.pointer().cast()) }
    } else {
        cx.allocate::<DequeIterator>()
    };
    this.deque = deque.value();
    (this.left, this.state) = (deque.len(), deque.state());
    this.value()
}

fn next(cx: &mut Context, value: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = layout(value) else { return Ok(None) };
    let Some(deque) = this.deque.downcast::<DequeObject>() else { return Ok(None) };
    if deque.state() != this.state {
        this.left = 0;
        raise!(cx, RuntimeError, "deque mutated during iteration");
    }
    if this.left == 0 {
        return Ok(None);
    }
    this.left -= 1;
    let index = this.index;
    this.index += 1;
    let at = if value.is_kind(kinds::DEQUE_ITERATOR) { index } else { deque.len() - 1 - index };
    Ok(deque.get().get(at))
}
