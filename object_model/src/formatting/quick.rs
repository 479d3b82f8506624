//! `str % args` for what is common: a byte format of plain specifications, arguments that are numbers, str, or have an
//! ordinary `__str__`. Specifications are read where they stand, results written to one buffer that is kept.
//!
//! It stops in front of anything else; the general way (`percent`) goes on from there.

use super::percent::{End, Source, base_of, check, float_of};
use crate::context::Context;
use crate::error::PyResult;
use crate::float::FloatObject;
use crate::strings::StrObject;
use crate::value::Value;
use crate::{kind, long::LongObject};
use text::chars::Chars;
use text::int_print::{Decimal, IntRef};
use text::percent::render::{write_float_bytes, write_int, write_text};
use text::percent::{Spec, next_percent, simple};

pub(super) fn run(cx: &mut Context, format: &[u8], source: &mut Source, out: &mut Vec<u8>) -> PyResult<End> {
    let mut at = 0;
    loop {
        let mark = next_percent(format, at);
        cx.room(out, mark - at + 64)?;
        out.extend_from_slice(&format[at..mark]);
        if mark == format.len() {
            return Ok(End::Done);
        }
        let (key, start) = match format.get(mark + 1) {
            Some(b'(') => {
                let rest = &format[mark + 2..];
                match rest.iter().position(|c| matches!(c, b'(' | b')')) {
                    Some(len) if rest[len] == b')' => (Some(&rest[..len]), mark + 3 + len),
                    _ => return Ok(End::General(mark)),
                }
            }
            _ => (None, mark + 1),
        };
        let Some(spec) = simple(format, start) else { return Ok(End::General(mark)) };
        at = spec.index + 1;
        let before = *source;
        if let Some(key) = key
            && !source.take_plain_key(cx, key)?
        {
            return Ok(End::General(mark));
        }
        match spec.letter() {
            b'%' => {
                let written = write_text(out, Chars::One(b"%"), &spec);
                check(cx, written)?;
            }
            b's' => {
                let w_arg = source.next(cx)?;
                if !text(cx, out, w_arg, &spec)? {
                    return Ok(if key.is_some() { End::General(mark) } else { End::Text(mark, before) });
                }
            }
            b'r' => {
                let w_arg = source.next(cx)?;
                if plain(&spec) {
                    cx.write_repr(out, w_arg)?;
                } else {
                    let text = cx.repr(w_arg)?;
                    let written = write_text(out, Chars::One(text.get().bytes()), &spec);
                    check(cx, written)?;
                }
            }
            b'd' | b'i' | b'u' | b'x' | b'X' | b'o' => {
                let w_arg = source.next(cx)?;
                let written = if let Some(n) = w_arg.as_int() {
                    if plain(&spec) && matches!(spec.letter(), b'd' | b'i' | b'u') {
                        out.extend_from_slice(Decimal::of(n).as_bytes());
                        continue;
                    }
                    write_int(out, IntRef::Small(n), false, &spec)
                } else if let Some(long) = w_arg.exact::<LongObject>() {
                    cx.ask_to_print(long, base_of(&spec))?;
                    write_int(out, crate::types::long::print_ref(&long), true, &spec)
                } else {
                    *source = before;
                    return Ok(End::General(mark));
                };
                check(cx, written)?;
            }
            _ => {
                let w_arg = source.next(cx)?;
                let x = match w_arg.exact::<FloatObject>() {
                    Some(float) => float.float,
                    None => float_of(cx, w_arg)?,
                };
                let written = write_float_bytes(out, x, &spec);
                check(cx, written)?;
            }
        }
    }
}

#[inline]
fn plain(spec: &Spec) -> bool {
    spec.flags == 0 && spec.width == 0 && spec.precision.is_none()
}

/// Writes `str(arg)`; false where that is a unicode.
fn text(cx: &mut Context, out: &mut Vec<u8>, w_arg: Value, spec: &Spec) -> PyResult<bool> {
    let plain = plain(spec);
    if let Some(text) = w_arg.exact::<StrObject>() {
        if plain {
            cx.room(out, text.len() + 64)?;
            out.extend_from_slice(text.get().bytes());
            return Ok(true);
        }
        let written = write_text(out, Chars::One(text.get().bytes()), spec);
        return check(cx, written).map(|()| true);
    }
    if plain {
        if let Some(n) = w_arg.as_small() {
            out.extend_from_slice(Decimal::of(n).as_bytes());
            return Ok(true);
        }
        if let Some(float) = w_arg.exact::<FloatObject>() {
            text::float_format::write_str(out, float.float);
            return Ok(true);
        }
    }
    if w_arg.is_kind(kind::UNICODE) {
        return Ok(false);
    }
    let w_text = cx.str_or_unicode(w_arg)?;
    match w_text.downcast::<StrObject>() {
        Some(text) => {
            let written = write_text(out, Chars::One(text.get().bytes()), spec);
            check(cx, written).map(|()| true)
        }
        None => Ok(false),
    }
}
