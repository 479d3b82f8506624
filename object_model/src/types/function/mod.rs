//! Callables and descriptors that the machine makes: built-in functions, bound methods, what stands in the namespaces of
//! built-in types. Layouts are in `descriptors`, calling in `protocols::call`, binding in `protocols::attribute`.

mod builtin;
mod descriptor;
mod method;

use crate::context::Context;
use crate::declare::Args;
use crate::error::PyResult;
use crate::value::{Slot, Value};
use crate::{none, raise};

pub use builtin::BUILTIN_FUNCTION;
pub use descriptor::{
    CLASSMETHOD_DESCRIPTOR, GETSET_DESCRIPTOR, MEMBER_DESCRIPTOR, METHOD_DESCRIPTOR, METHOD_WRAPPER, WRAPPER_DESCRIPTOR,
};
pub use method::METHOD;

pub(crate) fn register(cx: &mut Context) {
    for decl in [
        &BUILTIN_FUNCTION,
        &METHOD,
        &METHOD_DESCRIPTOR,
        &WRAPPER_DESCRIPTOR,
        &METHOD_WRAPPER,
        &CLASSMETHOD_DESCRIPTOR,
        &GETSET_DESCRIPTOR,
        &MEMBER_DESCRIPTOR,
    ] {
        cx.register_kind_type(decl);
    }
}

/// The setter of attributes that CPython declares as read-only members.
pub fn readonly(cx: &mut Context, _: Value, _: Slot) -> PyResult<()> {
    raise!(cx, TypeError, "readonly attribute")
}

/// A docstring, None where there is none.
pub fn doc_value(cx: &mut Context, doc: &str) -> Value {
    if doc.is_empty() { none() } else { cx.new_doc(doc).value() }
}

/// "x expected at least 1 arguments, got 0": the check of CPython's `PyArg_UnpackTuple`.
pub fn check_count(cx: &mut Context, function: &str, given: usize, least: usize, most: usize) -> PyResult<()> {
    if (least..=most).contains(&given) {
        return Ok(());
    }
    let (how, n) = match () {
        _ if least == most => ("", least),
        _ if given < least => ("at least ", least),
        _ => ("at most ", most),
    };
    raise!(cx, TypeError, "{function} expected {how}{n} arguments, got {given}")
}

/// Receiver, object and class as a `__get__` takes them; None stands for an absent one.
pub fn get_args(cx: &mut Context, args: &Args) -> PyResult<(Value, Slot, Slot)> {
    args.no_keywords(cx, "__get__")?;
    let given = args.rest().positional;
    check_count(cx, "", given.len(), 1, 2)?;
    let object = given[0].not_none();
    let class = given.get(1).and_then(|class| class.not_none());
    if object.is_none() && class.is_none() {
        raise!(cx, TypeError, "__get__(None, None) is invalid");
    }
    Ok((args.positional[0], object, class))
}

/// Binds as `__get__` does where the class may be left out.
pub fn bind_from_get(cx: &mut Context, found: Value, object: Slot, class: Slot) -> PyResult {
    let class = match (class, object) {
        (Some(class), _) => class,
        (None, Some(object)) => cx.class_of(object).value(),
        (None, None) => none(),
    };
    cx.bind_builtin(found, object, class)
}
