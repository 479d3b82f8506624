//! Layouts of `str` and `unicode`, their making, interning.
//!
//! Bytes lie inline behind the object; `data` points at them, or into an append buffer that several prefixes share: a
//! concatenation over `SHARE_LIMIT` bytes makes a buffer with room, and extends it in place when the left operand ends
//! where the buffer is filled (so `s += t` in a loop is linear).

#![allow(unsafe_code)] // inline storage

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::value::Value;
use crate::{kind, raise};
use gc::{Header, Heap};

/// `aux` of a str: it is in the table of interned strings.
pub const INTERNED: u16 = 1;

#[repr(C)]
pub struct StrObject {
    pub header: Header,
    /// CPython's hash; zero: not computed yet.
    hash: u64,
    len: usize,
    data: *const u8,
}

// SAFETY: made by the functions below.
unsafe impl Object for StrObject {
    const KIND: u8 = kind::STR;
    const NAME: &'static str = "str";
}

/// Owner of the bytes of long concatenations: a heap object of kind `RAW`: header, `capacity`, `fill`, bytes.
#[repr(C)]
pub struct RawBuffer {
    pub header: Header,
    /// Bytes behind this prefix.
    pub capacity: usize,
    /// Bytes in use, by strings that share the buffer.
    pub fill: usize,
}

// SAFETY: made by `new_raw`.
unsafe impl Object for RawBuffer {
    const KIND: u8 = kind::RAW;
    const NAME: &'static str = "buffer";
}

pub const RAW_PREFIX: usize = size_of::<RawBuffer>();

impl RawBuffer {
    pub fn data(&self) -> *mut u8 {
        (&raw const *self).cast::<u8>().cast_mut().wrapping_add(RAW_PREFIX)
    }
}

/// A buffer of `capacity` zero bytes; `None` when there is no memory.
pub fn new_raw(heap: &mut Heap, capacity: usize) -> Option<Gc<RawBuffer>> {
    let object = heap.try_alloc(Header::new(kind::RAW.into(), kind::RAW), RAW_PREFIX.checked_add(capacity)?)?;
    // SAFETY: just allocated as such.
    let mut buffer = unsafe { Gc::from_pointer(object.cast::<RawBuffer>()) };
    buffer.capacity = capacity;
    Some(buffer)
}

/// Where inline bytes begin.
pub const STR_BYTES: usize = size_of::<StrObject>();
/// Concatenations longer than this get room to grow.
const SHARE_LIMIT: usize = 64;

impl StrObject {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: `len` bytes lie at `data`, which the object keeps alive; strings do not change.
        unsafe { std::slice::from_raw_parts(self.data, self.len) }
    }
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.header.aux & INTERNED != 0
    }
    /// CPython's hash.
    #[inline]
    pub fn hash(&self) -> u64 {
        if self.hash != 0 {
            return self.hash;
        }
        let hash = text::hash::bytes_hash(self.bytes()) as u64;
        // SAFETY: caching in an object that only this thread (which holds the GIL) uses.
        unsafe { (*(&raw const *self).cast_mut()).hash = hash };
        hash
    }
    /// The buffer that the bytes lie in; `None` when they are inline.
    pub fn buffer(&self) -> Option<Gc<RawBuffer>> {
        let inline = (&raw const *self).cast::<u8>().wrapping_add(STR_BYTES);
        if self.data == inline || self.header.gc & gc::STATIC != 0 || self.len == 0 {
            return None;
        }
        // SAFETY: bytes that are not inline begin right after a buffer's prefix.
        Some(unsafe { Gc::from_pointer(self.data.sub(RAW_PREFIX).cast::<RawBuffer>().cast_mut()) })
    }
    pub fn lossy(&self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }
}

/// Size of a str object without the attribute word of subclasses.
///
/// # Safety
/// `object` is a str.
pub unsafe fn str_size(object: *const Header) -> usize {
    // SAFETY: by contract.
    let this = unsafe { &*object.cast::<StrObject>() };
    if this.buffer().is_some() { STR_BYTES } else { STR_BYTES + this.len }
}

impl Context {
    /// A str of these bytes, which the caller knows to be few (for what a program chooses see `try_new_str`).
    pub fn new_str(&mut self, bytes: &[u8]) -> Gc<StrObject> {
        match bytes {
            [] => self.empty_str,
            [byte] => self.byte_strs[*byte as usize],
            _ => self.str_uninit(bytes.len(), |to| to.copy_from_slice(bytes)),
        }
    }

    /// A str of these bytes; MemoryError.
    pub fn try_new_str(&mut self, bytes: &[u8]) -> PyResult<Gc<StrObject>> {
        if bytes.len() < 1 << 16 {
            Ok(self.new_str(bytes))
        } else {
            self.build_str(bytes.len(), |to| to.copy_from_slice(bytes))
        }
    }

    /// A str of `len` bytes that `fill` writes. `fill` must not allocate from the heap.
    pub fn build_str(&mut self, len: usize, fill: impl FnOnce(&mut [u8])) -> PyResult<Gc<StrObject>> {
        if len == 0 {
            return Ok(self.empty_str);
        }
        let header = Header::new(kind::STR.into(), kind::STR);
        // A heap object first needs its length to be parseable: zero until `data` is set.
        let Some(object) = len.checked_add(STR_BYTES).and_then(|size| self.heap.try_alloc_leaf(header, STR_BYTES, size))
        else {
            return Err(self.memory_error());
        };
        Ok(finish_str(object, len, fill))
    }

    fn str_uninit(&mut self, len: usize, fill: impl FnOnce(&mut [u8])) -> Gc<StrObject> {
        let object = self.heap.alloc_leaf(Header::new(kind::STR.into(), kind::STR), STR_BYTES, STR_BYTES + len);
        finish_str(object, len, fill)
    }

    /// `a + b`, in place where `a` ends at the fill of its buffer.
    pub fn concat_str(&mut self, a: Gc<StrObject>, b: Gc<StrObject>) -> PyResult<Gc<StrObject>> {
        if b.is_empty() && a.header.shape == kind::STR.into() {
            return Ok(a);
        }
        if a.is_empty() && b.header.shape == kind::STR.into() {
            return Ok(b);
        }
        let Some(len) = a.len.checked_add(b.len).filter(|&len| len <= isize::MAX as usize / 2) else {
            raise!(self, OverflowError, "strings are too large to concat");
        };
        if len <= SHARE_LIMIT {
            return Ok(self.str_uninit(len, |to| {
                to[..a.len].copy_from_slice(a.bytes());
                to[a.len..].copy_from_slice(b.bytes());
            }));
        }
        let buffer = match a.buffer() {
            Some(buffer) if buffer.fill == a.len && buffer.capacity - buffer.fill >= b.len => buffer,
            _ => {
                // Room only for those that have been appended to before: the first concatenation is exact.
                let room = if a.buffer().is_some() { len / 2 } else { 0 };
                let Some(mut buffer) = new_raw(&mut self.heap, len + room).or_else(|| new_raw(&mut self.heap, len)) else {
                    return Err(self.memory_error());
                };
                // SAFETY: the buffer has room for both.
                unsafe { a.data.copy_to_nonoverlapping(buffer.data(), a.len) };
                buffer.fill = a.len;
                buffer
            }
        };
        let mut buffer = buffer;
        // SAFETY: there is room for `b` behind what is filled.
        unsafe { b.data.copy_to_nonoverlapping(buffer.data().add(a.len), b.len) };
        buffer.fill = len;
        let object = self.heap.alloc(Header::new(kind::STR.into(), kind::STR), STR_BYTES);
        // SAFETY: just allocated as a str.
        let mut joined = unsafe { Gc::from_pointer(object.cast::<StrObject>()) };
        (joined.len, joined.data) = (len, buffer.data());
        Ok(joined)
    }

    /// The one str of these bytes in the table of interned strings.
    pub fn intern(&mut self, bytes: &[u8]) -> Gc<StrObject> {
        if let Some(found) = self.interned.get(bytes) {
            return found;
        }
        let text = self.new_str(bytes);
        self.intern_new(text)
    }

    /// The interned str equal to `text`, which becomes it if there is none yet.
    #[inline]
    pub fn intern_str(&mut self, text: Gc<StrObject>) -> Gc<StrObject> {
        if text.is_interned() {
            return text;
        }
        self.intern_slow(text)
    }

    fn intern_slow(&mut self, text: Gc<StrObject>) -> Gc<StrObject> {
        if let Some(found) = self.interned.get(text.bytes()) {
            return found;
        }
        let own = if text.header.shape == kind::STR.into() && text.buffer().is_none() {
            text
        } else {
            self.str_uninit(text.len.max(1), |to| to[..text.len].copy_from_slice(text.bytes()))
        };
        self.intern_new(own)
    }

    fn intern_new(&mut self, mut text: Gc<StrObject>) -> Gc<StrObject> {
        text.header.aux |= INTERNED;
        text.hash();
        self.interned.insert(text);
        text
    }
}

fn finish_str(object: *mut Header, len: usize, fill: impl FnOnce(&mut [u8])) -> Gc<StrObject> {
    // SAFETY: the caller allocated a str with `len` inline bytes.
    unsafe {
        let bytes = object.cast::<u8>().add(STR_BYTES);
        fill(std::slice::from_raw_parts_mut(bytes, len));
        let mut text = Gc::from_pointer(object.cast::<StrObject>());
        (text.len, text.data) = (len, bytes);
        text
    }
}

/// A new, empty str or other zero-length text object with valid fields; for subclasses' instances.
pub fn init_inline(mut text: Gc<StrObject>, bytes: &[u8]) {
    let at = text.pointer().cast::<u8>().wrapping_add(STR_BYTES);
    // SAFETY: the caller allocated `bytes.len()` bytes behind the object.
    unsafe { bytes.as_ptr().copy_to_nonoverlapping(at, bytes.len()) };
    (text.len, text.data) = (bytes.len(), at);
}

/// Storage widths of `unicode`, in `aux` (bits 0..2): bytes a code point.
#[repr(C)]
pub struct UnicodeObject {
    pub header: Header,
    hash: u64,
    /// Code points.
    len: usize,
    data: *const u8,
}

// SAFETY: made by the functions below.
unsafe impl Object for UnicodeObject {
    const KIND: u8 = kind::UNICODE;
    const NAME: &'static str = "unicode";
}

impl UnicodeObject {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    /// Bytes a code point: 1, 2 or 4.
    #[inline(always)]
    pub fn width(&self) -> usize {
        (self.header.aux & 7) as usize
    }
    #[inline]
    pub fn chars(&self) -> text::chars::Chars<'_> {
        use text::chars::Chars;
        // SAFETY: `len` units of `width` bytes lie at `data`, aligned; they do not change.
        unsafe {
            match self.width() {
                1 => Chars::One(std::slice::from_raw_parts(self.data, self.len)),
                2 => Chars::Two(std::slice::from_raw_parts(self.data.cast(), self.len)),
                _ => Chars::Four(std::slice::from_raw_parts(self.data.cast(), self.len)),
            }
        }
    }
    /// CPython's hash.
    pub fn hash(&self) -> u64 {
        if self.hash != 0 {
            return self.hash;
        }
        let hash = text::hash::chars_hash(self.chars()) as u64;
        // SAFETY: as for str.
        unsafe { (*(&raw const *self).cast_mut()).hash = hash };
        hash
    }
    pub fn buffer(&self) -> Option<Gc<RawBuffer>> {
        let inline = (&raw const *self).cast::<u8>().wrapping_add(STR_BYTES);
        if self.data == inline || self.len == 0 {
            return None;
        }
        // SAFETY: as for str.
        Some(unsafe { Gc::from_pointer(self.data.sub(RAW_PREFIX).cast::<RawBuffer>().cast_mut()) })
    }
}

/// Size of a unicode object without the attribute word of subclasses.
///
/// # Safety
/// `object` is a unicode.
pub unsafe fn unicode_size(object: *const Header) -> usize {
    // SAFETY: by contract.
    let this = unsafe { &*object.cast::<UnicodeObject>() };
    if this.buffer().is_some() { STR_BYTES } else { STR_BYTES + this.len * this.width() }
}

/// Code units of one width, as they are copied into a unicode object.
pub trait Unit: Copy + 'static {}
impl Unit for u8 {}
impl Unit for u16 {}
impl Unit for u32 {}

impl Context {
    /// A unicode of these code points, which must be narrowest in this width (as `CharsBuf` makes them).
    pub fn new_unicode(&mut self, chars: text::chars::Chars) -> PyResult<Gc<UnicodeObject>> {
        use text::chars::Chars;
        match chars {
            Chars::One(units) => self.new_unicode_latin1(units),
            Chars::Two(units) => self.unicode_of(units),
            Chars::Four(units) => self.unicode_of(units),
        }
    }

    /// A unicode of these code points, stored as narrowly as they allow: for parts of others.
    pub fn new_unicode_part(&mut self, chars: text::chars::Chars) -> PyResult<Gc<UnicodeObject>> {
        use text::chars::Chars;
        match chars {
            Chars::One(units) => self.new_unicode_latin1(units),
            Chars::Two(units) if chars.max_code() > 0xFF => self.unicode_of(units),
            Chars::Four(units) if chars.max_code() > 0xFFFF => self.unicode_of(units),
            _ if chars.len() == 1 => self.new_unicode_latin1(&chars.get(0).map_or(0, |c| c as u8).to_le_bytes()),
            _ => {
                let narrow = chars.to_vec();
                self.new_unicode(narrow.as_chars())
            }
        }
    }

    /// The unicode of one code point.
    #[inline]
    pub fn new_unicode_char(&mut self, code: u32) -> PyResult<Gc<UnicodeObject>> {
        match code {
            0..=0xFF => self.new_unicode_latin1(&[code as u8]),
            0x100..=0xFFFF => self.unicode_of(&[code as u16]),
            _ => self.unicode_of(&[code]),
        }
    }

    /// A unicode of ASCII or latin-1 bytes, each a code point.
    #[inline]
    pub fn new_unicode_latin1(&mut self, bytes: &[u8]) -> PyResult<Gc<UnicodeObject>> {
        match bytes {
            [] => self.unicode_single(256, bytes),
            [byte] => self.unicode_single(*byte as usize, bytes),
            _ => self.unicode_of(bytes),
        }
    }

    /// One of the unicodes of less than two code points that exist once.
    fn unicode_single(&mut self, index: usize, bytes: &[u8]) -> PyResult<Gc<UnicodeObject>> {
        if let Some(Some(made)) = self.ext.unicode_singles.get(index)
            && let Some(text) = made.downcast::<UnicodeObject>()
        {
            return Ok(text);
        }
        let text = self.unicode_of(bytes)?;
        self.ext.unicode_singles.resize(257, None);
        self.ext.unicode_singles[index] = Some(text.value());
        Ok(text)
    }

    fn unicode_of<U: Unit>(&mut self, units: &[U]) -> PyResult<Gc<UnicodeObject>> {
        let size = size_of_val(units);
        let header = Header::with_aux(kind::UNICODE.into(), kind::UNICODE, size_of::<U>() as u16);
        let Some(object) = self.heap.try_alloc_leaf(header, STR_BYTES, STR_BYTES + size) else {
            return Err(self.memory_error());
        };
        // SAFETY: allocated with room for the units.
        let mut text = unsafe { Gc::from_pointer(object.cast::<UnicodeObject>()) };
        init_unicode_inline(&mut text, units);
        Ok(text)
    }

    /// `a + b`, in place where `a` ends at the fill of its buffer.
    pub fn concat_unicode(&mut self, a: Gc<UnicodeObject>, b: Gc<UnicodeObject>) -> PyResult<Gc<UnicodeObject>> {
        let exact = |text: Gc<UnicodeObject>| text.header.shape == u32::from(kind::UNICODE);
        if b.is_empty() && exact(a) {
            return Ok(a);
        }
        if a.is_empty() && exact(b) {
            return Ok(b);
        }
        let width = a.width().max(b.width());
        let len = a.len.checked_add(b.len).filter(|&len| len <= isize::MAX as usize / 8);
        let Some(len) = len else { raise!(self, OverflowError, "strings are too large to concat") };
        let (size, used) = (len * width, a.len * width);
        let buffer = if size <= SHARE_LIMIT {
            None
        } else {
            match a.buffer() {
                Some(buffer) if a.width() == width && buffer.fill == used && buffer.capacity - used >= size - used => {
                    Some(buffer)
                }
                held => {
                    let room = if held.is_some() { size / 2 } else { 0 };
                    let made = new_raw(&mut self.heap, size + room).or_else(|| new_raw(&mut self.heap, size));
                    let Some(buffer) = made else { return Err(self.memory_error()) };
                    // SAFETY: the buffer has room for both.
                    unsafe { copy_widened(a, width, buffer.data()) };
                    Some(buffer)
                }
            }
        };
        let inline = if buffer.is_some() { 0 } else { size };
        let header = Header::with_aux(kind::UNICODE.into(), kind::UNICODE, width as u16);
        let Some(object) = self.heap.try_alloc(header, STR_BYTES + inline) else { return Err(self.memory_error()) };
        // SAFETY: allocated as a unicode, with room for the units where they lie inline; a buffer has room behind `a`.
        unsafe {
            let mut joined = Gc::from_pointer(object.cast::<UnicodeObject>());
            let data = match buffer {
                Some(mut buffer) => {
                    buffer.fill = size;
                    buffer.data()
                }
                None => {
                    let data = object.cast::<u8>().add(STR_BYTES);
                    copy_widened(a, width, data);
                    data
                }
            };
            copy_widened(b, width, data.add(used));
            (joined.len, joined.data) = (len, data);
            Ok(joined)
        }
    }
}

/// Copies the units of `text`, widened to `width` bytes each.
///
/// # Safety
/// There is room at `to`, aligned for the width, which is not below the text's own.
unsafe fn copy_widened(text: Gc<UnicodeObject>, width: usize, to: *mut u8) {
    // SAFETY: by contract.
    unsafe {
        if text.width() == width {
            text.data.copy_to_nonoverlapping(to, text.len * width);
            return;
        }
        let chars = text.get().chars();
        for (i, code) in chars.iter().enumerate() {
            if width == 2 { to.cast::<u16>().add(i).write(code as u16) } else { to.cast::<u32>().add(i).write(code) }
        }
    }
}

/// Copies `units` behind a unicode object that was allocated with room for them.
pub fn init_unicode_inline<U: Unit>(text: &mut Gc<UnicodeObject>, units: &[U]) {
    let at = text.pointer().cast::<u8>().wrapping_add(STR_BYTES);
    // SAFETY: the caller's allocation.
    unsafe { units.as_ptr().cast::<u8>().copy_to_nonoverlapping(at, size_of_val(units)) };
    text.header.aux = size_of::<U>() as u16;
    (text.len, text.data) = (units.len(), at);
}

/// The bytes of a str value.
pub fn str_bytes(value: Value) -> Option<&'static [u8]> {
    value.downcast::<StrObject>().map(|text| text.get().bytes())
}
