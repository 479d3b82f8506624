//! From the tree to instructions, with everything worked out that saves the matcher a step.

use crate::chars::CharClass;
use crate::code::{Decoded, Node, One, Seq, any, has_marks, min_width};
use crate::first::{First, Firsts};
use crate::prefix::{self, item};
use crate::program::{Branch, Factor, Inst, Item, Loop, MemoKey, Program, Run, Tail};
use crate::set::{High, SetRef, Sets};
use crate::state::Invalid;

/// Translates a decoded pattern.
pub(crate) fn lower(decoded: Decoded, groups: usize, sets: Sets, class: &'static dyn CharClass) -> Result<Program, Invalid> {
    let Decoded { body, info } = decoded;
    let leaky = is_leaky(&body);
    let path_dependent = any(&body, &mut |n| matches!(n, Node::GroupRef { .. } | Node::Exists { .. }));
    let early_accept = any(&body, &mut |n| matches!(n, Node::Accept));
    let mut lowering = Lowering {
        insts: Vec::new(),
        literals: Vec::new(),
        runs: Vec::new(),
        loops: Vec::new(),
        branches: Vec::new(),
        sets,
        leaky,
        memo: !leaky && !path_dependent,
        memo_space: 0,
        around: Vec::new(),
    };
    lowering.seq(&body);
    lowering.insts.push(Inst::Accept);
    lowering.finish();
    let prefilter = if leaky {
        prefix::from_info(&info, &lowering.sets)
    } else if early_accept {
        prefix::Prefilter::None
    } else {
        prefix::choose(&body, &mut lowering.sets)
    };
    let lead = if leaky || path_dependent { None } else { leading_run(&body, &lowering.sets) };
    let literal = match (&lowering.insts[..], &prefilter) {
        ([Inst::Str { len, .. }, Inst::Accept], prefix::Prefilter::Literal(..)) => Some(*len as usize),
        ([Inst::Char(c), Inst::Accept], prefix::Prefilter::Chars(chars)) if chars[..] == [*c] => Some(1),
        _ => None,
    };
    Ok(Program {
        literal,
        insts: lowering.insts,
        literals: lowering.literals,
        runs: lowering.runs,
        loops: lowering.loops,
        branches: lowering.branches,
        sets: lowering.sets,
        groups,
        class,
        min_width: if early_accept { 0 } else { min_width(&body) },
        leaky,
        memo_space: lowering.memo_space,
        lead,
        prefilter,
    })
}

/// Whether marks set on a failed path can show: set where CPython does not put them back, or read before this attempt
/// could have set them.
fn is_leaky(body: &Seq) -> bool {
    let mut closed = Vec::new();
    any(body, &mut |node| match node {
        Node::Assert { negate: true, body, .. } => has_marks(body),
        // The choice points that would put marks back are gone once the body has matched.
        Node::Assert { negate: false, body, .. } => any(body, &mut |inner| match inner {
            Node::Branch(alternatives) => alternatives.iter().any(has_marks),
            Node::Repeat { body, .. } => has_marks(body),
            Node::Exists { yes, no, .. } => has_marks(yes) || has_marks(no),
            _ => false,
        }),
        Node::Repeat { greedy: false, body, .. } => has_marks(body),
        Node::Mark(mark) => {
            closed.push(*mark);
            false
        }
        Node::GroupRef { group, .. } | Node::Exists { group, .. } => !closed.contains(&(2 * group + 1)),
        _ => false,
    })
}

/// The unlimited run a pattern begins with.
fn leading_run(body: &Seq, sets: &Sets) -> Option<Item> {
    match body.iter().find(|n| !matches!(n, Node::Mark(_)))? {
        Node::Repeat { max: None, body, .. } => match body[..] {
            [Node::One(one)] => Some(item(one, sets)),
            _ => None,
        },
        _ => None,
    }
}

/// A loop around the part being translated.
struct Around {
    slot: u32,
    /// Its counter matters, up to this value.
    cap: Option<u32>,
    nullable: bool,
    marks: bool,
}

struct Lowering {
    insts: Vec<Inst>,
    literals: Vec<u32>,
    runs: Vec<Run>,
    loops: Vec<Loop>,
    branches: Vec<Branch>,
    sets: Sets,
    leaky: bool,
    memo: bool,
    memo_space: u64,
    around: Vec<Around>,
}

/// Alternatives in one `Branch`.
const WIDE: usize = 32;
/// Most counter combinations one choice point may be remembered under.
const MAX_COUNTS: u64 = 1 << 16;

impl Lowering {
    fn here(&self) -> u32 {
        self.insts.len() as u32
    }

    fn seq(&mut self, seq: &[Node]) {
        let mut i = 0;
        while i < seq.len() {
            let string = seq[i..].iter().take_while(|n| matches!(n, Node::One(One::Char(_)))).count();
            if string > 1 {
                let at = self.literals.len() as u32;
                for node in &seq[i..i + string] {
                    if let Node::One(One::Char(c)) = node {
                        self.literals.push(*c);
                    }
                }
                self.insts.push(Inst::Str { at, len: string as u32 });
                i += string;
            } else {
                self.node(&seq[i]);
                i += 1;
            }
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::One(one) => self.insts.push(match item(*one, &self.sets) {
                Item::Char(c) => Inst::Char(c),
                Item::NotChar(c) => Inst::NotChar(c),
                Item::Set(set) => Inst::Set(set),
                Item::All => Inst::All,
            }),
            Node::At(at) => self.insts.push(Inst::At(*at)),
            Node::Mark(mark) => self.insts.push(Inst::Mark(*mark)),
            Node::Fail => self.insts.push(Inst::Fail),
            Node::Accept => self.insts.push(Inst::Accept),
            Node::Branch(alternatives) => self.branch(alternatives),
            Node::Repeat { min, max, greedy, one, body } => self.repeat(*min, *max, *greedy, *one, body),
            Node::Assert { negate, back, body } => {
                let at = self.insts.len();
                self.insts.push(Inst::Fail);
                self.seq(body);
                self.insts.push(Inst::Accept);
                let (back, next) = (*back, self.here());
                self.insts[at] = if *negate { Inst::AssertNot { back, next } } else { Inst::Assert { back, next } };
            }
            Node::GroupRef { group, ignore: false } => self.insts.push(Inst::GroupRef(*group)),
            Node::GroupRef { group, ignore: true } => self.insts.push(Inst::GroupRefIgnore(*group)),
            Node::Exists { group, yes, no } => {
                let at = self.insts.len();
                self.insts.push(Inst::Fail);
                self.seq(yes);
                let jump = self.insts.len();
                if !no.is_empty() {
                    self.insts.push(Inst::Fail);
                }
                self.insts[at] = Inst::Exists { group: *group, no: self.here() };
                if !no.is_empty() {
                    self.seq(no);
                    self.insts[jump] = Inst::Jump(self.here());
                }
            }
        }
    }

    fn branch(&mut self, alternatives: &[Seq]) {
        // A choice among more is a choice whose last alternative is a choice.
        let direct = if alternatives.len() > WIDE { WIDE - 1 } else { alternatives.len() };
        let b = self.branches.len();
        let save = if self.leaky { !self.around.is_empty() } else { self.around.iter().any(|a| a.marks) };
        self.branches.push(Branch { alternatives: Vec::new(), table: Box::new([0; 256]), high: 0, at_end: 0, save });
        self.insts.push(Inst::Branch(b as u32));
        let mut jumps = Vec::new();
        let mut starts = Vec::new();
        for alternative in &alternatives[..direct] {
            starts.push(self.here());
            self.seq(alternative);
            jumps.push(self.insts.len());
            self.insts.push(Inst::Fail);
        }
        if direct < alternatives.len() {
            starts.push(self.here());
            self.branch(&alternatives[direct..]);
        }
        let next = self.here();
        for jump in jumps {
            self.insts[jump] = Inst::Jump(next);
        }
        self.branches[b].alternatives = starts;
    }

    fn repeat(&mut self, min: u32, max: Option<u32>, greedy: bool, one: bool, body: &Seq) {
        if let [Node::One(character)] = body[..]
            && (one || !self.leaky)
        {
            if (min, max) == (1, Some(1)) {
                return self.node(&body[0]);
            }
            let memo = self.memo_key(None);
            self.insts.push(Inst::Run(self.runs.len() as u32));
            self.runs.push(Run {
                item: item(character, &self.sets),
                min: min as usize,
                max: max.map_or(usize::MAX, |m| m as usize),
                greedy,
                possessive: false,
                tail: Tail::Unknown,
                next: self.insts.len() as u32,
                memo,
            });
            return;
        }
        if max == Some(0) {
            return;
        }
        if (min, max) == (1, Some(1)) && !self.leaky {
            return self.seq(body);
        }
        let slot = self.loops.len() as u32;
        let early = any(body, &mut |n| matches!(n, Node::Accept));
        let nullable = early || min_width(body) == 0;
        // A lazy optional part puts `lastmark` back behind its body too, which only the counting form does.
        let optional = (min, max) == (0, Some(1)) && (greedy || !self.leaky);
        let counted = match max {
            None => (min > 1).then_some(min),
            Some(_) if optional => None,
            Some(max) => Some(max),
        };
        let stateless = optional || counted.is_none() && !nullable;
        let marks = has_marks(body);
        let save = self.leaky || marks && !optional || self.around.iter().any(|a| a.marks);
        let own = if stateless { None } else { Some(counted.unwrap_or(min)) };
        let memo = self.memo_key(own.map(|cap| (slot, cap)));
        self.loops.push(Loop {
            min,
            max: max.unwrap_or(u32::MAX),
            greedy,
            body: 0,
            tail: 0,
            until: 0,
            body_first: None,
            tail_first: None,
            save,
            memo,
        });
        // An iteration that has not moved matters only to loops that look at where it began.
        let around = Around {
            slot,
            cap: if stateless { None } else { own },
            nullable: !stateless && nullable,
            marks: marks && !optional,
        };
        self.around.push(around);
        let (head, until);
        if stateless {
            if min == 1 {
                let over = self.here() + 2;
                self.insts.push(Inst::Jump(over));
            }
            head = self.here();
            until = head;
            self.insts.push(Inst::Loop(slot));
            self.seq(body);
            if !optional {
                self.insts.push(Inst::Jump(head));
            }
        } else {
            head = self.here();
            self.insts.push(Inst::Enter(slot));
            self.seq(body);
            until = self.here();
            self.insts.push(Inst::Until(slot));
        }
        self.around.pop();
        let tail = self.here();
        let l = &mut self.loops[slot as usize];
        (l.body, l.tail, l.until) = (head + 1, tail, until);
    }

    /// A key for a new choice point; `own` is the loop it is, and the count from which on its counts are alike.
    fn memo_key(&mut self, own: Option<(u32, u32)>) -> Option<MemoKey> {
        if !self.memo {
            return None;
        }
        let mut space = 1u64;
        let mut factor = |slot, cap: u32| {
            let weight = space;
            space = space.saturating_mul(u64::from(cap) + 1);
            Factor { slot, cap, weight }
        };
        let own = own.map(|(slot, cap)| factor(slot, cap));
        let counts = self.around.iter().filter_map(|a| Some(factor(a.slot, a.cap?))).collect();
        if space > MAX_COUNTS {
            return None;
        }
        let base = self.memo_space;
        self.memo_space = base.checked_add(space)?;
        let nullable = self.around.iter().filter(|a| a.nullable).map(|a| a.slot).collect();
        Some(MemoKey { base, own, counts, nullable })
    }

    /// Works out what can come first and next, now that all instructions are there.
    fn finish(&mut self) {
        let mut runs = Vec::new();
        let mut loops = Vec::new();
        let mut branches = Vec::new();
        let mut firsts = Firsts::new(&self.insts, &self.literals, &self.runs, &self.loops, &self.branches, &self.sets);
        for (pc, inst) in self.insts.iter().enumerate() {
            let next = pc as u32 + 1;
            match *inst {
                Inst::Run(r) if !self.leaky => {
                    runs.push((r, firsts.from(next), matches!(self.insts[next as usize], Inst::Accept)));
                }
                Inst::Loop(l) | Inst::Until(l) if !self.leaky => {
                    let l_ref = &self.loops[l as usize];
                    let (body, tail) = (l_ref.body, l_ref.tail);
                    loops.push((l, firsts.from(body), firsts.from(tail)));
                }
                Inst::Branch(b) => {
                    let starts = &self.branches[b as usize].alternatives;
                    let unknown = First { empty: true, ..First::default() };
                    branches.push((
                        b,
                        starts.iter().map(|&s| if self.leaky { unknown } else { firsts.from(s) }).collect::<Vec<_>>(),
                    ));
                }
                _ => {}
            }
        }
        for (r, tail, last) in runs {
            self.finish_run(r as usize, &tail, last);
        }
        for (l, body, tail) in loops {
            let (body_first, tail_first) = (self.test(&body), self.test(&tail));
            let l = &mut self.loops[l as usize];
            (l.body_first, l.tail_first) = (body_first, tail_first);
        }
        for (b, firsts) in branches {
            self.branches[b as usize].admit(&firsts);
        }
    }

    fn finish_run(&mut self, r: usize, tail: &First, last: bool) {
        let test = self.test(tail);
        let run = &mut self.runs[r];
        let mut own = First::default();
        own.add(run.item, &self.sets);
        run.possessive = run.min == run.max || last && run.greedy || !tail.empty && !own.meets(tail);
        run.tail = match (tail.single(), test) {
            _ if tail.empty => Tail::Unknown,
            (Some(c), _) => Tail::Char(c),
            (None, Some(set)) => Tail::Set(set),
            (None, None) => Tail::Unknown,
        };
    }

    /// A set that holds at least these characters; `None` if there may be no character.
    fn test(&mut self, first: &First) -> Option<SetRef> {
        if first.empty {
            return None;
        }
        let (table, bit) = self.sets.intern(first.low)?;
        Some(SetRef { table, bit, high: if first.high { High::Always } else { High::Never }, id: 0 })
    }
}

impl Branch {
    fn admit(&mut self, firsts: &[First]) {
        for (i, first) in firsts.iter().enumerate() {
            let bit = 1u32 << i;
            if first.empty {
                self.at_end |= bit;
                self.high |= bit;
                self.table.iter_mut().for_each(|t| *t |= bit);
                continue;
            }
            if first.high {
                self.high |= bit;
            }
            for (i, &word) in first.low.iter().enumerate() {
                let mut word = word;
                while word != 0 {
                    self.table[i * 64 + word.trailing_zeros() as usize] |= bit;
                    word &= word - 1;
                }
            }
        }
    }
}
