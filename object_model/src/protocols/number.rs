//! Binary, in-place and unary operations.
//!
//! An operator tries the left operand's method, then the right one's reflected method; the right one first where its class
//! is a subclass that overrides it (language reference 3.4.8, 2.7). Old-style instances take part through the methods of
//! their common type, which coerce.

use crate::context::Context;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::float::FloatObject;
use crate::list::ListObject;
use crate::long::LongObject;
use crate::names::Special;
use crate::singletons::not_implemented;
use crate::strings::{StrObject, UnicodeObject};
use crate::tuple::TupleObject;
use crate::types::complex::{self, ComplexObject};
use crate::types::{float, int, list, long, set, tuple};
use crate::value::{Slot, Value};
use crate::{Gc, kind, raise};

macro_rules! binary_operators {
    ($($id:ident $left:ident $right:ident $inplace:ident $symbol:literal;)*) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum BinaryOp { $($id,)* }
        impl BinaryOp {
            pub const fn left(self) -> Special {
                match self { $(BinaryOp::$id => Special::$left,)* }
            }
            pub const fn right(self) -> Special {
                match self { $(BinaryOp::$id => Special::$right,)* }
            }
            pub const fn inplace(self) -> Special {
                match self { $(BinaryOp::$id => Special::$inplace,)* }
            }
            pub const fn symbol(self) -> &'static str {
                match self { $(BinaryOp::$id => $symbol,)* }
            }
        }
    };
}

binary_operators! {
    Add Add RAdd IAdd "+";
    Sub Sub RSub ISub "-";
    Mul Mul RMul IMul "*";
    Div Div RDiv IDiv "/";
    TrueDiv TrueDiv RTrueDiv ITrueDiv "/";
    FloorDiv FloorDiv RFloorDiv IFloorDiv "//";
    Mod Mod RMod IMod "%";
    Pow Pow RPow IPow "** or pow()";
    LShift LShift RLShift ILShift "<<";
    RShift RShift RRShift IRShift ">>";
    And And RAnd IAnd "&";
    Or Or ROr IOr "|";
    Xor Xor RXor IXor "^";
    DivMod DivMod RDivMod DivMod "divmod()";
}

impl Context {
    /// `a op b`
    #[inline]
    pub fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> PyResult {
        if let (Some(x), Some(y)) = (a.as_small(), b.as_small()) {
            return int::arith::binary(self, op, x, y);
        }
        self.binary_any(op, a, b)
    }

    #[inline(never)]
    fn binary_any(&mut self, op: BinaryOp, a: Value, b: Value) -> PyResult {
        const INT: u32 = kind::INT as u32;
        const LONG: u32 = kind::LONG as u32;
        let builtin = match (a.shape(), b.shape()) {
            (LONG, INT | LONG) | (INT, LONG) => {
                return long::arith::binary(self, op, long::arith::exact_operand(a), long::arith::exact_operand(b));
            }
            (shape, _) if shape == u32::from(kind::STR) || shape == u32::from(kind::UNICODE) => builtin_text(self, op, a, b),
            (shape, _) if shape >= kind::FIRST_MAP => None,
            _ if matches!(a.kind(), kind::LIST | kind::TUPLE | kind::SET | kind::FROZENSET) => {
                builtin_containers(self, op, a, b)
            }
            _ => builtin_numbers(self, op, a, b),
        };
        if let Some(result) = builtin {
            return result;
        }
        let result = self.binary_or_not(op, a, b)?;
        if result == not_implemented() {
            return Err(self.unsupported(op, op.symbol(), a, b));
        }
        Ok(result)
    }

    /// `a op b`, or NotImplemented.
    pub fn binary_or_not(&mut self, op: BinaryOp, a: Value, b: Value) -> PyResult {
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let left = self.special(class_a, op.left());
        let mut right = if class_a != class_b { self.special(class_b, op.right()) } else { None };
        if let Some(w_right) = right
            && class_b.is_subtype(class_a)
            && self.special(class_a, op.right()) != Some(w_right)
        {
            let result = self.call_special(w_right, b, &[a])?;
            if result != not_implemented() {
                return Ok(result);
            }
            right = None;
        }
        // A sequence's methods come after those of a number class.
        if let Some(w_right) = right
            && number_first(op, a, b, left, w_right)
        {
            let result = self.call_special(w_right, b, &[a])?;
            if result != not_implemented() {
                return Ok(result);
            }
            right = None;
        }
        if let Some(w_left) = left {
            let result = self.call_special(w_left, a, &[b])?;
            if result != not_implemented() {
                return Ok(result);
            }
        }
        match right {
            Some(w_right) => self.call_special(w_right, b, &[a]),
            None => Ok(not_implemented()),
        }
    }

    /// `a op= b`
    pub fn inplace(&mut self, op: BinaryOp, a: Value, b: Value) -> PyResult {
        let quick = match a.kind() {
            kind::STR | kind::UNICODE => builtin_text(self, op, a, b),
            kind::LIST | kind::SET => containers_in_place(self, op, a, b),
            kind::TUPLE | kind::FROZENSET => builtin_containers(self, op, a, b),
            _ => builtin_numbers(self, op, a, b),
        };
        if let Some(result) = quick {
            return result;
        }
        if is_sequence(a)
            && let Some(w_right) = self.special_of(b, op.right())
            && let own = self.special_of(a, op.inplace()).filter(|w_own| !w_own.is_kind(kind::WRAPPER_DESCRIPTOR))
            && let left = own.or(self.special_of(a, op.left()))
            && number_first(op, a, b, left, w_right)
        {
            let result = self.call_special(w_right, b, &[a])?;
            if result != not_implemented() {
                return Ok(result);
            }
        }
        if let Some(w_method) = self.special_of(a, op.inplace()) {
            let result = self.call_special(w_method, a, &[b])?;
            if result != not_implemented() {
                return Ok(result);
            }
        }
        let result = self.binary_or_not(op, a, b)?;
        if result == not_implemented() {
            let symbol = if op == BinaryOp::Pow { op.symbol().to_string() } else { format!("{}=", op.symbol()) };
            return Err(self.unsupported(op, &symbol, a, b));
        }
        Ok(result)
    }

    #[cold]
    fn unsupported(&mut self, op: BinaryOp, symbol: &str, a: Value, b: Value) -> crate::Raised {
        let (left, right) = (self.type_name(a), self.type_name(b));
        let generic = |cx: &mut Context, value: Value, special: Special| {
            let w_method = cx.special_of(value, special);
            w_method.is_some_and(|w_method| w_method.kind() != kind::WRAPPER_DESCRIPTOR)
        };
        // Sequences have their own words for it, unless a program has given them the operator.
        match (op, a.kind()) {
            (BinaryOp::Add | BinaryOp::Mul, _) if a.shape() >= kind::FIRST_MAP && generic(self, a, op.left()) => {
                self.error(Exc::TypeError, format_args!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'"))
            }
            (BinaryOp::Add, kind::STR) => {
                self.error(Exc::TypeError, format_args!("cannot concatenate 'str' and '{right}' objects"))
            }
            (BinaryOp::Add, kind::LIST) => {
                self.error(Exc::TypeError, format_args!("can only concatenate list (not \"{right}\") to list"))
            }
            (BinaryOp::Add, kind::TUPLE) => {
                self.error(Exc::TypeError, format_args!("can only concatenate tuple (not \"{right}\") to tuple"))
            }
            (BinaryOp::Add, kind::UNICODE) => {
                self.error(Exc::TypeError, format_args!("coercing to Unicode: need string or buffer, {right} found"))
            }
            (BinaryOp::Add, kind::BYTEARRAY) => {
                self.error(Exc::TypeError, format_args!("can't concat bytearray to {right}"))
            }
            (BinaryOp::Mul, _) if is_sequence(a) => {
                self.error(Exc::TypeError, format_args!("can't multiply sequence by non-int of type '{right}'"))
            }
            (BinaryOp::Mul, _) if is_sequence(b) => {
                self.error(Exc::TypeError, format_args!("can't multiply sequence by non-int of type '{left}'"))
            }
            _ => {
                self.error(Exc::TypeError, format_args!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'"))
            }
        }
    }

    /// `pow(a, b, c)`: no reflected form.
    pub fn power3(&mut self, a: Value, b: Value, c: Value) -> PyResult {
        if c.is_none() {
            return self.binary(BinaryOp::Pow, a, b);
        }
        if let Some(w_pow) = self.special_of(a, Special::Pow) {
            let result = self.call_special(w_pow, a, &[b, c])?;
            if result != not_implemented() {
                return Ok(result);
            }
        }
        // Wider numbers among the others know what to do with the first one.
        for other in [b, c] {
            let result = match other.kind() {
                kind::INT | kind::BOOL => int::power(self, a, b, c)?,
                kind::LONG => long::power(self, a, b, c)?,
                kind::FLOAT => float::power(self, a, b, c)?,
                kind::COMPLEX => complex::power(self, a, b, c)?,
                _ => continue,
            };
            if result != not_implemented() {
                return Ok(result);
            }
        }
        let (a, b, c) = (self.type_name(a), self.type_name(b), self.type_name(c));
        raise!(self, TypeError, "unsupported operand type(s) for pow(): '{a}', '{b}', '{c}'")
    }

    /// `-a`, `+a`, `~a`, `abs(a)`
    pub fn unary(&mut self, special: Special, a: Value) -> PyResult {
        match (special, a.as_small(), a.exact::<FloatObject>()) {
            (Special::Neg, Some(n), _) => return Ok(int::arith::neg(self, n)),
            (Special::Invert, Some(n), _) => return Ok(self.new_int(!n)),
            (Special::Abs, Some(n), _) if n >= 0 => return Ok(a),
            (Special::Abs, Some(n), _) => return Ok(int::arith::neg(self, n)),
            (Special::Neg, _, Some(float)) => return Ok(self.new_float(-float.float)),
            (Special::Abs, _, Some(float)) => return Ok(self.new_float(float.float.abs())),
            _ => {}
        }
        match self.special_of(a, special) {
            Some(w_method) => self.call_special(w_method, a, &[]),
            None => {
                let symbol = match special {
                    Special::Neg => "unary -",
                    Special::Pos => "unary +",
                    Special::Invert => "unary ~",
                    _ => "abs()",
                };
                raise!(self, TypeError, "bad operand type for {symbol}: '{}'", self.type_name(a))
            }
        }
    }
}

/// Concatenation and `%` of exact str and unicode; `None` for all else.
#[inline]
fn builtin_text(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> Option<PyResult> {
    if let Some(x) = a.exact::<StrObject>() {
        return match (op, b.exact::<StrObject>()) {
            (BinaryOp::Add, Some(y)) => Some(cx.concat_str(x, y).map(Gc::value)),
            (BinaryOp::Mod, Some(_)) => Some(cx.percent_format(a, b)),
            // A subclass of str may have its own `__rmod__`.
            (BinaryOp::Mod, None) if !b.is_kind(kind::STR) => Some(cx.percent_format(a, b)),
            _ => None,
        };
    }
    if let (BinaryOp::Add, Some(x), Some(y)) = (op, a.exact::<UnicodeObject>(), b.exact::<UnicodeObject>()) {
        return Some(cx.concat_unicode(x, y).map(Gc::value));
    }
    None
}

/// Concatenation and repetition of exact lists and tuples, operators of exact sets; `None` for all else.
fn builtin_containers(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> Option<PyResult> {
    if let Some(x) = a.exact::<ListObject>() {
        return match op {
            BinaryOp::Add => Some(list::concat(cx, x, b.exact::<ListObject>()?)),
            BinaryOp::Mul if b.is_small() => Some(list::repeated(cx, x, b)),
            _ => None,
        };
    }
    if let Some(x) = a.exact::<TupleObject>() {
        return match op {
            BinaryOp::Add => Some(tuple::concat(cx, x, b.exact::<TupleObject>()?)),
            BinaryOp::Mul if b.is_small() => Some(tuple::repeat(cx, x, b)),
            _ => None,
        };
    }
    let sets = exact_set(a) && exact_set(b);
    if sets { set::binary(cx, op, a, b) } else { None }
}

/// As `builtin_containers` for the types that change.
fn containers_in_place(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> Option<PyResult> {
    if let Some(x) = a.exact::<ListObject>() {
        let known = b.exact::<ListObject>().is_some() || b.exact::<TupleObject>().is_some();
        return (op == BinaryOp::Add && known).then(|| list::extend_with(cx, x, b).map(|()| a));
    }
    let sets = a.shape() == u32::from(kind::SET) && exact_set(b);
    if sets { set::in_place_op(cx, op, a, b) } else { None }
}

fn exact_set(value: Value) -> bool {
    value.shape() == u32::from(kind::SET) || value.shape() == u32::from(kind::FROZENSET)
}

/// Operators of exact built-in numbers, which no Python code can change; `None` where the general way has to see.
#[inline]
fn builtin_numbers(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> Option<PyResult> {
    if let (Some(x), Some(y)) = (a.as_exact_int(), b.as_exact_int()) {
        return Some(int::arith::binary(cx, op, x, y));
    }
    if let Some(x) = a.exact::<FloatObject>() {
        let y = match b.exact::<FloatObject>() {
            Some(y) => y.float,
            None => b.as_exact_int()? as f64,
        };
        return float_operands(cx, op, x.float, y);
    }
    if let Some(y) = b.exact::<FloatObject>() {
        let x = a.as_exact_int()? as f64;
        return float_operands(cx, op, x, y.float);
    }
    if a.exact::<ComplexObject>().is_some() && (b.exact::<ComplexObject>().is_some() || b.as_exact_int().is_some()) {
        return Some(complex::apply(cx, op, a, b))
            .filter(|result| !matches!(result, Ok(value) if *value == not_implemented()));
    }
    let is_integer = |value: Value| value.as_exact_int().is_some() || value.exact::<LongObject>().is_some();
    if !is_integer(a) || !is_integer(b) {
        return None;
    }
    match (long::arith::operand(a), long::arith::operand(b)) {
        (Some(x), Some(y)) => Some(long::arith::binary(cx, op, x, y)),
        _ => None,
    }
}

#[inline]
fn float_operands(cx: &mut Context, op: BinaryOp, x: f64, y: f64) -> Option<PyResult> {
    match op {
        BinaryOp::LShift | BinaryOp::RShift | BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => None,
        _ => Some(float::arith::binary(cx, op, x, y)),
    }
}

/// In CPython `+` and `*` of sequences are not numeric slots, so a Python class's reflected method goes first.
fn number_first(op: BinaryOp, a: Value, b: Value, left: Slot, w_right: Value) -> bool {
    matches!(op, BinaryOp::Add | BinaryOp::Mul)
        && is_sequence(a)
        && left.is_none_or(|w_left| w_left.kind() == kind::WRAPPER_DESCRIPTOR)
        && b.shape() >= kind::FIRST_MAP
        && (w_right.kind() != kind::WRAPPER_DESCRIPTOR || b.is_kind(kind::OLD_INSTANCE))
}

fn is_sequence(value: Value) -> bool {
    matches!(value.kind(), kind::STR | kind::UNICODE | kind::LIST | kind::TUPLE | kind::BYTEARRAY)
}
