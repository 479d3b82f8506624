//! `SimpleRangeListStrategy`: start, step and length; what `range()` makes. Reading, slicing, reversing and deleting at
//! either end keep it; other writes expand it to ints.

#![allow(unsafe_code)] // the list's fields hold start and step

use super::{List, ListRef, ListTag};
use crate::buffer::{BUFFER, OutOfMemory, allocate};
use crate::item::Item;
use gc::Heap;

/// # Safety
/// `list` is live and of strategy `Range`.
unsafe fn start_of(list: *const List) -> i64 {
    // SAFETY: a live list of this strategy.
    unsafe { (*list).items as i64 }
}
/// # Safety
/// `list` is live and of strategy `Range`.
unsafe fn step_of(list: *const List) -> i64 {
    // SAFETY: as above.
    unsafe { (*list).cap as i64 }
}

impl<I: Item> ListRef<I> {
    /// `len` ints from `start` by `step`, none of which overflows, in an empty list.
    pub fn fill_range(self, start: i64, step: i64, len: usize) {
        self.clear();
        if len > 0 {
            self.set_range(start, step, len);
        }
    }
    fn set_range(self, start: i64, step: i64, len: usize) {
        self.set_tag(ListTag::Range);
        // SAFETY: live; nobody follows `items` of this strategy.
        unsafe {
            (*self.this).items = start as usize as *mut u64;
            (*self.this).cap = step as usize;
            (*self.this).len = len;
        }
    }
    /// Start and step of a list of this strategy.
    pub fn range(self) -> Option<(i64, i64)> {
        // SAFETY: live, of this strategy.
        (self.tag() == ListTag::Range).then(|| unsafe { (start_of(self.this), step_of(self.this)) })
    }
    /// # Safety
    /// The strategy is `Range` and `index < len`.
    #[inline(always)]
    pub(super) unsafe fn range_at(self, index: usize) -> i64 {
        // SAFETY: by contract. Wrapping only in form: `fill_range` promises that nothing overflows.
        unsafe { start_of(self.this).wrapping_add(step_of(self.this).wrapping_mul(index as i64)) }
    }
    /// Strategy `Int`, with room for `cap` items.
    pub(super) fn expand_range(self, heap: &mut Heap, cap: usize) -> Result<(), OutOfMemory> {
        debug_assert!(self.tag() == ListTag::Range);
        let len = self.len();
        let cap = cap.max(len);
        let words = allocate(heap, BUFFER, cap.checked_mul(8).ok_or(OutOfMemory)?)?.cast::<u64>();
        // SAFETY: room for `len` words.
        unsafe {
            let (mut int, step) = (start_of(self.this), step_of(self.this));
            for index in 0..len {
                *words.add(index) = int as u64;
                int = int.wrapping_add(step);
            }
            (*self.this).items = words;
            (*self.this).cap = cap;
        }
        self.set_tag(ListTag::Int);
        self.barrier(heap);
        Ok(())
    }
    /// Expands if it is a range.
    pub(super) fn no_range(self, heap: &mut Heap) -> Result<(), OutOfMemory> {
        if self.tag() == ListTag::Range { self.expand_range(heap, 0) } else { Ok(()) }
    }
    /// A range without items becomes empty, so that its fields are not taken for a buffer.
    pub(super) fn drop_range(self) {
        if self.tag() == ListTag::Range {
            self.clear();
        }
    }
    pub(super) fn reverse_range(self) {
        if let (Some((start, step)), Some(last)) = (self.range(), self.len().checked_sub(1)) {
            self.set_range(start.wrapping_add(step.wrapping_mul(last as i64)), step.wrapping_neg(), last + 1);
        }
    }
    /// Deletes at one end; false where the range lies inside.
    pub(super) fn trim_range(self, from: usize, to: usize) -> bool {
        let Some((start, step)) = self.range() else { return false };
        let len = self.len();
        if to == len {
            self.fill_range(start, step, from);
        } else if from == 0 {
            self.fill_range(start.wrapping_add(step.wrapping_mul(to as i64)), step, len - to);
        } else {
            return false;
        }
        true
    }
    /// Every `by`th item from `from` on, `count` of them, into an empty list.
    pub(super) fn slice_range(self, from: usize, by: isize, count: usize, target: ListRef<I>) {
        if let Some((start, step)) = self.range() {
            let first = start.wrapping_add(step.wrapping_mul(from as i64));
            target.fill_range(first, step.wrapping_mul(by as i64), count);
        }
    }
    /// The index of an int, if it is one of those.
    pub(super) fn find_in_range(self, int: i64, from: usize, to: usize) -> Option<usize> {
        let (start, step) = self.range()?;
        let distance = int as i128 - start as i128;
        let index = if step == 0 {
            // A range of one item may have any step.
            (distance == 0).then_some(0)?
        } else {
            (distance % step as i128 == 0).then_some(distance / step as i128)?
        };
        let index = usize::try_from(index).ok()?;
        (index >= from && index < to.min(self.len())).then_some(index)
    }
}
