//! Built-in functions that take or give sequences.

use super::plain;
use object_model::protocols::compare::CompareOp;
use object_model::protocols::number::BinaryOp;
use object_model::value::{Slot, Value};
use object_model::{Args, Context, Exc, Gc, ListObject, PyResult, StrObject, TupleObject, UnicodeObject, kind, none};
use object_model::{py_functions, raise};

py_functions! { FUNCTIONS:
    /// all(iterable) -> bool
    /// Are all items true?
    fn all(cx: &mut Context, iterable: Value) -> PyResult<bool> {
        let iterator = cx.iter(iterable)?;
        let mut all = true;
        cx.drain(iterator, |cx, item| {
            all = cx.truth(item)?;
            Ok(all)
        })?;
        Ok(all)
    }
    /// any(iterable) -> bool
    /// Is one of the items true?
    fn any(cx: &mut Context, iterable: Value) -> PyResult<bool> {
        let iterator = cx.iter(iterable)?;
        let mut any = false;
        cx.drain(iterator, |cx, item| {
            any = cx.truth(item)?;
            Ok(!any)
        })?;
        Ok(any)
    }
    /// filter(function or None, sequence) -> list, tuple, or string
    /// The items for which the function is true (which are true, for None), as a sequence of the same type where that is
    /// tuple or string, otherwise as a list.
    @raw fn filter(cx: &mut Context, args: &Args) -> PyResult {
        let [w_function, w_items] = plain(cx, args, "filter", 2)?;
        let w_items = w_items.unwrap_or(none());
        // `bool` says what no function says.
        let bool_type = object_model::types::boolean::BOOL.get(cx).value();
        let w_function = w_function.and_then(Value::not_none).filter(|&w_function| w_function != bool_type);
        match w_items.kind() {
            kind::TUPLE => filter_tuple(cx, w_function, w_items),
            kind::STR => filter_str(cx, w_function, w_items),
            kind::UNICODE => filter_unicode(cx, w_function, w_items),
            _ => {
                let result = cx.new_list();
                cx.for_each(w_items, |cx, item| {
                    if passes(cx, w_function, item)? { cx.list_push(result, item) } else { Ok(()) }
                })?;
                Ok(result.value())
            }
        }
    }
    /// map(function, sequence[, sequence, ...]) -> list
    /// The function's results for the items of the sequences, taken together; shorter ones are continued with None.
    @raw fn map(cx: &mut Context, args: &Args) -> PyResult {
        args.no_keywords(cx, "map")?;
        let Some((&w_function, w_sources)) = args.positional.split_first().filter(|(_, sources)| !sources.is_empty()) else {
            raise!(cx, TypeError, "map() requires at least two args");
        };
        if w_function.is_none() {
            cx.warn_py3k("map(None, ...) not supported in 3.x; use list(...)")?;
        }
        let result = cx.new_list();
        if let &[w_source] = w_sources {
            if w_function.is_none() {
                cx.list_extend(result, w_source)?;
                return Ok(result.value());
            }
            let iterator = map_iterator(cx, w_source, 2)?;
            cx.drain(iterator, |cx, item| {
                let value = cx.call(w_function, &[item])?;
                cx.list_push(result, value).map(|()| true)
            })?;
            return Ok(result.value());
        }
        let iterators = cx.new_list();
        for (i, &w_source) in w_sources.iter().enumerate() {
            let iterator = map_iterator(cx, w_source, i + 2)?;
            cx.list_push(iterators, iterator)?;
        }
        // Every iterator and, behind them, the row; an iterator that has ended becomes None.
        let n = w_sources.len();
        loop {
            let (mut row, mut live) = (cx.new_tuple_of(n)?, false);
            for i in 0..n {
                let Some(iterator) = cx.list_get(iterators, i) else { break };
                if iterator.is_none() {
                    continue;
                }
                match cx.next(iterator)? {
                    Some(item) => {
                        row.set(cx, i, item);
                        live = true;
                    }
                    None => {
                        let stored = iterators.storage().set(&mut cx.heap, i, none());
                        cx.memory(stored)?;
                    }
                }
            }
            if !live {
                return Ok(result.value());
            }
            let row = row.tuple();
            let value = if w_function.is_none() { row.value() } else { cx.call(w_function, row.get().items())? };
            cx.list_push(result, value)?;
        }
    }
    /// zip(sequence[, ...]) -> list of tuples
    /// The items of all sequences, taken together, up to the end of the shortest.
    @raw fn zip(cx: &mut Context, args: &Args) -> PyResult {
        args.no_keywords(cx, "zip")?;
        let result = cx.new_list();
        let n = args.positional.len();
        if n == 0 {
            return Ok(result.value());
        }
        if let &[a, b] = args.positional
            && let (Some(a), Some(b)) = (a.exact::<ListObject>(), b.exact::<ListObject>())
        {
            // Nothing runs that could change them.
            for i in 0..a.len().min(b.len()) {
                let (Some(x), Some(y)) = (cx.list_get(a, i), cx.list_get(b, i)) else { break };
                let row = cx.new_tuple(&[x, y]).value();
                cx.list_push(result, row)?;
            }
            return Ok(result.value());
        }
        let iterators = cx.new_list();
        for (i, &w_source) in args.positional.iter().enumerate() {
            let iterator = match cx.iter(w_source) {
                Ok(iterator) => iterator,
                Err(raised) => {
                    if cx.catch(Exc::TypeError) {
                        raise!(cx, TypeError, "zip argument #{} must support iteration", i + 1);
                    }
                    return Err(raised);
                }
            };
            cx.list_push(iterators, iterator)?;
        }
        loop {
            let mut row = cx.new_tuple_of(n)?;
            for i in 0..n {
                let Some(iterator) = cx.list_get(iterators, i) else { return Ok(result.value()) };
                let Some(item) = cx.next(iterator)? else { return Ok(result.value()) };
                row.set(cx, i, item);
            }
            let row = row.tuple();
            cx.list_push(result, row.value())?;
        }
    }
    /// reduce(function, sequence[, initial]) -> value
    /// The function of two arguments applied to the first two items, to the result and the third, and so on.
    @raw fn reduce(cx: &mut Context, args: &Args) -> PyResult {
        cx.warn_py3k("reduce() not supported in 3.x; use functools.reduce()")?;
        let [w_function, w_items, initial] = plain(cx, args, "reduce", 2)?;
        crate::_functools::reduce(cx, w_function.unwrap_or(none()), w_items.unwrap_or(none()), initial)
    }
    /// max(iterable[, key=function]) -> value
    /// max(a, b, c, ...[, key=function]) -> value
    /// The largest item, the first of several.
    @raw fn max(cx: &mut Context, args: &Args) -> PyResult {
        extreme(cx, args, "max", CompareOp::Gt)
    }
    /// min(iterable[, key=function]) -> value
    /// min(a, b, c, ...[, key=function]) -> value
    /// The smallest item, the first of several.
    @raw fn min(cx: &mut Context, args: &Args) -> PyResult {
        extreme(cx, args, "min", CompareOp::Lt)
    }
    /// sorted(iterable, cmp=None, key=None, reverse=False) -> a new list of the items in order
    @raw fn sorted(cx: &mut Context, args: &Args) -> PyResult {
        let [w_items, cmp, key, reverse] = args.parse(cx, "sorted", &["iterable", "cmp", "key", "reverse"], 1)?;
        let reverse = match reverse {
            Some(reverse) => cx.int_arg(reverse)? != 0,
            None => false,
        };
        let list = cx.list_from(w_items.unwrap_or(none()))?;
        if args.keyword("iterable").is_some() {
            raise!(cx, TypeError, "'iterable' is an invalid keyword argument for this function");
        }
        cx.list_sort(list, cmp.and_then(Value::not_none), key.and_then(Value::not_none), reverse)?;
        Ok(list.value())
    }
    /// sum(iterable[, start]) -> value
    /// start (0) and all items added up.
    @raw fn sum(cx: &mut Context, args: &Args) -> PyResult {
        let [w_items, start] = plain(cx, args, "sum", 1)?;
        let iterator = cx.iter(w_items.unwrap_or(none()))?;
        let mut total = match start {
            Some(start) if matches!(start.kind(), kind::STR | kind::UNICODE) => {
                raise!(cx, TypeError, "sum() can't sum strings [use ''.join(seq) instead]")
            }
            Some(start) => start,
            None => Value::small(0),
        };
        if let (Some(list), Some(first)) = (w_items.and_then(Value::exact::<ListObject>), total.as_small())
            && let Some(sum) = list.storage().sum_ints(first)
        {
            return Ok(cx.new_int(sum));
        }
        cx.drain(iterator, |cx, item| {
            total = match (total.as_small(), item.as_small()) {
                // Two small ints fit an i64.
                (Some(x), Some(y)) => cx.new_int(x + y),
                _ => cx.binary(BinaryOp::Add, total, item)?,
            };
            Ok(true)
        })?;
        Ok(total)
    }
    /// len(object) -> integer
    /// The number of items.
    fn len(cx: &mut Context, object: Value) -> PyResult<usize> {
        cx.length(object)
    }
}

/// A tuple under construction: its items are None until they are set.
struct Row(Gc<TupleObject>);

trait NewRow {
    fn new_tuple_of(&mut self, n: usize) -> PyResult<Row>;
}

impl NewRow for Context {
    fn new_tuple_of(&mut self, n: usize) -> PyResult<Row> {
        Ok(Row(self.try_new_tuple(n, |_| none())?))
    }
}

impl Row {
    fn set(&mut self, cx: &mut Context, index: usize, item: Value) {
        object_model::tuple::set_fresh_item(cx, self.0, index, item);
    }
    fn tuple(self) -> Gc<TupleObject> {
        self.0
    }
}

fn map_iterator(cx: &mut Context, w_source: Value, number: usize) -> PyResult {
    match cx.iter(w_source) {
        Err(raised) => {
            if cx.catch(Exc::TypeError) {
                raise!(cx, TypeError, "argument {number} to map() must support iteration");
            }
            Err(raised)
        }
        iterator => iterator,
    }
}

fn passes(cx: &mut Context, w_function: Slot, item: Value) -> PyResult<bool> {
    match w_function {
        Some(w_function) => {
            let w_result = cx.call(w_function, &[item])?;
            cx.truth(w_result)
        }
        None => cx.truth(item),
    }
}

/// The items of a tuple or string by number, `__getitem__` of a subclass included, that pass.
fn filter_items(
    cx: &mut Context,
    w_function: Slot,
    w_items: Value,
    len: usize,
    mut keep: impl FnMut(&mut Context, Value) -> PyResult<()>,
) -> PyResult<()> {
    for i in 0..len {
        let item = cx.getitem(w_items, Value::small(i as i64))?;
        if passes(cx, w_function, item)? {
            keep(cx, item)?;
        }
    }
    Ok(())
}

fn filter_tuple(cx: &mut Context, w_function: Slot, w_items: Value) -> PyResult {
    let len = w_items.downcast::<TupleObject>().map_or(0, |items| items.len());
    let result: Gc<ListObject> = cx.new_list();
    filter_items(cx, w_function, w_items, len, |cx, item| cx.list_push(result, item))?;
    Ok(cx.list_to_tuple(result)?.value())
}

fn filter_str(cx: &mut Context, w_function: Slot, w_items: Value) -> PyResult {
    let Some(text) = w_items.downcast::<StrObject>() else { return Ok(w_items) };
    if w_function.is_none() && w_items.exact::<StrObject>().is_some() {
        return Ok(w_items);
    }
    let mut kept = Vec::new();
    filter_items(cx, w_function, w_items, text.len(), |cx, item| match item.downcast::<StrObject>() {
        Some(part) => {
            kept.extend_from_slice(part.get().bytes());
            Ok(())
        }
        None => raise!(cx, TypeError, "can't filter str to str: __getitem__ returned different type"),
    })?;
    Ok(cx.try_new_str(&kept)?.value())
}

fn filter_unicode(cx: &mut Context, w_function: Slot, w_items: Value) -> PyResult {
    let Some(text) = w_items.downcast::<UnicodeObject>() else { return Ok(w_items) };
    if w_function.is_none() && w_items.exact::<UnicodeObject>().is_some() {
        return Ok(w_items);
    }
    let mut kept = text::chars::CharsBuf::new();
    filter_items(cx, w_function, w_items, text.len(), |cx, item| match item.downcast::<UnicodeObject>() {
        Some(part) => {
            kept.extend_chars(part.get().chars());
            Ok(())
        }
        None => raise!(cx, TypeError, "can't filter unicode to unicode: __getitem__ returned different type"),
    })?;
    Ok(cx.new_unicode(kept.as_chars())?.value())
}

/// `max` and `min`: the first item that no other precedes by `op`.
fn extreme(cx: &mut Context, args: &Args, function: &str, op: CompareOp) -> PyResult {
    let w_items = match *args.positional {
        [w_items] => w_items,
        [] => raise!(cx, TypeError, "{function} expected 1 arguments, got 0"),
        // They stay in the caller's registers.
        [a, b] if args.keywords.is_empty() => return Ok(if cx.compare_truth(op, b, a)? { b } else { a }),
        ref all => cx.new_tuple(all).value(),
    };
    let key = match args.keyword("key") {
        key if key.is_some() == (args.keywords.len() == 1) && args.keywords.len() < 2 => key,
        _ => raise!(cx, TypeError, "{function}() got an unexpected keyword argument"),
    };
    let iterator = cx.iter(w_items)?;
    let mut best: Option<(Value, Value)> = None;
    cx.drain(iterator, |cx, item| {
        let value = match key {
            Some(key) => cx.call(key, &[item])?,
            None => item,
        };
        let better = match best {
            Some((_, best)) => cx.compare_truth(op, value, best)?,
            None => true,
        };
        if better {
            best = Some((item, value));
        }
        Ok(true)
    })?;
    match best {
        Some((item, _)) => Ok(item),
        None => raise!(cx, ValueError, "{function}() arg is an empty sequence"),
    }
}
