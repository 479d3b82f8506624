//! Encodings line by line: base64 and uuencode.

use super::fault;
use object_model::protocols::buffer::ReadBuffer;
use object_model::{Context, PyResult, py_functions};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD: u8 = b'=';

/// Value of a character of base64; the pad counts as a zero.
fn sextet(byte: u8) -> Option<u32> {
    Some(
        match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            PAD => 0,
            _ => return None,
        }
        .into(),
    )
}

/// Bits that come six at a time and go eight at a time.
#[derive(Default)]
struct Bits {
    held: u32,
    count: u32,
}

impl Bits {
    fn add(&mut self, sextet: u32, out: &mut Vec<u8>) -> bool {
        self.held = self.held << 6 | sextet;
        self.count += 6;
        if self.count < 8 {
            return false;
        }
        self.count -= 8;
        out.push((self.held >> self.count) as u8);
        self.held &= (1 << self.count) - 1;
        true
    }
}

/// `None`: characters are missing at the end.
fn decode_base64(text: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut place) = (Vec::with_capacity(text.len() / 4 * 3 + 3), Bits::default(), 0);
    for (at, &byte) in text.iter().enumerate() {
        if byte == PAD {
            // The end only where the group is complete with it; elsewhere it is passed over.
            let complete = match place {
                0 | 1 => false,
                2 => text[at + 1..].iter().find(|&&next| sextet(next).is_some()) == Some(&PAD),
                _ => true,
            };
            if complete {
                return Some(out);
            }
            continue;
        }
        if let Some(value) = sextet(byte) {
            place = (place + 1) & 3;
            bits.add(value, &mut out);
        }
    }
    (bits.count == 0).then_some(out)
}

fn encode_base64(data: &[u8]) -> Vec<u8> {
    let letter = |bits: u32| ALPHABET[(bits & 63) as usize];
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4 + 1);
    for chunk in data.chunks(3) {
        let bits = u32::from(chunk[0]) << 16
            | u32::from(chunk.get(1).copied().unwrap_or(0)) << 8
            | u32::from(chunk.get(2).copied().unwrap_or(0));
        out.extend_from_slice(&[
            letter(bits >> 18),
            letter(bits >> 12),
            if chunk.len() > 1 { letter(bits >> 6) } else { PAD },
            if chunk.len() > 2 { letter(bits) } else { PAD },
        ]);
    }
    out.push(b'\n');
    out
}

fn decode_uu(line: &[u8]) -> Result<Vec<u8>, &'static str> {
    // The first character tells how many bytes follow; none at all counts as a zero byte there.
    let wanted = usize::from(line.first().copied().unwrap_or(0).wrapping_sub(b' ') & 63);
    let (mut out, mut bits, mut at) = (Vec::with_capacity(wanted), Bits::default(), 1);
    while out.len() < wanted {
        let value = match line.get(at) {
            // Blanks at the end may have been lost.
            None | Some(b'\n' | b'\r') => 0,
            // 32 to 96: a grave accent serves as a blank.
            Some(&byte @ b' '..=b'`') => u32::from(byte - b' ') & 63,
            Some(_) => return Err("Illegal char"),
        };
        at += 1;
        bits.add(value, &mut out);
    }
    let rest = line.get(at..).unwrap_or(&[]);
    if rest.iter().any(|byte| !matches!(byte, b' ' | b'`' | b'\n' | b'\r')) {
        return Err("Trailing garbage");
    }
    Ok(out)
}

fn encode_uu(data: &[u8]) -> Vec<u8> {
    let mut out = vec![b' ' + data.len() as u8];
    for chunk in data.chunks(3) {
        let bits = u32::from(chunk[0]) << 16
            | u32::from(chunk.get(1).copied().unwrap_or(0)) << 8
            | u32::from(chunk.get(2).copied().unwrap_or(0));
        out.extend([18, 12, 6, 0].map(|shift| b' ' + (bits >> shift & 63) as u8));
    }
    out.push(b'\n');
    out
}

py_functions! { FUNCTIONS:
    /// a2b_base64(text) -> the data it stands for; what is no base64 in it is passed over
    fn a2b_base64(cx: &mut Context, text: ReadBuffer) -> PyResult<Vec<u8>> {
        match decode_base64(&text) {
            Some(data) => Ok(data),
            None => Err(fault(cx, "Incorrect padding")),
        }
    }
    /// b2a_base64(data) -> a line of base64
    fn b2a_base64(cx: &mut Context, data: ReadBuffer) -> Vec<u8> {
        let _ = cx;
        encode_base64(&data)
    }
    /// a2b_uu(line) -> the data of a line of uuencode
    fn a2b_uu(cx: &mut Context, line: ReadBuffer) -> PyResult<Vec<u8>> {
        decode_uu(&line).map_err(|text| fault(cx, text))
    }
    /// b2a_uu(data) -> a line of uuencode, of at most 45 bytes
    fn b2a_uu(cx: &mut Context, data: ReadBuffer) -> PyResult<Vec<u8>> {
        if data.len() > 45 {
            return Err(fault(cx, "At most 45 bytes at once"));
        }
        Ok(encode_uu(&data))
    }
}
