//! From source to code objects; syntax errors become exceptions.

use bytecode::Body;
use handlers::code::{CodeObject, new_code};
use object_model::codecs::registry::codec_lookup;
use object_model::text::chars::CharsBuf;
use object_model::{Context, Exc, Gc, PyResult, Raised, UnicodeObject, none};
use std::cell::RefCell;
use std::rc::Rc;
use syntax::error::{ErrorKind, SyntaxError};
use syntax::future::Features;
use syntax::lexer::TabCheck;
use syntax::scopes::Warning;
use syntax::source::Codecs;
use syntax::{CompileOptions, compile_source_with};

/// Compiles a source of bytes, such as a file, and issues its warnings.
pub fn compile_bytes(cx: &mut Context, source: &[u8], options: &CompileOptions) -> PyResult<Gc<CodeObject>> {
    let checks = *cx.ext.state::<Checks>();
    let mut options = options.clone();
    options.tab_check = match checks.tabs {
        0 => TabCheck::Ignore,
        1 => TabCheck::Warn,
        _ => TabCheck::Error,
    };
    options.py3k = cx.warns.py3k;
    if checks.new_division {
        options.flags = Features(options.flags.0 | Features::DIVISION.0);
    }
    let result = compile_source_with(source, &options, &Runtime(RefCell::new(&mut *cx)));
    match result {
        Ok(compiled) => {
            if compiled.tab_warning {
                let text = [&options.filename, &b": inconsistent use of tabs and spaces in indentation\n"[..]].concat();
                crate::traceback::to_stderr(cx, &text);
            }
            issue(cx, &compiled.warnings, &options.filename)?;
            code_of(cx, compiled.body)
        }
        Err(error) => {
            issue(cx, &error.warnings, &options.filename)?;
            Err(raise_syntax(cx, &error, &options.filename))
        }
    }
}

/// What the command line asks of the compiler.
#[derive(Clone, Copy, Default)]
pub struct Checks {
    /// How often `-t` was given.
    pub tabs: u32,
    /// `-Qnew`
    pub new_division: bool,
}

/// The codec registry and the names of characters, as sources need them. Exceptions become their texts.
struct Runtime<'a>(RefCell<&'a mut Context>);

impl Runtime<'_> {
    fn text<T>(&self, act: impl FnOnce(&mut Context) -> PyResult<T>) -> Result<T, String> {
        let mut cx = self.0.borrow_mut();
        let waiting = cx.pending.take();
        let result = act(&mut cx).map_err(|Raised| {
            let Some(triple) = cx.take_error() else { return String::new() };
            match cx.str(triple.value) {
                Ok(text) => text.lossy(),
                Err(Raised) => {
                    cx.pending = None;
                    String::new()
                }
            }
        });
        cx.pending = waiting;
        result
    }
}

impl Codecs for Runtime<'_> {
    fn decode(&self, encoding: &str, bytes: &[u8]) -> Result<Vec<u32>, String> {
        self.text(|cx| {
            let (encoding, bytes) = (cx.new_str(encoding.as_bytes()), cx.try_new_str(bytes)?);
            let text = cx.decode_text(bytes, Some(encoding), None)?;
            Ok(text.get().chars().iter().collect())
        })
    }
    fn encode(&self, encoding: &str, text: &[u32]) -> Result<Vec<u8>, String> {
        self.text(|cx| {
            let encoding = cx.new_str(encoding.as_bytes());
            let text: CharsBuf = text.iter().copied().collect();
            let text = cx.new_unicode(text.as_chars())?;
            Ok(cx.encode_text(text, Some(encoding), None)?.bytes().to_vec())
        })
    }
    fn knows(&self, encoding: &str) -> bool {
        let known = |cx: &mut Context| {
            let encoding = cx.new_str(encoding.as_bytes());
            codec_lookup(cx, encoding)
        };
        self.text(known).is_ok()
    }
    fn character(&self, name: &str) -> Option<u32> {
        let found = self.text(|cx| {
            let module = cx.intern(b"unicodedata");
            let module = cx.import_module(module)?;
            let name = cx.new_str(name.as_bytes()).value();
            let found = cx.call_method(module, "lookup", &[name])?;
            Ok(found.downcast::<UnicodeObject>().and_then(|text| text.chars().get(0)))
        });
        found.ok().flatten()
    }
}

/// Compiles a syntax tree, and issues its warnings.
pub fn compile_tree(cx: &mut Context, tree: &syntax::ast::Mod, options: &CompileOptions) -> PyResult<Gc<CodeObject>> {
    match syntax::compile(tree, options) {
        Ok((body, warnings)) => {
            issue(cx, &warnings, &options.filename)?;
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

/// Issues what the compiler warned of.
pub fn issue(cx: &mut Context, warnings: &[Warning], filename: &[u8]) -> PyResult<()> {
    warnings.iter().try_for_each(|warning| syntax_warning(cx, warning, filename))
}

/// A warning that is raised is a syntax error.
fn syntax_warning(cx: &mut Context, warning: &Warning, filename: &[u8]) -> PyResult<()> {
    let Some(warn) = cx.ext.state::<ExplicitWarning>().0 else { return Ok(()) };
    let (message, line) = (&*warning.msg, warning.line);
    if warning.deprecation {
        return warn(cx, Exc::DeprecationWarning, message, filename, line);
    }
    match warn(cx, Exc::SyntaxWarning, message, filename, line) {
        Err(_) if cx.catch(Exc::SyntaxWarning) => {
            let error = SyntaxError::new(ErrorKind::SyntaxError, message, line, None);
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
    if error.bare {
        let raised = cx.error_with(class, &[message]);
        if error.line != 0
            && let Some(triple) = cx.take_error()
        {
            for (name, value) in [("filename", filename), ("lineno", line), ("text", text)] {
                // Plain attributes of an exception just made.
                let name = cx.intern(name.as_bytes());
                let _ = cx.setattr(triple.value, name, Some(value));
            }
            return cx.restore_error(triple);
        }
        return raised;
    }
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
