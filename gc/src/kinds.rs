//! The table of layouts: how large an object of each kind is and what it refers to.
//!
//! A copy of the registered `KindInfo`s, so that marking needs one load less for each object. A kind that was never
//! registered counts as sixteen bytes without references: free memory (kind 0) parses as such.

use crate::{Header, KindInfo, Tracer};

#[derive(Clone, Copy)]
pub(crate) struct Kind {
    size: unsafe fn(*const Header) -> usize,
    trace: unsafe fn(*mut Header, &mut Tracer),
    /// Size in bytes of every object of the kind, 0 when they differ.
    fixed: usize,
    pub info: Option<&'static KindInfo>,
}

/// # Safety
/// `KindInfo::size`'s contract.
unsafe fn one_granule(_: *const Header) -> usize {
    16
}

/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn no_references(_: *mut Header, _: &mut Tracer) {}

pub(crate) struct Kinds([Kind; 256]);

impl Kinds {
    pub fn new() -> Kinds {
        Kinds([Kind { size: one_granule, trace: no_references, fixed: 16, info: None }; 256])
    }

    pub fn register(&mut self, kind: u8, info: &'static KindInfo) {
        debug_assert!(kind != crate::space::POISON, "the kind of freed memory");
        self.0[kind as usize] = Kind { size: info.size, trace: info.trace, fixed: 0, info: Some(info) };
    }

    pub fn set_fixed_size(&mut self, kind: u8, bytes: usize) {
        self.0[kind as usize].fixed = round(bytes);
    }

    pub fn info(&self, kind: u8) -> Option<&'static KindInfo> {
        self.0[kind as usize].info
    }

    /// Bytes that the object takes, a multiple of 16.
    ///
    /// # Safety
    /// `object` is a readable header, its length fields valid if its kind is registered.
    #[inline(always)]
    pub unsafe fn size(&self, object: *const Header) -> usize {
        // SAFETY: by contract.
        let kind = unsafe { &self.0[(*object).kind as usize] };
        if kind.fixed != 0 {
            return kind.fixed;
        }
        // SAFETY: by contract.
        round(unsafe { (kind.size)(object) })
    }

    /// # Safety
    /// `object` is an object of a registered kind, its fields valid.
    #[inline(always)]
    pub unsafe fn trace(&self, object: *mut Header, tracer: &mut Tracer) {
        // SAFETY: by contract.
        unsafe { (self.0[(*object).kind as usize].trace)(object, tracer) }
    }
}

/// To whole granules, at least one.
#[inline(always)]
fn round(bytes: usize) -> usize {
    (bytes.max(1) + 15) & !15
}
