//! `unicode`: construction and operators. Text is stored at 1, 2 or 4 bytes a code point, whatever suffices.

mod methods;
pub mod ops;

pub use methods::{count_in, find_in, join_items, partition_at, replace_in, split_at, strip_ends, tail_match, translate_by};

use crate::context::Context;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::names::Special;
use crate::protocols::compare::CompareOp;
use crate::strings::{StrObject, UnicodeObject, init_unicode_inline};
use crate::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::types::slice::{self, SliceObject};
use crate::types::str::BASESTRING;
use crate::types::text_args::repeat_count;
use crate::value::Value;
use crate::{Gc, kind, not_implemented, py_bool, py_methods, raise};
use text::chars::{Chars, CharsBuf};
use text::with_units;

pub static UNICODE: TypeDecl = TypeDecl {
    doc: "unicode(object='') -> unicode\nunicode(bytes[, encoding[, errors]]) -> unicode\n\nThe object as text; bytes are \
          decoded, by the default encoding unless another is given.",
    base: Some(&BASESTRING),
    methods: &[
        UNICODE_OPERATORS,
        methods::UNICODE_METHODS,
        methods::tests::UNICODE_TESTS,
        crate::formatting::template::UNICODE_FORMAT_METHODS,
    ],
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("unicode", kind::UNICODE)
};

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&UNICODE);
}

/// An instance of `class`, `unicode` or a subclass, with this text.
fn new_of_class(cx: &mut Context, class: Gc<TypeObject>, text: Chars) -> PyResult {
    let size = text.len() * text.width();
    let mut object = cx.allocate_for::<UnicodeObject>(class, size)?;
    with_units!(text, units => init_unicode_inline(&mut object, units));
    Ok(object.value())
}

/// `text[from..to]`, bounds clipped.
pub fn part(cx: &mut Context, text: Gc<UnicodeObject>, from: usize, to: usize) -> PyResult<Gc<UnicodeObject>> {
    let chars = text.get().chars();
    let to = to.min(chars.len());
    if from == 0 && to == chars.len() && text.header.shape == u32::from(kind::UNICODE) {
        return Ok(text);
    }
    cx.new_unicode_part(chars.slice(from.min(to)..to))
}

impl Context {
    /// `unicode(value)`: `__unicode__`, or `__str__` decoded.
    pub fn unicode(&mut self, value: Value) -> PyResult<Gc<UnicodeObject>> {
        if let Some(text) = value.exact::<UnicodeObject>() {
            return Ok(text);
        }
        if let Some(text) = value.exact::<StrObject>() {
            return self.decode_default(text);
        }
        self.check_native_stack(" while getting the str of an object")?;
        let w_result = match self.own_unicode(value)? {
            Some(w_result) => w_result,
            // Of a subclass without `__unicode__`.
            None if value.is_kind(kind::UNICODE) => return self.to_unicode(value),
            None => match self.special_of(value, Special::Str) {
                Some(w_str) => self.call_special(w_str, value, &[])?,
                None => self.repr(value)?.value(),
            },
        };
        match w_result.downcast::<UnicodeObject>() {
            Some(text) => Ok(text),
            None => self.decode_object(w_result, None, None),
        }
    }

    /// What the object's `__unicode__` gives, if it has one.
    fn own_unicode(&mut self, value: Value) -> PyResult<Option<Value>> {
        if value.is_kind(kind::OLD_INSTANCE) {
            let name = self.name(Special::Unicode);
            return match self.getattr(value, name) {
                Ok(w_method) => self.call(w_method, &[]).map(Some),
                Err(_) => {
                    self.take_error();
                    Ok(None)
                }
            };
        }
        match self.special_of(value, Special::Unicode) {
            Some(w_method) => self.call_special(w_method, value, &[]).map(Some),
            None => Ok(None),
        }
    }

    /// `times` copies of the text.
    pub fn repeat_unicode(&mut self, text: Gc<UnicodeObject>, times: usize) -> PyResult<Gc<UnicodeObject>> {
        if times == 1 {
            return part(self, text, 0, usize::MAX);
        }
        let chars = text.get().chars();
        if times == 0 || chars.is_empty() {
            return self.new_unicode_latin1(b"");
        }
        let Some(len) = chars.len().checked_mul(times).filter(|&len| len < usize::MAX / 4) else {
            raise!(self, OverflowError, "repeated string is too long");
        };
        if len > isize::MAX as usize / 4 {
            return Err(self.memory_error());
        }
        macro_rules! repeated {
            ($units:expr, $wrap:expr) => {{
                let mut all = Vec::new();
                if all.try_reserve_exact(len).is_err() {
                    return Err(self.memory_error());
                }
                for _ in 0..times {
                    all.extend_from_slice($units);
                }
                self.new_unicode($wrap(&all))
            }};
        }
        match chars {
            Chars::One(units) => repeated!(units, Chars::One),
            Chars::Two(units) => repeated!(units, Chars::Two),
            Chars::Four(units) => repeated!(units, Chars::Four),
        }
    }
}

/// Comparison with text, or bytes that decode; those that do not are unequal, with a warning.
fn compare(cx: &mut Context, op: CompareOp, this: Gc<UnicodeObject>, other: Value) -> PyResult {
    if let Some(other) = other.downcast::<UnicodeObject>() {
        let (a, b) = (this.get().chars(), other.get().chars());
        return Ok(py_bool(match op {
            CompareOp::Eq => a == b,
            CompareOp::Ne => a != b,
            _ => op.holds(a.cmp(&b)),
        }));
    }
    if !other.is_kind(kind::STR) && cx.buffer_ops(other).is_none_or(|ops| !ops.text) {
        return Ok(not_implemented());
    }
    match cx.to_unicode(other) {
        Ok(other) => compare(cx, op, this, other.value()),
        Err(raised) => {
            if cx.catch(Exc::TypeError) {
                return Ok(not_implemented());
            }
            if matches!(op, CompareOp::Eq | CompareOp::Ne) && cx.catch(Exc::UnicodeDecodeError) {
                let word = if op == CompareOp::Eq { "equal" } else { "unequal" };
                let message = format!(
                    "Unicode {word} comparison failed to convert both arguments to Unicode - interpreting them as being unequal"
                );
                cx.warn(Exc::UnicodeWarning, &message)?;
                return Ok(py_bool(op == CompareOp::Ne));
            }
            Err(raised)
        }
    }
}

py_methods! { UNICODE_OPERATORS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let [string, encoding, errors] = args.parse(cx, "unicode", &["string", "encoding", "errors"], 0)?;
        let mut names = [None; 2];
        for (i, given) in [encoding, errors].into_iter().enumerate() {
            if let Some(given) = given {
                let arg = crate::Arg { function: "unicode", index: i + 2 };
                names[i] = <Option<crate::Bytes> as crate::FromArg>::from_arg(cx, given, arg)?.map(|name| name.0);
            }
        }
        let text = match string {
            None => cx.new_unicode_latin1(b"")?,
            Some(string) if encoding.is_none() && errors.is_none() => cx.unicode(string)?,
            Some(string) => cx.decode_object(string, names[0], names[1])?,
        };
        let exact = UNICODE.get(cx);
        if class == exact {
            return Ok(text.value());
        }
        new_of_class(cx, class, text.get().chars())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<UnicodeObject>) -> PyResult<Gc<StrObject>> {
        let text = text::repr::unicode_repr(this.get().chars());
        cx.try_new_str(&text)
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Gc<UnicodeObject>) -> PyResult<Gc<StrObject>> {
        cx.encode_default(this.value())
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<UnicodeObject>) -> i64 {
        let _ = cx;
        this.hash() as i64
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<UnicodeObject>) -> usize {
        let _ = cx;
        this.len()
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<UnicodeObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<UnicodeObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ne, this, other)
    }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Gc<UnicodeObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Lt, this, other)
    }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Gc<UnicodeObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Le, this, other)
    }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Gc<UnicodeObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Gt, this, other)
    }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Gc<UnicodeObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ge, this, other)
    }
    /// x.__add__(y) <==> x+y
    fn __add__(cx: &mut Context, this: Gc<UnicodeObject>, other: Value) -> PyResult {
        match other.kind() {
            // The operator itself says what is wrong with these.
            kind::UNICODE | kind::STR | kind::BYTEARRAY => {}
            _ if cx.buffer_ops(other).is_some_and(|ops| ops.text) => {}
            _ => return Ok(not_implemented()),
        }
        let other = cx.to_unicode(other)?;
        cx.concat_unicode(this, other).map(Gc::value)
    }
    /// x.__mul__(n) <==> x*n
    fn __mul__(cx: &mut Context, this: Gc<UnicodeObject>, times: Value) -> PyResult {
        match repeat_count(cx, times)? {
            Some(times) => cx.repeat_unicode(this, times).map(Gc::value),
            None => Ok(not_implemented()),
        }
    }
    /// x.__rmul__(n) <==> n*x
    fn __rmul__(cx: &mut Context, this: Gc<UnicodeObject>, times: Value) -> PyResult {
        match repeat_count(cx, times)? {
            Some(times) => cx.repeat_unicode(this, times).map(Gc::value),
            None => Ok(not_implemented()),
        }
    }
    /// x.__mod__(y) <==> x%y
    fn __mod__(cx: &mut Context, this: Gc<UnicodeObject>, args: Value) -> PyResult {
        cx.percent_format(this.value(), args)
    }
    /// x.__rmod__(y) <==> y%x
    fn __rmod__(cx: &mut Context, this: Gc<UnicodeObject>, format: Value) -> PyResult {
        match format.kind() {
            kind::UNICODE => cx.percent_format(format, this.value()),
            _ => Ok(not_implemented()),
        }
    }
    /// x.__contains__(y) <==> y in x
    fn __contains__(cx: &mut Context, this: Gc<UnicodeObject>, item: Value) -> PyResult<bool> {
        let item = cx.to_unicode(item)?;
        Ok(text::strfind::find_chars(this.get().chars(), item.get().chars()).is_some())
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<UnicodeObject>, index: Value) -> PyResult {
        let chars = this.get().chars();
        if let Some(range) = index.downcast::<SliceObject>() {
            let (start, step, count) = slice::unpack(cx, range, || chars.len())?;
            if step == 1 {
                let start = start as usize;
                return part(cx, this, start, start + count).map(Gc::value);
            }
            let picked: CharsBuf = (0..count).filter_map(|i| chars.get((start + step * i as isize) as usize)).collect();
            return cx.new_unicode(picked.finish().as_chars()).map(Gc::value);
        }
        if !cx.is_index(index) {
            raise!(cx, TypeError, "string indices must be integers");
        }
        let at = cx.subscript(index)?;
        match crate::Index(at).within(chars.len()) {
            Some(at) => cx.new_unicode_char(chars.at(at)).map(Gc::value),
            None => raise!(cx, IndexError, "string index out of range"),
        }
    }
    /// x.__getslice__(i, j) <==> x[i:j]
    fn __getslice__(cx: &mut Context, this: Gc<UnicodeObject>, from: i64, to: i64) -> PyResult<Gc<UnicodeObject>> {
        part(cx, this, from.max(0) as usize, to.max(0) as usize)
    }
    /// arguments that make an equal unicode
    fn __getnewargs__(cx: &mut Context, this: Gc<UnicodeObject>) -> PyResult {
        let text = part(cx, this, 0, usize::MAX)?;
        Ok(cx.new_tuple(&[text.value()]).value())
    }
    /// S.__format__(format_spec) -> unicode
    fn __format__(cx: &mut Context, this: Gc<UnicodeObject>, spec: Value) -> PyResult {
        crate::formatting::spec::text_method(cx, this.value(), spec)
    }
    /// S.__sizeof__() -> size of S in memory, in bytes
    fn __sizeof__(cx: &mut Context, this: Gc<UnicodeObject>) -> usize {
        let _ = cx;
        52 + 4 * this.len()
    }
}
