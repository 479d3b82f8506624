//! Layout of `long`: sign in `aux`, magnitude inline as 32-bit digits, least significant first, none leading zero.
//!
//! Arithmetic goes through num-bigint (`to_big`, `new_long`); values of up to 127 bits are handled without it.

#![allow(unsafe_code)] // inline storage

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::value::Value;
use gc::Header;
use num_bigint::{BigInt, Sign};

#[repr(C)]
pub struct LongObject {
    pub header: Header,
    len: usize,
    // Digits follow.
}

// SAFETY: made by the functions below.
unsafe impl Object for LongObject {
    const KIND: u8 = kind::LONG;
    const NAME: &'static str = "long";
}

/// Where the digits begin.
pub const LONG_DIGITS: usize = size_of::<LongObject>();
/// `aux`: the value is negative.
pub const NEGATIVE: u16 = 1;

impl LongObject {
    #[inline]
    pub fn digits(&self) -> &[u32] {
        // SAFETY: `len` digits lie behind the object.
        unsafe { std::slice::from_raw_parts((&raw const *self).cast::<u8>().add(LONG_DIGITS).cast(), self.len) }
    }
    pub fn is_negative(&self) -> bool {
        self.header.aux & NEGATIVE != 0
    }
    pub fn is_zero(&self) -> bool {
        self.len == 0
    }
    /// -1, 0, 1.
    pub fn signum(&self) -> i32 {
        if self.is_zero() { 0 } else { 1 - 2 * i32::from(self.is_negative()) }
    }
    pub fn to_big(&self) -> BigInt {
        let sign = if self.is_negative() { Sign::Minus } else { Sign::Plus };
        BigInt::from_slice(if self.is_zero() { Sign::NoSign } else { sign }, self.digits())
    }
    /// The value if it fits.
    pub fn to_i128(&self) -> Option<i128> {
        let mut magnitude = 0u128;
        if self.len > 4 {
            return None;
        }
        for &digit in self.digits().iter().rev() {
            magnitude = magnitude << 32 | u128::from(digit);
        }
        let value = i128::try_from(magnitude).ok()?;
        Some(if self.is_negative() { -value } else { value })
    }
    pub fn to_i64(&self) -> Option<i64> {
        if self.len > 2 { None } else { self.to_i128().and_then(|n| n.try_into().ok()) }
    }
}

/// # Safety
/// `object` is a long.
pub unsafe fn long_size(object: *const Header) -> usize {
    // SAFETY: by contract.
    LONG_DIGITS + (unsafe { (*object.cast::<LongObject>()).len } * 4).next_multiple_of(8)
}

/// Sets the digits of a long allocated with room for them.
pub fn init_long(mut long: Gc<LongObject>, negative: bool, digits: &[u32]) {
    long.len = digits.len();
    if negative {
        long.header.aux |= NEGATIVE;
    }
    // SAFETY: the caller's allocation.
    unsafe { digits.as_ptr().copy_to_nonoverlapping(long.pointer().cast::<u8>().add(LONG_DIGITS).cast(), digits.len()) };
}

impl Context {
    /// A long of this value. (Absurd sizes were refused where the number was computed.)
    pub fn new_long(&mut self, value: &BigInt) -> Value {
        let digits: smallvec::SmallVec<[u32; 8]> = value.iter_u32_digits().collect();
        self.long_of(value.sign() == Sign::Minus, &digits)
    }

    pub fn new_long_i128(&mut self, value: i128) -> Value {
        let mut magnitude = value.unsigned_abs();
        let mut digits = [0u32; 4];
        let mut len = 0;
        while magnitude != 0 {
            digits[len] = magnitude as u32;
            magnitude >>= 32;
            len += 1;
        }
        self.long_of(value < 0, &digits[..len])
    }

    /// A long from its magnitude, without leading zero digits.
    pub fn long_of(&mut self, negative: bool, digits: &[u32]) -> Value {
        let size = LONG_DIGITS + (digits.len() * 4).next_multiple_of(8);
        let object = self.heap.alloc(Header::new(kind::LONG.into(), kind::LONG), size);
        // SAFETY: just allocated with room for the digits.
        let long: Gc<LongObject> = unsafe { Gc::from_pointer(object.cast()) };
        init_long(long, negative && !digits.is_empty(), digits);
        long.value()
    }

    /// As `new_long`, for sizes that a program chooses: MemoryError.
    pub fn try_new_long(&mut self, value: &BigInt) -> PyResult {
        let digits: smallvec::SmallVec<[u32; 8]> = value.iter_u32_digits().collect();
        self.try_long_of(value.sign() == Sign::Minus, &digits)
    }

    /// As `long_of`, for sizes that a program chooses: MemoryError.
    pub fn try_long_of(&mut self, negative: bool, digits: &[u32]) -> PyResult {
        let size = LONG_DIGITS + (digits.len() * 4).next_multiple_of(8);
        let Some(object) = self.heap.try_alloc(Header::new(kind::LONG.into(), kind::LONG), size) else {
            return Err(self.memory_error());
        };
        // SAFETY: just allocated with room for the digits.
        let long: Gc<LongObject> = unsafe { Gc::from_pointer(object.cast()) };
        init_long(long, negative && !digits.is_empty(), digits);
        Ok(long.value())
    }

    /// An int where it fits into 64 bits, else a long.
    pub fn new_int_big(&mut self, value: &BigInt) -> Value {
        match i64::try_from(value) {
            Ok(n) => self.new_int(n),
            Err(_) => self.new_long(value),
        }
    }

    /// As `new_int_big`, for sizes that a program chooses: MemoryError.
    pub fn try_new_int_big(&mut self, value: &BigInt) -> PyResult {
        match i64::try_from(value) {
            Ok(n) => Ok(self.new_int(n)),
            Err(_) => self.try_new_long(value),
        }
    }
}
