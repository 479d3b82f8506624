//! `_functools`: `partial` and `reduce`.

#![allow(unsafe_code)] // heap object layout

use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::tuple::TupleObject;
use object_model::typeobject::{BASETYPE, TypeDecl, TypeObject, WITH_DICT, WITH_WEAKREF};
use object_model::types::function::readonly;
use object_model::value::slot_bits;
use object_model::{
    Context, DictObject, Exc, Gc, ModuleDecl, Object, PyResult, Slot, Value, instance, layout, none, py_functions,
    py_methods, raise,
};
use smallvec::SmallVec;

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Functions that take or give functions.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("_functools")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    // Every instance has attributes: the type's shapes are maps, the kind has no type of its own.
    layout::register_fixed::<PartialObject>(&mut cx.heap, &LAYOUT);
    let partial = PARTIAL.get(cx).value();
    cx.dict_put(dict, "partial", partial);
    Ok(())
}

#[repr(C)]
pub struct PartialObject {
    pub header: Header,
    func: Slot,
    args: Option<Gc<TupleObject>>,
    keywords: Option<Gc<DictObject>>,
}

// SAFETY: made by `__new__`.
unsafe impl Object for PartialObject {
    const KIND: u8 = kinds::PARTIAL;
    const NAME: &'static str = "functools.partial";
}

object_model::fixed_layout!(LAYOUT: PartialObject, |this, tracer| {
    tracer.word(slot_bits(this.func));
    tracer.word(this.args.map_or(0, |args| args.value().bits()));
    tracer.word(this.keywords.map_or(0, |keywords| keywords.value().bits()));
});

static PARTIAL: TypeDecl = TypeDecl {
    module: "functools",
    doc: "partial(func, *args, **keywords) -> a function with these arguments already given",
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE | WITH_DICT | WITH_WEAKREF,
    ..TypeDecl::new("partial", kinds::PARTIAL)
};

static GETSET: &[GetSet] = &[
    GetSet {
        name: "__dict__",
        doc: "attributes",
        get: |cx, this| Ok(cx.own_dict(this, true).map_or(none(), Gc::value)),
        set: Some(set_dict),
    },
    GetSet {
        name: "func",
        doc: "the function",
        get: |_, this| Ok(receiver(this).func.unwrap_or(none())),
        set: Some(readonly),
    },
    GetSet {
        name: "args",
        doc: "positional arguments for it",
        get: |_, this| Ok(receiver(this).args.map_or(none(), Gc::value)),
        set: Some(readonly),
    },
    GetSet {
        name: "keywords",
        doc: "named arguments for it",
        get: |_, this| Ok(receiver(this).keywords.map_or(none(), Gc::value)),
        set: Some(readonly),
    },
];

fn receiver(this: Value) -> Gc<PartialObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

fn set_dict(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let Some(value) = value else { raise!(cx, TypeError, "a partial object's dictionary may not be deleted") };
    match value.downcast::<DictObject>() {
        Some(dict) => instance::set_dict(cx, this, dict),
        None => raise!(cx, TypeError, "setting partial object's dictionary to a non-dict"),
    }
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<PartialObject>> {
        let Some((&func, rest)) = args.positional.split_first() else {
            raise!(cx, TypeError, "type 'partial' takes at least one argument");
        };
        if !cx.is_callable(func) {
            raise!(cx, TypeError, "the first argument must be callable");
        }
        let given = cx.try_new_tuple(rest.len(), |i| rest[i])?;
        let keywords = cx.new_dict();
        for (name, value) in args.keyword_pairs() {
            cx.dict_set(keywords, name, value)?;
        }
        let mut this = cx.allocate_for::<PartialObject>(class, 0)?;
        (this.func, this.args, this.keywords) = (Some(func), Some(given), Some(keywords));
        Ok(this)
    }
    /// x.__call__(...) <==> x(...)
    @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
        let Some(this) = args.positional.first().and_then(|this| this.downcast::<PartialObject>()) else {
            raise!(cx, TypeError, "descriptor '__call__' requires a 'functools.partial' object");
        };
        let (Some(func), Some(given), Some(keywords)) = (this.func, this.args, this.keywords) else {
            raise!(cx, SystemError, "a partial object without a function");
        };
        let given: &'static [Value] = given.get().items();
        let more = &args.positional[1..];
        if cx.dict_len(keywords) == 0 && args.keywords.is_empty() {
            return call_joined(cx, func, given, more);
        }
        let merged = cx.new_dict();
        let mut position = 0;
        while let Some((name, value)) = cx.dict_next(keywords, &mut position) {
            cx.dict_set(merged, name, value)?;
        }
        for (name, value) in args.keyword_pairs() {
            cx.dict_set(merged, name, value)?;
        }
        let (all, names) = (cx.new_list(), cx.new_list());
        for &value in given.iter().chain(more) {
            cx.list_push(all, value)?;
        }
        position = 0;
        while let Some((name, value)) = cx.dict_next(merged, &mut position) {
            cx.list_push(names, name)?;
            cx.list_push(all, value)?;
        }
        let (all, names) = (cx.list_to_tuple(all)?, cx.list_to_tuple(names)?);
        cx.call_kw(func, all.get().items(), Some(names.value()))
    }
    /// helper for pickle
    fn __reduce__(cx: &mut Context, this: Gc<PartialObject>) -> PyResult {
        let class = cx.class_of(this.value()).value();
        let func = this.func.unwrap_or(none());
        let (args, keywords) = (this.args.map_or(none(), Gc::value), this.keywords.map_or(none(), Gc::value));
        let dict = cx.own_dict(this.value(), true).map_or(none(), Gc::value);
        let made = cx.new_tuple(&[func]).value();
        let state = cx.new_tuple(&[func, args, keywords, dict]).value();
        Ok(cx.new_tuple(&[class, made, state]).value())
    }
    /// helper for pickle
    fn __setstate__(cx: &mut Context, this: Gc<PartialObject>, state: Value) -> PyResult<()> {
        let parts: &[Value] = state.downcast::<TupleObject>().map_or(&[], |state| state.get().items());
        let &[func, args, keywords, dict] = parts else { raise!(cx, TypeError, "invalid partial state") };
        let (Some(args), true) = (args.downcast::<TupleObject>(), cx.is_callable(func)) else {
            raise!(cx, TypeError, "invalid partial state");
        };
        let args = if args.value().exact::<TupleObject>().is_some() { args } else { cx.try_new_tuple(args.len(), |i| args.get().items()[i])? };
        let keywords = match keywords.downcast::<DictObject>() {
            Some(dict) if keywords.exact::<DictObject>().is_some() => dict,
            Some(dict) => {
                let copy = cx.new_dict();
                let mut position = 0;
                while let Some((name, value)) = cx.dict_next(dict, &mut position) {
                    cx.dict_set(copy, name, value)?;
                }
                copy
            }
            None if keywords.is_none() => cx.new_dict(),
            None => raise!(cx, TypeError, "invalid partial state"),
        };
        match dict.downcast::<DictObject>() {
            Some(dict) => instance::set_dict(cx, this.value(), dict)?,
            None if dict.is_none() => {
                let fresh = cx.new_dict();
                instance::set_dict(cx, this.value(), fresh)?;
            }
            None => raise!(cx, TypeError, "invalid partial state"),
        }
        let mut this = this;
        cx.barrier(this);
        (this.func, this.args, this.keywords) = (Some(func), Some(args), Some(keywords));
        Ok(())
    }
}

/// Calls with two runs of arguments laid out together; both stay held by their owners.
fn call_joined(cx: &mut Context, func: Value, first: &[Value], more: &[Value]) -> PyResult {
    if more.is_empty() {
        return cx.call(func, first);
    }
    let all: SmallVec<[Value; 16]> = first.iter().chain(more).copied().collect();
    if !all.spilled() {
        return cx.call(func, &all);
    }
    let held = cx.try_new_tuple(all.len(), |i| all[i])?;
    cx.call(func, held.get().items())
}

/// `reduce(function, sequence[, initial])`, the built-in function too.
pub fn reduce(cx: &mut Context, function: Value, sequence: Value, initial: Slot) -> PyResult {
    let iterator = match cx.iter(sequence) {
        Ok(iterator) => iterator,
        Err(raised) => {
            if cx.catch(Exc::TypeError) {
                raise!(cx, TypeError, "reduce() arg 2 must support iteration");
            }
            return Err(raised);
        }
    };
    let mut result = initial;
    cx.drain(iterator, |cx, item| {
        result = Some(match result {
            Some(so_far) => cx.call(function, &[so_far, item])?,
            None => item,
        });
        Ok(true)
    })?;
    match result {
        Some(result) => Ok(result),
        None => raise!(cx, TypeError, "reduce() of empty sequence with no initial value"),
    }
}

py_functions! { FUNCTIONS:
    /// reduce(function, sequence[, initial]) -> value
    /// Combines the items from left to right by a function of two arguments.
    @raw fn reduce_ as "reduce"(cx: &mut Context, args: &Args) -> PyResult {
        let [function, sequence, initial] = crate::unpack::unpack(cx, args, "reduce", 2)?;
        reduce(cx, function.unwrap_or(none()), sequence.unwrap_or(none()), initial)
    }
}
