//! The built-in modules, a file or folder each. A module is one declaration (`object_model::ModuleDecl`); `ALL` lists them.

pub mod _codecs;
pub mod _sre;
pub mod _weakref;
pub mod builtin;
pub mod errors;
pub mod kinds;
pub mod memory;
pub mod sys;

use object_model::{Context, ModuleDecl};

/// Every built-in module.
pub static ALL: &[&ModuleDecl] =
    &[&_codecs::MODULE, &_sre::MODULE, &_weakref::MODULE, &builtin::MODULE, &sys::MODULE];

/// Makes the modules known to imports, and the two that every program has: `__builtin__` and `sys`.
pub fn install(cx: &mut Context) -> object_model::PyResult<()> {
    interp::import::add_builtins(cx, ALL);
    let modules = interp::import::modules(cx);
    let builtin = cx.make_module(&builtin::MODULE)?;
    cx.builtins = builtin.dict;
    cx.dict_put(modules, "__builtin__", builtin.value());
    let sys = cx.make_module(&sys::MODULE)?;
    cx.sys_dict = sys.dict;
    cx.dict_put(modules, "sys", sys.value());
    if let Some(dict) = object_model::module::module_dict(sys.value()) {
        cx.dict_put(dict, "modules", modules.value());
    }
    Ok(())
}
