//! The opcodes' bodies, a file a family, written once over `Mode`; and the layouts that they work on: code, functions,
//! frames. `step` is the whole of an interpreter loop's body and the whole of a recorder's: the crate that instantiates
//! `step::<M>` (or each `handler!` on its own) gets every opcode for `M`.
//!
//! How to write a handler:
//!  1. Operands are concrete (`Reg`, offsets): constants of a trace. So are `code()` and inline caches.
//!  2. Guards first (`test`, `promote`, `checked`), then effects (`store`, `put`), then the ending. A guard resumes at
//!     the opcode's start, so nothing before it may be visible; objects made in the opcode are not.
//!  3. The ending is one of `set`, `jump`, `back_edge`, `push_frame`, `pop_frame`, `residual…`. Only endings touch
//!     registers, `pc` and frames.
//!  4. Whatever may raise or run Python code is a residual call (`slow`), and so an ending.
//!  5. `#[inline(always)]`, no locals with destructors, and never pass `m` to a function that is not inlined: a mode is a
//!     bundle of machine registers, and its address must not escape.

pub mod arith;
pub mod attr;
pub mod build;
pub mod call;
pub mod code;
pub mod compare;
pub mod control;
pub mod exception;
pub mod frame;
pub mod frame_object;
pub mod function;
pub mod item;
pub mod misc;
pub mod mode;
pub mod names;
pub mod slow;

mod step;

pub use code::{CodeObject, Ic};
pub use frame::{Frame, ReturnKind};
pub use function::FunctionObject;
pub use mode::{After, Exit, Flow, Mode, Reg};
pub use step::{each, step};
