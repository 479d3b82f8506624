//! Frames that end: by return with something to do, or by an exception.

use crate::generator;
use crate::run::{Position, branch};
use crate::traceback;
use crate::tracing;
use handlers::frame::{Frame, HAS_EXT, PLAIN, ReturnKind, WATCHED};
use handlers::frame_object;
use handlers::slow::exception::restore;
use object_model::error::RawValue;
use object_model::{Context, Exc, Gc, Raised, Value, none};

/// A frame returns whose flags say more than "into a register".
#[inline(never)]
pub fn finish_return(cx: &mut Context, at: Position) -> Position {
    let frame = Frame(at.base);
    (cx.base, cx.pc) = (at.base, at.pc);
    let value = cx.result.take().unwrap_or(none());
    if frame.flags() & PLAIN == (ReturnKind::Init as u64) << 1 | 1 && value.is_none() {
        return Position { pc: frame.return_pc(), base: frame.caller().0 };
    }
    let code = frame.code();
    if frame.flags() & WATCHED != 0 && tracing::active(cx) {
        (cx.base, cx.pc) = (at.base, at.pc);
        if tracing::returned(cx, frame, value).is_err() {
            frame.set_flags(frame.flags() & !WATCHED);
            return abandon(cx, at);
        }
    }
    if frame.flags() & HAS_EXT != 0 {
        frame_object::close(cx, frame, code.offset_of(at.pc).saturating_sub(1));
    }
    let generator = code.flags & bytecode::CO_GENERATOR != 0;
    if generator {
        generator::finish(cx, frame);
    }
    deliver(cx, frame, value, generator)
}

/// Hands a frame's value to its caller.
pub fn deliver(cx: &mut Context, frame: Frame, value: Value, exhausted: bool) -> Position {
    let caller = frame.caller();
    let at = Position { pc: frame.return_pc(), base: caller.0 };
    let result: Result<Position, Raised> = match frame.return_kind() {
        ReturnKind::Value | ReturnKind::Next => {
            caller.set(frame.destination(), Some(value));
            Ok(at)
        }
        ReturnKind::Native => {
            (cx.base, cx.pc) = (caller.0, at.pc);
            // A generator that ends, instead of yielding, has no value.
            cx.result = if exhausted { None } else { Some(value) };
            return Position::leave(true);
        }
        ReturnKind::Init => {
            (cx.base, cx.pc) = (at.base, at.pc);
            if value.is_none() {
                Ok(at)
            } else {
                let (instance, given) = (caller.get(frame.destination()).unwrap_or(none()), cx.type_name(value));
                Err(crate::call::refuse_init(cx, instance, &given))
            }
        }
        kind @ (ReturnKind::JumpIfTrue | ReturnKind::JumpIfFalse) => {
            (cx.base, cx.pc) = (at.base, at.pc);
            cx.truth(value).map(|truth| {
                let jump = truth == (kind == ReturnKind::JumpIfTrue);
                Position { pc: if jump { branch(at.pc) } else { at.pc }, base: at.base }
            })
        }
        ReturnKind::Drop => Ok(at),
        ReturnKind::Generator => {
            if exhausted {
                Ok(Position { pc: branch(at.pc), base: at.base })
            } else {
                caller.set(frame.destination(), Some(value));
                Ok(at)
            }
        }
    };
    match result {
        Ok(at) => at,
        Err(Raised) => unwind(cx, at),
    }
}

/// Takes the pending exception to the nearest handler, leaving frames on the way.
#[inline(never)]
pub fn unwind(cx: &mut Context, at: Position) -> Position {
    let mut at = at;
    loop {
        let frame = Frame(at.base);
        let code = frame.code();
        let Some(triple) = cx.pending else { unreachable!("unwinding follows a raise") };
        let offset = code.offset_of(at.pc).saturating_sub(1);
        (cx.base, cx.pc) = (at.base, at.pc);
        let reraised = std::mem::take(&mut cx.reraising);
        if !reraised {
            traceback::add(cx, triple, frame, offset);
        }
        if tracing::active(cx)
            && let Some(at) = tracing::exception(cx, frame, reraised)
        {
            return at;
        }
        let Some(mut triple) = cx.pending else { unreachable!("a traceback was added to it") };
        let body = code.body();
        if let Some(handler) = body.handlers.iter().find(|row| row.start <= offset && offset < row.end) {
            cx.pending = None;
            triple.raw = RawValue::Made;
            frame.set(handler.register.into(), Some(Gc::value(triple)));
            return Position { pc: code.words.wrapping_add(handler.target as usize), base: at.base };
        }
        match end(cx, at) {
            Ok(caller) => at = caller,
            Err(at) => return at,
        }
    }
}

/// As `unwind`, passing over the handlers of the running frame.
pub fn abandon(cx: &mut Context, at: Position) -> Position {
    match end(cx, at) {
        Ok(caller) => unwind(cx, caller),
        Err(at) => at,
    }
}

/// A frame ends by the pending exception: where in its caller this goes on, or how the caller takes it.
fn end(cx: &mut Context, at: Position) -> Result<Position, Position> {
    let frame = Frame(at.base);
    let code = frame.code();
    if frame.flags() & WATCHED != 0 && tracing::active(cx) {
        tracing::failed(cx, frame);
    }
    if let Some(save) = code.body().exc_save {
        restore(cx, frame.get(save.into()));
    }
    if frame.flags() & HAS_EXT != 0 {
        frame_object::close(cx, frame, code.offset_of(at.pc).saturating_sub(1));
    }
    let generator = code.flags & bytecode::CO_GENERATOR != 0;
    if generator {
        generator::finish(cx, frame);
    }
    let caller = frame.caller();
    (cx.base, cx.pc) = (caller.0, frame.return_pc());
    match frame.return_kind() {
        ReturnKind::Native => Err(Position::leave(false)),
        ReturnKind::Next | ReturnKind::Generator if cx.catch(Exc::StopIteration) => {
            Err(Position { pc: branch(frame.return_pc()), base: caller.0 })
        }
        _ => Ok(Position { pc: frame.return_pc(), base: caller.0 }),
    }
}
