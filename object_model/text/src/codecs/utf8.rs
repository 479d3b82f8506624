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
    let mut out = Vec::with_capacity(valid.len());
    let mut rest = valid;
    while !rest.is_empty() {
        let run = ascii_run(rest.as_bytes());
        out.extend(rest.as_bytes()[..run].iter().map(|&b| U::of(b.into())));
        rest = &rest[run..];
        // Text in another script: stay here until ASCII comes again.
        let mut chars = rest.chars();
        while !rest.is_empty() {
            match chars.next() {
                Some(c) if !c.is_ascii() => {
                    out.push(U::of(c.into()));
                    rest = chars.as_str();
                }
                _ => break,
            }
        }
    }
    out
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

/// Appends one code point; a surrogate is written as any other.
#[inline]
pub fn write_code(out: &mut Vec<u8>, c: u32) {
    let tail = |shift: u32| 0x80 | (c >> shift & 0x3F) as u8;
    match c {
        0..=0x7F => out.push(c as u8),
        0x80..=0x7FF => out.extend_from_slice(&[0xC0 | (c >> 6) as u8, tail(0)]),
        0x800..=0xFFFF => out.extend_from_slice(&[0xE0 | (c >> 12) as u8, tail(6), tail(0)]),
        _ => out.extend_from_slice(&[0xF0 | (c >> 18) as u8 & 7, tail(12), tail(6), tail(0)]),
    }
}

/// Encodes to UTF-8. Never fails: a lone surrogate is written as three bytes, a pair as the character it stands for.
pub fn encode(text: Chars<'_>) -> Vec<u8> {
    match text {
        Chars::One(u) if u.is_ascii() => u.to_vec(),
        Chars::One(u) => {
            let mut out = Vec::with_capacity(u.len() + u.len() / 2);
            u.iter().for_each(|&c| write_code(&mut out, c.into()));
            out
        }
        Chars::Two(u) => encode_units(u),
        Chars::Four(u) => encode_units(u),
    }
}

fn encode_units<U: Unit>(units: &[U]) -> Vec<u8> {
    let mut out = Vec::with_capacity(units.len() * 2);
    let mut at = 0;
    while let Some(c) = units.get(at).map(|c| c.code()) {
        at += 1;
        if let 0xD800..=0xDBFF = c
            && let Some(low @ 0xDC00..=0xDFFF) = units.get(at).map(|c| c.code())
        {
            write_code(&mut out, 0x10000 + ((c - 0xD800) << 10 | (low - 0xDC00)));
            at += 1;
            continue;
        }
        write_code(&mut out, c);
    }
    out
}
