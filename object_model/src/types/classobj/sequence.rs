//! Subscripts, slices, iteration and containment of old-style instances.

use super::instance::{call_attr, count, optional};
use crate::context::Context;
use crate::error::PyResult;
use crate::names::Special;
use crate::value::{Slot, Value};
use crate::{kind, none, py_methods, raise};

fn slice_of(cx: &mut Context, lo: Slot, hi: Slot) -> Value {
    cx.new_slice(lo.unwrap_or(none()), hi.unwrap_or(none()), none())
}

/// `x[lo:hi]`: `__getslice__` with ints, or `__getitem__` with a slice of them; other bounds make a slice as they are.
pub fn instance_getslice(cx: &mut Context, value: Value, lo: Slot, hi: Slot) -> PyResult {
    let Some((lo, hi)) = cx.simple_bounds(value, lo, hi)? else {
        let slice = slice_of(cx, lo, hi);
        return call_attr(cx, value, Special::GetItem, &[slice]);
    };
    match optional(cx, value, Special::GetSlice)? {
        Some(w_get) => {
            cx.warn_py3k("in 3.x, __getslice__ has been removed; use __getitem__")?;
            cx.call(w_get, &[lo, hi])
        }
        None => {
            let slice = slice_of(cx, Some(lo), Some(hi));
            call_attr(cx, value, Special::GetItem, &[slice])
        }
    }
}

/// `x[lo:hi] = item`, or `del x[lo:hi]` with empty `item`.
pub fn instance_setslice(cx: &mut Context, value: Value, lo: Slot, hi: Slot, item: Slot) -> PyResult<()> {
    let (by_slice, by_item) = match item {
        Some(_) => (Special::SetSlice, Special::SetItem),
        None => (Special::DelSlice, Special::DelItem),
    };
    let bounds = cx.simple_bounds(value, lo, hi)?;
    if let Some((lo, hi)) = bounds
        && let Some(w_method) = optional(cx, value, by_slice)?
    {
        cx.warn_py3k(match item {
            Some(_) => "in 3.x, __setslice__ has been removed; use __setitem__",
            None => "in 3.x, __delslice__ has been removed; use __delitem__",
        })?;
        return match item {
            Some(item) => cx.call(w_method, &[lo, hi, item]),
            None => cx.call(w_method, &[lo, hi]),
        }
        .map(drop);
    }
    let (lo, hi) = bounds.map_or((lo, hi), |(lo, hi)| (Some(lo), Some(hi)));
    let slice = slice_of(cx, lo, hi);
    match item {
        Some(item) => call_attr(cx, value, by_item, &[slice, item]),
        None => call_attr(cx, value, by_item, &[slice]),
    }
    .map(drop)
}

pub fn instance_iter(cx: &mut Context, value: Value) -> PyResult {
    if let Some(w_iter) = optional(cx, value, Special::Iter)? {
        let w_iterator = cx.call(w_iter, &[])?;
        if !cx.is_iterator(w_iterator) {
            let given = cx.type_name(w_iterator);
            raise!(cx, TypeError, "__iter__ returned non-iterator of type '{given}'");
        }
        return Ok(w_iterator);
    }
    if optional(cx, value, Special::GetItem)?.is_none() {
        raise!(cx, TypeError, "iteration over non-sequence");
    }
    Ok(cx.new_index_iterator(kind::SEQUENCE_ITERATOR, value))
}

pub fn instance_contains(cx: &mut Context, value: Value, item: Value) -> PyResult<bool> {
    match optional(cx, value, Special::Contains)? {
        Some(w_contains) => {
            let w_result = cx.call(w_contains, &[item])?;
            cx.truth(w_result)
        }
        None => cx.contains_by_iteration(value, item),
    }
}

py_methods! { METHODS:
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Value) -> PyResult<i64> {
        let w_result = call_attr(cx, this, Special::Len, &[])?;
        count(cx, w_result, "__len__()")
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Value, index: Value) -> PyResult {
        call_attr(cx, this, Special::GetItem, &[index])
    }
    /// x.__setitem__(i, y) <==> x[i]=y
    fn __setitem__(cx: &mut Context, this: Value, index: Value, item: Value) -> PyResult<()> {
        call_attr(cx, this, Special::SetItem, &[index, item]).map(drop)
    }
    /// x.__delitem__(y) <==> del x[y]
    fn __delitem__(cx: &mut Context, this: Value, index: Value) -> PyResult<()> {
        call_attr(cx, this, Special::DelItem, &[index]).map(drop)
    }
    /// x.__getslice__(i, j) <==> x[i:j]
    fn __getslice__(cx: &mut Context, this: Value, lo: Value, hi: Value) -> PyResult {
        instance_getslice(cx, this, Some(lo), Some(hi))
    }
    /// x.__setslice__(i, j, y) <==> x[i:j]=y
    fn __setslice__(cx: &mut Context, this: Value, lo: Value, hi: Value, item: Value) -> PyResult<()> {
        instance_setslice(cx, this, Some(lo), Some(hi), Some(item))
    }
    /// x.__delslice__(i, j) <==> del x[i:j]
    fn __delslice__(cx: &mut Context, this: Value, lo: Value, hi: Value) -> PyResult<()> {
        instance_setslice(cx, this, Some(lo), Some(hi), None)
    }
    /// x.__contains__(y) <==> y in x
    fn __contains__(cx: &mut Context, this: Value, item: Value) -> PyResult<bool> {
        instance_contains(cx, this, item)
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Value) -> PyResult {
        instance_iter(cx, this)
    }
    /// x.next() -> the next value, or raise StopIteration
    fn next(cx: &mut Context, this: Value) -> PyResult {
        match optional(cx, this, Special::Next)? {
            Some(w_next) => cx.call(w_next, &[]),
            None => raise!(cx, TypeError, "instance has no next() method"),
        }
    }
}
