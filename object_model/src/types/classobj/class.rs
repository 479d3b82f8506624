//! `classobj`: making old-style classes, their attributes.

use super::{ClassObject, is_subclass, lookup};
use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::handle::Gc;
use crate::names::Special;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::typeobject::{TypeDecl, TypeObject, WITH_WEAKREF};
use crate::value::{Slot, Value};
use crate::{kind, none, py_methods, raise};

pub static CLASSOBJ: TypeDecl = TypeDecl {
    doc: "classobj(name, bases, dict)\n\nCreate an old-style class. The name must be a string; the bases are a tuple of\nclasses.",
    methods: &[METHODS],
    flags: WITH_WEAKREF,
    ..TypeDecl::new("classobj", kind::CLASSOBJ)
};

/// Makes a class, or what the type of a base that is no old-style class makes.
fn new_class(cx: &mut Context, name: Gc<StrObject>, w_bases: Value, w_dict: Value) -> PyResult {
    let Some(dict) = w_dict.downcast::<DictObject>() else {
        raise!(cx, TypeError, "PyClass_New: dict must be a dictionary");
    };
    let (doc, module) = (cx.name(Special::Doc), cx.name(Special::Module));
    if cx.dict_get_str(dict, doc).is_none() {
        cx.dict_set(dict, doc.value(), none())?;
    }
    if cx.dict_get_str(dict, module).is_none()
        && let Some(globals) = (cx.hooks.globals)(cx)
    {
        let own_name = cx.name(Special::Name);
        if let Some(w_module) = cx.dict_get_str(globals, own_name) {
            cx.dict_set(dict, module.value(), w_module)?;
        }
    }
    let Some(bases) = w_bases.downcast::<TupleObject>() else {
        raise!(cx, TypeError, "PyClass_New: bases must be a tuple");
    };
    for &w_base in bases.get().items() {
        if w_base.is_kind(kind::CLASSOBJ) {
            continue;
        }
        let metatype = cx.class_of(w_base).value();
        if cx.is_callable(metatype) {
            return cx.call(metatype, &[name.value(), bases.value(), dict.value()]);
        }
        raise!(cx, TypeError, "PyClass_New: base must be a class");
    }
    let name = cx.intern_str(name);
    let mut class = cx.allocate::<ClassObject>();
    (class.name, class.bases, class.dict) = (name, bases, dict);
    let del = cx.name(Special::Del);
    class.has_del = lookup(cx, class, del).is_some();
    Ok(class.value())
}

/// Attributes of a class as seen from it: functions become unbound methods.
pub fn class_find_attr(cx: &mut Context, value: Value, name: Gc<StrObject>) -> PyResult<Option<Value>> {
    let Some(mut class) = value.downcast::<ClassObject>() else { return Ok(None) };
    match name.get().bytes() {
        b"__dict__" => {
            class.exposed = true;
            flush(cx, class);
            return Ok(Some(class.dict.value()));
        }
        b"__bases__" => return Ok(Some(class.bases.value())),
        b"__name__" => return Ok(Some(class.name.value())),
        _ => {}
    }
    match lookup(cx, class, name) {
        Some(found) => cx.bind(found, None, value).map(Some),
        None => Ok(None),
    }
}

/// Caches relied on the class, which is about to change.
fn flush(cx: &mut Context, mut class: Gc<ClassObject>) {
    if std::mem::take(&mut class.cached) {
        let flush = cx.hooks.flush_inline_caches;
        flush(cx);
    }
}

/// May writing this attribute change what a cache says? Caches hold methods, and that there is no `__setattr__`; data that
/// replace data (counters) leave them alone.
fn concerns_caches(cx: &mut Context, class: Gc<ClassObject>, name: Gc<StrObject>, w_value: Slot) -> bool {
    let is_method = |value: Slot| value.is_none_or(|value| value.is_kind(kind::FUNCTION));
    class.cached && (is_method(w_value) || is_method(cx.dict_get_str(class.dict, name)))
}

pub fn class_setattr(cx: &mut Context, value: Value, name: Gc<StrObject>, w_value: Slot) -> PyResult<()> {
    let Some(mut class) = value.downcast::<ClassObject>() else { return Ok(()) };
    match name.get().bytes() {
        b"__dict__" => {
            let Some(dict) = w_value.and_then(|w_value| w_value.downcast::<DictObject>()) else {
                raise!(cx, TypeError, "__dict__ must be a dictionary object");
            };
            flush(cx, class);
            class.dict = dict;
        }
        b"__bases__" => {
            let Some(bases) = w_value.and_then(|w_value| w_value.downcast::<TupleObject>()) else {
                raise!(cx, TypeError, "__bases__ must be a tuple object");
            };
            for w_base in bases.get().items() {
                let Some(base) = w_base.downcast::<ClassObject>() else {
                    raise!(cx, TypeError, "__bases__ items must be classes");
                };
                if is_subclass(base, value) {
                    raise!(cx, TypeError, "a __bases__ item causes an inheritance cycle");
                }
            }
            flush(cx, class);
            class.bases = bases;
        }
        b"__name__" => {
            let Some(text) = w_value.and_then(|w_value| w_value.downcast::<StrObject>()) else {
                raise!(cx, TypeError, "__name__ must be a string object");
            };
            if text.bytes().contains(&0) {
                raise!(cx, TypeError, "__name__ must not contain null bytes");
            }
            class.name = text;
        }
        _ => {
            if name == cx.name(Special::Del) && w_value.is_some() && !class.has_del {
                // D7
                cx.warn(Exc::RuntimeWarning, "a __del__ method added to an existing class will not be called")?;
            }
            if concerns_caches(cx, class, name, w_value) {
                flush(cx, class);
            }
            return match w_value {
                Some(w_value) => cx.dict_set(class.dict, name.value(), w_value),
                None => {
                    if !cx.dict_delete(class.dict, name.value())? {
                        raise!(cx, AttributeError, "class {} has no attribute '{}'", class.name.lossy(), name.lossy());
                    }
                    Ok(())
                }
            };
        }
    }
    cx.barrier(class);
    Ok(())
}

/// `__module__` of the class itself, where it is a str.
pub(super) fn module_of(cx: &mut Context, class: Gc<ClassObject>) -> Option<String> {
    let name = cx.name(Special::Module);
    cx.dict_get_str(class.dict, name)?.downcast::<StrObject>().map(|text| text.lossy())
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, _class: Gc<TypeObject>, args: &Args) -> PyResult {
        let total = args.positional.len() + args.keywords.len();
        if total < 3 && args.keywords.is_empty() {
            const NAMES: [&str; 3] = ["name", "bases", "dict"];
            raise!(cx, TypeError, "Required argument '{}' (pos {}) not found", NAMES[total], total + 1);
        }
        let [name, bases, dict] = args.parse(cx, "classobj", &["name", "bases", "dict"], 3)?;
        let (name, bases, dict) = (name.unwrap_or(none()), bases.unwrap_or(none()), dict.unwrap_or(none()));
        let Some(name) = name.downcast::<StrObject>() else {
            let given = if name.is_none() { "None".to_string() } else { cx.type_name(name) };
            raise!(cx, TypeError, "argument 1 must be string, not {given}");
        };
        new_class(cx, name, bases, dict)
    }
    /// x.__call__(...) <==> x(...)
    @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
        cx.call_args(args.positional[0], &args.rest())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<ClassObject>) -> String {
        let module = module_of(cx, this).unwrap_or_else(|| "?".to_string());
        format!("<class {module}.{} at {:#x}>", this.name.lossy(), this.value().bits())
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<ClassObject>) -> String {
        match module_of(cx, this) {
            Some(module) => format!("{module}.{}", this.name.lossy()),
            None => this.name.lossy(),
        }
    }
}
