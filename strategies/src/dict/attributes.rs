//! Kernel `Instance`: the `__dict__` of an object whose attributes lie by a map.
//!
//! The dict holds nothing but the object (in `index`) and asks `Owner`. What a map cannot hold (a key that is not a str, too
//! many attributes) makes the dict take all attributes over and tells the object so; from then on it is an ordinary dict.

#![allow(unsafe_code)] // the owner is a raw heap object

use super::{Dict, DictRef, Entry};
use crate::buffer::OutOfMemory;
use crate::item::{Item, ItemClass, Keys, decide_equal};
use crate::table::Kernel;
use gc::{Header, Heap};

impl<I: Item> DictRef<I> {
    /// Makes an empty dict the view of an object's attributes.
    ///
    /// # Safety
    /// `owner` is a live object that `Owner` knows.
    pub unsafe fn attach(self, heap: &mut Heap, owner: *mut Header) {
        // SAFETY: live; the owner is traced through `index`.
        unsafe {
            Dict::reset(self.this);
            Dict::set_kernel(self.this, Kernel::Instance);
            (*self.this).index = owner.cast();
            Dict::barrier(self.this, heap);
        }
    }
    /// The object whose attributes this dict (of kernel `Instance`) shows.
    #[inline(always)]
    pub fn owner(self) -> *mut Header {
        debug_assert!(self.kernel() == Kernel::Instance);
        // SAFETY: live.
        unsafe { (*self.this).index.cast() }
    }

    /// The name in the map that equals this key, which may be of any class.
    fn name_of<K: Keys<I>>(self, keys: &mut K, key: I, hash: u64) -> Result<Option<I>, K::Error> {
        if key.class() == ItemClass::Str {
            return Ok(Some(key));
        }
        let mut position = 0;
        while self.kernel() == Kernel::Instance {
            let Some((name, _)) = keys.attribute_at(self.owner(), position) else { break };
            position += 1;
            if name.str_hash() != hash {
                continue;
            }
            let equal = match decide_equal(name, key) {
                Some(equal) => equal,
                None => keys.equal(name, key)?,
            };
            if equal {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }
    pub(super) fn attribute<K: Keys<I>>(self, keys: &mut K, key: I, hash: u64) -> Result<Option<I>, K::Error> {
        let Some(name) = self.name_of(keys, key, hash)? else { return Ok(None) };
        if self.kernel() != Kernel::Instance {
            return self.get_hashed(keys, name, hash); // detached by the comparison
        }
        Ok(keys.attribute(self.owner(), name))
    }
    /// False: this is an ordinary dict now and nothing has been stored.
    pub(super) fn set_attribute<K: Keys<I>>(self, keys: &mut K, key: I, value: I) -> Result<bool, K::Error> {
        if key.class() == ItemClass::Str && keys.set_attribute(self.owner(), key, value) {
            if self.is_watched() {
                keys.watch(self, Some(key));
            }
            return Ok(true);
        }
        if self.detach(keys).is_err() {
            return Err(keys.out_of_memory());
        }
        Ok(false)
    }
    pub(super) fn pop_attribute<K: Keys<I>>(self, keys: &mut K, key: I, hash: u64) -> Result<Option<I>, K::Error> {
        let Some(name) = self.name_of(keys, key, hash)? else { return Ok(None) };
        if self.kernel() != Kernel::Instance {
            return self.pop_hashed(keys, name, hash);
        }
        let owner = self.owner();
        let value = keys.attribute(owner, name);
        if value.is_some() {
            keys.delete_attribute(owner, name);
            if self.is_watched() {
                keys.watch(self, Some(key));
            }
        }
        Ok(value)
    }
    pub(super) fn pop_last_attribute<K: Keys<I>>(self, keys: &mut K) -> Option<(I, I)> {
        let owner = self.owner();
        let last = keys.attribute_count(owner).checked_sub(1)?;
        let (name, value) = keys.attribute_at(owner, last)?;
        keys.delete_attribute(owner, name);
        Some((name, value))
    }

    /// Takes the attributes over. No-op for a dict of another kernel.
    pub fn detach<K: Keys<I>>(self, keys: &mut K) -> Result<(), OutOfMemory> {
        if self.kernel() != Kernel::Instance {
            return Ok(());
        }
        let owner = self.owner();
        let count = keys.attribute_count(owner);
        // SAFETY: live. The names are distinct strs; owner and dict stay alive through the handles on this stack, and until
        // `detach` the owner holds the values.
        unsafe {
            let this = self.this;
            Dict::reset(this);
            if count > 0 {
                if let Err(full) = Dict::rebuild(this, keys.heap(), count) {
                    self.attach(keys.heap(), owner);
                    return Err(full);
                }
                Dict::set_kernel(this, Kernel::Str);
                for position in 0..count {
                    let Some((name, value)) = keys.attribute_at(owner, position) else { break };
                    let hash = name.str_hash();
                    let slot = Dict::free_slot(this, hash);
                    Dict::append(this, slot, Entry { hash, key: name.bits(), value: value.bits() });
                    Dict::barrier(this, keys.heap());
                }
            }
            keys.detach(owner, self);
        }
        Ok(())
    }
    pub(super) fn detach_empty<K: Keys<I>>(self, keys: &mut K) {
        let owner = self.owner();
        // SAFETY: live.
        unsafe { Dict::reset(self.this) };
        keys.detach(owner, self);
    }
}
