//! Assignment: plain, augmented, unpacking; deletion.

use super::{Compiler, Want, fold};
use crate::ast::*;
use crate::error::Result;
use bytecode::{Const, Label, Op};

/// Longest unpacking into registers.
const MAX_UNPACK: usize = 30;
/// Longest tuple-to-tuple assignment done without making a tuple.
const MAX_PARALLEL: usize = 12;

fn items(expr: &Expr) -> Option<&[Expr]> {
    match &expr.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => Some(items),
        _ => None,
    }
}

impl Compiler<'_> {
    /// The register of a target that is a local with a register.
    pub(super) fn target_register(&mut self, target: &Expr) -> Option<u8> {
        match &target.kind {
            ExprKind::Name(name) => self.local_register(name),
            _ => None,
        }
    }

    /// Before `name` gets its register as the destination of `value`: the locals that `value` mentions come first in
    /// `co_varnames`.
    fn mention(&mut self, name: &Name, value: &Expr) {
        let mangled = self.mangled(name);
        if self.u.is_placed(&mangled) {
            return;
        }
        struct Mentioned(Vec<Name>);
        impl Visitor for Mentioned {
            fn visit_expr(&mut self, expr: &Expr) {
                self.visit_link(expr);
                match &expr.kind {
                    // Of inner blocks only what is evaluated outside of them.
                    ExprKind::Lambda(lambda) => walk_exprs(self, &lambda.args.defaults),
                    ExprKind::SetComp { generators, .. }
                    | ExprKind::DictComp { generators, .. }
                    | ExprKind::GeneratorExp { generators, .. } => {
                        walk_exprs(self, generators.first().map(|generator| &generator.iter));
                    }
                    _ => walk_expr(self, expr),
                }
            }
            fn visit_link(&mut self, expr: &Expr) {
                if let ExprKind::Name(name) = &expr.kind {
                    self.0.push(name.clone());
                }
            }
        }
        let mut mentioned = Mentioned(Vec::new());
        mentioned.visit_expr(value);
        for name in mentioned.0 {
            self.local_register(&name);
        }
    }

    pub(super) fn assign(&mut self, targets: &[Expr], value: &Expr) -> Result<()> {
        let mark = self.u.top;
        if let [target] = targets {
            if let ExprKind::Name(name) = &target.kind {
                self.mention(name, value);
            }
            if let Some(register) = self.target_register(target) {
                self.expr(value, Want::To(register))?;
                self.u.set_bound(register, true);
                return Ok(());
            }
            if self.assign_parallel(target, value)? {
                return Ok(());
            }
            let r = match &target.kind {
                ExprKind::Attribute { value: object, .. } => self.value_before(value, &[object])?,
                ExprKind::Subscript { value: object, slice } => {
                    let simple = matches!(object.kind, ExprKind::Name(_)) && !self.slice_may_change(value, slice);
                    if simple { self.value(value)? } else { self.push(value)? }
                }
                ExprKind::Name(_) => self.value(value)?,
                // Items are stored one after the other: the value must not be a local that one of them is.
                _ => self.push(value)?,
            };
            self.store(target, r)?;
            self.u.top = mark;
            return Ok(());
        }
        if let Some(constant) = fold::constant(value)
            && targets.iter().all(|target| matches!(target.kind, ExprKind::Name(_)))
        {
            for target in targets {
                match self.target_register(target) {
                    Some(register) => {
                        self.u.load_const(register, constant.clone());
                        self.u.set_bound(register, true);
                    }
                    None => {
                        let r = self.u.temp();
                        self.u.load_const(r, constant.clone());
                        self.store(target, r)?;
                        self.u.top = mark;
                    }
                }
            }
            return Ok(());
        }
        let r = self.push(value)?;
        for target in targets {
            let top = self.u.top;
            self.store(target, r)?;
            self.u.top = top;
        }
        self.u.top = mark;
        Ok(())
    }

    /// `a, b = x, y` without a tuple: all values first, then the stores from left to right.
    fn assign_parallel(&mut self, target: &Expr, value: &Expr) -> Result<bool> {
        let (Some(targets), Some(values)) = (items(target), items(value)) else { return Ok(false) };
        let n = targets.len();
        if n != values.len() || n == 0 || n > MAX_PARALLEL || fold::constant(value).is_some() && n > 3 {
            return Ok(false);
        }
        let mark = self.u.top;
        let registers: Vec<Option<u8>> = targets.iter().map(|target| self.target_register(target)).collect();
        let locals: Vec<u8> = registers.iter().flatten().copied().collect();
        let distinct = locals.iter().enumerate().all(|(i, r)| !locals[..i].contains(r));
        // When nobody can see the order of the stores, the last value may go to its place at once.
        let direct = locals.len() == n && distinct;
        let mut sources = Vec::new();
        for (i, value) in values.iter().enumerate() {
            let later: Vec<&Expr> = values[i + 1..].iter().collect();
            let source = match (direct && i + 1 == n).then_some(registers[i]).flatten() {
                Some(register) => self.expr(value, Want::To(register))?,
                None => {
                    let r = self.value_before(value, &later)?;
                    if u16::from(r) >= mark {
                        r
                    } else if locals.contains(&r) || locals.len() < n {
                        let copy = self.u.temp();
                        self.u.move_to(copy, r);
                        copy
                    } else {
                        r
                    }
                }
            };
            sources.push(source);
        }
        for (target, source) in targets.iter().zip(sources) {
            let top = self.u.top;
            self.store(target, source)?;
            self.u.top = top;
        }
        self.u.top = mark;
        Ok(true)
    }

    /// Stores register `src` to any target. May leave temporaries.
    pub(super) fn store(&mut self, target: &Expr, src: u8) -> Result<()> {
        if target.line > self.u.line {
            self.u.line = target.line;
        }
        match &target.kind {
            ExprKind::Name(name) => self.store_name(name, src),
            ExprKind::Attribute { value, attr } => {
                let object = self.value(value)?;
                let site = self.attribute_site(attr);
                self.u.emit_extra(Op::STORE_ATTR, object, src, 0, site);
                Ok(())
            }
            ExprKind::Subscript { value, slice } => {
                let object = self.subscripted(value, slice)?;
                match &**slice {
                    Slice::Slice { lower, upper, step: None } => {
                        let lo = self.bounds(lower, upper)?;
                        self.u.emit(Op::SET_SLICE, object, lo, src);
                    }
                    slice => {
                        let index = self.index(slice)?;
                        self.u.emit(Op::SET_ITEM, object, index, src);
                    }
                }
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => self.unpack(items, src),
            _ => self.error("can't assign to expression"),
        }
    }

    fn subscripted(&mut self, object: &Expr, slice: &Slice) -> Result<u8> {
        if self.slice_may_change(object, slice) { self.push(object) } else { self.value(object) }
    }

    fn unpack(&mut self, targets: &[Expr], src: u8) -> Result<()> {
        self.deeper()?;
        let n = targets.len();
        if n > MAX_UNPACK {
            let list = self.u.temp();
            self.u.emit_extra(Op::UNPACK_TO_LIST, list, src, 0, n as u32);
            for (i, target) in targets.iter().enumerate() {
                let top = self.u.top;
                let item = self.u.temp();
                self.u.load_const(item, Const::Int(i as i64));
                self.u.emit(Op::GET_ITEM, item, list, item);
                self.store(target, item)?;
                self.u.top = top;
            }
        } else if let Some(first) = self.consecutive(targets) {
            self.u.emit(Op::UNPACK, first, src, n as u8);
            (first..first + n as u8).for_each(|r| self.u.set_bound(r, true));
        } else {
            // `[] = x` names no register; the operand must be one all the same.
            let first = if n == 0 { src } else { self.u.top as u8 };
            for _ in targets {
                self.u.temp();
            }
            self.u.emit(Op::UNPACK, first, src, n as u8);
            for (i, target) in targets.iter().enumerate() {
                let top = self.u.top;
                self.store(target, first + i as u8)?;
                self.u.top = top;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// The first register, when the targets are locals that lie side by side in this order.
    fn consecutive(&mut self, targets: &[Expr]) -> Option<u8> {
        if !targets.iter().all(|target| matches!(target.kind, ExprKind::Name(_))) {
            return None;
        }
        let registers = targets.iter().map(|target| self.target_register(target)).collect::<Option<Vec<u8>>>()?;
        let in_row = registers.windows(2).all(|pair| pair[1] == pair[0] + 1);
        registers.first().copied().filter(|_| in_row)
    }

    /// FOR_ITER into a target, whatever it is.
    pub(super) fn for_iter(&mut self, target: &Expr, iter: u8, after: Label) -> Result<()> {
        if let Some(register) = self.target_register(target) {
            self.u.jump(Op::FOR_ITER, register, iter, 0, after);
            self.u.set_bound(register, true);
            return Ok(());
        }
        let mark = self.u.top;
        let item = self.u.temp();
        self.u.jump(Op::FOR_ITER, item, iter, 0, after);
        self.store(target, item)?;
        self.u.top = mark;
        Ok(())
    }

    pub(super) fn augmented(&mut self, target: &Expr, op: Operator, value: &Expr) -> Result<()> {
        let mark = self.u.top;
        match &target.kind {
            ExprKind::Name(name) => {
                let old = self.value_before(target, &[value])?;
                match self.local_register(name) {
                    Some(register) => {
                        self.inplace(op, old, value, Want::To(register), mark)?;
                        self.u.set_bound(register, true);
                    }
                    None => {
                        let new = self.inplace(op, old, value, Want::Push, mark)?;
                        self.store_name(name, new)?;
                    }
                }
            }
            ExprKind::Attribute { value: object, attr } => {
                let object = self.value_before(object, &[value])?;
                let top = self.u.top;
                let old = self.u.temp();
                let site = self.attribute_site(attr);
                self.u.emit_extra(Op::LOAD_ATTR, old, object, 0, site);
                let new = self.inplace(op, old, value, Want::Push, top)?;
                let site = self.attribute_site(attr);
                self.u.emit_extra(Op::STORE_ATTR, object, new, 0, site);
            }
            ExprKind::Subscript { value: object, slice } => {
                let object = match self.slice_may_change(object, slice) {
                    true => self.push(object)?,
                    false => self.value_before(object, &[value])?,
                };
                if let Slice::Slice { lower, upper, step: None } = &**slice {
                    let lo = self.bounds(lower, upper)?;
                    let top = self.u.top;
                    let old = self.u.temp();
                    self.u.emit(Op::GET_SLICE, old, object, lo);
                    let new = self.inplace(op, old, value, Want::Push, top)?;
                    self.u.emit(Op::SET_SLICE, object, lo, new);
                } else {
                    let index = match &**slice {
                        Slice::Index(index) => self.value_before(index, &[value])?,
                        slice => self.index(slice)?,
                    };
                    let top = self.u.top;
                    let old = self.u.temp();
                    self.u.emit(Op::GET_ITEM, old, object, index);
                    let new = self.inplace(op, old, value, Want::Push, top)?;
                    self.u.emit(Op::SET_ITEM, object, index, new);
                }
            }
            _ => return self.error("illegal expression for augmented assignment"),
        }
        self.u.top = mark;
        Ok(())
    }

    pub(super) fn delete(&mut self, target: &Expr) -> Result<()> {
        if target.line > self.u.line {
            self.u.line = target.line;
        }
        let mark = self.u.top;
        match &target.kind {
            ExprKind::Name(name) => self.delete_name(name)?,
            ExprKind::Attribute { value, attr } => {
                let object = self.value(value)?;
                let name = self.mangled(attr);
                let index = self.u.asm.name(&super::unit::bytes(&name));
                self.u.emit_extra(Op::DELETE_ATTR, object, 0, 0, index);
            }
            ExprKind::Subscript { value, slice } => {
                let object = self.subscripted(value, slice)?;
                match &**slice {
                    Slice::Slice { lower, upper, step: None } => {
                        let lo = self.bounds(lower, upper)?;
                        self.u.emit(Op::DELETE_SLICE, object, lo, 0);
                    }
                    slice => {
                        let index = self.index(slice)?;
                        self.u.emit(Op::DELETE_ITEM, object, index, 0);
                    }
                }
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                self.deeper()?;
                items.iter().try_for_each(|item| self.delete(item))?;
                self.depth -= 1;
            }
            _ => return self.error("can't delete expression"),
        }
        self.u.top = mark;
        Ok(())
    }
}
