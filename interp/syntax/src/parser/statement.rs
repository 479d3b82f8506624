//! Simple statements, and the choice between simple and compound ones.

use super::expression::starts_test;
use super::target::Use;
use super::{Parser, Result};
use crate::ast::{ExprKind, Operator, Stmt, StmtKind};
use crate::lexer::{Tok, Token};

/// A statement at a token's position.
pub(super) fn stmt_at(token: Token, kind: StmtKind) -> Stmt {
    Stmt { kind, line: token.line, col: token.col }
}

fn augmented(kind: Tok) -> Option<Operator> {
    Some(match kind {
        Tok::PlusEqual => Operator::Add,
        Tok::MinusEqual => Operator::Sub,
        Tok::StarEqual => Operator::Mult,
        Tok::SlashEqual => Operator::Div,
        Tok::PercentEqual => Operator::Mod,
        Tok::AmperEqual => Operator::BitAnd,
        Tok::VBarEqual => Operator::BitOr,
        Tok::CircumflexEqual => Operator::BitXor,
        Tok::LeftShiftEqual => Operator::LShift,
        Tok::RightShiftEqual => Operator::RShift,
        Tok::DoubleStarEqual => Operator::Pow,
        Tok::DoubleSlashEqual => Operator::FloorDiv,
        _ => return None,
    })
}

impl Parser<'_> {
    /// `stmt: simple_stmt | compound_stmt`, appended to `body`.
    pub(super) fn stmt(&mut self, body: &mut Vec<Stmt>, d: u32) -> Result<()> {
        if self.at_compound() {
            body.push(self.compound_stmt(d + 1)?);
            return Ok(());
        }
        self.simple_stmt(body, d + 1)?;
        self.advance()
    }

    /// `simple_stmt: small_stmt (';' small_stmt)* [';'] NEWLINE`; the newline is left standing, since
    /// nothing may be read after it in interactive mode.
    pub(super) fn simple_stmt(&mut self, body: &mut Vec<Stmt>, d: u32) -> Result<()> {
        loop {
            body.push(self.small_stmt(d + 1)?);
            if !self.accept(Tok::Semi)? || self.at(Tok::Newline) {
                break;
            }
        }
        if !self.at(Tok::Newline) {
            return Err(self.refuse());
        }
        Ok(())
    }

    fn small_stmt(&mut self, d: u32) -> Result<Stmt> {
        let start = self.tok;
        let kind = match start.kind {
            Tok::Print => self.print_stmt(d + 1)?,
            Tok::Del => {
                self.advance()?;
                let (elts, _) = self.exprlist(d + 2)?;
                let mut targets = Vec::with_capacity(elts.len());
                for (target, line) in elts {
                    self.check_target(&target, Use::Delete, line);
                    targets.push(target);
                }
                StmtKind::Delete(targets)
            }
            Tok::Pass => {
                self.advance()?;
                StmtKind::Pass
            }
            Tok::Break => {
                self.advance()?;
                StmtKind::Break
            }
            Tok::Continue => {
                self.advance()?;
                StmtKind::Continue
            }
            Tok::Return => {
                self.advance()?;
                let value = if starts_test(self.tok.kind) { Some(Box::new(self.testlist(d + 3)?)) } else { None };
                StmtKind::Return(value)
            }
            Tok::Raise => self.raise_stmt(d + 2)?,
            Tok::Yield => StmtKind::Expr(Box::new(self.yield_expr(d + 3)?)),
            Tok::Import => self.import_name(d + 2)?,
            Tok::From => self.import_from()?,
            Tok::Global => {
                let mut names = Vec::with_capacity(1);
                self.advance()?;
                names.push(self.name()?);
                while self.accept(Tok::Comma)? {
                    names.push(self.name()?);
                }
                StmtKind::Global(names)
            }
            Tok::Exec => self.exec_stmt(d + 1)?,
            Tok::Assert => {
                self.advance()?;
                let test = Box::new(self.test(d + 2)?);
                let msg = if self.accept(Tok::Comma)? { Some(Box::new(self.test(d + 2)?)) } else { None };
                StmtKind::Assert { test, msg }
            }
            _ => self.expr_stmt(start, d + 1)?,
        };
        Ok(stmt_at(start, kind))
    }

    /// `expr_stmt: testlist (augassign (yield_expr | testlist) | ('=' (yield_expr | testlist))*)`
    fn expr_stmt(&mut self, start: Token, d: u32) -> Result<StmtKind> {
        let first = self.testlist(d + 1)?;
        if let Some(op) = augmented(self.tok.kind) {
            self.check_target(&first, Use::Store, start.line);
            if !matches!(first.kind, ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. }) {
                self.defer(start.line, "illegal expression for augmented assignment");
            }
            self.advance()?;
            let value = if self.at(Tok::Yield) { self.yield_expr(d + 1)? } else { self.testlist(d + 1)? };
            return Ok(StmtKind::AugAssign { target: Box::new(first), op, value: Box::new(value) });
        }
        if !self.at(Tok::Equal) {
            return Ok(StmtKind::Expr(Box::new(first)));
        }
        let mut targets = Vec::with_capacity(1);
        let (mut value, mut line, mut is_yield) = (first, start.line, false);
        while self.at(Tok::Equal) {
            // What has been read is a target, then.
            if is_yield {
                self.defer(line, "assignment to yield expression not possible");
            }
            self.check_target(&value, Use::Store, line);
            self.advance()?;
            line = self.tok.line;
            is_yield = self.at(Tok::Yield);
            let next = if is_yield { self.yield_expr(d + 1)? } else { self.testlist(d + 1)? };
            targets.push(std::mem::replace(&mut value, next));
        }
        Ok(StmtKind::Assign { targets, value: Box::new(value) })
    }

    /// `print_stmt: 'print' ([test (',' test)* [',']] | '>>' test [(',' test)+ [',']])`
    fn print_stmt(&mut self, d: u32) -> Result<StmtKind> {
        self.advance()?;
        let (mut dest, mut values, mut newline) = (None, Vec::new(), true);
        if self.accept(Tok::RightShift)? {
            dest = Some(Box::new(self.test(d + 1)?));
            if !self.accept(Tok::Comma)? {
                return Ok(StmtKind::Print { dest, values, newline });
            }
        } else if !starts_test(self.tok.kind) {
            return Ok(StmtKind::Print { dest, values, newline });
        }
        values.push(self.test(d + 1)?);
        while self.accept(Tok::Comma)? {
            if !starts_test(self.tok.kind) {
                newline = false;
                break;
            }
            values.push(self.test(d + 1)?);
        }
        Ok(StmtKind::Print { dest, values, newline })
    }

    /// `raise_stmt: 'raise' [test [',' test [',' test]]]`
    fn raise_stmt(&mut self, d: u32) -> Result<StmtKind> {
        self.advance()?;
        let (mut exception, mut instance, mut traceback) = (None, None, None);
        if starts_test(self.tok.kind) {
            exception = Some(Box::new(self.test(d + 1)?));
            if self.accept(Tok::Comma)? {
                instance = Some(Box::new(self.test(d + 1)?));
                if self.accept(Tok::Comma)? {
                    traceback = Some(Box::new(self.test(d + 1)?));
                }
            }
        }
        Ok(StmtKind::Raise { exception, instance, traceback })
    }

    /// `exec_stmt: 'exec' expr ['in' test [',' test]]`; `exec (code, globals[, locals])` means the same.
    fn exec_stmt(&mut self, d: u32) -> Result<StmtKind> {
        self.advance()?;
        let mut body = Box::new(self.expr(d + 1)?);
        let (mut globals, mut locals) = (None, None);
        if self.accept(Tok::In)? {
            globals = Some(Box::new(self.test(d + 1)?));
            if self.accept(Tok::Comma)? {
                locals = Some(Box::new(self.test(d + 1)?));
            }
        } else if let ExprKind::Tuple(elts) = &mut body.kind
            && matches!(elts.len(), 2 | 3)
        {
            locals = if elts.len() == 3 { elts.pop().map(Box::new) } else { None };
            globals = elts.pop().map(Box::new);
            if let Some(code) = elts.pop() {
                body = Box::new(code);
            }
        }
        Ok(StmtKind::Exec { body, globals, locals })
    }
}
