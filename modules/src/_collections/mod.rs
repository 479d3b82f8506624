//! `_collections`: `deque` and `defaultdict`.

mod defaultdict;
mod deque;
mod iterator;

use object_model::{Context, DictObject, Gc, ModuleDecl, PyResult};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Container types that the module collections gives away.",
    setup: Some(setup),
    ..ModuleDecl::new("_collections")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    crate::kinds::register::<deque::DequeObject>(cx, &deque::DEQUE, &deque::LAYOUT);
    iterator::register(cx);
    let deque = deque::DEQUE.get(cx).value();
    cx.dict_put(dict, "deque", deque);
    let defaultdict = defaultdict::DEFAULTDICT.get(cx).value();
    cx.dict_put(dict, "defaultdict", defaultdict);
    Ok(())
}
