//! The built-in types, a file or folder each; here only the list of them.

pub mod boolean;
pub mod buffer;
pub mod bytearray;
pub mod bytes_ops;
pub mod callable_iterator;
pub mod classobj;
pub mod complex;
pub mod dict;
pub mod dictproxy;
pub mod enumerate;
pub mod exception;
pub mod file;
pub mod float;
pub mod function;
pub mod int;
pub mod list;
pub mod long;
pub mod memoryview;
pub mod module;
pub mod numeric;
pub mod object;
pub mod property;
pub mod reversed;
pub mod set;
pub mod singleton;
pub mod slice;
pub mod str;
pub mod structseq;
pub mod super_;
pub mod text_args;
pub mod tuple;
pub mod type_;
pub mod unicode;
pub mod weakref;
pub mod xrange;

use crate::context::Context;
use crate::descriptors;
use crate::protocols::iterate;
use gc::Heap;

/// Kinds whose layouts are declared beside their types.
pub(crate) fn register_layouts(heap: &mut Heap) {
    descriptors::register_layouts(heap);
    iterate::register_layouts(heap);
    buffer::register_layouts(heap);
    bytearray::register_layouts(heap);
    memoryview::register_layouts(heap);
    callable_iterator::register_layouts(heap);
    classobj::register_layouts(heap);
    complex::register_layouts(heap);
    dict::register_layouts(heap);
    dictproxy::register_layouts(heap);
    enumerate::register_layouts(heap);
    exception::register_layouts(heap);
    file::register_layouts(heap);
    list::register_layouts(heap);
    reversed::register_layouts(heap);
    set::register_layouts(heap);
    slice::register_layouts(heap);
    str::register_layouts(heap);
    structseq::register_layouts(heap);
    unicode::register_layouts(heap);
    weakref::register_layouts(heap);
    xrange::register_layouts(heap);
}

/// Tells a new context which type each kind has, and how built-in iterators step.
pub(crate) fn register(cx: &mut Context) {
    for decl in [
        &type_::TYPE,
        &iterate::LIST_ITERATOR,
        &iterate::TUPLE_ITERATOR,
        &iterate::SEQUENCE_ITERATOR,
        &boolean::BOOL,
        &float::FLOAT,
        &int::INT,
        &long::LONG,
        &tuple::TUPLE,
    ] {
        cx.register_kind_type(decl);
    }
    buffer::register(cx);
    bytearray::register(cx);
    memoryview::register(cx);
    callable_iterator::register(cx);
    classobj::register(cx);
    complex::register(cx);
    dict::register(cx);
    dictproxy::register(cx);
    enumerate::register(cx);
    exception::register(cx);
    file::register(cx);
    function::register(cx);
    list::register(cx);
    module::register(cx);
    property::register(cx);
    reversed::register(cx);
    set::register(cx);
    singleton::register(cx);
    slice::register(cx);
    str::register(cx);
    super_::register(cx);
    unicode::register(cx);
    weakref::register(cx);
    xrange::register(cx);
}
