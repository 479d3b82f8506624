//! `_weakref`: the types of weak references under their names, and what counts them.

use object_model::types::weakref::{self, WeakrefObject};
use object_model::value::Value;
use object_model::{Context, DictObject, Gc, ModuleDecl, PyResult, none, py_functions, raise};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Weak references and proxies; `weakref` is the module for programs.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("_weakref")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    for (name, decl) in [
        ("ref", &weakref::WEAKREF),
        ("ReferenceType", &weakref::WEAKREF),
        ("ProxyType", &weakref::WEAKPROXY),
        ("CallableProxyType", &weakref::CALLABLE_WEAKPROXY),
    ] {
        let class = decl.get(cx);
        cx.dict_put(dict, name, class.value());
    }
    Ok(())
}

py_functions! { FUNCTIONS:
    /// getweakrefcount(object) -> integer
    /// The number of weak references to the object.
    fn getweakrefcount(cx: &mut Context, object: Value) -> usize {
        weakref::count(cx, object)
    }
    /// getweakrefs(object) -> list
    /// All weak references to the object.
    fn getweakrefs(cx: &mut Context, object: Value) -> PyResult {
        weakref::all(cx, object)
    }
    /// proxy(object[, callback]) -> proxy
    /// A proxy for the object; the callback is called with it when the object ends.
    fn proxy(cx: &mut Context, object: Value, callback: Value = none()) -> PyResult {
        weakref::new_proxy(cx, object, callback.not_none())
    }
    /// _remove_dead_weakref(dict, key)
    /// Removes the key if its value is a weak reference whose referent has ended.
    fn _remove_dead_weakref(cx: &mut Context, dict: Gc<DictObject>, key: Value) -> PyResult<()> {
        let Some(found) = cx.dict_get(dict, key)? else { return Ok(()) };
        let Some(reference) = found.downcast::<WeakrefObject>() else {
            raise!(cx, TypeError, "not a weakref");
        };
        if reference.referent().is_none() {
            cx.dict_delete(dict, key)?;
        }
        Ok(())
    }
}
