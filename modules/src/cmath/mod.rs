//! `cmath`: functions of complex numbers.
//!
//! Source: library reference 9.3; W. Kahan, "Branch Cuts for Complex Elementary Functions" (1987); C99 Annex G for what
//! is not finite.

mod functions;
mod special;

use crate::math::{domain_error, range_error};
use crate::unpack::unpack;
use functions::Trouble;
use object_model::types::complex::arith::{Complex, quotient};
use object_model::{Arg, Context, DictObject, FromArg, Gc, ModuleDecl, PyResult, Value, py_functions};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Mathematical functions of complex numbers.",
    functions: &[ONE_ARGUMENT, OTHERS],
    setup: Some(setup),
    ..ModuleDecl::new("cmath")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    for (name, value) in [("pi", std::f64::consts::PI), ("e", std::f64::consts::E)] {
        let value = cx.new_float(value);
        cx.dict_put(dict, name, value);
    }
    Ok(())
}

fn checked<T>(cx: &mut Context, result: Result<T, Trouble>) -> PyResult<T> {
    match result {
        Ok(value) => Ok(value),
        Err(Trouble::Domain) => Err(domain_error(cx)),
        Err(Trouble::Range) => Err(range_error(cx)),
    }
}

macro_rules! one_argument {
    ($($doc:literal $name:ident;)*) => {
        py_functions! { ONE_ARGUMENT:
            $(
                #[doc = $doc]
                fn $name(cx: &mut Context, x: Complex) -> PyResult<Complex> {
                    checked(cx, functions::$name(x))
                }
            )*
        }
    };
}

one_argument! {
    " acos(x)\n\n The arc cosine of x." acos;
    " acosh(x)\n\n The inverse hyperbolic cosine of x." acosh;
    " asin(x)\n\n The arc sine of x." asin;
    " asinh(x)\n\n The inverse hyperbolic sine of x." asinh;
    " atan(x)\n\n The arc tangent of x." atan;
    " atanh(x)\n\n The inverse hyperbolic tangent of x." atanh;
    " cos(x)\n\n The cosine of x." cos;
    " cosh(x)\n\n The hyperbolic cosine of x." cosh;
    " exp(x)\n\n e raised to the power x." exp;
    " log10(x)\n\n The logarithm of x to the base 10." log10;
    " sin(x)\n\n The sine of x." sin;
    " sinh(x)\n\n The hyperbolic sine of x." sinh;
    " sqrt(x)\n\n The square root of x." sqrt;
    " tan(x)\n\n The tangent of x." tan;
    " tanh(x)\n\n The hyperbolic tangent of x." tanh;
}

fn complex(cx: &mut Context, value: Value) -> PyResult<Complex> {
    Complex::from_arg(cx, value, Arg { function: "", index: 1 })
}

py_functions! { OTHERS:
    /// log(x[, base]) -> the logarithm of x to the base
    ///
    /// Without a base, the natural logarithm.
    @raw fn log(cx: &mut Context, args: &Args) -> PyResult<Complex> {
        let [x, base] = unpack(cx, args, "log", 1)?;
        let Some(x) = x else { return Err(domain_error(cx)) };
        let x = complex(cx, x)?;
        let Some(base) = base else { return checked(cx, functions::log(x)) };
        let base = complex(cx, base)?;
        // Trouble of the numerator's is forgotten: the quotient shows it as infinities and NaN.
        let numerator = functions::log_unchecked(x);
        let denominator = checked(cx, functions::log(base))?;
        match quotient(numerator, denominator) {
            Some(result) => Ok(result),
            None => Err(domain_error(cx)),
        }
    }
    /// isinf(z) -> bool
    ///
    /// Is a part of z an infinity?
    fn isinf(cx: &mut Context, z: Complex) -> bool {
        let _ = cx;
        z.re.is_infinite() || z.im.is_infinite()
    }
    /// isnan(z) -> bool
    ///
    /// Is a part of z not a number?
    fn isnan(cx: &mut Context, z: Complex) -> bool {
        let _ = cx;
        z.re.is_nan() || z.im.is_nan()
    }
    /// phase(z) -> float
    ///
    /// The angle of z in the plane.
    fn phase(cx: &mut Context, z: Complex) -> f64 {
        let _ = cx;
        z.im.atan2(z.re)
    }
    /// polar(z) -> (r, phi)
    ///
    /// The distance of z from the origin, and its angle.
    fn polar(cx: &mut Context, z: Complex) -> PyResult<(f64, f64)> {
        let size = z.re.hypot(z.im);
        if size.is_infinite() && z.re.is_finite() && z.im.is_finite() {
            return Err(range_error(cx));
        }
        Ok((size, z.im.atan2(z.re)))
    }
    /// rect(r, phi) -> z
    ///
    /// The complex number with the distance r from the origin and the angle phi.
    fn rect(cx: &mut Context, r: f64, phi: f64) -> PyResult<Complex> {
        checked(cx, functions::rect(r, phi))
    }
}
