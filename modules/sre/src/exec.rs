//! The matcher: one attempt at one position.
//!
//! A backtracking machine. `pc` and `pos` are the path being tried; choice points not yet exhausted lie on a stack as
//! [`Frame`]s, the newest on top. When an instruction fails, the newest frame says where to go on. Loop counters and
//! last positions are changed in place, with an `Undo` frame beneath whatever depends on the old value, so a failing
//! path leaves them as it found them. Group marks are put back only where CPython does.
//!
//! Rule for new instructions: whatever changes `State` must either be undone by a frame or be harmless when stale.

use crate::chars::{At, WordRule};
use crate::memo::Memo;
use crate::program::{Inst, Item, Loop, MemoKey, Program, Run, Tail};
use crate::set::{High, SetRef};
use crate::state::{Error, Frame, Hook, Kind, Slot, State, UNSET};
use crate::unit::Unit;

/// Backtracks between two looks at the hook.
const POLL: u32 = 1 << 14;
/// No assertion is being tried.
const NO_BARRIER: u32 = u32::MAX;

/// Whether a set holds a unit.
#[inline(always)]
pub(crate) fn set_has<U: Unit>(program: &Program, set: SetRef, unit: U) -> bool {
    let c = unit.code();
    if U::BYTE || c < 256 {
        program.sets.tables()[usize::from(set.table)][(c & 255) as usize] & set.bit != 0
    } else {
        match set.high {
            High::Never => false,
            High::Always => true,
            High::Ask => program.sets.ask(set.id, c),
        }
    }
}

#[inline(always)]
fn item_has<U: Unit>(program: &Program, item: Item, unit: U) -> bool {
    match item {
        Item::Char(c) => unit.code() == c,
        Item::NotChar(c) => unit.code() != c,
        Item::Set(set) => set_has(program, set, unit),
        Item::All => true,
    }
}

/// Whether a first-character test admits what is next; the end of the subject passes no test.
#[inline(always)]
fn admits<U: Unit>(program: &Program, test: Option<SetRef>, next: Option<&U>) -> bool {
    match (test, next) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(set), Some(&unit)) => set_has(program, set, unit),
    }
}

/// How many units at the head of `hay` match.
#[inline]
pub(crate) fn run_length<U: Unit>(program: &Program, item: Item, hay: &[U]) -> usize {
    let stop = match item {
        Item::All => None,
        Item::NotChar(c) => U::find(hay, c),
        Item::Char(c) => hay.iter().position(|u| u.code() != c),
        Item::Set(set) if U::BYTE => {
            let table = &program.sets.tables()[usize::from(set.table)];
            hay.iter().position(|u| table[(u.code() & 255) as usize] & set.bit == 0)
        }
        Item::Set(set) => hay.iter().position(|&u| !set_has(program, set, u)),
    };
    stop.unwrap_or(hay.len())
}

fn is_word<U: Unit>(program: &Program, rule: WordRule, unit: Option<&U>) -> bool {
    unit.is_some_and(|u| {
        let c = u.code();
        if c < 128 && rule != WordRule::Locale {
            (c as u8).is_ascii_alphanumeric() || c == u32::from(b'_')
        } else {
            rule.is_word(c, program.class)
        }
    })
}

/// One attempt: everything that does not change while it runs.
struct Attempt<'p, 's, U> {
    program: &'p Program,
    /// The whole subject; what lies beyond `hay` shows only when `pos` is past the end of it.
    all: &'s [U],
    /// The subject up to `endpos`.
    hay: &'s [U],
}

impl<U: Unit> Attempt<'_, '_, U> {
    fn at(&self, at: At, pos: usize) -> bool {
        let before = || pos.checked_sub(1).and_then(|p| self.all.get(p));
        let end = self.hay.len();
        let newline = |u: Option<&U>| u.is_some_and(|u| u.code() == 10);
        match at {
            At::Beginning => pos == 0,
            At::BeginningLine => pos == 0 || newline(before()),
            At::End => pos == end || pos + 1 == end && newline(self.hay.get(pos)),
            At::EndLine => pos == end || newline(self.hay.get(pos)),
            At::EndString => pos == end,
            At::Boundary(rule) | At::NonBoundary(rule) => {
                let edge = is_word(self.program, rule, before()) != is_word(self.program, rule, self.hay.get(pos));
                end != 0 && edge == matches!(at, At::Boundary(_))
            }
        }
    }

    /// The last position in `lo..=hi` where what follows a run can begin.
    #[inline]
    fn candidate(&self, tail: Tail, lo: usize, hi: usize) -> Option<usize> {
        match tail {
            Tail::Unknown => Some(hi),
            Tail::Char(c) => U::rfind(self.window(lo, hi), c).map(|i| lo + i),
            Tail::Set(set) => self.window(lo, hi).iter().rposition(|&u| set_has(self.program, set, u)).map(|i| lo + i),
        }
    }

    /// The units at positions `lo..=hi`, as far as there are any.
    #[inline(always)]
    fn window(&self, lo: usize, hi: usize) -> &[U] {
        self.hay.get(lo..self.hay.len().min(hi + 1)).unwrap_or(&[])
    }

    /// The first position from `from` to `most` where what follows a lazy run can begin, if all before it match.
    #[inline]
    fn lazy_candidate(&self, run: &Run, from: usize, most: usize) -> Option<usize> {
        let most = most.min(self.hay.len());
        let window = self.window(from, most);
        let found = match (run.tail, run.item) {
            (Tail::Unknown, _) => return Some(from),
            (Tail::Char(c), Item::All) => U::find(window, c)?,
            (Tail::Char(c), Item::NotChar(d)) => U::find2(window, c, d)?,
            (tail, item) => window.iter().position(|&u| {
                let follows = match tail {
                    Tail::Char(c) => u.code() == c,
                    Tail::Set(set) => set_has(self.program, set, u),
                    Tail::Unknown => true,
                };
                follows || !item_has(self.program, item, u)
            })?,
        };
        let unit = *window.get(found)?;
        let follows = match run.tail {
            Tail::Char(c) => unit.code() == c,
            Tail::Set(set) => set_has(self.program, set, unit),
            Tail::Unknown => true,
        };
        follows.then_some(from + found)
    }

    fn group_matches(&self, state: &State, group: u32, ignore: bool, pos: usize) -> Option<usize> {
        let (from, to) = group_span(state, group)?;
        // Marks were set while `endpos` was the same, so they lie inside `hay`.
        let text = self.hay.get(from..to)?;
        let here = self.hay.get(pos..pos.checked_add(text.len())?)?;
        let same = if ignore {
            let sets = &self.program.sets;
            text.iter().zip(here).all(|(a, b)| a == b || sets.lower(a.code()) == sets.lower(b.code()))
        } else {
            text == here
        };
        same.then_some(pos + text.len())
    }
}

/// A group's span as back references see it.
fn group_span(state: &State, group: u32) -> Option<(usize, usize)> {
    let j = 2 * group as usize;
    if state.lastmark <= j as i32 {
        return None;
    }
    let (from, to) = (state.marks[j], state.marks[j + 1]);
    (from != UNSET && to != UNSET && from <= to).then_some((from, to))
}

impl State {
    #[inline(always)]
    fn push(&mut self, kind: Kind, x: u32, pos: usize, a: usize) -> Result<(), Error> {
        self.push_frame(Frame {
            kind,
            saved: false,
            lastmark: self.lastmark as i16,
            lastindex: self.lastindex as i16,
            x,
            y: 0,
            pos,
            a,
        })
    }

    #[inline(always)]
    fn push_frame(&mut self, frame: Frame) -> Result<(), Error> {
        if self.frames.len() == self.frames.capacity() {
            self.grow()?;
        }
        self.frames.push(frame);
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) -> Result<(), Error> {
        let len = self.frames.len();
        if len + self.saved.len() / 4 >= self.max_frames {
            return Err(Error::StackExhausted);
        }
        // Doubling, but never past the limit.
        let more = len.clamp(64, (self.max_frames - len).max(64));
        self.frames.try_reserve_exact(more).map_err(|_| Error::StackExhausted)
    }

    /// Pushes a choice point that also puts back the values of marks, if there are any to put back.
    #[inline(always)]
    fn push_saving(&mut self, kind: Kind, x: u32, pos: usize, a: usize, save: bool) -> Result<(), Error> {
        self.push(kind, x, pos, a)?;
        if save && self.lastmark > 0 {
            self.save_marks()?;
        }
        Ok(())
    }

    /// Whether a choice point with nothing left to choose is needed for the marks it would put back. Not if the next
    /// one to be taken up puts back as much itself.
    #[inline(always)]
    fn must_save(&self) -> bool {
        self.lastmark > 0 && !self.frames.last().is_some_and(|f| f.saved)
    }

    #[inline]
    fn save_marks(&mut self) -> Result<(), Error> {
        let n = self.lastmark as usize + 1;
        if self.saved.len() + n > self.saved.capacity() {
            if self.saved.len() / 4 + self.frames.len() >= self.max_frames {
                return Err(Error::StackExhausted);
            }
            self.saved.try_reserve(n).map_err(|_| Error::StackExhausted)?;
        }
        self.saved.extend_from_slice(&self.marks[..n]);
        if let Some(top) = self.frames.last_mut() {
            top.saved = true;
        }
        Ok(())
    }

    /// Puts marks back as they were when `frame` was pushed.
    #[inline(always)]
    fn restore(&mut self, frame: &Frame, keep: bool) {
        self.lastmark = i32::from(frame.lastmark);
        self.lastindex = i32::from(frame.lastindex);
        if frame.saved {
            let n = frame.lastmark as usize + 1;
            let from = self.saved.len() - n;
            self.marks[..n].copy_from_slice(&self.saved[from..]);
            if !keep {
                self.saved.truncate(from);
            }
        }
    }

    /// Changes a loop's counter and last position, to be undone on failure.
    fn set_slot(&mut self, l: u32, new: Slot) -> Result<(), Error> {
        let old = std::mem::replace(&mut self.slots[l as usize], new);
        self.push_frame(Frame {
            kind: Kind::Undo,
            saved: false,
            lastmark: 0,
            lastindex: 0,
            x: l,
            y: old.count,
            pos: 0,
            a: old.last,
        })
    }

    /// With failures being remembered: whether this visit is known to fail. If not, arranges to learn it.
    #[cold]
    #[inline(never)]
    fn known_failure(&mut self, key: &MemoKey, space: u64, pos: usize) -> Result<bool, Error> {
        let (Some(memo), Some(key)) = (&self.memo, key.at(pos, space, &self.slots)) else { return Ok(false) };
        if memo.contains(key) {
            return Ok(true);
        }
        // A key is wider than an index may be: half of it goes into `x`.
        self.push(Kind::Memo, key as u32, 0, (key >> 32) as usize)?;
        Ok(false)
    }

    /// Every `POLL` backtracks.
    #[cold]
    #[inline(never)]
    fn poll(&mut self, program: &Program, size: usize, hook: &mut Hook<'_>) -> Result<(), Error> {
        self.pops += u64::from(POLL);
        if program.memo_space > 0 && self.memo.is_none() && self.pops > self.patience.unwrap_or(4 * size as u64) {
            self.memo = Some(Box::new(Memo::new()));
        }
        hook().map_err(|()| Error::Interrupted)
    }
}

/// Tries to match at `start`, where `end` is the position no match reaches beyond. Answers where the match ends.
///
/// `fuel` counts backtracks down to the next poll, over all attempts of a search.
pub(crate) fn attempt<U: Unit>(
    program: &Program,
    all: &[U],
    end: usize,
    start: usize,
    state: &mut State,
    fuel: &mut u32,
    hook: &mut Hook<'_>,
) -> Result<Option<usize>, Error> {
    if !program.leaky {
        state.lastmark = -1;
        state.lastindex = -1;
    }
    let run = Attempt { program, all, hay: &all[..end] };
    let result = run.go(start, state, fuel, hook);
    state.unwind();
    result
}

/// Where the machine goes on after a step that does not simply continue.
enum Next {
    Go(u32, usize),
    Fail,
}

impl<U: Unit> Attempt<'_, '_, U> {
    fn go(&self, start: usize, state: &mut State, fuel: &mut u32, hook: &mut Hook<'_>) -> Result<Option<usize>, Error> {
        let program = self.program;
        let hay = self.hay;
        let insts = &program.insts[..];
        let mut pc = 0u32;
        let mut pos = start;
        let mut barrier = NO_BARRIER;
        loop {
            // Forward, until something fails.
            loop {
                match insts[pc as usize] {
                    Inst::Char(c) => match hay.get(pos) {
                        Some(u) if u.code() == c => pos += 1,
                        _ => break,
                    },
                    Inst::NotChar(c) => match hay.get(pos) {
                        Some(u) if u.code() != c => pos += 1,
                        _ => break,
                    },
                    Inst::Set(set) => match hay.get(pos) {
                        Some(&u) if set_has(program, set, u) => pos += 1,
                        _ => break,
                    },
                    Inst::All => {
                        if pos >= hay.len() {
                            break;
                        }
                        pos += 1;
                    }
                    Inst::Str { at, len } => {
                        let text = &program.literals[at as usize..(at + len) as usize];
                        match hay.get(pos..).and_then(|h| h.get(..text.len())) {
                            Some(here) if here.iter().zip(text).all(|(u, &c)| u.code() == c) => pos += text.len(),
                            _ => break,
                        }
                    }
                    Inst::At(at) => {
                        if !self.at(at, pos) {
                            break;
                        }
                    }
                    Inst::Mark(mark) => state.set_mark(mark, pos),
                    Inst::Jump(to) => {
                        pc = to;
                        continue;
                    }
                    Inst::Branch(b) => {
                        let branch = &program.branches[b as usize];
                        let mask = match hay.get(pos) {
                            None => branch.at_end,
                            Some(u) if U::BYTE || u.code() < 256 => branch.table[(u.code() & 255) as usize],
                            Some(_) => branch.high,
                        };
                        if mask == 0 {
                            break;
                        }
                        let rest = mask & (mask - 1);
                        if rest != 0 || program.leaky || branch.save && state.must_save() {
                            state.push_saving(Kind::Branch, b, pos, rest as usize, branch.save)?;
                        }
                        pc = branch.alternatives[mask.trailing_zeros() as usize];
                        continue;
                    }
                    Inst::Run(r) => match self.run(r, pos, state)? {
                        Some(to) => pos = to,
                        None => break,
                    },
                    Inst::Loop(l) => {
                        let lp = &program.loops[l as usize];
                        let next = hay.get(pos);
                        let body = admits(program, lp.body_first, next);
                        let tail = admits(program, lp.tail_first, next);
                        if body
                            && state.memo.is_some()
                            && let Some(key) = &lp.memo
                            && state.known_failure(key, program.memo_space, pos)?
                        {
                            break;
                        }
                        if lp.greedy {
                            if body {
                                if tail || program.leaky || lp.save && state.must_save() {
                                    state.push_saving(Kind::LoopTail, l, pos, 0, lp.save)?;
                                }
                                pc = lp.body;
                            } else {
                                pc = lp.tail;
                            }
                        } else if tail {
                            if body {
                                state.push(Kind::LoopBody, l, pos, 0)?;
                            }
                            pc = lp.tail;
                        } else {
                            pc = lp.body;
                        }
                        continue;
                    }
                    Inst::Enter(l) => {
                        state.set_slot(l, Slot { count: u32::MAX, last: UNSET })?;
                        pc = program.loops[l as usize].until;
                        continue;
                    }
                    Inst::Until(l) => match self.until(l, pos, state)? {
                        Next::Go(to, _) => {
                            pc = to;
                            continue;
                        }
                        Next::Fail => break,
                    },
                    Inst::Assert { back, next } | Inst::AssertNot { back, next } => {
                        let negate = matches!(insts[pc as usize], Inst::AssertNot { .. });
                        let Some(from) = pos.checked_sub(back as usize) else {
                            if negate {
                                pc = next;
                                continue;
                            }
                            break;
                        };
                        let kind = if negate { Kind::AssertNot } else { Kind::Assert };
                        state.push(kind, next, pos, state.saved.len())?;
                        let top = state.frames.len() - 1;
                        state.frames[top].y = barrier;
                        barrier = top as u32;
                        pos = from;
                    }
                    Inst::GroupRef(group) => match self.group_matches(state, group, false, pos) {
                        Some(to) => pos = to,
                        None => break,
                    },
                    Inst::GroupRefIgnore(group) => match self.group_matches(state, group, true, pos) {
                        Some(to) => pos = to,
                        None => break,
                    },
                    Inst::Exists { group, no } => {
                        if group_span(state, group).is_none() {
                            pc = no;
                            continue;
                        }
                    }
                    Inst::Fail => break,
                    Inst::Accept => {
                        if barrier == NO_BARRIER {
                            return Ok(Some(pos));
                        }
                        // The body of an assertion has matched: its choice points go.
                        let frame = state.frames[barrier as usize];
                        state.frames.truncate(barrier as usize);
                        state.saved.truncate(frame.a);
                        barrier = frame.y;
                        if frame.kind == Kind::AssertNot {
                            break;
                        }
                        pc = frame.x;
                        pos = frame.pos;
                        continue;
                    }
                }
                pc += 1;
            }
            // Back, to the newest choice that has something left.
            loop {
                *fuel = fuel.wrapping_sub(1);
                if *fuel == 0 {
                    *fuel = POLL;
                    state.poll(program, hay.len(), hook)?;
                }
                let Some(frame) = state.frames.last().copied() else { return Ok(None) };
                if let Next::Go(to, at) = self.back(&frame, state, &mut barrier)? {
                    pc = to;
                    pos = at;
                    break;
                }
            }
        }
    }

    /// A run at `pos`: answers where to go on.
    #[inline]
    fn run(&self, r: u32, pos: usize, state: &mut State) -> Result<Option<usize>, Error> {
        let program = self.program;
        let run = &program.runs[r as usize];
        let Some(rest) = self.hay.get(pos..) else { return Ok(None) };
        if run.min > rest.len() {
            return Ok(None);
        }
        if run.possessive {
            let n = run_length(program, run.item, &rest[..run.max.min(rest.len())]);
            return Ok((n >= run.min).then_some(pos + n));
        }
        if state.memo.is_some()
            && let Some(key) = &run.memo
            && state.known_failure(key, program.memo_space, pos)?
        {
            return Ok(None);
        }
        let lo = pos + run.min;
        if run.greedy {
            let n = run_length(program, run.item, &rest[..run.max.min(rest.len())]);
            if n < run.min {
                return Ok(None);
            }
            let Some(at) = self.candidate(run.tail, lo, pos + n) else { return Ok(None) };
            if at > lo || program.leaky {
                state.push(Kind::Run, r, at, lo)?;
            }
            return Ok(Some(at));
        }
        if run_length(program, run.item, &rest[..run.min]) < run.min {
            return Ok(None);
        }
        let most = pos.saturating_add(run.max);
        let Some(at) = self.lazy_candidate(run, lo, most) else { return Ok(None) };
        if at < most || program.leaky {
            state.push(Kind::LazyRun, r, at, most)?;
        }
        Ok(Some(at))
    }

    /// The end of an iteration of a counting loop (or its start).
    fn until(&self, l: u32, pos: usize, state: &mut State) -> Result<Next, Error> {
        let program = self.program;
        let lp: &Loop = &program.loops[l as usize];
        let slot = state.slots[l as usize];
        let count = slot.count.wrapping_add(1);
        if count < lp.min {
            state.set_slot(l, Slot { count, last: slot.last })?;
            return Ok(Next::Go(lp.body, pos));
        }
        let more = (lp.max == u32::MAX || count < lp.max) && slot.last != pos;
        if more
            && state.memo.is_some()
            && let Some(key) = &lp.memo
            && state.known_failure(key, program.memo_space, pos)?
        {
            return Ok(Next::Fail);
        }
        if !lp.greedy {
            // The tail first; whether there may be more is asked again on the way back.
            if more || program.leaky {
                state.push(Kind::LoopBody, l, pos, 0)?;
            }
            return Ok(Next::Go(lp.tail, pos));
        }
        if !more || !admits(program, lp.body_first, self.hay.get(pos)) {
            return Ok(Next::Go(lp.tail, pos));
        }
        state.set_slot(l, Slot { count, last: pos })?;
        state.push_saving(Kind::LoopTail, l, pos, 0, lp.save)?;
        Ok(Next::Go(lp.body, pos))
    }

    /// Takes up the newest choice point, which is still on the stack.
    #[inline]
    fn back(&self, frame: &Frame, state: &mut State, barrier: &mut u32) -> Result<Next, Error> {
        let program = self.program;
        let top = state.frames.len() - 1;
        match frame.kind {
            Kind::Branch => {
                let mask = frame.a as u32;
                let rest = mask & mask.wrapping_sub(1);
                // The last alternative needs no choice point, except to put marks back once more.
                let keep = mask != 0 && (rest != 0 || frame.saved || program.leaky);
                state.restore(frame, keep);
                if keep {
                    state.frames[top].a = rest as usize;
                } else {
                    state.frames.truncate(top);
                }
                if mask == 0 {
                    return Ok(Next::Fail);
                }
                let branch = &program.branches[frame.x as usize];
                Ok(Next::Go(branch.alternatives[mask.trailing_zeros() as usize], frame.pos))
            }
            Kind::Run => {
                state.restore(frame, false);
                let run = &program.runs[frame.x as usize];
                let at = if frame.pos > frame.a { self.candidate(run.tail, frame.a, frame.pos - 1) } else { None };
                let Some(at) = at else {
                    state.frames.truncate(top);
                    return Ok(Next::Fail);
                };
                if at > frame.a || program.leaky {
                    state.frames[top].pos = at;
                } else {
                    state.frames.truncate(top);
                }
                Ok(Next::Go(run.next, at))
            }
            Kind::LazyRun => {
                let run = &program.runs[frame.x as usize];
                let mut at = None;
                if self.hay.get(frame.pos).is_some_and(|&u| item_has(program, run.item, u)) {
                    // Marks stay as they are if the run cannot grow.
                    state.restore(frame, false);
                    if frame.pos < frame.a {
                        at = self.lazy_candidate(run, frame.pos + 1, frame.a);
                    }
                }
                let Some(at) = at else {
                    state.frames.truncate(top);
                    return Ok(Next::Fail);
                };
                if at < frame.a || program.leaky {
                    state.frames[top].pos = at;
                } else {
                    state.frames.truncate(top);
                }
                Ok(Next::Go(run.next, at))
            }
            Kind::LoopTail => {
                state.restore(frame, false);
                state.frames.truncate(top);
                let lp = &program.loops[frame.x as usize];
                if !program.leaky && !admits(program, lp.tail_first, self.hay.get(frame.pos)) {
                    return Ok(Next::Fail);
                }
                Ok(Next::Go(lp.tail, frame.pos))
            }
            Kind::LoopBody => self.loop_body(frame, top, state),
            Kind::Undo => {
                state.frames.truncate(top);
                state.slots[frame.x as usize] = Slot { count: frame.y, last: frame.a };
                Ok(Next::Fail)
            }
            Kind::Assert | Kind::AssertNot => {
                state.frames.truncate(top);
                *barrier = frame.y;
                if frame.kind == Kind::Assert { Ok(Next::Fail) } else { Ok(Next::Go(frame.x, frame.pos)) }
            }
            Kind::Memo => {
                state.frames.truncate(top);
                if let Some(memo) = &mut state.memo {
                    memo.insert((frame.a as u64) << 32 | u64::from(frame.x));
                }
                Ok(Next::Fail)
            }
        }
    }

    /// The tail of a lazy loop has failed: one more iteration.
    fn loop_body(&self, frame: &Frame, top: usize, state: &mut State) -> Result<Next, Error> {
        state.restore(frame, false);
        state.frames.truncate(top);
        let lp = &self.program.loops[frame.x as usize];
        if lp.until == lp.body - 1 {
            // No counter.
            return Ok(Next::Go(lp.body, frame.pos));
        }
        let slot = state.slots[frame.x as usize];
        let count = slot.count.wrapping_add(1);
        if lp.max != u32::MAX && count >= lp.max || slot.last == frame.pos {
            return Ok(Next::Fail);
        }
        state.set_slot(frame.x, Slot { count, last: frame.pos })?;
        Ok(Next::Go(lp.body, frame.pos))
    }
}
