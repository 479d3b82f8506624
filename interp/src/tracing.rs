//! `sys.settrace` and `sys.setprofile`.

use crate::run::Position;
use handlers::frame::Frame;
use object_model::Context;
use object_model::value::Slot;

/// The pending exception passes a frame: tells the tracer. A position where the tracer's own exception goes on.
pub fn exception(cx: &mut Context, frame: Frame) -> Option<Position> {
    let _ = (cx, frame);
    None
}

pub fn set_trace(cx: &mut Context, function: Slot) {
    cx.thread.trace_function = function;
}

pub fn set_profile(cx: &mut Context, function: Slot) {
    cx.thread.profile_function = function;
}
