//! Kernel `Cells`: the globals of a module (and other dicts whose values are cached by address).
//!
//! Each value lies in a heap cell that is the key's for as long as the dict lives. Deleting a key empties its cell and
//! keeps the entry, so an inline cache that holds a cell needs no check but for the empty one. Absent cells are neither
//! counted nor iterated.

#![allow(unsafe_code)] // cells are raw heap objects

use super::{Dict, DictRef, Entry};
use crate::buffer::{Cell, OutOfMemory, new_cell};
use crate::item::{Item, Keys};
use crate::table::{FORTIFIED, Kernel, Probe};
use gc::Heap;

impl<I: Item> DictRef<I> {
    /// Goes over to cells. Not for a dict of kernel `Instance`.
    pub fn use_cells(self, heap: &mut Heap) -> Result<(), OutOfMemory> {
        let this = self.this;
        // SAFETY: live. While some values are cells and others not, nobody but the collector looks, to whom both are words.
        unsafe {
            debug_assert!(self.kernel() != Kernel::Instance);
            match self.kernel() {
                Kernel::Cells | Kernel::Instance => return Ok(()),
                Kernel::Empty | Kernel::Kwargs => Dict::rebuild(this, heap, 1)?,
                _ if Dict::has(this, FORTIFIED) => Dict::become_plain::<I>(this),
                _ => {}
            }
            for number in 0..(*this).fill as usize {
                if (*Dict::entry(this, number)).key != 0 {
                    let cell = new_cell(heap, (*Dict::entry(this, number)).value);
                    (*Dict::entry(this, number)).value = cell as u64;
                    Dict::barrier(this, heap);
                }
            }
            Dict::set_kernel(this, Kernel::Cells);
            Ok(())
        }
    }

    /// The cell of a key in a dict of kernel `Cells` (which the dict becomes where it is not), made empty where the key is
    /// absent. It is the key's cell for as long as the dict lives.
    pub fn cell_for<K: Keys<I>>(self, keys: &mut K, key: I) -> Result<*mut Cell, K::Error> {
        let hash = Self::hash(keys, key)?;
        if self.use_cells(keys.heap()).is_err() {
            return Err(keys.out_of_memory());
        }
        // SAFETY: live; no Python code runs between the probe and its use.
        unsafe {
            let this = self.this;
            match Dict::find(this, keys, key, hash)? {
                Probe::Found(number) => Ok((*Dict::entry(this, number)).value as *mut Cell),
                Probe::Absent { slot, steps } => {
                    let Ok((slot, hash)) = Dict::make_room(this, keys.heap(), key, hash, slot, steps) else {
                        return Err(keys.out_of_memory());
                    };
                    let cell = new_cell(keys.heap(), 0);
                    Dict::append(this, slot, Entry { hash, key: key.bits(), value: cell as u64 });
                    (*this).used -= 1;
                    Dict::barrier(this, keys.heap());
                    Ok(cell)
                }
            }
        }
    }

    /// The cell of a key of class `Str`, if there is one already and no Python code is needed to find it.
    pub fn find_cell(self, key: I, hash: u64) -> Option<*mut Cell> {
        if self.kernel() != Kernel::Cells {
            return None;
        }
        // SAFETY: live; only str keys are compared by contents.
        unsafe {
            let probe = Dict::probe(self.this, hash, |entry| {
                entry.key == key.bits()
                    || (entry.hash == hash && entry.key != 0 && {
                        let stored = I::from_bits(entry.key);
                        stored.is_str() && stored.str_equal(key)
                    })
            });
            match probe {
                Probe::Found(number) => Some((*Dict::entry(self.this, number)).value as *mut Cell),
                Probe::Absent { .. } => None,
            }
        }
    }

    /// # Safety
    /// `cell` is a cell of this dict.
    #[inline]
    pub(super) unsafe fn set_cell(self, heap: &mut Heap, cell: *mut Cell, value: I) {
        // SAFETY: a live cell of this dict.
        unsafe {
            (*self.this).used += ((*cell).value == 0) as u32;
            (*cell).value = value.bits();
            heap.barrier(cell.cast());
        }
    }

    pub(super) fn pop_last_cell(self) -> Option<(I, I)> {
        // SAFETY: numbers below `fill`; no entry of this kernel is dead.
        unsafe {
            for number in (0..(*self.this).fill as usize).rev() {
                let key = (*Dict::entry(self.this, number)).key;
                if key != 0
                    && let Some(value) = self.remove(number)
                {
                    return Some((I::from_bits(key), value));
                }
            }
        }
        None
    }

    pub(super) fn clear_cells(self) {
        // SAFETY: numbers below `fill`; dead entries of the time before this kernel are passed over.
        unsafe {
            for number in 0..(*self.this).fill as usize {
                let entry = &*Dict::entry(self.this, number);
                if entry.key != 0 {
                    (*(entry.value as *mut Cell)).value = 0;
                }
            }
            (*self.this).used = 0;
        }
    }
}
