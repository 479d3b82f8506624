//! What may be assigned to or deleted.

use super::Parser;
use crate::ast::{Expr, ExprKind};

/// The use an expression is put to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Store,
    Delete,
}

impl Parser<'_> {
    /// Defers an error if an expression is no target. The error names the line where the whole target begins.
    pub(super) fn check_target(&mut self, target: &Expr, usage: Use, line: u32) {
        let what = match &target.kind {
            ExprKind::Name(name) | ExprKind::Attribute { attr: name, .. } => {
                if usage == Use::Store {
                    self.check_name(name, line);
                }
                return;
            }
            ExprKind::Subscript { .. } => return,
            ExprKind::List(elts) => return self.check_targets(elts, usage, line),
            ExprKind::Tuple(elts) if !elts.is_empty() => return self.check_targets(elts, usage, line),
            ExprKind::Tuple(_) => "()",
            ExprKind::Lambda(_) => "lambda",
            ExprKind::Call(_) => "function call",
            ExprKind::BoolOp { .. } | ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => "operator",
            ExprKind::GeneratorExp { .. } => "generator expression",
            ExprKind::Yield(_) => "yield expression",
            ExprKind::ListComp { .. } => "list comprehension",
            ExprKind::SetComp { .. } => "set comprehension",
            ExprKind::DictComp { .. } => "dict comprehension",
            ExprKind::Dict(_) | ExprKind::Set(_) | ExprKind::Num(_) | ExprKind::Str(_) | ExprKind::Unicode(_) => "literal",
            ExprKind::Compare { .. } => "comparison",
            ExprKind::Repr(_) => "repr",
            ExprKind::IfExp { .. } => "conditional expression",
        };
        let verb = if usage == Use::Store { "assign to" } else { "delete" };
        self.defer(line, format!("can't {verb} {what}"));
    }

    fn check_targets(&mut self, targets: &[Expr], usage: Use, line: u32) {
        for target in targets {
            self.check_target(target, usage, line);
        }
    }
}
