//! The abstract syntax tree of Python 2.7: what the parser builds and the compiler reads.
//!
//! The node set is that of 2.7's `Python.asdl`, as plain enums of boxes and vectors, so that
//! `_ast` objects can be made from it and turned back into it. Differences, each for a reason:
//!
//! * Contexts (`Load`, `Store`, `Del`, `Param`) are absent: a node's position tells its context.
//! * `If` holds all its `elif` branches and `With` all its items, where ASDL nests them. Nesting of
//!   statements is then bounded by indentation (100 levels), and no walk over statements recurses deeply.
//! * `Dict` holds pairs, `Compare` holds (operator, operand) pairs.
//!
//! Invariants. Lines count from 1, columns are byte offsets (from 0) into the UTF-8 text of the line. A
//! string literal over several lines stands, as in 2.7, on its last line at column -1.
//! The parser bounds nesting as CPython's does (its parser stack), save for the *left spine*:
//! `a + b + c …`, `a.b.c…`, `f()()()…`, `a[0][0]…` are built by a loop and may be as long as the source.
//! A walk that may meet such trees follows [`Expr::spine`] with a loop or checks its stack;
//! dropping a tree does so already.

use num_bigint::BigInt;
use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

/// An identifier, dotted module name or `*`. The parser shares equal ones of a source.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(Rc<str>);

impl Name {
    pub fn new(text: &str) -> Name {
        Name(Rc::from(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name::new(text)
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// What a source is parsed to: one variant a start symbol.
#[derive(Debug, Clone, PartialEq)]
pub enum Mod {
    /// `exec` mode.
    Module(Vec<Stmt>),
    /// `single` mode: expression statements print their values.
    Interactive(Vec<Stmt>),
    /// `eval` mode.
    Expression(Box<Expr>),
    /// Never parsed; `_ast` has it.
    Suite(Vec<Stmt>),
}

impl Mod {
    /// The statements; none for an expression.
    pub fn body(&self) -> &[Stmt] {
        match self {
            Mod::Module(body) | Mod::Interactive(body) | Mod::Suite(body) => body,
            Mod::Expression(_) => &[],
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Stmt {
    pub kind: StmtKind,
    pub line: u32,
    pub col: i32,
}

#[derive(Debug, Clone, PartialEq)]
pub enum StmtKind {
    /// The statement's line is that of its first decorator, as in 2.7.
    FunctionDef(Box<FunctionDef>),
    ClassDef(Box<ClassDef>),
    Return(Option<Box<Expr>>),
    Delete(Vec<Expr>),
    Assign {
        targets: Vec<Expr>,
        value: Box<Expr>,
    },
    AugAssign {
        target: Box<Expr>,
        op: Operator,
        value: Box<Expr>,
    },
    Print {
        dest: Option<Box<Expr>>,
        values: Vec<Expr>,
        /// Ends the line: no trailing comma.
        newline: bool,
    },
    For {
        target: Box<Expr>,
        iter: Box<Expr>,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    While {
        test: Box<Expr>,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    /// `branches` is never empty: the `if` and each `elif`.
    If {
        branches: Vec<IfBranch>,
        orelse: Vec<Stmt>,
    },
    /// `items` is never empty.
    With {
        items: Vec<WithItem>,
        body: Vec<Stmt>,
    },
    Raise {
        exception: Option<Box<Expr>>,
        instance: Option<Box<Expr>>,
        traceback: Option<Box<Expr>>,
    },
    TryExcept {
        body: Vec<Stmt>,
        handlers: Vec<ExceptHandler>,
        orelse: Vec<Stmt>,
    },
    /// `try … except … finally` is a `TryFinally` around a `TryExcept`.
    TryFinally {
        body: Vec<Stmt>,
        finalbody: Vec<Stmt>,
    },
    Assert {
        test: Box<Expr>,
        msg: Option<Box<Expr>>,
    },
    Import(Vec<Alias>),
    ImportFrom {
        module: Option<Name>,
        names: Vec<Alias>,
        /// Number of leading dots.
        level: u32,
    },
    Exec {
        body: Box<Expr>,
        globals: Option<Box<Expr>>,
        locals: Option<Box<Expr>>,
    },
    Global(Vec<Name>),
    Expr(Box<Expr>),
    Pass,
    Break,
    Continue,
}

#[derive(Debug, Clone, PartialEq)]
pub struct FunctionDef {
    pub name: Name,
    pub args: Arguments,
    pub body: Vec<Stmt>,
    pub decorators: Vec<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ClassDef {
    pub name: Name,
    pub bases: Vec<Expr>,
    pub body: Vec<Stmt>,
    pub decorators: Vec<Expr>,
}

/// `if test: body`, or `elif test: body`. An `elif` stands (in ASDL's nesting, as an `If` of its own)
/// at its test's position, as in 2.7; the first branch has its statement's position.
#[derive(Debug, Clone, PartialEq)]
pub struct IfBranch {
    pub test: Expr,
    pub body: Vec<Stmt>,
    pub line: u32,
    pub col: i32,
}

/// One `context_expr [as optional_vars]`. The position is that of the item, for the first one that of
/// the statement.
#[derive(Debug, Clone, PartialEq)]
pub struct WithItem {
    pub context_expr: Expr,
    pub optional_vars: Option<Expr>,
    pub line: u32,
    pub col: i32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ExceptHandler {
    /// The class or classes caught; `None` catches all.
    pub exception: Option<Expr>,
    /// Where the instance is stored: any assignment target.
    pub name: Option<Expr>,
    pub body: Vec<Stmt>,
    pub line: u32,
    pub col: i32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// Dotted, or `*`.
    pub name: Name,
    pub asname: Option<Name>,
}

/// The parameters of a function.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Arguments {
    /// Each a `Name`, or a `Tuple` of names and tuples.
    pub args: Vec<Expr>,
    pub vararg: Option<Name>,
    pub kwarg: Option<Name>,
    /// Of the last `defaults.len()` parameters.
    pub defaults: Vec<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    pub arg: Name,
    pub value: Expr,
}

/// `for target in iter if …`
#[derive(Debug, Clone, PartialEq)]
pub struct Comprehension {
    pub target: Expr,
    pub iter: Expr,
    pub ifs: Vec<Expr>,
}

/// An expression. It has a `Drop` (see [`Expr::spine`]), so `kind` cannot be moved out: use
/// [`Expr::take_kind`].
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub line: u32,
    pub col: i32,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// Two or more values.
    BoolOp {
        op: BoolOp,
        values: Vec<Expr>,
    },
    BinOp {
        left: Box<Expr>,
        op: Operator,
        right: Box<Expr>,
    },
    UnaryOp {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Lambda(Box<Lambda>),
    IfExp {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    Dict(Vec<(Expr, Expr)>),
    Set(Vec<Expr>),
    ListComp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    SetComp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    DictComp {
        key: Box<Expr>,
        value: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    GeneratorExp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    Yield(Option<Box<Expr>>),
    Compare {
        left: Box<Expr>,
        /// Never empty.
        rest: Vec<(CmpOp, Expr)>,
    },
    Call(Box<Call>),
    /// Backquotes.
    Repr(Box<Expr>),
    Num(Number),
    /// A byte string, in the source's encoding.
    Str(Rc<[u8]>),
    /// Code points; surrogates may occur (`u'\ud800'`).
    Unicode(Rc<[u32]>),
    Attribute {
        value: Box<Expr>,
        attr: Name,
    },
    Subscript {
        value: Box<Expr>,
        slice: Box<Slice>,
    },
    Name(Name),
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Lambda {
    pub args: Arguments,
    pub body: Expr,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub func: Expr,
    pub args: Vec<Expr>,
    pub keywords: Vec<Keyword>,
    pub starargs: Option<Expr>,
    pub kwargs: Option<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Slice {
    /// `x[...]`
    Ellipsis,
    /// `x[a:b]` has no step, `x[a:b:]` has the step `None` (a `Name`), as in 2.7.
    Slice {
        lower: Option<Expr>,
        upper: Option<Expr>,
        step: Option<Expr>,
    },
    /// `x[a:b, c]`: at least one is not an `Index`.
    ExtSlice(Vec<Slice>),
    Index(Expr),
}

/// A numeric constant. The parser folds a minus sign directly before a literal into it, as 2.7 does.
#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    Int(i64),
    /// A `long`: marked `L`, or too large for an `int`.
    Long(Box<BigInt>),
    Float(f64),
    /// The imaginary part; the real part is 0.0.
    Imaginary(f64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BoolOp {
    And,
    Or,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    Add,
    Sub,
    Mult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CmpOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

impl ExprKind {
    /// The kind that stands in for one moved out: owns nothing.
    const fn hole() -> ExprKind {
        ExprKind::Tuple(Vec::new())
    }

    fn spine_mut(&mut self) -> Option<&mut Expr> {
        match self {
            ExprKind::BinOp { left, .. } => Some(left),
            ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => Some(value),
            ExprKind::Call(call) => Some(&mut call.func),
            _ => None,
        }
    }
}

impl Expr {
    pub fn new(kind: ExprKind, line: u32, col: i32) -> Expr {
        Expr { kind, line, col }
    }

    /// The operand on the left spine: the one child that the parser builds by a loop, so that its depth is
    /// bounded only by the size of the source. Left operand, object of an attribute or subscript, callee.
    pub fn spine(&self) -> Option<&Expr> {
        match &self.kind {
            ExprKind::BinOp { left, .. } => Some(left),
            ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => Some(value),
            ExprKind::Call(call) => Some(&call.func),
            _ => None,
        }
    }

    /// Moves the kind out, leaving an empty tuple.
    pub fn take_kind(&mut self) -> ExprKind {
        std::mem::replace(&mut self.kind, ExprKind::hole())
    }
}

impl Drop for Expr {
    fn drop(&mut self) {
        // Unhook the spine link by link, so that freeing a long chain needs no stack.
        let Some(child) = self.kind.spine_mut() else { return };
        if child.kind.spine_mut().is_none() {
            return;
        }
        let mut link = child.take_kind();
        while let Some(child) = link.spine_mut() {
            let next = child.take_kind();
            link = next;
        }
    }
}

/// A walk over a tree. Each method does nothing but walk on; override the nodes of interest and call
/// the `walk_*` function to go on below them.
///
/// The walk recurses; left spines are followed by a loop, from the outermost link inwards, each link
/// being shown to [`Visitor::visit_link`] instead of `visit_expr`.
pub trait Visitor {
    fn visit_stmt(&mut self, stmt: &Stmt) {
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &Expr) {
        walk_expr(self, expr);
    }

    /// A node that is the spine child of the node just visited. Its children are walked by the caller.
    fn visit_link(&mut self, _expr: &Expr) {}
}

pub fn walk_body<V: Visitor + ?Sized>(v: &mut V, body: &[Stmt]) {
    for stmt in body {
        v.visit_stmt(stmt);
    }
}

fn walk_opt<V: Visitor + ?Sized>(v: &mut V, expr: &Option<Box<Expr>>) {
    if let Some(expr) = expr {
        v.visit_expr(expr);
    }
}

pub fn walk_exprs<'a, V: Visitor + ?Sized>(v: &mut V, exprs: impl IntoIterator<Item = &'a Expr>) {
    for expr in exprs {
        v.visit_expr(expr);
    }
}

pub fn walk_mod<V: Visitor + ?Sized>(v: &mut V, module: &Mod) {
    match module {
        Mod::Expression(expr) => v.visit_expr(expr),
        _ => walk_body(v, module.body()),
    }
}

pub fn walk_arguments<V: Visitor + ?Sized>(v: &mut V, arguments: &Arguments) {
    walk_exprs(v, &arguments.args);
    walk_exprs(v, &arguments.defaults);
}

pub fn walk_stmt<V: Visitor + ?Sized>(v: &mut V, stmt: &Stmt) {
    match &stmt.kind {
        StmtKind::FunctionDef(def) => {
            walk_exprs(v, &def.decorators);
            walk_arguments(v, &def.args);
            walk_body(v, &def.body);
        }
        StmtKind::ClassDef(def) => {
            walk_exprs(v, &def.decorators);
            walk_exprs(v, &def.bases);
            walk_body(v, &def.body);
        }
        StmtKind::Return(value) => walk_opt(v, value),
        StmtKind::Delete(targets) => walk_exprs(v, targets),
        StmtKind::Assign { targets, value } => {
            walk_exprs(v, targets);
            v.visit_expr(value);
        }
        StmtKind::AugAssign { target, value, .. } => {
            v.visit_expr(target);
            v.visit_expr(value);
        }
        StmtKind::Print { dest, values, .. } => {
            walk_opt(v, dest);
            walk_exprs(v, values);
        }
        StmtKind::For { target, iter, body, orelse } => {
            v.visit_expr(target);
            v.visit_expr(iter);
            walk_body(v, body);
            walk_body(v, orelse);
        }
        StmtKind::While { test, body, orelse } => {
            v.visit_expr(test);
            walk_body(v, body);
            walk_body(v, orelse);
        }
        StmtKind::If { branches, orelse } => {
            for branch in branches {
                v.visit_expr(&branch.test);
                walk_body(v, &branch.body);
            }
            walk_body(v, orelse);
        }
        StmtKind::With { items, body } => {
            for item in items {
                v.visit_expr(&item.context_expr);
                walk_exprs(v, &item.optional_vars);
            }
            walk_body(v, body);
        }
        StmtKind::Raise { exception, instance, traceback } => {
            walk_opt(v, exception);
            walk_opt(v, instance);
            walk_opt(v, traceback);
        }
        StmtKind::TryExcept { body, handlers, orelse } => {
            walk_body(v, body);
            for handler in handlers {
                walk_exprs(v, &handler.exception);
                walk_exprs(v, &handler.name);
                walk_body(v, &handler.body);
            }
            walk_body(v, orelse);
        }
        StmtKind::TryFinally { body, finalbody } => {
            walk_body(v, body);
            walk_body(v, finalbody);
        }
        StmtKind::Assert { test, msg } => {
            v.visit_expr(test);
            walk_opt(v, msg);
        }
        StmtKind::Exec { body, globals, locals } => {
            v.visit_expr(body);
            walk_opt(v, globals);
            walk_opt(v, locals);
        }
        StmtKind::Expr(expr) => v.visit_expr(expr),
        StmtKind::Import(_)
        | StmtKind::ImportFrom { .. }
        | StmtKind::Global(_)
        | StmtKind::Pass
        | StmtKind::Break
        | StmtKind::Continue => {}
    }
}

pub fn walk_expr<V: Visitor + ?Sized>(v: &mut V, expr: &Expr) {
    let mut link = expr;
    loop {
        walk_off_spine(v, link);
        let Some(next) = link.spine() else { return };
        v.visit_link(next);
        link = next;
    }
}

/// Walks the children of `expr` that are not on its spine.
fn walk_off_spine<V: Visitor + ?Sized>(v: &mut V, expr: &Expr) {
    match &expr.kind {
        ExprKind::BoolOp { values, .. } => walk_exprs(v, values),
        ExprKind::BinOp { right, .. } => v.visit_expr(right),
        ExprKind::UnaryOp { operand, .. } => v.visit_expr(operand),
        ExprKind::Lambda(lambda) => {
            walk_arguments(v, &lambda.args);
            v.visit_expr(&lambda.body);
        }
        ExprKind::IfExp { test, body, orelse } => {
            v.visit_expr(test);
            v.visit_expr(body);
            v.visit_expr(orelse);
        }
        ExprKind::Dict(items) => {
            for (key, value) in items {
                v.visit_expr(key);
                v.visit_expr(value);
            }
        }
        ExprKind::ListComp { elt, generators }
        | ExprKind::SetComp { elt, generators }
        | ExprKind::GeneratorExp { elt, generators } => {
            walk_comprehensions(v, generators);
            v.visit_expr(elt);
        }
        ExprKind::DictComp { key, value, generators } => {
            walk_comprehensions(v, generators);
            v.visit_expr(key);
            v.visit_expr(value);
        }
        ExprKind::Yield(value) => walk_opt(v, value),
        ExprKind::Compare { left, rest } => {
            v.visit_expr(left);
            walk_exprs(v, rest.iter().map(|(_, operand)| operand));
        }
        ExprKind::Call(call) => {
            walk_exprs(v, &call.args);
            walk_exprs(v, call.keywords.iter().map(|keyword| &keyword.value));
            walk_exprs(v, &call.starargs);
            walk_exprs(v, &call.kwargs);
        }
        ExprKind::Repr(value) => v.visit_expr(value),
        ExprKind::Subscript { slice, .. } => walk_slice(v, slice),
        ExprKind::List(elts) | ExprKind::Tuple(elts) | ExprKind::Set(elts) => walk_exprs(v, elts),
        ExprKind::Attribute { .. } | ExprKind::Num(_) | ExprKind::Str(_) | ExprKind::Unicode(_) | ExprKind::Name(_) => {}
    }
}

fn walk_comprehensions<V: Visitor + ?Sized>(v: &mut V, generators: &[Comprehension]) {
    for generator in generators {
        v.visit_expr(&generator.target);
        v.visit_expr(&generator.iter);
        walk_exprs(v, &generator.ifs);
    }
}

pub fn walk_slice<V: Visitor + ?Sized>(v: &mut V, slice: &Slice) {
    match slice {
        Slice::Ellipsis => {}
        Slice::Slice { lower, upper, step } => {
            walk_exprs(v, lower);
            walk_exprs(v, upper);
            walk_exprs(v, step);
        }
        Slice::ExtSlice(dims) => dims.iter().for_each(|dim| walk_slice(v, dim)),
        Slice::Index(value) => v.visit_expr(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_spine_drops_without_recursion() {
        let name = || Expr::new(ExprKind::Name("x".into()), 1, 0);
        let mut expr = name();
        for i in 0..1_000_000 {
            let kind = match i % 2 {
                0 => ExprKind::Attribute { value: Box::new(expr), attr: "a".into() },
                _ => ExprKind::BinOp { left: Box::new(expr), op: Operator::Add, right: Box::new(name()) },
            };
            expr = Expr::new(kind, 1, 0);
        }
        struct Count(usize);
        impl Visitor for Count {
            fn visit_link(&mut self, _expr: &Expr) {
                self.0 += 1;
            }
        }
        let mut count = Count(0);
        count.visit_expr(&expr);
        assert_eq!(count.0, 1_000_000);
        drop(expr);
    }
}
