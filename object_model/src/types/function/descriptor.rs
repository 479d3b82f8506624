//! What the namespaces of built-in types hold: methods, special methods, class methods, attributes; and a special method
//! bound to its receiver.

use super::{bind_from_get, check_count, doc_value, get_args};
use crate::context::Context;
use crate::declare::{Args, FnDecl, GetSet};
use crate::descriptors::{
    ClassMethodDescriptor, GetSetDescriptor, MemberDescriptor, MethodDescriptor, MethodWrapper, WrapperDescriptor,
};
use crate::error::PyResult;
use crate::handle::Gc;
use crate::protocols::compare::is_same;
use crate::typeobject::{TypeDecl, TypeObject};
use crate::value::Value;
use crate::{kind, none, not_implemented, py_methods, raise};

macro_rules! method_types {
    ($($decl:ident $python:literal $layout:ident $kind:ident $what:literal $table:ident;)*) => {$(
        pub static $decl: TypeDecl = TypeDecl {
            methods: &[CALL, GET, $table::METHODS],
            getset: $table::GETSET,
            ..TypeDecl::new($python, kind::$kind)
        };
        mod $table {
            use super::*;
            fn parts(this: Value) -> (&'static FnDecl, Gc<TypeObject>) {
                match this.downcast::<$layout>() {
                    Some(this) => (this.decl, this.class),
                    None => unreachable!("the descriptor has checked its receiver"),
                }
            }
            pub static GETSET: &[GetSet] = &[
                GetSet {
                    name: "__name__",
                    doc: "",
                    get: |cx, this| Ok(cx.intern(parts(this).0.name.as_bytes()).value()),
                    set: Some(crate::types::function::readonly),
                },
                GetSet {
                    name: "__objclass__",
                    doc: "",
                    get: |_, this| Ok(parts(this).1.value()),
                    set: Some(crate::types::function::readonly),
                },
                GetSet { name: "__doc__", doc: "", get: |cx, this| Ok(doc_value(cx, parts(this).0.doc)), set: None },
            ];
            py_methods! { METHODS:
                /// x.__repr__() <==> repr(x)
                fn __repr__(cx: &mut Context, this: Value) -> String {
                    let _ = cx;
                    let (decl, class) = parts(this);
                    format!(concat!("<", $what, " '{}' of '{}' objects>"), decl.name, class.name_lossy())
                }
            }
        }
    )*};
}

method_types! {
    METHOD_DESCRIPTOR "method_descriptor" MethodDescriptor METHOD_DESCRIPTOR "method" plain;
    WRAPPER_DESCRIPTOR "wrapper_descriptor" WrapperDescriptor WRAPPER_DESCRIPTOR "slot wrapper" special;
    CLASSMETHOD_DESCRIPTOR "classmethod_descriptor" ClassMethodDescriptor CLASSMETHOD_DESCRIPTOR "method" class_method;
}

mod call {
    use super::*;
    py_methods! { CALL:
        /// x.__call__(...) <==> x(...)
        @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
            cx.call_args(args.positional[0], &args.rest())
        }
    }
}
use call::CALL;

mod get {
    use super::*;
    py_methods! { GET:
        /// descr.__get__(obj[, type]) -> value
        @raw fn __get__(cx: &mut Context, args: &Args) -> PyResult {
            let (this, object, class) = get_args(cx, args)?;
            if let Some(method) = this.downcast::<ClassMethodDescriptor>() {
                return bind_class_method(cx, method, object, class);
            }
            bind_from_get(cx, this, object, class)
        }
    }
}
use get::GET;

fn bind_class_method(
    cx: &mut Context,
    method: Gc<ClassMethodDescriptor>,
    object: crate::Slot,
    class: crate::Slot,
) -> PyResult {
    let (name, owner) = (method.decl.name, method.class);
    let w_class = match (class, object) {
        (Some(class), _) => class,
        (None, Some(object)) => cx.class_of(object).value(),
        (None, None) => none(),
    };
    let Some(class) = w_class.downcast::<TypeObject>() else {
        let (given, owner) = (cx.type_name(w_class), owner.name_lossy());
        raise!(cx, TypeError, "descriptor '{name}' for type '{owner}' needs a type, not a '{given}' as arg 2");
    };
    if !class.is_subtype(owner) {
        let (given, owner) = (class.name_lossy(), owner.name_lossy());
        raise!(cx, TypeError, "descriptor '{name}' for type '{owner}' doesn't apply to type '{given}'");
    }
    Ok(cx.new_builtin_function(method.decl, Some(w_class), None))
}

pub static METHOD_WRAPPER: TypeDecl = TypeDecl {
    methods: &[CALL, wrapper::METHODS],
    getset: wrapper::GETSET,
    ..TypeDecl::new("method-wrapper", kind::METHOD_WRAPPER)
};

mod wrapper {
    use super::*;
    fn parts(this: Value) -> Gc<MethodWrapper> {
        match this.downcast() {
            Some(this) => this,
            None => unreachable!("the descriptor has checked its receiver"),
        }
    }
    pub static GETSET: &[GetSet] = &[
        GetSet {
            name: "__self__",
            doc: "",
            get: |_, this| Ok(parts(this).receiver.unwrap_or(none())),
            set: Some(crate::types::function::readonly),
        },
        GetSet { name: "__objclass__", doc: "", get: |_, this| Ok(parts(this).class.value()), set: None },
        GetSet {
            name: "__name__",
            doc: "",
            get: |cx, this| Ok(cx.intern(parts(this).decl.name.as_bytes()).value()),
            set: None,
        },
        GetSet { name: "__doc__", doc: "", get: |cx, this| Ok(doc_value(cx, parts(this).decl.doc)), set: None },
    ];
    py_methods! { METHODS:
        /// x.__repr__() <==> repr(x)
        fn __repr__(cx: &mut Context, this: Gc<MethodWrapper>) -> String {
            let receiver = this.receiver.unwrap_or(none());
            let class = cx.type_name(receiver);
            format!("<method-wrapper '{}' of {class} object at {:#x}>", this.decl.name, receiver.bits())
        }
        /// x.__hash__() <==> hash(x)
        fn __hash__(cx: &mut Context, this: Gc<MethodWrapper>) -> PyResult<i64> {
            let receiver = cx.hash_of(this.receiver.unwrap_or(none()))?;
            let hash = receiver ^ ((&raw const *this.decl) as i64).rotate_right(4);
            Ok(if hash == -1 { -2 } else { hash })
        }
        /// x.__cmp__(y) <==> cmp(x, y)
        fn __cmp__(cx: &mut Context, this: Gc<MethodWrapper>, other: Value) -> PyResult {
            let Some(other) = other.downcast::<MethodWrapper>() else { return Ok(not_implemented()) };
            let (a, b) = (this.receiver.unwrap_or(none()), other.receiver.unwrap_or(none()));
            let ordering = if !std::ptr::eq(this.decl, other.decl) || this.class != other.class {
                (&raw const *this.decl, this.class.pointer()).cmp(&(&raw const *other.decl, other.class.pointer()))
            } else if is_same(a, b) {
                std::cmp::Ordering::Equal
            } else {
                cx.three_way(a, b)?
            };
            Ok(Value::small(ordering as i64))
        }
    }
}

macro_rules! attribute_types {
    ($($decl:ident $python:literal $layout:ident $what:literal $table:ident |$this:ident| $name:expr, $doc:expr;)*) => {$(
        pub static $decl: TypeDecl = TypeDecl {
            methods: &[GET, SET, $table::METHODS],
            getset: $table::GETSET,
            ..TypeDecl::new($python, kind::$decl)
        };
        mod $table {
            use super::*;
            fn parts(this: Value) -> Gc<$layout> {
                match this.downcast() {
                    Some(this) => this,
                    None => unreachable!("the descriptor has checked its receiver"),
                }
            }
            fn name($this: Gc<$layout>) -> String {
                $name
            }
            fn doc($this: Gc<$layout>) -> &'static str {
                $doc
            }
            pub static GETSET: &[GetSet] = &[
                GetSet {
                    name: "__name__",
                    doc: "",
                    get: |cx, this| Ok(cx.intern(name(parts(this)).as_bytes()).value()),
                    set: Some(crate::types::function::readonly),
                },
                GetSet {
                    name: "__objclass__",
                    doc: "",
                    get: |_, this| Ok(parts(this).class.value()),
                    set: Some(crate::types::function::readonly),
                },
                GetSet { name: "__doc__", doc: "", get: |cx, this| Ok(doc_value(cx, doc(parts(this)))), set: None },
            ];
            py_methods! { METHODS:
                /// x.__repr__() <==> repr(x)
                fn __repr__(cx: &mut Context, this: Gc<$layout>) -> String {
                    let _ = cx;
                    format!(concat!("<", $what, " '{}' of '{}' objects>"), name(this), this.class.name_lossy())
                }
            }
        }
    )*};
}

attribute_types! {
    GETSET_DESCRIPTOR "getset_descriptor" GetSetDescriptor "attribute" computed |this| this.decl.name.to_string(), this.get().decl.doc;
    MEMBER_DESCRIPTOR "member_descriptor" MemberDescriptor "member" member |this| this.name.lossy(), this.decl.map_or("", |decl| decl.doc);
}

mod set {
    use super::*;

    fn arguments<'a>(cx: &mut Context, args: &Args<'a>, function: &str, wanted: usize) -> PyResult<&'a [Value]> {
        args.no_keywords(cx, function)?;
        let given = args.rest().positional;
        check_count(cx, "", given.len(), wanted, wanted)?;
        Ok(given)
    }

    py_methods! { SET:
        /// descr.__set__(obj, value)
        @raw fn __set__(cx: &mut Context, args: &Args) -> PyResult<()> {
            let given = arguments(cx, args, "__set__", 2)?;
            cx.set_by_descriptor(args.positional[0], given[0], Some(given[1])).map(drop)
        }
        /// descr.__delete__(obj)
        @raw fn __delete__(cx: &mut Context, args: &Args) -> PyResult<()> {
            let given = arguments(cx, args, "__delete__", 1)?;
            cx.set_by_descriptor(args.positional[0], given[0], None).map(drop)
        }
    }
}
use set::SET;
