//! Methods that change or convert an array.

use super::item::Code;
use super::{ArrayObject, append, append_bytes, append_unicode, array_of, extend, item, resize};
use object_model::protocols::buffer::ReadBuffer;
use object_model::{Context, Gc, ListObject, PyResult, StrObject, UnicodeObject, Value, none, py_methods, raise};

pub fn to_list(cx: &mut Context, this: Gc<ArrayObject>) -> PyResult<Gc<ListObject>> {
    let list = cx.new_list();
    let mut i = 0;
    while let Some(value) = item(cx, this, i)? {
        cx.list_push(list, value)?;
        i += 1;
    }
    Ok(list)
}

pub fn to_unicode(cx: &mut Context, this: Gc<ArrayObject>) -> PyResult<Gc<UnicodeObject>> {
    let codes = this.bytes().chunks_exact(4).map(|unit| u32::from_ne_bytes([unit[0], unit[1], unit[2], unit[3]]));
    let text = object_model::text::chars::CharsVec::from_codes(codes);
    cx.new_unicode(text.as_chars())
}

/// The position of the first item that equals the value.
fn find(cx: &mut Context, this: Gc<ArrayObject>, value: Value) -> PyResult<Option<usize>> {
    let mut i = 0;
    while let Some(own) = item(cx, this, i)? {
        if cx.equal(own, value)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

pub fn delete(cx: &mut Context, this: Gc<ArrayObject>, from: usize, to: usize) -> PyResult<()> {
    let (size, len) = (this.code.size(), this.len);
    if from < to && to <= len {
        this.bytes_mut().copy_within(to * size.., from * size);
        resize(cx, this, len - (to - from))?;
    }
    Ok(())
}

py_methods! { METHODS:
    /// append(x) -- add an item at the end
    fn append_ as "append"(cx: &mut Context, this: Gc<ArrayObject>, value: Value) -> PyResult<()> {
        append(cx, this, value)
    }
    /// extend(array or iterable) -- add items at the end
    fn extend_ as "extend"(cx: &mut Context, this: Gc<ArrayObject>, source: Value) -> PyResult<()> {
        extend(cx, this, source)
    }
    /// insert(i, x) -- put an item before position i
    fn insert(cx: &mut Context, this: Gc<ArrayObject>, index: i64, value: Value) -> PyResult<()> {
        let (bytes, size) = (this.code.store(cx, value)?, this.code.size());
        let len = this.len;
        let at = object_model::Index(index as isize).clamped(len);
        resize(cx, this, len + 1)?;
        let all = this.bytes_mut();
        all.copy_within(at * size..len * size, (at + 1) * size);
        all[at * size..(at + 1) * size].copy_from_slice(&bytes[..size]);
        Ok(())
    }
    /// pop([i = -1]) -> the item at position i, removed
    fn pop(cx: &mut Context, this: Gc<ArrayObject>, index: i64 = -1) -> PyResult {
        if this.len == 0 {
            raise!(cx, IndexError, "pop from empty array");
        }
        let Some(at) = object_model::Index(index as isize).within(this.len) else {
            raise!(cx, IndexError, "pop index out of range");
        };
        let value = item(cx, this, at)?.unwrap_or(none());
        delete(cx, this, at, at + 1)?;
        Ok(value)
    }
    /// remove(x) -- remove the first item that equals x
    fn remove(cx: &mut Context, this: Gc<ArrayObject>, value: Value) -> PyResult<()> {
        match find(cx, this, value)? {
            Some(at) => delete(cx, this, at, at + 1),
            None => raise!(cx, ValueError, "array.remove(x): x not in list"),
        }
    }
    /// index(x) -> position of the first item that equals x
    fn index(cx: &mut Context, this: Gc<ArrayObject>, value: Value) -> PyResult<usize> {
        match find(cx, this, value)? {
            Some(at) => Ok(at),
            None => raise!(cx, ValueError, "array.index(x): x not in list"),
        }
    }
    /// count(x) -> number of items that equal x
    fn count(cx: &mut Context, this: Gc<ArrayObject>, value: Value) -> PyResult<usize> {
        let (mut count, mut i) = (0, 0);
        while let Some(own) = item(cx, this, i)? {
            count += usize::from(cx.equal(own, value)?);
            i += 1;
        }
        Ok(count)
    }
    /// reverse() -- reverse the order in place
    fn reverse(cx: &mut Context, this: Gc<ArrayObject>) {
        let _ = cx;
        let size = this.code.size();
        let all = this.bytes_mut();
        // All bytes, and then those of each item back.
        all.reverse();
        if size > 1 {
            all.chunks_exact_mut(size).for_each(<[u8]>::reverse);
        }
    }
    /// byteswap() -- exchange the order of bytes in every item
    fn byteswap(cx: &mut Context, this: Gc<ArrayObject>) {
        let _ = cx;
        let size = this.code.size();
        this.bytes_mut().chunks_exact_mut(size).for_each(<[u8]>::reverse);
    }
    /// buffer_info() -> (address, length in items)
    fn buffer_info(cx: &mut Context, this: Gc<ArrayObject>) -> PyResult {
        let address = cx.new_int(this.bytes().as_ptr() as i64);
        let len = cx.new_int(this.len as i64);
        Ok(cx.new_tuple(&[address, len]).value())
    }
    /// tolist() -> list of the items
    fn tolist(cx: &mut Context, this: Gc<ArrayObject>) -> PyResult<Gc<ListObject>> {
        to_list(cx, this)
    }
    /// fromlist(list) -- append the items of a list, or none of them
    fn fromlist(cx: &mut Context, this: Gc<ArrayObject>, list: Value) -> PyResult<()> {
        let Some(list) = list.downcast::<ListObject>() else { raise!(cx, TypeError, "arg must be list") };
        let before = this.len;
        let mut i = 0;
        while let Some(value) = cx.list_get(list, i) {
            if let Err(raised) = append(cx, this, value) {
                resize(cx, this, before)?;
                return Err(raised);
            }
            i += 1;
        }
        Ok(())
    }
    /// tostring() -> the bytes of the items
    fn tostring(cx: &mut Context, this: Gc<ArrayObject>) -> PyResult<Gc<StrObject>> {
        cx.try_new_str(this.bytes())
    }
    /// fromstring(string) -- append items by their bytes
    fn fromstring(cx: &mut Context, this: Gc<ArrayObject>, string: Value) -> PyResult<()> {
        let arg = object_model::Arg { function: "fromstring", index: 1 };
        let bytes = <ReadBuffer as object_model::FromArg>::from_arg(cx, string, arg)?;
        if string == this.value() {
            raise!(cx, ValueError, "array.fromstring(x): x cannot be self");
        }
        append_bytes(cx, this, &bytes)
    }
    /// tounicode() -> unicode of the characters
    fn tounicode(cx: &mut Context, this: Gc<ArrayObject>) -> PyResult<Gc<UnicodeObject>> {
        if this.code != Code::Unicode {
            raise!(cx, ValueError, "tounicode() may only be called on type 'u' arrays");
        }
        to_unicode(cx, this)
    }
    /// fromunicode(text) -- append its characters
    fn fromunicode(cx: &mut Context, this: Gc<ArrayObject>, text: Value) -> PyResult<()> {
        let Some(text) = text.downcast::<UnicodeObject>() else {
            let given = cx.type_name(text);
            raise!(cx, TypeError, "fromunicode() argument 1 must be unicode, not {given}");
        };
        if this.code != Code::Unicode {
            raise!(cx, ValueError, "fromunicode() may only be called on type 'u' arrays");
        }
        append_unicode(cx, this, text)
    }
    /// copy of the array
    fn __copy__(cx: &mut Context, this: Gc<ArrayObject>) -> PyResult<Gc<ArrayObject>> {
        array_of(cx, this.code, this.bytes())
    }
    /// copy of the array
    fn __deepcopy__(cx: &mut Context, this: Gc<ArrayObject>, memo: Value) -> PyResult<Gc<ArrayObject>> {
        let _ = memo;
        array_of(cx, this.code, this.bytes())
    }
    /// helper for pickle
    fn __reduce__(cx: &mut Context, this: Gc<ArrayObject>) -> PyResult {
        let class = cx.class_of(this.value()).value();
        let code = cx.new_str(&[this.code.letter()]).value();
        let items = to_list(cx, this)?.value();
        let args = cx.new_tuple(&[code, items]).value();
        let dict = cx.find_attr_text(this.value(), "__dict__")?.unwrap_or(none());
        Ok(cx.new_tuple(&[class, args, dict]).value())
    }
    /// size of the object in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: Gc<ArrayObject>) -> usize {
        let _ = cx;
        size_of::<ArrayObject>() + this.buffer.map_or(0, |buffer| buffer.capacity)
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<ArrayObject>) -> PyResult<Gc<StrObject>> {
        let mut text = format!("array('{}'", char::from(this.code.letter())).into_bytes();
        if this.len > 0 {
            let items = match this.code {
                Code::Char => cx.try_new_str(this.bytes())?.value(),
                Code::Unicode => to_unicode(cx, this)?.value(),
                _ => to_list(cx, this)?.value(),
            };
            let items = cx.repr(items)?;
            text.extend_from_slice(b", ");
            text.extend_from_slice(items.get().bytes());
        }
        text.push(b')');
        cx.try_new_str(&text)
    }
}
