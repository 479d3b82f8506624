//! Text to int and long: `int(str, base)`, `long(str, base)` and number literals of source code.
//!
//! The grammar: whitespace, a sign, whitespace, a prefix (`0x`, `0o`, `0b` where base 0 or the base itself allows it, a lone
//! `0` for octal at base 0), digits, for `long` and literals perhaps an `L`, whitespace.
//!
//! Sources: `mystrtoul.c`, `intobject.c`, `longobject.c`.

use crate::chardata::ctype::is_space;
use crate::int_print::IntRef;
use crate::limbs::radix;
use num_bigint::{BigInt, BigUint, Sign};
use std::borrow::Cow;
use std::ops::Range;

/// An integer that was read: a machine word where it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    Small(i64),
    /// Sign (negative?) and magnitude in limbs, the first one not zero.
    Big(bool, Vec<u64>),
}

impl Int {
    pub fn into_big(self) -> BigInt {
        match self {
            Int::Small(n) => BigInt::from(n),
            Int::Big(negative, limbs) => {
                let halves = limbs.iter().flat_map(|&limb| [limb as u32, (limb >> 32) as u32]);
                BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, BigUint::new(halves.collect()))
            }
        }
    }

    /// The integer at its smallest: `Small` whenever it fits.
    fn of(negative: bool, limbs: Vec<u64>) -> Int {
        match IntRef::Limbs(negative, &limbs).to_i64() {
            Some(n) => Int::Small(n),
            None => Int::Big(negative, limbs),
        }
    }
}

/// Value of a digit in bases up to 36.
#[inline]
fn digit_value(c: u8) -> u32 {
    match c {
        b'0'..=b'9' => u32::from(c - b'0'),
        b'a'..=b'z' => u32::from(c - b'a') + 10,
        b'A'..=b'Z' => u32::from(c - b'A') + 10,
        _ => u32::MAX,
    }
}

/// What a scan of an integer found.
struct Scan {
    negative: bool,
    digits: Range<usize>,
    base: u32,
    suffix: bool,
    /// Where it ended; what follows may be whitespace or garbage.
    end: usize,
}

/// Scans an integer; the error, if there are no digits, is the base that the prefix set. `base` is 0 or 2..=36. A suffix `L`
/// is taken if there is one.
fn scan(text: &[u8], base: u32) -> Result<Scan, u32> {
    let spaces = |at: usize| at + text[at..].iter().take_while(|&&c| is_space(c)).count();
    let mut at = spaces(0);
    let negative = text.get(at) == Some(&b'-');
    if matches!(text.get(at), Some(b'+' | b'-')) {
        at = spaces(at + 1);
    }
    let prefix = match text[at..] {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let resolved = match (base, prefix) {
        (0, 0) if text.get(at) == Some(&b'0') => 8,
        (0, 0) => 10,
        (0, _) => prefix,
        _ => base,
    };
    if prefix == resolved {
        at += 2;
    }
    let len = text[at..].iter().take_while(|&&c| digit_value(c) < resolved).count();
    if len == 0 {
        return Err(resolved);
    }
    let digits = at..at + len;
    let suffix = matches!(text.get(digits.end), Some(b'l' | b'L'));
    Ok(Scan { negative, base: resolved, suffix, end: digits.end + usize::from(suffix), digits })
}

fn only_spaces(text: &[u8]) -> bool {
    text.iter().all(|&c| is_space(c))
}

impl Scan {
    fn value(&self, text: &[u8]) -> Int {
        digits_value(&text[self.digits.clone()], self.base, self.negative)
    }
}

/// The integer that `digits` spell. All of them are digits of `base`, which is 2..=36.
pub fn digits_value(digits: &[u8], base: u32, negative: bool) -> Int {
    // As many digits as always fit a word.
    let safe = match base {
        2 => 63,
        3..=10 => 18,
        11..=16 => 15,
        _ => 12,
    };
    if digits.len() <= safe {
        let base = i64::from(base);
        let value = digits.iter().fold(0i64, |n, &c| n * base + i64::from(digit_value(c)));
        return Int::Small(if negative { -value } else { value });
    }
    Int::of(negative, radix::read(digits, base, digit_value))
}

/// The message for text that is no integer. `type_name` is `int` or `long`; at most 200 bytes of the text are shown.
pub fn invalid_literal(type_name: &str, base: u32, text: &[u8]) -> Vec<u8> {
    let mut message = format!("invalid literal for {type_name}() with base {base}: ").into_bytes();
    crate::repr::write_bytes_repr(&mut message, &text[..text.len().min(200)]);
    message
}

/// `int(text, base)`, or `int(text)` for `None`. A given base is 0 or 2..=36. The error is the message of CPython's ValueError.
pub fn int_argument(text: &[u8], base: Option<u32>) -> Result<Int, Cow<'static, [u8]>> {
    if matches!(base, None | Some(10)) && !text.is_empty() && text.len() <= 18 && text.iter().all(u8::is_ascii_digit) {
        return Ok(Int::Small(text.iter().fold(0, |n, &c| n * 10 + i64::from(c - b'0'))));
    }
    with_null_check(text, base, "int", |text, base| {
        let text = &text[text.iter().take_while(|&&c| is_space(c)).count()..];
        let scanned = scan(text, base);
        // Text with a leading 0 at base 0 goes to the reader of longs when it needs the top bit of a word, and what that
        // reader allows and says applies: a suffix, another type name, the base of the prefix.
        if base == 0
            && text.first() == Some(&b'0')
            && let Ok(found) = &scanned
            && let value = found.value(text)
            && matches!(value, Int::Big(..))
        {
            return if only_spaces(&text[found.end..]) { Ok(value) } else { Err(invalid_literal("long", found.base, text)) };
        }
        match scanned {
            Ok(found) if !found.suffix && only_spaces(&text[found.end..]) => Ok(found.value(text)),
            _ => Err(invalid_literal("int", base, text)),
        }
    })
}

/// `long(text, base)`, or `long(text)` for `None`. A given base is 0 or 2..=36. The error is the message of CPython's
/// ValueError.
pub fn long_argument(text: &[u8], base: Option<u32>) -> Result<Int, Cow<'static, [u8]>> {
    with_null_check(text, base, "long", |text, base| match scan(text, base) {
        Ok(found) if only_spaces(&text[found.end..]) => Ok(found.value(text)),
        Ok(Scan { base, .. }) | Err(base) => Err(invalid_literal("long", base, text)),
    })
}

/// Parses as CPython does, up to the first NUL. If there is one, that is an error: found first if a base was given, else last.
fn with_null_check(
    text: &[u8],
    base: Option<u32>,
    type_name: &str,
    parse: impl Fn(&[u8], u32) -> Result<Int, Vec<u8>>,
) -> Result<Int, Cow<'static, [u8]>> {
    match (memchr::memchr(0, text), base) {
        (None, _) => Ok(parse(text, base.unwrap_or(10))?),
        (Some(_), Some(base)) => {
            let mut message = invalid_literal(type_name, base, b"");
            message.truncate(message.len() - 2);
            crate::repr::write_bytes_repr(&mut message, text);
            Err(message.into())
        }
        (Some(nul), None) => {
            parse(&text[..nul], 10)?;
            Err(format!("null byte in argument for {type_name}()").into_bytes().into())
        }
    }
}

/// A number literal of source code, without sign: its value, and whether it is a `long` by suffix.
/// Without a suffix it is an `int` exactly if the value is `Small`.
pub fn literal(text: &[u8]) -> Option<(Int, bool)> {
    if !text.first()?.is_ascii_digit() {
        return None;
    }
    let found = scan(text, 0).ok()?;
    (found.end == text.len()).then(|| (found.value(text), found.suffix))
}

/// Text of a Unicode string as bytes for the number parsers: decimal digits of any script become ASCII, whitespace becomes
/// a space. The error is the range of code points that have no such byte (reason "invalid decimal Unicode string").
pub fn decimal_bytes(text: crate::chars::Chars<'_>) -> Result<Vec<u8>, Range<usize>> {
    use crate::chardata;
    if let crate::chars::Chars::One(bytes) = text
        && bytes.is_ascii()
        && !bytes.iter().any(|&c| c == 0 || chardata::is_space(c.into()))
    {
        return Ok(bytes.to_vec());
    }
    let byte_of = |c: u32| match chardata::decimal(c) {
        _ if chardata::is_space(c) => Some(b' '),
        Some(value) => Some(b'0' + value),
        None if 0 < c && c < 256 => Some(c as u8),
        None => None,
    };
    let mut out = Vec::with_capacity(text.len());
    for (at, c) in text.iter().enumerate() {
        match byte_of(c) {
            Some(byte) => out.push(byte),
            None => {
                let len = text.slice(at..text.len()).iter().take_while(|&c| byte_of(c).is_none()).count();
                return Err(at..at + len);
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorded;

    fn show(result: Result<Int, Cow<'static, [u8]>>) -> Vec<u8> {
        match result {
            Ok(value) => value.into_big().to_string().into_bytes(),
            Err(message) => message.into_owned(),
        }
    }

    /// Rows: text, base (`-` for none), then `int` and `long` of them or the messages.
    #[test]
    fn arguments_as_recorded() {
        recorded::check("int_parse", |row| {
            let base = (row[1] != b"-").then(|| recorded::int(&row[1]) as u32);
            let got = [show(int_argument(&row[0], base)), show(long_argument(&row[0], base))];
            (got.join(&b'|'), row[2..].join(&b'|'))
        });
    }

    /// Rows: Unicode text, then the bytes or the range of the error.
    #[test]
    fn unicode_digits_as_recorded() {
        recorded::check("decimal_bytes", |row| {
            let got = match decimal_bytes(recorded::text(&row[0]).as_chars()) {
                Ok(bytes) => bytes,
                Err(range) => format!("{range:?}").into_bytes(),
            };
            (got, row[1].clone())
        });
    }

    #[test]
    fn long_text_by_halves() {
        for len in [19, 511, 512, 513, 1024, 1025, 5000, 70_000] {
            let digits: Vec<u8> = (0..len).map(|i: u64| b'0' + (i * i % 7 + i % 3) as u8).collect();
            let big = digits_value(&digits, 10, true).into_big();
            let text = std::str::from_utf8(&digits).unwrap().trim_start_matches('0');
            assert_eq!(big.to_string(), format!("-{text}"));
            assert_eq!(digits_value(&digits, 11, false).into_big(), BigInt::parse_bytes(&digits, 11).unwrap());
        }
    }

    #[test]
    fn literals() {
        assert_eq!(literal(b"0777"), Some((Int::Small(511), false)));
        assert_eq!(literal(b"0xFFl"), Some((Int::Small(255), true)));
        assert_eq!(literal(b"9223372036854775807"), Some((Int::Small(i64::MAX), false)));
        assert_eq!(literal(b"9223372036854775808"), Some((Int::Big(false, vec![1u64 << 63]), false)));
        assert_eq!(literal(b"08"), None);
    }
}
