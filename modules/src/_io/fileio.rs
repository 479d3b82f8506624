//! `FileIO`: a file descriptor as a raw stream.

#![allow(unsafe_code)] // system calls, a heap object that owns a descriptor

use super::base::RAW_BASE;
use super::{STREAM, long};
use crate::blocking;
use crate::errors::os_error;
use crate::kinds;
use crate::system::opening;
use object_model::declare::GetSet;
use object_model::gc::{Header, KindInfo};
use object_model::protocols::buffer::{ReadBuffer, WriteBuffer};
use object_model::typeobject::TypeDecl;
use object_model::{
    Context, Exc, Gc, Object, PyResult, Raised, Slot, StrObject, TypeObject, Value, kind, none, py_bool, py_methods, raise,
};
use std::ffi::CString;
use std::io::Error;

#[repr(C)]
pub struct FileIo {
    pub header: Header,
    /// Descriptor plus one: zero is closed.
    number: i32,
    readable: bool,
    writable: bool,
    appending: bool,
    /// Whoever made the descriptor closes it.
    keep_open: bool,
    /// 0: not asked yet, 1: no, 2: yes.
    seekable: u8,
}

// SAFETY: made by `__new__`; all zero is a closed file.
unsafe impl Object for FileIo {
    const KIND: u8 = kinds::FILE_IO;
    const NAME: &'static str = "_io.FileIO";
}

object_model::fixed_layout!(LAYOUT: FileIo, |_this, _tracer| {});

/// # Safety
/// `object` is a file that has died.
unsafe fn release(object: *mut Header) {
    // SAFETY: by contract; the descriptor is the object's own unless it is to stay open.
    unsafe {
        let this = &mut *object.cast::<FileIo>();
        if this.number > 0 && !this.keep_open {
            libc::close(this.number - 1);
        }
        this.number = 0;
    }
}

pub static INFO: KindInfo = KindInfo { drop: Some(release), ..LAYOUT };

pub static FILE_IO: TypeDecl = TypeDecl {
    module: "_io",
    doc: "file(name[, mode[, closefd]]) -> raw stream of a file\n\nThe name may be a file descriptor.",
    base: Some(&RAW_BASE),
    methods: &[METHODS],
    getset: GETSET,
    flags: STREAM,
    ..TypeDecl::new("FileIO", kinds::FILE_IO)
};

static GETSET: &[GetSet] = &[
    GetSet {
        name: "closed",
        doc: "whether the file is closed",
        get: |_, this| Ok(py_bool(this.downcast::<FileIo>().is_none_or(|this| this.number == 0))),
        set: None,
    },
    GetSet {
        name: "closefd",
        doc: "whether close closes the descriptor",
        get: |_, this| Ok(py_bool(this.downcast::<FileIo>().is_some_and(|this| !this.keep_open))),
        set: None,
    },
    GetSet {
        name: "mode",
        doc: "how the file was opened",
        get: |cx, this| Ok(cx.intern(this.downcast::<FileIo>().map_or("", |this| this.mode()).as_bytes()).value()),
        set: None,
    },
];

impl FileIo {
    fn mode(&self) -> &'static str {
        match (self.appending, self.readable, self.writable) {
            (true, true, _) => "ab+",
            (true, false, _) => "ab",
            (_, true, true) => "rb+",
            (_, true, false) => "rb",
            _ => "wb",
        }
    }
}

impl FileIo {
    fn descriptor(&self, cx: &mut Context) -> PyResult<i32> {
        if self.number == 0 {
            raise!(cx, ValueError, "I/O operation on closed file");
        }
        Ok(self.number - 1)
    }
    fn for_reading(&self, cx: &mut Context) -> PyResult<i32> {
        let fd = self.descriptor(cx)?;
        if !self.readable {
            raise!(cx, ValueError, "File not open for reading");
        }
        Ok(fd)
    }
    fn for_writing(&self, cx: &mut Context) -> PyResult<i32> {
        let fd = self.descriptor(cx)?;
        if !self.writable {
            raise!(cx, ValueError, "File not open for writing");
        }
        Ok(fd)
    }
}

fn failed(cx: &mut Context, error: &Error) -> Raised {
    if error.raw_os_error() == Some(libc::EINTR)
        && let Err(raised) = blocking::serve(cx)
    {
        return raised;
    }
    os_error(cx, Exc::IOError, error, none())
}

/// A system call's number of bytes; empty where it would have to wait.
fn transferred(cx: &mut Context, result: Result<usize, Error>) -> PyResult<Option<usize>> {
    match result {
        Ok(n) => Ok(Some(n)),
        Err(error) if error.raw_os_error() == Some(libc::EAGAIN) => Ok(None),
        Err(error) => Err(failed(cx, &error)),
    }
}

/// Reads into memory that the caller keeps as it is meanwhile.
pub fn read_into(cx: &mut Context, this: Gc<FileIo>, data: *mut u8, len: usize) -> PyResult<Option<usize>> {
    let fd = this.for_reading(cx)?;
    // SAFETY: `len` bytes lie at `data`, by the callers.
    let result = blocking::call(cx, || unsafe { libc::read(fd, data.cast(), len) });
    transferred(cx, result)
}

/// Writes bytes that nobody changes meanwhile.
pub fn write_from(cx: &mut Context, this: Gc<FileIo>, bytes: &[u8]) -> PyResult<Option<usize>> {
    let fd = this.for_writing(cx)?;
    // SAFETY: a slice.
    let result = blocking::call(cx, || unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) });
    transferred(cx, result)
}

pub fn seek(cx: &mut Context, this: Gc<FileIo>, offset: i64, whence: i32) -> PyResult<i64> {
    let fd = this.descriptor(cx)?;
    // SAFETY: a call on a descriptor.
    match blocking::call(cx, || unsafe { libc::lseek(fd, offset, whence) as isize }) {
        Ok(position) => Ok(position as i64),
        Err(error) => Err(failed(cx, &error)),
    }
}

/// What a mode means: readable, writable, appending, flags of `open`.
fn parse_mode(cx: &mut Context, mode: &[u8]) -> PyResult<(bool, bool, bool, i32)> {
    let (mut readable, mut writable, mut appending, mut flags) = (false, false, false, 0);
    let (mut main, mut plus) = (false, false);
    for &letter in mode {
        match letter {
            b'r' | b'w' | b'a' => {
                if main {
                    return Err(bad_mode(cx));
                }
                main = true;
                match letter {
                    b'r' => readable = true,
                    b'w' => (writable, flags) = (true, libc::O_CREAT | libc::O_TRUNC),
                    _ => (writable, appending, flags) = (true, true, libc::O_CREAT | libc::O_APPEND),
                }
            }
            b'b' => (),
            b'+' => {
                if plus {
                    return Err(bad_mode(cx));
                }
                (plus, readable, writable) = (true, true, true);
            }
            _ => raise!(cx, ValueError, "invalid mode: {}", String::from_utf8_lossy(mode)),
        }
    }
    if !main {
        return Err(bad_mode(cx));
    }
    flags |= match (readable, writable) {
        (true, true) => libc::O_RDWR,
        (true, false) => libc::O_RDONLY,
        _ => libc::O_WRONLY,
    };
    Ok((readable, writable, appending, flags))
}

fn bad_mode(cx: &mut Context) -> Raised {
    cx.error_text(Exc::ValueError, "Must have exactly one of read/write/append mode and at most one plus")
}

fn path_bytes(cx: &mut Context, name: Value) -> PyResult<CString> {
    let bytes = if let Some(text) = name.downcast::<StrObject>() {
        text
    } else if name.is_kind(kind::UNICODE) {
        let encoding = cx.intern(b"utf-8");
        match name.downcast() {
            Some(text) => cx.encode_text(text, Some(encoding), None)?,
            None => return Err(cx.memory_error()),
        }
    } else {
        match cx.buffer_str(name)? {
            Some(text) => text,
            None => {
                let given = cx.type_name(name);
                raise!(cx, TypeError, "coercing to Unicode: need string or buffer, {given} found")
            }
        }
    };
    match CString::new(bytes.bytes()) {
        Ok(path) => Ok(path),
        Err(_) => raise!(cx, TypeError, "embedded NUL character"),
    }
}

fn init(cx: &mut Context, this: Gc<FileIo>, name: Value, mode: &[u8], closefd: bool) -> PyResult<()> {
    let file = this.get_mut();
    if file.number > 0 && !file.keep_open {
        let fd = file.number - 1;
        file.number = 0;
        // SAFETY: the object's own descriptor.
        blocking::unlocked(cx, || unsafe { libc::close(fd) });
    }
    file.number = 0;
    if name.is_kind(kind::FLOAT) {
        raise!(cx, TypeError, "integer argument expected, got float");
    }
    let mut given = None;
    if name.as_int().is_some() || name.is_kind(kind::LONG) {
        match i32::try_from(cx.int_arg(name)?) {
            Ok(fd) if fd >= 0 => given = Some(fd),
            Ok(_) => raise!(cx, ValueError, "negative file descriptor"),
            Err(_) => raise!(cx, OverflowError, "Python int too large to convert to C int"),
        }
    }
    let path = if given.is_none() { Some(path_bytes(cx, name)?) } else { None };
    let (readable, writable, appending, flags) = parse_mode(cx, mode)?;
    (file.readable, file.writable, file.appending, file.seekable) = (readable, writable, appending, 0);
    match (given, path) {
        (Some(fd), _) => {
            let mut status = std::mem::MaybeUninit::<libc::stat>::uninit();
            // SAFETY: room for the answer.
            if unsafe { libc::fstat(fd, status.as_mut_ptr()) } < 0
                && Error::last_os_error().raw_os_error() == Some(libc::EBADF)
            {
                let error = Error::last_os_error();
                return Err(os_error(cx, Exc::OSError, &error, none()));
            }
            (file.number, file.keep_open) = (fd + 1, !closefd);
        }
        (None, Some(path)) => {
            if !closefd {
                raise!(cx, ValueError, "Cannot use closefd=False with file name");
            }
            cx.write_out_at(path.as_bytes());
            // SAFETY: a text that ends with zero.
            match opening(cx, || unsafe { libc::open(path.as_ptr(), flags | libc::O_CLOEXEC, 0o666) }) {
                Ok(fd) => (file.number, file.keep_open) = (fd + 1, false),
                Err(error) => return Err(os_error(cx, Exc::IOError, &error, name)),
            }
        }
        (None, None) => (),
    }
    if is_directory(file.number - 1) {
        if given.is_none() {
            // SAFETY: just opened.
            unsafe { libc::close(file.number - 1) };
        }
        file.number = 0;
        let error = Error::from_raw_os_error(libc::EISDIR);
        return Err(os_error(cx, Exc::IOError, &error, name));
    }
    let attribute = cx.intern(b"name");
    cx.setattr(this.value(), attribute, Some(name))?;
    if appending {
        seek(cx, this, 0, libc::SEEK_END)?;
    }
    Ok(())
}

fn is_directory(fd: i32) -> bool {
    let mut status = std::mem::MaybeUninit::<libc::stat>::uninit();
    // SAFETY: room for the answer, read only where there is one.
    unsafe { libc::fstat(fd, status.as_mut_ptr()) == 0 && status.assume_init().st_mode & libc::S_IFMT == libc::S_IFDIR }
}

/// How much there may be to read: from the position to the end of a regular file.
fn size_hint(fd: i32) -> usize {
    let mut status = std::mem::MaybeUninit::<libc::stat>::uninit();
    // SAFETY: room for the answer, read only where there is one.
    unsafe {
        if libc::fstat(fd, status.as_mut_ptr()) != 0 {
            return 0;
        }
        let (size, at) = (status.assume_init().st_size, libc::lseek(fd, 0, libc::SEEK_CUR));
        usize::try_from(size - at.max(0)).unwrap_or(0)
    }
}

/// All up to the end; empty where nothing can be had without waiting.
fn read_all(cx: &mut Context, this: Gc<FileIo>) -> PyResult {
    let fd = this.for_reading(cx)?;
    let mut all: Vec<u8> = Vec::new();
    let mut step = size_hint(fd).saturating_add(1).max(super::BUFFER_SIZE);
    loop {
        if all.try_reserve(step).is_err() {
            return Err(cx.memory_error());
        }
        let (data, room) = (all.spare_capacity_mut().as_mut_ptr().cast::<u8>(), all.capacity() - all.len());
        match read_into(cx, this, data, room) {
            Ok(Some(0)) => break,
            // SAFETY: the call has filled that many.
            Ok(Some(n)) => unsafe { all.set_len(all.len() + n) },
            Ok(None) if all.is_empty() => return Ok(none()),
            Ok(None) => break,
            Err(_) if super::interrupted(cx) => (),
            Err(raised) => return Err(raised),
        }
        step = (all.len() / 8).clamp(super::BUFFER_SIZE, 1 << 26);
    }
    Ok(cx.try_new_str(&all)?.value())
}

fn seekable(cx: &mut Context, this: Gc<FileIo>) -> PyResult<bool> {
    let fd = this.descriptor(cx)?;
    if this.seekable == 0 {
        // SAFETY: a question about a descriptor.
        let position = unsafe { libc::lseek(fd, 0, libc::SEEK_CUR) };
        this.get_mut().seekable = if position < 0 { 1 } else { 2 };
    }
    Ok(this.seekable == 2)
}

py_methods! { METHODS:
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let _ = args;
        let this = cx.allocate_for::<FileIo>(class, 0)?;
        cx.heap.register_native_drop(this.header());
        Ok(this.value())
    }
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = args.receiver::<FileIo>(cx, "__init__")?;
        let [name, mode, closefd] = args.rest().parse(cx, "fileio", &["file", "mode", "closefd"], 1)?;
        let mode = match mode {
            Some(mode) => <object_model::Bytes as object_model::FromArg>::from_arg(
                cx,
                mode,
                object_model::Arg { function: "fileio", index: 2 },
            )?.to_vec(),
            None => b"r".to_vec(),
        };
        let closefd = match closefd {
            Some(closefd) => cx.int_arg(closefd)? != 0,
            None => true,
        };
        init(cx, this, name.unwrap_or(none()), &mode, closefd)
    }
    fn __repr__(cx: &mut Context, this: Gc<FileIo>) -> PyResult<String> {
        if this.number == 0 {
            return Ok("<_io.FileIO [closed]>".to_string());
        }
        let (mode, fd) = (this.mode(), this.number - 1);
        Ok(match super::name_repr(cx, this.value())? {
            Some(name) => format!("<_io.FileIO name={name} mode='{mode}'>"),
            None => format!("<_io.FileIO fd={fd} mode='{mode}'>"),
        })
    }
    /// close()
    /// Closes the descriptor, unless it was made with closefd=False.
    fn close(cx: &mut Context, this: Gc<FileIo>) -> PyResult<()> {
        let flushed = super::base::close_base(cx, this.value());
        let file = this.get_mut();
        if file.keep_open {
            file.number = 0;
            return flushed;
        }
        if file.number == 0 {
            return flushed;
        }
        let fd = file.number - 1;
        file.number = 0;
        // SAFETY: the object's own descriptor.
        let closed = blocking::call(cx, || unsafe { libc::close(fd) } as isize);
        // Here the first error is the one that is told.
        flushed?;
        match closed {
            Ok(_) => Ok(()),
            Err(error) => Err(os_error(cx, Exc::IOError, &error, none())),
        }
    }
    /// fileno() -> file descriptor
    fn fileno(cx: &mut Context, this: Gc<FileIo>) -> PyResult<i32> {
        this.descriptor(cx)
    }
    /// isatty() -> whether it is a terminal
    fn isatty(cx: &mut Context, this: Gc<FileIo>) -> PyResult<bool> {
        let fd = this.descriptor(cx)?;
        // SAFETY: a question about a descriptor.
        Ok(unsafe { libc::isatty(fd) } == 1)
    }
    /// readable() -> whether it was opened for reading
    fn readable(cx: &mut Context, this: Gc<FileIo>) -> PyResult<bool> {
        this.descriptor(cx)?;
        Ok(this.readable)
    }
    /// writable() -> whether it was opened for writing
    fn writable(cx: &mut Context, this: Gc<FileIo>) -> PyResult<bool> {
        this.descriptor(cx)?;
        Ok(this.writable)
    }
    /// seekable() -> whether the position can be set
    fn seekable_ as "seekable"(cx: &mut Context, this: Gc<FileIo>) -> PyResult<bool> {
        seekable(cx, this)
    }
    /// read([size]) -> at most size bytes by one system call; all without size
    fn read(cx: &mut Context, this: Gc<FileIo>, size: Slot = None) -> PyResult {
        this.for_reading(cx)?;
        let Ok(size) = usize::try_from(super::size_argument(cx, size)?) else { return read_all(cx, this) };
        let mut data: Vec<u8> = Vec::new();
        if data.try_reserve_exact(size).is_err() {
            return Err(cx.memory_error());
        }
        match read_into(cx, this, data.as_mut_ptr(), size)? {
            Some(n) => {
                // SAFETY: the call has filled that many.
                unsafe { data.set_len(n) };
                Ok(cx.try_new_str(&data)?.value())
            }
            None => Ok(none()),
        }
    }
    /// readall() -> all bytes up to the end
    fn readall(cx: &mut Context, this: Gc<FileIo>) -> PyResult {
        read_all(cx, this)
    }
    /// readinto(buffer) -> number of bytes, None if it would have to wait
    fn readinto(cx: &mut Context, this: Gc<FileIo>, buffer: Slot = None) -> PyResult {
        this.for_reading(cx)?;
        let Some(buffer) = buffer else { raise!(cx, TypeError, "function takes exactly 1 argument (0 given)") };
        let memory = match cx.memory_of(buffer)? {
            Some(memory) if memory.is_writable() => memory,
            _ => {
                let given = cx.type_name(buffer);
                raise!(cx, TypeError, "argument 1 must be read-write buffer, not {given}")
            }
        };
        let buffer = WriteBuffer(memory);
        let data = buffer.0.get().as_ptr().cast_mut();
        let len = buffer.0.get().len();
        match read_into(cx, this, data, len)? {
            Some(n) => Ok(long(cx, n as i64)),
            None => Ok(none()),
        }
    }
    /// write(bytes) -> number of bytes, None if it would have to wait
    fn write(cx: &mut Context, this: Gc<FileIo>, bytes: Slot = None) -> PyResult {
        this.for_writing(cx)?;
        let Some(bytes) = bytes else { raise!(cx, TypeError, "function takes exactly 1 argument (0 given)") };
        let bytes = <ReadBuffer as object_model::FromArg>::from_arg(cx, bytes, object_model::Arg { function: "write", index: 1 })?;
        let written = write_from(cx, this, bytes.0.get().bytes())?;
        // A signal may be why not all has been written.
        blocking::serve(cx)?;
        match written {
            Some(n) => Ok(long(cx, n as i64)),
            None => Ok(none()),
        }
    }
    /// seek(offset[, whence]) -> new position
    fn seek_ as "seek"(cx: &mut Context, this: Gc<FileIo>, offset: Slot = None, whence: i32 = 0) -> PyResult {
        this.descriptor(cx)?;
        let Some(offset) = offset else { raise!(cx, TypeError, "function takes at least 1 argument (0 given)") };
        if offset.is_kind(kind::FLOAT) {
            raise!(cx, TypeError, "an integer is required");
        }
        let offset = cx.index_exact(offset)?;
        let position = seek(cx, this, offset, whence)?;
        Ok(long(cx, position))
    }
    /// tell() -> position
    fn tell(cx: &mut Context, this: Gc<FileIo>) -> PyResult {
        let position = seek(cx, this, 0, libc::SEEK_CUR)?;
        Ok(long(cx, position))
    }
    /// truncate([size]) -> new size
    /// The position stays.
    fn truncate(cx: &mut Context, this: Gc<FileIo>, size: Slot = None) -> PyResult {
        let fd = this.for_writing(cx)?;
        let size = match size.and_then(Value::not_none) {
            Some(size) => cx.index_exact(size)?,
            None => seek(cx, this, 0, libc::SEEK_CUR)?,
        };
        // SAFETY: a call on a descriptor.
        match blocking::call(cx, || unsafe { libc::ftruncate(fd, size) } as isize) {
            Ok(_) => Ok(long(cx, size)),
            Err(error) => Err(failed(cx, &error)),
        }
    }
}
