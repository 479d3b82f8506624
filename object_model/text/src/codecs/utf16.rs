//! UTF-16, in either byte order or as a byte-order mark says.

use super::{ByteOrder, CodecError, Replacement};
use crate::chars::{Chars, CharsBuf, CharsVec, Unit};
use crate::with_units;

const MARK: u16 = 0xFEFF;

/// Decodes UTF-16: the text, the count of bytes used, and the byte order that a mark set (or the one given).
pub fn decode<E>(
    bytes: &[u8],
    order: ByteOrder,
    last: bool,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<(CharsVec, usize, ByteOrder), E> {
    let (mut order, mut at) = (order, 0);
    if order == ByteOrder::Marked {
        match bytes {
            [0xFF, 0xFE, ..] => (order, at) = (ByteOrder::Little, 2),
            [0xFE, 0xFF, ..] => (order, at) = (ByteOrder::Big, 2),
            _ => {}
        }
    }
    let unit = |at: usize| -> Option<u32> {
        let pair: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(if order == ByteOrder::Big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }.into())
    };
    let mut out = CharsBuf::with_capacity(bytes.len() / 2);
    while at < bytes.len() {
        let (end, reason) = match (unit(at), unit(at + 2)) {
            (Some(c @ (0..=0xD7FF | 0xE000..)), _) => {
                out.push(c);
                at += 2;
                continue;
            }
            (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) => {
                out.push(0x10000 + ((high - 0xD800) << 10 | (low - 0xDC00)));
                at += 4;
                continue;
            }
            (None, _) | (_, None) if !last => break,
            (None, _) => (bytes.len(), "truncated data"),
            (_, None) => (bytes.len(), "unexpected end of data"),
            (Some(0xD800..=0xDBFF), _) => (at + 2, "illegal UTF-16 surrogate"),
            _ => (at + 2, "illegal encoding"),
        };
        let (replacement, resume) = handler(CodecError { start: at, end, reason })?;
        out.extend_chars(replacement.as_chars());
        at = resume;
    }
    Ok((out.finish(), at.min(bytes.len()), order))
}

/// Encodes to UTF-16; [`ByteOrder::Marked`] writes a mark and little-endian. Lone surrogates are written as they are.
pub fn encode(text: Chars<'_>, order: ByteOrder) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 2 + 2);
    if order == ByteOrder::Marked {
        out.extend_from_slice(&MARK.to_le_bytes());
    }
    if order == ByteOrder::Big {
        with_units!(text, u => encode_units(&mut out, u, u16::to_be_bytes));
    } else {
        with_units!(text, u => encode_units(&mut out, u, u16::to_le_bytes));
    }
    out
}

fn encode_units<U: Unit>(out: &mut Vec<u8>, units: &[U], bytes: impl Fn(u16) -> [u8; 2]) {
    for c in units {
        match c.code() {
            c @ 0..=0xFFFF => out.extend_from_slice(&bytes(c as u16)),
            c => {
                let c = c - 0x10000;
                out.extend_from_slice(&bytes(0xD800 | (c >> 10) as u16));
                out.extend_from_slice(&bytes(0xDC00 | (c & 0x3FF) as u16));
            }
        }
    }
}
