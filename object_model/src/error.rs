//! Raising and catching: a raised exception waits in the context as a triple; functions return `Err(Raised)`.

use crate::context::Context;
use crate::exceptions::Exc;
use crate::handle::Gc;
use crate::typeobject::TypeObject;
use crate::value::{Slot, Value};
use std::fmt::Arguments;

/// An exception is pending in the context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raised;

/// What everything that can raise returns. `PyResult<Value>` is one word.
pub type PyResult<T = Value> = Result<T, Raised>;

pub use crate::descriptors::{RawValue, Triple as TripleObject};

/// `raise!(cx, TypeError, "format", args…)`: returns `Err(Raised)` from the enclosing function.
#[macro_export]
macro_rules! raise {
    ($cx:expr, $exc:ident, $($message:tt)*) => {
{
            let message = format!($($message)*);
            return Err($cx.error_text($crate::Exc::$exc, &message));
        }
    };
}

impl Context {
    /// Makes an exception of a built-in class with a message pending.
    #[cold]
    #[inline(never)]
    pub fn error(&mut self, exc: Exc, message: Arguments) -> Raised {
        let text = match message.as_str() {
            Some(text) => self.new_str(text.as_bytes()).value(),
            None => self.new_str(message.to_string().as_bytes()).value(),
        };
        self.error_with(exc, &[text])
    }

    /// As `error`, the message made before.
    #[cold]
    #[inline(never)]
    pub fn error_text(&mut self, exc: Exc, message: &str) -> Raised {
        let text = self.new_str(message.as_bytes()).value();
        self.error_with(exc, &[text])
    }

    /// Makes an exception of a built-in class with these arguments pending.
    #[cold]
    #[inline(never)]
    pub fn error_with(&mut self, exc: Exc, args: &[Value]) -> Raised {
        match self.new_exception(exc, args) {
            Ok(value) => {
                let class = exc.class(self);
                let raised = self.raise_value(class.value(), value.value(), None);
                if let Some(mut triple) = self.pending {
                    // The key of a KeyError goes in a tuple, or a tuple would be taken for arguments.
                    triple.raw = if exc == Exc::KeyError { RawValue::Arguments } else { RawValue::Argument };
                }
                raised
            }
            Err(raised) => raised,
        }
    }

    /// Makes `value`, an instance of `class`, pending.
    pub fn raise_value(&mut self, class: Value, value: Value, traceback: Slot) -> Raised {
        let triple = self.new_triple(class, value, traceback);
        self.pending = Some(triple);
        Raised
    }

    /// Makes the exception instance `value` pending.
    pub fn raise_instance(&mut self, value: Value) -> Raised {
        let class = self.class_word(value);
        self.raise_value(class, value, None)
    }

    pub fn new_triple(&mut self, class: Value, value: Value, traceback: Slot) -> Gc<TripleObject> {
        let mut triple = self.allocate::<TripleObject>();
        (triple.class, triple.value, triple.traceback) = (class, value, traceback);
        triple
    }

    /// Takes the pending exception away.
    pub fn take_error(&mut self) -> Option<Gc<TripleObject>> {
        self.pending.take()
    }

    /// Puts back what `take_error` gave.
    pub fn restore_error(&mut self, triple: Gc<TripleObject>) -> Raised {
        self.pending = Some(triple);
        Raised
    }

    /// Is the pending exception an instance of this built-in class?
    pub fn pending_is(&mut self, exc: Exc) -> bool {
        let Some(triple) = self.pending else { return false };
        let class = exc.class(self);
        triple.class.downcast::<TypeObject>().is_some_and(|raised| raised.is_subtype(class))
    }

    /// If the pending exception is of this class, drops it and says so.
    pub fn catch(&mut self, exc: Exc) -> bool {
        let caught = self.pending_is(exc);
        if caught {
            self.pending = None;
        }
        caught
    }
}
