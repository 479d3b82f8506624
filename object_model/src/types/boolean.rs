//! `bool`: the ints False and True.

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::typeobject::{NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::types::int::arith;
use crate::value::Value;
use crate::{BinaryOp, kind, not_implemented, py_bool, py_methods};

pub static BOOL: TypeDecl = TypeDecl {
    doc: "bool(x) -> bool\n\nWhether x counts as true. False and True are the only two objects of this type,\nwhich has no subclasses.",
    base: Some(&super::int::INT),
    methods: &[BOOL_METHODS, BINARY],
    flags: NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("bool", kind::BOOL)
};

/// Of two bools a bool, else as for ints.
fn apply(cx: &mut Context, op: BinaryOp, a: Value, b: Value) -> PyResult {
    let (Some(x), Some(y)) = (a.as_int(), b.as_int()) else { return Ok(not_implemented()) };
    if a.is_kind(kind::BOOL) && b.is_kind(kind::BOOL) {
        return Ok(py_bool(match op {
            BinaryOp::And => x & y != 0,
            BinaryOp::Or => x | y != 0,
            _ => x ^ y != 0,
        }));
    }
    arith::binary(cx, op, x, y)
}

fn text(this: Value) -> &'static str {
    if this == crate::py_true() { "True" } else { "False" }
}

py_methods! { BOOL_METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<bool> {
        let _ = class;
        let x = match *args.positional {
            [x] if args.keywords.is_empty() => Some(x),
            _ => args.parse(cx, "bool", &["x"], 0)?[0],
        };
        match x {
            Some(x) => cx.truth(x),
            None => Ok(false),
        }
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> &'static str {
        let _ = cx;
        text(this)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Value) -> &'static str {
        let _ = cx;
        text(this)
    }
}

super::numeric::binary_methods! { apply:
    __and__ __rand__ And " x.__and__(y) <==> x&y" " x.__rand__(y) <==> y&x";
    __or__ __ror__ Or " x.__or__(y) <==> x|y" " x.__ror__(y) <==> y|x";
    __xor__ __rxor__ Xor " x.__xor__(y) <==> x^y" " x.__rxor__(y) <==> y^x";
}
