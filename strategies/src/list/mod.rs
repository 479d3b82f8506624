//! Lists: the object, the handle, and the operations on single items.
//!
//! | strategy | words in the buffer | admits |
//! |---|---|---|
//! | `Empty` | none | the first item chooses |
//! | `Range` | none: `items` is the first int, `cap` the step | nothing; becomes `Int` when it is written to |
//! | `Int`, `Float` | raw i64, f64 | items of that class |
//! | `Str`, `Unicode` | references | items of that class |
//! | `Object` | value words | everything |
//!
//! A list that does not admit an item becomes `Object`; an int among floats stays an int. A list without items takes the
//! strategy of the next one. Each buffer strategy is a `ListStrategy` in a file of its own; kernels are generic over it, and
//! `by_strategy!` stands at the edge.

#![allow(unsafe_code)] // buffers are raw heap memory

mod empty;
mod float;
mod int;
mod object;
mod range;
mod search;
mod slice;
mod sort;
mod strs;
mod unicode;

pub use search::Search;
pub use sort::SortBuffer;

use crate::buffer::{BUFFER, EXTENSIBLE, OutOfMemory, WORDS, adopt, allocate, extend, object_of};
use crate::item::{Item, decide_equal};
use empty::strategy_for;
use gc::{Header, Heap, Tracer};
use std::marker::PhantomData;

pub(crate) use float::Floats;
pub(crate) use int::Ints;
pub(crate) use object::Objects;
pub(crate) use strs::Strs;
pub(crate) use unicode::Unicodes;

/// The low byte of `Header::aux` of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ListTag {
    Empty = 0,
    Range = 1,
    Int = 2,
    Float = 3,
    Str = 4,
    Unicode = 5,
    Object = 6,
}

impl ListTag {
    /// The words of the buffer are references or tagged values.
    #[inline(always)]
    pub const fn has_references(self) -> bool {
        self as u8 >= ListTag::Str as u8
    }
    /// There may be a buffer.
    #[inline(always)]
    pub const fn has_buffer(self) -> bool {
        self as u8 >= ListTag::Int as u8
    }
}

/// A list as a heap object of 32 bytes. All zero after the header: empty.
#[repr(C)]
pub struct List {
    pub header: Header,
    /// Items.
    pub len: usize,
    /// Items that the buffer has room for; the step of a `Range`.
    pub cap: usize,
    /// The words, 16 bytes behind the start of their heap object; the first int of a `Range`.
    pub items: *mut u64,
}

/// One way to keep items in words.
pub(crate) trait ListStrategy<I: Item> {
    /// The word for an item, if it is admitted.
    fn admit(item: I) -> Option<u64>;
    /// The item for a word that `admit` made.
    fn wrap(heap: &mut Heap, word: u64) -> I;
}

/// Runs code for the buffer strategy that a tag names, bound to a type; `else` for the two without a buffer.
macro_rules! by_strategy {
    ($tag:expr, $s:ident => $body:expr, else $other:expr) => {
        match $tag {
            $crate::list::ListTag::Object => {
                type $s = $crate::list::Objects;
                $body
            }
            $crate::list::ListTag::Int => {
                type $s = $crate::list::Ints;
                $body
            }
            $crate::list::ListTag::Float => {
                type $s = $crate::list::Floats;
                $body
            }
            $crate::list::ListTag::Str => {
                type $s = $crate::list::Strs;
                $body
            }
            $crate::list::ListTag::Unicode => {
                type $s = $crate::list::Unicodes;
                $body
            }
            $crate::list::ListTag::Empty | $crate::list::ListTag::Range => $other,
        }
    };
}

/// For the `KindInfo` of list objects.
///
/// # Safety
/// The object is a `List` (or begins with one).
pub unsafe fn trace_list(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by contract; `len` words are in use.
    unsafe {
        let list = object.cast::<List>();
        let tag = tag_of(list);
        if !tag.has_buffer() {
            return;
        }
        tracer.object(object_of((*list).items.cast()));
        if tag.has_references() {
            tracer.words((*list).items, (*list).len);
        }
    }
}

/// # Safety
/// `list` is live.
#[inline(always)]
unsafe fn tag_of(list: *const List) -> ListTag {
    // SAFETY: only tags of `ListTag` are ever stored in this byte.
    unsafe {
        let tag = (*list).header.aux as u8;
        debug_assert!(tag <= ListTag::Object as u8);
        std::mem::transmute::<u8, ListTag>(tag)
    }
}

/// Capacity for a list that has outgrown its buffer. Only very long buffers can be extended without copying, so the steps
/// are wider than CPython's eighth, which costs 1,000 pushes 45 buffers.
#[inline]
fn grown(len: usize) -> usize {
    let spare = match len {
        0..=8 => 4,
        9..=0xFFFF => len / 2,
        0x1_0000..=0x3_FFFF => len / 4,
        _ => len / 8,
    };
    len.saturating_add(spare) & !1
}

/// Handle of a live list.
pub struct ListRef<I> {
    this: *mut List,
    items: PhantomData<I>,
}

impl<I> Clone for ListRef<I> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<I> Copy for ListRef<I> {}

impl<I: Item> ListRef<I> {
    /// # Safety
    /// A live list that holds items of this type, kept alive while the handle is used.
    #[inline(always)]
    pub unsafe fn from_raw(this: *mut List) -> Self {
        ListRef { this, items: PhantomData }
    }
    #[inline(always)]
    pub fn as_ptr(self) -> *mut List {
        self.this
    }
    #[inline(always)]
    pub fn tag(self) -> ListTag {
        // SAFETY: `from_raw`'s contract, here and in all of this folder: the list is live and valid.
        unsafe { tag_of(self.this) }
    }
    #[inline(always)]
    fn set_tag(self, tag: ListTag) {
        // SAFETY: live.
        unsafe { (*self.this).header.aux = (*self.this).header.aux & !0xFF | tag as u16 };
    }
    #[inline(always)]
    pub fn len(self) -> usize {
        // SAFETY: live.
        unsafe { (*self.this).len }
    }
    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    fn set_len(self, len: usize) {
        // SAFETY: live; callers have written the words below `len`.
        unsafe { (*self.this).len = len };
    }
    /// Items there is room for without another buffer.
    #[inline(always)]
    pub fn capacity(self) -> usize {
        // SAFETY: live.
        if self.tag().has_buffer() { unsafe { (*self.this).cap } } else { 0 }
    }
    #[inline(always)]
    fn words(self) -> *mut u64 {
        debug_assert!(self.tag().has_buffer());
        // SAFETY: live.
        unsafe { (*self.this).items }
    }
    /// # Safety
    /// `index` is below the length, and the strategy has a buffer.
    #[inline(always)]
    unsafe fn word(self, index: usize) -> u64 {
        // SAFETY: callers pass indices below `len` of a buffer strategy.
        unsafe { *self.words().add(index) }
    }
    #[inline(always)]
    fn barrier(self, heap: &mut Heap) {
        // SAFETY: live.
        unsafe { heap.barrier(self.this.cast()) };
    }

    /// The item at an index.
    #[inline]
    pub fn get(self, heap: &mut Heap, index: usize) -> Option<I> {
        // SAFETY: the index was just checked.
        if index < self.len() { Some(unsafe { self.get_unchecked(heap, index) }) } else { None }
    }
    /// # Safety
    /// `index < len`
    #[inline(always)]
    pub unsafe fn get_unchecked(self, heap: &mut Heap, index: usize) -> I {
        // SAFETY: by contract.
        unsafe {
            by_strategy!(self.tag(), S => <S as ListStrategy<I>>::wrap(heap, self.word(index)),
                else I::from_int(heap, self.range_at(index)))
        }
    }
    /// The item at an index where none need be made: not in lists of floats.
    #[inline(always)]
    pub fn peek(self, index: usize) -> Option<I> {
        // SAFETY: the index is checked; the words are items.
        unsafe { (self.tag().has_references() && index < self.len()).then(|| I::from_bits(self.word(index))) }
    }
    /// The raw ints of a list of strategy `Int`. To be used before the list is next written to.
    ///
    /// # Safety
    /// Nothing writes to the list while the slice is used.
    pub unsafe fn ints<'a>(self) -> Option<&'a [i64]> {
        // SAFETY: by contract; the words of this strategy are ints.
        unsafe { (self.tag() == ListTag::Int).then(|| slice(self.words().cast(), self.len())) }
    }
    /// The raw floats of a list of strategy `Float`.
    ///
    /// # Safety
    /// As for `ints`.
    pub unsafe fn floats<'a>(self) -> Option<&'a [f64]> {
        // SAFETY: by contract; the words of this strategy are floats.
        unsafe { (self.tag() == ListTag::Float).then(|| slice(self.words().cast(), self.len())) }
    }

    /// The word for an item where the strategy admits it.
    #[inline(always)]
    fn admit(self, item: I) -> Option<u64> {
        by_strategy!(self.tag(), S => <S as ListStrategy<I>>::admit(item), else None)
    }
    /// The word for an item, after a change of strategy where it takes one.
    #[inline]
    fn admit_or_widen(self, heap: &mut Heap, item: I) -> Result<u64, OutOfMemory> {
        match self.admit(item) {
            Some(word) => Ok(word),
            None => self.widen_for(heap, item),
        }
    }
    #[inline(never)]
    fn widen_for(self, heap: &mut Heap, item: I) -> Result<u64, OutOfMemory> {
        if self.is_empty() {
            self.choose_strategy(item);
        } else if self.tag() == ListTag::Range {
            self.expand_range(heap, self.len() + 1)?;
        }
        if let Some(word) = self.admit(item) {
            return Ok(word);
        }
        self.widen(heap)?;
        Ok(item.bits())
    }
    /// Strategy `Object` for whatever is in the list.
    pub fn widen(self, heap: &mut Heap) -> Result<(), OutOfMemory> {
        match self.tag() {
            ListTag::Object => {}
            _ if self.is_empty() => {
                self.drop_range();
                self.set_tag(ListTag::Object);
            }
            ListTag::Str | ListTag::Unicode => self.set_tag(ListTag::Object),
            ListTag::Int | ListTag::Float | ListTag::Range | ListTag::Empty => {
                let (len, cap) = (self.len(), self.capacity().max(self.len()));
                let words = self.boxed_words(heap, cap)?;
                // SAFETY: the new buffer holds all items as value words.
                unsafe {
                    adopt(words);
                    (*self.this).items = words;
                    (*self.this).cap = cap;
                }
                self.set_tag(ListTag::Object);
                self.set_len(len);
                self.barrier(heap);
            }
        }
        Ok(())
    }
    /// A `WORDS` array of `cap` words that begins with all items. Boxing floats may collect, so the array shows its words
    /// itself and has a barrier of its own.
    fn boxed_words(self, heap: &mut Heap, cap: usize) -> Result<*mut u64, OutOfMemory> {
        let bytes = cap.checked_mul(8).ok_or(OutOfMemory)?;
        let words = allocate(heap, WORDS, bytes)?.cast::<u64>();
        // SAFETY: `len <= cap`; no Python code runs, so the list stays as it is.
        unsafe {
            if self.tag().has_references() {
                words.copy_from_nonoverlapping(self.words(), self.len());
            } else {
                for index in 0..self.len() {
                    let item = self.get_unchecked(heap, index);
                    *words.add(index) = item.bits();
                    heap.barrier(object_of(words.cast()));
                }
            }
        }
        Ok(words)
    }

    /// Stores an item; an index that is not below `len` is ignored.
    #[inline]
    pub fn set(self, heap: &mut Heap, index: usize, item: I) -> Result<(), OutOfMemory> {
        debug_assert!(index < self.len());
        if index >= self.len() {
            return Ok(());
        }
        let word = self.admit_or_widen(heap, item)?;
        // SAFETY: in bounds; widening keeps the length.
        unsafe { *self.words().add(index) = word };
        self.barrier(heap);
        Ok(())
    }
    #[inline]
    pub fn push(self, heap: &mut Heap, item: I) -> Result<(), OutOfMemory> {
        if let Some(word) = self.admit(item) {
            let len = self.len();
            // SAFETY: admitted, so there is a buffer, and it has room.
            unsafe {
                if len < (*self.this).cap {
                    *self.words().add(len) = word;
                    self.set_len(len + 1);
                    self.barrier(heap);
                    return Ok(());
                }
            }
        }
        self.push_slow(heap, item)
    }
    #[inline(never)]
    fn push_slow(self, heap: &mut Heap, item: I) -> Result<(), OutOfMemory> {
        let word = self.admit_or_widen(heap, item)?;
        self.reserve(heap, 1)?;
        let len = self.len();
        // SAFETY: room for one more word.
        unsafe { *self.words().add(len) = word };
        self.set_len(len + 1);
        self.barrier(heap);
        Ok(())
    }
    /// Inserts before `index`, or at the end where there are fewer items.
    pub fn insert(self, heap: &mut Heap, index: usize, item: I) -> Result<(), OutOfMemory> {
        let len = self.len();
        if index >= len {
            return self.push(heap, item);
        }
        let word = self.admit_or_widen(heap, item)?;
        self.reserve(heap, 1)?;
        // SAFETY: `index < len < capacity`.
        unsafe {
            let at = self.words().add(index);
            at.copy_to(at.add(1), len - index);
            *at = word;
        }
        self.set_len(len + 1);
        self.barrier(heap);
        Ok(())
    }
    /// Removes the item at `index`. None where there is no such item, or no memory to take it out of a long range.
    pub fn pop(self, heap: &mut Heap, index: usize) -> Option<I> {
        let item = self.get(heap, index)?;
        self.delete_range(heap, index, index + 1).ok()?;
        Some(item)
    }

    /// Room for `more` items after those there are. A list without items and buffer keeps the tag it has.
    #[inline]
    pub fn reserve(self, heap: &mut Heap, more: usize) -> Result<(), OutOfMemory> {
        let wanted = self.len().checked_add(more).ok_or(OutOfMemory)?;
        if !self.tag().has_buffer() || wanted <= self.capacity() {
            return Ok(());
        }
        self.reallocate(heap, grown(wanted).max(wanted))
    }
    /// A new buffer of `cap` words for what fits of the old one.
    #[inline(never)]
    fn reallocate(self, heap: &mut Heap, cap: usize) -> Result<(), OutOfMemory> {
        let bytes = cap.checked_mul(8).ok_or(OutOfMemory)?;
        if self.capacity() * 8 >= EXTENSIBLE && cap > self.capacity() {
            // SAFETY: the buffer is this list's alone.
            unsafe {
                if let Some(words) = extend(heap, self.words().cast(), bytes) {
                    (*self.this).items = words.cast();
                    (*self.this).cap = cap;
                    self.barrier(heap);
                    return Ok(());
                }
            }
        }
        let words = allocate(heap, BUFFER, bytes)?.cast::<u64>();
        // SAFETY: both buffers hold `len` words; an allocation does not change the list.
        unsafe {
            if !self.is_empty() {
                words.copy_from_nonoverlapping(self.words(), self.len());
            }
            (*self.this).items = words;
            (*self.this).cap = cap;
        }
        self.barrier(heap);
        Ok(())
    }
    /// Gives room back where less than a third is in use.
    fn shrink(self, heap: &mut Heap) {
        let (len, cap) = (self.len(), self.capacity());
        if cap > 16 && len < cap / 3 {
            // Where there is no memory for a smaller buffer the old one will do.
            let _ = self.reallocate(heap, grown(len));
        }
    }
    pub fn clear(self) {
        // SAFETY: all zero is a valid list.
        unsafe {
            (*self.this).len = 0;
            (*self.this).cap = 0;
            (*self.this).items = std::ptr::null_mut();
        }
        self.set_tag(ListTag::Empty);
    }
    pub fn reverse(self) {
        if self.tag() == ListTag::Range {
            self.reverse_range();
        } else if self.len() > 1 {
            // SAFETY: `len` words in a buffer; no code runs that could see them.
            unsafe { std::slice::from_raw_parts_mut(self.words(), self.len()).reverse() };
        }
    }
    /// `n` times the same item, in an empty list. The item must be held by something that the collector sees.
    pub fn fill(self, heap: &mut Heap, item: I, n: usize) -> Result<(), OutOfMemory> {
        self.clear();
        if n == 0 {
            return Ok(());
        }
        let tag = strategy_for(item.class());
        let word = by_strategy!(tag, S => <S as ListStrategy<I>>::admit(item), else None).unwrap_or(item.bits());
        let words = self.fresh(heap, tag, n)?;
        // SAFETY: room for `n` words.
        unsafe { std::slice::from_raw_parts_mut(words, n).fill(word) };
        self.set_len(n);
        self.barrier(heap);
        Ok(())
    }
    /// Fills an empty list with items that the collector sees elsewhere (registers, a tuple).
    #[inline]
    pub fn fill_from(self, heap: &mut Heap, items: &[I]) -> Result<(), OutOfMemory> {
        debug_assert!(self.is_empty());
        let Some(&first) = items.first() else {
            self.clear();
            return Ok(());
        };
        let chosen = strategy_for(first.class());
        let alike = by_strategy!(chosen, S => items[1..].iter().all(|&item| <S as ListStrategy<I>>::admit(item).is_some()),
            else false);
        let tag = if alike { chosen } else { ListTag::Object };
        let words = self.fresh(heap, tag, items.len())?;
        // SAFETY: room for all items; the barrier follows before anything is allocated.
        unsafe {
            by_strategy!(tag, S => for (at, &item) in items.iter().enumerate() {
                *words.add(at) = <S as ListStrategy<I>>::admit(item).unwrap_or(0);
            }, else {});
        }
        self.set_len(items.len());
        self.barrier(heap);
        Ok(())
    }
    /// Makes this list, which is empty, one of a buffer strategy with a new buffer of `cap` words of zeros.
    #[inline]
    fn fresh(self, heap: &mut Heap, tag: ListTag, cap: usize) -> Result<*mut u64, OutOfMemory> {
        let words = allocate(heap, BUFFER, cap.checked_mul(8).ok_or(OutOfMemory)?)?.cast::<u64>();
        // SAFETY: live; what the list was before is given up.
        unsafe {
            (*self.this).len = 0;
            (*self.this).items = words;
            (*self.this).cap = cap;
        }
        self.set_tag(tag);
        self.barrier(heap);
        Ok(words)
    }
    /// The first index where two lists, compared as far as both go, surely differ; `Err`: up to there no item differs, and
    /// this one must be asked for. Runs no Python code.
    pub fn first_difference(self, other: ListRef<I>) -> Result<Option<usize>, usize> {
        let n = self.len().min(other.len());
        // SAFETY: indices below both lengths; no code runs that could change the lists.
        unsafe {
            match (self.tag(), other.tag()) {
                (ListTag::Int, ListTag::Int) => {
                    let (a, b) = (slice(self.words(), n), slice(other.words(), n));
                    Ok(a.iter().zip(b).position(|(a, b)| a != b))
                }
                (a, b) if a.has_references() && b.has_references() => {
                    for at in 0..n {
                        match decide_equal(I::from_bits(self.word(at)), I::from_bits(other.word(at))) {
                            Some(true) => {}
                            Some(false) => return Ok(Some(at)),
                            None => return Err(at),
                        }
                    }
                    Ok(None)
                }
                (ListTag::Float, ListTag::Float) => {
                    let (a, b) = (slice(self.words().cast::<f64>(), n), slice(other.words().cast::<f64>(), n));
                    // One and the same NaN is equal to itself here.
                    Ok(a.iter().zip(b).position(|(a, b)| a != b && a.to_bits() != b.to_bits()))
                }
                _ if n == 0 => Ok(None),
                _ => Err(0),
            }
        }
    }
}

/// # Safety
/// `len` items can be read at `at` for as long as the slice is used.
unsafe fn slice<'a, T>(at: *const T, len: usize) -> &'a [T] {
    // SAFETY: by the caller's contract; a buffer may be missing only where there are no items.
    if len == 0 { &[] } else { unsafe { std::slice::from_raw_parts(at, len) } }
}
