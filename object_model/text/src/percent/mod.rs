//! The mini language of `format % args`, for byte strings and Unicode alike.
//!
//! [`Parser`] yields events in the order in which CPython acts on them, so that whatever goes wrong first is what is
//! reported: a key is looked up before the rest of its specification is read, a `*` takes its argument on the spot. The
//! caller answers [`Event::StarWidth`] and [`Event::StarPrecision`] through [`Parser::set_width`] and
//! [`Parser::set_precision`], and writes [`Event::Conversion`]s with the functions of [`render`].
//!
//! Source: `PyString_Format` in `stringobject.c`.

pub mod render;

use crate::chars::Chars;
use std::ops::Range;

/// Flags of a specification.
pub const LEFT: u8 = 1;
pub const SIGN: u8 = 2;
pub const BLANK: u8 = 4;
pub const ALT: u8 = 8;
pub const ZERO: u8 = 16;

/// One `%` specification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub flags: u8,
    /// Least count of code points.
    pub width: usize,
    pub precision: Option<usize>,
    /// The conversion character, any code point; one that is not known is [`Spec::unsupported`].
    pub conversion: u32,
    /// Where the conversion character stands in the format.
    pub index: usize,
}

impl Spec {
    /// The conversion character as a byte, 0 if it is none.
    pub fn letter(&self) -> u8 {
        u8::try_from(self.conversion).unwrap_or(0)
    }

    pub fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// The message of the ValueError for a conversion character that is not known. The argument is taken first.
    /// A byte format shows its byte whatever it is, and its number as that of a signed `char`.
    pub fn unsupported(&self, unicode_format: bool) -> Vec<u8> {
        let (shown, number) = match self.conversion {
            c if unicode_format && !(31..127).contains(&c) => (b'?', c),
            c => (c as u8, if unicode_format { c } else { i32::from(c as i8) as u32 }),
        };
        let tail = format!("' (0x{number:x}) at index {}", self.index);
        [b"unsupported format character '", &[shown][..], tail.as_bytes()].concat()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Text to copy from the format.
    Literal(Range<usize>),
    /// A mapping key: it becomes the source of arguments of this specification. TypeError "format requires a mapping" if
    /// there is none.
    Key(Range<usize>),
    /// `*`: take an argument (TypeError "* wants int") and call `set_width`.
    StarWidth,
    /// `.*`: take an argument (TypeError "* wants int") and call `set_precision`.
    StarPrecision,
    /// The specification is complete. Takes an argument unless the conversion is `%`.
    Conversion(Spec),
}

/// What is wrong with a format: a ValueError.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentError {
    Incomplete,
    IncompleteKey,
    WidthTooBig,
    PrecisionTooBig,
}

impl PercentError {
    pub fn message(self) -> &'static str {
        match self {
            PercentError::Incomplete => "incomplete format",
            PercentError::IncompleteKey => "incomplete format key",
            PercentError::WidthTooBig => "width too big",
            PercentError::PrecisionTooBig => "prec too big",
        }
    }
}

/// TypeErrors about arguments, for callers.
pub const NEEDS_MAPPING: &str = "format requires a mapping";
pub const STAR_WANTS_INT: &str = "* wants int";
pub const TOO_FEW: &str = "not enough arguments for format string";
pub const TOO_MANY: &str = "not all arguments converted during string formatting";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Literal,
    Key,
    Flags,
    AfterWidth,
    AfterPrecision,
}

#[derive(Clone, Debug)]
pub struct Parser<'a> {
    format: Chars<'a>,
    at: usize,
    state: State,
    spec: Spec,
}

impl<'a> Parser<'a> {
    pub fn new(format: Chars<'a>) -> Parser<'a> {
        Parser { format, at: 0, state: State::Literal, spec: Spec::default() }
    }

    /// A parser of what comes from a literal or a `%` at `at` on.
    pub fn starting_at(format: Chars<'a>, at: usize) -> Parser<'a> {
        Parser { at, ..Parser::new(format) }
    }

    /// The argument for a `*` width; a negative one also aligns left.
    pub fn set_width(&mut self, width: i64) {
        if width < 0 {
            self.spec.flags |= LEFT;
        }
        self.spec.width = width.unsigned_abs() as usize;
    }

    /// The argument for a `*` precision; a negative one counts as 0.
    pub fn set_precision(&mut self, precision: i64) {
        self.spec.precision = Some(precision.max(0) as usize);
    }

    /// The next event, `None` at the end of the format.
    pub fn next_event(&mut self) -> Result<Option<Event>, PercentError> {
        loop {
            match self.state {
                State::Literal => {
                    let start = self.at;
                    if start == self.format.len() {
                        return Ok(None);
                    }
                    self.at = find_percent(self.format, start);
                    if self.at < self.format.len() {
                        self.state = State::Key;
                    }
                    if self.at > start {
                        return Ok(Some(Event::Literal(start..self.at)));
                    }
                }
                State::Key => {
                    self.at += 1;
                    self.spec = Spec::default();
                    self.state = State::Flags;
                    if self.peek() == Some(b'(') {
                        // The mapping is asked for before the key is read, but nothing can tell unless both fail; see `key`.
                        return self.key().map(|range| Some(Event::Key(range)));
                    }
                }
                State::Flags => {
                    self.read_flags();
                    self.state = State::AfterWidth;
                    if self.peek() == Some(b'*') {
                        self.at += 1;
                        return Ok(Some(Event::StarWidth));
                    }
                    if let Some(width) = self.number(i64::MAX as u64).map_err(|()| PercentError::WidthTooBig)? {
                        self.spec.width = width;
                    }
                }
                State::AfterWidth => {
                    self.state = State::AfterPrecision;
                    if self.peek() == Some(b'.') {
                        self.at += 1;
                        self.spec.precision = Some(0);
                        if self.peek() == Some(b'*') {
                            self.at += 1;
                            return Ok(Some(Event::StarPrecision));
                        }
                        let precision = self.number(i32::MAX as u64).map_err(|()| PercentError::PrecisionTooBig)?;
                        self.spec.precision = Some(precision.unwrap_or(0));
                    }
                }
                State::AfterPrecision => {
                    if matches!(self.peek(), Some(b'h' | b'l' | b'L')) {
                        self.at += 1;
                    }
                    let conversion = self.format.get(self.at).ok_or(PercentError::Incomplete)?;
                    self.spec.conversion = conversion;
                    self.spec.index = self.at;
                    self.at += 1;
                    self.state = State::Literal;
                    return Ok(Some(Event::Conversion(self.spec)));
                }
            }
        }
    }

    /// Whether the specification to come has a key, for callers that must refuse it before it is read: true between the
    /// literal before a `%(` and its [`Event::Key`].
    pub fn at_key(&self) -> bool {
        let here = |i: usize| self.format.get(self.at + i);
        matches!(self.state, State::Literal | State::Key) && here(0) == Some('%'.into()) && here(1) == Some('('.into())
    }

    fn peek(&self) -> Option<u8> {
        self.format.get(self.at).and_then(|c| u8::try_from(c).ok())
    }

    /// A key in balanced parentheses.
    fn key(&mut self) -> Result<Range<usize>, PercentError> {
        let start = self.at + 1;
        let mut depth = 0;
        for (i, c) in self.format.slice(self.at..self.format.len()).iter().enumerate() {
            depth += match u8::try_from(c) {
                Ok(b'(') => 1,
                Ok(b')') => -1,
                _ => 0,
            };
            if depth == 0 {
                let end = self.at + i;
                self.at = end + 1;
                return Ok(start..end);
            }
        }
        Err(PercentError::IncompleteKey)
    }

    fn read_flags(&mut self) {
        while let Some(c) = self.peek() {
            self.spec.flags |= match c {
                b'-' => LEFT,
                b'+' => SIGN,
                b' ' => BLANK,
                b'#' => ALT,
                b'0' => ZERO,
                _ => return,
            };
            self.at += 1;
        }
    }

    /// A decimal number up to `limit`, `None` if there is no digit.
    fn number(&mut self, limit: u64) -> Result<Option<usize>, ()> {
        let mut value = None;
        while let Some(c @ b'0'..=b'9') = self.peek() {
            let digit = u64::from(c - b'0');
            let so_far = value.unwrap_or(0);
            if so_far > (limit - digit) / 10 {
                return Err(());
            }
            value = Some(so_far * 10 + digit);
            self.at += 1;
        }
        Ok(value.map(|v| v as usize))
    }
}

/// A specification of a byte format without key or `*`, and without anything out of the ordinary, that stands behind a `%` at
/// `at`: what remains is for [`Parser`].
#[inline]
pub fn simple(format: &[u8], mut at: usize) -> Option<Spec> {
    let mut spec = Spec::default();
    let mut c = *format.get(at)?;
    let mut next = |c: &mut u8| {
        at += 1;
        *c = *format.get(at)?;
        Some(at)
    };
    if !c.is_ascii_alphabetic() {
        loop {
            spec.flags |= match c {
                b'-' => LEFT,
                b'+' => SIGN,
                b' ' => BLANK,
                b'#' => ALT,
                b'0' => ZERO,
                _ => break,
            };
            next(&mut c)?;
        }
        const LARGEST: usize = 1000;
        while c.is_ascii_digit() && spec.width < LARGEST {
            spec.width = spec.width * 10 + usize::from(c - b'0');
            next(&mut c)?;
        }
        if c == b'.' {
            next(&mut c)?;
            let mut precision = 0;
            while c.is_ascii_digit() && precision < LARGEST {
                precision = precision * 10 + usize::from(c - b'0');
                next(&mut c)?;
            }
            spec.precision = Some(precision);
        }
    }
    if !matches!(c, b's' | b'd' | b'r' | b'f' | b'g' | b'e' | b'x' | b'X' | b'o' | b'i' | b'u' | b'F' | b'G' | b'E' | b'%') {
        return None;
    }
    spec.conversion = c.into();
    spec.index = at;
    Some(spec)
}

/// Where the next `%` of a byte format stands.
#[inline]
pub fn next_percent(format: &[u8], start: usize) -> usize {
    // Most literals are a few characters.
    match format[start..].iter().take(8).position(|&c| c == b'%') {
        Some(i) => start + i,
        None if format.len() - start <= 8 => format.len(),
        None => memchr::memchr(b'%', &format[start + 8..]).map_or(format.len(), |i| start + 8 + i),
    }
}

fn find_percent(format: Chars<'_>, start: usize) -> usize {
    match format {
        Chars::One(u) => memchr::memchr(b'%', &u[start..]).map_or(u.len(), |i| start + i),
        _ => (start..format.len()).find(|&i| format.at(i) == '%'.into()).unwrap_or(format.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::render::*;
    use super::*;
    use crate::chars::{CharsBuf, Sink};
    use crate::int_print::IntRef;
    use crate::recorded;
    use num_bigint::BigInt;

    /// Formats as the object model does, for arguments given as fields: `i5`, `l5`, `f0x1p3`, `sTEXT`.
    fn format(format: Chars<'_>, args: &[Vec<u8>], wide: bool, out: &mut impl Sink) -> Result<(), Vec<u8>> {
        let mut args = args.iter();
        let mut parser = Parser::new(format);
        loop {
            if parser.at_key() {
                return Err(NEEDS_MAPPING.into());
            }
            let Some(event) = parser.next_event().map_err(|e| e.message().as_bytes())? else { break };
            match event {
                Event::Literal(range) => out.push_text(format.slice(range)),
                Event::Key(_) => return Err(NEEDS_MAPPING.into()),
                Event::StarWidth | Event::StarPrecision => {
                    let arg = args.next().ok_or(TOO_FEW.as_bytes())?;
                    if arg[0] != b'i' {
                        return Err(STAR_WANTS_INT.into());
                    }
                    let value = recorded::int(&arg[1..]);
                    if event == Event::StarWidth { parser.set_width(value) } else { parser.set_precision(value) }
                }
                Event::Conversion(spec) if spec.letter() == b'%' => write_text(out, Chars::One(b"%"), &spec).unwrap(),
                Event::Conversion(spec) => {
                    let arg = args.next().ok_or(TOO_FEW.as_bytes())?;
                    let text = std::str::from_utf8(&arg[1..]).unwrap();
                    let result = match (spec.letter(), arg[0]) {
                        (b'd' | b'i' | b'u' | b'x' | b'X' | b'o', b'i') => {
                            write_int(out, recorded::int(&arg[1..]).into(), false, &spec)
                        }
                        (b'd' | b'i' | b'u' | b'x' | b'X' | b'o', b'l') => {
                            let big: BigInt = text.parse().unwrap();
                            write_int(out, IntRef::Big(&big), true, &spec)
                        }
                        (b'e' | b'E' | b'f' | b'F' | b'g' | b'G', b'f') => {
                            write_float(out, crate::float_hex::from_hex(&arg[1..]).unwrap(), &spec)
                        }
                        (b's', b's') => write_text(out, Chars::One(&arg[1..]), &spec),
                        (b'r', b's') => write_text(out, Chars::One(&crate::repr::bytes_repr(&arg[1..])), &spec),
                        (b'c', b's') => write_text(out, Chars::One(&arg[1..]), &spec),
                        _ => return Err(spec.unsupported(wide)),
                    };
                    result.map_err(|e| e.message().as_bytes())?;
                }
            }
        }
        if args.next().is_some() { Err(TOO_MANY.into()) } else { Ok(()) }
    }

    /// Rows: format, result or message, arguments.
    #[test]
    fn as_recorded() {
        recorded::check("percent", |row| {
            let mut out = Vec::new();
            let got = format(Chars::One(&row[0]), &row[2..], false, &mut out).map_or_else(|e| e, |()| out);
            (got, row[1].clone())
        });
    }

    /// Rows: Unicode format, result or message, arguments.
    #[test]
    fn unicode_as_recorded() {
        recorded::check("percent_unicode", |row| {
            let text = recorded::text(&row[0]);
            let mut out = CharsBuf::new();
            let got = format(text.as_chars(), &row[2..], true, &mut out).map(|()| out.finish());
            (got.map_or_else(|e| e, |t| recorded::spelled(t.as_chars())), row[1].clone())
        });
    }

    #[test]
    fn keys_balance_parentheses() {
        let mut parser = Parser::new(Chars::One(b"x%(a(b)c)5.2f%(d"));
        assert_eq!(parser.next_event(), Ok(Some(Event::Literal(0..1))));
        assert!(parser.at_key());
        assert_eq!(parser.next_event(), Ok(Some(Event::Key(3..8))));
        let spec = Spec { flags: 0, width: 5, precision: Some(2), conversion: 'f'.into(), index: 12 };
        assert_eq!(parser.next_event(), Ok(Some(Event::Conversion(spec))));
        assert_eq!(parser.next_event(), Err(PercentError::IncompleteKey));
    }

    #[test]
    fn impossible_width_is_an_error() {
        let spec = Spec { width: usize::MAX / 2, conversion: 's'.into(), ..Spec::default() };
        assert_eq!(write_text(&mut Vec::<u8>::new(), Chars::EMPTY, &spec), Err(WriteError::Memory));
    }
}
