//! What the collector knows of each layout: sizes and references.
//!
//! Objects whose shape is a map carry an attribute word behind their layout (see `instance`), except the two instance
//! kinds, which have it in the layout.

#![allow(unsafe_code)] // reads objects by their kind

use crate::instance;
use crate::kind::{self, FIRST_MAP};
use crate::{long, strings, tuple, typeobject};
use gc::{Header, Heap, KindInfo, Tracer};

/// Size of an object without its attribute word.
pub type SizeFn = unsafe fn(*const Header) -> usize;

static BASE_SIZE: [std::sync::atomic::AtomicUsize; 256] = [const { std::sync::atomic::AtomicUsize::new(0) }; 256];

/// # Safety
/// `object` is a live object.
#[inline]
pub unsafe fn base_size(object: *const Header) -> usize {
    // SAFETY: by contract; the table holds sizes (small numbers) or functions of this signature.
    unsafe {
        match BASE_SIZE[(*object).kind as usize].load(std::sync::atomic::Ordering::Relaxed) {
            size if size < 4096 => size,
            function => std::mem::transmute::<usize, SizeFn>(function)(object),
        }
    }
}

/// Size of any object but instances, its attribute word included.
///
/// # Safety
/// `object` is a live object.
pub unsafe fn size(object: *const Header) -> usize {
    // SAFETY: by contract.
    unsafe {
        let base = base_size(object);
        if (*object).shape >= FIRST_MAP { base.next_multiple_of(8) + 8 } else { base }
    }
}

/// Size of any object in bytes; a small int's is that of its word.
pub fn size_of_value(value: crate::Value) -> usize {
    match value.header() {
        // SAFETY: a live object.
        Some(header) if header.kind == kind::INSTANCE || header.kind == kind::OLD_INSTANCE => unsafe {
            instance::instance_size(header)
        },
        // SAFETY: as above.
        Some(header) => unsafe { size(header) },
        None => 8,
    }
}

/// Shows the class and the attribute word, if there is one.
///
/// # Safety
/// `object` is a live object, no instance.
pub unsafe fn trace_ext(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by contract.
    unsafe {
        if (*object).shape >= FIRST_MAP {
            tracer.shape((*object).shape);
            tracer.word(object.cast::<u8>().add(base_size(object).next_multiple_of(8)).cast::<u64>().read());
        }
    }
}

/// Declares the layout of a type with a fixed size: `fixed_layout!(NAME: Type, |this, tracer| body)` makes a static
/// `KindInfo`.
#[macro_export]
macro_rules! fixed_layout {
    ($name:ident: $type:ty, |$this:ident, $tracer:ident| $body:block) => {
        pub static $name: $crate::gc::KindInfo = {
            /// # Safety
            /// `KindInfo::trace`'s contract.
            #[allow(unsafe_code)]
            unsafe fn trace(object: *mut $crate::gc::Header, $tracer: &mut $crate::gc::Tracer) {
                {
                    // SAFETY: the collector calls this for objects of this kind.
                    let $this = unsafe { &*object.cast::<$type>() };
                    let _ = &$this;
                    $body
                }
                // SAFETY: as above.
                unsafe { $crate::layout::trace_ext(object, $tracer) };
            }
            $crate::gc::KindInfo {
                name: <$type as $crate::Object>::NAME,
                size: $crate::layout::size,
                trace,
                weak: None,
                drop: None,
            }
        };
    };
}

/// Registers a kind of fixed size.
pub fn register_fixed<T: crate::Object>(heap: &mut Heap, info: &'static KindInfo) {
    BASE_SIZE[T::KIND as usize].store(size_of::<T>(), std::sync::atomic::Ordering::Relaxed);
    heap.register_kind(T::KIND, info);
}

/// As `register_fixed` for kinds that share a layout.
pub fn register_size(heap: &mut Heap, kind: u8, size: usize, info: &'static KindInfo) {
    BASE_SIZE[kind as usize].store(size, std::sync::atomic::Ordering::Relaxed);
    heap.register_kind(kind, info);
}

/// Registers a kind whose size `function` tells.
pub fn register_sized(heap: &mut Heap, kind: u8, function: SizeFn, info: &'static KindInfo) {
    BASE_SIZE[kind as usize].store(function as usize, std::sync::atomic::Ordering::Relaxed);
    heap.register_kind(kind, info);
}

macro_rules! sized_kinds {
    ($($name:ident $text:literal $trace:expr;)*) => {
        $(static $name: KindInfo = KindInfo { name: $text, size, trace: {
            /// # Safety
            /// `KindInfo::trace`'s contract.
            unsafe fn trace(object: *mut Header, tracer: &mut Tracer) {
                let body: unsafe fn(*mut Header, &mut Tracer) = $trace;
                // SAFETY: the collector calls this for objects of this kind.
                unsafe {
                    body(object, tracer);
                    trace_ext(object, tracer);
                }
            }
            trace
        }, weak: None, drop: None };)*
    };
}

/// # Safety
/// `object` is a str.
unsafe fn trace_str(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by contract.
    tracer.word(unsafe { (*object.cast::<strings::StrObject>()).buffer() }.map_or(0, |buffer| buffer.value().bits()));
}

/// # Safety
/// `object` is a unicode.
unsafe fn trace_unicode(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by contract.
    tracer.word(unsafe { (*object.cast::<strings::UnicodeObject>()).buffer() }.map_or(0, |buffer| buffer.value().bits()));
}

sized_kinds! {
    TYPE "type" typeobject::type_trace;
    STR "str" trace_str;
    UNICODE "unicode" trace_unicode;
    TUPLE "tuple" tuple::tuple_trace;
    LONG "long" |_, _| ();
    LIST "list" strategies::trace_list;
    DICT "dict" strategies::trace_dict;
    SET "set" strategies::trace_set;
    FROZENSET "frozenset" strategies::trace_set;
    INT "int" |_, _| ();
    BOOL "bool" |_, _| ();
    FLOAT "float" |_, _| ();
}

static INSTANCE: KindInfo =
    KindInfo { name: "instance", size: instance::instance_size, trace: instance::instance_trace, weak: None, drop: None };
static ATTRIBUTES: KindInfo = KindInfo {
    name: "attributes",
    size: instance::attributes_size,
    trace: instance::attributes_trace,
    weak: None,
    drop: None,
};
static RAW: KindInfo = KindInfo { name: "raw", size: raw_size, trace: |_, _| (), weak: None, drop: None };

/// # Safety
/// `object` is a raw buffer.
unsafe fn raw_size(object: *const Header) -> usize {
    // SAFETY: by contract.
    strings::RAW_PREFIX + unsafe { (*object.cast::<strings::RawBuffer>()).capacity }
}

/// Tells a new heap of this crate's layouts.
pub fn register_kinds(heap: &mut Heap) {
    heap.register_kind(kind::INSTANCE, &INSTANCE);
    heap.register_kind(kind::OLD_INSTANCE, &INSTANCE);
    heap.register_kind(kind::ATTRIBUTES, &ATTRIBUTES);
    heap.register_kind(kind::RAW, &RAW);
    register_sized(heap, kind::STR, strings::str_size, &STR);
    register_sized(heap, kind::UNICODE, strings::unicode_size, &UNICODE);
    register_sized(heap, kind::TUPLE, tuple::tuple_size, &TUPLE);
    register_sized(heap, kind::LONG, long::long_size, &LONG);
    register_fixed::<typeobject::TypeObject>(heap, &TYPE);
    register_fixed::<crate::list::ListObject>(heap, &LIST);
    register_fixed::<crate::dict::DictObject>(heap, &DICT);
    register_fixed::<crate::set::SetObject>(heap, &SET);
    register_fixed::<crate::set::FrozensetObject>(heap, &FROZENSET);
    register_fixed::<crate::int::IntObject>(heap, &INT);
    register_fixed::<crate::singletons::BoolObject>(heap, &BOOL);
    register_fixed::<crate::float::FloatObject>(heap, &FLOAT);
    crate::types::register_layouts(heap);
}
