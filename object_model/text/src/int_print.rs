//! Integers to text, in any base.
//!
//! Words are written two decimal digits at a time from a table. For big integers `num-bigint` already divides by halves
//! (its time grows as multiplication's), so its digits are used as they are.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// An `int` or a `long` to print.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    Small(i64),
    Big(&'a BigInt),
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
        }
    }

    /// The value as a word, if it fits one.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(n) => Some(n),
            IntRef::Big(n) => n.to_i64(),
        }
    }

    /// Appends the digits of the absolute value in `base` (2..=36), lower case, without prefix.
    pub fn write_magnitude(self, out: &mut Vec<u8>, base: u32) {
        match self {
            IntRef::Small(n) if base == 10 => write_u64(out, n.unsigned_abs()),
            IntRef::Small(n) => write_u64_radix(out, n.unsigned_abs(), base),
            IntRef::Big(n) => out.extend_from_slice(n.magnitude().to_str_radix(base).as_bytes()),
        }
    }

    /// The digits of the absolute value in `base` (2..=36), lower case.
    pub fn magnitude(self, base: u32) -> Vec<u8> {
        let mut out = Vec::with_capacity(24);
        self.write_magnitude(&mut out, base);
        out
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

/// Appends `n` in decimal.
pub fn write_u64(out: &mut Vec<u8>, mut n: u64) {
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
    out.extend_from_slice(&buffer[at..]);
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
    if n < 0 {
        out.push(b'-');
    }
    write_u64(out, n.unsigned_abs());
}

/// `str` of an int or a long: decimal, no suffix. The `repr` of a long has an `L` after it.
pub fn decimal(value: IntRef<'_>) -> Vec<u8> {
    prefixed(value, b"", 10, false)
}

/// `repr(long)`.
pub fn long_repr(value: &BigInt) -> Vec<u8> {
    prefixed(IntRef::Big(value), b"", 10, true)
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
            let mut got = vec![long_repr(&big), hex((&big).into(), true), oct((&big).into(), true), bin((&big).into())];
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
