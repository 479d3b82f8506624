//! What is searched: code units to match, and the object to slice.

use object_model::text::chars::Chars;
use object_model::{Context, PyResult, StrObject, UnicodeObject, Value, kind, raise};

#[derive(Clone, Copy)]
pub struct Subject {
    /// As the program gave it.
    pub object: Value,
    /// Whoever owns the units: `object`, or a copy of its bytes. Keeps them alive while this is on a native stack.
    pub owner: Value,
    pub units: Chars<'static>,
}

impl Subject {
    pub fn new(cx: &mut Context, object: Value) -> PyResult<Subject> {
        if let Some(text) = object.downcast::<StrObject>() {
            return Ok(Subject { object, owner: object, units: Chars::One(text.get().bytes()) });
        }
        if let Some(text) = object.downcast::<UnicodeObject>() {
            return Ok(Subject { object, owner: object, units: text.get().chars() });
        }
        match cx.buffer_str(object)? {
            Some(copy) => Ok(Subject { object, owner: copy.value(), units: Chars::One(copy.get().bytes()) }),
            None => raise!(cx, TypeError, "expected string or buffer"),
        }
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.units.len()
    }
}

/// `object[from:to]`: for str and unicode without a call.
#[inline]
pub fn slice(cx: &mut Context, object: Value, from: usize, to: usize) -> PyResult {
    let to = to.max(from);
    if let Some(text) = object.downcast::<StrObject>() {
        let bytes = text.get().bytes();
        let (from, to) = (from.min(bytes.len()), to.min(bytes.len()));
        if from == 0 && to == bytes.len() && object.shape() == u32::from(kind::STR) {
            return Ok(object);
        }
        return Ok(cx.try_new_str(&bytes[from..to])?.value());
    }
    if let Some(text) = object.downcast::<UnicodeObject>() {
        let chars = text.get().chars();
        let (from, to) = (from.min(chars.len()), to.min(chars.len()));
        if from == 0 && to == chars.len() && object.shape() == u32::from(kind::UNICODE) {
            return Ok(object);
        }
        return Ok(cx.new_unicode_part(chars.slice(from..to))?.value());
    }
    cx.getslice(object, Some(Value::small(from as i64)), Some(Value::small(to as i64)))
}

/// Runs `$body` with `$units` as a slice of the subject's unit type.
macro_rules! with_units {
    ($subject:expr, $units:ident => $body:expr) => {
        match $subject.units {
            object_model::text::chars::Chars::One($units) => $body,
            object_model::text::chars::Chars::Two($units) => $body,
            object_model::text::chars::Chars::Four($units) => $body,
        }
    };
}
pub(super) use with_units;
