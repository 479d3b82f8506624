//! `hash()`: CPython 2.7's values on 64-bit machines, never seeded (D9).

use crate::context::Context;
use crate::error::PyResult;
use crate::float::FloatObject;
use crate::long::LongObject;
use crate::names::Special;
use crate::strings::{StrObject, UnicodeObject};
use crate::value::Value;
use crate::{kind, raise};

/// The hash of an object without content: its address, rotated as CPython's `_Py_HashPointer` does.
#[inline]
pub fn pointer_hash(value: Value) -> u64 {
    let hash = value.bits().rotate_right(4);
    if hash == u64::MAX { -2i64 as u64 } else { hash }
}

impl Context {
    /// `hash(value)`; TypeError for unhashable ones.
    pub fn hash_of(&mut self, value: Value) -> PyResult<i64> {
        if let Some(n) = value.as_small() {
            return Ok(if n == -1 { -2 } else { n });
        }
        if let Some(text) = value.exact::<StrObject>() {
            return Ok(text.hash() as i64);
        }
        if let Some(text) = value.exact::<UnicodeObject>() {
            return Ok(text.hash() as i64);
        }
        if let Some(float) = value.exact::<FloatObject>() {
            return Ok(text::hash::float_hash(float.float));
        }
        if let Some(tuple) = value.exact::<crate::TupleObject>() {
            self.check_native_stack("")?;
            return crate::types::tuple::hash_items(self, tuple);
        }
        if let Some(long) = value.exact::<LongObject>() {
            return Ok(crate::types::long::hash(&long));
        }
        self.hash_slow(value)
    }

    fn hash_slow(&mut self, value: Value) -> PyResult<i64> {
        self.check_native_stack("")?;
        let class = self.class_of(value);
        // These have no `__hash__` of their own, yet object's does not serve.
        if matches!(value.kind(), kind::BYTEARRAY | kind::MEMORYVIEW | kind::DICT_KEYS | kind::DICT_ITEMS) {
            let (name, object) = (self.name(Special::Hash), crate::types::object::OBJECT.get(self));
            if self.lookup_where(class, name).is_some_and(|(_, owner)| owner == object) {
                raise!(self, TypeError, "unhashable type: '{}'", class.name_lossy());
            }
        }
        match self.special(class, Special::Hash) {
            Some(w_hash) if w_hash.is_none() => raise!(self, TypeError, "unhashable type: '{}'", class.name_lossy()),
            Some(w_hash) => {
                let w_result = self.call_special(w_hash, value, &[])?;
                let hash = match w_result.as_int() {
                    Some(n) => n,
                    // By value, whatever a subclass makes of its hash.
                    None if w_result.is_kind(kind::LONG) => w_result
                        .downcast::<crate::long::LongObject>()
                        .map_or(0, |long| text::hash::long_hash(&long.to_big())),
                    None => raise!(self, TypeError, "an integer is required"),
                };
                Ok(if hash == -1 { -2 } else { hash })
            }
            None => Ok(pointer_hash(value) as i64),
        }
    }
}
