//! Float and complex to text: `repr`, `str`, the `e f g` conversions and `round`.
//!
//! Shortest digits come from `zmij` (its digits equal those of CPython's `dtoa.c` mode 0), correctly rounded ones from the
//! standard library's `{:.N}` and `{:.Ne}`, which print the exact binary value rounded half to even. Layout is CPython's
//! `format_float_short` in `pystrtod.c`.
//!
//! Few digits come from the shortest ones when that is safe ([`rounded`]). Say a result of at most 15 significant digits is
//! wanted; decimals of 15 digits lie farther apart than doubles do. If the shortest spelling has no digits to cut, it is the answer.
//! If it has, rounding it is rounding the exact value, unless what is cut is a lone 5: any other boundary between the exact
//! value and its shortest spelling would itself be a spelling as short or shorter and closer. The exception takes the slow road,
//! and so do subnormal numbers, which have fewer digits of precision.
//!
//! Where mantissa and power of ten fit 128 bits together, which is nearly always, correctly rounded digits are computed with
//! that arithmetic instead ([`write_fixed_exact`], [`significant_exact`]).

use crate::int_print::{write_digits_padded, write_u64};

/// Give a finite result without point or exponent a `.0`.
pub const ADD_DOT_0: u32 = 1;
/// Put `+` before a result that is not negative (never before NaN).
pub const SIGN: u32 = 2;
/// The `#` form: keep the point, and for `g` the trailing zeros.
pub const ALT: u32 = 4;

/// More significant or fractional digits than any double has: beyond them there are only zeros.
const MOST_DIGITS: usize = 1100;

/// Decimal digits of a finite magnitude: `0.d1d2d3… * 10**point`, without leading zeros (zero is the digit 0, point 1).
struct Decimal<D> {
    digits: D,
    point: i32,
}

/// The shortest digits of a double: at most 17.
#[derive(Clone, Copy)]
struct Few {
    bytes: [u8; 20],
    len: usize,
}

impl Few {
    fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    fn trim(&mut self) {
        while self.len > 1 && self.bytes[self.len - 1] == b'0' {
            self.len -= 1;
        }
    }
}

/// The shortest digits that read back as `x` (finite, not negative).
fn shortest(x: f64) -> Decimal<Few> {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(x).as_bytes();
    // An exponent is `e`, perhaps a sign, and up to three digits.
    let tail = text.len().saturating_sub(5);
    let (mantissa, exponent) = match text[tail..].iter().position(|&c| c == b'e') {
        Some(i) => (&text[..tail + i], small_exponent(&text[tail + i + 1..])),
        None => (text, 0),
    };
    let (whole, fraction) = match mantissa.iter().position(|&c| c == b'.') {
        Some(i) => (&mantissa[..i], &mantissa[i + 1..]),
        None => (mantissa, &[][..]),
    };
    let mut digits = Few { bytes: [b'0'; 20], len: 1 };
    let mut point = whole.len() as i32 + exponent;
    let (whole, fraction) = if whole == b"0" {
        let zeros = fraction.iter().take_while(|&&c| c == b'0').count();
        point = exponent - zeros as i32;
        (&[][..], &fraction[zeros..])
    } else {
        (whole, fraction)
    };
    let len = whole.len() + fraction.len();
    if len == 0 || len > digits.bytes.len() {
        // Zero. No double has more digits than fit.
        return Decimal { digits, point: 1 };
    }
    digits.bytes[..whole.len()].copy_from_slice(whole);
    digits.bytes[whole.len()..len].copy_from_slice(fraction);
    digits.len = len;
    digits.trim();
    Decimal { digits, point }
}

/// The number after an `e`: an optional sign and up to three digits.
fn small_exponent(text: &[u8]) -> i32 {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let value = digits.iter().fold(0, |n, c| n * 10 + i32::from(c - b'0'));
    if negative { -value } else { value }
}

/// `count` significant digits of `x` (finite, not negative), correctly rounded; `count` is at least 1. There may be fewer, if
/// only zeros follow.
fn significant(x: f64, count: usize) -> Decimal<Vec<u8>> {
    if let Some(few) = significant_exact(x, count) {
        return Decimal { digits: few.digits.as_slice().to_vec(), point: few.point };
    }
    if let Some(few) = rounded(x, |_| count.min(MOST_DIGITS) as i64) {
        return Decimal { digits: few.digits.as_slice().to_vec(), point: few.point };
    }
    let text = format!("{:.*e}", count.min(MOST_DIGITS) - 1, x).into_bytes();
    let mark = text.iter().position(|&c| c == b'e').unwrap_or(text.len());
    let digits = text[..mark].iter().copied().filter(u8::is_ascii_digit).collect();
    let point = if x == 0.0 { 1 } else { small_exponent(&text[mark + 1..]) + 1 };
    Decimal { digits, point }
}

/// `x` (finite, not negative) rounded to as many significant digits as `keep` says of its point, trimmed; `None` if the shortest
/// digits cannot tell. A count of 0 or less may round up to one digit, or leave nothing: a lone digit 0.
fn rounded(x: f64, keep: impl Fn(i32) -> i64) -> Option<Decimal<Few>> {
    const SAFE: i64 = 15;
    if x != 0.0 && x < f64::MIN_POSITIVE {
        return None;
    }
    let mut decimal = shortest(x);
    let keep = keep(decimal.point);
    if keep > SAFE {
        return None;
    }
    let digits = &mut decimal.digits;
    if keep >= digits.len as i64 {
        return Some(decimal);
    }
    let Ok(kept) = usize::try_from(keep) else {
        return Some(Decimal { digits: Few { bytes: [b'0'; 20], len: 1 }, point: 1 });
    };
    if digits.as_slice()[kept..] == [b'5'] {
        return None;
    }
    let up = digits.bytes[kept] >= b'5';
    digits.len = kept;
    if up {
        if kept == 0 {
            (digits.bytes[0], digits.len) = (b'1', 1);
            decimal.point += 1;
        } else {
            increment(&mut digits.bytes[..kept], &mut decimal.point);
        }
    } else if kept == 0 {
        (digits.bytes[0], digits.len, decimal.point) = (b'0', 1, 1);
    }
    decimal.digits.trim();
    Some(decimal)
}

/// Mantissa and exponent of a finite `x`, not negative: `mantissa * 2**exponent`.
#[inline]
fn parts(x: f64) -> (u64, i32) {
    let bits = x.to_bits();
    let (biased, low) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
    if biased == 0 { (low, -1074) } else { (low | 1 << 52, biased - 1075) }
}

/// The powers of ten that, times a mantissa, fit 128 bits.
const WIDE_POWERS: [u128; 23] = {
    let mut powers = [1; 23];
    let mut i = 1;
    while i < powers.len() {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

/// `a / 2**count` rounded half to even, where `odd` tells of the digit in front if nothing is left of the quotient; `a` is below
/// 2**127.
#[inline]
fn shifted_rounded(a: u128, count: u32, odd: bool) -> u64 {
    if count == 0 {
        return a as u64;
    }
    if count > 127 {
        return 0;
    }
    let (quotient, rest, half) = ((a >> count) as u64, a & ((1 << count) - 1), 1 << (count - 1));
    quotient + u64::from(rest > half || rest == half && (odd || quotient & 1 != 0))
}

/// `precision` digits after the point of `x` below 2**63, if they are few enough; false if nothing was written.
fn write_fixed_exact(out: &mut Vec<u8>, x: f64, precision: usize, flags: u32) -> bool {
    const MOST: usize = 17;
    let (mantissa, exponent) = parts(x);
    if precision > MOST || exponent > 10 {
        return false;
    }
    let count = exponent.min(0).unsigned_abs();
    let (mut whole, fraction) = match count {
        0 => (mantissa << exponent, 0),
        1..64 => (mantissa >> count, mantissa & ((1 << count) - 1)),
        _ => (0, mantissa),
    };
    let unit = WIDE_POWERS[precision];
    // A fraction of below 53 bits and a power of below 57 stay below half of 2**127: count may be cut off.
    let mut digits = shifted_rounded(u128::from(fraction) * unit, count, precision == 0 && whole & 1 != 0);
    if u128::from(digits) == unit {
        (whole, digits) = (whole + 1, 0);
    }
    write_u64(out, whole);
    if precision > 0 {
        let mut text = [b'.'; MOST + 1];
        write_digits_padded(&mut text[1..=precision], digits);
        out.extend_from_slice(&text[..=precision]);
    } else if flags & (ALT | ADD_DOT_0) != 0 {
        out.extend_from_slice(if flags & ADD_DOT_0 != 0 { b".0" } else { b"." });
    }
    true
}

/// `count` significant digits of `x` (finite, not negative), correctly rounded, trimmed; `None` where 128 bits do not suffice.
fn significant_exact(x: f64, count: usize) -> Option<Decimal<Few>> {
    const MOST: usize = 17;
    let (mantissa, exponent) = parts(x);
    if count > MOST || count == 0 || exponent > 10 || x < f64::MIN_POSITIVE {
        return None;
    }
    // The power of ten of the first digit, perhaps one too small.
    let mut first = match x >= 1.0 {
        true => (x as u64).ilog10() as i32,
        false => {
            let binary = exponent + 52;
            (binary * 1233) >> 12
        }
    };
    let limit = WIDE_POWERS[count] as u64;
    let mut digits;
    loop {
        let power = count as i32 - 1 - first;
        digits = if power >= 0 {
            let product = u128::from(mantissa) * WIDE_POWERS.get(power as usize)?;
            if exponent > 0 {
                (product << exponent) as u64
            } else {
                shifted_rounded(product, exponent.unsigned_abs(), false)
            }
        } else {
            let count = exponent.min(0).unsigned_abs();
            let divisor = WIDE_POWERS[power.unsigned_abs() as usize] << count;
            let number = u128::from(mantissa) << exponent.max(0);
            let (quotient, rest) = ((number / divisor) as u64, number % divisor);
            quotient + u64::from(2 * rest > divisor || 2 * rest == divisor && quotient & 1 != 0)
        };
        if digits < limit {
            break;
        }
        first += 1;
        // Exactly the power of ten: rounded up to it, or it itself.
        if digits == limit {
            digits = limit / 10;
            break;
        }
    }
    let mut few = Few { bytes: [b'0'; 20], len: count };
    write_digits_padded(&mut few.bytes[..count], digits);
    few.trim();
    Some(Decimal { digits: few, point: first + 1 })
}

/// How digits are laid out: the `r e f g` of CPython's format codes.
struct Layout {
    exponent: bool,
    /// Digits to show at least, counted from the first digit; zeros fill up.
    shown: i64,
    flags: u32,
    upper: bool,
}

fn lay_out(out: &mut Vec<u8>, digits: &[u8], point: i32, layout: &Layout) {
    let (point, exponent) = if layout.exponent { (1, point - 1) } else { (i64::from(point), 0) };
    let len = digits.len() as i64;
    let mut shown = layout.shown.max(len).max(point);
    if !layout.exponent && layout.flags & ADD_DOT_0 != 0 {
        shown = shown.max(point + 1);
    }
    let zeros = |out: &mut Vec<u8>, n: i64| out.resize(out.len() + n.max(0) as usize, b'0');
    if point <= 0 {
        out.extend_from_slice(b"0.");
        zeros(out, -point);
        out.extend_from_slice(digits);
        zeros(out, shown - len);
    } else {
        let whole = point.min(len) as usize;
        out.extend_from_slice(&digits[..whole]);
        zeros(out, point - len);
        if shown > point || layout.flags & ALT != 0 {
            out.push(b'.');
        }
        out.extend_from_slice(&digits[whole..]);
        zeros(out, shown - point.max(len));
    }
    if layout.exponent {
        push_exponent(out, exponent, layout.upper);
    }
}

/// `e+05`: a sign and at least two digits.
fn push_exponent(out: &mut Vec<u8>, exponent: i32, upper: bool) {
    out.push(if upper { b'E' } else { b'e' });
    out.push(if exponent < 0 { b'-' } else { b'+' });
    let n = exponent.unsigned_abs();
    if n >= 100 {
        out.push(b'0' + (n / 100) as u8);
    }
    out.push(b'0' + (n / 10 % 10) as u8);
    out.push(b'0' + (n % 10) as u8);
}

/// Writes what does not depend on digits: sign, infinities, NaN. True if nothing is left to write.
fn sign_and_special(out: &mut Vec<u8>, x: f64, flags: u32, upper: bool) -> bool {
    if x.is_nan() {
        out.extend_from_slice(if upper { b"NAN" } else { b"nan" });
        return true;
    }
    if x.is_sign_negative() {
        out.push(b'-');
    } else if flags & SIGN != 0 {
        out.push(b'+');
    }
    if x.is_infinite() {
        out.extend_from_slice(if upper { b"INF" } else { b"inf" });
        return true;
    }
    false
}

/// CPython's `PyOS_double_to_string`, appended to `out`.
///
/// `code` is one of `e f g E F G`, with `precision` digits (after the point, or for `g` significant), or `r` for the
/// shortest digits, where `precision` is ignored. Flags: [`ADD_DOT_0`], [`SIGN`], [`ALT`]. Any other code acts as `r`.
pub fn write_double(out: &mut Vec<u8>, x: f64, code: u8, precision: usize, flags: u32) {
    let upper = code.is_ascii_uppercase();
    if sign_and_special(out, x, flags, upper) {
        return;
    }
    let x = x.abs();
    match code.to_ascii_lowercase() {
        b'f' => write_fixed(out, x, precision, flags),
        b'e' => {
            let decimal = significant(x, precision + 1);
            let layout = Layout { exponent: true, shown: precision as i64 + 1, flags, upper };
            lay_out(out, &decimal.digits, decimal.point, &layout);
        }
        b'g' => write_general(out, x, precision.max(1), flags, upper),
        _ => {
            let decimal = shortest(x);
            let exponent = decimal.point <= -4 || decimal.point > 16;
            lay_out(out, decimal.digits.as_slice(), decimal.point, &Layout { exponent, shown: 0, flags, upper });
        }
    }
}

/// `precision` digits after the point.
fn write_fixed(out: &mut Vec<u8>, x: f64, precision: usize, flags: u32) {
    if write_fixed_exact(out, x, precision, flags) {
        return;
    }
    let places = precision.min(MOST_DIGITS);
    if let Some(decimal) = rounded(x, |point| i64::from(point) + places as i64) {
        // `shown` counts from the first digit, places from the point.
        let shown = i64::from(decimal.point) + precision as i64;
        let layout = Layout { exponent: false, shown, flags, upper: false };
        lay_out(out, decimal.digits.as_slice(), decimal.point, &layout);
        return;
    }
    use std::io::Write;
    // Writing to a Vec cannot fail.
    let _ = write!(out, "{x:.places$}");
    out.resize(out.len() + (precision - places), b'0');
    if precision == 0 && flags & (ALT | ADD_DOT_0) != 0 {
        out.extend_from_slice(if flags & ADD_DOT_0 != 0 { b".0" } else { b"." });
    }
}

fn write_general(out: &mut Vec<u8>, x: f64, precision: usize, flags: u32, upper: bool) {
    let alt = flags & ALT != 0;
    if !alt
        && !keeps_zeros(x, precision)
        && let Some(decimal) = significant_exact(x, precision)
    {
        return lay_out_general(out, decimal.digits.as_slice(), decimal.point, precision, flags, upper);
    }
    if !alt && let Some(decimal) = rounded(x, |_| precision as i64) {
        return lay_out_general(out, decimal.digits.as_slice(), decimal.point, precision, flags, upper);
    }
    let mut decimal = significant(x, precision);
    if !alt && !keeps_zeros(x, precision) {
        while decimal.digits.len() > 1 && decimal.digits.last() == Some(&b'0') {
            decimal.digits.pop();
        }
    }
    lay_out_general(out, &decimal.digits, decimal.point, precision, flags, upper);
}

/// Whether CPython leaves zeros at the end of `precision` digits of `x` in the `g` format.
///
/// Its `dtoa.c` trims them except on one path: an integer below 10**15 that lies halfway between two results and goes to the
/// even one below. So `'%.3g' % 1005.0` is `1.00e+03`.
fn keeps_zeros(x: f64, precision: usize) -> bool {
    if x.fract() != 0.0 || !(1.0..1e15).contains(&x) {
        return false;
    }
    let n = x as u64;
    let cut = (n.ilog10() as usize + 1).saturating_sub(precision);
    let unit = 10u64.pow(cut as u32);
    cut > 0 && n % unit == unit / 2 && (n / unit).is_multiple_of(2)
}

fn lay_out_general(out: &mut Vec<u8>, digits: &[u8], point: i32, precision: usize, flags: u32, upper: bool) {
    let room = i64::try_from(precision).unwrap_or(i64::MAX) - i64::from(flags & ADD_DOT_0 != 0);
    let exponent = point <= -4 || i64::from(point) > room;
    let shown = if flags & ALT != 0 { precision as i64 } else { 0 };
    lay_out(out, digits, point, &Layout { exponent, shown, flags, upper });
}

/// [`write_double`] to a new string.
pub fn double_to_string(x: f64, code: u8, precision: usize, flags: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(24);
    write_double(&mut out, x, code, precision, flags);
    out
}

/// Appends `repr(x)`.
pub fn write_repr(out: &mut Vec<u8>, x: f64) {
    // zmij lays out numbers of this range as `repr` does; the test below holds it to that.
    if (1e-4..1e16).contains(&x.abs()) {
        let mut buffer = zmij::Buffer::new();
        out.extend_from_slice(buffer.format_finite(x).as_bytes());
        return;
    }
    write_double(out, x, b'r', 0, ADD_DOT_0);
}

/// `repr(x)`.
pub fn float_repr(x: f64) -> Vec<u8> {
    let mut out = Vec::with_capacity(24);
    write_repr(&mut out, x);
    out
}

const STR_DIGITS: usize = 12;

/// Appends `str(x)`: 12 significant digits.
pub fn write_str(out: &mut Vec<u8>, x: f64) {
    write_double(out, x, b'g', STR_DIGITS, ADD_DOT_0);
}

/// Adds one unit of the last digit; all nines become a 1 with zeros and move the point.
fn increment(digits: &mut [u8], point: &mut i32) {
    for d in digits.iter_mut().rev() {
        if *d < b'9' {
            *d += 1;
            return;
        }
        *d = b'0';
    }
    if let Some(first) = digits.first_mut() {
        *first = b'1';
    }
    *point += 1;
}

/// `str(x)`.
pub fn float_str(x: f64) -> Vec<u8> {
    let mut out = Vec::with_capacity(24);
    write_str(&mut out, x);
    out
}

/// `repr` of a complex number.
pub fn complex_repr(re: f64, im: f64) -> Vec<u8> {
    complex_text(re, im, |out, x, flags| write_double(out, x, b'r', 0, flags))
}

/// `str` of a complex number.
pub fn complex_str(re: f64, im: f64) -> Vec<u8> {
    complex_text(re, im, |out, x, flags| write_double(out, x, b'g', STR_DIGITS, flags))
}

fn complex_text(re: f64, im: f64, write: impl Fn(&mut Vec<u8>, f64, u32)) -> Vec<u8> {
    let mut out = Vec::with_capacity(32);
    if re == 0.0 && !re.is_sign_negative() {
        write(&mut out, im, 0);
        out.push(b'j');
    } else {
        out.push(b'(');
        write(&mut out, re, 0);
        // A NaN is never given a sign; CPython writes one between the parts all the same.
        if im.is_nan() {
            out.push(b'+');
        }
        write(&mut out, im, SIGN);
        out.extend_from_slice(b"j)");
    }
    out
}

/// The powers of ten that doubles hold exactly.
pub(crate) const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// `round(x, ndigits)`: correctly rounded, halves away from zero. `None` is CPython's OverflowError
/// "rounded value too large to represent".
pub fn round(x: f64, ndigits: i64) -> Option<f64> {
    // Beyond these counts of digits nothing can change, or nothing can be left.
    const MOST: i64 = 323;
    const LEAST: i64 = -308;
    if !x.is_finite() || x == 0.0 || ndigits > MOST {
        return Some(x);
    }
    if ndigits < LEAST {
        return Some(0.0 * x);
    }
    if ndigits == 0 {
        return Some(x.round());
    }
    let rounded =
        if ndigits > 0 { round_fraction(x.abs(), ndigits as usize) } else { round_whole(x.abs(), -ndigits as usize) };
    rounded.is_finite().then_some(rounded.copysign(x))
}

/// Rounds to `n >= 1` digits after the point.
///
/// `x` lies halfway between two decimals of n places exactly if its lowest set bit has the weight 2**-(n+1): then
/// `2 * x * 10**n` is an odd integer, and not otherwise. The standard library rounds such a tie to even, so it gets a
/// digit more, which is exact, and the carry is done here.
fn round_fraction(x: f64, n: usize) -> f64 {
    if lowest_bit(x) != -(n as i32) - 1 {
        return format!("{x:.n$}").parse().unwrap_or(x);
    }
    let mut text = format!("{:.*}", n + 1, x).into_bytes();
    text.pop();
    // "0" before the number takes the last carry; the point is stepped over.
    text.insert(0, b'0');
    for d in text.iter_mut().rev().filter(|d| **d != b'.') {
        if *d < b'9' {
            *d += 1;
            break;
        }
        *d = b'0';
    }
    std::str::from_utf8(&text).ok().and_then(|t| t.parse().ok()).unwrap_or(x)
}

/// The exponent of the lowest set bit of `x`, finite and above zero.
fn lowest_bit(x: f64) -> i32 {
    let bits = x.to_bits();
    let biased = (bits >> 52) as i32;
    let mantissa = if biased == 0 { bits } else { (bits & ((1 << 52) - 1)) | (1 << 52) };
    biased.max(1) - 1075 + mantissa.trailing_zeros() as i32
}

/// Rounds to a multiple of 10**n. Halves go up, so the first digit cut off decides alone.
fn round_whole(x: f64, n: usize) -> f64 {
    let whole = format!("{:.0}", x.trunc()).into_bytes();
    if n > whole.len() {
        return 0.0;
    }
    let keep = whole.len() - n;
    let up = whole[keep] >= b'5';
    let mut digits = whole[..keep].to_vec();
    let mut exponent = n as i32;
    if up {
        if digits.is_empty() {
            digits.push(b'1');
        } else {
            increment(&mut digits, &mut exponent);
        }
    }
    let Ok(text) = String::from_utf8(digits) else { return x };
    format!("0{text}e{exponent}").parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorded;

    fn number(field: &[u8]) -> f64 {
        crate::float_hex::from_hex(field).unwrap()
    }

    /// Rows: hexadecimal float, its `repr`, its `str`.
    #[test]
    fn repr_and_str_as_recorded() {
        recorded::check("float_repr", |row| {
            let x = number(&row[0]);
            ([float_repr(x), float_str(x)].concat(), [&row[1][..], &row[2]].concat())
        });
    }

    /// Rows: hexadecimal float, format code, precision, `#` or `-`, the result of `%`.
    #[test]
    fn conversions_as_recorded() {
        recorded::check("float_conversion", |row| {
            let flags = if row[3] == b"#" { ALT } else { 0 };
            (double_to_string(number(&row[0]), row[1][0], recorded::int(&row[2]) as usize, flags), row[4].clone())
        });
    }

    /// Rows: hexadecimal float, digits, `repr(round(x, digits))` or the message.
    #[test]
    fn round_as_recorded() {
        recorded::check("float_round", |row| {
            let got = round(number(&row[0]), recorded::int(&row[1]));
            (got.map_or_else(|| b"rounded value too large to represent".to_vec(), float_repr), row[2].clone())
        });
    }

    /// Rows: two hexadecimal floats, `repr` and `str` of the complex number.
    #[test]
    fn complex_as_recorded() {
        recorded::check("complex_repr", |row| {
            let (re, im) = (number(&row[0]), number(&row[1]));
            ([complex_repr(re, im), complex_str(re, im)].concat(), [&row[2][..], &row[3]].concat())
        });
    }

    #[test]
    fn digits_past_the_last_are_zeros() {
        let text = double_to_string(0.1, b'f', 3000, 0);
        assert_eq!(text.len(), 3002);
        assert_eq!(double_to_string(1.0, b'e', 2000, 0).len(), 2006);
        assert_eq!(double_to_string(1.0, b'g', 70_000, 0), b"1");
    }
}
