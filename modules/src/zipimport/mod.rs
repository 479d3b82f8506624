//! `zipimport`: modules in zip archives.
//!
//! An importer stands for an archive and a folder in it. The archive's directory is a dict from names (with the system's
//! separator) to tuples, shared by all importers of the archive through `_zip_directory_cache`. Byte code in an archive
//! serves when it is ours, and as old as the source beside it; else the source is compiled.
//!
//! Source: PEP 273, PEP 302, library reference "zipimport" (2.7).

#![allow(unsafe_code)] // heap object layout

mod archive;

use crate::{errors, kinds};
use archive::Missing;
use handlers::code::CodeObject;
use interp::import;
use object_model::gc::Header;
use object_model::module::module_dict;
use object_model::typeobject::{BASETYPE, TypeDecl, TypeObject};
use object_model::types::function::readonly;
use object_model::value::{Slot, Value, slot_bits};
use object_model::{
    Bytes, Context, DictObject, Exc, Gc, GetSet, ModuleDecl, Object, PyResult, Raised, Special, StrObject, TupleObject,
    none, py_bool, py_methods, raise,
};
use std::rc::Rc;

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Importing modules from zip archives, which may be entries of sys.path.",
    setup: Some(setup),
    ..ModuleDecl::new("zipimport")
};

const ERROR: &str = "zipimport.ZipImportError";
const CACHE: &str = "zipimport._zip_directory_cache";
const MAX_PATH: usize = 4096;

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<ZipImporter>(cx, &ZIP_IMPORTER, &LAYOUT);
    errors::define(cx, dict, ERROR, Exc::ImportError)?;
    let class = ZIP_IMPORTER.get(cx).value();
    cx.dict_put(dict, "zipimporter", class);
    let cache = cache(cx).value();
    cx.dict_put(dict, "_zip_directory_cache", cache);
    import::set_archive_hook(cx, class, |place| archive::split(place).is_some());
    Ok(())
}

/// Is the file an archive?
pub fn is_archive(path: &[u8]) -> bool {
    archive::directory(path).is_ok()
}

fn cache(cx: &mut Context) -> Gc<DictObject> {
    match cx.ext.values.get(CACHE).copied().flatten().and_then(|cache| cache.downcast()) {
        Some(cache) => cache,
        None => {
            let cache = cx.new_dict();
            cx.ext.values.insert(CACHE, Some(cache.value()));
            cache
        }
    }
}

#[repr(C)]
pub struct ZipImporter {
    pub header: Header,
    /// Path of the archive; empty before `__init__`.
    archive: Slot,
    /// Folder within it, with a separator at its end, or empty.
    prefix: Slot,
    files: Slot,
}

// SAFETY: made by `__new__`.
unsafe impl Object for ZipImporter {
    const KIND: u8 = kinds::ZIP_IMPORTER;
    const NAME: &'static str = "zipimport.zipimporter";
}

object_model::fixed_layout!(LAYOUT: ZipImporter, |this, tracer| {
    for slot in [this.archive, this.prefix, this.files] {
        tracer.word(slot_bits(slot));
    }
});

static GETSET: &[GetSet] = &[
    GetSet { name: "archive", doc: "", get: |_, this| Ok(of(this).archive.unwrap_or(none())), set: Some(readonly) },
    GetSet { name: "prefix", doc: "", get: |_, this| Ok(of(this).prefix.unwrap_or(none())), set: Some(readonly) },
    GetSet { name: "_files", doc: "", get: |_, this| Ok(of(this).files.unwrap_or(none())), set: Some(readonly) },
];

static ZIP_IMPORTER: TypeDecl = TypeDecl {
    module: "zipimport",
    doc: "zipimporter(path) -> an importer of modules in a zip archive, or in a folder of one (path/to.zip/folder)",
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE,
    ..TypeDecl::new("zipimporter", kinds::ZIP_IMPORTER)
};

fn of(this: Value) -> Gc<ZipImporter> {
    match this.downcast() {
        Some(importer) => importer,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

fn fail<T>(cx: &mut Context, message: &str) -> PyResult<T> {
    Err(errors::error(cx, ERROR, message))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned()
}

/// An importer that `__init__` has filled.
struct Open {
    archive: Gc<StrObject>,
    prefix: Gc<StrObject>,
    files: Gc<DictObject>,
}

fn open(cx: &mut Context, this: Gc<ZipImporter>) -> PyResult<Open> {
    let text = |slot: Slot| slot.and_then(|slot| slot.downcast::<StrObject>());
    match (text(this.archive), text(this.prefix), this.files.and_then(|files| files.downcast())) {
        (Some(archive), Some(prefix), Some(files)) => Ok(Open { archive, prefix, files }),
        _ => raise!(cx, ValueError, "zipimporter.__init__() wasn't called"),
    }
}

/// The directory of an archive as a dict.
fn read_directory(cx: &mut Context, path: &[u8]) -> PyResult<Gc<DictObject>> {
    if path.len() > MAX_PATH {
        raise!(cx, OverflowError, "Zip path name is too long");
    }
    let entries = match archive::directory(path) {
        Ok(entries) => entries,
        Err(failure) => {
            let message = match failure {
                archive::UNOPENED => format!("{failure}: '{}'", lossy(path)),
                _ => format!("{failure}: {}", lossy(path)),
            };
            return fail(cx, &message);
        }
    };
    let files = cx.new_dict();
    for entry in entries {
        let name = cx.new_str(&entry.name);
        let full = cx.new_str(&[path, b"/", &entry.name].concat()).value();
        let small = |n: u64| Value::small(n as i64);
        let row = [
            full,
            small(entry.method.into()),
            small(entry.packed.into()),
            small(entry.size.into()),
            small(entry.offset),
            small(entry.time.into()),
            small(entry.date.into()),
            small(entry.crc.into()),
        ];
        let row = cx.new_tuple(&row).value();
        cx.dict_set(files, name.value(), row)?;
    }
    Ok(files)
}

/// A member's row in the directory.
fn row(cx: &mut Context, files: Gc<DictObject>, name: &[u8]) -> PyResult<Option<Gc<TupleObject>>> {
    let name = cx.new_str(name).value();
    Ok(cx.dict_get(files, name)?.and_then(|row| row.downcast::<TupleObject>()))
}

fn numbers(cx: &mut Context, row: Gc<TupleObject>) -> PyResult<[i64; 7]> {
    let mut numbers = [0; 7];
    if row.len() != 8 {
        raise!(cx, TypeError, "function takes exactly 8 arguments ({} given)", row.len());
    }
    for (number, &item) in numbers.iter_mut().zip(&row.get().items()[1..]) {
        *number = cx.int_arg(item)?;
    }
    Ok(numbers)
}

/// A member's bytes.
fn contents(cx: &mut Context, archive: Gc<StrObject>, row: Gc<TupleObject>) -> PyResult<Vec<u8>> {
    let [method, packed, _, offset, ..] = numbers(cx, row)?;
    if packed < 0 {
        return fail(cx, "negative data size");
    }
    let path = archive.get().bytes();
    match archive::member(path, method, packed as usize, offset.max(0) as u64) {
        Ok(bytes) => Ok(bytes),
        Err(Missing::Archive) => raise!(cx, IOError, "zipimport: can not open file {}", lossy(path)),
        Err(Missing::Header) => {
            let message = format!("bad local file header: {}", lossy(path));
            fail(cx, &message)
        }
        Err(Missing::Data) => raise!(cx, IOError, "zipimport: can't read data"),
        Err(Missing::Method) => fail(cx, "can't decompress data; zlib not available"),
        Err(Missing::Inflate) => {
            // zlib's own error, where the module has been imported.
            match cx.ext.values.get("zlib.error").copied().flatten() {
                Some(_) => {
                    Err(errors::error(cx, "zlib.error", "Error -3 while decompressing data: invalid stored block lengths"))
                }
                None => fail(cx, "can't decompress data"),
            }
        }
    }
}

/// The last part of a module's name below the importer's folder.
fn inside(prefix: Gc<StrObject>, fullname: &[u8]) -> Vec<u8> {
    let last = fullname.rsplit(|&byte| byte == b'.').next().unwrap_or(fullname);
    [prefix.get().bytes(), last].concat()
}

/// Endings that a module may have, in the order they are tried: (ending, package, byte code).
const ENDINGS: [(&str, bool, bool); 4] =
    [("/__init__.pyc", true, true), ("/__init__.py", true, false), (".pyc", false, true), (".py", false, false)];

/// Is there such a module, and is it a package?
fn module_kind(cx: &mut Context, open: &Open, fullname: &[u8]) -> PyResult<Option<bool>> {
    let path = inside(open.prefix, fullname);
    for (ending, package, bytecode) in ENDINGS {
        if bytecode {
            continue;
        }
        for ending in [format!("{ending}c"), ending.to_string()] {
            if row(cx, open.files, &[&path, ending.as_bytes()].concat())?.is_some() {
                return Ok(Some(package));
            }
        }
    }
    Ok(None)
}

/// A module's code, whether it is a package, and the member that it comes from.
fn module_code(cx: &mut Context, open: &Open, fullname: &[u8]) -> PyResult<(Gc<CodeObject>, bool, Value)> {
    let path = inside(open.prefix, fullname);
    for (ending, package, bytecode) in ENDINGS {
        let member = [&path, ending.as_bytes()].concat();
        let Some(found) = row(cx, open.files, &member)? else { continue };
        let file = found.get().items()[0];
        if bytecode {
            let source = row(cx, open.files, &member[..member.len() - 1])?;
            if let Some(code) = bytecode_of(cx, open, found, source)? {
                return Ok((code, package, file));
            }
            continue;
        }
        let source = contents(cx, open.archive, found)?;
        // Ends of lines as `open(…, "U")` gives them.
        let mut text = Vec::with_capacity(source.len());
        for (i, &byte) in source.iter().enumerate() {
            match byte {
                b'\r' if source.get(i + 1) == Some(&b'\n') => {}
                b'\r' => text.push(b'\n'),
                byte => text.push(byte),
            }
        }
        let mut options = syntax::CompileOptions::new("", syntax::parser::Mode::Exec);
        let name = file.downcast::<StrObject>().map_or(member, |name| name.get().bytes().to_vec());
        (options.filename, options.module_scope) = (Rc::from(&name[..]), true);
        options.optimize = import::optimize(cx);
        let code = interp::source::compile_bytes(cx, &text, &options)?;
        return Ok((code, package, file));
    }
    let message = format!("can't find module '{}'", lossy(fullname));
    fail(cx, &message)
}

/// Byte code that is ours and not older than the source.
fn bytecode_of(
    cx: &mut Context,
    open: &Open,
    found: Gc<TupleObject>,
    source: Option<Gc<TupleObject>>,
) -> PyResult<Option<Gc<CodeObject>>> {
    let bytes = contents(cx, open.archive, found)?;
    if let (Some(source), Some(stamp)) = (source, bytes.get(4..8)) {
        let [_, _, _, _, time, date, _] = numbers(cx, source)?;
        let noted = i64::from(u32::from_le_bytes([stamp[0], stamp[1], stamp[2], stamp[3]]));
        // Archives count in steps of two seconds.
        if bytes.starts_with(import::PYC_MAGIC) && (noted - archive::moment(time, date)).abs() > 1 {
            return Ok(None);
        }
    }
    import::code_from_cache(cx, &bytes)
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, _args: &Args) -> PyResult<Gc<ZipImporter>> {
        cx.allocate_for::<ZipImporter>(class, 0)
    }
    /// x.__init__(...) initializes x; see help(type(x)) for signature
    fn __init__(cx: &mut Context, this: Gc<ZipImporter>, path: Bytes) -> PyResult<()> {
        let place = path.0.get().bytes();
        if place.is_empty() {
            return fail(cx, "archive path is empty");
        }
        if place.len() > MAX_PATH {
            return fail(cx, "archive path too long");
        }
        let Some((archive, folder)) = archive::split(place) else { return fail(cx, "not a Zip file") };
        let w_archive = cx.new_str(archive);
        let all = cache(cx);
        let files = match cx.dict_get(all, w_archive.value())?.and_then(|files| files.downcast::<DictObject>()) {
            Some(files) => files,
            None => {
                let files = read_directory(cx, archive)?;
                cx.dict_set(all, w_archive.value(), files.value())?;
                files
            }
        };
        let mut prefix = folder.to_vec();
        if !prefix.is_empty() && !prefix.ends_with(b"/") {
            prefix.push(b'/');
        }
        let prefix = cx.new_str(&prefix).value();
        let mut this = this;
        cx.barrier(this);
        (this.archive, this.prefix, this.files) = (Some(w_archive.value()), Some(prefix), Some(files.value()));
        Ok(())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<ZipImporter>) -> String {
        let _ = cx;
        let text = |slot: Slot| slot.and_then(|slot| slot.downcast::<StrObject>()).map(|text| text.lossy());
        match (text(this.archive), text(this.prefix)) {
            (Some(archive), Some(prefix)) if !prefix.is_empty() => format!("<zipimporter object \"{archive}/{prefix}\">"),
            (Some(archive), _) => format!("<zipimporter object \"{archive}\">"),
            _ => "<zipimporter object \"???\">".to_string(),
        }
    }
    /// find_module(fullname[, path]) -> self or None
    /// The importer itself where it has the module; the path does not matter.
    fn find_module(cx: &mut Context, this: Gc<ZipImporter>, fullname: Bytes, path: Value = none()) -> PyResult {
        let _ = path;
        let open = open(cx, this)?;
        Ok(if module_kind(cx, &open, &fullname)?.is_some() { this.value() } else { none() })
    }
    /// load_module(fullname) -> module
    /// Load the module. ZipImportError if it is not there.
    fn load_module(cx: &mut Context, this: Gc<ZipImporter>, fullname: Bytes) -> PyResult {
        let open = open(cx, this)?;
        let (code, package, file) = module_code(cx, &open, &fullname)?;
        let name = cx.intern_str(fullname.0);
        let all = import::modules(cx);
        let old = cx.dict_get(all, name.value())?;
        let module = match old.filter(|module| module.is_kind(object_model::kind::MODULE)) {
            Some(module) => module,
            None => {
                let module = cx.new_module(name).value();
                cx.dict_set(all, name.value(), module)?;
                module
            }
        };
        if let Some(dict) = module_dict(module) {
            cx.dict_put(dict, "__loader__", this.value());
            if package {
                let place = [open.archive.get().bytes(), b"/", &inside(open.prefix, &fullname)].concat();
                let place = cx.new_str(&place).value();
                let path = cx.new_list_from(&[place])?.value();
                let key = cx.name(Special::Path);
                cx.dict_set_str(dict, key, path);
            }
        }
        let file = file.downcast::<StrObject>().map_or(Vec::new(), |file| file.get().bytes().to_vec());
        match import::exec_module(cx, name, code, &file, None) {
            Ok(module) => Ok(module),
            Err(Raised) => {
                if old.is_none() {
                    let pending = cx.take_error();
                    cx.dict_delete(all, name.value())?;
                    cx.pending = pending;
                }
                Err(Raised)
            }
        }
    }
    /// get_data(pathname) -> string
    /// The bytes of a member, its name with the archive's in front or without. IOError if there is none.
    fn get_data(cx: &mut Context, this: Gc<ZipImporter>, pathname: Bytes) -> PyResult {
        let open = open(cx, this)?;
        let whole = pathname.0.get().bytes();
        let name = whole.strip_prefix(open.archive.get().bytes()).and_then(|rest| rest.strip_prefix(b"/")).unwrap_or(whole);
        match row(cx, open.files, name)? {
            Some(found) => {
                let bytes = contents(cx, open.archive, found)?;
                Ok(cx.try_new_str(&bytes)?.value())
            }
            None => {
                let text = cx.new_str(b"Error").value();
                let name = cx.new_str(name).value();
                Err(cx.error_with(Exc::IOError, &[Value::small(0), text, name]))
            }
        }
    }
    /// get_code(fullname) -> code object
    fn get_code(cx: &mut Context, this: Gc<ZipImporter>, fullname: Bytes) -> PyResult {
        let open = open(cx, this)?;
        Ok(module_code(cx, &open, &fullname)?.0.value())
    }
    /// get_source(fullname) -> string, or None where the archive has no source
    fn get_source(cx: &mut Context, this: Gc<ZipImporter>, fullname: Bytes) -> PyResult {
        let open = open(cx, this)?;
        let Some(package) = module_kind(cx, &open, &fullname)? else {
            let message = format!("can't find module '{}'", lossy(&fullname));
            return fail(cx, &message);
        };
        let ending: &[u8] = if package { b"/__init__.py" } else { b".py" };
        match row(cx, open.files, &[&inside(open.prefix, &fullname), ending].concat())? {
            Some(found) => {
                let bytes = contents(cx, open.archive, found)?;
                Ok(cx.try_new_str(&bytes)?.value())
            }
            None => Ok(none()),
        }
    }
    /// get_filename(fullname) -> string
    /// What the module's __file__ would be.
    fn get_filename(cx: &mut Context, this: Gc<ZipImporter>, fullname: Bytes) -> PyResult {
        let open = open(cx, this)?;
        Ok(module_code(cx, &open, &fullname)?.2)
    }
    /// is_package(fullname) -> bool
    fn is_package(cx: &mut Context, this: Gc<ZipImporter>, fullname: Bytes) -> PyResult {
        let open = open(cx, this)?;
        match module_kind(cx, &open, &fullname)? {
            Some(package) => Ok(py_bool(package)),
            None => {
                let message = format!("can't find module '{}'", lossy(&fullname));
                fail(cx, &message)
            }
        }
    }
}
