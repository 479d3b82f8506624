//! Dicts: the handle and the operations that do not depend on who holds the values.
//!
//! | kernel | keys | a lookup needs Python code |
//! |---|---|---|
//! | `Empty` | none | never |
//! | `Int`, `Str`, `Unicode`, `Identity` | all of that class | for a key of another class with an equal hash |
//! | `Object` | any | where hashes are equal and `decide_equal` cannot say |
//! | `Cells` | any; values lie in cells (`cells`) | as `Object` |
//! | `Kwargs` | up to 8 str, no index | as `Str` |
//! | `Instance` | attributes of an object (`attributes`) | for a key that is not a str |
//!
//! A dict becomes more general when an absent key of another class is stored, and `Empty` again when it is cleared.

#![allow(unsafe_code)] // entries are raw heap memory

mod attributes;
mod cells;
mod kwargs;

use crate::buffer::{Cell, OutOfMemory};
use crate::item::{Item, Keys, NoKeys, Owner, known_hash};
use crate::table::{FORTIFIED, Kernel, Probe, Table, TableEntry, WATCHED};
use gc::{Header, Heap, Tracer};
use std::marker::PhantomData;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Entry {
    pub hash: u64,
    /// 0: deleted.
    pub key: u64,
    /// The value; for kernel `Cells` a `Cell`.
    pub value: u64,
}

// SAFETY: three words, hash and key first.
unsafe impl TableEntry for Entry {
    const WORDS: usize = 3;
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

/// A dict as a heap object of 48 bytes.
pub type Dict = Table<Entry>;

/// For the `KindInfo` of dict objects.
///
/// # Safety
/// The object is a `Dict` (or begins with one).
pub unsafe fn trace_dict(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by contract.
    unsafe { Dict::trace(object.cast(), tracer) };
}

/// Answer of a lookup that runs no Python code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<I> {
    Found(I),
    Absent,
    /// Only `get` can tell.
    Ask,
}

/// Handle of a live dict.
pub struct DictRef<I> {
    this: *mut Dict,
    items: PhantomData<I>,
}

impl<I> Clone for DictRef<I> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<I> Copy for DictRef<I> {}

impl<I: Item> DictRef<I> {
    /// # Safety
    /// A live dict that holds items of this type, kept alive while the handle is used.
    #[inline(always)]
    pub unsafe fn from_raw(this: *mut Dict) -> Self {
        DictRef { this, items: PhantomData }
    }
    #[inline(always)]
    pub fn as_ptr(self) -> *mut Dict {
        self.this
    }
    #[inline(always)]
    pub fn kernel(self) -> Kernel {
        // SAFETY: `from_raw`'s contract, here and in all of this file: the dict is live and valid.
        unsafe { Dict::kernel(self.this) }
    }
    #[inline(always)]
    pub fn is_watched(self) -> bool {
        // SAFETY: live.
        unsafe { Dict::has(self.this, WATCHED) }
    }
    pub fn set_watched(self) {
        // SAFETY: live.
        unsafe { (*self.this).header.aux |= WATCHED };
    }
    pub fn is_fortified(self) -> bool {
        // SAFETY: live.
        unsafe { Dict::has(self.this, FORTIFIED) }
    }
    #[inline]
    pub fn len<O: Owner<I> + ?Sized>(self, owner: &mut O) -> usize {
        if self.kernel() == Kernel::Instance { owner.attribute_count(self.owner()) } else { self.table_len() }
    }
    /// Number of items of a dict that is not of kernel `Instance`.
    #[inline(always)]
    pub fn table_len(self) -> usize {
        // SAFETY: live.
        unsafe { (*self.this).used as usize }
    }

    /// The value in an entry; none in an absent cell.
    ///
    /// # Safety
    /// `entry` is an entry of this dict.
    #[inline(always)]
    unsafe fn value(self, entry: &Entry) -> Option<I> {
        // SAFETY: the words of a live entry are items, in kernel `Cells` the value is a cell.
        unsafe {
            if self.kernel() == Kernel::Cells {
                let word = (*(entry.value as *const Cell)).value;
                return (word != 0).then(|| I::from_bits(word));
            }
            Some(I::from_bits(entry.value))
        }
    }
    #[inline(always)]
    fn watch<K: Keys<I>>(self, keys: &mut K, key: Option<I>) {
        if self.is_watched() {
            keys.watch(self, key);
        }
    }
    #[inline]
    fn hash<K: Keys<I>>(keys: &mut K, key: I) -> Result<u64, K::Error> {
        known_hash(key).map_or_else(|| keys.hash(key), Ok)
    }

    #[inline]
    pub fn get<K: Keys<I>>(self, keys: &mut K, key: I) -> Result<Option<I>, K::Error> {
        // SAFETY: live; the values of a kernel with keys of one class are items.
        unsafe {
            match Dict::probe_alike(self.this, key) {
                Some((Probe::Found(number), _)) => {
                    return Ok(Some(I::from_bits((*Dict::entry(self.this, number)).value)));
                }
                Some((Probe::Absent { .. }, _)) => return Ok(None),
                None => {}
            }
        }
        let hash = Self::hash(keys, key)?;
        self.get_hashed(keys, key, hash)
    }
    #[inline]
    pub fn get_hashed<K: Keys<I>>(self, keys: &mut K, key: I, hash: u64) -> Result<Option<I>, K::Error> {
        if self.kernel() == Kernel::Instance {
            return self.attribute(keys, key, hash);
        }
        // SAFETY: live; the entry was found just now.
        unsafe {
            Ok(match Dict::find(self.this, keys, key, hash)? {
                Probe::Found(number) => self.value(&*Dict::entry(self.this, number)),
                Probe::Absent { .. } => None,
            })
        }
    }
    #[inline]
    pub fn contains<K: Keys<I>>(self, keys: &mut K, key: I) -> Result<bool, K::Error> {
        Ok(self.get(keys, key)?.is_some())
    }

    /// Lookup of a key of class `Str` with its hash, as far as no Python code is needed.
    #[inline]
    pub fn get_str(self, key: I, hash: u64) -> Known<I> {
        // SAFETY: live; kernel `Str` holds str keys alone.
        unsafe {
            if self.kernel() == Kernel::Str && !Dict::has(self.this, FORTIFIED) {
                return match Dict::probe_str(self.this, hash, key) {
                    Probe::Found(number) => Known::Found(I::from_bits((*Dict::entry(self.this, number)).value)),
                    Probe::Absent { .. } => Known::Absent,
                };
            }
        }
        self.get_known(key, hash)
    }
    /// Lookup of a key of any class but `Float` and `Other` with its hash, as far as no Python code is needed.
    pub fn get_known(self, key: I, hash: u64) -> Known<I> {
        if self.kernel() == Kernel::Instance {
            return Known::Ask;
        }
        match self.get_hashed(&mut NoKeys, key, hash) {
            Ok(Some(value)) => Known::Found(value),
            Ok(None) => Known::Absent,
            Err(()) => Known::Ask,
        }
    }
    /// The entry of this very key, if the first slot of its chain leads there; otherwise nothing is known. For fast paths.
    #[inline(always)]
    pub fn first_probe(self, key: I, hash: u64) -> Option<*mut Entry> {
        // SAFETY: live.
        unsafe { if self.kernel() == Kernel::Cells { None } else { Dict::first_probe(self.this, hash, key.bits()) } }
    }
    /// Replaces the value of this very key if `first_probe` finds it and nobody watches. False: not done, use `set`.
    #[inline(always)]
    pub fn replace_first(self, heap: &mut Heap, key: I, hash: u64, value: I) -> bool {
        if self.is_watched() {
            return false;
        }
        let Some(entry) = self.first_probe(key, hash) else { return false };
        // SAFETY: a live entry of this dict, whose values are not cells.
        unsafe {
            (*entry).value = value.bits();
            Dict::barrier(self.this, heap);
        }
        true
    }
    /// The number of the entry of this very key, to be remembered for `value_at`.
    pub fn entry_number(self, key: I, hash: u64) -> Option<u32> {
        // SAFETY: live and with an index when something is in it; the cast counts whole entries of one buffer.
        unsafe {
            if (*self.this).fill == 0 || matches!(self.kernel(), Kernel::Kwargs | Kernel::Instance | Kernel::Cells) {
                return None;
            }
            let hash = if Dict::has(self.this, FORTIFIED) { return None } else { hash };
            match Dict::probe_bits(self.this, hash, key.bits()) {
                Probe::Found(number) => Some(number as u32),
                Probe::Absent { .. } => None,
            }
        }
    }
    /// The value in this entry if its key is still this very one.
    #[inline(always)]
    pub fn value_at(self, number: u32, key: I) -> Option<I> {
        // SAFETY: below `fill`, hence an entry.
        unsafe {
            if number >= (*self.this).fill || matches!(self.kernel(), Kernel::Cells | Kernel::Instance) {
                return None;
            }
            let entry = Dict::entry(self.this, number as usize);
            ((*entry).key == key.bits()).then(|| I::from_bits((*entry).value))
        }
    }

    #[inline]
    pub fn set<K: Keys<I>>(self, keys: &mut K, key: I, value: I) -> Result<(), K::Error> {
        // SAFETY: live; no Python code runs between the probe and the store.
        unsafe {
            if let Some((probe, hash)) = Dict::probe_alike(self.this, key) {
                return self.store(keys, probe, key, hash, value);
            }
        }
        let hash = Self::hash(keys, key)?;
        self.set_hashed(keys, key, hash, value)
    }
    #[inline]
    pub fn set_hashed<K: Keys<I>>(self, keys: &mut K, key: I, hash: u64, value: I) -> Result<(), K::Error> {
        if self.kernel() == Kernel::Instance && self.set_attribute(keys, key, value)? {
            return Ok(());
        }
        // SAFETY: live; no Python code runs between the probe and the store.
        unsafe {
            let probe = Dict::find(self.this, keys, key, hash)?;
            self.store(keys, probe, key, hash, value)
        }
    }
    /// Stores at the place that a probe of this moment found.
    ///
    /// # Safety
    /// No Python code has run since the probe.
    #[inline]
    unsafe fn store<K: Keys<I>>(self, keys: &mut K, probe: Probe, key: I, hash: u64, value: I) -> Result<(), K::Error> {
        // SAFETY: by contract.
        unsafe {
            match probe {
                Probe::Found(number) => self.replace(keys.heap(), number, value),
                Probe::Absent { slot, steps } => {
                    if self.add(keys.heap(), key, hash, value, slot, steps).is_err() {
                        return Err(keys.out_of_memory());
                    }
                }
            }
        }
        self.watch(keys, Some(key));
        Ok(())
    }
    /// # Safety
    /// `number` is that of a live entry.
    #[inline(always)]
    unsafe fn replace(self, heap: &mut Heap, number: usize, value: I) {
        // SAFETY: a live entry's number.
        unsafe {
            let entry = Dict::entry(self.this, number);
            if self.kernel() == Kernel::Cells {
                self.set_cell(heap, (*entry).value as *mut Cell, value);
            } else {
                (*entry).value = value.bits();
                Dict::barrier(self.this, heap);
            }
        }
    }
    /// # Safety
    /// `slot` is what a probe for the absent key has just given.
    #[inline]
    unsafe fn add(self, heap: &mut Heap, key: I, hash: u64, value: I, slot: usize, steps: u32) -> Result<(), OutOfMemory> {
        // SAFETY: the key is absent and `slot` ends its chain; allocations do not change the table.
        unsafe {
            let (slot, hash) = Dict::make_room(self.this, heap, key, hash, slot, steps)?;
            let word = match self.kernel() {
                Kernel::Cells => crate::buffer::new_cell(heap, value.bits()) as u64,
                _ => value.bits(),
            };
            Dict::append(self.this, slot, Entry { hash, key: key.bits(), value: word });
            Dict::barrier(self.this, heap);
            Ok(())
        }
    }
    /// `set` without an environment, where no Python code is needed: the key is of a class with known hash, the dict is of
    /// the same class or empty, neither watched nor of kernel `Instance`. False: not done, use `set`.
    #[inline]
    pub fn set_known(self, heap: &mut Heap, key: I, value: I) -> Result<bool, OutOfMemory> {
        // SAFETY: live; nothing runs between the probe and the store.
        unsafe {
            if Dict::has(self.this, WATCHED) {
                return Ok(false);
            }
            match (Dict::probe_alike(self.this, key), self.kernel()) {
                (Some((Probe::Found(number), _)), _) => self.replace(heap, number, value),
                (Some((Probe::Absent { slot, steps }, hash)), _) => self.add(heap, key, hash, value, slot, steps)?,
                (None, Kernel::Empty) => {
                    let Some(hash) = known_hash(key) else { return Ok(false) };
                    self.add(heap, key, hash, value, 0, 0)?;
                }
                (None, _) => return Ok(false),
            }
        }
        Ok(true)
    }

    /// The value of the key, which is stored first where it is absent.
    pub fn setdefault<K: Keys<I>>(self, keys: &mut K, key: I, default: I) -> Result<I, K::Error> {
        let hash = Self::hash(keys, key)?;
        if self.kernel() == Kernel::Instance {
            if let Some(value) = self.attribute(keys, key, hash)? {
                return Ok(value);
            }
            self.set_hashed(keys, key, hash, default)?;
            return Ok(default);
        }
        // SAFETY: live; no Python code runs between the probe and its use.
        unsafe {
            let probe = Dict::find(self.this, keys, key, hash)?;
            if let Probe::Found(number) = probe
                && let Some(value) = self.value(&*Dict::entry(self.this, number))
            {
                return Ok(value);
            }
            self.store(keys, probe, key, hash, default)?;
        }
        Ok(default)
    }

    /// Removes a key; false when there was none.
    pub fn delete<K: Keys<I>>(self, keys: &mut K, key: I) -> Result<bool, K::Error> {
        Ok(self.pop(keys, key)?.is_some())
    }
    /// Removes a key; its value.
    pub fn pop<K: Keys<I>>(self, keys: &mut K, key: I) -> Result<Option<I>, K::Error> {
        let hash = Self::hash(keys, key)?;
        self.pop_hashed(keys, key, hash)
    }
    pub fn pop_hashed<K: Keys<I>>(self, keys: &mut K, key: I, hash: u64) -> Result<Option<I>, K::Error> {
        if self.kernel() == Kernel::Instance {
            return self.pop_attribute(keys, key, hash);
        }
        // SAFETY: live; the entry was found just now.
        unsafe {
            let Probe::Found(number) = Dict::find(self.this, keys, key, hash)? else { return Ok(None) };
            let value = self.remove(number);
            if value.is_some() {
                self.watch(keys, Some(key));
            }
            Ok(value)
        }
    }
    /// # Safety
    /// `number` is that of a live entry.
    unsafe fn remove(self, number: usize) -> Option<I> {
        // SAFETY: a live entry's number.
        unsafe {
            let entry = Dict::entry(self.this, number);
            let value = self.value(&*entry)?;
            if self.kernel() == Kernel::Cells {
                (*((*entry).value as *mut Cell)).value = 0;
                (*self.this).used -= 1;
            } else {
                Dict::kill(self.this, number);
            }
            Some(value)
        }
    }
    /// Removes the last item.
    pub fn popitem<K: Keys<I>>(self, keys: &mut K) -> Result<Option<(I, I)>, K::Error> {
        let popped = match self.kernel() {
            Kernel::Instance => self.pop_last_attribute(keys),
            Kernel::Cells => self.pop_last_cell(),
            // SAFETY: live; `last_live` answers with a live entry.
            _ => unsafe {
                Dict::last_live(self.this).and_then(|number| {
                    let key = I::from_bits((*Dict::entry(self.this, number)).key);
                    Some((key, self.remove(number)?))
                })
            },
        };
        if let Some((key, _)) = popped {
            self.watch(keys, Some(key));
        }
        Ok(popped)
    }
    pub fn clear<K: Keys<I>>(self, keys: &mut K) {
        match self.kernel() {
            Kernel::Instance => self.detach_empty(keys),
            Kernel::Cells => self.clear_cells(),
            // SAFETY: live.
            _ => unsafe { Dict::reset(self.this) },
        }
        self.watch(keys, None);
    }

    /// Room for so many more keys without another buffer.
    pub fn reserve(self, heap: &mut Heap, more: usize) -> Result<(), OutOfMemory> {
        // SAFETY: live; an empty table becomes one of kernel `Object` without entries, which admits any key.
        unsafe {
            match self.kernel() {
                Kernel::Empty | Kernel::Instance => Ok(()),
                Kernel::Kwargs if self.table_len() + more <= (*self.this).limit as usize => Ok(()),
                kernel => {
                    if ((*self.this).limit - (*self.this).fill) as usize >= more {
                        return Ok(());
                    }
                    Dict::rebuild(self.this, heap, self.table_len() + more)?;
                    if kernel == Kernel::Kwargs {
                        Dict::set_kernel(self.this, Kernel::Str);
                    }
                    Ok(())
                }
            }
        }
    }

    /// Makes `target`, an empty dict, a copy of this one.
    pub fn copy_into<K: Keys<I>>(self, keys: &mut K, target: DictRef<I>) -> Result<(), K::Error> {
        target.update_from(keys, self)
    }
    /// Stores all items of another dict.
    pub fn update_from<K: Keys<I>>(self, keys: &mut K, other: DictRef<I>) -> Result<(), K::Error> {
        if self.this == other.this {
            return Ok(());
        }
        let whole = !matches!(other.kernel(), Kernel::Cells | Kernel::Instance);
        if whole && self.kernel() == Kernel::Empty {
            // SAFETY: both live, this one empty.
            if unsafe { Dict::copy_from(self.this, keys.heap(), other.this) }.is_err() {
                return Err(keys.out_of_memory());
            }
            self.watch(keys, None);
            return Ok(());
        }
        if whole && self.reserve(keys.heap(), other.table_len().saturating_sub(self.table_len() / 2)).is_err() {
            return Err(keys.out_of_memory());
        }
        let mut position = 0;
        while let Some((hash, key, value)) = other.next_hashed(keys, &mut position) {
            self.set_hashed(keys, key, hash, value)?;
        }
        Ok(())
    }

    /// The item at or after a position, which then lies behind it. Starts at 0. Positions outlive deletions and stores to
    /// keys that exist; after other changes iteration is safe but may skip or repeat.
    #[inline]
    pub fn next_entry<O: Owner<I> + ?Sized>(self, owner: &mut O, position: &mut usize) -> Option<(I, I)> {
        if self.kernel() == Kernel::Instance {
            return self.next_hashed(owner, position).map(|(_, key, value)| (key, value));
        }
        // SAFETY: live entries hold items.
        unsafe {
            loop {
                let (next, entry) = Dict::next(self.this, *position)?;
                *position = next;
                if let Some(value) = self.value(&entry) {
                    return Some((I::from_bits(entry.key), value));
                }
            }
        }
    }
    /// As `next_entry`, with the key's `hash()`.
    #[inline]
    pub fn next_hashed<O: Owner<I> + ?Sized>(self, owner: &mut O, position: &mut usize) -> Option<(u64, I, I)> {
        if self.kernel() == Kernel::Instance {
            let (name, value) = owner.attribute_at(self.owner(), *position)?;
            *position += 1;
            return Some((name.str_hash(), name, value));
        }
        // SAFETY: live entries hold items.
        unsafe {
            loop {
                let (next, entry) = Dict::next(self.this, *position)?;
                *position = next;
                if let Some(value) = self.value(&entry) {
                    return Some((Dict::plain_hash::<I>(self.this, &entry), I::from_bits(entry.key), value));
                }
            }
        }
    }
}
