//! `list`: declaration and ordinary methods. Special methods are in `special`, sorting in `sort`.
//!
//! Storage is `strategies::List`. What can be decided there without Python code is; the rest asks item by item and reads
//! the length again after each answer, because an `__eq__` may have changed the list. Source: library reference 5.6.4.

mod reverse_iterator;
mod sort;
mod special;

pub use reverse_iterator::ListReverseIterator;
pub(crate) use special::{compare_items, concat, copy_range, delete_slice, get_slice, repeated, replace, set_slice};

use crate::context::Context;
use crate::declare::Arg;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::list::ListObject;
use crate::names::Special;
use crate::typeobject::{BASETYPE, TypeDecl, TypeObject};
use crate::value::Value;
use crate::{FromArg, kind, none, py_methods, raise};
use strategies::Search;

pub static LIST: TypeDecl = TypeDecl {
    doc: "list() -> a new, empty list\nlist(iterable) -> a new list of the iterable's items",
    methods: &[METHODS, special::METHODS, sort::METHODS],
    flags: BASETYPE,
    setup: Some(unhashable),
    ..TypeDecl::new("list", kind::LIST)
};

/// `__hash__` is None.
pub(crate) fn unhashable(cx: &mut Context, class: Gc<TypeObject>) {
    let name = cx.name(Special::Hash);
    cx.dict_set_str(class.dict, name, none());
}

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    reverse_iterator::register_layouts(heap);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&LIST);
    reverse_iterator::register(cx);
}

/// A bound of a search: as a slice's, but None is no bound.
#[derive(Clone, Copy)]
pub struct Position(pub crate::Index);

impl FromArg for Position {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<Position> {
        if !cx.is_index(value) {
            raise!(cx, TypeError, "slice indices must be integers or have an __index__ method");
        }
        crate::Index::from_arg(cx, value, arg).map(Position)
    }
}

/// The first index in `from..to` of an item that equals `value`. `__eq__` of the item is asked first, or that of the value.
pub(crate) fn find(
    cx: &mut Context,
    list: Gc<ListObject>,
    value: Value,
    from: usize,
    to: usize,
    value_first: bool,
) -> PyResult<Option<usize>> {
    let mut at = from;
    loop {
        match list.storage().find(value, at, to.min(list.len())) {
            Search::Found(index) => return Ok(Some(index)),
            Search::Absent => return Ok(None),
            Search::Ask(index) => {
                let Some(item) = cx.list_get(list, index) else { return Ok(None) };
                let (a, b) = if value_first { (value, item) } else { (item, value) };
                if cx.equal(a, b)? {
                    return Ok(Some(index));
                }
                at = index + 1;
            }
        }
    }
}

py_methods! { METHODS:
    /// L.append(object): adds the object at the end
    fn append(cx: &mut Context, this: Gc<ListObject>, object: Value) -> PyResult<()> {
        cx.list_push(this, object)
    }
    /// L.count(value) -> how many items are equal to the value
    fn count(cx: &mut Context, this: Gc<ListObject>, value: Value) -> PyResult<usize> {
        let (mut at, mut count) = (0, 0);
        while let Some(found) = find(cx, this, value, at, usize::MAX, false)? {
            count += 1;
            at = found + 1;
        }
        Ok(count)
    }
    /// L.extend(iterable): adds every item of the iterable at the end
    fn extend(cx: &mut Context, this: Gc<ListObject>, iterable: Value) -> PyResult<()> {
        extend_with(cx, this, iterable)
    }
    /// L.index(value, [start, [stop]]) -> the first index of the value
    /// ValueError if there is none.
    fn index(cx: &mut Context, this: Gc<ListObject>, value: Value, start: Position = Position(crate::Index(0)), stop: Position = Position(crate::Index(isize::MAX))) -> PyResult<usize> {
        let (start, stop) = (start.0.clamped(this.len()), stop.0.clamped(this.len()));
        match find(cx, this, value, start, stop, false)? {
            Some(at) => Ok(at),
            None => {
                let shown = cx.repr(value)?.lossy();
                raise!(cx, ValueError, "{shown} is not in list")
            }
        }
    }
    /// L.insert(index, object): puts the object in front of the item at the index
    fn insert(cx: &mut Context, this: Gc<ListObject>, index: i64, object: Value) -> PyResult<()> {
        let at = crate::Index(index as isize).clamped(this.len());
        let inserted = this.storage().insert(&mut cx.heap, at, object);
        cx.memory(inserted)
    }
    /// L.pop([index]) -> the item at the index (by default the last one), which is removed
    /// IndexError if there is none.
    fn pop(cx: &mut Context, this: Gc<ListObject>, index: i64 = -1) -> PyResult {
        let len = this.len();
        if len == 0 {
            raise!(cx, IndexError, "pop from empty list");
        }
        let Some(at) = crate::Index(index as isize).within(len) else {
            raise!(cx, IndexError, "pop index out of range");
        };
        match this.storage().pop(&mut cx.heap, at) {
            Some(item) => Ok(item),
            None => Err(cx.memory_error()),
        }
    }
    /// L.remove(value): removes the first item that equals the value
    /// ValueError if there is none.
    fn remove(cx: &mut Context, this: Gc<ListObject>, value: Value) -> PyResult<()> {
        match find(cx, this, value, 0, usize::MAX, false)? {
            Some(at) => {
                let deleted = this.storage().delete_range(&mut cx.heap, at, at + 1);
                cx.memory(deleted)
            }
            None => raise!(cx, ValueError, "list.remove(x): x not in list"),
        }
    }
    /// L.reverse(): turns the list round, in place
    fn reverse(cx: &mut Context, this: Gc<ListObject>) {
        let _ = cx;
        this.storage().reverse();
    }
}

/// `list.extend`: the list itself counts as it was before.
pub(crate) fn extend_with(cx: &mut Context, list: Gc<ListObject>, iterable: Value) -> PyResult<()> {
    if iterable == list.value() {
        let extended = list.storage().extend(&mut cx.heap, list.storage());
        return cx.memory(extended);
    }
    cx.list_extend(list, iterable)
}
