//! `super`: looks attributes up behind a class in the MRO of an object. The lookup is in `protocols::attribute`.
//!
//! Source: library reference, `super` (2.7); "Unifying types and classes in Python 2.2".

use crate::context::Context;
use crate::declare::GetSet;
use crate::descriptors::SuperObject;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::names::Special;
use crate::typeobject::{BASETYPE, TypeDecl, TypeObject};
use crate::types::function::{get_args, readonly};
use crate::value::{Slot, Value};
use crate::{kind, none, py_methods, raise};

pub static SUPER: TypeDecl = TypeDecl {
    doc: "super(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE,
    ..TypeDecl::new("super", kind::SUPER)
};

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&SUPER);
}

fn this_super(this: Value) -> Gc<SuperObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

static GETSET: &[GetSet] = &[
    GetSet {
        name: "__thisclass__",
        doc: "the class behind which attributes are looked up",
        get: |_, this| Ok(this_super(this).class.unwrap_or(none())),
        set: Some(readonly),
    },
    GetSet {
        name: "__self__",
        doc: "the object, None if unbound",
        get: |_, this| Ok(this_super(this).object.unwrap_or(none())),
        set: Some(readonly),
    },
    GetSet {
        name: "__self_class__",
        doc: "the class whose MRO serves, None if unbound",
        get: |_, this| Ok(this_super(this).object_class.unwrap_or(none())),
        set: Some(readonly),
    },
];

/// The class whose MRO serves: of the object, or the object itself where it is a class.
fn check(cx: &mut Context, class: Gc<TypeObject>, object: Value) -> PyResult<Gc<TypeObject>> {
    if let Some(itself) = object.downcast::<TypeObject>()
        && itself.is_subtype(class)
    {
        return Ok(itself);
    }
    let own = cx.class_of(object);
    if own.is_subtype(class) {
        return Ok(own);
    }
    // Proxies may claim to be something else.
    let name = cx.name(Special::Class);
    if let Ok(Some(claimed)) = cx.find_attr(object, name)
        && let Some(claimed) = claimed.downcast::<TypeObject>()
        && claimed.is_subtype(class)
    {
        return Ok(claimed);
    }
    cx.pending = None;
    raise!(cx, TypeError, "super(type, obj): obj must be an instance or subtype of type")
}

/// `super(C).__get__`: an unbound super binds.
pub fn bind(cx: &mut Context, found: Value, receiver: Slot) -> PyResult {
    let this = this_super(found);
    let (Some(receiver), None) = (receiver.and_then(Value::not_none), this.object) else { return Ok(found) };
    if this.header.shape != u32::from(kind::SUPER) {
        let class = cx.class_of(found).value();
        return cx.call(class, &[this.class.unwrap_or(none()), receiver]);
    }
    let Some(class) = this.class.and_then(|class| class.downcast::<TypeObject>()) else { return Ok(found) };
    let object_class = check(cx, class, receiver)?;
    let mut bound = cx.allocate::<SuperObject>();
    (bound.class, bound.object, bound.object_class) = (this.class, Some(receiver), Some(object_class.value()));
    Ok(bound.value())
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, _args: &Args) -> PyResult<Gc<SuperObject>> {
        cx.allocate_for::<SuperObject>(class, 0)
    }
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let mut this = this_super(args.positional[0]);
        if !args.keywords.is_empty() {
            raise!(cx, TypeError, "super does not take keyword arguments");
        }
        let (w_class, object) = match *args.rest().positional {
            [] => raise!(cx, TypeError, "super() takes at least 1 argument (0 given)"),
            [class] => (class, None),
            [class, object] => (class, object.not_none()),
            ref more => raise!(cx, TypeError, "super() takes at most 2 arguments ({} given)", more.len()),
        };
        let Some(class) = w_class.downcast::<TypeObject>() else {
            let given = cx.type_name(w_class);
            raise!(cx, TypeError, "super() argument 1 must be type, not {given}");
        };
        let object_class = match object {
            Some(object) => Some(check(cx, class, object)?.value()),
            None => None,
        };
        (this.class, this.object, this.object_class) = (Some(w_class), object, object_class);
        cx.barrier(this);
        Ok(())
    }
    /// descr.__get__(obj[, type]) -> value
    @raw fn __get__(cx: &mut Context, args: &Args) -> PyResult {
        let (this, object, _) = get_args(cx, args)?;
        bind(cx, this, object)
    }
    /// x.__getattribute__('name') <==> x.name
    fn __getattribute__(cx: &mut Context, this: Value, name: Value) -> PyResult {
        let name = cx.attribute_name(name, "__getattribute__")?;
        let class = cx.class_of(this);
        match cx.find_attr_default(this, class, name)? {
            Some(found) => Ok(found),
            None => Err(cx.no_attribute(this, name)),
        }
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<SuperObject>) -> String {
        let _ = cx;
        let name = |class: Slot| class.and_then(|class| class.downcast::<TypeObject>()).map(|class| class.name_lossy());
        let class = name(this.class).unwrap_or_else(|| "NULL".to_string());
        match name(this.object_class) {
            Some(object) => format!("<super: <class '{class}'>, <{object} object>>"),
            None => format!("<super: <class '{class}'>, NULL>"),
        }
    }
}
