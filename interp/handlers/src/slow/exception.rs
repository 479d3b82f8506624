//! Raising, catching, `with`.

use super::{done, frame, number, value};
use object_model::descriptors::Triple;
use object_model::error::TripleObject;
use object_model::ops::Native;
use object_model::typeobject::TypeObject;
use object_model::value::{Slot, Value};
use object_model::{Context, Exc, Gc, Outcome, PyResult, Raised, Special, TupleObject, kind, none, raise};

pub static RAISE: Native = Native::new("raise", |cx, args| {
    do_raise(cx, args);
    Outcome::Raised
});

/// `raise`, `raise class`, `raise instance`, `raise class, value`, `raise class, value, traceback`.
pub fn do_raise(cx: &mut Context, args: &[Slot]) -> Raised {
    if args.is_empty() {
        return match cx.exc_info {
            Some(triple) => {
                let (class, value, traceback) = (triple.class, triple.value, triple.traceback);
                cx.reraising = true;
                cx.raise_value(class, value, traceback)
            }
            None => {
                let message = "exceptions must be old-style classes or derived from BaseException, not NoneType";
                cx.error(Exc::TypeError, format_args!("{message}"))
            }
        };
    }
    let (class, value, traceback) = (value(args[0]), args.get(1).copied().flatten(), args.get(2).copied().flatten());
    match normalize(cx, class, value, traceback) {
        Ok(raised) => {
            cx.reraising = traceback.is_some_and(|traceback| !traceback.is_none());
            raised
        }
        Err(raised) => raised,
    }
}

/// Makes an exception pending from the operands of `raise` (or of a generator's `throw`).
pub fn normalize(cx: &mut Context, class: Value, value: Slot, traceback: Slot) -> PyResult<Raised> {
    let traceback = traceback.filter(|traceback| !traceback.is_none());
    if let Some(traceback) = traceback
        && !traceback.is_kind(kind::TRACEBACK)
    {
        raise!(cx, TypeError, "raise: arg 3 must be a traceback or None");
    }
    let mut class = class;
    // `raise (A, B)` raises A.
    while let Some(&first) = class.downcast::<TupleObject>().and_then(|tuple| tuple.get().items().first()) {
        class = first;
    }
    if is_exception_class(cx, class) {
        let w_instance = make_instance(cx, class, value.unwrap_or(none()))?;
        let made = cx.class_word(w_instance);
        if !is_exception_instance(cx, w_instance) {
            let (called, given) = (cx.class_name(class), cx.type_name(w_instance));
            raise!(cx, TypeError, "calling {called}() should have returned an instance of BaseException, not '{given}'");
        }
        warn_of_old_class(cx, made)?;
        return Ok(cx.raise_value(made, w_instance, traceback));
    }
    if is_exception_instance(cx, class) {
        if value.is_some_and(|value| !value.is_none()) {
            raise!(cx, TypeError, "instance exception may not have a separate value");
        }
        let own = cx.class_word(class);
        warn_of_old_class(cx, own)?;
        return Ok(cx.raise_value(own, class, traceback));
    }
    let given = cx.type_name(class);
    raise!(cx, TypeError, "exceptions must be old-style classes or derived from BaseException, not {given}")
}

fn warn_of_old_class(cx: &mut Context, class: Value) -> PyResult<()> {
    if class.is_kind(kind::CLASSOBJ) {
        cx.warn_py3k("exceptions must derive from BaseException in 3.x")?;
    }
    Ok(())
}

fn make_instance(cx: &mut Context, class: Value, value: Value) -> PyResult {
    if is_exception_instance(cx, value) {
        let own = cx.class_word(value);
        if own == class || cx.is_real_subclass(own, class)? {
            return Ok(value);
        }
    }
    if value.is_none() {
        return cx.call(class, &[]);
    }
    match value.downcast::<TupleObject>() {
        Some(args) => cx.call(class, args.get().items()),
        None => cx.call(class, &[value]),
    }
}

/// A class of either kind that may be raised.
pub fn is_exception_class(cx: &mut Context, value: Value) -> bool {
    if value.is_kind(kind::CLASSOBJ) {
        return true;
    }
    let base = Exc::BaseException.class(cx);
    value.downcast::<TypeObject>().is_some_and(|class| class.is_subtype(base))
}

pub fn is_exception_instance(_: &mut Context, value: Value) -> bool {
    matches!(value.kind(), kind::EXCEPTION | kind::OLD_INSTANCE)
}

fn triple(slot: Slot) -> Option<Gc<TripleObject>> {
    slot.and_then(|triple| triple.downcast::<Triple>())
}

/// The saved state is the previous triple, or None for none.
pub static ENTER_EXCEPT: Native = Native::new("enter except", |cx, args| {
    let saved = match args[0] {
        Some(saved) => saved,
        None => cx.exc_info.map_or(none(), Gc::value),
    };
    cx.exc_info = triple(args[1]);
    Outcome::Value(saved)
});

pub static RESTORE_EXC: Native = Native::new("restore exc_info", |cx, args| {
    restore(cx, args[0]);
    frame(cx).set(number(args[1]) as usize, None);
    Outcome::Value(none())
});

/// Brings back the exception state that a frame saved.
pub fn restore(cx: &mut Context, saved: Slot) {
    if let Some(saved) = saved {
        cx.exc_info = saved.downcast::<Triple>();
    }
}

pub static MATCHES: Native = Native::new("matches", |cx, args| match triple(args[0]) {
    Some(triple) => match warn_of_strings(cx, value(args[1])) {
        Ok(()) => matches(cx, triple.class, value(args[1])).map(object_model::py_bool).into(),
        Err(Raised) => Outcome::Raised,
    },
    None => Outcome::Raised,
});

fn warn_of_strings(cx: &mut Context, pattern: Value) -> PyResult<()> {
    let one = [pattern];
    let patterns = pattern.downcast::<TupleObject>().map_or(&one[..], |tuple| tuple.get().items());
    for pattern in patterns {
        if pattern.is_kind(kind::STR) {
            cx.warn(Exc::DeprecationWarning, "catching of string exceptions is deprecated")?;
        } else if cx.warns.py3k
            && !pattern.is_kind(kind::TUPLE)
            && !(pattern.is_kind(kind::TYPE) && is_exception_class(cx, *pattern))
        {
            cx.warn_py3k("catching classes that don't inherit from BaseException is not allowed in 3.x")?;
        }
    }
    Ok(())
}

/// Does an exception of this class match an `except` clause's pattern?
pub fn matches(cx: &mut Context, class: Value, pattern: Value) -> PyResult<bool> {
    if class == pattern {
        return Ok(true);
    }
    if let Some(tuple) = pattern.downcast::<TupleObject>() {
        cx.check_native_stack("")?;
        for &item in tuple.get().items() {
            if matches(cx, class, item)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    if is_exception_class(cx, pattern) && is_exception_class(cx, class) {
        // What goes wrong here has no place to go to: it does not match.
        return cx.is_subclass(class, pattern).or_else(|_| {
            cx.write_unraisable(class);
            Ok(false)
        });
    }
    Ok(false)
}

pub static LOAD_EXC_VALUE: Native = Native::new("exception value", |_, args| match triple(args[0]) {
    Some(triple) => Outcome::Value(triple.value),
    None => Outcome::Raised,
});

pub static UNPACK_EXC: Native = Native::new("unpack exception", |cx, args| {
    if let Some(triple) = triple(args[0]) {
        let (frame, first) = (frame(cx), number(args[1]) as usize);
        frame.set(first, Some(triple.class));
        frame.set(first + 1, Some(triple.value));
        frame.set(first + 2, Some(triple.traceback.unwrap_or(none())));
    }
    Outcome::Value(none())
});

pub static RERAISE: Native = Native::new("reraise", |cx, args| {
    match triple(args[0]) {
        Some(triple) => {
            cx.pending = Some(triple);
            cx.reraising = true;
            Outcome::Raised
        }
        // Only code that no compiler made gets here.
        None => {
            cx.error_text(Exc::SystemError, "nothing to raise again");
            Outcome::Raised
        }
    }
});

pub static LOAD_WITH: Native = Native::new("with", |cx, args| {
    let (context, register) = (value(args[0]), number(args[1]) as usize);
    done(load_with(cx, context, register))
});

fn load_with(cx: &mut Context, context: Value, register: usize) -> PyResult<()> {
    let frame = frame(cx);
    let exit = bound_special(cx, context, Special::Exit)?;
    frame.set(register, Some(exit));
    let enter = bound_special(cx, context, Special::Enter)?;
    frame.set(register + 1, Some(enter));
    Ok(())
}

/// A special method bound to its object; AttributeError with its name alone.
fn bound_special(cx: &mut Context, object: Value, special: Special) -> PyResult {
    if object.is_kind(kind::OLD_INSTANCE) {
        let name = cx.name(special);
        return cx.getattr(object, name);
    }
    match cx.special_of(object, special) {
        Some(found) => {
            let class = cx.class_of(object).value();
            cx.bind(found, Some(object), class)
        }
        None => raise!(cx, AttributeError, "{}", special.text()),
    }
}
