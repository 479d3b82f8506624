//! `FloatListStrategy`: floats, unboxed. Reading makes a new box, which `is` cannot tell from the old one.

use super::ListStrategy;
use crate::item::Item;
use gc::Heap;

pub(crate) struct Floats;

impl<I: Item> ListStrategy<I> for Floats {
    #[inline(always)]
    fn admit(item: I) -> Option<u64> {
        item.as_float().map(f64::to_bits)
    }
    #[inline(always)]
    fn wrap(heap: &mut Heap, word: u64) -> I {
        I::from_float(heap, f64::from_bits(word))
    }
}
