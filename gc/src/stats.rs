//! What the collector counts.

use std::time::Duration;

/// A summary of one kind of collection's pauses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pauses {
    pub count: usize,
    pub total: Duration,
    pub longest: Duration,
}

impl Pauses {
    pub(crate) fn add(&mut self, pause: Duration) {
        self.count += 1;
        self.total += pause;
        self.longest = self.longest.max(pause);
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Bytes handed out since the start (unused ends of holes included).
    pub allocated: usize,
    /// Bytes found alive by the last collection.
    pub live: usize,
    /// Bytes handed out since.
    pub since: usize,
    pub minor: Pauses,
    pub major: Pauses,
    /// Blocks with memory, and how many of them are empty or have holes.
    pub blocks: usize,
    pub free_blocks: usize,
    pub recyclable_blocks: usize,
    pub large_objects: usize,
    pub large_bytes: usize,
}

/// The living objects of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Census {
    pub kind: u8,
    pub name: &'static str,
    pub objects: usize,
    pub bytes: usize,
}
