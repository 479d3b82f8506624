//! `bytearray`: mutable bytes in a raw buffer that grows by a quarter.
//!
//! Methods that take Python objects convert them before they look at the array, since conversion may run code that changes
//! it. Slices of it in native code stay valid memory whatever happens (the old buffer lives while the native stack points
//! into it), so a stale one is at worst out of date.

#![allow(unsafe_code)] // raw buffer

mod methods;
mod operators;

pub use operators::concat;

use crate::context::Context;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::protocols::buffer::{BufferOps, Memory, plain_bytes};
use crate::strings::{RawBuffer, StrObject, new_raw};
use crate::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl};
use crate::value::Value;
use crate::{kind, raise};
use gc::Header;

#[repr(C)]
pub struct BytearrayObject {
    header: Header,
    buffer: Option<Gc<RawBuffer>>,
    len: usize,
}

// SAFETY: made by `new_bytearray` and `bytearray.__new__`; all zero behind the header is an empty one.
unsafe impl Object for BytearrayObject {
    const KIND: u8 = kind::BYTEARRAY;
    const NAME: &'static str = "bytearray";
}

crate::fixed_layout!(LAYOUT: BytearrayObject, |this, tracer| {
    tracer.word(this.buffer.map_or(0, |buffer| buffer.value().bits()));
});

pub static BYTEARRAY: TypeDecl = TypeDecl {
    doc: "bytearray() -> empty bytearray\nbytearray(iterable of ints or one-byte strings) -> bytearray\n\
          bytearray(string[, encoding[, errors]]) -> bytearray\nbytearray(buffer) -> bytearray\n\
          bytearray(count) -> that many zero bytes\n\nBytes that can be changed.",
    methods: &[operators::BYTEARRAY_OPERATORS, methods::BYTEARRAY_METHODS, methods::tests::BYTEARRAY_TESTS],
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("bytearray", kind::BYTEARRAY)
};

static BUFFER: BufferOps = BufferOps { memory, old: true, text: true, new: true, format: plain_bytes };

fn memory(_: &mut Context, value: Value) -> PyResult<Memory> {
    let (data, len) = match value.downcast::<BytearrayObject>() {
        Some(this) => (this.data(), this.len),
        None => (std::ptr::null_mut(), 0),
    };
    // SAFETY: the array's buffer.
    Ok(unsafe { Memory::new(data, len, true) })
}

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<BytearrayObject>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&BYTEARRAY);
    cx.register_buffer(kind::BYTEARRAY, &BUFFER);
}

impl BytearrayObject {
    fn data(&self) -> *mut u8 {
        self.buffer.map_or(std::ptr::null_mut(), |buffer| buffer.data())
    }
    pub fn len(&self) -> usize {
        self.len
    }
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    fn capacity(&self) -> usize {
        self.buffer.map_or(0, |buffer| buffer.capacity)
    }
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: `len` bytes of the buffer are in use.
        if self.len == 0 { &[] } else { unsafe { std::slice::from_raw_parts(self.data(), self.len) } }
    }
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as above; the caller borrows the array alone.
        if self.len == 0 { &mut [] } else { unsafe { std::slice::from_raw_parts_mut(self.data(), self.len) } }
    }
}

impl Context {
    /// A new bytearray of these bytes.
    pub fn new_bytearray(&mut self, bytes: &[u8]) -> PyResult<Gc<BytearrayObject>> {
        let this = self.allocate::<BytearrayObject>();
        self.bytearray_extend(this, bytes)?;
        Ok(this)
    }

    /// Makes room for `len` bytes; how many are in use does not change.
    fn bytearray_reserve(&mut self, mut this: Gc<BytearrayObject>, len: usize) -> PyResult<()> {
        let capacity = this.capacity();
        if len <= capacity {
            return Ok(());
        }
        // The first allocation is exact.
        let room = if capacity == 0 { len } else { len.saturating_add(len / 4 + 8) };
        if len > isize::MAX as usize / 2 {
            return Err(self.memory_error());
        }
        let made = new_raw(&mut self.heap, room).or_else(|| new_raw(&mut self.heap, len));
        let Some(buffer) = made else { return Err(self.memory_error()) };
        if let Some(old) = this.buffer {
            // SAFETY: both buffers have room for what is in use.
            unsafe { old.data().copy_to_nonoverlapping(buffer.data(), this.len) };
        }
        self.barrier(this);
        this.buffer = Some(buffer);
        Ok(())
    }

    /// Changes the length; new bytes are zero.
    pub fn bytearray_resize(&mut self, mut this: Gc<BytearrayObject>, len: usize) -> PyResult<()> {
        if len > this.len {
            self.bytearray_reserve(this, len)?;
            let old = this.len;
            this.len = len;
            this.bytes_mut()[old..].fill(0);
        } else {
            this.len = len;
            // Much less than the buffer holds: let go of it.
            if len < this.capacity() / 2 {
                let kept = this.bytes().to_vec();
                (this.buffer, this.len) = (None, 0);
                self.bytearray_extend(this, &kept)?;
            }
        }
        Ok(())
    }

    pub fn bytearray_push(&mut self, mut this: Gc<BytearrayObject>, byte: u8) -> PyResult<()> {
        let len = this.len;
        if len == this.capacity() {
            self.bytearray_reserve(this, len + 1)?;
        }
        this.len = len + 1;
        this.bytes_mut()[len] = byte;
        Ok(())
    }

    /// Appends bytes, which may be the array's own.
    pub fn bytearray_extend(&mut self, mut this: Gc<BytearrayObject>, bytes: &[u8]) -> PyResult<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let old = this.len;
        let Some(len) = old.checked_add(bytes.len()) else { return Err(self.memory_error()) };
        self.bytearray_reserve(this, len)?;
        this.len = len;
        // SAFETY: there is room; where the source is the array itself it lies before the target.
        unsafe { bytes.as_ptr().copy_to_nonoverlapping(this.data().add(old), bytes.len()) };
        Ok(())
    }

    /// `this[from..to] = bytes`; the bytes are not the array's own.
    pub fn bytearray_splice(&mut self, mut this: Gc<BytearrayObject>, from: usize, to: usize, bytes: &[u8]) -> PyResult<()> {
        let len = this.len;
        let (from, to) = (from.min(len), to.clamp(from.min(len), len));
        let tail = len - to;
        let Some(fresh) = (len - (to - from)).checked_add(bytes.len()) else { return Err(self.memory_error()) };
        self.bytearray_reserve(this, fresh)?;
        if fresh == 0 {
            this.len = 0;
            return Ok(());
        }
        // SAFETY: the buffer has room for the new length.
        unsafe {
            let data = this.data();
            data.add(to).copy_to(data.add(from + bytes.len()), tail);
            bytes.as_ptr().copy_to_nonoverlapping(data.add(from), bytes.len());
        }
        this.len = fresh;
        Ok(())
    }

    /// A byte given as int or one-byte str.
    pub fn byte_value(&mut self, value: Value) -> PyResult<u8> {
        if let Some(text) = value.exact::<StrObject>() {
            return match *text.get().bytes() {
                [byte] => Ok(byte),
                _ => raise!(self, ValueError, "string must be of size 1"),
            };
        }
        let n = match value.as_int() {
            Some(n) => n,
            None if self.is_index(value) => self.index_clipped(value)? as i64,
            None => raise!(self, TypeError, "an integer or string of size 1 is required"),
        };
        match u8::try_from(n) {
            Ok(byte) => Ok(byte),
            Err(_) => raise!(self, ValueError, "byte must be in range(0, 256)"),
        }
    }

    /// The memory of an argument of a bytearray method.
    pub fn bytes_operand(&mut self, value: Value) -> PyResult<Memory> {
        match self.new_buffer(value)? {
            Some(memory) => Ok(memory),
            None => {
                let given = self.type_name(value);
                raise!(self, TypeError, "Type {given} doesn't support the buffer API")
            }
        }
    }
}
