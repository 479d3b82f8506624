//! `math`: the C library's functions on floats, and what Python adds to them.
//!
//! C's functions tell of trouble by infinities and NaN. A NaN that no argument was is a ValueError ("math domain error"),
//! an infinity from finite arguments an OverflowError ("math range error") or, at a pole, a ValueError.
//! Source: library reference 9.2; `mathmodule.c` of CPython 2.7.

mod exact;
pub mod ffi;
mod gamma;

use crate::unpack::unpack;
use object_model::long::LongObject;
use object_model::types::float::arith::ldexp as scale;
use object_model::{
    Arg, Context, DictObject, Exc, FloatObject, FromArg, Gc, ModuleDecl, PyResult, Raised, Value, kind, py_functions, raise,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Mathematical functions of real numbers, as the C standard defines them.",
    functions: &[PLAIN, OTHERS, exact::FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("math")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    for (name, value) in [("pi", std::f64::consts::PI), ("e", std::f64::consts::E)] {
        let value = cx.new_float(value);
        cx.dict_put(dict, name, value);
    }
    Ok(())
}

#[cold]
pub fn domain_error(cx: &mut Context) -> Raised {
    cx.error_text(Exc::ValueError, "math domain error")
}

#[cold]
pub fn range_error(cx: &mut Context) -> Raised {
    cx.error_text(Exc::OverflowError, "math range error")
}

/// What an infinity from a finite argument means.
#[derive(Clone, Copy, PartialEq)]
enum Infinite {
    Overflow,
    Pole,
}

#[inline]
fn checked(cx: &mut Context, x: f64, result: f64, infinite: Infinite) -> PyResult<f64> {
    if result.is_finite() {
        return Ok(result);
    }
    if result.is_nan() && !x.is_nan() {
        return Err(domain_error(cx));
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if infinite == Infinite::Pole { domain_error(cx) } else { range_error(cx) });
    }
    Ok(result)
}

/// Functions of one float that the C library has.
macro_rules! plain {
    ($($doc:literal $name:ident $function:expr, $infinite:ident;)*) => {
        py_functions! { PLAIN:
            $(
                #[doc = $doc]
                fn $name(cx: &mut Context, x: f64) -> PyResult<f64> {
                    let result = ($function)(x);
                    checked(cx, x, result, Infinite::$infinite)
                }
            )*
        }
    };
}

plain! {
    " acos(x)\n\n The angle in radians whose cosine is x." acos f64::acos, Pole;
    " acosh(x)\n\n The inverse hyperbolic cosine of x." acosh ffi::acosh, Pole;
    " asin(x)\n\n The angle in radians whose sine is x." asin f64::asin, Pole;
    " asinh(x)\n\n The inverse hyperbolic sine of x." asinh ffi::asinh, Pole;
    " atan(x)\n\n The angle in radians whose tangent is x." atan f64::atan, Pole;
    " atanh(x)\n\n The inverse hyperbolic tangent of x." atanh ffi::atanh, Pole;
    " ceil(x)\n\n The least whole number that is not below x, as a float." ceil f64::ceil, Pole;
    " cos(x)\n\n The cosine of x, which is in radians." cos f64::cos, Pole;
    " cosh(x)\n\n The hyperbolic cosine of x." cosh f64::cosh, Overflow;
    " degrees(x)\n\n The angle x, in radians, in degrees." degrees |x: f64| x * (180.0 / std::f64::consts::PI), Overflow;
    " erf(x)\n\n The error function at x." erf gamma::erf, Overflow;
    " erfc(x)\n\n One less the error function at x." erfc gamma::erfc, Overflow;
    " exp(x)\n\n e raised to the power x." exp f64::exp, Overflow;
    " expm1(x)\n\n exp(x)-1, exact for small x too." expm1 f64::exp_m1, Overflow;
    " fabs(x)\n\n The absolute value of x as a float." fabs f64::abs, Pole;
    " floor(x)\n\n The greatest whole number that is not above x, as a float." floor f64::floor, Pole;
    " log1p(x)\n\n The natural logarithm of 1+x, exact for small x too." log1p f64::ln_1p, Overflow;
    " radians(x)\n\n The angle x, in degrees, in radians." radians |x: f64| x * (std::f64::consts::PI / 180.0), Overflow;
    " sin(x)\n\n The sine of x, which is in radians." sin f64::sin, Pole;
    " sinh(x)\n\n The hyperbolic sine of x." sinh f64::sinh, Overflow;
    " sqrt(x)\n\n The square root of x." sqrt f64::sqrt, Pole;
    " tan(x)\n\n The tangent of x, which is in radians." tan f64::tan, Pole;
    " tanh(x)\n\n The hyperbolic tangent of x." tanh f64::tanh, Pole;
}

fn float(cx: &mut Context, value: Value) -> PyResult<f64> {
    f64::from_arg(cx, value, Arg { function: "", index: 1 })
}

/// Two arguments, both floats.
fn two_floats(cx: &mut Context, args: &object_model::Args, name: &str) -> PyResult<(f64, f64)> {
    let [x, y] = unpack(cx, args, name, 2)?;
    let mut part = |slot: Option<Value>| match slot {
        Some(value) => float(cx, value),
        None => Ok(0.0),
    };
    Ok((part(x)?, part(y)?))
}

fn is_odd(y: f64) -> bool {
    (y.abs() % 2.0) == 1.0
}

/// C99's `pow`, its special values spelled out. The pole at zero is no number.
fn power(x: f64, y: f64) -> f64 {
    if x == 1.0 || y == 0.0 {
        return 1.0;
    }
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if y.is_infinite() {
        let size = x.abs();
        return match (y > 0.0, size.partial_cmp(&1.0)) {
            (_, Some(std::cmp::Ordering::Equal)) => 1.0,
            (true, Some(std::cmp::Ordering::Greater)) | (false, Some(std::cmp::Ordering::Less)) => f64::INFINITY,
            _ => 0.0,
        };
    }
    if x.is_infinite() {
        return match (y > 0.0, is_odd(y)) {
            (true, true) => x,
            (true, false) => f64::INFINITY,
            (false, true) => 0f64.copysign(x),
            (false, false) => 0.0,
        };
    }
    x.powf(y)
}

/// Logarithm of an integer too large for a float by that of its leading bits.
fn long_log(long: &LongObject, log: fn(f64) -> f64) -> Option<f64> {
    if long.signum() <= 0 {
        return None;
    }
    if let Some(x) = object_model::types::long::to_f64(long) {
        return Some(log(x));
    }
    let bits = object_model::types::long::bits(long);
    let leading = object_model::types::long::to_f64_scaled(long, bits);
    Some(log(leading) + log(2.0) * bits as f64)
}

/// A logarithm of any number; empty outside its domain.
fn logarithm(cx: &mut Context, value: Value, log: fn(f64) -> f64) -> PyResult<f64> {
    if let Some(long) = value.downcast::<LongObject>() {
        return match long_log(&long, log) {
            Some(result) => Ok(result),
            None => Err(domain_error(cx)),
        };
    }
    let x = float(cx, value)?;
    if x <= 0.0 {
        return Err(domain_error(cx));
    }
    Ok(log(x))
}

py_functions! { OTHERS:
    /// log(x[, base])
    ///
    /// The logarithm of x to the base; without one, the natural logarithm.
    @raw fn log(cx: &mut Context, args: &Args) -> PyResult {
        let [x, base] = unpack(cx, args, "log", 1)?;
        let Some(x) = x else { return Err(domain_error(cx)) };
        let result = logarithm(cx, x, f64::ln)?;
        let Some(base) = base else { return Ok(cx.new_float(result)) };
        let base = logarithm(cx, base, f64::ln)?;
        if base == 0.0 {
            raise!(cx, ZeroDivisionError, "float division by zero");
        }
        Ok(cx.new_float(result / base))
    }
    /// log10(x)
    ///
    /// The logarithm of x to the base 10.
    fn log10(cx: &mut Context, x: Value) -> PyResult<f64> {
        logarithm(cx, x, f64::log10)
    }
    /// atan2(y, x)
    ///
    /// The angle in radians of the point (x, y).
    @raw fn atan2(cx: &mut Context, args: &Args) -> PyResult<f64> {
        let (y, x) = two_floats(cx, args, "atan2")?;
        Ok(y.atan2(x))
    }
    /// copysign(x, y)
    ///
    /// x with the sign of y.
    @raw fn copysign(cx: &mut Context, args: &Args) -> PyResult<f64> {
        let (x, y) = two_floats(cx, args, "copysign")?;
        Ok(x.copysign(y))
    }
    /// fmod(x, y)
    ///
    /// What C's fmod gives: the remainder with the sign of x.
    @raw fn fmod(cx: &mut Context, args: &Args) -> PyResult<f64> {
        let (x, y) = two_floats(cx, args, "fmod")?;
        let result = x % y;
        if result.is_nan() && !x.is_nan() && !y.is_nan() {
            return Err(domain_error(cx));
        }
        Ok(result)
    }
    /// hypot(x, y)
    ///
    /// The distance of the point (x, y) from the origin.
    @raw fn hypot(cx: &mut Context, args: &Args) -> PyResult<f64> {
        let (x, y) = two_floats(cx, args, "hypot")?;
        let result = x.hypot(y);
        if result.is_infinite() && x.is_finite() && y.is_finite() {
            return Err(range_error(cx));
        }
        Ok(result)
    }
    /// pow(x, y)
    ///
    /// x raised to the power y, as floats.
    @raw fn pow(cx: &mut Context, args: &Args) -> PyResult<f64> {
        let (x, y) = two_floats(cx, args, "pow")?;
        let result = power(x, y);
        if result.is_nan() && !x.is_nan() && !y.is_nan() || x == 0.0 && y < 0.0 {
            return Err(domain_error(cx));
        }
        if result.is_infinite() && x.is_finite() && y.is_finite() {
            return Err(range_error(cx));
        }
        Ok(result)
    }
    /// frexp(x)
    ///
    /// (m, e) with x == m * 2**e and 0.5 <= abs(m) < 1; (x, 0) for zeros, infinities and NaN.
    fn frexp(cx: &mut Context, x: f64) -> (f64, i64) {
        let _ = cx;
        text::hash::frexp(x)
    }
    /// ldexp(x, i)
    ///
    /// x * 2**i
    @raw fn ldexp(cx: &mut Context, args: &Args) -> PyResult<f64> {
        let [w_x, w_exponent] = unpack(cx, args, "ldexp", 2)?;
        let (Some(w_x), Some(w_exponent)) = (w_x, w_exponent) else { return Err(domain_error(cx)) };
        let x = float(cx, w_x)?;
        let exponent = match (w_exponent.as_int(), w_exponent.downcast::<LongObject>()) {
            (Some(n), _) => n,
            (None, Some(long)) => long.to_i64().unwrap_or(if long.is_negative() { i64::MIN } else { i64::MAX }),
            (None, None) => raise!(cx, TypeError, "Expected an int or long as second argument to ldexp."),
        };
        if x == 0.0 || !x.is_finite() {
            return Ok(x);
        }
        let result = scale(x, exponent.clamp(-10_000, 10_000));
        if result.is_infinite() {
            return Err(range_error(cx));
        }
        Ok(result)
    }
    /// modf(x)
    ///
    /// The fraction and the whole part of x, both with the sign of x.
    fn modf(cx: &mut Context, x: f64) -> (f64, f64) {
        let _ = cx;
        if x.is_nan() {
            return (x, x);
        }
        let whole = x.trunc();
        (if x.is_infinite() { 0f64.copysign(x) } else { (x - whole).copysign(x) }, whole)
    }
    /// isinf(x)
    ///
    /// Is x an infinity?
    fn isinf(cx: &mut Context, x: f64) -> bool {
        let _ = cx;
        x.is_infinite()
    }
    /// isnan(x)
    ///
    /// Is x not a number?
    fn isnan(cx: &mut Context, x: f64) -> bool {
        let _ = cx;
        x.is_nan()
    }
    /// trunc(x)
    ///
    /// x cut off to an integer, by its method __trunc__.
    fn trunc(cx: &mut Context, x: Value) -> PyResult {
        if let Some(float) = x.exact::<FloatObject>() {
            return object_model::types::float::to_integer(cx, float.float, false);
        }
        if x.as_exact_int().is_some() || x.shape() == u32::from(kind::LONG) {
            return Ok(x);
        }
        cx.call_method(x, "__trunc__", &[])
    }
    /// gamma(x)
    ///
    /// The gamma function at x.
    fn gamma(cx: &mut Context, x: f64) -> PyResult<f64> {
        if x == f64::NEG_INFINITY || x.is_finite() && x <= 0.0 && x == x.floor() {
            return Err(domain_error(cx));
        }
        checked(cx, x, gamma::gamma(x), Infinite::Overflow)
    }
    /// lgamma(x)
    ///
    /// The natural logarithm of the absolute value of the gamma function at x.
    fn lgamma(cx: &mut Context, x: f64) -> PyResult<f64> {
        if x.is_finite() && x <= 0.0 && x == x.floor() {
            return Err(domain_error(cx));
        }
        checked(cx, x, gamma::log_gamma(x), Infinite::Overflow)
    }
}
