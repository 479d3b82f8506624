//! `groupby`.

#![allow(unsafe_code)] // heap object layouts

use super::iterator_type;
use object_model::typeobject::{TypeDecl, TypeObject};
use object_model::{Context, Gc, PyResult, Value, none, py_methods};

// `target` is the key of the group that was given last, `current` the key of the item read last; the item waits in
// `waiting` until a group takes it.
iterator_type!(Groupby "groupby" GROUPBY { iterator, function, target, current, waiting } {} GROUPBY_LAYOUT GROUPBY,
    "groupby(iterable[, keyfunc]) -> create an iterator which returns\n(key, sub-iterator) grouped by each value of key(value).",
    step_groupby, [groupby::METHODS]);
iterator_type!(Grouper "_grouper" GROUPER { parent, target } {} GROUPER_LAYOUT GROUPER, "", step_grouper, []);

pub static TYPES: &[&TypeDecl] = &[&GROUPBY];

pub fn register(cx: &mut Context) {
    Groupby::register(cx);
    Grouper::register(cx);
}

/// Reads an item and its key; false at the end.
fn read(cx: &mut Context, mut this: Gc<Groupby>) -> PyResult<bool> {
    let Some(iterator) = this.iterator else { return Ok(false) };
    let Some(item) = cx.next(iterator)? else { return Ok(false) };
    let key = match this.function.and_then(Value::not_none) {
        Some(function) => cx.call(function, &[item])?,
        None => item,
    };
    cx.barrier(this);
    (this.current, this.waiting) = (Some(key), Some(item));
    Ok(true)
}

fn step_groupby(cx: &mut Context, mut this: Gc<Groupby>) -> PyResult<Option<Value>> {
    // Over what is left of the last group.
    loop {
        match (this.current, this.target) {
            (None, _) => {}
            (Some(_), None) => break,
            (Some(current), Some(target)) => {
                if !cx.equal(target, current)? {
                    break;
                }
            }
        }
        if !read(cx, this)? {
            return Ok(None);
        }
    }
    let Some(key) = this.current else { return Ok(None) };
    cx.barrier(this);
    this.target = Some(key);
    let mut grouper = cx.allocate::<Grouper>();
    (grouper.parent, grouper.target) = (Some(this.value()), Some(key));
    Ok(Some(cx.new_tuple(&[key, grouper.value()]).value()))
}

fn step_grouper(cx: &mut Context, this: Gc<Grouper>) -> PyResult<Option<Value>> {
    let Some(mut parent) = this.parent.and_then(|parent| parent.downcast::<Groupby>()) else { return Ok(None) };
    if parent.waiting.is_none() && !read(cx, parent)? {
        return Ok(None);
    }
    let (Some(target), Some(current)) = (this.target, parent.current) else { return Ok(None) };
    if !cx.equal(target, current)? {
        return Ok(None);
    }
    Ok(parent.waiting.take())
}

mod groupby {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let [iterable, key] = args.parse(cx, "groupby", &["iterable", "key"], 1)?;
            let iterator = cx.iter(iterable.unwrap_or(none()))?;
            let mut this = cx.allocate_for::<Groupby>(class, 0)?;
            (this.iterator, this.function) = (Some(iterator), key);
            Ok(this.value())
        }
    }
}
