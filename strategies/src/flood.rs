//! The key of fortified tables: what makes chosen collisions harmless.
//!
//! `hash()` is CPython's and known to everyone, so keys of equal hash are easily made. A table that meets a long probe chain
//! is reindexed by a hash under a key drawn once per process. Iteration is in insertion order, so the key shows nowhere.
//! SipHash as the standard library has it: seeded by the system, and this path need not be the fastest.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::OnceLock;

/// Probe chains longer than this, in slots, on insertion make a table fortified.
pub(crate) const LONGEST_CHAIN: u32 = 64;

/// Handed to `Item::content_hash`.
pub struct FloodKey(RandomState);

impl FloodKey {
    pub(crate) fn get() -> &'static FloodKey {
        static KEY: OnceLock<FloodKey> = OnceLock::new();
        KEY.get_or_init(|| FloodKey(RandomState::new()))
    }
    pub fn bytes(&self, bytes: &[u8]) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write(bytes);
        hasher.finish()
    }
    pub fn int(&self, int: i64) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write_i64(int);
        hasher.finish()
    }
}
