//! Layout of Python frame objects: made when a program (or a traceback) asks for a frame, they point at it while it runs and
//! keep a copy of its registers when it has ended.

#![allow(unsafe_code)] // heap object layout

use crate::code::CodeObject;
use crate::frame::Frame;
use crate::function::FunctionObject;
use object_model::gc::Header;
use object_model::handle::{Gc, Object};
use object_model::value::{Slot, slot_bits};
use object_model::{Context, TupleObject, Value, kind, none};

pub const NO_OFFSET: u32 = u32::MAX;
/// Values of `FrameObject::event`.
pub const NONE: u8 = 0;
pub const CALL: u8 = 1;
pub const LINE: u8 = 2;
pub const YIELD: u8 = 3;

#[repr(C)]
pub struct FrameObject {
    pub header: Header,
    /// The running frame, or null.
    pub frame: *mut Slot,
    pub function: Gc<FunctionObject>,
    pub back: Slot,
    /// A locals mapping, where the frame has one (class bodies, exec), or the dict last made for `f_locals`.
    pub locals: Slot,
    /// Registers of the ended frame: a tuple with None for empty ones; `bound` tells which are.
    pub registers: Slot,
    pub bound: Slot,
    pub trace: Slot,
    /// Word offset of the instruction where it stands, once ended.
    pub offset: u32,
    /// Line that was last reported to the trace function.
    pub line: u32,
    /// Offset of the instruction that the tracer saw last, and of the one to go on at instead, or `NO_OFFSET`.
    pub previous: u32,
    pub jump: u32,
    /// What is being reported of the frame.
    pub event: u8,
    /// The locals are a mapping of the program's own, not a copy of registers.
    pub own_locals: bool,
}

// SAFETY: made by `interp` only.
unsafe impl Object for FrameObject {
    const KIND: u8 = kind::FRAME;
    const NAME: &'static str = "frame";
}

object_model::fixed_layout!(LAYOUT: FrameObject, |this, tracer| {
    tracer.object(this.function.pointer());
    for slot in [this.back, this.locals, this.registers, this.bound, this.trace] {
        tracer.word(slot_bits(slot));
    }
});

/// The frame object of a running frame, made now if there is none.
pub fn of_frame(cx: &mut Context, frame: Frame) -> Gc<FrameObject> {
    if let Some(object) = frame.ext().and_then(|ext| ext.downcast::<FrameObject>()) {
        return object;
    }
    let mut object = cx.allocate::<FrameObject>();
    object.frame = frame.0;
    object.function = frame.function();
    (object.previous, object.jump) = (NO_OFFSET, NO_OFFSET);
    if let Some(locals) = frame.ext() {
        object.locals = Some(locals);
        object.own_locals = true;
    }
    frame.set_ext(Some(object.value()));
    object
}

impl FrameObject {
    pub fn code(&self) -> Gc<CodeObject> {
        self.function.code
    }
    /// A register of the frame, running or ended.
    pub fn register(&self, index: usize) -> Slot {
        if !self.frame.is_null() {
            return Frame(self.frame).get(index);
        }
        let bound = self.bound.and_then(|bound| bound.downcast::<TupleObject>())?;
        if bound.items().get(index).is_none_or(|bound| bound.is_none()) {
            return None;
        }
        self.registers.and_then(|registers| registers.downcast::<TupleObject>())?.items().get(index).copied()
    }
}

/// The frame ends: its object keeps what the registers hold.
pub fn close(cx: &mut Context, frame: Frame, offset: u32) {
    let Some(mut object) = frame.ext().and_then(|ext| ext.downcast::<FrameObject>()) else { return };
    let count = frame.code().locals as usize;
    let registers = cx.try_new_tuple(count, |i| frame.get(i).unwrap_or(none()));
    let bound = cx.try_new_tuple(count, |i| frame.get(i).map_or(none(), |_| Value::small(1)));
    if let (Ok(registers), Ok(bound)) = (registers, bound) {
        (object.registers, object.bound) = (Some(registers.value()), Some(bound.value()));
        cx.barrier(object);
    } else {
        cx.pending = None;
    }
    object.offset = offset;
    object.frame = std::ptr::null_mut();
    // The caller's frame shows which way this one was reached.
    if object.back.is_none() && !frame.caller().is_null() {
        let caller = of_frame(cx, frame.caller());
        object.back = Some(caller.value());
        cx.barrier(object);
    }
}
