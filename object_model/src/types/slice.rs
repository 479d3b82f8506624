//! `slice`, and what a slice means for a sequence of a given length.
//!
//! Bounds are clipped, never refused: `unpack` gives the first position, the step and the number of positions, all of them
//! within the sequence. Source: library reference 5.6 and `sliceobject.c` (2.7).

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::convert::Size;
use crate::declare::GetSet;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::protocols::compare::CompareOp;
use crate::strings::StrObject;
use crate::typeobject::{NO_DICT, TypeDecl, TypeObject};
use crate::value::Value;
use crate::{kind, none, py_methods, raise};
use gc::Header;

#[repr(C)]
pub struct SliceObject {
    pub header: Header,
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

// SAFETY: made by `new_slice`.
unsafe impl Object for SliceObject {
    const KIND: u8 = kind::SLICE;
    const NAME: &'static str = "slice";
}

crate::fixed_layout!(LAYOUT: SliceObject, |this, tracer| {
    tracer.word(this.start.bits());
    tracer.word(this.stop.bits());
    tracer.word(this.step.bits());
});

pub static SLICE: TypeDecl = TypeDecl {
    doc: "slice(stop) or slice(start, stop[, step]): the positions that extended slicing selects.",
    methods: &[SLICE_METHODS],
    getset: SLICE_GETSET,
    flags: NO_DICT,
    ..TypeDecl::new("slice", kind::SLICE)
};

static SLICE_GETSET: &[GetSet] = &[
    GetSet { name: "start", doc: "", get: |_, this| Ok(part(this, |slice| slice.start)), set: None },
    GetSet { name: "stop", doc: "", get: |_, this| Ok(part(this, |slice| slice.stop)), set: None },
    GetSet { name: "step", doc: "", get: |_, this| Ok(part(this, |slice| slice.step)), set: None },
];

fn part(this: Value, of: impl Fn(&SliceObject) -> Value) -> Value {
    this.downcast::<SliceObject>().map_or(none(), |slice| of(&slice))
}

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<SliceObject>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&SLICE);
}

impl Context {
    /// `slice(start, stop, step)`
    pub fn new_slice(&mut self, start: Value, stop: Value, step: Value) -> Value {
        let mut slice = self.allocate::<SliceObject>();
        (slice.start, slice.stop, slice.step) = (start, stop, step);
        slice.value()
    }
}

/// What the slice selects from a sequence: the first position, the step (never 0, never `isize::MIN`) and the number of
/// positions. Where the number is 0, the first position is a place for insertion, at most the length.
///
/// May run Python code (`__index__`) that changes the sequence: `len` is asked for the length after that.
pub fn unpack(cx: &mut Context, slice: Gc<SliceObject>, len: impl FnOnce() -> usize) -> PyResult<(isize, isize, usize)> {
    Bounds::of(cx, slice).map(|bounds| bounds.within(len()))
}

/// A slice's bounds as indices, still without a length.
#[derive(Clone, Copy)]
pub struct Bounds {
    start: Option<isize>,
    stop: Option<isize>,
    step: isize,
}

impl Bounds {
    /// Runs the bounds' `__index__`, in CPython's order.
    pub fn of(cx: &mut Context, slice: Gc<SliceObject>) -> PyResult<Bounds> {
        let step = step_of(cx, slice)?;
        Ok(Bounds { start: clipped(cx, slice.start)?, stop: clipped(cx, slice.stop)?, step })
    }

    /// As `unpack`, for a sequence of `len` items.
    pub fn within(self, len: usize) -> (isize, isize, usize) {
        let (start, _, step, count) = self.resolve(len);
        (start, step, count)
    }

    /// With the position before which (or behind which, by the step) it stops.
    fn resolve(self, len: usize) -> (isize, isize, isize, usize) {
        let len = isize::try_from(len).unwrap_or(isize::MAX);
        let step = self.step;
        // Positions a bound is clipped to.
        let (least, most) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let place = |bound: isize| if bound < 0 { bound.saturating_add(len) } else { bound }.clamp(least, most);
        let start = self.start.map_or(if step < 0 { most } else { least }, place);
        let stop = self.stop.map_or(if step < 0 { least } else { most }, place);
        let count = if step > 0 && start < stop {
            (stop - start - 1) / step + 1
        } else if step < 0 && stop < start {
            (start - stop - 1) / -step + 1
        } else {
            0
        };
        (start, stop, step, count as usize)
    }
}

/// A bound as an index, if it is given.
#[inline]
fn clipped(cx: &mut Context, w_bound: Value) -> PyResult<Option<isize>> {
    match w_bound.as_small() {
        Some(n) => Ok(Some(n as isize)),
        None if w_bound.is_none() => Ok(None),
        None => cx.index_clipped(w_bound).map(Some),
    }
}

fn step_of(cx: &mut Context, slice: Gc<SliceObject>) -> PyResult<isize> {
    match clipped(cx, slice.step)?.unwrap_or(1) {
        0 => raise!(cx, ValueError, "slice step cannot be zero"),
        // So that it can be negated.
        step => Ok(step.max(-isize::MAX)),
    }
}

py_methods! { SLICE_METHODS:
    /// T.__new__(S, ...) -> a new slice
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = class;
        if !args.keywords.is_empty() {
            raise!(cx, TypeError, "slice() does not take keyword arguments");
        }
        match *args.positional {
            [] => raise!(cx, TypeError, "slice expected at least 1 arguments, got 0"),
            [stop] => Ok(cx.new_slice(none(), stop, none())),
            [start, stop] => Ok(cx.new_slice(start, stop, none())),
            [start, stop, step] => Ok(cx.new_slice(start, stop, step)),
            ref more => raise!(cx, TypeError, "slice expected at most 3 arguments, got {}", more.len()),
        }
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<SliceObject>) -> PyResult<Gc<StrObject>> {
        let mut text = b"slice(".to_vec();
        for (i, w_part) in [this.start, this.stop, this.step].into_iter().enumerate() {
            if i != 0 {
                text.extend_from_slice(b", ");
            }
            let part = cx.repr(w_part)?;
            text.extend_from_slice(part.get().bytes());
        }
        text.push(b')');
        cx.try_new_str(&text)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<SliceObject>) -> PyResult<i64> {
        let _ = this;
        raise!(cx, TypeError, "unhashable type")
    }
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Gc<SliceObject>, other: Value) -> PyResult<i64> {
        let Some(other) = other.downcast::<SliceObject>() else {
            let given = cx.type_name(other);
            raise!(cx, TypeError, "slice.__cmp__(x,y) requires y to be a 'slice', not a '{given}'");
        };
        compare(cx, this, other)
    }
    /// S.indices(len) -> (start, stop, stride)
    ///
    /// The bounds and the step that the slice has for a sequence of that length.
    fn indices(cx: &mut Context, this: Gc<SliceObject>, len: Size) -> PyResult {
        // A negative length is clipped with the bounds: all of them come out as it or -1.
        let (start, stop, step) = match usize::try_from(len.0) {
            Ok(len) => {
                let (start, stop, step, _) = Bounds::of(cx, this)?.resolve(len);
                (start, stop, step)
            }
            Err(_) => negative_length(cx, this, len.0)?,
        };
        let parts = [start, stop, step].map(|n| cx.new_int(n as i64));
        Ok(cx.new_tuple(&parts).value())
    }
    /// helper for pickle
    fn __reduce__(cx: &mut Context, this: Gc<SliceObject>) -> PyResult {
        let class = SLICE.get(cx);
        let parts = cx.new_tuple(&[this.start, this.stop, this.step]).value();
        Ok(cx.new_tuple(&[class.value(), parts]).value())
    }
}

/// As tuples of their parts; a part that is unequal decides.
fn compare(cx: &mut Context, a: Gc<SliceObject>, b: Gc<SliceObject>) -> PyResult<i64> {
    if a == b {
        return Ok(0);
    }
    for (x, y) in [(a.start, b.start), (a.stop, b.stop), (a.step, b.step)] {
        if !cx.equal(x, y)? {
            return Ok(if cx.compare_truth(CompareOp::Lt, x, y)? { -1 } else { 1 });
        }
    }
    Ok(0)
}

/// CPython takes a negative length at its word.
fn negative_length(cx: &mut Context, slice: Gc<SliceObject>, len: isize) -> PyResult<(isize, isize, isize)> {
    let step = step_of(cx, slice)?;
    let backwards = step < 0;
    let mut bound = |w_bound: Value, default: isize| match w_bound.not_none() {
        None => PyResult::Ok(default),
        Some(w_bound) => {
            let mut n = cx.index_clipped(w_bound)?;
            if n < 0 {
                n = n.saturating_add(len);
            }
            Ok(match n {
                _ if n < 0 => {
                    if backwards {
                        -1
                    } else {
                        0
                    }
                }
                _ if n >= len => {
                    if backwards {
                        len.saturating_sub(1)
                    } else {
                        len
                    }
                }
                _ => n,
            })
        }
    };
    let start = bound(slice.start, if backwards { len.saturating_sub(1) } else { len })?;
    let stop = bound(slice.stop, if backwards { -1 } else { len })?;
    Ok((start, stop, step))
}
