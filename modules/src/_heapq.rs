//! `_heapq`: a list as a heap, smallest item first.
//!
//! Comparisons may run Python code that changes the list: its length is compared after each, and items are read anew.
//!
//! Source: library reference 8.4 (2.7).

use crate::unpack::unpack;
use object_model::declare::Arg;
use object_model::{
    CompareOp, Context, FromArg, Gc, ListObject, ModuleDecl, PyResult, Size, Special, Value, kind, none, py_functions, raise,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Heaps in lists: item k is not greater than items 2k+1 and 2k+2.",
    functions: &[FUNCTIONS],
    ..ModuleDecl::new("_heapq")
};

/// `a < b`, by `<=` where `a` has no `<`.
#[inline]
fn less(cx: &mut Context, a: Value, b: Value) -> PyResult<bool> {
    if a.is_small() && b.is_small() || has_less(cx, a) {
        return cx.compare_truth(CompareOp::Lt, a, b);
    }
    Ok(!cx.compare_truth(CompareOp::Le, b, a)?)
}

/// Whether `<` is there to be called: all built-in types order themselves, a Python class may lack it.
fn has_less(cx: &mut Context, value: Value) -> bool {
    let class = cx.class_of(value);
    if class.decl.is_some() && !value.is_kind(kind::OLD_INSTANCE) {
        return true;
    }
    let name = cx.name(Special::Lt);
    cx.has_attr(value, name)
}

fn item(cx: &mut Context, heap: Gc<ListObject>, at: usize) -> PyResult {
    match cx.list_get(heap, at) {
        Some(item) => Ok(item),
        None => raise!(cx, RuntimeError, "list changed size during iteration"),
    }
}

fn put(cx: &mut Context, heap: Gc<ListObject>, at: usize, item: Value) -> PyResult<()> {
    let stored = heap.storage().set(&mut cx.heap, at, item);
    cx.memory(stored)
}

fn check(cx: &mut Context, heap: Gc<ListObject>, len: usize) -> PyResult<()> {
    if heap.len() != len {
        raise!(cx, RuntimeError, "list changed size during iteration");
    }
    Ok(())
}

/// Which of two items comes first.
type Order = fn(&mut Context, Value, Value) -> PyResult<bool>;

fn smallest_first(cx: &mut Context, a: Value, b: Value) -> PyResult<bool> {
    less(cx, a, b)
}

fn largest_first(cx: &mut Context, a: Value, b: Value) -> PyResult<bool> {
    less(cx, b, a)
}

/// Moves the item at `at` towards the root, no further than `start`.
fn sift_up(cx: &mut Context, heap: Gc<ListObject>, start: usize, mut at: usize, order: Order) -> PyResult<()> {
    let len = heap.len();
    if at >= len {
        raise!(cx, IndexError, "index out of range");
    }
    while at > start {
        let parent = (at - 1) / 2;
        let (moving, above) = (item(cx, heap, at)?, item(cx, heap, parent)?);
        let before = order(cx, moving, above)?;
        check(cx, heap, len)?;
        if !before {
            break;
        }
        let (moving, above) = (item(cx, heap, at)?, item(cx, heap, parent)?);
        put(cx, heap, parent, moving)?;
        put(cx, heap, at, above)?;
        at = parent;
    }
    Ok(())
}

/// Moves the item at `at` down along the first children to a leaf, then up to its place: one comparison a level mostly.
fn sift_down(cx: &mut Context, heap: Gc<ListObject>, start: usize, order: Order) -> PyResult<()> {
    let len = heap.len();
    if start >= len {
        raise!(cx, IndexError, "index out of range");
    }
    let mut at = start;
    while 2 * at + 1 < len {
        let mut child = 2 * at + 1;
        if child + 1 < len {
            let (left, right) = (item(cx, heap, child)?, item(cx, heap, child + 1)?);
            let left_first = order(cx, left, right)?;
            check(cx, heap, len)?;
            child += usize::from(!left_first);
        }
        let (moving, below) = (item(cx, heap, at)?, item(cx, heap, child)?);
        put(cx, heap, at, below)?;
        put(cx, heap, child, moving)?;
        at = child;
    }
    sift_up(cx, heap, start, at, order)
}

fn make_heap(cx: &mut Context, heap: Gc<ListObject>, order: Order) -> PyResult<()> {
    for at in (0..heap.len() / 2).rev() {
        sift_down(cx, heap, at, order)?;
    }
    Ok(())
}

fn list(cx: &mut Context, heap: Option<Value>) -> PyResult<Gc<ListObject>> {
    match heap.and_then(|heap| heap.downcast()) {
        Some(heap) => Ok(heap),
        None => raise!(cx, TypeError, "heap argument must be a list"),
    }
}

/// The `n` items that come last in `order`, kept in a heap of that order.
fn select(cx: &mut Context, n: isize, iterable: Value, order: Order) -> PyResult<Gc<ListObject>> {
    let iterator = cx.iter(iterable)?;
    let best = cx.new_list();
    while (best.len() as isize) < n {
        match cx.next(iterator)? {
            Some(item) => cx.list_push(best, item)?,
            None => break,
        }
    }
    if best.is_empty() {
        return Ok(best);
    }
    make_heap(cx, best, order)?;
    cx.drain(iterator, |cx, candidate| {
        let worst = item(cx, best, 0)?;
        if order(cx, worst, candidate)? {
            put(cx, best, 0, candidate)?;
            sift_down(cx, best, 0, order)?;
        }
        Ok(true)
    })?;
    cx.call_method(best.value(), "sort", &[])?;
    Ok(best)
}

py_functions! { FUNCTIONS:
    /// heappush(heap, item) -- add an item
    @raw fn heappush(cx: &mut Context, args: &Args) -> PyResult<()> {
        let [heap, value] = unpack(cx, args, "heappush", 2)?;
        let heap = list(cx, heap)?;
        cx.list_push(heap, value.unwrap_or(none()))?;
        sift_up(cx, heap, 0, heap.len() - 1, smallest_first)
    }
    /// heappop(heap) -> the smallest item, removed
    fn heappop(cx: &mut Context, heap: Value) -> PyResult {
        let heap = list(cx, Some(heap))?;
        let Some(last) = heap.len().checked_sub(1) else { raise!(cx, IndexError, "index out of range") };
        let tail = item(cx, heap, last)?;
        heap.storage().pop(&mut cx.heap, last);
        if last == 0 {
            return Ok(tail);
        }
        let smallest = item(cx, heap, 0)?;
        put(cx, heap, 0, tail)?;
        sift_down(cx, heap, 0, smallest_first)?;
        Ok(smallest)
    }
    /// heapreplace(heap, item) -> the smallest item, removed before the new one is added
    @raw fn heapreplace(cx: &mut Context, args: &Args) -> PyResult {
        let [heap, value] = unpack(cx, args, "heapreplace", 2)?;
        let heap = list(cx, heap)?;
        if heap.is_empty() {
            raise!(cx, IndexError, "index out of range");
        }
        let smallest = item(cx, heap, 0)?;
        put(cx, heap, 0, value.unwrap_or(none()))?;
        sift_down(cx, heap, 0, smallest_first)?;
        Ok(smallest)
    }
    /// heappushpop(heap, item) -> the smallest item, removed after the new one was added
    @raw fn heappushpop(cx: &mut Context, args: &Args) -> PyResult {
        let [heap, value] = unpack(cx, args, "heappushpop", 2)?;
        let (heap, value) = (list(cx, heap)?, value.unwrap_or(none()));
        if heap.is_empty() {
            return Ok(value);
        }
        let smallest = item(cx, heap, 0)?;
        if !less(cx, smallest, value)? {
            return Ok(value);
        }
        if heap.is_empty() {
            raise!(cx, IndexError, "index out of range");
        }
        let smallest = item(cx, heap, 0)?;
        put(cx, heap, 0, value)?;
        sift_down(cx, heap, 0, smallest_first)?;
        Ok(smallest)
    }
    /// heapify(list) -- make it a heap, in linear time
    fn heapify(cx: &mut Context, heap: Value) -> PyResult<()> {
        let heap = list(cx, Some(heap))?;
        make_heap(cx, heap, smallest_first)
    }
    /// nlargest(n, iterable) -> list of the n largest items, largest first
    @raw fn nlargest(cx: &mut Context, args: &Args) -> PyResult<Gc<ListObject>> {
        let [n, iterable] = args.parse(cx, "nlargest", &["n", "iterable"], 2)?;
        let n = Size::from_arg(cx, n.unwrap_or(none()), Arg { function: "nlargest", index: 1 })?;
        let best = select(cx, n.0, iterable.unwrap_or(none()), smallest_first)?;
        cx.call_method(best.value(), "reverse", &[])?;
        Ok(best)
    }
    /// nsmallest(n, iterable) -> list of the n smallest items, smallest first
    @raw fn nsmallest(cx: &mut Context, args: &Args) -> PyResult<Gc<ListObject>> {
        let [n, iterable] = args.parse(cx, "nsmallest", &["n", "iterable"], 2)?;
        let n = Size::from_arg(cx, n.unwrap_or(none()), Arg { function: "nsmallest", index: 1 })?;
        select(cx, n.0, iterable.unwrap_or(none()), largest_first)
    }
}
