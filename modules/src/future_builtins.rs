//! `future_builtins`: built-in functions as Python 3 has them.
//!
//! Source: library reference "future_builtins" (2.7).

use object_model::{Context, DictObject, Gc, ModuleDecl, PyResult, StrObject, Value, py_functions};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Functions that mean something else in Python 3, as they are there: ascii, filter, hex, map, oct, zip.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("future_builtins")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    let name = cx.intern(b"itertools");
    let itertools = cx.import_module(name)?;
    for (name, source) in [("filter", "ifilter"), ("map", "imap"), ("zip", "izip")] {
        let value = cx.getattr_text(itertools, source)?;
        cx.dict_put(dict, name, value);
    }
    Ok(())
}

fn formatted(cx: &mut Context, number: Value, spec: &[u8]) -> PyResult {
    let number = cx.index(number)?;
    let spec = cx.intern(spec).value();
    cx.call_method(number, "__format__", &[spec])
}

py_functions! { FUNCTIONS:
    /// ascii(object) -> string
    /// The same as repr.
    fn ascii(cx: &mut Context, object: Value) -> PyResult<Gc<StrObject>> {
        cx.repr(object)
    }
    /// hex(number) -> string
    /// Hexadecimal digits after "0x".
    fn hex(cx: &mut Context, number: Value) -> PyResult {
        formatted(cx, number, b"#x")
    }
    /// oct(number) -> string
    /// Octal digits after "0o".
    fn oct(cx: &mut Context, number: Value) -> PyResult {
        formatted(cx, number, b"#o")
    }
}
