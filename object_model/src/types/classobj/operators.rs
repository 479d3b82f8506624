//! Operators of old-style instances: coercion first, then the method of that name.
//!
//! The dispatch of `protocols::number` asks the left operand's type, then the right one's where that differs; so for two
//! instances the method of the left one asks both, in 2.7's order.

use super::instance::{call_attr, optional};
use crate::context::Context;
use crate::error::PyResult;
use crate::names::Special;
use crate::protocols::compare::CompareOp;
use crate::protocols::number::BinaryOp;
use crate::tuple::TupleObject;
use crate::value::Value;
use crate::{kind, not_implemented, py_methods, raise};
use std::cmp::Ordering;

fn is_instance(value: Value) -> bool {
    value.is_kind(kind::OLD_INSTANCE)
}

/// What `this.__coerce__(other)` makes of the two; `None`: nothing.
fn coerce(cx: &mut Context, this: Value, other: Value) -> PyResult<Option<(Value, Value)>> {
    let Some(w_coerce) = optional(cx, this, Special::Coerce)? else { return Ok(None) };
    let w_pair = cx.call(w_coerce, &[other])?;
    if w_pair.is_none() || w_pair == not_implemented() {
        return Ok(None);
    }
    match w_pair.downcast::<TupleObject>().map(|pair| pair.get().items()) {
        Some(&[this, other]) => Ok(Some((this, other))),
        _ => raise!(cx, TypeError, "coercion should return None or 2-tuple"),
    }
}

/// The method of that name, or NotImplemented.
fn by_method(cx: &mut Context, this: Value, other: Value, special: Special) -> PyResult {
    match optional(cx, this, special)? {
        Some(w_method) => cx.call(w_method, &[other]),
        None => Ok(not_implemented()),
    }
}

/// One side of an operation: `again` is the operation as a whole, for operands that were coerced to something else.
fn half(
    cx: &mut Context,
    this: Value,
    other: Value,
    special: Special,
    swapped: bool,
    again: fn(&mut Context, BinaryOp, Value, Value) -> PyResult,
    op: BinaryOp,
) -> PyResult {
    if !is_instance(this) {
        return Ok(not_implemented());
    }
    let Some((this, other)) = coerce(cx, this, other)? else { return by_method(cx, this, other, special) };
    // An instance again: coercion would go round for ever.
    if is_instance(this) {
        return by_method(cx, this, other, special);
    }
    cx.check_native_stack(" after coercion")?;
    if swapped { again(cx, op, other, this) } else { again(cx, op, this, other) }
}

fn binary(cx: &mut Context, op: BinaryOp, this: Value, other: Value) -> PyResult {
    let result = half(cx, this, other, op.left(), false, Context::binary, op)?;
    if result != not_implemented() || !is_instance(other) {
        return Ok(result);
    }
    reflected(cx, op, other, this)
}

fn reflected(cx: &mut Context, op: BinaryOp, this: Value, other: Value) -> PyResult {
    half(cx, this, other, op.right(), true, Context::binary, op)
}

fn inplace(cx: &mut Context, op: BinaryOp, this: Value, other: Value) -> PyResult {
    half(cx, this, other, op.inplace(), false, Context::inplace, op)
}

macro_rules! binary_methods {
    ($($op:ident $name:ident $rname:ident $iname:ident;)*) => {
        py_methods! { BINARY:
            $(
            /// x.__op__(y) <==> x op y
            fn $name(cx: &mut Context, this: Value, other: Value) -> PyResult {
                binary(cx, BinaryOp::$op, this, other)
            }
            /// x.__rop__(y) <==> y op x
            fn $rname(cx: &mut Context, this: Value, other: Value) -> PyResult {
                reflected(cx, BinaryOp::$op, this, other)
            }
            /// x.__iop__(y) <==> x op= y
            fn $iname(cx: &mut Context, this: Value, other: Value) -> PyResult {
                inplace(cx, BinaryOp::$op, this, other)
            }
            )*
        }
    };
}

binary_methods! {
    Add __add__ __radd__ __iadd__;
    Sub __sub__ __rsub__ __isub__;
    Mul __mul__ __rmul__ __imul__;
    Div __div__ __rdiv__ __idiv__;
    TrueDiv __truediv__ __rtruediv__ __itruediv__;
    FloorDiv __floordiv__ __rfloordiv__ __ifloordiv__;
    Mod __mod__ __rmod__ __imod__;
    LShift __lshift__ __rlshift__ __ilshift__;
    RShift __rshift__ __rrshift__ __irshift__;
    And __and__ __rand__ __iand__;
    Or __or__ __ror__ __ior__;
    Xor __xor__ __rxor__ __ixor__;
}

macro_rules! unary_methods {
    ($($special:ident $name:ident;)*) => {
        py_methods! { UNARY:
            $(
            /// The method of that name of the instance.
            fn $name(cx: &mut Context, this: Value) -> PyResult {
                call_attr(cx, this, Special::$special, &[])
            }
            )*
        }
    };
}

unary_methods! {
    Neg __neg__;
    Pos __pos__;
    Abs __abs__;
    Invert __invert__;
    Float __float__;
    Oct __oct__;
    Hex __hex__;
}

/// `a op b` for one instance, as its rich method says.
fn rich(cx: &mut Context, op: CompareOp, this: Value, other: Value) -> PyResult {
    by_method(cx, this, other, op.special())
}

macro_rules! comparison_methods {
    ($($op:ident $name:ident;)*) => {
        py_methods! { COMPARISONS:
            $(
            /// x.__op__(y) <==> x op y
            fn $name(cx: &mut Context, this: Value, other: Value) -> PyResult {
                rich(cx, CompareOp::$op, this, other)
            }
            )*
        }
    };
}

comparison_methods! {
    Lt __lt__;
    Le __le__;
    Eq __eq__;
    Ne __ne__;
    Gt __gt__;
    Ge __ge__;
}

/// What `this.__cmp__(other)` says; `None`: nothing.
fn half_compare(cx: &mut Context, this: Value, other: Value) -> PyResult<Option<Ordering>> {
    if !is_instance(this) {
        return Ok(None);
    }
    let Some(w_cmp) = optional(cx, this, Special::Cmp)? else { return Ok(None) };
    let w_result = cx.call(w_cmp, &[other])?;
    if w_result == not_implemented() {
        return Ok(None);
    }
    match cx.int_arg(w_result) {
        Ok(n) => Ok(Some(n.cmp(&0))),
        Err(_) => {
            cx.pending = None;
            raise!(cx, TypeError, "comparison did not return an int")
        }
    }
}

/// The order of two objects, one of them an instance; `None`: undecided.
pub fn compare(cx: &mut Context, this: Value, other: Value) -> PyResult<Option<Ordering>> {
    let mut coerced = if is_instance(this) { coerce(cx, this, other)? } else { None };
    if coerced.is_none() && is_instance(other) {
        coerced = coerce(cx, other, this)?.map(|(other, this)| (this, other));
    }
    let (this, other) = coerced.unwrap_or((this, other));
    if !is_instance(this) && !is_instance(other) {
        return cx.three_way(this, other).map(Some);
    }
    if let Some(ordering) = half_compare(cx, this, other)? {
        return Ok(Some(ordering));
    }
    Ok(half_compare(cx, other, this)?.map(Ordering::reverse))
}

/// A number as `__int__` or `__trunc__` gives it.
fn as_int(cx: &mut Context, this: Value) -> PyResult {
    if let Some(w_int) = optional(cx, this, Special::Int)? {
        return cx.call(w_int, &[]);
    }
    let w_number = call_attr(cx, this, Special::Trunc, &[])?;
    if matches!(w_number.kind(), kind::INT | kind::BOOL | kind::LONG) {
        return Ok(w_number);
    }
    let name = cx.name(Special::Int);
    if let Some(w_int) = cx.find_attr(w_number, name)? {
        return cx.call(w_int, &[]);
    }
    let given = cx.type_name(w_number);
    raise!(cx, TypeError, "__trunc__ returned non-Integral (type {given})")
}

py_methods! { OTHERS:
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        Ok(compare(cx, this, other)?.map_or(not_implemented(), |ordering| Value::small(ordering as i64)))
    }
    /// x.__coerce__(y) <==> coerce(x, y)
    fn __coerce__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        match coerce(cx, this, other)? {
            Some((this, other)) => Ok(cx.new_tuple(&[this, other]).value()),
            None => Ok(not_implemented()),
        }
    }
    /// x.__divmod__(y) <==> divmod(x, y)
    fn __divmod__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        binary(cx, BinaryOp::DivMod, this, other)
    }
    /// x.__rdivmod__(y) <==> divmod(y, x)
    fn __rdivmod__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        reflected(cx, BinaryOp::DivMod, this, other)
    }
    /// x.__pow__(y[, z]) <==> pow(x, y[, z])
    fn __pow__(cx: &mut Context, this: Value, other: Value, modulus: Value = crate::none()) -> PyResult {
        if modulus.is_none() {
            return binary(cx, BinaryOp::Pow, this, other);
        }
        // With a modulus there is no coercion.
        call_attr(cx, this, Special::Pow, &[other, modulus])
    }
    /// y.__rpow__(x[, z]) <==> pow(x, y[, z])
    fn __rpow__(cx: &mut Context, this: Value, other: Value, _modulus: Value = crate::none()) -> PyResult {
        reflected(cx, BinaryOp::Pow, this, other)
    }
    /// x.__ipow__(y) <==> x **= y
    fn __ipow__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        inplace(cx, BinaryOp::Pow, this, other)
    }
    /// x.__int__() <==> int(x)
    fn __int__(cx: &mut Context, this: Value) -> PyResult {
        as_int(cx, this)
    }
    /// x.__long__() <==> long(x)
    fn __long__(cx: &mut Context, this: Value) -> PyResult {
        match optional(cx, this, Special::Long)? {
            Some(w_long) => cx.call(w_long, &[]),
            None => as_int(cx, this),
        }
    }
    /// x[y:z] <==> x[y.__index__():z.__index__()]
    fn __index__(cx: &mut Context, this: Value) -> PyResult {
        match optional(cx, this, Special::Index)? {
            Some(w_index) => cx.call(w_index, &[]),
            None => raise!(cx, TypeError, "object cannot be interpreted as an index"),
        }
    }
}
