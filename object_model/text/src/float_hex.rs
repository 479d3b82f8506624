//! `float.hex` and `float.fromhex`: floats spelled exactly, in hexadecimal.

use crate::chardata::ctype::is_space;
use crate::float_parse;

/// Why `float.fromhex` failed: `Invalid` and `TooLong` are ValueErrors, `TooLarge` an OverflowError.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FromHexError {
    Invalid,
    TooLarge,
    TooLong,
}

impl FromHexError {
    pub fn message(self) -> &'static str {
        match self {
            FromHexError::Invalid => "invalid hexadecimal floating-point string",
            FromHexError::TooLarge => "hexadecimal value too large to represent as a float",
            FromHexError::TooLong => "hexadecimal string too long to convert",
        }
    }
}

/// `x.hex()`.
pub fn to_hex(x: f64) -> Vec<u8> {
    if !x.is_finite() {
        return crate::float_format::float_repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0").into_bytes();
    }
    let bits = x.to_bits();
    let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52) & 0x7FF);
    let (lead, exponent) = if biased == 0 { (0, -1022) } else { (1, biased as i64 - 1023) };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}").into_bytes()
}

/// `float.fromhex(text)`, whitespace included; rounds half to even.
pub fn from_hex(text: &[u8]) -> Result<f64, FromHexError> {
    let start = text.iter().take_while(|&&c| is_space(c)).count();
    let stop = text.len() - text[start..].iter().rev().take_while(|&&c| is_space(c)).count();
    let text = &text[start..stop];
    let (negative, body) = match text.first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let magnitude = match body.first() {
        Some(b'i' | b'I' | b'n' | b'N') => float_parse::parse(body).ok_or(FromHexError::Invalid)?,
        _ => finite_magnitude(body)?,
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn finite_magnitude(body: &[u8]) -> Result<f64, FromHexError> {
    let digits = match body {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => body,
    };
    // The value is `mantissa * 2**exponent`, plus less than one unit of the mantissa if `sticky`.
    let (mut mantissa, mut exponent, mut sticky) = (0u64, 0i64, false);
    let (mut seen, mut point, mut at) = (0usize, false, 0usize);
    while let Some(&c) = digits.get(at) {
        let Some(digit) = (c as char).to_digit(16) else {
            if c == b'.' && !point {
                point = true;
                at += 1;
                continue;
            }
            break;
        };
        seen += 1;
        at += 1;
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
            exponent -= if point { 4 } else { 0 };
        } else {
            sticky |= digit != 0;
            exponent += if point { 0 } else { 4 };
        }
    }
    if seen == 0 {
        return Err(FromHexError::Invalid);
    }
    if matches!(digits.get(at), Some(b'p' | b'P')) {
        let (negative, digits_at) = match digits.get(at + 1) {
            Some(b'-') => (true, at + 2),
            Some(b'+') => (false, at + 2),
            _ => (false, at + 1),
        };
        let len = digits[digits_at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if len == 0 {
            return Err(FromHexError::Invalid);
        }
        let given = digits[digits_at..digits_at + len]
            .iter()
            .fold(0i64, |n, c| n.saturating_mul(10).saturating_add(i64::from(c - b'0')));
        exponent = exponent.saturating_add(if negative { -given } else { given });
        at = digits_at + len;
    }
    // A value out of range is reported before garbage after it.
    let value = scaled(mantissa, exponent, sticky)?;
    if at == digits.len() { Ok(value) } else { Err(FromHexError::Invalid) }
}

/// `mantissa * 2**exponent` rounded half to even; `sticky` says that the exact value is a little more.
fn scaled(mantissa: u64, exponent: i64, sticky: bool) -> Result<f64, FromHexError> {
    if mantissa == 0 {
        return Ok(0.0);
    }
    let shift = mantissa.leading_zeros();
    let mantissa = mantissa << shift;
    // The exponent of the leading bit.
    let top = exponent.saturating_sub(i64::from(shift)).saturating_add(63);
    if top > 1023 {
        return Err(FromHexError::TooLarge);
    }
    if top < -1075 {
        return Ok(0.0);
    }
    // Bits that fall off: 11 for a normal result, more for a subnormal one (64 where only the rounding bit is left).
    let drop = (11 + (-1022 - top).max(0)) as u32;
    let (kept, rest) = match drop {
        64 => (0, mantissa),
        _ => (mantissa >> drop, mantissa << (64 - drop)),
    };
    const HALF: u64 = 1 << 63;
    let up = rest > HALF || rest == HALF && (sticky || kept & 1 == 1);
    let kept = kept + u64::from(up);
    // `kept` has its leading bit at 52 for a normal number; adding it to the exponent field carries over as it should.
    let bits = if top < -1022 { kept } else { (((top + 1022) as u64) << 52) + kept };
    let value = f64::from_bits(bits);
    if value.is_finite() { Ok(value) } else { Err(FromHexError::TooLarge) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorded;

    /// Rows: argument, then `float.fromhex(argument).hex()` or the message.
    #[test]
    fn as_recorded() {
        recorded::check("float_hex", |row| {
            let got = from_hex(&row[0]).map_or_else(|e| e.message().into(), to_hex);
            (got, row[1].clone())
        });
    }
}
