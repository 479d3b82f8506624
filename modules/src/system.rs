//! What the modules that call the operating system share: paths, results, calls that block.

#![allow(unsafe_code)] // `errno`

use object_model::{Arg, Context, Exc, FromArg, PyResult, Raised, StrObject, Value, kind, raise};
use std::ffi::CString;
use std::io::Error;

/// A path as the system takes it: str, or unicode in the file system's encoding.
pub struct Path {
    pub c: CString,
    /// Was it given as unicode?
    pub unicode: bool,
}

impl FromArg for Path {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<Path> {
        let (text, unicode) = match value.downcast::<StrObject>() {
            Some(text) => (text, false),
            None if value.is_kind(kind::UNICODE) => {
                let encoding = cx.intern(b"utf-8").value();
                let encoded = cx.call_method(value, "encode", &[encoding])?;
                match encoded.downcast::<StrObject>() {
                    Some(text) => (text, true),
                    None => raise!(cx, TypeError, "encoder did not return a string"),
                }
            }
            None if value.is_kind(kind::BYTEARRAY) => raise!(cx, TypeError, "decoding bytearray is not supported"),
            None => {
                let given = cx.type_name(value);
                raise!(cx, TypeError, "coercing to Unicode: need string or buffer, {given} found");
            }
        };
        match CString::new(text.get().bytes()) {
            Ok(c) => Ok(Path { c, unicode }),
            Err(_) => raise!(
                cx,
                TypeError,
                "{}() argument {} must be encoded string without null bytes, not str",
                arg.function,
                arg.index
            ),
        }
    }
}

impl Path {
    pub fn as_ptr(&self) -> *const libc::c_char {
        self.c.as_ptr()
    }

    /// OSError with this path.
    #[cold]
    pub fn error(&self, cx: &mut Context, error: &Error) -> Raised {
        let name = cx.new_str(self.c.as_bytes()).value();
        cx.os_error(Exc::OSError, error, Some(name))
    }

    /// The result of a call on this path.
    pub fn check(&self, cx: &mut Context, result: Result<i64, Error>) -> PyResult<i64> {
        result.map_err(|error| self.error(cx, &error))
    }
}

/// A str argument without NUL bytes ("s" handed to C).
pub struct Text(pub CString);

impl FromArg for Text {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<Text> {
        let bytes = object_model::Bytes::from_arg(cx, value, arg)?;
        match CString::new(bytes.0.get().bytes()) {
            Ok(c) => Ok(Text(c)),
            Err(_) => {
                raise!(cx, TypeError, "{}() argument {} must be string without null bytes, not str", arg.function, arg.index)
            }
        }
    }
}

/// What a system call returned, or its error.
pub fn result(value: i64) -> Result<i64, Error> {
    if value == -1 { Err(Error::last_os_error()) } else { Ok(value) }
}

/// Runs a call that may block while other threads go on.
pub fn blocking<R>(cx: &mut Context, call: impl FnOnce() -> R) -> R {
    let token = (cx.hooks.release_gil)(cx);
    let result = call();
    (cx.hooks.take_gil)(cx, token);
    result
}

/// OSError without a file name.
#[cold]
pub fn os_error(cx: &mut Context, error: &Error) -> Raised {
    cx.os_error(Exc::OSError, error, None)
}

/// A system call's result; OSError.
pub fn check(cx: &mut Context, value: i64) -> PyResult<i64> {
    match result(value) {
        Ok(value) => Ok(value),
        Err(error) => Err(os_error(cx, &error)),
    }
}

/// A call that may block; OSError.
pub fn checked(cx: &mut Context, call: impl FnOnce() -> i64) -> PyResult<i64> {
    match blocking(cx, || result(call())) {
        Ok(value) => Ok(value),
        Err(error) => Err(os_error(cx, &error)),
    }
}

/// A call that makes descriptors, negative where it fails; see [`Context::opening`].
pub fn opening(cx: &mut Context, call: impl Fn() -> i32) -> Result<i32, Error> {
    cx.opening(|cx| blocking(cx, || result(call().into()))).map(|value| value as i32)
}

/// Clears `errno` before calls that tell errors only by it.
pub fn clear_errno() {
    // SAFETY: the calling thread's own variable.
    unsafe { *libc::__errno_location() = 0 };
}

/// A file descriptor: an int, or an object with `fileno()`.
#[derive(Clone, Copy)]
pub struct Descriptor(pub i32);

impl FromArg for Descriptor {
    fn from_arg(cx: &mut Context, value: Value, _: Arg) -> PyResult<Descriptor> {
        let number = match value.as_int() {
            Some(number) => number,
            None if value.is_kind(kind::LONG) => number_of(cx, value)?,
            None => match cx.find_attr_text(value, "fileno")? {
                Some(fileno) => match cx.call(fileno, &[])? {
                    result if matches!(result.kind(), kind::INT | kind::LONG) || result.as_int().is_some() => {
                        number_of(cx, result)?
                    }
                    _ => raise!(cx, TypeError, "fileno() returned a non-integer"),
                },
                None => raise!(cx, TypeError, "argument must be an int, or have a fileno() method"),
            },
        };
        // What is no C int counts as -1.
        match i32::try_from(number).unwrap_or(-1) {
            fd if fd >= 0 => Ok(Descriptor(fd)),
            fd => raise!(cx, ValueError, "file descriptor cannot be a negative integer ({fd})"),
        }
    }
}

fn number_of(cx: &mut Context, value: Value) -> PyResult<i64> {
    match cx.int_arg(value) {
        Err(_) if cx.catch(Exc::OverflowError) => Ok(-1),
        answer => answer,
    }
}

/// Does a word fit where the system takes an id? -1 stands for "leave it".
pub fn id_arg(cx: &mut Context, value: Value, what: &str) -> PyResult<u32> {
    let number = match value.as_int() {
        Some(number) => number,
        None => match cx.int_arg(value) {
            Ok(number) => number,
            Err(_) if cx.catch(Exc::OverflowError) => i64::MAX,
            Err(raised) => return Err(raised),
        },
    };
    match number {
        -1 => Ok(u32::MAX),
        0..=0xFFFF_FFFF => Ok(number as u32),
        n if n < 0 => raise!(cx, OverflowError, "{what} id is less than minimum"),
        _ => raise!(cx, OverflowError, "{what} id is greater than maximum"),
    }
}
