//! Which registers matter at an instruction: the collector treats dead temporaries as no roots.
//!
//! A backward analysis over the whole body, computed when it is asked for; callers that ask often keep the answer.

use crate::verify::parameters;
use crate::{Access, Body, Decoded, Flow, accesses, decode, flow};

/// The registers that must survive while the frame is at word offset `offset`: see `Liveness::at`.
pub fn live_registers(body: &Body, offset: u32) -> Vec<u64> {
    Liveness::of(body).at(offset).to_vec()
}

/// The answer for every instruction of a body.
pub struct Liveness {
    /// Words of a row.
    words: usize,
    /// By word offset, the instruction's row; `usize::MAX` where none begins.
    index: Vec<usize>,
    /// A row an instruction, and one more for offsets where none begins.
    rows: Vec<u64>,
}

impl Liveness {
    /// The registers that must survive while the frame is at word offset `offset`: named locals, cells and `exc_save`
    /// always, temporaries when they are live *before* the instruction there (its operands included: a fallback may read
    /// them again). Bit `r % 64` of word `r / 64`. During a call the window's registers belong to the callee.
    pub fn at(&self, offset: u32) -> &[u64] {
        let last = self.rows.len() / self.words - 1;
        let row = self.index.get(offset as usize).copied().filter(|&row| row != usize::MAX).unwrap_or(last);
        &self.rows[row * self.words..(row + 1) * self.words]
    }

    /// Must the register survive there?
    pub fn is_live(&self, offset: u32, register: usize) -> bool {
        self.at(offset).get(register / 64).is_some_and(|word| word >> (register % 64) & 1 != 0)
    }

    pub fn of(body: &Body) -> Liveness {
        let n = usize::from(body.registers);
        let words = n.div_ceil(64).max(1);
        let mut insns: Vec<Decoded> = Vec::new();
        let mut index = vec![usize::MAX; body.words.len() + 1];
        let mut at = 0;
        while let Some(insn) = decode(&body.words, at) {
            index[at] = insns.len();
            insns.push(insn);
            at = insn.next();
        }
        let set = |bits: &mut [u64], first: u16, count: u16, on: bool| {
            for r in usize::from(first)..(usize::from(first) + usize::from(count)).min(n) {
                bits[r / 64] = bits[r / 64] & !(1 << (r % 64)) | u64::from(on) << (r % 64);
            }
        };
        let mut always = vec![0u64; words];
        set(&mut always, 0, body.varnames.len().max(parameters(body)) as u16, true);
        body.cell_registers.iter().chain(&body.free_registers).for_each(|&r| set(&mut always, r, 1, true));
        body.exc_save.iter().for_each(|&r| set(&mut always, r.into(), 1, true));
        body.far_locals.iter().for_each(|far| set(&mut always, far.register.into(), 1, true));

        // live[i * words ..][.. words]: before instruction i.
        let mut live = vec![0u64; insns.len() * words];
        loop {
            let mut changed = false;
            for (i, insn) in insns.iter().enumerate().rev() {
                let mut bits = vec![0u64; words];
                let mut join = |to: usize, without: Option<u8>| {
                    let Some(from) = live.get(to * words..(to + 1) * words) else { return };
                    for (w, &word) in from.iter().enumerate() {
                        let hole = without.filter(|&r| usize::from(r) / 64 == w).map_or(0, |r| 1u64 << (r % 64));
                        bits[w] |= word & !hole;
                    }
                };
                if matches!(flow(insn.op), Flow::Next | Flow::Branch) {
                    join(i + 1, None);
                }
                let target = insn.target().and_then(|t| usize::try_from(t).ok()).and_then(|t| index.get(t));
                if let Some(&to) = target {
                    join(to, None);
                }
                // Only the first that covers it serves.
                let covering = body.handlers.iter().find(|h| (h.start as usize..h.end as usize).contains(&insn.at));
                // Kills first, then what is read, then what the handler needs (kills may not have happened).
                let mut reads = Vec::new();
                accesses(body, insn, &mut |access, first, count| match access {
                    Access::Read | Access::ReadMaybe => reads.push((first, count)),
                    Access::Write | Access::WriteMaybe => set(&mut bits, first, count, false),
                    Access::WriteNext => {}
                    Access::Clobber => set(&mut bits, first, body.registers.saturating_sub(first), false),
                });
                reads.iter().for_each(|&(first, count)| set(&mut bits, first, count, true));
                if let Some(handler) = covering
                    && let Some(&to) = index.get(handler.target as usize)
                    && let Some(from) = live.get(to.wrapping_mul(words)..to.wrapping_mul(words).wrapping_add(words))
                {
                    for (w, &word) in from.iter().enumerate() {
                        let r = handler.register;
                        let hole = if usize::from(r) / 64 == w { 1u64 << (r % 64) } else { 0 };
                        bits[w] |= word & !hole;
                    }
                }
                let row = &mut live[i * words..(i + 1) * words];
                if row != bits {
                    row.copy_from_slice(&bits);
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        let count = insns.len();
        let mut rows = live;
        rows.resize((count + 1) * words, 0);
        for row in rows.chunks_mut(words) {
            row.iter_mut().zip(&always).for_each(|(bits, always)| *bits |= always);
        }
        Liveness { words, index, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Asm, Name, Op};

    #[test]
    fn temporaries_live_from_write_to_last_read() {
        let mut asm = Asm::new(Name::from(*b"f"), Name::from(*b"f"), 1);
        asm.body.registers = 4;
        asm.body.varnames = vec![Name::from(*b"x")];
        asm.emit_wide(Op::LOAD_INT, 1, 1);
        asm.emit_wide(Op::LOAD_INT, 2, 2);
        asm.emit(Op::ADD, 3, 1, 2);
        asm.emit(Op::RETURN, 3, 0, 0);
        let body = asm.finish().unwrap();
        assert_eq!([0, 1, 2, 3].map(|at| live_registers(&body, at)[0]), [0b1, 0b11, 0b111, 0b1001]);
    }
}
