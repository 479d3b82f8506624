//! Truth: conditional jumps, `and`, `or`, comparisons.
//!
//! A condition never becomes a value: comparisons fuse with the jump, `and`, `or` and `not` become control flow.

use super::expr::small_int;
use super::{Compiler, Want, fold};
use crate::ast::*;
use crate::error::Result;
use bytecode::{Const, Label, Op};

fn comparison(op: CmpOp) -> Op {
    match op {
        CmpOp::Eq => Op::EQ,
        CmpOp::NotEq => Op::NE,
        CmpOp::Lt => Op::LT,
        CmpOp::LtE => Op::LE,
        CmpOp::Gt => Op::GT,
        CmpOp::GtE => Op::GE,
        CmpOp::Is => Op::IS,
        CmpOp::IsNot => Op::IS_NOT,
        CmpOp::In => Op::IN,
        CmpOp::NotIn => Op::NOT_IN,
    }
}

/// The jumping form, that with a small int on the right, and whether the jump tests the opposite.
fn jumping(op: CmpOp) -> (Op, Option<Op>, bool) {
    match op {
        CmpOp::Eq => (Op::JUMP_EQ, Some(Op::JUMP_EQ_INT), false),
        CmpOp::NotEq => (Op::JUMP_NE, Some(Op::JUMP_NE_INT), false),
        CmpOp::Lt => (Op::JUMP_LT, Some(Op::JUMP_LT_INT), false),
        CmpOp::LtE => (Op::JUMP_LE, Some(Op::JUMP_LE_INT), false),
        CmpOp::Gt => (Op::JUMP_GT, Some(Op::JUMP_GT_INT), false),
        CmpOp::GtE => (Op::JUMP_GE, Some(Op::JUMP_GE_INT), false),
        CmpOp::Is => (Op::JUMP_IS, None, false),
        CmpOp::IsNot => (Op::JUMP_IS, None, true),
        CmpOp::In => (Op::JUMP_IN, None, false),
        CmpOp::NotIn => (Op::JUMP_IN, None, true),
    }
}

fn is_none(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Name(name) if name == "None")
}

impl Compiler<'_> {
    /// What `if` and `while` know about their test before compiling anything: dropped branches are not even checked.
    pub(super) fn known_test(&self, test: &Expr) -> Option<bool> {
        match &test.kind {
            ExprKind::Num(_) | ExprKind::Str(_) | ExprKind::Unicode(_) => fold::constant(test).map(|c| fold::truth(&c)),
            ExprKind::Name(name) if name == "__debug__" => Some(self.options.optimize == 0),
            _ => None,
        }
    }

    /// Goes to `to` if the truth of `test` is `sense`, else on. Leaves no temporaries.
    pub(super) fn jump_if(&mut self, test: &Expr, sense: bool, to: Label) -> Result<()> {
        if test.line > self.u.line {
            self.u.line = test.line;
        }
        let mark = self.u.top;
        if let Some(constant) = fold::constant(test) {
            if fold::truth(&constant) == sense {
                self.u.goto(to);
            }
            return Ok(());
        }
        self.deeper()?;
        match &test.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => self.jump_if(operand, !sense, to)?,
            ExprKind::BoolOp { op, values } => {
                let (last, first) = match values.split_last() {
                    Some(split) => split,
                    None => return Ok(()),
                };
                // The value that decides at once.
                let decisive = *op == BoolOp::Or;
                if decisive == sense {
                    for value in first {
                        self.jump_if(value, sense, to)?;
                    }
                    self.jump_if(last, sense, to)?;
                } else {
                    let on = self.u.label();
                    for value in first {
                        self.jump_if(value, decisive, on)?;
                    }
                    self.jump_if(last, sense, to)?;
                    self.u.place(on);
                }
            }
            ExprKind::IfExp { .. } => {
                let end = self.u.label();
                let mut rest = test;
                while let ExprKind::IfExp { test, body, orelse } = &rest.kind {
                    let other = self.u.label();
                    self.jump_if(test, false, other)?;
                    self.jump_if(body, sense, to)?;
                    self.u.goto(end);
                    self.u.place(other);
                    rest = orelse;
                }
                self.jump_if(rest, sense, to)?;
                self.u.place(end);
            }
            ExprKind::Compare { left, rest } => self.jump_compare(left, rest, sense, to)?,
            _ => {
                let r = self.value(test)?;
                self.u.jump(if sense { Op::JUMP_TRUE } else { Op::JUMP_FALSE }, r, 0, 0, to);
            }
        }
        self.u.top = mark;
        self.depth -= 1;
        Ok(())
    }

    fn jump_compare(&mut self, left: &Expr, rest: &[(CmpOp, Expr)], sense: bool, to: Label) -> Result<()> {
        let mark = self.u.top;
        let on = self.u.label();
        let mut lhs = match rest.first() {
            Some((_, operand)) => self.value_before(left, &[operand])?,
            None => return Ok(()),
        };
        for (i, (op, operand)) in rest.iter().enumerate() {
            let last = i + 1 == rest.len();
            // All but the last leave the chain when false.
            let (sense, to) = if last { (sense, to) } else { (false, if sense { on } else { to }) };
            let (jump, with_int, opposite) = jumping(*op);
            let truth = u8::from(sense != opposite);
            if last && matches!(op, CmpOp::Is | CmpOp::IsNot) && is_none(operand) {
                self.u.jump(Op::JUMP_NONE, lhs, truth, 0, to);
            } else if let (true, Some(op), Some(i)) = (last, with_int, small_int(operand)) {
                self.u.line = self.u.line.max(operand.line);
                self.u.jump(op, lhs, i as u8, truth, to);
            } else {
                let rhs = match rest.get(i + 1) {
                    Some((_, next)) => self.value_before(operand, &[next])?,
                    None => self.operand(*op, operand, Want::Any)?,
                };
                self.u.jump(jump, lhs, rhs, truth, to);
                lhs = self.lower(i, rhs, mark);
            }
        }
        self.u.place(on);
        self.u.top = mark;
        Ok(())
    }

    /// In a long chain operands come down to `slot` again.
    fn lower(&mut self, i: usize, operand: u8, slot: u16) -> u8 {
        if i == 0 || u16::from(operand) <= slot {
            return operand;
        }
        self.u.move_to(slot as u8, operand);
        self.u.top = slot + 1;
        slot as u8
    }

    /// The right operand of a comparison: `in [1, 2]` searches a constant tuple.
    fn operand(&mut self, op: CmpOp, operand: &Expr, want: Want) -> Result<u8> {
        if let (CmpOp::In | CmpOp::NotIn, ExprKind::List(items)) = (op, &operand.kind)
            && let Some(items) = items.iter().map(fold::constant).collect::<Option<Vec<_>>>()
        {
            let dst = self.dest(want, self.u.top);
            self.u.load_const(dst, Const::Tuple(items));
            return Ok(dst);
        }
        self.expr(operand, want)
    }

    pub(super) fn compare(&mut self, left: &Expr, rest: &[(CmpOp, Expr)], want: Want) -> Result<u8> {
        let mark = self.u.top;
        if let [(op, right)] = rest {
            let lhs = self.value_before(left, &[right])?;
            let rhs = self.operand(*op, right, Want::Any)?;
            let dst = self.dest(want, mark);
            self.u.emit(comparison(*op), dst, lhs, rhs);
            return Ok(dst);
        }
        // A chain: the result stays in one temporary while operands are pushed above it.
        let result = self.reserve();
        let end = self.u.label();
        let mut lhs = self.value_before(left, &[&rest[0].1])?;
        for (i, (op, operand)) in rest.iter().enumerate() {
            let rhs = match rest.get(i + 1) {
                Some((_, next)) => self.value_before(operand, &[next])?,
                None => self.operand(*op, operand, Want::Any)?,
            };
            self.u.emit(comparison(*op), result, lhs, rhs);
            if i + 1 < rest.len() {
                self.u.jump(Op::JUMP_FALSE, result, 0, 0, end);
            }
            lhs = self.lower(i, rhs, mark + 1);
        }
        self.u.place(end);
        let dst = self.dest(want, mark);
        self.u.move_to(dst, result);
        Ok(dst)
    }

    pub(super) fn bool_op(&mut self, op: BoolOp, values: &[Expr], want: Want) -> Result<u8> {
        let mark = self.u.top;
        let end = self.u.label();
        let jump = if op == BoolOp::And { Op::JUMP_FALSE } else { Op::JUMP_TRUE };
        for (i, value) in values.iter().enumerate() {
            self.u.top = mark;
            let r = self.push(value)?;
            if i + 1 < values.len() {
                self.u.jump(jump, r, 0, 0, end);
            }
        }
        self.u.place(end);
        self.u.top = mark + 1;
        let r = mark as u8;
        let dst = self.dest(want, mark);
        self.u.move_to(dst, r);
        Ok(dst)
    }
}
