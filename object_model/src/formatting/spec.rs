//! `format(value, spec)`, and text by a format specification.

use super::{chars_of, finished};
use crate::context::Context;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::names::Special;
use crate::value::Value;
use crate::{kind, raise};
use text::chars::{Chars, CharsBuf, Sink};
use text::format_spec::{FormatError, FormatSpec, Kind, write_string};

/// A pending exception for what was wrong with a specification.
pub(super) fn check<T>(cx: &mut Context, result: Result<T, FormatError>) -> PyResult<T> {
    match result {
        Ok(value) => Ok(value),
        Err(FormatError::Value(message)) => Err(cx.error_bytes(Exc::ValueError, &message)),
        Err(FormatError::Overflow(message)) => Err(cx.error_text(Exc::OverflowError, message)),
        Err(FormatError::Memory) => Err(cx.memory_error()),
    }
}

/// Text by a specification that is not empty.
pub(super) fn write_by(cx: &mut Context, out: &mut impl Sink, text: Chars, spec: Chars, wide: bool) -> PyResult<()> {
    let (kind, name) = if wide { (Kind::Unicode, "unicode") } else { (Kind::Bytes, "str") };
    let parsed = FormatSpec::parse(spec, kind);
    let parsed = check(cx, parsed)?;
    let written = write_string(out, text, &parsed, name);
    check(cx, written)
}

/// `str.__format__` and `unicode.__format__`.
pub fn text_method(cx: &mut Context, this: Value, spec: Value) -> PyResult {
    let wide = this.is_kind(kind::UNICODE);
    let w_spec = match spec.kind() {
        kind::STR | kind::UNICODE if wide => cx.unicode(spec)?.value(),
        kind::STR | kind::UNICODE => cx.str(spec)?.value(),
        _ => {
            let given = cx.type_name(spec);
            raise!(cx, TypeError, "__format__ arg must be str or unicode, not {given}")
        }
    };
    let spec = chars_of(w_spec);
    if spec.is_empty() {
        return if wide { cx.unicode(this).map(|text| text.value()) } else { cx.str(this).map(|text| text.value()) };
    }
    let mut out = CharsBuf::new();
    write_by(cx, &mut out, chars_of(this), spec, wide)?;
    finished(cx, out, wide)
}

impl Context {
    /// `format(value, spec)`
    pub fn format(&mut self, value: Value, spec: Value) -> PyResult {
        let wide = match spec.kind() {
            kind::STR => false,
            kind::UNICODE => true,
            _ => {
                let given = self.type_name(spec);
                raise!(self, TypeError, "format expects arg 2 to be string or unicode, not {given}")
            }
        };
        self.check_native_stack(" while formatting an object")?;
        let result = if value.is_kind(kind::OLD_INSTANCE) {
            self.format_old_instance(value, spec, wide)?
        } else {
            let Some(w_format) = self.special_of(value, Special::Format) else {
                let given = self.type_name(value);
                raise!(self, TypeError, "Type {given} doesn't define __format__");
            };
            self.call_special(w_format, value, &[spec])?
        };
        match result.kind() {
            kind::STR if wide => self.unicode(result).map(|text| text.value()),
            kind::STR | kind::UNICODE => Ok(result),
            _ => {
                let (class, given) = (self.type_name(value), self.type_name(result));
                raise!(self, TypeError, "{class}.__format__ must return string or unicode, not {given}")
            }
        }
    }

    fn format_old_instance(&mut self, value: Value, spec: Value, wide: bool) -> PyResult {
        let name = self.name(Special::Format);
        match self.getattr(value, name) {
            Ok(w_format) => self.call(w_format, &[spec]),
            Err(_) => {
                self.take_error();
                let w_text = if wide { self.unicode(value)?.value() } else { self.str(value)?.value() };
                if !chars_of(spec).is_empty() {
                    let message = "object.__format__ with a non-empty format string is deprecated";
                    self.warn(Exc::PendingDeprecationWarning, message)?;
                }
                self.format(w_text, spec)
            }
        }
    }
}
