//! `datetime`: dates, times of day, both, durations between them, and the base of time zones.
//!
//! The numbers lie in `calendar`; here and beside are the objects. Arithmetic gives the module's own types, class methods
//! and `replace` the receiver's class. Offsets of time zones are whole minutes, asked for with `zone::offset`.
//!
//! Source: library reference 8.1 (2.7); `datetimemodule.c` for limits, messages and pickles.

pub mod calendar;
pub mod date;
#[allow(clippy::module_inception)]
pub mod datetime;
pub mod delta;
pub mod text;
pub mod time;
pub mod zone;

use crate::kinds;
use object_model::{
    Args, CompareOp, Context, DictObject, FromArg, Gc, ModuleDecl, PyResult, Raised, Slot, Value, py_bool, raise,
};

pub static MODULE: ModuleDecl =
    ModuleDecl { doc: "Dates and times, durations, time zones.", setup: Some(setup), ..ModuleDecl::new("datetime") };

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<delta::DeltaObject>(cx, &delta::TIMEDELTA, &delta::LAYOUT);
    kinds::register::<date::DateObject>(cx, &date::DATE, &date::LAYOUT);
    kinds::register::<time::TimeObject>(cx, &time::TIME, &time::LAYOUT);
    kinds::register::<datetime::DateTimeObject>(cx, &datetime::DATETIME, &datetime::LAYOUT);
    kinds::register::<zone::ZoneObject>(cx, &zone::TZINFO, &zone::LAYOUT);
    for decl in [&date::DATE, &datetime::DATETIME, &time::TIME, &delta::TIMEDELTA, &zone::TZINFO] {
        let class = decl.get(cx).value();
        cx.dict_put(dict, decl.name, class);
    }
    cx.dict_put(dict, "MINYEAR", Value::small(calendar::MIN_YEAR));
    cx.dict_put(dict, "MAXYEAR", Value::small(calendar::MAX_YEAR));
    Ok(())
}

/// The int of an argument of a constructor or `replace` ("i"); the default where it is not given.
fn int_field(cx: &mut Context, slot: Slot, default: i64) -> PyResult<i64> {
    match slot {
        Some(value) => i32::from_arg(cx, value, object_model::Arg { function: "", index: 0 }).map(i64::from),
        None => Ok(default),
    }
}

/// As `int_field` for a field without default: what is missing counts in turn with what is wrong.
fn required_field(cx: &mut Context, slot: Slot, name: &str, at: usize) -> PyResult<i64> {
    if slot.is_none() {
        raise!(cx, TypeError, "Required argument '{name}' (pos {}) not found", at + 1);
    }
    int_field(cx, slot, 0)
}

/// A pickled state as the only argument of a constructor, or before a time zone.
fn pickled<'a>(args: &'a Args, most: usize) -> Option<(&'a [u8], Slot)> {
    match *args.positional {
        [state] => Some((object_model::strings::str_bytes(state)?, None)),
        [state, zone] if most > 1 => Some((object_model::strings::str_bytes(state)?, Some(zone))),
        _ => None,
    }
}

/// The answer of an equality between what cannot be compared; TypeError for other comparisons.
#[cold]
fn incomparable(cx: &mut Context, op: CompareOp, a: Value, b: Value) -> PyResult {
    match op {
        CompareOp::Eq => Ok(py_bool(false)),
        CompareOp::Ne => Ok(py_bool(true)),
        _ => {
            let (a, b) = (cx.type_name(a), cx.type_name(b));
            raise!(cx, TypeError, "can't compare {a} to {b}")
        }
    }
}

#[cold]
fn out_of_range(cx: &mut Context) -> Raised {
    cx.error_text(object_model::Exc::OverflowError, "date value out of range")
}

/// Rich comparisons of a type, by one function of the operator and both operands.
macro_rules! comparisons {
    ($table:ident, $this:ty, $compare:path) => {
        mod comparisons {
            use super::*;
            object_model::py_methods! { $table:
                /// x.__eq__(y) <==> x==y
                fn __eq__(cx: &mut Context, this: $this, other: Value) -> PyResult { $compare(cx, CompareOp::Eq, this, other) }
                /// x.__ne__(y) <==> x!=y
                fn __ne__(cx: &mut Context, this: $this, other: Value) -> PyResult { $compare(cx, CompareOp::Ne, this, other) }
                /// x.__lt__(y) <==> x<y
                fn __lt__(cx: &mut Context, this: $this, other: Value) -> PyResult { $compare(cx, CompareOp::Lt, this, other) }
                /// x.__le__(y) <==> x<=y
                fn __le__(cx: &mut Context, this: $this, other: Value) -> PyResult { $compare(cx, CompareOp::Le, this, other) }
                /// x.__gt__(y) <==> x>y
                fn __gt__(cx: &mut Context, this: $this, other: Value) -> PyResult { $compare(cx, CompareOp::Gt, this, other) }
                /// x.__ge__(y) <==> x>=y
                fn __ge__(cx: &mut Context, this: $this, other: Value) -> PyResult { $compare(cx, CompareOp::Ge, this, other) }
            }
        }
    };
}
use comparisons;

/// A class attribute of a type, in its `setup`.
fn class_attribute(cx: &mut Context, class: Gc<object_model::TypeObject>, name: &str, value: Value) {
    cx.dict_put(class.dict, name, value);
}
