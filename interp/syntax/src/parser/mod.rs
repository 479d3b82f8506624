//! Tokens to the tree: recursive descent over the grammar of 2.7, with one token of lookahead.
//!
//! CPython parses in two passes: a table-driven LL(1) pass builds a concrete tree, a second one the abstract tree.
//! Here one pass does both, and three things are arranged so that nobody can tell:
//!
//! * *Errors of the second pass* (`can't assign to literal`, bad escapes) are reported only if the whole source
//!   parses. They are kept in [`Parser::deferred`], the first one in the order in which CPython visits the
//!   tree. That order is the source's except in a few statements, which say so.
//! * *The depth of CPython's parser stack* (1500 entries, one for each open nonterminal) is the limit on nesting. Each
//!   method for a nonterminal is given its depth `d`; only leaves and recursions check it, since a chain of
//!   nonterminals is always entered down to its leaf. Recursion here is thereby bounded too.
//! * *`unicode_literals`* holds for the literals before the statement as well: seeing it after a literal restarts
//!   the parse.
//!
//! Loops build what may be long: operators, trailers, statements, `elif`, conditional expressions.
//!
//! Source: the full grammar specification of the 2.7 language reference; positions as `ast` shows them.

mod argument;
mod atom;
mod compound;
mod expression;
mod import;
pub mod literal;
mod statement;
mod target;

use crate::ast::{Expr, ExprKind, Mod, Name, Stmt, StmtKind};
use crate::error::{ErrorKind, Result, SyntaxError};
use crate::future::Features;
use crate::lexer::{Lexer, LexerOptions, TabCheck, Tok, Token};
use crate::scopes::Warning;
use crate::source::{self, Codecs, NoCodecs, Origin};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// CPython's `MAXSTACK`.
const MAX_DEPTH: u32 = 1500;

/// The start symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Exec,
    Eval,
    /// One interactive statement. What follows it is not read.
    Single,
}

/// How to parse. `Options::new` gives what `compile(str, …)` does.
pub struct Options<'a> {
    pub mode: Mode,
    pub origin: Origin,
    /// Appears in one error text only.
    pub filename: &'a str,
    /// Future features in force from outside.
    pub features: Features,
    /// `PyCF_DONT_IMPLY_DEDENT`.
    pub dont_imply_dedent: bool,
    /// The source is what has been typed so far: an empty line ends a block, and an error's `incomplete` tells
    /// that more lines may make it whole.
    pub interactive: bool,
    pub tab_check: TabCheck,
    /// Warn about what Python 3 does differently.
    pub py3k: bool,
    pub codecs: &'a dyn Codecs,
}

impl<'a> Options<'a> {
    pub fn new(mode: Mode) -> Options<'a> {
        Options {
            mode,
            origin: Origin::Str,
            filename: "<string>",
            features: Features::NONE,
            dont_imply_dedent: false,
            interactive: false,
            tab_check: TabCheck::Ignore,
            py3k: false,
            codecs: &NoCodecs,
        }
    }
}

/// A tree and what was learned on the way.
#[derive(Debug)]
pub struct Parsed {
    pub module: Mod,
    /// `options.features` and those that the source switched on for the parser.
    pub features: Features,
    /// Declared by cookie or byte order mark.
    pub encoding: Option<String>,
    /// Under [`TabCheck::Warn`]: to be written is `<file>: inconsistent use of tabs and spaces in indentation`.
    pub tab_warning: bool,
    /// What [`Options::py3k`] asked for, in the order of the source.
    pub warnings: Vec<Warning>,
}

/// Parses a source.
///
/// Raises `SyntaxError` and its kin; `MemoryError` when nested too deeply (its `msg` is what CPython writes to
/// stderr, the exception has no arguments); `ValueError` for a bad `\x` in a byte string.
pub fn parse(source: &[u8], options: &Options<'_>) -> Result<Parsed> {
    let exec = options.mode == Mode::Exec;
    let source = source::read(source, options.origin, options.filename, exec, options.codecs)?;
    let declared = source.declared;
    let encoding = source.encoding.name().filter(|_| declared).map(str::to_owned);
    let lexer_options = LexerOptions {
        tab_check: options.tab_check,
        dont_imply_dedent: options.dont_imply_dedent,
        interactive: options.interactive,
    };
    let mut parser = Parser::new(Lexer::new(source, lexer_options), options);
    let mut result = parser.source(options.mode);
    if parser.restart {
        parser.begin_again();
        result = parser.source(options.mode);
    }
    let warnings = std::mem::take(&mut parser.warnings);
    let module = result.map_err(|error| show_in_encoding(error, encoding.as_deref(), options.codecs))?;
    if options.origin == Origin::Unicode && declared {
        let msg = "encoding declaration in Unicode string";
        return Err(SyntaxError::at_line(msg, 0));
    }
    if let Some(mut error) = parser.deferred.take() {
        error.warnings = warnings;
        return Err(error);
    }
    Ok(Parsed { module, features: parser.features, encoding, tab_warning: parser.lexer.tab_warning, warnings })
}

/// An error's line is shown in the encoding that the source declares, and the offset counts its bytes.
fn show_in_encoding(mut error: Box<SyntaxError>, encoding: Option<&str>, codecs: &dyn Codecs) -> Box<SyntaxError> {
    if let (Some(name), Some(text), Some(offset)) = (encoding, &error.text, error.offset) {
        // The offset is one past the last byte of a token, which is ASCII as a rule.
        if offset > 1
            && let Some(head) = text.get(..offset as usize - 1)
        {
            error.offset = Some(source::shown(codecs, name, head).len() as u32 + 1);
        }
        error.text = Some(source::shown(codecs, name, text));
    }
    error
}

/// Multiplies and rotates: names are short, and nobody attacks his own compiler's table of them.
#[derive(Default)]
struct NameHasher(u64);

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

struct Parser<'a> {
    lexer: Lexer,
    tok: Token,
    names: HashMap<Name, (), BuildHasherDefault<NameHasher>>,
    features: Features,
    outer_features: Features,
    codecs: &'a dyn Codecs,
    /// The error to report if the rest of the source parses.
    deferred: Option<Box<SyntaxError>>,
    py3k: bool,
    warnings: Vec<Warning>,
    /// A string literal has been read as a byte string for want of a prefix.
    plain_literal_seen: bool,
    /// The parse was given up, to begin again with `unicode_literals`.
    restart: bool,
}

impl<'a> Parser<'a> {
    fn new(lexer: Lexer, options: &Options<'a>) -> Parser<'a> {
        let tok = Token { kind: Tok::EndMarker, start: 0, end: 0, line: 0, col: -1 };
        let mut parser = Parser {
            lexer,
            tok,
            names: HashMap::default(),
            features: options.features,
            outer_features: options.features,
            codecs: options.codecs,
            deferred: None,
            py3k: options.py3k,
            warnings: Vec::new(),
            plain_literal_seen: false,
            restart: false,
        };
        parser.lexer.print_is_name = parser.features.contains(Features::PRINT_FUNCTION);
        parser
    }

    fn begin_again(&mut self) {
        self.lexer.rewind();
        self.features = self.outer_features;
        self.features.insert(Features::UNICODE_LITERALS);
        self.lexer.print_is_name = self.features.contains(Features::PRINT_FUNCTION);
        self.deferred = None;
        self.warnings.clear();
        self.restart = false;
    }

    fn source(&mut self, mode: Mode) -> Result<Mod> {
        self.advance()?;
        match mode {
            Mode::Exec => {
                let mut body = Vec::new();
                while self.tok.kind != Tok::EndMarker {
                    if self.tok.kind == Tok::Newline {
                        self.advance()?;
                    } else {
                        self.stmt(&mut body, 2)?;
                    }
                }
                Ok(Mod::Module(body))
            }
            Mode::Eval => {
                let expr = self.testlist(2)?;
                while self.tok.kind == Tok::Newline {
                    self.advance()?;
                }
                if self.tok.kind != Tok::EndMarker {
                    return Err(self.refuse());
                }
                Ok(Mod::Expression(Box::new(expr)))
            }
            Mode::Single => {
                let mut body = Vec::new();
                if self.tok.kind == Tok::Newline {
                    body.push(Stmt { kind: StmtKind::Pass, line: self.tok.line, col: self.tok.col });
                } else if self.at_compound() {
                    body.push(self.compound_stmt(2)?);
                    if self.tok.kind != Tok::Newline {
                        return Err(self.refuse());
                    }
                } else {
                    self.simple_stmt(&mut body, 2)?;
                }
                Ok(Mod::Interactive(body))
            }
        }
    }

    #[inline]
    fn advance(&mut self) -> Result<()> {
        self.tok = self.lexer.token()?;
        Ok(())
    }

    #[inline]
    fn at(&self, kind: Tok) -> bool {
        self.tok.kind == kind
    }

    /// Skips the current token if it is of this kind.
    #[inline]
    fn accept(&mut self, kind: Tok) -> Result<bool> {
        if self.tok.kind != kind {
            return Ok(false);
        }
        self.advance()?;
        Ok(true)
    }

    #[inline]
    fn expect(&mut self, kind: Tok) -> Result<()> {
        if self.tok.kind != kind {
            return Err(self.refuse());
        }
        self.advance()
    }

    /// The error for a current token that the grammar does not allow here.
    #[cold]
    fn refuse(&self) -> Box<SyntaxError> {
        self.lexer.refuse(self.tok, false)
    }

    /// Checks that CPython's parser stack has room for `d` entries.
    #[inline]
    fn check_depth(&self, d: u32) -> Result<()> {
        if d > MAX_DEPTH {
            return Err(self.too_deep());
        }
        Ok(())
    }

    #[cold]
    fn too_deep(&self) -> Box<SyntaxError> {
        let error = self.lexer.refuse(self.tok, false);
        if error.msg == "unexpected EOF while parsing" {
            // CPython blames the end of a one-line input for any failure there.
            return error;
        }
        SyntaxError::other(ErrorKind::MemoryError, "s_push: parser stack overflow")
    }

    /// Notes an error of the tree, unless one that comes first is known.
    #[cold]
    fn defer(&mut self, line: u32, msg: impl Into<String>) {
        if self.deferred.is_none() {
            self.deferred = Some(SyntaxError::at_line(msg, line));
        }
    }

    /// Runs a part of the parse whose errors come, in CPython's order, at another place: returns them apart.
    fn apart<T>(&mut self, part: impl FnOnce(&mut Self) -> Result<T>) -> Result<(T, Option<Box<SyntaxError>>)> {
        let before = self.deferred.take();
        let value = part(self)?;
        Ok((value, std::mem::replace(&mut self.deferred, before)))
    }

    /// Notes what [`Parser::apart`] returned, at the place where it belongs.
    fn defer_all(&mut self, errors: impl IntoIterator<Item = Option<Box<SyntaxError>>>) {
        if self.deferred.is_none() {
            self.deferred = errors.into_iter().flatten().next();
        }
    }

    /// The current token, a word, as a shared name.
    fn intern(&mut self, token: Token) -> Name {
        // Words are ASCII.
        let text = str::from_utf8(self.lexer.text_of(token)).unwrap_or("");
        if let Some((name, ())) = self.names.get_key_value(text) {
            return name.clone();
        }
        let name = Name::new(text);
        self.names.insert(name.clone(), ());
        name
    }

    /// A name where the grammar wants one.
    fn name(&mut self) -> Result<Name> {
        if self.tok.kind != Tok::Name {
            return Err(self.refuse());
        }
        let name = self.intern(self.tok);
        self.advance()?;
        Ok(name)
    }

    /// Defers an error if a name may not be bound.
    fn check_name(&mut self, name: &Name, line: u32) {
        if *name == "None" {
            self.defer(line, "cannot assign to None");
        } else if *name == "__debug__" {
            self.defer(line, "cannot assign to __debug__");
        } else if self.py3k {
            if *name == "True" || *name == "False" {
                self.warn(line, "assignment to True or False is forbidden in 3.x");
            } else if *name == "nonlocal" {
                self.warn(line, "nonlocal is a keyword in 3.x");
            }
        }
    }

    /// Notes a `SyntaxWarning` of [`Options::py3k`].
    #[cold]
    fn warn(&mut self, line: u32, msg: &str) {
        self.warnings.push(Warning { deprecation: false, msg: msg.to_string(), line });
    }
}

/// An expression at a token's position.
fn at(token: Token, kind: ExprKind) -> Expr {
    Expr { kind, line: token.line, col: token.col }
}
