//! Kernel `Kwargs`: the dict of a `**kwargs` parameter. A few str keys without an index, compared one by one.

#![allow(unsafe_code)] // entries are raw heap memory

use super::{Dict, DictRef, Entry};
use crate::buffer::{BUFFER, OutOfMemory, allocate};
use crate::item::Item;
use crate::table::{KWARGS_LIMIT, Kernel, Probe};
use gc::Heap;

impl<I: Item> DictRef<I> {
    /// Fills an empty dict with pairs whose keys are all distinct and of class `Str`. The items must be held by something
    /// that the collector sees.
    pub fn set_kwargs(self, heap: &mut Heap, pairs: impl ExactSizeIterator<Item = (I, I)>) -> Result<(), OutOfMemory> {
        let count = pairs.len();
        debug_assert!(self.kernel() == Kernel::Empty);
        if count == 0 {
            return Ok(());
        }
        // SAFETY: live and empty; after the buffer nothing is allocated.
        unsafe {
            let this = self.this;
            if count > KWARGS_LIMIT {
                Dict::rebuild(this, heap, count)?;
                Dict::set_kernel(this, Kernel::Str);
                for (key, value) in pairs.take(count) {
                    // By the ordinary way, which notices a flood.
                    let hash = key.str_hash();
                    let stored = Dict::stored_hash(this, key, hash);
                    if let Probe::Absent { slot, steps } = Dict::probe(this, stored, |_| false) {
                        self.add(heap, key, hash, value, slot, steps)?;
                    }
                }
            } else {
                (*this).entries = allocate(heap, BUFFER, count * size_of::<Entry>())?.cast();
                (*this).limit = count as u32;
                (*this).dead = count as u32;
                Dict::set_kernel(this, Kernel::Kwargs);
                for (key, value) in pairs.take(count) {
                    Dict::append(this, 0, Entry { hash: key.str_hash(), key: key.bits(), value: value.bits() });
                }
            }
            Dict::barrier(this, heap);
            Ok(())
        }
    }
}
