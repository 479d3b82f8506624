//! The scanner: one JSON value out of a document.

#![allow(unsafe_code)] // heap object layout

use super::strings::{Source, scan};
use super::{error_at, no_text, part};
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::text::chars::{Chars, Unit};
use object_model::text::float_parse;
use object_model::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl};
use object_model::types::function::readonly;
use object_model::types::{float::FLOAT, int::INT};
use object_model::value::slot_bits;
use object_model::{
    Context, Gc, Object, PyResult, Slot, StrObject, TypeObject, UnicodeObject, Value, kind, none, py_bool, py_methods, raise,
};

#[repr(C)]
pub struct ScannerObject {
    pub header: Header,
    encoding: Slot,
    strict: Slot,
    object_hook: Slot,
    pairs_hook: Slot,
    parse_float: Slot,
    parse_int: Slot,
    parse_constant: Slot,
}

// SAFETY: made by `__new__`.
unsafe impl Object for ScannerObject {
    const KIND: u8 = kinds::JSON_SCANNER;
    const NAME: &'static str = "_json.Scanner";
}

object_model::fixed_layout!(LAYOUT: ScannerObject, |this, tracer| {
    for slot in [
        this.encoding,
        this.strict,
        this.object_hook,
        this.pairs_hook,
        this.parse_float,
        this.parse_int,
        this.parse_constant,
    ] {
        tracer.word(slot_bits(slot));
    }
});

pub static SCANNER: TypeDecl = TypeDecl {
    module: "_json",
    doc: "make_scanner(context) -> a function of a text and a place that reads the JSON value there",
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("Scanner", kinds::JSON_SCANNER)
};

fn field(this: Value, get: fn(&ScannerObject) -> Slot) -> PyResult {
    Ok(this.downcast::<ScannerObject>().and_then(|this| get(this.get())).unwrap_or(none()))
}

static GETSET: &[GetSet] = &[
    GetSet { name: "encoding", doc: "", get: |_, this| field(this, |this| this.encoding), set: Some(readonly) },
    GetSet { name: "strict", doc: "", get: |_, this| field(this, |this| this.strict), set: Some(readonly) },
    GetSet { name: "object_hook", doc: "", get: |_, this| field(this, |this| this.object_hook), set: Some(readonly) },
    GetSet { name: "object_pairs_hook", doc: "", get: |_, this| field(this, |this| this.pairs_hook), set: Some(readonly) },
    GetSet { name: "parse_float", doc: "", get: |_, this| field(this, |this| this.parse_float), set: Some(readonly) },
    GetSet { name: "parse_int", doc: "", get: |_, this| field(this, |this| this.parse_int), set: Some(readonly) },
    GetSet { name: "parse_constant", doc: "", get: |_, this| field(this, |this| this.parse_constant), set: Some(readonly) },
];

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<ScannerObject>> {
        let [context] = args.parse(cx, "make_scanner", &["context"], 1)?;
        let context = part(context);
        let mut encoding = cx.getattr_text(context, "encoding")?;
        if encoding.is_none() {
            encoding = cx.intern(b"utf-8").value();
        } else if encoding.is_kind(kind::UNICODE) {
            encoding = cx.encode_default(encoding)?.value();
        }
        if !encoding.is_kind(kind::STR) {
            let given = cx.type_name(encoding);
            raise!(cx, TypeError, "encoding must be a string, not {given}");
        }
        let strict = cx.getattr_text(context, "strict")?;
        let strict = cx.truth(strict)?;
        let object_hook = cx.getattr_text(context, "object_hook")?;
        let pairs_hook = cx.getattr_text(context, "object_pairs_hook")?;
        let parse_float = cx.getattr_text(context, "parse_float")?;
        let parse_int = cx.getattr_text(context, "parse_int")?;
        let parse_constant = cx.getattr_text(context, "parse_constant")?;
        let mut this = cx.allocate_for::<ScannerObject>(class, 0)?;
        (this.encoding, this.strict) = (Some(encoding), Some(py_bool(strict)));
        (this.object_hook, this.pairs_hook) = (Some(object_hook), Some(pairs_hook));
        (this.parse_float, this.parse_int, this.parse_constant) = (Some(parse_float), Some(parse_int), Some(parse_constant));
        Ok(this)
    }
    /// x.__call__(text, idx) -> (value, end)
    @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
        let this: Gc<ScannerObject> = args.receiver(cx, "__call__")?;
        let [document, at] = args.rest().parse(cx, "scan_once", &["string", "idx"], 2)?;
        let (document, at) = (part(document), cx.index_exact(part(at))?);
        let strict = this.strict == Some(py_bool(true));
        let (value, end) = if let Some(text) = document.downcast::<StrObject>() {
            let encoding = this.encoding.and_then(|encoding| encoding.downcast::<StrObject>());
            start(cx, this, Source { units: text.get().bytes(), document, encoding, strict }, at)?
        } else if let Some(text) = document.downcast::<UnicodeObject>() {
            match text.get().chars() {
                Chars::One(units) => start(cx, this, Source { units, document, encoding: None, strict }, at)?,
                Chars::Two(units) => start(cx, this, Source { units, document, encoding: None, strict }, at)?,
                Chars::Four(units) => start(cx, this, Source { units, document, encoding: None, strict }, at)?,
            }
        } else {
            return Err(no_text(cx, document));
        };
        let end = Value::small(end as i64);
        Ok(cx.new_tuple(&[value, end]).value())
    }
}

/// Slots of the memory of keys.
const KEYS: usize = 64;

/// One call of a scanner. It lies on the native stack, where the collector sees its values.
struct Scan<'a, U> {
    source: Source<'a, U>,
    object_hook: Option<Value>,
    pairs_hook: Option<Value>,
    /// Empty: the built-in type.
    parse_float: Option<Value>,
    parse_int: Option<Value>,
    parse_constant: Value,
    /// Keys that came before, by a hash of their text: objects in a list have the same keys again and again.
    keys: [Slot; KEYS],
    /// Containers around what is being read.
    depth: u32,
}

fn start<U: Unit>(cx: &mut Context, this: Gc<ScannerObject>, source: Source<U>, at: i64) -> PyResult<(Value, usize)> {
    let Ok(at) = usize::try_from(at) else { raise!(cx, ValueError, "idx cannot be negative") };
    let (float, int) = (FLOAT.get(cx).value(), INT.get(cx).value());
    let mut scan = Scan {
        source,
        object_hook: part(this.object_hook).not_none(),
        pairs_hook: part(this.pairs_hook).not_none(),
        parse_float: this.parse_float.filter(|&parse| parse != float),
        parse_int: this.parse_int.filter(|&parse| parse != int),
        parse_constant: part(this.parse_constant),
        keys: [None; KEYS],
        depth: 0,
    };
    scan.value(cx, at)
}

impl<U: Unit> Scan<'_, U> {
    fn fail<R>(&self, cx: &mut Context, message: &str, at: usize) -> PyResult<R> {
        Err(error_at(cx, message, self.source.document, at))
    }

    /// The value at `at` and the place behind it; StopIteration where none begins.
    fn value(&mut self, cx: &mut Context, at: usize) -> PyResult<(Value, usize)> {
        let source = &self.source;
        let Some(first) = source.at(at) else { return Err(cx.stop_iteration()) };
        let what = if source.encoding.is_some() { "byte string" } else { "unicode string" };
        match u8::try_from(first).unwrap_or(0) {
            b'"' => return scan(cx, source, at + 1),
            b'{' => {
                self.depth += 1;
                super::check_depth(
                    cx,
                    self.depth,
                    if what == "byte string" {
                        " while decoding a JSON object from a byte string"
                    } else {
                        " while decoding a JSON object from a unicode string"
                    },
                )?;
                let result = self.object(cx, at + 1);
                self.depth -= 1;
                return result;
            }
            b'[' => {
                self.depth += 1;
                super::check_depth(
                    cx,
                    self.depth,
                    if what == "byte string" {
                        " while decoding a JSON array from a byte string"
                    } else {
                        " while decoding a JSON array from a unicode string"
                    },
                )?;
                let result = self.array(cx, at + 1);
                self.depth -= 1;
                return result;
            }
            b'n' if source.is(at, b"null") => return Ok((none(), at + 4)),
            b't' if source.is(at, b"true") => return Ok((py_bool(true), at + 4)),
            b'f' if source.is(at, b"false") => return Ok((py_bool(false), at + 5)),
            b'N' if source.is(at, b"NaN") => return self.constant(cx, "NaN", at),
            b'I' if source.is(at, b"Infinity") => return self.constant(cx, "Infinity", at),
            b'-' if source.is(at, b"-Infinity") => return self.constant(cx, "-Infinity", at),
            _ => (),
        }
        self.number(cx, at)
    }

    fn constant(&mut self, cx: &mut Context, name: &str, at: usize) -> PyResult<(Value, usize)> {
        let text = cx.intern(name.as_bytes()).value();
        let value = cx.call(self.parse_constant, &[text])?;
        Ok((value, at + name.len()))
    }

    fn number(&mut self, cx: &mut Context, start: usize) -> PyResult<(Value, usize)> {
        let source = &self.source;
        let digit = |at: usize| matches!(source.at(at), Some(0x30..=0x39));
        let mut at = start + usize::from(source.at(start) == Some(b'-'.into()));
        match source.at(at) {
            Some(0x31..=0x39) => {
                while digit(at) {
                    at += 1;
                }
            }
            Some(0x30) => at += 1,
            _ => return Err(cx.stop_iteration()),
        }
        let mut is_float = false;
        if source.at(at) == Some(b'.'.into()) && digit(at + 1) {
            is_float = true;
            at += 2;
            while digit(at) {
                at += 1;
            }
        }
        if matches!(source.at(at), Some(0x45 | 0x65)) {
            let mut exponent = at + 1;
            if matches!(source.at(exponent), Some(0x2B | 0x2D)) {
                exponent += 1;
            }
            if digit(exponent) {
                is_float = true;
                at = exponent;
                while digit(at) {
                    at += 1;
                }
            }
        }
        let run = &source.units[start..at];
        let parse = if is_float { self.parse_float } else { self.parse_int };
        if let Some(parse) = parse {
            let bytes: Vec<u8> = run.iter().map(|unit| unit.code() as u8).collect();
            let text = match source.encoding {
                Some(_) => cx.try_new_str(&bytes)?.value(),
                None => cx.new_unicode_latin1(&bytes)?.value(),
            };
            return Ok((cx.call(parse, &[text])?, at));
        }
        if !is_float && run.len() <= 18 {
            let negative = source.at(start) == Some(b'-'.into());
            let n = run[usize::from(negative)..].iter().fold(0i64, |n, unit| n * 10 + i64::from(unit.code() - 0x30));
            return Ok((Value::small(if negative { -n } else { n }), at));
        }
        let bytes: Vec<u8> = run.iter().map(|unit| unit.code() as u8).collect();
        if is_float {
            let float = float_parse::parse(&bytes).unwrap_or(f64::NAN);
            return Ok((cx.new_float(float), at));
        }
        let (text, class) = (cx.try_new_str(&bytes)?.value(), INT.get(cx).value());
        Ok((cx.call(class, &[text])?, at))
    }

    /// A key, from the memory if it came before.
    fn key(&mut self, cx: &mut Context, start: usize) -> PyResult<(Value, usize)> {
        let rest = &self.source.units[start..];
        let mut hash = 0u32;
        let mut len = 0;
        for unit in rest.iter().take(40) {
            match unit.code() {
                code @ (0x20 | 0x21 | 0x23..=0x5B | 0x5D..=0x7F) => {
                    hash = (hash ^ code).wrapping_mul(0x9E37_79B1);
                    len += 1;
                }
                0x22 => {
                    let slot = (hash >> 20) as usize % KEYS;
                    if let Some(key) = self.keys[slot]
                        && let Some(text) = key.downcast::<UnicodeObject>()
                        && let Chars::One(known) = text.get().chars()
                        && known.len() == len
                        && known.iter().zip(rest).all(|(&a, b)| u32::from(a) == b.code())
                    {
                        return Ok((key, start + len + 1));
                    }
                    let (key, end) = scan(cx, &self.source, start)?;
                    self.keys[slot] = Some(key);
                    return Ok((key, end));
                }
                _ => break,
            }
        }
        scan(cx, &self.source, start)
    }

    fn object(&mut self, cx: &mut Context, at: usize) -> PyResult<(Value, usize)> {
        let dict = cx.new_dict();
        let pairs = if self.pairs_hook.is_some() { Some(cx.new_list()) } else { None };
        let last = self.source.units.len().wrapping_sub(1);
        let mut at = self.source.skip_space(at);
        if self.source.at(at).is_some_and(|code| code != b'}'.into()) {
            loop {
                // The two kinds of documents have their own words for it.
                let bytes = self.source.encoding.is_some();
                if self.source.at(at) != Some(b'"'.into()) {
                    if at > last {
                        break;
                    }
                    let message =
                        if bytes { "Expecting property name" } else { "Expecting property name enclosed in double quotes" };
                    return self.fail(cx, message, at);
                }
                let (key, end) = self.key(cx, at + 1)?;
                at = self.source.skip_space(end);
                if self.source.at(at) != Some(b':'.into()) {
                    return self.fail(cx, if bytes { "Expecting : delimiter" } else { "Expecting ':' delimiter" }, at);
                }
                at = self.source.skip_space(at + 1);
                let (value, end) = self.value(cx, at)?;
                match pairs {
                    Some(pairs) => {
                        let pair = cx.new_tuple(&[key, value]).value();
                        cx.list_push(pairs, pair)?;
                    }
                    None => cx.dict_set(dict, key, value)?,
                }
                at = self.source.skip_space(end);
                match self.source.at(at) {
                    None => break,
                    Some(0x7D) => break,
                    Some(0x2C) => at = self.source.skip_space(at + 1),
                    Some(_) => {
                        return self.fail(cx, if bytes { "Expecting , delimiter" } else { "Expecting ',' delimiter" }, at);
                    }
                }
            }
        }
        if self.source.at(at) != Some(b'}'.into()) {
            return self.fail(cx, "Expecting object", last);
        }
        let value = match (self.pairs_hook, pairs, self.object_hook) {
            (Some(hook), Some(pairs), _) => cx.call(hook, &[pairs.value()])?,
            (_, _, Some(hook)) => cx.call(hook, &[dict.value()])?,
            _ => dict.value(),
        };
        Ok((value, at + 1))
    }

    fn array(&mut self, cx: &mut Context, at: usize) -> PyResult<(Value, usize)> {
        let list = cx.new_list();
        let last = self.source.units.len().wrapping_sub(1);
        let mut at = self.source.skip_space(at);
        if self.source.at(at).is_some_and(|code| code != b']'.into()) {
            while at <= last {
                let (value, end) = self.value(cx, at)?;
                cx.list_push(list, value)?;
                at = self.source.skip_space(end);
                match self.source.at(at) {
                    None => break,
                    Some(0x5D) => break,
                    Some(0x2C) => at = self.source.skip_space(at + 1),
                    Some(_) => {
                        let bytes = self.source.encoding.is_some();
                        return self.fail(cx, if bytes { "Expecting , delimiter" } else { "Expecting ',' delimiter" }, at);
                    }
                }
            }
        }
        if self.source.at(at) != Some(b']'.into()) {
            return self.fail(cx, "Expecting object", last);
        }
        Ok((list.value(), at + 1))
    }
}
