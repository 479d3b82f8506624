//! Bytes in the C locale: what the methods of byte strings ask of a character.

/// Space, tab, newline, vertical tab, form feed, carriage return.
#[inline(always)]
pub const fn is_space(c: u8) -> bool {
    matches!(c, b' ' | 9..=13)
}

#[inline(always)]
pub const fn is_alpha(c: u8) -> bool {
    c.is_ascii_alphabetic()
}

#[inline(always)]
pub const fn is_digit(c: u8) -> bool {
    c.is_ascii_digit()
}

#[inline(always)]
pub const fn is_alnum(c: u8) -> bool {
    c.is_ascii_alphanumeric()
}

#[inline(always)]
pub const fn is_lower(c: u8) -> bool {
    c.is_ascii_lowercase()
}

#[inline(always)]
pub const fn is_upper(c: u8) -> bool {
    c.is_ascii_uppercase()
}

#[inline(always)]
pub const fn to_lower(c: u8) -> u8 {
    c.to_ascii_lowercase()
}

#[inline(always)]
pub const fn to_upper(c: u8) -> u8 {
    c.to_ascii_uppercase()
}

/// `text` without whitespace at either end, as a range of it.
pub fn trimmed(text: &[u8]) -> std::ops::Range<usize> {
    let start = text.iter().take_while(|&&c| is_space(c)).count();
    let end = text.len() - text[start..].iter().rev().take_while(|&&c| is_space(c)).count();
    start..end
}
