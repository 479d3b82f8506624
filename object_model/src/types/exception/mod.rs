//! Methods and attributes of the built-in exception classes, and the short way by which the machine itself makes their
//! instances: no lookup, no call, so that it serves under exhausted recursion.
//!
//! Source: library reference, "Built-in Exceptions" (2.7); CPython's `Objects/exceptions.c` for messages.

mod base;
mod environment;
mod syntax;
mod unicode;

use crate::context::Context;
use crate::error::PyResult;
use crate::exceptions::{Exc, ExceptionObject};
use crate::handle::Gc;
use crate::tuple::TupleObject;
use crate::typeobject::TypeObject;
use crate::value::{Slot, Value, slot_bits};

pub use base::{BASE_GETSET, BASE_METHODS, EXIT_GETSET, EXIT_METHODS, KEY_METHODS};
pub use environment::{ENVIRONMENT_GETSET, ENVIRONMENT_METHODS};
pub use syntax::{SYNTAX_GETSET, SYNTAX_METHODS};
pub use unicode::{DECODE_METHODS, ENCODE_METHODS, TRANSLATE_METHODS, UNICODE_GETSET};

crate::fixed_layout!(LAYOUT: ExceptionObject, |this, tracer| {
    tracer.word(this.args.map_or(0, |args| args.value().bits()));
    tracer.word(slot_bits(this.message));
    for &field in &this.fields {
        tracer.word(slot_bits(field));
    }
});

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<ExceptionObject>(heap, &LAYOUT);
}

/// Makes the MemoryError that is raised when there is no memory to make one.
pub(crate) fn register(cx: &mut Context) {
    let class = Exc::MemoryError.class(cx);
    if let Ok(value) = allocate(cx, class, &[]) {
        cx.memory_error_value = Some(value.value());
    }
}

/// An instance with these arguments, nothing else set.
fn allocate(cx: &mut Context, class: Gc<TypeObject>, args: &[Value]) -> PyResult<Gc<ExceptionObject>> {
    let args = cx.try_new_tuple(args.len(), |i| args[i])?;
    let mut this = cx.allocate_for::<ExceptionObject>(class, 0)?;
    this.args = Some(args);
    this.message = Some(cx.empty_str.value());
    Ok(this)
}

/// What `BaseException.__init__` does with its arguments.
fn init_args(cx: &mut Context, mut this: Gc<ExceptionObject>, args: &[Value]) -> PyResult<()> {
    if this.args().items() != args {
        let args = cx.try_new_tuple(args.len(), |i| args[i])?;
        this.args = Some(args);
    }
    if let [message] = args {
        this.message = Some(*message);
    }
    cx.barrier(this);
    Ok(())
}

impl ExceptionObject {
    pub fn args(&self) -> Gc<TupleObject> {
        match self.args {
            Some(args) => args,
            None => unreachable!("`__new__` sets the arguments before anybody sees the object"),
        }
    }
}

impl Context {
    /// An instance of a built-in exception class, as calling the class makes it.
    pub fn new_exception(&mut self, exc: Exc, args: &[Value]) -> PyResult<Gc<ExceptionObject>> {
        let class = exc.class(self);
        let mut this = allocate(self, class, args)?;
        if let [message] = args {
            this.message = Some(*message);
        }
        match exc {
            Exc::EnvironmentError | Exc::IOError | Exc::OSError => environment::init(self, this, args)?,
            Exc::SystemExit => base::init_exit(self, this, args),
            Exc::SyntaxError | Exc::IndentationError | Exc::TabError => syntax::init(self, this, args)?,
            Exc::UnicodeEncodeError => unicode::init_encode(self, this, args)?,
            Exc::UnicodeDecodeError => unicode::init_decode(self, this, args)?,
            Exc::UnicodeTranslateError => unicode::init_translate(self, this, args)?,
            _ => {}
        }
        Ok(this)
    }
}

/// The receiver of an attribute of these classes.
fn exception(this: Value) -> Gc<ExceptionObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

fn field(this: Value, at: usize) -> PyResult {
    Ok(exception(this).fields[at].unwrap_or(crate::none()))
}

fn set_field(cx: &mut Context, this: Value, at: usize, value: Slot) {
    let mut this = exception(this);
    cx.barrier(this);
    this.fields[at] = value;
}

/// An attribute that is a field of the object.
macro_rules! field_attribute {
    ($name:literal, $at:literal, $doc:literal) => {
        crate::declare::GetSet {
            name: $name,
            doc: $doc,
            get: |_, this| super::field(this, $at),
            set: Some(|cx, this, value| {
                super::set_field(cx, this, $at, value);
                Ok(())
            }),
        }
    };
}
use field_attribute;
