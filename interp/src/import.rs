//! Imports: what `import` statements and `__import__` do, and where modules are found.
//!
//! A module is looked for in `sys.modules`, by the finders of `sys.meta_path`, among the built-in modules, and along
//! `sys.path` (or its package's `__path__`): each place by the importer that `sys.path_hooks` gives for it, else as a folder,
//! else, below the library's prefix, in the embedded image.
//!
//! Source: language reference 6.12 (2.7), PEP 302, PEP 328, PEP 366.

use crate::frozen::{self, Frozen};
use crate::import_lock;
use crate::library_names;
use crate::services::run_code;
use crate::source::{code_of, compile_bytes};
use handlers::code::CodeObject;
use handlers::frame::Frame;
use object_model::module::{ModuleDecl, module_dict};
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, Exc, Gc, ListObject, PyResult, Special, StrObject, TupleObject, kind, none, raise};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use syntax::CompileOptions;
use syntax::parser::Mode;

/// Built-in modules.
#[derive(Default)]
struct Builtins(Vec<&'static ModuleDecl>);

/// How imports are to behave.
pub struct Settings {
    pub optimize: u8,
    pub verbose: bool,
    /// The embedded library: a module by its dotted name.
    pub library: fn(&str) -> Option<Embedded>,
    /// A module's source.
    pub source: fn(&str) -> Option<Vec<u8>>,
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

/// Makes modules known to imports.
pub fn add_builtins(cx: &mut Context, modules: &[&'static ModuleDecl]) {
    cx.ext.state::<Builtins>().0.extend_from_slice(modules);
}

/// The declaration of a built-in module.
pub fn builtin(cx: &mut Context, name: &[u8]) -> Option<&'static ModuleDecl> {
    cx.ext.state::<Builtins>().0.iter().copied().find(|decl| decl.name.as_bytes() == name)
}

/// Names of all built-in modules.
pub fn builtin_names(cx: &mut Context) -> Vec<&'static str> {
    cx.ext.state::<Builtins>().0.iter().map(|decl| decl.name).collect()
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

pub fn loaded(cx: &mut Context, name: Gc<StrObject>) -> PyResult<Slot> {
    let all = modules(cx);
    cx.dict_get(all, name.value())
}

fn sys_list(cx: &mut Context, name: &str) -> Option<Gc<ListObject>> {
    let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>())?;
    cx.dict_find(sys, name)?.downcast()
}

/// `importlib.import_module`: the module of a dotted name itself.
pub fn import_module(cx: &mut Context, name: Gc<StrObject>) -> PyResult {
    import(cx, name, none(), none(), 0)?;
    match loaded(cx, name)? {
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
    let Some(w_import) = builtins.and_then(|builtins| cx.dict_get_str(builtins, key)) else {
        raise!(cx, ImportError, "__import__ not found")
    };
    // CPython leaves the level out where it is the default.
    if level.as_small() == Some(-1) {
        return cx.call(w_import, &[name.value(), globals.value(), locals, from]);
    }
    cx.call(w_import, &[name.value(), globals.value(), locals, from, level])
}

/// `__import__(name, globals, locals, fromlist, level)`
pub fn import(cx: &mut Context, name: Gc<StrObject>, globals: Value, from: Value, level: i64) -> PyResult {
    cx.check_native_stack("")?;
    let text = name.get().bytes();
    if text.contains(&b'/') {
        raise!(cx, ImportError, "Import by filename is not supported.");
    }
    if text.is_empty() && level <= 0 {
        raise!(cx, ValueError, "Empty module name");
    }
    import_lock::acquire(cx);
    let result = import_held(cx, text, globals, from, level);
    import_lock::release();
    result
}

/// As `import`, under the import lock.
fn import_held(cx: &mut Context, text: &[u8], globals: Value, from: Value, level: i64) -> PyResult {
    let parent = parent_package(cx, globals, level)?;
    let (head, tail) = import_path(cx, parent, text, level)?;
    let wants_tail = !from.is_none() && cx.truth(from)?;
    if !wants_tail {
        return Ok(head);
    }
    if cx.find_attr_text(tail, "__path__")?.is_some() {
        let names = cx.tuple_from(from)?;
        import_names(cx, tail, names)?;
    }
    Ok(tail)
}

/// The package that relative names start from, by the globals of the importing code.
fn parent_package(cx: &mut Context, globals: Value, level: i64) -> PyResult<Option<Gc<StrObject>>> {
    let Some(globals) = globals.downcast::<DictObject>() else { return Ok(None) };
    if level == 0 {
        return Ok(None);
    }
    let text_of = |value: Value| value.downcast::<StrObject>();
    let (package_key, name_key, path_key) = (cx.name(Special::Package), cx.name(Special::Name), cx.name(Special::Path));
    let package = cx.dict_get_str(globals, package_key);
    let mut own: Gc<StrObject> = match package {
        Some(package) if !package.is_none() => match text_of(package) {
            Some(package) if package.is_empty() => {
                if level > 0 {
                    raise!(cx, ValueError, "Attempted relative import in non-package");
                }
                return Ok(None);
            }
            Some(package) => package,
            None => raise!(cx, ValueError, "__package__ set to non-string"),
        },
        _ => {
            let Some(name) = cx.dict_get_str(globals, name_key).and_then(text_of) else { return Ok(None) };
            if cx.dict_get_str(globals, path_key).is_some() {
                cx.dict_set_str(globals, package_key, name.value());
                name
            } else {
                match name.bytes().iter().rposition(|&byte| byte == b'.') {
                    Some(dot) => {
                        let package = cx.intern(&name.get().bytes()[..dot]);
                        cx.dict_set_str(globals, package_key, package.value());
                        package
                    }
                    None => {
                        cx.dict_set_str(globals, package_key, none());
                        if level > 0 {
                            raise!(cx, ValueError, "Attempted relative import in non-package");
                        }
                        return Ok(None);
                    }
                }
            }
        }
    };
    for _ in 1..level.max(1) {
        match own.bytes().iter().rposition(|&byte| byte == b'.') {
            Some(dot) => own = cx.intern(&own.get().bytes()[..dot]),
            None => raise!(cx, ValueError, "Attempted relative import beyond toplevel package"),
        }
    }
    let own = cx.intern_str(own);
    if loaded(cx, own)?.is_none() {
        if level < 1 {
            let text = format!("Parent module '{}' not found while handling absolute import", own.lossy());
            cx.warn(Exc::RuntimeWarning, &text)?;
            return Ok(None);
        }
        raise!(cx, SystemError, "Parent module '{}' not loaded, cannot perform relative import", own.lossy());
    }
    Ok(Some(own))
}

/// Imports every part of a dotted name: the first part's module and the last one's.
fn import_path(cx: &mut Context, parent: Option<Gc<StrObject>>, text: &[u8], level: i64) -> PyResult<(Value, Value)> {
    let mut rest = text;
    let mut prefix: Vec<u8> = parent.map_or_else(Vec::new, |parent| parent.bytes().to_vec());
    let mut holder: Slot = match parent {
        Some(parent) => loaded(cx, parent)?,
        None => None,
    };
    if rest.is_empty() {
        let Some(package) = holder else { raise!(cx, ValueError, "Empty module name") };
        return Ok((package, package));
    }
    let mut head: Slot = None;
    while !rest.is_empty() {
        let end = rest.iter().position(|&byte| byte == b'.').unwrap_or(rest.len());
        let (part, missing) = (&rest[..end], rest);
        if part.is_empty() {
            raise!(cx, ValueError, "Empty module name");
        }
        let full = if prefix.is_empty() { part.to_vec() } else { [&prefix[..], b".", part].concat() };
        let (full_name, part_name) = (cx.intern(&full), cx.intern(part));
        let mut module = import_submodule(cx, holder, part_name, full_name)?;
        if module.is_none_or(Value::is_none) && head.is_none() && parent.is_some() && level < 0 {
            // Implicitly relative, and there is none: absolute. The miss is noted, as CPython does.
            module = import_submodule(cx, None, part_name, part_name)?;
            if module.is_some_and(|module| !module.is_none()) {
                let all = modules(cx);
                cx.dict_set(all, full_name.value(), none())?;
                prefix = part.to_vec();
            } else {
                prefix = full;
            }
        } else {
            prefix = full;
        }
        let Some(found) = module.filter(|module| !module.is_none()) else {
            let missing = String::from_utf8_lossy(missing);
            // A part of a package that lacks it is nobody's.
            let note = if head.is_none() && level <= 0 { library_names::note(&missing) } else { "" };
            raise!(cx, ImportError, "No module named {missing}{note}");
        };
        head = head.or(Some(found));
        holder = Some(found);
        rest = rest.get(end + 1..).unwrap_or(&[]);
        if rest.is_empty() && missing.ends_with(b".") {
            raise!(cx, ValueError, "Empty module name");
        }
    }
    match (head, holder) {
        (Some(head), Some(tail)) => Ok((head, tail)),
        _ => raise!(cx, ValueError, "Empty module name"),
    }
}

/// The submodules that a from-list names.
fn import_names(cx: &mut Context, module: Value, names: Gc<TupleObject>) -> PyResult<()> {
    if cx.find_attr_text(module, "__path__")?.is_none() {
        return Ok(());
    }
    for &item in names.get().items() {
        let name = match item.downcast::<StrObject>() {
            Some(name) => name,
            None => {
                let given = cx.type_name(item);
                raise!(cx, TypeError, "Item in ``from list'' must be str, not {given}");
            }
        };
        if name.bytes() == b"*" {
            if let Some(all) = cx.find_attr_text(module, "__all__")? {
                let all = cx.tuple_from(all)?;
                import_names(cx, module, all)?;
            }
            continue;
        }
        let name = cx.intern_str(name);
        if cx.has_attr(module, name) {
            continue;
        }
        let own = cx.getattr_text(module, "__name__")?;
        let own = cx.str(own)?;
        let full = cx.intern(&[own.get().bytes(), b".", name.get().bytes()].concat());
        import_submodule(cx, Some(module), name, full)?;
    }
    Ok(())
}

/// One module by its full name, looked for in its package. Empty or None: there is none.
fn import_submodule(cx: &mut Context, package: Slot, name: Gc<StrObject>, full: Gc<StrObject>) -> PyResult<Slot> {
    if let Some(found) = loaded(cx, full)? {
        return Ok(Some(found));
    }
    let path = match package {
        None => none(),
        Some(package) => match cx.find_attr_text(package, "__path__")? {
            Some(path) => path,
            None => return Ok(None),
        },
    };
    let Some(found) = find(cx, full, name, path)? else { return Ok(None) };
    let module = load(cx, full, found)?;
    if module.is_none() {
        return Ok(None);
    }
    if let Some(package) = package {
        cx.setattr(package, name, Some(module))?;
    }
    Ok(Some(module))
}

/// Where a module was found.
pub enum Found {
    /// An object with `load_module`.
    Loader(Value),
    Builtin(&'static ModuleDecl),
    Frozen(&'static Frozen),
    Embedded(Embedded, Vec<u8>),
    Source(PathBuf),
    Package(PathBuf),
    /// Byte code of ours without a source.
    Bytecode(PathBuf),
}

/// Looks for a module; `path` None: top level.
pub fn find(cx: &mut Context, full: Gc<StrObject>, name: Gc<StrObject>, path: Value) -> PyResult<Option<Found>> {
    if let Some(finders) = sys_list(cx, "meta_path") {
        for i in 0..finders.len() {
            let Some(finder) = cx.list_get(finders, i) else { break };
            let loader = cx.call_method(finder, "find_module", &[full.value(), path])?;
            if !loader.is_none() {
                return Ok(Some(Found::Loader(loader)));
            }
        }
    }
    // The path of a frozen package is a string: its name.
    if let Some(package) = path.downcast::<StrObject>() {
        let joined = [package.get().bytes(), b".", name.get().bytes()].concat();
        match frozen::find(&joined) {
            Some(frozen) => return Ok(Some(Found::Frozen(frozen))),
            None => raise!(cx, ImportError, "No frozen submodule named {}", String::from_utf8_lossy(&joined)),
        }
    }
    let places = if path.is_none() {
        if let Some(decl) = builtin(cx, full.get().bytes()) {
            return Ok(Some(Found::Builtin(decl)));
        }
        if let Some(frozen) = frozen::find(full.get().bytes()) {
            return Ok(Some(Found::Frozen(frozen)));
        }
        match sys_list(cx, "path") {
            Some(path) => path.value(),
            None => raise!(cx, RuntimeError, "sys.path must be a list of directory names"),
        }
    } else {
        path
    };
    let places = match places.downcast::<ListObject>() {
        Some(list) => cx.list_to_tuple(list)?,
        None => cx.tuple_from(places)?,
    };
    for &place in places.get().items() {
        let text = match place.downcast::<StrObject>() {
            Some(text) => text,
            None if place.is_kind(kind::UNICODE) => match cx.encode_default(place) {
                Ok(text) => text,
                Err(_) => {
                    cx.pending = None;
                    continue;
                }
            },
            None => continue,
        };
        if text.bytes().contains(&0) {
            continue;
        }
        if let Some(embedded) = embedded_in(cx, text.get().bytes(), name.get().bytes()) {
            return Ok(Some(embedded));
        }
        let importer = importer_for(cx, place)?;
        if !importer.is_none() {
            let loader = cx.call_method(importer, "find_module", &[full.value()])?;
            if !loader.is_none() {
                return Ok(Some(Found::Loader(loader)));
            }
            continue;
        }
        if let Some(found) = in_folder(text.get().bytes(), name.get().bytes()) {
            return Ok(Some(found));
        }
        let folder = Path::new(OsStr::from_bytes(text.get().bytes())).join(OsStr::from_bytes(name.get().bytes()));
        if folder.is_dir() {
            let text = format!("Not importing directory '{}': missing __init__.py", folder.display());
            cx.warn(Exc::ImportWarning, &text)?;
        }
    }
    Ok(None)
}

/// Modules that are being reloaded.
#[derive(Default)]
struct Reloading(Vec<u64>);

/// A module of the embedded library, which lies below `<prefix>/lib_python`: by its folder and its own name.
pub fn embedded_in(cx: &mut Context, place: &[u8], name: &[u8]) -> Option<Found> {
    let settings = cx.ext.state::<Configured>().0.as_ref()?;
    if !settings.use_library {
        return None;
    }
    let below = place.strip_prefix(&settings.prefix[..])?.strip_prefix(b"/lib_python")?;
    let mut full: Vec<u8> = match below.split_first() {
        None => Vec::new(),
        Some((b'/', folder)) => folder.iter().map(|&byte| if byte == b'/' { b'.' } else { byte }).collect(),
        Some(_) => return None,
    };
    if !full.is_empty() && !full.ends_with(b".") {
        full.push(b'.');
    }
    full.extend_from_slice(name);
    let module = (settings.library)(std::str::from_utf8(&full).ok()?)?;
    let relative: Vec<u8> = full.iter().map(|&byte| if byte == b'.' { b'/' } else { byte }).collect();
    let tail: &[u8] = if module.package { b"/__init__.py" } else { b".py" };
    let file = [&settings.prefix[..], b"/lib_python/", &relative, tail].concat();
    Some(Found::Embedded(module, file))
}

/// A module of the embedded library by its dotted name.
pub fn embedded_named(cx: &mut Context, name: &[u8]) -> Option<Found> {
    let prefix = cx.ext.state::<Configured>().0.as_ref()?.prefix.clone();
    let (folder, last) = match name.iter().rposition(|&byte| byte == b'.') {
        Some(dot) => ([b"/", &name[..dot]].concat(), &name[dot + 1..]),
        None => (Vec::new(), name),
    };
    let folder: Vec<u8> = folder.iter().map(|&byte| if byte == b'.' { b'/' } else { byte }).collect();
    embedded_in(cx, &[&prefix[..], b"/lib_python", &folder].concat(), last)
}

/// The source of a module of the embedded library, by the file that it says it is from.
pub fn embedded_source(cx: &mut Context, file: &[u8]) -> Option<Vec<u8>> {
    let settings = cx.ext.state::<Configured>().0.as_ref()?;
    let name = file.strip_prefix(&settings.prefix[..])?.strip_prefix(b"/lib_python/")?.strip_suffix(b".py")?;
    let name = name.strip_suffix(b"/__init__").unwrap_or(name);
    let name: Vec<u8> = name.iter().map(|&byte| if byte == b'/' { b'.' } else { byte }).collect();
    (settings.source)(std::str::from_utf8(&name).ok()?)
}

/// Gives the loader of embedded modules.
#[derive(Default)]
struct EmbeddedLoader(Option<fn(&mut Context) -> Value>);

pub fn set_embedded_loader(cx: &mut Context, loader: fn(&mut Context) -> Value) {
    cx.ext.state::<EmbeddedLoader>().0 = Some(loader);
}

/// A module of the embedded library, by the file that it says it is from.
pub fn embedded_file(cx: &mut Context, file: &[u8]) -> Option<Found> {
    let slash = file.iter().rposition(|&byte| byte == b'/')?;
    embedded_in(cx, &file[..slash], file[slash + 1..].strip_suffix(b".py")?)
}

/// The path hook for archives, by its address, and a quick way to learn that it refuses a place. The hook lives as long as
/// its module.
#[derive(Clone, Copy, Default)]
struct ArchiveHook(Option<(u64, fn(&[u8]) -> bool)>);

pub fn set_archive_hook(cx: &mut Context, hook: Value, serves: fn(&[u8]) -> bool) {
    cx.ext.state::<ArchiveHook>().0 = Some((hook.bits(), serves));
}

/// The importer for a place: cached, or the first that `sys.path_hooks` gives; None: plain folders.
pub fn importer_for(cx: &mut Context, place: Value) -> PyResult {
    let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
    let Some(cache) = sys.and_then(|sys| cx.dict_find(sys, "path_importer_cache")?.downcast::<DictObject>()) else {
        return Ok(none());
    };
    if let Some(importer) = cx.dict_get(cache, place)? {
        return Ok(importer);
    }
    let mut importer = none();
    if let Some(hooks) = sys_list(cx, "path_hooks") {
        for i in 0..hooks.len() {
            let Some(hook) = cx.list_get(hooks, i) else { break };
            if let ArchiveHook(Some((own, serves))) = *cx.ext.state::<ArchiveHook>()
                && hook.bits() == own
                && let Some(place) = place.downcast::<StrObject>()
                && !serves(place.get().bytes())
            {
                continue;
            }
            match cx.call(hook, &[place]) {
                Ok(found) => {
                    importer = found;
                    break;
                }
                Err(raised) => {
                    if !cx.catch(Exc::ImportError) {
                        return Err(raised);
                    }
                }
            }
        }
    }
    cx.dict_set(cache, place, importer)?;
    Ok(importer)
}

pub fn in_folder(folder: &[u8], name: &[u8]) -> Option<Found> {
    let base = Path::new(OsStr::from_bytes(folder)).join(OsStr::from_bytes(name));
    let with = |ending: &str| {
        let mut path = base.clone().into_os_string();
        path.push(ending);
        PathBuf::from(path)
    };
    if base.join("__init__.py").is_file() {
        return Some(Found::Package(base));
    }
    let source = with(".py");
    if source.is_file() {
        return Some(Found::Source(source));
    }
    let cached = with(".pyc");
    if cached.is_file() && std::fs::read(&cached).is_ok_and(|bytes| bytes.starts_with(MAGIC) || bytes.starts_with(PYC_MAGIC))
    {
        return Some(Found::Bytecode(cached));
    }
    None
}

/// Loads what was found; the module that `sys.modules` then has.
pub fn load(cx: &mut Context, full: Gc<StrObject>, found: Found) -> PyResult {
    if cx.ext.state::<Configured>().0.as_ref().is_some_and(|settings| settings.verbose) {
        eprintln!("import {} # {}", full.lossy(), describe(&found));
    }
    match found {
        Found::Loader(loader) => return cx.call_method(loader, "load_module", &[full.value()]),
        Found::Builtin(decl) => {
            let module = cx.make_module(decl)?;
            let all = modules(cx);
            cx.dict_set(all, full.value(), module.value())?;
        }
        Found::Frozen(frozen) => return frozen::load(cx, frozen, full),
        Found::Embedded(module, file) => {
            let code = embedded_code(cx, module, &file)?;
            let package = module.package.then(|| file[..file.len() - b"/__init__.py".len()].to_vec());
            let loader = cx.ext.state::<EmbeddedLoader>().0.map(|loader| loader(cx));
            return exec_module_by(cx, full, code, &file, package, loader);
        }
        Found::Source(path) => {
            let code = source_code(cx, &path)?;
            return exec_module(cx, full, code, path.as_os_str().as_bytes(), None);
        }
        Found::Package(folder) => {
            let path = folder.join("__init__.py");
            let code = source_code(cx, &path)?;
            let package = Some(folder.as_os_str().as_bytes().to_vec());
            return exec_module(cx, full, code, path.as_os_str().as_bytes(), package);
        }
        Found::Bytecode(path) => {
            let bytes = std::fs::read(&path).unwrap_or_default();
            let Some(code) = code_from_cache(cx, &bytes)? else {
                raise!(cx, ImportError, "Bad magic number in {}", path.display());
            };
            return exec_module(cx, full, code, path.as_os_str().as_bytes(), None);
        }
    }
    match loaded(cx, full)? {
        Some(module) => Ok(module),
        None => raise!(cx, ImportError, "Loaded module {} not found in sys.modules", full.lossy()),
    }
}

fn describe(found: &Found) -> String {
    match found {
        Found::Loader(_) => "by a loader".to_string(),
        Found::Builtin(_) => "built-in".to_string(),
        Found::Frozen(_) => "frozen".to_string(),
        Found::Embedded(_, file) => format!("embedded as {}", String::from_utf8_lossy(file)),
        Found::Source(path) | Found::Bytecode(path) | Found::Package(path) => format!("from {}", path.display()),
    }
}

/// Runs a module's code in a module of that name, new or the one that is being reloaded. A new one goes away again when
/// the code raises.
pub fn exec_module(
    cx: &mut Context,
    full: Gc<StrObject>,
    code: Gc<CodeObject>,
    file: &[u8],
    package: Option<Vec<u8>>,
) -> PyResult {
    exec_module_by(cx, full, code, file, package, None)
}

fn exec_module_by(
    cx: &mut Context,
    full: Gc<StrObject>,
    code: Gc<CodeObject>,
    file: &[u8],
    package: Option<Vec<u8>>,
    loader: Slot,
) -> PyResult {
    let all = modules(cx);
    let old = cx.dict_get(all, full.value())?.filter(|module| module.is_kind(kind::MODULE));
    let module = match old {
        Some(module) => module,
        None => {
            let module = cx.new_module(full).value();
            cx.dict_set(all, full.value(), module)?;
            module
        }
    };
    let Some(dict) = module_dict(module) else { raise!(cx, SystemError, "a module without a namespace") };
    let w_file = cx.new_str(file).value();
    let key = cx.name(Special::File);
    cx.dict_set_str(dict, key, w_file);
    if let Some(loader) = loader {
        cx.dict_put(dict, "__loader__", loader);
    }
    if let Some(package) = package {
        let place = cx.new_str(&package).value();
        let path = cx.new_list_from(&[place])?.value();
        let key = cx.name(Special::Path);
        cx.dict_set_str(dict, key, path);
    }
    if let Err(raised) = run_code(cx, code, dict, dict.value()) {
        if old.is_none() {
            let pending = cx.take_error();
            cx.dict_delete(all, full.value())?;
            cx.pending = pending;
        }
        return Err(raised);
    }
    match loaded(cx, full)? {
        Some(module) => Ok(module),
        None => raise!(cx, ImportError, "Loaded module {} not found in sys.modules", full.lossy()),
    }
}

/// Code of an embedded module, its file name under the real prefix.
pub fn embedded_code(cx: &mut Context, module: Embedded, _file: &[u8]) -> PyResult<Gc<CodeObject>> {
    let Ok(mut body) = bytecode::image::read(module.image) else {
        raise!(cx, SystemError, "the embedded library is damaged");
    };
    let prefix = cx.ext.state::<Configured>().0.as_ref().map_or_else(Vec::new, |settings| settings.prefix.clone());
    relocate(&mut body, &prefix);
    crate::source::trusted_code(cx, body)
}

/// Replaces the placeholder of the prefix in file names.
fn relocate(body: &mut bytecode::Body, prefix: &[u8]) {
    fn walk(body: &mut bytecode::Body, from: &bytecode::Name, to: &bytecode::Name) {
        if body.filename == *from {
            body.filename = to.clone();
        }
        for constant in &mut body.consts {
            if let bytecode::Const::Code(inner) = constant
                && let Some(inner) = Rc::get_mut(inner)
            {
                walk(inner, from, to);
            }
        }
    }
    if let Some(rest) = body.filename.strip_prefix(b"<prefix>") {
        let (from, to) = (body.filename.clone(), Rc::from([prefix, rest].concat()));
        walk(body, &from, &to);
    }
}

/// How our byte-code caches begin.
pub const MAGIC: &[u8] = b"taipan-1\r\n";

/// What follows: which compiler wrote it (`build.rs`). Caches of another one are passed over, and renewed.
const COMPILER: &[u8] = env!("COMPILER_FINGERPRINT").as_bytes();

/// How a `.pyc` begins that a program writes (`imp.get_magic`); four bytes of time and the marshalled code follow.
pub const PYC_MAGIC: &[u8] = b"TP\r\n";

/// The image in a `.pyc` of a program's making.
fn image_in_pyc(bytes: &[u8]) -> Option<&[u8]> {
    let (tag, rest) = bytes.strip_prefix(PYC_MAGIC)?.get(4..)?.split_first()?;
    let (size, image) = rest.split_first_chunk()?;
    (*tag == b'c').then(|| image.get(..u32::from_le_bytes(*size) as usize))?
}

/// Code from the bytes of a cache file; `None`: they are not ours, or damaged.
pub fn code_from_cache(cx: &mut Context, bytes: &[u8]) -> PyResult<Option<Gc<CodeObject>>> {
    if let Some(image) = image_in_pyc(bytes) {
        return match bytecode::image::read(image) {
            Ok(body) if bytecode::verify(&body).is_ok() => code_of(cx, body).map(Some),
            _ => Ok(None),
        };
    }
    let Some(rest) = bytes.strip_prefix(MAGIC).and_then(|rest| rest.strip_prefix(COMPILER)) else { return Ok(None) };
    let Some(image) = rest.get(16..) else { return Ok(None) };
    match bytecode::image::read(image) {
        Ok(body) if bytecode::verify(&body).is_ok() => code_of(cx, body).map(Some),
        _ => Ok(None),
    }
}

/// Modification time and size of a source, as a cache notes them.
fn stamp(path: &Path) -> Option<[u8; 16]> {
    use std::os::unix::fs::MetadataExt;
    let meta = std::fs::metadata(path).ok()?;
    let mut stamp = [0; 16];
    stamp[..8].copy_from_slice(&(meta.mtime() * 1_000_000_000 + meta.mtime_nsec()).to_le_bytes());
    stamp[8..].copy_from_slice(&meta.size().to_le_bytes());
    Some(stamp)
}

/// `dir/__pycache__/name.taipan-1.pyc`; optimised code has caches of its own.
fn cache_path(source: &Path, optimize: u8) -> Option<PathBuf> {
    let (folder, name) = (source.parent()?, source.file_stem()?);
    let mut file = name.to_os_string();
    file.push(if optimize > 0 { ".taipan-1.pyo" } else { ".taipan-1.pyc" });
    Some(folder.join("__pycache__").join(file))
}

/// Code of a source file, from its cache where that is fresh.
pub fn source_code(cx: &mut Context, path: &Path) -> PyResult<Gc<CodeObject>> {
    let optimize = cx.ext.state::<Configured>().0.as_ref().map_or(0, |settings| settings.optimize);
    let filename = path.as_os_str().as_bytes();
    cx.write_out_at(filename);
    let stamp = stamp(path);
    let cache = cache_path(path, optimize);
    if let (Some(cache), Some(stamp)) = (&cache, stamp)
        && let Ok(bytes) = std::fs::read(cache)
        && bytes
            .strip_prefix(MAGIC)
            .and_then(|rest| rest.strip_prefix(COMPILER))
            .is_some_and(|rest| rest.starts_with(&stamp))
        && let Some(code) = code_from_cache(cx, &bytes)?
        && code.filename.bytes() == filename
    {
        return Ok(code);
    }
    let source = match cx.read_path(filename) {
        Ok(source) => source,
        Err(error) => {
            let name = cx.new_str(filename).value();
            return Err(cx.os_error(Exc::IOError, &error, Some(name)));
        }
    };
    let mut options = CompileOptions::new("", Mode::Exec);
    (options.filename, options.module_scope, options.optimize) = (Rc::from(filename), true, optimize);
    let code = compile_bytes(cx, &source, &options)?;
    if !dont_write(cx)
        && let (Some(cache), Some(stamp)) = (cache, stamp)
    {
        write_cache(&cache, &stamp, code.body());
    }
    Ok(code)
}

/// `sys.dont_write_bytecode`
fn dont_write(cx: &mut Context) -> bool {
    let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
    let flag = sys.and_then(|sys| cx.dict_find(sys, "dont_write_bytecode"));
    flag.is_some_and(|flag| flag.as_int().is_none_or(|flag| flag != 0))
}

/// Writes a cache beside and renames it into place; that it cannot be written does not matter.
fn write_cache(path: &Path, stamp: &[u8; 16], body: &bytecode::Body) {
    let Some(folder) = path.parent() else { return };
    if std::fs::create_dir_all(folder).is_err() {
        return;
    }
    let mut temporary = path.as_os_str().to_os_string();
    temporary.push(format!(".{}", std::process::id()));
    let bytes = [MAGIC, COMPILER, stamp, &bytecode::image::write(body)].concat();
    if std::fs::write(&temporary, bytes).is_err() || std::fs::rename(&temporary, path).is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
}

/// `reload(module)`
pub fn reload(cx: &mut Context, module: Value) -> PyResult {
    if !module.is_kind(kind::MODULE) {
        raise!(cx, TypeError, "reload() argument must be module");
    }
    let name = cx.getattr_text(module, "__name__")?;
    let name = cx.str(name)?;
    let name = cx.intern_str(name);
    if loaded(cx, name)? != Some(module) {
        raise!(cx, ImportError, "reload(): module {} not in sys.modules", name.lossy());
    }
    // A module that reloads itself is not loaded once more.
    if cx.ext.state::<Reloading>().0.contains(&module.bits()) {
        return Ok(module);
    }
    cx.ext.state::<Reloading>().0.push(module.bits());
    let result = reload_once(cx, module, name);
    cx.ext.state::<Reloading>().0.retain(|&other| other != module.bits());
    result
}

fn reload_once(cx: &mut Context, module: Value, name: Gc<StrObject>) -> PyResult {
    let (path, last) = match name.bytes().iter().rposition(|&byte| byte == b'.') {
        Some(dot) => {
            let (package, last) = (cx.intern(&name.get().bytes()[..dot]), cx.intern(&name.get().bytes()[dot + 1..]));
            let Some(package_module) = loaded(cx, package)? else {
                raise!(cx, ImportError, "reload(): parent {} not in sys.modules", package.lossy());
            };
            (cx.getattr_text(package_module, "__path__")?, last)
        }
        None => (none(), name),
    };
    match find(cx, name, last, path)? {
        Some(Found::Builtin(_)) => Ok(module),
        Some(found) => load(cx, name, found),
        None => raise!(cx, ImportError, "No module named {}", last.lossy()),
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
    crate::exec::write_back(cx, locals);
    Ok(())
}

/// The level of optimisation that imports compile with.
pub fn optimize(cx: &mut Context) -> u8 {
    cx.ext.state::<Configured>().0.as_ref().map_or(0, |settings| settings.optimize)
}
