//! What the number types share: their operator methods as tables, what their constructors take, text by a format
//! specification.
//!
//! Sources: `abstract.c` (`PyNumber_Int` and its kin), `formatter_int`, `formatter_float` of CPython 2.7.

#![allow(unsafe_code)] // reads the C library's locale

use crate::context::Context;
use crate::error::{PyResult, Raised};
use crate::exceptions::Exc;
use crate::float::FloatObject;
use crate::handle::Gc;
use crate::int::IntObject;
use crate::long::LongObject;
use crate::names::Special;
use crate::strings::{StrObject, UnicodeObject};
use crate::value::Value;
use crate::{kind, raise};
use text::chars::Chars;
use text::format_spec::number::Locale;
use text::format_spec::{FormatError, FormatSpec};
use text::int_parse;

/// A table of binary operator methods and their reflected forms: `binary_methods!(apply: __add__ __radd__ Add; …)`, where
/// `apply(cx, op, a, b)` gives NotImplemented for operands that are not its own.
macro_rules! binary_methods {
    ($apply:path: $($name:ident $reflected:ident $op:ident $doc:literal $reflected_doc:literal;)*) => {
        $crate::py_methods! { BINARY:
            $(
                #[doc = $doc]
                fn $name(cx: &mut Context, this: Value, other: Value) -> PyResult {
                    $apply(cx, $crate::BinaryOp::$op, this, other)
                }
                #[doc = $reflected_doc]
                fn $reflected(cx: &mut Context, this: Value, other: Value) -> PyResult {
                    $apply(cx, $crate::BinaryOp::$op, other, this)
                }
            )*
        }
    };
}
pub(crate) use binary_methods;

/// The operators of every number type.
macro_rules! arithmetic_methods {
    ($apply:path $(: $($more:tt)*)?) => {
        $crate::types::numeric::binary_methods! { $apply:
            __add__ __radd__ Add " x.__add__(y) <==> x+y" " x.__radd__(y) <==> y+x";
            __sub__ __rsub__ Sub " x.__sub__(y) <==> x-y" " x.__rsub__(y) <==> y-x";
            __mul__ __rmul__ Mul " x.__mul__(y) <==> x*y" " x.__rmul__(y) <==> y*x";
            __div__ __rdiv__ Div " x.__div__(y) <==> x/y" " x.__rdiv__(y) <==> y/x";
            __truediv__ __rtruediv__ TrueDiv " x.__truediv__(y) <==> x/y" " x.__rtruediv__(y) <==> y/x";
            __floordiv__ __rfloordiv__ FloorDiv " x.__floordiv__(y) <==> x//y" " x.__rfloordiv__(y) <==> y//x";
            __mod__ __rmod__ Mod " x.__mod__(y) <==> x%y" " x.__rmod__(y) <==> y%x";
            __divmod__ __rdivmod__ DivMod " x.__divmod__(y) <==> divmod(x, y)" " x.__rdivmod__(y) <==> divmod(y, x)";
            $($($more)*)?
        }
    };
}
pub(crate) use arithmetic_methods;

/// The operators of int and long.
macro_rules! integer_methods {
    ($apply:path) => {
        $crate::types::numeric::arithmetic_methods! { $apply:
            __lshift__ __rlshift__ LShift " x.__lshift__(y) <==> x<<y" " x.__rlshift__(y) <==> y<<x";
            __rshift__ __rrshift__ RShift " x.__rshift__(y) <==> x>>y" " x.__rrshift__(y) <==> y>>x";
            __and__ __rand__ And " x.__and__(y) <==> x&y" " x.__rand__(y) <==> y&x";
            __or__ __ror__ Or " x.__or__(y) <==> x|y" " x.__ror__(y) <==> y|x";
            __xor__ __rxor__ Xor " x.__xor__(y) <==> x^y" " x.__rxor__(y) <==> y^x";
        }
    };
}
pub(crate) use integer_methods;

impl Context {
    /// ValueError whose message is bytes.
    #[cold]
    pub fn value_error_bytes(&mut self, message: &[u8]) -> Raised {
        let text = self.new_str(message).value();
        self.error_with(Exc::ValueError, &[text])
    }

    /// `class(value)` where both are built-in: `None` for what is to be made the general way.
    #[inline]
    pub(crate) fn convert_builtin(&mut self, class: Gc<crate::TypeObject>, value: Value) -> Option<PyResult> {
        let number = value.is_small() || value.shape() == u32::from(kind::FLOAT) || value.shape() == u32::from(kind::LONG);
        if !number && value.shape() != u32::from(kind::STR) || class.decl.is_none() {
            return None;
        }
        match class.kind {
            kind::INT => Some(self.to_int(value)),
            kind::FLOAT => Some(self.to_float(value)),
            kind::LONG => Some(self.to_long(value)),
            kind::STR => Some(self.str(value).map(Gc::value)),
            _ => None,
        }
    }

    /// `int(value)`: an int or a long.
    pub fn to_int(&mut self, value: Value) -> PyResult {
        if value.is_small() {
            return Ok(value);
        }
        match value.shape() {
            shape if shape == u32::from(kind::INT) => return Ok(value),
            shape if shape == u32::from(kind::BOOL) => return Ok(self.new_int(value.as_int().unwrap_or(0))),
            shape if shape == u32::from(kind::LONG) => return Ok(super::long::to_int(self, value)),
            _ => {}
        }
        if let Some(float) = value.exact::<FloatObject>() {
            return super::float::to_integer(self, float.float, false);
        }
        if let Some(text) = value.exact::<StrObject>() {
            self.ask_to_parse(text.get().bytes())?;
            return match int_parse::int_argument(text.get().bytes(), None) {
                Ok(n) => self.parsed_int(n),
                Err(message) => Err(self.value_error_bytes(&message)),
            };
        }
        if value.is_kind(kind::OLD_INSTANCE) {
            return self.old_instance_to_int(value);
        }
        if let Some(w_int) = self.special_of(value, Special::Int) {
            let w_result = self.call_special(w_int, value, &[])?;
            if !matches!(w_result.kind(), kind::INT | kind::LONG | kind::BOOL) {
                raise!(self, TypeError, "__int__ returned non-int (type {})", self.type_name(w_result));
            }
            return Ok(w_result);
        }
        if let Some(w_trunc) = self.find_attr_text(value, "__trunc__")? {
            let w_truncated = self.call(w_trunc, &[])?;
            return self.integral_to_int(w_truncated);
        }
        match self.number_text(value)? {
            Some(text) => {
                self.ask_to_parse(&text)?;
                match int_parse::int_argument(&text, None) {
                    Ok(n) => self.parsed_int(n),
                    Err(message) => Err(self.value_error_bytes(&message)),
                }
            }
            None => {
                let given = self.type_name(value);
                raise!(self, TypeError, "int() argument must be a string or a number, not '{given}'")
            }
        }
    }

    /// `long(value)`
    pub fn to_long(&mut self, value: Value) -> PyResult {
        if let Some(n) = value.as_exact_int() {
            return Ok(self.new_long_i128(n.into()));
        }
        match value.shape() {
            shape if shape == u32::from(kind::LONG) => return Ok(value),
            shape if shape == u32::from(kind::BOOL) => {
                return Ok(self.new_long_i128(value.as_int().unwrap_or(0).into()));
            }
            _ => {}
        }
        if let Some(float) = value.exact::<FloatObject>() {
            return super::float::to_integer(self, float.float, true);
        }
        if let Some(text) = value.exact::<StrObject>() {
            self.ask_to_parse(text.get().bytes())?;
            return match int_parse::long_argument(text.get().bytes(), None) {
                Ok(n) => self.parsed_long(n),
                Err(message) => Err(self.value_error_bytes(&message)),
            };
        }
        if value.is_kind(kind::OLD_INSTANCE) {
            let w_result = match self.find_attr_text(value, "__long__")? {
                Some(w_long) => self.call(w_long, &[])?,
                None => self.old_instance_to_int(value)?,
            };
            return self.as_long(w_result, "__long__ returned non-long");
        }
        if let Some(w_long) = self.special_of(value, Special::Long) {
            let w_result = self.call_special(w_long, value, &[])?;
            return self.as_long(w_result, "__long__ returned non-long");
        }
        if let Some(w_trunc) = self.find_attr_text(value, "__trunc__")? {
            let w_truncated = self.call(w_trunc, &[])?;
            let w_result = self.integral_to_int(w_truncated)?;
            return self.as_long(w_result, "__trunc__ returned non-Integral");
        }
        match self.number_text(value)? {
            Some(text) => {
                self.ask_to_parse(&text)?;
                match int_parse::long_argument(&text, None) {
                    Ok(n) => self.parsed_long(n),
                    Err(message) => Err(self.value_error_bytes(&message)),
                }
            }
            None => {
                let given = self.type_name(value);
                raise!(self, TypeError, "long() argument must be a string or a number, not '{given}'")
            }
        }
    }

    /// `float(value)`
    pub fn to_float(&mut self, value: Value) -> PyResult {
        if value.exact::<FloatObject>().is_some() {
            return Ok(value);
        }
        if let Some(n) = value.as_exact_int() {
            return Ok(self.new_float(n as f64));
        }
        if let Some(text) = value.exact::<StrObject>() {
            return match text::float_parse::float_argument(text.get().bytes()) {
                Ok(float) => Ok(self.new_float(float)),
                Err(message) => Err(self.value_error_bytes(&message)),
            };
        }
        let w_result = if value.is_kind(kind::OLD_INSTANCE) {
            let w_float = self.getattr_text(value, "__float__")?;
            Some(self.call(w_float, &[])?)
        } else {
            match self.special_of(value, Special::Float) {
                Some(w_float) => Some(self.call_special(w_float, value, &[])?),
                None => None,
            }
        };
        if let Some(w_result) = w_result {
            if !w_result.is_kind(kind::FLOAT) {
                raise!(self, TypeError, "__float__ returned non-float (type {})", self.type_name(w_result));
            }
            return Ok(w_result);
        }
        match self.number_text(value)? {
            Some(text) => match text::float_parse::float_argument(&text) {
                Ok(float) => Ok(self.new_float(float)),
                Err(message) => Err(self.value_error_bytes(&message)),
            },
            None => raise!(self, TypeError, "float() argument must be a string or a number"),
        }
    }

    fn old_instance_to_int(&mut self, value: Value) -> PyResult {
        if let Some(w_int) = self.find_attr_text(value, "__int__")? {
            let w_result = self.call(w_int, &[])?;
            if !matches!(w_result.kind(), kind::INT | kind::LONG | kind::BOOL) {
                raise!(self, TypeError, "__int__ returned non-int (type {})", self.type_name(w_result));
            }
            return Ok(w_result);
        }
        let w_trunc = self.getattr_text(value, "__trunc__")?;
        let w_truncated = self.call(w_trunc, &[])?;
        self.integral_to_int(w_truncated)
    }

    /// What a `__trunc__` gave, as an int or long.
    fn integral_to_int(&mut self, value: Value) -> PyResult {
        let is_integer = |value: Value| matches!(value.kind(), kind::INT | kind::LONG | kind::BOOL);
        if is_integer(value) {
            return Ok(value);
        }
        let w_int = match value.kind() {
            kind::OLD_INSTANCE => self.find_attr_text(value, "__int__")?.map(|w_int| self.call(w_int, &[])),
            kind::STR | kind::UNICODE => None,
            _ => self.special_of(value, Special::Int).map(|w_int| self.call_special(w_int, value, &[])),
        };
        match w_int.transpose()? {
            Some(w_result) if is_integer(w_result) => Ok(w_result),
            other => {
                let shown = other.unwrap_or(value);
                let given = match crate::instance::old_class(self, shown) {
                    Some(class) => self.class_name(class.value()),
                    None => self.type_name(shown),
                };
                raise!(self, TypeError, "__trunc__ returned non-Integral (type {given})")
            }
        }
    }

    /// An int, or a long of any class, as what `long()` returns.
    fn as_long(&mut self, value: Value, complaint: &str) -> PyResult {
        match value.as_int() {
            Some(n) => Ok(self.new_long_i128(n.into())),
            None if value.is_kind(kind::LONG) => Ok(value),
            None => raise!(self, TypeError, "{complaint} (type {})", self.type_name(value)),
        }
    }

    pub(crate) fn parsed_int(&mut self, n: int_parse::Int) -> PyResult {
        match n {
            int_parse::Int::Small(n) => Ok(self.new_int(n)),
            int_parse::Int::Big(negative, limbs) => self.try_long_of_limbs(negative, &limbs),
        }
    }
    pub(crate) fn parsed_long(&mut self, n: int_parse::Int) -> PyResult {
        match n {
            int_parse::Int::Small(n) => Ok(self.new_long_i128(n.into())),
            int_parse::Int::Big(negative, limbs) => self.try_long_of_limbs(negative, &limbs),
        }
    }

    /// The bytes that the number parsers read: of str and of what has a character buffer as they are, of unicode its
    /// decimal digits as ASCII ones. `None` for other objects.
    pub fn number_text(&mut self, value: Value) -> PyResult<Option<std::borrow::Cow<'static, [u8]>>> {
        if let Some(text) = value.downcast::<StrObject>() {
            return Ok(Some(text.get().bytes().into()));
        }
        if let Some(text) = value.downcast::<UnicodeObject>() {
            return match int_parse::decimal_bytes(text.get().chars()) {
                Ok(bytes) => Ok(Some(bytes.into())),
                Err(range) => {
                    let w_encoding = self.new_str(b"decimal").value();
                    let w_reason = self.new_str(b"invalid decimal Unicode string").value();
                    let (start, stop) = (Value::small(range.start as i64), Value::small(range.end as i64));
                    Err(self.error_with(Exc::UnicodeEncodeError, &[w_encoding, value, start, stop, w_reason]))
                }
            };
        }
        // A buffer has characters where what it shows has.
        let mut shown = value;
        while let Some(buffer) = shown.downcast::<crate::types::buffer::BufferObject>() {
            shown = buffer.base();
        }
        let text = shown.is_kind(kind::STR) || self.buffer_ops(shown).is_some_and(|ops| ops.text);
        if text && self.buffer_ops(value).is_some_and(|ops| ops.text) {
            return Ok(Some(self.char_buffer(value)?.get().into()));
        }
        Ok(None)
    }

    /// `__format__` of a number: `write` puts it by the specification, which is not empty.
    pub(crate) fn format_number(
        &mut self,
        this: Value,
        w_spec: Value,
        write: impl FnOnce(&mut Context, &mut Vec<u8>, Chars<'static>) -> PyResult<Result<(), FormatError>>,
    ) -> PyResult {
        if !matches!(w_spec.kind(), kind::STR | kind::UNICODE) {
            raise!(self, TypeError, "__format__ requires str or unicode");
        }
        let spec = self.str(w_spec)?;
        if spec.is_empty() {
            return self.str(this).map(Gc::value);
        }
        let mut out = Vec::new();
        match write(self, &mut out, Chars::One(spec.get().bytes()))? {
            Ok(()) => self.try_new_str(&out).map(Gc::value),
            Err(error) => Err(self.format_error(error)),
        }
    }

    /// The exception for a format specification that cannot be obeyed.
    #[cold]
    pub fn format_error(&mut self, error: FormatError) -> Raised {
        match error {
            FormatError::Value(message) => self.value_error_bytes(&message),
            FormatError::Overflow(message) => self.error_text(Exc::OverflowError, message),
            FormatError::Memory => self.memory_error(),
        }
    }

    /// A new float of exact type or of `class`, a subclass.
    pub(crate) fn float_for(&mut self, class: Gc<crate::TypeObject>, float: f64) -> PyResult {
        if class == super::float::FLOAT.get(self) {
            return Ok(self.new_float(float));
        }
        let mut object = self.allocate_for::<FloatObject>(class, 0)?;
        object.float = float;
        Ok(object.value())
    }

    /// A new int of `class`, a subclass.
    pub(crate) fn int_for(&mut self, class: Gc<crate::TypeObject>, n: i64) -> PyResult {
        let mut object = self.allocate_for::<IntObject>(class, 0)?;
        object.int = n;
        Ok(object.value())
    }

    /// A long of `class`, a subclass, with the value of another.
    pub(crate) fn long_for(&mut self, class: Gc<crate::TypeObject>, like: Gc<LongObject>) -> PyResult {
        let digits = like.get().digits();
        let object = self.allocate_for::<LongObject>(class, (digits.len() * 4).next_multiple_of(8))?;
        crate::long::init_long(object, like.is_negative(), digits);
        Ok(object.value())
    }
}

/// Runs `with` on what the C library says about numbers in the running locale, which format code `n` asks for.
pub fn with_locale<R>(spec: &FormatSpec, with: impl FnOnce(&Locale<'_>) -> R) -> R {
    if spec.letter() != Some(b'n') {
        return with(&Locale::C);
    }
    // SAFETY: `localeconv` returns a static structure of C strings; nothing here changes the locale meanwhile.
    unsafe {
        let conv = libc::localeconv();
        if conv.is_null() {
            return with(&Locale::C);
        }
        let bytes = |text: *const libc::c_char| -> &[u8] {
            if text.is_null() { b"" } else { std::ffi::CStr::from_ptr(text).to_bytes() }
        };
        with(&Locale {
            decimal_point: bytes((*conv).decimal_point),
            thousands_sep: bytes((*conv).thousands_sep),
            grouping: bytes((*conv).grouping),
        })
    }
}
