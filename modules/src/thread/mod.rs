//! `thread`: starting threads, locks, attributes of threads.
//!
//! Source: library reference, `thread` (2.7).

mod local;
mod lock;

use crate::errors;
use interp::threads;
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, Exc, Gc, ModuleDecl, PyResult, TupleObject, py_functions, raise};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Threads and their simplest locks. Module threading builds better ones on them.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("thread")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    crate::kinds::register::<lock::LockObject>(cx, &lock::LOCK, &lock::LAYOUT);
    crate::kinds::register::<local::LocalObject>(cx, &local::LOCAL, &local::LAYOUT);
    errors::define(cx, dict, "thread.error", Exc::Exception)?;
    threads::at_thread_end(cx, local::forget);
    for (name, class) in [("LockType", &lock::LOCK), ("_local", &local::LOCAL)] {
        let class = class.get(cx).value();
        cx.dict_put(dict, name, class);
    }
    Ok(())
}

fn start(cx: &mut Context, function: Value, args: Value, kwargs: Slot) -> PyResult<i64> {
    if !cx.is_callable(function) {
        raise!(cx, TypeError, "first arg must be callable");
    }
    let Some(args) = args.downcast::<TupleObject>() else { raise!(cx, TypeError, "2nd arg must be a tuple") };
    if let Some(kwargs) = kwargs
        && kwargs.downcast::<DictObject>().is_none()
    {
        raise!(cx, TypeError, "optional 3rd arg must be a dictionary");
    }
    match threads::start(cx, function, args, kwargs) {
        Some(number) => Ok(number),
        None => Err(errors::error(cx, "thread.error", "can't start new thread")),
    }
}

py_functions! { FUNCTIONS:
    /// start_new_thread(function, args[, kwargs]) -> number of the thread
    /// Call a function in a new thread, which ends when the function returns.
    fn start_new_thread(cx: &mut Context, function: Value, args: Value, kwargs: Slot = None) -> PyResult<i64> {
        start(cx, function, args, kwargs)
    }
    /// start_new(function, args[, kwargs])
    /// As start_new_thread; an old name.
    fn start_new(cx: &mut Context, function: Value, args: Value, kwargs: Slot = None) -> PyResult<i64> {
        start(cx, function, args, kwargs)
    }
    /// allocate_lock() -> lock object
    fn allocate_lock(cx: &mut Context) -> Value {
        lock::new_lock(cx)
    }
    /// allocate() -> lock object
    /// As allocate_lock; an old name.
    fn allocate(cx: &mut Context) -> Value {
        lock::new_lock(cx)
    }
    /// get_ident() -> integer
    /// A number that tells the calling thread from all others that run.
    fn get_ident(cx: &mut Context) -> i64 {
        let _ = cx;
        threads::ident()
    }
    /// exit()
    /// End the calling thread, silently: raises SystemExit.
    fn exit(cx: &mut Context) -> PyResult<()> {
        Err(cx.error_with(Exc::SystemExit, &[]))
    }
    /// exit_thread()
    /// As exit; an old name.
    fn exit_thread(cx: &mut Context) -> PyResult<()> {
        Err(cx.error_with(Exc::SystemExit, &[]))
    }
    /// interrupt_main()
    /// Raise KeyboardInterrupt in the main thread.
    fn interrupt_main(cx: &mut Context) {
        crate::signal::trip(cx, libc::SIGINT);
    }
    /// stack_size([size]) -> size
    /// The size of new threads' native stacks, 0 meaning the usual one; set where an argument is given.
    fn stack_size(cx: &mut Context, size: i64 = 0) -> PyResult<usize> {
        if size < 0 {
            raise!(cx, ValueError, "size must be 0 or a positive value");
        }
        if size != 0 && size < 32768 {
            raise!(cx, ValueError, "size not valid: {size} bytes");
        }
        Ok(std::mem::replace(threads::stack_size(cx), size as usize))
    }
    /// _count() -> integer
    /// Threads that run beside the main one.
    fn _count(cx: &mut Context) -> u32 {
        let _ = cx;
        threads::others()
    }
}
