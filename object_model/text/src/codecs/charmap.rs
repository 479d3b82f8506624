//! Codecs given by a mapping: the base of the one-byte encodings in the `encodings` package.
//!
//! A mapping is a closure, so that it may be a Python dict. The usual one when decoding is a text of 256 code points
//! ([`table_entry`]); when encoding, the table built from it ([`EncodingTable`]).

use super::{CodecError, Replacement};
use crate::chars::{Chars, CharsBuf, CharsVec};

const UNDEFINED: &str = "character maps to <undefined>";
/// Stands for "no such character" in a decoding table.
const NO_CHARACTER: u32 = 0xFFFE;

/// What a decoding mapping has for a byte.
#[derive(Clone, Debug)]
pub enum Decoded {
    /// One code point; U+FFFE counts as undefined.
    Code(u32),
    Text(CharsVec),
    Undefined,
}

/// What an encoding mapping has for a code point.
#[derive(Clone, Debug)]
pub enum Encoded {
    Byte(u8),
    Bytes(Vec<u8>),
}

/// The entry for `byte` of a decoding table given as text.
pub fn table_entry(table: Chars<'_>, byte: u8) -> Decoded {
    table.get(byte.into()).map_or(Decoded::Undefined, Decoded::Code)
}

/// Decodes by a mapping.
pub fn decode<E>(
    bytes: &[u8],
    mapping: &mut impl FnMut(u8) -> Result<Decoded, E>,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<CharsVec, E> {
    let mut out = CharsBuf::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match mapping(byte)? {
            Decoded::Code(c) if c != NO_CHARACTER => out.push(c),
            Decoded::Text(text) if !matches!(text.as_chars(), Chars::Two([0xFFFE])) => out.extend_chars(text.as_chars()),
            _ => {
                let (replacement, resume) = handler(CodecError { start: at, end: at + 1, reason: UNDEFINED })?;
                out.extend_chars(replacement.as_chars());
                at = resume;
                continue;
            }
        }
        at += 1;
    }
    Ok(out.finish())
}

/// Encodes by a mapping. Neighbouring code points without an entry are one fault. A replacement goes through the mapping
/// too; if it has no entry either, that is an error that no handler sees, hence the bound on `E`.
pub fn encode<E: From<CodecError>>(
    text: Chars<'_>,
    mapping: &mut impl FnMut(u32) -> Result<Option<Encoded>, E>,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, E> {
    let mut out = Vec::with_capacity(text.len());
    let mut write = |out: &mut Vec<u8>, c: u32| -> Result<bool, E> {
        match mapping(c)? {
            Some(Encoded::Byte(byte)) => out.push(byte),
            Some(Encoded::Bytes(bytes)) => out.extend_from_slice(&bytes),
            None => return Ok(false),
        }
        Ok(true)
    };
    let mut at = 0;
    while let Some(c) = text.get(at) {
        if write(&mut out, c)? {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        let mut probe = Vec::new();
        while let Some(c) = text.get(end)
            && !write(&mut probe, c)?
        {
            end += 1;
        }
        let error = CodecError { start: at, end, reason: UNDEFINED };
        let (replacement, resume) = handler(error)?;
        for c in replacement.as_chars() {
            if !write(&mut out, c)? {
                return Err(E::from(error));
            }
        }
        at = resume;
    }
    Ok(out)
}

/// The inverse of a decoding table, as `codecs.charmap_build` makes it.
#[derive(Clone, Debug)]
pub struct EncodingTable {
    low: [Option<u8>; 256],
    /// Sorted by code point.
    high: Vec<(u32, u8)>,
}

impl EncodingTable {
    /// Of several bytes for one code point the last wins. Entries past 256 and U+FFFE are left out.
    pub fn build(decoding: Chars<'_>) -> EncodingTable {
        let mut table = EncodingTable { low: [None; 256], high: Vec::new() };
        for (byte, c) in (0..=255u8).zip(decoding) {
            match table.low.get_mut(c as usize) {
                Some(entry) => *entry = Some(byte),
                None if c != NO_CHARACTER => table.high.push((c, byte)),
                None => {}
            }
        }
        table.high.sort_unstable_by_key(|&(c, byte)| (c, std::cmp::Reverse(byte)));
        table.high.dedup_by_key(|&mut (c, _)| c);
        table
    }

    #[inline]
    pub fn get(&self, code: u32) -> Option<u8> {
        match self.low.get(code as usize) {
            Some(&entry) => entry,
            None => self.high.binary_search_by_key(&code, |&(c, _)| c).ok().map(|i| self.high[i].1),
        }
    }

    /// Size in bytes, for `EncodingMap.size`.
    pub fn size(&self) -> usize {
        size_of::<Self>() + self.high.len() * size_of::<(u32, u8)>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codecs::handlers;

    #[test]
    fn decoding_by_a_table() {
        let table = CharsVec::from("ab\u{20AC}\u{FFFE}");
        let mut mapping = |b| Ok(table_entry(table.as_chars(), b));
        let text = decode(&[0, 2, 3, 4, 1], &mut mapping, &mut handlers::marking()).unwrap();
        let wanted = format!("a\u{20AC}<2,3,{UNDEFINED}><3,4,{UNDEFINED}>b");
        assert_eq!(text, CharsVec::from(wanted.as_str()));
    }
}
