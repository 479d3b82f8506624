//! Expressions from `testlist` down to `power`, and the lists of them.
//!
//! Depths: a `test` at `d` has its `or_test` at `d + 1`, and so on down to its `atom` at `d + 13`.
//!
//! Positions: a node stands at its first token, parentheses included, with these exceptions, all 2.7's: the second
//! and later operators of one precedence level stand at the operator; a call, attribute or subscript stands
//! where its object stands (inside parentheses, that is).

use super::literal;
use super::{Parser, Result, at};
use crate::ast::{BoolOp, CmpOp, Expr, ExprKind, Lambda, Operator, UnaryOp};
use crate::lexer::{Tok, Token};
use crate::scopes::Warning;

/// Whether a `test` can begin with this token.
pub(super) fn starts_test(kind: Tok) -> bool {
    matches!(kind, Tok::Not | Tok::Lambda) || starts_expr(kind)
}

fn starts_expr(kind: Tok) -> bool {
    use Tok::{Backquote, LBrace, LPar, LSqb, Minus, Name, Number, Plus, String, Tilde};
    matches!(kind, Name | Number | String | LPar | LSqb | LBrace | Backquote | Minus | Plus | Tilde)
}

/// Precedence and operation of a binary operator, `**` excepted.
fn binary(kind: Tok) -> Option<(u8, Operator)> {
    Some(match kind {
        Tok::VBar => (0, Operator::BitOr),
        Tok::Circumflex => (1, Operator::BitXor),
        Tok::Amper => (2, Operator::BitAnd),
        Tok::LeftShift => (3, Operator::LShift),
        Tok::RightShift => (3, Operator::RShift),
        Tok::Plus => (4, Operator::Add),
        Tok::Minus => (4, Operator::Sub),
        Tok::Star => (5, Operator::Mult),
        Tok::Slash => (5, Operator::Div),
        Tok::Percent => (5, Operator::Mod),
        Tok::DoubleSlash => (5, Operator::FloorDiv),
        _ => return None,
    })
}

impl Parser<'_> {
    /// `testlist: test (',' test)* [',']`: one expression, or a tuple.
    pub(super) fn testlist(&mut self, d: u32) -> Result<Expr> {
        let start = self.tok;
        let first = self.test(d + 1)?;
        if !self.at(Tok::Comma) {
            return Ok(first);
        }
        let elts = self.more_tests(first, d)?;
        Ok(at(start, ExprKind::Tuple(elts)))
    }

    /// The rest of a list of tests after the first, to the end or a trailing comma.
    pub(super) fn more_tests(&mut self, first: Expr, d: u32) -> Result<Vec<Expr>> {
        let mut elts = vec![first];
        while self.accept(Tok::Comma)? {
            if !starts_test(self.tok.kind) {
                break;
            }
            elts.push(self.test(d + 1)?);
        }
        Ok(elts)
    }

    /// `testlist1: test (',' test)*`, as between backquotes: no trailing comma.
    pub(super) fn testlist1(&mut self, d: u32) -> Result<Expr> {
        let start = self.tok;
        let first = self.test(d + 1)?;
        if !self.at(Tok::Comma) {
            return Ok(first);
        }
        let mut elts = vec![first];
        while self.accept(Tok::Comma)? {
            elts.push(self.test(d + 1)?);
        }
        Ok(at(start, ExprKind::Tuple(elts)))
    }

    /// `testlist_safe: old_test [(',' old_test)+ [',']]`, what a list comprehension iterates over.
    pub(super) fn testlist_safe(&mut self, d: u32) -> Result<Expr> {
        let start = self.tok;
        let first = self.old_test(d + 1)?;
        if !self.accept(Tok::Comma)? {
            return Ok(first);
        }
        // A comma after the first needs a second.
        let mut elts = vec![first, self.old_test(d + 1)?];
        while self.accept(Tok::Comma)? {
            if !starts_test(self.tok.kind) {
                break;
            }
            elts.push(self.old_test(d + 1)?);
        }
        Ok(at(start, ExprKind::Tuple(elts)))
    }

    /// `exprlist: expr (',' expr)* [',']`: each with its line, and whether there is a comma.
    pub(super) fn exprlist(&mut self, d: u32) -> Result<(Vec<(Expr, u32)>, bool)> {
        let mut elts = Vec::with_capacity(1);
        loop {
            let line = self.tok.line;
            elts.push((self.expr(d + 1)?, line));
            if !self.accept(Tok::Comma)? {
                let comma = elts.len() > 1;
                return Ok((elts, comma));
            }
            if !starts_expr(self.tok.kind) {
                return Ok((elts, true));
            }
        }
    }

    /// `test: or_test ['if' or_test 'else' test] | lambdef`
    pub(super) fn test(&mut self, d: u32) -> Result<Expr> {
        if self.at(Tok::Lambda) {
            return self.lambda(d + 1, false);
        }
        let start = self.tok;
        let body = self.or_test(d + 1)?;
        if !self.at(Tok::If) {
            return Ok(body);
        }
        self.conditional(start, body, d)
    }

    /// `a if b else c if d else …`, from the first `if` on: collected by a loop, then nested from the right.
    fn conditional(&mut self, start: Token, body: Expr, mut d: u32) -> Result<Expr> {
        let mut open: Vec<(Token, Expr, Expr)> = Vec::new();
        let (mut start, mut body) = (start, body);
        let mut orelse = loop {
            self.expect(Tok::If)?;
            let test = self.or_test(d + 1)?;
            self.expect(Tok::Else)?;
            open.push((start, body, test));
            d += 1;
            if self.at(Tok::Lambda) {
                break self.lambda(d + 1, false)?;
            }
            start = self.tok;
            body = self.or_test(d + 1)?;
            if !self.at(Tok::If) {
                break body;
            }
        };
        while let Some((start, body, test)) = open.pop() {
            let (test, body) = (Box::new(test), Box::new(body));
            orelse = at(start, ExprKind::IfExp { test, body, orelse: Box::new(orelse) });
        }
        Ok(orelse)
    }

    /// `old_test: or_test | old_lambdef`: no conditional, so that a comprehension's `if` is not taken for one.
    pub(super) fn old_test(&mut self, d: u32) -> Result<Expr> {
        if self.at(Tok::Lambda) { self.lambda(d + 1, true) } else { self.or_test(d + 1) }
    }

    /// `lambdef: 'lambda' [varargslist] ':' test`; `old` ones have an `old_test`.
    fn lambda(&mut self, d: u32, old: bool) -> Result<Expr> {
        self.check_depth(d)?;
        let start = self.tok;
        self.advance()?;
        let args = if self.at(Tok::Colon) { Default::default() } else { self.varargslist(d + 1, Tok::Colon)? };
        self.expect(Tok::Colon)?;
        let body = if old { self.old_test(d + 1)? } else { self.test(d + 1)? };
        Ok(at(start, ExprKind::Lambda(Box::new(Lambda { args, body }))))
    }

    /// `or_test: and_test ('or' and_test)*`
    pub(super) fn or_test(&mut self, d: u32) -> Result<Expr> {
        let start = self.tok;
        let first = self.and_test(d + 1)?;
        if !self.at(Tok::Or) {
            return Ok(first);
        }
        let mut values = vec![first];
        while self.accept(Tok::Or)? {
            values.push(self.and_test(d + 1)?);
        }
        Ok(at(start, ExprKind::BoolOp { op: BoolOp::Or, values }))
    }

    /// `and_test: not_test ('and' not_test)*`
    fn and_test(&mut self, d: u32) -> Result<Expr> {
        let start = self.tok;
        let first = self.not_test(d + 1)?;
        if !self.at(Tok::And) {
            return Ok(first);
        }
        let mut values = vec![first];
        while self.accept(Tok::And)? {
            values.push(self.not_test(d + 1)?);
        }
        Ok(at(start, ExprKind::BoolOp { op: BoolOp::And, values }))
    }

    /// `not_test: 'not' not_test | comparison`
    fn not_test(&mut self, mut d: u32) -> Result<Expr> {
        if !self.at(Tok::Not) {
            return self.comparison(d + 1);
        }
        let mut nots = Vec::new();
        while self.at(Tok::Not) {
            self.check_depth(d)?;
            nots.push(self.tok);
            self.advance()?;
            d += 1;
        }
        let mut operand = self.comparison(d + 1)?;
        for start in nots.into_iter().rev() {
            operand = at(start, ExprKind::UnaryOp { op: UnaryOp::Not, operand: Box::new(operand) });
        }
        Ok(operand)
    }

    /// `comparison: expr (comp_op expr)*`
    fn comparison(&mut self, d: u32) -> Result<Expr> {
        let start = self.tok;
        let clean = self.deferred.is_none();
        let left = self.expr(d + 1)?;
        let Some(op) = self.comp_op()? else { return Ok(left) };
        // CPython visits the left operand last.
        let left_error = if clean { self.deferred.take() } else { None };
        let mut rest = vec![(op, self.expr(d + 1)?)];
        while let Some(op) = self.comp_op()? {
            rest.push((op, self.expr(d + 1)?));
        }
        self.defer_all([left_error]);
        Ok(at(start, ExprKind::Compare { left: Box::new(left), rest }))
    }

    /// Reads a comparison operator, if one stands here.
    #[inline]
    fn comp_op(&mut self) -> Result<Option<CmpOp>> {
        let op = match self.tok.kind {
            Tok::Less => CmpOp::Lt,
            Tok::Greater => CmpOp::Gt,
            Tok::EqEqual => CmpOp::Eq,
            Tok::NotEqual => {
                if self.py3k && self.lexer.text_of(self.tok) == b"<>" {
                    let msg = "<> not supported in 3.x; use !=".to_string();
                    self.warnings.push(Warning { deprecation: true, msg, line: self.tok.line });
                }
                CmpOp::NotEq
            }
            Tok::LessEqual => CmpOp::LtE,
            Tok::GreaterEqual => CmpOp::GtE,
            Tok::In => CmpOp::In,
            Tok::Is => {
                self.advance()?;
                let not = self.accept(Tok::Not)?;
                return Ok(Some(if not { CmpOp::IsNot } else { CmpOp::Is }));
            }
            Tok::Not => {
                self.advance()?;
                self.expect(Tok::In)?;
                return Ok(Some(CmpOp::NotIn));
            }
            _ => return Ok(None),
        };
        self.advance()?;
        Ok(Some(op))
    }

    /// `expr` and the five levels below it, down to `factor`.
    pub(super) fn expr(&mut self, d: u32) -> Result<Expr> {
        self.operators(d + 6, 0)
    }

    /// Operands joined by operators of at least the given precedence; `d` is the depth of a factor.
    fn operators(&mut self, d: u32, lowest: u8) -> Result<Expr> {
        let start = self.tok;
        let mut left = self.factor(d)?;
        let mut previous = u8::MAX;
        while let Some((precedence, op)) = binary(self.tok.kind) {
            if precedence < lowest {
                break;
            }
            let place = if precedence == previous { self.tok } else { start };
            previous = precedence;
            self.advance()?;
            let right = self.operators(d, precedence + 1)?;
            left = at(place, ExprKind::BinOp { left: Box::new(left), op, right: Box::new(right) });
        }
        Ok(left)
    }

    /// `factor: ('+' | '-' | '~') factor | power`
    fn factor(&mut self, mut d: u32) -> Result<Expr> {
        if !matches!(self.tok.kind, Tok::Plus | Tok::Minus | Tok::Tilde) {
            return self.power(d + 1);
        }
        let mut signs = Vec::with_capacity(1);
        while let Tok::Plus | Tok::Minus | Tok::Tilde = self.tok.kind {
            self.check_depth(d)?;
            signs.push(self.tok);
            self.advance()?;
            d += 1;
        }
        let mut operand = if self.at(Tok::Number) && signs.last().is_some_and(|sign| sign.kind == Tok::Minus) {
            // A minus before a bare number belongs to it: else -sys.maxint - 1 would be a long.
            self.check_depth(d + 2)?;
            let token = self.tok;
            self.advance()?;
            let bare = !matches!(self.tok.kind, Tok::LPar | Tok::LSqb | Tok::Dot | Tok::DoubleStar);
            let value = literal::number(self.lexer.text_of(token), bare);
            if bare {
                // It stands at the sign.
                let place = signs.pop().unwrap_or(token);
                at(place, ExprKind::Num(value))
            } else {
                self.power_of(token, at(token, ExprKind::Num(value)), d + 1)?
            }
        } else {
            self.power(d + 1)?
        };
        for start in signs.into_iter().rev() {
            let op = match start.kind {
                Tok::Plus => UnaryOp::UAdd,
                Tok::Minus => UnaryOp::USub,
                _ => UnaryOp::Invert,
            };
            operand = at(start, ExprKind::UnaryOp { op, operand: Box::new(operand) });
        }
        Ok(operand)
    }

    /// `power: atom trailer* ['**' factor]`
    fn power(&mut self, d: u32) -> Result<Expr> {
        let start = self.tok;
        let atom = self.atom(d + 1)?;
        self.power_of(start, atom, d)
    }

    fn power_of(&mut self, start: Token, atom: Expr, d: u32) -> Result<Expr> {
        let mut left = atom;
        while let Tok::Dot | Tok::LPar | Tok::LSqb = self.tok.kind {
            left = self.trailer(left, d + 1)?;
        }
        if !self.at(Tok::DoubleStar) {
            return Ok(left);
        }
        self.advance()?;
        let right = self.factor(d + 1)?;
        Ok(at(start, ExprKind::BinOp { left: Box::new(left), op: Operator::Pow, right: Box::new(right) }))
    }
}
