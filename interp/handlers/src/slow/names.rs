//! Globals, names, cells.

#![allow(unsafe_code)] // cells are raw heap objects

use super::{done, frame, number, value};
use crate::frame::Frame;
use object_model::ops::{Effects, Native};
use object_model::strategies::{CELL, Cell};
use object_model::value::{Slot, Value};
use object_model::{Context, DictObject, Exc, Gc, Outcome, PyResult, StrObject, TupleObject, kind, raise};

pub static UNBOUND_LOCAL: Native = Native::new("unbound local", |cx, args| {
    let name = frame(cx).code().name_at(number(args[0])).lossy();
    cx.error(Exc::UnboundLocalError, format_args!("local variable '{name}' referenced before assignment"));
    Outcome::Raised
});

/// The value of an empty cell: an error that depends on whose variable it is.
pub static UNBOUND_CELL: Native = Native::new("unbound cell", |cx, args| {
    let name = frame(cx).code().name_at(number(args[0])).lossy();
    if number(args[1]) == 0 {
        cx.error(Exc::UnboundLocalError, format_args!("local variable '{name}' referenced before assignment"));
    } else {
        cx.error(Exc::NameError, format_args!("free variable '{name}' referenced before assignment in enclosing scope"));
    }
    Outcome::Raised
});

/// A cell that the collector has to be told of.
pub static STORE_CELL: Native = Native::new("store cell", |cx, args| {
    if let Some(cell) = args[0] {
        // SAFETY: the compiler gives STORE_DEREF a cell.
        unsafe {
            cx.heap.barrier(cell.pointer());
            (*cell.pointer().cast::<Cell>()).value = object_model::value::slot_bits(args[1]);
        }
    }
    Outcome::Value(object_model::none())
})
.with(Effects::Heap);

/// The builtins' namespace.
pub fn builtins(cx: &Context) -> Option<Gc<DictObject>> {
    cx.builtins.and_then(|dict| dict.downcast())
}

fn name_error(cx: &mut Context, name: Gc<StrObject>, global: bool) -> Outcome {
    let (what, name) = (if global { "global name" } else { "name" }, name.lossy());
    cx.error(Exc::NameError, format_args!("{what} '{name}' is not defined"));
    Outcome::Raised
}

/// The cell of a global, which may be empty; `None` where the globals have no cells (a dict subclass's instance, odd keys).
fn cell(cx: &mut Context, dict: Gc<DictObject>, name: Gc<StrObject>) -> PyResult<Option<*mut Cell>> {
    if dict.table_header().shape != u32::from(kind::DICT) {
        return Ok(None);
    }
    dict.table().cell_for(cx, name.value()).map(Some)
}

fn load_global(cx: &mut Context, args: &[Slot]) -> Outcome {
    let frame = frame(cx);
    let (code, globals) = (frame.code(), frame.function().globals);
    let ic = code.ic(number(args[0]));
    let name = ic.name;
    let result = (|| {
        let own = cell(cx, globals, name)?;
        // The builtins' cell too, where the name is not global: the caches then need no further look.
        let mut builtin = None;
        let mut found = None;
        match own {
            // SAFETY: a live cell.
            Some(cell) => found = Value::from_bits(unsafe { (*cell).value }),
            None => found = found.or(cx.dict_get(globals, name.value())?),
        }
        if found.is_none()
            && let Some(builtins) = builtins(cx)
        {
            builtin = cell(cx, builtins, name)?;
            // SAFETY: as above.
            found = builtin.and_then(|cell| Value::from_bits(unsafe { (*cell).value }));
        }
        if let Some(cell) = own {
            ic.word.set(cell as u64);
            ic.word2.set(builtin.map_or(0, |cell| cell as u64));
        }
        Ok(found)
    })();
    match result {
        Ok(Some(found)) => Outcome::Value(found),
        Ok(None) => {
            let module = code.flags & bytecode::CO_NEWLOCALS == 0;
            name_error(cx, name, !module)
        }
        Err(object_model::Raised) => Outcome::Raised,
    }
}

pub static LOAD_GLOBAL: Native = Native::new("load global", load_global).with(Effects::Heap);

pub static STORE_GLOBAL: Native = Native::new("store global", |cx, args| {
    let frame = frame(cx);
    let (name, globals) = (frame.code().ic(number(args[0])).name, frame.function().globals);
    done(cx.dict_set(globals, name.value(), value(args[1])))
});

pub static DELETE_GLOBAL: Native = Native::new("delete global", |cx, args| {
    let frame = frame(cx);
    let (name, globals) = (frame.code().name_at(number(args[0])), frame.function().globals);
    match cx.dict_delete(globals, name.value()) {
        Ok(true) => Outcome::Value(object_model::none()),
        Ok(false) => {
            let module = frame.code().flags & bytecode::CO_NEWLOCALS == 0;
            name_error(cx, name, !module)
        }
        Err(_) => Outcome::Raised,
    }
});

/// The locals mapping of a frame whose locals are no registers; globals where it has no other.
pub fn locals_of(frame: Frame) -> Value {
    frame.ext().and_then(crate::function::ext_locals).unwrap_or(frame.function().globals.value())
}

fn load_name(cx: &mut Context, args: &[Slot]) -> Outcome {
    let frame = frame(cx);
    let name = frame.code().name_at(number(args[0]));
    let locals = locals_of(frame);
    let found = match find_name(cx, locals, name) {
        Ok(Some(found)) => return Outcome::Value(found),
        Ok(None) => global_or_builtin(cx, frame, name),
        Err(raised) => Err(raised),
    };
    match found {
        Ok(Some(found)) => Outcome::Value(found),
        Ok(None) => name_error(cx, name, false),
        Err(_) => Outcome::Raised,
    }
}

/// What a locals mapping has under a name.
fn find_name(cx: &mut Context, locals: Value, name: Gc<StrObject>) -> PyResult<Option<Value>> {
    if let Some(dict) = locals.exact::<DictObject>() {
        return Ok(cx.dict_get_str(dict, name));
    }
    match cx.getitem(locals, name.value()) {
        Ok(found) => Ok(Some(found)),
        Err(raised) => {
            if cx.catch(Exc::KeyError) {
                Ok(None)
            } else {
                Err(raised)
            }
        }
    }
}

fn global_or_builtin(cx: &mut Context, frame: Frame, name: Gc<StrObject>) -> PyResult<Option<Value>> {
    if let Some(found) = cx.dict_get(frame.function().globals, name.value())? {
        return Ok(Some(found));
    }
    match builtins(cx) {
        Some(builtins) => Ok(cx.dict_get_str(builtins, name)),
        None => Ok(None),
    }
}

pub static LOAD_NAME: Native = Native::new("load name", load_name);

pub static STORE_NAME: Native = Native::new("store name", |cx, args| {
    let frame = frame(cx);
    let (name, locals) = (frame.code().name_at(number(args[0])), locals_of(frame));
    done(cx.setitem(locals, name.value(), value(args[1])))
});

pub static DELETE_NAME: Native = Native::new("delete name", |cx, args| {
    let frame = frame(cx);
    let (name, locals) = (frame.code().name_at(number(args[0])), locals_of(frame));
    match cx.delitem(locals, name.value()) {
        Ok(()) => Outcome::Value(object_model::none()),
        Err(_) => {
            if cx.catch(Exc::KeyError) {
                return name_error(cx, name, false);
            }
            Outcome::Raised
        }
    }
});

pub static LOAD_CLASSDEREF: Native = Native::new("load classderef", |cx, args| {
    let frame = frame(cx);
    let name = frame.code().name_at(number(args[1]));
    match find_name(cx, locals_of(frame), name) {
        Ok(Some(found)) => Outcome::Value(found),
        // SAFETY: the opcode's operand is a cell.
        Ok(None) => match args[0].and_then(|cell| Value::from_bits(unsafe { (*cell.pointer().cast::<Cell>()).value })) {
            Some(found) => Outcome::Value(found),
            None => name_error(cx, name, false),
        },
        Err(_) => Outcome::Raised,
    }
});

/// A new cell; `content` may be empty.
pub fn new_cell(cx: &mut Context, content: Slot) -> Value {
    let object = cx.heap.alloc(object_model::gc::Header::new(CELL.into(), CELL), size_of::<Cell>());
    // SAFETY: just allocated as a cell.
    unsafe {
        (*object.cast::<Cell>()).value = object_model::value::slot_bits(content);
        Value::from_bits_unchecked(object as u64)
    }
}

pub static MAKE_CELL: Native = Native::new("cell", |cx, args| Outcome::Value(new_cell(cx, args[0]))).with(Effects::Heap);

pub static LOAD_FREE: Native = Native::new("load free", |cx, args| {
    let closure = frame(cx).function().closure.and_then(|closure| closure.downcast::<TupleObject>());
    match closure.and_then(|closure| closure.items().get(number(args[0]) as usize).copied()) {
        Some(cell) => Outcome::Value(cell),
        None => {
            cx.error(Exc::SystemError, format_args!("a function's closure does not fit its code"));
            Outcome::Raised
        }
    }
})
.with(Effects::Heap);

pub static LOAD_LOCALS: Native = Native::new("locals", |cx, _| {
    let frame = frame(cx);
    match frame.ext().and_then(crate::function::ext_locals) {
        Some(locals) => Outcome::Value(locals),
        None => no_locals(cx),
    }
});

fn no_locals(cx: &mut Context) -> Outcome {
    let result: PyResult = (|| raise!(cx, SystemError, "no locals"))();
    result.into()
}
