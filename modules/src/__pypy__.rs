//! `__pypy__`: how objects lie in memory, hints, and operations on dicts that keep their order.
//!
//! `strategy` names what holds a container's contents (`strategies::desc`): a list's are `EmptyListStrategy`,
//! `SimpleRangeListStrategy`, `IntegerListStrategy`, `FloatListStrategy`, `BytesListStrategy`, `UnicodeListStrategy` and
//! `ObjectListStrategy`; a dict's `EmptyDictStrategy`, `IntDictStrategy`, `BytesDictStrategy`, `UnicodeDictStrategy`,
//! `IdentityDictStrategy`, `ObjectDictStrategy`, `ModuleDictStrategy`, `KwargsDictStrategy` and `MapDictStrategy`; a set's
//! `EmptySetStrategy`, `IntegerSetStrategy`, `BytesSetStrategy`, `UnicodeSetStrategy`, `IdentitySetStrategy` and
//! `ObjectSetStrategy`.
//!
//! Source: PyPy's documentation, "The __pypy__ module".

use object_model::strategies::desc::{DICT_STRATEGIES, LIST_STRATEGIES, SET_STRATEGIES};
use object_model::{
    Context, DictObject, Gc, ListObject, ModuleDecl, PyResult, StrObject, Value, instance, kind, none, py_functions, raise,
    set,
};

pub static MODULE: ModuleDecl =
    ModuleDecl { doc: "What the virtual machine tells of itself.", functions: &[FUNCTIONS], ..ModuleDecl::new("__pypy__") };

/// The name of a container's strategy.
fn strategy_name(value: Value) -> Option<&'static str> {
    if let Some(list) = value.downcast::<ListObject>() {
        return Some(LIST_STRATEGIES[list.storage().tag() as usize].name);
    }
    if let Some(dict) = value.downcast::<DictObject>() {
        return Some(DICT_STRATEGIES[dict.table().kernel() as usize].name);
    }
    let set = set::any_set(value)?;
    Some(SET_STRATEGIES[set.table().kernel() as usize].name)
}

fn dict_of(cx: &mut Context, value: Value) -> PyResult<Gc<DictObject>> {
    match value.downcast::<DictObject>() {
        Some(dict) => Ok(dict),
        None => raise!(cx, TypeError, "expected dict, got {} object", cx.type_name(value)),
    }
}

/// Keys in order, as a list.
fn keys(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<Gc<ListObject>> {
    let (list, mut position) = (cx.new_list(), 0);
    while let Some((key, _)) = cx.dict_next(dict, &mut position) {
        cx.list_push(list, key)?;
    }
    Ok(list)
}

/// What an object looks like inside, in a few words.
fn describe(cx: &mut Context, value: Value) -> PyResult<String> {
    let name = cx.type_name(value);
    if let Some(strategy) = strategy_name(value) {
        let len = cx.length(value)?;
        return Ok(format!("<{name} {strategy} len={len}>"));
    }
    if value.is_small() {
        return Ok(format!("<{name} tagged>"));
    }
    if matches!(value.kind(), kind::INSTANCE | kind::OLD_INSTANCE) {
        if !instance::is_cacheable(cx, value.shape()) {
            return Ok(format!("<{name} instance dict>"));
        }
        let mut names: Vec<String> = Vec::new();
        for word in instance::map_names(cx, value) {
            names.extend(Value::from_bits(word).and_then(|name| name.downcast::<StrObject>()).map(|name| name.lossy()));
        }
        return Ok(format!("<{name} instance map({})>", names.join(", ")));
    }
    Ok(format!("<{name}>"))
}

py_functions! { FUNCTIONS:
    /// strategy(container) -> the name of the strategy by which a list, dict or set holds its contents
    fn strategy(cx: &mut Context, container: Value) -> PyResult {
        match strategy_name(container) {
            Some(name) => Ok(cx.new_str(name.as_bytes()).value()),
            None => raise!(cx, TypeError, "expecting dict or list or set object"),
        }
    }
    /// internal_repr(object) -> a text that tells how the object lies in memory
    fn internal_repr(cx: &mut Context, object: Value) -> PyResult {
        let text = describe(cx, object)?;
        Ok(cx.try_new_str(text.as_bytes())?.value())
    }
    /// newdict(kind) -> an empty dict for a purpose: 'module', 'instance', 'kwargs' or 'strdict'
    fn newdict(cx: &mut Context, kind: Gc<StrObject>) -> PyResult {
        if !matches!(kind.get().bytes(), b"module" | b"instance" | b"kwargs" | b"strdict") {
            raise!(cx, TypeError, "unknown kind of dict: {}", kind.lossy());
        }
        Ok(cx.new_dict().value())
    }
    /// newlist_hint(n) -> an empty list with room for n items
    fn newlist_hint(cx: &mut Context, n: i64) -> PyResult {
        let list = cx.new_list();
        let reserved = list.storage().reserve(&mut cx.heap, usize::try_from(n).unwrap_or(0));
        cx.memory(reserved)?;
        Ok(list.value())
    }
    /// resizelist_hint(list, n): makes room for n items
    fn resizelist_hint(cx: &mut Context, list: Value, n: i64) -> PyResult<()> {
        let Some(list) = list.downcast::<ListObject>() else { raise!(cx, TypeError, "arg 1 must be a 'list'") };
        let more = usize::try_from(n).unwrap_or(0).saturating_sub(list.len());
        let reserved = list.storage().reserve(&mut cx.heap, more);
        cx.memory(reserved)
    }
    /// add_memory_pressure(bytes): tells the collector of memory that an object holds elsewhere
    fn add_memory_pressure(cx: &mut Context, bytes: i64) {
        // Counted once, as if allocated and dead already.
        let bytes = isize::try_from(bytes.max(0)).unwrap_or(0);
        cx.heap.external(bytes);
        cx.heap.external(-bytes);
    }
    /// lookup_special(object, name) -> the special method, found in the class and bound, or None
    fn lookup_special(cx: &mut Context, object: Value, name: Gc<StrObject>) -> PyResult {
        if object.is_kind(kind::OLD_INSTANCE) {
            raise!(cx, TypeError, "this doesn't do what you want on old-style classes");
        }
        let class = cx.class_of(object);
        let name = cx.intern_str(name);
        match cx.lookup(class, name) {
            Some(found) => cx.bind(found, Some(object), class.value()),
            None => Ok(none()),
        }
    }
    /// builtinify(function) -> the function
    fn builtinify(cx: &mut Context, function: Value) -> Value {
        let _ = cx;
        function
    }
    /// hidden_applevel(function) -> the function
    fn hidden_applevel(cx: &mut Context, function: Value) -> Value {
        let _ = cx;
        function
    }
    /// reversed_dict(dict) -> an iterator over the keys, the last first
    fn reversed_dict(cx: &mut Context, dict: Value) -> PyResult {
        let dict = dict_of(cx, dict)?;
        let list = keys(cx, dict)?;
        list.storage().reverse();
        cx.iter(list.value())
    }
    /// delitem_if_value_is(dict, key, value): deletes the key if that very object is its value
    fn delitem_if_value_is(cx: &mut Context, dict: Value, key: Value, value: Value) -> PyResult<()> {
        let dict = dict_of(cx, dict)?;
        if cx.dict_get(dict, key)? == Some(value) {
            cx.dict_delete(dict, key)?;
        }
        Ok(())
    }
    /// move_to_end(dict, key, last=True): makes the key the last one, or the first
    fn move_to_end(cx: &mut Context, dict: Value, key: Value, last: bool = true) -> PyResult<()> {
        let dict = dict_of(cx, dict)?;
        let Some(value) = cx.dict_get(dict, key)? else { return Err(cx.error_with(object_model::Exc::KeyError, &[key])) };
        let before = keys(cx, dict)?;
        cx.dict_delete(dict, key)?;
        cx.dict_set(dict, key, value)?;
        if last {
            return Ok(());
        }
        for at in 0..before.len() {
            let Some(other) = cx.list_get(before, at) else { break };
            if other != key
                && let Some(value) = cx.dict_get(dict, other)?
                && !cx.equal(other, key)?
            {
                cx.dict_delete(dict, other)?;
                cx.dict_set(dict, other, value)?;
            }
        }
        Ok(())
    }
}
