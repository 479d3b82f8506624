//! `sys`.

use object_model::handle::Gc;
use object_model::value::Value;
use object_model::{Context, DictObject, ModuleDecl, PyResult, none, py_functions};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "What a program may know of and set in the interpreter that runs it.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("sys")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    cx.dict_put(dict, "maxint", Value::small(0));
    let maxint = cx.new_int(i64::MAX);
    cx.dict_put(dict, "maxint", maxint);
    cx.dict_put(dict, "maxsize", maxint);
    cx.dict_put(dict, "maxunicode", Value::small(0x10FFFF));
    let path = cx.new_list().value();
    cx.dict_put(dict, "path", path);
    Ok(())
}

py_functions! { FUNCTIONS:
    /// exc_info() -> (type, value, traceback)
    fn exc_info(cx: &mut Context) -> Value {
        let items = match cx.exc_info {
            Some(triple) => [triple.class, triple.value, triple.traceback.unwrap_or(none())],
            None => [none(); 3],
        };
        cx.new_tuple(&items).value()
    }
}
