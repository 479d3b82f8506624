//! `sys.settrace` and `sys.setprofile`.
//!
//! While a thread traces, it dispatches over a table whose every entry asks `before` what is to be reported first; while
//! it does not, tracing costs nothing. A frame that has been announced to the tracer is flagged `WATCHED`: its return
//! leaves the quick way, and a frame without the flag is one that begins, or a generator that goes on. Frames that run
//! already when tracing begins count as announced.
//!
//! A line is reported when control comes to the start of a row of the line table, but not where it falls into a row of
//! the same line, and after every jump back. While a trace function runs, its thread does not trace.
//!
//! Source: `sys.settrace` in the library reference, language reference 3.2 (2.7).

use crate::run::{Position, TRACED};
use crate::traceback;
use crate::unwind::{abandon, unwind};
use handlers::frame::{Frame, WATCHED};
use handlers::frame_object::{self, FrameObject, NO_OFFSET};
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, Gc, PyResult, Raised, none};

/// Who listens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listener {
    Trace,
    Profile,
}

/// Sets the dispatch table that the thread's state asks for.
pub fn refresh(cx: &mut Context) {
    let thread = &cx.thread;
    let active = !thread.in_tracer && (thread.trace_function.is_some() || thread.profile_function.is_some());
    cx.dispatch = if active { &raw const TRACED } else { crate::jit_driver::table(cx) }.cast();
}

/// Does the running thread report events now?
#[inline(always)]
pub fn active(cx: &Context) -> bool {
    std::ptr::eq(cx.dispatch, (&raw const TRACED).cast())
}

fn begin(cx: &mut Context) {
    if !active(cx) {
        let mut frame = Frame(cx.base);
        while !frame.is_null() {
            frame.set_flags(frame.flags() | WATCHED);
            frame = frame.caller();
        }
    }
    refresh(cx);
}

pub fn set_trace(cx: &mut Context, function: Slot) {
    cx.thread.trace_function = function;
    begin(cx);
}

pub fn set_profile(cx: &mut Context, function: Slot) {
    cx.thread.profile_function = function;
    begin(cx);
}

/// Before an instruction: reports a call and lines. A position when it is not this instruction that comes next.
#[inline(never)]
pub fn before(cx: &mut Context, at: Position) -> Option<Position> {
    let frame = Frame(at.base);
    if frame.flags() & WATCHED == 0 {
        (cx.base, cx.pc) = (at.base, at.pc);
        if announce(cx, frame).is_err() {
            return Some(abandon(cx, at));
        }
    }
    cx.thread.trace_function?;
    let mut object = frame.ext()?.downcast::<FrameObject>()?;
    object.trace?;
    let code = frame.code();
    let (offset, prologue) = (code.offset_of(at.pc), code.body().prologue);
    if offset < prologue {
        return None;
    }
    let previous = std::mem::replace(&mut object.previous, NO_OFFSET);
    object.previous = offset;
    if offset == previous {
        return None;
    }
    let rows = &code.body().lines;
    let row = rows.partition_point(|row| row.start <= offset).checked_sub(1)?;
    let back = previous != NO_OFFSET && offset < previous;
    let from = if offset == prologue { 0 } else { offset };
    let first = rows.partition_point(|row| row.start < from);
    // Several rows begin here where statements have no instructions of their own; they are not run again by a loop.
    let due = if back { row..row + 1 } else { first..row + 1 };
    let fallen = if previous == NO_OFFSET || back {
        None
    } else {
        first.checked_sub(1).map(|i| rows[i]).filter(|last| last.start <= previous).map(|last| last.line)
    };
    for i in due {
        let line = rows[i].line;
        if fallen == Some(line) && i == first {
            continue;
        }
        (cx.base, cx.pc) = (at.base, at.pc.wrapping_add(1));
        object.line = line;
        object.jump = NO_OFFSET;
        object.event = frame_object::LINE;
        let reported = report_trace(cx, frame, "line", none());
        object.event = frame_object::NONE;
        if reported.is_err() {
            return Some(unwind(cx, Position { pc: at.pc.wrapping_add(1), base: at.base }));
        }
        let jump = std::mem::replace(&mut object.jump, NO_OFFSET);
        if jump != NO_OFFSET {
            object.previous = jump;
            return Some(Position { pc: code.words.wrapping_add(jump as usize), base: at.base });
        }
        object.trace?;
    }
    None
}

/// A frame begins, or a generator goes on.
fn announce(cx: &mut Context, frame: Frame) -> PyResult<()> {
    frame.set_flags(frame.flags() | WATCHED);
    let mut object = frame_object::of_frame(cx, frame);
    object.previous = NO_OFFSET;
    if frame.code().offset_of(cx.pc) == 0 {
        object.line = 0;
    }
    object.event = frame_object::CALL;
    let reported = report(cx, frame, "call", none());
    object.event = frame_object::NONE;
    if reported.is_err() {
        // Nobody is told of its end.
        frame.set_flags(frame.flags() & !WATCHED);
    }
    reported
}

/// The pending exception passes a frame. A position when the frame has ended by an exception of the tracer's.
pub fn exception(cx: &mut Context, frame: Frame, reraised: bool) -> Option<Position> {
    let (base, pc) = (cx.base, cx.pc);
    let pending = cx.pending.take()?;
    if frame.flags() & WATCHED == 0 && announce(cx, frame).is_err() {
        return Some(abandon(cx, Position { pc, base }));
    }
    if reraised || cx.thread.trace_function.is_none() {
        cx.pending = Some(pending);
        return None;
    }
    let arg = cx.new_tuple(&[pending.class, pending.value, pending.traceback.unwrap_or(none())]).value();
    if report_trace(cx, frame, "exception", arg).is_ok() {
        cx.pending = Some(pending);
    }
    None
}

/// A frame returns a value.
pub fn returned(cx: &mut Context, frame: Frame, value: Value) -> PyResult<()> {
    report(cx, frame, "return", value)
}

/// A generator yields a value.
pub fn yielded(cx: &mut Context, frame: Frame, value: Value) -> PyResult<()> {
    let mut object = frame_object::of_frame(cx, frame);
    object.event = frame_object::YIELD;
    let reported = report(cx, frame, "return", value);
    object.event = frame_object::NONE;
    reported
}

/// A frame ends by the pending exception.
pub fn failed(cx: &mut Context, frame: Frame) {
    let pending = cx.pending.take();
    if report(cx, frame, "return", none()).is_ok() {
        cx.pending = pending;
    }
}

fn report(cx: &mut Context, frame: Frame, event: &str, arg: Value) -> PyResult<()> {
    report_trace(cx, frame, event, arg)?;
    report_profile(cx, frame, event, arg)
}

fn report_trace(cx: &mut Context, frame: Frame, event: &str, arg: Value) -> PyResult<()> {
    let Some(function) = cx.thread.trace_function.filter(|_| active(cx)) else { return Ok(()) };
    let object = frame_object::of_frame(cx, frame);
    let callback = if event == "call" { Some(function) } else { object.trace };
    let Some(callback) = callback else { return Ok(()) };
    invoke(cx, Listener::Trace, object, callback, event, arg)
}

fn report_profile(cx: &mut Context, frame: Frame, event: &str, arg: Value) -> PyResult<()> {
    let Some(function) = cx.thread.profile_function.filter(|_| active(cx)) else { return Ok(()) };
    let object = frame_object::of_frame(cx, frame);
    invoke(cx, Listener::Profile, object, function, event, arg)
}

/// Calls a trace or profile function. One that raises is dismissed.
fn invoke(
    cx: &mut Context,
    listener: Listener,
    mut object: Gc<FrameObject>,
    callback: Value,
    event: &str,
    arg: Value,
) -> PyResult<()> {
    let shown = object.locals.and_then(|locals| locals.downcast::<DictObject>()).filter(|_| !object.own_locals);
    if let Some(dict) = shown {
        crate::exec::fill_locals(cx, object, dict)?;
    }
    let event = cx.intern(event.as_bytes()).value();
    let outer = std::mem::replace(&mut cx.thread.in_tracer, true);
    refresh(cx);
    let result = cx.call(callback, &[object.value(), event, arg]);
    cx.thread.in_tracer = outer;
    refresh(cx);
    match result {
        Ok(local) => {
            if listener == Listener::Trace
                && let Some(local) = local.not_none()
            {
                cx.barrier(object);
                object.trace = Some(local);
            }
            crate::exec::store_locals(cx, object);
            Ok(())
        }
        Err(Raised) => {
            match listener {
                Listener::Trace => {
                    object.trace = None;
                    set_trace(cx, None);
                }
                Listener::Profile => set_profile(cx, None),
            }
            if let Some(triple) = cx.pending {
                let frame = Frame(object.frame);
                let offset = frame.code().offset_of(cx.pc).saturating_sub(1);
                traceback::add(cx, triple, frame, offset);
            }
            Err(Raised)
        }
    }
}

/// Calls a built-in function, reporting the call and its end to the profiler.
pub fn call_builtin(cx: &mut Context, function: Value, call: impl FnOnce(&mut Context) -> PyResult) -> PyResult {
    let frame = Frame(cx.base);
    report_profile(cx, frame, "c_call", function)?;
    match call(cx) {
        Ok(value) => {
            report_profile(cx, frame, "c_return", function)?;
            Ok(value)
        }
        Err(Raised) => {
            let pending = cx.pending.take();
            if report_profile(cx, frame, "c_exception", function).is_ok() {
                cx.pending = pending;
            }
            Err(Raised)
        }
    }
}
