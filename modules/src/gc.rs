//! `gc`. Memory is collected whatever a program says here (D6): `enable` and `disable` switch finalizers, thresholds are
//! remembered and nothing else, `garbage` stays empty.

#![allow(unsafe_code)] // headers become values

use object_model::context::poll;
use object_model::gc::Header;
use object_model::{
    Context, DictObject, Gc, ListObject, ModuleDecl, PyResult, Slot, TupleObject, Value, kind, py_functions, raise, set,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "The garbage collector, as far as programs can see it.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("gc")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    let flags = [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_INSTANCES", 8),
        ("DEBUG_OBJECTS", 16),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 62),
    ];
    for (name, flag) in flags {
        cx.dict_put(dict, name, Value::small(flag));
    }
    let garbage = cx.new_list().value();
    cx.dict_put(dict, "garbage", garbage);
    Ok(())
}

/// What programs have set.
struct Settings {
    thresholds: [i64; 3],
    debug: i64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { thresholds: [700, 10, 10], debug: 0 }
    }
}

fn object(header: *mut Header) -> Option<Value> {
    Value::from_bits(header as u64)
}

/// Do programs know objects of this kind, and can they hold others?
fn is_container(value: Value) -> bool {
    value.header().is_some()
        && value.kind() >= kind::INSTANCE
        && !matches!(
            value.kind(),
            kind::NONE
                | kind::NOT_IMPLEMENTED
                | kind::ELLIPSIS
                | kind::BOOL
                | kind::INT
                | kind::LONG
                | kind::FLOAT
                | kind::COMPLEX
                | kind::STR
                | kind::UNICODE
                | kind::BYTEARRAY
                | kind::RAW
                | kind::ATTRIBUTES
                | kind::TRIPLE
                | kind::XRANGE
                | kind::CODE
        )
}

/// Every container alive, as a list that nothing else sees yet.
fn all_objects(cx: &mut Context) -> PyResult<Gc<ListObject>> {
    cx.heap.collect();
    // All that is found now is alive and stays where it is until the list holds it.
    cx.heap.pause();
    let mut found = Vec::new();
    cx.heap.each_object(|header| found.extend(object(header).filter(|&value| is_container(value))));
    let list = cx.new_list();
    let mut result = Ok(list);
    for value in found {
        if value != list.value()
            && let Err(raised) = cx.list_push(list, value)
        {
            result = Err(raised);
            break;
        }
    }
    cx.heap.resume();
    result
}

/// Appends what `value` refers to directly.
fn push_referents(cx: &mut Context, list: Gc<ListObject>, value: Value) -> PyResult<()> {
    if let Some(source) = value.downcast::<ListObject>() {
        let mut i = 0;
        while let Some(item) = cx.list_get(source, i) {
            cx.list_push(list, item)?;
            i += 1;
        }
    } else if let Some(tuple) = value.downcast::<TupleObject>() {
        for &item in tuple.get().items() {
            cx.list_push(list, item)?;
        }
    } else if let Some(dict) = value.downcast::<DictObject>() {
        let mut position = 0;
        while let Some((key, item)) = cx.dict_next(dict, &mut position) {
            cx.list_push(list, key)?;
            cx.list_push(list, item)?;
        }
    } else if set::any_set(value).is_some() && value.shape() < kind::FIRST_MAP {
        return cx.for_each(value, |cx, item| cx.list_push(list, item));
    } else if is_container(value) {
        // Objects of the machine's own in between are passed through.
        let mut pending = vec![value];
        while let Some(value) = pending.pop() {
            // SAFETY: a live object, or one that a live object refers to.
            for header in unsafe { cx.heap.references(value.pointer()) } {
                let Some(target) = object(header) else { continue };
                if matches!(target.kind(), kind::ATTRIBUTES | kind::TRIPLE) {
                    pending.push(target);
                } else if target.kind() >= kind::INSTANCE && target.kind() != kind::RAW {
                    cx.list_push(list, target)?;
                }
            }
        }
    }
    Ok(())
}

py_functions! { FUNCTIONS:
    /// enable() -- finalizers run
    fn enable(cx: &mut Context) {
        cx.finalizers_enabled = true;
        cx.request(poll::FINALIZERS);
    }
    /// disable() -- finalizers wait
    fn disable(cx: &mut Context) {
        cx.finalizers_enabled = false;
    }
    /// isenabled() -> whether finalizers run
    fn isenabled(cx: &mut Context) -> bool {
        cx.finalizers_enabled
    }
    /// collect([generation]) -> 0
    /// Collects everything now, and runs finalizers and callbacks of weak references.
    @kw fn collect(cx: &mut Context, generation: i32 = 2) -> PyResult<i64> {
        if !(0..=2).contains(&generation) {
            raise!(cx, ValueError, "invalid generation");
        }
        cx.request(poll::COLLECT);
        if cx.base.is_null() {
            let serve = cx.hooks.serve;
            serve(cx)?;
        }
        Ok(0)
    }
    /// get_count() -> (0, 0, 0)
    fn get_count(cx: &mut Context) -> Value {
        cx.new_tuple(&[Value::small(0); 3]).value()
    }
    /// set_threshold(threshold0[, threshold1[, threshold2]]) -- remembered only
    fn set_threshold(cx: &mut Context, threshold0: i32, threshold1: Slot = None, threshold2: Slot = None) -> PyResult<()> {
        let mut thresholds = cx.ext.state::<Settings>().thresholds;
        thresholds[0] = threshold0.into();
        for (at, slot) in [(1, threshold1), (2, threshold2)] {
            if let Some(value) = slot {
                thresholds[at] = cx.int_arg(value)?;
            }
        }
        cx.ext.state::<Settings>().thresholds = thresholds;
        Ok(())
    }
    /// get_threshold() -> (threshold0, threshold1, threshold2)
    fn get_threshold(cx: &mut Context) -> Value {
        let thresholds = cx.ext.state::<Settings>().thresholds;
        let values = thresholds.map(|n| cx.new_int(n));
        cx.new_tuple(&values).value()
    }
    /// set_debug(flags) -- remembered only
    fn set_debug(cx: &mut Context, flags: i32) {
        cx.ext.state::<Settings>().debug = flags.into();
    }
    /// get_debug() -> flags
    fn get_debug(cx: &mut Context) -> i64 {
        cx.ext.state::<Settings>().debug
    }
    /// get_objects() -> list of all containers
    fn get_objects(cx: &mut Context) -> PyResult<Gc<ListObject>> {
        all_objects(cx)
    }
    /// get_referents(*objects) -> list of what they refer to directly
    @raw fn get_referents(cx: &mut Context, args: &Args) -> PyResult<Gc<ListObject>> {
        args.no_keywords(cx, "get_referents")?;
        let list = cx.new_list();
        for &value in args.positional {
            push_referents(cx, list, value)?;
        }
        Ok(list)
    }
    /// get_referrers(*objects) -> list of containers that refer to them directly
    @raw fn get_referrers(cx: &mut Context, args: &Args) -> PyResult<Gc<ListObject>> {
        args.no_keywords(cx, "get_referrers")?;
        let all = all_objects(cx)?;
        let (referrers, referents) = (cx.new_list(), cx.new_list());
        let mut i = 0;
        while let Some(candidate) = cx.list_get(all, i) {
            i += 1;
            if candidate == all.value() || candidate == referrers.value() || candidate == referents.value() {
                continue;
            }
            referents.storage().clear();
            push_referents(cx, referents, candidate)?;
            let mut at = 0;
            while let Some(target) = cx.list_get(referents, at) {
                at += 1;
                if args.positional.contains(&target) {
                    cx.list_push(referrers, candidate)?;
                    break;
                }
            }
        }
        Ok(referrers)
    }
    /// is_tracked(object) -> whether it can hold references
    fn is_tracked(cx: &mut Context, object: Value) -> bool {
        let _ = cx;
        is_container(object)
    }
}
