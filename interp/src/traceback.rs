//! Traceback objects: a node for each frame that an exception passed.

#![allow(unsafe_code)] // heap object layout

use handlers::frame::Frame;
use handlers::frame_object::{self, FrameObject};
use object_model::descriptors::Triple;
use object_model::gc::Header;
use object_model::handle::{Gc, Object};
use object_model::value::{Slot, slot_bits};
use object_model::{Context, GetSet, TypeDecl, Value, kind, none};

#[repr(C)]
pub struct TracebackObject {
    pub header: Header,
    pub next: Slot,
    pub frame: Gc<FrameObject>,
    /// Word offset of the instruction.
    pub offset: u32,
    pub line: u32,
}

// SAFETY: made by `add`.
unsafe impl Object for TracebackObject {
    const KIND: u8 = kind::TRACEBACK;
    const NAME: &'static str = "traceback";
}

object_model::fixed_layout!(LAYOUT: TracebackObject, |this, tracer| {
    tracer.word(slot_bits(this.next));
    tracer.object(this.frame.pointer());
});

static GETSET: &[GetSet] = &[
    GetSet { name: "tb_next", doc: "", get: |_, this| Ok(node(this).next.unwrap_or(none())), set: None },
    GetSet { name: "tb_frame", doc: "", get: |_, this| Ok(node(this).frame.value()), set: None },
    GetSet { name: "tb_lasti", doc: "", get: |_, this| Ok(Value::small(i64::from(node(this).offset) * 4)), set: None },
    GetSet { name: "tb_lineno", doc: "", get: |_, this| Ok(Value::small(node(this).line.into())), set: None },
];

pub static TRACEBACK: TypeDecl = TypeDecl { getset: GETSET, ..TypeDecl::new("traceback", kind::TRACEBACK) };

fn node(this: Value) -> Gc<TracebackObject> {
    match this.downcast() {
        Some(node) => node,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

pub fn register(cx: &mut Context) {
    object_model::layout::register_fixed::<TracebackObject>(&mut cx.heap, &LAYOUT);
    cx.register_kind_type(&TRACEBACK);
}

/// The pending exception passes this frame at this instruction.
pub fn add(cx: &mut Context, mut triple: Gc<Triple>, frame: Frame, offset: u32) {
    let object = frame_object::of_frame(cx, frame);
    let line = bytecode::line_of(frame.code().body(), offset);
    let mut node = cx.allocate::<TracebackObject>();
    (node.next, node.frame) = (triple.traceback, object);
    (node.offset, node.line) = (offset, line);
    // A raised triple may be shared with `sys.exc_info()`: the traceback that is seen there does not change.
    if cx.exc_info == Some(triple) {
        triple = cx.new_triple(triple.class, triple.value, None);
        cx.pending = Some(triple);
    }
    cx.barrier(triple);
    triple.traceback = Some(node.value());
}

/// The nodes of a traceback, outermost first.
pub fn nodes(traceback: Slot) -> Vec<Gc<TracebackObject>> {
    let mut all = Vec::new();
    let mut at = traceback;
    while let Some(node) = at.and_then(|at| at.downcast::<TracebackObject>()) {
        all.push(node);
        at = node.next;
    }
    all
}
