//! Between Python values and Rust ones at the edge of native functions.

use crate::context::Context;
use crate::declare::{Arg, Args};
use crate::error::{PyResult, Raised};
use crate::exceptions::Exc;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::raise;
use crate::singletons::{none, py_bool};
use crate::strings::StrObject;
use crate::value::{Slot, Value};

/// Conversion of an argument; may run Python code (`__index__`, `__float__`).
pub trait FromArg: Sized {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<Self>;
}

/// Conversion of a result.
pub trait IntoValue {
    fn into_value(self, cx: &mut Context) -> PyResult;
}

impl FromArg for Value {
    #[inline(always)]
    fn from_arg(_: &mut Context, value: Value, _: Arg) -> PyResult<Value> {
        Ok(value)
    }
}

/// An argument that may be left out: its default is `None`.
impl FromArg for Slot {
    #[inline(always)]
    fn from_arg(_: &mut Context, value: Value, _: Arg) -> PyResult<Slot> {
        Ok(Some(value))
    }
}

impl<T: Object> FromArg for Gc<T> {
    #[inline(always)]
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<Gc<T>> {
        match value.downcast::<T>() {
            Some(object) => Ok(object),
            None => Err(wrong_type(cx, T::NAME, value, arg)),
        }
    }
}

/// What messages about arguments call a value: None by its own name.
fn given(cx: &mut Context, value: Value) -> String {
    if value.is_none() { "None".to_string() } else { cx.type_name(value) }
}

#[cold]
#[inline(never)]
pub fn wrong_type(cx: &mut Context, expected: &str, value: Value, arg: Arg) -> Raised {
    let given = given(cx, value);
    match arg.index {
        0 => cx.error(
            Exc::TypeError,
            format_args!("descriptor '{}' requires a '{expected}' object but received a '{given}'", arg.function),
        ),
        n => cx.error(Exc::TypeError, format_args!("{}() argument {n} must be {expected}, not {given}", arg.function)),
    }
}

impl FromArg for bool {
    /// Any object's truth.
    fn from_arg(cx: &mut Context, value: Value, _: Arg) -> PyResult<bool> {
        cx.truth(value)
    }
}

impl FromArg for i64 {
    /// As `PyArg_ParseTuple`'s "l": an int or something with `__int__`, no float.
    fn from_arg(cx: &mut Context, value: Value, _: Arg) -> PyResult<i64> {
        match value.as_small() {
            Some(n) => Ok(n),
            None => cx.int_arg(value),
        }
    }
}

impl FromArg for i32 {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<i32> {
        let wide = i64::from_arg(cx, value, arg)?;
        match i32::try_from(wide) {
            Ok(n) => Ok(n),
            Err(_) if wide > 0 => raise!(cx, OverflowError, "signed integer is greater than maximum"),
            Err(_) => raise!(cx, OverflowError, "signed integer is less than minimum"),
        }
    }
}

impl FromArg for f64 {
    fn from_arg(cx: &mut Context, value: Value, _: Arg) -> PyResult<f64> {
        cx.float_arg(value)
    }
}

/// A position in a sequence: `__index__`, values beyond a word clipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index(pub isize);

impl Index {
    /// As slice bounds are: negative counts from the end, then clipped to 0..=len.
    #[inline]
    pub fn clamped(self, len: usize) -> usize {
        let at = if self.0 < 0 { self.0.saturating_add(len as isize) } else { self.0 };
        at.clamp(0, len as isize) as usize
    }
    /// As subscripts are: negative counts from the end; `None` outside.
    #[inline]
    pub fn within(self, len: usize) -> Option<usize> {
        let at = if self.0 < 0 { self.0.saturating_add(len as isize) } else { self.0 };
        (at >= 0 && (at as usize) < len).then_some(at as usize)
    }
}

impl FromArg for Index {
    fn from_arg(cx: &mut Context, value: Value, _: Arg) -> PyResult<Index> {
        match value.as_small() {
            Some(n) => Ok(Index(n as isize)),
            None => cx.index_clipped(value).map(Index),
        }
    }
}

/// A size or count ("n"): `__index__`, OverflowError beyond a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub isize);

impl FromArg for Size {
    fn from_arg(cx: &mut Context, value: Value, _: Arg) -> PyResult<Size> {
        match value.as_small() {
            Some(n) => Ok(Size(n as isize)),
            None => cx.index_exact(value).map(|n| Size(n as isize)),
        }
    }
}

/// The bytes of a str argument ("s"): str as it is, ASCII unicode encoded. Valid as long as the object lives.
#[derive(Clone, Copy)]
pub struct Bytes(pub Gc<StrObject>);

impl std::ops::Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.0.get().bytes()
    }
}

impl FromArg for Bytes {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<Bytes> {
        if let Some(text) = value.downcast::<StrObject>() {
            return Ok(Bytes(text));
        }
        if value.is_kind(kind::UNICODE) {
            return cx.encode_default(value).map(Bytes);
        }
        let given = given(cx, value);
        raise!(cx, TypeError, "{}() argument {} must be string, not {given}", arg.function, arg.index)
    }
}

impl IntoValue for Value {
    #[inline(always)]
    fn into_value(self, _: &mut Context) -> PyResult {
        Ok(self)
    }
}
impl<T> IntoValue for Gc<T> {
    #[inline(always)]
    fn into_value(self, _: &mut Context) -> PyResult {
        Ok(self.value())
    }
}
impl IntoValue for () {
    #[inline(always)]
    fn into_value(self, _: &mut Context) -> PyResult {
        Ok(none())
    }
}
impl IntoValue for bool {
    #[inline(always)]
    fn into_value(self, _: &mut Context) -> PyResult {
        Ok(py_bool(self))
    }
}
impl IntoValue for i64 {
    #[inline(always)]
    fn into_value(self, cx: &mut Context) -> PyResult {
        Ok(cx.new_int(self))
    }
}
impl IntoValue for i32 {
    #[inline(always)]
    fn into_value(self, _: &mut Context) -> PyResult {
        Ok(Value::small(self.into()))
    }
}
impl IntoValue for u32 {
    #[inline(always)]
    fn into_value(self, _: &mut Context) -> PyResult {
        Ok(Value::small(self.into()))
    }
}
impl IntoValue for u64 {
    fn into_value(self, cx: &mut Context) -> PyResult {
        Ok(cx.new_int_u64(self))
    }
}
impl IntoValue for usize {
    #[inline(always)]
    fn into_value(self, cx: &mut Context) -> PyResult {
        (self as u64).into_value(cx)
    }
}
impl IntoValue for f64 {
    #[inline(always)]
    fn into_value(self, cx: &mut Context) -> PyResult {
        Ok(cx.new_float(self))
    }
}
impl IntoValue for &str {
    fn into_value(self, cx: &mut Context) -> PyResult {
        Ok(cx.new_str(self.as_bytes()).value())
    }
}
impl IntoValue for String {
    fn into_value(self, cx: &mut Context) -> PyResult {
        cx.try_new_str(self.as_bytes()).map(Gc::value)
    }
}
impl IntoValue for &[u8] {
    fn into_value(self, cx: &mut Context) -> PyResult {
        cx.try_new_str(self).map(Gc::value)
    }
}
impl IntoValue for Vec<u8> {
    fn into_value(self, cx: &mut Context) -> PyResult {
        cx.try_new_str(&self).map(Gc::value)
    }
}
/// Empty is None.
impl IntoValue for Slot {
    #[inline(always)]
    fn into_value(self, _: &mut Context) -> PyResult {
        Ok(self.unwrap_or(none()))
    }
}
impl<T: IntoValue> IntoValue for PyResult<T> {
    #[inline(always)]
    fn into_value(self, cx: &mut Context) -> PyResult {
        self?.into_value(cx)
    }
}
impl<A: IntoValue, B: IntoValue> IntoValue for (A, B) {
    fn into_value(self, cx: &mut Context) -> PyResult {
        let a = self.0.into_value(cx)?;
        let b = self.1.into_value(cx)?;
        Ok(cx.new_tuple(&[a, b]).value())
    }
}
impl<A: IntoValue, B: IntoValue, C: IntoValue> IntoValue for (A, B, C) {
    fn into_value(self, cx: &mut Context) -> PyResult {
        let a = self.0.into_value(cx)?;
        let b = self.1.into_value(cx)?;
        let c = self.2.into_value(cx)?;
        Ok(cx.new_tuple(&[a, b, c]).value())
    }
}

impl Args<'_> {
    /// The receiver of a raw method.
    #[inline]
    pub fn receiver<T: Object>(&self, cx: &mut Context, function: &'static str) -> PyResult<Gc<T>> {
        match self.positional.first() {
            Some(&this) => Gc::<T>::from_arg(cx, this, Arg { function, index: 0 }),
            None => raise!(cx, TypeError, "descriptor '{function}' of '{}' object needs an argument", T::NAME),
        }
    }

    /// Positional arguments, `least` of them required, with the messages of `PyArg_UnpackTuple`.
    #[inline]
    pub fn unpack<const N: usize>(&self, cx: &mut Context, function: &str, least: usize) -> PyResult<[Slot; N]> {
        let given = self.positional.len();
        if !(least..=N).contains(&given) {
            let (how, n) = match () {
                _ if least == N => ("", N),
                _ if given < least => ("at least ", least),
                _ => ("at most ", N),
            };
            raise!(cx, TypeError, "{function} expected {how}{n} arguments, got {given}");
        }
        let mut slots = [None; N];
        for (slot, &value) in slots.iter_mut().zip(self.positional) {
            *slot = Some(value);
        }
        Ok(slots)
    }

    /// Receiver and arguments of a raw method that takes no keywords, as `unpack`.
    #[inline]
    pub fn unpack_method<T: Object, const N: usize>(
        &self,
        cx: &mut Context,
        function: &'static str,
        least: usize,
    ) -> PyResult<(Gc<T>, [Slot; N])> {
        let this = self.receiver(cx, function)?;
        if !self.keywords.is_empty() {
            self.no_keywords(cx, function)?;
        }
        Ok((this, self.rest().unpack(cx, function, least)?))
    }
}
