//! `instance`: making instances, their attributes, calls, texts, truth and hash.

use super::class::module_of;
use super::{ClassObject, lookup, operators, sequence};
use crate::context::Context;
use crate::declare::Args;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::handle::Gc;
use crate::instance::{self, INSTANCE_SLOTS, old_class};
use crate::names::Special;
use crate::protocols::hash::pointer_hash;
use crate::strings::StrObject;
use crate::typeobject::{TypeDecl, TypeObject, WITH_DICT, WITH_WEAKREF};
use crate::value::{Slot, Value};
use crate::{kind, none, py_methods, raise};
use gc::Header;

pub static INSTANCE: TypeDecl = TypeDecl {
    doc: "instance(class[, dict])\n\nCreate an instance without calling its __init__() method. The class must be an\nold-style one; dict becomes the instance's attributes.",
    methods: &[METHODS, operators::BINARY, operators::UNARY, operators::COMPARISONS, operators::OTHERS, sequence::METHODS],
    flags: WITH_DICT | WITH_WEAKREF,
    ..TypeDecl::new("instance", kind::OLD_INSTANCE)
};

/// Inline attribute slots of a new instance.
const INLINE_SLOTS: u8 = 4;

/// The empty map that instances of the class begin with.
fn root_of(cx: &mut Context, mut class: Gc<ClassObject>) -> u32 {
    if class.root == 0 {
        let instance_type = INSTANCE.get(cx);
        let root = cx.maps.new_root(class.value().bits(), INLINE_SLOTS);
        let size = root as usize + 1;
        cx.shape_class.resize(cx.shape_class.len().max(size), None);
        cx.ext.shape_flags.resize(cx.ext.shape_flags.len().max(size), 0);
        cx.shape_class[root as usize] = Some(instance_type);
        class.root = root;
    }
    class.root
}

/// An instance without attributes.
pub fn new_instance(cx: &mut Context, class: Gc<ClassObject>) -> Value {
    let root = root_of(cx, class);
    let header = Header::with_aux(root, kind::OLD_INSTANCE, INLINE_SLOTS.into());
    let object = cx.heap.alloc(header, INSTANCE_SLOTS + usize::from(INLINE_SLOTS) * 8);
    // SAFETY: just allocated.
    let value = unsafe { Value::from_bits_unchecked(object as u64) };
    if class.has_del {
        cx.heap.register_finalizer(object);
    }
    value
}

/// `C(*args)`
pub fn instantiate(cx: &mut Context, class: Gc<ClassObject>, args: &[Value], names: Slot) -> PyResult {
    let value = new_instance(cx, class);
    let init = cx.name(Special::Init);
    match lookup(cx, class, init) {
        Some(w_init) => {
            let w_none = if w_init.is_kind(kind::FUNCTION) {
                cx.call_special_kw(w_init, value, args, names)?
            } else {
                let w_bound = cx.bind(w_init, Some(value), class.value())?;
                cx.call_kw(w_bound, args, names)?
            };
            if !w_none.is_none() {
                raise!(cx, TypeError, "__init__() should return None");
            }
        }
        None if !args.is_empty() => raise!(cx, TypeError, "this constructor takes no arguments"),
        None => {}
    }
    Ok(value)
}

/// `x(*args)`
pub fn call_instance(cx: &mut Context, value: Value, args: &[Value], names: Slot) -> PyResult {
    match optional(cx, value, Special::Call)? {
        Some(w_call) => cx.call_kw(w_call, args, names),
        None => raise!(cx, AttributeError, "{} instance has no __call__ method", class_text(cx, value)),
    }
}

pub(super) fn class_text(cx: &mut Context, value: Value) -> String {
    old_class(cx, value).map_or_else(|| "?".to_string(), |class| class.name.lossy())
}

/// An attribute of the instance or its classes, without `__getattr__`.
pub fn find_plain(cx: &mut Context, value: Value, name: Gc<StrObject>) -> PyResult<Option<Value>> {
    match old_class(cx, value) {
        Some(class) => plain_attr(cx, value, class, name),
        None => Ok(None),
    }
}

fn plain_attr(cx: &mut Context, value: Value, class: Gc<ClassObject>, name: Gc<StrObject>) -> PyResult<Option<Value>> {
    if let Some(own) = instance::own_get(cx, value, name) {
        return Ok(Some(own));
    }
    match lookup(cx, class, name) {
        Some(found) => cx.bind(found, Some(value), class.value()).map(Some),
        None => Ok(None),
    }
}

pub fn instance_find_attr(cx: &mut Context, value: Value, name: Gc<StrObject>) -> PyResult<Option<Value>> {
    let Some(class) = old_class(cx, value) else { return Ok(None) };
    if name == cx.name(Special::Dict) {
        return Ok(Some(instance::dict_of(cx, value).value()));
    }
    if name == cx.name(Special::Class) {
        return Ok(Some(class.value()));
    }
    let found = plain_attr(cx, value, class, name);
    if let Ok(Some(_)) = found {
        return found;
    }
    if found.is_err() && !cx.pending_is(Exc::AttributeError) {
        return found;
    }
    let getattr = cx.name(Special::GetAttr);
    match lookup(cx, class, getattr) {
        Some(w_getattr) => {
            cx.pending = None;
            call_hook(cx, w_getattr, value, class, &[name.value()]).map(Some)
        }
        None => found,
    }
}

/// `__getattr__` and its kin: found in the class, called on the instance.
fn call_hook(cx: &mut Context, w_hook: Value, value: Value, class: Gc<ClassObject>, args: &[Value]) -> PyResult {
    if w_hook.is_kind(kind::FUNCTION) {
        return cx.call_special(w_hook, value, args);
    }
    let w_bound = cx.bind(w_hook, Some(value), class.value())?;
    cx.call(w_bound, args)
}

pub fn instance_setattr(cx: &mut Context, value: Value, name: Gc<StrObject>, w_value: Slot) -> PyResult<()> {
    let Some(class) = old_class(cx, value) else { return Ok(()) };
    if name == cx.name(Special::Dict) {
        return match w_value.and_then(|w_value| w_value.downcast::<DictObject>()) {
            Some(dict) => instance::set_dict(cx, value, dict),
            None => raise!(cx, TypeError, "__dict__ must be set to a dictionary"),
        };
    }
    if name == cx.name(Special::Class) {
        let Some(class) = w_value.and_then(|w_value| w_value.downcast::<ClassObject>()) else {
            raise!(cx, TypeError, "__class__ must be set to a class");
        };
        let root = root_of(cx, class);
        cx.change_class(value, class.value(), root, &[]);
        return Ok(());
    }
    let hook = cx.name(if w_value.is_some() { Special::SetAttr } else { Special::DelAttr });
    if let Some(w_hook) = lookup(cx, class, hook) {
        match w_value {
            Some(w_value) => call_hook(cx, w_hook, value, class, &[name.value(), w_value])?,
            None => call_hook(cx, w_hook, value, class, &[name.value()])?,
        };
        return Ok(());
    }
    if name == cx.name(Special::Del) && w_value.is_some() && !class.has_del {
        // D7
        cx.warn(
            Exc::RuntimeWarning,
            "a __del__ method added to an instance with no __del__ in the class will not be called",
        )?;
    }
    match w_value {
        Some(w_value) => instance::own_set(cx, value, name, w_value),
        None => {
            if !instance::own_delete(cx, value, name)? {
                raise!(cx, AttributeError, "{} instance has no attribute '{}'", class.name.lossy(), name.lossy());
            }
            Ok(())
        }
    }
}

/// The attribute, `None` where there is none; AttributeErrors of Python code count as that.
pub(super) fn optional(cx: &mut Context, value: Value, special: Special) -> PyResult<Option<Value>> {
    let name = cx.name(special);
    match instance_find_attr(cx, value, name) {
        Err(raised) => {
            if cx.catch(Exc::AttributeError) {
                Ok(None)
            } else {
                Err(raised)
            }
        }
        found => found,
    }
}

/// The attribute, called; AttributeError where there is none.
pub(super) fn call_attr(cx: &mut Context, value: Value, special: Special, args: &[Value]) -> PyResult {
    let name = cx.name(special);
    let w_method = cx.getattr(value, name)?;
    cx.call(w_method, args)
}

/// The receiver, of whom the descriptor has checked that it is an instance.
fn default_text(cx: &mut Context, this: Value) -> String {
    let Some(class) = old_class(cx, this) else { return "<?>".to_string() };
    let module = module_of(cx, class).unwrap_or_else(|| "?".to_string());
    format!("<{module}.{} instance at {:#x}>", class.name.lossy(), this.bits())
}

fn text(cx: &mut Context, this: Value) -> PyResult {
    match optional(cx, this, Special::Repr)? {
        Some(w_repr) => cx.call(w_repr, &[]),
        None => {
            let text = default_text(cx, this);
            Ok(cx.new_str(text.as_bytes()).value())
        }
    }
}

/// A truth or a length as a method gave it: an int, not negative.
pub(super) fn count(cx: &mut Context, w_result: Value, method: &str) -> PyResult<i64> {
    let n = match w_result.as_int() {
        Some(n) if matches!(w_result.kind(), kind::INT | kind::BOOL) => n,
        _ => raise!(cx, TypeError, "{method} should return an int"),
    };
    if n < 0 {
        raise!(cx, ValueError, "{method} should return >= 0");
    }
    Ok(n)
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, _class: Gc<TypeObject>, args: &Args) -> PyResult {
        from_args(cx, args)
    }
    /// x.__call__(...) <==> x(...)
    @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
        cx.call_args(args.positional[0], &args.rest())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> PyResult {
        text(cx, this)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Value) -> PyResult {
        match optional(cx, this, Special::Str)? {
            Some(w_str) => cx.call(w_str, &[]),
            None => text(cx, this),
        }
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Value) -> PyResult<i64> {
        let Some(w_hash) = optional(cx, this, Special::Hash)? else {
            // What compares by value needs a hash by value.
            for special in [Special::Eq, Special::Cmp] {
                if optional(cx, this, special)?.is_some() {
                    raise!(cx, TypeError, "unhashable instance");
                }
            }
            return Ok(pointer_hash(this) as i64);
        };
        let w_result = cx.call(w_hash, &[])?;
        match w_result.kind() {
            kind::INT | kind::BOOL | kind::LONG => cx.hash_of(w_result),
            _ => raise!(cx, TypeError, "__hash__() should return an int"),
        }
    }
    /// x.__nonzero__() <==> x != 0
    fn __nonzero__(cx: &mut Context, this: Value) -> PyResult<bool> {
        let w_method = match optional(cx, this, Special::Nonzero)? {
            Some(w_method) => Some(w_method),
            None => optional(cx, this, Special::Len)?,
        };
        let Some(w_method) = w_method else { return Ok(true) };
        let w_result = cx.call(w_method, &[])?;
        Ok(count(cx, w_result, "__nonzero__")? != 0)
    }
    /// x.__getattribute__('name') <==> x.name
    fn __getattribute__(cx: &mut Context, this: Value, name: Value) -> PyResult {
        let name = cx.attribute_name(name, "__getattribute__")?;
        cx.getattr(this, name)
    }
}

/// Keyword arguments are passed over, as in CPython.
fn from_args(cx: &mut Context, args: &Args) -> PyResult {
    let (w_class, w_dict) = match *args.positional {
        [] => raise!(cx, TypeError, "instance() takes at least 1 argument (0 given)"),
        [class] => (class, none()),
        [class, dict] => (class, dict),
        ref more => raise!(cx, TypeError, "instance() takes at most 2 arguments ({} given)", more.len()),
    };
    let Some(class) = w_class.downcast::<ClassObject>() else {
        let given = if w_class.is_none() { "None".to_string() } else { cx.type_name(w_class) };
        raise!(cx, TypeError, "instance() argument 1 must be classobj, not {given}");
    };
    let dict = w_dict.downcast::<DictObject>();
    if dict.is_none() && !w_dict.is_none() {
        raise!(cx, TypeError, "instance() second arg must be dictionary or None");
    }
    let value = new_instance(cx, class);
    if let Some(dict) = dict {
        instance::set_dict(cx, value, dict)?;
    }
    Ok(value)
}
