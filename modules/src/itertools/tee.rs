//! `tee`: several iterators over one.
//!
//! Items read from the source lie in a chain of links. Each iterator stands at a link; the first that comes to one not yet
//! filled reads the item and adds an empty link behind. What all have passed is garbage.

#![allow(unsafe_code)] // heap object layouts

use super::iterator_type;
use crate::unpack::unpack;
use object_model::typeobject::TypeObject;
use object_model::{Arg, Context, FromArg, Gc, PyResult, Slot, Value, none, py_functions, py_methods, raise};

iterator_type!(Tee "tee" TEE { link } {} TEE_LAYOUT TEE,
    "Iterator that shares the items of another with its copies.", step_tee, [methods::METHODS]);
// The link of a chain: the item, the link behind, the source while it has more; whether this is being asked.
iterator_type!(Link "tee_dataobject" TEE_DATA { item, following, source } { running: bool } LINK_LAYOUT LINK,
    "Items that copies of an iterator share.", no_step, []);

pub fn register(cx: &mut Context) {
    Tee::register(cx);
    Link::register(cx);
}

fn no_step(_: &mut Context, _: Gc<Link>) -> PyResult<Option<Value>> {
    Ok(None)
}

fn new_link(cx: &mut Context, source: Slot) -> Gc<Link> {
    let mut link = cx.allocate::<Link>();
    link.source = source;
    link
}

fn step_tee(cx: &mut Context, mut this: Gc<Tee>) -> PyResult<Option<Value>> {
    let Some(mut link) = this.link.and_then(|link| link.downcast::<Link>()) else { return Ok(None) };
    if link.item.is_none() {
        let Some(source) = link.source else { return Ok(None) };
        if link.running {
            raise!(cx, RuntimeError, "cannot re-enter the tee iterator");
        }
        link.running = true;
        let next = cx.next(source);
        link.running = false;
        let Some(item) = next? else { return Ok(None) };
        let following = new_link(cx, Some(source));
        cx.barrier(link);
        (link.item, link.following, link.source) = (Some(item), Some(following.value()), None);
    }
    cx.barrier(this);
    this.link = link.following;
    Ok(link.item)
}

/// An iterator at the same place as another, or at the start of any iterable.
fn new_tee(cx: &mut Context, class: Gc<TypeObject>, iterable: Value) -> PyResult {
    let link = match iterable.exact::<Tee>() {
        Some(tee) => tee.link,
        None => {
            let source = cx.iter(iterable)?;
            match source.exact::<Tee>() {
                Some(tee) => tee.link,
                None => Some(new_link(cx, Some(source)).value()),
            }
        }
    };
    let mut this = cx.allocate_for::<Tee>(class, 0)?;
    this.link = link;
    Ok(this.value())
}

mod methods {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let [iterable] = unpack(cx, args, "tee", 1)?;
            new_tee(cx, class, iterable.unwrap_or(none()))
        }
        /// Returns an independent iterator.
        fn __copy__(cx: &mut Context, this: Gc<Tee>) -> PyResult {
            let class = TEE.get(cx);
            let mut copy = cx.allocate_for::<Tee>(class, 0)?;
            copy.link = this.link;
            Ok(copy.value())
        }
    }
}

py_functions! { FUNCTIONS:
    /// tee(iterable, n=2) --> tuple of n independent iterators.
    @raw fn tee(cx: &mut Context, args: &Args) -> PyResult {
        args.no_keywords(cx, "tee")?;
        let (iterable, n) = match *args.positional {
            [] => raise!(cx, TypeError, "function takes at least 1 argument (0 given)"),
            [iterable] => (iterable, 2),
            [iterable, n] => (iterable, i64::from_arg(cx, n, Arg { function: "tee", index: 2 })?),
            ref many => raise!(cx, TypeError, "function takes at most 2 arguments ({} given)", many.len()),
        };
        let Ok(n) = usize::try_from(n) else { raise!(cx, ValueError, "n must be >= 0") };
        if n == 0 {
            return Ok(cx.empty_tuple.value());
        }
        let class = TEE.get(cx);
        let list = cx.new_list();
        // What copies itself is copied; anything else is wrapped first.
        let mut first = iterable;
        if cx.find_attr_text(iterable, "__copy__")?.is_none() {
            first = new_tee(cx, class, iterable)?;
        }
        cx.list_push(list, first)?;
        for _ in 1..n {
            let copy = cx.call_method(first, "__copy__", &[])?;
            cx.list_push(list, copy)?;
        }
        cx.list_to_tuple(list).map(Gc::value)
    }
}
