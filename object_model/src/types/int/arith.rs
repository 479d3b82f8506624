//! Arithmetic of ints: words as long as the result fits, else over to longs.

use crate::BinaryOp;
use crate::context::Context;
use crate::error::PyResult;
use crate::raise;
use crate::types::float::arith as floats;
use crate::types::long::arith as longs;
use crate::value::Value;
use num_integer::Integer;

/// `x op y`
#[inline]
pub fn binary(cx: &mut Context, op: BinaryOp, x: i64, y: i64) -> PyResult {
    let (sum, overflowed) = match op {
        BinaryOp::Add => x.overflowing_add(y),
        BinaryOp::Sub => x.overflowing_sub(y),
        BinaryOp::Mul => x.overflowing_mul(y),
        BinaryOp::And => (x & y, false),
        BinaryOp::Or => (x | y, false),
        BinaryOp::Xor => (x ^ y, false),
        _ => return binary_slow(cx, op, x, y),
    };
    if overflowed {
        let (x, y) = (i128::from(x), i128::from(y));
        return Ok(cx.new_long_i128(match op {
            BinaryOp::Add => x + y,
            BinaryOp::Sub => x - y,
            _ => x * y,
        }));
    }
    Ok(cx.new_int(sum))
}

fn binary_slow(cx: &mut Context, op: BinaryOp, x: i64, y: i64) -> PyResult {
    if op == BinaryOp::Div && cx.warns.division > 0 {
        cx.warn(crate::Exc::DeprecationWarning, "classic int division")?;
    }
    match op {
        BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod | BinaryOp::DivMod => {
            if y == 0 {
                raise!(cx, ZeroDivisionError, "integer division or modulo by zero");
            }
            if x == i64::MIN && y == -1 {
                let op = if op == BinaryOp::Div { BinaryOp::FloorDiv } else { op };
                return longs::binary_ints(cx, op, x, y);
            }
            Ok(match op {
                BinaryOp::Mod => cx.new_int(x.mod_floor(&y)),
                BinaryOp::DivMod => {
                    let (quotient, remainder) = x.div_mod_floor(&y);
                    let pair = [cx.new_int(quotient), cx.new_int(remainder)];
                    cx.new_tuple(&pair).value()
                }
                _ => cx.new_int(Integer::div_floor(&x, &y)),
            })
        }
        BinaryOp::TrueDiv => {
            const EXACT: u64 = 1 << 53;
            if y == 0 {
                raise!(cx, ZeroDivisionError, "division by zero");
            }
            if x.unsigned_abs() <= EXACT && y.unsigned_abs() <= EXACT {
                return Ok(cx.new_float(x as f64 / y as f64));
            }
            longs::binary_ints(cx, op, x, y)
        }
        BinaryOp::Pow => pow(cx, x, y),
        BinaryOp::LShift => {
            if y < 0 {
                raise!(cx, ValueError, "negative shift count");
            }
            if x == 0 || y == 0 {
                return Ok(cx.new_int(x));
            }
            if y < 64 && (x << y) >> y == x {
                return Ok(cx.new_int(x << y));
            }
            longs::binary_ints(cx, op, x, y)
        }
        BinaryOp::RShift => {
            if y < 0 {
                raise!(cx, ValueError, "negative shift count");
            }
            Ok(cx.new_int(x >> y.min(63)))
        }
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => binary(cx, op, x, y),
    }
}

/// `-n`
#[inline]
pub fn neg(cx: &mut Context, n: i64) -> Value {
    match n.checked_neg() {
        Some(n) => cx.new_int(n),
        None => cx.new_long_i128(-i128::from(n)),
    }
}

/// `x ** y`
pub fn pow(cx: &mut Context, x: i64, y: i64) -> PyResult {
    if y < 0 {
        let result = floats::pow(cx, x as f64, y as f64)?;
        return Ok(cx.new_float(result));
    }
    let power = match x {
        0 | 1 => Some(if y == 0 { 1 } else { x }),
        -1 => Some(if y % 2 == 0 { 1 } else { -1 }),
        _ if y < 64 => x.checked_pow(y as u32),
        _ => None,
    };
    match power {
        Some(n) => Ok(cx.new_int(n)),
        None => longs::binary_ints(cx, BinaryOp::Pow, x, y),
    }
}

/// `pow(x, y, z)`: has the sign of `z`.
pub fn pow_mod(cx: &mut Context, x: i64, y: i64, z: i64) -> PyResult {
    if y < 0 {
        raise!(cx, TypeError, "pow() 2nd argument cannot be negative when 3rd argument specified");
    }
    if z == 0 {
        raise!(cx, ValueError, "pow() 3rd argument cannot be 0");
    }
    match pow_mod_int(x, y, z) {
        Some(n) => Ok(cx.new_int(n)),
        // A product between overflowed: programs see that by the result's type.
        None => Ok(cx.new_long_i128(pow_mod_word(x, y as u64, z).into())),
    }
}

/// `x ** y % z` as long as every product on the way is an int.
fn pow_mod_int(mut x: i64, mut y: i64, z: i64) -> Option<i64> {
    let mut result = 1i64;
    while y > 0 {
        if y & 1 != 0 {
            result = result.checked_mul(x)?;
        }
        y >>= 1;
        if y == 0 {
            break;
        }
        x = x.checked_mul(x)?.checked_rem(z).unwrap_or(0);
        result = result.checked_rem(z).unwrap_or(0);
    }
    Some(if z == -1 { 0 } else { result.mod_floor(&z) })
}

/// `x ** y % z` for `z != 0`.
fn pow_mod_word(x: i64, mut y: u64, z: i64) -> i64 {
    let modulus = u128::from(z.unsigned_abs());
    let mut base = i128::from(x).rem_euclid(modulus as i128) as u128;
    let mut result = 1 % modulus;
    while y != 0 {
        if y & 1 != 0 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        y >>= 1;
    }
    // Below 2**63 in magnitude, since `z` is at most that.
    let result = result as i128;
    (if z < 0 && result != 0 { result + i128::from(z) } else { result }) as i64
}
