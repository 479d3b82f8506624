//! `unicode`.

use crate::context::Context;
use crate::kind;
use crate::typeobject::{BASETYPE, TypeDecl};

pub static UNICODE: TypeDecl = TypeDecl { flags: BASETYPE, ..TypeDecl::new("unicode", kind::UNICODE) };

pub(crate) fn register_layouts(_: &mut gc::Heap) {}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&UNICODE);
}

impl Context {
    /// The value as str by the default encoding.
    pub fn encode_default(&mut self, value: crate::Value) -> crate::PyResult<crate::Gc<crate::StrObject>> {
        let _ = value;
        Ok(self.empty_str)
    }
    /// `unicode(value)`
    pub fn unicode(&mut self, value: crate::Value) -> crate::PyResult<crate::Gc<crate::UnicodeObject>> {
        let _ = value;
        self.new_unicode_latin1(b"")
    }
}
