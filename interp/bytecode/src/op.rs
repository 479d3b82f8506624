//! What the opcode table says, as types: `Op`, its rows, and the two ways to read an instruction.
//!
//! `Insn` is for the evaluator: it reads operands from memory when they are asked for, without checks. `decode` is for
//! everybody else: it checks that there is an instruction. The bytes of an instruction lie in memory as `op a b c`,
//! whatever the machine's byte order: words are made by `pack`.
#![allow(unsafe_code)] // Unchecked reading of verified code is what `Insn` is for.

use crate::with_opcodes;

/// The kind of an operand; see `opcodes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Reg,
    U8,
    I8,
    U16,
    I16,
    Jump,
    Site,
    Name,
    Const,
    Count,
}

#[derive(Clone, Copy, Debug)]
pub struct Operand {
    pub name: &'static str,
    pub kind: Kind,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub name: &'static str,
    /// In the first word, from byte `a` on.
    pub operands: &'static [Operand],
    /// The extra word.
    pub extra: Option<Operand>,
}

macro_rules! extra {
    () => {
        None
    };
    ($x:ident $xk:ident) => {
        Some(Operand { name: stringify!($x), kind: Kind::$xk })
    };
}

macro_rules! define {
    ($($(#[$doc:meta])* $op:ident $handler:ident ($($o:ident : $k:ident),*) ($($x:ident : $xk:ident)?);)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(non_camel_case_types)]
        pub enum Op { $($(#[$doc])* $op,)* }

        impl Op {
            pub const ALL: &'static [Op] = &[$(Op::$op,)*];
        }

        /// The table's rows, indexed by opcode.
        pub static OPS: &[Row] = &[$(Row {
            name: stringify!($op),
            operands: &[$(Operand { name: stringify!($o), kind: Kind::$k },)*],
            extra: extra!($($x $xk)?),
        },)*];

        /// Words of the instructions, indexed by opcode; any byte may be asked for.
        static WORDS: [u8; 256] = {
            let mut words = [1u8; 256];
            $(if let Some(_) = { let extra: Option<Operand> = extra!($($x $xk)?); extra } { words[Op::$op as usize] = 2; })*
            words
        };
    };
}

with_opcodes!(define);

impl Op {
    pub fn from_byte(byte: u8) -> Option<Op> {
        Op::ALL.get(byte as usize).copied()
    }

    pub fn row(self) -> &'static Row {
        &OPS[self as usize]
    }

    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Length in words, 1 or 2.
    #[inline(always)]
    pub fn words(self) -> usize {
        WORDS[self as usize] as usize
    }
}

/// The first word of an instruction.
pub fn pack(op: Op, a: u8, b: u8, c: u8) -> u32 {
    u32::from_ne_bytes([op as u8, a, b, c])
}

/// The first word of an instruction whose second operand has two bytes.
pub fn pack_wide(op: Op, a: u8, bc: u16) -> u32 {
    let [b, c] = bc.to_le_bytes();
    pack(op, a, b, c)
}

/// An instruction where it lies. Operands are read from there when they are needed: one byte load each instead
/// of shifts and masks, and nothing to keep alive across a call but `pc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Insn(*const u8);

impl Insn {
    /// # Safety
    /// `pc` points at a whole instruction, made by `Asm` or passed by `verify`, that outlives the use of the result.
    #[inline(always)]
    pub unsafe fn at(pc: *const u32) -> Insn {
        Insn(pc.cast())
    }

    #[inline(always)]
    pub fn pc(self) -> *const u32 {
        self.0.cast()
    }

    #[inline(always)]
    fn byte(self, n: usize) -> u8 {
        // SAFETY: an instruction has four bytes, by `at`'s contract.
        unsafe { *self.0.add(n) }
    }

    #[inline(always)]
    pub fn op(self) -> Op {
        // SAFETY: the byte is an `Op`, by `at`'s contract.
        unsafe { std::mem::transmute::<u8, Op>(self.byte(0)) }
    }

    #[inline(always)]
    pub fn a(self) -> u8 {
        self.byte(1)
    }

    #[inline(always)]
    pub fn b(self) -> u8 {
        self.byte(2)
    }

    #[inline(always)]
    pub fn c(self) -> u8 {
        self.byte(3)
    }

    /// Bytes b and c as one number.
    #[inline(always)]
    pub fn bc(self) -> u16 {
        // SAFETY: as for `byte`; the address is even because instructions are aligned to four.
        u16::from_le(unsafe { *self.0.add(2).cast::<u16>() })
    }

    #[inline(always)]
    pub fn sbc(self) -> i16 {
        self.bc() as i16
    }

    /// The extra word. Only for instructions that have one.
    #[inline(always)]
    pub fn extra(self) -> u32 {
        debug_assert_eq!(self.op().words(), 2);
        // SAFETY: the instruction has two words, by the caller's knowledge of its opcode's row.
        unsafe { *self.0.cast::<u32>().add(1) }
    }

    /// The extra word as a distance, in words, from the word after the instruction.
    #[inline(always)]
    pub fn jump(self) -> i32 {
        self.extra() as i32
    }

    /// The bytes of operand `n` (0 for a), for those who read them later.
    #[inline(always)]
    pub fn operand(self, n: usize) -> *const u8 {
        self.0.wrapping_add(n + 1)
    }
}

/// An instruction, read with checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub op: Op,
    /// Word offset.
    pub at: usize,
    pub a: u8,
    pub b: u8,
    pub c: u8,
    pub bc: u16,
    /// 0 without extra word.
    pub extra: u32,
}

impl Decoded {
    /// Offset of the next instruction.
    pub fn next(&self) -> usize {
        self.at + self.op.words()
    }

    /// Where its jump goes, if it has one; may be out of range in unverified code.
    pub fn target(&self) -> Option<i64> {
        match self.op.row().extra {
            Some(Operand { kind: Kind::Jump, .. }) => Some(self.next() as i64 + i64::from(self.extra as i32)),
            _ => None,
        }
    }

    pub fn sbc(&self) -> i16 {
        self.bc as i16
    }
}

/// The instruction at word offset `at`, or `None` when there is no whole one.
pub fn decode(words: &[u32], at: usize) -> Option<Decoded> {
    let [op, a, b, c] = words.get(at)?.to_ne_bytes();
    let op = Op::from_byte(op)?;
    let extra = if op.words() == 2 { *words.get(at + 1)? } else { 0 };
    Some(Decoded { op, at, a, b, c, bc: u16::from_le_bytes([b, c]), extra })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_fit_their_words() {
        for &op in Op::ALL {
            let size: usize =
                op.row().operands.iter().map(|o| if matches!(o.kind, Kind::U16 | Kind::I16) { 2 } else { 1 }).sum();
            assert!(size <= 3, "{}", op.name());
            // Two-byte operands lie in b and c.
            if let Some(i) = op.row().operands.iter().position(|o| matches!(o.kind, Kind::U16 | Kind::I16)) {
                assert_eq!(i, 1, "{}", op.name());
            }
            assert_eq!(op.words(), 1 + usize::from(op.row().extra.is_some()));
        }
    }

    #[test]
    fn both_readers_agree() {
        let words = [pack_wide(Op::LOAD_INT, 7, (-2i16) as u16), pack(Op::JUMP_LT, 1, 2, 1), (-4i32) as u32];
        let first = decode(&words, 0).unwrap();
        // SAFETY: `words` holds two whole instructions.
        let (insn, second) = unsafe { (Insn::at(words.as_ptr()), Insn::at(words.as_ptr().add(1))) };
        assert_eq!((first.op, first.a, first.sbc()), (Op::LOAD_INT, 7, -2));
        assert_eq!((insn.op(), insn.a(), insn.sbc()), (Op::LOAD_INT, 7, -2));
        let jump = decode(&words, 1).unwrap();
        assert_eq!((second.op(), second.a(), second.b(), second.c(), second.jump()), (Op::JUMP_LT, 1, 2, 1, -4));
        assert_eq!(jump.target(), Some(-1));
        assert!(decode(&words, 3).is_none());
    }
}
