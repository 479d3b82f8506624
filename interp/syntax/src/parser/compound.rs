//! Compound statements. CPython builds the trees of some of them out of order, which shows in which of several
//! errors is reported: each such statement sorts its parts' errors by [`Parser::apart`].

use super::statement::stmt_at;
use super::target::Use;
use super::{Parser, Result, at};
use crate::ast::{ClassDef, ExceptHandler, Expr, ExprKind, FunctionDef, IfBranch, Stmt, StmtKind, WithItem};
use crate::error::SyntaxError;
use crate::lexer::Tok;

impl Parser<'_> {
    pub(super) fn at_compound(&self) -> bool {
        use Tok::{At, Class, Def, For, If, Try, While, With};
        matches!(self.tok.kind, If | While | For | Try | With | Def | Class | At)
    }

    /// `compound_stmt` at depth `d`; the statement proper is one deeper.
    pub(super) fn compound_stmt(&mut self, d: u32) -> Result<Stmt> {
        let start = self.tok;
        let kind = match start.kind {
            Tok::If => self.if_stmt(d + 1)?,
            Tok::While => self.while_stmt(d + 1)?,
            Tok::For => self.for_stmt(d + 1)?,
            Tok::Try => return self.try_stmt(d + 1),
            Tok::With => self.with_stmt(d + 1)?,
            Tok::Def => self.funcdef(Vec::new(), d + 1)?,
            Tok::Class => self.classdef(Vec::new(), d + 1)?,
            _ => self.decorated(d + 1)?,
        };
        Ok(stmt_at(start, kind))
    }

    /// `suite: simple_stmt | NEWLINE INDENT stmt+ DEDENT`
    fn suite(&mut self, d: u32) -> Result<Vec<Stmt>> {
        let mut body = Vec::new();
        if !self.at(Tok::Newline) {
            self.simple_stmt(&mut body, d + 1)?;
            self.advance()?;
            return Ok(body);
        }
        self.advance()?;
        if !self.at(Tok::Indent) {
            return Err(self.lexer.refuse(self.tok, true));
        }
        self.advance()?;
        while !self.at(Tok::Dedent) || body.is_empty() {
            self.stmt(&mut body, d + 1)?;
        }
        self.advance()?;
        Ok(body)
    }

    /// `':' suite`
    fn colon_suite(&mut self, d: u32) -> Result<Vec<Stmt>> {
        self.expect(Tok::Colon)?;
        self.suite(d)
    }

    /// `['else' ':' suite]`, its errors apart.
    fn else_suite(&mut self, d: u32) -> Result<(Vec<Stmt>, Option<Box<SyntaxError>>)> {
        if !self.accept(Tok::Else)? {
            return Ok((Vec::new(), None));
        }
        self.apart(|parser| parser.colon_suite(d))
    }

    /// `if_stmt: 'if' test ':' suite ('elif' test ':' suite)* ['else' ':' suite]`.
    /// Visited from the last `elif` (with the `else`) back to the first, then the `if`.
    fn if_stmt(&mut self, d: u32) -> Result<StmtKind> {
        let (mut line, mut col) = (self.tok.line, self.tok.col);
        let mut branches = Vec::with_capacity(1);
        let mut error = None;
        loop {
            self.advance()?;
            if !branches.is_empty() {
                (line, col) = (self.tok.line, self.tok.col);
            }
            let (branch, branch_error) = self.apart(|parser| {
                let test = parser.test(d + 1)?;
                let body = parser.colon_suite(d + 1)?;
                Ok(IfBranch { test, body, line, col })
            })?;
            branches.push(branch);
            let last = !self.at(Tok::Elif);
            let (orelse, else_error) = if last { self.else_suite(d + 1)? } else { (Vec::new(), None) };
            error = branch_error.or(else_error).or(error);
            if last {
                self.defer_all([error]);
                return Ok(StmtKind::If { branches, orelse });
            }
        }
    }

    /// `while_stmt: 'while' test ':' suite ['else' ':' suite]`
    fn while_stmt(&mut self, d: u32) -> Result<StmtKind> {
        self.advance()?;
        let test = Box::new(self.test(d + 1)?);
        let body = self.colon_suite(d + 1)?;
        let (orelse, error) = self.else_suite(d + 1)?;
        self.defer_all([error]);
        Ok(StmtKind::While { test, body, orelse })
    }

    /// `for_stmt: 'for' exprlist 'in' testlist ':' suite ['else' ':' suite]`. The `else` is visited first.
    fn for_stmt(&mut self, d: u32) -> Result<StmtKind> {
        self.advance()?;
        let ((target, iter, body), error) = self.apart(|parser| {
            let target = Box::new(parser.for_target(d + 1)?);
            parser.expect(Tok::In)?;
            let iter = Box::new(parser.testlist(d + 1)?);
            Ok((target, iter, parser.colon_suite(d + 1)?))
        })?;
        let (orelse, else_error) = self.else_suite(d + 1)?;
        self.defer_all([else_error, error]);
        Ok(StmtKind::For { target, iter, body, orelse })
    }

    /// `try_stmt: 'try' ':' suite ((except_clause ':' suite)+ ['else' ':' suite] ['finally' ':' suite] |
    /// 'finally' ':' suite)`. The handlers are visited last.
    fn try_stmt(&mut self, d: u32) -> Result<Stmt> {
        let start = self.tok;
        self.advance()?;
        let mut body = self.colon_suite(d + 1)?;
        if !matches!(self.tok.kind, Tok::Except | Tok::Finally) {
            return Err(self.refuse());
        }
        let (handlers, error) = self.apart(|parser| {
            let mut handlers = Vec::new();
            while parser.at(Tok::Except) {
                handlers.push(parser.except_clause(d + 1)?);
            }
            Ok(handlers)
        })?;
        if !handlers.is_empty() {
            let (orelse, else_error) = self.else_suite(d + 1)?;
            self.defer_all([else_error]);
            body = vec![stmt_at(start, StmtKind::TryExcept { body, handlers, orelse })];
        }
        if self.accept(Tok::Finally)? {
            let finalbody = self.colon_suite(d + 1)?;
            self.defer_all([error]);
            return Ok(stmt_at(start, StmtKind::TryFinally { body, finalbody }));
        }
        self.defer_all([error]);
        match body.pop() {
            Some(stmt) => Ok(stmt),
            None => Err(self.refuse()),
        }
    }

    /// `except_clause: 'except' [test [('as' | ',') test]]` and its suite. The target is visited first.
    fn except_clause(&mut self, d: u32) -> Result<ExceptHandler> {
        let start = self.tok;
        self.advance()?;
        let (mut exception, mut name, mut error) = (None, None, None);
        if !self.at(Tok::Colon) {
            let (value, value_error) = self.apart(|parser| parser.test(d + 1))?;
            (exception, error) = (Some(value), value_error);
            if matches!(self.tok.kind, Tok::As | Tok::Comma) {
                self.advance()?;
                let line = self.tok.line;
                let target = self.test(d + 1)?;
                self.check_target(&target, Use::Store, line);
                name = Some(target);
            }
        }
        self.defer_all([error]);
        let body = self.colon_suite(d)?;
        Ok(ExceptHandler { exception, name, body, line: start.line, col: start.col })
    }

    /// `with_stmt: 'with' with_item (',' with_item)* ':' suite`. Visited from the end: the suite, the last
    /// item, … the first.
    fn with_stmt(&mut self, d: u32) -> Result<StmtKind> {
        self.advance()?;
        let (mut items, mut error) = (Vec::with_capacity(1), None);
        loop {
            let (item, item_error) = self.apart(|parser| parser.with_item(d + 1))?;
            items.push(item);
            error = item_error.or(error);
            if !self.accept(Tok::Comma)? {
                break;
            }
        }
        let body = self.colon_suite(d + 1)?;
        self.defer_all([error]);
        Ok(StmtKind::With { items, body })
    }

    /// `with_item: test ['as' expr]`
    fn with_item(&mut self, d: u32) -> Result<WithItem> {
        let (line, col) = (self.tok.line, self.tok.col);
        let context_expr = self.test(d + 1)?;
        let mut optional_vars = None;
        if self.accept(Tok::As)? {
            let target = self.expr(d + 1)?;
            self.check_target(&target, Use::Store, line);
            optional_vars = Some(target);
        }
        Ok(WithItem { context_expr, optional_vars, line, col })
    }

    /// `funcdef: 'def' NAME parameters ':' suite`
    fn funcdef(&mut self, decorators: Vec<Expr>, d: u32) -> Result<StmtKind> {
        self.advance()?;
        let line = self.tok.line;
        let name = self.name()?;
        self.check_name(&name, line);
        let args = self.parameters(d + 1)?;
        let body = self.colon_suite(d + 1)?;
        Ok(StmtKind::FunctionDef(Box::new(FunctionDef { name, args, body, decorators })))
    }

    /// `classdef: 'class' NAME ['(' [testlist] ')'] ':' suite`
    fn classdef(&mut self, decorators: Vec<Expr>, d: u32) -> Result<StmtKind> {
        let line = self.tok.line;
        self.advance()?;
        let name = self.name()?;
        self.check_name(&name, line);
        let mut bases = Vec::new();
        if self.accept(Tok::LPar)? {
            if !self.at(Tok::RPar) {
                let first = self.test(d + 2)?;
                bases = self.more_tests(first, d + 1)?;
            }
            self.expect(Tok::RPar)?;
        }
        let body = self.colon_suite(d + 1)?;
        Ok(StmtKind::ClassDef(Box::new(ClassDef { name, bases, body, decorators })))
    }

    /// `decorated: ('@' dotted_name ['(' [arglist] ')'] NEWLINE)+ (classdef | funcdef)`
    fn decorated(&mut self, d: u32) -> Result<StmtKind> {
        let mut decorators = Vec::with_capacity(1);
        while self.at(Tok::At) {
            decorators.push(self.decorator(d + 2)?);
        }
        match self.tok.kind {
            Tok::Def => self.funcdef(decorators, d + 1),
            Tok::Class => self.classdef(decorators, d + 1),
            _ => Err(self.refuse()),
        }
    }

    fn decorator(&mut self, d: u32) -> Result<Expr> {
        self.advance()?;
        let start = self.tok;
        let mut value = at(start, ExprKind::Name(self.name()?));
        while self.accept(Tok::Dot)? {
            let attr = self.name()?;
            value = at(start, ExprKind::Attribute { value: Box::new(value), attr });
        }
        if self.accept(Tok::LPar)? {
            let call = self.arguments(value, d + 1)?;
            value = at(start, ExprKind::Call(Box::new(call)));
        }
        self.expect(Tok::Newline)?;
        Ok(value)
    }
}
