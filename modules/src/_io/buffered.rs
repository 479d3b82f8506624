//! `BufferedReader`, `BufferedWriter`, `BufferedRandom`: bytes read ahead and bytes not yet written, over a raw stream.
//!
//! Both buffers lie in one object; at most one of them has something. `raw_position` is where the raw stream stands, if
//! known. One thread at a time works with the object: others wait, the same one gets RuntimeError.

#![allow(unsafe_code)] // a heap object that owns buffers in the Rust heap

use super::base::BUFFERED_BASE;
use super::fileio::{self, FILE_IO, FileIo};
use super::{BUFFER_SIZE, STREAM, bytes_argument, check_able, class_text, long, would_block};
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::{Header, KindInfo};
use object_model::protocols::buffer::WriteBuffer;
use object_model::typeobject::TypeDecl;
use object_model::value::slot_bits;
use object_model::{
    Args, Context, Exc, Gc, Index, Object, PyResult, Raised, Size, Slot, StrObject, TypeObject, Value, none, py_methods,
    raise,
};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

#[repr(C)]
pub struct Buffered {
    pub header: Header,
    pub raw: Slot,
    ahead: Option<Box<Vec<u8>>>,
    /// How much of `ahead` has been read.
    at: usize,
    pending: Option<Box<Vec<u8>>>,
    size: usize,
    raw_position: Option<i64>,
    /// Thread that works with it, plus one.
    owner: i64,
    ready: bool,
    detached: bool,
    readable: bool,
    writable: bool,
}

// SAFETY: made by `__new__`; all zero is not initialized.
unsafe impl Object for Buffered {
    const KIND: u8 = kinds::BUFFERED;
    const NAME: &'static str = "_io.Buffered";
}

object_model::fixed_layout!(LAYOUT: Buffered, |this, tracer| {
    tracer.word(slot_bits(this.raw));
});

/// # Safety
/// `object` is a buffer that has died.
unsafe fn release(object: *mut Header) {
    // SAFETY: by contract.
    unsafe {
        let this = &mut *object.cast::<Buffered>();
        (this.ahead, this.pending) = (None, None);
    }
}

pub static INFO: KindInfo = KindInfo { drop: Some(release), ..LAYOUT };

pub static READER: TypeDecl = TypeDecl {
    module: "_io",
    doc: "BufferedReader(raw[, buffer_size]) -> buffer over a readable raw stream",
    base: Some(&BUFFERED_BASE),
    methods: &[reader_init::INIT, COMMON, READING, READLINE],
    getset: GETSET,
    flags: STREAM,
    ..TypeDecl::new("BufferedReader", kinds::BUFFERED)
};
pub static WRITER: TypeDecl = TypeDecl {
    module: "_io",
    doc: "BufferedWriter(raw[, buffer_size[, max_buffer_size]]) -> buffer over a writable raw stream",
    base: Some(&BUFFERED_BASE),
    methods: &[writer_init::INIT, COMMON, WRITING],
    getset: GETSET,
    flags: STREAM,
    ..TypeDecl::new("BufferedWriter", kinds::BUFFERED)
};
pub static RANDOM: TypeDecl = TypeDecl {
    module: "_io",
    doc: "BufferedRandom(raw[, buffer_size[, max_buffer_size]]) -> buffer over a raw stream that can be read, written and positioned",
    base: Some(&BUFFERED_BASE),
    methods: &[random_init::INIT, COMMON, READING, READLINE, WRITING],
    getset: GETSET,
    flags: STREAM,
    ..TypeDecl::new("BufferedRandom", kinds::BUFFERED)
};

static GETSET: &[GetSet] = &[
    GetSet {
        name: "closed",
        doc: "whether the raw stream is closed",
        get: |cx, this| {
            let raw = raw_of(cx, this)?;
            cx.getattr_text(raw, "closed")
        },
        set: None,
    },
    GetSet {
        name: "name",
        doc: "name of the raw stream",
        get: |cx, this| {
            let raw = raw_of(cx, this)?;
            cx.getattr_text(raw, "name")
        },
        set: None,
    },
    GetSet {
        name: "mode",
        doc: "mode of the raw stream",
        get: |cx, this| {
            let raw = raw_of(cx, this)?;
            cx.getattr_text(raw, "mode")
        },
        set: None,
    },
    GetSet {
        name: "raw",
        doc: "the raw stream",
        get: |_, this| Ok(this.downcast::<Buffered>().and_then(|this| this.raw).unwrap_or(none())),
        set: None,
    },
];

fn raw_of(cx: &mut Context, this: Value) -> PyResult {
    match this.downcast::<Buffered>() {
        Some(this) if this.ready => Ok(this.raw.unwrap_or(none())),
        Some(this) if this.detached => raise!(cx, ValueError, "raw stream has been detached"),
        _ => raise!(cx, ValueError, "I/O operation on uninitialized object"),
    }
}

pub fn new_bytearray(cx: &mut Context, size: usize) -> PyResult {
    let mut zeroes: Vec<u8> = Vec::new();
    if zeroes.try_reserve_exact(size).is_err() {
        return Err(cx.memory_error());
    }
    zeroes.resize(size, 0);
    cx.new_bytearray(&zeroes).map(Gc::value)
}

impl Buffered {
    fn unread(&self) -> &[u8] {
        self.ahead.as_deref().and_then(|ahead| ahead.get(self.at..)).unwrap_or(&[])
    }
    fn forget_ahead(&mut self) {
        if let Some(ahead) = &mut self.ahead {
            ahead.clear();
        }
        self.at = 0;
    }
    fn unwritten(&mut self) -> &mut Vec<u8> {
        self.pending.get_or_insert_default()
    }
    fn moved(&mut self, n: usize) {
        if let Some(position) = &mut self.raw_position {
            *position = position.saturating_add(n as i64);
        }
    }
}

/// Works with the object alone.
fn alone<R>(
    cx: &mut Context,
    this: Gc<Buffered>,
    work: impl FnOnce(&mut Context, &'static mut Buffered) -> PyResult<R>,
) -> PyResult<R> {
    let me = cx.thread.ident.wrapping_add(1).max(1);
    while this.owner != 0 {
        if this.owner == me {
            let text = cx.repr(this.value())?.lossy();
            raise!(cx, RuntimeError, "reentrant call inside {text}");
        }
        // It may have been freed since; then the wait is short for nothing.
        crate::blocking::unlocked(cx, || {
            let guard = FREED.0.lock().unwrap_or_else(PoisonError::into_inner);
            drop(FREED.1.wait_timeout(guard, Duration::from_millis(1)));
        });
        crate::blocking::serve(cx)?;
    }
    this.get_mut().owner = me;
    let result = work(cx, this.get_mut());
    this.get_mut().owner = 0;
    FREED.1.notify_one();
    result
}

/// Where threads wait for a buffer that another one works with.
static FREED: (Mutex<()>, Condvar) = (Mutex::new(()), Condvar::new());

/// ValueError if the raw stream is closed and nothing is buffered.
fn check_open(cx: &mut Context, this: Gc<Buffered>, message: &str) -> PyResult<()> {
    if super::is_closed(cx, this.value())? {
        raise!(cx, ValueError, "{message}");
    }
    Ok(())
}

/// The raw stream as a file whose methods nobody has overridden.
fn plain_file(cx: &mut Context, raw: Value) -> Option<Gc<FileIo>> {
    let file = raw.downcast::<FileIo>()?;
    (cx.class_of(raw) == FILE_IO.get(cx)).then_some(file)
}

/// Reads at most `len` bytes from the raw stream onto the end of `to`; empty where it would have to wait.
fn raw_read(cx: &mut Context, this: &mut Buffered, to: &mut Vec<u8>, len: usize) -> PyResult<Option<usize>> {
    if to.try_reserve(len).is_err() {
        return Err(cx.memory_error());
    }
    let raw = this.raw.unwrap_or(none());
    if let Some(file) = plain_file(cx, raw) {
        loop {
            let data = to.spare_capacity_mut().as_mut_ptr().cast::<u8>();
            match fileio::read_into(cx, file, data, len) {
                Ok(Some(n)) => {
                    // SAFETY: the call has filled that many.
                    unsafe { to.set_len(to.len() + n) };
                    this.moved(n);
                    return Ok(Some(n));
                }
                Ok(None) => return Ok(None),
                Err(_) if super::interrupted(cx) => (),
                Err(raised) => return Err(raised),
            }
        }
    }
    let buffer = new_bytearray(cx, len)?;
    let got = loop {
        match cx.call_method(raw, "readinto", &[buffer]) {
            Ok(got) => break got,
            Err(_) if super::interrupted(cx) => (),
            Err(raised) => return Err(raised),
        }
    };
    if got.is_none() {
        return Ok(None);
    }
    let n = cx.index_exact(got)?;
    if n < 0 || n > len as i64 {
        raise!(cx, IOError, "raw readinto() returned invalid length {n} (should have been between 0 and {len})");
    }
    let bytes = cx.buffer_bytes(buffer)?;
    let n = (n as usize).min(bytes.get().len());
    to.extend_from_slice(&bytes.get()[..n]);
    this.moved(n);
    Ok(Some(n))
}

/// Writes some of these bytes to the raw stream; empty where it would have to wait.
fn raw_write(cx: &mut Context, this: &mut Buffered, bytes: &[u8]) -> PyResult<Option<usize>> {
    let raw = this.raw.unwrap_or(none());
    if let Some(file) = plain_file(cx, raw) {
        loop {
            match fileio::write_from(cx, file, bytes) {
                Ok(n) => {
                    this.moved(n.unwrap_or(0));
                    return Ok(n);
                }
                Err(_) if super::interrupted(cx) => (),
                Err(raised) => return Err(raised),
            }
        }
    }
    let len = bytes.len();
    let data = cx.try_new_str(bytes)?.value();
    let wrote = loop {
        match cx.call_method(raw, "write", &[data]) {
            Ok(wrote) => break wrote,
            Err(_) if super::interrupted(cx) => (),
            Err(raised) => return Err(raised),
        }
    };
    if wrote.is_none() {
        return Ok(None);
    }
    let n = cx.index_exact(wrote)?;
    if n < 0 || n > len as i64 {
        raise!(cx, IOError, "raw write() returned invalid length {n} (should have been between 0 and {len})");
    }
    this.moved(n as usize);
    Ok(Some(n as usize))
}

fn raw_tell(cx: &mut Context, this: &mut Buffered) -> PyResult<i64> {
    if let Some(position) = this.raw_position {
        return Ok(position);
    }
    let position = cx.call_method(this.raw.unwrap_or(none()), "tell", &[])?;
    checked_position(cx, this, position)
}

fn raw_seek(cx: &mut Context, this: &mut Buffered, offset: i64, whence: i32) -> PyResult<i64> {
    this.raw_position = None;
    let (offset, whence) = (cx.new_int(offset), Value::small(whence.into()));
    let position = cx.call_method(this.raw.unwrap_or(none()), "seek", &[offset, whence])?;
    checked_position(cx, this, position)
}

fn checked_position(cx: &mut Context, this: &mut Buffered, position: Value) -> PyResult<i64> {
    let position = cx.index_exact(position)?;
    if position < 0 {
        raise!(cx, IOError, "Raw stream returned invalid position {position}");
    }
    this.raw_position = Some(position);
    Ok(position)
}

/// Writes all that is pending; BlockingIOError.
fn flush_pending(cx: &mut Context, this: &mut Buffered) -> PyResult<()> {
    while !this.unwritten().is_empty() {
        let bytes = std::mem::take(this.unwritten());
        let wrote = raw_write(cx, this, &bytes);
        let n = if let Ok(Some(n)) = wrote { n } else { 0 };
        // Nobody else writes meanwhile (`alone`).
        let mut rest = bytes;
        rest.drain(..n);
        *this.unwritten() = rest;
        match wrote? {
            Some(_) => crate::blocking::serve(cx)?,
            None => return Err(would_block(cx, "write could not complete without blocking", 0)),
        }
    }
    Ok(())
}

/// Puts the raw stream where the program believes it to be.
fn rewind(cx: &mut Context, this: &mut Buffered) -> PyResult<()> {
    let unread = this.unread().len();
    if this.readable && unread > 0 {
        raw_seek(cx, this, -(unread as i64), 1)?;
        this.forget_ahead();
    }
    Ok(())
}

/// One raw read onto what is ahead; how much came.
fn fill(cx: &mut Context, this: &mut Buffered) -> PyResult<Option<usize>> {
    let mut ahead = this.ahead.take().unwrap_or_default();
    if this.at >= ahead.len() {
        ahead.clear();
        this.at = 0;
    }
    let room = this.size.saturating_sub(ahead.len());
    let got = raw_read(cx, this, &mut ahead, room);
    this.ahead = Some(ahead);
    got
}

fn consume(this: &mut Buffered, n: usize, to: &mut Vec<u8>) {
    let end = n.min(this.unread().len());
    to.extend_from_slice(&this.unread()[..end]);
    this.at += end;
}

/// At most `n` bytes; fewer only at the end or where the raw stream would have to wait; None if that is at once.
fn read_exactly(cx: &mut Context, this: &mut Buffered, n: usize) -> PyResult {
    if n <= this.unread().len() {
        let text = cx.try_new_str(&this.unread()[..n])?;
        this.at += n;
        return Ok(text.value());
    }
    flush_pending(cx, this)?;
    let mut got: Vec<u8> = Vec::new();
    consume(this, n, &mut got);
    this.forget_ahead();
    let mut whole = true;
    while got.len() < n {
        let left = n - got.len();
        let step = if whole { this.size * (left / this.size) } else { 0 };
        let came = if step > 0 {
            raw_read(cx, this, &mut got, step)?
        } else {
            whole = false;
            if this.ahead.as_ref().is_some_and(|ahead| ahead.len() >= this.size) {
                break;
            }
            fill(cx, this)?
        };
        match came {
            Some(0) => break,
            None if got.is_empty() => return Ok(none()),
            None => break,
            Some(_) => (),
        }
        if step == 0 {
            let left = n - got.len();
            consume(this, left, &mut got);
        }
    }
    Ok(cx.try_new_str(&got)?.value())
}

/// All up to the end.
fn read_all(cx: &mut Context, this: &mut Buffered) -> PyResult {
    let mut got: Vec<u8> = Vec::new();
    consume(this, usize::MAX, &mut got);
    this.forget_ahead();
    flush_pending(cx, this)?;
    let raw = this.raw.unwrap_or(none());
    loop {
        this.raw_position = None;
        let part = match cx.call_method(raw, "read", &[]) {
            Ok(part) => part,
            Err(_) if super::interrupted(cx) => continue,
            Err(raised) => return Err(raised),
        };
        if part.is_none() && got.is_empty() {
            return Ok(none());
        }
        let Some(bytes) = part.downcast::<StrObject>().filter(|_| !part.is_none()) else {
            if part.is_none() {
                break;
            }
            raise!(cx, TypeError, "read() should return bytes");
        };
        if bytes.is_empty() {
            break;
        }
        if got.try_reserve(bytes.len()).is_err() {
            return Err(cx.memory_error());
        }
        got.extend_from_slice(bytes.get().bytes());
    }
    Ok(cx.try_new_str(&got)?.value())
}

fn read_line(cx: &mut Context, this: &mut Buffered, limit: i64) -> PyResult {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let end = |bytes: &[u8]| bytes.iter().take(limit).position(|&byte| byte == b'\n').map(|at| at + 1);
    if let Some(n) = end(this.unread()).or_else(|| (this.unread().len() >= limit).then_some(limit)) {
        let text = cx.try_new_str(&this.unread()[..n])?;
        this.at += n;
        return Ok(text.value());
    }
    flush_pending(cx, this)?;
    let mut line: Vec<u8> = Vec::new();
    loop {
        let left = limit - line.len();
        let unread = this.unread();
        let found = unread.iter().take(left).position(|&byte| byte == b'\n').map(|at| at + 1);
        let n = found.unwrap_or(unread.len().min(left));
        if line.try_reserve(n).is_err() {
            return Err(cx.memory_error());
        }
        consume(this, n, &mut line);
        if found.is_some() || line.len() >= limit {
            break;
        }
        this.forget_ahead();
        if !matches!(fill(cx, this)?, Some(1..)) {
            break;
        }
    }
    Ok(cx.try_new_str(&line)?.value())
}

fn write(cx: &mut Context, this: &mut Buffered, bytes: &[u8]) -> PyResult<()> {
    if this.readable && !this.unread().is_empty() {
        rewind(cx, this)?;
    }
    this.forget_ahead();
    let size = this.size;
    if bytes.len() <= size.saturating_sub(this.unwritten().len()) {
        this.unwritten().extend_from_slice(bytes);
        return Ok(());
    }
    if let Err(raised) = flush_pending(cx, this) {
        if !cx.pending_is(Exc::IOError) || !is_blocking(cx) {
            return Err(raised);
        }
        // Keep what fits.
        let room = size.saturating_sub(this.unwritten().len());
        if bytes.len() <= room {
            cx.take_error();
            this.unwritten().extend_from_slice(bytes);
            return Ok(());
        }
        cx.take_error();
        this.unwritten().extend_from_slice(&bytes[..room]);
        return Err(would_block(cx, "write could not complete without blocking", room));
    }
    let mut written = 0;
    while bytes.len() - written > size {
        match raw_write(cx, this, &bytes[written..])? {
            Some(n) => written += n,
            None => {
                let left = bytes.len() - written;
                if left > size {
                    this.unwritten().extend_from_slice(&bytes[written..written + size]);
                    return Err(would_block(cx, "write could not complete without blocking", written + size));
                }
                break;
            }
        }
        crate::blocking::serve(cx)?;
    }
    this.unwritten().extend_from_slice(&bytes[written..]);
    Ok(())
}

fn is_blocking(cx: &mut Context) -> bool {
    let class = super::BLOCKING_ERROR.get(cx);
    cx.pending.is_some_and(|triple| triple.class.downcast::<TypeObject>().is_some_and(|raised| raised.is_subtype(class)))
}

fn init(cx: &mut Context, args: &Args, readable: bool, writable: bool) -> PyResult<()> {
    let this = args.receiver::<Buffered>(cx, "__init__")?;
    let function = match (readable, writable) {
        (true, false) => "BufferedReader",
        (false, _) => "BufferedWriter",
        _ => "BufferedRandom",
    };
    let [raw, size, limit] = if writable {
        args.rest().parse(cx, function, &["raw", "buffer_size", "max_buffer_size"], 1)?
    } else {
        let [raw, size] = args.rest().parse(cx, function, &["raw", "buffer_size"], 1)?;
        [raw, size, None]
    };
    this.get_mut().ready = false;
    let raw = raw.unwrap_or(none());
    let size = size.map_or(Ok(BUFFER_SIZE as i64), |size| cx.index_exact(size))?;
    if limit.is_some() {
        cx.warn(Exc::DeprecationWarning, "max_buffer_size is deprecated")?;
    }
    if readable && writable {
        check_able(cx, raw, "seekable")?;
    }
    if readable {
        check_able(cx, raw, "readable")?;
    }
    if writable {
        check_able(cx, raw, "writable")?;
    }
    if size <= 0 {
        raise!(cx, ValueError, "buffer size must be strictly positive");
    }
    // There must be room for it, though it is not taken yet.
    if size > 1 << 30 && Vec::<u8>::new().try_reserve_exact(size as usize).is_err() {
        return Err(cx.memory_error());
    }
    cx.barrier(this);
    let state = this.get_mut();
    state.forget_ahead();
    state.unwritten().clear();
    (state.raw, state.size, state.readable, state.writable) = (Some(raw), size as usize, readable, writable);
    (state.detached, state.raw_position) = (false, None);
    // A stream that cannot tell is no error.
    if raw_tell(cx, this.get_mut()).is_err() {
        if !cx.pending_is(Exc::Exception) {
            return Err(Raised);
        }
        cx.take_error();
    }
    this.get_mut().ready = true;
    Ok(())
}

macro_rules! inits {
    ($($module:ident $readable:literal $writable:literal;)*) => {
        $(mod $module {
            use super::*;
            py_methods! { INIT:
                @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
                    let _ = args;
                    let this = cx.allocate_for::<Buffered>(class, 0)?;
                    cx.heap.register_native_drop(this.header());
                    Ok(this.value())
                }
                @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
                    init(cx, args, $readable, $writable)
                }
            }
        })*
    };
}

inits! {
    reader_init true false;
    writer_init false true;
    random_init true true;
}

fn forward(cx: &mut Context, this: Gc<Buffered>, method: &str) -> PyResult {
    let raw = raw_of(cx, this.value())?;
    cx.call_method(raw, method, &[])
}

py_methods! { COMMON:
    fn __repr__(cx: &mut Context, this: Gc<Buffered>) -> PyResult<String> {
        let class = class_text(cx, this.value());
        Ok(match super::name_repr(cx, this.value())? {
            Some(name) => format!("<{class} name={name}>"),
            None => format!("<{class}>"),
        })
    }
    fn __sizeof__(cx: &mut Context, this: Gc<Buffered>) -> usize {
        let _ = cx;
        size_of::<Buffered>() + this.size
    }
    /// detach() -> the raw stream
    /// The buffer is of no use afterwards.
    fn detach(cx: &mut Context, this: Gc<Buffered>) -> PyResult {
        raw_of(cx, this.value())?;
        cx.call_method(this.value(), "flush", &[])?;
        let state = this.get_mut();
        (state.detached, state.ready) = (true, false);
        Ok(state.raw.take().unwrap_or(none()))
    }
    /// flush()
    /// Hands all that is pending to the raw stream.
    fn flush(cx: &mut Context, this: Gc<Buffered>) -> PyResult {
        raw_of(cx, this.value())?;
        if !this.writable {
            let raw = raw_of(cx, this.value())?;
            return cx.call_method(raw, "flush", &[]);
        }
        check_open(cx, this, "flush of closed file")?;
        alone(cx, this, |cx, state| {
            flush_pending(cx, state)?;
            rewind(cx, state)
        })?;
        Ok(none())
    }
    /// close()
    fn close(cx: &mut Context, this: Gc<Buffered>) -> PyResult {
        let raw = raw_of(cx, this.value())?;
        if super::is_closed(cx, raw)? {
            return Ok(none());
        }
        let flushed = cx.call_method(this.value(), "flush", &[]);
        let closed = super::both(cx, flushed, |cx| cx.call_method(raw, "close", &[]));
        let state = this.get_mut();
        state.pending = None;
        closed
    }
    /// seekable() -> whether the raw stream can be positioned
    fn seekable(cx: &mut Context, this: Gc<Buffered>) -> PyResult {
        forward(cx, this, "seekable")
    }
    /// readable() -> whether the raw stream can be read
    fn readable(cx: &mut Context, this: Gc<Buffered>) -> PyResult {
        forward(cx, this, "readable")
    }
    /// writable() -> whether the raw stream can be written
    fn writable(cx: &mut Context, this: Gc<Buffered>) -> PyResult {
        forward(cx, this, "writable")
    }
    /// fileno() -> file descriptor of the raw stream
    fn fileno(cx: &mut Context, this: Gc<Buffered>) -> PyResult {
        forward(cx, this, "fileno")
    }
    /// isatty() -> whether the raw stream is a terminal
    fn isatty(cx: &mut Context, this: Gc<Buffered>) -> PyResult {
        forward(cx, this, "isatty")
    }
    /// tell() -> position
    fn tell(cx: &mut Context, this: Gc<Buffered>) -> PyResult {
        raw_of(cx, this.value())?;
        let state = this.get_mut();
        state.raw_position = None;
        let position = raw_tell(cx, state)?;
        let position = position - state.unread().len() as i64 + state.unwritten().len() as i64;
        if position < 0 {
            raise!(cx, IOError, "Raw stream returned invalid position {position}");
        }
        Ok(long(cx, position))
    }
    /// seek(offset[, whence]) -> new position
    fn seek(cx: &mut Context, this: Gc<Buffered>, offset: Value, whence: i32 = 0) -> PyResult {
        let raw = raw_of(cx, this.value())?;
        if !(0..=2).contains(&whence) {
            raise!(cx, ValueError, "whence must be between 0 and 2, not {whence}");
        }
        check_open(cx, this, "seek of closed file")?;
        check_able(cx, raw, "seekable")?;
        let offset = cx.index_exact(offset)?;
        let position = alone(cx, this, |cx, state| {
            if whence != 2 && state.readable && !state.unread().is_empty() {
                let here = raw_tell(cx, state)? - state.unread().len() as i64;
                let step = if whence == 0 { offset.saturating_sub(here) } else { offset };
                let at = state.at as i64;
                let len = state.ahead.as_ref().map_or(0, |ahead| ahead.len()) as i64;
                if step >= -at && step <= len - at {
                    state.at = (at + step) as usize;
                    return Ok(here + step);
                }
            }
            flush_pending(cx, state)?;
            let offset = if whence == 1 { offset.saturating_sub(state.unread().len() as i64) } else { offset };
            let position = raw_seek(cx, state, offset, whence)?;
            state.forget_ahead();
            Ok(position)
        })?;
        Ok(long(cx, position))
    }
    /// truncate([size]) -> new size
    fn truncate(cx: &mut Context, this: Gc<Buffered>, size: Value = none()) -> PyResult {
        let raw = raw_of(cx, this.value())?;
        alone(cx, this, |cx, state| {
            if state.writable {
                flush_pending(cx, state)?;
                rewind(cx, state)?;
            }
            let size = if size.is_none() {
                let position = raw_tell(cx, state)? - state.unread().len() as i64;
                long(cx, position)
            } else {
                size
            };
            let result = cx.call_method(raw, "truncate", &[size])?;
            state.raw_position = None;
            Ok(result)
        })
    }
}

py_methods! { READING:
    /// read([n]) -> n bytes, fewer at the end; all the rest without n
    fn read(cx: &mut Context, this: Gc<Buffered>, n: Slot = None) -> PyResult {
        raw_of(cx, this.value())?;
        let n = super::size_argument(cx, n)?;
        if n < -1 {
            raise!(cx, ValueError, "read length must be positive or -1");
        }
        if this.unread().is_empty() {
            check_open(cx, this, "read of closed file")?;
        }
        alone(cx, this, |cx, state| match usize::try_from(n) {
            Ok(n) => read_exactly(cx, state, n),
            Err(_) => read_all(cx, state),
        })
    }
    /// peek([n]) -> bytes ahead, without moving
    fn peek(cx: &mut Context, this: Gc<Buffered>, n: Index = Index(0)) -> PyResult {
        let _ = n;
        raw_of(cx, this.value())?;
        alone(cx, this, |cx, state| {
            flush_pending(cx, state)?;
            if state.unread().is_empty() {
                state.forget_ahead();
                fill(cx, state)?;
            }
            cx.try_new_str(state.unread()).map(Gc::value)
        })
    }
    /// read1(n) -> at most n bytes, by one raw read at most
    fn read1(cx: &mut Context, this: Gc<Buffered>, n: Size) -> PyResult {
        raw_of(cx, this.value())?;
        let Ok(n) = usize::try_from(n.0) else { raise!(cx, ValueError, "read length must be positive") };
        if n == 0 {
            return Ok(cx.empty_str.value());
        }
        alone(cx, this, |cx, state| {
            flush_pending(cx, state)?;
            if state.unread().is_empty() {
                state.forget_ahead();
                fill(cx, state)?;
            }
            let mut got = Vec::new();
            consume(state, n, &mut got);
            cx.try_new_str(&got).map(Gc::value)
        })
    }
    /// readinto(buffer) -> number of bytes
    fn readinto(cx: &mut Context, this: Gc<Buffered>, buffer: WriteBuffer) -> PyResult {
        raw_of(cx, this.value())?;
        let room = buffer.0.get().len();
        let data = alone(cx, this, |cx, state| read_exactly(cx, state, room))?;
        let Some(bytes) = data.downcast::<StrObject>() else { return Ok(data) };
        let n = bytes.len().min(room);
        if let Some(memory) = buffer.0.get_mut() {
            memory[..n].copy_from_slice(&bytes.bytes()[..n]);
        }
        Ok(long(cx, n as i64))
    }
}

py_methods! { READLINE:
    /// readline([limit]) -> one line
    fn readline(cx: &mut Context, this: Gc<Buffered>, limit: Slot = None) -> PyResult {
        raw_of(cx, this.value())?;
        let limit = super::size_argument(cx, limit)?;
        if this.unread().is_empty() {
            check_open(cx, this, "readline of closed file")?;
        }
        alone(cx, this, |cx, state| read_line(cx, state, limit))
    }
    fn next(cx: &mut Context, this: Gc<Buffered>) -> PyResult {
        raw_of(cx, this.value())?;
        let class = cx.class_of(this.value());
        let line = if class.decl.is_some() {
            if this.unread().is_empty() {
                check_open(cx, this, "readline of closed file")?;
            }
            alone(cx, this, |cx, state| read_line(cx, state, -1))?
        } else {
            let line = cx.call_method(this.value(), "readline", &[])?;
            if line.downcast::<StrObject>().is_none() {
                let given = cx.type_name(line);
                raise!(cx, IOError, "readline() should have returned a bytes object, not '{given}'");
            }
            line
        };
        if !cx.truth(line)? {
            return Err(cx.stop_iteration());
        }
        Ok(line)
    }
}

py_methods! { WRITING:
    /// write(bytes) -> number of bytes
    fn write_ as "write"(cx: &mut Context, this: Gc<Buffered>, bytes: Value) -> PyResult {
        raw_of(cx, this.value())?;
        let bytes = if bytes.is_kind(object_model::kind::UNICODE) {
            raise!(cx, TypeError, "can't write unicode to binary stream")
        } else {
            bytes_argument(cx, bytes)?
        };
        check_open(cx, this, "write to closed file")?;
        alone(cx, this, |cx, state| write(cx, state, bytes.get().bytes()))?;
        Ok(long(cx, bytes.len() as i64))
    }
}
