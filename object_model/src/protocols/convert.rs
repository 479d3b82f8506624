//! Truth and conversions to machine numbers.

use crate::context::Context;
use crate::error::PyResult;
use crate::float::FloatObject;
use crate::long::LongObject;
use crate::names::Special;
use crate::singletons::{py_false, py_true};
use crate::value::Value;
use crate::{kind, raise};

impl Context {
    /// Truth of any object.
    #[inline(always)]
    pub fn truth(&mut self, value: Value) -> PyResult<bool> {
        if value == py_true() {
            return Ok(true);
        }
        if value == py_false() {
            return Ok(false);
        }
        if let Some(n) = value.as_small() {
            return Ok(n != 0);
        }
        self.truth_slow(value)
    }

    #[inline(never)]
    pub fn truth_slow(&mut self, value: Value) -> PyResult<bool> {
        match value.shape() as u8 {
            _ if value.shape() >= kind::FIRST_MAP => {}
            kind::NONE => return Ok(false),
            kind::STR => return Ok(value.downcast::<crate::strings::StrObject>().is_some_and(|text| !text.is_empty())),
            kind::UNICODE => {
                return Ok(value.downcast::<crate::strings::UnicodeObject>().is_some_and(|text| !text.is_empty()));
            }
            kind::LIST | kind::TUPLE | kind::DICT => return Ok(self.length(value)? != 0),
            kind::FLOAT => return Ok(value.downcast::<FloatObject>().is_some_and(|float| float.float != 0.0)),
            kind::LONG => return Ok(value.downcast::<LongObject>().is_some_and(|long| !long.is_zero())),
            kind::FUNCTION | kind::TYPE | kind::MODULE | kind::METHOD | kind::BUILTIN_FUNCTION => return Ok(true),
            _ => {}
        }
        let class = self.class_of(value);
        if let Some(w_nonzero) = self.special(class, Special::Nonzero) {
            let w_result = self.call_special(w_nonzero, value, &[])?;
            // Instances of old-style classes bring their own checks.
            return match w_result.as_int() {
                Some(n) if w_result.shape() < kind::FIRST_MAP => Ok(n != 0),
                _ => {
                    let given = self.type_name(w_result);
                    raise!(self, TypeError, "__nonzero__ should return bool or int, returned {given}")
                }
            };
        }
        match self.special(class, Special::Len) {
            Some(w_len) => {
                let w_length = self.call_special(w_len, value, &[])?;
                Ok(self.length_result(w_length)? != 0)
            }
            None => Ok(true),
        }
    }

    /// Does it have `__index__`?
    pub fn is_index(&mut self, value: Value) -> bool {
        match value.kind() {
            kind::INT | kind::LONG | kind::BOOL => true,
            _ => self.special_of(value, Special::Index).is_some(),
        }
    }

    /// `operator.index(value)`: an int or long.
    pub fn index(&mut self, value: Value) -> PyResult {
        match value.kind() {
            kind::INT | kind::LONG | kind::BOOL => return Ok(value),
            _ => {}
        }
        let Some(w_index) = self.special_of(value, Special::Index) else {
            let given = self.type_name(value);
            raise!(self, TypeError, "'{given}' object cannot be interpreted as an index");
        };
        let w_result = self.call_special(w_index, value, &[])?;
        match w_result.kind() {
            kind::INT | kind::LONG | kind::BOOL => Ok(w_result),
            _ => {
                let given = self.type_name(w_result);
                raise!(self, TypeError, "__index__ returned non-(int,long) (type {given})")
            }
        }
    }

    /// `__index__`, clipped to a machine word: for slice bounds.
    pub fn index_clipped(&mut self, value: Value) -> PyResult<isize> {
        let w_index = match self.is_index(value) {
            true => self.index(value)?,
            false => raise!(self, TypeError, "slice indices must be integers or None or have an __index__ method"),
        };
        Ok(match (w_index.as_int(), w_index.downcast::<LongObject>()) {
            (Some(n), _) => n as isize,
            (None, Some(long)) => match long.to_i64() {
                Some(n) => n as isize,
                None if long.is_negative() => isize::MIN,
                None => isize::MAX,
            },
            (None, None) => 0,
        })
    }

    /// `__index__` as a machine word; IndexError-like OverflowError beyond.
    pub fn index_exact(&mut self, value: Value) -> PyResult<i64> {
        let w_index = self.index(value)?;
        match (w_index.as_int(), w_index.downcast::<LongObject>()) {
            (Some(n), _) => Ok(n),
            (None, Some(long)) => match long.to_i64() {
                Some(n) => Ok(n),
                None => {
                    let given = self.type_name(value);
                    raise!(self, OverflowError, "cannot fit '{given}' into an index-sized integer")
                }
            },
            (None, None) => Ok(0),
        }
    }

    /// A subscript: as `index_exact`, with IndexError beyond a word.
    pub fn subscript(&mut self, value: Value) -> PyResult<isize> {
        if let Some(n) = value.as_small() {
            return Ok(n as isize);
        }
        let w_index = self.index(value)?;
        match (w_index.as_int(), w_index.downcast::<LongObject>()) {
            (Some(n), _) => Ok(n as isize),
            (None, Some(long)) => match long.to_i64() {
                Some(n) => Ok(n as isize),
                None => {
                    let given = self.type_name(value);
                    raise!(self, IndexError, "cannot fit '{given}' into an index-sized integer")
                }
            },
            (None, None) => Ok(0),
        }
    }

    /// As `PyArg_ParseTuple`'s "l": ints, longs that fit, `__int__`; floats are refused.
    pub fn int_arg(&mut self, value: Value) -> PyResult<i64> {
        if let Some(n) = value.as_int() {
            return Ok(n);
        }
        if let Some(long) = value.downcast::<LongObject>().filter(|_| value.shape() < kind::FIRST_MAP) {
            return match long.to_i64() {
                Some(n) => Ok(n),
                None => raise!(self, OverflowError, "Python int too large to convert to C long"),
            };
        }
        if value.is_kind(kind::FLOAT) {
            raise!(self, TypeError, "integer argument expected, got float");
        }
        match self.special_of(value, Special::Int) {
            Some(w_int) if !matches!(value.kind(), kind::STR | kind::UNICODE) => {
                let w_result = self.call_special(w_int, value, &[])?;
                match (w_result.as_int(), w_result.downcast::<LongObject>()) {
                    (Some(n), _) => Ok(n),
                    (None, Some(long)) => match long.to_i64() {
                        Some(n) => Ok(n),
                        None => raise!(self, OverflowError, "Python int too large to convert to C long"),
                    },
                    (None, None) => raise!(self, TypeError, "__int__ method should return an integer"),
                }
            }
            _ => raise!(self, TypeError, "an integer is required"),
        }
    }

    /// As `PyFloat_AsDouble`: floats, ints, longs, `__float__`.
    pub fn float_arg(&mut self, value: Value) -> PyResult<f64> {
        if let Some(float) = value.downcast::<FloatObject>() {
            return Ok(float.float);
        }
        // Those of subclasses may have a `__float__` of their own.
        if value.shape() < kind::FIRST_MAP {
            if let Some(n) = value.as_int() {
                return Ok(n as f64);
            }
            if let Some(long) = value.downcast::<LongObject>() {
                return self.long_to_float(long);
            }
        }
        match self.special_of(value, Special::Float) {
            Some(w_float) if !matches!(value.kind(), kind::STR | kind::UNICODE) => {
                let w_result = self.call_special(w_float, value, &[])?;
                match w_result.downcast::<FloatObject>() {
                    Some(float) => Ok(float.float),
                    None => raise!(self, TypeError, "nb_float should return float object"),
                }
            }
            _ => raise!(self, TypeError, "a float is required"),
        }
    }

    /// The float nearest to a long; OverflowError.
    pub fn long_to_float(&mut self, long: crate::Gc<LongObject>) -> PyResult<f64> {
        match crate::types::long::to_f64(&long) {
            Some(float) => Ok(float),
            None => raise!(self, OverflowError, "long int too large to convert to float"),
        }
    }
}
