//! The number protocol.

use super::value;
use object_model::ops::Native;
use object_model::strings::StrObject;
use object_model::{BinaryOp, Context, Outcome, Slot, Special, Value, kind};

macro_rules! natives {
    (binary: $($name:ident $inplace:ident $op:ident $text:literal;)*) => {$(
        pub static $name: Native = Native::new($text, |cx, args| cx.binary(BinaryOp::$op, value(args[0]), value(args[1])).into());
        pub static $inplace: Native =
            Native::new(concat!($text, "="), |cx, args| cx.inplace(BinaryOp::$op, value(args[0]), value(args[1])).into());
    )*};
}

natives! { binary:
    SUB INPLACE_SUB Sub "sub";
    MUL INPLACE_MUL Mul "mul";
    DIV INPLACE_DIV Div "div";
    TRUE_DIV INPLACE_TRUE_DIV TrueDiv "truediv";
    FLOOR_DIV INPLACE_FLOOR_DIV FloorDiv "floordiv";
    MOD INPLACE_MOD Mod "mod";
    POW INPLACE_POW Pow "pow";
    LSHIFT INPLACE_LSHIFT LShift "lshift";
    RSHIFT INPLACE_RSHIFT RShift "rshift";
    AND INPLACE_AND And "and";
    OR INPLACE_OR Or "or";
    XOR INPLACE_XOR Xor "xor";
}

/// Concatenation of str needs no lookup.
fn strings(cx: &mut Context, a: Value, b: Value) -> Option<Outcome> {
    let (a, b) = (a.exact::<StrObject>()?, b.exact::<StrObject>()?);
    Some(cx.concat_str(a, b).map(|text| text.value()).into())
}

fn add(cx: &mut Context, args: &[Slot]) -> Outcome {
    let (a, b) = (value(args[0]), value(args[1]));
    match strings(cx, a, b) {
        Some(outcome) => outcome,
        None => cx.binary(BinaryOp::Add, a, b).into(),
    }
}

fn inplace_add(cx: &mut Context, args: &[Slot]) -> Outcome {
    let (a, b) = (value(args[0]), value(args[1]));
    match strings(cx, a, b) {
        Some(outcome) => outcome,
        None => cx.inplace(BinaryOp::Add, a, b).into(),
    }
}

pub static ADD: Native = Native::new("add", add);
pub static INPLACE_ADD: Native = Native::new("add=", inplace_add);
pub static NEG: Native = Native::new("neg", |cx, args| cx.unary(Special::Neg, value(args[0])).into());
pub static POS: Native = Native::new("pos", |cx, args| cx.unary(Special::Pos, value(args[0])).into());
pub static INVERT: Native = Native::new("invert", |cx, args| {
    let operand = value(args[0]);
    match operand.as_small() {
        Some(n) if operand.is_kind(kind::INT) => Outcome::Value(Value::small(!n)),
        _ => cx.unary(Special::Invert, operand).into(),
    }
});
