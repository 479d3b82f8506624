//! The loader of the embedded library's modules, as `__loader__` in their namespaces: what a PEP 302 loader tells of them.
//! The library's files need not exist; their sources come from the binary.

#![allow(unsafe_code)] // heap object layout

use crate::kinds;
use interp::import::{self, Embedded, Found};
use object_model::gc::Header;
use object_model::typeobject::{NO_DICT, NO_NEW, TypeDecl};
use object_model::value::Value;
use object_model::{Bytes, Context, Exc, Gc, Object, PyResult, none, py_bool, py_methods, raise};

const LOADER: &str = "embedded loader";

#[repr(C)]
pub struct LoaderObject {
    pub header: Header,
}

// SAFETY: made by `loader`.
unsafe impl Object for LoaderObject {
    const KIND: u8 = kinds::EMBEDDED_LOADER;
    const NAME: &'static str = "EmbeddedLoader";
}

object_model::fixed_layout!(LAYOUT: LoaderObject, |this, _tracer| {});

static EMBEDDED_LOADER: TypeDecl = TypeDecl {
    module: "__builtin__",
    doc: "Loads modules of the library that is part of the interpreter.",
    methods: &[METHODS],
    flags: NO_DICT | NO_NEW,
    ..TypeDecl::new("EmbeddedLoader", kinds::EMBEDDED_LOADER)
};

pub fn install(cx: &mut Context) {
    kinds::register::<LoaderObject>(cx, &EMBEDDED_LOADER, &LAYOUT);
    import::set_embedded_loader(cx, loader);
}

/// The one loader, made when the first module wants it.
fn loader(cx: &mut Context) -> Value {
    match cx.ext.values.get(LOADER).copied().flatten() {
        Some(loader) => loader,
        None => {
            EMBEDDED_LOADER.get(cx);
            let loader = cx.allocate::<LoaderObject>().value();
            cx.ext.values.insert(LOADER, Some(loader));
            loader
        }
    }
}

/// The module and its file; ImportError.
fn module(cx: &mut Context, name: &[u8]) -> PyResult<(Embedded, Vec<u8>)> {
    match import::embedded_named(cx, name) {
        Some(Found::Embedded(module, file)) => Ok((module, file)),
        _ => raise!(cx, ImportError, "No module named {}", String::from_utf8_lossy(name)),
    }
}

py_methods! { METHODS:
    /// find_module(fullname[, path]) -> self or None
    fn find_module(cx: &mut Context, this: Gc<LoaderObject>, fullname: Bytes, path: Value = none()) -> Value {
        let _ = path;
        if import::embedded_named(cx, &fullname).is_some() { this.value() } else { none() }
    }
    /// load_module(fullname) -> module
    fn load_module(cx: &mut Context, this: Gc<LoaderObject>, fullname: Bytes) -> PyResult {
        let _ = this;
        let (module, file) = module(cx, &fullname)?;
        let name = cx.intern_str(fullname.0);
        import::load(cx, name, Found::Embedded(module, file))
    }
    /// get_code(fullname) -> code object
    fn get_code(cx: &mut Context, this: Gc<LoaderObject>, fullname: Bytes) -> PyResult {
        let _ = this;
        let (module, file) = module(cx, &fullname)?;
        Ok(import::embedded_code(cx, module, &file)?.value())
    }
    /// get_source(fullname) -> string
    fn get_source(cx: &mut Context, this: Gc<LoaderObject>, fullname: Bytes) -> PyResult {
        let _ = this;
        let (_, file) = module(cx, &fullname)?;
        match import::embedded_source(cx, &file) {
            Some(source) => Ok(cx.try_new_str(&source)?.value()),
            None => Ok(none()),
        }
    }
    /// is_package(fullname) -> bool
    fn is_package(cx: &mut Context, this: Gc<LoaderObject>, fullname: Bytes) -> PyResult {
        let _ = this;
        Ok(py_bool(module(cx, &fullname)?.0.package))
    }
    /// get_filename(fullname) -> string
    fn get_filename(cx: &mut Context, this: Gc<LoaderObject>, fullname: Bytes) -> PyResult {
        let _ = this;
        let file = module(cx, &fullname)?.1;
        Ok(cx.new_str(&file).value())
    }
    /// get_data(path) -> string
    /// The source of the module whose __file__ the path is, or a file of that name. IOError if there is neither.
    fn get_data(cx: &mut Context, this: Gc<LoaderObject>, path: Bytes) -> PyResult {
        use std::os::unix::ffi::OsStrExt;
        let _ = this;
        if let Some(source) = import::embedded_source(cx, &path) {
            return Ok(cx.try_new_str(&source)?.value());
        }
        match std::fs::read(std::ffi::OsStr::from_bytes(&path)) {
            Ok(bytes) => Ok(cx.try_new_str(&bytes)?.value()),
            Err(error) => Err(cx.os_error(Exc::IOError, &error, Some(path.0.value()))),
        }
    }
}
