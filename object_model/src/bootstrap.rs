//! Objects made before there is a context, and hooks that stand until `interp` fills in its own.

#![allow(unsafe_code)] // makes heap objects by hand

use crate::context::{Context, Hooks};
use crate::handle::Gc;
use crate::kind;
use crate::raise;
use crate::strings::{STR_BYTES, StrObject};
use crate::tuple::{TUPLE_ITEMS, TupleObject};
use gc::{Header, Heap};

/// A str outside any table.
pub fn bare_str(heap: &mut Heap, bytes: &[u8]) -> Gc<StrObject> {
    let object = heap.alloc(Header::new(kind::STR.into(), kind::STR), STR_BYTES + bytes.len());
    // SAFETY: just allocated with room for the bytes.
    let text = unsafe { Gc::from_pointer(object.cast()) };
    crate::strings::init_inline(text, bytes);
    text
}

/// The empty tuple.
pub fn bare_tuple(heap: &mut Heap) -> Gc<TupleObject> {
    let object = heap.alloc(Header::new(kind::TUPLE.into(), kind::TUPLE), TUPLE_ITEMS);
    // SAFETY: just allocated; zero is its length.
    unsafe { Gc::from_pointer(object.cast()) }
}

/// Hooks of a context without an interpreter.
pub const HOOKS: Hooks = Hooks {
    call_function: |cx, _, _, _| raise!(cx, SystemError, "no interpreter"),
    generator_next: |cx, _| raise!(cx, SystemError, "no interpreter"),
    drain_generator: |cx, _, _| raise!(cx, SystemError, "no interpreter"),
    push_function: |_, _, _, _, _| crate::Outcome::Raised,
    dir_hook: |cx, _| raise!(cx, SystemError, "no interpreter"),
    serve: crate::finalize::serve,
    release_gil: |_| 0,
    take_gil: |_, _| (),
    trace: |_: &mut Context, _| (),
    refill: || (),
    forget_dead: |_: &mut Context, _| (),
    function_dict: |_, _, _| None,
    flush_inline_caches: |_| (),
    import_module: |cx, _| raise!(cx, ImportError, "no interpreter"),
    warn: |_, _, _| Ok(()),
    globals: |_| None,
};
