//! Raising and handling, `with`.

use crate::mode::{After, Flow, Mode, Reg};
use crate::slow::exception as slow;
use object_model::ops::Ref;

#[inline(always)]
pub fn raise<M: Mode>(m: &mut M, first: Reg, n: u8) -> Flow {
    m.residual_window(first, &slow::RAISE, first, n.into())
}

#[inline(always)]
pub fn enter_except<M: Mode>(m: &mut M, save: Reg, triple: Reg) -> Flow {
    let (saved, triple) = (m.get(save), m.get(triple));
    m.residual(After::Set, save, &slow::ENTER_EXCEPT, [saved, triple])
}

#[inline(always)]
pub fn restore_exc<M: Mode>(m: &mut M, save: Reg) -> Flow {
    let saved = m.get(save);
    let empty = m.constant::<Ref>(0);
    let none = m.op2(object_model::ops::Same, saved, empty);
    if m.test(none) {
        return Ok(());
    }
    let register = m.constant::<Ref>((save.index() as u64) << 1 | 1);
    m.residual(After::Drop, save, &slow::RESTORE_EXC, [saved, register])
}

#[inline(always)]
pub fn jump_no_match<M: Mode>(m: &mut M, triple: Reg, pattern: Reg, _to: i32) -> Flow {
    let (exception, w_pattern) = (m.get(triple), m.get(pattern));
    m.residual(After::JumpIfFalse, triple, &slow::MATCHES, [exception, w_pattern])
}

#[inline(always)]
pub fn load_exc_value<M: Mode>(m: &mut M, dst: Reg, triple: Reg) -> Flow {
    let triple = m.get(triple);
    m.residual(After::Set, dst, &slow::LOAD_EXC_VALUE, [triple])
}

#[inline(always)]
pub fn unpack_exc<M: Mode>(m: &mut M, first: Reg, triple: Reg) -> Flow {
    let (triple, register) = (m.get(triple), m.constant::<Ref>((first.index() as u64) << 1 | 1));
    m.residual(After::Drop, first, &slow::UNPACK_EXC, [triple, register])
}

#[inline(always)]
pub fn reraise<M: Mode>(m: &mut M, triple: Reg) -> Flow {
    let exception = m.get(triple);
    m.residual(After::Drop, triple, &slow::RERAISE, [exception])
}

#[inline(always)]
pub fn load_with<M: Mode>(m: &mut M, dst: Reg, context: Reg) -> Flow {
    let (context, register) = (m.get(context), m.constant::<Ref>((dst.index() as u64) << 1 | 1));
    m.residual(After::Drop, dst, &slow::LOAD_WITH, [context, register])
}
