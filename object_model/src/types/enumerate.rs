//! `enumerate`.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::protocols::iterate::ITERATOR;
use crate::protocols::number::BinaryOp;
use crate::typeobject::{BASETYPE, TypeDecl, TypeObject};
use crate::value::Value;
use crate::{kind, none, py_methods};
use gc::Header;

/// Pairs the items of an iterator with their numbers.
#[repr(C)]
pub struct EnumerateObject {
    pub header: Header,
    pub iterator: Value,
    /// The next number: an int, or a long once ints do not suffice.
    pub number: Value,
}

// SAFETY: made by `__new__`.
unsafe impl Object for EnumerateObject {
    const KIND: u8 = kind::ENUMERATE;
    const NAME: &'static str = "enumerate";
}

crate::fixed_layout!(LAYOUT: EnumerateObject, |this, tracer| {
    tracer.word(this.iterator.bits());
    tracer.word(this.number.bits());
});

pub static ENUMERATE: TypeDecl = TypeDecl {
    doc: "enumerate(iterable[, start]) -> an iterator over (number, item) pairs; numbers begin at start (0)",
    methods: &[ITERATOR, METHODS],
    flags: BASETYPE,
    ..TypeDecl::new("enumerate", kind::ENUMERATE)
};

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<EnumerateObject>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&ENUMERATE);
    cx.register_next(kind::ENUMERATE, next);
}

fn next(cx: &mut Context, iterator: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = iterator.downcast::<EnumerateObject>() else { return Ok(None) };
    let Some(item) = cx.next(this.iterator)? else { return Ok(None) };
    let number = this.number;
    let following = match number.as_small() {
        Some(n) => cx.new_int(n + 1),
        None => cx.binary(BinaryOp::Add, number, Value::small(1))?,
    };
    cx.barrier(this);
    this.number = following;
    Ok(Some(cx.new_tuple(&[number, item]).value()))
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new enumeration of type S
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<EnumerateObject>> {
        let [w_iterable, w_start] = args.parse(cx, "enumerate", &["sequence", "start"], 1)?;
        let number = match w_start {
            None => Value::small(0),
            Some(w_start) => {
                let w_index = cx.index(w_start)?;
                // A small number is an int, whatever it was.
                match (w_index.as_int(), w_index.downcast::<crate::long::LongObject>().and_then(|long| long.to_i64())) {
                    (Some(n), _) | (None, Some(n)) => cx.new_int(n),
                    (None, None) => w_index,
                }
            }
        };
        let iterator = cx.iter(w_iterable.unwrap_or(none()))?;
        let mut this = cx.allocate_for::<EnumerateObject>(class, 0)?;
        (this.iterator, this.number) = (iterator, number);
        Ok(this)
    }
}
