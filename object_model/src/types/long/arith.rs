//! Arithmetic of longs, on the limbs of the objects. Results are written into the object that is returned; operands and
//! results of up to two limbs are handled as machine words.
//!
//! What a program can make huge by one operation (shifts, powers, products) asks for the room first, since working storage comes
//! from Rust's allocator, which would end the process where memory is short.

use crate::BinaryOp;
use crate::context::Context;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::long::LongObject;
use crate::raise;
use crate::types::float::arith as floats;
use crate::value::Value;
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};
use std::cmp::Ordering;
use text::{limbs, scratch_limbs};

/// An int or a long.
#[derive(Clone, Copy)]
pub struct Operand {
    negative: bool,
    /// The magnitude, unless there is a `long`.
    word: u64,
    /// A long of two or more limbs.
    long: Option<Gc<LongObject>>,
}

/// The integer that a value is; `None` for other objects.
#[inline]
pub fn operand(value: Value) -> Option<Operand> {
    match value.as_int() {
        Some(n) => Some(Operand::of_int(n)),
        None => value.downcast::<LongObject>().map(Operand::of_long),
    }
}

/// The integer that an object of exact type int or long is.
#[inline]
pub fn exact_operand(value: Value) -> Operand {
    match value.as_small() {
        Some(n) => Operand::of_int(n),
        None => match value.exact::<LongObject>() {
            Some(long) => Operand::of_long(long),
            None => Operand::of_int(value.as_int().unwrap_or(0)),
        },
    }
}

impl Operand {
    #[inline]
    pub fn of_int(n: i64) -> Operand {
        Operand { negative: n < 0, word: n.unsigned_abs(), long: None }
    }
    #[inline]
    pub fn of_long(long: Gc<LongObject>) -> Operand {
        let negative = long.is_negative();
        match *long.limbs() {
            [] => Operand { negative, word: 0, long: None },
            [word] => Operand { negative, word, long: None },
            _ => Operand { negative, word: 0, long: Some(long) },
        }
    }
    /// The magnitude, without leading zero limbs.
    #[inline]
    pub fn limbs(&self) -> &[u64] {
        match &self.long {
            Some(long) => long.limbs(),
            None if self.word == 0 => &[],
            None => std::slice::from_ref(&self.word),
        }
    }
    /// The magnitude where it has up to two limbs.
    #[inline]
    fn wide(&self) -> Option<u128> {
        match &self.long {
            None => Some(self.word.into()),
            Some(long) => match *long.limbs() {
                [low, high] => Some(u128::from(high) << 64 | u128::from(low)),
                _ => None,
            },
        }
    }
    /// The value where it fits.
    #[inline]
    fn to_i128(self) -> Option<i128> {
        let value = i128::try_from(self.wide()?).ok()?;
        Some(if self.negative { -value } else { value })
    }
    fn to_biguint(self) -> BigUint {
        BigUint::new(self.limbs().iter().flat_map(|&limb| [limb as u32, (limb >> 32) as u32]).collect())
    }
    #[inline]
    fn is_zero(self) -> bool {
        self.word == 0 && self.long.is_none()
    }
    fn signum(self) -> i32 {
        if self.is_zero() { 0 } else { 1 - 2 * i32::from(self.negative) }
    }
    fn is_odd(self) -> bool {
        self.limbs().first().is_some_and(|limb| limb & 1 != 0)
    }
    fn bits(self) -> u64 {
        limbs::bit_length(self.limbs())
    }
    /// OverflowError where it is too large.
    fn to_float(self, cx: &mut Context) -> PyResult<f64> {
        match self.long {
            None if self.negative => Ok(-(self.word as f64)),
            None => Ok(self.word as f64),
            Some(long) => cx.long_to_float(long),
        }
    }
}

/// How two integers stand to each other.
pub fn compare(x: Operand, y: Operand) -> Ordering {
    x.signum().cmp(&y.signum()).then_with(|| {
        let by_size = match (x.long, y.long) {
            (None, None) => x.word.cmp(&y.word),
            _ => limbs::compare(x.limbs(), y.limbs()),
        };
        if x.negative { by_size.reverse() } else { by_size }
    })
}

/// Results of up to this many bits are computed without asking for room.
const UNASKED: u128 = 1 << 20;

/// MemoryError unless there is room for a number of that many bits and what computing it takes.
#[inline]
fn ask_for_bits(cx: &mut Context, bits: u128) -> PyResult<()> {
    if bits <= UNASKED { Ok(()) } else { ask(cx, bits) }
}

#[cold]
fn ask(cx: &mut Context, bits: u128) -> PyResult<()> {
    // Operands, result and scratch together stay below four times the result.
    let bytes = usize::try_from(bits / 2).unwrap_or(usize::MAX);
    match Vec::<u8>::new().try_reserve_exact(bytes) {
        Ok(()) => Ok(()),
        Err(_) => Err(cx.memory_error()),
    }
}

/// `x op y` of ints whose result is a long.
pub fn binary_ints(cx: &mut Context, op: BinaryOp, x: i64, y: i64) -> PyResult {
    binary(cx, op, Operand::of_int(x), Operand::of_int(y))
}

/// `x op y`
pub fn binary(cx: &mut Context, op: BinaryOp, x: Operand, y: Operand) -> PyResult {
    match op {
        BinaryOp::Add => sum(cx, x, y, y.negative),
        BinaryOp::Sub => sum(cx, x, y, !y.negative),
        BinaryOp::Mul => product(cx, x, y),
        BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod | BinaryOp::DivMod => {
            if op == BinaryOp::Div && cx.warns.division > 0 {
                cx.warn(crate::Exc::DeprecationWarning, "classic long division")?;
            }
            if y.is_zero() {
                raise!(cx, ZeroDivisionError, "long division or modulo by zero");
            }
            divide(cx, op, x, y)
        }
        BinaryOp::TrueDiv => true_divide(cx, x, y),
        BinaryOp::Pow => pow(cx, x, y),
        BinaryOp::LShift | BinaryOp::RShift => shift(cx, op, x, y),
        BinaryOp::And => and(cx, x, y),
        BinaryOp::Or => bitwise(cx, x, y, |a, b| a | b, |a, b| a | b),
        BinaryOp::Xor => bitwise(cx, x, y, |a, b| a ^ b, |a, b| a ^ b),
    }
}

/// `x + y`, the sign of `y` as given.
fn sum(cx: &mut Context, x: Operand, y: Operand, y_negative: bool) -> PyResult {
    if let (Some(a), Some(b)) = (x.wide(), y.wide()) {
        if x.negative != y_negative {
            return Ok(match a.checked_sub(b) {
                Some(rest) => cx.new_long_u128(x.negative, rest),
                None => cx.new_long_u128(y_negative, b - a),
            });
        }
        if let Some(sum) = a.checked_add(b) {
            return Ok(cx.new_long_u128(x.negative, sum));
        }
    }
    let (a, b) = (x.limbs(), y.limbs());
    if x.negative == y_negative {
        let (a, b) = if a.len() >= b.len() { (a, b) } else { (b, a) };
        return cx.build_long(a.len() + 1, |out| {
            out[a.len()] = limbs::add(&mut out[..a.len()], a, b).into();
            x.negative
        });
    }
    let (a, b, negative) = if limbs::compare(a, b).is_ge() { (a, b, x.negative) } else { (b, a, y_negative) };
    cx.build_long(a.len(), |out| {
        limbs::sub(out, a, b);
        negative
    })
}

fn product(cx: &mut Context, x: Operand, y: Operand) -> PyResult {
    let negative = x.negative != y.negative;
    let (a, b) = match (x.long, y.long) {
        (None, None) => return Ok(cx.new_long_u128(negative, u128::from(x.word) * u128::from(y.word))),
        (Some(_), None) => (x.limbs(), y.word),
        (None, Some(_)) => (y.limbs(), x.word),
        (Some(a), Some(b)) => {
            let (a, b) = (a.limbs(), b.limbs());
            ask_for_bits(cx, (a.len() + b.len()) as u128 * 64)?;
            return cx.build_long(a.len() + b.len(), |out| {
                if std::ptr::eq(a, b) {
                    limbs::mul::square(out, a)
                } else {
                    limbs::mul::mul(out, a, b)
                }
                negative
            });
        }
    };
    if b == 0 {
        return Ok(cx.new_long_u128(false, 0));
    }
    cx.build_long(a.len() + 1, |out| {
        out[a.len()] = limbs::mul::mul_limb(&mut out[..a.len()], a, b);
        negative
    })
}

/// Floored quotient and remainder, `y` not 0. With different signs the quotient of the magnitudes is rounded up, and the
/// remainder is what is missing then. It has the sign of `y`.
fn divide(cx: &mut Context, op: BinaryOp, x: Operand, y: Operand) -> PyResult {
    let mixed = x.negative != y.negative;
    if let (Some(a), Some(b)) = (x.wide(), y.wide()) {
        let (mut quotient, mut rest) = match (x.long, y.long) {
            (None, None) => (u128::from(x.word / y.word), u128::from(x.word % y.word)),
            (Some(_), None) => {
                let (high, rest) = ((a >> 64) as u64 / y.word, (a >> 64) as u64 % y.word);
                let shift = y.word.leading_zeros();
                let above = (u128::from(rest) << 64 | u128::from(a as u64)) << shift;
                let (low, rest) = limbs::div::Divisor::new(y.word << shift).div((above >> 64) as u64, above as u64);
                (u128::from(high) << 64 | u128::from(low), u128::from(rest >> shift))
            }
            _ => (a / b, a % b),
        };
        if mixed && rest != 0 {
            (quotient, rest) = (quotient + 1, b - rest);
        }
        return Ok(match op {
            BinaryOp::Mod => cx.new_long_u128(y.negative, rest),
            BinaryOp::DivMod => {
                let pair = [cx.new_long_u128(mixed, quotient), cx.new_long_u128(y.negative, rest)];
                cx.new_tuple(&pair).value()
            }
            _ => cx.new_long_u128(mixed, quotient),
        });
    }
    let (a, b) = (x.limbs(), y.limbs());
    if let (&[divisor], BinaryOp::Mod) = (b, op) {
        let rest = limbs::div::rem_limb(a, divisor);
        let rest = if mixed && rest != 0 { divisor - rest } else { rest };
        return Ok(cx.new_long_u128(y.negative, rest.into()));
    }
    ask_for_bits(cx, a.len().max(b.len()) as u128 * 64)?;
    // The remainder, and whether the quotient goes up.
    let settle = |rest: &mut [u64]| {
        let up = mixed && rest.iter().any(|&limb| limb != 0);
        if up {
            let whole = limbs::Scratch::from_slice(rest);
            limbs::sub(rest, b, &whole);
        }
        up
    };
    if a.len() < b.len() {
        let w_rest = if op == BinaryOp::Mod || op == BinaryOp::DivMod {
            Some(cx.build_long(b.len(), |out| {
                out[..a.len()].copy_from_slice(a);
                out[a.len()..].fill(0);
                settle(out);
                y.negative
            })?)
        } else {
            None
        };
        let w_quotient = cx.new_long_u128(true, (mixed && !a.is_empty()).into());
        return Ok(match (op, w_rest) {
            (BinaryOp::Mod, Some(w_rest)) => w_rest,
            (_, Some(w_rest)) => cx.new_tuple(&[w_quotient, w_rest]).value(),
            (_, None) => w_quotient,
        });
    }
    let len = a.len() - b.len() + 1;
    if op == BinaryOp::Mod {
        return cx.build_long(b.len(), |out| {
            scratch_limbs!(quotient, len);
            limbs::div::div_rem(quotient, out, a, b);
            settle(out);
            y.negative
        });
    }
    scratch_limbs!(rest, b.len());
    let w_quotient = cx.build_long(len + usize::from(mixed), |out| {
        limbs::div::div_rem(&mut out[..len], rest, a, b);
        out[len..].fill(0);
        if settle(rest) {
            limbs::add_to(out, &[1]);
        }
        mixed
    })?;
    if op != BinaryOp::DivMod {
        return Ok(w_quotient);
    }
    let w_rest = cx.try_long_of_limbs(y.negative, rest)?;
    Ok(cx.new_tuple(&[w_quotient, w_rest]).value())
}

fn and(cx: &mut Context, x: Operand, y: Operand) -> PyResult {
    // A number that is not negative bounds the result.
    let (a, b) = (x.limbs(), y.limbs());
    match (x.negative, y.negative) {
        (false, false) => {
            let len = a.len().min(b.len());
            if len <= 2 {
                let limb = |at: usize| if at < len { u128::from(a[at] & b[at]) } else { 0 };
                return Ok(cx.new_long_u128(false, limb(1) << 64 | limb(0)));
            }
            cx.build_long(len, |out| {
                for ((o, &x), &y) in out.iter_mut().zip(a).zip(b) {
                    *o = x & y;
                }
                false
            })
        }
        (false, true) | (true, false) if x.to_i128().is_none() || y.to_i128().is_none() => {
            let len = if x.negative { b.len() } else { a.len() };
            cx.build_long(len, |out| limbs::bits::combine(out, (x.negative, a), (y.negative, b), |x, y| x & y))
        }
        _ => bitwise(cx, x, y, |a, b| a & b, |a, b| a & b),
    }
}

#[inline]
fn bitwise(
    cx: &mut Context,
    x: Operand,
    y: Operand,
    small: impl Fn(i128, i128) -> i128,
    op: impl Fn(u64, u64) -> u64,
) -> PyResult {
    if let (Some(a), Some(b)) = (x.to_i128(), y.to_i128()) {
        return Ok(cx.new_long_i128(small(a, b)));
    }
    let (a, b) = (x.limbs(), y.limbs());
    cx.build_long(a.len().max(b.len()) + 1, |out| limbs::bits::combine(out, (x.negative, a), (y.negative, b), op))
}

/// `~x`
pub fn invert(cx: &mut Context, x: Operand) -> PyResult {
    let minus_one = Operand::of_int(-1);
    bitwise(cx, x, minus_one, |a, b| a ^ b, |a, b| a ^ b)
}

fn shift(cx: &mut Context, op: BinaryOp, x: Operand, y: Operand) -> PyResult {
    let count = match y.to_i128() {
        Some(count) => i64::try_from(count).ok(),
        None => None,
    };
    let Some(count) = count else { raise!(cx, OverflowError, "long int too large to convert to int") };
    let Ok(count) = u64::try_from(count) else { raise!(cx, ValueError, "negative shift count") };
    if op == BinaryOp::RShift {
        return shift_right(cx, x, count);
    }
    let bits = u128::from(x.bits()) + u128::from(count);
    match x.wide() {
        Some(0) => Ok(cx.new_long_u128(false, 0)),
        Some(n) if bits <= 128 => Ok(cx.new_long_u128(x.negative, n << count)),
        _ => {
            ask_for_bits(cx, bits)?;
            let a = x.limbs();
            cx.build_long(a.len() + (count / 64) as usize + 1, |out| {
                limbs::bits::shift_left(out, a, count);
                x.negative
            })
        }
    }
}

/// `x >> count`, floored.
fn shift_right(cx: &mut Context, x: Operand, count: u64) -> PyResult {
    if let Some(n) = x.wide() {
        let (kept, lost) = match count {
            0..128 => (n >> count, n & !(u128::MAX << count)),
            _ => (0, n),
        };
        // What lost a bit has room for a carry.
        let up = x.negative && lost != 0;
        return Ok(cx.new_long_u128(x.negative, kept + u128::from(up)));
    }
    if count >= x.bits() {
        return Ok(cx.new_long_u128(true, x.negative.into()));
    }
    let a = x.limbs();
    let len = a.len() - (count / 64) as usize + usize::from(x.negative);
    cx.build_long(len, |out| {
        limbs::bits::shift_right(out, x.negative, a, count);
        x.negative
    })
}

/// `x ** y`
pub fn pow(cx: &mut Context, x: Operand, y: Operand) -> PyResult {
    if y.negative {
        let (x, y) = (x.to_float(cx)?, y.to_float(cx)?);
        let power = floats::pow(cx, x, y)?;
        return Ok(cx.new_float(power));
    }
    if y.is_zero() {
        return Ok(cx.new_long_u128(false, 1));
    }
    let negative = x.negative && y.is_odd();
    if x.long.is_none() && x.word <= 1 {
        return Ok(cx.new_long_u128(negative, x.word.into()));
    }
    if y.long.is_some() {
        return Err(cx.memory_error());
    }
    let bits = u128::from(y.word) * u128::from(x.bits());
    let Ok(exponent) = u32::try_from(y.word) else { return Err(cx.memory_error()) };
    if let (Some(n), true) = (x.wide(), bits <= 128) {
        return Ok(cx.new_long_u128(negative, n.pow(exponent)));
    }
    ask_for_bits(cx, bits)?;
    // A power of two factors out: 2**n and 10**n are common.
    let a = x.limbs();
    let zeros = a.iter().take_while(|&&limb| limb == 0).count();
    let zeros = zeros as u64 * 64 + u64::from(a[zeros].trailing_zeros());
    let mut odd = limbs::zeros(a.len() - (zeros / 64) as usize);
    limbs::bits::shift_right(&mut odd, false, a, zeros);
    let power = limbs::power::power(limbs::trimmed(&odd), exponent);
    let shift = zeros * u64::from(exponent);
    cx.build_long(power.len() + (shift / 64) as usize + 1, |out| {
        limbs::bits::shift_left(out, &power, shift);
        negative
    })
}

/// `pow(x, y, z)`: has the sign of `z`.
pub fn pow_mod(cx: &mut Context, x: Operand, y: Operand, z: Operand) -> PyResult {
    if y.negative {
        raise!(cx, TypeError, "pow() 2nd argument cannot be negative when 3rd argument specified");
    }
    if z.is_zero() {
        raise!(cx, ValueError, "pow() 3rd argument cannot be 0");
    }
    let modulus = z.limbs();
    ask_for_bits(cx, (x.limbs().len() + 4 * modulus.len()) as u128 * 64)?;
    let mut base = limbs::power::rem(x.limbs(), modulus);
    let missing = |rest: &[u64]| {
        let mut out = limbs::zeros(modulus.len());
        limbs::sub(&mut out, modulus, limbs::trimmed(rest));
        out
    };
    if x.negative && base.iter().any(|&limb| limb != 0) {
        base = missing(&base);
    }
    let mut result = limbs::power::power_mod(limbs::trimmed(&base), y.limbs(), modulus);
    if z.negative && result.iter().any(|&limb| limb != 0) {
        result = missing(&result);
    }
    cx.try_long_of_limbs(z.negative, &result)
}

/// The float nearest to `x / y`.
pub fn true_divide(cx: &mut Context, x: Operand, y: Operand) -> PyResult {
    const EXACT: u64 = 1 << 53;
    if y.is_zero() {
        raise!(cx, ZeroDivisionError, "division by zero");
    }
    ask_for_bits(cx, (x.limbs().len() + y.limbs().len()) as u128 * 64)?;
    let negative = x.negative != y.negative;
    let size = if x.long.is_none() && y.long.is_none() && x.word <= EXACT && y.word <= EXACT {
        Some(x.word as f64 / y.word as f64)
    } else {
        ratio(x.to_biguint(), y.to_biguint())
    };
    match size {
        Some(size) => Ok(cx.new_float(if negative { -size } else { size })),
        None => raise!(cx, OverflowError, "integer division result too large for a float"),
    }
}
/// `a / b` for `b > 0`, rounded half to even; `None` where it is too large.
///
/// The quotient is computed to at least two bits more than a float holds, the last one telling whether there is a
/// remainder, and rounded by hand: the number of bits that a subnormal result keeps is smaller.
pub fn ratio(a: BigUint, b: BigUint) -> Option<f64> {
    const MANTISSA: i64 = 53;
    const LEAST: i64 = -1021;
    if a.is_zero() {
        return Some(0.0);
    }
    let difference = a.bits() as i64 - b.bits() as i64;
    if difference > 1024 {
        return None;
    }
    if difference < LEAST - MANTISSA - 1 {
        return Some(0.0);
    }
    let shift = difference.max(LEAST) - (MANTISSA + 2);
    let (a, b) = if shift < 0 { (a << shift.unsigned_abs(), b) } else { (a, b << shift.unsigned_abs()) };
    let (quotient, remainder) = a.div_rem(&b);
    let quotient = quotient.to_u64()? | u64::from(!remainder.is_zero());
    let extra = (64 - i64::from(quotient.leading_zeros())).max(LEAST - shift) - MANTISSA;
    let half = 1u64 << (extra - 1);
    let low = quotient & (2 * half - 1);
    let mut rounded = quotient - low;
    if low > half || low == half && rounded & (2 * half) != 0 {
        rounded += 2 * half;
    }
    Some(floats::ldexp(rounded as f64, shift)).filter(|result| result.is_finite())
}
