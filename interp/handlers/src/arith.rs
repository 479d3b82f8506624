//! Arithmetic: small ints, floats, the number protocol.

use crate::mode::{After, Flow, Mode, Reg};
use crate::slow::number as slow;
use object_model::ops::{
    AsInt, BoxInt, Checked, FLOAT_LAYOUT, Float, FloatAdd, FloatDiv, FloatMul, FloatNeg, FloatSub, Int, IntAdd, IntAnd,
    IntFloorDiv, IntMod, IntMul, IntOr, IntShl, IntShr, IntSub, IntXor, Native, Op2, Ref, SmallInt,
};

#[inline(always)]
fn arithmetic<M, I, F>(m: &mut M, dst: Reg, a: M::H<Ref>, b: M::H<Ref>, int: I, float: F, slow: &'static Native) -> Flow
where
    M: Mode,
    I: Checked,
    F: Op2<A = Float, B = Float, R = Float>,
{
    if m.both_int(a, b) {
        let (x, y) = (m.op1(AsInt, a), m.op1(AsInt, b));
        if let Some(result) = m.checked(int, x, y) {
            let boxed = m.op1(BoxInt, result);
            return m.set(dst, boxed);
        }
    } else if let Some(x) = m.as_float(a)
        && let Some(y) = m.as_float(b)
        && m.room(&FLOAT_LAYOUT)
    {
        let result = m.op2(float, x, y);
        let boxed = m.box_float(result);
        return m.set(dst, boxed);
    }
    m.residual(After::Set, dst, slow, [a, b])
}

#[inline(always)]
fn ints<M: Mode, I: Checked>(m: &mut M, dst: Reg, a: M::H<Ref>, b: M::H<Ref>, int: I, slow: &'static Native) -> Flow {
    if m.both_int(a, b) {
        let (x, y) = (m.op1(AsInt, a), m.op1(AsInt, b));
        if let Some(result) = m.checked(int, x, y) {
            let boxed = m.op1(BoxInt, result);
            return m.set(dst, boxed);
        }
    }
    m.residual(After::Set, dst, slow, [a, b])
}

#[inline(always)]
fn bitwise<M, P>(m: &mut M, dst: Reg, a: M::H<Ref>, b: M::H<Ref>, op: P, slow: &'static Native) -> Flow
where
    M: Mode,
    P: Op2<A = Int, B = Int, R = Int>,
{
    if m.both_int(a, b) {
        let (x, y) = (m.op1(AsInt, a), m.op1(AsInt, b));
        let result = m.op2(op, x, y);
        let boxed = m.op1(BoxInt, result);
        return m.set(dst, boxed);
    }
    m.residual(After::Set, dst, slow, [a, b])
}

#[inline(always)]
fn true_division<M: Mode>(m: &mut M, dst: Reg, a: M::H<Ref>, b: M::H<Ref>, slow: &'static Native) -> Flow {
    // Ints divide exactly only where both are exact as floats: left to the slow path.
    if !m.both_int(a, b)
        && let Some(x) = m.as_float(a)
        && let Some(y) = m.as_float(b)
    {
        let zero = m.constant::<Float>(0.0);
        let is_zero = m.op2(object_model::ops::FloatEq, y, zero);
        if !m.test(is_zero) && m.room(&FLOAT_LAYOUT) {
            let result = m.op2(FloatDiv, x, y);
            let boxed = m.box_float(result);
            return m.set(dst, boxed);
        }
    }
    m.residual(After::Set, dst, slow, [a, b])
}

/// Classic division: ints round down.
#[inline(always)]
fn classic_division<M: Mode>(m: &mut M, dst: Reg, a: M::H<Ref>, b: M::H<Ref>, slow: &'static Native) -> Flow {
    if m.both_int(a, b) {
        let (x, y) = (m.op1(AsInt, a), m.op1(AsInt, b));
        if let Some(result) = m.checked(IntFloorDiv, x, y) {
            let boxed = m.op1(BoxInt, result);
            return m.set(dst, boxed);
        }
        return m.residual(After::Set, dst, slow, [a, b]);
    }
    true_division(m, dst, a, b, slow)
}

macro_rules! operators {
    ($($name:ident $inplace:ident: |$m:ident, $dst:ident, $a:ident, $b:ident, $slow:ident| $body:expr, $native:ident, $inplace_native:ident;)*) => {$(
        #[inline(always)]
        pub fn $name<M: Mode>($m: &mut M, $dst: Reg, lhs: Reg, rhs: Reg) -> Flow {
            let ($a, $b) = ($m.get(lhs), $m.get(rhs));
            let $slow = &slow::$native;
            $body
        }
        #[inline(always)]
        pub fn $inplace<M: Mode>($m: &mut M, $dst: Reg, lhs: Reg, rhs: Reg) -> Flow {
            let ($a, $b) = ($m.get(lhs), $m.get(rhs));
            let $slow = &slow::$inplace_native;
            $body
        }
    )*};
}

operators! {
    add inplace_add: |m, dst, a, b, slow| arithmetic(m, dst, a, b, IntAdd, FloatAdd, slow), ADD, INPLACE_ADD;
    sub inplace_sub: |m, dst, a, b, slow| arithmetic(m, dst, a, b, IntSub, FloatSub, slow), SUB, INPLACE_SUB;
    mul inplace_mul: |m, dst, a, b, slow| arithmetic(m, dst, a, b, IntMul, FloatMul, slow), MUL, INPLACE_MUL;
    div inplace_div: |m, dst, a, b, slow| classic_division(m, dst, a, b, slow), DIV, INPLACE_DIV;
    true_div inplace_true_div: |m, dst, a, b, slow| true_division(m, dst, a, b, slow), TRUE_DIV, INPLACE_TRUE_DIV;
    floor_div inplace_floor_div: |m, dst, a, b, slow| ints(m, dst, a, b, IntFloorDiv, slow), FLOOR_DIV, INPLACE_FLOOR_DIV;
    modulo inplace_mod: |m, dst, a, b, slow| ints(m, dst, a, b, IntMod, slow), MOD, INPLACE_MOD;
    pow inplace_pow: |m, dst, a, b, slow| m.residual(After::Set, dst, slow, [a, b]), POW, INPLACE_POW;
    lshift inplace_lshift: |m, dst, a, b, slow| ints(m, dst, a, b, IntShl, slow), LSHIFT, INPLACE_LSHIFT;
    rshift inplace_rshift: |m, dst, a, b, slow| ints(m, dst, a, b, IntShr, slow), RSHIFT, INPLACE_RSHIFT;
    and inplace_and: |m, dst, a, b, slow| bitwise(m, dst, a, b, IntAnd, slow), AND, INPLACE_AND;
    or inplace_or: |m, dst, a, b, slow| bitwise(m, dst, a, b, IntOr, slow), OR, INPLACE_OR;
    xor inplace_xor: |m, dst, a, b, slow| bitwise(m, dst, a, b, IntXor, slow), XOR, INPLACE_XOR;
}

/// An immediate operand as a value.
#[inline(always)]
fn immediate<M: Mode>(m: &mut M, imm: i8) -> M::H<Ref> {
    m.constant::<Ref>((i64::from(imm) << 1 | 1) as u64)
}

#[inline(always)]
fn with_int<M: Mode, I: Checked>(m: &mut M, dst: Reg, lhs: Reg, imm: i8, int: I, slow: &'static Native) -> Flow {
    let a = m.get(lhs);
    if m.is_int(a) {
        let (x, y) = (m.op1(AsInt, a), m.constant::<Int>(SmallInt(i64::from(imm) << 1 | 1)));
        if let Some(result) = m.checked(int, x, y) {
            let boxed = m.op1(BoxInt, result);
            return m.set(dst, boxed);
        }
    }
    let b = immediate(m, imm);
    m.residual(After::Set, dst, slow, [a, b])
}

macro_rules! immediates {
    ($($name:ident $op:ident $native:ident;)*) => {$(
        #[inline(always)]
        pub fn $name<M: Mode>(m: &mut M, dst: Reg, lhs: Reg, imm: i8) -> Flow {
            with_int(m, dst, lhs, imm, $op, &slow::$native)
        }
    )*};
}

immediates! {
    add_int IntAdd ADD;
    sub_int IntSub SUB;
    mul_int IntMul MUL;
    lshift_int IntShl LSHIFT;
    rshift_int IntShr RSHIFT;
    mod_int IntMod MOD;
    floor_div_int IntFloorDiv FLOOR_DIV;
    div_int IntFloorDiv DIV;
    inplace_add_int IntAdd INPLACE_ADD;
    inplace_sub_int IntSub INPLACE_SUB;
}

/// The opcodes of classic division where it is warned of: always the slow way.
pub fn div_slowly<M: Mode>(m: &mut M, dst: Reg, lhs: Reg, rhs: Reg) -> Flow {
    let (a, b) = (m.get(lhs), m.get(rhs));
    m.residual(After::Set, dst, &slow::DIV, [a, b])
}

pub fn inplace_div_slowly<M: Mode>(m: &mut M, dst: Reg, lhs: Reg, rhs: Reg) -> Flow {
    let (a, b) = (m.get(lhs), m.get(rhs));
    m.residual(After::Set, dst, &slow::INPLACE_DIV, [a, b])
}

pub fn div_int_slowly<M: Mode>(m: &mut M, dst: Reg, lhs: Reg, imm: i8) -> Flow {
    let a = m.get(lhs);
    let b = immediate(m, imm);
    m.residual(After::Set, dst, &slow::DIV, [a, b])
}

#[inline(always)]
pub fn and_int<M: Mode>(m: &mut M, dst: Reg, lhs: Reg, imm: i8) -> Flow {
    let a = m.get(lhs);
    let b = immediate(m, imm);
    bitwise(m, dst, a, b, IntAnd, &slow::AND)
}

#[inline(always)]
pub fn neg<M: Mode>(m: &mut M, dst: Reg, src: Reg) -> Flow {
    let a = m.get(src);
    if m.is_int(a) {
        let (zero, x) = (m.constant::<Int>(SmallInt(1)), m.op1(AsInt, a));
        if let Some(result) = m.checked(IntSub, zero, x) {
            let boxed = m.op1(BoxInt, result);
            return m.set(dst, boxed);
        }
    } else if let Some(x) = m.as_float(a)
        && m.room(&FLOAT_LAYOUT)
    {
        let result = m.op1(FloatNeg, x);
        let boxed = m.box_float(result);
        return m.set(dst, boxed);
    }
    m.residual(After::Set, dst, &slow::NEG, [a])
}

#[inline(always)]
pub fn pos<M: Mode>(m: &mut M, dst: Reg, src: Reg) -> Flow {
    let a = m.get(src);
    m.residual(After::Set, dst, &slow::POS, [a])
}

#[inline(always)]
pub fn invert<M: Mode>(m: &mut M, dst: Reg, src: Reg) -> Flow {
    let a = m.get(src);
    m.residual(After::Set, dst, &slow::INVERT, [a])
}
