//! What others may know of layouts: names for `__pypy__.internal_repr`, element kinds and offsets for compilers.

use crate::dict::{Dict, Entry};
use crate::list::{List, ListTag};
use crate::set::{Set, SetEntry};
use crate::table::Kernel;
use std::mem::offset_of;

/// What the words of a buffer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// No buffer.
    None,
    /// i64
    Int,
    /// f64
    Float,
    /// Value words, references to exact str or unicode objects among them.
    Value,
    /// References to cells.
    Cell,
}

/// One strategy.
#[derive(Debug)]
pub struct StrategyDesc {
    pub name: &'static str,
    /// In the low bits of `Header::aux`.
    pub tag: u8,
    pub element: Element,
}

const fn desc(name: &'static str, tag: u8, element: Element) -> StrategyDesc {
    StrategyDesc { name, tag, element }
}

/// By `ListTag`.
pub static LIST_STRATEGIES: [StrategyDesc; 7] = [
    desc("EmptyListStrategy", ListTag::Empty as u8, Element::None),
    desc("SimpleRangeListStrategy", ListTag::Range as u8, Element::None),
    desc("IntegerListStrategy", ListTag::Int as u8, Element::Int),
    desc("FloatListStrategy", ListTag::Float as u8, Element::Float),
    desc("BytesListStrategy", ListTag::Str as u8, Element::Value),
    desc("UnicodeListStrategy", ListTag::Unicode as u8, Element::Value),
    desc("ObjectListStrategy", ListTag::Object as u8, Element::Value),
];

/// By `Kernel`; the element is an entry's value.
pub static DICT_STRATEGIES: [StrategyDesc; 9] = [
    desc("EmptyDictStrategy", Kernel::Empty as u8, Element::None),
    desc("IntDictStrategy", Kernel::Int as u8, Element::Value),
    desc("BytesDictStrategy", Kernel::Str as u8, Element::Value),
    desc("UnicodeDictStrategy", Kernel::Unicode as u8, Element::Value),
    desc("IdentityDictStrategy", Kernel::Identity as u8, Element::Value),
    desc("ObjectDictStrategy", Kernel::Object as u8, Element::Value),
    desc("ModuleDictStrategy", Kernel::Cells as u8, Element::Cell),
    desc("KwargsDictStrategy", Kernel::Kwargs as u8, Element::Value),
    desc("MapDictStrategy", Kernel::Instance as u8, Element::None),
];

/// By `Kernel`; the element is an entry's key.
pub static SET_STRATEGIES: [StrategyDesc; 6] = [
    desc("EmptySetStrategy", Kernel::Empty as u8, Element::None),
    desc("IntegerSetStrategy", Kernel::Int as u8, Element::Value),
    desc("BytesSetStrategy", Kernel::Str as u8, Element::Value),
    desc("UnicodeSetStrategy", Kernel::Unicode as u8, Element::Value),
    desc("IdentitySetStrategy", Kernel::Identity as u8, Element::Value),
    desc("ObjectSetStrategy", Kernel::Object as u8, Element::Value),
];

/// Byte offsets into a list.
pub struct ListLayout {
    pub aux: usize,
    pub len: usize,
    pub cap: usize,
    pub items: usize,
}
pub const LIST: ListLayout = ListLayout {
    aux: offset_of!(List, header) + offset_of!(gc::Header, aux),
    len: offset_of!(List, len),
    cap: offset_of!(List, cap),
    items: offset_of!(List, items),
};

/// Byte offsets into a dict or set, and into its entries.
pub struct TableLayout {
    pub aux: usize,
    pub used: usize,
    pub fill: usize,
    pub mask: usize,
    pub index: usize,
    pub entries: usize,
    pub entry_size: usize,
    pub entry_hash: usize,
    pub entry_key: usize,
    /// None in sets.
    pub entry_value: Option<usize>,
}
pub const DICT: TableLayout = TableLayout {
    aux: offset_of!(Dict, header) + offset_of!(gc::Header, aux),
    used: offset_of!(Dict, used),
    fill: offset_of!(Dict, fill),
    mask: offset_of!(Dict, mask),
    index: offset_of!(Dict, index),
    entries: offset_of!(Dict, entries),
    entry_size: size_of::<Entry>(),
    entry_hash: offset_of!(Entry, hash),
    entry_key: offset_of!(Entry, key),
    entry_value: Some(offset_of!(Entry, value)),
};
pub const SET: TableLayout = TableLayout {
    aux: offset_of!(Set, header) + offset_of!(gc::Header, aux),
    used: offset_of!(Set, used),
    fill: offset_of!(Set, fill),
    mask: offset_of!(Set, mask),
    index: offset_of!(Set, index),
    entries: offset_of!(Set, entries),
    entry_size: size_of::<SetEntry>(),
    entry_hash: offset_of!(SetEntry, hash),
    entry_key: offset_of!(SetEntry, key),
    entry_value: None,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_stand_in_order_of_tags() {
        for table in [&LIST_STRATEGIES[..], &DICT_STRATEGIES[..], &SET_STRATEGIES[..]] {
            assert!(table.iter().enumerate().all(|(n, desc)| desc.tag as usize == n));
        }
    }

    #[test]
    fn objects_have_the_sizes_that_others_rely_on() {
        assert_eq!((size_of::<List>(), size_of::<Dict>(), size_of::<Set>()), (32, 48, 48));
    }
}
