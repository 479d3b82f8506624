//! Calls while recording: made by the interpreter's own functions, then written down with what they did.

use crate::abort::Abort;
use crate::ir::{Callee, Expect, FrameState, Ir, Operand};
use crate::record::Record;
use bytecode::{Access, accesses, decode};
use handlers::frame::{Frame, ReturnKind};
use handlers::{After, Exit};
use interp::call::{call_window, make_function};
use interp::run::{Position, perform_residual, poll, settle};
use interp::{generator, unwind};
use object_model::context::Request;
use object_model::ops::Effects;
use object_model::{Context, Outcome, py_true};

/// Makes the call that a request describes, for the instruction that ends before `at`.
pub(crate) fn perform(cx: &mut Context, at: Position, callee: Callee, request: &Request) -> Outcome {
    (cx.base, cx.pc) = (at.base, at.pc);
    match callee {
        Callee::Native(_) | Callee::Registers(..) => perform_residual(cx, at, request),
        Callee::Window { .. } => call_window(cx),
        Callee::Make { .. } => make_function(cx, request).into(),
    }
}

pub(crate) fn effects(callee: Callee) -> Effects {
    match callee {
        Callee::Native(native) | Callee::Registers(native, _) => native.effects,
        Callee::Window { .. } => Effects::Python,
        Callee::Make { .. } => Effects::Heap,
    }
}

impl Record<'_> {
    /// Does what a handler has left to be done, and goes where it leads.
    pub(crate) fn complete(&mut self, exit: Exit) {
        let at = Position { pc: self.run.pc, base: self.run.base };
        let next = match exit {
            Exit::Residual | Exit::ResidualOf(_) | Exit::Call | Exit::Make => self.call(at),
            Exit::Poll => {
                let next = poll(self.run.cx, at);
                if next.pc != at.pc || next.base != at.base {
                    self.abort(Abort::Interrupted);
                }
                self.forget();
                next
            }
            Exit::Return => {
                if !self.finish_init() {
                    self.abort(Abort::ReturnKind);
                }
                unwind::finish_return(self.run.cx, at)
            }
            Exit::Yield => {
                self.abort(Abort::Yield);
                generator::suspend(self.run.cx, at)
            }
            Exit::Resume => {
                self.abort(Abort::Generator);
                generator::advance(self.run.cx, at)
            }
            Exit::Hot => {
                self.abort(Abort::Exit);
                at
            }
        };
        (self.run.pc, self.run.base) = (next.pc, next.base);
    }

    fn call(&mut self, at: Position) -> Position {
        let mut request = self.run.cx.request;
        let Some(pending) = self.pending.take() else {
            // A frame that there was no room for.
            self.abort(Abort::TooDeep);
            return interp::call::call_other(self.run.cx, at);
        };
        request.after = pending.after as u8;
        let snapshot = self.before();
        let outcome = perform(self.run.cx, at, pending.callee, &request);
        if effects(pending.callee) != Effects::Pure {
            self.forget();
        }
        let (after, dst) = (pending.after, pending.dst);
        match outcome {
            Outcome::Value(value) => {
                let jumps = matches!(after, After::JumpIfTrue | After::JumpIfFalse);
                let result = matches!(after, After::Set | After::Next).then(|| self.value());
                let expect = if jumps { Expect::Truth(value == py_true()) } else { Expect::Value };
                self.push_call(pending, expect, result, snapshot);
                self.read_back(result.is_some().then_some(dst));
                if let Some(result) = result {
                    let slot = self.slot(dst);
                    self.write(slot, Operand::Value(result));
                }
            }
            Outcome::Done => self.push_call(pending, Expect::Done, None, snapshot),
            Outcome::Raised => self.abort(Abort::Raised),
            Outcome::Pushed => {
                let frame = Frame(self.run.cx.base);
                let (code, kind) = (frame.code(), frame.return_kind());
                if code.flags & bytecode::CO_GENERATOR != 0 {
                    self.abort(Abort::Generator);
                } else if frame.ext().is_some() {
                    self.abort(Abort::ClassBody);
                } else if !matches!(kind, ReturnKind::Value | ReturnKind::Init) {
                    self.abort(Abort::ReturnKind);
                }
                if self.aborted.is_none() {
                    self.push_call(pending, Expect::Pushed(code, kind as u8), None, snapshot);
                    self.enter_pushed(frame, kind, dst);
                }
            }
        }
        settle(self.run.cx, at, &request, outcome)
    }

    /// Registers that an instruction's call writes by itself.
    fn read_back(&mut self, but: Option<usize>) {
        let code = Frame(self.run.base).code();
        let body = code.body();
        let Some(insn) = decode(&body.words, self.offset() as usize) else { return };
        let mut written = Vec::new();
        accesses(body, &insn, &mut |access, first, count| {
            if matches!(access, Access::Write | Access::WriteMaybe | Access::WriteNext) {
                written.extend(first..first + count);
            }
        });
        for register in written {
            if but != Some(register.into()) {
                self.read_register(usize::from(register));
            }
        }
    }

    fn read_register(&mut self, register: usize) {
        let (slot, value) = (self.slot(register), self.value());
        self.ops.push(Ir::Register(value, slot));
        self.write(slot, Operand::Value(value));
    }

    /// The call has pushed a frame and bound its arguments.
    fn enter_pushed(&mut self, frame: Frame, kind: ReturnKind, dst: usize) {
        if kind == ReturnKind::Init {
            self.read_register(dst);
        }
        let function = self.value();
        self.ops.push(Ir::Function(function));
        self.run.base = frame.0;
        let (code, base) = (frame.code(), self.slot(0));
        for register in 0..code.params as usize {
            self.read_register(register);
        }
        let (function, destination) = (Some(Operand::Value(function)), dst as u32);
        self.enter(FrameState { code, base, at: 0, words: 0, function, destination, kind: kind as u8 });
    }
}
