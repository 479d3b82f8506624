//! `array`: numbers or characters packed in memory.
//!
//! The bytes lie in a buffer that is replaced when it is too small. A value to store is converted before the place is
//! looked for: converting may run Python code that changes the array.
//!
//! Source: library reference 8.6 (2.7), `arraymodule.c` for messages.

#![allow(unsafe_code)] // bytes of the buffer, heap object layouts

mod file;
mod item;
mod methods;
mod sequence;

use crate::kinds;
use item::Code;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::protocols::buffer::{BufferOps, Memory, plain_bytes};
use object_model::protocols::iterate;
use object_model::strings::{RawBuffer, new_raw};
use object_model::typeobject::{BASETYPE, NO_NEW, TypeDecl, TypeObject, WITH_WEAKREF};
use object_model::{
    Args, Context, DictObject, Gc, ListObject, ModuleDecl, Object, PyResult, StrObject, TupleObject, UnicodeObject, Value,
    none, py_methods, raise,
};

pub static MODULE: ModuleDecl =
    ModuleDecl { doc: "Arrays of numbers or characters of one C type.", setup: Some(setup), ..ModuleDecl::new("array") };

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<ArrayObject>(cx, &ARRAY, &LAYOUT);
    kinds::register::<ArrayIterator>(cx, &ITERATOR, &ITERATOR_LAYOUT);
    cx.register_next(kinds::ARRAY_ITERATOR, next);
    cx.register_item(kinds::ARRAY, sequence::NATIVE_ITEM);
    static MEMORY: BufferOps =
        BufferOps { memory: |_, this| Ok(memory(this)), old: true, text: false, new: false, format: plain_bytes };
    cx.register_buffer(kinds::ARRAY, &MEMORY);
    let class = ARRAY.get(cx).value();
    cx.dict_put(dict, "array", class);
    cx.dict_put(dict, "ArrayType", class);
    Ok(())
}

#[repr(C)]
pub struct ArrayObject {
    pub header: Header,
    buffer: Option<Gc<RawBuffer>>,
    /// Items.
    len: usize,
    code: Code,
}

// SAFETY: made by `allocate`.
unsafe impl Object for ArrayObject {
    const KIND: u8 = kinds::ARRAY;
    const NAME: &'static str = "array.array";
}

object_model::fixed_layout!(LAYOUT: ArrayObject, |this, tracer| {
    tracer.word(this.buffer.map_or(0, |buffer| buffer.value().bits()));
});

pub static ARRAY: TypeDecl = TypeDecl {
    module: "array",
    doc: "array(typecode[, initializer]) -> an array of the type that the code names\n\n\
Codes: c character, u Unicode character, b B signed and unsigned char, h H short, i I int, l L long, f float, d double.",
    methods: &[METHODS, methods::METHODS, file::METHODS, sequence::METHODS],
    getset: GETSET,
    flags: BASETYPE | WITH_WEAKREF,
    setup: Some(kinds::unhashable),
    ..TypeDecl::new("array", kinds::ARRAY)
};

static GETSET: &[GetSet] = &[
    GetSet { name: "typecode", doc: "the letter of the items' type", get: get_typecode, set: None },
    GetSet {
        name: "itemsize",
        doc: "bytes of one item",
        get: |_, this| Ok(Value::small(receiver(this).code.size() as i64)),
        set: None,
    },
];

fn receiver(this: Value) -> Gc<ArrayObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

fn get_typecode(cx: &mut Context, this: Value) -> PyResult {
    Ok(cx.new_str(&[receiver(this).code.letter()]).value())
}

fn memory(this: Value) -> Memory {
    let this = receiver(this);
    let data = this.buffer.map_or(std::ptr::null_mut(), |buffer| buffer.data());
    // SAFETY: the bytes lie in the buffer; without one there are none.
    unsafe { Memory::new(data, this.byte_len(), true) }
}

impl ArrayObject {
    #[inline]
    fn byte_len(&self) -> usize {
        self.len * self.code.size()
    }
    /// The items' bytes, for as long as the array does not change.
    #[inline]
    fn bytes(&self) -> &'static [u8] {
        match self.buffer {
            // SAFETY: the buffer is that long and kept alive by the array, which is on the native stack.
            Some(buffer) => unsafe { std::slice::from_raw_parts(buffer.data(), self.byte_len()) },
            None => &[],
        }
    }
    #[inline]
    #[allow(clippy::mut_from_ref)]
    fn bytes_mut(&self) -> &'static mut [u8] {
        match self.buffer {
            // SAFETY: as above; nothing else looks at the bytes meanwhile.
            Some(buffer) => unsafe { std::slice::from_raw_parts_mut(buffer.data(), self.byte_len()) },
            None => &mut [],
        }
    }
    /// Item `at`, which is there and `N` bytes long.
    #[inline]
    fn fixed<const N: usize>(&self, at: usize) -> [u8; N] {
        let mut item = [0; N];
        item.copy_from_slice(&self.bytes()[at * N..(at + 1) * N]);
        item
    }
    /// Writes item `at`, which is there and `N` bytes long.
    #[inline]
    fn set_fixed<const N: usize>(&self, at: usize, item: [u8; N]) {
        self.bytes_mut()[at * N..(at + 1) * N].copy_from_slice(&item);
    }
    fn item_bytes(&self, at: usize) -> Option<&'static [u8]> {
        let size = self.code.size();
        if at < self.len { self.bytes().get(at * size..(at + 1) * size) } else { None }
    }
}

/// The item at a position.
fn item(cx: &mut Context, this: Gc<ArrayObject>, at: usize) -> PyResult<Option<Value>> {
    match this.item_bytes(at) {
        Some(bytes) => this.code.load(cx, bytes).map(Some),
        None => Ok(None),
    }
}

/// Makes the array `len` items long; new ones are zero.
fn resize(cx: &mut Context, mut this: Gc<ArrayObject>, len: usize) -> PyResult<()> {
    let size = this.code.size();
    let Some(bytes) = len.checked_mul(size).filter(|&bytes| bytes <= isize::MAX as usize) else {
        return Err(cx.memory_error());
    };
    let capacity = this.buffer.map_or(0, |buffer| buffer.capacity);
    if bytes > capacity {
        let room = if this.len == 0 { bytes } else { bytes + bytes / 8 + 16 * size };
        let Some(buffer) = new_raw(&mut cx.heap, room).or_else(|| new_raw(&mut cx.heap, bytes)) else {
            return Err(cx.memory_error());
        };
        let old = this.bytes();
        // SAFETY: the new buffer is longer.
        unsafe { old.as_ptr().copy_to_nonoverlapping(buffer.data(), old.len()) };
        cx.barrier(this);
        this.buffer = Some(buffer);
    } else if len > this.len {
        let from = this.byte_len();
        this.len = len;
        this.bytes_mut()[from..].fill(0);
        return Ok(());
    }
    this.len = len;
    if len == 0 {
        this.buffer = None;
    }
    Ok(())
}

fn append(cx: &mut Context, this: Gc<ArrayObject>, value: Value) -> PyResult<()> {
    let (bytes, size) = (this.code.store(cx, value)?, this.code.size());
    let at = this.len;
    resize(cx, this, at + 1)?;
    this.bytes_mut()[at * size..].copy_from_slice(&bytes[..size]);
    Ok(())
}

/// Appends whole items.
fn append_bytes(cx: &mut Context, this: Gc<ArrayObject>, bytes: &[u8]) -> PyResult<()> {
    let size = this.code.size();
    if !bytes.len().is_multiple_of(size) {
        raise!(cx, ValueError, "string length not a multiple of item size");
    }
    let from = this.byte_len();
    let Some(len) = this.len.checked_add(bytes.len() / size) else { return Err(cx.memory_error()) };
    resize(cx, this, len)?;
    this.bytes_mut()[from..].copy_from_slice(bytes);
    Ok(())
}

fn new_array(cx: &mut Context, code: Code) -> Gc<ArrayObject> {
    let mut this = cx.allocate::<ArrayObject>();
    this.code = code;
    this
}

/// A new array of these items.
fn array_of(cx: &mut Context, code: Code, bytes: &[u8]) -> PyResult<Gc<ArrayObject>> {
    let this = new_array(cx, code);
    append_bytes(cx, this, bytes)?;
    Ok(this)
}

fn extend(cx: &mut Context, this: Gc<ArrayObject>, source: Value) -> PyResult<()> {
    if let Some(other) = source.downcast::<ArrayObject>() {
        if other.code != this.code {
            raise!(cx, TypeError, "can only extend with array of same kind");
        }
        // The bytes may be this array's own, which growing replaces: the old buffer stays alive on the native stack.
        let held = other.buffer;
        let result = append_bytes(cx, this, other.bytes());
        std::hint::black_box(held);
        return result;
    }
    cx.for_each(source, |cx, value| append(cx, this, value))
}

fn append_unicode(cx: &mut Context, this: Gc<ArrayObject>, text: Gc<UnicodeObject>) -> PyResult<()> {
    for code in text.get().chars().iter() {
        append_bytes(cx, this, &code.to_ne_bytes())?;
    }
    Ok(())
}

fn typecode(cx: &mut Context, value: Value) -> PyResult<Code> {
    let letter = if let Some(text) = value.downcast::<StrObject>()
        && text.len() == 1
    {
        Some(text.bytes()[0])
    } else if let Some(text) = value.downcast::<UnicodeObject>()
        && text.len() == 1
    {
        // What is not ASCII is no typecode.
        text.chars().get(0).map(|code| u8::try_from(code).unwrap_or(0))
    } else {
        None
    };
    let Some(letter) = letter else {
        let given = cx.type_name(value);
        raise!(
            cx,
            TypeError,
            "array() argument 1 or typecode must be char (string or ascii-unicode with length 1), not {given}"
        );
    };
    match Code::of_letter(letter) {
        Some(code) => Ok(code),
        None => raise!(cx, ValueError, "bad typecode (must be c, b, B, u, h, H, i, I, l, L, f or d)"),
    }
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<ArrayObject>> {
        if !args.keywords.is_empty() && class == ARRAY.get(cx) {
            raise!(cx, TypeError, "array.array() does not take keyword arguments");
        }
        let positional = Args { positional: args.positional, ..Args::NONE };
        if args.positional.is_empty() {
            raise!(cx, TypeError, "array() takes at least 1 argument (0 given)");
        }
        let [code, initial] = positional.parse(cx, "array", &["typecode", "initializer"], 1)?;
        let code = typecode(cx, code.unwrap_or(none()))?;
        let mut this = cx.allocate_for::<ArrayObject>(class, 0)?;
        this.code = code;
        let Some(initial) = initial else { return Ok(this) };
        if let Some(text) = initial.downcast::<StrObject>() {
            append_bytes(cx, this, text.get().bytes())?;
        } else if let Some(text) = initial.downcast::<UnicodeObject>()
            && code == Code::Unicode
        {
            append_unicode(cx, this, text)?;
        } else if let Some(other) = initial.downcast::<ArrayObject>()
            && other.code == code
        {
            append_bytes(cx, this, other.bytes())?;
        } else if let Some(list) = initial.downcast::<ListObject>() {
            let mut i = 0;
            while let Some(value) = cx.list_get(list, i) {
                append(cx, this, value)?;
                i += 1;
            }
        } else if let Some(tuple) = initial.downcast::<TupleObject>() {
            for &value in tuple.get().items() {
                append(cx, this, value)?;
            }
        } else {
            cx.for_each(initial, |cx, value| append(cx, this, value))?;
        }
        Ok(this)
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Gc<ArrayObject>) -> Gc<ArrayIterator> {
        let mut iterator = cx.allocate::<ArrayIterator>();
        iterator.array = this.value();
        iterator
    }
}

#[repr(C)]
pub struct ArrayIterator {
    pub header: Header,
    array: Value,
    index: usize,
}

// SAFETY: made by `__iter__`.
unsafe impl Object for ArrayIterator {
    const KIND: u8 = kinds::ARRAY_ITERATOR;
    const NAME: &'static str = "arrayiterator";
}

object_model::fixed_layout!(ITERATOR_LAYOUT: ArrayIterator, |this, tracer| { tracer.word(this.array.bits()); });

static ITERATOR: TypeDecl =
    TypeDecl { methods: &[iterate::ITERATOR], flags: NO_NEW, ..TypeDecl::new("arrayiterator", kinds::ARRAY_ITERATOR) };

fn next(cx: &mut Context, this: Value) -> PyResult<Option<Value>> {
    let Some(mut this) = this.downcast::<ArrayIterator>() else { return Ok(None) };
    let Some(array) = this.array.downcast::<ArrayObject>() else { return Ok(None) };
    let found = item(cx, array, this.index)?;
    this.index += usize::from(found.is_some());
    Ok(found)
}
