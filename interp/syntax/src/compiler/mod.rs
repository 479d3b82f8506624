//! Code generation: tree to register bytecode.
//!
//! `scopes` has already said what names mean. `unit` is the code object under construction: registers, known state,
//! emission. `expr`, `condition`, `call`, `assign`, `names`, `stmt`, `blocks` and `function` compile the node kinds;
//! `fold` evaluates constants.
//!
//! Expressions. `expr(e, want)` leaves the value where `want` says and returns that register. `Want::Any`: locals are
//! used in place, other values are pushed. `Want::Push`: always a new temporary, the one that `top` names on entry.
//! `Want::To`: into a named local. An instruction writes its destination last, and whatever takes several steps works
//! in temporaries, so a local keeps its old value until the expression has succeeded. Every temporary between the
//! `top` on entry and the current one holds a value when a subexpression is compiled, but for call windows and slice
//! bounds; past `DENSE` these too are avoided, so that at `SPILL` all of them can be packed into a list.
//!
//! Evaluation order is CPython 2.7's (a dict display evaluates values before keys, `a[i] = v` evaluates `v` first).
//! Lines too: within a statement they only grow.
//!
//! Nothing here looks at what a program can change at run time: `None` is the only name that is a constant.

mod assign;
mod blocks;
mod call;
mod condition;
mod expr;
mod fold;
mod function;
mod names;
mod stmt;
#[cfg(test)]
mod tests;
mod unit;

use crate::ast::{Expr, ExprKind, Mod, Name, Stmt, StmtKind};
use crate::error::{ErrorKind, Result, SyntaxError};
use crate::future::{self, Features, Future};
use crate::lexer::TabCheck;
use crate::parser;
pub use crate::parser::Mode;
pub use crate::scopes::Warning;
use crate::scopes::{self, MAX_DEPTH, Scopes, too_deep};
use crate::source::{Codecs, NoCodecs, Origin};
use bytecode::{Body, Const, Op};
use std::rc::Rc;
use unit::Unit;

/// Temporaries from this register on are kept dense; see above.
const DENSE: u16 = 150;
/// At this register they are packed.
const SPILL: u16 = 200;

#[derive(Clone, Debug)]
pub struct CompileOptions {
    pub filename: bytecode::Name,
    /// Features inherited from the compiling code.
    pub flags: Features,
    /// 0; 1 for -O: no asserts, `__debug__` is false; 2 for -OO: no docstrings either.
    pub optimize: u8,
    pub mode: Mode,
    /// The code runs as a module: its locals are its globals, so names get caches. False for `exec`, `eval`, `compile`.
    pub module_scope: bool,
    pub origin: Origin,
    pub tab_check: TabCheck,
    /// `PyCF_DONT_IMPLY_DEDENT`.
    pub dont_imply_dedent: bool,
    /// Warn about what Python 3 does differently.
    pub py3k: bool,
}

impl CompileOptions {
    pub fn new(filename: &str, mode: Mode) -> CompileOptions {
        let filename = Rc::from(filename.as_bytes());
        CompileOptions {
            filename,
            flags: Features::NONE,
            optimize: 0,
            mode,
            module_scope: false,
            origin: Origin::File,
            tab_check: TabCheck::Ignore,
            dont_imply_dedent: false,
            py3k: false,
        }
    }
}

/// Where an expression's value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    Any,
    Push,
    To(u8),
}

struct Compiler<'a> {
    scopes: &'a Scopes,
    options: &'a CompileOptions,
    future: Future,
    features: u32,
    warnings: Vec<Warning>,
    depth: u32,
    /// Statements of the outermost block print their values.
    interactive: bool,
    /// For mangling.
    class: Option<Name>,
    u: Unit<'a>,
}

/// Compiles a tree. Warnings are given in the order CPython issues them; all are `SyntaxWarning`s.
pub fn compile(module: &Mod, options: &CompileOptions) -> Result<(Body, Vec<Warning>)> {
    let future = future::scan(module)?;
    let scopes = scopes::analyze(module)?;
    let features = (options.flags.0 | future.features.0) & Features::MASK.0;
    let u = Unit::new(&scopes.blocks[0], "<module>", &options.filename, 0, 0, options.module_scope)?;
    let warnings = scopes.warnings.clone();
    let interactive = matches!(module, Mod::Interactive(_));
    let mut c = Compiler { scopes: &scopes, options, future, features, warnings, depth: 0, interactive, class: None, u };
    match module {
        Mod::Expression(expr) => {
            let r = c.expr(expr, Want::Any)?;
            c.u.emit_end(Op::RETURN, r, 0, 0);
        }
        Mod::Interactive(body) => {
            c.statements(body)?;
        }
        Mod::Module(body) | Mod::Suite(body) => {
            let body = c.documented(body)?;
            c.statements(body)?;
        }
    }
    if c.u.flow.is_some() {
        c.u.restore_exc();
        c.u.return_const(Const::None);
    }
    c.u.asm.body.flags = features | c.closure_flags();
    let warnings = std::mem::take(&mut c.warnings);
    let mut body = c.u.finish()?;
    body.first_line = body.lines.first().map_or(1, |row| row.line);
    Ok((body, warnings))
}

/// Parses and compiles a source that needs no codecs but those built in.
pub fn compile_source(source: &[u8], options: &CompileOptions) -> Result<(Body, Vec<Warning>)> {
    let compiled = compile_source_with(source, options, &NoCodecs)?;
    Ok((compiled.body, compiled.warnings))
}

/// What comes of a source.
pub struct Compiled {
    pub body: Body,
    pub warnings: Vec<Warning>,
    /// See `parser::Parsed`.
    pub tab_warning: bool,
}

/// Parses and compiles a source of bytes.
pub fn compile_source_with(source: &[u8], options: &CompileOptions, codecs: &dyn Codecs) -> Result<Compiled> {
    let filename = String::from_utf8_lossy(&options.filename);
    let parse = parser::Options {
        filename: &filename,
        features: options.flags,
        origin: options.origin,
        tab_check: options.tab_check,
        dont_imply_dedent: options.dont_imply_dedent,
        py3k: options.py3k,
        codecs,
        ..parser::Options::new(options.mode)
    };
    let parsed = parser::parse(source, &parse)?;
    let mut warnings = parsed.warnings;
    match compile(&parsed.module, options) {
        Ok((body, more)) => {
            warnings.extend(more);
            Ok(Compiled { body, warnings, tab_warning: parsed.tab_warning })
        }
        Err(mut error) => {
            error.warnings.splice(0..0, warnings);
            Err(error)
        }
    }
}

/// The docstring of a body that starts with one.
fn docstring(body: &[Stmt]) -> Option<&Expr> {
    match body.first() {
        Some(Stmt { kind: StmtKind::Expr(value), .. }) if matches!(value.kind, ExprKind::Str(_) | ExprKind::Unicode(_)) => {
            Some(value)
        }
        _ => None,
    }
}

impl Compiler<'_> {
    fn deeper(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(too_deep()) } else { Ok(()) }
    }

    /// A SyntaxError where the compiler stands.
    fn error<T>(&self, msg: impl Into<String>) -> Result<T> {
        Err(SyntaxError::at_line(msg, self.u.line))
    }

    /// One without a line.
    fn error_nowhere<T>(&self, msg: impl Into<String>) -> Result<T> {
        Err(SyntaxError::other(ErrorKind::SyntaxError, msg))
    }

    fn closure_flags(&self) -> u32 {
        let body = &self.u.asm.body;
        let far = self.u.far.is_some();
        if body.freevars.is_empty() && body.cellvars.is_empty() && !far { bytecode::CO_NOFREE } else { 0 }
    }

    fn mangled(&self, name: &Name) -> Name {
        scopes::mangle(self.class.as_ref(), name)
    }

    /// Stores the docstring of a module or class; the statements after it.
    fn documented<'s>(&mut self, body: &'s [Stmt]) -> Result<&'s [Stmt]> {
        let Some(doc) = docstring(body) else { return Ok(body) };
        if self.options.optimize < 2 {
            self.u.line = body[0].line;
            let mark = self.u.top;
            let r = self.expr(doc, Want::Push)?;
            self.store_name(&Name::new("__doc__"), r)?;
            self.u.top = mark;
        }
        Ok(&body[1..])
    }
}
