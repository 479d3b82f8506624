//! Subscripts, slices, iteration.

use crate::mode::{After, Flow, Mode, Reg};
use crate::slow::item as slow;
use object_model::gc::Header;
use object_model::kind;
use object_model::ops::{
    AsInt, Below, BoxInt, Field, FitsInt, Float, Ops, Ref, Tag, Untag, Word, WordAdd, WordAnd, WordMul,
};
use object_model::protocols::iterate::IndexIterator;
use object_model::strategies::{List, ListTag};
use object_model::tuple::TUPLE_ITEMS;
use std::mem::offset_of;

pub const LIST_LEN: Field<Word> = Field::at("len", offset_of!(List, len));
pub const LIST_CAP: Field<Word> = Field::at("cap", offset_of!(List, cap));
pub const LIST_ITEMS: Field<Word> = Field::at("items", offset_of!(List, items));
/// Of a range, whose first int is in the place of the items.
pub const LIST_STEP: Field<Word> = Field::at("step", offset_of!(List, cap));
/// The header as a word: the strategy tag is bits 48..56.
pub const HEADER_WORD: Field<Word> = Field::at("header", 0);
pub const TUPLE_LEN: Field<Word> = Field::fixed("len", TUPLE_ITEMS - 8);
const TAG_SHIFT: u32 = 8 * offset_of!(Header, aux) as u32;

/// The strategy of a list, promoted.
#[inline(always)]
fn strategy<O: Ops>(o: &mut O, list: O::H<Ref>) -> i64 {
    let (word, mask) = (o.load(list, HEADER_WORD), o.constant::<Word>(0xFF << TAG_SHIFT));
    let tag = o.op2(WordAnd, word, mask);
    o.promote::<Word>(tag) >> TAG_SHIFT
}

/// `list[index]` for an index within bounds, of the strategies whose items lie in a buffer.
#[inline(always)]
pub fn list_get<O: Ops>(o: &mut O, list: O::H<Ref>, at: O::H<Word>) -> Option<O::H<Ref>> {
    let len = o.load(list, LIST_LEN);
    let inside = o.op2(Below, at, len);
    if !o.test(inside) {
        return None;
    }
    let tag = strategy(o, list);
    if tag == ListTag::Object as i64 || tag == ListTag::Str as i64 || tag == ListTag::Unicode as i64 {
        let base = o.load(list, LIST_ITEMS);
        return Some(o.item::<Ref>(base, at));
    }
    if tag == ListTag::Int as i64 || tag == ListTag::Range as i64 {
        let base = o.load(list, LIST_ITEMS);
        let word = if tag == ListTag::Int as i64 {
            o.item::<Word>(base, at)
        } else {
            let step = o.load(list, LIST_STEP);
            let distance = o.op2(WordMul, at, step);
            o.op2(WordAdd, base, distance)
        };
        let fits = o.op1(FitsInt, word);
        if !o.test(fits) {
            return None;
        }
        let int = o.op1(Tag, word);
        return Some(o.op1(BoxInt, int));
    }
    if tag == ListTag::Float as i64 && o.room(&object_model::ops::FLOAT_LAYOUT) {
        let base = o.load(list, LIST_ITEMS);
        let float = o.item::<Float>(base, at);
        return Some(o.box_float(float));
    }
    None
}

/// `list[index] = item` within bounds where the strategy admits the item.
#[inline(always)]
pub fn list_set<O: Ops>(o: &mut O, list: O::H<Ref>, at: O::H<Word>, item: O::H<Ref>) -> Option<()> {
    let len = o.load(list, LIST_LEN);
    let inside = o.op2(Below, at, len);
    if !o.test(inside) {
        return None;
    }
    let tag = strategy(o, list);
    if tag == ListTag::Object as i64 {
        if !o.logged(list) {
            return None;
        }
        let base = o.load(list, LIST_ITEMS);
        o.put::<Ref>(list, base, at, item);
        return Some(());
    }
    if tag == ListTag::Int as i64 && o.is_int(item) {
        let base = o.load(list, LIST_ITEMS);
        let int = o.op1(AsInt, item);
        let word = o.op1(Untag, int);
        o.put::<Word>(list, base, at, word);
        return Some(());
    }
    if tag == ListTag::Float as i64 && o.is_a(item, kind::FLOAT.into()) {
        let float = o.load(item, object_model::ops::FLOAT_VALUE);
        let base = o.load(list, LIST_ITEMS);
        o.put::<Float>(list, base, at, float);
        return Some(());
    }
    None
}

/// Appends to a list whose strategy admits the item and whose buffer has room.
#[inline(always)]
pub fn list_push<O: Ops>(o: &mut O, list: O::H<Ref>, item: O::H<Ref>) -> Option<()> {
    let tag = strategy(o, list);
    let int = tag == ListTag::Int as i64 && o.is_int(item);
    if !int && tag != ListTag::Object as i64 {
        return None;
    }
    let (len, cap) = (o.load(list, LIST_LEN), o.load(list, LIST_CAP));
    let room = o.op2(Below, len, cap);
    if !o.test(room) || !int && !o.logged(list) {
        return None;
    }
    let base = o.load(list, LIST_ITEMS);
    if int {
        let int = o.op1(AsInt, item);
        let word = o.op1(Untag, int);
        o.put::<Word>(list, base, len, word);
    } else {
        o.put::<Ref>(list, base, len, item);
    }
    let one = o.constant::<Word>(1);
    let longer = o.op2(WordAdd, len, one);
    o.store(list, LIST_LEN, longer);
    Some(())
}

#[inline(always)]
fn get<M: Mode>(m: &mut M, dst: Reg, object: M::H<Ref>, at: M::H<Word>, index: M::H<Ref>) -> Flow {
    if m.is_a(object, kind::LIST.into()) {
        if let Some(item) = list_get(m, object, at) {
            return m.set(dst, item);
        }
    } else if m.is_a(object, kind::TUPLE.into()) {
        let len = m.load(object, TUPLE_LEN);
        let inside = m.op2(Below, at, len);
        if m.test(inside) {
            let base = tuple_base(m, object);
            let item = m.item::<Ref>(base, at);
            return m.set(dst, item);
        }
    }
    m.residual(After::Set, dst, &slow::GET_ITEM, [object, index])
}

/// Address of a tuple's first item.
#[inline(always)]
pub fn tuple_base<O: Ops>(o: &mut O, tuple: O::H<Ref>) -> O::H<Word> {
    let (start, offset) = (o.op1(object_model::ops::Address, tuple), o.constant::<Word>(TUPLE_ITEMS as i64));
    o.op2(WordAdd, start, offset)
}

#[inline(always)]
pub fn get_item<M: Mode>(m: &mut M, dst: Reg, object: Reg, index: Reg) -> Flow {
    let (object, index) = (m.get(object), m.get(index));
    if m.is_int(index) {
        let int = m.op1(AsInt, index);
        let at = m.op1(Untag, int);
        return get(m, dst, object, at, index);
    }
    m.residual(After::Set, dst, &slow::GET_ITEM, [object, index])
}

#[inline(always)]
pub fn get_item_int<M: Mode>(m: &mut M, dst: Reg, object: Reg, imm: i8) -> Flow {
    let object = m.get(object);
    let index = m.constant::<Ref>((i64::from(imm) << 1 | 1) as u64);
    let at = m.constant::<Word>(imm.into());
    get(m, dst, object, at, index)
}

#[inline(always)]
pub fn set_item<M: Mode>(m: &mut M, object: Reg, index: Reg, src: Reg) -> Flow {
    let (w_object, w_index, item) = (m.get(object), m.get(index), m.get(src));
    if m.is_int(w_index) && m.is_a(w_object, kind::LIST.into()) {
        let int = m.op1(AsInt, w_index);
        let at = m.op1(Untag, int);
        if list_set(m, w_object, at, item).is_some() {
            return Ok(());
        }
    }
    m.residual(After::Drop, src, &slow::SET_ITEM, [w_object, w_index, item])
}

#[inline(always)]
pub fn delete_item<M: Mode>(m: &mut M, object: Reg, index: Reg) -> Flow {
    let (w_object, w_index) = (m.get(object), m.get(index));
    m.residual(After::Drop, object, &slow::DELETE_ITEM, [w_object, w_index])
}

#[inline(always)]
pub fn get_slice<M: Mode>(m: &mut M, dst: Reg, object: Reg, lo: Reg) -> Flow {
    let (object, from, to) = (m.get(object), m.get(lo), m.get(lo.plus(1)));
    m.residual(After::Set, dst, &slow::GET_SLICE, [object, from, to])
}

#[inline(always)]
pub fn set_slice<M: Mode>(m: &mut M, object: Reg, lo: Reg, src: Reg) -> Flow {
    let (w_object, from, to, item) = (m.get(object), m.get(lo), m.get(lo.plus(1)), m.get(src));
    m.residual(After::Drop, object, &slow::SET_SLICE, [w_object, from, to, item])
}

#[inline(always)]
pub fn delete_slice<M: Mode>(m: &mut M, object: Reg, lo: Reg) -> Flow {
    let (w_object, from, to) = (m.get(object), m.get(lo), m.get(lo.plus(1)));
    m.residual(After::Drop, object, &slow::DELETE_SLICE, [w_object, from, to])
}

#[inline(always)]
pub fn get_iter<M: Mode>(m: &mut M, dst: Reg, src: Reg) -> Flow {
    let value = m.get(src);
    m.residual(After::Set, dst, &slow::GET_ITER, [value])
}

const ITERATOR_SOURCE: Field<Ref> = Field::at("source", offset_of!(IndexIterator, source));
const ITERATOR_INDEX: Field<Word> = Field::at("index", offset_of!(IndexIterator, index));
const XRANGE_NEXT: Field<Word> = Field::at("next", offset_of!(object_model::types::xrange::XrangeIterator, next));
const XRANGE_LEFT: Field<Word> = Field::at("left", offset_of!(object_model::types::xrange::XrangeIterator, left));
const XRANGE_STEP: Field<Word> = Field::fixed("step", offset_of!(object_model::types::xrange::XrangeIterator, step));

#[inline(always)]
pub fn for_iter<M: Mode>(m: &mut M, dst: Reg, iter: Reg, to: i32) -> Flow {
    let iterator = m.get(iter);
    if m.is_a(iterator, kind::LIST_ITERATOR.into()) {
        let source = m.load(iterator, ITERATOR_SOURCE);
        // An exhausted iterator has no source: the slow path knows.
        let (empty, at) = (m.constant::<Ref>(0), m.load(iterator, ITERATOR_INDEX));
        let exhausted = m.op2(object_model::ops::Same, source, empty);
        if !m.test(exhausted)
            && let Some(item) = list_get(m, source, at)
        {
            let one = m.constant::<Word>(1);
            let next = m.op2(WordAdd, at, one);
            m.store(iterator, ITERATOR_INDEX, next);
            return m.set(dst, item);
        }
    } else if m.is_a(iterator, kind::TUPLE_ITERATOR.into()) {
        let source = m.load(iterator, ITERATOR_SOURCE);
        let (empty, at) = (m.constant::<Ref>(0), m.load(iterator, ITERATOR_INDEX));
        let exhausted = m.op2(object_model::ops::Same, source, empty);
        if !m.test(exhausted) {
            let len = m.load(source, TUPLE_LEN);
            let inside = m.op2(Below, at, len);
            if m.test(inside) {
                let base = tuple_base(m, source);
                let item = m.item::<Ref>(base, at);
                let one = m.constant::<Word>(1);
                let next = m.op2(WordAdd, at, one);
                m.store(iterator, ITERATOR_INDEX, next);
                return m.set(dst, item);
            }
        }
    } else if m.is_a(iterator, kind::XRANGE_ITERATOR.into()) {
        let (left, next) = (m.load(iterator, XRANGE_LEFT), m.load(iterator, XRANGE_NEXT));
        let (zero, fits) = (m.constant::<Word>(0), m.op1(FitsInt, next));
        let more = m.op2(object_model::ops::WordLt, zero, left);
        if !m.test(more) {
            return m.jump(to);
        }
        if m.test(fits) {
            let (one, step) = (m.constant::<Word>(1), m.load(iterator, XRANGE_STEP));
            let (left, after) = (m.op2(object_model::ops::WordSub, left, one), m.op2(WordAdd, next, step));
            m.store(iterator, XRANGE_LEFT, left);
            m.store(iterator, XRANGE_NEXT, after);
            let int = m.op1(Tag, next);
            let item = m.op1(BoxInt, int);
            return m.set(dst, item);
        }
    } else if m.is_a(iterator, kind::GENERATOR.into()) {
        return m.resume(dst, iterator);
    }
    m.residual(After::Next, dst, &slow::NEXT, [iterator])
}
