//! `EnvironmentError`: errno, strerror, filename.

use super::base::{default_str, init_receiver, reduce};
use crate::context::Context;
use crate::declare::GetSet;
use crate::error::PyResult;
use crate::exceptions::ExceptionObject;
use crate::handle::Gc;
use crate::strings::StrObject;
use crate::value::Value;
use crate::{none, py_methods};

pub static ENVIRONMENT_GETSET: &[GetSet] = &[
    super::field_attribute!("errno", 0, "number of the error"),
    super::field_attribute!("strerror", 1, "text of the error"),
    super::field_attribute!("filename", 2, "file concerned"),
];

/// Two or three arguments are errno, strerror and filename; `args` keeps the first two.
pub(super) fn init(cx: &mut Context, mut this: Gc<ExceptionObject>, args: &[Value]) -> PyResult<()> {
    if !matches!(args.len(), 2 | 3) {
        return Ok(());
    }
    (this.fields[0], this.fields[1]) = (Some(args[0]), Some(args[1]));
    if let Some(&filename) = args.get(2) {
        this.fields[2] = Some(filename);
        let pair = cx.new_tuple(&args[..2]);
        this.args = Some(pair);
    }
    cx.barrier(this);
    Ok(())
}

py_methods! { ENVIRONMENT_METHODS:
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let (this, rest) = init_receiver(cx, args)?;
        init(cx, this, rest)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult<Gc<StrObject>> {
        let (errno, strerror) = (this.fields[0], this.fields[1]);
        if let Some(filename) = this.fields[2] {
            let errno = cx.str(errno.unwrap_or(none()))?;
            let strerror = cx.str(strerror.unwrap_or(none()))?;
            let filename = cx.repr(filename)?;
            let text = [b"[Errno ", errno.bytes(), b"] ", strerror.bytes(), b": ", filename.bytes()].concat();
            return cx.try_new_str(&text);
        }
        if let (Some(errno), Some(strerror)) = (errno, strerror) {
            let errno = cx.str(errno)?;
            let strerror = cx.str(strerror)?;
            return cx.try_new_str(&[b"[Errno ", errno.bytes(), b"] ", strerror.bytes()].concat());
        }
        default_str(cx, this)
    }
    /// helper for pickle
    fn __reduce__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult {
        let args = match (this.args().get().items(), this.fields[2]) {
            (&[errno, strerror], Some(filename)) => cx.new_tuple(&[errno, strerror, filename]).value(),
            _ => this.args().value(),
        };
        reduce(cx, this, args)
    }
}
