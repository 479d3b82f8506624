//! How successive matches follow each other in `finditer`, `findall`, `split` and `sub`.
//!
//! The rules are Python 2.7's: a search may begin where the last match ended; after an empty match it begins one
//! character later. `split` passes over empty matches, `sub` over an empty match right behind the previous match.

use crate::program::Program;
use crate::state::{Error, Hook, State};
use crate::unit::Unit;

/// Positions of `findall` and `finditer`.
#[derive(Clone, Debug)]
pub struct FindScan {
    from: usize,
    end: usize,
}

/// Clips `pos` and `endpos` to a subject.
fn clip(len: usize, pos: usize, endpos: usize) -> (usize, usize) {
    (pos.min(len), endpos.min(len))
}

/// Where the search after the one `state` holds begins.
fn next_start(state: &State) -> usize {
    if state.end == state.start { state.end + 1 } else { state.end }
}

impl FindScan {
    pub fn new(len: usize, pos: usize, endpos: usize) -> FindScan {
        let (from, end) = clip(len, pos, endpos);
        FindScan { from, end }
    }

    /// Finds the next match; `false` after the last one. The subject must be the same each time.
    pub fn next<U: Unit>(
        &mut self,
        program: &Program,
        subject: &[U],
        state: &mut State,
        hook: Hook<'_>,
    ) -> Result<bool, Error> {
        if self.from > self.end || !program.search(subject, self.from, self.end, state, hook)? {
            // Exhausted for good, even if asked again.
            self.from = usize::MAX;
            return Ok(false);
        }
        self.from = next_start(state);
        Ok(true)
    }

    /// Like `next`, but only a match right where the scan stands counts (`scanner().match()`).
    pub fn next_match<U: Unit>(
        &mut self,
        program: &Program,
        subject: &[U],
        state: &mut State,
        hook: Hook<'_>,
    ) -> Result<bool, Error> {
        if self.from > self.end || !program.match_at(subject, self.from, self.end, state, hook)? {
            self.from = usize::MAX;
            return Ok(false);
        }
        self.from = next_start(state);
        Ok(true)
    }
}

/// Positions of `split`.
#[derive(Clone, Debug)]
pub struct SplitScan {
    from: usize,
    last: usize,
    end: usize,
}

impl SplitScan {
    pub fn new(len: usize) -> SplitScan {
        SplitScan { from: 0, last: 0, end: len }
    }

    /// Finds the next separator and answers the span of the piece before it. The groups are in `state`.
    pub fn next<U: Unit>(
        &mut self,
        program: &Program,
        subject: &[U],
        state: &mut State,
        mut hook: Hook<'_>,
    ) -> Result<Option<(usize, usize)>, Error> {
        while self.from <= self.end && program.search(subject, self.from, self.end, state, &mut hook)? {
            if state.start == state.end {
                if self.last == self.end {
                    break;
                }
                self.from = state.end + 1;
                continue;
            }
            let piece = (self.last, state.start);
            self.last = state.end;
            self.from = state.end;
            return Ok(Some(piece));
        }
        Ok(None)
    }

    /// The span behind the last separator.
    pub fn rest(&self) -> (usize, usize) {
        (self.last, self.end)
    }
}

/// Positions of `sub` and `subn`.
#[derive(Clone, Debug)]
pub struct SubScan {
    from: usize,
    copied: usize,
    end: usize,
    count: usize,
}

/// One replacement: copy the subject's `before`, then put the replacement for the match in the state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SubStep {
    pub before: (usize, usize),
}

impl SubScan {
    pub fn new(len: usize) -> SubScan {
        SubScan { from: 0, copied: 0, end: len, count: 0 }
    }

    /// Finds the next match to replace.
    pub fn next<U: Unit>(
        &mut self,
        program: &Program,
        subject: &[U],
        state: &mut State,
        mut hook: Hook<'_>,
    ) -> Result<Option<SubStep>, Error> {
        while self.from <= self.end && program.search(subject, self.from, self.end, state, &mut hook)? {
            self.from = next_start(state);
            let (start, end) = (state.start, state.end);
            if start == end && start == self.copied && self.count > 0 {
                continue;
            }
            let before = (self.copied, start);
            self.copied = end;
            self.count += 1;
            return Ok(Some(SubStep { before }));
        }
        Ok(None)
    }

    /// Replacements so far.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The span behind the last replacement.
    pub fn rest(&self) -> (usize, usize) {
        (self.copied, self.end)
    }
}
