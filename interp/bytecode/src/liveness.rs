//! Which registers matter at an instruction: the collector treats dead temporaries as no roots.
//!
//! A backward analysis over the whole body, computed when it is first asked for; code objects keep the answer.

use crate::verify::parameters;
use crate::{Access, Body, Decoded, Flow, accesses, decode, flow};

/// For every instruction of a body, the registers that must survive while the frame is there: named locals, cells and
/// `exc_save` always, temporaries when they are live *before* the instruction (its operands included: a fallback may read
/// them again). Bit `r % 64` of word `r / 64`. During a call the window's registers belong to the callee.
pub struct Liveness {
    /// Words of a row.
    words: usize,
    /// Row of the instruction that covers a word offset.
    row_of: Vec<u32>,
    /// A row an instruction, and one more for offsets beyond the last.
    rows: Vec<u64>,
}

fn set(bits: &mut [u64], first: u16, count: u16, on: bool) {
    let end = (usize::from(first) + usize::from(count)).min(bits.len() * 64);
    for r in usize::from(first)..end {
        bits[r / 64] = bits[r / 64] & !(1 << (r % 64)) | u64::from(on) << (r % 64);
    }
}

impl Liveness {
    pub fn of(body: &Body) -> Liveness {
        let words = usize::from(body.registers).div_ceil(64).max(1);
        let mut insns: Vec<Decoded> = Vec::new();
        let mut row_of = vec![u32::MAX; body.words.len()];
        let mut at = 0;
        while let Some(insn) = decode(&body.words, at) {
            row_of[at..insn.next().min(body.words.len())].fill(insns.len() as u32);
            at = insn.next();
            insns.push(insn);
        }
        let mut always = vec![0u64; words];
        set(&mut always, 0, body.varnames.len().max(parameters(body)) as u16, true);
        body.cell_registers.iter().chain(&body.free_registers).for_each(|&r| set(&mut always, r, 1, true));
        body.exc_save.iter().for_each(|&r| set(&mut always, r.into(), 1, true));
        body.far_locals.iter().for_each(|far| set(&mut always, far.register.into(), 1, true));
        let mut this = Liveness { words, row_of, rows: vec![0; insns.len() * words] };
        // Only the first handler that covers an instruction serves.
        let covering: Vec<Option<(usize, u8)>> = insns
            .iter()
            .map(|insn| {
                let handler = body.handlers.iter().find(|h| (h.start as usize..h.end as usize).contains(&insn.at))?;
                Some((this.index(handler.target as usize)?, handler.register))
            })
            .collect();
        let targets: Vec<Option<usize>> =
            insns.iter().map(|insn| this.index(usize::try_from(insn.target()?).ok()?)).collect();
        let mut bits = vec![0u64; words];
        let mut reads = Vec::new();
        while this.pass(body, &insns, &covering, &targets, &mut bits, &mut reads) {}
        this.rows.resize((insns.len() + 1) * words, 0);
        for row in this.rows.chunks_mut(words) {
            row.iter_mut().zip(&always).for_each(|(bits, always)| *bits |= always);
        }
        this
    }

    fn index(&self, offset: usize) -> Option<usize> {
        self.row_of.get(offset).map(|&row| row as usize)
    }

    /// One way through the body, backwards; whether anything changed.
    fn pass(
        &mut self,
        body: &Body,
        insns: &[Decoded],
        covering: &[Option<(usize, u8)>],
        targets: &[Option<usize>],
        bits: &mut [u64],
        reads: &mut Vec<(u16, u16)>,
    ) -> bool {
        let words = self.words;
        let mut changed = false;
        for (i, insn) in insns.iter().enumerate().rev() {
            bits.fill(0);
            let join = |rows: &[u64], bits: &mut [u64], to: usize, hole: Option<u8>| {
                let Some(from) = rows.get(to * words..(to + 1) * words) else { return };
                for (w, &word) in from.iter().enumerate() {
                    let hole = hole.filter(|&r| usize::from(r) / 64 == w).map_or(0, |r| 1u64 << (r % 64));
                    bits[w] |= word & !hole;
                }
            };
            if matches!(flow(insn.op), Flow::Next | Flow::Branch) {
                join(&self.rows, bits, i + 1, None);
            }
            if let Some(to) = targets[i] {
                join(&self.rows, bits, to, None);
            }
            // Kills first, then what is read, then what the handler needs (kills may not have happened).
            reads.clear();
            accesses(body, insn, &mut |access, first, count| match access {
                Access::Read | Access::ReadMaybe => reads.push((first, count)),
                Access::Write | Access::WriteMaybe => set(bits, first, count, false),
                Access::WriteNext => {}
                Access::Clobber => set(bits, first, body.registers.saturating_sub(first), false),
            });
            reads.iter().for_each(|&(first, count)| set(bits, first, count, true));
            if let Some((to, register)) = covering[i] {
                join(&self.rows, bits, to, Some(register));
            }
            let row = &mut self.rows[i * words..(i + 1) * words];
            if row != bits {
                row.copy_from_slice(bits);
                changed = true;
            }
        }
        changed
    }

    /// The registers that live at a word offset, inside of an instruction too.
    pub fn at(&self, offset: u32) -> &[u64] {
        let last = self.rows.len() / self.words - 1;
        let row = self.row_of.get(offset as usize).map_or(last, |&row| row as usize);
        &self.rows[row * self.words..(row + 1) * self.words]
    }

    /// Must the register survive there?
    pub fn is_live(&self, offset: u32, register: usize) -> bool {
        self.at(offset).get(register / 64).is_some_and(|word| word >> (register % 64) & 1 != 0)
    }
}

/// The registers that must survive while the frame is at word offset `offset`.
pub fn live_registers(body: &Body, offset: u32) -> Vec<u64> {
    Liveness::of(body).at(offset).to_vec()
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
