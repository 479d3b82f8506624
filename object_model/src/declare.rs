//! Declarations of built-in functions, methods, attributes and types: they become static tables, nothing else.
//!
//! A function's first parameter tells its effect: `cx: &mut Context` may run Python code, `heap: &mut Heap` may only
//! collect. The others are converted by `FromArg`, the result by `IntoValue`. Parameters are positional; after `@kw`
//! they can be given by name. `@raw` functions take `args: &Args` as they come. `as "name"` gives a Python name
//! that Rust does not allow. `///` lines are the docstring.
//!
//! ```ignore
//! py_methods! { LIST_METHODS:
//!     /// L.insert(index, object) -- insert object before index
//!     fn insert(cx: &mut Context, this: Gc<ListObject>, index: Index, w_item: Value) { … }
//!     @kw fn sort(cx: &mut Context, this: Gc<ListObject>, cmp: Value = none(), key: Value = none(), reverse: bool = false) -> PyResult<()> { … }
//!     @class fn fromkeys(cx: &mut Context, class: Gc<TypeObject>, keys: Value, value: Value = none()) -> PyResult { … }
//!     @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult { … }
//! }
//! ```

#![allow(unsafe_code)] // argument windows are raw memory

use crate::context::Context;
use crate::convert::{FromArg, IntoValue};
use crate::error::PyResult;
use crate::raise;
use crate::tuple::TupleObject;
use crate::value::{Slot, Value};
use crate::{Gc, StrObject, UnicodeObject};

/// A native function as machine code calls it: `n` values from `args` on, the last of them keyword arguments named by
/// the tuple `names` if there is one. Returns empty when it raised.
pub type NativeFn = unsafe extern "C-unwind" fn(cx: *mut Context, args: *const Value, n: usize, names: Slot) -> Slot;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FnKind {
    /// A module's function: no receiver.
    Function,
    Method,
    Class,
    Static,
    /// `__new__`: static, checks the class it is given.
    New,
}

/// A declared native function.
pub struct FnDecl {
    pub name: &'static str,
    pub doc: &'static str,
    pub kind: FnKind,
    /// All parameters, the receiver included.
    pub params: &'static [&'static str],
    pub required: usize,
    /// Can parameters (but the receiver) be given by name?
    pub keywords: bool,
    /// Takes whatever comes.
    pub raw: bool,
    pub call: NativeFn,
}

/// Arguments of a call as they came.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    pub positional: &'a [Value],
    /// Values of the keyword arguments and the tuple of their names (str).
    pub keywords: &'a [Value],
    pub names: Option<Gc<TupleObject>>,
}

impl<'a> Args<'a> {
    pub const NONE: Args<'static> = Args { positional: &[], keywords: &[], names: None };

    pub fn positional(values: &'a [Value]) -> Args<'a> {
        Args { positional: values, keywords: &[], names: None }
    }
    /// # Safety
    /// `n` values lie at `args`; `names` is empty or a tuple of at most `n` str.
    pub unsafe fn from_raw(args: *const Value, n: usize, names: Slot) -> Args<'a> {
        // SAFETY: by contract.
        let all = unsafe { std::slice::from_raw_parts(args, n) };
        match names.and_then(|names| names.downcast::<TupleObject>()) {
            Some(names) => {
                let (positional, keywords) = all.split_at(n - names.items().len());
                Args { positional, keywords, names: Some(names) }
            }
            None => Args { positional: all, keywords: &[], names: None },
        }
    }
    pub fn keyword_pairs(&self) -> impl Iterator<Item = (Value, Value)> + 'a {
        let names: &'a [Value] = self.names.map_or(&[], |names| names.get().items());
        names.iter().copied().zip(self.keywords.iter().copied())
    }
    pub fn keyword(&self, name: &str) -> Option<Value> {
        self.keyword_pairs().find(|(key, _)| is_text(*key, name)).map(|(_, value)| value)
    }
    /// The arguments but the first positional one.
    pub fn rest(&self) -> Args<'a> {
        Args { positional: self.positional.get(1..).unwrap_or(&[]), ..*self }
    }
    pub fn is_empty(&self) -> bool {
        self.positional.is_empty() && self.keywords.is_empty()
    }
    /// TypeError unless there are no keyword arguments.
    pub fn no_keywords(&self, cx: &mut Context, function: &str) -> PyResult<()> {
        if !self.keywords.is_empty() {
            raise!(cx, TypeError, "{function}() takes no keyword arguments");
        }
        Ok(())
    }
    /// Distributes the arguments over named parameters, as `PyArg_ParseTupleAndKeywords` does: empty where not given. The
    /// function's name may be empty.
    pub fn parse<const N: usize>(
        &self,
        cx: &mut Context,
        function: &str,
        names: &[&str; N],
        required: usize,
    ) -> PyResult<[Slot; N]> {
        let mut slots = [None; N];
        if self.keywords.is_empty() && (required..=N).contains(&self.positional.len()) {
            for (slot, &value) in slots.iter_mut().zip(self.positional) {
                *slot = Some(value);
            }
            return Ok(slots);
        }
        distribute(cx, function, names, 0, required, true, self, &mut slots)?;
        Ok(slots)
    }
}

impl FnDecl {
    /// Calls it with positional arguments and named ones at their end.
    pub fn invoke(&self, cx: &mut Context, args: &[Value], names: Slot) -> PyResult {
        // SAFETY: the arguments are a slice; `names` came from a caller that keeps `Args::from_raw`'s contract.
        let result = unsafe { (self.call)(cx, args.as_ptr(), args.len(), names) };
        result.ok_or(crate::Raised)
    }

    /// The way of calls whose arguments do not simply fit.
    #[cold]
    pub fn bind(&self, cx: &mut Context, args: &Args, slots: &mut [Slot]) -> PyResult<()> {
        let skip = usize::from(matches!(self.kind, FnKind::Method | FnKind::Class | FnKind::New));
        if !args.keywords.is_empty() && !self.keywords {
            raise!(cx, TypeError, "{}() takes no keyword arguments", self.name);
        }
        distribute(cx, self.name, self.params, skip, self.required, self.keywords, args, slots)
    }
}

/// Is it a str or unicode of this ASCII text?
fn is_text(name: Value, text: &str) -> bool {
    match (name.downcast::<StrObject>(), name.downcast::<UnicodeObject>()) {
        (Some(name), _) => name.bytes() == text.as_bytes(),
        (None, Some(name)) => {
            let chars = name.chars();
            name.len() == text.len() && text.bytes().enumerate().all(|(i, byte)| chars.get(i) == Some(byte.into()))
        }
        (None, None) => false,
    }
}

fn is_slot_method(name: &str) -> bool {
    // Methods besides slots: of one argument, as others are.
    if matches!(name, "__contains__" | "__getitem__") {
        return false;
    }
    name == "next" || name.starts_with("__") && crate::descriptors::is_slot(name)
}

/// The message for a special method called with the wrong number of arguments: CPython's wrappers of slots have wordings of
/// their own.
#[cold]
fn wrong_count_of_slot(cx: &mut Context, name: &str, least: usize, most: usize, given: usize) -> crate::Raised {
    let text = match name {
        "__getslice__" | "__setslice__" | "__delslice__" => {
            format!("function takes exactly {most} argument{} ({given} given)", plural(most))
        }
        "__setitem__" | "__setattr__" | "__pow__" | "__rpow__" | "__ipow__" | "__get__" | "__set__" => {
            let (how, n) = match () {
                _ if least == most => ("", most),
                _ if given < least => ("at least ", least),
                _ => ("at most ", most),
            };
            format!(" expected {how}{n} arguments, got {given}")
        }
        "__call__" => format!("{name}() takes at most {most} argument{} ({given} given)", plural(most)),
        _ => format!("expected {most} arguments, got {given}"),
    };
    cx.error(crate::Exc::TypeError, format_args!("{text}"))
}

/// Functions of one argument that read it as the only one of a tuple: told by their message for another number.
const ONE_OF_TUPLE: &[&str] = &["zfill", "__format__", "decode"];

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

#[allow(clippy::too_many_arguments)] // the parts of a declaration, or of a constructor's own list
fn distribute(
    cx: &mut Context,
    function: &str,
    params: &[&str],
    skip: usize,
    required: usize,
    named: bool,
    args: &Args,
    slots: &mut [Slot],
) -> PyResult<()> {
    let (total, given) = (params.len(), args.positional.len() + args.keywords.len());
    if args.positional.len() < skip {
        raise!(cx, TypeError, "descriptor '{function}' of a built-in type needs an argument");
    }
    let (least, most, given) = (required - skip.min(required), total - skip, given - skip);
    // Where parameters have names, one that lacks is named below.
    if named && given > most && most > 0 {
        let function = if function.is_empty() { "function" } else { &format!("{function}()") };
        raise!(cx, TypeError, "{function} takes at most {most} argument{} ({given} given)", plural(most));
    }
    if given > most || !named && given < least {
        if skip == 1 && !named && is_slot_method(function) {
            return Err(wrong_count_of_slot(cx, function, least, most, given));
        }
        if most == 0 {
            raise!(cx, TypeError, "{function}() takes no arguments ({given} given)");
        }
        if most == 1 && least == 1 && !named && !ONE_OF_TUPLE.contains(&function) {
            raise!(cx, TypeError, "{function}() takes exactly one argument ({given} given)");
        }
        let (how, n) = match () {
            _ if least == most => ("exactly", most),
            _ if given > most => ("at most", most),
            _ => ("at least", least),
        };
        raise!(cx, TypeError, "{function}() takes {how} {n} argument{} ({given} given)", plural(n));
    }
    for (slot, value) in slots.iter_mut().zip(args.positional) {
        *slot = Some(*value);
    }
    let position = |name: Value| params.iter().skip(skip).position(|param| is_text(name, param)).map(|at| at + skip);
    for (name, value) in args.keyword_pairs() {
        let Some(at) = position(name) else { continue };
        if slots[at].is_some() {
            let (name, at) = (params[at], at + 1 - skip);
            raise!(cx, TypeError, "Argument given by name ('{name}') and position ({at})");
        }
        slots[at] = Some(value);
    }
    if let Some(at) = slots[..required].iter().position(Option::is_none) {
        raise!(cx, TypeError, "Required argument '{}' (pos {}) not found", params[at], at + 1 - skip);
    }
    // Names that are unknown count last.
    if let Some((name, _)) = args.keyword_pairs().find(|&(name, _)| position(name).is_none()) {
        let Some(name) = name.downcast::<StrObject>().map(|name| name.lossy()) else {
            raise!(cx, TypeError, "keywords must be strings");
        };
        raise!(cx, TypeError, "'{name}' is an invalid keyword argument for this function");
    }
    Ok(())
}

/// Where an argument came from, for messages.
#[derive(Clone, Copy)]
pub struct Arg {
    pub function: &'static str,
    /// From 1 on, the receiver not counted.
    pub index: usize,
}

/// The two contexts a native function can ask for.
pub trait Access {
    fn of(cx: &mut Context) -> &mut Self;
}
impl Access for Context {
    #[inline(always)]
    fn of(cx: &mut Context) -> &mut Context {
        cx
    }
}
impl Access for gc::Heap {
    #[inline(always)]
    fn of(cx: &mut Context) -> &mut gc::Heap {
        &mut cx.heap
    }
}

/// Converts and stores: used by the macros.
#[inline(always)]
pub fn convert<T: FromArg>(cx: &mut Context, slot: Slot, arg: Arg) -> PyResult<T> {
    match slot {
        Some(value) => T::from_arg(cx, value, arg),
        None => Err(not_given(cx, arg)),
    }
}

#[cold]
#[inline(never)]
fn not_given(cx: &mut Context, arg: Arg) -> crate::Raised {
    cx.error(crate::Exc::TypeError, format_args!("Required argument (pos {}) not found", arg.index))
}

#[inline(always)]
pub fn finish<T: IntoValue>(cx: &mut Context, result: T) -> Slot {
    result.into_value(cx).ok()
}

/// An attribute of a built-in type that is computed.
pub struct GetSet {
    pub name: &'static str,
    pub doc: &'static str,
    pub get: fn(&mut Context, Value) -> PyResult,
    /// `None` as value: delete.
    pub set: Option<fn(&mut Context, Value, Slot) -> PyResult<()>>,
}

#[macro_export]
macro_rules! py_methods {
    ($(#[$meta:meta])* $table:ident: $($rest:tt)*) => {
        $crate::py_functions!(@table [$(#[$meta])*] $table Method $($rest)*);
    };
}

#[macro_export]
macro_rules! py_functions {
    (@table [$($meta:tt)*] $table:ident $default:ident
     $($(#[doc = $doc:literal])* $(@$flag:ident)* fn $name:ident $(as $python:literal)? ($($params:tt)*) $(-> $ret:ty)? $body:block)*) => {
        $($crate::py_functions!(@wrap [$($flag)*] $name ($($params)*) [$($ret)?] $body [$crate::py_functions!(@name $name $($python)?)]);)*
        $($meta)*
        pub static $table: &[$crate::FnDecl] = &[$($crate::FnDecl {
            name: $crate::py_functions!(@name $name $($python)?),
            doc: concat!($($doc, "\n"),*),
            kind: $crate::py_functions!(@kind $default $($flag)*),
            params: $crate::py_functions!(@params [$($flag)*] ($($params)*)),
            required: $crate::py_functions!(@required [$($flag)*] ($($params)*)),
            keywords: $crate::py_functions!(@keywords $($flag)*),
            raw: $crate::py_functions!(@raw $($flag)*),
            call: $name,
        }),*];
    };
    ($(#[$meta:meta])* $table:ident: $($rest:tt)*) => {
        $crate::py_functions!(@table [$(#[$meta])*] $table Function $($rest)*);
    };

    (@name $name:ident $python:literal) => { $python };
    (@name $name:ident) => { stringify!($name) };

    (@kind $default:ident) => { $crate::FnKind::$default };
    (@kind $default:ident class $($rest:ident)*) => { $crate::FnKind::Class };
    (@kind $default:ident static $($rest:ident)*) => { $crate::FnKind::Static };
    (@kind $default:ident new $($rest:ident)*) => { $crate::FnKind::New };
    (@kind $default:ident $other:ident $($rest:ident)*) => { $crate::py_functions!(@kind $default $($rest)*) };

    (@keywords) => { false };
    (@keywords kw $($rest:ident)*) => { true };
    (@keywords $other:ident $($rest:ident)*) => { $crate::py_functions!(@keywords $($rest)*) };

    (@raw) => { false };
    (@raw raw $($rest:ident)*) => { true };
    (@raw new $($rest:ident)*) => { true };
    (@raw $other:ident $($rest:ident)*) => { $crate::py_functions!(@raw $($rest)*) };

    (@params [] ($cx:ident: &mut $cxty:ident $(, $arg:ident: $ty:ty $(= $value:expr)?)* $(,)?)) => { &[$(stringify!($arg)),*] };
    (@params [kw] ($cx:ident: &mut $cxty:ident $(, $arg:ident: $ty:ty $(= $value:expr)?)* $(,)?)) => { &[$(stringify!($arg)),*] };
    (@params [class] ($cx:ident: &mut $cxty:ident $(, $arg:ident: $ty:ty $(= $value:expr)?)* $(,)?)) => { &[$(stringify!($arg)),*] };
    (@params [static] ($cx:ident: &mut $cxty:ident $(, $arg:ident: $ty:ty $(= $value:expr)?)* $(,)?)) => { &[$(stringify!($arg)),*] };
    (@params [raw] $params:tt) => { &[] };
    (@params [new] $params:tt) => { &[] };
    (@params [$first:ident $($rest:ident)+] $params:tt) => { $crate::py_functions!(@params [$($rest)+] $params) };

    (@required [raw] $params:tt) => { 0 };
    (@required [new] $params:tt) => { 1 };
    (@required [$($flag:ident)?] ($cx:ident: &mut $cxty:ident $(, $arg:ident: $ty:ty $(= $value:expr)?)* $(,)?)) => {
        0 $(+ $crate::py_functions!(@one $($value)?))*
    };
    (@required [$first:ident $($rest:ident)+] $params:tt) => { $crate::py_functions!(@required [$($rest)+] $params) };
    (@one) => { 1 };
    (@one $value:expr) => { 0 };

    (@wrap [raw] $name:ident ($cx:ident: &mut $cxty:ident, $args:ident: &Args $(,)?) [$($ret:ty)?] $body:block [$python:expr]) => {
        #[allow(unsafe_code, non_snake_case, clippy::missing_safety_doc)]
        pub unsafe extern "C-unwind" fn $name(cx: *mut $crate::Context, args: *const $crate::Value, n: usize, names: $crate::Slot) -> $crate::Slot {
            #[allow(unused_variables, clippy::ptr_arg)]
            fn inner($cx: &mut $cxty, $args: &$crate::Args) $(-> $ret)? $body
            // SAFETY: callers pass the running thread's context and an argument window (`NativeFn`).
            let (cx, args) = unsafe { (&mut *cx, $crate::Args::from_raw(args, n, names)) };
            let result = inner(<$cxty as $crate::declare::Access>::of(cx), &args);
            $crate::declare::finish(cx, result)
        }
    };
    (@wrap [new] $name:ident ($cx:ident: &mut $cxty:ident, $class:ident: $classty:ty, $args:ident: &Args $(,)?) [$($ret:ty)?] $body:block [$python:expr]) => {
        #[allow(unsafe_code, non_snake_case, clippy::missing_safety_doc)]
        pub unsafe extern "C-unwind" fn $name(cx: *mut $crate::Context, args: *const $crate::Value, n: usize, names: $crate::Slot) -> $crate::Slot {
            #[allow(unused_variables)]
            fn inner($cx: &mut $cxty, $class: $classty, $args: &$crate::Args) $(-> $ret)? $body
            // SAFETY: as above; `type.__call__` and the check of static `__new__` put the class first.
            let (cx, args) = unsafe { (&mut *cx, $crate::Args::from_raw(args, n, names)) };
            let class = match $crate::declare::convert::<$classty>(cx, args.positional.first().copied(), $crate::Arg { function: $python, index: 1 }) {
                Ok(class) => class,
                Err(_) => return None,
            };
            let result = inner(<$cxty as $crate::declare::Access>::of(cx), class, &args.rest());
            $crate::declare::finish(cx, result)
        }
    };
    (@wrap [$($flag:ident)?] $name:ident ($cx:ident: &mut $cxty:ident $(, $arg:ident: $ty:ty $(= $value:expr)?)* $(,)?) [$($ret:ty)?] $body:block [$python:expr]) => {
        #[allow(unsafe_code, non_snake_case, clippy::missing_safety_doc, unused_mut, unused_variables, unused_assignments)]
        pub unsafe extern "C-unwind" fn $name(cx: *mut $crate::Context, args: *const $crate::Value, n: usize, names: $crate::Slot) -> $crate::Slot {
            #[allow(clippy::too_many_arguments, clippy::extra_unused_lifetimes)]
            fn inner($cx: &mut $cxty $(, $arg: $ty)*) $(-> $ret)? $body
            const PARAMS: &[&str] = &[$(stringify!($arg)),*];
            const TOTAL: usize = PARAMS.len();
            // Messages count arguments from 1, the receiver not included.
            const RECEIVERS: usize = $crate::declare::receivers(PARAMS);
            const REQUIRED: usize = 0 $(+ $crate::py_functions!(@one $($value)?))*;
            // SAFETY: callers pass the running thread's context (`NativeFn`).
            let cx = unsafe { &mut *cx };
            let mut slots: [$crate::Slot; TOTAL] = [None; TOTAL];
            if names.is_none() && (REQUIRED..=TOTAL).contains(&n) {
                for i in 0..n {
                    // SAFETY: `n` values lie at `args` (`NativeFn`).
                    slots[i] = Some(unsafe { *args.add(i) });
                }
            } else {
                // Apart, so that the common way needs neither its stack nor its registers.
                #[cold]
                #[inline(never)]
                fn bind_apart(cx: &mut $crate::Context, args: *const $crate::Value, n: usize, names: $crate::Slot, slots: &mut [$crate::Slot; TOTAL]) -> bool {
                    let decl = $crate::FnDecl {
                        name: $python, doc: "", kind: $crate::declare::kind_of_flags(stringify!($($flag)?), PARAMS), params: PARAMS, required: REQUIRED,
                        keywords: $crate::py_functions!(@keywords $($flag)?), raw: false, call: $name,
                    };
                    // SAFETY: as above.
                    let args = unsafe { $crate::Args::from_raw(args, n, names) };
                    decl.bind(cx, &args, slots).is_ok()
                }
                if !bind_apart(cx, args, n, names, &mut slots) {
                    return None;
                }
            }
            let mut at = 0;
            $(
                let slot = slots[at];
                at += 1;
                let index = at - RECEIVERS;
                let $arg: $ty = $crate::py_functions!(@arg cx slot index $python, $ty $(, $value)?);
            )*
            let result = inner(<$cxty as $crate::declare::Access>::of(cx) $(, $arg)*);
            $crate::declare::finish(cx, result)
        }
    };
    (@wrap [$first:ident $($rest:ident)+] $name:ident $params:tt $ret:tt $body:block $python:tt) => {
        $crate::py_functions!(@wrap2 [$first $($rest)+] $name $params $ret $body $python);
    };
    // Two flags: `kw` matters to conversion, `class` and `static` only to the table.
    (@wrap2 [kw $other:ident] $($rest:tt)*) => { $crate::py_functions!(@wrap [kw] $($rest)*); };
    (@wrap2 [$other:ident $last:ident] $($rest:tt)*) => { $crate::py_functions!(@wrap [$last] $($rest)*); };

    (@arg $cx:ident $slot:ident $at:ident $python:expr, $ty:ty) => {
        match $crate::declare::convert::<$ty>($cx, $slot, $crate::Arg { function: $python, index: $at }) {
            Ok(value) => value,
            Err(_) => return None,
        }
    };
    (@arg $cx:ident $slot:ident $at:ident $python:expr, $ty:ty, $value:expr) => {
        match $slot {
            None => $value,
            slot => $crate::py_functions!(@arg $cx slot $at $python, $ty),
        }
    };
}

/// 1 where the first parameter is a receiver.
pub const fn receivers(params: &[&str]) -> usize {
    match params {
        [first, ..] => matches!(first.as_bytes(), b"this" | b"class") as usize,
        [] => 0,
    }
}

/// Whether the first parameter is a receiver that messages do not count.
pub fn kind_of_flags(flags: &str, params: &[&str]) -> FnKind {
    match flags {
        "class" => FnKind::Class,
        "static" => FnKind::Static,
        _ if matches!(params.first(), Some(&"this" | &"class")) => FnKind::Method,
        _ => FnKind::Function,
    }
}
