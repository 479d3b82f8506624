//! The type `code`: attributes, comparison, and making code objects from others' instructions.
//!
//! `co_code` is the instruction words. They mean nothing without what the compiler keeps beside them (handlers, cache
//! sites), so `code()` accepts instructions that it has shown before, and puts in new names, constants and lines where
//! these fit the instructions as the old ones did.

use ahash::HashMap;
use bytecode::{Body, Const};
use handlers::CodeObject;
use handlers::code::new_code;
use object_model::declare::GetSet;
use object_model::error::PyResult;
use object_model::handle::Gc;
use object_model::typeobject::{TypeDecl, TypeObject, WITH_WEAKREF};
use object_model::types::function::readonly;
use object_model::value::Value;
use object_model::{Context, StrObject, TupleObject, kind, not_implemented, py_bool, py_methods, raise};
use std::cmp::Ordering;
use std::rc::Rc;

pub static CODE: TypeDecl = TypeDecl {
    doc: "code(argcount, nlocals, stacksize, flags, codestring, constants, names,\n      varnames, filename, name, firstlineno, lnotab[, freevars[, cellvars]])\n\nCreate a code object.",
    methods: &[METHODS],
    getset: GETSET,
    flags: WITH_WEAKREF,
    ..TypeDecl::new("code", kind::CODE)
};

pub fn register(cx: &mut Context) {
    cx.register_kind_type(&CODE);
}

/// Bodies whose instructions a program has seen, by these.
#[derive(Default)]
struct Shown(HashMap<Vec<u8>, Rc<Body>>);

fn code(this: Value) -> Gc<CodeObject> {
    match this.downcast() {
        Some(this) => CodeObject::visible(this),
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

macro_rules! members {
    ($($name:literal |$cx:ident, $code:ident| $value:expr;)*) => {
        static GETSET: &[GetSet] = &[$(GetSet {
            name: $name,
            doc: "",
            get: |$cx, this| {
                let $code = code(this);
                let _ = &$cx;
                Ok($value)
            },
            set: Some(readonly),
        },)*];
    };
}

members! {
    "co_argcount" |cx, code| Value::small(code.argcount.into());
    "co_nlocals" |cx, code| Value::small(code.varnames.len() as i64);
    "co_stacksize" |cx, code| Value::small(code.registers.into());
    "co_flags" |cx, code| Value::small(code.flags.into());
    "co_code" |cx, code| show_words(cx, code)?;
    "co_consts" |cx, code| code.consts.value();
    "co_names" |cx, code| public_names(cx, code).value();
    "co_varnames" |cx, code| code.varnames.value();
    "co_freevars" |cx, code| code.freevars.value();
    "co_cellvars" |cx, code| code.cellvars.value();
    "co_filename" |cx, code| code.filename.value();
    "co_name" |cx, code| code.name.value();
    "co_firstlineno" |cx, code| Value::small(code.body().first_line.into());
    "co_lnotab" |cx, code| cx.try_new_str(&bytecode::lnotab(code.body()))?.value();
}

/// The instruction words; in front of them, where parameters are tuples, the instructions of CPython's that take these
/// apart, since it is there that `inspect` reads the names from.
fn word_bytes(body: &Body) -> Vec<u8> {
    const UNPACK_SEQUENCE: u8 = 92;
    const LOAD_FAST: u8 = 124;
    const STORE_FAST: u8 = 125;
    const STORE_DEREF: u8 = 137;
    let mut bytes = Vec::new();
    let mut emit = |op: u8, n: usize| bytes.extend_from_slice(&[op, n as u8, (n >> 8) as u8]);
    let hidden = (0..).zip(&body.varnames).filter(|(_, name)| name.starts_with(b"."));
    for ((at, _), shape) in hidden.zip(&body.tuple_params) {
        emit(LOAD_FAST, at);
        for part in shape.split(|&byte| byte == b' ') {
            let count = std::str::from_utf8(part).ok().and_then(|part| part.parse().ok());
            let place = |names: &[bytecode::Name]| names.iter().position(|name| **name == *part);
            match (count, place(&body.cellvars), place(&body.varnames)) {
                (Some(count), ..) => emit(UNPACK_SEQUENCE, count),
                (None, Some(cell), _) => emit(STORE_DEREF, cell),
                (None, None, at) => emit(STORE_FAST, at.unwrap_or(0)),
            }
        }
    }
    bytes.extend(body.words.iter().flat_map(|word| word.to_le_bytes()));
    bytes
}

fn show_words(cx: &mut Context, code: Gc<CodeObject>) -> PyResult {
    let bytes = word_bytes(code.body());
    let text = cx.try_new_str(&bytes)?;
    let body = Rc::new(code.body().clone());
    cx.ext.state::<Shown>().0.entry(bytes).or_insert(body);
    Ok(text.value())
}

fn public_names(cx: &mut Context, code: Gc<CodeObject>) -> Gc<TupleObject> {
    let (all, public) = (code.names, code.body().public_names as usize);
    if public >= all.len() { all } else { cx.new_tuple(&all.get().items()[..public]) }
}

/// Constants are equal only with equal types, within tuples too.
fn same_constant(cx: &mut Context, a: Value, b: Value) -> PyResult<bool> {
    cx.check_native_stack(" in cmp")?;
    if let (Some(a), Some(b)) = (a.exact::<TupleObject>(), b.exact::<TupleObject>()) {
        return same_constants(cx, a, b);
    }
    if cx.class_of(a) != cx.class_of(b) {
        return Ok(false);
    }
    if matches!(a.kind(), kind::FLOAT | kind::COMPLEX) {
        return Ok(object_model::protocols::compare::is_same(a, b));
    }
    cx.equal(a, b)
}

fn same_constants(cx: &mut Context, a: Gc<TupleObject>, b: Gc<TupleObject>) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (&a, &b) in a.get().items().iter().zip(b.get().items()) {
        if !same_constant(cx, a, b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn numbers(code: Gc<CodeObject>) -> [u32; 4] {
    [code.argcount, code.varnames.len() as u32, code.flags, code.body().first_line]
}

fn name_tables(code: Gc<CodeObject>) -> [Gc<TupleObject>; 4] {
    [code.names, code.varnames, code.freevars, code.cellvars]
}

fn same(cx: &mut Context, a: Gc<CodeObject>, b: Gc<CodeObject>) -> PyResult<bool> {
    if a == b {
        return Ok(true);
    }
    // Names are interned.
    Ok(a.name == b.name
        && numbers(a) == numbers(b)
        && a.body().words == b.body().words
        && name_tables(a).iter().zip(&name_tables(b)).all(|(a, b)| a.items() == b.items())
        && same_constants(cx, a.consts, b.consts)?)
}

fn order(cx: &mut Context, a: Gc<CodeObject>, b: Gc<CodeObject>) -> PyResult<Ordering> {
    let ordering = a.name.bytes().cmp(b.name.bytes()).then(numbers(a).cmp(&numbers(b)));
    let ordering = ordering.then_with(|| a.body().words.cmp(&b.body().words));
    if ordering.is_ne() {
        return Ok(ordering);
    }
    let ordering = cx.three_way(a.consts.value(), b.consts.value())?;
    if ordering.is_ne() {
        return Ok(ordering);
    }
    for (a, b) in name_tables(a).into_iter().zip(name_tables(b)) {
        let ordering = cx.three_way(a.value(), b.value())?;
        if ordering.is_ne() {
            return Ok(ordering);
        }
    }
    Ok(Ordering::Equal)
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, _class: Gc<TypeObject>, args: &Args) -> PyResult {
        args.no_keywords(cx, "code")?;
        let given = args.positional.len();
        if !(12..=14).contains(&given) {
            let (how, n) = if given < 12 { ("least", 12) } else { ("most", 14) };
            raise!(cx, TypeError, "code() takes at {how} {n} arguments ({given} given)");
        }
        make(cx, args.positional)
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> String {
        let _ = cx;
        let code = code(this);
        let (name, file) = (code.name.lossy(), code.filename.lossy());
        format!("<code object {name} at {:#x}, file \"{file}\", line {}>", this.bits(), code.body().first_line)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Value) -> PyResult<i64> {
        let code = code(this);
        let mut hash = code.name.hash() as i64 ^ cx.hash_of(code.consts.value())?;
        for table in name_tables(code) {
            hash ^= cx.hash_of(table.value())?;
        }
        for word in &code.body().words {
            hash = hash.wrapping_mul(1_000_003) ^ i64::from(*word);
        }
        hash ^= i64::from(code.argcount) ^ code.varnames.len() as i64 ^ i64::from(code.flags);
        Ok(if hash == -1 { -2 } else { hash })
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        if !other.is_kind(kind::CODE) {
            return Ok(not_implemented());
        }
        Ok(py_bool(same(cx, code(this), code(other))?))
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        if !other.is_kind(kind::CODE) {
            return Ok(not_implemented());
        }
        Ok(py_bool(!same(cx, code(this), code(other))?))
    }
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        if !other.is_kind(kind::CODE) {
            return Ok(not_implemented());
        }
        Ok(Value::small(order(cx, code(this), code(other))? as i64))
    }
}

fn text_arg(cx: &mut Context, value: Value, index: usize) -> PyResult<Gc<StrObject>> {
    match value.downcast::<StrObject>() {
        Some(text) => Ok(text),
        None => {
            let given = if value.is_none() { "None".to_string() } else { cx.type_name(value) };
            raise!(cx, TypeError, "code() argument {index} must be string, not {given}")
        }
    }
}

fn tuple_arg(cx: &mut Context, value: Value, index: usize) -> PyResult<Gc<TupleObject>> {
    match value.downcast::<TupleObject>() {
        Some(tuple) => Ok(tuple),
        None => {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "code() argument {index} must be tuple, not {given}")
        }
    }
}

fn names_arg(cx: &mut Context, value: Value, index: usize) -> PyResult<Vec<bytecode::Name>> {
    let tuple = tuple_arg(cx, value, index)?;
    let mut names = Vec::with_capacity(tuple.len());
    for &item in tuple.get().items() {
        match item.downcast::<StrObject>() {
            Some(text) => names.push(bytecode::Name::from(text.get().bytes())),
            None => {
                let given = cx.type_name(item);
                raise!(cx, TypeError, "name tuples must contain only strings, not '{given}'");
            }
        }
    }
    Ok(names)
}

/// Can a constant stand where the instructions expect one like `old`?
fn fits(cx: &mut Context, old: &Const, new: Value) -> PyResult<bool> {
    Ok(match old {
        Const::Code(body) => new.downcast::<CodeObject>().is_some_and(|code| {
            code.freevars.len() == body.freevars.len()
                && (code.flags ^ body.flags) & (bytecode::CO_OPTIMIZED | bytecode::CO_NEWLOCALS) == 0
        }),
        // Tuples may be names of arguments.
        Const::Tuple(_) => {
            let old = handlers::code::constant(cx, old)?;
            same_constant(cx, old, new)?
        }
        _ => true,
    })
}

/// Flags that say how the instructions are to be run.
const LAYOUT_FLAGS: u32 = bytecode::CO_OPTIMIZED
    | bytecode::CO_NEWLOCALS
    | bytecode::CO_VARARGS
    | bytecode::CO_VARKEYWORDS
    | bytecode::CO_GENERATOR;

fn make(cx: &mut Context, args: &[Value]) -> PyResult {
    let mut numbers = [0; 4];
    for (number, &arg) in numbers.iter_mut().zip(args) {
        *number = cx.int_arg(arg)?;
    }
    let [argcount, nlocals, _, flags] = numbers;
    let words = text_arg(cx, args[4], 5)?;
    let consts = tuple_arg(cx, args[5], 6)?;
    let mut names = names_arg(cx, args[6], 7)?;
    let varnames = names_arg(cx, args[7], 8)?;
    let filename = text_arg(cx, args[8], 9)?;
    let name = text_arg(cx, args[9], 10)?;
    let first_line = cx.int_arg(args[10])?;
    text_arg(cx, args[11], 12)?;
    let freevars = args.get(12).map_or(Ok(Vec::new()), |&value| names_arg(cx, value, 13))?;
    let cellvars = args.get(13).map_or(Ok(Vec::new()), |&value| names_arg(cx, value, 14))?;
    if argcount < 0 {
        raise!(cx, ValueError, "code: argcount must not be negative");
    }
    if nlocals < 0 {
        raise!(cx, ValueError, "code: nlocals must not be negative");
    }
    let Some(shown) = cx.ext.state::<Shown>().0.get(words.get().bytes()).cloned() else {
        raise!(cx, ValueError, "code: the instructions are not those of a code object");
    };
    let public = (shown.public_names as usize).min(shown.names.len());
    let same_layout = i64::from(shown.argcount) == argcount
        && shown.varnames.len() as i64 == nlocals
        && shown.varnames.len() == varnames.len()
        && public <= names.len()
        && shown.freevars.len() == freevars.len()
        && shown.cellvars.len() == cellvars.len()
        && (i64::from(shown.flags) ^ flags) & i64::from(LAYOUT_FLAGS) == 0
        && shown.far_locals.is_none()
        && shown.consts.len() <= consts.len();
    let mut fit = same_layout;
    for (old, &new) in shown.consts.iter().zip(consts.get().items()) {
        fit = fit && fits(cx, old, new)?;
    }
    if !fit {
        raise!(cx, ValueError, "code: the instructions do not fit the other arguments");
    }
    let mut body = (*shown).clone();
    body.name = bytecode::Name::from(name.get().bytes());
    body.filename = bytecode::Name::from(filename.get().bytes());
    body.flags = flags as u32;
    (body.varnames, body.freevars, body.cellvars) = (varnames, freevars, cellvars);
    // Names that no instruction mentions are not kept.
    names.truncate(public);
    body.names.splice(..public, names);
    let old_first = i64::from(body.first_line);
    let first_line = first_line.clamp(0, i64::from(u32::MAX));
    // Lines are kept as they are counted from the first one.
    for row in &mut body.lines {
        let moved = i64::from(row.line).saturating_sub(old_first).saturating_add(first_line);
        row.line = moved.clamp(0, i64::from(u32::MAX)) as u32;
    }
    body.first_line = first_line as u32;
    let mut made = new_code(cx, Rc::new(body))?;
    made.consts = consts;
    cx.barrier(made);
    Ok(made.value())
}
