//! Encoding and decoding by name, the registry behind the `codecs` module, error handlers, the default encoding.
//!
//! The built-in encodings (`builtin`) are served here without the `encodings` package, which would find the same functions;
//! any other name goes through the search functions that programs and that package register (`registry`). What a codec
//! cannot handle goes to an error handler (`faults`).

pub mod builtin;
pub mod default;
pub mod faults;
pub mod handlers;
pub mod registry;

pub use builtin::Codec;
pub use faults::{Fault, Faults, Mode, raise_fault};
pub use registry::{codec_lookup, lookup_error, register_error};

use crate::context::Context;
use crate::error::PyResult;
use crate::strings::{StrObject, UnicodeObject};
use crate::value::Value;
use crate::{Gc, kind, raise};

/// Name of an error handler, or the default `strict`.
pub type Errors = Option<Gc<StrObject>>;

impl Context {
    /// `unicode(bytes, encoding, errors)`: the text of bytes in an encoding (the default one where none is given).
    pub fn decode_text(&mut self, bytes: Gc<StrObject>, encoding: Errors, errors: Errors) -> PyResult<Gc<UnicodeObject>> {
        let codec = match encoding {
            None => self.default_codec(),
            Some(name) => Codec::of_name(name.get().bytes()).filter(|codec| codec.is_text()),
        };
        if let Some(codec) = codec {
            return codec.decode_all(self, bytes, errors);
        }
        let name = encoding.unwrap_or_else(|| self.default_encoding());
        let w_result = registry::decode(self, bytes.value(), name, errors)?;
        match w_result.downcast::<UnicodeObject>() {
            Some(text) => Ok(text),
            None => {
                let given = self.type_name(w_result);
                raise!(self, TypeError, "decoder did not return an unicode object (type={given})")
            }
        }
    }

    /// `value.decode(encoding, errors)` for str, unicode and bytearray: a str or unicode (anything, of a bytearray).
    pub fn decode_value(&mut self, value: Value, encoding: Errors, errors: Errors) -> PyResult {
        let codec = match encoding {
            None => self.default_codec(),
            Some(name) => Codec::of_name(name.get().bytes()),
        };
        self.warn_of_binary_codec(codec, encoding, "codecs.decode()")?;
        if let Some(codec) = codec
            && let Some(bytes) = self.buffer_str(value)?
            && let Some(w_text) = codec.decode_any(self, bytes, errors)?
        {
            return Ok(w_text);
        }
        let name = encoding.unwrap_or_else(|| self.default_encoding());
        let w_result = registry::decode(self, value, name, errors)?;
        if !matches!(w_result.kind(), kind::STR | kind::UNICODE) && !value.is_kind(kind::BYTEARRAY) {
            let given = self.type_name(w_result);
            raise!(self, TypeError, "decoder did not return a string/unicode object (type={given})");
        }
        Ok(w_result)
    }

    /// `value.encode(encoding, errors)` for str and unicode: a str or unicode.
    pub fn encode_value(&mut self, value: Value, encoding: Errors, errors: Errors) -> PyResult {
        let codec = match encoding {
            None => self.default_codec(),
            Some(name) => Codec::of_name(name.get().bytes()),
        };
        self.warn_of_binary_codec(codec, encoding, "codecs.encode()")?;
        if let Some(codec) = codec
            && let Some(bytes) = codec.encode_any(self, value, errors)?
        {
            return Ok(bytes.value());
        }
        let name = encoding.unwrap_or_else(|| self.default_encoding());
        let w_result = registry::encode(self, value, name, errors)?;
        if !matches!(w_result.kind(), kind::STR | kind::UNICODE) {
            let given = self.type_name(w_result);
            raise!(self, TypeError, "encoder did not return a string/unicode object (type={given})");
        }
        Ok(w_result)
    }

    /// `-3`: methods of strings will know text encodings only.
    fn warn_of_binary_codec(&mut self, codec: Option<Codec>, name: Errors, instead: &str) -> PyResult<()> {
        let Some(name) = name.filter(|_| self.warns.py3k && matches!(codec, None | Some(Codec::Hex))) else { return Ok(()) };
        let codec = registry::codec_lookup(self, name)?;
        let Some(is_text) = self.find_attr_text(codec.value(), "_is_text_encoding")? else { return Ok(()) };
        if self.truth(is_text)? {
            return Ok(());
        }
        let message = format!("'{}' is not a text encoding; use {instead} to handle arbitrary codecs", name.lossy());
        self.warn_py3k(&message)
    }

    /// The bytes of a text in an encoding, as native code wants them: a str and nothing else.
    pub fn encode_text(&mut self, text: Gc<UnicodeObject>, encoding: Errors, errors: Errors) -> PyResult<Gc<StrObject>> {
        let w_result = self.encode_value(text.value(), encoding, errors)?;
        match w_result.downcast::<StrObject>() {
            Some(bytes) => Ok(bytes),
            None => {
                let given = self.type_name(w_result);
                raise!(self, TypeError, "encoder did not return a string object (type={given})")
            }
        }
    }
}
