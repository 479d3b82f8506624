//! Arithmetic of floats, with CPython's errors where C gives infinities and NaN; exact comparison with integers.

use crate::BinaryOp;
use crate::context::Context;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::float::FloatObject;
use crate::long::LongObject;
use crate::raise;
use crate::singletons::not_implemented;
use crate::value::Value;
use std::cmp::Ordering;
use text::hash::integer_of;

/// `x op y`; NotImplemented for what only integers have.
#[inline]
pub fn binary(cx: &mut Context, op: BinaryOp, x: f64, y: f64) -> PyResult {
    let result = match op {
        BinaryOp::Add => x + y,
        BinaryOp::Sub => x - y,
        BinaryOp::Mul => x * y,
        BinaryOp::TrueDiv if y != 0.0 => x / y,
        BinaryOp::Div if y != 0.0 && cx.warns.division < 2 => x / y,
        _ => return binary_slow(cx, op, x, y),
    };
    Ok(cx.new_float(result))
}

fn binary_slow(cx: &mut Context, op: BinaryOp, x: f64, y: f64) -> PyResult {
    if op == BinaryOp::Div && cx.warns.division >= 2 {
        cx.warn(crate::Exc::DeprecationWarning, "classic float division")?;
    }
    let result = match op {
        BinaryOp::Div if y != 0.0 => x / y,
        BinaryOp::Div | BinaryOp::TrueDiv => raise!(cx, ZeroDivisionError, "float division by zero"),
        BinaryOp::FloorDiv | BinaryOp::DivMod if y == 0.0 => raise!(cx, ZeroDivisionError, "float divmod()"),
        BinaryOp::Mod if y == 0.0 => raise!(cx, ZeroDivisionError, "float modulo"),
        BinaryOp::FloorDiv => div_mod(x, y).0,
        BinaryOp::Mod => modulo(x, y),
        BinaryOp::DivMod => {
            let (quotient, remainder) = div_mod(x, y);
            let pair = [cx.new_float(quotient), cx.new_float(remainder)];
            return Ok(cx.new_tuple(&pair).value());
        }
        BinaryOp::Pow => pow(cx, x, y)?,
        _ => return Ok(not_implemented()),
    };
    Ok(cx.new_float(result))
}

/// C's `fmod`. Where the exponents lie close, it is one remainder of mantissas.
#[inline]
fn fmod(x: f64, y: f64) -> f64 {
    const SIZE: u64 = !(1 << 63);
    const INFINITY: u64 = 0x7FF << 52;
    const LOW: u64 = (1 << 52) - 1;
    let (a, b) = (x.to_bits() & SIZE, y.to_bits() & SIZE);
    if a < b && b <= INFINITY {
        return x;
    }
    let (exponent, difference) = (b >> 52, (a >> 52) as i64 - (b >> 52) as i64);
    // The result is to be a multiple of a normal number.
    if !(0..=11).contains(&difference) || exponent < 54 || a >= INFINITY {
        return x % y;
    }
    let rest = (((a & LOW) | 1 << 52) << difference) % ((b & LOW) | 1 << 52);
    (rest as f64 * f64::from_bits((exponent - 52) << 52)).copysign(x)
}

/// The remainder with the sign of `y`, which is not zero.
fn modulo(x: f64, y: f64) -> f64 {
    let remainder = fmod(x, y);
    if remainder == 0.0 {
        0f64.copysign(y)
    } else if (y < 0.0) != (remainder < 0.0) {
        remainder + y
    } else {
        remainder
    }
}

/// Floored quotient, and remainder with the sign of `y`, which is not zero. A remainder of zero has that sign too.
pub fn div_mod(x: f64, y: f64) -> (f64, f64) {
    let mut remainder = fmod(x, y);
    // (x - remainder) is a multiple of y but for rounding.
    let mut quotient = (x - remainder) / y;
    if remainder == 0.0 {
        remainder = 0f64.copysign(y);
    } else if (y < 0.0) != (remainder < 0.0) {
        remainder += y;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0f64.copysign(x / y), remainder);
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, remainder)
}

fn is_odd(x: f64) -> bool {
    (x.abs() % 2.0) == 1.0
}

/// `x ** y`. The special cases are C99's; where that gives a pole, a NaN from numbers or an overflow, Python raises.
#[inline]
pub fn pow(cx: &mut Context, x: f64, y: f64) -> PyResult<f64> {
    if x > 0.0 && x < f64::INFINITY && y.is_finite() {
        let result = x.powf(y);
        return if result.is_infinite() { Err(range_error(cx)) } else { Ok(result) };
    }
    pow_special(cx, x, y)
}

fn pow_special(cx: &mut Context, x: f64, y: f64) -> PyResult<f64> {
    if y == 0.0 || x == 1.0 {
        return Ok(1.0);
    }
    if x.is_nan() || y.is_nan() {
        return Ok(if x.is_nan() { x } else { y });
    }
    if y.is_infinite() {
        let size = x.abs();
        return Ok(match size {
            _ if size == 1.0 => 1.0,
            _ if (y > 0.0) == (size > 1.0) => f64::INFINITY,
            _ => 0.0,
        });
    }
    let odd = is_odd(y);
    if x.is_infinite() {
        return Ok(match y > 0.0 {
            true => {
                if odd {
                    x
                } else {
                    f64::INFINITY
                }
            }
            false => {
                if odd {
                    0f64.copysign(x)
                } else {
                    0.0
                }
            }
        });
    }
    if x == 0.0 {
        if y < 0.0 {
            raise!(cx, ZeroDivisionError, "0.0 cannot be raised to a negative power");
        }
        return Ok(if odd { x } else { 0.0 });
    }
    if x < 0.0 && y != y.floor() {
        raise!(cx, ValueError, "negative number cannot be raised to a fractional power");
    }
    let result = match x.abs() {
        1.0 => 1.0,
        size => size.powf(y),
    };
    if result.is_infinite() {
        return Err(range_error(cx));
    }
    Ok(if x < 0.0 && odd { -result } else { result })
}

/// OverflowError as C's ERANGE becomes.
#[cold]
pub fn range_error(cx: &mut Context) -> crate::Raised {
    let text = cx.new_str(b"Numerical result out of range").value();
    cx.error_with(Exc::OverflowError, &[Value::small(libc::ERANGE.into()), text])
}

/// How `x` stands to a number: `None` where `other` is no real number, `Some(None)` where one is NaN. Exact.
#[inline]
pub fn order(x: f64, other: Value) -> Option<Option<Ordering>> {
    if let Some(other) = other.downcast::<FloatObject>() {
        return Some(x.partial_cmp(&other.float));
    }
    if let Some(n) = other.as_int() {
        return Some(order_int(x, n));
    }
    other.downcast::<LongObject>().map(|long| order_long(x, &long))
}

pub fn order_int(x: f64, n: i64) -> Option<Ordering> {
    const EXACT: u64 = 1 << 53;
    if n.unsigned_abs() <= EXACT {
        return x.partial_cmp(&(n as f64));
    }
    if x.is_nan() {
        return None;
    }
    // Beyond i64 the sign decides; within, the whole part does, then the fraction.
    if x >= 9223372036854775808.0 {
        return Some(Ordering::Greater);
    }
    if x < -9223372036854775808.0 {
        return Some(Ordering::Less);
    }
    let whole = x.trunc();
    Some((whole as i64).cmp(&n).then(x.partial_cmp(&whole)?))
}

pub fn order_long(x: f64, long: &LongObject) -> Option<Ordering> {
    if let Some(n) = long.to_i64() {
        return order_int(x, n);
    }
    if x.is_nan() {
        return None;
    }
    let sign = if x == 0.0 { 0 } else { x.signum() as i32 };
    if x.is_infinite() {
        return Some(sign.cmp(&0));
    }
    if sign != long.signum() {
        return Some(sign.cmp(&long.signum()));
    }
    // Bits of the whole part of x against bits of the long, before anything large is built.
    let (_, exponent) = text::hash::frexp(x);
    let bits = crate::types::long::bits(long) as i64;
    let whole = x.trunc();
    Some(if exponent != bits {
        let by_size = exponent.cmp(&bits);
        if sign < 0 { by_size.reverse() } else { by_size }
    } else {
        integer_of(whole).cmp(&long.to_big()).then(x.partial_cmp(&whole)?)
    })
}

/// `x * 2**n`, rounded once.
pub fn ldexp(mut x: f64, mut n: i64) -> f64 {
    let power = |n: i64| f64::from_bits(((n + 1023) as u64) << 52);
    // Downwards in steps that stay normal until the last one, so that only that one rounds.
    for _ in 0..2 {
        if n > 1023 {
            x *= power(1023);
            n -= 1023;
        } else if n < -1022 {
            x *= power(-1022 + 53);
            n += 1022 - 53;
        }
    }
    x * power(n.clamp(-1022, 1023))
}
