//! Socket objects.

#![allow(unsafe_code)] // system calls, a heap object that owns a descriptor

use super::address::{self, Address};
use super::{ERROR, TIMEOUT, system_error};
use crate::blocking::{self, unlocked};
use crate::posix::files::{file_on, mode_arg};
use crate::system::opening;
use crate::{errors, kinds};
use libc::{AF_INET, AF_UNIX, SOCK_STREAM, c_void, socklen_t};
use object_model::declare::GetSet;
use object_model::gc::{Header, KindInfo};
use object_model::protocols::buffer::{Memory, ReadBuffer, WriteBuffer};
use object_model::typeobject::{BASETYPE, TypeDecl, WITH_WEAKREF};
use object_model::types::file::parse_mode;
use object_model::{
    Context, Gc, Object, PyResult, Raised, Size, Slot, StrObject, TypeObject, Value, none, py_functions, py_methods, raise,
};
use std::io::Error;
use std::time::{Duration, Instant};

#[repr(C)]
pub struct SocketObject {
    pub header: Header,
    /// Descriptor plus one: zero is a closed socket.
    number: i32,
    family: i32,
    socket_type: i32,
    proto: i32,
    /// Seconds; negative: wait for ever, 0: do not wait.
    timeout: f64,
    /// How many sockets and files of module `socket` use it: without reference counts, the last of them to be closed closes it.
    users: u32,
}

// SAFETY: made by `__new__` and `wrap`; all zero is a closed socket.
unsafe impl Object for SocketObject {
    const KIND: u8 = kinds::SOCKET;
    const NAME: &'static str = "_socket.socket";
}

object_model::fixed_layout!(LAYOUT: SocketObject, |_this, _tracer| {});

/// # Safety
/// `object` is a socket that has died.
unsafe fn release(object: *mut Header) {
    // SAFETY: by contract; the descriptor is the object's own.
    unsafe {
        let this = &mut *object.cast::<SocketObject>();
        if this.number > 0 {
            libc::close(this.number - 1);
            this.number = 0;
        }
    }
}

pub static INFO: KindInfo = KindInfo { drop: Some(release), ..LAYOUT };

pub static SOCKET: TypeDecl = TypeDecl {
    module: "_socket",
    doc: "socket([family[, type[, proto]]]) -> socket object\n\nOne end of a connection, or of what may become one.",
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE | WITH_WEAKREF,
    ..TypeDecl::new("socket", kinds::SOCKET)
};

fn receiver(this: Value) -> Option<Gc<SocketObject>> {
    this.downcast()
}

static GETSET: &[GetSet] = &[
    GetSet {
        name: "family",
        doc: "the socket family",
        get: |cx, this| Ok(cx.new_int(receiver(this).map_or(0, |this| this.family).into())),
        set: None,
    },
    GetSet {
        name: "type",
        doc: "the socket type",
        get: |cx, this| Ok(cx.new_int(receiver(this).map_or(0, |this| this.socket_type).into())),
        set: None,
    },
    GetSet {
        name: "proto",
        doc: "the socket protocol",
        get: |cx, this| Ok(cx.new_int(receiver(this).map_or(0, |this| this.proto).into())),
        set: None,
    },
    GetSet {
        name: "timeout",
        doc: "the socket timeout",
        get: |cx, this| Ok(cx.new_float(receiver(this).map_or(-1.0, |this| this.timeout))),
        set: None,
    },
];

/// `setdefaulttimeout`; empty: none.
#[derive(Default)]
struct DefaultTimeout(Option<f64>);

impl SocketObject {
    fn fd(&self) -> i32 {
        self.number - 1
    }
}

fn set_nonblocking(fd: i32, on: bool) {
    let mut flag: i32 = on.into();
    // SAFETY: sets a flag of the descriptor.
    unsafe { libc::ioctl(fd, libc::FIONBIO, &mut flag) };
}

fn fill(cx: &mut Context, mut this: Gc<SocketObject>, fd: i32, family: i32, socket_type: i32, proto: i32) {
    this.number = fd + 1;
    (this.family, this.socket_type, this.proto) = (family, socket_type, proto);
    this.timeout = cx.ext.state::<DefaultTimeout>().0.unwrap_or(-1.0);
    if this.timeout >= 0.0 {
        set_nonblocking(fd, true);
    }
}

fn wrap(cx: &mut Context, fd: i32, family: i32, socket_type: i32, proto: i32) -> Value {
    let this = cx.allocate::<SocketObject>();
    cx.heap.register_native_drop(this.header());
    fill(cx, this, fd, family, socket_type, proto);
    this.value()
}

fn failed(cx: &mut Context, error: &Error) -> Raised {
    if error.raw_os_error() == Some(libc::EINTR)
        && let Err(raised) = blocking::serve(cx)
    {
        return raised;
    }
    system_error(cx, error)
}

fn last(cx: &mut Context) -> Raised {
    let error = Error::last_os_error();
    system_error(cx, &error)
}

fn timed_out(cx: &mut Context) -> Raised {
    errors::error(cx, TIMEOUT, "timed out")
}

/// When a call that begins now must have ended; empty: never.
fn deadline(this: Gc<SocketObject>) -> Option<Instant> {
    if this.timeout > 0.0 { Instant::now().checked_add(Duration::try_from_secs_f64(this.timeout).ok()?) } else { None }
}

/// Waits until the socket is ready; whether it became so in time. Without the GIL.
fn wait(fd: i32, until: Instant, writing: bool) -> Result<bool, Error> {
    let left = until.saturating_duration_since(Instant::now());
    let events = if writing { libc::POLLOUT } else { libc::POLLIN };
    let mut poll = libc::pollfd { fd, events, revents: 0 };
    let milliseconds = i32::try_from(left.as_micros().div_ceil(1000)).unwrap_or(i32::MAX);
    // SAFETY: one entry.
    match unsafe { libc::poll(&mut poll, 1, milliseconds) } {
        n if n < 0 => Err(Error::last_os_error()),
        n => Ok(n > 0),
    }
}

/// A call on the socket that may wait, under its timeout.
fn transfer(cx: &mut Context, this: Gc<SocketObject>, writing: bool, call: impl Fn(i32) -> isize) -> PyResult<usize> {
    let until = deadline(this);
    transfer_until(cx, this, writing, until, call)
}

fn transfer_until(
    cx: &mut Context,
    this: Gc<SocketObject>,
    writing: bool,
    until: Option<Instant>,
    call: impl Fn(i32) -> isize,
) -> PyResult<usize> {
    let result = attempt(cx, this, writing, until, call);
    in_time(cx, result)
}

fn in_time(cx: &mut Context, result: Result<Option<usize>, Error>) -> PyResult<usize> {
    match result {
        Ok(Some(n)) => Ok(n),
        Ok(None) => Err(timed_out(cx)),
        Err(error) => Err(failed(cx, &error)),
    }
}

/// What the call gave, without the GIL; empty: the time is over.
fn attempt(
    cx: &mut Context,
    this: Gc<SocketObject>,
    writing: bool,
    until: Option<Instant>,
    call: impl Fn(i32) -> isize,
) -> Result<Option<usize>, Error> {
    let fd = this.fd();
    unlocked(cx, || {
        loop {
            if let Some(until) = until
                && !wait(fd, until, writing)?
            {
                return Ok(None);
            }
            let n = call(fd);
            if n >= 0 {
                return Ok(Some(n as usize));
            }
            let error = Error::last_os_error();
            // Ready, and then not: wait for the rest of the time.
            if until.is_none() || error.kind() != std::io::ErrorKind::WouldBlock {
                return Err(error);
            }
        }
    })
}

/// Connects; errno of a failure, or the timeout's.
fn connect(cx: &mut Context, this: Gc<SocketObject>, address: &Address) -> Result<(), Option<Error>> {
    let (fd, until) = (this.fd(), deadline(this));
    unlocked(cx, || {
        // SAFETY: the address is as long as it says.
        if unsafe { libc::connect(fd, address.as_ptr(), address.len) } == 0 {
            return Ok(());
        }
        let error = Error::last_os_error();
        let Some(until) = until else { return Err(Some(error)) };
        if error.raw_os_error() != Some(libc::EINPROGRESS) {
            return Err(Some(error));
        }
        if !wait(fd, until, true).map_err(Some)? {
            return Err(None);
        }
        let (mut code, mut len) = (0i32, size_of::<i32>() as socklen_t);
        // SAFETY: an int and its size.
        unsafe { libc::getsockopt(fd, libc::SOL_SOCKET, libc::SO_ERROR, (&raw mut code).cast(), &mut len) };
        match code {
            0 | libc::EISCONN => Ok(()),
            code => Err(Some(Error::from_raw_os_error(code))),
        }
    })
}

/// The seconds of a timeout argument; negative: none.
fn timeout_argument(cx: &mut Context, value: Value) -> PyResult<f64> {
    if value.is_none() {
        return Ok(-1.0);
    }
    let seconds = cx.float_arg(value)?;
    if seconds < 0.0 || seconds.is_nan() {
        raise!(cx, ValueError, "Timeout value out of range");
    }
    Ok(seconds)
}

/// How many bytes to receive into `memory`.
fn receive_size(cx: &mut Context, function: &str, memory: &Memory, nbytes: isize) -> PyResult<usize> {
    let Ok(wanted) = usize::try_from(nbytes) else {
        raise!(cx, ValueError, "negative buffersize in {function}");
    };
    let wanted = if wanted == 0 { memory.get().len() } else { wanted };
    if wanted > memory.get().len() {
        raise!(cx, ValueError, "buffer too small for requested bytes");
    }
    Ok(wanted)
}

/// Receives into a new str of at most `size` bytes.
fn receive_str(cx: &mut Context, this: Gc<SocketObject>, size: usize, flags: i32, from: Option<&mut Address>) -> PyResult {
    let mut buffer: Vec<u8> = Vec::new();
    if buffer.try_reserve_exact(size).is_err() {
        return Err(cx.memory_error());
    }
    let n = receive(cx, this, buffer.as_mut_ptr(), size, flags, from)?;
    // SAFETY: the call has filled that many.
    unsafe { buffer.set_len(n) };
    cx.try_new_str(&buffer).map(|text: Gc<StrObject>| text.value())
}

fn receive(
    cx: &mut Context,
    this: Gc<SocketObject>,
    data: *mut u8,
    size: usize,
    flags: i32,
    from: Option<&mut Address>,
) -> PyResult<usize> {
    let (address, len) = match from {
        Some(address) => (address.as_mut_ptr(), &raw mut address.len),
        None => (std::ptr::null_mut(), std::ptr::null_mut()),
    };
    let room = size_of::<libc::sockaddr_storage>() as socklen_t;
    // SAFETY: the callers give memory of that size, and room for any address.
    transfer(cx, this, false, |fd| unsafe {
        if !len.is_null() {
            *len = room;
        }
        libc::recvfrom(fd, data.cast(), size, flags, address, len)
    })
}

fn socket_address(
    cx: &mut Context,
    this: Gc<SocketObject>,
    ask: unsafe extern "C" fn(i32, *mut libc::sockaddr, *mut socklen_t) -> i32,
) -> PyResult {
    let mut address = Address::empty();
    // SAFETY: room for any address.
    if unsafe { ask(this.fd(), address.as_mut_ptr(), &mut address.len) } < 0 {
        return Err(last(cx));
    }
    address::to_python(cx, &address)
}

fn send_flags(cx: &mut Context, flags: Slot) -> PyResult<i32> {
    flags.map_or(Ok(0), |flags| address::i32_of(cx, flags))
}

fn close(cx: &mut Context, this: Gc<SocketObject>) {
    let fd = this.fd();
    if fd >= 0 {
        this.get_mut().number = 0;
        // SAFETY: the descriptor is the object's own.
        unlocked(cx, || unsafe { libc::close(fd) });
    }
}

py_methods! { METHODS:
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
        let mut this = cx.allocate_for::<SocketObject>(class, 0)?;
        this.timeout = -1.0;
        cx.heap.register_native_drop(this.header());
        Ok(this.value())
    }
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let this = args.receiver::<SocketObject>(cx, "__init__")?;
        let slots = args.rest().parse(cx, "socket", &["family", "type", "proto"], 0)?;
        let mut numbers = [AF_INET, SOCK_STREAM, 0];
        for (number, slot) in numbers.iter_mut().zip(slots) {
            if let Some(value) = slot {
                *number = address::i32_of(cx, value)?;
            }
        }
        let [family, socket_type, proto] = numbers;
        // SAFETY: makes a descriptor.
        let fd = opening(cx, || unsafe { libc::socket(family, socket_type, proto) }).map_err(|error| failed(cx, &error))?;
        if this.number > 0 {
            // SAFETY: the descriptor of an earlier `__init__`.
            unsafe { libc::close(this.fd()) };
        }
        fill(cx, this, fd, family, socket_type, proto);
        Ok(())
    }
    fn __repr__(cx: &mut Context, this: Gc<SocketObject>) -> String {
        let _ = cx;
        format!(
            "<socket object, fd={}, family={}, type={}, protocol={}>",
            this.fd(), this.family, this.socket_type, this.proto
        )
    }
    /// accept() -> (socket object, address)
    /// Wait for a connection.
    fn accept(cx: &mut Context, this: Gc<SocketObject>) -> PyResult {
        let mut address = Address::empty();
        let (data, len) = (address.as_mut_ptr(), &raw mut address.len);
        let room = address.len;
        let until = deadline(this);
        // SAFETY: room for any address.
        let accept = |fd| unsafe {
            *len = room;
            libc::accept(fd, data, len) as isize
        };
        let fd = cx.opening(|cx| attempt(cx, this, false, until, accept));
        let fd = in_time(cx, fd)?;
        let socket = wrap(cx, fd as i32, this.family, this.socket_type, this.proto);
        let w_address = address::to_python(cx, &address)?;
        Ok(cx.new_tuple(&[socket, w_address]).value())
    }
    /// bind(address)
    fn bind(cx: &mut Context, this: Gc<SocketObject>, address: Value) -> PyResult<()> {
        let address = address::from_python(cx, this.family, address)?;
        let fd = this.fd();
        // SAFETY: the address is as long as it says.
        match unlocked(cx, || unsafe { libc::bind(fd, address.as_ptr(), address.len) }) {
            n if n < 0 => Err(last(cx)),
            _ => Ok(()),
        }
    }
    /// close()
    fn close_ as "close"(cx: &mut Context, this: Gc<SocketObject>) {
        close(cx, this)
    }
    /// One more object of module socket uses this socket.
    fn _reuse(cx: &mut Context, this: Gc<SocketObject>) {
        let _ = cx;
        this.get_mut().users = this.users.saturating_add(1);
    }
    /// An object of module socket uses this socket no more; the last one closes it.
    fn _drop(cx: &mut Context, this: Gc<SocketObject>) {
        this.get_mut().users = this.users.saturating_sub(1);
        if this.users == 0 {
            close(cx, this);
        }
    }
    /// connect(address)
    fn connect_ as "connect"(cx: &mut Context, this: Gc<SocketObject>, address: Value) -> PyResult<()> {
        let address = address::from_python(cx, this.family, address)?;
        match connect(cx, this, &address) {
            Ok(()) => Ok(()),
            Err(None) => Err(timed_out(cx)),
            Err(Some(error)) => Err(failed(cx, &error)),
        }
    }
    /// connect_ex(address) -> errno
    /// As connect, but an error is returned as a number.
    fn connect_ex(cx: &mut Context, this: Gc<SocketObject>, address: Value) -> PyResult<i64> {
        let address = address::from_python(cx, this.family, address)?;
        match connect(cx, this, &address) {
            Ok(()) => Ok(0),
            Err(None) => Ok(libc::EWOULDBLOCK.into()),
            Err(Some(error)) => {
                if error.raw_os_error() == Some(libc::EINTR) {
                    blocking::serve(cx)?;
                }
                Ok(error.raw_os_error().unwrap_or(0).into())
            }
        }
    }
    /// dup() -> socket object
    /// A second socket object on the same connection.
    fn dup(cx: &mut Context, this: Gc<SocketObject>) -> PyResult {
        // SAFETY: makes a descriptor.
        let fd = opening(cx, || unsafe { libc::dup(this.fd()) }).map_err(|error| failed(cx, &error))?;
        Ok(wrap(cx, fd, this.family, this.socket_type, this.proto))
    }
    /// makefile([mode[, bufsize]]) -> file object
    /// A file on a duplicate of the descriptor.
    fn makefile(cx: &mut Context, this: Gc<SocketObject>, mode: Slot = None, bufsize: i64 = -1) -> PyResult {
        let mode = mode_arg(cx, mode, "makefile", 1)?;
        if parse_mode(mode).is_none() {
            return Err(system_error(cx, &Error::from_raw_os_error(libc::EINVAL)));
        }
        // SAFETY: makes a descriptor.
        let fd = opening(cx, || unsafe { libc::dup(this.fd()) }).map_err(|error| failed(cx, &error))?;
        file_on(cx, fd, "<socket>", mode, bufsize)
    }
    /// fileno() -> integer
    fn fileno(cx: &mut Context, this: Gc<SocketObject>) -> i64 {
        let _ = cx;
        this.fd().into()
    }
    /// getpeername() -> address
    fn getpeername(cx: &mut Context, this: Gc<SocketObject>) -> PyResult {
        socket_address(cx, this, libc::getpeername)
    }
    /// getsockname() -> address
    fn getsockname(cx: &mut Context, this: Gc<SocketObject>) -> PyResult {
        socket_address(cx, this, libc::getsockname)
    }
    /// getsockopt(level, option[, buffersize]) -> value
    fn getsockopt(cx: &mut Context, this: Gc<SocketObject>, level: i32, option: i32, buffersize: i32 = 0) -> PyResult {
        let fd = this.fd();
        if buffersize == 0 {
            let (mut flag, mut len) = (0i32, size_of::<i32>() as socklen_t);
            // SAFETY: an int and its size.
            if unsafe { libc::getsockopt(fd, level, option, (&raw mut flag).cast::<c_void>(), &mut len) } < 0 {
                return Err(last(cx));
            }
            return Ok(cx.new_int(flag.into()));
        }
        if !(0..=1024).contains(&buffersize) {
            return Err(errors::error(cx, ERROR, "getsockopt buflen out of range"));
        }
        let (mut buffer, mut len) = ([0u8; 1024], buffersize as socklen_t);
        // SAFETY: the buffer is at least that long.
        if unsafe { libc::getsockopt(fd, level, option, buffer.as_mut_ptr().cast(), &mut len) } < 0 {
            return Err(last(cx));
        }
        Ok(cx.new_str(&buffer[..len as usize]).value())
    }
    /// setsockopt(level, option, value)
    /// The value is an integer or a string of bytes.
    fn setsockopt(cx: &mut Context, this: Gc<SocketObject>, level: i32, option: i32, value: Value) -> PyResult<()> {
        let fd = this.fd();
        let done = if value.as_int().is_some() || value.is_kind(object_model::kind::LONG) {
            let flag = address::i32_of(cx, value)?;
            // SAFETY: an int and its size.
            unsafe { libc::setsockopt(fd, level, option, (&raw const flag).cast(), size_of::<i32>() as socklen_t) }
        } else {
            let bytes = if value.is_kind(object_model::kind::UNICODE) {
                cx.encode_default(value)?
            } else {
                match cx.buffer_str(value)? {
                    Some(bytes) => bytes,
                    None => {
                        let given = if value.is_none() { "None".to_string() } else { cx.type_name(value) };
                        raise!(cx, TypeError, "setsockopt() argument 3 must be string or read-only buffer, not {given}")
                    }
                }
            };
            let bytes = bytes.get().bytes();
            // SAFETY: the bytes and their number.
            unsafe { libc::setsockopt(fd, level, option, bytes.as_ptr().cast(), bytes.len() as socklen_t) }
        };
        if done < 0 { Err(last(cx)) } else { Ok(()) }
    }
    /// gettimeout() -> seconds or None
    fn gettimeout(cx: &mut Context, this: Gc<SocketObject>) -> Value {
        if this.timeout < 0.0 { none() } else { cx.new_float(this.timeout) }
    }
    /// settimeout(seconds)
    /// None waits for ever, 0 does not wait.
    fn settimeout(cx: &mut Context, this: Gc<SocketObject>, timeout: Value) -> PyResult<()> {
        let seconds = timeout_argument(cx, timeout)?;
        this.get_mut().timeout = seconds;
        set_nonblocking(this.fd(), seconds >= 0.0);
        Ok(())
    }
    /// setblocking(flag)
    fn setblocking(cx: &mut Context, this: Gc<SocketObject>, flag: i64) {
        let _ = cx;
        this.get_mut().timeout = if flag != 0 { -1.0 } else { 0.0 };
        set_nonblocking(this.fd(), flag == 0);
    }
    /// listen(backlog)
    fn listen(cx: &mut Context, this: Gc<SocketObject>, backlog: i32) -> PyResult<()> {
        let fd = this.fd();
        // SAFETY: a call on a descriptor.
        match unlocked(cx, || unsafe { libc::listen(fd, backlog.max(0)) }) {
            n if n < 0 => Err(last(cx)),
            _ => Ok(()),
        }
    }
    /// recv(buffersize[, flags]) -> data
    fn recv(cx: &mut Context, this: Gc<SocketObject>, buffersize: i32, flags: i32 = 0) -> PyResult {
        let Ok(size) = usize::try_from(buffersize) else { raise!(cx, ValueError, "negative buffersize in recv") };
        receive_str(cx, this, size, flags, None)
    }
    /// recv_into(buffer[, nbytes[, flags]]) -> number of bytes
    @kw fn recv_into(cx: &mut Context, this: Gc<SocketObject>, buffer: WriteBuffer, nbytes: Size = Size(0), flags: i32 = 0) -> PyResult<usize> {
        let size = receive_size(cx, "recv_into", &buffer.0, nbytes.0)?;
        let data = buffer.0.get().as_ptr().cast_mut();
        receive(cx, this, data, size, flags, None)
    }
    /// recvfrom(buffersize[, flags]) -> (data, address)
    fn recvfrom(cx: &mut Context, this: Gc<SocketObject>, buffersize: i32, flags: i32 = 0) -> PyResult {
        let Ok(size) = usize::try_from(buffersize) else { raise!(cx, ValueError, "negative buffersize in recvfrom") };
        let mut address = Address::empty();
        let data = receive_str(cx, this, size, flags, Some(&mut address))?;
        let w_address = address::to_python(cx, &address)?;
        Ok(cx.new_tuple(&[data, w_address]).value())
    }
    /// recvfrom_into(buffer[, nbytes[, flags]]) -> (number of bytes, address)
    @kw fn recvfrom_into(cx: &mut Context, this: Gc<SocketObject>, buffer: WriteBuffer, nbytes: Size = Size(0), flags: i32 = 0) -> PyResult {
        let size = match usize::try_from(nbytes.0) {
            Ok(n) if n > buffer.0.get().len() => raise!(cx, ValueError, "nbytes is greater than the length of the buffer"),
            _ => receive_size(cx, "recvfrom_into", &buffer.0, nbytes.0)?,
        };
        let data = buffer.0.get().as_ptr().cast_mut();
        let mut address = Address::empty();
        let n = receive(cx, this, data, size, flags, Some(&mut address))?;
        let w_address = address::to_python(cx, &address)?;
        Ok(cx.new_tuple(&[Value::small(n as i64), w_address]).value())
    }
    /// send(data[, flags]) -> number of bytes
    fn send(cx: &mut Context, this: Gc<SocketObject>, data: ReadBuffer, flags: i32 = 0) -> PyResult<usize> {
        let bytes = data.0.get().bytes();
        // SAFETY: a str's bytes do not change.
        transfer(cx, this, true, |fd| unsafe { libc::send(fd, bytes.as_ptr().cast(), bytes.len(), flags) })
    }
    /// sendall(data[, flags])
    /// Sends until all is gone or an error comes.
    fn sendall(cx: &mut Context, this: Gc<SocketObject>, data: ReadBuffer, flags: i32 = 0) -> PyResult<()> {
        let bytes = data.0.get().bytes();
        let until = deadline(this);
        let mut at = 0;
        while at < bytes.len() {
            let part = &bytes[at..];
            // SAFETY: as above.
            let sent = match attempt(cx, this, true, until, |fd| unsafe {
                libc::send(fd, part.as_ptr().cast(), part.len(), flags)
            }) {
                Ok(Some(sent)) => sent,
                Ok(None) => return Err(timed_out(cx)),
                // The signal's handler may raise; else it goes on.
                Err(error) if error.raw_os_error() == Some(libc::EINTR) => 0,
                Err(error) => return Err(failed(cx, &error)),
            };
            at += sent;
            if sent == 0 || at < bytes.len() {
                blocking::serve(cx)?;
            }
        }
        Ok(())
    }
    /// sendto(data[, flags], address) -> number of bytes
    @raw fn sendto(cx: &mut Context, args: &Args) -> PyResult {
        let this = args.receiver::<SocketObject>(cx, "sendto")?;
        let rest = args.rest();
        rest.no_keywords(cx, "sendto")?;
        let (data, flags, address) = match *rest.positional {
            [data, address] => (data, None, address),
            [data, flags, address] => (data, Some(flags), address),
            _ => raise!(cx, TypeError, "sendto() takes 2 or 3 arguments ({} given)", rest.positional.len()),
        };
        let data = <ReadBuffer as object_model::FromArg>::from_arg(cx, data, object_model::Arg { function: "sendto", index: 1 })?;
        let flags = send_flags(cx, flags)?;
        let address = address::from_python(cx, this.family, address)?;
        let bytes = data.0.get().bytes();
        // SAFETY: bytes and address are as long as is said.
        let n = transfer(cx, this, true, |fd| unsafe {
            libc::sendto(fd, bytes.as_ptr().cast(), bytes.len(), flags, address.as_ptr(), address.len)
        })?;
        Ok(Value::small(n as i64))
    }
    /// shutdown(how)
    fn shutdown(cx: &mut Context, this: Gc<SocketObject>, how: i32) -> PyResult<()> {
        let fd = this.fd();
        // SAFETY: a call on a descriptor.
        match unlocked(cx, || unsafe { libc::shutdown(fd, how) }) {
            n if n < 0 => Err(last(cx)),
            _ => Ok(()),
        }
    }
}

pub use functions::FUNCTIONS;

mod functions {
    use super::*;

    py_functions! { FUNCTIONS:
        /// socketpair([family[, type[, proto]]]) -> (socket object, socket object)
        fn socketpair(cx: &mut Context, family: i32 = AF_UNIX, socket_type: i32 = SOCK_STREAM, proto: i32 = 0) -> PyResult {
            let mut pair = [0i32; 2];
            let room = pair.as_mut_ptr();
            // SAFETY: room for two descriptors.
            let made = opening(cx, || unsafe { libc::socketpair(family, socket_type, proto, room) });
            made.map_err(|error| failed(cx, &error))?;
            let first = wrap(cx, pair[0], family, socket_type, proto);
            let second = wrap(cx, pair[1], family, socket_type, proto);
            Ok(cx.new_tuple(&[first, second]).value())
        }
        /// fromfd(fd, family, type[, proto]) -> socket object
        /// A socket object on a duplicate of a descriptor.
        fn fromfd(cx: &mut Context, fd: i32, family: i32, socket_type: i32, proto: i32 = 0) -> PyResult {
            // SAFETY: makes a descriptor.
            let fd = opening(cx, || unsafe { libc::dup(fd) }).map_err(|error| failed(cx, &error))?;
            Ok(wrap(cx, fd, family, socket_type, proto))
        }
        /// getdefaulttimeout() -> seconds or None
        fn getdefaulttimeout(cx: &mut Context) -> Value {
            match cx.ext.state::<DefaultTimeout>().0 {
                Some(seconds) => cx.new_float(seconds),
                None => none(),
            }
        }
        /// setdefaulttimeout(seconds)
        /// The timeout of sockets made from now on.
        fn setdefaulttimeout(cx: &mut Context, timeout: Value) -> PyResult<()> {
            let seconds = timeout_argument(cx, timeout)?;
            cx.ext.state::<DefaultTimeout>().0 = (seconds >= 0.0).then_some(seconds);
            Ok(())
        }
    }
}
