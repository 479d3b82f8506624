//! `tuple`.

use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static TUPLE: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("tuple", kind::TUPLE) };
