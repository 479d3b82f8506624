//! `fcntl`: control of file descriptors, and locks on files.
//!
//! Source: library reference 37.9 (2.7).

#![allow(unsafe_code)] // system calls

use crate::blocking;
use crate::errors;
use crate::system::Descriptor;
use object_model::protocols::buffer::Memory;
use object_model::value::Value;
use object_model::{
    Arg, Args, Bytes, Context, DictObject, Exc, FromArg, Gc, ModuleDecl, PyResult, Slot, kind, none, py_functions, raise,
};
use std::io::Error;

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Control of file descriptors and locks on files.\n\n\
A descriptor is given as an int or as an object with fileno().",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("fcntl")
};

macro_rules! numbers {
    ($($name:ident)*; $($other:literal = $value:literal)*) => {
        static NUMBERS: &[(&str, i64)] = &[$((stringify!($name), libc::$name as i64),)* $(($other, $value),)*];
    };
}

numbers! {
    LOCK_SH LOCK_EX LOCK_NB LOCK_UN
    F_DUPFD F_GETFD F_SETFD F_GETFL F_SETFL F_GETLK F_SETLK F_SETLKW F_GETOWN F_SETOWN F_RDLCK F_WRLCK F_UNLCK
    F_SETLEASE F_GETLEASE F_NOTIFY FD_CLOEXEC;
    "LOCK_MAND" = 32 "LOCK_READ" = 64 "LOCK_WRITE" = 128 "LOCK_RW" = 192
    "F_GETSIG" = 11 "F_SETSIG" = 10 "F_EXLCK" = 4 "F_SHLCK" = 8 "F_GETLK64" = 5 "F_SETLK64" = 6 "F_SETLKW64" = 7
    "FASYNC" = 8192
    "DN_ACCESS" = 1 "DN_MODIFY" = 2 "DN_CREATE" = 4 "DN_DELETE" = 8 "DN_RENAME" = 16 "DN_ATTRIB" = 32
    "DN_MULTISHOT" = 2147483648
}

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    for &(name, number) in NUMBERS {
        cx.dict_put(dict, name, Value::small(number));
    }
    Ok(())
}

/// Bytes that the system may read and write in the place of an argument, and room beyond them.
const ROOM: usize = 1024;

/// What a call returned; IOError.
fn outcome(cx: &mut Context, result: Result<usize, Error>) -> PyResult<i64> {
    match result {
        Ok(n) => Ok(n as i64),
        Err(error) => {
            if error.raw_os_error() == Some(libc::EINTR) {
                blocking::serve(cx)?;
            }
            Err(errors::os_error(cx, Exc::IOError, &error, none()))
        }
    }
}

/// An argument of which the lowest 32 bits count ("I").
fn word(cx: &mut Context, value: Value) -> PyResult<u32> {
    if let Some(long) = value.downcast::<object_model::long::LongObject>() {
        let low = long.digits().first().copied().unwrap_or(0);
        return Ok(if long.is_negative() { low.wrapping_neg() } else { low });
    }
    cx.int_arg(value).map(|n| n as u32)
}

/// Text given where the system takes a structure.
fn text(cx: &mut Context, value: Value, function: &'static str) -> PyResult<Option<Vec<u8>>> {
    if value.is_kind(kind::UNICODE) {
        return Bytes::from_arg(cx, value, Arg { function, index: 3 }).map(|text| Some(text.to_vec()));
    }
    match (value.kind(), cx.memory_of(value)?) {
        (kind::BYTEARRAY, _) => Ok(None),
        // One byte too many is enough to see that.
        (_, Some(memory)) => Ok(Some(memory.get().iter().copied().take(ROOM + 1).collect())),
        (_, None) => Ok(None),
    }
}

fn writable(cx: &mut Context, value: Value) -> PyResult<Option<Memory>> {
    Ok(cx.memory_of(value)?.filter(|memory| memory.is_writable()))
}

/// A call whose argument is a copy of bytes; what the system made of them.
fn with_copy(cx: &mut Context, bytes: &[u8], call: impl Fn(*mut u8) -> isize) -> PyResult<(i64, [u8; ROOM + 1])> {
    let mut copy = [0; ROOM + 1];
    copy[..bytes.len()].copy_from_slice(bytes);
    let at = copy.as_mut_ptr();
    let result = blocking::call(cx, || call(at));
    Ok((outcome(cx, result)?, copy))
}

/// Descriptor, code and what follows.
fn three<'a>(cx: &mut Context, args: &'a Args, most: usize, message: &str) -> PyResult<(i32, Value, &'a [Value])> {
    let given = args.positional;
    if !args.keywords.is_empty() || !(2..=most).contains(&given.len()) {
        raise!(cx, TypeError, "{message}");
    }
    let fd = Descriptor::from_arg(cx, given[0], Arg { function: "", index: 1 })?.0;
    Ok((fd, given[1], &given[2..]))
}

fn lock(cx: &mut Context, fd: i32, code: i32, len: i64, start: i64, whence: i32) -> PyResult<()> {
    let kind = match code & !libc::LOCK_NB {
        libc::LOCK_UN => libc::F_UNLCK,
        _ if code & libc::LOCK_SH != 0 => libc::F_RDLCK,
        _ if code & libc::LOCK_EX != 0 => libc::F_WRLCK,
        _ => raise!(cx, ValueError, "unrecognized lockf argument"),
    };
    let how = if code & libc::LOCK_NB != 0 { libc::F_SETLK } else { libc::F_SETLKW };
    let request = libc::flock { l_type: kind as i16, l_whence: whence as i16, l_start: start, l_len: len, l_pid: 0 };
    // SAFETY: a structure of numbers, a local.
    let result = blocking::call(cx, || unsafe { libc::fcntl(fd, how, &request) } as isize);
    outcome(cx, result).map(|_| ())
}

fn offset(cx: &mut Context, slot: Slot) -> PyResult<i64> {
    match slot {
        // Floats lose their fraction here.
        Some(value) => match value.downcast::<object_model::FloatObject>() {
            Some(float) => Ok(float.float as i64),
            None => cx.int_arg(value),
        },
        None => Ok(0),
    }
}

py_functions! { FUNCTIONS:
    /// fcntl(fd, op[, arg]) -> result
    ///
    /// The argument is an int, or a str of at most 1024 bytes that the system may change; then the result is the
    /// changed one.
    @raw fn fcntl(cx: &mut Context, args: &Args) -> PyResult {
        const MESSAGE: &str =
            "fcntl requires a file or file descriptor, an integer and optionally a third integer or a string";
        let (fd, code, rest) = three(cx, args, 3, MESSAGE)?;
        let code = i32::from_arg(cx, code, Arg { function: "fcntl", index: 2 })?;
        let argument = match rest {
            &[argument] => argument,
            _ => Value::small(0),
        };
        if let Some(bytes) = text(cx, argument, "fcntl")? {
            if bytes.len() > ROOM {
                raise!(cx, ValueError, "fcntl string arg too long");
            }
            // SAFETY: the program knows what the system does with its bytes.
            let (_, copy) = with_copy(cx, &bytes, |at| unsafe { libc::fcntl(fd, code, at) } as isize)?;
            return Ok(cx.new_str(&copy[..bytes.len()]).value());
        }
        let argument = word(cx, argument)?;
        // SAFETY: a number.
        let result = blocking::call(cx, || unsafe { libc::fcntl(fd, code, argument) } as isize);
        outcome(cx, result).map(Value::small)
    }
    /// ioctl(fd, op[, arg[, mutate_flag]]) -> result
    ///
    /// The argument is an int, a str, of which the changed copy is the result, or a buffer that is changed itself unless
    /// the flag is false.
    @raw fn ioctl(cx: &mut Context, args: &Args) -> PyResult {
        const MESSAGE: &str =
            "ioctl requires a file or file descriptor, an integer and optionally an integer or buffer argument";
        let (fd, code, rest) = three(cx, args, 4, MESSAGE)?;
        let code = word(cx, code)? as libc::c_ulong;
        let argument = rest.first().copied().unwrap_or(Value::small(0));
        if let Some(memory) = writable(cx, argument)? {
            let mutate = match rest.get(1) {
                Some(flag) if flag.as_int().is_none() => raise!(cx, TypeError, "{MESSAGE}"),
                Some(&flag) => i32::from_arg(cx, flag, Arg { function: "ioctl", index: 4 })? != 0,
                None => true,
            };
            let bytes = memory.get().to_vec();
            if bytes.len() > ROOM {
                if !mutate {
                    raise!(cx, ValueError, "ioctl string arg too long");
                }
                // In a copy of its own: the buffer may move when others run.
                let mut copy = bytes;
                let at = copy.as_mut_ptr();
                // SAFETY: the program knows what the system does with its bytes.
                let result = blocking::call(cx, || unsafe { libc::ioctl(fd, code, at) } as isize);
                write_back(cx, argument, &copy)?;
                return outcome(cx, result).map(Value::small);
            }
            // SAFETY: as above.
            let (result, copy) = with_copy(cx, &bytes, |at| unsafe { libc::ioctl(fd, code, at) } as isize)?;
            if !mutate {
                return Ok(cx.new_str(&copy[..bytes.len()]).value());
            }
            write_back(cx, argument, &copy[..bytes.len()])?;
            return Ok(Value::small(result));
        }
        if rest.len() > 1 && i32::from_arg(cx, rest[1], Arg { function: "ioctl", index: 4 }).is_err() {
            cx.take_error();
            raise!(cx, TypeError, "{MESSAGE}");
        }
        if let Some(bytes) = text(cx, argument, "ioctl")?.filter(|_| rest.len() < 2) {
            if bytes.len() > ROOM {
                raise!(cx, ValueError, "ioctl string arg too long");
            }
            // SAFETY: as above.
            let (_, copy) = with_copy(cx, &bytes, |at| unsafe { libc::ioctl(fd, code, at) } as isize)?;
            return Ok(cx.new_str(&copy[..bytes.len()]).value());
        }
        if rest.len() > 1 {
            raise!(cx, TypeError, "{MESSAGE}");
        }
        let argument = i32::from_arg(cx, argument, Arg { function: "ioctl", index: 3 })?;
        // SAFETY: a number.
        let result = blocking::call(cx, || unsafe { libc::ioctl(fd, code, argument as libc::c_long) } as isize);
        outcome(cx, result).map(Value::small)
    }
    /// flock(fd, op) -- lock or unlock the whole file
    fn flock(cx: &mut Context, fd: Descriptor, op: i32) -> PyResult<()> {
        // SAFETY: numbers.
        let result = blocking::call(cx, || unsafe { libc::flock(fd.0, op) } as isize);
        outcome(cx, result).map(|_| ())
    }
    /// lockf(fd, op[, length[, start[, whence]]]) -- lock or unlock a part of the file
    fn lockf(
        cx: &mut Context,
        fd: Descriptor,
        op: i32,
        length: Slot = None,
        start: Slot = None,
        whence: i32 = 0,
    ) -> PyResult<()> {
        // Checked before the numbers are looked at.
        if op & (libc::LOCK_SH | libc::LOCK_EX) == 0 && op & !libc::LOCK_NB != libc::LOCK_UN {
            raise!(cx, ValueError, "unrecognized lockf argument");
        }
        let start = offset(cx, start)?;
        let length = offset(cx, length)?;
        lock(cx, fd.0, op, length, start, whence)
    }
}

fn write_back(cx: &mut Context, target: Value, bytes: &[u8]) -> PyResult<()> {
    if let Some(memory) = writable(cx, target)?
        && let Some(memory) = memory.get_mut()
    {
        let len = memory.len().min(bytes.len());
        memory[..len].copy_from_slice(&bytes[..len]);
    }
    Ok(())
}
