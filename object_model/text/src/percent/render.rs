//! Writing the values of `%` conversions: padding, signs, prefixes, precision.

use super::{ALT, BLANK, LEFT, SIGN, Spec, ZERO};
use crate::chars::{Chars, Sink};
use crate::float_format;
use crate::int_print::{Decimal, IntRef};

/// Why a value could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// MemoryError: a width or precision beyond what can be allocated.
    Memory,
    /// OverflowError, for ints only.
    IntegerTooLong,
}

impl WriteError {
    pub fn message(self) -> &'static str {
        match self {
            WriteError::Memory => "",
            WriteError::IntegerTooLong => "formatted integer is too long (precision too large?)",
        }
    }
}

/// Writes text padded with spaces and cut to the precision: `%s`, `%r`, and `%c` and `%%` (which are never longer than one).
pub fn write_text(out: &mut impl Sink, text: Chars<'_>, spec: &Spec) -> Result<(), WriteError> {
    // `%c` and `%%` have no use for a precision.
    let cut = matches!(spec.letter(), b's' | b'r');
    let len = text.len().min(spec.precision.filter(|_| cut).unwrap_or(usize::MAX));
    pad(out, spec, len, |out| out.push_text(text.slice(0..len)))
}

/// Writes something of `len` code points with spaces to the width.
fn pad<S: Sink>(out: &mut S, spec: &Spec, len: usize, body: impl FnOnce(&mut S)) -> Result<(), WriteError> {
    let fill = spec.width.saturating_sub(len);
    out.make_room(fill.saturating_add(len)).ok_or(WriteError::Memory)?;
    if spec.has(LEFT) {
        body(out);
        out.push_repeated(b' '.into(), fill);
    } else {
        out.push_repeated(b' '.into(), fill);
        body(out);
    }
    Ok(())
}

/// Writes a number from its parts: what its sign is (if negative), a prefix that zeros go after, and its digits.
fn write_number(out: &mut impl Sink, negative: bool, prefix: &[u8], digits: &[u8], spec: &Spec) -> Result<(), WriteError> {
    let sign: &[u8] = match () {
        () if negative => b"-",
        () if spec.has(SIGN) => b"+",
        () if spec.has(BLANK) => b" ",
        () => b"",
    };
    let len = sign.len() + prefix.len() + digits.len();
    let zeros = if spec.has(ZERO) && !spec.has(LEFT) { spec.width.saturating_sub(len) } else { 0 };
    pad(out, spec, len + zeros, |out| {
        out.push_ascii(sign);
        out.push_ascii(prefix);
        out.push_repeated(b'0'.into(), zeros);
        out.push_ascii(digits);
    })
}

/// Writes a number given as text with a `-` if it is negative: results of user-defined conversions.
pub fn write_number_text(out: &mut impl Sink, text: &[u8], spec: &Spec) -> Result<(), WriteError> {
    match text.split_first() {
        Some((b'-', digits)) => write_number(out, true, b"", digits, spec),
        Some((b'+', digits)) => write_number(out, false, b"", digits, &Spec { flags: spec.flags | SIGN, ..*spec }),
        _ => write_number(out, false, b"", text, spec),
    }
}

/// As `write_number_text`; zeros that fill the width go behind a prefix of this length.
pub fn write_long_text(out: &mut impl Sink, text: &[u8], prefix: usize, spec: &Spec) -> Result<(), WriteError> {
    let negative = text.first() == Some(&b'-');
    let unsigned = if negative { &text[1..] } else { text };
    let (prefix, digits) = unsigned.split_at(prefix.min(unsigned.len()));
    write_number(out, negative, prefix, digits, spec)
}

/// Writes an int or a long by `d i u o x X`.
///
/// The two differ in corners: an int with precision 0 and value 0 has no digits, and an int's precision is limited.
pub fn write_int(out: &mut impl Sink, value: IntRef<'_>, is_long: bool, spec: &Spec) -> Result<(), WriteError> {
    const INT_PRECISION_LIMIT: usize = 117;
    let letter = spec.letter();
    let (base, prefix): (u32, &[u8]) = match letter {
        b'o' => (8, b""),
        b'x' => (16, b"0x"),
        b'X' => (16, b"0X"),
        _ => (10, b""),
    };
    let precision = spec.precision.unwrap_or(1);
    if !is_long && precision >= INT_PRECISION_LIMIT {
        return Err(WriteError::IntegerTooLong);
    }
    if let (IntRef::Small(n), 10, None) = (value, base, spec.precision) {
        let digits = Decimal::unsigned(n.unsigned_abs());
        return write_number(out, n < 0, b"", digits.as_bytes(), spec);
    }
    let mut digits = Vec::with_capacity(24);
    value.write_magnitude(&mut digits, base);
    let zero = digits == b"0";
    if letter == b'X' {
        digits.make_ascii_uppercase();
    }
    if letter == b'o' && spec.has(ALT) && !zero {
        digits.insert(0, b'0');
    }
    if zero && precision == 0 && !is_long && !(letter == b'o' && spec.has(ALT)) {
        digits.clear();
    }
    if precision > digits.len() {
        let missing = precision - digits.len();
        digits.make_room(missing).ok_or(WriteError::Memory)?;
        digits.splice(0..0, std::iter::repeat_n(b'0', missing));
    }
    let prefix = if spec.has(ALT) { prefix } else { b"" };
    write_number(out, value.is_negative(), prefix, &digits, spec)
}

/// As [`write_float`], to a byte string and without working storage.
pub fn write_float_bytes(out: &mut Vec<u8>, x: f64, spec: &Spec) -> Result<(), WriteError> {
    let precision = spec.precision.unwrap_or(6);
    out.make_room(precision.saturating_add(400).saturating_add(spec.width)).ok_or(WriteError::Memory)?;
    let start = out.len();
    if (!x.is_sign_negative() || x.is_nan()) && spec.has(SIGN | BLANK) {
        out.push(if spec.has(SIGN) { b'+' } else { b' ' });
    }
    let flags = if spec.has(ALT) { float_format::ALT } else { 0 };
    float_format::write_double(out, x, spec.letter(), precision, flags);
    let len = out.len() - start;
    if spec.width > len {
        let fill = spec.width - len;
        out.resize(start + spec.width, b' ');
        if !spec.has(LEFT) {
            // Zeros go behind the sign.
            let zeros = spec.has(ZERO);
            let sign = usize::from(zeros && matches!(out[start], b'+' | b'-' | b' '));
            out.copy_within(start + sign..start + len, start + sign + fill);
            out[start + sign..start + sign + fill].fill(if zeros { b'0' } else { b' ' });
        }
    }
    Ok(())
}

/// Writes a float by `e E f F g G`.
pub fn write_float(out: &mut impl Sink, x: f64, spec: &Spec) -> Result<(), WriteError> {
    let flags = if spec.has(ALT) { float_format::ALT } else { 0 };
    let precision = spec.precision.unwrap_or(6);
    let mut text = Vec::new();
    text.make_room(precision.saturating_add(400)).ok_or(WriteError::Memory)?;
    float_format::write_double(&mut text, x, spec.letter(), precision, flags);
    write_number_text(out, &text, spec)
}
