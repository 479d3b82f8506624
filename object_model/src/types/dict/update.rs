//! What `dict(…)` and `dict.update` share: merging mappings, pairs and keyword arguments into a dict.

use crate::context::Context;
use crate::declare::Args;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::list::ListObject;
use crate::names::Special;
use crate::tuple::TupleObject;
use crate::value::Value;
use crate::{Exc, raise};

/// Arguments as `dict()` and `update()` take them.
pub(crate) fn update(cx: &mut Context, dict: Gc<DictObject>, args: &Args, function: &str) -> PyResult<()> {
    let [w_other] = args.unpack(cx, function, 0)?;
    if let Some(w_other) = w_other {
        merge_any(cx, dict, w_other)?;
    }
    for (name, value) in args.keyword_pairs() {
        cx.dict_set(dict, name, value)?;
    }
    Ok(())
}

/// Stores the items of a mapping (whatever has `keys`) or of an iterable of pairs.
pub(crate) fn merge_any(cx: &mut Context, dict: Gc<DictObject>, w_other: Value) -> PyResult<()> {
    if let Some(other) = plain_dict(cx, w_other) {
        return dict.table().update_from(cx, other.table());
    }
    let keys = cx.name(Special::Keys);
    if cx.has_attr(w_other, keys) { merge_mapping(cx, dict, w_other) } else { merge_pairs(cx, dict, w_other) }
}

/// A dict whose contents can be taken as they are: `keys` and `__getitem__` are not overridden (D2).
fn plain_dict(cx: &mut Context, w_other: Value) -> Option<Gc<DictObject>> {
    let other = w_other.downcast::<DictObject>()?;
    if w_other.exact::<DictObject>().is_none() {
        let (class, base) = (cx.class_of(w_other), super::DICT.get(cx));
        for special in [Special::Keys, Special::GetItem] {
            if cx.special(class, special) != cx.special(base, special) {
                return None;
            }
        }
    }
    Some(other)
}

fn merge_mapping(cx: &mut Context, dict: Gc<DictObject>, w_other: Value) -> PyResult<()> {
    let w_keys = cx.call_method(w_other, "keys", &[])?;
    cx.for_each(w_keys, |cx, w_key| {
        let value = cx.getitem(w_other, w_key)?;
        cx.dict_set(dict, w_key, value)
    })
}

fn merge_pairs(cx: &mut Context, dict: Gc<DictObject>, w_pairs: Value) -> PyResult<()> {
    let mut number = 0usize;
    cx.for_each(w_pairs, |cx, w_pair| {
        let (key, value) = pair(cx, w_pair, number)?;
        number += 1;
        cx.dict_set(dict, key, value)
    })
}

fn pair(cx: &mut Context, w_pair: Value, number: usize) -> PyResult<(Value, Value)> {
    let items = match w_pair.exact::<TupleObject>() {
        Some(items) => items,
        None => {
            let list = match w_pair.exact::<ListObject>() {
                Some(list) => Ok(list),
                None => cx.list_from(w_pair),
            };
            match list {
                Ok(list) => cx.list_to_tuple(list)?,
                Err(raised) => {
                    if cx.catch(Exc::TypeError) {
                        raise!(cx, TypeError, "cannot convert dictionary update sequence element #{number} to a sequence");
                    }
                    return Err(raised);
                }
            }
        }
    };
    match *items.get().items() {
        [key, value] => Ok((key, value)),
        ref others => {
            let n = others.len();
            raise!(cx, ValueError, "dictionary update sequence element #{number} has length {n}; 2 is required")
        }
    }
}
