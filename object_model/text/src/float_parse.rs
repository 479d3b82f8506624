//! Text to float and complex: the grammar of `float(str)` and `complex(str)`.
//!
//! The grammar is scanned here (sign, digits with at most one point, exponent; `inf`, `infinity`, `nan` in any case; no
//! underscores, no hexadecimal) and the found text is converted by the standard library, which rounds correctly to
//! nearest-even as CPython's `dtoa.c` does. A value too large is an infinity, one too small a zero; neither is an error.

use crate::chardata::ctype::is_space;

/// The float at the start of `text` and the number of bytes it takes; `None` where no float starts. No whitespace is skipped.
pub fn parse_prefix(text: &[u8]) -> Option<(f64, usize)> {
    let (negative, start) = match text.first()? {
        b'-' => (true, 1),
        b'+' => (false, 1),
        _ => (false, 0),
    };
    let body = &text[start..];
    if let Some((value, len)) = parse_special(body) {
        return Some((if negative { -value } else { value }, start + len));
    }
    let count = |from: usize| body[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let whole = count(0);
    let mut end = whole;
    let mut digits = whole;
    if body.get(end) == Some(&b'.') {
        let fraction = count(end + 1);
        digits += fraction;
        end += 1 + fraction;
    }
    if digits == 0 {
        return None;
    }
    if matches!(body.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(body.get(end + 1), Some(b'+' | b'-')));
        let exponent = count(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    if let Some(value) = parse_short(&body[..end]) {
        return Some((if negative { -value } else { value }, start + end));
    }
    let value: f64 = std::str::from_utf8(&body[..end]).ok()?.parse().ok()?;
    Some((if negative { -value } else { value }, start + end))
}

/// A number of at most 15 digits without exponent: the quotient of two doubles that are exact, hence correctly rounded.
fn parse_short(text: &[u8]) -> Option<f64> {
    if text.len() > 16 {
        return None;
    }
    let (mut digits, mut places, mut point) = (0u64, 0, false);
    for &c in text {
        match c {
            b'0'..=b'9' => {
                digits = digits * 10 + u64::from(c - b'0');
                places += usize::from(point);
            }
            b'.' => point = true,
            _ => return None,
        }
    }
    (digits < 1 << 53).then(|| digits as f64 / crate::float_format::POWERS_OF_TEN[places])
}

/// `inf`, `infinity` or `nan` at the start of `body`, in any case.
fn parse_special(body: &[u8]) -> Option<(f64, usize)> {
    let starts = |word: &[u8]| body.get(..word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word));
    match body.first()? {
        b'i' | b'I' if starts(b"infinity") => Some((f64::INFINITY, 8)),
        b'i' | b'I' if starts(b"inf") => Some((f64::INFINITY, 3)),
        // The sign bit is set, as in the NaN that x86 computes: CPython takes that one.
        b'n' | b'N' if starts(b"nan") => Some((-f64::NAN, 3)),
        _ => None,
    }
}

/// The float that the whole of `text` spells; the caller has stripped whitespace.
pub fn parse(text: &[u8]) -> Option<f64> {
    parse_prefix(text).filter(|&(_, len)| len == text.len()).map(|(value, _)| value)
}

/// `float(text)`, whitespace included. The error is the message of CPython's ValueError.
pub fn float_argument(text: &[u8]) -> Result<f64, Vec<u8>> {
    let text = &text[text.iter().take_while(|&&c| is_space(c)).count()..];
    let cut = |t: &[u8]| -> Vec<u8> { t.iter().copied().take_while(|&c| c != 0).take(200).collect() };
    let fail = |prefix: &[u8]| [prefix, &cut(text)].concat();
    match parse_prefix(text) {
        None => Err(fail(b"could not convert string to float: ")),
        Some((value, len)) if text[len..].iter().all(|&c| is_space(c)) => Ok(value),
        Some(_) => Err(fail(b"invalid literal for float(): ")),
    }
}

/// `complex(text)`: real and imaginary part. The error is the message of CPython's ValueError.
pub fn complex_argument(text: &[u8]) -> Result<(f64, f64), &'static str> {
    let skip = |at: usize| at + text[at..].iter().take_while(|&&c| is_space(c)).count();
    let mut at = skip(0);
    let bracketed = text.get(at) == Some(&b'(');
    if bracketed {
        at = skip(at + 1);
    }
    let parts = complex_parts(text, &mut at);
    let mut end = skip(at);
    if bracketed && text.get(end) == Some(&b')') {
        end = skip(end + 1);
    } else if bracketed {
        end = usize::MAX;
    }
    parts.filter(|_| end == text.len()).ok_or("complex() arg is a malformed string")
}

fn complex_parts(text: &[u8], at: &mut usize) -> Option<(f64, f64)> {
    let unit = |at: &mut usize| match text.get(*at) {
        Some(b'j' | b'J') => {
            *at += 1;
            Some(())
        }
        _ => None,
    };
    let bare_sign = |at: &mut usize| match text.get(*at) {
        Some(b'+') => {
            *at += 1;
            Some(1.0)
        }
        Some(b'-') => {
            *at += 1;
            Some(-1.0)
        }
        _ => None,
    };
    let Some((first, len)) = parse_prefix(&text[*at..]) else {
        let im = bare_sign(at).unwrap_or(1.0);
        return unit(at).map(|()| (0.0, im));
    };
    *at += len;
    if matches!(text.get(*at), Some(b'+' | b'-')) {
        let im = match parse_prefix(&text[*at..]) {
            Some((im, len)) => {
                *at += len;
                im
            }
            None => bare_sign(at)?,
        };
        return unit(at).map(|()| (first, im));
    }
    Some(if unit(at).is_some() { (0.0, first) } else { (first, 0.0) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::float_format::{complex_repr, float_repr};
    use crate::recorded;

    /// Rows: argument, then `repr(float(argument))` or the message.
    #[test]
    fn floats_as_recorded() {
        recorded::check("float_parse", |row| {
            let got = float_argument(&row[0]).map_or_else(|e| e, float_repr);
            (got, row[1].clone())
        });
    }

    /// Rows: argument, then `repr(complex(argument))` or the message.
    #[test]
    fn complexes_as_recorded() {
        recorded::check("complex_parse", |row| {
            let got = complex_argument(&row[0]).map_or_else(|e| e.into(), |(re, im)| complex_repr(re, im));
            (got, row[1].clone())
        });
    }

    #[test]
    fn hard_cases_round_correctly() {
        for (text, bits) in [
            (&b"9007199254740993"[..], 0x4340000000000000u64),
            (b"2.4703282292062327208e-324", 0),
            (b"2.4703282292062328e-324", 1),
            (b"1.7976931348623158079e308", 0x7FEFFFFFFFFFFFFF),
            (b"1.7976931348623159e308", 0x7FF0000000000000),
            (b"0e999999999999999999999", 0),
            (b"1e-999999999999999999999", 0),
        ] {
            assert_eq!(parse(text).unwrap().to_bits(), bits);
        }
    }
}
