//! Arguments of calls and parameters of functions.

use super::expression::starts_test;
use super::{Parser, Result, at};
use crate::ast::{Arguments, Call, Expr, ExprKind, Keyword, Name};
use crate::lexer::{Tok, Token};

/// What stands at a parameter's place: `x`, `(x)` or `(x, (y, z))`.
struct Fpdef {
    expr: Expr,
    /// A single name or tuple in redundant parentheses.
    parenthesized: bool,
}

impl Parser<'_> {
    /// The arguments of a call, from after `(` to after `)`.
    ///
    /// `arglist: (argument ',')* (argument [','] | '*' test (',' argument)* [',' '**' test] | '**' test)`
    pub(super) fn arguments(&mut self, func: Expr, d: u32) -> Result<Call> {
        let mut call = Call { func, args: Vec::new(), keywords: Vec::new(), starargs: None, kwargs: None };
        if self.accept(Tok::RPar)? {
            return Ok(call);
        }
        let line = self.tok.line;
        let mut generators = 0;
        let before = self.deferred.take();
        loop {
            match self.tok.kind {
                Tok::Star if call.starargs.is_none() => {
                    self.advance()?;
                    call.starargs = Some(self.test(d + 1)?);
                }
                Tok::DoubleStar => {
                    self.advance()?;
                    call.kwargs = Some(self.test(d + 1)?);
                    break;
                }
                kind if starts_test(kind) => self.argument(&mut call, &mut generators, d + 1)?,
                _ => return Err(self.refuse()),
            }
            if !self.accept(Tok::Comma)? {
                break;
            }
            if self.at(Tok::RPar) && call.starargs.is_none() {
                break;
            }
        }
        self.expect(Tok::RPar)?;
        // CPython counts before it looks at any argument.
        let count = call.args.len() + call.keywords.len();
        let miscounted = if generators > 0 && count > 1 {
            Some("Generator expression must be parenthesized if not sole argument")
        } else if count > 255 {
            Some("more than 255 arguments")
        } else {
            None
        };
        if let Some(msg) = miscounted {
            self.deferred = None;
            self.defer(line, msg);
        }
        if before.is_some() {
            self.deferred = before;
        }
        Ok(call)
    }

    /// `argument: test [comp_for] | test '=' test`
    fn argument(&mut self, call: &mut Call, generators: &mut usize, d: u32) -> Result<()> {
        let start = self.tok;
        let (mut value, error) = self.apart(|parser| parser.test(d + 1))?;
        match self.tok.kind {
            Tok::Equal => {
                self.defer_all([error]);
                self.advance()?;
                let arg = self.keyword_name(&value, call, start.line);
                let value = self.test(d + 1)?;
                call.keywords.push(Keyword { arg, value });
            }
            Tok::For => {
                self.defer_all([error]);
                let comprehensions = self.comp_for(d + 1)?;
                value = at(start, ExprKind::GeneratorExp { elt: Box::new(value), generators: comprehensions });
                *generators += 1;
                call.args.push(value);
            }
            _ => {
                if !call.keywords.is_empty() {
                    self.defer(start.line, "non-keyword arg after keyword arg");
                } else if call.starargs.is_some() {
                    self.defer(start.line, "only named arguments may follow *expression");
                }
                self.defer_all([error]);
                call.args.push(value);
            }
        }
        Ok(())
    }

    fn keyword_name(&mut self, left: &Expr, call: &Call, line: u32) -> Name {
        match &left.kind {
            ExprKind::Name(name) => {
                self.check_name(name, line);
                if call.keywords.iter().any(|keyword| keyword.arg == *name) {
                    self.defer(line, "keyword argument repeated");
                }
                return name.clone();
            }
            // f(lambda x: x[0] = 3): the assignment looks to be inside.
            ExprKind::Lambda(_) => self.defer(line, "lambda cannot contain assignment"),
            _ => self.defer(line, "keyword can't be an expression"),
        }
        Name::new("")
    }

    /// `parameters: '(' [varargslist] ')'`
    pub(super) fn parameters(&mut self, d: u32) -> Result<Arguments> {
        self.expect(Tok::LPar)?;
        let arguments = if self.at(Tok::RPar) { Arguments::default() } else { self.varargslist(d + 1, Tok::RPar)? };
        self.expect(Tok::RPar)?;
        Ok(arguments)
    }

    /// `varargslist: ((fpdef ['=' test] ',')* ('*' NAME [',' '**' NAME] | '**' NAME) |
    /// fpdef ['=' test] (',' fpdef ['=' test])* [','])`, up to the token `end`.
    pub(super) fn varargslist(&mut self, d: u32, end: Tok) -> Result<Arguments> {
        let line = self.tok.line;
        let mut arguments = Arguments::default();
        loop {
            match self.tok.kind {
                Tok::Star => {
                    self.advance()?;
                    arguments.vararg = Some(self.bound_name()?);
                    if self.accept(Tok::Comma)? {
                        self.expect(Tok::DoubleStar)?;
                        arguments.kwarg = Some(self.bound_name()?);
                    }
                    return Ok(arguments);
                }
                Tok::DoubleStar => {
                    self.advance()?;
                    arguments.kwarg = Some(self.bound_name()?);
                    return Ok(arguments);
                }
                _ => self.parameter(&mut arguments, d + 1, line)?,
            }
            if !self.accept(Tok::Comma)? || self.at(end) {
                return Ok(arguments);
            }
        }
    }

    /// The name after `*` or `**`.
    fn bound_name(&mut self) -> Result<Name> {
        let line = self.tok.line;
        let name = self.name()?;
        self.check_name(&name, line);
        Ok(name)
    }

    /// `fpdef ['=' test]`. CPython looks at the default first, then at the names.
    fn parameter(&mut self, arguments: &mut Arguments, d: u32, line: u32) -> Result<()> {
        let (fpdef, error) = self.apart(|parser| parser.fpdef(d))?;
        if self.accept(Tok::Equal)? {
            // The default belongs to the list, one level up.
            let default = self.test(d)?;
            arguments.defaults.push(default);
            if fpdef.parenthesized {
                self.defer(line, "parenthesized arg with default");
            }
        } else if !arguments.defaults.is_empty() {
            self.defer(line, "non-default argument follows default argument");
        }
        self.defer_all([error]);
        if let ExprKind::Name(name) = &fpdef.expr.kind {
            self.check_name(name, line);
            if self.py3k && fpdef.parenthesized {
                self.warn(fpdef.expr.line, "parenthesized argument names are invalid in 3.x");
            }
        } else if self.py3k {
            self.warn(fpdef.expr.line, "tuple parameter unpacking has been removed in 3.x");
        }
        arguments.args.push(fpdef.expr);
        Ok(())
    }

    /// `fpdef: NAME | '(' fplist ')'`. A name's own check is its owner's.
    fn fpdef(&mut self, d: u32) -> Result<Fpdef> {
        let start = self.tok;
        match start.kind {
            Tok::Name => {
                self.check_depth(d)?;
                let name = self.intern(start);
                self.advance()?;
                Ok(Fpdef { expr: at(start, ExprKind::Name(name)), parenthesized: false })
            }
            Tok::LPar => {
                self.check_depth(d)?;
                self.advance()?;
                let start = self.tok;
                let first = self.fpdef(d + 2)?;
                if self.accept(Tok::RPar)? {
                    return Ok(Fpdef { expr: first.expr, parenthesized: true });
                }
                let expr = self.fplist(start, first, d + 1)?;
                self.expect(Tok::RPar)?;
                Ok(Fpdef { expr, parenthesized: false })
            }
            _ => Err(self.refuse()),
        }
    }

    /// The rest of `fplist: fpdef (',' fpdef)* [',']` after its first element: a tuple.
    fn fplist(&mut self, start: Token, first: Fpdef, d: u32) -> Result<Expr> {
        let mut elts = Vec::new();
        let mut element = |parser: &mut Self, fpdef: Fpdef| {
            if let ExprKind::Name(name) = &fpdef.expr.kind {
                parser.check_name(name, start.line);
            }
            elts.push(fpdef.expr);
        };
        element(self, first);
        while self.accept(Tok::Comma)? {
            if !matches!(self.tok.kind, Tok::Name | Tok::LPar) {
                break;
            }
            let fpdef = self.fpdef(d + 1)?;
            element(self, fpdef);
        }
        Ok(at(start, ExprKind::Tuple(elts)))
    }
}
