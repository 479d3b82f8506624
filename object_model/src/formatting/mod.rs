//! Text from values by a format: `%`, `format()`, `str.format`.
//!
//! str and unicode share the code: results are built as code points, which for str never exceed a byte.

pub mod percent;
mod quick;
pub mod spec;
pub mod template;

use crate::context::Context;
use crate::error::PyResult;
use crate::strings::{StrObject, UnicodeObject};
use crate::value::Value;
use text::chars::{Chars, CharsBuf, CharsVec};

/// The characters of a str or unicode; empty for anything else.
pub fn chars_of(value: Value) -> Chars<'static> {
    if let Some(text) = value.downcast::<StrObject>() {
        return Chars::One(text.get().bytes());
    }
    match value.downcast::<UnicodeObject>() {
        Some(text) => text.get().chars(),
        None => Chars::EMPTY,
    }
}

/// What was built, as unicode or str.
pub fn finished(cx: &mut Context, built: CharsBuf, wide: bool) -> PyResult {
    match built.finish() {
        CharsVec::One(bytes) if !wide => cx.try_new_str(&bytes).map(|text| text.value()),
        text if wide => cx.new_unicode(text.as_chars()).map(|text| text.value()),
        _ => unreachable!("only bytes are written to a str"),
    }
}

/// Part of a template as a str or unicode.
pub fn text_of(cx: &mut Context, chars: Chars, wide: bool) -> PyResult {
    match chars {
        Chars::One(bytes) if !wide => cx.try_new_str(bytes).map(|text| text.value()),
        _ => cx.new_unicode_part(chars).map(|text| text.value()),
    }
}
