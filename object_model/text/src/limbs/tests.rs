//! Every kernel against `num-bigint`.

use super::*;
use num_bigint::{BigInt, BigUint, Sign};

/// A sequence of numbers that look random; many limbs are all zeros or all ones.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }
    fn limb(&mut self) -> u64 {
        match self.below(8) {
            0 => 0,
            1 => u64::MAX,
            2 => 1 << 63,
            3 => self.next() >> self.below(64),
            _ => self.next(),
        }
    }
    /// Without leading zero limbs.
    fn number(&mut self, len: usize) -> Vec<u64> {
        let mut limbs: Vec<u64> = (0..len).map(|_| self.limb()).collect();
        if let Some(top) = limbs.last_mut() {
            *top |= 1;
        }
        limbs
    }
    fn len(&mut self) -> usize {
        match self.below(12) {
            0 => self.below(400),
            1..=3 => self.below(120),
            _ => self.below(9),
        }
    }
}

fn big(a: &[u64]) -> BigUint {
    BigUint::new(a.iter().flat_map(|&x| [x as u32, (x >> 32) as u32]).collect())
}

fn signed(negative: bool, a: &[u64]) -> BigInt {
    BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, big(a))
}

#[test]
fn sums_differences_products() {
    let mut rng = Rng(1);
    for _ in 0..3000 {
        let (n, m) = (rng.len(), rng.len());
        let (a, b) = (rng.number(n.max(m)), rng.number(n.min(m)));
        let mut out = vec![7; a.len() + 1];
        out[a.len()] = add(&mut out[..a.len()], &a, &b).into();
        assert_eq!(big(&out), big(&a) + big(&b));
        let mut product = vec![7; a.len() + b.len()];
        mul::mul(&mut product, &a, &b);
        assert_eq!(big(&product), big(&a) * big(&b));
        let mut squared = vec![7; 2 * a.len()];
        mul::square(&mut squared, &a);
        assert_eq!(big(&squared), big(&a) * big(&a), "{a:?}");
        let less = difference(&mut out[..a.len()], &a, &b);
        let wanted = BigInt::from(big(&a)) - BigInt::from(big(&b));
        assert_eq!(signed(less, &out[..a.len()]), wanted);
        assert_eq!(compare(&a, &b), big(&a).cmp(&big(&b)));
        assert_eq!(bit_length(&a), big(&a).bits());
    }
}

#[test]
fn long_products() {
    let mut rng = Rng(5);
    for (n, m) in [(1000, 1000), (999, 501), (2000, 700), (1500, 40), (33, 32), (64, 33), (65, 33), (95, 48), (1024, 513)] {
        let (a, b) = (rng.number(n), rng.number(m));
        let mut product = vec![7; n + m];
        mul::mul(&mut product, &a, &b);
        assert_eq!(big(&product), big(&a) * big(&b));
    }
}

#[test]
fn quotients() {
    let mut rng = Rng(2);
    for round in 0..3000 {
        let (n, m) = (rng.len() + 1, rng.len());
        let d = rng.number(n);
        // Often a product of the divisor and something, with a small change: where estimates fail.
        let a = if round % 2 == 0 {
            let q = rng.number(m);
            let mut a = (big(&d) * big(&q)).to_u64_digits();
            if let Some(first) = a.first_mut() {
                *first = first.wrapping_add(rng.next() % 3).wrapping_sub(1);
            }
            a.resize(a.len().max(n), 0);
            a
        } else {
            rng.number(n + m)
        };
        let (mut quotient, mut rest) = (vec![7; a.len() - n + 1], vec![7; n]);
        div::div_rem(&mut quotient, &mut rest, &a, &d);
        assert_eq!(big(&quotient), big(&a) / big(&d), "{a:?} {d:?}");
        assert_eq!(big(&rest), big(&a) % big(&d), "{a:?} {d:?}");
        let y = rng.limb().max(1);
        let mut quotient = vec![7; a.len()];
        let rest = div::div_limb(&mut quotient, &a, y);
        assert_eq!((big(&quotient), BigUint::from(rest)), (big(&a) / y, big(&a) % y));
        assert_eq!(div::rem_limb(&a, y), rest);
    }
}

#[test]
fn long_quotients() {
    let mut rng = Rng(6);
    for (n, m) in [(300, 300), (500, 120), (120, 500), (57, 1000), (1000, 57), (777, 778)] {
        for _ in 0..10 {
            let (d, q, r) = (rng.number(n), rng.number(m), rng.number(n - 1));
            let a = (big(&d) * big(&q) + big(&r)).to_u64_digits();
            let (mut quotient, mut rest) = (vec![7; a.len() - n + 1], vec![7; n]);
            div::div_rem(&mut quotient, &mut rest, &a, &d);
            assert_eq!((trimmed(&quotient), trimmed(&rest)), (&q[..], trimmed(&r)));
        }
    }
}

#[test]
fn bitwise_and_shifts() {
    let mut rng = Rng(3);
    for _ in 0..3000 {
        let (n, m) = (rng.len(), rng.len());
        let (a, b) = (rng.number(n), rng.number(m));
        let (x, y) = ((n > 0 && rng.below(2) == 0, &a[..]), (m > 0 && rng.below(2) == 0, &b[..]));
        let (p, q) = (signed(x.0, &a), signed(y.0, &b));
        let mut out = vec![7; n.max(m) + 1];
        let negative = bits::combine(&mut out, x, y, |x, y| x & y);
        assert_eq!(signed(negative, &out), &p & &q);
        let negative = bits::combine(&mut out, x, y, |x, y| x | y);
        assert_eq!(signed(negative, &out), &p | &q);
        let negative = bits::combine(&mut out, x, y, |x, y| x ^ y);
        assert_eq!(signed(negative, &out), &p ^ &q);
        let count = rng.below(300) as u64;
        let mut out = vec![7; n + (count / 64) as usize + 1];
        bits::shift_left(&mut out, &a, count);
        assert_eq!(signed(x.0, &out), &p << count);
        if count < bit_length(&a) {
            let mut out = vec![7; n - (count / 64) as usize + 1];
            bits::shift_right(&mut out, x.0, &a, count);
            assert_eq!(signed(x.0, &out), &p >> count);
        }
        assert_eq!(bits::any_below(&a, count), big(&a).trailing_zeros().is_some_and(|zeros| zeros < count));
        if bit_length(&a) >= 64 {
            assert_eq!(BigUint::from(bits::leading(&a)), big(&a) >> (bit_length(&a) - 64));
        }
    }
}

#[test]
fn powers() {
    let mut rng = Rng(4);
    for _ in 0..300 {
        let n = rng.len().min(20) + 1;
        let a = rng.number(n);
        let exponent = rng.below(40) as u32;
        assert_eq!(big(&power::power(&a, exponent)), big(&a).pow(exponent));
        let (m, e) = (rng.below(12) + 1, rng.below(9));
        let (modulus, exponent) = (rng.number(m), rng.number(e));
        let got = power::power_mod(&a, &exponent, &modulus);
        assert_eq!(big(&got), big(&a).modpow(&big(&exponent), &big(&modulus)), "{a:?} {exponent:?} {modulus:?}");
    }
}

#[test]
fn digits() {
    let value = |c: u8| u32::from(if c <= b'9' { c - b'0' } else { c - b'a' + 10 });
    let mut rng = Rng(9);
    for round in 0..600 {
        let n = if round % 40 == 0 { rng.below(3000) } else { rng.len() };
        let mut a = rng.number(n);
        if round % 3 == 0 {
            // Round numbers: long runs of zeros.
            a = BigUint::from(10u32).pow(rng.below(4000) as u32).to_u64_digits();
        }
        let mut out = Vec::new();
        radix::write_decimal(&mut out, &a);
        assert_eq!(String::from_utf8_lossy(&out), big(&a).to_string());
        assert_eq!(radix::read(&out, 10, value), a);
        let base = rng.below(35) as u32 + 2;
        let text = big(&a).to_str_radix(base);
        assert_eq!(radix::read(text.as_bytes(), base, value), a, "{base}");
        let bits = rng.below(5) as u32 + 1;
        out.clear();
        radix::write_bits(&mut out, &a, bits);
        assert_eq!(String::from_utf8_lossy(&out), big(&a).to_str_radix(1 << bits));
    }
}
