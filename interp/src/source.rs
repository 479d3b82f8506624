//! From source to code objects; syntax errors become exceptions.

use bytecode::Body;
use handlers::code::{CodeObject, new_code};
use object_model::{Context, Exc, Gc, PyResult, Raised, none};
use std::rc::Rc;
use syntax::error::{ErrorKind, SyntaxError};
use syntax::{CompileOptions, compile_source};

/// Compiles a source of bytes, such as a file, and issues its warnings.
pub fn compile_bytes(cx: &mut Context, source: &[u8], options: &CompileOptions) -> PyResult<Gc<CodeObject>> {
    match compile_source(source, options) {
        Ok((body, warnings)) => {
            for warning in &warnings {
                syntax_warning(cx, &warning.msg, &options.filename, warning.line)?;
            }
            code_of(cx, body)
        }
        Err(error) => Err(raise_syntax(cx, &error, &options.filename)),
    }
}

/// Compiles a syntax tree, and issues its warnings.
pub fn compile_tree(cx: &mut Context, tree: &syntax::ast::Mod, options: &CompileOptions) -> PyResult<Gc<CodeObject>> {
    match syntax::compile(tree, options) {
        Ok((body, warnings)) => {
            for warning in &warnings {
                syntax_warning(cx, &warning.msg, &options.filename, warning.line)?;
            }
            // A tree that a program has put together may be none that the parser would make.
            if bytecode::verify(&body).is_err() {
                return Err(cx.error_text(Exc::SystemError, "the syntax tree makes no sense"));
            }
            code_of(cx, body)
        }
        Err(error) => Err(raise_syntax(cx, &error, &options.filename)),
    }
}

/// A code object of a freshly compiled body.
pub fn code_of(cx: &mut Context, body: Body) -> PyResult<Gc<CodeObject>> {
    debug_assert_eq!(bytecode::verify(&body), Ok(()));
    new_code(cx, Rc::new(body))
}

/// Issues a warning with its place given: category, message, file, line.
pub type Explicit = fn(&mut Context, Exc, &str, &[u8], u32) -> PyResult<()>;

/// How to issue a warning about a source; module `_warnings` sets it.
#[derive(Default)]
pub struct ExplicitWarning(pub Option<Explicit>);

/// A warning that is raised is a syntax error.
fn syntax_warning(cx: &mut Context, message: &str, filename: &[u8], line: u32) -> PyResult<()> {
    let Some(warn) = cx.ext.state::<ExplicitWarning>().0 else { return Ok(()) };
    match warn(cx, Exc::SyntaxWarning, message, filename, line) {
        Err(_) if cx.catch(Exc::SyntaxWarning) => {
            let error = SyntaxError {
                kind: ErrorKind::SyntaxError,
                msg: message.to_string(),
                line,
                offset: None,
                text: None,
                incomplete: false,
            };
            Err(raise_syntax(cx, &error, filename))
        }
        result => result,
    }
}

/// The exception for an error of the compiler's.
pub fn raise_syntax(cx: &mut Context, error: &SyntaxError, filename: &[u8]) -> Raised {
    let class = match error.kind {
        ErrorKind::SyntaxError => Exc::SyntaxError,
        ErrorKind::IndentationError => Exc::IndentationError,
        ErrorKind::TabError => Exc::TabError,
        ErrorKind::MemoryError => return cx.error_with(Exc::MemoryError, &[]),
        ErrorKind::ValueError => return cx.error_text(Exc::ValueError, &error.msg),
        ErrorKind::OverflowError => return cx.error_text(Exc::OverflowError, &error.msg),
        ErrorKind::SystemError => return cx.error_text(Exc::SystemError, &error.msg),
        ErrorKind::RuntimeError => return cx.error_text(Exc::RuntimeError, &error.msg),
        ErrorKind::TypeError => return cx.error_text(Exc::TypeError, &error.msg),
    };
    let text = match (&error.text, error.offset) {
        (Some(text), _) => Some(text.clone()),
        (None, None) => line_of_file(cx, filename, error.line),
        (None, Some(_)) => None,
    };
    let message = cx.new_str(error.msg.as_bytes()).value();
    let filename = cx.new_str(filename).value();
    let line = cx.new_int(error.line.into());
    let offset = error.offset.map_or(none(), |offset| cx.new_int(offset.into()));
    let text = text.map_or(none(), |text| cx.new_str(&text).value());
    let place = cx.new_tuple(&[filename, line, offset, text]).value();
    cx.error_with(class, &[message, place])
}

/// A line of a source file, if it can be read.
pub fn line_of_file(cx: &mut Context, filename: &[u8], line: u32) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt;
    let bytes = match std::fs::read(std::ffi::OsStr::from_bytes(filename)) {
        Ok(bytes) => bytes,
        Err(_) => crate::import::embedded_source(cx, filename)?,
    };
    let text = bytes.split_inclusive(|&byte| byte == b'\n').nth(line.checked_sub(1)? as usize)?;
    Some(text.to_vec())
}

/// The system's text for an error, as `os.strerror` gives it.
pub fn strerror(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.rfind(" (os error") {
        Some(end) => text[..end].to_string(),
        None => text,
    }
}

/// A code object of a body from the binary's own image, which was verified when it was built.
pub fn trusted_code(cx: &mut Context, body: Body) -> PyResult<Gc<CodeObject>> {
    new_code(cx, Rc::new(body))
}
