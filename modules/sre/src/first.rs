//! What a match can begin with, from any instruction on.
//!
//! A walk over instructions that consume nothing, collecting those that do. The answer is a superset: positions and
//! assertions are taken to hold.

use crate::program::{Branch, Inst, Item, Loop, Run};
use crate::set::{High, Low, Sets, low_add, low_len};

/// First characters of what follows.
#[derive(Clone, Copy, Default)]
pub(crate) struct First {
    pub low: Low,
    /// Some character from 256 on.
    pub high: bool,
    /// Perhaps none at all, or nothing is known.
    pub empty: bool,
}

impl First {
    pub fn add(&mut self, item: Item, sets: &Sets) {
        match item {
            Item::Char(c) => {
                low_add(&mut self.low, c);
                self.high |= c > 255;
            }
            Item::NotChar(c) => {
                let mut not = [0; 4];
                low_add(&mut not, c);
                for (word, n) in self.low.iter_mut().zip(not) {
                    *word |= !n;
                }
                self.high = true;
            }
            Item::Set(set) => {
                for (word, w) in self.low.iter_mut().zip(sets.low(set.id)) {
                    *word |= w;
                }
                self.high |= set.high != High::Never;
            }
            Item::All => {
                self.low = [u64::MAX; 4];
                self.high = true;
            }
        }
    }

    /// Whether some character is in both.
    pub fn meets(&self, other: &First) -> bool {
        self.high && other.high || self.low.iter().zip(other.low).any(|(a, b)| a & b != 0)
    }

    /// The one character this is, if it is a single one below 256.
    pub fn single(&self) -> Option<u32> {
        (!self.high && low_len(&self.low) == 1)
            .then(|| self.low.iter().zip(0..).find_map(|(w, i)| (*w != 0).then(|| i * 64 + w.trailing_zeros())))?
    }
}

/// Most instructions one walk visits.
const BUDGET: usize = 2000;

/// Walks of one instruction list.
pub(crate) struct Firsts<'a> {
    pub insts: &'a [Inst],
    pub literals: &'a [u32],
    pub runs: &'a [Run],
    pub loops: &'a [Loop],
    pub branches: &'a [Branch],
    pub sets: &'a Sets,
    /// The walk that visited each instruction last.
    seen: Vec<u32>,
    walk: u32,
}

impl<'a> Firsts<'a> {
    pub fn new(
        insts: &'a [Inst],
        literals: &'a [u32],
        runs: &'a [Run],
        loops: &'a [Loop],
        branches: &'a [Branch],
        sets: &'a Sets,
    ) -> Firsts<'a> {
        Firsts { insts, literals, runs, loops, branches, sets, seen: vec![0; insts.len()], walk: 0 }
    }

    pub fn from(&mut self, pc: u32) -> First {
        let mut first = First::default();
        let mut todo = vec![pc];
        let mut visited = 0;
        self.walk += 1;
        while let Some(pc) = todo.pop() {
            if std::mem::replace(&mut self.seen[pc as usize], self.walk) == self.walk {
                continue;
            }
            visited += 1;
            if visited > BUDGET {
                first.empty = true;
            }
            if first.empty {
                break;
            }
            match self.insts[pc as usize] {
                Inst::Fail => {}
                Inst::Accept | Inst::GroupRef(_) | Inst::GroupRefIgnore(_) => first.empty = true,
                Inst::Char(c) => first.add(Item::Char(c), self.sets),
                Inst::NotChar(c) => first.add(Item::NotChar(c), self.sets),
                Inst::Set(set) => first.add(Item::Set(set), self.sets),
                Inst::All => first.add(Item::All, self.sets),
                Inst::Str { at, .. } => first.add(Item::Char(self.literals[at as usize]), self.sets),
                Inst::At(_) | Inst::Mark(_) => todo.push(pc + 1),
                Inst::Jump(to) => todo.push(to),
                Inst::Branch(b) => todo.extend_from_slice(&self.branches[b as usize].alternatives),
                Inst::Run(r) => {
                    let run = &self.runs[r as usize];
                    if run.max > 0 {
                        first.add(run.item, self.sets);
                    }
                    if run.min == 0 {
                        todo.push(pc + 1);
                    }
                }
                Inst::Loop(l) | Inst::Until(l) => {
                    let l = &self.loops[l as usize];
                    todo.extend([l.body, l.tail]);
                }
                Inst::Enter(l) => {
                    let l = &self.loops[l as usize];
                    todo.push(l.body);
                    if l.min == 0 {
                        todo.push(l.tail);
                    }
                }
                Inst::Assert { next, .. } | Inst::AssertNot { next, .. } => todo.push(next),
                Inst::Exists { no, .. } => todo.extend([pc + 1, no]),
            }
        }
        first
    }
}
