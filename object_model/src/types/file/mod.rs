//! `file`: built on a buffered descriptor (`stream`), with universal newlines.
//!
//! Source: library reference, "File Objects" (2.7).

#![allow(unsafe_code)] // heap object layout, system calls

mod methods;
mod open;
mod stream;
mod transfer;

pub use stream::{Buffering, Stream};
pub use transfer::{print_bytes, read_bytes};

use crate::context::Context;
use crate::error::{PyResult, Raised};
use crate::exceptions::Exc;
use crate::handle::{Gc, Object};
use crate::strings::StrObject;
use crate::typeobject::{BASETYPE, TypeDecl, WITH_WEAKREF};
use crate::value::{Slot, Value, slot_bits};
use crate::{kind, none, raise};
use gc::Header;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

#[repr(C)]
pub struct FileObject {
    pub header: Header,
    /// Null once closed.
    pub stream: *mut Stream,
    pub name: Slot,
    pub mode: Slot,
    pub encoding: Slot,
    pub errors: Slot,
    pub softspace: i64,
    pub readable: bool,
    pub writable: bool,
    pub universal: bool,
    /// Newline conventions seen: 1 \r, 2 \n, 4 \r\n.
    pub newlines: u8,
    /// The last byte given out was \r: a \n that follows belongs to it.
    pub skip_lf: bool,
    /// What a thread does with the stream without the GIL.
    busy: Use,
    /// How much CPython would still have in its buffer for iteration.
    iterated: i64,
}

/// What a thread does with a stream.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Use {
    None,
    Read,
    Written,
}

/// Where threads wait for a file that another one works with.
static FREED: (Mutex<()>, Condvar) = (Mutex::new(()), Condvar::new());

// SAFETY: made by `new_file` and `file.__new__`.
unsafe impl Object for FileObject {
    const KIND: u8 = kind::FILE;
    const NAME: &'static str = "file";
}

crate::fixed_layout!(TRACED: FileObject, |this, tracer| {
    for slot in [this.name, this.mode, this.encoding, this.errors] {
        tracer.word(slot_bits(slot));
    }
});

static LAYOUT: gc::KindInfo =
    gc::KindInfo { name: "file", size: crate::layout::size, trace: trace_file, weak: None, drop: Some(drop_file) };

/// # Safety
/// `object` is a file.
unsafe fn trace_file(object: *mut Header, tracer: &mut gc::Tracer) {
    // SAFETY: by contract.
    unsafe { (TRACED.trace)(object, tracer) }
}

/// A file that is collected is closed (D5).
///
/// # Safety
/// `object` is a dead file, dropped once.
unsafe fn drop_file(object: *mut Header) {
    // SAFETY: by contract.
    unsafe {
        let this = &mut *object.cast::<FileObject>();
        if !this.stream.is_null() {
            let mut stream = this.let_go();
            // The standard descriptors stay open for whoever comes after.
            if stream.fd <= 2 {
                let _ = stream.flush();
            } else {
                transfer::close_forgotten(stream);
            }
        }
    }
}

pub static FILE: TypeDecl = TypeDecl {
    doc: "file(name[, mode[, buffering]]) -> file object",
    methods: &[methods::METHODS],
    getset: methods::GETSET,
    flags: BASETYPE | WITH_WEAKREF,
    ..TypeDecl::new("file", kind::FILE)
};

pub(crate) fn register_layouts(heap: &mut gc::Heap) {
    crate::layout::register_fixed::<FileObject>(heap, &LAYOUT);
}

pub(crate) fn register(cx: &mut Context) {
    cx.register_kind_type(&FILE);
    cx.register_next(kind::FILE, methods::next_of);
}

impl FileObject {
    pub fn is_closed(&self) -> bool {
        self.stream.is_null()
    }

    /// The stream of an open file, which is closed from now on.
    ///
    /// # Safety
    /// It is open, and nobody works with the stream.
    unsafe fn let_go(&mut self) -> Stream {
        // SAFETY: the file owned it.
        let mut stream = *unsafe { Box::from_raw(std::mem::replace(&mut self.stream, std::ptr::null_mut())) };
        stream.place = None;
        stream
    }
}

impl Gc<FileObject> {
    /// The open stream, once no other thread works with it; ValueError.
    pub fn stream(self, cx: &mut Context) -> PyResult<&'static mut Stream> {
        while self.get().busy != Use::None {
            let token = (cx.hooks.release_gil)(cx);
            // It may have been freed since; then the wait is short for nothing.
            let guard = FREED.0.lock().unwrap_or_else(PoisonError::into_inner);
            drop(FREED.1.wait_timeout(guard, Duration::from_millis(1)));
            (cx.hooks.take_gil)(cx, token);
            let serve = cx.hooks.serve;
            serve(cx)?;
        }
        if self.stream.is_null() {
            raise!(cx, ValueError, "I/O operation on closed file");
        }
        // SAFETY: an open file owns its stream; it is closed only under the GIL, between such borrows, and not while a
        // thread works with it.
        Ok(unsafe { &mut *self.get().stream })
    }

    /// The stream, if it is open and no thread works with it.
    fn idle_stream(&mut self) -> Option<&mut Stream> {
        if self.stream.is_null() || self.busy != Use::None {
            return None;
        }
        // SAFETY: as above.
        Some(unsafe { &mut *self.stream })
    }
}

/// What a mode string asks for.
#[derive(Clone, Copy)]
pub struct OpenMode {
    pub flags: i32,
    pub readable: bool,
    pub writable: bool,
    pub append: bool,
    pub universal: bool,
}

/// `None`: not a mode.
pub fn parse_mode(mode: &[u8]) -> Option<OpenMode> {
    let universal = mode.contains(&b'U');
    let plus = mode.contains(&b'+');
    let first = match mode.iter().find(|&&byte| byte != b'U') {
        Some(b'w' | b'a') if universal => return None,
        _ if universal => b'r',
        first => *first?,
    };
    let (mut flags, readable, writable) = match first {
        b'r' => (0, true, plus),
        b'w' => (libc::O_CREAT | libc::O_TRUNC, plus, true),
        b'a' => (libc::O_CREAT | libc::O_APPEND, plus, true),
        _ => return None,
    };
    flags |= match (readable, writable) {
        (true, true) => libc::O_RDWR,
        (true, false) => libc::O_RDONLY,
        _ => libc::O_WRONLY,
    };
    Some(OpenMode { flags: flags | libc::O_CLOEXEC, readable, writable, append: first == b'a', universal })
}

impl Context {
    /// An exception of a system call: `class(errno, text[, filename])`.
    pub fn os_error(&mut self, class: Exc, error: &std::io::Error, filename: Slot) -> Raised {
        let errno = error.raw_os_error().unwrap_or(0);
        // What interrupted the call is served first; a handler's exception goes before this one.
        let serve = self.hooks.serve;
        if errno == libc::EINTR
            && let Err(raised) = serve(self)
        {
            return raised;
        }
        let text = strerror(errno);
        let message = self.new_str(text.as_bytes()).value();
        let errno = self.new_int(errno.into());
        match filename {
            Some(filename) => self.error_with(class, &[errno, message, filename]),
            None => self.error_with(class, &[errno, message]),
        }
    }

    /// A file on an open descriptor, which it owns from now on.
    pub fn new_file(&mut self, fd: i32, name: Value, mode: &str, buffering: Buffering) -> Gc<FileObject> {
        let file = self.allocate::<FileObject>();
        self.heap.register_native_drop(file.header());
        self.init_file(file, fd, name, mode.as_bytes(), buffering);
        file
    }

    pub(crate) fn init_file(&mut self, mut file: Gc<FileObject>, fd: i32, name: Value, mode: &[u8], buffering: Buffering) {
        let parsed = parse_mode(mode);
        let mut stream = Stream::new(fd, buffering);
        stream.append = parsed.is_some_and(|mode| mode.append);
        stream.place = Some(open::enter(self, file));
        file.stream = Box::into_raw(Box::new(stream));
        file.name = Some(name);
        file.mode = Some(self.new_str(mode).value());
        file.encoding = None;
        file.errors = None;
        (file.newlines, file.skip_lf, file.iterated) = (0, false, 0);
        if let Some(mode) = parsed {
            (file.readable, file.writable, file.universal) = (mode.readable, mode.writable, mode.universal);
        }
        self.barrier(file);
    }
}

/// The system's text for an error number.
pub fn strerror(errno: i32) -> String {
    // SAFETY: strerror gives a NUL-terminated text; the GIL keeps others from overwriting it.
    unsafe { std::ffi::CStr::from_ptr(libc::strerror(errno)) }.to_string_lossy().into_owned()
}

/// A unicode as `print` writes it to a file: by the file's encoding, else the default one.
pub fn encode_for(cx: &mut Context, file: Value, value: Value) -> PyResult {
    if let Some(file) = file.downcast::<FileObject>()
        && let Some(encoding) = file.encoding
        && !encoding.is_none()
    {
        let errors = file.errors.filter(|errors| !errors.is_none());
        let args = [encoding, errors.unwrap_or_else(|| cx.intern(b"strict").value())];
        return cx.call_method(value, "encode", &args);
    }
    Ok(cx.encode_default(value)?.value())
}

/// The name of a file as it is opened: str, or unicode in the file system's encoding.
pub fn path_arg(cx: &mut Context, value: Value) -> PyResult<Gc<StrObject>> {
    let path = match value.downcast::<StrObject>() {
        Some(path) => path,
        None if value.is_kind(kind::UNICODE) => {
            let encoding = cx.intern(b"utf-8").value();
            let encoded = cx.call_method(value, "encode", &[encoding])?;
            match encoded.downcast::<StrObject>() {
                Some(path) => path,
                None => raise!(cx, TypeError, "encoder did not return a string"),
            }
        }
        None => {
            let given = cx.type_name(value);
            raise!(cx, TypeError, "coercing to Unicode: need string or buffer, {given} found");
        }
    };
    if path.bytes().contains(&0) {
        raise!(cx, TypeError, "file() argument 1 must be encoded string without null bytes, not str");
    }
    Ok(path)
}

/// None for a file without that attribute.
pub fn or_none(slot: Slot) -> Value {
    slot.unwrap_or(none())
}
