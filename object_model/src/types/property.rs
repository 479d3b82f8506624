//! `property`, `staticmethod`, `classmethod`.
//!
//! Source: "Descriptor HowTo Guide", library reference (2.7).

use crate::context::Context;
use crate::declare::GetSet;
use crate::descriptors::{ClassMethod, PropertyObject, StaticMethod};
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::handle::Gc;
use crate::names::Special;
use crate::typeobject::{BASETYPE, TypeDecl, TypeObject};
use crate::types::function::{bind_from_get, check_count, get_args, readonly};
use crate::value::{Slot, Value};
use crate::{kind, none, py_methods, raise};

pub static PROPERTY: TypeDecl = TypeDecl {
    doc: "property(fget=None, fset=None, fdel=None, doc=None) -> property attribute\n\nAn attribute that functions compute, set and delete; as a decorator, its getter.",
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE,
    ..TypeDecl::new("property", kind::PROPERTY)
};

pub static STATICMETHOD: TypeDecl = TypeDecl {
    doc: "staticmethod(function) -> method\n\nA function in a class that takes no instance.",
    methods: &[fixed::METHODS],
    getset: fixed::GETSET,
    flags: BASETYPE,
    ..TypeDecl::new("staticmethod", kind::STATICMETHOD)
};

pub static CLASSMETHOD: TypeDecl = TypeDecl {
    doc: "classmethod(function) -> method\n\nA function in a class that takes the class as its first argument.",
    methods: &[of_class::METHODS],
    getset: of_class::GETSET,
    flags: BASETYPE,
    ..TypeDecl::new("classmethod", kind::CLASSMETHOD)
};

pub(crate) fn register(cx: &mut Context) {
    for decl in [&PROPERTY, &STATICMETHOD, &CLASSMETHOD] {
        cx.register_kind_type(decl);
    }
}

fn property(this: Value) -> Gc<PropertyObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

static GETSET: &[GetSet] = &[
    GetSet { name: "fget", doc: "", get: |_, this| Ok(property(this).get.unwrap_or(none())), set: Some(readonly) },
    GetSet { name: "fset", doc: "", get: |_, this| Ok(property(this).set.unwrap_or(none())), set: Some(readonly) },
    GetSet { name: "fdel", doc: "", get: |_, this| Ok(property(this).delete.unwrap_or(none())), set: Some(readonly) },
    GetSet { name: "__doc__", doc: "", get: |_, this| Ok(property(this).doc.unwrap_or(none())), set: Some(readonly) },
];

/// Another property of the same class with some functions replaced.
fn copy(cx: &mut Context, this: Gc<PropertyObject>, get: Slot, set: Slot, delete: Slot) -> PyResult {
    let chosen = |fresh: Slot, old: Slot| fresh.and_then(Value::not_none).or(old).unwrap_or(none());
    let get = chosen(get, this.get);
    let doc = if this.getter_doc && !get.is_none() { none() } else { this.doc.unwrap_or(none()) };
    let args = [get, chosen(set, this.set), chosen(delete, this.delete), doc];
    let class = cx.class_of(this.value());
    cx.call(class.value(), &args)
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, _args: &Args) -> PyResult<Gc<PropertyObject>> {
        cx.allocate_for::<PropertyObject>(class, 0)
    }
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let mut this = property(args.positional[0]);
        let [get, set, delete, doc] = args.rest().parse(cx, "property", &["fget", "fset", "fdel", "doc"], 0)?;
        let given = |slot: Slot| slot.and_then(Value::not_none);
        (this.get, this.set, this.delete) = (given(get), given(set), given(delete));
        (this.doc, this.getter_doc) = (doc, false);
        cx.barrier(this);
        let (None, Some(get)) = (given(doc), this.get) else { return Ok(()) };
        // Without a docstring, the getter's serves.
        let name = cx.name(Special::Doc);
        let found = match cx.find_attr(get, name) {
            Ok(found) => found,
            Err(raised) => {
                if !cx.catch(Exc::Exception) {
                    return Err(raised);
                }
                None
            }
        };
        let Some(found) = found else { return Ok(()) };
        if this.header.shape == u32::from(kind::PROPERTY) {
            this.doc = Some(found);
            cx.barrier(this);
        } else {
            // A subclass has a `__doc__` that hides the field.
            cx.setattr(this.value(), name, Some(found))?;
        }
        this.getter_doc = true;
        Ok(())
    }
    /// descr.__get__(obj[, type]) -> value
    @raw fn __get__(cx: &mut Context, args: &Args) -> PyResult {
        let (this, object, class) = get_args(cx, args)?;
        bind_from_get(cx, this, object, class)
    }
    /// descr.__set__(obj, value)
    fn __set__(cx: &mut Context, this: Value, object: Value, value: Value) -> PyResult<()> {
        cx.set_by_builtin(this, object, Some(value)).map(drop)
    }
    /// descr.__delete__(obj)
    fn __delete__(cx: &mut Context, this: Value, object: Value) -> PyResult<()> {
        cx.set_by_builtin(this, object, None).map(drop)
    }
    /// Another property with this getter.
    fn getter(cx: &mut Context, this: Gc<PropertyObject>, function: Value) -> PyResult {
        copy(cx, this, Some(function), None, None)
    }
    /// Another property with this setter.
    fn setter(cx: &mut Context, this: Gc<PropertyObject>, function: Value) -> PyResult {
        copy(cx, this, None, Some(function), None)
    }
    /// Another property with this deleter.
    fn deleter(cx: &mut Context, this: Gc<PropertyObject>, function: Value) -> PyResult {
        copy(cx, this, None, None, Some(function))
    }
}

macro_rules! method_type {
    ($table:ident $layout:ident $name:literal) => {
        mod $table {
            use super::*;
            fn parts(this: Value) -> Gc<$layout> {
                match this.downcast() {
                    Some(this) => this,
                    None => unreachable!("the descriptor has checked its receiver"),
                }
            }
            pub static GETSET: &[GetSet] = &[GetSet {
                name: "__func__",
                doc: "the function",
                get: |_, this| Ok(parts(this).function.unwrap_or(none())),
                set: Some(readonly),
            }];
            py_methods! { METHODS:
                /// T.__new__(S, ...) -> a new object with type S, a subtype of T
                @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, _args: &Args) -> PyResult<Gc<$layout>> {
                    cx.allocate_for::<$layout>(class, 0)
                }
                /// x.__init__(...) initializes x
                @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
                    let mut this = parts(args.positional[0]);
                    let given = args.rest().positional;
                    check_count(cx, $name, given.len(), 1, 1)?;
                    if !args.keywords.is_empty() {
                        raise!(cx, TypeError, concat!($name, " does not take keyword arguments"));
                    }
                    if this.function.is_some() {
                        // Inline caches may hold the function that it had.
                        let flush = cx.hooks.flush_inline_caches;
                        flush(cx);
                    }
                    this.function = Some(given[0]);
                    cx.barrier(this);
                    Ok(())
                }
                /// descr.__get__(obj[, type]) -> value
                @raw fn __get__(cx: &mut Context, args: &Args) -> PyResult {
                    let (this, object, class) = get_args(cx, args)?;
                    bind_from_get(cx, this, object, class)
                }
            }
        }
    };
}

method_type!(fixed StaticMethod "staticmethod");
method_type!(of_class ClassMethod "classmethod");
