//! Numbers to digits and back.
//!
//! Short numbers a limb's worth of digits at a time; long ones by halves, so that the time grows as that of products.
//! Bases that are powers of two are read off the bits.

use super::div::{Divisor, normalized};
use super::mul::{mul, scale, square};
use super::{bit_length, compare, shift_left, shift_right_in_place, trimmed, zeros};
use crate::int_print::write_digits_padded;
use crate::scratch_limbs;

/// 10**19, the largest power of ten in a limb. Its top bit is set.
const CHUNK: u64 = 10_000_000_000_000_000_000;
const CHUNK_DIGITS: usize = 19;
/// Numbers of at most this many limbs are divided by `CHUNK` again and again.
const SHORT: usize = 30;

/// A power of ten, shifted left until its top bit is set.
struct Power {
    limbs: Vec<u64>,
    shift: u32,
    digits: usize,
}

/// Appends `a` in decimal.
pub fn write_decimal(out: &mut Vec<u8>, a: &[u64]) {
    let a = trimmed(a);
    if a.len() <= SHORT {
        return write_short(out, a, 0);
    }
    out.reserve((a.len() as f64 * 19.2660) as usize + 2);
    // 10**(19 * 16), its square, and so on, up to one whose square is above the number: each quotient is below the power that
    // it is divided by next, squared, and the last one is short.
    let mut power = super::power::power(&[CHUNK], 16);
    let mut digits = CHUNK_DIGITS * 16;
    let mut powers = Vec::new();
    loop {
        let shift = power[power.len() - 1].leading_zeros();
        let mut limbs = vec![0; power.len()];
        shift_left(&mut limbs, &power, shift);
        powers.push(Power { limbs, shift, digits });
        if 2 * power.len() >= a.len() + 2 {
            break;
        }
        let mut next = vec![0; 2 * power.len()];
        square(&mut next, &power);
        next.truncate(trimmed(&next).len());
        (power, digits) = (next, 2 * digits);
    }
    by_halves(out, a, &powers, 0);
}

/// Writes `a`, filled up with zeros to `width` digits.
fn by_halves(out: &mut Vec<u8>, a: &[u64], powers: &[Power], width: usize) {
    let a = trimmed(a);
    let Some((power, smaller)) = powers.split_last().filter(|_| a.len() > SHORT) else {
        return write_short(out, a, width);
    };
    let n = power.limbs.len();
    // The number, shifted as the power is.
    let mut number = zeros(a.len() + 1);
    number[a.len()] = shift_left(&mut number[..a.len()], a, power.shift);
    if a.len() < n || compare(trimmed(&number), &power.limbs).is_lt() {
        return by_halves(out, a, smaller, width);
    }
    // One limb more on top, so that the first limbs are below the power.
    number.push(0);
    let mut quotient = zeros(number.len() - n);
    normalized(&mut quotient, &mut number, &power.limbs);
    let rest = &mut number[..n];
    shift_right_in_place(rest, power.shift);
    by_halves(out, &quotient, smaller, width.saturating_sub(power.digits));
    by_halves(out, rest, smaller, power.digits);
}

/// Writes `a`, filled up with zeros to `width` digits, in quadratic time.
fn write_short(out: &mut Vec<u8>, a: &[u64], width: usize) {
    const DIVISOR: Divisor = Divisor::new(CHUNK);
    scratch_limbs!(work, a.len());
    work.copy_from_slice(a);
    let mut left = work;
    // A chunk holds a little less than a limb.
    let (mut chunks, mut count) = ([0; SHORT + SHORT / 32 + 2], 0);
    while let [.., top] = left {
        if *top == 0 {
            let len = left.len() - 1;
            left = &mut left[..len];
            continue;
        }
        let mut rest = 0;
        for limb in left.iter_mut().rev() {
            (*limb, rest) = DIVISOR.div(rest, *limb);
        }
        chunks[count] = rest;
        count += 1;
    }
    let chunks = &chunks[..count.max(1)];
    let first = chunks[chunks.len() - 1];
    let first_digits = first.checked_ilog10().map_or(1, |n| n as usize + 1);
    let len = first_digits + (chunks.len() - 1) * CHUNK_DIGITS;
    let zero = len == 1 && first == 0;
    let start = out.len();
    let (len, lead) = if zero && width > 0 { (0, width) } else { (len, width.saturating_sub(len)) };
    out.resize(start + lead + len, b'0');
    if len == 0 {
        return;
    }
    let mut rest = &mut out[start + lead..];
    let mut count = first_digits;
    for &chunk in chunks.iter().rev() {
        let (place, behind) = rest.split_at_mut(count);
        write_digits_padded(place, chunk);
        (rest, count) = (behind, CHUNK_DIGITS);
    }
}

/// Appends the digits of `a` in base `2**bits`, for up to 5 bits, lower case.
pub fn write_bits(out: &mut Vec<u8>, a: &[u64], bits: u32) {
    let a = trimmed(a);
    let count = bit_length(a).div_ceil(u64::from(bits)).max(1);
    out.reserve(count as usize);
    for i in (0..count).rev() {
        let at = i * u64::from(bits);
        let (limb, part) = ((at / 64) as usize, (at % 64) as u32);
        let low = a.get(limb).map_or(0, |x| x >> part);
        let high = if part + bits > 64 { a.get(limb + 1).map_or(0, |x| x << (64 - part)) } else { 0 };
        let digit = ((low | high) & ((1 << bits) - 1)) as u8;
        out.push(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
    }
}

/// The number that digits of `base` spell, without leading zero limbs. `value` gives a digit's value.
pub fn read(digits: &[u8], base: u32, value: impl Fn(u8) -> u32 + Copy) -> Vec<u64> {
    if base.is_power_of_two() {
        return read_bits(digits, base.trailing_zeros(), value);
    }
    // As many digits as fit a limb.
    let mut step = (1, u64::from(base));
    while let Some(next) = step.1.checked_mul(base.into()) {
        step = (step.0 + 1, next);
    }
    let reader = Reader { base: base.into(), step, value };
    let mut powers = Vec::new();
    if digits.len() > reader.short() {
        let mut power = super::power::power(&[step.1], SHORT_STEPS as u32);
        let mut count = reader.short();
        while count < digits.len() {
            let next = if 2 * count < digits.len() {
                let mut next = vec![0; 2 * power.len()];
                square(&mut next, &power);
                next.truncate(trimmed(&next).len());
                next
            } else {
                Vec::new()
            };
            powers.push(power);
            (power, count) = (next, 2 * count);
        }
    }
    let mut out = Vec::new();
    reader.by_halves(&mut out, digits, &powers);
    out.truncate(trimmed(&out).len());
    out
}

/// Limbs' worth of digits that are read in quadratic time.
const SHORT_STEPS: usize = 32;

struct Reader<F> {
    base: u64,
    /// Digits that fit a limb, and the base to that power.
    step: (usize, u64),
    value: F,
}

impl<F: Fn(u8) -> u32> Reader<F> {
    fn short(&self) -> usize {
        SHORT_STEPS * self.step.0
    }

    fn by_halves(&self, out: &mut Vec<u64>, digits: &[u8], powers: &[Vec<u64>]) {
        let Some((power, smaller)) = powers.split_last() else { return self.short_value(out, digits) };
        let low_len = self.short() << smaller.len();
        if digits.len() <= low_len {
            return self.by_halves(out, digits, smaller);
        }
        let (high, low) = digits.split_at(digits.len() - low_len);
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        self.by_halves(&mut upper, high, smaller);
        self.by_halves(&mut lower, low, smaller);
        out.clear();
        out.resize((upper.len() + power.len()).max(lower.len()) + 1, 0);
        mul(&mut out[..upper.len() + power.len()], &upper, power);
        super::add_to(out, &lower);
        out.truncate(trimmed(out).len());
    }

    fn short_value(&self, out: &mut Vec<u64>, digits: &[u8]) {
        out.clear();
        out.reserve(digits.len() / self.step.0 + 1);
        let first = digits.len() % self.step.0;
        let (first, rest) = digits.split_at(first);
        let limb = self.limb(first);
        if limb != 0 {
            out.push(limb);
        }
        for chunk in rest.chunks_exact(self.step.0) {
            let limb = self.limb(chunk);
            let above = scale(out, self.step.1, limb);
            if above != 0 || out.is_empty() && limb != 0 {
                out.push(above);
            }
        }
        out.truncate(trimmed(out).len());
    }

    fn limb(&self, digits: &[u8]) -> u64 {
        let mut n = 0;
        let mut rest = digits;
        if self.base == 10 {
            while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
                n = n * 100_000_000 + eight_digits(*eight);
                rest = behind;
            }
        }
        rest.iter().fold(n, |n, &c| n * self.base + u64::from((self.value)(c)))
    }
}

/// The value of eight decimal digits: neighbours are joined to pairs, those to fours, those to the whole.
pub fn eight_digits(text: [u8; 8]) -> u64 {
    let digits = u64::from_le_bytes(text) & 0x0F0F_0F0F_0F0F_0F0F;
    let pairs = (digits.wrapping_mul(10) + (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul(100) + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    (fours.wrapping_mul(10_000) + (fours >> 32)) & 0xFFFF_FFFF
}

fn read_bits(digits: &[u8], bits: u32, value: impl Fn(u8) -> u32) -> Vec<u64> {
    let mut out = Vec::with_capacity(digits.len() * bits as usize / 64 + 1);
    let (mut limb, mut filled) = (0u64, 0);
    for &c in digits.iter().rev() {
        let digit = u64::from(value(c));
        limb |= digit << filled;
        filled += bits;
        if filled >= 64 {
            out.push(limb);
            filled -= 64;
            limb = if filled == 0 { 0 } else { digit >> (bits - filled) };
        }
    }
    out.push(limb);
    out.truncate(trimmed(&out).len());
    out
}
