//! Functions, lambdas, comprehensions, classes.

use super::unit::{Home, Unit, bytes};
use super::{Compiler, Want, docstring};
use crate::ast::*;
use crate::error::{ErrorKind, Result, SyntaxError};
use crate::scopes::{BlockKind, OPT_TOPLEVEL, hidden_parameter};
use bytecode::{Body, CO_GENERATOR, CO_NESTED, CO_NEWLOCALS, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS, Const, Op};
use std::rc::Rc;

/// Defaults that travel in registers; more become the function's `func_defaults` afterwards.
const MAX_DEFAULTS: usize = 30;
/// Decorators that wait in registers.
const MAX_DECORATORS: usize = 15;

enum Decorators {
    Registers(Vec<u8>),
    List(u8, usize),
}

/// The shape of a tuple parameter, as `Body::tuple_params` has it. The parser has bounded its depth.
fn describe(param: &Expr, shape: &mut String) {
    if !shape.is_empty() {
        shape.push(' ');
    }
    match &param.kind {
        ExprKind::Tuple(items) => {
            shape.push_str(&items.len().to_string());
            items.iter().for_each(|item| describe(item, shape));
        }
        ExprKind::Name(name) => shape.push_str(name),
        _ => {}
    }
}

impl<'a> Compiler<'a> {
    /// Compiles an inner block: `body` emits its code.
    fn inner<T: 'static>(
        &mut self,
        node: &T,
        name: &str,
        line: u32,
        parameters: usize,
        body: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Rc<Body>> {
        self.deeper()?;
        let Some(id) = self.scopes.block_of(node) else {
            return Err(SyntaxError::other(ErrorKind::SystemError, "block without scope"));
        };
        let scopes = self.scopes;
        let block = &scopes.blocks[id];
        let unit = Unit::new(block, name, &self.options.filename, line, parameters, false)?;
        let outer = std::mem::replace(&mut self.u, unit);
        let result = body(self);
        let flags = self.flags();
        self.u.asm.body.flags = flags;
        let unit = std::mem::replace(&mut self.u, outer);
        result?;
        self.depth -= 1;
        Ok(Rc::new(unit.finish()?))
    }

    fn flags(&self) -> u32 {
        let block = self.u.block;
        let mut flags = self.features | self.closure_flags();
        if block.kind == BlockKind::Function {
            flags |= CO_NEWLOCALS;
            if block.unoptimized & !OPT_TOPLEVEL == 0 {
                flags |= CO_OPTIMIZED;
            }
            for (on, flag) in [
                (block.nested, CO_NESTED),
                (block.generator, CO_GENERATOR),
                (block.varargs, CO_VARARGS),
                (block.varkeywords, CO_VARKEYWORDS),
            ] {
                flags |= if on { flag } else { 0 };
            }
        }
        flags
    }

    fn function(
        &mut self,
        node: &(impl Sized + 'static),
        name: &str,
        line: u32,
        args: &Arguments,
        doc: Option<&Expr>,
        body: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Rc<Body>> {
        let stars = usize::from(args.vararg.is_some()) + usize::from(args.kwarg.is_some());
        let parameters = args.args.len() + stars;
        self.inner(node, name, line, parameters, |c| {
            c.u.asm.body.argcount = args.args.len() as u16;
            let doc = doc.filter(|_| c.options.optimize < 2).and_then(super::fold::constant);
            c.u.asm.constant(doc.unwrap_or(Const::None));
            for (i, arg) in args.args.iter().enumerate() {
                if !matches!(arg.kind, ExprKind::Name(_)) {
                    let mark = c.u.top;
                    let mut shape = String::new();
                    describe(arg, &mut shape);
                    c.u.asm.body.tuple_params.push(super::unit::bytes(&Name::new(&shape)));
                    let r = c.load_name(&hidden_parameter(i), Want::Any);
                    c.store(arg, r)?;
                    c.u.top = mark;
                }
            }
            body(c)?;
            c.fall_off();
            Ok(())
        })
    }

    /// The end of a function without `return`.
    fn fall_off(&mut self) {
        if self.u.flow.is_some() {
            self.u.restore_exc();
            self.u.return_const(Const::None);
        }
    }

    /// Pushes default values; their number and, when they were many, a tuple of them instead.
    fn defaults(&mut self, defaults: &[Expr]) -> Result<(u8, Option<u8>)> {
        if defaults.len() <= MAX_DEFAULTS {
            for default in defaults {
                self.push(default)?;
            }
            return Ok((defaults.len() as u8, None));
        }
        let list = self.u.temp();
        self.u.emit(Op::BUILD_LIST, list, list, 0);
        for default in defaults {
            let top = self.u.top;
            let r = self.value(default)?;
            self.u.emit(Op::LIST_APPEND, list, r, 0);
            self.u.top = top;
        }
        self.u.emit(Op::LIST_TO_TUPLE, list, list, 0);
        Ok((0, Some(list)))
    }

    /// Makes the function of `code`; its `n` defaults lie below `top`. Temporaries from `mark` on are given up.
    fn make_function(&mut self, code: Rc<Body>, n: u8, tuple: Option<u8>, want: Want, mark: u16) -> Result<u8> {
        if self.u.flow.is_none() {
            return Ok(self.dest(want, mark));
        }
        let first = (self.u.top - u16::from(n)) as u8;
        if usize::from(self.u.top) + code.freevars.len() > 250 {
            return Err(SyntaxError::other(ErrorKind::SystemError, "too many free variables"));
        }
        for name in &code.freevars {
            let name = String::from_utf8_lossy(name);
            let home = self.u.cell_of(&name);
            let r = self.u.temp();
            match home {
                Some(Home::Cell(cell, _)) => self.u.move_to(r, cell),
                Some(Home::Far(index, _)) => self.far_cell(index, r),
                _ => {
                    let msg = format!("unknown scope for {name}");
                    return Err(SyntaxError::other(ErrorKind::SystemError, msg));
                }
            }
        }
        self.u.reach(u16::from(first) + 1);
        let index = self.u.asm.constant(Const::Code(code));
        let Some(tuple) = tuple else {
            let dst = self.dest(want, mark);
            self.u.emit_extra(Op::MAKE_FUNCTION, dst, first, n, index);
            return Ok(dst);
        };
        let function = self.u.temp();
        self.u.emit_extra(Op::MAKE_FUNCTION, function, first, n, index);
        let site = self.u.asm.site(&bytes(&Name::new("func_defaults")));
        self.u.emit_extra(Op::STORE_ATTR, function, tuple, 0, site);
        let dst = self.dest(want, mark);
        self.u.move_to(dst, function);
        Ok(dst)
    }

    fn decorators(&mut self, decorators: &[Expr]) -> Result<Decorators> {
        if decorators.len() <= MAX_DECORATORS {
            return decorators
                .iter()
                .map(|decorator| self.push(decorator))
                .collect::<Result<_>>()
                .map(Decorators::Registers);
        }
        let list = self.u.temp();
        self.u.emit(Op::BUILD_LIST, list, list, 0);
        for decorator in decorators {
            let top = self.u.top;
            let r = self.value(decorator)?;
            self.u.emit(Op::LIST_APPEND, list, r, 0);
            self.u.top = top;
        }
        Ok(Decorators::List(list, decorators.len()))
    }

    /// Replaces the value in temporary `r` by what the decorators, the last one first, make of it.
    fn decorate(&mut self, decorators: Decorators, r: u8) {
        match decorators {
            Decorators::Registers(registers) => {
                registers.into_iter().rev().for_each(|decorator| self.call_registers(r, decorator, &[r]));
            }
            Decorators::List(list, n) => {
                for i in (0..n).rev() {
                    let decorator = self.u.temp();
                    self.u.load_const(decorator, Const::Int(i as i64));
                    self.u.emit(Op::GET_ITEM, decorator, list, decorator);
                    self.call_registers(r, decorator, &[r]);
                    self.u.top -= 1;
                }
            }
        }
    }

    /// Where a definition's value can be made: in the local itself when nothing is done with it afterwards.
    fn definition(&mut self, name: &Name, decorators: &[Expr]) -> Want {
        match self.local_register(name) {
            Some(register) if decorators.is_empty() => Want::To(register),
            _ => Want::Push,
        }
    }

    pub(super) fn function_def(&mut self, def: &FunctionDef, line: u32) -> Result<()> {
        let decorators = self.decorators(&def.decorators)?;
        let mark = self.u.top;
        let (n, tuple) = self.defaults(&def.args.defaults)?;
        let doc = docstring(&def.body);
        let skip = usize::from(doc.is_some());
        let code = self.function(def, &def.name, line, &def.args, doc, |c| c.block(&def.body[skip..]))?;
        let want = self.definition(&def.name, &def.decorators);
        let r = self.make_function(code, n, tuple, want, mark)?;
        self.decorate(decorators, r);
        self.store_name(&def.name, r)
    }

    pub(super) fn lambda(&mut self, lambda: &Lambda, line: u32, want: Want) -> Result<u8> {
        let mark = self.u.top;
        let (n, tuple) = self.defaults(&lambda.args.defaults)?;
        let code = self.function(lambda, "<lambda>", line, &lambda.args, None, |c| {
            if c.u.block.generator {
                c.value(&lambda.body)?;
                return Ok(());
            }
            match super::fold::constant(&lambda.body) {
                Some(constant) => c.u.return_const(constant),
                None => {
                    let r = c.value(&lambda.body)?;
                    c.u.emit_end(Op::RETURN, r, 0, 0);
                }
            }
            Ok(())
        })?;
        self.make_function(code, n, tuple, want, mark)
    }

    pub(super) fn comprehension(&mut self, expr: &Expr, want: Want) -> Result<u8> {
        let (name, generators) = match &expr.kind {
            ExprKind::SetComp { generators, .. } => ("<setcomp>", generators),
            ExprKind::DictComp { generators, .. } => ("<dictcomp>", generators),
            ExprKind::GeneratorExp { generators, .. } => ("<genexpr>", generators),
            _ => return self.error("not a comprehension"),
        };
        let code = self.inner(expr, name, expr.line, 1, |c| {
            c.u.asm.body.argcount = 1;
            c.u.asm.constant(Const::None);
            let mark = c.u.top;
            let iter = c.load_name(&hidden_parameter(0), Want::Any);
            match &expr.kind {
                ExprKind::SetComp { elt, .. } => {
                    let set = c.u.temp();
                    c.u.emit(Op::BUILD_SET, set, set, 0);
                    c.generators(generators, Some(iter), &mut |c| {
                        let top = c.u.top;
                        let r = c.value(elt)?;
                        c.u.emit(Op::SET_ADD, set, r, 0);
                        c.u.top = top;
                        Ok(())
                    })?;
                    c.u.emit_end(Op::RETURN, set, 0, 0);
                }
                ExprKind::DictComp { key, value, .. } => {
                    let map = c.u.temp();
                    c.u.emit_wide(Op::BUILD_MAP, map, 0);
                    c.generators(generators, Some(iter), &mut |c| {
                        let top = c.u.top;
                        let v = c.value_before(value, &[key])?;
                        let k = c.value(key)?;
                        c.u.emit(Op::MAP_ADD, map, k, v);
                        c.u.top = top;
                        Ok(())
                    })?;
                    c.u.emit_end(Op::RETURN, map, 0, 0);
                }
                ExprKind::GeneratorExp { elt, .. } => {
                    c.generators(generators, Some(iter), &mut |c| {
                        let top = c.u.top;
                        let r = c.value(elt)?;
                        let sent = c.dest(Want::Push, top);
                        c.u.emit(Op::YIELD, sent, r, 0);
                        c.u.top = top;
                        Ok(())
                    })?;
                    c.fall_off();
                }
                _ => {}
            }
            c.u.top = mark;
            Ok(())
        })?;
        let mark = self.u.top;
        let Some(first) = generators.first() else { return self.error("comprehension without a loop") };
        let function = self.make_function(code, 0, None, Want::Push, mark)?;
        let top = self.u.top;
        let r = self.value(&first.iter)?;
        let iter = self.dest(Want::Push, top);
        self.u.emit(Op::GET_ITER, iter, r, 0);
        let dst = match want {
            Want::To(register) => register,
            _ => function,
        };
        self.call_registers(dst, function, &[iter]);
        Ok(self.dest(want, mark))
    }

    pub(super) fn class_def(&mut self, def: &ClassDef, line: u32) -> Result<()> {
        let decorators = self.decorators(&def.decorators)?;
        let mark = self.u.top;
        let first = self.push_const(Const::Bytes(def.name.as_bytes().into()));
        if def.bases.is_empty() {
            self.push_const(Const::Tuple(Vec::new()));
        } else {
            self.push_tuple(&def.bases)?;
        }
        let class = self.class.replace(def.name.clone());
        let code = self.inner(def, &def.name, line, 0, |c| {
            let r = c.load_name(&Name::new("__name__"), Want::Push);
            c.store_name(&Name::new("__module__"), r)?;
            c.u.top -= 1;
            let body = c.documented(&def.body)?;
            c.block(body)?;
            if c.u.flow.is_some() {
                let r = c.u.temp();
                c.u.restore_exc();
                c.u.emit(Op::LOAD_LOCALS, r, 0, 0);
                c.u.emit_end(Op::RETURN, r, 0, 0);
            }
            Ok(())
        });
        self.class = class;
        let top = self.u.top;
        let function = self.make_function(code?, 0, None, Want::Push, top)?;
        self.call_registers(function, function, &[]);
        let want = self.definition(&def.name, &def.decorators);
        let r = self.dest(want, mark);
        self.u.emit(Op::BUILD_CLASS, r, first, 0);
        self.decorate(decorators, r);
        self.store_name(&def.name, r)
    }
}
