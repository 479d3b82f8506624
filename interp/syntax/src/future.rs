//! `from __future__ import …`: which features a source switches on, and the errors of such statements.
//!
//! Source: PEP 236 and the table of `__future__`. The parser itself already acts on `print_function` and
//! `unicode_literals`, which change what the tokens after the statement mean; this pass over the finished
//! tree checks the statements' places and names and gives the flags to the compiler.

use crate::ast::{ExprKind, Mod, StmtKind};
use crate::error::{Result, SyntaxError};

/// A set of features, in the bits of `co_flags` and of `compile()`'s `flags`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Features(pub u32);

impl Features {
    pub const NONE: Features = Features(0);
    /// Always on since 2.2: naming it sets no flag that code carries (`CO_NESTED` is another thing).
    pub const NESTED_SCOPES: Features = Features(0x0010);
    pub const DIVISION: Features = Features(0x2000);
    pub const ABSOLUTE_IMPORT: Features = Features(0x4000);
    pub const WITH_STATEMENT: Features = Features(0x8000);
    pub const PRINT_FUNCTION: Features = Features(0x1_0000);
    pub const UNICODE_LITERALS: Features = Features(0x2_0000);
    /// `PyCF_MASK`: the features that a code object passes on to what is compiled inside it.
    pub const MASK: Features = Features(0x3_E000);

    pub fn contains(self, other: Features) -> bool {
        self.0 & other.0 == other.0
    }

    pub fn insert(&mut self, other: Features) {
        self.0 |= other.0;
    }
}

/// The feature that a name of `__future__` stands for, in 2.7.
pub fn feature(name: &str) -> Option<Features> {
    Some(match name {
        // Mandatory for long: accepted, without effect.
        "nested_scopes" | "generators" => Features::NONE,
        "division" => Features::DIVISION,
        "absolute_import" => Features::ABSOLUTE_IMPORT,
        "with_statement" => Features::WITH_STATEMENT,
        "print_function" => Features::PRINT_FUNCTION,
        "unicode_literals" => Features::UNICODE_LITERALS,
        _ => return None,
    })
}

/// What a tree's future statements ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Future {
    pub features: Features,
    /// Line of the last future statement at the head of the source, 0 without one. A future import on a
    /// later line is too late; the compiler does not see it otherwise, since this pass reports it.
    pub last_line: u32,
}

/// Reads the future statements of a tree.
///
/// They may be preceded only by the docstring. Raises `SyntaxError` for unknown features and for
/// a future statement elsewhere at the top level; those inside of other statements are found by
/// [`is_late`] when the compiler meets them.
pub fn scan(module: &Mod) -> Result<Future> {
    let mut future = Future::default();
    let body = match module {
        Mod::Module(body) | Mod::Interactive(body) => body,
        _ => return Ok(future),
    };
    // `done`: something else than a docstring or future statement has been seen.
    let (mut done, mut docstring_seen, mut previous_line) = (false, false, 0);
    for stmt in body {
        // CPython looks no further once the head of the source has ended, except along one line.
        if done && stmt.line > previous_line {
            return Ok(future);
        }
        previous_line = stmt.line;
        match &stmt.kind {
            StmtKind::ImportFrom { module: Some(name), names, .. } if *name == "__future__" => {
                if done {
                    return Err(late(stmt.line));
                }
                for alias in names {
                    match feature(&alias.name) {
                        Some(found) => future.features.insert(found),
                        None if alias.name == "braces" => return Err(SyntaxError::at_line("not a chance", stmt.line)),
                        None => {
                            let msg = format!("future feature {:.100} is not defined", alias.name.as_str());
                            return Err(SyntaxError::at_line(msg, stmt.line));
                        }
                    }
                }
                future.last_line = stmt.line;
            }
            StmtKind::Expr(value) if !docstring_seen && matches!(value.kind, ExprKind::Str(_) | ExprKind::Unicode(_)) => {
                docstring_seen = true;
            }
            _ => done = true,
        }
    }
    Ok(future)
}

/// Whether an import statement (`module` at `line`) is a future statement that comes too late.
/// The compiler asks this of every `from … import`.
pub fn is_late(future: &Future, module: Option<&str>, line: u32) -> bool {
    module == Some("__future__") && line > future.last_line
}

/// The error for a future statement after other statements.
pub fn late(line: u32) -> Box<SyntaxError> {
    SyntaxError::at_line("from __future__ imports must occur at the beginning of the file", line)
}
