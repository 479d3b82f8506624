//! `Gc<T>`: a reference to a heap object of known layout.
//!
//! It is a plain pointer: the heap never moves objects, and one on a native stack keeps its object alive. It must not be
//! kept in Rust heap memory (`Vec`, `Box`), where the collector does not look.
//!
//! Contract of `DerefMut`: a borrow of an object's insides ends before anything is called that may reach the same object
//! (allocation, Python code). All objects belong to the thread that holds the GIL.

#![allow(unsafe_code)] // dereferences heap objects

use crate::value::Value;
use gc::Header;
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

/// A heap object's layout: `repr(C)`, beginning with a `Header`.
///
/// # Safety
/// Every object whose header has kind `KIND` is laid out as this type.
pub unsafe trait Object: Sized + 'static {
    const KIND: u8;
    /// Python name of the type, for messages.
    const NAME: &'static str;
}

#[repr(transparent)]
pub struct Gc<T>(NonNull<T>);

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Gc<T> {}
impl<T> PartialEq for Gc<T> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Gc<T> {}

impl<T> Gc<T> {
    /// # Safety
    /// `pointer` is a live heap object laid out as `T`.
    #[inline(always)]
    pub const unsafe fn from_pointer(pointer: *mut T) -> Gc<T> {
        // SAFETY: by contract not null.
        Gc(unsafe { NonNull::new_unchecked(pointer) })
    }
    #[inline(always)]
    pub const fn pointer(self) -> *mut T {
        self.0.as_ptr()
    }
    #[inline(always)]
    pub fn header(self) -> *mut Header {
        self.0.as_ptr().cast()
    }
    #[inline(always)]
    pub fn value(self) -> Value {
        // SAFETY: an object's address is a valid value word: not zero, aligned to 8.
        unsafe { Value::from_bits_unchecked(self.0.as_ptr() as u64) }
    }
    /// Borrows for as long as the caller knows the object to live: results of methods on `Gc` that outlive the handle's
    /// own borrow.
    #[inline(always)]
    pub fn get(self) -> &'static T {
        // SAFETY: the handle is live, objects do not move; see the contract above.
        unsafe { &*self.0.as_ptr() }
    }
    /// As `get`, for writing.
    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    pub fn get_mut(self) -> &'static mut T {
        // SAFETY: as for `get`; the contract above rules out overlapping borrows.
        unsafe { &mut *self.0.as_ptr() }
    }
}

impl<T> Deref for Gc<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: a `Gc` refers to a live object.
        unsafe { self.0.as_ref() }
    }
}
impl<T> DerefMut for Gc<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as for `deref`; see the contract above.
        unsafe { self.0.as_mut() }
    }
}

impl<T> std::fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Gc({:p})", self.0)
    }
}

impl<T> From<Gc<T>> for Value {
    #[inline(always)]
    fn from(object: Gc<T>) -> Value {
        object.value()
    }
}
