//! The built-in error handlers as functions that programs can get hold of and call with an exception.

use crate::context::Context;
use crate::error::{PyResult, Raised};
use crate::exceptions::{Exc, ExceptionObject};
use crate::strings::{StrObject, UnicodeObject};
use crate::value::Value;
use crate::{Gc, kind, py_functions, raise};
use text::codecs::{CodecError, Replacement, handlers};

/// Which of the three an exception is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Decode,
    Encode,
    Translate,
}

fn which(cx: &mut Context, w_exception: Value) -> PyResult<Option<Which>> {
    for (exc, which) in [
        (Exc::UnicodeEncodeError, Which::Encode),
        (Exc::UnicodeDecodeError, Which::Decode),
        (Exc::UnicodeTranslateError, Which::Translate),
    ] {
        let class = exc.class(cx);
        if cx.is_instance(w_exception, class.value())? {
            return Ok(Some(which));
        }
    }
    Ok(None)
}

#[cold]
fn refused(cx: &mut Context, w_exception: Value) -> Raised {
    let class = cx.class_word(w_exception);
    let name = cx.class_name(class);
    cx.error(Exc::TypeError, format_args!("don't know how to handle {name} in error callback"))
}

/// The object that an exception is about, and the range in it.
fn parts(cx: &mut Context, w_exception: Value, which: Which) -> PyResult<(Option<Gc<UnicodeObject>>, CodecError)> {
    let fields = match w_exception.downcast::<ExceptionObject>() {
        Some(exception) => exception.fields,
        None => [None; 6],
    };
    let (wanted, kind) = if which == Which::Decode { ("str", kind::STR) } else { ("unicode", kind::UNICODE) };
    let Some(w_object) = fields[1] else { raise!(cx, TypeError, "object attribute not set") };
    if w_object.kind() != kind {
        raise!(cx, TypeError, "object attribute must be {wanted}");
    }
    let text = w_object.downcast::<UnicodeObject>();
    let len = text.map_or_else(|| w_object.downcast::<StrObject>().map_or(0, |bytes| bytes.len()), |text| text.len());
    let number = |slot: Option<Value>| slot.and_then(Value::as_int).unwrap_or(0);
    // Positions are put within the object.
    let start = number(fields[2]).clamp(0, (len as i64 - 1).max(0)) as usize;
    let end = number(fields[3]).clamp(1.min(len as i64), len as i64) as usize;
    Ok((text, CodecError { start: start.min(end), end, reason: "" }))
}

fn answer(cx: &mut Context, (replacement, position): (Replacement, usize)) -> PyResult {
    let w_text = cx.new_unicode(replacement.as_chars())?.value();
    let w_position = cx.new_int(position as i64);
    Ok(cx.new_tuple(&[w_text, w_position]).value())
}

fn encode_only(
    cx: &mut Context,
    w_exception: Value,
    make: impl FnOnce(text::chars::Chars, CodecError) -> (Replacement, usize),
) -> PyResult {
    if which(cx, w_exception)? != Some(Which::Encode) {
        return Err(refused(cx, w_exception));
    }
    let (text, error) = parts(cx, w_exception, Which::Encode)?;
    let chars = match text {
        Some(text) => text.get().chars(),
        None => text::chars::Chars::EMPTY,
    };
    answer(cx, make(chars, error))
}

py_functions! { HANDLERS:
    /// The handler 'strict': raises the exception.
    fn strict_errors(cx: &mut Context, exception: Value) -> PyResult<()> {
        if !matches!(exception.kind(), kind::EXCEPTION | kind::OLD_INSTANCE) {
            raise!(cx, TypeError, "codec must pass exception instance");
        }
        Err(cx.raise_instance(exception))
    }
    /// The handler 'ignore': leaves out what cannot be handled.
    fn ignore_errors(cx: &mut Context, exception: Value) -> PyResult {
        let Some(which) = which(cx, exception)? else { return Err(refused(cx, exception)) };
        let (_, error) = parts(cx, exception, which)?;
        answer(cx, handlers::ignore(error))
    }
    /// The handler 'replace': a question mark when encoding, U+FFFD otherwise.
    fn replace_errors(cx: &mut Context, exception: Value) -> PyResult {
        let Some(which) = which(cx, exception)? else { return Err(refused(cx, exception)) };
        let (_, error) = parts(cx, exception, which)?;
        let made = match which {
            Which::Decode => handlers::replace_decode(error),
            Which::Encode => handlers::replace_encode(error),
            Which::Translate => handlers::replace_translate(error),
        };
        answer(cx, made)
    }
    /// The handler 'xmlcharrefreplace': XML character references.
    fn xmlcharrefreplace_errors(cx: &mut Context, exception: Value) -> PyResult {
        encode_only(cx, exception, handlers::xml_char_ref_replace)
    }
    /// The handler 'backslashreplace': escapes as in literals.
    fn backslashreplace_errors(cx: &mut Context, exception: Value) -> PyResult {
        encode_only(cx, exception, handlers::backslash_replace)
    }
}
