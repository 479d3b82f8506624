//! Calls that need more than a frame: argument binding, instantiation, native callees, entry from native code.
//!
//! Source of the rules: language reference 5.3.4 (2.7).

#![allow(unsafe_code)] // registers are raw stack memory

use crate::generator;
use crate::run::{Position, execute, poll};
use crate::tracing;
use crate::unwind::unwind;
use bytecode::{CALLEE, CO_GENERATOR, CO_NEWLOCALS, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS, HEADER};
use handlers::code::{CodeObject, NOT_SIMPLE};
use handlers::frame::{Frame, ReturnKind, flags_at, flags_below};
use handlers::function::{FunctionObject, new_function};
use handlers::mode::CallHow;
use object_model::context::Request;
use object_model::declare::FnKind;
use object_model::descriptors::{BuiltinFunction, MethodDescriptor, MethodObject, StaticMethod};
use object_model::protocols::call::with_first;
use object_model::tuple::set_fresh_item;
use object_model::typeobject::{ABSTRACT, TypeObject};
use object_model::types::classobj::{self, ClassObject};
use object_model::value::{Slot, Value};
use object_model::{
    Context, DictObject, Exc, Gc, ListObject, Outcome, PyResult, Raised, Special, StrObject, TupleObject, kind, raise,
};
use std::sync::atomic::Ordering::Relaxed;

/// The evaluator's general call: `request` says where callee and arguments lie.
#[inline(never)]
pub fn call_other(cx: &mut Context, at: Position) -> Position {
    (cx.base, cx.pc) = (at.base, at.pc);
    if let Some(at) = quick(cx, at) {
        return at;
    }
    // The callee may make requests of its own.
    let dst = cx.request.dst;
    match call_window(cx) {
        Outcome::Value(value) => {
            Frame(at.base).set(dst, Some(value));
            // A signal that came during the call is not left for the next loop.
            if cx.poll.load(Relaxed) != 0 { poll(cx, at) } else { at }
        }
        Outcome::Pushed => Position { pc: cx.pc, base: cx.base },
        Outcome::Raised | Outcome::Done => unwind(cx, at),
    }
}

/// The common calls without names: Python functions whose defaults fill up, bound methods and plain classes get their
/// frame right where the arguments lie, built-in functions their arguments as they lie. `None`: nothing has happened yet.
#[inline(always)]
fn quick(cx: &mut Context, at: Position) -> Option<Position> {
    let (how, window, dst, mut n) = (cx.request.how, cx.request.window, cx.request.dst, cx.request.n);
    if how > CallHow::Method as u8 {
        return None;
    }
    // SAFETY: the window lies in the running frame; its words are values or empty.
    let (callee, mut first) = unsafe { ((*window.add(CALLEE as usize))?, window.wrapping_add(HEADER as usize)) };
    if how == CallHow::Method as u8 {
        // SAFETY: as above.
        match unsafe { *first } {
            Some(_) => n += 1,
            None => first = first.wrapping_add(1),
        }
    }
    let result = match callee.kind() {
        kind::FUNCTION => {
            let function = callee.downcast::<FunctionObject>()?;
            let code = simple(function, n)?;
            return open(cx, at, function, code, first, n, ReturnKind::Value, dst);
        }
        kind::METHOD => {
            let method = callee.downcast::<MethodObject>()?;
            let (receiver, function) = (method.receiver?, method.function.downcast::<FunctionObject>()?);
            let code = simple(function, n + 1)?;
            room_for(cx, first, code)?;
            push_first(first, first, n, receiver);
            return open(cx, at, function, code, first, n + 1, ReturnKind::Value, dst);
        }
        kind::TYPE => {
            let class = callee.downcast::<TypeObject>()?;
            // The instance is put into its register at once, which must not be part of the new frame.
            let (place, header) = (at.base.wrapping_add(dst), first.wrapping_sub(HEADER as usize));
            if place > header || !makes_plain_instances(cx, class) {
                return None;
            }
            let from = first;
            first = first.wrapping_add(usize::from(place == header));
            let function = cx.special(class, Special::Init)?.downcast::<FunctionObject>()?;
            let code = simple(function, n + 1)?;
            room_for(cx, first, code)?;
            let instance = cx.new_instance(class);
            push_first(from, first, n, instance);
            let at_init = open(cx, at, function, code, first, n + 1, ReturnKind::Init, dst)?;
            Frame(at.base).set(dst, Some(instance));
            return Some(at_init);
        }
        kind::BUILTIN_FUNCTION => {
            let function = callee.downcast::<BuiltinFunction>()?;
            if function.decl.kind != FnKind::Function || tracing::active(cx) {
                return None;
            }
            // SAFETY: arguments of a call are bound values in the running frame's registers.
            function.decl.invoke(cx, unsafe { std::slice::from_raw_parts(first.cast::<Value>(), n) }, None)
        }
        kind::METHOD_DESCRIPTOR => {
            let method = callee.downcast::<MethodDescriptor>()?;
            // SAFETY: as above.
            let args = unsafe { std::slice::from_raw_parts(first.cast::<Value>(), n) };
            if args.first()?.shape() != u32::from(method.class.kind) || tracing::active(cx) {
                return None;
            }
            method.decl.invoke(cx, args, None)
        }
        _ => return None,
    };
    Some(match result {
        Ok(value) => {
            Frame(at.base).set(dst, Some(value));
            // As in `call_other`.
            if cx.poll.load(Relaxed) != 0 { poll(cx, at) } else { at }
        }
        Err(Raised) => unwind(cx, at),
    })
}

/// The function's code if `n` positional arguments and its defaults are all that it takes.
#[inline(always)]
fn simple(function: Gc<FunctionObject>, n: usize) -> Option<&'static CodeObject> {
    let code = function.code.get();
    let wanted = code.simple_argc;
    if wanted == NOT_SIMPLE || n > wanted as usize {
        return None;
    }
    let missing = wanted as usize - n;
    if missing > 0 && function.defaults?.downcast::<TupleObject>()?.len() < missing {
        return None;
    }
    Some(code)
}

/// Is there room on the VM stack for a frame of that code at `first`?
#[inline(always)]
fn room_for(cx: &Context, first: *mut Slot, code: &CodeObject) -> Option<()> {
    let deep = (Frame(cx.base).flags() >> 32) + 1 > u64::from(cx.depth_limit);
    (!deep && first.wrapping_add(code.registers as usize + 1) <= cx.stack_end).then_some(())
}

/// Moves the `n` arguments at `from` up, to where they follow a receiver at `first`.
#[inline(always)]
fn push_first(from: *mut Slot, first: *mut Slot, n: usize, receiver: Value) {
    // SAFETY: `room_for` a frame at `first`: the argument words and one more lie on the VM stack.
    unsafe {
        for i in (0..n).rev() {
            *first.add(i + 1) = *from.add(i);
        }
        *first = Some(receiver);
    }
}

/// Opens the frame of a `simple` function whose `n` arguments lie at `first`; `None`, for lack of room, before anything is
/// written.
#[inline(always)]
#[allow(clippy::too_many_arguments)] // the parts of a call
fn open(
    cx: &mut Context,
    at: Position,
    function: Gc<FunctionObject>,
    code: &'static CodeObject,
    first: *mut Slot,
    n: usize,
    kind: ReturnKind,
    dst: usize,
) -> Option<Position> {
    room_for(cx, first, code)?;
    let (caller, frame) = (Frame(at.base), Frame(first));
    let wanted = code.simple_argc as usize;
    if n < wanted
        && let Some(defaults) = function.defaults.and_then(|defaults| defaults.downcast::<TupleObject>())
    {
        let defaults = defaults.get().items();
        for (i, &value) in (n..wanted).zip(&defaults[defaults.len() - (wanted - n)..]) {
            frame.set(i, Some(value));
        }
    }
    frame.open(caller, at.pc, flags_below(caller, kind, dst), function.value(), code);
    (cx.base, cx.pc) = (first, code.words);
    Some(Position { pc: code.words, base: first })
}

/// As `call_other`, without what becomes of the outcome.
pub fn call_window(cx: &mut Context) -> Outcome {
    let request = cx.request;
    let window = request.window;
    // SAFETY: the window lies in the running frame; its words are values or empty.
    let (callee, first) = unsafe { (*window.add(CALLEE as usize), window.add(HEADER as usize)) };
    let Some(callee) = callee else { unreachable!("a call's callee is bound") };
    let n = request.n;
    match request.how {
        how if how == CallHow::Plain as u8 => call_slice(cx, callee, first, n, None, request.dst),
        how if how == CallHow::Method as u8 => {
            // SAFETY: as above.
            match unsafe { *first } {
                Some(_) => call_bound(cx, callee, first, n + 1, None, request.dst),
                None => call_slice(cx, callee, first.wrapping_add(1), n, None, request.dst),
            }
        }
        how if how == CallHow::Keywords as u8 => {
            let names = Frame(cx.base).code().constant(request.names as usize);
            call_slice(cx, callee, first, n, Some(names), request.dst)
        }
        how if how == CallHow::MethodKeywords as u8 => {
            let names = Frame(cx.base).code().constant(request.names as usize);
            // SAFETY: as above.
            match unsafe { *first } {
                Some(_) => call_bound(cx, callee, first, n + 1, Some(names), request.dst),
                None => call_slice(cx, callee, first.wrapping_add(1), n, Some(names), request.dst),
            }
        }
        _ => call_unpacked(cx, callee, first, request.dst),
    }
}

/// `f(*list, **dict)`
#[inline(never)]
fn call_unpacked(cx: &mut Context, callee: Value, first: *mut Slot, dst: usize) -> Outcome {
    // SAFETY: CALL_EX has a list and a dict (or nothing) there.
    let (list, dict) = unsafe { (*first, *first.add(1)) };
    let result = (|| {
        let given = match list {
            Some(list) if list.is_kind(kind::LIST) => match list.downcast::<ListObject>() {
                Some(list) => cx.list_to_tuple(list)?,
                None => cx.empty_tuple,
            },
            Some(list) => list.downcast::<TupleObject>().unwrap_or(cx.empty_tuple),
            None => cx.empty_tuple,
        };
        let dict = dict.and_then(|dict| dict.downcast::<DictObject>());
        let (Some(dict), n) = (dict, dict.map_or(0, |dict| cx.dict_len(dict))) else { return Ok((given, None)) };
        if n == 0 {
            return Ok((given, None));
        }
        // The dict stays in its register, and nobody else knows it: it does not change.
        let (positional, missing) = (given.get().items(), object_model::none());
        let held = cx.try_new_tuple(positional.len() + n, |i| positional.get(i).copied().unwrap_or(missing))?;
        let names = cx.try_new_tuple(n, |_| missing)?;
        let (mut position, mut at) = (0, 0);
        while let Some((key, value)) = cx.dict_next(dict, &mut position) {
            // Others than str are the callee's business.
            let name = key.downcast::<StrObject>().map_or(key, |key| cx.intern_str(key).value());
            set_fresh_item(cx, names, at, name);
            set_fresh_item(cx, held, positional.len() + at, value);
            at += 1;
        }
        Ok((held, Some(names.value())))
    })();
    match result {
        Ok((held, names)) => call_values(cx, callee, held.get().items(), names, dst),
        Err(Raised) => Outcome::Raised,
    }
}

/// As `call_slice` for `object.method(…)`: a profiler is told of the bound method.
fn call_bound(cx: &mut Context, callee: Value, first: *mut Slot, n: usize, names: Slot, dst: usize) -> Outcome {
    if tracing::active(cx) && cx.thread.profile_function.is_some() && callee.is_kind(kind::METHOD_DESCRIPTOR) {
        // SAFETY: as for `call_slice`; the receiver is bound.
        let args = unsafe { std::slice::from_raw_parts(first.cast::<Value>(), n) };
        let class = cx.class_of(args[0]).value();
        return match cx.bind(callee, Some(args[0]), class) {
            Ok(method) => call_values(cx, method, &args[1..], names, dst),
            Err(Raised) => Outcome::Raised,
        };
    }
    call_slice(cx, callee, first, n, names, dst)
}

/// Calls with `n` arguments that lie in registers from `first` on.
fn call_slice(cx: &mut Context, callee: Value, first: *mut Slot, n: usize, names: Slot, dst: usize) -> Outcome {
    // SAFETY: arguments of a call are bound values in the running frame's registers, which stay as they are during it.
    let args = unsafe { std::slice::from_raw_parts(first.cast::<Value>(), n) };
    call_values(cx, callee, args, names, dst)
}

/// Calls from the evaluator: Python functions push a frame, everything else runs natively.
pub fn call_values(cx: &mut Context, callee: Value, args: &[Value], names: Slot, dst: usize) -> Outcome {
    match callee.kind() {
        kind::FUNCTION => {
            let Some(function) = callee.downcast::<FunctionObject>() else { unreachable!("kind tested") };
            push_function(cx, function, args, names, ReturnKind::Value, dst)
        }
        kind::METHOD => {
            let Some(method) = callee.downcast::<MethodObject>() else { unreachable!("kind tested") };
            if let Some(receiver) = method.receiver
                && let Some(function) = method.function.downcast::<FunctionObject>()
            {
                return with_first(cx, receiver, args, |cx, all| {
                    push_function(cx, function, all, names, ReturnKind::Value, dst)
                });
            }
            cx.call_kw(callee, args, names).into()
        }
        kind::BUILTIN_FUNCTION => {
            let Some(function) = callee.downcast::<BuiltinFunction>() else { unreachable!("kind tested") };
            if tracing::active(cx) {
                return tracing::call_builtin(cx, callee, |cx| cx.call_builtin(function, args, names)).into();
            }
            if function.decl.kind == FnKind::Function {
                return function.decl.invoke(cx, args, names).into();
            }
            cx.call_builtin(function, args, names).into()
        }
        kind::METHOD_DESCRIPTOR => {
            let Some(method) = callee.downcast::<MethodDescriptor>() else { unreachable!("kind tested") };
            if args.first().is_some_and(|receiver| receiver.shape() == u32::from(method.class.kind)) {
                return method.decl.invoke(cx, args, names).into();
            }
            cx.call_kw(callee, args, names).into()
        }
        kind::TYPE => {
            let Some(class) = callee.downcast::<TypeObject>() else { unreachable!("kind tested") };
            instantiate(cx, class, args, names, dst)
        }
        kind::CLASSOBJ => {
            let Some(class) = callee.downcast::<ClassObject>() else { unreachable!("kind tested") };
            let name = cx.name(Special::Init);
            match classobj::lookup(cx, class, name).and_then(|w_init| w_init.downcast::<FunctionObject>()) {
                Some(function) => {
                    let instance = classobj::new_instance(cx, class);
                    push_init(cx, function, instance, args, names, dst)
                }
                None => classobj::instantiate(cx, class, args, names).into(),
            }
        }
        _ => cx.call_kw(callee, args, names).into(),
    }
}

/// `class(…)`: plain classes get their instance here and push `__init__`.
#[inline(never)]
fn instantiate(cx: &mut Context, class: Gc<TypeObject>, args: &[Value], names: Slot, dst: usize) -> Outcome {
    if class.header.shape == u32::from(kind::TYPE)
        && let Some(w_new) = cx.special(class, Special::New)
        && let Some(function) = python_new(w_new)
        && !cx.subclasses.knows(class)
        && cx.special(class, Special::Init).is_some_and(|w_init| cx.is_object_init(w_init))
    {
        // Whatever `__new__` returns is the result: there is no subclass whose `__init__` it might still need.
        return with_first(cx, class.value(), args, |cx, all| {
            push_function(cx, function, all, names, ReturnKind::Value, dst)
        });
    }
    if makes_plain_instances(cx, class)
        && let Some(w_init) = cx.special(class, Special::Init)
    {
        if let Some(function) = w_init.downcast::<FunctionObject>() {
            let instance = cx.new_instance(class);
            return push_init(cx, function, instance, args, names, dst);
        }
        if args.is_empty() && cx.is_object_init(w_init) {
            return Outcome::Value(cx.new_instance(class));
        }
    }
    cx.call_class(class, args, names).into()
}

/// Pushes the frame of `__init__` for an instance just made, which is the call's result.
fn push_init(
    cx: &mut Context,
    function: Gc<FunctionObject>,
    instance: Value,
    args: &[Value],
    names: Slot,
    dst: usize,
) -> Outcome {
    let outcome = with_first(cx, instance, args, |cx, all| push_function(cx, function, all, names, ReturnKind::Init, dst));
    match outcome {
        Outcome::Pushed => {
            Frame(cx.base).caller().set(dst, Some(instance));
            Outcome::Pushed
        }
        // A generator function as `__init__` gives a generator.
        Outcome::Value(_) => {
            refuse_init(cx, instance, "generator");
            Outcome::Raised
        }
        _ => outcome,
    }
}

/// TypeError: `__init__` returned something.
pub fn refuse_init(cx: &mut Context, instance: Value, given: &str) -> Raised {
    if instance.is_kind(kind::OLD_INSTANCE) {
        return cx.error(Exc::TypeError, format_args!("__init__() should return None"));
    }
    cx.error(Exc::TypeError, format_args!("__init__() should return None, not '{given}'"))
}

/// Does calling the class just make an instance and call its `__init__`?
#[inline]
fn makes_plain_instances(cx: &mut Context, class: Gc<TypeObject>) -> bool {
    class.kind == kind::INSTANCE
        && class.header.shape == u32::from(kind::TYPE)
        && !class.has(ABSTRACT)
        && cx.special(class, Special::New).is_some_and(|w_new| is_object_new(cx, w_new))
}

/// The function of a `__new__` written in Python.
fn python_new(w_new: Value) -> Option<Gc<FunctionObject>> {
    match w_new.kind() {
        kind::STATICMETHOD => w_new.downcast::<StaticMethod>()?.function?.downcast(),
        kind::FUNCTION => w_new.downcast(),
        _ => None,
    }
}

fn is_object_new(cx: &mut Context, w_new: Value) -> bool {
    let object = object_model::types::object::OBJECT.get(cx);
    w_new.downcast::<BuiltinFunction>().is_some_and(|function| function.receiver == Some(object.value()))
}

/// Pushes a function's frame above the running one's registers; the arguments may lie anywhere.
pub fn push_function(
    cx: &mut Context,
    function: Gc<FunctionObject>,
    args: &[Value],
    names: Slot,
    kind: ReturnKind,
    dst: usize,
) -> Outcome {
    let caller = Frame(cx.base);
    let code = function.code;
    let base = frame_end(caller).wrapping_add(HEADER as usize);
    let flags = flags_below(caller, kind, dst);
    if let Err(Raised) = check_room(cx, flags, base, code.registers as usize) {
        return Outcome::Raised;
    }
    if code.flags & CO_GENERATOR != 0 {
        return match bind(cx, function, args, names, base) {
            Ok(()) => generator::new(cx, function, base).into(),
            Err(Raised) => Outcome::Raised,
        };
    }
    if let Err(Raised) = bind(cx, function, args, names, base) {
        return Outcome::Raised;
    }
    Frame(base).open(caller, cx.pc, flags, function.value(), code.get());
    (cx.base, cx.pc) = (base, code.words);
    if code.flags & (CO_NEWLOCALS | CO_OPTIMIZED) == 0 {
        // A class body: its names live in a dict.
        let locals = cx.new_dict();
        Frame(base).set_ext(Some(locals.value()));
    }
    Outcome::Pushed
}

/// Pushes the frame of a function value for a residual operation.
pub fn push_value(cx: &mut Context, function: Value, args: &[Value], kind: u8, dst: usize) -> Outcome {
    let kind = ReturnKind::of(kind.into());
    match function.downcast::<FunctionObject>() {
        Some(function) => push_function(cx, function, args, None, kind, dst),
        None => cx.call(function, args).into(),
    }
}

/// First free word above a frame.
pub fn frame_end(frame: Frame) -> *mut Slot {
    frame.end()
}

/// RuntimeError when calls are too deep or the VM stack is full.
#[inline(always)]
pub fn check_room(cx: &mut Context, flags: u64, base: *mut Slot, registers: usize) -> PyResult<()> {
    if flags >> 32 > u64::from(cx.depth_limit) || base.wrapping_add(registers + 1) > cx.stack_end {
        raise!(cx, RuntimeError, "maximum recursion depth exceeded");
    }
    Ok(())
}

/// Writes the arguments of a call into the registers of a frame to be.
pub fn bind(cx: &mut Context, function: Gc<FunctionObject>, args: &[Value], names: Slot, base: *mut Slot) -> PyResult<()> {
    let code = function.code;
    let argcount = code.argcount as usize;
    let frame = Frame(base);
    if names.is_none() && args.len() == argcount && code.params == code.argcount {
        for (i, &arg) in args.iter().enumerate() {
            frame.set(i, Some(arg));
        }
        return Ok(());
    }
    if code.params == code.argcount && bind_named(function, args, names, frame) {
        return Ok(());
    }
    bind_slow(cx, function, args, names, frame)
}

/// Arguments by position and by interned name, and defaults, for a function without `*` and `**`. False: something does
/// not fit or needs a closer look. Nothing is allocated, so the registers can be written as they are found.
#[inline]
fn bind_named(function: Gc<FunctionObject>, args: &[Value], names: Slot, frame: Frame) -> bool {
    let code = function.code;
    let argcount = code.argcount as usize;
    let names = names.and_then(|names| names.downcast::<TupleObject>());
    let positional = args.len() - names.map_or(0, |names| names.len());
    if positional > argcount {
        return false;
    }
    let defaults: &[Value] =
        function.defaults.and_then(|defaults| defaults.downcast::<TupleObject>()).map_or(&[], |tuple| tuple.get().items());
    let required = argcount - defaults.len().min(argcount);
    for (i, &arg) in args[..positional].iter().enumerate() {
        frame.set(i, Some(arg));
    }
    let Some(names) = names else {
        for i in positional..argcount {
            if i < required {
                return false;
            }
            frame.set(i, Some(defaults[i - required]));
        }
        return true;
    };
    for i in positional..argcount {
        frame.set(i, None);
    }
    let params = &code.varnames.get().items()[..argcount];
    for (&name, &arg) in names.get().items().iter().zip(&args[positional..]) {
        match params.iter().position(|&param| param == name) {
            Some(at) if at >= positional && frame.get(at).is_none() => frame.set(at, Some(arg)),
            _ => return false,
        }
    }
    for i in positional..argcount {
        if frame.get(i).is_none() {
            if i < required {
                return false;
            }
            frame.set(i, Some(defaults[i - required]));
        }
    }
    true
}

#[inline(never)]
fn bind_slow(cx: &mut Context, function: Gc<FunctionObject>, args: &[Value], names: Slot, frame: Frame) -> PyResult<()> {
    let code = function.code;
    let argcount = code.argcount as usize;
    let names = names.and_then(|names| names.downcast::<TupleObject>());
    let (positional, keywords) = args.split_at(args.len() - names.map_or(0, |names| names.len()));
    let defaults: &[Value] =
        function.defaults.and_then(|defaults| defaults.downcast::<TupleObject>()).map_or(&[], |tuple| tuple.get().items());
    let variadic = code.flags & CO_VARARGS != 0;
    let nothing_taken = argcount == 0 && !variadic && code.flags & CO_VARKEYWORDS == 0 && !args.is_empty();
    if positional.len() > argcount && !variadic || nothing_taken {
        return Err(wrong_count(cx, code, defaults.len(), args.len(), !defaults.is_empty()));
    }
    // A collection empties the stack above the running frame, so registers are written last, when nothing allocates any
    // more. Until then the values are held by the caller's arguments, the function, and `made` on the native stack.
    let mut made = [None; 2];
    let params = argcount + usize::from(variadic) + usize::from(code.flags & CO_VARKEYWORDS != 0);
    let mut bound: smallvec::SmallVec<[Slot; 16]> = smallvec::smallvec![None; params];
    let taken = positional.len().min(argcount);
    for (slot, &value) in bound.iter_mut().zip(&positional[..taken]) {
        *slot = Some(value);
    }
    if variadic {
        let extra = &positional[taken..];
        let tuple = cx.try_new_tuple(extra.len(), |i| extra[i])?.value();
        made[0] = Some(tuple);
        bound[argcount] = Some(tuple);
    }
    let keyword_dict = if code.flags & CO_VARKEYWORDS != 0 {
        let dict = cx.new_dict();
        made[1] = Some(dict.value());
        bound[argcount + usize::from(variadic)] = Some(dict.value());
        Some(dict)
    } else {
        None
    };
    if let Some(names) = names
        && !keyword_dict.is_some_and(|dict| all_extra(cx, code, dict, names, keywords))
    {
        let params: &[Value] = code.varnames.get().items();
        for (&name, &value) in names.get().items().iter().zip(keywords) {
            if !matches!(name.kind(), kind::STR | kind::UNICODE) {
                raise!(cx, TypeError, "{}() keywords must be strings", code.name.lossy());
            }
            match position_of(cx, &params[..argcount], name)? {
                Some(at) if bound[at].is_some() => {
                    let (called, name) = (code.name.lossy(), keyword_text(name));
                    raise!(cx, TypeError, "{called}() got multiple values for keyword argument '{name}'");
                }
                Some(at) => bound[at] = Some(value),
                None => match keyword_dict {
                    Some(dict) => cx.dict_set(dict, name, value)?,
                    None => {
                        let (called, name) = (code.name.lossy(), keyword_text(name));
                        raise!(cx, TypeError, "{called}() got an unexpected keyword argument '{name}'");
                    }
                },
            }
        }
    }
    let required = argcount - defaults.len().min(argcount);
    for at in 0..argcount {
        if bound[at].is_some() {
            continue;
        }
        if at < required {
            let given = bound[..argcount].iter().filter(|slot| slot.is_some()).count();
            return Err(missing(cx, code, required, given, variadic || !defaults.is_empty(), !keywords.is_empty()));
        }
        bound[at] = Some(defaults[at - required]);
    }
    for (at, &value) in bound.iter().enumerate() {
        frame.set(at, value);
    }
    std::hint::black_box(made);
    Ok(())
}

/// Named arguments none of which is a parameter go to the dict of `**` as they lie: a few, all exact str, all distinct.
fn all_extra(
    cx: &mut Context,
    code: Gc<CodeObject>,
    dict: Gc<DictObject>,
    names: Gc<TupleObject>,
    values: &[Value],
) -> bool {
    let (names, params) = (names.get().items(), &code.varnames.get().items()[..code.argcount as usize]);
    // Names that the compiler made are interned; those of `**` that are not are compared below by their text.
    let fits = |at: usize, name: Value| {
        name.exact::<StrObject>().is_some_and(|text| text.is_interned())
            && !params.contains(&name)
            && !names[..at].contains(&name)
    };
    if names.is_empty() || names.len() > 8 || names.iter().enumerate().any(|(at, &name)| !fits(at, name)) {
        return false;
    }
    let pairs = names.iter().copied().zip(values.iter().copied());
    dict.table().set_kwargs(&mut cx.heap, pairs).is_ok()
}

fn position_of(cx: &mut Context, params: &[Value], name: Value) -> PyResult<Option<usize>> {
    if let Some(at) = params.iter().position(|&param| param == name) {
        return Ok(Some(at));
    }
    for (at, &param) in params.iter().enumerate() {
        if cx.equal(param, name)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// A keyword in a message: what is not ASCII of a unicode is replaced.
fn keyword_text(name: Value) -> String {
    match (name.downcast::<StrObject>(), name.downcast::<object_model::UnicodeObject>()) {
        (Some(name), _) => name.lossy(),
        (None, Some(name)) => {
            let ascii = |c: u32| u8::try_from(c).ok().filter(u8::is_ascii).map_or('?', char::from);
            name.get().chars().iter().map(ascii).collect()
        }
        (None, None) => String::new(),
    }
}

fn s(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

#[cold]
fn wrong_count(cx: &mut Context, code: Gc<CodeObject>, _defaults: usize, given: usize, optional: bool) -> Raised {
    let (name, most) = (code.name.lossy(), code.argcount as usize);
    if most == 0 && code.flags & CO_VARKEYWORDS == 0 {
        return cx.error(object_model::Exc::TypeError, format_args!("{name}() takes no arguments ({given} given)"));
    }
    let how = if optional { "at most" } else { "exactly" };
    cx.error(object_model::Exc::TypeError, format_args!("{name}() takes {how} {most} argument{} ({given} given)", s(most)))
}

#[cold]
fn missing(cx: &mut Context, code: Gc<CodeObject>, least: usize, given: usize, optional: bool, _keywords: bool) -> Raised {
    let name = code.name.lossy();
    let how = if optional { "at least" } else { "exactly" };
    cx.error(object_model::Exc::TypeError, format_args!("{name}() takes {how} {least} argument{} ({given} given)", s(least)))
}

/// The hook by which native code calls Python functions: runs a frame to its end.
pub fn call_function(cx: &mut Context, callee: Value, args: &[Value], names: Slot) -> PyResult {
    let Some(function) = callee.downcast::<FunctionObject>() else {
        raise!(cx, TypeError, "'{}' object is not callable", { cx.type_name(callee) });
    };
    run_function(cx, function, args, names, None)
}

/// Runs a function in a frame entered from native code; `locals` becomes the frame's locals mapping.
pub fn run_function(cx: &mut Context, function: Gc<FunctionObject>, args: &[Value], names: Slot, locals: Slot) -> PyResult {
    cx.check_native_stack("")?;
    let code = function.code;
    let (caller, pc) = (Frame(cx.base), cx.pc);
    let (start, flags) = entry(cx);
    let base = start.wrapping_add(HEADER as usize);
    check_room(cx, flags, base, code.registers as usize)?;
    bind(cx, function, args, names, base)?;
    if code.flags & CO_GENERATOR != 0 {
        return generator::new(cx, function, base);
    }
    let frame = Frame(base);
    frame.open(caller, pc, flags, function.value(), code.get());
    if locals.is_some() {
        frame.set_ext(locals);
    }
    (cx.base, cx.pc) = (base, code.words);
    let result = execute(cx, Position { pc: code.words, base });
    (cx.base, cx.pc) = (caller.0, pc);
    result
}

/// Where a frame entered from native code begins, and its flags.
pub fn entry(cx: &mut Context) -> (*mut Slot, u64) {
    let caller = Frame(cx.base);
    if caller.is_null() {
        return (cx.thread.stack, flags_at(1, ReturnKind::Native, 0));
    }
    (frame_end(caller), flags_below(caller, ReturnKind::Native, 0))
}

/// MAKE_FUNCTION.
pub fn make_function(cx: &mut Context, request: &Request) -> PyResult {
    let Some(code) = request.args[0].and_then(|code| code.downcast::<CodeObject>()) else {
        raise!(cx, SystemError, "no code object to make a function of");
    };
    let (defaults, cells) = (request.n, request.names as usize);
    // SAFETY: the window lies in the running frame; defaults are bound, cells too.
    let values = unsafe { std::slice::from_raw_parts(request.window, defaults + cells) };
    let value = |i: usize| values[i].unwrap_or(object_model::none());
    let defaults_tuple = if defaults > 0 { Some(cx.try_new_tuple(defaults, value)?) } else { None };
    let closure = if cells > 0 { Some(cx.try_new_tuple(cells, |i| value(defaults + i))?) } else { None };
    let globals = Frame(cx.base).function().globals;
    Ok(new_function(cx, code, globals, defaults_tuple, closure).value())
}
