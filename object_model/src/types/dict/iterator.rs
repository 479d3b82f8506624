//! Iterators over dicts: three kinds of one layout. They notice a change of size, not one of contents, as CPython's do.

#![allow(unsafe_code)] // heap object layouts

use super::Part;
use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::protocols::iterate::ITERATOR;
use crate::typeobject::TypeDecl;
use crate::value::{Slot, Value, slot_bits};
use crate::{kind, py_methods, raise};
use gc::Header;

/// Walks a dict in order; `source` is empty once exhausted.
#[repr(C)]
pub struct DictIterator {
    pub header: Header,
    pub source: Slot,
    pub position: usize,
    /// Items the dict had at the start; `CHANGED` once it was found to have another number.
    pub len: usize,
    /// Items handed out.
    pub done: usize,
}

const CHANGED: usize = usize::MAX;

macro_rules! dict_iterators {
    ($($name:ident $layout:ident $type:ident $kind:ident $text:literal $part:ident $next:ident;)*) => {
        $(
            #[repr(transparent)]
            pub struct $name(pub DictIterator);
            // SAFETY: made by `new`.
            unsafe impl Object for $name {
                const KIND: u8 = kind::$kind;
                const NAME: &'static str = $text;
            }
            crate::fixed_layout!($layout: $name, |this, tracer| { tracer.word(slot_bits(this.0.source)); });
            static $type: TypeDecl = TypeDecl { methods: &[ITERATOR, METHODS], ..TypeDecl::new($text, kind::$kind) };
            fn $next(cx: &mut Context, iterator: Value) -> PyResult<Option<Value>> {
                let Some(this) = iterator_of(iterator) else { return Ok(None) };
                Ok(step(cx, this)?.map(|(key, value)| Part::$part.of(cx, key, value)))
            }
        )*
        pub(super) fn register_layouts(heap: &mut gc::Heap) {
            $(crate::layout::register_fixed::<$name>(heap, &$layout);)*
        }
        pub(super) fn register(cx: &mut Context) {
            $(
                cx.register_kind_type(&$type);
                cx.register_next(kind::$kind, $next);
            )*
        }
    };
}

dict_iterators! {
    KeyIterator KEY_LAYOUT KEY_TYPE DICT_KEY_ITERATOR "dictionary-keyiterator" Keys next_key;
    ValueIterator VALUE_LAYOUT VALUE_TYPE DICT_VALUE_ITERATOR "dictionary-valueiterator" Values next_value;
    ItemIterator ITEM_LAYOUT ITEM_TYPE DICT_ITEM_ITERATOR "dictionary-itemiterator" Items next_item;
}

/// A new iterator over one part of the entries.
pub(crate) fn new(cx: &mut Context, dict: Gc<DictObject>, part: Part) -> Value {
    let kind = match part {
        Part::Keys => kind::DICT_KEY_ITERATOR,
        Part::Values => kind::DICT_VALUE_ITERATOR,
        Part::Items => kind::DICT_ITEM_ITERATOR,
    };
    let len = cx.dict_len(dict);
    let object = cx.heap.alloc(Header::new(kind.into(), kind), size_of::<DictIterator>());
    // SAFETY: just allocated; the three kinds share the layout.
    let mut iterator: Gc<DictIterator> = unsafe { Gc::from_pointer(object.cast()) };
    (iterator.source, iterator.len) = (Some(dict.value()), len);
    iterator.value()
}

fn iterator_of(value: Value) -> Option<Gc<DictIterator>> {
    match value.kind() {
        kind::DICT_KEY_ITERATOR | kind::DICT_VALUE_ITERATOR | kind::DICT_ITEM_ITERATOR => {
            // SAFETY: the three kinds share the layout.
            Some(unsafe { Gc::from_pointer(value.pointer().cast()) })
        }
        _ => None,
    }
}

#[inline]
fn step(cx: &mut Context, mut this: Gc<DictIterator>) -> PyResult<Option<(Value, Value)>> {
    let Some(dict) = this.source.and_then(Value::downcast::<DictObject>) else { return Ok(None) };
    if cx.dict_len(dict) != this.len {
        this.len = CHANGED;
        raise!(cx, RuntimeError, "dictionary changed size during iteration");
    }
    match cx.dict_next(dict, &mut this.get_mut().position) {
        Some(entry) => {
            this.done += 1;
            Ok(Some(entry))
        }
        None => {
            this.source = None;
            Ok(None)
        }
    }
}

py_methods! { METHODS:
    /// how many items are still to come, as an estimate
    fn __length_hint__(cx: &mut Context, this: Value) -> usize {
        let Some(this) = iterator_of(this) else { return 0 };
        match this.source.and_then(Value::downcast::<DictObject>) {
            Some(dict) if cx.dict_len(dict) == this.len => this.len.saturating_sub(this.done),
            _ => 0,
        }
    }
}
