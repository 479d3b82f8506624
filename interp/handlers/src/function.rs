//! Layout of Python functions.

#![allow(unsafe_code)] // heap object layout

use crate::code::{CodeObject, copy_for_globals};
use object_model::gc::Header;
use object_model::handle::{Gc, Object};
use object_model::ops::{Field, Word};
use object_model::value::{Slot, Value, slot_bits};
use object_model::{Context, DictObject, TupleObject, kind};
use std::mem::offset_of;

#[repr(C)]
pub struct FunctionObject {
    pub header: Header,
    pub code: Gc<CodeObject>,
    pub globals: Gc<DictObject>,
    /// Tuple of default values, or empty.
    pub defaults: Slot,
    /// Tuple of cells, or empty.
    pub closure: Slot,
    pub name: Value,
    pub doc: Slot,
    pub dict: Slot,
    pub module: Slot,
}

// SAFETY: made by `new_function`.
unsafe impl Object for FunctionObject {
    const KIND: u8 = kind::FUNCTION;
    const NAME: &'static str = "function";
}

object_model::fixed_layout!(LAYOUT: FunctionObject, |this, tracer| {
    tracer.object(this.code.pointer());
    tracer.object(this.globals.pointer());
    tracer.word(this.name.bits());
    for slot in [this.defaults, this.closure, this.doc, this.dict, this.module] {
        tracer.word(slot_bits(slot));
    }
});

pub const FUNCTION_CODE: Field<Word> = Field::at("code", offset_of!(FunctionObject, code));

/// The locals mapping that a frame's `ext` holds: a mapping itself, or that of its frame object.
pub fn ext_locals(ext: Value) -> Option<Value> {
    match ext.downcast::<crate::frame_object::FrameObject>() {
        Some(frame) => frame.locals,
        None => Some(ext),
    }
}

/// The code that functions with these globals run: inline caches hold cells of one dict.
pub fn code_for(cx: &mut Context, mut code: Gc<CodeObject>, globals: Gc<DictObject>) -> Gc<CodeObject> {
    match code.globals {
        None => {
            code.globals = Some(globals.value());
            cx.barrier(code);
            code
        }
        Some(own) if own == globals.value() => code,
        Some(_) => {
            let mut copy = copy_for_globals(cx, code);
            copy.globals = Some(globals.value());
            copy
        }
    }
}

pub fn new_function(
    cx: &mut Context,
    code: Gc<CodeObject>,
    globals: Gc<DictObject>,
    defaults: Option<Gc<TupleObject>>,
    closure: Option<Gc<TupleObject>>,
) -> Gc<FunctionObject> {
    let code = code_for(cx, code, globals);
    let mut function = cx.allocate::<FunctionObject>();
    (function.code, function.globals) = (code, globals);
    function.name = code.name.value();
    (function.defaults, function.closure) = (defaults.map(Gc::value), closure.map(Gc::value));
    let doc = code.consts.items().first().copied();
    function.doc = doc.filter(|doc| matches!(doc.kind(), kind::STR | kind::UNICODE));
    function
}

/// `__module__` as the globals tell it; filled when a program first asks.
pub fn module_of(cx: &mut Context, mut function: Gc<FunctionObject>) -> Slot {
    if function.module.is_none() {
        let name = cx.name(object_model::Special::Name);
        function.module = cx.dict_get_str(function.globals, name);
        cx.barrier(function);
    }
    function.module
}
