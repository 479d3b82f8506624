//! What compiling a source can raise: one value for every stage.
//!
//! Two families, as in CPython 2.7. The lexer and the grammar know the line's text and the caret's
//! offset. Later stages (tree building, future statements, scopes, code generation) know only the line:
//! their `offset` is `None`, and whoever raises the exception looks the text up in the file, if there is one
//! (`PyErr_ProgramText`). Kinds other than the three syntax errors carry no position.

use crate::scopes::Warning;
use std::fmt;

/// The exception class to raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    SyntaxError,
    IndentationError,
    TabError,
    /// The parser's stack is full (CPython also writes `s_push: parser stack overflow` to stderr).
    MemoryError,
    /// `'\x'`: a bad escape in a byte string.
    ValueError,
    OverflowError,
    SystemError,
    /// Nesting too deep for code generation.
    RuntimeError,
    TypeError,
}

impl ErrorKind {
    /// The exception's name in Python.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::SyntaxError => "SyntaxError",
            ErrorKind::IndentationError => "IndentationError",
            ErrorKind::TabError => "TabError",
            ErrorKind::MemoryError => "MemoryError",
            ErrorKind::ValueError => "ValueError",
            ErrorKind::OverflowError => "OverflowError",
            ErrorKind::SystemError => "SystemError",
            ErrorKind::RuntimeError => "RuntimeError",
            ErrorKind::TypeError => "TypeError",
        }
    }

    /// Whether the class is `SyntaxError` or one below it, whose arguments include the position.
    pub fn is_syntax(self) -> bool {
        matches!(self, ErrorKind::SyntaxError | ErrorKind::IndentationError | ErrorKind::TabError)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    pub msg: String,
    /// From 1; 0 where there is none.
    pub line: u32,
    /// CPython's `offset`: `None` for errors found after parsing.
    pub offset: Option<u32>,
    /// The source line. `None` with `offset: None` means: look it up in the file.
    pub text: Option<Vec<u8>>,
    /// The input ended inside an unfinished statement; the REPL asks for another line.
    pub incomplete: bool,
    /// Found while scopes are resolved: the exception's only argument is its message, the place is in its attributes.
    pub bare: bool,
    /// What was to be warned of when it was found.
    pub warnings: Vec<Warning>,
}

pub type Result<T> = std::result::Result<T, Box<SyntaxError>>;

impl SyntaxError {
    /// An error of a stage after parsing: `SyntaxError` at a line.
    pub fn at_line(msg: impl Into<String>, line: u32) -> Box<SyntaxError> {
        let kind = ErrorKind::SyntaxError;
        Box::new(SyntaxError::new(kind, msg, line, None))
    }

    /// An error found while scopes are resolved.
    pub fn in_scopes(msg: impl Into<String>, line: u32) -> Box<SyntaxError> {
        Box::new(SyntaxError { bare: true, ..*SyntaxError::at_line(msg, line) })
    }

    pub fn new(kind: ErrorKind, msg: impl Into<String>, line: u32, offset: Option<u32>) -> SyntaxError {
        let msg = msg.into();
        SyntaxError { kind, msg, line, offset, text: None, incomplete: false, bare: false, warnings: Vec::new() }
    }

    /// An exception of another class, without a position.
    pub fn other(kind: ErrorKind, msg: impl Into<String>) -> Box<SyntaxError> {
        Box::new(SyntaxError { bare: true, ..SyntaxError::new(kind, msg, 0, None) })
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.msg)?;
        if self.line > 0 {
            write!(f, " (line {})", self.line)?;
        }
        Ok(())
    }
}

impl std::error::Error for SyntaxError {}
