//! `long`: integers of any size.
//!
//! Source: library reference 5.4; `longobject.c` of CPython 2.7.

use crate::context::Context;
use crate::declare::GetSet;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::long::LongObject;
use crate::singletons::not_implemented;
use crate::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::types::int::{base_argument, based_text};
use crate::types::numeric::{integer_methods, with_locale};
use crate::value::{Slot, Value};
use crate::{BinaryOp, kind, none, py_methods, raise};
use arith::{Operand, operand};
use text::format_spec::number::{wants_float, write_float, write_integer};
use text::format_spec::{FormatSpec, Kind};
use text::int_parse;
use text::int_print::{self, IntRef};
use text::limbs;

pub mod arith;

pub static LONG: TypeDecl = TypeDecl {
    doc: "long(x=0) -> long\nlong(x, base=10) -> long\n\nThe number or text x as a long integer. Floats are cut off towards zero. With text a base from 2 to 36\nmay be given; 0 takes it from the text's prefix.",
    methods: &[LONG_METHODS, BINARY],
    getset: LONG_GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("long", kind::LONG)
};

static LONG_GETSET: &[GetSet] = &[
    GetSet { name: "real", doc: "the real part of a complex number", get: get_self, set: None },
    GetSet { name: "imag", doc: "the imaginary part of a complex number", get: |cx, _| Ok(cx.new_long_i128(0)), set: None },
    GetSet { name: "numerator", doc: "the numerator in lowest terms", get: get_self, set: None },
    GetSet { name: "denominator", doc: "the denominator in lowest terms", get: |cx, _| Ok(cx.new_long_i128(1)), set: None },
];

/// The value as an object of exact type long.
fn get_self(cx: &mut Context, this: Value) -> PyResult {
    match this.downcast::<LongObject>() {
        Some(long) if this.exact::<LongObject>().is_none() => cx.try_long_of_limbs(long.is_negative(), long.get().limbs()),
        _ => Ok(this),
    }
}

/// The nearest float; `None` when it is too large.
pub fn to_f64(long: &LongObject) -> Option<f64> {
    match long.to_i64() {
        Some(n) => Some(n as f64),
        None => {
            // The first 64 bits; what is below them counts as one more that is not zero.
            let (limbs, bits) = (long.limbs(), bits(long));
            if bits > 1024 {
                return None;
            }
            let shift = bits.max(64) - 64;
            let leading = if bits < 64 { limbs[0] } else { limbs::bits::leading(limbs) };
            let size = (leading | u64::from(limbs::bits::any_below(limbs, shift))) as f64;
            let size = super::float::arith::ldexp(size, shift as i64);
            Some(if long.is_negative() { -size } else { size }).filter(|float| float.is_finite())
        }
    }
}

/// The magnitude divided by `2**bits`, where `bits` is its number of binary digits: from 0.5 to 1.
pub fn to_f64_scaled(long: &LongObject, bits: u64) -> f64 {
    let limbs = long.limbs();
    // The first 64 bits; what is below them counts as one more that is not zero.
    let leading = if bits < 64 { limbs.first().copied().unwrap_or(0) } else { limbs::bits::leading(limbs) };
    let sticky = u64::from(limbs::bits::any_below(limbs, bits.saturating_sub(64)));
    super::float::arith::ldexp((leading | sticky) as f64, -(bits.min(64) as i64))
}

/// Binary digits of the magnitude.
pub fn bits(long: &LongObject) -> u64 {
    limbs::bit_length(long.limbs())
}

/// `int(x)` of a long: an int where it fits.
pub fn to_int(cx: &mut Context, value: Value) -> Value {
    match value.downcast::<LongObject>().and_then(|long| long.to_i64()) {
        Some(n) => cx.new_int(n),
        None => value,
    }
}

/// `hash(long)`, as `text::hash::long_hash` has it.
pub fn hash(long: &LongObject) -> i64 {
    let mut x: u64 = 0;
    for &limb in long.limbs() {
        let (sum, carry) = x.overflowing_add(limb);
        x = sum + u64::from(carry);
    }
    let x = x as i64;
    text::hash::int_hash(if long.is_negative() { x.wrapping_neg() } else { x })
}

/// The value for the functions that print it.
pub fn print_ref(long: &LongObject) -> IntRef<'_> {
    IntRef::Limbs(long.is_negative(), long.limbs())
}

fn apply(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> PyResult {
    match (operand(a), operand(b)) {
        (Some(x), Some(y)) => arith::binary(cx, op, x, y),
        _ => Ok(not_implemented()),
    }
}

/// `pow(a, b, c)`; NotImplemented unless all are integers (`c` may be None).
pub fn power(cx: &mut Context, a: Value, b: Value, c: Value) -> PyResult {
    let (Some(x), Some(y)) = (operand(a), operand(b)) else { return Ok(not_implemented()) };
    if c.is_none() {
        return arith::pow(cx, x, y);
    }
    match operand(c) {
        Some(z) => arith::pow_mod(cx, x, y, z),
        None => Ok(not_implemented()),
    }
}

impl Context {
    /// MemoryError unless there is room for what printing a long takes.
    pub fn ask_to_print(&mut self, long: Gc<LongObject>, base: u32) -> PyResult<()> {
        // Powers and quotients besides the digits, or the digits and a copy of them.
        let bytes_per_limb = if base == 10 { 96 } else { 128 / (base.ilog2() as usize).max(1) + 16 };
        self.ask_for(long.limbs().len().saturating_mul(bytes_per_limb))
    }

    /// MemoryError unless there is room for what reading a number takes.
    pub fn ask_to_parse(&mut self, digits: &[u8]) -> PyResult<()> {
        self.ask_for(digits.len().saturating_mul(2))
    }
}

fn construct(cx: &mut Context, x: Slot, w_base: Slot) -> PyResult {
    let base = match w_base {
        Some(w_base) => base_argument(cx, w_base, "long")?,
        None => None,
    };
    let Some(base) = base else {
        return match x {
            Some(x) => cx.to_long(x),
            None if w_base.is_some() => raise!(cx, TypeError, "long() missing string argument"),
            None => Ok(cx.new_long_i128(0)),
        };
    };
    let text = based_text(cx, x, base, "long")?;
    cx.ask_to_parse(&text)?;
    match int_parse::long_argument(&text, Some(base)) {
        Ok(n) => cx.parsed_long(n),
        Err(message) => Err(cx.value_error_bytes(&message)),
    }
}

py_methods! { LONG_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let [x, base] = args.parse(cx, "long", &["x", "base"], 0)?;
        let result = construct(cx, x, base)?;
        if class == LONG.get(cx) {
            return Ok(result);
        }
        match result.downcast::<LongObject>() {
            Some(long) => cx.long_for(class, long),
            None => Ok(result),
        }
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<LongObject>) -> PyResult<Vec<u8>> {
        cx.ask_to_print(this, 10)?;
        Ok(int_print::long_repr(print_ref(&this)))
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<LongObject>) -> PyResult<Vec<u8>> {
        cx.ask_to_print(this, 10)?;
        Ok(int_print::decimal(print_ref(&this)))
    }
    /// x.__oct__() <==> oct(x)
    fn __oct__(cx: &mut Context, this: Gc<LongObject>) -> PyResult<Vec<u8>> {
        cx.ask_to_print(this, 8)?;
        Ok(int_print::oct(print_ref(&this), true))
    }
    /// x.__hex__() <==> hex(x)
    fn __hex__(cx: &mut Context, this: Gc<LongObject>) -> PyResult<Vec<u8>> {
        cx.ask_to_print(this, 16)?;
        Ok(int_print::hex(print_ref(&this), true))
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<LongObject>) -> i64 {
        let _ = cx;
        hash(&this)
    }
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Gc<LongObject>, other: Value) -> PyResult<i64> {
        match other.downcast::<LongObject>() {
            Some(other) => Ok(arith::compare(Operand::of_long(this), Operand::of_long(other)) as i64),
            None => {
                let given = cx.type_name(other);
                raise!(cx, TypeError, "long.__cmp__(x,y) requires y to be a 'long', not a '{given}'")
            }
        }
    }
    /// x.__coerce__(y) <==> coerce(x, y)
    fn __coerce__(cx: &mut Context, this: Value, other: Value) -> Value {
        let other = match other.as_int() {
            Some(n) => cx.new_long_i128(n.into()),
            None if other.is_kind(kind::LONG) => other,
            None => return not_implemented(),
        };
        cx.new_tuple(&[this, other]).value()
    }
    /// x.__nonzero__() <==> x != 0
    fn __nonzero__(cx: &mut Context, this: Gc<LongObject>) -> bool {
        let _ = cx;
        !this.is_zero()
    }
    /// x.__pow__(y[, z]) <==> pow(x, y[, z])
    fn __pow__(cx: &mut Context, this: Value, other: Value, modulus: Value = none()) -> PyResult {
        power(cx, this, other, modulus)
    }
    /// y.__rpow__(x[, z]) <==> pow(x, y[, z])
    fn __rpow__(cx: &mut Context, this: Value, other: Value, modulus: Value = none()) -> PyResult {
        power(cx, other, this, modulus)
    }
    /// x.__neg__() <==> -x
    fn __neg__(cx: &mut Context, this: Gc<LongObject>) -> PyResult {
        cx.try_long_of_limbs(!this.is_negative(), this.get().limbs())
    }
    /// x.__pos__() <==> +x
    fn __pos__(cx: &mut Context, this: Value) -> PyResult {
        get_self(cx, this)
    }
    /// x.__abs__() <==> abs(x)
    fn __abs__(cx: &mut Context, this: Gc<LongObject>) -> PyResult {
        if this.is_negative() { cx.try_long_of_limbs(false, this.get().limbs()) } else { get_self(cx, this.value()) }
    }
    /// x.__invert__() <==> ~x
    fn __invert__(cx: &mut Context, this: Gc<LongObject>) -> PyResult {
        arith::invert(cx, Operand::of_long(this))
    }
    /// x.__int__() <==> int(x)
    fn __int__(cx: &mut Context, this: Value) -> PyResult {
        let this = get_self(cx, this)?;
        Ok(to_int(cx, this))
    }
    /// x.__long__() <==> long(x)
    fn __long__(cx: &mut Context, this: Value) -> PyResult {
        get_self(cx, this)
    }
    /// x.__float__() <==> float(x)
    fn __float__(cx: &mut Context, this: Gc<LongObject>) -> PyResult<f64> {
        cx.long_to_float(this)
    }
    /// x[y:z] <==> x[y.__index__():z.__index__()]
    fn __index__(cx: &mut Context, this: Value) -> PyResult {
        get_self(cx, this)
    }
    /// The integer itself.
    fn __trunc__(cx: &mut Context, this: Value) -> PyResult {
        get_self(cx, this)
    }
    /// The complex conjugate of an integer: itself.
    fn conjugate(cx: &mut Context, this: Value) -> PyResult {
        get_self(cx, this)
    }
    /// long.bit_length() -> int or long
    ///
    /// How many binary digits the absolute value has; 0 for 0.
    fn bit_length(cx: &mut Context, this: Gc<LongObject>) -> u64 {
        let _ = cx;
        bits(&this)
    }
    fn __getnewargs__(cx: &mut Context, this: Value) -> PyResult {
        let long = get_self(cx, this)?;
        Ok(cx.new_tuple(&[long]).value())
    }
    fn __format__(cx: &mut Context, this: Gc<LongObject>, spec: Value) -> PyResult {
        cx.format_number(this.value(), spec, |cx, out, spec| {
            let spec = match FormatSpec::parse(spec, Kind::Integer) {
                Ok(spec) => spec,
                Err(error) => return Ok(Err(error)),
            };
            if wants_float(&spec) {
                let float = cx.long_to_float(this)?;
                return Ok(with_locale(&spec, |locale| write_float(out, float, &spec, locale, "float")));
            }
            let class = cx.type_name(this.value());
            Ok(with_locale(&spec, |locale| write_integer(out, print_ref(&this), &spec, locale, &class)))
        })
    }
    /// Returns size in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: Gc<LongObject>) -> u64 {
        let _ = cx;
        // As programs know it: a header and digits of 30 bits.
        24 + 4 * bits(&this).div_ceil(30)
    }
}

integer_methods!(apply);
