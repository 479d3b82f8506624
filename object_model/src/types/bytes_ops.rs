//! What `str` and `bytearray` do with bytes, without objects.

use text::chardata::ctype;

/// A result would be too large for its type or for memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Oversize {
    Overflow,
    Memory,
}

/// An empty vector with room for `len` bytes.
pub fn room(len: usize) -> Result<Vec<u8>, Oversize> {
    let mut out = Vec::new();
    out.try_reserve_exact(len).map_err(|_| Oversize::Memory)?;
    Ok(out)
}

pub fn swapcase(c: u8) -> u8 {
    if c.is_ascii_alphabetic() { c ^ 0x20 } else { c }
}

pub fn capitalize(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

pub fn title(bytes: &[u8]) -> Vec<u8> {
    let mut after_letter = false;
    bytes
        .iter()
        .map(|&c| {
            let mapped = if after_letter { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
            after_letter = c.is_ascii_alphabetic();
            mapped
        })
        .collect()
}

/// Tests of all the bytes: false for none at all.
pub fn all(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&c| test(c))
}

pub fn is_lower(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)
}

pub fn is_upper(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)
}

pub fn is_title(bytes: &[u8]) -> bool {
    let (mut cased, mut inside) = (false, false);
    for c in bytes {
        if c.is_ascii_uppercase() && inside || c.is_ascii_lowercase() && !inside {
            return false;
        }
        inside = c.is_ascii_alphabetic();
        cased |= inside;
    }
    cased
}

/// Columns begin anew after `\n` and `\r`.
pub fn expandtabs(bytes: &[u8], size: i32) -> Result<Vec<u8>, Oversize> {
    let size = usize::try_from(size).unwrap_or(0);
    let gap = |column: usize| if size == 0 { 0 } else { size - column % size };
    let (mut len, mut column) = (0usize, 0usize);
    for &c in bytes {
        let step = if c == b'\t' { gap(column) } else { 1 };
        len = len.checked_add(step).filter(|&len| len <= isize::MAX as usize).ok_or(Oversize::Overflow)?;
        column = if matches!(c, b'\n' | b'\r') { 0 } else { column + step };
    }
    let mut out = room(len)?;
    column = 0;
    for &c in bytes {
        if c == b'\t' {
            let step = gap(column);
            out.resize(out.len() + step, b' ');
            column += step;
        } else {
            out.push(c);
            column = if matches!(c, b'\n' | b'\r') { 0 } else { column + 1 };
        }
    }
    Ok(out)
}

/// Padding left and right of `len` units in `width`: where the two differ, 2.7 puts the odd one by the parity of both.
pub fn centered(len: usize, width: usize) -> (usize, usize) {
    let margin = width.saturating_sub(len);
    let left = margin / 2 + (margin & width & 1);
    (left, margin - left)
}

pub fn pad(bytes: &[u8], left: usize, right: usize, fill: u8) -> Result<Vec<u8>, Oversize> {
    let len = left.checked_add(right).and_then(|n| n.checked_add(bytes.len()));
    let len = len.filter(|&len| len <= isize::MAX as usize - 64).ok_or(Oversize::Overflow)?;
    let mut out = room(len)?;
    out.resize(left, fill);
    out.extend_from_slice(bytes);
    out.resize(len, fill);
    Ok(out)
}

/// Zeros between the sign and the rest.
pub fn zfill(bytes: &[u8], width: i64) -> Result<Vec<u8>, Oversize> {
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(bytes.len());
    let mut out = pad(bytes, missing, 0, b'0')?;
    if missing > 0 && matches!(bytes.first(), Some(b'+' | b'-')) {
        out.swap(0, missing);
    }
    Ok(out)
}

/// Maps by the table, where there is one, what is not in `delete`.
pub fn translate(bytes: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let mut keep = [true; 256];
    for &c in delete {
        keep[usize::from(c)] = false;
    }
    let kept = bytes.iter().filter(|&&c| keep[usize::from(c)]);
    match table {
        Some(table) => kept.map(|&c| table[usize::from(c)]).collect(),
        None => kept.copied().collect(),
    }
}

/// What `strip` leaves, as a range: white space or the given bytes go, at the ends asked for.
pub fn stripped(bytes: &[u8], set: Option<&[u8]>, left: bool, right: bool) -> std::ops::Range<usize> {
    let goes = |c: &u8| match set {
        None => ctype::is_space(*c),
        Some(set) => set.contains(c),
    };
    let start = if left { bytes.iter().take_while(|c| goes(c)).count() } else { 0 };
    let end = if right { bytes.len() - bytes[start..].iter().rev().take_while(|c| goes(c)).count() } else { bytes.len() };
    start..end
}

/// Whether the range has `part` at its beginning, or at its end.
pub fn has_at_end(bytes: &[u8], part: &[u8], start: usize, end: usize, suffix: bool) -> bool {
    if start > bytes.len() || start > end {
        return false;
    }
    let range = &bytes[start..end];
    if suffix { range.ends_with(part) } else { range.starts_with(part) }
}
