//! Globals, names of class bodies and exec, cells.

use crate::mode::{After, Flow, Mode, Reg};
use crate::slow::names as slow;
use object_model::ops::{Field, Ref, Same};
use object_model::strategies::Cell;

/// The value in a cell.
pub const CELL_VALUE: Field<Ref> = Field::at("cell", std::mem::offset_of!(Cell, value));

#[inline(always)]
fn is_empty<M: Mode>(m: &mut M, value: M::H<Ref>) -> bool {
    let empty = m.constant::<Ref>(0);
    let same = m.op2(Same, value, empty);
    m.test(same)
}

#[inline(always)]
pub fn load_global<M: Mode>(m: &mut M, dst: Reg, site: u32) -> Flow {
    let ic = m.site(site);
    let cell = ic.word.get();
    if cell != 0 {
        let value = m.watched(cell as *const Cell);
        if !is_empty(m, value) {
            return m.set(dst, value);
        }
        let builtin = ic.word2.get();
        if builtin != 0 {
            let value = m.watched(builtin as *const Cell);
            if !is_empty(m, value) {
                return m.set(dst, value);
            }
        }
    }
    let site = m.constant::<Ref>(u64::from(site) << 1 | 1);
    m.residual(After::Set, dst, &slow::LOAD_GLOBAL, [site])
}

macro_rules! residual_names {
    ($($name:ident($($reg:ident),*; $extra:ident) $native:ident $after:ident;)*) => {$(
        #[inline(always)]
        pub fn $name<M: Mode>(m: &mut M, $($reg: Reg,)* $extra: u32) -> Flow {
            let number = m.constant::<Ref>(u64::from($extra) << 1 | 1);
            residual_names!(@call m $after $native number $($reg)*)
        }
    )*};
    (@call $m:ident Set $native:ident $number:ident $dst:ident) => {
        $m.residual(After::Set, $dst, &slow::$native, [$number])
    };
    (@call $m:ident Drop $native:ident $number:ident $src:ident) => {{
        let value = $m.get($src);
        $m.residual(After::Drop, $src, &slow::$native, [$number, value])
    }};
}

residual_names! {
    load_name(dst; name) LOAD_NAME Set;
    store_name(src; name) STORE_NAME Drop;
    store_global(src; site) STORE_GLOBAL Drop;
}

#[inline(always)]
pub fn delete_global<M: Mode>(m: &mut M, name: u32) -> Flow {
    let number = m.constant::<Ref>(u64::from(name) << 1 | 1);
    m.residual(After::Drop, Reg::nowhere(), &slow::DELETE_GLOBAL, [number])
}

#[inline(always)]
pub fn delete_name<M: Mode>(m: &mut M, name: u32) -> Flow {
    let number = m.constant::<Ref>(u64::from(name) << 1 | 1);
    m.residual(After::Drop, Reg::nowhere(), &slow::DELETE_NAME, [number])
}

#[inline(always)]
pub fn load_deref<M: Mode>(m: &mut M, dst: Reg, cell: Reg, free: u8, name: u32) -> Flow {
    let cell = m.get(cell);
    let value = m.load(cell, CELL_VALUE);
    if !is_empty(m, value) {
        return m.set(dst, value);
    }
    let number = m.constant::<Ref>(u64::from(name) << 1 | 1);
    let free = m.constant::<Ref>(u64::from(free) << 1 | 1);
    m.residual(After::Set, dst, &slow::UNBOUND_CELL, [number, free])
}

#[inline(always)]
pub fn store_deref<M: Mode>(m: &mut M, cell: Reg, src: Reg) -> Flow {
    let (w_cell, value) = (m.get(cell), m.get(src));
    if m.logged(w_cell) {
        m.store(w_cell, CELL_VALUE, value);
        return Ok(());
    }
    m.residual(After::Drop, src, &slow::STORE_CELL, [w_cell, value])
}

#[inline(always)]
pub fn delete_deref<M: Mode>(m: &mut M, cell: Reg, free: u8, name: u32) -> Flow {
    let object = m.get(cell);
    let value = m.load(object, CELL_VALUE);
    if is_empty(m, value) {
        let number = m.constant::<Ref>(u64::from(name) << 1 | 1);
        let free = m.constant::<Ref>(u64::from(free) << 1 | 1);
        return m.residual(After::Drop, cell, &slow::UNBOUND_CELL, [number, free]);
    }
    let empty = m.constant::<Ref>(0);
    m.store(object, CELL_VALUE, empty);
    Ok(())
}

#[inline(always)]
pub fn load_classderef<M: Mode>(m: &mut M, dst: Reg, cell: Reg, name: u32) -> Flow {
    let cell = m.get(cell);
    let number = m.constant::<Ref>(u64::from(name) << 1 | 1);
    m.residual(After::Set, dst, &slow::LOAD_CLASSDEREF, [cell, number])
}

#[inline(always)]
pub fn make_cell<M: Mode>(m: &mut M, reg: Reg) -> Flow {
    let value = m.get(reg);
    m.residual(After::Set, reg, &slow::MAKE_CELL, [value])
}

#[inline(always)]
pub fn load_free<M: Mode>(m: &mut M, dst: Reg, index: u8) -> Flow {
    let index = m.constant::<Ref>(u64::from(index) << 1 | 1);
    m.residual(After::Set, dst, &slow::LOAD_FREE, [index])
}

#[inline(always)]
pub fn load_locals<M: Mode>(m: &mut M, dst: Reg) -> Flow {
    m.residual(After::Set, dst, &slow::LOAD_LOCALS, [])
}
