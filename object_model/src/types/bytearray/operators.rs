//! Construction and operators of `bytearray`.

use super::{BYTEARRAY, BytearrayObject};
use crate::context::Context;
use crate::convert::{Bytes, FromArg};
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::names::Special;
use crate::protocols::compare::CompareOp;
use crate::strings::StrObject;
use crate::typeobject::TypeObject;
use crate::types::slice::{self, Bounds, SliceObject};
use crate::types::str::{fill_repeated, new_iterator, strided};
use crate::types::text_args::{has_reflected, repeat_count};
use crate::value::{Slot, Value};
use crate::{Arg, Gc, instance, kind, none, not_implemented, py_bool, py_methods, raise};
use text::strfind::Search;

/// `a + b` of which one is a bytearray; NotImplemented where the other has no bytes.
pub fn concat(cx: &mut Context, a: Value, b: Value) -> PyResult {
    let (Some(left), Some(right)) = (cx.new_buffer(a)?, cx.new_buffer(b)?) else { return Ok(not_implemented()) };
    let joined = cx.new_bytearray(&left)?;
    cx.bytearray_extend(joined, &right)?;
    Ok(joined.value())
}

fn compare(cx: &mut Context, op: CompareOp, this: Gc<BytearrayObject>, other: Value) -> PyResult {
    if cx.warns.bytes && other.is_kind(kind::UNICODE) {
        cx.warn(crate::Exc::BytesWarning, "Comparison between bytearray and unicode")?;
    }
    let Some(other) = cx.new_buffer(other)? else { return Ok(not_implemented()) };
    Ok(py_bool(op.holds(this.get().bytes().cmp(other.get()))))
}

/// `__init__`: the array is emptied and filled anew.
fn fill(cx: &mut Context, mut this: Gc<BytearrayObject>, source: Slot, encoding: Slot, errors: Slot) -> PyResult<()> {
    this.len = 0;
    let mut names = [None; 2];
    for (i, given) in [encoding, errors].into_iter().enumerate() {
        if let Some(given) = given {
            let arg = Arg { function: "bytearray", index: i + 2 };
            names[i] = <Option<Bytes>>::from_arg(cx, given, arg)?.map(|name| name.0);
        }
    }
    let [encoding, errors] = names;
    let Some(source) = source else {
        if encoding.is_some() || errors.is_some() {
            raise!(cx, TypeError, "encoding or errors without sequence argument");
        }
        return Ok(());
    };
    match source.kind() {
        kind::STR if encoding.is_none() => return extend_by(cx, this, source),
        kind::STR | kind::UNICODE => {
            if encoding.is_none() {
                raise!(cx, TypeError, "unicode argument without an encoding");
            }
            let w_encoded = cx.encode_value(source, encoding, errors)?;
            return extend_by(cx, this, w_encoded);
        }
        _ => {}
    }
    if encoding.is_some() || errors.is_some() {
        raise!(cx, TypeError, "encoding or errors without a string argument");
    }
    if cx.is_index(source) {
        match cx.index_exact(source) {
            Ok(count) => {
                return match usize::try_from(count) {
                    Ok(count) => cx.bytearray_resize(this, count),
                    Err(_) => raise!(cx, ValueError, "negative count"),
                };
            }
            // Old-style instances seem to have an `__index__`.
            Err(_) if cx.catch(crate::Exc::TypeError) => {}
            Err(raised) => return Err(raised),
        }
    }
    if let Some(memory) = cx.new_buffer(source)? {
        let bytes = memory.to_vec();
        return cx.bytearray_extend(this, &bytes);
    }
    let iterator = cx.iter(source)?;
    while let Some(item) = cx.next(iterator)? {
        let byte = cx.byte_value(item)?;
        cx.bytearray_push(this, byte)?;
    }
    Ok(())
}

fn extend_by(cx: &mut Context, this: Gc<BytearrayObject>, value: Value) -> PyResult<()> {
    match cx.new_buffer(value)? {
        Some(memory) => cx.bytearray_extend(this, &memory),
        None => {
            let (given, own) = (cx.type_name(value), cx.type_name(this.value()));
            raise!(cx, TypeError, "can't concat {given} to {own}")
        }
    }
}

/// What is assigned to a slice, as bytes of its own.
fn assigned(cx: &mut Context, value: Value) -> PyResult<Vec<u8>> {
    if let Some(array) = value.downcast::<BytearrayObject>() {
        return Ok(array.bytes().to_vec());
    }
    let number = matches!(value.kind(), kind::INT | kind::BOOL | kind::LONG | kind::FLOAT | kind::COMPLEX)
        || cx.special_of(value, Special::Int).is_some()
        || cx.special_of(value, Special::Float).is_some();
    if value.is_kind(kind::UNICODE) || number && !value.is_kind(kind::STR) {
        raise!(cx, TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    }
    let made = cx.new_bytearray(b"")?;
    fill(cx, made, Some(value), None, None)?;
    Ok(made.bytes().to_vec())
}

fn set_slice(cx: &mut Context, mut this: Gc<BytearrayObject>, range: Gc<SliceObject>, value: Slot) -> PyResult<()> {
    let bounds = Bounds::of(cx, range)?;
    let bytes = match value {
        Some(value) => Some(assigned(cx, value)?),
        None => None,
    };
    let (start, step, count) = bounds.within(this.len());
    if step == 1 {
        let start = start as usize;
        return cx.bytearray_splice(this, start, start + count, bytes.as_deref().unwrap_or(&[]));
    }
    let place = |i: usize| (start + step * i as isize) as usize;
    match bytes.filter(|bytes| !bytes.is_empty()) {
        Some(bytes) if bytes.len() != count => {
            let given = bytes.len();
            raise!(cx, ValueError, "attempt to assign bytes of size {given} to extended slice of size {count}")
        }
        Some(bytes) => {
            for (i, byte) in bytes.into_iter().enumerate() {
                if let Some(to) = this.bytes_mut().get_mut(place(i)) {
                    *to = byte;
                }
            }
            Ok(())
        }
        None => {
            let mut gone = vec![false; this.len()];
            for i in 0..count {
                if let Some(flag) = gone.get_mut(place(i)) {
                    *flag = true;
                }
            }
            let kept: Vec<u8> = this.bytes().iter().zip(gone).filter(|(_, gone)| !gone).map(|(&byte, _)| byte).collect();
            this.bytes_mut()[..kept.len()].copy_from_slice(&kept);
            cx.bytearray_resize(this, kept.len())
        }
    }
}

fn set_item(cx: &mut Context, mut this: Gc<BytearrayObject>, index: Value, value: Slot) -> PyResult<()> {
    if let Some(range) = index.downcast::<SliceObject>() {
        return set_slice(cx, this, range, value);
    }
    if !cx.is_index(index) {
        raise!(cx, TypeError, "bytearray indices must be integer");
    }
    let at = cx.subscript(index)?;
    let Some(mut at) = crate::Index(at).within(this.len()) else {
        raise!(cx, IndexError, "bytearray index out of range");
    };
    match value {
        None => cx.bytearray_splice(this, at, at + 1, &[]),
        Some(value) => {
            let byte = cx.byte_value(value)?;
            at = at.min(this.len().saturating_sub(1));
            if let Some(to) = this.bytes_mut().get_mut(at) {
                *to = byte;
            }
            Ok(())
        }
    }
}

fn repeated(cx: &mut Context, bytes: &[u8], times: usize) -> PyResult<Gc<BytearrayObject>> {
    let Some(len) = bytes.len().checked_mul(times) else { return Err(cx.memory_error()) };
    let mut made = cx.new_bytearray(b"")?;
    cx.bytearray_resize(made, len)?;
    fill_repeated(made.bytes_mut(), bytes);
    Ok(made)
}

py_methods! { BYTEARRAY_OPERATORS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = args;
        cx.allocate_for::<BytearrayObject>(class, 0).map(Gc::value)
    }
    /// x.__init__(...) fills x anew
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let Some(this) = args.positional.first().and_then(|this| this.downcast::<BytearrayObject>()) else {
            raise!(cx, TypeError, "descriptor '__init__' requires a 'bytearray' object");
        };
        let [source, encoding, errors] = args.rest().parse(cx, "bytearray", &["source", "encoding", "errors"], 0)?;
        fill(cx, this, source, encoding, errors)
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<BytearrayObject>) -> PyResult<Gc<StrObject>> {
        let mut text = b"bytearray(b".to_vec();
        text::repr::write_bytes_repr(&mut text, this.bytes());
        text.push(b')');
        cx.try_new_str(&text)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<BytearrayObject>) -> PyResult<Gc<StrObject>> {
        cx.try_new_str(this.get().bytes())
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<BytearrayObject>) -> usize {
        let _ = cx;
        this.len()
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<BytearrayObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<BytearrayObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ne, this, other)
    }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Gc<BytearrayObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Lt, this, other)
    }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Gc<BytearrayObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Le, this, other)
    }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Gc<BytearrayObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Gt, this, other)
    }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Gc<BytearrayObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ge, this, other)
    }
    /// x.__add__(y) <==> x+y
    fn __add__(cx: &mut Context, this: Gc<BytearrayObject>, other: Value) -> PyResult {
        if has_reflected(cx, other, Special::RAdd) {
            return Ok(not_implemented());
        }
        concat(cx, this.value(), other)
    }
    /// x.__iadd__(y) <==> x+=y
    fn __iadd__(cx: &mut Context, this: Gc<BytearrayObject>, other: Value) -> PyResult {
        if has_reflected(cx, other, Special::RAdd) {
            return Ok(not_implemented());
        }
        extend_by(cx, this, other)?;
        Ok(this.value())
    }
    /// x.__mul__(n) <==> x*n
    fn __mul__(cx: &mut Context, this: Gc<BytearrayObject>, times: Value) -> PyResult {
        match repeat_count(cx, times)? {
            Some(times) => repeated(cx, this.get().bytes(), times).map(Gc::value),
            None => Ok(not_implemented()),
        }
    }
    /// x.__rmul__(n) <==> n*x
    fn __rmul__(cx: &mut Context, this: Gc<BytearrayObject>, times: Value) -> PyResult {
        match repeat_count(cx, times)? {
            Some(times) => repeated(cx, this.get().bytes(), times).map(Gc::value),
            None => Ok(not_implemented()),
        }
    }
    /// x.__imul__(n) <==> x*=n
    fn __imul__(cx: &mut Context, this: Gc<BytearrayObject>, times: Value) -> PyResult {
        let Some(times) = repeat_count(cx, times)? else { return Ok(not_implemented()) };
        let bytes = this.bytes().to_vec();
        let Some(len) = bytes.len().checked_mul(times) else { return Err(cx.memory_error()) };
        cx.bytearray_resize(this, len)?;
        let mut this = this;
        fill_repeated(this.bytes_mut(), &bytes);
        Ok(this.value())
    }
    /// x.__contains__(y) <==> y in x
    fn __contains__(cx: &mut Context, this: Gc<BytearrayObject>, item: Value) -> PyResult<bool> {
        if cx.is_index(item) {
            let n = cx.index_clipped(item)?;
            return match u8::try_from(n) {
                Ok(byte) => Ok(this.bytes().contains(&byte)),
                Err(_) => raise!(cx, ValueError, "byte must be in range(0, 256)"),
            };
        }
        let item = cx.bytes_operand(item)?;
        Ok(u8::find(this.bytes(), &item).is_some())
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Gc<BytearrayObject>) -> Value {
        new_iterator(cx, kind::BYTEARRAY_ITERATOR, this.value())
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<BytearrayObject>, index: Value) -> PyResult {
        if let Some(range) = index.downcast::<SliceObject>() {
            let (start, step, count) = slice::unpack(cx, range, || this.len())?;
            let picked: Vec<u8> = strided(this.bytes(), start, step, count).collect();
            return cx.new_bytearray(&picked).map(Gc::value);
        }
        if !cx.is_index(index) {
            raise!(cx, TypeError, "bytearray indices must be integers");
        }
        let at = cx.subscript(index)?;
        match crate::Index(at).within(this.len()) {
            Some(at) => Ok(Value::small(this.bytes()[at].into())),
            None => raise!(cx, IndexError, "bytearray index out of range"),
        }
    }
    /// x.__setitem__(i, y) <==> x[i]=y
    fn __setitem__(cx: &mut Context, this: Gc<BytearrayObject>, index: Value, value: Value) -> PyResult<()> {
        set_item(cx, this, index, Some(value))
    }
    /// x.__delitem__(y) <==> del x[y]
    fn __delitem__(cx: &mut Context, this: Gc<BytearrayObject>, index: Value) -> PyResult<()> {
        set_item(cx, this, index, None)
    }
    /// how to make an equal bytearray, for pickle
    fn __reduce__(cx: &mut Context, this: Gc<BytearrayObject>) -> PyResult {
        let w_text = cx.new_unicode_latin1(this.get().bytes())?.value();
        let w_encoding = cx.new_str(b"latin-1").value();
        let w_args = cx.new_tuple(&[w_text, w_encoding]).value();
        let w_class = cx.class_word(this.value());
        let exact = BYTEARRAY.get(cx).value();
        let w_dict = if w_class != exact && instance::has_dict(cx, this.value()) {
            instance::dict_of(cx, this.value()).value()
        } else {
            none()
        };
        Ok(cx.new_tuple(&[w_class, w_args, w_dict]).value())
    }
    /// B.__sizeof__() -> size of B in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: Gc<BytearrayObject>) -> usize {
        let _ = cx;
        48 + allocated(this)
    }
    /// B.__alloc__() -> how many bytes B has room for, and one
    fn __alloc__(cx: &mut Context, this: Gc<BytearrayObject>) -> usize {
        let _ = cx;
        allocated(this)
    }
}

fn allocated(this: Gc<BytearrayObject>) -> usize {
    match this.capacity() {
        0 => 0,
        capacity => capacity + 1,
    }
}

/// "subsection not found" and the like need the class of the error only.
pub(super) fn value_error(cx: &mut Context, message: &str) -> crate::Raised {
    cx.error_text(Exc::ValueError, message)
}
