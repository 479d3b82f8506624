//! `imp`: finding and loading modules step by step.
//!
//! `find_module` looks where plain imports look, without finders and importers. A module of the embedded library has no
//! file that could be opened: it is found with the file left out, and `load_module` takes it back by its name.
//! C extensions cannot be loaded and have no suffixes.
//!
//! Source: library reference "imp" (2.7).

#![allow(unsafe_code)] // heap object layout

use crate::kinds;
use interp::import::{self, Found};
use interp::{frozen, import_lock};
use object_model::convert::wrong_type;
use object_model::declare::Arg;
use object_model::gc::Header;
use object_model::module::module_dict;
use object_model::typeobject::{BASETYPE, TypeDecl, TypeObject};
use object_model::types::file::{FILE, FileObject};
use object_model::{
    Bytes, Context, DictObject, Exc, FromArg, Gc, ListObject, ModuleDecl, Object, PyResult, Slot, Special, StrObject,
    UnicodeObject, Value, kind, none, py_bool, py_functions, py_methods, raise,
};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "The parts that an import is made of, for imports of one's own.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("imp")
};

const PY_SOURCE: i64 = 1;
const PY_COMPILED: i64 = 2;
const C_EXTENSION: i64 = 3;
const PKG_DIRECTORY: i64 = 5;
const C_BUILTIN: i64 = 6;
const PY_FROZEN: i64 = 7;
const IMP_HOOK: i64 = 9;

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    let constants = [
        ("SEARCH_ERROR", 0),
        ("PY_SOURCE", PY_SOURCE),
        ("PY_COMPILED", PY_COMPILED),
        ("C_EXTENSION", C_EXTENSION),
        ("PY_RESOURCE", 4),
        ("PKG_DIRECTORY", PKG_DIRECTORY),
        ("C_BUILTIN", C_BUILTIN),
        ("PY_FROZEN", PY_FROZEN),
        ("PY_CODERESOURCE", 8),
        ("IMP_HOOK", IMP_HOOK),
    ];
    for (name, value) in constants {
        cx.dict_put(dict, name, Value::small(value));
    }
    kinds::register::<NullImporter>(cx, &NULL_IMPORTER, &LAYOUT);
    let class = NULL_IMPORTER.get(cx).value();
    cx.dict_put(dict, "NullImporter", class);
    Ok(())
}

#[repr(C)]
pub struct NullImporter {
    pub header: Header,
}

// SAFETY: made by `__new__`.
unsafe impl Object for NullImporter {
    const KIND: u8 = kinds::NULL_IMPORTER;
    const NAME: &'static str = "imp.NullImporter";
}

object_model::fixed_layout!(LAYOUT: NullImporter, |this, _tracer| {});

static NULL_IMPORTER: TypeDecl = TypeDecl {
    module: "imp",
    doc: "NullImporter(path) -> an importer that finds nothing, for places where nothing can be",
    methods: &[METHODS],
    flags: BASETYPE,
    ..TypeDecl::new("NullImporter", kinds::NULL_IMPORTER)
};

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, _args: &Args) -> PyResult<Gc<NullImporter>> {
        cx.allocate_for::<NullImporter>(class, 0)
    }
    /// x.__init__(...) initializes x; see help(type(x)) for signature
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        args.no_keywords(cx, "NullImporter")?;
        let given = args.positional.len() - 1;
        if given != 1 {
            raise!(cx, TypeError, "NullImporter() takes exactly 1 argument ({given} given)");
        }
        let path = Bytes::from_arg(cx, args.positional[1], Arg { function: "NullImporter", index: 1 })?;
        if path.is_empty() {
            raise!(cx, ImportError, "empty pathname");
        }
        if Path::new(OsStr::from_bytes(&path)).is_dir() {
            raise!(cx, ImportError, "existing directory");
        }
        Ok(())
    }
    /// find_module(fullname[, path]) -> None
    @raw fn find_nothing as "find_module"(cx: &mut Context, args: &Args) -> PyResult {
        let _ = (cx, args);
        Ok(none())
    }
}

/// (suffix, mode, type)
fn description(cx: &mut Context, suffix: &str, mode: &str, kind: i64) -> Value {
    let (suffix, mode) = (cx.intern(suffix.as_bytes()).value(), cx.intern(mode.as_bytes()).value());
    cx.new_tuple(&[suffix, mode, Value::small(kind)]).value()
}

fn open(cx: &mut Context, path: &[u8], mode: &str) -> PyResult {
    let path = cx.new_str(path).value();
    let mode = cx.intern(mode.as_bytes()).value();
    let class = FILE.get(cx).value();
    cx.call(class, &[path, mode])
}

/// What `find_module` answers for a module that was found.
fn answer(cx: &mut Context, found: &Found, name: Gc<StrObject>) -> PyResult {
    let (file, path, how) = match found {
        Found::Builtin(_) => (none(), name, description(cx, "", "", C_BUILTIN)),
        Found::Frozen(_) | Found::Loader(_) => (none(), name, description(cx, "", "", PY_FROZEN)),
        Found::Embedded(_, file) => {
            if let Some(folder) = file.strip_suffix(b"/__init__.py") {
                (none(), cx.new_str(folder), description(cx, "", "", PKG_DIRECTORY))
            } else {
                let opened = if Path::new(OsStr::from_bytes(file)).is_file() { open(cx, file, "U")? } else { none() };
                (opened, cx.new_str(file), description(cx, ".py", "U", PY_SOURCE))
            }
        }
        Found::Package(folder) => {
            (none(), cx.new_str(folder.as_os_str().as_bytes()), description(cx, "", "", PKG_DIRECTORY))
        }
        Found::Source(path) => {
            let path = path.as_os_str().as_bytes();
            (open(cx, path, "U")?, cx.new_str(path), description(cx, ".py", "U", PY_SOURCE))
        }
        Found::Bytecode(path) => {
            let path = path.as_os_str().as_bytes();
            (open(cx, path, "rb")?, cx.new_str(path), description(cx, ".pyc", "rb", PY_COMPILED))
        }
    };
    Ok(cx.new_tuple(&[file, path.value(), how]).value())
}

fn find(cx: &mut Context, name: Gc<StrObject>, path: Value) -> PyResult<Found> {
    if name.len() > 4096 {
        raise!(cx, OverflowError, "module name is too long");
    }
    if let Some(package) = path.downcast::<StrObject>() {
        let joined = [package.get().bytes(), b".", name.get().bytes()].concat();
        return match frozen::find(&joined) {
            Some(frozen) => Ok(Found::Frozen(frozen)),
            None => raise!(cx, ImportError, "No frozen submodule named {}", String::from_utf8_lossy(&joined)),
        };
    }
    let path = if path.is_none() {
        if let Some(decl) = import::builtin(cx, name.get().bytes()) {
            return Ok(Found::Builtin(decl));
        }
        if let Some(frozen) = frozen::find(name.get().bytes()) {
            return Ok(Found::Frozen(frozen));
        }
        let sys = cx.sys_dict.and_then(|dict| dict.downcast::<DictObject>());
        sys.and_then(|sys| cx.dict_find(sys, "path")).unwrap_or(none())
    } else {
        path
    };
    let Some(places) = path.downcast::<ListObject>() else {
        raise!(cx, RuntimeError, "sys.path must be a list of directory names")
    };
    let places = cx.list_to_tuple(places)?;
    for &place in places.get().items() {
        let place = match place.downcast::<StrObject>() {
            Some(place) => place,
            None if place.downcast::<UnicodeObject>().is_some() => match cx.encode_default(place) {
                Ok(place) => place,
                Err(_) => {
                    cx.pending = None;
                    continue;
                }
            },
            None => continue,
        };
        if place.bytes().contains(&0) || name.bytes().contains(&0) {
            continue;
        }
        if let Some(found) = import::embedded_in(cx, place.get().bytes(), name.get().bytes()) {
            return Ok(found);
        }
        if let Some(found) = import::in_folder(place.get().bytes(), name.get().bytes()) {
            return Ok(found);
        }
    }
    raise!(cx, ImportError, "No module named {}", name.lossy())
}

/// A file given, or the one at the path: its bytes.
fn contents(cx: &mut Context, path: &[u8], file: Slot, arg: Arg) -> PyResult<Gc<StrObject>> {
    let file = match file {
        Some(file) if file.downcast::<FileObject>().is_none() => return Err(wrong_type(cx, "file", file, arg)),
        Some(file) => file,
        None => match cx.read_path(path) {
            Ok(bytes) => return cx.try_new_str(&bytes),
            // The C library's `fopen` knows no name for its error here.
            Err(error) => return Err(cx.os_error(Exc::IOError, &error, None)),
        },
    };
    let bytes = cx.call_method(file, "read", &[])?;
    match bytes.downcast() {
        Some(bytes) => Ok(bytes),
        None => raise!(cx, TypeError, "file.read() did not give a string"),
    }
}

fn load_source_bytes(cx: &mut Context, name: Gc<StrObject>, path: &[u8], source: Gc<StrObject>) -> PyResult {
    let mut options = syntax::CompileOptions::new("", syntax::parser::Mode::Exec);
    (options.filename, options.module_scope) = (std::rc::Rc::from(path), true);
    options.optimize = import::optimize(cx);
    let code = interp::source::compile_bytes(cx, source.get().bytes(), &options)?;
    import::exec_module(cx, name, code, path, None)
}

fn load_bytecode(cx: &mut Context, name: Gc<StrObject>, path: &[u8], bytes: Gc<StrObject>) -> PyResult {
    match import::code_from_cache(cx, bytes.get().bytes())? {
        Some(code) => import::exec_module(cx, name, code, path, None),
        None => raise!(cx, ImportError, "Bad magic number in {}", String::from_utf8_lossy(path)),
    }
}

fn load_folder(cx: &mut Context, name: Gc<StrObject>, path: &[u8]) -> PyResult {
    if let Some(found) = import::embedded_in(cx, path, b"__init__") {
        return import::load(cx, name, found);
    }
    let file = [path, b"/__init__.py"].concat();
    if let Some(found) = import::embedded_file(cx, &[path, b".py"].concat())
        && matches!(&found, Found::Embedded(_, own) if *own == file)
    {
        return import::load(cx, name, found);
    }
    if Path::new(OsStr::from_bytes(&file)).is_file() {
        return import::load(cx, name, Found::Package(Path::new(OsStr::from_bytes(path)).to_path_buf()));
    }
    // A folder without code is a package without content.
    let all = import::modules(cx);
    let module = match cx.dict_get(all, name.value())?.filter(|module| module.is_kind(kind::MODULE)) {
        Some(module) => module,
        None => cx.new_module(name).value(),
    };
    cx.dict_set(all, name.value(), module)?;
    if let Some(dict) = module_dict(module) {
        let w_path = cx.new_str(path).value();
        let key = cx.name(Special::File);
        cx.dict_set_str(dict, key, w_path);
        let list = cx.new_list_from(&[w_path])?.value();
        let key = cx.name(Special::Path);
        cx.dict_set_str(dict, key, list);
    }
    Ok(module)
}

/// A built-in or frozen module, in `sys.modules` from now on; None if there is none.
fn init(cx: &mut Context, name: Gc<StrObject>, is_frozen: bool) -> PyResult<Slot> {
    let found = if is_frozen {
        frozen::find(name.get().bytes()).map(Found::Frozen)
    } else {
        import::builtin(cx, name.get().bytes()).map(Found::Builtin)
    };
    let Some(found) = found else { return Ok(None) };
    let name = cx.intern_str(name);
    if !is_frozen && let Some(module) = import::loaded(cx, name)? {
        return Ok(Some(module));
    }
    import::load(cx, name, found).map(Some)
}

fn load_dynamic_file(cx: &mut Context, path: &[u8]) -> PyResult {
    let text = String::from_utf8_lossy(path);
    match std::fs::metadata(OsStr::from_bytes(path)) {
        Ok(_) => raise!(cx, ImportError, "{text}: extension modules made for CPython cannot be loaded"),
        Err(_) => {
            let text = if path.contains(&b'/') { text.to_string() } else { format!("./{text}") };
            raise!(cx, ImportError, "{text}: cannot open shared object file: No such file or directory")
        }
    }
}

py_functions! { FUNCTIONS:
    /// find_module(name[, path]) -> (file, pathname, (suffix, mode, type))
    /// Look for a module, in the folders of a list, or where imports look. No file is open for what is no single file.
    fn find_module(cx: &mut Context, name: Bytes, path: Value = none()) -> PyResult {
        let found = find(cx, name.0, path)?;
        answer(cx, &found, name.0)
    }
    /// load_module(name, file, pathname, (suffix, mode, type)) -> module
    /// Load what find_module found, anew if it is loaded already.
    fn load_module(cx: &mut Context, name: Bytes, file: Value, pathname: Bytes, description: Value) -> PyResult {
        let parts = match cx.tuple_from(description) {
            Ok(parts) if parts.len() == 3 => parts,
            Ok(parts) => {
                let n = parts.len();
                raise!(cx, TypeError, "load_module() argument 4 must be sequence of length 3, not {n}");
            }
            Err(_) if cx.catch(Exc::TypeError) => {
                let given = cx.type_name(description);
                raise!(cx, TypeError, "load_module() argument 4 must be 3-item sequence, not {given}");
            }
            Err(raised) => return Err(raised),
        };
        let mode = Bytes::from_arg(cx, parts.get().items()[1], Arg { function: "load_module", index: 4 })?;
        let kind = cx.int_arg(parts.get().items()[2])?;
        if mode.first().is_some_and(|&first| !matches!(first, b'r' | b'U')) || mode.contains(&b'+') {
            raise!(cx, ValueError, "invalid file open mode {}", mode.0.lossy());
        }
        if !file.is_none() && file.downcast::<FileObject>().is_none() {
            raise!(cx, ValueError, "load_module arg#2 should be a file or None");
        }
        let (name, path) = (cx.intern_str(name.0), pathname.0);
        match kind {
            PY_SOURCE | PY_COMPILED => {
                if file.is_none() {
                    if let Some(found) = import::embedded_file(cx, path.get().bytes()) {
                        return import::load(cx, name, found);
                    }
                    raise!(cx, ValueError, "file object required for import (type code {kind})");
                }
                let bytes = contents(cx, path.get().bytes(), Some(file), Arg { function: "load_module", index: 2 })?;
                if kind == PY_SOURCE {
                    load_source_bytes(cx, name, path.get().bytes(), bytes)
                } else {
                    load_bytecode(cx, name, path.get().bytes(), bytes)
                }
            }
            C_EXTENSION => load_dynamic_file(cx, path.get().bytes()),
            PKG_DIRECTORY => load_folder(cx, name, path.get().bytes()),
            C_BUILTIN | PY_FROZEN => {
                let name = if path.is_empty() { name } else { path };
                match init(cx, name, kind == PY_FROZEN)? {
                    Some(module) => Ok(module),
                    None => {
                        let what = if kind == PY_FROZEN { "frozen" } else { "builtin" };
                        raise!(cx, ImportError, "Purported {what} module {} not found", name.lossy());
                    }
                }
            }
            IMP_HOOK => raise!(cx, ImportError, "import hook without loader"),
            _ => raise!(cx, ImportError, "Don't know how to import {} (type code {kind})", name.lossy()),
        }
    }
    /// load_source(name, pathname[, file]) -> module
    fn load_source(cx: &mut Context, name: Bytes, pathname: Bytes, file: Slot = None) -> PyResult {
        let (name, path) = (cx.intern_str(name.0), pathname.0);
        let source = contents(cx, path.get().bytes(), file, Arg { function: "load_source", index: 3 })?;
        load_source_bytes(cx, name, path.get().bytes(), source)
    }
    /// load_compiled(name, pathname[, file]) -> module
    fn load_compiled(cx: &mut Context, name: Bytes, pathname: Bytes, file: Slot = None) -> PyResult {
        let (name, path) = (cx.intern_str(name.0), pathname.0);
        let bytes = contents(cx, path.get().bytes(), file, Arg { function: "load_compiled", index: 3 })?;
        load_bytecode(cx, name, path.get().bytes(), bytes)
    }
    /// load_package(name, pathname) -> module
    fn load_package(cx: &mut Context, name: Bytes, pathname: Bytes) -> PyResult {
        let name = cx.intern_str(name.0);
        load_folder(cx, name, pathname.0.get().bytes())
    }
    /// load_dynamic(name, pathname[, file]) -- raises ImportError: there are no extension modules
    fn load_dynamic(cx: &mut Context, name: Bytes, pathname: Bytes, file: Slot = None) -> PyResult {
        let _ = (name, file);
        load_dynamic_file(cx, pathname.0.get().bytes())
    }
    /// new_module(name) -> module
    /// An empty module that sys.modules does not know.
    fn new_module(cx: &mut Context, name: Bytes) -> Value {
        cx.new_module(name.0).value()
    }
    /// get_magic() -> string
    /// How files with compiled code begin.
    fn get_magic(cx: &mut Context) -> Value {
        cx.new_str(import::PYC_MAGIC).value()
    }
    /// get_suffixes() -> list of (suffix, mode, type)
    /// What find_module appends to names, and how it opens such files.
    fn get_suffixes(cx: &mut Context) -> PyResult<Gc<ListObject>> {
        let source = description(cx, ".py", "U", PY_SOURCE);
        let compiled = description(cx, ".pyc", "rb", PY_COMPILED);
        cx.new_list_from(&[source, compiled])
    }
    /// acquire_lock()
    /// Take the lock that guards imports; the thread that has it may take it again.
    fn acquire_lock(cx: &mut Context) {
        import_lock::acquire(cx);
    }
    /// release_lock()
    fn release_lock(cx: &mut Context) -> PyResult<()> {
        if !import_lock::release() {
            raise!(cx, RuntimeError, "not holding the import lock");
        }
        Ok(())
    }
    /// lock_held() -> bool
    fn lock_held(cx: &mut Context) -> bool {
        let _ = cx;
        import_lock::is_held()
    }
    /// reload(module) -> module
    /// Run a module's code again, in the module that there is.
    fn reload(cx: &mut Context, module: Value) -> PyResult {
        import::reload(cx, module)
    }
    /// is_builtin(name) -> 1 if there is such a built-in module, -1 if it cannot be made anew, 0 if there is none
    fn is_builtin(cx: &mut Context, name: Bytes) -> i64 {
        let name = name.0.get().bytes();
        match name {
            b"__main__" | b"__builtin__" | b"sys" | b"exceptions" => -1,
            _ => import::builtin(cx, name).is_some().into(),
        }
    }
    /// is_frozen(name) -> bool
    fn is_frozen(cx: &mut Context, name: Bytes) -> Value {
        let _ = cx;
        py_bool(frozen::find(&name).is_some())
    }
    /// init_builtin(name) -> module or None
    fn init_builtin(cx: &mut Context, name: Bytes) -> PyResult<Slot> {
        init(cx, name.0, false)
    }
    /// init_frozen(name) -> module or None
    fn init_frozen(cx: &mut Context, name: Bytes) -> PyResult<Slot> {
        init(cx, name.0, true)
    }
    /// get_frozen_object(name) -> code object
    fn get_frozen_object(cx: &mut Context, name: Bytes) -> PyResult {
        if frozen::find(&name).is_none() {
            raise!(cx, ImportError, "No such frozen object named {}", name.0.lossy());
        }
        Ok(frozen::code(cx)?.value())
    }
}
