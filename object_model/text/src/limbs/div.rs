//! Quotients and remainders: by one limb with its reciprocal, by long division, and by halves for long divisors.

use super::mul::{mul, sub_mul_limb};
use super::{add_to, compare_same, shift_left, shift_right_in_place, sub_from, zeros};
use crate::scratch_limbs;

/// Divisors and quotients of at least this many limbs are halved.
const BY_HALVES: usize = 56;

/// A limb with its top bit set, and its reciprocal: dividing by it takes two multiplications.
#[derive(Clone, Copy)]
pub struct Divisor {
    limb: u64,
    /// `(2**128 - 1) / limb - 2**64`
    reciprocal: u64,
}

impl Divisor {
    #[inline]
    pub const fn new(limb: u64) -> Divisor {
        debug_assert!(limb >> 63 == 1);
        Divisor { limb, reciprocal: (u128::MAX / limb as u128 - (1 << 64)) as u64 }
    }

    /// Quotient and remainder of `high, low` for `high` below the divisor.
    #[inline(always)]
    pub const fn div(self, high: u64, low: u64) -> (u64, u64) {
        // The estimate is at most one too large or too small: Möller and Granlund, algorithm 4.
        let estimate = self.reciprocal as u128 * high as u128 + ((high as u128) << 64 | low as u128);
        let mut quotient = ((estimate >> 64) as u64).wrapping_add(1);
        let mut rest = low.wrapping_sub(quotient.wrapping_mul(self.limb));
        if rest > estimate as u64 {
            quotient = quotient.wrapping_sub(1);
            rest = rest.wrapping_add(self.limb);
        }
        if rest >= self.limb {
            quotient = quotient.wrapping_add(1);
            rest -= self.limb;
        }
        (quotient, rest)
    }
}

/// `out = a / y`, the remainder; `out` has the length of `a`, `y` is not 0.
pub fn div_limb(out: &mut [u64], a: &[u64], y: u64) -> u64 {
    if let ([o], [x]) = (&mut *out, a) {
        *o = x / y;
        return x % y;
    }
    let shift = y.leading_zeros();
    let divisor = Divisor::new(y << shift);
    let Some(&top) = a.last() else { return 0 };
    if shift == 0 {
        let mut rest = 0;
        for (o, &x) in out.iter_mut().zip(a).rev() {
            (*o, rest) = divisor.div(rest, x);
        }
        return rest;
    }
    let mut rest = top >> (64 - shift);
    let mut above = top;
    let n = a.len();
    for i in (0..n).rev() {
        let below = if i == 0 { 0 } else { a[i - 1] };
        (out[i], rest) = divisor.div(rest, above << shift | below >> (64 - shift));
        above = below;
    }
    rest >> shift
}

/// `a % y`, `y` not 0.
pub fn rem_limb(a: &[u64], y: u64) -> u64 {
    if let [x] = a {
        return x % y;
    }
    let shift = y.leading_zeros();
    let divisor = Divisor::new(y << shift);
    // The remainder by the shifted divisor has the same remainder by the divisor.
    let rest = a.iter().rev().fold(0, |rest, &x| divisor.div(rest, x).1);
    rest % y
}

/// `quotient = a / d`, and `rest = a % d`. `d` has no leading zero limb and is not 0; `a` is not shorter.
/// `quotient` has `a.len() - d.len() + 1` limbs, `rest` as many as `d`.
pub fn div_rem(quotient: &mut [u64], rest: &mut [u64], a: &[u64], d: &[u64]) {
    if let &[y] = d {
        rest[0] = div_limb(quotient, a, y);
        return;
    }
    let (n, shift) = (d.len(), d[d.len() - 1].leading_zeros());
    scratch_limbs!(number, a.len() + 1);
    number[a.len()] = shift_left(&mut number[..a.len()], a, shift);
    scratch_limbs!(divisor, n);
    shift_left(divisor, d, shift);
    normalized(quotient, number, divisor);
    shift_right_in_place(&mut number[..n], shift);
    rest.copy_from_slice(&number[..n]);
}

/// `quotient = a / d`, the remainder left in `a`. `d` has at least two limbs and its top bit set, and is above the first limbs
/// of `a`; `quotient` has as many limbs as `a` has more than `d`.
pub fn normalized(quotient: &mut [u64], a: &mut [u64], d: &[u64]) {
    let n = d.len();
    if n < BY_HALVES || quotient.len() < BY_HALVES {
        long_division(quotient, a, d);
        return;
    }
    // Quotients of `n` limbs, the first one of what is left over.
    let mut end = quotient.len();
    let mut count = end % n;
    if count == 0 {
        count = n;
    }
    while end > 0 {
        let start = end - count;
        by_halves(&mut quotient[start..end], &mut a[start..end + n], d);
        (end, count) = (start, n);
    }
}

/// Knuth's algorithm D. Unlike in `normalized` the first limbs of `a` may be at least `d`: then the limb above the quotient
/// is 1, the result.
fn long_division(quotient: &mut [u64], a: &mut [u64], d: &[u64]) -> u64 {
    let n = d.len();
    let (first, second) = (d[n - 1], d[n - 2]);
    let divisor = Divisor::new(first);
    let over = take_over(&mut a[quotient.len()..], d);
    for (i, q) in quotient.iter_mut().enumerate().rev() {
        let part = &mut a[i..i + n + 1];
        let (top, next, third) = (part[n], part[n - 1], part[n - 2]);
        let mut estimate;
        if top >= first {
            estimate = u64::MAX;
        } else {
            let mut rest;
            (estimate, rest) = divisor.div(top, next);
            // The second limb makes it exact but for rare cases.
            while u128::from(estimate) * u128::from(second) > (u128::from(rest) << 64 | u128::from(third)) {
                estimate -= 1;
                let over;
                (rest, over) = rest.overflowing_add(first);
                if over {
                    break;
                }
            }
        }
        let above = sub_mul_limb(&mut part[..n], d, estimate);
        let (left, mut too_much) = top.overflowing_sub(above);
        part[n] = left;
        while too_much {
            estimate -= 1;
            let carry = add_to(&mut part[..n], d);
            let (left, over) = part[n].overflowing_add(carry.into());
            part[n] = left;
            too_much = !over;
        }
        *q = estimate;
    }
    over
}

/// `a -= d` where `a` is not below it; both have the same length. How often it was subtracted.
fn take_over(a: &mut [u64], d: &[u64]) -> u64 {
    if compare_same(a, d).is_lt() {
        return 0;
    }
    sub_from(a, d);
    1
}

/// Brent and Zimmermann, algorithm 1.8: the upper half of the quotient from the upper part of the divisor, corrected by the
/// product with the lower part; then the lower half. The quotient is not longer than the divisor. The limb above it.
fn by_halves(quotient: &mut [u64], a: &mut [u64], d: &[u64]) -> u64 {
    let (m, n) = (quotient.len(), d.len());
    if m < BY_HALVES {
        return long_division(quotient, a, d);
    }
    let k = m / 2;
    let (d_low, d_high) = d.split_at(k);
    let mut product = zeros(m);
    let (q_low, q_high) = quotient.split_at_mut(k);
    let mut over = by_halves(q_high, &mut a[2 * k..], d_high);
    mul(&mut product, q_high, d_low);
    let mut debt = i64::from(sub_from(&mut a[k..n + k], &product));
    if over != 0 {
        debt += i64::from(sub_from(&mut a[m..n + k], d_low));
    }
    while debt > 0 {
        over -= u64::from(sub_from(q_high, &[1]));
        debt -= i64::from(add_to(&mut a[k..n + k], d));
    }
    let over_low = by_halves(q_low, &mut a[k..n + k], d_high);
    let product = &mut product[..2 * k];
    mul(product, q_low, d_low);
    let mut debt = i64::from(sub_from(&mut a[..n], product));
    if over_low != 0 {
        debt += i64::from(sub_from(&mut a[k..n], d_low));
    }
    while debt > 0 {
        sub_from(q_low, &[1]);
        debt -= i64::from(add_to(&mut a[..n], d));
    }
    over
}
