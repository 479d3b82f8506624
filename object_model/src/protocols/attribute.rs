//! Attributes: the default lookup, descriptors, and each kind of object that has its own way.
//!
//! Source: "Descriptor HowTo Guide", language reference 3.4.2 (2.7). Names are interned str throughout.

use crate::context::Context;
use crate::descriptors::{
    BuiltinFunction, ClassMethod, ClassMethodDescriptor, GetSetDescriptor, MemberDescriptor, MethodDescriptor, MethodObject,
    MethodWrapper, ModuleObject, PropertyObject, StaticMethod, SuperObject, WrapperDescriptor,
};
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::handle::Gc;
use crate::kind::{self, FIRST_MAP};
use crate::names::Special;
use crate::strings::{StrObject, UnicodeObject};
use crate::typeobject::{HEAPTYPE, NO_DICT, TypeObject};
use crate::value::{Slot, Value};
use crate::{instance, raise};

/// Objects of a module's type whose attributes are in the hands of that type's own `__getattribute__` and `__setattr__`.
#[inline]
fn has_own_access(value: Value) -> bool {
    value.is_kind(kind::THREAD_LOCAL)
}

/// Is it a built-in type's own `__setattr__` or `__delattr__`?
pub fn is_default_setter(w_set: Value) -> bool {
    w_set.downcast::<WrapperDescriptor>().is_some_and(|method| matches!(method.decl.name, "__setattr__" | "__delattr__"))
}

impl Context {
    /// `value.name`
    pub fn getattr(&mut self, value: Value, name: Gc<StrObject>) -> PyResult {
        match self.find_attr(value, name)? {
            Some(found) => Ok(found),
            None => Err(self.no_attribute(value, name)),
        }
    }

    #[cold]
    pub fn no_attribute(&mut self, value: Value, name: Gc<StrObject>) -> crate::Raised {
        let name = name.lossy();
        if let Some(class) = value.downcast::<TypeObject>() {
            let class = class.name_lossy();
            return self.error(Exc::AttributeError, format_args!("type object '{class}' has no attribute '{name}'"));
        }
        if value.is_kind(kind::MODULE) {
            return self.error(Exc::AttributeError, format_args!("'module' object has no attribute '{name}'"));
        }
        if value.is_kind(kind::OLD_INSTANCE) {
            let class = self.class_word(value);
            let class = self.class_name(class);
            return self.error(Exc::AttributeError, format_args!("{class} instance has no attribute '{name}'"));
        }
        if value.is_kind(kind::CLASSOBJ) {
            let class = self.class_name(value);
            return self.error(Exc::AttributeError, format_args!("class {class} has no attribute '{name}'"));
        }
        // A proxy speaks for what it stands for.
        let value = match value.kind() {
            kind::WEAKPROXY | kind::CALLABLE_WEAKPROXY => match crate::types::weakref::proxy_target(self, value) {
                Ok(target) => target,
                Err(raised) => return raised,
            },
            _ => value,
        };
        let class = self.type_name(value);
        self.error(Exc::AttributeError, format_args!("'{class}' object has no attribute '{name}'"))
    }

    /// As `getattr`, `None` where there is no such attribute (AttributeErrors of Python code count as that).
    pub fn find_attr(&mut self, value: Value, name: Gc<StrObject>) -> PyResult<Option<Value>> {
        let class = self.class_of(value);
        // Python's own `__getattribute__` and `__getattr__`.
        if class.has(HEAPTYPE) || has_own_access(value) {
            return self.find_attr_custom(value, class, name);
        }
        self.find_attr_default(value, class, name)
    }

    fn find_attr_custom(&mut self, value: Value, class: Gc<TypeObject>, name: Gc<StrObject>) -> PyResult<Option<Value>> {
        let found = match self.special(class, Special::GetAttribute) {
            Some(w_get) if !w_get.is_kind(kind::WRAPPER_DESCRIPTOR) || has_own_access(value) => {
                match self.call_special(w_get, value, &[name.value()]) {
                    Ok(found) => Some(found),
                    Err(raised) => {
                        if self.special(class, Special::GetAttr).is_none() || !self.pending_is(Exc::AttributeError) {
                            return Err(raised);
                        }
                        None
                    }
                }
            }
            Some(w_get) => match w_get.downcast::<WrapperDescriptor>() {
                // A built-in base's own way (super, proxies).
                Some(method) if method.decl.name == "__getattribute__" && !self.is_default_getattribute(method) => {
                    match self.call_special(w_get, value, &[name.value()]) {
                        Ok(found) => Some(found),
                        Err(raised) => {
                            if !self.pending_is(Exc::AttributeError) || self.special(class, Special::GetAttr).is_none() {
                                return Err(raised);
                            }
                            None
                        }
                    }
                }
                _ => self.default_or_attribute_error(value, class, name)?,
            },
            None => self.default_or_attribute_error(value, class, name)?,
        };
        if found.is_some() {
            return Ok(found);
        }
        match self.special(class, Special::GetAttr) {
            Some(w_getattr) => {
                self.pending = None;
                self.call_special(w_getattr, value, &[name.value()]).map(Some)
            }
            None => Ok(None),
        }
    }

    /// The default lookup; an AttributeError from a descriptor counts as absent where there is a `__getattr__`.
    fn default_or_attribute_error(
        &mut self,
        value: Value,
        class: Gc<TypeObject>,
        name: Gc<StrObject>,
    ) -> PyResult<Option<Value>> {
        match self.find_attr_default(value, class, name) {
            Err(raised) => {
                if self.special(class, Special::GetAttr).is_some() && self.pending_is(Exc::AttributeError) {
                    return Ok(None);
                }
                Err(raised)
            }
            found => found,
        }
    }

    fn is_default_getattribute(&mut self, method: Gc<WrapperDescriptor>) -> bool {
        method.class == crate::types::object::OBJECT.get(self) || method.class == crate::types::type_::TYPE.get(self)
    }

    /// `sys.exc_type`, `sys.exc_value` and `sys.exc_traceback`: parts of `sys.exc_info()`, an old way to it.
    #[cold]
    fn handled_exception(&mut self, module: Value, name: Gc<StrObject>) -> Option<Value> {
        let part = match name.bytes() {
            b"exc_type" => 0,
            b"exc_value" => 1,
            b"exc_traceback" => 2,
            _ => return None,
        };
        let dict = module.downcast::<crate::descriptors::ModuleObject>()?.dict;
        if dict != self.sys_dict {
            return None;
        }
        let parts = self.exc_info.map(|triple| [Some(triple.class), Some(triple.value), triple.traceback]);
        Some(parts.and_then(|parts| parts[part]).unwrap_or(crate::none()))
    }

    /// The way of `object.__getattribute__`, or that of the built-in kind.
    pub fn find_attr_default(
        &mut self,
        value: Value,
        class: Gc<TypeObject>,
        name: Gc<StrObject>,
    ) -> PyResult<Option<Value>> {
        match value.kind() {
            kind::TYPE => {
                let Some(this) = value.downcast::<TypeObject>() else { unreachable!("kind tested") };
                self.type_find_attr(this, class, name)
            }
            kind::MODULE => match self.dict_find_attr(value, class, name)? {
                None => Ok(self.handled_exception(value, name)),
                found => Ok(found),
            },
            kind::FUNCTION => self.dict_find_attr(value, class, name),
            kind::OLD_INSTANCE => crate::types::classobj::instance_find_attr(self, value, name),
            kind::CLASSOBJ => crate::types::classobj::class_find_attr(self, value, name),
            kind::SUPER => match value.downcast::<SuperObject>() {
                Some(this) => self.super_find_attr(this, class, name),
                None => Ok(None),
            },
            kind::METHOD => self.method_find_attr(value, class, name),
            kind::WEAKPROXY | kind::CALLABLE_WEAKPROXY => {
                let target = crate::types::weakref::proxy_target(self, value)?;
                self.find_attr(target, name)
            }
            _ => self.object_find_attr(value, class, name),
        }
    }

    /// `object.__getattribute__`
    #[inline]
    pub fn object_find_attr(&mut self, value: Value, class: Gc<TypeObject>, name: Gc<StrObject>) -> PyResult<Option<Value>> {
        let in_class = self.lookup(class, name);
        if let Some(found) = in_class
            && self.binds_first(found)
        {
            return self.bind(found, Some(value), class.value()).map(Some);
        }
        if let Some(own) = instance::own_get(self, value, name) {
            return Ok(Some(own));
        }
        match in_class {
            Some(found) => self.bind(found, Some(value), class.value()).map(Some),
            None => Ok(None),
        }
    }

    /// Objects with a dict of their own outside any map: modules, functions.
    fn dict_find_attr(&mut self, value: Value, class: Gc<TypeObject>, name: Gc<StrObject>) -> PyResult<Option<Value>> {
        let in_class = self.lookup(class, name);
        if let Some(found) = in_class
            && self.binds_first(found)
        {
            return self.bind(found, Some(value), class.value()).map(Some);
        }
        if let Some(dict) = self.own_dict(value, false)
            && let Some(own) = self.dict_get_str(dict, name)
        {
            return Ok(Some(own));
        }
        match in_class {
            Some(found) => self.bind(found, Some(value), class.value()).map(Some),
            None => Ok(None),
        }
    }

    /// The dict of attributes of a module, function, or map-shaped object. `create`: make it where there is none yet.
    pub fn own_dict(&mut self, value: Value, create: bool) -> Option<Gc<DictObject>> {
        match value.kind() {
            kind::MODULE => {
                let mut module = value.downcast::<ModuleObject>()?;
                if module.dict.is_none() && create {
                    module.dict = Some(self.new_dict().value());
                    self.barrier(module);
                }
                module.dict?.downcast()
            }
            kind::FUNCTION => (self.hooks.function_dict)(self, value, create),
            _ if instance::has_dict(self, value) => Some(instance::dict_of(self, value)),
            _ => None,
        }
    }

    /// Attributes of bound and unbound methods: their own, then those of the function.
    fn method_find_attr(&mut self, value: Value, class: Gc<TypeObject>, name: Gc<StrObject>) -> PyResult<Option<Value>> {
        if let Some(found) = self.lookup(class, name) {
            return self.bind(found, Some(value), class.value()).map(Some);
        }
        match value.downcast::<MethodObject>() {
            Some(method) => self.getattr(method.function, name).map(Some),
            None => Ok(None),
        }
    }

    /// `type.__getattribute__`: the metatype's data descriptors, the class and its bases, the metatype.
    pub fn type_find_attr(
        &mut self,
        this: Gc<TypeObject>,
        metatype: Gc<TypeObject>,
        name: Gc<StrObject>,
    ) -> PyResult<Option<Value>> {
        let in_meta = self.lookup(metatype, name);
        if let Some(found) = in_meta
            && self.binds_first(found)
        {
            return self.bind(found, Some(this.value()), metatype.value()).map(Some);
        }
        if let Some(found) = self.lookup(this, name) {
            return self.bind(found, None, this.value()).map(Some);
        }
        match in_meta {
            Some(found) => self.bind(found, Some(this.value()), metatype.value()).map(Some),
            None => Ok(None),
        }
    }

    fn super_find_attr(
        &mut self,
        this: Gc<SuperObject>,
        class: Gc<TypeObject>,
        name: Gc<StrObject>,
    ) -> PyResult<Option<Value>> {
        let start = this.class.and_then(|class| class.downcast::<TypeObject>());
        let from = this.object_class.and_then(|class| class.downcast::<TypeObject>());
        if let (Some(start), Some(from), Some(object)) = (start, from, this.object)
            && name != self.name(Special::Class)
        {
            let mro = from.mro;
            let after =
                mro.get().items().iter().position(|w_class| *w_class == start.value()).map_or(mro.len(), |at| at + 1);
            for w_base in &mro.get().items()[after.min(mro.len())..] {
                let found = if let Some(base) = w_base.downcast::<TypeObject>() {
                    let dict = self.namespace(base);
                    self.dict_get_str(dict, name)
                } else {
                    w_base.downcast().and_then(|base| crate::types::classobj::lookup(self, base, name))
                };
                if let Some(found) = found {
                    // A class method's super has the class itself as object.
                    let receiver = if object == from.value() { None } else { Some(object) };
                    return self.bind(found, receiver, from.value()).map(Some);
                }
            }
        }
        self.object_find_attr(this.value(), class, name)
    }

    /// Does what was found in the class go before the object's own attribute? A data descriptor does if it can be read.
    #[inline]
    fn binds_first(&mut self, found: Value) -> bool {
        self.is_data_descriptor(found)
            && (!matches!(found.kind(), kind::INSTANCE) || self.special_of(found, Special::Get).is_some())
    }

    /// Does it have `__set__` or `__delete__`?
    #[inline]
    pub fn is_data_descriptor(&mut self, value: Value) -> bool {
        match value.kind() {
            kind::PROPERTY | kind::GETSET_DESCRIPTOR | kind::MEMBER_DESCRIPTOR => true,
            kind::FUNCTION
            | kind::METHOD_DESCRIPTOR
            | kind::WRAPPER_DESCRIPTOR
            | kind::STATICMETHOD
            | kind::CLASSMETHOD
            | kind::BUILTIN_FUNCTION
            | kind::INT
            | kind::STR
            | kind::NONE => false,
            kind::INSTANCE => {
                let class = self.class_of(value);
                self.special(class, Special::Set).is_some() || self.special(class, Special::Delete).is_some()
            }
            kind::OLD_INSTANCE => false,
            _ => {
                let class = self.class_of(value);
                class.has(HEAPTYPE)
                    && (self.special(class, Special::Set).is_some() || self.special(class, Special::Delete).is_some())
            }
        }
    }

    /// The descriptor protocol's get: what `found` in a class becomes when reached through `receiver` (empty: through the
    /// class itself).
    pub fn bind(&mut self, found: Value, receiver: Slot, class: Value) -> PyResult {
        // Python subclasses of descriptors may have a `__get__` of their own.
        if found.shape() >= FIRST_MAP
            && matches!(found.kind(), kind::PROPERTY | kind::STATICMETHOD | kind::CLASSMETHOD | kind::SUPER)
        {
            return self.bind_other(found, receiver, class);
        }
        self.bind_builtin(found, receiver, class)
    }

    /// As `bind`, by the way of the object's built-in type.
    pub(crate) fn bind_builtin(&mut self, found: Value, receiver: Slot, class: Value) -> PyResult {
        match found.kind() {
            kind::FUNCTION => Ok(self.new_method(found, receiver, Some(class))),
            kind::METHOD_DESCRIPTOR => {
                let Some(method) = found.downcast::<MethodDescriptor>() else { unreachable!("kind tested") };
                match receiver {
                    Some(receiver) => {
                        self.check_descriptor(method.decl.name, method.class, receiver)?;
                        Ok(self.new_builtin_function(method.decl, Some(receiver), None))
                    }
                    None => Ok(found),
                }
            }
            kind::WRAPPER_DESCRIPTOR => {
                let Some(method) = found.downcast::<WrapperDescriptor>() else { unreachable!("kind tested") };
                match receiver {
                    Some(receiver) => {
                        self.check_descriptor(method.decl.name, method.class, receiver)?;
                        let mut wrapper = self.allocate::<MethodWrapper>();
                        (wrapper.receiver, wrapper.class, wrapper.decl) = (Some(receiver), method.class, method.decl);
                        Ok(wrapper.value())
                    }
                    None => Ok(found),
                }
            }
            kind::CLASSMETHOD_DESCRIPTOR => {
                let Some(method) = found.downcast::<ClassMethodDescriptor>() else { unreachable!("kind tested") };
                Ok(self.new_builtin_function(method.decl, Some(class), None))
            }
            kind::STATICMETHOD => match found.downcast::<StaticMethod>().and_then(|method| method.function) {
                Some(function) => Ok(function),
                None => raise!(self, RuntimeError, "uninitialized staticmethod object"),
            },
            kind::CLASSMETHOD => match found.downcast::<ClassMethod>().and_then(|method| method.function) {
                Some(function) => {
                    let metatype = self.class_of(class).value();
                    Ok(self.new_method(function, Some(class), Some(metatype)))
                }
                None => raise!(self, RuntimeError, "uninitialized classmethod object"),
            },
            kind::PROPERTY => {
                let Some(property) = found.downcast::<PropertyObject>() else { unreachable!("kind tested") };
                let Some(receiver) = receiver else { return Ok(found) };
                match property.get {
                    Some(get) => self.call(get, &[receiver]),
                    None => raise!(self, AttributeError, "unreadable attribute"),
                }
            }
            kind::GETSET_DESCRIPTOR => {
                let Some(attribute) = found.downcast::<GetSetDescriptor>() else { unreachable!("kind tested") };
                let Some(receiver) = receiver else { return Ok(found) };
                self.check_descriptor(attribute.decl.name, attribute.class, receiver)?;
                (attribute.decl.get)(self, receiver)
            }
            kind::MEMBER_DESCRIPTOR => {
                let Some(member) = found.downcast::<MemberDescriptor>() else { unreachable!("kind tested") };
                let Some(receiver) = receiver else { return Ok(found) };
                if let Some(decl) = member.decl {
                    self.check_descriptor(decl.name, member.class, receiver)?;
                    return (decl.get)(self, receiver);
                }
                let name = member.name.lossy();
                self.check_descriptor(&name, member.class, receiver)?;
                match instance::member_get(self, receiver, found) {
                    Some(value) => Ok(value),
                    None => raise!(self, AttributeError, "{name}"),
                }
            }
            kind::METHOD => {
                let Some(method) = found.downcast::<MethodObject>() else { unreachable!("kind tested") };
                // An unbound method binds if the receiver is of its class.
                match (method.receiver, receiver) {
                    (None, receiver) => {
                        let fits = match method.class {
                            Some(wanted) => self.is_subclass(class, wanted)?,
                            None => true,
                        };
                        Ok(if fits { self.new_method(method.function, receiver, Some(class)) } else { found })
                    }
                    _ => Ok(found),
                }
            }
            kind::INT | kind::STR | kind::NONE | kind::BUILTIN_FUNCTION | kind::TYPE | kind::BOOL | kind::FLOAT => {
                // Metaclass instances may define `__get__`; plain types do not.
                if found.shape() < FIRST_MAP { Ok(found) } else { self.bind_other(found, receiver, class) }
            }
            kind::OLD_INSTANCE | kind::CLASSOBJ => Ok(found),
            kind::SUPER => crate::types::super_::bind(self, found, receiver),
            _ => self.bind_other(found, receiver, class),
        }
    }

    fn bind_other(&mut self, found: Value, receiver: Slot, class: Value) -> PyResult {
        match self.special_of(found, Special::Get) {
            Some(w_get) => {
                let receiver = receiver.unwrap_or(crate::none());
                match w_get.kind() {
                    kind::FUNCTION | kind::WRAPPER_DESCRIPTOR | kind::METHOD_DESCRIPTOR => {
                        self.call_special(w_get, found, &[receiver, class])
                    }
                    // What is found is called as it is, not bound: binding it would ask for its `__get__` in turn.
                    _ => self.call(w_get, &[found, receiver, class]),
                }
            }
            None => Ok(found),
        }
    }

    fn check_descriptor(&mut self, name: &str, class: Gc<TypeObject>, receiver: Value) -> PyResult<()> {
        if self.class_of(receiver).is_subtype(class) {
            return Ok(());
        }
        let (wanted, given) = (class.name_lossy(), self.type_name(receiver));
        raise!(self, TypeError, "descriptor '{name}' for '{wanted}' objects doesn't apply to '{given}' object")
    }

    /// `value.name = w_value`, or with empty `w_value` `del value.name`.
    pub fn setattr(&mut self, value: Value, name: Gc<StrObject>, w_value: Slot) -> PyResult<()> {
        let class = self.class_of(value);
        if class.has(HEAPTYPE) || has_own_access(value) {
            let special = if w_value.is_some() { Special::SetAttr } else { Special::DelAttr };
            if let Some(w_set) = self.special(class, special)
                && (!is_default_setter(w_set) || has_own_access(value))
            {
                match w_value {
                    Some(w_value) => self.call_special(w_set, value, &[name.value(), w_value])?,
                    None => self.call_special(w_set, value, &[name.value()])?,
                };
                return Ok(());
            }
        }
        self.setattr_default(value, class, name, w_value)
    }

    /// The way of `object.__setattr__`, or that of the built-in kind.
    pub fn setattr_default(
        &mut self,
        value: Value,
        class: Gc<TypeObject>,
        name: Gc<StrObject>,
        w_value: Slot,
    ) -> PyResult<()> {
        match value.kind() {
            kind::TYPE => {
                let Some(this) = value.downcast::<TypeObject>() else { unreachable!("kind tested") };
                crate::types::type_::type_setattr(self, this, class, name, w_value)
            }
            kind::OLD_INSTANCE => crate::types::classobj::instance_setattr(self, value, name, w_value),
            kind::CLASSOBJ => crate::types::classobj::class_setattr(self, value, name, w_value),
            kind::WEAKPROXY | kind::CALLABLE_WEAKPROXY => {
                let target = crate::types::weakref::proxy_target(self, value)?;
                self.setattr(target, name, w_value)
            }
            _ => self.object_setattr(value, class, name, w_value),
        }
    }

    /// `object.__setattr__`
    pub fn object_setattr(
        &mut self,
        value: Value,
        class: Gc<TypeObject>,
        name: Gc<StrObject>,
        w_value: Slot,
    ) -> PyResult<()> {
        let in_class = self.lookup(class, name);
        if let Some(found) = in_class
            && self.set_by_descriptor(found, value, w_value)?
        {
            return Ok(());
        }
        match value.kind() {
            kind::MODULE | kind::FUNCTION => {
                if let Some(dict) = self.own_dict(value, w_value.is_some()) {
                    return match w_value {
                        Some(w_value) => {
                            self.dict_set_str(dict, name, w_value);
                            Ok(())
                        }
                        None => {
                            if self.dict_delete(dict, name.value())? {
                                return Ok(());
                            }
                            raise!(self, AttributeError, "{}", name.lossy())
                        }
                    };
                }
            }
            _ if value.shape() >= FIRST_MAP && !class.has(NO_DICT) => match w_value {
                Some(w_value) => return instance::own_set(self, value, name, w_value),
                None => {
                    if instance::own_delete(self, value, name)? {
                        return Ok(());
                    }
                    // Where no attribute was ever set CPython has no dict yet, and words it as for objects without one.
                    if in_class.is_none() && !self.has_own_attributes(value) {
                        return Err(self.cannot_set(class, name, false));
                    }
                    raise!(self, AttributeError, "{}", name.lossy())
                }
            },
            _ => {}
        }
        Err(self.cannot_set(class, name, in_class.is_some()))
    }

    #[cold]
    fn cannot_set(&mut self, class: Gc<TypeObject>, name: Gc<StrObject>, in_class: bool) -> crate::Raised {
        let (class, text) = (class.name_lossy(), name.lossy());
        if in_class {
            return self.error(Exc::AttributeError, format_args!("'{class}' object attribute '{text}' is read-only"));
        }
        self.error(Exc::AttributeError, format_args!("'{class}' object has no attribute '{text}'"))
    }

    fn has_own_attributes(&mut self, value: Value) -> bool {
        instance::ext_of(value).is_some_and(|ext| ext.dict.is_some()) || !instance::map_names(self, value).is_empty()
    }

    /// Sets or deletes through a data descriptor found in the class; false: it is none.
    pub fn set_by_descriptor(&mut self, found: Value, receiver: Value, w_value: Slot) -> PyResult<bool> {
        if found.is_kind(kind::PROPERTY) && found.shape() >= FIRST_MAP {
            return self.set_by_method(found, receiver, w_value);
        }
        self.set_by_builtin(found, receiver, w_value)
    }

    /// As `set_by_descriptor`, by the way of the object's built-in type.
    pub(crate) fn set_by_builtin(&mut self, found: Value, receiver: Value, w_value: Slot) -> PyResult<bool> {
        match found.kind() {
            kind::PROPERTY => {
                let Some(property) = found.downcast::<PropertyObject>() else { unreachable!("kind tested") };
                match w_value {
                    Some(w_value) => match property.set {
                        Some(set) => self.call(set, &[receiver, w_value])?,
                        None => raise!(self, AttributeError, "can't set attribute"),
                    },
                    None => match property.delete {
                        Some(delete) => self.call(delete, &[receiver])?,
                        None => raise!(self, AttributeError, "can't delete attribute"),
                    },
                };
                Ok(true)
            }
            kind::GETSET_DESCRIPTOR => {
                let Some(attribute) = found.downcast::<GetSetDescriptor>() else { unreachable!("kind tested") };
                self.check_descriptor(attribute.decl.name, attribute.class, receiver)?;
                match attribute.decl.set {
                    Some(set) => set(self, receiver, w_value)?,
                    None => raise!(
                        self,
                        AttributeError,
                        "attribute '{}' of '{}' objects is not writable",
                        attribute.decl.name,
                        attribute.class.name_lossy()
                    ),
                }
                Ok(true)
            }
            kind::MEMBER_DESCRIPTOR => {
                let Some(member) = found.downcast::<MemberDescriptor>() else { unreachable!("kind tested") };
                if let Some(decl) = member.decl {
                    self.check_descriptor(decl.name, member.class, receiver)?;
                    match decl.set {
                        Some(set) => set(self, receiver, w_value)?,
                        None => raise!(self, TypeError, "readonly attribute"),
                    }
                    return Ok(true);
                }
                let name = member.name.lossy();
                self.check_descriptor(&name, member.class, receiver)?;
                let done = match w_value {
                    Some(w_value) => instance::member_set(self, receiver, found, w_value),
                    None => instance::member_delete(self, receiver, found),
                };
                if !done {
                    raise!(self, AttributeError, "{name}");
                }
                Ok(true)
            }
            kind::FUNCTION | kind::INT | kind::STR | kind::NONE | kind::BUILTIN_FUNCTION | kind::OLD_INSTANCE => Ok(false),
            _ => self.set_by_method(found, receiver, w_value),
        }
    }

    /// By `__set__` and `__delete__` of the descriptor's class.
    fn set_by_method(&mut self, found: Value, receiver: Value, w_value: Slot) -> PyResult<bool> {
        let class = self.class_of(found);
        if !class.has(HEAPTYPE) {
            return Ok(false);
        }
        let (set, delete) = (self.special(class, Special::Set), self.special(class, Special::Delete));
        match (w_value, set, delete) {
            (_, None, None) => return Ok(false),
            (Some(w_value), Some(w_set), _) => self.call_special(w_set, found, &[receiver, w_value])?,
            (None, _, Some(w_delete)) => self.call_special(w_delete, found, &[receiver])?,
            (Some(_), None, _) => raise!(self, AttributeError, "__set__"),
            (None, _, None) => raise!(self, AttributeError, "__delete__"),
        };
        Ok(true)
    }

    /// `hasattr`: swallows Exceptions, as 2.7 documents; `PyObject_HasAttr` inside the machine.
    pub fn has_attr(&mut self, value: Value, name: Gc<StrObject>) -> bool {
        match self.find_attr(value, name) {
            Ok(found) => found.is_some(),
            Err(_) => {
                self.pending = None;
                false
            }
        }
    }

    /// As `has_attr`, with the name as text.
    pub fn has_attr_text(&mut self, value: Value, name: &str) -> bool {
        let name = self.intern(name.as_bytes());
        self.has_attr(value, name)
    }

    /// The attribute with this text as name, if it is there. AttributeError is swallowed, others pass.
    pub fn find_attr_text(&mut self, value: Value, name: &str) -> PyResult<Option<Value>> {
        let name = self.intern(name.as_bytes());
        match self.find_attr(value, name) {
            Err(raised) => {
                if self.catch(Exc::AttributeError) {
                    Ok(None)
                } else {
                    Err(raised)
                }
            }
            found => found,
        }
    }

    /// `value.name` with the name as text.
    pub fn getattr_text(&mut self, value: Value, name: &str) -> PyResult {
        let name = self.intern(name.as_bytes());
        self.getattr(value, name)
    }

    /// The name argument of `getattr` and its kin, interned: str, or unicode that encodes to ASCII.
    pub fn attribute_name(&mut self, w_name: Value, function: &str) -> PyResult<Gc<StrObject>> {
        if let Some(name) = w_name.downcast::<StrObject>() {
            return Ok(self.intern_str(name));
        }
        if w_name.downcast::<UnicodeObject>().is_some() {
            let name = self.encode_default(w_name)?;
            return Ok(self.intern_str(name));
        }
        if function.starts_with("__") || function == "import *" {
            let given = self.type_name(w_name);
            raise!(self, TypeError, "attribute name must be string, not '{given}'")
        }
        raise!(self, TypeError, "{function}(): attribute name must be string")
    }

    pub fn builtin_receiver(&self, value: Value) -> Slot {
        value.downcast::<BuiltinFunction>().and_then(|function| function.receiver)
    }
}
