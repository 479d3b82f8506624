//! Expressions, except calls and conditions.

use super::unit::Home;
use super::{Compiler, DENSE, SPILL, Want, fold};
use crate::ast::*;
use crate::error::Result;
use crate::scopes::LOOPED;
use bytecode::{CALLEE, Const, Op};

/// Displays longer than this are built piecewise.
const PIECE: usize = 30;

fn operation(op: Operator, true_division: bool) -> (Op, Op) {
    match op {
        Operator::Add => (Op::ADD, Op::INPLACE_ADD),
        Operator::Sub => (Op::SUB, Op::INPLACE_SUB),
        Operator::Mult => (Op::MUL, Op::INPLACE_MUL),
        Operator::Div if true_division => (Op::TRUE_DIV, Op::INPLACE_TRUE_DIV),
        Operator::Div => (Op::DIV, Op::INPLACE_DIV),
        Operator::Mod => (Op::MOD, Op::INPLACE_MOD),
        Operator::Pow => (Op::POW, Op::INPLACE_POW),
        Operator::LShift => (Op::LSHIFT, Op::INPLACE_LSHIFT),
        Operator::RShift => (Op::RSHIFT, Op::INPLACE_RSHIFT),
        Operator::BitOr => (Op::OR, Op::INPLACE_OR),
        Operator::BitXor => (Op::XOR, Op::INPLACE_XOR),
        Operator::BitAnd => (Op::AND, Op::INPLACE_AND),
        Operator::FloorDiv => (Op::FLOOR_DIV, Op::INPLACE_FLOOR_DIV),
    }
}

/// The form of `op` with a small int on the right.
fn immediate(op: Op) -> Option<Op> {
    Some(match op {
        Op::ADD => Op::ADD_INT,
        Op::SUB => Op::SUB_INT,
        Op::MUL => Op::MUL_INT,
        Op::AND => Op::AND_INT,
        Op::LSHIFT => Op::LSHIFT_INT,
        Op::RSHIFT => Op::RSHIFT_INT,
        Op::MOD => Op::MOD_INT,
        Op::FLOOR_DIV => Op::FLOOR_DIV_INT,
        Op::DIV => Op::DIV_INT,
        Op::INPLACE_ADD => Op::INPLACE_ADD_INT,
        Op::INPLACE_SUB => Op::INPLACE_SUB_INT,
        _ => return None,
    })
}

pub(super) fn small_int(expr: &Expr) -> Option<i8> {
    match fold::constant(expr)? {
        Const::Int(i) => i8::try_from(i).ok(),
        _ => None,
    }
}

/// The last line that a constant's parts begin on.
pub(super) fn last_line(expr: &Expr) -> u32 {
    struct Lines(u32);
    impl Visitor for Lines {
        fn visit_expr(&mut self, expr: &Expr) {
            self.0 = self.0.max(expr.line);
            walk_expr(self, expr);
        }
    }
    let mut lines = Lines(expr.line);
    lines.visit_expr(expr);
    lines.0
}

/// Whether evaluating `expr` may bind names of the same block.
fn rebinds(expr: &Expr) -> bool {
    struct Search(bool);
    impl Visitor for Search {
        fn visit_expr(&mut self, expr: &Expr) {
            self.visit_link(expr);
            if !self.0 {
                walk_expr(self, expr);
            }
        }
        fn visit_link(&mut self, expr: &Expr) {
            self.0 |= matches!(expr.kind, ExprKind::ListComp { .. });
        }
    }
    let mut search = Search(false);
    search.visit_expr(expr);
    search.0
}

impl Compiler<'_> {
    /// The register for a result: gives up all temporaries from `mark` on.
    pub(super) fn dest(&mut self, want: Want, mark: u16) -> u8 {
        self.u.top = mark;
        match want {
            Want::To(register) => register,
            Want::Any | Want::Push => self.u.temp(),
        }
    }

    pub(super) fn value(&mut self, expr: &Expr) -> Result<u8> {
        self.expr(expr, Want::Any)
    }

    pub(super) fn push(&mut self, expr: &Expr) -> Result<u8> {
        self.expr(expr, Want::Push)
    }

    /// An operand that is used only after `later` have been evaluated.
    pub(super) fn value_before(&mut self, expr: &Expr, later: &[&Expr]) -> Result<u8> {
        let want = if self.may_change(expr, later) { Want::Push } else { Want::Any };
        self.expr(expr, want)
    }

    fn may_change(&mut self, expr: &Expr, later: &[&Expr]) -> bool {
        let ExprKind::Name(name) = &expr.kind else { return false };
        let mangled = self.mangled(name);
        let looped = self.u.block.lookup(&mangled).is_some_and(|symbol| symbol.flags & LOOPED != 0);
        looped && matches!(self.u.home(&mangled), Home::Local(_)) && later.iter().any(|expr| rebinds(expr))
    }

    pub(super) fn expr(&mut self, expr: &Expr, want: Want) -> Result<u8> {
        if expr.line > self.u.line {
            self.u.line = expr.line;
        }
        match &expr.kind {
            ExprKind::Name(name) => return Ok(self.load_name(name, want)),
            ExprKind::Num(_) | ExprKind::Str(_) | ExprKind::Unicode(_) => return Ok(self.constant(expr, want)),
            _ => {}
        }
        self.deeper()?;
        let result = match self.u.dense {
            None if self.u.top >= DENSE.max(self.u.floor + 10) => {
                self.u.dense = Some(self.u.top);
                let result = self.compound(expr, want);
                self.u.dense = None;
                result
            }
            Some(base) if self.u.top >= SPILL.max(base + 8) => self.spilled(expr, want, base),
            _ => self.compound(expr, want),
        }?;
        self.depth -= 1;
        Ok(result)
    }

    /// Packs the dense temporaries into a list while `expr` is evaluated.
    fn spilled(&mut self, expr: &Expr, want: Want, base: u16) -> Result<u8> {
        let (top, count) = (self.u.top, (self.u.top - base) as u8);
        let list = base as u8;
        self.u.emit(Op::BUILD_LIST, list, list, count);
        self.u.top = base + 1;
        self.u.dense = Some(base + 1);
        let result = self.compound(expr, Want::Push)?;
        self.u.dense = Some(base);
        self.u.reach(top + 2);
        let (saved, copy) = (top as u8, top as u8 + 1);
        self.u.move_to(copy, result);
        self.u.move_to(saved, list);
        self.u.emit(Op::UNPACK, list, saved, count);
        let dst = self.dest(want, top);
        self.u.move_to(dst, copy);
        Ok(dst)
    }

    fn constant(&mut self, expr: &Expr, want: Want) -> u8 {
        let dst = self.dest(want, self.u.top);
        if let Some(constant) = fold::constant(expr) {
            self.u.load_const(dst, constant);
        }
        dst
    }

    fn compound(&mut self, expr: &Expr, want: Want) -> Result<u8> {
        let mark = self.u.top;
        if matches!(expr.kind, ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } | ExprKind::Tuple(_))
            && let Some(constant) = fold::constant(expr)
        {
            self.u.line = self.u.line.max(last_line(expr));
            let dst = self.dest(want, mark);
            self.u.load_const(dst, constant);
            return Ok(dst);
        }
        match &expr.kind {
            ExprKind::BinOp { .. } | ExprKind::Call(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {
                self.spine(expr, want)
            }
            ExprKind::UnaryOp { op, operand } => {
                let r = self.value(operand)?;
                let op = match op {
                    UnaryOp::Invert => Op::INVERT,
                    UnaryOp::Not => Op::NOT,
                    UnaryOp::UAdd => Op::POS,
                    UnaryOp::USub => Op::NEG,
                };
                let dst = self.dest(want, mark);
                self.u.emit(op, dst, r, 0);
                Ok(dst)
            }
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, want),
            ExprKind::Compare { left, rest } => self.compare(left, rest, want),
            ExprKind::IfExp { .. } => {
                let end = self.u.label();
                let want = if want == Want::Any { Want::Push } else { want };
                // A loop, for chains of them may be long.
                let mut rest = expr;
                while let ExprKind::IfExp { test, body, orelse } = &rest.kind {
                    let other = self.u.label();
                    self.jump_if(test, false, other)?;
                    self.expr(body, want)?;
                    self.u.goto(end);
                    self.u.place(other);
                    self.u.top = mark;
                    rest = orelse;
                }
                let dst = self.expr(rest, want)?;
                self.u.place(end);
                Ok(dst)
            }
            ExprKind::Lambda(lambda) => self.lambda(lambda, expr.line, want),
            ExprKind::Dict(items) => {
                let map = self.u.temp();
                self.u.emit_wide(Op::BUILD_MAP, map, items.len().min(65535) as u16);
                for (key, item) in items {
                    let top = self.u.top;
                    let v = self.value_before(item, &[key])?;
                    let k = self.value(key)?;
                    self.u.emit(Op::MAP_ADD, map, k, v);
                    self.u.top = top;
                }
                Ok(self.settle(want, mark, map))
            }
            ExprKind::Set(items) => {
                let set = self.pieces(Op::BUILD_SET, items)?;
                Ok(self.settle_or_build(set, want, mark))
            }
            ExprKind::List(items) => {
                let list = self.pieces(Op::BUILD_LIST, items)?;
                Ok(self.settle_or_build(list, want, mark))
            }
            ExprKind::Tuple(items) => {
                let built = self.pieces(Op::BUILD_TUPLE, items)?;
                Ok(self.settle_or_build(built, want, mark))
            }
            ExprKind::ListComp { elt, generators } => self.list_comp(elt, generators, want),
            ExprKind::SetComp { .. } | ExprKind::DictComp { .. } | ExprKind::GeneratorExp { .. } => {
                self.comprehension(expr, want)
            }
            ExprKind::Yield(value) => {
                if self.u.block.kind != crate::scopes::BlockKind::Function {
                    return self.error("'yield' outside function");
                }
                let r = match value {
                    Some(value) => self.value(value)?,
                    None => {
                        let r = self.u.temp();
                        self.u.load_const(r, Const::None);
                        r
                    }
                };
                self.u.restore_exc();
                let dst = self.dest(want, mark);
                self.u.emit(Op::YIELD, dst, r, 0);
                Ok(dst)
            }
            ExprKind::Repr(value) => {
                let r = self.value(value)?;
                let dst = self.dest(want, mark);
                self.u.emit(Op::REPR, dst, r, 0);
                Ok(dst)
            }
            ExprKind::Name(_) | ExprKind::Num(_) | ExprKind::Str(_) | ExprKind::Unicode(_) => self.expr(expr, want),
        }
    }

    /// Pushes the tuple of some expressions.
    pub(super) fn push_tuple(&mut self, items: &[Expr]) -> Result<u8> {
        let mark = self.u.top;
        let built = self.pieces(Op::BUILD_TUPLE, items)?;
        Ok(self.settle_or_build(built, Want::Push, mark))
    }

    /// The value in temporary `from` (the one at `mark`) goes where it is wanted.
    fn settle(&mut self, want: Want, mark: u16, from: u8) -> u8 {
        let dst = self.dest(want, mark);
        self.u.move_to(dst, from);
        dst
    }

    fn settle_or_build(&mut self, (op, first, n): (Option<Op>, u8, u8), want: Want, mark: u16) -> u8 {
        let dst = self.dest(want, mark);
        match op {
            Some(op) => self.u.emit(op, dst, if n == 0 { dst } else { first }, n),
            None => self.u.move_to(dst, first),
        }
        dst
    }

    /// Pushes the items of a display. Short ones remain to be built by the returned instruction; of long ones the
    /// container is finished and its register returned.
    fn pieces(&mut self, op: Op, items: &[Expr]) -> Result<(Option<Op>, u8, u8)> {
        let first = self.u.top as u8;
        if items.len() <= PIECE {
            for item in items {
                self.push(item)?;
            }
            return Ok((Some(op), first, items.len() as u8));
        }
        let (build, add) =
            if op == Op::BUILD_SET { (Op::BUILD_SET, Op::SET_ADD) } else { (Op::BUILD_LIST, Op::LIST_APPEND) };
        self.u.emit(build, first, first, 0);
        let container = self.u.temp();
        let mut rest = items;
        while let Some((item, others)) = rest.split_first() {
            // Runs of constants go in at once.
            let run = match op {
                Op::BUILD_SET => Vec::new(),
                _ => rest.iter().map_while(fold::constant).collect::<Vec<_>>(),
            };
            if run.len() > 4 {
                for item in &rest[..run.len()] {
                    let line = last_line(item);
                    if line > self.u.line {
                        self.u.line = line;
                        self.u.note_line();
                    }
                }
                rest = &rest[run.len()..];
                let t = self.u.temp();
                self.u.load_const(t, Const::Tuple(run));
                self.u.emit(Op::LIST_EXTEND, container, t, 0);
                self.u.top -= 1;
                continue;
            }
            rest = others;
            let top = self.u.top;
            let r = self.value(item)?;
            self.u.emit(add, container, r, 0);
            self.u.top = top;
        }
        if op == Op::BUILD_TUPLE {
            self.u.emit(Op::LIST_TO_TUPLE, container, container, 0);
        }
        Ok((None, container, 0))
    }

    /// Binary operations, attributes, subscripts and calls, as far as each is the left part of the next: a loop, for
    /// there may be thousands of them.
    fn spine(&mut self, expr: &Expr, want: Want) -> Result<u8> {
        let mark = self.u.top;
        let mut links = Vec::new();
        let mut base = expr;
        // Constants fold from the left.
        let mut folded = None;
        while let Some(next) = base.spine() {
            links.push(base);
            base = next;
        }
        if let (Some(mut left), Some(ExprKind::BinOp { .. })) = (fold::constant(base), links.last().map(|l| &l.kind)) {
            while let Some(ExprKind::BinOp { op, right, .. }) = links.last().map(|link| &link.kind) {
                let Some(value) = fold::constant(right).and_then(|right| fold::binary(*op, &left, &right)) else { break };
                left = value;
                links.pop();
            }
            folded = Some(left);
        }
        let window = mark + u16::from(CALLEE);
        let dense = self.u.dense.is_some();
        // Where a value goes that the link at `i` (counted from the outermost) uses.
        let place = |i: Option<usize>, links: &[&Expr]| match i.map(|i| &links[i].kind) {
            None => want,
            // The callee lies in its window from the beginning.
            Some(ExprKind::Call(_)) if !dense => Want::To(window as u8),
            Some(_) => Want::Push,
        };
        let last = links.len().checked_sub(1);
        let mut acc = match (folded, last) {
            (Some(constant), _) => {
                let dst = self.dest(place(last, &links), mark);
                self.u.load_const(dst, constant);
                dst
            }
            (None, Some(i)) => {
                let want = place(Some(i), &links);
                self.u.reach(window + 1);
                let want = match &links[i].kind {
                    _ if want != Want::Push => want,
                    ExprKind::BinOp { right, .. } if !self.may_change(base, &[right]) => Want::Any,
                    ExprKind::Attribute { .. } => Want::Any,
                    ExprKind::Subscript { slice, .. } if !self.slice_may_change(base, slice) => Want::Any,
                    _ => Want::Push,
                };
                match (want, &base.kind) {
                    // Only leaves can be put straight into the window: others need temporaries below it.
                    (Want::To(window), ExprKind::Name(_)) => self.expr(base, Want::To(window))?,
                    (Want::To(window), _) => {
                        let r = self.expr(base, Want::Push)?;
                        self.u.move_to(window, r);
                        window
                    }
                    (want, _) => self.expr(base, want)?,
                }
            }
            (None, None) => return self.expr(base, want),
        };
        let mut i = links.len();
        while i > 0 {
            i -= 1;
            let next = i.checked_sub(1);
            let goes = place(next, &links);
            match &links[i].kind {
                ExprKind::BinOp { op, right, .. } => {
                    let (op, _) = operation(*op, self.true_division());
                    acc = self.binary(op, acc, right, goes, mark)?;
                }
                ExprKind::Attribute { attr, .. } => {
                    if let (Some(n), Some(ExprKind::Call(call))) = (next, next.map(|n| &links[n].kind))
                        && !dense
                        && self.fits_window(call)
                    {
                        let goes = place(n.checked_sub(1), &links);
                        acc = self.method_call(attr, acc, call, goes, mark)?;
                        i = n;
                        continue;
                    }
                    let site = self.attribute_site(attr);
                    let dst = self.dest(goes, mark);
                    self.u.emit_extra(Op::LOAD_ATTR, dst, acc, 0, site);
                    acc = dst;
                }
                ExprKind::Subscript { slice, .. } => acc = self.subscript(acc, slice, goes, mark)?,
                ExprKind::Call(call) => acc = self.call(acc, call, goes, mark)?,
                _ => {}
            }
        }
        Ok(acc)
    }

    pub(super) fn attribute_site(&mut self, attr: &Name) -> u32 {
        let name = self.mangled(attr);
        self.u.asm.site(&super::unit::bytes(&name))
    }

    pub(super) fn true_division(&self) -> bool {
        self.features & bytecode::CO_FUTURE_DIVISION != 0
    }

    /// `left op right`, `left` being in a register already.
    fn binary(&mut self, op: Op, left: u8, right: &Expr, want: Want, mark: u16) -> Result<u8> {
        if let (Some(i), Some(op)) = (small_int(right), immediate(op)) {
            self.u.line = self.u.line.max(right.line);
            let dst = self.dest(want, mark);
            self.u.emit(op, dst, left, i as u8);
            return Ok(dst);
        }
        let r = self.value(right)?;
        let dst = self.dest(want, mark);
        self.u.emit(op, dst, left, r);
        Ok(dst)
    }

    pub(super) fn inplace(&mut self, op: Operator, left: u8, right: &Expr, want: Want, mark: u16) -> Result<u8> {
        let (_, op) = operation(op, self.true_division());
        self.binary(op, left, right, want, mark)
    }

    fn subscript(&mut self, object: u8, slice: &Slice, want: Want, mark: u16) -> Result<u8> {
        match slice {
            Slice::Slice { lower, upper, step: None } => {
                let lo = self.bounds(lower, upper)?;
                let dst = self.dest(want, mark);
                self.u.emit(Op::GET_SLICE, dst, object, lo);
                Ok(dst)
            }
            Slice::Index(index) if small_int(index).is_some() => {
                self.u.line = self.u.line.max(index.line);
                let dst = self.dest(want, mark);
                self.u.emit(Op::GET_ITEM_INT, dst, object, small_int(index).unwrap_or(0) as u8);
                Ok(dst)
            }
            _ => {
                let index = self.index(slice)?;
                let dst = self.dest(want, mark);
                self.u.emit(Op::GET_ITEM, dst, object, index);
                Ok(dst)
            }
        }
    }

    pub(super) fn slice_may_change(&mut self, object: &Expr, slice: &Slice) -> bool {
        match slice {
            Slice::Ellipsis => false,
            Slice::Index(index) => self.may_change(object, &[index]),
            Slice::Slice { lower, upper, step } => {
                [lower, upper, step].into_iter().flatten().any(|bound| self.may_change(object, &[bound]))
            }
            Slice::ExtSlice(dims) => dims.iter().any(|dim| self.slice_may_change(object, dim)),
        }
    }

    /// Pushes the bounds of a simple slice; the register of the first.
    pub(super) fn bounds(&mut self, lower: &Option<Expr>, upper: &Option<Expr>) -> Result<u8> {
        let lo = match lower {
            Some(lower) => self.push(lower)?,
            None => self.reserve(),
        };
        let hi = match upper {
            Some(upper) => self.push(upper)?,
            None => self.reserve(),
        };
        if lower.is_none() {
            self.u.emit(Op::CLEAR, lo, 0, 0);
        }
        if upper.is_none() {
            self.u.emit(Op::CLEAR, hi, 0, 0);
        }
        Ok(lo)
    }

    /// A temporary that is filled later on.
    pub(super) fn reserve(&mut self) -> u8 {
        let r = self.u.temp();
        if self.u.dense.is_some() {
            self.u.load_int(r, 0);
        }
        r
    }

    /// The index object of a subscript.
    pub(super) fn index(&mut self, slice: &Slice) -> Result<u8> {
        match slice {
            Slice::Index(index) => self.value(index),
            _ => self.push_index(slice),
        }
    }

    fn push_index(&mut self, slice: &Slice) -> Result<u8> {
        let mark = self.u.top;
        match slice {
            Slice::Index(index) => self.push(index),
            Slice::Ellipsis => {
                let r = self.u.temp();
                self.u.load_const(r, Const::Ellipsis);
                Ok(r)
            }
            Slice::Slice { lower, upper, step } => {
                let first = self.u.top as u8;
                for part in [lower, upper, step] {
                    match part {
                        Some(part) => self.push(part)?,
                        None => {
                            let r = self.u.temp();
                            self.u.load_const(r, Const::None);
                            r
                        }
                    };
                }
                let dst = self.dest(Want::Push, mark);
                self.u.emit(Op::BUILD_SLICE, dst, first, 0);
                Ok(dst)
            }
            Slice::ExtSlice(dims) => {
                self.deeper()?;
                let first = self.u.top as u8;
                if dims.len() <= PIECE {
                    for dim in dims {
                        self.push_index(dim)?;
                    }
                    let dst = self.dest(Want::Push, mark);
                    self.u.emit(Op::BUILD_TUPLE, dst, first, dims.len() as u8);
                } else {
                    let list = self.u.temp();
                    self.u.emit(Op::BUILD_LIST, list, list, 0);
                    for dim in dims {
                        let r = self.push_index(dim)?;
                        self.u.emit(Op::LIST_APPEND, list, r, 0);
                        self.u.top = mark + 1;
                    }
                    self.u.emit(Op::LIST_TO_TUPLE, list, list, 0);
                }
                self.depth -= 1;
                Ok(first)
            }
        }
    }

    fn list_comp(&mut self, elt: &Expr, generators: &[Comprehension], want: Want) -> Result<u8> {
        let mark = self.u.top;
        let list = self.u.temp();
        self.u.emit(Op::BUILD_LIST, list, list, 0);
        self.generators(generators, None, &mut |c| {
            let top = c.u.top;
            let r = c.value(elt)?;
            c.u.emit(Op::LIST_APPEND, list, r, 0);
            c.u.top = top;
            Ok(())
        })?;
        Ok(self.settle(want, mark, list))
    }

    /// The loops of a comprehension around `element`. `first`: register of the outermost iterator, if it is there.
    pub(super) fn generators(
        &mut self,
        generators: &[Comprehension],
        first: Option<u8>,
        element: &mut dyn FnMut(&mut Self) -> Result<()>,
    ) -> Result<()> {
        let mark = self.u.top;
        let mut loops = Vec::new();
        for (i, generator) in generators.iter().enumerate() {
            let iter = match first {
                Some(iter) if i == 0 => iter,
                _ => {
                    let top = self.u.top;
                    let r = self.value(&generator.iter)?;
                    let iter = self.dest(Want::Push, top);
                    self.u.emit(Op::GET_ITER, iter, r, 0);
                    iter
                }
            };
            let counter = self.u.asm.counter();
            let head = self.u.place_head();
            let after = self.u.label();
            self.for_iter(&generator.target, iter, after)?;
            let next = self.u.label();
            for test in &generator.ifs {
                self.jump_if(test, false, next)?;
            }
            loops.push((counter, head, next, after));
        }
        element(self)?;
        for (counter, head, next, after) in loops.into_iter().rev() {
            self.u.place(next);
            self.u.back_edge(counter, head);
            self.u.place(after);
        }
        self.u.top = mark;
        Ok(())
    }
}
