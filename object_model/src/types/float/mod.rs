//! `float`: IEEE 754 doubles.
//!
//! Source: library reference 5.4; `floatobject.c` of CPython 2.7.

use crate::context::Context;
use crate::declare::GetSet;
use crate::error::PyResult;
use crate::float::FloatObject;
use crate::handle::Gc;
use crate::long::LongObject;
use crate::protocols::compare::CompareOp;
use crate::singletons::{not_implemented, py_bool};
use crate::strings::StrObject;
use crate::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::types::numeric::arithmetic_methods;
use crate::value::Value;
use crate::{BinaryOp, kind, none, py_methods, raise};
use num_bigint::BigInt;
use text::float_format;
use text::float_hex::{self, FromHexError};
use text::format_spec::number::write_float;
use text::format_spec::{FormatSpec, Kind};
use text::hash::{frexp, integer_of};

pub mod arith;

pub static FLOAT: TypeDecl = TypeDecl {
    doc: "float(x) -> floating point number\n\nThe number or text x as a floating point number.",
    methods: &[FLOAT_METHODS, BINARY],
    getset: FLOAT_GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("float", kind::FLOAT)
};

static FLOAT_GETSET: &[GetSet] = &[
    GetSet { name: "real", doc: "the real part of a complex number", get: get_real, set: None },
    GetSet { name: "imag", doc: "the imaginary part of a complex number", get: |cx, _| Ok(cx.new_float(0.0)), set: None },
];

fn get_real(cx: &mut Context, this: Value) -> PyResult {
    Ok(match this.exact::<FloatObject>() {
        Some(_) => this,
        None => cx.new_float(this.downcast::<FloatObject>().map_or(0.0, |float| float.float)),
    })
}

/// An operand: float, int or long (OverflowError where it is too large); `None` for anything else.
#[inline]
fn operand(cx: &mut Context, value: Value) -> PyResult<Option<f64>> {
    if let Some(float) = value.downcast::<FloatObject>() {
        return Ok(Some(float.float));
    }
    if let Some(n) = value.as_int() {
        return Ok(Some(n as f64));
    }
    match value.downcast::<LongObject>() {
        Some(long) => cx.long_to_float(long).map(Some),
        None => Ok(None),
    }
}

fn apply(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> PyResult {
    let Some(x) = operand(cx, a)? else { return Ok(not_implemented()) };
    let Some(y) = operand(cx, b)? else { return Ok(not_implemented()) };
    arith::binary(cx, op, x, y)
}

/// `pow(a, b, c)`; NotImplemented unless `a` and `b` are real numbers.
pub fn power(cx: &mut Context, a: Value, b: Value, c: Value) -> PyResult {
    if !c.is_none() {
        raise!(cx, TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
    }
    apply(cx, BinaryOp::Pow, a, b)
}

fn compare(op: CompareOp, this: Gc<FloatObject>, other: Value) -> Value {
    match arith::order(this.float, other) {
        Some(ordering) => py_bool(op.holds_partial(ordering)),
        None => not_implemented(),
    }
}

/// `x` cut off towards zero: an int where it fits (unless `long`), else a long.
pub fn to_integer(cx: &mut Context, x: f64, long: bool) -> PyResult {
    if x.is_infinite() {
        raise!(cx, OverflowError, "cannot convert float infinity to integer");
    }
    if x.is_nan() {
        raise!(cx, ValueError, "cannot convert float NaN to integer");
    }
    // The bounds are exact: 2**63 is no i64, -2**63 is one.
    if (-9223372036854775808.0..9223372036854775808.0).contains(&x) {
        return Ok(if long { cx.new_long_i128(x as i64 as i128) } else { cx.new_int(x as i64) });
    }
    cx.long_of_float(x)
}

/// `round(x, ndigits)`
pub fn round(cx: &mut Context, x: f64, ndigits: i64) -> PyResult<f64> {
    match float_format::round(x, ndigits) {
        Some(rounded) => Ok(rounded),
        None => raise!(cx, OverflowError, "rounded value too large to represent"),
    }
}

/// How the machine's floats lie in memory, as `float.__getformat__` tells and `__setformat__` may deny (for tests of
/// code that must not rely on IEEE formats).
#[derive(Default)]
pub struct FloatFormats {
    pub double_unknown: bool,
    pub float_unknown: bool,
}

const NATIVE: &str = if cfg!(target_endian = "little") { "IEEE, little-endian" } else { "IEEE, big-endian" };

/// Which of the formats a type string names.
fn format_flag<'a>(cx: &'a mut Context, kind: &[u8], method: &str) -> PyResult<&'a mut bool> {
    match kind {
        b"double" => Ok(&mut cx.ext.state::<FloatFormats>().double_unknown),
        b"float" => Ok(&mut cx.ext.state::<FloatFormats>().float_unknown),
        _ => raise!(cx, ValueError, "{method}() argument 1 must be 'double' or 'float'"),
    }
}

/// `__getformat__`'s and `__setformat__`'s argument.
fn format_argument(cx: &mut Context, value: Value, complaint: &str) -> PyResult<&'static [u8]> {
    match value.downcast::<StrObject>() {
        Some(text) => Ok(text.get().bytes()),
        None => raise!(cx, TypeError, "{complaint} must be string, not {}", cx.type_name(value)),
    }
}

py_methods! { FLOAT_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let x = match *args.positional {
            [x] if args.keywords.is_empty() => Some(x),
            _ => args.parse(cx, "float", &["x"], 0)?[0],
        };
        let result = match x {
            Some(x) => cx.to_float(x)?,
            None => cx.new_float(0.0),
        };
        if class == FLOAT.get(cx) {
            return Ok(result);
        }
        let float = result.downcast::<FloatObject>().map_or(0.0, |float| float.float);
        cx.float_for(class, float)
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<FloatObject>) -> Vec<u8> {
        let _ = cx;
        float_format::float_repr(this.float)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<FloatObject>) -> Vec<u8> {
        let _ = cx;
        float_format::float_str(this.float)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<FloatObject>) -> i64 {
        let _ = cx;
        text::hash::float_hash(this.float)
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<FloatObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<FloatObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Ne, this, other)
    }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Gc<FloatObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Lt, this, other)
    }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Gc<FloatObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Le, this, other)
    }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Gc<FloatObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Gt, this, other)
    }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Gc<FloatObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Ge, this, other)
    }
    /// x.__coerce__(y) <==> coerce(x, y)
    fn __coerce__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        if other.is_kind(kind::FLOAT) {
            return Ok(cx.new_tuple(&[this, other]).value());
        }
        match operand(cx, other)? {
            Some(other) => {
                let other = cx.new_float(other);
                Ok(cx.new_tuple(&[this, other]).value())
            }
            None => Ok(not_implemented()),
        }
    }
    /// x.__nonzero__() <==> x != 0
    fn __nonzero__(cx: &mut Context, this: Gc<FloatObject>) -> bool {
        let _ = cx;
        this.float != 0.0
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
    fn __neg__(cx: &mut Context, this: Gc<FloatObject>) -> f64 {
        let _ = cx;
        -this.float
    }
    /// x.__pos__() <==> +x
    fn __pos__(cx: &mut Context, this: Value) -> PyResult {
        get_real(cx, this)
    }
    /// x.__abs__() <==> abs(x)
    fn __abs__(cx: &mut Context, this: Gc<FloatObject>) -> f64 {
        let _ = cx;
        this.float.abs()
    }
    /// x.__int__() <==> int(x)
    fn __int__(cx: &mut Context, this: Gc<FloatObject>) -> PyResult {
        to_integer(cx, this.float, false)
    }
    /// x.__long__() <==> long(x)
    fn __long__(cx: &mut Context, this: Gc<FloatObject>) -> PyResult {
        to_integer(cx, this.float, true)
    }
    /// x.__float__() <==> float(x)
    fn __float__(cx: &mut Context, this: Value) -> PyResult {
        get_real(cx, this)
    }
    /// The integer nearest to x between 0 and x.
    fn __trunc__(cx: &mut Context, this: Gc<FloatObject>) -> PyResult {
        to_integer(cx, this.float, false)
    }
    /// The complex conjugate of a float: itself.
    fn conjugate(cx: &mut Context, this: Value) -> PyResult {
        get_real(cx, this)
    }
    /// Whether the float has no fraction.
    fn is_integer(cx: &mut Context, this: Gc<FloatObject>) -> bool {
        let _ = cx;
        this.float.is_finite() && this.float.trunc() == this.float
    }
    /// float.as_integer_ratio() -> (int, int)
    ///
    /// Numerator and positive denominator, in lowest terms, of the fraction that equals the float.
    fn as_integer_ratio(cx: &mut Context, this: Gc<FloatObject>) -> PyResult {
        let x = this.float;
        if x.is_infinite() {
            raise!(cx, OverflowError, "Cannot pass infinity to float.as_integer_ratio.");
        }
        if x.is_nan() {
            raise!(cx, ValueError, "Cannot pass NaN to float.as_integer_ratio.");
        }
        let (mut mantissa, mut exponent) = frexp(x);
        while mantissa != mantissa.trunc() {
            mantissa *= 2.0;
            exponent -= 1;
        }
        let (numerator, denominator) = (integer_of(mantissa), BigInt::from(1));
        let shift = exponent.unsigned_abs();
        let (numerator, denominator) =
            if exponent > 0 { (numerator << shift, denominator) } else { (numerator, denominator << shift) };
        let pair = [cx.new_int_big(&numerator), cx.new_int_big(&denominator)];
        Ok(cx.new_tuple(&pair).value())
    }
    /// float.hex() -> string
    ///
    /// The float exactly, in hexadecimal.
    fn hex(cx: &mut Context, this: Gc<FloatObject>) -> Vec<u8> {
        let _ = cx;
        float_hex::to_hex(this.float)
    }
    /// float.fromhex(string) -> float
    ///
    /// The float that a hexadecimal text such as '0x1.8p+1' names.
    @class fn fromhex(cx: &mut Context, class: Value, text: Value) -> PyResult {
        let bytes: &[u8] = match text.kind() {
            kind::STR | kind::UNICODE => {
                let text = if text.is_kind(kind::STR) { cx.str_of(text) } else { cx.encode_default(text)? };
                text.get().bytes()
            }
            _ => raise!(cx, TypeError, "expected string or Unicode object, {} found", cx.type_name(text)),
        };
        let x = match float_hex::from_hex(bytes) {
            Ok(x) => cx.new_float(x),
            Err(error @ FromHexError::TooLarge) => raise!(cx, OverflowError, "{}", error.message()),
            Err(error) => raise!(cx, ValueError, "{}", error.message()),
        };
        if class == FLOAT.get(cx).value() {
            return Ok(x);
        }
        cx.call(class, &[x])
    }
    fn __getnewargs__(cx: &mut Context, this: Gc<FloatObject>) -> Value {
        let float = cx.new_float(this.float);
        cx.new_tuple(&[float]).value()
    }
    fn __format__(cx: &mut Context, this: Gc<FloatObject>, spec: Value) -> PyResult {
        cx.format_number(this.value(), spec, |cx, out, spec| {
            let class = cx.type_name(this.value());
            Ok(FormatSpec::parse(spec, Kind::Float).and_then(|spec| {
                crate::types::numeric::with_locale(&spec, |locale| write_float(out, this.float, &spec, locale, &class))
            }))
        })
    }
    /// float.__getformat__(typestr) -> string
    ///
    /// For tests: how C's type 'double' or 'float' lies in memory.
    @class fn __getformat__(cx: &mut Context, class: Value, typestr: Value) -> PyResult<&'static str> {
        let _ = class;
        let kind = format_argument(cx, typestr, "__getformat__() argument")?;
        Ok(if *format_flag(cx, kind, "__getformat__")? { "unknown" } else { NATIVE })
    }
    /// float.__setformat__(typestr, fmt) -> None
    ///
    /// For tests: makes __getformat__ answer 'unknown', or the truth again.
    @class fn __setformat__(cx: &mut Context, class: Value, typestr: Value, fmt: Value) -> PyResult<()> {
        let _ = class;
        let kind = format_argument(cx, typestr, "__setformat__() argument 1")?;
        let format = format_argument(cx, fmt, "__setformat__() argument 2")?;
        format_flag(cx, kind, "__setformat__")?;
        let unknown = match format {
            b"unknown" => true,
            b"IEEE, little-endian" | b"IEEE, big-endian" if format == NATIVE.as_bytes() => false,
            b"IEEE, little-endian" | b"IEEE, big-endian" => {
                let kind = String::from_utf8_lossy(kind);
                raise!(cx, ValueError, "can only set {kind} format to 'unknown' or the detected platform value")
            }
            _ => raise!(
                cx,
                ValueError,
                "__setformat__() argument 2 must be 'unknown', 'IEEE, little-endian' or 'IEEE, big-endian'"
            ),
        };
        *format_flag(cx, kind, "__setformat__")? = unknown;
        Ok(())
    }
}

impl Context {
    /// A str object that is known to be one.
    fn str_of(&self, value: Value) -> Gc<StrObject> {
        value.downcast::<StrObject>().unwrap_or(self.empty_str)
    }
}

arithmetic_methods!(apply);
