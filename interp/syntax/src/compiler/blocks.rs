//! Loops, try and with.
//!
//! Entering a `try` costs nothing: the handler table says where exceptions go. A `finally` clause is compiled once.
//! Every way into it first says why: register `reason` becomes 0 (the body ended), 1 (an exception, which `value`
//! holds) or a number for each `return`, `break` and `continue` that leaves through it (`value` holds what is
//! returned). Its end takes the way on that `reason` tells, perhaps into the next clause outside. `with` does the same
//! around its call of `__exit__`, but for exceptions, whose call differs.

use super::unit::{Enclosing, Exit, Known};
use super::{Compiler, Want};
use crate::ast::*;
use crate::error::{ErrorKind, Result, SyntaxError};
use bytecode::{CALLEE, Const, HEADER, Label, Mark, Op};

/// Blocks nested deeper are refused, as in CPython.
const MAX_BLOCKS: usize = 20;

/// A region under a handler.
struct Region {
    start: Label,
    known: Option<Known>,
}

impl Compiler<'_> {
    fn enter(&mut self, enclosing: Enclosing) -> Result<()> {
        if self.u.blocks.len() >= MAX_BLOCKS {
            return Err(SyntaxError::other(ErrorKind::SyntaxError, "too many statically nested blocks"));
        }
        self.u.blocks.push(enclosing);
        Ok(())
    }

    pub(super) fn innermost_loop(&self) -> Option<usize> {
        self.u.blocks.iter().rposition(|block| matches!(block, Enclosing::Loop { .. }))
    }

    /// Whether leaving the function runs something first.
    pub(super) fn in_cleanup(&self) -> bool {
        self.u.blocks.iter().any(|block| matches!(block, Enclosing::Cleanup { .. }))
    }

    pub(super) fn continue_statement(&mut self) -> Result<()> {
        const IN_FINALLY: &str = "'continue' not supported inside 'finally' clause";
        // As CPython: what counts is only the way to the innermost loop.
        let target = self.innermost_loop();
        let way = &self.u.blocks[target.map_or(0, |i| i + 1)..];
        if way.iter().any(|block| matches!(block, Enclosing::Finally)) {
            return self.error(IN_FINALLY);
        }
        let Some(target) = target else { return self.error("'continue' not properly in loop") };
        self.leave(Exit::Continue(target), None);
        Ok(())
    }

    /// Takes a way out, through the cleanups on it. `value` is what is returned.
    pub(super) fn leave(&mut self, exit: Exit, value: Option<u8>) {
        if self.u.flow.is_none() {
            return;
        }
        let stop = match exit {
            Exit::Return => 0,
            Exit::Break(i) | Exit::Continue(i) => i + 1,
        };
        for block in self.u.blocks[stop..].iter_mut().rev() {
            if let Enclosing::Cleanup { label, reason, value: slot, exits } = block {
                let (label, reason, slot) = (*label, *reason, *slot);
                let code = exits.iter().position(|&known| known == exit).unwrap_or_else(|| {
                    exits.push(exit);
                    exits.len() - 1
                });
                match value {
                    Some(value) => self.u.move_to(slot, value),
                    None => self.u.load_const(slot, Const::None),
                }
                self.u.load_int(reason, code as i16 + 2);
                self.u.goto(label);
                return;
            }
        }
        match exit {
            Exit::Return => {
                self.u.restore_exc();
                self.u.emit_end(Op::RETURN, value.unwrap_or(0), 0, 0);
            }
            Exit::Break(i) => {
                if let Enclosing::Loop { after, .. } = self.u.blocks[i] {
                    self.u.goto(after);
                }
            }
            Exit::Continue(i) => {
                if let Enclosing::Loop { head, counter, .. } = self.u.blocks[i] {
                    self.u.back_edge(counter, head);
                }
            }
        }
    }

    pub(super) fn for_loop(&mut self, target: &Expr, iter: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result<()> {
        let line = self.u.line;
        let mark = self.u.top;
        let r = self.value(iter)?;
        let iter = self.dest(Want::Push, mark);
        self.u.emit(Op::GET_ITER, iter, r, 0);
        let (exhausted, after) = (self.u.label(), self.u.label());
        let counter = self.u.asm.counter();
        let head = self.u.place_head();
        self.u.line = line.max(self.u.line);
        self.enter(Enclosing::Loop { head, counter, after })?;
        self.for_iter(target, iter, exhausted)?;
        self.block(body)?;
        self.u.back_edge(counter, head);
        self.u.blocks.pop();
        self.u.place(exhausted);
        self.u.asm.block(head, exhausted, false);
        self.block(orelse)?;
        self.u.place(after);
        self.u.top = mark;
        Ok(())
    }

    pub(super) fn while_loop(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result<()> {
        let known = self.known_test(test);
        if known == Some(false) {
            return self.block(orelse);
        }
        if known.is_some() {
            self.u.note_line();
        }
        let (done, after) = (self.u.label(), self.u.label());
        let counter = self.u.asm.counter();
        let head = self.u.place_head();
        self.enter(Enclosing::Loop { head, counter, after })?;
        // Control may be taken to the test of a loop that it is not in.
        let mut start = head;
        if known.is_none() {
            self.jump_if(test, false, done)?;
            start = self.u.asm.mark();
        }
        self.block(body)?;
        self.u.back_edge(counter, head);
        self.u.blocks.pop();
        self.u.place(done);
        self.u.asm.block(start, done, false);
        self.block(orelse)?;
        self.u.place(after);
        Ok(())
    }

    fn region(&mut self) -> Region {
        Region { start: self.u.asm.mark(), known: self.u.flow }
    }

    /// Ends a region here; control goes on in its handler, if anything in the region can raise. The handler's first
    /// instruction belongs to `line`.
    fn handler(&mut self, region: &Region, end: Label, register: u8, line: u32) {
        let empty = self.u.asm.offset(region.start) == self.u.asm.offset(end);
        self.u.flow = if empty { None } else { self.u.caught(region.known) };
        let target = self.u.asm.mark();
        self.u.asm.handler(region.start, end, target, register);
        if line != 0 {
            self.u.line = line;
        }
        if let Some(save) = self.u.exc_save {
            self.u.emit(Op::ENTER_EXCEPT, save, register, 0);
        }
    }

    pub(super) fn try_except(&mut self, body: &[Stmt], handlers: &[ExceptHandler], orelse: &[Stmt]) -> Result<()> {
        let mark = self.u.top;
        self.u.note_line();
        let triple = self.u.temp();
        let (other, end) = (self.u.label(), self.u.label());
        self.enter(Enclosing::Try)?;
        let region = self.region();
        self.arm(body)?;
        let region_end = self.u.asm.mark();
        self.u.asm.block(region.start, region_end, false);
        self.u.blocks.pop();
        self.u.goto(other);
        self.u.asm.mark_line(Mark::Except);
        let body_line = self.u.line;
        self.handler(&region, region_end, triple, handlers.first().map_or(0, |handler| handler.line));
        for (i, handler) in handlers.iter().enumerate() {
            if handler.exception.is_none() && i + 1 < handlers.len() {
                self.u.line = if i == 0 { body_line } else { self.u.line };
                return self.error("default 'except:' must be last");
            }
            self.u.line = handler.line;
            self.u.asm.mark_line(Mark::Except);
            let next = self.u.label();
            let top = self.u.top;
            if let Some(exception) = &handler.exception {
                let pattern = self.value(exception)?;
                self.u.jump(Op::JUMP_NO_MATCH, triple, pattern, 0, next);
                self.u.top = top;
            }
            if let Some(name) = &handler.name {
                match self.target_register(name) {
                    Some(register) => {
                        self.u.emit(Op::LOAD_EXC_VALUE, register, triple, 0);
                        self.u.set_bound(register, true);
                    }
                    None => {
                        let value = self.u.temp();
                        self.u.emit(Op::LOAD_EXC_VALUE, value, triple, 0);
                        self.store(name, value)?;
                        self.u.top = top;
                    }
                }
            }
            self.block(&handler.body)?;
            self.u.goto(end);
            self.u.place(next);
        }
        self.u.emit_end(Op::RERAISE, triple, 0, 0);
        self.u.place(other);
        self.u.top = mark;
        self.block(orelse)?;
        self.u.place(end);
        Ok(())
    }

    pub(super) fn try_finally(&mut self, body: &[Stmt], finalbody: &[Stmt]) -> Result<()> {
        let mark = self.u.top;
        self.u.note_line();
        let (reason, value) = (self.u.temp(), self.u.temp());
        let (label, done) = (self.u.label(), self.u.label());
        self.enter(Enclosing::Cleanup { label, reason, value, exits: Vec::new() })?;
        let region = self.region();
        self.block(body)?;
        let region_end = self.u.asm.mark();
        self.u.asm.block(region.start, region_end, false);
        let exits = self.exits();
        if self.u.flow.is_some() {
            self.u.load_int(reason, 0);
            self.u.load_const(value, Const::None);
            self.u.goto(label);
        }
        let start = self.u.asm.mark();
        self.handler(&region, region_end, value, finalbody.first().map_or(0, |stmt| stmt.line));
        self.u.load_int(reason, 1);
        self.u.place(label);
        // Control comes here from elsewhere, too: the line begins anew.
        self.u.asm.repeat_line();
        self.enter(Enclosing::Finally)?;
        self.block(finalbody)?;
        self.u.blocks.pop();
        let end = self.u.asm.mark();
        self.u.asm.block(start, end, true);
        self.u.jump(Op::JUMP_EQ_INT, reason, 0, 1, done);
        self.go_on(reason, value, exits, false);
        self.u.emit_end(Op::RERAISE, value, 0, 0);
        self.u.place(done);
        self.u.top = mark;
        Ok(())
    }

    /// Leaves a cleanup's body; the exits that go through it.
    fn exits(&mut self) -> Vec<Exit> {
        match self.u.blocks.pop() {
            Some(Enclosing::Cleanup { exits, .. }) => exits,
            _ => Vec::new(),
        }
    }

    /// At the end of a cleanup: the ways out, but for those of codes 0 and 1. `all`: nothing else remains.
    fn go_on(&mut self, reason: u8, value: u8, exits: Vec<Exit>, all: bool) {
        let last = exits.len() - usize::from(all);
        for (i, exit) in exits.into_iter().enumerate() {
            if all && i == last {
                self.leave(exit, if exit == Exit::Return { Some(value) } else { None });
                break;
            }
            let next = self.u.label();
            self.u.jump(Op::JUMP_EQ_INT, reason, i as u8 + 2, 0, next);
            self.leave(exit, if exit == Exit::Return { Some(value) } else { None });
            self.u.place(next);
        }
    }

    pub(super) fn with(&mut self, items: &[WithItem], body: &[Stmt]) -> Result<()> {
        let Some((item, rest)) = items.split_first() else { return self.block(body) };
        let mark = self.u.top;
        self.u.line = self.u.line.max(item.line);
        let context = self.push(&item.context_expr)?;
        let (exit, reason, value) = (context, self.u.temp(), self.u.temp());
        self.u.emit(Op::LOAD_WITH, exit, context, 0);
        self.call_registers(reason, reason, &[]);
        let (label, done) = (self.u.label(), self.u.label());
        self.enter(Enclosing::Cleanup { label, reason, value, exits: Vec::new() })?;
        let region = self.region();
        let top = self.u.top;
        if let Some(target) = &item.optional_vars {
            self.store(target, reason)?;
            self.u.top = top;
        }
        self.deeper()?;
        self.with(rest, body)?;
        self.depth -= 1;
        let region_end = self.u.asm.mark();
        self.u.asm.block(region.start, region_end, false);
        let exits = self.exits();
        if exits.is_empty() {
            self.call_exit(exit);
            self.u.goto(done);
        } else if self.u.flow.is_some() {
            self.u.load_int(reason, 0);
            self.u.load_const(value, Const::None);
        }
        if !exits.is_empty() {
            self.u.place(label);
            self.call_exit(exit);
            self.u.jump(Op::JUMP_EQ_INT, reason, 0, 1, done);
            self.go_on(reason, value, exits, true);
        }
        self.handler(&region, region_end, value, 0);
        let window = self.u.top;
        self.u.reach(window + u16::from(HEADER) + 3);
        self.u.move_to((window + u16::from(CALLEE)) as u8, exit);
        self.u.emit(Op::UNPACK_EXC, (window + u16::from(HEADER)) as u8, value, 0);
        self.u.emit(Op::CALL, reason, window as u8, 3);
        self.u.jump(Op::JUMP_TRUE, reason, 0, 0, done);
        self.u.emit_end(Op::RERAISE, value, 0, 0);
        self.u.place(done);
        self.u.top = mark;
        Ok(())
    }

    /// `exit(None, None, None)`
    fn call_exit(&mut self, exit: u8) {
        let window = self.u.top;
        self.u.reach(window + u16::from(HEADER) + 3);
        self.u.move_to((window + u16::from(CALLEE)) as u8, exit);
        for i in 0..3 {
            self.u.load_const((window + u16::from(HEADER) + i) as u8, Const::None);
        }
        self.u.emit(Op::CALL, window as u8, window as u8, 3);
    }
}
