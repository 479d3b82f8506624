//! The VM stack, and what of it is alive.

#![allow(unsafe_code)] // maps and walks the stack

use crate::{call, generator, services, traceback};
use bytecode::HEADER;
use handlers::code::CodeObject;
use handlers::frame::Frame;
use object_model::gc::Tracer;
use object_model::value::{Slot, slot_bits};
use object_model::{Context, DictObject, Gc, Value};

/// Bytes of address space for a VM stack, of the main thread and of others; pages are taken as they are touched.
const MAIN_STACK: usize = 256 << 20;
pub const THREAD_STACK: usize = 16 << 20;

/// Gives the context a VM stack, and the hooks for calls and roots.
pub fn install(cx: &mut Context) {
    object_model::layout::register_fixed::<handlers::FunctionObject>(&mut cx.heap, &handlers::function::LAYOUT);
    object_model::layout::register_fixed::<handlers::CodeObject>(&mut cx.heap, &handlers::code::LAYOUT);
    object_model::layout::register_fixed::<handlers::frame_object::FrameObject>(
        &mut cx.heap,
        &handlers::frame_object::LAYOUT,
    );
    crate::function_type::register(cx);
    crate::code_type::register(cx);
    crate::frame_type::register(cx);
    generator::register(cx);
    traceback::register(cx);
    let Some((start, words)) = map_stack(main_stack()).or_else(|| map_stack(THREAD_STACK)) else {
        eprintln!("Fatal error: no memory for a stack");
        std::process::exit(1);
    };
    cx.thread.stack = start;
    cx.stack_end = start.wrapping_add(words - 1024);
    cx.hooks.call_function = call::call_function;
    cx.hooks.generator_next = generator::next;
    cx.hooks.drain_generator = generator::drain;
    cx.hooks.trace = trace;
    cx.hooks.forget_dead = handlers::slow::attribute::forget_dead;
    cx.hooks.flush_inline_caches = handlers::slow::attribute::flush;
    cx.hooks.globals = |cx| if cx.base.is_null() { None } else { Some(Frame(cx.base).function().globals) };
    cx.hooks.function_dict = function_dict;
}

/// The main thread's share of the address space that the process may have.
fn main_stack() -> usize {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` is valid for writing.
    let known = unsafe { libc::getrlimit(libc::RLIMIT_AS, &mut limit) } == 0 && limit.rlim_cur != libc::RLIM_INFINITY;
    if known { MAIN_STACK.min((limit.rlim_cur as usize / 16).next_multiple_of(1 << 20)) } else { MAIN_STACK }
}

/// A fresh stack; its size in words. `None`: the system refuses.
pub fn map_stack(bytes: usize) -> Option<(*mut Slot, usize)> {
    // SAFETY: a new private mapping.
    let start = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            bytes,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    if start == libc::MAP_FAILED { None } else { Some((start.cast(), bytes / 8)) }
}

/// Gives a stack back.
pub fn unmap_stack(start: *mut Slot, words: usize) {
    // SAFETY: made by `map_stack`; no frame is left on it.
    unsafe { libc::munmap(start.cast(), words * 8) };
}

fn function_dict(cx: &mut Context, function: Value, create: bool) -> Option<Gc<DictObject>> {
    let mut function = function.downcast::<handlers::FunctionObject>()?;
    if function.dict.is_none() && create {
        let dict = cx.new_dict();
        function.dict = Some(dict.value());
        cx.barrier(function);
    }
    function.dict?.downcast()
}

/// Shows every register that lives, of every frame.
fn trace(cx: &mut Context, tracer: &mut Tracer) {
    handlers::slow::attribute::trace(cx, tracer);
    services::trace(cx, tracer);
    crate::threads::trace(cx, tracer);
    crate::jit_driver::trace(cx, tracer);
    trace_stack((cx.base, cx.pc), cx.thread.stack, cx.stack_end, tracer);
}

/// As `trace`, for the stack of any thread: its running frame and where that stands, its first word and its end.
///
/// Registers that are dead where their frame stands, and what lies above the running frame, are emptied: so that what
/// only they hold dies, and nothing stale is ever scanned later.
pub fn trace_stack((base, pc): (*mut Slot, *const u32), stack: *mut Slot, stack_end: *mut Slot, tracer: &mut Tracer) {
    let mut frame = Frame(base);
    if frame.is_null() {
        clear_above(stack, stack_end);
        return;
    }
    let top = call::frame_end(frame);
    clear_above(top, stack_end);
    let (mut end, mut pc) = (top, pc);
    loop {
        trace_registers(frame, (end as usize - frame.0 as usize) / 8, pc, tracer);
        tracer.object(frame.function().pointer());
        tracer.word(slot_bits(frame.ext()));
        if frame.code().flags & bytecode::CO_GENERATOR != 0 {
            // The generator itself lies below the header.
            end = frame.0.wrapping_sub(HEADER as usize + 1);
            // SAFETY: `generator::resume_frame` has put it there.
            tracer.word(slot_bits(unsafe { *end }));
        } else {
            end = frame.0.wrapping_sub(HEADER as usize);
        }
        pc = frame.return_pc();
        frame = frame.caller();
        if frame.is_null() {
            break;
        }
    }
}

fn trace_registers(frame: Frame, count: usize, pc: *const u32, tracer: &mut Tracer) {
    let code = frame.code();
    let liveness = CodeObject::liveness(code);
    // Most often `pc` is past the instruction that runs, sometimes before one that is about to: what either needs lives.
    let at = code.offset_of(pc);
    for first in (0..count).step_by(64) {
        let live = liveness.at(at)[first / 64] | liveness.at(at.saturating_sub(1))[first / 64];
        for index in first..count.min(first + 64) {
            if live >> (index - first) & 1 == 0 {
                frame.set(index, None);
            } else {
                tracer.word(slot_bits(frame.get(index)));
            }
        }
    }
}

/// Words above the running frame that are emptied one by one, before the rest of the stack is given back to the system.
const NEAR: usize = 16 << 10;

/// Empties the stack from `top` on.
fn clear_above(top: *mut Slot, stack_end: *mut Slot) {
    const PAGE: usize = 4096;
    let end = stack_end as usize;
    let page = (top as usize + NEAR * 8).next_multiple_of(PAGE).min(end);
    // SAFETY: between top and end of the mapped stack, where no frame is; fresh pages read as zeros.
    unsafe {
        // Reading does not take memory, writing does.
        let mut at = top;
        while (at as usize) < page {
            if (*at).is_some() {
                *at = None;
            }
            at = at.add(1);
        }
        if page + PAGE <= end {
            libc::madvise(page as *mut libc::c_void, (end - page) & !(PAGE - 1), libc::MADV_DONTNEED);
        }
    }
}
