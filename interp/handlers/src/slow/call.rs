//! Keyword dictionaries of calls.

use super::{done, value};
use object_model::ops::Native;
use object_model::value::Value;
use object_model::{Context, DictObject, PyResult, raise};

/// `**source` of a call to the callee in the last argument.
pub static DICT_MERGE: Native = Native::new("merge keywords", |cx, args| {
    let Some(map) = args[0].and_then(|map| map.downcast::<DictObject>()) else { return super::build::misplaced(cx) };
    done(merge(cx, map, value(args[1]), value(args[2])))
});

fn merge(cx: &mut Context, map: object_model::Gc<DictObject>, source: Value, callee: Value) -> PyResult<()> {
    let callee_text = |cx: &mut Context| format!("{}{}", cx.callable_name(callee), cx.callable_suffix(callee));
    if let Some(dict) = source.exact::<DictObject>() {
        if cx.dict_len(map) == 0 {
            // Nothing can come twice: a copy.
            return map.table().update_from(cx, dict.table());
        }
        let mut position = 0;
        while let Some((key, item)) = cx.dict_next(dict, &mut position) {
            add(cx, map, key, item, &callee_text)?;
        }
        return Ok(());
    }
    let w_keys = match cx.find_attr_text(source, "keys")? {
        Some(w_keys) => cx.call(w_keys, &[])?,
        None => {
            let (callee, given) = (callee_text(cx), cx.type_name(source));
            raise!(cx, TypeError, "{callee} argument after ** must be a mapping, not {given}");
        }
    };
    cx.for_each(w_keys, |cx, key| {
        let item = cx.getitem(source, key)?;
        add(cx, map, key, item, &callee_text)
    })
}

fn add(
    cx: &mut Context,
    map: object_model::Gc<DictObject>,
    key: Value,
    item: Value,
    callee_text: &dyn Fn(&mut Context) -> String,
) -> PyResult<()> {
    if cx.dict_get(map, key)?.is_some() {
        let (callee, key) = (callee_text(cx), cx.str(key)?.lossy());
        raise!(cx, TypeError, "{callee} got multiple values for keyword argument '{key}'");
    }
    cx.dict_set(map, key, item)
}
