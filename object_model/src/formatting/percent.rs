//! `format % args`.
//!
//! The parser's events come in the order in which 2.7 acts. A str format that meets a unicode argument is redone as unicode
//! from the specification on that met it, and what was written before is put in front.

use super::{chars_of, finished};
use crate::context::Context;
use crate::error::{PyResult, Raised};
use crate::exceptions::Exc;
use crate::float::FloatObject;
use crate::long::LongObject;
use crate::names::Special;
use crate::strings::{StrObject, UnicodeObject};
use crate::tuple::TupleObject;
use crate::value::{Slot, Value};
use crate::{kind, raise};
use text::chars::{Chars, CharsBuf, Sink};
use text::int_print::{Decimal, IntRef};
use text::percent::render::{WriteError, write_float, write_int, write_long_text, write_text};
use text::percent::{ALT, Event, NEEDS_MAPPING, Parser, STAR_WANTS_INT, Spec, TOO_FEW, TOO_MANY};

/// Where arguments come from: a tuple, one value, or the value of a mapping's key.
#[derive(Clone, Copy)]
pub(super) struct Source {
    args: Value,
    /// Number of arguments; one that is no tuple counts otherwise, see `next`.
    len: isize,
    at: isize,
    mapping: Slot,
}

impl Source {
    fn new(cx: &mut Context, args: Value) -> Source {
        let mapping = is_mapping(cx, args).then_some(args);
        match args.downcast::<TupleObject>() {
            Some(tuple) => Source { args, len: tuple.len() as isize, at: 0, mapping },
            None => Source { args, len: -1, at: -2, mapping },
        }
    }

    pub(super) fn next(&mut self, cx: &mut Context) -> PyResult {
        if self.at >= self.len {
            raise!(cx, TypeError, "{TOO_FEW}");
        }
        self.at += 1;
        if self.len < 0 {
            return Ok(self.args);
        }
        match self.args.downcast::<TupleObject>() {
            Some(tuple) => Ok(tuple.items()[self.at as usize - 1]),
            None => Ok(self.args),
        }
    }

    /// The value of a key becomes the one argument.
    fn take_key(&mut self, cx: &mut Context, key: Value) -> PyResult<()> {
        let Some(mapping) = self.mapping else { raise!(cx, TypeError, "{NEEDS_MAPPING}") };
        self.args = cx.getitem(mapping, key)?;
        (self.len, self.at) = (-1, -2);
        Ok(())
    }

    /// The value of a key in an exact dict; false where there is none.
    pub(super) fn take_plain_key(&mut self, cx: &mut Context, key: &[u8]) -> PyResult<bool> {
        match self.mapping {
            Some(mapping) if mapping.shape() == u32::from(kind::DICT) => {
                let w_key = cx.new_str(key).value();
                self.take_key(cx, w_key).map(|()| true)
            }
            _ => Ok(false),
        }
    }

    fn all_used(&self) -> bool {
        self.at >= self.len || self.mapping.is_some()
    }
}

/// May the operand of `%` be asked for keys?
fn is_mapping(cx: &mut Context, args: Value) -> bool {
    match args.kind() {
        kind::DICT | kind::LIST | kind::OLD_INSTANCE => true,
        kind::TUPLE | kind::STR | kind::UNICODE | kind::INT | kind::FLOAT | kind::XRANGE => {
            args.shape() >= kind::FIRST_MAP && !matches!(args.kind(), kind::TUPLE | kind::STR | kind::UNICODE) && {
                cx.special_of(args, Special::GetItem).is_some()
            }
        }
        _ => cx.special_of(args, Special::GetItem).is_some(),
    }
}

/// Why a run over a str format ended early.
enum Stop {
    Raised,
    /// A unicode argument: where its specification begins, and the arguments from there on.
    Text(usize, Source),
}

impl From<Raised> for Stop {
    fn from(_: Raised) -> Stop {
        Stop::Raised
    }
}

struct Run<'a> {
    format: Chars<'a>,
    wide: bool,
    source: Source,
    out: CharsBuf,
    /// The whole of the operand, for a str format that is redone.
    original: Source,
}

impl Context {
    /// `format % args` for a str or unicode.
    pub fn percent_format(&mut self, format: Value, args: Value) -> PyResult {
        let source = Source::new(self, args);
        match format.downcast::<StrObject>() {
            Some(format) => self.percent_bytes(format.get().bytes(), source),
            None => percent(self, chars_of(format), format.is_kind(kind::UNICODE), source),
        }
    }

    /// A str format: the quick way as far as it goes.
    fn percent_bytes(&mut self, format: &'static [u8], original: Source) -> PyResult {
        let mut out = std::mem::take(&mut self.text_buffer);
        out.clear();
        let mut source = original;
        let end = super::quick::run(self, format, &mut source, &mut out);
        let result = match end {
            Ok(End::Done) if !source.all_used() => Err(self.error_text(Exc::TypeError, TOO_MANY)),
            Ok(End::Done) => self.try_new_str(&out).map(|text| text.value()),
            Ok(End::General(at)) => {
                let mut written = CharsBuf::with_capacity(format.len() + out.len() + 32);
                written.push_text(Chars::One(&out));
                let mut run = Run { format: Chars::One(format), wide: false, source, out: written, original };
                let went = run.go(self, at);
                run.finish(self, went)
            }
            Ok(End::Text(start, rest)) => {
                let mut written = CharsBuf::with_capacity(out.len());
                written.push_text(Chars::One(&out));
                let run = Run { format: Chars::One(format), wide: false, source, out: written, original };
                run.finish(self, Err(Stop::Text(start, rest)))
            }
            Err(raised) => Err(raised),
        };
        self.keep_text_buffer(out);
        result
    }

    /// Puts `text_buffer` back, unless it has become large.
    pub(crate) fn keep_text_buffer(&mut self, buffer: Vec<u8>) {
        const KEPT: usize = 1 << 12;
        if buffer.capacity() <= KEPT {
            self.text_buffer = buffer;
        }
    }
}

/// How the quick way ended.
pub(super) enum End {
    Done,
    /// Something it does not know stands at this place.
    General(usize),
    /// A unicode argument: as `Stop::Text`.
    Text(usize, Source),
}

fn percent(cx: &mut Context, format: Chars, wide: bool, source: Source) -> PyResult {
    let out = CharsBuf::with_capacity(format.len() + 32);
    let mut run = Run { format, wide, source, out, original: source };
    let went = run.go(cx, 0);
    run.finish(cx, went)
}

impl Run<'_> {
    /// The result, once it has been gone through the format.
    fn finish(self, cx: &mut Context, went: Result<(), Stop>) -> PyResult {
        let Run { format, wide, source, out, .. } = self;
        match went {
            Ok(()) => {
                if !source.all_used() {
                    raise!(cx, TypeError, "{TOO_MANY}");
                }
                finished(cx, out, wide)
            }
            Err(Stop::Raised) => Err(Raised),
            Err(Stop::Text(start, rest)) => {
                let done = finished(cx, out, false)?;
                let part = super::text_of(cx, format.slice(start..format.len()), false)?;
                let rest_format = match part.downcast::<StrObject>() {
                    Some(part) => cx.decode_default(part)?,
                    None => cx.to_unicode(part)?,
                };
                let w_rest = percent(cx, rest_format.get().chars(), true, rest)?;
                let (head, tail) = (cx.to_unicode(done)?, cx.to_unicode(w_rest)?);
                cx.concat_unicode(head, tail).map(|text| text.value())
            }
        }
    }

    /// Goes through the format from `start` on.
    fn go(&mut self, cx: &mut Context, start: usize) -> Result<(), Stop> {
        let mut parser = Parser::starting_at(self.format, start);
        // Where the specification being read began, and the arguments then.
        let mut spec_start = start;
        let mut spec_source = self.source;
        loop {
            if self.source.mapping.is_none() && parser.at_key() {
                return Err(cx.error_text(Exc::TypeError, NEEDS_MAPPING).into());
            }
            let event = match parser.next_event() {
                Ok(Some(event)) => event,
                Ok(None) => return Ok(()),
                Err(error) => return Err(cx.error_text(Exc::ValueError, error.message()).into()),
            };
            match event {
                Event::Literal(range) => {
                    spec_start = range.end;
                    self.out.push_text(self.format.slice(range));
                }
                Event::Key(range) => {
                    let w_key = super::text_of(cx, self.format.slice(range), self.wide)?;
                    self.source.take_key(cx, w_key)?;
                }
                Event::StarWidth => {
                    let n = self.star(cx)?;
                    parser.set_width(n);
                }
                Event::StarPrecision => {
                    let n = self.star(cx)?;
                    parser.set_precision(n);
                }
                Event::Conversion(spec) => {
                    if spec.letter() == b'%' {
                        let written = write_text(&mut self.out, Chars::One(b"%"), &spec);
                        check(cx, written)?;
                    } else {
                        let w_arg = self.source.next(cx)?;
                        if !self.convert(cx, w_arg, &spec)? {
                            // For one argument, and for keys, the whole operand serves again.
                            let again = if self.original.len >= 0 { spec_source } else { self.original };
                            return Err(Stop::Text(spec_start, again));
                        }
                    }
                    spec_start = spec.index + 1;
                    spec_source = self.source;
                }
            }
        }
    }

    fn star(&mut self, cx: &mut Context) -> PyResult<i64> {
        let w_arg = self.source.next(cx)?;
        match w_arg.as_int() {
            Some(n) => Ok(n),
            None => raise!(cx, TypeError, "{STAR_WANTS_INT}"),
        }
    }

    /// Writes an argument; false where a str format has to become unicode for it.
    fn convert(&mut self, cx: &mut Context, w_arg: Value, spec: &Spec) -> PyResult<bool> {
        match spec.letter() {
            b's' => return self.text(cx, w_arg, spec),
            b'r' => {
                let text = cx.repr(w_arg)?;
                self.str_text(cx, text, spec)?;
            }
            b'd' | b'i' | b'u' | b'o' | b'x' | b'X' => self.integer(cx, w_arg, spec)?,
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => {
                let x = match w_arg.exact::<FloatObject>() {
                    Some(float) => float.float,
                    None if self.wide => cx.float_arg(w_arg)?,
                    None => float_of(cx, w_arg)?,
                };
                let written = write_float(&mut self.out, x, spec);
                check(cx, written)?;
            }
            b'c' => return self.character(cx, w_arg, spec),
            _ => return Err(cx.error_bytes(Exc::ValueError, &spec.unsupported(self.wide))),
        }
        Ok(true)
    }

    fn text(&mut self, cx: &mut Context, w_arg: Value, spec: &Spec) -> PyResult<bool> {
        // Small ints are their digits.
        if let Some(n) = w_arg.as_small()
            && spec.width == 0
            && spec.precision.is_none()
        {
            self.out.push_ascii(Decimal::of(n).as_bytes());
            return Ok(true);
        }
        if self.wide {
            if let Some(text) = w_arg.exact::<StrObject>() {
                self.str_text(cx, text, spec)?;
                return Ok(true);
            }
            let text = cx.unicode(w_arg)?;
            let written = write_text(&mut self.out, text.get().chars(), spec);
            check(cx, written)?;
            return Ok(true);
        }
        if w_arg.is_kind(kind::UNICODE) {
            return Ok(false);
        }
        let w_text = cx.str_or_unicode(w_arg)?;
        match w_text.downcast::<StrObject>() {
            Some(text) => {
                self.str_text(cx, text, spec)?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// Writes a str, which in a unicode format is decoded.
    fn str_text(&mut self, cx: &mut Context, text: crate::Gc<StrObject>, spec: &Spec) -> PyResult<()> {
        let bytes = text.get().bytes();
        if self.wide && !bytes.is_ascii() {
            let decoded = cx.decode_default(text)?;
            let written = write_text(&mut self.out, decoded.get().chars(), spec);
            return check(cx, written);
        }
        let written = write_text(&mut self.out, Chars::One(bytes), spec);
        check(cx, written)
    }

    fn integer(&mut self, cx: &mut Context, w_arg: Value, spec: &Spec) -> PyResult<()> {
        if let Some(n) = w_arg.as_int() {
            let written = write_int(&mut self.out, IntRef::Small(n), false, spec);
            return check(cx, written);
        }
        let w_int = if w_arg.is_kind(kind::LONG) { Some(w_arg) } else { whole_number(cx, w_arg)? };
        if let Some(w_int) = w_int.filter(|w_int| is_long_of_program(*w_int)) {
            return long_by_methods(cx, &mut self.out, w_int, spec);
        }
        let written = match w_int.map(|w_int| (w_int.as_int(), w_int.downcast::<LongObject>())) {
            Some((Some(n), _)) => write_int(&mut self.out, IntRef::Small(n), false, spec),
            Some((None, Some(long))) => {
                cx.ask_to_print(long, base_of(spec))?;
                write_int(&mut self.out, crate::types::long::print_ref(&long), true, spec)
            }
            _ => {
                let given = cx.type_name(w_arg);
                let letter = if spec.letter() == b'i' { 'd' } else { char::from(spec.letter()) };
                raise!(cx, TypeError, "%{letter} format: a number is required, not {given}")
            }
        };
        check(cx, written)
    }

    fn character(&mut self, cx: &mut Context, w_arg: Value, spec: &Spec) -> PyResult<bool> {
        const WANTED: &str = "%c requires int or char";
        let code = if let Some(text) = w_arg.downcast::<UnicodeObject>() {
            if !self.wide {
                return Ok(false);
            }
            match text.get().chars() {
                chars if chars.len() == 1 => chars.at(0),
                _ => raise!(cx, TypeError, "{WANTED}"),
            }
        } else if let Some(text) = w_arg.downcast::<StrObject>() {
            match *text.get().bytes() {
                [byte] if self.wide && byte >= 0x80 => {
                    let decoded = cx.decode_default(text)?;
                    match decoded.get().chars().get(0) {
                        Some(code) => code,
                        None => raise!(cx, TypeError, "{WANTED}"),
                    }
                }
                [byte] => byte.into(),
                _ => raise!(cx, TypeError, "{WANTED}"),
            }
        } else if self.wide {
            let number = match w_arg.downcast::<FloatObject>() {
                Some(float) if float.float.is_finite() => Some(float.float as i64),
                _ => match cx.int_arg(w_arg) {
                    Ok(n) => Some(n),
                    Err(_) => {
                        cx.take_error();
                        None
                    }
                },
            };
            let Some(number) = number else { raise!(cx, TypeError, "{WANTED}") };
            match u32::try_from(number) {
                Ok(code @ 0..=0x10_FFFF) => code,
                _ => raise!(cx, OverflowError, "%c arg not in range(0x110000) (wide Python build)"),
            }
        } else {
            match cx.int_arg(w_arg)? {
                n if n < 0 => raise!(cx, OverflowError, "unsigned byte integer is less than minimum"),
                n @ 0..=255 => n as u32,
                _ => raise!(cx, OverflowError, "unsigned byte integer is greater than maximum"),
            }
        };
        let written = write_text(&mut self.out, Chars::Four(&[code]), spec);
        check(cx, written)?;
        Ok(true)
    }
}

/// The base in which an integer is written.
pub(super) fn base_of(spec: &Spec) -> u32 {
    match spec.letter() {
        b'x' | b'X' => 16,
        b'o' => 8,
        _ => 10,
    }
}

pub(super) fn check(cx: &mut Context, written: Result<(), WriteError>) -> PyResult<()> {
    match written {
        Ok(()) => Ok(()),
        Err(WriteError::Memory) => Err(cx.memory_error()),
        Err(error) => Err(cx.error_text(Exc::OverflowError, error.message())),
    }
}

pub(super) fn float_of(cx: &mut Context, w_arg: Value) -> PyResult<f64> {
    match cx.float_arg(w_arg) {
        Ok(x) => Ok(x),
        Err(_) => {
            // Whatever went wrong, this is what 2.7 says.
            cx.take_error();
            let given = cx.type_name(w_arg);
            raise!(cx, TypeError, "float argument required, not {given}")
        }
    }
}

/// An instance of a subclass of long?
pub(super) fn is_long_of_program(w_arg: Value) -> bool {
    w_arg.is_kind(kind::LONG) && w_arg.shape() >= kind::FIRST_MAP
}

/// A long of a subclass is written as its own `__str__`, `__oct__` or `__hex__` has it; what looks like one of their
/// prefixes gives way to what the specification asks for.
pub(super) fn long_by_methods(cx: &mut Context, out: &mut impl Sink, w_long: Value, spec: &Spec) -> PyResult<()> {
    let letter = spec.letter();
    let (special, method) = match letter {
        b'o' => (Special::Oct, "oct"),
        b'x' | b'X' => (Special::Hex, "hex"),
        _ => (Special::Str, "str"),
    };
    let w_text = match cx.special_of(w_long, special) {
        Some(w_method) => cx.call_special(w_method, w_long, &[])?,
        None => w_long,
    };
    let text = if w_text.is_kind(kind::UNICODE) {
        cx.encode_default(w_text)?
    } else if let Some(text) = w_text.downcast::<StrObject>() {
        text
    } else {
        raise!(cx, TypeError, "expected string or Unicode object, {} found", cx.type_name(w_text))
    };
    let mut digits = text.get().bytes();
    digits = digits.strip_suffix(b"L").unwrap_or(digits);
    let negative = digits.first() == Some(&b'-');
    if negative {
        digits = &digits[1..];
    }
    let prefix: &[u8] = if matches!(letter, b'x' | b'X') { b"0x" } else { b"" };
    let body = match (letter, digits.strip_prefix(prefix)) {
        (b'o', Some(body)) => body.starts_with(b"0").then_some(body),
        (_, body) => body,
    };
    let Some(body) = body.filter(|body| !body.is_empty()) else {
        let (class, letter) = (cx.type_name(w_long), char::from(if letter == b'i' { b'd' } else { letter }));
        raise!(cx, ValueError, "%{letter} format: invalid result of __{method}__ (type={class})")
    };
    // The zero of an octal number goes unless it is the only digit, or wanted.
    let body = if letter == b'o' && !spec.has(ALT) && body.len() > 1 { &body[1..] } else { body };
    let missing = spec.precision.unwrap_or(0).saturating_sub(body.len());
    let mut whole = Vec::new();
    cx.room(&mut whole, missing.saturating_add(body.len() + 3))?;
    if negative {
        whole.push(b'-');
    }
    if letter == b'X' && spec.has(ALT) {
        whole.extend_from_slice(b"0X");
    } else if spec.has(ALT) {
        whole.extend_from_slice(prefix);
    }
    whole.resize(whole.len() + missing, b'0');
    whole.extend_from_slice(body);
    if letter == b'X' {
        whole.make_ascii_uppercase();
    }
    let prefix_len = if spec.has(ALT) { prefix.len() } else { 0 };
    let written = write_long_text(out, &whole, prefix_len, spec);
    check(cx, written)
}

/// What `%d` makes of other numbers: floats are cut off, objects asked for `__int__`, then for `__long__`.
fn whole_number(cx: &mut Context, w_arg: Value) -> PyResult<Slot> {
    if let Some(float) = w_arg.downcast::<FloatObject>()
        && w_arg.shape() < kind::FIRST_MAP
    {
        let x = float.float;
        if !x.is_finite() {
            return Ok(None);
        }
        if x.abs() < 9e18 {
            return Ok(Some(cx.new_int(x as i64)));
        }
        return cx.long_of_float(x).map(Some);
    }
    if matches!(w_arg.kind(), kind::STR | kind::UNICODE) {
        return Ok(None);
    }
    // `__long__` alone does not make a number.
    if !w_arg.is_kind(kind::OLD_INSTANCE)
        && cx.special_of(w_arg, Special::Int).is_none()
        && cx.special_of(w_arg, Special::Float).is_none()
    {
        return Ok(None);
    }
    for special in [Special::Int, Special::Long] {
        let w_number = if w_arg.is_kind(kind::OLD_INSTANCE) {
            cx.call_method(w_arg, special.text(), &[])
        } else {
            match cx.special_of(w_arg, special) {
                Some(w_method) => cx.call_special(w_method, w_arg, &[]),
                None => continue,
            }
        };
        match w_number {
            Ok(w_number) if matches!(w_number.kind(), kind::INT | kind::BOOL | kind::LONG) => return Ok(Some(w_number)),
            Ok(_) => {}
            Err(_) => {
                cx.take_error();
            }
        }
    }
    Ok(None)
}
