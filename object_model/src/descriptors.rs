//! Layouts of functions' and attributes' objects: built-in functions, bound methods, descriptors, properties.

#![allow(unsafe_code)] // heap object layouts

use crate::context::Context;
use crate::declare::{FnDecl, FnKind, GetSet};
use crate::handle::{Gc, Object};
use crate::kind;
use crate::strings::StrObject;
use crate::typeobject::TypeObject;
use crate::value::{Slot, Value, slot_bits};
use gc::{Header, Heap};

macro_rules! objects {
    ($($(#[$doc:meta])* $name:ident $layout:ident $kind:ident $text:literal { $($field:ident: $ty:ty = |$this:ident| $word:expr,)* $(; $($plain:ident: $plain_ty:ty,)*)? })*) => {
        $(
            $(#[$doc])*
            #[repr(C)]
            pub struct $name {
                pub header: Header,
                $(pub $field: $ty,)*
                $($(pub $plain: $plain_ty,)*)?
            }
            // SAFETY: made by `Context::allocate` and `allocate_for`, fields set at once.
            unsafe impl Object for $name {
                const KIND: u8 = kind::$kind;
                const NAME: &'static str = $text;
            }
            crate::fixed_layout!($layout: $name, |this, tracer| {
                $({ let $this = this; tracer.word($word); })*
                let _ = tracer;
            });
        )*
        pub fn register_layouts(heap: &mut Heap) {
            $(crate::layout::register_fixed::<$name>(heap, &$layout);)*
        }
    };
}

/// 2.7 makes the instance of an exception that built-in code raises only when a handler looks at it. Until then it has what
/// the instance is to be made from, which shows where an exception ends that nobody caught.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum RawValue {
    /// The instance.
    #[default]
    Made,
    /// Its only argument, or all of them.
    Argument,
    /// A tuple of the arguments, even of one.
    Arguments,
}

fn raw<T>(object: &T) -> u64 {
    // Handles are one word; null while the object is under construction.
    assert_eq!(size_of::<T>(), 8);
    // SAFETY: a word-sized, initialised (zero or set) field.
    unsafe { (&raw const *object).cast::<u64>().read() }
}

objects! {
    /// A built-in function, or a method of a built-in type bound to its receiver.
    BuiltinFunction BUILTIN_FUNCTION BUILTIN_FUNCTION "builtin_function_or_method" {
        receiver: Slot = |this| slot_bits(this.receiver),
        module: Slot = |this| slot_bits(this.module),
        ; decl: &'static FnDecl,
    }
    /// A method in a built-in type's namespace; kinds METHOD_DESCRIPTOR, WRAPPER_DESCRIPTOR (special methods) and
    /// CLASSMETHOD_DESCRIPTOR share it.
    MethodDescriptor METHOD_DESCRIPTOR METHOD_DESCRIPTOR "method_descriptor" {
        class: Gc<TypeObject> = |this| raw(&this.class),
        ; decl: &'static FnDecl,
    }
    WrapperDescriptor WRAPPER_DESCRIPTOR WRAPPER_DESCRIPTOR "wrapper_descriptor" {
        class: Gc<TypeObject> = |this| raw(&this.class),
        ; decl: &'static FnDecl,
    }
    ClassMethodDescriptor CLASSMETHOD_DESCRIPTOR CLASSMETHOD_DESCRIPTOR "classmethod_descriptor" {
        class: Gc<TypeObject> = |this| raw(&this.class),
        ; decl: &'static FnDecl,
    }
    /// A special method of a built-in type bound to its receiver.
    MethodWrapper METHOD_WRAPPER METHOD_WRAPPER "method-wrapper" {
        receiver: Slot = |this| slot_bits(this.receiver),
        class: Gc<TypeObject> = |this| raw(&this.class),
        ; decl: &'static FnDecl,
    }
    GetSetDescriptor GETSET_DESCRIPTOR GETSET_DESCRIPTOR "getset_descriptor" {
        class: Gc<TypeObject> = |this| raw(&this.class),
        ; decl: &'static GetSet,
    }
    /// A slot of `__slots__`; or, with `decl`, a field of a built-in type.
    MemberDescriptor MEMBER_DESCRIPTOR MEMBER_DESCRIPTOR "member_descriptor" {
        class: Gc<TypeObject> = |this| raw(&this.class),
        name: Gc<StrObject> = |this| raw(&this.name),
        ; decl: Option<&'static GetSet>,
    }
    /// A Python method, bound (`receiver`) or unbound.
    MethodObject METHOD METHOD "instancemethod" {
        function: Value = |this| raw(&this.function),
        receiver: Slot = |this| slot_bits(this.receiver),
        class: Slot = |this| slot_bits(this.class),
    }
    PropertyObject PROPERTY PROPERTY "property" {
        get: Slot = |this| slot_bits(this.get),
        set: Slot = |this| slot_bits(this.set),
        delete: Slot = |this| slot_bits(this.delete),
        doc: Slot = |this| slot_bits(this.doc),
        ; getter_doc: bool,
    }
    StaticMethod STATICMETHOD STATICMETHOD "staticmethod" {
        function: Slot = |this| slot_bits(this.function),
    }
    ClassMethod CLASSMETHOD CLASSMETHOD "classmethod" {
        function: Slot = |this| slot_bits(this.function),
    }
    SuperObject SUPER SUPER "super" {
        class: Slot = |this| slot_bits(this.class),
        object: Slot = |this| slot_bits(this.object),
        object_class: Slot = |this| slot_bits(this.object_class),
    }
    ModuleObject MODULE MODULE "module" {
        dict: Slot = |this| slot_bits(this.dict),
    }
    /// A raised exception: its class, its value and its traceback; `raw` says what 2.7 would still hold for the value.
    Triple TRIPLE TRIPLE "exception triple" {
        class: Value = |this| raw(&this.class),
        value: Value = |this| raw(&this.value),
        traceback: Slot = |this| slot_bits(this.traceback),
        ; raw: RawValue,
    }
}

impl Context {
    /// A function of a module.
    pub fn new_builtin_function(&mut self, decl: &'static FnDecl, receiver: Slot, module: Slot) -> Value {
        let mut function = self.allocate::<BuiltinFunction>();
        (function.decl, function.receiver, function.module) = (decl, receiver, module);
        function.value()
    }

    /// What a built-in type's namespace holds for a declared method.
    pub(crate) fn method_object(&mut self, class: Gc<TypeObject>, decl: &'static FnDecl) -> Value {
        match decl.kind {
            FnKind::Class => {
                let mut method = self.allocate::<ClassMethodDescriptor>();
                (method.class, method.decl) = (class, decl);
                method.value()
            }
            FnKind::New | FnKind::Function => self.new_builtin_function(decl, Some(class.value()), None),
            FnKind::Static => {
                let function = self.new_builtin_function(decl, None, None);
                let mut method = self.allocate::<StaticMethod>();
                method.function = Some(function);
                method.value()
            }
            FnKind::Method if decl.name.starts_with("__") && decl.name.ends_with("__") && is_slot(decl.name) => {
                let mut method = self.allocate::<WrapperDescriptor>();
                (method.class, method.decl) = (class, decl);
                method.value()
            }
            FnKind::Method => {
                let mut method = self.allocate::<MethodDescriptor>();
                (method.class, method.decl) = (class, decl);
                method.value()
            }
        }
    }

    pub(crate) fn getset_object(&mut self, class: Gc<TypeObject>, decl: &'static GetSet) -> Value {
        if is_member(decl.name) {
            let name = self.intern(decl.name.as_bytes());
            let mut member = self.allocate::<MemberDescriptor>();
            (member.class, member.name, member.decl) = (class, name, Some(decl));
            return member.value();
        }
        let mut attribute = self.allocate::<GetSetDescriptor>();
        (attribute.class, attribute.decl) = (class, decl);
        attribute.value()
    }

    pub fn new_method(&mut self, function: Value, receiver: Slot, class: Slot) -> Value {
        let mut method = self.allocate::<MethodObject>();
        (method.function, method.receiver, method.class) = (function, receiver, class);
        method.value()
    }
}

/// Is the special method one that CPython has a type slot for (a slot wrapper), and not an ordinary method?
pub(crate) fn is_slot(name: &str) -> bool {
    !matches!(
        name,
        "__reduce__"
            | "__reduce_ex__"
            | "__format__"
            | "__sizeof__"
            | "__getnewargs__"
            | "__getstate__"
            | "__setstate__"
            | "__reversed__"
            | "__subclasshook__"
            | "__trunc__"
            | "__round__"
            | "__copy__"
            | "__deepcopy__"
            | "__enter__"
            | "__exit__"
            | "__dir__"
            | "__missing__"
            | "__instancecheck__"
            | "__subclasscheck__"
            | "__subclasses__"
            | "__alloc__"
            | "__unicode__"
            | "__complex__"
            | "__length_hint__"
            | "__floor__"
            | "__ceil__"
            | "__import__"
            | "__setformat__"
            | "__getformat__"
    )
}

/// Attributes that CPython declares as members, not as computed attributes: programs tell them apart by type.
fn is_member(name: &str) -> bool {
    match name {
        "__func__"
        | "__self__"
        | "__thisclass__"
        | "__self_class__"
        | "__objclass__"
        | "__globals__"
        | "__closure__"
        | "func_globals"
        | "func_closure"
        | "func_doc"
        | "errno"
        | "strerror"
        | "filename"
        | "msg"
        | "lineno"
        | "offset"
        | "text"
        | "print_file_and_line"
        | "code"
        | "encoding"
        | "object"
        | "start"
        | "end"
        | "reason"
        | "stop"
        | "step"
        | "fget"
        | "fset"
        | "fdel"
        | "softspace"
        | "gi_frame"
        | "gi_running"
        | "gi_code" => true,
        _ => ["im_", "co_", "tb_", "st_", "tm_", "pw_", "gr_", "ru_"].iter().any(|prefix| name.starts_with(prefix)),
    }
}
