//! Bytecode without a heap: opcodes, instructions, code bodies, and what works on them alone.
//!
//! `opcodes` is the table, `op` what is derived from it (`Op`, `Insn`), `body` what a compiler hands over, `asm` how
//! it is put together, `effects` which registers an instruction touches, `verify` and `liveness` the two analyses on
//! top of that, `image` the file format, `lines` the line table, `dis` text.
//!
//! Shared by the compiler, the evaluator, the JIT and the build of the library image.

mod asm;
mod body;
mod dis;
mod effects;
pub mod image;
mod lines;
mod liveness;
mod op;
mod opcodes;
mod verify;

pub use asm::{Asm, Label};
pub use body::*;
pub use dis::disassemble;
pub use effects::{Access, Flow, accesses, flow};
pub use lines::{line_of, lnotab};
pub use liveness::{Liveness, live_registers};
pub use op::{Decoded, Insn, Kind, OPS, Op, Operand, Row, decode};
pub use opcodes::{CALLEE, HEADER, NEAR_REGISTERS};
pub use verify::verify;
