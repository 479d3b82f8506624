//! Imports, and what `from __future__ import` does to the parser itself.

use super::{Parser, Result};
use crate::ast::{Alias, Name, StmtKind};
use crate::error::SyntaxError;
use crate::future::Features;
use crate::lexer::Tok;

impl Parser<'_> {
    /// `import_name: 'import' dotted_as_name (',' dotted_as_name)*`
    pub(super) fn import_name(&mut self, _d: u32) -> Result<StmtKind> {
        self.advance()?;
        let mut names = Vec::with_capacity(1);
        loop {
            let line = self.tok.line;
            let (name, dots) = self.dotted_name()?;
            let asname = self.as_name()?;
            // import None.x binds None too, but only a plain name is looked at.
            if asname.is_none() && dots == 0 {
                self.check_name(&name, line);
            }
            names.push(Alias { name, asname });
            if !self.accept(Tok::Comma)? {
                return Ok(StmtKind::Import(names));
            }
        }
    }

    /// `['as' NAME]`
    fn as_name(&mut self) -> Result<Option<Name>> {
        if !self.accept(Tok::As)? {
            return Ok(None);
        }
        let line = self.tok.line;
        let name = self.name()?;
        self.check_name(&name, line);
        Ok(Some(name))
    }

    /// `dotted_name: NAME ('.' NAME)*`, joined, and the number of its dots.
    pub(super) fn dotted_name(&mut self) -> Result<(Name, usize)> {
        let first = self.name()?;
        if !self.at(Tok::Dot) {
            return Ok((first, 0));
        }
        let mut joined = first.as_str().to_owned();
        let mut dots = 0;
        while self.accept(Tok::Dot)? {
            let part = self.name()?;
            joined.push('.');
            joined.push_str(&part);
            dots += 1;
        }
        Ok((Name::from(joined.as_str()), dots))
    }

    /// `import_from: 'from' ('.'* dotted_name | '.'+) 'import' ('*' | '(' import_as_names ')' | import_as_names)`
    pub(super) fn import_from(&mut self) -> Result<StmtKind> {
        self.advance()?;
        let (mut level, mut module, mut dots) = (0, None, 0);
        while self.accept(Tok::Dot)? {
            level += 1;
        }
        if level == 0 || !self.at(Tok::Import) {
            let (name, inner_dots) = self.dotted_name()?;
            (module, dots) = (Some(name), inner_dots);
        }
        self.expect(Tok::Import)?;
        if self.accept(Tok::Star)? {
            return Ok(StmtKind::ImportFrom { module, names: vec![Alias { name: "*".into(), asname: None }], level });
        }
        let parenthesized = self.accept(Tok::LPar)?;
        let line = self.tok.line;
        let ((names, trailing_comma), error) = self.apart(Self::import_as_names)?;
        if parenthesized {
            self.expect(Tok::RPar)?;
        } else if trailing_comma {
            self.defer(line, "trailing comma not allowed without surrounding parentheses");
        }
        self.defer_all([error]);
        // CPython recognises a future statement by its shape: a module of one name must be `__future__`, but a
        // dotted name, or one dot and no name, is let through.
        let is_future = match &module {
            Some(name) => level == 0 && (dots > 0 || *name == "__future__"),
            None => level == 1,
        };
        if is_future {
            self.heed_future(&names)?;
        }
        Ok(StmtKind::ImportFrom { module, names, level })
    }

    /// `import_as_name (',' import_as_name)* [',']`
    fn import_as_names(&mut self) -> Result<(Vec<Alias>, bool)> {
        let mut names = Vec::with_capacity(1);
        loop {
            let line = self.tok.line;
            let name = self.name()?;
            let asname = self.as_name()?;
            if asname.is_none() {
                self.check_name(&name, line);
            }
            names.push(Alias { name, asname });
            if !self.accept(Tok::Comma)? {
                return Ok((names, false));
            }
            if !self.at(Tok::Name) {
                return Ok((names, true));
            }
        }
    }

    /// Switches on those features that change the parse. The statement's end is the current token, so all later
    /// ones are read under the new rules.
    fn heed_future(&mut self, names: &[Alias]) -> Result<()> {
        for alias in names {
            match alias.name.as_str() {
                "with_statement" => self.features.insert(Features::WITH_STATEMENT),
                "print_function" => {
                    self.features.insert(Features::PRINT_FUNCTION);
                    self.lexer.print_is_name = true;
                }
                "unicode_literals" => {
                    if self.plain_literal_seen && !self.features.contains(Features::UNICODE_LITERALS) {
                        self.restart = true;
                        return Err(SyntaxError::at_line("begin again", 0));
                    }
                    self.features.insert(Features::UNICODE_LITERALS);
                }
                _ => {}
            }
        }
        Ok(())
    }
}
