//! `deque`: a ring of words in a buffer that doubles when it is full.
//!
//! `state` changes with every change of length or order; whoever walks a deque while Python code may run compares it.
//!
//! Source: library reference 8.3.2 (2.7), `_collectionsmodule.c` for messages.

#![allow(unsafe_code)] // words of the ring

use super::iterator;
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::protocols::compare::CompareOp;
use object_model::strings::{RawBuffer, new_raw};
use object_model::typeobject::{BASETYPE, TypeDecl, TypeObject, WITH_WEAKREF};
use object_model::{
    Context, Gc, ListObject, Object, PyResult, StrObject, Value, none, not_implemented, py_bool, py_methods, raise,
};

#[repr(C)]
pub struct DequeObject {
    pub header: Header,
    ring: Option<Gc<RawBuffer>>,
    /// Words in the ring: a power of two, or zero.
    capacity: usize,
    head: usize,
    len: usize,
    limit: usize,
    state: u64,
}

// SAFETY: made by `__new__`.
unsafe impl Object for DequeObject {
    const KIND: u8 = kinds::DEQUE;
    const NAME: &'static str = "collections.deque";
}

object_model::fixed_layout!(LAYOUT: DequeObject, |this, tracer| {
    if let Some(ring) = this.ring {
        tracer.object(ring.pointer());
        for i in 0..this.len {
            // SAFETY: below the length.
            tracer.word(unsafe { *this.slot(ring, i) });
        }
    }
});

pub static DEQUE: TypeDecl = TypeDecl {
    module: "collections",
    doc: "deque([iterable[, maxlen]]) -> a list that is quick at both ends",
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE | WITH_WEAKREF,
    setup: Some(kinds::unhashable),
    ..TypeDecl::new("deque", kinds::DEQUE)
};

static GETSET: &[GetSet] = &[GetSet { name: "maxlen", doc: "greatest length, or None", get: get_maxlen, set: None }];

fn get_maxlen(cx: &mut Context, this: Value) -> PyResult {
    Ok(match this.downcast::<DequeObject>().and_then(|this| this.bound()) {
        Some(limit) => cx.new_int(limit as i64),
        None => none(),
    })
}

/// No limit.
const UNBOUNDED: usize = usize::MAX;

impl DequeObject {
    #[inline(always)]
    fn slot(&self, ring: Gc<RawBuffer>, index: usize) -> *mut u64 {
        let at = self.head.wrapping_add(index) & (self.capacity - 1);
        ring.data().cast::<u64>().wrapping_add(at)
    }
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }
    #[inline(always)]
    pub fn state(&self) -> u64 {
        self.state
    }
    fn bound(&self) -> Option<usize> {
        (self.limit != UNBOUNDED).then_some(self.limit)
    }
    #[inline]
    pub fn get(&self, index: usize) -> Option<Value> {
        let ring = self.ring?;
        if index >= self.len {
            return None;
        }
        // SAFETY: below the length: a value.
        Some(unsafe { Value::from_bits_unchecked(*self.slot(ring, index)) })
    }
    #[inline]
    fn put(&mut self, index: usize, value: Value) {
        if let Some(ring) = self.ring {
            // SAFETY: callers stay below the capacity.
            unsafe { *self.slot(ring, index) = value.bits() };
        }
    }
    fn clear(&mut self) {
        self.ring = None;
        (self.capacity, self.head, self.len) = (0, 0, 0);
        self.state += 1;
    }
    #[inline]
    fn pop_back(&mut self) -> Option<Value> {
        let item = self.get(self.len.wrapping_sub(1))?;
        self.len -= 1;
        self.state += 1;
        Some(item)
    }
    #[inline]
    fn pop_front(&mut self) -> Option<Value> {
        let item = self.get(0)?;
        self.head = (self.head + 1) & (self.capacity - 1);
        self.len -= 1;
        self.state += 1;
        Some(item)
    }
    /// Moves `n` items from the end to the front, less than the length.
    fn rotate_right(&mut self, n: usize) {
        for _ in 0..n {
            if let Some(item) = self.pop_back() {
                self.head = self.head.wrapping_sub(1) & (self.capacity - 1);
                self.len += 1;
                self.put(0, item);
            }
        }
    }
    fn rotate_left(&mut self, n: usize) {
        for _ in 0..n {
            if let Some(item) = self.pop_front() {
                self.len += 1;
                self.put(self.len - 1, item);
            }
        }
    }
    fn rotate(&mut self, n: isize) {
        if self.len < 2 {
            return;
        }
        let right = n.rem_euclid(self.len as isize) as usize;
        if right <= self.len / 2 { self.rotate_right(right) } else { self.rotate_left(self.len - right) }
    }
    fn remove_at(&mut self, index: usize) {
        // The shorter side moves.
        if index < self.len / 2 {
            for i in (0..index).rev() {
                if let Some(item) = self.get(i) {
                    self.put(i + 1, item);
                }
            }
            self.pop_front();
        } else {
            for i in index + 1..self.len {
                if let Some(item) = self.get(i) {
                    self.put(i - 1, item);
                }
            }
            self.pop_back();
        }
    }
}

/// Makes room for one more.
#[cold]
#[inline(never)]
fn grow(cx: &mut Context, mut this: Gc<DequeObject>) -> PyResult<()> {
    let capacity = if this.capacity == 0 { 8 } else { this.capacity * 2 };
    let ring = capacity.checked_mul(8).and_then(|bytes| new_raw(&mut cx.heap, bytes));
    let Some(ring) = ring else { return Err(cx.memory_error()) };
    for i in 0..this.len {
        if let Some(item) = this.get().get(i) {
            // SAFETY: the new ring is larger.
            unsafe { *ring.data().cast::<u64>().add(i) = item.bits() };
        }
    }
    cx.barrier(this);
    this.ring = Some(ring);
    (this.capacity, this.head) = (capacity, 0);
    Ok(())
}

#[inline]
fn push_back(cx: &mut Context, mut this: Gc<DequeObject>, item: Value) -> PyResult<()> {
    if this.len >= this.limit {
        if this.limit == 0 {
            return Ok(());
        }
        this.pop_front();
    }
    if this.len == this.capacity {
        grow(cx, this)?;
    }
    cx.barrier(this);
    this.len += 1;
    this.state += 1;
    let last = this.len - 1;
    this.put(last, item);
    Ok(())
}

#[inline]
fn push_front(cx: &mut Context, mut this: Gc<DequeObject>, item: Value) -> PyResult<()> {
    if this.len >= this.limit {
        if this.limit == 0 {
            return Ok(());
        }
        this.pop_back();
    }
    if this.len == this.capacity {
        grow(cx, this)?;
    }
    cx.barrier(this);
    this.head = this.head.wrapping_sub(1) & (this.capacity - 1);
    this.len += 1;
    this.state += 1;
    this.put(0, item);
    Ok(())
}

pub fn to_list(cx: &mut Context, this: Gc<DequeObject>) -> PyResult<Gc<ListObject>> {
    let list = cx.new_list();
    let mut i = 0;
    while let Some(item) = this.get().get(i) {
        cx.list_push(list, item)?;
        i += 1;
    }
    Ok(list)
}

/// A source that is the deque itself is copied first.
fn source(cx: &mut Context, this: Gc<DequeObject>, iterable: Value) -> PyResult {
    if iterable == this.value() { Ok(to_list(cx, this)?.value()) } else { Ok(iterable) }
}

fn extend(cx: &mut Context, this: Gc<DequeObject>, iterable: Value) -> PyResult<()> {
    let iterable = source(cx, this, iterable)?;
    cx.for_each(iterable, |cx, item| push_back(cx, this, item))
}

/// A subscript as a position; IndexError.
fn position(cx: &mut Context, this: Gc<DequeObject>, index: Value) -> PyResult<usize> {
    if !cx.is_index(index) {
        let given = cx.type_name(index);
        raise!(cx, TypeError, "sequence index must be integer, not '{given}'");
    }
    let at = cx.subscript(index)?;
    let at = if at < 0 { at.saturating_add(this.len as isize) } else { at };
    match usize::try_from(at) {
        Ok(at) if at < this.len => Ok(at),
        _ => raise!(cx, IndexError, "deque index out of range"),
    }
}

fn compare(cx: &mut Context, op: CompareOp, this: Gc<DequeObject>, other: Value) -> PyResult {
    let Some(other) = other.downcast::<DequeObject>() else { return Ok(not_implemented()) };
    if this == other || this.len != other.len {
        match op {
            CompareOp::Eq => return Ok(py_bool(this == other)),
            CompareOp::Ne => return Ok(py_bool(this != other)),
            _ => {}
        }
    }
    let (start_this, start_other) = (this.state, other.state);
    let mut i = 0;
    let (a, b) = loop {
        let (a, b) = (this.get().get(i), other.get().get(i));
        let (Some(x), Some(y)) = (a, b) else { break (a, b) };
        let same = cx.equal(x, y)?;
        if this.state != start_this || other.state != start_other {
            raise!(cx, RuntimeError, "deque mutated during iteration");
        }
        if !same {
            break (a, b);
        }
        i += 1;
    };
    let holds = match (a, b) {
        (Some(x), Some(y)) => cx.compare_truth(op, x, y)?,
        (Some(_), None) => matches!(op, CompareOp::Gt | CompareOp::Ge | CompareOp::Ne),
        (None, Some(_)) => matches!(op, CompareOp::Lt | CompareOp::Le | CompareOp::Ne),
        (None, None) => matches!(op, CompareOp::Le | CompareOp::Ge | CompareOp::Eq),
    };
    Ok(py_bool(holds))
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<DequeObject>> {
        let _ = args;
        let mut this = cx.allocate_for::<DequeObject>(class, 0)?;
        this.limit = UNBOUNDED;
        Ok(this)
    }
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let Some(mut this) = args.positional.first().and_then(|this| this.downcast::<DequeObject>()) else {
            raise!(cx, TypeError, "descriptor '__init__' requires a 'collections.deque' object");
        };
        let [iterable, maxlen] = args.rest().parse(cx, "deque", &["iterable", "maxlen"], 0)?;
        this.limit = match maxlen.and_then(Value::not_none) {
            None => UNBOUNDED,
            Some(maxlen) => {
                let n = cx.int_arg(maxlen)?;
                match usize::try_from(n) {
                    Ok(n) => n,
                    Err(_) => raise!(cx, ValueError, "maxlen must be non-negative"),
                }
            }
        };
        this.clear();
        match iterable {
            Some(iterable) => extend(cx, this, iterable),
            None => Ok(()),
        }
    }
    /// Add an element at the right end.
    fn append(cx: &mut Context, this: Gc<DequeObject>, item: Value) -> PyResult<()> {
        push_back(cx, this, item)
    }
    /// Add an element at the left end.
    fn appendleft(cx: &mut Context, this: Gc<DequeObject>, item: Value) -> PyResult<()> {
        push_front(cx, this, item)
    }
    /// Remove all elements.
    fn clear(cx: &mut Context, this: Gc<DequeObject>) {
        let _ = cx;
        this.get_mut().clear();
    }
    /// D.count(value) -> number of elements that equal it
    fn count(cx: &mut Context, this: Gc<DequeObject>, value: Value) -> PyResult<i64> {
        let (start, mut count, mut i) = (this.state, 0, 0);
        while let Some(item) = this.get().get(i) {
            if cx.equal(item, value)? {
                count += 1;
            }
            if this.state != start {
                raise!(cx, RuntimeError, "deque mutated during iteration");
            }
            i += 1;
        }
        Ok(count)
    }
    /// Add the elements of an iterable at the right end.
    fn extend_ as "extend"(cx: &mut Context, this: Gc<DequeObject>, iterable: Value) -> PyResult<()> {
        extend(cx, this, iterable)
    }
    /// Add the elements of an iterable at the left end, one after the other.
    fn extendleft(cx: &mut Context, this: Gc<DequeObject>, iterable: Value) -> PyResult<()> {
        let iterable = source(cx, this, iterable)?;
        cx.for_each(iterable, |cx, item| push_front(cx, this, item))
    }
    /// Remove and return the element at the right end.
    fn pop(cx: &mut Context, this: Gc<DequeObject>) -> PyResult {
        match this.get_mut().pop_back() {
            Some(item) => Ok(item),
            None => raise!(cx, IndexError, "pop from an empty deque"),
        }
    }
    /// Remove and return the element at the left end.
    fn popleft(cx: &mut Context, this: Gc<DequeObject>) -> PyResult {
        match this.get_mut().pop_front() {
            Some(item) => Ok(item),
            None => raise!(cx, IndexError, "pop from an empty deque"),
        }
    }
    /// D.remove(value) -- remove the first element that equals it
    fn remove(cx: &mut Context, this: Gc<DequeObject>, value: Value) -> PyResult<()> {
        let (len, mut i) = (this.len, 0);
        while let Some(item) = this.get().get(i) {
            let same = cx.equal(item, value)?;
            if this.len != len {
                raise!(cx, IndexError, "deque mutated during remove().");
            }
            if same {
                this.get_mut().remove_at(i);
                return Ok(());
            }
            i += 1;
        }
        raise!(cx, ValueError, "deque.remove(x): x not in deque")
    }
    /// D.reverse() -- reverse the order in place
    fn reverse(cx: &mut Context, this: Gc<DequeObject>) {
        let _ = cx;
        let this = this.get_mut();
        let (mut low, mut high) = (0, this.len);
        while low + 1 < high {
            high -= 1;
            if let (Some(a), Some(b)) = (this.get(low), this.get(high)) {
                this.put(low, b);
                this.put(high, a);
            }
            low += 1;
        }
    }
    /// D.rotate(n = 1) -- move n elements from the right end to the left (n < 0: to the right)
    fn rotate(cx: &mut Context, this: Gc<DequeObject>, n: i64 = 1) {
        let _ = cx;
        this.get_mut().rotate(n as isize);
    }
    /// D.__copy__() -> a shallow copy
    fn __copy__(cx: &mut Context, this: Gc<DequeObject>) -> PyResult {
        let class = cx.class_of(this.value()).value();
        match this.bound() {
            Some(limit) => {
                let limit = cx.new_int(limit as i64);
                cx.call(class, &[this.value(), limit])
            }
            None => cx.call(class, &[this.value()]),
        }
    }
    /// helper for pickle
    fn __reduce__(cx: &mut Context, this: Gc<DequeObject>) -> PyResult {
        let class = cx.class_of(this.value()).value();
        let items = to_list(cx, this)?.value();
        let dict = cx.find_attr_text(this.value(), "__dict__")?;
        let limit = this.bound().map(|limit| cx.new_int(limit as i64));
        let args = match (limit, dict) {
            (Some(limit), _) => cx.new_tuple(&[items, limit]),
            (None, Some(_)) => cx.new_tuple(&[items, none()]),
            (None, None) => cx.new_tuple(&[items]),
        };
        Ok(match dict {
            Some(dict) => cx.new_tuple(&[class, args.value(), dict]).value(),
            None => cx.new_tuple(&[class, args.value()]).value(),
        })
    }
    /// size of the object in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: Gc<DequeObject>) -> usize {
        let _ = cx;
        size_of::<DequeObject>() + this.capacity * 8
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Gc<DequeObject>) -> Value {
        iterator::new(cx, this, false)
    }
    /// D.__reversed__() -> an iterator from the right end to the left
    fn __reversed__(cx: &mut Context, this: Gc<DequeObject>) -> Value {
        iterator::new(cx, this, true)
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<DequeObject>) -> usize {
        let _ = cx;
        this.len
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<DequeObject>, index: Value) -> PyResult {
        let at = position(cx, this, index)?;
        Ok(this.get().get(at).unwrap_or(none()))
    }
    /// x.__setitem__(i, y) <==> x[i]=y
    fn __setitem__(cx: &mut Context, this: Gc<DequeObject>, index: Value, value: Value) -> PyResult<()> {
        let at = position(cx, this, index)?;
        cx.barrier(this);
        this.get_mut().put(at, value);
        Ok(())
    }
    /// x.__delitem__(y) <==> del x[y]
    fn __delitem__(cx: &mut Context, this: Gc<DequeObject>, index: Value) -> PyResult<()> {
        let at = position(cx, this, index)?;
        this.get_mut().remove_at(at);
        Ok(())
    }
    /// x.__iadd__(y) <==> x+=y
    fn __iadd__(cx: &mut Context, this: Gc<DequeObject>, iterable: Value) -> PyResult {
        extend(cx, this, iterable)?;
        Ok(this.value())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<DequeObject>) -> PyResult<Gc<StrObject>> {
        cx.guarded_repr(this.value(), "[...]", |cx| {
            let list = to_list(cx, this)?;
            let items = cx.repr(list.value())?;
            let mut text = b"deque(".to_vec();
            text.extend_from_slice(items.get().bytes());
            if let Some(limit) = this.bound() {
                text.extend_from_slice(format!(", maxlen={limit}").as_bytes());
            }
            text.push(b')');
            cx.try_new_str(&text)
        })
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<DequeObject>, other: Value) -> PyResult { compare(cx, CompareOp::Eq, this, other) }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<DequeObject>, other: Value) -> PyResult { compare(cx, CompareOp::Ne, this, other) }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Gc<DequeObject>, other: Value) -> PyResult { compare(cx, CompareOp::Lt, this, other) }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Gc<DequeObject>, other: Value) -> PyResult { compare(cx, CompareOp::Le, this, other) }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Gc<DequeObject>, other: Value) -> PyResult { compare(cx, CompareOp::Gt, this, other) }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Gc<DequeObject>, other: Value) -> PyResult { compare(cx, CompareOp::Ge, this, other) }
}
