//! `int`: machine words. What does not fit becomes a long.
//!
//! Source: library reference 5.4; `intobject.c` of CPython 2.7.

use crate::context::Context;
use crate::declare::GetSet;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::singletons::not_implemented;
use crate::strings::StrObject;
use crate::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::types::numeric::integer_methods;
use crate::value::{Slot, Value};
use crate::{BinaryOp, kind, none, py_methods, raise};
use text::format_spec::number::{wants_float, write_float, write_integer};
use text::format_spec::{FormatSpec, Kind};
use text::{int_parse, int_print};

pub mod arith;

pub static INT: TypeDecl = TypeDecl {
    doc: "int(x=0) -> int or long\nint(x, base=10) -> int or long\n\nThe number or text x as an integer. Floats are cut off towards zero. With text a base from 2 to 36 may be\ngiven; 0 takes it from the text's prefix. What does not fit a machine word is a long.",
    methods: &[INT_METHODS, BINARY],
    getset: INT_GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("int", kind::INT)
};

/// The value of a receiver, which is an int (or bool, or of a subclass).
#[inline]
fn of(this: Value) -> i64 {
    this.as_int().unwrap_or(0)
}

static INT_GETSET: &[GetSet] = &[
    GetSet { name: "real", doc: "the real part of a complex number", get: get_self, set: None },
    GetSet { name: "imag", doc: "the imaginary part of a complex number", get: |_, _| Ok(Value::small(0)), set: None },
    GetSet { name: "numerator", doc: "the numerator in lowest terms", get: get_self, set: None },
    GetSet { name: "denominator", doc: "the denominator in lowest terms", get: |_, _| Ok(Value::small(1)), set: None },
];

fn get_self(cx: &mut Context, this: Value) -> PyResult {
    Ok(cx.new_int(of(this)))
}

fn apply(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> PyResult {
    match (a.as_int(), b.as_int()) {
        (Some(x), Some(y)) => arith::binary(cx, op, x, y),
        _ => Ok(not_implemented()),
    }
}

/// `pow(a, b, c)`; NotImplemented unless all are ints (`c` may be None).
pub fn power(cx: &mut Context, a: Value, b: Value, c: Value) -> PyResult {
    let (Some(x), Some(y)) = (a.as_int(), b.as_int()) else { return Ok(not_implemented()) };
    if c.is_none() {
        return arith::pow(cx, x, y);
    }
    match c.as_int() {
        Some(z) => arith::pow_mod(cx, x, y, z),
        None => Ok(not_implemented()),
    }
}

/// The base given to `int()` or `long()`; empty for CPython's mark of a base not given.
pub(crate) fn base_argument(cx: &mut Context, w_base: Value, function: &'static str) -> PyResult<Option<u32>> {
    const NOT_GIVEN: i32 = -909;
    let base: i32 = crate::FromArg::from_arg(cx, w_base, crate::Arg { function, index: 2 })?;
    match base {
        NOT_GIVEN => Ok(None),
        0 | 2..=36 => Ok(Some(base as u32)),
        // Told only after the text's type.
        _ => Ok(Some(u32::MAX)),
    }
}

/// Text that was given with a base.
pub(crate) fn based_text(
    cx: &mut Context,
    text: Slot,
    base: u32,
    function: &str,
) -> PyResult<std::borrow::Cow<'static, [u8]>> {
    let Some(w_text) = text else { raise!(cx, TypeError, "{function}() missing string argument") };
    if !matches!(w_text.kind(), kind::STR | kind::UNICODE) {
        raise!(cx, TypeError, "{function}() can't convert non-string with explicit base");
    }
    let text = cx.number_text(w_text)?.unwrap_or_default();
    if base == u32::MAX {
        raise!(cx, ValueError, "{function}() base must be >= 2 and <= 36, or 0");
    }
    Ok(text)
}

fn construct(cx: &mut Context, x: Slot, w_base: Slot) -> PyResult {
    let base = match w_base {
        Some(w_base) => base_argument(cx, w_base, "int")?,
        None => None,
    };
    let Some(base) = base else {
        return match x {
            Some(x) => cx.to_int(x),
            None if w_base.is_some() => raise!(cx, TypeError, "int() missing string argument"),
            None => Ok(Value::small(0)),
        };
    };
    let text = based_text(cx, x, base, "int")?;
    cx.ask_to_parse(&text)?;
    match int_parse::int_argument(&text, Some(base)) {
        Ok(n) => cx.parsed_int(n),
        Err(message) => Err(cx.value_error_bytes(&message)),
    }
}

py_methods! { INT_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let result = match *args.positional {
            [x] if args.keywords.is_empty() => cx.to_int(x)?,
            _ => {
                let [x, base] = args.parse(cx, "int", &["x", "base"], 0)?;
                construct(cx, x, base)?
            }
        };
        if class == INT.get(cx) {
            return Ok(result);
        }
        let n = match result.as_int() {
            Some(n) => n,
            None => cx.int_arg(result)?,
        };
        cx.int_for(class, n)
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> Gc<StrObject> {
        cx.new_str(int_print::Decimal::of(of(this)).as_bytes())
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Value) -> Gc<StrObject> {
        cx.new_str(int_print::Decimal::of(of(this)).as_bytes())
    }
    /// x.__oct__() <==> oct(x)
    fn __oct__(cx: &mut Context, this: Value) -> Vec<u8> {
        let _ = cx;
        int_print::oct(of(this).into(), false)
    }
    /// x.__hex__() <==> hex(x)
    fn __hex__(cx: &mut Context, this: Value) -> Vec<u8> {
        let _ = cx;
        int_print::hex(of(this).into(), false)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        text::hash::int_hash(of(this))
    }
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Value, other: Value) -> PyResult<i64> {
        match other.as_int() {
            Some(other) => Ok(of(this).cmp(&other) as i64),
            None => {
                let given = cx.type_name(other);
                raise!(cx, TypeError, "int.__cmp__(x,y) requires y to be a 'int', not a '{given}'")
            }
        }
    }
    /// x.__coerce__(y) <==> coerce(x, y)
    fn __coerce__(cx: &mut Context, this: Value, other: Value) -> Value {
        match other.as_int() {
            Some(_) => cx.new_tuple(&[this, other]).value(),
            None => not_implemented(),
        }
    }
    /// x.__nonzero__() <==> x != 0
    fn __nonzero__(cx: &mut Context, this: Value) -> bool {
        let _ = cx;
        of(this) != 0
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
    fn __neg__(cx: &mut Context, this: Value) -> PyResult {
        Ok(arith::neg(cx, of(this)))
    }
    /// x.__pos__() <==> +x
    fn __pos__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        of(this)
    }
    /// x.__abs__() <==> abs(x)
    fn __abs__(cx: &mut Context, this: Value) -> Value {
        let n = of(this);
        if n < 0 { arith::neg(cx, n) } else { cx.new_int(n) }
    }
    /// x.__invert__() <==> ~x
    fn __invert__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        !of(this)
    }
    /// x.__int__() <==> int(x)
    fn __int__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        of(this)
    }
    /// x.__long__() <==> long(x)
    fn __long__(cx: &mut Context, this: Value) -> Value {
        cx.new_long_i128(of(this).into())
    }
    /// x.__float__() <==> float(x)
    fn __float__(cx: &mut Context, this: Value) -> f64 {
        let _ = cx;
        of(this) as f64
    }
    /// x[y:z] <==> x[y.__index__():z.__index__()]
    fn __index__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        of(this)
    }
    /// The integer itself.
    fn __trunc__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        of(this)
    }
    /// The complex conjugate of an integer: itself.
    fn conjugate(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        of(this)
    }
    /// int.bit_length() -> int
    ///
    /// How many binary digits the absolute value has; 0 for 0.
    fn bit_length(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        i64::from(64 - of(this).unsigned_abs().leading_zeros())
    }
    fn __getnewargs__(cx: &mut Context, this: Value) -> Value {
        let n = cx.new_int(of(this));
        cx.new_tuple(&[n]).value()
    }
    fn __format__(cx: &mut Context, this: Value, spec: Value) -> PyResult {
        cx.format_number(this, spec, |cx, out, spec| {
            let (n, class) = (of(this), cx.type_name(this));
            Ok(FormatSpec::parse(spec, Kind::Integer).and_then(|spec| {
                crate::types::numeric::with_locale(&spec, |locale| match wants_float(&spec) {
                    true => write_float(out, n as f64, &spec, locale, "float"),
                    false => write_integer(out, n.into(), &spec, locale, &class),
                })
            }))
        })
    }
}

integer_methods!(apply);
