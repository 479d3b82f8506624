//! `__builtin__`: functions, types and exceptions that need no import.

mod dir;
mod frames;
mod numbers;
mod objects;
mod output;
mod range;
mod sequences;

pub use numbers::id_of;
use object_model::handle::Gc;
use object_model::typeobject::TypeDecl;
use object_model::types;
use object_model::value::Slot;
use object_model::{
    Args, Context, DictObject, Exc, ModuleDecl, PyResult, ellipsis, none, not_implemented, py_false, py_true,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Functions, types and exceptions of the language itself.",
    functions: &[
        dir::FUNCTIONS,
        frames::FUNCTIONS,
        numbers::FUNCTIONS,
        objects::FUNCTIONS,
        output::FUNCTIONS,
        range::FUNCTIONS,
        sequences::FUNCTIONS,
    ],
    setup: Some(setup),
    ..ModuleDecl::new("__builtin__")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    for (name, value) in [
        ("None", none()),
        ("True", py_true()),
        ("False", py_false()),
        ("NotImplemented", not_implemented()),
        ("Ellipsis", ellipsis()),
        ("__debug__", py_true()),
    ] {
        cx.dict_put(dict, name, value);
    }
    let types: &[&'static TypeDecl] = &[
        &types::object::OBJECT,
        &types::type_::TYPE,
        &types::boolean::BOOL,
        &types::int::INT,
        &types::long::LONG,
        &types::float::FLOAT,
        &types::complex::COMPLEX,
        &types::str::BASESTRING,
        &types::str::STR,
        &types::unicode::UNICODE,
        &types::bytearray::BYTEARRAY,
        &types::tuple::TUPLE,
        &types::list::LIST,
        &types::dict::DICT,
        &types::set::SET,
        &types::set::FROZENSET,
        &types::enumerate::ENUMERATE,
        &types::reversed::REVERSED,
        &types::slice::SLICE,
        &types::xrange::XRANGE,
        &types::property::PROPERTY,
        &types::property::STATICMETHOD,
        &types::property::CLASSMETHOD,
        &types::super_::SUPER,
        &types::buffer::BUFFER,
        &types::memoryview::MEMORYVIEW,
        &types::file::FILE,
    ];
    for decl in types {
        let class = decl.get(cx);
        cx.dict_put(dict, decl.name, class.value());
    }
    let bytes = types::str::STR.get(cx);
    cx.dict_put(dict, "bytes", bytes.value());
    for &exc in Exc::ALL {
        let class = exc.class(cx);
        cx.dict_put(dict, exc.decl().name, class.value());
    }
    Ok(())
}

/// Positional arguments alone, as `PyArg_UnpackTuple` takes them.
fn plain<const N: usize>(cx: &mut Context, args: &Args, function: &str, least: usize) -> PyResult<[Slot; N]> {
    if !args.keywords.is_empty() {
        args.no_keywords(cx, function)?;
    }
    args.unpack(cx, function, least)
}
