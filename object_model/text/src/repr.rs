//! `repr` of strings, and the escape codecs that share its spelling: `string_escape`, `unicode_escape`,
//! `raw_unicode_escape`.
//!
//! Decoders report what they cannot read as [`CodecError`]s to the caller's handler, as all codecs do. Byte-string
//! escapes are the exception: CPython gives them three built-in ways to go on and no handlers.

use crate::chars::{Chars, CharsBuf, CharsVec};
use crate::codecs::{CodecError, Replacement};

const HEX: &[u8; 16] = b"0123456789abcdef";

fn push_hex(out: &mut Vec<u8>, letter: u8, code: u32, digits: u32) {
    out.extend_from_slice(&[b'\\', letter]);
    for i in (0..digits).rev() {
        out.push(HEX[(code >> (4 * i) & 15) as usize]);
    }
}

/// The quote `repr` chooses: `'` unless the text has one and no `"`.
fn quote_for(has: impl Fn(u8) -> bool) -> u8 {
    if has(b'\'') && !has(b'"') { b'"' } else { b'\'' }
}

#[inline]
fn push_byte_escaped(out: &mut Vec<u8>, c: u8, quote: u8) {
    match c {
        b'\\' => out.extend_from_slice(b"\\\\"),
        b'\t' => out.extend_from_slice(b"\\t"),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        _ if c == quote => out.extend_from_slice(&[b'\\', c]),
        b' '..=b'~' => out.push(c),
        _ => push_hex(out, b'x', c.into(), 2),
    }
}

/// Appends `repr` of a byte string.
pub fn write_bytes_repr(out: &mut Vec<u8>, bytes: &[u8]) {
    let quote = quote_for(|q| bytes.contains(&q));
    out.reserve(bytes.len() + 2);
    out.push(quote);
    write_escaped(out, bytes, quote);
    out.push(quote);
}

fn write_escaped(out: &mut Vec<u8>, mut bytes: &[u8], quote: u8) {
    while !bytes.is_empty() {
        let plain = bytes.iter().take_while(|&&c| matches!(c, b' '..=b'~') && c != b'\\' && c != quote).count();
        out.extend_from_slice(&bytes[..plain]);
        bytes = &bytes[plain..];
        if let Some((&c, rest)) = bytes.split_first() {
            push_byte_escaped(out, c, quote);
            bytes = rest;
        }
    }
}

/// `repr` of a byte string.
pub fn bytes_repr(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    write_bytes_repr(&mut out, bytes);
    out
}

/// `bytes.encode('string_escape')`: as `repr`, without quotes around, and with `'` escaped.
pub fn string_escape_encode(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    write_escaped(&mut out, bytes, b'\'');
    out
}

/// `repr` of a Unicode string, which is ASCII.
pub fn unicode_repr(text: Chars<'_>) -> Vec<u8> {
    let quote = quote_for(|q| text.iter().any(|c| c == q.into()));
    let mut out = Vec::with_capacity(text.len() + 3);
    out.extend_from_slice(&[b'u', quote]);
    write_unicode_escaped(&mut out, text, Some(quote));
    out.push(quote);
    out
}

/// `text.encode('unicode_escape')`.
pub fn unicode_escape_encode(text: Chars<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    write_unicode_escaped(&mut out, text, None);
    out
}

fn write_unicode_escaped(out: &mut Vec<u8>, text: Chars<'_>, quote: Option<u8>) {
    for c in text {
        match c {
            // A backslash is escaped in any case, so it stands for "no quote".
            0..=0x7F => push_byte_escaped(out, c as u8, quote.unwrap_or(b'\\')),
            0x80..=0xFF => push_hex(out, b'x', c, 2),
            0x100..=0xFFFF => push_hex(out, b'u', c, 4),
            _ => push_hex(out, b'U', c, 8),
        }
    }
}

/// `text.encode('raw_unicode_escape')`: Latin-1 as it is, `\u` and `\U` for the rest.
pub fn raw_unicode_escape_encode(text: Chars<'_>) -> Vec<u8> {
    if let Chars::One(bytes) = text {
        return bytes.to_vec();
    }
    let mut out = Vec::with_capacity(text.len());
    for c in text {
        match c {
            0..=0xFF => out.push(c as u8),
            0x100..=0xFFFF => push_hex(&mut out, b'u', c, 4),
            _ => push_hex(&mut out, b'U', c, 8),
        }
    }
    out
}

/// What [`string_escape_decode`] does about `\x` without two hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnBadHex {
    /// Fails; for `errors='strict'` and none given.
    Strict,
    /// Writes `?`; for `errors='replace'`.
    Replace,
    /// Drops it; for `errors='ignore'`.
    Ignore,
    /// Any other name: fails with a message that the caller makes of the name.
    Unknown,
}

/// A ValueError of [`string_escape_decode`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EscapeError {
    TrailingBackslash,
    BadHex,
    /// "decoding error; unknown error handling code: NAME"
    UnknownHandler,
}

impl EscapeError {
    pub fn message(self) -> &'static str {
        match self {
            EscapeError::TrailingBackslash => "Trailing \\ in string",
            EscapeError::BadHex => "invalid \\x escape",
            EscapeError::UnknownHandler => "decoding error; unknown error handling code: ",
        }
    }
}

/// Octal digits at the start of `text`, at most three: their value and count.
fn octal(text: &[u8]) -> (u32, usize) {
    let len = text.iter().take(3).take_while(|c| matches!(c, b'0'..=b'7')).count();
    (text[..len].iter().fold(0, |n, c| n * 8 + u32::from(c - b'0')), len)
}

/// The value of a one-letter escape such as `\n`; 0 means that the backslash and newline vanish, `None` no such escape.
fn simple_escape(c: u8) -> Option<u8> {
    Some(match c {
        b'\\' | b'\'' | b'"' => c,
        b'b' => 8,
        b'f' => 12,
        b't' => b'\t',
        b'n' => b'\n',
        b'r' => b'\r',
        b'v' => 11,
        b'a' => 7,
        b'\n' => 0,
        _ => return None,
    })
}

/// `bytes.decode('string_escape')`, and the body of a byte-string literal.
pub fn string_escape_decode(bytes: &[u8], on_bad_hex: OnBadHex) -> Result<Vec<u8>, EscapeError> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(run) = memchr::memchr(b'\\', &bytes[at..]) {
        out.extend_from_slice(&bytes[at..at + run]);
        at += run + 2;
        let Some(&c) = bytes.get(at - 1) else { return Err(EscapeError::TrailingBackslash) };
        match c {
            b'0'..=b'7' => {
                let (value, len) = octal(&bytes[at - 1..]);
                out.push(value as u8);
                at += len - 1;
            }
            b'x' => {
                let digit = |i: usize| bytes.get(i).and_then(|&c| (c as char).to_digit(16));
                if let (Some(high), Some(low)) = (digit(at), digit(at + 1)) {
                    out.push((high * 16 + low) as u8);
                    at += 2;
                    continue;
                }
                match on_bad_hex {
                    OnBadHex::Strict => return Err(EscapeError::BadHex),
                    OnBadHex::Unknown => return Err(EscapeError::UnknownHandler),
                    OnBadHex::Replace => out.push(b'?'),
                    OnBadHex::Ignore => {}
                }
                // One digit may have been there; it is skipped with the rest.
                at += usize::from(digit(at).is_some());
            }
            _ => match simple_escape(c) {
                Some(0) => {}
                Some(value) => out.push(value),
                None => out.extend_from_slice(&[b'\\', c]),
            },
        }
    }
    out.extend_from_slice(&bytes[at..]);
    Ok(out)
}

/// How `unicode_escape` finds the code point of a name in `\N{...}`.
pub enum Names<'a> {
    Known(&'a mut dyn FnMut(&[u8]) -> Option<u32>),
    /// Names cannot be looked up at all; the caller raises UnicodeError "\N escapes not supported (can't load
    /// unicodedata module)" on [`UnicodeEscapeError::NoNames`].
    Unavailable,
}

/// Why [`unicode_escape_decode`] stopped.
#[derive(Debug, PartialEq, Eq)]
pub enum UnicodeEscapeError<E> {
    NoNames,
    Handler(E),
}

/// `bytes.decode('unicode_escape')`, and the body of a Unicode literal whose source is Latin-1. Positions are in bytes.
pub fn unicode_escape_decode<E>(
    bytes: &[u8],
    names: &mut Names<'_>,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<CharsVec, UnicodeEscapeError<E>> {
    let mut out = CharsBuf::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(run) = bytes.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        out.push_latin1(&bytes[at..at + run]);
        let start = at + run;
        match escape(bytes, start, names)? {
            Escape::Code(code, end) => {
                out.push(code);
                at = end;
            }
            Escape::Nothing(end) => at = end,
            Escape::Verbatim(end) => {
                out.push_latin1(&bytes[start..end]);
                at = end;
            }
            Escape::Error(end, reason) => {
                let error = CodecError { start, end, reason };
                let (replacement, resume) = handler(error).map_err(UnicodeEscapeError::Handler)?;
                out.extend_chars(replacement.as_chars());
                at = resume;
            }
        }
    }
    out.push_latin1(bytes.get(at..).unwrap_or_default());
    Ok(out.finish())
}

/// One escape of `unicode_escape`; every variant says where it ends.
enum Escape {
    Code(u32, usize),
    Nothing(usize),
    Verbatim(usize),
    Error(usize, &'static str),
}

fn escape<E>(bytes: &[u8], start: usize, names: &mut Names<'_>) -> Result<Escape, UnicodeEscapeError<E>> {
    let after = start + 2;
    let Some(&c) = bytes.get(start + 1) else { return Ok(Escape::Error(bytes.len(), "\\ at end of string")) };
    Ok(match c {
        b'0'..=b'7' => {
            let (value, len) = octal(&bytes[start + 1..]);
            Escape::Code(value, start + 1 + len)
        }
        b'x' => hex_escape(bytes, after, 2, "truncated \\xXX escape"),
        b'u' => hex_escape(bytes, after, 4, "truncated \\uXXXX escape"),
        b'U' => hex_escape(bytes, after, 8, "truncated \\UXXXXXXXX escape"),
        b'N' => return name_escape(bytes, after, names),
        _ => match simple_escape(c) {
            Some(0) => Escape::Nothing(after),
            Some(value) => Escape::Code(value.into(), after),
            None => Escape::Verbatim(after),
        },
    })
}

/// `count` hexadecimal digits at `at`.
fn hex_escape(bytes: &[u8], at: usize, count: usize, truncated: &'static str) -> Escape {
    let rest = &bytes[at..];
    let len = rest.iter().take(count).take_while(|c| c.is_ascii_hexdigit()).count();
    if len < count {
        return Escape::Error(at + len, truncated);
    }
    let code = rest[..count].iter().fold(0u32, |n, &c| n << 4 | (c as char).to_digit(16).unwrap_or(0));
    if code <= 0x10_FFFF { Escape::Code(code, at + count) } else { Escape::Error(at + count, "illegal Unicode character") }
}

fn name_escape<E>(bytes: &[u8], at: usize, names: &mut Names<'_>) -> Result<Escape, UnicodeEscapeError<E>> {
    let Names::Known(lookup) = names else { return Err(UnicodeEscapeError::NoNames) };
    if bytes.get(at) != Some(&b'{') {
        return Ok(Escape::Error(at, "malformed \\N character escape"));
    }
    let Some(len) = memchr::memchr(b'}', &bytes[at + 1..]) else {
        return Ok(Escape::Error(bytes.len(), "malformed \\N character escape"));
    };
    let end = at + 1 + len + 1;
    if len == 0 {
        // The closing brace is not part of the error.
        return Ok(Escape::Error(end - 1, "malformed \\N character escape"));
    }
    Ok(match lookup(&bytes[at + 1..end - 1]) {
        Some(code) => Escape::Code(code, end),
        None => Escape::Error(end, "unknown Unicode character name"),
    })
}

/// `bytes.decode('raw_unicode_escape')`, and the body of a raw Unicode literal: only `\u` and `\U` after an odd number of
/// backslashes are escapes.
pub fn raw_unicode_escape_decode<E>(
    bytes: &[u8],
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<CharsVec, E> {
    let mut out = CharsBuf::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(run) = bytes.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        out.push_latin1(&bytes[at..at + run]);
        let first = at + run;
        let slashes = bytes[first..].iter().take_while(|&&c| c == b'\\').count();
        let letter = first + slashes;
        // CPython says `\uXXXX` for both.
        let truncated = "truncated \\uXXXX";
        let count = match bytes.get(letter) {
            Some(b'u') if slashes % 2 == 1 => 4,
            Some(b'U') if slashes % 2 == 1 => 8,
            _ => {
                out.push_latin1(&bytes[first..letter]);
                at = letter;
                continue;
            }
        };
        out.push_latin1(&bytes[first..letter - 1]);
        let (end, reason) = match hex_escape(bytes, letter + 1, count, truncated) {
            Escape::Code(code, end) => {
                out.push(code);
                at = end;
                continue;
            }
            Escape::Error(end, "illegal Unicode character") => (end, "\\Uxxxxxxxx out of range"),
            Escape::Error(end, reason) => (end, reason),
            // A hexadecimal escape has no other outcome.
            Escape::Nothing(end) | Escape::Verbatim(end) => (end, truncated),
        };
        // The fault starts with the run of backslashes, written though they are.
        let (replacement, resume) = handler(CodecError { start: first, end, reason })?;
        out.extend_chars(replacement.as_chars());
        at = resume;
    }
    out.push_latin1(bytes.get(at..).unwrap_or_default());
    Ok(out.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codecs::handlers;
    use crate::recorded;

    /// Rows: bytes, their `repr`, their `string_escape`.
    #[test]
    fn bytes_as_recorded() {
        recorded::check("bytes_repr", |row| {
            ([bytes_repr(&row[0]), string_escape_encode(&row[0])], [row[1].clone(), row[2].clone()])
        });
    }

    /// Rows: Unicode text, its `repr`, `unicode_escape` and `raw_unicode_escape`.
    #[test]
    fn unicode_as_recorded() {
        recorded::check("unicode_repr", |row| {
            let text = recorded::text(&row[0]);
            let text = text.as_chars();
            let got = [unicode_repr(text), unicode_escape_encode(text), raw_unicode_escape_encode(text)];
            (got.join(&b'|'), row[1..].join(&b'|'))
        });
    }

    /// Rows: bytes, error handling, what `string_escape` makes of them or the message.
    #[test]
    fn string_escape_as_recorded() {
        recorded::check("string_escape", |row| {
            let mode = match &row[1][..] {
                b"strict" => OnBadHex::Strict,
                b"replace" => OnBadHex::Replace,
                _ => OnBadHex::Ignore,
            };
            let got = string_escape_decode(&row[0], mode).unwrap_or_else(|e| e.message().into());
            (got, row[2].clone())
        });
    }

    /// Rows: codec, bytes, what it makes of them with each error replaced by `<start,end,reason>`.
    #[test]
    fn unicode_escapes_as_recorded() {
        recorded::check("unicode_escape", |row| {
            let mut handler = handlers::marking();
            let mut lookup = |name: &[u8]| name.eq_ignore_ascii_case(b"DIGIT ONE").then_some(0x31);
            let got = if row[0] == b"unicode_escape" {
                unicode_escape_decode(&row[1], &mut Names::Known(&mut lookup), &mut handler).unwrap()
            } else {
                raw_unicode_escape_decode(&row[1], &mut handler).unwrap()
            };
            (recorded::spelled(got.as_chars()), row[2].clone())
        });
    }
}
