//! `int`.

use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static INT: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("int", kind::INT) };
