//! Integers to text, in any base.
//!
//! Words are written two decimal digits at a time from a table; larger numbers are the business of `limbs::radix`.

use crate::limbs::radix;
use num_bigint::{BigInt, BigUint, Sign};
use num_traits::ToPrimitive;

/// An `int` or a `long` to print.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    Small(i64),
    Big(&'a BigInt),
    /// Sign (negative?) and magnitude, without leading zero limbs.
    Limbs(bool, &'a [u64]),
}

impl<'a> From<i64> for IntRef<'a> {
    fn from(value: i64) -> IntRef<'a> {
        IntRef::Small(value)
    }
}
impl<'a> From<&'a BigInt> for IntRef<'a> {
    fn from(value: &'a BigInt) -> IntRef<'a> {
        IntRef::Big(value)
    }
}

impl IntRef<'_> {
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(n) => n < 0,
            IntRef::Big(n) => n.sign() == Sign::Minus,
            IntRef::Limbs(negative, _) => negative,
        }
    }

    /// The value as a word, if it fits one.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(n) => Some(n),
            IntRef::Big(n) => n.to_i64(),
            IntRef::Limbs(_, []) => Some(0),
            IntRef::Limbs(negative, &[n]) => {
                let n = if negative { -i128::from(n) } else { n.into() };
                n.try_into().ok()
            }
            IntRef::Limbs(..) => None,
        }
    }

    /// Appends the digits of the absolute value in `base` (2..=36), lower case, without prefix.
    pub fn write_magnitude(self, out: &mut Vec<u8>, base: u32) {
        match self {
            IntRef::Small(n) if base == 10 => write_u64(out, n.unsigned_abs()),
            IntRef::Small(n) => write_u64_radix(out, n.unsigned_abs(), base),
            IntRef::Big(n) => write_limbs(out, &n.magnitude().to_u64_digits(), base),
            IntRef::Limbs(_, limbs) => write_limbs(out, limbs, base),
        }
    }

    /// The digits of the absolute value in `base` (2..=36), lower case.
    pub fn magnitude(self, base: u32) -> Vec<u8> {
        let mut out = Vec::with_capacity(24);
        self.write_magnitude(&mut out, base);
        out
    }
}

fn write_limbs(out: &mut Vec<u8>, limbs: &[u64], base: u32) {
    match base {
        10 => radix::write_decimal(out, limbs),
        2 | 4 | 8 | 16 | 32 => radix::write_bits(out, limbs, base.trailing_zeros()),
        _ => {
            let halves = limbs.iter().flat_map(|&limb| [limb as u32, (limb >> 32) as u32]);
            out.extend_from_slice(BigUint::new(halves.collect()).to_str_radix(base).as_bytes());
        }
    }
}

const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut i = 0;
    while i < 100 {
        pairs[i] = [b'0' + (i / 10) as u8, b'0' + (i % 10) as u8];
        i += 1;
    }
    pairs
};

/// The decimal digits of a number that fits a word, with its sign.
pub struct Decimal {
    buffer: [u8; 20],
    at: u8,
}

impl Decimal {
    #[inline]
    pub fn unsigned(mut n: u64) -> Decimal {
        let mut buffer = [0u8; 20];
        let mut at = buffer.len();
        while n >= 100 {
            at -= 2;
            buffer[at..at + 2].copy_from_slice(&PAIRS[(n % 100) as usize]);
            n /= 100;
        }
        if n >= 10 {
            at -= 2;
            buffer[at..at + 2].copy_from_slice(&PAIRS[n as usize]);
        } else {
            at -= 1;
            buffer[at] = b'0' + n as u8;
        }
        Decimal { buffer, at: at as u8 }
    }

    #[inline]
    pub fn of(n: i64) -> Decimal {
        // A number of 20 digits is above any magnitude here, so there is room for the sign.
        let mut decimal = Decimal::unsigned(n.unsigned_abs());
        if n < 0 {
            decimal.at -= 1;
            decimal.buffer[usize::from(decimal.at)] = b'-';
        }
        decimal
    }

    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.buffer[usize::from(self.at)..]
    }
}

/// Appends `n` in decimal.
pub fn write_u64(out: &mut Vec<u8>, n: u64) {
    out.extend_from_slice(Decimal::unsigned(n).as_bytes());
}

/// Fills `out` with the last digits of `n`, zeros in front.
pub(crate) fn write_digits_padded(out: &mut [u8], mut n: u64) {
    let mut pairs = out.rchunks_exact_mut(2);
    for pair in &mut pairs {
        pair.copy_from_slice(&PAIRS[(n % 100) as usize]);
        n /= 100;
    }
    if let [digit] = pairs.into_remainder() {
        *digit = b'0' + (n % 10) as u8;
    }
}

/// Appends `n` in `base`, 2..=36.
fn write_u64_radix(out: &mut Vec<u8>, mut n: u64, base: u32) {
    let mut buffer = [0u8; 64];
    let mut at = buffer.len();
    loop {
        at -= 1;
        let digit = (n % u64::from(base)) as u8;
        buffer[at] = if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
        n /= u64::from(base);
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&buffer[at..]);
}

/// Appends `str(n)`.
#[inline]
pub fn write_i64(out: &mut Vec<u8>, n: i64) {
    out.extend_from_slice(Decimal::of(n).as_bytes());
}

/// `str` of an int or a long: decimal, no suffix. The `repr` of a long has an `L` after it.
pub fn decimal(value: IntRef<'_>) -> Vec<u8> {
    prefixed(value, b"", 10, false)
}

/// `repr(long)`.
pub fn long_repr(value: IntRef<'_>) -> Vec<u8> {
    prefixed(value, b"", 10, true)
}

fn prefixed(value: IntRef<'_>, prefix: &[u8], base: u32, suffix: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(24);
    if value.is_negative() {
        out.push(b'-');
    }
    out.extend_from_slice(prefix);
    value.write_magnitude(&mut out, base);
    if suffix {
        out.push(b'L');
    }
    out
}

/// `hex(value)`; `is_long` adds the `L` of a long.
pub fn hex(value: IntRef<'_>, is_long: bool) -> Vec<u8> {
    prefixed(value, b"0x", 16, is_long)
}

/// `oct(value)`; `is_long` adds the `L` of a long. Zero has no second `0`.
pub fn oct(value: IntRef<'_>, is_long: bool) -> Vec<u8> {
    let zero = value.to_i64() == Some(0);
    prefixed(value, if zero { b"" } else { b"0" }, 8, is_long)
}

/// `bin(value)`: never a suffix.
pub fn bin(value: IntRef<'_>) -> Vec<u8> {
    prefixed(value, b"0b", 2, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorded;

    /// Rows: a long in decimal, then `repr`, `hex`, `oct` and `bin` of it, and of the int where it fits.
    #[test]
    fn as_recorded() {
        recorded::check("int_print", |row| {
            let big: BigInt = std::str::from_utf8(&row[0]).unwrap().parse().unwrap();
            let mut got =
                vec![long_repr((&big).into()), hex((&big).into(), true), oct((&big).into(), true), bin((&big).into())];
            if let Some(n) = big.to_i64() {
                let n = IntRef::Small(n);
                got.extend([decimal(n), hex(n, false), oct(n, false), bin(n)]);
            }
            (got.join(&b'|'), row[1..].join(&b'|'))
        });
    }

    #[test]
    fn other_bases_round_trip() {
        for n in [0, 1, 35, 36, -1_000_003, i64::MAX, i64::MIN] {
            for base in 2..=36 {
                let text = IntRef::Small(n).magnitude(base);
                assert_eq!(text, IntRef::Big(&BigInt::from(n)).magnitude(base));
                let back = crate::int_parse::digits_value(&text, base, n < 0);
                assert_eq!(back, crate::int_parse::Int::Small(n));
            }
        }
    }
}
