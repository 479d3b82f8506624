//! Frames on the VM stack: a header of `HEADER` words, then registers.
//!
//! Header, from `base - 5` on: the caller's base, where it goes on, flags, the function, `ext`. The first three have their low
//! bit set, so that the collector takes what is left of a header in the caller's registers for ints. Flags: bits 1..5 what
//! becomes of the result (`ReturnKind`), bit 6 set when tracers know of the frame, bit 7 set when `ext` is not empty, bits 16..23 the caller's destination register,
//! bits 32.. the depth of calls.

#![allow(unsafe_code)] // raw stack memory

use crate::code::CodeObject;
use crate::function::FunctionObject;
use bytecode::HEADER;
use object_model::handle::Gc;
use object_model::value::{Slot, Value};

/// What becomes of a frame's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ReturnKind {
    /// Into the destination register.
    Value = 0,
    /// Back to native code that entered the evaluator.
    Native = 1,
    /// Must be None (`__init__`); the destination register already holds what the call yields.
    Init = 2,
    /// The calling instruction's jump is taken when the result's truth is this.
    JumpIfTrue = 3,
    JumpIfFalse = 4,
    /// An iterator's `next`: StopIteration takes the calling instruction's jump.
    Next = 5,
    /// Nothing.
    Drop = 6,
    /// A generator resumed by FOR_ITER: its end takes the jump.
    Generator = 7,
}

impl ReturnKind {
    pub fn of(number: u64) -> ReturnKind {
        match number {
            0 => ReturnKind::Value,
            1 => ReturnKind::Native,
            2 => ReturnKind::Init,
            3 => ReturnKind::JumpIfTrue,
            4 => ReturnKind::JumpIfFalse,
            5 => ReturnKind::Next,
            6 => ReturnKind::Drop,
            _ => ReturnKind::Generator,
        }
    }
}

/// Flags of a frame at a depth of calls.
#[inline(always)]
pub fn flags_at(depth: u64, kind: ReturnKind, destination: usize) -> u64 {
    depth << 32 | (destination as u64) << 16 | (kind as u64) << 1 | 1
}

/// Tracers know of the frame; see `interp::tracing`.
pub const WATCHED: u64 = 0x40;

/// The bits of `flags` that are 1 for a frame whose value just goes into a register.
pub const PLAIN: u64 = 0xFF;

/// `ext` is not empty.
pub const HAS_EXT: u64 = 0x80;

/// A frame by the address of its first register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame(pub *mut Slot);

impl Frame {
    #[inline(always)]
    fn word(self, n: usize) -> *mut u64 {
        self.0.cast::<u64>().wrapping_sub(HEADER as usize).wrapping_add(n)
    }
    #[inline(always)]
    pub fn caller(self) -> Frame {
        // SAFETY: a frame's header lies whole on the VM stack.
        Frame(unsafe { *self.word(0) - 1 } as *mut Slot)
    }
    /// Where the caller goes on: the word after the calling instruction.
    #[inline(always)]
    pub fn return_pc(self) -> *const u32 {
        // SAFETY: as above.
        unsafe { (*self.word(1) - 1) as *const u32 }
    }
    #[inline(always)]
    pub fn flags(self) -> u64 {
        // SAFETY: as above.
        unsafe { *self.word(2) }
    }
    #[inline(always)]
    pub fn set_flags(self, flags: u64) {
        // SAFETY: as above.
        unsafe { *self.word(2) = flags };
    }
    #[inline(always)]
    pub fn depth(self) -> u64 {
        self.flags() >> 32
    }
    #[inline(always)]
    pub fn destination(self) -> usize {
        (self.flags() >> 16 & 0xFF) as usize
    }
    pub fn return_kind(self) -> ReturnKind {
        ReturnKind::of(self.flags() >> 1 & 0x1F)
    }
    #[inline(always)]
    pub fn function(self) -> Gc<FunctionObject> {
        // SAFETY: the header's fourth word is a function.
        unsafe { Gc::from_pointer(*self.word(3) as *mut FunctionObject) }
    }
    /// Another function of the same code.
    pub fn set_function(self, function: Gc<FunctionObject>) {
        // SAFETY: as above.
        unsafe { *self.word(3) = function.value().bits() };
    }
    #[inline(always)]
    pub fn code(self) -> Gc<CodeObject> {
        self.function().code
    }
    /// Locals dict, saved state, frame object; see `interp::frame_object`.
    #[inline(always)]
    pub fn ext(self) -> Slot {
        // SAFETY: the header's fifth word is a slot.
        unsafe { *self.word(4).cast::<Slot>() }
    }
    pub fn set_ext(self, ext: Slot) {
        // SAFETY: as above.
        unsafe {
            *self.word(4).cast::<Slot>() = ext;
        }
        let flags = self.flags() & !HAS_EXT | if ext.is_some() { HAS_EXT } else { 0 };
        self.set_flags(flags);
    }
    #[inline(always)]
    pub fn register(self, index: usize) -> *mut Slot {
        self.0.wrapping_add(index)
    }
    #[inline(always)]
    pub fn get(self, index: usize) -> Slot {
        // SAFETY: the caller names a register of the frame.
        unsafe { *self.register(index) }
    }
    #[inline(always)]
    pub fn set(self, index: usize, value: Slot) {
        // SAFETY: as above.
        unsafe { *self.register(index) = value };
    }
    /// First word above the frame's registers.
    #[inline(always)]
    pub fn end(self) -> *mut Slot {
        self.0.wrapping_add(self.code().registers as usize)
    }
    pub fn is_null(self) -> bool {
        self.0.is_null()
    }

    /// Writes the header and empties the locals that a call does not fill.
    #[inline(always)]
    pub fn open(self, caller: Frame, return_pc: *const u32, flags: u64, function: Value, code: &CodeObject) {
        // SAFETY: the caller has checked that the frame lies within the VM stack.
        unsafe {
            *self.word(0) = caller.0 as u64 + 1;
            *self.word(1) = return_pc as u64 + 1;
            *self.word(2) = flags;
            *self.word(3) = function.bits();
            *self.word(4) = 0;
        }
        let mut at = code.params as usize;
        while at < code.locals as usize {
            // There are few: volatile, so that the compiler does not make a call of memset of it, for which handlers would
            // have to save registers.
            // SAFETY: as above.
            unsafe { self.register(at).write_volatile(None) };
            at += 1;
        }
        if code.exc_save != crate::code::NO_REGISTER {
            self.set(code.exc_save as usize, None);
        }
    }
}

/// Flags of a frame one call deeper than `caller`.
#[inline(always)]
pub fn flags_below(caller: Frame, kind: ReturnKind, destination: usize) -> u64 {
    flags_at((caller.flags() >> 32) + 1, kind, destination)
}
