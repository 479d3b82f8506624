//! Methods of sets that are no operators.

use crate::context::Context;
use crate::convert::{FromArg, IntoValue};
use crate::declare::{Arg, Args};
use crate::error::PyResult;
use crate::handle::Gc;
use crate::list::ListObject;
use crate::set::{SetObject, any_set};
use crate::strings::StrObject;
use crate::typeobject::TypeObject;
use crate::types::set as ops;
use crate::value::Value;
use crate::{kind, none, py_methods, raise};

/// A set or frozenset as a receiver.
#[derive(Clone, Copy)]
struct AnySet(Gc<SetObject>);

impl FromArg for AnySet {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<AnySet> {
        match any_set(value) {
            Some(set) => Ok(AnySet(set)),
            None => Err(crate::convert::wrong_type(cx, "set", value, arg)),
        }
    }
}

fn receiver(cx: &mut Context, args: &Args, function: &'static str) -> PyResult<Gc<SetObject>> {
    args.no_keywords(cx, function)?;
    match args.positional.first() {
        Some(&this) => Ok(AnySet::from_arg(cx, this, Arg { function, index: 0 })?.0),
        None => raise!(cx, TypeError, "descriptor '{function}' of 'set' object needs an argument"),
    }
}

fn items(cx: &mut Context, set: Gc<SetObject>) -> PyResult<Gc<ListObject>> {
    let list = cx.new_list();
    let mut position = 0;
    while let Some(item) = set.table().next(&mut position) {
        cx.list_push(list, item)?;
    }
    Ok(list)
}

py_methods! { COMMON:
    /// S.__contains__(x) <==> x in S
    fn __contains__(cx: &mut Context, this: AnySet, key: Value) -> PyResult<bool> {
        ops::contains(cx, this.0, key)
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: AnySet) -> usize {
        let _ = cx;
        this.0.table().len()
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: AnySet) -> Value {
        ops::iterator::new(cx, this.0)
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: AnySet) -> PyResult<Gc<StrObject>> {
        let set = this.0;
        let name = cx.type_name(set.value());
        let again = format!("{name}(...)");
        cx.guarded_repr(set.value(), &again, |cx| {
            let list = items(cx, set)?;
            let shown = cx.repr(list.value())?;
            let mut text = name.into_bytes();
            text.push(b'(');
            text.extend_from_slice(shown.get().bytes());
            text.push(b')');
            cx.try_new_str(&text)
        })
    }
    /// what pickling needs: class, arguments and state
    fn __reduce__(cx: &mut Context, this: AnySet) -> PyResult {
        let set = this.0.value();
        let list = items(cx, this.0)?.value();
        let args = cx.new_tuple(&[list]).value();
        let state = cx.find_attr_text(set, "__dict__")?.unwrap_or(none());
        let class = cx.class_of(set).value();
        Ok(cx.new_tuple(&[class, args, state]).value())
    }
    /// size of the set in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: AnySet) -> usize {
        let _ = cx;
        crate::layout::size_of_value(this.0.value()) + this.0.table().len() * 24
    }
    /// a set with the same elements
    fn copy(cx: &mut Context, this: AnySet) -> PyResult<Gc<SetObject>> {
        // An exact frozenset may as well be its own copy.
        if this.0.value().shape() == u32::from(kind::FROZENSET) {
            return Ok(this.0);
        }
        ops::copy(cx, this.0)
    }
    /// the elements that are in this set and in all of the iterables
    @raw fn intersection(cx: &mut Context, args: &Args) -> PyResult<Gc<SetObject>> {
        let this = receiver(cx, args, "intersection")?;
        let Some((&first, rest)) = args.rest().positional.split_first() else { return ops::copy(cx, this) };
        let mut result = ops::intersection(cx, this, first)?;
        for &iterable in rest {
            result = ops::intersection(cx, result, iterable)?;
        }
        Ok(result)
    }
    /// the elements that are in this set or in one of the iterables
    @raw fn union(cx: &mut Context, args: &Args) -> PyResult<Gc<SetObject>> {
        let this = receiver(cx, args, "union")?;
        let result = ops::copy(cx, this)?;
        for &iterable in args.rest().positional {
            ops::update(cx, result, iterable)?;
        }
        Ok(result)
    }
    /// the elements that are in this set and in none of the iterables
    @raw fn difference(cx: &mut Context, args: &Args) -> PyResult<Gc<SetObject>> {
        let this = receiver(cx, args, "difference")?;
        let Some((&first, rest)) = args.rest().positional.split_first() else { return ops::copy(cx, this) };
        let result = ops::difference(cx, this, first)?;
        for &iterable in rest {
            ops::difference_update(cx, result, iterable)?;
        }
        Ok(result)
    }
    /// the elements that are in this set or in the iterable, but not in both
    fn symmetric_difference(cx: &mut Context, this: AnySet, iterable: Value) -> PyResult<Gc<SetObject>> {
        ops::symmetric_difference(cx, this.0, iterable)
    }
    /// have this set and the iterable no element in common?
    fn isdisjoint(cx: &mut Context, this: AnySet, iterable: Value) -> PyResult<bool> {
        ops::is_disjoint(cx, this.0, iterable)
    }
    /// are all elements of this set in the iterable?
    fn issubset(cx: &mut Context, this: AnySet, iterable: Value) -> PyResult<bool> {
        let other = ops::to_set(cx, iterable)?;
        this.0.table().is_subset(cx, other.table())
    }
    /// are all items of the iterable in this set?
    fn issuperset(cx: &mut Context, this: AnySet, iterable: Value) -> PyResult<bool> {
        let other = ops::to_set(cx, iterable)?;
        other.table().is_subset(cx, this.0.table())
    }
}

py_methods! { CHANGING:
    /// adds an element, which may be there already
    fn add(cx: &mut Context, this: Gc<SetObject>, item: Value) -> PyResult<()> {
        this.table().add(cx, item).map(drop)
    }
    /// removes all elements
    fn clear(cx: &mut Context, this: Gc<SetObject>) {
        let _ = cx;
        this.table().clear();
    }
    /// removes an element if it is there
    fn discard(cx: &mut Context, this: Gc<SetObject>, item: Value) -> PyResult<()> {
        ops::with_key(cx, item, |cx, item| this.table().discard(cx, item)).map(drop)
    }
    /// removes an element; KeyError if it is not there
    fn remove(cx: &mut Context, this: Gc<SetObject>, item: Value) -> PyResult<()> {
        match ops::with_key(cx, item, |cx, item| this.table().discard(cx, item))? {
            true => Ok(()),
            false => Err(cx.key_error(item)),
        }
    }
    /// removes an element and gives it; KeyError if there is none
    fn pop(cx: &mut Context, this: Gc<SetObject>) -> PyResult {
        match this.table().pop() {
            Some(item) => Ok(item),
            None => raise!(cx, KeyError, "pop from an empty set"),
        }
    }
    /// adds the items of all the iterables
    @raw fn update(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = receiver(cx, args, "update")?;
        for &iterable in args.rest().positional {
            ops::update(cx, this, iterable)?;
        }
        Ok(())
    }
    /// keeps only what is in all the iterables
    @raw fn intersection_update(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = receiver(cx, args, "intersection_update")?;
        let mut result = ops::copy(cx, this)?;
        for &iterable in args.rest().positional {
            result = ops::intersection(cx, result, iterable)?;
        }
        this.table().swap(&mut cx.heap, result.table());
        Ok(())
    }
    /// removes the items of all the iterables
    @raw fn difference_update(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = receiver(cx, args, "difference_update")?;
        for &iterable in args.rest().positional {
            ops::difference_update(cx, this, iterable)?;
        }
        Ok(())
    }
    /// removes the items of the iterable that are there and adds the others
    fn symmetric_difference_update(cx: &mut Context, this: Gc<SetObject>, iterable: Value) -> PyResult<()> {
        ops::symmetric_difference_update(cx, this, iterable)
    }
}

/// The one optional argument of both constructors.
fn source(cx: &mut Context, args: &Args, class: Gc<TypeObject>) -> PyResult<Option<Value>> {
    if let ([source], true) = (args.positional, args.keywords.is_empty()) {
        return Ok(Some(*source));
    }
    let name = class.name_lossy();
    let [source] = args.unpack(cx, &name, 0)?;
    Ok(source)
}

mod set {
    use super::*;

    py_methods! { SPECIAL:
        /// T.__new__(S, ...) -> a new set of type S
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<SetObject>> {
            ops::allocate(cx, class)
        }
        /// x.__init__(...): fills the set anew
        @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
            let this: Gc<SetObject> = args.receiver(cx, "__init__")?;
            if !args.keywords.is_empty() {
                raise!(cx, TypeError, "set() does not take keyword arguments");
            }
            let class = cx.class_of(this.value());
            let iterable = source(cx, &args.rest(), class)?;
            if !this.table().is_empty() {
                this.table().clear();
            }
            match iterable {
                Some(iterable) => ops::update(cx, this, iterable),
                None => Ok(()),
            }
        }
    }
}
pub(super) use set::SPECIAL as SET_SPECIAL;

mod frozenset {
    use super::*;
    use crate::set::FrozensetObject;
    use text::hash::FrozensetHasher;

    py_methods! { SPECIAL:
        /// T.__new__(S, ...) -> a new frozenset of type S
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let exact = class.root == u32::from(kind::FROZENSET);
            if exact && !args.keywords.is_empty() {
                raise!(cx, TypeError, "frozenset() does not take keyword arguments");
            }
            let iterable = source(cx, args, class)?;
            if exact && let Some(iterable) = iterable && iterable.shape() == u32::from(kind::FROZENSET) {
                return Ok(iterable);
            }
            let this = ops::allocate(cx, class)?;
            match iterable {
                Some(iterable) => match any_set(iterable) {
                    Some(other) => ops::fill(cx, this, other)?,
                    None => ops::update(cx, this, iterable)?,
                },
                // There is but one empty frozenset.
                None if exact => return Ok(empty(cx, this)),
                None => {}
            }
            if exact && this.table().is_empty() {
                return Ok(empty(cx, this));
            }
            this.into_value(cx)
        }
        /// x.__hash__() <==> hash(x)
        fn __hash__(cx: &mut Context, this: Gc<FrozensetObject>) -> PyResult<i64> {
            let Some(mut set) = any_set(this.value()) else { return Ok(0) };
            if set.hash == 0 {
                let mut hasher = FrozensetHasher::new(set.table().len());
                let mut position = 0;
                while let Some((hash, _)) = set.table().next_hashed(&mut position) {
                    hasher.add(hash as i64);
                }
                set.hash = hasher.finish() as u64;
            }
            Ok(set.hash as i64)
        }
    }

    /// The one empty frozenset: this one, if it is the first.
    fn empty(cx: &mut Context, fresh: Gc<SetObject>) -> Value {
        let entry = cx.ext.values.entry("empty frozenset").or_insert(None);
        *entry.get_or_insert(fresh.value())
    }
}
pub(super) use frozenset::SPECIAL as FROZENSET_SPECIAL;
