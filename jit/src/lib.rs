//! The tracing JIT, first stage: hot loops are recorded into traces, and traces are run by a plain evaluator.
//!
//! # How it works
//!
//! The interpreter counts back-edges and asks the driver (`driver`) at a hot loop. The recorder (`record`) is another mode of
//! the opcodes' own handlers: it executes the loop for real, once, and every primitive that a handler uses leaves an
//! operation behind (`ir`); every decision leaves a guard. What handlers leave to a call is a call in the trace too; a call of
//! a Python function is followed into its frame. When the loop's head comes round again the trace is closed with a jump to
//! its beginning; anything that has no place in a trace aborts the recording with a reason by name (`abort`).
//!
//! The evaluator (`evaluate`) walks the operations, with the trace's values in an array on the native stack, until a guard
//! fails, a call does something else than it did when recorded, or the poll word is set; then the frames of the trace, those
//! of followed calls included, are put together on the VM stack (`frames`) and the interpreter goes on. It is no faster than the
//! interpreter: it is the proof that handlers, caches, strategies and frames can be traced, and the reference for what
//! optimises and compiles traces later.
//!
//! # Invariants
//!
//! 1. No semantics of any opcode is here: `record` knows the verbs of `Ops` and `Mode` alone.
//! 2. A guard resumes at the start of its opcode, so it stands before the opcode's effects; a call is an opcode's last act, and
//!    what is left of the opcode behind it (where the result goes) is settled by the interpreter's own code.
//! 3. Before a call that may look at frames, all of them are on the VM stack as the interpreter would have them.
//! 4. Heap objects that a trace mentions are shown to the collector by the driver; values of a running trace lie on the native
//!    stack, which is scanned.
//! 5. A trace holds for the inline caches and the globals that it was recorded under. Both are looked at on entry and after
//!    every call.

pub mod abort;
pub mod driver;
pub mod evaluate;
pub mod frames;
pub mod ir;
pub mod knobs;
pub mod record;
pub mod text;

mod calls;

pub use driver::Tracing;
pub use knobs::Knobs;
