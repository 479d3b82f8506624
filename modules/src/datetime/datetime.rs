//! `datetime`: a moment, with a time zone or without.

#![allow(unsafe_code)] // heap object layout

use super::calendar::{self, Clock, Date, Wide};
use super::date::{self, or_none};
use super::delta::{self, DeltaObject};
use super::time::{self, pickled_zone, reduce, with_zone};
use super::{class_attribute, comparisons, incomparable, int_field, out_of_range, pickled, required_field, text, zone};
use crate::{kinds, time as clock};
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::text::hash::bytes_hash;
use object_model::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl};
use object_model::value::slot_bits;
use object_model::{
    Args, CompareOp, Context, Gc, Object, PyResult, Slot, TypeObject, Value, not_implemented, py_bool, py_methods, raise,
};

#[repr(C)]
pub struct DateTimeObject {
    pub header: Header,
    pub date: Date,
    pub clock: Clock,
    /// Empty for a moment without zone.
    pub zone: Slot,
    /// Once it has been asked for: a zone's answers may change.
    hash: i64,
    hashed: bool,
}

// SAFETY: made by `new` and `new_for`.
unsafe impl Object for DateTimeObject {
    const KIND: u8 = kinds::DATETIME;
    const NAME: &'static str = "datetime.datetime";
}

object_model::fixed_layout!(LAYOUT: DateTimeObject, |this, tracer| { tracer.word(slot_bits(this.zone)); });

pub static DATETIME: TypeDecl = TypeDecl {
    module: "datetime",
    doc: "datetime(year, month, day[, hour[, minute[, second[, microsecond[, tzinfo]]]]])\n\nA moment.",
    base: Some(&date::DATE),
    methods: &[METHODS, comparisons::COMPARE],
    getset: GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    setup: Some(setup),
    ..TypeDecl::new("datetime", kinds::DATETIME)
};

fn setup(cx: &mut Context, class: Gc<TypeObject>) {
    let min = new(cx, Date { year: 1, month: 1, day: 1 }, Clock::default(), None).value();
    class_attribute(cx, class, "min", min);
    let last = Clock { hour: 23, minute: 59, second: 59, micro: 999_999 };
    let max = new(cx, Date { year: 9999, month: 12, day: 31 }, last, None).value();
    class_attribute(cx, class, "max", max);
    if let Ok(resolution) = delta::new(cx, 0, 0, 1) {
        class_attribute(cx, class, "resolution", resolution);
    }
}

fn receiver(this: Value) -> (Clock, Slot) {
    this.downcast::<DateTimeObject>().map(|this| (this.clock, this.zone)).unwrap_or_default()
}

static GETSET: &[GetSet] = &[
    GetSet { name: "hour", doc: "", get: |_, this| Ok(Value::small(receiver(this).0.hour.into())), set: None },
    GetSet { name: "minute", doc: "", get: |_, this| Ok(Value::small(receiver(this).0.minute.into())), set: None },
    GetSet { name: "second", doc: "", get: |_, this| Ok(Value::small(receiver(this).0.second.into())), set: None },
    GetSet { name: "microsecond", doc: "", get: |_, this| Ok(Value::small(receiver(this).0.micro.into())), set: None },
    GetSet { name: "tzinfo", doc: "", get: |_, this| Ok(or_none(receiver(this).1)), set: None },
];

pub fn new(cx: &mut Context, date: Date, clock: Clock, zone: Slot) -> Gc<DateTimeObject> {
    let mut this = cx.allocate::<DateTimeObject>();
    (this.date, this.clock, this.zone) = (date, clock, zone);
    this
}

fn new_for(cx: &mut Context, class: Gc<TypeObject>, date: Date, clock: Clock, zone: Slot) -> PyResult<Gc<DateTimeObject>> {
    let mut this = cx.allocate_for::<DateTimeObject>(class, 0)?;
    (this.date, this.clock, this.zone) = (date, clock, zone);
    Ok(this)
}

/// An instance of a class by a call of it.
fn make(cx: &mut Context, class: Gc<TypeObject>, date: (i64, i64, i64), clock: Clock, zone: Slot) -> PyResult {
    let Clock { hour, minute, second, micro } = clock;
    let (year, month, day) = date;
    let [a, b, c, d, e, f, g] =
        [year, month, day, hour.into(), minute.into(), second.into(), micro.into()].map(Value::small);
    cx.call(class.value(), &[a, b, c, d, e, f, g, or_none(zone)])
}

/// How a moment is told apart into its fields.
type Calendar = fn(libc::time_t) -> Option<libc::tm>;

fn from_parts(
    cx: &mut Context,
    class: Gc<TypeObject>,
    calendar: Calendar,
    seconds: libc::time_t,
    micro: i64,
    zone: Slot,
) -> PyResult {
    let Some(parts) = calendar(seconds) else {
        raise!(cx, ValueError, "timestamp out of range for platform localtime()/gmtime() function");
    };
    let date = (i64::from(parts.tm_year) + 1900, i64::from(parts.tm_mon) + 1, parts.tm_mday.into());
    // A leap second is the last of its minute.
    let second = parts.tm_sec.min(59) as u8;
    let clock = Clock { hour: parts.tm_hour as u8, minute: parts.tm_min as u8, second, micro: micro as u32 };
    make(cx, class, date, clock, zone)
}

fn from_timestamp(cx: &mut Context, class: Gc<TypeObject>, calendar: Calendar, timestamp: f64, zone: Slot) -> PyResult {
    let mut seconds = clock::whole_seconds(cx, timestamp)?;
    let fraction = (timestamp - seconds as f64) * 1e6;
    let mut micro = if fraction >= 0.0 { (fraction + 0.5).floor() } else { (fraction - 0.5).ceil() } as i64;
    calendar::carry(&mut seconds, &mut micro, 1_000_000);
    from_parts(cx, class, calendar, seconds, micro, zone)
}

fn from_clock(cx: &mut Context, class: Gc<TypeObject>, calendar: Calendar, zone: Slot) -> PyResult {
    let (seconds, micro) = clock::time_of_day();
    from_parts(cx, class, calendar, seconds, micro, zone)
}

/// Moves what a zone's class made into that zone.
fn into_zone(cx: &mut Context, made: Value, zone: Slot) -> PyResult {
    match zone {
        Some(zone) => cx.call_method(zone, "fromutc", &[made]),
        None => Ok(made),
    }
}

fn calendar_of(zone: Slot) -> Calendar {
    if zone.is_some() { clock::greenwich } else { clock::local }
}

fn compare(cx: &mut Context, op: CompareOp, this: Gc<DateTimeObject>, w_other: Value) -> PyResult {
    let Some(other) = w_other.downcast::<DateTimeObject>() else {
        // Other kinds of dates have the comparison themselves, but not plain days.
        if w_other.downcast::<date::DateObject>().is_none() && cx.has_attr_text(w_other, "timetuple") {
            return Ok(not_implemented());
        }
        return incomparable(cx, op, this.value(), w_other);
    };
    let ordering = match zone::two_offsets(cx, (this.zone, this.value()), (other.zone, w_other))? {
        (a, b) if a == b => (this.date, this.clock).cmp(&(other.date, other.clock)),
        (Some(_), Some(_)) => {
            let delta = difference(cx, this, other)?;
            let delta = delta.downcast::<DeltaObject>().map(|delta| delta.delta).unwrap_or_default();
            delta.cmp(&delta::Delta::default())
        }
        _ => raise!(cx, TypeError, "can't compare offset-naive and offset-aware datetimes"),
    };
    Ok(py_bool(op.holds(ordering)))
}

comparisons!(COMPARE, Gc<DateTimeObject>, compare);

fn difference(cx: &mut Context, a: Gc<DateTimeObject>, b: Gc<DateTimeObject>) -> PyResult {
    let (east_a, east_b) = match zone::two_offsets(cx, (a.zone, a.value()), (b.zone, b.value()))? {
        (None, None) => (0, 0),
        (Some(east_a), Some(east_b)) => (east_a, east_b),
        _ => raise!(cx, TypeError, "can't subtract offset-naive and offset-aware datetimes"),
    };
    let seconds = a.clock.seconds() - b.clock.seconds() + (east_b - east_a) * 60;
    let micros = i64::from(a.clock.micro) - i64::from(b.clock.micro);
    delta::new(cx, a.date.ordinal() - b.date.ordinal(), seconds, micros)
}

fn add(cx: &mut Context, this: Gc<DateTimeObject>, delta: Gc<DeltaObject>, sign: i64) -> PyResult {
    let mut wide = Wide::of(this.date, this.clock);
    wide.day += sign * i64::from(delta.delta.days);
    wide.second += sign * i64::from(delta.delta.seconds);
    wide.micro += sign * i64::from(delta.delta.micros);
    if !wide.normalize() {
        return Err(out_of_range(cx));
    }
    let (date, clock) = wide.parts();
    Ok(new(cx, date, clock, this.zone).value())
}

fn subtract(cx: &mut Context, a: Value, b: Value) -> PyResult {
    let Some(a) = a.downcast::<DateTimeObject>() else { return Ok(not_implemented()) };
    match (b.downcast::<DateTimeObject>(), b.downcast::<DeltaObject>()) {
        (Some(b), _) => difference(cx, a, b),
        (_, Some(delta)) => add(cx, a, delta, -1),
        _ => Ok(not_implemented()),
    }
}

/// The fields of a constructor or of `replace`, the latter with the old ones as defaults.
fn fields(cx: &mut Context, args: &Args, function: &str, old: Option<Gc<DateTimeObject>>) -> PyResult<(Date, Clock, Slot)> {
    const NAMES: [&str; 8] = ["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo"];
    let slots = args.parse(cx, function, &NAMES, 0)?;
    let before = old.map_or([0; 7], |old| {
        let wide = Wide::of(old.date, old.clock);
        [wide.year, wide.month, wide.day, wide.hour, wide.minute, wide.second, wide.micro]
    });
    let mut numbers = [0; 7];
    for (at, number) in numbers.iter_mut().enumerate() {
        *number = match old {
            None if at < 3 => required_field(cx, slots[at], NAMES[at], at)?,
            _ => int_field(cx, slots[at], before[at])?,
        };
    }
    let [year, month, day, hour, minute, second, micro] = numbers;
    let (date, clock) = (date::checked(cx, year, month, day)?, time::checked(cx, hour, minute, second, micro)?);
    let zone = match (slots[7], old) {
        (None, Some(old)) => old.zone,
        (given, _) => zone::argument(cx, given)?,
    };
    Ok((date, clock, zone))
}

fn hash(cx: &mut Context, this: Gc<DateTimeObject>) -> PyResult<i64> {
    match zone::offset(cx, this.zone, "utcoffset", this.value())? {
        Some(offset) => {
            let seconds = this.clock.seconds() - offset * 60;
            delta::hash_of(cx, this.date.ordinal(), seconds, this.clock.micro.into())
        }
        None => Ok(bytes_hash(&bytes(this))),
    }
}

fn bytes(this: Gc<DateTimeObject>) -> [u8; 10] {
    let mut all = [0; 10];
    all[..4].copy_from_slice(&this.date.bytes());
    all[4..].copy_from_slice(&this.clock.bytes());
    all
}

fn iso(cx: &mut Context, this: Gc<DateTimeObject>, separator: u8) -> PyResult<Vec<u8>> {
    let mut text = this.date.iso().into_bytes();
    text.push(separator);
    text.extend_from_slice(this.clock.iso().as_bytes());
    let offset = zone::offset_text(cx, this.zone, this.value(), ":")?;
    text.extend_from_slice(offset.as_bytes());
    Ok(text)
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<DateTimeObject>> {
        let state = pickled(args, 2).filter(|(state, _)| state.len() == 10);
        let state = state.and_then(|(state, zone)| Some((Date::from_bytes(&state[..4])?, Clock::from_bytes(&state[4..])?, zone)));
        let (date, clock, zone) = match state {
            Some((date, clock, zone)) => (date, clock, pickled_zone(cx, zone)?),
            None => fields(cx, args, "", None)?,
        };
        new_for(cx, class, date, clock, zone)
    }
    /// now([tz]) -> the present moment
    @class @kw fn now(cx: &mut Context, class: Gc<TypeObject>, tz: Slot = None) -> PyResult {
        let zone = zone::argument(cx, tz)?;
        let made = from_clock(cx, class, calendar_of(zone), zone)?;
        into_zone(cx, made, zone)
    }
    /// utcnow() -> the present moment in UTC, without zone
    @class fn utcnow(cx: &mut Context, class: Gc<TypeObject>) -> PyResult {
        from_clock(cx, class, clock::greenwich, None)
    }
    /// fromtimestamp(timestamp[, tz]) -> the moment of a POSIX time
    @class @kw fn fromtimestamp(cx: &mut Context, class: Gc<TypeObject>, timestamp: f64, tz: Slot = None) -> PyResult {
        let zone = zone::argument(cx, tz)?;
        let made = from_timestamp(cx, class, calendar_of(zone), timestamp, zone)?;
        into_zone(cx, made, zone)
    }
    /// utcfromtimestamp(timestamp) -> the moment of a POSIX time in UTC, without zone
    @class fn utcfromtimestamp(cx: &mut Context, class: Gc<TypeObject>, timestamp: f64) -> PyResult {
        from_timestamp(cx, class, clock::greenwich, timestamp, None)
    }
    /// strptime(text, format) -> the moment read from text
    @class fn strptime(cx: &mut Context, class: Gc<TypeObject>, string: crate::system::Text, format: crate::system::Text) -> PyResult {
        let name = cx.intern(b"_strptime");
        let module = cx.import_module(name)?;
        let (string, format) = (cx.new_str(string.0.as_bytes()).value(), cx.new_str(format.0.as_bytes()).value());
        let answer = cx.call_method(module, "_strptime", &[string, format])?;
        let mut numbers = [None; 7];
        if cx.length(answer)? == 2 {
            let (parts, micro) = (cx.getitem(answer, Value::small(0))?, cx.getitem(answer, Value::small(1))?);
            if cx.length(parts)? >= 6 {
                for (at, number) in numbers[..6].iter_mut().enumerate() {
                    *number = Some(cx.getitem(parts, Value::small(at as i64))?);
                }
            }
            numbers[6] = Some(micro);
        }
        let [Some(a), Some(b), Some(c), Some(d), Some(e), Some(f), Some(g)] = numbers.map(|n| n.filter(|n| n.as_int().is_some())) else {
            raise!(cx, ValueError, "unexpected value from _strptime._strptime");
        };
        cx.call(class.value(), &[a, b, c, d, e, f, g])
    }
    /// combine(date, time) -> the moment of that day at that time, in the time's zone
    @class @kw fn combine(cx: &mut Context, class: Gc<TypeObject>, date: Value, time: Gc<time::TimeObject>) -> PyResult {
        let day = match (date.downcast::<date::DateObject>(), date.downcast::<DateTimeObject>()) {
            (Some(date), _) => date.date,
            (_, Some(when)) => when.date,
            _ => {
                let given = cx.type_name(date);
                raise!(cx, TypeError, "combine() argument 1 must be datetime.date, not {given}");
            }
        };
        make(cx, class, text::wide_date(day), time.clock, time.zone)
    }
    /// date() -> the day
    fn date(cx: &mut Context, this: Gc<DateTimeObject>) -> Value {
        date::new(cx, this.date)
    }
    /// time() -> the time of day, without zone
    fn time(cx: &mut Context, this: Gc<DateTimeObject>) -> Value {
        time::new(cx, this.clock, None)
    }
    /// timetz() -> the time of day, with the zone
    fn timetz(cx: &mut Context, this: Gc<DateTimeObject>) -> Value {
        time::new(cx, this.clock, this.zone)
    }
    /// ctime() -> text as that of ctime() in C
    fn ctime(cx: &mut Context, this: Gc<DateTimeObject>) -> String {
        let _ = cx;
        calendar::ctime(this.date, this.clock)
    }
    /// timetuple() -> struct_time, as localtime() in `time` gives it
    fn timetuple(cx: &mut Context, this: Gc<DateTimeObject>) -> PyResult {
        let summer = zone::offset(cx, this.zone, "dst", this.value())?.map_or(-1, |minutes| i64::from(minutes != 0));
        text::struct_time(cx, text::wide_date(this.date), this.clock, summer)
    }
    /// utctimetuple() -> struct_time in UTC
    fn utctimetuple(cx: &mut Context, this: Gc<DateTimeObject>) -> PyResult {
        let offset = zone::offset(cx, this.zone, "utcoffset", this.value())?.unwrap_or(0);
        let mut wide = Wide::of(this.date, this.clock);
        wide.minute -= offset;
        // The years next to the calendar's can be told here.
        if offset != 0 {
            wide.normalize();
        }
        let clock = wide.parts().1;
        text::struct_time(cx, (wide.year, wide.month, wide.day), clock, 0)
    }
    /// isoformat([sep]) -> text 'YYYY-MM-DDTHH:MM:SS[.mmmmmm][+HH:MM]', sep in place of T
    @kw fn isoformat(cx: &mut Context, this: Gc<DateTimeObject>, sep: Slot = None) -> PyResult<Vec<u8>> {
        let separator = match sep {
            None => b'T',
            Some(sep) => match object_model::strings::str_bytes(sep) {
                Some(&[byte]) => byte,
                _ => {
                    let given = cx.type_name(sep);
                    raise!(cx, TypeError, "isoformat() argument 1 must be char, not {given}");
                }
            },
        };
        iso(cx, this, separator)
    }
    /// utcoffset() -> what the zone says
    fn utcoffset(cx: &mut Context, this: Gc<DateTimeObject>) -> PyResult {
        zone::offset_delta(cx, this.zone, "utcoffset", this.value())
    }
    /// tzname() -> what the zone says
    fn tzname(cx: &mut Context, this: Gc<DateTimeObject>) -> PyResult {
        zone::name(cx, this.zone, this.value())
    }
    /// dst() -> what the zone says
    fn dst(cx: &mut Context, this: Gc<DateTimeObject>) -> PyResult {
        zone::offset_delta(cx, this.zone, "dst", this.value())
    }
    /// replace([year[, month[, day[, hour[, minute[, second[, microsecond[, tzinfo]]]]]]]]) -> a moment with other fields
    @raw fn replace(cx: &mut Context, args: &Args) -> PyResult<Gc<DateTimeObject>> {
        let this: Gc<DateTimeObject> = args.receiver(cx, "replace")?;
        let (date, clock, zone) = fields(cx, &args.rest(), "replace", Some(this))?;
        let class = cx.class_of(this.value());
        new_for(cx, class, date, clock, zone)
    }
    /// astimezone(tz) -> the same moment in another zone
    @kw fn astimezone(cx: &mut Context, this: Gc<DateTimeObject>, tz: Gc<zone::ZoneObject>) -> PyResult {
        const NAIVE: &str = "astimezone() cannot be applied to a naive datetime";
        let Some(own) = this.zone else { raise!(cx, ValueError, "{NAIVE}") };
        if own == tz.value() {
            return Ok(this.value());
        }
        let Some(offset) = zone::offset(cx, this.zone, "utcoffset", this.value())? else { raise!(cx, ValueError, "{NAIVE}") };
        let mut wide = Wide::of(this.date, this.clock);
        wide.minute -= offset;
        if !wide.normalize() {
            return Err(out_of_range(cx));
        }
        let (date, clock) = wide.parts();
        let made = new(cx, date, clock, Some(tz.value())).value();
        cx.call_method(tz.value(), "fromutc", &[made])
    }
    /// __reduce__() -> (class, state)
    fn __reduce__(cx: &mut Context, this: Gc<DateTimeObject>) -> PyResult {
        reduce(cx, this.value(), &bytes(this), this.zone)
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<DateTimeObject>) -> PyResult<Vec<u8>> {
        let name = cx.type_name(this.value());
        let (Date { year, month, day }, Clock { hour, minute, second, micro }) = (this.date, this.clock);
        let mut text = format!("{name}({year}, {month}, {day}, {hour}, {minute}");
        if second != 0 || micro != 0 {
            text += &format!(", {second}");
        }
        if micro != 0 {
            text += &format!(", {micro}");
        }
        with_zone(cx, text + ")", this.zone)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<DateTimeObject>) -> PyResult {
        let space = cx.intern(b" ").value();
        cx.call_method(this.value(), "isoformat", &[space])
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<DateTimeObject>) -> PyResult<i64> {
        let mut this = this;
        if !this.hashed {
            this.hash = hash(cx, this)?;
            this.hashed = true;
        }
        Ok(this.hash)
    }
    /// x.__add__(y) <==> x+y
    fn __add__(cx: &mut Context, this: Gc<DateTimeObject>, other: Value) -> PyResult {
        match other.downcast::<DeltaObject>() {
            Some(delta) => add(cx, this, delta, 1),
            None => Ok(not_implemented()),
        }
    }
    /// x.__radd__(y) <==> y+x
    fn __radd__(cx: &mut Context, this: Gc<DateTimeObject>, other: Value) -> PyResult {
        match other.downcast::<DeltaObject>() {
            Some(delta) => add(cx, this, delta, 1),
            None => Ok(not_implemented()),
        }
    }
    /// x.__sub__(y) <==> x-y
    fn __sub__(cx: &mut Context, this: Gc<DateTimeObject>, other: Value) -> PyResult {
        subtract(cx, this.value(), other)
    }
    /// x.__rsub__(y) <==> y-x
    fn __rsub__(cx: &mut Context, this: Gc<DateTimeObject>, other: Value) -> PyResult {
        subtract(cx, other, this.value())
    }
}
