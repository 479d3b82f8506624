//! Stable merge sort of adaptive runs (Tim Peters' timsort, as CPython's `listsort.txt` describes it), with a comparison that
//! may fail and may run any code.
//!
//! Ascending runs are found (strictly descending ones are reversed), short ones are extended by binary insertion to `minrun`,
//! and runs are merged as the invariants of the run stack demand; a merge gallops where one side wins repeatedly. The order
//! and the number of comparisons are CPython's, so lists with incomparable items (NaN) come out in the same order.
//!
//! Invariant: whatever `less` answers, and when it fails, the items are a permutation of what they were. Each is at all
//! times in the array, in the scratch space or in a local variable.

#![allow(unsafe_code)] // items are moved between overlapping ranges while a comparison may fail

use std::ptr;

const MIN_GALLOP: usize = 7;
/// Enough runs for 2^64 items.
const MAX_PENDING: usize = 85;

struct Sorter<T, F> {
    items: *mut T,
    scratch: *mut T,
    less: F,
    min_gallop: usize,
    /// (start, length) of the pending runs.
    runs: [(usize, usize); MAX_PENDING],
    pending: usize,
}

/// Sorts `len` items. `less(a, b)` is asked whether a must come before b.
///
/// # Safety
/// `items` has room for `len` items, `scratch` for `len / 2`; nothing else touches them meanwhile.
pub unsafe fn sort<T: Copy, E>(
    items: *mut T,
    len: usize,
    scratch: *mut T,
    less: impl FnMut(T, T) -> Result<bool, E>,
) -> Result<(), E> {
    if len < 2 {
        return Ok(());
    }
    let mut sorter = Sorter { items, scratch, less, min_gallop: MIN_GALLOP, runs: [(0, 0); MAX_PENDING], pending: 0 };
    // SAFETY: by contract; all ranges below are within `len`.
    unsafe { sorter.run(len) }
}

/// Sorts a slice; the scratch space is its own.
pub fn sort_slice<T: Copy, E>(items: &mut [T], less: impl FnMut(T, T) -> Result<bool, E>) -> Result<(), E> {
    let mut scratch: Vec<T> = Vec::with_capacity(items.len() / 2 + 1);
    // SAFETY: the slice is borrowed exclusively, and the scratch space is large enough.
    unsafe { sort(items.as_mut_ptr(), items.len(), scratch.as_mut_ptr(), less) }
}

fn min_run(mut n: usize) -> usize {
    let mut odd = 0;
    while n >= 64 {
        odd |= n & 1;
        n >>= 1;
    }
    n + odd
}

/// # Safety
/// `index` lies within the array at `items`.
#[inline(always)]
unsafe fn at<T: Copy>(items: *const T, index: usize) -> T {
    // SAFETY: callers stay within the array.
    unsafe { *items.add(index) }
}

impl<T: Copy, E, F: FnMut(T, T) -> Result<bool, E>> Sorter<T, F> {
    /// # Safety
    /// `sort`'s contract, for `len` items.
    unsafe fn run(&mut self, len: usize) -> Result<(), E> {
        let minimum = min_run(len);
        let mut start = 0;
        // SAFETY: `start + length <= len` throughout.
        unsafe {
            while start < len {
                let mut length = self.count_run(start, len)?;
                if length < minimum {
                    let forced = minimum.min(len - start);
                    self.insert_sorted(start, length, forced)?;
                    length = forced;
                }
                self.runs[self.pending] = (start, length);
                self.pending += 1;
                self.collapse()?;
                start += length;
            }
            while self.pending > 1 {
                let mut n = self.pending - 2;
                if n > 0 && self.runs[n - 1].1 < self.runs[n + 1].1 {
                    n -= 1;
                }
                self.merge_at(n)?;
            }
        }
        Ok(())
    }

    /// Length of the run at `start`, made ascending.
    ///
    /// # Safety
    /// `sort`'s contract; `start < end`, which is at most the number of items.
    unsafe fn count_run(&mut self, start: usize, end: usize) -> Result<usize, E> {
        let items = self.items;
        if start + 1 == end {
            return Ok(1);
        }
        let mut length = 2;
        // SAFETY: indices below `end`.
        unsafe {
            let descending = (self.less)(at(items, start + 1), at(items, start))?;
            while start + length < end
                && (self.less)(at(items, start + length), at(items, start + length - 1))? == descending
            {
                length += 1;
            }
            if descending {
                std::slice::from_raw_parts_mut(self.items.add(start), length).reverse();
            }
        }
        Ok(length)
    }

    /// Binary insertion: the first `sorted` of `length` items at `start` are in order already.
    ///
    /// # Safety
    /// `sort`'s contract; `start + length` is at most the number of items, `1 <= sorted <= length`.
    unsafe fn insert_sorted(&mut self, start: usize, sorted: usize, length: usize) -> Result<(), E> {
        let items = self.items;
        for next in start + sorted..start + length {
            // SAFETY: indices from `start` to `next`; the item stays in place until its position is known.
            unsafe {
                let pivot = at(items, next);
                let (mut left, mut right) = (start, next);
                while left < right {
                    let middle = left + (right - left) / 2;
                    if (self.less)(pivot, at(items, middle))? {
                        right = middle;
                    } else {
                        left = middle + 1;
                    }
                }
                ptr::copy(self.items.add(left), self.items.add(left + 1), next - left);
                self.items.add(left).write(pivot);
            }
        }
        Ok(())
    }

    /// # Safety
    /// `sort`'s contract; the pending runs lie within the items, one behind the other.
    unsafe fn collapse(&mut self) -> Result<(), E> {
        while self.pending > 1 {
            let mut n = self.pending - 2;
            let length = |i: usize| self.runs[i].1;
            let broken = (n > 0 && length(n - 1) <= length(n) + length(n + 1))
                || (n > 1 && length(n - 2) <= length(n - 1) + length(n));
            if broken {
                if length(n - 1) < length(n + 1) {
                    n -= 1;
                }
            } else if length(n) > length(n + 1) {
                break;
            }
            // SAFETY: two adjacent pending runs.
            unsafe { self.merge_at(n)? };
        }
        Ok(())
    }

    /// Merges runs `n` and `n + 1`.
    ///
    /// # Safety
    /// As of `collapse`; runs `n` and `n + 1` are pending.
    unsafe fn merge_at(&mut self, n: usize) -> Result<(), E> {
        let (mut a, mut a_len) = self.runs[n];
        let (b, mut b_len) = self.runs[n + 1];
        self.runs[n].1 = a_len + b_len;
        if n + 3 == self.pending {
            self.runs[n + 1] = self.runs[n + 2];
        }
        self.pending -= 1;
        // SAFETY: both runs lie within the array.
        unsafe {
            // Items of A that are in place already.
            let in_place = self.gallop_right(at(self.items, b), self.items.add(a), a_len, 0)?;
            a += in_place;
            a_len -= in_place;
            if a_len == 0 {
                return Ok(());
            }
            // Items of B that are.
            b_len = self.gallop_left(at(self.items, a + a_len - 1), self.items.add(b), b_len, b_len - 1)?;
            if b_len == 0 {
                return Ok(());
            }
            if a_len <= b_len { self.merge_low(a, a_len, b, b_len) } else { self.merge_high(a, a_len, b, b_len) }
        }
    }

    /// Number of items in the sorted `from[..len]` that are less than `key`; the search starts at `hint`.
    ///
    /// # Safety
    /// `len` items can be read at `from`; `hint < len`.
    unsafe fn gallop_left(&mut self, key: T, from: *const T, len: usize, hint: usize) -> Result<usize, E> {
        let (mut low, mut high);
        // SAFETY: all reads are below `len`.
        unsafe {
            let mut step = 1;
            if (self.less)(*from.add(hint), key)? {
                let most = len - hint;
                let mut last = 0;
                while step < most && (self.less)(*from.add(hint + step), key)? {
                    last = step;
                    step = step.saturating_mul(2).saturating_add(1);
                }
                low = hint + last + 1;
                high = hint + step.min(most);
            } else {
                let most = hint + 1;
                let mut last = 0;
                while step < most && !(self.less)(*from.add(hint - step), key)? {
                    last = step;
                    step = step.saturating_mul(2).saturating_add(1);
                }
                low = hint + 1 - step.min(most);
                high = hint - last;
            }
            while low < high {
                let middle = low + (high - low) / 2;
                if (self.less)(*from.add(middle), key)? {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
        }
        Ok(high)
    }

    /// As `gallop_left`, but counts the items that are not greater than `key`.
    ///
    /// # Safety
    /// As of `gallop_left`.
    unsafe fn gallop_right(&mut self, key: T, from: *const T, len: usize, hint: usize) -> Result<usize, E> {
        let (mut low, mut high);
        // SAFETY: all reads are below `len`.
        unsafe {
            let mut step = 1;
            if (self.less)(key, *from.add(hint))? {
                let most = hint + 1;
                let mut last = 0;
                while step < most && (self.less)(key, *from.add(hint - step))? {
                    last = step;
                    step = step.saturating_mul(2).saturating_add(1);
                }
                low = hint + 1 - step.min(most);
                high = hint - last;
            } else {
                let most = len - hint;
                let mut last = 0;
                while step < most && !(self.less)(key, *from.add(hint + step))? {
                    last = step;
                    step = step.saturating_mul(2).saturating_add(1);
                }
                low = hint + last + 1;
                high = hint + step.min(most);
            }
            while low < high {
                let middle = low + (high - low) / 2;
                if (self.less)(key, *from.add(middle))? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
        }
        Ok(high)
    }

    /// Merges from the left; A, the shorter run, goes to the scratch space.
    ///
    /// # Safety
    /// `sort`'s contract; both runs lie within the items, B right behind A.
    unsafe fn merge_low(&mut self, a: usize, a_len: usize, b: usize, b_len: usize) -> Result<(), E> {
        // SAFETY: the hole between `dest` and `right` is always as long as what is left of A in the scratch space.
        unsafe {
            ptr::copy_nonoverlapping(self.items.add(a), self.scratch, a_len);
            let mut hole = LowHole {
                left: self.scratch,
                left_len: a_len,
                right: self.items.add(b),
                right_len: b_len,
                dest: self.items.add(a),
            };
            hole.take_right(1);
            if hole.right_len == 0 {
                return Ok(());
            }
            // What is in the hole on the way out, failed or not, is put back by `Drop`. When one item of A is left, it
            // belongs after all of B.
            if hole.left_len == 1 {
                hole.finish_with_b();
                return Ok(());
            }
            loop {
                let (mut a_wins, mut b_wins) = (0, 0);
                loop {
                    if (self.less)(*hole.right, *hole.left)? {
                        hole.take_right(1);
                        b_wins += 1;
                        a_wins = 0;
                        if hole.right_len == 0 {
                            return Ok(());
                        }
                        if b_wins >= self.min_gallop {
                            break;
                        }
                    } else {
                        hole.take_left(1);
                        a_wins += 1;
                        b_wins = 0;
                        if hole.left_len == 1 {
                            hole.finish_with_b();
                            return Ok(());
                        }
                        if a_wins >= self.min_gallop {
                            break;
                        }
                    }
                }
                self.min_gallop += 1;
                loop {
                    self.min_gallop -= (self.min_gallop > 1) as usize;
                    let count = self.gallop_right(*hole.right, hole.left, hole.left_len, 0)?;
                    a_wins = count;
                    hole.take_left(count);
                    if hole.left_len == 1 {
                        hole.finish_with_b();
                        return Ok(());
                    }
                    // Only when the comparison is inconsistent.
                    if hole.left_len == 0 {
                        return Ok(());
                    }
                    hole.take_right(1);
                    if hole.right_len == 0 {
                        return Ok(());
                    }
                    let count = self.gallop_left(*hole.left, hole.right, hole.right_len, 0)?;
                    b_wins = count;
                    hole.take_right(count);
                    if hole.right_len == 0 {
                        return Ok(());
                    }
                    hole.take_left(1);
                    if hole.left_len == 1 {
                        hole.finish_with_b();
                        return Ok(());
                    }
                    if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                        break;
                    }
                }
                self.min_gallop += 1;
            }
        }
    }

    /// Merges from the right; B, the shorter run, goes to the scratch space.
    ///
    /// # Safety
    /// As of `merge_low`.
    unsafe fn merge_high(&mut self, a: usize, a_len: usize, b: usize, b_len: usize) -> Result<(), E> {
        // SAFETY: the hole between the rest of A and `dest` is always as long as what is left of B in the scratch space.
        unsafe {
            ptr::copy_nonoverlapping(self.items.add(b), self.scratch, b_len);
            let mut hole = HighHole {
                left: self.items.add(a),
                left_len: a_len,
                right: self.scratch,
                right_len: b_len,
                dest: self.items.add(b + b_len),
            };
            hole.take_left(1);
            if hole.left_len == 0 {
                return Ok(());
            }
            if hole.right_len == 1 {
                hole.finish_with_a();
                return Ok(());
            }
            loop {
                let (mut a_wins, mut b_wins) = (0, 0);
                loop {
                    if (self.less)(hole.last_right(), hole.last_left())? {
                        hole.take_left(1);
                        a_wins += 1;
                        b_wins = 0;
                        if hole.left_len == 0 {
                            return Ok(());
                        }
                        if a_wins >= self.min_gallop {
                            break;
                        }
                    } else {
                        hole.take_right(1);
                        b_wins += 1;
                        a_wins = 0;
                        if hole.right_len == 1 {
                            hole.finish_with_a();
                            return Ok(());
                        }
                        if b_wins >= self.min_gallop {
                            break;
                        }
                    }
                }
                self.min_gallop += 1;
                loop {
                    self.min_gallop -= (self.min_gallop > 1) as usize;
                    let keep = self.gallop_right(hole.last_right(), hole.left, hole.left_len, hole.left_len - 1)?;
                    a_wins = hole.left_len - keep;
                    hole.take_left(a_wins);
                    if hole.left_len == 0 {
                        return Ok(());
                    }
                    hole.take_right(1);
                    if hole.right_len == 1 {
                        hole.finish_with_a();
                        return Ok(());
                    }
                    let keep = self.gallop_left(hole.last_left(), hole.right, hole.right_len, hole.right_len - 1)?;
                    b_wins = hole.right_len - keep;
                    hole.take_right(b_wins);
                    if hole.right_len == 1 {
                        hole.finish_with_a();
                        return Ok(());
                    }
                    // Only when the comparison is inconsistent.
                    if hole.right_len == 0 {
                        return Ok(());
                    }
                    hole.take_left(1);
                    if hole.left_len == 0 {
                        return Ok(());
                    }
                    if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                        break;
                    }
                }
                self.min_gallop += 1;
            }
        }
    }
}

/// State of `merge_low`. What is left of A fills the hole when this is dropped.
struct LowHole<T: Copy> {
    left: *mut T,
    left_len: usize,
    right: *mut T,
    right_len: usize,
    dest: *mut T,
}

impl<T: Copy> LowHole<T> {
    /// # Safety
    /// At most `left_len` items are taken.
    unsafe fn take_left(&mut self, n: usize) {
        // SAFETY: `n` items are left in A, so the hole has room.
        unsafe {
            ptr::copy_nonoverlapping(self.left, self.dest, n);
            self.left = self.left.add(n);
            self.dest = self.dest.add(n);
        }
        self.left_len -= n;
    }
    /// # Safety
    /// At most `right_len` items are taken.
    unsafe fn take_right(&mut self, n: usize) {
        // SAFETY: `n` items are left in B; the ranges may overlap.
        unsafe {
            ptr::copy(self.right, self.dest, n);
            self.right = self.right.add(n);
            self.dest = self.dest.add(n);
        }
        self.right_len -= n;
    }
    /// The rest of B goes before the one item left of A.
    ///
    /// # Safety
    /// As for `take_right`.
    unsafe fn finish_with_b(&mut self) {
        // SAFETY: as for `take_right`.
        unsafe { self.take_right(self.right_len) };
    }
}

impl<T: Copy> Drop for LowHole<T> {
    fn drop(&mut self) {
        // SAFETY: the hole at `dest` is exactly as long as what is left of A.
        unsafe { ptr::copy_nonoverlapping(self.left, self.dest, self.left_len) };
    }
}

/// State of `merge_high`; `dest` is the end of the hole.
struct HighHole<T: Copy> {
    left: *mut T,
    left_len: usize,
    right: *mut T,
    right_len: usize,
    dest: *mut T,
}

impl<T: Copy> HighHole<T> {
    /// # Safety
    /// A is not empty.
    unsafe fn last_left(&self) -> T {
        // SAFETY: A is not empty.
        unsafe { *self.left.add(self.left_len - 1) }
    }
    /// # Safety
    /// B is not empty.
    unsafe fn last_right(&self) -> T {
        // SAFETY: B is not empty.
        unsafe { *self.right.add(self.right_len - 1) }
    }
    /// # Safety
    /// At most `left_len` items are taken.
    unsafe fn take_left(&mut self, n: usize) {
        // SAFETY: `n` items are left in A; the ranges may overlap.
        unsafe {
            self.dest = self.dest.sub(n);
            ptr::copy(self.left.add(self.left_len - n), self.dest, n);
        }
        self.left_len -= n;
    }
    /// # Safety
    /// At most `right_len` items are taken.
    unsafe fn take_right(&mut self, n: usize) {
        // SAFETY: `n` items are left in B, so the hole has room.
        unsafe {
            self.dest = self.dest.sub(n);
            ptr::copy_nonoverlapping(self.right.add(self.right_len - n), self.dest, n);
        }
        self.right_len -= n;
    }
    /// # Safety
    /// As for `take_left`.
    unsafe fn finish_with_a(&mut self) {
        // SAFETY: as for `take_left`.
        unsafe { self.take_left(self.left_len) };
    }
}

impl<T: Copy> Drop for HighHole<T> {
    fn drop(&mut self) {
        // SAFETY: the hole before `dest` is exactly as long as what is left of B.
        unsafe { ptr::copy_nonoverlapping(self.right, self.dest.sub(self.right_len), self.right_len) };
    }
}
