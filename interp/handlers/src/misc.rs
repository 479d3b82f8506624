//! Imports, printing, exec, backquotes.

use crate::mode::{After, Flow, Mode, Reg};
use crate::slow::misc as slow;
use object_model::ops::Ref;

#[inline(always)]
pub fn import_name<M: Mode>(m: &mut M, dst: Reg, first: Reg, name: u32) -> Flow {
    let (level, names, name) = (m.get(first), m.get(first.plus(1)), m.constant::<Ref>(u64::from(name) << 1 | 1));
    m.residual(After::Set, dst, &slow::IMPORT_NAME, [level, names, name])
}

#[inline(always)]
pub fn import_from<M: Mode>(m: &mut M, dst: Reg, module: Reg, name: u32) -> Flow {
    let (module, name) = (m.get(module), m.constant::<Ref>(u64::from(name) << 1 | 1));
    m.residual(After::Set, dst, &slow::IMPORT_FROM, [module, name])
}

#[inline(always)]
pub fn import_star<M: Mode>(m: &mut M, module: Reg) -> Flow {
    let w_module = m.get(module);
    m.residual(After::Drop, module, &slow::IMPORT_STAR, [w_module])
}

#[inline(always)]
pub fn print_item<M: Mode>(m: &mut M, src: Reg, to: Reg, file: u8) -> Flow {
    let value = m.get(src);
    let target = if file != 0 { m.get(to) } else { m.constant::<Ref>(0) };
    m.residual(After::Drop, src, &slow::PRINT_ITEM, [value, target])
}

#[inline(always)]
pub fn print_newline<M: Mode>(m: &mut M, to: Reg, file: u8) -> Flow {
    let target = if file != 0 { m.get(to) } else { m.constant::<Ref>(0) };
    m.residual(After::Drop, to, &slow::PRINT_NEWLINE, [target])
}

#[inline(always)]
pub fn print_expr<M: Mode>(m: &mut M, src: Reg) -> Flow {
    let value = m.get(src);
    m.residual(After::Drop, src, &slow::PRINT_EXPR, [value])
}

#[inline(always)]
pub fn exec<M: Mode>(m: &mut M, first: Reg) -> Flow {
    let (code, globals, locals) = (m.get(first), m.get(first.plus(1)), m.get(first.plus(2)));
    m.residual(After::Drop, first, &slow::EXEC, [code, globals, locals])
}

#[inline(always)]
pub fn repr<M: Mode>(m: &mut M, dst: Reg, src: Reg) -> Flow {
    let value = m.get(src);
    m.residual(After::Set, dst, &slow::REPR, [value])
}
