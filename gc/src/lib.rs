//! Memory as the rest sees it: headers, allocation, barrier, tracing. Knows words and headers, not Python.
//!
//! The hot side (`Heap::alloc`, `Heap::barrier`) is concrete and inlined; the slow side stands behind
//! `Collector`. Objects never move. A word on a native stack that points into an object keeps it alive.
//!
//! # How it works
//!
//! A *sticky-mark generational mark-region* heap. Memory is cut into blocks and lines (`space`); allocation bumps a
//! cursor through the holes that the last collection found. A collection marks what the roots lead to (`tracer`,
//! `cycle`), and a line on which no marked object lies is free. Marks stick: a *minor* collection keeps them, so it
//! needs to look at new objects only, and at old ones that were stored into since, which the barrier lists. A *major*
//! one starts afresh. Objects of more than 8 KB live in the C heap (`large`).
//!
//! # Rules for users
//!
//! 1. Any allocation may collect. Before it, every object made so far must have valid header and length fields
//!    (unset fields are zero, which is valid), and be reachable from a root or from the native stack.
//! 2. A reference stored into an object that may be old needs `barrier`. An object made since the last allocation
//!    needs none.
//! 3. The native stack is scanned; Rust heap containers (`Vec`, `Box`, maps) are not. What only they hold dies.
//! 4. `KindInfo::size` yields, for an object's whole life, what it was allocated with (rounded up to 16).
//! 5. `gc` in a header of an object that is not new is the collector's: change `shape`, `kind` or `aux`, never write
//!    the whole header. To `kind` apply rules 1 and 4.
//! 6. Objects outside the heap (statics) may be referred to if their headers have the `STATIC` bit; what they refer
//!    to must be shown as roots.

#![allow(unsafe_code)] // the heap is made of raw memory

mod cycle;
mod finalize;
mod heap;
mod kinds;
mod large;
mod native;
mod policy;
mod shapes;
mod space;
mod stats;
mod tracer;
mod verify;
mod weak;

pub use finalize::released;
pub use heap::{Heap, Notify, Roots};
pub use native::{clear_below, with_spilled_registers};
pub use policy::{Collector, Cycle, Mode, Usage};
pub use shapes::{AfterMarking, ShapeHook, Survivors};
pub use stats::{Census, Pauses, Stats};
pub use tracer::Tracer;

/// First eight bytes of every object.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Type or shape: the number that every guard compares.
    pub shape: u32,
    /// The collector's: mark and age bits; `LOG_ON_STORE` is the only one that others test.
    pub gc: u8,
    /// Layout of the object: index of its `KindInfo`. Zero is no object (free memory).
    pub kind: u8,
    /// The type's own use: strategy, width, flags.
    pub aux: u16,
}

impl Header {
    #[inline(always)]
    pub const fn new(shape: u32, kind: u8) -> Header {
        Header { shape, gc: 0, kind, aux: 0 }
    }
    #[inline(always)]
    pub const fn with_aux(shape: u32, kind: u8, aux: u16) -> Header {
        Header { shape, gc: 0, kind, aux }
    }
    /// Of an object in static memory, which the collector leaves alone.
    #[inline(always)]
    pub const fn in_static(shape: u32, kind: u8, aux: u16) -> Header {
        Header { shape, gc: STATIC, kind, aux }
    }
}

/// Header bit in `gc`: the object is old and has not been logged since the last collection.
pub const LOG_ON_STORE: u8 = 0x80;

/// Header bit in `gc`: the object lies in static memory; the collector passes over it and never writes to it.
pub const STATIC: u8 = 0x40;

/// What the collector may know of a layout.
pub struct KindInfo {
    pub name: &'static str,
    /// Size in bytes of the object, header included; the heap rounds it up to 16.
    ///
    /// # Safety
    /// The pointer is an object of this kind, its header set and its length fields valid.
    pub size: unsafe fn(*const Header) -> usize,
    /// Shows every strong reference of the object to the tracer.
    ///
    /// # Safety
    /// As for `size`.
    pub trace: unsafe fn(*mut Header, &mut Tracer),
    /// Byte offset of the one weak reference (a value word) that objects registered by
    /// `Heap::register_weak` hold; cleared (set to zero) when its referent dies.
    pub weak: Option<usize>,
    /// Releases what lies outside the heap (a file descriptor); for objects registered by
    /// `Heap::register_native_drop`.
    pub drop: Option<unsafe fn(*mut Header)>,
}

/// A word is a reference when it is not zero and its low bit is clear.
#[inline(always)]
pub fn is_reference(word: u64) -> bool {
    word != 0 && word & 1 == 0
}
