//! `resource`: what a process has used and may use.
//!
//! Source: library reference, `resource` (2.7).

#![allow(unsafe_code)] // system calls

use crate::errors;
use crate::system;
use object_model::value::Value;
use object_model::{Context, DictObject, Exc, Gc, ModuleDecl, PyResult, Raised, none, py_functions, raise, struct_sequence};
use std::io::Error;

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Resources that a process has used, and their limits.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("resource")
};

struct_sequence!(pub RUSAGE = "resource" "struct_rusage" "Result of getrusage().", 16,
    ["ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap",
     "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw"]);

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    errors::define(cx, dict, "resource.error", Exc::Exception)?;
    let class = RUSAGE.get(cx).value();
    cx.dict_put(dict, "struct_rusage", class);
    for (name, number) in [
        ("RLIMIT_CPU", libc::RLIMIT_CPU),
        ("RLIMIT_FSIZE", libc::RLIMIT_FSIZE),
        ("RLIMIT_DATA", libc::RLIMIT_DATA),
        ("RLIMIT_STACK", libc::RLIMIT_STACK),
        ("RLIMIT_CORE", libc::RLIMIT_CORE),
        ("RLIMIT_NOFILE", libc::RLIMIT_NOFILE),
        ("RLIMIT_OFILE", libc::RLIMIT_NOFILE),
        ("RLIMIT_AS", libc::RLIMIT_AS),
        ("RLIMIT_RSS", libc::RLIMIT_RSS),
        ("RLIMIT_NPROC", libc::RLIMIT_NPROC),
        ("RLIMIT_MEMLOCK", libc::RLIMIT_MEMLOCK),
    ] {
        cx.dict_put(dict, name, Value::small(i64::from(number)));
    }
    for (name, number) in [
        ("RUSAGE_SELF", i64::from(libc::RUSAGE_SELF)),
        ("RUSAGE_CHILDREN", i64::from(libc::RUSAGE_CHILDREN)),
        ("RLIM_INFINITY", -1),
    ] {
        cx.dict_put(dict, name, Value::small(number));
    }
    Ok(())
}

/// The struct sequence of what the system says.
pub fn rusage(cx: &mut Context, usage: &libc::rusage) -> PyResult {
    let mut items = [none(); 16];
    for (item, time) in items.iter_mut().zip([usage.ru_utime, usage.ru_stime]) {
        *item = cx.new_float(time.tv_sec as f64 + time.tv_usec as f64 * 1e-6);
    }
    let numbers = [
        usage.ru_maxrss,
        usage.ru_ixrss,
        usage.ru_idrss,
        usage.ru_isrss,
        usage.ru_minflt,
        usage.ru_majflt,
        usage.ru_nswap,
        usage.ru_inblock,
        usage.ru_oublock,
        usage.ru_msgsnd,
        usage.ru_msgrcv,
        usage.ru_nsignals,
        usage.ru_nvcsw,
        usage.ru_nivcsw,
    ];
    for (item, number) in items[2..].iter_mut().zip(numbers) {
        *item = cx.new_int(number);
    }
    RUSAGE.make(cx, &items)
}

fn error(cx: &mut Context, error: &Error) -> Raised {
    let errno = error.raw_os_error().unwrap_or(0);
    let text = object_model::types::file::strerror(errno);
    let text = cx.new_str(text.as_bytes()).value();
    errors::error_with(cx, "resource.error", &[Value::small(errno.into()), text])
}

fn check_resource(cx: &mut Context, resource: i32) -> PyResult<u32> {
    if !(0..16).contains(&resource) {
        raise!(cx, ValueError, "invalid resource specified");
    }
    Ok(resource as u32)
}

py_functions! { FUNCTIONS:
    /// getrusage(who) -> struct_rusage
    fn getrusage(cx: &mut Context, who: i32) -> PyResult {
        let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
        // SAFETY: room for the result.
        match system::result(unsafe { libc::getrusage(who, usage.as_mut_ptr()) }.into()) {
            // SAFETY: a structure of numbers, filled.
            Ok(_) => rusage(cx, unsafe { usage.assume_init_ref() }),
            Err(error) if error.raw_os_error() == Some(libc::EINVAL) => raise!(cx, ValueError, "invalid who parameter"),
            Err(problem) => Err(error(cx, &problem)),
        }
    }
    /// getrlimit(resource) -> (soft, hard)
    fn getrlimit(cx: &mut Context, resource: i32) -> PyResult<(i64, i64)> {
        let resource = check_resource(cx, resource)?;
        let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: room for the result.
        match system::result(unsafe { libc::getrlimit(resource, &mut limit) }.into()) {
            Ok(_) => Ok((limit.rlim_cur as i64, limit.rlim_max as i64)),
            Err(problem) => Err(error(cx, &problem)),
        }
    }
    /// setrlimit(resource, (soft, hard))
    fn setrlimit(cx: &mut Context, resource: i32, limits: Value) -> PyResult<()> {
        let resource = check_resource(cx, resource)?;
        let limits = cx.tuple_from(limits)?;
        let &[soft, hard] = limits.get().items() else { raise!(cx, ValueError, "expected a tuple of 2 integers") };
        let limit = libc::rlimit { rlim_cur: cx.int_arg(soft)? as u64, rlim_max: cx.int_arg(hard)? as u64 };
        // SAFETY: a structure of numbers.
        match system::result(unsafe { libc::setrlimit(resource, &limit) }.into()) {
            Ok(_) => Ok(()),
            Err(problem) => match problem.raw_os_error() {
                Some(libc::EINVAL) => raise!(cx, ValueError, "current limit exceeds maximum limit"),
                Some(libc::EPERM) => raise!(cx, ValueError, "not allowed to raise maximum limit"),
                _ => Err(error(cx, &problem)),
            },
        }
    }
    /// getpagesize() -> bytes
    fn getpagesize(cx: &mut Context) -> i64 {
        let _ = cx;
        // SAFETY: asks for a number.
        unsafe { libc::sysconf(libc::_SC_PAGESIZE) }
    }
}
