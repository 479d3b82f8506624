//! `type`: making classes, their attributes.
//!
//! Source: language reference 3.4.3 (2.7), "Unifying types and classes in Python 2.2".

use crate::context::Context;
use crate::declare::GetSet;
use crate::descriptors::{ClassMethod, MemberDescriptor, StaticMethod};
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::handle::Gc;
use crate::names::Special;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::typeobject::{
    ABSTRACT, BASETYPE, HAS_DEL, HEAPTYPE, NO_DICT, NO_WEAKREF, TypeDecl, TypeObject, WITH_DICT, WITH_WEAKREF,
};
use crate::types::function::readonly;
use crate::value::{Slot, Value};
use crate::{kind, none, py_methods, raise};

pub static TYPE: TypeDecl = TypeDecl {
    doc: "type(object) -> the object's type\ntype(name, bases, dict) -> a new type",
    methods: &[TYPE_METHODS],
    getset: TYPE_GETSET,
    flags: BASETYPE | WITH_DICT | WITH_WEAKREF,
    ..TypeDecl::new("type", kind::TYPE)
};

static TYPE_GETSET: &[GetSet] = &[
    GetSet { name: "__name__", doc: "", get: get_name, set: Some(set_name) },
    GetSet { name: "__bases__", doc: "", get: |_, this| Ok(this_type(this).bases.value()), set: Some(set_bases) },
    GetSet {
        name: "__base__",
        doc: "",
        get: |_, this| Ok(this_type(this).base.map_or(none(), Gc::value)),
        set: Some(readonly),
    },
    GetSet { name: "__mro__", doc: "", get: |_, this| Ok(this_type(this).mro.value()), set: Some(readonly) },
    GetSet { name: "__module__", doc: "", get: get_module, set: Some(set_module) },
    GetSet { name: "__dict__", doc: "", get: get_dict, set: None },
    GetSet { name: "__doc__", doc: "", get: get_doc, set: None },
    GetSet { name: "__abstractmethods__", doc: "", get: get_abstract, set: Some(set_abstract) },
    GetSet { name: "__flags__", doc: "", get: get_flags, set: Some(readonly) },
    GetSet { name: "__basicsize__", doc: "", get: |_, _| Ok(Value::small(16)), set: Some(readonly) },
    GetSet { name: "__itemsize__", doc: "", get: get_itemsize, set: Some(readonly) },
    GetSet {
        name: "__dictoffset__",
        doc: "",
        get: |_, this| Ok(Value::small(i64::from(!this_type(this).has(NO_DICT)) * 8)),
        set: Some(readonly),
    },
    GetSet {
        name: "__weakrefoffset__",
        doc: "",
        get: |_, this| Ok(Value::small(i64::from(!this_type(this).has(NO_WEAKREF)) * 8)),
        set: Some(readonly),
    },
];

/// What classes add to the instances of their base.
static INSTANCE_GETSET: &[GetSet] = &[
    GetSet {
        name: "__dict__",
        doc: "dictionary for instance variables (if defined)",
        get: |cx, this| Ok(cx.own_dict(this, true).map_or(none(), Gc::value)),
        set: Some(set_instance_dict),
    },
    GetSet {
        name: "__weakref__",
        doc: "list of weak references to the object (if defined)",
        get: |cx, this| Ok(crate::types::weakref::first(cx, this).unwrap_or(none())),
        set: None,
    },
];

fn set_instance_dict(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let dict = match value {
        Some(value) => match value.downcast::<DictObject>() {
            Some(dict) => dict,
            None => {
                let given = cx.type_name(value);
                raise!(cx, TypeError, "__dict__ must be set to a dictionary, not a '{given}'");
            }
        },
        None => cx.new_dict(),
    };
    if !crate::instance::has_dict(cx, this) {
        raise!(cx, AttributeError, "This object has no __dict__");
    }
    crate::instance::set_dict(cx, this, dict)
}

fn this_type(this: Value) -> Gc<TypeObject> {
    match this.downcast() {
        Some(class) => class,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

fn get_name(_: &mut Context, this: Value) -> PyResult {
    Ok(this_type(this).name.value())
}

fn set_name(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut class = this_type(this);
    check_heap(cx, class, "__name__", value)?;
    let value = value.unwrap_or(none());
    let Some(name) = value.downcast::<StrObject>() else {
        let given = cx.type_name(value);
        raise!(cx, TypeError, "can only assign string to {}.__name__, not '{given}'", class.name_lossy());
    };
    if name.bytes().contains(&0) {
        raise!(cx, ValueError, "type name must not contain null characters");
    }
    cx.barrier(class);
    class.name = name;
    Ok(())
}

fn check_heap(cx: &mut Context, class: Gc<TypeObject>, attribute: &str, value: Slot) -> PyResult<()> {
    let name = class.name_lossy();
    if !class.has(HEAPTYPE) {
        raise!(cx, TypeError, "can't set {name}.{attribute}");
    }
    if value.is_none() {
        raise!(cx, TypeError, "can't delete {name}.{attribute}");
    }
    Ok(())
}

fn get_module(cx: &mut Context, this: Value) -> PyResult {
    let class = this_type(this);
    if let Some(decl) = class.decl {
        return Ok(cx.intern(decl.module.as_bytes()).value());
    }
    let name = cx.name(Special::Module);
    match cx.dict_get_str(class.dict, name) {
        Some(value) => Ok(value),
        None => raise!(cx, AttributeError, "__module__"),
    }
}

fn set_module(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let class = this_type(this);
    check_heap(cx, class, "__module__", value)?;
    let name = cx.name(Special::Module);
    cx.dict_set_str(class.dict, name, value.unwrap_or(none()));
    Ok(())
}

/// D14: the namespace itself for Python classes; a copy that refuses changes for built-in types.
fn get_dict(cx: &mut Context, this: Value) -> PyResult {
    let class = this_type(this);
    let dict = cx.namespace(class);
    if class.has(HEAPTYPE) { Ok(dict.value()) } else { Ok(crate::types::dictproxy::new(cx, dict)) }
}

fn get_doc(cx: &mut Context, this: Value) -> PyResult {
    let class = this_type(this);
    let name = cx.name(Special::Doc);
    let dict = cx.namespace(class);
    match cx.dict_get_str(dict, name) {
        Some(found) => cx.bind(found, None, this),
        None => Ok(none()),
    }
}

fn get_abstract(cx: &mut Context, this: Value) -> PyResult {
    let class = this_type(this);
    let name = cx.name(Special::AbstractMethods);
    let dict = cx.namespace(class);
    match cx.dict_get_str(dict, name) {
        Some(found) if class != TYPE.get(cx) => Ok(found),
        _ => raise!(cx, AttributeError, "__abstractmethods__"),
    }
}

fn set_abstract(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut class = this_type(this);
    let name = cx.name(Special::AbstractMethods);
    match value {
        Some(value) => {
            cx.dict_set_str(class.dict, name, value);
            let abstract_ = cx.truth(value)?;
            class.flags = if abstract_ { class.flags | ABSTRACT } else { class.flags & !ABSTRACT };
        }
        None => {
            if !cx.dict_delete(class.dict, name.value())? {
                raise!(cx, AttributeError, "__abstractmethods__");
            }
            class.flags &= !ABSTRACT;
        }
    }
    Ok(())
}

/// The bits of CPython's `tp_flags` that programs look at: heap type, base type, abstract.
/// Bytes an item takes in instances of varying size, as CPython's layouts have it.
fn get_itemsize(_: &mut Context, this: Value) -> PyResult {
    Ok(Value::small(match this_type(this).kind {
        kind::TUPLE => 8,
        kind::LONG => 4,
        kind::STR => 1,
        kind::TYPE => 40,
        _ => 0,
    }))
}

fn get_flags(_: &mut Context, this: Value) -> PyResult {
    let class = this_type(this);
    let mut flags = 0x1eb | 1 << 12;
    for (own, bit) in [(HEAPTYPE, 9), (BASETYPE, 10), (ABSTRACT, 20)] {
        if class.has(own) || own == BASETYPE && class.has(HEAPTYPE) {
            flags |= 1 << bit;
        }
    }
    Ok(Value::small(flags))
}

py_methods! { TYPE_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, metatype: Gc<TypeObject>, args: &Args) -> PyResult {
        if metatype == TYPE.get(cx) && args.positional.len() == 1 && args.keywords.is_empty() {
            return Ok(cx.class_of(args.positional[0]).value());
        }
        if args.positional.len() + args.keywords.len() != 3 {
            raise!(cx, TypeError, "type() takes 1 or 3 arguments");
        }
        let [w_name, w_bases, w_dict] = args.parse(cx, "type", &["name", "bases", "dict"], 3)?;
        let (w_name, w_bases, w_dict) = (w_name.unwrap_or(none()), w_bases.unwrap_or(none()), w_dict.unwrap_or(none()));
        let Some(name) = w_name.downcast::<StrObject>() else {
            let given = cx.type_name(w_name);
            raise!(cx, TypeError, "type() argument 1 must be string, not {given}");
        };
        if name.bytes().contains(&0) {
            raise!(cx, ValueError, "type name must not contain null characters");
        }
        let Some(bases) = w_bases.downcast::<TupleObject>() else {
            let given = cx.type_name(w_bases);
            raise!(cx, TypeError, "type() argument 2 must be tuple, not {given}");
        };
        let Some(dict) = w_dict.downcast::<DictObject>() else {
            let given = cx.type_name(w_dict);
            raise!(cx, TypeError, "type() argument 3 must be dict, not {given}");
        };
        cx.new_class(metatype, name, bases, dict)
    }
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let n = args.positional.len() + args.keywords.len();
        if n != 2 && n != 4 {
            raise!(cx, TypeError, "type.__init__() takes 1 or 3 arguments");
        }
        if !args.keywords.is_empty() {
            raise!(cx, TypeError, "type.__init__() takes no keyword arguments");
        }
        Ok(())
    }
    /// x.__call__(...) <==> x(...)
    @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
        let Some(class) = args.positional.first().and_then(|class| class.downcast::<TypeObject>()) else {
            raise!(cx, TypeError, "descriptor '__call__' requires a 'type' object");
        };
        let rest = args.rest();
        let all: Vec<Value> = rest.positional.iter().chain(rest.keywords).copied().collect();
        let held = cx.new_tuple(&all);
        cx.instantiate(class, held.get().items(), args.names.map(Gc::value))
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<TypeObject>) -> String {
        let name = cx.qualified_name(this);
        let what = if this.has(HEAPTYPE) { "class" } else { "type" };
        format!("<{what} '{name}'>")
    }
    /// x.__getattribute__('name') <==> x.name
    fn __getattribute__(cx: &mut Context, this: Gc<TypeObject>, name: Value) -> PyResult {
        let name = cx.attribute_name(name, "__getattribute__")?;
        let metatype = cx.class_of(this.value());
        match cx.type_find_attr(this, metatype, name)? {
            Some(found) => Ok(found),
            None => Err(cx.no_attribute(this.value(), name)),
        }
    }
    /// x.__setattr__('name', value) <==> x.name = value
    fn __setattr__(cx: &mut Context, this: Gc<TypeObject>, name: Value, value: Value) -> PyResult<()> {
        let name = cx.attribute_name(name, "__setattr__")?;
        let metatype = cx.class_of(this.value());
        type_setattr(cx, this, metatype, name, Some(value))
    }
    /// x.__delattr__('name') <==> del x.name
    fn __delattr__(cx: &mut Context, this: Gc<TypeObject>, name: Value) -> PyResult<()> {
        let name = cx.attribute_name(name, "__delattr__")?;
        let metatype = cx.class_of(this.value());
        type_setattr(cx, this, metatype, name, None)
    }
    /// mro() -> list
    /// return a type's method resolution order
    fn mro(cx: &mut Context, this: Gc<TypeObject>) -> PyResult {
        let mro = cx.default_mro(this, this.bases)?;
        Ok(cx.new_list_from(mro.get().items())?.value())
    }
    /// __subclasses__() -> list of immediate subclasses
    fn __subclasses__(cx: &mut Context, this: Gc<TypeObject>) -> PyResult {
        let classes = cx.subclasses(this);
        Ok(cx.new_list_from(classes.get().items())?.value())
    }
    /// __instancecheck__() -> check if an object is an instance
    fn __instancecheck__(cx: &mut Context, this: Gc<TypeObject>, instance: Value) -> PyResult<bool> {
        cx.is_real_instance(instance, this.value())
    }
    /// __subclasscheck__() -> check if a class is a subclass
    fn __subclasscheck__(cx: &mut Context, this: Gc<TypeObject>, subclass: Value) -> PyResult<bool> {
        cx.is_real_subclass(subclass, this.value())
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        order(cx, this, other, std::cmp::Ordering::is_eq)
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        order(cx, this, other, std::cmp::Ordering::is_ne)
    }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        order(cx, this, other, std::cmp::Ordering::is_lt)
    }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        order(cx, this, other, std::cmp::Ordering::is_le)
    }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        order(cx, this, other, std::cmp::Ordering::is_gt)
    }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        order(cx, this, other, std::cmp::Ordering::is_ge)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        crate::protocols::hash::pointer_hash(this) as i64
    }
}

fn has_cmp(cx: &mut Context, class: Value) -> bool {
    let metatype = cx.class_of(class);
    metatype.has(HEAPTYPE) && cx.special(metatype, Special::Cmp).is_some()
}

/// Types are ordered by address; where a metatype has a `__cmp__` that decides.
fn order(cx: &mut Context, this: Value, other: Value, holds: fn(std::cmp::Ordering) -> bool) -> PyResult {
    if !other.is_kind(kind::TYPE) || has_cmp(cx, this) || has_cmp(cx, other) {
        return Ok(crate::not_implemented());
    }
    Ok(crate::py_bool(holds(this.bits().cmp(&other.bits()))))
}

/// `type.__setattr__`
pub fn type_setattr(
    cx: &mut Context,
    class: Gc<TypeObject>,
    metatype: Gc<TypeObject>,
    name: Gc<StrObject>,
    w_value: Slot,
) -> PyResult<()> {
    if !class.has(HEAPTYPE) {
        raise!(cx, TypeError, "can't set attributes of built-in/extension type '{}'", class.name_lossy());
    }
    if let Some(found) = cx.lookup(metatype, name)
        && cx.set_by_descriptor(found, class.value(), w_value)?
    {
        return Ok(());
    }
    match w_value {
        Some(w_value) => {
            if name == cx.name(Special::Del) && !class.has(HAS_DEL) {
                // D7
                cx.warn(Exc::RuntimeWarning, "a __del__ method added to an existing type will not be called")?;
            }
            cx.set_class_attribute(class, name, w_value);
            Ok(())
        }
        None => {
            if cx.dict_delete(class.dict, name.value())? {
                return Ok(());
            }
            raise!(cx, AttributeError, "{}", name.lossy())
        }
    }
}

fn set_bases(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut class = this_type(this);
    check_heap(cx, class, "__bases__", value)?;
    let value = value.unwrap_or(none());
    let name = class.name_lossy();
    let Some(bases) = value.downcast::<TupleObject>() else {
        let given = cx.type_name(value);
        raise!(cx, TypeError, "can only assign tuple to {name}.__bases__, not {given}");
    };
    if bases.is_empty() {
        raise!(cx, TypeError, "can only assign non-empty tuple to {name}.__bases__, not ()");
    }
    for &w_base in bases.get().items() {
        match w_base.kind() {
            kind::TYPE => {
                if w_base.downcast::<TypeObject>().is_some_and(|base| base.is_subtype(class)) {
                    raise!(cx, TypeError, "a __bases__ item causes an inheritance cycle");
                }
            }
            kind::CLASSOBJ => {}
            _ => {
                let given = cx.type_name(w_base);
                raise!(cx, TypeError, "{name}.__bases__ must be tuple of old- or new-style classes, not '{given}'");
            }
        }
    }
    let base = cx.best_base(bases)?;
    let old_base = class.base;
    if old_base.is_some_and(|old| old.kind != base.kind) || base.has(NO_DICT) && base.slots.is_some() {
        let old = old_base.map_or(String::new(), |old| old.name_lossy());
        let heap = base.has(HEAPTYPE) && old_base.is_some_and(|old| old.has(HEAPTYPE));
        let what = if heap { "object layout" } else { "deallocator" };
        raise!(cx, TypeError, "__bases__ assignment: '{}' {what} differs from '{old}'", base.name_lossy());
    }
    let (old_bases, old_mro) = (class.bases, class.mro);
    class.bases = bases;
    class.base = Some(base);
    cx.barrier(class);
    let before = cx.new_list();
    if let Err(raised) = renew_mro(cx, class, before) {
        (class.bases, class.base, class.mro) = (old_bases, old_base, old_mro);
        let mut i = before.len();
        while i >= 2 {
            i -= 2;
            if let (Some(class), Some(mro)) = (cx.list_get(before, i), cx.list_get(before, i + 1))
                && let (Some(mut class), Some(mro)) = (class.downcast::<TypeObject>(), mro.downcast::<TupleObject>())
            {
                class.mro = mro;
                cx.barrier(class);
            }
        }
        return Err(raised);
    }
    for w_base in old_bases.get().items() {
        if let Some(base) = w_base.downcast::<TypeObject>() {
            crate::subclasses::remove(cx, base, class);
        }
    }
    for w_base in bases.get().items() {
        if let Some(base) = w_base.downcast::<TypeObject>() {
            cx.add_subclass(base, class);
        }
    }
    cx.type_modified(class);
    cx.make_root(class);
    Ok(())
}

/// Computes the MRO of a class and its subclasses anew; notes each class that it changed, with the MRO it had.
fn renew_mro(cx: &mut Context, mut class: Gc<TypeObject>, before: Gc<crate::ListObject>) -> PyResult<()> {
    cx.check_native_stack("")?;
    let (old, new) = (class.mro, cx.mro_of(class)?);
    cx.list_push(before, class.value())?;
    cx.list_push(before, old.value())?;
    class.mro = new;
    cx.barrier(class);
    for w_subclass in cx.subclasses(class).get().items() {
        if let Some(subclass) = w_subclass.downcast::<TypeObject>() {
            renew_mro(cx, subclass, before)?;
        }
    }
    Ok(())
}

impl Context {
    /// Writes into a class's namespace. Plain data over plain data changes no lookup and flushes nothing.
    pub fn set_class_attribute(&mut self, class: Gc<TypeObject>, name: Gc<StrObject>, w_value: Value) {
        self.dict_set_str(class.dict, name, w_value);
    }

    /// The base whose layout the class extends.
    pub fn best_base(&mut self, bases: Gc<TupleObject>) -> PyResult<Gc<TypeObject>> {
        let mut best: Option<Gc<TypeObject>> = None;
        for &w_base in bases.get().items() {
            if w_base.is_kind(kind::CLASSOBJ) {
                continue;
            }
            let Some(base) = w_base.downcast::<TypeObject>() else {
                raise!(self, TypeError, "bases must be types");
            };
            self.check_base(base)?;
            let solid = solid_base(base);
            best = match best {
                None => Some(base),
                Some(old) => {
                    let old_solid = solid_base(old);
                    if old_solid.is_subtype(solid) {
                        Some(old)
                    } else if solid.is_subtype(old_solid) {
                        Some(base)
                    } else {
                        raise!(self, TypeError, "multiple bases have instance lay-out conflict")
                    }
                }
            };
        }
        match best {
            Some(best) => Ok(best),
            None => raise!(self, TypeError, "a new-style class can't have only classic bases"),
        }
    }

    /// The MRO as C3 gives it.
    pub fn default_mro(&mut self, class: Gc<TypeObject>, bases: Gc<TupleObject>) -> PyResult<Gc<TupleObject>> {
        for (i, w_base) in bases.get().items().iter().enumerate() {
            if bases.items()[..i].contains(w_base) {
                let name = self.class_name(*w_base);
                raise!(self, TypeError, "duplicate base class {name}");
            }
        }
        self.c3(class.value(), bases.get().items())
    }

    /// The MRO of a class by its metatype's `mro()`.
    fn mro_of(&mut self, class: Gc<TypeObject>) -> PyResult<Gc<TupleObject>> {
        let metatype = self.class_of(class.value());
        if metatype.has(HEAPTYPE)
            && let Some(w_mro) = self.special(metatype, Special::Mro)
            && !w_mro.is_kind(kind::METHOD_DESCRIPTOR)
        {
            let w_result = self.call_special(w_mro, class.value(), &[])?;
            let mro = self.tuple_from(w_result)?;
            let solid = solid_base(class);
            for &w_item in mro.get().items() {
                if w_item.is_kind(kind::CLASSOBJ) {
                    continue;
                }
                let Some(item) = w_item.downcast::<TypeObject>() else {
                    let given = self.type_name(w_item);
                    raise!(self, TypeError, "mro() returned a non-class ('{given}')");
                };
                // By bases: the class has no MRO yet.
                let wanted = solid_base(item);
                if !std::iter::successors(Some(solid), |class| class.base).any(|class| class == wanted) {
                    raise!(self, TypeError, "mro() returned base with unsuitable layout ('{}')", item.name_lossy());
                }
            }
            return Ok(mro);
        }
        self.default_mro(class, class.bases)
    }

    /// `type(name, bases, dict)` for a metatype: the class statement's last step.
    pub fn new_class(
        &mut self,
        metatype: Gc<TypeObject>,
        name: Gc<StrObject>,
        bases: Gc<TupleObject>,
        dict: Gc<DictObject>,
    ) -> PyResult {
        // The most derived metatype of the bases.
        let mut winner = metatype;
        for &w_base in bases.get().items() {
            if w_base.is_kind(kind::CLASSOBJ) {
                continue;
            }
            let other = self.class_of(w_base);
            if winner.is_subtype(other) {
                continue;
            }
            if other.is_subtype(winner) {
                winner = other;
                continue;
            }
            raise!(
                self,
                TypeError,
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases"
            );
        }
        if winner != metatype
            && let Some(w_new) = self.special(winner, Special::New)
        {
            let default = self.special(metatype, Special::New);
            if default != Some(w_new) {
                let w_new = self.bind(w_new, None, winner.value())?;
                return self.call(w_new, &[winner.value(), name.value(), bases.value(), dict.value()]);
            }
        }
        let metatype = winner;
        let object = crate::types::object::OBJECT.get(self);
        let bases = if bases.is_empty() { self.new_tuple(&[object.value()]) } else { bases };
        let base = self.best_base(bases)?;
        let own_metatype = if metatype == TYPE.get(self) { None } else { Some(metatype) };
        let mut class = self.new_type_object(own_metatype, name);
        self.watch_namespace(class);
        class.flags = HEAPTYPE | BASETYPE | base.flags & (NO_DICT | NO_WEAKREF | HAS_DEL);
        class.bases = bases;
        class.base = Some(base);
        class.kind = base.kind;
        class.inline_slots = if class.kind == kind::INSTANCE { base.inline_slots.max(4) } else { 0 };
        self.copy_namespace(class, dict)?;
        self.make_slots(class, base)?;
        // `__new__` is static, `__del__` makes instances finalizable.
        let new = self.name(Special::New);
        if let Some(w_new) = self.dict_get_str(class.dict, new)
            && w_new.is_kind(kind::FUNCTION)
        {
            let mut method = self.allocate::<StaticMethod>();
            method.function = Some(w_new);
            self.dict_set_str(class.dict, new, method.value());
        }
        let module = self.name(Special::Module);
        if self.dict_get_str(class.dict, module).is_none()
            && let Some(globals) = (self.hooks.globals)(self)
        {
            let own_name = self.name(Special::Name);
            if let Some(w_module) = self.dict_get_str(globals, own_name) {
                self.dict_set_str(class.dict, module, w_module);
            }
        }
        self.add_instance_attributes(class, base);
        let doc = self.name(Special::Doc);
        if self.dict_get_str(class.dict, doc).is_none() {
            self.dict_set_str(class.dict, doc, none());
        }
        class.mro = self.new_tuple(&[class.value()]);
        self.barrier(class);
        let mro = self.mro_of(class)?;
        class.mro = mro;
        self.barrier(class);
        if self.warns.py3k {
            let (eq, hash) = (self.name(Special::Eq), self.name(Special::Hash));
            if self.dict_get_str(class.dict, eq).is_some() && self.dict_get_str(class.dict, hash).is_none() {
                self.warn_py3k("Overriding __eq__ blocks inheritance of __hash__ in 3.x")?;
            }
        }
        let del = self.name(Special::Del);
        if self.lookup(class, del).is_some() {
            class.flags |= HAS_DEL;
        }
        for w_base in bases.get().items() {
            if let Some(base) = w_base.downcast::<TypeObject>() {
                self.add_subclass(base, class);
            }
        }
        self.make_root(class);
        Ok(class.value())
    }

    /// `__dict__` and `__weakref__` where the class brings them.
    fn add_instance_attributes(&mut self, class: Gc<TypeObject>, base: Gc<TypeObject>) {
        for (attribute, absent) in INSTANCE_GETSET.iter().zip([NO_DICT, NO_WEAKREF]) {
            if base.has(absent) && !class.has(absent) {
                let name = self.intern(attribute.name.as_bytes());
                if self.dict_get_str(class.dict, name).is_none() {
                    let descriptor = self.getset_object(class, attribute);
                    self.dict_set_str(class.dict, name, descriptor);
                }
            }
        }
    }

    /// D8: only str keys.
    fn copy_namespace(&mut self, class: Gc<TypeObject>, dict: Gc<DictObject>) -> PyResult<()> {
        let mut position = 0;
        while let Some((w_key, w_value)) = self.dict_next(dict, &mut position) {
            let Some(key) = w_key.downcast::<StrObject>() else {
                let given = self.type_name(w_key);
                raise!(self, TypeError, "names in a class namespace must be str, not '{given}'");
            };
            let key = self.intern_str(key);
            self.dict_set_str(class.dict, key, w_value);
        }
        Ok(())
    }

    /// `__slots__`: member descriptors, and whether instances have a dict and can be weakly referenced.
    fn make_slots(&mut self, mut class: Gc<TypeObject>, base: Gc<TypeObject>) -> PyResult<()> {
        let slots_name = self.name(Special::Slots);
        let Some(w_slots) = self.dict_get_str(class.dict, slots_name) else {
            class.flags &= !(NO_DICT | NO_WEAKREF);
            if base.has(NO_WEAKREF) && is_variable(base) {
                class.flags |= NO_WEAKREF;
            }
            return Ok(());
        };
        let names = if w_slots.is_kind(kind::STR) || w_slots.is_kind(kind::UNICODE) {
            self.new_tuple(&[w_slots])
        } else {
            self.tuple_from(w_slots)?
        };
        if !names.is_empty() && is_variable(base) {
            let base = base.name_lossy();
            raise!(self, TypeError, "nonempty __slots__ not supported for subtype of '{base}'");
        }
        let (mut own, mut dict, mut weakref) = (Vec::new(), false, false);
        for &w_name in names.get().items() {
            let name = match w_name.downcast::<StrObject>() {
                Some(name) => name,
                None if w_name.is_kind(kind::UNICODE) => self.encode_default(w_name)?,
                None => {
                    let given = self.type_name(w_name);
                    raise!(self, TypeError, "__slots__ items must be strings, not '{given}'");
                }
            };
            let text = name.get().bytes();
            let valid = !text.is_empty()
                && !text[0].is_ascii_digit()
                && text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
            if !valid {
                raise!(self, TypeError, "__slots__ must be identifiers");
            }
            match text {
                b"__dict__" => {
                    if dict || !base.has(NO_DICT) {
                        raise!(self, TypeError, "__dict__ slot disallowed: we already got one");
                    }
                    dict = true;
                }
                b"__weakref__" => {
                    if weakref || !base.has(NO_WEAKREF) || is_variable(base) {
                        raise!(
                            self,
                            TypeError,
                            "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0"
                        );
                    }
                    weakref = true;
                }
                _ => own.push(mangle(&class.name_lossy(), text)),
            }
        }
        // Bases other than the best one may bring a dict.
        for w_base in class.bases.get().items() {
            match w_base.downcast::<TypeObject>() {
                Some(base) => {
                    dict |= !base.has(NO_DICT);
                    weakref |= !base.has(NO_WEAKREF);
                }
                None => (dict, weakref) = (true, true),
            }
        }
        class.flags =
            class.flags & !(NO_DICT | NO_WEAKREF) | if dict { 0 } else { NO_DICT } | if weakref { 0 } else { NO_WEAKREF };
        let mut made: Vec<Value> = Vec::new();
        for text in &own {
            let name = self.intern(text);
            made.push(name.value());
            // What the class body has bound stays.
            if self.dict_get_str(class.dict, name).is_some() {
                continue;
            }
            let mut member = self.allocate::<MemberDescriptor>();
            (member.class, member.name) = (class, name);
            self.dict_set_str(class.dict, name, member.value());
        }
        if !made.is_empty() {
            let tuple = self.new_tuple(&made);
            class.slots = Some(tuple.value());
            self.barrier(class);
        }
        Ok(())
    }

    /// Wraps a function as a class method.
    pub fn new_classmethod(&mut self, function: Value) -> Value {
        let mut method = self.allocate::<ClassMethod>();
        method.function = Some(function);
        method.value()
    }
}

/// Instances are of different sizes (`__itemsize__`): no room for slots behind them, nor for weak references.
fn is_variable(class: Gc<TypeObject>) -> bool {
    matches!(class.kind, kind::LONG | kind::STR | kind::TUPLE | kind::TYPE)
}

/// `__x` becomes `_Class__x`.
fn mangle(class: &str, name: &[u8]) -> Vec<u8> {
    let class = class.trim_start_matches('_');
    if !name.starts_with(b"__") || name.ends_with(b"__") || class.is_empty() {
        return name.to_vec();
    }
    [b"_", class.as_bytes(), name].concat()
}

/// The class that determines the layout: the nearest base that is built in or adds `__slots__`.
pub fn solid_base(class: Gc<TypeObject>) -> Gc<TypeObject> {
    let mut at = class;
    loop {
        let adds = match at.base {
            Some(base) => at.decl.is_some() && at.kind != base.kind || at.slots.is_some(),
            None => true,
        };
        match at.base {
            Some(base) if !adds => at = base,
            _ => return at,
        }
    }
}
