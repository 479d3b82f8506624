//! `weakref.ref` and the two proxy types.
//!
//! A weak reference is an object with one word that the collector clears when the referent dies (`KindInfo::weak`).
//! `Context::weakrefs` lists the weak references to an object by its address. The table keeps neither side alive: a weak
//! reference that dies says so in `GONE` (its kind's `drop`), and entries whose word was cleared count as absent, so an
//! address that is used again starts anew. There is one callback-less `ref` of exact type for an object, and one such
//! proxy.
//!
//! Source: PEP 205; library reference, `weakref` (2.7); CPython's `Objects/weakrefobject.c` for messages.

#![allow(unsafe_code)] // heap object layout, objects known by address

mod proxy;
mod reference;

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::typeobject::{NO_WEAKREF, TypeObject};
use crate::value::{Slot, Value, slot_bits};
use crate::{kind, raise};
use gc::{Header, KindInfo, Tracer};
use std::mem::offset_of;
use std::sync::Mutex;

pub use proxy::{CALLABLE_WEAKPROXY, WEAKPROXY, proxy_target};
pub use reference::WEAKREF;

#[repr(C)]
pub struct WeakrefObject {
    pub header: Header,
    /// The referent's word, cleared when it dies.
    referent: u64,
    pub callback: Slot,
    /// Hash of the referent, once asked for.
    hash: i64,
    hashed: bool,
    /// The referent's address with all bits inverted, so that no collector takes it for a reference.
    key: u64,
    /// The context whose table lists this.
    owner: usize,
}

// SAFETY: made by `make` and `allocate` below; the kinds of proxies share the layout.
unsafe impl Object for WeakrefObject {
    const KIND: u8 = kind::WEAKREF;
    const NAME: &'static str = "weakref";
}

/// Weak references that have died: owner, key, address.
static GONE: Mutex<Vec<(usize, u64, u64)>> = Mutex::new(Vec::new());

/// # Safety
/// `object` is a weak reference.
unsafe fn trace(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by contract.
    unsafe {
        tracer.word(slot_bits((*object.cast::<WeakrefObject>()).callback));
        crate::layout::trace_ext(object, tracer);
    }
}

/// # Safety
/// `object` is a dead weak reference.
unsafe fn drop_weakref(object: *mut Header) {
    // SAFETY: by contract.
    let this = unsafe { &*object.cast::<WeakrefObject>() };
    if let Ok(mut gone) = GONE.lock() {
        gone.push((this.owner, this.key, object as u64));
    }
}

static LAYOUT: KindInfo = KindInfo {
    name: "weakref",
    size: crate::layout::size,
    trace,
    weak: Some(offset_of!(WeakrefObject, referent)),
    drop: Some(drop_weakref),
};

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    for kind in [kind::WEAKREF, kind::WEAKPROXY, kind::CALLABLE_WEAKPROXY] {
        crate::layout::register_size(heap, kind, size_of::<WeakrefObject>(), &LAYOUT);
    }
}

pub(crate) fn register(cx: &mut Context) {
    for decl in [&WEAKREF, &WEAKPROXY, &CALLABLE_WEAKPROXY] {
        cx.register_kind_type(decl);
    }
}

/// A weak reference of any of the three kinds.
fn of(value: Value) -> Option<Gc<WeakrefObject>> {
    match value.kind() {
        // SAFETY: the three kinds share the layout.
        kind::WEAKREF | kind::WEAKPROXY | kind::CALLABLE_WEAKPROXY => {
            // SAFETY: the kinds named share this layout.
            Some(unsafe { Gc::from_pointer(value.pointer().cast()) })
        }
        _ => None,
    }
}

impl Gc<WeakrefObject> {
    /// What it refers to, while that lives.
    pub fn referent(self) -> Slot {
        Value::from_bits(self.get().referent)
    }
}

/// Takes those that have died out of the table.
fn forget_gone(cx: &mut Context) {
    let owner: usize = (&raw const *cx) as usize;
    let Ok(mut gone) = GONE.lock() else { return };
    if gone.is_empty() {
        return;
    }
    let table = &mut cx.weakrefs;
    gone.retain(|&(of, key, address)| {
        if of != owner {
            return true;
        }
        if let Some(list) = table.get_mut(&!key) {
            list.retain(|&listed| listed != address);
            if list.is_empty() {
                table.remove(&!key);
            }
        }
        false
    });
}

/// The live weak references to an object, oldest first.
fn listed(cx: &mut Context, value: Value) -> Vec<Gc<WeakrefObject>> {
    forget_gone(cx);
    let Some(list) = cx.weakrefs.get_mut(&value.bits()) else { return Vec::new() };
    // SAFETY: dead ones have just been taken out.
    let handle = |address: u64| -> Gc<WeakrefObject> { unsafe { Gc::from_pointer(address as *mut WeakrefObject) } };
    list.retain(|&address| handle(address).referent == value.bits());
    list.iter().map(|&address| handle(address)).collect()
}

/// The first weak reference to an object.
pub fn first(cx: &mut Context, value: Value) -> Option<Value> {
    listed(cx, value).first().map(|found| found.value())
}

/// `weakref.getweakrefcount(value)`
pub fn count(cx: &mut Context, value: Value) -> usize {
    listed(cx, value).len()
}

/// `weakref.getweakrefs(value)`
pub fn all(cx: &mut Context, value: Value) -> PyResult {
    // The shared ones first, then the others from the newest on.
    let rank = |found: &Gc<WeakrefObject>| match found.header.shape {
        shape if found.callback.is_none() && shape == u32::from(kind::WEAKREF) => 0,
        shape if found.callback.is_none() && shape < kind::FIRST_MAP => 1,
        _ => 2,
    };
    let mut found = listed(cx, value);
    found.reverse();
    found.sort_by_key(rank);
    let from = cx.scratch.len();
    cx.scratch.extend(found.iter().map(|found| found.value()));
    let list = cx.new_list();
    for at in from..cx.scratch.len() {
        let item = cx.scratch[at];
        if let Err(raised) = cx.list_push(list, item) {
            cx.scratch.truncate(from);
            return Err(raised);
        }
    }
    cx.scratch.truncate(from);
    Ok(list.value())
}

/// TypeError for objects that cannot be weakly referenced.
fn check(cx: &mut Context, value: Value) -> PyResult<()> {
    let class = cx.class_of(value);
    if class.has(NO_WEAKREF) || value.is_small() {
        raise!(cx, TypeError, "cannot create weak reference to '{}' object", class.name_lossy());
    }
    Ok(())
}

/// The shared weak reference of this kind without callback, if there is one.
fn shared(cx: &mut Context, value: Value, kind: u8) -> Option<Value> {
    let all = listed(cx, value);
    let found = all.iter().find(|found| found.header.shape == u32::from(kind) && found.callback.is_none());
    found.map(|found| found.value())
}

/// Fills a new weak reference and lists it.
fn link(cx: &mut Context, mut this: Gc<WeakrefObject>, value: Value, callback: Slot) {
    this.referent = value.bits();
    this.callback = callback;
    this.key = !value.bits();
    this.owner = (&raw const *cx) as usize;
    cx.heap.register_weak(this.header());
    cx.heap.register_native_drop(this.header());
    // What is listed under this address may belong to an object that has died.
    listed(cx, value);
    cx.weakrefs.entry(value.bits()).or_default().push(this.value().bits());
}

/// `weakref.ref(value, callback)` of a class.
pub fn new_reference(cx: &mut Context, class: Gc<TypeObject>, value: Value, callback: Slot) -> PyResult {
    check(cx, value)?;
    if callback.is_none()
        && cx.root_shape(class) == u32::from(kind::WEAKREF)
        && let Some(found) = shared(cx, value, kind::WEAKREF)
    {
        return Ok(found);
    }
    let this = cx.allocate_for::<WeakrefObject>(class, 0)?;
    link(cx, this, value, callback);
    Ok(this.value())
}

/// `weakref.proxy(value, callback)`
pub fn new_proxy(cx: &mut Context, value: Value, callback: Slot) -> PyResult {
    check(cx, value)?;
    let kind = if cx.is_callable(value) { kind::CALLABLE_WEAKPROXY } else { kind::WEAKPROXY };
    if callback.is_none()
        && let Some(found) = shared(cx, value, kind)
    {
        return Ok(found);
    }
    let object = cx.heap.alloc(Header::new(kind.into(), kind), size_of::<WeakrefObject>());
    // SAFETY: just allocated; the kinds share the layout.
    let this: Gc<WeakrefObject> = unsafe { Gc::from_pointer(object.cast()) };
    link(cx, this, value, callback);
    Ok(this.value())
}

/// Calls the callbacks of weak references whose referents have died, the latest made first.
pub fn run_weak_callbacks(cx: &mut Context) {
    // Callbacks do not see, nor disturb, the exception that waits.
    let (pending, exc_info) = (cx.pending.take(), cx.exc_info);
    let held = [pending, exc_info];
    loop {
        let dead = cx.heap.take_dead_weak();
        if dead.is_empty() {
            std::hint::black_box(&held);
            (cx.pending, cx.exc_info) = (pending, exc_info);
            return;
        }
        forget_gone(cx);
        let from = cx.scratch.len();
        for &object in &dead {
            // SAFETY: a live weak object: this heap registers no others.
            let this: Gc<WeakrefObject> = unsafe { Gc::from_pointer(object.cast()) };
            if let Some(list) = cx.weakrefs.get_mut(&!this.key) {
                list.retain(|&listed| listed != object as u64);
                if list.is_empty() {
                    cx.weakrefs.remove(&!this.key);
                }
            }
            if this.callback.is_some() {
                cx.scratch.push(this.value());
            }
        }
        while cx.scratch.len() > from {
            let Some(w_ref) = cx.scratch.pop() else { break };
            let Some(mut this) = of(w_ref) else { continue };
            let Some(callback) = this.callback.take() else { continue };
            if cx.call(callback, &[w_ref]).is_err() {
                cx.write_unraisable(callback);
            }
        }
    }
}
