//! `cPickle`: objects as bytes and back, protocols 0 to 2, as module `pickle` writes and reads them.
//!
//! `save` walks an object and writes opcodes (`op`), `load` runs them on a stack. Both keep a memo: what has been written
//! is referred to by number when it is met again. Python code may run at nearly every step, so all state lies with the
//! pickler object, the stack of a load in the context's scratch.
//!
//! Source: library reference 11.1 and 11.2, PEP 307; CPython's `Modules/cPickle.c` for messages and for the numbering of
//! the memo.

#![allow(unsafe_code)] // heap object layouts

/// Getters and setters of attributes that may be empty; the file has `this`, the object of a value.
macro_rules! slots {
    ($($field:ident $name:literal;)*) => {$(
        mod $field {
            use super::*;
            pub fn get(cx: &mut Context, value: Value) -> PyResult {
                match this(value).$field {
                    Some(value) => Ok(value),
                    None => raise!(cx, AttributeError, $name),
                }
            }
            pub fn set(cx: &mut Context, value: Value, new: Slot) -> PyResult<()> {
                let mut this = this(value);
                if new.is_none() && this.$field.is_none() {
                    raise!(cx, AttributeError, $name);
                }
                this.$field = new;
                cx.barrier(this);
                Ok(())
            }
        }
    )*};
}

mod load;
mod op;
mod pickler;
mod save;
mod source;
mod unpickler;

use crate::{errors, kinds};
use object_model::{Context, DictObject, Exc, FromArg, Gc, ModuleDecl, PyResult, Raised, Value, py_functions, raise};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Objects as bytes and back: the quick way to do what pickle does.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("cPickle")
};

pub const PICKLING_ERROR: &str = "cPickle.PicklingError";
pub const UNPICKLING_ERROR: &str = "cPickle.UnpicklingError";
pub const BAD_PICKLE_GET: &str = "cPickle.BadPickleGet";

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    kinds::register::<pickler::PicklerObject>(cx, &pickler::PICKLER, &pickler::INFO);
    kinds::register::<unpickler::UnpicklerObject>(cx, &unpickler::UNPICKLER, &unpickler::LAYOUT);
    let base = errors::define(cx, dict, "cPickle.PickleError", Exc::Exception)?;
    let pickling = errors::define_under(cx, dict, PICKLING_ERROR, base)?;
    errors::define_under(cx, dict, "cPickle.UnpickleableError", pickling)?;
    let unpickling = errors::define_under(cx, dict, UNPICKLING_ERROR, base)?;
    errors::define_under(cx, dict, BAD_PICKLE_GET, unpickling)?;
    cx.dict_put(dict, "HIGHEST_PROTOCOL", Value::small(2));
    let mut formats = [object_model::none(); 5];
    for (format, name) in formats.iter_mut().zip(["1.0", "1.1", "1.2", "1.3", "2.0"]) {
        *format = cx.intern(name.as_bytes()).value();
    }
    let formats = cx.new_list_from(&formats)?.value();
    cx.dict_put(dict, "compatible_formats", formats);
    for (name, text) in [("format_version", "2.0"), ("__version__", "1.71")] {
        let text = cx.intern(text.as_bytes()).value();
        cx.dict_put(dict, name, text);
    }
    Ok(())
}

#[cold]
fn pickling_error(cx: &mut Context, message: &str) -> Raised {
    errors::error(cx, PICKLING_ERROR, message)
}

#[cold]
fn unpickling_error(cx: &mut Context, message: &str) -> Raised {
    errors::error(cx, UNPICKLING_ERROR, message)
}

/// A protocol number as it is given: negative ones mean the highest.
pub struct Protocol(pub i64);

impl FromArg for Protocol {
    fn from_arg(cx: &mut Context, value: Value, arg: object_model::Arg) -> PyResult<Protocol> {
        let number = i32::from_arg(cx, value, arg)?;
        match number {
            i32::MIN..0 => Ok(Protocol(2)),
            0..=2 => Ok(Protocol(number.into())),
            _ => raise!(cx, ValueError, "pickle protocol {number} asked for; the highest available protocol is 2"),
        }
    }
}

py_functions! { FUNCTIONS:
    /// Pickler(file, protocol=0) -> pickler
    /// Pickler([protocol]) -> a pickler that keeps what it writes; see getvalue()
    @raw fn new_pickler as "Pickler"(cx: &mut Context, args: &Args) -> PyResult {
        pickler::construct(cx, args)
    }
    /// Unpickler(file) -> unpickler
    fn new_unpickler as "Unpickler"(cx: &mut Context, file: Value) -> PyResult {
        Ok(unpickler::over_file(cx, file)?.value())
    }
    /// dump(obj, file, protocol=0)
    /// Write an object to an open file.
    @kw fn dump(cx: &mut Context, obj: Value, file: Value, protocol: Protocol = Protocol(0)) -> PyResult<()> {
        let pickler = pickler::make(cx, Some(file), protocol.0)?;
        save::dump(cx, pickler, obj)
    }
    /// dumps(obj, protocol=0) -> string
    /// The bytes of an object.
    @kw fn dumps(cx: &mut Context, obj: Value, protocol: Protocol = Protocol(0)) -> PyResult<Vec<u8>> {
        let pickler = pickler::make(cx, None, protocol.0)?;
        save::dump(cx, pickler, obj)?;
        Ok(std::mem::take(&mut pickler.state().out))
    }
    /// load(file) -> object
    /// Read an object from an open file.
    fn load_ as "load"(cx: &mut Context, file: Value) -> PyResult {
        let unpickler = unpickler::over_file(cx, file)?;
        load::load(cx, unpickler, false)
    }
    /// loads(string) -> object
    /// The object that the bytes stand for; what comes behind it is ignored.
    fn loads(cx: &mut Context, string: Value) -> PyResult {
        let Some(text) = string.downcast() else {
            let given = object_model::protocols::buffer::given_name(cx, string);
            raise!(cx, TypeError, "loads() argument 1 must be string, not {given}")
        };
        let unpickler = unpickler::over_bytes(cx, text)?;
        load::load(cx, unpickler, false)
    }
}
