//! The heap objects that this crate makes itself: raw buffers, traced word arrays, cells.
//!
//! A `BUFFER` is a leaf: its owner shows its elements. A `WORDS` array shows all its words itself and serves where
//! elements have no owner for a while (sorting, boxing a list of floats); it turns into a `BUFFER` when an owner takes it,
//! after which the owner's barrier covers it.

#![allow(unsafe_code)] // raw heap memory

use gc::{Header, Heap, KindInfo, Tracer};

/// Kind numbers of this crate; 4 to 7 are reserved.
pub const BUFFER: u8 = 1;
pub const WORDS: u8 = 2;
pub const CELL: u8 = 3;

/// Prefix of a buffer: the contents follow it.
#[repr(C)]
pub struct Buffer {
    pub header: Header,
    /// Size of the contents in bytes.
    pub bytes: usize,
}

/// Where a module global lives, so that an inline cache can hold its address. Value 0: absent.
#[repr(C)]
pub struct Cell {
    pub header: Header,
    pub value: u64,
}

/// The heap has no room for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

pub(crate) const PREFIX: usize = size_of::<Buffer>();

/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn buffer_size(object: *const Header) -> usize {
    // SAFETY: by the contract of `KindInfo::size`.
    PREFIX + unsafe { (*object.cast::<Buffer>()).bytes }
}
/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn trace_nothing(_: *mut Header, _: &mut Tracer) {}
/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn trace_words(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by the contract of `KindInfo::trace`; the contents are whole words.
    unsafe {
        let bytes = (*object.cast::<Buffer>()).bytes;
        tracer.words(object.cast::<u8>().add(PREFIX).cast(), bytes / 8);
    }
}
/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn cell_size(_: *const Header) -> usize {
    size_of::<Cell>()
}
/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn trace_cell(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by the contract of `KindInfo::trace`.
    tracer.word(unsafe { (*object.cast::<Cell>()).value });
}

/// Tells the heap of the kinds above. Once, before any container holds anything.
pub fn register_kinds(heap: &mut Heap) {
    static BUFFER_KIND: KindInfo =
        KindInfo { name: "buffer", size: buffer_size, trace: trace_nothing, weak: None, drop: None };
    static WORDS_KIND: KindInfo = KindInfo { name: "words", size: buffer_size, trace: trace_words, weak: None, drop: None };
    static CELL_KIND: KindInfo = KindInfo { name: "cell", size: cell_size, trace: trace_cell, weak: None, drop: None };
    heap.register_kind(BUFFER, &BUFFER_KIND);
    heap.register_kind(WORDS, &WORDS_KIND);
    heap.register_kind(CELL, &CELL_KIND);
}

/// A buffer of `kind` with `bytes` bytes of zeros; the result points at the contents. May collect.
#[inline]
pub(crate) fn allocate(heap: &mut Heap, kind: u8, bytes: usize) -> Result<*mut u8, OutOfMemory> {
    // Whatever is asked for, a pointer at the contents must point into the object.
    let bytes = bytes.max(16).checked_add(15).ok_or(OutOfMemory)? & !15;
    let whole = bytes.checked_add(PREFIX).ok_or(OutOfMemory)?;
    let object = heap.try_alloc(Header::new(0, kind), whole).ok_or(OutOfMemory)?;
    // SAFETY: just made, of that size.
    unsafe {
        (*object.cast::<Buffer>()).bytes = bytes;
        Ok(object.cast::<u8>().add(PREFIX))
    }
}

/// A longer buffer in place of one that `allocate` made, without copying: `None` where that cannot be done.
///
/// # Safety
/// The buffer has one owner, which is told of its place and has its barrier run.
#[cold]
pub(crate) unsafe fn extend(heap: &mut Heap, contents: *mut u8, bytes: usize) -> Option<*mut u8> {
    let bytes = bytes.checked_add(15)? & !15;
    // SAFETY: by contract; buffers are leaves.
    unsafe {
        let object = heap.extend_large(object_of(contents), bytes.checked_add(PREFIX)?)?;
        (*object.cast::<Buffer>()).bytes = bytes;
        Some(object.cast::<u8>().add(PREFIX))
    }
}

/// Contents of at least so many bytes may be in a buffer that `extend` can make longer.
pub(crate) const EXTENSIBLE: usize = 1 << 20;

/// Length of contents that `allocate` made.
///
/// # Safety
/// `contents` are those of a live buffer.
pub(crate) unsafe fn bytes_of<T>(contents: *mut T) -> usize {
    // SAFETY: by the caller's contract.
    unsafe { (*object_of(contents.cast()).cast::<Buffer>()).bytes }
}

/// The heap object of which `contents` came from `allocate`, or null for null.
#[inline(always)]
pub(crate) fn object_of(contents: *mut u8) -> *mut Header {
    if contents.is_null() { std::ptr::null_mut() } else { contents.wrapping_sub(PREFIX).cast() }
}

/// A `WORDS` array becomes the buffer of an owner, whose barrier the caller runs.
///
/// # Safety
/// `contents` came from `allocate`.
pub(crate) unsafe fn adopt(contents: *mut u64) {
    // SAFETY: by contract.
    unsafe { (*object_of(contents.cast())).kind = BUFFER };
}

pub(crate) fn new_cell(heap: &mut Heap, value: u64) -> *mut Cell {
    let cell = heap.alloc(Header::new(0, CELL), size_of::<Cell>()).cast::<Cell>();
    // SAFETY: just made; young, so that no barrier is needed.
    unsafe { (*cell).value = value };
    cell
}
