//! `str` and `basestring`: construction, operators, and what `Context` offers for text.
//!
//! A method given a unicode argument goes on as the unicode method, its own text decoded by the default encoding. Methods
//! answer exact str, even where the receiver is of a subclass.

mod iter;
mod methods;

pub use iter::new_iterator;
pub use methods::{Items, ask_for_pieces, ask_for_places, find_bytes, too_long};

use crate::context::Context;
use crate::error::PyResult;
use crate::names::Special;
use crate::protocols::compare::CompareOp;
use crate::strings::{StrObject, init_inline};
use crate::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::types::slice::{self, SliceObject};
use crate::types::text_args::repeat_count;
use crate::value::{Slot, Value};
use crate::{Gc, UnicodeObject, kind, not_implemented, py_bool, py_methods, raise};

pub static BASESTRING: TypeDecl = TypeDecl {
    doc: "Common base of str and unicode; it has no instances of its own.",
    methods: &[abstract_new::BASESTRING_METHODS],
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("basestring", kind::INSTANCE)
};

pub static STR: TypeDecl = TypeDecl {
    doc: "str(object='') -> str\n\nThe object as text that reads well. A str is itself.",
    base: Some(&BASESTRING),
    methods: &[STR_OPERATORS, methods::STR_METHODS, crate::formatting::template::STR_FORMAT_METHODS],
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("str", kind::STR)
};

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    iter::register_layouts(heap);
    crate::formatting::template::register_layouts(heap);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&STR);
    iter::register(cx);
    crate::formatting::template::register(cx);
}

mod abstract_new {
    use super::*;
    py_methods! { BASESTRING_METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let _ = (class, args);
            raise!(cx, TypeError, "The basestring type cannot be instantiated")
        }
    }
}

/// An instance of `class`, `str` or a subclass, with these bytes.
pub fn new_of_class(cx: &mut Context, class: Gc<TypeObject>, bytes: &[u8]) -> PyResult {
    let text = cx.allocate_for::<StrObject>(class, bytes.len())?;
    init_inline(text, bytes);
    Ok(text.value())
}

/// The bytes at these positions of a sequence of bytes, by a slice that fits it.
pub fn strided(bytes: &[u8], start: isize, step: isize, count: usize) -> impl Iterator<Item = u8> + '_ {
    (0..count).map(move |i| bytes.get((start + step * i as isize) as usize).copied().unwrap_or(0))
}

/// `text[from..to]`, bounds clipped.
#[inline]
pub fn part(cx: &mut Context, text: Gc<StrObject>, from: usize, to: usize) -> PyResult<Gc<StrObject>> {
    let bytes = text.get().bytes();
    let to = to.min(bytes.len());
    if from == 0 && to == bytes.len() && text.header.shape == u32::from(kind::STR) {
        return Ok(text);
    }
    if from >= to { Ok(cx.empty_str) } else { cx.try_new_str(&bytes[from..to]) }
}

/// `text[lo:hi]` where the bounds are absent, None or small ints; else `None`.
#[inline]
pub fn quick_bounds(len: usize, lo: Slot, hi: Slot) -> Option<(usize, usize)> {
    let bound = |slot: Slot, default: usize| match slot {
        None => Some(default),
        Some(value) => match value.as_small() {
            Some(n) => Some(if n < 0 { n.saturating_add(len as i64).max(0) } else { n.min(len as i64) } as usize),
            None if value.is_none() => Some(default),
            None => None,
        },
    };
    Some((bound(lo, 0)?, bound(hi, len)?))
}

impl Context {
    /// A str, or the unicode that `__str__` gave: what `%s` shows.
    pub fn str_or_unicode(&mut self, value: Value) -> PyResult {
        match value.shape() {
            shape if shape == u32::from(kind::STR) || shape == u32::from(kind::UNICODE) => return Ok(value),
            _ => {}
        }
        self.check_native_stack(" while getting the str of an object")?;
        let w_text = match self.special_of(value, Special::Str) {
            Some(w_str) => self.call_special(w_str, value, &[])?,
            None => return self.repr(value).map(Gc::value),
        };
        match w_text.kind() {
            kind::STR | kind::UNICODE => Ok(w_text),
            _ => {
                let given = self.type_name(w_text);
                raise!(self, TypeError, "__str__ returned non-string (type {given})")
            }
        }
    }

    /// Makes an exception pending whose message need not be UTF-8.
    #[cold]
    pub fn error_bytes(&mut self, exc: crate::Exc, message: &[u8]) -> crate::Raised {
        let text = self.new_str(message).value();
        self.error_with(exc, &[text])
    }

    /// `times` copies of the text.
    pub fn repeat_str(&mut self, text: Gc<StrObject>, times: usize) -> PyResult<Gc<StrObject>> {
        let bytes = text.get().bytes();
        if times == 1 && text.header.shape == u32::from(kind::STR) {
            return Ok(text);
        }
        let Some(len) = bytes.len().checked_mul(times).filter(|&len| len <= isize::MAX as usize) else {
            raise!(self, OverflowError, "repeated string is too long");
        };
        self.build_str(len, |to| fill_repeated(to, bytes))
    }
}

/// Fills `to` with copies of `bytes`.
pub fn fill_repeated(to: &mut [u8], bytes: &[u8]) {
    match *bytes {
        [] => {}
        [byte] => to.fill(byte),
        _ => {
            let mut done = bytes.len().min(to.len());
            to[..done].copy_from_slice(&bytes[..done]);
            while done < to.len() {
                let (made, rest) = to.split_at_mut(done);
                let n = made.len().min(rest.len());
                rest[..n].copy_from_slice(&made[..n]);
                done += n;
            }
        }
    }
}

fn compare(op: CompareOp, this: Gc<StrObject>, other: Value) -> Value {
    let Some(other) = other.downcast::<StrObject>() else { return not_implemented() };
    let (a, b) = (this.get().bytes(), other.get().bytes());
    py_bool(match op {
        CompareOp::Eq => a == b,
        CompareOp::Ne => a != b,
        _ => op.holds(a.cmp(b)),
    })
}

py_methods! { STR_OPERATORS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let [object] = match *args.positional {
            [object] if args.keywords.is_empty() => [Some(object)],
            _ => args.parse(cx, "str", &["object"], 0)?,
        };
        let text = match object {
            Some(object) => cx.str(object)?,
            None => cx.empty_str,
        };
        let exact = STR.get(cx);
        if class == exact {
            return Ok(text.value());
        }
        new_of_class(cx, class, text.get().bytes())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<StrObject>) -> PyResult<Gc<StrObject>> {
        let mut out = Vec::with_capacity(this.len() + 2);
        text::repr::write_bytes_repr(&mut out, this.get().bytes());
        cx.try_new_str(&out)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<StrObject>) -> PyResult<Gc<StrObject>> {
        part(cx, this, 0, usize::MAX)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<StrObject>) -> i64 {
        let _ = cx;
        this.hash() as i64
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<StrObject>) -> usize {
        let _ = cx;
        this.len()
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<StrObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<StrObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Ne, this, other)
    }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Gc<StrObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Lt, this, other)
    }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Gc<StrObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Le, this, other)
    }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Gc<StrObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Gt, this, other)
    }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Gc<StrObject>, other: Value) -> Value {
        let _ = cx;
        compare(CompareOp::Ge, this, other)
    }
    /// x.__add__(y) <==> x+y
    fn __add__(cx: &mut Context, this: Gc<StrObject>, other: Value) -> PyResult {
        if let Some(other) = other.downcast::<StrObject>() {
            return cx.concat_str(this, other).map(Gc::value);
        }
        match other.kind() {
            kind::UNICODE => {
                let text = cx.decode_default(this)?;
                let other = cx.to_unicode(other)?;
                cx.concat_unicode(text, other).map(Gc::value)
            }
            kind::BYTEARRAY => crate::types::bytearray::concat(cx, this.value(), other),
            _ => Ok(not_implemented()),
        }
    }
    /// x.__mul__(n) <==> x*n
    fn __mul__(cx: &mut Context, this: Gc<StrObject>, times: Value) -> PyResult {
        match repeat_count(cx, times)? {
            Some(times) => cx.repeat_str(this, times).map(Gc::value),
            None => Ok(not_implemented()),
        }
    }
    /// x.__rmul__(n) <==> n*x
    fn __rmul__(cx: &mut Context, this: Gc<StrObject>, times: Value) -> PyResult {
        match repeat_count(cx, times)? {
            Some(times) => cx.repeat_str(this, times).map(Gc::value),
            None => Ok(not_implemented()),
        }
    }
    /// x.__mod__(y) <==> x%y
    fn __mod__(cx: &mut Context, this: Gc<StrObject>, args: Value) -> PyResult {
        cx.percent_format(this.value(), args)
    }
    /// x.__rmod__(y) <==> y%x
    fn __rmod__(cx: &mut Context, this: Gc<StrObject>, format: Value) -> PyResult {
        match format.kind() {
            kind::STR => cx.percent_format(format, this.value()),
            _ => Ok(not_implemented()),
        }
    }
    /// x.__contains__(y) <==> y in x
    fn __contains__(cx: &mut Context, this: Gc<StrObject>, item: Value) -> PyResult<bool> {
        if let Some(item) = item.downcast::<StrObject>() {
            return Ok(<u8 as text::strfind::Search>::find(this.get().bytes(), item.get().bytes()).is_some());
        }
        if let Some(item) = item.downcast::<UnicodeObject>() {
            let text = cx.decode_default(this)?;
            return Ok(text::strfind::find_chars(text.get().chars(), item.get().chars()).is_some());
        }
        let given = cx.type_name(item);
        raise!(cx, TypeError, "'in <string>' requires string as left operand, not {given}")
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<StrObject>, index: Value) -> PyResult {
        if let Some(range) = index.downcast::<SliceObject>() {
            let bytes = this.get().bytes();
            let (start, step, count) = slice::unpack(cx, range, || bytes.len())?;
            if step == 1 {
                let start = start as usize;
                return part(cx, this, start, start + count).map(Gc::value);
            }
            let text = cx.build_str(count, |to| {
                for (to, byte) in to.iter_mut().zip(strided(bytes, start, step, count)) {
                    *to = byte;
                }
            })?;
            return Ok(if count == 1 { cx.byte_strs[usize::from(text.get().bytes()[0])].value() } else { text.value() });
        }
        if !cx.is_index(index) {
            let given = cx.type_name(index);
            raise!(cx, TypeError, "string indices must be integers, not {given}");
        }
        let at = cx.subscript(index)?;
        match crate::Index(at).within(this.len()) {
            Some(at) => Ok(cx.byte_strs[usize::from(this.get().bytes()[at])].value()),
            None => raise!(cx, IndexError, "string index out of range"),
        }
    }
    /// x.__getslice__(i, j) <==> x[i:j]
    fn __getslice__(cx: &mut Context, this: Gc<StrObject>, from: i64, to: i64) -> PyResult<Gc<StrObject>> {
        part(cx, this, from.max(0) as usize, to.max(0) as usize)
    }
    /// arguments that make an equal str
    fn __getnewargs__(cx: &mut Context, this: Gc<StrObject>) -> PyResult {
        let text = part(cx, this, 0, usize::MAX)?;
        Ok(cx.new_tuple(&[text.value()]).value())
    }
    /// S.__format__(format_spec) -> string
    fn __format__(cx: &mut Context, this: Gc<StrObject>, spec: Value) -> PyResult {
        crate::formatting::spec::text_method(cx, this.value(), spec)
    }
    /// S.__sizeof__() -> size of S in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: Gc<StrObject>) -> usize {
        let _ = cx;
        37 + this.len()
    }
}
