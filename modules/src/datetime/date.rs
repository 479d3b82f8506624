//! `date`: a day of the calendar. Its methods serve `datetime` too, so their receiver is either.

#![allow(unsafe_code)] // heap object layout

use super::calendar::{self, Clock, Date, Wide};
use super::datetime::DateTimeObject;
use super::delta::{self, DeltaObject};
use super::{class_attribute, comparisons, incomparable, int_field, out_of_range, pickled, required_field, text};
use crate::{kinds, time as clock};
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::text::hash::{bytes_hash, tuple_hash};
use object_model::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl};
use object_model::{
    CompareOp, Context, Gc, Object, PyResult, Slot, TypeObject, Value, none, not_implemented, py_bool, py_methods, raise,
};

#[repr(C)]
pub struct DateObject {
    pub header: Header,
    pub date: Date,
}

// SAFETY: made by `new` and `__new__`.
unsafe impl Object for DateObject {
    const KIND: u8 = kinds::DATE;
    const NAME: &'static str = "datetime.date";
}

object_model::fixed_layout!(LAYOUT: DateObject, |_this, _tracer| {});

pub static DATE: TypeDecl = TypeDecl {
    module: "datetime",
    doc: "date(year, month, day) -> date object\n\nA day of the calendar.",
    methods: &[METHODS, comparisons::COMPARE],
    getset: GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    setup: Some(setup),
    ..TypeDecl::new("date", kinds::DATE)
};

fn setup(cx: &mut Context, class: Gc<TypeObject>) {
    let min = new(cx, Date { year: 1, month: 1, day: 1 });
    class_attribute(cx, class, "min", min);
    let max = new(cx, Date { year: 9999, month: 12, day: 31 });
    class_attribute(cx, class, "max", max);
    if let Ok(resolution) = delta::new(cx, 1, 0, 0) {
        class_attribute(cx, class, "resolution", resolution);
    }
}

/// The day of a date or datetime.
fn day_of(value: Value) -> Option<Date> {
    match value.downcast::<DateObject>() {
        Some(date) => Some(date.date),
        None => value.downcast::<DateTimeObject>().map(|when| when.date),
    }
}

/// That of a receiver, which the descriptor has checked.
fn day(this: Value) -> Date {
    day_of(this).unwrap_or(Date { year: 1, month: 1, day: 1 })
}

static GETSET: &[GetSet] = &[
    GetSet { name: "year", doc: "", get: |_, this| Ok(Value::small(day(this).year.into())), set: None },
    GetSet { name: "month", doc: "", get: |_, this| Ok(Value::small(day(this).month.into())), set: None },
    GetSet { name: "day", doc: "", get: |_, this| Ok(Value::small(day(this).day.into())), set: None },
];

pub fn new(cx: &mut Context, date: Date) -> Value {
    let mut this = cx.allocate::<DateObject>();
    this.date = date;
    this.value()
}

pub fn checked(cx: &mut Context, year: i64, month: i64, day: i64) -> PyResult<Date> {
    if !(calendar::MIN_YEAR..=calendar::MAX_YEAR).contains(&year) {
        raise!(cx, ValueError, "year is out of range");
    }
    if !(1..=12).contains(&month) {
        raise!(cx, ValueError, "month must be in 1..12");
    }
    if !(1..=calendar::days_in_month(year, month)).contains(&day) {
        raise!(cx, ValueError, "day is out of range for month");
    }
    Ok(Date { year: year as u16, month: month as u8, day: day as u8 })
}

fn compare(cx: &mut Context, op: CompareOp, this: Value, other: Value) -> PyResult {
    if let Some(other) = day_of(other) {
        return Ok(py_bool(op.holds(day(this).cmp(&other))));
    }
    // Other kinds of dates have the comparison themselves.
    if cx.has_attr_text(other, "timetuple") {
        return Ok(not_implemented());
    }
    incomparable(cx, op, this, other)
}

comparisons!(COMPARE, Value, compare);

/// The day so many days from this one.
fn add(cx: &mut Context, date: Date, days: i64) -> PyResult {
    let mut wide = Wide::of(date, Clock::default());
    wide.day += days;
    if !wide.normalize_date() {
        return Err(out_of_range(cx));
    }
    Ok(new(cx, wide.parts().0))
}

fn sum(cx: &mut Context, a: Value, b: Value) -> PyResult {
    match (a.downcast::<DateObject>(), b.downcast::<DeltaObject>()) {
        (Some(date), Some(delta)) => add(cx, date.date, delta.delta.days.into()),
        _ => Ok(not_implemented()),
    }
}

fn difference(cx: &mut Context, a: Value, b: Value) -> PyResult {
    let Some(date) = a.downcast::<DateObject>() else { return Ok(not_implemented()) };
    if let Some(other) = b.downcast::<DateObject>() {
        return delta::new(cx, date.date.ordinal() - other.date.ordinal(), 0, 0);
    }
    match b.downcast::<DeltaObject>() {
        Some(delta) => add(cx, date.date, -i64::from(delta.delta.days)),
        None => Ok(not_implemented()),
    }
}

/// An instance of a class for the local day of a moment.
fn from_seconds(cx: &mut Context, class: Gc<TypeObject>, seconds: f64) -> PyResult {
    let at = clock::whole_seconds(cx, seconds)?;
    let Some(parts) = clock::local(at) else {
        raise!(cx, ValueError, "timestamp out of range for platform localtime() function");
    };
    let fields = [i64::from(parts.tm_year) + 1900, i64::from(parts.tm_mon) + 1, parts.tm_mday.into()].map(Value::small);
    cx.call(class.value(), &fields)
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<DateObject>> {
        let date = match pickled(args, 1).and_then(|(state, _)| Date::from_bytes(state)) {
            Some(date) => date,
            None => {
                const NAMES: [&str; 3] = ["year", "month", "day"];
                let slots = args.parse(cx, "", &NAMES, 0)?;
                let mut fields = [0; 3];
                for (at, field) in fields.iter_mut().enumerate() {
                    *field = required_field(cx, slots[at], NAMES[at], at)?;
                }
                let [year, month, day] = fields;
                checked(cx, year, month, day)?
            }
        };
        let mut this = cx.allocate_for::<DateObject>(class, 0)?;
        this.date = date;
        Ok(this)
    }
    /// fromtimestamp(seconds) -> the local day of a POSIX time
    @class fn fromtimestamp(cx: &mut Context, class: Gc<TypeObject>, timestamp: f64) -> PyResult {
        from_seconds(cx, class, timestamp)
    }
    /// fromordinal(n) -> the day of that number; the first of January of year 1 is day 1
    @class fn fromordinal(cx: &mut Context, class: Gc<TypeObject>, ordinal: i32) -> PyResult {
        if ordinal < 1 {
            raise!(cx, ValueError, "ordinal must be >= 1");
        }
        let (year, month, day) = calendar::from_ordinal(ordinal.into());
        cx.call(class.value(), &[year, month, day].map(Value::small))
    }
    /// today() -> the present day, as fromtimestamp(time.time()) gives it
    @class fn today(cx: &mut Context, class: Gc<TypeObject>) -> PyResult {
        let name = cx.intern(b"time");
        let module = cx.import_module(name)?;
        let now = cx.call_method(module, "time", &[])?;
        cx.call_method(class.value(), "fromtimestamp", &[now])
    }
    /// ctime() -> text as that of ctime() in C
    fn ctime(cx: &mut Context, this: Value) -> String {
        let _ = cx;
        calendar::ctime(day(this), Clock::default())
    }
    /// strftime(format) -> text
    @kw fn strftime(cx: &mut Context, this: Value, format: text::Format) -> PyResult {
        let tuple = cx.call_method(this, "timetuple", &[])?;
        let (micro, zone) = this.downcast::<DateTimeObject>().map_or((0, None), |when| (when.clock.micro, when.zone));
        text::strftime(cx, &format.0, tuple, micro, zone, this)
    }
    /// Formats by strftime.
    fn __format__(cx: &mut Context, this: Value, format: Value) -> PyResult {
        text::format(cx, this, format)
    }
    /// timetuple() -> struct_time, as localtime() in `time` gives it
    fn timetuple(cx: &mut Context, this: Value) -> PyResult {
        text::struct_time(cx, text::wide_date(day(this)), Clock::default(), -1)
    }
    /// isocalendar() -> (year, week, day) of ISO 8601
    fn isocalendar(cx: &mut Context, this: Value) -> (i64, i64, i64) {
        let _ = cx;
        day(this).iso_calendar()
    }
    /// isoformat() -> text 'YYYY-MM-DD'
    fn isoformat(cx: &mut Context, this: Value) -> String {
        let _ = cx;
        day(this).iso()
    }
    /// isoweekday() -> day of the week, Monday is 1
    fn isoweekday(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        day(this).weekday() + 1
    }
    /// toordinal() -> number of the day, the first of January of year 1 is day 1
    fn toordinal(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        day(this).ordinal()
    }
    /// weekday() -> day of the week, Monday is 0
    fn weekday(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        day(this).weekday()
    }
    /// replace([year[, month[, day]]]) -> a date with other fields
    @kw fn replace(cx: &mut Context, this: Gc<DateObject>, year: Slot = None, month: Slot = None, day: Slot = None) -> PyResult {
        let date = this.date;
        let year = int_field(cx, year, date.year.into())?;
        let month = int_field(cx, month, date.month.into())?;
        let day = int_field(cx, day, date.day.into())?;
        let date = checked(cx, year, month, day)?;
        let class = cx.class_of(this.value());
        let mut other = cx.allocate_for::<DateObject>(class, 0)?;
        other.date = date;
        Ok(other.value())
    }
    /// __reduce__() -> (class, state)
    fn __reduce__(cx: &mut Context, this: Value) -> PyResult {
        let class = cx.class_of(this).value();
        let state = cx.new_str(&day(this).bytes()).value();
        let state = cx.new_tuple(&[state]).value();
        Ok(cx.new_tuple(&[class, state]).value())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> String {
        let (name, date) = (cx.type_name(this), day(this));
        format!("{name}({}, {}, {})", date.year, date.month, date.day)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Value) -> PyResult {
        cx.call_method(this, "isoformat", &[])
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        // That of the pickled state.
        tuple_hash(&[bytes_hash(&day(this).bytes())])
    }
    /// x.__add__(y) <==> x+y
    fn __add__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        sum(cx, this, other)
    }
    /// x.__radd__(y) <==> y+x
    fn __radd__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        sum(cx, this, other)
    }
    /// x.__sub__(y) <==> x-y
    fn __sub__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        difference(cx, this, other)
    }
    /// x.__rsub__(y) <==> y-x
    fn __rsub__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        difference(cx, other, this)
    }
}

/// None where a slot is empty.
pub fn or_none(slot: object_model::Slot) -> Value {
    slot.unwrap_or(none())
}
