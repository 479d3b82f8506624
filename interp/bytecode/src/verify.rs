//! The verifier: what the evaluator relies on, checked for code that comes from a file (and, in tests, for everything
//! the compiler emits).
//!
//! Structure: opcodes, operands, tables. Flow: jumps land on instructions, control never runs over the end, and no
//! instruction reads a register that may be undefined or, where its row forbids that, empty. The flow part is the
//! usual forward analysis with a set of surely defined registers, from the handlers' edges too. What it does not
//! prove is that a register holds a *kind* of object (a cell, a caught triple): only the compiler gives that.

use crate::{Access, Body, Const, Decoded, Flow, HEADER, Kind, Op, Row, accesses, decode, flow};

/// Deeper nesting of code than the image reader allows is refused.
const MAX_DEPTH: u32 = 1000;

/// Checks `body` and the code inside it; the error says what is wrong where.
pub fn verify(body: &Body) -> Result<(), String> {
    nested(body, 0)
}

fn nested(body: &Body, depth: u32) -> Result<(), String> {
    if depth > MAX_DEPTH {
        return Err("code nested too deeply".into());
    }
    let at = |error: String| format!("{}: {error}", String::from_utf8_lossy(&body.name));
    structure(body).map_err(at)?;
    defined(body).map_err(at)?;
    // Code lies among the constants, not inside of tuples: there nothing would check it.
    fn in_tuple(constant: &Const, depth: u32) -> bool {
        match constant {
            Const::Tuple(items) => depth > MAX_DEPTH || items.iter().any(|item| in_tuple(item, depth + 1)),
            Const::Code(_) => depth > 0,
            _ => false,
        }
    }
    for constant in &body.consts {
        if in_tuple(constant, 0) {
            return Err(at("code in a tuple".into()));
        }
        if let Const::Code(code) = constant {
            nested(code, depth + 1)?;
        }
    }
    Ok(())
}

fn instructions(body: &Body) -> impl Iterator<Item = Decoded> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let insn = decode(&body.words, at)?;
        at = insn.next();
        Some(insn)
    })
}

fn ensure(condition: bool, text: impl FnOnce() -> String) -> Result<(), String> {
    if condition { Ok(()) } else { Err(text()) }
}

/// Parameters of a body, `*args` and `**kwargs` included: the registers that hold something on entry.
pub(crate) fn parameters(body: &Body) -> usize {
    let stars = body.flags & (crate::CO_VARARGS | crate::CO_VARKEYWORDS);
    usize::from(body.argcount) + stars.count_ones() as usize
}

fn structure(body: &Body) -> Result<(), String> {
    let registers = usize::from(body.registers);
    ensure(body.cellvars.len() == body.cell_registers.len(), || "cells without registers".into())?;
    ensure(body.freevars.len() == body.free_registers.len(), || "free variables without registers".into())?;
    let far = |r: u16| r == u16::MAX && body.far_locals.is_some();
    let named = body.cell_registers.iter().chain(&body.free_registers).all(|&r| usize::from(r) < registers || far(r));
    ensure(named, || "cell beyond the registers".into())?;
    ensure(body.varnames.len() <= registers, || "more locals than registers".into())?;
    ensure(parameters(body) <= body.varnames.len(), || "more parameters than locals".into())?;
    let own = |r: u8| usize::from(r) < registers && usize::from(r) >= parameters(body);
    ensure(body.exc_save.is_none_or(own), || "exc_save beyond the registers or a parameter".into())?;
    ensure(body.far_locals.as_ref().is_none_or(|far| usize::from(far.register) < registers), || {
        "far locals beyond the registers".into()
    })?;
    ensure(body.public_names as usize <= body.names.len(), || "more public names than names".into())?;
    ensure(body.sites.iter().all(|&name| (name as usize) < body.names.len()), || "site without name".into())?;
    ensure(body.lines.is_sorted_by_key(|row| row.start), || "line table not sorted".into())?;

    let mut starts = vec![false; body.words.len()];
    let (mut end, mut last) = (0, Flow::Next);
    for insn in instructions(body) {
        starts[insn.at] = true;
        (end, last) = (insn.next(), flow(insn.op));
    }
    ensure(end == body.words.len(), || format!("no instruction at {end}"))?;
    ensure(matches!(last, Flow::Jump | Flow::End), || "control runs over the end".into())?;
    let start = |offset: u32| starts.get(offset as usize) == Some(&true);
    let marked = |row: &&crate::Line| row.mark == crate::Mark::Statement;
    ensure(body.lines.iter().filter(marked).all(|row| start(row.start)), || "statement within an instruction".into())?;
    for handler in &body.handlers {
        let range = handler.start < handler.end && start(handler.start);
        let range = range && (start(handler.end) || handler.end as usize == end);
        ensure(range, || "handler range".into())?;
        ensure(start(handler.target), || "handler target".into())?;
        ensure(usize::from(handler.register) < registers, || "handler register".into())?;
    }
    for insn in instructions(body) {
        operands(body, &insn, insn.op.row()).map_err(|what| format!("{} at {}: {what}", insn.op.name(), insn.at))?;
        if let Some(target) = insn.target() {
            let inside = u32::try_from(target).is_ok_and(start);
            ensure(inside, || format!("{} at {}: jump to {target}", insn.op.name(), insn.at))?;
        }
    }
    Ok(())
}

fn operands(body: &Body, insn: &Decoded, row: &Row) -> Result<(), String> {
    let registers = usize::from(body.registers);
    let (mut beyond, mut spoilt) = (None, false);
    accesses(body, insn, &mut |access, first, count| {
        let last = usize::from(first) + usize::from(count);
        if access != Access::Clobber && last > registers {
            beyond = Some(last);
        }
        // The saved exception belongs to two instructions alone.
        if let Some(save) = body.exc_save.map(u16::from)
            && !matches!(insn.op, Op::ENTER_EXCEPT | Op::RESTORE_EXC)
        {
            spoilt |= match access {
                Access::Read | Access::ReadMaybe => false,
                Access::Write | Access::WriteNext | Access::WriteMaybe => (usize::from(first)..last).contains(&save.into()),
                Access::Clobber => first <= save,
            };
        }
    });
    ensure(beyond.is_none(), || format!("register {} of {registers}", beyond.unwrap_or(0)))?;
    ensure(!spoilt, || "writes the saved exception's register".into())?;
    let saves = matches!(insn.op, Op::ENTER_EXCEPT | Op::RESTORE_EXC);
    ensure(!saves || body.exc_save == Some(insn.a), || "saves the exception elsewhere".into())?;
    let bytes = [insn.a, insn.b, insn.c];
    for (operand, byte) in row.operands.iter().zip(bytes) {
        match operand.kind {
            Kind::Reg if operand.name == "window" => {
                let end = usize::from(byte) + usize::from(HEADER);
                ensure(end <= registers, || "window beyond the registers".into())?;
            }
            Kind::Reg => ensure(usize::from(byte) < registers, || format!("register {byte} of {registers}"))?,
            Kind::U8 if matches!(operand.name, "sense" | "free" | "zero") => {
                ensure(byte <= 1, || format!("{} is {byte}", operand.name))?;
            }
            Kind::U8 if operand.name == "file" => ensure(byte <= 1, || format!("file is {byte}"))?,
            _ => {}
        }
    }
    let index = usize::from(insn.bc);
    match insn.op {
        Op::LOAD_CONST | Op::RETURN_CONST => ensure(index < body.consts.len(), || "constant".into())?,
        Op::CHECK_LOCAL => ensure(index < body.names.len(), || "name".into())?,
        Op::LOAD_FREE => ensure(usize::from(insn.b) < body.freevars.len(), || "free variable".into())?,
        Op::LOOP => ensure(index < usize::from(body.loops), || "loop counter".into())?,
        Op::RAISE => ensure(insn.b <= 3, || "operands".into())?,
        _ => {}
    }
    let Some(extra) = row.extra else { return Ok(()) };
    let index = insn.extra as usize;
    match extra.kind {
        Kind::Site => ensure(index < body.sites.len(), || "site".into()),
        Kind::Name => ensure(index < body.names.len(), || "name".into()),
        Kind::Const => match (insn.op, body.consts.get(index)) {
            (_, None) => Err("constant".into()),
            (Op::MAKE_FUNCTION, Some(Const::Code(code))) => {
                ensure(insn.c <= code.argcount.min(255) as u8, || "more defaults than parameters".into())
            }
            (Op::MAKE_FUNCTION, _) => Err("constant is no code".into()),
            (Op::CALL_KW | Op::CALL_METHOD_KW, Some(Const::Tuple(names))) => {
                let names_only = names.iter().all(|name| matches!(name, Const::Bytes(_)));
                ensure(names_only && names.len() <= insn.c.into(), || "keyword names".into())
            }
            (Op::CALL_KW | Op::CALL_METHOD_KW, _) => Err("keyword names".into()),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// A set of registers.
#[derive(Clone, PartialEq)]
struct Set(Vec<u64>);

impl Set {
    fn full(n: usize) -> Set {
        Set(vec![u64::MAX; n.div_ceil(64)])
    }
    fn has(&self, i: u16) -> bool {
        self.0[usize::from(i) / 64] >> (i % 64) & 1 == 1
    }
    fn set(&mut self, i: u16, on: bool) {
        let word = &mut self.0[usize::from(i) / 64];
        *word = *word & !(1 << (i % 64)) | u64::from(on) << (i % 64);
    }
    /// Keeps what is in `other` too; whether that changed anything.
    fn meet(&mut self, other: &Set) -> bool {
        let mut changed = false;
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            changed |= *mine & !theirs != 0;
            *mine &= theirs;
        }
        changed
    }
}

/// Per register two facts: it is defined (holds a value or is empty), it holds a value.
#[derive(Clone, PartialEq)]
struct State {
    defined: Set,
    full: Set,
}

impl State {
    fn meet(&mut self, other: &State) -> bool {
        let changed = self.defined.meet(&other.defined);
        self.full.meet(&other.full) | changed
    }

    fn write(&mut self, first: u16, count: u16, full: bool) {
        for i in first..first + count {
            self.defined.set(i, true);
            self.full.set(i, full);
        }
    }
}

fn defined(body: &Body) -> Result<(), String> {
    let registers = body.registers;
    let n = usize::from(registers);
    // Not reached yet: everything holds.
    let top = State { defined: Set::full(n), full: Set::full(n) };
    let insns: Vec<Decoded> = instructions(body).collect();
    let mut index = vec![usize::MAX; body.words.len() + 1];
    insns.iter().enumerate().for_each(|(i, insn)| index[insn.at] = i);
    // States are kept where control joins: at jump targets and handlers.
    let mut joins: Vec<Option<State>> = vec![None; insns.len()];
    let targets = insns.iter().filter_map(Decoded::target).map(|t| t as usize);
    for target in targets.chain(body.handlers.iter().map(|h| h.target as usize)) {
        joins[index[target]] = Some(top.clone());
    }
    let mut entry = State { defined: Set(vec![0; n.div_ceil(64)]), full: Set(vec![0; n.div_ceil(64)]) };
    let parameters = parameters(body) as u16;
    // The evaluator clears the named locals and `exc_save`.
    entry.write(0, body.varnames.len() as u16, false);
    entry.write(0, parameters, true);
    if let Some(save) = body.exc_save {
        entry.write(save.into(), 1, false);
    }
    if let Some(join) = &mut joins[0] {
        join.meet(&entry);
    }
    let mut handlers_of: Vec<Vec<usize>> = Vec::new();
    if !body.handlers.is_empty() {
        handlers_of = insns
            .iter()
            .map(|insn| {
                let covers = |h: &crate::Handler| (h.start as usize..h.end as usize).contains(&insn.at);
                // Only the first that covers it serves.
                body.handlers.iter().position(covers).into_iter().collect()
            })
            .collect();
    }
    loop {
        let mut changed = false;
        let mut state = Some(entry.clone());
        for (i, insn) in insns.iter().enumerate() {
            if let Some(join) = &mut joins[i] {
                if let Some(state) = &state {
                    changed |= join.meet(state);
                }
                // A join that nothing has reached stays at the top; reading is then harmless.
                state = Some(join.clone());
            }
            let Some(mut now) = state.take() else { continue };
            if let Some(&h) = handlers_of.get(i).and_then(|hs| hs.first()) {
                let handler = body.handlers[h];
                let mut caught = now.clone();
                caught.write(handler.register.into(), 1, true);
                // Half-done effects: an instruction that raises may have left its window undefined.
                accesses(body, insn, &mut |access, first, _| {
                    if access == Access::Clobber {
                        (first..registers).filter(|&r| r != handler.register.into()).for_each(|r| {
                            caught.defined.set(r, false);
                            caught.full.set(r, false);
                        });
                    }
                });
                if let Some(join) = &mut joins[index[handler.target as usize]] {
                    changed |= join.meet(&caught);
                }
            }
            let mut bad = None;
            let mut jumped = None;
            accesses(body, insn, &mut |access, first, count| match access {
                Access::Read => bad = bad.or((first..first + count).find(|&r| !now.full.has(r))),
                Access::ReadMaybe => bad = bad.or((first..first + count).find(|&r| !now.defined.has(r))),
                Access::Write => now.write(first, count, true),
                Access::WriteMaybe => {
                    let copied = match insn.op {
                        Op::LOAD_FAR => now.full.has(insn.bc),
                        Op::STORE_FAR => now.full.has(insn.a.into()),
                        _ => false,
                    };
                    now.write(first, count, copied);
                }
                Access::WriteNext => {
                    jumped = Some(now.clone());
                    now.write(first, count, true);
                }
                Access::Clobber => (first..registers).for_each(|r| {
                    now.defined.set(r, false);
                    now.full.set(r, false);
                }),
            });
            if let Some(register) = bad {
                return Err(format!("{} at {}: register {register} may be empty", insn.op.name(), insn.at));
            }
            if let Some(target) = insn.target() {
                let now = jumped.as_ref().unwrap_or(&now);
                if let Some(join) = &mut joins[index[target as usize]] {
                    changed |= join.meet(now);
                }
            }
            if matches!(flow(insn.op), Flow::Next | Flow::Branch) {
                state = Some(now);
            }
        }
        if !changed {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Asm, Name};

    fn body(emit: impl FnOnce(&mut Asm)) -> Body {
        let mut asm = Asm::new(Name::from(*b"f"), Name::from(*b"f"), 1);
        asm.body.registers = 4;
        asm.body.varnames = vec![Name::from(*b"x")];
        emit(&mut asm);
        asm.finish().unwrap()
    }

    #[test]
    fn empty_registers_may_not_be_read() {
        let checked = body(|asm| {
            asm.emit_check(0, &Name::from(*b"x"));
            asm.emit(Op::RETURN, 0, 0, 0);
        });
        assert_eq!(verify(&checked), Ok(()));
        let unchecked = body(|asm| asm.emit(Op::RETURN, 0, 0, 0));
        assert!(verify(&unchecked).unwrap_err().contains("may be empty"));
        // Defined on one of two paths.
        let half = body(|asm| {
            let end = asm.label();
            asm.emit_wide(Op::LOAD_INT, 1, 5);
            asm.emit_jump(Op::JUMP_TRUE, 1, 0, 0, end);
            asm.emit_wide(Op::LOAD_INT, 2, 5);
            asm.place(end);
            asm.emit(Op::RETURN, 2, 0, 0);
        });
        assert!(verify(&half).is_err());
    }

    #[test]
    fn operands_and_flow_are_checked() {
        let bad: [fn(&mut Asm); 6] = [
            |asm| asm.emit(Op::RETURN, 9, 0, 0),
            |asm| asm.emit_wide(Op::RETURN_CONST, 0, 3),
            |asm| asm.emit_extra(Op::JUMP, 0, 0, 0, 5),
            |asm| {
                asm.emit_extra(Op::LOAD_GLOBAL, 1, 0, 0, 0);
                asm.emit(Op::RETURN, 1, 0, 0);
            },
            |asm| {
                asm.emit_extra(Op::LOOP, 0, 0, 0, (-2i32) as u32);
            },
            |asm| {
                asm.emit(Op::CALL, 0, 3, 0);
                asm.emit(Op::RETURN, 0, 0, 0);
            },
        ];
        for emit in bad {
            assert!(verify(&body(emit)).is_err());
        }
    }
}
