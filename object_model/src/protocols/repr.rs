//! `repr`, `str`, `isinstance`, `issubclass`, `dir` support.

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::names::Special;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::typeobject::TypeObject;
use crate::value::Value;
use crate::{kind, raise};

impl Context {
    /// `repr(value)`
    pub fn repr(&mut self, value: Value) -> PyResult<Gc<StrObject>> {
        self.check_native_stack(" while getting the repr of an object")?;
        let Some(w_repr) = self.special_of(value, Special::Repr) else {
            raise!(self, TypeError, "'{}' object has no __repr__", self.type_name(value));
        };
        let w_text = self.call_special(w_repr, value, &[])?;
        self.text_result(w_text, "__repr__")
    }

    /// `str(value)`, of exact type str or a subclass.
    pub fn str(&mut self, value: Value) -> PyResult<Gc<StrObject>> {
        if let Some(text) = value.exact::<StrObject>() {
            return Ok(text);
        }
        self.check_native_stack(" while getting the str of an object")?;
        let Some(w_str) = self.special_of(value, Special::Str) else { return self.repr(value) };
        let w_text = self.call_special(w_str, value, &[])?;
        self.text_result(w_text, "__str__")
    }

    /// What `__repr__` or `__str__` gave: a str, or a unicode that encodes by the default encoding.
    fn text_result(&mut self, w_text: Value, method: &str) -> PyResult<Gc<StrObject>> {
        if let Some(text) = w_text.downcast::<StrObject>() {
            return Ok(text);
        }
        if w_text.is_kind(kind::UNICODE) {
            return self.encode_default(w_text);
        }
        let given = self.type_name(w_text);
        raise!(self, TypeError, "{method} returned non-string (type {given})")
    }

    /// The default `<module.Class object at 0x…>`.
    pub fn default_repr(&mut self, value: Value) -> String {
        let class = self.class_of(value);
        let name = self.qualified_name(class);
        format!("<{name} object at {:#x}>", value.bits())
    }

    /// `module.name`, without the module for built-ins.
    pub fn qualified_name(&mut self, class: Gc<TypeObject>) -> String {
        let module = self.module_of(class);
        let name = class.name.lossy();
        match module {
            Some(module) if module != "__builtin__" => format!("{module}.{name}"),
            _ => name,
        }
    }

    /// `__module__` of a class where it is a str.
    pub fn module_of(&mut self, class: Gc<TypeObject>) -> Option<String> {
        if let Some(decl) = class.decl {
            return Some(decl.module.to_string());
        }
        let name = self.name(Special::Module);
        let w_module = self.dict_get_str(class.dict, name)?;
        w_module.downcast::<StrObject>().map(|text| text.lossy())
    }

    /// `isinstance(value, class)`: with `class` a class of either kind, a tuple of such, or what has `__instancecheck__`.
    pub fn is_instance(&mut self, value: Value, w_class: Value) -> PyResult<bool> {
        let class_word = self.class_of(value).value();
        if class_word == w_class {
            return Ok(true);
        }
        if let Some(tuple) = w_class.downcast::<TupleObject>() {
            self.check_native_stack(" in __instancecheck__")?;
            for &w_item in tuple.get().items() {
                if self.is_instance(value, w_item)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        // A metaclass's hook; `type`'s own is what follows.
        if !w_class.is_kind(kind::OLD_INSTANCE)
            && !w_class.is_kind(kind::CLASSOBJ)
            && w_class.shape() != u32::from(kind::TYPE)
            && let Some(w_check) = self.special_of(w_class, Special::InstanceCheck)
            && !w_check.is_kind(kind::METHOD_DESCRIPTOR)
        {
            let w_result = self.call_special(w_check, w_class, &[value])?;
            return self.truth(w_result);
        }
        if w_class.is_kind(kind::OLD_INSTANCE)
            && let Some(w_check) = self.find_attr_text(w_class, "__instancecheck__")?
        {
            let w_result = self.call(w_check, &[value])?;
            return self.truth(w_result);
        }
        self.is_real_instance(value, w_class)
    }

    /// `isinstance` without hooks.
    pub fn is_real_instance(&mut self, value: Value, w_class: Value) -> PyResult<bool> {
        if let Some(class) = w_class.downcast::<TypeObject>() {
            let own = self.class_of(value);
            if own.is_subtype(class) {
                return Ok(true);
            }
            // `__class__` may say otherwise (proxies).
            if value.shape() >= kind::FIRST_MAP || value.is_kind(kind::WEAKPROXY) || value.is_kind(kind::CALLABLE_WEAKPROXY)
            {
                let name = self.name(Special::Class);
                if let Some(w_claimed) = self.find_attr_quiet(value, name)?
                    && let Some(claimed) = w_claimed.downcast::<TypeObject>()
                    && claimed != own
                {
                    return Ok(claimed.is_subtype(class));
                }
            }
            return Ok(false);
        }
        if w_class.is_kind(kind::CLASSOBJ) {
            if let Some(own) = crate::instance::old_class(self, value) {
                return Ok(crate::types::classobj::is_subclass(own, w_class));
            }
            let name = self.name(Special::Class);
            let Some(w_claimed) = self.find_attr_quiet(value, name)? else { return Ok(false) };
            return self.is_abstract_subclass(w_claimed, w_class);
        }
        // Anything with `__bases__` counts as a class.
        if self.abstract_bases(w_class)?.is_none() {
            raise!(self, TypeError, "isinstance() arg 2 must be a class, type, or tuple of classes and types");
        }
        let name = self.name(Special::Class);
        match self.find_attr_quiet(value, name)? {
            Some(w_claimed) => self.is_abstract_subclass(w_claimed, w_class),
            None => Ok(false),
        }
    }

    /// `find_attr`, AttributeError counting as absent.
    fn find_attr_quiet(&mut self, value: Value, name: Gc<StrObject>) -> PyResult<Option<Value>> {
        match self.find_attr(value, name) {
            Err(raised) => {
                if self.catch(crate::Exc::AttributeError) {
                    Ok(None)
                } else {
                    Err(raised)
                }
            }
            found => found,
        }
    }

    /// `__bases__` where it is a tuple.
    fn abstract_bases(&mut self, w_class: Value) -> PyResult<Option<Gc<TupleObject>>> {
        let name = self.name(Special::Bases);
        Ok(self.find_attr_quiet(w_class, name)?.and_then(|w_bases| w_bases.downcast::<TupleObject>()))
    }

    fn is_abstract_subclass(&mut self, w_derived: Value, w_class: Value) -> PyResult<bool> {
        if w_derived == w_class {
            return Ok(true);
        }
        self.check_native_stack(" in __subclasscheck__")?;
        let Some(bases) = self.abstract_bases(w_derived)? else { return Ok(false) };
        for &w_base in bases.get().items() {
            if self.is_abstract_subclass(w_base, w_class)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `issubclass(derived, class)`
    pub fn is_subclass(&mut self, w_derived: Value, w_class: Value) -> PyResult<bool> {
        if let Some(tuple) = w_class.downcast::<TupleObject>() {
            self.check_native_stack(" in __subclasscheck__")?;
            for &w_item in tuple.get().items() {
                if self.is_subclass(w_derived, w_item)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if !w_class.is_kind(kind::OLD_INSTANCE)
            && !w_class.is_kind(kind::CLASSOBJ)
            && w_class.shape() != u32::from(kind::TYPE)
            && let Some(w_check) = self.special_of(w_class, Special::SubclassCheck)
            && !w_check.is_kind(kind::METHOD_DESCRIPTOR)
        {
            let w_result = self.call_special(w_check, w_class, &[w_derived])?;
            return self.truth(w_result);
        }
        if w_class.is_kind(kind::OLD_INSTANCE)
            && let Some(w_check) = self.find_attr_text(w_class, "__subclasscheck__")?
        {
            let w_result = self.call(w_check, &[w_derived])?;
            return self.truth(w_result);
        }
        self.is_real_subclass(w_derived, w_class)
    }

    /// `issubclass` without hooks.
    pub fn is_real_subclass(&mut self, w_derived: Value, w_class: Value) -> PyResult<bool> {
        if let Some(derived) = w_derived.downcast::<TypeObject>()
            && matches!(w_class.kind(), kind::TYPE | kind::CLASSOBJ)
        {
            return Ok(derived.mro.items().contains(&w_class) || w_derived == w_class);
        }
        if w_derived.is_kind(kind::CLASSOBJ)
            && w_class.is_kind(kind::CLASSOBJ)
            && let Some(derived) = w_derived.downcast()
        {
            return Ok(crate::types::classobj::is_subclass(derived, w_class));
        }
        if self.abstract_bases(w_derived)?.is_none() {
            raise!(self, TypeError, "issubclass() arg 1 must be a class");
        }
        if self.abstract_bases(w_class)?.is_none() {
            raise!(self, TypeError, "issubclass() arg 2 must be a class or tuple of classes");
        }
        self.is_abstract_subclass(w_derived, w_class)
    }

    /// `{…}` for a container met again inside its own repr; runs `body` with the container noted.
    pub fn guarded_repr(
        &mut self,
        value: Value,
        again: &str,
        body: impl FnOnce(&mut Context) -> PyResult<Gc<StrObject>>,
    ) -> PyResult<Gc<StrObject>> {
        if self.repr_stack.contains(&value) {
            return Ok(self.new_str(again.as_bytes()));
        }
        // Containers count as calls do: as many within each other as `sys.getrecursionlimit` allows.
        if self.repr_stack.len() as u64 * 768 / 548 >= u64::from(self.depth_limit) {
            raise!(self, RuntimeError, "maximum recursion depth exceeded while getting the repr of an object");
        }
        self.repr_stack.push(value);
        let result = body(self);
        self.repr_stack.pop();
        result
    }
}
