//! Attributes, by inline cache where one fits.

use crate::code::IcKind;
use crate::mode::{After, Flow, Mode, Reg};
use crate::slow::attribute as slow;
use bytecode::{CALLEE, HEADER};
use object_model::ops::{Field, Ref, SHAPE, Same, ShapeNo};
use object_model::strategies::Cell;

/// The attributes object of an instance.
pub const EXT: Field<Ref> = Field::at("ext", std::mem::offset_of!(object_model::instance::InstanceObject, ext));

#[inline(always)]
fn field(offset: u32) -> Field<Ref> {
    Field::at("slot", offset as usize)
}

#[inline(always)]
pub fn load_attr<M: Mode>(m: &mut M, dst: Reg, object: Reg, site: u32) -> Flow {
    let ic = m.site(site);
    let w_object = m.get(object);
    let shape = ic.shape.get();
    if shape != 0 && m.is_a(w_object, shape) {
        match ic.kind.get() {
            IcKind::Inline => {
                let value = m.load(w_object, field(ic.offset.get()));
                return m.set(dst, value);
            }
            IcKind::Overflow => {
                let ext = m.load(w_object, EXT);
                let value = m.load(ext, field(ic.offset.get()));
                return m.set(dst, value);
            }
            IcKind::ClassValue => {
                let value = m.constant::<Ref>(ic.word.get());
                return m.set(dst, value);
            }
            IcKind::ObjectCell => {
                let wanted = m.constant::<Ref>(ic.word2.get());
                let same = m.op2(Same, w_object, wanted);
                if m.test(same) {
                    let value = m.watched(ic.word.get() as *const Cell);
                    let empty = m.constant::<Ref>(0);
                    let unbound = m.op2(Same, value, empty);
                    if !m.test(unbound) {
                        return m.set(dst, value);
                    }
                }
            }
            IcKind::ObjectValue => {
                let wanted = m.constant::<Ref>(ic.word2.get());
                let same = m.op2(Same, w_object, wanted);
                if m.test(same) {
                    let value = m.constant::<Ref>(ic.word.get());
                    return m.set(dst, value);
                }
            }
            IcKind::Property => {
                let property = m.constant::<Ref>(ic.word.get());
                return m.residual(After::Set, dst, &slow::GET_PROPERTY, [w_object, property]);
            }
            IcKind::Method | IcKind::ClassMethod | IcKind::ObjectMethod | IcKind::Empty | IcKind::AddInline => {}
        }
    }
    let number = m.constant::<Ref>(u64::from(site) << 1 | 1);
    m.residual(After::Set, dst, &slow::LOAD_ATTR, [w_object, number])
}

#[inline(always)]
pub fn store_attr<M: Mode>(m: &mut M, object: Reg, src: Reg, site: u32) -> Flow {
    let ic = m.site(site);
    let (w_object, value) = (m.get(object), m.get(src));
    let shape = ic.shape.get();
    if shape != 0 && m.is_a(w_object, shape) {
        match ic.kind.get() {
            IcKind::Inline if m.logged(w_object) => {
                m.store(w_object, field(ic.offset.get()), value);
                return Ok(());
            }
            IcKind::AddInline if m.logged(w_object) => {
                m.store(w_object, field(ic.offset.get()), value);
                let next = m.constant::<ShapeNo>(ic.next_shape.get());
                m.store(w_object, SHAPE, next);
                return Ok(());
            }
            IcKind::Overflow => {
                let ext = m.load(w_object, EXT);
                if m.logged(ext) {
                    m.store(ext, field(ic.offset.get()), value);
                    return Ok(());
                }
            }
            _ => {}
        }
    }
    let number = m.constant::<Ref>(u64::from(site) << 1 | 1);
    m.residual(After::Drop, src, &slow::STORE_ATTR, [w_object, number, value])
}

#[inline(always)]
pub fn delete_attr<M: Mode>(m: &mut M, object: Reg, name: u32) -> Flow {
    let (w_object, name) = (m.get(object), m.constant::<Ref>(u64::from(name) << 1 | 1));
    m.residual(After::Drop, object, &slow::DELETE_ATTR, [w_object, name])
}

#[inline(always)]
pub fn load_method<M: Mode>(m: &mut M, window: Reg, object: Reg, site: u32) -> Flow {
    let ic = m.site(site);
    let w_object = m.get(object);
    let shape = ic.shape.get();
    if shape != 0 && m.is_a(w_object, shape) {
        match ic.kind.get() {
            IcKind::Method => {
                let method = m.constant::<Ref>(ic.word.get());
                m.set(window.plus(HEADER), w_object)?;
                return m.set(window.plus(CALLEE), method);
            }
            IcKind::ObjectMethod => {
                let wanted = m.constant::<Ref>(ic.word2.get());
                let same = m.op2(Same, w_object, wanted);
                if m.test(same) {
                    let method = m.constant::<Ref>(ic.word.get());
                    m.set(window.plus(HEADER), w_object)?;
                    return m.set(window.plus(CALLEE), method);
                }
            }
            IcKind::ObjectValue => {
                let wanted = m.constant::<Ref>(ic.word2.get());
                let same = m.op2(Same, w_object, wanted);
                if m.test(same) {
                    let (value, empty) = (m.constant::<Ref>(ic.word.get()), m.constant::<Ref>(0));
                    m.set(window.plus(HEADER), empty)?;
                    return m.set(window.plus(CALLEE), value);
                }
            }
            IcKind::ClassMethod => {
                let (method, class) = (m.constant::<Ref>(ic.word.get()), m.constant::<Ref>(ic.word2.get()));
                m.set(window.plus(HEADER), class)?;
                return m.set(window.plus(CALLEE), method);
            }
            IcKind::ClassValue => {
                let (value, empty) = (m.constant::<Ref>(ic.word.get()), m.constant::<Ref>(0));
                m.set(window.plus(HEADER), empty)?;
                return m.set(window.plus(CALLEE), value);
            }
            IcKind::Inline => {
                let (value, empty) = (m.load(w_object, field(ic.offset.get())), m.constant::<Ref>(0));
                m.set(window.plus(HEADER), empty)?;
                return m.set(window.plus(CALLEE), value);
            }
            IcKind::ObjectCell => {
                let wanted = m.constant::<Ref>(ic.word2.get());
                let same = m.op2(Same, w_object, wanted);
                if m.test(same) {
                    let value = m.watched(ic.word.get() as *const Cell);
                    let empty = m.constant::<Ref>(0);
                    let unbound = m.op2(Same, value, empty);
                    if !m.test(unbound) {
                        m.set(window.plus(HEADER), empty)?;
                        return m.set(window.plus(CALLEE), value);
                    }
                }
            }
            _ => {}
        }
    }
    let number = m.constant::<Ref>(u64::from(site) << 1 | 1);
    m.residual(After::Set, window.plus(CALLEE), &slow::LOAD_METHOD, [w_object, number])
}
