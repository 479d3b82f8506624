//! ASCII and Latin-1.

use super::{CodecError, Replacement};
use crate::chars::{Chars, CharsBuf, CharsVec, Unit};
use crate::with_units;

/// Decodes Latin-1, which cannot fail.
pub fn decode_latin1(bytes: &[u8]) -> CharsVec {
    CharsVec::One(bytes.to_vec())
}

/// Decodes ASCII. Each byte from 0x80 is a fault of its own.
pub fn decode_ascii<E>(
    bytes: &[u8],
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<CharsVec, E> {
    let mut at = super::ascii_run(bytes);
    if at == bytes.len() {
        return Ok(CharsVec::One(bytes.to_vec()));
    }
    let mut out = CharsBuf::with_capacity(bytes.len());
    out.push_latin1(&bytes[..at]);
    while let Some(&c) = bytes.get(at) {
        if c < 0x80 {
            out.push(c.into());
            at += 1;
            continue;
        }
        let error = CodecError { start: at, end: at + 1, reason: "ordinal not in range(128)" };
        let (replacement, resume) = handler(error)?;
        out.extend_chars(replacement.as_chars());
        at = resume;
    }
    Ok(out.finish())
}

/// Encodes to ASCII; see [`encode_latin1`].
pub fn encode_ascii<E: From<CodecError>>(
    text: Chars<'_>,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, E> {
    match text {
        Chars::One(u) if u.is_ascii() => Ok(u.to_vec()),
        _ => with_units!(text, u => encode_below(u, 0x80, "ordinal not in range(128)", handler)),
    }
}

/// Encodes to Latin-1. Neighbouring code points that do not fit are one fault. A replacement that does not fit either is an
/// error that no handler sees, hence the bound on `E`.
pub fn encode_latin1<E: From<CodecError>>(
    text: Chars<'_>,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, E> {
    match text {
        Chars::One(u) => Ok(u.to_vec()),
        _ => with_units!(text, u => encode_below(u, 0x100, "ordinal not in range(256)", handler)),
    }
}

fn encode_below<U: Unit, E: From<CodecError>>(
    units: &[U],
    limit: u32,
    reason: &'static str,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, E> {
    let mut out = Vec::with_capacity(units.len());
    let mut at = 0;
    while let Some(c) = units.get(at).map(|c| c.code()) {
        if c < limit {
            out.push(c as u8);
            at += 1;
            continue;
        }
        let end = at + units[at..].iter().take_while(|c| c.code() >= limit).count();
        let error = CodecError { start: at, end, reason };
        let (replacement, resume) = handler(error)?;
        for c in replacement.as_chars() {
            if c >= limit {
                return Err(E::from(CodecError { start: at, end: at + 1, reason }));
            }
            out.push(c as u8);
        }
        at = resume;
    }
    Ok(out)
}
