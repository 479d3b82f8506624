//! Sorting: in place where no Python code is needed, otherwise over a buffer taken out of the list.
//!
//! As in CPython the list is empty while comparisons run, and whatever they put into it is thrown away; `put_back` says
//! whether there was something. The buffer is a `WORDS` array, so items are alive wherever the sort has moved them; it holds
//! pairs (key, item) when there is a key function, and scratch space behind them.

#![allow(unsafe_code)] // words are sorted in place

use super::{ListRef, ListTag};
use crate::buffer::{OutOfMemory, WORDS, adopt, allocate, object_of};
use crate::item::{Item, ItemClass};
use crate::timsort;
use gc::Heap;
use std::cmp::Ordering;
use std::convert::Infallible;
use std::marker::PhantomData;

/// Items, or pairs of key and item, taken out of a list.
pub struct SortBuffer<I> {
    words: *mut u64,
    len: usize,
    keyed: bool,
    items: PhantomData<I>,
}

/// Sorts floats in the order that CPython's sort, which asks `<` alone, gives them: NaNs make it depend on the algorithm.
fn sort_floats(floats: &mut [f64]) {
    if floats.iter().any(|float| float.is_nan()) {
        let Ok(()) = timsort::sort_slice(floats, |a, b| Ok::<_, Infallible>(a < b));
    } else {
        floats.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    }
}

impl<I: Item> ListRef<I> {
    /// Sorts ints, floats, strs or unicodes. False: not done; the items need Python code to be compared.
    pub fn sort_plain(self, heap: &mut Heap, reverse: bool) -> Result<bool, OutOfMemory> {
        if self.len() < 2 {
            return Ok(true);
        }
        if let Some((_, step)) = self.range() {
            if (step < 0) != reverse {
                self.reverse_range();
            }
            return Ok(true);
        }
        if !matches!(self.tag(), ListTag::Int | ListTag::Float | ListTag::Str | ListTag::Unicode) {
            return Ok(false);
        }
        if reverse {
            self.reverse(); // so that equal items stay in order
        }
        let (words, len) = (self.words(), self.len());
        // SAFETY: `len` words of the kind that the strategy says; nothing else runs meanwhile.
        unsafe {
            match self.tag() {
                ListTag::Int => std::slice::from_raw_parts_mut(words.cast::<i64>(), len).sort_unstable(),
                ListTag::Float => sort_floats(std::slice::from_raw_parts_mut(words.cast::<f64>(), len)),
                _ => {
                    std::slice::from_raw_parts_mut(words, len).sort_by(|&a, &b| I::from_bits(a).str_compare(I::from_bits(b)))
                }
            }
        }
        if reverse {
            self.reverse();
        }
        self.barrier(heap);
        Ok(true)
    }

    /// Takes all items out to be sorted by general comparisons; the list is empty afterwards. `keyed`: by keys, which the
    /// caller sets one by one with `set_key`.
    pub fn take_for_sort(self, heap: &mut Heap, keyed: bool) -> Result<SortBuffer<I>, OutOfMemory> {
        let len = self.len();
        let stride = 1 + keyed as usize;
        // Half as much again is the sort's scratch space.
        let cap = len.checked_add(len / 2 + 1).and_then(|n| n.checked_mul(stride)).ok_or(OutOfMemory)?;
        let words = allocate(heap, WORDS, cap.checked_mul(8).ok_or(OutOfMemory)?)?.cast::<u64>();
        // SAFETY: room for `len` pairs; no Python code runs. Boxing a float may collect, hence the barrier.
        unsafe {
            for index in 0..len {
                let item = self.get_unchecked(heap, index);
                *words.add(index * stride + keyed as usize) = item.bits();
                heap.barrier(object_of(words.cast()));
            }
        }
        self.clear();
        Ok(SortBuffer { words, len, keyed, items: PhantomData })
    }

    /// Gives the items back. True: the list was changed while they were out, which is undone.
    pub fn put_back(self, heap: &mut Heap, buffer: SortBuffer<I>) -> bool {
        let changed = self.tag() != ListTag::Empty;
        self.clear();
        if buffer.len == 0 {
            return changed;
        }
        let class = buffer.item(0).class();
        let alike = (1..buffer.len).all(|index| buffer.item(index).class() == class);
        let tag = if alike { super::empty::strategy_for(class) } else { ListTag::Object };
        // SAFETY: the buffer becomes the list's. An item's word is written at or before the place it was read from, and
        // nothing is allocated before the barrier.
        unsafe {
            for index in 0..buffer.len {
                let item = buffer.item(index);
                *buffer.words.add(index) = match (tag, item.as_int(), item.as_float()) {
                    (ListTag::Int, Some(int), _) => int as u64,
                    (ListTag::Float, _, Some(float)) => float.to_bits(),
                    _ => item.bits(),
                };
            }
            adopt(buffer.words);
            (*self.this).items = buffer.words;
            (*self.this).cap = buffer.len;
        }
        self.set_tag(tag);
        self.set_len(buffer.len);
        self.barrier(heap);
        // What the sort needed besides is given back where it is much; without memory for that it stays.
        if buffer.len > 64 {
            let _ = self.reallocate(heap, buffer.len);
        }
        changed
    }
}

impl<I: Item> SortBuffer<I> {
    pub fn len(&self) -> usize {
        self.len
    }
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    fn stride(&self) -> usize {
        1 + self.keyed as usize
    }
    /// The item at an index below the length.
    pub fn item(&self, index: usize) -> I {
        assert!(index < self.len, "callers count to `len`");
        // SAFETY: in bounds; the words are items.
        unsafe { I::from_bits(*self.words.add(index * self.stride() + self.keyed as usize)) }
    }
    /// Sets the key of the item at an index, in a keyed buffer.
    pub fn set_key(&mut self, heap: &mut Heap, index: usize, key: I) {
        assert!(self.keyed && index < self.len, "callers count to `len`");
        // SAFETY: in bounds; the buffer is alive.
        unsafe {
            *self.words.add(index * 2) = key.bits();
            heap.barrier(object_of(self.words.cast()));
        }
    }
    /// What the sort compares: the key, or the item itself.
    fn key(&self, index: usize) -> I {
        // SAFETY: callers stay below the length; all keys have been set.
        unsafe { I::from_bits(*self.words.add(index * self.stride())) }
    }
    pub fn reverse(&mut self) {
        // SAFETY: `len` elements of one or two words.
        unsafe {
            if self.keyed {
                std::slice::from_raw_parts_mut(self.words.cast::<[u64; 2]>(), self.len).reverse();
            } else {
                std::slice::from_raw_parts_mut(self.words, self.len).reverse();
            }
        }
    }

    /// Sorts by keys (or items) of one class, if that can be done without Python code. All keys must have been set.
    pub fn sort_plain(&mut self) -> bool {
        let Some(last) = self.len.checked_sub(1) else { return true };
        let class = self.key(0).class();
        if matches!(class, ItemClass::Identity | ItemClass::Other)
            || !(1..=last).all(|index| self.key(index).class() == class)
        {
            return false;
        }
        // SAFETY: words are items.
        let item = |word: u64| unsafe { I::from_bits(word) };
        let sorted: Result<(), Infallible> = match class {
            ItemClass::Int => self.sort_by(|a, b| Ok(item(a).as_int() < item(b).as_int())),
            // `<` on the options is `<` on the floats: false for NaN.
            ItemClass::Float => self.sort_by(|a, b| Ok(item(a).as_float() < item(b).as_float())),
            _ => self.sort_by(|a, b| Ok(item(a).str_compare(item(b)) == Ordering::Less)),
        };
        sorted.is_ok()
    }
    /// Sorts by a comparison, "must the first come before the second", that may run any code. When it fails the items are
    /// in some order. All keys must have been set.
    pub fn sort<E>(&mut self, mut less: impl FnMut(I, I) -> Result<bool, E>) -> Result<(), E> {
        // SAFETY: words are items.
        self.sort_by(|a, b| unsafe { less(I::from_bits(a), I::from_bits(b)) })
    }
    fn sort_by<E>(&mut self, mut less: impl FnMut(u64, u64) -> Result<bool, E>) -> Result<(), E> {
        let scratch = self.len * self.stride();
        // SAFETY: `take_for_sort` made room for the items and half as many more; nobody else knows the buffer.
        let sorted = unsafe {
            if self.keyed {
                let pairs = self.words.cast::<[u64; 2]>();
                timsort::sort(pairs, self.len, self.words.add(scratch).cast(), |a, b| less(a[0], b[0]))
            } else {
                timsort::sort(self.words, self.len, self.words.add(scratch), less)
            }
        };
        // The buffer is on this stack until here.
        std::hint::black_box(self.words);
        sorted
    }
}
