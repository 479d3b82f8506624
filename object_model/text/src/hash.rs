//! CPython 2.7's hashes on a 64-bit machine, without randomization.
//!
//! They are visible (`hash(x)`) and fix the order of dicts and sets in no other way, so they must be exact. Equal numbers
//! of different types hash alike: 1, 1L, 1.0 and 1+0j; so do a byte string and an equal ASCII unicode string.
//! -1 is CPython's error value and never a hash: results that would be -1 are -2.
//! Source: `stringobject.c`, `intobject.c`, `longobject.c`, `object.c` (`_Py_HashDouble`), `tupleobject.c`.

use crate::chars::{Chars, Unit};
use crate::with_units;
use num_bigint::{BigInt, BigUint, Sign};

const MULTIPLIER: i64 = 1_000_003;

#[inline(always)]
fn not_minus_one(x: i64) -> i64 {
    if x == -1 { -2 } else { x }
}

#[inline]
fn hash_units<U: Unit>(units: &[U]) -> i64 {
    let Some(first) = units.first() else { return 0 };
    let mut x = i64::from(first.code()) << 7;
    for c in units {
        x = x.wrapping_mul(MULTIPLIER) ^ i64::from(c.code());
    }
    not_minus_one(x ^ units.len() as i64)
}

/// `hash(str)`.
pub fn bytes_hash(bytes: &[u8]) -> i64 {
    hash_units(bytes)
}

/// `hash(unicode)`; the width of storage does not matter.
pub fn chars_hash(text: Chars<'_>) -> i64 {
    with_units!(text, u => hash_units(u))
}

/// `hash(int)`.
#[inline]
pub fn int_hash(value: i64) -> i64 {
    not_minus_one(value)
}

/// `hash(long)`: the value modulo 2**64 - 1 with the sign put back, as a two's complement word.
///
/// CPython folds 30-bit digits with a rotation and an end-around carry, which computes this remainder in the range
/// 1..=2**64-1 for any nonzero magnitude; folding 64-bit digits gives the same one.
pub fn long_hash(value: &BigInt) -> i64 {
    let mut x: u64 = 0;
    for digit in value.iter_u64_digits() {
        let (sum, carry) = x.overflowing_add(digit);
        x = sum + u64::from(carry);
    }
    let x = x as i64;
    not_minus_one(if value.sign() == Sign::Minus { x.wrapping_neg() } else { x })
}

/// `hash(float)`.
pub fn float_hash(value: f64) -> i64 {
    if !value.is_finite() {
        return match value {
            v if v.is_nan() => 0,
            v if v < 0.0 => -271_828,
            _ => 314_159,
        };
    }
    let whole = value.trunc();
    if whole == value {
        const LIMIT: f64 = (i64::MAX / 2) as f64;
        if whole.abs() > LIMIT {
            return long_hash(&integer_of(whole));
        }
        return not_minus_one(whole as i64);
    }
    let (mantissa, exponent) = frexp(value);
    let scaled = mantissa * 2_147_483_648.0;
    let high = scaled as i64;
    let low = ((scaled - high as f64) * 2_147_483_648.0) as i64;
    not_minus_one(high.wrapping_add(low).wrapping_add(exponent << 15))
}

/// `hash(complex)`.
pub fn complex_hash(re: f64, im: f64) -> i64 {
    not_minus_one(float_hash(re).wrapping_add(MULTIPLIER.wrapping_mul(float_hash(im))))
}

/// The integer equal to `whole`, a finite float without fraction.
pub fn integer_of(whole: f64) -> BigInt {
    let bits = whole.abs().to_bits();
    let exponent = (bits >> 52) as i64 - 1075;
    let mantissa = if bits >> 52 == 0 { 0 } else { (bits & ((1 << 52) - 1)) | (1 << 52) };
    let magnitude = if exponent >= 0 {
        BigUint::from(mantissa) << exponent as u64
    } else {
        BigUint::from(mantissa.checked_shr(exponent.unsigned_abs() as u32).unwrap_or(0))
    };
    BigInt::from_biguint(if whole < 0.0 { Sign::Minus } else { Sign::Plus }, magnitude)
}

/// `(m, e)` with `value == m * 2**e` and `0.5 <= |m| < 1`; `(value, 0)` for zeros, infinities and NaN.
pub fn frexp(value: f64) -> (f64, i64) {
    if value == 0.0 || !value.is_finite() {
        return (value, 0);
    }
    // Subnormals are scaled into the normal range first.
    let (v, shift) = if value.abs() < f64::MIN_POSITIVE { (value * 2f64.powi(64), 64) } else { (value, 0) };
    let bits = v.to_bits();
    let exponent = ((bits >> 52) & 0x7FF) as i64 - 1022;
    (f64::from_bits((bits & !(0x7FF << 52)) | (1022 << 52)), exponent - shift)
}

/// Combines the hashes of a tuple's items in order. Start with its length.
#[derive(Clone, Copy, Debug)]
pub struct TupleHasher {
    x: i64,
    multiplier: i64,
    left: i64,
}

impl TupleHasher {
    pub fn new(len: usize) -> TupleHasher {
        TupleHasher { x: 0x345678, multiplier: MULTIPLIER, left: len as i64 }
    }

    #[inline]
    pub fn add(&mut self, item_hash: i64) {
        self.left -= 1;
        self.x = (self.x ^ item_hash).wrapping_mul(self.multiplier);
        self.multiplier = self.multiplier.wrapping_add(82_520 + 2 * self.left);
    }

    pub fn finish(self) -> i64 {
        not_minus_one(self.x.wrapping_add(97_531))
    }
}

/// `hash(tuple)` of a tuple whose items have these hashes.
pub fn tuple_hash(items: &[i64]) -> i64 {
    let mut hasher = TupleHasher::new(items.len());
    for &h in items {
        hasher.add(h);
    }
    hasher.finish()
}

/// Combines the hashes of a frozenset's items, in any order.
#[derive(Clone, Copy, Debug)]
pub struct FrozensetHasher {
    x: u64,
}

impl FrozensetHasher {
    pub fn new(len: usize) -> FrozensetHasher {
        FrozensetHasher { x: 1_927_868_237u64.wrapping_mul(len as u64 + 1) }
    }

    #[inline]
    pub fn add(&mut self, item_hash: i64) {
        let h = item_hash as u64;
        self.x ^= (h ^ (h << 16) ^ 89_869_747).wrapping_mul(3_644_798_167);
    }

    pub fn finish(self) -> i64 {
        let x = self.x.wrapping_mul(69_069).wrapping_add(907_133_923) as i64;
        if x == -1 { 590_923_713 } else { x }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expectations: `hash(...)` in CPython 2.7.18.
    #[test]
    fn strings() {
        for (bytes, hash) in [
            (&b""[..], 0),
            (b"a", 12_416_037_344),
            (b"abc", 1_453_079_729_188_098_211),
            (b"\xff\x80", 32_640_195_839_293_887),
            (b"hello world", -2_324_238_377_118_044_897),
        ] {
            assert_eq!(bytes_hash(bytes), hash, "{bytes:?}");
        }
        assert_eq!(chars_hash(Chars::Two(&[0x430, 0x431])), 137_216_824_369_239_203);
        assert_eq!(chars_hash(Chars::Four(&[0x10000, 0x78])), 8_388_658_397_259_694_202);
        assert_eq!(chars_hash(Chars::Two(&[0x61])), chars_hash(Chars::One(b"a")));
    }

    #[test]
    fn longs() {
        let two = BigInt::from(2);
        for (value, hash) in [
            (BigInt::from(0), 0),
            (BigInt::from(-1), -2),
            (two.pow(63), i64::MIN),
            (-two.pow(63), i64::MIN),
            (two.pow(64) - 1, -2),
            (1 - two.pow(64), 1),
            (two.pow(64), 1),
            (two.pow(64) - 2, -2),
            ((two.pow(64) - 1) * 7, -2),
            (BigInt::from(10).pow(30), 5_076_944_324_515_372_240),
            (-BigInt::from(10).pow(30), -5_076_944_324_515_372_240),
            (BigInt::from(3).pow(200), -4_662_376_482_864_500_920),
        ] {
            assert_eq!(long_hash(&value), hash, "{value}");
        }
    }

    #[test]
    fn floats() {
        for (value, hash) in [
            (0.0, 0),
            (-0.0, 0),
            (1.5, 1_610_645_504),
            (-1.5, -1_610_579_968),
            (0.1, 2_576_882_278),
            (1e300, 8_474_648_701_417_850_880),
            (-1e300, -8_474_648_701_417_850_880),
            (5e-324, 1_038_581_760),
            (4.611686018427388e18, 4_611_686_018_427_387_904),
            (9.223372036854776e18, i64::MIN),
            (1e19, -8_446_744_073_709_551_616),
            (-1.0, -2),
            (1.8446744073709552e19, 1),
            (f64::INFINITY, 314_159),
            (f64::NEG_INFINITY, -271_828),
            (f64::NAN, 0),
            (-2.5e-310, -2_641_934_644),
            (1e18, 1_000_000_000_000_000_000),
        ] {
            assert_eq!(float_hash(value), hash, "{value}");
        }
        assert_eq!(complex_hash(0.0, 1.0), 1_000_003);
        assert_eq!(complex_hash(-1.0, -1.0), -2_000_008);
        assert_eq!(complex_hash(0.5, 0.25), 1_073_713_350_868_992);
    }

    #[test]
    fn containers() {
        assert_eq!(tuple_hash(&[]), 3_527_539);
        assert_eq!(tuple_hash(&[1]), 3_430_019_387_558);
        assert_eq!(tuple_hash(&[1, 2, 3]), 2_528_502_973_977_326_415);
        assert_eq!(tuple_hash(&[-2, -2, 0, 1 << 62]), 4_043_387_670_361_618_911);
        for (items, hash) in [
            (0..0i32, 133_156_838_395_276),
            (1..2, -8_166_288_242_918_962_057),
            (1..3, -1_834_016_341_293_975_159),
            (0..100, 4_760_205_708_604_446_044),
        ] {
            let mut hasher = FrozensetHasher::new(items.len());
            items.for_each(|i| hasher.add(i.into()));
            assert_eq!(hasher.finish(), hash);
        }
    }
}
