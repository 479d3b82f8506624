//! `binascii`: bytes as text and back: hex, base64, uuencode, BinHex, quoted-printable; checksums.
//!
//! Source: library reference 18.14 (2.7), RFC 2045; CPython for what it accepts and for messages.

mod hqx;
mod lines;
mod quoted;

use crate::errors;
use object_model::long::LongObject;
use object_model::protocols::buffer::ReadBuffer;
use object_model::{Context, DictObject, Exc, Gc, ModuleDecl, PyResult, Raised, Slot, Value, py_functions, raise};

const ERROR: &str = "binascii.Error";
const INCOMPLETE: &str = "binascii.Incomplete";

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Conversions between binary data and ASCII.",
    functions: &[FUNCTIONS, hqx::FUNCTIONS, lines::FUNCTIONS, quoted::FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("binascii")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    errors::define(cx, dict, ERROR, Exc::Exception)?;
    errors::define(cx, dict, INCOMPLETE, Exc::Exception)?;
    Ok(())
}

#[cold]
fn fault(cx: &mut Context, text: &str) -> Raised {
    errors::error(cx, ERROR, text)
}

/// An integer's low 32 bits ("I").
pub fn low_word(cx: &mut Context, value: Value) -> PyResult<u32> {
    if let Some(long) = value.downcast::<LongObject>() {
        let low = long.digits().first().copied().unwrap_or(0);
        return Ok(if long.is_negative() { low.wrapping_neg() } else { low });
    }
    Ok(cx.int_arg(value)? as u32)
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

fn to_hex(data: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    data.iter().flat_map(|&byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

fn from_hex(cx: &mut Context, text: &[u8]) -> PyResult<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        raise!(cx, TypeError, "Odd-length string");
    }
    let decoded: Option<Vec<u8>> =
        text.chunks_exact(2).map(|pair| Some(hex_digit(pair[0])? << 4 | hex_digit(pair[1])?)).collect();
    match decoded {
        Some(data) => Ok(data),
        None => raise!(cx, TypeError, "Non-hexadecimal digit found"),
    }
}

py_functions! { FUNCTIONS:
    /// hexlify(data) -> hexadecimal text
    fn hexlify(cx: &mut Context, data: Value) -> PyResult<Vec<u8>> {
        // Messages have the other name.
        let arg = object_model::Arg { function: "b2a_hex", index: 1 };
        <ReadBuffer as object_model::FromArg>::from_arg(cx, data, arg).map(|data| to_hex(&data))
    }
    /// b2a_hex(data) -> hexadecimal text
    fn b2a_hex(cx: &mut Context, data: ReadBuffer) -> Vec<u8> {
        let _ = cx;
        to_hex(&data)
    }
    /// unhexlify(text) -> the data it stands for
    fn unhexlify(cx: &mut Context, text: ReadBuffer) -> PyResult<Vec<u8>> {
        from_hex(cx, &text)
    }
    /// a2b_hex(text) -> the data it stands for
    fn a2b_hex(cx: &mut Context, text: ReadBuffer) -> PyResult<Vec<u8>> {
        from_hex(cx, &text)
    }
    /// crc32(data[, crc = 0]) -> CRC-32, signed, going on from crc
    fn crc32_ as "crc32"(cx: &mut Context, data: ReadBuffer, crc: Slot = None) -> PyResult<i32> {
        let before = match crc {
            Some(crc) => low_word(cx, crc)?,
            None => 0,
        };
        Ok(crate::zlib::crc32(before, &data) as i32)
    }
}
