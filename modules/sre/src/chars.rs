//! Character classes: the fixed ASCII ones, and the doors to Unicode and locale properties.

use text::chardata;

use crate::opcode::flag;

/// Unicode and locale properties, supplied by whoever owns the tables.
///
/// Locale answers are read when a program is made, for characters below 256 (a pattern compiled under another locale
/// must be compiled again; `re` keys its cache by locale for that reason). Unicode answers must never change.
pub trait CharClass: Sync {
    /// Simple lower-case mapping of a code point.
    fn uni_lower(&self, c: u32) -> u32;
    /// `unicode.isdecimal`
    fn uni_decimal(&self, c: u32) -> bool;
    /// `unicode.isspace`
    fn uni_space(&self, c: u32) -> bool;
    /// Whether `unicode.splitlines` breaks here.
    fn uni_linebreak(&self, c: u32) -> bool;
    /// `unicode.isalnum`
    fn uni_alnum(&self, c: u32) -> bool;

    /// `tolower` of the C locale in force.
    fn loc_lower(&self, c: u8) -> u8 {
        c.to_ascii_lowercase()
    }
    /// `isalnum` of the C locale in force.
    fn loc_alnum(&self, c: u8) -> bool {
        c.is_ascii_alphanumeric()
    }
}

/// Unicode 5.2 from `text::chardata`, and the "C" locale.
pub struct Chardata;

impl CharClass for Chardata {
    fn uni_lower(&self, c: u32) -> u32 {
        chardata::to_lower(c)
    }

    fn uni_decimal(&self, c: u32) -> bool {
        chardata::is_decimal(c)
    }

    fn uni_space(&self, c: u32) -> bool {
        chardata::is_space(c)
    }

    fn uni_linebreak(&self, c: u32) -> bool {
        chardata::is_line_break(c)
    }

    fn uni_alnum(&self, c: u32) -> bool {
        chardata::is_alnum(c)
    }
}

/// `_sre.getlower(c, flags)`: the lower case `c` has under a pattern's flags.
pub fn lower(c: u32, flags: u32, class: &dyn CharClass) -> u32 {
    CaseRule::of(flags).lower(c, class)
}

/// Which lower-case mapping a pattern's flags choose. LOCALE goes before UNICODE.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CaseRule {
    Ascii,
    Locale,
    Unicode,
}

impl CaseRule {
    pub fn of(flags: u32) -> CaseRule {
        if flags & flag::LOCALE != 0 {
            CaseRule::Locale
        } else if flags & flag::UNICODE != 0 {
            CaseRule::Unicode
        } else {
            CaseRule::Ascii
        }
    }

    pub fn lower(self, c: u32, class: &dyn CharClass) -> u32 {
        match (self, u8::try_from(c)) {
            (CaseRule::Unicode, _) => class.uni_lower(c),
            (CaseRule::Locale, Ok(b)) => u32::from(class.loc_lower(b)),
            (CaseRule::Ascii, Ok(b)) => u32::from(b.to_ascii_lowercase()),
            (_, Err(_)) => c,
        }
    }
}

/// Position codes (`AT`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum At {
    Beginning,
    BeginningLine,
    Boundary(WordRule),
    NonBoundary(WordRule),
    End,
    EndLine,
    EndString,
}

/// Whose idea of a word character applies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum WordRule {
    Ascii,
    Locale,
    Unicode,
}

impl At {
    pub fn from_code(code: u32) -> Option<At> {
        Some(match code {
            // The beginning of the subject and of the string are one thing: `pos` does not move either.
            0 | 2 => At::Beginning,
            1 => At::BeginningLine,
            3 => At::Boundary(WordRule::Ascii),
            4 => At::NonBoundary(WordRule::Ascii),
            5 => At::End,
            6 => At::EndLine,
            7 => At::EndString,
            8 => At::Boundary(WordRule::Locale),
            9 => At::NonBoundary(WordRule::Locale),
            10 => At::Boundary(WordRule::Unicode),
            11 => At::NonBoundary(WordRule::Unicode),
            _ => return None,
        })
    }
}

impl WordRule {
    pub fn is_word(self, c: u32, class: &dyn CharClass) -> bool {
        match (self, u8::try_from(c)) {
            (_, Ok(b'_')) => true,
            (WordRule::Ascii, Ok(b)) => b.is_ascii_alphanumeric(),
            (WordRule::Locale, Ok(b)) => class.loc_alnum(b),
            (WordRule::Unicode, _) => class.uni_alnum(c),
            (_, Err(_)) => false,
        }
    }
}

/// How many category codes there are.
pub(crate) const CATEGORIES: u32 = 18;

/// Whether `c` is in a category (`CATEGORY` codes; odd ones negate the one before).
pub(crate) fn category(code: u32, c: u32, class: &dyn CharClass) -> bool {
    let ascii = |test: fn(u8) -> bool| u8::try_from(c).is_ok_and(test);
    let inside = match code / 2 {
        0 => ascii(|b| b.is_ascii_digit()),
        1 => ascii(|b| matches!(b, b' ' | 9..=13)),
        2 => WordRule::Ascii.is_word(c, class),
        3 => c == 10,
        4 => WordRule::Locale.is_word(c, class),
        5 => class.uni_decimal(c),
        6 => class.uni_space(c),
        7 => WordRule::Unicode.is_word(c, class),
        _ => class.uni_linebreak(c),
    };
    inside != (code % 2 == 1)
}

/// Whether a category's answer is the same for every code point from 256 on, and which.
pub(crate) fn category_beyond_bytes(code: u32) -> Option<bool> {
    (code < 10).then_some(code % 2 == 1)
}
