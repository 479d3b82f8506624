//! Statements, except those with blocks and definitions.

use super::unit::Exit;
use super::{Compiler, Want, fold};
use crate::ast::*;
use crate::error::Result;
use crate::future;
use crate::scopes::{BlockKind, Warning, top_module};
use bytecode::{Const, Mark, Op};

impl Compiler<'_> {
    pub(super) fn statements(&mut self, body: &[Stmt]) -> Result<()> {
        for stmt in body {
            self.u.line = stmt.line;
            self.u.asm.mark_line(Mark::Statement);
            let mark = self.u.top;
            match &stmt.kind {
                StmtKind::Expr(value) if self.prints() => {
                    let r = self.value(value)?;
                    self.u.emit(Op::PRINT_EXPR, r, 0, 0);
                }
                _ => self.statement(stmt)?,
            }
            self.u.top = mark;
        }
        Ok(())
    }

    pub(super) fn block(&mut self, body: &[Stmt]) -> Result<()> {
        self.deeper()?;
        self.statements(body)?;
        self.depth -= 1;
        Ok(())
    }

    /// A block that something else than the next statement may follow: tracers hear of a last statement without
    /// instructions of its own.
    pub(super) fn arm(&mut self, body: &[Stmt]) -> Result<()> {
        self.block(body)?;
        if let Some(Stmt { kind: StmtKind::Pass | StmtKind::Global(_), .. }) = body.last() {
            self.u.emit(Op::NOP, 0, 0, 0);
        }
        Ok(())
    }

    /// Whether expression statements print their values: in interactive mode, but not in functions and classes.
    fn prints(&self) -> bool {
        self.interactive && self.u.block.kind == BlockKind::Module
    }

    fn statement(&mut self, stmt: &Stmt) -> Result<()> {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function_def(def, stmt.line),
            StmtKind::ClassDef(def) => self.class_def(def, stmt.line),
            StmtKind::Return(value) => self.return_statement(value.as_deref()),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::AugAssign { target, op, value } => self.augmented(target, *op, value),
            StmtKind::Print { dest, values, newline } => self.print(dest.as_deref(), values, *newline),
            StmtKind::For { target, iter, body, orelse } => self.for_loop(target, iter, body, orelse),
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse),
            StmtKind::If { branches, orelse } => self.if_statement(branches, orelse),
            StmtKind::With { items, body } => self.with(items, body),
            StmtKind::Raise { exception, instance, traceback } => {
                let first = self.u.top as u8;
                let mut n = 0;
                for operand in [exception, instance, traceback].into_iter().flatten() {
                    self.push(operand)?;
                    n += 1;
                }
                self.u.reach(self.u.top + 1);
                self.u.emit_end(Op::RAISE, first, n, 0);
                Ok(())
            }
            StmtKind::TryExcept { body, handlers, orelse } => self.try_except(body, handlers, orelse),
            StmtKind::TryFinally { body, finalbody } => self.try_finally(body, finalbody),
            StmtKind::Assert { test, msg } => self.assert(test, msg.as_deref()),
            StmtKind::Import(names) => self.import(names),
            StmtKind::ImportFrom { module, names, level } => {
                if future::is_late(&self.future, module.as_deref(), stmt.line) {
                    return Err(future::late(stmt.line));
                }
                self.import_from(module.as_ref(), names, *level)
            }
            StmtKind::Exec { body, globals, locals } => {
                let first = self.push(body)?;
                for operand in [globals, locals] {
                    match operand {
                        Some(operand) => self.push(operand)?,
                        None => self.push_const(Const::None),
                    };
                }
                self.u.emit(Op::EXEC, first, 0, 0);
                Ok(())
            }
            StmtKind::Expr(value) => match &value.kind {
                ExprKind::Num(_) | ExprKind::Str(_) | ExprKind::Unicode(_) => Ok(()),
                _ => self.value(value).map(|_| ()),
            },
            StmtKind::Break => {
                let Some(target) = self.innermost_loop() else { return self.error("'break' outside loop") };
                // A jump of its own, so that tracers hear of it.
                self.u.emit(Op::NOP, 0, 0, 0);
                self.leave(Exit::Break(target), None);
                Ok(())
            }
            StmtKind::Continue => self.continue_statement(),
            StmtKind::Global(_) | StmtKind::Pass => Ok(()),
        }
    }

    pub(super) fn push_const(&mut self, constant: Const) -> u8 {
        let r = self.u.temp();
        self.u.load_const(r, constant);
        r
    }

    fn return_statement(&mut self, value: Option<&Expr>) -> Result<()> {
        if self.u.block.kind != BlockKind::Function {
            return self.error("'return' outside function");
        }
        match value {
            Some(value) => {
                let r = match fold::constant(value) {
                    Some(constant) if !self.in_cleanup() => {
                        self.u.line = self.u.line.max(super::expr::last_line(value));
                        self.u.restore_exc();
                        self.u.return_const(constant);
                        return Ok(());
                    }
                    _ => self.value(value)?,
                };
                self.leave(Exit::Return, Some(r));
            }
            None if self.in_cleanup() => {
                let r = self.push_const(Const::None);
                self.leave(Exit::Return, Some(r));
            }
            None => {
                self.u.restore_exc();
                self.u.return_const(Const::None);
            }
        }
        Ok(())
    }

    fn print(&mut self, dest: Option<&Expr>, values: &[Expr], newline: bool) -> Result<()> {
        let (to, file) = match dest {
            Some(dest) => {
                let later: Vec<&Expr> = values.iter().collect();
                (self.value_before(dest, &later)?, 1)
            }
            None => (0, 0),
        };
        let top = self.u.top;
        for value in values {
            let r = self.value(value)?;
            self.u.emit(Op::PRINT_ITEM, r, to, file);
            self.u.top = top;
        }
        if newline {
            self.u.reach(1);
            self.u.emit(Op::PRINT_NEWLINE, to, file, 0);
        }
        Ok(())
    }

    fn assert(&mut self, test: &Expr, msg: Option<&Expr>) -> Result<()> {
        if self.options.optimize > 0 {
            return Ok(());
        }
        if matches!(&test.kind, ExprKind::Tuple(items) if !items.is_empty()) {
            let msg = "assertion is always true, perhaps remove parentheses?".into();
            self.warnings.push(Warning { deprecation: false, msg, line: self.u.line });
        }
        let end = self.u.label();
        self.jump_if(test, true, end)?;
        let mark = self.u.top;
        // Always the global, whatever the scope says.
        let name = super::unit::bytes(&Name::new("AssertionError"));
        let class = self.u.temp();
        if self.u.flow.is_some() {
            let site = self.u.asm.global_site(&name);
            self.u.emit_extra(Op::LOAD_GLOBAL, class, 0, 0, site);
        }
        if let Some(msg) = msg {
            let arg = self.value(msg)?;
            self.call_registers(class, class, &[arg]);
        }
        self.u.emit_end(Op::RAISE, class, 1, 0);
        self.u.top = mark;
        self.u.place(end);
        Ok(())
    }

    fn if_statement(&mut self, branches: &[IfBranch], orelse: &[Stmt]) -> Result<()> {
        let end = self.u.label();
        for (i, branch) in branches.iter().enumerate() {
            // An `elif` stands at its own line.
            self.u.line = branch.line;
            self.u.asm.mark_line(Mark::Statement);
            match self.known_test(&branch.test) {
                Some(false) => continue,
                Some(true) => {
                    self.block(&branch.body)?;
                    self.u.place(end);
                    return Ok(());
                }
                None => {}
            }
            let next = self.u.label();
            self.jump_if(&branch.test, false, next)?;
            self.arm(&branch.body)?;
            if i + 1 < branches.len() || !orelse.is_empty() {
                self.u.goto(end);
            }
            self.u.place(next);
        }
        self.block(orelse)?;
        self.u.place(end);
        Ok(())
    }

    /// The level operand: without absolute imports a name is first looked for beside the importing module.
    fn level(&self, dots: u32) -> i16 {
        let absolute = self.features & bytecode::CO_FUTURE_ABSOLUTE_IMPORT != 0;
        if dots == 0 && !absolute { -1 } else { dots.min(i16::MAX as u32) as i16 }
    }

    fn import_name(&mut self, name: &Name, level: i16, from: Const) -> u8 {
        let mark = self.u.top;
        let first = self.u.temp();
        self.u.load_int(first, level);
        self.push_const(from);
        let dst = self.dest(Want::Push, mark);
        let name = self.mangled(name);
        let index = self.u.asm.name(&super::unit::bytes(&name));
        self.u.emit_extra(Op::IMPORT_NAME, dst, first, 0, index);
        dst
    }

    fn import(&mut self, names: &[Alias]) -> Result<()> {
        let mark = self.u.top;
        for alias in names {
            let level = self.level(0);
            let module = self.import_name(&alias.name, level, Const::None);
            match &alias.asname {
                Some(asname) => {
                    // What is imported is the package; the name is for the last part.
                    for part in alias.name.split('.').skip(1) {
                        let site = self.u.asm.site(&super::unit::bytes(&Name::new(part)));
                        self.u.emit_extra(Op::LOAD_ATTR, module, module, 0, site);
                    }
                    self.store_name(asname, module)?;
                }
                None => self.store_name(&top_module(&alias.name), module)?,
            }
            self.u.top = mark;
        }
        Ok(())
    }

    fn import_from(&mut self, module: Option<&Name>, names: &[Alias], dots: u32) -> Result<()> {
        let list = names.iter().map(|alias| Const::Bytes(alias.name.as_bytes().into())).collect();
        let empty = Name::new("");
        let level = self.level(dots);
        let module = self.import_name(module.unwrap_or(&empty), level, Const::Tuple(list));
        if names.first().is_some_and(|alias| alias.name == "*") {
            self.u.emit(Op::IMPORT_STAR, module, 0, 0);
            return Ok(());
        }
        for alias in names {
            let top = self.u.top;
            let r = self.u.temp();
            let name = self.mangled(&alias.name);
            let index = self.u.asm.name(&super::unit::bytes(&name));
            self.u.emit_extra(Op::IMPORT_FROM, r, module, 0, index);
            self.store_name(alias.asname.as_ref().unwrap_or(&alias.name), r)?;
            self.u.top = top;
        }
        Ok(())
    }
}
