//! Comparison, containment, truth.

use super::value;
use object_model::ops::{Effects, Native};
use object_model::protocols::compare::is_same;
use object_model::{CompareOp, Outcome, PyResult, py_bool};

macro_rules! natives {
    ($($name:ident $truth:ident $op:ident $text:literal;)*) => {$(
        pub static $name: Native = Native::new($text, |cx, args| cx.compare(CompareOp::$op, value(args[0]), value(args[1])).into());
        pub static $truth: Native = Native::new(concat!($text, "?"), |cx, args| {
            truth(cx.compare_truth(CompareOp::$op, value(args[0]), value(args[1])))
        });
    )*};
}

natives! {
    LT LT_TRUTH Lt "lt";
    LE LE_TRUTH Le "le";
    EQ EQ_TRUTH Eq "eq";
    NE NE_TRUTH Ne "ne";
    GT GT_TRUTH Gt "gt";
    GE GE_TRUTH Ge "ge";
}

fn truth(result: PyResult<bool>) -> Outcome {
    result.map(py_bool).into()
}

pub static IS: Native =
    Native::new("is", |_, args| Outcome::Value(py_bool(is_same(value(args[0]), value(args[1]))))).with(Effects::Pure);
pub static IS_NOT: Native =
    Native::new("is not", |_, args| Outcome::Value(py_bool(!is_same(value(args[0]), value(args[1]))))).with(Effects::Pure);
pub static CONTAINS: Native = Native::new("contains", |cx, args| truth(cx.contains(value(args[0]), value(args[1]))));
pub static NOT_CONTAINS: Native =
    Native::new("not contains", |cx, args| truth(cx.contains(value(args[0]), value(args[1])).map(|found| !found)));
pub static TRUTH: Native = Native::new("truth", |cx, args| truth(cx.truth(value(args[0]))));
pub static NOT: Native = Native::new("not", |cx, args| truth(cx.truth(value(args[0])).map(|truth| !truth)));
