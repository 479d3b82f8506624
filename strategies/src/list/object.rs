//! `ObjectListStrategy`: value words of any kind.

#![allow(unsafe_code)] // words become items again

use super::ListStrategy;
use crate::item::Item;
use gc::Heap;

pub(crate) struct Objects;

impl<I: Item> ListStrategy<I> for Objects {
    #[inline(always)]
    fn admit(item: I) -> Option<u64> {
        Some(item.bits())
    }
    #[inline(always)]
    fn wrap(_: &mut Heap, word: u64) -> I {
        // SAFETY: the words of a list of this strategy came from `admit`, and the list keeps them alive.
        unsafe { I::from_bits(word) }
    }
}
