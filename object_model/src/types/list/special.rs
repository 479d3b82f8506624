//! Special methods of `list`: construction, subscripts and slices, arithmetic, comparison.

use crate::context::Context;
use crate::convert::{Index, IntoValue};
use crate::error::PyResult;
use crate::handle::Gc;
use crate::list::ListObject;
use crate::protocols::compare::CompareOp;
use crate::singletons::{not_implemented, py_bool};
use crate::strings::StrObject;
use crate::typeobject::TypeObject;
use crate::types::slice::{self, Bounds, SliceObject};
use crate::value::Value;
use crate::{kind, py_methods, raise};

/// The item at a subscript that is no slice.
#[inline]
pub(crate) fn item_at(cx: &mut Context, list: Gc<ListObject>, index: isize) -> PyResult {
    match Index(index).within(list.len()).and_then(|at| cx.list_get(list, at)) {
        Some(item) => Ok(item),
        None => raise!(cx, IndexError, "list index out of range"),
    }
}

/// A subscript as an index; TypeError for what is none.
fn subscript(cx: &mut Context, index: Value) -> PyResult<isize> {
    if let Some(n) = index.as_small() {
        return Ok(n as isize);
    }
    if !cx.is_index(index) {
        let given = cx.type_name(index);
        raise!(cx, TypeError, "list indices must be integers, not {given}");
    }
    cx.subscript(index)
}

/// Items `from..to` as a new list.
pub(crate) fn copy_range(cx: &mut Context, list: Gc<ListObject>, from: usize, to: usize) -> PyResult<Gc<ListObject>> {
    let result = cx.new_list();
    let to = to.min(list.len());
    let copied = list.storage().slice_into(&mut cx.heap, from, 1, to.saturating_sub(from), result.storage());
    cx.memory(copied)?;
    Ok(result)
}

pub(crate) fn get_slice(cx: &mut Context, list: Gc<ListObject>, slice: Gc<SliceObject>) -> PyResult<Gc<ListObject>> {
    let (start, step, count) = slice::unpack(cx, slice, || list.len())?;
    let result = cx.new_list();
    if count > 0 {
        let copied = list.storage().slice_into(&mut cx.heap, start as usize, step, count, result.storage());
        cx.memory(copied)?;
    }
    Ok(result)
}

/// The items of any iterable as a list: that itself where it is an exact one.
fn as_list(cx: &mut Context, value: Value, refusal: &str) -> PyResult<Gc<ListObject>> {
    if let Some(list) = value.exact::<ListObject>() {
        return Ok(list);
    }
    let iterator = match cx.iter(value) {
        Ok(iterator) => iterator,
        Err(raised) => {
            if cx.catch(crate::Exc::TypeError) {
                raise!(cx, TypeError, "{refusal}");
            }
            return Err(raised);
        }
    };
    if let Some(tuple) = value.exact::<crate::TupleObject>() {
        return cx.new_list_from(tuple.get().items());
    }
    let list = cx.new_list();
    while let Some(item) = cx.next(iterator)? {
        cx.list_push(list, item)?;
    }
    Ok(list)
}

/// `list[from:to] = w_items`
pub(crate) fn replace(cx: &mut Context, list: Gc<ListObject>, from: usize, to: usize, w_items: Value) -> PyResult<()> {
    let items = as_list(cx, w_items, "can only assign an iterable")?;
    let len = list.len();
    let from = from.min(len);
    let to = to.clamp(from, len);
    let replaced = list.storage().replace_range(&mut cx.heap, from, to, items.storage());
    cx.memory(replaced)
}

pub(crate) fn set_slice(cx: &mut Context, list: Gc<ListObject>, slice: Gc<SliceObject>, w_items: Value) -> PyResult<()> {
    let bounds = Bounds::of(cx, slice)?;
    let (start, step, count) = bounds.within(list.len());
    if step == 1 {
        let start = start as usize;
        return replace(cx, list, start, start + count, w_items);
    }
    let items = as_list(cx, w_items, "must assign iterable to extended slice")?;
    // Iterating may have changed the list.
    let (start, step, count) = bounds.within(list.len());
    if items.len() != count {
        let n = items.len();
        raise!(cx, ValueError, "attempt to assign sequence of size {n} to extended slice of size {count}");
    }
    let replaced = list.storage().replace_strided(&mut cx.heap, start as usize, step, items.storage());
    cx.memory(replaced)
}

pub(crate) fn delete_slice(cx: &mut Context, list: Gc<ListObject>, slice: Gc<SliceObject>) -> PyResult<()> {
    let (start, step, count) = slice::unpack(cx, slice, || list.len())?;
    if count == 0 {
        return Ok(());
    }
    let start = start as usize;
    let deleted = match step {
        1 => list.storage().delete_range(&mut cx.heap, start, start + count),
        _ => list.storage().delete_strided(&mut cx.heap, start, step, count),
    };
    cx.memory(deleted)
}

/// `self * times`, or NotImplemented where `times` is no index.
pub(crate) fn repeated(cx: &mut Context, list: Gc<ListObject>, times: Value) -> PyResult {
    let times = match times.as_small() {
        Some(times) => times,
        None if cx.is_index(times) => cx.index_exact(times)?,
        None => return Ok(not_implemented()),
    };
    let times = usize::try_from(times).unwrap_or(0);
    let result = cx.new_list();
    let done = list.storage().repeat_into(&mut cx.heap, times, result.storage());
    cx.memory(done)?;
    Ok(result.value())
}

/// `a + b`
pub(crate) fn concat(cx: &mut Context, a: Gc<ListObject>, b: Gc<ListObject>) -> PyResult {
    let sum = cx.new_list();
    let joined = a.storage().concat_into(&mut cx.heap, b.storage(), sum.storage());
    cx.memory(joined)?;
    Ok(sum.value())
}

fn compare(cx: &mut Context, op: CompareOp, a: Gc<ListObject>, other: Value) -> PyResult {
    let Some(b) = other.downcast::<ListObject>() else { return Ok(not_implemented()) };
    cx.check_native_stack(" in cmp")?;
    compare_items(cx, op, a, b)
}

/// Lists compared item by item.
pub(crate) fn compare_items(cx: &mut Context, op: CompareOp, a: Gc<ListObject>, b: Gc<ListObject>) -> PyResult {
    if a.len() != b.len() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(py_bool(op == CompareOp::Ne));
    }
    let mut at = match a.storage().first_difference(b.storage()) {
        Ok(None) => return Ok(py_bool(op.holds(a.len().cmp(&b.len())))),
        Ok(Some(at)) => at,
        Err(at) => at,
    };
    while at < a.len() && at < b.len() {
        let (Some(x), Some(y)) = (cx.list_get(a, at), cx.list_get(b, at)) else { break };
        if !cx.equal(x, y)? {
            return match op {
                CompareOp::Eq => Ok(py_bool(false)),
                CompareOp::Ne => Ok(py_bool(true)),
                _ => cx.compare(op, x, y),
            };
        }
        at += 1;
    }
    Ok(py_bool(op.holds(a.len().cmp(&b.len()))))
}

/// Bounds of `__getslice__` and its kin: clipped, negative ones count as 0 (whoever calls has added the length).
fn simple(list: Gc<ListObject>, i: i64, j: i64) -> (usize, usize) {
    let len = list.len();
    let clip = |n: i64| usize::try_from(n).unwrap_or(0).min(len);
    let from = clip(i);
    (from, clip(j).max(from))
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new list of type S
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<ListObject>> {
        cx.allocate_for::<ListObject>(class, 0)
    }
    /// L.__init__(...): fills the list anew
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let list: Gc<ListObject> = args.receiver(cx, "__init__")?;
        let [w_items] = args.rest().parse(cx, "list", &["sequence"], 0)?;
        // The items may be those of the list itself.
        match w_items {
            Some(w_items) if w_items == list.value() => list.storage().clear(),
            Some(w_items) => {
                if !list.is_empty() {
                    list.storage().clear();
                }
                cx.list_extend(list, w_items)?;
            }
            None => list.storage().clear(),
        }
        Ok(())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<ListObject>) -> PyResult<Gc<StrObject>> {
        let mut text = Vec::new();
        cx.write_list(&mut text, this, false)?;
        cx.try_new_str(&text)
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<ListObject>) -> usize {
        let _ = cx;
        this.len()
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Gc<ListObject>) -> Value {
        cx.new_index_iterator(kind::LIST_ITERATOR, this.value())
    }
    /// L.__reversed__(): an iterator over the items from the last to the first
    fn __reversed__(cx: &mut Context, this: Gc<ListObject>) -> Value {
        super::reverse_iterator::new(cx, this)
    }
    /// size of the list in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: Gc<ListObject>) -> usize {
        let _ = cx;
        crate::layout::size_of_value(this.value()) + this.storage().capacity() * 8
    }
    /// x.__contains__(y) <==> y in x
    fn __contains__(cx: &mut Context, this: Gc<ListObject>, value: Value) -> PyResult<bool> {
        Ok(super::find(cx, this, value, 0, usize::MAX, true)?.is_some())
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<ListObject>, index: Value) -> PyResult {
        if let Some(slice) = index.downcast::<SliceObject>() {
            return get_slice(cx, this, slice)?.into_value(cx);
        }
        let index = subscript(cx, index)?;
        item_at(cx, this, index)
    }
    /// x.__setitem__(i, y) <==> x[i] = y
    fn __setitem__(cx: &mut Context, this: Gc<ListObject>, index: Value, value: Value) -> PyResult<()> {
        if let Some(slice) = index.downcast::<SliceObject>() {
            return set_slice(cx, this, slice, value);
        }
        let index = subscript(cx, index)?;
        match Index(index).within(this.len()) {
            Some(at) => {
                let stored = this.storage().set(&mut cx.heap, at, value);
                cx.memory(stored)
            }
            None => raise!(cx, IndexError, "list assignment index out of range"),
        }
    }
    /// x.__delitem__(y) <==> del x[y]
    fn __delitem__(cx: &mut Context, this: Gc<ListObject>, index: Value) -> PyResult<()> {
        if let Some(slice) = index.downcast::<SliceObject>() {
            return delete_slice(cx, this, slice);
        }
        let index = subscript(cx, index)?;
        match Index(index).within(this.len()) {
            Some(at) => {
                let deleted = this.storage().delete_range(&mut cx.heap, at, at + 1);
                cx.memory(deleted)
            }
            None => raise!(cx, IndexError, "list assignment index out of range"),
        }
    }
    /// x.__getslice__(i, j) <==> x[i:j]
    fn __getslice__(cx: &mut Context, this: Gc<ListObject>, i: i64, j: i64) -> PyResult<Gc<ListObject>> {
        let (from, to) = simple(this, i, j);
        copy_range(cx, this, from, to)
    }
    /// x.__setslice__(i, j, y) <==> x[i:j] = y
    fn __setslice__(cx: &mut Context, this: Gc<ListObject>, i: i64, j: i64, items: Value) -> PyResult<()> {
        let (from, to) = simple(this, i, j);
        replace(cx, this, from, to, items)
    }
    /// x.__delslice__(i, j) <==> del x[i:j]
    fn __delslice__(cx: &mut Context, this: Gc<ListObject>, i: i64, j: i64) -> PyResult<()> {
        let (from, to) = simple(this, i, j);
        let deleted = this.storage().delete_range(&mut cx.heap, from, to);
        cx.memory(deleted)
    }
    /// x.__add__(y) <==> x + y
    fn __add__(cx: &mut Context, this: Gc<ListObject>, other: Value) -> PyResult {
        let Some(other) = other.downcast::<ListObject>() else { return Ok(not_implemented()) };
        concat(cx, this, other)
    }
    /// x.__iadd__(y) <==> x += y
    fn __iadd__(cx: &mut Context, this: Gc<ListObject>, other: Value) -> PyResult<Gc<ListObject>> {
        super::extend_with(cx, this, other)?;
        Ok(this)
    }
    /// x.__mul__(n) <==> x * n
    fn __mul__(cx: &mut Context, this: Gc<ListObject>, times: Value) -> PyResult {
        repeated(cx, this, times)
    }
    /// x.__rmul__(n) <==> n * x
    fn __rmul__(cx: &mut Context, this: Gc<ListObject>, times: Value) -> PyResult {
        repeated(cx, this, times)
    }
    /// x.__imul__(n) <==> x *= n
    fn __imul__(cx: &mut Context, this: Gc<ListObject>, times: Value) -> PyResult {
        if !cx.is_index(times) {
            return Ok(not_implemented());
        }
        let times = usize::try_from(cx.index_exact(times)?).unwrap_or(0);
        let done = this.storage().repeat(&mut cx.heap, times);
        cx.memory(done)?;
        Ok(this.value())
    }
    /// x.__eq__(y) <==> x == y
    fn __eq__(cx: &mut Context, this: Gc<ListObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x != y
    fn __ne__(cx: &mut Context, this: Gc<ListObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ne, this, other)
    }
    /// x.__lt__(y) <==> x < y
    fn __lt__(cx: &mut Context, this: Gc<ListObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Lt, this, other)
    }
    /// x.__le__(y) <==> x <= y
    fn __le__(cx: &mut Context, this: Gc<ListObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Le, this, other)
    }
    /// x.__gt__(y) <==> x > y
    fn __gt__(cx: &mut Context, this: Gc<ListObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Gt, this, other)
    }
    /// x.__ge__(y) <==> x >= y
    fn __ge__(cx: &mut Context, this: Gc<ListObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ge, this, other)
    }
}
