//! The named methods of `str`.

use crate::context::Context;
use crate::convert::Bytes;
use crate::error::{PyResult, Raised};
use crate::list::ListObject;
use crate::protocols::buffer::Memory;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::types::bytes_ops::{self, Oversize};
use crate::types::text_args::{Bound, FillByte, Most, span};
use crate::types::unicode;
use crate::value::{Slot, Value};
use crate::{Exc, Gc, UnicodeObject, kind, none, py_methods, raise};
use std::ops::Range;
use text::chardata::ctype;
use text::strfind::{self, Search, split};

/// An argument of a method: bytes, or text, which makes it the unicode method.
enum Operand {
    Bytes(Memory),
    Text(Gc<UnicodeObject>),
}

fn operand(cx: &mut Context, value: Value) -> PyResult<Operand> {
    if let Some(text) = value.downcast::<UnicodeObject>() {
        return Ok(Operand::Text(text));
    }
    cx.char_buffer(value).map(Operand::Bytes)
}

#[cold]
fn oversize(cx: &mut Context, oversize: Oversize, message: &str) -> Raised {
    match oversize {
        Oversize::Memory => cx.memory_error(),
        Oversize::Overflow => cx.error_text(Exc::OverflowError, message),
    }
}

fn sized(cx: &mut Context, result: Result<Vec<u8>, Oversize>, message: &str) -> PyResult<Gc<StrObject>> {
    match result {
        Ok(bytes) => cx.try_new_str(&bytes),
        Err(error) => Err(oversize(cx, error, message)),
    }
}

/// Where `sub` is in the range, first or last.
fn find_in(
    cx: &mut Context,
    this: Gc<StrObject>,
    sub: Value,
    start: Bound,
    end: Bound,
    last: bool,
) -> PyResult<Option<usize>> {
    let sub = match sub.downcast::<StrObject>() {
        Some(text) => Memory::of_str(text),
        None => match operand(cx, sub)? {
            Operand::Bytes(memory) => memory,
            Operand::Text(sub) => {
                let text = cx.decode_default(this)?;
                return Ok(unicode::find_in(text, sub, start, end, last));
            }
        },
    };
    Ok(find_bytes(this.get().bytes(), &sub, start, end, last))
}

/// Where `sub` is in the range, first or last.
pub fn find_bytes(bytes: &[u8], sub: &[u8], start: Bound, end: Bound, last: bool) -> Option<usize> {
    let (start, end) = span(start, end, bytes.len());
    if start > end {
        return None;
    }
    let range = &bytes[start..end];
    let found = if last { u8::rfind(range, sub) } else { u8::find(range, sub) };
    found.map(|at| start + at)
}

fn index_in(cx: &mut Context, this: Gc<StrObject>, sub: Value, start: Bound, end: Bound, last: bool) -> PyResult<usize> {
    match find_in(cx, this, sub, start, end, last)? {
        Some(at) => Ok(at),
        None => raise!(cx, ValueError, "substring not found"),
    }
}

/// A new list of parts of the text.
fn parts_list(cx: &mut Context, this: Gc<StrObject>, parts: Vec<Range<usize>>) -> PyResult<Gc<ListObject>> {
    let bytes = this.get().bytes();
    if parts.len() == 1 && parts[0].len() == bytes.len() && this.header.shape == u32::from(kind::STR) {
        return cx.new_list_from(&[this.value()]);
    }
    let list = cx.new_list();
    let reserved = list.storage().reserve(&mut cx.heap, parts.len());
    cx.memory(reserved)?;
    for range in parts {
        let part = cx.try_new_str(&bytes[range])?;
        cx.list_push(list, part.value())?;
    }
    Ok(list)
}

/// MemoryError where splitting might need more memory than there is. For long texts only: it costs a look at each byte.
pub fn ask_for_pieces(cx: &mut Context, bytes: &[u8], sep: Option<u8>) -> PyResult<()> {
    if bytes.len() < 1 << 20 {
        return Ok(());
    }
    // A range for each, in a vector that grows by doubling.
    cx.ask_for(split::most_pieces(bytes, sep).saturating_mul(3 * size_of::<std::ops::Range<usize>>()))
}

/// As `ask_for_pieces`, for replacing.
pub fn ask_for_places(cx: &mut Context, bytes: &[u8], from: &[u8]) -> PyResult<()> {
    match from.first() {
        Some(&first) => ask_for_pieces(cx, bytes, Some(first)),
        None => cx.ask_for(bytes.len().saturating_mul(3 * size_of::<usize>())),
    }
}

fn split_at(cx: &mut Context, this: Gc<StrObject>, sep: Value, most: Most, right: bool) -> PyResult {
    let bytes = this.get().bytes();
    let parts = if sep.is_none() {
        ask_for_pieces(cx, bytes, None)?;
        if right { split::rsplit_space(bytes, most.0) } else { split::split_space(bytes, most.0) }
    } else {
        let sep = match operand(cx, sep)? {
            Operand::Bytes(memory) => memory,
            Operand::Text(sep) => {
                let text = cx.decode_default(this)?;
                return unicode::split_at(cx, text, sep, most, right).map(Gc::value);
            }
        };
        if sep.is_empty() {
            raise!(cx, ValueError, "empty separator");
        }
        ask_for_pieces(cx, bytes, Some(sep[0]))?;
        if right { split::rsplit_units(bytes, &sep, most.0) } else { split::split_units(bytes, &sep, most.0) }
    };
    parts_list(cx, this, parts).map(Gc::value)
}

fn partition_at(cx: &mut Context, this: Gc<StrObject>, w_sep: Value, right: bool) -> PyResult {
    let sep = match operand(cx, w_sep)? {
        Operand::Bytes(memory) => memory,
        Operand::Text(sep) => {
            let text = cx.decode_default(this)?;
            return unicode::partition_at(cx, text, sep, right);
        }
    };
    if sep.is_empty() {
        raise!(cx, ValueError, "empty separator");
    }
    let bytes = this.get().bytes();
    let found = if right { u8::rfind(bytes, &sep) } else { u8::find(bytes, &sep) };
    let empty = cx.empty_str.value();
    let items = match found {
        None if right => [empty, empty, this.value()],
        None => [this.value(), empty, empty],
        Some(at) => {
            let head = cx.try_new_str(&bytes[..at])?.value();
            let tail = cx.try_new_str(&bytes[at + sep.len()..])?.value();
            [head, w_sep, tail]
        }
    };
    Ok(cx.new_tuple(&items).value())
}

fn strip_ends(cx: &mut Context, this: Gc<StrObject>, set: Value, left: bool, right: bool, name: &str) -> PyResult {
    let bytes = this.get().bytes();
    let range = match set.kind() {
        kind::NONE => bytes_ops::stripped(bytes, None, left, right),
        kind::STR => {
            let set = set.downcast::<StrObject>().map(|set| set.get().bytes());
            bytes_ops::stripped(bytes, set, left, right)
        }
        kind::UNICODE => {
            let text = cx.decode_default(this)?;
            return unicode::strip_ends(cx, text, set, left, right, name);
        }
        _ => raise!(cx, TypeError, "{name} arg must be None, str or unicode"),
    };
    super::part(cx, this, range.start, range.end).map(Gc::value)
}

/// `startswith` and `endswith` with one thing to look for.
fn tail_match(cx: &mut Context, this: Gc<StrObject>, part: Value, start: Bound, end: Bound, suffix: bool) -> PyResult<bool> {
    let part = match operand(cx, part)? {
        Operand::Bytes(memory) => memory,
        Operand::Text(part) => {
            let text = cx.decode_default(this)?;
            return Ok(unicode::tail_match(text, part, start, end, suffix));
        }
    };
    let bytes = this.get().bytes();
    let (start, end) = span(start, end, bytes.len());
    Ok(bytes_ops::has_at_end(bytes, &part, start, end, suffix))
}

fn tail_match_any(
    cx: &mut Context,
    this: Gc<StrObject>,
    parts: Value,
    start: Bound,
    end: Bound,
    suffix: bool,
    name: &str,
) -> PyResult<bool> {
    if let Some(parts) = parts.downcast::<TupleObject>() {
        for &part in parts.get().items() {
            if tail_match(cx, this, part, start, end, suffix)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match tail_match(cx, this, parts, start, end, suffix) {
        Err(raised) => {
            if cx.catch(Exc::TypeError) {
                let given = cx.type_name(parts);
                raise!(cx, TypeError, "{name} first arg must be str, unicode, or tuple, not {given}");
            }
            Err(raised)
        }
        found => found,
    }
}

fn map_bytes(cx: &mut Context, this: Gc<StrObject>, map: impl Fn(u8) -> u8) -> PyResult<Gc<StrObject>> {
    let bytes = this.get().bytes();
    if let [byte] = bytes {
        return Ok(cx.byte_strs[usize::from(map(*byte))]);
    }
    cx.build_str(bytes.len(), |to| {
        for (to, &from) in to.iter_mut().zip(bytes) {
            *to = map(from);
        }
    })
}

/// The items of an iterable as something that can be gone over twice without running Python code.
pub enum Items {
    Tuple(Gc<TupleObject>),
    List(Gc<ListObject>),
}

impl Items {
    /// Takes a list or tuple as it is; "can only join an iterable".
    pub fn of(cx: &mut Context, iterable: Value) -> PyResult<Items> {
        if let Some(tuple) = iterable.downcast::<TupleObject>() {
            return Ok(Items::Tuple(tuple));
        }
        if let Some(list) = iterable.downcast::<ListObject>() {
            return Ok(Items::List(list));
        }
        let iterator = match cx.iter(iterable) {
            Ok(iterator) => iterator,
            Err(raised) => {
                if cx.catch(Exc::TypeError) {
                    raise!(cx, TypeError, "can only join an iterable");
                }
                return Err(raised);
            }
        };
        let list = cx.new_list();
        cx.drain(iterator, |cx, item| cx.list_push(list, item).map(|()| true))?;
        Ok(Items::List(list))
    }
    pub fn len(&self) -> usize {
        match self {
            Items::Tuple(tuple) => tuple.len(),
            Items::List(list) => list.len(),
        }
    }
    pub fn get(&self, cx: &mut Context, index: usize) -> Slot {
        match self {
            Items::Tuple(tuple) => tuple.items().get(index).copied(),
            Items::List(list) => cx.list_get(*list, index),
        }
    }
    /// As `get`, of items that are objects.
    pub fn peek(&self, index: usize) -> Slot {
        match self {
            Items::Tuple(tuple) => tuple.items().get(index).copied(),
            Items::List(list) => list.storage().peek(index),
        }
    }
}

impl Context {
    /// `separator.join(iterable)`: a str, or a unicode where an item is one.
    pub fn join(&mut self, separator: Gc<StrObject>, iterable: Value) -> PyResult {
        let items = Items::of(self, iterable)?;
        let count = items.len();
        if count == 0 {
            return Ok(self.empty_str.value());
        }
        if count == 1
            && let Some(item) = items.get(self, 0)
            && matches!(item.shape() as u8, kind::STR | kind::UNICODE)
            && item.shape() < kind::FIRST_MAP
        {
            return Ok(item);
        }
        let mut len = Some(separator.len().saturating_mul(count - 1));
        for i in 0..count {
            let Some(item) = items.get(self, i) else { break };
            match item.downcast::<StrObject>() {
                Some(text) => len = len.and_then(|len| len.checked_add(text.len())),
                None if item.is_kind(kind::UNICODE) => {
                    let separator = self.decode_default(separator)?;
                    return unicode::join_items(self, separator, &items);
                }
                None => {
                    let given = self.type_name(item);
                    raise!(self, TypeError, "sequence item {i}: expected string, {given} found");
                }
            }
        }
        let Some(len) = len.filter(|&len| len <= isize::MAX as usize - 64) else {
            raise!(self, OverflowError, "join() result is too long for a Python string");
        };
        let between = separator.get().bytes();
        self.build_str(len, |to| {
            let mut at = 0;
            let mut put = |bytes: &[u8]| {
                match *bytes {
                    // A call of memcpy would cost more.
                    [byte] => to[at] = byte,
                    _ => to[at..at + bytes.len()].copy_from_slice(bytes),
                }
                at += bytes.len();
            };
            for i in 0..count {
                if i > 0 && !between.is_empty() {
                    put(between);
                }
                if let Some(text) = items.peek(i).and_then(|item| item.downcast::<StrObject>()) {
                    put(text.get().bytes());
                }
            }
        })
        .map(Gc::value)
    }
}

py_methods! { STR_METHODS:
    /// S.capitalize() -> a copy with the first letter in upper case and the others in lower case
    fn capitalize(cx: &mut Context, this: Gc<StrObject>) -> Vec<u8> {
        let _ = cx;
        bytes_ops::capitalize(this.get().bytes())
    }
    /// S.center(width[, fill]) -> S in the middle of a text of that width
    fn center(cx: &mut Context, this: Gc<StrObject>, width: i64, fill: FillByte = FillByte(b' ')) -> PyResult<Gc<StrObject>> {
        let bytes = this.get().bytes();
        let (left, right) = bytes_ops::centered(bytes.len(), usize::try_from(width).unwrap_or(0));
        padded(cx, this, left, right, fill.0)
    }
    /// S.ljust(width[, fill]) -> S followed by filling up to that width
    fn ljust(cx: &mut Context, this: Gc<StrObject>, width: i64, fill: FillByte = FillByte(b' ')) -> PyResult<Gc<StrObject>> {
        let missing = usize::try_from(width).unwrap_or(0).saturating_sub(this.len());
        padded(cx, this, 0, missing, fill.0)
    }
    /// S.rjust(width[, fill]) -> S after filling up to that width
    fn rjust(cx: &mut Context, this: Gc<StrObject>, width: i64, fill: FillByte = FillByte(b' ')) -> PyResult<Gc<StrObject>> {
        let missing = usize::try_from(width).unwrap_or(0).saturating_sub(this.len());
        padded(cx, this, missing, 0, fill.0)
    }
    /// S.zfill(width) -> S with zeros after its sign, up to that width
    fn zfill(cx: &mut Context, this: Gc<StrObject>, width: i64) -> PyResult<Gc<StrObject>> {
        if usize::try_from(width).unwrap_or(0) <= this.len() {
            return super::part(cx, this, 0, usize::MAX);
        }
        let result = bytes_ops::zfill(this.get().bytes(), width);
        sized(cx, result, "string is too large")
    }
    /// S.expandtabs([size]) -> S with tabs replaced by spaces, columns 8 apart unless said otherwise
    fn expandtabs(cx: &mut Context, this: Gc<StrObject>, size: i32 = 8) -> PyResult<Gc<StrObject>> {
        let result = bytes_ops::expandtabs(this.get().bytes(), size);
        sized(cx, result, "new string is too long")
    }
    /// S.lower() -> S with letters in lower case
    fn lower(cx: &mut Context, this: Gc<StrObject>) -> PyResult<Gc<StrObject>> {
        map_bytes(cx, this, ctype::to_lower)
    }
    /// S.upper() -> S with letters in upper case
    fn upper(cx: &mut Context, this: Gc<StrObject>) -> PyResult<Gc<StrObject>> {
        map_bytes(cx, this, ctype::to_upper)
    }
    /// S.swapcase() -> S with upper and lower case exchanged
    fn swapcase(cx: &mut Context, this: Gc<StrObject>) -> PyResult<Gc<StrObject>> {
        map_bytes(cx, this, bytes_ops::swapcase)
    }
    /// S.title() -> S with each word's first letter in upper case
    fn title(cx: &mut Context, this: Gc<StrObject>) -> Vec<u8> {
        let _ = cx;
        bytes_ops::title(this.get().bytes())
    }
    /// S.isalnum() -> are there bytes, and all of them letters or digits?
    fn isalnum(cx: &mut Context, this: Gc<StrObject>) -> bool {
        let _ = cx;
        bytes_ops::all(this.get().bytes(), ctype::is_alnum)
    }
    /// S.isalpha() -> are there bytes, and all of them letters?
    fn isalpha(cx: &mut Context, this: Gc<StrObject>) -> bool {
        let _ = cx;
        bytes_ops::all(this.get().bytes(), ctype::is_alpha)
    }
    /// S.isdigit() -> are there bytes, and all of them digits?
    fn isdigit(cx: &mut Context, this: Gc<StrObject>) -> bool {
        let _ = cx;
        bytes_ops::all(this.get().bytes(), ctype::is_digit)
    }
    /// S.isspace() -> are there bytes, and all of them white space?
    fn isspace(cx: &mut Context, this: Gc<StrObject>) -> bool {
        let _ = cx;
        bytes_ops::all(this.get().bytes(), ctype::is_space)
    }
    /// S.islower() -> are there letters, and all of them in lower case?
    fn islower(cx: &mut Context, this: Gc<StrObject>) -> bool {
        let _ = cx;
        bytes_ops::is_lower(this.get().bytes())
    }
    /// S.isupper() -> are there letters, and all of them in upper case?
    fn isupper(cx: &mut Context, this: Gc<StrObject>) -> bool {
        let _ = cx;
        bytes_ops::is_upper(this.get().bytes())
    }
    /// S.istitle() -> are there words, and each of them in title case?
    fn istitle(cx: &mut Context, this: Gc<StrObject>) -> bool {
        let _ = cx;
        bytes_ops::is_title(this.get().bytes())
    }
    /// S.find(sub[, start[, end]]) -> the lowest index of sub in S[start:end], or -1
    fn find(cx: &mut Context, this: Gc<StrObject>, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<i64> {
        Ok(find_in(cx, this, sub, start, end, false)?.map_or(-1, |at| at as i64))
    }
    /// S.rfind(sub[, start[, end]]) -> the highest index of sub in S[start:end], or -1
    fn rfind(cx: &mut Context, this: Gc<StrObject>, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<i64> {
        Ok(find_in(cx, this, sub, start, end, true)?.map_or(-1, |at| at as i64))
    }
    /// S.index(sub[, start[, end]]) -> as find, with ValueError where sub is not found
    fn index(cx: &mut Context, this: Gc<StrObject>, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<usize> {
        index_in(cx, this, sub, start, end, false)
    }
    /// S.rindex(sub[, start[, end]]) -> as rfind, with ValueError where sub is not found
    fn rindex(cx: &mut Context, this: Gc<StrObject>, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<usize> {
        index_in(cx, this, sub, start, end, true)
    }
    /// S.count(sub[, start[, end]]) -> how often sub occurs in S[start:end], without overlap
    fn count(cx: &mut Context, this: Gc<StrObject>, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<usize> {
        let sub = match operand(cx, sub)? {
            Operand::Bytes(memory) => memory,
            Operand::Text(sub) => {
                let text = cx.decode_default(this)?;
                return Ok(unicode::count_in(text, sub, start, end));
            }
        };
        let bytes = this.get().bytes();
        let (start, end) = span(start, end, bytes.len());
        Ok(if start > end { 0 } else { strfind::count(&bytes[start..end], &sub) })
    }
    /// S.startswith(prefix[, start[, end]]) -> does S[start:end] begin with prefix, or one of a tuple of them?
    fn startswith(cx: &mut Context, this: Gc<StrObject>, prefix: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<bool> {
        tail_match_any(cx, this, prefix, start, end, false, "startswith")
    }
    /// S.endswith(suffix[, start[, end]]) -> does S[start:end] end with suffix, or one of a tuple of them?
    fn endswith(cx: &mut Context, this: Gc<StrObject>, suffix: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<bool> {
        tail_match_any(cx, this, suffix, start, end, true, "endswith")
    }
    /// S.split([sep[, most]]) -> list of the parts of S between occurrences of sep, or between white space
    fn split(cx: &mut Context, this: Gc<StrObject>, sep: Value = none(), most: Most = Most::ALL) -> PyResult {
        split_at(cx, this, sep, most, false)
    }
    /// S.rsplit([sep[, most]]) -> as split, from the right
    fn rsplit(cx: &mut Context, this: Gc<StrObject>, sep: Value = none(), most: Most = Most::ALL) -> PyResult {
        split_at(cx, this, sep, most, true)
    }
    /// S.splitlines([keepends]) -> list of the lines of S
    fn splitlines(cx: &mut Context, this: Gc<StrObject>, keepends: i32 = 0) -> PyResult<Gc<ListObject>> {
        ask_for_pieces(cx, this.get().bytes(), None)?;
        let parts = split::lines(this.get().bytes(), keepends != 0);
        parts_list(cx, this, parts)
    }
    /// S.partition(sep) -> (what is before sep, sep, what is after it); (S, '', '') where there is no sep
    fn partition(cx: &mut Context, this: Gc<StrObject>, sep: Value) -> PyResult {
        partition_at(cx, this, sep, false)
    }
    /// S.rpartition(sep) -> (what is before the last sep, sep, what is after it); ('', '', S) where there is no sep
    fn rpartition(cx: &mut Context, this: Gc<StrObject>, sep: Value) -> PyResult {
        partition_at(cx, this, sep, true)
    }
    /// S.strip([chars]) -> S without white space, or those characters, at both ends
    fn strip(cx: &mut Context, this: Gc<StrObject>, chars: Value = none()) -> PyResult {
        strip_ends(cx, this, chars, true, true, "strip")
    }
    /// S.lstrip([chars]) -> S without white space, or those characters, at its beginning
    fn lstrip(cx: &mut Context, this: Gc<StrObject>, chars: Value = none()) -> PyResult {
        strip_ends(cx, this, chars, true, false, "lstrip")
    }
    /// S.rstrip([chars]) -> S without white space, or those characters, at its end
    fn rstrip(cx: &mut Context, this: Gc<StrObject>, chars: Value = none()) -> PyResult {
        strip_ends(cx, this, chars, false, true, "rstrip")
    }
    /// S.replace(old, new[, most]) -> S with new in place of old, the first most times where given
    fn replace(cx: &mut Context, this: Gc<StrObject>, old: Value, new: Value, most: Most = Most::ALL) -> PyResult {
        let from = operand(cx, old)?;
        let (Operand::Bytes(from), false) = (from, new.is_kind(kind::UNICODE)) else {
            let text = cx.decode_default(this)?;
            return unicode::replace_in(cx, text, old, new, most).map(Gc::value);
        };
        let to = cx.char_buffer(new)?;
        ask_for_places(cx, this.get().bytes(), &from)?;
        match strfind::replace_bytes(this.get().bytes(), &from, &to, most.limited()) {
            Ok(Some(bytes)) => cx.try_new_str(&bytes).map(Gc::value),
            Ok(None) => super::part(cx, this, 0, usize::MAX).map(Gc::value),
            Err(strfind::TooLong) => Err(too_long(cx, this.len(), from.len(), to.len())),
        }
    }
    /// S.translate(table[, deletechars]) -> S without deletechars and mapped by table, 256 bytes or None
    @raw fn translate(cx: &mut Context, args: &Args) -> PyResult {
        args.no_keywords(cx, "translate")?;
        let (w_this, w_table, deletions) = match *args.positional {
            [this, table] => (this, table, None),
            [this, table, deletions] => (this, table, Some(deletions)),
            ref other if other.len() < 2 => raise!(cx, TypeError, "translate expected at least 1 arguments, got 0"),
            ref other => raise!(cx, TypeError, "translate expected at most 2 arguments, got {}", other.len() - 1),
        };
        let Some(this) = w_this.downcast::<StrObject>() else {
            let given = cx.type_name(w_this);
            raise!(cx, TypeError, "descriptor 'translate' requires a 'str' object but received a '{given}'");
        };
        translate_by(cx, this, w_table, deletions)
    }
    /// S.join(iterable) -> the strings of the iterable with S between them
    fn join(cx: &mut Context, this: Gc<StrObject>, iterable: Value) -> PyResult {
        cx.join(this, iterable)
    }
    /// S.encode([encoding[, errors]]) -> S decoded by the default encoding and then encoded
    @kw fn encode(cx: &mut Context, this: Gc<StrObject>, encoding: Option<Bytes> = None, errors: Option<Bytes> = None) -> PyResult {
        cx.encode_value(this.value(), encoding.map(|name| name.0), errors.map(|name| name.0))
    }
    /// S.decode([encoding[, errors]]) -> the text that S is in the encoding
    @kw fn decode(cx: &mut Context, this: Gc<StrObject>, encoding: Option<Bytes> = None, errors: Option<Bytes> = None) -> PyResult {
        cx.decode_value(this.value(), encoding.map(|name| name.0), errors.map(|name| name.0))
    }
}

fn padded(cx: &mut Context, this: Gc<StrObject>, left: usize, right: usize, fill: u8) -> PyResult<Gc<StrObject>> {
    if left == 0 && right == 0 {
        return super::part(cx, this, 0, usize::MAX);
    }
    let result = bytes_ops::pad(this.get().bytes(), left, right, fill);
    sized(cx, result, "string is too large")
}

/// Why a replacement failed: its length is no length, or there is no memory.
#[cold]
pub fn too_long(cx: &mut Context, hay: usize, from: usize, to: usize) -> Raised {
    let most = hay.checked_div(from).unwrap_or(hay + 1);
    if most.checked_mul(to).and_then(|n| n.checked_add(hay)).is_none_or(|n| n > isize::MAX as usize) {
        return cx.error_text(Exc::OverflowError, "replace string is too long");
    }
    cx.memory_error()
}

fn translate_by(cx: &mut Context, this: Gc<StrObject>, w_table: Value, deletions: Slot) -> PyResult {
    let unicode_deletions = "deletions are implemented differently for unicode";
    let table = match w_table.kind() {
        kind::NONE => None,
        kind::UNICODE => {
            if deletions.is_some() {
                raise!(cx, TypeError, "{unicode_deletions}");
            }
            let text = cx.decode_default(this)?;
            return unicode::translate_by(cx, text, w_table).map(Gc::value);
        }
        _ => Some(cx.char_buffer(w_table)?),
    };
    let table: Option<&[u8; 256]> = match &table {
        None => None,
        Some(memory) => match memory.get().try_into() {
            Ok(table) => Some(table),
            Err(_) => raise!(cx, ValueError, "translation table must be 256 characters long"),
        },
    };
    let delete = match deletions {
        None => None,
        Some(value) if value.is_kind(kind::UNICODE) => raise!(cx, TypeError, "{unicode_deletions}"),
        Some(value) => Some(cx.char_buffer(value)?),
    };
    let bytes = bytes_ops::translate(this.get().bytes(), table, delete.as_ref().map_or(&[], Memory::get));
    cx.try_new_str(&bytes).map(Gc::value)
}
