//! Calls and returns. A Python call pushes a frame; nothing recurses natively.

#![allow(unsafe_code)] // a promoted word is an address again

use crate::code::CodeObject;
use crate::function::FUNCTION_CODE;
use crate::mode::{CallHow, Flow, Mode, Reg};
use crate::slow::call as slow;
use bytecode::{CALLEE, HEADER};
use object_model::kind;
use object_model::ops::{Ref, Same, Word};

/// The code of a function that takes exactly `args` positional arguments and nothing else.
#[inline(always)]
fn simple_code<M: Mode>(m: &mut M, callee: M::H<Ref>, args: u32) -> Option<&'static CodeObject> {
    if !m.is_a(callee, kind::FUNCTION.into()) {
        return None;
    }
    let code = m.load(callee, FUNCTION_CODE);
    // SAFETY: a function's code field is the address of a code object, alive as long as the function.
    let code = unsafe { &*(m.promote::<Word>(code) as *const CodeObject) };
    if code.simple_argc == args { Some(code) } else { None }
}

#[inline(always)]
pub fn call<M: Mode>(m: &mut M, dst: Reg, window: Reg, n: u8) -> Flow {
    let callee = m.get(window.plus(CALLEE));
    if let Some(code) = simple_code(m, callee, n.into()) {
        return m.push_frame(dst, window, code, 0);
    }
    m.call_other(dst, window, n, CallHow::Plain, 0)
}

#[inline(always)]
pub fn call_method<M: Mode>(m: &mut M, dst: Reg, window: Reg, n: u8) -> Flow {
    let (callee, receiver) = (m.get(window.plus(CALLEE)), m.get(window.plus(HEADER)));
    let empty = m.constant::<Ref>(0);
    let plain = m.op2(Same, receiver, empty);
    if !m.test(plain)
        && let Some(code) = simple_code(m, callee, u32::from(n) + 1)
    {
        return m.push_frame(dst, window, code, 0);
    }
    m.call_other(dst, window, n, CallHow::Method, 0)
}

#[inline(always)]
pub fn call_kw<M: Mode>(m: &mut M, dst: Reg, window: Reg, n: u8, names: u32) -> Flow {
    m.call_other(dst, window, n, CallHow::Keywords, names)
}

#[inline(always)]
pub fn call_method_kw<M: Mode>(m: &mut M, dst: Reg, window: Reg, n: u8, names: u32) -> Flow {
    m.call_other(dst, window, n, CallHow::MethodKeywords, names)
}

#[inline(always)]
pub fn call_ex<M: Mode>(m: &mut M, dst: Reg, window: Reg) -> Flow {
    m.call_other(dst, window, 2, CallHow::Unpacked, 0)
}

#[inline(always)]
pub fn dict_merge<M: Mode>(m: &mut M, map: Reg, src: Reg, callee: Reg) -> Flow {
    let (dict, source, callee) = (m.get(map), m.get(src), m.get(callee));
    m.residual(crate::mode::After::Drop, map, &slow::DICT_MERGE, [dict, source, callee])
}

#[inline(always)]
pub fn yield_value<M: Mode>(m: &mut M, dst: Reg, src: Reg) -> Flow {
    let value = m.get(src);
    m.suspend(dst, value)
}

#[inline(always)]
pub fn make_function<M: Mode>(m: &mut M, dst: Reg, first: Reg, n: u8, code: u32) -> Flow {
    let free = m.code().constant(code as usize).downcast::<CodeObject>().map_or(0, |code| code.freevars.len());
    let (count, code) = (usize::from(n), m.code().constant(code as usize));
    m.residual_make(dst, code, first, count, free)
}
