//! `Record`: the mode that executes a loop and writes down what it did.
//!
//! Beside every raw value stands the operand that will be it in the trace. Decisions (`test`, `promote`, `checked`) leave
//! guards; endings change the recorder's picture of the frames, which guards and calls keep as snapshots. Nothing is
//! optimised, but nothing is written down twice either: pure operations are numbered and loads remembered until something may
//! have written there.

#![allow(unsafe_code)] // walks the instructions of the running frame

use crate::abort::Abort;
use crate::driver::Failed;
use crate::ir::{Call, Callee, Expect, FrameState, Ir, Operand, Place, Snapshot, SnapshotId, Trace};
use crate::knobs::Knobs;
use crate::text;
use bytecode::{CALLEE, HEADER, Insn, Liveness, Op};
use handlers::frame::{Frame, HAS_EXT, PLAIN, ReturnKind};
use handlers::mode::CallHow;
use handlers::names::CELL_VALUE;
use handlers::{After, CodeObject, Exit, Flow, Mode, Reg, step};
use interp::run::{Position, Run};
use object_model::gc::{Header, is_reference};
use object_model::kind::FIRST_MAP;
use object_model::ops::{
    Bool, Checked, Field, Int, Kind, Layout, Native, Op1, Op2, Ops, PureOp, Ref, Rep, SHAPE, Same, Word,
};
use object_model::strategies::Cell;
use object_model::value::{Slot, Value};
use object_model::{Context, none};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

/// A raw value and its name in the trace.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<T> {
    pub raw: T,
    pub operand: Operand,
}

/// A frame of the recording, with the answers about its code.
struct Inlined {
    state: FrameState,
    live: Rc<Liveness>,
}

/// A call that a handler has ended in and that is yet to be made.
pub(crate) struct Pending {
    pub callee: Callee,
    pub args: Vec<Operand>,
    pub n: usize,
    pub after: After,
    pub dst: usize,
}

pub struct Record<'a> {
    pub(crate) run: Run<'a>,
    knobs: &'a Knobs,
    /// Cells that change: loaded, not taken for constant.
    varying: &'a HashSet<usize>,
    root: *mut Slot,
    header: *const u32,
    /// The dispatch table of the beginning.
    table: *const (),
    /// The instruction being recorded.
    pub(crate) start: *const u32,
    frames: Vec<Inlined>,
    liveness: HashMap<*mut CodeObject, Rc<Liveness>>,
    /// What registers hold, by slot.
    registers: BTreeMap<u32, Operand>,
    inputs: Vec<(u32, u32)>,
    pub(crate) ops: Vec<Ir>,
    snapshots: Vec<Snapshot>,
    values: u32,
    /// The state before this instruction, once something has asked for it.
    before: Option<SnapshotId>,
    /// This instruction has had an effect: guards are too late.
    sealed: bool,
    /// Objects made in this instruction.
    fresh: Vec<Operand>,
    numbered: HashMap<(PureOp, Operand, Option<Operand>), Operand>,
    truths: HashMap<Operand, bool>,
    known: HashMap<Operand, u64>,
    loads: HashMap<(Operand, usize, Rep), Operand>,
    /// Loads of what is never written again.
    fixed: HashMap<(Operand, usize, Rep), Operand>,
    watched: Vec<(*const Cell, u64)>,
    depth: u32,
    extent: u32,
    flushes: u32,
    /// Constants already held by the context's scratch space, which holds them while recording.
    held: HashSet<u64>,
    /// Maps among the constants.
    shapes: HashSet<u32>,
    scratch: usize,
    pub(crate) pending: Option<Pending>,
    /// The frame that is being left is that of an `__init__`, and has returned None.
    init_returns: bool,
    pub(crate) aborted: Option<Abort>,
    closed: bool,
}

/// Records from a loop's header on. In any case the loop has been executed as far as the position says.
pub fn record(cx: &mut Context, at: Position, knobs: &Knobs, varying: &HashSet<usize>) -> (Position, Result<Trace, Failed>) {
    let mut m = Record::new(cx, at, knobs, varying);
    loop {
        m.next();
        if let Some(abort) = m.aborted {
            let at = Position { pc: m.run.pc, base: m.run.base };
            let failed = m.failed(abort);
            return (at, Err(failed));
        }
        if m.closed {
            let at = Position { pc: m.run.pc, base: m.run.base };
            return (at, m.finish());
        }
    }
}

impl<'a> Record<'a> {
    fn new(cx: &'a mut Context, at: Position, knobs: &'a Knobs, varying: &'a HashSet<usize>) -> Record<'a> {
        let (scratch, flushes) = (cx.scratch.len(), cx.cache_flushes);
        let (code, table) = (Frame(at.base).code(), cx.dispatch);
        let mut m = Record {
            table,
            run: Run { cx, pc: at.pc, base: at.base },
            knobs,
            varying,
            root: at.base,
            header: at.pc,
            start: at.pc,
            frames: Vec::new(),
            liveness: HashMap::new(),
            registers: BTreeMap::new(),
            inputs: Vec::new(),
            ops: Vec::new(),
            snapshots: Vec::new(),
            values: 0,
            before: None,
            sealed: false,
            fresh: Vec::new(),
            numbered: HashMap::new(),
            truths: HashMap::new(),
            known: HashMap::new(),
            loads: HashMap::new(),
            fixed: HashMap::new(),
            watched: Vec::new(),
            depth: 0,
            extent: code.registers,
            flushes,
            held: HashSet::new(),
            shapes: HashSet::new(),
            scratch,
            pending: None,
            init_returns: false,
            aborted: None,
            closed: false,
        };
        m.enter(FrameState { code, base: 0, at: 0, words: 0, function: None, destination: 0, kind: 0 });
        m
    }

    /// Executes and records one instruction.
    fn next(&mut self) {
        self.start = self.run.pc;
        (self.before, self.sealed) = (None, false);
        self.fresh.clear();
        // SAFETY: the running frame stands at an instruction of verified code.
        let insn = unsafe { Insn::at(self.start) };
        let words = insn.op().words();
        if let Some(frame) = self.frames.last_mut() {
            frame.state.at = frame.state.code.offset_of(self.start);
            frame.state.words = words as u32;
        }
        self.run.pc = self.start.wrapping_add(words);
        if matches!(insn.op(), Op::EXEC | Op::IMPORT_STAR) {
            // May write any local by its name.
            self.abort(Abort::Exec);
        }
        if let Err(exit) = step(self, insn) {
            self.complete(exit);
        }
        if self.run.cx.dispatch != self.table {
            self.abort(Abort::Tracing);
        }
        if self.ops.len() > self.knobs.trace_limit {
            self.abort(Abort::TooLong);
        }
    }

    /// The first reason stands.
    pub(crate) fn abort(&mut self, reason: Abort) {
        self.aborted.get_or_insert(reason);
    }

    pub(crate) fn value(&mut self) -> u32 {
        self.values += 1;
        self.values - 1
    }

    /// Keeps a heap object alive while recording.
    fn hold(&mut self, bits: u64) {
        if is_reference(bits)
            && self.held.insert(bits)
            && let Some(value) = Value::from_bits(bits)
        {
            self.run.cx.scratch.push(value);
        }
    }

    /// The slot of a register of the running frame.
    pub(crate) fn slot(&self, index: usize) -> u32 {
        let base = (self.run.base as usize - self.root as usize) / size_of::<Slot>();
        (base + index) as u32
    }

    fn operand_at(&mut self, slot: u32) -> Operand {
        if let Some(&operand) = self.registers.get(&slot) {
            return operand;
        }
        if self.frames.len() > 1 && slot >= self.frames[1].state.base {
            self.abort(Abort::Unknown);
            return Operand::Const(Rep::Ref, 0);
        }
        let value = self.value();
        self.inputs.push((slot, value));
        self.registers.insert(slot, Operand::Value(value));
        Operand::Value(value)
    }

    pub(crate) fn write(&mut self, slot: u32, operand: Operand) {
        self.registers.insert(slot, operand);
    }

    /// A frame is entered; its parameters' operands stand in their slots already.
    pub(crate) fn enter(&mut self, state: FrameState) {
        let code = state.code;
        self.hold(code.value().bits());
        let live = self.liveness.entry(code.pointer()).or_insert_with(|| Rc::new(Liveness::of(code.body()))).clone();
        if state.function.is_some() {
            self.registers.split_off(&(state.base + code.params));
            let empty = Operand::Const(Rep::Ref, 0);
            for register in code.params..code.locals {
                self.write(state.base + register, empty);
            }
            if code.exc_save != handlers::code::NO_REGISTER {
                self.write(state.base + code.exc_save, empty);
            }
        }
        self.extent = self.extent.max(state.base + code.registers);
        self.depth = self.depth.max(self.frames.len() as u32);
        self.frames.push(Inlined { state, live });
        if self.frames.len() > self.knobs.inline_depth {
            self.abort(Abort::TooDeep);
        }
    }

    fn leave_frame(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.registers.split_off(&(frame.state.base - u32::from(HEADER)));
        }
    }

    /// The state before this instruction.
    pub(crate) fn before(&mut self) -> SnapshotId {
        if let Some(id) = self.before {
            return id;
        }
        let mut registers = Vec::new();
        for (i, frame) in self.frames.iter().enumerate() {
            let state = &frame.state;
            // A callee's header and registers cover what lies there of its caller's.
            let end = match self.frames.get(i + 1) {
                Some(callee) => callee.state.base - u32::from(HEADER),
                None => state.base + state.code.registers,
            };
            for (&slot, &operand) in self.registers.range(state.base..end.max(state.base)) {
                if frame.live.is_live(state.at, (slot - state.base) as usize) {
                    registers.push((slot, operand));
                }
            }
        }
        let frames = self.frames.iter().map(|frame| frame.state).collect();
        self.snapshots.push(Snapshot { frames, registers });
        let id = SnapshotId(self.snapshots.len() as u32 - 1);
        self.before = Some(id);
        id
    }

    /// The snapshot of a guard.
    fn guarding(&mut self) -> SnapshotId {
        if self.sealed {
            self.abort(Abort::GuardAfterEffect);
        }
        self.before()
    }

    fn numbered<R: Kind>(&mut self, op: PureOp, a: Operand, b: Option<Operand>, raw: R::Raw) -> Recorded<R::Raw> {
        // An address is no constant to be read in a trace.
        let folded =
            op != PureOp::Address && matches!(a, Operand::Const(..)) && matches!(b, None | Some(Operand::Const(..)));
        let operand = match self.numbered.get(&(op, a, b)) {
            _ if folded => Operand::Const(R::REP, R::to_bits(raw)),
            Some(&known) => known,
            None => {
                let value = self.value();
                self.ops.push(Ir::Pure(value, op, a, b));
                let result = Operand::Value(value);
                self.numbered.insert((op, a, b), result);
                self.undo(op, result, a);
                result
            }
        };
        Recorded { raw, operand }
    }

    /// Numbers what takes a conversion back, so that unboxing what was just boxed costs nothing.
    fn undo(&mut self, op: PureOp, result: Operand, a: Operand) {
        match op {
            PureOp::BoxInt => {
                self.numbered.insert((PureOp::AsInt, result, None), a);
                self.numbered.insert((PureOp::IsInt, result, None), Operand::Const(Rep::Bool, 1));
            }
            PureOp::AsInt => {
                self.numbered.insert((PureOp::BoxInt, result, None), a);
            }
            PureOp::Tag => {
                self.numbered.insert((PureOp::Untag, result, None), a);
            }
            _ => {}
        }
    }

    /// What was loaded may have been written since.
    pub(crate) fn forget(&mut self) {
        self.loads.clear();
    }

    /// Writes down a call that has just been made.
    pub(crate) fn push_call(&mut self, pending: Pending, expect: Expect, result: Option<u32>, at: SnapshotId) {
        let Pending { callee, args, n, after, dst } = pending;
        self.ops.push(Ir::Call(Box::new(Call { callee, args, n, after: after as u8, dst, result, expect, at })));
    }

    pub(crate) fn is_root(&self) -> bool {
        self.frames.len() == 1
    }

    /// Word offset of this instruction in the running code.
    pub(crate) fn offset(&self) -> u32 {
        self.frames.last().map_or(0, |frame| frame.state.at)
    }

    /// A frame whose `__init__` has returned is gone.
    pub(crate) fn finish_init(&mut self) -> bool {
        let is_init = std::mem::take(&mut self.init_returns);
        if is_init {
            self.leave_frame();
        }
        is_init
    }

    /// Gives up: what was held is let go.
    fn failed(&mut self, abort: Abort) -> Failed {
        let changed = self.changed();
        let place = self.frames.last().map_or_else(String::new, |frame| text::place(frame.state.code, frame.state.at));
        let scratch = self.scratch;
        self.run.cx.scratch.truncate(scratch);
        Failed { abort, place, changed }
    }

    /// Cells taken for constants that were not.
    fn changed(&self) -> Vec<usize> {
        // SAFETY: the cells are held while recording.
        let changed = |&&(cell, value): &&(*const Cell, u64)| unsafe { (*cell).value != value };
        self.watched.iter().filter(changed).map(|&(cell, _)| cell as usize).collect()
    }

    /// The loop's head has come round.
    fn finish(mut self) -> Result<Trace, Failed> {
        if self.run.cx.cache_flushes != self.flushes || !self.changed().is_empty() {
            return Err(self.failed(Abort::Invalidated));
        }
        if self.values as usize + self.registers.len() > crate::evaluate::MAX_VALUES {
            return Err(self.failed(Abort::TooLong));
        }
        let scratch = self.scratch;
        self.run.cx.scratch.truncate(scratch);
        let Some(root) = self.frames.pop() else { return Err(self.failed(Abort::Exit)) };
        let code = root.state.code;
        let header = code.offset_of(self.header);
        // What was written without having been read comes round too, where it lives on.
        let carried: Vec<u32> = self
            .registers
            .range(..code.registers)
            .map(|(&slot, _)| slot)
            .filter(|&slot| root.live.is_live(header, slot as usize))
            .collect();
        for slot in carried {
            if !self.inputs.iter().any(|input| input.0 == slot) {
                let value = self.value();
                self.inputs.push((slot, value));
            }
        }
        for snapshot in &mut self.snapshots {
            let at = snapshot.frames[0].at;
            let end = snapshot.frames.get(1).map_or(code.registers, |callee| callee.base - u32::from(HEADER));
            for &(slot, value) in &self.inputs {
                let missing = snapshot.registers.iter().all(|&(other, _)| other != slot);
                if slot < end && missing && root.live.is_live(at, slot as usize) {
                    snapshot.registers.push((slot, Operand::Value(value)));
                }
            }
            snapshot.registers.sort_by_key(|&(slot, _)| slot);
        }
        let of = |&(slot, value): &(u32, u32)| self.registers.get(&slot).copied().unwrap_or(Operand::Value(value));
        let jump = self.inputs.iter().map(of).collect();
        let mut trace = Trace {
            root: code,
            header,
            inputs: self.inputs,
            ops: self.ops,
            snapshots: self.snapshots,
            jump,
            values: self.values,
            depth: self.depth,
            extent: self.extent,
            watched: self.watched,
            flushes: self.flushes,
            roots: Vec::new(),
            shapes: self.shapes.into_iter().collect(),
        };
        let frames = trace.snapshots.iter().flat_map(|snapshot| &snapshot.frames);
        self.held.extend(frames.map(|frame| frame.code.value().bits()).chain([code.value().bits()]));
        self.held.extend(trace.ops.iter().filter_map(|op| match op {
            Ir::Call(call) => match call.expect {
                Expect::Pushed(code, _) => Some(code.value().bits()),
                _ => None,
            },
            _ => None,
        }));
        trace.roots = self.held.into_iter().collect();
        trace.roots.sort_unstable();
        Ok(trace)
    }
}

impl Ops for Record<'_> {
    type H<K: Kind> = Recorded<K::Raw>;

    fn constant<K: Kind>(&mut self, raw: K::Raw) -> Recorded<K::Raw> {
        let bits = K::to_bits(raw);
        match K::REP {
            Rep::Ref => self.hold(bits),
            Rep::Shape if bits >= u64::from(FIRST_MAP) => _ = self.shapes.insert(bits as u32),
            _ => {}
        }
        Recorded { raw, operand: Operand::Const(K::REP, bits) }
    }
    fn op1<P: Op1>(&mut self, _: P, a: Self::H<P::A>) -> Self::H<P::R> {
        self.numbered::<P::R>(P::OP, a.operand, None, P::eval(a.raw))
    }
    fn op2<P: Op2>(&mut self, _: P, a: Self::H<P::A>, b: Self::H<P::B>) -> Self::H<P::R> {
        self.numbered::<P::R>(P::OP, a.operand, Some(b.operand), P::eval(a.raw, b.raw))
    }
    fn checked<P: Checked>(&mut self, _: P, a: Self::H<Int>, b: Self::H<Int>) -> Option<Self::H<Int>> {
        let raw = P::eval(a.raw, b.raw);
        if let (Operand::Const(..), Operand::Const(..)) = (a.operand, b.operand) {
            return raw.map(|raw| self.constant::<Int>(raw));
        }
        let (at, value) = (self.guarding(), self.value());
        self.ops.push(Ir::Checked(value, P::OP, a.operand, b.operand, raw.is_some(), at));
        raw.map(|raw| Recorded { raw, operand: Operand::Value(value) })
    }
    fn test(&mut self, cond: Self::H<Bool>) -> bool {
        if matches!(cond.operand, Operand::Value(_)) && self.truths.insert(cond.operand, cond.raw).is_none() {
            let at = self.guarding();
            self.ops.push(Ir::Guard(cond.operand, cond.raw, at));
        }
        cond.raw
    }
    fn promote<K: Kind>(&mut self, value: Self::H<K>) -> K::Raw {
        let bits = K::to_bits(value.raw);
        if matches!(value.operand, Operand::Value(_)) && self.known.insert(value.operand, bits).is_none() {
            let at = self.guarding();
            self.ops.push(Ir::GuardValue(value.operand, bits, at));
        }
        value.raw
    }
    fn load<K: Kind>(&mut self, object: Self::H<Ref>, field: Field<K>) -> Self::H<K> {
        let raw = self.run.load(object.raw, field);
        let key = (object.operand, field.offset, K::REP);
        // Only instances of Python classes ever change their shape.
        let built_in = K::REP == Rep::Shape && field.offset == SHAPE.offset && K::to_bits(raw) < u64::from(FIRST_MAP);
        if matches!(object.operand, Operand::Const(..)) && (field.fixed || built_in) {
            return self.constant::<K>(raw);
        }
        if let Some(&operand) = self.loads.get(&key).or_else(|| self.fixed.get(&key)) {
            return Recorded { raw, operand };
        }
        let value = self.value();
        self.ops.push(Ir::Load(value, object.operand, Place::of(field)));
        if field.fixed { &mut self.fixed } else { &mut self.loads }.insert(key, Operand::Value(value));
        Recorded { raw, operand: Operand::Value(value) }
    }
    fn store<K: Kind>(&mut self, object: Self::H<Ref>, field: Field<K>, value: Self::H<K>) {
        self.run.store(object.raw, field, value.raw);
        self.ops.push(Ir::Store(object.operand, Place::of(field), value.operand));
        let key = (object.operand, field.offset, K::REP);
        if field.fixed {
            self.fixed.insert(key, value.operand);
        }
        if !self.fresh.contains(&object.operand) {
            self.sealed = true;
            self.loads.retain(|&(_, offset, _), _| offset != field.offset);
        }
        self.loads.insert(key, value.operand);
    }
    fn item<K: Kind>(&mut self, base: Self::H<Word>, index: Self::H<Word>) -> Self::H<K> {
        let (raw, value) = (self.run.item::<K>(base.raw, index.raw), self.value());
        self.ops.push(Ir::Item(value, base.operand, index.operand));
        Recorded { raw, operand: Operand::Value(value) }
    }
    fn put<K: Kind>(&mut self, owner: Self::H<Ref>, base: Self::H<Word>, index: Self::H<Word>, value: Self::H<K>) {
        self.run.put::<K>(owner.raw, base.raw, index.raw, value.raw);
        self.ops.push(Ir::Put(owner.operand, base.operand, index.operand, value.operand, K::REP == Rep::Ref));
        self.sealed = true;
    }
    /// In a trace stores tell the collector themselves.
    fn logged(&mut self, _: Self::H<Ref>) -> bool {
        true
    }
    /// In a trace allocation makes room.
    fn room(&mut self, _: &'static Layout) -> bool {
        true
    }
    fn allocate(&mut self, layout: &'static Layout) -> Self::H<Ref> {
        // A collection looks at the frames from here on.
        (self.run.cx.base, self.run.cx.pc) = (self.run.base, self.run.pc);
        let raw = self.run.cx.heap.alloc(Header::new(layout.kind.into(), layout.kind), layout.bytes) as u64;
        let operand = Operand::Value(self.value());
        if let Operand::Value(value) = operand {
            self.ops.push(Ir::New(value, layout));
        }
        self.fresh.push(operand);
        self.numbered.insert((PureOp::IsInt, operand, None), Operand::Const(Rep::Bool, 0));
        self.fixed.insert((operand, SHAPE.offset, Rep::Shape), Operand::Const(Rep::Shape, layout.kind.into()));
        Recorded { raw, operand }
    }
}

impl Mode for Record<'_> {
    fn code(&self) -> &'static CodeObject {
        self.run.code()
    }
    fn get(&mut self, register: Reg) -> Self::H<Ref> {
        let (raw, slot) = (self.run.get(register), self.slot(register.index()));
        Recorded { raw, operand: self.operand_at(slot) }
    }
    fn get_far(&mut self, index: u16) -> Self::H<Ref> {
        let (raw, slot) = (self.run.get_far(index), self.slot(index.into()));
        Recorded { raw, operand: self.operand_at(slot) }
    }
    fn watched(&mut self, cell: *const Cell) -> Self::H<Ref> {
        let raw = self.run.watched(cell);
        let constant = self.constant::<Ref>(raw);
        let holder = self.constant::<Ref>(cell as u64);
        if self.varying.contains(&(cell as usize)) {
            return self.load(holder, CELL_VALUE);
        }
        if !self.watched.iter().any(|&(other, _)| other == cell) {
            self.watched.push((cell, raw));
        }
        constant
    }
    fn set(&mut self, dst: Reg, value: Self::H<Ref>) -> Flow {
        self.sealed = true;
        let slot = self.slot(dst.index());
        self.write(slot, value.operand);
        self.run.set(dst, value.raw)
    }
    fn set_far(&mut self, index: u16, value: Self::H<Ref>) -> Flow {
        self.sealed = true;
        let slot = self.slot(index.into());
        self.write(slot, value.operand);
        self.run.set_far(index, value.raw)
    }
    fn jump(&mut self, offset: i32) -> Flow {
        self.run.jump(offset)
    }
    fn back_edge(&mut self, counter: u16, offset: i32) -> Flow {
        let flow = self.run.back_edge(counter, offset);
        if self.run.pc == self.header && self.run.base == self.root {
            self.closed = true;
        } else {
            self.abort(Abort::InnerLoop);
        }
        flow
    }
    fn push_frame(&mut self, dst: Reg, window: Reg, code: &'static CodeObject, shift: u8) -> Flow {
        let base = self.slot(window.index() + HEADER as usize + shift as usize);
        let callee = self.slot(window.index() + CALLEE as usize);
        let function = Some(self.operand_at(callee));
        let args: Vec<Operand> = (0..code.simple_argc).map(|i| self.operand_at(base + i)).collect();
        let flow = self.run.push_frame(dst, window, code, shift);
        if flow == Err(Exit::Call) {
            self.abort(Abort::TooDeep);
            return flow;
        }
        for (i, operand) in args.into_iter().enumerate() {
            self.write(base + i as u32, operand);
        }
        let (destination, kind) = (dst.index() as u32, ReturnKind::Value as u8);
        let code = Frame(self.run.base).code();
        self.enter(FrameState { code, base, at: 0, words: 0, function, destination, kind });
        flow
    }
    fn pop_frame(&mut self, result: Self::H<Ref>) -> Flow {
        let flags = Frame(self.run.base).flags();
        let Some(frame) = self.frames.last().map(|frame| frame.state) else { return Err(Exit::Return) };
        if self.is_root() {
            self.abort(Abort::LeftFrame);
            return self.run.pop_frame(result.raw);
        }
        if flags & PLAIN == 1 {
            let flow = self.run.pop_frame(result.raw);
            self.leave_frame();
            let slot = self.slot(frame.destination as usize);
            self.write(slot, result.operand);
            return flow;
        }
        if flags & HAS_EXT != 0 {
            self.abort(Abort::FrameObject);
        } else if frame.kind == ReturnKind::Init as u8 {
            let nothing = self.constant::<Ref>(none().bits());
            let same = self.op2(Same, result, nothing);
            self.init_returns = self.test(same);
        }
        self.run.pop_frame(result.raw)
    }
    fn residual<const N: usize>(
        &mut self,
        after: After,
        dst: Reg,
        native: &'static Native,
        args: [Self::H<Ref>; N],
    ) -> Flow {
        let operands = args.iter().map(|arg| arg.operand).collect();
        self.pending = Some(Pending { callee: Callee::Native(native), args: operands, n: N, after, dst: dst.index() });
        self.run.residual(after, dst, native, args.map(|arg| arg.raw))
    }
    fn residual_window(&mut self, dst: Reg, native: &'static Native, first: Reg, n: usize) -> Flow {
        let callee = Callee::Registers(native, first.index() as u32);
        self.pending = Some(Pending { callee, args: Vec::new(), n, after: After::Set, dst: dst.index() });
        self.run.residual_window(dst, native, first, n)
    }
    fn call_other(&mut self, dst: Reg, window: Reg, args: u8, how: CallHow, names: u32) -> Flow {
        let callee = Callee::Window { window: window.index() as u32, how: how as u8, names };
        let n = args.into();
        self.pending = Some(Pending { callee, args: Vec::new(), n, after: After::Set, dst: dst.index() });
        self.run.call_other(dst, window, args, how, names)
    }
    fn suspend(&mut self, dst: Reg, value: Self::H<Ref>) -> Flow {
        self.abort(Abort::Yield);
        self.run.suspend(dst, value.raw)
    }
    fn resume(&mut self, dst: Reg, generator: Self::H<Ref>) -> Flow {
        self.abort(Abort::Generator);
        self.run.resume(dst, generator.raw)
    }
    fn residual_make(&mut self, dst: Reg, code: Value, first: Reg, defaults: usize, cells: usize) -> Flow {
        let made = self.constant::<Ref>(code.bits()).operand;
        let callee = Callee::Make { first: first.index() as u32, cells: cells as u32 };
        self.pending = Some(Pending { callee, args: vec![made], n: defaults, after: After::Set, dst: dst.index() });
        self.run.residual_make(dst, code, first, defaults, cells)
    }
}
