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
    pub fn hash_bytes(&self, bytes: &[u8]) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write(bytes);
        hasher.finish()
    }
    pub fn hash_int(&self, int: i64) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write_i64(int);
        hasher.finish()
    }
    /// As `hash_bytes` of the same text where it is ASCII.
    pub fn hash_code_points(&self, text: impl Iterator<Item = u32>) -> u64 {
        let mut bytes = Vec::with_capacity(text.size_hint().0);
        for code in text {
            match u8::try_from(code) {
                Ok(byte) if byte < 0x80 => bytes.push(byte),
                // 0xFF keeps this apart from ASCII that follows.
                _ => {
                    bytes.push(0xFF);
                    bytes.extend(code.to_le_bytes());
                }
            }
        }
        self.hash_bytes(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::FloodKey;

    #[test]
    fn ascii_text_hashes_as_its_bytes() {
        let key = FloodKey::get();
        assert_eq!(key.hash_bytes(b"abc"), key.hash_code_points("abc".chars().map(u32::from)));
        assert_ne!(key.hash_bytes(b"\xe9"), key.hash_code_points([0xE9].into_iter()));
    }
}
