//! What a match works on and leaves behind: marks, choice-point stack, loop counters; errors and the interrupt hook.

use std::fmt;

use crate::memo::Memo;

/// The code list is not a valid program (`RuntimeError: invalid SRE code`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invalid;

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid SRE code")
    }
}

impl std::error::Error for Invalid {}

/// A match that could not be finished.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Error {
    /// The choice-point stack reached its limit (`MemoryError`).
    StackExhausted,
    /// The hook asked to stop: its exception is pending.
    Interrupted,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::StackExhausted => "regular expression stack exhausted",
            Error::Interrupted => "regular expression interrupted",
        })
    }
}

impl std::error::Error for Error {}

/// Polled every few thousand backtracks; `Err` ends the match with [`Error::Interrupted`].
pub type Hook<'a> = &'a mut dyn FnMut() -> Result<(), ()>;

/// A mark that is not set.
pub(crate) const UNSET: usize = usize::MAX;

/// What to do when the current path fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Try the alternatives left in `a`.
    Branch,
    /// Give back characters of a greedy single-character loop, down to `a`.
    Run,
    /// Let a lazy single-character loop take more, up to `a`.
    LazyRun,
    /// Leave a greedy loop.
    LoopTail,
    /// Enter the body of a lazy loop.
    LoopBody,
    /// Put back a loop's counter `y` and last position `a`.
    Undo,
    /// A positive assertion has failed.
    Assert,
    /// The body of a negative assertion has failed: go on.
    AssertNot,
    /// All choices of a loop or run have failed: remember its key (high half `a`, low half `x`).
    Memo,
}

/// A choice point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub kind: Kind,
    /// Whether marks `0..=lastmark` lie on the stack of saved marks.
    pub saved: bool,
    pub lastmark: i16,
    pub lastindex: i16,
    pub x: u32,
    pub y: u32,
    pub pos: usize,
    pub a: usize,
}

/// A running loop: completed iterations less one (starts at -1), and where its latest iteration began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub count: u32,
    pub last: usize,
}

/// Stack bytes a match may use unless told otherwise: about thirty million choice points.
const DEFAULT_LIMIT: usize = 1 << 30;
/// Stack capacity kept from one match to the next, in entries.
const KEEP: usize = 1 << 15;

/// Working memory and result of matches; made once per pattern method call and reused by every match in it.
pub struct State {
    /// Where the match found last begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    pub(crate) marks: Vec<usize>,
    pub(crate) lastmark: i32,
    pub(crate) lastindex: i32,
    pub(crate) frames: Vec<Frame>,
    pub(crate) saved: Vec<usize>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) memo: Option<Box<Memo>>,
    /// Backtracks since the match began.
    pub(crate) pops: u64,
    pub(crate) max_frames: usize,
    /// Remember failures after this many backtracks instead of the usual number.
    pub(crate) patience: Option<u64>,
}

impl State {
    pub fn new(program: &crate::Program) -> State {
        State {
            start: 0,
            end: 0,
            marks: vec![UNSET; 2 * program.groups() + 2],
            lastmark: -1,
            lastindex: -1,
            frames: Vec::new(),
            saved: Vec::new(),
            slots: vec![Slot { count: 0, last: UNSET }; program.loop_count()],
            memo: None,
            pops: 0,
            max_frames: DEFAULT_LIMIT / size_of::<Frame>(),
            patience: None,
        }
    }

    /// Sets after how many backtracks failures begin to be remembered; 0: from the start. Without it, after a few
    /// thousand, or four for each character of a longer subject. Results do not depend on it.
    pub fn set_patience(&mut self, backtracks: u64) {
        self.patience = Some(backtracks);
    }

    /// Limits the stack to about `bytes`.
    pub fn set_limit(&mut self, bytes: usize) {
        self.max_frames = bytes / size_of::<Frame>();
    }

    /// Span of a group in the match found last; `None` if it took no part. Group 0 is the match.
    ///
    /// As in CPython, a group can end before it begins (a mark left over from an abandoned path); see [`State::slice`].
    pub fn span(&self, group: usize) -> Option<(usize, usize)> {
        let Some(group) = group.checked_sub(1) else { return Some((self.start, self.end)) };
        let j = 2 * group;
        if i64::from(self.lastmark) <= j as i64 {
            return None;
        }
        match (self.marks.get(j), self.marks.get(j + 1)) {
            (Some(&from), Some(&to)) if from != UNSET && to != UNSET => Some((from, to)),
            _ => None,
        }
    }

    /// Like [`State::span`], fit for slicing the subject: a backward span is empty.
    pub fn slice(&self, group: usize) -> Option<(usize, usize)> {
        self.span(group).map(|(from, to)| (from, to.max(from)))
    }

    /// Number of the group closed last, as `MatchObject.lastindex`.
    pub fn lastindex(&self) -> Option<usize> {
        usize::try_from(self.lastindex).ok().filter(|&i| i > 0)
    }

    /// Forgets the previous match.
    pub(crate) fn reset(&mut self, program: &crate::Program) {
        let marks = 2 * program.groups() + 2;
        if self.marks.len() != marks || self.slots.len() != program.loop_count() {
            // Made for another program.
            self.marks.resize(marks, UNSET);
            self.slots.resize(program.loop_count(), Slot { count: 0, last: UNSET });
        }
        self.lastmark = -1;
        self.lastindex = -1;
        self.pops = 0;
        if self.memo.is_some() {
            self.memo = None;
        }
        if self.patience == Some(0) && program.memo_space > 0 {
            self.memo = Some(Box::new(Memo::new()));
        }
    }

    /// Empties the stacks, and gives memory back after an unusually deep match.
    #[inline]
    pub(crate) fn unwind(&mut self) {
        self.frames.clear();
        self.saved.clear();
        if self.frames.capacity() <= KEEP && self.saved.capacity() <= KEEP {
            return;
        }
        self.shrink();
    }

    #[cold]
    #[inline(never)]
    fn shrink(&mut self) {
        if self.frames.capacity() > KEEP {
            self.frames.shrink_to(KEEP);
        }
        if self.saved.capacity() > KEEP {
            self.saved.shrink_to(KEEP);
        }
    }

    pub(crate) fn set_mark(&mut self, mark: u32, pos: usize) {
        if mark & 1 != 0 {
            self.lastindex = (mark / 2 + 1) as i32;
        }
        let mark = mark as usize;
        let next = (self.lastmark + 1) as usize;
        if mark >= next {
            self.marks[next..mark].fill(UNSET);
            self.lastmark = mark as i32;
        }
        self.marks[mark] = pos;
    }
}
