//! Writing ints, floats and complex numbers by a format specification.

use super::{Align, FormatError, FormatSpec, unknown_code, value_error};
use crate::chars::{Chars, Sink};
use crate::float_format;
use crate::int_print::{Decimal, IntRef};
use std::borrow::Cow;

/// How numbers are grouped: what `localeconv()` says, for type `n`; plain for the rest.
#[derive(Clone, Copy, Debug)]
pub struct Locale<'a> {
    pub decimal_point: &'a [u8],
    pub thousands_sep: &'a [u8],
    /// Sizes of groups from the right; 0 repeats the last one, 127 (or the end) stops grouping.
    pub grouping: &'a [u8],
}

impl Locale<'static> {
    pub const C: Locale<'static> = Locale { decimal_point: b".", thousands_sep: b"", grouping: &[] };
    /// What `,` in a specification means.
    const COMMAS: Locale<'static> = Locale { decimal_point: b".", thousands_sep: b",", grouping: &[3, 0] };
}

fn locale_for<'a>(spec: &FormatSpec, of_n: &Locale<'a>) -> Locale<'a> {
    match spec.letter() {
        Some(b'n') => *of_n,
        _ if spec.thousands => Locale::COMMAS,
        _ => Locale::C,
    }
}

/// A number as text in its parts.
struct Parts<'a> {
    negative: bool,
    prefix: &'a [u8],
    digits: &'a [u8],
    /// Whether a point follows the digits.
    point: bool,
    /// What comes after: decimals, exponent, `%`, or the whole of `inf` and `nan`.
    rest: Chars<'a>,
}

impl<'a> Parts<'a> {
    /// Splits the text of a float.
    fn of_float(text: &'a [u8]) -> Parts<'a> {
        let negative = text.first() == Some(&b'-');
        let body = &text[usize::from(negative)..];
        let (digits, rest) = body.split_at(body.iter().take_while(|c| c.is_ascii_digit()).count());
        let point = rest.first() == Some(&b'.');
        Parts { negative, prefix: b"", digits, point, rest: Chars::One(&rest[usize::from(point)..]) }
    }
}

/// The sizes of groups from the right, without end or until grouping stops.
fn group_sizes(grouping: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let mut previous = 0;
    let mut sizes = grouping.iter();
    std::iter::from_fn(move || {
        match sizes.next() {
            Some(&size @ 1..=126) => previous = usize::from(size),
            // Repeats from here on.
            Some(0) => sizes = [].iter(),
            Some(_) => {
                (previous, sizes) = (0, [].iter());
            }
            // Without a closing 0 there is no grouping after the last size.
            None if grouping.last() != Some(&0) => return None,
            None => {}
        }
        (previous > 0).then_some(previous)
    })
}

/// Groups `digits`, with zeros in front to fill at least `least` code points.
fn grouped<'a>(digits: &'a [u8], least: usize, locale: &Locale<'_>) -> Option<Cow<'a, [u8]>> {
    if digits.is_empty() || least <= digits.len() && locale.grouping.is_empty() {
        return Some(digits.into());
    }
    let sep = locale.thousands_sep;
    let mut left = digits.len();
    let mut least = least as i64;
    // Built from the right, so reversed.
    let mut out: Vec<u8> = Vec::new();
    out.make_room(left.saturating_mul(1 + sep.len()).max(least as usize))?;
    let mut sizes = group_sizes(locale.grouping);
    let mut first = true;
    loop {
        let need = (left as i64).max(least).max(1);
        let size = sizes.next().map_or(need, |size| need.min(size as i64));
        if !first {
            out.extend(sep.iter().rev());
        }
        first = false;
        let taken = left.min(size as usize);
        out.extend(digits[left - taken..left].iter().rev());
        out.resize(out.len() + size as usize - taken, b'0');
        left -= taken;
        least -= size;
        // The separator counts only after this test: a group of zeros may follow it although the width is reached, so that
        // the text never starts with a separator.
        if left == 0 && least <= 0 {
            break;
        }
        least -= sep.len() as i64;
    }
    out.reverse();
    Some(out.into())
}

/// Lays out a number: fill, sign, prefix, grouped digits, point, rest.
fn write_parts(out: &mut impl Sink, parts: &Parts<'_>, spec: &FormatSpec, locale: &Locale<'_>) -> Result<(), FormatError> {
    let sign: &[u8] = match spec.sign {
        _ if parts.negative => b"-",
        Some(b'+') => b"+",
        Some(b' ') => b" ",
        _ => b"",
    };
    let point: &[u8] = if parts.point { locale.decimal_point } else { b"" };
    let around = sign.len() + parts.prefix.len() + point.len() + parts.rest.len();
    let zeros_count = spec.fill == Some('0'.into()) && spec.align == Align::AfterSign;
    let least = if zeros_count { spec.width.unwrap_or(0).saturating_sub(around) } else { 0 };
    let digits = grouped(parts.digits, least, locale).ok_or(FormatError::Memory)?;
    let len = around + digits.len();
    let (mut left, mut right) = spec.padding(len);
    let mut inner = 0;
    if spec.align == Align::AfterSign {
        (left, inner, right) = (0, right, 0);
    }
    out.make_room((left + inner + right).saturating_add(len)).ok_or(FormatError::Memory)?;
    let upper = spec.letter() == Some(b'X');
    out.push_repeated(spec.fill_code(), left);
    out.push_ascii(sign);
    out.push_ascii(if upper && parts.prefix == b"0x" { b"0X" } else { parts.prefix });
    out.push_repeated(spec.fill_code(), inner);
    out.push_ascii(&if upper { digits.to_ascii_uppercase().into() } else { digits });
    out.push_ascii(point);
    out.push_text(parts.rest);
    out.push_repeated(spec.fill_code(), right);
    Ok(())
}

/// Whether an integer is to be converted to a float and written by [`write_float`].
pub fn wants_float(spec: &FormatSpec) -> bool {
    matches!(spec.letter(), Some(b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%'))
}

/// Writes an integer by a specification read for [`super::Kind::Integer`] for which [`wants_float`] is false. `type_name` is that
/// of the value's type.
pub fn write_integer(
    out: &mut impl Sink,
    value: IntRef<'_>,
    spec: &FormatSpec,
    locale: &Locale<'_>,
    type_name: &str,
) -> Result<(), FormatError> {
    let (base, prefix): (u32, &[u8]) = match spec.letter() {
        Some(b'b') => (2, b"0b"),
        Some(b'o') => (8, b"0o"),
        Some(b'x' | b'X') => (16, b"0x"),
        Some(b'd' | b'n' | b'c') => (10, b""),
        _ => return Err(unknown_code(spec, type_name)),
    };
    if spec.precision.is_some() {
        return value_error("Precision not allowed in integer format specifier");
    }
    if spec.letter() == Some(b'c') {
        if spec.sign.is_some() {
            return value_error("Sign not allowed with integer format specifier 'c'");
        }
        let Some(word) = value.to_i64() else {
            return Err(FormatError::Overflow("Python int too large to convert to C long"));
        };
        let Ok(byte) = u8::try_from(word) else {
            return Err(FormatError::Overflow("%c arg not in range(0x100)"));
        };
        let parts = Parts { negative: false, prefix: b"", digits: b"", point: false, rest: Chars::One(&[byte]) };
        return write_parts(out, &parts, spec, &locale_for(spec, locale));
    }
    let (small, large);
    let digits = match (value, base) {
        (IntRef::Small(n), 10) => {
            small = Decimal::unsigned(n.unsigned_abs());
            small.as_bytes()
        }
        _ => {
            large = value.magnitude(base);
            &large
        }
    };
    let prefix = if spec.alternate { prefix } else { b"" };
    let parts = Parts { negative: value.is_negative(), prefix, digits, point: false, rest: Chars::EMPTY };
    write_parts(out, &parts, spec, &locale_for(spec, locale))
}

/// The text of a float for a type code, and the precision used where none is given.
fn float_text(x: f64, spec: &FormatSpec, plain_flags: u32) -> Result<Vec<u8>, FormatError> {
    let code = spec.letter().unwrap_or(0);
    let (letter, default, flags) = match code {
        0 => (b'g', 12, plain_flags),
        b'n' => (b'g', 6, 0),
        b'%' => (b'f', 6, 0),
        _ => (code, 6, 0),
    };
    let precision = spec.precision.unwrap_or(default);
    if precision > i32::MAX as usize {
        return value_error("precision too big");
    }
    let mut text = Vec::new();
    text.make_room(precision.saturating_add(400)).ok_or(FormatError::Memory)?;
    let x = if code == b'%' { x * 100.0 } else { x };
    float_format::write_double(&mut text, x, letter, precision, flags);
    if code == b'%' {
        text.push(b'%');
    }
    Ok(text)
}

/// Writes a float by a specification read for [`super::Kind::Float`], or an integer for which [`wants_float`] is true.
pub fn write_float(
    out: &mut impl Sink,
    x: f64,
    spec: &FormatSpec,
    locale: &Locale<'_>,
    type_name: &str,
) -> Result<(), FormatError> {
    if !wants_float(spec) && !matches!(spec.letter(), Some(0 | b'n')) {
        return Err(unknown_code(spec, type_name));
    }
    if spec.alternate {
        return value_error("Alternate form (#) not allowed in float format specifier");
    }
    let text = float_text(x, spec, float_format::ADD_DOT_0)?;
    write_parts(out, &Parts::of_float(&text), spec, &locale_for(spec, locale))
}

/// Writes a complex number by a specification read for [`super::Kind::Complex`].
pub fn write_complex(
    out: &mut impl Sink,
    re: f64,
    im: f64,
    spec: &FormatSpec,
    locale: &Locale<'_>,
) -> Result<(), FormatError> {
    if !matches!(spec.letter(), Some(0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n')) {
        return Err(unknown_code(spec, "complex"));
    }
    if spec.alternate {
        return value_error("Alternate form (#) not allowed in complex format specifier");
    }
    if spec.fill == Some('0'.into()) {
        return value_error("Zero padding is not allowed in complex format specifier");
    }
    if spec.align == Align::AfterSign {
        return value_error("'=' alignment flag is not allowed in complex format specifier");
    }
    // Without a type code it looks as `str` would have it: parentheses, or no real part at all.
    let plain = spec.code == 0;
    let only_imaginary = plain && re == 0.0 && !re.is_sign_negative();
    let parentheses = plain && !only_imaginary;
    let (re_text, im_text) = (float_text(re, spec, 0)?, float_text(im, spec, 0)?);
    let locale = locale_for(spec, locale);
    let mut bare = FormatSpec { fill: None, align: Align::Left, width: None, ..*spec };
    let mut body = Vec::new();
    if parentheses {
        body.push(b'(');
    }
    if !only_imaginary {
        write_parts(&mut body, &Parts::of_float(&re_text), &bare, &locale)?;
        bare.sign = Some(b'+');
    }
    write_parts(&mut body, &Parts::of_float(&im_text), &bare, &locale)?;
    body.extend_from_slice(if parentheses { b"j)" } else { b"j" });
    let (left, right) = spec.padding(body.len());
    out.make_room((left + right).saturating_add(body.len())).ok_or(FormatError::Memory)?;
    out.push_repeated(spec.fill_code(), left);
    out.push_ascii(&body);
    out.push_repeated(spec.fill_code(), right);
    Ok(())
}
