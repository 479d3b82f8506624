//! `time`: a time of day, with a time zone or without.

#![allow(unsafe_code)] // heap object layout

use super::calendar::{self, Clock};
use super::date::or_none;
use super::{class_attribute, comparisons, delta, incomparable, int_field, pickled, text, zone};
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::text::hash::{bytes_hash, int_hash, tuple_hash};
use object_model::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl};
use object_model::value::slot_bits;
use object_model::{CompareOp, Context, Gc, Object, PyResult, Slot, TypeObject, Value, none, py_bool, py_methods, raise};

#[repr(C)]
pub struct TimeObject {
    pub header: Header,
    pub clock: Clock,
    /// Empty for a time without zone.
    pub zone: Slot,
    /// Once it has been asked for: a zone's answers may change.
    hash: i64,
    hashed: bool,
}

// SAFETY: made by `new` and `__new__`; all zero is midnight.
unsafe impl Object for TimeObject {
    const KIND: u8 = kinds::TIME;
    const NAME: &'static str = "datetime.time";
}

object_model::fixed_layout!(LAYOUT: TimeObject, |this, tracer| { tracer.word(slot_bits(this.zone)); });

pub static TIME: TypeDecl = TypeDecl {
    module: "datetime",
    doc: "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) -> a time of day",
    methods: &[METHODS, comparisons::COMPARE],
    getset: GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    setup: Some(setup),
    ..TypeDecl::new("time", kinds::TIME)
};

fn setup(cx: &mut Context, class: Gc<TypeObject>) {
    let min = new(cx, Clock::default(), None);
    class_attribute(cx, class, "min", min);
    let max = new(cx, Clock { hour: 23, minute: 59, second: 59, micro: 999_999 }, None);
    class_attribute(cx, class, "max", max);
    if let Ok(resolution) = delta::new(cx, 0, 0, 1) {
        class_attribute(cx, class, "resolution", resolution);
    }
}

fn receiver(this: Value) -> (Clock, Slot) {
    this.downcast::<TimeObject>().map(|this| (this.clock, this.zone)).unwrap_or_default()
}

static GETSET: &[GetSet] = &[
    GetSet { name: "hour", doc: "", get: |_, this| Ok(Value::small(receiver(this).0.hour.into())), set: None },
    GetSet { name: "minute", doc: "", get: |_, this| Ok(Value::small(receiver(this).0.minute.into())), set: None },
    GetSet { name: "second", doc: "", get: |_, this| Ok(Value::small(receiver(this).0.second.into())), set: None },
    GetSet { name: "microsecond", doc: "", get: |_, this| Ok(Value::small(receiver(this).0.micro.into())), set: None },
    GetSet { name: "tzinfo", doc: "", get: |_, this| Ok(or_none(receiver(this).1)), set: None },
];

pub fn new(cx: &mut Context, clock: Clock, zone: Slot) -> Value {
    let mut this = cx.allocate::<TimeObject>();
    (this.clock, this.zone) = (clock, zone);
    this.value()
}

pub fn checked(cx: &mut Context, hour: i64, minute: i64, second: i64, micro: i64) -> PyResult<Clock> {
    if !(0..=23).contains(&hour) {
        raise!(cx, ValueError, "hour must be in 0..23");
    }
    if !(0..=59).contains(&minute) {
        raise!(cx, ValueError, "minute must be in 0..59");
    }
    if !(0..=59).contains(&second) {
        raise!(cx, ValueError, "second must be in 0..59");
    }
    if !(0..=999_999).contains(&micro) {
        raise!(cx, ValueError, "microsecond must be in 0..999999");
    }
    Ok(Clock { hour: hour as u8, minute: minute as u8, second: second as u8, micro: micro as u32 })
}

/// The zone of a pickled state.
pub fn pickled_zone(cx: &mut Context, zone: Slot) -> PyResult<Slot> {
    match zone.and_then(Value::not_none) {
        Some(zone) if zone.is_kind(kinds::TZINFO) => Ok(Some(zone)),
        Some(_) => raise!(cx, TypeError, "bad tzinfo state arg"),
        None => Ok(None),
    }
}

fn compare(cx: &mut Context, op: CompareOp, this: Gc<TimeObject>, w_other: Value) -> PyResult {
    let Some(other) = w_other.downcast::<TimeObject>() else { return incomparable(cx, op, this.value(), w_other) };
    let ordering = match zone::two_offsets(cx, (this.zone, none()), (other.zone, none()))? {
        (a, b) if a == b => this.clock.cmp(&other.clock),
        (Some(a), Some(b)) => {
            let (x, y) = (this.clock.seconds() - a * 60, other.clock.seconds() - b * 60);
            x.cmp(&y).then(this.clock.micro.cmp(&other.clock.micro))
        }
        _ => raise!(cx, TypeError, "can't compare offset-naive and offset-aware times"),
    };
    Ok(py_bool(op.holds(ordering)))
}

comparisons!(COMPARE, Gc<TimeObject>, compare);

fn hash(cx: &mut Context, this: Gc<TimeObject>) -> PyResult<i64> {
    let clock = this.clock;
    let offset = zone::offset(cx, this.zone, "utcoffset", none())?.unwrap_or(0);
    if offset == 0 {
        return Ok(bytes_hash(&clock.bytes()));
    }
    let (mut hour, mut minute) = (0, i64::from(clock.hour) * 60 + i64::from(clock.minute) - offset);
    calendar::carry(&mut hour, &mut minute, 60);
    if (0..24).contains(&hour) {
        let clock = Clock { hour: hour as u8, minute: minute as u8, ..clock };
        return Ok(bytes_hash(&clock.bytes()));
    }
    Ok(tuple_hash(&[hour, minute, clock.second.into(), clock.micro.into()].map(int_hash)))
}

/// The end of a `repr`: where there is a zone, that too.
pub fn with_zone(cx: &mut Context, mut text: String, zone: Slot) -> PyResult<Vec<u8>> {
    let Some(zone) = zone else { return Ok(text.into_bytes()) };
    cx.check_native_stack(" while getting the repr of an object")?;
    text.pop();
    text.push_str(", tzinfo=");
    let mut text = text.into_bytes();
    let zone = cx.repr(zone)?;
    text.extend_from_slice(zone.get().bytes());
    text.push(b')');
    Ok(text)
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<TimeObject>> {
        let state = pickled(args, 2).and_then(|(state, zone)| Some((Clock::from_bytes(state)?, zone)));
        let (clock, zone) = match state.filter(|(clock, _)| clock.hour < 24) {
            Some((clock, zone)) => (clock, pickled_zone(cx, zone)?),
            None => {
                const NAMES: [&str; 5] = ["hour", "minute", "second", "microsecond", "tzinfo"];
                let [hour, minute, second, micro, zone] = args.parse(cx, "", &NAMES, 0)?;
                let (hour, minute) = (int_field(cx, hour, 0)?, int_field(cx, minute, 0)?);
                let (second, micro) = (int_field(cx, second, 0)?, int_field(cx, micro, 0)?);
                let clock = checked(cx, hour, minute, second, micro)?;
                (clock, zone::argument(cx, zone)?)
            }
        };
        let mut this = cx.allocate_for::<TimeObject>(class, 0)?;
        (this.clock, this.zone) = (clock, zone);
        Ok(this)
    }
    /// isoformat() -> text 'HH:MM:SS[.mmmmmm][+HH:MM]'
    fn isoformat(cx: &mut Context, this: Gc<TimeObject>) -> PyResult<String> {
        let offset = zone::offset_text(cx, this.zone, none(), ":")?;
        Ok(this.clock.iso() + &offset)
    }
    /// strftime(format) -> text
    @kw fn strftime(cx: &mut Context, this: Gc<TimeObject>, format: text::Format) -> PyResult {
        let clock = this.clock;
        let fields = [1900, 1, 1, clock.hour.into(), clock.minute.into(), clock.second.into(), 0, 1, -1].map(Value::small);
        let tuple = cx.new_tuple(&fields).value();
        text::strftime(cx, &format.0, tuple, clock.micro, this.zone, none())
    }
    /// Formats by strftime.
    fn __format__(cx: &mut Context, this: Gc<TimeObject>, format: Value) -> PyResult {
        text::format(cx, this.value(), format)
    }
    /// utcoffset() -> what the zone says
    fn utcoffset(cx: &mut Context, this: Gc<TimeObject>) -> PyResult {
        zone::offset_delta(cx, this.zone, "utcoffset", none())
    }
    /// tzname() -> what the zone says
    fn tzname(cx: &mut Context, this: Gc<TimeObject>) -> PyResult {
        zone::name(cx, this.zone, none())
    }
    /// dst() -> what the zone says
    fn dst(cx: &mut Context, this: Gc<TimeObject>) -> PyResult {
        zone::offset_delta(cx, this.zone, "dst", none())
    }
    /// replace([hour[, minute[, second[, microsecond[, tzinfo]]]]]) -> a time with other fields
    @kw fn replace(
        cx: &mut Context,
        this: Gc<TimeObject>,
        hour: Slot = None,
        minute: Slot = None,
        second: Slot = None,
        microsecond: Slot = None,
        tzinfo: Slot = None,
    ) -> PyResult<Gc<TimeObject>> {
        let old = this.clock;
        let hour = int_field(cx, hour, old.hour.into())?;
        let minute = int_field(cx, minute, old.minute.into())?;
        let second = int_field(cx, second, old.second.into())?;
        let micro = int_field(cx, microsecond, old.micro.into())?;
        let clock = checked(cx, hour, minute, second, micro)?;
        let zone = if tzinfo.is_some() { zone::argument(cx, tzinfo)? } else { this.zone };
        let class = cx.class_of(this.value());
        let mut other = cx.allocate_for::<TimeObject>(class, 0)?;
        (other.clock, other.zone) = (clock, zone);
        Ok(other)
    }
    /// __reduce__() -> (class, state)
    fn __reduce__(cx: &mut Context, this: Gc<TimeObject>) -> PyResult {
        reduce(cx, this.value(), &this.clock.bytes(), this.zone)
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<TimeObject>) -> PyResult<Vec<u8>> {
        let name = cx.type_name(this.value());
        let Clock { hour, minute, second, micro } = this.clock;
        let text = match (second, micro) {
            (0, 0) => format!("{name}({hour}, {minute})"),
            (_, 0) => format!("{name}({hour}, {minute}, {second})"),
            _ => format!("{name}({hour}, {minute}, {second}, {micro})"),
        };
        with_zone(cx, text, this.zone)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<TimeObject>) -> PyResult {
        cx.call_method(this.value(), "isoformat", &[])
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<TimeObject>) -> PyResult<i64> {
        let mut this = this;
        if !this.hashed {
            this.hash = hash(cx, this)?;
            this.hashed = true;
        }
        Ok(this.hash)
    }
    /// x.__nonzero__() <==> x is not midnight UTC
    fn __nonzero__(cx: &mut Context, this: Gc<TimeObject>) -> PyResult<bool> {
        let clock = this.clock;
        if clock.second != 0 || clock.micro != 0 {
            return Ok(true);
        }
        let offset = zone::offset(cx, this.zone, "utcoffset", none())?.unwrap_or(0);
        Ok(i64::from(clock.hour) * 60 + i64::from(clock.minute) != offset)
    }
}

/// What pickles an object with a zone.
pub fn reduce(cx: &mut Context, this: Value, state: &[u8], zone: Slot) -> PyResult {
    let class = cx.class_of(this).value();
    let state = cx.new_str(state).value();
    let state = match zone {
        Some(zone) => cx.new_tuple(&[state, zone]).value(),
        None => cx.new_tuple(&[state]).value(),
    };
    Ok(cx.new_tuple(&[class, state]).value())
}
