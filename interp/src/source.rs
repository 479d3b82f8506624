//! From source to code objects; syntax errors become exceptions.

use bytecode::Body;
use handlers::code::{CodeObject, new_code};
use object_model::{Context, Exc, Gc, PyResult, Raised, none};
use std::cell::RefCell;
use std::rc::Rc;
use syntax::error::{ErrorKind, SyntaxError};
use syntax::source::Codecs;
use syntax::{CompileOptions, compile_source_with};

/// Compiles a source of bytes, such as a file, and issues its warnings.
pub fn compile_bytes(cx: &mut Context, source: &[u8], options: &CompileOptions) -> PyResult<Gc<CodeObject>> {
    let compiled = compile_source_with(source, options, &Registry(RefCell::new(cx)));
    match compiled {
        Ok((body, warnings)) => {
            for warning in &warnings {
                syntax_warning(cx, &warning.msg, &options.filename, warning.line)?;
            }
            code_of(cx, body)
        }
        Err(error) => Err(raise_syntax(cx, &error, &options.filename)),
    }
}

/// The codecs that programs know, and the names of `unicodedata`.
struct Registry<'a>(RefCell<&'a mut Context>);

/// The text of the exception that is pending, which goes away.
fn message(cx: &mut Context) -> String {
    let Some(triple) = cx.take_error() else { return String::new() };
    let text = cx.str(triple.value).map_or(String::new(), |text| text.lossy().to_string());
    cx.pending = None;
    text
}

impl Codecs for Registry<'_> {
    fn decode(&self, encoding: &str, bytes: &[u8]) -> Result<Vec<u32>, String> {
        let cx = &mut **self.0.borrow_mut();
        let (name, bytes) = (cx.new_str(encoding.as_bytes()), cx.new_str(bytes));
        match cx.decode_text(bytes, Some(name), None) {
            Ok(text) => Ok(text.chars().iter().collect()),
            Err(_) => Err(message(cx)),
        }
    }
    fn encode(&self, encoding: &str, text: &[u32]) -> Result<Vec<u8>, String> {
        let cx = &mut **self.0.borrow_mut();
        let name = cx.new_str(encoding.as_bytes());
        let mut chars = object_model::text::chars::CharsBuf::with_capacity(text.len());
        text.iter().for_each(|&point| chars.push(point));
        let encoded = cx.new_unicode(chars.as_chars()).and_then(|text| cx.encode_text(text, Some(name), None));
        match encoded {
            Ok(bytes) => Ok(bytes.get().bytes().to_vec()),
            Err(_) => Err(message(cx)),
        }
    }
    fn knows(&self, encoding: &str) -> bool {
        let cx = &mut **self.0.borrow_mut();
        let name = cx.new_str(encoding.as_bytes());
        let known = object_model::codecs::codec_lookup(cx, name).is_ok();
        cx.pending = None;
        known
    }
    fn character(&self, name: &str) -> Option<u32> {
        let cx = &mut **self.0.borrow_mut();
        let module = cx.intern(b"unicodedata");
        let name = cx.new_str(name.as_bytes()).value();
        let found = cx.import_module(module).and_then(|module| cx.call_method(module, "lookup", &[name]));
        let Ok(found) = found else {
            cx.pending = None;
            return None;
        };
        found.downcast::<object_model::UnicodeObject>()?.chars().get(0)
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
