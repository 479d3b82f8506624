//! `TextIOWrapper`: text over a buffered stream of bytes.
//!
//! Reading decodes a chunk at a time into `decoded`, of which `used` characters are gone. While positions can be told,
//! `snapshot` holds the decoder's state before that chunk and the bytes decoded since, so `tell` can find the byte that a
//! character came from by decoding again; its answer packs everything `seek` needs into one number:
//! position | decoder flags << 64 | bytes to feed << 96 | characters to skip << 128 | need end of input << 160.

#![allow(unsafe_code)] // a heap object that owns a buffer in the Rust heap

use super::base::TEXT_BASE;
use super::newline::{self, NewlineDecoder};
use super::stringio::LineEnds;
use super::{STREAM, check_newline, long, size_argument, text_argument};
use crate::kinds;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use object_model::codecs::registry;
use object_model::declare::GetSet;
use object_model::gc::{Header, KindInfo};
use object_model::long::LongObject;
use object_model::text::chars::CharsBuf;
use object_model::typeobject::TypeDecl;
use object_model::value::slot_bits;
use object_model::{
    Args, Context, Exc, Gc, Object, PyResult, Slot, StrObject, TupleObject, TypeObject, UnicodeObject, Value, none, py_bool,
    py_methods, raise,
};

#[repr(C)]
pub struct TextIo {
    pub header: Header,
    buffer: Slot,
    encoding: Slot,
    errors: Slot,
    encoder: Slot,
    decoder: Slot,
    decoded: Slot,
    snapshot: Slot,
    /// Encoded bytes that the buffer has not got yet.
    pending: Option<Box<Vec<u8>>>,
    used: usize,
    chunk: usize,
    ends: LineEnds,
    write_as: Option<&'static [u8]>,
    ready: bool,
    detached: bool,
    line_buffering: bool,
    seekable: bool,
    telling: bool,
    has_read1: bool,
}

// SAFETY: made by `__new__`, which sets `ends` at once.
unsafe impl Object for TextIo {
    const KIND: u8 = kinds::TEXT_IO;
    const NAME: &'static str = "_io.TextIOWrapper";
}

object_model::fixed_layout!(LAYOUT: TextIo, |this, tracer| {
    for slot in [this.buffer, this.encoding, this.errors, this.encoder, this.decoder, this.decoded, this.snapshot] {
        tracer.word(slot_bits(slot));
    }
});

/// # Safety
/// `object` is a stream that has died.
unsafe fn release(object: *mut Header) {
    // SAFETY: by contract.
    unsafe { (*object.cast::<TextIo>()).pending = None };
}

pub static INFO: KindInfo = KindInfo { drop: Some(release), ..LAYOUT };

pub static TEXT_IO: TypeDecl = TypeDecl {
    module: "_io",
    doc: "TextIOWrapper(buffer[, encoding[, errors[, newline[, line_buffering]]]]) -> text over a stream of bytes",
    base: Some(&TEXT_BASE),
    methods: &[METHODS],
    getset: GETSET,
    flags: STREAM,
    ..TypeDecl::new("TextIOWrapper", kinds::TEXT_IO)
};

fn this_of(cx: &mut Context, this: Value) -> PyResult<Gc<TextIo>> {
    match this.downcast::<TextIo>() {
        Some(this) => attached(cx, this).map(|_| this),
        None => raise!(cx, ValueError, "I/O operation on uninitialized object"),
    }
}

/// The buffer under the text, if it is there.
fn attached(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
    match this.buffer {
        Some(buffer) if this.ready => Ok(buffer),
        _ if this.detached => raise!(cx, ValueError, "underlying buffer has been detached"),
        _ => raise!(cx, ValueError, "I/O operation on uninitialized object"),
    }
}

static GETSET: &[GetSet] = &[
    GetSet {
        name: "encoding",
        doc: "name of the encoding",
        get: |_, this| Ok(this.downcast::<TextIo>().and_then(|this| this.encoding).unwrap_or(none())),
        set: None,
    },
    GetSet {
        name: "errors",
        doc: "what becomes of errors in coding",
        get: |cx, this| match this.downcast::<TextIo>() {
            // A detached stream still knows.
            Some(text) if text.detached => Ok(text.errors.unwrap_or(none())),
            _ => Ok(this_of(cx, this)?.errors.unwrap_or(none())),
        },
        set: None,
    },
    GetSet {
        name: "buffer",
        doc: "the stream of bytes",
        get: |_, this| Ok(this.downcast::<TextIo>().and_then(|this| this.buffer).unwrap_or(none())),
        set: None,
    },
    GetSet {
        name: "line_buffering",
        doc: "whether ends of line are flushed",
        get: |_, this| Ok(py_bool(this.downcast::<TextIo>().is_some_and(|this| this.line_buffering))),
        set: None,
    },
    GetSet {
        name: "name",
        doc: "name of the stream of bytes",
        get: |cx, this| {
            let buffer = this_of(cx, this)?.buffer.unwrap_or(none());
            cx.getattr_text(buffer, "name")
        },
        set: None,
    },
    GetSet {
        name: "closed",
        doc: "whether the stream of bytes is closed",
        get: |cx, this| {
            let buffer = this_of(cx, this)?.buffer.unwrap_or(none());
            cx.getattr_text(buffer, "closed")
        },
        set: None,
    },
    GetSet {
        name: "newlines",
        doc: "ends of line seen so far",
        get: |cx, this| {
            let this = this_of(cx, this)?;
            match this.decoder {
                Some(decoder) => Ok(cx.find_attr_text(decoder, "newlines")?.unwrap_or(none())),
                None => Ok(none()),
            }
        },
        set: None,
    },
    GetSet {
        name: "_CHUNK_SIZE",
        doc: "bytes to decode at a time",
        get: |cx, this| {
            let chunk = this_of(cx, this)?.chunk as i64;
            Ok(cx.new_int(chunk))
        },
        set: Some(|cx, this, value| {
            let this = this_of(cx, this)?;
            let n = match value {
                Some(value) => cx.index_exact(value)?,
                None => raise!(cx, AttributeError, "cannot delete attribute"),
            };
            if n <= 0 {
                raise!(cx, ValueError, "a strictly positive integer is required");
            }
            this.get_mut().chunk = n as usize;
            Ok(())
        }),
    },
];

impl TextIo {
    fn left(&self) -> usize {
        self.decoded.and_then(|text| text.downcast::<UnicodeObject>()).map_or(0, |text| text.len().saturating_sub(self.used))
    }
}

fn set_decoded(cx: &mut Context, this: Gc<TextIo>, text: Slot) {
    cx.barrier(this);
    (this.get_mut().decoded, this.get_mut().used) = (text, 0);
}

fn set_snapshot(cx: &mut Context, this: Gc<TextIo>, snapshot: Option<(i64, Gc<StrObject>)>) {
    let value = snapshot.map(|(flags, bytes)| {
        let flags = cx.new_int(flags);
        cx.new_tuple(&[flags, bytes.value()]).value()
    });
    cx.barrier(this);
    this.get_mut().snapshot = value;
}

/// The snapshot's decoder flags and bytes.
fn snapshot(this: Gc<TextIo>) -> Option<(i64, Gc<StrObject>)> {
    match this.snapshot?.downcast::<TupleObject>()?.get().items() {
        &[flags, bytes] => Some((flags.as_int()?, bytes.downcast()?)),
        _ => None,
    }
}

/// The next `n` decoded characters, or all of them.
fn take(cx: &mut Context, this: Gc<TextIo>, n: usize) -> PyResult<Gc<UnicodeObject>> {
    let Some(text) = this.decoded.and_then(|text| text.downcast::<UnicodeObject>()) else {
        return cx.new_unicode_latin1(b"");
    };
    let (from, len) = (this.used.min(text.len()), text.len());
    let to = from + n.min(len - from);
    this.get_mut().used = to;
    if from == 0 && to == len { Ok(text) } else { cx.new_unicode_part(text.get().chars().slice(from..to)) }
}

fn decode(cx: &mut Context, decoder: Value, input: Value, is_final: bool) -> PyResult<Gc<UnicodeObject>> {
    if let Some(own) = decoder.exact::<NewlineDecoder>() {
        return newline::decode(cx, own, input, is_final);
    }
    let text = cx.call_method(decoder, "decode", &[input, py_bool(is_final)])?;
    match text.downcast() {
        Some(text) => Ok(text),
        None => {
            let given = cx.type_name(text);
            raise!(cx, TypeError, "decoder should return a string result, not '{given}'")
        }
    }
}

/// State of a decoder: bytes not decoded yet, flags.
fn decoder_state(cx: &mut Context, decoder: Value) -> PyResult<(Gc<StrObject>, i64)> {
    let state = cx.call_method(decoder, "getstate", &[])?;
    if let Some(tuple) = state.downcast::<TupleObject>()
        && let &[bytes, flags] = tuple.get().items()
    {
        let Some(bytes) = bytes.downcast::<StrObject>() else {
            let given = cx.type_name(bytes);
            raise!(cx, TypeError, "decoder getstate() should have returned a bytes object, not '{given}'");
        };
        let flags = cx.int_arg(flags)?;
        return Ok((bytes, flags));
    }
    raise!(cx, TypeError, "illegal decoder state")
}

fn set_decoder_state(cx: &mut Context, decoder: Value, bytes: Value, flags: i64) -> PyResult<()> {
    let flags = cx.new_int(flags);
    let state = cx.new_tuple(&[bytes, flags]).value();
    cx.call_method(decoder, "setstate", &[state]).map(|_| ())
}

/// Decodes one more chunk; false at the end.
fn read_chunk(cx: &mut Context, this: Gc<TextIo>) -> PyResult<bool> {
    let Some(decoder) = this.decoder else { raise!(cx, IOError, "not readable") };
    let before = if this.telling { Some(decoder_state(cx, decoder)?) } else { None };
    let method = if this.has_read1 { "read1" } else { "read" };
    let buffer = attached(cx, this)?;
    let chunk = Value::small(this.chunk as i64);
    let input = loop {
        match cx.call_method(buffer, method, &[chunk]) {
            Ok(input) => break input,
            Err(_) if super::interrupted(cx) => (),
            Err(raised) => return Err(raised),
        }
    };
    let Some(bytes) = input.downcast::<StrObject>() else {
        let given = cx.type_name(input);
        raise!(cx, TypeError, "underlying {method}() should have returned a bytes object, not '{given}'");
    };
    let text = decode(cx, decoder, input, bytes.is_empty())?;
    set_decoded(cx, this, Some(text.value()));
    if let Some((waiting, flags)) = before {
        let all = cx.concat_str(waiting, bytes)?;
        set_snapshot(cx, this, Some((flags, all)));
    }
    Ok(!bytes.is_empty() || !text.is_empty())
}

/// Hands encoded bytes to the buffer.
fn write_pending(cx: &mut Context, this: Gc<TextIo>) -> PyResult<()> {
    let Some(pending) = this.get_mut().pending.take().filter(|pending| !pending.is_empty()) else { return Ok(()) };
    let bytes = cx.try_new_str(&pending)?.value();
    drop(pending);
    let buffer = attached(cx, this)?;
    loop {
        match cx.call_method(buffer, "write", &[bytes]) {
            Ok(_) => return Ok(()),
            Err(_) if super::interrupted(cx) => (),
            Err(raised) => return Err(raised),
        }
    }
}

fn refuse_closed(cx: &mut Context, this: Gc<TextIo>) -> PyResult<()> {
    attached(cx, this)?;
    super::check_closed(cx, this.value())
}

fn read_line(cx: &mut Context, this: Gc<TextIo>, limit: i64) -> PyResult<Gc<UnicodeObject>> {
    refuse_closed(cx, this)?;
    write_pending(cx, this)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    // Characters of the line so far that are no longer in `decoded`.
    let mut line = CharsBuf::new();
    loop {
        while this.left() == 0 {
            set_decoded(cx, this, None);
            if !read_chunk(cx, this)? {
                set_decoded(cx, this, None);
                set_snapshot(cx, this, None);
                let line = line.finish();
                return cx.new_unicode(line.as_chars());
            }
        }
        let Some(text) = this.decoded.and_then(|text| text.downcast::<UnicodeObject>()) else { continue };
        let from = this.used;
        let chars = text.get().chars().slice(from..text.len());
        if line.is_empty() {
            let found = this.ends.find(chars.iter(), chars.len());
            let n = match found {
                Ok(n) => Some(n.min(limit)),
                Err(_) if chars.len() >= limit => Some(limit),
                Err(_) => None,
            };
            if let Some(n) = n {
                return take(cx, this, n);
            }
            line.extend_chars(chars);
        } else {
            // An end of line may lie across: look from one character before the new ones.
            let old = line.len();
            line.extend_chars(chars);
            let all = line.as_chars();
            let found = this.ends.find(all.slice(old - 1..all.len()).iter(), all.len() - old + 1).map(|n| n + old - 1);
            let n = match found {
                Ok(n) => Some(n.min(limit)),
                Err(_) if all.len() >= limit => Some(limit),
                Err(_) => None,
            };
            if let Some(n) = n {
                let n = n.max(old);
                this.get_mut().used = from + (n - old);
                return cx.new_unicode_part(all.slice(0..n));
            }
        }
        // Universal ends: a lone \r at the end may be the first half of \r\n; the decoder keeps that back itself.
        this.get_mut().used = text.len();
    }
}

/// A position with what else `seek` needs.
#[derive(Default)]
struct Cookie {
    position: i64,
    flags: i64,
    feed: i64,
    skip: i64,
    need_end: bool,
}

impl Cookie {
    fn pack(&self, cx: &mut Context) -> Value {
        let word = |n: i64, bits: u32| BigInt::from(n as u32) << bits;
        let all = BigInt::from(self.position)
            + word(self.flags, 64)
            + word(self.feed, 96)
            + word(self.skip, 128)
            + (BigInt::from(u8::from(self.need_end)) << 160u32);
        cx.new_long(&all)
    }
    fn unpack(cx: &mut Context, value: Value) -> PyResult<Cookie> {
        let big = match value.downcast::<LongObject>() {
            Some(long) => long.to_big(),
            None => BigInt::from(cx.index_exact(value)?),
        };
        let word = |from: u32| ((&big >> from) & BigInt::from(u32::MAX)).to_u32().unwrap_or(0) as i32 as i64;
        let position = (&big & BigInt::from(u64::MAX)).to_u64().unwrap_or(0) as i64;
        if big.bits() > 168 {
            raise!(cx, OverflowError, "long too big to convert");
        }
        Ok(Cookie { position, flags: word(64), feed: word(96), skip: word(128), need_end: word(160) != 0 })
    }
}

fn tell(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
    refuse_closed(cx, this)?;
    if !this.seekable {
        raise!(cx, IOError, "underlying stream is not seekable");
    }
    if !this.telling {
        raise!(cx, IOError, "telling position disabled by next() call");
    }
    write_pending(cx, this)?;
    cx.call_method(this.value(), "flush", &[])?;
    let buffer = attached(cx, this)?;
    let position = cx.call_method(buffer, "tell", &[])?;
    let (Some(decoder), Some((flags, bytes))) = (this.decoder, snapshot(this)) else { return Ok(position) };
    let bytes_held = bytes.get().bytes();
    let mut cookie = Cookie { position: cx.index_exact(position)? - bytes_held.len() as i64, flags, ..Cookie::default() };
    if this.used == 0 || this.decoded.is_none() {
        return Ok(cookie.pack(cx));
    }
    let wanted = this.used as i64;
    let saved = cx.call_method(decoder, "getstate", &[])?;
    let result = locate(cx, decoder, bytes, wanted, &mut cookie);
    let restored = cx.call_method(decoder, "setstate", &[saved]);
    result?;
    restored?;
    Ok(cookie.pack(cx))
}

/// Decodes again, byte by byte, up to the wanted character.
fn locate(cx: &mut Context, decoder: Value, bytes: Gc<StrObject>, wanted: i64, cookie: &mut Cookie) -> PyResult<()> {
    let empty = cx.empty_str.value();
    set_decoder_state(cx, decoder, empty, cookie.flags)?;
    cookie.skip = wanted;
    let mut decoded = 0;
    for &byte in bytes.get().bytes() {
        let input = cx.new_str(&[byte]).value();
        decoded += decode(cx, decoder, input, false)?.len() as i64;
        cookie.feed += 1;
        let (waiting, flags) = decoder_state(cx, decoder)?;
        if waiting.is_empty() && decoded <= cookie.skip {
            // A point where decoding can begin anew.
            cookie.position += cookie.feed;
            cookie.skip -= decoded;
            (cookie.flags, cookie.feed, decoded) = (flags, 0, 0);
        }
        if decoded >= cookie.skip {
            return Ok(());
        }
    }
    let empty = cx.empty_str.value();
    decoded += decode(cx, decoder, empty, true)?.len() as i64;
    cookie.need_end = true;
    if decoded < cookie.skip {
        raise!(cx, IOError, "can't reconstruct logical file position");
    }
    Ok(())
}

fn reset_encoder(cx: &mut Context, this: Gc<TextIo>, at_start: bool) -> PyResult<()> {
    let Some(encoder) = this.encoder else { return Ok(()) };
    if at_start {
        cx.call_method(encoder, "reset", &[])?;
    } else if let Some(method) = cx.find_attr_text(encoder, "setstate")? {
        cx.call(method, &[Value::small(0)])?;
    }
    Ok(())
}

fn seek(cx: &mut Context, this: Gc<TextIo>, w_cookie: Value, whence: i64) -> PyResult {
    refuse_closed(cx, this)?;
    if !this.seekable {
        raise!(cx, IOError, "underlying stream is not seekable");
    }
    let mut w_cookie = w_cookie;
    let is_zero = cx.equal(w_cookie, Value::small(0))?;
    match whence {
        0 => (),
        1 => {
            if !is_zero {
                raise!(cx, IOError, "can't do nonzero cur-relative seeks");
            }
            w_cookie = cx.call_method(this.value(), "tell", &[])?;
        }
        2 => {
            if !is_zero {
                raise!(cx, IOError, "can't do nonzero end-relative seeks");
            }
            cx.call_method(this.value(), "flush", &[])?;
            set_decoded(cx, this, None);
            set_snapshot(cx, this, None);
            if let Some(decoder) = this.decoder {
                cx.call_method(decoder, "reset", &[])?;
            }
            let buffer = attached(cx, this)?;
            let position = cx.call_method(buffer, "seek", &[Value::small(0), Value::small(2)])?;
            let start = cx.equal(position, Value::small(0))?;
            reset_encoder(cx, this, start)?;
            return Ok(position);
        }
        _ => raise!(cx, ValueError, "invalid whence ({whence}, should be 0, 1 or 2)"),
    }
    if cx.compare_truth(object_model::CompareOp::Lt, w_cookie, Value::small(0))? {
        let text = cx.repr(w_cookie)?.lossy();
        raise!(cx, ValueError, "negative seek position {text}");
    }
    cx.call_method(this.value(), "flush", &[])?;
    let cookie = Cookie::unpack(cx, w_cookie)?;
    let buffer = attached(cx, this)?;
    let position = long(cx, cookie.position);
    cx.call_method(buffer, "seek", &[position])?;
    set_decoded(cx, this, None);
    set_snapshot(cx, this, None);
    let at_start = cookie.position == 0 && cookie.flags == 0;
    if let Some(decoder) = this.decoder {
        if at_start {
            cx.call_method(decoder, "reset", &[])?;
        } else {
            let empty = cx.empty_str.value();
            set_decoder_state(cx, decoder, empty, cookie.flags)?;
        }
        if cookie.skip != 0 {
            let feed = cx.new_int(cookie.feed);
            let input = cx.call_method(buffer, "read", &[feed])?;
            let Some(bytes) = input.downcast::<StrObject>() else {
                let given = cx.type_name(input);
                raise!(cx, TypeError, "underlying read() should have returned a bytes object, not '{given}'");
            };
            set_snapshot(cx, this, Some((cookie.flags, bytes)));
            let text = decode(cx, decoder, input, cookie.need_end)?;
            if (text.len() as i64) < cookie.skip {
                raise!(cx, IOError, "can't restore logical file position");
            }
            set_decoded(cx, this, Some(text.value()));
            this.get_mut().used = cookie.skip as usize;
        } else {
            let empty = cx.empty_str;
            set_snapshot(cx, this, Some((cookie.flags, empty)));
        }
    }
    reset_encoder(cx, this, at_start)?;
    Ok(w_cookie)
}

/// The encoding where none is given: the locale's.
fn default_encoding(cx: &mut Context) -> PyResult<Gc<StrObject>> {
    let name = cx.intern(b"locale");
    let found = match cx.import_module(name) {
        Ok(locale) => cx.call_method(locale, "getpreferredencoding", &[])?,
        Err(_) if cx.catch(Exc::ImportError) => cx.intern(b"UTF-8").value(),
        Err(raised) => return Err(raised),
    };
    match found.downcast() {
        Some(name) => Ok(name),
        None => Ok(cx.intern(b"ascii")),
    }
}

fn init(cx: &mut Context, this: Gc<TextIo>, args: &Args) -> PyResult<()> {
    let names = ["buffer", "encoding", "errors", "newline", "line_buffering"];
    let [buffer, encoding, errors, newline, line_buffering] = args.parse(cx, "fileio", &names, 1)?;
    this.get_mut().ready = false;
    let encoding = text_argument(cx, encoding, "fileio", 2)?;
    let errors = text_argument(cx, errors, "fileio", 3)?;
    let newline = text_argument(cx, newline, "fileio", 4)?;
    let line_buffering = line_buffering.map_or(Ok(0), |value| cx.int_arg(value))? != 0;
    check_newline(cx, newline)?;
    let buffer = buffer.unwrap_or(none());
    let encoding = match encoding {
        Some(encoding) => encoding,
        None => default_encoding(cx)?,
    };
    let codec = registry::codec_lookup(cx, encoding)?.value();
    let errors = errors.unwrap_or_else(|| cx.intern(b"strict"));
    let ends = LineEnds::of(newline);
    let able = cx.call_method(buffer, "readable", &[])?;
    let decoder = if cx.truth(able)? {
        let factory = cx.getattr_text(codec, "incrementaldecoder")?;
        let decoder = cx.call(factory, &[errors.value()])?;
        match ends {
            LineEnds::Translated => Some(newline::new(cx, decoder, true)),
            LineEnds::Universal => Some(newline::new(cx, decoder, false)),
            LineEnds::Exact(_) => Some(decoder),
        }
    } else {
        None
    };
    let able = cx.call_method(buffer, "writable", &[])?;
    let encoder = if cx.truth(able)? {
        let factory = cx.getattr_text(codec, "incrementalencoder")?;
        Some(cx.call(factory, &[errors.value()])?)
    } else {
        None
    };
    cx.barrier(this);
    let state = this.get_mut();
    (state.buffer, state.encoding, state.errors) = (Some(buffer), Some(encoding.value()), Some(errors.value()));
    (state.decoder, state.encoder) = (decoder, encoder);
    (state.decoded, state.snapshot, state.pending) = (None, None, None);
    (state.used, state.chunk, state.ends) = (0, super::BUFFER_SIZE, ends);
    state.write_as = match newline.map(|newline| newline.get().bytes()) {
        Some(b"\r") => Some(b"\r"),
        Some(b"\r\n") => Some(b"\r\n"),
        _ => None,
    };
    (state.line_buffering, state.detached) = (line_buffering, false);
    let can_seek = cx.call_method(buffer, "seekable", &[])?;
    let can_seek = cx.truth(can_seek)?;
    let has_read1 = cx.find_attr_text(buffer, "read1")?.is_some();
    let state = this.get_mut();
    (state.seekable, state.telling, state.has_read1) = (can_seek, can_seek, has_read1);
    if can_seek && encoder.is_some() {
        let position = cx.call_method(buffer, "tell", &[])?;
        if !cx.equal(position, Value::small(0))? {
            reset_encoder(cx, this, false)?;
        }
    }
    this.get_mut().ready = true;
    Ok(())
}

fn forward(cx: &mut Context, this: Gc<TextIo>, method: &str) -> PyResult {
    let buffer = attached(cx, this)?;
    cx.call_method(buffer, method, &[])
}

py_methods! { METHODS:
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = args;
        let mut this = cx.allocate_for::<TextIo>(class, 0)?;
        this.ends = LineEnds::Universal;
        cx.heap.register_native_drop(this.header());
        Ok(this.value())
    }
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = args.receiver::<TextIo>(cx, "__init__")?;
        init(cx, this, &args.rest())
    }
    fn __repr__(cx: &mut Context, this: Gc<TextIo>) -> PyResult<String> {
        if this.encoding.is_none() {
            raise!(cx, ValueError, "I/O operation on uninitialized object");
        }
        let encoding = cx.repr(this.encoding.unwrap_or(none()))?.lossy();
        Ok(match super::name_repr(cx, this.value())? {
            Some(name) => format!("<_io.TextIOWrapper name={name} encoding={encoding}>"),
            None => format!("<_io.TextIOWrapper encoding={encoding}>"),
        })
    }
    /// detach() -> the stream of bytes
    fn detach(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
        attached(cx, this)?;
        cx.call_method(this.value(), "flush", &[])?;
        let state = this.get_mut();
        (state.detached, state.ready) = (true, false);
        Ok(state.buffer.take().unwrap_or(none()))
    }
    /// write(text) -> number of characters
    fn write(cx: &mut Context, this: Gc<TextIo>, text: Value) -> PyResult {
        attached(cx, this)?;
        let Some(text) = text.downcast::<UnicodeObject>() else {
            let given = cx.type_name(text);
            raise!(cx, TypeError, "write() argument 1 must be unicode, not {given}");
        };
        refuse_closed(cx, this)?;
        let Some(encoder) = this.encoder else { raise!(cx, IOError, "not writable") };
        let len = text.len();
        let (mut has_lf, mut has_cr) = (false, false);
        if this.write_as.is_some() || this.line_buffering {
            for code in text.get().chars().iter() {
                has_lf |= code == 10;
                has_cr |= code == 13;
            }
        }
        let mut out = text;
        if has_lf && let Some(end) = this.write_as {
            let mut built = CharsBuf::with_capacity(len + 8);
            for code in text.get().chars().iter() {
                if code == 10 { built.push_latin1(end) } else { built.push(code) }
            }
            let built = built.finish();
            out = cx.new_unicode(built.as_chars())?;
        }
        let encoded = cx.call_method(encoder, "encode", &[out.value()])?;
        let Some(bytes) = encoded.downcast::<StrObject>() else {
            let given = cx.type_name(encoded);
            raise!(cx, TypeError, "encoder should return a bytes object, not '{given}'");
        };
        let flush = this.line_buffering && (has_lf || has_cr);
        let state = this.get_mut();
        let pending = state.pending.get_or_insert_default();
        if pending.try_reserve(bytes.len()).is_err() {
            return Err(cx.memory_error());
        }
        pending.extend_from_slice(bytes.get().bytes());
        if pending.len() > state.chunk || flush {
            write_pending(cx, this)?;
        }
        if flush {
            forward(cx, this, "flush")?;
        }
        set_snapshot(cx, this, None);
        set_decoded(cx, this, None);
        if let Some(decoder) = this.decoder {
            cx.call_method(decoder, "reset", &[])?;
        }
        Ok(long(cx, len as i64))
    }
    /// read([n]) -> n characters, fewer at the end; all the rest without n
    fn read(cx: &mut Context, this: Gc<TextIo>, n: Slot = None) -> PyResult {
        attached(cx, this)?;
        let n = size_argument(cx, n)?;
        refuse_closed(cx, this)?;
        let Some(decoder) = this.decoder else { raise!(cx, IOError, "not readable") };
        write_pending(cx, this)?;
        let Ok(n) = usize::try_from(n) else {
            let buffer = attached(cx, this)?;
            let bytes = cx.call_method(buffer, "read", &[])?;
            // The decoder says what it does not like.
            let text = decode(cx, decoder, bytes, true)?;
            let first = take(cx, this, usize::MAX)?;
            let all = if first.is_empty() { text } else { cx.concat_unicode(first, text)? };
            set_decoded(cx, this, None);
            set_snapshot(cx, this, None);
            return Ok(all.value());
        };
        let first = take(cx, this, n)?;
        if first.len() >= n {
            return Ok(first.value());
        }
        let mut built = CharsBuf::new();
        built.extend_chars(first.get().chars());
        while built.len() < n {
            let more = loop {
                match read_chunk(cx, this) {
                    Ok(more) => break more,
                    Err(_) if super::interrupted(cx) => (),
                    Err(raised) => return Err(raised),
                }
            };
            if !more {
                break;
            }
            let part = take(cx, this, n - built.len())?;
            built.extend_chars(part.get().chars());
        }
        let built = built.finish();
        cx.new_unicode(built.as_chars()).map(Gc::value)
    }
    /// readline([limit]) -> one line
    fn readline(cx: &mut Context, this: Gc<TextIo>, limit: Slot = None) -> PyResult {
        attached(cx, this)?;
        let limit = match limit {
            Some(limit) => cx.index_exact(limit)?,
            None => -1,
        };
        read_line(cx, this, limit).map(Gc::value)
    }
    fn next(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
        attached(cx, this)?;
        this.get_mut().telling = false;
        let line = if cx.class_of(this.value()).decl.is_some() {
            read_line(cx, this, -1)?.value()
        } else {
            let line = cx.call_method(this.value(), "readline", &[])?;
            if line.downcast::<UnicodeObject>().is_none() {
                let given = cx.type_name(line);
                raise!(cx, IOError, "readline() should have returned an str object, not '{given}'");
            }
            line
        };
        if !cx.truth(line)? {
            set_snapshot(cx, this, None);
            this.get_mut().telling = this.seekable;
            return Err(cx.stop_iteration());
        }
        Ok(line)
    }
    /// tell() -> a number for seek
    fn tell_ as "tell"(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
        attached(cx, this)?;
        tell(cx, this)
    }
    /// seek(cookie[, whence]) -> new position
    /// Positions are what tell gave; from the current place and the end only 0.
    fn seek_ as "seek"(cx: &mut Context, this: Gc<TextIo>, cookie: Value, whence: i64 = 0) -> PyResult {
        attached(cx, this)?;
        seek(cx, this, cookie, whence)
    }
    /// truncate([size]) -> new size
    fn truncate(cx: &mut Context, this: Gc<TextIo>, size: Value = none()) -> PyResult {
        let buffer = attached(cx, this)?;
        cx.call_method(this.value(), "flush", &[])?;
        cx.call_method(buffer, "truncate", &[size])
    }
    /// flush()
    fn flush(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
        refuse_closed(cx, this)?;
        this.get_mut().telling = this.seekable;
        write_pending(cx, this)?;
        forward(cx, this, "flush")
    }
    /// close()
    fn close(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
        let buffer = attached(cx, this)?;
        if super::is_closed(cx, this.value())? {
            return Ok(none());
        }
        let flushed = cx.call_method(this.value(), "flush", &[]);
        super::both(cx, flushed, |cx| cx.call_method(buffer, "close", &[]))
    }
    /// seekable() -> whether the stream of bytes can be positioned
    fn seekable(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
        forward(cx, this, "seekable")
    }
    /// readable() -> whether the stream of bytes can be read
    fn readable(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
        forward(cx, this, "readable")
    }
    /// writable() -> whether the stream of bytes can be written
    fn writable(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
        forward(cx, this, "writable")
    }
    /// fileno() -> file descriptor
    fn fileno(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
        forward(cx, this, "fileno")
    }
    /// isatty() -> whether the stream of bytes is a terminal
    fn isatty(cx: &mut Context, this: Gc<TextIo>) -> PyResult {
        forward(cx, this, "isatty")
    }
}
