//! The plain evaluator: walks a trace, operation by operation, until it has to leave.
//!
//! Values lie in an array on the native stack, where the collector looks. The frames of inlined calls are not on the VM
//! stack while the trace runs; they are put there before a call that might look at them, and when the trace is left.

#![allow(unsafe_code)] // loads and stores by offset

use crate::calls::{effects, perform};
use crate::frames::{bits, read, restore, restore_for_call, restore_head};
use crate::ir::{Call, Callee, Expect, Ir, Operand, SnapshotId, Trace};
use handlers::frame::{Frame, HAS_EXT};
use interp::run::{Position, poll, settle};
use object_model::context::Request;
use object_model::gc::Header;
use object_model::ops::{Effects, Rep};
use object_model::value::{Slot, Value};
use object_model::{Context, Outcome, py_true};
use std::cell::Cell;
use std::sync::atomic::Ordering::Relaxed;

/// Values of a trace at most: the size of the largest array.
pub const MAX_VALUES: usize = 8192;

/// How a run of a trace ended.
pub struct Left {
    pub at: Position,
    /// Times the loop came round in the trace.
    pub rounds: u64,
    /// What left it, for the statistics.
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no room for its frames: it was not entered.
    NoRoom,
    Guard(SnapshotId),
    /// A call did something else than it did when recorded, or what the trace relied on is gone.
    Call(SnapshotId),
    Poll,
}

/// Does what the trace was recorded under still hold?
pub fn is_valid(cx: &Context, trace: &Trace) -> bool {
    cx.cache_flushes == trace.flushes && changed_cells(trace).next().is_none()
}

/// Cells that the trace takes for constants and that have another value now.
pub fn changed_cells(trace: &Trace) -> impl Iterator<Item = *const object_model::strategies::Cell> {
    // SAFETY: the trace's roots hold its cells.
    trace.watched.iter().filter(|&&(cell, value)| unsafe { (*cell).value != value }).map(|&(cell, _)| cell)
}

/// Runs a valid trace from its loop's head in the frame given. `forced` says at each guard whether to leave though it holds.
pub fn run(cx: &mut Context, trace: &Trace, root: Frame, guards: &Cell<u64>, fail_every: u64) -> Left {
    let top = root.0.wrapping_add(trace.extent as usize + 1);
    let deepest = root.depth() + u64::from(trace.depth);
    if top > cx.stack_end || deepest > u64::from(cx.depth_limit) || cx.check_native_stack("").is_err() {
        cx.pending = None;
        let at = Position { pc: trace.root.words.wrapping_add(trace.header as usize), base: root.0 };
        return Left { at, rounds: 0, why: Why::NoRoom };
    }
    // A collection looks at the frames from here on.
    (cx.base, cx.pc) = (root.0, trace.root.words.wrapping_add(trace.header as usize));
    let table = cx.dispatch;
    let mut evaluator = Evaluator { cx, trace, root, table, guards, fail_every };
    match trace.values as usize {
        0..=128 => evaluator.run_on::<128>(),
        129..=1024 => evaluator.run_on::<1024>(),
        _ => evaluator.run_on::<MAX_VALUES>(),
    }
}

struct Evaluator<'a> {
    cx: &'a mut Context,
    trace: &'a Trace,
    root: Frame,
    /// The dispatch table of the beginning: with another one, a program traces, and the trace is left.
    table: *const (),
    guards: &'a Cell<u64>,
    fail_every: u64,
}

/// Leaving: where the interpreter goes on.
struct Leave(Position, Why);

impl Evaluator<'_> {
    #[inline(never)]
    fn run_on<const N: usize>(&mut self) -> Left {
        let mut values = [0; N];
        let left = self.run(&mut values);
        // The array is what keeps the values alive.
        std::hint::black_box(&values);
        left
    }

    #[inline(never)]
    fn run(&mut self, values: &mut [u64]) -> Left {
        let trace = self.trace;
        for &(slot, value) in &trace.inputs {
            values[value as usize] = read(self.root, slot);
        }
        let mut next = vec![0; trace.jump.len()];
        let mut rounds = 0;
        loop {
            for op in &trace.ops {
                if let Err(Leave(at, why)) = self.execute(op, values) {
                    return Left { at, rounds, why };
                }
            }
            // Nothing allocates between reading the new values and writing them.
            next.iter_mut().zip(&trace.jump).for_each(|(next, &operand)| *next = bits(values, operand));
            trace.inputs.iter().zip(&next).for_each(|(input, &bits)| values[input.1 as usize] = bits);
            rounds += 1;
            if self.cx.poll.load(Relaxed) != 0 {
                let at = restore_head(trace, self.root, values);
                let at = poll(self.cx, at);
                return Left { at, rounds, why: Why::Poll };
            }
        }
    }

    fn forced(&self) -> bool {
        self.guards.set(self.guards.get() + 1);
        self.fail_every != 0 && self.guards.get().is_multiple_of(self.fail_every)
    }

    /// Leaves before the instruction of a guard.
    #[cold]
    fn leave(&self, at: SnapshotId, values: &[u64]) -> Result<(), Leave> {
        Err(Leave(restore(self.trace, self.root, at, values), Why::Guard(at)))
    }

    fn execute(&mut self, op: &Ir, values: &mut [u64]) -> Result<(), Leave> {
        match *op {
            Ir::Pure(v, op, a, b) => {
                values[v as usize] = op.eval(bits(values, a), b.map_or(0, |b| bits(values, b)));
            }
            Ir::Checked(v, op, a, b, succeeds, at) => {
                let result = op.eval(bits(values, a), bits(values, b));
                if result.is_some() != succeeds || self.forced() {
                    return self.leave(at, values);
                }
                values[v as usize] = result.unwrap_or(0);
            }
            Ir::Load(v, object, place) => {
                let from = (bits(values, object) as *const u8).wrapping_add(place.offset);
                // SAFETY: as for the three below, the trace guards shapes and bounds as the handler did.
                values[v as usize] = unsafe { load(from, place.rep) };
            }
            Ir::Store(object, place, value) => {
                let (object, value) = (bits(values, object) as *mut u8, bits(values, value));
                let to = object.wrapping_add(place.offset);
                // SAFETY: see above; references go with the barrier.
                unsafe {
                    match place.rep {
                        Rep::Shape => to.cast::<u32>().write(value as u32),
                        Rep::Ref => {
                            self.cx.heap.barrier(object.cast::<Header>());
                            to.cast::<u64>().write(value);
                        }
                        _ => to.cast::<u64>().write(value),
                    }
                }
            }
            Ir::Item(v, base, index) => {
                // SAFETY: see above.
                values[v as usize] =
                    unsafe { (bits(values, base) as *const u64).offset(bits(values, index) as isize).read() };
            }
            Ir::Put(owner, base, index, value, is_reference) => {
                let (base, index) = (bits(values, base) as *mut u64, bits(values, index) as isize);
                // SAFETY: see above.
                unsafe {
                    if is_reference {
                        self.cx.heap.barrier(bits(values, owner) as *mut Header);
                    }
                    base.offset(index).write(bits(values, value));
                }
            }
            Ir::New(v, layout) => {
                let header = Header::new(layout.kind.into(), layout.kind);
                values[v as usize] = self.cx.heap.alloc(header, layout.bytes) as u64;
            }
            Ir::Guard(cond, expected, at) => {
                if (bits(values, cond) != 0) != expected || self.forced() {
                    return self.leave(at, values);
                }
            }
            Ir::GuardValue(value, expected, at) => {
                if bits(values, value) != expected || self.forced() {
                    return self.leave(at, values);
                }
            }
            Ir::Call(ref call) => return self.call(call, values),
            Ir::Register(v, slot) => values[v as usize] = read(self.root, slot),
            Ir::Function(v) => values[v as usize] = Frame(self.cx.base).function().value().bits(),
        }
        Ok(())
    }

    fn call(&mut self, call: &Call, values: &mut [u64]) -> Result<(), Leave> {
        if effects(call.callee) == Effects::Pure
            && let Callee::Native(native) = call.callee
        {
            let mut args: [Slot; 4] = [None; 4];
            args.iter_mut().zip(&call.args).for_each(|(place, &arg)| *place = Value::from_bits(bits(values, arg)));
            let outcome = (native.call)(self.cx, &args[..call.n]);
            if self.is_expected(call, outcome, values) && !self.forced() {
                return Ok(());
            }
            // It can be made again.
            return self.leave(call.at, values);
        }
        let at = restore_for_call(self.cx, self.trace, self.root, call.at, values);
        let request = self.request(call, at, values);
        self.cx.request = request;
        let outcome = perform(self.cx, at, call.callee, &request);
        let goes_on = self.is_expected(call, outcome, values)
            && !self.forced()
            && is_valid(self.cx, self.trace)
            && self.cx.dispatch == self.table
            && !self.has_frame_object(call.at);
        if goes_on {
            return Ok(());
        }
        Err(Leave(settle(self.cx, at, &request, outcome), Why::Call(call.at)))
    }

    /// What the interpreter's handlers would have asked for.
    fn request(&self, call: &Call, at: Position, values: &[u64]) -> Request {
        let mut request = Request { n: call.n, dst: call.dst, after: call.after, ..Request::NONE };
        request.args.iter_mut().zip(&call.args).for_each(|(place, &arg)| *place = of(values, arg));
        let register = |index: u32| at.base.wrapping_add(index as usize);
        match call.callee {
            Callee::Native(native) => request.native = Some(native),
            Callee::Registers(native, first) => (request.native, request.window) = (Some(native), register(first)),
            Callee::Window { window, how, names } => {
                (request.window, request.how, request.names) = (register(window), how, names);
            }
            Callee::Make { first, cells } => (request.window, request.names) = (register(first), cells),
        }
        request
    }

    /// Did the call do what it did when recorded? Then its result is taken.
    fn is_expected(&self, call: &Call, outcome: Outcome, values: &mut [u64]) -> bool {
        match (call.expect, outcome) {
            (Expect::Value, Outcome::Value(value)) => {
                if let Some(result) = call.result {
                    values[result as usize] = value.bits();
                }
                true
            }
            (Expect::Truth(expected), Outcome::Value(value)) => (value == py_true()) == expected,
            (Expect::Done, Outcome::Done) => true,
            (Expect::Pushed(code, kind), Outcome::Pushed) => {
                let frame = Frame(self.cx.base);
                frame.code() == code && frame.return_kind() as u8 == kind && frame.ext().is_none()
            }
            _ => false,
        }
    }

    /// Has a program got hold of a frame that is not the loop's own? It must then stay as it is.
    fn has_frame_object(&self, at: SnapshotId) -> bool {
        let frames = &self.trace.snapshots[at.0 as usize].frames;
        frames[1..].iter().any(|state| Frame(self.root.0.wrapping_add(state.base as usize)).flags() & HAS_EXT != 0)
    }
}

/// # Safety
/// A field of that kind lies there.
unsafe fn load(from: *const u8, rep: Rep) -> u64 {
    // SAFETY: by contract.
    unsafe {
        match rep {
            Rep::Shape => from.cast::<u32>().read().into(),
            _ => from.cast::<u64>().read(),
        }
    }
}

fn of(values: &[u64], operand: Operand) -> Slot {
    Value::from_bits(bits(values, operand))
}
