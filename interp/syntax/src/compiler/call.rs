//! Calls.
//!
//! A plain call is laid out in its window from the beginning: the callee and each argument are evaluated right into
//! the registers where the new frame will find them. Calls with `*` or `**`, and very long ones, collect a list and a
//! dict. In dense code (see `compiler`) a window is filled only when everything has been evaluated.

use super::unit::Enclosing;
use super::{Compiler, Want};
use crate::ast::*;
use crate::error::Result;
use bytecode::{CALLEE, Const, HEADER, Op};

/// Arguments of a call that go into a window; more travel in a list.
const MAX_ARGS: usize = 40;
const MAX_DENSE_ARGS: usize = 8;
const CALLEE_AT: u16 = CALLEE as u16;
const ARGS_AT: u16 = HEADER as u16;

impl Compiler<'_> {
    pub(super) fn fits_window(&self, call: &Call) -> bool {
        let max = if self.u.dense.is_some() { MAX_DENSE_ARGS } else { MAX_ARGS };
        call.starargs.is_none() && call.kwargs.is_none() && call.args.len() + call.keywords.len() <= max
    }

    fn keyword_names(&mut self, call: &Call) -> u32 {
        let name = |keyword: &Keyword| Const::Bytes(keyword.arg.as_bytes().into());
        self.u.asm.constant(Const::Tuple(call.keywords.iter().map(name).collect()))
    }

    fn push_arguments(&mut self, call: &Call) -> Result<u8> {
        for arg in call.args.iter().chain(call.keywords.iter().map(|keyword| &keyword.value)) {
            self.push(arg)?;
        }
        Ok((call.args.len() + call.keywords.len()) as u8)
    }

    fn emit_call(&mut self, (plain, keywords): (Op, Op), dst: u8, window: u8, n: u8, call: &Call) {
        if call.keywords.is_empty() {
            self.u.emit(plain, dst, window, n);
        } else if self.u.flow.is_some() {
            let names = self.keyword_names(call);
            self.u.emit_extra(keywords, dst, window, n, names);
        }
    }

    /// Where a call puts its result. A class's instance is put there before `__init__` runs, so under a handler it is not
    /// the register of a local, which would have lost its value if that raised: `called` moves it there.
    fn call_dest(&mut self, want: Want, mark: u16) -> u8 {
        let guarded = self.u.blocks.iter().any(|block| matches!(block, Enclosing::Try | Enclosing::Cleanup { .. }));
        match want {
            Want::To(_) if guarded => self.dest(Want::Push, mark),
            _ => self.dest(want, mark),
        }
    }

    fn called(&mut self, dst: u8, want: Want) -> Result<u8> {
        let Want::To(register) = want else { return Ok(dst) };
        self.u.move_to(register, dst);
        Ok(register)
    }

    /// The callee is in `callee`: in the window at `mark` already, or, in dense code, in the temporary there.
    pub(super) fn call(&mut self, callee: u8, call: &Call, want: Want, mark: u16) -> Result<u8> {
        if !self.fits_window(call) {
            return self.call_ex(callee, call, want, mark);
        }
        if self.u.dense.is_some() {
            self.u.top = mark + 1;
            let n = self.push_arguments(call)?;
            let window = self.u.top;
            self.u.reach(window + ARGS_AT + u16::from(n));
            self.u.move_to((window + CALLEE_AT) as u8, callee);
            for i in 0..u16::from(n) {
                self.u.move_to((window + ARGS_AT + i) as u8, (mark + 1 + i) as u8);
            }
            let dst = self.call_dest(want, mark);
            self.emit_call((Op::CALL, Op::CALL_KW), dst, window as u8, n, call);
            return self.called(dst, want);
        }
        self.u.top = mark + ARGS_AT;
        self.u.reach(self.u.top);
        let n = self.push_arguments(call)?;
        let dst = self.call_dest(want, mark);
        self.emit_call((Op::CALL, Op::CALL_KW), dst, mark as u8, n, call);
        self.called(dst, want)
    }

    /// `object.attr(…)`, not in dense code.
    pub(super) fn method_call(&mut self, attr: &Name, object: u8, call: &Call, want: Want, mark: u16) -> Result<u8> {
        let site = self.attribute_site(attr);
        self.u.top = mark + ARGS_AT + 1;
        self.u.reach(self.u.top);
        self.u.emit_extra(Op::LOAD_METHOD, mark as u8, object, 0, site);
        let n = self.push_arguments(call)?;
        let dst = self.call_dest(want, mark);
        self.emit_call((Op::CALL_METHOD, Op::CALL_METHOD_KW), dst, mark as u8, n, call);
        self.called(dst, want)
    }

    fn call_ex(&mut self, callee: u8, call: &Call, want: Want, mark: u16) -> Result<u8> {
        let dense = self.u.dense.is_some();
        self.u.top = if dense { mark + 1 } else { mark + ARGS_AT };
        let list = self.u.temp();
        self.u.emit(Op::BUILD_LIST, list, list, 0);
        let has_dict = !call.keywords.is_empty() || call.kwargs.is_some();
        let dict = self.u.temp();
        if has_dict {
            self.u.emit_wide(Op::BUILD_MAP, dict, call.keywords.len().min(65535) as u16);
        } else if dense {
            self.u.load_int(dict, 0);
        } else {
            self.u.emit(Op::CLEAR, dict, 0, 0);
        }
        let top = self.u.top;
        for arg in &call.args {
            let r = self.value(arg)?;
            self.u.emit(Op::LIST_APPEND, list, r, 0);
            self.u.top = top;
        }
        for keyword in &call.keywords {
            let value = self.value(&keyword.value)?;
            let key = self.u.temp();
            self.u.load_const(key, Const::Bytes(keyword.arg.as_bytes().into()));
            self.u.emit(Op::MAP_ADD, dict, key, value);
            self.u.top = top;
        }
        let star = match (&call.starargs, &call.kwargs) {
            (Some(star), Some(mapping)) => Some(self.value_before(star, &[mapping])?),
            (Some(star), None) => Some(self.value(star)?),
            (None, _) => None,
        };
        // As in CPython the mapping is looked at first, though it is evaluated last.
        if let Some(mapping) = &call.kwargs {
            let r = self.value(mapping)?;
            self.u.emit(Op::DICT_MERGE, dict, r, callee);
        }
        let (window, list, dict) = if dense {
            // The window lies above what is still needed.
            let window = self.u.top;
            self.u.reach(window + ARGS_AT + 2);
            self.u.move_to((window + CALLEE_AT) as u8, callee);
            let (to_list, to_dict) = ((window + ARGS_AT) as u8, (window + ARGS_AT + 1) as u8);
            self.u.move_to(to_list, list);
            if has_dict {
                self.u.move_to(to_dict, dict);
            }
            (window, to_list, to_dict)
        } else {
            (mark, list, dict)
        };
        if let Some(star) = star {
            self.u.emit(Op::LIST_EXTEND, list, star, 0);
        }
        if dense && !has_dict {
            self.u.emit(Op::CLEAR, dict, 0, 0);
        }
        let dst = self.call_dest(want, mark);
        self.u.emit(Op::CALL_EX, dst, window as u8, 0);
        self.called(dst, want)
    }

    /// Calls the value in `callee` with the values in `args`; the window is at `top`.
    pub(super) fn call_registers(&mut self, dst: u8, callee: u8, args: &[u8]) {
        let window = self.u.top;
        self.u.reach(window + ARGS_AT + args.len() as u16);
        self.u.move_to((window + CALLEE_AT) as u8, callee);
        for (i, &arg) in args.iter().enumerate() {
            self.u.move_to((window + ARGS_AT) as u8 + i as u8, arg);
        }
        self.u.emit(Op::CALL, dst, window as u8, args.len() as u8);
    }
}
