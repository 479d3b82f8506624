//! `UnicodeListStrategy`: exact unicode objects, so that searching and sorting need no Python code.

use super::{ListStrategy, Objects};
use crate::item::{Item, ItemClass};
use gc::Heap;

pub(crate) struct Unicodes;

impl<I: Item> ListStrategy<I> for Unicodes {
    #[inline(always)]
    fn admit(item: I) -> Option<u64> {
        (item.class() == ItemClass::Unicode).then(|| item.bits())
    }
    #[inline(always)]
    fn wrap(heap: &mut Heap, word: u64) -> I {
        Objects::wrap(heap, word)
    }
}
