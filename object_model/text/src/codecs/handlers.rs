//! CPython's error handlers, for callers that need no Python code: what to put in place of a fault, and where to go on.

use super::{CodecError, Replacement};
use crate::chars::{Chars, CharsBuf, CharsVec, Sink};

/// `strict`: the fault is the error.
pub fn strict(error: CodecError) -> Result<(Replacement, usize), CodecError> {
    Err(error)
}

/// `ignore`: nothing in its place.
pub fn ignore(error: CodecError) -> (Replacement, usize) {
    (CharsVec::default(), error.end)
}

/// `replace` when decoding: one U+FFFD.
pub fn replace_decode(error: CodecError) -> (Replacement, usize) {
    (CharsVec::Two(vec![0xFFFD]), error.end)
}

/// `replace` when encoding: `?` for each code point.
pub fn replace_encode(error: CodecError) -> (Replacement, usize) {
    (CharsVec::One(vec![b'?'; error.end - error.start]), error.end)
}

/// `replace` when translating: U+FFFD for each code point.
pub fn replace_translate(error: CodecError) -> (Replacement, usize) {
    (CharsVec::Two(vec![0xFFFD; error.end - error.start]), error.end)
}

/// `xmlcharrefreplace` when encoding `text`: `&#8364;` for each code point.
pub fn xml_char_ref_replace(text: Chars<'_>, error: CodecError) -> (Replacement, usize) {
    let mut out = Vec::new();
    for c in text.slice(error.start..error.end) {
        out.extend_from_slice(b"&#");
        crate::int_print::write_u64(&mut out, c.into());
        out.push(b';');
    }
    (CharsVec::One(out), error.end)
}

/// `backslashreplace` when encoding `text`: `\x80`, `\u20ac`, `\U0001f600`.
pub fn backslash_replace(text: Chars<'_>, error: CodecError) -> (Replacement, usize) {
    let mut out = CharsBuf::new();
    for c in text.slice(error.start..error.end) {
        let spelled = match c {
            0..=0xFF => format!("\\x{c:02x}"),
            0x100..=0xFFFF => format!("\\u{c:04x}"),
            _ => format!("\\U{c:08x}"),
        };
        out.push_ascii(spelled.as_bytes());
    }
    (out.finish(), error.end)
}

/// For tests: writes `<start,end,reason>` and goes on after the fault.
#[cfg(test)]
pub fn marking() -> impl FnMut(CodecError) -> Result<(Replacement, usize), std::convert::Infallible> {
    |e| Ok((CharsVec::from(format!("<{},{},{}>", e.start, e.end, e.reason).as_str()), e.end))
}
