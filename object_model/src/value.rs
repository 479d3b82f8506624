//! The value word: a small int (63 bits, low bit 1) or a pointer to an object's header. Zero is no value.
//!
//! Ints beyond 63 bits are heap objects of kind `INT` (tagged ints are essential to interpreter and JIT).

#![allow(unsafe_code)] // the one place that turns words into objects

use crate::handle::{Gc, Object};
use crate::kind;
use gc::Header;
use std::num::NonZeroU64;

/// A Python object as the machine sees it.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Value(NonZeroU64);

/// Smallest and largest int that a value word holds itself.
pub const SMALL_MIN: i64 = -(1 << 62);
pub const SMALL_MAX: i64 = (1 << 62) - 1;

impl Value {
    #[inline(always)]
    pub const fn from_bits(bits: u64) -> Option<Value> {
        match NonZeroU64::new(bits) {
            Some(word) => Some(Value(word)),
            None => None,
        }
    }
    /// # Safety
    /// `bits` is not zero and came from a live value.
    #[inline(always)]
    pub const unsafe fn from_bits_unchecked(bits: u64) -> Value {
        // SAFETY: by contract.
        Value(unsafe { NonZeroU64::new_unchecked(bits) })
    }
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0.get()
    }
    /// The small int `n`; `None` outside 63 bits.
    #[inline(always)]
    pub const fn try_small(n: i64) -> Option<Value> {
        if n >= SMALL_MIN && n <= SMALL_MAX { Some(Value::small(n)) } else { None }
    }
    /// The small int `n`, which the caller knows to fit.
    #[inline(always)]
    pub const fn small(n: i64) -> Value {
        debug_assert!(n >= SMALL_MIN && n <= SMALL_MAX);
        // SAFETY: the low bit is set.
        Value(unsafe { NonZeroU64::new_unchecked((n << 1 | 1) as u64) })
    }
    #[inline(always)]
    pub const fn is_small(self) -> bool {
        self.bits() & 1 != 0
    }
    #[inline(always)]
    pub const fn as_small(self) -> Option<i64> {
        if self.is_small() { Some(self.bits() as i64 >> 1) } else { None }
    }
    /// The small int that this is known to be.
    #[inline(always)]
    pub const fn small_unchecked(self) -> i64 {
        self.bits() as i64 >> 1
    }
    #[inline(always)]
    pub fn pointer(self) -> *mut Header {
        debug_assert!(!self.is_small());
        self.bits() as *mut Header
    }
    /// Address of the object; `None` for a small int.
    #[inline(always)]
    pub fn header(self) -> Option<&'static Header> {
        // SAFETY: a value word that is no small int points at a live object, which does not move; 'static stands for "as
        // long as the value is on a stack or reachable".
        if self.is_small() { None } else { Some(unsafe { &*self.pointer() }) }
    }
    /// The layout of the object: a number of `kind`.
    #[inline(always)]
    pub fn kind(self) -> u8 {
        match self.header() {
            Some(header) => header.kind,
            None => kind::INT,
        }
    }
    /// The shape number: equals the kind for objects of exact built-in types.
    #[inline(always)]
    pub fn shape(self) -> u32 {
        match self.header() {
            Some(header) => header.shape,
            None => kind::INT as u32,
        }
    }
    /// The object as a `T`, instances of Python subclasses included.
    #[inline(always)]
    pub fn downcast<T: Object>(self) -> Option<Gc<T>> {
        if !self.is_small() && self.kind() == T::KIND {
            // SAFETY: the kind says that the object is laid out as a `T`.
            Some(unsafe { Gc::from_pointer(self.pointer().cast()) })
        } else {
            None
        }
    }
    /// The object as a `T` if its Python type is exactly the built-in one.
    #[inline(always)]
    pub fn exact<T: Object>(self) -> Option<Gc<T>> {
        if !self.is_small() && self.shape() == T::KIND as u32 {
            // SAFETY: shapes below `FIRST_MAP` are those of the kind of the same number.
            Some(unsafe { Gc::from_pointer(self.pointer().cast()) })
        } else {
            None
        }
    }
    #[inline(always)]
    pub fn is_kind(self, kind: u8) -> bool {
        self.kind() == kind
    }
    #[inline(always)]
    pub fn is_none(self) -> bool {
        self == crate::singletons::none()
    }
    #[inline(always)]
    pub fn not_none(self) -> Option<Value> {
        if self.is_none() { None } else { Some(self) }
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self.as_small() {
            Some(n) => write!(f, "{n}"),
            None => write!(f, "<kind {} at {:#x}>", self.kind(), self.bits()),
        }
    }
}

/// A place for a value that may be empty; the form registers and object fields have.
pub type Slot = Option<Value>;

#[inline(always)]
pub fn slot_bits(slot: Slot) -> u64 {
    slot.map_or(0, Value::bits)
}
