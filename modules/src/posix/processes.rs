//! Processes: making them, waiting for them, whose they are.

#![allow(unsafe_code)] // system calls

use super::files::{file_on, mode_arg};
use crate::resource::rusage;
use crate::system::{self, Path, Text, check, checked, clear_errno, id_arg, os_error};
use object_model::types::file::FileObject;
use object_model::value::{Slot, Value};
use object_model::{Bytes, Context, FromArg, Gc, ListObject, PyResult, StrObject, TupleObject, none, py_functions, raise};
use std::ffi::CString;
use std::io::Error;
use std::os::fd::IntoRawFd;
use std::os::unix::ffi::OsStrExt;

/// The items of a list or tuple, as a tuple.
fn items_of(cx: &mut Context, value: Value) -> PyResult<Option<Gc<TupleObject>>> {
    if let Some(tuple) = value.downcast::<TupleObject>() {
        return Ok(Some(tuple));
    }
    match value.downcast::<ListObject>() {
        Some(list) => cx.list_to_tuple(list).map(Some),
        None => Ok(None),
    }
}

/// The argument vector of `execv` and `execve`.
fn arguments(cx: &mut Context, function: &'static str, value: Value) -> PyResult<Vec<CString>> {
    let Some(items) = items_of(cx, value)? else { raise!(cx, TypeError, "{function}() arg 2 must be a tuple or list") };
    if items.is_empty() {
        raise!(cx, ValueError, "{function}() arg 2 must not be empty");
    }
    let mut strings = Vec::new();
    for &item in items.get().items() {
        match Path::from_arg(cx, item, object_model::Arg { function, index: 2 }) {
            Ok(text) => strings.push(text.c),
            Err(raised) => {
                if cx.catch(object_model::Exc::TypeError) {
                    raise!(cx, TypeError, "{function}() arg 2 must contain only strings");
                }
                return Err(raised);
            }
        }
    }
    Ok(strings)
}

/// Ends with null, as C wants vectors of strings.
fn vector(strings: &[CString]) -> Vec<*const libc::c_char> {
    strings.iter().map(|text| text.as_ptr()).chain([std::ptr::null()]).collect()
}

fn environment(cx: &mut Context, mapping: Value) -> PyResult<Vec<CString>> {
    if cx.find_attr_text(mapping, "keys")?.is_none() || cx.find_attr_text(mapping, "values")?.is_none() {
        raise!(cx, TypeError, "execve() arg 3 must be a mapping object");
    }
    let keys = cx.call_method(mapping, "keys", &[])?;
    let keys = cx.tuple_from(keys)?;
    let values = cx.call_method(mapping, "values", &[])?;
    let values = cx.tuple_from(values)?;
    let mut strings = Vec::new();
    for (&key, &value) in keys.get().items().iter().zip(values.get().items()) {
        let mut text = Vec::new();
        for (part, what) in [(key, "key"), (value, "value")] {
            let Ok(part) = Bytes::from_arg(cx, part, object_model::Arg { function: "execve", index: 3 }) else {
                cx.take_error();
                raise!(cx, TypeError, "execve() arg 3 contains a non-string {what}");
            };
            if what == "key" && (part.is_empty() || part[1..].contains(&b'=')) {
                raise!(cx, ValueError, "illegal environment variable name");
            }
            text.extend_from_slice(&part);
            if what == "key" {
                text.push(b'=');
            }
        }
        match CString::new(text) {
            Ok(text) => strings.push(text),
            Err(_) => raise!(cx, TypeError, "execve() arg 3 contains a string with null bytes"),
        }
    }
    Ok(strings)
}

/// Before a fork: what files on disk are to hold is there for the child, and not written twice.
fn before_fork(cx: &mut Context) {
    cx.write_out_files();
    interp::threads::before_fork(cx);
}

/// Runs `fork`, the child's threads being gone.
fn forked(cx: &mut Context, pid: i32) -> PyResult<i64> {
    let error = Error::last_os_error();
    if pid == 0 {
        cx.files_after_fork();
        interp::threads::after_fork(cx)?;
    } else {
        interp::threads::after_fork_in_parent();
    }
    if pid < 0 { Err(os_error(cx, &error)) } else { Ok(pid.into()) }
}

/// (pid, status) of a wait.
fn waited(cx: &mut Context, call: impl FnOnce(&mut i32) -> i32) -> PyResult<(i64, i32)> {
    let mut status = 0;
    let pid = checked(cx, || call(&mut status).into())?;
    Ok((pid, status))
}

fn waited_usage(cx: &mut Context, pid: i32, options: i32) -> PyResult<(i64, i32, Value)> {
    let mut status = 0;
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    let place = usage.as_mut_ptr();
    // SAFETY: room for both results.
    let pid = checked(cx, || unsafe { libc::wait4(pid, &mut status, options, place) }.into())?;
    // SAFETY: a structure of numbers, filled.
    let usage = rusage(cx, unsafe { usage.assume_init_ref() })?;
    Ok((pid, status, usage))
}

py_functions! { FUNCTIONS:
    /// fork() -> pid
    /// 0 in the child, the child's id in the parent.
    fn fork(cx: &mut Context) -> PyResult<i64> {
        before_fork(cx);
        // SAFETY: the GIL is held; the child goes on with this thread alone.
        let pid = unsafe { libc::fork() };
        forked(cx, pid)
    }
    /// forkpty() -> (pid, master_fd)
    fn forkpty(cx: &mut Context) -> PyResult<(i64, i32)> {
        let mut master = -1;
        let null = std::ptr::null_mut();
        before_fork(cx);
        // SAFETY: as above; room for the descriptor.
        let pid = unsafe { libc::forkpty(&mut master, null, null.cast(), null.cast()) };
        Ok((forked(cx, pid)?, master))
    }
    /// execv(path, args)
    /// Run a program in place of this one.
    fn execv(cx: &mut Context, path: Path, args: Value) -> PyResult<()> {
        let strings = arguments(cx, "execv", args)?;
        cx.write_out_files();
        // SAFETY: C strings that live until the call returns, if it does.
        unsafe { libc::execv(path.as_ptr(), vector(&strings).as_ptr()) };
        Err(os_error(cx, &Error::last_os_error()))
    }
    /// execve(path, args, env)
    /// Run a program in place of this one, in an environment.
    fn execve(cx: &mut Context, path: Path, args: Value, env: Value) -> PyResult<()> {
        let strings = arguments(cx, "execve", args)?;
        let env = environment(cx, env)?;
        cx.write_out_files();
        // SAFETY: as above.
        unsafe { libc::execve(path.as_ptr(), vector(&strings).as_ptr(), vector(&env).as_ptr()) };
        Err(os_error(cx, &Error::last_os_error()))
    }
    /// wait() -> (pid, status)
    fn wait(cx: &mut Context) -> PyResult<(i64, i32)> {
        // SAFETY: room for the status.
        waited(cx, |status| unsafe { libc::wait(status) })
    }
    /// waitpid(pid, options) -> (pid, status)
    fn waitpid(cx: &mut Context, pid: i32, options: i32) -> PyResult<(i64, i32)> {
        // SAFETY: as above.
        waited(cx, |status| unsafe { libc::waitpid(pid, status, options) })
    }
    /// wait3(options) -> (pid, status, rusage)
    fn wait3(cx: &mut Context, options: i32) -> PyResult<(i64, i32, Value)> {
        waited_usage(cx, -1, options)
    }
    /// wait4(pid, options) -> (pid, status, rusage)
    fn wait4(cx: &mut Context, pid: i32, options: i32) -> PyResult<(i64, i32, Value)> {
        waited_usage(cx, pid, options)
    }
    /// kill(pid, sig)
    fn kill(cx: &mut Context, pid: i32, sig: i32) -> PyResult<()> {
        // SAFETY: numbers only, here and below.
        check(cx, unsafe { libc::kill(pid, sig) }.into())?;
        (cx.hooks.serve)(cx)
    }
    /// killpg(pgid, sig)
    fn killpg(cx: &mut Context, pgid: i32, sig: i32) -> PyResult<()> {
        // SAFETY: as above.
        check(cx, unsafe { libc::killpg(pgid, sig) }.into())?;
        (cx.hooks.serve)(cx)
    }
    /// system(command) -> exit_status
    fn system(cx: &mut Context, command: Text) -> i64 {
        cx.write_out_files();
        // SAFETY: a C string.
        system::blocking(cx, || unsafe { libc::system(command.0.as_ptr()) }).into()
    }
    /// popen(command [, mode='r' [, bufsize]]) -> pipe
    /// A file connected to a command that runs.
    fn popen(cx: &mut Context, command: Text, mode: Slot = None, bufsize: i64 = -1) -> PyResult {
        use std::process::{Command, Stdio};
        let mode = mode_arg(cx, mode, "popen", 2)?;
        let reading = match mode {
            b"r" | b"rb" | b"rU" | b"U" => true,
            b"w" | b"wb" => false,
            _ => return Err(os_error(cx, &Error::from_raw_os_error(libc::EINVAL))),
        };
        let mut shell = Command::new("/bin/sh");
        shell.arg("-c").arg(std::ffi::OsStr::from_bytes(command.0.as_bytes()));
        if reading { shell.stdout(Stdio::piped()) } else { shell.stdin(Stdio::piped()) };
        cx.write_out_files();
        let mut child = match cx.opening(|_| shell.spawn()) {
            Ok(child) => child,
            Err(error) => return Err(os_error(cx, &error)),
        };
        let fd = match (child.stdout.take(), child.stdin.take()) {
            (Some(out), _) => out.into_raw_fd(),
            (None, Some(into)) => into.into_raw_fd(),
            (None, None) => return Err(os_error(cx, &Error::from_raw_os_error(libc::EBADF))),
        };
        let file = file_on(cx, fd, &command.0.to_string_lossy(), mode, bufsize)?;
        if let Some(file) = file.downcast::<FileObject>() {
            file.stream(cx)?.child = Some(child.id() as i32);
        }
        Ok(file)
    }
    /// _exit(status)
    /// End the process at once, without any cleaning up.
    fn _exit(cx: &mut Context, status: i32) {
        let _ = cx;
        // SAFETY: does not return.
        unsafe { libc::_exit(status) };
    }
    /// abort() -> does not return
    fn abort(cx: &mut Context) {
        let _ = cx;
        std::process::abort();
    }
    /// times() -> (utime, stime, cutime, cstime, elapsed_time)
    fn times(cx: &mut Context) -> PyResult {
        let mut ticks = libc::tms { tms_utime: 0, tms_stime: 0, tms_cutime: 0, tms_cstime: 0 };
        // SAFETY: room for the result.
        let (elapsed, second) = unsafe { (libc::times(&mut ticks), libc::sysconf(libc::_SC_CLK_TCK) as f64) };
        let all = [ticks.tms_utime, ticks.tms_stime, ticks.tms_cutime, ticks.tms_cstime, elapsed];
        let mut items = [none(); 5];
        for (item, ticks) in items.iter_mut().zip(all) {
            *item = cx.new_float(ticks as f64 / second);
        }
        Ok(cx.new_tuple(&items).value())
    }
    /// uname() -> (sysname, nodename, release, version, machine)
    fn uname(cx: &mut Context) -> PyResult {
        let mut names = std::mem::MaybeUninit::<libc::utsname>::zeroed();
        // SAFETY: room for the result.
        check(cx, unsafe { libc::uname(names.as_mut_ptr()) }.into())?;
        // SAFETY: arrays of bytes, filled.
        let names = unsafe { names.assume_init_ref() };
        let mut items = [none(); 5];
        let all = [&names.sysname, &names.nodename, &names.release, &names.version, &names.machine];
        for (item, text) in items.iter_mut().zip(all) {
            let bytes: Vec<u8> = text.iter().map(|&c| c as u8).take_while(|&c| c != 0).collect();
            *item = cx.new_str(&bytes).value();
        }
        Ok(cx.new_tuple(&items).value())
    }
    /// getloadavg() -> (float, float, float)
    fn getloadavg(cx: &mut Context) -> PyResult<(f64, f64, f64)> {
        let mut load = [0.0; 3];
        // SAFETY: room for three numbers.
        if unsafe { libc::getloadavg(load.as_mut_ptr(), 3) } != 3 {
            raise!(cx, OSError, "Load averages are unobtainable");
        }
        Ok((load[0], load[1], load[2]))
    }
    /// nice(inc) -> new_priority
    fn nice(cx: &mut Context, inc: i32) -> PyResult<i64> {
        clear_errno();
        // SAFETY: a number.
        let value = unsafe { libc::nice(inc) };
        let error = Error::last_os_error();
        if value == -1 && error.raw_os_error() != Some(0) { Err(os_error(cx, &error)) } else { Ok(value.into()) }
    }
    /// putenv(key, value)
    fn putenv(cx: &mut Context, key: Text, value: Text) -> PyResult<()> {
        if key.0.as_bytes().contains(&b'=') {
            raise!(cx, ValueError, "illegal environment variable name");
        }
        // SAFETY: C strings, which are copied; the GIL keeps others from reading the environment.
        check(cx, unsafe { libc::setenv(key.0.as_ptr(), value.0.as_ptr(), 1) }.into()).map(drop)
    }
    /// unsetenv(key)
    fn unsetenv(cx: &mut Context, key: Text) -> PyResult<()> {
        // SAFETY: as above.
        check(cx, unsafe { libc::unsetenv(key.0.as_ptr()) }.into()).map(drop)
    }
    /// getlogin() -> string
    fn getlogin(cx: &mut Context) -> PyResult<Vec<u8>> {
        // SAFETY: the result is a C string until the next call.
        let name = unsafe { libc::getlogin() };
        if name.is_null() {
            return Err(os_error(cx, &Error::last_os_error()));
        }
        // SAFETY: as above.
        Ok(unsafe { std::ffi::CStr::from_ptr(name) }.to_bytes().to_vec())
    }
}

/// A group or user id that a call sets.
fn ids<const N: usize>(cx: &mut Context, values: [Value; N], what: &str) -> PyResult<[u32; N]> {
    let mut ids = [0; N];
    for (id, value) in ids.iter_mut().zip(values) {
        *id = id_arg(cx, value, what)?;
    }
    Ok(ids)
}

fn group_tuple(cx: &mut Context, ids: [u32; 3]) -> Value {
    cx.new_tuple(&ids.map(|id| Value::small(id.into()))).value()
}

py_functions! { IDS:
    /// getpid() -> pid
    fn getpid(cx: &mut Context) -> i32 {
        let _ = cx;
        // SAFETY: asks for a number, here and below.
        unsafe { libc::getpid() }
    }
    /// getppid() -> ppid
    fn getppid(cx: &mut Context) -> i32 {
        let _ = cx;
        // SAFETY: as above.
        unsafe { libc::getppid() }
    }
    /// getuid() -> uid
    fn getuid(cx: &mut Context) -> u32 {
        let _ = cx;
        // SAFETY: as above.
        unsafe { libc::getuid() }
    }
    /// geteuid() -> euid
    fn geteuid(cx: &mut Context) -> u32 {
        let _ = cx;
        // SAFETY: as above.
        unsafe { libc::geteuid() }
    }
    /// getgid() -> gid
    fn getgid(cx: &mut Context) -> u32 {
        let _ = cx;
        // SAFETY: as above.
        unsafe { libc::getgid() }
    }
    /// getegid() -> egid
    fn getegid(cx: &mut Context) -> u32 {
        let _ = cx;
        // SAFETY: as above.
        unsafe { libc::getegid() }
    }
    /// getpgrp() -> pgrp
    fn getpgrp(cx: &mut Context) -> i32 {
        let _ = cx;
        // SAFETY: as above.
        unsafe { libc::getpgrp() }
    }
    /// setpgrp()
    fn setpgrp(cx: &mut Context) -> PyResult<()> {
        // SAFETY: numbers only, here and below.
        check(cx, unsafe { libc::setpgid(0, 0) }.into()).map(drop)
    }
    /// getpgid(pid) -> pgid
    fn getpgid(cx: &mut Context, pid: i32) -> PyResult<i64> {
        // SAFETY: as above.
        check(cx, unsafe { libc::getpgid(pid) }.into())
    }
    /// setpgid(pid, pgrp)
    fn setpgid(cx: &mut Context, pid: i32, pgrp: i32) -> PyResult<()> {
        // SAFETY: as above.
        check(cx, unsafe { libc::setpgid(pid, pgrp) }.into()).map(drop)
    }
    /// getsid(pid) -> sid
    fn getsid(cx: &mut Context, pid: i32) -> PyResult<i64> {
        // SAFETY: as above.
        check(cx, unsafe { libc::getsid(pid) }.into())
    }
    /// setsid()
    fn setsid(cx: &mut Context) -> PyResult<()> {
        // SAFETY: as above.
        check(cx, unsafe { libc::setsid() }.into()).map(drop)
    }
    /// setuid(uid)
    fn setuid(cx: &mut Context, uid: Value) -> PyResult<()> {
        let [uid] = ids(cx, [uid], "user")?;
        // SAFETY: as above.
        check(cx, unsafe { libc::setuid(uid) }.into()).map(drop)
    }
    /// seteuid(uid)
    fn seteuid(cx: &mut Context, uid: Value) -> PyResult<()> {
        let [uid] = ids(cx, [uid], "user")?;
        // SAFETY: as above.
        check(cx, unsafe { libc::seteuid(uid) }.into()).map(drop)
    }
    /// setgid(gid)
    fn setgid(cx: &mut Context, gid: Value) -> PyResult<()> {
        let [gid] = ids(cx, [gid], "group")?;
        // SAFETY: as above.
        check(cx, unsafe { libc::setgid(gid) }.into()).map(drop)
    }
    /// setegid(gid)
    fn setegid(cx: &mut Context, gid: Value) -> PyResult<()> {
        let [gid] = ids(cx, [gid], "group")?;
        // SAFETY: as above.
        check(cx, unsafe { libc::setegid(gid) }.into()).map(drop)
    }
    /// setreuid(ruid, euid)
    fn setreuid(cx: &mut Context, ruid: Value, euid: Value) -> PyResult<()> {
        let [ruid, euid] = ids(cx, [ruid, euid], "user")?;
        // SAFETY: as above.
        check(cx, unsafe { libc::setreuid(ruid, euid) }.into()).map(drop)
    }
    /// setregid(rgid, egid)
    fn setregid(cx: &mut Context, rgid: Value, egid: Value) -> PyResult<()> {
        let [rgid, egid] = ids(cx, [rgid, egid], "group")?;
        // SAFETY: as above.
        check(cx, unsafe { libc::setregid(rgid, egid) }.into()).map(drop)
    }
    /// setresuid(ruid, euid, suid)
    fn setresuid(cx: &mut Context, ruid: Value, euid: Value, suid: Value) -> PyResult<()> {
        let [ruid, euid, suid] = ids(cx, [ruid, euid, suid], "user")?;
        // SAFETY: as above.
        check(cx, unsafe { libc::setresuid(ruid, euid, suid) }.into()).map(drop)
    }
    /// setresgid(rgid, egid, sgid)
    fn setresgid(cx: &mut Context, rgid: Value, egid: Value, sgid: Value) -> PyResult<()> {
        let [rgid, egid, sgid] = ids(cx, [rgid, egid, sgid], "group")?;
        // SAFETY: as above.
        check(cx, unsafe { libc::setresgid(rgid, egid, sgid) }.into()).map(drop)
    }
    /// getresuid() -> (ruid, euid, suid)
    fn getresuid(cx: &mut Context) -> PyResult {
        let (mut real, mut effective, mut saved) = (0, 0, 0);
        // SAFETY: room for three numbers.
        check(cx, unsafe { libc::getresuid(&mut real, &mut effective, &mut saved) }.into())?;
        Ok(group_tuple(cx, [real, effective, saved]))
    }
    /// getresgid() -> (rgid, egid, sgid)
    fn getresgid(cx: &mut Context) -> PyResult {
        let (mut real, mut effective, mut saved) = (0, 0, 0);
        // SAFETY: as above.
        check(cx, unsafe { libc::getresgid(&mut real, &mut effective, &mut saved) }.into())?;
        Ok(group_tuple(cx, [real, effective, saved]))
    }
    /// getgroups() -> list of group ids
    fn getgroups(cx: &mut Context) -> PyResult {
        let mut groups = vec![0; 65536];
        // SAFETY: room for as many numbers as are named.
        let n = check(cx, unsafe { libc::getgroups(groups.len() as i32, groups.as_mut_ptr()) }.into())?;
        let list = cx.new_list();
        for &group in &groups[..n as usize] {
            cx.list_push(list, Value::small(group.into()))?;
        }
        Ok(list.value())
    }
    /// setgroups(list)
    fn setgroups(cx: &mut Context, list: Value) -> PyResult<()> {
        let is_sequence = list.downcast::<StrObject>().is_some() || items_of(cx, list)?.is_some();
        if !is_sequence {
            raise!(cx, TypeError, "setgroups argument must be a sequence");
        }
        let items = cx.tuple_from(list)?;
        if items.len() > 65536 {
            raise!(cx, ValueError, "too many groups");
        }
        let mut groups = Vec::new();
        for &item in items.get().items() {
            if item.as_int().is_none() && !item.is_kind(object_model::kind::LONG) {
                raise!(cx, TypeError, "groups must be integers");
            }
            groups.push(id_arg(cx, item, "group")?);
        }
        // SAFETY: as many numbers as are named.
        check(cx, unsafe { libc::setgroups(groups.len(), groups.as_ptr()) }.into()).map(drop)
    }
    /// initgroups(username, gid)
    fn initgroups(cx: &mut Context, username: Text, gid: Value) -> PyResult<()> {
        let [gid] = ids(cx, [gid], "group")?;
        // SAFETY: a C string.
        check(cx, unsafe { libc::initgroups(username.0.as_ptr(), gid) }.into()).map(drop)
    }
}
