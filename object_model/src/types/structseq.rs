//! Struct sequences: fixed-length sequences whose items also have names (`os.stat_result`, `sys.version_info`).
//!
//! A type is one `StructSequence`: the names of its fields, how many of them are items, and how many items have no name
//! (those stand last among the items). They are no tuples, but behave as their items' tuple in every operator.
//!
//! Source: library reference, `os.stat_result`, `time.struct_time`; behaviour of `structseq.c` of CPython 2.7.

#![allow(unsafe_code)] // inline storage

use crate::context::Context;
use crate::declare::{FnDecl, GetSet};
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::protocols::compare::CompareOp;
use crate::protocols::number::BinaryOp;
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::typeobject::{NO_DICT, NO_WEAKREF, TypeDecl, TypeObject};
use crate::value::Value;
use crate::{DictObject, kind, none, py_methods, raise};
use gc::Header;

/// A declared struct sequence type.
pub struct StructSequence {
    pub decl: TypeDecl,
    /// Named fields: those that are items first, then those that are attributes only.
    pub fields: &'static [&'static str],
    /// Number of items.
    pub visible: usize,
    /// Items without a name, the last ones.
    pub unnamed: usize,
    /// Programs cannot make instances.
    pub closed: bool,
}

/// An object: its fields inline behind the layout.
#[repr(C)]
pub struct StructObject {
    pub header: Header,
    info: &'static StructSequence,
    len: usize,
}

// SAFETY: made by `StructSequence::make`.
unsafe impl Object for StructObject {
    const KIND: u8 = kind::STRUCT_SEQUENCE;
    const NAME: &'static str = "structseq";
}

const ITEMS: usize = size_of::<StructObject>();

impl StructObject {
    fn all(&self) -> &'static [Value] {
        // SAFETY: `len` fields lie behind the object.
        unsafe { std::slice::from_raw_parts((&raw const *self).cast::<u8>().add(ITEMS).cast(), self.len) }
    }
    /// The items, without the fields that are attributes only.
    pub fn items(&self) -> &'static [Value] {
        &self.all()[..self.info.visible]
    }
    pub fn info(&self) -> &'static StructSequence {
        self.info
    }
}

/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn struct_size(object: *const Header) -> usize {
    // SAFETY: a struct sequence, by the collector's contract.
    ITEMS + unsafe { (*object.cast::<StructObject>()).len } * 8
}

static LAYOUT: gc::KindInfo = {
    /// # Safety
    /// `KindInfo::trace`'s contract.
    unsafe fn trace(object: *mut Header, tracer: &mut gc::Tracer) {
        // SAFETY: as above; fields are set as soon as the length is.
        unsafe {
            tracer.words(object.cast::<u8>().add(ITEMS).cast(), (*object.cast::<StructObject>()).len);
            crate::layout::trace_ext(object, tracer);
        }
    }
    gc::KindInfo { name: "structseq", size: crate::layout::size, trace, weak: None, drop: None }
};

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_sized(heap, kind::STRUCT_SEQUENCE, struct_size, &LAYOUT);
}

/// Types that have been asked for.
#[derive(Default)]
struct Known(Vec<&'static StructSequence>);

fn info_of(cx: &mut Context, class: Gc<TypeObject>) -> Option<&'static StructSequence> {
    let decl = class.decl?;
    cx.ext.state::<Known>().0.iter().copied().find(|known| std::ptr::eq(&known.decl, decl))
}

impl StructSequence {
    /// A type `module.name`; see `getset` for the attributes.
    pub const fn new(
        module: &'static str,
        name: &'static str,
        doc: &'static str,
        fields: &'static [&'static str],
        getset: &'static [GetSet],
        visible: usize,
    ) -> StructSequence {
        let decl = TypeDecl {
            module,
            doc,
            methods: &OPEN,
            getset,
            flags: NO_DICT | NO_WEAKREF,
            setup: Some(setup),
            ..TypeDecl::new(name, kind::STRUCT_SEQUENCE)
        };
        StructSequence { decl, fields, visible, unnamed: 0, closed: false }
    }

    /// As it is, but programs cannot make instances.
    pub const fn closed(mut self) -> StructSequence {
        self.closed = true;
        self
    }

    /// As it is, the last `n` items without names.
    pub const fn with_unnamed(mut self, n: usize) -> StructSequence {
        self.unnamed = n;
        self
    }

    fn n_fields(&self) -> usize {
        self.fields.len() + self.unnamed
    }

    /// Number among all fields of the named field `at`.
    fn position(&self, at: usize) -> usize {
        if at < self.visible - self.unnamed { at } else { at + self.unnamed }
    }

    /// The type object.
    pub fn get(&'static self, cx: &mut Context) -> Gc<TypeObject> {
        let known = &mut cx.ext.state::<Known>().0;
        if !known.iter().any(|&other| std::ptr::eq(other, self)) {
            known.push(self);
        }
        self.decl.get(cx)
    }

    /// An object with these values for all fields; what is missing is None.
    pub fn make(&'static self, cx: &mut Context, values: &[Value]) -> PyResult {
        let class = self.get(cx);
        let n = self.n_fields();
        let mut object = cx.allocate_for::<StructObject>(class, n * 8)?;
        object.info = self;
        for at in 0..n {
            let value = values.get(at).copied().unwrap_or(none());
            // SAFETY: allocated with room for `n` fields.
            unsafe { object.pointer().cast::<u8>().add(ITEMS).cast::<Value>().add(at).write(value) };
        }
        object.len = n;
        Ok(object.value())
    }
}

/// Attributes for `N` named fields, in order.
pub const fn getset<const N: usize>(names: [&'static str; N]) -> [GetSet; N] {
    let mut table = [const { GetSet { name: "", doc: "", get: field::<0>, set: None } }; N];
    let mut at = 0;
    while at < N {
        table[at] = GetSet { name: names[at], doc: "", get: GETTERS[at], set: None };
        at += 1;
    }
    table
}

type Getter = fn(&mut Context, Value) -> PyResult;

const GETTERS_USED: usize = 24;
const GETTERS: [Getter; 24] = [
    field::<0>,
    field::<1>,
    field::<2>,
    field::<3>,
    field::<4>,
    field::<5>,
    field::<6>,
    field::<7>,
    field::<8>,
    field::<9>,
    field::<10>,
    field::<11>,
    field::<12>,
    field::<13>,
    field::<14>,
    field::<15>,
    field::<16>,
    field::<17>,
    field::<18>,
    field::<19>,
    field::<20>,
    field::<21>,
    field::<22>,
    field::<23>,
];

fn field<const AT: usize>(_: &mut Context, this: Value) -> PyResult {
    let Some(this) = this.downcast::<StructObject>() else { unreachable!("the descriptor has checked its receiver") };
    Ok(this.all().get(this.info.position(AT)).copied().unwrap_or(none()))
}

fn setup(cx: &mut Context, class: Gc<TypeObject>) {
    let Some(info) = info_of(cx, class) else { return };
    let dict = class.dict;
    for (name, n) in [("n_sequence_fields", info.visible), ("n_fields", info.n_fields()), ("n_unnamed_fields", info.unnamed)]
    {
        cx.dict_put(dict, name, Value::small(n as i64));
    }
}

fn tuple(cx: &mut Context, this: Gc<StructObject>) -> Gc<TupleObject> {
    cx.new_tuple(this.items())
}

/// The items' tuple, if it is a struct sequence.
pub fn as_tuple(cx: &mut Context, value: Value) -> Option<Gc<TupleObject>> {
    let this = value.downcast::<StructObject>()?;
    Some(tuple(cx, this))
}

fn compare(cx: &mut Context, op: CompareOp, this: Gc<StructObject>, other: Value) -> PyResult {
    let own = tuple(cx, this).value();
    let other = as_tuple(cx, other).map_or(other, Gc::value);
    cx.compare(op, own, other)
}

mod construct {
    use super::*;

    py_methods! { TABLE:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let Some(info) = info_of(cx, class) else { raise!(cx, TypeError, "cannot create '{}' instances", class.name_lossy()) };
            let name = cx.qualified_name(class);
            if info.closed {
                raise!(cx, TypeError, "cannot create '{name}' instances");
            }
            let [sequence, dict] = args.parse(cx, "structseq", &["sequence", "dict"], 1)?;
            let Some(sequence) = sequence else { raise!(cx, TypeError, "constructor requires a sequence") };
            let items = match cx.tuple_from(sequence) {
                Ok(items) => items,
                Err(raised) => {
                    if cx.catch(crate::Exc::TypeError) {
                        raise!(cx, TypeError, "constructor requires a sequence");
                    }
                    return Err(raised);
                }
            };
            let dict = match dict.map(|dict| dict.downcast::<DictObject>()) {
                Some(None) => raise!(cx, TypeError, "{name}() takes a dict as second arg, if any"),
                Some(found) => found,
                None => None,
            };
            let (given, least, most) = (items.len(), info.visible, info.n_fields());
            if least == most && given != least {
                raise!(cx, TypeError, "{name}() takes a {least}-sequence ({given}-sequence given)");
            }
            if given < least {
                raise!(cx, TypeError, "{name}() takes an at least {least}-sequence ({given}-sequence given)");
            }
            if given > most {
                raise!(cx, TypeError, "{name}() takes an at most {most}-sequence ({given}-sequence given)");
            }
            let mut values = [none(); GETTERS_USED * 2];
            values[..given].copy_from_slice(items.get().items());
            if let Some(dict) = dict {
                for (at, field) in info.fields.iter().enumerate() {
                    let at = info.position(at);
                    if at >= given && let Some(value) = cx.dict_find(dict, field) {
                        values[at] = value;
                    }
                }
            }
            info.make(cx, &values[..most])
        }
    }
}
use construct::TABLE as NEW;

static OPEN: [&[FnDecl]; 2] = [NEW, METHODS];

py_methods! { METHODS:
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<StructObject>) -> PyResult<Gc<StrObject>> {
        cx.check_native_stack(" while getting the repr of an object")?;
        let class = cx.class_of(this.value());
        let mut text = cx.qualified_name(class).into_bytes();
        text.push(b'(');
        for (at, (&item, name)) in this.items().iter().zip(this.info.fields).enumerate() {
            if at != 0 {
                text.extend_from_slice(b", ");
            }
            text.extend_from_slice(name.as_bytes());
            text.push(b'=');
            let part = cx.repr(item)?;
            text.extend_from_slice(part.get().bytes());
        }
        text.push(b')');
        cx.try_new_str(&text)
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Gc<StructObject>) -> PyResult<i64> {
        let own = tuple(cx, this).value();
        cx.hash_of(own)
    }
    /// x.__eq__(y) <==> x==y
    fn __eq__(cx: &mut Context, this: Gc<StructObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x!=y
    fn __ne__(cx: &mut Context, this: Gc<StructObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ne, this, other)
    }
    /// x.__lt__(y) <==> x<y
    fn __lt__(cx: &mut Context, this: Gc<StructObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Lt, this, other)
    }
    /// x.__le__(y) <==> x<=y
    fn __le__(cx: &mut Context, this: Gc<StructObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Le, this, other)
    }
    /// x.__gt__(y) <==> x>y
    fn __gt__(cx: &mut Context, this: Gc<StructObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Gt, this, other)
    }
    /// x.__ge__(y) <==> x>=y
    fn __ge__(cx: &mut Context, this: Gc<StructObject>, other: Value) -> PyResult {
        compare(cx, CompareOp::Ge, this, other)
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Gc<StructObject>) -> usize {
        let _ = cx;
        this.info.visible
    }
    /// x.__contains__(y) <==> y in x
    fn __contains__(cx: &mut Context, this: Gc<StructObject>, item: Value) -> PyResult<bool> {
        let own = tuple(cx, this).value();
        cx.contains(own, item)
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Gc<StructObject>, index: Value) -> PyResult {
        if let Some(&item) = index.as_small().and_then(|at| usize::try_from(at).ok()).and_then(|at| this.items().get(at)) {
            return Ok(item);
        }
        let own = tuple(cx, this).value();
        cx.getitem(own, index)
    }
    /// x.__getslice__(i, j) <==> x[i:j]
    ///
    /// Negative bounds do not count from the end.
    fn __getslice__(cx: &mut Context, this: Gc<StructObject>, start: i64, stop: i64) -> Value {
        let clip = |bound: i64| usize::try_from(bound).unwrap_or(0).min(this.info.visible);
        let (start, stop) = (clip(start), clip(stop));
        cx.new_tuple(&this.items()[start.min(stop)..stop]).value()
    }
    /// x.__add__(y) <==> x+y
    fn __add__(cx: &mut Context, this: Gc<StructObject>, other: Value) -> PyResult {
        let own = tuple(cx, this).value();
        let other = as_tuple(cx, other).map_or(other, Gc::value);
        cx.binary(BinaryOp::Add, own, other)
    }
    /// x.__mul__(n) <==> x*n
    fn __mul__(cx: &mut Context, this: Gc<StructObject>, other: Value) -> PyResult {
        let own = tuple(cx, this).value();
        cx.binary(BinaryOp::Mul, own, other)
    }
    /// x.__rmul__(n) <==> n*x
    fn __rmul__(cx: &mut Context, this: Gc<StructObject>, other: Value) -> PyResult {
        let own = tuple(cx, this).value();
        cx.binary(BinaryOp::Mul, own, other)
    }
    /// Support for pickle.
    fn __reduce__(cx: &mut Context, this: Gc<StructObject>) -> PyResult {
        let dict = cx.new_dict();
        let info = this.info;
        for (at, name) in info.fields.iter().enumerate() {
            let at = info.position(at);
            if at >= info.visible {
                cx.dict_put(dict, name, this.all()[at]);
            }
        }
        let items = tuple(cx, this).value();
        let class = cx.class_of(this.value()).value();
        let arguments = cx.new_tuple(&[items, dict.value()]).value();
        Ok(cx.new_tuple(&[class, arguments]).value())
    }
}

/// Declares a struct sequence type: `struct_sequence!(pub NAME = "module" "name" doc, visible, [fields…])`.
#[macro_export]
macro_rules! struct_sequence {
    ($(#[$meta:meta])* $vis:vis $NAME:ident = $module:literal $name:literal $doc:literal, $visible:expr, [$($field:literal),* $(,)?] $(, $how:ident($($arg:expr)?))?) => {
        $(#[$meta])*
        $vis static $NAME: $crate::types::structseq::StructSequence = {
            const FIELDS: &[&str] = &[$($field),*];
            static GETSET: [$crate::GetSet; FIELDS.len()] = $crate::types::structseq::getset([$($field),*]);
            $crate::types::structseq::StructSequence::new($module, $name, $doc, FIELDS, &GETSET, $visible)$(.$how($($arg)?))?
        };
    };
}
