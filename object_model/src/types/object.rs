//! `object`.

use crate::context::Context;
use crate::declare::GetSet;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::names::Special;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::typeobject::{ABSTRACT, BASETYPE, HEAPTYPE, NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::value::{Slot, Value};
use crate::{instance, kind, none, py_methods, raise};

pub static OBJECT: TypeDecl = TypeDecl {
    base: None,
    doc: "The most base type",
    methods: &[OBJECT_METHODS],
    getset: OBJECT_GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("object", kind::INSTANCE)
};

static OBJECT_GETSET: &[GetSet] =
    &[GetSet { name: "__class__", doc: "the object's class", get: get_class, set: Some(set_class) }];

fn get_class(cx: &mut Context, this: Value) -> PyResult {
    Ok(cx.class_word(this))
}

/// D11: between Python classes whose instances are laid out alike.
fn set_class(cx: &mut Context, this: Value, w_class: Slot) -> PyResult<()> {
    let Some(w_class) = w_class else { raise!(cx, TypeError, "can't delete __class__ attribute") };
    let Some(class) = w_class.downcast::<TypeObject>() else {
        let given = cx.type_name(w_class);
        raise!(cx, TypeError, "__class__ must be set to new-style class, not '{given}' object");
    };
    let old = cx.class_of(this);
    if !class.has(HEAPTYPE) || !old.has(HEAPTYPE) {
        raise!(cx, TypeError, "__class__ assignment: only for heap types");
    }
    let renamed = slots_renamed(cx, old, class);
    let Some(renamed) = renamed.filter(|_| {
        class.kind == old.kind && class.has(NO_DICT) == old.has(NO_DICT) && class.has(NO_WEAKREF) == old.has(NO_WEAKREF)
    }) else {
        let (new, old) = (class.name_lossy(), old.name_lossy());
        raise!(cx, TypeError, "__class__ assignment: '{old}' object layout differs from '{new}'");
    };
    let root = cx.root_shape(class);
    cx.change_class(this, class.value(), root, &renamed);
    Ok(())
}

/// Slots belong to the class that declares them. Where the classes add the same `__slots__`: the descriptors of the one and
/// those of the other that take their places.
fn slots_renamed(cx: &mut Context, from: Gc<TypeObject>, to: Gc<TypeObject>) -> Option<Vec<(Value, Value)>> {
    let owners =
        |class: Gc<TypeObject>| -> Vec<Gc<TypeObject>> { class.mro_types().filter(|base| base.slots.is_some()).collect() };
    let (from, to) = (owners(from), owners(to));
    if from.len() != to.len() {
        return None;
    }
    let mut renamed = Vec::new();
    for (from, to) in from.into_iter().zip(to) {
        if from == to {
            continue;
        }
        let names = |class: Gc<TypeObject>| class.slots.and_then(|slots| slots.downcast::<TupleObject>());
        let (of_from, of_to) = (names(from)?, names(to)?);
        if of_from.len() != of_to.len() || from.base != to.base {
            return None;
        }
        for name in of_from.get().items() {
            let name = name.downcast::<StrObject>().filter(|_| of_to.get().items().contains(name))?;
            renamed.push((cx.dict_get_str(from.dict, name)?, cx.dict_get_str(to.dict, name)?));
        }
    }
    Some(renamed)
}

/// Arguments are too many where neither `__new__` nor `__init__` is overridden to take them; where both are, the
/// overriding one passes them on by mistake, which is only warned of.
fn excess_args(cx: &mut Context, class: Gc<TypeObject>, special: Special, other: Special) -> PyResult<()> {
    let object = OBJECT.get(cx);
    let default = |cx: &mut Context, special: Special| {
        let name = cx.name(special);
        cx.lookup_where(class, name).is_none_or(|(_, owner)| owner == object)
    };
    let text =
        if special == Special::New { "object() takes no parameters" } else { "object.__init__() takes no parameters" };
    match (default(cx, special), default(cx, other)) {
        (false, false) => cx.warn(crate::Exc::DeprecationWarning, text),
        (true, false) => Ok(()),
        _ => raise!(cx, TypeError, "{text}"),
    }
}

py_methods! { OBJECT_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        if !args.is_empty() {
            excess_args(cx, class, Special::New, Special::Init)?;
        }
        if class.has(ABSTRACT) {
            return Err(abstract_error(cx, class));
        }
        if class.kind != kind::INSTANCE {
            raise!(cx, TypeError, "object.__new__({}) is not safe, use {}.__new__()", class.name_lossy(), class.name_lossy());
        }
        Ok(cx.new_instance(class))
    }
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let Some(&this) = args.positional.first() else {
            raise!(cx, TypeError, "descriptor '__init__' of 'object' object needs an argument");
        };
        if !args.rest().is_empty() {
            let class = cx.class_of(this);
            excess_args(cx, class, Special::Init, Special::New)?;
        }
        Ok(())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> String {
        cx.default_repr(this)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Value) -> PyResult<Gc<StrObject>> {
        cx.repr(this)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        crate::protocols::hash::pointer_hash(this) as i64
    }
    /// x.__getattribute__('name') <==> x.name
    fn __getattribute__(cx: &mut Context, this: Value, name: Value) -> PyResult {
        let name = cx.attribute_name(name, "__getattribute__")?;
        let class = cx.class_of(this);
        let found = if this.kind() == kind::TYPE { cx.object_find_attr(this, class, name)? } else { cx.find_attr_default(this, class, name)? };
        match found {
            Some(found) => Ok(found),
            None => Err(cx.no_attribute(this, name)),
        }
    }
    /// x.__setattr__('name', value) <==> x.name = value
    fn __setattr__(cx: &mut Context, this: Value, name: Value, value: Value) -> PyResult<()> {
        refuse_type(cx, this, "__setattr__")?;
        let name = cx.attribute_name(name, "__setattr__")?;
        let class = cx.class_of(this);
        cx.setattr_default(this, class, name, Some(value))
    }
    /// x.__delattr__('name') <==> del x.name
    fn __delattr__(cx: &mut Context, this: Value, name: Value) -> PyResult<()> {
        refuse_type(cx, this, "__delattr__")?;
        let name = cx.attribute_name(name, "__delattr__")?;
        let class = cx.class_of(this);
        cx.setattr_default(this, class, name, None)
    }
    /// default object formatter
    fn __format__(cx: &mut Context, this: Value, spec: Value) -> PyResult {
        let text = if spec.is_kind(kind::UNICODE) { cx.unicode(this)?.value() } else { cx.str(this)?.value() };
        if !matches!(spec.kind(), kind::STR | kind::UNICODE) {
            let given = cx.type_name(spec);
            raise!(cx, TypeError, "format expects arg 2 to be string or unicode, not {given}");
        }
        if !crate::formatting::chars_of(spec).is_empty() {
            let message = "object.__format__ with a non-empty format string is deprecated";
            cx.warn(crate::Exc::PendingDeprecationWarning, message)?;
        }
        cx.format(text, spec)
    }
    /// Abstract classes can override this to say whether another class counts as a subclass.
    @class fn __subclasshook__(cx: &mut Context, class: Value, other: Value) -> Value {
        let _ = (cx, class, other);
        crate::not_implemented()
    }
    /// helper for pickle
    fn __reduce__(cx: &mut Context, this: Value, protocol: i64 = 0) -> PyResult {
        reduce(cx, this, protocol)
    }
    /// helper for pickle
    fn __reduce_ex__(cx: &mut Context, this: Value, protocol: i64 = 0) -> PyResult {
        // An overridden `__reduce__` serves.
        let name = cx.name(Special::Reduce);
        let class = cx.class_of(this);
        let object = OBJECT.get(cx);
        if let Some((w_reduce, owner)) = cx.lookup_where(class, name)
            && owner != object
        {
            return cx.call_special(w_reduce, this, &[]);
        }
        reduce(cx, this, protocol)
    }
    /// size of the object in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        crate::layout::size_of_value(this) as i64
    }
}

/// `object.__setattr__` does not serve for types.
fn refuse_type(cx: &mut Context, this: Value, method: &str) -> PyResult<()> {
    if this.is_kind(kind::TYPE) {
        raise!(cx, TypeError, "can't apply this {method} to type object");
    }
    Ok(())
}

fn reduce(cx: &mut Context, this: Value, protocol: i64) -> PyResult {
    let name = cx.intern(b"copy_reg");
    let w_copy_reg = cx.import_module(name)?;
    if protocol >= 2 {
        return reduce_2(cx, this, w_copy_reg);
    }
    let w_reduce = cx.getattr_text(w_copy_reg, "_reduce_ex")?;
    let w_protocol = cx.new_int(protocol);
    cx.call(w_reduce, &[this, w_protocol])
}

/// Protocol 2: `copy_reg.__newobj__`, the arguments of `__new__`, state, list items, dict items.
fn reduce_2(cx: &mut Context, this: Value, w_copy_reg: Value) -> PyResult {
    let w_class = cx.class_word(this);
    let class = cx.class_of(this);
    if class.has(crate::typeobject::NO_NEW) {
        let name = cx.qualified_name(class);
        raise!(cx, TypeError, "can't pickle {name} objects");
    }
    let mut args = vec![w_class];
    if let Some(w_get) = cx.find_attr_text(this, "__getnewargs__")? {
        let w_args = cx.call(w_get, &[])?;
        match w_args.downcast::<crate::TupleObject>() {
            Some(items) => args.extend_from_slice(items.get().items()),
            None => {
                let given = cx.type_name(w_args);
                raise!(cx, TypeError, "__getnewargs__ should return a tuple, not '{given}'");
            }
        }
    }
    let w_args = cx.new_tuple(&args).value();
    let w_state = match cx.find_attr_text(this, "__getstate__")? {
        Some(w_get) => cx.call(w_get, &[])?,
        None => default_state(cx, this, w_copy_reg, w_class)?,
    };
    let w_list_items = if this.is_kind(kind::LIST) { cx.iter(this)? } else { none() };
    let w_dict_items = if this.is_kind(kind::DICT) { cx.call_method(this, "iteritems", &[])? } else { none() };
    let w_newobj = cx.getattr_text(w_copy_reg, "__newobj__")?;
    Ok(cx.new_tuple(&[w_newobj, w_args, w_state, w_list_items, w_dict_items]).value())
}

fn default_state(cx: &mut Context, this: Value, w_copy_reg: Value, w_class: Value) -> PyResult {
    let w_dict = if instance::has_dict(cx, this) { instance::dict_of(cx, this).value() } else { none() };
    let w_slotnames = cx.getattr_text(w_copy_reg, "_slotnames")?;
    let w_names = cx.call(w_slotnames, &[w_class])?;
    if w_names.is_none() {
        return Ok(w_dict);
    }
    let slots = cx.new_dict();
    cx.for_each(w_names, |cx, w_name| {
        let name = cx.attribute_name(w_name, "getattr")?;
        match cx.find_attr(this, name) {
            Ok(Some(value)) => cx.dict_set(slots, w_name, value),
            Ok(None) => Ok(()),
            Err(raised) => {
                if cx.catch(crate::Exc::AttributeError) {
                    Ok(())
                } else {
                    Err(raised)
                }
            }
        }
    })?;
    if cx.dict_len(slots) == 0 {
        return Ok(w_dict);
    }
    Ok(cx.new_tuple(&[w_dict, slots.value()]).value())
}

/// "Can't instantiate abstract class …"
pub fn abstract_error(cx: &mut Context, class: Gc<TypeObject>) -> crate::Raised {
    let mut names = Vec::new();
    let name = cx.name(Special::AbstractMethods);
    if let Some(w_names) = cx.lookup(class, name) {
        let collected = cx.for_each(w_names, |cx, w_name| {
            names.push(cx.str(w_name)?.lossy());
            Ok(())
        });
        if let Err(raised) = collected {
            return raised;
        }
    }
    names.sort();
    let (class, names) = (class.name_lossy(), names.join(", "));
    cx.error(crate::Exc::TypeError, format_args!("Can't instantiate abstract class {class} with abstract methods {names}"))
}
