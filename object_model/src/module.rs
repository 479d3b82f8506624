//! Modules: their objects and how built-in ones are declared.

use crate::context::Context;
use crate::declare::FnDecl;
use crate::descriptors::ModuleObject;
use crate::dict::DictObject;
use crate::error::PyResult;
use crate::handle::Gc;
use crate::names::Special;
use crate::none;
use crate::strings::StrObject;
use crate::value::Value;

/// Declaration of a built-in module: made when it is first imported.
pub struct ModuleDecl {
    pub name: &'static str,
    pub doc: &'static str,
    pub functions: &'static [&'static [FnDecl]],
    /// Adds what tables cannot say: constants, types, exceptions.
    pub setup: Option<fn(&mut Context, Gc<DictObject>) -> PyResult<()>>,
}

impl ModuleDecl {
    pub const fn new(name: &'static str) -> ModuleDecl {
        ModuleDecl { name, doc: "", functions: &[], setup: None }
    }
}

impl Context {
    /// A module object with `__name__`, `__doc__` and `__package__` set.
    pub fn new_module(&mut self, name: Gc<StrObject>) -> Gc<ModuleObject> {
        let dict = self.new_dict();
        for (special, value) in [(Special::Name, name.value()), (Special::Doc, none()), (Special::Package, none())] {
            let key = self.name(special);
            self.dict_set_str(dict, key, value);
        }
        let mut module = self.allocate::<ModuleObject>();
        module.dict = Some(dict.value());
        module
    }

    /// A built-in module, filled.
    pub fn make_module(&mut self, decl: &'static ModuleDecl) -> PyResult<Gc<ModuleObject>> {
        let name = self.intern(decl.name.as_bytes());
        let module = self.new_module(name);
        let Some(dict) = module.dict.and_then(|dict| dict.downcast::<DictObject>()) else { return Ok(module) };
        if !decl.doc.is_empty() {
            let doc = self.new_doc(decl.doc).value();
            let key = self.name(Special::Doc);
            self.dict_set_str(dict, key, doc);
        }
        self.fill_module(decl, dict, name.value())?;
        Ok(module)
    }

    /// Puts a built-in module's contents into a namespace.
    pub fn fill_module(&mut self, decl: &'static ModuleDecl, dict: Gc<DictObject>, w_name: Value) -> PyResult<()> {
        for function in decl.functions.iter().copied().flatten() {
            let w_function = self.new_builtin_function(function, None, Some(w_name));
            self.dict_put(dict, function.name, w_function);
        }
        match decl.setup {
            Some(setup) => setup(self, dict),
            None => Ok(()),
        }
    }
}

/// The namespace of a module object.
pub fn module_dict(module: Value) -> Option<Gc<DictObject>> {
    module.downcast::<ModuleObject>()?.dict?.downcast()
}
