//! The built-in exception classes: a table, and the layout that all their instances share.
//!
//! Methods and attributes (`args`, `message`, `errno` …) are in `types/exception`.

#![allow(unsafe_code)] // heap object layout

use crate::context::Context;
use crate::handle::{Gc, Object};
use crate::kind;
use crate::tuple::TupleObject;
use crate::typeobject::{BASETYPE, TypeDecl, TypeId, TypeObject, WITH_DICT};
use crate::types::exception as methods;
use crate::value::Slot;
use gc::Header;

/// Instance of a built-in exception class or of a subclass.
#[repr(C)]
pub struct ExceptionObject {
    pub header: Header,
    /// Never empty once it is made.
    pub args: Option<Gc<TupleObject>>,
    /// The deprecated `message`; empty: deleted.
    pub message: Slot,
    /// What the class adds: EnvironmentError (errno, strerror, filename), SyntaxError (msg, filename, lineno, offset, text,
    /// print_file_and_line), UnicodeError (encoding, object, start, end, reason), SystemExit (code).
    pub fields: [Slot; 6],
}

// SAFETY: made by `BaseException.__new__`.
unsafe impl Object for ExceptionObject {
    const KIND: u8 = kind::EXCEPTION;
    const NAME: &'static str = "exceptions.BaseException";
}

macro_rules! exceptions {
    ($($name:ident($base:expr) $doc:literal $([$methods:expr, $getset:expr])?;)*) => {
        /// A built-in exception class.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        #[allow(clippy::enum_variant_names)]
        pub enum Exc { $($name,)* }

        impl Exc {
            pub const ALL: &'static [Exc] = &[$(Exc::$name,)*];
            pub const fn decl(self) -> &'static TypeDecl {
                &DECLS[self as usize]
            }
            pub fn class(self, cx: &mut Context) -> Gc<TypeObject> {
                self.decl().get(cx)
            }
        }

        static DECLS: [TypeDecl; [$(Exc::$name,)*].len()] = [$(TypeDecl {
            name: stringify!($name),
            module: "exceptions",
            doc: $doc,
            base: $base,
            kind: kind::EXCEPTION,
            methods: exceptions!(@methods $($methods)?),
            getset: exceptions!(@getset $($getset)?),
            flags: BASETYPE | WITH_DICT,
            setup: None,
            id: TypeId::unset(),
        },)*];
    };
    (@methods) => { &[] };
    (@methods $methods:expr) => { &[$methods] };
    (@getset) => { &[] };
    (@getset $getset:expr) => { $getset };
}

const fn under(base: Exc) -> Option<&'static TypeDecl> {
    Some(&DECLS[base as usize])
}

exceptions! {
    BaseException(Some(&crate::types::object::OBJECT)) "Root of all exceptions." [methods::BASE_METHODS, methods::BASE_GETSET];
    Exception(under(Exc::BaseException)) "Root of all exceptions that do not end the program.";
    SystemExit(under(Exc::BaseException)) "Asks the interpreter to end." [methods::EXIT_METHODS, methods::EXIT_GETSET];
    KeyboardInterrupt(under(Exc::BaseException)) "The user interrupted the program.";
    GeneratorExit(under(Exc::BaseException)) "Asks a generator to end.";
    StopIteration(under(Exc::Exception)) "The iterator has no more items.";
    StandardError(under(Exc::Exception)) "Root of the standard errors.";
    ArithmeticError(under(Exc::StandardError)) "Root of errors in arithmetic.";
    FloatingPointError(under(Exc::ArithmeticError)) "A floating point operation failed.";
    OverflowError(under(Exc::ArithmeticError)) "A result is too large to represent.";
    ZeroDivisionError(under(Exc::ArithmeticError)) "The divisor is zero.";
    AssertionError(under(Exc::StandardError)) "An assertion failed.";
    AttributeError(under(Exc::StandardError)) "There is no such attribute.";
    BufferError(under(Exc::StandardError)) "A buffer operation is not possible.";
    EnvironmentError(under(Exc::StandardError)) "Root of errors of input, output and the system." [methods::ENVIRONMENT_METHODS, methods::ENVIRONMENT_GETSET];
    IOError(under(Exc::EnvironmentError)) "An input or output operation failed.";
    OSError(under(Exc::EnvironmentError)) "A system call failed.";
    EOFError(under(Exc::StandardError)) "The end of a file was reached too early.";
    ImportError(under(Exc::StandardError)) "A module or a name in it cannot be imported.";
    LookupError(under(Exc::StandardError)) "Root of errors of lookup.";
    IndexError(under(Exc::LookupError)) "An index is out of range.";
    KeyError(under(Exc::LookupError)) "There is no such key." [methods::KEY_METHODS, &[]];
    MemoryError(under(Exc::StandardError)) "There is not enough memory.";
    NameError(under(Exc::StandardError)) "There is no such name.";
    UnboundLocalError(under(Exc::NameError)) "A local name is used before it is bound.";
    ReferenceError(under(Exc::StandardError)) "A weak reference's object is gone.";
    RuntimeError(under(Exc::StandardError)) "An error that fits no other class.";
    NotImplementedError(under(Exc::RuntimeError)) "A method is still to be implemented.";
    SyntaxError(under(Exc::StandardError)) "The source text is no valid program." [methods::SYNTAX_METHODS, methods::SYNTAX_GETSET];
    IndentationError(under(Exc::SyntaxError)) "The indentation is wrong.";
    TabError(under(Exc::IndentationError)) "Tabs and spaces are mixed inconsistently.";
    SystemError(under(Exc::StandardError)) "An inner error of the interpreter.";
    TypeError(under(Exc::StandardError)) "An operand or argument has the wrong type.";
    ValueError(under(Exc::StandardError)) "An argument has the right type and a wrong value.";
    UnicodeError(under(Exc::ValueError)) "Root of errors of encoding and decoding.";
    UnicodeDecodeError(under(Exc::UnicodeError)) "Bytes cannot be decoded." [methods::DECODE_METHODS, methods::UNICODE_GETSET];
    UnicodeEncodeError(under(Exc::UnicodeError)) "Text cannot be encoded." [methods::ENCODE_METHODS, methods::UNICODE_GETSET];
    UnicodeTranslateError(under(Exc::UnicodeError)) "Text cannot be translated." [methods::TRANSLATE_METHODS, methods::UNICODE_GETSET];
    Warning(under(Exc::Exception)) "Root of all warnings.";
    BytesWarning(under(Exc::Warning)) "Bytes and text are mixed dubiously.";
    DeprecationWarning(under(Exc::Warning)) "A feature will go away.";
    FutureWarning(under(Exc::Warning)) "A construct will change its meaning.";
    ImportWarning(under(Exc::Warning)) "An import is probably a mistake.";
    PendingDeprecationWarning(under(Exc::Warning)) "A feature will be deprecated.";
    RuntimeWarning(under(Exc::Warning)) "Behaviour at run time is dubious.";
    SyntaxWarning(under(Exc::Warning)) "The syntax is dubious.";
    UnicodeWarning(under(Exc::Warning)) "A problem with text.";
    UserWarning(under(Exc::Warning)) "A warning of a program's own.";
}
