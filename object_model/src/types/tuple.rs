//! `tuple`.
//!
//! Source: library reference 5.6; `tupleobject.c` of CPython 2.7.

use crate::context::Context;
use crate::convert::Index;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::protocols::compare::CompareOp;
use crate::singletons::{not_implemented, py_bool};
use crate::strings::StrObject;
use crate::tuple::{TupleObject, init_tuple};
use crate::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::types::slice::{self, SliceObject};
use crate::value::Value;
use crate::{kind, py_methods, raise};
use text::hash::TupleHasher;

pub static TUPLE: TypeDecl = TypeDecl {
    doc: "tuple() -> empty tuple\ntuple(iterable) -> tuple of the iterable's items\n\nOf a tuple it is the same object.",
    methods: &[TUPLE_METHODS],
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("tuple", kind::TUPLE)
};

/// Items `start`, `start + step`, … `count` of them, in a tuple of exact type.
fn slice_of(cx: &mut Context, this: Gc<TupleObject>, start: isize, step: isize, count: usize) -> PyResult {
    if count == this.len() && step == 1 && this.value().exact::<TupleObject>().is_some() {
        return Ok(this.value());
    }
    let items = this.get().items();
    let sliced = cx.try_new_tuple(count, |i| items[(start + i as isize * step) as usize])?;
    Ok(sliced.value())
}

pub(crate) fn repeat(cx: &mut Context, this: Gc<TupleObject>, w_count: Value) -> PyResult {
    if !cx.is_index(w_count) {
        return Ok(not_implemented());
    }
    let count = usize::try_from(cx.index_exact(w_count)?).unwrap_or(0);
    let items = this.get().items();
    if this.value().exact::<TupleObject>().is_some() && (count == 1 || items.is_empty()) {
        return Ok(this.value());
    }
    let Some(len) = items.len().checked_mul(count) else { return Err(cx.memory_error()) };
    // A counter that wraps: a division for each item would cost more than the copy.
    let at = std::cell::Cell::new(0);
    let repeated = cx.try_new_tuple(len, |_| {
        let item = items[at.get()];
        at.set(if at.get() + 1 == items.len() { 0 } else { at.get() + 1 });
        item
    });
    repeated.map(Gc::value)
}

/// First position where two tuples differ.
fn first_difference(cx: &mut Context, a: Gc<TupleObject>, b: Gc<TupleObject>) -> PyResult<Option<usize>> {
    let (a, b) = (a.get().items(), b.get().items());
    for (i, (&x, &y)) in a.iter().zip(b).enumerate() {
        if !cx.equal(x, y)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

fn compare(cx: &mut Context, op: CompareOp, this: Gc<TupleObject>, w_other: Value) -> PyResult {
    match w_other.downcast::<TupleObject>() {
        Some(other) => compare_items(cx, op, this, other),
        None => Ok(not_implemented()),
    }
}

/// `hash()` of a tuple by its items.
pub(crate) fn hash_items(cx: &mut Context, this: Gc<TupleObject>) -> PyResult<i64> {
    let mut hasher = TupleHasher::new(this.len());
    for &item in this.get().items() {
        hasher.add(cx.hash_of(item)?);
    }
    Ok(hasher.finish())
}

/// `a + b`
pub(crate) fn concat(cx: &mut Context, a: Gc<TupleObject>, b: Gc<TupleObject>) -> PyResult {
    let (a, b) = (a.get().items(), b.get().items());
    let joined = cx.try_new_tuple(a.len() + b.len(), |i| if i < a.len() { a[i] } else { b[i - a.len()] })?;
    Ok(joined.value())
}

/// `this[from..to]`, bounds clipped, of a tuple of exact type.
pub(crate) fn copy_range(cx: &mut Context, this: Gc<TupleObject>, from: usize, to: usize) -> PyResult {
    let items = this.get().items();
    let to = to.min(items.len());
    if from == 0 && to == items.len() {
        return Ok(this.value());
    }
    if from >= to {
        return Ok(cx.empty_tuple.value());
    }
    let items = &items[from..to];
    cx.try_new_tuple(items.len(), |i| items[i]).map(Gc::value)
}

/// Tuples compared item by item.
pub(crate) fn compare_items(cx: &mut Context, op: CompareOp, this: Gc<TupleObject>, other: Gc<TupleObject>) -> PyResult {
    match first_difference(cx, this, other)? {
        None => Ok(py_bool(op.holds(this.len().cmp(&other.len())))),
        Some(_) if op == CompareOp::Eq => Ok(py_bool(false)),
        Some(_) if op == CompareOp::Ne => Ok(py_bool(true)),
        Some(i) => cx.compare(op, this.get().items()[i], other.get().items()[i]),
    }
}

py_methods! { TUPLE_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let sequence = match *args.positional {
            [sequence] if args.keywords.is_empty() => Some(sequence),
            _ => args.parse(cx, "tuple", &["sequence"], 0)?[0],
        };
        let tuple = match sequence {
            Some(sequence) => cx.tuple_from(sequence)?,
            None => cx.empty_tuple,
        };
        if class == TUPLE.get(cx) {
            return Ok(tuple.value());
        }
        let object = cx.allocate_for::<TupleObject>(class, tuple.len() * 8)?;
        init_tuple(object, tuple.get().items());
        Ok(object.value())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<TupleObject>) -> PyResult<Gc<StrObject>> {
        if this.is_empty() {
            return cx.try_new_str(b"()");
        }
        let mut text = Vec::new();
        cx.write_tuple(&mut text, this, false)?;
        cx.try_new_str(&text)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<TupleObject>) -> PyResult<i64> {
        hash_items(cx, this)
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<TupleObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<TupleObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ne, this, other)
    }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Gc<TupleObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Lt, this, other)
    }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Gc<TupleObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Le, this, other)
    }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Gc<TupleObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Gt, this, other)
    }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Gc<TupleObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ge, this, other)
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<TupleObject>) -> usize {
        let _ = cx;
        this.len()
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Gc<TupleObject>) -> Value {
        cx.new_index_iterator(kind::TUPLE_ITERATOR, this.value())
    }
    /// x.__contains__(y) <==> y in x
    fn __contains__(cx: &mut Context, this: Gc<TupleObject>, item: Value) -> PyResult<bool> {
        for &own in this.get().items() {
            if cx.equal(own, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<TupleObject>, index: Value) -> PyResult {
        if let Some(slice) = index.downcast::<SliceObject>() {
            let (start, step, count) = slice::unpack(cx, slice, || this.len())?;
            return slice_of(cx, this, start, step, count);
        }
        if !cx.is_index(index) {
            raise!(cx, TypeError, "tuple indices must be integers, not {}", cx.type_name(index));
        }
        let at = cx.subscript(index)?;
        match Index(at).within(this.len()) {
            Some(at) => Ok(this.items()[at]),
            None => raise!(cx, IndexError, "tuple index out of range"),
        }
    }
    /// x.__getslice__(i, j) <==> x[i:j]
    ///
    /// Negative bounds do not count from the end.
    fn __getslice__(cx: &mut Context, this: Gc<TupleObject>, start: i64, stop: i64) -> PyResult {
        let clip = |bound: i64| usize::try_from(bound).unwrap_or(0).min(this.len());
        let (start, stop) = (clip(start), clip(stop));
        slice_of(cx, this, start as isize, 1, stop.saturating_sub(start))
    }
    /// x.__add__(y) <==> x+y
    fn __add__(cx: &mut Context, this: Gc<TupleObject>, other: Value) -> PyResult {
        let Some(other) = other.downcast::<TupleObject>() else { return Ok(not_implemented()) };
        concat(cx, this, other)
    }
    /// x.__mul__(n) <==> x*n
    fn __mul__(cx: &mut Context, this: Gc<TupleObject>, other: Value) -> PyResult {
        repeat(cx, this, other)
    }
    /// x.__rmul__(n) <==> n*x
    fn __rmul__(cx: &mut Context, this: Gc<TupleObject>, other: Value) -> PyResult {
        repeat(cx, this, other)
    }
    /// T.count(value) -> integer -- how many items equal value
    fn count(cx: &mut Context, this: Gc<TupleObject>, value: Value) -> PyResult<usize> {
        let mut count = 0;
        for &item in this.get().items() {
            count += usize::from(cx.equal(item, value)?);
        }
        Ok(count)
    }
    /// T.index(value, [start, [stop]]) -> integer -- position of the first item that equals value
    ///
    /// ValueError if there is none.
    fn index(cx: &mut Context, this: Gc<TupleObject>, value: Value, start: Index = Index(0), stop: Index = Index(isize::MAX)) -> PyResult<usize> {
        let (start, stop) = (start.clamped(this.len()), stop.clamped(this.len()));
        for at in start..stop {
            if cx.equal(this.items()[at], value)? {
                return Ok(at);
            }
        }
        raise!(cx, ValueError, "tuple.index(x): x not in tuple")
    }
    fn __getnewargs__(cx: &mut Context, this: Gc<TupleObject>) -> PyResult {
        let len = this.len();
        let exact = slice_of(cx, this, 0, 1, len)?;
        Ok(cx.new_tuple(&[exact]).value())
    }
}
