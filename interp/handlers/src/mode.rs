//! One semantics, the frame half: what an opcode handler may do beside `Ops`.

#![allow(unsafe_code)] // reads operands from the instruction stream

use crate::code::{CodeObject, Ic};
use bytecode::Insn;
use object_model::ops::{Native, Ops, Ref, Word};
use object_model::strategies::Cell;
use object_model::value::Value;

/// Why a handler did not simply go on. Concrete for all modes, so that `?` works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// A residual call of arguments in registers is set up in the context: make it.
    Residual,
    /// A residual call of so many arguments (at most 4) is set up in the context, with them.
    ResidualOf(u8),
    /// A frame whose return kind is not the plain one ends; its value is in `Context::result`.
    Return,
    /// A back-edge or entry found the poll word set.
    Poll,
    /// A call that does not simply push a frame; set up in the context.
    Call,
    /// A generator suspends; its value is in `Context::result`.
    Yield,
    /// A function is to be made; set up in the context.
    Make,
    /// A generator is to be resumed, the first argument set up in the context.
    Resume,
    /// A back-edge found its loop's counter, whose number is in the context's request, at zero.
    Hot,
}

pub type Flow = Result<(), Exit>;

/// What becomes of a residual call's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum After {
    /// Into the register.
    Set,
    /// An item goes into the register; `Outcome::Done` takes the jump.
    Next,
    /// Nothing.
    Drop,
    /// The instruction's jump is taken when the result (True or False) is this.
    JumpIfTrue,
    JumpIfFalse,
}

/// A register of the current frame, named by an operand byte that is read where it is used.
#[derive(Clone, Copy, Debug)]
pub struct Reg {
    operand: *const u8,
    plus: u8,
}

impl Reg {
    /// The `n`th byte of an instruction.
    #[inline(always)]
    pub fn operand(insn: Insn, n: usize) -> Reg {
        Reg { operand: insn.operand(n - 1), plus: 0 }
    }
    /// For residual calls without a register.
    #[inline(always)]
    pub fn nowhere() -> Reg {
        static ZERO: u8 = 0;
        Reg { operand: &raw const ZERO, plus: 0 }
    }
    /// The `n`th register after this one.
    #[inline(always)]
    pub fn plus(self, n: u8) -> Reg {
        Reg { plus: self.plus + n, ..self }
    }
    #[inline(always)]
    pub fn index(self) -> usize {
        // SAFETY: an operand of an instruction of running code, which is kept alive by its function.
        unsafe { *self.operand as usize + self.plus as usize }
    }
}

pub trait Mode: Ops {
    /// The running code.
    fn code(&self) -> &'static CodeObject;
    /// A register's value; zero when it is empty.
    fn get(&mut self, register: Reg) -> Self::H<Ref>;
    /// As `get` for registers beyond the near ones.
    fn get_far(&mut self, index: u16) -> Self::H<Ref>;
    /// The value of a global's cell, zero when it is empty: constant in a trace until the cell is written.
    fn watched(&mut self, cell: *const Cell) -> Self::H<Ref>;
    /// Inline cache number `site` of the running code.
    #[inline(always)]
    fn site(&self, site: u32) -> &'static Ic {
        self.code().ic(site)
    }

    // Endings.
    fn set(&mut self, dst: Reg, value: Self::H<Ref>) -> Flow;
    fn set_far(&mut self, index: u16, value: Self::H<Ref>) -> Flow;
    /// Goes `offset` words from the next instruction on.
    fn jump(&mut self, offset: i32) -> Flow;
    /// To a loop header: polls and counts.
    fn back_edge(&mut self, counter: u16, offset: i32) -> Flow;
    /// Enters the function in the window with the `args` values that lie there as its arguments, which fit. `shift` 1: the
    /// window begins one register further up than `window` says (a method call without receiver).
    fn push_frame(&mut self, dst: Reg, window: Reg, code: &'static CodeObject, shift: u8) -> Flow;
    fn pop_frame(&mut self, result: Self::H<Ref>) -> Flow;
    /// `dst = native(args)`, or as `after` says.
    fn residual<const N: usize>(&mut self, after: After, dst: Reg, native: &'static Native, args: [Self::H<Ref>; N])
    -> Flow;
    /// `dst = native(registers from first on)`.
    fn residual_window(&mut self, dst: Reg, native: &'static Native, first: Reg, n: usize) -> Flow;
    /// Any other call: the callee and `args` arguments lie in the window as `how` says.
    fn call_other(&mut self, dst: Reg, window: Reg, args: u8, how: CallHow, names: u32) -> Flow;
    /// Suspends the running generator with `value`; it goes on with what is sent in `dst`.
    fn suspend(&mut self, dst: Reg, value: Self::H<Ref>) -> Flow;
    /// FOR_ITER over a generator: pushes its frame. `dst` takes what it yields; its end takes the instruction's jump.
    fn resume(&mut self, dst: Reg, generator: Self::H<Ref>) -> Flow;
    /// `dst = function(code)` with `defaults` values from `first` on, then `cells` cells.
    fn residual_make(&mut self, dst: Reg, code: Value, first: Reg, defaults: usize, cells: usize) -> Flow;
    /// An address or number that is constant in the trace.
    #[inline(always)]
    fn word(&mut self, word: usize) -> Self::H<Word> {
        self.constant::<Word>(word as i64)
    }
}

/// How a call's arguments lie in its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum CallHow {
    /// From `window + HEADER` on.
    Plain,
    /// The receiver (or empty) in `window + HEADER`, the others behind it.
    Method,
    /// As the two above, the last ones named by a constant tuple.
    Keywords,
    MethodKeywords,
    /// A list and a dict.
    Unpacked,
}
