//! What a codec cannot handle: the exception for it, and asking the error handler.

use super::Errors;
use super::registry;
use crate::context::Context;
use crate::error::{PyResult, Raised};
use crate::exceptions::Exc;
use crate::strings::UnicodeObject;
use crate::tuple::TupleObject;
use crate::value::{Slot, Value};
use crate::{Gc, raise};
use text::chars::Chars;
use text::codecs::{CodecError, Replacement, handlers};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Decode,
    Encode,
    Translate,
}

impl Mode {
    fn word(self) -> &'static str {
        match self {
            Mode::Decode => "decoding",
            Mode::Encode => "encoding",
            Mode::Translate => "translating",
        }
    }
}

/// Why a codec gave up: an exception is pending, or a replacement could not be encoded either.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    Raised,
    Plain(CodecError),
}

impl From<Raised> for Fault {
    fn from(_: Raised) -> Fault {
        Fault::Raised
    }
}

impl From<CodecError> for Fault {
    fn from(error: CodecError) -> Fault {
        Fault::Plain(error)
    }
}

/// Makes UnicodeDecodeError, UnicodeEncodeError or UnicodeTranslateError pending.
#[cold]
pub fn raise_fault(cx: &mut Context, mode: Mode, encoding: &str, w_object: Value, error: CodecError) -> Raised {
    match fault_exception(cx, mode, encoding, w_object, error) {
        Ok(w_exception) => cx.raise_instance(w_exception),
        Err(raised) => raised,
    }
}

fn fault_exception(cx: &mut Context, mode: Mode, encoding: &str, w_object: Value, error: CodecError) -> PyResult {
    let exc = match mode {
        Mode::Decode => Exc::UnicodeDecodeError,
        Mode::Encode => Exc::UnicodeEncodeError,
        Mode::Translate => Exc::UnicodeTranslateError,
    };
    let class = exc.class(cx);
    let w_encoding = cx.new_str(encoding.as_bytes()).value();
    let w_start = cx.new_int(error.start as i64);
    let w_end = cx.new_int(error.end as i64);
    let w_reason = cx.new_str(error.reason.as_bytes()).value();
    let args = [w_encoding, w_object, w_start, w_end, w_reason];
    let from = usize::from(mode == Mode::Translate);
    cx.call(class.value(), &args[from..])
}

/// The faults of one run of a codec over one object.
pub struct Faults {
    pub mode: Mode,
    pub encoding: &'static str,
    /// The str that is decoded or the unicode that is encoded.
    pub w_object: Value,
    /// Its length in units.
    pub len: usize,
    pub errors: Errors,
    handler: Slot,
}

impl Faults {
    pub fn decoding(encoding: &'static str, bytes: Gc<crate::StrObject>, errors: Errors) -> Faults {
        Faults { mode: Mode::Decode, encoding, w_object: bytes.value(), len: bytes.len(), errors, handler: None }
    }
    pub fn encoding(encoding: &'static str, text: Gc<UnicodeObject>, errors: Errors) -> Faults {
        Faults { mode: Mode::Encode, encoding, w_object: text.value(), len: text.len(), errors, handler: None }
    }
    pub fn translating(text: Gc<UnicodeObject>, errors: Errors) -> Faults {
        Faults { mode: Mode::Translate, encoding: "", w_object: text.value(), len: text.len(), errors, handler: None }
    }

    /// What to put in place of the fault, and where to go on.
    pub fn handle(&mut self, cx: &mut Context, error: CodecError) -> PyResult<(Replacement, usize)> {
        let Some(errors) = self.errors else { return Err(self.raise(cx, error)) };
        let name = errors.get().bytes();
        // The built-in handlers need no exception, as long as nobody has put others in their place.
        if !registry::handlers_replaced(cx) {
            let chars = match self.w_object.downcast::<UnicodeObject>() {
                Some(text) => text.get().chars(),
                None => Chars::EMPTY,
            };
            match (name, self.mode) {
                (b"strict", _) => return Err(self.raise(cx, error)),
                (b"ignore", _) => return Ok(handlers::ignore(error)),
                (b"replace", Mode::Decode) => return Ok(handlers::replace_decode(error)),
                (b"replace", Mode::Encode) => return Ok(handlers::replace_encode(error)),
                (b"replace", Mode::Translate) => return Ok(handlers::replace_translate(error)),
                (b"xmlcharrefreplace", Mode::Encode) => return Ok(handlers::xml_char_ref_replace(chars, error)),
                (b"backslashreplace", Mode::Encode) => return Ok(handlers::backslash_replace(chars, error)),
                _ => {}
            }
        }
        let handler = match self.handler {
            Some(handler) => handler,
            None => registry::lookup_error(cx, errors)?,
        };
        self.handler = Some(handler);
        let w_exception = fault_exception(cx, self.mode, self.encoding, self.w_object, error)?;
        let w_result = cx.call(handler, &[w_exception])?;
        self.read_answer(cx, w_result)
    }

    fn read_answer(&self, cx: &mut Context, w_result: Value) -> PyResult<(Replacement, usize)> {
        let word = self.mode.word();
        if let Some(pair) = w_result.downcast::<TupleObject>()
            && let &[w_text, w_position] = pair.get().items()
            && let Some(text) = w_text.downcast::<UnicodeObject>()
        {
            let replacement = text.get().chars().to_vec();
            let given = cx.int_arg(w_position)? as isize;
            let position = if given < 0 { given.saturating_add(self.len as isize) } else { given };
            return match usize::try_from(position) {
                Ok(position) if position <= self.len => Ok((replacement, position)),
                _ => raise!(cx, IndexError, "position {position} from error handler out of bounds"),
            };
        }
        raise!(cx, TypeError, "{word} error handler must return (unicode, int) tuple")
    }

    #[cold]
    pub fn raise(&self, cx: &mut Context, error: CodecError) -> Raised {
        raise_fault(cx, self.mode, self.encoding, self.w_object, error)
    }

    /// The pending exception for what ended the codec.
    pub fn finish<T>(&self, cx: &mut Context, result: Result<T, Fault>) -> PyResult<T> {
        match result {
            Ok(value) => Ok(value),
            Err(Fault::Raised) => Err(Raised),
            Err(Fault::Plain(error)) => Err(self.raise(cx, error)),
        }
    }
}
