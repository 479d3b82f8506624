//! Built-in functions about any object: attributes, classes, iteration, text.

use super::plain;
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, Exc, Gc, PyResult, Special, StrObject, TupleObject, UnicodeObject, kind};
use object_model::{none, py_functions, raise};

py_functions! { FUNCTIONS:
    /// callable(object) -> bool
    /// Can the object be called? (Classes can; instances if their class has __call__.)
    fn callable(cx: &mut Context, object: Value) -> bool {
        cx.is_callable(object)
    }
    /// getattr(object, name[, default]) -> value
    /// The attribute, or the default where there is none; without default that is an AttributeError.
    @raw fn getattr(cx: &mut Context, args: &Args) -> PyResult {
        let [object, w_name, default] = plain(cx, args, "getattr", 2)?;
        let object = object.unwrap_or(none());
        let name = cx.attribute_name(w_name.unwrap_or(none()), "getattr")?;
        let Some(default) = default else { return cx.getattr(object, name) };
        match cx.find_attr(object, name) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Ok(default),
            Err(raised) => if cx.catch(Exc::AttributeError) { Ok(default) } else { Err(raised) },
        }
    }
    /// hasattr(object, name) -> bool
    /// Does getattr(object, name) succeed?
    @raw fn hasattr(cx: &mut Context, args: &Args) -> PyResult<bool> {
        let [object, w_name] = plain(cx, args, "hasattr", 2)?;
        let name = cx.attribute_name(w_name.unwrap_or(none()), "hasattr")?;
        match cx.find_attr(object.unwrap_or(none()), name) {
            Ok(found) => Ok(found.is_some()),
            Err(raised) => if cx.catch(Exc::Exception) { Ok(false) } else { Err(raised) },
        }
    }
    /// setattr(object, name, value)
    /// The same as object.name = value.
    @raw fn setattr(cx: &mut Context, args: &Args) -> PyResult<()> {
        let [object, w_name, value] = plain(cx, args, "setattr", 3)?;
        let name = name_to_set(cx, w_name.unwrap_or(none()))?;
        cx.setattr(object.unwrap_or(none()), name, value)
    }
    /// delattr(object, name)
    /// The same as del object.name.
    @raw fn delattr(cx: &mut Context, args: &Args) -> PyResult<()> {
        let [object, w_name] = plain(cx, args, "delattr", 2)?;
        let name = name_to_set(cx, w_name.unwrap_or(none()))?;
        cx.setattr(object.unwrap_or(none()), name, None)
    }
    /// isinstance(object, class-or-type-or-tuple) -> bool
    /// Is the object an instance of the class, or of one in the tuple?
    @raw fn isinstance(cx: &mut Context, args: &Args) -> PyResult<bool> {
        let [object, w_class] = plain(cx, args, "isinstance", 2)?;
        cx.is_instance(object.unwrap_or(none()), w_class.unwrap_or(none()))
    }
    /// issubclass(C, B) -> bool
    /// Is class C the same as B, or derived from it, or from one in the tuple B?
    @raw fn issubclass(cx: &mut Context, args: &Args) -> PyResult<bool> {
        let [w_derived, w_class] = plain(cx, args, "issubclass", 2)?;
        cx.is_subclass(w_derived.unwrap_or(none()), w_class.unwrap_or(none()))
    }
    /// iter(collection) -> iterator
    /// iter(callable, sentinel) -> iterator
    /// The second form calls until the result equals the sentinel.
    @raw fn iter(cx: &mut Context, args: &Args) -> PyResult {
        let [object, sentinel] = plain(cx, args, "iter", 1)?;
        let object = object.unwrap_or(none());
        let Some(sentinel) = sentinel else { return cx.iter(object) };
        if !cx.is_callable(object) {
            raise!(cx, TypeError, "iter(v, w): v must be callable");
        }
        Ok(cx.new_callable_iterator(object, sentinel))
    }
    /// next(iterator[, default]) -> item
    /// The next item; at the end the default, or StopIteration where none is given.
    @raw fn next(cx: &mut Context, args: &Args) -> PyResult {
        let [iterator, default] = plain(cx, args, "next", 1)?;
        let iterator = iterator.unwrap_or(none());
        // What a Python `next` raises passes as it is.
        let item = match cx.special_of(iterator, Special::Next) {
            Some(w_next) if iterator.shape() >= kind::FIRST_MAP => cx.call_special(w_next, iterator, &[]),
            _ => match cx.next(iterator)? {
                Some(item) => Ok(item),
                None => match default {
                    Some(default) => return Ok(default),
                    None => Err(cx.stop_iteration()),
                },
            },
        };
        match (item, default) {
            (Err(raised), Some(default)) => if cx.catch(Exc::StopIteration) { Ok(default) } else { Err(raised) },
            (item, _) => item,
        }
    }
    /// repr(object) -> string
    /// Where it makes sense, a text that evaluates to an equal object.
    fn repr(cx: &mut Context, object: Value) -> PyResult<Gc<StrObject>> {
        cx.repr(object)
    }
    /// format(value[, format_spec]) -> string
    /// value.__format__(format_spec)
    @raw fn format(cx: &mut Context, args: &Args) -> PyResult {
        args.no_keywords(cx, "format")?;
        let (value, spec) = match *args.positional {
            [value] => (value, cx.empty_str.value()),
            [value, spec] => (value, spec),
            [] => raise!(cx, TypeError, "format() takes at least 1 argument (0 given)"),
            ref more => raise!(cx, TypeError, "format() takes at most 2 arguments ({} given)", more.len()),
        };
        cx.format(value, spec)
    }
    /// intern(string) -> string
    /// The one string of this text among all that were interned.
    @raw fn intern(cx: &mut Context, args: &Args) -> PyResult {
        let w_text = super::numbers::one(cx, args, "intern")?;
        let Some(text) = w_text.downcast::<StrObject>() else {
            let given = cx.type_name(w_text);
            raise!(cx, TypeError, "intern() argument 1 must be string, not {given}");
        };
        if w_text.exact::<StrObject>().is_none() {
            raise!(cx, TypeError, "can't intern subclass of string");
        }
        Ok(cx.intern_str(text).value())
    }
    /// apply(object[, args[, kwargs]]) -> value
    /// Calls with positional arguments from a sequence and keyword arguments from a dictionary.
    @raw fn apply(cx: &mut Context, args: &Args) -> PyResult {
        cx.warn_py3k("apply() not supported in 3.x; use func(*args, **kwargs)")?;
        let [callee, w_args, w_keywords] = plain(cx, args, "apply", 1)?;
        let callee = callee.unwrap_or(none());
        let positional = match w_args {
            None => cx.empty_tuple,
            Some(w_args) => {
                if !w_args.is_kind(kind::TUPLE) && (w_args.is_kind(kind::DICT) || cx.special_of(w_args, Special::GetItem).is_none()) {
                    let given = cx.type_name(w_args);
                    raise!(cx, TypeError, "apply() arg 2 expected sequence, found {given}");
                }
                cx.tuple_from(w_args)?
            }
        };
        let Some(w_keywords) = w_keywords else { return cx.call(callee, positional.get().items()) };
        let Some(keywords) = w_keywords.downcast::<DictObject>() else {
            let given = cx.type_name(w_keywords);
            raise!(cx, TypeError, "apply() arg 3 expected dictionary, found {given}");
        };
        call_with(cx, callee, positional, keywords)
    }
}

/// `callee(*positional, **keywords)`
fn call_with(cx: &mut Context, callee: Value, positional: Gc<TupleObject>, keywords: Gc<DictObject>) -> PyResult {
    if cx.dict_len(keywords) == 0 {
        return cx.call(callee, positional.get().items());
    }
    let (all, names) = (cx.new_list_from(positional.get().items())?, cx.new_list());
    let mut position = 0;
    while let Some((name, value)) = cx.dict_next(keywords, &mut position) {
        cx.list_push(names, name)?;
        cx.list_push(all, value)?;
    }
    let (all, names) = (cx.list_to_tuple(all)?, cx.list_to_tuple(names)?);
    cx.call_kw(callee, all.get().items(), Some(names.value()))
}

/// The name argument of `setattr` and `delattr`, interned.
fn name_to_set(cx: &mut Context, w_name: Value) -> PyResult<Gc<StrObject>> {
    if w_name.downcast::<StrObject>().is_none() && w_name.downcast::<UnicodeObject>().is_none() {
        let given = cx.type_name(w_name);
        raise!(cx, TypeError, "attribute name must be string, not '{given}'");
    }
    cx.attribute_name(w_name, "setattr")
}

/// An attribute of the `sys` module, where it is set.
pub(super) fn sys_attribute(cx: &mut Context, name: &str) -> Slot {
    let sys = cx.sys_dict?.downcast::<DictObject>()?;
    cx.dict_find(sys, name)
}
