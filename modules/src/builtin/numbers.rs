//! Built-in functions about numbers, characters and identity.

use super::plain;
use num_bigint::BigInt;
use object_model::convert::FromArg;
use object_model::float::FloatObject;
use object_model::long::LongObject;
use object_model::protocols::number::BinaryOp;
use object_model::types;
use object_model::value::Value;
use object_model::{Arg, Args, Context, Gc, PyResult, Special, StrObject, UnicodeObject, kind, none, not_implemented};
use object_model::{py_functions, raise};
use text::chars::CharsVec;

py_functions! { FUNCTIONS:
    /// abs(number) -> number
    /// The absolute value.
    fn abs(cx: &mut Context, number: Value) -> PyResult {
        cx.unary(Special::Abs, number)
    }
    /// bin(number) -> string
    /// The binary digits of an integer, after "0b".
    fn bin(cx: &mut Context, number: Value) -> PyResult<Vec<u8>> {
        let w_index = cx.index(number)?;
        Ok(match (w_index.as_int(), w_index.downcast::<LongObject>()) {
            (None, Some(long)) => {
                cx.ask_to_print(long, 2)?;
                text::int_print::bin(types::long::print_ref(&long))
            }
            (n, _) => text::int_print::bin(n.unwrap_or(0).into()),
        })
    }
    /// chr(i) -> character
    /// The string of the one byte i, from 0 to 255.
    @raw fn chr(cx: &mut Context, args: &Args) -> PyResult {
        let n = one_int(cx, args, "chr")?;
        match u8::try_from(n) {
            Ok(byte) => Ok(cx.byte_strs[usize::from(byte)].value()),
            Err(_) => raise!(cx, ValueError, "chr() arg not in range(256)"),
        }
    }
    /// unichr(i) -> Unicode character
    /// The Unicode string of the one code point i, from 0 to 0x10ffff.
    @raw fn unichr(cx: &mut Context, args: &Args) -> PyResult<Gc<UnicodeObject>> {
        let n = one_int(cx, args, "unichr")?;
        match u32::try_from(n) {
            Ok(code) if code < 0x110000 => cx.new_unicode(CharsVec::from_codes([code]).as_chars()),
            _ => raise!(cx, ValueError, "unichr() arg not in range(0x110000) (wide Python build)"),
        }
    }
    /// ord(character) -> integer
    /// The number of a string of length one.
    fn ord(cx: &mut Context, character: Value) -> PyResult<u32> {
        let len = if let Some(text) = character.downcast::<StrObject>() {
            if let &[byte] = text.get().bytes() {
                return Ok(byte.into());
            }
            text.len()
        } else if let Some(text) = character.downcast::<UnicodeObject>() {
            if text.len() == 1 {
                return Ok(text.chars().at(0));
            }
            text.len()
        } else if character.is_kind(kind::BYTEARRAY) {
            let len = cx.length(character)?;
            if len == 1 {
                let w_byte = cx.getitem(character, Value::small(0))?;
                return Ok(w_byte.as_int().unwrap_or(0) as u32);
            }
            len
        } else {
            let given = cx.type_name(character);
            raise!(cx, TypeError, "ord() expected string of length 1, but {given} found");
        };
        raise!(cx, TypeError, "ord() expected a character, but string of length {len} found")
    }
    /// cmp(x, y) -> integer
    /// Negative if x < y, zero if x == y, positive if x > y.
    @raw fn cmp(cx: &mut Context, args: &Args) -> PyResult<i64> {
        let [x, y] = plain(cx, args, "cmp", 2)?;
        Ok(cx.three_way(x.unwrap_or(none()), y.unwrap_or(none()))? as i64)
    }
    /// coerce(x, y) -> (x1, y1)
    /// The two numbers as ones of a common type.
    @raw fn coerce(cx: &mut Context, args: &Args) -> PyResult {
        cx.warn_py3k("coerce() not supported in 3.x")?;
        let [x, y] = plain(cx, args, "coerce", 2)?;
        let (x, y) = (x.unwrap_or(none()), y.unwrap_or(none()));
        for (a, b, swapped) in [(x, y, false), (y, x, true)] {
            let Some(w_coerce) = cx.special_of(a, Special::Coerce) else { continue };
            let w_pair = cx.call_special(w_coerce, a, &[b])?;
            if w_pair == not_implemented() || w_pair.is_none() {
                continue;
            }
            let pair = w_pair.downcast::<object_model::TupleObject>();
            return match pair.map(|pair| pair.get().items()) {
                Some(&[first, second]) if swapped => Ok(cx.new_tuple(&[second, first]).value()),
                Some(&[_, _]) => Ok(w_pair),
                _ => raise!(cx, TypeError, "__coerce__ didn't return a 2-tuple"),
            };
        }
        // Two of a type need nothing, unless it is one that coerces.
        let coerces = matches!(x.kind(), kind::STR | kind::UNICODE | kind::SET | kind::FROZENSET) || x.shape() >= kind::FIRST_MAP;
        if cx.class_of(x) == cx.class_of(y) && !coerces {
            return Ok(cx.new_tuple(&[x, y]).value());
        }
        raise!(cx, TypeError, "number coercion failed")
    }
    /// divmod(x, y) -> (quotient, remainder)
    @raw fn divmod(cx: &mut Context, args: &Args) -> PyResult {
        let [x, y] = plain(cx, args, "divmod", 2)?;
        cx.binary(BinaryOp::DivMod, x.unwrap_or(none()), y.unwrap_or(none()))
    }
    /// pow(x, y[, z]) -> number
    /// x**y, or x**y % z computed without the large power.
    @raw fn pow(cx: &mut Context, args: &Args) -> PyResult {
        let [x, y, z] = plain(cx, args, "pow", 2)?;
        cx.power3(x.unwrap_or(none()), y.unwrap_or(none()), z.unwrap_or(none()))
    }
    /// hex(number) -> string
    /// The hexadecimal digits of an integer, after "0x".
    fn hex(cx: &mut Context, number: Value) -> PyResult {
        digits(cx, number, Special::Hex, "hex")
    }
    /// oct(number) -> string
    /// The octal digits of an integer, after "0".
    fn oct(cx: &mut Context, number: Value) -> PyResult {
        digits(cx, number, Special::Oct, "oct")
    }
    /// round(number[, ndigits]) -> float
    /// The number rounded to so many decimal digits (default 0), halves away from zero.
    @raw fn round(cx: &mut Context, args: &Args) -> PyResult<f64> {
        let [w_number, w_digits] = args.parse(cx, "round", &["number", "ndigits"], 1)?;
        let number = cx.float_arg(w_number.unwrap_or(none()))?;
        let digits = match w_digits {
            Some(w_digits) => {
                let w_index = cx.index(w_digits)?;
                cx.index_clipped(w_index)?
            }
            None => 0,
        };
        if !number.is_finite() {
            return Ok(number);
        }
        types::float::round(cx, number, digits as i64)
    }
    /// hash(object) -> integer
    /// Equal objects have equal hashes.
    fn hash(cx: &mut Context, object: Value) -> PyResult<i64> {
        cx.hash_of(object)
    }
    /// id(object) -> integer
    /// What tells the object from all others that exist; numbers of one type and value are one object.
    fn id(cx: &mut Context, object: Value) -> Value {
        id_of(cx, object)
    }
}

/// The one argument of a function that is called as `PyArg_ParseTuple` would have it.
pub(super) fn one(cx: &mut Context, args: &Args, function: &'static str) -> PyResult {
    args.no_keywords(cx, function)?;
    match *args.positional {
        [argument] => Ok(argument),
        ref given => {
            let n = given.len();
            raise!(cx, TypeError, "{function}() takes exactly 1 argument ({n} given)")
        }
    }
}

fn one_int(cx: &mut Context, args: &Args, function: &'static str) -> PyResult<i64> {
    let argument = one(cx, args, function)?;
    i64::from_arg(cx, argument, Arg { function, index: 1 })
}

fn digits(cx: &mut Context, number: Value, special: Special, function: &str) -> PyResult {
    let Some(w_method) = cx.special_of(number, special) else {
        raise!(cx, TypeError, "{function}() argument can't be converted to {function}");
    };
    let w_text = cx.call_special(w_method, number, &[])?;
    if !w_text.is_kind(kind::STR) {
        let given = cx.type_name(w_text);
        raise!(cx, TypeError, "{} returned non-string (type {given})", special.text());
    }
    Ok(w_text)
}

/// `id()` (D1). Addresses are multiples of 8; numbers of exact type have odd ids, by type and value.
pub fn id_of(cx: &mut Context, object: Value) -> Value {
    let exact = object.shape() < kind::FIRST_MAP;
    match object.kind() {
        kind::INT if exact => match object.as_int() {
            Some(n) => tagged(cx, n.into(), 1),
            None => none(),
        },
        kind::LONG if exact => match object.downcast::<LongObject>() {
            Some(long) => tagged(cx, long.to_big(), 3),
            None => none(),
        },
        kind::FLOAT if exact => match object.downcast::<FloatObject>() {
            Some(float) => tagged(cx, float.float.to_bits().into(), 5),
            None => none(),
        },
        kind::COMPLEX if exact => match object.downcast::<types::complex::ComplexObject>() {
            Some(complex) => {
                let parts = [complex.re, complex.im].map(|part| BigInt::from(part.to_bits()));
                let [real, imag] = parts;
                tagged(cx, (real << 64u32) | imag, 7)
            }
            None => none(),
        },
        _ => cx.new_int(object.bits() as i64),
    }
}

/// `number * 16 + tag`
fn tagged(cx: &mut Context, number: BigInt, tag: u8) -> Value {
    let id: BigInt = (number << 4u32) + BigInt::from(tag);
    cx.new_int_big(&id)
}
