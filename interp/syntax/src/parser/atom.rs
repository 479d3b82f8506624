//! Atoms (names, literals, displays, comprehensions), trailers (attributes, subscripts, calls) and `yield`.

use super::expression::starts_test;
use super::literal::{self, BadLiteral, Literals, Text};
use super::target::Use;
use super::{Parser, Result, at};
use crate::ast::{Comprehension, Expr, ExprKind, Slice};
use crate::error::{ErrorKind, SyntaxError};
use crate::future::Features;
use crate::lexer::{Tok, Token};

/// CPython cuts the text of a unicode error in a literal so as to fit its buffer.
const UNICODE_ERROR_LEN: usize = 127;

impl Parser<'_> {
    /// `atom: '(' [yield_expr | testlist_comp] ')' | '[' [listmaker] ']' | '{' [dictorsetmaker] '}' |
    /// '`' testlist1 '`' | NAME | NUMBER | STRING+`
    pub(super) fn atom(&mut self, d: u32) -> Result<Expr> {
        let start = self.tok;
        match start.kind {
            Tok::Name => {
                self.check_depth(d)?;
                let name = self.intern(start);
                self.advance()?;
                Ok(at(start, ExprKind::Name(name)))
            }
            Tok::Number => {
                self.check_depth(d)?;
                let value = literal::number(self.lexer.text_of(start), false);
                self.advance()?;
                Ok(at(start, ExprKind::Num(value)))
            }
            Tok::String => {
                self.check_depth(d)?;
                self.strings(start)
            }
            Tok::LPar => {
                self.check_depth(d)?;
                self.advance()?;
                self.parenthesized(start, d)
            }
            Tok::LSqb => {
                self.check_depth(d)?;
                self.advance()?;
                self.list(start, d)
            }
            Tok::LBrace => {
                self.check_depth(d)?;
                self.advance()?;
                self.dict_or_set(start, d)
            }
            Tok::Backquote => {
                self.check_depth(d)?;
                self.advance()?;
                let value = self.testlist1(d + 1)?;
                self.expect(Tok::Backquote)?;
                if self.py3k {
                    self.warn(start.line, "backquote not supported in 3.x; use repr()");
                }
                Ok(at(start, ExprKind::Repr(Box::new(value))))
            }
            _ => Err(self.refuse()),
        }
    }

    /// Adjacent string literals, joined.
    fn strings(&mut self, start: Token) -> Result<Expr> {
        let unicode = self.features.contains(Features::UNICODE_LITERALS);
        let mut value = Ok(Text::Bytes(Vec::new()));
        let mut first = true;
        while self.at(Tok::String) {
            let token = self.lexer.text_of(self.tok);
            if !unicode && matches!(token[0], b'\'' | b'"' | b'r' | b'R') {
                self.plain_literal_seen = true;
            }
            let foreign = matches!(token[0], b'b' | b'B') && !token.is_ascii();
            value = value.and_then(|left| {
                let literals = Literals { encoding: self.lexer.encoding(), codecs: self.codecs, unicode };
                let right = literals.string(token)?;
                if first { Ok(right) } else { left.join(right) }
            });
            first = false;
            if self.py3k && foreign {
                self.warn(self.tok.line, "non-ascii bytes literals not supported in 3.x");
            }
            self.advance()?;
        }
        let kind = match value {
            Ok(Text::Bytes(bytes)) => ExprKind::Str(bytes.into()),
            Ok(Text::Unicode(text)) => ExprKind::Unicode(text.into()),
            Err(bad) => {
                self.defer_bad_literal(bad, start.line);
                ExprKind::Str([].into())
            }
        };
        Ok(at(start, kind))
    }

    fn defer_bad_literal(&mut self, bad: BadLiteral, line: u32) {
        match bad {
            BadLiteral::Unicode(why) => {
                let mut msg = format!("(unicode error) {why}");
                while msg.len() > UNICODE_ERROR_LEN {
                    msg.pop();
                }
                self.defer(line, msg);
            }
            BadLiteral::Value(why) => {
                if self.deferred.is_none() {
                    self.deferred = Some(SyntaxError::other(ErrorKind::ValueError, why));
                }
            }
        }
    }

    /// What follows `(`. A tuple or generator stands at its first element.
    fn parenthesized(&mut self, open: Token, d: u32) -> Result<Expr> {
        let start = self.tok;
        let value = match start.kind {
            Tok::RPar => at(open, ExprKind::Tuple(Vec::new())),
            Tok::Yield => self.yield_expr(d + 1)?,
            _ => {
                let first = self.test(d + 2)?;
                match self.tok.kind {
                    Tok::For => {
                        let generators = self.comp_for(d + 2)?;
                        at(start, ExprKind::GeneratorExp { elt: Box::new(first), generators })
                    }
                    Tok::Comma => at(start, ExprKind::Tuple(self.more_tests(first, d + 1)?)),
                    _ => first,
                }
            }
        };
        self.expect(Tok::RPar)?;
        Ok(value)
    }

    fn list(&mut self, open: Token, d: u32) -> Result<Expr> {
        let start = self.tok;
        let value = if start.kind == Tok::RSqb {
            at(open, ExprKind::List(Vec::new()))
        } else {
            let first = self.test(d + 2)?;
            if self.at(Tok::For) {
                let generators = self.list_for(d + 2)?;
                at(start, ExprKind::ListComp { elt: Box::new(first), generators })
            } else {
                at(open, ExprKind::List(self.more_tests(first, d + 1)?))
            }
        };
        self.expect(Tok::RSqb)?;
        Ok(value)
    }

    /// `dictorsetmaker: (test ':' test (comp_for | (',' test ':' test)* [','])) | (test (comp_for | (',' test)* [',']))`
    fn dict_or_set(&mut self, open: Token, d: u32) -> Result<Expr> {
        let start = self.tok;
        let value = if start.kind == Tok::RBrace {
            at(open, ExprKind::Dict(Vec::new()))
        } else {
            let first = self.test(d + 2)?;
            match self.tok.kind {
                Tok::Colon => {
                    self.advance()?;
                    let value = self.test(d + 2)?;
                    if self.at(Tok::For) {
                        let generators = self.comp_for(d + 2)?;
                        let (key, value) = (Box::new(first), Box::new(value));
                        at(start, ExprKind::DictComp { key, value, generators })
                    } else {
                        at(open, ExprKind::Dict(self.more_items((first, value), d)?))
                    }
                }
                Tok::For => {
                    let generators = self.comp_for(d + 2)?;
                    at(start, ExprKind::SetComp { elt: Box::new(first), generators })
                }
                _ => at(open, ExprKind::Set(self.more_tests(first, d + 1)?)),
            }
        };
        self.expect(Tok::RBrace)?;
        Ok(value)
    }

    fn more_items(&mut self, first: (Expr, Expr), d: u32) -> Result<Vec<(Expr, Expr)>> {
        let mut items = vec![first];
        while self.accept(Tok::Comma)? {
            if !starts_test(self.tok.kind) {
                break;
            }
            let key = self.test(d + 2)?;
            self.expect(Tok::Colon)?;
            items.push((key, self.test(d + 2)?));
        }
        Ok(items)
    }

    /// `comp_for: 'for' exprlist 'in' or_test [comp_iter]`, each clause two deeper than the one before.
    pub(super) fn comp_for(&mut self, d: u32) -> Result<Vec<Comprehension>> {
        self.clauses(d, |parser, d| parser.or_test(d + 1))
    }

    /// `list_for: 'for' exprlist 'in' testlist_safe [list_iter]`
    fn list_for(&mut self, d: u32) -> Result<Vec<Comprehension>> {
        self.clauses(d, |parser, d| parser.testlist_safe(d + 1))
    }

    fn clauses(&mut self, mut d: u32, iter_of: impl Fn(&mut Self, u32) -> Result<Expr>) -> Result<Vec<Comprehension>> {
        let mut generators: Vec<Comprehension> = Vec::with_capacity(1);
        loop {
            match self.tok.kind {
                Tok::For => {
                    self.check_depth(d)?;
                    self.advance()?;
                    let target = self.for_target(d + 1)?;
                    self.expect(Tok::In)?;
                    let iter = iter_of(self, d)?;
                    generators.push(Comprehension { target, iter, ifs: Vec::new() });
                }
                Tok::If => {
                    self.check_depth(d)?;
                    self.advance()?;
                    let test = self.old_test(d + 1)?;
                    if let Some(last) = generators.last_mut() {
                        last.ifs.push(test);
                    }
                }
                _ => return Ok(generators),
            }
            d += 2;
        }
    }

    /// The targets of a `for`, checked. A tuple stands where its first element does.
    pub(super) fn for_target(&mut self, d: u32) -> Result<Expr> {
        let (elts, comma) = self.exprlist(d)?;
        let mut targets = Vec::with_capacity(elts.len());
        for (target, line) in elts {
            self.check_target(&target, Use::Store, line);
            targets.push(target);
        }
        if !comma && let Some(target) = targets.pop() {
            return Ok(target);
        }
        let (line, col) = targets.first().map_or((0, 0), |first| (first.line, first.col));
        Ok(Expr { kind: ExprKind::Tuple(targets), line, col })
    }

    /// `yield_expr: 'yield' [testlist]`
    pub(super) fn yield_expr(&mut self, d: u32) -> Result<Expr> {
        self.check_depth(d)?;
        let start = self.tok;
        self.advance()?;
        let value = if starts_test(self.tok.kind) { Some(Box::new(self.testlist(d + 1)?)) } else { None };
        Ok(at(start, ExprKind::Yield(value)))
    }

    /// `trailer: '(' [arglist] ')' | '[' subscriptlist ']' | '.' NAME`
    pub(super) fn trailer(&mut self, object: Expr, d: u32) -> Result<Expr> {
        self.check_depth(d)?;
        let (line, col) = (object.line, object.col);
        let opening = self.tok.kind;
        self.advance()?;
        let kind = match opening {
            Tok::Dot => ExprKind::Attribute { value: Box::new(object), attr: self.name()? },
            Tok::LPar => {
                let call = self.arguments(object, d + 1)?;
                ExprKind::Call(Box::new(call))
            }
            _ => {
                let slice = self.subscriptlist(d + 1)?;
                self.expect(Tok::RSqb)?;
                ExprKind::Subscript { value: Box::new(object), slice: Box::new(slice) }
            }
        };
        Ok(Expr { kind, line, col })
    }

    /// `subscriptlist: subscript (',' subscript)* [',']`
    fn subscriptlist(&mut self, d: u32) -> Result<Slice> {
        let start = self.tok;
        let first = self.subscript(d + 1)?;
        if !self.at(Tok::Comma) {
            return Ok(first);
        }
        let mut dims = vec![first];
        while self.accept(Tok::Comma)? {
            if !starts_test(self.tok.kind) && !matches!(self.tok.kind, Tok::Dot | Tok::Colon) {
                break;
            }
            dims.push(self.subscript(d + 1)?);
        }
        if !dims.iter().all(|dim| matches!(dim, Slice::Index(_))) {
            return Ok(Slice::ExtSlice(dims));
        }
        let elts = dims.into_iter().filter_map(|dim| match dim {
            Slice::Index(value) => Some(value),
            _ => None,
        });
        Ok(Slice::Index(at(start, ExprKind::Tuple(elts.collect()))))
    }

    /// `subscript: '.' '.' '.' | test | [test] ':' [test] [sliceop]`
    fn subscript(&mut self, d: u32) -> Result<Slice> {
        if self.accept(Tok::Dot)? {
            self.expect(Tok::Dot)?;
            self.expect(Tok::Dot)?;
            return Ok(Slice::Ellipsis);
        }
        let lower = if self.at(Tok::Colon) { None } else { Some(self.test(d + 1)?) };
        if !self.at(Tok::Colon) {
            if let Some(index) = lower {
                return Ok(Slice::Index(index));
            }
            return Err(self.refuse());
        }
        self.advance()?;
        let upper = if starts_test(self.tok.kind) { Some(self.test(d + 1)?) } else { None };
        let mut step = None;
        if self.at(Tok::Colon) {
            let colon = self.tok;
            self.advance()?;
            step = Some(if starts_test(self.tok.kind) {
                self.test(d + 2)?
            } else {
                // Tells x[::] from x[:], which goes to `__getslice__`.
                at(colon, ExprKind::Name("None".into()))
            });
        }
        Ok(Slice::Slice { lower, upper, step })
    }
}
