//! Built-in functions that look at frames, compile or import.

use interp::{exec, import, services, source};
use object_model::convert::Bytes;
use object_model::value::{Slot, Value};
use object_model::{Context, Gc, PyResult, StrObject, kind, none, py_functions, raise};
use syntax::future::Features;
use syntax::parser::Mode;

py_functions! { FUNCTIONS:
    /// globals() -> dictionary
    /// Return the dictionary of the current scope's global variables.
    fn globals(cx: &mut Context) -> PyResult {
        match services::running(cx) {
            Some(frame) => Ok(frame.function().globals.value()),
            None => raise!(cx, SystemError, "globals() without a frame"),
        }
    }
    /// locals() -> dictionary
    /// Update and return a dictionary of the current scope's local variables.
    fn locals(cx: &mut Context) -> PyResult {
        match services::running(cx) {
            Some(frame) => exec::locals_of(cx, frame),
            None => raise!(cx, SystemError, "locals() without a frame"),
        }
    }
    /// eval(source[, globals[, locals]]) -> value
    /// Evaluate an expression given as a string or as a code object.
    @raw fn eval(cx: &mut Context, args: &Args) -> PyResult {
        let [source, globals, locals] = super::plain(cx, args, "eval", 1)?.map(|slot| slot.unwrap_or(none()));
        let (globals, locals) = exec::namespaces(cx, globals, locals, "eval")?;
        let code = match source.downcast::<handlers::CodeObject>() {
            Some(code) => {
                if !code.freevars.is_empty() {
                    raise!(cx, TypeError, "code object passed to eval() may not contain free variables");
                }
                code
            }
            None => {
                if !matches!(source.kind(), kind::STR | kind::UNICODE) {
                    raise!(cx, TypeError, "eval() arg 1 must be a string or code object");
                }
                let features = exec::inherited(cx);
                let trimmed = trim(cx, source);
                exec::compile_value(cx, trimmed, b"<string>", Mode::Eval, features, false)?
            }
        };
        services::run_code(cx, code, globals, locals)
    }
    /// execfile(filename[, globals[, locals]])
    /// Read and execute a Python script from a file.
    fn execfile(cx: &mut Context, filename: Bytes, globals: Value = none(), locals: Value = none()) -> PyResult<()> {
        cx.warn_py3k("execfile() not supported in 3.x; use exec()")?;
        if !globals.is_none() && !globals.is_kind(kind::DICT) {
            let given = cx.type_name(globals);
            raise!(cx, TypeError, "execfile() argument 2 must be dict, not {given}");
        }
        let (globals, locals) = exec::namespaces(cx, globals, locals, "execfile")?;
        let text = match cx.read_path(filename.0.get().bytes()) {
            Ok(text) => text,
            Err(error) => {
                let errno = cx.new_int(error.raw_os_error().unwrap_or(0).into());
                let message = interp::source::strerror(&error);
                let message = cx.new_str(message.as_bytes()).value();
                return Err(cx.error_with(object_model::Exc::IOError, &[errno, message, filename.0.value()]));
            }
        };
        let mut options = syntax::CompileOptions::new("", Mode::Exec);
        options.filename = std::rc::Rc::from(filename.0.bytes());
        options.flags = exec::inherited(cx);
        let code = source::compile_bytes(cx, &text, &options)?;
        services::run_code(cx, code, globals, locals).map(drop)
    }
    /// compile(source, filename, mode[, flags[, dont_inherit]]) -> code object
    @kw fn compile(cx: &mut Context, source: Value, filename: Bytes, mode: Bytes, flags: i64 = 0, dont_inherit: i64 = 0) -> PyResult {
        let kind = match &*mode {
            b"exec" => Mode::Exec,
            b"eval" => Mode::Eval,
            b"single" => Mode::Single,
            _ => raise!(cx, ValueError, "compile() arg 3 must be 'exec', 'eval' or 'single'"),
        };
        // PyCF_DONT_IMPLY_DEDENT, PyCF_ONLY_AST and the features.
        if flags & !i64::from(Features::MASK.0 | 0x10 | 0x200 | 0x400 | 0x100) != 0 {
            raise!(cx, ValueError, "compile(): unrecognised flags");
        }
        let mut features = Features(flags as u32 & Features::MASK.0);
        if dont_inherit == 0 {
            features = Features(features.0 | exec::inherited(cx).0);
        }
        if crate::_ast::is_node(cx, source)? {
            if flags & crate::_ast::ONLY_AST != 0 {
                return Ok(source);
            }
            let tree = crate::_ast::module(cx, source, kind)?;
            return Ok(exec::compile_tree(cx, &tree, filename.0.get().bytes(), kind, features)?.value());
        }
        let mut source = source;
        if !matches!(source.kind(), object_model::kind::STR | object_model::kind::UNICODE) {
            match cx.buffer_str(source)? {
                Some(text) => source = text.value(),
                None => raise!(cx, TypeError, "expected a readable buffer object"),
            }
        }
        if flags & crate::_ast::ONLY_AST != 0 {
            let tree = exec::parse_value(cx, source, filename.0.get().bytes(), kind, features)?;
            return crate::_ast::tree(cx, &tree);
        }
        Ok(exec::compile_value(cx, source, filename.0.get().bytes(), kind, features, flags & 0x200 != 0)?.value())
    }
    /// reload(module) -> module
    /// Run a module's code again, in the module that there is.
    fn reload(cx: &mut Context, module: Value) -> PyResult {
        cx.warn_py3k("In 3.x, reload() is renamed to imp.reload()")?;
        import::reload(cx, module)
    }
    /// __import__(name, globals={}, locals={}, fromlist=[], level=-1) -> module
    @kw fn __import__(cx: &mut Context, name: Bytes, globals: Value = none(), locals: Value = none(), fromlist: Value = none(), level: i64 = -1) -> PyResult {
        let _ = locals;
        let name = cx.intern_str(name.0);
        import::import(cx, name, globals, fromlist, level)
    }
}

/// Leading blanks and tabs do not matter to `eval`.
fn trim(cx: &mut Context, source: Value) -> Value {
    if let Some(text) = source.downcast::<object_model::UnicodeObject>() {
        let chars = text.get().chars();
        let start = chars.iter().position(|c| c != 32 && c != 9).unwrap_or(chars.len());
        if start == 0 {
            return source;
        }
        return cx.new_unicode_part(chars.slice(start..chars.len())).map_or(source, Gc::value);
    }
    let Some(text) = source.downcast::<StrObject>() else { return source };
    let bytes = text.get().bytes();
    let start = bytes.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(bytes.len());
    if start == 0 {
        return source;
    }
    let slot: Slot = cx.try_new_str(&bytes[start..]).ok().map(Gc::value);
    slot.unwrap_or(source)
}
