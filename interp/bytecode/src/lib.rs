//! Bytecode without a heap: opcodes, instructions, code bodies.
#![allow(unsafe_code)]

mod body;
mod opcodes;
pub use body::*;
pub use opcodes::{CALLEE, HEADER, NEAR_REGISTERS};
