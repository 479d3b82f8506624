//! Character properties of Unicode 5.2.0, as the methods of `unicode` use them.
//!
//! A two-stage table: the high bits of a code point select a block, the block's entry a [`Record`] shared by all code points
//! with the same properties. Case mappings are simple (one code point to one) and stored as distances. Code points past the
//! table have no properties. `tools/gen_chardata.py` writes the tables from a running CPython 2.7.
//!
//! [`ctype`] is the same for byte strings.

pub mod ctype;
mod tables;

use tables::{BLOCK_BITS, BLOCK_OF, NUMBERS, RECORD_OF, RECORDS};

const ALPHA: u16 = 1;
const DECIMAL: u16 = 1 << 1;
const DIGIT: u16 = 1 << 2;
const NUMERIC: u16 = 1 << 3;
const SPACE: u16 = 1 << 4;
const LINE_BREAK: u16 = 1 << 5;
const LOWER: u16 = 1 << 6;
const UPPER: u16 = 1 << 7;
const TITLE: u16 = 1 << 8;

struct Record {
    flags: u16,
    /// Distances to the mapped code points.
    upper: i32,
    lower: i32,
    title: i32,
    /// Values, 255 where there is none.
    decimal: u8,
    digit: u8,
    /// Index of the numeric value, where the flag `NUMERIC` says that there is one.
    number: u8,
}

static NONE: Record = Record { flags: 0, upper: 0, lower: 0, title: 0, decimal: 255, digit: 255, number: 0 };

#[inline]
fn record(code: u32) -> &'static Record {
    match BLOCK_OF.get((code >> BLOCK_BITS) as usize) {
        Some(&block) => {
            let low = code as usize & ((1 << BLOCK_BITS) - 1);
            &RECORDS[RECORD_OF[(block as usize) << BLOCK_BITS | low] as usize]
        }
        None => &NONE,
    }
}

macro_rules! properties {
    ($($(#[$doc:meta])* $name:ident = $flags:expr;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $name(code: u32) -> bool {
            record(code).flags & ($flags) != 0
        }
    )*};
}

properties! {
    /// A letter (categories L*).
    is_alpha = ALPHA;
    /// A digit of a decimal system: has a [`decimal`] value.
    is_decimal = DECIMAL;
    /// Has a [`digit`] value: decimal digits, superscripts, circled digits.
    is_digit = DIGIT;
    /// Has a [`numeric`] value: digits, fractions, Roman numerals, ideographs for numbers.
    is_numeric = NUMERIC;
    is_alnum = ALPHA | DECIMAL | DIGIT | NUMERIC;
    is_space = SPACE;
    /// Ends a line for `splitlines`.
    is_line_break = LINE_BREAK;
    is_lower = LOWER;
    is_upper = UPPER;
    /// Category Lt. What `istitle` takes for the start of a word is this or [`is_upper`].
    is_title = TITLE;
    /// Has case: lower, upper or title.
    is_cased = LOWER | UPPER | TITLE;
}

#[inline]
fn moved(code: u32, distance: i32) -> u32 {
    code.wrapping_add_signed(distance)
}

#[inline]
pub fn to_upper(code: u32) -> u32 {
    moved(code, record(code).upper)
}

#[inline]
pub fn to_lower(code: u32) -> u32 {
    moved(code, record(code).lower)
}

#[inline]
pub fn to_title(code: u32) -> u32 {
    moved(code, record(code).title)
}

/// The value of a decimal digit, 0..=9.
#[inline]
pub fn decimal(code: u32) -> Option<u8> {
    Some(record(code).decimal).filter(|&d| d != 255)
}

/// The value of a digit, 0..=9.
#[inline]
pub fn digit(code: u32) -> Option<u8> {
    Some(record(code).digit).filter(|&d| d != 255)
}

/// The numeric value, which may be a fraction or above nine.
pub fn numeric(code: u32) -> Option<f64> {
    let record = record(code);
    (record.flags & NUMERIC != 0).then(|| NUMBERS[record.number as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorded;

    /// Rows: name of a property, how many code points have it, and a checksum over them and their values.
    #[test]
    fn every_code_point_as_recorded() {
        let flag = |test: bool| test.then_some(1);
        recorded::check("chardata", |row| {
            let property: &dyn Fn(u32) -> Option<u32> = match &row[0][..] {
                b"isalpha" => &|c| flag(is_alpha(c)),
                b"isdecimal" => &|c| flag(is_decimal(c)),
                b"isdigit" => &|c| flag(is_digit(c)),
                b"isnumeric" => &|c| flag(is_numeric(c)),
                b"isalnum" => &|c| flag(is_alnum(c)),
                b"isspace" => &|c| flag(is_space(c)),
                b"linebreak" => &|c| flag(is_line_break(c)),
                b"islower" => &|c| flag(is_lower(c)),
                b"isupper" => &|c| flag(is_upper(c)),
                b"istitle" => &|c| flag(is_title(c) || is_upper(c)),
                b"upper" => &|c| Some(to_upper(c)).filter(|&m| m != c),
                b"lower" => &|c| Some(to_lower(c)).filter(|&m| m != c),
                b"title" => &|c| Some(to_title(c)).filter(|&m| m != c),
                b"decimal" => &|c| decimal(c).map(u32::from),
                b"digit" => &|c| digit(c).map(u32::from),
                b"numeric" => &|c| numeric(c).map(|n| (n * 1000.0).min(1e9) as u32),
                other => panic!("{}", other.escape_ascii()),
            };
            let (mut count, mut sum) = (0u32, 0u64);
            for code in 0..0x11_0000 {
                if let Some(value) = property(code) {
                    count += 1;
                    sum = (sum * 31 + u64::from(code) * 7 + u64::from(value)) % ((1 << 32) - 5);
                }
            }
            (format!("{count} {sum}"), format!("{} {}", recorded::int(&row[1]), recorded::int(&row[2])))
        });
    }

    #[test]
    fn past_the_last_code_point() {
        assert!(!is_alpha(u32::MAX) && to_upper(u32::MAX) == u32::MAX && numeric(0x11_0000).is_none());
    }
}
