//! Sets and frozensets: the table with nothing but keys.
//!
//! Kernels as for dicts (`Empty`, `Int`, `Str`, `Unicode`, `Identity`, `Object`). Operations on two sets take every hash from
//! the tables, and compare without Python code where both hold keys of one class. Which of two equal elements a result
//! keeps is CPython's choice (`setobject.c`).

#![allow(unsafe_code)] // entries are raw heap memory

use crate::buffer::OutOfMemory;
use crate::dict::DictRef;
use crate::item::{Item, Keys, NoKeys, known_hash};
use crate::table::{FORTIFIED, Kernel, Probe, Table, TableEntry};
use gc::{Header, Heap, Tracer};
use std::marker::PhantomData;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct SetEntry {
    pub hash: u64,
    /// 0: deleted.
    pub key: u64,
}

// SAFETY: two words, hash and key.
unsafe impl TableEntry for SetEntry {
    const WORDS: usize = 2;
    #[inline(always)]
    fn hash(&self) -> u64 {
        self.hash
    }
    #[inline(always)]
    fn key(&self) -> u64 {
        self.key
    }
    #[inline(always)]
    fn set_hash(&mut self, hash: u64) {
        self.hash = hash;
    }
}

/// A set as a heap object of 48 bytes.
pub type Set = Table<SetEntry>;

/// For the `KindInfo` of set objects.
///
/// # Safety
/// The object is a `Set` (or begins with one).
pub unsafe fn trace_set(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by contract.
    unsafe { Set::trace(object.cast(), tracer) };
}

/// Handle of a live set.
pub struct SetRef<I> {
    this: *mut Set,
    items: PhantomData<I>,
}

impl<I> Clone for SetRef<I> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<I> Copy for SetRef<I> {}

impl<I: Item> SetRef<I> {
    /// # Safety
    /// A live set that holds items of this type, kept alive while the handle is used.
    #[inline(always)]
    pub unsafe fn from_raw(this: *mut Set) -> Self {
        SetRef { this, items: PhantomData }
    }
    #[inline(always)]
    pub fn as_ptr(self) -> *mut Set {
        self.this
    }
    #[inline(always)]
    pub fn kernel(self) -> Kernel {
        // SAFETY: `from_raw`'s contract, here and in all of this file: the set is live and valid.
        unsafe { Set::kernel(self.this) }
    }
    pub fn is_fortified(self) -> bool {
        // SAFETY: live.
        unsafe { Set::has(self.this, FORTIFIED) }
    }
    #[inline(always)]
    pub fn len(self) -> usize {
        // SAFETY: live.
        unsafe { (*self.this).used as usize }
    }
    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline]
    fn hash<K: Keys<I>>(keys: &mut K, key: I) -> Result<u64, K::Error> {
        known_hash(key).map_or_else(|| keys.hash(key), Ok)
    }

    #[inline]
    pub fn contains<K: Keys<I>>(self, keys: &mut K, key: I) -> Result<bool, K::Error> {
        // SAFETY: live.
        if let Some((probe, _)) = unsafe { Set::probe_alike(self.this, key) } {
            return Ok(matches!(probe, Probe::Found(_)));
        }
        let hash = Self::hash(keys, key)?;
        self.contains_hashed(keys, key, hash)
    }
    #[inline]
    pub fn contains_hashed<K: Keys<I>>(self, keys: &mut K, key: I, hash: u64) -> Result<bool, K::Error> {
        // SAFETY: live.
        unsafe { Ok(matches!(Set::find(self.this, keys, key, hash)?, Probe::Found(_))) }
    }
    /// Whether there is a key of any class but `Float` and `Other` with this hash, where no Python code is needed to know.
    pub fn contains_known(self, key: I, hash: u64) -> Option<bool> {
        self.contains_hashed(&mut NoKeys, key, hash).ok()
    }
    /// The stored element that equals this one.
    pub fn stored<K: Keys<I>>(self, keys: &mut K, key: I) -> Result<Option<I>, K::Error> {
        let hash = Self::hash(keys, key)?;
        // SAFETY: live; the entry was found just now.
        unsafe {
            Ok(match Set::find(self.this, keys, key, hash)? {
                Probe::Found(number) => Some(I::from_bits((*Set::entry(self.this, number)).key)),
                Probe::Absent { .. } => None,
            })
        }
    }
    /// Whether the element was new.
    #[inline]
    pub fn add<K: Keys<I>>(self, keys: &mut K, key: I) -> Result<bool, K::Error> {
        // SAFETY: live; no Python code runs between the probe and the store.
        unsafe {
            match Set::probe_alike(self.this, key) {
                Some((Probe::Found(_), _)) => return Ok(false),
                Some((Probe::Absent { slot, steps }, hash)) => {
                    return match self.insert(keys.heap(), key, hash, slot, steps) {
                        Ok(()) => Ok(true),
                        Err(OutOfMemory) => Err(keys.out_of_memory()),
                    };
                }
                None => {}
            }
        }
        let hash = Self::hash(keys, key)?;
        self.add_hashed(keys, key, hash)
    }
    /// Stores an absent element where its probe of this moment ended.
    ///
    /// # Safety
    /// `slot` is what a probe for the absent key has just given.
    #[inline]
    unsafe fn insert(self, heap: &mut Heap, key: I, hash: u64, slot: usize, steps: u32) -> Result<(), OutOfMemory> {
        // SAFETY: live; by contract.
        unsafe {
            let (slot, hash) = Set::make_room(self.this, heap, key, hash, slot, steps)?;
            Set::append(self.this, slot, SetEntry { hash, key: key.bits() });
            Set::barrier(self.this, heap);
        }
        Ok(())
    }
    /// The kernel of two sets that hold keys of one class alone, so that nothing but words or texts need be compared.
    #[inline]
    fn alike(self, other: SetRef<I>) -> Option<Kernel> {
        let kernel = self.kernel();
        let simple = matches!(kernel, Kernel::Int | Kernel::Str | Kernel::Unicode | Kernel::Identity);
        (simple && kernel == other.kernel() && !self.is_fortified() && !other.is_fortified()).then_some(kernel)
    }
    #[inline(always)]
    fn probe_as(self, kernel: Kernel, key: I, hash: u64) -> Probe {
        // SAFETY: live; `alike` has found the kernel on both sides.
        unsafe {
            match kernel {
                Kernel::Int | Kernel::Identity => Set::probe_bits(self.this, hash, key.bits()),
                _ => Set::probe_str(self.this, hash, key),
            }
        }
    }
    #[inline(always)]
    fn contains_as(self, kernel: Kernel, key: I, hash: u64) -> bool {
        matches!(self.probe_as(kernel, key, hash), Probe::Found(_))
    }
    /// The elements of this set, an `alike` one of kernel `kernel`, that `other` has (or has not), into an empty set.
    fn filter_into(
        self,
        heap: &mut Heap,
        kernel: Kernel,
        other: SetRef<I>,
        wanted: bool,
        target: SetRef<I>,
    ) -> Result<(), OutOfMemory> {
        let mut position = 0;
        while let Some((hash, key)) = self.next_hashed(&mut position) {
            if other.contains_as(kernel, key, hash) == wanted {
                // SAFETY: live; elements of a set differ from each other, so that this one is absent.
                unsafe {
                    let place = match target.kernel() {
                        Kernel::Empty => Probe::Absent { slot: 0, steps: 0 },
                        _ => Set::probe(target.this, hash, |_| false),
                    };
                    if let Probe::Absent { slot, steps } = place {
                        target.insert(heap, key, hash, slot, steps)?;
                    }
                }
            }
        }
        Ok(())
    }
    #[inline]
    pub fn add_hashed<K: Keys<I>>(self, keys: &mut K, key: I, hash: u64) -> Result<bool, K::Error> {
        // SAFETY: live; no Python code runs between the probe and the store.
        unsafe {
            let Probe::Absent { slot, steps } = Set::find(self.this, keys, key, hash)? else { return Ok(false) };
            if self.insert(keys.heap(), key, hash, slot, steps).is_err() {
                return Err(keys.out_of_memory());
            }
        }
        Ok(true)
    }
    /// Whether the element was there.
    #[inline]
    pub fn discard<K: Keys<I>>(self, keys: &mut K, key: I) -> Result<bool, K::Error> {
        let hash = Self::hash(keys, key)?;
        self.discard_hashed(keys, key, hash)
    }
    pub fn discard_hashed<K: Keys<I>>(self, keys: &mut K, key: I, hash: u64) -> Result<bool, K::Error> {
        // SAFETY: live; the entry was found just now.
        unsafe {
            let Probe::Found(number) = Set::find(self.this, keys, key, hash)? else { return Ok(false) };
            Set::kill(self.this, number);
        }
        Ok(true)
    }
    /// Removes the last element.
    pub fn pop(self) -> Option<I> {
        // SAFETY: live; `last_live` answers with a live entry.
        unsafe {
            let number = Set::last_live(self.this)?;
            let key = I::from_bits((*Set::entry(self.this, number)).key);
            Set::kill(self.this, number);
            Some(key)
        }
    }
    pub fn clear(self) {
        // SAFETY: live.
        unsafe { Set::reset(self.this) };
    }
    /// The element at or after a position, which then lies behind it. Starts at 0; as for dicts.
    #[inline]
    pub fn next(self, position: &mut usize) -> Option<I> {
        // SAFETY: live entries hold items.
        unsafe {
            let (next, entry) = Set::next(self.this, *position)?;
            *position = next;
            Some(I::from_bits(entry.key))
        }
    }
    #[inline]
    pub fn next_hashed(self, position: &mut usize) -> Option<(u64, I)> {
        // SAFETY: live entries hold items.
        unsafe {
            let (next, entry) = Set::next(self.this, *position)?;
            *position = next;
            Some((Set::plain_hash::<I>(self.this, &entry), I::from_bits(entry.key)))
        }
    }

    /// Room for so many more elements without another buffer.
    pub fn reserve(self, heap: &mut Heap, more: usize) -> Result<(), OutOfMemory> {
        // SAFETY: live.
        unsafe {
            if self.kernel() == Kernel::Empty || ((*self.this).limit - (*self.this).fill) as usize >= more {
                return Ok(());
            }
            Set::rebuild(self.this, heap, self.len() + more)
        }
    }
    /// Makes `target`, an empty set, a copy of this one.
    pub fn copy_into(self, heap: &mut Heap, target: SetRef<I>) -> Result<(), OutOfMemory> {
        // SAFETY: both live.
        unsafe { Set::copy_from(target.this, heap, self.this) }
    }
    /// Exchanges the contents of two sets (for `&=` and the like, which build the result beside the operand).
    pub fn swap(self, heap: &mut Heap, other: SetRef<I>) {
        let table = crate::table::WATCHED - 1;
        // SAFETY: both live; headers stay but for the table's own bits.
        unsafe {
            let (a, b) = (self.this, other.this);
            let (x, y) = ((*a).header, (*b).header);
            std::ptr::swap(a, b);
            (*a).header = Header { aux: x.aux & !table | y.aux & table, ..x };
            (*b).header = Header { aux: y.aux & !table | x.aux & table, ..y };
            Set::barrier(a, heap);
            Set::barrier(b, heap);
        }
    }

    /// `self |= other`
    pub fn update_from<K: Keys<I>>(self, keys: &mut K, other: SetRef<I>) -> Result<(), K::Error> {
        if self.this == other.this {
            return Ok(());
        }
        if self.kernel() == Kernel::Empty {
            return self.or_out_of_memory(keys, |heap| other.copy_into(heap, self));
        }
        self.or_out_of_memory(keys, |heap| self.reserve(heap, other.len().saturating_sub(self.len() / 2)))?;
        let mut position = 0;
        while let Some((hash, key)) = other.next_hashed(&mut position) {
            self.add_hashed(keys, key, hash)?;
        }
        Ok(())
    }
    /// Adds the keys of a dict.
    pub fn update_from_dict<K: Keys<I>>(self, keys: &mut K, dict: DictRef<I>) -> Result<(), K::Error> {
        let mut position = 0;
        while let Some((hash, key, _)) = dict.next_hashed(keys, &mut position) {
            self.add_hashed(keys, key, hash)?;
        }
        Ok(())
    }
    fn or_out_of_memory<K: Keys<I>>(
        self,
        keys: &mut K,
        act: impl FnOnce(&mut Heap) -> Result<(), OutOfMemory>,
    ) -> Result<(), K::Error> {
        match act(keys.heap()) {
            Ok(()) => Ok(()),
            Err(OutOfMemory) => Err(keys.out_of_memory()),
        }
    }
    /// `target |= self & other`. Elements are those of the smaller set, of `other` where they are of one size.
    pub fn intersection_into<K: Keys<I>>(self, keys: &mut K, other: SetRef<I>, target: SetRef<I>) -> Result<(), K::Error> {
        let (walked, asked) = if other.len() > self.len() { (self, other) } else { (other, self) };
        if target.is_empty()
            && let Some(kernel) = walked.alike(asked)
        {
            return self.or_out_of_memory(keys, |heap| walked.filter_into(heap, kernel, asked, true, target));
        }
        let mut position = 0;
        while let Some((hash, key)) = walked.next_hashed(&mut position) {
            if asked.contains_hashed(keys, key, hash)? {
                target.add_hashed(keys, key, hash)?;
            }
        }
        Ok(())
    }
    /// `target |= self - other`
    pub fn difference_into<K: Keys<I>>(self, keys: &mut K, other: SetRef<I>, target: SetRef<I>) -> Result<(), K::Error> {
        if target.is_empty()
            && let Some(kernel) = self.alike(other)
        {
            // Most of a table stays: copying it is less work than making it anew.
            if self.len() > 8 && other.len() <= self.len() / 4 {
                self.or_out_of_memory(keys, |heap| self.copy_into(heap, target))?;
                let mut position = 0;
                while let Some((hash, key)) = other.next_hashed(&mut position) {
                    if let Probe::Found(number) = target.probe_as(kernel, key, hash) {
                        // SAFETY: a live entry, found just now.
                        unsafe { Set::kill(target.this, number) };
                    }
                }
                return Ok(());
            }
            return self.or_out_of_memory(keys, |heap| self.filter_into(heap, kernel, other, false, target));
        }
        let mut position = 0;
        while let Some((hash, key)) = self.next_hashed(&mut position) {
            if !other.contains_hashed(keys, key, hash)? {
                target.add_hashed(keys, key, hash)?;
            }
        }
        Ok(())
    }
    /// `self -= other`
    pub fn difference_update<K: Keys<I>>(self, keys: &mut K, other: SetRef<I>) -> Result<(), K::Error> {
        if self.this == other.this {
            self.clear();
            return Ok(());
        }
        let mut position = 0;
        while let Some((hash, key)) = other.next_hashed(&mut position) {
            self.discard_hashed(keys, key, hash)?;
        }
        Ok(())
    }
    /// `self ^= other`
    pub fn symmetric_difference_update<K: Keys<I>>(self, keys: &mut K, other: SetRef<I>) -> Result<(), K::Error> {
        if self.this == other.this {
            self.clear();
            return Ok(());
        }
        let mut position = 0;
        while let Some((hash, key)) = other.next_hashed(&mut position) {
            if !self.discard_hashed(keys, key, hash)? {
                self.add_hashed(keys, key, hash)?;
            }
        }
        Ok(())
    }
    pub fn is_subset<K: Keys<I>>(self, keys: &mut K, other: SetRef<I>) -> Result<bool, K::Error> {
        if self.len() > other.len() {
            return Ok(false);
        }
        if let Some(kernel) = self.alike(other) {
            let mut position = 0;
            while let Some((hash, key)) = self.next_hashed(&mut position) {
                if !other.contains_as(kernel, key, hash) {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        let mut position = 0;
        while let Some((hash, key)) = self.next_hashed(&mut position) {
            if !other.contains_hashed(keys, key, hash)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
    pub fn is_disjoint<K: Keys<I>>(self, keys: &mut K, other: SetRef<I>) -> Result<bool, K::Error> {
        let (walked, asked) = if other.len() > self.len() { (self, other) } else { (other, self) };
        let mut position = 0;
        while let Some((hash, key)) = walked.next_hashed(&mut position) {
            if asked.contains_hashed(keys, key, hash)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
    /// Equal as sets; sizes and kernels first.
    pub fn equals<K: Keys<I>>(self, keys: &mut K, other: SetRef<I>) -> Result<bool, K::Error> {
        if self.len() != other.len() { Ok(false) } else { self.is_subset(keys, other) }
    }
}
