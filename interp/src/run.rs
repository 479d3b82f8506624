//! `Run`: the mode that executes, and its two dispatch forms.
//!
//! A `Run` is three machine registers and the context. Each opcode is a function that ends in a jump to the next one's
//! (`extern "C-unwind"` sibling calls; measured as the faster form, see ARCHITECTURE.md). Whatever is not hot leaves by an `Exit`: a
//! cold function takes the position by value and gives one back.

#![allow(unsafe_code)] // registers are raw stack memory
#![allow(clippy::not_unsafe_ptr_arg_deref)] // positions and cells come from verified code

use crate::call::call_other;
use crate::generator::{advance, suspend};
use crate::jit_driver::hot_loop;
use crate::unwind::{finish_return, unwind};
use bytecode::{HEADER, Insn, Op};
use handlers::code::CodeObject;
use handlers::frame::{Frame, HAS_EXT, PLAIN, ReturnKind, flags_below};
use handlers::mode::CallHow;
use handlers::{After, Exit, Flow, Mode, Reg, each};
use object_model::context::Request;
use object_model::gc::{Header, LOG_ON_STORE};
use object_model::ops::{Checked, Field, Kind, Layout, Native, Op1, Op2, Ops, SmallInt};
use object_model::strategies::Cell;
use object_model::value::{Slot, Value, slot_bits};
use object_model::{Context, Outcome, PyResult, Raised, py_true};
use std::sync::atomic::Ordering::Relaxed;

/// Where an interpreter stands: enough to stop one and start another. A null `pc` leaves to native code: `base` then tells
/// whether with a value (in `Context::result`, 1) or an exception (0).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Position {
    pub pc: *const u32,
    pub base: *mut Slot,
}

impl Position {
    pub const fn leave(with_value: bool) -> Position {
        Position { pc: std::ptr::null(), base: with_value as usize as *mut Slot }
    }
}

/// The executing mode. `COUNTS`: back-edges count down their loop's counter, for a JIT driver that listens.
pub struct Run<'a, const COUNTS: bool = false> {
    pub cx: &'a mut Context,
    /// Past the instruction being executed.
    pub pc: *const u32,
    pub base: *mut Slot,
}

impl<const COUNTS: bool> Run<'_, COUNTS> {
    #[inline(always)]
    fn frame(&self) -> Frame {
        Frame(self.base)
    }
    #[inline(always)]
    fn slot(&mut self, index: usize) -> *mut Slot {
        self.base.wrapping_add(index)
    }
}

fn from_bits(bits: u64) -> Slot {
    Value::from_bits(bits)
}

impl<const COUNTS: bool> Ops for Run<'_, COUNTS> {
    type H<K: Kind> = K::Raw;

    #[inline(always)]
    fn constant<K: Kind>(&mut self, raw: K::Raw) -> K::Raw {
        raw
    }
    #[inline(always)]
    fn op1<P: Op1>(&mut self, _: P, a: <P::A as Kind>::Raw) -> <P::R as Kind>::Raw {
        P::eval(a)
    }
    #[inline(always)]
    fn op2<P: Op2>(&mut self, _: P, a: <P::A as Kind>::Raw, b: <P::B as Kind>::Raw) -> <P::R as Kind>::Raw {
        P::eval(a, b)
    }
    #[inline(always)]
    fn checked<P: Checked>(&mut self, _: P, a: SmallInt, b: SmallInt) -> Option<SmallInt> {
        P::eval(a, b)
    }
    #[inline(always)]
    fn test(&mut self, cond: bool) -> bool {
        cond
    }
    #[inline(always)]
    fn promote<K: Kind>(&mut self, value: K::Raw) -> K::Raw {
        value
    }
    #[inline(always)]
    fn both_int(&mut self, a: u64, b: u64) -> bool {
        a & b & 1 != 0
    }
    #[inline(always)]
    fn load<K: Kind>(&mut self, object: u64, field: Field<K>) -> K::Raw {
        // SAFETY: the handler has guarded the object's shape, whose layout the field belongs to.
        unsafe { (object as *const u8).add(field.offset).cast::<K::Raw>().read() }
    }
    #[inline(always)]
    fn store<K: Kind>(&mut self, object: u64, field: Field<K>, value: K::Raw) {
        // SAFETY: as for `load`; the barrier goes with every store of a reference.
        unsafe {
            if K::REP == object_model::ops::Rep::Ref {
                self.cx.heap.barrier(object as *mut Header);
            }
            (object as *mut u8).add(field.offset).cast::<K::Raw>().write(value)
        }
    }
    #[inline(always)]
    fn item<K: Kind>(&mut self, base: i64, index: i64) -> K::Raw {
        // SAFETY: the handler has compared the index with the length and the tag with the kind.
        unsafe { (base as *const K::Raw).offset(index as isize).read() }
    }
    #[inline(always)]
    fn put<K: Kind>(&mut self, owner: u64, base: i64, index: i64, value: K::Raw) {
        // SAFETY: as for `item` and `store`.
        unsafe {
            if K::REP == object_model::ops::Rep::Ref {
                self.cx.heap.barrier(owner as *mut Header);
            }
            (base as *mut K::Raw).offset(index as isize).write(value)
        }
    }
    #[inline(always)]
    fn logged(&mut self, object: u64) -> bool {
        // SAFETY: handlers pass live objects.
        unsafe { (*(object as *const Header)).gc & LOG_ON_STORE == 0 }
    }
    #[inline(always)]
    fn room(&mut self, layout: &'static Layout) -> bool {
        self.cx.heap.has_room(layout.bytes)
    }
    #[inline(always)]
    fn allocate(&mut self, layout: &'static Layout) -> u64 {
        // SAFETY: the handler has asked for room.
        unsafe { self.cx.heap.cut(Header::new(layout.kind.into(), layout.kind), layout.bytes) as u64 }
    }
}

impl<const COUNTS: bool> Mode for Run<'_, COUNTS> {
    #[inline(always)]
    fn code(&self) -> &'static CodeObject {
        self.frame().code().get()
    }
    #[inline(always)]
    fn get(&mut self, register: Reg) -> u64 {
        // SAFETY: operands name registers of the frame (`bytecode::verify`).
        slot_bits(unsafe { *self.slot(register.index()) })
    }
    #[inline(always)]
    fn get_far(&mut self, index: u16) -> u64 {
        // SAFETY: as above.
        slot_bits(unsafe { *self.slot(index.into()) })
    }
    #[inline(always)]
    fn watched(&mut self, cell: *const Cell) -> u64 {
        // SAFETY: caches hold live cells.
        unsafe { (*cell).value }
    }
    #[inline(always)]
    fn set(&mut self, dst: Reg, value: u64) -> Flow {
        // SAFETY: as for `get`.
        unsafe { self.slot(dst.index()).cast::<u64>().write(value) };
        Ok(())
    }
    #[inline(always)]
    fn set_far(&mut self, index: u16, value: u64) -> Flow {
        // SAFETY: as for `get`.
        unsafe { self.slot(index.into()).cast::<u64>().write(value) };
        Ok(())
    }
    #[inline(always)]
    fn jump(&mut self, offset: i32) -> Flow {
        self.pc = self.pc.wrapping_offset(offset as isize);
        Ok(())
    }
    #[inline(always)]
    fn back_edge(&mut self, counter: u16, offset: i32) -> Flow {
        self.pc = self.pc.wrapping_offset(offset as isize);
        if COUNTS {
            let left = self.code().counter(counter);
            left.set(left.get().wrapping_sub(1));
            if left.get() == 0 {
                self.cx.request.n = counter.into();
                return Err(Exit::Hot);
            }
        }
        if self.cx.poll.load(Relaxed) != 0 {
            return Err(Exit::Poll);
        }
        Ok(())
    }
    #[inline(always)]
    fn push_frame(&mut self, dst: Reg, window: Reg, code: &'static CodeObject, shift: u8) -> Flow {
        let caller = self.frame();
        let base = self.slot(window.index() + HEADER as usize + shift as usize);
        let callee = Frame(base);
        let flags = flags_below(caller, ReturnKind::Value, dst.index());
        if flags >> 32 > u64::from(self.cx.depth_limit) || base.wrapping_add(code.registers as usize + 1) > self.cx.stack_end
        {
            self.cx.request.dst = dst.index();
            self.cx.request.n = (code.simple_argc as usize).wrapping_sub(usize::from(shift));
            self.cx.request.window = self.slot(window.index());
            self.cx.request.how = CallHow::Plain as u8;
            return Err(Exit::Call);
        }
        // SAFETY: the window's place for the callee holds the function.
        let function =
            unsafe { Value::from_bits_unchecked(slot_bits(*self.slot(window.index() + bytecode::CALLEE as usize))) };
        callee.open(caller, self.pc, flags, function, code);
        self.base = base;
        self.pc = code.words;
        if self.cx.poll.load(Relaxed) != 0 {
            return Err(Exit::Poll);
        }
        Ok(())
    }
    #[inline(always)]
    fn pop_frame(&mut self, result: u64) -> Flow {
        let frame = self.frame();
        let flags = frame.flags();
        if flags & PLAIN != 1 {
            self.cx.result = from_bits(result);
            return Err(Exit::Return);
        }
        self.base = frame.caller().0;
        self.pc = frame.return_pc();
        // SAFETY: the destination is a register of the caller.
        unsafe { self.slot((flags >> 16 & 0xFF) as usize).cast::<u64>().write(result) };
        Ok(())
    }
    #[inline(always)]
    fn residual<const N: usize>(&mut self, after: After, dst: Reg, native: &'static Native, args: [u64; N]) -> Flow {
        let request = &mut self.cx.request;
        request.native = Some(native);
        for (place, bits) in request.args.iter_mut().zip(args) {
            *place = from_bits(bits);
        }
        request.n = N;
        request.window = std::ptr::null_mut();
        request.after = after as u8;
        request.dst = dst.index();
        const { assert!(N <= 4) };
        Err(Exit::ResidualOf(N as u8))
    }
    #[inline(always)]
    fn residual_window(&mut self, dst: Reg, native: &'static Native, first: Reg, n: usize) -> Flow {
        let window = self.slot(first.index());
        let request = &mut self.cx.request;
        request.native = Some(native);
        request.n = n;
        request.window = window;
        request.after = After::Set as u8;
        request.dst = dst.index();
        Err(Exit::Residual)
    }
    #[inline(always)]
    fn call_other(&mut self, dst: Reg, window: Reg, args: u8, how: CallHow, names: u32) -> Flow {
        let window = self.slot(window.index());
        let request = &mut self.cx.request;
        request.window = window;
        request.n = args.into();
        request.how = how as u8;
        request.names = names;
        request.dst = dst.index();
        Err(Exit::Call)
    }
    #[inline(always)]
    fn suspend(&mut self, dst: Reg, value: u64) -> Flow {
        self.cx.request.dst = dst.index();
        self.cx.result = from_bits(value);
        Err(Exit::Yield)
    }
    #[inline(always)]
    fn resume(&mut self, dst: Reg, generator: u64) -> Flow {
        self.cx.request.dst = dst.index();
        self.cx.request.args[0] = from_bits(generator);
        Err(Exit::Resume)
    }
    #[inline(always)]
    fn residual_make(&mut self, dst: Reg, code: Value, first: Reg, defaults: usize, cells: usize) -> Flow {
        let window = self.slot(first.index());
        let request = &mut self.cx.request;
        request.args[0] = Some(code);
        request.window = window;
        request.n = defaults;
        request.names = cells as u32;
        request.dst = dst.index();
        Err(Exit::Make)
    }
}

/// An opcode as machine code calls it; `table` is a table of 256 of these.
pub type Handler =
    unsafe extern "C-unwind" fn(cx: *mut Context, pc: *const u32, base: *mut Slot, table: *const Table) -> u64;

#[repr(transparent)]
pub struct Table(pub [Handler; 256]);

/// Goes on at a position: the end of every handler.
macro_rules! dispatch {
    ($cx:expr, $pc:expr, $base:expr, $table:expr) => {{
        let opcode = *$pc.cast::<u8>();
        (*$table).0[opcode as usize]($cx, $pc, $base, $table)
    }};
}

/// A call, and the collection that it may have asked for: here little on the native stack seems alive that is not.
fn call_and_collect(cx: &mut Context, at: Position) -> Position {
    let at = call_other(cx, at);
    if cx.poll.load(Relaxed) & object_model::context::poll::COLLECT != 0 && !at.pc.is_null() { poll(cx, at) } else { at }
}

macro_rules! cold {
    ($($(#[$doc:meta])* $name:ident => $body:expr;)*) => {$(
        $(#[$doc])*
        // Inlined into a handler, the call in it would make the handler save registers on its hot path too.
        #[inline(never)]
        unsafe extern "C-unwind" fn $name(cx: *mut Context, pc: *const u32, base: *mut Slot, table: *const Table) -> u64 {
            // SAFETY: handlers pass the running context and position.
            unsafe {
                let at = ($body)(&mut *cx, Position { pc, base });
                if at.pc.is_null() {
                    return at.base as u64;
                }
                // The call may have switched tracing on or off.
                let _ = table;
                let table = (*cx).dispatch.cast::<Table>();
                dispatch!(cx, at.pc, at.base, table)
            }
        }
    )*};
}

cold! {
    exit_residual => residual_call;
    exit_residual_0 => residual_of::<0>;
    exit_residual_1 => residual_of::<1>;
    exit_residual_2 => residual_of::<2>;
    exit_residual_3 => residual_of::<3>;
    exit_residual_4 => residual_of::<4>;
    exit_return => finish_return;
    exit_poll => poll;
    exit_call => call_and_collect;
    exit_yield => suspend;
    exit_make => make_function;
    exit_resume => advance;
    exit_hot => hot_loop;
}

macro_rules! handlers {
    ($($(#[$doc:meta])* $name:ident $handler:ident ($($operand:ident: $kind:ident),*) ($($extra:ident: $extra_kind:ident)?);)*) => {
        /// One function an opcode.
        #[allow(non_snake_case)]
        mod tail {
            use super::*;
            $(
                pub unsafe extern "C-unwind" fn $name(cx: *mut Context, pc: *const u32, base: *mut Slot, table: *const Table) -> u64 {
                    const WORDS: usize = 1 $(+ { stringify!($extra); 1 })?;
                    // SAFETY: dispatched to with the running context, at an instruction of verified code.
                    unsafe {
                        let mut m = Run::<false> { cx: &mut *cx, pc: pc.add(WORDS), base };
                        let flow = each::$name(&mut m, Insn::at(pc));
                        let (pc, base) = (m.pc, m.base);
                        match flow {
                            Ok(()) => dispatch!(cx, pc, base, table),
                            Err(Exit::Residual) => exit_residual(cx, pc, base, table),
                            Err(Exit::ResidualOf(0)) => exit_residual_0(cx, pc, base, table),
                            Err(Exit::ResidualOf(1)) => exit_residual_1(cx, pc, base, table),
                            Err(Exit::ResidualOf(2)) => exit_residual_2(cx, pc, base, table),
                            Err(Exit::ResidualOf(3)) => exit_residual_3(cx, pc, base, table),
                            Err(Exit::ResidualOf(_)) => exit_residual_4(cx, pc, base, table),
                            Err(Exit::Return) => exit_return(cx, pc, base, table),
                            Err(Exit::Poll) => exit_poll(cx, pc, base, table),
                            Err(Exit::Call) => exit_call(cx, pc, base, table),
                            Err(Exit::Yield) => exit_yield(cx, pc, base, table),
                            Err(Exit::Make) => exit_make(cx, pc, base, table),
                            Err(Exit::Resume) => exit_resume(cx, pc, base, table),
                            Err(Exit::Hot) => exit_hot(cx, pc, base, table),
                        }
                    }
                }
            )*
        }
        /// The table of plain execution.
        pub static TABLE: Table = {
            let mut table = [invalid as Handler; 256];
            $(table[Op::$name as usize] = tail::$name;)*
            Table(table)
        };
    };
}

bytecode::with_opcodes!(handlers);

/// The table of plain execution where a JIT driver listens: the same but for LOOP.
pub static COUNTING_TABLE: Table = {
    let mut table = TABLE.0;
    table[Op::LOOP as usize] = counting_loop;
    Table(table)
};

unsafe extern "C-unwind" fn counting_loop(cx: *mut Context, pc: *const u32, base: *mut Slot, table: *const Table) -> u64 {
    // SAFETY: dispatched to with the running context, at a LOOP (two words) of verified code.
    unsafe {
        let mut m = Run::<true> { cx: &mut *cx, pc: pc.add(2), base };
        let flow = each::LOOP(&mut m, Insn::at(pc));
        let (pc, base) = (m.pc, m.base);
        match flow {
            Ok(()) => dispatch!(cx, pc, base, table),
            Err(Exit::Hot) => exit_hot(cx, pc, base, table),
            Err(_) => exit_poll(cx, pc, base, table),
        }
    }
}

/// The table of plain execution where classic division is warned of: handlers divide without asking. Loops do not count.
pub static WARNING_TABLE: Table = {
    let mut table = TABLE.0;
    table[Op::DIV as usize] = warning_division;
    table[Op::INPLACE_DIV as usize] = warning_division;
    table[Op::DIV_INT as usize] = warning_division;
    Table(table)
};

unsafe extern "C-unwind" fn warning_division(cx: *mut Context, pc: *const u32, base: *mut Slot, table: *const Table) -> u64 {
    // SAFETY: dispatched to with the running context, at an instruction (one word) of verified code.
    unsafe {
        let insn = Insn::at(pc);
        let mut m = Run::<false> { cx: &mut *cx, pc: pc.add(1), base };
        let flow = match insn.op() {
            Op::DIV => {
                handlers::arith::div_slowly(&mut m, Reg::operand(insn, 1), Reg::operand(insn, 2), Reg::operand(insn, 3))
            }
            Op::INPLACE_DIV => handlers::arith::inplace_div_slowly(
                &mut m,
                Reg::operand(insn, 1),
                Reg::operand(insn, 2),
                Reg::operand(insn, 3),
            ),
            _ => handlers::arith::div_int_slowly(&mut m, Reg::operand(insn, 1), Reg::operand(insn, 2), insn.c() as i8),
        };
        let (pc, base) = (m.pc, m.base);
        match flow {
            Ok(()) => dispatch!(cx, pc, base, table),
            Err(_) => exit_residual_2(cx, pc, base, table),
        }
    }
}

/// The table of execution that is traced.
pub static TRACED: Table = Table([traced; 256]);

/// Reports what is to be reported before an instruction, then executes it.
unsafe extern "C-unwind" fn traced(cx: *mut Context, pc: *const u32, base: *mut Slot, _: *const Table) -> u64 {
    // SAFETY: as for handlers.
    unsafe {
        let moved = crate::tracing::before(&mut *cx, Position { pc, base });
        let table = (*cx).dispatch.cast::<Table>();
        match moved {
            None => {
                let plain = if (*cx).warns.division > 0 { &WARNING_TABLE } else { &TABLE };
                (plain.0[*pc.cast::<u8>() as usize])(cx, pc, base, table)
            }
            Some(at) if at.pc.is_null() => at.base as u64,
            Some(at) => dispatch!(cx, at.pc, at.base, table),
        }
    }
}

/// A byte that is no opcode: the verifier lets none through.
unsafe extern "C-unwind" fn invalid(_: *mut Context, _: *const u32, _: *mut Slot, _: *const Table) -> u64 {
    unreachable!("bytecode::verify refuses unknown opcodes")
}

/// Takes the branch of the instruction that ends before `pc`.
#[inline(always)]
pub fn branch(pc: *const u32) -> *const u32 {
    // SAFETY: an instruction with a jump ends in its offset.
    pc.wrapping_offset(unsafe { *pc.sub(1).cast::<i32>() } as isize)
}

/// A residual call whose arguments lie in the frame's registers.
#[inline(never)]
fn residual_call(cx: &mut Context, at: Position) -> Position {
    (cx.base, cx.pc) = (at.base, at.pc);
    let (Some(native), n, window) = (cx.request.native, cx.request.n, cx.request.window) else {
        unreachable!("set by `residual_window`")
    };
    let dst = cx.request.dst;
    // SAFETY: the window lies in the running frame.
    let outcome = (native.call)(cx, unsafe { std::slice::from_raw_parts(window, n) });
    settle_at(cx, at, After::Set as u8, dst, outcome)
}

/// A residual call of `N` arguments. Not inlined: with the address of `args` given away, the jump to the next opcode would be a call,
/// and the native stack would grow.
#[inline(never)]
fn residual_of<const N: usize>(cx: &mut Context, at: Position) -> Position {
    (cx.base, cx.pc) = (at.base, at.pc);
    let Some(native) = cx.request.native else { unreachable!("set by `residual`") };
    let (after, dst) = (cx.request.after, cx.request.dst);
    // The callee may make requests of its own. Word by word, as the handler has just written them: wider loads would wait for those
    // stores to leave the store buffer.
    // SAFETY: references to arguments.
    let args: [Slot; N] = std::array::from_fn(|i| unsafe { std::ptr::read_volatile(&cx.request.args[i]) });
    let outcome = (native.call)(cx, &args);
    settle_at(cx, at, after, dst, outcome)
}

/// Makes the residual call that the context's request describes, for the instruction that ends before `at`.
#[inline(always)]
pub fn perform_residual(cx: &mut Context, at: Position, request: &Request) -> Outcome {
    (cx.base, cx.pc) = (at.base, at.pc);
    let Some(native) = request.native else { unreachable!("set by `residual`") };
    if request.window.is_null() {
        (native.call)(cx, &request.args[..request.n])
    } else {
        // SAFETY: the window lies in the running frame.
        (native.call)(cx, unsafe { std::slice::from_raw_parts(request.window, request.n) })
    }
}

/// What becomes of a call's outcome: the rest of the instruction that ends before `at`.
#[inline(always)]
pub fn settle(cx: &mut Context, at: Position, request: &Request, outcome: Outcome) -> Position {
    settle_at(cx, at, request.after, request.dst, outcome)
}

#[inline(always)]
fn settle_at(cx: &mut Context, at: Position, after: u8, dst: usize, outcome: Outcome) -> Position {
    // Most have a value for a register; tested one after the other, which beats a jump table.
    if let Outcome::Value(value) = outcome {
        if after <= After::Next as u8 {
            Frame(at.base).set(dst, Some(value));
            return at;
        }
        let jump = after != After::Drop as u8 && (value == py_true()) == (after == After::JumpIfTrue as u8);
        return if jump { Position { pc: branch(at.pc), base: at.base } } else { at };
    }
    settle_rest(cx, at, outcome)
}

fn settle_rest(cx: &mut Context, at: Position, outcome: Outcome) -> Position {
    match outcome {
        Outcome::Value(_) => at,
        Outcome::Done => Position { pc: branch(at.pc), base: at.base },
        Outcome::Raised => unwind(cx, at),
        Outcome::Pushed => Position { pc: cx.pc, base: cx.base },
    }
}

#[inline(never)]
fn make_function(cx: &mut Context, at: Position) -> Position {
    (cx.base, cx.pc) = (at.base, at.pc);
    let request = cx.request;
    match crate::call::make_function(cx, &request) {
        Ok(function) => {
            Frame(at.base).set(request.dst, Some(function));
            at
        }
        Err(Raised) => unwind(cx, at),
    }
}

/// Serves asynchronous requests.
#[inline(never)]
pub fn poll(cx: &mut Context, at: Position) -> Position {
    // What is raised here is raised by the instruction to come: the one before may lie outside its `try`, or not at all.
    let within = Position { pc: at.pc.wrapping_add(1), base: at.base };
    (cx.base, cx.pc) = (within.base, within.pc);
    if cx.poll.load(Relaxed) & object_model::context::poll::COLLECT != 0 {
        // What earlier calls left on the native stack would seem alive, in places that the frames to come do not write.
        object_model::gc::clear_below();
    }
    let serve = cx.hooks.serve;
    match serve(cx) {
        Ok(()) => at,
        Err(Raised) => unwind(cx, within),
    }
}

/// Executes from a position until its frame, entered from native code, ends.
pub fn execute(cx: &mut Context, at: Position) -> PyResult {
    if at.pc.is_null() {
        return leave(cx, at.base as u64);
    }
    let context: *mut Context = cx;
    let table = cx.dispatch.cast::<Table>();
    // SAFETY: the position is that of a frame that `call` or `generator` has just set up.
    let status = unsafe { dispatch!(context, at.pc, at.base, table) };
    leave(cx, status)
}

fn leave(cx: &mut Context, status: u64) -> PyResult {
    match (status, cx.result.take()) {
        (1, Some(value)) => Ok(value),
        _ => Err(Raised),
    }
}

/// Has the frame an `ext`?
pub fn has_ext(frame: Frame) -> bool {
    frame.flags() & HAS_EXT != 0
}
