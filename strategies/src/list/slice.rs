//! Operations on ranges of items: slices, extended slices, concatenation, repetition.
//!
//! Between lists of one strategy words are copied. Otherwise the receiving list becomes `Object`, and items are made one by
//! one: a gap that is open meanwhile holds zeros, which the collector passes over.

#![allow(unsafe_code)] // words are moved within and between buffers

use super::{ListRef, ListTag, grown};
use crate::buffer::OutOfMemory;
use crate::item::Item;
use gc::Heap;

impl<I: Item> ListRef<I> {
    /// Deletes `from..to`, which is within bounds. Only the inside of a long range may take memory that there is not.
    pub fn delete_range(self, heap: &mut Heap, from: usize, to: usize) -> Result<(), OutOfMemory> {
        let len = self.len();
        let to = to.min(len);
        if from >= to || self.trim_range(from, to) {
            return Ok(());
        }
        self.no_range(heap)?;
        // SAFETY: within bounds.
        unsafe {
            let words = self.words();
            words.add(to).copy_to(words.add(from), len - to);
        }
        self.set_len(len - (to - from));
        self.shrink(heap);
        Ok(())
    }

    /// Deletes `count` items from `start` by `step`, all within bounds.
    pub fn delete_strided(self, heap: &mut Heap, start: usize, step: isize, count: usize) -> Result<(), OutOfMemory> {
        if count == 0 {
            return Ok(());
        }
        self.no_range(heap)?;
        let stride = step.unsigned_abs().max(1);
        // The same items counted upwards.
        let first = if step < 0 { start - (count - 1) * stride } else { start };
        let len = self.len();
        // SAFETY: `first + k * stride < len` for every k below `count`.
        unsafe {
            let words = self.words();
            let mut to = first;
            for k in 0..count {
                let from = first + k * stride + 1;
                let until = if k + 1 < count { from + stride - 1 } else { len };
                words.add(from).copy_to(words.add(to), until - from);
                to += until - from;
            }
        }
        self.set_len(len - count);
        self.shrink(heap);
        Ok(())
    }

    /// Copies `count` items from `start` by `step`, all within bounds, into an empty list.
    pub fn slice_into(
        self,
        heap: &mut Heap,
        start: usize,
        step: isize,
        count: usize,
        target: ListRef<I>,
    ) -> Result<(), OutOfMemory> {
        target.clear();
        if count == 0 {
            return Ok(());
        }
        let tag = self.tag();
        if tag == ListTag::Range {
            self.slice_range(start, step, count, target);
            return Ok(());
        }
        if tag == ListTag::Empty {
            return Ok(());
        }
        let to = target.fresh(heap, tag, count)?;
        // SAFETY: within bounds of both; no allocation between the copy and the barrier.
        unsafe {
            let from = self.words();
            match step {
                1 => copy_words(from.add(start), to, count),
                -1 => {
                    for k in 0..count {
                        *to.add(k) = *from.add(start - k);
                    }
                }
                _ => {
                    let mut at = start as isize;
                    for k in 0..count {
                        *to.add(k) = *from.offset(at);
                        at = at.wrapping_add(step);
                    }
                }
            }
        }
        target.set_len(count);
        target.barrier(heap);
        Ok(())
    }

    /// After this, the words of `source` may be copied into this list as they are, or this list is `Object` and the items of
    /// `source` must be boxed (answer: true).
    fn make_common(self, heap: &mut Heap, source: ListRef<I>) -> Result<bool, OutOfMemory> {
        let mut from = source.tag();
        if from == ListTag::Range {
            from = ListTag::Int;
        }
        if self.is_empty() && self.tag() != from {
            self.drop_range();
            self.set_tag(from);
        }
        self.no_range(heap)?;
        if self.tag() != from {
            self.widen(heap)?;
        }
        Ok(self.tag() == ListTag::Object && !from.has_references())
    }
    /// Copies `n` items of `source`, all of them, over the words from `at` on, after `make_common`.
    fn copy_over(self, heap: &mut Heap, at: usize, source: ListRef<I>, boxing: bool) {
        // SAFETY: the caller made room; `source` is another list, and nothing changes it meanwhile.
        unsafe {
            if boxing {
                for k in 0..source.len() {
                    let item = source.get_unchecked(heap, k);
                    *self.words().add(at + k) = item.bits();
                    self.barrier(heap);
                }
            } else if source.tag() == ListTag::Range {
                for k in 0..source.len() {
                    *self.words().add(at + k) = source.range_at(k) as u64;
                }
            } else {
                self.words().add(at).copy_from_nonoverlapping(source.words(), source.len());
                self.barrier(heap);
            }
        }
    }

    /// Appends all items of another list (or of this one).
    pub fn extend(self, heap: &mut Heap, source: ListRef<I>) -> Result<(), OutOfMemory> {
        let (len, n) = (self.len(), source.len());
        if n == 0 {
            return Ok(());
        }
        if self.this == source.this {
            return self.repeat(heap, 2);
        }
        if len == 0 && self.capacity() < n {
            return source.slice_into(heap, 0, 1, n, self);
        }
        let boxing = self.make_common(heap, source)?;
        self.reserve(heap, n)?;
        if boxing {
            // SAFETY: there is room; until they are items the words are zero.
            unsafe { self.words().add(len).write_bytes(0, n) };
        }
        self.set_len(len + n);
        self.copy_over(heap, len, source, boxing);
        Ok(())
    }
    /// Makes `target`, an empty list, this list followed by another.
    pub fn concat_into(self, heap: &mut Heap, other: ListRef<I>, target: ListRef<I>) -> Result<(), OutOfMemory> {
        if self.is_empty() {
            return other.slice_into(heap, 0, 1, other.len(), target);
        }
        let (tag, n, m) = (self.tag(), self.len(), other.len());
        if tag.has_buffer() && (tag == other.tag() || m == 0) {
            let to = target.fresh(heap, tag, n.checked_add(m).ok_or(OutOfMemory)?)?;
            // SAFETY: room for both; no allocation between the copy and the barrier.
            unsafe {
                copy_words(self.words(), to, n);
                if m > 0 {
                    copy_words(other.words(), to.add(n), m);
                }
            }
            target.set_len(n + m);
            target.barrier(heap);
            return Ok(());
        }
        self.slice_into(heap, 0, 1, self.len(), target)?;
        target.extend(heap, other)
    }

    /// Replaces `from..to`, which is within bounds, by the items of a list, which may be this one.
    pub fn replace_range(self, heap: &mut Heap, from: usize, to: usize, source: ListRef<I>) -> Result<(), OutOfMemory> {
        let (len, n) = (self.len(), source.len());
        let (from, to) = (from.min(len), to.min(len).max(from.min(len)));
        if n == 0 {
            return self.delete_range(heap, from, to);
        }
        if from == len {
            return self.extend(heap, source);
        }
        if self.this == source.this {
            self.no_range(heap)?;
            self.reserve(heap, n)?;
            // SAFETY: `len` words; nothing is allocated until they are back in the list.
            let all = unsafe { std::slice::from_raw_parts(self.words(), len).to_vec() };
            // SAFETY: the gap is as long as the list was, and there is room for both.
            unsafe {
                let words = self.words();
                words.add(to).copy_to(words.add(from + n), len - to);
                words.add(from).copy_from_nonoverlapping(all.as_ptr(), n);
            }
            self.set_len(len - (to - from) + n);
            return Ok(());
        }
        let boxing = self.make_common(heap, source)?;
        if n > to - from {
            self.reserve(heap, n - (to - from))?;
        }
        // SAFETY: room for the new length was made.
        unsafe {
            let words = self.words();
            words.add(to).copy_to(words.add(from + n), len - to);
            if boxing {
                words.add(from).write_bytes(0, n);
            }
        }
        self.set_len(len - (to - from) + n);
        self.copy_over(heap, from, source, boxing);
        self.shrink(heap);
        Ok(())
    }

    /// Replaces the items from `start` by `step` by those of a list of as many items, which may be this one.
    pub fn replace_strided(self, heap: &mut Heap, start: usize, step: isize, source: ListRef<I>) -> Result<(), OutOfMemory> {
        let n = source.len();
        if n == 0 {
            return Ok(());
        }
        let place = |k: usize| (start as isize).wrapping_add(step.wrapping_mul(k as isize)) as usize;
        debug_assert!(place(0) < self.len() && place(n - 1) < self.len());
        if self.this == source.this {
            self.no_range(heap)?;
            // SAFETY: `n` words; nothing is allocated until they are back in the list.
            let all = unsafe { std::slice::from_raw_parts(self.words(), n).to_vec() };
            for (k, word) in all.into_iter().enumerate() {
                // SAFETY: within bounds by the caller's promise.
                unsafe { *self.words().add(place(k)) = word };
            }
            return Ok(());
        }
        let boxing = self.make_common(heap, source)?;
        for k in 0..n {
            // SAFETY: within bounds by the caller's promise; `source` does not change.
            unsafe {
                let word = if boxing {
                    source.get_unchecked(heap, k).bits()
                } else if source.tag() == ListTag::Range {
                    source.range_at(k) as u64
                } else {
                    source.word(k)
                };
                *self.words().add(place(k)) = word;
            }
            self.barrier(heap);
        }
        Ok(())
    }

    /// `self *= times`
    pub fn repeat(self, heap: &mut Heap, times: usize) -> Result<(), OutOfMemory> {
        let len = self.len();
        if len == 0 || times == 1 {
            return Ok(());
        }
        if times == 0 {
            self.clear();
            return Ok(());
        }
        let total = len.checked_mul(times).ok_or(OutOfMemory)?;
        if self.tag() == ListTag::Range {
            self.expand_range(heap, total)?;
        } else if total > self.capacity() {
            self.reallocate(heap, if times == 2 { grown(total) } else { total })?;
        }
        // SAFETY: room for `total` words, of which `done` are written.
        unsafe {
            let words = self.words();
            let mut done = len;
            while done < total {
                let n = done.min(total - done);
                words.add(done).copy_from_nonoverlapping(words, n);
                done += n;
            }
        }
        self.set_len(total);
        self.barrier(heap);
        Ok(())
    }
    /// Makes `target`, an empty list, this list `times` times over.
    pub fn repeat_into(self, heap: &mut Heap, times: usize, target: ListRef<I>) -> Result<(), OutOfMemory> {
        target.clear();
        if times == 0 || self.is_empty() {
            return Ok(());
        }
        let (tag, len) = (self.tag(), self.len());
        let total = len.checked_mul(times).ok_or(OutOfMemory)?;
        if !tag.has_buffer() {
            self.slice_into(heap, 0, 1, len, target)?;
            return target.repeat(heap, times);
        }
        let to = target.fresh(heap, tag, total)?;
        // SAFETY: room for `total` words; no allocation between the copy and the barrier.
        unsafe {
            if len == 1 {
                std::slice::from_raw_parts_mut(to, total).fill(*self.words());
            } else {
                copy_words(self.words(), to, len);
                let mut done = len;
                while done < total {
                    let n = done.min(total - done);
                    copy_words(to, to.add(done), n);
                    done += n;
                }
            }
        }
        target.set_len(total);
        target.barrier(heap);
        Ok(())
    }

    /// Appends raw ints (each fits a tagged int, or `from_int` copes).
    pub fn extend_ints(self, heap: &mut Heap, ints: impl Iterator<Item = i64>) -> Result<(), OutOfMemory> {
        for int in ints {
            if self.tag() == ListTag::Int && self.len() < self.capacity() {
                // SAFETY: room for one more.
                unsafe { *self.words().add(self.len()) = int as u64 };
                self.set_len(self.len() + 1);
            } else {
                let item = I::from_int(heap, int);
                self.push(heap, item)?;
            }
        }
        Ok(())
    }
    /// Appends raw floats.
    pub fn extend_floats(self, heap: &mut Heap, floats: impl Iterator<Item = f64>) -> Result<(), OutOfMemory> {
        for float in floats {
            if self.tag() == ListTag::Float && self.len() < self.capacity() {
                // SAFETY: room for one more.
                unsafe { *self.words().add(self.len()) = float.to_bits() };
                self.set_len(self.len() + 1);
            } else {
                let item = I::from_float(heap, float);
                self.push(heap, item)?;
            }
        }
        Ok(())
    }
}

/// Copies words between buffers that do not overlap; for few of them a call of memcpy costs more than the copying.
///
/// # Safety
/// `n` words can be read at `from` and written at `to`.
#[inline(always)]
unsafe fn copy_words(from: *const u64, to: *mut u64, n: usize) {
    // SAFETY: by the caller's contract: `n` words at both.
    unsafe {
        if n <= 8 {
            for k in 0..n {
                // Read and written one by one, so that no call is made of the loop.
                to.add(k).write_volatile(*from.add(k));
            }
        } else {
            to.copy_from_nonoverlapping(from, n);
        }
    }
}
