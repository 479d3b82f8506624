//! `_warnings`: the part of warnings that built-in code needs, too.
//!
//! Filters, default action and the registry of what was said once belong to module `warnings` if that is loaded: it may
//! have replaced them. Each module's own registry is `__warningregistry__` in its namespace.
//!
//! Source: library reference, `warnings` (2.7); order of steps as in `_warnings.c`.

use interp::source::{ExplicitWarning, line_of_file};
use interp::traceback;
use object_model::value::{Slot, Value};
use object_model::{
    Context, DictObject, Exc, Gc, ListObject, ModuleDecl, PyResult, StrObject, TupleObject, TypeObject, kind, none, py_bool,
    py_functions, raise,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "What module warnings does, for built-in code.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("_warnings")
};

const FILTERS: &str = "_warnings.filters";
const ONCE: &str = "_warnings.once_registry";
const DEFAULT: &str = "_warnings.default_action";

/// Lets the layers below issue warnings; `-3`, `-Q` and `-b` choose the first filters.
pub fn install(cx: &mut Context) {
    cx.hooks.warn = |cx, category, message| {
        let text = cx.new_str(message.as_bytes()).value();
        let category = category.class(cx);
        issue(cx, text, category, 1)
    };
    cx.ext.state::<ExplicitWarning>().0 = Some(|cx, category, message, filename, line| {
        let text = cx.new_str(message.as_bytes()).value();
        let filename = cx.new_str(filename).value();
        let category = category.class(cx);
        let module = module_of_file(cx, filename)?;
        let at = Place { filename, line: line.into(), module, registry: None, source: None };
        explicit(cx, text, category, at)
    });
}

/// A number among `sys.flags`.
fn flag(cx: &mut Context, at: i64) -> i64 {
    let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
    let flags = sys.and_then(|sys| cx.dict_find(sys, "flags"));
    let value = flags.and_then(|flags| cx.getitem(flags, Value::small(at)).ok());
    cx.pending = None;
    value.and_then(Value::as_int).unwrap_or(0)
}

/// The three objects of this module, made when they are first needed.
fn own(cx: &mut Context, name: &'static str) -> PyResult {
    if let Some(found) = cx.ext.values.get(name).copied().flatten() {
        return Ok(found);
    }
    let value = match name {
        FILTERS => {
            let bytes = match flag(cx, 14) {
                0 => "ignore",
                1 => "default",
                _ => "error",
            };
            let list = cx.new_list();
            for (action, category) in [
                ("ignore", Exc::DeprecationWarning),
                ("ignore", Exc::PendingDeprecationWarning),
                ("ignore", Exc::ImportWarning),
                (bytes, Exc::BytesWarning),
            ] {
                if category == Exc::DeprecationWarning && (flag(cx, 1) != 0 || flag(cx, 2) != 0) {
                    continue;
                }
                let (action, category) = (cx.intern(action.as_bytes()).value(), category.class(cx).value());
                let filter = cx.new_tuple(&[action, none(), category, none(), Value::small(0)]).value();
                cx.list_push(list, filter)?;
            }
            list.value()
        }
        ONCE => cx.new_dict().value(),
        _ => cx.intern(b"default").value(),
    };
    cx.ext.values.insert(name, Some(value));
    Ok(value)
}

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    for name in [FILTERS, ONCE, DEFAULT] {
        let value = own(cx, name)?;
        cx.dict_put(dict, &name["_warnings.".len()..], value);
    }
    Ok(())
}

/// An attribute of module `warnings`, if that is loaded and has it.
fn of_module(cx: &mut Context, name: &str) -> PyResult<Slot> {
    let modules = cx.modules.and_then(|modules| modules.downcast::<DictObject>());
    match modules.and_then(|modules| cx.dict_find(modules, "warnings")) {
        Some(module) if module.is_kind(kind::MODULE) => {
            let dict = object_model::module::module_dict(module);
            Ok(dict.and_then(|dict| cx.dict_find(dict, name)))
        }
        _ => Ok(None),
    }
}

/// Where a warning is said to be.
#[derive(Clone, Copy)]
struct Place {
    filename: Value,
    line: i64,
    module: Value,
    registry: Option<Gc<DictObject>>,
    source: Slot,
}

/// "dir/name.py" is "dir/name".
fn module_of_file(cx: &mut Context, filename: Value) -> PyResult {
    let Some(text) = filename.downcast::<StrObject>() else { return Ok(filename) };
    let bytes = text.get().bytes();
    Ok(match bytes.strip_suffix(b".py") {
        _ if bytes.is_empty() => cx.intern(b"<unknown>").value(),
        Some(stem) if bytes.len() > 3 => cx.new_str(stem).value(),
        _ => filename,
    })
}

/// None matches; anything else is asked by its `match`.
fn matches(cx: &mut Context, pattern: Value, text: Value) -> PyResult<bool> {
    if pattern.is_none() {
        return Ok(true);
    }
    let found = cx.call_method(pattern, "match", &[text])?;
    cx.truth(found)
}

/// What the filters say, and which of them.
fn action_for(cx: &mut Context, category: Value, text: Value, at: &Place) -> PyResult<(Gc<StrObject>, Value)> {
    let filters = match of_module(cx, "filters")? {
        Some(filters) => {
            cx.ext.values.insert(FILTERS, Some(filters));
            filters
        }
        None => own(cx, FILTERS)?,
    };
    let Some(filters) = filters.downcast::<ListObject>() else {
        raise!(cx, ValueError, "_warnings.filters must be a list");
    };
    let mut i = 0;
    while let Some(item) = if i < filters.len() { cx.list_get(filters, i) } else { None } {
        let parts = match item.downcast::<TupleObject>() {
            Some(parts) if parts.len() == 5 => parts.get().items(),
            _ => raise!(cx, ValueError, "_warnings.filters item {i} isn't a 5-tuple"),
        };
        let &[action, message, class, module, line] = parts else { unreachable!("five parts") };
        let good = matches(cx, message, text)? && cx.is_subclass(category, class)? && matches(cx, module, at.module)? && {
            let line = cx.int_arg(line)?;
            line == 0 || line == at.line
        };
        if good {
            return match action.downcast::<StrObject>() {
                Some(action) => Ok((action, item)),
                None => raise!(cx, TypeError, "action must be a string"),
            };
        }
        i += 1;
    }
    let default = match of_module(cx, "defaultaction")? {
        Some(default) => default,
        None => own(cx, DEFAULT)?,
    };
    match default.downcast::<StrObject>() {
        Some(default) => Ok((default, none())),
        None => raise!(cx, ValueError, "_warnings.defaultaction not found"),
    }
}

/// Has a registry this key? It is entered where `enter`.
fn seen(cx: &mut Context, registry: Gc<DictObject>, key: Value, enter: bool) -> PyResult<bool> {
    if let Some(found) = cx.dict_get(registry, key)?
        && cx.truth(found)?
    {
        return Ok(true);
    }
    if enter {
        cx.dict_set(registry, key, py_bool(true))?;
    }
    Ok(false)
}

/// Says a warning, or raises it, or holds its tongue.
fn explicit(cx: &mut Context, message: Value, category: Gc<TypeObject>, at: Place) -> PyResult<()> {
    let root = Exc::Warning.class(cx).value();
    let (message, text, category) = if cx.is_instance(message, root)? {
        let text = cx.str(message)?.value();
        (message, text, cx.class_of(message))
    } else {
        (cx.call(category.value(), &[message])?, message, category)
    };
    let w_line = cx.new_int(at.line);
    let key = cx.new_tuple(&[text, category.value(), w_line]).value();
    if let Some(registry) = at.registry
        && seen(cx, registry, key, false)?
    {
        return Ok(());
    }
    let (action, item) = action_for(cx, category.value(), text, &at)?;
    let action = action.get().bytes();
    if action == b"error" {
        return Err(cx.raise_value(category.value(), message, None));
    }
    if action != b"always" {
        if let Some(registry) = at.registry {
            cx.dict_set(registry, key, py_bool(true))?;
        }
        let short = cx.new_tuple(&[text, category.value()]).value();
        let already = match action {
            b"ignore" => true,
            b"once" => {
                let registry = match at.registry {
                    Some(registry) => Some(registry),
                    None => match of_module(cx, "onceregistry")? {
                        Some(registry) => registry.downcast(),
                        None => own(cx, ONCE)?.downcast(),
                    },
                };
                match registry {
                    Some(registry) => seen(cx, registry, short, true)?,
                    None => false,
                }
            }
            b"module" => match at.registry {
                Some(registry) => seen(cx, registry, short, true)?,
                None => false,
            },
            b"default" => false,
            other => {
                let shown = cx.repr(item)?;
                raise!(
                    cx,
                    RuntimeError,
                    "Unrecognized action ({}) in warnings.filters:\n {}",
                    String::from_utf8_lossy(other),
                    shown.lossy()
                );
            }
        };
        if already {
            return Ok(());
        }
    }
    match of_module(cx, "showwarning")? {
        None => show(cx, text, category, &at),
        Some(shows) => {
            if !matches!(shows.kind(), kind::FUNCTION | kind::METHOD) {
                raise!(cx, TypeError, "warnings.showwarning() must be set to a function or method");
            }
            cx.call(shows, &[message, category.value(), at.filename, w_line]).map(drop)
        }
    }
}

/// Writes a warning and its source line to `sys.stderr`.
fn show(cx: &mut Context, text: Value, category: Gc<TypeObject>, at: &Place) -> PyResult<()> {
    let mut out = Vec::new();
    let filename = cx.str(at.filename)?;
    out.extend_from_slice(filename.get().bytes());
    let name = category.name_lossy();
    let name = name.rsplit('.').next().unwrap_or(&name);
    out.extend_from_slice(format!(":{}: {name}: ", at.line).as_bytes());
    let text = cx.str(text)?;
    out.extend_from_slice(text.get().bytes());
    out.push(b'\n');
    let line = match at.source {
        Some(source) => Some(cx.str(source)?.bytes().to_vec()),
        None => u32::try_from(at.line).ok().and_then(|line| line_of_file(cx, filename.get().bytes(), line)),
    };
    if let Some(line) = line {
        let line = line.trim_ascii();
        if !line.is_empty() {
            out.extend_from_slice(b"  ");
            out.extend_from_slice(line);
            out.push(b'\n');
        }
    }
    traceback::to_stderr(cx, &out);
    Ok(())
}

/// The namespace and line that a warning is said to come from: of the caller `level` frames up, of `sys` beyond the last.
fn place(cx: &mut Context, level: i64) -> PyResult<Place> {
    let mut frame = handlers::Frame(cx.base);
    let mut left = level;
    while left > 1 && !frame.is_null() {
        frame = frame.caller();
        left -= 1;
    }
    let (globals, line) = if frame.is_null() {
        (cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>()), 1)
    } else {
        let object = handlers::frame_object::of_frame(cx, frame).value();
        let line = cx.getattr_text(object, "f_lineno")?;
        (Some(frame.function().globals), line.as_int().unwrap_or(0))
    };
    let Some(globals) = globals else { raise!(cx, SystemError, "a warning without a namespace") };
    let registry = match cx.dict_find(globals, "__warningregistry__").map(|found| found.downcast::<DictObject>()) {
        Some(Some(registry)) => registry,
        Some(None) => raise!(cx, TypeError, "'registry' must be a dict or None"),
        None => {
            let registry = cx.new_dict();
            cx.dict_put(globals, "__warningregistry__", registry.value());
            registry
        }
    };
    let module = match cx.dict_find(globals, "__name__") {
        Some(name) if matches!(name.kind(), kind::STR | kind::UNICODE) => name,
        _ => cx.intern(b"<string>").value(),
    };
    let file =
        cx.dict_find(globals, "__file__").and_then(|file| file.downcast::<StrObject>()).filter(|file| !file.is_empty());
    let filename = match file {
        Some(file) => {
            let bytes = file.get().bytes();
            let lower = bytes.to_ascii_lowercase();
            if lower.ends_with(b".pyc") || lower.ends_with(b".pyo") {
                cx.new_str(&bytes[..bytes.len() - 1]).value()
            } else {
                file.value()
            }
        }
        None => {
            let main = module.downcast::<StrObject>().is_some_and(|name| name.bytes() == b"__main__");
            let first = if main { program_name(cx)? } else { None };
            first.unwrap_or(module)
        }
    };
    Ok(Place { filename, line, module, registry: Some(registry), source: None })
}

/// `sys.argv[0]`; "__main__" where it is empty.
fn program_name(cx: &mut Context) -> PyResult<Slot> {
    let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
    let Some(argv) = sys.and_then(|sys| cx.dict_find(sys, "argv")).and_then(|argv| argv.downcast::<ListObject>()) else {
        return Ok(Some(cx.intern(b"__main__").value()));
    };
    let first = if argv.is_empty() { None } else { cx.list_get(argv, 0) };
    match first {
        Some(name) if cx.truth(name)? => Ok(Some(name)),
        _ => Ok(Some(cx.intern(b"__main__").value())),
    }
}

fn issue(cx: &mut Context, message: Value, category: Gc<TypeObject>, level: i64) -> PyResult<()> {
    let at = place(cx, level)?;
    explicit(cx, message, category, at)
}

/// The class of a warning: the message's own if that is one.
fn category_of(cx: &mut Context, message: Value, category: Slot) -> PyResult<Gc<TypeObject>> {
    let root = Exc::Warning.class(cx).value();
    if cx.is_instance(message, root)? {
        return Ok(cx.class_of(message));
    }
    let category = match category {
        None => return Ok(Exc::UserWarning.class(cx)),
        Some(category) => category,
    };
    if !cx.is_subclass(category, root)? {
        raise!(cx, ValueError, "category is not a subclass of Warning");
    }
    match category.downcast::<TypeObject>() {
        Some(class) => Ok(class),
        None => raise!(cx, ValueError, "category is not a subclass of Warning"),
    }
}

/// The source line of a module whose loader knows its source.
fn source_line(cx: &mut Context, globals: Value, line: i64) -> PyResult<Slot> {
    let Some(globals) = globals.downcast::<DictObject>() else {
        return Ok(None);
    };
    let (loader, name) = (cx.dict_find(globals, "__loader__"), cx.dict_find(globals, "__name__"));
    let (Some(loader), Some(name)) = (loader, name) else { return Ok(None) };
    let Some(get_source) = cx.find_attr_text(loader, "get_source")? else { return Ok(None) };
    let source = cx.call(get_source, &[name])?;
    if source.is_none() {
        return Ok(None);
    }
    let lines = cx.call_method(source, "splitlines", &[])?;
    if !lines.is_kind(kind::LIST) {
        return Ok(None);
    }
    cx.getitem(lines, Value::small(line - 1)).map(Some)
}

py_functions! { FUNCTIONS:
    /// warn(message[, category[, stacklevel]])
    /// Issue a warning, or ignore it, or raise it.
    @kw fn warn(cx: &mut Context, message: Value, category: Slot = None, stacklevel: i64 = 1) -> PyResult<()> {
        let category = category_of(cx, message, category)?;
        issue(cx, message, category, stacklevel)
    }
    /// warn_explicit(message, category, filename, lineno[, module[, registry[, module_globals]]])
    /// As warn, all being told where the warning comes from.
    @kw fn warn_explicit(cx: &mut Context, message: Value, category: Value, filename: Value, lineno: i64, module: Value = none(), registry: Value = none(), module_globals: Value = none()) -> PyResult<()> {
        let root = Exc::Warning.class(cx).value();
        let is_warning = cx.is_instance(message, root)?;
        let category = match category.downcast::<TypeObject>() {
            Some(class) => class,
            None if is_warning => cx.class_of(message),
            None => {
                let given = cx.type_name(category);
                raise!(cx, TypeError, "'{given}' object is not callable");
            }
        };
        let registry = match registry.downcast::<DictObject>() {
            Some(registry) => Some(registry),
            None if registry.is_none() => None,
            None => raise!(cx, TypeError, "'registry' must be a dict or None"),
        };
        let module = if module.is_none() { module_of_file(cx, filename)? } else { module };
        let source = if module_globals.is_none() { None } else { source_line(cx, module_globals, lineno)? };
        explicit(cx, message, category, Place { filename, line: lineno, module, registry, source })
    }
}
