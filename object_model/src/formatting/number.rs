//! Ints, longs, floats and complex numbers by a format specification: the `__format__` methods of their types.

#![allow(unsafe_code)] // the C library's locale

use super::spec::check;
use crate::context::Context;
use crate::error::PyResult;
use crate::strings::StrObject;
use crate::value::Value;
use crate::{Gc, kind, raise};
use num_traits::ToPrimitive;
use text::chars::Chars;
use text::format_spec::number::{Locale, wants_float, write_complex, write_float, write_integer};
use text::format_spec::{FormatSpec, Kind};
use text::int_print::IntRef;

/// How the C library's locale groups numbers, for type code `n`.
fn locale() -> Locale<'static> {
    // SAFETY: `localeconv` returns a static structure of C strings; only `setlocale` changes them, under the GIL.
    unsafe {
        let conv = libc::localeconv();
        if conv.is_null() {
            return Locale::C;
        }
        let text = |p: *const libc::c_char| std::ffi::CStr::from_ptr(p).to_bytes();
        Locale {
            decimal_point: text((*conv).decimal_point),
            thousands_sep: text((*conv).thousands_sep),
            grouping: c_grouping((*conv).grouping.cast()),
        }
    }
}

/// The sizes of groups with the closing zero, which is part of what they say.
///
/// # Safety
/// `p` is a C string.
unsafe fn c_grouping(p: *const u8) -> &'static [u8] {
    // SAFETY: by contract.
    unsafe {
        let len = std::ffi::CStr::from_ptr(p.cast()).to_bytes().len();
        if len == 0 { &[] } else { std::slice::from_raw_parts(p, len + 1) }
    }
}

/// A specification for a number as bytes: a unicode one is encoded.
fn spec_bytes(cx: &mut Context, spec: Value) -> PyResult<Gc<StrObject>> {
    match spec.kind() {
        kind::STR | kind::UNICODE => cx.str(spec),
        _ => {
            let given = cx.type_name(spec);
            raise!(cx, TypeError, "__format__ arg must be str or unicode, not {given}")
        }
    }
}

fn locale_for(spec: &FormatSpec) -> Locale<'static> {
    if spec.letter() == Some(b'n') { locale() } else { Locale::C }
}

impl Context {
    /// `int.__format__` and `long.__format__`; `w_value` for `str` where the specification is empty.
    pub fn format_integer(
        &mut self,
        w_value: Value,
        value: IntRef,
        type_name: &str,
        spec: Value,
    ) -> PyResult<Gc<StrObject>> {
        let spec = spec_bytes(self, spec)?;
        if spec.is_empty() {
            return self.str(w_value);
        }
        let parsed = FormatSpec::parse(Chars::One(spec.get().bytes()), Kind::Integer);
        let parsed = check(self, parsed)?;
        let mut out: Vec<u8> = Vec::new();
        let written = if wants_float(&parsed) {
            let x = match value {
                IntRef::Small(n) => Some(n as f64),
                IntRef::Big(big) => big.to_f64().filter(|x| x.is_finite()),
            };
            match x {
                Some(x) => write_float(&mut out, x, &parsed, &Locale::C, "float"),
                None => raise!(self, OverflowError, "long int too large to convert to float"),
            }
        } else {
            write_integer(&mut out, value, &parsed, &locale_for(&parsed), type_name)
        };
        check(self, written)?;
        self.try_new_str(&out)
    }

    /// `float.__format__`
    pub fn format_float(&mut self, w_value: Value, value: f64, spec: Value) -> PyResult<Gc<StrObject>> {
        let spec = spec_bytes(self, spec)?;
        if spec.is_empty() {
            return self.str(w_value);
        }
        let parsed = FormatSpec::parse(Chars::One(spec.get().bytes()), Kind::Float);
        let parsed = check(self, parsed)?;
        let mut out: Vec<u8> = Vec::new();
        let written = write_float(&mut out, value, &parsed, &locale_for(&parsed), "float");
        check(self, written)?;
        self.try_new_str(&out)
    }

    /// `complex.__format__`
    pub fn format_complex(&mut self, w_value: Value, re: f64, im: f64, spec: Value) -> PyResult<Gc<StrObject>> {
        let spec = spec_bytes(self, spec)?;
        if spec.is_empty() {
            return self.str(w_value);
        }
        let parsed = FormatSpec::parse(Chars::One(spec.get().bytes()), Kind::Complex);
        let parsed = check(self, parsed)?;
        let mut out: Vec<u8> = Vec::new();
        let written = write_complex(&mut out, re, im, &parsed, &locale_for(&parsed));
        check(self, written)?;
        self.try_new_str(&out)
    }
}
