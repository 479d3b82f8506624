//! Weak references: objects with one word that does not keep its referent alive.
//!
//! Young and old ones are listed apart, since an old one's referent is old (or was logged with it) and need not be
//! looked at in a minor collection. Words are cleared when marking is done and before finalizers bring anything back,
//! in dead weak objects too: a finalizer may bring those back.

use crate::tracer::Arena;
use crate::{Header, is_reference};

#[derive(Default)]
pub(crate) struct WeakList {
    pub young: Vec<*mut Header>,
    old: Vec<*mut Header>,
    /// Cleared and alive, not asked for yet: roots.
    pub dead: Vec<*mut Header>,
    /// Handed to the caller by the last `take_dead_weak`: roots until the next.
    pub taken: Vec<*mut Header>,
}

/// Clears the weak word of `object` if its referent is dead.
fn clear(object: *mut Header, arena: &Arena) -> bool {
    // SAFETY: a registered object not swept yet.
    let Some(offset) = arena.kinds.info(unsafe { (*object).kind }).and_then(|info| info.weak) else { return false };
    // SAFETY: `KindInfo::weak` is the offset of a value word.
    unsafe {
        let at = object.cast::<u8>().add(offset).cast::<u64>();
        let word = *at;
        if !is_reference(word) || arena.is_marked(word as *mut Header) {
            return false;
        }
        *at = 0;
    }
    true
}

impl WeakList {
    /// After marking: clears the words whose referents are dead.
    pub fn clear_dead(&mut self, arena: &Arena, major: bool, logged: &[*mut Header]) {
        let old: &[*mut Header] = if major { &self.old } else { &[] };
        for &object in self.young.iter().chain(old).chain(logged) {
            if clear(object, arena) && arena.is_marked(object) {
                self.dead.push(object);
            }
        }
    }

    /// After resurrection: forgets the weak objects that are dead.
    pub fn prune(&mut self, arena: &Arena, major: bool) {
        if major {
            self.old.retain(|&object| arena.is_marked(object));
        }
        self.old.extend(self.young.drain(..).filter(|&object| arena.is_marked(object)));
    }

    pub fn take(&mut self) -> Vec<*mut Header> {
        self.taken = std::mem::take(&mut self.dead);
        self.taken.clone()
    }
}
