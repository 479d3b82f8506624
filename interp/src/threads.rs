//! Threads: the GIL, who holds it, and the state that changes hands with it.
//!
//! One context serves all threads. What belongs to a thread lies in the context while the thread holds the GIL, and in a
//! `Suspended` while it does not; there the collector finds its VM stack, its values, and the range of its native stack,
//! with the registers as they were at the hand-over (objects do not move, so words read then stay good).
//!
//! A waiter that has waited `INTERVAL` sets the poll word's GIL bit; the holder, at its next poll, hands over and waits
//! until somebody else has had the GIL. While there is one thread only, giving up the GIL does nothing.

#![allow(unsafe_code)] // native stacks, contexts shared between threads

use crate::roots;
use handlers::frame::Frame;
use handlers::frame_object;
use object_model::context::{Request, poll};
use object_model::descriptors::Triple;
use object_model::gc::{Tracer, with_spilled_registers};
use object_model::value::{Slot, Value, slot_bits};
use object_model::{Context, Exc, Gc, PyResult, TupleObject, finalize};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, Ordering::Relaxed, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a waiter leaves the holder alone.
const INTERVAL: Duration = Duration::from_millis(5);
/// Bytes of a thread's native stack, where the program asks for no other size.
const NATIVE_STACK: usize = 16 << 20;
/// Words of the hand-over's own frames that are copied with the registers among them.
const SPILLED: usize = 96;

#[derive(Default)]
struct Gil {
    state: Mutex<GilState>,
    freed: Condvar,
    taken: Condvar,
}

#[derive(Default)]
struct GilState {
    held: bool,
    waiting: usize,
    /// Counts hand-overs.
    switches: u64,
}

/// Replaced in the child of a fork, where its locks may be in any state.
static GIL: AtomicPtr<Gil> = AtomicPtr::new(std::ptr::null_mut());
/// Threads that run Python code; changes under the GIL.
static COUNT: AtomicU32 = AtomicU32::new(1);
static MAIN: AtomicU64 = AtomicU64::new(0);
/// A signal waits for the main thread.
static SIGNALLED: AtomicBool = AtomicBool::new(false);

fn gil() -> &'static Gil {
    // SAFETY: set by `install`, never freed.
    unsafe { &*GIL.load(SeqCst) }
}

fn lock(gil: &Gil) -> MutexGuard<'_, GilState> {
    gil.state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The calling thread's number.
pub fn ident() -> i64 {
    // SAFETY: no precondition.
    unsafe { libc::pthread_self() as i64 }
}

/// Is this the thread that the program began with?
pub fn is_main() -> bool {
    MAIN.load(Relaxed) == ident() as u64
}

/// The native thread of the program's beginning.
pub fn main_ident() -> u64 {
    MAIN.load(Relaxed)
}

/// Threads beside the main one.
pub fn others() -> u32 {
    COUNT.load(Relaxed).saturating_sub(1)
}

/// A thread's part of the context, while another thread uses the context.
struct Suspended {
    base: *mut Slot,
    pc: *const u32,
    stack: *mut Slot,
    stack_end: *mut Slot,
    depth: u32,
    pending: Option<Gc<Triple>>,
    exc_info: Option<Gc<Triple>>,
    request: Request,
    reraising: bool,
    result: Slot,
    scratch: Vec<Value>,
    repr_stack: object_model::protocols::repr::ReprStack,
    native_limit: usize,
    native_base: usize,
    native_floor: usize,
    dict: Slot,
    trace_function: Slot,
    profile_function: Slot,
    in_tracer: bool,
    ident: i64,
    /// The native stack in use, and the registers as they were.
    native: (*const u64, *const u64),
    registers: [u64; SPILLED],
}

/// Threads without the GIL, and what new ones begin with.
#[derive(Default)]
struct Threads {
    suspended: Vec<*mut Suspended>,
    /// Function, arguments, keyword arguments.
    starting: Vec<(u64, [Slot; 3])>,
    next: u64,
    stack_size: usize,
}

/// Gives the calling, only thread the GIL.
pub fn install(cx: &mut Context) {
    let gil = Gil::default();
    lock(&gil).held = true;
    GIL.store(Box::into_raw(Box::new(gil)), SeqCst);
    MAIN.store(ident() as u64, Relaxed);
    cx.thread.ident = ident();
    cx.hooks.release_gil = release;
    cx.hooks.take_gil = take;
    cx.hooks.serve = serve;
}

/// The running frame of each thread.
pub fn bases(cx: &mut Context) -> Vec<*mut Slot> {
    let current = cx.base;
    let threads = cx.ext.state::<Threads>();
    // SAFETY: as in `trace`.
    let waiting = threads.suspended.iter().map(|&pointer| unsafe { (*pointer).base });
    std::iter::once(current).chain(waiting).collect()
}

/// Roots of the threads that wait.
pub fn trace(cx: &mut Context, tracer: &mut Tracer) {
    let threads = cx.ext.state::<Threads>();
    for (_, slots) in &threads.starting {
        for &slot in slots {
            tracer.word(slot_bits(slot));
        }
    }
    for &pointer in &threads.suspended {
        // SAFETY: the list holds the boxes of waiting threads, which come back only with the GIL.
        let thread = unsafe { &*pointer };
        roots::trace_stack((thread.base, thread.pc), thread.stack, thread.stack_end, tracer);
        for triple in [thread.pending, thread.exc_info].into_iter().flatten() {
            tracer.word(triple.value().bits());
        }
        for &slot in [&thread.result, &thread.dict, &thread.trace_function, &thread.profile_function] {
            tracer.word(slot_bits(slot));
        }
        for value in thread.scratch.iter().chain(thread.repr_stack.iter()) {
            tracer.word(value.bits());
        }
        let registers = thread.registers.as_ptr_range();
        // SAFETY: the range was in use when the thread gave up the GIL, and the thread's frames have not ended since.
        unsafe {
            tracer.ambiguous(thread.native.0, thread.native.1);
            tracer.ambiguous(registers.start, registers.end);
        }
    }
}

/// The running frame of each thread. Those of waiting threads show where they stand now.
pub fn frames(cx: &mut Context) -> Vec<(i64, Frame)> {
    let mut found = Vec::new();
    if !cx.base.is_null() {
        found.push((cx.thread.ident, Frame(cx.base)));
    }
    let waiting = cx.ext.state::<Threads>().suspended.clone();
    for pointer in waiting {
        // SAFETY: as in `trace`: without the GIL nobody takes it off the list.
        let thread = unsafe { &*pointer };
        let (mut frame, mut pc) = (Frame(thread.base), thread.pc);
        if frame.is_null() {
            continue;
        }
        found.push((thread.ident, frame));
        while !frame.is_null() {
            let mut object = frame_object::of_frame(cx, frame);
            object.offset = frame.code().offset_of(pc).saturating_sub(1);
            (pc, frame) = (frame.return_pc(), frame.caller());
            if !frame.is_null() {
                let back = frame_object::of_frame(cx, frame);
                cx.barrier(object);
                object.back = Some(back.value());
            }
        }
    }
    found
}

fn free_gil() {
    let gil = gil();
    let mut state = lock(gil);
    state.held = false;
    drop(state);
    gil.freed.notify_one();
}

fn acquire_gil(poll_word: &AtomicU32) {
    let gil = gil();
    let mut state = lock(gil);
    state.waiting += 1;
    while state.held {
        let seen = state.switches;
        let (next, waited) = gil.freed.wait_timeout(state, INTERVAL).unwrap_or_else(PoisonError::into_inner);
        state = next;
        if waited.timed_out() && state.held && state.switches == seen {
            poll_word.fetch_or(poll::GIL, Relaxed);
        }
    }
    state.waiting -= 1;
    state.held = true;
    state.switches += 1;
    drop(state);
    gil.taken.notify_all();
}

#[inline(never)]
fn suspend(cx: &mut Context) -> *mut Suspended {
    let bottom: *const u64 = cx.heap.native_stack_bottom().cast();
    let mut registers = [0; SPILLED];
    let low = with_spilled_registers(|low| {
        let words = (bottom as usize).saturating_sub(low as usize) / 8;
        for (at, register) in registers.iter_mut().enumerate().take(words) {
            // SAFETY: between the stack's current end and its bottom.
            *register = unsafe { low.add(at).read_volatile() };
        }
        low
    });
    let thread = Suspended {
        base: cx.base,
        pc: cx.pc,
        stack: cx.thread.stack,
        stack_end: cx.stack_end,
        depth: cx.depth,
        pending: cx.pending.take(),
        exc_info: cx.exc_info.take(),
        request: cx.request,
        reraising: cx.reraising,
        result: cx.result.take(),
        scratch: std::mem::take(&mut cx.scratch),
        repr_stack: std::mem::take(&mut cx.repr_stack),
        native_limit: cx.native_limit,
        native_base: cx.native_base,
        native_floor: cx.thread.native_limit,
        dict: cx.thread.dict.take(),
        trace_function: cx.thread.trace_function.take(),
        profile_function: cx.thread.profile_function.take(),
        in_tracer: cx.thread.in_tracer,
        ident: cx.thread.ident,
        native: (low, bottom),
        registers,
    };
    let pointer = Box::into_raw(Box::new(thread));
    cx.ext.state::<Threads>().suspended.push(pointer);
    pointer
}

fn resume(cx: &mut Context, pointer: *mut Suspended) {
    cx.ext.state::<Threads>().suspended.retain(|&other| other != pointer);
    // SAFETY: made by `suspend`, resumed once, by its own thread.
    let thread = unsafe { *Box::from_raw(pointer) };
    (cx.base, cx.pc, cx.thread.stack, cx.stack_end) = (thread.base, thread.pc, thread.stack, thread.stack_end);
    cx.depth = thread.depth;
    (cx.pending, cx.exc_info) = (thread.pending, thread.exc_info);
    (cx.request, cx.reraising, cx.result) = (thread.request, thread.reraising, thread.result);
    (cx.scratch, cx.repr_stack) = (thread.scratch, thread.repr_stack);
    (cx.native_limit, cx.native_base) = (thread.native_limit, thread.native_base);
    cx.thread.native_limit = thread.native_floor;
    (cx.thread.dict, cx.thread.ident) = (thread.dict, thread.ident);
    (cx.thread.trace_function, cx.thread.profile_function) = (thread.trace_function, thread.profile_function);
    cx.thread.in_tracer = thread.in_tracer;
    crate::tracing::refresh(cx);
    if SIGNALLED.load(Relaxed) && is_main() {
        cx.request(poll::SIGNAL);
    }
}

/// Lets other threads run; 0 when there are none.
fn release(cx: &mut Context) -> usize {
    if COUNT.load(Relaxed) == 1 {
        return 0;
    }
    let pointer = suspend(cx);
    free_gil();
    pointer as usize
}

fn take(cx: &mut Context, token: usize) {
    if token != 0 {
        acquire_gil(cx.poll);
        resume(cx, token as *mut Suspended);
    }
}

/// Hands the GIL to a waiter, and waits for it to come back.
fn hand_over(cx: &mut Context) {
    cx.poll.fetch_and(!poll::GIL, Relaxed);
    if COUNT.load(Relaxed) == 1 {
        return;
    }
    let gil = gil();
    if lock(gil).waiting == 0 {
        return;
    }
    let pointer = suspend(cx);
    let mut state = lock(gil);
    state.held = false;
    let seen = state.switches;
    gil.freed.notify_one();
    while state.switches == seen && state.waiting > 0 {
        let (next, _) = gil.taken.wait_timeout(state, INTERVAL).unwrap_or_else(PoisonError::into_inner);
        state = next;
    }
    drop(state);
    acquire_gil(cx.poll);
    resume(cx, pointer);
}

/// Runs the handlers of signals that have arrived; `signal` sets it.
#[derive(Default)]
pub struct SignalHandlers(pub Option<fn(&mut Context) -> PyResult<()>>);

/// Notes a signal for the main thread. Safe in a signal handler.
pub fn signalled(poll_word: &AtomicU32) {
    SIGNALLED.store(true, Relaxed);
    poll_word.fetch_or(poll::SIGNAL, Relaxed);
}

/// Serves the poll word.
pub fn serve(cx: &mut Context) -> PyResult<()> {
    let bits = cx.poll.load(Relaxed);
    if bits == 0 {
        return Ok(());
    }
    if bits & poll::GIL != 0 {
        hand_over(cx);
    }
    // Before finalizers, in which what a handler raises would be lost.
    if bits & poll::SIGNAL != 0 {
        // Another thread leaves it to the main one, which looks when it gets the GIL.
        cx.poll.fetch_and(!poll::SIGNAL, Relaxed);
        if is_main()
            && SIGNALLED.swap(false, Relaxed)
            && let Some(handle) = cx.ext.state::<SignalHandlers>().0
        {
            handle(cx)?;
        }
    }
    if bits & poll::COLLECT != 0 {
        cx.poll.fetch_and(!poll::COLLECT, Relaxed);
        cx.heap.collect();
    }
    if bits & (poll::FINALIZERS | poll::WEAK_CALLBACKS | poll::COLLECT) != 0 {
        finalize::serve(cx)?;
    }
    Ok(())
}

/// `thread.stack_size`: bytes of new threads' native stacks, 0 the usual.
pub fn stack_size(cx: &mut Context) -> &mut usize {
    &mut cx.ext.state::<Threads>().stack_size
}

/// The context, and the new thread's VM stack.
struct Shared(*mut Context, (*mut Slot, usize));
// SAFETY: the context is used under the GIL only.
unsafe impl Send for Shared {}

/// Starts a thread that calls `function`; its number. `None`: the system refuses.
pub fn start(cx: &mut Context, function: Value, args: Gc<TupleObject>, keywords: Slot) -> Option<i64> {
    let threads = cx.ext.state::<Threads>();
    threads.next += 1;
    let number = threads.next;
    threads.starting.push((number, [Some(function), Some(args.value()), keywords]));
    let bytes = match threads.stack_size {
        0 => NATIVE_STACK,
        bytes => bytes.max(1 << 20),
    };
    let stack = roots::map_stack(roots::THREAD_STACK);
    let shared = Shared(cx, stack.unwrap_or((std::ptr::null_mut(), 0)));
    COUNT.fetch_add(1, SeqCst);
    let ready = std::sync::Arc::new((Mutex::new(0i64), Condvar::new()));
    let tell = ready.clone();
    let mut spawned = Err(std::io::ErrorKind::OutOfMemory.into());
    if stack.is_some() {
        spawned = std::thread::Builder::new().stack_size(bytes).spawn(move || {
            *tell.0.lock().unwrap_or_else(PoisonError::into_inner) = ident();
            tell.1.notify_all();
            let shared = shared;
            run(shared, number, bytes);
        });
    }
    if spawned.is_err() {
        COUNT.fetch_sub(1, SeqCst);
        if let Some((start, words)) = stack {
            roots::unmap_stack(start, words);
        }
        cx.ext.state::<Threads>().starting.retain(|(other, _)| *other != number);
        return None;
    }
    let mut known = ready.0.lock().unwrap_or_else(PoisonError::into_inner);
    while *known == 0 {
        known = ready.1.wait(known).unwrap_or_else(PoisonError::into_inner);
    }
    Some(*known)
}

/// What is to be done when a thread, by its number, ends.
#[derive(Default)]
struct ThreadEnds(Vec<fn(&mut Context, i64)>);

pub fn at_thread_end(cx: &mut Context, end: fn(&mut Context, i64)) {
    cx.ext.state::<ThreadEnds>().0.push(end);
}

/// A thread's life.
fn run(shared: Shared, number: u64, bytes: usize) {
    // SAFETY: the context lives as long as the process; only its poll word, an atomic, is touched before the GIL is held.
    let poll_word = unsafe { (*shared.0).poll };
    acquire_gil(poll_word);
    // SAFETY: this thread holds the GIL from here on to `free_gil`.
    let cx = unsafe { &mut *shared.0 };
    let (stack, words) = shared.1;
    cx.thread.stack = stack;
    cx.stack_end = stack.wrapping_add(words - 1024);
    (cx.base, cx.pc, cx.depth) = (std::ptr::null_mut(), std::ptr::null(), 0);
    (cx.pending, cx.exc_info, cx.result) = (None, None, None);
    cx.request = Request::NONE;
    cx.reraising = false;
    (cx.thread.dict, cx.thread.trace_function, cx.thread.profile_function) = (None, None, None);
    cx.thread.in_tracer = false;
    crate::tracing::refresh(cx);
    cx.thread.ident = ident();
    cx.limit_native_stack(bytes - (bytes / 8));
    call(cx, number);
    let ends = cx.ext.state::<ThreadEnds>().0.clone();
    for end in ends {
        end(cx, ident());
    }
    cx.thread.dict = None;
    // What the thread held dies with it: nothing of its stack is looked at any more.
    cx.base = std::ptr::null_mut();
    roots::unmap_stack(stack, words);
    cx.thread.stack = std::ptr::null_mut();
    cx.stack_end = std::ptr::null_mut();
    if COUNT.fetch_sub(1, SeqCst) == 1 {
        // The child of a fork that this thread made: nobody else will end it.
        cx.flush_files();
        std::process::exit(0);
    }
    free_gil();
}

fn call(cx: &mut Context, number: u64) {
    let starting = &mut cx.ext.state::<Threads>().starting;
    let Some(at) = starting.iter().position(|(other, _)| *other == number) else { return };
    let (_, [function, args, keywords]) = starting.swap_remove(at);
    let (Some(function), Some(args)) = (function, args.and_then(|args| args.downcast::<TupleObject>())) else { return };
    let result = match keywords.and_then(|keywords| keywords.downcast::<object_model::DictObject>()) {
        None => cx.call(function, args.get().items()),
        Some(keywords) => call_with(cx, function, args, keywords),
    };
    if result.is_ok() {
        return;
    }
    if cx.catch(Exc::SystemExit) {
        return;
    }
    let Some(triple) = cx.take_error() else { return };
    let mut text = b"Unhandled exception in thread started by ".to_vec();
    match cx.repr(function) {
        Ok(shown) => text.extend_from_slice(shown.get().bytes()),
        Err(_) => cx.pending = None,
    }
    text.push(b'\n');
    crate::traceback::to_stderr(cx, &text);
    crate::traceback::report(cx, triple);
}

fn call_with(cx: &mut Context, function: Value, args: Gc<TupleObject>, keywords: Gc<object_model::DictObject>) -> PyResult {
    let from = cx.scratch.len();
    cx.scratch.extend_from_slice(args.get().items());
    let names = cx.new_list();
    let mut at = 0;
    while let Some((key, value)) = cx.dict_next(keywords, &mut at) {
        cx.list_push(names, key)?;
        cx.scratch.push(value);
    }
    let names = cx.list_to_tuple(names)?.value();
    let all: Vec<Value> = cx.scratch[from..].to_vec();
    let result = cx.call_kw(function, &all, Some(names));
    cx.scratch.truncate(from);
    result
}

/// To be called before `fork`: no other thread is in the middle of an import then.
pub fn before_fork(cx: &mut Context) {
    crate::import_lock::acquire(cx);
}

/// To be called in the parent after a `fork`.
pub fn after_fork_in_parent() {
    crate::import_lock::release();
}

/// To be called in the child of a `fork`: only the calling thread is left, and is the main one now.
pub fn after_fork(cx: &mut Context) -> PyResult<()> {
    let gil = Gil::default();
    lock(&gil).held = true;
    GIL.store(Box::into_raw(Box::new(gil)), SeqCst);
    MAIN.store(ident() as u64, Relaxed);
    COUNT.store(1, SeqCst);
    cx.poll.fetch_and(!(poll::GIL | poll::SIGNAL), Relaxed);
    SIGNALLED.store(false, Relaxed);
    crate::import_lock::after_fork();
    let threads = cx.ext.state::<Threads>();
    // Their memory stays: it is the parent's.
    threads.suspended.clear();
    threads.starting.clear();
    // Module threading forgets the threads that are gone.
    let all = crate::import::modules(cx);
    if let Some(threading) = cx.dict_find(all, "threading")
        && let Some(after) = cx.find_attr_text(threading, "_after_fork")?
    {
        cx.call(after, &[])?;
    }
    Ok(())
}
