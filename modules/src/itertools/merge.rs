//! Iterators over several others at once: `chain`, `imap`, `izip`, `izip_longest`, `starmap`.

#![allow(unsafe_code)] // heap object layouts

use super::{iterator_type, no_keywords, own_arguments};
use crate::unpack::unpack;
use object_model::typeobject::{TypeDecl, TypeObject};
use object_model::{Context, Exc, Gc, PyResult, Slot, StrObject, TupleObject, Value, none, py_methods, raise};

iterator_type!(Chain "chain" CHAIN { sources, active } {} CHAIN_LAYOUT CHAIN,
    "chain(*iterables) --> chain object\n\nThe items of the first iterable, then those of the second, and so on.",
    step_chain, [chain::METHODS]);
iterator_type!(Imap "imap" IMAP { function, iterators } {} IMAP_LAYOUT IMAP,
    "imap(func, *iterables) --> imap object\n\nWhat func gives for an item of each iterable, until the shortest ends; with None, tuples of the items.",
    step_imap, [imap::METHODS]);
iterator_type!(Izip "izip" IZIP { iterators } {} IZIP_LAYOUT IZIP,
    "izip(iter1 [,iter2 [...]]) --> izip object\n\nTuples of an item of each iterable, until the shortest ends.",
    step_izip, [izip::METHODS]);
iterator_type!(IzipLongest "izip_longest" IZIP_LONGEST { iterators, fill } { active: usize } IZIP_LONGEST_LAYOUT IZIP_LONGEST,
    "izip_longest(iter1 [,iter2 [...]], [fillvalue=None]) --> izip_longest object\n\nTuples of an item of each iterable, until the longest ends; fillvalue stands for what the others lack.",
    step_izip_longest, [izip_longest::METHODS]);
iterator_type!(Starmap "starmap" STARMAP { function, iterator } {} STARMAP_LAYOUT STARMAP,
    "starmap(function, sequence) --> starmap object\n\nWhat function(*item) gives for each item.",
    step_starmap, [starmap::METHODS]);

pub static TYPES: &[&TypeDecl] = &[&CHAIN, &IMAP, &IZIP, &IZIP_LONGEST, &STARMAP];

pub fn register(cx: &mut Context) {
    Chain::register(cx);
    Imap::register(cx);
    Izip::register(cx);
    IzipLongest::register(cx);
    Starmap::register(cx);
}

/// The iterators that a step holds in a tuple.
fn iterators_of(slot: Slot) -> &'static [Value] {
    slot.and_then(|tuple| tuple.downcast::<TupleObject>()).map_or(&[], |tuple| tuple.get().items())
}

/// A tuple of an iterator over each value; `name` words the refusal by position.
fn iterators(cx: &mut Context, values: &[Value], name: Option<&str>) -> PyResult<Gc<TupleObject>> {
    let list = cx.new_list();
    for (i, &value) in values.iter().enumerate() {
        let iterator = match (cx.iter(value), name) {
            (Ok(iterator), _) => iterator,
            (Err(_), Some(name)) if cx.catch(Exc::TypeError) => {
                raise!(cx, TypeError, "{name} argument #{} must support iteration", i + 1)
            }
            (Err(raised), _) => return Err(raised),
        };
        cx.list_push(list, iterator)?;
    }
    cx.list_to_tuple(list)
}

/// An item of each; `None` when one ends.
fn items_of_each(cx: &mut Context, slot: Slot) -> PyResult<Option<Gc<TupleObject>>> {
    match *iterators_of(slot) {
        [] => Ok(None),
        [a] => Ok(cx.next(a)?.map(|x| cx.new_tuple(&[x]))),
        [a, b] => {
            let Some(x) = cx.next(a)? else { return Ok(None) };
            let Some(y) = cx.next(b)? else { return Ok(None) };
            Ok(Some(cx.new_tuple(&[x, y])))
        }
        ref many => {
            let list = cx.new_list();
            for &iterator in many {
                let Some(item) = cx.next(iterator)? else { return Ok(None) };
                cx.list_push(list, item)?;
            }
            cx.list_to_tuple(list).map(Some)
        }
    }
}

fn step_chain(cx: &mut Context, mut this: Gc<Chain>) -> PyResult<Option<Value>> {
    loop {
        if let Some(active) = this.active {
            if let Some(item) = cx.next(active)? {
                return Ok(Some(item));
            }
            this.active = None;
        }
        let Some(sources) = this.sources else { return Ok(None) };
        let next = match cx.next(sources) {
            Ok(Some(iterable)) => cx.iter(iterable).map(Some),
            Ok(None) => Ok(None),
            Err(raised) => Err(raised),
        };
        match next {
            Ok(Some(iterator)) => {
                cx.barrier(this);
                this.active = Some(iterator);
            }
            ended => {
                this.sources = None;
                return ended;
            }
        }
    }
}

fn step_imap(cx: &mut Context, this: Gc<Imap>) -> PyResult<Option<Value>> {
    let Some(items) = items_of_each(cx, this.iterators)? else { return Ok(None) };
    match this.function.and_then(Value::not_none) {
        Some(function) => cx.call(function, items.get().items()).map(Some),
        None => Ok(Some(items.value())),
    }
}

fn step_izip(cx: &mut Context, this: Gc<Izip>) -> PyResult<Option<Value>> {
    Ok(items_of_each(cx, this.iterators)?.map(Gc::value))
}

fn step_izip_longest(cx: &mut Context, mut this: Gc<IzipLongest>) -> PyResult<Option<Value>> {
    let n = iterators_of(this.iterators).len();
    let fill = this.fill.unwrap_or(none());
    if n == 0 || this.active == 0 {
        return Ok(None);
    }
    let list = cx.new_list();
    for i in 0..n {
        // None stands for an iterator that has ended.
        let iterator = iterators_of(this.iterators)[i];
        let mut item = None;
        if !iterator.is_none() {
            item = match cx.next(iterator) {
                Ok(item) => item,
                Err(raised) => {
                    this.active = 0;
                    return Err(raised);
                }
            };
            if item.is_none() {
                this.active = this.active.saturating_sub(1);
                if this.active == 0 {
                    return Ok(None);
                }
                let held = iterators_of(this.iterators);
                let without = cx.try_new_tuple(n, |at| if at == i { none() } else { held[at] })?;
                cx.barrier(this);
                this.iterators = Some(without.value());
            }
        }
        cx.list_push(list, item.unwrap_or(fill))?;
    }
    cx.list_to_tuple(list).map(|tuple| Some(tuple.value()))
}

fn step_starmap(cx: &mut Context, this: Gc<Starmap>) -> PyResult<Option<Value>> {
    let (Some(function), Some(iterator)) = (this.function, this.iterator) else { return Ok(None) };
    let Some(arguments) = cx.next(iterator)? else { return Ok(None) };
    let arguments = cx.tuple_from(arguments)?;
    cx.call(function, arguments.get().items()).map(Some)
}

fn new_chain(cx: &mut Context, class: Gc<TypeObject>, iterable: Value) -> PyResult {
    let sources = cx.iter(iterable)?;
    let mut this = cx.allocate_for::<Chain>(class, 0)?;
    this.sources = Some(sources);
    Ok(this.value())
}

mod chain {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            if class == CHAIN.get(cx) {
                no_keywords(cx, args, "chain")?;
            }
            let iterables = cx.new_tuple(args.positional).value();
            new_chain(cx, class, iterables)
        }
        /// chain.from_iterable(iterable) --> chain object
        ///
        /// As chain(), with the iterables given by another one, which is asked for them one by one.
        @class fn from_iterable(cx: &mut Context, class: Gc<TypeObject>, iterable: Value) -> PyResult {
            new_chain(cx, class, iterable)
        }
    }
}

mod imap {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            if class == IMAP.get(cx) {
                no_keywords(cx, args, "imap")?;
            }
            let [function, iterables @ ..] = args.positional else {
                raise!(cx, TypeError, "imap() must have at least two arguments.");
            };
            if iterables.is_empty() {
                raise!(cx, TypeError, "imap() must have at least two arguments.");
            }
            let iterators = iterators(cx, iterables, None)?;
            let mut this = cx.allocate_for::<Imap>(class, 0)?;
            (this.function, this.iterators) = (Some(*function), Some(iterators.value()));
            Ok(this.value())
        }
    }
}

mod izip {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            if class == IZIP.get(cx) {
                no_keywords(cx, args, "izip")?;
            }
            let iterators = iterators(cx, args.positional, Some("izip"))?;
            let mut this = cx.allocate_for::<Izip>(class, 0)?;
            this.iterators = Some(iterators.value());
            Ok(this.value())
        }
    }
}

mod izip_longest {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let mut fill = none();
            for (name, value) in args.keyword_pairs() {
                if name.downcast::<StrObject>().is_none_or(|name| name.bytes() != b"fillvalue") || args.keywords.len() > 1 {
                    raise!(cx, TypeError, "izip_longest() got an unexpected keyword argument");
                }
                fill = value;
            }
            let iterators = iterators(cx, args.positional, Some("izip_longest"))?;
            let mut this = cx.allocate_for::<IzipLongest>(class, 0)?;
            (this.iterators, this.fill) = (Some(iterators.value()), Some(fill));
            this.active = args.positional.len();
            Ok(this.value())
        }
    }
}

mod starmap {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let args = own_arguments(cx, class, &STARMAP, args)?;
            let [function, iterable] = unpack(cx, &args, "starmap", 2)?;
            let iterator = cx.iter(iterable.unwrap_or(none()))?;
            let mut this = cx.allocate_for::<Starmap>(class, 0)?;
            (this.function, this.iterator) = (function, Some(iterator));
            Ok(this.value())
        }
    }
}
