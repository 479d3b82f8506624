//! The normal forms of UAX #15. As CPython has it, the version decides what decomposes; classes and compositions are those of
//! 5.2.0 for both.

use super::{Table, Version, combining, database, decomposed, find, word};
use crate::chars::{Chars, CharsBuf, CharsVec};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Nfc,
    Nfkc,
    Nfd,
    Nfkd,
}

const S_BASE: u32 = 0xAC00;
const L_BASE: u32 = 0x1100;
const V_BASE: u32 = 0x1161;
const T_BASE: u32 = 0x11A7;
const V_COUNT: u32 = 21;
const T_COUNT: u32 = 28;
const S_COUNT: u32 = 19 * V_COUNT * T_COUNT;

fn decompose(text: Chars, compatible: bool, version: Version) -> Vec<u32> {
    let mut out = Vec::with_capacity(text.len());
    let mut stack = Vec::new();
    for code in text.iter() {
        stack.push(code);
        while let Some(code) = stack.pop() {
            // Below there is nothing to decompose.
            if code < 0xA0 {
                out.push(code);
                continue;
            }
            if (S_BASE..S_BASE + S_COUNT).contains(&code) {
                let at = code - S_BASE;
                out.push(L_BASE + at / (V_COUNT * T_COUNT));
                out.push(V_BASE + at / T_COUNT % V_COUNT);
                if !at.is_multiple_of(T_COUNT) {
                    out.push(T_BASE + at % T_COUNT);
                }
                continue;
            }
            if version == Version::Old
                && let Some(other) = find(database().corrections, code)
            {
                stack.push(other);
                continue;
            }
            match decomposed(code, version) {
                Some((tag, codes)) if compatible || tag.is_empty() => stack.extend(codes.rev()),
                _ => out.push(code),
            }
        }
    }
    order(&mut out);
    out
}

/// Brings every run of combining characters into the order of their classes.
fn order(codes: &mut [u32]) {
    let class = |code: u32| combining(code, Version::New);
    let mut at = 0;
    while at < codes.len() {
        if codes[at] < 0x300 || class(codes[at]) == 0 {
            at += 1;
            continue;
        }
        let from = at;
        while at < codes.len() && class(codes[at]) != 0 {
            at += 1;
        }
        codes[from..at].sort_by_key(|&code| class(code));
    }
}

/// What two characters compose to.
fn pair(table: Table, first: u32, second: u32) -> Option<u32> {
    let (mut low, mut high) = (0, table.count);
    while low < high {
        let middle = (low + high) / 2;
        let entry = &table.bytes[middle * 12..middle * 12 + 12];
        match (word(entry, 0), word(entry, 4)).cmp(&(first, second)) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(word(entry, 8)),
        }
    }
    None
}

fn composed(first: u32, second: u32) -> Option<u32> {
    let (lead, vowel) = (first.wrapping_sub(L_BASE), second.wrapping_sub(V_BASE));
    if lead < 19 && vowel < V_COUNT {
        return Some(S_BASE + (lead * V_COUNT + vowel) * T_COUNT);
    }
    let (syllable, tail) = (first.wrapping_sub(S_BASE), second.wrapping_sub(T_BASE));
    if syllable < S_COUNT && syllable.is_multiple_of(T_COUNT) && (1..T_COUNT).contains(&tail) {
        return Some(first + tail);
    }
    pair(database().pairs, first, second)
}

fn compose(codes: Vec<u32>) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::with_capacity(codes.len());
    // Place of the last starter, and the class of what stands last behind it.
    let mut starter: Option<usize> = None;
    let mut last = 0;
    for code in codes {
        let class = if code < 0x300 { 0 } else { combining(code, Version::New) };
        if let Some(at) = starter {
            let adjacent = at + 1 == out.len();
            // Blocked: something of the same or a higher class, or a starter, lies between.
            if (adjacent || (last != 0 && last < class))
                && let Some(both) = composed(out[at], code)
            {
                out[at] = both;
                continue;
            }
        }
        if class == 0 {
            starter = Some(out.len());
        }
        last = class;
        out.push(code);
    }
    out
}

pub fn normalize(text: Chars, form: Form, version: Version) -> CharsVec {
    let compatible = matches!(form, Form::Nfkc | Form::Nfkd);
    let mut codes = decompose(text, compatible, version);
    if matches!(form, Form::Nfc | Form::Nfkc) {
        codes = compose(codes);
    }
    let mut out = CharsBuf::with_capacity(codes.len());
    codes.into_iter().for_each(|code| out.push(code));
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: Form, text: &str, expected: &str) {
        let codes = CharsVec::from_codes(text.chars().map(u32::from));
        let expected: Vec<u32> = expected.chars().map(u32::from).collect();
        let found: Vec<u32> = normalize(codes.as_chars(), form, Version::New).as_chars().iter().collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn forms() {
        check(Form::Nfd, "\u{1E69}\u{AC01}", "s\u{323}\u{307}\u{1100}\u{1161}\u{11A8}");
        check(Form::Nfc, "s\u{307}\u{323}\u{1100}\u{1161}\u{11A8}", "\u{1E69}\u{AC01}");
        check(Form::Nfkc, "\u{FB01}\u{2460}", "fi1");
        check(Form::Nfc, "a\u{301}\u{301}", "\u{E1}\u{301}");
        check(Form::Nfc, "\u{340}", "\u{300}");
    }
}
