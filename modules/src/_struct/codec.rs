//! Values to bytes and back.

use super::ERROR;
use super::format::{Code, Field, Format};
use crate::errors;
use object_model::long::LongObject;
use object_model::{Context, Exc, Gc, PyResult, Raised, Special, StrObject, TupleObject, Value, kind, py_bool, raise};

#[cold]
fn fault(cx: &mut Context, text: &str) -> Raised {
    errors::error(cx, ERROR, text)
}

/// An int or long of the value: what has `__index__`, or with a warning `__int__`.
fn integer(cx: &mut Context, value: Value) -> PyResult {
    if value.is_small() || matches!(value.kind(), kind::INT | kind::LONG | kind::BOOL) {
        return Ok(value);
    }
    if cx.is_index(value) {
        match cx.index(value) {
            Ok(index) => return Ok(index),
            Err(raised) => {
                if !cx.catch(Exc::TypeError) {
                    return Err(raised);
                }
            }
        }
    }
    if !matches!(value.kind(), kind::STR | kind::UNICODE)
        && let Some(w_int) = cx.special_of(value, Special::Int)
    {
        let message = if value.is_kind(kind::FLOAT) {
            "integer argument expected, got float"
        } else {
            "integer argument expected, got non-integer (implicit conversion using __int__ is deprecated)"
        };
        cx.warn(Exc::DeprecationWarning, message)?;
        let w_result = cx.call_special(w_int, value, &[])?;
        if matches!(w_result.kind(), kind::INT | kind::LONG | kind::BOOL) {
            return Ok(w_result);
        }
    }
    Err(fault(cx, "cannot convert argument to integer"))
}

/// Bits of an integer field; errors as CPython's routine for it has them.
fn integer_bits(cx: &mut Context, field: &Field, value: Value) -> PyResult<u64> {
    let Code::Int { size, signed, words } = field.code else { return Ok(0) };
    let w_int = if value.is_small() { value } else { integer(cx, value)? };
    let letter = char::from(field.letter);
    let wide = match w_int.as_int() {
        Some(n) => Some(i128::from(n)),
        None => w_int.downcast::<LongObject>().and_then(|long| long.to_i128()),
    };
    let bits = u32::from(size) * 8;
    let (least, most) = if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
    if let Some(n) = wide
        && n >= least
        && n <= most
    {
        return Ok(n as u64);
    }
    // Beyond a machine word, or negative where the routine reads an unsigned word.
    let unsigned_word = !signed && !words;
    let in_word = wide.is_some_and(|n| if unsigned_word { (0..1i128 << 64).contains(&n) } else { i64::try_from(n).is_ok() });
    let text = match (in_word, field.letter) {
        (false, _) => format!("integer out of range for '{letter}' format code"),
        (true, b'b') => "byte format requires -128 <= number <= 127".to_string(),
        (true, b'B') => "ubyte format requires 0 <= number <= 255".to_string(),
        (true, b'h') if words => "short format requires SHRT_MIN <= number <= SHRT_MAX".to_string(),
        (true, b'H') if words => "ushort format requires 0 <= number <= USHRT_MAX".to_string(),
        (true, _) => format!("'{letter}' format requires {least} <= number <= {most}"),
    };
    Err(fault(cx, &text))
}

fn float(cx: &mut Context, value: Value) -> PyResult<f64> {
    match cx.float_arg(value) {
        Ok(float) => Ok(float),
        Err(_) => {
            cx.pending = None;
            Err(fault(cx, "required argument is not a float"))
        }
    }
}

/// Writes the low bytes of a number.
#[inline]
fn put(out: &mut [u8], bits: u64, big_endian: bool) {
    let size = out.len();
    if big_endian {
        out.copy_from_slice(&bits.to_be_bytes()[8 - size..]);
    } else {
        out.copy_from_slice(&bits.to_le_bytes()[..size]);
    }
}

#[inline]
fn get(bytes: &[u8], big_endian: bool) -> u64 {
    let mut word = [0u8; 8];
    if big_endian {
        word[8 - bytes.len()..].copy_from_slice(bytes);
        u64::from_be_bytes(word)
    } else {
        word[..bytes.len()].copy_from_slice(bytes);
        u64::from_le_bytes(word)
    }
}

/// Packs as many values as the format has. `out` is zero before.
pub fn pack(cx: &mut Context, format: &Format, values: &[Value], out: &mut [u8]) -> PyResult<()> {
    let mut values = values.iter();
    let big = format.big_endian;
    for field in &format.fields {
        for i in 0..field.repeat {
            let Some(&value) = values.next() else { return Ok(()) };
            let from = field.offset + i * field.size;
            let out = &mut out[from..from + field.size];
            match field.code {
                Code::Int { .. } => {
                    let bits = integer_bits(cx, field, value)?;
                    put(out, bits, big);
                }
                Code::Double => {
                    let float = float(cx, value)?;
                    put(out, float.to_bits(), big);
                }
                Code::Float { checked } => {
                    let float = float(cx, value)?;
                    let narrow = float as f32;
                    if checked && narrow.is_infinite() && float.is_finite() {
                        raise!(cx, OverflowError, "float too large to pack with f format");
                    }
                    put(out, narrow.to_bits().into(), big);
                }
                Code::Bool => out[0] = cx.truth(value)?.into(),
                Code::Char => match value.downcast::<StrObject>() {
                    Some(text) if text.len() == 1 => out[0] = text.bytes()[0],
                    _ => return Err(fault(cx, "char format require string of length 1")),
                },
                Code::Bytes => match value.downcast::<StrObject>() {
                    Some(text) => {
                        let len = text.len().min(field.size);
                        out[..len].copy_from_slice(&text.bytes()[..len]);
                    }
                    None => return Err(fault(cx, "argument for 's' must be a string")),
                },
                Code::Pascal => match value.downcast::<StrObject>() {
                    Some(text) => {
                        if let Some((first, rest)) = out.split_first_mut() {
                            let len = text.len().min(rest.len());
                            rest[..len].copy_from_slice(&text.bytes()[..len]);
                            *first = len.min(255) as u8;
                        }
                    }
                    None => return Err(fault(cx, "argument for 'p' must be a string")),
                },
                Code::Pointer => {
                    let w_int = integer(cx, value)?;
                    let wide = match w_int.as_int() {
                        Some(n) => Some(i128::from(n)),
                        None => w_int.downcast::<LongObject>().and_then(|long| long.to_i128()),
                    };
                    match wide {
                        Some(n) if n >= i64::MIN.into() && n <= u64::MAX.into() => put(out, n as u64, big),
                        Some(n) if n > 0 => raise!(cx, OverflowError, "long int too large to convert"),
                        _ if w_int.downcast::<LongObject>().is_some_and(|long| !long.is_negative()) => {
                            raise!(cx, OverflowError, "long int too large to convert")
                        }
                        _ => raise!(cx, OverflowError, "Python int too large to convert to C long"),
                    }
                }
            }
        }
    }
    Ok(())
}

fn value_of(cx: &mut Context, field: &Field, bytes: &[u8], big: bool) -> PyResult {
    Ok(match field.code {
        Code::Int { size, signed: true, .. } => {
            let shift = 64 - 8 * u32::from(size);
            cx.new_int((get(bytes, big) << shift) as i64 >> shift)
        }
        Code::Int { .. } | Code::Pointer => cx.new_int_u64(get(bytes, big)),
        Code::Double => cx.new_float(f64::from_bits(get(bytes, big))),
        Code::Float { .. } => cx.new_float(f32::from_bits(get(bytes, big) as u32).into()),
        Code::Bool => py_bool(bytes[0] != 0),
        Code::Char | Code::Bytes => cx.try_new_str(bytes)?.value(),
        Code::Pascal => match bytes.split_first() {
            Some((&len, rest)) => cx.try_new_str(&rest[..rest.len().min(len.into())])?.value(),
            None => cx.empty_str.value(),
        },
    })
}

/// Values on the native stack before they go into a list.
const FEW: usize = 24;

/// A tuple of the values in `bytes`, which is as long as the format. The bytes do not move meanwhile: no Python code runs.
pub fn unpack(cx: &mut Context, format: &Format, bytes: &[u8]) -> PyResult<Gc<TupleObject>> {
    let big = format.big_endian;
    if format.count <= FEW {
        let mut values = [object_model::none(); FEW];
        let mut n = 0;
        for field in &format.fields {
            for i in 0..field.repeat {
                let from = field.offset + i * field.size;
                values[n] = value_of(cx, field, &bytes[from..from + field.size], big)?;
                n += 1;
            }
        }
        return Ok(cx.new_tuple(&values[..n]));
    }
    let list = cx.new_list();
    for field in &format.fields {
        for i in 0..field.repeat {
            let from = field.offset + i * field.size;
            let value = value_of(cx, field, &bytes[from..from + field.size], big)?;
            cx.list_push(list, value)?;
        }
    }
    cx.list_to_tuple(list)
}
