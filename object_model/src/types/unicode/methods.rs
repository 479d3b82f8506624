//! The named methods of `unicode`, in part as functions for `str`, whose methods go on here when an argument is unicode.

use super::{ops, part};
use crate::context::Context;
use crate::convert::{Bytes, FromArg};
use crate::declare::Arg;
use crate::error::{PyResult, Raised};
use crate::exceptions::Exc;
use crate::list::ListObject;
use crate::strings::UnicodeObject;
use crate::tuple::TupleObject;
use crate::types::bytes_ops::{Oversize, centered};
use crate::types::str::Items;
use crate::types::text_args::{Bound, Most, span};
use crate::value::Value;
use crate::{Gc, kind, none, py_methods, raise};
use std::ops::Range;
use text::chardata;
use text::chars::{Chars, CharsBuf, CharsVec, Sink};
use text::strfind::{self, split};

/// Where `sub` is in the range, first or last.
pub fn find_in(this: Gc<UnicodeObject>, sub: Gc<UnicodeObject>, start: Bound, end: Bound, last: bool) -> Option<usize> {
    let chars = this.get().chars();
    let (start, end) = span(start, end, chars.len());
    if start > end {
        return None;
    }
    let (range, sub) = (chars.slice(start..end), sub.get().chars());
    let found = if last { strfind::rfind_chars(range, sub) } else { strfind::find_chars(range, sub) };
    found.map(|at| start + at)
}

pub fn count_in(this: Gc<UnicodeObject>, sub: Gc<UnicodeObject>, start: Bound, end: Bound) -> usize {
    let chars = this.get().chars();
    let (start, end) = span(start, end, chars.len());
    if start > end { 0 } else { strfind::count_chars(chars.slice(start..end), sub.get().chars()) }
}

/// Whether the range has `part` at its beginning, or at its end. An empty one is everywhere.
pub fn tail_match(this: Gc<UnicodeObject>, part: Gc<UnicodeObject>, start: Bound, end: Bound, suffix: bool) -> bool {
    let (chars, part) = (this.get().chars(), part.get().chars());
    if part.is_empty() {
        return true;
    }
    let (start, end) = span(start, end, chars.len());
    if start > end {
        return false;
    }
    let range = chars.slice(start..end);
    if suffix { strfind::ends_with(range, part) } else { strfind::starts_with(range, part) }
}

/// A new list of parts of the text.
fn parts_list(cx: &mut Context, this: Gc<UnicodeObject>, parts: Vec<Range<usize>>) -> PyResult<Gc<ListObject>> {
    let list = cx.new_list();
    for range in parts {
        let text = part(cx, this, range.start, range.end)?;
        cx.list_push(list, text.value())?;
    }
    Ok(list)
}

/// MemoryError where cutting the text wherever one of these characters (white space for `None`) stands might need more
/// memory than there is. For long texts only, as for str.
fn ask_for_pieces(cx: &mut Context, chars: Chars, cut: Option<u32>) -> PyResult<()> {
    if chars.len() < 1 << 20 {
        return Ok(());
    }
    let is_cut = |c: &u32| cut.map_or_else(|| text::chardata::is_space(*c), |cut| *c == cut);
    let pieces = chars.iter().filter(is_cut).count() + 1;
    cx.ask_for(pieces.saturating_mul(3 * size_of::<std::ops::Range<usize>>()))
}

pub fn split_at(
    cx: &mut Context,
    this: Gc<UnicodeObject>,
    sep: Gc<UnicodeObject>,
    most: Most,
    right: bool,
) -> PyResult<Gc<ListObject>> {
    let (chars, sep) = (this.get().chars(), sep.get().chars());
    if sep.is_empty() {
        raise!(cx, ValueError, "empty separator");
    }
    ask_for_pieces(cx, chars, sep.get(0))?;
    let parts = if right { split::rsplit_chars(chars, sep, most.0) } else { split::split_chars(chars, sep, most.0) };
    parts_list(cx, this, parts)
}

fn split_any(cx: &mut Context, this: Gc<UnicodeObject>, sep: Value, most: Most, right: bool) -> PyResult<Gc<ListObject>> {
    if !sep.is_none() {
        let sep = cx.to_unicode(sep)?;
        return split_at(cx, this, sep, most, right);
    }
    let chars = this.get().chars();
    ask_for_pieces(cx, chars, None)?;
    let parts = if right { split::rsplit_space_chars(chars, most.0) } else { split::split_space_chars(chars, most.0) };
    parts_list(cx, this, parts)
}

pub fn partition_at(cx: &mut Context, this: Gc<UnicodeObject>, sep: Gc<UnicodeObject>, right: bool) -> PyResult {
    let (chars, sep_chars) = (this.get().chars(), sep.get().chars());
    if sep_chars.is_empty() {
        raise!(cx, ValueError, "empty separator");
    }
    let found = if right { strfind::rfind_chars(chars, sep_chars) } else { strfind::find_chars(chars, sep_chars) };
    let items = match found {
        None => {
            let empty = cx.new_unicode_latin1(b"")?.value();
            if right { [empty, empty, this.value()] } else { [this.value(), empty, empty] }
        }
        Some(at) => {
            let head = part(cx, this, 0, at)?.value();
            let tail = part(cx, this, at + sep_chars.len(), usize::MAX)?.value();
            [head, sep.value(), tail]
        }
    };
    Ok(cx.new_tuple(&items).value())
}

pub fn strip_ends(cx: &mut Context, this: Gc<UnicodeObject>, set: Value, left: bool, right: bool, name: &str) -> PyResult {
    let set = match set.kind() {
        kind::NONE => None,
        kind::STR | kind::UNICODE => Some(cx.to_unicode(set)?),
        _ => raise!(cx, TypeError, "{name} arg must be None, unicode or str"),
    };
    let range = ops::stripped(this.get().chars(), set.map(|set| set.get().chars()), left, right);
    part(cx, this, range.start, range.end).map(Gc::value)
}

pub fn replace_in(
    cx: &mut Context,
    this: Gc<UnicodeObject>,
    old: Value,
    new: Value,
    most: Most,
) -> PyResult<Gc<UnicodeObject>> {
    let (old, new) = (cx.to_unicode(old)?, cx.to_unicode(new)?);
    let (from, to) = (old.get().chars(), new.get().chars());
    match from.get(0) {
        Some(first) => ask_for_pieces(cx, this.get().chars(), Some(first))?,
        None => cx.ask_for(this.len().saturating_mul(3 * size_of::<usize>()))?,
    }
    match strfind::replace_chars(this.get().chars(), from, to, most.limited()) {
        Ok(Some(text)) => cx.new_unicode_part(text.as_chars()),
        Ok(None) => part(cx, this, 0, usize::MAX),
        Err(strfind::TooLong) => Err(crate::types::str::too_long(cx, this.len(), from.len(), to.len())),
    }
}

/// `separator.join(items)`; str among them are decoded.
pub fn join_items(cx: &mut Context, separator: Gc<UnicodeObject>, items: &Items) -> PyResult {
    let count = items.len();
    if count == 0 {
        return cx.new_unicode_latin1(b"").map(Gc::value);
    }
    if count == 1
        && let Some(item) = items.get(cx, 0)
        && item.shape() == u32::from(kind::UNICODE)
    {
        return Ok(item);
    }
    let mut out = CharsBuf::new();
    for i in 0..count {
        // Decoding may run Python code, which may shorten a list.
        let Some(item) = items.get(cx, i) else { break };
        let text = match item.kind() {
            kind::UNICODE => item.downcast::<UnicodeObject>().map(|text| text.get().chars()),
            kind::STR => Some(cx.to_unicode(item)?.get().chars()),
            _ => None,
        };
        let Some(text) = text else {
            let given = cx.type_name(item);
            raise!(cx, TypeError, "sequence item {i}: expected string or Unicode, {given} found");
        };
        // Twice: the text may be the one that makes the storage wider.
        if out.make_room(2 * (separator.len() + text.len())).is_none() {
            return Err(cx.memory_error());
        }
        if i > 0 {
            out.push_text(separator.get().chars());
        }
        out.push_text(text);
    }
    cx.new_unicode(out.finish().as_chars()).map(Gc::value)
}

/// `text.translate(mapping)`: what the mapping has for each code point's number; what it has not stays.
pub fn translate_by(cx: &mut Context, this: Gc<UnicodeObject>, mapping: Value) -> PyResult<Gc<UnicodeObject>> {
    let chars = this.get().chars();
    let mut out = CharsBuf::with_capacity(chars.len());
    for code in chars {
        match translated(cx, code, mapping)? {
            Translated::Code(code) => out.push(code),
            Translated::Text(text) => out.push_text(text.get().chars()),
            Translated::Nothing => {}
        }
    }
    cx.new_unicode(out.finish().as_chars())
}

enum Translated {
    Code(u32),
    Text(Gc<UnicodeObject>),
    Nothing,
}

fn translated(cx: &mut Context, code: u32, mapping: Value) -> PyResult<Translated> {
    let w_mapped = match cx.getitem(mapping, Value::small(code.into())) {
        Ok(w_mapped) => w_mapped,
        Err(raised) => {
            if cx.catch(Exc::LookupError) {
                return Ok(Translated::Code(code));
            }
            return Err(raised);
        }
    };
    if w_mapped.is_none() {
        return Ok(Translated::Nothing);
    }
    if let Some(text) = w_mapped.downcast::<UnicodeObject>() {
        return Ok(Translated::Text(text));
    }
    if w_mapped.is_kind(kind::INT) || w_mapped.is_kind(kind::BOOL) {
        return match w_mapped.as_int().and_then(|n| u32::try_from(n).ok()) {
            Some(code @ 0..=0x10_FFFF) => Ok(Translated::Code(code)),
            // CPython's format string goes unexpanded.
            _ => raise!(cx, TypeError, "character mapping must be in range(0x%lx)"),
        };
    }
    raise!(cx, TypeError, "character mapping must return integer, None or unicode")
}

/// The fill character of `center` and its kin.
#[derive(Clone, Copy)]
struct FillChar(u32);

impl FromArg for FillChar {
    fn from_arg(cx: &mut Context, value: Value, _: Arg) -> PyResult<FillChar> {
        let text = match cx.to_unicode(value) {
            Ok(text) => text,
            Err(_) => {
                cx.take_error();
                raise!(cx, TypeError, "The fill character cannot be converted to Unicode")
            }
        };
        match text.get().chars() {
            chars if chars.len() == 1 => Ok(FillChar(chars.at(0))),
            _ => raise!(cx, TypeError, "The fill character must be exactly one character long"),
        }
    }
}

#[cold]
fn oversize(cx: &mut Context, oversize: Oversize) -> Raised {
    match oversize {
        Oversize::Memory => cx.memory_error(),
        Oversize::Overflow => cx.error_text(Exc::OverflowError, "padded string is too long"),
    }
}

fn sized(cx: &mut Context, result: Result<CharsVec, Oversize>) -> PyResult<Gc<UnicodeObject>> {
    match result {
        Ok(text) => cx.new_unicode(text.as_chars()),
        Err(error) => Err(oversize(cx, error)),
    }
}

fn padded(cx: &mut Context, this: Gc<UnicodeObject>, left: usize, right: usize, fill: u32) -> PyResult<Gc<UnicodeObject>> {
    if left == 0 && right == 0 {
        return part(cx, this, 0, usize::MAX);
    }
    let result = ops::pad(this.get().chars(), left, right, fill);
    sized(cx, result)
}

fn missing(this: Gc<UnicodeObject>, width: i64) -> usize {
    usize::try_from(width).unwrap_or(0).saturating_sub(this.len())
}

fn made(cx: &mut Context, text: CharsVec) -> PyResult<Gc<UnicodeObject>> {
    cx.new_unicode(text.as_chars())
}

fn index_in(cx: &mut Context, this: Gc<UnicodeObject>, sub: Value, start: Bound, end: Bound, last: bool) -> PyResult<usize> {
    let sub = cx.to_unicode(sub)?;
    match find_in(this, sub, start, end, last) {
        Some(at) => Ok(at),
        None => raise!(cx, ValueError, "substring not found"),
    }
}

fn tail_match_any(
    cx: &mut Context,
    this: Gc<UnicodeObject>,
    parts: Value,
    start: Bound,
    end: Bound,
    suffix: bool,
    name: &str,
) -> PyResult<bool> {
    if let Some(parts) = parts.downcast::<TupleObject>() {
        for &part in parts.get().items() {
            let part = cx.to_unicode(part)?;
            if tail_match(this, part, start, end, suffix) {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match cx.to_unicode(parts) {
        Ok(part) => Ok(tail_match(this, part, start, end, suffix)),
        Err(raised) => {
            if cx.catch(Exc::TypeError) {
                let given = cx.type_name(parts);
                raise!(cx, TypeError, "{name} first arg must be str, unicode, or tuple, not {given}");
            }
            Err(raised)
        }
    }
}

py_methods! { UNICODE_METHODS:
    /// S.capitalize() -> a copy with the first character in upper case and the others in lower case
    fn capitalize(cx: &mut Context, this: Gc<UnicodeObject>) -> PyResult<Gc<UnicodeObject>> {
        made(cx, ops::capitalize(this.get().chars()))
    }
    /// S.title() -> S with each word's first character in title case
    fn title(cx: &mut Context, this: Gc<UnicodeObject>) -> PyResult<Gc<UnicodeObject>> {
        made(cx, ops::title(this.get().chars()))
    }
    /// S.lower() -> S with all characters in lower case
    fn lower(cx: &mut Context, this: Gc<UnicodeObject>) -> PyResult<Gc<UnicodeObject>> {
        made(cx, ops::map(this.get().chars(), chardata::to_lower))
    }
    /// S.upper() -> S with all characters in upper case
    fn upper(cx: &mut Context, this: Gc<UnicodeObject>) -> PyResult<Gc<UnicodeObject>> {
        made(cx, ops::map(this.get().chars(), chardata::to_upper))
    }
    /// S.swapcase() -> S with upper and lower case exchanged
    fn swapcase(cx: &mut Context, this: Gc<UnicodeObject>) -> PyResult<Gc<UnicodeObject>> {
        made(cx, ops::map(this.get().chars(), ops::swapcase))
    }
    /// S.center(width[, fill]) -> S in the middle of a text of that width
    fn center(cx: &mut Context, this: Gc<UnicodeObject>, width: i64, fill: FillChar = FillChar(32)) -> PyResult<Gc<UnicodeObject>> {
        let (left, right) = centered(this.len(), usize::try_from(width).unwrap_or(0));
        padded(cx, this, left, right, fill.0)
    }
    /// S.ljust(width[, fill]) -> S followed by filling up to that width
    fn ljust(cx: &mut Context, this: Gc<UnicodeObject>, width: i64, fill: FillChar = FillChar(32)) -> PyResult<Gc<UnicodeObject>> {
        padded(cx, this, 0, missing(this, width), fill.0)
    }
    /// S.rjust(width[, fill]) -> S after filling up to that width
    fn rjust(cx: &mut Context, this: Gc<UnicodeObject>, width: i64, fill: FillChar = FillChar(32)) -> PyResult<Gc<UnicodeObject>> {
        padded(cx, this, missing(this, width), 0, fill.0)
    }
    /// S.zfill(width) -> S with zeros after its sign, up to that width
    fn zfill(cx: &mut Context, this: Gc<UnicodeObject>, width: i64) -> PyResult<Gc<UnicodeObject>> {
        if missing(this, width) == 0 {
            return part(cx, this, 0, usize::MAX);
        }
        let result = ops::zfill(this.get().chars(), missing(this, width));
        sized(cx, result)
    }
    /// S.expandtabs([size]) -> S with tabs replaced by spaces, columns 8 apart unless said otherwise
    fn expandtabs(cx: &mut Context, this: Gc<UnicodeObject>, size: i32 = 8) -> PyResult<Gc<UnicodeObject>> {
        let result = ops::expandtabs(this.get().chars(), size);
        sized(cx, result)
    }
    /// S.find(sub[, start[, end]]) -> the lowest index of sub in S[start:end], or -1
    fn find(cx: &mut Context, this: Gc<UnicodeObject>, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<i64> {
        let sub = cx.to_unicode(sub)?;
        Ok(find_in(this, sub, start, end, false).map_or(-1, |at| at as i64))
    }
    /// S.rfind(sub[, start[, end]]) -> the highest index of sub in S[start:end], or -1
    fn rfind(cx: &mut Context, this: Gc<UnicodeObject>, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<i64> {
        let sub = cx.to_unicode(sub)?;
        Ok(find_in(this, sub, start, end, true).map_or(-1, |at| at as i64))
    }
    /// S.index(sub[, start[, end]]) -> as find, with ValueError where sub is not found
    fn index(cx: &mut Context, this: Gc<UnicodeObject>, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<usize> {
        index_in(cx, this, sub, start, end, false)
    }
    /// S.rindex(sub[, start[, end]]) -> as rfind, with ValueError where sub is not found
    fn rindex(cx: &mut Context, this: Gc<UnicodeObject>, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<usize> {
        index_in(cx, this, sub, start, end, true)
    }
    /// S.count(sub[, start[, end]]) -> how often sub occurs in S[start:end], without overlap
    fn count(cx: &mut Context, this: Gc<UnicodeObject>, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<usize> {
        let sub = cx.to_unicode(sub)?;
        Ok(count_in(this, sub, start, end))
    }
    /// S.startswith(prefix[, start[, end]]) -> does S[start:end] begin with prefix, or one of a tuple of them?
    fn startswith(cx: &mut Context, this: Gc<UnicodeObject>, prefix: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<bool> {
        tail_match_any(cx, this, prefix, start, end, false, "startswith")
    }
    /// S.endswith(suffix[, start[, end]]) -> does S[start:end] end with suffix, or one of a tuple of them?
    fn endswith(cx: &mut Context, this: Gc<UnicodeObject>, suffix: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<bool> {
        tail_match_any(cx, this, suffix, start, end, true, "endswith")
    }
    /// S.split([sep[, most]]) -> list of the parts of S between occurrences of sep, or between white space
    fn split(cx: &mut Context, this: Gc<UnicodeObject>, sep: Value = none(), most: Most = Most::ALL) -> PyResult<Gc<ListObject>> {
        split_any(cx, this, sep, most, false)
    }
    /// S.rsplit([sep[, most]]) -> as split, from the right
    fn rsplit(cx: &mut Context, this: Gc<UnicodeObject>, sep: Value = none(), most: Most = Most::ALL) -> PyResult<Gc<ListObject>> {
        split_any(cx, this, sep, most, true)
    }
    /// S.splitlines([keepends]) -> list of the lines of S
    fn splitlines(cx: &mut Context, this: Gc<UnicodeObject>, keepends: i32 = 0) -> PyResult<Gc<ListObject>> {
        ask_for_pieces(cx, this.get().chars(), None)?;
        let parts = split::lines_chars(this.get().chars(), keepends != 0);
        parts_list(cx, this, parts)
    }
    /// S.partition(sep) -> (what is before sep, sep, what is after it); (S, u'', u'') where there is no sep
    fn partition(cx: &mut Context, this: Gc<UnicodeObject>, sep: Value) -> PyResult {
        let sep = cx.to_unicode(sep)?;
        partition_at(cx, this, sep, false)
    }
    /// S.rpartition(sep) -> (what is before the last sep, sep, what is after it); (u'', u'', S) where there is no sep
    fn rpartition(cx: &mut Context, this: Gc<UnicodeObject>, sep: Value) -> PyResult {
        let sep = cx.to_unicode(sep)?;
        partition_at(cx, this, sep, true)
    }
    /// S.strip([chars]) -> S without white space, or those characters, at both ends
    fn strip(cx: &mut Context, this: Gc<UnicodeObject>, chars: Value = none()) -> PyResult {
        strip_ends(cx, this, chars, true, true, "strip")
    }
    /// S.lstrip([chars]) -> S without white space, or those characters, at its beginning
    fn lstrip(cx: &mut Context, this: Gc<UnicodeObject>, chars: Value = none()) -> PyResult {
        strip_ends(cx, this, chars, true, false, "lstrip")
    }
    /// S.rstrip([chars]) -> S without white space, or those characters, at its end
    fn rstrip(cx: &mut Context, this: Gc<UnicodeObject>, chars: Value = none()) -> PyResult {
        strip_ends(cx, this, chars, false, true, "rstrip")
    }
    /// S.replace(old, new[, most]) -> S with new in place of old, the first most times where given
    fn replace(cx: &mut Context, this: Gc<UnicodeObject>, old: Value, new: Value, most: Most = Most::ALL) -> PyResult<Gc<UnicodeObject>> {
        replace_in(cx, this, old, new, most)
    }
    /// S.translate(table) -> S mapped by a table of code points: to code points, text, or None for nothing
    fn translate(cx: &mut Context, this: Gc<UnicodeObject>, table: Value) -> PyResult<Gc<UnicodeObject>> {
        translate_by(cx, this, table)
    }
    /// S.join(iterable) -> the strings of the iterable with S between them
    fn join(cx: &mut Context, this: Gc<UnicodeObject>, iterable: Value) -> PyResult {
        let items = Items::of(cx, iterable)?;
        join_items(cx, this, &items)
    }
    /// S.encode([encoding[, errors]]) -> S in the encoding
    @kw fn encode(cx: &mut Context, this: Gc<UnicodeObject>, encoding: Option<Bytes> = None, errors: Option<Bytes> = None) -> PyResult {
        cx.encode_value(this.value(), encoding.map(|name| name.0), errors.map(|name| name.0))
    }
    /// S.decode([encoding[, errors]]) -> S encoded by the default encoding and then decoded
    @kw fn decode(cx: &mut Context, this: Gc<UnicodeObject>, encoding: Option<Bytes> = None, errors: Option<Bytes> = None) -> PyResult {
        cx.warn_py3k("decoding Unicode is not supported in 3.x")?;
        cx.decode_value(this.value(), encoding.map(|name| name.0), errors.map(|name| name.0))
    }
}

pub(super) mod tests {
    use super::*;
    py_methods! { UNICODE_TESTS:
        /// S.isalnum() -> are there characters, and all of them letters or digits?
        fn isalnum(cx: &mut Context, this: Gc<UnicodeObject>) -> bool {
            let _ = cx;
            ops::all(this.get().chars(), chardata::is_alnum)
        }
        /// S.isalpha() -> are there characters, and all of them letters?
        fn isalpha(cx: &mut Context, this: Gc<UnicodeObject>) -> bool {
            let _ = cx;
            ops::all(this.get().chars(), chardata::is_alpha)
        }
        /// S.isdecimal() -> are there characters, and all of them decimal digits?
        fn isdecimal(cx: &mut Context, this: Gc<UnicodeObject>) -> bool {
            let _ = cx;
            ops::all(this.get().chars(), chardata::is_decimal)
        }
        /// S.isdigit() -> are there characters, and all of them digits?
        fn isdigit(cx: &mut Context, this: Gc<UnicodeObject>) -> bool {
            let _ = cx;
            ops::all(this.get().chars(), chardata::is_digit)
        }
        /// S.isnumeric() -> are there characters, and all of them numeric?
        fn isnumeric(cx: &mut Context, this: Gc<UnicodeObject>) -> bool {
            let _ = cx;
            ops::all(this.get().chars(), chardata::is_numeric)
        }
        /// S.isspace() -> are there characters, and all of them white space?
        fn isspace(cx: &mut Context, this: Gc<UnicodeObject>) -> bool {
            let _ = cx;
            ops::all(this.get().chars(), chardata::is_space)
        }
        /// S.islower() -> are there cased characters, and all of them in lower case?
        fn islower(cx: &mut Context, this: Gc<UnicodeObject>) -> bool {
            let _ = cx;
            ops::is_lower(this.get().chars())
        }
        /// S.isupper() -> are there cased characters, and all of them in upper case?
        fn isupper(cx: &mut Context, this: Gc<UnicodeObject>) -> bool {
            let _ = cx;
            ops::is_upper(this.get().chars())
        }
        /// S.istitle() -> are there words, and each of them in title case?
        fn istitle(cx: &mut Context, this: Gc<UnicodeObject>) -> bool {
            let _ = cx;
            ops::is_title(this.get().chars())
        }
    }
}
