//! UTF-8 with Python 2.7's rules.
//!
//! Decoding first lets the standard library validate the input, which is fast; what it accepts is then read at the width that
//! its lead bytes call for. Only input it refuses (errors, surrogates, an unfinished end) is read by the slow loop.

use super::{CodecError, Replacement, ascii_run};
use crate::chars::{Chars, CharsBuf, CharsVec, Unit};

/// Decodes UTF-8: the text and the count of bytes used.
pub fn decode<E>(
    bytes: &[u8],
    last: bool,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<(CharsVec, usize), E> {
    match std::str::from_utf8(bytes) {
        Ok(valid) => Ok((read_valid(valid), bytes.len())),
        Err(_) => decode_slow(bytes, last, handler),
    }
}

fn read_valid(valid: &str) -> CharsVec {
    let bytes = valid.as_bytes();
    let highest = bytes.iter().fold(0, |m, &b| m.max(b));
    match highest {
        0..=0x7F => CharsVec::One(bytes.to_vec()),
        // Lead bytes up to 0xC3 stay in Latin-1, up to 0xEF in 16 bits.
        0x80..=0xC3 => CharsVec::One(read_units(valid)),
        0xC4..=0xEF => CharsVec::Two(read_units(valid)),
        _ => CharsVec::Four(read_units(valid)),
    }
}

fn read_units<U: Unit>(valid: &str) -> Vec<U> {
    // Counting is fast; a vector of the right size never has to grow.
    let mut out = Vec::with_capacity(valid.chars().count());
    let mut rest = valid;
    loop {
        // Eight ASCII bytes at a time, one character at a time elsewhere.
        if let Some(word) = rest.as_bytes().first_chunk::<8>()
            && u64::from_ne_bytes(*word) & 0x8080_8080_8080_8080 == 0
        {
            out.extend(word.map(|b| U::of(b.into())));
            rest = &rest[8..];
            continue;
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return out };
        out.push(U::of(c.into()));
        rest = chars.as_str();
    }
}

/// One step of the slow loop at `bytes[at..]`, not empty.
enum Step {
    Code(u32, usize),
    /// The input ends within a sequence; `usize` is where the error would end.
    Unfinished(usize),
    Bad(usize, &'static str),
}

fn step(bytes: &[u8], at: usize) -> Step {
    let lead = bytes[at];
    let is_tail = |i: usize| bytes.get(at + i).is_some_and(|b| b & 0xC0 == 0x80);
    let len = match lead {
        0..=0x7F => return Step::Code(lead.into(), at + 1),
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return Step::Bad(at + 1, "invalid start byte"),
    };
    let tails = (1..len).take_while(|&i| is_tail(i)).count();
    if at + len > bytes.len() {
        return Step::Unfinished(at + 1 + tails);
    }
    let second = bytes[at + 1];
    // Overlong spellings and code points past the last.
    let bad_second = match lead {
        0xE0 => second < 0xA0,
        0xF0 => second < 0x90,
        0xF4 => second > 0x8F,
        _ => false,
    };
    if tails + 1 < len || bad_second {
        // The error takes in the tails that are there, but never the last byte of the sequence.
        return Step::Bad(at + 1 + tails.min(len - 2), "invalid continuation byte");
    }
    let code = bytes[at + 1..at + len].iter().fold(u32::from(lead) & (0x7F >> len), |c, b| c << 6 | u32::from(b & 0x3F));
    Step::Code(code, at + len)
}

fn decode_slow<E>(
    bytes: &[u8],
    last: bool,
    handler: &mut impl FnMut(CodecError) -> Result<(Replacement, usize), E>,
) -> Result<(CharsVec, usize), E> {
    let mut out = CharsBuf::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let run = ascii_run(&bytes[at..]);
        out.push_latin1(&bytes[at..at + run]);
        at += run;
        if at == bytes.len() {
            break;
        }
        let (end, reason) = match step(bytes, at) {
            Step::Code(code, next) => {
                out.push(code);
                at = next;
                continue;
            }
            Step::Unfinished(_) if !last => break,
            Step::Unfinished(end) => (end, "unexpected end of data"),
            Step::Bad(end, reason) => (end, reason),
        };
        let (replacement, resume) = handler(CodecError { start: at, end, reason })?;
        out.extend_chars(replacement.as_chars());
        at = resume;
    }
    Ok((out.finish(), at.min(bytes.len())))
}

/// The bytes of one code point, and how many they are.
#[inline]
fn code_bytes(c: u32) -> ([u8; 4], usize) {
    let tail = |shift: u32| 0x80 | (c >> shift & 0x3F) as u8;
    match c {
        0..=0x7F => ([c as u8, 0, 0, 0], 1),
        0x80..=0x7FF => ([0xC0 | (c >> 6) as u8, tail(0), 0, 0], 2),
        0x800..=0xFFFF => ([0xE0 | (c >> 12) as u8, tail(6), tail(0), 0], 3),
        _ => ([0xF0 | (c >> 18) as u8 & 7, tail(12), tail(6), tail(0)], 4),
    }
}

/// Appends one code point; a surrogate is written as any other.
#[inline]
pub fn write_code(out: &mut Vec<u8>, c: u32) {
    let (bytes, len) = code_bytes(c);
    out.extend_from_slice(&bytes[..len]);
}

/// Encodes to UTF-8. Never fails: a lone surrogate is written as three bytes, a pair as the character it stands for.
pub fn encode(text: Chars<'_>) -> Vec<u8> {
    match text {
        Chars::One(u) if u.is_ascii() => u.to_vec(),
        Chars::One(u) => encode_units(u),
        Chars::Two(u) => encode_units(u),
        Chars::Four(u) => encode_units(u),
    }
}

fn encode_units<U: Unit>(units: &[U]) -> Vec<u8> {
    // Room for every code point by itself; pairs of surrogates take less. Counting vectorizes, and spares the growing.
    let longer = |c: u32| usize::from(c >= 0x80) + usize::from(c >= 0x800) + usize::from(c >= 0x10000);
    let room = units.iter().map(|c| 1 + longer(c.code())).sum();
    let mut out = vec![0u8; room];
    let (mut at, mut end) = (0, 0);
    while let Some(c) = units.get(at).map(|c| c.code()) {
        at += 1;
        if c < 0x80 {
            out[end] = c as u8;
            end += 1;
            continue;
        }
        let mut code = c;
        if let 0xD800..=0xDBFF = c
            && let Some(low @ 0xDC00..=0xDFFF) = units.get(at).map(|c| c.code())
        {
            code = 0x10000 + ((c - 0xD800) << 10 | (low - 0xDC00));
            at += 1;
        }
        let (bytes, len) = code_bytes(code);
        out[end..end + len].copy_from_slice(&bytes[..len]);
        end += len;
    }
    out.truncate(end);
    out
}
