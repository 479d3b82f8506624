//! From objects back to the compiler's tree. A program may have put anything anywhere: classes, fields and targets are
//! checked, what the tree calls "never empty" too.

use super::class;
use num_bigint::BigInt;
use object_model::long::LongObject;
use object_model::types::complex::ComplexObject;
use object_model::{Context, FloatObject, Gc, ListObject, PyResult, StrObject, UnicodeObject, Value, kind, raise};
use syntax::ast::{
    Alias, Arguments, BoolOp, Call, ClassDef, CmpOp, Comprehension, ExceptHandler, Expr, ExprKind, FunctionDef, IfBranch,
    Keyword, Lambda, Mod, Name, Number, Operator, Slice, Stmt, StmtKind, UnaryOp, WithItem,
};
use syntax::parser::Mode;

/// Is it a node of a syntax tree?
pub fn is_node(cx: &mut Context, value: Value) -> PyResult<bool> {
    // Without the module there are none.
    match cx.ext.values.get("_ast.AST").copied().flatten() {
        Some(base) => cx.is_instance(value, base),
        None => Ok(false),
    }
}

/// The tree that `compile` is given, for a mode.
pub fn module(cx: &mut Context, value: Value, mode: Mode) -> PyResult<Mod> {
    let (wanted, text) = match mode {
        Mode::Exec => ("_ast.Module", "Module"),
        Mode::Eval => ("_ast.Expression", "Expression"),
        Mode::Single => ("_ast.Interactive", "Interactive"),
    };
    if !is(cx, value, wanted)? {
        let given = cx.type_name(value);
        raise!(cx, TypeError, "expected {text} node, got {given}");
    }
    Ok(match mode {
        Mode::Exec => Mod::Module(statements(cx, value, "body", "Module")?),
        Mode::Eval => Mod::Expression(Box::new(required_expr(cx, value, "body", "Expression")?)),
        Mode::Single => Mod::Interactive(statements(cx, value, "body", "Interactive")?),
    })
}

fn is(cx: &mut Context, value: Value, name: &'static str) -> PyResult<bool> {
    let class = class(cx, name)?;
    cx.is_instance(value, class)
}

/// The first of the classes that the node is of.
fn which(cx: &mut Context, value: Value, what: &str, names: &[&'static str]) -> PyResult<&'static str> {
    for name in names {
        if is(cx, value, name)? {
            return Ok(name);
        }
    }
    let shown = cx.repr(value)?.lossy();
    raise!(cx, TypeError, "expected some sort of {what}, but got {shown}")
}

fn field(cx: &mut Context, value: Value, name: &str, node: &str) -> PyResult {
    match cx.find_attr_text(value, name)? {
        Some(found) => Ok(found),
        None => raise!(cx, TypeError, "required field \"{name}\" missing from {node}"),
    }
}

/// A field that may be left out or None.
fn optional(cx: &mut Context, value: Value, name: &str) -> PyResult<Option<Value>> {
    Ok(cx.find_attr_text(value, name)?.filter(|found| !found.is_none()))
}

fn given(cx: &mut Context, value: Value, name: &str, node: &str) -> PyResult {
    let found = field(cx, value, name, node)?;
    if found.is_none() {
        raise!(cx, ValueError, "field {name} is required for {node}");
    }
    Ok(found)
}

fn int(cx: &mut Context, value: Value, what: &str) -> PyResult<i64> {
    match value.as_int() {
        Some(n) => Ok(n),
        None => {
            let shown = cx.repr(value)?.lossy();
            raise!(cx, ValueError, "invalid {what} value: {shown}")
        }
    }
}

/// Line and column.
fn place(cx: &mut Context, value: Value, node: &str) -> PyResult<(u32, i32)> {
    let line = field(cx, value, "lineno", node)?;
    let line = int(cx, line, "integer")?;
    let col = field(cx, value, "col_offset", node)?;
    let col = int(cx, col, "integer")?;
    Ok((line.clamp(0, i64::from(u32::MAX) / 2) as u32, col.clamp(-1, i64::from(i32::MAX)) as i32))
}

fn identifier(cx: &mut Context, value: Value) -> PyResult<Name> {
    match value.exact::<StrObject>() {
        Some(text) => Ok(Name::new(&text.lossy())),
        None => raise!(cx, TypeError, "AST identifier must be of type str"),
    }
}

fn required_name(cx: &mut Context, value: Value, name: &str, node: &str) -> PyResult<Name> {
    let found = given(cx, value, name, node)?;
    identifier(cx, found)
}

fn optional_name(cx: &mut Context, value: Value, name: &str) -> PyResult<Option<Name>> {
    match optional(cx, value, name)? {
        Some(found) => identifier(cx, found).map(Some),
        None => Ok(None),
    }
}

fn list<T>(
    cx: &mut Context,
    value: Value,
    name: &str,
    node: &str,
    mut one: impl FnMut(&mut Context, Value) -> PyResult<T>,
) -> PyResult<Vec<T>> {
    let found = field(cx, value, name, node)?;
    let Some(items): Option<Gc<ListObject>> = found.downcast() else {
        let given = cx.type_name(found);
        raise!(cx, TypeError, "{node} field \"{name}\" must be a list, not a {given}");
    };
    let mut all = Vec::with_capacity(items.len().min(1024));
    let mut i = 0;
    while let Some(item) = cx.list_get(items, i) {
        all.push(one(cx, item)?);
        i += 1;
    }
    Ok(all)
}

fn statements(cx: &mut Context, value: Value, name: &str, node: &str) -> PyResult<Vec<Stmt>> {
    list(cx, value, name, node, statement)
}

fn exprs(cx: &mut Context, value: Value, name: &str, node: &str) -> PyResult<Vec<Expr>> {
    list(cx, value, name, node, expr)
}

fn targets(cx: &mut Context, value: Value, name: &str, node: &str) -> PyResult<Vec<Expr>> {
    list(cx, value, name, node, target)
}

fn required_expr(cx: &mut Context, value: Value, name: &str, node: &str) -> PyResult<Expr> {
    let found = given(cx, value, name, node)?;
    expr(cx, found)
}

fn boxed(cx: &mut Context, value: Value, name: &str, node: &str) -> PyResult<Box<Expr>> {
    required_expr(cx, value, name, node).map(Box::new)
}

fn required_target(cx: &mut Context, value: Value, name: &str, node: &str) -> PyResult<Box<Expr>> {
    let found = given(cx, value, name, node)?;
    target(cx, found).map(Box::new)
}

fn optional_expr(cx: &mut Context, value: Value, name: &str) -> PyResult<Option<Expr>> {
    match optional(cx, value, name)? {
        Some(found) => expr(cx, found).map(Some),
        None => Ok(None),
    }
}

fn optional_boxed(cx: &mut Context, value: Value, name: &str) -> PyResult<Option<Box<Expr>>> {
    Ok(optional_expr(cx, value, name)?.map(Box::new))
}

fn optional_target(cx: &mut Context, value: Value, name: &str) -> PyResult<Option<Expr>> {
    match optional(cx, value, name)? {
        Some(found) => target(cx, found).map(Some),
        None => Ok(None),
    }
}

/// An expression that can be stored to or deleted.
fn target(cx: &mut Context, value: Value) -> PyResult<Expr> {
    let read = expr(cx, value)?;
    check_target(cx, &read)?;
    Ok(read)
}

fn check_target(cx: &mut Context, target: &Expr) -> PyResult<()> {
    match &target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => Ok(()),
        ExprKind::List(elts) | ExprKind::Tuple(elts) => elts.iter().try_for_each(|elt| check_target(cx, elt)),
        _ => raise!(cx, ValueError, "expression which can't be assigned to in Store context"),
    }
}

fn check_parameter(cx: &mut Context, parameter: &Expr) -> PyResult<()> {
    match &parameter.kind {
        ExprKind::Name(_) => Ok(()),
        ExprKind::Tuple(elts) if !elts.is_empty() => elts.iter().try_for_each(|elt| check_parameter(cx, elt)),
        _ => raise!(cx, ValueError, "parameters must be names or tuples of names"),
    }
}

#[rustfmt::skip]
const STATEMENTS: &[&str] = &[
    "_ast.FunctionDef", "_ast.ClassDef", "_ast.Return", "_ast.Delete", "_ast.Assign", "_ast.AugAssign", "_ast.Print",
    "_ast.For", "_ast.While", "_ast.If", "_ast.With", "_ast.Raise", "_ast.TryExcept", "_ast.TryFinally", "_ast.Assert",
    "_ast.Import", "_ast.ImportFrom", "_ast.Exec", "_ast.Global", "_ast.Expr", "_ast.Pass", "_ast.Break",
    "_ast.Continue",
];

fn statement(cx: &mut Context, value: Value) -> PyResult<Stmt> {
    cx.check_native_stack(" during compilation")?;
    let (line, col) = place(cx, value, "stmt")?;
    let kind = match which(cx, value, "stmt", STATEMENTS)? {
        "_ast.FunctionDef" => {
            let name = required_name(cx, value, "name", "FunctionDef")?;
            let args = given(cx, value, "args", "FunctionDef")?;
            let args = arguments(cx, args)?;
            let body = statements(cx, value, "body", "FunctionDef")?;
            let decorators = exprs(cx, value, "decorator_list", "FunctionDef")?;
            StmtKind::FunctionDef(Box::new(FunctionDef { name, args, body, decorators }))
        }
        "_ast.ClassDef" => {
            let name = required_name(cx, value, "name", "ClassDef")?;
            let bases = exprs(cx, value, "bases", "ClassDef")?;
            let body = statements(cx, value, "body", "ClassDef")?;
            let decorators = exprs(cx, value, "decorator_list", "ClassDef")?;
            StmtKind::ClassDef(Box::new(ClassDef { name, bases, body, decorators }))
        }
        "_ast.Return" => StmtKind::Return(optional_boxed(cx, value, "value")?),
        "_ast.Delete" => StmtKind::Delete(targets(cx, value, "targets", "Delete")?),
        "_ast.Assign" => {
            let targets = targets(cx, value, "targets", "Assign")?;
            StmtKind::Assign { targets, value: boxed(cx, value, "value", "Assign")? }
        }
        "_ast.AugAssign" => {
            let target = required_target(cx, value, "target", "AugAssign")?;
            if matches!(target.kind, ExprKind::List(_) | ExprKind::Tuple(_)) {
                raise!(cx, SystemError, "invalid node type for augmented assignment");
            }
            let op = operator(cx, value, "AugAssign")?;
            StmtKind::AugAssign { target, op, value: boxed(cx, value, "value", "AugAssign")? }
        }
        "_ast.Print" => {
            let dest = optional_boxed(cx, value, "dest")?;
            let values = exprs(cx, value, "values", "Print")?;
            let newline = field(cx, value, "nl", "Print")?;
            if !newline.is_kind(kind::BOOL) {
                let shown = cx.repr(newline)?.lossy();
                raise!(cx, ValueError, "invalid boolean value: {shown}");
            }
            StmtKind::Print { dest, values, newline: cx.truth(newline)? }
        }
        "_ast.For" => {
            let target = required_target(cx, value, "target", "For")?;
            let iter = boxed(cx, value, "iter", "For")?;
            let body = statements(cx, value, "body", "For")?;
            StmtKind::For { target, iter, body, orelse: statements(cx, value, "orelse", "For")? }
        }
        "_ast.While" => {
            let test = boxed(cx, value, "test", "While")?;
            let body = statements(cx, value, "body", "While")?;
            StmtKind::While { test, body, orelse: statements(cx, value, "orelse", "While")? }
        }
        "_ast.If" => {
            let test = required_expr(cx, value, "test", "If")?;
            let body = statements(cx, value, "body", "If")?;
            let mut orelse = statements(cx, value, "orelse", "If")?;
            let mut branches = vec![IfBranch { test, body, line, col }];
            // A lone `if` there is an `elif`.
            if orelse.len() == 1
                && let StmtKind::If { branches: more, orelse: rest } = &mut orelse[0].kind
            {
                branches.append(more);
                orelse = std::mem::take(rest);
            }
            StmtKind::If { branches, orelse }
        }
        "_ast.With" => {
            let context_expr = required_expr(cx, value, "context_expr", "With")?;
            let optional_vars = optional_target(cx, value, "optional_vars")?;
            let mut body = statements(cx, value, "body", "With")?;
            let mut items = vec![WithItem { context_expr, optional_vars, line, col }];
            if body.len() == 1
                && let StmtKind::With { items: more, body: rest } = &mut body[0].kind
            {
                items.append(more);
                body = std::mem::take(rest);
            }
            StmtKind::With { items, body }
        }
        "_ast.Raise" => {
            let exception = optional_boxed(cx, value, "type")?;
            let instance = optional_boxed(cx, value, "inst")?;
            StmtKind::Raise { exception, instance, traceback: optional_boxed(cx, value, "tback")? }
        }
        "_ast.TryExcept" => {
            let body = statements(cx, value, "body", "TryExcept")?;
            let handlers = list(cx, value, "handlers", "TryExcept", handler)?;
            let orelse = statements(cx, value, "orelse", "TryExcept")?;
            if handlers.is_empty() {
                raise!(cx, ValueError, "empty handlers on TryExcept");
            }
            StmtKind::TryExcept { body, handlers, orelse }
        }
        "_ast.TryFinally" => {
            let body = statements(cx, value, "body", "TryFinally")?;
            StmtKind::TryFinally { body, finalbody: statements(cx, value, "finalbody", "TryFinally")? }
        }
        "_ast.Assert" => {
            let test = boxed(cx, value, "test", "Assert")?;
            StmtKind::Assert { test, msg: optional_boxed(cx, value, "msg")? }
        }
        "_ast.Import" => StmtKind::Import(list(cx, value, "names", "Import", alias)?),
        "_ast.ImportFrom" => {
            let module = optional_name(cx, value, "module")?;
            let names = list(cx, value, "names", "ImportFrom", alias)?;
            let level = match optional(cx, value, "level")? {
                Some(level) => int(cx, level, "integer")?,
                None => 0,
            };
            StmtKind::ImportFrom { module, names, level: level.clamp(0, 0xffff) as u32 }
        }
        "_ast.Exec" => {
            let body = boxed(cx, value, "body", "Exec")?;
            let globals = optional_boxed(cx, value, "globals")?;
            StmtKind::Exec { body, globals, locals: optional_boxed(cx, value, "locals")? }
        }
        "_ast.Global" => StmtKind::Global(list(cx, value, "names", "Global", identifier)?),
        "_ast.Expr" => StmtKind::Expr(boxed(cx, value, "value", "Expr")?),
        "_ast.Pass" => StmtKind::Pass,
        "_ast.Break" => StmtKind::Break,
        _ => StmtKind::Continue,
    };
    Ok(Stmt { kind, line, col })
}

fn handler(cx: &mut Context, value: Value) -> PyResult<ExceptHandler> {
    let (line, col) = place(cx, value, "excepthandler")?;
    which(cx, value, "excepthandler", &["_ast.ExceptHandler"])?;
    let exception = optional_expr(cx, value, "type")?;
    let name = optional_target(cx, value, "name")?;
    let body = statements(cx, value, "body", "ExceptHandler")?;
    Ok(ExceptHandler { exception, name, body, line, col })
}

fn alias(cx: &mut Context, value: Value) -> PyResult<Alias> {
    let name = required_name(cx, value, "name", "alias")?;
    Ok(Alias { name, asname: optional_name(cx, value, "asname")? })
}

fn arguments(cx: &mut Context, value: Value) -> PyResult<Arguments> {
    let args = exprs(cx, value, "args", "arguments")?;
    args.iter().try_for_each(|arg| check_parameter(cx, arg))?;
    let vararg = optional_name(cx, value, "vararg")?;
    let kwarg = optional_name(cx, value, "kwarg")?;
    let defaults = exprs(cx, value, "defaults", "arguments")?;
    if defaults.len() > args.len() {
        raise!(cx, ValueError, "more positional defaults than args on arguments");
    }
    Ok(Arguments { args, vararg, kwarg, defaults })
}

fn comprehension(cx: &mut Context, value: Value) -> PyResult<Comprehension> {
    let target = *required_target(cx, value, "target", "comprehension")?;
    let iter = required_expr(cx, value, "iter", "comprehension")?;
    Ok(Comprehension { target, iter, ifs: exprs(cx, value, "ifs", "comprehension")? })
}

fn generators(cx: &mut Context, value: Value, node: &str) -> PyResult<Vec<Comprehension>> {
    let all = list(cx, value, "generators", node, comprehension)?;
    if all.is_empty() {
        raise!(cx, ValueError, "comprehension with no generators");
    }
    Ok(all)
}

#[rustfmt::skip]
const EXPRESSIONS: &[&str] = &[
    "_ast.Name", "_ast.Num", "_ast.Str", "_ast.Call", "_ast.Attribute", "_ast.BinOp", "_ast.Subscript", "_ast.BoolOp",
    "_ast.UnaryOp", "_ast.Lambda", "_ast.IfExp", "_ast.Dict", "_ast.Set", "_ast.ListComp", "_ast.SetComp",
    "_ast.DictComp", "_ast.GeneratorExp", "_ast.Yield", "_ast.Compare", "_ast.Repr", "_ast.List", "_ast.Tuple",
];

fn expr(cx: &mut Context, value: Value) -> PyResult<Expr> {
    cx.check_native_stack(" during compilation")?;
    let (line, col) = place(cx, value, "expr")?;
    let kind = match which(cx, value, "expr", EXPRESSIONS)? {
        "_ast.BoolOp" => {
            let op = given(cx, value, "op", "BoolOp")?;
            let op = match which(cx, op, "boolop", &["_ast.And", "_ast.Or"])? {
                "_ast.And" => BoolOp::And,
                _ => BoolOp::Or,
            };
            let values = exprs(cx, value, "values", "BoolOp")?;
            if values.len() < 2 {
                raise!(cx, ValueError, "BoolOp with less than 2 values");
            }
            ExprKind::BoolOp { op, values }
        }
        "_ast.BinOp" => {
            let left = boxed(cx, value, "left", "BinOp")?;
            let op = operator(cx, value, "BinOp")?;
            ExprKind::BinOp { left, op, right: boxed(cx, value, "right", "BinOp")? }
        }
        "_ast.UnaryOp" => {
            let op = given(cx, value, "op", "UnaryOp")?;
            let op = match which(cx, op, "unaryop", &["_ast.Invert", "_ast.Not", "_ast.UAdd", "_ast.USub"])? {
                "_ast.Invert" => UnaryOp::Invert,
                "_ast.Not" => UnaryOp::Not,
                "_ast.UAdd" => UnaryOp::UAdd,
                _ => UnaryOp::USub,
            };
            ExprKind::UnaryOp { op, operand: boxed(cx, value, "operand", "UnaryOp")? }
        }
        "_ast.Lambda" => {
            let args = given(cx, value, "args", "Lambda")?;
            let args = arguments(cx, args)?;
            ExprKind::Lambda(Box::new(Lambda { args, body: required_expr(cx, value, "body", "Lambda")? }))
        }
        "_ast.IfExp" => {
            let test = boxed(cx, value, "test", "IfExp")?;
            let body = boxed(cx, value, "body", "IfExp")?;
            ExprKind::IfExp { test, body, orelse: boxed(cx, value, "orelse", "IfExp")? }
        }
        "_ast.Dict" => {
            let keys = exprs(cx, value, "keys", "Dict")?;
            let values = exprs(cx, value, "values", "Dict")?;
            if keys.len() != values.len() {
                raise!(cx, ValueError, "Dict doesn't have the same number of keys as values");
            }
            ExprKind::Dict(keys.into_iter().zip(values).collect())
        }
        "_ast.Set" => {
            let elts = exprs(cx, value, "elts", "Set")?;
            if elts.is_empty() {
                raise!(cx, ValueError, "empty elts on Set");
            }
            ExprKind::Set(elts)
        }
        "_ast.ListComp" => {
            let elt = boxed(cx, value, "elt", "ListComp")?;
            ExprKind::ListComp { elt, generators: generators(cx, value, "ListComp")? }
        }
        "_ast.SetComp" => {
            let elt = boxed(cx, value, "elt", "SetComp")?;
            ExprKind::SetComp { elt, generators: generators(cx, value, "SetComp")? }
        }
        "_ast.GeneratorExp" => {
            let elt = boxed(cx, value, "elt", "GeneratorExp")?;
            ExprKind::GeneratorExp { elt, generators: generators(cx, value, "GeneratorExp")? }
        }
        "_ast.DictComp" => {
            let key = boxed(cx, value, "key", "DictComp")?;
            let item = boxed(cx, value, "value", "DictComp")?;
            ExprKind::DictComp { key, value: item, generators: generators(cx, value, "DictComp")? }
        }
        "_ast.Yield" => ExprKind::Yield(optional_boxed(cx, value, "value")?),
        "_ast.Compare" => {
            let left = boxed(cx, value, "left", "Compare")?;
            let ops = list(cx, value, "ops", "Compare", comparison)?;
            let operands = exprs(cx, value, "comparators", "Compare")?;
            if ops.is_empty() || ops.len() != operands.len() {
                raise!(cx, ValueError, "Compare has a different number of comparators and operands");
            }
            ExprKind::Compare { left, rest: ops.into_iter().zip(operands).collect() }
        }
        "_ast.Call" => {
            let func = required_expr(cx, value, "func", "Call")?;
            let args = exprs(cx, value, "args", "Call")?;
            let keywords = list(cx, value, "keywords", "Call", |cx, value| {
                let arg = required_name(cx, value, "arg", "keyword")?;
                Ok(Keyword { arg, value: required_expr(cx, value, "value", "keyword")? })
            })?;
            let starargs = optional_expr(cx, value, "starargs")?;
            let kwargs = optional_expr(cx, value, "kwargs")?;
            ExprKind::Call(Box::new(Call { func, args, keywords, starargs, kwargs }))
        }
        "_ast.Repr" => ExprKind::Repr(boxed(cx, value, "value", "Repr")?),
        "_ast.Num" => {
            let n = given(cx, value, "n", "Num")?;
            number(cx, n, line, col)?
        }
        "_ast.Str" => {
            let text = given(cx, value, "s", "Str")?;
            text_constant(cx, text)?
        }
        "_ast.Attribute" => {
            let object = boxed(cx, value, "value", "Attribute")?;
            let attr = required_name(cx, value, "attr", "Attribute")?;
            context(cx, value, "Attribute")?;
            ExprKind::Attribute { value: object, attr }
        }
        "_ast.Subscript" => {
            let object = boxed(cx, value, "value", "Subscript")?;
            let slice = given(cx, value, "slice", "Subscript")?;
            let slice = Box::new(subscript(cx, slice)?);
            context(cx, value, "Subscript")?;
            ExprKind::Subscript { value: object, slice }
        }
        "_ast.Name" => {
            let name = required_name(cx, value, "id", "Name")?;
            context(cx, value, "Name")?;
            ExprKind::Name(name)
        }
        "_ast.List" => {
            let elts = exprs(cx, value, "elts", "List")?;
            context(cx, value, "List")?;
            ExprKind::List(elts)
        }
        _ => {
            let elts = exprs(cx, value, "elts", "Tuple")?;
            context(cx, value, "Tuple")?;
            ExprKind::Tuple(elts)
        }
    };
    Ok(Expr::new(kind, line, col))
}

/// A context must be one; which it is follows from the node's place.
fn context(cx: &mut Context, value: Value, node: &str) -> PyResult<()> {
    let how = field(cx, value, "ctx", node)?;
    let all = ["_ast.Load", "_ast.Store", "_ast.Del", "_ast.AugLoad", "_ast.AugStore", "_ast.Param"];
    which(cx, how, "expr_context", &all).map(drop)
}

fn number(cx: &mut Context, value: Value, line: u32, col: i32) -> PyResult<ExprKind> {
    if matches!(value.kind(), kind::STR | kind::UNICODE) {
        return text_constant(cx, value);
    }
    let imaginary = |im| ExprKind::Num(Number::Imaginary(im));
    if value.is_kind(kind::BOOL) {
        let name = if cx.truth(value)? { "True" } else { "False" };
        return Ok(ExprKind::Name(Name::new(name)));
    }
    if let Some(n) = value.as_int() {
        return Ok(ExprKind::Num(Number::Int(n)));
    }
    if let Some(long) = value.downcast::<LongObject>() {
        let big: BigInt = long.to_big();
        return Ok(ExprKind::Num(Number::Long(Box::new(big))));
    }
    if let Some(x) = value.downcast::<FloatObject>() {
        return Ok(ExprKind::Num(Number::Float(x.float)));
    }
    if let Some(z) = value.downcast::<ComplexObject>() {
        let z = z.number();
        if z.re == 0.0 && z.re.is_sign_positive() {
            return Ok(imaginary(z.im));
        }
        let part = |kind| Box::new(Expr::new(kind, line, col));
        return Ok(ExprKind::BinOp {
            left: part(ExprKind::Num(Number::Float(z.re))),
            op: Operator::Add,
            right: part(imaginary(z.im)),
        });
    }
    let given = cx.type_name(value);
    raise!(cx, TypeError, "Num must hold a number, not {given}")
}

fn text_constant(cx: &mut Context, value: Value) -> PyResult<ExprKind> {
    if let Some(text) = value.exact::<StrObject>() {
        return Ok(ExprKind::Str(text.get().bytes().into()));
    }
    if let Some(text) = value.exact::<UnicodeObject>() {
        return Ok(ExprKind::Unicode(text.get().chars().iter().collect::<Vec<u32>>().into()));
    }
    raise!(cx, TypeError, "AST string must be of type str or unicode")
}

fn subscript(cx: &mut Context, value: Value) -> PyResult<Slice> {
    cx.check_native_stack(" during compilation")?;
    Ok(match which(cx, value, "slice", &["_ast.Index", "_ast.Slice", "_ast.ExtSlice", "_ast.Ellipsis"])? {
        "_ast.Index" => Slice::Index(required_expr(cx, value, "value", "Index")?),
        "_ast.Slice" => {
            let lower = optional_expr(cx, value, "lower")?;
            let upper = optional_expr(cx, value, "upper")?;
            Slice::Slice { lower, upper, step: optional_expr(cx, value, "step")? }
        }
        "_ast.ExtSlice" => {
            let mut dims = list(cx, value, "dims", "ExtSlice", subscript)?;
            if dims.iter().any(|dim| matches!(dim, Slice::ExtSlice(_))) {
                raise!(cx, SystemError, "extended slice invalid in nested slice");
            }
            if dims.is_empty() {
                raise!(cx, ValueError, "empty dims on ExtSlice");
            }
            if dims.iter().all(|dim| matches!(dim, Slice::Index(_))) {
                // Only indices: a tuple.
                let elts = dims.drain(..).filter_map(|dim| match dim {
                    Slice::Index(value) => Some(value),
                    _ => None,
                });
                let elts: Vec<Expr> = elts.collect();
                let (line, col) = elts.first().map_or((1, 0), |first| (first.line, first.col));
                return Ok(Slice::Index(Expr::new(ExprKind::Tuple(elts), line, col)));
            }
            Slice::ExtSlice(dims)
        }
        _ => Slice::Ellipsis,
    })
}

fn operator(cx: &mut Context, value: Value, node: &str) -> PyResult<Operator> {
    const ALL: &[(&str, Operator)] = &[
        ("_ast.Add", Operator::Add),
        ("_ast.Sub", Operator::Sub),
        ("_ast.Mult", Operator::Mult),
        ("_ast.Div", Operator::Div),
        ("_ast.Mod", Operator::Mod),
        ("_ast.Pow", Operator::Pow),
        ("_ast.LShift", Operator::LShift),
        ("_ast.RShift", Operator::RShift),
        ("_ast.BitOr", Operator::BitOr),
        ("_ast.BitXor", Operator::BitXor),
        ("_ast.BitAnd", Operator::BitAnd),
        ("_ast.FloorDiv", Operator::FloorDiv),
    ];
    let op = given(cx, value, "op", node)?;
    let names: Vec<&'static str> = ALL.iter().map(|(name, _)| *name).collect();
    let name = which(cx, op, "operator", &names)?;
    Ok(ALL.iter().find(|(other, _)| *other == name).map_or(Operator::Add, |(_, op)| *op))
}

fn comparison(cx: &mut Context, value: Value) -> PyResult<CmpOp> {
    const ALL: &[(&str, CmpOp)] = &[
        ("_ast.Eq", CmpOp::Eq),
        ("_ast.NotEq", CmpOp::NotEq),
        ("_ast.Lt", CmpOp::Lt),
        ("_ast.LtE", CmpOp::LtE),
        ("_ast.Gt", CmpOp::Gt),
        ("_ast.GtE", CmpOp::GtE),
        ("_ast.Is", CmpOp::Is),
        ("_ast.IsNot", CmpOp::IsNot),
        ("_ast.In", CmpOp::In),
        ("_ast.NotIn", CmpOp::NotIn),
    ];
    let names: Vec<&'static str> = ALL.iter().map(|(name, _)| *name).collect();
    let name = which(cx, value, "cmpop", &names)?;
    Ok(ALL.iter().find(|(other, _)| *other == name).map_or(CmpOp::Eq, |(_, op)| *op))
}
