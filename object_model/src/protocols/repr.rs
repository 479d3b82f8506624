//! `repr`, `str`, `isinstance`, `issubclass`, `dir` support.

use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::float::FloatObject;
use crate::handle::Gc;
use crate::list::ListObject;
use crate::names::Special;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::typeobject::TypeObject;
use crate::value::Value;
use crate::{kind, raise};
use text::int_print::Decimal;

impl Context {
    /// Appends `repr(value)`.
    pub fn write_repr(&mut self, out: &mut Vec<u8>, value: Value) -> PyResult<()> {
        self.room(out, 64)?;
        if let Some(n) = value.as_small() {
            out.extend_from_slice(Decimal::of(n).as_bytes());
        } else if let Some(text) = value.exact::<StrObject>() {
            self.room(out, text.len().saturating_mul(4).saturating_add(64))?;
            text::repr::write_bytes_repr(out, text.get().bytes());
        } else if let Some(float) = value.exact::<FloatObject>() {
            text::float_format::write_repr(out, float.float);
        } else if value.is_none() {
            out.extend_from_slice(b"None");
        } else if let Some(written) = self.write_container(out, value, false) {
            written?;
        } else {
            let text = self.repr(value)?;
            self.room(out, text.len() + 64)?;
            out.extend_from_slice(text.get().bytes());
        }
        Ok(())
    }

    /// `repr` or `str` of a number that needs no method.
    #[inline]
    fn quick_number(&mut self, value: Value, float: impl FnOnce(&mut Vec<u8>, f64)) -> Option<Gc<StrObject>> {
        if let Some(n) = value.as_small() {
            return Some(self.new_str(Decimal::of(n).as_bytes()));
        }
        let x = value.exact::<FloatObject>()?.float;
        // Taken, since a new str may collect; nothing else runs meanwhile.
        let mut buffer = std::mem::take(&mut self.text_buffer);
        buffer.clear();
        float(&mut buffer, x);
        let text = self.new_str(&buffer);
        self.text_buffer = buffer;
        Some(text)
    }

    /// `repr(value)`
    pub fn repr(&mut self, value: Value) -> PyResult<Gc<StrObject>> {
        if let Some(text) = self.quick_number(value, text::float_format::write_repr) {
            return Ok(text);
        }
        self.check_native_stack(REPR_DEPTH)?;
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
        if let Some(text) = self.quick_number(value, text::float_format::write_str) {
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
            self.check_nesting(tuple, " in __instancecheck__")?;
            return self.is_instance_of_any(value, tuple);
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

    /// Of a class in the tuple, or in a tuple in it. How deep these lie was looked at before.
    fn is_instance_of_any(&mut self, value: Value, tuple: Gc<TupleObject>) -> PyResult<bool> {
        self.check_native_stack(" in __instancecheck__")?;
        for &w_item in tuple.get().items() {
            let found = match w_item.downcast::<TupleObject>() {
                Some(inner) => self.is_instance_of_any(value, inner)?,
                None => self.is_instance(value, w_item)?,
            };
            if found {
                return Ok(true);
            }
        }
        Ok(false)
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

    /// Tuples nested deeper than the recursion limit are too deep, whatever the stack says.
    fn check_nesting(&mut self, tuple: Gc<TupleObject>, what: &str) -> PyResult<()> {
        self.check_native_stack(what)?;
        let (mut inner, mut depth) = (tuple, 0);
        while let Some(next) = inner.items().first().and_then(|item| item.downcast::<TupleObject>()) {
            depth += 1;
            if depth > self.recursion_limit {
                raise!(self, RuntimeError, "maximum recursion depth exceeded{what}");
            }
            inner = next;
        }
        Ok(())
    }

    /// `issubclass(derived, class)`
    pub fn is_subclass(&mut self, w_derived: Value, w_class: Value) -> PyResult<bool> {
        if let Some(tuple) = w_class.downcast::<TupleObject>() {
            self.check_nesting(tuple, " in __subclasscheck__")?;
            return self.is_subclass_of_any(w_derived, tuple);
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

    fn is_subclass_of_any(&mut self, w_derived: Value, tuple: Gc<TupleObject>) -> PyResult<bool> {
        self.check_native_stack(" in __subclasscheck__")?;
        for &w_item in tuple.get().items() {
            let found = match w_item.downcast::<TupleObject>() {
                Some(inner) => self.is_subclass_of_any(w_derived, inner)?,
                None => self.is_subclass(w_derived, w_item)?,
            };
            if found {
                return Ok(true);
            }
        }
        Ok(false)
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

    /// What `print` writes to a file: as `str`, but tuples on the way are not noted, so that one that contains itself shows
    /// once more.
    pub fn print_text(&mut self, value: Value) -> PyResult<Gc<StrObject>> {
        let mut text = Vec::new();
        match self.write_container(&mut text, value, true) {
            Some(written) => {
                written?;
                self.try_new_str(&text)
            }
            None => self.str(value),
        }
    }

    /// The repr of a list, tuple or dict of exact type, whatever it nests written to the same buffer; `None` for others.
    fn write_container(&mut self, out: &mut Vec<u8>, value: Value, printed: bool) -> Option<PyResult<()>> {
        if value.is_small() || !matches!(value.kind(), kind::LIST | kind::TUPLE | kind::DICT) {
            return None;
        }
        if let Some(list) = value.exact::<ListObject>() {
            return Some(self.write_list(out, list, printed));
        }
        if let Some(tuple) = value.exact::<TupleObject>() {
            return Some(self.write_tuple(out, tuple, printed));
        }
        value.exact::<DictObject>().map(|dict| self.write_dict(out, dict, printed))
    }

    fn write_item(&mut self, out: &mut Vec<u8>, value: Value, printed: bool) -> PyResult<()> {
        match self.write_container(out, value, printed) {
            Some(written) => written,
            None => self.write_repr(out, value),
        }
    }

    pub fn write_list(&mut self, out: &mut Vec<u8>, list: Gc<ListObject>, printed: bool) -> PyResult<()> {
        self.guarded_write(out, list.value(), "[...]", |cx, out| {
            out.push(b'[');
            let mut at = 0;
            while let Some(item) = cx.list_get(list, at) {
                if at > 0 {
                    out.extend_from_slice(b", ");
                }
                cx.write_item(out, item, printed)?;
                at += 1;
            }
            out.push(b']');
            Ok(())
        })
    }

    pub fn write_tuple(&mut self, out: &mut Vec<u8>, tuple: Gc<TupleObject>, printed: bool) -> PyResult<()> {
        let items = |cx: &mut Context, out: &mut Vec<u8>| {
            out.push(b'(');
            for (i, &item) in tuple.get().items().iter().enumerate() {
                if i > 0 {
                    out.extend_from_slice(b", ");
                }
                cx.write_item(out, item, printed)?;
            }
            out.extend_from_slice(if tuple.len() == 1 { b",)" } else { b")" });
            Ok(())
        };
        if printed {
            self.check_native_stack(REPR_DEPTH)?;
            return items(self, out);
        }
        self.guarded_write(out, tuple.value(), "(...)", items)
    }

    pub fn write_dict(&mut self, out: &mut Vec<u8>, dict: Gc<DictObject>, printed: bool) -> PyResult<()> {
        self.guarded_write(out, dict.value(), "{...}", |cx, out| {
            out.push(b'{');
            let (mut position, mut first) = (0, true);
            while let Some((key, value)) = cx.dict_next(dict, &mut position) {
                if !std::mem::replace(&mut first, false) {
                    out.extend_from_slice(b", ");
                }
                cx.write_item(out, key, printed)?;
                out.extend_from_slice(b": ");
                cx.write_item(out, value, printed)?;
            }
            out.push(b'}');
            Ok(())
        })
    }

    fn guarded_write(
        &mut self,
        out: &mut Vec<u8>,
        value: Value,
        again: &str,
        body: impl FnOnce(&mut Context, &mut Vec<u8>) -> PyResult<()>,
    ) -> PyResult<()> {
        self.check_native_stack(REPR_DEPTH)?;
        if self.repr_stack.contains(value) {
            out.extend_from_slice(again.as_bytes());
            return Ok(());
        }
        if self.repr_stack.len() > self.recursion_limit as usize {
            raise!(self, RuntimeError, "maximum recursion depth exceeded{REPR_DEPTH}");
        }
        self.repr_stack.push(value);
        let result = body(self, out);
        self.repr_stack.pop();
        result
    }

    /// `{…}` for a container met again inside its own repr; runs `body` with the container noted.
    pub fn guarded_repr(
        &mut self,
        value: Value,
        again: &str,
        body: impl FnOnce(&mut Context) -> PyResult<Gc<StrObject>>,
    ) -> PyResult<Gc<StrObject>> {
        let mut text = Vec::new();
        self.guarded_write(&mut text, value, again, |cx, out| {
            let own = body(cx)?;
            out.extend_from_slice(own.get().bytes());
            Ok(())
        })?;
        self.try_new_str(&text)
    }
}

/// What is said of objects nested too deep.
const REPR_DEPTH: &str = " while getting the repr of an object";

/// Objects whose `repr` is being made, the innermost last.
#[derive(Default)]
pub struct ReprStack {
    values: Vec<Value>,
    /// The same, where they are many.
    set: std::collections::HashSet<u64>,
}

/// Up to here a search looks at each.
const FEW: usize = 32;

impl ReprStack {
    fn contains(&self, value: Value) -> bool {
        if self.values.len() <= FEW { self.values.contains(&value) } else { self.set.contains(&value.bits()) }
    }
    fn push(&mut self, value: Value) {
        self.values.push(value);
        match self.values.len().cmp(&(FEW + 1)) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => self.set = self.values.iter().map(|value| value.bits()).collect(),
            std::cmp::Ordering::Greater => {
                self.set.insert(value.bits());
            }
        }
    }
    fn pop(&mut self) {
        if let Some(value) = self.values.pop()
            && self.values.len() >= FEW
        {
            self.set.remove(&value.bits());
        }
    }
    fn len(&self) -> usize {
        self.values.len()
    }
    pub fn iter(&self) -> std::slice::Iter<'_, Value> {
        self.values.iter()
    }
}
