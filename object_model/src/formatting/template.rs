//! `str.format` and `unicode.format`; the iterators over templates and field names that `string.Formatter` uses.

#![allow(unsafe_code)] // object layouts

use super::{chars_of, finished, spec, text_of};
use crate::context::Context;
use crate::declare::Args;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::float::FloatObject;
use crate::handle::{Gc, Object};
use crate::protocols::iterate;
use crate::strings::{StrObject, UnicodeObject};
use crate::typeobject::{NO_DICT, NO_NEW, TypeDecl};
use crate::types::numeric::with_locale;
use crate::value::{Slot, Value, slot_bits};
use crate::{kind, none, py_bool, py_methods, raise};
use gc::Header;
use text::chars::{Chars, CharsBuf, Sink};
use text::format_spec::markup::{AutoNumber, Field, FieldName, First, Markup, RECURSION, Step, unknown_conversion};
use text::format_spec::number::{wants_float, write_float, write_integer};
use text::format_spec::{FormatSpec, Kind};
use text::int_print::Decimal;

/// Templates in templates: a specification may have fields, their specifications may not.
const DEPTH: usize = 2;

struct Template<'a> {
    wide: bool,
    positional: &'a [Value],
    arguments: &'a Args<'a>,
    /// The named arguments as a dict, where they are many.
    keywords: Option<Gc<DictObject>>,
    auto: AutoNumber,
}

fn value_error<T>(cx: &mut Context, result: Result<T, &'static str>) -> PyResult<T> {
    match result {
        Ok(value) => Ok(value),
        Err(message) => Err(cx.error_text(Exc::ValueError, message)),
    }
}

/// Appends text: MemoryError.
fn put(cx: &mut Context, out: &mut impl Sink, text: Chars) -> PyResult<()> {
    if out.make_room(text.len()).is_none() {
        return Err(cx.memory_error());
    }
    out.push_text(text);
    Ok(())
}

impl Template<'_> {
    fn render(&mut self, cx: &mut Context, template: Chars, depth: usize, out: &mut impl Sink) -> PyResult<()> {
        if depth == 0 {
            raise!(cx, ValueError, "{RECURSION}");
        }
        let template = match template {
            Chars::One(bytes) if !self.wide => {
                let read = self.render_simple(cx, bytes, out)?;
                Chars::One(&bytes[read..])
            }
            _ => template,
        };
        for part in Markup::new(template) {
            let part = value_error(cx, part)?;
            put(cx, out, template.slice(part.literal))?;
            if let Some(field) = part.field {
                self.field(cx, template, &field, depth, out)?;
            }
        }
        Ok(())
    }

    /// Renders plain text and fields like `{}`, `{0}`, `{name}`, `{0:5d}` of a byte template; answers where it met another one.
    fn render_simple(&mut self, cx: &mut Context, template: &[u8], out: &mut impl Sink) -> PyResult<usize> {
        let mut at = 0;
        loop {
            let brace = |&c: &u8| matches!(c, b'{' | b'}');
            let Some(len) = template[at..].iter().position(brace) else {
                put(cx, out, Chars::One(&template[at..]))?;
                return Ok(template.len());
            };
            let start = at + len + 1;
            if template[start - 1] != b'{' {
                return Ok(at);
            }
            let name_len = template[start..].iter().take_while(|c| c.is_ascii_alphanumeric() || **c == b'_').count();
            let name = &template[start..start + name_len];
            let spec = match template.get(start + name_len) {
                Some(b'}') => &[][..],
                Some(b':') => {
                    let rest = &template[start + name_len + 1..];
                    match rest.iter().position(brace) {
                        Some(len) if rest[len] == b'}' => &rest[..len],
                        _ => return Ok(at),
                    }
                }
                _ => return Ok(at),
            };
            let first = match name {
                [] => First::Empty,
                [b'0'..=b'9', ..] if name.len() > 6 || !name.iter().all(u8::is_ascii_digit) => return Ok(at),
                [b'0'..=b'9', ..] => First::Index(name.iter().fold(0, |n, c| n * 10 + usize::from(c - b'0'))),
                _ => First::Name(0..name_len),
            };
            put(cx, out, Chars::One(&template[at..start - 1]))?;
            let value = self.first_value(cx, &first, Chars::One(name))?;
            self.write(cx, value, Chars::One(spec), out)?;
            at = start
                + name_len
                + 1
                + if spec.is_empty() && template[start + name_len] == b'}' { 0 } else { spec.len() + 1 };
        }
    }

    fn field(
        &mut self,
        cx: &mut Context,
        template: Chars,
        field: &Field,
        depth: usize,
        out: &mut impl Sink,
    ) -> PyResult<()> {
        let mut value = self.look_up(cx, template.slice(field.name.clone()))?;
        match field.conversion.map(|code| u8::try_from(code).unwrap_or(0)) {
            None => {}
            Some(b'r') => value = cx.repr(value)?.value(),
            Some(b's') => value = self.text(cx, value)?,
            Some(_) => {
                let message = unknown_conversion(field.conversion.unwrap_or(0));
                return Err(cx.error_text(Exc::ValueError, &message));
            }
        }
        if !field.nested {
            return self.write(cx, value, template.slice(field.spec.clone()), out);
        }
        let mut expanded = CharsBuf::new();
        self.render(cx, template.slice(field.spec.clone()), depth - 1, &mut expanded)?;
        self.write(cx, value, expanded.as_chars(), out)
    }

    /// A value as text of the template's type.
    fn text(&self, cx: &mut Context, value: Value) -> PyResult {
        if self.wide { cx.unicode(value).map(Gc::value) } else { cx.str(value).map(Gc::value) }
    }

    fn write(&self, cx: &mut Context, value: Value, spec: Chars, out: &mut impl Sink) -> PyResult<()> {
        let own = if self.wide { kind::UNICODE } else { kind::STR };
        if value.shape() == u32::from(own) {
            if spec.is_empty() {
                return put(cx, out, chars_of(value));
            }
            return spec::write_by(cx, out, chars_of(value), spec, self.wide);
        }
        if let (Some(n), true) = (value.as_small(), spec.is_empty()) {
            out.push_ascii(Decimal::of(n).as_bytes());
            return Ok(());
        }
        if let (Some(float), true) = (value.exact::<FloatObject>(), spec.is_empty()) {
            out.push_ascii(&text::float_format::float_str(float.float));
            return Ok(());
        }
        if !self.wide && !spec.is_empty() {
            let written = if let Some(n) = value.as_small() {
                Some(FormatSpec::parse(spec, Kind::Integer).and_then(|spec| {
                    with_locale(&spec, |locale| match wants_float(&spec) {
                        true => write_float(out, n as f64, &spec, locale, "float"),
                        false => write_integer(out, n.into(), &spec, locale, "int"),
                    })
                }))
            } else {
                value.exact::<FloatObject>().map(|float| {
                    FormatSpec::parse(spec, Kind::Float)
                        .and_then(|spec| with_locale(&spec, |locale| write_float(out, float.float, &spec, locale, "float")))
                })
            };
            if let Some(written) = written {
                return spec::check(cx, written);
            }
        }
        let w_spec = text_of(cx, spec, self.wide)?;
        let w_result = cx.format(value, w_spec)?;
        let w_text = self.text(cx, w_result)?;
        put(cx, out, chars_of(w_text))
    }

    /// The argument that a field's name begins with.
    fn first_value(&mut self, cx: &mut Context, first: &First, name: Chars) -> PyResult {
        let index = self.auto.resolve(first);
        match (value_error(cx, index)?, first) {
            (Some(index), _) => match self.positional.get(index) {
                Some(&value) => Ok(value),
                None => raise!(cx, IndexError, "tuple index out of range"),
            },
            (None, First::Name(range)) => {
                let key = name.slice(range.clone());
                if self.keywords.is_none() {
                    let same = |text: &[u8]| Chars::One(text) == key && (!self.wide || text.is_ascii());
                    let mut pairs = self.arguments.keyword_pairs();
                    let found = pairs.find(|(name, _)| name.downcast::<StrObject>().is_some_and(|name| same(name.bytes())));
                    if let Some((_, value)) = found {
                        return Ok(value);
                    }
                }
                let w_key = text_of(cx, key, self.wide)?;
                let found = match self.keywords {
                    Some(keywords) => cx.dict_get(keywords, w_key)?,
                    None => None,
                };
                match found {
                    Some(value) => Ok(value),
                    None => Err(cx.key_error(w_key)),
                }
            }
            (None, _) => unreachable!("what is no name has an index"),
        }
    }

    /// The argument that a field names, and from there on.
    fn look_up(&mut self, cx: &mut Context, name: Chars) -> PyResult {
        let split = FieldName::split(name);
        let (first, steps) = value_error(cx, split)?;
        let mut value = self.first_value(cx, &first, name)?;
        for step in steps {
            value = match value_error(cx, step)? {
                Step::Attribute(range) => {
                    let w_name = text_of(cx, name.slice(range), self.wide)?;
                    let attribute = cx.attribute_name(w_name, "getattr")?;
                    cx.getattr(value, attribute)?
                }
                Step::Index(index) => {
                    let w_index = cx.new_int(index as i64);
                    cx.getitem(value, w_index)?
                }
                Step::Key(range) => {
                    let w_key = text_of(cx, name.slice(range), self.wide)?;
                    cx.getitem(value, w_key)?
                }
            };
        }
        Ok(value)
    }
}

/// The named arguments as a dict, if looking through them would take long.
fn keywords_dict(cx: &mut Context, args: &Args) -> PyResult<Option<Gc<DictObject>>> {
    const FEW: usize = 8;
    if args.keywords.len() <= FEW {
        return Ok(None);
    }
    let dict = cx.new_dict();
    for (name, value) in args.keyword_pairs() {
        cx.dict_set(dict, name, value)?;
    }
    Ok(Some(dict))
}

/// `template.format(*args, **keywords)`, with the template as first positional argument.
fn format_method(cx: &mut Context, args: &Args, wanted: u8, type_name: &str) -> PyResult {
    let this = match args.positional.first() {
        Some(&this) if this.is_kind(wanted) => this,
        Some(&other) => {
            let given = cx.type_name(other);
            raise!(cx, TypeError, "descriptor 'format' requires a '{type_name}' object but received a '{given}'");
        }
        None => raise!(cx, TypeError, "descriptor 'format' of '{type_name}' object needs an argument"),
    };
    let keywords = keywords_dict(cx, args)?;
    let wide = wanted == kind::UNICODE;
    let chars = chars_of(this);
    let positional = &args.positional[1..];
    let mut template = Template { wide, positional, arguments: args, keywords, auto: AutoNumber::default() };
    if wide {
        let mut out = CharsBuf::with_capacity(chars.len() + 32);
        template.render(cx, chars, DEPTH, &mut out)?;
        return finished(cx, out, wide);
    }
    let mut out = std::mem::take(&mut cx.text_buffer);
    out.clear();
    let rendered = template.render(cx, chars, DEPTH, &mut out);
    let result = rendered.and_then(|()| cx.try_new_str(&out).map(Gc::value));
    cx.keep_text_buffer(out);
    result
}

py_methods! { STR_FORMAT_METHODS:
    /// S.format(*args, **kwargs) -> S with the fields in braces replaced by arguments
    @raw fn format(cx: &mut Context, args: &Args) -> PyResult {
        format_method(cx, args, kind::STR, "str")
    }
    /// the parts of S as a template, for string.Formatter
    fn _formatter_parser(cx: &mut Context, this: Gc<StrObject>) -> Value {
        new_parts(cx, this.value())
    }
    /// the parts of S as the name of a field, for string.Formatter
    fn _formatter_field_name_split(cx: &mut Context, this: Gc<StrObject>) -> PyResult {
        split_name(cx, this.value())
    }
}

mod of_unicode {
    use super::*;
    py_methods! { UNICODE_FORMAT_METHODS:
        /// S.format(*args, **kwargs) -> S with the fields in braces replaced by arguments
        @raw fn format(cx: &mut Context, args: &Args) -> PyResult {
            format_method(cx, args, kind::UNICODE, "unicode")
        }
        /// the parts of S as a template, for string.Formatter
        fn _formatter_parser(cx: &mut Context, this: Gc<UnicodeObject>) -> Value {
            new_parts(cx, this.value())
        }
        /// the parts of S as the name of a field, for string.Formatter
        fn _formatter_field_name_split(cx: &mut Context, this: Gc<UnicodeObject>) -> PyResult {
            split_name(cx, this.value())
        }
    }
}
pub use of_unicode::UNICODE_FORMAT_METHODS;

/// Iterates over a template or a field name: the text, and how much of it has been gone over. Counting steps instead of
/// keeping the parser makes the iterator a plain object; templates are short.
#[repr(C)]
pub struct PartsIterator {
    header: Header,
    source: Slot,
    step: usize,
}

macro_rules! parts_iterators {
    ($($name:ident $layout:ident $decl:ident $kind:ident $text:literal;)*) => {$(
        #[repr(transparent)]
        pub struct $name(PartsIterator);
        // SAFETY: made by `new_parts` and `split_name`.
        unsafe impl Object for $name {
            const KIND: u8 = kind::$kind;
            const NAME: &'static str = $text;
        }
        crate::fixed_layout!($layout: $name, |this, tracer| { tracer.word(slot_bits(this.0.source)); });
        static $decl: TypeDecl =
            TypeDecl { methods: &[iterate::ITERATOR], flags: NO_DICT | NO_NEW, ..TypeDecl::new($text, kind::$kind) };
    )*};
}

parts_iterators! {
    FormatterIterator FORMATTER_LAYOUT FORMATTER FORMATTER_ITERATOR "formatteriterator";
    FieldNameIterator FIELD_NAME_LAYOUT FIELD_NAME FIELDNAME_ITERATOR "fieldnameiterator";
}

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<FormatterIterator>(heap, &FORMATTER_LAYOUT);
    crate::layout::register_fixed::<FieldNameIterator>(heap, &FIELD_NAME_LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&FORMATTER);
    cx.register_kind_type(&FIELD_NAME);
    cx.register_next(kind::FORMATTER_ITERATOR, next_part);
    cx.register_next(kind::FIELDNAME_ITERATOR, next_step);
}

fn new_parts(cx: &mut Context, source: Value) -> Value {
    let mut iterator = cx.allocate::<FormatterIterator>();
    iterator.0.source = Some(source);
    iterator.value()
}

/// (literal, field name, specification, conversion) of each part.
fn next_part(cx: &mut Context, iterator: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = iterator.downcast::<FormatterIterator>() else { return Ok(None) };
    let Some(source) = this.0.source else { return Ok(None) };
    let (chars, wide) = (chars_of(source), source.is_kind(kind::UNICODE));
    // `step` is how far the template has been read.
    let rest = chars.slice(this.0.step.min(chars.len())..chars.len());
    let mut parts = Markup::new(rest);
    let Some(part) = parts.next() else { return Ok(None) };
    let part = value_error(cx, part)?;
    let end = parts.position();
    let w_literal = text_of(cx, rest.slice(part.literal), wide)?;
    let items = match part.field {
        None => [w_literal, none(), none(), none()],
        Some(field) => {
            let w_name = text_of(cx, rest.slice(field.name), wide)?;
            let w_spec = text_of(cx, rest.slice(field.spec), wide)?;
            let w_conversion = match field.conversion {
                Some(code) => text_of(cx, Chars::Four(&[code]).to_vec().as_chars(), wide)?,
                None => none(),
            };
            [w_literal, w_name, w_spec, w_conversion]
        }
    };
    this.0.step += end;
    Ok(Some(cx.new_tuple(&items).value()))
}

fn split_name(cx: &mut Context, source: Value) -> PyResult {
    let (chars, wide) = (chars_of(source), source.is_kind(kind::UNICODE));
    let split = FieldName::split(chars);
    let (first, _) = value_error(cx, split)?;
    let w_first = match first {
        First::Empty => text_of(cx, Chars::EMPTY, wide)?,
        First::Index(index) => cx.new_long_i128(index as i128),
        First::Name(range) => text_of(cx, chars.slice(range), wide)?,
    };
    let mut iterator = cx.allocate::<FieldNameIterator>();
    iterator.0.source = Some(source);
    Ok(cx.new_tuple(&[w_first, iterator.value()]).value())
}

/// (is it an attribute?, name or index) of each step.
fn next_step(cx: &mut Context, iterator: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = iterator.downcast::<FieldNameIterator>() else { return Ok(None) };
    let Some(source) = this.0.source else { return Ok(None) };
    let (chars, wide) = (chars_of(source), source.is_kind(kind::UNICODE));
    let split = FieldName::split(chars);
    let (_, mut steps) = value_error(cx, split)?;
    let Some(step) = steps.nth(this.0.step) else { return Ok(None) };
    this.0.step += 1;
    let (attribute, w_part) = match value_error(cx, step)? {
        Step::Attribute(range) => (true, text_of(cx, chars.slice(range), wide)?),
        Step::Index(index) => (false, cx.new_long_i128(index as i128)),
        Step::Key(range) => (false, text_of(cx, chars.slice(range), wide)?),
    };
    Ok(Some(cx.new_tuple(&[py_bool(attribute), w_part]).value()))
}
