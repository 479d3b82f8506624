//! Arrays from files and to them.

use super::{ArrayObject, append_bytes};
use object_model::{Context, Gc, PyResult, Size, StrObject, Value, kind, py_methods, raise};

fn read(cx: &mut Context, this: Gc<ArrayObject>, file: Value, n: Size) -> PyResult<()> {
    if !file.is_kind(kind::FILE) {
        raise!(cx, TypeError, "arg1 must be open file");
    }
    let Ok(wanted) = usize::try_from(n.0) else { return Ok(()) };
    let size = this.code.size();
    let Some(bytes) = wanted.checked_mul(size).and_then(|bytes| i64::try_from(bytes).ok()) else {
        return Err(cx.memory_error());
    };
    let bytes = cx.new_int(bytes);
    let text = cx.call_method(file, "read", &[bytes])?;
    let Some(text) = text.downcast::<StrObject>() else { raise!(cx, TypeError, "read() should return str") };
    let whole = text.len() / size;
    append_bytes(cx, this, &text.get().bytes()[..whole * size])?;
    if whole < wanted {
        raise!(cx, EOFError, "not enough items in file");
    }
    Ok(())
}

fn write(cx: &mut Context, this: Gc<ArrayObject>, file: Value) -> PyResult<()> {
    if !file.is_kind(kind::FILE) {
        raise!(cx, TypeError, "arg must be open file");
    }
    let text = cx.try_new_str(this.bytes())?.value();
    cx.call_method(file, "write", &[text]).map(drop)
}

py_methods! { METHODS:
    /// fromfile(f, n) -- append n items read from a file
    fn fromfile(cx: &mut Context, this: Gc<ArrayObject>, file: Value, n: Size) -> PyResult<()> {
        read(cx, this, file, n)
    }
    /// tofile(f) -- write all items to a file
    fn tofile(cx: &mut Context, this: Gc<ArrayObject>, file: Value) -> PyResult<()> {
        write(cx, this, file)
    }
    /// read(f, n) -- the old name of fromfile
    fn read_ as "read"(cx: &mut Context, this: Gc<ArrayObject>, file: Value, n: Size) -> PyResult<()> {
        cx.warn_py3k("array.read() not supported in 3.x; use array.fromfile()")?;
        read(cx, this, file, n)
    }
    /// write(f) -- the old name of tofile
    fn write_ as "write"(cx: &mut Context, this: Gc<ArrayObject>, file: Value) -> PyResult<()> {
        cx.warn_py3k("array.write() not supported in 3.x; use array.tofile()")?;
        write(cx, this, file)
    }
}
