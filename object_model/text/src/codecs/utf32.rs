//! UTF-32, in either byte order or as a byte-order mark says, and `unicode_internal`, which is the same without mark and
//! with words of its own for errors.

use super::{ByteOrder, CodecError, Replacement};
use crate::chars::{Chars, CharsBuf, CharsVec};

const MARK: u32 = 0xFEFF;
const LIMIT: u32 = 0x11_0000;

/// Decodes UTF-32: the text, the count of bytes used, and the byte order that a mark set (or the one given).
pub fn decode<E>(
    bytes: &[u8],
    order: ByteOrder,
    last: bool,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<(CharsVec, usize, ByteOrder), E> {
    let (mut order, mut start) = (order, 0);
    if order == ByteOrder::Marked {
        match bytes {
            [0xFF, 0xFE, 0, 0, ..] => (order, start) = (ByteOrder::Little, 4),
            [0, 0, 0xFE, 0xFF, ..] => (order, start) = (ByteOrder::Big, 4),
            _ => {}
        }
    }
    let reasons = ["truncated data", "code point not in range(0x110000)"];
    let big = order == ByteOrder::Big;
    let (text, used) = decode_words(bytes, start, big, last, reasons, handler)?;
    Ok((text, used, order))
}

/// Decodes `unicode_internal`: code points as little-endian words.
pub fn decode_internal<E>(
    bytes: &[u8],
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<CharsVec, E> {
    let reasons = ["truncated input", "illegal code point (> 0x10FFFF)"];
    decode_words(bytes, 0, false, true, reasons, handler).map(|(text, _)| text)
}

fn decode_words<E>(
    bytes: &[u8],
    start: usize,
    big: bool,
    last: bool,
    [truncated, out_of_range]: [&'static str; 2],
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<(CharsVec, usize), E> {
    let mut out = CharsBuf::with_capacity(bytes.len() / 4);
    let mut at = start;
    while at < bytes.len() {
        let word: Option<[u8; 4]> = bytes.get(at..at + 4).and_then(|w| w.try_into().ok());
        let (end, reason) = match word.map(|w| if big { u32::from_be_bytes(w) } else { u32::from_le_bytes(w) }) {
            Some(c) if c < LIMIT => {
                out.push(c);
                at += 4;
                continue;
            }
            Some(_) => (at + 4, out_of_range),
            None if last => (bytes.len(), truncated),
            None => break,
        };
        let (replacement, resume) = handler(CodecError { start: at, end, reason })?;
        out.extend_chars(replacement.as_chars());
        at = resume;
    }
    Ok((out.finish(), at.min(bytes.len())))
}

/// Encodes to UTF-32; [`ByteOrder::Marked`] writes a mark and little-endian. `unicode_internal` is `Little`.
pub fn encode(text: Chars<'_>, order: ByteOrder) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 4 + 4);
    if order == ByteOrder::Marked {
        out.extend_from_slice(&MARK.to_le_bytes());
    }
    for c in text {
        out.extend_from_slice(&if order == ByteOrder::Big { c.to_be_bytes() } else { c.to_le_bytes() });
    }
    out
}
