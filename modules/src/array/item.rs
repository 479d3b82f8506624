//! Type codes: an item's bytes and the value they stand for.

use object_model::long::LongObject;
use object_model::{Context, PyResult, StrObject, UnicodeObject, Value, raise};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Code {
    Char,
    Unicode,
    Byte,
    UByte,
    Short,
    UShort,
    Int,
    UInt,
    Long,
    ULong,
    Float,
    Double,
}

const LETTERS: &[u8; 12] = b"cubBhHiIlLfd";
const SIZES: [usize; 12] = [1, 4, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8];
const CODES: [Code; 12] = {
    use Code::*;
    [Char, Unicode, Byte, UByte, Short, UShort, Int, UInt, Long, ULong, Float, Double]
};

/// The first bytes of an item, in the machine's order.
pub type Bytes = [u8; 8];

fn word<const N: usize>(bytes: [u8; N]) -> Bytes {
    let mut out = [0; 8];
    out[..N].copy_from_slice(&bytes);
    out
}

impl Code {
    pub fn of_letter(letter: u8) -> Option<Code> {
        LETTERS.iter().position(|&known| known == letter).map(|at| CODES[at])
    }
    pub fn letter(self) -> u8 {
        LETTERS[self as usize]
    }
    #[inline]
    pub fn size(self) -> usize {
        SIZES[self as usize]
    }

    /// The value of an item's bytes.
    pub fn load(self, cx: &mut Context, bytes: &[u8]) -> PyResult {
        let mut wide = [0; 8];
        wide[..bytes.len()].copy_from_slice(bytes);
        let [a, b, c, d, ..] = wide;
        Ok(match self {
            Code::Char => cx.new_str(&[a]).value(),
            Code::Unicode => {
                let code = u32::from_ne_bytes([a, b, c, d]);
                if code > 0x10FFFF {
                    raise!(cx, ValueError, "unichr() arg not in range(0x110000) (wide Python build)");
                }
                cx.new_unicode_char(code)?.value()
            }
            Code::Byte => Value::small((a as i8).into()),
            Code::UByte => Value::small(a.into()),
            Code::Short => Value::small(i16::from_ne_bytes([a, b]).into()),
            Code::UShort => Value::small(u16::from_ne_bytes([a, b]).into()),
            Code::Int => Value::small(i32::from_ne_bytes([a, b, c, d]).into()),
            Code::UInt => cx.new_long_i128(u32::from_ne_bytes([a, b, c, d]).into()),
            Code::Long => cx.new_int(i64::from_ne_bytes(wide)),
            Code::ULong => cx.new_long_i128(u64::from_ne_bytes(wide).into()),
            Code::Float => cx.new_float(f32::from_ne_bytes([a, b, c, d]).into()),
            Code::Double => cx.new_float(f64::from_ne_bytes(wide)),
        })
    }

    /// The bytes of a value; TypeError, OverflowError.
    pub fn store(self, cx: &mut Context, value: Value) -> PyResult<Bytes> {
        Ok(match self {
            Code::Char => match value.downcast::<StrObject>() {
                Some(text) if text.len() == 1 => word([text.bytes()[0]]),
                _ => raise!(cx, TypeError, "array item must be char"),
            },
            Code::Unicode => match value.downcast::<UnicodeObject>() {
                Some(text) if text.len() == 1 => word(text.chars().at(0).to_ne_bytes()),
                _ => raise!(cx, TypeError, "array item must be unicode character"),
            },
            Code::Byte => {
                let n = ranged(cx, value, "signed short integer", i16::MIN.into(), i16::MAX.into())?;
                word([limit(cx, n, "signed char", i8::MIN.into(), i8::MAX.into())? as u8])
            }
            Code::UByte => word([ranged(cx, value, "unsigned byte integer", 0, 255)? as u8]),
            Code::Short => {
                word((ranged(cx, value, "signed short integer", i16::MIN.into(), i16::MAX.into())? as i16).to_ne_bytes())
            }
            Code::UShort => {
                let n = ranged(cx, value, "signed integer", i32::MIN.into(), i32::MAX.into())?;
                word((limit(cx, n, "unsigned short", 0, 65535)? as u16).to_ne_bytes())
            }
            Code::Int => word((ranged(cx, value, "signed integer", i32::MIN.into(), i32::MAX.into())? as i32).to_ne_bytes()),
            Code::UInt => {
                let n = unsigned(cx, value, "unsigned int")?;
                match u32::try_from(n) {
                    Ok(n) => word(n.to_ne_bytes()),
                    Err(_) => raise!(cx, OverflowError, "unsigned int is greater than maximum"),
                }
            }
            Code::Long => word(cx.int_arg(value)?.to_ne_bytes()),
            Code::ULong => word(unsigned(cx, value, "unsigned long")?.to_ne_bytes()),
            Code::Float => word((cx.float_arg(value)? as f32).to_ne_bytes()),
            Code::Double => word(cx.float_arg(value)?.to_ne_bytes()),
        })
    }
}

fn limit(cx: &mut Context, n: i64, what: &str, least: i64, most: i64) -> PyResult<i64> {
    if n < least {
        raise!(cx, OverflowError, "{what} is less than minimum");
    }
    if n > most {
        raise!(cx, OverflowError, "{what} is greater than maximum");
    }
    Ok(n)
}

fn ranged(cx: &mut Context, value: Value, what: &str, least: i64, most: i64) -> PyResult<i64> {
    let n = cx.int_arg(value)?;
    limit(cx, n, what, least, most)
}

fn unsigned(cx: &mut Context, value: Value, what: &str) -> PyResult<u64> {
    if let Some(long) = value.downcast::<LongObject>() {
        if long.is_negative() {
            raise!(cx, OverflowError, "can't convert negative value to unsigned long");
        }
        return match long.to_i128().and_then(|n| u64::try_from(n).ok()) {
            Some(n) => Ok(n),
            None => raise!(cx, OverflowError, "long int too large to convert"),
        };
    }
    let n = cx.int_arg(value)?;
    match u64::try_from(n) {
        Ok(n) => Ok(n),
        Err(_) => raise!(cx, OverflowError, "{what} is less than minimum"),
    }
}
