//! `Value` as an item of `strategies`, and the context as what their tables ask of the world.

#![allow(unsafe_code)] // words become values again

use crate::context::Context;
use crate::error::Raised;
use crate::float::FloatObject;
use crate::handle::Gc;
use crate::kind::{self, FIRST_MAP};
use crate::strings::{StrObject, UnicodeObject};
use crate::value::Value;
use gc::{Header, Heap};
use std::cmp::Ordering;
use strategies::{DictRef, FloodKey, Item, ItemClass, Keys, Owner};

impl Item for Value {
    #[inline(always)]
    fn bits(self) -> u64 {
        Value::bits(self)
    }
    /// # Safety
    /// `Item::from_bits`'s contract.
    #[inline(always)]
    unsafe fn from_bits(bits: u64) -> Self {
        // SAFETY: by contract of the trait.
        unsafe { Value::from_bits_unchecked(bits) }
    }
    #[inline(always)]
    fn class(self) -> ItemClass {
        if self.is_small() {
            return ItemClass::Int;
        }
        match self.shape() {
            shape if shape == kind::STR as u32 => ItemClass::Str,
            shape if shape == kind::FLOAT as u32 => ItemClass::Float,
            shape if shape == kind::UNICODE as u32 => ItemClass::Unicode,
            shape if shape >= FIRST_MAP && self.is_kind(kind::INSTANCE) && crate::instance::is_identity(self) => {
                ItemClass::Identity
            }
            _ => ItemClass::Other,
        }
    }
    #[inline(always)]
    fn as_int(self) -> Option<i64> {
        self.as_small()
    }
    #[inline(always)]
    fn as_float(self) -> Option<f64> {
        self.exact::<FloatObject>().map(|float| float.float)
    }
    #[inline(always)]
    fn from_int(heap: &mut Heap, int: i64) -> Self {
        crate::int::box_int(heap, int)
    }
    #[inline(always)]
    fn from_float(heap: &mut Heap, float: f64) -> Self {
        crate::float::box_float(heap, float)
    }
    #[inline]
    fn str_hash(self) -> u64 {
        if let Some(text) = self.downcast::<StrObject>() {
            text.hash()
        } else {
            self.downcast::<UnicodeObject>().map_or(0, |text| text.hash())
        }
    }
    #[inline]
    fn str_equal(self, other: Self) -> bool {
        if let (Some(a), Some(b)) = (self.downcast::<StrObject>(), other.downcast::<StrObject>()) {
            return a.bytes() == b.bytes();
        }
        match (self.downcast::<UnicodeObject>(), other.downcast::<UnicodeObject>()) {
            (Some(a), Some(b)) => a.chars() == b.chars(),
            _ => false,
        }
    }
    fn str_compare(self, other: Self) -> Ordering {
        if let (Some(a), Some(b)) = (self.downcast::<StrObject>(), other.downcast::<StrObject>()) {
            return a.bytes().cmp(b.bytes());
        }
        match (self.downcast::<UnicodeObject>(), other.downcast::<UnicodeObject>()) {
            (Some(a), Some(b)) => a.chars().iter().cmp(b.chars().iter()),
            _ => Ordering::Equal,
        }
    }
    #[inline]
    fn identity_hash(self) -> u64 {
        crate::protocols::hash::pointer_hash(self)
    }
    fn content_hash(self, key: &FloodKey) -> u64 {
        if let Some(n) = self.as_small() {
            return key.hash_int(n);
        }
        if let Some(text) = self.downcast::<StrObject>() {
            return key.hash_bytes(text.bytes());
        }
        match self.downcast::<UnicodeObject>() {
            Some(text) => key.hash_code_points(text.chars().iter()),
            None => 0,
        }
    }
}

impl Keys<Value> for Context {
    type Error = Raised;
    fn hash(&mut self, key: Value) -> Result<u64, Raised> {
        self.hash_of(key).map(|hash| hash as u64)
    }
    fn equal(&mut self, stored: Value, key: Value) -> Result<bool, Raised> {
        self.equal(stored, key)
    }
    fn heap(&mut self) -> &mut Heap {
        &mut self.heap
    }
    fn out_of_memory(&mut self) -> Raised {
        self.memory_error()
    }
    fn watch(&mut self, dict: DictRef<Value>, _key: Option<Value>) {
        if let Some(class) = self.namespaces.owner(dict.as_ptr().cast::<Header>()) {
            self.type_modified(class);
        }
    }
}

impl Owner<Value> for Context {
    fn attribute(&mut self, owner: *mut Header, name: Value) -> Option<Value> {
        let name = self.interned_name(name)?;
        crate::instance::map_get(self, as_value(owner), name)
    }
    fn set_attribute(&mut self, owner: *mut Header, name: Value, value: Value) -> bool {
        let Some(name) = self.interned_name(name) else { return false };
        crate::instance::map_set(self, as_value(owner), name, value)
    }
    fn delete_attribute(&mut self, owner: *mut Header, name: Value) -> bool {
        let Some(name) = self.interned_name(name) else { return false };
        crate::instance::map_delete(self, as_value(owner), name)
    }
    fn attribute_count(&mut self, owner: *mut Header) -> usize {
        crate::instance::map_names(self, as_value(owner)).len()
    }
    fn attribute_at(&mut self, owner: *mut Header, position: usize) -> Option<(Value, Value)> {
        let names = crate::instance::map_names(self, as_value(owner));
        let name = *names.get(position)?;
        // SAFETY: the map's name words are interned str, or member descriptors, which `map_names` leaves out.
        let name = unsafe { Value::from_bits_unchecked(name) };
        let text = name.downcast::<StrObject>()?;
        Some((name, crate::instance::map_get(self, as_value(owner), text)?))
    }
    fn detach(&mut self, owner: *mut Header, dict: DictRef<Value>) {
        crate::instance::detach(self, as_value(owner), dict);
    }
}

fn as_value(owner: *mut Header) -> Value {
    // SAFETY: owners are live objects that asked for their dict.
    unsafe { Value::from_bits_unchecked(owner as u64) }
}

impl Context {
    /// The interned form of an exact str.
    fn interned_name(&mut self, name: Value) -> Option<Gc<StrObject>> {
        let text = name.exact::<StrObject>()?;
        Some(self.intern_str(text))
    }
}
