//! `exec`, `eval`, `compile`, `execfile`; locals as a dict.

use crate::services::{run_code, running};
use crate::source::compile_bytes;
use handlers::code::CodeObject;
use handlers::frame::Frame;
use handlers::frame_object;
use object_model::strategies::{CELL, Cell};
use object_model::value::{Slot, Value};
use object_model::{
    Context, DictObject, Gc, ListObject, PyResult, StrObject, TupleObject, UnicodeObject, kind, none, raise,
};
use std::rc::Rc;
use syntax::CompileOptions;
use syntax::future::Features;
use syntax::parser::Mode;
use syntax::source::Origin;

/// `exec code in globals, locals`; None where left out. A tuple as code holds all three.
pub fn exec_statement(cx: &mut Context, code: Value, globals: Value, locals: Value) -> PyResult<()> {
    let (code, globals, locals) = match code.downcast::<TupleObject>() {
        Some(tuple) if globals.is_none() && locals.is_none() && matches!(tuple.len(), 2 | 3) => {
            let items = tuple.get().items();
            (items[0], items[1], items.get(2).copied().unwrap_or(none()))
        }
        _ => (code, globals, locals),
    };
    let own = globals.is_none();
    let (globals, locals) = namespaces(cx, globals, locals, "exec")?;
    if code.is_kind(kind::FILE) {
        let w_source = cx.call_method(code, "read", &[])?;
        let code = {
            let features = inherited(cx);
            compile_value(cx, w_source, b"<file>", Mode::Exec, features, false)
        }?;
        run_code(cx, code, globals, locals)?;
        return Ok(());
    }
    let code = match code.downcast::<CodeObject>() {
        Some(code) => {
            if !code.freevars.is_empty() {
                raise!(cx, TypeError, "code object passed to exec may not contain free variables");
            }
            code
        }
        None => {
            if !matches!(code.kind(), kind::STR | kind::UNICODE) {
                raise!(cx, TypeError, "exec: arg 1 must be a string, file, or code object");
            }
            let features = inherited(cx);
            compile_value(cx, code, b"<string>", Mode::Exec, features, false)?
        }
    };
    run_code(cx, code, globals, locals)?;
    if own {
        // Names bound by an unqualified exec are the function's locals from now on.
        write_back(cx, locals);
    }
    Ok(())
}

/// Globals and locals for `exec` and `eval`: the running frame's where None.
pub fn namespaces(cx: &mut Context, globals: Value, locals: Value, what: &str) -> PyResult<(Gc<DictObject>, Value)> {
    if globals.is_none() {
        let Some(frame) = running(cx) else { raise!(cx, SystemError, "globals and locals cannot be NULL") };
        let own = frame.function().globals;
        let locals = if locals.is_none() { locals_of(cx, frame)? } else { locals };
        return Ok((own, locals));
    }
    let Some(dict) = globals.downcast::<DictObject>() else {
        if what == "eval" {
            raise!(
                cx,
                TypeError,
                "{}",
                if is_mapping(cx, globals) {
                    "globals must be a real dict; try eval(expr, {}, mapping)"
                } else {
                    "globals must be a dict"
                }
            );
        }
        raise!(cx, TypeError, "exec: arg 2 must be a dictionary or None");
    };
    let locals = if locals.is_none() { globals } else { locals };
    if !is_mapping(cx, locals) {
        raise!(
            cx,
            TypeError,
            "{}",
            if what == "exec" { "exec: arg 3 must be a mapping or None" } else { "locals must be a mapping" }
        );
    }
    Ok((dict, locals))
}

/// Can it be subscripted, other than as a sequence of a built-in type?
fn is_mapping(cx: &mut Context, value: Value) -> bool {
    if value.is_kind(kind::DICT) {
        return true;
    }
    if value.is_kind(kind::OLD_INSTANCE) {
        let name = cx.intern(b"__getitem__");
        return cx.has_attr(value, name);
    }
    cx.special_of(value, object_model::Special::GetItem).is_some()
        && cx.special_of(value, object_model::Special::GetSlice).is_none()
}

/// `__future__` features of the running code.
pub fn inherited(cx: &mut Context) -> Features {
    match running(cx) {
        Some(frame) => Features(frame.code().flags & Features::MASK.0),
        None => Features::NONE,
    }
}

/// Compiles a str or unicode.
pub fn compile_value(
    cx: &mut Context,
    source: Value,
    filename: &[u8],
    mode: Mode,
    flags: Features,
    dont_imply_dedent: bool,
) -> PyResult<Gc<CodeObject>> {
    let mut options = CompileOptions::new("", mode);
    options.filename = Rc::from(filename);
    (options.flags, options.optimize) = (flags, crate::import::optimize(cx));
    (options.origin, options.dont_imply_dedent) = (Origin::Str, dont_imply_dedent);
    if let Some(text) = source.downcast::<StrObject>() {
        if text.bytes().contains(&0) {
            raise!(cx, TypeError, "compile() expected string without null bytes");
        }
        return compile_bytes(cx, text.get().bytes(), &options);
    }
    if let Some(text) = source.downcast::<UnicodeObject>() {
        let utf8 = utf8(text.get().chars().iter());
        if utf8.contains(&0) {
            raise!(cx, TypeError, "compile() expected string without null bytes");
        }
        options.origin = Origin::Unicode;
        return compile_bytes(cx, &utf8, &options);
    }
    raise!(cx, TypeError, "expected a readable buffer object")
}

/// UTF-8 as 2.7 makes it: surrogates have three bytes like any other code point.
fn utf8(codes: impl Iterator<Item = u32>) -> Vec<u8> {
    let mut out = Vec::new();
    for code in codes {
        let more = |shift: u32| 0x80 | (code >> shift & 0x3F) as u8;
        match code {
            0..0x80 => out.push(code as u8),
            0x80..0x800 => out.extend([0xC0 | (code >> 6) as u8, more(0)]),
            0x800..0x1_0000 => out.extend([0xE0 | (code >> 12) as u8, more(6), more(0)]),
            _ => out.extend([0xF0 | (code >> 18) as u8, more(12), more(6), more(0)]),
        }
    }
    out
}

/// Compiles a syntax tree.
pub fn compile_tree(
    cx: &mut Context,
    tree: &syntax::ast::Mod,
    filename: &[u8],
    mode: Mode,
    flags: Features,
) -> PyResult<Gc<CodeObject>> {
    let mut options = CompileOptions::new("", mode);
    (options.filename, options.flags) = (Rc::from(filename), flags);
    crate::source::compile_tree(cx, tree, &options)
}

/// The syntax tree of a str or unicode.
pub fn parse_value(
    cx: &mut Context,
    source: Value,
    filename: &[u8],
    mode: Mode,
    flags: Features,
) -> PyResult<syntax::ast::Mod> {
    let origin = if source.is_kind(kind::UNICODE) { syntax::source::Origin::Unicode } else { syntax::source::Origin::Str };
    let text = match origin {
        syntax::source::Origin::Unicode => {
            let utf8 = cx.intern(b"utf-8").value();
            let encoded = cx.call_method(source, "encode", &[utf8])?;
            encoded.downcast::<StrObject>()
        }
        _ => source.downcast::<StrObject>(),
    };
    let Some(text) = text else { raise!(cx, TypeError, "expected a readable buffer object") };
    if text.bytes().contains(&0) {
        raise!(cx, TypeError, "compile() expected string without null bytes");
    }
    let shown = String::from_utf8_lossy(filename);
    let options = syntax::parser::Options {
        filename: &shown,
        features: flags,
        origin,
        py3k: cx.warns.py3k,
        ..syntax::parser::Options::new(mode)
    };
    match syntax::parser::parse(text.get().bytes(), &options) {
        Ok(parsed) => {
            crate::source::issue(cx, &parsed.warnings, filename)?;
            Ok(parsed.module)
        }
        Err(error) => Err(crate::source::raise_syntax(cx, &error, filename)),
    }
}

/// `locals()` of a frame: its mapping, or a dict of its registers, kept with the frame.
pub fn locals_of(cx: &mut Context, frame: Frame) -> PyResult {
    let code = frame.code();
    if code.flags & bytecode::CO_NEWLOCALS == 0 || code.flags & bytecode::CO_OPTIMIZED == 0 {
        // What a frame object keeps for a function is a copy, and may be out of date.
        let copy = frame.ext().and_then(|ext| ext.downcast::<frame_object::FrameObject>()).is_some_and(|it| !it.own_locals);
        if let Some(locals) = frame.ext().and_then(handlers::function::ext_locals)
            && !copy
        {
            return Ok(locals);
        }
        if code.flags & bytecode::CO_NEWLOCALS == 0 {
            return Ok(frame.function().globals.value());
        }
    }
    let mut object = frame_object::of_frame(cx, frame);
    let dict = match object.locals.and_then(|dict| dict.downcast::<DictObject>()) {
        Some(dict) => dict,
        None => {
            let dict = cx.new_dict();
            object.locals = Some(dict.value());
            cx.barrier(object);
            dict
        }
    };
    fill_locals(cx, object, dict)?;
    Ok(dict.value())
}

/// Writes the frame's locals into a dict: bound ones set, empty ones removed.
pub fn fill_locals(cx: &mut Context, object: Gc<frame_object::FrameObject>, dict: Gc<DictObject>) -> PyResult<()> {
    let code = object.code();
    let body = code.body();
    for (at, &name) in code.varnames.get().items().iter().enumerate() {
        // Names that are cells too are shown below.
        if body.cell_registers.contains(&(at as u16)) || is_far(body, name) {
            continue;
        }
        let value = object.register(at);
        if name.downcast::<StrObject>().is_some_and(|name| name.bytes().starts_with(b".")) {
            continue;
        }
        put(cx, dict, name, value)?;
    }
    if let Some(far) = &body.far_locals
        && let Some(cells) = object.register(far.register.into()).and_then(|cells| cells.downcast::<ListObject>())
    {
        for (i, name) in far.names.iter().enumerate() {
            let value = cx.list_get(cells, i).and_then(cell_content);
            let name = cx.intern(name).value();
            put(cx, dict, name, value)?;
        }
    }
    for (names, registers) in [(code.cellvars, &body.cell_registers), (code.freevars, &body.free_registers)] {
        // Free variables of a class body are not its locals.
        if names == code.freevars && code.flags & bytecode::CO_OPTIMIZED == 0 {
            continue;
        }
        for (&name, &register) in names.get().items().iter().zip(registers) {
            let value = object.register(register.into()).and_then(cell_content);
            put(cx, dict, name, value)?;
        }
    }
    Ok(())
}

/// Does the local of that name lie outside of the registers?
fn is_far(body: &bytecode::Body, name: Value) -> bool {
    match (&body.far_locals, name.downcast::<StrObject>()) {
        (Some(far), Some(name)) => far.names.iter().any(|far| far[..] == *name.bytes()),
        _ => false,
    }
}

fn put(cx: &mut Context, dict: Gc<DictObject>, name: Value, value: Slot) -> PyResult<()> {
    match value {
        Some(value) => cx.dict_set(dict, name, value),
        None => cx.dict_delete(dict, name).map(drop),
    }
}

/// What a cell holds.
#[allow(unsafe_code)] // cells are raw heap objects
pub fn cell_content(cell: Value) -> Slot {
    if !cell.is_kind(CELL) {
        return Some(cell);
    }
    // SAFETY: the kind says that it is a cell.
    Value::from_bits(unsafe { (*cell.pointer().cast::<Cell>()).value })
}

/// What a tracer wrote into `f_locals` goes back into the frame. Names it removed keep their values: code relies on
/// locals that are bound to stay so.
pub fn store_locals(cx: &mut Context, object: Gc<frame_object::FrameObject>) {
    if object.frame.is_null() || object.own_locals {
        return;
    }
    let Some(dict) = object.locals.and_then(|locals| locals.downcast::<DictObject>()) else { return };
    let (frame, code) = (Frame(object.frame), object.code());
    let body = code.body();
    for (at, &name) in code.varnames.get().items().iter().enumerate() {
        if body.cell_registers.contains(&(at as u16)) {
            continue;
        }
        if let Some(name) = name.downcast::<StrObject>()
            && let Some(value) = cx.dict_get_str(dict, name)
        {
            frame.set(at, Some(value));
        }
    }
    for (names, registers) in [(code.cellvars, &body.cell_registers), (code.freevars, &body.free_registers)] {
        if code.flags & bytecode::CO_OPTIMIZED == 0 {
            continue;
        }
        for (&name, &register) in names.get().items().iter().zip(registers) {
            if register != u16::MAX
                && let Some(name) = name.downcast::<StrObject>()
                && let Some(value) = cx.dict_get_str(dict, name)
                && let Some(cell) = frame.get(register.into())
            {
                set_cell(cx, cell, value);
            }
        }
    }
}

/// Puts a value into a cell.
#[allow(unsafe_code)] // cells are raw heap objects
fn set_cell(cx: &mut Context, cell: Value, value: Value) {
    if cell.is_kind(CELL) {
        // SAFETY: the kind says that it is a cell, and a value keeps it alive.
        unsafe {
            cx.heap.barrier(cell.pointer());
            (*cell.pointer().cast::<Cell>()).value = value.bits();
        }
    }
}

/// After an unqualified exec in a function: what it bound goes back into registers.
pub fn write_back(cx: &mut Context, locals: Value) {
    let Some(frame) = running(cx) else { return };
    let code = frame.code();
    if code.flags & bytecode::CO_NEWLOCALS == 0 {
        return;
    }
    let Some(dict) = locals.downcast::<DictObject>() else { return };
    // Names that it has deleted stay bound, as in CPython.
    for (at, &name) in code.varnames.get().items().iter().enumerate() {
        if let Some(name) = name.downcast::<StrObject>()
            && !code.body().cell_registers.contains(&(at as u16))
            && !is_far(code.body(), name.value())
        {
            // What is gone from there stays: the compiler may have proved that it is bound.
            if let Some(value) = cx.dict_get_str(dict, name) {
                frame.set(at, Some(value));
            }
        }
    }
}
