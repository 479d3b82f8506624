//! Iterators over text: the fast way of `iter` over exact str, unicode and bytearray.
//!
//! To programs the first two are of the type that iterates by index over anything, as in 2.7.

#![allow(unsafe_code)] // object layouts

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::protocols::iterate;
use crate::strings::{StrObject, UnicodeObject};
use crate::typeobject::{NO_DICT, TypeDecl};
use crate::types::bytearray::BytearrayObject;
use crate::value::{Slot, Value, slot_bits};
use crate::{kind, py_methods};
use gc::Header;

/// `source` is empty once exhausted.
#[repr(C)]
pub struct TextIterator {
    header: Header,
    source: Slot,
    index: usize,
}

macro_rules! text_iterators {
    ($($name:ident $layout:ident $kind:ident $text:literal;)*) => {
        $(
            #[repr(transparent)]
            pub struct $name(TextIterator);
            // SAFETY: made by `new_iterator`.
            unsafe impl Object for $name {
                const KIND: u8 = kind::$kind;
                const NAME: &'static str = $text;
            }
            crate::fixed_layout!($layout: $name, |this, tracer| { tracer.word(slot_bits(this.0.source)); });
        )*
        pub(super) fn register_layouts(heap: &mut gc::Heap) {
            $(crate::layout::register_fixed::<$name>(heap, &$layout);)*
        }
    };
}

text_iterators! {
    StrIterator STR_LAYOUT STR_ITERATOR "iterator";
    UnicodeIterator UNICODE_LAYOUT UNICODE_ITERATOR "iterator";
    BytearrayIterator BYTEARRAY_LAYOUT BYTEARRAY_ITERATOR "bytearray_iterator";
}

static BYTEARRAY_ITERATOR: TypeDecl = TypeDecl {
    methods: &[iterate::ITERATOR, ITERATOR_METHODS],
    flags: NO_DICT,
    ..TypeDecl::new("bytearray_iterator", kind::BYTEARRAY_ITERATOR)
};

pub(super) fn register(cx: &mut Context) {
    cx.kind_decl[kind::STR_ITERATOR as usize] = Some(&iterate::SEQUENCE_ITERATOR);
    cx.kind_decl[kind::UNICODE_ITERATOR as usize] = Some(&iterate::SEQUENCE_ITERATOR);
    cx.register_kind_type(&BYTEARRAY_ITERATOR);
    cx.register_next(kind::STR_ITERATOR, next);
    cx.register_next(kind::UNICODE_ITERATOR, next);
    cx.register_next(kind::BYTEARRAY_ITERATOR, next);
}

/// An iterator of one of the three kinds.
pub fn new_iterator(cx: &mut Context, kind: u8, source: Value) -> Value {
    let object = cx.heap.alloc(Header::new(kind.into(), kind), size_of::<TextIterator>());
    // SAFETY: just allocated; the three kinds share the layout.
    let mut iterator: Gc<TextIterator> = unsafe { Gc::from_pointer(object.cast()) };
    iterator.source = Some(source);
    iterator.value()
}

fn layout_of(value: Value) -> Option<Gc<TextIterator>> {
    match value.kind() {
        // SAFETY: the kinds with this layout.
        kind::STR_ITERATOR | kind::UNICODE_ITERATOR | kind::BYTEARRAY_ITERATOR => unsafe {
            Some(Gc::from_pointer(value.pointer().cast()))
        },
        _ => None,
    }
}

fn next(cx: &mut Context, iterator: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = layout_of(iterator) else { return Ok(None) };
    let Some(source) = this.source else { return Ok(None) };
    let at = this.index;
    let item = if let Some(text) = source.downcast::<StrObject>() {
        text.bytes().get(at).map(|&byte| cx.byte_strs[usize::from(byte)].value())
    } else if let Some(text) = source.downcast::<UnicodeObject>() {
        match text.get().chars().get(at) {
            Some(code) => Some(cx.new_unicode_char(code)?.value()),
            None => None,
        }
    } else if let Some(bytes) = source.downcast::<BytearrayObject>() {
        bytes.get().bytes().get(at).map(|&byte| Value::small(byte.into()))
    } else {
        None
    };
    match item {
        Some(_) => this.index += 1,
        None => this.source = None,
    }
    Ok(item)
}

py_methods! { ITERATOR_METHODS:
    /// how many items are still to come
    fn __length_hint__(cx: &mut Context, this: Value) -> PyResult<usize> {
        match layout_of(this) {
            Some(this) => match this.source {
                Some(source) => Ok(cx.length(source)?.saturating_sub(this.index)),
                None => Ok(0),
            },
            None => Ok(0),
        }
    }
}
