//! Subscripts, slices, length, containment.

use crate::context::Context;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::exceptions::Exc;
use crate::ext::NativeItem;
use crate::list::ListObject;
use crate::names::Special;
use crate::tuple::TupleObject;
use crate::types::slice::SliceObject;
use crate::value::{Slot, Value};
use crate::{kind, none, raise};

impl Context {
    /// `value[index]`
    #[inline]
    pub fn getitem(&mut self, value: Value, index: Value) -> PyResult {
        let (shape, small) = (value.shape(), index.as_small());
        if shape == u32::from(kind::DICT) {
            let Some(dict) = value.downcast::<DictObject>() else { unreachable!("shape tested") };
            return match self.dict_get(dict, index)? {
                Some(found) => Ok(found),
                None => Err(self.key_error(index)),
            };
        }
        let Some(n) = small else { return self.getitem_slow(value, index) };
        if shape == u32::from(kind::LIST) {
            let Some(list) = value.downcast::<ListObject>() else { unreachable!("shape tested") };
            let len = list.len();
            let at = if n < 0 { n + len as i64 } else { n };
            return match usize::try_from(at).ok().and_then(|at| self.list_get(list, at)) {
                Some(item) => Ok(item),
                None => raise!(self, IndexError, "list index out of range"),
            };
        }
        if shape == u32::from(kind::STR) {
            let Some(text) = value.downcast::<crate::StrObject>() else { unreachable!("shape tested") };
            let at = if n < 0 { n + text.len() as i64 } else { n };
            return match usize::try_from(at).ok().and_then(|at| text.bytes().get(at).copied()) {
                Some(byte) => Ok(self.byte_strs[usize::from(byte)].value()),
                None => raise!(self, IndexError, "string index out of range"),
            };
        }
        if shape == u32::from(kind::TUPLE) {
            let Some(tuple) = value.downcast::<TupleObject>() else { unreachable!("shape tested") };
            let at = if n < 0 { n + tuple.len() as i64 } else { n };
            return match usize::try_from(at).ok().and_then(|at| tuple.items().get(at).copied()) {
                Some(item) => Ok(item),
                None => raise!(self, IndexError, "tuple index out of range"),
            };
        }
        if shape == u32::from(kind::UNICODE)
            && let Some(text) = value.downcast::<crate::UnicodeObject>()
            && let Some(at) = crate::Index(n as isize).within(text.len())
        {
            return self.new_unicode_char(text.get().chars().at(at)).map(crate::Gc::value);
        }
        if let Some(native) = self.native_item(value) {
            return (native.get)(self, value, n);
        }
        self.getitem_slow(value, index)
    }

    /// Declares how exact objects of this kind are subscripted by small ints.
    pub fn register_item(&mut self, kind: u8, item: NativeItem) {
        if self.ext.native_item.len() < 256 {
            self.ext.native_item.resize(256, None);
        }
        self.ext.native_item[kind as usize] = Some(item);
    }

    #[inline]
    fn native_item(&self, value: Value) -> Option<NativeItem> {
        self.ext.native_item.get(value.shape() as usize).copied().flatten()
    }

    fn getitem_slow(&mut self, value: Value, index: Value) -> PyResult {
        if let Some(list) = value.exact::<ListObject>()
            && let Some(slice) = index.downcast::<SliceObject>()
        {
            return crate::types::list::get_slice(self, list, slice).map(crate::Gc::value);
        }
        match self.special_of(value, Special::GetItem) {
            Some(w_get) => self.call_special(w_get, value, &[index]),
            None if value.is_kind(kind::OLD_INSTANCE) => {
                let name = self.name(Special::GetItem);
                let w_get = self.getattr(value, name)?;
                self.call(w_get, &[index])
            }
            None => {
                let given = self.type_name(value);
                let sized = matches!(
                    value.kind(),
                    kind::SET | kind::FROZENSET | kind::DICT_KEYS | kind::DICT_VALUES | kind::DICT_ITEMS
                );
                if (sized || self.class_of(value).has(crate::typeobject::HEAPTYPE)) && self.is_index(index) {
                    raise!(self, TypeError, "'{given}' object does not support indexing");
                }
                raise!(self, TypeError, "'{given}' object has no attribute '__getitem__'")
            }
        }
    }

    /// KeyError with the key as argument.
    #[cold]
    pub fn key_error(&mut self, key: Value) -> crate::Raised {
        self.error_with(Exc::KeyError, &[key])
    }

    /// `value[index] = item`
    pub fn setitem(&mut self, value: Value, index: Value, item: Value) -> PyResult<()> {
        if let Some(dict) = value.exact::<DictObject>() {
            return self.dict_set(dict, index, item);
        }
        if let Some(list) = value.exact::<ListObject>()
            && let Some(n) = index.as_small()
        {
            return match crate::Index(n as isize).within(list.len()) {
                Some(at) => {
                    let stored = list.storage().set(&mut self.heap, at, item);
                    self.memory(stored)
                }
                None => raise!(self, IndexError, "list assignment index out of range"),
            };
        }
        if let Some(list) = value.exact::<ListObject>()
            && let Some(slice) = index.downcast::<SliceObject>()
        {
            return crate::types::list::set_slice(self, list, slice, item);
        }
        if let Some(n) = index.as_small()
            && let Some(native) = self.native_item(value)
        {
            return (native.set)(self, value, n, item);
        }
        match self.special_of(value, Special::SetItem) {
            Some(w_set) => self.call_special(w_set, value, &[index, item]).map(drop),
            None => {
                let given = self.type_name(value);
                raise!(self, TypeError, "'{given}' object does not support item assignment")
            }
        }
    }

    /// `del value[index]`
    pub fn delitem(&mut self, value: Value, index: Value) -> PyResult<()> {
        if let Some(dict) = value.exact::<DictObject>() {
            return if self.dict_delete(dict, index)? { Ok(()) } else { Err(self.key_error(index)) };
        }
        if let Some(list) = value.exact::<ListObject>() {
            if let Some(n) = index.as_small() {
                return match crate::Index(n as isize).within(list.len()) {
                    Some(at) => {
                        let deleted = list.storage().delete_range(&mut self.heap, at, at + 1);
                        self.memory(deleted)
                    }
                    None => raise!(self, IndexError, "list assignment index out of range"),
                };
            }
            if let Some(slice) = index.downcast::<SliceObject>() {
                return crate::types::list::delete_slice(self, list, slice);
            }
        }
        match self.special_of(value, Special::DelItem) {
            Some(w_delete) => self.call_special(w_delete, value, &[index]).map(drop),
            None => {
                let given = self.type_name(value);
                let sequence = matches!(
                    value.kind(),
                    kind::STR | kind::UNICODE | kind::TUPLE | kind::XRANGE | kind::SET | kind::FROZENSET
                ) || self.class_of(value).has(crate::typeobject::HEAPTYPE);
                if sequence && self.is_index(index) {
                    raise!(self, TypeError, "'{given}' object doesn't support item deletion");
                }
                raise!(self, TypeError, "'{given}' object does not support item deletion")
            }
        }
    }

    /// Bounds of a simple slice as ints for `__getslice__` and its kin: `None` when a bound is no index, so that a slice
    /// object serves instead. Negative bounds have the length added, as 2.7 does.
    pub(crate) fn simple_bounds(&mut self, value: Value, lo: Slot, hi: Slot) -> PyResult<Option<(Value, Value)>> {
        let mut bounds = [0i64, i64::MAX];
        let mut len = None;
        for (bound, slot) in bounds.iter_mut().zip([lo, hi]) {
            let Some(given) = slot else { continue };
            if given.is_none() || !self.is_index(given) {
                return Ok(None);
            }
            let n = self.index_clipped(given)? as i64;
            *bound = n;
            if n < 0 && self.special_of(value, Special::Len).is_some() {
                let length = match len {
                    Some(length) => length,
                    None => {
                        let length = self.length(value)? as i64;
                        len = Some(length);
                        length
                    }
                };
                *bound = n.saturating_add(length);
            }
        }
        Ok(Some((self.new_int(bounds[0]), self.new_int(bounds[1]))))
    }

    /// `value[lo:hi]`, empty where left out.
    pub fn getslice(&mut self, value: Value, lo: Slot, hi: Slot) -> PyResult {
        if let Some(text) = value.exact::<crate::StrObject>()
            && let Some((from, to)) = crate::types::str::quick_bounds(text.len(), lo, hi)
        {
            return crate::types::str::part(self, text, from, to).map(crate::Gc::value);
        }
        if let Some(text) = value.exact::<crate::UnicodeObject>()
            && let Some((from, to)) = crate::types::str::quick_bounds(text.len(), lo, hi)
        {
            return crate::types::unicode::part(self, text, from, to).map(crate::Gc::value);
        }
        if let Some(list) = value.exact::<ListObject>()
            && let Some((from, to)) = crate::types::str::quick_bounds(list.len(), lo, hi)
        {
            return crate::types::list::copy_range(self, list, from, to).map(crate::Gc::value);
        }
        if let Some(tuple) = value.exact::<TupleObject>()
            && let Some((from, to)) = crate::types::str::quick_bounds(tuple.len(), lo, hi)
        {
            return crate::types::tuple::copy_range(self, tuple, from, to);
        }
        let class = self.class_of(value);
        if (class.has(crate::typeobject::HEAPTYPE) || value.is_kind(kind::EXCEPTION))
            && let Some(w_get) = self.special(class, Special::GetSlice)
            && let Some((lo, hi)) = self.simple_bounds(value, lo, hi)?
        {
            if self.warns.py3k && !w_get.is_kind(kind::WRAPPER_DESCRIPTOR) {
                self.warn_py3k("in 3.x, __getslice__ has been removed; use __getitem__")?;
            }
            return self.call_special(w_get, value, &[lo, hi]);
        }
        if value.is_kind(kind::OLD_INSTANCE) {
            return crate::types::classobj::instance_getslice(self, value, lo, hi);
        }
        if self.special(class, Special::GetItem).is_none() {
            let given = class.name_lossy();
            raise!(self, TypeError, "'{given}' object has no attribute '__getitem__'");
        }
        let slice = self.new_slice(lo.unwrap_or(none()), hi.unwrap_or(none()), none());
        self.getitem(value, slice)
    }

    /// `value[lo:hi] = item`
    pub fn setslice(&mut self, value: Value, lo: Slot, hi: Slot, item: Value) -> PyResult<()> {
        if let Some(list) = value.exact::<ListObject>()
            && let Some((from, to)) = crate::types::str::quick_bounds(list.len(), lo, hi)
        {
            return crate::types::list::replace(self, list, from, to, item);
        }
        let class = self.class_of(value);
        if class.has(crate::typeobject::HEAPTYPE)
            && let Some(w_set) = self.special(class, Special::SetSlice)
            && let Some((lo, hi)) = self.simple_bounds(value, lo, hi)?
        {
            if self.warns.py3k && !w_set.is_kind(kind::WRAPPER_DESCRIPTOR) {
                self.warn_py3k("in 3.x, __setslice__ has been removed; use __setitem__")?;
            }
            return self.call_special(w_set, value, &[lo, hi, item]).map(drop);
        }
        if value.is_kind(kind::OLD_INSTANCE) {
            return crate::types::classobj::instance_setslice(self, value, lo, hi, Some(item));
        }
        if self.special(class, Special::SetItem).is_none() {
            let given = class.name_lossy();
            raise!(self, TypeError, "'{given}' object does not support item assignment");
        }
        let slice = self.new_slice(lo.unwrap_or(none()), hi.unwrap_or(none()), none());
        self.setitem(value, slice, item)
    }

    /// `del value[lo:hi]`
    pub fn delslice(&mut self, value: Value, lo: Slot, hi: Slot) -> PyResult<()> {
        if let Some(list) = value.exact::<ListObject>()
            && let Some((from, to)) = crate::types::str::quick_bounds(list.len(), lo, hi)
        {
            let deleted = list.storage().delete_range(&mut self.heap, from, to.max(from));
            return self.memory(deleted);
        }
        let class = self.class_of(value);
        if class.has(crate::typeobject::HEAPTYPE)
            && let Some(w_delete) = self.special(class, Special::DelSlice)
            && let Some((lo, hi)) = self.simple_bounds(value, lo, hi)?
        {
            if self.warns.py3k && !w_delete.is_kind(kind::WRAPPER_DESCRIPTOR) {
                self.warn_py3k("in 3.x, __delslice__ has been removed; use __delitem__")?;
            }
            return self.call_special(w_delete, value, &[lo, hi]).map(drop);
        }
        if value.is_kind(kind::OLD_INSTANCE) {
            return crate::types::classobj::instance_setslice(self, value, lo, hi, None);
        }
        if self.special(class, Special::DelItem).is_none() {
            let given = class.name_lossy();
            raise!(self, TypeError, "'{given}' object does not support item deletion");
        }
        let slice = self.new_slice(lo.unwrap_or(none()), hi.unwrap_or(none()), none());
        self.delitem(value, slice)
    }

    /// `len(value)`
    pub fn length(&mut self, value: Value) -> PyResult<usize> {
        match value.shape() {
            shape if shape == u32::from(kind::LIST) => {
                return Ok(value.downcast::<ListObject>().map_or(0, |list| list.len()));
            }
            shape if shape == u32::from(kind::TUPLE) => {
                return Ok(value.downcast::<TupleObject>().map_or(0, |tuple| tuple.len()));
            }
            shape if shape == u32::from(kind::STR) => {
                return Ok(value.downcast::<crate::strings::StrObject>().map_or(0, |text| text.len()));
            }
            shape if shape == u32::from(kind::DICT) => {
                if let Some(dict) = value.downcast::<DictObject>() {
                    return Ok(self.dict_len(dict));
                }
            }
            _ => {}
        }
        let Some(w_len) = self.special_of(value, Special::Len) else {
            let given = self.type_name(value);
            if value.is_kind(kind::OLD_INSTANCE) {
                raise!(self, AttributeError, "{} instance has no attribute '__len__'", {
                    let class = self.class_word(value);
                    self.class_name(class)
                });
            }
            raise!(self, TypeError, "object of type '{given}' has no len()");
        };
        let w_length = self.call_special(w_len, value, &[])?;
        self.length_result(w_length)
    }

    /// What a `__len__` gave, as a length.
    pub fn length_result(&mut self, w_length: Value) -> PyResult<usize> {
        let n = match w_length.as_int() {
            Some(n) => n,
            None if w_length.is_kind(kind::LONG) => match w_length.downcast::<crate::long::LongObject>() {
                Some(long) => match long.to_i64() {
                    Some(n) => n,
                    None => raise!(self, OverflowError, "long int too large to convert to int"),
                },
                None => 0,
            },
            None => match self.special_of(w_length, Special::Int) {
                Some(w_int) if !matches!(w_length.kind(), kind::STR | kind::UNICODE) => {
                    let w_int = self.call_special(w_int, w_length, &[])?;
                    match w_int.as_int() {
                        Some(n) => n,
                        None => raise!(self, TypeError, "__int__ method should return an integer"),
                    }
                }
                _ => raise!(self, TypeError, "an integer is required"),
            },
        };
        match usize::try_from(n) {
            Ok(n) => Ok(n),
            Err(_) => raise!(self, ValueError, "__len__() should return >= 0"),
        }
    }

    /// `item in container`
    pub fn contains(&mut self, container: Value, item: Value) -> PyResult<bool> {
        if let Some(dict) = container.exact::<DictObject>() {
            return dict.table().contains(self, item);
        }
        if let Some(list) = container.exact::<ListObject>() {
            return Ok(crate::types::list::find(self, list, item, 0, usize::MAX, true)?.is_some());
        }
        if let (Some(text), Some(part)) = (container.exact::<crate::StrObject>(), item.exact::<crate::StrObject>()) {
            return Ok(<u8 as text::strfind::Search>::find(text.get().bytes(), part.get().bytes()).is_some());
        }
        if matches!(container.kind(), kind::SET | kind::FROZENSET)
            && container.shape() < kind::FIRST_MAP
            && let Some(set) = crate::set::any_set(container)
        {
            return crate::types::set::contains(self, set, item);
        }
        if container.is_kind(kind::OLD_INSTANCE) {
            return crate::types::classobj::instance_contains(self, container, item);
        }
        if let Some(w_contains) = self.special_of(container, Special::Contains) {
            let result = self.call_special(w_contains, container, &[item])?;
            return self.truth(result);
        }
        self.contains_by_iteration(container, item)
    }

    pub fn contains_by_iteration(&mut self, container: Value, item: Value) -> PyResult<bool> {
        let iterator = match self.iter(container) {
            Ok(iterator) => iterator,
            Err(raised) => {
                if self.catch(Exc::TypeError) {
                    let given = self.type_name(container);
                    raise!(self, TypeError, "argument of type '{given}' is not iterable");
                }
                return Err(raised);
            }
        };
        while let Some(found) = self.next(iterator)? {
            if self.equal(found, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
