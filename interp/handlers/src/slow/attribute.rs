//! Attributes: the general way, and filling the inline caches.
//!
//! A cache is filled with what holds for every object of a shape (or for one object): the class has neither a data
//! descriptor of that name nor its own `__getattribute__`. Whoever changes such a class flushes all caches
//! (`Context::type_modified`); classes are marked as relied on when a cache is filled.

#![allow(unsafe_code)] // the list of caches is of raw addresses

use super::{done, frame, number, value};
use crate::code::{Answer, CodeObject, Ic, IcKind};
use crate::frame::ReturnKind;
use bytecode::{CALLEE, HEADER};
use object_model::descriptors::{ClassMethod, ModuleObject, PropertyObject, StaticMethod};
use object_model::gc::{Survivors, Tracer};
use object_model::instance;
use object_model::ops::Native;
use object_model::typeobject::{HEAPTYPE, TypeObject};
use object_model::types::classobj;
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, Gc, Outcome, PyResult, Special, StrObject, kind, none};

/// Fills after which a site is left to the general way for good.
const PATIENCE: u32 = 64;

/// The code objects that have caches, weakly: addresses.
#[derive(Default)]
struct Caches {
    old: Vec<usize>,
    /// Made since the last collection.
    fresh: Vec<usize>,
    /// Objects that caches filled since then have identities of.
    objects: Vec<u64>,
}

pub fn register_ics(cx: &mut Context, code: Gc<CodeObject>) {
    if !code.ics().is_empty() {
        cx.ext.state::<Caches>().fresh.push(code.pointer() as usize);
    }
}

/// Empties every inline cache for attributes.
pub fn flush(cx: &mut Context) {
    let caches = cx.ext.state::<Caches>();
    for &code in caches.old.iter().chain(&caches.fresh) {
        // SAFETY: code objects are listed while they live: see `forget_dead`.
        for ic in unsafe { (*(code as *const CodeObject)).ics() } {
            ic.forget();
        }
    }
}

/// A minor collection does not look at caches: what they were filled with since the last one stays alive.
pub fn trace(cx: &mut Context, tracer: &mut Tracer) {
    if tracer.is_minor() {
        cx.ext.state::<Caches>().objects.iter().for_each(|&object| tracer.word(object));
    }
}

/// When a collection knows what is alive: forgets code that is dead and what caches say of dead objects and shapes.
pub fn forget_dead(cx: &mut Context, survivors: &Survivors) {
    let caches = cx.ext.state::<Caches>();
    caches.objects.clear();
    caches.fresh.retain(|&code| survivors.has(code as *const CodeObject));
    if survivors.is_major() {
        caches.old.retain(|&code| survivors.has(code as *const CodeObject));
        for &code in caches.old.iter().chain(&caches.fresh) {
            // SAFETY: it has just been found alive.
            for ic in unsafe { (*(code as *const CodeObject)).ics() } {
                ic.forget_dead(survivors);
            }
        }
    }
    let caches = &mut *caches;
    caches.old.append(&mut caches.fresh);
}

/// A cache is filled with what holds for this object alone.
fn fill_object(cx: &mut Context, ic: &Ic, object: Value, kind: IcKind, word: u64) {
    cx.ext.state::<Caches>().objects.push(object.bits());
    ic.word.set(word);
    ic.word2.set(object.bits());
    ic.kind.set(kind);
    ic.shape.set(object.shape());
}

pub static LOAD_ATTR: Native = Native::new("getattr", load_attr);
pub static STORE_ATTR: Native = Native::new("setattr", store_attr);
pub static DELETE_ATTR: Native = Native::new("delattr", |cx, args| {
    let name = frame(cx).code().name_at(number(args[1]));
    done(cx.setattr(value(args[0]), name, None))
});
pub static LOAD_METHOD: Native = Native::new("getmethod", load_method);

fn load_attr(cx: &mut Context, args: &[Slot]) -> Outcome {
    let object = value(args[0]);
    let ic = frame(cx).code().ic(number(args[1]));
    if let Some(answer) = ic.other(object.shape()) {
        if answer.kind == IcKind::Property {
            return get_property(cx, &[args[0], Value::from_bits(answer.word)]);
        }
        if let Some(found) = answer_value(object, &answer) {
            return Outcome::Value(found);
        }
    }
    fill_load(cx, object, ic, false);
    cx.getattr(object, ic.name).into()
}

/// What an answer for the object's shape says of its attribute, where that needs no call.
fn answer_value(object: Value, answer: &Answer) -> Option<Value> {
    match answer.kind {
        IcKind::Inline | IcKind::Overflow => {
            let place = slot(object, answer)?;
            // SAFETY: see `slot`.
            unsafe { *place }
        }
        IcKind::ClassValue => Value::from_bits(answer.word),
        _ => None,
    }
}

/// Where the attribute that an answer for the object's shape tells of lies.
fn slot(object: Value, answer: &Answer) -> Option<*mut Slot> {
    let start: *mut u8 =
        if answer.kind == IcKind::Overflow { instance::ext_of(object)?.pointer().cast() } else { object.pointer().cast() };
    // The shape says that there is such a slot.
    Some(start.wrapping_add(answer.offset as usize).cast())
}

/// The value of a property of the object's class: its function's frame is pushed.
fn get_property(cx: &mut Context, args: &[Slot]) -> Outcome {
    let (object, w_property) = (value(args[0]), value(args[1]));
    if let Some(property) = w_property.downcast::<PropertyObject>()
        && let Some(get) = property.get
        && get.is_kind(kind::FUNCTION)
    {
        let (push, dst) = (cx.hooks.push_function, cx.request.dst);
        return push(cx, get, &[object], ReturnKind::Value as u8, dst);
    }
    let class = cx.class_of(object).value();
    cx.bind(w_property, Some(object), class).into()
}

pub static GET_PROPERTY: Native = Native::new("property", get_property);

/// Does the class leave attribute reads to the default?
fn plain_reads(cx: &mut Context, class: Gc<TypeObject>) -> bool {
    if !class.has(HEAPTYPE) {
        return true;
    }
    matches!(cx.special(class, Special::GetAttribute), Some(found) if found.is_kind(kind::WRAPPER_DESCRIPTOR))
}

fn fill_load(cx: &mut Context, object: Value, ic: &Ic, method: bool) {
    if ic.fills.get() > PATIENCE || object.is_small() {
        return;
    }
    ic.fills.set(ic.fills.get() + 1);
    ic.keep();
    match object.kind() {
        kind::INSTANCE => fill_instance(cx, object, ic, method),
        kind::OLD_INSTANCE => fill_old_instance(cx, object, ic, method),
        kind::MODULE => fill_module(cx, object, ic),
        kind::TYPE => fill_class(cx, object, ic, method),
        _ if method => fill_builtin(cx, object, ic),
        _ => {}
    }
}

fn fill_instance(cx: &mut Context, object: Value, ic: &Ic, method: bool) {
    let shape = object.shape();
    let class = cx.class_of(object);
    if !instance::is_cacheable(cx, shape) || !plain_reads(cx, class) {
        return;
    }
    let in_class = cx.lookup(class, ic.name);
    if let Some(found) = in_class
        && cx.is_data_descriptor(found)
    {
        if found.is_kind(kind::PROPERTY) && found.shape() < kind::FIRST_MAP && !method {
            cx.mark_cached(class);
            ic.word.set(found.bits());
            ic.kind.set(IcKind::Property);
            ic.shape.set(shape);
        }
        // A slot of `__slots__` lies by the map under its descriptor.
        if found.is_kind(kind::MEMBER_DESCRIPTOR)
            && let Some(index) = instance::map_index(cx, object, found)
        {
            cx.mark_cached(class);
            set_slot(object, ic, index);
        }
        return;
    }
    if let Some(index) = instance::map_index(cx, object, ic.name.value()) {
        cx.mark_cached(class);
        set_slot(object, ic, index);
        return;
    }
    let Some(found) = in_class else { return };
    match found.kind() {
        kind::FUNCTION if method => {
            cx.mark_cached(class);
            ic.word.set(found.bits());
            ic.kind.set(IcKind::Method);
            ic.shape.set(shape);
        }
        kind::CLASSMETHOD if method => {
            if let Some(function) = wrapped(found) {
                cx.mark_cached(class);
                ic.word.set(function.bits());
                ic.word2.set(class.value().bits());
                ic.kind.set(IcKind::ClassMethod);
                ic.shape.set(shape);
            }
        }
        _ => {
            if let Some(data) = class_data(cx, found) {
                cx.mark_cached(class);
                ic.word.set(data.bits());
                ic.kind.set(IcKind::ClassValue);
                ic.shape.set(shape);
            }
        }
    }
}

/// What reading a class's attribute gives for all its instances alike: plain data, or what a staticmethod holds.
fn class_data(cx: &mut Context, found: Value) -> Option<Value> {
    match found.kind() {
        kind::STATICMETHOD => wrapped(found),
        kind::INSTANCE => {
            // Data for as long as its class is no descriptor's.
            let class = cx.class_of(found);
            if cx.special(class, Special::Get).is_some() {
                return None;
            }
            cx.mark_cached(class);
            Some(found)
        }
        kind::INT
        | kind::STR
        | kind::NONE
        | kind::FLOAT
        | kind::TUPLE
        | kind::BOOL
        | kind::LIST
        | kind::DICT
        | kind::TYPE
        | kind::BUILTIN_FUNCTION
        | kind::CLASSOBJ
            if found.shape() < kind::FIRST_MAP =>
        {
            Some(found)
        }
        _ => None,
    }
}

/// The function in an exact staticmethod or classmethod. (Giving it another one flushes the caches.)
fn wrapped(found: Value) -> Option<Value> {
    if found.shape() >= kind::FIRST_MAP {
        return None;
    }
    let inner = match found.kind() {
        kind::STATICMETHOD => found.downcast::<StaticMethod>()?.function,
        _ => found.downcast::<ClassMethod>()?.function,
    };
    inner.filter(|inner| inner.is_kind(kind::FUNCTION))
}

/// Old-style: what lies in the instance goes before everything in its class.
fn fill_old_instance(cx: &mut Context, object: Value, ic: &Ic, method: bool) {
    if !instance::is_cacheable(cx, object.shape()) || is_old_special(cx, ic.name) {
        return;
    }
    if let Some(index) = instance::map_index(cx, object, ic.name.value()) {
        return set_slot(object, ic, index);
    }
    if method
        && let Some(class) = instance::old_class(cx, object)
        && let Some(found) = classobj::lookup(cx, class, ic.name)
        && found.is_kind(kind::FUNCTION)
        && classobj::mark_cached(class)
    {
        ic.word.set(found.bits());
        ic.kind.set(IcKind::Method);
        ic.shape.set(object.shape());
    }
}

/// Attributes of old-style instances that do not lie in them.
fn is_old_special(cx: &mut Context, name: Gc<StrObject>) -> bool {
    [Special::Dict, Special::Class, Special::Del].into_iter().any(|special| cx.name(special) == name)
}

fn set_slot(object: Value, ic: &Ic, index: usize) {
    let (offset, overflow) = instance::slot_offset(object, index);
    ic.offset.set(offset as u32);
    ic.kind.set(if overflow { IcKind::Overflow } else { IcKind::Inline });
    ic.shape.set(object.shape());
}

/// Methods of built-in types called on an instance of that exact type.
fn fill_builtin(cx: &mut Context, object: Value, ic: &Ic) {
    let shape = object.shape();
    if shape >= kind::FIRST_MAP
        || matches!(object.kind(), kind::OLD_INSTANCE | kind::CLASSOBJ | kind::SUPER | kind::METHOD | kind::FUNCTION)
        || matches!(object.kind(), kind::WEAKPROXY | kind::CALLABLE_WEAKPROXY | kind::THREAD_LOCAL)
    {
        return;
    }
    let class = cx.class_of(object);
    if let Some(found) = cx.lookup(class, ic.name)
        && found.is_kind(kind::METHOD_DESCRIPTOR)
    {
        ic.word.set(found.bits());
        ic.kind.set(IcKind::Method);
        ic.shape.set(shape);
    }
}

fn fill_module(cx: &mut Context, object: Value, ic: &Ic) {
    let Some(dict) = object.downcast::<ModuleObject>().and_then(|module| module.dict?.downcast::<DictObject>()) else {
        return;
    };
    let class = cx.class_of(object);
    if class.has(HEAPTYPE) || dict.table_header().shape != u32::from(kind::DICT) || cx.lookup(class, ic.name).is_some() {
        return;
    }
    if cx.dict_get_str(dict, ic.name).is_some()
        && let Ok(cell) = dict.table().cell_for(cx, ic.name.value())
    {
        fill_object(cx, ic, object, IcKind::ObjectCell, cell as u64);
    }
}

fn wrapped_class_method(found: Value) -> Option<Value> {
    if found.is_kind(kind::CLASSMETHOD) { wrapped(found) } else { None }
}

/// `C.name`, of plain data, static methods and, to be called, class methods.
fn fill_class(cx: &mut Context, object: Value, ic: &Ic, method: bool) {
    let Some(class) = object.downcast::<TypeObject>() else { return };
    let metatype = cx.class_of(object);
    if metatype.has(HEAPTYPE) || cx.lookup(metatype, ic.name).is_some() {
        return;
    }
    let Some(found) = cx.lookup(class, ic.name) else { return };
    let (found, kind) = match (method, wrapped_class_method(found)) {
        (true, Some(function)) => (function, IcKind::ObjectMethod),
        _ => match class_data(cx, found) {
            Some(data) => (data, IcKind::ObjectValue),
            None => return,
        },
    };
    cx.mark_cached(class);
    fill_object(cx, ic, object, kind, found.bits());
}

fn load_method(cx: &mut Context, args: &[Slot]) -> Outcome {
    let object = value(args[0]);
    let frame = frame(cx);
    let ic = frame.code().ic(number(args[1]));
    let other = ic.other(object.shape());
    if other.is_none() {
        fill_load(cx, object, ic, true);
    }
    // The destination is the window's place for the callee; the receiver's is behind the header.
    let receiver = cx.request.dst - CALLEE as usize + HEADER as usize;
    if let Some(answer) = other {
        if answer.kind == IcKind::Method
            && let Some(function) = Value::from_bits(answer.word)
        {
            frame.set(receiver, Some(object));
            return Outcome::Value(function);
        }
        if let Some(callee) = answer_value(object, &answer) {
            frame.set(receiver, None);
            return Outcome::Value(callee);
        }
    }
    match find_method(cx, object, ic.name) {
        Ok((callee, true)) => {
            frame.set(receiver, Some(object));
            Outcome::Value(callee)
        }
        Ok((callee, false)) => {
            frame.set(receiver, None);
            Outcome::Value(callee)
        }
        Err(_) => Outcome::Raised,
    }
}

/// What `object.name(…)` calls, and whether it takes the object as its first argument.
fn find_method(cx: &mut Context, object: Value, name: Gc<StrObject>) -> PyResult<(Value, bool)> {
    let class = cx.class_of(object);
    let by_map = object.is_kind(kind::INSTANCE) && plain_reads(cx, class);
    let built_in = object.shape() < kind::FIRST_MAP
        && !matches!(
            object.kind(),
            kind::TYPE
                | kind::MODULE
                | kind::OLD_INSTANCE
                | kind::CLASSOBJ
                | kind::SUPER
                | kind::METHOD
                | kind::FUNCTION
                | kind::WEAKPROXY
                | kind::CALLABLE_WEAKPROXY
                | kind::THREAD_LOCAL
        );
    if object.is_kind(kind::OLD_INSTANCE)
        && !is_old_special(cx, name)
        && instance::own_get(cx, object, name).is_none()
        && let Some(class) = instance::old_class(cx, object)
        && let Some(found) = classobj::lookup(cx, class, name)
        && found.is_kind(kind::FUNCTION)
    {
        return Ok((found, true));
    }
    if (by_map || built_in)
        && let Some(found) = cx.lookup(class, name)
        && matches!(found.kind(), kind::FUNCTION | kind::METHOD_DESCRIPTOR)
        && (built_in || instance::own_get(cx, object, name).is_none())
    {
        return Ok((found, true));
    }
    Ok((cx.getattr(object, name)?, false))
}

fn store_attr(cx: &mut Context, args: &[Slot]) -> Outcome {
    let (object, w_value) = (value(args[0]), value(args[2]));
    let ic = frame(cx).code().ic(number(args[1]));
    let before = object.shape();
    if let Some(answer) = ic.known(before)
        && let Some(place) = slot(object, &answer)
    {
        let owner = match (answer.kind, instance::ext_of(object)) {
            (IcKind::Overflow, Some(ext)) => ext.header(),
            _ => object.pointer(),
        };
        // SAFETY: see `slot`; the owner is a live object; the next shape is the map with that attribute added.
        unsafe {
            cx.heap.barrier(owner);
            *place = Some(w_value);
            if answer.kind == IcKind::AddInline {
                (*object.pointer()).shape = answer.next_shape;
            }
        }
        return Outcome::Value(none());
    }
    let result = cx.setattr(object, ic.name, Some(w_value));
    if result.is_ok() && matches!(object.kind(), kind::INSTANCE | kind::OLD_INSTANCE) {
        fill_store(cx, object, ic, before);
    }
    done(result)
}

fn fill_store(cx: &mut Context, object: Value, ic: &Ic, before: u32) {
    if ic.fills.get() > PATIENCE || !instance::is_cacheable(cx, object.shape()) || !instance::is_cacheable(cx, before) {
        return;
    }
    ic.fills.set(ic.fills.get() + 1);
    ic.keep();
    let class = cx.class_of(object);
    let key = if object.is_kind(kind::OLD_INSTANCE) {
        let (Some(class), hook) = (instance::old_class(cx, object), cx.name(Special::SetAttr)) else { return };
        if is_old_special(cx, ic.name) || classobj::lookup(cx, class, hook).is_some() || !classobj::mark_cached(class) {
            return;
        }
        ic.name.value()
    } else {
        if !cx.special(class, Special::SetAttr).is_some_and(object_model::protocols::attribute::is_default_setter) {
            return;
        }
        match cx.lookup(class, ic.name) {
            Some(found) if found.is_kind(kind::MEMBER_DESCRIPTOR) => found,
            Some(found) if cx.is_data_descriptor(found) => return,
            _ => ic.name.value(),
        }
    };
    let Some(index) = instance::map_index(cx, object, key) else { return };
    let (offset, overflow) = instance::slot_offset(object, index);
    let after = object.shape();
    // Since `before` was looked at, that map may have died and become another.
    if after != before && !cx.maps.follows(after, before) {
        return;
    }
    let kind = match (overflow, after == before) {
        (false, true) => IcKind::Inline,
        (true, true) => IcKind::Overflow,
        (false, false) => IcKind::AddInline,
        // The attributes object may have to grow.
        (true, false) => return,
    };
    if object.is_kind(kind::INSTANCE) {
        cx.mark_cached(class);
    }
    ic.offset.set(offset as u32);
    ic.next_shape.set(after);
    ic.kind.set(kind);
    ic.shape.set(before);
}
