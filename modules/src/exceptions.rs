//! `exceptions`: the built-in exception classes as a module.

use object_model::handle::Gc;
use object_model::{Context, DictObject, Exc, ModuleDecl, PyResult};

pub static MODULE: ModuleDecl =
    ModuleDecl { doc: "The standard exception classes.", setup: Some(setup), ..ModuleDecl::new("exceptions") };

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    for &exc in Exc::ALL {
        let class = exc.class(cx);
        cx.dict_put(dict, exc.decl().name, class.value());
    }
    Ok(())
}
