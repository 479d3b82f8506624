//! Toy layouts and a root table: what the tests of the heap are made of.

#![allow(dead_code)] // each test file uses its part

use gc::{Header, Heap, KindInfo, Tracer};
use std::sync::atomic::{AtomicUsize, Ordering};

/// `aux` value words.
pub const CELL: u8 = 1;
/// Length in bytes, then the bytes.
pub const BUFFER: u8 = 2;
/// A weak word, a strong word.
pub const WEAK: u8 = 3;
/// One word; counts its drops.
pub const NATIVE: u8 = 4;
/// Number of words, then the words.
pub const TABLE: u8 = 5;

pub static DROPS: AtomicUsize = AtomicUsize::new(0);

/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn cell_size(o: *const Header) -> usize {
    // SAFETY: an object.
    8 + 8 * unsafe { (*o).aux } as usize
}
/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn cell_trace(o: *mut Header, t: &mut Tracer) {
    // SAFETY: an object of `aux` words.
    unsafe { t.words(o.cast::<u64>().add(1), (*o).aux as usize) }
}
/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn buffer_size(o: *const Header) -> usize {
    // SAFETY: an object with its length in the second word.
    16 + unsafe { *o.cast::<u64>().add(1) } as usize
}
/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn no_trace(_: *mut Header, _: &mut Tracer) {}
/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn three_words(_: *const Header) -> usize {
    24
}
/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn weak_trace(o: *mut Header, t: &mut Tracer) {
    // SAFETY: an object of two words.
    t.word(unsafe { *o.cast::<u64>().add(2) });
}
/// # Safety
/// `KindInfo::drop`'s contract: a dead object of this kind, dropped once.
unsafe fn count_drop(_: *mut Header) {
    DROPS.fetch_add(1, Ordering::Relaxed);
}
/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn table_size(o: *const Header) -> usize {
    // SAFETY: an object with its length in the second word.
    16 + 8 * unsafe { *o.cast::<u64>().add(1) } as usize
}
/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn table_trace(o: *mut Header, t: &mut Tracer) {
    // SAFETY: an object with that many words.
    unsafe { t.words(o.cast::<u64>().add(2), *o.cast::<u64>().add(1) as usize) }
}

static CELL_INFO: KindInfo = KindInfo { name: "cell", size: cell_size, trace: cell_trace, weak: None, drop: None };
static BUFFER_INFO: KindInfo = KindInfo { name: "buffer", size: buffer_size, trace: no_trace, weak: None, drop: None };
static WEAK_INFO: KindInfo = KindInfo { name: "weak", size: three_words, trace: weak_trace, weak: Some(8), drop: None };
static NATIVE_INFO: KindInfo =
    KindInfo { name: "native", size: three_words, trace: no_trace, weak: None, drop: Some(count_drop) };
static TABLE_INFO: KindInfo = KindInfo { name: "table", size: table_size, trace: table_trace, weak: None, drop: None };

pub type Obj = *mut Header;

pub struct World {
    pub heap: Heap,
    #[allow(clippy::box_collection)] // the heap knows its address
    pub roots: Box<Vec<u64>>,
}

/// # Safety
/// `Roots`'s contract: `data` is what `set_roots` was given.
unsafe fn show_roots(data: *mut (), t: &mut Tracer) {
    // SAFETY: the root table of a `World`.
    let roots = unsafe { &*data.cast::<Vec<u64>>() };
    // SAFETY: a slice.
    unsafe { t.words(roots.as_ptr(), roots.len()) };
}

impl World {
    pub fn new() -> World {
        let mut heap = Heap::new();
        for (kind, info) in
            [(CELL, &CELL_INFO), (BUFFER, &BUFFER_INFO), (WEAK, &WEAK_INFO), (NATIVE, &NATIVE_INFO), (TABLE, &TABLE_INFO)]
        {
            heap.register_kind(kind, info);
        }
        let mut roots: Box<Vec<u64>> = Box::default();
        // SAFETY: the table lives as long as the heap.
        unsafe { heap.set_roots(show_roots, (&raw mut *roots).cast()) };
        World { heap, roots }
    }

    pub fn cell(&mut self, fields: &[u64]) -> Obj {
        let o = self.heap.alloc(Header::with_aux(7, CELL, fields.len() as u16), 8 + 8 * fields.len());
        fields.iter().enumerate().for_each(|(i, &word)| set_new(o, 1 + i, word));
        o
    }
    pub fn try_buffer(&mut self, bytes: usize) -> Option<Obj> {
        let o = self.heap.try_alloc(Header::new(8, BUFFER), 16 + bytes)?;
        set_new(o, 1, bytes as u64);
        Some(o)
    }
    pub fn buffer(&mut self, bytes: usize) -> Obj {
        self.try_buffer(bytes).expect("memory")
    }
    pub fn table(&mut self, words: usize) -> Obj {
        let o = self.heap.try_alloc(Header::new(9, TABLE), 16 + 8 * words).expect("memory");
        set_new(o, 1, words as u64);
        o
    }
    pub fn weak(&mut self, to: Obj, strong: u64) -> Obj {
        let o = self.heap.alloc(Header::new(10, WEAK), 24);
        set_new(o, 1, to as u64);
        set_new(o, 2, strong);
        self.heap.register_weak(o);
        o
    }
    pub fn native(&mut self) -> Obj {
        let o = self.heap.alloc(Header::new(11, NATIVE), 24);
        self.heap.register_native_drop(o);
        o
    }
    pub fn set(&mut self, o: Obj, field: usize, word: u64) {
        // SAFETY: a live object.
        unsafe { self.heap.barrier(o) };
        set_new(o, field, word);
    }
    /// Overwrites dead stack, so that what a test let go is gone.
    pub fn collect(&mut self) {
        deep(&mut || ());
        self.heap.collect();
    }
    pub fn collect_minor(&mut self) {
        deep(&mut || ());
        self.heap.collect_minor();
    }
    pub fn verify(&mut self) {
        deep(&mut || self.heap.verify().unwrap());
    }
    pub fn count(&mut self, kind: u8) -> usize {
        deep(&mut || ());
        self.heap.census().iter().find(|census| census.kind == kind).map_or(0, |census| census.objects)
    }
}

/// Word `field` of an object (0 is the header).
pub fn get(o: Obj, field: usize) -> u64 {
    // SAFETY: tests ask for words that exist.
    unsafe { *o.cast::<u64>().add(field) }
}

/// A store to an object made since the last allocation.
pub fn set_new(o: Obj, field: usize, word: u64) {
    // SAFETY: tests set words that exist.
    unsafe { *o.cast::<u64>().add(field) = word };
}

pub const fn int(n: u64) -> u64 {
    n << 1 | 1
}

/// Runs `action` with 64 KB of zeroes above it, in a frame of its own: nothing that it holds stays on the stack.
#[inline(never)]
pub fn deep<R>(action: &mut dyn FnMut() -> R) -> R {
    let mut room = [0u64; 8192];
    std::hint::black_box(&mut room);
    let result = action();
    std::hint::black_box(&mut room);
    result
}

pub fn ignore(_: Obj) {}
