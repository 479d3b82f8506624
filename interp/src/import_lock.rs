//! The lock that guards imports: a thread that imports what another one is loading waits until it is whole. The owner may
//! take it again.
//!
//! Source: library reference "imp" (2.7), `lock_held` and its siblings.

use crate::threads;
use object_model::Context;
use std::sync::atomic::{AtomicPtr, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

#[derive(Default)]
struct Lock {
    /// Owner and how often it holds the lock.
    state: Mutex<(i64, usize)>,
    freed: Condvar,
}

/// Replaced in the child of a fork, where it may be in any state.
static LOCK: AtomicPtr<Lock> = AtomicPtr::new(std::ptr::null_mut());

#[allow(unsafe_code)] // a lock is never freed
fn lock() -> &'static Lock {
    let current = LOCK.load(SeqCst);
    if !current.is_null() {
        // SAFETY: made below, never freed.
        return unsafe { &*current };
    }
    let fresh = Box::leak(Box::default());
    match LOCK.compare_exchange(std::ptr::null_mut(), fresh, SeqCst, SeqCst) {
        Ok(_) => fresh,
        // SAFETY: as above.
        Err(other) => unsafe { &*other },
    }
}

fn state(lock: &Lock) -> MutexGuard<'_, (i64, usize)> {
    lock.state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn try_acquire(lock: &Lock, me: i64) -> bool {
    let mut state = state(lock);
    if state.1 != 0 && state.0 != me {
        return false;
    }
    *state = (me, state.1 + 1);
    true
}

/// Takes the lock; other threads run while this one waits for it.
pub fn acquire(cx: &mut Context) {
    let (lock, me) = (lock(), threads::ident());
    if try_acquire(lock, me) {
        return;
    }
    let token = (cx.hooks.release_gil)(cx);
    let mut held = state(lock);
    while held.1 != 0 && held.0 != me {
        held = lock.freed.wait(held).unwrap_or_else(PoisonError::into_inner);
    }
    *held = (me, held.1 + 1);
    drop(held);
    (cx.hooks.take_gil)(cx, token);
}

/// False: it is somebody else's, or nobody's.
pub fn release() -> bool {
    let (lock, me) = (lock(), threads::ident());
    let mut state = state(lock);
    if state.1 == 0 || state.0 != me {
        return false;
    }
    state.1 -= 1;
    if state.1 == 0 {
        lock.freed.notify_one();
    }
    true
}

pub fn is_held() -> bool {
    state(lock()).1 != 0
}

/// In the child of a fork: the forking thread keeps what it held before it forked.
pub(crate) fn after_fork() {
    // One that another thread was just changing is not this thread's.
    let (owner, count) = lock().state.try_lock().map_or((0, 0), |state| *state);
    let me = threads::ident();
    let fresh = Lock::default();
    if owner == me {
        *state(&fresh) = (me, count.saturating_sub(1));
    }
    LOCK.store(Box::leak(Box::new(fresh)), SeqCst);
}
