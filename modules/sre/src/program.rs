//! A program ready to run: instructions and the tables they name.

use crate::chars::{At, CaseRule, CharClass};
use crate::code;
use crate::lower;
use crate::prefix::Prefilter;
use crate::set::{SetRef, Sets};
use crate::state::{Invalid, Slot};

/// What the matcher executes. Operands are instruction numbers or indices of the program's tables.
///
/// The layout makes dispatch one byte load; left to itself the compiler folds the tag into an operand.
#[derive(Clone, Copy, Debug)]
#[repr(u8, align(16))]
pub(crate) enum Inst {
    /// The pattern, or the body of an assertion, has matched.
    Accept,
    Fail,
    Char(u32),
    NotChar(u32),
    All,
    Set(SetRef),
    /// A string in `literals`.
    Str {
        at: u32,
        len: u32,
    },
    At(At),
    Mark(u32),
    Jump(u32),
    Branch(u32),
    Run(u32),
    /// Chooses between the body of a loop, which follows, and its tail. For loops that need no counter.
    Loop(u32),
    /// Starts a loop that counts, at its `Until`.
    Enter(u32),
    Until(u32),
    Assert {
        back: u32,
        next: u32,
    },
    AssertNot {
        back: u32,
        next: u32,
    },
    GroupRef(u32),
    GroupRefIgnore(u32),
    /// Goes on if the group has matched, else jumps.
    Exists {
        group: u32,
        no: u32,
    },
}

/// Matches one character, in a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Item {
    Char(u32),
    NotChar(u32),
    Set(SetRef),
    All,
}

/// What is known about the character after a run.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(crate) enum Tail {
    Unknown,
    Char(u32),
    /// A superset of what can follow; something must.
    Set(SetRef),
}

/// A loop over a single character.
pub(crate) struct Run {
    pub item: Item,
    pub min: usize,
    pub max: usize,
    pub greedy: bool,
    /// Only the longest run can be followed by what comes next: nothing to give back.
    pub possessive: bool,
    pub tail: Tail,
    /// The instruction after it.
    pub next: u32,
    pub memo: Option<MemoKey>,
}

/// A loop over anything else.
pub(crate) struct Loop {
    pub min: u32,
    /// `u32::MAX`: no limit.
    pub max: u32,
    pub greedy: bool,
    pub body: u32,
    pub tail: u32,
    pub until: u32,
    /// What the body can begin with, if it must consume something.
    pub body_first: Option<SetRef>,
    /// What can follow.
    pub tail_first: Option<SetRef>,
    /// Whether failing after a choice here must put group marks back.
    pub save: bool,
    pub memo: Option<MemoKey>,
}

/// A choice among up to 32 alternatives.
pub(crate) struct Branch {
    pub alternatives: Vec<u32>,
    /// The alternatives each character below 256 admits, one bit each.
    pub table: Box<[u32; 256]>,
    /// The same for all wider characters, and for the end of the subject.
    pub high: u32,
    pub at_end: u32,
    pub save: bool,
}

/// How a choice point and the counters it depends on become a number.
pub(crate) struct MemoKey {
    pub base: u64,
    /// The loop this is, if it counts.
    pub own: Option<Factor>,
    /// Counting loops around it.
    pub counts: Vec<Factor>,
    /// Loops around it whose body can be empty: an iteration that has not moved depends on them.
    pub nullable: Vec<u32>,
}

pub(crate) struct Factor {
    pub slot: u32,
    /// Counts from here on are alike.
    pub cap: u32,
    pub weight: u64,
}

impl MemoKey {
    /// The key at `pos`, among `space` keys per position; `None` if this visit must not be remembered.
    pub fn at(&self, pos: usize, space: u64, slots: &[Slot]) -> Option<u64> {
        if self.nullable.iter().any(|&l| slots[l as usize].last == pos) {
            return None;
        }
        let mut key = self.base;
        if let Some(own) = &self.own {
            key += own.weight * u64::from(slots[own.slot as usize].count.wrapping_add(1).min(own.cap));
        }
        for f in &self.counts {
            key += f.weight * u64::from(slots[f.slot as usize].count.min(f.cap));
        }
        (pos as u64).checked_mul(space)?.checked_add(key).filter(|&k| k < u64::MAX)
    }
}

/// A compiled regular expression.
pub struct Program {
    pub(crate) insts: Vec<Inst>,
    pub(crate) literals: Vec<u32>,
    pub(crate) runs: Vec<Run>,
    pub(crate) loops: Vec<Loop>,
    pub(crate) branches: Vec<Branch>,
    pub(crate) sets: Sets,
    pub(crate) groups: usize,
    pub(crate) class: &'static dyn CharClass,
    pub(crate) min_width: usize,
    /// Marks may outlive the attempt or the part that set them: keep every choice point CPython has.
    pub(crate) leaky: bool,
    /// Keys per position for remembered failures; 0: none.
    pub(crate) memo_space: u64,
    /// The program begins with this unlimited run: if an attempt fails, so does any other within the same run.
    pub(crate) lead: Option<Item>,
    pub(crate) prefilter: Prefilter,
    /// The whole pattern is what the prefilter finds, this long.
    pub(crate) literal: Option<usize>,
}

impl Program {
    /// Checks and translates an SRE code list. `groups` is the number of groups, the whole match not counted.
    pub fn new(code: &[u32], groups: usize, flags: u32, class: &'static dyn CharClass) -> Result<Program, Invalid> {
        let mut sets = Sets::new(CaseRule::of(flags), class);
        let decoded = code::decode(code, groups, &mut sets)?;
        lower::lower(decoded, groups, sets, class)
    }

    /// Number of groups, the whole match not counted.
    pub fn groups(&self) -> usize {
        self.groups
    }

    pub(crate) fn loop_count(&self) -> usize {
        self.loops.len()
    }

    /// Bytes of memory the program holds, roughly: for accounting.
    pub fn memory(&self) -> usize {
        size_of::<Program>()
            + self.insts.len() * size_of::<Inst>()
            + self.literals.len() * 4
            + self.runs.len() * size_of::<Run>()
            + self.loops.len() * size_of::<Loop>()
            + self.branches.len() * (size_of::<Branch>() + 1024)
            + self.sets.tables().len() * 256
    }
}
