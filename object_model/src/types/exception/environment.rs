//! `EnvironmentError`: errno, strerror, filename.

use super::base::{default_str, init_receiver, reduce};
use crate::context::Context;
use crate::declare::GetSet;
use crate::error::PyResult;
use crate::exceptions::ExceptionObject;
use crate::handle::Gc;
use crate::protocols::number::BinaryOp;
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
    fn __str__(cx: &mut Context, this: Gc<ExceptionObject>) -> PyResult {
        let (errno, strerror) = (this.fields[0], this.fields[1]);
        let (format, args) = match (errno, strerror, this.fields[2]) {
            (_, _, Some(filename)) => {
                let filename = cx.repr(filename)?.value();
                let args = [errno.unwrap_or(none()), strerror.unwrap_or(none()), filename];
                ("[Errno %s] %s: %s", cx.new_tuple(&args))
            }
            (Some(errno), Some(strerror), None) => ("[Errno %s] %s", cx.new_tuple(&[errno, strerror])),
            _ => return Ok(default_str(cx, this)?.value()),
        };
        // A unicode among them makes a unicode, as `%` has it.
        let format = cx.new_str(format.as_bytes());
        cx.binary(BinaryOp::Mod, format.value(), args.value())
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
