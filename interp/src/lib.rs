//! Evaluation of Python code: the `Run` instance of the handlers, calls, generators, exceptions, imports. Does not know
//! that a JIT exists.

pub mod call;
pub mod code_type;
pub mod exec;
pub mod frame_type;
pub mod frozen;
pub mod function_type;
pub mod generator;
pub mod import;
pub mod import_lock;
pub mod jit_driver;
mod library_names;
pub mod roots;
pub mod run;
pub mod services;
pub mod source;
pub mod threads;
pub mod traceback;
pub mod tracing;
pub mod unwind;

use object_model::Context;

/// Connects the evaluator to a context: its types, hooks and services.
pub fn install(cx: &mut Context) {
    roots::install(cx);
    services::install(cx);
    threads::install(cx);
}
