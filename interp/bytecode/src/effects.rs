//! Which registers an instruction reads and writes, and where control goes on: the base of verification and liveness.
//!
//! By default an operand called `dst` is written and every other register operand is read; the rows that touch ranges
//! of registers, or leave some of them alone, are listed here.

use crate::{Body, CALLEE, Const, Decoded, HEADER, Kind, Op};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reads registers that hold values.
    Read,
    /// Reads registers that may be empty.
    ReadMaybe,
    /// Writes values.
    Write,
    /// Writes values, but only when it does not jump.
    WriteNext,
    /// Writes what may be empty.
    WriteMaybe,
    /// Leaves all registers from the first on undefined: a call's window.
    Clobber,
}

/// Calls `f(access, first register, count)` for what `insn` touches: reads first, then clobbers, then writes.
/// Operands are not checked; counts are in range of `u16`.
pub fn accesses(body: &Body, insn: &Decoded, f: &mut dyn FnMut(Access, u16, u16)) {
    use Access::*;
    let (a, b, c) = (u16::from(insn.a), u16::from(insn.b), u16::from(insn.c));
    let (header, callee) = (u16::from(HEADER), u16::from(CALLEE));
    match insn.op {
        Op::LOAD_FAR => {
            f(ReadMaybe, insn.bc, 1);
            f(WriteMaybe, a, 1);
        }
        Op::STORE_FAR => {
            f(ReadMaybe, a, 1);
            f(WriteMaybe, insn.bc, 1);
        }
        Op::CLEAR => f(WriteMaybe, a, 1),
        Op::CHECK_LOCAL => {
            f(ReadMaybe, a, 1);
            f(Write, a, 1);
        }
        Op::MAKE_CELL => {
            f(ReadMaybe, a, 1);
            f(Write, a, 1);
        }
        Op::GET_SLICE => {
            f(Read, b, 1);
            f(ReadMaybe, c, 2);
            f(Write, a, 1);
        }
        Op::SET_SLICE => {
            f(Read, a, 1);
            f(ReadMaybe, b, 2);
            f(Read, c, 1);
        }
        Op::DELETE_SLICE => {
            f(Read, a, 1);
            f(ReadMaybe, b, 2);
        }
        Op::BUILD_SLICE | Op::BUILD_CLASS => {
            f(Read, b, 3);
            f(Write, a, 1);
        }
        Op::BUILD_LIST | Op::BUILD_TUPLE | Op::BUILD_SET => {
            f(Read, b, c);
            f(Write, a, 1);
        }
        Op::UNPACK => {
            f(Read, b, 1);
            f(Write, a, c);
        }
        Op::FOR_ITER => {
            f(Read, b, 1);
            f(WriteNext, a, 1);
        }
        Op::LOAD_METHOD => {
            f(Read, b, 1);
            f(Write, a + callee, 1);
            f(WriteMaybe, a + header, 1);
        }
        Op::CALL | Op::CALL_KW => {
            f(Read, b + callee, 1);
            f(Read, b + header, c);
            f(Clobber, b, 0);
            f(Write, a, 1);
        }
        Op::CALL_METHOD | Op::CALL_METHOD_KW => {
            f(Read, b + callee, 1);
            f(ReadMaybe, b + header, 1);
            f(Read, b + header + 1, c);
            f(Clobber, b, 0);
            f(Write, a, 1);
        }
        Op::CALL_EX => {
            f(Read, b + callee, 1);
            f(Read, b + header, 1);
            f(ReadMaybe, b + header + 1, 1);
            f(Clobber, b, 0);
            f(Write, a, 1);
        }
        Op::MAKE_FUNCTION => {
            let cells = match body.consts.get(insn.extra as usize) {
                Some(Const::Code(code)) => code.freevars.len().min(0x1000) as u16,
                _ => 0,
            };
            f(Read, b, c + cells);
            f(Write, a, 1);
        }
        Op::RAISE => f(Read, a, b),
        Op::ENTER_EXCEPT => {
            f(ReadMaybe, a, 1);
            f(Read, b, 1);
            f(WriteMaybe, a, 1);
        }
        Op::RESTORE_EXC => {
            f(ReadMaybe, a, 1);
            f(WriteMaybe, a, 1);
        }
        Op::UNPACK_EXC => {
            f(Read, b, 1);
            f(Write, a, 3);
        }
        Op::LOAD_WITH => {
            f(Read, b, 1);
            f(Write, a, 2);
        }
        Op::IMPORT_NAME => {
            f(Read, b, 2);
            f(Write, a, 1);
        }
        Op::PRINT_ITEM => {
            f(Read, a, 1);
            if c != 0 {
                f(Read, b, 1);
            }
        }
        Op::PRINT_NEWLINE => {
            if b != 0 {
                f(Read, a, 1);
            }
        }
        Op::EXEC => f(Read, a, 3),
        op => {
            let bytes = [a, b, c];
            let registers = || op.row().operands.iter().zip(bytes).filter(|(o, _)| o.kind == Kind::Reg);
            for (_, register) in registers().filter(|(o, _)| o.name != "dst") {
                f(Read, register, 1);
            }
            for (_, register) in registers().filter(|(o, _)| o.name == "dst") {
                f(Write, register, 1);
            }
        }
    }
}

/// How control leaves an instruction (exceptions aside).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Next,
    /// Always to its target.
    Jump,
    /// To its target or to the next instruction.
    Branch,
    /// Nowhere.
    End,
}

pub fn flow(op: Op) -> Flow {
    match op {
        Op::JUMP | Op::LOOP => Flow::Jump,
        Op::RETURN | Op::RETURN_CONST | Op::RAISE | Op::RERAISE => Flow::End,
        op if op.row().extra.is_some_and(|extra| extra.kind == Kind::Jump) => Flow::Branch,
        _ => Flow::Next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_are_found_by_name() {
        // Every operand called `dst` is written, by the special rows too.
        let body = Body::default();
        for &op in Op::ALL {
            let insn = Decoded { op, at: 0, a: 9, b: 20, c: 3, bc: 30, extra: 0 };
            let mut writes = Vec::new();
            accesses(&body, &insn, &mut |access, first, _| {
                if matches!(access, Access::Write | Access::WriteNext | Access::WriteMaybe) {
                    writes.push(first);
                }
            });
            let has_dst = op.row().operands.first().is_some_and(|o| o.name == "dst");
            assert!(!has_dst || writes.contains(&9), "{}", op.name());
        }
    }
}
