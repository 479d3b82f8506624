//! `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError`: encoding, object, start, end, reason.

use super::base::init_receiver;
use super::exception;
use crate::context::Context;
use crate::convert::FromArg;
use crate::declare::{Arg, GetSet};
use crate::error::PyResult;
use crate::exceptions::ExceptionObject;
use crate::handle::Gc;
use crate::strings::{StrObject, UnicodeObject};
use crate::value::{Slot, Value};
use crate::{kind, py_methods, raise};

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

pub static UNICODE_GETSET: &[GetSet] = &[
    super::field_attribute!("encoding", 0, "name of the encoding"),
    super::field_attribute!("object", 1, "what could not be converted"),
    GetSet {
        name: "start",
        doc: "where the bad part begins",
        get: |_, this| Ok(position(this, START)),
        set: Some(|cx, this, value| set_position(cx, this, START, value)),
    },
    GetSet {
        name: "end",
        doc: "where the bad part ends",
        get: |_, this| Ok(position(this, END)),
        set: Some(|cx, this, value| set_position(cx, this, END, value)),
    },
    super::field_attribute!("reason", 4, "why"),
];

fn position(this: Value, at: usize) -> Value {
    exception(this).fields[at].unwrap_or(Value::small(0))
}

fn set_position(cx: &mut Context, this: Value, at: usize, value: Slot) -> PyResult<()> {
    let Some(value) = value else { raise!(cx, TypeError, "can't delete numeric/char attribute") };
    let n = cx.int_arg(value)?;
    let w_n = cx.new_int(n);
    super::set_field(cx, this, at, Some(w_n));
    Ok(())
}

fn check(cx: &mut Context, value: Value, at: usize, kind: u8, expected: &str) -> PyResult<()> {
    if value.is_kind(kind) {
        return Ok(());
    }
    let given = cx.type_name(value);
    raise!(cx, TypeError, "argument {} must be {expected}, not {given}", at + 1)
}

/// Sets the fields: an encoding where there is one, then what, from where, to where, why.
fn init(
    cx: &mut Context,
    mut this: Gc<ExceptionObject>,
    args: &[Value],
    encoding: bool,
    object: (u8, &str),
) -> PyResult<()> {
    let count = 4 + usize::from(encoding);
    if args.len() != count {
        raise!(cx, TypeError, "function takes exactly {count} arguments ({} given)", args.len());
    }
    let skip = usize::from(encoding);
    if encoding {
        check(cx, args[0], 0, kind::STR, "str")?;
    }
    check(cx, args[skip], skip, object.0, object.1)?;
    let mut positions = [0, 0];
    for (i, to) in positions.iter_mut().enumerate() {
        *to = i64::from_arg(cx, args[skip + 1 + i], Arg { function: "function", index: skip + 2 + i })?;
    }
    check(cx, args[skip + 3], skip + 3, kind::STR, "str")?;
    let (start, end) = (cx.new_int(positions[0]), cx.new_int(positions[1]));
    if encoding {
        this.fields[ENCODING] = Some(args[0]);
    }
    this.fields[OBJECT] = Some(args[skip]);
    (this.fields[START], this.fields[END]) = (Some(start), Some(end));
    this.fields[REASON] = Some(args[skip + 3]);
    cx.barrier(this);
    Ok(())
}

pub(super) fn init_encode(cx: &mut Context, this: Gc<ExceptionObject>, args: &[Value]) -> PyResult<()> {
    init(cx, this, args, true, (kind::UNICODE, "unicode"))
}
pub(super) fn init_decode(cx: &mut Context, this: Gc<ExceptionObject>, args: &[Value]) -> PyResult<()> {
    init(cx, this, args, true, (kind::STR, "str"))
}
pub(super) fn init_translate(cx: &mut Context, this: Gc<ExceptionObject>, args: &[Value]) -> PyResult<()> {
    init(cx, this, args, false, (kind::UNICODE, "unicode"))
}

/// A field as the message shows it.
fn shown(cx: &mut Context, slot: Slot) -> PyResult<Vec<u8>> {
    match slot {
        Some(value) => {
            let text = cx.str(value)?;
            let bytes = text.get().bytes();
            Ok(bytes[..bytes.len().min(400)].to_vec())
        }
        None => Ok(b"<NULL>".to_vec()),
    }
}

/// The bad code point or byte where there is exactly one; start and end.
fn bad_part(this: Gc<ExceptionObject>) -> (Option<u32>, i64, i64) {
    let number = |at: usize| this.fields[at].and_then(|n| n.as_int()).unwrap_or(0);
    let (start, end) = (number(START), number(END));
    if end != start.wrapping_add(1) {
        return (None, start, end);
    }
    let at = usize::try_from(start).ok();
    let object = this.fields[OBJECT];
    let bad = if let Some(text) = object.and_then(|object| object.downcast::<UnicodeObject>()) {
        // A position before the text counts as one in it, with whatever is there.
        if start < 0 { Some(0) } else { at.and_then(|at| text.chars().get(at)) }
    } else if let Some(text) = object.and_then(|object| object.downcast::<StrObject>()) {
        if start < 0 { Some(0) } else { at.and_then(|at| text.bytes().get(at).copied().map(u32::from)) }
    } else {
        None
    };
    (bad, start, end)
}

fn code_point(c: u32) -> String {
    match c {
        0..=0xFF => format!("u'\\x{c:02x}'"),
        0x100..=0xFFFF => format!("u'\\u{c:04x}'"),
        _ => format!("u'\\U{c:08x}'"),
    }
}

py_methods! { ENCODE_METHODS:
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let (this, rest) = init_receiver(cx, args)?;
        init_encode(cx, this, rest)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult<Vec<u8>> {
        if this.fields[OBJECT].is_none() {
            return Ok(Vec::new());
        }
        let reason = shown(cx, this.fields[REASON])?;
        let encoding = shown(cx, this.fields[ENCODING])?;
        let middle = match bad_part(this) {
            (Some(c), start, _) => format!("' codec can't encode character {} in position {start}: ", code_point(c)),
            (None, start, end) => {
                format!("' codec can't encode characters in position {start}-{}: ", end.wrapping_sub(1))
            }
        };
        Ok([b"'", &encoding[..], middle.as_bytes(), &reason].concat())
    }
}

mod decode {
    use super::*;
    py_methods! { METHODS:
        /// x.__init__(...) initializes x
        @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
            let (this, rest) = init_receiver(cx, args)?;
            init_decode(cx, this, rest)
        }
        /// x.__str__() <==> str(x)
        fn __str__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult<Vec<u8>> {
            if this.fields[OBJECT].is_none() {
                return Ok(Vec::new());
            }
            let reason = shown(cx, this.fields[REASON])?;
            let encoding = shown(cx, this.fields[ENCODING])?;
            let middle = match bad_part(this) {
                (Some(byte), start, _) => format!("' codec can't decode byte {byte:#04x} in position {start}: "),
                (None, start, end) => {
                    format!("' codec can't decode bytes in position {start}-{}: ", end.wrapping_sub(1))
                }
            };
            Ok([b"'", &encoding[..], middle.as_bytes(), &reason].concat())
        }
    }
}
pub use decode::METHODS as DECODE_METHODS;

mod translate {
    use super::*;
    py_methods! { METHODS:
        /// x.__init__(...) initializes x
        @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
            let (this, rest) = init_receiver(cx, args)?;
            init_translate(cx, this, rest)
        }
        /// x.__str__() <==> str(x)
        fn __str__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult<Vec<u8>> {
            if this.fields[OBJECT].is_none() {
                return Ok(Vec::new());
            }
            let reason = shown(cx, this.fields[REASON])?;
            let middle = match bad_part(this) {
                (Some(c), start, _) => format!("can't translate character {} in position {start}: ", code_point(c)),
                (None, start, end) => format!("can't translate characters in position {start}-{}: ", end.wrapping_sub(1)),
            };
            Ok([middle.as_bytes(), &reason].concat())
        }
    }
}
pub use translate::METHODS as TRANSLATE_METHODS;
