//! Combinatoric iterators: `combinations`, `combinations_with_replacement`, `permutations`, `product`.
//!
//! Each keeps the positions in its pools whose items the last result had, and steps them in lexicographic order.

#![allow(unsafe_code)] // heap object layouts, positions in raw memory

use super::iterator_type;
use object_model::strings::{RawBuffer, new_raw};
use object_model::typeobject::{TypeDecl, TypeObject};
use object_model::{Arg, Context, FloatObject, FromArg, Gc, PyResult, Slot, TupleObject, Value, none, py_methods, raise};

iterator_type!(Combinations "combinations" COMBINATIONS { pool, positions } { r: usize, state: State } COMBINATIONS_LAYOUT COMBINATIONS,
    "combinations(iterable, r) --> combinations object\n\nTuples of r of the items, in their order, each way to choose them once.",
    step_combinations, [combinations::METHODS]);
iterator_type!(WithReplacement "combinations_with_replacement" COMBINATIONS_WITH_REPLACEMENT { pool, positions } { r: usize, state: State }
    WITH_REPLACEMENT_LAYOUT WITH_REPLACEMENT,
    "combinations_with_replacement(iterable, r) --> combinations_with_replacement object\n\nTuples of r of the items, in their order, where an item may be chosen again.",
    step_with_replacement, [with_replacement::METHODS]);
iterator_type!(Permutations "permutations" PERMUTATIONS { pool, positions, cycles } { r: usize, state: State } PERMUTATIONS_LAYOUT PERMUTATIONS,
    "permutations(iterable[, r]) --> permutations object\n\nTuples of r of the items (all of them) in every order.",
    step_permutations, [permutations::METHODS]);
iterator_type!(Product "product" PRODUCT { pools, positions } { state: State } PRODUCT_LAYOUT PRODUCT,
    "product(*iterables) --> product object\n\nTuples of an item of each iterable in every combination, the last one changing fastest. The keyword repeat\ngives the iterables that many times.",
    step_product, [product::METHODS]);

pub static TYPES: &[&TypeDecl] = &[&COMBINATIONS, &WITH_REPLACEMENT, &PERMUTATIONS, &PRODUCT];

pub fn register(cx: &mut Context) {
    Combinations::register(cx);
    WithReplacement::register(cx);
    Permutations::register(cx);
    Product::register(cx);
}

/// How far an iterator is. Zero, which fresh memory holds, is the start.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq)]
enum State {
    Start = 0,
    Running = 1,
    Ended = 2,
}

/// Memory for `len` positions.
fn new_positions(cx: &mut Context, len: usize, position: impl Fn(usize) -> usize) -> PyResult {
    let buffer = len.checked_mul(size_of::<usize>()).and_then(|size| new_raw(&mut cx.heap, size));
    let Some(buffer) = buffer else { return Err(cx.memory_error()) };
    for i in 0..len {
        // SAFETY: the buffer has room for `len` words, aligned as objects are.
        unsafe { buffer.data().cast::<usize>().add(i).write(position(i)) };
    }
    Ok(buffer.value())
}

/// The first `len` positions, which the iterator made with at least that length.
fn positions(slot: Slot, len: usize) -> &'static mut [usize] {
    match slot.and_then(|buffer| buffer.downcast::<RawBuffer>()) {
        // SAFETY: `new_positions` made it; only the step that runs looks at it, and runs no Python code meanwhile.
        Some(buffer) => unsafe { std::slice::from_raw_parts_mut(buffer.data().cast::<usize>(), len) },
        None => &mut [],
    }
}

fn items(slot: Slot) -> &'static [Value] {
    slot.and_then(|tuple| tuple.downcast::<TupleObject>()).map_or(&[], |tuple| tuple.get().items())
}

fn chosen(cx: &mut Context, pool: Slot, positions: &[usize]) -> PyResult<Option<Value>> {
    let pool = items(pool);
    cx.try_new_tuple(positions.len(), |i| pool[positions[i]]).map(|tuple| Some(tuple.value()))
}

fn step_combinations(cx: &mut Context, mut this: Gc<Combinations>) -> PyResult<Option<Value>> {
    let (n, r) = (items(this.pool).len(), this.r);
    if this.state == State::Ended || r > n {
        return Ok(None);
    }
    let at = positions(this.positions, r);
    if this.state == State::Running {
        // The last position that can go on; those behind follow it closely.
        let Some(i) = (0..r).rev().find(|&i| at[i] != i + n - r) else {
            this.state = State::Ended;
            return Ok(None);
        };
        at[i] += 1;
        for j in i + 1..r {
            at[j] = at[j - 1] + 1;
        }
    }
    this.state = State::Running;
    chosen(cx, this.pool, at)
}

fn step_with_replacement(cx: &mut Context, mut this: Gc<WithReplacement>) -> PyResult<Option<Value>> {
    let (n, r) = (items(this.pool).len(), this.r);
    if this.state == State::Ended || n == 0 && r > 0 {
        return Ok(None);
    }
    let at = positions(this.positions, r);
    if this.state == State::Running {
        let Some(i) = (0..r).rev().find(|&i| at[i] != n - 1) else {
            this.state = State::Ended;
            return Ok(None);
        };
        let position = at[i] + 1;
        at[i..].fill(position);
    }
    this.state = State::Running;
    chosen(cx, this.pool, at)
}

fn step_permutations(cx: &mut Context, mut this: Gc<Permutations>) -> PyResult<Option<Value>> {
    let (n, r) = (items(this.pool).len(), this.r);
    if this.state == State::Ended || r > n {
        return Ok(None);
    }
    let at = positions(this.positions, n);
    if this.state == State::Running {
        // `cycles[i]` counts the exchanges of place i that are left; when it runs out, the places from i on turn back.
        let cycles = positions(this.cycles, r);
        let mut moved = false;
        for i in (0..r).rev() {
            cycles[i] -= 1;
            if cycles[i] == 0 {
                at[i..].rotate_left(1);
                cycles[i] = n - i;
            } else {
                at.swap(i, n - cycles[i]);
                moved = true;
                break;
            }
        }
        if !moved {
            this.state = State::Ended;
            return Ok(None);
        }
    }
    this.state = State::Running;
    chosen(cx, this.pool, &at[..r])
}

fn step_product(cx: &mut Context, mut this: Gc<Product>) -> PyResult<Option<Value>> {
    let pools = items(this.pools);
    let pool = |i: usize| items(Some(pools[i]));
    if this.state == State::Ended || (0..pools.len()).any(|i| pool(i).is_empty()) {
        return Ok(None);
    }
    let at = positions(this.positions, pools.len());
    if this.state == State::Running {
        let mut moved = false;
        for i in (0..pools.len()).rev() {
            at[i] += 1;
            if at[i] < pool(i).len() {
                moved = true;
                break;
            }
            at[i] = 0;
        }
        if !moved {
            this.state = State::Ended;
            return Ok(None);
        }
    }
    this.state = State::Running;
    cx.try_new_tuple(pools.len(), |i| pool(i)[at[i]]).map(|tuple| Some(tuple.value()))
}

/// A number of items to choose.
fn choice(cx: &mut Context, value: Value) -> PyResult<usize> {
    let n = i64::from_arg(cx, value, Arg { function: "", index: 2 })?;
    match usize::try_from(n) {
        Ok(n) => Ok(n),
        Err(_) => raise!(cx, ValueError, "r must be non-negative"),
    }
}

/// The pool and the number to choose from it.
fn pool_and_choice(cx: &mut Context, iterable: Slot, r: Slot) -> PyResult<(Gc<TupleObject>, usize)> {
    let pool = cx.tuple_from(iterable.unwrap_or(none()))?;
    Ok((pool, choice(cx, r.unwrap_or(none()))?))
}

mod combinations {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let [iterable, r] = args.parse(cx, "combinations", &["iterable", "r"], 2)?;
            let (pool, r) = pool_and_choice(cx, iterable, r)?;
            // More than there are: nothing to remember.
            let positions = new_positions(cx, if r > pool.len() { 0 } else { r }, |i| i)?;
            let mut this = cx.allocate_for::<Combinations>(class, 0)?;
            (this.pool, this.positions, this.r) = (Some(pool.value()), Some(positions), r);
            this.state = State::Start;
            Ok(this.value())
        }
    }
}

mod with_replacement {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let [iterable, r] = args.parse(cx, "combinations_with_replacement", &["iterable", "r"], 2)?;
            let (pool, r) = pool_and_choice(cx, iterable, r)?;
            let positions = new_positions(cx, r, |_| 0)?;
            let mut this = cx.allocate_for::<WithReplacement>(class, 0)?;
            (this.pool, this.positions, this.r) = (Some(pool.value()), Some(positions), r);
            this.state = State::Start;
            Ok(this.value())
        }
    }
}

mod permutations {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let [iterable, r] = args.parse(cx, "permutations", &["iterable", "r"], 1)?;
            let pool = cx.tuple_from(iterable.unwrap_or(none()))?;
            let n = pool.len();
            let r = match r.and_then(Value::not_none) {
                None => n,
                // Here, unlike elsewhere, a float serves.
                Some(r) => {
                    let r = if r.downcast::<FloatObject>().is_some() { cx.to_int(r)? } else { r };
                    choice(cx, r)?
                }
            };
            let positions = new_positions(cx, n, |i| i)?;
            let cycles = new_positions(cx, if r > n { 0 } else { r }, |i| n - i)?;
            let mut this = cx.allocate_for::<Permutations>(class, 0)?;
            (this.pool, this.positions, this.cycles, this.r) = (Some(pool.value()), Some(positions), Some(cycles), r);
            Ok(this.value())
        }
    }
}

mod product {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let named = object_model::Args { positional: &[], ..*args };
            let [w_repeat] = named.parse(cx, "product", &["repeat"], 0)?;
            let repeat = match w_repeat {
                None => 1,
                Some(w_repeat) => {
                    let n = i64::from_arg(cx, w_repeat, Arg { function: "product", index: 1 })?;
                    let Ok(n) = usize::try_from(n) else {
                        raise!(cx, ValueError, "repeat argument cannot be negative")
                    };
                    n
                }
            };
            let list = cx.new_list();
            if repeat > 0 {
                for &iterable in args.positional {
                    let pool = cx.tuple_from(iterable)?;
                    cx.list_push(list, pool.value())?;
                }
            }
            let once = cx.list_to_tuple(list)?;
            let given = once.get().items();
            let Some(len) = given.len().checked_mul(repeat) else { return Err(cx.memory_error()) };
            let pools = cx.try_new_tuple(len, |i| given[i % given.len()])?;
            let positions = new_positions(cx, len, |_| 0)?;
            let mut this = cx.allocate_for::<Product>(class, 0)?;
            (this.pools, this.positions) = (Some(pools.value()), Some(positions));
            Ok(this.value())
        }
    }
}
