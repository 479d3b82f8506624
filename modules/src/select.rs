//! `select`: waiting until descriptors are ready.
//!
//! A `poll` object keeps its descriptors in the order of registration; while it waits without the GIL it works on a copy.
//!
//! Source: library reference 17.1 (2.7).

#![allow(unsafe_code)] // system calls, heap objects that own memory or a descriptor

use crate::system::{Descriptor, opening};
use crate::{blocking, errors, kinds};
use object_model::declare::GetSet;
use object_model::gc::{Header, KindInfo};
use object_model::long::LongObject;
use object_model::typeobject::{BASETYPE, NO_DICT, NO_NEW, NO_WEAKREF, TypeDecl};
use object_model::types::function::check_count;
use object_model::value::Value;
use object_model::{
    Arg, Context, DictObject, Exc, FromArg, Gc, ListObject, ModuleDecl, Object, PyResult, Raised, TypeObject, none, py_bool,
    py_functions, py_methods, raise,
};
use std::io::Error;

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Waiting until descriptors can be read from or written to.\n\n\
A descriptor is given as an int or as an object with fileno().",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("select")
};

const ERROR: &str = "select.error";

macro_rules! numbers {
    ($($name:ident)*) => { static NUMBERS: &[(&str, i64)] = &[$((stringify!($name), libc::$name as u32 as i64),)*]; };
}

numbers! {
    POLLIN POLLPRI POLLOUT POLLERR POLLHUP POLLNVAL POLLRDNORM POLLRDBAND POLLWRNORM POLLWRBAND
    EPOLLIN EPOLLOUT EPOLLPRI EPOLLERR EPOLLHUP EPOLLET EPOLLONESHOT EPOLLRDNORM EPOLLRDBAND EPOLLWRNORM EPOLLWRBAND
    EPOLLMSG PIPE_BUF
}

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    errors::define(cx, dict, ERROR, Exc::Exception)?;
    for &(name, number) in NUMBERS.iter().chain(&[("POLLMSG", 1024)]) {
        cx.dict_put(dict, name, Value::small(number));
    }
    kinds::register::<PollObject>(cx, &POLL, &POLL_INFO);
    kinds::register::<EpollObject>(cx, &EPOLL, &EPOLL_INFO);
    let class = EPOLL.get(cx).value();
    cx.dict_put(dict, "epoll", class);
    Ok(())
}

/// `select.error` of a failed call, unless a signal handler raised.
fn failed(cx: &mut Context, error: &Error) -> Raised {
    if error.raw_os_error() == Some(libc::EINTR)
        && let Err(raised) = blocking::serve(cx)
    {
        return raised;
    }
    let errno = error.raw_os_error().unwrap_or(0);
    let text = object_model::types::file::strerror(errno);
    let text = cx.new_str(text.as_bytes()).value();
    errors::error_with(cx, ERROR, &[Value::small(errno.into()), text])
}

/// IOError of a failed call, unless a signal handler raised.
fn io_failed(cx: &mut Context, error: &Error) -> Raised {
    if error.raw_os_error() == Some(libc::EINTR)
        && let Err(raised) = blocking::serve(cx)
    {
        return raised;
    }
    errors::os_error(cx, Exc::IOError, error, none())
}

/// One argument of `select`: the objects, their descriptors in order, and the set of these.
struct Watched {
    objects: Gc<ListObject>,
    fds: Vec<i32>,
    set: libc::fd_set,
}

fn watched(cx: &mut Context, sequence: Value) -> PyResult<Watched> {
    // A list is looked at while `fileno` methods may change it.
    let source = match sequence.downcast::<ListObject>() {
        Some(list) => list,
        None => match cx.list_from(sequence) {
            Ok(objects) => objects,
            Err(_) if cx.catch(Exc::TypeError) => raise!(cx, TypeError, "arguments 1-3 must be sequences"),
            Err(raised) => return Err(raised),
        },
    };
    let objects = cx.new_list();
    // SAFETY: a set of bits.
    let mut set: libc::fd_set = unsafe { std::mem::zeroed() };
    let mut fds = Vec::new();
    while let Some(object) = cx.list_get(source, fds.len()) {
        let fd = Descriptor::from_arg(cx, object, Arg { function: "select", index: 1 })?.0;
        if fd as usize >= libc::FD_SETSIZE {
            raise!(cx, ValueError, "filedescriptor out of range in select()");
        }
        if fds.len() >= libc::FD_SETSIZE {
            raise!(cx, ValueError, "too many file descriptors in select()");
        }
        // SAFETY: within the set.
        unsafe { libc::FD_SET(fd, &mut set) };
        fds.push(fd);
        cx.list_push(objects, object)?;
    }
    Ok(Watched { objects, fds, set })
}

fn ready(cx: &mut Context, watched: &Watched) -> PyResult<Gc<ListObject>> {
    let list = cx.new_list();
    for (at, &fd) in watched.fds.iter().enumerate() {
        // SAFETY: within the set.
        if unsafe { libc::FD_ISSET(fd, &watched.set) }
            && let Some(object) = cx.list_get(watched.objects, at)
        {
            cx.list_push(list, object)?;
        }
    }
    Ok(list)
}

py_functions! { FUNCTIONS:
    /// select(rlist, wlist, xlist[, timeout]) -> (rlist, wlist, xlist)
    ///
    /// Waits until one of the descriptors can be read from, written to, or has something exceptional; at most for so
    /// many seconds. Gives those that are ready.
    @raw fn select(cx: &mut Context, args: &Args) -> PyResult {
        args.no_keywords(cx, "select")?;
        check_count(cx, "select", args.positional.len(), 3, 4)?;
        let &[rlist, wlist, xlist, ref rest @ ..] = args.positional else { return Ok(none()) };
        let timeout = rest.first().copied().unwrap_or(none());
        let mut left = None;
        if let Some(timeout) = timeout.not_none() {
            let seconds = match cx.float_arg(timeout) {
                Ok(seconds) => seconds,
                Err(_) if cx.catch(Exc::TypeError) => raise!(cx, TypeError, "timeout must be a float or None"),
                Err(raised) => return Err(raised),
            };
            if seconds.abs() > i64::MAX as f64 {
                raise!(cx, OverflowError, "timeout period too long");
            }
            let whole = if seconds.is_nan() { i64::MIN as f64 } else { seconds.floor() };
            let micros = ((seconds - whole) * 1e6).clamp(0.0, 999_999.0);
            left = Some(libc::timeval { tv_sec: whole as i64, tv_usec: if micros.is_nan() { 0 } else { micros as i64 } });
        }
        let mut sets = [watched(cx, rlist)?, watched(cx, wlist)?, watched(cx, xlist)?];
        let most = sets.iter().flat_map(|set| &set.fds).max().map_or(0, |&fd| fd + 1);
        let [r, w, x] = sets.each_mut().map(|set| &raw mut set.set);
        let left = left.as_mut().map_or(std::ptr::null_mut(), |left| left as *mut libc::timeval);
        // SAFETY: sets and timeout are locals.
        let result = blocking::call(cx, || unsafe { libc::select(most, r, w, x, left) } as isize);
        if let Err(error) = result {
            return Err(failed(cx, &error));
        }
        let lists = [ready(cx, &sets[0])?, ready(cx, &sets[1])?, ready(cx, &sets[2])?].map(Gc::value);
        Ok(cx.new_tuple(&lists).value())
    }
    /// poll() -> an object that waits for descriptors registered with it
    fn poll(cx: &mut Context) -> Value {
        let this = cx.allocate::<PollObject>();
        cx.heap.register_native_drop(this.header());
        this.get_mut().fds = Some(Box::default());
        this.value()
    }
}

#[repr(C)]
pub struct PollObject {
    pub header: Header,
    #[allow(clippy::box_collection)] // all zero is a valid object
    fds: Option<Box<Vec<libc::pollfd>>>,
    running: bool,
}

// SAFETY: made by `poll`.
unsafe impl Object for PollObject {
    const KIND: u8 = kinds::POLL;
    const NAME: &'static str = "select.poll";
}

object_model::fixed_layout!(POLL_LAYOUT: PollObject, |_this, _tracer| {});

/// # Safety
/// `object` is a poll object that has died.
unsafe fn release_poll(object: *mut Header) {
    // SAFETY: by contract; called once.
    unsafe { (*object.cast::<PollObject>()).fds = None };
}

static POLL_INFO: KindInfo = KindInfo { drop: Some(release_poll), ..POLL_LAYOUT };

static POLL: TypeDecl = TypeDecl {
    module: "select",
    methods: &[poll_methods::METHODS],
    flags: NO_DICT | NO_NEW | NO_WEAKREF,
    ..TypeDecl::new("poll", kinds::POLL)
};

/// An event mask of 16 bits.
struct Mask(i16);

impl FromArg for Mask {
    fn from_arg(cx: &mut Context, value: Value, _: Arg) -> PyResult<Mask> {
        let number = match value.downcast::<LongObject>() {
            Some(long) => match long.to_i64() {
                Some(n) => n,
                None => raise!(cx, OverflowError, "long int too large to convert"),
            },
            None => cx.int_arg(value)?,
        };
        match u16::try_from(number) {
            Ok(mask) => Ok(Mask(mask as i16)),
            Err(_) if number < 0 => raise!(cx, OverflowError, "can't convert negative value to unsigned long"),
            Err(_) => raise!(cx, OverflowError, "Python int too large for C unsigned short"),
        }
    }
}

impl PollObject {
    fn all(&mut self) -> &mut Vec<libc::pollfd> {
        self.fds.get_or_insert_default()
    }
    fn find(&mut self, fd: i32) -> Option<usize> {
        self.all().iter().position(|entry| entry.fd == fd)
    }
}

mod poll_methods {
    use super::*;

    py_methods! { METHODS:
        /// register(fd[, eventmask]) -- watch a descriptor for these events
        fn register(
            cx: &mut Context,
            this: Gc<PollObject>,
            fd: Descriptor,
            eventmask: Mask = Mask(libc::POLLIN | libc::POLLPRI | libc::POLLOUT),
        ) {
            let _ = cx;
            let this = this.get_mut();
            match this.find(fd.0) {
                Some(at) => this.all()[at].events = eventmask.0,
                None => this.all().push(libc::pollfd { fd: fd.0, events: eventmask.0, revents: 0 }),
            }
        }
        /// modify(fd, eventmask) -- watch a registered descriptor for other events
        fn modify(cx: &mut Context, this: Gc<PollObject>, fd: Descriptor, eventmask: Mask) -> PyResult<()> {
            let this = this.get_mut();
            match this.find(fd.0) {
                Some(at) => {
                    this.all()[at].events = eventmask.0;
                    Ok(())
                }
                None => Err(errors::os_error(cx, Exc::IOError, &Error::from_raw_os_error(libc::ENOENT), none())),
            }
        }
        /// unregister(fd) -- watch a descriptor no longer
        fn unregister(cx: &mut Context, this: Gc<PollObject>, fd: Descriptor) -> PyResult<()> {
            let this = this.get_mut();
            match this.find(fd.0) {
                Some(at) => {
                    this.all().remove(at);
                    Ok(())
                }
                None => Err(cx.key_error(Value::small(fd.0.into()))),
            }
        }
        /// poll([timeout]) -> list of (fd, events)
        ///
        /// Waits until something happens, at most for so many milliseconds.
        @raw fn poll(cx: &mut Context, args: &Args) -> PyResult {
            let (this, [timeout]) = args.unpack_method::<PollObject, 1>(cx, "poll", 0)?;
            let milliseconds = match timeout.and_then(Value::not_none) {
                None => -1,
                Some(timeout) => {
                    if timeout.as_int().is_none() && cx.special_of(timeout, object_model::Special::Int).is_none()
                        || matches!(timeout.kind(), object_model::kind::STR | object_model::kind::UNICODE)
                    {
                        raise!(cx, TypeError, "timeout must be an integer or None");
                    }
                    let class = object_model::types::int::INT.get(cx).value();
                    let number = cx.call(class, &[timeout])?;
                    let number = cx.int_arg(number)?;
                    match i32::try_from(number) {
                        Ok(number) => number,
                        Err(_) => raise!(cx, OverflowError, "Python int too large to convert to C int"),
                    }
                }
            };
            let object = this.get_mut();
            if object.running {
                raise!(cx, RuntimeError, "concurrent poll() invocation");
            }
            let mut fds = object.all().clone();
            object.running = true;
            let (at, len) = (fds.as_mut_ptr(), fds.len());
            // SAFETY: the copied entries.
            let result = blocking::call(cx, || unsafe { libc::poll(at, len as libc::nfds_t, milliseconds) } as isize);
            this.get_mut().running = false;
            if let Err(error) = result {
                return Err(failed(cx, &error));
            }
            let list = cx.new_list();
            for entry in fds.iter().filter(|entry| entry.revents != 0) {
                let pair = [entry.fd.into(), i64::from(entry.revents as u16)].map(Value::small);
                let pair = cx.new_tuple(&pair).value();
                cx.list_push(list, pair)?;
            }
            Ok(list.value())
        }
    }
}

#[repr(C)]
pub struct EpollObject {
    pub header: Header,
    /// Descriptor plus one: zero is closed.
    number: i32,
}

// SAFETY: made by `wrap`; all zero is closed.
unsafe impl Object for EpollObject {
    const KIND: u8 = kinds::EPOLL;
    const NAME: &'static str = "select.epoll";
}

object_model::fixed_layout!(EPOLL_LAYOUT: EpollObject, |_this, _tracer| {});

/// # Safety
/// `object` is an epoll object that has died.
unsafe fn release_epoll(object: *mut Header) {
    // SAFETY: by contract; the descriptor is the object's own.
    unsafe {
        let this = &mut *object.cast::<EpollObject>();
        if this.number > 0 {
            libc::close(this.number - 1);
            this.number = 0;
        }
    }
}

static EPOLL_INFO: KindInfo = KindInfo { drop: Some(release_epoll), ..EPOLL_LAYOUT };

static EPOLL: TypeDecl = TypeDecl {
    module: "select",
    doc: "epoll([sizehint]) -> an object that waits for descriptors registered with it\n\n\
Events are edge or level triggered. The size is a hint for the system.",
    methods: &[epoll_methods::METHODS],
    getset: &[GetSet {
        name: "closed",
        doc: "whether it is closed",
        get: |_, this| Ok(py_bool(this.downcast::<EpollObject>().is_none_or(|this| this.number == 0))),
        set: None,
    }],
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("epoll", kinds::EPOLL)
};

fn wrap(cx: &mut Context, class: Gc<TypeObject>, fd: i32) -> PyResult<Gc<EpollObject>> {
    let mut this = cx.allocate_for::<EpollObject>(class, 0)?;
    cx.heap.register_native_drop(this.header());
    this.number = fd + 1;
    Ok(this)
}

fn open(cx: &mut Context, this: Gc<EpollObject>) -> PyResult<i32> {
    if this.number == 0 {
        raise!(cx, ValueError, "I/O operation on closed epoll fd");
    }
    Ok(this.number - 1)
}

/// The lowest 32 bits of a number ("I").
struct Events(u32);

impl FromArg for Events {
    fn from_arg(cx: &mut Context, value: Value, _: Arg) -> PyResult<Events> {
        if let Some(long) = value.downcast::<LongObject>() {
            let low = long.digits().first().copied().unwrap_or(0);
            return Ok(Events(if long.is_negative() { low.wrapping_neg() } else { low }));
        }
        cx.int_arg(value).map(|n| Events(n as u32))
    }
}

fn control(cx: &mut Context, this: Gc<EpollObject>, op: i32, fd: Value, events: u32) -> PyResult<()> {
    let own = open(cx, this)?;
    let fd = Descriptor::from_arg(cx, fd, Arg { function: "", index: 1 })?.0;
    let result = blocking::call(cx, || {
        let mut event = libc::epoll_event { events, u64: fd as u64 };
        // SAFETY: a local.
        unsafe { libc::epoll_ctl(own, op, fd, &mut event) as isize }
    });
    match result {
        Ok(_) => Ok(()),
        // A descriptor that was closed has been taken out by that.
        Err(error) if op == libc::EPOLL_CTL_DEL && error.raw_os_error() == Some(libc::EBADF) => Ok(()),
        Err(error) => Err(io_failed(cx, &error)),
    }
}

mod epoll_methods {
    use super::*;

    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult<Gc<EpollObject>> {
            let [size] = args.parse(cx, "epoll", &["sizehint"], 0)?;
            let size = match size {
                Some(size) => i32::from_arg(cx, size, Arg { function: "epoll", index: 1 })?,
                None => -1,
            };
            if size != -1 && size < 1 {
                raise!(cx, ValueError, "sizehint must be greater zero, got {size}");
            }
            let size = if size == -1 { libc::FD_SETSIZE as i32 - 1 } else { size };
            // SAFETY: asks for a descriptor.
            match opening(cx, || unsafe { libc::epoll_create(size) }) {
                Ok(fd) => wrap(cx, class, fd),
                Err(error) => Err(io_failed(cx, &error)),
            }
        }
        /// fromfd(fd) -> epoll object of that descriptor
        @class fn fromfd(cx: &mut Context, class: Gc<TypeObject>, fd: i32) -> PyResult<Gc<EpollObject>> {
            wrap(cx, class, fd)
        }
        /// close() -- close the object's own descriptor
        fn close(cx: &mut Context, this: Gc<EpollObject>) -> PyResult<()> {
            let mut this = this;
            if this.number == 0 {
                return Ok(());
            }
            let fd = this.number - 1;
            this.number = 0;
            // SAFETY: the object's own descriptor.
            match blocking::call(cx, || unsafe { libc::close(fd) } as isize) {
                Ok(_) => Ok(()),
                Err(error) => Err(io_failed(cx, &error)),
            }
        }
        /// fileno() -> the object's own descriptor
        fn fileno(cx: &mut Context, this: Gc<EpollObject>) -> PyResult<i32> {
            open(cx, this)
        }
        /// register(fd[, eventmask]) -- watch a descriptor for these events
        @kw fn register(
            cx: &mut Context,
            this: Gc<EpollObject>,
            fd: Value,
            eventmask: Events = Events((libc::EPOLLIN | libc::EPOLLOUT | libc::EPOLLPRI) as u32),
        ) -> PyResult<()> {
            control(cx, this, libc::EPOLL_CTL_ADD, fd, eventmask.0)
        }
        /// modify(fd, eventmask) -- watch a registered descriptor for other events
        @kw fn modify(cx: &mut Context, this: Gc<EpollObject>, fd: Value, eventmask: Events) -> PyResult<()> {
            control(cx, this, libc::EPOLL_CTL_MOD, fd, eventmask.0)
        }
        /// unregister(fd) -- watch a descriptor no longer
        @kw fn unregister(cx: &mut Context, this: Gc<EpollObject>, fd: Value) -> PyResult<()> {
            control(cx, this, libc::EPOLL_CTL_DEL, fd, 0)
        }
        /// poll([timeout[, maxevents]]) -> list of (fd, events)
        ///
        /// Waits until something happens, at most for so many seconds; -1: for ever.
        @kw fn poll(cx: &mut Context, this: Gc<EpollObject>, timeout: f64 = -1.0, maxevents: i32 = -1) -> PyResult {
            let own = open(cx, this)?;
            let milliseconds = match timeout {
                t if t < 0.0 => -1,
                t if t * 1000.0 > f64::from(i32::MAX) => raise!(cx, OverflowError, "timeout is too large"),
                t => (t * 1000.0) as i32,
            };
            let most = match maxevents {
                -1 => libc::FD_SETSIZE as i32 - 1,
                n if n < 1 => raise!(cx, ValueError, "maxevents must be greater than 0, got {n}"),
                n => n,
            };
            let mut events: Vec<libc::epoll_event> = Vec::new();
            if events.try_reserve_exact(most as usize).is_err() {
                return Err(cx.memory_error());
            }
            let at = events.as_mut_ptr();
            // SAFETY: room for that many.
            let result = blocking::call(cx, || unsafe { libc::epoll_wait(own, at, most, milliseconds) } as isize);
            match result {
                // SAFETY: the call has filled that many.
                Ok(n) => unsafe { events.set_len(n.min(most as usize)) },
                Err(error) => return Err(io_failed(cx, &error)),
            }
            let list = cx.new_list();
            for event in events {
                let pair = [event.u64 as i32 as i64, i64::from(event.events)].map(Value::small);
                let pair = cx.new_tuple(&pair).value();
                cx.list_push(list, pair)?;
            }
            Ok(list.value())
        }
    }
}
