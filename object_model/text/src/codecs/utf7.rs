//! UTF-7 (RFC 2152): ASCII in which `+…-` holds UTF-16 in base64.

use super::{CodecError, Replacement};
use crate::chars::{Chars, CharsBuf, CharsVec};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn sextet(c: u8) -> Option<u32> {
    Some(u32::from(match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

/// A base64 section being read.
#[derive(Clone, Copy)]
struct Section {
    /// Position of its `+`.
    start: usize,
    /// Length of the output before it.
    out_len: usize,
    buffer: u32,
    bits: u32,
    /// A high surrogate waiting for its low one, 0 if none.
    surrogate: u32,
}

impl Section {
    /// Takes six bits and writes a code point if that completes one.
    fn take(&mut self, out: &mut CharsBuf, six: u32) {
        self.buffer = self.buffer << 6 | six;
        self.bits += 6;
        if self.bits < 16 {
            return;
        }
        self.bits -= 16;
        let c = self.buffer >> self.bits;
        self.buffer &= (1 << self.bits) - 1;
        let high = std::mem::take(&mut self.surrogate);
        match c {
            0xDC00..=0xDFFF if high != 0 => return out.push(0x10000 + ((high & 0x3FF) << 10 | (c & 0x3FF))),
            _ if high != 0 => out.push(high),
            _ => {}
        }
        if let 0xD800..=0xDBFF = c { self.surrogate = c } else { out.push(c) }
    }

    fn unfinished(&self) -> bool {
        self.surrogate != 0 || self.bits >= 6 || self.bits > 0 && self.buffer != 0
    }
}

/// Decodes UTF-7: the text and the count of bytes used. Without `last`, a base64 section that has not ended is left for the
/// next call.
pub fn decode<E>(
    bytes: &[u8],
    last: bool,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<(CharsVec, usize), E> {
    let mut out = CharsBuf::with_capacity(bytes.len());
    let mut section: Option<Section> = None;
    // Where the last fault or section began: faults within a section are reported from its start.
    let mut at = 0;
    loop {
        let (start, end, reason) = match (bytes.get(at), section.as_mut()) {
            (None, Some(open)) if last => {
                let open = *open;
                section = None;
                if !open.unfinished() {
                    break;
                }
                (open.start, bytes.len(), "unterminated shift sequence")
            }
            (None, _) => break,
            (Some(&c), Some(open)) => {
                if let Some(six) = sextet(c) {
                    open.take(&mut out, six);
                    at += 1;
                    continue;
                }
                let open = *open;
                section = None;
                if open.bits >= 6 {
                    (open.start, at + 1, "partial character in shift sequence")
                } else if open.bits > 0 && open.buffer != 0 {
                    (open.start, at + 1, "non-zero padding bits in shift sequence")
                } else {
                    if open.surrogate != 0 && c < 0x80 && c != b'+' {
                        out.push(open.surrogate);
                    }
                    at += usize::from(c == b'-');
                    continue;
                }
            }
            (Some(b'+'), None) if bytes.get(at + 1) == Some(&b'-') => {
                out.push('+'.into());
                at += 2;
                continue;
            }
            (Some(b'+'), None) => {
                section = Some(Section { start: at, out_len: out.len(), buffer: 0, bits: 0, surrogate: 0 });
                at += 1;
                continue;
            }
            (Some(&c), None) if c < 0x80 => {
                out.push(c.into());
                at += 1;
                continue;
            }
            (Some(_), None) => (at, at + 1, "unexpected special character"),
        };
        let (replacement, resume) = handler(CodecError { start, end, reason })?;
        out.extend_chars(replacement.as_chars());
        at = resume;
    }
    if let Some(open) = section {
        // Cutting may leave wider storage than the rest needs.
        return Ok((out.as_chars().slice(0..open.out_len).to_vec(), open.start));
    }
    Ok((out.finish(), at.min(bytes.len())))
}

/// Whether `c` may stand for itself. `encode_o`: not if it is one of the optional direct characters; `encode_space`: not
/// if it is white space.
fn is_direct(c: u32, encode_o: bool, encode_space: bool) -> bool {
    let Some(c) = u8::try_from(c).ok().filter(u8::is_ascii) else { return false };
    match c {
        b' ' | b'\t' | b'\n' | b'\r' => !encode_space,
        b'\'' | b'(' | b')' | b',' | b'-' | b'.' | b'/' | b':' | b'?' => true,
        b'+' | b'\\' | b'~' => false,
        _ if c.is_ascii_alphanumeric() => true,
        _ => c.is_ascii_graphic() && !encode_o,
    }
}

/// Encodes to UTF-7. CPython's codec passes false for both options.
pub fn encode(text: Chars<'_>, encode_o: bool, encode_space: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let (mut shifted, mut buffer, mut bits) = (false, 0u64, 0u32);
    for c in text {
        if is_direct(c, encode_o, encode_space) {
            if shifted {
                flush(&mut out, buffer, &mut bits);
                shifted = false;
                if sextet(c as u8).is_some() || c == '-'.into() {
                    out.push(b'-');
                }
            }
            out.push(c as u8);
            continue;
        }
        if !shifted {
            if c == '+'.into() {
                out.extend_from_slice(b"+-");
                continue;
            }
            out.push(b'+');
            shifted = true;
        }
        if c >= 0x10000 {
            let c = c - 0x10000;
            buffer = buffer << 32 | u64::from((0xD800 | c >> 10) << 16 | 0xDC00 | c & 0x3FF);
            bits += 32;
        } else {
            buffer = buffer << 16 | u64::from(c);
            bits += 16;
        }
        while bits >= 6 {
            bits -= 6;
            out.push(ALPHABET[(buffer >> bits & 63) as usize]);
        }
    }
    if shifted {
        flush(&mut out, buffer, &mut bits);
        out.push(b'-');
    }
    out
}

/// Writes the bits that are left, filled up with zeros.
fn flush(out: &mut Vec<u8>, buffer: u64, bits: &mut u32) {
    if *bits > 0 {
        out.push(ALPHABET[(buffer << (6 - *bits) & 63) as usize]);
        *bits = 0;
    }
}
