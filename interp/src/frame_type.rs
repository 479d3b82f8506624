//! The type `frame`: what programs see of running and ended frames.
//!
//! Source: language reference 3.2, "Frame objects" (2.7).

use crate::exec::{fill_locals, locals_of};
use bytecode::Mark;
use handlers::CodeObject;
use handlers::frame::Frame;
use handlers::frame_object::{self, FrameObject};
use object_model::declare::GetSet;
use object_model::error::PyResult;
use object_model::handle::Gc;
use object_model::typeobject::TypeDecl;
use object_model::types::function::readonly;
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, kind, none, py_bool, raise};

pub static FRAME: TypeDecl = TypeDecl { getset: GETSET, ..TypeDecl::new("frame", kind::FRAME) };

pub fn register(cx: &mut Context) {
    cx.register_kind_type(&FRAME);
}

fn frame(this: Value) -> Gc<FrameObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

static GETSET: &[GetSet] = &[
    GetSet { name: "f_back", doc: "the caller's frame", get: get_back, set: Some(readonly) },
    GetSet {
        name: "f_code",
        doc: "the code",
        get: |_, this| Ok(CodeObject::visible(frame(this).code()).value()),
        set: Some(readonly),
    },
    GetSet {
        name: "f_globals",
        doc: "the global names",
        get: |_, this| Ok(frame(this).function.globals.value()),
        set: Some(readonly),
    },
    GetSet {
        name: "f_builtins",
        doc: "the built-in names",
        get: |cx, _| Ok(cx.builtins.unwrap_or(none())),
        set: Some(readonly),
    },
    GetSet { name: "f_locals", doc: "the local names", get: get_locals, set: None },
    GetSet {
        name: "f_lasti",
        doc: "offset of the instruction",
        get: |cx, this| {
            let offset = offset_of(cx, frame(this));
            Ok(Value::small(offset.map_or(-1, |offset| i64::from(offset) * 4)))
        },
        set: Some(readonly),
    },
    GetSet { name: "f_lineno", doc: "the line", get: get_line, set: Some(set_line) },
    GetSet {
        name: "f_trace",
        doc: "the trace function",
        get: |_, this| Ok(frame(this).trace.unwrap_or(none())),
        set: Some(set_trace),
    },
    GetSet { name: "f_restricted", doc: "", get: |_, _| Ok(py_bool(false)), set: None },
    GetSet {
        // The exception that a frame handles is the thread's: what programs store here has no use.
        name: "f_exc_type",
        doc: "",
        get: |cx, _| cx.warn_py3k("f_exc_type has been removed in 3.x").map(|()| none()),
        set: Some(|cx, _, _| cx.warn_py3k("f_exc_type has been removed in 3.x")),
    },
    GetSet {
        name: "f_exc_value",
        doc: "",
        get: |cx, _| cx.warn_py3k("f_exc_value has been removed in 3.x").map(|()| none()),
        set: Some(|cx, _, _| cx.warn_py3k("f_exc_value has been removed in 3.x")),
    },
    GetSet {
        name: "f_exc_traceback",
        doc: "",
        get: |cx, _| cx.warn_py3k("f_exc_traceback has been removed in 3.x").map(|()| none()),
        set: Some(|cx, _, _| cx.warn_py3k("f_exc_traceback has been removed in 3.x")),
    },
];

/// Where on this thread's stack the frame runs, with the pc at which it stands; `None`: it does not.
fn running(cx: &Context, object: Gc<FrameObject>) -> Option<(Frame, *const u32)> {
    if object.frame.is_null() {
        return None;
    }
    let (mut at, mut pc) = (Frame(cx.base), cx.pc);
    while !at.is_null() {
        if at.0 == object.frame {
            return Some((at, pc));
        }
        (pc, at) = (at.return_pc(), at.caller());
    }
    None
}

/// Word offset of the instruction where the frame stands; `None`: it has not begun.
fn offset_of(cx: &Context, object: Gc<FrameObject>) -> Option<u32> {
    match running(cx, object) {
        Some((frame, pc)) => frame.code().offset_of(pc).checked_sub(1),
        None => Some(object.offset),
    }
}

fn get_back(cx: &mut Context, this: Value) -> PyResult {
    let object = frame(this);
    match running(cx, object) {
        Some((frame, _)) if frame.caller().is_null() => Ok(none()),
        Some((frame, _)) => Ok(frame_object::of_frame(cx, frame.caller()).value()),
        None => Ok(object.back.unwrap_or(none())),
    }
}

fn get_line(cx: &mut Context, this: Value) -> PyResult {
    let object = frame(this);
    let code = object.code();
    if object.trace.is_some() && object.line != 0 {
        return Ok(Value::small(object.line.into()));
    }
    let line = match offset_of(cx, object) {
        Some(offset) => bytecode::line_of(code.body(), offset),
        None => code.body().first_line,
    };
    Ok(Value::small(line.into()))
}

fn set_line(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut object = frame(this);
    let Some(value) = value else { raise!(cx, AttributeError, "cannot delete attribute") };
    let Some(line) = value.as_int().filter(|_| matches!(value.kind(), kind::INT | kind::BOOL)) else {
        raise!(cx, ValueError, "lineno must be an integer");
    };
    match object.event {
        frame_object::CALL => raise!(cx, ValueError, "can't jump from the 'call' trace event of a new frame"),
        _ if object.trace.is_none() => raise!(cx, ValueError, "f_lineno can only be set by a trace function"),
        frame_object::YIELD => raise!(cx, ValueError, "can't jump from a yield statement"),
        frame_object::LINE => {}
        _ => raise!(cx, ValueError, "can only jump from a 'line' trace event"),
    }
    let code = object.code();
    if line < i64::from(code.body().first_line) {
        raise!(cx, ValueError, "line {line} comes before the current code block");
    }
    match target(code.body(), object.previous, object.line, line) {
        Ok(row) => {
            object.jump = row.start.max(code.body().prologue);
            object.line = row.line;
            bind_all(Frame(object.frame));
            Ok(())
        }
        Err(Refusal::After) => raise!(cx, ValueError, "line {line} comes after the current code block"),
        Err(Refusal::Except) => {
            raise!(cx, ValueError, "can't jump to 'except' line as there's no exception")
        }
        Err(Refusal::Finally) => raise!(cx, ValueError, "can't jump into or out of a 'finally' block"),
        Err(Refusal::Into) => raise!(cx, ValueError, "can't jump into the middle of a block"),
    }
}

enum Refusal {
    After,
    Except,
    Finally,
    Into,
}

/// Where control goes on that stands at an offset and a line and is to go to another line.
fn target(body: &bytecode::Body, offset: u32, at: u32, line: i64) -> Result<bytecode::Line, Refusal> {
    let rows = &body.lines;
    let reachable = |row: &&bytecode::Line| i64::from(row.line) >= line && row.mark != Mark::Middle;
    let row = rows.iter().filter(reachable).min_by_key(|row| row.line).copied().ok_or(Refusal::After)?;
    if row.mark == Mark::Except {
        return Err(Refusal::Except);
    }
    // A `try` has no instructions: its row begins where that of its body does, and lies outside.
    let within = |block: &bytecode::Block, offset: u32, line: u32| {
        let last = rows[..rows.partition_point(|row| row.start <= offset)].last();
        let outside = last.is_some_and(|last| last.start == offset && last.line != line);
        block.start <= offset && offset < block.end && !(outside && block.start == offset)
    };
    for block in &body.blocks {
        let (from, to) = (within(block, offset, at), within(block, row.start, row.line));
        if block.is_finally && from != to {
            return Err(Refusal::Finally);
        }
        if !block.is_finally && to && !from {
            return Err(Refusal::Into);
        }
    }
    Ok(row)
}

/// Code after a jump may take for granted that locals are bound.
fn bind_all(frame: Frame) {
    let code = frame.code();
    let body = code.body();
    for at in 0..code.varnames.len() {
        if at < code.locals as usize && !body.cell_registers.contains(&(at as u16)) && frame.get(at).is_none() {
            frame.set(at, Some(none()));
        }
    }
}

fn set_trace(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut object = frame(this);
    cx.barrier(object);
    object.trace = value.and_then(Value::not_none);
    Ok(())
}

fn get_locals(cx: &mut Context, this: Value) -> PyResult {
    let mut object = frame(this);
    if let Some((frame, _)) = running(cx, object) {
        return locals_of(cx, frame);
    }
    if object.own_locals {
        return Ok(object.locals.unwrap_or(none()));
    }
    let code = object.code();
    if code.flags & bytecode::CO_NEWLOCALS == 0 {
        return Ok(object.function.globals.value());
    }
    let dict = match object.locals.and_then(|locals| locals.downcast::<DictObject>()) {
        Some(dict) => dict,
        None => {
            let dict = cx.new_dict();
            cx.barrier(object);
            object.locals = Some(dict.value());
            dict
        }
    };
    fill_locals(cx, object, dict)?;
    Ok(dict.value())
}
