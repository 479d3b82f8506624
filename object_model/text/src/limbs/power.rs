//! Powers, and powers modulo a number.

use super::div::{Divisor, div_rem, rem_limb};
use super::mul::{add_mul_limb, mul, square};
use super::{Scratch, bit_length, compare, sub_from, trimmed, zeros};

/// `base ** exponent`; `base` has no leading zero limb.
pub fn power(base: &[u64], exponent: u32) -> Vec<u64> {
    if exponent == 0 {
        return vec![1];
    }
    let room = (bit_length(base) * u64::from(exponent)).div_ceil(64) as usize + 2;
    let (mut result, mut other) = (Vec::with_capacity(room), Vec::with_capacity(room));
    result.extend_from_slice(base);
    for i in (0..exponent.ilog2()).rev() {
        other.resize(2 * result.len(), 0);
        square(&mut other, &result);
        trim(&mut other);
        std::mem::swap(&mut result, &mut other);
        if exponent >> i & 1 != 0 {
            other.resize(result.len() + base.len(), 0);
            mul(&mut other, &result, base);
            trim(&mut other);
            std::mem::swap(&mut result, &mut other);
        }
    }
    result
}

fn trim(a: &mut Vec<u64>) {
    a.truncate(trimmed(a).len());
}

/// `a % d`; neither has a leading zero limb, `d` is not 0.
pub fn rem(a: &[u64], d: &[u64]) -> Scratch {
    if a.len() < d.len() {
        return a.into();
    }
    if let &[y] = d {
        return [rem_limb(a, y)].as_slice().into();
    }
    let mut rest = zeros(d.len());
    div_rem(&mut zeros(a.len() - d.len() + 1), &mut rest, a, d);
    rest
}

/// Exponents of at least this many bits are worth the preparation of Montgomery's method.
const MONTGOMERY: u64 = 24;

/// `base ** exponent % modulus`, perhaps with leading zero limbs. The operands have none; `modulus` is not 0.
pub fn power_mod(base: &[u64], exponent: &[u64], modulus: &[u64]) -> Scratch {
    if *modulus == [1] {
        return zeros(0);
    }
    if exponent.is_empty() {
        return [1u64].as_slice().into();
    }
    let base = rem(base, modulus);
    let base = trimmed(&base);
    if base.is_empty() {
        return zeros(0);
    }
    if let &[modulus] = modulus {
        return [power_mod_limb(base[0], exponent, modulus)].as_slice().into();
    }
    if modulus[0] & 1 != 0 && bit_length(exponent) >= MONTGOMERY {
        return montgomery(base, exponent, modulus);
    }
    let n = modulus.len();
    let mut result = zeros(n);
    result[..base.len()].copy_from_slice(base);
    let mut product = zeros(2 * n);
    let mut quotient = zeros(n + 1);
    for bit in bits_after_first(exponent) {
        square(&mut product, &result);
        div_rem(&mut quotient, &mut result, &product, modulus);
        if bit {
            mul(&mut product[..n + base.len()], &result, base);
            product[n + base.len()..].fill(0);
            div_rem(&mut quotient, &mut result, &product, modulus);
        }
    }
    result
}

/// The binary digits of an exponent behind its first one, from the top.
fn bits_after_first(exponent: &[u64]) -> impl Iterator<Item = bool> + '_ {
    (0..bit_length(exponent).saturating_sub(1)).rev().map(move |i| exponent[(i / 64) as usize] >> (i % 64) & 1 != 0)
}

fn power_mod_limb(base: u64, exponent: &[u64], modulus: u64) -> u64 {
    let shift = modulus.leading_zeros();
    let divisor = Divisor::new(modulus << shift);
    let multiply = |x: u64, y: u64| {
        // Below modulus**2, so the upper limb stays below the modulus when shifted.
        let product = (u128::from(x) * u128::from(y)) << shift;
        divisor.div((product >> 64) as u64, product as u64).1 >> shift
    };
    let mut result = base;
    for bit in bits_after_first(exponent) {
        result = multiply(result, result);
        if bit {
            result = multiply(result, base);
        }
    }
    result
}

/// Montgomery's multiplication for one odd modulus: numbers stand for themselves times `2**(64 n)`.
struct Montgomery<'a> {
    modulus: &'a [u64],
    /// `-1 / modulus[0]`, modulo 2**64.
    inverse: u64,
}

impl Montgomery<'_> {
    /// `out = wide / 2**(64 n)`, modulo the modulus; `wide` has `2 n` limbs and is used up.
    fn reduce(&self, out: &mut [u64], wide: &mut [u64]) {
        let n = self.modulus.len();
        let mut carry = false;
        for i in 0..n {
            let y = wide[i].wrapping_mul(self.inverse);
            let above = add_mul_limb(&mut wide[i..i + n], self.modulus, y);
            (wide[i + n], carry) = wide[i + n].carrying_add(above, carry);
        }
        out.copy_from_slice(&wide[n..]);
        if carry || compare(trimmed(out), self.modulus).is_ge() {
            sub_from(out, self.modulus);
        }
    }
}

fn montgomery(base: &[u64], exponent: &[u64], modulus: &[u64]) -> Scratch {
    let n = modulus.len();
    // Each step doubles the number of right bits; an odd number is its own inverse to three.
    let mut inverse = modulus[0];
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(modulus[0].wrapping_mul(inverse)));
    }
    let field = Montgomery { modulus, inverse: inverse.wrapping_neg() };
    let mut wide = zeros(2 * n);
    // base * 2**(64 n)
    wide[n..n + base.len()].copy_from_slice(base);
    let raised = rem(trimmed(&wide), modulus);
    let mut first = zeros(n);
    first[..raised.len()].copy_from_slice(&raised);
    // The powers for each group of bits: 1 to 2**window - 1.
    let bits = bit_length(exponent);
    let window = match bits {
        0..=80 => 2,
        81..=400 => 4,
        _ => 5,
    };
    let mut powers = vec![0; n << window];
    powers[n..2 * n].copy_from_slice(&first);
    for i in 2..1usize << window {
        let (known, free) = powers.split_at_mut(i * n);
        mul(&mut wide, &known[(i - 1) * n..], &first);
        field.reduce(&mut free[..n], &mut wide);
    }
    let group = |at: u64| {
        (0..window).fold(0usize, |digits, i| {
            let i = at + window - 1 - i;
            digits << 1 | exponent.get((i / 64) as usize).map_or(0, |limb| (limb >> (i % 64) & 1) as usize)
        })
    };
    let mut at = (bits - 1) / window * window;
    let mut result = zeros(n);
    let top = group(at);
    result.copy_from_slice(&powers[top * n..(top + 1) * n]);
    while at > 0 {
        at -= window;
        for _ in 0..window {
            square(&mut wide, &result);
            field.reduce(&mut result, &mut wide);
        }
        let digits = group(at);
        if digits != 0 {
            mul(&mut wide, &result, &powers[digits * n..(digits + 1) * n]);
            field.reduce(&mut result, &mut wide);
        }
    }
    wide[..n].copy_from_slice(&result);
    wide[n..].fill(0);
    field.reduce(&mut result, &mut wide);
    result
}
