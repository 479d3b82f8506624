//! Gamma and error functions, by the series that Python documents itself as using: their last digits are visible.
//!
//! Gamma: Lanczos' approximation with Boost's coefficients for doubles (N = 13, g = 6.0246…), the rounding of
//! `x + g - 1/2` made good to first order, reflection for negative arguments. Error function: Taylor series near zero,
//! continued fraction beyond.

#![allow(clippy::excessive_precision)] // coefficients as published

use std::f64::consts::PI;

const G: f64 = 6.024_680_040_776_729_583_740_234_375;
const G_MINUS_HALF: f64 = 5.524_680_040_776_729_583_740_234_375;

const NUMERATOR: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];

/// Coefficients of x(x+1)…(x+11).
const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

/// Lanczos' rational function at x > 0, in powers of x or of 1/x, whichever stays small.
fn lanczos(x: f64) -> f64 {
    let (mut top, mut bottom) = (0.0, 0.0);
    if x < 5.0 {
        for i in (0..NUMERATOR.len()).rev() {
            top = top * x + NUMERATOR[i];
            bottom = bottom * x + DENOMINATOR[i];
        }
    } else {
        for i in 0..NUMERATOR.len() {
            top = top / x + NUMERATOR[i];
            bottom = bottom / x + DENOMINATOR[i];
        }
    }
    top / bottom
}

/// sin(pi * x), exact at multiples of a half.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let sine = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * sine
}

/// The gamma function; NaN at its poles.
pub fn gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return if x == f64::NEG_INFINITY { f64::NAN } else { x };
    }
    if x == x.floor() {
        if x <= 0.0 {
            return f64::NAN;
        }
        if x <= 23.0 {
            // Factorials up to 22! are exact.
            return (1..x as u32).fold(1.0, |product, n| product * f64::from(n));
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        return 1.0 / x;
    }
    if size > 200.0 {
        return if x < 0.0 { 0.0 / sin_pi(x) } else { f64::INFINITY };
    }
    let y = size + G_MINUS_HALF;
    // What rounding lost in y.
    let lost = if size > G_MINUS_HALF { (y - size) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - size };
    let correction = lost * G / y;
    // The power in two halves where it would overflow.
    if x < 0.0 {
        let mut result = -PI / sin_pi(size) / size * y.exp() / lanczos(size);
        result -= correction * result;
        if size < 140.0 {
            return result / y.powf(size - 0.5);
        }
        let half = y.powf(size / 2.0 - 0.25);
        return result / half / half;
    }
    let mut result = lanczos(size) / y.exp();
    result += correction * result;
    if size < 140.0 {
        return result * y.powf(size - 0.5);
    }
    let half = y.powf(size / 2.0 - 0.25);
    result * half * half
}

/// log(abs(gamma(x))) for x that is no pole.
pub fn log_gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return if x.is_nan() { x } else { f64::INFINITY };
    }
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let size = x.abs();
    if size < 1e-20 {
        return -size.ln();
    }
    let positive = lanczos(size).ln() - G + (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x > 0.0 { positive } else { PI.ln() - sin_pi(size).abs().ln() - size.ln() - positive }
}

const SQRT_PI: f64 = 1.772_453_850_905_516;
/// From here on the continued fraction converges faster.
const CUTOFF: f64 = 1.5;

fn erf_near_zero(x: f64) -> f64 {
    let square = x * x;
    let mut sum = 0.0;
    for k in (1..=25).rev() {
        sum = 2.0 + square * sum / (f64::from(k) + 0.5);
    }
    sum * x * (-square).exp() / SQRT_PI
}

/// erfc(x) for x >= CUTOFF.
fn erfc_far(x: f64) -> f64 {
    if x >= 30.0 {
        return 0.0;
    }
    let square = x * x;
    let (mut a, mut da) = (0.0, 0.5);
    let (mut p, mut p_before) = (1.0, 0.0);
    let (mut q, mut q_before) = (da + square, 1.0);
    for _ in 0..50 {
        a += da;
        da += 2.0;
        let b = da + square;
        (p, p_before) = (b * p - a * p_before, p);
        (q, q_before) = (b * q - a * q_before, q);
    }
    p / q * x * (-square).exp() / SQRT_PI
}

pub fn erf(x: f64) -> f64 {
    match x.abs() {
        _ if x.is_nan() => x,
        size if size < CUTOFF => erf_near_zero(x),
        size if x > 0.0 => 1.0 - erfc_far(size),
        size => erfc_far(size) - 1.0,
    }
}

pub fn erfc(x: f64) -> f64 {
    match x.abs() {
        _ if x.is_nan() => x,
        size if size < CUTOFF => 1.0 - erf_near_zero(x),
        size if x > 0.0 => erfc_far(size),
        size => 2.0 - erfc_far(size),
    }
}
