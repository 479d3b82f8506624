//! Names of characters. Those of Hangul syllables and unified ideographs follow from the code point; the others are
//! sequences of words, of which each is stored once.
//!
//! `data/names.bin`, after its tables' counts: the words, the most frequent first; chunks of at most 32 names of
//! consecutive code points (first code, how many, where); the names. A word of a name is a byte or two: bit 7 marks the last
//! word, bit 6 a second byte, which extends the six bits left.

use super::{Reader, Table, Version, is_unassigned};
use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("../../data/names.bin");

const LEADS: [&str; 19] =
    ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
const VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI",
    "I",
];
const TAILS: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS",
    "NG", "J", "C", "K", "T", "P", "H",
];
const HANGUL: &str = "HANGUL SYLLABLE ";
const IDEOGRAPH: &str = "CJK UNIFIED IDEOGRAPH-";
const FIRST_SYLLABLE: u32 = 0xAC00;
const SYLLABLES: u32 = 19 * 21 * 28;

struct Names {
    words: Vec<&'static str>,
    chunks: Table,
    data: Table,
    /// Hashes of all names with their code points, in order.
    by_hash: OnceLock<Vec<(u32, u32)>>,
}

fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut reader = Reader(BYTES);
        Names { words: reader.texts(), chunks: reader.table(12), data: reader.table(1), by_hash: OnceLock::new() }
    })
}

fn is_ideograph(code: u32) -> bool {
    matches!(code, 0x3400..=0x4DB5 | 0x4E00..=0x9FCB | 0x2_0000..=0x2_A6D6 | 0x2_A700..=0x2_B734)
}

/// The words of the name at `at`, and where the next one is.
fn read(names: &Names, mut at: usize, mut each: impl FnMut(&'static str)) -> usize {
    let bytes = names.data.bytes;
    loop {
        let first = bytes[at];
        let mut word = usize::from(first & 0x3F);
        at += 1;
        if first & 0x40 != 0 {
            word = 64 + (word << 8 | usize::from(bytes[at]));
            at += 1;
        }
        each(names.words[word]);
        if first & 0x80 != 0 {
            return at;
        }
    }
}

/// The name of a character, if it has one.
pub fn name(code: u32, version: Version) -> Option<String> {
    if version == Version::Old && is_unassigned(code, version) {
        return None;
    }
    if (FIRST_SYLLABLE..FIRST_SYLLABLE + SYLLABLES).contains(&code) {
        let at = (code - FIRST_SYLLABLE) as usize;
        return Some(format!("{HANGUL}{}{}{}", LEADS[at / 588], VOWELS[at / 28 % 21], TAILS[at % 28]));
    }
    if is_ideograph(code) {
        return Some(format!("{IDEOGRAPH}{code:X}"));
    }
    let names = names();
    let (mut low, mut high) = (0, names.chunks.count);
    while low < high {
        let middle = (low + high) / 2;
        if names.chunks.u32(middle * 3) <= code { low = middle + 1 } else { high = middle }
    }
    let chunk = low.checked_sub(1)?;
    let index = code - names.chunks.u32(chunk * 3);
    if index >= names.chunks.u32(chunk * 3 + 1) {
        return None;
    }
    let mut at = names.chunks.u32(chunk * 3 + 2) as usize;
    for _ in 0..index {
        at = read(names, at, |_| ());
    }
    let mut name = String::new();
    read(names, at, |word| {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    });
    Some(name)
}

/// FNV-1a over the name in upper case.
fn hash(hash: u32, text: &[u8]) -> u32 {
    text.iter().fold(hash, |hash, byte| (hash ^ u32::from(byte.to_ascii_uppercase())).wrapping_mul(0x0100_0193))
}

const SEED: u32 = 0x811C_9DC5;

fn by_hash(names: &'static Names) -> &'static [(u32, u32)] {
    names.by_hash.get_or_init(|| {
        let mut all = Vec::new();
        for chunk in 0..names.chunks.count {
            let mut at = names.chunks.u32(chunk * 3 + 2) as usize;
            for index in 0..names.chunks.u32(chunk * 3 + 1) {
                let (mut sum, mut first) = (SEED, true);
                at = read(names, at, |word| {
                    if !std::mem::replace(&mut first, false) {
                        sum = hash(sum, b" ");
                    }
                    sum = hash(sum, word.as_bytes());
                });
                all.push((sum, names.chunks.u32(chunk * 3) + index));
            }
        }
        all.sort_unstable();
        all
    })
}

/// The longest of these that the text begins with; its number.
fn longest(texts: &[&str], text: &[u8]) -> Option<usize> {
    let fits = |at: &usize| text.starts_with(texts[*at].as_bytes());
    (0..texts.len()).filter(fits).max_by_key(|&at| texts[at].len())
}

/// The character of a name, upper or lower case; computed names are in upper case.
pub fn lookup(wanted: &[u8], version: Version) -> Option<u32> {
    if let Some(rest) = wanted.strip_prefix(HANGUL.as_bytes()) {
        let lead = longest(&LEADS, rest)?;
        let rest = &rest[LEADS[lead].len()..];
        let vowel = longest(&VOWELS, rest).filter(|&vowel| !VOWELS[vowel].is_empty())?;
        let rest = &rest[VOWELS[vowel].len()..];
        let tail = longest(&TAILS, rest)?;
        if TAILS[tail].len() != rest.len() {
            return None;
        }
        return Some(FIRST_SYLLABLE + ((lead * 21 + vowel) * 28 + tail) as u32);
    }
    if let Some(digits) = wanted.strip_prefix(IDEOGRAPH.as_bytes()) {
        if !matches!(digits.len(), 4 | 5) || !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F')) {
            return None;
        }
        let code = u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        return Some(code).filter(|&code| is_ideograph(code));
    }
    let names = by_hash(names());
    let sum = hash(SEED, wanted);
    let from = names.partition_point(|&(other, _)| other < sum);
    names[from..]
        .iter()
        .take_while(|&&(other, _)| other == sum)
        .map(|&(_, code)| code)
        .find(|&code| name(code, version).is_some_and(|name| name.as_bytes().eq_ignore_ascii_case(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_back() {
        let mut count = 0;
        for code in 0..0x11_0000 {
            if let Some(name) = name(code, Version::New) {
                assert_eq!(lookup(name.as_bytes(), Version::New), Some(code), "{name}");
                count += 1;
            }
        }
        assert_eq!(count, 21_742 + SYLLABLES + 6582 + 20_940 + 42_711 + 4149);
        assert_eq!(lookup(b"latin small letter a", Version::New), Some(0x61));
        assert_eq!(lookup(b"LATIN", Version::New), None);
        assert_eq!(lookup(b"HANGUL SYLLABLE ", Version::New), None);
    }
}
