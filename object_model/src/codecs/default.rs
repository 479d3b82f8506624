//! The default encoding: by which str becomes unicode, and unicode str, wherever the two meet.

use super::builtin::Codec;
use crate::context::Context;
use crate::error::PyResult;
use crate::strings::{StrObject, UnicodeObject};
use crate::value::Value;
use crate::{Gc, kind, raise};

/// Name of a long-lived value: the encoding's name.
const NAME: &str = "codecs.default_encoding";

/// The built-in codec of the default encoding.
struct DefaultCodec(Option<Codec>);

impl Default for DefaultCodec {
    fn default() -> DefaultCodec {
        DefaultCodec(Some(Codec::Ascii))
    }
}

impl Context {
    /// `sys.getdefaultencoding()`
    pub fn default_encoding(&mut self) -> Gc<StrObject> {
        let set = self.ext.values.get(NAME).copied().flatten();
        match set.and_then(|name| name.downcast::<StrObject>()) {
            Some(name) => name,
            None => self.intern(b"ascii"),
        }
    }

    /// The default encoding's codec where it is a built-in one.
    pub fn default_codec(&mut self) -> Option<Codec> {
        self.ext.state::<DefaultCodec>().0
    }

    /// `sys.setdefaultencoding(name)`: LookupError for what no codec has.
    pub fn set_default_encoding(&mut self, name: Gc<StrObject>) -> PyResult<()> {
        super::codec_lookup(self, name)?;
        self.ext.state::<DefaultCodec>().0 = Codec::of_name(name.get().bytes()).filter(|codec| codec.is_text());
        self.ext.values.insert(NAME, Some(name.value()));
        Ok(())
    }

    /// A str as unicode by the default encoding.
    #[inline]
    pub fn decode_default(&mut self, bytes: Gc<StrObject>) -> PyResult<Gc<UnicodeObject>> {
        // ASCII means the same in every encoding that has been a default.
        if bytes.get().bytes().is_ascii() {
            return self.new_unicode_latin1(bytes.get().bytes());
        }
        self.decode_text(bytes, None, None)
    }

    /// A unicode as str by the default encoding; a str as it is.
    pub fn encode_default(&mut self, value: Value) -> PyResult<Gc<StrObject>> {
        if let Some(bytes) = value.downcast::<StrObject>() {
            return Ok(bytes);
        }
        let Some(text) = value.downcast::<UnicodeObject>() else {
            let given = self.type_name(value);
            raise!(self, TypeError, "expected string or Unicode object, {given} found");
        };
        if let text::chars::Chars::One(units) = text.get().chars()
            && units.is_ascii()
        {
            return self.try_new_str(units);
        }
        self.encode_text(text, None, None)
    }

    /// What 2.7 takes for a text argument: unicode as it is, str and character buffers by the default encoding.
    pub fn to_unicode(&mut self, value: Value) -> PyResult<Gc<UnicodeObject>> {
        if let Some(text) = value.downcast::<UnicodeObject>() {
            if value.shape() == u32::from(kind::UNICODE) {
                return Ok(text);
            }
            return self.new_unicode(text.get().chars());
        }
        self.decode_object(value, None, None)
    }

    /// `unicode(value, encoding, errors)` of a str or buffer.
    pub fn decode_object(
        &mut self,
        value: Value,
        encoding: super::Errors,
        errors: super::Errors,
    ) -> PyResult<Gc<UnicodeObject>> {
        if let Some(bytes) = value.downcast::<StrObject>() {
            return match encoding {
                None if errors.is_none() => self.decode_default(bytes),
                _ if bytes.is_empty() => self.new_unicode_latin1(b""),
                _ => self.decode_text(bytes, encoding, errors),
            };
        }
        match value.kind() {
            kind::UNICODE => raise!(self, TypeError, "decoding Unicode is not supported"),
            kind::BYTEARRAY => raise!(self, TypeError, "decoding bytearray is not supported"),
            _ => {}
        }
        match self.buffer_ops(value) {
            Some(ops) if ops.text => {
                let memory = (ops.memory)(self, value)?;
                let bytes = self.try_new_str(&memory)?;
                self.decode_object(bytes.value(), encoding, errors)
            }
            _ => {
                let given = self.type_name(value);
                raise!(self, TypeError, "coercing to Unicode: need string or buffer, {given} found")
            }
        }
    }
}
