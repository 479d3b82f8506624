//! What opcodes leave to a call: everything that may raise, run Python code, or is not hot. A file for each family of
//! opcodes. Arguments are values, or numbers tagged as small ints (cache sites, names, registers).

pub mod attribute;
pub mod build;
pub mod call;
pub mod compare;
pub mod exception;
pub mod item;
pub mod misc;
pub mod names;
pub mod number;

use crate::frame::Frame;
use object_model::value::{Slot, Value};
use object_model::{Context, Outcome, PyResult, none};

/// The frame that asked.
#[inline]
pub(crate) fn frame(cx: &Context) -> Frame {
    Frame(cx.base)
}

/// An argument that the opcode knows to be there.
#[inline(always)]
pub(crate) fn value(slot: Slot) -> Value {
    slot.unwrap_or(none())
}

/// A tagged number.
#[inline(always)]
pub(crate) fn number(slot: Slot) -> u32 {
    slot.and_then(Value::as_small).unwrap_or(0) as u32
}

/// The outcome of an operation without a result.
pub(crate) fn done(result: PyResult<()>) -> Outcome {
    match result {
        Ok(()) => Outcome::Value(none()),
        Err(_) => Outcome::Raised,
    }
}
