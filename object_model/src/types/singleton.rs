//! The types of None, NotImplemented and Ellipsis.

use crate::context::Context;
use crate::kind;
use crate::py_methods;
use crate::typeobject::TypeDecl;
use crate::value::Value;

pub static NONE_TYPE: TypeDecl = TypeDecl { methods: &[NONE_METHODS], ..TypeDecl::new("NoneType", kind::NONE) };
pub static NOT_IMPLEMENTED_TYPE: TypeDecl =
    TypeDecl { methods: &[NOT_IMPLEMENTED_METHODS], ..TypeDecl::new("NotImplementedType", kind::NOT_IMPLEMENTED) };
pub static ELLIPSIS_TYPE: TypeDecl = TypeDecl { methods: &[ELLIPSIS_METHODS], ..TypeDecl::new("ellipsis", kind::ELLIPSIS) };

py_methods! { NONE_METHODS:
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> &'static str {
        let _ = (cx, this);
        "None"
    }
    /// x.__hash__() <==> hash(x)
    fn __hash__(cx: &mut Context, this: Value) -> i64 {
        let _ = cx;
        crate::protocols::hash::pointer_hash(this) as i64
    }
}

mod not_implemented {
    use super::*;
    py_methods! { METHODS:
        /// x.__repr__() <==> repr(x)
        fn __repr__(cx: &mut Context, this: Value) -> &'static str {
            let _ = (cx, this);
            "NotImplemented"
        }
    }
}
use not_implemented::METHODS as NOT_IMPLEMENTED_METHODS;

mod ellipsis {
    use super::*;
    py_methods! { METHODS:
        /// x.__repr__() <==> repr(x)
        fn __repr__(cx: &mut Context, this: Value) -> &'static str {
            let _ = (cx, this);
            "Ellipsis"
        }
    }
}
use ellipsis::METHODS as ELLIPSIS_METHODS;

pub(crate) fn register(cx: &mut Context) {
    for decl in [&NONE_TYPE, &NOT_IMPLEMENTED_TYPE, &ELLIPSIS_TYPE] {
        cx.register_kind_type(decl);
    }
}
