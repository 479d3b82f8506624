//! Exception classes of modules (`struct.error`, `zlib.error`): made when the module is, found again by their full name.

use object_model::{Context, DictObject, Exc, Gc, PyResult, Raised, Value, none, types};

/// Makes the class `name` ("module.Class") with this base and puts it into the module's namespace.
pub fn define(cx: &mut Context, dict: Gc<DictObject>, name: &'static str, base: Exc) -> PyResult {
    let base = base.class(cx).value();
    define_under(cx, dict, name, base)
}

/// As `define`, under a base of any kind.
pub fn define_under(cx: &mut Context, dict: Gc<DictObject>, name: &'static str, base: Value) -> PyResult {
    let (module, own) = name.rsplit_once('.').unwrap_or(("__builtin__", name));
    let (w_module, own_name) = (cx.intern(module.as_bytes()), cx.intern(own.as_bytes()));
    let namespace = cx.new_dict();
    cx.dict_put(namespace, "__module__", w_module.value());
    let bases = cx.new_tuple(&[base]);
    let metatype = types::type_::TYPE.get(cx);
    let class = cx.new_class(metatype, own_name, bases, namespace)?;
    cx.ext.values.insert(name, Some(class));
    cx.dict_put(dict, own, class);
    Ok(class)
}

/// The class that `define` made; plain `Exception` before that.
pub fn class(cx: &mut Context, name: &'static str) -> Value {
    match cx.ext.values.get(name).copied().flatten() {
        Some(class) => class,
        None => Exc::Exception.class(cx).value(),
    }
}

/// Makes an instance of a module's class with a message pending.
#[cold]
pub fn error(cx: &mut Context, name: &'static str, message: &str) -> Raised {
    let text = cx.new_str(message.as_bytes()).value();
    error_with(cx, name, &[text])
}

/// As `error`, with any arguments.
#[cold]
pub fn error_with(cx: &mut Context, name: &'static str, args: &[Value]) -> Raised {
    let class = class(cx, name);
    match cx.call(class, args) {
        Ok(value) => cx.raise_value(class, value, None),
        Err(raised) => raised,
    }
}

/// An error of the operating system as `class(errno, strerror[, filename])`.
#[cold]
pub fn os_error(cx: &mut Context, exc: Exc, error: &std::io::Error, filename: Value) -> Raised {
    let serve = cx.hooks.serve;
    if error.raw_os_error() == Some(libc::EINTR)
        && let Err(raised) = serve(cx)
    {
        return raised;
    }
    let errno = cx.new_int(error.raw_os_error().unwrap_or(0).into());
    let text = interp::source::strerror(error);
    let text = cx.new_str(text.as_bytes()).value();
    if filename == none() { cx.error_with(exc, &[errno, text]) } else { cx.error_with(exc, &[errno, text, filename]) }
}
