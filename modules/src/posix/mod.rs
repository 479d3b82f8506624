//! `posix`: the system calls behind `os`.
//!
//! Source: library reference, `os` and `posix` (2.7).

pub(crate) mod files;
mod names;
mod processes;
mod stat;
mod status;

use object_model::{Context, DictObject, Exc, Gc, ModuleDecl, PyResult};
use std::os::unix::ffi::OsStrExt;

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Functions of the operating system, as POSIX defines them. Programs use them by way of module os.",
    functions: &[files::FUNCTIONS, files::PATHS, stat::FUNCTIONS, processes::FUNCTIONS, processes::IDS, status::FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("posix")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    for &(name, number) in names::CONSTANTS.iter().chain(names::OTHERS) {
        let number = cx.new_int(number);
        cx.dict_put(dict, name, number);
    }
    for (name, table) in
        [("confstr_names", names::CONFSTR), ("pathconf_names", names::PATHCONF), ("sysconf_names", names::SYSCONF)]
    {
        let numbers = cx.new_dict();
        cx.dict_put(dict, name, numbers.value());
        for &(key, number) in table {
            cx.dict_put(numbers, key, object_model::Value::small(number.into()));
        }
    }
    let error = Exc::OSError.class(cx).value();
    cx.dict_put(dict, "error", error);
    for (name, class) in [("stat_result", &stat::STAT_RESULT), ("statvfs_result", &stat::STATVFS_RESULT)] {
        let class = class.get(cx).value();
        cx.dict_put(dict, name, class);
    }
    let environ = cx.new_dict();
    cx.dict_put(dict, "environ", environ.value());
    for (name, value) in std::env::vars_os() {
        let (name, value) = (cx.new_str(name.as_bytes()).value(), cx.new_str(value.as_bytes()).value());
        cx.dict_set(environ, name, value)?;
    }
    Ok(())
}
