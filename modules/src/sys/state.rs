//! Functions of `sys` that tell or set what few programs ask for.

use interp::threads;
use object_model::value::Value;
use object_model::{Context, DictObject, Gc, PyResult, TupleObject, none, py_functions};

/// How `dlopen` is to resolve symbols.
struct DlopenFlags(i32);

impl Default for DlopenFlags {
    fn default() -> DlopenFlags {
        DlopenFlags(libc::RTLD_NOW)
    }
}

py_functions! { FUNCTIONS:
    /// _current_frames() -> dict
    /// The frame that each thread runs at this moment, by the thread's number.
    fn _current_frames(cx: &mut Context) -> PyResult<Gc<DictObject>> {
        let frames = cx.new_dict();
        for (ident, frame) in threads::frames(cx) {
            let (ident, frame) = (cx.new_int(ident), handlers::frame_object::of_frame(cx, frame).value());
            cx.dict_set(frames, ident, frame)?;
        }
        Ok(frames)
    }
    /// _clear_type_cache() -> None
    /// Nothing: lookups in types are forgotten when types change.
    fn _clear_type_cache(cx: &mut Context) {
        let _ = cx;
    }
    /// callstats() -> None
    fn callstats(cx: &mut Context) -> Value {
        let _ = cx;
        none()
    }
    /// getdlopenflags() -> int
    fn getdlopenflags(cx: &mut Context) -> i32 {
        cx.ext.state::<DlopenFlags>().0
    }
    /// setdlopenflags(n) -> None
    fn setdlopenflags(cx: &mut Context, flags: i32) {
        cx.ext.state::<DlopenFlags>().0 = flags;
    }
    /// call_tracing(func, args) -> object
    /// Call a function with tracing on, from within a trace function.
    fn call_tracing(cx: &mut Context, func: Value, args: Gc<TupleObject>) -> PyResult {
        let outer = std::mem::replace(&mut cx.thread.in_tracer, false);
        interp::tracing::refresh(cx);
        let result = cx.call(func, args.get().items());
        cx.thread.in_tracer = outer;
        interp::tracing::refresh(cx);
        result
    }
}
