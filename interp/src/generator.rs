//! Generators: their frame lies in their own object between runs; resuming copies it to the top of the VM stack,
//! suspending copies it back. So callees always lie above their caller.
//!
//! Source: PEP 255, PEP 342.

#![allow(unsafe_code)] // copies frames

use crate::call::{entry, frame_end};
use crate::run::{Position, branch, execute};
use crate::tracing;
use crate::unwind::{abandon, deliver, unwind};
use bytecode::HEADER;
use handlers::code::CodeObject;
use handlers::frame::{Frame, HAS_EXT, ReturnKind, WATCHED, flags_below};
use handlers::frame_object::FrameObject;
use handlers::function::FunctionObject;
use object_model::context::Each;
use object_model::gc::Header;
use object_model::handle::{Gc, Object};
use object_model::strings::{RawBuffer, new_raw};
use object_model::value::{Slot, Value};
use object_model::{Context, Exc, GetSet, PyResult, Raised, TypeDecl, kind, none, py_methods, raise};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum State {
    Unstarted,
    Suspended,
    Running,
    Finished,
}

#[repr(C)]
pub struct GeneratorObject {
    pub header: Header,
    pub function: Gc<FunctionObject>,
    /// Frame header and registers while not running; a leaf to the collector, its words are shown by the generator.
    block: Option<Gc<RawBuffer>>,
    pc: *const u32,
    pub state: State,
    /// Register that takes what is sent.
    destination: u32,
    /// Its code has exception handlers.
    guarded: bool,
    /// It is closed when it dies: it was suspended where that runs code.
    closes: bool,
    /// Registers in the block.
    registers: u32,
    /// Words that are moved between block and stack.
    moved: u32,
}

// SAFETY: made by `new`.
unsafe impl Object for GeneratorObject {
    const KIND: u8 = kind::GENERATOR;
    const NAME: &'static str = "generator";
}

object_model::fixed_layout!(LAYOUT: GeneratorObject, |this, tracer| {
    tracer.object(this.function.pointer());
    if let Some(block) = this.block {
        tracer.object(block.pointer());
        if this.state != State::Running {
            let words = block.data().cast::<u64>();
            let code = this.function.code;
            let (liveness, at) = (CodeObject::liveness(code), code.offset_of(this.pc));
            // SAFETY: the block holds a header and this many registers; the header's `ext` word is a value.
            unsafe {
                tracer.word(*words.add(HEADER as usize - 1));
                for index in 0..this.registers as usize {
                    // As on the VM stack: what is dead where it stands is emptied.
                    let word = words.add(HEADER as usize + index);
                    let bit = |at: u32| liveness.at(at)[index / 64] >> (index % 64) & 1 != 0;
                    if bit(at) || bit(at.saturating_sub(1)) {
                        tracer.word(*word);
                    } else {
                        *word = 0;
                    }
                }
            }
        }
    }
});

static GETSET: &[GetSet] = &[
    GetSet { name: "gi_frame", doc: "", get: get_frame, set: None },
    GetSet {
        name: "gi_running",
        doc: "",
        get: |_, this| Ok(Value::small(i64::from(of(this).state == State::Running))),
        set: None,
    },
    GetSet { name: "gi_code", doc: "", get: |_, this| Ok(CodeObject::visible(of(this).function.code).value()), set: None },
    GetSet { name: "__name__", doc: "", get: |_, this| Ok(of(this).function.code.name.value()), set: None },
];

pub static GENERATOR: TypeDecl = TypeDecl {
    methods: &[METHODS],
    getset: GETSET,
    flags: object_model::typeobject::WITH_WEAKREF,
    ..TypeDecl::new("generator", kind::GENERATOR)
};

fn of(this: Value) -> Gc<GeneratorObject> {
    match this.downcast() {
        Some(generator) => generator,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

fn get_frame(cx: &mut Context, this: Value) -> PyResult {
    let generator = of(this);
    match (generator.state, generator.block) {
        (State::Finished, _) | (_, None) => Ok(none()),
        (_, Some(_)) => {
            let frame = frame_of(generator);
            let mut object = handlers::frame_object::of_frame(cx, frame);
            object.offset = generator.function.code.offset_of(generator.pc).saturating_sub(1);
            // The registers lie with the generator: it lives as long as its frame is seen.
            object.bound = Some(this);
            cx.barrier(object);
            cx.barrier(generator);
            Ok(object.value())
        }
    }
}

/// The generator's frame, where it lies now.
fn frame_of(generator: Gc<GeneratorObject>) -> Frame {
    match generator.block {
        Some(block) if generator.state != State::Running => Frame(block.data().cast::<Slot>().wrapping_add(HEADER as usize)),
        _ => Frame(generator.pc as *mut Slot),
    }
}

pub fn register(cx: &mut Context) {
    object_model::layout::register_fixed::<GeneratorObject>(&mut cx.heap, &LAYOUT);
    cx.register_kind_type(&GENERATOR);
}

/// A generator of a function whose arguments are bound in the frame to be at `base`.
pub fn new(cx: &mut Context, function: Gc<FunctionObject>, base: *mut Slot) -> PyResult {
    let code = function.code;
    let (params, registers) = (code.params as usize, code.registers as usize);
    // The arguments are above the stack's top, where nothing scans: hold them.
    let from = cx.scratch.len();
    for i in 0..params {
        let argument = Frame(base).get(i).unwrap_or(none());
        cx.scratch.push(argument);
    }
    let made = make(cx, function, from, params, registers);
    cx.scratch.truncate(from);
    made
}

fn make(cx: &mut Context, function: Gc<FunctionObject>, from: usize, params: usize, registers: usize) -> PyResult {
    let Some(block) = new_raw(&mut cx.heap, (MOVED + moved_words(registers)) * 8) else { return Err(cx.memory_error()) };
    let mut generator = cx.allocate::<GeneratorObject>();
    generator.function = function;
    generator.state = State::Unstarted;
    generator.pc = function.code.words;
    generator.registers = registers as u32;
    generator.moved = moved_words(registers) as u32;
    generator.guarded = !function.code.body().handlers.is_empty();
    let words = block.data().cast::<u64>();
    // SAFETY: the block has that many words; the header's fourth word is the function.
    unsafe {
        *words.add(3) = function.value().bits();
        for i in 0..params {
            *words.add(HEADER as usize + i) = cx.scratch[from + i].bits();
        }
    }
    generator.block = Some(block);
    Ok(generator.value())
}

/// The words of a frame that move with a generator: the header's `ext`, and the registers.
const MOVED: usize = HEADER as usize - 1;

/// How many words are moved, in fours: what comes with the last ones means nothing.
#[inline(always)]
fn moved_words(registers: usize) -> usize {
    (registers + 1).next_multiple_of(4)
}

/// Copies `count` words, a multiple of four. Generators' frames are small, mostly: for a few words a call of `memcpy` costs
/// more than they do.
///
/// # Safety
/// As `copy_to_nonoverlapping`.
#[inline(always)]
unsafe fn copy_words(from: *const u64, to: *mut u64, count: usize) {
    // SAFETY: by contract.
    unsafe {
        let (mut from, mut to, end) = (from, to, from.add(count));
        while from != end {
            // Volatile, so that the loop is not made that call after all, nor one wide load of words just written.
            to.write_volatile(from.read_volatile());
            to.add(1).write_volatile(from.add(1).read_volatile());
            to.add(2).write_volatile(from.add(2).read_volatile());
            to.add(3).write_volatile(from.add(3).read_volatile());
            (from, to) = (from.add(4), to.add(4));
        }
    }
}

/// The generator goes on with another function of the same code.
pub fn hand_over(cx: &mut Context, mut generator: Gc<GeneratorObject>, function: Gc<FunctionObject>) {
    cx.barrier(generator);
    generator.function = function;
    if let Some(block) = generator.block
        && generator.state != State::Running
    {
        // SAFETY: the block begins with a frame's header.
        unsafe { *block.data().cast::<u64>().add(3) = function.value().bits() };
    }
}

/// Puts a suspended generator's frame at `at` on the stack, called from `caller`. `None`: it cannot run, and the error is
/// pending or it is finished.
#[inline(always)]
fn resume_frame(
    cx: &mut Context,
    mut generator: Gc<GeneratorObject>,
    caller: Position,
    at: *mut Slot,
    flags: u64,
) -> PyResult<Option<Frame>> {
    let Some(block) = generator.block else { return Ok(None) };
    match generator.state {
        State::Running => raise!(cx, ValueError, "generator already executing"),
        State::Finished => return Ok(None),
        _ => {}
    }
    // The word below the header holds the generator: above the registers callees would lie on it.
    let header = at.wrapping_add(1);
    let base = header.wrapping_add(HEADER as usize);
    let words = generator.moved as usize;
    crate::call::check_room(cx, flags, base, words)?;
    let frame = Frame(base);
    // SAFETY: there is room on the stack (just checked) for header, registers and the generator; the block has as many words.
    unsafe {
        copy_words(block.data().cast::<u64>().add(MOVED), header.cast::<u64>().add(MOVED), words);
        let header = header.cast::<u64>();
        *header = caller.base as u64 + 1;
        *header.add(1) = caller.pc as u64 + 1;
        *header.add(2) = flags;
        *header.add(3) = generator.function.value().bits();
        *at = Some(generator.value());
    }
    if let Some(ext) = frame.ext() {
        frame.set_ext(Some(ext));
        if let Some(mut object) = ext.downcast::<FrameObject>() {
            object.frame = base;
        }
    }
    generator.state = State::Running;
    Ok(Some(frame))
}

/// FOR_ITER over the generator that the context's request names, for the instruction that ends before `at`.
#[inline(never)]
pub fn advance(cx: &mut Context, at: Position) -> Position {
    let Some(generator) = cx.request.args[0].and_then(|generator| generator.downcast::<GeneratorObject>()) else {
        unreachable!("the handler has seen its kind");
    };
    let caller = Frame(at.base);
    let flags = flags_below(caller, ReturnKind::Generator, cx.request.dst);
    let (fresh, pc, destination) = (generator.state == State::Unstarted, generator.pc, generator.destination);
    match resume_frame(cx, generator, at, frame_end(caller), flags) {
        Ok(Some(frame)) => {
            if !fresh {
                frame.set(destination as usize, Some(none()));
            }
            Position { pc, base: frame.0 }
        }
        Ok(None) => Position { pc: branch(at.pc), base: at.base },
        Err(Raised) => {
            (cx.base, cx.pc) = (at.base, at.pc);
            unwind(cx, at)
        }
    }
}

/// What a generator is resumed with.
pub enum Resume {
    Send(Value),
    /// The pending exception.
    Throw,
}

/// Resumes a generator from native code with a value that is sent: what it yields, `None` when it ends.
fn resume(cx: &mut Context, generator: Gc<GeneratorObject>, value: Value) -> PyResult<Option<Value>> {
    cx.check_native_stack("")?;
    if generator.state == State::Unstarted && !value.is_none() {
        raise!(cx, TypeError, "can't send non-None value to a just-started generator");
    }
    let (start, flags) = entry(cx);
    resume_at(cx, generator, value, start, flags)
}

/// `resume` with the frame where `entry` says.
#[inline(always)]
fn resume_at(
    cx: &mut Context,
    generator: Gc<GeneratorObject>,
    value: Value,
    start: *mut Slot,
    flags: u64,
) -> PyResult<Option<Value>> {
    // Word by word, as they were written: one wide load would wait for both stores.
    // SAFETY: references to fields.
    let caller = unsafe { Position { pc: std::ptr::read_volatile(&cx.pc), base: std::ptr::read_volatile(&cx.base) } };
    let (fresh, pc) = (generator.state == State::Unstarted, generator.pc);
    let Some(frame) = resume_frame(cx, generator, caller, start, flags)? else { return Ok(None) };
    if !fresh {
        frame.set(generator.destination as usize, Some(value));
    }
    let result = execute_optional(cx, Position { pc, base: frame.0 });
    (cx.base, cx.pc) = (caller.base, caller.pc);
    result
}

/// The hook for `Context::drain`.
pub fn drain(cx: &mut Context, generator: Value, each: Each<'_>) -> PyResult<()> {
    cx.check_native_stack("")?;
    let generator = of(generator);
    let (start, flags) = entry(cx);
    loop {
        match resume_at(cx, generator, none(), start, flags) {
            Ok(Some(value)) => {
                if !each(cx, value)? {
                    return Ok(());
                }
            }
            Ok(None) => return Ok(()),
            Err(Raised) if cx.catch(Exc::StopIteration) => return Ok(()),
            Err(Raised) => return Err(Raised),
        }
    }
}

/// Resumes a generator from native code with the pending exception: what it yields, `None` when it ends.
fn resume_raising(cx: &mut Context, mut generator: Gc<GeneratorObject>) -> PyResult<Option<Value>> {
    cx.check_native_stack("")?;
    let thrown = cx.take_error();
    if thrown.is_some() && generator.state == State::Unstarted {
        generator.state = State::Finished;
        generator.block = None;
    }
    let caller = Position { pc: cx.pc, base: cx.base };
    let (start, flags) = entry(cx);
    let resume_at = generator.pc;
    let Some(frame) = resume_frame(cx, generator, caller, start, flags)? else {
        return match thrown {
            Some(triple) => Err(cx.restore_error(triple)),
            None => Ok(None),
        };
    };
    (cx.base, cx.pc) = (frame.0, resume_at);
    let mut at = Position { pc: resume_at, base: frame.0 };
    if let Some(triple) = thrown {
        cx.restore_error(triple);
        at = unwind(cx, at);
    }
    let result = execute_optional(cx, at);
    (cx.base, cx.pc) = (caller.base, caller.pc);
    result
}

/// As `execute`; a generator that ends leaves without a value and without an exception.
#[inline(always)]
fn execute_optional(cx: &mut Context, at: Position) -> PyResult<Option<Value>> {
    match execute(cx, at) {
        Ok(value) => Ok(Some(value)),
        Err(Raised) if cx.pending.is_some() => Err(Raised),
        Err(Raised) => Ok(None),
    }
}

/// The generator whose frame runs.
fn generator_of(frame: Frame) -> Option<Gc<GeneratorObject>> {
    // SAFETY: `resume_frame` has put it below the header; the stack is mapped from its first word on.
    unsafe { *frame.0.wrapping_sub(HEADER as usize + 1) }.and_then(|generator| generator.downcast())
}

/// YIELD: the running frame goes back into its generator, the value to whoever resumed it.
#[inline(never)]
pub fn suspend(cx: &mut Context, at: Position) -> Position {
    let frame = Frame(at.base);
    let value = cx.result.take().unwrap_or(none());
    let flags = frame.flags();
    if flags & WATCHED != 0 && tracing::active(cx) {
        let dst = cx.request.dst;
        (cx.base, cx.pc) = (at.base, at.pc);
        if tracing::yielded(cx, frame, value).is_err() {
            frame.set_flags(frame.flags() & !WATCHED);
            return abandon(cx, at);
        }
        cx.request.dst = dst;
    }
    let Some(mut generator) = generator_of(frame) else {
        unreachable!("a generator's frame has its generator below its header");
    };
    let Some(block) = generator.block else { unreachable!("a running generator has its block") };
    // SAFETY: the block has room for header and registers; the stack goes on above them.
    unsafe {
        let header = at.base.cast::<u64>().sub(HEADER as usize);
        copy_words(header.add(MOVED), block.data().cast::<u64>().add(MOVED), generator.moved as usize);
    }
    generator.pc = at.pc;
    generator.destination = cx.request.dst as u32;
    generator.state = State::Suspended;
    if generator.guarded && !generator.closes {
        close_later(cx, generator);
    }
    cx.barrier(generator);
    if frame.flags() & HAS_EXT != 0 {
        leave_frame_object(cx, frame, generator);
    }
    match ReturnKind::of(flags >> 1 & 0x1F) {
        ReturnKind::Generator => {
            let caller = frame.caller();
            caller.set((flags >> 16 & 0xFF) as usize, Some(value));
            Position { pc: frame.return_pc(), base: caller.0 }
        }
        // Whoever entered puts the context back.
        ReturnKind::Native => {
            cx.result = Some(value);
            Position::leave(true)
        }
        _ => {
            (cx.base, cx.pc) = (at.base, at.pc);
            deliver(cx, frame, value, false)
        }
    }
}

/// A generator suspended where leaving runs code is closed when it dies.
#[inline(never)]
fn close_later(cx: &mut Context, mut generator: Gc<GeneratorObject>) {
    let code = generator.function.code;
    let offset = code.offset_of(generator.pc).saturating_sub(1);
    if code.body().handlers.iter().any(|row| row.start <= offset && offset < row.end) {
        generator.closes = true;
        cx.heap.register_finalizer(generator.header());
    }
}

/// The frame object of a generator that is suspended shows the registers in its block.
#[inline(never)]
fn leave_frame_object(cx: &mut Context, frame: Frame, generator: Gc<GeneratorObject>) {
    if let Some(mut object) = frame.ext().and_then(|ext| ext.downcast::<FrameObject>()) {
        object.frame = frame_of(generator).0;
        object.offset = generator.function.code.offset_of(generator.pc).saturating_sub(1);
        object.bound = Some(generator.value());
        cx.barrier(object);
    }
}

/// The running frame of a generator ends.
pub fn finish(cx: &mut Context, frame: Frame) {
    if let Some(mut generator) = generator_of(frame) {
        generator.state = State::Finished;
        generator.block = None;
        cx.barrier(generator);
    }
}

/// The hook for `Context::next`.
pub fn next(cx: &mut Context, generator: Value) -> PyResult<Option<Value>> {
    match resume(cx, of(generator), none()) {
        // One that it raised itself ends it as well.
        Err(_) if cx.catch(Exc::StopIteration) => Ok(None),
        result => result,
    }
}

fn or_stop(cx: &mut Context, result: PyResult<Option<Value>>) -> PyResult {
    match result? {
        Some(value) => Ok(value),
        None => Err(cx.stop_iteration()),
    }
}

py_methods! { METHODS:
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Value) -> Value {
        let _ = cx;
        this
    }
    /// x.next() -> the next value, or raise StopIteration
    fn next_method as "next" (cx: &mut Context, this: Value) -> PyResult {
        let result = resume(cx, of(this), none());
        or_stop(cx, result)
    }
    /// send(arg) -> send 'arg' into generator,
    /// return next yielded value or raise StopIteration.
    fn send(cx: &mut Context, this: Value, value: Value) -> PyResult {
        let result = resume(cx, of(this), value);
        or_stop(cx, result)
    }
    /// throw(typ[,val[,tb]]) -> raise exception in generator,
    /// return next yielded value or raise StopIteration.
    fn throw(cx: &mut Context, this: Value, class: Value, value: Value = none(), traceback: Value = none()) -> PyResult {
        if !traceback.is_none() && !traceback.is_kind(kind::TRACEBACK) {
            raise!(cx, TypeError, "throw() third argument must be a traceback object");
        }
        if !handlers::slow::exception::is_exception_class(cx, class) && !handlers::slow::exception::is_exception_instance(cx, class) {
            let given = cx.type_name(class);
            raise!(cx, TypeError, "exceptions must be classes, or instances, not {given}");
        }
        handlers::slow::exception::normalize(cx, class, Some(value), Some(traceback))?;
        let result = resume_raising(cx, of(this));
        or_stop(cx, result)
    }
    /// close() -> raise GeneratorExit inside generator.
    fn close(cx: &mut Context, this: Value) -> PyResult<()> {
        close_generator(cx, of(this))
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> String {
        let _ = cx;
        format!("<generator object {} at {:#x}>", of(this).function.code.name.lossy(), this.bits())
    }
}

/// `generator.close()`
pub fn close_generator(cx: &mut Context, mut generator: Gc<GeneratorObject>) -> PyResult<()> {
    if generator.state == State::Unstarted {
        generator.state = State::Finished;
        generator.block = None;
    }
    if generator.state == State::Finished {
        return Ok(());
    }
    cx.error_with(Exc::GeneratorExit, &[]);
    match resume_raising(cx, generator) {
        Ok(Some(_)) => raise!(cx, RuntimeError, "generator ignored GeneratorExit"),
        Ok(None) => Ok(()),
        Err(raised) => {
            if cx.catch(Exc::GeneratorExit) || cx.catch(Exc::StopIteration) {
                Ok(())
            } else {
                Err(raised)
            }
        }
    }
}
