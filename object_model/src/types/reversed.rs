//! `reversed`: walks a sequence from its end by index, where it has no `__reversed__` of its own.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::handle::{Gc, Object};
use crate::names::Special;
use crate::protocols::iterate::ITERATOR;
use crate::typeobject::{BASETYPE, TypeDecl, TypeObject};
use crate::value::{Slot, Value, slot_bits};
use crate::{kind, none, py_methods, raise};
use gc::Header;

/// `source` is empty once exhausted.
#[repr(C)]
pub struct ReversedObject {
    pub header: Header,
    pub source: Slot,
    /// Items still to come.
    pub left: usize,
}

// SAFETY: made by `__new__`.
unsafe impl Object for ReversedObject {
    const KIND: u8 = kind::REVERSED;
    const NAME: &'static str = "reversed";
}

crate::fixed_layout!(LAYOUT: ReversedObject, |this, tracer| { tracer.word(slot_bits(this.source)); });

pub static REVERSED: TypeDecl = TypeDecl {
    doc: "reversed(sequence) -> an iterator over the items from the last to the first",
    methods: &[ITERATOR, METHODS],
    flags: BASETYPE,
    ..TypeDecl::new("reversed", kind::REVERSED)
};

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<ReversedObject>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&REVERSED);
    cx.register_next(kind::REVERSED, next);
}

fn next(cx: &mut Context, iterator: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = iterator.downcast::<ReversedObject>() else { return Ok(None) };
    let Some(source) = this.source else { return Ok(None) };
    let Some(at) = this.left.checked_sub(1) else {
        this.source = None;
        return Ok(None);
    };
    let w_index = cx.new_int(at as i64);
    match cx.getitem(source, w_index) {
        Ok(item) => {
            this.left = at;
            Ok(Some(item))
        }
        Err(raised) => {
            if cx.catch(Exc::IndexError) || cx.catch(Exc::StopIteration) {
                this.source = None;
                return Ok(None);
            }
            Err(raised)
        }
    }
}

/// Has it items by number? (What `PySequence_Check` asks.)
fn is_sequence(cx: &mut Context, value: Value) -> bool {
    if value.is_kind(kind::OLD_INSTANCE) {
        let name = cx.name(Special::GetItem);
        return cx.has_attr(value, name);
    }
    !value.is_kind(kind::DICT) && cx.special_of(value, Special::GetItem).is_some()
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new reversed iterator of type S
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        if !args.keywords.is_empty() && class.root == u32::from(kind::REVERSED) {
            raise!(cx, TypeError, "reversed() does not take keyword arguments");
        }
        let [w_sequence] = args.unpack(cx, "reversed", 1)?;
        let w_sequence = w_sequence.unwrap_or(none());
        let w_reversed = if w_sequence.is_kind(kind::OLD_INSTANCE) {
            let name = cx.name(Special::Reversed);
            match cx.find_attr(w_sequence, name)? {
                Some(w_method) => Some(cx.call(w_method, &[])?),
                None => None,
            }
        } else {
            match cx.special_of(w_sequence, Special::Reversed) {
                Some(w_method) => Some(cx.call_special(w_method, w_sequence, &[])?),
                None => None,
            }
        };
        if let Some(w_reversed) = w_reversed {
            return Ok(w_reversed);
        }
        if !is_sequence(cx, w_sequence) {
            raise!(cx, TypeError, "argument to reversed() must be a sequence");
        }
        let left = cx.length(w_sequence)?;
        let mut this = cx.allocate_for::<ReversedObject>(class, 0)?;
        (this.source, this.left) = (Some(w_sequence), left);
        Ok(this.value())
    }
    /// how many items are still to come, as an estimate
    fn __length_hint__(cx: &mut Context, this: Gc<ReversedObject>) -> PyResult<usize> {
        match this.source {
            Some(source) => {
                let len = cx.length(source)?;
                Ok(if len < this.left { 0 } else { this.left })
            }
            None => Ok(0),
        }
    }
}
