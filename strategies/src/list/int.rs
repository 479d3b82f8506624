//! `IntegerListStrategy`: small ints, unboxed.

use super::ListStrategy;
use crate::item::Item;
use gc::Heap;

pub(crate) struct Ints;

impl<I: Item> ListStrategy<I> for Ints {
    #[inline(always)]
    fn admit(item: I) -> Option<u64> {
        item.as_int().map(|int| int as u64)
    }
    #[inline(always)]
    fn wrap(heap: &mut Heap, word: u64) -> I {
        I::from_int(heap, word as i64)
    }
}
