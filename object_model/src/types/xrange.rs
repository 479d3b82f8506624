//! `xrange`: an arithmetic progression of ints, and its iterator.
//!
//! Source: library reference 5.6.3; `rangeobject.c` of CPython 2.7.

#![allow(unsafe_code)] // heap object layouts

use crate::context::Context;
use crate::convert::Index;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::protocols::iterate;
use crate::typeobject::{NO_DICT, NO_NEW, TypeDecl, TypeObject};
use crate::value::Value;
use crate::{Arg, FromArg, kind, py_methods, raise};
use gc::Header;

#[repr(C)]
pub struct XrangeObject {
    pub header: Header,
    pub start: i64,
    pub step: i64,
    pub len: i64,
}

// SAFETY: made by `xrange.__new__`.
unsafe impl Object for XrangeObject {
    const KIND: u8 = kind::XRANGE;
    const NAME: &'static str = "xrange";
}

/// Steps through an arithmetic progression; the evaluator's FOR_ITER knows the layout.
#[repr(C)]
pub struct XrangeIterator {
    pub header: Header,
    pub next: i64,
    /// Items still to come.
    pub left: i64,
    pub step: i64,
}

// SAFETY: made by `iter(xrange)`.
unsafe impl Object for XrangeIterator {
    const KIND: u8 = kind::XRANGE_ITERATOR;
    const NAME: &'static str = "rangeiterator";
}

crate::fixed_layout!(XRANGE_LAYOUT: XrangeObject, |this, _tracer| {});
crate::fixed_layout!(ITERATOR_LAYOUT: XrangeIterator, |this, _tracer| {});

pub static XRANGE: TypeDecl = TypeDecl {
    doc: "xrange(stop) -> xrange object\nxrange(start, stop[, step]) -> xrange object\n\nThe numbers that range() would list, made one by one as they are asked for.",
    methods: &[XRANGE_METHODS],
    flags: NO_DICT,
    ..TypeDecl::new("xrange", kind::XRANGE)
};

pub static XRANGE_ITERATOR: TypeDecl = TypeDecl {
    methods: &[iterate::ITERATOR, ITERATOR_METHODS],
    flags: NO_DICT | NO_NEW,
    ..TypeDecl::new("rangeiterator", kind::XRANGE_ITERATOR)
};

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<XrangeObject>(heap, &XRANGE_LAYOUT);
    crate::layout::register_fixed::<XrangeIterator>(heap, &ITERATOR_LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&XRANGE);
    cx.register_kind_type(&XRANGE_ITERATOR);
    cx.register_next(kind::XRANGE_ITERATOR, next);
}

/// How many numbers lie from `start` up (or down, by the step) to `stop`, which is not one of them.
pub fn length(start: i64, stop: i64, step: i64) -> u64 {
    let (low, high) = if step > 0 { (start, stop) } else { (stop, start) };
    if low >= high { 0 } else { (high.wrapping_sub(low) as u64 - 1) / step.unsigned_abs() + 1 }
}

impl XrangeObject {
    /// Number `i`, which is below the length.
    fn at(&self, i: i64) -> i64 {
        self.start.wrapping_add(i.wrapping_mul(self.step))
    }
    /// A bound that gives the same numbers: the one after the last, or the end of the range of ints.
    fn stop(&self) -> i64 {
        if self.len == 0 { self.start } else { self.at(self.len - 1).saturating_add(self.step) }
    }
}

fn next(cx: &mut Context, iterator: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = iterator.downcast::<XrangeIterator>() else { return Ok(None) };
    if this.left == 0 {
        return Ok(None);
    }
    let n = this.next;
    this.left -= 1;
    this.next = n.wrapping_add(this.step);
    Ok(Some(cx.new_int(n)))
}

fn new_iterator(cx: &mut Context, start: i64, step: i64, len: i64) -> Value {
    let mut iterator = cx.allocate::<XrangeIterator>();
    (iterator.next, iterator.step, iterator.left) = (start, step, len);
    iterator.value()
}

py_methods! { XRANGE_METHODS:
    /// T.__new__(S, ...) -> a new xrange
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = class;
        if !args.keywords.is_empty() {
            raise!(cx, TypeError, "xrange() does not take keyword arguments");
        }
        let number = |cx: &mut Context, i: usize| {
            <i64 as FromArg>::from_arg(cx, args.positional[i], Arg { function: "xrange", index: i + 1 })
        };
        let (start, stop, step) = match args.positional.len() {
            1 => (0, number(cx, 0)?, 1),
            2 => (number(cx, 0)?, number(cx, 1)?, 1),
            3 => (number(cx, 0)?, number(cx, 1)?, number(cx, 2)?),
            _ => raise!(cx, TypeError, "xrange() requires 1-3 int arguments"),
        };
        if step == 0 {
            raise!(cx, ValueError, "xrange() arg 3 must not be zero");
        }
        let Ok(len) = i64::try_from(length(start, stop, step)) else {
            raise!(cx, OverflowError, "xrange() result has too many items")
        };
        let mut object = cx.allocate::<XrangeObject>();
        (object.start, object.step, object.len) = (start, step, len);
        Ok(object.value())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<XrangeObject>) -> String {
        let _ = cx;
        match (this.start, this.stop(), this.step) {
            (0, stop, 1) => format!("xrange({stop})"),
            (start, stop, 1) => format!("xrange({start}, {stop})"),
            (start, stop, step) => format!("xrange({start}, {stop}, {step})"),
        }
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<XrangeObject>) -> i64 {
        let _ = cx;
        this.len
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<XrangeObject>, index: Value) -> PyResult<i64> {
        if !cx.is_index(index) {
            raise!(cx, TypeError, "sequence index must be integer, not '{}'", cx.type_name(index));
        }
        let at = cx.subscript(index)?;
        match Index(at).within(this.len as usize) {
            Some(at) => Ok(this.at(at as i64)),
            None => raise!(cx, IndexError, "xrange object index out of range"),
        }
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Gc<XrangeObject>) -> Value {
        new_iterator(cx, this.start, this.step, this.len)
    }
    /// Returns a reverse iterator.
    fn __reversed__(cx: &mut Context, this: Gc<XrangeObject>) -> Value {
        new_iterator(cx, this.at(this.len.wrapping_sub(1)), this.step.wrapping_neg(), this.len)
    }
    /// helper for pickle
    fn __reduce__(cx: &mut Context, this: Gc<XrangeObject>) -> Value {
        let parts = [this.start, this.stop(), this.step].map(|n| cx.new_int(n));
        let (class, parts) = (XRANGE.get(cx).value(), cx.new_tuple(&parts).value());
        cx.new_tuple(&[class, parts]).value()
    }
}

py_methods! { ITERATOR_METHODS:
    /// How many numbers are still to come.
    fn __length_hint__(cx: &mut Context, this: Gc<XrangeIterator>) -> i64 {
        let _ = cx;
        this.left
    }
}
