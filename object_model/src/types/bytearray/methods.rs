//! The named methods of `bytearray`. Those that `str` has too return new arrays.

use super::BytearrayObject;
use super::operators::value_error;
use crate::context::Context;
use crate::convert::Bytes;
use crate::error::{PyResult, Raised};
use crate::exceptions::Exc;
use crate::list::ListObject;
use crate::protocols::buffer::Memory;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::types::bytes_ops::{self, Oversize};
use crate::types::str::{Items, ask_for_pieces, ask_for_places, find_bytes, too_long};
use crate::types::text_args::{Bound, FillByte, Most, span};
use crate::value::Value;
use crate::{Gc, TypeObject, kind, none, py_methods, raise};
use std::ops::Range;
use text::chardata::ctype;
use text::strfind::{self, Search, split};

type Array = Gc<BytearrayObject>;

fn parts_list(cx: &mut Context, this: Array, parts: Vec<Range<usize>>) -> PyResult<Gc<ListObject>> {
    let list = cx.new_list();
    for range in parts {
        let part = cx.new_bytearray(&this.get().bytes()[range])?;
        cx.list_push(list, part.value())?;
    }
    Ok(list)
}

fn split_at(cx: &mut Context, this: Array, sep: Value, most: Most, right: bool) -> PyResult<Gc<ListObject>> {
    let parts = if sep.is_none() {
        let bytes = this.get().bytes();
        ask_for_pieces(cx, bytes, None)?;
        if right { split::rsplit_space(bytes, most.0) } else { split::split_space(bytes, most.0) }
    } else {
        let sep = cx.bytes_operand(sep)?;
        if sep.is_empty() {
            raise!(cx, ValueError, "empty separator");
        }
        let bytes = this.get().bytes();
        ask_for_pieces(cx, bytes, Some(sep[0]))?;
        if right { split::rsplit_units(bytes, &sep, most.0) } else { split::split_units(bytes, &sep, most.0) }
    };
    parts_list(cx, this, parts)
}

fn partition_at(cx: &mut Context, this: Array, sep: Value, right: bool) -> PyResult {
    let Some(sep) = cx.new_buffer(sep)? else {
        let given = cx.type_name(sep);
        raise!(cx, TypeError, "'{given}' does not have the buffer interface");
    };
    if sep.is_empty() {
        raise!(cx, ValueError, "empty separator");
    }
    let bytes = this.get().bytes();
    let found = if right { u8::rfind(bytes, &sep) } else { u8::find(bytes, &sep) };
    let parts: [&[u8]; 3] = match found {
        Some(at) => [&bytes[..at], sep.get(), &bytes[at + sep.len()..]],
        None if right => [b"", b"", bytes],
        None => [bytes, b"", b""],
    };
    let mut items = [none(); 3];
    for (item, part) in items.iter_mut().zip(parts) {
        *item = cx.new_bytearray(part)?.value();
    }
    Ok(cx.new_tuple(&items).value())
}

fn strip_ends(cx: &mut Context, this: Array, set: Value, left: bool, right: bool) -> PyResult<Array> {
    let set = if set.is_none() { None } else { Some(cx.bytes_operand(set)?) };
    let bytes = this.get().bytes();
    let range = bytes_ops::stripped(bytes, set.as_ref().map(Memory::get), left, right);
    cx.new_bytearray(&bytes[range])
}

fn tail_match_any(cx: &mut Context, this: Array, parts: Value, start: Bound, end: Bound, suffix: bool) -> PyResult<bool> {
    let matches = |cx: &mut Context, part: Value| -> PyResult<bool> {
        let part = cx.bytes_operand(part)?;
        let bytes = this.get().bytes();
        let (start, end) = span(start, end, bytes.len());
        Ok(bytes_ops::has_at_end(bytes, &part, start, end, suffix))
    };
    if let Some(parts) = parts.downcast::<TupleObject>() {
        for &part in parts.get().items() {
            if matches(cx, part)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    matches(cx, parts)
}

fn find_in(cx: &mut Context, this: Array, sub: Value, start: Bound, end: Bound, last: bool) -> PyResult<Option<usize>> {
    let sub = cx.bytes_operand(sub)?;
    Ok(find_bytes(this.bytes(), &sub, start, end, last))
}

fn index_in(cx: &mut Context, this: Array, sub: Value, start: Bound, end: Bound, last: bool) -> PyResult<usize> {
    match find_in(cx, this, sub, start, end, last)? {
        Some(at) => Ok(at),
        None => Err(value_error(cx, "subsection not found")),
    }
}

fn sized(cx: &mut Context, result: Result<Vec<u8>, Oversize>) -> PyResult<Array> {
    match result {
        Ok(bytes) => cx.new_bytearray(&bytes),
        Err(error) => Err(oversize(cx, error)),
    }
}

#[cold]
fn oversize(cx: &mut Context, oversize: Oversize) -> Raised {
    match oversize {
        Oversize::Memory => cx.memory_error(),
        Oversize::Overflow => cx.error_text(Exc::OverflowError, "result is too long"),
    }
}

fn mapped(cx: &mut Context, this: Array, map: impl Fn(u8) -> u8) -> PyResult<Array> {
    let bytes: Vec<u8> = this.bytes().iter().map(|&byte| map(byte)).collect();
    cx.new_bytearray(&bytes)
}

/// The str of a `fromhex` argument.
fn hex_text(cx: &mut Context, value: Value) -> PyResult<Gc<StrObject>> {
    if let Some(text) = value.downcast::<StrObject>() {
        return Ok(text);
    }
    match cx.buffer_ops(value) {
        _ if value.is_kind(kind::UNICODE) => cx.encode_default(value),
        Some(ops) if ops.old && !value.is_kind(kind::BYTEARRAY) => {
            let memory = (ops.memory)(cx, value)?;
            cx.try_new_str(&memory)
        }
        _ => {
            let given = crate::protocols::buffer::given_name(cx, value);
            raise!(cx, TypeError, "fromhex() argument 1 must be string or read-only buffer, not {given}")
        }
    }
}

py_methods! { BYTEARRAY_METHODS:
    /// B.append(byte) -- appends an int in range(256) or a one-byte string
    fn append(cx: &mut Context, this: Array, item: Value) -> PyResult<()> {
        let byte = cx.byte_value(item)?;
        cx.bytearray_push(this, byte)
    }
    /// B.extend(iterable) -- appends the bytes of a buffer, or the items of an iterable
    fn extend(cx: &mut Context, this: Array, iterable: Value) -> PyResult<()> {
        if let Some(memory) = cx.new_buffer(iterable)? {
            return cx.bytearray_extend(this, &memory);
        }
        // Nothing is appended when an item is none.
        let mut bytes = Vec::new();
        let iterator = cx.iter(iterable)?;
        while let Some(item) = cx.next(iterator)? {
            bytes.push(cx.byte_value(item)?);
        }
        cx.bytearray_extend(this, &bytes)
    }
    /// B.insert(index, byte) -- inserts a byte before the index
    fn insert(cx: &mut Context, this: Array, index: i64, item: Value) -> PyResult<()> {
        let byte = cx.byte_value(item)?;
        let at = crate::Index(index as isize).clamped(this.len());
        cx.bytearray_splice(this, at, at, &[byte])
    }
    /// B.pop([index]) -> the byte at the index, or the last one, which goes
    fn pop(cx: &mut Context, this: Array, index: i64 = -1) -> PyResult<i64> {
        if this.is_empty() {
            raise!(cx, IndexError, "pop from empty bytearray");
        }
        let Some(at) = crate::Index(index as isize).within(this.len()) else {
            raise!(cx, IndexError, "pop index out of range");
        };
        let byte = this.bytes()[at];
        cx.bytearray_splice(this, at, at + 1, &[])?;
        Ok(byte.into())
    }
    /// B.remove(byte) -- removes the first such byte
    fn remove(cx: &mut Context, this: Array, item: Value) -> PyResult<()> {
        let byte = cx.byte_value(item)?;
        match this.bytes().iter().position(|&other| other == byte) {
            Some(at) => cx.bytearray_splice(this, at, at + 1, &[]),
            None => Err(value_error(cx, "value not found in bytearray")),
        }
    }
    /// B.reverse() -- reverses the order of the bytes
    fn reverse(cx: &mut Context, this: Array) {
        let _ = cx;
        let mut this = this;
        this.bytes_mut().reverse();
    }
    /// bytearray.fromhex(string) -> the bytes that pairs of hexadecimal digits spell; spaces may separate them
    @class fn fromhex(cx: &mut Context, class: Gc<TypeObject>, string: Value) -> PyResult<Array> {
        let _ = class;
        let text = hex_text(cx, string)?;
        let bytes = text.get().bytes();
        let digit = |at: usize| bytes.get(at).and_then(|&c| (c as char).to_digit(16));
        let mut out = Vec::with_capacity(bytes.len() / 2);
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == b' ' {
                at += 1;
                continue;
            }
            let (Some(high), Some(low)) = (digit(at), digit(at + 1)) else {
                raise!(cx, ValueError, "non-hexadecimal number found in fromhex() arg at position {at}");
            };
            out.push((high * 16 + low) as u8);
            at += 2;
        }
        cx.new_bytearray(&out)
    }
    /// B.capitalize() -> a copy with the first letter in upper case and the others in lower case
    fn capitalize(cx: &mut Context, this: Array) -> PyResult<Array> {
        let bytes = bytes_ops::capitalize(this.bytes());
        cx.new_bytearray(&bytes)
    }
    /// B.title() -> a copy with each word's first letter in upper case
    fn title(cx: &mut Context, this: Array) -> PyResult<Array> {
        let bytes = bytes_ops::title(this.bytes());
        cx.new_bytearray(&bytes)
    }
    /// B.lower() -> a copy with letters in lower case
    fn lower(cx: &mut Context, this: Array) -> PyResult<Array> {
        mapped(cx, this, ctype::to_lower)
    }
    /// B.upper() -> a copy with letters in upper case
    fn upper(cx: &mut Context, this: Array) -> PyResult<Array> {
        mapped(cx, this, ctype::to_upper)
    }
    /// B.swapcase() -> a copy with upper and lower case exchanged
    fn swapcase(cx: &mut Context, this: Array) -> PyResult<Array> {
        mapped(cx, this, bytes_ops::swapcase)
    }
    /// B.center(width[, fill]) -> B in the middle of an array of that width
    fn center(cx: &mut Context, this: Array, width: i64, fill: FillByte = FillByte(b' ')) -> PyResult<Array> {
        let (left, right) = bytes_ops::centered(this.len(), usize::try_from(width).unwrap_or(0));
        let result = bytes_ops::pad(this.bytes(), left, right, fill.0);
        sized(cx, result)
    }
    /// B.ljust(width[, fill]) -> B followed by filling up to that width
    fn ljust(cx: &mut Context, this: Array, width: i64, fill: FillByte = FillByte(b' ')) -> PyResult<Array> {
        let missing = usize::try_from(width).unwrap_or(0).saturating_sub(this.len());
        let result = bytes_ops::pad(this.bytes(), 0, missing, fill.0);
        sized(cx, result)
    }
    /// B.rjust(width[, fill]) -> B after filling up to that width
    fn rjust(cx: &mut Context, this: Array, width: i64, fill: FillByte = FillByte(b' ')) -> PyResult<Array> {
        let missing = usize::try_from(width).unwrap_or(0).saturating_sub(this.len());
        let result = bytes_ops::pad(this.bytes(), missing, 0, fill.0);
        sized(cx, result)
    }
    /// B.zfill(width) -> B with zeros after its sign, up to that width
    fn zfill(cx: &mut Context, this: Array, width: i64) -> PyResult<Array> {
        let result = bytes_ops::zfill(this.bytes(), width);
        sized(cx, result)
    }
    /// B.expandtabs([size]) -> B with tabs replaced by spaces, columns 8 apart unless said otherwise
    fn expandtabs(cx: &mut Context, this: Array, size: i32 = 8) -> PyResult<Array> {
        let result = bytes_ops::expandtabs(this.bytes(), size);
        sized(cx, result)
    }
    /// B.find(sub[, start[, end]]) -> the lowest index of sub in B[start:end], or -1
    fn find(cx: &mut Context, this: Array, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<i64> {
        Ok(find_in(cx, this, sub, start, end, false)?.map_or(-1, |at| at as i64))
    }
    /// B.rfind(sub[, start[, end]]) -> the highest index of sub in B[start:end], or -1
    fn rfind(cx: &mut Context, this: Array, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<i64> {
        Ok(find_in(cx, this, sub, start, end, true)?.map_or(-1, |at| at as i64))
    }
    /// B.index(sub[, start[, end]]) -> as find, with ValueError where sub is not found
    fn index(cx: &mut Context, this: Array, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<usize> {
        index_in(cx, this, sub, start, end, false)
    }
    /// B.rindex(sub[, start[, end]]) -> as rfind, with ValueError where sub is not found
    fn rindex(cx: &mut Context, this: Array, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<usize> {
        index_in(cx, this, sub, start, end, true)
    }
    /// B.count(sub[, start[, end]]) -> how often sub occurs in B[start:end], without overlap
    fn count(cx: &mut Context, this: Array, sub: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<usize> {
        let sub = cx.bytes_operand(sub)?;
        let bytes = this.get().bytes();
        let (start, end) = span(start, end, bytes.len());
        Ok(if start > end { 0 } else { strfind::count(&bytes[start..end], &sub) })
    }
    /// B.startswith(prefix[, start[, end]]) -> does B[start:end] begin with prefix, or one of a tuple of them?
    fn startswith(cx: &mut Context, this: Array, prefix: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<bool> {
        tail_match_any(cx, this, prefix, start, end, false)
    }
    /// B.endswith(suffix[, start[, end]]) -> does B[start:end] end with suffix, or one of a tuple of them?
    fn endswith(cx: &mut Context, this: Array, suffix: Value, start: Bound = Bound::NONE, end: Bound = Bound::NONE) -> PyResult<bool> {
        tail_match_any(cx, this, suffix, start, end, true)
    }
    /// B.split([sep[, most]]) -> list of the parts of B between occurrences of sep, or between white space
    fn split(cx: &mut Context, this: Array, sep: Value = none(), most: Most = Most::ALL) -> PyResult<Gc<ListObject>> {
        split_at(cx, this, sep, most, false)
    }
    /// B.rsplit([sep[, most]]) -> as split, from the right
    fn rsplit(cx: &mut Context, this: Array, sep: Value = none(), most: Most = Most::ALL) -> PyResult<Gc<ListObject>> {
        split_at(cx, this, sep, most, true)
    }
    /// B.splitlines([keepends]) -> list of the lines of B
    fn splitlines(cx: &mut Context, this: Array, keepends: i32 = 0) -> PyResult<Gc<ListObject>> {
        ask_for_pieces(cx, this.get().bytes(), None)?;
        let parts = split::lines(this.bytes(), keepends != 0);
        parts_list(cx, this, parts)
    }
    /// B.partition(sep) -> (what is before sep, sep, what is after it)
    fn partition(cx: &mut Context, this: Array, sep: Value) -> PyResult {
        partition_at(cx, this, sep, false)
    }
    /// B.rpartition(sep) -> (what is before the last sep, sep, what is after it)
    fn rpartition(cx: &mut Context, this: Array, sep: Value) -> PyResult {
        partition_at(cx, this, sep, true)
    }
    /// B.strip([bytes]) -> a copy without white space, or those bytes, at both ends
    fn strip(cx: &mut Context, this: Array, bytes: Value = none()) -> PyResult<Array> {
        strip_ends(cx, this, bytes, true, true)
    }
    /// B.lstrip([bytes]) -> a copy without white space, or those bytes, at its beginning
    fn lstrip(cx: &mut Context, this: Array, bytes: Value = none()) -> PyResult<Array> {
        strip_ends(cx, this, bytes, true, false)
    }
    /// B.rstrip([bytes]) -> a copy without white space, or those bytes, at its end
    fn rstrip(cx: &mut Context, this: Array, bytes: Value = none()) -> PyResult<Array> {
        strip_ends(cx, this, bytes, false, true)
    }
    /// B.replace(old, new[, most]) -> a copy with new in place of old, the first most times where given
    fn replace(cx: &mut Context, this: Array, old: Value, new: Value, most: Most = Most::ALL) -> PyResult<Array> {
        let from = cx.bytes_operand(old)?;
        let to = cx.bytes_operand(new)?;
        ask_for_places(cx, this.get().bytes(), &from)?;
        match strfind::replace_bytes(this.bytes(), &from, &to, most.limited()) {
            Ok(Some(bytes)) => cx.new_bytearray(&bytes),
            Ok(None) => cx.new_bytearray(this.get().bytes()),
            Err(strfind::TooLong) => Err(too_long(cx, this.len(), from.len(), to.len())),
        }
    }
    /// B.translate(table[, deletechars]) -> a copy without deletechars and mapped by table, 256 bytes or None
    fn translate(cx: &mut Context, this: Array, table: Value, deletechars: crate::Slot = None) -> PyResult<Array> {
        let table = if table.is_none() { None } else { Some(cx.bytes_operand(table)?) };
        let table: Option<&[u8; 256]> = match &table {
            None => None,
            Some(memory) => match memory.get().try_into() {
                Ok(table) => Some(table),
                Err(_) => return Err(value_error(cx, "translation table must be 256 characters long")),
            },
        };
        let delete = match deletechars {
            None => None,
            Some(value) => Some(cx.bytes_operand(value)?),
        };
        let bytes = bytes_ops::translate(this.bytes(), table, delete.as_ref().map_or(&[], Memory::get));
        cx.new_bytearray(&bytes)
    }
    /// B.join(iterable) -> the str and bytearray of the iterable with B between them
    fn join(cx: &mut Context, this: Array, iterable: Value) -> PyResult<Array> {
        let items = Items::of(cx, iterable)?;
        let mut out = Vec::new();
        for i in 0..items.len() {
            let Some(item) = items.get(cx, i) else { break };
            let part = match item.kind() {
                kind::STR | kind::BYTEARRAY => cx.bytes_operand(item)?,
                _ => {
                    let given = cx.type_name(item);
                    raise!(cx, TypeError, "can only join an iterable of bytes (item {i} has type '{given}')")
                }
            };
            let between: &[u8] = if i > 0 { this.get().bytes() } else { &[] };
            if out.try_reserve(between.len() + part.len()).is_err() {
                return Err(cx.memory_error());
            }
            out.extend_from_slice(between);
            out.extend_from_slice(&part);
        }
        cx.new_bytearray(&out)
    }
    /// B.decode([encoding[, errors]]) -> the text that B is in the encoding
    @kw fn decode(cx: &mut Context, this: Array, encoding: Option<Bytes> = None, errors: Option<Bytes> = None) -> PyResult {
        cx.decode_value(this.value(), encoding.map(|name| name.0), errors.map(|name| name.0))
    }
}

pub(super) mod tests {
    use super::*;
    py_methods! { BYTEARRAY_TESTS:
        /// B.isalnum() -> are there bytes, and all of them letters or digits?
        fn isalnum(cx: &mut Context, this: Array) -> bool {
            let _ = cx;
            bytes_ops::all(this.bytes(), ctype::is_alnum)
        }
        /// B.isalpha() -> are there bytes, and all of them letters?
        fn isalpha(cx: &mut Context, this: Array) -> bool {
            let _ = cx;
            bytes_ops::all(this.bytes(), ctype::is_alpha)
        }
        /// B.isdigit() -> are there bytes, and all of them digits?
        fn isdigit(cx: &mut Context, this: Array) -> bool {
            let _ = cx;
            bytes_ops::all(this.bytes(), ctype::is_digit)
        }
        /// B.isspace() -> are there bytes, and all of them white space?
        fn isspace(cx: &mut Context, this: Array) -> bool {
            let _ = cx;
            bytes_ops::all(this.bytes(), ctype::is_space)
        }
        /// B.islower() -> are there letters, and all of them in lower case?
        fn islower(cx: &mut Context, this: Array) -> bool {
            let _ = cx;
            bytes_ops::is_lower(this.bytes())
        }
        /// B.isupper() -> are there letters, and all of them in upper case?
        fn isupper(cx: &mut Context, this: Array) -> bool {
            let _ = cx;
            bytes_ops::is_upper(this.bytes())
        }
        /// B.istitle() -> are there words, and each of them in title case?
        fn istitle(cx: &mut Context, this: Array) -> bool {
            let _ = cx;
            bytes_ops::is_title(this.bytes())
        }
    }
}
