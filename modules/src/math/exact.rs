//! Functions with exact results: `fsum` and `factorial`.

use num_bigint::BigUint;
use object_model::{Context, FloatObject, PyResult, Value, py_functions, raise};

/// A sum kept as floats that do not overlap, least first: adding a float loses nothing.
///
/// Source: J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic" (1997).
#[derive(Default)]
struct ExactSum {
    partials: Vec<f64>,
}

impl ExactSum {
    /// False where an intermediate sum overflowed.
    fn add(&mut self, mut x: f64) -> bool {
        let mut kept = 0;
        for i in 0..self.partials.len() {
            let mut y = self.partials[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.partials.truncate(kept);
        if !x.is_finite() {
            return false;
        }
        if x != 0.0 {
            self.partials.push(x);
        }
        true
    }

    /// The float nearest to the sum.
    fn rounded(&mut self) -> f64 {
        let Some(mut high) = self.partials.pop() else { return 0.0 };
        let mut low = 0.0;
        while let Some(y) = self.partials.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // Exactly between two floats by `low`: what is left decides.
        if let Some(&rest) = self.partials.last()
            && (low < 0.0 && rest < 0.0 || low > 0.0 && rest > 0.0)
        {
            let twice = low * 2.0;
            let up = high + twice;
            if twice == up - high {
                high = up;
            }
        }
        high
    }
}

/// Product of `from..to`, halved until the parts are words.
fn product(from: u64, to: u64) -> BigUint {
    if to - from <= 4 {
        return (from..to).fold(BigUint::from(1u32), |product, n| product * n);
    }
    let middle = from + (to - from) / 2;
    product(from, middle) * product(middle, to)
}

py_functions! { FUNCTIONS:
    /// fsum(iterable)
    ///
    /// The sum of floats without loss by intermediate rounding.
    fn fsum(cx: &mut Context, iterable: Value) -> PyResult<f64> {
        let mut sum = ExactSum::default();
        let (mut special, mut infinite) = (0.0f64, 0.0f64);
        cx.for_each(iterable, |cx, item| {
            let x = cx.float_arg(item)?;
            if !x.is_finite() {
                special += x;
                infinite += if x.is_infinite() { x } else { 0.0 };
            } else if !sum.add(x) {
                raise!(cx, OverflowError, "intermediate overflow in fsum");
            }
            Ok(())
        })?;
        if infinite.is_nan() {
            raise!(cx, ValueError, "-inf + inf in fsum");
        }
        Ok(if special != 0.0 { special } else { sum.rounded() })
    }
    /// factorial(x) -> Integral
    ///
    /// The product of the whole numbers from 1 to x.
    fn factorial(cx: &mut Context, x: Value) -> PyResult {
        let n = match x.downcast::<FloatObject>() {
            Some(float) => {
                let x = float.float;
                if !x.is_finite() || x != x.floor() {
                    raise!(cx, ValueError, "factorial() only accepts integral values");
                }
                let whole = object_model::types::float::to_integer(cx, x, false)?;
                cx.int_arg(whole)?
            }
            None => cx.int_arg(x)?,
        };
        let Ok(n) = u64::try_from(n) else {
            raise!(cx, ValueError, "factorial() not defined for negative values")
        };
        // What has a trillion factors has no room anywhere.
        if n > 1 << 40 {
            return Err(cx.memory_error());
        }
        cx.try_new_int_big(&product(1, n + 1).into())
    }
}
