//! `tzinfo`, the base of time zones, and the questions that times put to one.

#![allow(unsafe_code)] // heap object layout

use super::calendar::Wide;
use super::datetime::{self, DateTimeObject};
use super::delta::{self, DeltaObject};
use super::out_of_range;
use crate::kinds;
use object_model::gc::Header;
use object_model::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl};
use object_model::{Context, Gc, Object, PyResult, Slot, TypeObject, Value, kind, none, py_methods, raise};

#[repr(C)]
pub struct ZoneObject {
    pub header: Header,
}

// SAFETY: made by `__new__`; nothing but a header.
unsafe impl Object for ZoneObject {
    const KIND: u8 = kinds::TZINFO;
    const NAME: &'static str = "datetime.tzinfo";
}

object_model::fixed_layout!(LAYOUT: ZoneObject, |_this, _tracer| {});

pub static TZINFO: TypeDecl = TypeDecl {
    module: "datetime",
    doc: "The base of classes of time zones.",
    methods: &[METHODS],
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("tzinfo", kinds::TZINFO)
};

/// A time zone argument: empty for None; TypeError for anything that is none.
pub fn argument(cx: &mut Context, slot: Slot) -> PyResult<Slot> {
    let Some(value) = slot.and_then(Value::not_none) else { return Ok(None) };
    if value.downcast::<ZoneObject>().is_none() {
        let given = cx.type_name(value);
        raise!(cx, TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '{given}'");
    }
    Ok(Some(value))
}

/// Minutes that the zone's method `name` gives for `when`; empty for None.
pub fn offset(cx: &mut Context, zone: Slot, name: &str, when: Value) -> PyResult<Option<i64>> {
    let Some(zone) = zone else { return Ok(None) };
    let given = cx.call_method(zone, name, &[when])?;
    if given.is_none() {
        return Ok(None);
    }
    let Some(given) = given.downcast::<DeltaObject>() else {
        let given = cx.type_name(given);
        raise!(cx, TypeError, "tzinfo.{name}() must return None or timedelta, not '{given}'");
    };
    let delta = given.delta;
    let minutes = if (-1..=0).contains(&delta.days) {
        let seconds = i64::from(delta.days) * 86_400 + i64::from(delta.seconds);
        if seconds % 60 != 0 || delta.micros != 0 {
            raise!(cx, ValueError, "tzinfo.{name}() must return a whole number of minutes");
        }
        seconds / 60
    } else {
        24 * 60
    };
    if !(-1439..=1439).contains(&minutes) {
        raise!(cx, ValueError, "tzinfo.{name}() returned {minutes}; must be in -1439 .. 1439");
    }
    Ok(Some(minutes))
}

/// As `offset`, a `timedelta` or None.
pub fn offset_delta(cx: &mut Context, zone: Slot, name: &str, when: Value) -> PyResult {
    match offset(cx, zone, name, when)? {
        Some(minutes) => delta::new(cx, 0, minutes * 60, 0),
        None => Ok(none()),
    }
}

/// The zone's name for `when`: str or None.
pub fn name(cx: &mut Context, zone: Slot, when: Value) -> PyResult {
    let Some(zone) = zone else { return Ok(none()) };
    let given = cx.call_method(zone, "tzname", &[when])?;
    if !given.is_none() && !given.is_kind(kind::STR) {
        let given = cx.type_name(given);
        raise!(cx, TypeError, "tzinfo.tzname() must return None or a string, not '{given}'");
    }
    Ok(given)
}

/// The offset as "+HH:MM" with this separator; nothing where there is none.
pub fn offset_text(cx: &mut Context, zone: Slot, when: Value, separator: &str) -> PyResult<String> {
    Ok(match offset(cx, zone, "utcoffset", when)? {
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.abs();
            format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60)
        }
        None => String::new(),
    })
}

/// Offsets of two times with zones; both are empty where they have the same zone, which then need not be asked.
pub fn two_offsets(cx: &mut Context, a: (Slot, Value), b: (Slot, Value)) -> PyResult<(Option<i64>, Option<i64>)> {
    if a.0 == b.0 {
        return Ok((None, None));
    }
    let first = offset(cx, a.0, "utcoffset", a.1)?;
    let second = offset(cx, b.0, "utcoffset", b.1)?;
    Ok((first, second))
}

fn moved(cx: &mut Context, base: Gc<DateTimeObject>, minutes: i64) -> PyResult<Gc<DateTimeObject>> {
    let mut wide = Wide::of(base.date, base.clock);
    wide.minute += minutes;
    if !wide.normalize() {
        return Err(out_of_range(cx));
    }
    let (date, clock) = wide.parts();
    Ok(datetime::new(cx, date, clock, base.zone))
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<ZoneObject>> {
        cx.allocate_for::<ZoneObject>(class, 0)
    }
    /// tzname(datetime) -> name of the zone; for subclasses to define
    fn tzname(cx: &mut Context, this: Gc<ZoneObject>, dt: Value) -> PyResult {
        raise!(cx, NotImplementedError, "a tzinfo subclass must implement tzname()")
    }
    /// utcoffset(datetime) -> timedelta east of UTC; for subclasses to define
    fn utcoffset(cx: &mut Context, this: Gc<ZoneObject>, dt: Value) -> PyResult {
        raise!(cx, NotImplementedError, "a tzinfo subclass must implement utcoffset()")
    }
    /// dst(datetime) -> timedelta of summer time; for subclasses to define
    fn dst(cx: &mut Context, this: Gc<ZoneObject>, dt: Value) -> PyResult {
        raise!(cx, NotImplementedError, "a tzinfo subclass must implement dst()")
    }
    /// fromutc(datetime in UTC) -> the same moment in this zone
    fn fromutc(cx: &mut Context, this: Gc<ZoneObject>, dt: Value) -> PyResult<Gc<DateTimeObject>> {
        let Some(when) = dt.downcast::<DateTimeObject>() else {
            raise!(cx, TypeError, "fromutc: argument must be a datetime");
        };
        if when.zone != Some(this.value()) {
            raise!(cx, ValueError, "fromutc: dt.tzinfo is not self");
        }
        let Some(minutes) = offset(cx, when.zone, "utcoffset", dt)? else {
            raise!(cx, ValueError, "fromutc: non-None utcoffset() result required");
        };
        let Some(summer) = offset(cx, when.zone, "dst", dt)? else {
            raise!(cx, ValueError, "fromutc: non-None dst() result required");
        };
        let standard = moved(cx, when, minutes - summer)?;
        match offset(cx, when.zone, "dst", standard.value())? {
            Some(0) => Ok(standard),
            Some(summer) => moved(cx, standard, summer),
            None => raise!(cx, ValueError, "fromutc: tz.dst() gave inconsistent results; cannot convert"),
        }
    }
    /// __reduce__() -> (class, arguments[, state])
    fn __reduce__(cx: &mut Context, this: Gc<ZoneObject>) -> PyResult {
        let this = this.value();
        let class = cx.class_of(this).value();
        let arguments = match cx.find_attr_text(this, "__getinitargs__")? {
            Some(method) => cx.call(method, &[])?,
            None => cx.empty_tuple.value(),
        };
        let state = match cx.find_attr_text(this, "__getstate__")? {
            Some(method) => cx.call(method, &[])?,
            None => match cx.own_dict(this, false) {
                Some(dict) if cx.dict_len(dict) > 0 => dict.value(),
                _ => none(),
            },
        };
        Ok(match state.not_none() {
            Some(state) => cx.new_tuple(&[class, arguments, state]).value(),
            None => cx.new_tuple(&[class, arguments]).value(),
        })
    }
}
