//! `thread.lock`: a lock that any thread may release.

#![allow(unsafe_code)] // heap object layout

use crate::errors;
use object_model::gc::{Header, KindInfo, Tracer};
use object_model::typeobject::{NO_DICT, NO_NEW, TypeDecl};
use object_model::value::Value;
use object_model::{Context, Gc, Object, PyResult, kind, py_methods};
use std::sync::{Condvar, Mutex, PoisonError};

/// The lock itself, outside the heap: waiters do not hold the GIL.
#[derive(Default)]
pub struct Raw {
    held: Mutex<bool>,
    freed: Condvar,
}

impl Raw {
    fn try_acquire(&self) -> bool {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        !std::mem::replace(&mut *held, true)
    }
    fn acquire(&self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        while *held {
            held = self.freed.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        *held = true;
    }
    fn release(&self) -> bool {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let was = std::mem::replace(&mut *held, false);
        drop(held);
        self.freed.notify_one();
        was
    }
    fn is_held(&self) -> bool {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[repr(C)]
pub struct LockObject {
    pub header: Header,
    raw: *mut Raw,
}

// SAFETY: made by `new_lock`.
unsafe impl Object for LockObject {
    const KIND: u8 = kind::THREAD_LOCK;
    const NAME: &'static str = "thread.lock";
}

object_model::fixed_layout!(TRACED: LockObject, |this, _tracer| {});

/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn trace(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by the collector's contract.
    unsafe { (TRACED.trace)(object, tracer) }
}

/// # Safety
/// `KindInfo::drop`'s contract: a dead object of this kind, dropped once.
unsafe fn drop_lock(object: *mut Header) {
    // SAFETY: a dead lock, dropped once; nobody waits for what nobody refers to.
    unsafe { drop(Box::from_raw((*object.cast::<LockObject>()).raw)) };
}

pub static LAYOUT: KindInfo =
    KindInfo { name: "thread.lock", size: object_model::layout::size, trace, weak: None, drop: Some(drop_lock) };

pub static LOCK: TypeDecl = TypeDecl {
    module: "thread",
    doc: "A lock: held or free, whoever took it. Made by allocate_lock().",
    methods: &[METHODS],
    flags: NO_DICT | NO_NEW,
    ..TypeDecl::new("lock", kind::THREAD_LOCK)
};

pub fn new_lock(cx: &mut Context) -> Value {
    LOCK.get(cx);
    let mut lock = cx.allocate::<LockObject>();
    lock.raw = Box::into_raw(Box::default());
    cx.heap.register_native_drop(lock.header());
    lock.value()
}

fn raw(this: Gc<LockObject>) -> &'static Raw {
    // SAFETY: a lock has its `Raw` as long as it lives, and the caller's stack keeps it alive.
    unsafe { &*this.raw }
}

fn take(cx: &mut Context, this: Gc<LockObject>, wait: i64) -> bool {
    let raw = raw(this);
    if raw.try_acquire() {
        return true;
    }
    if wait != 0 {
        crate::system::blocking(cx, || raw.acquire());
    }
    std::hint::black_box(this);
    wait != 0
}

fn give(cx: &mut Context, this: Gc<LockObject>) -> PyResult<()> {
    if raw(this).release() { Ok(()) } else { Err(errors::error(cx, "thread.error", "release unlocked lock")) }
}

py_methods! { METHODS:
    /// acquire([wait]) -> bool
    /// Take the lock, waiting for it unless wait is false; whether it was taken.
    fn acquire(cx: &mut Context, this: Gc<LockObject>, wait: i64 = 1) -> bool {
        take(cx, this, wait)
    }
    /// acquire_lock([wait]) -> bool
    /// As acquire; an old name.
    fn acquire_lock(cx: &mut Context, this: Gc<LockObject>, wait: i64 = 1) -> bool {
        take(cx, this, wait)
    }
    /// release()
    fn release(cx: &mut Context, this: Gc<LockObject>) -> PyResult<()> {
        give(cx, this)
    }
    /// release_lock()
    /// As release; an old name.
    fn release_lock(cx: &mut Context, this: Gc<LockObject>) -> PyResult<()> {
        give(cx, this)
    }
    /// locked() -> bool
    fn locked(cx: &mut Context, this: Gc<LockObject>) -> bool {
        let _ = cx;
        raw(this).is_held()
    }
    /// locked_lock() -> bool
    /// As locked; an old name.
    fn locked_lock(cx: &mut Context, this: Gc<LockObject>) -> bool {
        let _ = cx;
        raw(this).is_held()
    }
    /// Take the lock.
    fn __enter__(cx: &mut Context, this: Gc<LockObject>) -> bool {
        take(cx, this, 1)
    }
    /// Release the lock.
    @raw fn __exit__(cx: &mut Context, args: &Args) -> PyResult {
        let this = args.receiver::<LockObject>(cx, "__exit__")?;
        give(cx, this)?;
        Ok(object_model::none())
    }
}
