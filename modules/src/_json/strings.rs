//! JSON strings: reading with escapes, writing as ASCII.

use super::{error_at, is_utf8, no_text};
use object_model::text::chars::{Chars, CharsBuf, Unit};
use object_model::{Context, Gc, PyResult, StrObject, UnicodeObject, Value, raise};

/// The document: its units, the object they are of, and how the bytes of a str are decoded.
pub struct Source<'a, U> {
    pub units: &'a [U],
    pub document: Value,
    /// Empty: the document is unicode.
    pub encoding: Option<Gc<StrObject>>,
    pub strict: bool,
}

impl<U: Unit> Source<'_, U> {
    #[inline(always)]
    pub fn at(&self, at: usize) -> Option<u32> {
        self.units.get(at).map(|unit| unit.code())
    }
    /// The first place from `at` on that holds no white space.
    #[inline]
    pub fn skip_space(&self, mut at: usize) -> usize {
        while matches!(self.at(at), Some(0x20 | 0x09 | 0x0A | 0x0D)) {
            at += 1;
        }
        at
    }
    pub fn is(&self, at: usize, text: &[u8]) -> bool {
        self.units.get(at..at + text.len()).is_some_and(|part| part.iter().zip(text).all(|(a, &b)| a.code() == b.into()))
    }
}

/// Four hexadecimal digits.
fn hex4<U: Unit>(source: &Source<U>, at: usize) -> Option<u32> {
    let mut code = 0;
    for unit in source.units.get(at..at + 4)? {
        code = code << 4 | char::from_u32(unit.code())?.to_digit(16)?;
    }
    Some(code)
}

/// Appends a run of the document.
fn append<U: Unit>(cx: &mut Context, source: &Source<U>, from: usize, to: usize, out: &mut CharsBuf) -> PyResult<()> {
    let run = &source.units[from..to];
    let Some(encoding) = source.encoding else {
        for unit in run {
            out.push(unit.code());
        }
        return Ok(());
    };
    let bytes: Vec<u8> = run.iter().map(|unit| unit.code() as u8).collect();
    if is_utf8(encoding) {
        if bytes.is_ascii() {
            out.push_latin1(&bytes);
            return Ok(());
        }
        if encoding.bytes() != b"ascii"
            && let Ok(text) = std::str::from_utf8(&bytes)
        {
            text.chars().for_each(|c| out.push(c.into()));
            return Ok(());
        }
    }
    let bytes = cx.try_new_str(&bytes)?.value();
    let decoded = cx.call_method(bytes, "decode", &[encoding.value()])?;
    match decoded.downcast::<UnicodeObject>() {
        Some(text) => out.extend_chars(text.chars()),
        None => {
            let given = cx.type_name(decoded);
            raise!(cx, TypeError, "decoder did not return an unicode object (type={given})");
        }
    }
    Ok(())
}

/// The string whose first character is at `start`, and the place behind its closing quote.
pub fn scan<U: Unit>(cx: &mut Context, source: &Source<U>, start: usize) -> PyResult<(Value, usize)> {
    // Most strings are ASCII without escapes.
    let plain =
        source.units[start..].iter().position(|unit| !matches!(unit.code(), 0x20 | 0x21 | 0x23..=0x5B | 0x5D..=0x7F));
    if let Some(len) = plain
        && source.units[start + len].code() == b'"'.into()
        && (source.encoding.is_none_or(is_utf8))
    {
        let text = ascii_run(cx, &source.units[start..start + len])?;
        return Ok((text.value(), start + len + 1));
    }
    let begin = start.wrapping_sub(1);
    let mut out = CharsBuf::new();
    let mut at = start;
    loop {
        let mut next = at;
        let stop = loop {
            match source.at(next) {
                Some(code @ (0x22 | 0x5C)) => break code,
                Some(0..=0x1F) if source.strict => {
                    return Err(error_at(cx, "Invalid control character at", source.document, next));
                }
                Some(_) => next += 1,
                None => return Err(error_at(cx, "Unterminated string starting at", source.document, begin)),
            }
        };
        append(cx, source, at, next, &mut out)?;
        next += 1;
        if stop == b'"'.into() {
            let text = cx.new_unicode(out.finish().as_chars())?;
            return Ok((text.value(), next));
        }
        let Some(escape) = source.at(next) else {
            return Err(error_at(cx, "Unterminated string starting at", source.document, begin));
        };
        at = next + 1;
        if escape != b'u'.into() {
            let code = match u8::try_from(escape) {
                Ok(same @ (b'"' | b'\\' | b'/')) => same,
                Ok(b'b') => 8,
                Ok(b'f') => 12,
                Ok(b'n') => b'\n',
                Ok(b'r') => b'\r',
                Ok(b't') => b'\t',
                _ => return Err(error_at(cx, "Invalid \\escape", source.document, at - 2)),
            };
            out.push(code.into());
            continue;
        }
        const BAD: &str = "Invalid \\uXXXX escape";
        let digits = at;
        at += 4;
        if at >= source.units.len() {
            return Err(error_at(cx, BAD, source.document, digits - 1));
        }
        let Some(mut code) = hex4(source, digits) else { return Err(error_at(cx, BAD, source.document, at - 5)) };
        if code & 0xFC00 == 0xD800 && at + 6 < source.units.len() && source.is(at, b"\\u") {
            match hex4(source, at + 2) {
                Some(low) if low & 0xFC00 == 0xDC00 => {
                    code = 0x10000 + ((code & 0x3FF) << 10 | low & 0x3FF);
                    at += 6;
                }
                Some(_) => (),
                None => return Err(error_at(cx, BAD, source.document, at + 1)),
            }
        }
        out.push(code);
    }
}

fn ascii_run<U: Unit>(cx: &mut Context, units: &[U]) -> PyResult<Gc<UnicodeObject>> {
    let mut buffer = [0; 256];
    if units.len() <= buffer.len() {
        for (to, unit) in buffer.iter_mut().zip(units) {
            *to = unit.code() as u8;
        }
        return cx.new_unicode_latin1(&buffer[..units.len()]);
    }
    let bytes: Vec<u8> = units.iter().map(|unit| unit.code() as u8).collect();
    cx.new_unicode_latin1(&bytes)
}

/// As `scan`, for a document of any kind.
pub fn scan_value(
    cx: &mut Context,
    document: Value,
    start: i64,
    encoding: Gc<StrObject>,
    strict: bool,
) -> PyResult<(Value, usize)> {
    if let Some(bytes) = document.downcast::<StrObject>() {
        let units = bytes.get().bytes();
        let source = Source { units, document, encoding: Some(encoding), strict };
        return scan_from(cx, &source, start);
    }
    let Some(text) = document.downcast::<UnicodeObject>() else { return Err(no_text(cx, document)) };
    match text.get().chars() {
        Chars::One(units) => scan_from(cx, &Source { units, document, encoding: None, strict }, start),
        Chars::Two(units) => scan_from(cx, &Source { units, document, encoding: None, strict }, start),
        Chars::Four(units) => scan_from(cx, &Source { units, document, encoding: None, strict }, start),
    }
}

fn scan_from<U: Unit>(cx: &mut Context, source: &Source<U>, start: i64) -> PyResult<(Value, usize)> {
    match usize::try_from(start) {
        Ok(start) if start <= source.units.len() => scan(cx, source, start),
        _ => raise!(cx, ValueError, "end is out of bounds"),
    }
}

fn write_unit(out: &mut Vec<u8>, unit: u32) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.extend_from_slice(b"\\u");
    out.extend([12, 8, 4, 0].map(|shift| DIGITS[(unit >> shift & 15) as usize]));
}

fn write_code(out: &mut Vec<u8>, code: u32) {
    match code {
        0x22 => out.extend_from_slice(b"\\\""),
        0x5C => out.extend_from_slice(b"\\\\"),
        0x20..=0x7E => out.push(code as u8),
        8 => out.extend_from_slice(b"\\b"),
        12 => out.extend_from_slice(b"\\f"),
        10 => out.extend_from_slice(b"\\n"),
        13 => out.extend_from_slice(b"\\r"),
        9 => out.extend_from_slice(b"\\t"),
        0x10000.. => {
            let rest = code - 0x10000;
            write_unit(out, 0xD800 | rest >> 10 & 0x3FF);
            write_unit(out, 0xDC00 | rest & 0x3FF);
        }
        _ => write_unit(out, code),
    }
}

/// Writes ASCII as it stands up to the first character that needs an escape; how many were written.
fn write_plain(out: &mut Vec<u8>, bytes: &[u8]) -> usize {
    let n = bytes.iter().position(|&byte| !matches!(byte, 0x20 | 0x21 | 0x23..=0x5B | 0x5D..=0x7E)).unwrap_or(bytes.len());
    out.extend_from_slice(&bytes[..n]);
    n
}

/// Room for what these characters become; MemoryError.
fn reserve(cx: &mut Context, out: &mut Vec<u8>, len: usize, codes: impl Iterator<Item = u32>) -> PyResult<()> {
    // Of a long text it is counted, of a short one the most that it can be.
    let most = if len < 1 << 12 {
        len * 12
    } else {
        let width = |code| match code {
            0x20 | 0x21 | 0x23..=0x5B | 0x5D..=0x7E => 1,
            0x10000.. => 12,
            _ => 6,
        };
        codes.map(width).sum()
    };
    match out.try_reserve(most + 2) {
        Ok(()) => Ok(()),
        Err(_) => Err(cx.memory_error()),
    }
}

/// Writes a text as a JSON string of ASCII characters.
pub fn write(cx: &mut Context, text: Value, out: &mut Vec<u8>) -> PyResult<()> {
    let unicode = match (text.downcast::<StrObject>(), text.downcast::<UnicodeObject>()) {
        (Some(bytes), _) => {
            let bytes = bytes.get().bytes();
            if bytes.is_ascii() {
                reserve(cx, out, bytes.len(), bytes.iter().map(|&byte| byte.into()))?;
                out.push(b'"');
                let mut rest = bytes;
                loop {
                    rest = &rest[write_plain(out, rest)..];
                    let Some((&byte, more)) = rest.split_first() else { break };
                    write_code(out, byte.into());
                    rest = more;
                }
                out.push(b'"');
                return Ok(());
            }
            let encoding = cx.intern(b"utf-8").value();
            let decoded = cx.call_method(text, "decode", &[encoding])?;
            match decoded.downcast::<UnicodeObject>() {
                Some(text) => text,
                None => raise!(cx, TypeError, "decoder did not return an unicode object"),
            }
        }
        (_, Some(text)) => text,
        _ => return Err(no_text(cx, text)),
    };
    reserve(cx, out, unicode.len(), unicode.get().chars().iter())?;
    out.push(b'"');
    unicode.get().chars().iter().for_each(|code| write_code(out, code));
    out.push(b'"');
    Ok(())
}
