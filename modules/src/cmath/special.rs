//! Values of the functions where a part of the argument is not finite: recorded from CPython 2.7, which follows C99 Annex
//! G where that says something.
//!
//! Rows by the real part, columns by the imaginary part: -inf, negative, -0, 0, positive, inf, NaN. A cell is two letters,
//! one for each part of the result; `!!` is a domain error, dots are for arguments that are finite.

use super::functions::Trouble;
use object_model::types::complex::arith::Complex;
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

pub type Table = [&'static [u8; 14]; 7];

fn class(x: f64) -> usize {
    match x {
        _ if x.is_nan() => 6,
        f64::INFINITY => 5,
        f64::NEG_INFINITY => 0,
        _ if x == 0.0 => {
            if x.is_sign_negative() {
                2
            } else {
                3
            }
        }
        _ if x < 0.0 => 1,
        _ => 4,
    }
}

fn letter(letter: u8) -> f64 {
    match letter {
        b'0' => 0.0,
        b'o' => -0.0,
        b'1' => 1.0,
        b'-' => -1.0,
        b'i' => f64::INFINITY,
        b'I' => f64::NEG_INFINITY,
        b'p' => PI,
        b'P' => -PI,
        b'h' => FRAC_PI_2,
        b'H' => -FRAC_PI_2,
        b'q' => FRAC_PI_4,
        b'Q' => -FRAC_PI_4,
        b't' => 3.0 * FRAC_PI_4,
        b'T' => -3.0 * FRAC_PI_4,
        _ => f64::NAN,
    }
}

/// The value in the table; `None` for finite arguments.
pub fn look_up(table: &Table, re: f64, im: f64) -> Option<Result<Complex, Trouble>> {
    if re.is_finite() && im.is_finite() {
        return None;
    }
    let (row, column) = (table[class(re)], 2 * class(im));
    let (first, second) = (row[column], row[column + 1]);
    Some(if first == b'!' { Err(Trouble::Domain) } else { Ok(Complex::new(letter(first), letter(second))) })
}

pub static ACOS: Table = [
    b"tipipipIpItIni",
    b"hi........hInn",
    b"hi........hIhn",
    b"hi........hIhn",
    b"hi........hInn",
    b"qi0i0i0I0IqIni",
    b"ninnnnnnnnnInn",
];
pub static ACOSH: Table = [
    b"iTiPiPipipitin",
    b"iH........ihnn",
    b"iH........ihnn",
    b"iH........ihnn",
    b"iH........ihnn",
    b"iQioioi0i0iqin",
    b"innnnnnnnninnn",
];
pub static ASINH: Table = [
    b"IQIoIoI0I0IqIn",
    b"IH........Ihnn",
    b"IH........Ihnn",
    b"iH........ihnn",
    b"iH........ihnn",
    b"iQioioi0i0iqin",
    b"innnnon0nninnn",
];
pub static ATANH: Table = [
    b"oHoHoHohohohon",
    b"oH........ohnn",
    b"oH........ohon",
    b"0H........0h0n",
    b"0H........0hnn",
    b"0H0H0H0h0h0h0n",
    b"0Hnnnnnnnn0hnn",
];
pub static COSH: Table = [
    b"!!Iii0ioII!!in",
    b"!!........!!nn",
    b"!!........!!n0",
    b"!!........!!n0",
    b"!!........!!nn",
    b"!!IIioi0Ii!!in",
    b"nnnnn0n0nnnnnn",
];
pub static EXP: Table = [
    b"00oo0o00o00000",
    b"!!........!!nn",
    b"!!........!!nn",
    b"!!........!!nn",
    b"!!........!!nn",
    b"!!IIioi0Ii!!in",
    b"nnnnnon0nnnnnn",
];
pub static LOG: Table = [
    b"iTiPiPipipitin",
    b"iH........ihnn",
    b"iH........ihnn",
    b"iH........ihnn",
    b"iH........ihnn",
    b"iQioioi0i0iqin",
    b"innnnnnnnninnn",
];
pub static SINH: Table = [
    b"!!iIIoI0ii!!in",
    b"!!........!!nn",
    b"!!........!!0n",
    b"!!........!!0n",
    b"!!........!!nn",
    b"!!IIioi0Ii!!in",
    b"nnnnnon0nnnnnn",
];
pub static SQRT: Table = [
    b"iI0I0I0i0iiini",
    b"iI........iinn",
    b"iI........iinn",
    b"iI........iinn",
    b"iI........iinn",
    b"iIioioi0i0iiin",
    b"iInnnnnnnniinn",
];
pub static TANH: Table = [
    b"-0-0-o-0-o-0-0",
    b"!!........!!nn",
    b"!!........!!nn",
    b"!!........!!nn",
    b"!!........!!nn",
    b"10101o101o1010",
    b"nnnnnon0nnnnnn",
];
pub static RECT: Table = [
    b"!!iiI0IoiI!!in",
    b"!!........!!nn",
    b"00........0000",
    b"00........0000",
    b"!!........!!nn",
    b"!!IIioi0Ii!!in",
    b"nnnnn0n0nnnnnn",
];
