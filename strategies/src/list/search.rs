//! `in`, `index` and `count`, as far as they can be decided without Python code.

#![allow(unsafe_code)] // words become items again

use super::{ListRef, ListTag};
use crate::item::{Item, ItemClass, decide_equal, int_equals_float};

/// Answer of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    Found(usize),
    Absent,
    /// All items before this index differ; this one must be asked.
    Ask(usize),
}

impl<I: Item> ListRef<I> {
    /// The first index in `from..to` of an item that equals this one.
    pub fn find(self, item: I, from: usize, to: usize) -> Search {
        let to = to.min(self.len());
        if from >= to {
            return Search::Absent;
        }
        let class = item.class();
        // SAFETY: indices below `len`; no code runs that could change the list.
        unsafe {
            match self.tag() {
                ListTag::Empty => Search::Absent,
                _ if class == ItemClass::Other && !self.tag().has_references() => Search::Ask(from),
                ListTag::Range => {
                    let int = match class {
                        ItemClass::Int => item.as_int(),
                        ItemClass::Float => item.as_float().and_then(|float| {
                            let int = float as i64;
                            int_equals_float(int, float).then_some(int)
                        }),
                        _ => None,
                    };
                    int.and_then(|int| self.find_in_range(int, from, to)).map_or(Search::Absent, Search::Found)
                }
                ListTag::Int => {
                    let ints = std::slice::from_raw_parts(self.words().cast::<i64>().add(from), to - from);
                    let found = match (item.as_int(), item.as_float()) {
                        (Some(int), _) => ints.iter().position(|&other| other == int),
                        (_, Some(float)) => ints.iter().position(|&other| int_equals_float(other, float)),
                        _ => None,
                    };
                    found.map_or(Search::Absent, |at| Search::Found(from + at))
                }
                ListTag::Float => {
                    let floats = std::slice::from_raw_parts(self.words().cast::<f64>().add(from), to - from);
                    let found = match (item.as_float(), item.as_int()) {
                        (Some(float), _) => {
                            let bits = float.to_bits(); // a NaN is in the list that holds it
                            floats.iter().position(|&other| other == float || other.to_bits() == bits)
                        }
                        (_, Some(int)) => floats.iter().position(|&other| int_equals_float(int, other)),
                        _ => None,
                    };
                    found.map_or(Search::Absent, |at| Search::Found(from + at))
                }
                ListTag::Str | ListTag::Unicode | ListTag::Object => {
                    for index in from..to {
                        match decide_equal(I::from_bits(self.word(index)), item) {
                            Some(true) => return Search::Found(index),
                            Some(false) => {}
                            None => return Search::Ask(index),
                        }
                    }
                    Search::Absent
                }
            }
        }
    }
    /// `start` and all items added up, for a list of strategy `Int` or `Range` where no sum on the way leaves an i64.
    pub fn sum_ints(self, start: i64) -> Option<i64> {
        let n = self.len();
        match self.tag() {
            ListTag::Int => {
                // SAFETY: `len` ints; no code runs that could change the list.
                let ints = unsafe { std::slice::from_raw_parts(self.words().cast::<i64>(), n) };
                ints.iter().try_fold(start, |sum, &int| sum.checked_add(int))
            }
            // SAFETY: below `len`, of this strategy.
            ListTag::Range => (0..n).try_fold(start, |sum, at| sum.checked_add(unsafe { self.range_at(at) })),
            _ => None,
        }
    }
    /// How many items equal this one, where that can be told.
    pub fn count(self, item: I) -> Option<usize> {
        let (mut from, mut count) = (0, 0);
        loop {
            match self.find(item, from, self.len()) {
                Search::Found(at) => {
                    count += 1;
                    from = at + 1;
                }
                Search::Absent => return Some(count),
                Search::Ask(_) => return None,
            }
        }
    }
}
