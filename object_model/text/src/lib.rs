//! Text and numbers without a heap: what `str`, `unicode`, `int`, `long`, `float` and `complex` need in order to read,
//! print, search, encode and hash their contents.
//!
//! Nothing here knows a Python object. Functions take slices and plain numbers and return plain values; where Python code
//! has to run in the middle (an error handler of a codec, a mapping of `charmap`, a character-name look-up) the caller
//! passes a closure. Errors are values that carry CPython's message, never exceptions.
//!
//! Byte strings are `&[u8]`. Unicode strings are [`chars::Chars`]: slices of 1, 2 or 4 bytes a code point.
//!
//! Behaviour is CPython 2.7.18's, wide build (`sys.maxunicode == 0x10FFFF`), recorded in `tests/data` by
//! `tools/record.py`.

pub mod chardata;
pub mod chars;
pub mod codecs;
pub mod float_format;
pub mod float_hex;
pub mod float_parse;
pub mod format_spec;
pub mod hash;
pub mod int_parse;
pub mod int_print;
pub mod limbs;
pub mod percent;
pub mod repr;
pub mod strfind;
pub mod unidata;

#[cfg(test)]
mod recorded;
