//! What containers ask of the things they hold (`Item`) and of the world (`Keys`, `Owner`).
//!
//! `ItemClass` divides items by what this crate may decide alone: equality of ints, floats and strings of exact type and of
//! objects with default comparison needs no Python code. Everything else goes through `Keys`.

#![allow(unsafe_code)] // declares `from_bits`

use crate::{DictRef, FloodKey};
use gc::{Header, Heap};
use std::cmp::Ordering;

/// What an item is, as far as storage cares. Exact types only: an instance of a subclass is `Other` (or `Identity`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ItemClass {
    /// Small tagged int: equal items are equal words.
    Int,
    Float,
    Str,
    Unicode,
    /// Instance of a class without own `__eq__`, `__cmp__`, `__hash__` or `__coerce__`: equal only to itself.
    Identity,
    Other,
}

/// A value word. `Value` in the object model, `toy::Toy` in tests and benches.
pub trait Item: Copy + 'static {
    /// Never zero; a reference exactly when `gc::is_reference` says so.
    fn bits(self) -> u64;
    /// # Safety
    /// `bits` came from `bits` of a live item.
    unsafe fn from_bits(bits: u64) -> Self;
    fn class(self) -> ItemClass;
    /// The value of an item of class `Int`.
    fn as_int(self) -> Option<i64>;
    /// The value of an item of class `Float`.
    fn as_float(self) -> Option<f64>;
    fn from_int(heap: &mut Heap, int: i64) -> Self;
    fn from_float(heap: &mut Heap, float: f64) -> Self;
    /// CPython's hash of an item of class `Str` or `Unicode`.
    fn str_hash(self) -> u64;
    /// Equality of two items that are both `Str` or both `Unicode`.
    fn str_equal(self, other: Self) -> bool;
    /// Order of two items that are both `Str` (bytes) or both `Unicode` (code points).
    fn str_compare(self, other: Self) -> Ordering;
    /// Default hash, from the address, of an item of class `Identity`.
    fn identity_hash(self) -> u64;
    /// Keyed hash of the contents of a `Str`, `Unicode` or `Int`. A str and the unicode of the same ASCII text agree.
    fn content_hash(self, key: &FloodKey) -> u64;
    #[inline(always)]
    fn is_str(self) -> bool {
        self.class() == ItemClass::Str
    }
    #[inline(always)]
    fn same(self, other: Self) -> bool {
        self.bits() == other.bits()
    }
}

/// The world as a table sees it. Every method but `heap` and `out_of_memory` may run Python code, which may change the
/// very container that is being worked on.
pub trait Keys<I: Item>: Owner<I> {
    type Error;
    fn hash(&mut self, key: I) -> Result<u64, Self::Error>;
    /// Whether two keys that are not the same object are equal; the stored one comes first.
    fn equal(&mut self, stored: I, key: I) -> Result<bool, Self::Error>;
    fn heap(&mut self) -> &mut Heap;
    fn out_of_memory(&mut self) -> Self::Error;
    /// A dict with the `WATCHED` flag has been written to: at `key`, or everywhere. Runs no Python code.
    fn watch(&mut self, _dict: DictRef<I>, _key: Option<I>) {}
}

/// Objects whose attributes lie by a map and are seen through a dict of kernel `Instance`. Names are of class `Str`, not
/// necessarily interned. None of these runs Python code. An environment without such objects leaves the defaults.
pub trait Owner<I: Item> {
    fn attribute(&mut self, _owner: *mut Header, _name: I) -> Option<I> {
        None
    }
    /// False: declined; the dict then detaches and stores the attribute itself.
    fn set_attribute(&mut self, _owner: *mut Header, _name: I, _value: I) -> bool {
        false
    }
    /// Whether there was one.
    fn delete_attribute(&mut self, _owner: *mut Header, _name: I) -> bool {
        false
    }
    fn attribute_count(&mut self, _owner: *mut Header) -> usize {
        0
    }
    /// The attribute at this position in order, counted from 0 without gaps.
    fn attribute_at(&mut self, _owner: *mut Header, _position: usize) -> Option<(I, I)> {
        None
    }
    /// The dict now holds the attributes itself: the owner forgets its own and looks into the dict from now on.
    fn detach(&mut self, _owner: *mut Header, _dict: DictRef<I>) {}
}

/// A world without Python code: fails where it would be needed. For lookups, which do not allocate.
pub(crate) struct NoKeys;

impl<I: Item> Owner<I> for NoKeys {}
impl<I: Item> Keys<I> for NoKeys {
    type Error = ();
    fn hash(&mut self, _: I) -> Result<u64, ()> {
        Err(())
    }
    fn equal(&mut self, _: I, _: I) -> Result<bool, ()> {
        Err(())
    }
    fn heap(&mut self) -> &mut Heap {
        unreachable!("lookups do not allocate")
    }
    fn out_of_memory(&mut self) {}
}

/// CPython's hash of an int.
#[inline(always)]
pub const fn int_hash(int: i64) -> u64 {
    if int == -1 { -2i64 as u64 } else { int as u64 }
}

/// The hash of an item that can be had without Python code.
#[inline]
pub fn known_hash<I: Item>(item: I) -> Option<u64> {
    match item.class() {
        ItemClass::Int => item.as_int().map(int_hash),
        ItemClass::Str | ItemClass::Unicode => Some(item.str_hash()),
        ItemClass::Identity => Some(item.identity_hash()),
        ItemClass::Float | ItemClass::Other => None,
    }
}

/// Exact comparison, as Python compares an int and a float.
#[inline]
pub fn int_equals_float(int: i64, float: f64) -> bool {
    // 2^63 as a float is the only value that rounds out of range on the way back; `as` saturates there.
    int as f64 == float && float < 9_223_372_036_854_775_808.0 && float as i64 == int
}

/// Equality as containers mean it (identity counts), where no Python code is needed to know.
#[inline]
pub fn decide_equal<I: Item>(a: I, b: I) -> Option<bool> {
    use ItemClass::*;
    if a.same(b) {
        return Some(true);
    }
    match (a.class(), b.class()) {
        (Other, _) | (_, Other) | (Str, Unicode) | (Unicode, Str) => None,
        (Str, Str) | (Unicode, Unicode) => Some(a.str_equal(b)),
        (Float, Float) => {
            let (x, y) = (a.as_float()?, b.as_float()?);
            Some(x == y || x.to_bits() == y.to_bits())
        }
        (Int, Float) => Some(int_equals_float(a.as_int()?, b.as_float()?)),
        (Float, Int) => Some(int_equals_float(b.as_int()?, a.as_float()?)),
        _ => Some(false),
    }
}
