//! Operators and comparisons of sets: both operands must be sets.

use super::{copy, difference, equals, intersection, symmetric_difference, update};
use crate::context::Context;
use crate::error::PyResult;
use crate::protocols::compare::CompareOp;
use crate::protocols::number::BinaryOp;
use crate::set::any_set;
use crate::singletons::{not_implemented, py_bool};
use crate::value::Value;
use crate::{py_methods, raise};

/// `a op b` with a new set as result.
fn either(cx: &mut Context, op: Operator, a: Value, b: Value) -> PyResult {
    let (Some(a), Some(_)) = (any_set(a), any_set(b)) else { return Ok(not_implemented()) };
    let result = match op {
        Operator::And => intersection(cx, a, b)?,
        Operator::Or => {
            let result = copy(cx, a)?;
            update(cx, result, b)?;
            result
        }
        Operator::Sub => difference(cx, a, b)?,
        Operator::Xor => symmetric_difference(cx, a, b)?,
    };
    Ok(result.value())
}

/// An operator between two sets; `None` for those that sets have not.
pub(crate) fn binary(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> Option<PyResult> {
    let op = match op {
        BinaryOp::And => Operator::And,
        BinaryOp::Or => Operator::Or,
        BinaryOp::Sub => Operator::Sub,
        BinaryOp::Xor => Operator::Xor,
        _ => return None,
    };
    Some(either(cx, op, a, b))
}

/// The same in place.
pub(crate) fn in_place_op(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> Option<PyResult> {
    let act = match op {
        BinaryOp::And => super::intersection_update,
        BinaryOp::Or => update,
        BinaryOp::Sub => super::difference_update,
        BinaryOp::Xor => super::symmetric_difference_update,
        _ => return None,
    };
    Some(in_place(cx, act, a, b))
}

#[derive(Clone, Copy)]
enum Operator {
    And,
    Or,
    Sub,
    Xor,
}

/// `a op= b`
fn in_place(cx: &mut Context, act: super::Update, a: Value, b: Value) -> PyResult {
    let (Some(set), Some(_)) = (any_set(a), any_set(b)) else { return Ok(not_implemented()) };
    act(cx, set, b)?;
    Ok(a)
}

pub(crate) fn compare(cx: &mut Context, op: CompareOp, a: Value, b: Value) -> PyResult {
    let (Some(a), Some(b)) = (any_set(a), any_set(b)) else { return Ok(not_implemented()) };
    let (x, y) = (a.table(), b.table());
    Ok(py_bool(match op {
        CompareOp::Eq => equals(cx, a, b)?,
        CompareOp::Ne => !equals(cx, a, b)?,
        CompareOp::Lt => x.len() < y.len() && x.is_subset(cx, y)?,
        CompareOp::Le => x.is_subset(cx, y)?,
        CompareOp::Gt => x.len() > y.len() && y.is_subset(cx, x)?,
        CompareOp::Ge => y.is_subset(cx, x)?,
    }))
}

py_methods! { COMMON:
    /// x.__and__(y) <==> x & y
    fn __and__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        either(cx, Operator::And, this, other)
    }
    /// x.__rand__(y) <==> y & x
    fn __rand__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        either(cx, Operator::And, other, this)
    }
    /// x.__or__(y) <==> x | y
    fn __or__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        either(cx, Operator::Or, this, other)
    }
    /// x.__ror__(y) <==> y | x
    fn __ror__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        either(cx, Operator::Or, other, this)
    }
    /// x.__sub__(y) <==> x - y
    fn __sub__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        either(cx, Operator::Sub, this, other)
    }
    /// x.__rsub__(y) <==> y - x
    fn __rsub__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        either(cx, Operator::Sub, other, this)
    }
    /// x.__xor__(y) <==> x ^ y
    fn __xor__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        either(cx, Operator::Xor, this, other)
    }
    /// x.__rxor__(y) <==> y ^ x
    fn __rxor__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        either(cx, Operator::Xor, other, this)
    }
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        if any_set(other).is_none() {
            return Ok(not_implemented());
        }
        let _ = this;
        raise!(cx, TypeError, "cannot compare sets using cmp()")
    }
    /// x.__eq__(y) <==> x == y
    fn __eq__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x != y
    fn __ne__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Ne, this, other)
    }
    /// x.__lt__(y) <==> x < y
    fn __lt__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Lt, this, other)
    }
    /// x.__le__(y) <==> x <= y
    fn __le__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Le, this, other)
    }
    /// x.__gt__(y) <==> x > y
    fn __gt__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Gt, this, other)
    }
    /// x.__ge__(y) <==> x >= y
    fn __ge__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Ge, this, other)
    }
}

py_methods! { CHANGING:
    /// x.__iand__(y) <==> x &= y
    fn __iand__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        in_place(cx, super::intersection_update, this, other)
    }
    /// x.__ior__(y) <==> x |= y
    fn __ior__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        in_place(cx, update, this, other)
    }
    /// x.__isub__(y) <==> x -= y
    fn __isub__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        in_place(cx, super::difference_update, this, other)
    }
    /// x.__ixor__(y) <==> x ^= y
    fn __ixor__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        in_place(cx, super::symmetric_difference_update, this, other)
    }
}
