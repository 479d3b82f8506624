//! The functions themselves. Formulas are arranged so that nothing cancels and nothing overflows early; arguments near
//! the limits of floats are scaled.

use super::special::{self, Table, look_up};
use crate::math::ffi::asinh as real_asinh;
use object_model::types::complex::arith::Complex;
use object_model::types::float::arith::ldexp;
use std::f64::consts::{E, FRAC_PI_2, LN_2, LN_10};

#[derive(Clone, Copy, Debug)]
pub enum Trouble {
    Domain,
    Range,
}

type Outcome = Result<Complex, Trouble>;

/// Beyond this size, sums of squares may overflow.
const LARGE: f64 = f64::MAX / 4.0;
/// Beyond this, `exp` and its kin may overflow.
const LOG_LARGE: f64 = 708.396_418_532_264_1;

fn sized(re: f64, im: f64) -> Outcome {
    let z = Complex::new(re, im);
    if re.is_infinite() || im.is_infinite() { Err(Trouble::Range) } else { Ok(z) }
}

/// `i * z`
fn times_i(z: Complex) -> Complex {
    Complex::new(-z.im, z.re)
}

/// `-i * z`
fn over_i(z: Complex) -> Complex {
    Complex::new(z.im, -z.re)
}

fn is_large(z: Complex) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

/// `log(2 * |z|)` for large z.
fn log_of_double(z: Complex) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln() + 2.0 * LN_2
}

/// Root of a finite number.
fn root(z: Complex) -> Complex {
    if z.re == 0.0 && z.im == 0.0 {
        return Complex::new(0.0, z.im);
    }
    let (ax, ay) = (z.re.abs(), z.im.abs());
    let s = if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        // Both subnormal: up by 2**53; half of what the sum of two parts is, 2**54, down.
        let ax = ldexp(ax, 53);
        ldexp((ax + ax.hypot(ldexp(ay, 53))).sqrt(), -27)
    } else {
        let ax = ax / 8.0;
        2.0 * (ax + ax.hypot(ay / 8.0)).sqrt()
    };
    let d = ay / (2.0 * s);
    if z.re >= 0.0 { Complex::new(s, d.copysign(z.im)) } else { Complex::new(d, s.copysign(z.im)) }
}

pub fn sqrt(z: Complex) -> Outcome {
    look_up(&special::SQRT, z.re, z.im).unwrap_or_else(|| Ok(root(z)))
}

pub fn acos(z: Complex) -> Outcome {
    if let Some(result) = look_up(&special::ACOS, z.re, z.im) {
        return result;
    }
    Ok(if is_large(z) {
        let size = log_of_double(z);
        // Where the real part is negative the sign is put in front, so that a zero keeps its own.
        let im = if z.re < 0.0 { -size.copysign(z.im) } else { size.copysign(-z.im) };
        Complex::new(z.im.abs().atan2(z.re), im)
    } else {
        let (a, b) = (root(Complex::new(1.0 - z.re, -z.im)), root(Complex::new(1.0 + z.re, z.im)));
        Complex::new(2.0 * a.re.atan2(b.re), real_asinh(b.re * a.im - b.im * a.re))
    })
}

pub fn acosh(z: Complex) -> Outcome {
    if let Some(result) = look_up(&special::ACOSH, z.re, z.im) {
        return result;
    }
    Ok(if is_large(z) {
        Complex::new(log_of_double(z), z.im.atan2(z.re))
    } else {
        let (a, b) = (root(Complex::new(z.re - 1.0, z.im)), root(Complex::new(z.re + 1.0, z.im)));
        Complex::new(real_asinh(a.re * b.re + a.im * b.im), 2.0 * a.im.atan2(b.re))
    })
}

pub fn asin(z: Complex) -> Outcome {
    asinh(times_i(z)).map(over_i)
}

pub fn asinh(z: Complex) -> Outcome {
    if let Some(result) = look_up(&special::ASINH, z.re, z.im) {
        return result;
    }
    Ok(if is_large(z) {
        let size = log_of_double(z);
        let re = if z.im >= 0.0 { size.copysign(z.re) } else { -size.copysign(-z.re) };
        Complex::new(re, z.im.atan2(z.re.abs()))
    } else {
        let (a, b) = (root(Complex::new(1.0 + z.im, -z.re)), root(Complex::new(1.0 - z.im, z.re)));
        Complex::new(real_asinh(a.re * b.im - b.re * a.im), z.im.atan2(a.re * b.re - a.im * b.im))
    })
}

pub fn atan(z: Complex) -> Outcome {
    atanh(times_i(z)).map(over_i)
}

pub fn atanh(z: Complex) -> Outcome {
    if let Some(result) = look_up(&special::ATANH, z.re, z.im) {
        return result;
    }
    // By oddness, the right half plane is enough.
    if z.re.is_sign_negative() {
        return atanh(Complex::new(-z.re, -z.im)).map(|w| Complex::new(-w.re, -w.im));
    }
    let root_of_large = LARGE.sqrt();
    let root_of_least = f64::MIN_POSITIVE.sqrt();
    let (x, y, ay) = (z.re, z.im, z.im.abs());
    if x > root_of_large || ay > root_of_large {
        // 1/z in effect; hypot of halves keeps from overflow.
        let h = (x / 2.0).hypot(y / 2.0);
        return Ok(Complex::new(x / 4.0 / h / h, -FRAC_PI_2.copysign(-y)));
    }
    if x == 1.0 && ay < root_of_least {
        if ay == 0.0 {
            return Err(Trouble::Domain);
        }
        let re = -(ay.sqrt() / ay.hypot(2.0).sqrt()).ln();
        return Ok(Complex::new(re, (2f64.atan2(-ay) / 2.0).copysign(y)));
    }
    let re = (4.0 * x / ((1.0 - x) * (1.0 - x) + ay * ay)).ln_1p() / 4.0;
    let im = -(-2.0 * y).atan2((1.0 - x) * (1.0 + x) - ay * ay) / 2.0;
    Ok(Complex::new(re, im))
}

/// `size` in the direction of an angle: only the signs of its cosine and sine count.
fn directed(size: f64, angle: f64) -> Complex {
    Complex::new(size.copysign(angle.cos()), size.copysign(angle.sin()))
}

/// The value where a part is not finite; `value` gives it for an infinite real part and a finite, nonzero imaginary one.
fn at_infinity(table: &Table, z: Complex, value: impl Fn(f64, f64) -> Complex) -> Option<Outcome> {
    if z.re.is_infinite() && z.im.is_finite() && z.im != 0.0 {
        return Some(Ok(value(z.re, z.im)));
    }
    look_up(table, z.re, z.im)
}

fn signed(size: f64, by: f64) -> f64 {
    size.copysign(by)
}

pub fn cosh(z: Complex) -> Outcome {
    let infinite = |re: f64, im: f64| {
        Complex::new(
            signed(f64::INFINITY, im.cos()),
            if re > 0.0 { signed(f64::INFINITY, im.sin()) } else { -signed(f64::INFINITY, im.sin()) },
        )
    };
    if let Some(result) = at_infinity(&special::COSH, z, infinite) {
        return result;
    }
    let (cos, sin) = (z.im.cos(), z.im.sin());
    if z.re.abs() > LOG_LARGE {
        let less = z.re - signed(1.0, z.re);
        return sized(cos * less.cosh() * E, sin * less.sinh() * E);
    }
    sized(cos * z.re.cosh(), sin * z.re.sinh())
}

pub fn sinh(z: Complex) -> Outcome {
    let infinite = |re: f64, im: f64| {
        let along = signed(f64::INFINITY, im.cos());
        Complex::new(if re > 0.0 { along } else { -along }, signed(f64::INFINITY, im.sin()))
    };
    if let Some(result) = at_infinity(&special::SINH, z, infinite) {
        return result;
    }
    let (cos, sin) = (z.im.cos(), z.im.sin());
    if z.re.abs() > LOG_LARGE {
        let less = z.re - signed(1.0, z.re);
        return sized(cos * less.sinh() * E, sin * less.cosh() * E);
    }
    sized(cos * z.re.sinh(), sin * z.re.cosh())
}

pub fn tanh(z: Complex) -> Outcome {
    let infinite = |re: f64, im: f64| Complex::new(signed(1.0, re), signed(0.0, im.sin() * im.cos()));
    if let Some(result) = at_infinity(&special::TANH, z, infinite) {
        return result;
    }
    if z.re.abs() > LOG_LARGE {
        return Ok(Complex::new(signed(1.0, z.re), 4.0 * z.im.sin() * z.im.cos() * (-2.0 * z.re.abs()).exp()));
    }
    let (tx, ty) = (z.re.tanh(), z.im.tan());
    let sech = 1.0 / z.re.cosh();
    let product = tx * ty;
    let denominator = 1.0 + product * product;
    Ok(Complex::new(tx * (1.0 + ty * ty) / denominator, ((ty / denominator) * sech) * sech))
}

pub fn cos(z: Complex) -> Outcome {
    cosh(times_i(z))
}

pub fn sin(z: Complex) -> Outcome {
    sinh(times_i(z)).map(over_i)
}

pub fn tan(z: Complex) -> Outcome {
    tanh(times_i(z)).map(over_i)
}

pub fn exp(z: Complex) -> Outcome {
    let infinite = |re: f64, im: f64| directed(if re > 0.0 { f64::INFINITY } else { 0.0 }, im);
    if let Some(result) = at_infinity(&special::EXP, z, infinite) {
        return result;
    }
    if z.re > LOG_LARGE {
        let size = (z.re - 1.0).exp();
        return sized(size * z.im.cos() * E, size * z.im.sin() * E);
    }
    let size = z.re.exp();
    sized(size * z.im.cos(), size * z.im.sin())
}

/// The logarithm; at zero (-inf, angle).
pub fn log_unchecked(z: Complex) -> Complex {
    if let Some(Ok(result)) = look_up(&special::LOG, z.re, z.im) {
        return result;
    }
    let (ax, ay) = (z.re.abs(), z.im.abs());
    let re = if ax > LARGE || ay > LARGE {
        (ax / 2.0).hypot(ay / 2.0).ln() + LN_2
    } else if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        if ax > 0.0 || ay > 0.0 { ldexp(ax, 53).hypot(ldexp(ay, 53)).ln() - 53.0 * LN_2 } else { f64::NEG_INFINITY }
    } else {
        let h = ax.hypot(ay);
        if (0.71..=1.73).contains(&h) {
            // Near the unit circle the logarithm is small: log1p keeps its digits.
            let (more, less) = if ax > ay { (ax, ay) } else { (ay, ax) };
            ((more - 1.0) * (more + 1.0) + less * less).ln_1p() / 2.0
        } else {
            h.ln()
        }
    };
    Complex::new(re, z.im.atan2(z.re))
}

pub fn log(z: Complex) -> Outcome {
    if z.re == 0.0 && z.im == 0.0 { Err(Trouble::Domain) } else { Ok(log_unchecked(z)) }
}

pub fn log10(z: Complex) -> Outcome {
    log(z).map(|w| Complex::new(w.re / LN_10, w.im / LN_10))
}

pub fn rect(r: f64, phi: f64) -> Outcome {
    if r.is_infinite() && phi.is_finite() && phi != 0.0 {
        let direction = |along: f64| if r > 0.0 { signed(f64::INFINITY, along) } else { -signed(f64::INFINITY, along) };
        return Ok(Complex::new(direction(phi.cos()), direction(phi.sin())));
    }
    look_up(&special::RECT, r, phi).unwrap_or_else(|| Ok(Complex::new(r * phi.cos(), r * phi.sin())))
}
