//! The ordered compact table under dicts and sets.
//!
//! Entries stand in insertion order in one array; an index of u8, u16 or u32 numbers, addressed by `hash & mask` and probed
//! with CPython's perturbation (`dictobject.c`), leads to them. Index value 0 is empty, n + 1 means entry n. A deleted entry
//! stays as a tombstone (key 0) until the table is rebuilt, so a position in an iteration outlives deletions; its slot may
//! come to lead to a new entry before that. The entry after the last one that may be used is always dead: slots of popped
//! entries lead to it.
//!
//! The kernel decides how keys are compared; every entry carries its hash, so going over to a more general kernel changes
//! the tag and nothing else. A *fortified* table (see `flood`) is indexed by the keyed hash of contents, and the entries
//! keep that instead of `hash()`.
//!
//! **Reentrancy.** `Keys::hash` and `Keys::equal` may change the table. After each call the probe checks that the entries
//! and the compared key are where they were and otherwise starts over (as `lookdict` does). The handle on the native stack
//! keeps the old buffer from being reused meanwhile, so an equal address means an equal buffer. Between the end of a
//! successful probe and the use of its result no Python code runs.

#![allow(unsafe_code)] // index and entries are raw heap memory

use crate::buffer::{BUFFER, EXTENSIBLE, OutOfMemory, allocate, bytes_of, extend, object_of};
use crate::flood::{FloodKey, LONGEST_CHAIN};
use crate::item::{Item, ItemClass, Keys, decide_equal, int_hash};
use gc::{Header, Heap, Tracer};

/// How the keys of a dict or set are compared and where the values lie: the low four bits of `Header::aux`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kernel {
    Empty = 0,
    Int = 1,
    Str = 2,
    Unicode = 3,
    Identity = 4,
    Object = 5,
    /// Module globals: the value word is a `Cell`. Keys as in `Object`.
    Cells = 6,
    /// Few str keys, no index.
    Kwargs = 7,
    /// The attributes of the object that `index` points at.
    Instance = 8,
}

pub const KERNEL_MASK: u16 = 0x0F;
/// Two bits: binary logarithm of the index width in bytes.
pub const WIDTH_SHIFT: u16 = 4;
const WIDTH_MASK: u16 = 0x30;
pub const FORTIFIED: u16 = 0x40;
/// The table has been fortified and met another kind of key: plain for good.
pub const NEVER_FORTIFY: u16 = 0x80;
/// Writes are reported to `Keys::watch`. Bits above this one are the owner's.
pub const WATCHED: u16 = 0x100;

/// A dict or set as a heap object. All zero after the header: empty.
#[repr(C)]
pub struct Table<E> {
    pub header: Header,
    /// Live entries.
    pub used: u32,
    /// Entries in use, dead ones included.
    pub fill: u32,
    /// Slots of the index less one.
    pub mask: u64,
    pub index: *mut u8,
    pub entries: *mut E,
    /// `fill` never exceeds it.
    pub limit: u32,
    /// Number of the entry that is always dead; also how many entries the buffer was made for.
    pub dead: u32,
}

/// An entry: hash and key, perhaps more.
///
/// # Safety
/// The type is `repr(C)`, made of u64 words, hash and key first.
pub unsafe trait TableEntry: Copy + 'static {
    const WORDS: usize;
    fn hash(&self) -> u64;
    fn key(&self) -> u64;
    fn set_hash(&mut self, hash: u64);
}

/// Result of a probe.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Probe {
    /// Number of the entry.
    Found(usize),
    /// The free slot where the chain ended, after so many slots.
    Absent { slot: usize, steps: u32 },
}

const FIRST_SIZE: usize = 8;
/// Insertions at the end of longer chains look for a dead slot on the way.
const REUSE_FROM: u32 = 3;
const LARGEST_SIZE: usize = 1 << 31;
/// Most entries of kernel `Kwargs`.
pub(crate) const KWARGS_LIMIT: usize = 8;

#[inline(always)]
const fn usable(size: usize) -> usize {
    size * 2 / 3
}

/// An index width.
trait Slot: Copy {
    fn read(self) -> usize;
    fn of(number: usize) -> Self;
}
macro_rules! slots {
    ($($t:ty),*) => { $(impl Slot for $t {
        #[inline(always)]
        fn read(self) -> usize { self as usize }
        #[inline(always)]
        fn of(number: usize) -> Self { number as $t }
    })* };
}
slots!(u8, u16, u32);

/// Runs code for the index width that the header names, bound to a type.
macro_rules! by_width {
    ($table:expr, $w:ident => $body:expr) => {
        match (*$table).header.aux & WIDTH_MASK {
            0x00 => {
                type $w = u8;
                $body
            }
            0x10 => {
                type $w = u16;
                $body
            }
            _ => {
                type $w = u32;
                $body
            }
        }
    };
}

/// CPython's probe sequence.
#[derive(Clone, Copy)]
struct Walk {
    slot: usize,
    perturb: u64,
    steps: u32,
}

impl Walk {
    #[inline(always)]
    fn new(hash: u64, mask: u64) -> Walk {
        Walk { slot: (hash & mask) as usize, perturb: hash, steps: 0 }
    }
    #[inline(always)]
    fn step(&mut self, mask: u64) {
        let next = (self.slot as u64).wrapping_mul(5).wrapping_add(self.perturb).wrapping_add(1);
        self.slot = (next & mask) as usize;
        self.perturb >>= 5;
        self.steps += 1;
    }
}

/// The kernel that holds keys of this class alone.
#[inline(always)]
pub(crate) fn kernel_for(class: ItemClass) -> Kernel {
    match class {
        ItemClass::Int => Kernel::Int,
        ItemClass::Str => Kernel::Str,
        ItemClass::Unicode => Kernel::Unicode,
        ItemClass::Identity => Kernel::Identity,
        ItemClass::Float | ItemClass::Other => Kernel::Object,
    }
}

/// The functions of a table.
///
/// # Safety
/// Of all unsafe ones: the table is live, kept so by the caller, and valid as this module leaves it.
impl<E: TableEntry> Table<E> {
    #[inline(always)]
    pub(crate) unsafe fn kernel(this: *const Self) -> Kernel {
        // SAFETY: only tags of `Kernel` are ever stored in these bits.
        unsafe {
            let tag = ((*this).header.aux & KERNEL_MASK) as u8;
            debug_assert!(tag <= Kernel::Instance as u8);
            std::mem::transmute::<u8, Kernel>(tag)
        }
    }
    /// # Safety
    /// As of the impl; the table's layout is the one that `kernel` names.
    #[inline(always)]
    pub(crate) unsafe fn set_kernel(this: *mut Self, kernel: Kernel) {
        // SAFETY: the table is live, by the contract of this impl.
        unsafe { (*this).header.aux = (*this).header.aux & !KERNEL_MASK | kernel as u16 };
    }
    #[inline(always)]
    pub(crate) unsafe fn has(this: *const Self, flag: u16) -> bool {
        // SAFETY: by contract.
        unsafe { (*this).header.aux & flag != 0 }
    }
    #[inline(always)]
    pub(crate) unsafe fn entry(this: *const Self, number: usize) -> *mut E {
        // SAFETY: callers pass numbers below `fill`, or of the dead entry.
        unsafe { (*this).entries.add(number) }
    }
    /// Must follow every store of a reference, before the next allocation.
    #[inline(always)]
    pub(crate) unsafe fn barrier(this: *mut Self, heap: &mut Heap) {
        // SAFETY: a live object by contract.
        unsafe { heap.barrier(this.cast()) };
    }

    /// A probe that needs no Python code. `matches` is asked about entries and must say no to dead ones.
    #[inline(always)]
    pub(crate) unsafe fn probe(this: *const Self, hash: u64, matches: impl Fn(&E) -> bool) -> Probe {
        // SAFETY: slots are below the index size; what they hold are numbers of entries. A free slot always exists.
        unsafe {
            let (mask, index, entries) = ((*this).mask, (*this).index, (*this).entries);
            let mut walk = Walk::new(hash, mask);
            by_width!(this, W => loop {
                let number = (*index.cast::<W>().add(walk.slot)).read();
                if number == 0 {
                    return Probe::Absent { slot: walk.slot, steps: walk.steps };
                }
                if matches(&*entries.add(number - 1)) {
                    return Probe::Found(number - 1);
                }
                walk.step(mask);
            })
        }
    }
    /// Keys are equal where the words are.
    ///
    /// # Safety
    /// As of the impl.
    #[inline(always)]
    pub(crate) unsafe fn probe_bits(this: *const Self, hash: u64, bits: u64) -> Probe {
        // SAFETY: by contract.
        unsafe { Self::probe(this, hash, |entry| entry.key() == bits) }
    }
    /// All keys and this one are exact str, or all are exact unicode.
    #[inline(always)]
    pub(crate) unsafe fn probe_str<I: Item>(this: *const Self, hash: u64, key: I) -> Probe {
        let bits = key.bits();
        // SAFETY: by contract; a key that is not 0 is a live item.
        unsafe {
            Self::probe(this, hash, |entry| {
                entry.key() == bits || (entry.hash() == hash && entry.key() != 0 && I::from_bits(entry.key()).str_equal(key))
            })
        }
    }
    /// The first slot of the chain alone, by identity of the key.
    ///
    /// # Safety
    /// As of the impl.
    #[inline(always)]
    pub(crate) unsafe fn first_probe(this: *const Self, hash: u64, bits: u64) -> Option<*mut E> {
        // SAFETY: a table with an index; slot and entry numbers as in `probe`.
        unsafe {
            if (*this).fill == 0 || matches!(Self::kernel(this), Kernel::Kwargs | Kernel::Instance) {
                return None;
            }
            let slot = (hash & (*this).mask) as usize;
            let number = by_width!(this, W => (*(*this).index.cast::<W>().add(slot)).read());
            if number == 0 {
                return None;
            }
            let entry = (*this).entries.add(number - 1);
            ((*entry).key() == bits).then_some(entry)
        }
    }

    /// What `hash()` says of a key in the table.
    ///
    /// # Safety
    /// As of the impl.
    pub(crate) unsafe fn plain_hash<I: Item>(this: *const Self, entry: &E) -> u64 {
        // SAFETY: keys of a fortified table are live items of a class with known hash.
        unsafe {
            if !Self::has(this, FORTIFIED) {
                return entry.hash();
            }
            let key = I::from_bits(entry.key());
            key.as_int().map_or_else(|| key.str_hash(), int_hash)
        }
    }
    /// The hash by which the table would store this key, given its `hash()`.
    ///
    /// # Safety
    /// As of the impl.
    #[inline]
    pub(crate) unsafe fn stored_hash<I: Item>(this: *const Self, key: I, hash: u64) -> u64 {
        // SAFETY: by contract.
        if unsafe { Self::has(this, FORTIFIED) } { key.content_hash(FloodKey::get()) } else { hash }
    }

    /// Probe and hash for a key of the one class that this table holds; else nothing. Most lookups end here: kernel first,
    /// then one test of the key's class.
    ///
    /// # Safety
    /// As of the impl.
    #[inline(always)]
    pub(crate) unsafe fn probe_alike<I: Item>(this: *const Self, key: I) -> Option<(Probe, u64)> {
        // SAFETY: by contract; the kernel says what all keys are.
        unsafe {
            // The two most frequent kernels by tests that are foretold better than a jump by table.
            let tag = (*this).header.aux & (KERNEL_MASK | FORTIFIED);
            if tag == Kernel::Str as u16 {
                if !key.is_str() {
                    return None;
                }
                let hash = key.str_hash();
                return Some((Self::probe_str(this, hash, key), hash));
            }
            if tag == Kernel::Int as u16 {
                let hash = int_hash(key.as_int()?);
                return Some((Self::probe_bits(this, hash, key.bits()), hash));
            }
            if tag & FORTIFIED != 0 {
                return None;
            }
            match Self::kernel(this) {
                Kernel::Unicode if key.class() == ItemClass::Unicode => {
                    let hash = key.str_hash();
                    Some((Self::probe_str(this, hash, key), hash))
                }
                Kernel::Identity if key.class() == ItemClass::Identity => {
                    let hash = key.identity_hash();
                    Some((Self::probe_bits(this, hash, key.bits()), hash))
                }
                _ => None,
            }
        }
    }

    /// Looks for a key of the given `hash()`. May run Python code; the result holds until more is run. On a table of kernel
    /// `Empty` (no index) the slot in the answer means nothing.
    ///
    /// # Safety
    /// As of the impl.
    #[inline]
    pub(crate) unsafe fn find<I: Item, K: Keys<I>>(
        this: *mut Self,
        keys: &mut K,
        key: I,
        hash: u64,
    ) -> Result<Probe, K::Error> {
        // SAFETY: by contract; `kernel_for` says that all keys are of the class of this one.
        unsafe {
            let kernel = Self::kernel(this);
            let plain = !Self::has(this, FORTIFIED);
            match kernel {
                Kernel::Str | Kernel::Unicode if plain && kernel_for(key.class()) == kernel => {
                    Ok(Self::probe_str(this, hash, key))
                }
                Kernel::Int | Kernel::Identity if plain && kernel_for(key.class()) == kernel => {
                    Ok(Self::probe_bits(this, hash, key.bits()))
                }
                Kernel::Empty => Ok(Probe::Absent { slot: 0, steps: 0 }),
                _ => Self::find_general(this, keys, key, hash),
            }
        }
    }

    /// # Safety
    /// As of the impl.
    #[inline(never)]
    unsafe fn find_general<I: Item, K: Keys<I>>(
        this: *mut Self,
        keys: &mut K,
        key: I,
        hash: u64,
    ) -> Result<Probe, K::Error> {
        // SAFETY: by contract; after Python code has run, nothing read before is used unless `ask` says that it holds.
        unsafe {
            'again: loop {
                let kernel = Self::kernel(this);
                match kernel {
                    Kernel::Empty | Kernel::Instance => return Ok(Probe::Absent { slot: 0, steps: 0 }),
                    Kernel::Kwargs => {
                        for number in 0..(*this).fill as usize {
                            match Self::matches(this, keys, number, key, hash)? {
                                Match::Yes => return Ok(Probe::Found(number)),
                                Match::No => {}
                                Match::Changed => continue 'again,
                            }
                        }
                        return Ok(Probe::Absent { slot: 0, steps: 0 });
                    }
                    _ => {}
                }
                let mut hash = hash;
                if Self::has(this, FORTIFIED) {
                    let text = |kernel| matches!(kernel, Kernel::Str | Kernel::Unicode);
                    let class = kernel_for(key.class());
                    if class != kernel && !(text(class) && text(kernel)) {
                        // Another kind of key: the index is of no use, but few keys can have an equal hash.
                        for number in 0..(*this).fill as usize {
                            if (*Self::entry(this, number)).key() == 0
                                || Self::plain_hash::<I>(this, &*Self::entry(this, number)) != hash
                            {
                                continue;
                            }
                            let stored = (*Self::entry(this, number)).hash();
                            match Self::matches(this, keys, number, key, stored)? {
                                Match::Yes => return Ok(Probe::Found(number)),
                                Match::No => {}
                                Match::Changed => continue 'again,
                            }
                        }
                        return Ok(Probe::Absent { slot: 0, steps: 0 });
                    }
                    hash = key.content_hash(FloodKey::get());
                }
                let mask = (*this).mask;
                let mut walk = Walk::new(hash, mask);
                loop {
                    let number = by_width!(this, W => (*(*this).index.cast::<W>().add(walk.slot)).read());
                    if number == 0 {
                        return Ok(Probe::Absent { slot: walk.slot, steps: walk.steps });
                    }
                    match Self::matches(this, keys, number - 1, key, hash)? {
                        Match::Yes => return Ok(Probe::Found(number - 1)),
                        Match::No => {}
                        Match::Changed => continue 'again,
                    }
                    walk.step(mask);
                }
            }
        }
    }

    /// Whether an entry has this key. `Changed` when Python code ran and the table is not what it was.
    ///
    /// # Safety
    /// As of the impl.
    #[inline]
    unsafe fn matches<I: Item, K: Keys<I>>(
        this: *mut Self,
        keys: &mut K,
        number: usize,
        key: I,
        hash: u64,
    ) -> Result<Match, K::Error> {
        // SAFETY: entry numbers are read from the index or below `fill`. The saved pointer keeps the old entries alive.
        unsafe {
            let entries = (*this).entries;
            let entry = entries.add(number);
            let bits = (*entry).key();
            if bits == key.bits() {
                return Ok(Match::Yes);
            }
            if (*entry).hash() != hash || bits == 0 {
                return Ok(Match::No);
            }
            let stored = I::from_bits(bits);
            if let Some(equal) = decide_equal(stored, key) {
                return Ok(if equal { Match::Yes } else { Match::No });
            }
            let (mask, flags) = ((*this).mask, (*this).header.aux & FORTIFIED);
            let equal = keys.equal(stored, key)?;
            let held = std::hint::black_box(entries);
            if (*this).entries != held
                || (*this).mask != mask
                || (*this).header.aux & FORTIFIED != flags
                || number >= (*this).fill as usize
                || (*entry).key() != bits
            {
                return Ok(Match::Changed);
            }
            Ok(if equal { Match::Yes } else { Match::No })
        }
    }

    /// The slot where a key of this stored hash, known to be absent, goes.
    ///
    /// # Safety
    /// As of the impl.
    pub(crate) unsafe fn free_slot(this: *const Self, hash: u64) -> usize {
        // SAFETY: as in `probe`.
        unsafe {
            match Self::probe(this, hash, |_| false) {
                Probe::Absent { slot, .. } => slot,
                Probe::Found(_) => 0, // nothing matches
            }
        }
    }

    /// The first slot of a chain that leads to a dead entry, or the free one at its end. An insertion may use either.
    ///
    /// # Safety
    /// As of the impl.
    #[cold]
    unsafe fn reusable_slot(this: *const Self, hash: u64) -> usize {
        // SAFETY: as in `probe`.
        unsafe {
            let mask = (*this).mask;
            let mut walk = Walk::new(hash, mask);
            by_width!(this, W => loop {
                let number = (*(*this).index.cast::<W>().add(walk.slot)).read();
                if number == 0 || (*(*this).entries.add(number - 1)).key() == 0 {
                    return walk.slot;
                }
                walk.step(mask);
            })
        }
    }

    /// Room for an absent key after a probe that ended at `slot`: makes the table admit it. Answers with slot and stored
    /// hash for `append`. Runs no Python code.
    ///
    /// # Safety
    /// As of the impl.
    #[inline]
    pub(crate) unsafe fn make_room<I: Item>(
        this: *mut Self,
        heap: &mut Heap,
        key: I,
        hash: u64,
        slot: usize,
        steps: u32,
    ) -> Result<(usize, u64), OutOfMemory> {
        // SAFETY: by contract.
        unsafe {
            let (kernel, class) = (Self::kernel(this), kernel_for(key.class()));
            let admitted = kernel == class || kernel == Kernel::Object && (*this).used > 0;
            if admitted && steps <= REUSE_FROM && (*this).fill < (*this).limit && !Self::has(this, FORTIFIED) {
                return Ok((slot, hash));
            }
            Self::make_room_slow(this, heap, key, hash, slot, steps)
        }
    }

    /// # Safety
    /// As of the impl.
    #[inline(never)]
    unsafe fn make_room_slow<I: Item>(
        this: *mut Self,
        heap: &mut Heap,
        key: I,
        hash: u64,
        slot: usize,
        steps: u32,
    ) -> Result<(usize, u64), OutOfMemory> {
        // SAFETY: by contract.
        unsafe {
            let class = kernel_for(key.class());
            let mut slot = Some(slot);
            let kernel = Self::kernel(this);
            if (*this).used == 0 && kernel != class && !matches!(kernel, Kernel::Cells | Kernel::Instance) {
                Self::reset(this); // nothing left that a kernel was chosen for
            }
            match Self::kernel(this) {
                Kernel::Empty => {
                    Self::rebuild(this, heap, 1)?;
                    Self::set_kernel(this, class);
                    slot = None;
                }
                Kernel::Kwargs => {
                    if class == Kernel::Str && (*this).fill < (*this).limit {
                        return Ok((0, hash));
                    }
                    Self::rebuild(this, heap, (*this).used as usize + 1)?;
                    Self::set_kernel(this, if class == Kernel::Str { Kernel::Str } else { Kernel::Object });
                    slot = None;
                }
                Kernel::Object | Kernel::Cells | Kernel::Instance => {}
                kernel if kernel == class => {
                    let guarded = matches!(kernel, Kernel::Int | Kernel::Str | Kernel::Unicode);
                    if steps > LONGEST_CHAIN && guarded && !Self::has(this, FORTIFIED | NEVER_FORTIFY) {
                        Self::fortify::<I>(this);
                        slot = None;
                    }
                }
                _ => {
                    if Self::has(this, FORTIFIED) {
                        Self::become_plain::<I>(this);
                        slot = None;
                    }
                    Self::set_kernel(this, Kernel::Object);
                }
            }
            if (*this).fill >= (*this).limit {
                Self::rebuild(this, heap, (*this).used as usize + 1)?;
                slot = None;
            }
            let hash = Self::stored_hash(this, key, hash);
            let slot = match slot {
                None => Self::free_slot(this, hash),
                // A key that is deleted and stored time and again would else make its own chain long.
                Some(_) if steps > REUSE_FROM => Self::reusable_slot(this, hash),
                Some(slot) => slot,
            };
            Ok((slot, hash))
        }
    }

    /// Writes a new entry where `make_room` said. The caller runs the barrier.
    ///
    /// # Safety
    /// As of the impl.
    #[inline(always)]
    pub(crate) unsafe fn append(this: *mut Self, slot: usize, entry: E) {
        // SAFETY: `make_room` left `fill < limit` and a free slot.
        unsafe {
            let number = (*this).fill as usize;
            debug_assert!(number < (*this).limit as usize);
            Self::entry(this, number).write(entry);
            if Self::kernel(this) != Kernel::Kwargs {
                by_width!(this, W => *(*this).index.cast::<W>().add(slot) = W::of(number + 1));
            }
            (*this).fill += 1;
            (*this).used += 1;
        }
    }

    /// Makes an entry a tombstone.
    ///
    /// # Safety
    /// As of the impl.
    pub(crate) unsafe fn kill(this: *mut Self, number: usize) {
        // SAFETY: a live entry's number; the words after the hash are cleared.
        unsafe {
            let words = Self::entry(this, number).cast::<u64>();
            for word in 1..E::WORDS {
                *words.add(word) = 0;
            }
            (*this).used -= 1;
        }
    }

    /// Number of the last live entry; dead ones after it are given back.
    ///
    /// # Safety
    /// As of the impl.
    pub(crate) unsafe fn last_live(this: *mut Self) -> Option<usize> {
        // SAFETY: numbers below `fill`. A dead entry's slot is found by its hash, and pointed at the dead entry, before the
        // number can be used again.
        unsafe {
            while (*this).fill > 0 {
                let number = (*this).fill as usize - 1;
                if (*Self::entry(this, number)).key() != 0 {
                    return Some(number);
                }
                if Self::kernel(this) == Kernel::Kwargs {
                    (*this).fill -= 1;
                    continue;
                }
                let hash = (*Self::entry(this, number)).hash();
                let (mask, index, dead) = ((*this).mask, (*this).index, (*this).dead as usize);
                let mut walk = Walk::new(hash, mask);
                by_width!(this, W => loop {
                    let slot = index.cast::<W>().add(walk.slot);
                    if (*slot).read() == number + 1 {
                        *slot = W::of(dead + 1);
                        // The slot stays occupied, so that the index never fills up.
                        (*this).limit -= 1;
                        break;
                    }
                    if (*slot).read() == 0 {
                        break; // dead already when the index was made
                    }
                    walk.step(mask);
                });
                (*this).fill -= 1;
            }
            None
        }
    }

    /// Room for at least `wanted` entries and some to grow, without tombstones.
    ///
    /// # Safety
    /// As of the impl.
    pub(crate) unsafe fn rebuild(this: *mut Self, heap: &mut Heap, wanted: usize) -> Result<(), OutOfMemory> {
        // SAFETY: by contract.
        unsafe { Self::rebuild_in(this, heap, wanted, true) }
    }

    /// As `rebuild`: in the same buffer, made longer, where the table owns it (`own`) and that can be done.
    unsafe fn rebuild_in(this: *mut Self, heap: &mut Heap, wanted: usize, own: bool) -> Result<(), OutOfMemory> {
        // SAFETY: the new buffer is as large as its parts, checked; nothing but this function touches the table meanwhile
        // (an allocation runs no Python code).
        unsafe {
            let used = (*this).used as usize;
            let mut goal = wanted.max(used + used / 2).max(1);
            if Self::kernel(this) == Kernel::Cells {
                // Absent cells count: inline caches know their addresses.
                goal = goal.max((*this).fill as usize + 1);
            }
            let mut size = FIRST_SIZE;
            while usable(size) < goal {
                if size >= LARGEST_SIZE {
                    return Err(OutOfMemory);
                }
                size *= 2;
            }
            let width: usize = if size <= 1 << 8 {
                0
            } else if size <= 1 << 16 {
                1
            } else {
                2
            };
            let capacity = usable(size);
            let bytes = (capacity + 1) * size_of::<E>() + (size << width);
            // The new index and the dead entry before it are to lie in the part that is added, which holds zeros. A probe
            // that waits for Python code sees that the mask has changed.
            let old_bytes =
                if own && (*this).dead as usize * size_of::<E>() >= EXTENSIBLE { bytes_of((*this).entries) } else { 0 };
            let longer = if old_bytes > 0 && capacity * size_of::<E>() >= old_bytes {
                extend(heap, (*this).entries.cast(), bytes)
            } else {
                None
            };
            let entries = match longer {
                Some(entries) => {
                    (*this).entries = entries.cast();
                    entries
                }
                None => allocate(heap, BUFFER, bytes)?,
            };
            let entries = entries.cast::<E>();
            let old = (*this).entries;
            let mut fill = 0;
            for number in 0..(*this).fill as usize {
                let entry = *old.add(number);
                if entry.key() != 0 {
                    if entries != old || fill != number {
                        entries.add(fill).write(entry);
                    }
                    fill += 1;
                }
            }
            (*this).entries = entries;
            (*this).index = entries.add(capacity + 1).cast();
            (*this).mask = size as u64 - 1;
            (*this).limit = capacity as u32;
            (*this).dead = capacity as u32;
            (*this).fill = fill as u32;
            (*this).header.aux = (*this).header.aux & !WIDTH_MASK | (width as u16) << WIDTH_SHIFT;
            Self::barrier(this, heap);
            Self::fill_index(this);
            Ok(())
        }
    }

    /// Enters all live entries into an index of zeros.
    ///
    /// # Safety
    /// As of the impl.
    unsafe fn fill_index(this: *mut Self) {
        // SAFETY: more slots than entries.
        unsafe {
            let (mask, index, entries) = ((*this).mask, (*this).index, (*this).entries);
            by_width!(this, W => {
                for number in 0..(*this).fill as usize {
                    if (*entries.add(number)).key() == 0 {
                        continue;
                    }
                    let mut walk = Walk::new((*entries.add(number)).hash(), mask);
                    while (*index.cast::<W>().add(walk.slot)).read() != 0 {
                        walk.step(mask);
                    }
                    *index.cast::<W>().add(walk.slot) = W::of(number + 1);
                }
            });
        }
    }

    /// # Safety
    /// As of the impl.
    unsafe fn rehash(this: *mut Self, hash_of: impl Fn(&E) -> u64) {
        // SAFETY: the index lies in its buffer; it is made anew from the entries.
        unsafe {
            for number in 0..(*this).fill as usize {
                let entry = &mut *Self::entry(this, number);
                if entry.key() != 0 {
                    let hash = hash_of(entry);
                    entry.set_hash(hash);
                }
            }
            let width = ((*this).header.aux & WIDTH_MASK) >> WIDTH_SHIFT;
            let bytes = ((*this).mask as usize + 1) << width;
            (*this).index.write_bytes(0, bytes);
            (*this).limit = (*this).dead;
            Self::fill_index(this);
        }
    }
    /// # Safety
    /// As of the impl.
    #[cold]
    pub(crate) unsafe fn fortify<I: Item>(this: *mut Self) {
        // SAFETY: live keys are items.
        unsafe {
            (*this).header.aux |= FORTIFIED;
            Self::rehash(this, |entry| I::from_bits(entry.key()).content_hash(FloodKey::get()));
        }
    }
    /// # Safety
    /// As of the impl.
    #[cold]
    pub(crate) unsafe fn become_plain<I: Item>(this: *mut Self) {
        // SAFETY: by contract.
        unsafe {
            Self::rehash(this, |entry| Self::plain_hash::<I>(this, entry));
            (*this).header.aux = (*this).header.aux & !FORTIFIED | NEVER_FORTIFY;
        }
    }

    /// Forgets everything but the owner's flags.
    ///
    /// # Safety
    /// As of the impl.
    pub(crate) unsafe fn reset(this: *mut Self) {
        // SAFETY: all zero is a valid table.
        unsafe {
            (*this).header.aux &= !(KERNEL_MASK | WIDTH_MASK | FORTIFIED | NEVER_FORTIFY);
            (*this).used = 0;
            (*this).fill = 0;
            (*this).mask = 0;
            (*this).index = std::ptr::null_mut();
            (*this).entries = std::ptr::null_mut();
            (*this).limit = 0;
            (*this).dead = 0;
        }
    }

    /// Makes `this`, which is empty, a copy of another table, tombstones left out where they are many.
    ///
    /// # Safety
    /// As of the impl.
    pub(crate) unsafe fn copy_from(this: *mut Self, heap: &mut Heap, from: *mut Self) -> Result<(), OutOfMemory> {
        // SAFETY: both are live; sizes are those of the buffer copied.
        unsafe {
            let kernel = Self::kernel(from);
            if (*from).used == 0 {
                Self::reset(this);
                return Ok(());
            }
            let flags = FORTIFIED | NEVER_FORTIFY | WIDTH_MASK | KERNEL_MASK;
            let capacity = (*from).dead as usize;
            let sparse = kernel != Kernel::Kwargs && ((*from).used as usize) * 2 < capacity / 2;
            if sparse || (*from).fill - (*from).used > (*from).used / 2 {
                // Share the old buffer for a moment; the rebuild leaves it.
                (*this).used = (*from).used;
                (*this).fill = (*from).fill;
                (*this).mask = (*from).mask;
                (*this).index = (*from).index;
                (*this).entries = (*from).entries;
                (*this).limit = (*from).limit;
                (*this).dead = (*from).dead;
                (*this).header.aux = (*this).header.aux & !flags | (*from).header.aux & flags;
                Self::barrier(this, heap);
                if kernel == Kernel::Kwargs {
                    Self::set_kernel(this, Kernel::Str);
                }
                let rebuilt = Self::rebuild_in(this, heap, 1, false);
                if rebuilt.is_err() {
                    Self::reset(this);
                }
                return rebuilt;
            }
            let width = ((*from).header.aux & WIDTH_MASK) >> WIDTH_SHIFT;
            let indexed = kernel != Kernel::Kwargs;
            let index_bytes = if indexed { ((*from).mask as usize + 1) << width } else { 0 };
            let rows = capacity + indexed as usize;
            let entries = allocate(heap, BUFFER, rows * size_of::<E>() + index_bytes)?.cast::<E>();
            entries.copy_from_nonoverlapping((*from).entries, (*from).fill as usize);
            let index = entries.add(rows).cast::<u8>();
            if indexed {
                index.copy_from_nonoverlapping((*from).index, index_bytes);
            }
            (*this).entries = entries;
            (*this).index = if indexed { index } else { std::ptr::null_mut() };
            (*this).used = (*from).used;
            (*this).fill = (*from).fill;
            (*this).mask = (*from).mask;
            (*this).limit = (*from).limit;
            (*this).dead = (*from).dead;
            (*this).header.aux = (*this).header.aux & !flags | (*from).header.aux & flags;
            Self::barrier(this, heap);
            Ok(())
        }
    }

    /// The first live entry from `position` on, and the position after it.
    ///
    /// # Safety
    /// As of the impl.
    #[inline]
    pub(crate) unsafe fn next(this: *const Self, position: usize) -> Option<(usize, E)> {
        // SAFETY: numbers below `fill`.
        unsafe {
            let mut number = position;
            while number < (*this).fill as usize {
                let entry = *Self::entry(this, number);
                number += 1;
                if entry.key() != 0 {
                    return Some((number, entry));
                }
            }
            None
        }
    }

    /// Shows buffer, keys and what follows them.
    ///
    /// # Safety
    /// As of the impl.
    pub(crate) unsafe fn trace(this: *mut Self, tracer: &mut Tracer) {
        // SAFETY: by contract.
        unsafe {
            if Self::kernel(this) == Kernel::Instance {
                tracer.object((*this).index);
                return;
            }
            tracer.object(object_of((*this).entries.cast()));
            let (first, fill) = ((*this).entries.cast::<u64>().wrapping_add(1), (*this).fill as usize);
            tracer.records(first, fill, E::WORDS, E::WORDS - 1);
        }
    }
}

enum Match {
    Yes,
    No,
    Changed,
}
