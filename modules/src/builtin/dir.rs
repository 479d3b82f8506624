//! `dir`, `vars`, `open`.

use interp::{exec, services};
use object_model::handle::Gc;
use object_model::types::classobj::ClassObject;
use object_model::types::file::FILE;
use object_model::value::Value;
use object_model::{Context, DictObject, PyResult, Special, TypeObject, kind, py_functions, raise};

py_functions! { FUNCTIONS:
    /// dir([object]) -> list of strings
    /// The names in the current scope, or the attributes of an object that are found by ordinary means.
    @raw fn dir(cx: &mut Context, args: &Args) -> PyResult {
        let [object] = super::plain(cx, args, "dir", 0)?;
        let names = match object {
            None => match services::running(cx) {
                Some(frame) => {
                    let locals = exec::locals_of(cx, frame)?;
                    let keys = cx.call_method(locals, "keys", &[])?;
                    if !keys.is_kind(kind::LIST) {
                        let given = cx.type_name(keys);
                        raise!(cx, TypeError, "dir(): expected keys() of locals to be a list, not '{given}'");
                    }
                    keys
                }
                None => raise!(cx, SystemError, "frame does not exist"),
            },
            Some(object) => object_names(cx, object)?,
        };
        let list = cx.list_from(names)?;
        cx.call_method(list.value(), "sort", &[])?;
        Ok(list.value())
    }
    /// vars([object]) -> dictionary
    /// Without arguments, locals(); with one, object.__dict__.
    @raw fn vars(cx: &mut Context, args: &Args) -> PyResult {
        let [object] = super::plain(cx, args, "vars", 0)?;
        let Some(object) = object else {
            return match services::running(cx) {
                Some(frame) => exec::locals_of(cx, frame),
                None => raise!(cx, SystemError, "vars(): no locals!?"),
            };
        };
        match cx.find_attr_text(object, "__dict__")? {
            Some(dict) => Ok(dict),
            None => raise!(cx, TypeError, "vars() argument must have __dict__ attribute"),
        }
    }
    /// open(name[, mode[, buffering]]) -> file object
    @raw fn open(cx: &mut Context, args: &Args) -> PyResult {
        let class = FILE.get(cx);
        cx.call_args(class.value(), args)
    }
}

fn object_names(cx: &mut Context, object: Value) -> PyResult {
    let own = if object.is_kind(kind::OLD_INSTANCE) {
        cx.find_attr_text(object, "__dir__")?
    } else {
        match cx.special_of(object, Special::Dir) {
            Some(found) => {
                let class = cx.class_of(object).value();
                Some(cx.bind(found, Some(object), class)?)
            }
            None => None,
        }
    };
    if let Some(dir) = own {
        let names = cx.call(dir, &[])?;
        if !names.is_kind(kind::LIST) {
            let given = cx.type_name(names);
            raise!(cx, TypeError, "__dir__() must return a list, not {given}");
        }
        return Ok(names);
    }
    let all = cx.new_dict();
    match object.kind() {
        kind::MODULE => {
            let Some(dict) = cx.find_attr_text(object, "__dict__")? else { return Ok(all.value()) };
            if dict.downcast::<DictObject>().is_none() {
                let own = object_model::module::module_dict(object);
                let name = own.and_then(|own| cx.dict_find(own, "__name__"));
                let name = match name {
                    Some(name) => cx.str(name)?.lossy(),
                    None => raise!(cx, SystemError, "nameless module"),
                };
                raise!(cx, TypeError, "{name}.__dict__ is not a dictionary");
            }
            return cx.call_method(dict, "keys", &[]);
        }
        kind::TYPE | kind::CLASSOBJ => merge_class(cx, all, object)?,
        _ => {
            if let Some(dict) = cx.find_attr_text(object, "__dict__")?
                && let Some(dict) = dict.downcast::<DictObject>()
            {
                merge(cx, all, dict)?;
            }
            for name in ["__members__", "__methods__"] {
                if let Some(names) = cx.find_attr_text(object, name)? {
                    cx.warn_py3k("__members__ and __methods__ not supported in 3.x")?;
                    if !names.is_kind(kind::LIST) {
                        continue;
                    }
                    cx.for_each(
                        names,
                        |cx, name| {
                            if name.is_kind(kind::STR) { cx.dict_set(all, name, name) } else { Ok(()) }
                        },
                    )?;
                }
            }
            if let Some(class) = cx.find_attr_text(object, "__class__")? {
                merge_class(cx, all, class)?;
            }
        }
    }
    cx.call_method(all.value(), "keys", &[])
}

fn merge(cx: &mut Context, into: Gc<DictObject>, from: Gc<DictObject>) -> PyResult<()> {
    let mut position = 0;
    while let Some((key, _)) = cx.dict_next(from, &mut position) {
        cx.dict_set(into, key, key)?;
    }
    Ok(())
}

/// The names of a class and all its bases.
fn merge_class(cx: &mut Context, into: Gc<DictObject>, class: Value) -> PyResult<()> {
    cx.check_native_stack("")?;
    if let Some(class) = class.downcast::<TypeObject>() {
        for w_base in class.mro.get().items() {
            let dict = match w_base.downcast::<TypeObject>() {
                Some(base) => cx.namespace(base),
                None => match w_base.downcast::<ClassObject>() {
                    Some(base) => base.dict,
                    None => continue,
                },
            };
            merge(cx, into, dict)?;
        }
        return Ok(());
    }
    if let Some(class) = class.downcast::<ClassObject>() {
        merge(cx, into, class.dict)?;
        for &base in class.bases.get().items() {
            merge_class(cx, into, base)?;
        }
    }
    Ok(())
}
