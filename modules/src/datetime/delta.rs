//! `timedelta`: days, seconds and microseconds, the latter two within a day and a second and never negative.

#![allow(unsafe_code)] // heap object layout

use super::{calendar, class_attribute, comparisons, incomparable};
use crate::kinds;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::long::LongObject;
use object_model::text::hash::{integer_of, tuple_hash};
use object_model::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl};
use object_model::types::function::readonly;
use object_model::{
    BinaryOp, CompareOp, Context, FloatObject, Gc, Object, PyResult, TypeObject, Value, not_implemented, py_bool,
    py_methods, raise,
};

#[repr(C)]
pub struct DeltaObject {
    pub header: Header,
    pub delta: Delta,
}

/// Normal: seconds in 0..86400, microseconds in 0..1000000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delta {
    pub days: i32,
    pub seconds: i32,
    pub micros: i32,
}

// SAFETY: made by `new` and `new_for`; all zero is no time at all.
unsafe impl Object for DeltaObject {
    const KIND: u8 = kinds::TIMEDELTA;
    const NAME: &'static str = "datetime.timedelta";
}

object_model::fixed_layout!(LAYOUT: DeltaObject, |_this, _tracer| {});

pub static TIMEDELTA: TypeDecl = TypeDecl {
    module: "datetime",
    doc: "timedelta([days[, seconds[, microseconds[, milliseconds[, minutes[, hours[, weeks]]]]]]])\n\nA duration.",
    methods: &[METHODS, comparisons::COMPARE],
    getset: GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    setup: Some(setup),
    ..TypeDecl::new("timedelta", kinds::TIMEDELTA)
};

const MAX_DAYS: i64 = 999_999_999;
const MICROS_PER_DAY: i64 = 86_400_000_000;

fn setup(cx: &mut Context, class: Gc<TypeObject>) {
    for (name, delta) in [
        ("min", Delta { days: -MAX_DAYS as i32, seconds: 0, micros: 0 }),
        ("max", Delta { days: MAX_DAYS as i32, seconds: 86_399, micros: 999_999 }),
        ("resolution", Delta { days: 0, seconds: 0, micros: 1 }),
    ] {
        let value = from(cx, delta);
        class_attribute(cx, class, name, value);
    }
}

fn receiver(this: Value) -> Delta {
    this.downcast::<DeltaObject>().map(|this| this.delta).unwrap_or_default()
}

static GETSET: &[GetSet] = &[
    GetSet {
        name: "days",
        doc: "whole days",
        get: |_, this| Ok(Value::small(receiver(this).days.into())),
        set: Some(readonly),
    },
    GetSet {
        name: "seconds",
        doc: "seconds beyond the days, in 0..86399",
        get: |_, this| Ok(Value::small(receiver(this).seconds.into())),
        set: Some(readonly),
    },
    GetSet {
        name: "microseconds",
        doc: "microseconds beyond the seconds, in 0..999999",
        get: |_, this| Ok(Value::small(receiver(this).micros.into())),
        set: Some(readonly),
    },
];

fn from(cx: &mut Context, delta: Delta) -> Value {
    let mut this = cx.allocate::<DeltaObject>();
    this.delta = delta;
    this.value()
}

fn in_range(cx: &mut Context, days: i64) -> PyResult<i32> {
    if !(-MAX_DAYS..=MAX_DAYS).contains(&days) {
        raise!(cx, OverflowError, "days={days}; must have magnitude <= {MAX_DAYS}");
    }
    Ok(days as i32)
}

fn normal(cx: &mut Context, mut days: i64, mut seconds: i64, mut micros: i64) -> PyResult<Delta> {
    calendar::carry(&mut seconds, &mut micros, 1_000_000);
    calendar::carry(&mut days, &mut seconds, 86_400);
    Ok(Delta { days: in_range(cx, days)?, seconds: seconds as i32, micros: micros as i32 })
}

/// A `timedelta` of parts that may run over; OverflowError.
pub fn new(cx: &mut Context, days: i64, seconds: i64, micros: i64) -> PyResult {
    let delta = normal(cx, days, seconds, micros)?;
    Ok(from(cx, delta))
}

impl Delta {
    fn total(self) -> i128 {
        i128::from(self.days) * i128::from(MICROS_PER_DAY) + i128::from(self.seconds) * 1_000_000 + i128::from(self.micros)
    }
}

fn of_micros(cx: &mut Context, total: &BigInt) -> PyResult<Delta> {
    let (days, rest) = total.div_mod_floor(&MICROS_PER_DAY.into());
    let Some(days) = days.to_i32() else { raise!(cx, OverflowError, "Python int too large to convert to C int") };
    let rest = rest.to_i64().unwrap_or(0);
    Ok(Delta { days: in_range(cx, days.into())?, seconds: (rest / 1_000_000) as i32, micros: (rest % 1_000_000) as i32 })
}

fn integer(value: Value) -> Option<BigInt> {
    match value.as_int() {
        Some(n) => Some(n.into()),
        None => value.downcast::<LongObject>().map(|long| long.to_big()),
    }
}

/// Adds an argument of the constructor to the microseconds so far; what is less than one of a float goes to `left`.
fn accumulate(cx: &mut Context, name: &str, total: &mut BigInt, value: Value, factor: i64, left: &mut f64) -> PyResult<()> {
    if let Some(n) = value.as_int() {
        *total += i128::from(n) * i128::from(factor);
        return Ok(());
    }
    if let Some(n) = integer(value) {
        *total += n * factor;
        return Ok(());
    }
    let Some(float) = value.downcast::<FloatObject>() else {
        let given = cx.type_name(value);
        raise!(cx, TypeError, "unsupported type for timedelta {name} component: {given}");
    };
    let float = float.float;
    if float.is_nan() {
        raise!(cx, ValueError, "cannot convert float NaN to integer");
    }
    if float.is_infinite() {
        raise!(cx, OverflowError, "cannot convert float infinity to integer");
    }
    *total += integer_of(float.trunc()) * factor;
    let part = float.fract() * factor as f64;
    *total += integer_of(part.trunc());
    *left += part.fract();
    Ok(())
}

fn round(x: f64) -> f64 {
    if x >= 0.0 { (x + 0.5).floor() } else { (x - 0.5).ceil() }
}

fn compare(cx: &mut Context, op: CompareOp, this: Gc<DeltaObject>, other: Value) -> PyResult {
    match other.downcast::<DeltaObject>() {
        Some(other) => Ok(py_bool(op.holds(this.delta.cmp(&other.delta)))),
        None => incomparable(cx, op, this.value(), other),
    }
}

comparisons!(COMPARE, Gc<DeltaObject>, compare);

fn sum(cx: &mut Context, a: Value, b: Value, sign: i64) -> PyResult {
    let (Some(a), Some(b)) = (a.downcast::<DeltaObject>(), b.downcast::<DeltaObject>()) else {
        return Ok(not_implemented());
    };
    let (a, b) = (a.delta, b.delta);
    let part = |a: i32, b: i32| i64::from(a) + sign * i64::from(b);
    new(cx, part(a.days, b.days), part(a.seconds, b.seconds), part(a.micros, b.micros))
}

fn times(cx: &mut Context, this: Gc<DeltaObject>, n: Value) -> PyResult {
    let Some(n) = integer(n) else { return Ok(not_implemented()) };
    let delta = of_micros(cx, &(n * this.delta.total()))?;
    Ok(from(cx, delta))
}

fn divide(cx: &mut Context, a: Value, b: Value) -> PyResult {
    let (Some(a), Some(n)) = (a.downcast::<DeltaObject>(), integer(b)) else { return Ok(not_implemented()) };
    let total = a.delta.total();
    if n == BigInt::ZERO {
        let how = if b.is_kind(object_model::kind::LONG) || i64::try_from(total).is_err() { "long" } else { "integer" };
        raise!(cx, ZeroDivisionError, "{how} division or modulo by zero");
    }
    let delta = of_micros(cx, &BigInt::from(total).div_floor(&n))?;
    Ok(from(cx, delta))
}

fn negative(cx: &mut Context, delta: Delta) -> PyResult {
    new(cx, -i64::from(delta.days), -i64::from(delta.seconds), -i64::from(delta.micros))
}

fn parts(delta: Delta) -> [Value; 3] {
    [delta.days, delta.seconds, delta.micros].map(|n| Value::small(n.into()))
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<DeltaObject>> {
        const NAMES: [&str; 7] = ["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"];
        const DAY: i64 = MICROS_PER_DAY;
        const FACTORS: [i64; 7] = [DAY, 1_000_000, 1, 1000, 60_000_000, 3_600_000_000, 7 * DAY];
        let slots = args.parse(cx, "__new__", &NAMES, 0)?;
        let (mut total, mut left) = (BigInt::ZERO, 0.0);
        // From the smallest unit to the largest.
        for at in [2, 3, 1, 4, 5, 0, 6] {
            if let Some(value) = slots[at] {
                accumulate(cx, NAMES[at], &mut total, value, FACTORS[at], &mut left)?;
            }
        }
        total += round(left) as i64;
        let delta = of_micros(cx, &total)?;
        let mut this = cx.allocate_for::<DeltaObject>(class, 0)?;
        this.delta = delta;
        Ok(this)
    }
    /// total_seconds() -> the duration in seconds, as a float
    fn total_seconds(cx: &mut Context, this: Gc<DeltaObject>) -> PyResult {
        let total = match i64::try_from(this.delta.total()) {
            Ok(n) => cx.new_int(n),
            Err(_) => cx.new_long_i128(this.delta.total()),
        };
        cx.binary(BinaryOp::TrueDiv, total, Value::small(1_000_000))
    }
    /// __reduce__() -> (class, arguments)
    fn __reduce__(cx: &mut Context, this: Gc<DeltaObject>) -> PyResult {
        let class = cx.class_of(this.value()).value();
        let state = cx.new_tuple(&parts(this.delta)).value();
        Ok(cx.new_tuple(&[class, state]).value())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<DeltaObject>) -> String {
        let name = cx.type_name(this.value());
        let Delta { days, seconds, micros } = this.delta;
        match (seconds, micros) {
            (0, 0) => format!("{name}({days})"),
            (_, 0) => format!("{name}({days}, {seconds})"),
            _ => format!("{name}({days}, {seconds}, {micros})"),
        }
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<DeltaObject>) -> String {
        let _ = cx;
        let Delta { days, seconds, micros } = this.delta;
        let mut text = match days {
            0 => String::new(),
            1 | -1 => format!("{days} day, "),
            _ => format!("{days} days, "),
        };
        text += &format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        if micros == 0 { text } else { format!("{text}.{micros:06}") }
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<DeltaObject>) -> i64 {
        let _ = cx;
        hash(this.delta)
    }
    /// x.__nonzero__() <==> x != 0
    fn __nonzero__(cx: &mut Context, this: Gc<DeltaObject>) -> bool {
        let _ = cx;
        this.delta != Delta::default()
    }
    /// x.__pos__() <==> +x
    fn __pos__(cx: &mut Context, this: Gc<DeltaObject>) -> Value {
        from(cx, this.delta)
    }
    /// x.__neg__() <==> -x
    fn __neg__(cx: &mut Context, this: Gc<DeltaObject>) -> PyResult {
        negative(cx, this.delta)
    }
    /// x.__abs__() <==> abs(x)
    fn __abs__(cx: &mut Context, this: Gc<DeltaObject>) -> PyResult {
        if this.delta.days < 0 { negative(cx, this.delta) } else { Ok(from(cx, this.delta)) }
    }
    /// x.__add__(y) <==> x+y
    fn __add__(cx: &mut Context, this: Gc<DeltaObject>, other: Value) -> PyResult {
        sum(cx, this.value(), other, 1)
    }
    /// x.__radd__(y) <==> y+x
    fn __radd__(cx: &mut Context, this: Gc<DeltaObject>, other: Value) -> PyResult {
        sum(cx, other, this.value(), 1)
    }
    /// x.__sub__(y) <==> x-y
    fn __sub__(cx: &mut Context, this: Gc<DeltaObject>, other: Value) -> PyResult {
        sum(cx, this.value(), other, -1)
    }
    /// x.__rsub__(y) <==> y-x
    fn __rsub__(cx: &mut Context, this: Gc<DeltaObject>, other: Value) -> PyResult {
        sum(cx, other, this.value(), -1)
    }
    /// x.__mul__(y) <==> x*y
    fn __mul__(cx: &mut Context, this: Gc<DeltaObject>, other: Value) -> PyResult {
        times(cx, this, other)
    }
    /// x.__rmul__(y) <==> y*x
    fn __rmul__(cx: &mut Context, this: Gc<DeltaObject>, other: Value) -> PyResult {
        times(cx, this, other)
    }
    /// x.__div__(y) <==> x/y
    fn __div__(cx: &mut Context, this: Gc<DeltaObject>, other: Value) -> PyResult {
        divide(cx, this.value(), other)
    }
    /// x.__rdiv__(y) <==> y/x
    fn __rdiv__(cx: &mut Context, this: Gc<DeltaObject>, other: Value) -> PyResult {
        divide(cx, other, this.value())
    }
    /// x.__floordiv__(y) <==> x//y
    fn __floordiv__(cx: &mut Context, this: Gc<DeltaObject>, other: Value) -> PyResult {
        divide(cx, this.value(), other)
    }
    /// x.__rfloordiv__(y) <==> y//x
    fn __rfloordiv__(cx: &mut Context, this: Gc<DeltaObject>, other: Value) -> PyResult {
        divide(cx, other, this.value())
    }
}

pub fn hash(delta: Delta) -> i64 {
    tuple_hash(&[delta.days.into(), delta.seconds.into(), delta.micros.into()].map(object_model::text::hash::int_hash))
}

/// Hash of a duration of parts that may run over.
pub fn hash_of(cx: &mut Context, days: i64, seconds: i64, micros: i64) -> PyResult<i64> {
    normal(cx, days, seconds, micros).map(hash)
}
