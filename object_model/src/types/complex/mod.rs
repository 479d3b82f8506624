//! `complex`: pairs of floats.
//!
//! Source: library reference 5.4; `complexobject.c` of CPython 2.7.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::declare::GetSet;
use crate::error::PyResult;
use crate::float::FloatObject;
use crate::handle::{Gc, Object};
use crate::long::LongObject;
use crate::protocols::compare::CompareOp;
use crate::singletons::{not_implemented, py_bool};
use crate::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::types::numeric::arithmetic_methods;
use crate::value::{Slot, Value};
use crate::{BinaryOp, kind, none, py_methods, raise};
use arith::Complex;
use gc::Header;
use text::float_format;
use text::format_spec::number::write_complex;
use text::format_spec::{FormatSpec, Kind};

pub mod arith;

#[repr(C)]
pub struct ComplexObject {
    pub header: Header,
    pub re: f64,
    pub im: f64,
}

// SAFETY: made by `new` and `complex.__new__`.
unsafe impl Object for ComplexObject {
    const KIND: u8 = kind::COMPLEX;
    const NAME: &'static str = "complex";
}

crate::fixed_layout!(LAYOUT: ComplexObject, |this, _tracer| {});

impl ComplexObject {
    pub fn number(&self) -> Complex {
        Complex { re: self.re, im: self.im }
    }
}

pub static COMPLEX: TypeDecl = TypeDecl {
    doc: "complex(real[, imag]) -> complex number\n\nThe number real + imag*1j; both default to 0. A text gives the whole number.",
    methods: &[COMPLEX_METHODS, BINARY],
    getset: COMPLEX_GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("complex", kind::COMPLEX)
};

static COMPLEX_GETSET: &[GetSet] = &[
    GetSet { name: "real", doc: "the real part of a complex number", get: |cx, this| part(cx, this, |z| z.re), set: None },
    GetSet {
        name: "imag",
        doc: "the imaginary part of a complex number",
        get: |cx, this| part(cx, this, |z| z.im),
        set: None,
    },
];

fn part(cx: &mut Context, this: Value, of: impl Fn(&ComplexObject) -> f64) -> PyResult {
    Ok(cx.new_float(this.downcast::<ComplexObject>().map_or(0.0, |z| of(&z))))
}

/// The same bits in both parts; both values are complex.
pub fn same_bits(a: Value, b: Value) -> bool {
    match (a.downcast::<ComplexObject>(), b.downcast::<ComplexObject>()) {
        (Some(a), Some(b)) => a.re.to_bits() == b.re.to_bits() && a.im.to_bits() == b.im.to_bits(),
        _ => false,
    }
}

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<ComplexObject>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&COMPLEX);
}

/// A complex number.
pub fn new(cx: &mut Context, re: f64, im: f64) -> Value {
    let mut z = cx.allocate::<ComplexObject>();
    (z.re, z.im) = (re, im);
    z.value()
}

impl crate::IntoValue for Complex {
    fn into_value(self, cx: &mut Context) -> PyResult {
        Ok(new(cx, self.re, self.im))
    }
}

/// An operand: any built-in number; `None` for anything else.
pub fn operand(cx: &mut Context, value: Value) -> PyResult<Option<Complex>> {
    if let Some(z) = value.downcast::<ComplexObject>() {
        return Ok(Some(z.number()));
    }
    let re = if let Some(float) = value.downcast::<FloatObject>() {
        float.float
    } else if let Some(n) = value.as_int() {
        n as f64
    } else if let Some(long) = value.downcast::<LongObject>() {
        cx.long_to_float(long)?
    } else {
        return Ok(None);
    };
    Ok(Some(Complex { re, im: 0.0 }))
}

pub fn apply(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> PyResult {
    let Some(x) = operand(cx, a)? else { return Ok(not_implemented()) };
    let Some(y) = operand(cx, b)? else { return Ok(not_implemented()) };
    arith::binary(cx, op, x, y)
}

/// `pow(a, b, c)`; NotImplemented unless `a` and `b` are numbers.
pub fn power(cx: &mut Context, a: Value, b: Value, c: Value) -> PyResult {
    let Some(x) = operand(cx, a)? else { return Ok(not_implemented()) };
    let Some(y) = operand(cx, b)? else { return Ok(not_implemented()) };
    if !c.is_none() {
        raise!(cx, ValueError, "complex modulo");
    }
    arith::binary(cx, BinaryOp::Pow, x, y)
}

fn compare(cx: &mut Context, op: CompareOp, this: Gc<ComplexObject>, other: Value) -> PyResult {
    let is_number = matches!(other.kind(), kind::INT | kind::BOOL | kind::LONG | kind::FLOAT | kind::COMPLEX);
    if !is_number {
        return Ok(not_implemented());
    }
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        raise!(cx, TypeError, "no ordering relation is defined for complex numbers");
    }
    let equal = match other.downcast::<ComplexObject>() {
        Some(other) => this.re == other.re && this.im == other.im,
        None => {
            this.im == 0.0 && crate::types::float::arith::order(this.re, other).flatten() == Some(std::cmp::Ordering::Equal)
        }
    };
    Ok(py_bool(equal == (op == CompareOp::Eq)))
}

/// What `__complex__` of an object says, if it has one.
fn special_complex(cx: &mut Context, value: Value) -> PyResult<Slot> {
    if value.is_kind(kind::OLD_INSTANCE) {
        return match cx.find_attr_text(value, "__complex__")? {
            Some(w_method) => cx.call(w_method, &[]).map(Some),
            None => Ok(None),
        };
    }
    match cx.special_of(value, crate::Special::Complex) {
        Some(w_method) => cx.call_special(w_method, value, &[]).map(Some),
        None => Ok(None),
    }
}

/// Can `float()` take it as a number?
fn is_real(cx: &mut Context, value: Value) -> bool {
    value.is_kind(kind::OLD_INSTANCE) || cx.special_of(value, crate::Special::Float).is_some()
}

/// A part given to `complex()`: a complex number, or anything that `float()` takes as a number.
fn part_argument(cx: &mut Context, value: Value) -> PyResult<(Complex, bool)> {
    if let Some(z) = value.downcast::<ComplexObject>() {
        return Ok((z.number(), true));
    }
    let w_float = cx.to_float(value)?;
    let re = w_float.downcast::<FloatObject>().map_or(0.0, |float| float.float);
    Ok((Complex { re, im: 0.0 }, false))
}

fn construct(cx: &mut Context, real: Slot, imag: Slot) -> PyResult<Complex> {
    let mut real = real.unwrap_or(Value::small(0));
    if matches!(real.kind(), kind::STR | kind::UNICODE) {
        if imag.is_some() {
            raise!(cx, TypeError, "complex() can't take second arg if first is a string");
        }
        let text = cx.number_text(real)?.unwrap_or_default();
        return match text::float_parse::complex_argument(&text) {
            Ok((re, im)) => Ok(Complex { re, im }),
            Err(message) => raise!(cx, ValueError, "{message}"),
        };
    }
    if let Some(imag) = imag
        && matches!(imag.kind(), kind::STR | kind::UNICODE)
    {
        raise!(cx, TypeError, "complex() second arg can't be a string");
    }
    if let Some(w_complex) = special_complex(cx, real)? {
        real = w_complex;
    }
    for value in [Some(real), imag].into_iter().flatten() {
        if !is_real(cx, value) {
            raise!(cx, TypeError, "complex() argument must be a string or a number");
        }
    }
    let (mut z, real_is_complex) = part_argument(cx, real)?;
    let Some(imag) = imag else { return Ok(z) };
    let (w, imag_is_complex) = part_argument(cx, imag)?;
    // real + imag*1j by parts, so that signs of zeros survive where a part is no complex number.
    if imag_is_complex {
        z.re -= w.im;
    }
    z.im = if real_is_complex { w.re + z.im } else { w.re };
    Ok(z)
}

py_methods! { COMPLEX_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let [real, imag] = args.parse(cx, "complex", &["real", "imag"], 0)?;
        let exact = class == COMPLEX.get(cx);
        if let (Some(real), None, true) = (real, imag, exact)
            && real.exact::<ComplexObject>().is_some()
        {
            return Ok(real);
        }
        let z = construct(cx, real, imag)?;
        if exact {
            return Ok(new(cx, z.re, z.im));
        }
        let mut object = cx.allocate_for::<ComplexObject>(class, 0)?;
        (object.re, object.im) = (z.re, z.im);
        Ok(object.value())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<ComplexObject>) -> Vec<u8> {
        let _ = cx;
        float_format::complex_repr(this.re, this.im)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<ComplexObject>) -> Vec<u8> {
        let _ = cx;
        float_format::complex_str(this.re, this.im)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<ComplexObject>) -> i64 {
        let _ = cx;
        text::hash::complex_hash(this.re, this.im)
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<ComplexObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<ComplexObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ne, this, other)
    }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Gc<ComplexObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Lt, this, other)
    }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Gc<ComplexObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Le, this, other)
    }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Gc<ComplexObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Gt, this, other)
    }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Gc<ComplexObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ge, this, other)
    }
    /// x.__coerce__(y) <==> coerce(x, y)
    fn __coerce__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        if other.is_kind(kind::COMPLEX) {
            return Ok(cx.new_tuple(&[this, other]).value());
        }
        match operand(cx, other)? {
            Some(z) => {
                let other = new(cx, z.re, z.im);
                Ok(cx.new_tuple(&[this, other]).value())
            }
            None => Ok(not_implemented()),
        }
    }
    /// x.__nonzero__() <==> x != 0
    fn __nonzero__(cx: &mut Context, this: Gc<ComplexObject>) -> bool {
        let _ = cx;
        this.re != 0.0 || this.im != 0.0
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
    fn __neg__(cx: &mut Context, this: Gc<ComplexObject>) -> Complex {
        let _ = cx;
        Complex { re: -this.re, im: -this.im }
    }
    /// x.__pos__() <==> +x
    fn __pos__(cx: &mut Context, this: Gc<ComplexObject>) -> Complex {
        let _ = cx;
        this.number()
    }
    /// x.__abs__() <==> abs(x)
    fn __abs__(cx: &mut Context, this: Gc<ComplexObject>) -> PyResult<f64> {
        match arith::abs(this.number()) {
            Some(size) => Ok(size),
            None => raise!(cx, OverflowError, "absolute value too large"),
        }
    }
    /// x.__int__() <==> int(x)
    fn __int__(cx: &mut Context, this: Gc<ComplexObject>) -> PyResult {
        let _ = this;
        raise!(cx, TypeError, "can't convert complex to int")
    }
    /// x.__long__() <==> long(x)
    fn __long__(cx: &mut Context, this: Gc<ComplexObject>) -> PyResult {
        let _ = this;
        raise!(cx, TypeError, "can't convert complex to long")
    }
    /// x.__float__() <==> float(x)
    fn __float__(cx: &mut Context, this: Gc<ComplexObject>) -> PyResult {
        let _ = this;
        raise!(cx, TypeError, "can't convert complex to float")
    }
    /// complex.conjugate() -> complex
    ///
    /// The number with its imaginary part negated.
    fn conjugate(cx: &mut Context, this: Gc<ComplexObject>) -> Complex {
        let _ = cx;
        Complex { re: this.re, im: -this.im }
    }
    fn __getnewargs__(cx: &mut Context, this: Gc<ComplexObject>) -> (f64, f64) {
        let _ = cx;
        (this.re, this.im)
    }
    /// complex.__format__() -> str
    ///
    /// The number as text by a format specification.
    fn __format__(cx: &mut Context, this: Gc<ComplexObject>, spec: Value) -> PyResult {
        cx.format_number(this.value(), spec, |_, out, spec| {
            Ok(FormatSpec::parse(spec, Kind::Complex).and_then(|spec| {
                crate::types::numeric::with_locale(&spec, |locale| write_complex(out, this.re, this.im, &spec, locale))
            }))
        })
    }
}

arithmetic_methods!(apply);

impl crate::FromArg for Complex {
    /// As `PyArg_ParseTuple`'s "D": a complex number, what has `__complex__`, or what `float` takes as a number.
    fn from_arg(cx: &mut Context, value: Value, _: crate::Arg) -> PyResult<Complex> {
        if let Some(z) = value.downcast::<ComplexObject>() {
            return Ok(z.number());
        }
        if value.as_int().is_none()
            && let Some(w_complex) = special_complex(cx, value)?
        {
            return match w_complex.downcast::<ComplexObject>() {
                Some(z) => Ok(z.number()),
                None => raise!(cx, TypeError, "__complex__ should return a complex object"),
            };
        }
        Ok(Complex { re: cx.float_arg(value)?, im: 0.0 })
    }
}
