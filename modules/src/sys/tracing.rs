//! `sys.settrace` and its siblings; what they switch on lies in `interp::tracing`.

use interp::tracing;
use object_model::value::Value;
use object_model::{Context, none, py_functions};

py_functions! { FUNCTIONS:
    /// settrace(function)
    /// Have the function called for every line, call, return and exception of this thread; None ends that.
    fn settrace(cx: &mut Context, function: Value) {
        tracing::set_trace(cx, function.not_none());
    }
    /// gettrace()
    /// The function that settrace has set, or None.
    fn gettrace(cx: &mut Context) -> Value {
        cx.thread.trace_function.unwrap_or(none())
    }
    /// setprofile(function)
    /// Have the function called for every call and return of this thread; None ends that.
    fn setprofile(cx: &mut Context, function: Value) {
        tracing::set_profile(cx, function.not_none());
    }
    /// getprofile()
    /// The function that setprofile has set, or None.
    fn getprofile(cx: &mut Context) -> Value {
        cx.thread.profile_function.unwrap_or(none())
    }
}
