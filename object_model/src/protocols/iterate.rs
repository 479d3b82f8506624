//! Iteration.

#![allow(unsafe_code)] // layout of the iterator objects

use crate::context::{Context, poll};
use crate::declare::FnDecl;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::ext::NativeNext;
use crate::handle::{Gc, Object};
use crate::list::ListObject;
use crate::names::Special;
use crate::tuple::TupleObject;
use crate::typeobject::TypeDecl;
use crate::value::{Slot, Value, slot_bits};
use crate::{kind, py_methods, raise};
use gc::Header;
use std::sync::atomic::Ordering::Relaxed;

/// Iterates by index: over lists, tuples, and whatever has only `__getitem__`. `source` is empty once exhausted.
#[repr(C)]
pub struct IndexIterator {
    pub header: Header,
    pub source: Slot,
    pub index: usize,
}

macro_rules! index_iterators {
    ($($name:ident $layout:ident $kind:ident $text:literal;)*) => {$(
        #[repr(transparent)]
        pub struct $name(pub IndexIterator);
        // SAFETY: made by `new_index_iterator`.
        unsafe impl Object for $name {
            const KIND: u8 = kind::$kind;
            const NAME: &'static str = $text;
        }
        crate::fixed_layout!($layout: $name, |this, tracer| { tracer.word(slot_bits(this.0.source)); });
    )*};
}

index_iterators! {
    ListIterator LIST_ITERATOR_LAYOUT LIST_ITERATOR "listiterator";
    TupleIterator TUPLE_ITERATOR_LAYOUT TUPLE_ITERATOR "tupleiterator";
    SequenceIterator SEQUENCE_ITERATOR_LAYOUT SEQUENCE_ITERATOR "iterator";
}

pub fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<ListIterator>(heap, &LIST_ITERATOR_LAYOUT);
    crate::layout::register_fixed::<TupleIterator>(heap, &TUPLE_ITERATOR_LAYOUT);
    crate::layout::register_fixed::<SequenceIterator>(heap, &SEQUENCE_ITERATOR_LAYOUT);
}

py_methods! { ITERATOR_METHODS:
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Value) -> Value {
        let _ = cx;
        this
    }
    /// the next item, or raise StopIteration
    fn next(cx: &mut Context, this: Value) -> PyResult {
        match cx.step(this)? {
            Some(item) => Ok(item),
            None => Err(cx.stop_iteration()),
        }
    }
}

/// `__iter__` and `next` for every built-in iterator type that `Context::next` serves.
pub static ITERATOR: &[FnDecl] = ITERATOR_METHODS;

static ITERATOR_TABLES: &[&[FnDecl]] = &[ITERATOR_METHODS, LENGTH_METHODS];

py_methods! { LENGTH_METHODS:
    /// how many items are still to come, as an estimate
    fn __length_hint__(cx: &mut Context, this: Value) -> PyResult {
        let Some(this) = index_iterator(this) else { return Ok(Value::small(0)) };
        let Some(source) = this.source else { return Ok(Value::small(0)) };
        if source.is_kind(kind::OLD_INSTANCE) || cx.special_of(source, Special::Len).is_some() {
            let left = cx.length(source)?.saturating_sub(this.index);
            return Ok(Value::small(left as i64));
        }
        Ok(crate::not_implemented())
    }
}

fn index_iterator(value: Value) -> Option<Gc<IndexIterator>> {
    match value.kind() {
        // SAFETY: the three kinds share the layout.
        kind::LIST_ITERATOR | kind::TUPLE_ITERATOR | kind::SEQUENCE_ITERATOR => {
            // SAFETY: the kinds named share this layout.
            Some(unsafe { Gc::from_pointer(value.pointer().cast()) })
        }
        _ => None,
    }
}

const fn iterator_type(name: &'static str, kind: u8) -> TypeDecl {
    TypeDecl { methods: ITERATOR_TABLES, ..TypeDecl::new(name, kind) }
}

pub static LIST_ITERATOR: TypeDecl = iterator_type("listiterator", kind::LIST_ITERATOR);
pub static TUPLE_ITERATOR: TypeDecl = iterator_type("tupleiterator", kind::TUPLE_ITERATOR);
pub static SEQUENCE_ITERATOR: TypeDecl = iterator_type("iterator", kind::SEQUENCE_ITERATOR);

impl Context {
    /// An iterator by index of one of the three kinds.
    pub fn new_index_iterator(&mut self, kind: u8, source: Value) -> Value {
        let object = self.heap.alloc(Header::new(kind.into(), kind), size_of::<IndexIterator>());
        // SAFETY: just allocated; the three kinds share the layout.
        let mut iterator: Gc<IndexIterator> = unsafe { Gc::from_pointer(object.cast()) };
        iterator.source = Some(source);
        iterator.value()
    }

    /// StopIteration, pending.
    #[cold]
    pub fn stop_iteration(&mut self) -> crate::Raised {
        self.error_with(Exc::StopIteration, &[])
    }

    /// `iter(value)`
    pub fn iter(&mut self, value: Value) -> PyResult {
        match value.shape() {
            shape if shape == u32::from(kind::LIST) => return Ok(self.new_index_iterator(kind::LIST_ITERATOR, value)),
            shape if shape == u32::from(kind::TUPLE) => return Ok(self.new_index_iterator(kind::TUPLE_ITERATOR, value)),
            shape if shape == u32::from(kind::GENERATOR) => return Ok(value),
            shape if shape == u32::from(kind::DICT) => {
                if let Some(dict) = value.exact::<crate::DictObject>() {
                    return Ok(crate::types::dict::keys_iterator(self, dict));
                }
            }
            shape if shape == u32::from(kind::STR) => {
                return Ok(crate::types::str::new_iterator(self, kind::STR_ITERATOR, value));
            }
            shape if shape == u32::from(kind::UNICODE) => {
                return Ok(crate::types::str::new_iterator(self, kind::UNICODE_ITERATOR, value));
            }
            shape if shape == u32::from(kind::SET) || shape == u32::from(kind::FROZENSET) => {
                if let Some(set) = crate::set::any_set(value) {
                    return Ok(crate::types::set::new_iterator(self, set));
                }
            }
            shape if shape == u32::from(kind::ENUMERATE) || shape == u32::from(kind::DICT_ITEM_ITERATOR) => {
                return Ok(value);
            }
            _ => {}
        }
        let class = self.class_of(value);
        if let Some(w_iter) = self.special(class, Special::Iter) {
            let w_iterator = self.call_special(w_iter, value, &[])?;
            if !self.is_iterator(w_iterator) {
                let given = self.type_name(w_iterator);
                raise!(self, TypeError, "iter() returned non-iterator of type '{given}'");
            }
            return Ok(w_iterator);
        }
        if value.is_kind(kind::OLD_INSTANCE) {
            return crate::types::classobj::instance_iter(self, value);
        }
        if self.special(class, Special::GetItem).is_some() && !value.is_kind(kind::DICT) {
            return Ok(self.new_index_iterator(kind::SEQUENCE_ITERATOR, value));
        }
        raise!(self, TypeError, "'{}' object is not iterable", class.name_lossy())
    }

    /// Does it have `next`?
    pub fn is_iterator(&mut self, value: Value) -> bool {
        if value.is_kind(kind::GENERATOR) {
            return true;
        }
        self.special_of(value, Special::Next).is_some()
    }

    /// The next item, `None` at the end.
    #[inline]
    pub fn next(&mut self, iterator: Value) -> PyResult<Option<Value>> {
        match iterator.shape() {
            shape if shape == u32::from(kind::LIST_ITERATOR) => {
                let Some(mut this) = iterator.downcast::<ListIterator>() else { unreachable!("shape tested") };
                let Some(list) = this.0.source.and_then(|source| source.downcast::<ListObject>()) else { return Ok(None) };
                match self.list_get(list, this.0.index) {
                    Some(item) => {
                        this.0.index += 1;
                        Ok(Some(item))
                    }
                    None => {
                        this.0.source = None;
                        Ok(None)
                    }
                }
            }
            shape if shape == u32::from(kind::TUPLE_ITERATOR) => {
                let Some(mut this) = iterator.downcast::<TupleIterator>() else { unreachable!("shape tested") };
                let Some(tuple) = this.0.source.and_then(|source| source.downcast::<TupleObject>()) else { return Ok(None) };
                let item = tuple.items().get(this.0.index).copied();
                match item {
                    Some(_) => this.0.index += 1,
                    None => this.0.source = None,
                }
                Ok(item)
            }
            shape if shape == u32::from(kind::GENERATOR) => (self.hooks.generator_next)(self, iterator),
            shape if shape == u32::from(kind::SEQUENCE_ITERATOR) => self.sequence_next(iterator),
            _ => self.next_other(iterator),
        }
    }

    /// Steps a built-in iterator or an instance of a subclass of its type, whose own `next` is not asked.
    fn step(&mut self, iterator: Value) -> PyResult<Option<Value>> {
        match self.ext.native_next.get(iterator.kind() as usize).copied().flatten() {
            Some(next) => next(self, iterator),
            None => self.next(iterator),
        }
    }

    fn sequence_next(&mut self, iterator: Value) -> PyResult<Option<Value>> {
        let Some(mut this) = iterator.downcast::<SequenceIterator>() else { unreachable!("shape tested") };
        let Some(source) = this.0.source else { return Ok(None) };
        match self.getitem(source, Value::small(this.0.index as i64)) {
            Ok(item) => {
                this.0.index += 1;
                Ok(Some(item))
            }
            Err(raised) => {
                if self.catch(Exc::IndexError) || self.catch(Exc::StopIteration) {
                    this.0.source = None;
                    return Ok(None);
                }
                Err(raised)
            }
        }
    }

    /// How an iterator of an exact built-in type steps, without an exception at its end.
    #[inline]
    pub fn native_next(&self, iterator: Value) -> Option<NativeNext> {
        self.ext.native_next.get(iterator.shape() as usize).copied().flatten()
    }

    fn next_other(&mut self, iterator: Value) -> PyResult<Option<Value>> {
        if self.poll.load(Relaxed) & poll::MEMORY != 0 {
            self.memory_ran_out()?;
        }
        if let Some(next) = self.native_next(iterator) {
            // Iterators over iterators, as deep as a program likes.
            self.check_stack_end("")?;
            return next(self, iterator);
        }
        let result = match self.special_of(iterator, Special::Next) {
            Some(w_next) => self.call_special(w_next, iterator, &[]),
            None => {
                let given = self.type_name(iterator);
                raise!(self, TypeError, "{given} object is not an iterator");
            }
        };
        match result {
            Ok(item) => Ok(Some(item)),
            Err(raised) => {
                if self.catch(Exc::StopIteration) {
                    Ok(None)
                } else {
                    Err(raised)
                }
            }
        }
    }

    /// Declares how the built-in iterator of this kind steps.
    pub fn register_next(&mut self, kind: u8, next: fn(&mut Context, Value) -> PyResult<Option<Value>>) {
        if self.ext.native_next.len() < 256 {
            self.ext.native_next.resize(256, None);
        }
        self.ext.native_next[kind as usize] = Some(next);
    }

    /// Runs `each` over every item.
    pub fn for_each(&mut self, iterable: Value, mut each: impl FnMut(&mut Context, Value) -> PyResult<()>) -> PyResult<()> {
        if let Some(list) = iterable.exact::<ListObject>() {
            let mut at = 0;
            while let Some(item) = self.list_get(list, at) {
                at += 1;
                each(self, item)?;
            }
            return Ok(());
        }
        if let Some(tuple) = iterable.exact::<TupleObject>() {
            for &item in tuple.get().items() {
                each(self, item)?;
            }
            return Ok(());
        }
        let iterator = self.iter(iterable)?;
        self.drain(iterator, |cx, item| each(cx, item).map(|()| true))
    }

    /// Runs `each` over the items left in an iterator for as long as it says true.
    pub fn drain(&mut self, iterator: Value, mut each: impl FnMut(&mut Context, Value) -> PyResult<bool>) -> PyResult<()> {
        if iterator.shape() == u32::from(kind::GENERATOR) {
            return (self.hooks.drain_generator)(self, iterator, &mut each);
        }
        while let Some(item) = self.next(iterator)? {
            if !each(self, item)? {
                break;
            }
        }
        Ok(())
    }

    /// A new list of every item.
    pub fn list_from(&mut self, iterable: Value) -> PyResult<Gc<ListObject>> {
        let list = self.new_list();
        self.list_extend(list, iterable)?;
        Ok(list)
    }

    /// Appends every item.
    pub fn list_extend(&mut self, list: Gc<ListObject>, iterable: Value) -> PyResult<()> {
        if let Some(source) = iterable.exact::<ListObject>() {
            let extended = list.storage().extend(&mut self.heap, source.storage());
            return self.memory(extended);
        }
        if let Some(tuple) = iterable.exact::<TupleObject>() {
            if list.storage().capacity() == 0 && list.is_empty() {
                let filled = list.storage().fill_from(&mut self.heap, tuple.get().items());
                return self.memory(filled);
            }
            for &item in tuple.get().items() {
                self.list_push(list, item)?;
            }
            return Ok(());
        }
        self.for_each(iterable, |cx, item| cx.list_push(list, item))
    }

    /// A tuple of every item (the object itself where it is a tuple).
    pub fn tuple_from(&mut self, iterable: Value) -> PyResult<Gc<TupleObject>> {
        if let Some(tuple) = iterable.exact::<TupleObject>() {
            return Ok(tuple);
        }
        if let Some(list) = iterable.exact::<ListObject>() {
            return self.list_to_tuple(list);
        }
        let list = self.list_from(iterable)?;
        self.list_to_tuple(list)
    }
}
