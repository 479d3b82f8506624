//! Layout of `long`: sign in `aux`, magnitude inline as 32-bit digits, least significant first, none leading zero.
//!
//! Arithmetic sees them as 64-bit limbs (`limbs`), the last one filled up with a zero digit: objects lie at multiples of 16
//! bytes, so the digits, which follow 16 bytes, are aligned for that, and the heap's memory is zero. Results are written
//! where they stay (`build_long`). Leading zero limbs that a result was given room for are left behind the object: the heap
//! takes them for free space.
//!
//! `num-bigint` is what other crates and rare operations use (`to_big`, `new_long`).

#![allow(unsafe_code)] // inline storage

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::value::Value;
use gc::Header;
use num_bigint::{BigInt, BigUint, Sign};

#[repr(C)]
pub struct LongObject {
    pub header: Header,
    /// Number of digits.
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
const _: () = assert!(LONG_DIGITS == 16 && cfg!(target_endian = "little"));
/// `aux`: the value is negative.
pub const NEGATIVE: u16 = 1;

impl LongObject {
    #[inline]
    pub fn digits(&self) -> &[u32] {
        // SAFETY: `len` digits lie behind the object.
        unsafe { std::slice::from_raw_parts((&raw const *self).cast::<u8>().add(LONG_DIGITS).cast(), self.len) }
    }
    /// The magnitude, without leading zero limbs.
    #[inline]
    pub fn limbs(&self) -> &[u64] {
        let start = (&raw const *self).cast::<u8>().wrapping_add(LONG_DIGITS);
        // SAFETY: digits take room in pairs, and a missing one is zero; little-endian pairs of digits are limbs.
        unsafe { std::slice::from_raw_parts(start.cast(), self.len.div_ceil(2)) }
    }
    #[inline]
    pub fn is_negative(&self) -> bool {
        self.header.aux & NEGATIVE != 0
    }
    #[inline]
    pub fn is_zero(&self) -> bool {
        self.len == 0
    }
    /// -1, 0, 1.
    pub fn signum(&self) -> i32 {
        if self.is_zero() { 0 } else { 1 - 2 * i32::from(self.is_negative()) }
    }
    pub fn to_big(&self) -> BigInt {
        let sign = if self.is_negative() { Sign::Minus } else { Sign::Plus };
        BigInt::from_biguint(sign, BigUint::new(self.digits().to_vec()))
    }
    /// The value if it fits.
    pub fn to_i128(&self) -> Option<i128> {
        let magnitude = match *self.limbs() {
            [] => 0,
            [low] => low.into(),
            [low, high] => u128::from(high) << 64 | u128::from(low),
            _ => return None,
        };
        let value = i128::try_from(magnitude).ok()?;
        Some(if self.is_negative() { -value } else { value })
    }
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        match *self.limbs() {
            [] => Some(0),
            [low] if self.is_negative() => 0i64.checked_sub_unsigned(low),
            [low] => i64::try_from(low).ok(),
            _ => None,
        }
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

/// Lets `fill` write the limbs (over zeros) of a long just allocated with room for `limbs` of them; it says whether the value is
/// negative. It must not allocate from the heap.
#[inline]
fn finish_long(object: *mut Header, limbs: usize, fill: impl FnOnce(&mut [u64]) -> bool) -> Value {
    // SAFETY: the caller allocated a long with that room.
    let (mut long, limbs) = unsafe {
        let start = object.cast::<u8>().add(LONG_DIGITS).cast();
        (Gc::<LongObject>::from_pointer(object.cast()), std::slice::from_raw_parts_mut(start, limbs))
    };
    let negative = fill(limbs);
    let limbs = text::limbs::trimmed(limbs);
    if let Some(top) = limbs.last() {
        long.len = 2 * limbs.len() - usize::from(top >> 32 == 0);
        if negative {
            long.header.aux |= NEGATIVE;
        }
    }
    long.value()
}

impl Context {
    /// A long of up to `limbs` limbs, all of which `fill` writes, leading zeros too; it says whether the value is negative, and must not allocate
    /// from the heap. MemoryError.
    #[inline]
    pub fn build_long(&mut self, limbs: usize, fill: impl FnOnce(&mut [u64]) -> bool) -> PyResult {
        let header = Header::new(kind::LONG.into(), kind::LONG);
        let size = limbs.checked_mul(8).and_then(|bytes| bytes.checked_add(LONG_DIGITS));
        match size.and_then(|size| self.heap.try_alloc_leaf(header, LONG_DIGITS, size)) {
            Some(object) => Ok(finish_long(object, limbs, fill)),
            None => Err(self.memory_error()),
        }
    }

    /// A long of this sign and magnitude.
    #[inline]
    pub fn new_long_u128(&mut self, negative: bool, magnitude: u128) -> Value {
        let object = self.heap.alloc(Header::new(kind::LONG.into(), kind::LONG), LONG_DIGITS + 16);
        finish_long(object, 2, |limbs| {
            limbs[0] = magnitude as u64;
            limbs[1] = (magnitude >> 64) as u64;
            negative
        })
    }

    #[inline]
    pub fn new_long_i128(&mut self, value: i128) -> Value {
        self.new_long_u128(value < 0, value.unsigned_abs())
    }

    /// A long of this value. (Absurd sizes were refused where the number was computed.)
    pub fn new_long(&mut self, value: &BigInt) -> Value {
        let limbs = value.magnitude().bits().div_ceil(64) as usize;
        let object = self.heap.alloc(Header::new(kind::LONG.into(), kind::LONG), LONG_DIGITS + 8 * limbs);
        finish_long(object, limbs, |to| copy_big(to, value))
    }

    /// As `new_long`, for sizes that a program chooses: MemoryError.
    pub fn try_new_long(&mut self, value: &BigInt) -> PyResult {
        self.build_long(value.magnitude().bits().div_ceil(64) as usize, |to| copy_big(to, value))
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

    /// A long from its magnitude: MemoryError.
    pub fn try_long_of_limbs(&mut self, negative: bool, limbs: &[u64]) -> PyResult {
        self.build_long(limbs.len(), |to| {
            to.copy_from_slice(limbs);
            negative
        })
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

    /// `x`, a finite float, cut off towards zero.
    pub fn long_of_float(&mut self, x: f64) -> PyResult {
        let bits = x.to_bits();
        let exponent = (bits >> 52 & 0x7FF) as i64 - 1075;
        let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
        if exponent <= 0 {
            let magnitude = if exponent <= -53 { 0 } else { mantissa >> -exponent };
            return Ok(self.new_long_u128(x < 0.0, magnitude.into()));
        }
        self.build_long(exponent as usize / 64 + 2, |to| {
            text::limbs::bits::shift_left(to, &[mantissa], exponent as u64);
            x < 0.0
        })
    }
}

fn copy_big(to: &mut [u64], value: &BigInt) -> bool {
    for (limb, digit) in to.iter_mut().zip(value.iter_u64_digits()) {
        *limb = digit;
    }
    value.sign() == Sign::Minus
}
