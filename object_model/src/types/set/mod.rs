//! `set` and `frozenset`: declarations and what their methods are made of.
//!
//! Methods take any iterable, operators only sets (`methods`, `operators`); both end here. An operation with another set
//! takes its hashes from the table. Results have the class of the left operand, made without `__init__`. A set as key, which
//! has no hash, is looked up as a frozenset. Source: library reference 5.7 and `setobject.c` (2.7) for which of two equal
//! elements a result keeps.

mod iterator;
mod methods;
mod operators;

pub use iterator::SetIterator;
pub(crate) use iterator::new as new_iterator;
pub(crate) use operators::{binary, compare, in_place_op};

use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::kind;
use crate::set::{FrozensetObject, SetObject, any_set};
use crate::typeobject::{BASETYPE, TypeDecl, TypeObject, WITH_WEAKREF};
use crate::value::Value;
use crate::{Exc, raise};

pub static SET: TypeDecl = TypeDecl {
    doc: "set() -> a new, empty set\nset(iterable) -> a new set of the iterable's items",
    methods: &[methods::COMMON, methods::CHANGING, operators::COMMON, operators::CHANGING, methods::SET_SPECIAL],
    flags: BASETYPE | WITH_WEAKREF,
    setup: Some(super::list::unhashable),
    ..TypeDecl::new("set", kind::SET)
};

pub static FROZENSET: TypeDecl = TypeDecl {
    doc: "frozenset() -> an empty frozenset\nfrozenset(iterable) -> a frozenset of the iterable's items",
    methods: &[methods::COMMON, operators::COMMON, methods::FROZENSET_SPECIAL],
    flags: BASETYPE | WITH_WEAKREF,
    ..TypeDecl::new("frozenset", kind::FROZENSET)
};

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    iterator::register_layouts(heap);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&SET);
    cx.register_kind_type(&FROZENSET);
    iterator::register(cx);
}

/// An operation that changes a set by an iterable.
pub(crate) type Update = fn(&mut Context, Gc<SetObject>, Value) -> PyResult<()>;

/// An empty set of this class, which may be a frozenset's.
pub(crate) fn allocate(cx: &mut Context, class: Gc<TypeObject>) -> PyResult<Gc<SetObject>> {
    let object = if class.kind == kind::FROZENSET {
        cx.allocate_for::<FrozensetObject>(class, 0)?.value()
    } else {
        cx.allocate_for::<SetObject>(class, 0)?.value()
    };
    match any_set(object) {
        Some(set) => Ok(set),
        None => raise!(cx, SystemError, "not a set type"),
    }
}

/// An empty set of the same class.
fn like(cx: &mut Context, set: Gc<SetObject>) -> PyResult<Gc<SetObject>> {
    match set.set.header.shape {
        shape if shape == u32::from(kind::SET) => return Ok(cx.new_set()),
        shape if shape == u32::from(kind::FROZENSET) => return Ok(cx.new_frozenset()),
        _ => {}
    }
    let class = cx.class_of(set.value());
    allocate(cx, class)
}

/// A set of the same class and contents.
fn copy(cx: &mut Context, set: Gc<SetObject>) -> PyResult<Gc<SetObject>> {
    let result = like(cx, set)?;
    fill(cx, result, set)?;
    Ok(result)
}

fn fill(cx: &mut Context, empty: Gc<SetObject>, from: Gc<SetObject>) -> PyResult<()> {
    let copied = from.table().copy_into(&mut cx.heap, empty.table());
    cx.memory(copied)
}

/// The argument as a set: itself, or a new one of its items.
fn to_set(cx: &mut Context, iterable: Value) -> PyResult<Gc<SetObject>> {
    if let Some(set) = any_set(iterable) {
        return Ok(set);
    }
    let set = cx.new_set();
    update(cx, set, iterable)?;
    Ok(set)
}

/// A frozenset of a set's elements: what stands for the set as a key.
fn frozen(cx: &mut Context, set: Gc<SetObject>) -> PyResult<Gc<SetObject>> {
    let result = cx.new_frozenset();
    fill(cx, result, set)?;
    Ok(result)
}

/// Looks a key up by `act`; a set, which has no hash, as a frozenset.
fn with_key<R>(cx: &mut Context, key: Value, mut act: impl FnMut(&mut Context, Value) -> PyResult<R>) -> PyResult<R> {
    match act(cx, key) {
        Err(raised) => match key.downcast::<SetObject>() {
            Some(set) if cx.catch(Exc::TypeError) => {
                let key = frozen(cx, set)?;
                act(cx, key.value())
            }
            _ => Err(raised),
        },
        found => found,
    }
}

pub(crate) fn contains(cx: &mut Context, set: Gc<SetObject>, key: Value) -> PyResult<bool> {
    with_key(cx, key, |cx, key| set.table().contains(cx, key))
}

/// `set |= iterable`
pub(crate) fn update(cx: &mut Context, set: Gc<SetObject>, iterable: Value) -> PyResult<()> {
    if let Some(other) = any_set(iterable) {
        return set.table().update_from(cx, other.table());
    }
    if let Some(dict) = iterable.exact::<DictObject>() {
        return set.table().update_from_dict(cx, dict.table());
    }
    cx.for_each(iterable, |cx, item| set.table().add(cx, item).map(drop))
}

/// `set & iterable`, of the class of `set`.
fn intersection(cx: &mut Context, set: Gc<SetObject>, iterable: Value) -> PyResult<Gc<SetObject>> {
    if iterable == set.value() {
        return copy(cx, set);
    }
    let result = like(cx, set)?;
    match any_set(iterable) {
        Some(other) => set.table().intersection_into(cx, other.table(), result.table())?,
        None => cx.for_each(iterable, |cx, item| {
            if set.table().contains(cx, item)? {
                result.table().add(cx, item)?;
            }
            Ok(())
        })?,
    }
    Ok(result)
}

/// `set &= iterable`
pub(crate) fn intersection_update(cx: &mut Context, set: Gc<SetObject>, iterable: Value) -> PyResult<()> {
    let result = intersection(cx, set, iterable)?;
    set.table().swap(&mut cx.heap, result.table());
    Ok(())
}

/// `set -= iterable`
pub(crate) fn difference_update(cx: &mut Context, set: Gc<SetObject>, iterable: Value) -> PyResult<()> {
    match any_set(iterable) {
        Some(other) => set.table().difference_update(cx, other.table()),
        None if iterable.exact::<DictObject>().is_some() => {
            let keys = to_set(cx, iterable)?;
            set.table().difference_update(cx, keys.table())
        }
        None => cx.for_each(iterable, |cx, item| set.table().discard(cx, item).map(drop)),
    }
}

/// `set - iterable`, of the class of `set`.
fn difference(cx: &mut Context, set: Gc<SetObject>, iterable: Value) -> PyResult<Gc<SetObject>> {
    match any_set(iterable) {
        Some(other) => {
            let result = like(cx, set)?;
            set.table().difference_into(cx, other.table(), result.table())?;
            Ok(result)
        }
        None => {
            let result = copy(cx, set)?;
            difference_update(cx, result, iterable)?;
            Ok(result)
        }
    }
}

/// `set ^= iterable`
pub(crate) fn symmetric_difference_update(cx: &mut Context, set: Gc<SetObject>, iterable: Value) -> PyResult<()> {
    let other = to_set(cx, iterable)?;
    set.table().symmetric_difference_update(cx, other.table())
}

/// `set ^ iterable`, of the class of `set`.
fn symmetric_difference(cx: &mut Context, set: Gc<SetObject>, iterable: Value) -> PyResult<Gc<SetObject>> {
    let result = copy(cx, set)?;
    symmetric_difference_update(cx, result, iterable)?;
    Ok(result)
}

fn is_disjoint(cx: &mut Context, set: Gc<SetObject>, iterable: Value) -> PyResult<bool> {
    if let Some(other) = any_set(iterable) {
        return set.table().is_disjoint(cx, other.table());
    }
    let iterator = cx.iter(iterable)?;
    let mut disjoint = true;
    cx.drain(iterator, |cx, item| {
        disjoint = !set.table().contains(cx, item)?;
        Ok(disjoint)
    })?;
    Ok(disjoint)
}

fn equals(cx: &mut Context, a: Gc<SetObject>, b: Gc<SetObject>) -> PyResult<bool> {
    if a == b {
        return Ok(true);
    }
    // Hashes that are known and differ decide.
    if a.hash != 0 && b.hash != 0 && a.hash != b.hash {
        return Ok(false);
    }
    cx.check_native_stack(" in cmp")?;
    a.table().equals(cx, b.table())
}

impl Context {
    /// A new set of an iterable's items.
    pub fn set_from(&mut self, iterable: Value) -> PyResult<Gc<SetObject>> {
        let set = self.new_set();
        update(self, set, iterable)?;
        Ok(set)
    }
    /// Adds to a set; whether it was new.
    pub fn set_add(&mut self, set: Gc<SetObject>, item: Value) -> PyResult<bool> {
        set.table().add(self, item)
    }
}
