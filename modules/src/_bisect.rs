//! `_bisect`: places in sorted sequences.

use object_model::{
    Args, CompareOp, Context, DictObject, FromArg, Gc, ListObject, ModuleDecl, PyResult, Size, Value, declare::Arg, none,
    py_functions, raise,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Insertion points in sequences that are kept sorted.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("_bisect")
};

/// The short names are the same functions.
fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    for (short, long) in [("bisect", "bisect_right"), ("insort", "insort_right")] {
        if let Some(function) = cx.dict_find(dict, long) {
            cx.dict_put(dict, short, function);
        }
    }
    Ok(())
}

struct Search {
    a: Value,
    x: Value,
    at: usize,
}

/// Finds the place of `x` in `a[lo:hi]`: behind its equals (`right`) or before them.
fn bisect(cx: &mut Context, args: &Args, function: &'static str, right: bool) -> PyResult<Search> {
    let [a, x, lo, hi] = args.parse(cx, function, &["a", "x", "lo", "hi"], 2)?;
    let (a, x) = (a.unwrap_or(none()), x.unwrap_or(none()));
    let bound = |cx: &mut Context, slot: Option<Value>, default, index| match slot {
        Some(value) => Ok(Size::from_arg(cx, value, Arg { function, index })?.0),
        None => PyResult::Ok(default),
    };
    let lo = bound(cx, lo, 0, 3)?;
    let hi = bound(cx, hi, -1, 4)?;
    let Ok(mut lo) = usize::try_from(lo) else { raise!(cx, ValueError, "lo must be non-negative") };
    let mut hi = match usize::try_from(hi) {
        Ok(hi) => hi,
        Err(_) => cx.length(a)?,
    };
    while lo < hi {
        let middle = lo + (hi - lo) / 2;
        let item = match a.exact::<ListObject>().and_then(|list| cx.list_get(list, middle)) {
            Some(item) => item,
            None => {
                let index = cx.new_int(middle as i64);
                cx.getitem(a, index)?
            }
        };
        if right {
            if cx.compare_truth(CompareOp::Lt, x, item)? { hi = middle } else { lo = middle + 1 }
        } else if cx.compare_truth(CompareOp::Lt, item, x)? {
            lo = middle + 1;
        } else {
            hi = middle;
        }
    }
    Ok(Search { a, x, at: lo })
}

fn insert(cx: &mut Context, args: &Args, function: &'static str, right: bool) -> PyResult<()> {
    let Search { a, x, at } = bisect(cx, args, function, right)?;
    if let Some(list) = a.exact::<ListObject>() {
        let at = at.min(list.len());
        let inserted = list.storage().insert(&mut cx.heap, at, x);
        return cx.memory(inserted);
    }
    let at = cx.new_int(at as i64);
    cx.call_method(a, "insert", &[at, x]).map(drop)
}

py_functions! { FUNCTIONS:
    /// bisect_right(a, x[, lo[, hi]]) -> index behind all items that equal x
    @raw fn bisect_right(cx: &mut Context, args: &Args) -> PyResult<usize> {
        Ok(bisect(cx, args, "bisect_right", true)?.at)
    }
    /// bisect_left(a, x[, lo[, hi]]) -> index before all items that equal x
    @raw fn bisect_left(cx: &mut Context, args: &Args) -> PyResult<usize> {
        Ok(bisect(cx, args, "bisect_left", false)?.at)
    }
    /// insort_right(a, x[, lo[, hi]]) -- insert x behind its equals
    @raw fn insort_right(cx: &mut Context, args: &Args) -> PyResult<()> {
        insert(cx, args, "insort_right", true)
    }
    /// insort_left(a, x[, lo[, hi]]) -- insert x before its equals
    @raw fn insort_left(cx: &mut Context, args: &Args) -> PyResult<()> {
        insert(cx, args, "insort_left", false)
    }
}
