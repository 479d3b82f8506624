//! `module`.

use crate::context::Context;
use crate::declare::GetSet;
use crate::descriptors::ModuleObject;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::names::Special;
use crate::strings::StrObject;
use crate::typeobject::{BASETYPE, TypeDecl, TypeObject, WITH_DICT};
use crate::types::function::readonly;
use crate::value::{Slot, Value};
use crate::{kind, none, py_methods, raise};

pub static MODULE: TypeDecl = TypeDecl {
    doc: "module(name[, doc])\n\nCreate a module object with that name and docstring.",
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE | WITH_DICT,
    ..TypeDecl::new("module", kind::MODULE)
};

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&MODULE);
}

static GETSET: &[GetSet] = &[GetSet {
    name: "__dict__",
    doc: "",
    get: |_, this| Ok(this.downcast::<ModuleObject>().and_then(|module| module.dict).unwrap_or(none())),
    set: Some(readonly),
}];

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, _args: &Args) -> PyResult<Gc<ModuleObject>> {
        cx.allocate_for::<ModuleObject>(class, 0)
    }
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = args.positional[0];
        let rest = args.rest();
        if rest.is_empty() {
            raise!(cx, TypeError, "Required argument 'name' (pos 1) not found");
        }
        let [name, doc] = rest.parse(cx, "module.__init__", &["name", "doc"], 1)?;
        let name = name.unwrap_or(none());
        let Some(text) = name.downcast::<StrObject>() else {
            let given = if name.is_none() { "None".to_string() } else { cx.type_name(name) };
            raise!(cx, TypeError, "module.__init__() argument 1 must be string, not {given}");
        };
        if text.bytes().contains(&0) {
            raise!(cx, TypeError, "module.__init__() argument 1 must be string without null bytes, not str");
        }
        let (name_key, doc_key) = (cx.name(Special::Name), cx.name(Special::Doc));
        if let Some(dict) = cx.own_dict(this, true) {
            cx.dict_set_str(dict, name_key, name);
            cx.dict_set_str(dict, doc_key, doc.unwrap_or(none()));
        }
        Ok(())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<ModuleObject>) -> PyResult<Vec<u8>> {
        let dict = cx.own_dict(this.value(), false);
        let text = |cx: &mut Context, special: Special| -> Option<&'static [u8]> {
            let name = cx.name(special);
            let found: Slot = dict.and_then(|dict| cx.dict_get_str(dict, name));
            found.and_then(|found| found.downcast::<StrObject>()).map(|found| found.get().bytes())
        };
        let name = text(cx, Special::Name).unwrap_or(b"?");
        Ok(match text(cx, Special::File) {
            Some(file) => [b"<module '", name, b"' from '", file, b"'>"].concat(),
            None => [b"<module '", name, b"' (built-in)>"].concat(),
        })
    }
}

/// The name of a module where it is a str.
pub fn name_of(cx: &mut Context, module: Value) -> Option<Gc<StrObject>> {
    let dict = cx.own_dict(module, false)?;
    let name = cx.name(Special::Name);
    cx.dict_get_str(dict, name)?.downcast()
}
