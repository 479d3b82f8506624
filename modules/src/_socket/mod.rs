//! `_socket`: the calls of BSD sockets.
//!
//! A socket with a timeout has a non-blocking descriptor and waits by `poll` before each call, without the GIL. Addresses
//! are tuples for the Internet families and path names for AF_UNIX.
//!
//! Source: library reference, `socket` (2.7); the Linux manual, `socket(7)`, `ip(7)`, `ipv6(7)`, `unix(7)`.

mod address;
mod constants;
mod database;
mod number;
mod object;

use crate::{errors, kinds};
use object_model::{Context, DictObject, Exc, Gc, ModuleDecl, PyResult, Raised, Value, py_bool};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Sockets as the operating system has them; see the module socket.",
    functions: &[object::FUNCTIONS, database::FUNCTIONS, number::FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("_socket")
};

const ERROR: &str = "socket.error";
const HOST_ERROR: &str = "socket.herror";
const ADDRESS_ERROR: &str = "socket.gaierror";
const TIMEOUT: &str = "socket.timeout";

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<object::SocketObject>(cx, &object::SOCKET, &object::INFO);
    let error = errors::define(cx, dict, ERROR, Exc::IOError)?;
    for name in [HOST_ERROR, ADDRESS_ERROR, TIMEOUT] {
        errors::define_under(cx, dict, name, error)?;
    }
    let class = object::SOCKET.get(cx).value();
    cx.dict_put(dict, "socket", class);
    cx.dict_put(dict, "SocketType", class);
    cx.dict_put(dict, "has_ipv6", py_bool(true));
    cx.dict_put(dict, "AF_DECnet", Value::small(12));
    for &(name, number) in constants::CONSTANTS {
        cx.dict_put(dict, name, Value::small(number));
    }
    Ok(())
}

/// `socket.error(errno, text)`
#[cold]
fn system_error(cx: &mut Context, error: &std::io::Error) -> Raised {
    let errno = Value::small(error.raw_os_error().unwrap_or(0).into());
    let text = cx.new_str(interp::source::strerror(error).as_bytes()).value();
    errors::error_with(cx, ERROR, &[errno, text])
}
