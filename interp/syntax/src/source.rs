//! From source bytes to the text that the lexer reads: newlines, byte order mark, coding cookie, decoding.
//!
//! Source: PEP 263, PEP 278 and the behaviour of 2.7's tokenizer. The text is bytes. Undeclared, UTF-8 and Latin-1
//! sources are read as they are (2.7 neither checks nor converts them); any other declared encoding is decoded
//! to UTF-8 here, and byte strings are encoded back where literals are evaluated. `ascii`, `iso-8859-15` and the
//! spellings of UTF-8 and Latin-1 are built in, all else comes through [`Codecs`].
//!
//! A file is read line by line in CPython, so that an undecodable byte is reported only if no syntax error
//! precedes it: such errors are kept as a [`Trap`] that the lexer springs when it comes to the line.

use crate::error::{ErrorKind, Result, SyntaxError};
use std::borrow::Cow;

/// What the surroundings know about codecs and characters.
pub trait Codecs {
    /// Decodes strictly. The error is the text of the exception (`unknown encoding: x`, `'x' codec can't …`).
    fn decode(&self, encoding: &str, bytes: &[u8]) -> std::result::Result<Vec<u32>, String>;

    /// Encodes strictly. The error is the text of the exception.
    fn encode(&self, encoding: &str, text: &[u32]) -> std::result::Result<Vec<u8>, String>;

    /// Whether an encoding is known.
    fn knows(&self, encoding: &str) -> bool;

    /// The character of a Unicode name (`\N{name}`), in any case.
    fn character(&self, name: &str) -> Option<u32>;
}

/// Knows nothing beyond what is built in here.
pub struct NoCodecs;

impl Codecs for NoCodecs {
    fn decode(&self, encoding: &str, _bytes: &[u8]) -> std::result::Result<Vec<u32>, String> {
        Err(format!("unknown encoding: {encoding}"))
    }

    fn encode(&self, encoding: &str, _text: &[u32]) -> std::result::Result<Vec<u8>, String> {
        Err(format!("unknown encoding: {encoding}"))
    }

    fn knows(&self, _encoding: &str) -> bool {
        false
    }

    fn character(&self, name: &str) -> Option<u32> {
        text::unidata::lookup(name.as_bytes(), text::unidata::Version::New)
    }
}

/// Where source text comes from; the rules differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A `str` given to `compile`, `exec`, `eval`.
    Str,
    /// A `unicode`, already encoded as UTF-8. A coding cookie is an error.
    Unicode,
    /// A file (script, import, `execfile`): non-ASCII bytes need a declared encoding.
    File,
}

/// The encoding of the source, as far as literals are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encoding {
    Undeclared,
    Utf8,
    Latin1,
    /// The text is UTF-8 now; byte strings are to be encoded back into this.
    Other(String),
}

impl Encoding {
    fn of(name: &str) -> Encoding {
        match name {
            "utf-8" => Encoding::Utf8,
            "iso-8859-1" => Encoding::Latin1,
            _ => Encoding::Other(name.to_owned()),
        }
    }

    /// The declared name, with the spellings of UTF-8 and Latin-1 made one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Encoding::Undeclared => None,
            Encoding::Utf8 => Some("utf-8"),
            Encoding::Latin1 => Some("iso-8859-1"),
            Encoding::Other(name) => Some(name),
        }
    }
}

/// An error that waits at a line.
#[derive(Debug)]
pub struct Trap {
    /// Start of the line, a byte offset into the text.
    pub at: usize,
    pub error: Box<SyntaxError>,
    /// The error's text if the line comes while a token goes on.
    pub msg_in_token: String,
}

/// The text, ready for the lexer.
#[derive(Debug)]
pub struct Source {
    /// Lines end in `\n`. In `exec` mode and in files the last one does too.
    pub text: Vec<u8>,
    pub encoding: Encoding,
    /// A byte order mark or cookie said so (a `unicode` source is UTF-8 without saying).
    pub declared: bool,
    pub trap: Option<Trap>,
    pub origin: Origin,
    /// The input's last line ended in a newline.
    pub ended: bool,
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads a source. `exec` tells that the whole is a sequence of statements: a missing last newline is supplied.
pub fn read(bytes: &[u8], origin: Origin, filename: &str, exec: bool, codecs: &dyn Codecs) -> Result<Source> {
    let bytes = match origin {
        Origin::File => cut_at_nulls(bytes),
        _ => Cow::Borrowed(bytes),
    };
    let mut text = universal_newlines(&bytes);
    let ended = text.last() == Some(&b'\n');
    let supply = match origin {
        // An empty file has no line, an empty string gets one.
        Origin::File => !text.is_empty() && !ended,
        _ => exec && !ended,
    };
    if supply {
        text.push(b'\n');
    }
    let mut declared = false;
    if text.starts_with(BOM) {
        text.drain(..BOM.len());
        declared = true;
    }
    let mut encoding = if declared { Encoding::Utf8 } else { Encoding::Undeclared };
    if let Some((name, line)) = coding_cookie(&text) {
        if declared && name != "utf-8" {
            return Err(unread(origin, line, format!("encoding problem: {name} with BOM")));
        }
        declared = true;
        encoding = Encoding::of(&name);
        if let Encoding::Other(name) = &encoding
            && builtin(name).is_none()
            && !codecs.knows(name)
        {
            let problem = if origin == Origin::File { "encoding problem" } else { "unknown encoding" };
            return Err(unread(origin, line, format!("{problem}: {name}")));
        }
    }
    let mut trap = None;
    if let Encoding::Other(name) = &encoding {
        match decode(codecs, name, &text) {
            Ok(decoded) => text = encode_utf8(&decoded),
            Err(_) if origin == Origin::File => (text, trap) = decode_lines(codecs, name, &text),
            Err(msg) => return Err(unread(origin, 0, msg)),
        }
    }
    if encoding == Encoding::Undeclared
        && origin == Origin::File
        && let Some(at) = text.iter().position(|&byte| byte >= 0x80)
    {
        let line = 1 + text[..at].iter().filter(|&&byte| byte == b'\n').count();
        let byte = text[at];
        let msg_on = |line| {
            format!(
                "Non-ASCII character '\\x{byte:02x}' in file {} on line {line}, but no encoding declared; \
                 see http://python.org/dev/peps/pep-0263/ for details",
                clip(filename, 200)
            )
        };
        let at = text[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        // Within a token, CPython has counted the line already.
        let error = unread(origin, line as u32, msg_on(line));
        trap = Some(Trap { at, error, msg_in_token: msg_on(line + 1) });
    }
    if origin == Origin::Unicode && !declared {
        encoding = Encoding::Utf8;
    }
    Ok(Source { text, encoding, declared, trap, origin, ended })
}

/// The first `limit` bytes of a text, or less so as not to split a character.
fn clip(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The error for text that cannot be had: it knows a line only in a file.
fn unread(origin: Origin, line: u32, msg: String) -> Box<SyntaxError> {
    let line = if origin == Origin::File { line } else { 0 };
    let kind = ErrorKind::SyntaxError;
    Box::new(SyntaxError::new(kind, msg, line, Some(0)))
}

/// CPython reads a file's lines as C strings: what follows a null byte in a line is lost, its newline included.
fn cut_at_nulls(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&0) {
        return Cow::Borrowed(bytes);
    }
    let mut kept = Vec::with_capacity(bytes.len());
    for line in universal_newlines(bytes).split_inclusive(|&byte| byte == b'\n') {
        let end = line.iter().position(|&byte| byte == 0).unwrap_or(line.len());
        kept.extend_from_slice(&line[..end]);
    }
    Cow::Owned(kept)
}

/// `\r\n` and `\r` become `\n`.
fn universal_newlines(bytes: &[u8]) -> Vec<u8> {
    // Room for a newline at the end and the lexer's sentinel.
    let mut text = Vec::with_capacity(bytes.len() + 2);
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&byte| byte == b'\r') {
        text.extend_from_slice(&rest[..at]);
        text.push(b'\n');
        let next = at + 1;
        rest = &rest[if rest.get(next) == Some(&b'\n') { next + 1 } else { next }..];
    }
    text.extend_from_slice(rest);
    text
}

/// The encoding named in a comment on one of the first two lines, and that line's number. The second counts only if
/// the first has nothing but a comment.
fn coding_cookie(text: &[u8]) -> Option<(String, u32)> {
    let mut lines = text.split_inclusive(|&byte| byte == b'\n');
    for number in 1..=2 {
        let line = lines.next()?;
        // A line without newline (`eval`) is not looked at.
        let line = line.strip_suffix(b"\n")?;
        if let Some(name) = cookie_in(line) {
            return Some((name, number));
        }
        let first = line.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'));
        if first.is_some_and(|&byte| byte != b'#') {
            return None;
        }
    }
    None
}

fn cookie_in(line: &[u8]) -> Option<String> {
    let hash = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'))?;
    if line[hash] != b'#' {
        return None;
    }
    let mut at = hash;
    while let Some(found) = line[at..].windows(6).position(|window| window == b"coding") {
        at += found + 6;
        if !matches!(line.get(at), Some(b':' | b'=')) {
            continue;
        }
        let spaces = line[at + 1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let start = at + 1 + spaces;
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let len = line[start..].iter().take_while(is_part).count();
        if len > 0 {
            let name = String::from_utf8_lossy(&line[start..start + len]).into_owned();
            return Some(normal_name(name));
        }
    }
    None
}

/// Makes the spellings of UTF-8 and Latin-1 one, leaves others as they are.
fn normal_name(name: String) -> String {
    let folded: String = name.chars().take(12).map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect();
    let is = |base: &str| folded.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    if is("utf-8") {
        "utf-8".to_owned()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        "iso-8859-1".to_owned()
    } else {
        name
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Builtin {
    Ascii,
    Latin1,
    Latin9,
    Utf8,
}

fn builtin(name: &str) -> Option<Builtin> {
    let folded: String =
        name.chars().map(|c| if matches!(c, '-' | ' ' | '.') { '_' } else { c.to_ascii_lowercase() }).collect();
    Some(match folded.as_str() {
        "ascii" | "us_ascii" | "646" | "ansi_x3.4_1968" | "iso646_us" | "us" => Builtin::Ascii,
        "latin1" | "latin_1" | "latin" | "l1" | "iso8859_1" | "iso_8859_1" | "iso8859" | "8859" | "cp819" => Builtin::Latin1,
        "iso8859_15" | "iso_8859_15" | "latin_9" | "latin9" | "l9" => Builtin::Latin9,
        "utf_8" | "utf8" | "u8" | "utf" => Builtin::Utf8,
        _ => return None,
    })
}

/// Where ISO 8859-15 differs from Latin-1.
const LATIN9: [(u8, u32); 8] = [
    (0xa4, 0x20ac),
    (0xa6, 0x160),
    (0xa8, 0x161),
    (0xb4, 0x17d),
    (0xb8, 0x17e),
    (0xbc, 0x152),
    (0xbd, 0x153),
    (0xbe, 0x178),
];

fn decode(codecs: &dyn Codecs, name: &str, bytes: &[u8]) -> std::result::Result<Vec<u32>, String> {
    match builtin(name) {
        None => codecs.decode(name, bytes),
        Some(Builtin::Utf8) => decode_utf8(bytes),
        Some(Builtin::Latin1) => Ok(bytes.iter().map(|&byte| byte.into()).collect()),
        Some(Builtin::Latin9) => {
            let decode = |byte: u8| LATIN9.iter().find(|pair| pair.0 == byte).map_or(byte.into(), |pair| pair.1);
            Ok(bytes.iter().map(|&byte| decode(byte)).collect())
        }
        Some(Builtin::Ascii) => match bytes.iter().position(|&byte| byte >= 0x80) {
            None => Ok(bytes.iter().map(|&byte| byte.into()).collect()),
            Some(at) => Err(not_ascii(bytes[at], at)),
        },
    }
}

/// The text of an ASCII decoding error.
pub(crate) fn not_ascii(byte: u8, at: usize) -> String {
    format!("'ascii' codec can't decode byte 0x{byte:02x} in position {at}: ordinal not in range(128)")
}

/// Encodes code points into a source's declared encoding, for byte string literals.
pub(crate) fn encode(codecs: &dyn Codecs, name: &str, text: &[u32]) -> std::result::Result<Vec<u8>, String> {
    let narrow = |label: &str, limit: u32, map: &dyn Fn(u32) -> Option<u8>| {
        let mut bytes = Vec::with_capacity(text.len());
        for (at, &c) in text.iter().enumerate() {
            let Some(byte) = map(c) else {
                let shown = match c {
                    0..=0xff => format!("\\x{c:02x}"),
                    0x100..=0xffff => format!("\\u{c:04x}"),
                    _ => format!("\\U{c:08x}"),
                };
                let why = match limit {
                    0 => "character maps to <undefined>".to_owned(),
                    _ => format!("ordinal not in range({limit})"),
                };
                return Err(format!("'{label}' codec can't encode character u'{shown}' in position {at}: {why}"));
            };
            bytes.push(byte);
        }
        Ok(bytes)
    };
    match builtin(name) {
        None => codecs.encode(name, text),
        Some(Builtin::Utf8) => Ok(encode_utf8(text)),
        Some(Builtin::Ascii) => narrow("ascii", 128, &|c| (c < 128).then_some(c as u8)),
        Some(Builtin::Latin1) => narrow("latin-1", 256, &|c| (c < 256).then_some(c as u8)),
        Some(Builtin::Latin9) => narrow("charmap", 0, &|c| match LATIN9.iter().find(|pair| pair.1 == c) {
            Some(pair) => Some(pair.0),
            None => (c < 256 && !LATIN9.iter().any(|pair| u32::from(pair.0) == c)).then_some(c as u8),
        }),
    }
}

/// Decodes a file up to the line that cannot be decoded, and sets the trap there.
fn decode_lines(codecs: &dyn Codecs, name: &str, bytes: &[u8]) -> (Vec<u8>, Option<Trap>) {
    let mut text = Vec::with_capacity(bytes.len() + 2);
    for (index, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        match decode(codecs, name, line) {
            Ok(decoded) => text.extend_from_slice(&encode_utf8(&decoded)),
            Err(msg) => {
                let at = text.len();
                // The lexer asks for a further line only if there is one.
                text.push(b'\n');
                let no_unicode = msg.starts_with("decoder did not return an unicode object");
                let msg = if no_unicode { "codec did not return a unicode object".to_string() } else { msg };
                let error = unread(Origin::File, index as u32 + 1, msg);
                let msg_in_token = error.msg.clone();
                return (text, Some(Trap { at, error, msg_in_token }));
            }
        }
    }
    (text, None)
}

/// UTF-8 of code points; surrogates are encoded like other code points, as 2.7 does.
pub fn encode_utf8(text: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() + text.len() / 8);
    for &c in text {
        let low = |shift: u32| 0x80 | (c >> shift & 0x3f) as u8;
        match c {
            0..=0x7f => bytes.push(c as u8),
            0x80..=0x7ff => bytes.extend([0xc0 | (c >> 6) as u8, low(0)]),
            0x800..=0xffff => bytes.extend([0xe0 | (c >> 12) as u8, low(6), low(0)]),
            _ => bytes.extend([0xf0 | (c >> 18 & 7) as u8, low(12), low(6), low(0)]),
        }
    }
    bytes
}

/// Decodes UTF-8 as 2.7's codec does: surrogates are let through, errors have its texts.
pub fn decode_utf8(bytes: &[u8]) -> std::result::Result<Vec<u32>, String> {
    let mut text = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match utf8_step(&bytes[at..]) {
            Ok((c, len)) => {
                text.push(c);
                at += len;
            }
            Err((1, why)) => {
                return Err(format!("'utf8' codec can't decode byte 0x{:02x} in position {at}: {why}", bytes[at]));
            }
            Err((len, why)) => {
                return Err(format!("'utf8' codec can't decode bytes in position {at}-{}: {why}", at + len - 1));
            }
        }
    }
    Ok(text)
}

/// Decodes UTF-8, malformed sequences to U+FFFD.
fn decode_utf8_replacing(bytes: &[u8]) -> Vec<u32> {
    let mut text = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let (c, len) = utf8_step(&bytes[at..]).unwrap_or_else(|(len, _)| (0xfffd, len));
        text.push(c);
        at += len;
    }
    text
}

/// The first character of UTF-8 and its length, or the length of a malformed sequence and what is wrong with it.
fn utf8_step(bytes: &[u8]) -> std::result::Result<(u32, usize), (usize, &'static str)> {
    let lead = bytes[0];
    let len = match lead {
        0..=0x7f => return Ok((lead.into(), 1)),
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Err((1, "invalid start byte")),
    };
    let tail = &bytes[1..bytes.len().min(len)];
    let good = tail.iter().take_while(|&&byte| byte & 0xc0 == 0x80).count();
    if tail.len() + 1 < len {
        return Err((1 + good, "unexpected end of data"));
    }
    let out_of_range = match lead {
        0xe0 => tail[0] < 0xa0,
        0xf0 => tail[0] < 0x90,
        0xf4 => tail[0] > 0x8f,
        _ => false,
    };
    if good + 1 < len || out_of_range {
        // As far as the bytes continue a sequence, its last one excepted.
        return Err((1 + good.min(len - 2), "invalid continuation byte"));
    }
    let start = u32::from(lead) & (0x7f >> len);
    Ok((tail.iter().fold(start, |c, &byte| c << 6 | u32::from(byte & 0x3f)), len))
}

/// A line of the text as an error shows it: taken for UTF-8 and encoded as declared, `?` standing for what
/// cannot be.
pub(crate) fn shown(codecs: &dyn Codecs, encoding: &str, line: &[u8]) -> Vec<u8> {
    if encoding == "utf-8" {
        return encode_utf8(&decode_utf8_replacing(line));
    }
    let text = decode_utf8_replacing(line);
    encode(codecs, encoding, &text).unwrap_or_else(|_| {
        let one = |&c: &u32| encode(codecs, encoding, &[c]).unwrap_or_else(|_| b"?".to_vec());
        text.iter().flat_map(one).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies() {
        let cookie = |text: &str| coding_cookie(text.as_bytes()).map(|found| found.0);
        assert_eq!(cookie("# -*- coding: UTF_8 -*-\n").as_deref(), Some("utf-8"));
        assert_eq!(cookie("#!/bin/sh\n# vim: set fileencoding=latin-1-unix :\n").as_deref(), Some("iso-8859-1"));
        assert_eq!(cookie("x = 1\n# coding: utf-8\n"), None);
        assert_eq!(cookie("#coding\n#coding=KOI8-R\n").as_deref(), Some("KOI8-R"));
        assert_eq!(cookie("\n\n# coding: utf-8\n"), None);
        assert_eq!(cookie("# coding: utf-8"), None);
    }

    #[test]
    fn utf8_round_trip_and_errors() {
        let text = [0x41, 0xe9, 0x20ac, 0xd800, 0x1f600];
        assert_eq!(decode_utf8(&encode_utf8(&text)).as_deref(), Ok(&text[..]));
        let error = |bytes: &[u8]| decode_utf8(bytes).unwrap_err();
        assert_eq!(error(b"a\xff"), "'utf8' codec can't decode byte 0xff in position 1: invalid start byte");
        assert_eq!(error(b"\xe2\x82"), "'utf8' codec can't decode bytes in position 0-1: unexpected end of data");
        assert_eq!(error(b"\xe2\x82a"), "'utf8' codec can't decode bytes in position 0-1: invalid continuation byte");
        assert_eq!(error(b"\xc3a"), "'utf8' codec can't decode byte 0xc3 in position 0: invalid continuation byte");
    }

    #[test]
    fn newlines_and_nulls() {
        assert_eq!(universal_newlines(b"a\r\nb\rc\n\r"), b"a\nb\nc\n\n");
        assert_eq!(&*cut_at_nulls(b"a\0b\nc\n"), b"ac\n");
    }
}
