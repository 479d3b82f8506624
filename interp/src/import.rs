//! Imports.
//!
//! Source: language reference 6.12 (2.7), PEP 302, PEP 328.

use crate::services::run_code;
use crate::source::compile_bytes;
use handlers::code::CodeObject;
use handlers::frame::Frame;
use object_model::module::{ModuleDecl, module_dict};
use object_model::value::Value;
use object_model::{Context, DictObject, Exc, Gc, ListObject, PyResult, Special, StrObject, TupleObject, none, raise};
use std::os::unix::ffi::OsStrExt;
use std::rc::Rc;
use syntax::CompileOptions;
use syntax::parser::Mode;

/// Built-in modules, by name.
#[derive(Default)]
pub struct Builtins(pub Vec<&'static ModuleDecl>);

/// How imports are to behave.
pub struct Settings {
    pub optimize: u8,
    pub write_bytecode: bool,
    pub verbose: bool,
    /// The embedded library: the code image of a module by its dotted name, and whether it is a package.
    pub library: fn(&str) -> Option<Embedded>,
    pub use_library: bool,
    pub prefix: Vec<u8>,
}

/// A module of the embedded library.
#[derive(Clone, Copy)]
pub struct Embedded {
    /// As `bytecode::image::write` made it.
    pub image: &'static [u8],
    pub package: bool,
}

#[derive(Default)]
struct Configured(Option<Settings>);

pub fn configure(cx: &mut Context, settings: Settings) {
    cx.ext.state::<Configured>().0 = Some(settings);
}

/// Code from the bytes of a cache file; `None`: they are not ours.
pub fn code_from_cache(cx: &mut Context, bytes: &[u8]) -> PyResult<Option<Gc<CodeObject>>> {
    let Some(image) = bytes.strip_prefix(MAGIC) else { return Ok(None) };
    match bytecode::image::read(image) {
        Ok(body) => crate::source::code_of(cx, body).map(Some),
        Err(_) => Ok(None),
    }
}

/// How our byte-code caches begin.
const MAGIC: &[u8] = b"taipan-1\r\n";

/// Makes modules known to imports.
pub fn add_builtins(cx: &mut Context, modules: &[&'static ModuleDecl]) {
    cx.ext.state::<Builtins>().0.extend_from_slice(modules);
}

/// `sys.modules`.
pub fn modules(cx: &mut Context) -> Gc<DictObject> {
    match cx.modules.and_then(|modules| modules.downcast()) {
        Some(modules) => modules,
        None => {
            let dict = cx.new_dict();
            cx.modules = Some(dict.value());
            dict
        }
    }
}

pub fn import_module(cx: &mut Context, name: Gc<StrObject>) -> PyResult {
    import_dotted(cx, name)?;
    let all = modules(cx);
    match cx.dict_get(all, name.value())? {
        Some(module) => Ok(module),
        None => raise!(cx, ImportError, "No module named {}", name.lossy()),
    }
}

/// IMPORT_NAME: calls `__import__`.
pub fn import_name(cx: &mut Context, name: Gc<StrObject>, level: Value, from: Value) -> PyResult {
    let frame = Frame(cx.base);
    let globals = frame.function().globals;
    let locals = frame.ext().and_then(handlers::function::ext_locals).unwrap_or(none());
    let key = cx.name(Special::Import);
    let builtins = cx.builtins.and_then(|dict| dict.downcast::<DictObject>());
    match builtins.and_then(|builtins| cx.dict_get_str(builtins, key)) {
        Some(w_import) => cx.call(w_import, &[name.value(), globals.value(), locals, from, level]),
        None => raise!(cx, ImportError, "__import__ not found"),
    }
}

/// `__import__(name, globals, locals, fromlist, level)`
pub fn import(cx: &mut Context, name: Gc<StrObject>, globals: Value, from: Value, level: i64) -> PyResult {
    let _ = (globals, level);
    let top = import_dotted(cx, name)?;
    let wants_last = !from.is_none() && cx.truth(from)?;
    if !wants_last {
        return Ok(top);
    }
    let all = modules(cx);
    match cx.dict_get(all, name.value())? {
        Some(module) => Ok(module),
        None => Ok(top),
    }
}

/// Imports every part of a dotted name; the first part's module.
fn import_dotted(cx: &mut Context, name: Gc<StrObject>) -> PyResult {
    let text = name.get().bytes();
    let mut top = None;
    let mut parent: Option<Value> = None;
    let mut end = 0;
    while end < text.len() {
        let next = text[end..].iter().position(|&byte| byte == b'.').map_or(text.len(), |at| end + at);
        let (full, last) = (cx.intern(&text[..next]), cx.intern(&text[end..next]));
        let module = import_one(cx, full, last, parent)?;
        top = top.or(Some(module));
        parent = Some(module);
        end = next + 1;
    }
    match top {
        Some(top) => Ok(top),
        None => raise!(cx, ValueError, "Empty module name"),
    }
}

fn import_one(cx: &mut Context, full: Gc<StrObject>, last: Gc<StrObject>, parent: Option<Value>) -> PyResult {
    let all = modules(cx);
    if let Some(found) = cx.dict_get(all, full.value())? {
        return Ok(found);
    }
    let declared = cx.ext.state::<Builtins>().0.iter().copied().find(|decl| decl.name.as_bytes() == full.bytes());
    if let Some(decl) = declared {
        let module = cx.make_module(decl)?.value();
        cx.dict_set(all, full.value(), module)?;
        return Ok(module);
    }
    let path = match parent {
        Some(parent) => cx.find_attr_text(parent, "__path__")?,
        None => {
            let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
            sys.and_then(|sys| cx.dict_find(sys, "path"))
        }
    };
    let mut places: Vec<Vec<u8>> = Vec::new();
    if let Some(list) = path.and_then(|path| path.downcast::<ListObject>()) {
        for i in 0..list.len() {
            if let Some(text) = cx.list_get(list, i).and_then(|item| item.downcast::<StrObject>()) {
                places.push(text.bytes().to_vec());
            }
        }
    }
    for place in places {
        let folder =
            std::path::Path::new(std::ffi::OsStr::from_bytes(&place)).join(std::ffi::OsStr::from_bytes(last.get().bytes()));
        let (file, package) = if folder.join("__init__.py").is_file() {
            (folder.join("__init__.py"), true)
        } else {
            (folder.with_extension("py"), false)
        };
        if let Ok(source) = std::fs::read(&file) {
            let module = load_source(cx, full, &source, &file, package.then_some(folder.as_path()))?;
            if let Some(parent) = parent {
                cx.setattr(parent, last, Some(module))?;
            }
            return Ok(module);
        }
    }
    raise!(cx, ImportError, "No module named {}", last.lossy())
}

fn load_source(
    cx: &mut Context,
    full: Gc<StrObject>,
    source: &[u8],
    file: &std::path::Path,
    package: Option<&std::path::Path>,
) -> PyResult {
    let module = cx.new_module(full);
    let Some(dict) = module_dict(module.value()) else { raise!(cx, SystemError, "a module without a namespace") };
    let filename = file.as_os_str().as_bytes();
    let w_file = cx.new_str(filename).value();
    let key = cx.name(Special::File);
    cx.dict_set_str(dict, key, w_file);
    if let Some(package) = package {
        let place = cx.new_str(package.as_os_str().as_bytes()).value();
        let path = cx.new_list_from(&[place])?.value();
        cx.dict_put(dict, "__path__", path);
    }
    let mut options = CompileOptions::new("", Mode::Exec);
    (options.filename, options.module_scope) = (Rc::from(filename), true);
    let code = compile_bytes(cx, source, &options)?;
    let all = modules(cx);
    cx.dict_set(all, full.value(), module.value())?;
    if let Err(raised) = run_code(cx, code, dict, dict.value()) {
        let pending = cx.take_error();
        cx.dict_delete(all, full.value())?;
        cx.pending = pending;
        return Err(raised);
    }
    match cx.dict_get(all, full.value())? {
        Some(module) => Ok(module),
        None => raise!(cx, ImportError, "Loaded module {} not found in sys.modules", full.lossy()),
    }
}

/// `from module import name`
pub fn import_from(cx: &mut Context, module: Value, name: Gc<StrObject>) -> PyResult {
    match cx.find_attr(module, name) {
        Ok(Some(found)) => Ok(found),
        Ok(None) => raise!(cx, ImportError, "cannot import name {}", name.lossy()),
        Err(raised) => {
            if cx.catch(Exc::AttributeError) {
                raise!(cx, ImportError, "cannot import name {}", name.lossy());
            }
            Err(raised)
        }
    }
}

/// `from module import *`: what `__all__` lists, or every public name.
pub fn import_star(cx: &mut Context, module: Value) -> PyResult<()> {
    let locals = crate::exec::locals_of(cx, Frame(cx.base))?;
    let listed = cx.find_attr_text(module, "__all__")?;
    let names = match listed {
        Some(names) => names,
        None => match cx.find_attr_text(module, "__dict__")? {
            Some(dict) => cx.call_method(dict, "keys", &[])?,
            None => raise!(cx, ImportError, "from-import-* object has no __dict__ and no __all__"),
        },
    };
    let names: Gc<TupleObject> = cx.tuple_from(names)?;
    for &w_name in names.get().items() {
        let name = cx.attribute_name(w_name, "import *")?;
        if listed.is_none() && name.bytes().starts_with(b"_") {
            continue;
        }
        let value = cx.getattr(module, name)?;
        cx.setitem(locals, name.value(), value)?;
    }
    Ok(())
}
