//! Parts of the context that are looked at rarely.

use crate::context::Context;
use crate::error::PyResult;
use crate::value::{Slot, Value, slot_bits};
use ahash::HashMap;
use gc::Tracer;
use std::hash::{BuildHasherDefault, Hasher};

/// Steps a built-in iterator: the next item, `None` at the end.
pub type NativeNext = fn(&mut Context, Value) -> PyResult<Option<Value>>;

/// Subscripts of a built-in type by a small int.
#[derive(Clone, Copy)]
pub struct NativeItem {
    pub get: fn(&mut Context, Value, i64) -> PyResult,
    pub set: fn(&mut Context, Value, i64, Value) -> PyResult<()>,
}

#[derive(Default)]
pub struct Extensions {
    /// `instance::shape_flag` of each shape.
    pub shape_flags: Vec<u8>,
    /// Shapes of objects whose attributes are in a dict, by class word and inline slots.
    pub detached_roots: HashMap<(u64, u8), u32>,
    /// Roots for instances that were given another class, likewise.
    pub other_roots: HashMap<(u64, u8), u32>,
    /// Codec search functions and caches, warning registries and the like: values by name.
    pub values: HashMap<&'static str, Slot>,
    /// How built-in iterators of each kind step.
    pub native_next: Vec<Option<NativeNext>>,
    /// How `x[i]` and `x[i] = y` go for exact objects of kinds that are subscripted in hot loops.
    pub native_item: Vec<Option<NativeItem>>,
    /// How objects of each kind give their memory (`protocols::buffer`).
    pub buffers: Vec<Option<&'static crate::protocols::buffer::BufferOps>>,
    /// The empty unicode and those of one code point below 256.
    pub unicode_singles: Vec<Slot>,
    /// State of modules that is no Python value.
    pub state: std::collections::HashMap<std::any::TypeId, Box<dyn std::any::Any>, BuildHasherDefault<TypeIdHasher>>,
}

/// Type ids are hashes already.
#[derive(Default)]
pub struct TypeIdHasher(u64);

impl Hasher for TypeIdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

impl Extensions {
    pub(crate) fn trace(&self, tracer: &mut Tracer) {
        for &slot in self.values.values().chain(&self.unicode_singles) {
            tracer.word(slot_bits(slot));
        }
    }

    /// The module state of type `T`, made with `Default` at first. It must not hold references to heap objects.
    pub fn state<T: Default + 'static>(&mut self) -> &mut T {
        let entry = self.state.entry(std::any::TypeId::of::<T>()).or_insert_with(|| Box::<T>::default());
        entry.downcast_mut::<T>().expect("the entry is keyed by its type")
    }
}
