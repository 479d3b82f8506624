//! Arguments with bytes: str, unicode by the default encoding, whatever else gives its memory.

use object_model::declare::Arg;
use object_model::{Context, FromArg, Gc, PyResult, StrObject, Value, kind, raise};

/// The bytes of an object with memory, copied unless it is a str; unicode is none.
pub fn bytes_of(cx: &mut Context, value: Value) -> PyResult<Option<Gc<StrObject>>> {
    let _ = cx;
    Ok(value.downcast::<StrObject>())
}

/// An argument of any kind that has bytes ("s*").
#[derive(Clone, Copy)]
pub struct ReadBuffer(pub Gc<StrObject>);

impl std::ops::Deref for ReadBuffer {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.0.get().bytes()
    }
}

impl FromArg for ReadBuffer {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<ReadBuffer> {
        if value.is_kind(kind::UNICODE) {
            return cx.encode_default(value).map(ReadBuffer);
        }
        match bytes_of(cx, value)? {
            Some(bytes) => Ok(ReadBuffer(bytes)),
            None => {
                let given = if value.is_none() { "None".to_string() } else { cx.type_name(value) };
                raise!(cx, TypeError, "{}() argument {} must be string or buffer, not {given}", arg.function, arg.index)
            }
        }
    }
}
