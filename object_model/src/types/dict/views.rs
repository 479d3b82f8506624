//! `dict_keys`, `dict_values`, `dict_items`: views that show the dict as it is when they are asked.
//!
//! Those of keys and items are like sets: operators take any iterable and give a `set`, comparisons only sets and views.

#![allow(unsafe_code)] // heap object layouts

use super::Part;
use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::{Gc, Object};
use crate::protocols::compare::CompareOp;
use crate::singletons::{not_implemented, py_bool};
use crate::strings::StrObject;
use crate::tuple::TupleObject;
use crate::typeobject::TypeDecl;
use crate::types::set;
use crate::value::Value;
use crate::{kind, py_methods};
use gc::Header;

#[repr(C)]
pub struct DictView {
    pub header: Header,
    pub dict: Value,
}

macro_rules! dict_views {
    ($($name:ident $layout:ident $type:ident $kind:ident $text:literal [$($methods:expr),*];)*) => {
        $(
            #[repr(transparent)]
            pub struct $name(pub DictView);
            // SAFETY: made by `new`.
            unsafe impl Object for $name {
                const KIND: u8 = kind::$kind;
                const NAME: &'static str = $text;
            }
            crate::fixed_layout!($layout: $name, |this, tracer| { tracer.word(this.0.dict.bits()); });
            static $type: TypeDecl = TypeDecl {
                methods: &[$($methods),*],
                ..TypeDecl::new($text, kind::$kind)
            };
        )*
        pub(super) fn register_layouts(heap: &mut gc::Heap) {
            $(crate::layout::register_fixed::<$name>(heap, &$layout);)*
        }
        pub(super) fn register(cx: &mut Context) {
            $(cx.register_kind_type(&$type);)*
        }
    };
}

dict_views! {
    KeysView KEYS_LAYOUT KEYS_TYPE DICT_KEYS "dict_keys" [METHODS, SET_METHODS];
    ValuesView VALUES_LAYOUT VALUES_TYPE DICT_VALUES "dict_values" [METHODS];
    ItemsView ITEMS_LAYOUT ITEMS_TYPE DICT_ITEMS "dict_items" [METHODS, SET_METHODS];
}

/// A new view of one part of the entries.
pub(crate) fn new(cx: &mut Context, dict: Gc<DictObject>, part: Part) -> Value {
    let kind = match part {
        Part::Keys => kind::DICT_KEYS,
        Part::Values => kind::DICT_VALUES,
        Part::Items => kind::DICT_ITEMS,
    };
    let object = cx.heap.alloc(Header::new(kind.into(), kind), size_of::<DictView>());
    // SAFETY: just allocated; the three kinds share the layout.
    let mut view: Gc<DictView> = unsafe { Gc::from_pointer(object.cast()) };
    view.dict = dict.value();
    view.value()
}

/// The dict behind a view, and what the view shows of it.
fn parts(view: Value) -> Option<(Gc<DictObject>, Part)> {
    let part = match view.kind() {
        kind::DICT_KEYS => Part::Keys,
        kind::DICT_VALUES => Part::Values,
        kind::DICT_ITEMS => Part::Items,
        _ => return None,
    };
    // SAFETY: the three kinds share the layout.
    let view: Gc<DictView> = unsafe { Gc::from_pointer(view.pointer().cast()) };
    Some((view.dict.downcast()?, part))
}

/// Can this be compared with a view? Its length if so.
fn set_like_len(cx: &mut Context, value: Value) -> Option<usize> {
    if let Some(set) = crate::set::any_set(value) {
        return Some(set.table().len());
    }
    match parts(value)? {
        (_, Part::Values) => None,
        (dict, _) => Some(cx.dict_len(dict)),
    }
}

fn all_in(cx: &mut Context, items: Value, container: Value) -> PyResult<bool> {
    let iterator = cx.iter(items)?;
    let mut all = true;
    cx.drain(iterator, |cx, item| {
        all = cx.contains(container, item)?;
        Ok(all)
    })?;
    Ok(all)
}

fn compare(cx: &mut Context, op: CompareOp, this: Value, other: Value) -> PyResult {
    let (Some(len), Some(other_len)) = (set_like_len(cx, this), set_like_len(cx, other)) else {
        return Ok(not_implemented());
    };
    Ok(py_bool(match op {
        CompareOp::Eq => len == other_len && all_in(cx, this, other)?,
        CompareOp::Ne => !(len == other_len && all_in(cx, this, other)?),
        CompareOp::Lt => len < other_len && all_in(cx, this, other)?,
        CompareOp::Le => len <= other_len && all_in(cx, this, other)?,
        CompareOp::Gt => len > other_len && all_in(cx, other, this)?,
        CompareOp::Ge => len >= other_len && all_in(cx, other, this)?,
    }))
}

/// `set(a)`, then one of a set's updating methods with `b`.
fn operate(cx: &mut Context, a: Value, b: Value, act: set::Update) -> PyResult {
    let result = cx.new_set();
    set::update(cx, result, a)?;
    act(cx, result, b)?;
    Ok(result.value())
}

py_methods! { METHODS:
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Value) -> usize {
        parts(this).map_or(0, |(dict, _)| cx.dict_len(dict))
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Value) -> Value {
        match parts(this) {
            Some((dict, part)) => super::iterator::new(cx, dict, part),
            None => this,
        }
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> PyResult<Gc<StrObject>> {
        cx.guarded_repr(this, "...", |cx| {
            let items = match parts(this) {
                Some((dict, part)) => super::to_list(cx, dict, part)?,
                None => cx.new_list(),
            };
            let mut text = cx.type_name(this).into_bytes();
            text.push(b'(');
            let shown = cx.repr(items.value())?;
            text.extend_from_slice(shown.get().bytes());
            text.push(b')');
            cx.try_new_str(&text)
        })
    }
}

py_methods! { SET_METHODS:
    /// x.__contains__(y) <==> y in x
    fn __contains__(cx: &mut Context, this: Value, item: Value) -> PyResult<bool> {
        match parts(this) {
            Some((dict, Part::Keys)) => dict.table().contains(cx, item),
            Some((dict, _)) => {
                let Some(pair) = item.downcast::<TupleObject>() else { return Ok(false) };
                let &[key, value] = pair.get().items() else { return Ok(false) };
                match cx.dict_get(dict, key)? {
                    Some(found) => cx.equal(value, found),
                    None => Ok(false),
                }
            }
            None => Ok(false),
        }
    }
    /// x.__and__(y) <==> x & y
    fn __and__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        operate(cx, this, other, set::intersection_update)
    }
    /// x.__rand__(y) <==> y & x
    fn __rand__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        operate(cx, other, this, set::intersection_update)
    }
    /// x.__or__(y) <==> x | y
    fn __or__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        operate(cx, this, other, set::update)
    }
    /// x.__ror__(y) <==> y | x
    fn __ror__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        operate(cx, other, this, set::update)
    }
    /// x.__sub__(y) <==> x - y
    fn __sub__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        operate(cx, this, other, set::difference_update)
    }
    /// x.__rsub__(y) <==> y - x
    fn __rsub__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        operate(cx, other, this, set::difference_update)
    }
    /// x.__xor__(y) <==> x ^ y
    fn __xor__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        operate(cx, this, other, set::symmetric_difference_update)
    }
    /// x.__rxor__(y) <==> y ^ x
    fn __rxor__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        operate(cx, other, this, set::symmetric_difference_update)
    }
    /// x.__eq__(y) <==> x == y
    fn __eq__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Eq, this, other)
    }
    /// x.__ne__(y) <==> x != y
    fn __ne__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Ne, this, other)
    }
    /// x.__lt__(y) <==> x < y
    fn __lt__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Lt, this, other)
    }
    /// x.__le__(y) <==> x <= y
    fn __le__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Le, this, other)
    }
    /// x.__gt__(y) <==> x > y
    fn __gt__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Gt, this, other)
    }
    /// x.__ge__(y) <==> x >= y
    fn __ge__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        compare(cx, CompareOp::Ge, this, other)
    }
}
