//! `unicodedata`: the Unicode character database 5.2.0, and 3.2.0 as `ucd_3_2_0`, over `text::unidata`.
//!
//! Source: library reference 7.9 (2.7); `unicodedata.c` for messages.

#![allow(unsafe_code)] // heap object layout

use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::text::unidata::{self, Form, Version};
use object_model::typeobject::{NO_DICT, NO_NEW, NO_WEAKREF, TypeDecl};
use object_model::{
    Args, Context, DictObject, Exc, Gc, ModuleDecl, Object, PyResult, Raised, Slot, UnicodeObject, Value, kind,
    py_functions, py_methods, raise,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "The Unicode character database, version 5.2.0: properties and names of characters, normal forms of text.",
    functions: &[current::FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("unicodedata")
};

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<UcdObject>(cx, &UCD, &LAYOUT);
    let class = UCD.get(cx).value();
    cx.dict_put(dict, "UCD", class);
    let old = cx.allocate::<UcdObject>().value();
    cx.dict_put(dict, "ucd_3_2_0", old);
    let version = cx.new_str(b"5.2.0").value();
    cx.dict_put(dict, "unidata_version", version);
    Ok(())
}

/// The database of version 3.2.0; there is one.
#[repr(C)]
pub struct UcdObject {
    pub header: Header,
}

// SAFETY: nothing but a header.
unsafe impl Object for UcdObject {
    const KIND: u8 = kinds::UCD;
    const NAME: &'static str = "unicodedata.UCD";
}

object_model::fixed_layout!(LAYOUT: UcdObject, |_this, _tracer| {});

static UCD: TypeDecl = TypeDecl {
    module: "unicodedata",
    doc: "A version of the Unicode character database.",
    methods: &[old::METHODS],
    getset: &[GetSet {
        name: "unidata_version",
        doc: "",
        get: |cx, _| Ok(cx.new_str(b"3.2.0").value()),
        set: Some(object_model::types::function::readonly),
    }],
    flags: NO_DICT | NO_NEW | NO_WEAKREF,
    ..TypeDecl::new("UCD", kinds::UCD)
};

/// The arguments after the receiver: at least so many.
fn arguments<'a>(cx: &mut Context, args: &Args<'a>, function: &str, least: usize, most: usize) -> PyResult<&'a [Value]> {
    args.no_keywords(cx, function)?;
    let given = args.positional;
    if !(least..=most).contains(&given.len()) {
        let (how, n) = match () {
            _ if least == most => ("exactly", most),
            _ if given.len() < least => ("at least", least),
            _ => ("at most", most),
        };
        let plural = if n == 1 { "" } else { "s" };
        raise!(cx, TypeError, "{function}() takes {how} {n} argument{plural} ({} given)", given.len());
    }
    Ok(given)
}

fn text(cx: &mut Context, value: Value, function: &str, index: usize) -> PyResult<Gc<UnicodeObject>> {
    match value.downcast::<UnicodeObject>() {
        Some(text) => Ok(text),
        None => {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "{function}() argument {index} must be unicode, not {given}")
        }
    }
}

fn character(cx: &mut Context, value: Value, function: &str) -> PyResult<u32> {
    let text = text(cx, value, function, 1)?;
    match (text.len(), text.chars().get(0)) {
        (1, Some(code)) => Ok(code),
        _ => raise!(cx, TypeError, "need a single Unicode character as parameter"),
    }
}

/// The only argument of a function of a character.
fn one(cx: &mut Context, args: &Args, function: &str) -> PyResult<u32> {
    let given = arguments(cx, args, function, 1, 1)?;
    character(cx, given[0], function)
}

/// The character, and a default where one is given.
fn with_default(cx: &mut Context, args: &Args, function: &str) -> PyResult<(u32, Slot)> {
    let given = arguments(cx, args, function, 1, 2)?;
    Ok((character(cx, given[0], function)?, given.get(1).copied()))
}

/// What was found; else the default; else ValueError.
fn found(cx: &mut Context, value: Slot, default: Slot, message: &str) -> PyResult {
    match value.or(default) {
        Some(value) => Ok(value),
        None => raise!(cx, ValueError, "{message}"),
    }
}

#[cold]
fn undefined(cx: &mut Context, name: &[u8]) -> Raised {
    let mut message = b"undefined character name '".to_vec();
    message.extend_from_slice(name);
    message.push(b'\'');
    let message = cx.new_str(&message).value();
    cx.error_with(Exc::KeyError, &[message])
}

fn decimal(cx: &mut Context, args: &Args, version: Version) -> PyResult {
    let (code, default) = with_default(cx, args, "decimal")?;
    let value = unidata::decimal(code, version).map(|n| Value::small(n.into()));
    found(cx, value, default, "not a decimal")
}

fn digit(cx: &mut Context, args: &Args, version: Version) -> PyResult {
    let (code, default) = with_default(cx, args, "digit")?;
    let value = unidata::digit(code, version).map(|n| Value::small(n.into()));
    found(cx, value, default, "not a digit")
}

fn numeric(cx: &mut Context, args: &Args, version: Version) -> PyResult {
    let (code, default) = with_default(cx, args, "numeric")?;
    let value = unidata::numeric(code, version).map(|x| cx.new_float(x));
    found(cx, value, default, "not a numeric character")
}

fn name(cx: &mut Context, args: &Args, version: Version) -> PyResult {
    let (code, default) = with_default(cx, args, "name")?;
    let value = unidata::name(code, version).map(|name| cx.new_str(name.as_bytes()).value());
    found(cx, value, default, "no such name")
}

fn lookup(cx: &mut Context, args: &Args, version: Version) -> PyResult {
    let given = arguments(cx, args, "lookup", 1, 1)?;
    let name = match given[0].kind() {
        kind::UNICODE => cx.encode_default(given[0])?.get().bytes().to_vec(),
        _ => match cx.memory_of(given[0])? {
            Some(memory) => memory.get().to_vec(),
            None => {
                let given = cx.type_name(given[0]);
                raise!(cx, TypeError, "lookup() argument 1 must be string or read-only buffer, not {given}");
            }
        },
    };
    match unidata::lookup(&name, version) {
        Some(code) => cx.new_unicode_char(code).map(Gc::value),
        None => Err(undefined(cx, &name)),
    }
}

fn normalize(cx: &mut Context, args: &Args, version: Version) -> PyResult {
    let given = arguments(cx, args, "normalize", 2, 2)?;
    let form: object_model::Bytes =
        object_model::FromArg::from_arg(cx, given[0], object_model::Arg { function: "normalize", index: 1 })?;
    let text = text(cx, given[1], "normalize", 2)?;
    if text.is_empty() {
        return Ok(given[1]);
    }
    let form = match &*form {
        b"NFC" => Form::Nfc,
        b"NFKC" => Form::Nfkc,
        b"NFD" => Form::Nfd,
        b"NFKD" => Form::Nfkd,
        _ => raise!(cx, ValueError, "invalid normalization form"),
    };
    // Text below the first character that changes is in every form.
    let limit = if matches!(form, Form::Nfc) {
        0x300
    } else if matches!(form, Form::Nfd) {
        0xC0
    } else {
        0xA0
    };
    if text.chars().max_code() < limit && given[1].exact::<UnicodeObject>().is_some() {
        return Ok(given[1]);
    }
    // A character becomes eighteen at most, and all lie there in two forms for a while.
    let most = text.len().saturating_mul(18 * 8);
    if most > 1 << 24 && Vec::<u8>::new().try_reserve_exact(most).is_err() {
        return Err(cx.memory_error());
    }
    let normal = unidata::normalize(text.get().chars(), form, version);
    cx.new_unicode(normal.as_chars()).map(Gc::value)
}

/// The same functions for the module and for the database of the old version.
macro_rules! database {
    ($macro:ident $table:ident $version:expr, |$cx:ident, $args:ident| $own:expr) => {
        $macro! { $table:
            /// decimal(character[, default]) -> its value as a decimal digit
            @raw fn decimal(cx: &mut Context, args: &Args) -> PyResult {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                super::decimal(cx, &args, $version)
            }
            /// digit(character[, default]) -> its value as a digit
            @raw fn digit(cx: &mut Context, args: &Args) -> PyResult {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                super::digit(cx, &args, $version)
            }
            /// numeric(character[, default]) -> its value as a number, a float
            @raw fn numeric(cx: &mut Context, args: &Args) -> PyResult {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                super::numeric(cx, &args, $version)
            }
            /// category(character) -> its general category
            @raw fn category(cx: &mut Context, args: &Args) -> PyResult<&'static str> {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                Ok(unidata::category(one(cx, &args, "category")?, $version))
            }
            /// bidirectional(character) -> its bidirectional class
            @raw fn bidirectional(cx: &mut Context, args: &Args) -> PyResult<&'static str> {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                Ok(unidata::bidirectional(one(cx, &args, "bidirectional")?, $version))
            }
            /// combining(character) -> its canonical combining class, a number
            @raw fn combining(cx: &mut Context, args: &Args) -> PyResult<i64> {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                Ok(unidata::combining(one(cx, &args, "combining")?, $version).into())
            }
            /// mirrored(character) -> 1 if it is mirrored in text from right to left, else 0
            @raw fn mirrored(cx: &mut Context, args: &Args) -> PyResult<i64> {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                Ok(unidata::mirrored(one(cx, &args, "mirrored")?, $version).into())
            }
            /// east_asian_width(character) -> its width
            @raw fn east_asian_width(cx: &mut Context, args: &Args) -> PyResult<&'static str> {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                Ok(unidata::east_asian_width(one(cx, &args, "east_asian_width")?, $version))
            }
            /// decomposition(character) -> the code points it decomposes to, in digits; '' for none
            @raw fn decomposition(cx: &mut Context, args: &Args) -> PyResult<String> {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                Ok(unidata::decomposition(one(cx, &args, "decomposition")?, $version))
            }
            /// name(character[, default]) -> its name
            @raw fn name(cx: &mut Context, args: &Args) -> PyResult {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                super::name(cx, &args, $version)
            }
            /// lookup(name) -> the character of that name
            @raw fn lookup(cx: &mut Context, args: &Args) -> PyResult {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                super::lookup(cx, &args, $version)
            }
            /// normalize(form, text) -> the text in a normal form: 'NFC', 'NFKC', 'NFD' or 'NFKD'
            @raw fn normalize(cx: &mut Context, args: &Args) -> PyResult {
                let ($cx, $args) = (&mut *cx, args);
                let args = $own;
                super::normalize(cx, &args, $version)
            }
        }
    };
}

mod current {
    use super::*;
    database!(py_functions FUNCTIONS Version::New, |_cx, args| *args);
}

mod old {
    use super::*;
    database!(py_methods METHODS Version::Old, |cx, args| {
        args.receiver::<UcdObject>(cx, "method")?;
        args.rest()
    });
}
