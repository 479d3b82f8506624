//! The verifier: what the evaluator relies on, checked for code that comes from a file (and, in tests, for everything
//! the compiler emits).
//!
//! Structure: opcodes, operands, tables. Flow: jumps land on instructions, control never runs over the end, and no
//! instruction reads a register that may be undefined or, where its row forbids that, empty. The flow part is the
//! usual forward analysis with a set of surely defined registers, from the handlers' edges too. It also follows which
//! registers hold what some instructions rely on: caught triples, cells, and lists, dicts and sets under construction.
//! Only the cells that code with far locals takes out of their list are the compiler's word.

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
    ensure(start(body.prologue), || "prologue ends within an instruction".into())?;
    let marked = |row: &&crate::Line| row.mark == crate::Mark::Statement;
    ensure(body.lines.iter().filter(marked).all(|row| start(row.start)), || "statement within an instruction".into())?;
    for handler in &body.handlers {
        let range = handler.start < handler.end && start(handler.start);
        let range = range && (start(handler.end) || handler.end as usize == end);
        ensure(range, || "handler range".into())?;
        // Behind what it serves: there is no way back but LOOP, which lets signals in.
        ensure(start(handler.target) && handler.target >= handler.end, || "handler target".into())?;
        ensure(usize::from(handler.register) < registers, || "handler register".into())?;
    }
    let mut sites = vec![None; body.sites.len()];
    let mut loops = vec![None; body.loops.into()];
    for insn in instructions(body) {
        let own = match insn.op.row().extra.map(|extra| extra.kind) {
            // A cache means something else to each instruction; only those of globals are shared.
            Some(Kind::Site) => {
                let global = matches!(insn.op, Op::LOAD_GLOBAL | Op::STORE_GLOBAL);
                let used = sites.get_mut(insn.extra as usize).and_then(|site| site.replace(global));
                used.is_none() || (used, global) == (Some(true), true)
            }
            // A loop is known by its counter.
            _ if insn.op == Op::LOOP => {
                loops.get_mut(usize::from(insn.bc)).is_none_or(|head| *head.get_or_insert(insn.target()) == insn.target())
            }
            _ => true,
        };
        ensure(own, || format!("{} at {}: cache or counter of another", insn.op.name(), insn.at))?;
        let suspends = insn.op == Op::YIELD && body.flags & crate::CO_GENERATOR == 0;
        ensure(!suspends, || format!("YIELD at {} in no generator", insn.at))?;
        operands(body, &insn, insn.op.row()).map_err(|what| format!("{} at {}: {what}", insn.op.name(), insn.at))?;
        if let Some(target) = insn.target() {
            // Signals and other threads are let in at back-edges.
            let back = target <= insn.at as i64 && insn.op != Op::LOOP;
            ensure(!back, || format!("{} at {}: jumps back", insn.op.name(), insn.at))?;
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
                Access::Clobber => first <= save,
                _ => (usize::from(first)..last).contains(&save.into()),
            };
        }
    });
    ensure(beyond.is_none(), || format!("register {} of {registers}", beyond.unwrap_or(0)))?;
    ensure(!spoilt, || "touches the saved exception's register".into())?;
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

/// What a register holds, if it holds something. Containers under construction look for themselves: where registers run out they are
/// packed away with others, and come back as any objects.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Holds {
    /// It is empty, or nothing has reached here yet.
    Anything,
    Object,
    Cell,
    /// A caught exception.
    Triple,
}

impl Holds {
    fn join(self, other: Holds) -> Holds {
        match (self, other) {
            (Holds::Anything, known) | (known, Holds::Anything) => known,
            (a, b) if a == b => a,
            _ => Holds::Object,
        }
    }
}

/// What `insn` wants its registers to hold: those that want more than an object.
fn wants(body: &Body, insn: &Decoded, f: &mut dyn FnMut(u16, Holds)) {
    let (a, b, c) = (u16::from(insn.a), u16::from(insn.b), u16::from(insn.c));
    match insn.op {
        // Far cells come from a list.
        Op::LOAD_DEREF | Op::LOAD_CLASSDEREF if body.far_locals.is_none() => f(b, Holds::Cell),
        Op::STORE_DEREF | Op::DELETE_DEREF if body.far_locals.is_none() => f(a, Holds::Cell),
        Op::MAKE_FUNCTION if body.far_locals.is_none() => {
            if let Some(Const::Code(code)) = body.consts.get(insn.extra as usize) {
                (0..code.freevars.len().min(0x1000) as u16).for_each(|i| f(b + c + i, Holds::Cell));
            }
        }
        Op::ENTER_EXCEPT | Op::LOAD_EXC_VALUE | Op::UNPACK_EXC => f(b, Holds::Triple),
        // RERAISE looks for itself: at the end of a `finally`, a number in another register tells what is there.
        Op::JUMP_NO_MATCH => f(a, Holds::Triple),
        _ => {}
    }
}

/// What an instruction that writes `first` leaves there.
fn leaves(insn: &Decoded, now: &State) -> Holds {
    match insn.op {
        Op::MAKE_CELL | Op::LOAD_FREE => Holds::Cell,
        Op::CLEAR | Op::ENTER_EXCEPT | Op::RESTORE_EXC => Holds::Anything,
        Op::MOVE => now.holds[usize::from(insn.b)],
        Op::CHECK_LOCAL => now.holds[usize::from(insn.a)],
        Op::LOAD_FAR => now.holds[usize::from(insn.bc)],
        Op::STORE_FAR => now.holds[usize::from(insn.a)],
        _ => Holds::Object,
    }
}

/// Per register: it is defined (holds a value or is empty), it holds a value, and what.
#[derive(Clone, PartialEq)]
struct State {
    defined: Set,
    full: Set,
    holds: Vec<Holds>,
}

impl State {
    fn meet(&mut self, other: &State) -> bool {
        let mut changed = self.defined.meet(&other.defined);
        changed |= self.full.meet(&other.full);
        for (mine, &theirs) in self.holds.iter_mut().zip(&other.holds) {
            let joined = mine.join(theirs);
            changed |= joined != *mine;
            *mine = joined;
        }
        changed
    }

    fn write(&mut self, first: u16, count: u16, full: bool, holds: Holds) {
        for i in first..first + count {
            self.defined.set(i, true);
            self.full.set(i, full);
            self.holds[usize::from(i)] = holds;
        }
    }
}

fn defined(body: &Body) -> Result<(), String> {
    let registers = body.registers;
    let n = usize::from(registers);
    // Not reached yet: everything holds.
    let top = State { defined: Set::full(n), full: Set::full(n), holds: vec![Holds::Anything; n] };
    let insns: Vec<Decoded> = instructions(body).collect();
    let mut index = vec![usize::MAX; body.words.len() + 1];
    insns.iter().enumerate().for_each(|(i, insn)| index[insn.at] = i);
    // States are kept where control joins: at jump targets and handlers.
    let mut joins: Vec<Option<State>> = vec![None; insns.len()];
    let targets = insns.iter().filter_map(Decoded::target).map(|t| t as usize);
    for target in targets.chain(body.handlers.iter().map(|h| h.target as usize)) {
        joins[index[target]] = Some(top.clone());
    }
    let none = Set(vec![0; n.div_ceil(64)]);
    let mut entry = State { defined: none.clone(), full: none, holds: vec![Holds::Anything; n] };
    let parameters = parameters(body) as u16;
    // The evaluator clears the named locals and `exc_save`.
    entry.write(0, body.varnames.len() as u16, false, Holds::Anything);
    entry.write(0, parameters, true, Holds::Object);
    if let Some(save) = body.exc_save {
        entry.write(save.into(), 1, false, Holds::Anything);
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
                caught.write(handler.register.into(), 1, true, Holds::Triple);
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
            let mut unfit = None;
            wants(body, insn, &mut |register, wanted| {
                let holds = now.holds.get(usize::from(register)).copied().unwrap_or(Holds::Object);
                // Tracers and `exec` may give named locals other values at any time, cells aside.
                let named = usize::from(register) < body.varnames.len();
                let steady = !named || wanted == Holds::Cell && body.cell_registers.contains(&register);
                if !steady || holds != wanted && holds != Holds::Anything {
                    unfit = Some((register, wanted));
                }
            });
            let left = leaves(insn, &now);
            let mut bad = None;
            let mut jumped = None;
            accesses(body, insn, &mut |access, first, count| match access {
                Access::Read => bad = bad.or((first..first + count).find(|&r| !now.full.has(r))),
                Access::ReadMaybe => bad = bad.or((first..first + count).find(|&r| !now.defined.has(r))),
                Access::Write => now.write(first, count, true, left),
                Access::WriteMaybe => {
                    let copied = match insn.op {
                        Op::LOAD_FAR => now.full.has(insn.bc),
                        Op::STORE_FAR => now.full.has(insn.a.into()),
                        _ => false,
                    };
                    now.write(first, count, copied, left);
                }
                Access::WriteNext => {
                    jumped = Some(now.clone());
                    now.write(first, count, true, left);
                }
                Access::Clobber => (first..registers).for_each(|r| {
                    now.defined.set(r, false);
                    now.full.set(r, false);
                }),
            });
            if let Some(register) = bad {
                return Err(format!("{} at {}: register {register} may be empty", insn.op.name(), insn.at));
            }
            if let Some((register, wanted)) = unfit {
                return Err(format!("{} at {}: register {register} holds no {wanted:?}", insn.op.name(), insn.at));
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
