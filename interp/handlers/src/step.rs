//! One instruction: fetched, decoded as its row says, handed to its handler.

use crate::mode::{Flow, Mode, Reg};
use bytecode::{Insn, Op};

// Every handler by its name in the table, wherever its family's file is.
use crate::{arith::*, attr::*, build::*, call::*, compare::*, control::*, exception::*, item::*, misc::*, names::*};

/// Decodes operands: `operand!(insn, position, Kind)`.
macro_rules! decode {
    ($insn:ident Reg $n:expr) => { Reg::operand($insn, $n) };
    ($insn:ident U8 $n:expr) => { match $n { 1 => $insn.a(), 2 => $insn.b(), _ => $insn.c() } };
    ($insn:ident I8 $n:expr) => { decode!($insn U8 $n) as i8 };
    ($insn:ident U16 $n:expr) => { $insn.bc() };
    ($insn:ident I16 $n:expr) => { $insn.sbc() };
    ($insn:ident Jump) => { $insn.jump() };
    ($insn:ident Site) => { $insn.extra() };
    ($insn:ident Name) => { $insn.extra() };
    ($insn:ident Const) => { $insn.extra() };
    ($insn:ident Count) => { $insn.extra() };
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident $handler:ident ($($operand:ident: $kind:ident),*) ($($extra:ident: $extra_kind:ident)?);)*) => {
        /// Each opcode's handler with its operands decoded, under the opcode's name.
        pub mod each {
            use super::*;
            $(
                #[allow(non_snake_case, unused_variables)]
                #[inline(always)]
                pub fn $name<M: Mode>(m: &mut M, insn: Insn) -> Flow {
                    steps!(@call m insn $handler ($($kind)*) ($($extra_kind)?))
                }
            )*
        }
        /// Executes the instruction at `insn`, past which `m` already stands. Nothing is decoded before the `match` but the
        /// opcode: operands read there would be read at every dispatch.
        #[inline(always)]
        pub fn step<M: Mode>(m: &mut M, insn: Insn) -> Flow {
            match insn.op() {
                $(Op::$name => each::$name(m, insn),)*
            }
        }
    };
    (@call $m:ident $insn:ident $handler:ident () ()) => { $handler($m) };
    (@call $m:ident $insn:ident $handler:ident () ($e:ident)) => { $handler($m, decode!($insn $e)) };
    (@call $m:ident $insn:ident $handler:ident ($a:ident) ()) => { $handler($m, decode!($insn $a 1)) };
    (@call $m:ident $insn:ident $handler:ident ($a:ident) ($e:ident)) => { $handler($m, decode!($insn $a 1), decode!($insn $e)) };
    (@call $m:ident $insn:ident $handler:ident ($a:ident $b:ident) ()) => { $handler($m, decode!($insn $a 1), decode!($insn $b 2)) };
    (@call $m:ident $insn:ident $handler:ident ($a:ident $b:ident) ($e:ident)) => {
        $handler($m, decode!($insn $a 1), decode!($insn $b 2), decode!($insn $e))
    };
    (@call $m:ident $insn:ident $handler:ident ($a:ident $b:ident $c:ident) ()) => {
        $handler($m, decode!($insn $a 1), decode!($insn $b 2), decode!($insn $c 3))
    };
    (@call $m:ident $insn:ident $handler:ident ($a:ident $b:ident $c:ident) ($e:ident)) => {
        $handler($m, decode!($insn $a 1), decode!($insn $b 2), decode!($insn $c 3), decode!($insn $e))
    };
}

bytecode::with_opcodes!(steps);
