//! `long`.

use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static LONG: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("long", kind::LONG) };

/// The nearest float; `None` when it is too large.
pub fn to_f64(long: &crate::long::LongObject) -> Option<f64> {
    use num_traits::ToPrimitive;
    long.to_big().to_f64().filter(|float| float.is_finite())
}
