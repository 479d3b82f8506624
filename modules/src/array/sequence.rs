//! An array as a sequence: subscripts, slices, `+`, `*`, `in`, comparison.

use super::item::Code;
use super::methods::delete;
use super::{ArrayObject, array_of, extend, item, new_array, resize};
use object_model::ext::NativeItem;
use object_model::protocols::compare::CompareOp;
use object_model::types::slice::{Bounds, SliceObject, unpack};
use object_model::{
    Context, Exc, FloatObject, Gc, Index, PyResult, Raised, Value, none, not_implemented, py_bool, py_methods, raise,
};

#[cold]
fn bad_argument(cx: &mut Context) -> Raised {
    cx.error_text(Exc::TypeError, "bad argument type for built-in operation")
}

/// A subscript as a position, from the start.
fn position(cx: &mut Context, this: Gc<ArrayObject>, index: Value, what: &str) -> PyResult<usize> {
    let at = cx.subscript(index)?;
    match Index(at).within(this.len) {
        Some(at) => Ok(at),
        None => raise!(cx, IndexError, "{what} index out of range"),
    }
}

fn slice_bytes(this: Gc<ArrayObject>, start: isize, step: isize, count: usize) -> Vec<u8> {
    let size = this.code.size();
    let mut out = Vec::with_capacity(count * size);
    let mut at = start;
    for _ in 0..count {
        if let Some(bytes) = usize::try_from(at).ok().and_then(|at| this.item_bytes(at)) {
            out.extend_from_slice(bytes);
        }
        at = at.wrapping_add(step);
    }
    out
}

/// Replaces items `from..to` by whole items.
fn splice(cx: &mut Context, this: Gc<ArrayObject>, from: usize, to: usize, bytes: &[u8]) -> PyResult<()> {
    let (size, len) = (this.code.size(), this.len);
    let added = bytes.len() / size;
    let tail = len - to;
    if added > to - from {
        resize(cx, this, from + added + tail)?;
        this.bytes_mut().copy_within(to * size..len * size, (from + added) * size);
    } else {
        delete(cx, this, from + added, to)?;
    }
    if !bytes.is_empty() {
        this.bytes_mut()[from * size..(from + added) * size].copy_from_slice(bytes);
    }
    Ok(())
}

/// Another array's items for a slice of this one, copied.
fn source(cx: &mut Context, this: Gc<ArrayObject>, value: Value) -> PyResult<Vec<u8>> {
    let Some(other) = value.downcast::<ArrayObject>() else {
        let given = cx.type_name(value);
        raise!(cx, TypeError, "can only assign array (not \"{given}\") to array slice");
    };
    if other.code != this.code {
        return Err(bad_argument(cx));
    }
    Ok(other.bytes().to_vec())
}

fn set_slice(cx: &mut Context, this: Gc<ArrayObject>, slice: Gc<SliceObject>, value: Option<Value>) -> PyResult<()> {
    let bounds = Bounds::of(cx, slice)?;
    let bytes = match value {
        Some(value) => Some(source(cx, this, value)?),
        None => None,
    };
    let (mut start, mut step, count) = bounds.within(this.len);
    let size = this.code.size();
    if step == 1 {
        let from = (start.max(0) as usize).min(this.len);
        return splice(cx, this, from, (from + count).min(this.len), bytes.as_deref().unwrap_or(&[]));
    }
    let Some(bytes) = bytes else {
        if step < 0 {
            start += step * (count as isize - 1);
            step = -step;
        }
        // What stays between two that go moves down at once.
        let mut to = start as usize;
        for i in 0..count {
            let from = (start + step * i as isize) as usize + 1;
            let until = if i + 1 < count { from - 1 + step as usize } else { this.len };
            this.bytes_mut().copy_within(from * size..until * size, to * size);
            to += until - from;
        }
        return if count > 0 { resize(cx, this, to) } else { Ok(()) };
    };
    if bytes.len() / size != count {
        raise!(cx, ValueError, "attempt to assign array of size {} to extended slice of size {count}", bytes.len() / size);
    }
    for (i, new) in bytes.chunks_exact(size).enumerate() {
        let at = (start + step * i as isize) as usize;
        this.bytes_mut()[at * size..(at + 1) * size].copy_from_slice(new);
    }
    Ok(())
}

fn repeated(cx: &mut Context, this: Gc<ArrayObject>, times: isize) -> PyResult<Gc<ArrayObject>> {
    let made = new_array(cx, this.code);
    let times = usize::try_from(times).unwrap_or(0);
    let Some(len) = this.len.checked_mul(times) else { return Err(cx.memory_error()) };
    resize(cx, made, len)?;
    let source = this.bytes();
    if !source.is_empty() && times > 0 {
        made.bytes_mut().chunks_exact_mut(source.len()).for_each(|part| part.copy_from_slice(source));
    }
    Ok(made)
}

/// A factor for `*`; `None` where it is no index.
fn factor(cx: &mut Context, value: Value) -> PyResult<Option<isize>> {
    if cx.is_index(value) { Ok(Some(cx.index_exact(value)? as isize)) } else { Ok(None) }
}

fn times(cx: &mut Context, this: Gc<ArrayObject>, value: Value) -> PyResult {
    match factor(cx, value)? {
        Some(n) => Ok(repeated(cx, this, n)?.value()),
        None => {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "can't multiply sequence by non-int of type '{given}'")
        }
    }
}

fn compare(cx: &mut Context, op: CompareOp, this: Gc<ArrayObject>, other: Value) -> PyResult {
    let Some(other) = other.downcast::<ArrayObject>() else { return Ok(not_implemented()) };
    if this.len != other.len {
        match op {
            CompareOp::Eq => return Ok(py_bool(false)),
            CompareOp::Ne => return Ok(py_bool(true)),
            _ => {}
        }
    }
    if this.code == other.code && !matches!(this.code, Code::Float | Code::Double) {
        match op {
            CompareOp::Eq => return Ok(py_bool(this.bytes() == other.bytes())),
            CompareOp::Ne => return Ok(py_bool(this.bytes() != other.bytes())),
            _ => {}
        }
    }
    let mut i = 0;
    loop {
        let (a, b) = (item(cx, this, i)?, item(cx, other, i)?);
        let (Some(a), Some(b)) = (a, b) else { return Ok(py_bool(op.holds(this.len.cmp(&other.len)))) };
        if !cx.compare_truth(CompareOp::Eq, a, b)? {
            return match op {
                CompareOp::Eq => Ok(py_bool(false)),
                CompareOp::Ne => Ok(py_bool(true)),
                _ => cx.compare(op, a, b),
            };
        }
        i += 1;
    }
}

/// Bounds of `__getslice__` and its kin, clipped.
fn bounds(this: Gc<ArrayObject>, low: Index, high: Index) -> (usize, usize) {
    let from = (low.0.max(0) as usize).min(this.len);
    (from, (high.0.max(0) as usize).min(this.len).max(from))
}

/// Subscripts of exact arrays by small ints.
pub const NATIVE_ITEM: NativeItem = NativeItem { get: get_small, set: set_small };

fn get_small(cx: &mut Context, value: Value, index: i64) -> PyResult {
    let Some(this) = value.downcast::<ArrayObject>() else { return Ok(none()) };
    let Some(at) = Index(index as isize).within(this.len) else { raise!(cx, IndexError, "array index out of range") };
    // Sizes known here spare a copy of variable length.
    match this.code {
        Code::Double => Ok(cx.new_float(f64::from_ne_bytes(this.fixed(at)))),
        Code::Int => Ok(Value::small(i32::from_ne_bytes(this.fixed(at)).into())),
        Code::Long => Ok(cx.new_int(i64::from_ne_bytes(this.fixed(at)))),
        Code::UByte => Ok(Value::small(this.bytes()[at].into())),
        _ => Ok(item(cx, this, at)?.unwrap_or(none())),
    }
}

fn set_small(cx: &mut Context, value: Value, index: i64, item: Value) -> PyResult<()> {
    let Some(this) = value.downcast::<ArrayObject>() else { return Ok(()) };
    if this.code == Code::Double
        && let Some(float) = item.exact::<FloatObject>()
        && let Some(at) = Index(index as isize).within(this.len)
    {
        this.set_fixed(at, float.float.to_ne_bytes());
        return Ok(());
    }
    if this.code == Code::Int
        && let Some(Ok(n)) = item.as_small().map(i32::try_from)
        && let Some(at) = Index(index as isize).within(this.len)
    {
        this.set_fixed(at, n.to_ne_bytes());
        return Ok(());
    }
    store(cx, this, Value::small(index), item)
}

fn store(cx: &mut Context, this: Gc<ArrayObject>, index: Value, value: Value) -> PyResult<()> {
    position(cx, this, index, "array assignment")?;
    let (bytes, size) = (this.code.store(cx, value)?, this.code.size());
    // The conversion may have run Python code.
    let at = position(cx, this, index, "array assignment")?;
    this.bytes_mut()[at * size..(at + 1) * size].copy_from_slice(&bytes[..size]);
    Ok(())
}

py_methods! { METHODS:
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<ArrayObject>) -> usize {
        let _ = cx;
        this.len
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<ArrayObject>, index: Value) -> PyResult {
        if let Some(slice) = index.downcast::<SliceObject>() {
            let (start, step, count) = unpack(cx, slice, || this.len)?;
            let bytes = slice_bytes(this, start, step, count);
            return Ok(array_of(cx, this.code, &bytes)?.value());
        }
        if !cx.is_index(index) {
            raise!(cx, TypeError, "array indices must be integers");
        }
        let at = position(cx, this, index, "array")?;
        Ok(item(cx, this, at)?.unwrap_or(none()))
    }
    /// x.__setitem__(i, y) <==> x[i]=y
    fn __setitem__(cx: &mut Context, this: Gc<ArrayObject>, index: Value, value: Value) -> PyResult<()> {
        if let Some(slice) = index.downcast::<SliceObject>() {
            return set_slice(cx, this, slice, Some(value));
        }
        if !cx.is_index(index) {
            raise!(cx, TypeError, "array indices must be integer");
        }
        store(cx, this, index, value)
    }
    /// x.__delitem__(y) <==> del x[y]
    fn __delitem__(cx: &mut Context, this: Gc<ArrayObject>, index: Value) -> PyResult<()> {
        if let Some(slice) = index.downcast::<SliceObject>() {
            return set_slice(cx, this, slice, None);
        }
        if !cx.is_index(index) {
            raise!(cx, TypeError, "array indices must be integer");
        }
        let at = position(cx, this, index, "array assignment")?;
        delete(cx, this, at, at + 1)
    }
    /// x.__getslice__(i, j) <==> x[i:j]
    fn __getslice__(cx: &mut Context, this: Gc<ArrayObject>, low: Index, high: Index) -> PyResult<Gc<ArrayObject>> {
        let (from, to) = bounds(this, low, high);
        let size = this.code.size();
        array_of(cx, this.code, &this.bytes()[from * size..to * size])
    }
    /// x.__setslice__(i, j, y) <==> x[i:j]=y
    fn __setslice__(cx: &mut Context, this: Gc<ArrayObject>, low: Index, high: Index, value: Value) -> PyResult<()> {
        let bytes = source(cx, this, value)?;
        let (from, to) = bounds(this, low, high);
        splice(cx, this, from, to, &bytes)
    }
    /// x.__delslice__(i, j) <==> del x[i:j]
    fn __delslice__(cx: &mut Context, this: Gc<ArrayObject>, low: Index, high: Index) -> PyResult<()> {
        let (from, to) = bounds(this, low, high);
        delete(cx, this, from, to)
    }
    /// x.__contains__(y) <==> y in x
    fn __contains__(cx: &mut Context, this: Gc<ArrayObject>, value: Value) -> PyResult<bool> {
        let mut i = 0;
        while let Some(own) = item(cx, this, i)? {
            if cx.equal(own, value)? {
                return Ok(true);
            }
            i += 1;
        }
        Ok(false)
    }
    /// x.__add__(y) <==> x+y
    fn __add__(cx: &mut Context, this: Gc<ArrayObject>, other: Value) -> PyResult {
        let Some(other) = other.downcast::<ArrayObject>() else {
            let given = cx.type_name(other);
            raise!(cx, TypeError, "can only append array (not \"{given}\") to array");
        };
        if other.code != this.code {
            return Err(bad_argument(cx));
        }
        let made = array_of(cx, this.code, this.bytes())?;
        extend(cx, made, other.value())?;
        Ok(made.value())
    }
    /// x.__iadd__(y) <==> x+=y
    fn __iadd__(cx: &mut Context, this: Gc<ArrayObject>, other: Value) -> PyResult {
        if other.downcast::<ArrayObject>().is_none() {
            let given = cx.type_name(other);
            raise!(cx, TypeError, "can only extend array with array (not \"{given}\")");
        }
        extend(cx, this, other)?;
        Ok(this.value())
    }
    /// x.__mul__(n) <==> x*n
    fn __mul__(cx: &mut Context, this: Gc<ArrayObject>, n: Value) -> PyResult {
        times(cx, this, n)
    }
    /// x.__rmul__(n) <==> n*x
    fn __rmul__(cx: &mut Context, this: Gc<ArrayObject>, n: Value) -> PyResult {
        times(cx, this, n)
    }
    /// x.__imul__(y) <==> x*=y
    fn __imul__(cx: &mut Context, this: Gc<ArrayObject>, n: Value) -> PyResult {
        let Some(n) = factor(cx, n)? else {
            let given = cx.type_name(n);
            raise!(cx, TypeError, "'{given}' object cannot be interpreted as an index");
        };
        let product = repeated(cx, this, n)?;
        let mut this = this;
        cx.barrier(this);
        (this.buffer, this.len) = (product.buffer, product.len);
        Ok(this.value())
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<ArrayObject>, other: Value) -> PyResult { compare(cx, CompareOp::Eq, this, other) }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<ArrayObject>, other: Value) -> PyResult { compare(cx, CompareOp::Ne, this, other) }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Gc<ArrayObject>, other: Value) -> PyResult { compare(cx, CompareOp::Lt, this, other) }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Gc<ArrayObject>, other: Value) -> PyResult { compare(cx, CompareOp::Le, this, other) }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Gc<ArrayObject>, other: Value) -> PyResult { compare(cx, CompareOp::Gt, this, other) }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Gc<ArrayObject>, other: Value) -> PyResult { compare(cx, CompareOp::Ge, this, other) }
}
