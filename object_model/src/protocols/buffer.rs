//! The memory of objects that have some: str, bytearray, buffer, memoryview here; array and mmap join by `register_buffer`.
//!
//! 2.7 has two interfaces. The old one gives memory to read, to write, or as text; the new one (PEP 3118) is asked by
//! bytearray and memoryview. Which of them a kind answers decides who accepts it, and with which message it is refused.
//!
//! A `Memory` stays readable as long as it is on the native stack: it points into a heap object, which that keeps alive.
//! After Python code has run it may no longer be what its owner holds, so it is asked for anew.

#![allow(unsafe_code)] // memory of heap objects

use crate::context::Context;
use crate::declare::Arg;
use crate::error::PyResult;
use crate::strings::{StrObject, UnicodeObject};
use crate::value::Value;
use crate::{FromArg, Gc, kind, raise};

/// Where an object's bytes lie.
#[derive(Clone, Copy)]
pub struct Memory {
    data: *mut u8,
    len: usize,
    writable: bool,
}

impl Memory {
    /// # Safety
    /// `len` bytes lie at `data`, in or kept alive by a heap object, or for as long as the process.
    pub unsafe fn new(data: *mut u8, len: usize, writable: bool) -> Memory {
        Memory { data, len, writable }
    }
    pub fn of_str(text: Gc<StrObject>) -> Memory {
        let bytes = text.get().bytes();
        Memory { data: bytes.as_ptr().cast_mut(), len: bytes.len(), writable: false }
    }
    pub fn is_writable(&self) -> bool {
        self.writable
    }
    /// The bytes, for as long as the caller knows them to live.
    pub fn get(&self) -> &'static [u8] {
        if self.len == 0 {
            return &[];
        }
        // SAFETY: by the contract of `new`.
        unsafe { std::slice::from_raw_parts(self.data, self.len) }
    }
    /// The bytes to write; `None` where they are read-only. Nothing else may look at them meanwhile.
    #[allow(clippy::mut_from_ref)]
    pub fn get_mut(&self) -> Option<&'static mut [u8]> {
        if !self.writable {
            return None;
        }
        if self.len == 0 {
            return Some(&mut []);
        }
        // SAFETY: as above.
        Some(unsafe { std::slice::from_raw_parts_mut(self.data, self.len) })
    }
    /// The same, not to be written to.
    pub fn read_only(self) -> Memory {
        Memory { writable: false, ..self }
    }
    /// A part of it.
    pub fn part(&self, from: usize, len: usize) -> Memory {
        let from = from.min(self.len);
        Memory { data: self.data.wrapping_add(from), len: len.min(self.len - from), writable: self.writable }
    }
}

impl std::ops::Deref for Memory {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.get()
    }
}

/// How the objects of a kind give their memory.
pub struct BufferOps {
    pub memory: fn(&mut Context, Value) -> PyResult<Memory>,
    /// By the old interface; `text` as characters too.
    pub old: bool,
    pub text: bool,
    /// By the new interface.
    pub new: bool,
    /// Items of the new interface: `struct` code and size.
    pub format: fn(Value) -> (&'static str, usize),
}

/// One unsigned byte an item.
pub fn plain_bytes(_: Value) -> (&'static str, usize) {
    ("B", 1)
}

impl Context {
    /// Declares how objects of `kind` give their memory.
    pub fn register_buffer(&mut self, kind: u8, ops: &'static BufferOps) {
        if self.ext.buffers.is_empty() {
            self.ext.buffers.resize(256, None);
        }
        self.ext.buffers[kind as usize] = Some(ops);
    }

    pub fn buffer_ops(&self, value: Value) -> Option<&'static BufferOps> {
        self.ext.buffers.get(value.kind() as usize).copied().flatten()
    }

    /// The object's memory by either interface; unicode is none.
    pub fn memory_of(&mut self, value: Value) -> PyResult<Option<Memory>> {
        if let Some(text) = value.downcast::<StrObject>() {
            return Ok(Some(Memory::of_str(text)));
        }
        match self.buffer_ops(value) {
            Some(ops) => (ops.memory)(self, value).map(Some),
            None => Ok(None),
        }
    }

    /// Characters of str, unicode (by the default encoding) or what has the old interface; TypeError.
    pub fn char_buffer(&mut self, value: Value) -> PyResult<Memory> {
        if let Some(text) = value.downcast::<StrObject>() {
            return Ok(Memory::of_str(text));
        }
        if value.is_kind(kind::UNICODE) {
            return self.encode_default(value).map(Memory::of_str);
        }
        match self.buffer_ops(value) {
            Some(ops) if ops.text => (ops.memory)(self, value),
            _ => raise!(self, TypeError, "expected a string or other character buffer object"),
        }
    }

    /// Memory to read, of whatever has any; TypeError. Unicode gives its internal form, code points of four bytes.
    pub fn buffer_bytes(&mut self, value: Value) -> PyResult<Memory> {
        if let Some(memory) = self.memory_of(value)? {
            return Ok(memory);
        }
        if let Some(text) = value.downcast::<UnicodeObject>() {
            return self.internal_form(text).map(Memory::of_str);
        }
        raise!(self, TypeError, "expected a readable buffer object")
    }

    /// Memory to write; TypeError.
    pub fn buffer_bytes_mut(&mut self, value: Value) -> PyResult<Memory> {
        match self.memory_of(value)? {
            Some(memory) if memory.is_writable() => Ok(memory),
            _ => raise!(self, TypeError, "expected a writeable buffer object"),
        }
    }

    /// Memory by the new interface; empty where the object has none.
    pub fn new_buffer(&mut self, value: Value) -> PyResult<Option<Memory>> {
        if let Some(text) = value.downcast::<StrObject>() {
            return Ok(Some(Memory::of_str(text)));
        }
        match self.buffer_ops(value) {
            Some(ops) if ops.new => (ops.memory)(self, value).map(Some),
            _ => Ok(None),
        }
    }

    /// A unicode's code points as little-endian words, the form that 2.7's wide builds keep in memory.
    pub fn internal_form(&mut self, text: Gc<UnicodeObject>) -> PyResult<Gc<StrObject>> {
        let bytes = text::codecs::utf32::encode(text.get().chars(), text::codecs::ByteOrder::Little);
        self.try_new_str(&bytes)
    }

    /// The bytes of a str, unicode (encoded) or buffer argument as a str object that nobody changes.
    pub fn buffer_str(&mut self, value: Value) -> PyResult<Option<Gc<StrObject>>> {
        if let Some(text) = value.downcast::<StrObject>() {
            return Ok(Some(text));
        }
        if value.is_kind(kind::UNICODE) {
            return self.encode_default(value).map(Some);
        }
        match self.memory_of(value)? {
            Some(memory) => self.try_new_str(&memory).map(Some),
            None => Ok(None),
        }
    }
}

/// What messages call the type of a refused argument.
pub fn given_name(cx: &mut Context, value: Value) -> String {
    if value.is_none() { "None".to_string() } else { cx.type_name(value) }
}

/// An argument of any kind that has bytes ("s*"): str, unicode by the default encoding, buffers. Copied unless it is a str, so
/// that it does not change.
#[derive(Clone, Copy)]
pub struct ReadBuffer(pub Gc<StrObject>);

impl std::ops::Deref for ReadBuffer {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.0.get().bytes()
    }
}

impl FromArg for ReadBuffer {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<ReadBuffer> {
        match cx.buffer_str(value)? {
            Some(bytes) => Ok(ReadBuffer(bytes)),
            None => {
                let given = given_name(cx, value);
                raise!(cx, TypeError, "{}() argument {} must be string or buffer, not {given}", arg.function, arg.index)
            }
        }
    }
}

/// An argument whose memory is written to ("w*").
#[derive(Clone, Copy)]
pub struct WriteBuffer(pub Memory);

impl FromArg for WriteBuffer {
    fn from_arg(cx: &mut Context, value: Value, arg: Arg) -> PyResult<WriteBuffer> {
        match cx.memory_of(value)? {
            Some(memory) if memory.is_writable() => Ok(WriteBuffer(memory)),
            _ => {
                let given = given_name(cx, value);
                raise!(cx, TypeError, "{}() argument {} must be read-write buffer, not {given}", arg.function, arg.index)
            }
        }
    }
}
