//! Methods and attributes of the built-in exception classes.

use crate::context::Context;
use crate::declare::{FnDecl, GetSet};
use crate::exceptions::ExceptionObject;
use crate::value::slot_bits;

crate::fixed_layout!(LAYOUT: ExceptionObject, |this, tracer| {
    tracer.object(this.args.pointer());
    tracer.word(this.message.bits());
    for &field in &this.fields {
        tracer.word(slot_bits(field));
    }
});

pub static BASE_METHODS: &[FnDecl] = &[];
pub static BASE_GETSET: &[GetSet] = &[];
pub static EXIT_METHODS: &[FnDecl] = &[];
pub static EXIT_GETSET: &[GetSet] = &[];
pub static ENVIRONMENT_METHODS: &[FnDecl] = &[];
pub static ENVIRONMENT_GETSET: &[GetSet] = &[];
pub static KEY_METHODS: &[FnDecl] = &[];
pub static SYNTAX_METHODS: &[FnDecl] = &[];
pub static SYNTAX_GETSET: &[GetSet] = &[];
pub static DECODE_METHODS: &[FnDecl] = &[];
pub static ENCODE_METHODS: &[FnDecl] = &[];
pub static TRANSLATE_METHODS: &[FnDecl] = &[];
pub static UNICODE_GETSET: &[GetSet] = &[];

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<ExceptionObject>(heap, &LAYOUT);
}

pub(crate) fn register(_: &mut Context) {}
