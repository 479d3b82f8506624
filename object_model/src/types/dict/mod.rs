//! `dict`: declaration and ordinary methods. Special methods are in `special`, what constructor and `update` share in
//! `update`, iterators in `iterator`, `viewkeys()` and its kin in `views`.
//!
//! Storage is `strategies::Dict`, which survives whatever `__hash__` and `__eq__` do to it. Iteration is in insertion order
//! (D16). Methods never call overridden methods of their own object (D2). The namespaces of built-in types are shown as
//! copies of a type that refuses changes (`dictproxy`), so every method that changes a dict asks `check_writable` first.
//! Source: library reference 5.8.

mod iterator;
mod special;
pub mod update;
mod views;

pub use iterator::DictIterator;
pub use views::DictView;

use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::list::ListObject;
use crate::typeobject::{BASETYPE, TypeDecl, TypeObject};
use crate::types::dictproxy::check_writable;
use crate::value::Value;
use crate::{kind, none, py_methods, raise};

pub static DICT: TypeDecl = TypeDecl {
    doc: "dict() -> a new, empty dictionary\n\
          dict(mapping) -> a new dictionary of the mapping's items\n\
          dict(iterable) -> a new dictionary of (key, value) pairs\n\
          dict(**kwargs) -> a new dictionary of the keyword arguments; can be combined with either of the others",
    methods: &[METHODS, special::METHODS],
    flags: BASETYPE,
    setup: Some(super::list::unhashable),
    ..TypeDecl::new("dict", kind::DICT)
};

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    iterator::register_layouts(heap);
    views::register_layouts(heap);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&DICT);
    iterator::register(cx);
    views::register(cx);
}

/// What a walk over a dict takes of each entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Keys,
    Values,
    Items,
}

impl Part {
    #[inline]
    pub(crate) fn of(self, cx: &mut Context, key: Value, value: Value) -> Value {
        match self {
            Part::Keys => key,
            Part::Values => value,
            Part::Items => cx.new_tuple(&[key, value]).value(),
        }
    }
}

/// `keys()`, `values()`, `items()`
pub(crate) fn to_list(cx: &mut Context, dict: Gc<DictObject>, part: Part) -> PyResult<Gc<ListObject>> {
    let list = cx.new_list();
    let mut position = 0;
    while let Some((key, value)) = cx.dict_next(dict, &mut position) {
        let item = part.of(cx, key, value);
        cx.list_push(list, item)?;
    }
    Ok(list)
}

py_methods! { METHODS:
    /// D.clear(): removes all items
    fn clear(cx: &mut Context, this: Gc<DictObject>) -> PyResult<()> {
        check_writable(cx, this, "clear")?;
        this.table().clear(cx);
        Ok(())
    }
    /// D.copy() -> a new dictionary with the same items
    fn copy(cx: &mut Context, this: Gc<DictObject>) -> PyResult<Gc<DictObject>> {
        let copy = cx.new_dict();
        this.table().copy_into(cx, copy.table())?;
        Ok(copy)
    }
    /// dict.fromkeys(keys[, value]) -> a new dictionary with these keys, all with that value (by default None)
    @class @raw fn fromkeys(cx: &mut Context, args: &Args) -> PyResult {
        let Some(&w_class) = args.positional.first() else {
            raise!(cx, TypeError, "descriptor 'fromkeys' of type 'dict' needs an argument");
        };
        args.no_keywords(cx, "fromkeys")?;
        let [w_keys, w_value] = args.rest().unpack(cx, "fromkeys", 1)?;
        let (w_keys, w_value) = (w_keys.unwrap_or(none()), w_value.unwrap_or(none()));
        let w_dict = cx.call(w_class, &[])?;
        if let Some(dict) = w_dict.exact::<DictObject>()
            && let Some(keys) = w_keys.exact::<DictObject>()
        {
            // The hashes are known.
            let mut position = 0;
            while let Some((hash, key, _)) = keys.table().next_hashed(cx, &mut position) {
                dict.table().set_hashed(cx, key, hash, w_value)?;
            }
        } else if let Some(dict) = w_dict.exact::<DictObject>()
            && let Some(keys) = crate::set::any_set(w_keys)
            && w_keys.shape() < crate::kind::FIRST_MAP
        {
            let mut position = 0;
            while let Some((hash, key)) = keys.table().next_hashed(&mut position) {
                dict.table().set_hashed(cx, key, hash, w_value)?;
            }
        } else if let Some(dict) = w_dict.exact::<DictObject>() {
            cx.for_each(w_keys, |cx, w_key| cx.dict_set(dict, w_key, w_value))?;
        } else {
            cx.for_each(w_keys, |cx, w_key| cx.setitem(w_dict, w_key, w_value))?;
        }
        Ok(w_dict)
    }
    /// D.get(key[, default]) -> the key's value, or the default (None) where there is no such key
    @raw fn get(cx: &mut Context, args: &Args) -> PyResult {
        let (this, [key, default]) = args.unpack_method::<DictObject, 2>(cx, "get", 1)?;
        let key = key.unwrap_or(none());
        Ok(cx.dict_get(this, key)?.or(default).unwrap_or(none()))
    }
    /// D.has_key(key) -> is there such a key?
    fn has_key(cx: &mut Context, this: Gc<DictObject>, key: Value) -> PyResult<bool> {
        cx.warn_py3k("dict.has_key() not supported in 3.x; use the in operator")?;
        this.table().contains(cx, key)
    }
    /// D.items() -> a list of the (key, value) pairs
    fn items(cx: &mut Context, this: Gc<DictObject>) -> PyResult<Gc<ListObject>> {
        to_list(cx, this, Part::Items)
    }
    /// D.keys() -> a list of the keys
    fn keys(cx: &mut Context, this: Gc<DictObject>) -> PyResult<Gc<ListObject>> {
        to_list(cx, this, Part::Keys)
    }
    /// D.values() -> a list of the values
    fn values(cx: &mut Context, this: Gc<DictObject>) -> PyResult<Gc<ListObject>> {
        to_list(cx, this, Part::Values)
    }
    /// D.iteritems() -> an iterator over the (key, value) pairs
    fn iteritems(cx: &mut Context, this: Gc<DictObject>) -> Value {
        iterator::new(cx, this, Part::Items)
    }
    /// D.iterkeys() -> an iterator over the keys
    fn iterkeys(cx: &mut Context, this: Gc<DictObject>) -> Value {
        iterator::new(cx, this, Part::Keys)
    }
    /// D.itervalues() -> an iterator over the values
    fn itervalues(cx: &mut Context, this: Gc<DictObject>) -> Value {
        iterator::new(cx, this, Part::Values)
    }
    /// D.viewitems() -> a set-like view of the (key, value) pairs
    fn viewitems(cx: &mut Context, this: Gc<DictObject>) -> Value {
        views::new(cx, this, Part::Items)
    }
    /// D.viewkeys() -> a set-like view of the keys
    fn viewkeys(cx: &mut Context, this: Gc<DictObject>) -> Value {
        views::new(cx, this, Part::Keys)
    }
    /// D.viewvalues() -> a view of the values
    fn viewvalues(cx: &mut Context, this: Gc<DictObject>) -> Value {
        views::new(cx, this, Part::Values)
    }
    /// D.pop(key[, default]) -> the key's value; the key is removed
    /// Where there is no such key the default is the result, or KeyError is raised.
    @raw fn pop(cx: &mut Context, args: &Args) -> PyResult {
        let (this, [key, default]) = args.unpack_method::<DictObject, 2>(cx, "pop", 1)?;
        let key = key.unwrap_or(none());
        check_writable(cx, this, "pop")?;
        // An empty one does not ask for the hash.
        let found = if cx.dict_len(this) == 0 { None } else { this.table().pop(cx, key)? };
        match found.or(default) {
            Some(value) => Ok(value),
            None => Err(cx.key_error(key)),
        }
    }
    /// D.popitem() -> the last (key, value) pair, which is removed
    fn popitem(cx: &mut Context, this: Gc<DictObject>) -> PyResult {
        check_writable(cx, this, "popitem")?;
        match this.table().popitem(cx)? {
            Some((key, value)) => Ok(cx.new_tuple(&[key, value]).value()),
            None => raise!(cx, KeyError, "popitem(): dictionary is empty"),
        }
    }
    /// D.setdefault(key[, default]) -> the key's value; the default (None) is stored first where there is none
    @raw fn setdefault(cx: &mut Context, args: &Args) -> PyResult {
        let (this, [key, default]) = args.unpack_method::<DictObject, 2>(cx, "setdefault", 1)?;
        check_writable(cx, this, "setdefault")?;
        this.table().setdefault(cx, key.unwrap_or(none()), default.unwrap_or(none()))
    }
    /// D.update([other][, **kwargs]): stores the items of a mapping, or of an iterable of pairs, and the keyword arguments
    @raw fn update(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this: Gc<DictObject> = args.receiver(cx, "update")?;
        check_writable(cx, this, "update")?;
        update::update(cx, this, &args.rest(), "update")
    }
}

/// `iter(dict)`
pub(crate) fn keys_iterator(cx: &mut Context, dict: Gc<DictObject>) -> Value {
    iterator::new(cx, dict, Part::Keys)
}

/// An instance of a dict type, empty.
pub(crate) fn allocate(cx: &mut Context, class: Gc<TypeObject>) -> PyResult<Gc<DictObject>> {
    cx.allocate_for::<DictObject>(class, 0)
}
