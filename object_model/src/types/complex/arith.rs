//! Arithmetic of complex numbers.
//!
//! The order of operations decides about infinities, NaN and signs of zeros, so it is CPython's: no C99 Annex G
//! recovery, division scaled by the larger part of the divisor, small integer powers by squaring.

use crate::BinaryOp;
use crate::context::Context;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::singletons::not_implemented;
use crate::{IntoValue, raise};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

impl Complex {
    pub const ONE: Complex = Complex { re: 1.0, im: 0.0 };

    pub fn new(re: f64, im: f64) -> Complex {
        Complex { re, im }
    }
}

impl std::ops::Add for Complex {
    type Output = Complex;
    fn add(self, other: Complex) -> Complex {
        Complex::new(self.re + other.re, self.im + other.im)
    }
}
impl std::ops::Sub for Complex {
    type Output = Complex;
    fn sub(self, other: Complex) -> Complex {
        Complex::new(self.re - other.re, self.im - other.im)
    }
}
impl std::ops::Mul for Complex {
    type Output = Complex;
    fn mul(self, other: Complex) -> Complex {
        Complex::new(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)
    }
}

/// `a / b` (Smith's method); `None` for division by zero.
pub fn quotient(a: Complex, b: Complex) -> Option<Complex> {
    let (re_size, im_size) = (b.re.abs(), b.im.abs());
    if re_size >= im_size {
        if re_size == 0.0 {
            return None;
        }
        let ratio = b.im / b.re;
        let denominator = b.re + b.im * ratio;
        return Some(Complex::new((a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator));
    }
    if im_size >= re_size {
        let ratio = b.re / b.im;
        let denominator = b.re * ratio + b.im;
        return Some(Complex::new((a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator));
    }
    // A part of b is NaN.
    Some(Complex::new(f64::NAN, f64::NAN))
}

/// `abs(z)`; `None` where it overflows.
pub fn abs(z: Complex) -> Option<f64> {
    if z.re.is_infinite() || z.im.is_infinite() {
        return Some(f64::INFINITY);
    }
    if z.re.is_nan() || z.im.is_nan() {
        return Some(f64::NAN);
    }
    Some(z.re.hypot(z.im)).filter(|size| size.is_finite())
}

/// `z ** n` by squaring.
fn power_by_squaring(z: Complex, n: u64) -> Complex {
    let (mut result, mut power) = (Complex::ONE, z);
    let mut mask = 1;
    while n >= mask {
        if n & mask != 0 {
            result = result * power;
        }
        mask <<= 1;
        power = power * power;
    }
    result
}

/// `a ** b` by polar coordinates; `None` for zero to a negative or complex power.
fn power_polar(a: Complex, b: Complex) -> Option<Complex> {
    if b.re == 0.0 && b.im == 0.0 {
        return Some(Complex::ONE);
    }
    if a.re == 0.0 && a.im == 0.0 {
        return if b.im != 0.0 || b.re < 0.0 { None } else { Some(Complex::new(0.0, 0.0)) };
    }
    let size = a.re.hypot(a.im);
    let mut length = size.powf(b.re);
    let angle = a.im.atan2(a.re);
    let mut phase = angle * b.re;
    if b.im != 0.0 {
        length /= (angle * b.im).exp();
        phase += b.im * size.ln();
    }
    // The C library takes the cosine of infinity for a domain error, and 2.7 has one message for those.
    (!phase.is_infinite()).then(|| Complex::new(length * phase.cos(), length * phase.sin()))
}

/// `a ** b`
pub fn pow(cx: &mut Context, a: Complex, b: Complex) -> PyResult<Complex> {
    const BY_SQUARING: f64 = 100.0;
    let whole = b.im == 0.0 && b.re == b.re.trunc() && b.re.abs() <= BY_SQUARING;
    let power = match whole {
        true if b.re > 0.0 => Some(power_by_squaring(a, b.re as u64)),
        true => quotient(Complex::ONE, power_by_squaring(a, -b.re as u64)),
        false => power_polar(a, b),
    };
    match power {
        None => raise!(cx, ZeroDivisionError, "0.0 to a negative or complex power"),
        Some(z) if z.re.is_infinite() || z.im.is_infinite() => raise!(cx, OverflowError, "complex exponentiation"),
        Some(z) => Ok(z),
    }
}

/// Floored quotient and remainder; `None` for division by zero.
fn div_mod(a: Complex, b: Complex) -> Option<(Complex, Complex)> {
    let quotient = quotient(a, b)?;
    let floor = Complex::new(quotient.re.floor(), 0.0);
    Some((floor, a - b * floor))
}

/// `a op b`; NotImplemented for what only integers have.
pub fn binary(cx: &mut Context, op: BinaryOp, a: Complex, b: Complex) -> PyResult {
    if op == BinaryOp::Div && cx.warns.division >= 2 {
        cx.warn(Exc::DeprecationWarning, "classic complex division")?;
    }
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div | BinaryOp::TrueDiv => match quotient(a, b) {
            Some(quotient) => quotient,
            None => raise!(cx, ZeroDivisionError, "complex division by zero"),
        },
        BinaryOp::FloorDiv | BinaryOp::Mod | BinaryOp::DivMod => {
            cx.warn(Exc::DeprecationWarning, "complex divmod(), // and % are deprecated")?;
            let Some((quotient, remainder)) = div_mod(a, b) else {
                let operation = if op == BinaryOp::Mod { "complex remainder" } else { "complex divmod()" };
                raise!(cx, ZeroDivisionError, "{operation}")
            };
            match op {
                BinaryOp::FloorDiv => quotient,
                BinaryOp::Mod => remainder,
                _ => return (quotient, remainder).into_value(cx),
            }
        }
        BinaryOp::Pow => pow(cx, a, b)?,
        _ => return Ok(not_implemented()),
    };
    result.into_value(cx)
}
