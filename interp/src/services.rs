//! What opcodes ask of the evaluator: printing, imports, exec; and the hooks of the object model for the same.

use crate::call::run_function;
use crate::import;
use handlers::code::CodeObject;
use handlers::frame::Frame;
use handlers::function::new_function;
use handlers::slow::misc::{Services, provide};
use object_model::gc::Tracer;
use object_model::types::file::{FileObject, print_bytes};
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, Gc, PyResult, StrObject, UnicodeObject, kind, raise};

pub fn install(cx: &mut Context) {
    provide(
        cx,
        Services {
            import_name: import::import_name,
            import_from: import::import_from,
            import_star: import::import_star,
            print_item,
            print_newline,
            print_expr,
            exec: crate::exec::exec_statement,
        },
    );
    cx.hooks.push_function = crate::call::push_value;
    crate::tracing::refresh(cx);
    cx.hooks.import_module = import::import_module;
}

/// Roots of the services: none beyond the context's own.
pub fn trace(_: &mut Context, _: &mut Tracer) {}

/// The stream that `print` writes to.
fn stream(cx: &mut Context, to: Slot) -> PyResult {
    if let Some(to) = to
        && !to.is_none()
    {
        return Ok(to);
    }
    let Some(sys) = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>()) else {
        raise!(cx, RuntimeError, "lost sys.stdout");
    };
    match cx.dict_find(sys, "stdout") {
        Some(stream) => Ok(stream),
        None => raise!(cx, RuntimeError, "lost sys.stdout"),
    }
}

/// Sets `softspace`, returning what it was; errors are passed over, as in CPython.
fn softspace(cx: &mut Context, stream: Value, to: bool) -> bool {
    if let Some(mut file) = stream.downcast::<FileObject>() {
        return std::mem::replace(&mut file.softspace, to.into()) != 0;
    }
    let name = cx.name(object_model::Special::Softspace);
    let old = match cx.find_attr(stream, name) {
        Ok(Some(old)) => old.as_int().is_some_and(|old| old != 0),
        Ok(None) => false,
        Err(_) => {
            cx.pending = None;
            false
        }
    };
    if cx.setattr(stream, name, Some(Value::small(to.into()))).is_err() {
        cx.pending = None;
    }
    old
}

fn print_item(cx: &mut Context, value: Value, to: Slot) -> PyResult<()> {
    let stream = stream(cx, to)?;
    if let Some(file) = stream.downcast::<FileObject>() {
        return print_to_file(cx, file, value);
    }
    if softspace(cx, stream, false) {
        write(cx, stream, b" ")?;
    }
    let write = cx.getattr_text(stream, "write")?;
    let text = printable(cx, stream, value)?;
    cx.call(write, &[text])?;
    softspace(cx, stream, leaves_space(value));
    Ok(())
}

/// `print_item` to a file: past its `write`, whatever its class.
fn print_to_file(cx: &mut Context, mut file: Gc<FileObject>, value: Value) -> PyResult<()> {
    if std::mem::replace(&mut file.softspace, 0) != 0 {
        print_bytes(cx, file, b" ", true)?;
    }
    if let Some(n) = value.as_small() {
        print_bytes(cx, file, object_model::text::int_print::Decimal::of(n).as_bytes(), false)?;
    } else {
        let text = printable(cx, file.value(), value)?;
        match text.downcast::<StrObject>() {
            Some(text) => print_bytes(cx, file, text.get().bytes(), false)?,
            None => cx.call_method(file.value(), "write", &[text]).map(drop)?,
        }
    }
    file.softspace = leaves_space(value).into();
    Ok(())
}

/// Is a blank to come before what is printed next? A str or unicode that ends in white space, but for a blank, leaves none.
fn leaves_space(value: Value) -> bool {
    let last = match (value.downcast::<StrObject>(), value.downcast::<UnicodeObject>()) {
        (Some(text), _) => text.bytes().last().copied().map(u32::from),
        (None, Some(text)) => text.len().checked_sub(1).and_then(|last| text.chars().get(last)),
        (None, None) => Some(u32::from(b'x')),
    };
    !last.is_some_and(|last| matches!(last, 9..=13))
}

/// What is handed to `write`: a str, or a unicode where the stream takes those.
fn printable(cx: &mut Context, stream: Value, value: Value) -> PyResult {
    if value.is_kind(kind::UNICODE) && value.shape() == u32::from(kind::UNICODE) {
        if stream.is_kind(kind::FILE) {
            return object_model::types::file::encode_for(cx, stream, value);
        }
        return Ok(value);
    }
    if stream.is_kind(kind::FILE) {
        return Ok(cx.print_text(value)?.value());
    }
    Ok(cx.str(value)?.value())
}

fn write(cx: &mut Context, stream: Value, bytes: &[u8]) -> PyResult<()> {
    let text = cx.new_str(bytes).value();
    cx.call_method(stream, "write", &[text]).map(drop)
}

fn print_newline(cx: &mut Context, to: Slot) -> PyResult<()> {
    let stream = stream(cx, to)?;
    if let Some(mut file) = stream.downcast::<FileObject>() {
        print_bytes(cx, file, b"\n", true)?;
        file.softspace = 0;
        return Ok(());
    }
    write(cx, stream, b"\n")?;
    softspace(cx, stream, false);
    Ok(())
}

/// Writes a value to `sys.stderr` as `print` does; errors are passed over.
pub fn write_to_stderr(cx: &mut Context, value: Value) {
    let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
    match sys.and_then(|sys| cx.dict_find(sys, "stderr")).filter(|stderr| !stderr.is_none()) {
        Some(stderr) => {
            if let Ok(write) = cx.getattr_text(stderr, "write")
                && let Ok(text) = printable(cx, stderr, value)
            {
                let _ = cx.call(write, &[text]);
            }
        }
        None => {
            if let Ok(text) = cx.str(value) {
                crate::traceback::to_stderr(cx, text.get().bytes());
            }
        }
    }
    cx.pending = None;
}

/// Ends the line on `sys.stdout` that a `print` has left open.
pub fn end_line(cx: &mut Context) {
    let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
    if let Some(stdout) = sys.and_then(|sys| cx.dict_find(sys, "stdout")) {
        if softspace(cx, stdout, false) {
            let _ = write(cx, stdout, b"\n");
        }
        cx.pending = None;
    }
}

fn print_expr(cx: &mut Context, value: Value) -> PyResult<()> {
    let hook = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>()).and_then(|sys| cx.dict_find(sys, "displayhook"));
    match hook {
        Some(hook) => cx.call(hook, &[value]).map(drop),
        None => raise!(cx, RuntimeError, "lost sys.displayhook"),
    }
}

/// Runs code in these namespaces: modules, `exec`, `eval`.
pub fn run_code(cx: &mut Context, code: Gc<CodeObject>, globals: Gc<DictObject>, locals: Value) -> PyResult {
    let builtins_name = cx.name(object_model::Special::Builtins);
    if cx.dict_get(globals, builtins_name.value())?.is_none()
        && let Some(module) = cx.builtins_module()
    {
        cx.dict_set(globals, builtins_name.value(), module)?;
    }
    let function = new_function(cx, code, globals, None, None);
    run_function(cx, function, &[], None, Some(locals))
}

/// Globals and locals of the running frame, where there is one.
pub fn running(cx: &mut Context) -> Option<Frame> {
    let frame = Frame(cx.base);
    if frame.is_null() { None } else { Some(frame) }
}
