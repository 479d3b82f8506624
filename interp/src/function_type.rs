//! The types `function` and `cell`: what programs see of them.
//!
//! Source: language reference 3.2, "User-defined functions" (2.7); CPython's `Objects/funcobject.c` for messages.

use crate::exec::cell_content;
use crate::generator::GeneratorObject;
use handlers::CodeObject;
use handlers::FunctionObject;
use handlers::frame::Frame;
use handlers::frame_object::FrameObject;
use handlers::function::{code_for, module_of, new_function};
use object_model::declare::GetSet;
use object_model::error::PyResult;
use object_model::handle::Gc;
use object_model::strategies::CELL;
use object_model::typeobject::{TypeDecl, TypeObject, WITH_DICT, WITH_WEAKREF};
use object_model::types::function::{get_args, readonly};
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, StrObject, TupleObject, kind, none, py_methods, raise};

pub static FUNCTION: TypeDecl = TypeDecl {
    doc: "function(code, globals[, name[, argdefs[, closure]]])\n\nCreate a function object from a code object and a dictionary. The name overrides\nthat of the code object; argdefs are the default values, closure the cells of\nfree variables.",
    methods: &[METHODS],
    getset: GETSET,
    flags: WITH_DICT | WITH_WEAKREF,
    ..TypeDecl::new("function", kind::FUNCTION)
};

pub static CELL_TYPE: TypeDecl = TypeDecl { methods: &[cell::METHODS], getset: cell::GETSET, ..TypeDecl::new("cell", CELL) };

pub fn register(cx: &mut Context) {
    cx.register_kind_type(&FUNCTION);
    cx.register_kind_type(&CELL_TYPE);
}

fn function(this: Value) -> Gc<FunctionObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

/// The attributes under their old and new names.
macro_rules! pairs {
    ($($old:literal $new:literal $get:ident $set:ident;)*) => {
        static GETSET: &[GetSet] = &[
            $(GetSet { name: $old, doc: "", get: $get, set: Some($set) },
              GetSet { name: $new, doc: "", get: $get, set: Some($set) },)*
            GetSet { name: "__module__", doc: "", get: get_module, set: Some(set_module) },
        ];
    };
}

pairs! {
    "func_code" "__code__" get_code set_code;
    "func_defaults" "__defaults__" get_defaults set_defaults;
    "func_globals" "__globals__" get_globals readonly;
    "func_closure" "__closure__" get_closure readonly;
    "func_name" "__name__" get_name set_name;
    "func_doc" "__doc__" get_doc set_doc;
    "func_dict" "__dict__" get_dict set_dict;
}

fn get_code(_: &mut Context, this: Value) -> PyResult {
    Ok(CodeObject::visible(function(this).code).value())
}

fn set_code(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut this = function(this);
    let Some(code) = value.and_then(|value| value.downcast::<CodeObject>()) else {
        raise!(cx, TypeError, "__code__ must be set to a code object");
    };
    let (free, closed) = (code.freevars.len(), closure_len(this));
    if free != closed {
        let name = name_of(this);
        raise!(cx, ValueError, "{name}() requires a code object with {closed} free vars, not {free}");
    }
    let code = code_for(cx, code, this.globals);
    if code != this.code {
        retire(cx, this);
        cx.barrier(this);
        this.code = code;
        // Traces take the code of a function for constant.
        cx.flush_inline_caches();
    }
    Ok(())
}

/// The code of a function is about to change. Frames find their code by their function, so those that run or are
/// suspended get a copy of the function that keeps the code they are in.
fn retire(cx: &mut Context, this: Gc<FunctionObject>) {
    let mut former = cx.allocate::<FunctionObject>();
    (former.code, former.globals, former.name) = (this.code, this.globals, this.name);
    (former.defaults, former.closure, former.doc) = (this.defaults, this.closure, this.doc);
    (former.dict, former.module) = (this.dict, this.module);
    for base in crate::threads::bases(cx) {
        let mut frame = Frame(base);
        while !frame.is_null() {
            if frame.function() == this {
                frame.set_function(former);
            }
            frame = frame.caller();
        }
    }
    let mut found = Vec::new();
    cx.heap.each_object(|header| {
        let value = Value::from_bits(header as u64).filter(|value| matches!(value.kind(), kind::GENERATOR | kind::FRAME));
        found.extend(value);
    });
    // Some may be dead already: what they refer to need not exist, but is only compared.
    for value in found {
        if let Some(mut frame) = value.downcast::<FrameObject>()
            && frame.function == this
        {
            cx.barrier(frame);
            frame.function = former;
        } else if let Some(generator) = value.downcast::<GeneratorObject>()
            && generator.function == this
        {
            crate::generator::hand_over(cx, generator, former);
        }
    }
}

fn closure_len(this: Gc<FunctionObject>) -> usize {
    this.closure.and_then(|closure| closure.downcast::<TupleObject>()).map_or(0, |closure| closure.len())
}

fn name_of(this: Gc<FunctionObject>) -> String {
    this.name.downcast::<StrObject>().map_or_else(|| "?".to_string(), |name| name.lossy())
}

fn get_defaults(_: &mut Context, this: Value) -> PyResult {
    Ok(function(this).defaults.unwrap_or(none()))
}

fn set_defaults(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut this = function(this);
    let defaults = value.and_then(Value::not_none);
    if defaults.is_some_and(|defaults| !defaults.is_kind(kind::TUPLE)) {
        raise!(cx, TypeError, "__defaults__ must be set to a tuple object");
    }
    cx.barrier(this);
    this.defaults = defaults;
    Ok(())
}

fn get_globals(_: &mut Context, this: Value) -> PyResult {
    Ok(function(this).globals.value())
}

fn get_closure(_: &mut Context, this: Value) -> PyResult {
    Ok(function(this).closure.unwrap_or(none()))
}

fn get_name(_: &mut Context, this: Value) -> PyResult {
    Ok(function(this).name)
}

fn set_name(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut this = function(this);
    let Some(name) = value.filter(|name| name.is_kind(kind::STR)) else {
        raise!(cx, TypeError, "__name__ must be set to a string object");
    };
    cx.barrier(this);
    this.name = name;
    Ok(())
}

fn get_doc(_: &mut Context, this: Value) -> PyResult {
    Ok(function(this).doc.unwrap_or(none()))
}

fn set_doc(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut this = function(this);
    cx.barrier(this);
    this.doc = value;
    Ok(())
}

fn get_dict(cx: &mut Context, this: Value) -> PyResult {
    Ok(cx.own_dict(this, true).map_or(none(), Gc::value))
}

fn set_dict(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut this = function(this);
    let Some(value) = value else { raise!(cx, TypeError, "function's dictionary may not be deleted") };
    if !value.is_kind(kind::DICT) {
        raise!(cx, TypeError, "setting function's dictionary to a non-dict");
    }
    cx.barrier(this);
    this.dict = Some(value);
    Ok(())
}

fn get_module(cx: &mut Context, this: Value) -> PyResult {
    Ok(module_of(cx, function(this)).unwrap_or(none()))
}

fn set_module(cx: &mut Context, this: Value, value: Slot) -> PyResult<()> {
    let mut this = function(this);
    cx.barrier(this);
    // Deleted is None: empty means that nobody has asked yet.
    this.module = Some(value.unwrap_or(none()));
    Ok(())
}

/// The closure that a `function()` call gives, fit for the code.
fn check_closure(cx: &mut Context, code: Gc<CodeObject>, closure: Value) -> PyResult<Option<Gc<TupleObject>>> {
    let free = code.freevars.len();
    let Some(cells) = closure.downcast::<TupleObject>() else {
        if free > 0 && closure.is_none() {
            raise!(cx, TypeError, "arg 5 (closure) must be tuple");
        }
        if !closure.is_none() {
            raise!(cx, TypeError, "arg 5 (closure) must be None or tuple");
        }
        return Ok(None);
    };
    if cells.len() != free {
        raise!(cx, ValueError, "{} requires closure of length {free}, not {}", code.name.lossy(), cells.len());
    }
    for &item in cells.get().items() {
        if !item.is_kind(CELL) {
            let given = cx.type_name(item);
            raise!(cx, TypeError, "arg 5 (closure) expected cell, found {given}");
        }
    }
    Ok(if free > 0 { Some(cells) } else { None })
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, _class: Gc<TypeObject>, args: &Args) -> PyResult {
        const NAMES: [&str; 5] = ["code", "globals", "name", "argdefs", "closure"];
        let total = args.positional.len();
        if total < 2 && args.keywords.is_empty() {
            raise!(cx, TypeError, "Required argument '{}' (pos {}) not found", NAMES[total], total + 1);
        }
        let given = args.parse(cx, "function", &NAMES, 2)?.map(|slot| slot.unwrap_or(none()));
        let [w_code, w_globals, w_name, w_defaults, w_closure] = given;
        let Some(code) = w_code.downcast::<CodeObject>() else {
            let given = cx.type_name(w_code);
            raise!(cx, TypeError, "function() argument 1 must be code, not {given}");
        };
        let Some(globals) = w_globals.downcast::<DictObject>() else {
            let given = cx.type_name(w_globals);
            raise!(cx, TypeError, "function() argument 2 must be dict, not {given}");
        };
        if !w_name.is_none() && !w_name.is_kind(kind::STR) {
            raise!(cx, TypeError, "arg 3 (name) must be None or string");
        }
        let defaults = w_defaults.downcast::<TupleObject>();
        if defaults.is_none() && !w_defaults.is_none() {
            raise!(cx, TypeError, "arg 4 (defaults) must be None or tuple");
        }
        let closure = check_closure(cx, code, w_closure)?;
        let mut made = new_function(cx, code, globals, defaults, closure);
        if !w_name.is_none() {
            made.name = w_name;
        }
        Ok(made.value())
    }
    /// x.__call__(...) <==> x(...)
    @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
        cx.call_args(args.positional[0], &args.rest())
    }
    /// descr.__get__(obj[, type]) -> value
    @raw fn __get__(cx: &mut Context, args: &Args) -> PyResult {
        let (this, object, class) = get_args(cx, args)?;
        Ok(cx.new_method(this, object, class))
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> String {
        let _ = cx;
        format!("<function {} at {:#x}>", name_of(function(this)), this.bits())
    }
}

mod cell {
    use super::*;

    pub static GETSET: &[GetSet] = &[GetSet { name: "cell_contents", doc: "", get: contents, set: None }];

    fn contents(cx: &mut Context, this: Value) -> PyResult {
        match cell_content(this) {
            Some(value) => Ok(value),
            None => raise!(cx, ValueError, "Cell is empty"),
        }
    }

    py_methods! { METHODS:
        /// x.__repr__() <==> repr(x)
        fn __repr__(cx: &mut Context, this: Value) -> String {
            match cell_content(this) {
                Some(value) => {
                    let class = cx.type_name(value);
                    format!("<cell at {:#x}: {class} object at {:#x}>", this.bits(), value.bits())
                }
                None => format!("<cell at {:#x}: empty>", this.bits()),
            }
        }
        /// x.__cmp__(y) <==> cmp(x, y)
        fn __cmp__(cx: &mut Context, this: Value, other: Value) -> PyResult {
            if !other.is_kind(CELL) {
                return Ok(object_model::not_implemented());
            }
            let ordering = match (cell_content(this), cell_content(other)) {
                (Some(a), Some(b)) => cx.three_way(a, b)?,
                (a, b) => a.is_some().cmp(&b.is_some()),
            };
            Ok(Value::small(ordering as i64))
        }
        /// Cells compare by what they hold: they have no hash.
        fn __hash__(cx: &mut Context, this: Value) -> PyResult<i64> {
            let _ = this;
            raise!(cx, TypeError, "unhashable type: 'cell'")
        }
    }
}
