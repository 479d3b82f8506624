//! Displays, unpacking.

use crate::item::{TUPLE_LEN, list_push, tuple_base};
use crate::mode::{After, Flow, Mode, Reg};
use crate::slow::build as slow;
use object_model::kind;
use object_model::ops::{Ref, Word, WordEq};

#[inline(always)]
pub fn build_list<M: Mode>(m: &mut M, dst: Reg, first: Reg, n: u8) -> Flow {
    m.residual_window(dst, &slow::BUILD_LIST, first, n.into())
}

#[inline(always)]
pub fn build_tuple<M: Mode>(m: &mut M, dst: Reg, first: Reg, n: u8) -> Flow {
    m.residual_window(dst, &slow::BUILD_TUPLE, first, n.into())
}

#[inline(always)]
pub fn build_set<M: Mode>(m: &mut M, dst: Reg, first: Reg, n: u8) -> Flow {
    m.residual_window(dst, &slow::BUILD_SET, first, n.into())
}

#[inline(always)]
pub fn build_map<M: Mode>(m: &mut M, dst: Reg, n: u16) -> Flow {
    let n = m.constant::<Ref>(u64::from(n) << 1 | 1);
    m.residual(After::Set, dst, &slow::BUILD_MAP, [n])
}

#[inline(always)]
pub fn map_add<M: Mode>(m: &mut M, map: Reg, key: Reg, value: Reg) -> Flow {
    let (dict, key, value) = (m.get(map), m.get(key), m.get(value));
    m.residual(After::Drop, map, &slow::MAP_ADD, [dict, key, value])
}

#[inline(always)]
pub fn list_append<M: Mode>(m: &mut M, list: Reg, value: Reg) -> Flow {
    let (w_list, value) = (m.get(list), m.get(value));
    if m.is_a(w_list, kind::LIST.into()) && list_push(m, w_list, value).is_some() {
        return Ok(());
    }
    m.residual(After::Drop, list, &slow::LIST_APPEND, [w_list, value])
}

#[inline(always)]
pub fn set_add<M: Mode>(m: &mut M, set: Reg, value: Reg) -> Flow {
    let (w_set, value) = (m.get(set), m.get(value));
    m.residual(After::Drop, set, &slow::SET_ADD, [w_set, value])
}

#[inline(always)]
pub fn list_extend<M: Mode>(m: &mut M, list: Reg, src: Reg) -> Flow {
    let (w_list, source) = (m.get(list), m.get(src));
    // Errors name the callee, which lies in the window that the list is in.
    let register = m.constant::<Ref>((list.index() as u64) << 1 | 1);
    m.residual(After::Drop, list, &slow::LIST_EXTEND, [w_list, source, register])
}

#[inline(always)]
pub fn list_to_tuple<M: Mode>(m: &mut M, dst: Reg, list: Reg) -> Flow {
    let list = m.get(list);
    m.residual(After::Set, dst, &slow::LIST_TO_TUPLE, [list])
}

#[inline(always)]
pub fn unpack<M: Mode>(m: &mut M, first: Reg, src: Reg, n: u8) -> Flow {
    let source = m.get(src);
    if m.is_a(source, kind::TUPLE.into()) {
        let (len, wanted) = (m.load(source, TUPLE_LEN), m.constant::<Word>(n.into()));
        let fits = m.op2(WordEq, len, wanted);
        if m.test(fits) {
            let base = tuple_base(m, source);
            for i in 0..n {
                let at = m.constant::<Word>(i.into());
                let item = m.item::<Ref>(base, at);
                m.set(first.plus(i), item)?;
            }
            return Ok(());
        }
    }
    let (register, n) = (m.constant::<Ref>((first.index() as u64) << 1 | 1), m.constant::<Ref>(u64::from(n) << 1 | 1));
    m.residual(After::Drop, first, &slow::UNPACK, [source, register, n])
}

#[inline(always)]
pub fn unpack_to_list<M: Mode>(m: &mut M, dst: Reg, src: Reg, n: u32) -> Flow {
    let (source, n) = (m.get(src), m.constant::<Ref>(u64::from(n) << 1 | 1));
    m.residual(After::Set, dst, &slow::UNPACK_TO_LIST, [source, n])
}

#[inline(always)]
pub fn build_slice<M: Mode>(m: &mut M, dst: Reg, first: Reg) -> Flow {
    m.residual_window(dst, &slow::BUILD_SLICE, first, 3)
}

#[inline(always)]
pub fn build_class<M: Mode>(m: &mut M, dst: Reg, first: Reg) -> Flow {
    m.residual_window(dst, &slow::BUILD_CLASS, first, 3)
}
