//! `IncrementalNewlineDecoder`: the ends of line of text that comes in pieces.

#![allow(unsafe_code)] // heap object layout

use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::text::chars::CharsBuf;
use object_model::typeobject::{BASETYPE, TypeDecl};
use object_model::{
    Context, Gc, Object, PyResult, Slot, TupleObject, TypeObject, UnicodeObject, Value, none, py_bool, py_methods, raise,
};

pub const CR: u8 = 1;
pub const LF: u8 = 2;
pub const CRLF: u8 = 4;

#[repr(C)]
pub struct NewlineDecoder {
    pub header: Header,
    decoder: Slot,
    translate: bool,
    /// The last piece ended with a carriage return that was kept back.
    pending: bool,
    seen: u8,
}

// SAFETY: made by `__new__` and `new`.
unsafe impl Object for NewlineDecoder {
    const KIND: u8 = kinds::NEWLINE_DECODER;
    const NAME: &'static str = "_io.IncrementalNewlineDecoder";
}

object_model::fixed_layout!(LAYOUT: NewlineDecoder, |this, tracer| {
    tracer.word(object_model::value::slot_bits(this.decoder));
});

pub static NEWLINE_DECODER: TypeDecl = TypeDecl {
    module: "_io",
    doc: "IncrementalNewlineDecoder(decoder, translate[, errors])\n\nNotes ends of line and, if asked, makes them all \\n.",
    methods: &[METHODS],
    getset: &[GetSet {
        name: "newlines",
        doc: "ends of line seen so far",
        get: |cx, this| {
            let seen = this.downcast::<NewlineDecoder>().map_or(0, |this| this.seen);
            newlines(cx, seen)
        },
        set: None,
    }],
    flags: BASETYPE,
    ..TypeDecl::new("IncrementalNewlineDecoder", kinds::NEWLINE_DECODER)
};

/// What `newlines` attributes say: None, one end of line, or a tuple of them.
fn newlines(cx: &mut Context, seen: u8) -> PyResult {
    let all: Vec<&str> =
        [(CR, "\r"), (LF, "\n"), (CRLF, "\r\n")].iter().filter(|(bit, _)| seen & bit != 0).map(|(_, text)| *text).collect();
    match all[..] {
        [] => Ok(none()),
        [one] => cx.new_unicode_latin1(one.as_bytes()).map(Gc::value),
        _ => Ok(cx.tuple_of_names(&all).value()),
    }
}

pub fn new(cx: &mut Context, decoder: Value, translate: bool) -> Value {
    let mut this = cx.allocate::<NewlineDecoder>();
    (this.decoder, this.translate) = (Some(decoder), translate);
    this.value()
}

pub fn decode(cx: &mut Context, this: Gc<NewlineDecoder>, input: Value, is_final: bool) -> PyResult<Gc<UnicodeObject>> {
    let Some(decoder) = this.decoder else { raise!(cx, ValueError, "IncrementalNewlineDecoder.__init__ not called") };
    let w_output = if decoder.is_none() { input } else { cx.call_method(decoder, "decode", &[input, py_bool(is_final)])? };
    let Some(output) = w_output.downcast::<UnicodeObject>() else {
        let given = cx.type_name(w_output);
        raise!(cx, TypeError, "decoder should return a string result, not '{given}'");
    };
    let chars = output.get().chars();
    let state = this.get_mut();
    let held = state.pending && (is_final || !chars.is_empty());
    let ends =
        !is_final && (chars.len().checked_sub(1).and_then(|last| chars.get(last)) == Some(13) || chars.is_empty() && held);
    let plain = !held && !ends && !chars.iter().any(|c| c == 13);
    if held {
        state.pending = false;
    }
    if plain {
        if chars.iter().any(|c| c == 10) {
            state.seen |= LF;
        }
        return Ok(output);
    }
    let mut built = CharsBuf::with_capacity(chars.len() + 1);
    let len = chars.len() - usize::from(ends);
    if ends {
        state.pending = true;
    }
    // Code points: the one kept back, then all but the one kept back now.
    let mut last_cr = held;
    let (mut seen, translate) = (state.seen, state.translate);
    let flush_cr = |built: &mut CharsBuf, seen: &mut u8| {
        *seen |= CR;
        built.push(if translate { 10 } else { 13 });
    };
    for code in chars.slice(0..len).iter() {
        match code {
            10 if last_cr => {
                seen |= CRLF;
                if !translate {
                    built.push(13);
                }
                built.push(10);
                last_cr = false;
            }
            13 => {
                if last_cr {
                    flush_cr(&mut built, &mut seen);
                }
                last_cr = true;
            }
            code => {
                if last_cr {
                    flush_cr(&mut built, &mut seen);
                    last_cr = false;
                }
                if code == 10 {
                    seen |= LF;
                }
                built.push(code);
            }
        }
    }
    if last_cr {
        flush_cr(&mut built, &mut seen);
    }
    this.get_mut().seen = seen;
    let built = built.finish();
    cx.new_unicode(built.as_chars())
}

py_methods! { METHODS:
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = args;
        cx.allocate_for::<NewlineDecoder>(class, 0).map(Gc::value)
    }
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = args.receiver::<NewlineDecoder>(cx, "__init__")?;
        let [decoder, translate, _errors] =
            args.rest().parse(cx, "IncrementalNewlineDecoder", &["decoder", "translate", "errors"], 2)?;
        let translate = match translate {
            Some(translate) => cx.int_arg(translate)? != 0,
            None => false,
        };
        cx.barrier(this);
        let state = this.get_mut();
        (state.decoder, state.translate, state.pending, state.seen) = (decoder, translate, false, 0);
        Ok(())
    }
    /// decode(input[, final]) -> text
    @raw fn decode_ as "decode"(cx: &mut Context, args: &Args) -> PyResult {
        let this = args.receiver::<NewlineDecoder>(cx, "decode")?;
        let [input, is_final] = args.rest().parse(cx, "IncrementalNewlineDecoder", &["input", "final"], 1)?;
        let is_final = match is_final {
            Some(is_final) => cx.truth(is_final)?,
            None => false,
        };
        decode(cx, this, input.unwrap_or(none()), is_final).map(Gc::value)
    }
    /// getstate() -> (bytes not decoded, number)
    fn getstate(cx: &mut Context, this: Gc<NewlineDecoder>) -> PyResult {
        let (mut bytes, mut flag) = (cx.empty_str.value(), 0);
        if let Some(decoder) = this.decoder.and_then(Value::not_none) {
            let state = cx.call_method(decoder, "getstate", &[])?;
            let items = state.downcast::<TupleObject>().map(|state| state.get().items());
            let Some(&[w_bytes, w_flag]) = items else {
                raise!(cx, TypeError, "illegal decoder state");
            };
            (bytes, flag) = (w_bytes, cx.int_arg(w_flag)?);
        }
        let flag = flag << 1 | i64::from(this.pending);
        let flag = cx.new_long_i128(flag.into());
        Ok(cx.new_tuple(&[bytes, flag]).value())
    }
    /// setstate(state)
    fn setstate(cx: &mut Context, this: Gc<NewlineDecoder>, state: Value) -> PyResult<()> {
        let items = state.downcast::<TupleObject>().map(|state| state.get().items());
        let Some(&[bytes, flag]) = items else {
            let given = cx.type_name(state);
            raise!(cx, TypeError, "argument must be 2-item sequence, not {given}");
        };
        let flag = cx.int_arg(flag)?;
        this.get_mut().pending = flag & 1 != 0;
        if let Some(decoder) = this.decoder.and_then(Value::not_none) {
            let flag = cx.new_long_i128((flag >> 1).into());
            let state = cx.new_tuple(&[bytes, flag]).value();
            cx.call_method(decoder, "setstate", &[state])?;
        }
        Ok(())
    }
    /// reset()
    fn reset(cx: &mut Context, this: Gc<NewlineDecoder>) -> PyResult<()> {
        let state = this.get_mut();
        (state.seen, state.pending) = (0, false);
        if let Some(decoder) = this.decoder.and_then(Value::not_none) {
            cx.call_method(decoder, "reset", &[])?;
        }
        Ok(())
    }
}
