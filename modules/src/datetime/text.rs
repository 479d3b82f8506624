//! `strftime` and `__format__` of dates and times, and the time tuples they work with.

use super::calendar::{Clock, Date, days_before_month};
use super::zone;
use object_model::{Arg, Bytes, Context, FromArg, PyResult, Slot, Value, kind, raise};

/// A format: text, or anything that can be read as bytes.
pub struct Format(pub Vec<u8>);

impl FromArg for Format {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<Format> {
        if value.is_kind(kind::UNICODE) {
            return Bytes::from_arg(cx, value, arg).map(|text| Format(text.to_vec()));
        }
        match cx.memory_of(value)? {
            Some(memory) => Ok(Format(memory.get().to_vec())),
            None => {
                let given = cx.type_name(value);
                raise!(
                    cx,
                    TypeError,
                    "{}() argument {} must be string or read-only buffer, not {given}",
                    arg.function,
                    arg.index
                )
            }
        }
    }
}

fn time_module(cx: &mut Context) -> PyResult {
    let name = cx.intern(b"time");
    cx.import_module(name)
}

/// `time.struct_time` of a moment; `summer`: 1, 0, or -1 for unknown.
pub fn struct_time(cx: &mut Context, date: (i64, i64, i64), clock: Clock, summer: i64) -> PyResult {
    let (year, month, day) = date;
    let weekday = (super::calendar::ordinal(year, month, day) + 6).rem_euclid(7);
    let fields = [
        year,
        month,
        day,
        clock.hour.into(),
        clock.minute.into(),
        clock.second.into(),
        weekday,
        days_before_month(year, month) + day,
        summer,
    ]
    .map(Value::small);
    let fields = cx.new_tuple(&fields).value();
    let module = time_module(cx)?;
    cx.call_method(module, "struct_time", &[fields])
}

pub fn wide_date(date: Date) -> (i64, i64, i64) {
    (date.year.into(), date.month.into(), date.day.into())
}

/// Formats by the C library's codes and `%f`, `%z`, `%Z`: these are filled in for `when`, with microseconds and zone.
pub fn strftime(cx: &mut Context, format: &[u8], tuple: Value, micro: u32, zone: Slot, when: Value) -> PyResult {
    let year = cx.getitem(tuple, Value::small(0))?;
    let year = cx.int_arg(year)?;
    if year < 1900 {
        raise!(cx, ValueError, "year={year} is before 1900; the datetime strftime() methods require year >= 1900");
    }
    // The format ends where a C string does.
    let format = format.split(|&byte| byte == 0).next().unwrap_or_default().to_vec();
    let mut out = Vec::with_capacity(format.len());
    let mut codes = format.iter();
    let (mut offset, mut name): (Option<String>, Option<Vec<u8>>) = (None, None);
    while let Some(&byte) = codes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        match codes.next() {
            None => raise!(cx, ValueError, "strftime format ends with raw %"),
            Some(b'z') => {
                let text = match offset.take() {
                    Some(text) => text,
                    None => zone::offset_text(cx, zone, when, "")?,
                };
                out.extend_from_slice(text.as_bytes());
                offset = Some(text);
            }
            Some(b'Z') => {
                let text = match name.take() {
                    Some(text) => text,
                    None => zone_name(cx, zone, when)?,
                };
                out.extend_from_slice(&text);
                name = Some(text);
            }
            Some(b'f') => out.extend_from_slice(format!("{micro:06}").as_bytes()),
            Some(&code) => out.extend_from_slice(&[b'%', code]),
        }
    }
    let module = time_module(cx)?;
    let format = cx.try_new_str(&out)?.value();
    cx.call_method(module, "strftime", &[format, tuple])
}

/// The zone's name, fit to stand in a format.
fn zone_name(cx: &mut Context, zone: Slot, when: Value) -> PyResult<Vec<u8>> {
    let name = zone::name(cx, zone, when)?;
    if name.is_none() {
        return Ok(Vec::new());
    }
    // A subclass of str may see it differently.
    let (one, two) = (cx.intern(b"%").value(), cx.intern(b"%%").value());
    let name = cx.call_method(name, "replace", &[one, two])?;
    let Some(text) = object_model::strings::str_bytes(name) else {
        let given = cx.type_name(name);
        raise!(cx, TypeError, "expected string or Unicode object, {given} found");
    };
    Ok(text.to_vec())
}

/// `__format__`: `str()` for an empty format, else `strftime`.
pub fn format(cx: &mut Context, this: Value, format: Value) -> PyResult {
    match format.kind() {
        kind::STR if cx.length(format)? == 0 => cx.str(this).map(object_model::Gc::value),
        kind::UNICODE if cx.length(format)? == 0 => {
            let class = object_model::types::unicode::UNICODE.get(cx).value();
            cx.call(class, &[this])
        }
        kind::STR | kind::UNICODE => cx.call_method(this, "strftime", &[format]),
        _ => {
            let given = cx.type_name(format);
            raise!(cx, ValueError, "__format__ expects str or unicode, not {given}")
        }
    }
}
