//! BinHex 4: six bits a character, runs, and its CRC.

use super::{INCOMPLETE, fault};
use crate::errors;
use object_model::protocols::buffer::ReadBuffer;
use object_model::{Context, PyResult, Raised, Value, py_functions};

const ALPHABET: &[u8; 64] = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr";
/// Stands before the length of a run.
const RUN: u8 = 0x90;

#[cold]
fn incomplete(cx: &mut Context, text: &str) -> Raised {
    errors::error(cx, INCOMPLETE, text)
}

fn encode_runs(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let mut at = 0;
    while let Some(&byte) = data.get(at) {
        if byte == RUN {
            out.extend_from_slice(&[RUN, 0]);
            at += 1;
            continue;
        }
        let len = data[at..].iter().take(255).take_while(|&&next| next == byte).count();
        if len > 3 {
            out.extend_from_slice(&[byte, RUN, len as u8]);
            at += len;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    out
}

fn decode_runs(cx: &mut Context, data: &[u8]) -> PyResult<Vec<u8>> {
    let mut out = Vec::with_capacity(data.len());
    let mut bytes = data.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte != RUN {
            out.push(byte);
            continue;
        }
        let Some(len) = bytes.next() else { return Err(incomplete(cx, "")) };
        match (len, out.last().copied()) {
            (0, _) => out.push(RUN),
            (_, None) => return Err(fault(cx, "Orphaned RLE code at start")),
            (len, Some(last)) => out.extend(std::iter::repeat_n(last, usize::from(len) - 1)),
        }
    }
    Ok(out)
}

py_functions! { FUNCTIONS:
    /// a2b_hqx(text) -> (data, whether the end was reached)
    fn a2b_hqx(cx: &mut Context, text: ReadBuffer) -> PyResult {
        let (mut out, mut held, mut count, mut done) = (Vec::new(), 0u32, 0, false);
        for &byte in text.iter() {
            match byte {
                b'\r' | b'\n' => continue,
                b':' => {
                    done = true;
                    break;
                }
                _ => {}
            }
            let Some(value) = ALPHABET.iter().position(|&letter| letter == byte) else { return Err(fault(cx, "Illegal char")) };
            held = held << 6 | value as u32;
            count += 6;
            if count >= 8 {
                count -= 8;
                out.push((held >> count) as u8);
                held &= (1 << count) - 1;
            }
        }
        if count != 0 && !done {
            return Err(incomplete(cx, "String has incomplete number of bytes"));
        }
        let data = cx.try_new_str(&out)?.value();
        Ok(cx.new_tuple(&[data, Value::small(done.into())]).value())
    }
    /// b2a_hqx(data) -> BinHex text
    fn b2a_hqx(cx: &mut Context, data: ReadBuffer) -> Vec<u8> {
        let _ = cx;
        let (mut out, mut held, mut count) = (Vec::new(), 0u32, 0);
        for &byte in data.iter() {
            held = held << 8 | u32::from(byte);
            count += 8;
            while count >= 6 {
                count -= 6;
                out.push(ALPHABET[(held >> count & 63) as usize]);
            }
            held &= (1 << count) - 1;
        }
        if count > 0 {
            out.push(ALPHABET[(held << (6 - count) & 63) as usize]);
        }
        out
    }
    /// rlecode_hqx(data) -> the data with runs shortened
    fn rlecode_hqx(cx: &mut Context, data: ReadBuffer) -> Vec<u8> {
        let _ = cx;
        encode_runs(&data)
    }
    /// rledecode_hqx(data) -> the data with runs written out
    fn rledecode_hqx(cx: &mut Context, data: ReadBuffer) -> PyResult<Vec<u8>> {
        decode_runs(cx, &data)
    }
    /// crc_hqx(data, crc) -> CRC-CCITT, going on from crc
    fn crc_hqx(cx: &mut Context, data: ReadBuffer, crc: i32) -> u32 {
        let _ = cx;
        let mut crc = crc as u32 & 0xFFFF;
        for &byte in data.iter() {
            crc ^= u32::from(byte) << 8;
            for _ in 0..8 {
                crc = if crc & 0x8000 != 0 { (crc << 1 ^ 0x1021) & 0xFFFF } else { crc << 1 };
            }
        }
        crc
    }
}
