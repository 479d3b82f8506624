//! The VM stack, and what of it is alive.

#![allow(unsafe_code)] // maps and walks the stack

use crate::{call, generator, services, traceback};
use bytecode::HEADER;
use handlers::frame::Frame;
use object_model::gc::Tracer;
use object_model::value::Slot;
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
    let Some((start, words)) = map_stack(MAIN_STACK).or_else(|| map_stack(THREAD_STACK)) else {
        eprintln!("Fatal error: no memory for a stack");
        std::process::exit(1);
    };
    cx.thread.stack = start;
    cx.stack_end = start.wrapping_add(words - 1024);
    cx.hooks.call_function = call::call_function;
    cx.hooks.generator_next = generator::next;
    cx.hooks.trace = trace;
    cx.hooks.flush_inline_caches = handlers::slow::attribute::flush;
    cx.hooks.globals = |cx| if cx.base.is_null() { None } else { Some(Frame(cx.base).function().globals) };
    cx.hooks.function_dict = function_dict;
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

/// Shows every register of every frame. Registers above the running frame are emptied, so that nothing stale is ever
/// scanned later.
fn trace(cx: &mut Context, tracer: &mut Tracer) {
    handlers::slow::attribute::trace(cx, tracer);
    services::trace(cx, tracer);
    crate::threads::trace(cx, tracer);
    crate::jit_driver::trace(cx, tracer);
    trace_stack(cx.base, cx.thread.stack, cx.stack_end, tracer);
}

/// As `trace`, for the stack of any thread: its running frame, its first word and its end.
pub fn trace_stack(base: *mut Slot, stack: *mut Slot, stack_end: *mut Slot, tracer: &mut Tracer) {
    let mut frame = Frame(base);
    if frame.is_null() {
        clear_above(stack, stack_end);
        return;
    }
    let top = call::frame_end(frame);
    clear_above(top, stack_end);
    let mut end = top;
    loop {
        // SAFETY: frames lie whole on the stack, one above the other; registers are values or empty.
        unsafe {
            let registers = (end as usize - frame.0 as usize) / 8;
            tracer.words(frame.0.cast::<u64>(), registers);
        }
        tracer.object(frame.function().pointer());
        tracer.word(object_model::value::slot_bits(frame.ext()));
        end = frame.0.wrapping_sub(HEADER as usize);
        frame = frame.caller();
        if frame.is_null() {
            break;
        }
    }
}

/// Zeroes the stack from `top` to where it has been in use since the last time.
fn clear_above(top: *mut Slot, stack_end: *mut Slot) {
    let mut at = top;
    // Without a high-water mark: stop at the first page that is all zero.
    let mut zeros = 0;
    while at < stack_end && zeros < 4096 {
        // SAFETY: between top and end of the mapped stack.
        unsafe {
            if (*at).is_none() {
                zeros += 1;
            } else {
                zeros = 0;
                *at = None;
            }
        }
        at = at.wrapping_add(1);
    }
}
