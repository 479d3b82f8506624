//! Objects too large for a block: one piece of the C heap each, or a mapping of its own from 4 MB on.
//!
//! Two lists: `old`, sorted by address, and `young`, sorted when a collection begins. The mark is a header bit. A second
//! header bit says that an object is large; it is a shortcut only, since a caller may overwrite the whole header of
//! an object that it has just made: what lacks the bit is looked up.

use crate::Header;
use crate::space::POISON;

/// Header bits in `gc` of large objects.
pub(crate) const LARGE: u8 = 0x20;
pub(crate) const LARGE_MARK: u8 = 0x01;

/// Objects of more bytes are large unless the hole being cut has room for them.
pub(crate) const LARGE_SIZE: usize = 8 << 10;

/// Objects of so many bytes are mapped, each by itself: what the C heap is given back it need not give to the system.
const MAPPED: usize = 256 << 10;

/// Mappings of so many bytes get huge pages where the system has them.
const HUGE: usize = 16 << 20;

fn calloc(bytes: usize) -> Option<usize> {
    // SAFETY: no precondition; null is looked at.
    let address = unsafe { libc::calloc(bytes / 16, 16) } as usize;
    (address != 0).then_some(address)
}

fn map(bytes: usize) -> Option<usize> {
    // SAFETY: a fresh mapping, nothing is replaced.
    unsafe {
        let (access, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        let address = libc::mmap(std::ptr::null_mut(), bytes, access, flags, -1, 0);
        if address == libc::MAP_FAILED {
            return None;
        }
        #[cfg(target_os = "linux")]
        if bytes >= HUGE {
            libc::madvise(address, bytes, libc::MADV_HUGEPAGE);
        }
        Some(address as usize)
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Large {
    pub address: usize,
    pub bytes: usize,
}

impl Large {
    pub fn header(&self) -> *mut Header {
        self.address as *mut Header
    }

    /// # Safety
    /// It is not used again.
    unsafe fn free(&self) {
        let address = self.address as *mut libc::c_void;
        // SAFETY: made in the way that its size tells.
        unsafe {
            if self.bytes >= MAPPED {
                libc::munmap(address, self.bytes);
            } else {
                libc::free(address);
            }
        }
    }
}

#[derive(Default)]
pub(crate) struct LargeSpace {
    pub old: Vec<Large>,
    pub young: Vec<Large>,
    pub bytes: usize,
    /// All objects lie between these addresses, once the lists are sorted.
    low: usize,
    high: usize,
}

impl LargeSpace {
    /// Zeroed memory of `bytes` bytes, `None` when the machine has none.
    pub fn allocate(&mut self, bytes: usize) -> Option<usize> {
        if self.young.try_reserve(1).is_err() {
            return None;
        }
        let address = if bytes >= MAPPED { map(bytes)? } else { calloc(bytes)? };
        self.young.push(Large { address, bytes });
        self.bytes += bytes;
        Some(address)
    }

    /// Makes an object that is mapped by itself longer, in place or elsewhere; the new part holds zeros. `None`: it is no
    /// such object, or there is no room.
    ///
    /// # Safety
    /// Nobody else knows where it lies, or cares.
    #[cfg(target_os = "linux")]
    pub unsafe fn extend(&mut self, object: *mut Header, bytes: usize) -> Option<*mut Header> {
        let is = |large: &Large| large.address == object as usize;
        let at = self.young.iter().rposition(is);
        let old = if at.is_none() { self.old.iter().position(is) } else { None };
        let large = match (at, old) {
            (Some(at), _) => self.young[at],
            (None, Some(old)) => self.old[old],
            (None, None) => return None,
        };
        if large.bytes < MAPPED || bytes <= large.bytes || self.young.try_reserve(1).is_err() {
            return None;
        }
        // SAFETY: a mapping of this space's own, of that length.
        let address = unsafe { libc::mremap(object.cast(), large.bytes, bytes, libc::MREMAP_MAYMOVE) };
        if address == libc::MAP_FAILED {
            return None;
        }
        if bytes >= HUGE {
            // SAFETY: the mapping just made.
            unsafe { libc::madvise(address, bytes, libc::MADV_HUGEPAGE) };
        }
        let longer = Large { address: address as usize, bytes };
        match (at, old) {
            (Some(at), _) => self.young[at] = longer,
            (None, Some(old)) if address == object.cast() => self.old[old] = longer,
            (None, Some(old)) => {
                // As if just made, so that the list of old ones stays sorted.
                self.old.remove(old);
                self.young.push(longer);
                // SAFETY: its header has moved with it.
                unsafe { (*longer.header()).gc &= !LARGE_MARK };
            }
            (None, None) => {}
        }
        self.bytes += bytes - large.bytes;
        Some(longer.header())
    }

    /// # Safety
    /// None: it does nothing where mappings cannot grow.
    #[cfg(not(target_os = "linux"))]
    pub unsafe fn extend(&mut self, _: *mut Header, _: usize) -> Option<*mut Header> {
        None
    }

    /// Once, when a collection (or a look-up) begins.
    pub fn sort(&mut self) {
        self.young.sort_unstable_by_key(|large| large.address);
        let lists = [&self.old, &self.young];
        self.low = lists.iter().filter_map(|list| list.first()).map(|first| first.address).min().unwrap_or(0);
        self.high = lists.iter().filter_map(|list| list.last()).map(|last| last.address + last.bytes).max().unwrap_or(0);
    }

    /// The object that contains the address. The lists are sorted.
    pub fn resolve(&self, word: usize) -> Option<*mut Header> {
        if word < self.low || word >= self.high {
            return None;
        }
        let find = |list: &[Large]| {
            let after = list.partition_point(|large| large.address <= word);
            let large = list.get(after.checked_sub(1)?)?;
            (word < large.address + large.bytes).then_some(large.header())
        };
        find(&self.young).or_else(|| find(&self.old))
    }

    /// Whether a large object begins at the address. The lists are sorted.
    pub fn begins(&self, address: usize) -> bool {
        if address < self.low || address >= self.high {
            return false;
        }
        let find = |list: &[Large]| list.binary_search_by_key(&address, |large| large.address).is_ok();
        find(&self.young) || find(&self.old)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Large> {
        self.old.iter().chain(&self.young)
    }

    pub fn clear_marks(&mut self) {
        for large in self.iter() {
            // SAFETY: a large object not freed yet.
            unsafe { (*large.header()).gc &= !LARGE_MARK };
        }
    }

    /// Frees what is not marked: of the young ones, or (`all`) of all. The young ones that stay are old then.
    pub fn sweep(&mut self, all: bool, poison: bool) {
        let mut freed = 0;
        let mut keep = |large: &Large| {
            // SAFETY: a large object not freed yet; unmarked ones are not used again.
            unsafe {
                if (*large.header()).gc & LARGE_MARK != 0 {
                    return true;
                }
                if poison {
                    std::ptr::write_bytes(large.address as *mut u8, POISON, large.bytes.min(64 << 10));
                }
                large.free();
            }
            freed += large.bytes;
            false
        };
        if all {
            self.old.retain(&mut keep);
        }
        self.young.retain(&mut keep);
        self.bytes -= freed;
        if !self.young.is_empty() {
            self.old.append(&mut self.young);
            // Two sorted runs: the stable sort merges them.
            self.old.sort_by_key(|large| large.address);
        }
    }
}

impl Drop for LargeSpace {
    fn drop(&mut self) {
        for large in self.old.iter().chain(&self.young) {
            // SAFETY: freed once, not used again.
            unsafe { large.free() };
        }
    }
}
