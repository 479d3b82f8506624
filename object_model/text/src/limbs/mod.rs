//! Arithmetic of natural numbers as slices of 64-bit limbs, least significant first.
//!
//! Kernels write into slices that the caller provides, so results can come to lie where they are kept. Operands may have
//! leading zero limbs unless it is said otherwise; [`trimmed`] takes them off. Sign is the business of callers.
//!
//! Sources: Knuth, The Art of Computer Programming 2, 4.3; Brent and Zimmermann, Modern Computer Arithmetic, chapter 1;
//! Möller and Granlund, Improved division by invariant integers (2011).

pub mod bits;
pub mod div;
pub mod mul;
pub mod power;
pub mod radix;

use smallvec::SmallVec;
use std::cmp::Ordering;

/// Working storage: on the stack as long as it is short.
pub type Scratch = SmallVec<[u64; 36]>;

/// Makes `$name` a slice of that many zero limbs: as `zeros`, for what stays in one place.
#[macro_export]
macro_rules! scratch_limbs {
    ($name:ident, $len:expr) => {
        let len: usize = $len;
        let (mut near, mut far) = ([0u64; 32], Vec::new());
        let $name: &mut [u64] = if len <= near.len() {
            &mut near[..len]
        } else {
            far.resize(len, 0);
            &mut far
        };
    };
}

/// That many zero limbs.
#[inline]
pub fn zeros(len: usize) -> Scratch {
    SmallVec::from_elem(0, len)
}

/// Without leading zero limbs.
#[inline]
pub fn trimmed(mut a: &[u64]) -> &[u64] {
    while let [rest @ .., 0] = a {
        a = rest;
    }
    a
}

/// Number of binary digits; `a` has no leading zero limb.
#[inline]
pub fn bit_length(a: &[u64]) -> u64 {
    match a.last() {
        Some(top) => a.len() as u64 * 64 - u64::from(top.leading_zeros()),
        None => 0,
    }
}

/// Compares numbers without leading zero limbs.
#[inline]
pub fn compare(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| compare_same(a, b))
}

/// Compares numbers of the same count of limbs.
#[inline]
fn compare_same(a: &[u64], b: &[u64]) -> Ordering {
    for (x, y) in a.iter().rev().zip(b.iter().rev()) {
        if x != y {
            return x.cmp(y);
        }
    }
    Ordering::Equal
}

/// `out = a + b`; `a` is not shorter than `b`, `out` as long as `a`. The carry out.
#[inline]
pub fn add(out: &mut [u64], a: &[u64], b: &[u64]) -> bool {
    let mut carry = false;
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    for ((o, &x), &y) in out_low.iter_mut().zip(low).zip(b) {
        (*o, carry) = x.carrying_add(y, carry);
    }
    for (o, &x) in out_high.iter_mut().zip(high) {
        (*o, carry) = x.overflowing_add(carry.into());
    }
    carry
}

/// `out = a - b`; `a` is not shorter than `b`, `out` as long as `a`. The borrow.
#[inline]
pub fn sub(out: &mut [u64], a: &[u64], b: &[u64]) -> bool {
    let mut borrow = false;
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    for ((o, &x), &y) in out_low.iter_mut().zip(low).zip(b) {
        (*o, borrow) = x.borrowing_sub(y, borrow);
    }
    for (o, &x) in out_high.iter_mut().zip(high) {
        (*o, borrow) = x.overflowing_sub(borrow.into());
    }
    borrow
}

/// `a += b`; `a` is not shorter. The carry out.
#[inline]
pub fn add_to(a: &mut [u64], b: &[u64]) -> bool {
    let mut carry = false;
    let (low, high) = a.split_at_mut(b.len());
    for (x, &y) in low.iter_mut().zip(b) {
        (*x, carry) = x.carrying_add(y, carry);
    }
    for x in high {
        if !carry {
            return false;
        }
        (*x, carry) = x.overflowing_add(1);
    }
    carry
}

/// `a -= b`; `a` is not shorter. The borrow.
#[inline]
pub fn sub_from(a: &mut [u64], b: &[u64]) -> bool {
    let mut borrow = false;
    let (low, high) = a.split_at_mut(b.len());
    for (x, &y) in low.iter_mut().zip(b) {
        (*x, borrow) = x.borrowing_sub(y, borrow);
    }
    for x in high {
        if !borrow {
            return false;
        }
        (*x, borrow) = x.overflowing_sub(1);
    }
    borrow
}

/// `out = |a - b|`, of the length of `a`, which is not shorter than `b`. True if `a < b`.
pub fn difference(out: &mut [u64], a: &[u64], b: &[u64]) -> bool {
    let (low, high) = a.split_at(b.len());
    if high.iter().all(|&x| x == 0) && compare_same(low, b).is_lt() {
        let (out_low, out_high) = out.split_at_mut(b.len());
        sub(out_low, b, low);
        out_high.fill(0);
        return true;
    }
    sub(out, a, b);
    false
}

/// `out = a << count`, for a count below 64; `out` has the length of `a`. The bits shifted out.
#[inline]
pub fn shift_left(out: &mut [u64], a: &[u64], count: u32) -> u64 {
    if count == 0 {
        out.copy_from_slice(a);
        return 0;
    }
    let mut below = 0;
    for (o, &x) in out.iter_mut().zip(a) {
        *o = x << count | below;
        below = x >> (64 - count);
    }
    below
}

/// `out = a >> count`, for a count below 64; `out` has the length of `a`.
#[inline]
pub fn shift_right(out: &mut [u64], a: &[u64], count: u32) {
    if count == 0 {
        return out.copy_from_slice(a);
    }
    let mut above = 0;
    for (o, &x) in out.iter_mut().zip(a).rev() {
        *o = x >> count | above;
        above = x << (64 - count);
    }
}

/// As `shift_right`, in place.
pub fn shift_right_in_place(a: &mut [u64], count: u32) {
    if count != 0 {
        let mut above = 0;
        for x in a.iter_mut().rev() {
            let whole = *x;
            *x = whole >> count | above;
            above = whole << (64 - count);
        }
    }
}

#[cfg(test)]
mod tests;
