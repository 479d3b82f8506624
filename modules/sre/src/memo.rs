//! Failures remembered: a set of (choice point, position) that are known to lead nowhere.
//!
//! A loop at a position fails or succeeds independently of how it was reached, if the program has no group references
//! and the counters of loops around it are part of the key. With failures remembered each key is explored once, so
//! matching time is bounded by keys instead of paths. (The idea is that of packrat parsers; for backtracking matchers
//! see Davis, Servant, Lee: "Using selective memoization to defeat regular expression denial of service", 2021.)
//!
//! Memory is bounded: a full set stops growing, and matching goes on without.

/// An open-addressing set of keys. Zero marks an empty slot, keys are stored plus one.
pub(crate) struct Memo {
    slots: Vec<u64>,
    len: usize,
    full: bool,
}

const FIRST: usize = 1 << 12;
/// 256 MiB of slots.
const MOST: usize = 1 << 25;

fn spread(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as usize
}

impl Memo {
    pub fn new() -> Memo {
        Memo { slots: vec![0; FIRST], len: 0, full: false }
    }

    pub fn contains(&self, key: u64) -> bool {
        let mask = self.slots.len() - 1;
        let mut i = spread(key) & mask;
        loop {
            match self.slots[i] {
                0 => return false,
                k if k == key + 1 => return true,
                _ => i = (i + 1) & mask,
            }
        }
    }

    pub fn insert(&mut self, key: u64) {
        if self.len >= self.slots.len() / 2 {
            self.grow();
            if self.full {
                return;
            }
        }
        if Memo::put(&mut self.slots, key + 1) {
            self.len += 1;
        }
    }

    fn put(slots: &mut [u64], stored: u64) -> bool {
        let mask = slots.len() - 1;
        let mut i = spread(stored - 1) & mask;
        while slots[i] != 0 {
            if slots[i] == stored {
                return false;
            }
            i = (i + 1) & mask;
        }
        slots[i] = stored;
        true
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let mut slots = Vec::new();
        if size > MOST || slots.try_reserve_exact(size).is_err() {
            self.full = true;
            return;
        }
        slots.resize(size, 0);
        for &stored in self.slots.iter().filter(|&&s| s != 0) {
            Memo::put(&mut slots, stored);
        }
        self.slots = slots;
    }
}
