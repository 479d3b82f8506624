//! `pwd`: the system's users.
//!
//! Source: library reference 37.2 (2.7).

#![allow(unsafe_code)] // the C library's user database

use crate::system::Text;
use object_model::{Context, DictObject, Exc, Gc, ModuleDecl, PyResult, Value, none, py_functions, raise, struct_sequence};
use std::ffi::CStr;

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "The system's users: entries with name, password, user id, group id, remark, home directory and shell.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("pwd")
};

struct_sequence!(STRUCT_PASSWD = "pwd" "struct_passwd" "A user's entry.", 7,
    ["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"]);

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    let class = STRUCT_PASSWD.get(cx).value();
    cx.dict_put(dict, "struct_passwd", class);
    Ok(())
}

/// A C string as str; None where there is none.
///
/// # Safety
/// Null or a C string.
pub unsafe fn text(cx: &mut Context, string: *const libc::c_char) -> Value {
    if string.is_null() {
        return none();
    }
    // SAFETY: by contract.
    cx.new_str(unsafe { CStr::from_ptr(string) }.to_bytes()).value()
}

/// The object of an entry, which the C library keeps until the next call; nobody calls meanwhile, for want of the GIL.
fn entry(cx: &mut Context, found: *const libc::passwd) -> PyResult {
    // SAFETY: callers have found one; its strings are C strings.
    unsafe {
        let found = &*found;
        let (name, password) = (text(cx, found.pw_name), text(cx, found.pw_passwd));
        let (uid, gid) = (Value::small(found.pw_uid.into()), Value::small(found.pw_gid.into()));
        let (remark, home, shell) = (text(cx, found.pw_gecos), text(cx, found.pw_dir), text(cx, found.pw_shell));
        STRUCT_PASSWD.make(cx, &[name, password, uid, gid, remark, home, shell])
    }
}

py_functions! { FUNCTIONS:
    /// getpwuid(uid) -> entry of the user with this id
    fn getpwuid(cx: &mut Context, uid: Value) -> PyResult {
        let number = match crate::system::id_arg(cx, uid, "user") {
            Ok(number) => number,
            Err(_) if cx.catch(Exc::OverflowError) => raise!(cx, KeyError, "getpwuid(): uid not found"),
            Err(raised) => return Err(raised),
        };
        // SAFETY: asks for an entry.
        let found = unsafe { libc::getpwuid(number) };
        if found.is_null() {
            raise!(cx, KeyError, "getpwuid(): uid not found: {number}");
        }
        entry(cx, found)
    }
    /// getpwnam(name) -> entry of the user with this name
    fn getpwnam(cx: &mut Context, name: Text) -> PyResult {
        // SAFETY: a C string.
        let found = unsafe { libc::getpwnam(name.0.as_ptr()) };
        if found.is_null() {
            raise!(cx, KeyError, "getpwnam(): name not found: {}", name.0.to_string_lossy());
        }
        entry(cx, found)
    }
    /// getpwall() -> list of all entries
    fn getpwall(cx: &mut Context) -> PyResult {
        let list = cx.new_list();
        // SAFETY: a walk over the database, begun and ended here.
        unsafe { libc::setpwent() };
        let mut result = Ok(());
        while result.is_ok() {
            // SAFETY: as above.
            let found = unsafe { libc::getpwent() };
            if found.is_null() {
                break;
            }
            result = entry(cx, found).and_then(|entry| cx.list_push(list, entry));
        }
        // SAFETY: as above.
        unsafe { libc::endpwent() };
        result.map(|()| list.value())
    }
}
