//! Iterators without end: `count`, `cycle`, `repeat`.

#![allow(unsafe_code)] // heap object layouts

use super::{iterator_type, own_arguments};
use crate::unpack::unpack;
use object_model::list::ListObject;
use object_model::typeobject::{TypeDecl, TypeObject};
use object_model::{
    Arg, BinaryOp, Context, FromArg, Gc, PyResult, Special, StrObject, Value, kind, none, py_methods, raise,
};

iterator_type!(Count "count" COUNT { value, step } {} COUNT_LAYOUT COUNT,
    "count(start=0, step=1) --> count object\n\nstart, start + step, start + 2*step and so on.",
    step_count, [count::METHODS]);
iterator_type!(Cycle "cycle" CYCLE { iterator, saved } { position: usize } CYCLE_LAYOUT CYCLE,
    "cycle(iterable) --> cycle object\n\nThe items of the iterable, then the same ones again and again.",
    step_cycle, [cycle::METHODS]);
iterator_type!(Repeat "repeat" REPEAT { value } { left: i64 } REPEAT_LAYOUT REPEAT,
    "repeat(object [,times]) --> repeat object\n\nThe object again and again, or that number of times.",
    step_repeat, [repeat::METHODS]);

pub static TYPES: &[&TypeDecl] = &[&COUNT, &CYCLE, &REPEAT];

pub fn register(cx: &mut Context) {
    Count::register(cx);
    Cycle::register(cx);
    Repeat::register(cx);
}

fn step_count(cx: &mut Context, mut this: Gc<Count>) -> PyResult<Option<Value>> {
    let (Some(value), Some(step)) = (this.value, this.step) else { return Ok(None) };
    let following = cx.binary(BinaryOp::Add, value, step)?;
    cx.barrier(this);
    this.value = Some(following);
    Ok(Some(value))
}

fn step_cycle(cx: &mut Context, mut this: Gc<Cycle>) -> PyResult<Option<Value>> {
    let Some(saved) = this.saved.and_then(|saved| saved.downcast::<ListObject>()) else { return Ok(None) };
    if let Some(iterator) = this.iterator {
        if let Some(item) = cx.next(iterator)? {
            cx.list_push(saved, item)?;
            return Ok(Some(item));
        }
        this.iterator = None;
    }
    let len = saved.len();
    if len == 0 {
        return Ok(None);
    }
    let at = this.position % len;
    this.position = at + 1;
    Ok(cx.list_get(saved, at))
}

fn step_repeat(_: &mut Context, mut this: Gc<Repeat>) -> PyResult<Option<Value>> {
    match this.left {
        0 => Ok(None),
        left => {
            // Negative: without end.
            this.left = if left < 0 { left } else { left - 1 };
            Ok(this.value)
        }
    }
}

/// Has it a number's slots?
fn is_number(cx: &mut Context, value: Value) -> bool {
    match value.kind() {
        kind::STR | kind::UNICODE => false,
        kind::OLD_INSTANCE => true,
        _ => cx.special_of(value, Special::Int).is_some() || cx.special_of(value, Special::Float).is_some(),
    }
}

mod count {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let [start, step] = args.parse(cx, "count", &["start", "step"], 0)?;
            for value in [start, step].into_iter().flatten() {
                if !is_number(cx, value) {
                    raise!(cx, TypeError, "a number is required");
                }
            }
            let mut this = cx.allocate_for::<Count>(class, 0)?;
            (this.value, this.step) = (start.or(Some(Value::small(0))), step.or(Some(Value::small(1))));
            Ok(this.value())
        }
        /// x.__repr__() <==> repr(x)
        fn __repr__(cx: &mut Context, this: Gc<Count>) -> PyResult<Gc<StrObject>> {
            let (value, step) = (this.value.unwrap_or(none()), this.step.unwrap_or(none()));
            let value = cx.repr(value)?;
            let mut text = [b"count(", value.get().bytes()].concat();
            if step.as_exact_int() != Some(1) {
                let step = cx.repr(step)?;
                text.extend_from_slice(b", ");
                text.extend_from_slice(step.get().bytes());
            }
            text.push(b')');
            cx.try_new_str(&text)
        }
        /// helper for pickle
        fn __reduce__(cx: &mut Context, this: Gc<Count>) -> PyResult {
            let (value, step) = (this.value.unwrap_or(none()), this.step.unwrap_or(none()));
            let class = cx.class_word(this.value());
            let args = if step.as_exact_int() == Some(1) { cx.new_tuple(&[value]) } else { cx.new_tuple(&[value, step]) };
            Ok(cx.new_tuple(&[class, args.value()]).value())
        }
    }
}

mod cycle {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let args = own_arguments(cx, class, &CYCLE, args)?;
            let [iterable] = unpack(cx, &args, "cycle", 1)?;
            let iterator = cx.iter(iterable.unwrap_or(none()))?;
            let saved = cx.new_list();
            let mut this = cx.allocate_for::<Cycle>(class, 0)?;
            (this.iterator, this.saved) = (Some(iterator), Some(saved.value()));
            Ok(this.value())
        }
    }
}

mod repeat {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let [object, times] = args.parse(cx, "repeat", &["object", "times"], 1)?;
            let left = match times {
                Some(times) => i64::from_arg(cx, times, Arg { function: "repeat", index: 2 })?.max(0),
                None => -1,
            };
            let mut this = cx.allocate_for::<Repeat>(class, 0)?;
            (this.value, this.left) = (object, left);
            Ok(this.value())
        }
        /// x.__repr__() <==> repr(x)
        fn __repr__(cx: &mut Context, this: Gc<Repeat>) -> PyResult<Gc<StrObject>> {
            let value = cx.repr(this.value.unwrap_or(none()))?;
            let mut text = [b"repeat(", value.get().bytes()].concat();
            if this.left >= 0 {
                text.extend_from_slice(format!(", {}", this.left).as_bytes());
            }
            text.push(b')');
            cx.try_new_str(&text)
        }
        /// How many times are left.
        fn __length_hint__(cx: &mut Context, this: Gc<Repeat>) -> PyResult<i64> {
            if this.left < 0 {
                raise!(cx, TypeError, "len() of unsized object");
            }
            Ok(this.left)
        }
    }
}
