//! Iterators that pass on some of another's items: `compress`, `dropwhile`, `ifilter`, `ifilterfalse`, `islice`,
//! `takewhile`.

#![allow(unsafe_code)] // heap object layouts

use super::{iterator_type, own_arguments};
use crate::unpack::unpack;
use object_model::long::LongObject;
use object_model::typeobject::{TypeDecl, TypeObject};
use object_model::{Args, Context, Exc, Gc, PyResult, Slot, Special, Value, kind, none, py_methods, raise};

iterator_type!(Compress "compress" COMPRESS_ITERATOR { data, selectors } {} COMPRESS_LAYOUT COMPRESS,
    "compress(data, selectors) --> iterator over selected data\n\nThe items of data whose counterparts in selectors count as true.",
    step_compress, [compress::METHODS]);
iterator_type!(Dropwhile "dropwhile" DROPWHILE { predicate, iterator } { started: bool } DROPWHILE_LAYOUT DROPWHILE,
    "dropwhile(predicate, iterable) --> dropwhile object\n\nThe items from the first one on for which predicate(item) is false.",
    step_dropwhile, [dropwhile::METHODS]);
iterator_type!(Takewhile "takewhile" TAKEWHILE { predicate, iterator } { stopped: bool } TAKEWHILE_LAYOUT TAKEWHILE,
    "takewhile(predicate, iterable) --> takewhile object\n\nThe items before the first one for which predicate(item) is false.",
    step_takewhile, [takewhile::METHODS]);
iterator_type!(Ifilter "ifilter" IFILTER { predicate, iterator } {} IFILTER_LAYOUT IFILTER,
    "ifilter(function or None, sequence) --> ifilter object\n\nThe items for which function(item) is true; with None, the items that are true.",
    step_ifilter, [ifilter::METHODS]);
iterator_type!(Ifilterfalse "ifilterfalse" IFILTERFALSE { predicate, iterator } {} IFILTERFALSE_LAYOUT IFILTERFALSE,
    "ifilterfalse(function or None, sequence) --> ifilterfalse object\n\nThe items for which function(item) is false; with None, the items that are false.",
    step_ifilterfalse, [ifilterfalse::METHODS]);
iterator_type!(Islice "islice" ISLICE { iterator } { position: i64, following: i64, stop: i64, stride: i64 } ISLICE_LAYOUT ISLICE,
    "islice(iterable, [start,] stop [, step]) --> islice object\n\nThe items that the slice [start:stop:step] of a list of all would have.",
    step_islice, [islice::METHODS]);

pub static TYPES: &[&TypeDecl] = &[&COMPRESS, &DROPWHILE, &TAKEWHILE, &IFILTER, &IFILTERFALSE, &ISLICE];

pub fn register(cx: &mut Context) {
    Compress::register(cx);
    Dropwhile::register(cx);
    Takewhile::register(cx);
    Ifilter::register(cx);
    Ifilterfalse::register(cx);
    Islice::register(cx);
}

/// A function and an iterator over the second argument.
fn function_and_iterator(
    cx: &mut Context,
    class: Gc<TypeObject>,
    decl: &'static TypeDecl,
    args: &Args,
) -> PyResult<(Slot, Slot)> {
    let args = own_arguments(cx, class, decl, args)?;
    let [function, iterable] = unpack(cx, &args, decl.name, 2)?;
    let iterator = cx.iter(iterable.unwrap_or(none()))?;
    Ok((function, Some(iterator)))
}

/// The next item of an iterator that a step holds.
fn next_of(cx: &mut Context, iterator: Slot) -> PyResult<Option<Value>> {
    match iterator {
        Some(iterator) => cx.next(iterator),
        None => Ok(None),
    }
}

fn call_truth(cx: &mut Context, function: Slot, item: Value) -> PyResult<bool> {
    let w_result = cx.call(function.unwrap_or(none()), &[item])?;
    cx.truth(w_result)
}

/// As `call_truth`; None and bool mean the item's own truth.
fn holds(cx: &mut Context, function: Slot, item: Value) -> PyResult<bool> {
    match function {
        Some(function) if !function.is_none() && function != object_model::types::boolean::BOOL.get(cx).value() => {
            call_truth(cx, Some(function), item)
        }
        _ => cx.truth(item),
    }
}

fn step_compress(cx: &mut Context, this: Gc<Compress>) -> PyResult<Option<Value>> {
    loop {
        let Some(item) = next_of(cx, this.data)? else { return Ok(None) };
        let Some(selector) = next_of(cx, this.selectors)? else { return Ok(None) };
        if cx.truth(selector)? {
            return Ok(Some(item));
        }
    }
}

fn step_dropwhile(cx: &mut Context, mut this: Gc<Dropwhile>) -> PyResult<Option<Value>> {
    loop {
        let Some(item) = next_of(cx, this.iterator)? else { return Ok(None) };
        if this.started {
            return Ok(Some(item));
        }
        if !call_truth(cx, this.predicate, item)? {
            this.started = true;
            return Ok(Some(item));
        }
    }
}

fn step_takewhile(cx: &mut Context, mut this: Gc<Takewhile>) -> PyResult<Option<Value>> {
    if this.stopped {
        return Ok(None);
    }
    let Some(item) = next_of(cx, this.iterator)? else { return Ok(None) };
    if call_truth(cx, this.predicate, item)? {
        return Ok(Some(item));
    }
    this.stopped = true;
    Ok(None)
}

fn step_ifilter(cx: &mut Context, this: Gc<Ifilter>) -> PyResult<Option<Value>> {
    loop {
        let Some(item) = next_of(cx, this.iterator)? else { return Ok(None) };
        if holds(cx, this.predicate, item)? {
            return Ok(Some(item));
        }
    }
}

fn step_ifilterfalse(cx: &mut Context, this: Gc<Ifilterfalse>) -> PyResult<Option<Value>> {
    loop {
        let Some(item) = next_of(cx, this.iterator)? else { return Ok(None) };
        if !holds(cx, this.predicate, item)? {
            return Ok(Some(item));
        }
    }
}

fn step_islice(cx: &mut Context, mut this: Gc<Islice>) -> PyResult<Option<Value>> {
    while this.position < this.following {
        if next_of(cx, this.iterator)?.is_none() {
            return Ok(None);
        }
        this.position += 1;
    }
    if this.position >= this.stop {
        return Ok(None);
    }
    let Some(item) = next_of(cx, this.iterator)? else { return Ok(None) };
    this.position += 1;
    this.following = this.following.saturating_add(this.stride).min(this.stop);
    Ok(Some(item))
}

mod compress {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let [data, selectors] = args.parse(cx, "compress", &["data", "selectors"], 2)?;
            let data = cx.iter(data.unwrap_or(none()))?;
            let selectors = cx.iter(selectors.unwrap_or(none()))?;
            let mut this = cx.allocate_for::<Compress>(class, 0)?;
            (this.data, this.selectors) = (Some(data), Some(selectors));
            Ok(this.value())
        }
    }
}

macro_rules! constructor {
    ($module:ident $type:ident $decl:ident) => {
        mod $module {
            use super::*;
            py_methods! { METHODS:
                /// T.__new__(S, ...) -> a new object with type S, a subtype of T
                @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
                    let (predicate, iterator) = function_and_iterator(cx, class, &$decl, args)?;
                    let mut this = cx.allocate_for::<$type>(class, 0)?;
                    (this.predicate, this.iterator) = (predicate, iterator);
                    Ok(this.value())
                }
            }
        }
    };
}

constructor!(dropwhile Dropwhile DROPWHILE);
constructor!(takewhile Takewhile TAKEWHILE);
constructor!(ifilter Ifilter IFILTER);
constructor!(ifilterfalse Ifilterfalse IFILTERFALSE);

/// A bound of `islice`: a number that is not negative and fits a word; `None` for anything else.
fn bound(cx: &mut Context, value: Value) -> PyResult<Option<i64>> {
    let n = match (value.as_int(), value.downcast::<LongObject>()) {
        (Some(n), _) => Some(n),
        (None, Some(long)) => long.to_i64(),
        (None, None) if matches!(value.kind(), kind::STR | kind::UNICODE) => None,
        (None, None) if value.is_kind(kind::OLD_INSTANCE) || cx.special_of(value, Special::Int).is_some() => {
            match cx.to_int(value) {
                Ok(w_int) => w_int.as_int(),
                Err(raised) => {
                    if !cx.pending_is(Exc::Exception) {
                        return Err(raised);
                    }
                    cx.take_error();
                    None
                }
            }
        }
        (None, None) => None,
    };
    Ok(n.filter(|&n| n >= 0))
}

mod islice {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let args = own_arguments(cx, class, &ISLICE, args)?;
            let [iterable, first, second, w_stride] = unpack(cx, &args, "islice", 2)?;
            let given = |slot: Slot| slot.and_then(Value::not_none);
            let (w_start, w_stop) = if args.positional.len() == 2 { (None, first) } else { (first, second) };
            let stop = match given(w_stop) {
                None => i64::MAX,
                Some(w_stop) => match bound(cx, w_stop)? {
                    Some(stop) => stop,
                    None => raise!(cx, ValueError, "Stop argument for islice() must be None or an integer: 0 <= x <= maxint."),
                },
            };
            let start = match given(w_start) {
                None => 0,
                Some(w_start) => match bound(cx, w_start)? {
                    Some(start) => start,
                    None => raise!(cx, ValueError, "Indices for islice() must be None or an integer: 0 <= x <= maxint."),
                },
            };
            let stride = match given(w_stride) {
                None => 1,
                Some(w_stride) => match bound(cx, w_stride)? {
                    Some(stride @ 1..) => stride,
                    _ => raise!(cx, ValueError, "Step for islice() must be a positive integer or None."),
                },
            };
            let iterator = cx.iter(iterable.unwrap_or(none()))?;
            let mut this = cx.allocate_for::<Islice>(class, 0)?;
            this.iterator = Some(iterator);
            (this.following, this.stop, this.stride) = (start, stop, stride);
            Ok(this.value())
        }
    }
}
