//! The encodings that need no Python code.
//!
//! Names are matched as `encodings.aliases` would map them. A decoder works on a str, which does not change while error
//! handlers run; other buffers are copied before.

use super::{Errors, Faults};
use crate::context::Context;
use crate::error::PyResult;
use crate::strings::{StrObject, UnicodeObject};
use crate::value::Value;
use crate::{Gc, kind, raise};
use std::cell::RefCell;
use text::chars::CharsVec;
use text::codecs::{ByteOrder, CodecError, single_byte, utf7, utf8, utf16, utf32};
use text::repr::{self, EscapeError, Names, OnBadHex, UnicodeEscapeError};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Codec {
    Utf8,
    Ascii,
    Latin1,
    Utf16(ByteOrder),
    Utf32(ByteOrder),
    Utf7,
    UnicodeEscape,
    RawUnicodeEscape,
    UnicodeInternal,
    /// Bytes to bytes.
    StringEscape,
    Hex,
}

impl Codec {
    /// The codec of a name in any of its usual spellings.
    pub fn of_name(name: &[u8]) -> Option<Codec> {
        use ByteOrder::{Big, Little, Marked};
        let mut plain = [0u8; 24];
        let plain = plain.get_mut(..name.len())?;
        for (to, &from) in plain.iter_mut().zip(name) {
            *to = match from {
                b'_' | b' ' => b'-',
                c => c.to_ascii_lowercase(),
            };
        }
        Some(match &*plain {
            b"utf-8" | b"utf8" | b"u8" | b"utf" => Codec::Utf8,
            b"ascii" | b"us-ascii" | b"646" => Codec::Ascii,
            b"latin-1" | b"latin1" | b"iso-8859-1" | b"iso8859-1" | b"8859" | b"l1" | b"latin" | b"cp819" => Codec::Latin1,
            b"utf-16" | b"utf16" | b"u16" => Codec::Utf16(Marked),
            b"utf-16-le" | b"utf-16le" => Codec::Utf16(Little),
            b"utf-16-be" | b"utf-16be" => Codec::Utf16(Big),
            b"utf-32" | b"utf32" | b"u32" => Codec::Utf32(Marked),
            b"utf-32-le" | b"utf-32le" => Codec::Utf32(Little),
            b"utf-32-be" | b"utf-32be" => Codec::Utf32(Big),
            b"utf-7" | b"utf7" | b"u7" => Codec::Utf7,
            b"unicode-escape" => Codec::UnicodeEscape,
            b"raw-unicode-escape" => Codec::RawUnicodeEscape,
            b"unicode-internal" => Codec::UnicodeInternal,
            b"string-escape" => Codec::StringEscape,
            b"hex" | b"hex-codec" => Codec::Hex,
            _ => return None,
        })
    }

    /// Between bytes and text?
    pub fn is_text(self) -> bool {
        !matches!(self, Codec::StringEscape | Codec::Hex)
    }

    /// The name in exceptions.
    fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Utf16(_) => "utf16",
            Codec::Utf32(_) => "utf32",
            Codec::Utf7 => "utf7",
            Codec::UnicodeEscape => "unicodeescape",
            Codec::RawUnicodeEscape => "rawunicodeescape",
            Codec::UnicodeInternal => "unicode_internal",
            Codec::StringEscape => "string_escape",
            Codec::Hex => "hex",
        }
    }

    /// The text of the bytes, how many of them were used, and the byte order that was found. Without `last`, an unfinished
    /// sequence at the end is left alone.
    pub fn decode(
        self,
        cx: &mut Context,
        source: Gc<StrObject>,
        errors: Errors,
        last: bool,
    ) -> PyResult<(Gc<UnicodeObject>, usize, i32)> {
        let bytes = source.get().bytes();
        // Text that is its own Latin-1 form needs no copy on the way.
        if self == Codec::Latin1 || matches!(self, Codec::Utf8 | Codec::Ascii) && bytes.is_ascii() {
            return Ok((cx.new_unicode_latin1(bytes)?, bytes.len(), 0));
        }
        cx.ask_for(bytes.len().saturating_mul(4))?;
        let mut faults = Faults::decoding(self.name(), source, errors);
        let shared = RefCell::new(&mut *cx);
        let mut handler = |error: CodecError| faults.handle(&mut shared.borrow_mut(), error);
        let whole = |text: CharsVec| (text, bytes.len(), 0);
        let with_order = |(text, used, order): (CharsVec, usize, ByteOrder)| (text, used, order.number());
        let (chars, used, order) = match self {
            Codec::Utf8 => utf8::decode(bytes, last, &mut handler).map(|(text, used)| (text, used, 0)),
            Codec::Ascii => single_byte::decode_ascii(bytes, &mut handler).map(whole),
            Codec::Utf16(order) => utf16::decode(bytes, order, last, &mut handler).map(with_order),
            Codec::Utf32(order) => utf32::decode(bytes, order, last, &mut handler).map(with_order),
            Codec::Utf7 => utf7::decode(bytes, last, &mut handler).map(|(text, used)| (text, used, 0)),
            Codec::RawUnicodeEscape => repr::raw_unicode_escape_decode(bytes, &mut handler).map(whole),
            Codec::UnicodeInternal => utf32::decode_internal(bytes, &mut handler).map(whole),
            Codec::UnicodeEscape => {
                let has_names = memchr::memmem::find(bytes, b"\\N").is_some();
                let names = if has_names { name_table(&mut shared.borrow_mut()) } else { None };
                let mut lookup = |name: &[u8]| names.and_then(|names| named(&mut shared.borrow_mut(), names, name));
                let mut names = if names.is_some() { Names::Known(&mut lookup) } else { Names::Unavailable };
                match repr::unicode_escape_decode(bytes, &mut names, &mut handler) {
                    Ok(text) => Ok(whole(text)),
                    Err(UnicodeEscapeError::Handler(raised)) => Err(raised),
                    Err(UnicodeEscapeError::NoNames) => {
                        let text = "\\N escapes not supported (can't load unicodedata module)";
                        Err(shared.borrow_mut().error_text(crate::Exc::UnicodeError, text))
                    }
                }
            }
            Codec::Latin1 | Codec::StringEscape | Codec::Hex => Ok(whole(single_byte::decode_latin1(bytes))),
        }?;
        Ok((cx.new_unicode(chars.as_chars())?, used, order))
    }

    /// The text of all the bytes.
    pub fn decode_all(self, cx: &mut Context, bytes: Gc<StrObject>, errors: Errors) -> PyResult<Gc<UnicodeObject>> {
        self.decode(cx, bytes, errors, true).map(|(text, _, _)| text)
    }

    /// As `bytes.decode(name)`; `None` where Python code has to do it.
    pub fn decode_any(self, cx: &mut Context, bytes: Gc<StrObject>, errors: Errors) -> PyResult<Option<Value>> {
        match self {
            Codec::StringEscape => escape_decode(cx, bytes, errors).map(|bytes| Some(bytes.value())),
            Codec::Hex if is_strict(errors) => hex_decode(cx, bytes).map(|bytes| Some(bytes.value())),
            Codec::Hex => Ok(None),
            _ => self.decode_all(cx, bytes, errors).map(|text| Some(text.value())),
        }
    }

    /// The bytes of a text.
    pub fn encode(self, cx: &mut Context, source: Gc<UnicodeObject>, errors: Errors) -> PyResult<Gc<StrObject>> {
        let chars = source.get().chars();
        if let text::chars::Chars::One(units) = chars
            && (self == Codec::Latin1 || matches!(self, Codec::Utf8 | Codec::Ascii) && units.is_ascii())
        {
            return cx.try_new_str(units);
        }
        // Escapes and what error handlers write are longer than characters.
        let widest = if matches!(self, Codec::Utf8 | Codec::Utf16(_) | Codec::Utf32(_)) { 4 } else { 12 };
        cx.ask_for(chars.len().saturating_mul(widest))?;
        let bytes = match self {
            Codec::Utf8 => utf8::encode(chars),
            Codec::Ascii | Codec::Latin1 => {
                let mut faults = Faults::encoding(self.name(), source, errors);
                let mut handler = |error: CodecError| faults.handle(cx, error).map_err(super::Fault::from);
                let encoded = match self {
                    Codec::Ascii => single_byte::encode_ascii(chars, &mut handler),
                    _ => single_byte::encode_latin1(chars, &mut handler),
                };
                faults.finish(cx, encoded)?
            }
            Codec::Utf16(order) => utf16::encode(chars, order),
            Codec::Utf32(order) => utf32::encode(chars, order),
            Codec::UnicodeInternal => utf32::encode(chars, ByteOrder::Little),
            Codec::Utf7 => utf7::encode(chars, false, false),
            Codec::UnicodeEscape => repr::unicode_escape_encode(chars),
            Codec::RawUnicodeEscape => repr::raw_unicode_escape_encode(chars),
            Codec::StringEscape | Codec::Hex => {
                let bytes = cx.encode_default(source.value())?;
                return if self == Codec::Hex { hex_encode(cx, bytes) } else { escape_encode(cx, bytes) };
            }
        };
        cx.try_new_str(&bytes)
    }

    /// As `value.encode(name)` for a str or unicode; `None` where Python code has to do it.
    pub fn encode_any(self, cx: &mut Context, value: Value, errors: Errors) -> PyResult<Option<Gc<StrObject>>> {
        match self {
            Codec::StringEscape => match value.downcast::<StrObject>() {
                Some(bytes) => escape_encode(cx, bytes).map(Some),
                None => Ok(None),
            },
            Codec::Hex => match cx.buffer_str(value)? {
                Some(bytes) if is_strict(errors) => hex_encode(cx, bytes).map(Some),
                _ => Ok(None),
            },
            Codec::UnicodeInternal if !value.is_kind(kind::UNICODE) => cx.buffer_str(value),
            _ => {
                let text = cx.to_unicode(value)?;
                self.encode(cx, text, errors).map(Some)
            }
        }
    }
}

fn is_strict(errors: Errors) -> bool {
    errors.is_none_or(|errors| errors.get().bytes() == b"strict")
}

/// `unicodedata.lookup`, if there is that module.
fn name_table(cx: &mut Context) -> Option<Value> {
    let name = cx.intern(b"unicodedata");
    let found = cx.import_module(name).and_then(|module| cx.getattr_text(module, "lookup"));
    if found.is_err() {
        cx.take_error();
    }
    found.ok()
}

/// The code point of a character name.
fn named(cx: &mut Context, lookup: Value, name: &[u8]) -> Option<u32> {
    let w_name = cx.new_str(name).value();
    match cx.call(lookup, &[w_name]) {
        Ok(w_text) => w_text.downcast::<UnicodeObject>().and_then(|text| text.get().chars().get(0)),
        Err(_) => {
            cx.take_error();
            None
        }
    }
}

/// `bytes.encode('string_escape')`
pub fn escape_encode(cx: &mut Context, bytes: Gc<StrObject>) -> PyResult<Gc<StrObject>> {
    cx.ask_for(bytes.len().saturating_mul(4))?;
    let escaped = repr::string_escape_encode(bytes.get().bytes());
    cx.try_new_str(&escaped)
}

/// `bytes.decode('string_escape')`
pub fn escape_decode(cx: &mut Context, bytes: Gc<StrObject>, errors: Errors) -> PyResult<Gc<StrObject>> {
    let on_bad_hex = match errors.map_or(&b"strict"[..], |errors| errors.get().bytes()) {
        b"strict" => OnBadHex::Strict,
        b"replace" => OnBadHex::Replace,
        b"ignore" => OnBadHex::Ignore,
        _ => OnBadHex::Unknown,
    };
    cx.ask_for(bytes.len())?;
    match repr::string_escape_decode(bytes.get().bytes(), on_bad_hex) {
        Ok(plain) => cx.try_new_str(&plain),
        Err(error) => {
            let name = match (error, errors) {
                (EscapeError::UnknownHandler, Some(errors)) => errors.lossy(),
                _ => String::new(),
            };
            raise!(cx, ValueError, "{}{name}", error.message())
        }
    }
}

/// `binascii.hexlify(bytes)`
pub fn hex_encode(cx: &mut Context, bytes: Gc<StrObject>) -> PyResult<Gc<StrObject>> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let source = bytes.get().bytes();
    cx.build_str(source.len() * 2, |to| {
        for (pair, byte) in to.chunks_exact_mut(2).zip(source) {
            pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
    })
}

/// `binascii.unhexlify(bytes)`
pub fn hex_decode(cx: &mut Context, bytes: Gc<StrObject>) -> PyResult<Gc<StrObject>> {
    let source = bytes.get().bytes();
    if !source.len().is_multiple_of(2) {
        raise!(cx, TypeError, "Odd-length string");
    }
    let digit = |c: u8| (c as char).to_digit(16).map(|digit| digit as u8);
    let plain: Option<Vec<u8>> = source.chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect();
    match plain {
        Some(plain) => cx.try_new_str(&plain),
        None => raise!(cx, TypeError, "Non-hexadecimal digit found"),
    }
}
