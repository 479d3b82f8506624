//! Arguments that the text types share.

use crate::context::Context;
use crate::convert::{Bytes, FromArg};
use crate::declare::Arg;
use crate::error::PyResult;
use crate::protocols::buffer::given_name;
use crate::strings::StrObject;
use crate::value::Value;
use crate::{Gc, kind, raise};

/// A bound of a range to search: None, or what has `__index__`.
#[derive(Clone, Copy)]
pub struct Bound(Option<isize>);

impl Bound {
    pub const NONE: Bound = Bound(None);
}

impl FromArg for Bound {
    #[inline]
    fn from_arg(cx: &mut Context, value: Value, _: Arg) -> PyResult<Bound> {
        match value.as_small() {
            Some(n) => Ok(Bound(Some(n as isize))),
            None if value.is_none() => Ok(Bound::NONE),
            None => cx.index_clipped(value).map(|n| Bound(Some(n))),
        }
    }
}

/// `start` and `end` for a text of `len` units: negative ones count from the end; `end` is within, `start` may lie behind.
#[inline]
pub fn span(start: Bound, end: Bound, len: usize) -> (usize, usize) {
    let from_end = |n: isize| if n < 0 { n.saturating_add(len as isize).max(0) } else { n } as usize;
    (from_end(start.0.unwrap_or(0)), from_end(end.0.unwrap_or(isize::MAX)).min(len))
}

/// A count of splits or replacements: negative ones mean all of them.
#[derive(Clone, Copy)]
pub struct Most(pub usize);

impl Most {
    pub const ALL: Most = Most(usize::MAX);

    pub fn limited(self) -> Option<usize> {
        if self.0 == usize::MAX { None } else { Some(self.0) }
    }
}

impl FromArg for Most {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<Most> {
        let n = i64::from_arg(cx, value, arg)?;
        Ok(usize::try_from(n).map_or(Most::ALL, Most))
    }
}

/// The fill character of a byte string ("c"): a str of one byte.
#[derive(Clone, Copy)]
pub struct FillByte(pub u8);

impl FromArg for FillByte {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<FillByte> {
        match value.downcast::<StrObject>() {
            Some(text) if text.len() == 1 => Ok(FillByte(text.get().bytes()[0])),
            _ => {
                let given = given_name(cx, value);
                raise!(cx, TypeError, "{}() argument {} must be char, not {given}", arg.function, arg.index)
            }
        }
    }
}

/// An argument that may be left out but not be None ("s").
impl FromArg for Option<Bytes> {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<Option<Bytes>> {
        let text = match value.kind() {
            kind::STR | kind::UNICODE => Bytes::from_arg(cx, value, arg)?,
            _ => {
                let given = given_name(cx, value);
                raise!(cx, TypeError, "{}() argument {} must be string, not {given}", arg.function, arg.index)
            }
        };
        if text.contains(&0) {
            let given = cx.type_name(value);
            raise!(
                cx,
                TypeError,
                "{}() argument {} must be string without null bytes, not {given}",
                arg.function,
                arg.index
            );
        }
        Ok(Some(text))
    }
}

/// A name that may be None ("z").
#[derive(Clone, Copy)]
pub struct MaybeName(pub Option<Gc<StrObject>>);

impl FromArg for MaybeName {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<MaybeName> {
        match value.kind() {
            kind::NONE => Ok(MaybeName(None)),
            kind::STR | kind::UNICODE => Bytes::from_arg(cx, value, arg).map(|Bytes(text)| MaybeName(Some(text))),
            _ => {
                let given = given_name(cx, value);
                raise!(cx, TypeError, "{}() argument {} must be string or None, not {given}", arg.function, arg.index)
            }
        }
    }
}

/// What `sequence * value` repeats; `None` where the operand is no count, or has a way of its own to be multiplied with.
pub fn repeat_count(cx: &mut Context, value: Value) -> PyResult<Option<usize>> {
    if let Some(n) = value.as_small() {
        return Ok(Some(n.max(0) as usize));
    }
    if has_reflected(cx, value, crate::Special::RMul) || !cx.is_index(value) {
        return Ok(None);
    }
    let n = cx.index_exact(value)?;
    Ok(Some(n.max(0) as usize))
}

/// Sequence operations come after the other operand's reflected number method, which a Python class may have.
pub fn has_reflected(cx: &mut Context, value: Value, special: crate::Special) -> bool {
    if value.is_kind(kind::OLD_INSTANCE) {
        let name = cx.name(special);
        return cx.has_attr(value, name);
    }
    if value.shape() < kind::FIRST_MAP {
        return false;
    }
    let name = cx.name(special);
    let class = cx.class_of(value);
    cx.lookup_where(class, name).is_some_and(|(_, owner)| owner.has(crate::typeobject::HEAPTYPE))
}
