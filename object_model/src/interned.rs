//! The table of interned strings, which holds them weakly: who finds one there holds it on the native stack, whoever keeps
//! it shows it to the collector.

use crate::handle::Gc;
use crate::strings::StrObject;
use ahash::HashMap;
use gc::Survivors;

#[derive(Default)]
pub struct Interned {
    table: HashMap<&'static [u8], Gc<StrObject>>,
    /// Those added since the last collection.
    fresh: Vec<Gc<StrObject>>,
}

impl Interned {
    #[inline]
    pub(crate) fn get(&self, bytes: &[u8]) -> Option<Gc<StrObject>> {
        self.table.get(bytes).copied()
    }

    /// Adds a string whose text is not in the table.
    pub(crate) fn insert(&mut self, text: Gc<StrObject>) {
        self.table.insert(text.get().bytes(), text);
        self.fresh.push(text);
    }

    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Forgets dead strings; whether there were any.
    pub(crate) fn forget_dead(&mut self, survivors: &Survivors) -> bool {
        let before = self.table.len();
        if survivors.is_major() {
            self.table.retain(|_, text| survivors.has(text.pointer()));
            if self.table.len() < self.table.capacity() / 8 {
                self.table.shrink_to(self.table.len() * 2);
            }
        } else {
            for text in self.fresh.iter().filter(|text| !survivors.has(text.pointer())) {
                self.table.remove(text.get().bytes());
            }
        }
        self.fresh.clear();
        self.fresh.shrink_to(1 << 12);
        before != self.table.len()
    }
}
