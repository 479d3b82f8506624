//! Comparison, identity, containment, truth; alone and fused with a branch.

use crate::mode::{After, Flow, Mode, Reg};
use crate::slow::compare as slow;
use object_model::kind;
use object_model::ops::{
    AsInt, Bool, BoxBool, Float, FloatEq, FloatGe, FloatGt, FloatLe, FloatLt, FloatNe, Int, IntEq, IntGe, IntGt, IntLe,
    IntLt, IntNe, Not, Op2, Ref, Same, SmallInt,
};
use object_model::{none, py_false, py_true};

/// `Some` where ints or floats decide.
#[inline(always)]
fn decide<M, I, F>(m: &mut M, a: M::H<Ref>, b: M::H<Ref>, int: I, float: F) -> Option<M::H<Bool>>
where
    M: Mode,
    I: Op2<A = Int, B = Int, R = Bool>,
    F: Op2<A = Float, B = Float, R = Bool>,
{
    if m.both_int(a, b) {
        let (x, y) = (m.op1(AsInt, a), m.op1(AsInt, b));
        return Some(m.op2(int, x, y));
    }
    // Small ints beyond 53 bits do not compare exactly as floats: mixed pairs are left to the slow path.
    if !m.is_int(a) && !m.is_int(b) && m.is_a(a, kind::FLOAT.into()) && m.is_a(b, kind::FLOAT.into()) {
        let (x, y) = (m.load(a, object_model::ops::FLOAT_VALUE), m.load(b, object_model::ops::FLOAT_VALUE));
        return Some(m.op2(float, x, y));
    }
    None
}

#[inline(always)]
pub fn set_bool<M: Mode>(m: &mut M, dst: Reg, truth: M::H<Bool>) -> Flow {
    let boxed = m.op1(BoxBool, truth);
    m.set(dst, boxed)
}

#[inline(always)]
fn branch<M: Mode>(m: &mut M, truth: M::H<Bool>, sense: u8, to: i32) -> Flow {
    if m.test(truth) == (sense != 0) { m.jump(to) } else { Ok(()) }
}

#[inline(always)]
fn after_jump(sense: u8) -> After {
    if sense != 0 { After::JumpIfTrue } else { After::JumpIfFalse }
}

macro_rules! comparisons {
    ($($name:ident $jump:ident $jump_int:ident $int:ident $float:ident $native:ident $truth:ident;)*) => {$(
        #[inline(always)]
        pub fn $name<M: Mode>(m: &mut M, dst: Reg, lhs: Reg, rhs: Reg) -> Flow {
            let (a, b) = (m.get(lhs), m.get(rhs));
            match decide(m, a, b, $int, $float) {
                Some(truth) => set_bool(m, dst, truth),
                None => m.residual(After::Set, dst, &slow::$native, [a, b]),
            }
        }
        #[inline(always)]
        pub fn $jump<M: Mode>(m: &mut M, lhs: Reg, rhs: Reg, sense: u8, to: i32) -> Flow {
            let (a, b) = (m.get(lhs), m.get(rhs));
            match decide(m, a, b, $int, $float) {
                Some(truth) => branch(m, truth, sense, to),
                None => m.residual(after_jump(sense), lhs, &slow::$truth, [a, b]),
            }
        }
        #[inline(always)]
        pub fn $jump_int<M: Mode>(m: &mut M, lhs: Reg, imm: i8, sense: u8, to: i32) -> Flow {
            let a = m.get(lhs);
            if m.is_int(a) {
                let (x, y) = (m.op1(AsInt, a), m.constant::<Int>(SmallInt(i64::from(imm) << 1 | 1)));
                let truth = m.op2($int, x, y);
                return branch(m, truth, sense, to);
            }
            let b = m.constant::<Ref>((i64::from(imm) << 1 | 1) as u64);
            m.residual(after_jump(sense), lhs, &slow::$truth, [a, b])
        }
    )*};
}

comparisons! {
    lt jump_lt jump_lt_int IntLt FloatLt LT LT_TRUTH;
    le jump_le jump_le_int IntLe FloatLe LE LE_TRUTH;
    eq jump_eq jump_eq_int IntEq FloatEq EQ EQ_TRUTH;
    ne jump_ne jump_ne_int IntNe FloatNe NE NE_TRUTH;
    gt jump_gt jump_gt_int IntGt FloatGt GT GT_TRUTH;
    ge jump_ge jump_ge_int IntGe FloatGe GE GE_TRUTH;
}

/// `None` when both are heap objects and may be equal numbers (D1).
#[inline(always)]
fn same<M: Mode>(m: &mut M, a: M::H<Ref>, b: M::H<Ref>) -> Option<M::H<Bool>> {
    let same = m.op2(Same, a, b);
    if m.test(same) {
        return Some(m.constant::<Bool>(true));
    }
    if m.is_int(a) || m.is_int(b) {
        return Some(m.constant::<Bool>(false));
    }
    None
}

#[inline(always)]
pub fn is<M: Mode>(m: &mut M, dst: Reg, lhs: Reg, rhs: Reg) -> Flow {
    let (a, b) = (m.get(lhs), m.get(rhs));
    match same(m, a, b) {
        Some(truth) => set_bool(m, dst, truth),
        None => m.residual(After::Set, dst, &slow::IS, [a, b]),
    }
}

#[inline(always)]
pub fn is_not<M: Mode>(m: &mut M, dst: Reg, lhs: Reg, rhs: Reg) -> Flow {
    let (a, b) = (m.get(lhs), m.get(rhs));
    match same(m, a, b) {
        Some(truth) => {
            let truth = m.op1(Not, truth);
            set_bool(m, dst, truth)
        }
        None => m.residual(After::Set, dst, &slow::IS_NOT, [a, b]),
    }
}

#[inline(always)]
pub fn jump_is<M: Mode>(m: &mut M, lhs: Reg, rhs: Reg, sense: u8, to: i32) -> Flow {
    let (a, b) = (m.get(lhs), m.get(rhs));
    match same(m, a, b) {
        Some(truth) => branch(m, truth, sense, to),
        None => m.residual(after_jump(sense), lhs, &slow::IS, [a, b]),
    }
}

#[inline(always)]
pub fn jump_none<M: Mode>(m: &mut M, src: Reg, sense: u8, to: i32) -> Flow {
    let (value, w_none) = (m.get(src), m.constant::<Ref>(none().bits()));
    let truth = m.op2(Same, value, w_none);
    branch(m, truth, sense, to)
}

#[inline(always)]
pub fn contains<M: Mode>(m: &mut M, dst: Reg, item: Reg, container: Reg) -> Flow {
    let (item, container) = (m.get(item), m.get(container));
    m.residual(After::Set, dst, &slow::CONTAINS, [container, item])
}

#[inline(always)]
pub fn not_contains<M: Mode>(m: &mut M, dst: Reg, item: Reg, container: Reg) -> Flow {
    let (item, container) = (m.get(item), m.get(container));
    m.residual(After::Set, dst, &slow::NOT_CONTAINS, [container, item])
}

#[inline(always)]
pub fn jump_in<M: Mode>(m: &mut M, item: Reg, container: Reg, sense: u8, to: i32) -> Flow {
    let _ = to;
    let (a, b) = (m.get(item), m.get(container));
    m.residual(after_jump(sense), item, &slow::CONTAINS, [b, a])
}

/// True, False, None and small ints; `None`: something else.
#[inline(always)]
fn truth<M: Mode>(m: &mut M, value: M::H<Ref>) -> Option<bool> {
    let yes = m.constant::<Ref>(py_true().bits());
    let is_true = m.op2(Same, value, yes);
    if m.test(is_true) {
        return Some(true);
    }
    let no = m.constant::<Ref>(py_false().bits());
    let is_false = m.op2(Same, value, no);
    if m.test(is_false) {
        return Some(false);
    }
    if m.is_int(value) {
        let (x, zero) = (m.op1(AsInt, value), m.constant::<Int>(SmallInt(1)));
        let differs = m.op2(IntNe, x, zero);
        return Some(m.test(differs));
    }
    None
}

#[inline(always)]
pub fn jump_true<M: Mode>(m: &mut M, cond: Reg, to: i32) -> Flow {
    let value = m.get(cond);
    match truth(m, value) {
        Some(true) => m.jump(to),
        Some(false) => Ok(()),
        None => m.residual(After::JumpIfTrue, cond, &slow::TRUTH, [value]),
    }
}

#[inline(always)]
pub fn jump_false<M: Mode>(m: &mut M, cond: Reg, to: i32) -> Flow {
    let value = m.get(cond);
    match truth(m, value) {
        Some(false) => m.jump(to),
        Some(true) => Ok(()),
        None => m.residual(After::JumpIfFalse, cond, &slow::TRUTH, [value]),
    }
}

#[inline(always)]
pub fn not<M: Mode>(m: &mut M, dst: Reg, src: Reg) -> Flow {
    let value = m.get(src);
    match truth(m, value) {
        Some(truth) => {
            let truth = m.constant::<Bool>(!truth);
            set_bool(m, dst, truth)
        }
        None => m.residual(After::Set, dst, &slow::NOT, [value]),
    }
}
