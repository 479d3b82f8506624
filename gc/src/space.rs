//! The small-object space: one reserved range of addresses cut into blocks, lines and granules.
//!
//! A block (32 KB) is the unit of recycling, a line (128 bytes) the unit of freeing, a granule (16 bytes) the unit of
//! alignment. Tables beside the blocks hold one byte for each line (not zero: in use by an object that survived a
//! collection) and two bits for each granule: a mark (an object that survived begins here) and a scratch start bit.
//!
//! Allocation goes through the *holes*, maximal runs of unmarked lines, block by block in address order. A hole's
//! memory is zeroed just before it is used, so from the start of a hole to the block's `top` (the end of what was handed
//! out since the last collection) memory parses as objects and zero granules. Words of unknown meaning are resolved
//! with that: in a marked line by the nearest mark bit below, in a hole by parsing the block once into the start bits.
//!
//! Invariants: start bits are zero outside a collection; a block that is not handed out since the last collection has
//! `top` 0; no object crosses a block's end. The layout follows Immix (Blackburn and McKinley, PLDI 2008).

use crate::Header;
use crate::kinds::Kinds;

pub(crate) const BLOCK: usize = 32 << 10;
pub(crate) const LINE: usize = 128;
pub(crate) const GRANULE: usize = 16;
pub(crate) const LINES: usize = BLOCK / LINE;
const GRANULES: usize = BLOCK / GRANULE;
/// Words of the bit tables for one block.
const WORDS: usize = GRANULES / 64;
/// Blocks made accessible at a time (4 MB).
const COMMIT: usize = 128;
/// A huge page.
const HUGE: usize = 2 << 20;
/// Blocks kept back for the time between running out of memory and the exception that says so.
const RESERVE: usize = 32;
/// A hole is zeroed and handed out in pieces of this many bytes, so that they are still in the cache when used.
const PIECE: usize = 8 << 10;
/// Blocks with fewer free lines are not worth visiting (3 % of a block).
const WORTHWHILE: usize = 8;
/// Blocks with so many free lines are looked at for objects longer than a line.
const ROOMY: usize = LINES / 2;

/// What freed memory is filled with by the stress collector. As a word it is an odd number: a tagged integer. As a kind
/// it is nobody's.
pub const POISON: u8 = 0xFD;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    /// Never used or given back to the system: reads as zero.
    Clean,
    /// Without live objects, memory still there.
    Free,
    /// Has holes.
    Recyclable,
    Full,
    /// Handed out (wholly or in part) since the last collection.
    Open,
}

#[derive(Clone, Copy)]
pub(crate) struct Block {
    pub state: State,
    /// The start bits hold the objects allocated since the last collection.
    parsed: bool,
    /// Free lines found by the last sweep, if there are holes.
    free: u8,
    /// Bytes from the block's start below which every hole was handed out since the last collection.
    pub top: u32,
}

/// A stretch of zeroed memory that objects are cut from.
#[derive(Clone, Copy)]
struct Cut {
    cursor: usize,
    limit: usize,
    block: usize,
    /// What has not been handed out is zero.
    zero: bool,
    /// The line at which to look for the block's next hole.
    scan: usize,
}

const NO_BLOCK: usize = usize::MAX;
const NO_CUT: Cut = Cut { cursor: 0, limit: 0, block: NO_BLOCK, zero: true, scan: LINES };

pub(crate) struct Space {
    map: *mut libc::c_void,
    map_bytes: usize,
    pub base: usize,
    /// Blocks that fit the reservation.
    reserved: usize,
    /// Blocks made accessible.
    committed: usize,
    pub lines: *mut u8,
    pub bits: *mut u64,
    starts: *mut u64,
    pub blocks: Vec<Block>,
    /// Each list ends with the lowest address.
    recyclable: Vec<u32>,
    /// How many of `recyclable`, from its start, were looked at for objects longer than a line. Those taken are `Open`.
    passed: usize,
    free: Vec<u32>,
    clean: Vec<u32>,
    parsed: Vec<u32>,
    /// The block being cut, the line at which to look for its next hole, the end of the hole being cut.
    block: usize,
    scan: usize,
    hole_end: usize,
    hole_is_zero: bool,
    /// Where objects longer than a line go that do not fit the hole being cut.
    overflow: Cut,
    /// Bytes handed out since the last collection.
    pub since: usize,
    pub emergency: bool,
    /// Go on behind the last object after a collection and reuse freed memory late (stress).
    pub reuse_late: bool,
    /// Position kept over a collection when `reuse_late`.
    resume: Option<(usize, usize)>,
}

fn page_up(bytes: usize) -> usize {
    (bytes + 4095) & !4095
}

/// Bytes of address space to reserve: a multiple of what the machine has, part of what the process may have.
fn reservation() -> usize {
    // SAFETY: plain queries.
    let memory = unsafe { (libc::sysconf(libc::_SC_PHYS_PAGES).max(0) * libc::sysconf(libc::_SC_PAGESIZE).max(0)) as usize };
    let wanted = (2 * memory).next_power_of_two().clamp(16 << 30, 4 << 40);
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` is valid for writing.
    if unsafe { libc::getrlimit(libc::RLIMIT_AS, &mut limit) } == 0 && limit.rlim_cur != libc::RLIM_INFINITY {
        return wanted.min((limit.rlim_cur as usize / 2).max(64 << 20));
    }
    wanted
}

impl Space {
    pub fn new() -> Space {
        let mut bytes = reservation();
        loop {
            let blocks = bytes / BLOCK / COMMIT * COMMIT;
            let map_bytes = blocks * (BLOCK + LINES + 2 * WORDS * 8) + HUGE;
            // SAFETY: a fresh private reservation, nothing is replaced.
            let map = unsafe {
                let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
                libc::mmap(std::ptr::null_mut(), map_bytes, libc::PROT_NONE, flags, -1, 0)
            };
            if map == libc::MAP_FAILED {
                bytes /= 2;
                assert!(bytes >= 8 << 20, "cannot reserve 8 MB of address space");
                continue;
            }
            let base = (map as usize + HUGE - 1) & !(HUGE - 1);
            let lines = base + blocks * BLOCK;
            let bits = lines + blocks * LINES;
            let starts = bits + blocks * WORDS * 8;
            return Space {
                map,
                map_bytes,
                base,
                reserved: blocks,
                committed: 0,
                lines: lines as *mut u8,
                bits: bits as *mut u64,
                starts: starts as *mut u64,
                blocks: Vec::new(),
                recyclable: Vec::new(),
                passed: 0,
                free: Vec::new(),
                clean: Vec::new(),
                parsed: Vec::new(),
                block: NO_BLOCK,
                scan: 0,
                hole_end: 0,
                hole_is_zero: false,
                overflow: NO_CUT,
                since: 0,
                emergency: false,
                reuse_late: false,
                resume: None,
            };
        }
    }

    /// Bytes from `base` on that blocks in use may cover.
    #[inline]
    pub fn span(&self) -> usize {
        self.blocks.len() * BLOCK
    }

    #[inline]
    pub fn contains(&self, address: usize) -> bool {
        address.wrapping_sub(self.base) < self.span()
    }

    #[inline]
    fn address(&self, block: usize) -> usize {
        self.base + block * BLOCK
    }

    #[inline]
    fn lines_of(&self, block: usize) -> &[u8] {
        // SAFETY: the tables are accessible for every block in `blocks`.
        unsafe { std::slice::from_raw_parts(self.lines.add(block * LINES), LINES) }
    }

    /// Whether a marked object begins at `address`, which lies in a block.
    #[inline]
    pub fn is_marked(&self, address: usize) -> bool {
        let granule = (address - self.base) / GRANULE;
        // SAFETY: in the table, as the address is in a block.
        unsafe { *self.bits.add(granule / 64) >> (granule % 64) & 1 != 0 }
    }

    // ---- allocation ----

    /// Makes the next blocks accessible. False when the system refuses or the reservation is used up.
    fn commit(&mut self) -> bool {
        if self.committed + COMMIT > self.reserved {
            return false;
        }
        let at = self.committed;
        let parts = [
            (self.base + at * BLOCK, COMMIT * BLOCK),
            (self.lines as usize + at * LINES, COMMIT * LINES),
            (self.bits as usize + at * WORDS * 8, COMMIT * WORDS * 8),
            (self.starts as usize + at * WORDS * 8, COMMIT * WORDS * 8),
        ];
        for (from, bytes) in parts {
            let (from, to) = (from & !4095, page_up(from + bytes));
            // SAFETY: inside the reservation.
            if unsafe { libc::mprotect(from as *mut _, to - from, libc::PROT_READ | libc::PROT_WRITE) } != 0 {
                return false;
            }
        }
        // Beyond the first 4 MB: fewer page faults and misses of the address cache are worth a megabyte (rings of 32 MB:
        // 34 to 20 ns an object).
        #[cfg(target_os = "linux")]
        if at >= COMMIT {
            // SAFETY: a hint about memory that is ours.
            unsafe { libc::madvise((self.base + at * BLOCK) as *mut _, COMMIT * BLOCK, libc::MADV_HUGEPAGE) };
        }
        self.committed += COMMIT;
        true
    }

    /// Whether freed memory is not reused yet: while it is for stress, up to 256 MB.
    fn holds_back(&self) -> bool {
        self.reuse_late && self.blocks.len() < (256 << 20) / BLOCK
    }

    /// A block without live objects; whether it reads as zero.
    fn take_empty(&mut self) -> Option<(usize, bool)> {
        // The last blocks are for what must not fail: at first some never used, later free ones.
        let spare =
            self.emergency || self.blocks.len() + RESERVE <= self.committed || self.free.len() > RESERVE || self.commit();
        if !self.holds_back()
            && spare
            && let Some(block) = self.free.pop()
        {
            return Some((block as usize, false));
        }
        if let Some(block) = self.clean.pop() {
            return Some((block as usize, true));
        }
        let reserve = if self.emergency { 0 } else { RESERVE };
        if self.blocks.len() + reserve >= self.committed && !self.commit() {
            return if spare { self.free.pop().map(|block| (block as usize, false)) } else { None };
        }
        if self.blocks.is_empty() {
            // The first block is never used: the collector's own frames hold its address.
            self.blocks.push(Block { state: State::Full, parsed: false, free: 0, top: 0 });
            // SAFETY: its part of the table is accessible.
            unsafe { std::ptr::write_bytes(self.lines, 1, LINES) };
        }
        self.blocks.push(Block { state: State::Clean, parsed: false, free: 0, top: 0 });
        let block = self.blocks.len() - 1;
        #[cfg(target_os = "linux")]
        if block % 2 == 1 && block + 1 < COMMIT {
            // The first megabytes are not made of huge pages: two blocks in one call cost less than 16 page faults.
            // SAFETY: a hint about memory that is ours; older systems refuse it.
            unsafe { libc::madvise(self.address(block) as *mut _, 2 * BLOCK, libc::MADV_POPULATE_WRITE) };
        }
        Some((block, true))
    }

    /// The next stretch `[cursor, limit)` for objects of at most a line, zeroed. `None` when there is no more memory.
    /// `limit` is where the stretch given up ends, or 0.
    pub fn next_piece(&mut self, limit: usize) -> Option<(usize, usize)> {
        if self.block != NO_BLOCK && limit != 0 && limit < self.hole_end && !self.hole_is_zero {
            // The rest of the hole will lie below the block's top, where everything parses.
            // SAFETY: a hole holds no live object.
            unsafe { std::ptr::write_bytes(limit as *mut u8, 0, self.hole_end - limit) };
        }
        loop {
            if self.block != NO_BLOCK
                && let Some((from, to)) = self.next_hole()
            {
                self.hole_end = to;
                return Some((from, self.hand_out(from)));
            }
            if let Some(block) = if self.holds_back() { None } else { self.take_recyclable() } {
                self.block = block;
                self.hole_is_zero = false;
            } else {
                match self.take_empty() {
                    Some((block, zero)) => (self.block, self.hole_is_zero) = (block, zero),
                    None => {
                        self.block = self.take_recyclable()?;
                        self.hole_is_zero = false;
                    }
                }
            }
            self.scan = 0;
            self.blocks[self.block].state = State::Open;
        }
    }

    /// The lowest block with holes.
    fn take_recyclable(&mut self) -> Option<usize> {
        loop {
            let block = self.recyclable.pop()? as usize;
            if self.blocks[block].state == State::Recyclable {
                return Some(block);
            }
        }
    }

    /// The highest block that is at least half empty and has a hole of `bytes`.
    fn take_roomy(&mut self, bytes: usize) -> Option<usize> {
        if self.holds_back() {
            return None;
        }
        while let Some(&block) = self.recyclable.get(self.passed) {
            self.passed += 1;
            let block = block as usize;
            let Block { state, free, .. } = self.blocks[block];
            if state == State::Recyclable
                && free as usize >= ROOMY
                && self.holes(block, 0).any(|(from, to)| (to - from) * LINE >= bytes)
            {
                return Some(block);
            }
        }
        None
    }

    /// The stretch `[_, limit)` being cut grows to hold `bytes` from `cursor` on, if its hole goes on that far.
    pub fn extend(&mut self, cursor: usize, limit: usize, bytes: usize) -> Option<usize> {
        if self.block == NO_BLOCK || limit == 0 || self.hole_end - cursor < bytes {
            return None;
        }
        let mut limit = limit;
        while limit - cursor < bytes {
            limit = self.hand_out(limit);
        }
        Some(limit)
    }

    /// Zeroes the next piece of the hole from `from` on and returns its end.
    fn hand_out(&mut self, from: usize) -> usize {
        let piece = if self.hole_is_zero { BLOCK } else { PIECE };
        let to = self.hole_end.min(from + piece);
        if !self.hole_is_zero {
            // SAFETY: a hole holds no live object.
            unsafe { std::ptr::write_bytes(from as *mut u8, 0, to - from) };
        }
        self.blocks[self.block].top = (to - self.address(self.block)) as u32;
        self.since += to - from;
        to
    }

    /// The runs of free lines of a block from the line `scan` on.
    fn holes(&self, block: usize, mut scan: usize) -> impl Iterator<Item = (usize, usize)> {
        let lines = self.lines_of(block);
        std::iter::from_fn(move || {
            let from = scan + lines[scan..].iter().position(|&line| line == 0)?;
            let to = lines[from..].iter().position(|&line| line != 0).map_or(LINES, |n| from + n);
            scan = to;
            Some((from, to))
        })
    }

    fn next_hole(&mut self) -> Option<(usize, usize)> {
        let (from, to) = self.holes(self.block, self.scan).next()?;
        self.scan = to;
        let base = self.address(self.block);
        Some((base + from * LINE, base + to * LINE))
    }

    /// Room for an object longer than a line that does not fit the hole being cut: in blocks of their own, so that
    /// holes are not skipped. Its first `head` bytes are zero, and its last granule. `None` when there is no more memory.
    pub fn medium(&mut self, bytes: usize, head: usize) -> Option<usize> {
        while self.overflow.limit - self.overflow.cursor < bytes {
            self.next_cut(bytes)?;
        }
        let at = self.overflow.cursor;
        self.overflow.cursor += bytes;
        if !self.overflow.zero {
            // SAFETY: room for the object, in a block without live objects.
            unsafe {
                std::ptr::write_bytes(at as *mut u8, 0, head.min(bytes));
                std::ptr::write_bytes((at + bytes - GRANULE) as *mut u8, 0, GRANULE);
            }
        }
        Some(at)
    }

    /// The next stretch for objects longer than a line: the next hole of the block being cut, else a block with a hole of
    /// `bytes`, else an empty one.
    fn next_cut(&mut self, bytes: usize) -> Option<()> {
        let Cut { cursor, limit, block, scan, .. } = self.overflow;
        let hole = if block == NO_BLOCK { None } else { self.holes(block, scan).next() };
        if let Some((from, to)) = hole {
            // The rest of the last hole will lie below the block's top, where everything parses.
            // SAFETY: a hole holds no live object.
            unsafe { std::ptr::write_bytes(cursor as *mut u8, 0, limit - cursor) };
            let base = self.address(block);
            self.overflow = Cut { cursor: base + from * LINE, limit: base + to * LINE, block, zero: false, scan: to };
            self.since += (to - from) * LINE;
            return Some(());
        }
        let roomy = self.take_roomy(bytes);
        let (block, zero) = match roomy {
            Some(block) => (block, false),
            None => self.take_empty()?,
        };
        self.close_overflow();
        let from = self.address(block);
        // What lies behind the cursor is not looked at before the cut is closed, which puts `top` there.
        self.blocks[block] = Block { state: State::Open, parsed: false, free: 0, top: BLOCK as u32 };
        self.overflow = if roomy.is_some() {
            Cut { cursor: from, limit: from, block, zero, scan: 0 }
        } else {
            self.since += BLOCK;
            Cut { cursor: from, limit: from + BLOCK, block, zero, scan: LINES }
        };
        Some(())
    }

    fn close_overflow(&mut self) {
        if self.overflow.block != NO_BLOCK {
            let used = self.overflow.cursor - self.address(self.overflow.block);
            self.blocks[self.overflow.block].top = used as u32;
        }
    }

    /// Ends the cutting of holes: what lies behind the cursors is not handed out after all.
    pub fn close(&mut self, cursor: usize, limit: usize) {
        self.resume = None;
        if self.block != NO_BLOCK {
            if limit != 0 {
                let base = self.address(self.block);
                self.blocks[self.block].top = (cursor - base) as u32;
                self.since -= limit - cursor;
                if self.reuse_late {
                    self.resume = Some((self.block, (cursor - base).div_ceil(LINE)));
                }
            }
            self.block = NO_BLOCK;
        }
        self.close_overflow();
        self.since -= self.overflow.limit - self.overflow.cursor;
        self.overflow = NO_CUT;
    }

    /// After a sweep: goes on where `close` stopped.
    pub fn reopen(&mut self) {
        if let Some((block, scan)) = self.resume.take()
            && scan < LINES
            && self.blocks[block].state != State::Clean
        {
            self.free.retain(|&b| b as usize != block);
            self.recyclable.retain(|&b| b as usize != block);
            (self.block, self.scan, self.hole_is_zero) = (block, scan, false);
            self.blocks[block].state = State::Open;
        }
    }

    // ---- finding objects ----

    /// The object that contains the address `word`, if there is one.
    ///
    /// Before marking begins only: marking changes the tables that this reads.
    pub fn resolve(&mut self, word: usize, kinds: &Kinds) -> Option<*mut Header> {
        let offset = word.wrapping_sub(self.base);
        if offset >= self.span() {
            return None;
        }
        let block = offset / BLOCK;
        // SAFETY: the line table covers every block.
        let old = unsafe { *self.lines.add(offset / LINE) != 0 };
        let table = if old {
            self.bits
        } else {
            if offset % BLOCK >= self.blocks[block].top as usize {
                return None;
            }
            self.parse(block, kinds);
            self.starts
        };
        let start = self.last_bit(table, block, offset / GRANULE)?;
        let object = (self.base + start * GRANULE) as *mut Header;
        // SAFETY: an object begins where a bit is set.
        (word < object as usize + unsafe { kinds.size(object) }).then_some(object)
    }

    /// The last granule not above `granule` of the block whose bit is set.
    fn last_bit(&self, table: *const u64, block: usize, granule: usize) -> Option<usize> {
        let first = block * WORDS;
        let mut at = granule / 64;
        // SAFETY: from the block's first word to the granule's.
        let mut word = unsafe { *table.add(at) } & (!0 >> (63 - granule % 64));
        while word == 0 {
            if at == first {
                return None;
            }
            at -= 1;
            // SAFETY: as above.
            word = unsafe { *table.add(at) };
        }
        Some(at * 64 + 63 - word.leading_zeros() as usize)
    }

    /// Fills the start bits of the block with the objects that were allocated in its holes since the last collection.
    pub fn parse(&mut self, block: usize, kinds: &Kinds) {
        if self.blocks[block].parsed {
            return;
        }
        self.blocks[block].parsed = true;
        self.parsed.push(block as u32);
        let starts = self.starts;
        let base = self.base;
        self.each_young(block, kinds, |object| {
            let granule = (object as usize - base) / GRANULE;
            // SAFETY: the table covers every block.
            unsafe { *starts.add(granule / 64) |= 1 << (granule % 64) };
        });
    }

    /// Calls with each object in the holes handed out since the last collection.
    pub fn each_young(&self, block: usize, kinds: &Kinds, mut visit: impl FnMut(*mut Header)) {
        let (base, top) = (self.address(block), self.blocks[block].top as usize);
        let lines = self.lines_of(block);
        let mut at = 0;
        while at < top {
            if lines[at / LINE] != 0 {
                at = (at / LINE + 1) * LINE;
                continue;
            }
            let object = (base + at) as *mut Header;
            // SAFETY: handed-out holes parse as objects and zero granules.
            unsafe {
                if matches!((*object).kind, 0 | POISON) || kinds.info((*object).kind).is_none() {
                    at += GRANULE;
                } else {
                    visit(object);
                    at += kinds.size(object);
                }
            }
        }
    }

    /// Calls with each marked object of the block, lowest first.
    pub fn each_marked(&self, block: usize, mut visit: impl FnMut(*mut Header)) {
        for at in block * WORDS..(block + 1) * WORDS {
            // SAFETY: the table covers every block.
            let mut word = unsafe { *self.bits.add(at) };
            while word != 0 {
                let granule = at * 64 + word.trailing_zeros() as usize;
                visit((self.base + granule * GRANULE) as *mut Header);
                word &= word - 1;
            }
        }
    }

    /// Whether `object` begins an object: a marked one or, in a parsed block, a young one.
    pub fn begins(&mut self, object: usize, kinds: &Kinds) -> bool {
        object.is_multiple_of(GRANULE) && self.resolve(object, kinds) == Some(object as *mut Header)
    }

    // ---- collection ----

    /// Forgets all marks.
    pub fn clear_marks(&mut self) {
        let blocks = self.blocks.len();
        // SAFETY: the tables cover every block. The first one stays full.
        unsafe {
            std::ptr::write_bytes(self.lines.add(LINES), 0, blocks.saturating_sub(1) * LINES);
            std::ptr::write_bytes(self.bits, 0, blocks * WORDS);
        }
    }

    pub fn clear_starts(&mut self) {
        while let Some(block) = self.parsed.pop() {
            self.blocks[block as usize].parsed = false;
            // SAFETY: the table covers every block.
            unsafe { std::ptr::write_bytes(self.starts.add(block as usize * WORDS), 0, WORDS) };
        }
    }

    /// Finds what is free after marking: in the blocks handed out since the last collection, or (`all`) everywhere.
    /// Keeps the memory of up to `keep` empty blocks, of fewer where there is room in holes.
    pub fn sweep(&mut self, all: bool, keep: usize, poison: Option<&Kinds>) {
        self.clear_starts();
        self.recyclable.clear();
        self.passed = 0;
        self.free.clear();
        self.clean.clear();
        for index in (0..self.blocks.len()).rev() {
            let mut block = self.blocks[index];
            if block.state == State::Open || all && block.state != State::Clean {
                let free = self.lines_of(index).iter().filter(|&&line| line == 0).count();
                block.state = match free {
                    LINES => State::Free,
                    WORTHWHILE.. => State::Recyclable,
                    _ => State::Full,
                };
                block.free = free.min(u8::MAX as usize) as u8;
                block.top = 0;
                self.blocks[index] = block;
                if let Some(kinds) = poison {
                    self.poison(index, kinds);
                }
            }
            match block.state {
                State::Recyclable => self.recyclable.push(index as u32),
                State::Free => self.free.push(index as u32),
                State::Clean => self.clean.push(index as u32),
                State::Full | State::Open => {}
            }
        }
        self.since = 0;
        if all && self.free.len() + self.clean.len() > 2 * RESERVE {
            self.emergency = false;
        }
        if all && poison.is_none() {
            let in_holes =
                self.recyclable.iter().map(|&block| self.blocks[block as usize].free as usize * LINE).sum::<usize>();
            let keep = keep.saturating_sub(in_holes / 4 * 3 / BLOCK);
            if self.free.len() > keep {
                self.release(keep);
            }
        }
    }

    /// Gives the memory of all but `keep` empty blocks (those with the lowest addresses) back to the system.
    fn release(&mut self, keep: usize) {
        if !cfg!(target_os = "linux") {
            return; // elsewhere the pages given back need not read as zero
        }
        let surplus = self.free.len() - keep;
        let mut given: Vec<u32> = self.free.drain(..surplus).collect();
        let mut at = 0;
        while at < given.len() {
            // Descending addresses: a run of neighbours is given back in one go.
            let mut end = at + 1;
            while end < given.len() && given[end] + 1 == given[end - 1] {
                end += 1;
            }
            let (low, blocks) = (given[end - 1] as usize, end - at);
            // SAFETY: blocks without live objects.
            let result = unsafe { libc::madvise(self.address(low) as *mut _, blocks * BLOCK, libc::MADV_DONTNEED) };
            if result == 0 {
                (low..low + blocks).for_each(|block| self.blocks[block].state = State::Clean);
            }
            at = end;
        }
        given.retain(|&block| self.blocks[block as usize].state == State::Clean);
        self.clean.extend(given);
        self.clean.sort_unstable_by(|a, b| b.cmp(a));
        let blocks = &self.blocks;
        self.free = (0..blocks.len() as u32).rev().filter(|&b| blocks[b as usize].state == State::Free).collect();
    }

    /// Fills whatever is not a marked object.
    fn poison(&mut self, block: usize, kinds: &Kinds) {
        let mut from = self.address(block);
        let end = from + BLOCK;
        let fill = |from: usize, to: usize| {
            // SAFETY: between two marked objects of the block lies nothing live.
            unsafe { std::ptr::write_bytes(from as *mut u8, POISON, to.saturating_sub(from)) };
        };
        self.each_marked(block, |object| {
            fill(from, object as usize);
            // SAFETY: a marked object.
            from = object as usize + unsafe { kinds.size(object) };
        });
        fill(from, end);
    }

    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |state| self.blocks.iter().skip(1).filter(|block| block.state == state).count();
        (self.blocks.len().saturating_sub(1) - count(State::Clean), count(State::Free), count(State::Recyclable))
    }
}

impl Drop for Space {
    fn drop(&mut self) {
        // SAFETY: the reservation made in `new`.
        unsafe { libc::munmap(self.map, self.map_bytes) };
    }
}
