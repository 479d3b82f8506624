//! The Unicode character database as `unicodedata` tells it: version 5.2.0, and what version 3.2.0 said otherwise.
//!
//! `data/properties.bin` and `data/names.bin` are written by `tools/gen_unidata.py` from a running CPython 2.7; they derive
//! from the Unicode Character Database, under `data/LICENSE-UNICODE`. `properties.bin` is a row of tables, each behind its
//! count (32 bits, little-endian):
//!
//! - twice (5.2.0, 3.2.0): records of 8 bytes (category, combining class, bidirectional class, mirrored, width, decimal,
//!   digit, number; 255 for no value), block numbers, blocks of record numbers;
//! - decompositions: where each code's lies; what lies there (tag, count, codes); pairs that compose;
//! - codes that 3.2.0 decomposed to another one;
//! - numeric values; names of categories, bidirectional classes, widths and tags.
//!
//! [`names`] has the names of characters, [`normalize`] the normal forms.

pub mod names;
pub mod normalize;

pub use names::{lookup, name};
pub use normalize::{Form, normalize};

use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("../../data/properties.bin");
const BLOCK_BITS: u32 = 7;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// 5.2.0
    New,
    /// 3.2.0
    Old,
}

/// A table's bytes and how many entries it has.
#[derive(Clone, Copy)]
struct Table {
    bytes: &'static [u8],
    count: usize,
}

impl Table {
    fn u16(self, at: usize) -> u16 {
        u16::from_le_bytes([self.bytes[at * 2], self.bytes[at * 2 + 1]])
    }
    fn u32(self, at: usize) -> u32 {
        word(self.bytes, at * 4)
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Takes tables off the front of data that the generator wrote.
struct Reader(&'static [u8]);

impl Reader {
    fn table(&mut self, size: usize) -> Table {
        let count = word(self.0, 0) as usize;
        let (bytes, rest) = self.0[4..].split_at(count * size);
        self.0 = rest;
        Table { bytes, count }
    }
    fn texts(&mut self) -> Vec<&'static str> {
        let count = word(self.0, 0) as usize;
        self.0 = &self.0[4..];
        let mut texts = Vec::with_capacity(count);
        for _ in 0..count {
            let (text, rest) = self.0[1..].split_at(self.0[0] as usize);
            texts.push(std::str::from_utf8(text).unwrap_or(""));
            self.0 = rest;
        }
        texts
    }
}

struct Stages {
    records: Table,
    first: Table,
    blocks: Table,
}

struct Database {
    stages: [Stages; 2],
    decomposition_index: Table,
    decompositions: Table,
    pairs: Table,
    corrections: Table,
    numbers: Table,
    categories: Vec<&'static str>,
    bidirectional: Vec<&'static str>,
    widths: Vec<&'static str>,
    tags: Vec<&'static str>,
}

fn database() -> &'static Database {
    static DATABASE: OnceLock<Database> = OnceLock::new();
    DATABASE.get_or_init(|| {
        let mut reader = Reader(BYTES);
        let mut stages =
            || Stages { records: reader.table(8), first: reader.table(2), blocks: reader.table(2 << BLOCK_BITS) };
        let stages = [stages(), stages()];
        Database {
            stages,
            decomposition_index: reader.table(8),
            decompositions: reader.table(1),
            pairs: reader.table(12),
            corrections: reader.table(8),
            numbers: reader.table(8),
            categories: reader.texts(),
            bidirectional: reader.texts(),
            widths: reader.texts(),
            tags: reader.texts(),
        }
    })
}

/// A code point without a character in both versions.
const UNASSIGNED: u32 = 0x0378;

/// The record of a code point; one past the last has that of an unassigned one.
fn record(code: u32, version: Version) -> &'static [u8] {
    // What lies beyond Unicode is as any code point that means nothing.
    let code = if code > 0x10_FFFF { UNASSIGNED } else { code };
    let stages = &database().stages[version as usize];
    let block = code >> BLOCK_BITS;
    let block = if (block as usize) < stages.first.count { block } else { stages.first.count as u32 - 1 };
    let block = stages.first.u16(block as usize) as usize;
    let at = stages.blocks.u16(block << BLOCK_BITS | code as usize & ((1 << BLOCK_BITS) - 1)) as usize;
    &stages.records.bytes[at * 8..at * 8 + 8]
}

pub fn category(code: u32, version: Version) -> &'static str {
    database().categories[record(code, version)[0] as usize]
}

fn is_unassigned(code: u32, version: Version) -> bool {
    record(code, version)[0] == 0
}

/// The canonical combining class.
pub fn combining(code: u32, version: Version) -> u8 {
    record(code, version)[1]
}

pub fn bidirectional(code: u32, version: Version) -> &'static str {
    database().bidirectional[record(code, version)[2] as usize]
}

pub fn mirrored(code: u32, version: Version) -> bool {
    record(code, version)[3] != 0
}

pub fn east_asian_width(code: u32, version: Version) -> &'static str {
    database().widths[record(code, version)[4] as usize]
}

fn value(code: u32, version: Version, at: usize) -> Option<u8> {
    Some(record(code, version)[at]).filter(|&value| value != 255)
}

pub fn decimal(code: u32, version: Version) -> Option<u8> {
    value(code, version, 5)
}

pub fn digit(code: u32, version: Version) -> Option<u8> {
    value(code, version, 6)
}

pub fn numeric(code: u32, version: Version) -> Option<f64> {
    let at = value(code, version, 7)? as usize;
    let bytes = database().numbers.bytes.get(at * 8..)?.first_chunk()?;
    Some(f64::from_le_bytes(*bytes))
}

/// Place of a code in a table of (code, x) in order.
fn find(table: Table, code: u32) -> Option<u32> {
    let (mut low, mut high) = (0, table.count);
    while low < high {
        let middle = (low + high) / 2;
        match table.u32(middle * 2).cmp(&code) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(table.u32(middle * 2 + 1)),
        }
    }
    None
}

/// What a code point decomposes to in one step: the tag ("" for a canonical decomposition) and the code points.
fn decomposed(code: u32, version: Version) -> Option<(&'static str, impl DoubleEndedIterator<Item = u32>)> {
    if version == Version::Old && is_unassigned(code, version) {
        return None;
    }
    let database = database();
    let at = find(database.decomposition_index, code)? as usize;
    let bytes = &database.decompositions.bytes[at..];
    let codes = &bytes[2..2 + bytes[1] as usize * 4];
    Some((database.tags[bytes[0] as usize], codes.chunks_exact(4).map(|part| word(part, 0))))
}

/// `decomposition()`: tag and codes in hexadecimal digits; "" for none.
pub fn decomposition(code: u32, version: Version) -> String {
    let Some((tag, codes)) = decomposed(code, version) else { return String::new() };
    let parts = codes.map(|code| format!("{code:04X}"));
    std::iter::once(tag.to_string()).filter(|tag| !tag.is_empty()).chain(parts).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties() {
        assert_eq!(category('A'.into(), Version::New), "Lu");
        assert_eq!((category(0x0221, Version::New), category(0x0221, Version::Old)), ("Ll", "Cn"));
        assert_eq!(category(0x11_0000, Version::New), "Cn");
        assert_eq!(numeric(0x00BD, Version::New), Some(0.5));
        assert_eq!((decimal(0x0664, Version::New), decimal('x'.into(), Version::New)), (Some(4), None));
        assert_eq!(decomposition(0x00A8, Version::New), "<compat> 0020 0308");
        assert_eq!(east_asian_width(0x4E00, Version::New), "W");
    }
}
