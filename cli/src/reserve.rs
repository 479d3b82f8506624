//! The allocator of Rust's containers: the C library's, with a reserve of address space behind it.
//!
//! Containers end the process where an allocation fails. What a program can make large asks first (`Context::ask_for`); for all
//! the small ones in between, a mapping that nobody uses is given back when the first of them fails. The program hears of it as
//! MemoryError at its next poll, and the reserve is made anew when that is raised.

#![allow(unsafe_code)] // an allocator

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering::AcqRel, Ordering::Acquire};

/// Bytes held back.
const RESERVE: usize = 16 << 20;
/// Allocations up to so many bytes may take from it.
const SMALL: usize = 4 << 20;

static HELD: AtomicPtr<libc::c_void> = AtomicPtr::new(null_mut());

struct Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

/// Makes the reserve, if there is none and the system has so much address space.
pub fn refill() {
    if !HELD.load(Acquire).is_null() {
        return;
    }
    // SAFETY: a fresh private mapping, without access.
    let map = unsafe {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        libc::mmap(null_mut(), RESERVE, libc::PROT_NONE, flags, -1, 0)
    };
    if map != libc::MAP_FAILED && HELD.compare_exchange(null_mut(), map, AcqRel, Acquire).is_err() {
        // SAFETY: the mapping just made, for which another thread was quicker.
        unsafe { libc::munmap(map, RESERVE) };
    }
}

/// Gives the reserve back for an allocation that failed; false where that does not help.
#[cold]
fn release(bytes: usize) -> bool {
    if bytes > SMALL {
        return false;
    }
    let map = HELD.swap(null_mut(), AcqRel);
    if map.is_null() {
        return false;
    }
    object_model::context::memory_is_short();
    // SAFETY: a mapping that `refill` made and nobody else has.
    unsafe { libc::munmap(map, RESERVE) == 0 }
}

// SAFETY: memory is the system allocator's; each method hands its caller's contract on.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: by the caller's contract.
        unsafe {
            let place = System.alloc(layout);
            if place.is_null() && release(layout.size()) { System.alloc(layout) } else { place }
        }
    }
    // SAFETY: as of the trait, whose contract the system allocator has too.
    #[inline]
    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: by the caller's contract.
        unsafe { System.dealloc(place, layout) }
    }
    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: by the caller's contract.
        unsafe {
            let place = System.alloc_zeroed(layout);
            if place.is_null() && release(layout.size()) { System.alloc_zeroed(layout) } else { place }
        }
    }
    // SAFETY: as of the trait, whose contract the system allocator has too.
    #[inline]
    unsafe fn realloc(&self, old: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        // SAFETY: by the caller's contract; what could not be made larger is still there.
        unsafe {
            let place = System.realloc(old, layout, bytes);
            if place.is_null() && release(bytes) { System.realloc(old, layout, bytes) } else { place }
        }
    }
}
