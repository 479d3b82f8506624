//! `_codecs`: the encodings of `object_model::codecs` as functions, the registry, and encoding by a mapping.
//!
//! Decoders answer (text, bytes used), encoders (bytes, length of what was given).

#![allow(unsafe_code)] // layout of EncodingMap

use crate::kinds;
use object_model::codecs::{Codec, Fault, Faults, codec_lookup, lookup_error, register_error, registry};
use object_model::gc::Header;
use object_model::handle::{Gc, Object};
use object_model::protocols::buffer::{ReadBuffer, given_name};
use object_model::typeobject::{NO_DICT, NO_NEW, TypeDecl};
use object_model::types::text_args::MaybeName;
use object_model::value::Value;
use object_model::{
    Bytes, Context, Exc, ModuleDecl, PyResult, StrObject, UnicodeObject, kind, none, py_functions, py_methods, raise,
};
use std::cell::RefCell;
use text::chars::Chars;
use text::codecs::charmap::{self, Decoded, Encoded, EncodingTable};
use text::codecs::{ByteOrder, CodecError};

pub static MODULE: ModuleDecl = ModuleDecl {
    functions: &[REGISTRY, DECODERS, ENCODERS],
    setup: Some(|cx, _| {
        kinds::register::<EncodingMap>(cx, &ENCODING_MAP, &LAYOUT);
        Ok(())
    }),
    ..ModuleDecl::new("_codecs")
};

/// The inverse of a decoding table of 256 characters, which it keeps.
#[repr(C)]
pub struct EncodingMap {
    header: Header,
    decoding: Value,
}

// SAFETY: made by `charmap_build`, the field set at once.
unsafe impl Object for EncodingMap {
    const KIND: u8 = kinds::ENCODING_MAP;
    const NAME: &'static str = "EncodingMap";
}

object_model::fixed_layout!(LAYOUT: EncodingMap, |this, tracer| { tracer.word(this.decoding.bits()); });

static ENCODING_MAP: TypeDecl =
    TypeDecl { methods: &[MAP_METHODS], flags: NO_DICT | NO_NEW, ..TypeDecl::new("EncodingMap", kinds::ENCODING_MAP) };

py_methods! { MAP_METHODS:
    /// the size of the map in bytes, as 2.7 lays it out
    fn size(cx: &mut Context, this: Gc<EncodingMap>) -> usize {
        let _ = cx;
        let chars = this.decoding.downcast::<UnicodeObject>().map_or(Chars::EMPTY, |text| text.get().chars());
        let pages = |shift: u32| {
            let mut seen: Vec<u32> = chars.iter().filter(|&c| c != 0xFFFE).map(|c| c >> shift).collect();
            seen.sort_unstable();
            seen.dedup();
            seen.len()
        };
        64 + 16 * pages(11) + 128 * pages(7)
    }
}

type Pair = (Value, usize);

fn decoded(cx: &mut Context, codec: Codec, bytes: ReadBuffer, errors: MaybeName, last: bool) -> PyResult<Pair> {
    let (text, used, _) = codec.decode(cx, bytes.0, errors.0, last)?;
    Ok((text.value(), used))
}

fn encoded(cx: &mut Context, codec: Codec, value: Value, errors: MaybeName) -> PyResult<Pair> {
    let text = cx.to_unicode(value)?;
    let bytes = codec.encode(cx, text, errors.0)?;
    Ok((bytes.value(), text.len()))
}

py_functions! { REGISTRY:
    /// register(search_function)
    ///
    /// Adds a function to ask for codecs: given an encoding's name in lower case, it answers a tuple
    /// (encoder, decoder, stream reader, stream writer) or None.
    fn register(cx: &mut Context, search_function: Value) -> PyResult<()> {
        registry::register(cx, search_function)
    }
    /// lookup(encoding) -> the codec that the search functions have for the encoding
    fn lookup(cx: &mut Context, encoding: Bytes) -> PyResult {
        codec_lookup(cx, encoding.0).map(Gc::value)
    }
    /// encode(obj[, encoding[, errors]]) -> what the codec makes of the object
    fn encode(cx: &mut Context, obj: Value, encoding: Option<Bytes> = None, errors: Option<Bytes> = None) -> PyResult {
        let encoding = encoding.map_or_else(|| cx.default_encoding(), |name| name.0);
        registry::encode(cx, obj, encoding, errors.map(|name| name.0))
    }
    /// decode(obj[, encoding[, errors]]) -> what the codec makes of the object
    fn decode(cx: &mut Context, obj: Value, encoding: Option<Bytes> = None, errors: Option<Bytes> = None) -> PyResult {
        let encoding = encoding.map_or_else(|| cx.default_encoding(), |name| name.0);
        registry::decode(cx, obj, encoding, errors.map(|name| name.0))
    }
    /// register_error(name, handler)
    ///
    /// The handler is called with the exception for what cannot be handled; it answers a tuple (replacement, position
    /// to go on from), or raises.
    fn register_error_function as "register_error" (cx: &mut Context, errors: Bytes, handler: Value) -> PyResult<()> {
        register_error(cx, errors.0, handler)
    }
    /// lookup_error(name) -> the handler of that name
    fn lookup_error_function as "lookup_error" (cx: &mut Context, errors: Bytes) -> PyResult {
        lookup_error(cx, errors.0)
    }
    /// charmap_build(table) -> a map from the characters of a decoding table of 256 back to bytes
    fn charmap_build(cx: &mut Context, map: Value) -> PyResult {
        let Some(table) = map.downcast::<UnicodeObject>() else {
            let given = given_name(cx, map);
            raise!(cx, TypeError, "charmap_build() argument 1 must be unicode, not {given}");
        };
        if table.len() != 256 {
            raise!(cx, TypeError, "bad argument type for built-in operation");
        }
        let chars = table.get().chars();
        let fits = chars.at(0) == 0 && chars.iter().skip(1).all(|c| c != 0 && c <= 0xFFFE);
        if fits {
            let mut made = cx.allocate::<EncodingMap>();
            made.decoding = table.value();
            return Ok(made.value());
        }
        let dict = cx.new_dict();
        for (byte, code) in chars.iter().enumerate() {
            cx.dict_set(dict, Value::small(code.into()), Value::small(byte as i64))?;
        }
        Ok(dict.value())
    }
}

py_functions! { DECODERS:
    /// utf_8_decode(data[, errors[, final]]) -> (text, bytes used)
    fn utf_8_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), last: i32 = 0) -> PyResult<Pair> {
        decoded(cx, Codec::Utf8, data, errors, last != 0)
    }
    /// utf_7_decode(data[, errors[, final]]) -> (text, bytes used)
    fn utf_7_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), last: i32 = 0) -> PyResult<Pair> {
        decoded(cx, Codec::Utf7, data, errors, last != 0)
    }
    /// utf_16_decode(data[, errors[, final]]) -> (text, bytes used)
    fn utf_16_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), last: i32 = 0) -> PyResult<Pair> {
        decoded(cx, Codec::Utf16(ByteOrder::Marked), data, errors, last != 0)
    }
    /// utf_16_le_decode(data[, errors[, final]]) -> (text, bytes used)
    fn utf_16_le_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), last: i32 = 0) -> PyResult<Pair> {
        decoded(cx, Codec::Utf16(ByteOrder::Little), data, errors, last != 0)
    }
    /// utf_16_be_decode(data[, errors[, final]]) -> (text, bytes used)
    fn utf_16_be_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), last: i32 = 0) -> PyResult<Pair> {
        decoded(cx, Codec::Utf16(ByteOrder::Big), data, errors, last != 0)
    }
    /// utf_32_decode(data[, errors[, final]]) -> (text, bytes used)
    fn utf_32_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), last: i32 = 0) -> PyResult<Pair> {
        decoded(cx, Codec::Utf32(ByteOrder::Marked), data, errors, last != 0)
    }
    /// utf_32_le_decode(data[, errors[, final]]) -> (text, bytes used)
    fn utf_32_le_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), last: i32 = 0) -> PyResult<Pair> {
        decoded(cx, Codec::Utf32(ByteOrder::Little), data, errors, last != 0)
    }
    /// utf_32_be_decode(data[, errors[, final]]) -> (text, bytes used)
    fn utf_32_be_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), last: i32 = 0) -> PyResult<Pair> {
        decoded(cx, Codec::Utf32(ByteOrder::Big), data, errors, last != 0)
    }
    /// latin_1_decode(data[, errors]) -> (text, bytes used)
    fn latin_1_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        decoded(cx, Codec::Latin1, data, errors, true)
    }
    /// ascii_decode(data[, errors]) -> (text, bytes used)
    fn ascii_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        decoded(cx, Codec::Ascii, data, errors, true)
    }
    /// unicode_escape_decode(data[, errors]) -> (text, bytes used)
    fn unicode_escape_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        decoded(cx, Codec::UnicodeEscape, data, errors, true)
    }
    /// raw_unicode_escape_decode(data[, errors]) -> (text, bytes used)
    fn raw_unicode_escape_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        decoded(cx, Codec::RawUnicodeEscape, data, errors, true)
    }
    /// utf_16_ex_decode(data[, errors[, byteorder[, final]]]) -> (text, bytes used, byte order found)
    fn utf_16_ex_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), byteorder: i32 = 0, last: i32 = 0) -> PyResult<(Value, usize, i32)> {
        let codec = Codec::Utf16(ByteOrder::of_number(byteorder));
        let (text, used, order) = codec.decode(cx, data.0, errors.0, last != 0)?;
        Ok((text.value(), used, order))
    }
    /// utf_32_ex_decode(data[, errors[, byteorder[, final]]]) -> (text, bytes used, byte order found)
    fn utf_32_ex_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), byteorder: i32 = 0, last: i32 = 0) -> PyResult<(Value, usize, i32)> {
        let codec = Codec::Utf32(ByteOrder::of_number(byteorder));
        let (text, used, order) = codec.decode(cx, data.0, errors.0, last != 0)?;
        Ok((text.value(), used, order))
    }
    /// escape_decode(data[, errors]) -> (bytes, bytes used)
    fn escape_decode(cx: &mut Context, data: Bytes, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        let bytes = object_model::codecs::builtin::escape_decode(cx, data.0, errors.0)?;
        Ok((bytes.value(), data.0.len()))
    }
    /// unicode_internal_decode(data[, errors]) -> (text, bytes used)
    fn unicode_internal_decode(cx: &mut Context, data: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        if let Some(text) = data.downcast::<UnicodeObject>() {
            return Ok((data, text.len()));
        }
        let memory = cx.buffer_bytes(data)?;
        let bytes = cx.try_new_str(&memory)?;
        let (text, used, _) = Codec::UnicodeInternal.decode(cx, bytes, errors.0, true)?;
        Ok((text.value(), used))
    }
    /// charmap_decode(data[, errors[, mapping]]) -> (text, bytes used); a mapping of bytes to characters, Latin-1 unless given
    fn charmap_decode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None), mapping: Value = none()) -> PyResult<Pair> {
        if mapping.is_none() {
            return decoded(cx, Codec::Latin1, data, errors, true);
        }
        let bytes = data.0.get().bytes();
        let mut faults = Faults::decoding("charmap", data.0, errors.0);
        let table = mapping.downcast::<UnicodeObject>().map(|table| table.get().chars());
        let shared = RefCell::new(&mut *cx);
        let mut lookup = |byte: u8| match table {
            Some(table) => Ok(charmap::table_entry(table, byte)),
            None => character_for(&mut shared.borrow_mut(), mapping, byte),
        };
        let mut handler = |error: CodecError| faults.handle(&mut shared.borrow_mut(), error);
        let text = charmap::decode(bytes, &mut lookup, &mut handler)?;
        let text = cx.new_unicode_part(text.as_chars())?;
        Ok((text.value(), bytes.len()))
    }
}

/// What a mapping has for a byte.
fn character_for(cx: &mut Context, mapping: Value, byte: u8) -> PyResult<Decoded> {
    let w_found = match cx.getitem(mapping, Value::small(byte.into())) {
        Ok(w_found) => w_found,
        Err(raised) => return if cx.catch(Exc::LookupError) { Ok(Decoded::Undefined) } else { Err(raised) },
    };
    if let Some(text) = w_found.downcast::<UnicodeObject>() {
        return Ok(Decoded::Text(text.get().chars().to_vec()));
    }
    match (w_found.kind(), w_found.as_int().map(u32::try_from)) {
        (kind::NONE, _) => Ok(Decoded::Undefined),
        (_, Some(Ok(code @ 0..=0x10_FFFF))) => Ok(Decoded::Code(code)),
        (_, Some(_)) => raise!(cx, TypeError, "character mapping must be in range(0x110000)"),
        _ => raise!(cx, TypeError, "character mapping must return integer, None or unicode"),
    }
}

/// What a mapping has for a character.
fn bytes_for(cx: &mut Context, mapping: Value, code: u32) -> PyResult<Option<Encoded>> {
    let w_found = match cx.getitem(mapping, Value::small(code.into())) {
        Ok(w_found) => w_found,
        Err(raised) => return if cx.catch(Exc::LookupError) { Ok(None) } else { Err(raised) },
    };
    if let Some(bytes) = w_found.downcast::<StrObject>() {
        return Ok(Some(Encoded::Bytes(bytes.get().bytes().to_vec())));
    }
    match (w_found.kind(), w_found.as_int().map(u8::try_from)) {
        (kind::NONE, _) => Ok(None),
        (_, Some(Ok(byte))) => Ok(Some(Encoded::Byte(byte))),
        (_, Some(Err(_))) => raise!(cx, TypeError, "character mapping must be in range(256)"),
        _ => raise!(cx, TypeError, "character mapping must return integer, None or str"),
    }
}

py_functions! { ENCODERS:
    /// utf_8_encode(text[, errors]) -> (bytes, length of the text)
    fn utf_8_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        encoded(cx, Codec::Utf8, text, errors)
    }
    /// utf_7_encode(text[, errors]) -> (bytes, length of the text)
    fn utf_7_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        encoded(cx, Codec::Utf7, text, errors)
    }
    /// utf_16_le_encode(text[, errors]) -> (bytes, length of the text)
    fn utf_16_le_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        encoded(cx, Codec::Utf16(ByteOrder::Little), text, errors)
    }
    /// utf_16_be_encode(text[, errors]) -> (bytes, length of the text)
    fn utf_16_be_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        encoded(cx, Codec::Utf16(ByteOrder::Big), text, errors)
    }
    /// utf_32_le_encode(text[, errors]) -> (bytes, length of the text)
    fn utf_32_le_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        encoded(cx, Codec::Utf32(ByteOrder::Little), text, errors)
    }
    /// utf_32_be_encode(text[, errors]) -> (bytes, length of the text)
    fn utf_32_be_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        encoded(cx, Codec::Utf32(ByteOrder::Big), text, errors)
    }
    /// latin_1_encode(text[, errors]) -> (bytes, length of the text)
    fn latin_1_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        encoded(cx, Codec::Latin1, text, errors)
    }
    /// ascii_encode(text[, errors]) -> (bytes, length of the text)
    fn ascii_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        encoded(cx, Codec::Ascii, text, errors)
    }
    /// unicode_escape_encode(text[, errors]) -> (bytes, length of the text)
    fn unicode_escape_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        encoded(cx, Codec::UnicodeEscape, text, errors)
    }
    /// raw_unicode_escape_encode(text[, errors]) -> (bytes, length of the text)
    fn raw_unicode_escape_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        encoded(cx, Codec::RawUnicodeEscape, text, errors)
    }
    /// utf_16_encode(text[, errors[, byteorder]]) -> (bytes, length of the text)
    fn utf_16_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None), byteorder: i32 = 0) -> PyResult<Pair> {
        encoded(cx, Codec::Utf16(ByteOrder::of_number(byteorder)), text, errors)
    }
    /// utf_32_encode(text[, errors[, byteorder]]) -> (bytes, length of the text)
    fn utf_32_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None), byteorder: i32 = 0) -> PyResult<Pair> {
        encoded(cx, Codec::Utf32(ByteOrder::of_number(byteorder)), text, errors)
    }
    /// escape_encode(bytes[, errors]) -> (escaped bytes, length of the bytes)
    fn escape_encode(cx: &mut Context, data: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        let _ = errors;
        let Some(bytes) = data.downcast::<StrObject>() else {
            let given = given_name(cx, data);
            raise!(cx, TypeError, "escape_encode() argument 1 must be string, not {given}");
        };
        let escaped = object_model::codecs::builtin::escape_encode(cx, bytes)?;
        Ok((escaped.value(), bytes.len()))
    }
    /// unicode_internal_encode(obj[, errors]) -> (the object's memory, its length)
    fn unicode_internal_encode(cx: &mut Context, obj: Value, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        let _ = errors;
        if let Some(text) = obj.downcast::<UnicodeObject>() {
            return Ok((cx.internal_form(text)?.value(), text.len()));
        }
        let memory = cx.buffer_bytes(obj)?;
        Ok((cx.try_new_str(&memory)?.value(), memory.len()))
    }
    /// readbuffer_encode(data[, errors]) -> (the bytes, their count)
    fn readbuffer_encode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        let _ = (cx, errors);
        Ok((data.0.value(), data.len()))
    }
    /// charbuffer_encode(data[, errors]) -> (the bytes, their count)
    fn charbuffer_encode(cx: &mut Context, data: ReadBuffer, errors: MaybeName = MaybeName(None)) -> PyResult<Pair> {
        let _ = (cx, errors);
        Ok((data.0.value(), data.len()))
    }
    /// charmap_encode(text[, errors[, mapping]]) -> (bytes, length of the text); a mapping of characters to bytes, Latin-1
    /// unless given
    fn charmap_encode(cx: &mut Context, text: Value, errors: MaybeName = MaybeName(None), mapping: Value = none()) -> PyResult<Pair> {
        if mapping.is_none() {
            return encoded(cx, Codec::Latin1, text, errors);
        }
        let text = cx.to_unicode(text)?;
        let mut faults = Faults::encoding("charmap", text, errors.0);
        let table = mapping.downcast::<EncodingMap>().map(|map| {
            EncodingTable::build(map.decoding.downcast::<UnicodeObject>().map_or(Chars::EMPTY, |table| table.get().chars()))
        });
        let shared = RefCell::new(&mut *cx);
        let mut lookup = |code: u32| match &table {
            Some(table) => Ok(table.get(code).map(Encoded::Byte)),
            None => bytes_for(&mut shared.borrow_mut(), mapping, code).map_err(Fault::from),
        };
        let mut handler = |error: CodecError| faults.handle(&mut shared.borrow_mut(), error).map_err(Fault::from);
        let result = charmap::encode(text.get().chars(), &mut lookup, &mut handler);
        let bytes = faults.finish(cx, result)?;
        Ok((cx.try_new_str(&bytes)?.value(), text.len()))
    }
}
