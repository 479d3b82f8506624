//! The built-in codecs: bytes to Unicode text and back.
//!
//! A codec stops at what it cannot handle and asks the caller's handler, a closure
//! `FnMut(CodecError) -> Result<(Replacement, usize), E>`: it returns the text to put there and the position in the input to
//! go on from (at most the input's length; the caller checks what Python code returned), or gives up with its own error.
//! So the object model runs Python's error handlers, and tests the ones in [`handlers`].
//!
//! Decoders take `last`: false means that more input may follow, and an incomplete sequence at the end is left alone instead
//! of being an error. They return the text and how many bytes were used. Positions are bytes when decoding and code
//! points when encoding.
//!
//! Python 2.7's rules: surrogates are code points like any other, in UTF-8 too, where encoding a pair of them gives the
//! one character they stand for.

pub mod charmap;
pub mod handlers;
pub mod single_byte;
pub mod utf16;
pub mod utf32;
pub mod utf7;
pub mod utf8;

use crate::chars::CharsVec;

/// Where a codec stopped and why: the range of the input that is at fault and CPython's reason text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodecError {
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

/// The text to put in place of what could not be handled.
pub type Replacement = CharsVec;

/// Order of the bytes of UTF-16 and UTF-32. `sys.byteorder` is `'little'` wherever Taipan runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// As the byte-order mark says, little-endian without one. Encoding writes a mark.
    Marked,
    Little,
    Big,
}

impl ByteOrder {
    /// CPython's number for it: -1, 0 or 1.
    pub fn number(self) -> i32 {
        match self {
            ByteOrder::Little => -1,
            ByteOrder::Marked => 0,
            ByteOrder::Big => 1,
        }
    }

    pub fn of_number(number: i32) -> ByteOrder {
        match number.signum() {
            -1 => ByteOrder::Little,
            0 => ByteOrder::Marked,
            _ => ByteOrder::Big,
        }
    }
}

/// How many bytes at the start of `bytes` are ASCII.
pub(crate) fn ascii_run(bytes: &[u8]) -> usize {
    let words = bytes.chunks_exact(8);
    let whole = words
        .take_while(|word| {
            let word: [u8; 8] = (*word).try_into().unwrap_or([0x80; 8]);
            u64::from_ne_bytes(word) & 0x8080_8080_8080_8080 == 0
        })
        .count()
        * 8;
    whole + bytes[whole..].iter().take_while(|c| c.is_ascii()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorded;

    #[test]
    fn ascii_runs() {
        for n in 0..40 {
            let mut bytes = vec![b'a'; n];
            bytes.extend_from_slice("é".as_bytes());
            assert_eq!(ascii_run(&bytes), n);
            assert_eq!(ascii_run(&bytes[..n]), n);
        }
    }

    /// Rows: codec, `1` if last, bytes, the text with each error replaced by `<start,end,reason>`, bytes used.
    #[test]
    fn decoders_as_recorded() {
        recorded::check("codec_decode", |row| {
            let (bytes, last, mut h) = (&row[2][..], row[1] == b"1", handlers::marking());
            let (text, used) = match &row[0][..] {
                b"utf-8" => utf8::decode(bytes, last, &mut h).unwrap(),
                b"utf-7" => utf7::decode(bytes, last, &mut h).unwrap(),
                b"ascii" => (single_byte::decode_ascii(bytes, &mut h).unwrap(), bytes.len()),
                b"utf-16" | b"utf-16-le" | b"utf-16-be" => {
                    let (text, used, _) = utf16::decode(bytes, order(&row[0]), last, &mut h).unwrap();
                    (text, used)
                }
                b"unicode_internal" => (utf32::decode_internal(bytes, &mut h).unwrap(), bytes.len()),
                _ => {
                    let (text, used, _) = utf32::decode(bytes, order(&row[0]), last, &mut h).unwrap();
                    (text, used)
                }
            };
            let got = [&recorded::spelled(text.as_chars())[..], used.to_string().as_bytes()].join(&b'|');
            (got, row[3..].join(&b'|'))
        });
    }

    fn order(name: &[u8]) -> ByteOrder {
        match name {
            _ if name.ends_with(b"le") => ByteOrder::Little,
            _ if name.ends_with(b"be") => ByteOrder::Big,
            _ => ByteOrder::Marked,
        }
    }

    /// Rows: codec, handler, text, the bytes or the error.
    #[test]
    fn encoders_as_recorded() {
        recorded::check("codec_encode", |row| {
            let text = recorded::text(&row[2]);
            let text = text.as_chars();
            let mut handler = |e: CodecError| match &row[1][..] {
                b"strict" => Err(e),
                b"ignore" => Ok(handlers::ignore(e)),
                b"replace" => Ok(handlers::replace_encode(e)),
                b"xmlcharrefreplace" => Ok(handlers::xml_char_ref_replace(text, e)),
                b"backslashreplace" => Ok(handlers::backslash_replace(text, e)),
                _ => Ok((CharsVec::from("x\u{20AC}"), e.end)),
            };
            let table = charmap::EncodingTable::build(
                recorded::text(b"\\u{0}abc\\u{20ac}?&#;x0123456789\\u{fffe}\\u{5c}u").as_chars(),
            );
            let got = match &row[0][..] {
                b"utf-8" => Ok(utf8::encode(text)),
                b"utf-7" => Ok(utf7::encode(text, false, false)),
                b"ascii" => single_byte::encode_ascii(text, &mut handler),
                b"latin-1" => single_byte::encode_latin1(text, &mut handler),
                b"charmap" => charmap::encode(text, &mut |c| Ok(table.get(c).map(charmap::Encoded::Byte)), &mut handler),
                name if name.starts_with(b"utf-16") => Ok(utf16::encode(text, order(name))),
                name => Ok(utf32::encode(text, order(name))),
            };
            (got.unwrap_or_else(|e| format!("{},{},{}", e.start, e.end, e.reason).into_bytes()), row[3].clone())
        });
    }
}
