//! The format-spec mini language of PEP 3101: `[[fill]align][sign][#][0][width][,][.precision][type]`.
//!
//! [`FormatSpec::parse`] reads a specification, the functions of [`number`] and [`write_string`] here write values by it,
//! and [`markup`] reads the templates of `str.format`. An empty specification is not for this module: it means `str(value)`.
//!
//! Rules and messages are those of CPython 2.7's `formatter.h` and `string_format.h`.

pub mod markup;
pub mod number;

use crate::chardata;
use crate::chars::{Chars, Sink};

/// Why a specification could not be read or obeyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// ValueError with this message. A message may hold one byte that is not ASCII, so it is bytes.
    Value(Vec<u8>),
    /// OverflowError with this message.
    Overflow(&'static str),
    /// MemoryError: a width or precision beyond what can be allocated.
    Memory,
}

pub(crate) fn value_error<T>(message: impl Into<Vec<u8>>) -> Result<T, FormatError> {
    Err(FormatError::Value(message.into()))
}

pub const TOO_MANY_DIGITS: &str = "Too many decimal digits in format string";

/// `Unknown format code 'x' for object of type 'str'`.
pub fn unknown_code(spec: &FormatSpec, type_name: &str) -> FormatError {
    let tail = format!("' for object of type '{type_name}'");
    FormatError::Value([b"Unknown format code '", &spec.shown_code()[..], tail.as_bytes()].concat())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
    Center,
    /// Padding between sign and digits.
    AfterSign,
}

impl Align {
    fn of(code: u32) -> Option<Align> {
        Some(match u8::try_from(code).ok()? {
            b'<' => Align::Left,
            b'>' => Align::Right,
            b'^' => Align::Center,
            b'=' => Align::AfterSign,
            _ => return None,
        })
    }
}

/// The kind of value that a specification is for: it decides what is left out means.
///
/// Numbers take byte strings only: CPython encodes a Unicode specification to ASCII for them first, and the result is a
/// byte string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Bytes,
    Unicode,
    Integer,
    Float,
    Complex,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatSpec {
    pub kind: Kind,
    /// The fill character if one was given; `0` before the width gives one too.
    pub fill: Option<u32>,
    pub align: Align,
    /// `+`, `-` or space.
    pub sign: Option<u8>,
    pub alternate: bool,
    pub width: Option<usize>,
    pub thousands: bool,
    pub precision: Option<usize>,
    /// The type code; where none was given `s` for strings, `d` for integers, 0 for the others.
    pub code: u32,
}

impl FormatSpec {
    /// Reads a specification, which is not empty.
    pub fn parse(spec: Chars<'_>, kind: Kind) -> Result<FormatSpec, FormatError> {
        let (align, code) = match kind {
            Kind::Bytes | Kind::Unicode => (Align::Left, 's'),
            Kind::Integer => (Align::Right, 'd'),
            Kind::Float | Kind::Complex => (Align::Right, '\0'),
        };
        let mut parsed = FormatSpec {
            kind,
            fill: None,
            align,
            sign: None,
            alternate: false,
            width: None,
            thousands: false,
            precision: None,
            code: code.into(),
        };
        parsed.read(spec)?;
        Ok(parsed)
    }

    fn read(&mut self, spec: Chars<'_>) -> Result<(), FormatError> {
        let is = |at: usize, c: u8| spec.get(at) == Some(c.into());
        let mut at = 0;
        let mut aligned = true;
        if let Some(align) = spec.get(1).and_then(Align::of) {
            (self.fill, self.align, at) = (spec.get(0), align, 2);
        } else if let Some(align) = spec.get(0).and_then(Align::of) {
            (self.align, at) = (align, 1);
        } else {
            aligned = false;
        }
        if let Some(c @ (b' ' | b'+' | b'-')) = spec.get(at).and_then(|c| u8::try_from(c).ok()) {
            self.sign = Some(c);
            at += 1;
        }
        if is(at, b'#') {
            self.alternate = true;
            at += 1;
        }
        if self.fill.is_none() && is(at, b'0') {
            self.fill = Some('0'.into());
            if !aligned {
                self.align = Align::AfterSign;
            }
            at += 1;
        }
        self.width = integer(spec, &mut at)?;
        if is(at, b',') {
            self.thousands = true;
            at += 1;
        }
        if is(at, b'.') {
            at += 1;
            self.precision = integer(spec, &mut at)?;
            if self.precision.is_none() {
                return value_error("Format specifier missing precision");
            }
        }
        if spec.len() - at > 1 {
            return value_error("Invalid conversion specification");
        }
        if let Some(code) = spec.get(at) {
            self.code = code;
        }
        if self.thousands && !matches!(self.letter(), Some(b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'%' | b'F' | 0)) {
            return value_error([b"Cannot specify ',' with '", &self.shown_code()[..], b"'."].concat());
        }
        Ok(())
    }

    /// The type code in a message: a byte as it is; of Unicode, a printable character, else its number.
    fn shown_code(&self) -> Vec<u8> {
        match self.code {
            c if self.kind != Kind::Unicode || (33..128).contains(&c) => vec![c as u8],
            c => format!("\\x{c:x}").into_bytes(),
        }
    }

    /// The type code as a byte, if it is one.
    pub fn letter(&self) -> Option<u8> {
        u8::try_from(self.code).ok()
    }

    fn fill_code(&self) -> u32 {
        self.fill.unwrap_or(' '.into())
    }

    /// Padding left and right of something of `len` code points.
    fn padding(&self, len: usize) -> (usize, usize) {
        let free = self.width.unwrap_or(0).saturating_sub(len);
        match self.align {
            Align::Right => (free, 0),
            Align::Center => (free / 2, free - free / 2),
            Align::Left | Align::AfterSign => (0, free),
        }
    }
}

/// The decimal number at `at`, which moves past it; `None` if there is none. Digits of any script count.
fn integer(text: Chars<'_>, at: &mut usize) -> Result<Option<usize>, FormatError> {
    let mut value = None;
    while let Some(digit) = text.get(*at).and_then(chardata::decimal) {
        let digit = usize::from(digit);
        let so_far: usize = value.unwrap_or(0);
        if so_far > (isize::MAX as usize - digit) / 10 {
            return value_error(TOO_MANY_DIGITS);
        }
        value = Some(so_far * 10 + digit);
        *at += 1;
    }
    Ok(value)
}

/// Writes a string by a specification read for [`Kind::Bytes`] or [`Kind::Unicode`]. `type_name` is `str` or
/// `unicode`.
pub fn write_string(out: &mut impl Sink, text: Chars<'_>, spec: &FormatSpec, type_name: &str) -> Result<(), FormatError> {
    if spec.code != 's'.into() {
        return Err(unknown_code(spec, type_name));
    }
    if spec.sign.is_some() {
        return value_error("Sign not allowed in string format specifier");
    }
    if spec.alternate {
        return value_error("Alternate form (#) not allowed in string format specifier");
    }
    if spec.align == Align::AfterSign {
        return value_error("'=' alignment not allowed in string format specifier");
    }
    let len = text.len().min(spec.precision.unwrap_or(usize::MAX));
    let (left, right) = spec.padding(len);
    out.make_room((left + right).saturating_add(len)).ok_or(FormatError::Memory)?;
    out.push_repeated(spec.fill_code(), left);
    out.push_text(text.slice(0..len));
    out.push_repeated(spec.fill_code(), right);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::number::*;
    use super::*;
    use crate::chars::CharsBuf;
    use crate::int_print::IntRef;
    use crate::recorded;
    use num_bigint::BigInt;
    use num_traits::ToPrimitive;

    fn format(value: &[u8], spec: Chars<'_>, out: &mut impl Sink, wide: bool) -> Result<(), FormatError> {
        let (kind, value) = (value[0], &value[1..]);
        let float = |text: &[u8]| crate::float_hex::from_hex(text).unwrap();
        match kind {
            b'i' | b'l' => {
                let spec = FormatSpec::parse(spec, Kind::Integer)?;
                let big: BigInt = std::str::from_utf8(value).unwrap().parse().unwrap();
                if wants_float(&spec) {
                    return write_float(out, big.to_f64().unwrap(), &spec, &Locale::C, "float");
                }
                let (value, name) = match kind {
                    b'i' => (IntRef::Small(big.to_i64().unwrap()), "int"),
                    _ => (IntRef::Big(&big), "long"),
                };
                write_integer(out, value, &spec, &Locale::C, name)
            }
            b'f' => write_float(out, float(value), &FormatSpec::parse(spec, Kind::Float)?, &Locale::C, "float"),
            b'c' => {
                let parts: Vec<&[u8]> = value.split(|&c| c == b',').collect();
                write_complex(out, float(parts[0]), float(parts[1]), &FormatSpec::parse(spec, Kind::Complex)?, &Locale::C)
            }
            _ => {
                let (kind, name) = if wide { (Kind::Unicode, "unicode") } else { (Kind::Bytes, "str") };
                write_string(out, Chars::One(value), &FormatSpec::parse(spec, kind)?, name)
            }
        }
    }

    fn message(error: FormatError) -> Vec<u8> {
        match error {
            FormatError::Value(message) => message,
            FormatError::Overflow(message) => message.into(),
            FormatError::Memory => b"memory".to_vec(),
        }
    }

    /// Rows: value, specification, result or message.
    #[test]
    fn as_recorded() {
        recorded::check("format_spec", |row| {
            let mut out = Vec::new();
            let got = format(&row[0], Chars::One(&row[1]), &mut out, false);
            (got.map_or_else(message, |()| out), row[2].clone())
        });
    }

    /// Rows: value, Unicode specification, result or message.
    #[test]
    fn unicode_as_recorded() {
        recorded::check("format_spec_unicode", |row| {
            let spec = recorded::text(&row[1]);
            let mut out = CharsBuf::new();
            let got = format(&row[0], spec.as_chars(), &mut out, true);
            (got.map_or_else(message, |()| recorded::spelled(out.as_chars())), row[2].clone())
        });
    }

    #[test]
    fn grouping_of_a_locale() {
        let locale = Locale { decimal_point: b",", thousands_sep: b".", grouping: &[3, 2, 0] };
        let spec = FormatSpec::parse(Chars::One(b"n"), Kind::Integer).unwrap();
        let mut out = Vec::new();
        write_integer(&mut out, 12_345_678_901.into(), &spec, &locale, "int").unwrap();
        assert_eq!(out, b"12.34.56.78.901");
        out.clear();
        write_float(&mut out, 1234.5, &spec, &locale, "float").unwrap();
        assert_eq!(out, b"1.234,5");
    }
}
