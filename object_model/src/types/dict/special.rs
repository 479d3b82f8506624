//! Special methods of `dict`: construction, subscripts, comparison.

use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::names::Special;
use crate::protocols::compare::CompareOp;
use crate::singletons::{not_implemented, py_bool};
use crate::strings::StrObject;
use crate::typeobject::TypeObject;
use crate::types::dictproxy::check_writable;
use crate::value::Value;
use crate::{kind, py_methods};
use std::cmp::Ordering;

fn equal(cx: &mut Context, a: Gc<DictObject>, b: Gc<DictObject>) -> PyResult<bool> {
    if cx.dict_len(a) != cx.dict_len(b) {
        return Ok(false);
    }
    cx.check_native_stack(" in cmp")?;
    let mut position = 0;
    while let Some((hash, key, value)) = a.table().next_hashed(cx, &mut position) {
        let Some(other) = b.table().get_hashed(cx, key, hash)? else { return Ok(false) };
        if !cx.equal(value, other)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The smallest key of `a` that `b` lacks or has another value for, with its value in `a`.
fn smallest_difference(cx: &mut Context, a: Gc<DictObject>, b: Gc<DictObject>) -> PyResult<Option<(Value, Value)>> {
    let mut smallest: Option<(Value, Value)> = None;
    let mut position = 0;
    while let Some((key, value)) = cx.dict_next(a, &mut position) {
        if let Some((least, _)) = smallest
            && cx.compare_truth(CompareOp::Lt, least, key)?
        {
            continue;
        }
        let same = match cx.dict_get(b, key)? {
            Some(other) => cx.equal(value, other)?,
            None => false,
        };
        if !same {
            smallest = Some((key, value));
        }
    }
    Ok(smallest)
}

/// 2.7's order of dicts: by size, then by the smallest keys that tell them apart, then by those keys' values.
fn order(cx: &mut Context, a: Gc<DictObject>, b: Gc<DictObject>) -> PyResult<Ordering> {
    let by_size = cx.dict_len(a).cmp(&cx.dict_len(b));
    if by_size != Ordering::Equal {
        return Ok(by_size);
    }
    cx.check_native_stack(" in cmp")?;
    let Some((key_a, value_a)) = smallest_difference(cx, a, b)? else { return Ok(Ordering::Equal) };
    let Some((key_b, value_b)) = smallest_difference(cx, b, a)? else { return Ok(Ordering::Equal) };
    let by_key = cx.three_way(key_a, key_b)?;
    if by_key != Ordering::Equal {
        return Ok(by_key);
    }
    cx.three_way(value_a, value_b)
}

fn rich(cx: &mut Context, a: Gc<DictObject>, other: Value, equals: bool) -> PyResult {
    let Some(b) = other.downcast::<DictObject>() else { return Ok(not_implemented()) };
    Ok(py_bool(equal(cx, a, b)? == equals))
}

/// `dict[key]`, `__missing__` of a subclass included.
pub(crate) fn lookup(cx: &mut Context, dict: Gc<DictObject>, key: Value) -> PyResult {
    if let Some(value) = cx.dict_get(dict, key)? {
        return Ok(value);
    }
    if dict.value().shape() != u32::from(kind::DICT)
        && let Some(w_missing) = cx.special_of(dict.value(), Special::Missing)
    {
        return cx.call_special(w_missing, dict.value(), &[key]);
    }
    Err(cx.key_error(key))
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new dictionary of type S
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<DictObject>> {
        super::allocate(cx, class)
    }
    /// x.__init__(...): stores what the arguments say
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this: Gc<DictObject> = args.receiver(cx, "__init__")?;
        check_writable(cx, this, "__init__")?;
        super::update::update(cx, this, &args.rest(), "dict")
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<DictObject>) -> PyResult<Gc<StrObject>> {
        let mut text = Vec::new();
        cx.write_dict(&mut text, this, false)?;
        cx.try_new_str(&text)
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<DictObject>) -> usize {
        cx.dict_len(this)
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Gc<DictObject>) -> Value {
        super::iterator::new(cx, this, super::Part::Keys)
    }
    /// size of the dictionary in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: Gc<DictObject>) -> usize {
        crate::layout::size_of_value(this.value()) + cx.dict_len(this) * 32
    }
    /// D.__contains__(key) <==> key in D
    fn __contains__(cx: &mut Context, this: Gc<DictObject>, key: Value) -> PyResult<bool> {
        this.table().contains(cx, key)
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<DictObject>, key: Value) -> PyResult {
        lookup(cx, this, key)
    }
    /// x.__setitem__(i, y) <==> x[i] = y
    fn __setitem__(cx: &mut Context, this: Gc<DictObject>, key: Value, value: Value) -> PyResult<()> {
        check_writable(cx, this, "__setitem__")?;
        cx.dict_set(this, key, value)
    }
    /// x.__delitem__(y) <==> del x[y]
    fn __delitem__(cx: &mut Context, this: Gc<DictObject>, key: Value) -> PyResult<()> {
        check_writable(cx, this, "__delitem__")?;
        if cx.dict_delete(this, key)? { Ok(()) } else { Err(cx.key_error(key)) }
    }
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Gc<DictObject>, other: Value) -> PyResult {
        let Some(other) = other.downcast::<DictObject>() else { return Ok(not_implemented()) };
        Ok(Value::small(order(cx, this, other)? as i64))
    }
    /// x.__eq__(y) <==> x == y
    fn __eq__(cx: &mut Context, this: Gc<DictObject>, other: Value) -> PyResult {
        rich(cx, this, other, true)
    }
    /// x.__ne__(y) <==> x != y
    fn __ne__(cx: &mut Context, this: Gc<DictObject>, other: Value) -> PyResult {
        rich(cx, this, other, false)
    }
    /// x.__lt__(y) <==> x < y
    fn __lt__(cx: &mut Context, this: Gc<DictObject>, other: Value) -> Value {
        let _ = (cx, this, other);
        not_implemented()
    }
    /// x.__le__(y) <==> x <= y
    fn __le__(cx: &mut Context, this: Gc<DictObject>, other: Value) -> Value {
        let _ = (cx, this, other);
        not_implemented()
    }
    /// x.__gt__(y) <==> x > y
    fn __gt__(cx: &mut Context, this: Gc<DictObject>, other: Value) -> Value {
        let _ = (cx, this, other);
        not_implemented()
    }
    /// x.__ge__(y) <==> x >= y
    fn __ge__(cx: &mut Context, this: Gc<DictObject>, other: Value) -> Value {
        let _ = (cx, this, other);
        not_implemented()
    }
}
