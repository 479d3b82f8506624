//! `range`.

use super::plain;
use num_bigint::{BigInt, BigUint};
use num_traits::{Signed, ToPrimitive, Zero};
use object_model::long::LongObject;
use object_model::value::{Slot, Value};
use object_model::{Context, Gc, ListObject, PyResult, Special, kind, py_functions, raise};

/// More items than any machine has room for.
const TOO_MANY: u64 = 1 << 36;

py_functions! { FUNCTIONS:
    /// range(stop) -> list of integers
    /// range(start, stop[, step]) -> list of integers
    /// The arithmetic progression from start (0) by step (1) that ends before stop.
    @raw fn range(cx: &mut Context, args: &Args) -> PyResult<Gc<ListObject>> {
        let [first, second, third] = plain(cx, args, "range", 1)?;
        let (start, stop) = match second {
            Some(_) => (first, second),
            None => (None, first),
        };
        let bounds = [integer(cx, start, "start", 0)?, integer(cx, stop, "end", 0)?, integer(cx, third, "step", 1)?];
        if let [Some(start), Some(stop), Some(step)] = bounds.map(word) {
            if step == 0 {
                raise!(cx, ValueError, "range() step argument must not be zero");
            }
            // In 128 bits nothing overflows.
            let (start, stop, step) = (i128::from(start), i128::from(stop), i128::from(step));
            let distance = if step > 0 { stop - start } else { start - stop };
            let n = if distance <= 0 { 0 } else { ((distance - 1) / step.abs() + 1) as u128 };
            return words(cx, start as i64, step as i64, n);
        }
        longs(cx, bounds)
    }
}

fn words(cx: &mut Context, start: i64, step: i64, n: u128) -> PyResult<Gc<ListObject>> {
    if n > i64::MAX as u128 {
        raise!(cx, OverflowError, "range() result has too many items");
    }
    if n >= u128::from(TOO_MANY) {
        return Err(cx.memory_error());
    }
    let list = cx.new_list();
    list.storage().fill_range(start, step, n as usize);
    Ok(list)
}

fn word(value: Value) -> Option<i64> {
    value.as_int().or_else(|| value.downcast::<LongObject>().and_then(|long| long.to_i64()))
}

/// An argument as an int or long.
fn integer(cx: &mut Context, argument: Slot, name: &str, default: i64) -> PyResult {
    let Some(argument) = argument else { return Ok(Value::small(default)) };
    if matches!(argument.kind(), kind::INT | kind::BOOL | kind::LONG) {
        return Ok(argument);
    }
    let w_int = match argument.kind() {
        kind::FLOAT | kind::STR | kind::UNICODE => None,
        _ => cx.special_of(argument, Special::Int),
    };
    let Some(w_int) = w_int else {
        let given = cx.type_name(argument);
        raise!(cx, TypeError, "range() integer {name} argument expected, got {given}.");
    };
    let w_number = cx.call_special(w_int, argument, &[])?;
    match w_number.kind() {
        kind::INT | kind::BOOL | kind::LONG => Ok(w_number),
        _ => raise!(cx, TypeError, "__int__ should return int object"),
    }
}

/// A progression with bounds beyond a word: all its items are longs.
fn longs(cx: &mut Context, bounds: [Value; 3]) -> PyResult<Gc<ListObject>> {
    // A subclass may have something to say of its being zero.
    if bounds[2].shape() >= kind::FIRST_MAP {
        cx.three_way(bounds[2], Value::small(0))?;
    }
    let [start, stop, step] = bounds.map(|value| match value.downcast::<LongObject>() {
        Some(long) => long.to_big(),
        None => BigInt::from(value.as_int().unwrap_or(0)),
    });
    if step.is_zero() {
        raise!(cx, ValueError, "range() step argument must not be zero");
    }
    let distance = if step.is_positive() { stop - &start } else { &start - stop };
    let n = match distance.to_biguint() {
        Some(distance) if !distance.is_zero() => (distance - 1u32) / step.magnitude() + 1u32,
        _ => BigUint::zero(),
    };
    let Some(n) = n.to_u64().filter(|&n| n <= i64::MAX as u64) else {
        raise!(cx, OverflowError, "range() result has too many items");
    };
    if n >= TOO_MANY {
        return Err(cx.memory_error());
    }
    let list = cx.new_list();
    let mut number = start;
    for _ in 0..n {
        let w_number = cx.try_new_long(&number)?;
        cx.list_push(list, w_number)?;
        number += &step;
    }
    Ok(list)
}
