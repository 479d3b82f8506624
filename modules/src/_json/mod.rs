//! `_json`: what `json` does character by character: the scanner, the writer, strings in both directions.
//!
//! The scanner is generic over the width of the text; what it reads of a str is decoded, what it reads of a unicode is
//! taken. The writer puts bytes into one buffer and gives it as one piece, not a piece a token.
//!
//! Source: library reference 18.2 (2.7); `_json.c` for messages and for which methods of a program are called.

mod encoder;
mod scanner;
mod strings;

use crate::kinds;
use object_model::{
    Bytes, Context, DictObject, FromArg, Gc, ModuleDecl, PyResult, Raised, Slot, StrObject, Value, kind, py_functions, raise,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "What json does character by character.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("_json")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<scanner::ScannerObject>(cx, &scanner::SCANNER, &scanner::LAYOUT);
    kinds::register::<encoder::EncoderObject>(cx, &encoder::ENCODER, &encoder::LAYOUT);
    let class = scanner::SCANNER.get(cx).value();
    cx.dict_put(dict, "make_scanner", class);
    let class = encoder::ENCODER.get(cx).value();
    cx.dict_put(dict, "make_encoder", class);
    Ok(())
}

/// ValueError with the place in the document, as `json.decoder.errmsg` tells it.
#[cold]
fn error_at(cx: &mut Context, message: &str, document: Value, at: usize) -> Raised {
    let text = (|| {
        let name = cx.intern(b"json.decoder");
        // The import of a dotted name gives the package.
        cx.import_module(name)?;
        let modules = cx.modules.and_then(|modules| modules.downcast::<DictObject>());
        let Some(module) = modules.and_then(|modules| cx.dict_find(modules, "json.decoder")) else {
            raise!(cx, ImportError, "No module named decoder");
        };
        let message = cx.new_str(message.as_bytes()).value();
        cx.call_method(module, "errmsg", &[message, document, Value::small(at as i64)])
    })();
    match text {
        Ok(text) => cx.error_with(object_model::Exc::ValueError, &[text]),
        Err(raised) => raised,
    }
}

#[cold]
fn no_text(cx: &mut Context, value: Value) -> Raised {
    let given = cx.type_name(value);
    cx.error(object_model::Exc::TypeError, format_args!("first argument must be a string, not {given}"))
}

/// The function that the writer need not call.
fn is_ascii_writer(value: Value) -> bool {
    value
        .downcast::<object_model::descriptors::BuiltinFunction>()
        .is_some_and(|function| std::ptr::eq(function.decl, &FUNCTIONS[0]))
}

py_functions! { FUNCTIONS:
    /// encode_basestring_ascii(text) -> str
    /// The text as a JSON string of ASCII characters.
    fn encode_basestring_ascii(cx: &mut Context, text: Value) -> PyResult<Vec<u8>> {
        let mut out = Vec::new();
        strings::write(cx, text, &mut out)?;
        Ok(out)
    }
    /// scanstring(text, end[, encoding[, strict]]) -> (unicode, end)
    /// Reads the JSON string whose first character, behind the quote, is at that place; with the place behind it.
    @raw fn scanstring(cx: &mut Context, args: &Args) -> PyResult {
        args.no_keywords(cx, "scanstring")?;
        let given = args.positional;
        if !(2..=4).contains(&given.len()) {
            let (how, n) = if given.len() < 2 { ("least", 2) } else { ("most", 4) };
            raise!(cx, TypeError, "scanstring() takes at {how} {n} arguments ({} given)", given.len());
        }
        let arg = object_model::Arg { function: "scanstring", index: 3 };
        let end = match cx.int_arg(given[1]) {
            Err(_) if cx.catch(object_model::Exc::OverflowError) => {
                raise!(cx, OverflowError, "long int too large to convert to int")
            }
            end => end?,
        };
        let encoding = match given.get(2) {
            Some(encoding) if !encoding.is_none() => {
                if !matches!(encoding.kind(), kind::STR | kind::UNICODE) {
                    let given = cx.type_name(*encoding);
                    raise!(cx, TypeError, "scanstring() argument 3 must be string or None, not {given}");
                }
                Some(Bytes::from_arg(cx, *encoding, arg)?.0)
            }
            _ => None,
        };
        let strict = match given.get(3) {
            Some(&strict) => i32::from_arg(cx, strict, arg)? != 0,
            None => true,
        };
        let encoding = encoding.unwrap_or_else(|| cx.intern(b"utf-8"));
        let (text, end) = strings::scan_value(cx, given[0], end, encoding, strict)?;
        let end = Value::small(end as i64);
        Ok(cx.new_tuple(&[text, end]).value())
    }
}

/// A slot that is always filled once the object is made.
fn part(slot: Slot) -> Value {
    slot.unwrap_or(object_model::none())
}

/// Is this encoding UTF-8 by a name that needs no search?
fn is_utf8(encoding: Gc<StrObject>) -> bool {
    matches!(encoding.bytes(), b"utf-8" | b"utf8" | b"UTF-8" | b"ascii")
}

/// Nesting counts as calls do; RuntimeError.
fn check_depth(cx: &mut Context, depth: u32, what: &str) -> PyResult<()> {
    if depth > cx.recursion_limit {
        raise!(cx, RuntimeError, "maximum recursion depth exceeded{what}");
    }
    cx.check_native_stack(what)
}
