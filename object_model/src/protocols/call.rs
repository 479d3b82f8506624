//! Calling anything.
//!
//! Calls from native code recurse natively, under the native stack limit; the evaluator handles Python functions, methods
//! and plain instantiation itself, without.

use crate::context::Context;
use crate::declare::{Args, FnDecl, FnKind};
use crate::descriptors::{
    BuiltinFunction, ClassMethodDescriptor, MethodDescriptor, MethodObject, MethodWrapper, WrapperDescriptor,
};
use crate::error::PyResult;
use crate::handle::Gc;
use crate::names::Special;
use crate::strings::StrObject;
use crate::typeobject::TypeObject;
use crate::value::{Slot, Value};
use crate::{kind, raise};
use smallvec::SmallVec;

/// Values in front of others, laid out together where the collector sees them. Not inlined, so that the room for them is
/// not part of other calls' native frames, where what is left of an earlier call would seem alive.
#[inline(never)]
pub fn with_first<R>(cx: &mut Context, first: Value, args: &[Value], go: impl FnOnce(&mut Context, &[Value]) -> R) -> R {
    // The arrays stay on the native stack, which is scanned. Few arguments are the rule, and a call of memcpy for them
    // costs more than the copying.
    match *args {
        [] => return go(cx, &[first]),
        [a] => return go(cx, &[first, a]),
        [a, b] => return go(cx, &[first, a, b]),
        _ => {}
    }
    if args.len() < 8 {
        let mut all = [first; 8];
        all[1..=args.len()].copy_from_slice(args);
        return go(cx, &all[..=args.len()]);
    }
    let spilled = cx.new_tuple(args);
    let mut all: Vec<Value> = Vec::with_capacity(args.len() + 1);
    all.push(first);
    all.extend_from_slice(args);
    // The Rust heap is not scanned: the tuple holds them.
    let result = go(cx, &all);
    std::hint::black_box((spilled, first));
    result
}

/// `list(x)`, `set(x)` and their like: exact built-in containers, whose `__new__` and `__init__` need not be asked for.
#[inline]
fn quick_constructor(cx: &mut Context, class: Gc<TypeObject>, args: &[Value]) -> Option<PyResult> {
    use crate::types::{dict, list, set, tuple};
    let decl = class.decl?;
    let made = match (class.kind, args) {
        (kind::LIST, []) if std::ptr::eq(decl, &list::LIST) => cx.new_list().value(),
        (kind::LIST, &[items]) if std::ptr::eq(decl, &list::LIST) => return Some(cx.list_from(items).map(Gc::value)),
        (kind::TUPLE, &[items]) if std::ptr::eq(decl, &tuple::TUPLE) => return Some(cx.tuple_from(items).map(Gc::value)),
        (kind::SET, []) if std::ptr::eq(decl, &set::SET) => cx.new_set().value(),
        (kind::SET, &[items]) if std::ptr::eq(decl, &set::SET) => return Some(cx.set_from(items).map(Gc::value)),
        (kind::DICT, []) if std::ptr::eq(decl, &dict::DICT) => cx.new_dict().value(),
        _ => return None,
    };
    Some(Ok(made))
}

impl Context {
    /// `callee(*args)`
    #[inline]
    pub fn call(&mut self, callee: Value, args: &[Value]) -> PyResult {
        self.call_kw(callee, args, None)
    }

    /// `callee(*args)` where the last arguments are named by the tuple `names`.
    pub fn call_kw(&mut self, callee: Value, args: &[Value], names: Slot) -> PyResult {
        self.check_native_stack(" while calling a Python object")?;
        match callee.kind() {
            kind::FUNCTION => (self.hooks.call_function)(self, callee, args, names),
            kind::BUILTIN_FUNCTION => {
                let Some(function) = callee.downcast::<BuiltinFunction>() else { unreachable!("kind tested") };
                self.call_builtin(function, args, names)
            }
            kind::METHOD => {
                let Some(method) = callee.downcast::<MethodObject>() else { unreachable!("kind tested") };
                match method.receiver {
                    Some(receiver) => {
                        let function = method.function;
                        with_first(self, receiver, args, |cx, args| cx.call_kw(function, args, names))
                    }
                    None => {
                        self.check_unbound(method, args.first().copied())?;
                        self.call_kw(method.function, args, names)
                    }
                }
            }
            kind::TYPE => {
                let Some(class) = callee.downcast::<TypeObject>() else { unreachable!("kind tested") };
                self.call_class(class, args, names)
            }
            kind::CLASSOBJ => {
                let Some(class) = callee.downcast() else { unreachable!("kind tested") };
                crate::types::classobj::instantiate(self, class, args, names)
            }
            kind::METHOD_DESCRIPTOR => {
                let Some(method) = callee.downcast::<MethodDescriptor>() else { unreachable!("kind tested") };
                self.check_receiver(method.decl, method.class, args.first().copied())?;
                method.decl.invoke(self, args, names)
            }
            kind::WRAPPER_DESCRIPTOR => {
                let Some(method) = callee.downcast::<WrapperDescriptor>() else { unreachable!("kind tested") };
                self.check_receiver(method.decl, method.class, args.first().copied())?;
                method.decl.invoke(self, args, names)
            }
            kind::METHOD_WRAPPER => {
                let Some(method) = callee.downcast::<MethodWrapper>() else { unreachable!("kind tested") };
                let decl = method.decl;
                match method.receiver {
                    Some(receiver) => with_first(self, receiver, args, |cx, args| decl.invoke(cx, args, names)),
                    None => decl.invoke(self, args, names),
                }
            }
            kind::CLASSMETHOD_DESCRIPTOR => {
                let Some(method) = callee.downcast::<ClassMethodDescriptor>() else { unreachable!("kind tested") };
                match args.first().and_then(|first| first.downcast::<TypeObject>()) {
                    Some(class) if class.is_subtype(method.class) => method.decl.invoke(self, args, names),
                    _ => Err(self.wrong_class(method, args.first().copied())),
                }
            }
            _ => self.call_other(callee, args, names),
        }
    }

    #[cold]
    fn wrong_class(&mut self, method: Gc<ClassMethodDescriptor>, first: Slot) -> crate::Raised {
        let (name, class) = (method.decl.name, method.class.name_lossy());
        let Some(first) = first else {
            return self
                .error(crate::Exc::TypeError, format_args!("descriptor '{name}' of '{class}' object needs an argument"));
        };
        let given = self.type_name(first);
        if !first.is_kind(kind::TYPE) {
            return self
                .error(crate::Exc::TypeError, format_args!("descriptor '{name}' requires a type but received a '{given}'"));
        }
        // The message lacks its last quote in CPython too.
        self.error(
            crate::Exc::TypeError,
            format_args!("descriptor '{name}' requires a subtype of '{class}' but received '{given}"),
        )
    }

    fn call_other(&mut self, callee: Value, args: &[Value], names: Slot) -> PyResult {
        if callee.is_kind(kind::OLD_INSTANCE) {
            return crate::types::classobj::call_instance(self, callee, args, names);
        }
        match self.special_of(callee, Special::Call) {
            Some(w_call) => self.call_special_kw(w_call, callee, args, names),
            None => raise!(self, TypeError, "'{}' object is not callable", self.type_name(callee)),
        }
    }

    /// A built-in function, its receiver in front where it takes one.
    pub fn call_builtin(&mut self, function: Gc<BuiltinFunction>, args: &[Value], names: Slot) -> PyResult {
        let decl = function.decl;
        match (decl.kind, function.receiver) {
            (FnKind::Method | FnKind::Class, Some(receiver)) => {
                with_first(self, receiver, args, |cx, args| decl.invoke(cx, args, names))
            }
            (FnKind::New, Some(owner)) => {
                self.check_new(decl, owner, args.first().copied())?;
                decl.invoke(self, args, names)
            }
            _ => decl.invoke(self, args, names),
        }
    }

    /// `T.__new__(S)`: S must be a subtype of T with the same layout underneath.
    fn check_new(&mut self, _: &FnDecl, owner: Value, class: Slot) -> PyResult<()> {
        let Some(owner) = owner.downcast::<TypeObject>() else { return Ok(()) };
        if class == Some(owner.value()) {
            return Ok(());
        }
        self.check_new_class(owner, class)
    }

    fn check_new_class(&mut self, owner: Gc<TypeObject>, class: Slot) -> PyResult<()> {
        let name = owner.name_lossy();
        let Some(w_class) = class else {
            raise!(self, TypeError, "{name}.__new__(): not enough arguments");
        };
        let Some(class) = w_class.downcast::<TypeObject>() else {
            raise!(self, TypeError, "{name}.__new__(X): X is not a type object ({})", self.type_name(w_class));
        };
        if !class.is_subtype(owner) {
            let given = class.name_lossy();
            raise!(self, TypeError, "{name}.__new__({given}): {given} is not a subtype of {name}");
        }
        if class.kind != owner.kind {
            let given = class.name_lossy();
            // The most derived built-in type that the class builds on.
            let solid = class.mro_types().find(|base| base.decl.is_some()).unwrap_or(class);
            let solid = solid.name_lossy();
            raise!(self, TypeError, "{name}.__new__({given}) is not safe, use {solid}.__new__()");
        }
        Ok(())
    }

    fn check_receiver(&mut self, decl: &FnDecl, class: Gc<TypeObject>, receiver: Slot) -> PyResult<()> {
        let name = decl.name;
        let Some(receiver) = receiver else {
            raise!(self, TypeError, "descriptor '{name}' of '{}' object needs an argument", class.name_lossy());
        };
        if !self.class_of(receiver).is_subtype(class) {
            let given = self.type_name(receiver);
            raise!(
                self,
                TypeError,
                "descriptor '{name}' requires a '{}' object but received a '{given}'",
                class.name_lossy()
            );
        }
        Ok(())
    }

    fn check_unbound(&mut self, method: Gc<MethodObject>, first: Slot) -> PyResult<()> {
        let Some(class) = method.class else { return Ok(()) };
        if let Some(first) = first
            && self.is_instance(first, class)?
        {
            return Ok(());
        }
        let function = self.callable_name(method.function);
        let wanted = self.class_name(class);
        let given = match first {
            Some(first) => {
                let class = self.class_word(first);
                format!("{} instance", self.class_name(class))
            }
            None => "nothing".to_string(),
        };
        raise!(
            self,
            TypeError,
            "unbound method {function}{} must be called with {wanted} instance as first argument (got {given} instead)",
            self.callable_suffix(method.function)
        )
    }

    /// `__name__` of a class of either kind, "?" where it has none.
    pub fn class_name(&mut self, class: Value) -> String {
        if let Some(class) = class.downcast::<TypeObject>() {
            return class.name.lossy();
        }
        if class.is_kind(kind::CLASSOBJ) {
            return crate::types::classobj::name(class);
        }
        "?".to_string()
    }

    /// The name of a callable in messages about calls to it.
    pub fn callable_name(&mut self, callee: Value) -> String {
        if let Some(function) = callee.downcast::<BuiltinFunction>() {
            return function.decl.name.to_string();
        }
        match callee.kind() {
            kind::FUNCTION => {
                let name = self.name(Special::Name);
                let text = match self.getattr(callee, name) {
                    Ok(w_name) => w_name.downcast::<StrObject>().map(|text| text.lossy()),
                    Err(_) => {
                        self.pending = None;
                        None
                    }
                };
                text.unwrap_or_else(|| "?".to_string())
            }
            kind::METHOD => {
                let function = callee.downcast::<MethodObject>().map(|method| method.function);
                function.map_or_else(|| "?".to_string(), |function| self.callable_name(function))
            }
            kind::METHOD_DESCRIPTOR => {
                callee.downcast::<MethodDescriptor>().map_or("?", |method| method.decl.name).to_string()
            }
            kind::WRAPPER_DESCRIPTOR => {
                callee.downcast::<WrapperDescriptor>().map_or("?", |method| method.decl.name).to_string()
            }
            kind::TYPE | kind::CLASSOBJ => self.class_name(callee),
            kind::OLD_INSTANCE => {
                let class = self.class_word(callee);
                self.class_name(class)
            }
            _ => self.type_name(callee),
        }
    }

    /// What CPython writes behind a callable's name: "()", " constructor", " instance", " object".
    pub fn callable_suffix(&mut self, callee: Value) -> &'static str {
        match callee.kind() {
            kind::METHOD | kind::FUNCTION | kind::BUILTIN_FUNCTION => "()",
            kind::CLASSOBJ => " constructor",
            kind::OLD_INSTANCE => " instance",
            _ => " object",
        }
    }

    /// A special method found in a class, called on `receiver`.
    #[inline]
    pub fn call_special(&mut self, w_method: Value, receiver: Value, args: &[Value]) -> PyResult {
        self.call_special_kw(w_method, receiver, args, None)
    }

    pub fn call_special_kw(&mut self, w_method: Value, receiver: Value, args: &[Value], names: Slot) -> PyResult {
        let decl = match w_method.kind() {
            kind::FUNCTION => {
                let call = self.hooks.call_function;
                return with_first(self, receiver, args, |cx, args| call(cx, w_method, args, names));
            }
            kind::WRAPPER_DESCRIPTOR => w_method.downcast::<WrapperDescriptor>().map(|method| method.decl),
            kind::METHOD_DESCRIPTOR => w_method.downcast::<MethodDescriptor>().map(|method| method.decl),
            _ => None,
        };
        if let Some(decl) = decl {
            return with_first(self, receiver, args, |cx, args| decl.invoke(cx, args, names));
        }
        self.check_native_stack(" while calling a Python object")?;
        let class = self.class_of(receiver);
        let bound = self.bind(w_method, Some(receiver), class.value())?;
        self.call_kw(bound, args, names)
    }

    /// `receiver.name(*args)`
    pub fn call_method(&mut self, receiver: Value, name: &str, args: &[Value]) -> PyResult {
        let name = self.intern(name.as_bytes());
        let w_method = self.getattr(receiver, name)?;
        self.call(w_method, args)
    }

    /// `class(*args)`
    pub fn call_class(&mut self, class: Gc<TypeObject>, args: &[Value], names: Slot) -> PyResult {
        if names.is_none()
            && let Some(made) = quick_constructor(self, class, args)
        {
            return made;
        }
        // A metaclass may have its own `__call__`.
        if class.header.shape != u32::from(kind::TYPE)
            && let Some(w_call) = self.special_of(class.value(), Special::Call)
            && w_call.kind() != kind::WRAPPER_DESCRIPTOR
        {
            return self.call_special_kw(w_call, class.value(), args, names);
        }
        self.instantiate(class, args, names)
    }

    /// `type.__call__`: `__new__`, then `__init__` if that gave an instance of the class.
    pub fn instantiate(&mut self, class: Gc<TypeObject>, args: &[Value], names: Slot) -> PyResult {
        let metatype = crate::types::type_::TYPE.get(self);
        if class == metatype && args.len() == 1 && names.is_none() {
            return Ok(self.class_word_of_type(args[0]));
        }
        if let (&[value], None) = (args, names)
            && let Some(result) = self.convert_builtin(class, value)
        {
            return result;
        }
        let w_new = match self.special(class, Special::New) {
            Some(w_new) if !class.has(crate::typeobject::NO_NEW) => w_new,
            _ => raise!(self, TypeError, "cannot create '{}' instances", class.name_lossy()),
        };
        let w_object = match w_new.downcast::<BuiltinFunction>() {
            Some(function) => with_first(self, class.value(), args, |cx, args| cx.call_builtin(function, args, names))?,
            None => {
                let w_new = self.bind(w_new, None, class.value())?;
                with_first(self, class.value(), args, |cx, args| cx.call_kw(w_new, args, names))?
            }
        };
        let made = self.class_of(w_object);
        if !made.is_subtype(class) || class == metatype && args.len() == 1 {
            return Ok(w_object);
        }
        if let Some(w_init) = self.special(made, Special::Init)
            && !self.is_object_init(w_init)
        {
            let w_none = self.call_special_kw(w_init, w_object, args, names)?;
            if !w_none.is_none() {
                let given = self.type_name(w_none);
                raise!(self, TypeError, "__init__() should return None, not '{given}'");
            }
        }
        Ok(w_object)
    }

    /// Is this the `__init__` of object, which does nothing but refuse arguments that `object.__new__` has refused before?
    #[inline]
    pub fn is_object_init(&mut self, w_init: Value) -> bool {
        let object = crate::types::object::OBJECT.get(self);
        self.special(object, Special::Init) == Some(w_init)
    }

    /// `type(value)` as a program sees it.
    pub fn class_word_of_type(&mut self, value: Value) -> Value {
        self.class_of(value).value()
    }

    pub fn is_callable(&mut self, value: Value) -> bool {
        match value.kind() {
            kind::FUNCTION | kind::BUILTIN_FUNCTION | kind::METHOD | kind::TYPE | kind::CLASSOBJ => true,
            kind::OLD_INSTANCE => {
                let name = self.name(Special::Call);
                self.has_attr(value, name)
            }
            kind::METHOD_DESCRIPTOR | kind::WRAPPER_DESCRIPTOR | kind::METHOD_WRAPPER | kind::CLASSMETHOD_DESCRIPTOR => true,
            _ => self.special_of(value, Special::Call).is_some(),
        }
    }

    /// Calls with the arguments as a native function got them.
    pub fn call_args(&mut self, callee: Value, args: &Args) -> PyResult {
        if args.keywords.is_empty() {
            return self.call(callee, args.positional);
        }
        // Positional and named arguments lie next to each other in every argument window; where a caller has cut the first
        // off, they still do.
        let all: SmallVec<[Value; 16]> = args.positional.iter().chain(args.keywords).copied().collect();
        let held = self.new_tuple(&all);
        self.call_kw(callee, held.get().items(), args.names.map(Gc::value))
    }
}
