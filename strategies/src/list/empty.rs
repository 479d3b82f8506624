//! `EmptyListStrategy`: no buffer; the first item chooses what follows.

use super::{ListRef, ListTag};
use crate::item::{Item, ItemClass};

/// The strategy for a list of such items.
pub(crate) fn strategy_for(class: ItemClass) -> ListTag {
    match class {
        ItemClass::Int => ListTag::Int,
        ItemClass::Float => ListTag::Float,
        ItemClass::Str => ListTag::Str,
        ItemClass::Unicode => ListTag::Unicode,
        ItemClass::Identity | ItemClass::Other => ListTag::Object,
    }
}

impl<I: Item> ListRef<I> {
    /// Sets the strategy of a list without items by its first.
    pub(super) fn choose_strategy(self, item: I) {
        debug_assert!(self.is_empty());
        self.drop_range();
        self.set_tag(strategy_for(item.class()));
    }
}
