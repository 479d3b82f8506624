//! What the context's tables hold weakly, and how it is forgotten.
//!
//! A class lives as long as something refers to it: an instance does by its shape (`gc::ShapeHook`). With the class go its
//! maps, its place among the subclasses of its bases, the note whose its namespace is; interned strings go with their last
//! user. What is dead may be something else at the same address, or under the same number, right after: so everything that
//! compares addresses or shapes (method cache, inline caches, traces) forgets it in the same collection.

#![allow(unsafe_code)] // hooks get the context as a raw pointer

use crate::context::Context;
use crate::instance;
use crate::typeobject::Cached;
use gc::{Survivors, Tracer};

/// # Safety
/// `data` is the context that registered it.
unsafe fn show_shape(data: *mut (), shape: u32, tracer: &mut Tracer) {
    // SAFETY: by contract; the table of maps is not touched while it is being changed, as that does not allocate.
    unsafe { (*data.cast::<Context>()).maps.show(shape, tracer) }
}

/// # Safety
/// `data` is the context that registered it.
unsafe fn after_marking(data: *mut (), survivors: &Survivors) {
    // SAFETY: by contract; a collection runs on the thread that holds the GIL and the context.
    let cx = unsafe { &mut *data.cast::<Context>() };
    let forget = cx.hooks.forget_dead;
    forget(cx, survivors);
    if cx.interned.forget_dead(survivors) {
        // Its entries are found by the addresses of names.
        // Pages that were never used stay so.
        cx.method_cache.iter_mut().filter(|entry| entry.is_used()).for_each(|entry| *entry = Cached::EMPTY);
    }
    if survivors.is_major() {
        cx.subclasses.forget_dead(survivors);
    }
    cx.namespaces.forget_dead(survivors);
    let mut any = false;
    let (shape_class, shape_flags) = (&mut cx.shape_class, &mut cx.ext.shape_flags);
    cx.maps.forget_dead(survivors, |shape| {
        any = true;
        instance::forget_identity(shape);
        for_shape(shape_class, shape, None);
        for_shape(shape_flags, shape, 0);
    });
    if any {
        cx.ext.detached_roots.retain(|_, &mut shape| survivors.has_shape(shape));
        cx.ext.other_roots.retain(|_, &mut shape| survivors.has_shape(shape));
        // Traces name shapes.
        cx.cache_flushes = cx.cache_flushes.wrapping_add(1);
    }
}

fn for_shape<T>(table: &mut [T], shape: u32, value: T) {
    if let Some(entry) = table.get_mut(shape as usize) {
        *entry = value;
    }
}

/// Tells the heap of both.
pub(crate) fn watch(cx: &mut Context) {
    let data: *mut Context = cx;
    // SAFETY: the context is boxed and holds the heap.
    unsafe {
        cx.heap.set_shapes(show_shape, data.cast());
        cx.heap.set_after_marking(after_marking, data.cast());
    }
}
