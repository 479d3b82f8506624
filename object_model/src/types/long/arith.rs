//! Arithmetic of longs: on i128 where both operands are small enough, else by num-bigint.
//!
//! What a program can make huge by one operation (shifts, powers, products) asks for the room first: the big-integer
//! library would end the process where memory is short.

use crate::BinaryOp;
use crate::context::Context;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::long::LongObject;
use crate::raise;
use crate::types::float::arith as floats;
use crate::value::Value;
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};
use std::cmp::Ordering;

/// An int or a long.
#[derive(Clone, Copy)]
pub enum Operand {
    Small(i128),
    Large(Gc<LongObject>),
}

/// The integer that a value is; `None` for other objects.
#[inline]
pub fn operand(value: Value) -> Option<Operand> {
    match value.as_int() {
        Some(n) => Some(Operand::Small(n.into())),
        None => value.downcast::<LongObject>().map(Operand::of_long),
    }
}

impl Operand {
    #[inline]
    pub fn of_long(long: Gc<LongObject>) -> Operand {
        match long.to_i128() {
            Some(n) => Operand::Small(n),
            None => Operand::Large(long),
        }
    }
    pub fn to_big(self) -> BigInt {
        match self {
            Operand::Small(n) => n.into(),
            Operand::Large(long) => long.to_big(),
        }
    }
    fn is_zero(self) -> bool {
        matches!(self, Operand::Small(0))
    }
    fn is_negative(self) -> bool {
        match self {
            Operand::Small(n) => n < 0,
            Operand::Large(long) => long.is_negative(),
        }
    }
    fn bits(self) -> u64 {
        match self {
            Operand::Small(n) => u64::from(128 - n.unsigned_abs().leading_zeros()),
            Operand::Large(long) => super::bits(&long),
        }
    }
    /// OverflowError where it is too large.
    fn to_float(self, cx: &mut Context) -> PyResult<f64> {
        match self {
            Operand::Small(n) => Ok(n as f64),
            Operand::Large(long) => cx.long_to_float(long),
        }
    }
}

/// How two integers stand to each other.
pub fn compare(x: Operand, y: Operand) -> Ordering {
    match (x, y) {
        (Operand::Small(x), Operand::Small(y)) => x.cmp(&y),
        // A large one is beyond any small one: its sign decides.
        (Operand::Small(_), Operand::Large(y)) => 0.cmp(&y.signum()),
        (Operand::Large(x), Operand::Small(_)) => x.signum().cmp(&0),
        (Operand::Large(x), Operand::Large(y)) => {
            let by_sign = x.signum().cmp(&y.signum());
            let (a, b) = (x.digits(), y.digits());
            let by_size = a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()));
            by_sign.then(if x.is_negative() { by_size.reverse() } else { by_size })
        }
    }
}

/// Results of up to this many bits are computed without asking for room.
const UNASKED: u128 = 1 << 20;

/// MemoryError unless there is room for a number of that many bits and what computing it takes.
fn ask_for_bits(cx: &mut Context, bits: u128) -> PyResult<()> {
    if bits <= UNASKED {
        return Ok(());
    }
    // Operands, result and scratch together stay below four times the result.
    let bytes = usize::try_from(bits / 2).unwrap_or(usize::MAX);
    match Vec::<u8>::new().try_reserve_exact(bytes) {
        Ok(()) => Ok(()),
        Err(_) => Err(cx.memory_error()),
    }
}

/// `x op y` of integers that are not both ints.
pub fn binary_i128(cx: &mut Context, op: BinaryOp, x: i128, y: i128) -> PyResult {
    binary(cx, op, Operand::Small(x), Operand::Small(y))
}

/// `x op y`
pub fn binary(cx: &mut Context, op: BinaryOp, x: Operand, y: Operand) -> PyResult {
    match op {
        BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod | BinaryOp::DivMod if y.is_zero() => {
            raise!(cx, ZeroDivisionError, "long division or modulo by zero")
        }
        BinaryOp::TrueDiv => return true_divide(cx, x, y),
        BinaryOp::Pow => return pow(cx, x, y),
        BinaryOp::LShift | BinaryOp::RShift => return shift(cx, op, x, y),
        _ => {}
    }
    if let (Operand::Small(x), Operand::Small(y)) = (x, y)
        && let Some(result) = small(cx, op, x, y)
    {
        return Ok(result);
    }
    large(cx, op, x, y)
}

#[inline]
fn small(cx: &mut Context, op: BinaryOp, x: i128, y: i128) -> Option<Value> {
    let result = match op {
        BinaryOp::Add => x.checked_add(y)?,
        BinaryOp::Sub => x.checked_sub(y)?,
        BinaryOp::Mul => match (i64::try_from(x), i64::try_from(y)) {
            (Ok(_), Ok(_)) => x * y,
            _ => x.checked_mul(y)?,
        },
        BinaryOp::And => x & y,
        BinaryOp::Or => x | y,
        BinaryOp::Xor => x ^ y,
        // The one quotient that overflows.
        _ if y == -1 && x == i128::MIN => return None,
        BinaryOp::Div | BinaryOp::FloorDiv => Integer::div_floor(&x, &y),
        BinaryOp::Mod => x.mod_floor(&y),
        BinaryOp::DivMod => {
            let (quotient, remainder) = x.div_mod_floor(&y);
            let pair = [cx.new_long_i128(quotient), cx.new_long_i128(remainder)];
            return Some(cx.new_tuple(&pair).value());
        }
        _ => return None,
    };
    Some(cx.new_long_i128(result))
}

fn large(cx: &mut Context, op: BinaryOp, x: Operand, y: Operand) -> PyResult {
    let bits = match op {
        BinaryOp::Mul => u128::from(x.bits()) + u128::from(y.bits()),
        _ => u128::from(x.bits().max(y.bits())),
    };
    ask_for_bits(cx, bits)?;
    let (a, b) = (x.to_big(), y.to_big());
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::And => a & b,
        BinaryOp::Or => a | b,
        BinaryOp::Xor => a ^ b,
        BinaryOp::Mod => a.mod_floor(&b),
        BinaryOp::DivMod => {
            let (quotient, remainder) = a.div_mod_floor(&b);
            let pair = [cx.try_new_long(&quotient)?, cx.try_new_long(&remainder)?];
            return Ok(cx.new_tuple(&pair).value());
        }
        _ => a.div_floor(&b),
    };
    cx.try_new_long(&result)
}

fn shift(cx: &mut Context, op: BinaryOp, x: Operand, y: Operand) -> PyResult {
    let count = match y {
        Operand::Small(n) => i64::try_from(n).ok(),
        Operand::Large(_) => None,
    };
    let Some(count) = count else { raise!(cx, OverflowError, "long int too large to convert to int") };
    if count < 0 {
        raise!(cx, ValueError, "negative shift count");
    }
    if op == BinaryOp::RShift {
        return match x {
            Operand::Small(n) => Ok(cx.new_long_i128(n >> count.min(127))),
            Operand::Large(long) if count as u64 > super::bits(&long) => {
                Ok(cx.new_long_i128(if long.is_negative() { -1 } else { 0 }))
            }
            Operand::Large(long) => cx.try_new_long(&(long.to_big() >> count)),
        };
    }
    match x {
        Operand::Small(0) => Ok(cx.new_long_i128(0)),
        Operand::Small(n) if count < 127 && (n << count) >> count == n => Ok(cx.new_long_i128(n << count)),
        _ => {
            ask_for_bits(cx, u128::from(x.bits()) + count as u128)?;
            cx.try_new_long(&(x.to_big() << count))
        }
    }
}

/// `x ** y`
pub fn pow(cx: &mut Context, x: Operand, y: Operand) -> PyResult {
    if y.is_negative() {
        let (x, y) = (x.to_float(cx)?, y.to_float(cx)?);
        let power = floats::pow(cx, x, y)?;
        return Ok(cx.new_float(power));
    }
    let odd = match y {
        Operand::Small(n) => n & 1 != 0,
        Operand::Large(n) => n.digits()[0] & 1 != 0,
    };
    match x {
        _ if y.is_zero() => return Ok(cx.new_long_i128(1)),
        Operand::Small(n @ (0 | 1)) => return Ok(cx.new_long_i128(n)),
        Operand::Small(-1) => return Ok(cx.new_long_i128(if odd { -1 } else { 1 })),
        _ => {}
    }
    let Operand::Small(exponent) = y else { return Err(cx.memory_error()) };
    let exponent = exponent.unsigned_abs();
    let Some(bits) = exponent.checked_mul(u128::from(x.bits())) else { return Err(cx.memory_error()) };
    let Ok(exponent) = u32::try_from(exponent) else { return Err(cx.memory_error()) };
    if let Operand::Small(n) = x
        && bits <= 127
    {
        return Ok(cx.new_long_i128(n.pow(exponent)));
    }
    ask_for_bits(cx, bits)?;
    // A power of two factors out: 2**n and 10**n are common.
    let big = x.to_big();
    let power = match big.trailing_zeros() {
        Some(zeros) if zeros > 0 => (big >> zeros).pow(exponent) << (zeros * u64::from(exponent)),
        _ => big.pow(exponent),
    };
    cx.try_new_long(&power)
}

/// `pow(x, y, z)`: has the sign of `z`.
pub fn pow_mod(cx: &mut Context, x: Operand, y: Operand, z: Operand) -> PyResult {
    if y.is_negative() {
        raise!(cx, TypeError, "pow() 2nd argument cannot be negative when 3rd argument specified");
    }
    if z.is_zero() {
        raise!(cx, ValueError, "pow() 3rd argument cannot be 0");
    }
    let (base, exponent, modulus) = (x.to_big(), y.to_big(), z.to_big());
    // Montgomery multiplication wants an odd modulus and a reduced base; num-bigint sees to both.
    let size = modulus.abs();
    let mut result = base.mod_floor(&size).modpow(&exponent, &size);
    if modulus.is_negative() && !result.is_zero() {
        result += modulus;
    }
    cx.try_new_long(&result)
}

/// The float nearest to `x / y`.
pub fn true_divide(cx: &mut Context, x: Operand, y: Operand) -> PyResult {
    if y.is_zero() {
        raise!(cx, ZeroDivisionError, "division by zero");
    }
    let (a, b) = (x.to_big(), y.to_big());
    let negative = a.is_negative() != b.is_negative();
    let (a, b) = (a.into_parts().1, b.into_parts().1);
    match ratio(a, b) {
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
