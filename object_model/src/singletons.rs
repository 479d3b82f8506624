//! None, True, False, NotImplemented, Ellipsis: objects in static memory, so that tests for them compare with constants.

#![allow(unsafe_code)] // statics shared as heap objects

use crate::handle::Object;
use crate::kind;
use crate::value::Value;
use gc::Header;

/// Header bit in `gc`: the object lies in static memory; the collector passes over it.
pub use gc::STATIC;

#[repr(C, align(16))]
pub struct Singleton {
    header: Header,
    /// The int value of True and False; others zero.
    pub int: i64,
}

const fn singleton(kind: u8, int: i64) -> Singleton {
    Singleton { header: Header { shape: kind as u32, gc: STATIC, kind, aux: 0 }, int }
}

static NONE: Singleton = singleton(kind::NONE, 0);
static TRUE: Singleton = singleton(kind::BOOL, 1);
static FALSE: Singleton = singleton(kind::BOOL, 0);
static NOT_IMPLEMENTED: Singleton = singleton(kind::NOT_IMPLEMENTED, 0);
static ELLIPSIS: Singleton = singleton(kind::ELLIPSIS, 0);

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident = $object:ident;)*) => {$(
        $(#[$doc])*
        #[inline(always)]
        pub fn $name() -> Value {
            // SAFETY: the address of a static is not zero and aligned.
            unsafe { Value::from_bits_unchecked(&raw const $object as u64) }
        }
    )*};
}

values! {
    none = NONE;
    py_true = TRUE;
    py_false = FALSE;
    not_implemented = NOT_IMPLEMENTED;
    ellipsis = ELLIPSIS;
}

#[inline(always)]
pub fn py_bool(truth: bool) -> Value {
    if truth { py_true() } else { py_false() }
}

/// True or False as a heap object.
#[repr(C)]
pub struct BoolObject {
    pub header: Header,
    pub int: i64,
}

// SAFETY: `Singleton` has the same layout.
unsafe impl Object for BoolObject {
    const KIND: u8 = kind::BOOL;
    const NAME: &'static str = "bool";
}
