//! `bool`.

use crate::kind;
use crate::typeobject::{TypeDecl};

pub static BOOL: TypeDecl = TypeDecl { base: Some(&super::int::INT), ..TypeDecl::new("bool", kind::BOOL) };
