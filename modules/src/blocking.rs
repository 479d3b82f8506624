//! System calls that may wait: made without the GIL.

use object_model::{Context, PyResult};
use std::io::Error;

/// Runs `call` while other threads may run Python code; it must not touch heap objects that these can change.
pub fn unlocked<R>(cx: &mut Context, call: impl FnOnce() -> R) -> R {
    let token = (cx.hooks.release_gil)(cx);
    let result = call();
    (cx.hooks.take_gil)(cx, token);
    result
}

/// Runs a system call without the GIL; negative is failure, told by `errno`.
pub fn call(cx: &mut Context, call: impl Fn() -> isize) -> Result<usize, Error> {
    unlocked(cx, || match call() {
        n if n < 0 => Err(Error::last_os_error()),
        n => Ok(n as usize),
    })
}

/// Serves what waits for the running thread: signal handlers above all.
pub fn serve(cx: &mut Context) -> PyResult<()> {
    (cx.hooks.serve)(cx)
}
