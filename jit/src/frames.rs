//! From a snapshot back to real frames: what machine code's exits will do too.

#![allow(unsafe_code)] // writes frames to the VM stack

use crate::ir::{Operand, SnapshotId, Trace};
use handlers::frame::{Frame, ReturnKind, flags_below};
use interp::run::Position;
use object_model::Context;
use object_model::value::{Slot, Value};

/// Bits of an operand among the values of a run of the trace.
#[inline(always)]
pub fn bits(values: &[u64], operand: Operand) -> u64 {
    match operand {
        Operand::Value(id) => values[id as usize],
        Operand::Const(_, bits) => bits,
    }
}

/// Writes the frames and registers of a snapshot to the VM stack, above the loop's own frame; the position of the
/// innermost one's instruction.
pub fn restore(trace: &Trace, root: Frame, at: SnapshotId, values: &[u64]) -> Position {
    let snapshot = &trace.snapshots[at.0 as usize];
    let mut frame = root;
    let mut pc = std::ptr::null();
    for state in &snapshot.frames {
        if let Some(function) = state.function {
            let base = root.0.wrapping_add(state.base as usize);
            let flags = flags_below(frame, ReturnKind::of(state.kind.into()), state.destination as usize);
            if let Some(function) = Value::from_bits(bits(values, function)) {
                Frame(base).open(frame, pc, flags, function, state.code.get());
            }
            frame = Frame(base);
        }
        // Where a call goes on when it is done.
        pc = state.code.words.wrapping_add((state.at + state.words) as usize);
    }
    for &(slot, operand) in &snapshot.registers {
        write(root, slot, Value::from_bits(bits(values, operand)));
    }
    let innermost = snapshot.frames.last().map_or(0, |state| state.words);
    Position { pc: pc.wrapping_sub(innermost as usize), base: frame.0 }
}

/// As `restore`, past the innermost frame's instruction: for the call that it ends in.
pub fn restore_for_call(cx: &mut Context, trace: &Trace, root: Frame, at: SnapshotId, values: &[u64]) -> Position {
    let start = restore(trace, root, at, values);
    let words = trace.snapshots[at.0 as usize].frames.last().map_or(0, |state| state.words);
    let past = Position { pc: start.pc.wrapping_add(words as usize), base: start.base };
    (cx.base, cx.pc) = (past.base, past.pc);
    past
}

/// Writes the state at the loop's head.
pub fn restore_head(trace: &Trace, root: Frame, values: &[u64]) -> Position {
    for &(slot, value) in &trace.inputs {
        write(root, slot, Value::from_bits(values[value as usize]));
    }
    Position { pc: trace.root.words.wrapping_add(trace.header as usize), base: root.0 }
}

pub fn write(root: Frame, slot: u32, value: Slot) {
    // SAFETY: a register of one of the trace's frames; the run's beginning has checked that there is room for all.
    unsafe { *root.0.add(slot as usize) = value };
}

pub fn read(root: Frame, slot: u32) -> u64 {
    // SAFETY: as for `write`.
    unsafe { root.0.add(slot as usize).cast::<u64>().read() }
}
