//! Bytecode without a heap: opcodes, instructions, code bodies.
#![allow(unsafe_code)]

mod opcodes;
pub use opcodes::{CALLEE, HEADER, NEAR_REGISTERS};
