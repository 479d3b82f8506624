//! Matching at a position, and looking for the first position that matches.

use crate::exec::{attempt, run_length, set_has};
use crate::prefix::{Prefilter, ShiftAnd};
use crate::program::Program;
use crate::state::{Error, Hook, State};
use crate::unit::Unit;

/// One call of `match` or `search`.
struct Job<'p, 's, 'h, 'x, U> {
    program: &'p Program,
    all: &'s [U],
    end: usize,
    state: &'x mut State,
    fuel: u32,
    hook: Hook<'h>,
}

impl Program {
    /// Matches at `pos` exactly. Positions are clipped to the subject; `endpos` acts as its end, `pos` not as its
    /// beginning. On success `state` holds the spans.
    pub fn match_at<U: Unit>(
        &self,
        subject: &[U],
        pos: usize,
        endpos: usize,
        state: &mut State,
        hook: Hook<'_>,
    ) -> Result<bool, Error> {
        let end = endpos.min(subject.len());
        let pos = pos.min(subject.len());
        state.reset(self);
        if pos <= end && end - pos < self.min_width {
            return Ok(false);
        }
        Job { program: self, all: subject, end, state, fuel: 1 << 12, hook }.attempt(pos)
    }

    /// Finds the first match that begins at `pos` or later.
    pub fn search<U: Unit>(
        &self,
        subject: &[U],
        pos: usize,
        endpos: usize,
        state: &mut State,
        hook: Hook<'_>,
    ) -> Result<bool, Error> {
        let end = endpos.min(subject.len());
        let pos = pos.min(subject.len());
        state.reset(self);
        if pos > end || end - pos < self.min_width {
            return Ok(false);
        }
        Job { program: self, all: subject, end, state, fuel: 1 << 12, hook }.search(pos)
    }
}

impl<U: Unit> Job<'_, '_, '_, '_, U> {
    #[inline]
    fn attempt(&mut self, at: usize) -> Result<bool, Error> {
        match attempt(self.program, self.all, self.end, at, self.state, &mut self.fuel, &mut self.hook)? {
            Some(to) => {
                self.state.start = at;
                self.state.end = to;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// After a failed attempt at `at`: the next position that is not known to fail for the same reason.
    #[inline]
    fn after(&self, at: usize) -> usize {
        match self.program.lead {
            // Any start inside the run would end it at positions this attempt has tried already.
            Some(item) => at + run_length(self.program, item, &self.all[at..self.end]) + 1,
            None => at + 1,
        }
    }

    fn search(&mut self, pos: usize) -> Result<bool, Error> {
        let program = self.program;
        // `hay` ends where a match can no longer begin.
        let last = self.end - program.min_width;
        let all = self.all;
        match &program.prefilter {
            Prefilter::Beginning => Ok(pos == 0 && self.attempt(0)?),
            Prefilter::Shift(scan) => self.shift(scan, pos),
            Prefilter::None => self.each(pos, last, Some),
            Prefilter::Lines => self.each(pos, last, |from| {
                if from == 0 || all[from - 1].code() == 10 {
                    return Some(from);
                }
                U::find(&all[from..last], 10).map(|i| from + i + 1)
            }),
            Prefilter::Literal(text, bytes) => {
                let hay = &all[..self.end];
                self.each(pos, last, |from| U::find_str(&hay[from..], text, bytes.as_deref()).map(|i| from + i))
            }
            Prefilter::Chars(chars) => {
                let hay = &all[..self.end];
                match chars[..] {
                    [c] => self.each(pos, last, |from| U::find(&hay[from..], c).map(|i| from + i)),
                    [c, d] => self.each(pos, last, |from| U::find2(&hay[from..], c, d).map(|i| from + i)),
                    [c, d, e] => self.each(pos, last, |from| U::find3(&hay[from..], c, d, e).map(|i| from + i)),
                    _ => self.each(pos, last, Some),
                }
            }
            Prefilter::Set(set) => {
                let hay = &all[..self.end];
                self.each(pos, last, |from| hay[from..].iter().position(|&u| set_has(program, *set, u)).map(|i| from + i))
            }
        }
    }

    /// Attempts at every position `find` offers, given where to look from, up to `last`.
    #[inline]
    fn each(&mut self, pos: usize, last: usize, find: impl Fn(usize) -> Option<usize>) -> Result<bool, Error> {
        let mut from = pos;
        while from <= last {
            let Some(at) = find(from) else { return Ok(false) };
            if at > last {
                return Ok(false);
            }
            if let Some(len) = self.program.literal {
                self.state.start = at;
                self.state.end = at + len;
                return Ok(true);
            }
            if self.attempt(at)? {
                return Ok(true);
            }
            from = self.after(at);
        }
        Ok(false)
    }

    fn shift(&mut self, scan: &ShiftAnd, pos: usize) -> Result<bool, Error> {
        let (all, end) = (self.all, self.end);
        let mut bits = 0u64;
        let mut from = pos;
        'restart: loop {
            for (i, u) in all[from..end].iter().enumerate() {
                let c = u.code();
                let class = if U::BYTE { c & 255 } else { c.min(256) };
                bits = (bits << 1 | scan.starts) & scan.masks[class as usize];
                if bits & scan.ends != 0 {
                    let at = from + i + 1 - scan.len;
                    if self.attempt(at)? {
                        return Ok(true);
                    }
                    let next = self.after(at);
                    if next > from + i + 1 {
                        from = next;
                        bits = 0;
                        if from > end {
                            return Ok(false);
                        }
                        continue 'restart;
                    }
                }
            }
            return Ok(false);
        }
    }
}
