//! The registry: search functions, found codecs, error handlers. Python values, kept in `Context::ext` under these names.

use super::{Errors, handlers};
use crate::context::Context;
use crate::declare::FnDecl;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::list::ListObject;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::value::Value;
use crate::{Gc, none, raise};

const SEARCH: &str = "codecs.search_functions";
const CACHE: &str = "codecs.cache";
const HANDLERS: &str = "codecs.error_handlers";

/// Whether a program has put its own in place of a built-in error handler.
#[derive(Default)]
struct Replaced(bool);

/// Whether the `encodings` package has been asked to register itself.
#[derive(Default)]
struct Started(bool);

pub(super) fn handlers_replaced(cx: &mut Context) -> bool {
    cx.ext.state::<Replaced>().0
}

fn value_or(cx: &mut Context, name: &'static str, make: impl FnOnce(&mut Context) -> PyResult) -> PyResult {
    if let Some(Some(value)) = cx.ext.values.get(name) {
        return Ok(*value);
    }
    let value = make(cx)?;
    cx.ext.values.insert(name, Some(value));
    Ok(value)
}

fn search_functions(cx: &mut Context) -> PyResult<Gc<ListObject>> {
    let w_list = value_or(cx, SEARCH, |cx| Ok(cx.new_list().value()))?;
    match w_list.downcast() {
        Some(list) => Ok(list),
        None => unreachable!("only this module stores there"),
    }
}

fn table(cx: &mut Context, name: &'static str, make: impl FnOnce(&mut Context) -> PyResult) -> PyResult<Gc<DictObject>> {
    match value_or(cx, name, make)?.downcast() {
        Some(table) => Ok(table),
        None => unreachable!("only this module stores there"),
    }
}

/// `codecs.register(search_function)`
pub fn register(cx: &mut Context, search: Value) -> PyResult<()> {
    start(cx)?;
    if !cx.is_callable(search) {
        raise!(cx, TypeError, "argument must be callable");
    }
    let list = search_functions(cx)?;
    cx.list_push(list, search)
}

/// Lets the `encodings` package register its search function, once.
fn start(cx: &mut Context) -> PyResult<()> {
    if std::mem::replace(&mut cx.ext.state::<Started>().0, true) {
        return Ok(());
    }
    let name = cx.intern(b"encodings");
    match cx.import_module(name) {
        Ok(_) => Ok(()),
        Err(raised) => {
            if cx.catch(crate::Exc::ImportError) {
                return Ok(());
            }
            Err(raised)
        }
    }
}

/// `codecs.lookup(encoding)`: the tuple (encoder, decoder, stream reader, stream writer).
pub fn codec_lookup(cx: &mut Context, encoding: Gc<StrObject>) -> PyResult<Gc<TupleObject>> {
    start(cx)?;
    let plain: Vec<u8> =
        encoding.get().bytes().iter().map(|&c| if c == b' ' { b'-' } else { c.to_ascii_lowercase() }).collect();
    let name = cx.intern(&plain);
    let cache = table(cx, CACHE, |cx| Ok(cx.new_dict().value()))?;
    if let Some(found) = cx.dict_get_str(cache, name)
        && let Some(codec) = found.downcast()
    {
        return Ok(codec);
    }
    let list = search_functions(cx)?;
    if list.is_empty() {
        raise!(cx, LookupError, "no codec search functions registered: can't find encoding");
    }
    let mut at = 0;
    while let Some(search) = cx.list_get(list, at) {
        at += 1;
        let w_result = cx.call(search, &[name.value()])?;
        if w_result.is_none() {
            continue;
        }
        match w_result.downcast::<TupleObject>() {
            Some(codec) if codec.len() == 4 => {
                cx.dict_set_str(cache, name, w_result);
                return Ok(codec);
            }
            _ => raise!(cx, TypeError, "codec search functions must return 4-tuples"),
        }
    }
    raise!(cx, LookupError, "unknown encoding: {}", encoding.lossy())
}

fn run(cx: &mut Context, index: usize, value: Value, encoding: Gc<StrObject>, errors: Errors, word: &str) -> PyResult {
    let codec = codec_lookup(cx, encoding)?;
    let function = codec.get().items()[index];
    let args = [value, errors.map_or(none(), Gc::value)];
    let w_result = cx.call(function, &args[..1 + usize::from(errors.is_some())])?;
    match w_result.downcast::<TupleObject>() {
        Some(pair) if pair.len() == 2 => Ok(pair.get().items()[0]),
        _ => raise!(cx, TypeError, "{word} must return a tuple (object,integer)"),
    }
}

/// `codecs.encode(value, encoding, errors)`: whatever the codec makes.
pub fn encode(cx: &mut Context, value: Value, encoding: Gc<StrObject>, errors: Errors) -> PyResult {
    run(cx, 0, value, encoding, errors, "encoder")
}

/// `codecs.decode(value, encoding, errors)`: whatever the codec makes.
pub fn decode(cx: &mut Context, value: Value, encoding: Gc<StrObject>, errors: Errors) -> PyResult {
    run(cx, 1, value, encoding, errors, "decoder")
}

/// Built-in handlers and their names.
const BUILT_IN: &[&str] = &["strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace"];

fn error_handlers(cx: &mut Context) -> PyResult<Gc<DictObject>> {
    table(cx, HANDLERS, |cx| {
        let dict = cx.new_dict();
        for (name, decl) in BUILT_IN.iter().zip(handlers::HANDLERS) {
            let decl: &'static FnDecl = decl;
            let handler = cx.new_builtin_function(decl, None, None);
            cx.dict_put(dict, name, handler);
        }
        Ok(dict.value())
    })
}

/// `codecs.register_error(name, handler)`
pub fn register_error(cx: &mut Context, name: Gc<StrObject>, handler: Value) -> PyResult<()> {
    if !cx.is_callable(handler) {
        raise!(cx, TypeError, "handler must be callable");
    }
    let dict = error_handlers(cx)?;
    if BUILT_IN.iter().any(|known| known.as_bytes() == name.get().bytes()) {
        cx.ext.state::<Replaced>().0 = true;
    }
    cx.dict_set(dict, name.value(), handler)
}

/// `codecs.lookup_error(name)`
pub fn lookup_error(cx: &mut Context, name: Gc<StrObject>) -> PyResult {
    let dict = error_handlers(cx)?;
    match cx.dict_get(dict, name.value())? {
        Some(handler) => Ok(handler),
        _ => raise!(cx, LookupError, "unknown error handler name '{}'", name.lossy()),
    }
}
