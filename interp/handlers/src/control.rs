//! Constants, moves, jumps, returns.

use crate::mode::{After, Flow, Mode, Reg};
use crate::slow::names as slow;
use object_model::ops::{Ref, Same};

#[inline(always)]
pub fn nop<M: Mode>(_: &mut M) -> Flow {
    Ok(())
}

#[inline(always)]
pub fn load_const<M: Mode>(m: &mut M, dst: Reg, index: u16) -> Flow {
    let raw = m.code().constant(index as usize).bits();
    let value = m.constant::<Ref>(raw);
    m.set(dst, value)
}

#[inline(always)]
pub fn load_const_far<M: Mode>(m: &mut M, dst: Reg, index: u32) -> Flow {
    let raw = m.code().constant(index as usize).bits();
    let value = m.constant::<Ref>(raw);
    m.set(dst, value)
}

#[inline(always)]
pub fn load_int<M: Mode>(m: &mut M, dst: Reg, int: i16) -> Flow {
    let value = m.constant::<Ref>((i64::from(int) << 1 | 1) as u64);
    m.set(dst, value)
}

#[inline(always)]
pub fn copy<M: Mode>(m: &mut M, dst: Reg, src: Reg) -> Flow {
    let value = m.get(src);
    m.set(dst, value)
}

#[inline(always)]
pub fn load_far<M: Mode>(m: &mut M, dst: Reg, index: u16) -> Flow {
    let value = m.get_far(index);
    m.set(dst, value)
}

#[inline(always)]
pub fn store_far<M: Mode>(m: &mut M, src: Reg, index: u16) -> Flow {
    let value = m.get(src);
    m.set_far(index, value)
}

#[inline(always)]
pub fn clear<M: Mode>(m: &mut M, dst: Reg) -> Flow {
    let empty = m.constant::<Ref>(0);
    m.set(dst, empty)
}

#[inline(always)]
pub fn check_local<M: Mode>(m: &mut M, reg: Reg, name: u16) -> Flow {
    let (value, empty) = (m.get(reg), m.constant::<Ref>(0));
    let unbound = m.op2(Same, value, empty);
    if m.test(unbound) {
        let name = m.constant::<Ref>(u64::from(name) << 1 | 1);
        return m.residual(After::Drop, reg, &slow::UNBOUND_LOCAL, [name]);
    }
    Ok(())
}

#[inline(always)]
pub fn jump<M: Mode>(m: &mut M, to: i32) -> Flow {
    m.jump(to)
}

#[inline(always)]
pub fn back_edge<M: Mode>(m: &mut M, _zero: u8, counter: u16, to: i32) -> Flow {
    m.back_edge(counter, to)
}

#[inline(always)]
pub fn ret<M: Mode>(m: &mut M, src: Reg) -> Flow {
    let value = m.get(src);
    m.pop_frame(value)
}

#[inline(always)]
pub fn ret_const<M: Mode>(m: &mut M, _zero: u8, index: u16) -> Flow {
    let raw = m.code().constant(index as usize).bits();
    let value = m.constant::<Ref>(raw);
    m.pop_frame(value)
}
