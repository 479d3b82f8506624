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

/// `out[i] = step(a[i], b[i], carry)` for as many limbs as `b` has, by fours: within these the carry stays in a register or flag.
#[inline(always)]
fn pairwise<C>(out: &mut [u64], a: &[u64], b: &[u64], mut carry: C, step: impl Fn(u64, u64, C) -> (u64, C)) -> C {
    let (a, out) = (&a[..b.len()], &mut out[..b.len()]);
    let (outs, out) = out.as_chunks_mut::<4>();
    let ((xs, a), (ys, b)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    for ((o, x), y) in outs.iter_mut().zip(xs).zip(ys) {
        (o[0], carry) = step(x[0], y[0], carry);
        (o[1], carry) = step(x[1], y[1], carry);
        (o[2], carry) = step(x[2], y[2], carry);
        (o[3], carry) = step(x[3], y[3], carry);
    }
    for ((o, &x), &y) in out.iter_mut().zip(a).zip(b) {
        (*o, carry) = step(x, y, carry);
    }
    carry
}

/// `out[i] = step(out[i], a[i], carry)`, likewise.
#[inline(always)]
fn onto<C>(out: &mut [u64], a: &[u64], mut carry: C, step: impl Fn(u64, u64, C) -> (u64, C)) -> C {
    let out = &mut out[..a.len()];
    let ((outs, out), (xs, a)) = (out.as_chunks_mut::<4>(), a.as_chunks::<4>());
    for (o, x) in outs.iter_mut().zip(xs) {
        (o[0], carry) = step(o[0], x[0], carry);
        (o[1], carry) = step(o[1], x[1], carry);
        (o[2], carry) = step(o[2], x[2], carry);
        (o[3], carry) = step(o[3], x[3], carry);
    }
    for (o, &x) in out.iter_mut().zip(a) {
        (*o, carry) = step(*o, x, carry);
    }
    carry
}

/// `out = a + b`; `a` is not shorter than `b`, `out` as long as `a`. The carry out.
#[inline]
pub fn add(out: &mut [u64], a: &[u64], b: &[u64]) -> bool {
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let mut carry = pairwise(out_low, low, b, false, u64::carrying_add);
    for (o, &x) in out_high.iter_mut().zip(high) {
        (*o, carry) = x.overflowing_add(carry.into());
    }
    carry
}

/// `out = a - b`; `a` is not shorter than `b`, `out` as long as `a`. The borrow.
#[inline]
pub fn sub(out: &mut [u64], a: &[u64], b: &[u64]) -> bool {
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let mut borrow = pairwise(out_low, low, b, false, u64::borrowing_sub);
    for (o, &x) in out_high.iter_mut().zip(high) {
        (*o, borrow) = x.overflowing_sub(borrow.into());
    }
    borrow
}

/// `a += b`; `a` is not shorter. The carry out.
#[inline]
pub fn add_to(a: &mut [u64], b: &[u64]) -> bool {
    let (low, high) = a.split_at_mut(b.len());
    let mut carry = onto(low, b, false, u64::carrying_add);
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
    let (low, high) = a.split_at_mut(b.len());
    let mut borrow = onto(low, b, false, u64::borrowing_sub);
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
    let Some((&top, _)) = a.split_last() else { return 0 };
    out[0] = a[0] << count;
    // Each by itself, so that several can be done at once.
    for (o, pair) in out[1..].iter_mut().zip(a.windows(2)) {
        *o = pair[1] << count | pair[0] >> (64 - count);
    }
    top >> (64 - count)
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
