//! The values of number and string tokens.
//!
//! Source: the literals section of the language reference; 2.7's codecs for the texts of escape errors. Errors in
//! literals are found, as in CPython, after the whole source has been parsed, so they come back as values
//! ([`BadLiteral`]) for the parser to keep.

use crate::ast::Number;
use crate::source::{Codecs, Encoding, decode_utf8, encode, not_ascii};
use num_bigint::BigInt;

/// Why a literal has no value.
#[derive(Debug)]
pub enum BadLiteral {
    /// A `UnicodeError`, which becomes a `SyntaxError` with a prefix.
    Unicode(String),
    /// `ValueError`.
    Value(&'static str),
}

/// The value of a number token, with a minus sign if `negative`.
pub fn number(token: &[u8], negative: bool) -> Number {
    let (&last, body) = token.split_last().unwrap_or((&b'0', b""));
    let prefix = if token[0] == b'0' && token.len() > 1 { token[1] | 0x20 } else { 0 };
    let (radix, skip) = match prefix {
        b'x' => (16, 2),
        b'o' => (8, 2),
        b'b' => (2, 2),
        _ if token[0] == b'0' => (8, 0),
        _ => (10, 0),
    };
    let is_long = matches!(last, b'l' | b'L');
    let digits = if is_long { &body[skip..] } else { &token[skip..] };
    if radix != 16 && !digits.iter().all(|&byte| (byte as char).is_digit(radix)) {
        // Octal-looking floats (`09.5`, `010e1`, and `08` before `else`) are decimal.
        let is_imaginary = matches!(last, b'j' | b'J');
        let text = str::from_utf8(if is_imaginary { body } else { token }).unwrap_or("0");
        let value: f64 = text.parse().unwrap_or(0.0);
        let value = if negative { -value } else { value };
        return if is_imaginary { Number::Imaginary(value) } else { Number::Float(value) };
    }
    if !is_long {
        let small = digits.iter().try_fold(0u64, |value, &byte| {
            let digit = (byte as char).to_digit(radix)?;
            value.checked_mul(radix.into())?.checked_add(digit.into())
        });
        let signed = small.and_then(|value| match negative {
            true => 0i64.checked_sub_unsigned(value),
            false => i64::try_from(value).ok(),
        });
        if let Some(value) = signed {
            return Number::Int(value);
        }
    }
    let value = BigInt::parse_bytes(digits, radix).unwrap_or_default();
    Number::Long(Box::new(if negative { -value } else { value }))
}

/// A string literal's value; adjacent ones are joined.
#[derive(Debug, Clone, PartialEq)]
pub enum Text {
    Bytes(Vec<u8>),
    Unicode(Vec<u32>),
}

impl Text {
    /// Joins two literals: mixed ones become unicode, whereby the bytes must be ASCII.
    pub fn join(self, other: Text) -> Result<Text, BadLiteral> {
        Ok(match (self, other) {
            (Text::Bytes(mut left), Text::Bytes(right)) => {
                left.extend(right);
                Text::Bytes(left)
            }
            (left, right) => {
                let mut left = left.into_unicode()?;
                left.extend(right.into_unicode()?);
                Text::Unicode(left)
            }
        })
    }

    fn into_unicode(self) -> Result<Vec<u32>, BadLiteral> {
        match self {
            Text::Unicode(text) => Ok(text),
            Text::Bytes(bytes) => match bytes.iter().position(|&byte| byte >= 0x80) {
                None => Ok(bytes.into_iter().map(u32::from).collect()),
                Some(at) => Err(BadLiteral::Unicode(not_ascii(bytes[at], at))),
            },
        }
    }
}

/// How a source's string literals are to be read.
pub struct Literals<'a> {
    pub encoding: &'a Encoding,
    pub codecs: &'a dyn Codecs,
    /// Unprefixed literals are unicode.
    pub unicode: bool,
}

impl Literals<'_> {
    /// The value of a string token, its prefix and quotes included.
    pub fn string(&self, token: &[u8]) -> Result<Text, BadLiteral> {
        let (mut unicode, mut raw) = (self.unicode, false);
        let mut rest = token;
        while let [prefix, tail @ ..] = rest {
            match prefix {
                b'u' | b'U' => unicode = true,
                b'b' | b'B' => unicode = false,
                b'r' | b'R' => raw = true,
                _ => break,
            }
            rest = tail;
        }
        let width = if rest.len() >= 6 && rest[1] == rest[0] && rest[2] == rest[0] { 3 } else { 1 };
        let body = rest.get(width..rest.len() - width).unwrap_or(b"");
        if unicode {
            return self.unicode(body, raw).map(Text::Unicode);
        }
        if raw || !body.contains(&b'\\') {
            return self.recode(body).map(Text::Bytes);
        }
        self.bytes(body).map(Text::Bytes)
    }

    /// Text of the source back in the encoding that the source was written in.
    fn recode(&self, body: &[u8]) -> Result<Vec<u8>, BadLiteral> {
        match self.encoding {
            Encoding::Other(name) if !body.is_ascii() => {
                let text = decode_utf8(body).map_err(BadLiteral::Unicode)?;
                encode(self.codecs, name, &text).map_err(BadLiteral::Unicode)
            }
            _ => Ok(body.to_vec()),
        }
    }

    fn bytes(&self, body: &[u8]) -> Result<Vec<u8>, BadLiteral> {
        let mut value = Vec::with_capacity(body.len());
        let mut at = 0;
        while let Some(&c) = body.get(at) {
            if c != b'\\' {
                let run = body[at..].iter().position(|&byte| byte == b'\\').unwrap_or(body.len() - at);
                match self.encoding {
                    Encoding::Other(_) => value.extend(self.recode(&body[at..at + run])?),
                    _ => value.extend_from_slice(&body[at..at + run]),
                }
                at += run;
                continue;
            }
            let escape = body.get(at + 1).copied().unwrap_or(b'\\');
            at += 2;
            match escape {
                b'\n' => {}
                b'x' => {
                    let hex = |byte: Option<&u8>| byte.and_then(|&byte| (byte as char).to_digit(16));
                    let (Some(high), Some(low)) = (hex(body.get(at)), hex(body.get(at + 1))) else {
                        return Err(BadLiteral::Value("invalid \\x escape"));
                    };
                    value.push((high << 4 | low) as u8);
                    at += 2;
                }
                b'0'..=b'7' => {
                    let (code, len) = octal(&body[at - 1..]);
                    value.push(code as u8);
                    at += len - 1;
                }
                _ => match simple(escape) {
                    Some(c) => value.push(c),
                    None => {
                        // Not an escape: both stay. The second may start a multibyte character.
                        value.push(b'\\');
                        at -= 1;
                        if body[at].is_ascii() {
                            value.push(escape);
                            at += 1;
                        }
                    }
                },
            }
        }
        Ok(value)
    }

    fn unicode(&self, body: &[u8], raw: bool) -> Result<Vec<u32>, BadLiteral> {
        let is_latin1 = matches!(self.encoding, Encoding::Undeclared | Encoding::Latin1);
        if is_latin1 || body.is_ascii() {
            return if raw { raw_unicode_escapes(body) } else { self.unicode_escapes(body) };
        }
        // CPython writes non-ASCII characters as escapes first, which the positions in error texts show.
        let mut escaped = Vec::with_capacity(body.len() * 2);
        let mut at = 0;
        while let Some(&c) = body.get(at) {
            if c == b'\\' {
                escaped.push(c);
                at += 1;
                if body.get(at).is_some_and(|byte| !byte.is_ascii()) {
                    escaped.extend_from_slice(b"u005c");
                }
            }
            match body.get(at) {
                Some(byte) if !byte.is_ascii() => {
                    let run = body[at..].iter().position(u8::is_ascii).unwrap_or(body.len() - at);
                    for c in decode_utf8(&body[at..at + run]).map_err(BadLiteral::Unicode)? {
                        escaped.extend_from_slice(format!("\\U{c:08x}").as_bytes());
                    }
                    at += run;
                }
                Some(&byte) => {
                    escaped.push(byte);
                    at += 1;
                }
                None => {}
            }
        }
        if raw { raw_unicode_escapes(&escaped) } else { self.unicode_escapes(&escaped) }
    }

    /// Bytes are Latin-1 characters, escapes apart.
    fn unicode_escapes(&self, body: &[u8]) -> Result<Vec<u32>, BadLiteral> {
        let mut value = Vec::with_capacity(body.len());
        let mut at = 0;
        while let Some(&c) = body.get(at) {
            if c != b'\\' {
                value.push(c.into());
                at += 1;
                continue;
            }
            let start = at;
            let Some(&escape) = body.get(at + 1) else {
                return Err(bad_escape("unicodeescape", body, start, body.len(), "\\ at end of string"));
            };
            at += 2;
            match escape {
                b'\n' => {}
                b'0'..=b'7' => {
                    let (code, len) = octal(&body[at - 1..]);
                    value.push(code);
                    at += len - 1;
                }
                b'x' | b'u' | b'U' => {
                    let (digits, why) = match escape {
                        b'x' => (2, "truncated \\xXX escape"),
                        b'u' => (4, "truncated \\uXXXX escape"),
                        _ => (8, "truncated \\UXXXXXXXX escape"),
                    };
                    let (code, len) = hex(&body[at..], digits);
                    at += len;
                    if len < digits {
                        return Err(bad_escape("unicodeescape", body, start, at, why));
                    }
                    if code > 0x10_ffff {
                        return Err(bad_escape("unicodeescape", body, start, at, "illegal Unicode character"));
                    }
                    value.push(code);
                }
                b'N' => {
                    let (c, end) = self.named(body, start)?;
                    value.push(c);
                    at = end;
                }
                _ => match simple(escape) {
                    Some(c) => value.push(c.into()),
                    None => value.extend([u32::from(b'\\'), escape.into()]),
                },
            }
        }
        Ok(value)
    }

    /// `\N{name}` at `start`: the character and where the escape ends.
    fn named(&self, body: &[u8], start: usize) -> Result<(u32, usize), BadLiteral> {
        let malformed = "malformed \\N character escape";
        let open = start + 2;
        if body.get(open) != Some(&b'{') {
            return Err(bad_escape("unicodeescape", body, start, open, malformed));
        }
        let len = body[open + 1..].iter().position(|&byte| byte == b'}');
        let close = len.map_or(body.len(), |len| open + 1 + len);
        if len.is_none_or(|len| len == 0) {
            return Err(bad_escape("unicodeescape", body, start, close, malformed));
        }
        let name = str::from_utf8(&body[open + 1..close]).ok();
        match name.and_then(|name| self.codecs.character(name)) {
            Some(c) => Ok((c, close + 1)),
            None => Err(bad_escape("unicodeescape", body, start, close + 1, "unknown Unicode character name")),
        }
    }
}

/// The text of a decoding error for `body[start..end]`.
fn bad_escape(codec: &str, body: &[u8], start: usize, end: usize, why: &str) -> BadLiteral {
    BadLiteral::Unicode(if end == start + 1 {
        format!("'{codec}' codec can't decode byte 0x{:02x} in position {start}: {why}", body[start])
    } else {
        format!("'{codec}' codec can't decode bytes in position {start}-{}: {why}", end - 1)
    })
}

/// Raw unicode literals know only `\u` and `\U`, after an odd number of backslashes.
fn raw_unicode_escapes(body: &[u8]) -> Result<Vec<u32>, BadLiteral> {
    let mut value = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(&c) = body.get(at) {
        if c != b'\\' {
            value.push(c.into());
            at += 1;
            continue;
        }
        let run = body[at..].iter().take_while(|&&byte| byte == b'\\').count();
        let start = at + run - 1;
        let digits = match body.get(at + run) {
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let kept = if run % 2 == 1 && digits > 0 { run - 1 } else { run };
        value.extend(std::iter::repeat_n(u32::from(b'\\'), kept));
        at += run;
        if kept == run {
            continue;
        }
        let (code, len) = hex(&body[at + 1..], digits);
        let end = at + 1 + len;
        if len < digits {
            return Err(bad_escape("rawunicodeescape", body, start, end, "truncated \\uXXXX"));
        }
        if code > 0x10_ffff {
            return Err(bad_escape("rawunicodeescape", body, start, end, "\\Uxxxxxxxx out of range"));
        }
        value.push(code);
        at = end;
    }
    Ok(value)
}

/// The value of an octal escape of at most three digits, and its length.
fn octal(body: &[u8]) -> (u32, usize) {
    let len = body.iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    (body[..len].iter().fold(0, |code, &byte| code << 3 | u32::from(byte - b'0')), len)
}

/// The value of up to `limit` hexadecimal digits, and how many there are.
fn hex(body: &[u8], limit: usize) -> (u32, usize) {
    let digits = body.iter().take(limit).map_while(|&byte| (byte as char).to_digit(16));
    digits.fold((0, 0), |(code, len), digit| (code << 4 | digit, len + 1))
}

/// The escapes of one letter.
fn simple(escape: u8) -> Option<u8> {
    Some(match escape {
        b'\\' | b'\'' | b'"' => escape,
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 0x0b,
        b'f' => 0x0c,
        b'r' => b'\r',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::NoCodecs;

    #[test]
    fn numbers() {
        let int = |text: &str| number(text.as_bytes(), false);
        assert_eq!(int("0777"), Number::Int(0o777));
        assert_eq!(int("0xFf"), Number::Int(255));
        assert_eq!(int("0b11L"), Number::Long(Box::new(3.into())));
        assert_eq!(int("0"), Number::Int(0));
        assert_eq!(int("9223372036854775807"), Number::Int(i64::MAX));
        assert_eq!(int("9223372036854775808"), Number::Long(Box::new((1u64 << 63).into())));
        assert_eq!(number(b"9223372036854775808", true), Number::Int(i64::MIN));
        assert_eq!(int("08"), Number::Float(8.0));
        assert_eq!(int("1.e-3"), Number::Float(1e-3));
        assert_eq!(int("1e999"), Number::Float(f64::INFINITY));
        assert_eq!(number(b"010j", true), Number::Imaginary(-10.0));
    }

    #[test]
    fn strings() {
        let read = |encoding: Encoding, token: &[u8]| {
            Literals { encoding: &encoding, codecs: &NoCodecs, unicode: false }.string(token).unwrap()
        };
        let bytes = |token: &str| read(Encoding::Undeclared, token.as_bytes());
        assert_eq!(
            bytes(
                r"'\x41\101\q\
b'"
            ),
            Text::Bytes(b"AA\\qb".to_vec())
        );
        assert_eq!(bytes(r#"bR'''\x'''"#), Text::Bytes(b"\\x".to_vec()));
        assert_eq!(bytes("''"), Text::Bytes(vec![]));
        assert_eq!(bytes(r"'\400'"), Text::Bytes(vec![0]));
        assert_eq!(bytes(r"ur'\u0041\\u0041'"), Text::Unicode("A\\\\u0041".chars().map(u32::from).collect()));
        assert_eq!(read(Encoding::Utf8, "u'\\é'".as_bytes()), Text::Unicode(vec![0x5c, 0xe9]));
        assert_eq!(read(Encoding::Latin1, b"u'\xe9'"), Text::Unicode(vec![0xe9]));
        let latin9 = Encoding::Other("iso-8859-15".to_owned());
        assert_eq!(read(latin9, "'\\n€\\€'".as_bytes()), Text::Bytes(b"\n\xa4\\\xa4".to_vec()));
    }
}
