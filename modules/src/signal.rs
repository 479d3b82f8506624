//! `signal`: Python functions as handlers of signals.
//!
//! The system's handler only notes the signal and sets the poll word; the main thread calls the Python function at its
//! next poll. A signal that arrives in another thread is sent on to the main one, whose blocking call it then
//! interrupts.
//!
//! Source: library reference, `signal` (2.7).

#![allow(unsafe_code)] // system calls, a signal handler

use crate::errors;
use interp::threads;
use object_model::value::Value;
use object_model::{Context, DictObject, Exc, Gc, ModuleDecl, PyResult, Raised, none, py_functions, raise};
use std::io::Error;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, AtomicU32, Ordering::Relaxed};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Signals: what happens when they arrive, and timers that send them.",
    functions: &[FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("signal")
};

/// One more than the largest signal.
const NSIG: i32 = 65;
const HANDLERS: &str = "signal.handlers";

static TRIPPED: [AtomicBool; NSIG as usize] = [const { AtomicBool::new(false) }; NSIG as usize];
static POLL: AtomicPtr<AtomicU32> = AtomicPtr::new(std::ptr::null_mut());
static WAKEUP: AtomicI32 = AtomicI32::new(-1);

macro_rules! signals {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name)),*] };
}

static NAMES: &[(&str, i32)] = signals! {
    SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGIOT SIGABRT SIGFPE SIGKILL SIGBUS SIGSEGV SIGSYS SIGPIPE SIGALRM SIGTERM SIGUSR1
    SIGUSR2 SIGCHLD SIGPWR SIGIO SIGURG SIGWINCH SIGPOLL SIGSTOP SIGTSTP SIGCONT SIGTTIN SIGTTOU SIGVTALRM SIGPROF SIGXCPU
    SIGXFSZ ITIMER_REAL ITIMER_VIRTUAL ITIMER_PROF
};

/// What the system calls. Touches atomics only.
extern "C" fn arrived(number: i32) {
    // SAFETY: `errno` is the thread's own; both calls are safe in handlers; the poll word lives for ever.
    unsafe {
        let errno = *libc::__errno_location();
        if !threads::is_main() {
            libc::pthread_kill(threads::main_ident() as libc::pthread_t, number);
        } else {
            note(number);
            let fd = WAKEUP.load(Relaxed);
            if fd != -1 {
                libc::write(fd, c"".as_ptr().cast(), 1);
            }
        }
        *libc::__errno_location() = errno;
    }
}

fn note(number: i32) {
    if let Some(tripped) = TRIPPED.get(number as usize) {
        tripped.store(true, Relaxed);
        let word = POLL.load(Relaxed);
        if !word.is_null() {
            // SAFETY: set once, to a static.
            threads::signalled(unsafe { &*word });
        }
    }
}

/// As if a signal had arrived.
pub fn trip(cx: &mut Context, number: i32) {
    POLL.store(std::ptr::from_ref(cx.poll).cast_mut(), Relaxed);
    note(number);
}

/// Calls the handlers of signals that have arrived.
fn handle(cx: &mut Context) -> PyResult<()> {
    for number in 1..NSIG {
        if !TRIPPED[number as usize].swap(false, Relaxed) {
            continue;
        }
        let table = table(cx);
        let Some(handler) = cx.dict_get(table, Value::small(number.into()))?.filter(|handler| cx.is_callable(*handler))
        else {
            continue;
        };
        let frame = handlers::Frame(cx.base);
        let frame = if frame.is_null() { none() } else { handlers::frame_object::of_frame(cx, frame).value() };
        if cx.call(handler, &[Value::small(number.into()), frame]).is_err() {
            // The rest waits for the next poll.
            if TRIPPED.iter().any(|tripped| tripped.load(Relaxed)) {
                threads::signalled(cx.poll);
            }
            return Err(Raised);
        }
    }
    Ok(())
}

/// Handlers by signal.
fn table(cx: &mut Context) -> Gc<DictObject> {
    match cx.ext.values.get(HANDLERS).copied().flatten().and_then(|table| table.downcast()) {
        Some(table) => table,
        None => {
            let table = cx.new_dict();
            cx.ext.values.insert(HANDLERS, Some(table.value()));
            table
        }
    }
}

fn install_action(number: i32, action: libc::sighandler_t) -> Result<(), Error> {
    // SAFETY: zero is a valid start for the structure; the action is a handler or one of the two constants.
    let result = unsafe {
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = action;
        libc::sigemptyset(&mut new.sa_mask);
        libc::sigaction(number, &new, std::ptr::null_mut())
    };
    if result < 0 { Err(Error::last_os_error()) } else { Ok(()) }
}

/// What every program begins with: SIGINT raises KeyboardInterrupt, SIGPIPE and SIGXFSZ are ignored.
pub fn install(cx: &mut Context) -> PyResult<()> {
    POLL.store(std::ptr::from_ref(cx.poll).cast_mut(), Relaxed);
    cx.ext.state::<threads::SignalHandlers>().0 = Some(handle);
    for number in [libc::SIGPIPE, libc::SIGXFSZ] {
        let _ = install_action(number, libc::SIG_IGN);
    }
    let table = table(cx);
    for number in 1..NSIG {
        // SAFETY: zero is a valid start for the structure, which the call fills.
        let action = unsafe {
            let mut old: libc::sigaction = std::mem::zeroed();
            match libc::sigaction(number, std::ptr::null(), &mut old) {
                0 => old.sa_sigaction,
                _ => libc::SIG_DFL,
            }
        };
        let handler = match action {
            libc::SIG_DFL => Value::small(0),
            libc::SIG_IGN => Value::small(1),
            _ => none(),
        };
        cx.dict_set(table, Value::small(number.into()), handler)?;
        if number == libc::SIGINT && action == libc::SIG_DFL {
            let decl = FUNCTIONS.iter().find(|decl| decl.name == "default_int_handler");
            if let Some(decl) = decl {
                let name = cx.intern(b"signal").value();
                let function = cx.new_builtin_function(decl, None, Some(name));
                cx.dict_set(table, Value::small(number.into()), function)?;
                let _ = install_action(number, arrived as *const () as libc::sighandler_t);
            }
        }
    }
    Ok(())
}

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    for &(name, number) in NAMES {
        cx.dict_put(dict, name, Value::small(number.into()));
    }
    for (name, number) in [
        ("SIG_DFL", 0),
        ("SIG_IGN", 1),
        ("NSIG", NSIG),
        ("SIGCLD", libc::SIGCHLD),
        ("SIGRTMIN", libc::SIGRTMIN()),
        ("SIGRTMAX", libc::SIGRTMAX()),
    ] {
        cx.dict_put(dict, name, Value::small(number.into()));
    }
    errors::define(cx, dict, "signal.ItimerError", Exc::IOError)?;
    // The handler that SIGINT has from the start is the module's own function.
    let table = table(cx);
    if let Some(handler) = cx.dict_get(table, Value::small(libc::SIGINT.into()))?
        && cx.is_callable(handler)
    {
        cx.dict_put(dict, "default_int_handler", handler);
    }
    Ok(())
}

/// An error of the system's as `RuntimeError(errno, text)`.
fn runtime_error(cx: &mut Context, error: &Error) -> Raised {
    let errno = error.raw_os_error().unwrap_or(0);
    let text = object_model::types::file::strerror(errno);
    let text = cx.new_str(text.as_bytes()).value();
    cx.error_with(Exc::RuntimeError, &[Value::small(errno.into()), text])
}

fn in_range(cx: &mut Context, number: i32) -> PyResult<()> {
    if !(1..NSIG).contains(&number) {
        raise!(cx, ValueError, "signal number out of range");
    }
    Ok(())
}

fn timeval(seconds: f64) -> libc::timeval {
    libc::timeval { tv_sec: seconds.trunc() as i64, tv_usec: (seconds.fract() * 1e6) as i64 }
}

fn timer_values(cx: &mut Context, timer: &libc::itimerval) -> Value {
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let (value, interval) = (cx.new_float(seconds(timer.it_value)), cx.new_float(seconds(timer.it_interval)));
    cx.new_tuple(&[value, interval]).value()
}

fn timer_error(cx: &mut Context) -> Raised {
    let errno = Error::last_os_error().raw_os_error().unwrap_or(0);
    let text = object_model::types::file::strerror(errno);
    let text = cx.new_str(text.as_bytes()).value();
    errors::error_with(cx, "signal.ItimerError", &[Value::small(errno.into()), text])
}

fn no_timer() -> libc::itimerval {
    libc::itimerval { it_interval: timeval(0.0), it_value: timeval(0.0) }
}

py_functions! { FUNCTIONS:
    /// default_int_handler(...)
    /// What SIGINT does unless a program says otherwise: raise KeyboardInterrupt.
    @raw fn default_int_handler(cx: &mut Context, args: &Args) -> PyResult<()> {
        let _ = args;
        Err(cx.error_with(Exc::KeyboardInterrupt, &[]))
    }
    /// signal(sig, action) -> action before
    /// Set what a signal does: SIG_DFL, SIG_IGN or a function of the signal's number and the frame.
    fn signal(cx: &mut Context, sig: i32, action: Value) -> PyResult {
        if !threads::is_main() {
            raise!(cx, ValueError, "signal only works in main thread");
        }
        in_range(cx, sig)?;
        let native = if cx.is_callable(action) {
            arrived as *const () as libc::sighandler_t
        } else {
            match action.as_int() {
                Some(0) => libc::SIG_DFL,
                Some(1) => libc::SIG_IGN,
                _ => raise!(cx, TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"),
            }
        };
        if let Err(error) = install_action(sig, native) {
            return Err(runtime_error(cx, &error));
        }
        let (table, key) = (table(cx), Value::small(sig.into()));
        let old = cx.dict_get(table, key)?;
        TRIPPED[sig as usize].store(false, Relaxed);
        cx.dict_set(table, key, action)?;
        Ok(old.unwrap_or(none()))
    }
    /// getsignal(sig) -> action
    fn getsignal(cx: &mut Context, sig: i32) -> PyResult {
        in_range(cx, sig)?;
        let table = table(cx);
        Ok(cx.dict_get(table, Value::small(sig.into()))?.unwrap_or(none()))
    }
    /// alarm(seconds) -> seconds that were left
    /// Have SIGALRM sent after a time; 0: no more.
    fn alarm(cx: &mut Context, seconds: i32) -> u32 {
        let _ = cx;
        // SAFETY: a number.
        unsafe { libc::alarm(seconds as u32) }
    }
    /// pause()
    /// Wait until a signal arrives.
    fn pause(cx: &mut Context) -> PyResult<()> {
        // SAFETY: no precondition.
        crate::system::blocking(cx, || unsafe { libc::pause() });
        (cx.hooks.serve)(cx)
    }
    /// siginterrupt(sig, flag)
    /// Do system calls go on after the signal (flag false), or fail with EINTR (true)?
    fn siginterrupt(cx: &mut Context, sig: i32, flag: i32) -> PyResult<()> {
        in_range(cx, sig)?;
        // SAFETY: zero is a valid start for the structure, which the call fills.
        let result = unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            libc::sigaction(sig, std::ptr::null(), &mut action);
            if flag == 0 { action.sa_flags |= libc::SA_RESTART } else { action.sa_flags &= !libc::SA_RESTART }
            libc::sigaction(sig, &action, std::ptr::null_mut())
        };
        if result < 0 {
            let error = Error::last_os_error();
            return Err(runtime_error(cx, &error));
        }
        Ok(())
    }
    /// set_wakeup_fd(fd) -> fd before
    /// A zero byte is written to fd when a signal arrives; -1: none.
    fn set_wakeup_fd(cx: &mut Context, fd: i32) -> PyResult<i32> {
        if !threads::is_main() {
            raise!(cx, ValueError, "set_wakeup_fd only works in main thread");
        }
        // SAFETY: a question about a descriptor.
        if fd != -1 && unsafe { libc::fcntl(fd, libc::F_GETFD) } < 0 {
            raise!(cx, ValueError, "invalid fd");
        }
        Ok(WAKEUP.swap(fd, Relaxed))
    }
    /// setitimer(which, seconds[, interval]) -> (seconds, interval) before
    fn setitimer(cx: &mut Context, which: i32, seconds: f64, interval: f64 = 0.0) -> PyResult {
        let new = libc::itimerval { it_value: timeval(seconds), it_interval: timeval(interval) };
        let mut old = no_timer();
        // SAFETY: structures of numbers.
        if unsafe { libc::setitimer(which as _, &new, &mut old) } != 0 {
            return Err(timer_error(cx));
        }
        Ok(timer_values(cx, &old))
    }
    /// getitimer(which) -> (seconds, interval)
    fn getitimer(cx: &mut Context, which: i32) -> PyResult {
        let mut timer = no_timer();
        // SAFETY: room for the result.
        if unsafe { libc::getitimer(which as _, &mut timer) } != 0 {
            return Err(timer_error(cx));
        }
        Ok(timer_values(cx, &timer))
    }
}
