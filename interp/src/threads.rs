//! Threads: the GIL and who holds it.

use object_model::Context;

/// To be called before `fork`.
pub fn before_fork(_: &mut Context) {}

/// To be called in the child of a `fork`: the other threads are gone.
pub fn after_fork(_: &mut Context) {}
