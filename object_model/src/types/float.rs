//! `float`.

use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static FLOAT: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("float", kind::FLOAT) };
