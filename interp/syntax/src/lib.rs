//! Source bytes in, register bytecode out, without a heap: also run at build time over the library.
//!
//! `source` (PEP 263) → `lexer` → `parser` → `ast` → `scopes` → `compiler`. `future` reads the
//! `from __future__` statements, `error` is what each stage raises.

pub mod ast;
pub mod compiler;
pub mod error;
pub mod future;
pub mod lexer;
pub mod parser;
pub mod scopes;
pub mod source;

pub use compiler::{CompileOptions, compile, compile_source, compile_source_with};
