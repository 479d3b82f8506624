//! Displays, unpacking, class statements.

#![allow(unsafe_code)] // registers are words

use super::{done, frame, number, value};
use bytecode::{CALLEE, HEADER};
use object_model::list::ListObject;
use object_model::ops::{Effects, Native};
use object_model::set::any_set;
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, Exc, Gc, Outcome, PyResult, Special, TupleObject, kind, none, raise};

/// Registers as the values that they hold: a display's operands are all bound.
#[inline(always)]
fn bound(args: &[Slot]) -> &[Value] {
    debug_assert!(args.iter().all(Option::is_some));
    // SAFETY: a `Slot` is the word of its value, or zero; the compiler emits displays over bound registers alone
    // (`bytecode::verify` refuses others).
    unsafe { std::slice::from_raw_parts(args.as_ptr().cast::<Value>(), args.len()) }
}

/// Registers as values: a display's operands are all bound.
fn values(args: &[Slot]) -> Vec<Value> {
    args.iter().map(|&arg| value(arg)).collect()
}

pub static BUILD_LIST: Native =
    Native::new("list", |cx, args| cx.new_list_from(bound(args)).map(Gc::value).into()).with(Effects::Heap);

pub static BUILD_TUPLE: Native =
    Native::new("tuple", |cx, args| cx.try_new_tuple(args.len(), |i| bound(args)[i]).map(Gc::value).into())
        .with(Effects::Heap);

pub static BUILD_SET: Native = Native::new("set", |cx, args| {
    let set = cx.new_set();
    for &arg in args {
        if set.table().add(cx, value(arg)).is_err() {
            return Outcome::Raised;
        }
    }
    Outcome::Value(set.value())
});

pub static BUILD_MAP: Native = Native::new("dict", |cx, args| {
    let dict = cx.new_dict();
    let _ = number(args[0]);
    Outcome::Value(dict.value())
})
.with(Effects::Heap);

pub static BUILD_SLICE: Native =
    Native::new("slice", |cx, args| Outcome::Value(cx.new_slice(value(args[0]), value(args[1]), value(args[2]))))
        .with(Effects::Heap);

pub static MAP_ADD: Native =
    Native::new("dict add", |cx, args| match args[0].and_then(|dict| dict.downcast::<DictObject>()) {
        Some(dict) => done(cx.dict_set(dict, value(args[1]), value(args[2]))),
        None => misplaced(cx),
    });

pub static LIST_APPEND: Native = Native::new("append", |cx, args| match list(args[0]) {
    Some(list) => done(cx.list_push(list, value(args[1]))),
    None => misplaced(cx),
})
.with(Effects::Heap);

/// Code read from a file has something else where a container under construction is wanted: the verifier does not follow those.
#[cold]
pub(super) fn misplaced(cx: &mut Context) -> Outcome {
    cx.error(Exc::SystemError, format_args!("an instruction's container is of another type"));
    Outcome::Raised
}

fn list(slot: Slot) -> Option<Gc<ListObject>> {
    slot.and_then(|list| list.downcast())
}

pub static SET_ADD: Native = Native::new("set add", |cx, args| match args[0].and_then(any_set) {
    Some(set) => done(set.table().add(cx, value(args[1])).map(drop)),
    None => misplaced(cx),
});

/// `*args` of a call.
pub static LIST_EXTEND: Native = Native::new("extend", |cx, args| {
    let (Some(list), source) = (list(args[0]), value(args[1])) else { return misplaced(cx) };
    if !matches!(source.kind(), kind::TUPLE | kind::LIST) && cx.iter(source).is_err() {
        if cx.catch(Exc::TypeError) {
            let given = cx.type_name(source);
            let at = number(args[2]) as usize + usize::from(CALLEE);
            let callee = at.checked_sub(usize::from(HEADER)).and_then(|at| frame(cx).get(at));
            let callee = match callee {
                Some(callee) => format!("{}{} ", cx.callable_name(callee), cx.callable_suffix(callee)),
                None => String::new(),
            };
            cx.error(Exc::TypeError, format_args!("{callee}argument after * must be an iterable, not {given}"));
        }
        return Outcome::Raised;
    }
    done(cx.list_extend(list, source))
});

pub static LIST_TO_TUPLE: Native = Native::new("list to tuple", |cx, args| match list(args[0]) {
    Some(list) => cx.list_to_tuple(list).map(Gc::value).into(),
    None => misplaced(cx),
})
.with(Effects::Heap);

/// Exactly `n` items of an iterable.
fn take(cx: &mut Context, source: Value, n: usize) -> PyResult<Gc<TupleObject>> {
    if let Some(tuple) = source.exact::<TupleObject>()
        && tuple.len() == n
    {
        return Ok(tuple);
    }
    let iterator = match cx.iter(source) {
        Ok(iterator) => iterator,
        Err(raised) => {
            if cx.catch(Exc::TypeError) {
                let given = cx.type_name(source);
                raise!(cx, TypeError, "'{given}' object is not iterable");
            }
            return Err(raised);
        }
    };
    let list = cx.new_list();
    while let Some(item) = cx.next(iterator)? {
        if list.len() == n {
            raise!(cx, ValueError, "too many values to unpack");
        }
        cx.list_push(list, item)?;
    }
    if list.len() < n {
        let (got, s) = (list.len(), if list.len() == 1 { "" } else { "s" });
        raise!(cx, ValueError, "need more than {got} value{s} to unpack");
    }
    cx.list_to_tuple(list)
}

pub static UNPACK: Native = Native::new("unpack", |cx, args| {
    let (first, n) = (number(args[1]) as usize, number(args[2]) as usize);
    if let Some(list) = value(args[0]).exact::<ListObject>()
        && list.len() == n
    {
        let frame = frame(cx);
        if let Some((mut int, step)) = list.storage().range() {
            for i in 0..n {
                frame.set(first + i, Some(cx.new_int(int)));
                int = int.wrapping_add(step);
            }
            return Outcome::Value(none());
        }
        for i in 0..n {
            frame.set(first + i, cx.list_get(list, i));
        }
        return Outcome::Value(none());
    }
    match take(cx, value(args[0]), n) {
        Ok(items) => {
            let frame = frame(cx);
            for (i, &item) in items.get().items().iter().enumerate() {
                frame.set(first + i, Some(item));
            }
            Outcome::Value(none())
        }
        Err(_) => Outcome::Raised,
    }
});

pub static UNPACK_TO_LIST: Native = Native::new("unpack to list", |cx, args| {
    let items = match take(cx, value(args[0]), number(args[1]) as usize) {
        Ok(items) => items,
        Err(_) => return Outcome::Raised,
    };
    cx.new_list_from(items.get().items()).map(Gc::value).into()
});

pub static BUILD_CLASS: Native = Native::new("class", |cx, args| build_class(cx, &values(args)).into());

/// The class statement: `__metaclass__` of the body, of the first base's class, of the globals, or old-style.
fn build_class(cx: &mut Context, args: &[Value]) -> PyResult {
    let (w_name, w_bases, w_dict) = (args[0], args[1], args[2]);
    let name = cx.name(Special::Metaclass);
    let mut metaclass = match w_dict.downcast::<DictObject>() {
        Some(dict) => cx.dict_get(dict, name.value())?,
        None => None,
    };
    if metaclass.is_none()
        && let Some(&base) = w_bases.downcast::<TupleObject>().and_then(|bases| bases.get().items().first())
    {
        let class = cx.name(Special::Class);
        metaclass = match cx.find_attr(base, class) {
            Ok(Some(found)) => Some(found),
            Ok(None) => Some(cx.class_of(base).value()),
            Err(raised) => {
                if !cx.catch(Exc::AttributeError) {
                    return Err(raised);
                }
                Some(cx.class_of(base).value())
            }
        };
    }
    if metaclass.is_none() {
        let globals = frame(cx).function().globals;
        metaclass = cx.dict_get(globals, name.value())?;
    }
    let metaclass = match metaclass {
        Some(metaclass) => metaclass,
        None => object_model::types::classobj::CLASSOBJ.get(cx).value(),
    };
    match cx.call(metaclass, &[w_name, w_bases, w_dict]) {
        Err(raised) => {
            // A base that is no class ends in an obscure message of its constructor's.
            if cx.pending_is(Exc::TypeError) {
                explain(cx);
            }
            Err(raised)
        }
        class => class,
    }
}

/// Puts "Error when calling the metaclass bases" in front of the message, as CPython does.
fn explain(cx: &mut Context) {
    let Some(mut triple) = cx.pending else { return };
    let Some(exception) = triple.value.downcast::<object_model::ExceptionObject>() else { return };
    let Some(message) = exception.args().get().items().first().and_then(|arg| arg.downcast::<object_model::StrObject>())
    else {
        return;
    };
    let text = message.lossy();
    let traceback = triple.traceback;
    cx.pending = None;
    cx.error(Exc::TypeError, format_args!("Error when calling the metaclass bases\n    {text}"));
    if let Some(fresh) = cx.pending {
        triple = fresh;
        triple.traceback = traceback;
    }
}
