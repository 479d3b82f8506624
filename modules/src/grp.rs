//! `grp`: the system's groups of users.
//!
//! Source: library reference 37.4 (2.7).

#![allow(unsafe_code)] // the C library's group database

use crate::pwd::text;
use object_model::{Context, DictObject, Gc, ModuleDecl, PyResult, Value, py_functions, raise, struct_sequence};
use std::ffi::CString;

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "The system's groups: entries with name, password, group id and members.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("grp")
};

struct_sequence!(STRUCT_GROUP = "grp" "struct_group" "A group's entry.", 4, ["gr_name", "gr_passwd", "gr_gid", "gr_mem"]);

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    let class = STRUCT_GROUP.get(cx).value();
    cx.dict_put(dict, "struct_group", class);
    Ok(())
}

/// The object of an entry, which the C library keeps until the next call; nobody calls meanwhile, for want of the GIL.
fn entry(cx: &mut Context, found: *const libc::group) -> PyResult {
    // SAFETY: callers have found one; its strings are C strings, the list of members ends with null.
    unsafe {
        let found = &*found;
        let (name, password) = (text(cx, found.gr_name), text(cx, found.gr_passwd));
        let members = cx.new_list();
        let mut member = found.gr_mem;
        while !member.is_null() && !(*member).is_null() {
            let name = text(cx, *member);
            cx.list_push(members, name)?;
            member = member.add(1);
        }
        STRUCT_GROUP.make(cx, &[name, password, Value::small(found.gr_gid.into()), members.value()])
    }
}

py_functions! { FUNCTIONS:
    /// getgrgid(gid) -> entry of the group with this id
    fn getgrgid(cx: &mut Context, gid: Value) -> PyResult {
        let class = object_model::types::int::INT.get(cx).value();
        let number = cx.call(class, &[gid])?;
        let number = crate::system::id_arg(cx, number, "group")?;
        // SAFETY: asks for an entry.
        let found = unsafe { libc::getgrgid(number) };
        if found.is_null() {
            raise!(cx, KeyError, "getgrgid(): gid not found: {number}");
        }
        entry(cx, found)
    }
    /// getgrnam(name) -> entry of the group with this name
    fn getgrnam(cx: &mut Context, name: Value) -> PyResult {
        let text = cx.str(name)?;
        let text = text.get().bytes();
        let text = CString::new(text.split(|&byte| byte == 0).next().unwrap_or_default()).unwrap_or_default();
        // SAFETY: a C string.
        let found = unsafe { libc::getgrnam(text.as_ptr()) };
        if found.is_null() {
            raise!(cx, KeyError, "getgrnam(): name not found: {}", text.to_string_lossy());
        }
        entry(cx, found)
    }
    /// getgrall() -> list of all entries
    fn getgrall(cx: &mut Context) -> PyResult {
        let list = cx.new_list();
        // SAFETY: a walk over the database, begun and ended here.
        unsafe { libc::setgrent() };
        let mut result = Ok(());
        while result.is_ok() {
            // SAFETY: as above.
            let found = unsafe { libc::getgrent() };
            if found.is_null() {
                break;
            }
            result = entry(cx, found).and_then(|entry| cx.list_push(list, entry));
        }
        // SAFETY: as above.
        unsafe { libc::endgrent() };
        result.map(|()| list.value())
    }
}
