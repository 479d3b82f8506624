//! Frozen modules: three that every Python 2.7 has, to show that there are such. They have a source in the binary and no file.
//!
//! Source: library reference "imp" (2.7), `is_frozen` and `init_frozen`.

use crate::import::{exec_module, modules};
use crate::source::compile_bytes;
use handlers::code::CodeObject;
use object_model::module::module_dict;
use object_model::{Context, Gc, PyResult, Special, StrObject, kind};
use std::rc::Rc;
use syntax::CompileOptions;
use syntax::parser::Mode;

pub struct Frozen {
    pub name: &'static str,
    pub package: bool,
}

static FROZEN: &[Frozen] = &[
    Frozen { name: "__hello__", package: false },
    Frozen { name: "__phello__", package: true },
    Frozen { name: "__phello__.spam", package: false },
];

const SOURCE: &[u8] = b"print 'Hello world...'\n";

pub fn find(name: &[u8]) -> Option<&'static Frozen> {
    FROZEN.iter().find(|frozen| frozen.name.as_bytes() == name)
}

pub fn code(cx: &mut Context) -> PyResult<Gc<CodeObject>> {
    let mut options = CompileOptions::new("", Mode::Exec);
    (options.filename, options.module_scope) = (Rc::from(&b"<frozen>"[..]), true);
    compile_bytes(cx, SOURCE, &options)
}

/// Runs a frozen module. The path of a package is its name, a string.
pub fn load(cx: &mut Context, frozen: &Frozen, full: Gc<StrObject>) -> PyResult {
    let code = code(cx)?;
    if frozen.package {
        let all = modules(cx);
        let module = match cx.dict_get(all, full.value())?.filter(|module| module.is_kind(kind::MODULE)) {
            Some(module) => module,
            None => cx.new_module(full).value(),
        };
        if let Some(dict) = module_dict(module) {
            let key = cx.name(Special::Path);
            cx.dict_set_str(dict, key, full.value());
        }
        cx.dict_set(all, full.value(), module)?;
    }
    exec_module(cx, full, code, b"<frozen>", None)
}
