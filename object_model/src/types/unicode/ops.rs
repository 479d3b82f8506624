//! What `unicode` does with code points, without objects.

use crate::types::bytes_ops::Oversize;
use text::chardata;
use text::chars::{Chars, CharsBuf, CharsVec, Sink};

pub fn map(text: Chars, map: impl Fn(u32) -> u32) -> CharsVec {
    text.iter().map(map).collect::<CharsBuf>().finish()
}

pub fn swapcase(code: u32) -> u32 {
    if chardata::is_upper(code) {
        chardata::to_lower(code)
    } else if chardata::is_lower(code) {
        chardata::to_upper(code)
    } else {
        code
    }
}

pub fn capitalize(text: Chars) -> CharsVec {
    let mut codes = text.iter();
    let mut out = CharsBuf::with_capacity(text.len());
    if let Some(first) = codes.next() {
        out.push(chardata::to_upper(first));
    }
    out.extend(codes.map(chardata::to_lower));
    out.finish()
}

pub fn title(text: Chars) -> CharsVec {
    let mut inside = false;
    map_with(text, |code| {
        let mapped = if inside { chardata::to_lower(code) } else { chardata::to_title(code) };
        inside = chardata::is_cased(code);
        mapped
    })
}

fn map_with(text: Chars, mut map: impl FnMut(u32) -> u32) -> CharsVec {
    let mut out = CharsBuf::with_capacity(text.len());
    for code in text {
        out.push(map(code));
    }
    out.finish()
}

/// Tests of all the code points: false for none at all.
pub fn all(text: Chars, test: impl Fn(u32) -> bool) -> bool {
    !text.is_empty() && text.iter().all(test)
}

pub fn is_lower(text: Chars) -> bool {
    text.iter().any(chardata::is_lower) && !text.iter().any(|c| chardata::is_upper(c) || chardata::is_title(c))
}

pub fn is_upper(text: Chars) -> bool {
    text.iter().any(chardata::is_upper) && !text.iter().any(|c| chardata::is_lower(c) || chardata::is_title(c))
}

pub fn is_title(text: Chars) -> bool {
    let (mut cased, mut inside) = (false, false);
    for c in text {
        let (begins, goes_on) = (chardata::is_upper(c) || chardata::is_title(c), chardata::is_lower(c));
        if begins && inside || goes_on && !inside {
            return false;
        }
        inside = begins || goes_on;
        cased |= inside;
    }
    cased
}

/// Columns begin anew after line ends `\n` and `\r`.
pub fn expandtabs(text: Chars, size: i32) -> Result<CharsVec, Oversize> {
    let size = usize::try_from(size).unwrap_or(0);
    let (tab, ends) = (u32::from(b'\t'), [u32::from(b'\n'), u32::from(b'\r')]);
    let mut out = CharsBuf::new();
    let mut column = 0;
    for code in text {
        if code == tab {
            let step = if size == 0 { 0 } else { size - column % size };
            out.make_room(step).ok_or(Oversize::Memory)?;
            out.push_repeated(b' '.into(), step);
            column += step;
        } else {
            out.push(code);
            column = if ends.contains(&code) { 0 } else { column + 1 };
        }
    }
    Ok(out.finish())
}

pub fn pad(text: Chars, left: usize, right: usize, fill: u32) -> Result<CharsVec, Oversize> {
    let len = left.checked_add(right).and_then(|n| n.checked_add(text.len()));
    let len = len.filter(|&len| len <= isize::MAX as usize / 4).ok_or(Oversize::Memory)?;
    let mut out = CharsBuf::new();
    out.make_room(len).ok_or(Oversize::Memory)?;
    out.push_repeated(fill, left);
    out.push_text(text);
    out.push_repeated(fill, right);
    Ok(out.finish())
}

/// Zeros between the sign and the rest.
pub fn zfill(text: Chars, missing: usize) -> Result<CharsVec, Oversize> {
    let signs = [u32::from(b'+'), u32::from(b'-')];
    match text.get(0) {
        Some(sign) if signs.contains(&sign) => {
            let digits = pad(text.slice(1..text.len()), missing, 0, b'0'.into())?;
            let mut out = CharsBuf::with_capacity(digits.len() + 1);
            out.push(sign);
            out.push_text(digits.as_chars());
            Ok(out.finish())
        }
        _ => pad(text, missing, 0, b'0'.into()),
    }
}

/// What `strip` leaves, as a range.
pub fn stripped(text: Chars, set: Option<Chars>, left: bool, right: bool) -> std::ops::Range<usize> {
    let goes = |code: &u32| match set {
        None => chardata::is_space(*code),
        Some(set) => set.iter().any(|c| c == *code),
    };
    let start = if left { text.iter().take_while(goes).count() } else { 0 };
    let rest = text.slice(start..text.len());
    let end = if right { text.len() - rest.iter().rev().take_while(goes).count() } else { text.len() };
    start..end
}
