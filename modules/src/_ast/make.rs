//! From the compiler's tree to objects. What the tree says by position (contexts, nested `if` and `with`) is spelled out.

use super::{class, load};
use object_model::text::chars::CharsBuf;
use object_model::{Context, DictObject, Gc, ListObject, PyResult, TypeObject, Value, instance, none, py_bool, raise};
use syntax::ast::{
    Alias, Arguments, BoolOp, CmpOp, Comprehension, ExceptHandler, Expr, ExprKind, Mod, Name, Number, Operator, Slice, Stmt,
    StmtKind, UnaryOp,
};

/// How an expression is used.
#[derive(Clone, Copy)]
enum Use {
    Load,
    Store,
    Del,
    Param,
}

type Place = Option<(u32, i32)>;

/// The objects for a tree.
pub fn tree(cx: &mut Context, module: &Mod) -> PyResult {
    load(cx)?;
    let (name, body) = match module {
        Mod::Module(body) => ("_ast.Module", statements(cx, body)?),
        Mod::Interactive(body) => ("_ast.Interactive", statements(cx, body)?),
        Mod::Suite(body) => ("_ast.Suite", statements(cx, body)?),
        Mod::Expression(body) => ("_ast.Expression", expr(cx, body, Use::Load)?),
    };
    node(cx, name, None, &[("body", body)])
}

fn node(cx: &mut Context, name: &'static str, place: Place, fields: &[(&str, Value)]) -> PyResult {
    let class = class(cx, name)?;
    let Some(class) = class.downcast::<TypeObject>() else { raise!(cx, SystemError, "no node class {name}") };
    let object = cx.new_instance(class);
    for &(field, value) in fields {
        let field = cx.intern(field.as_bytes());
        instance::own_set(cx, object, field, value)?;
    }
    if let Some((line, col)) = place {
        for (field, number) in [("lineno", i64::from(line)), ("col_offset", col.into())] {
            let field = cx.intern(field.as_bytes());
            instance::own_set(cx, object, field, Value::small(number))?;
        }
    }
    Ok(object)
}

/// The one instance of a class without fields.
fn single(cx: &mut Context, name: &'static str) -> PyResult {
    let class = class(cx, name)?;
    let all = cx.ext.values.get("_ast singletons").copied().flatten().and_then(|all| all.downcast::<DictObject>());
    match all {
        Some(all) => Ok(cx.dict_get(all, class)?.unwrap_or(none())),
        None => Ok(none()),
    }
}

fn context(cx: &mut Context, how: Use) -> PyResult {
    single(
        cx,
        match how {
            Use::Load => "_ast.Load",
            Use::Store => "_ast.Store",
            Use::Del => "_ast.Del",
            Use::Param => "_ast.Param",
        },
    )
}

fn list<T>(
    cx: &mut Context,
    items: impl IntoIterator<Item = T>,
    mut one: impl FnMut(&mut Context, T) -> PyResult,
) -> PyResult<Value> {
    let list: Gc<ListObject> = cx.new_list();
    for item in items {
        let value = one(cx, item)?;
        cx.list_push(list, value)?;
    }
    Ok(list.value())
}

fn name(cx: &mut Context, name: &Name) -> Value {
    cx.intern(name.as_str().as_bytes()).value()
}

fn optional_name(cx: &mut Context, given: &Option<Name>) -> Value {
    given.as_ref().map_or(none(), |given| name(cx, given))
}

fn exprs<'a>(cx: &mut Context, all: impl IntoIterator<Item = &'a Expr>, how: Use) -> PyResult {
    list(cx, all, |cx, one| expr(cx, one, how))
}

fn optional(cx: &mut Context, given: Option<&Expr>) -> PyResult {
    match given {
        Some(given) => expr(cx, given, Use::Load),
        None => Ok(none()),
    }
}

fn statements(cx: &mut Context, body: &[Stmt]) -> PyResult {
    list(cx, body, statement)
}

fn statement(cx: &mut Context, stmt: &Stmt) -> PyResult {
    cx.check_native_stack(" during compilation")?;
    let at = Some((stmt.line, stmt.col));
    match &stmt.kind {
        StmtKind::FunctionDef(def) => {
            let own = name(cx, &def.name);
            let args = arguments(cx, &def.args)?;
            let body = statements(cx, &def.body)?;
            let decorators = exprs(cx, &def.decorators, Use::Load)?;
            let fields = [("name", own), ("args", args), ("body", body), ("decorator_list", decorators)];
            node(cx, "_ast.FunctionDef", at, &fields)
        }
        StmtKind::ClassDef(def) => {
            let own = name(cx, &def.name);
            let bases = exprs(cx, &def.bases, Use::Load)?;
            let body = statements(cx, &def.body)?;
            let decorators = exprs(cx, &def.decorators, Use::Load)?;
            let fields = [("name", own), ("bases", bases), ("body", body), ("decorator_list", decorators)];
            node(cx, "_ast.ClassDef", at, &fields)
        }
        StmtKind::Return(value) => {
            let value = optional(cx, value.as_deref())?;
            node(cx, "_ast.Return", at, &[("value", value)])
        }
        StmtKind::Delete(targets) => {
            let targets = exprs(cx, targets, Use::Del)?;
            node(cx, "_ast.Delete", at, &[("targets", targets)])
        }
        StmtKind::Assign { targets, value } => {
            let targets = exprs(cx, targets, Use::Store)?;
            let value = expr(cx, value, Use::Load)?;
            node(cx, "_ast.Assign", at, &[("targets", targets), ("value", value)])
        }
        StmtKind::AugAssign { target, op, value } => {
            let target = expr(cx, target, Use::Store)?;
            let op = single(cx, operator(*op))?;
            let value = expr(cx, value, Use::Load)?;
            node(cx, "_ast.AugAssign", at, &[("target", target), ("op", op), ("value", value)])
        }
        StmtKind::Print { dest, values, newline } => {
            let dest = optional(cx, dest.as_deref())?;
            let values = exprs(cx, values, Use::Load)?;
            node(cx, "_ast.Print", at, &[("dest", dest), ("values", values), ("nl", py_bool(*newline))])
        }
        StmtKind::For { target, iter, body, orelse } => {
            let target = expr(cx, target, Use::Store)?;
            let iter = expr(cx, iter, Use::Load)?;
            let (body, orelse) = (statements(cx, body)?, statements(cx, orelse)?);
            node(cx, "_ast.For", at, &[("target", target), ("iter", iter), ("body", body), ("orelse", orelse)])
        }
        StmtKind::While { test, body, orelse } => {
            let test = expr(cx, test, Use::Load)?;
            let (body, orelse) = (statements(cx, body)?, statements(cx, orelse)?);
            node(cx, "_ast.While", at, &[("test", test), ("body", body), ("orelse", orelse)])
        }
        StmtKind::If { branches, orelse } => {
            // From the last branch on, each the `orelse` of the one before.
            let mut rest = statements(cx, orelse)?;
            let mut made = none();
            for branch in branches.iter().rev() {
                let test = expr(cx, &branch.test, Use::Load)?;
                let body = statements(cx, &branch.body)?;
                let place = Some((branch.line, branch.col));
                made = node(cx, "_ast.If", place, &[("test", test), ("body", body), ("orelse", rest)])?;
                rest = cx.new_list_from(&[made])?.value();
            }
            Ok(made)
        }
        StmtKind::With { items, body } => {
            let mut body = statements(cx, body)?;
            let mut made = none();
            for item in items.iter().rev() {
                let manager = expr(cx, &item.context_expr, Use::Load)?;
                let vars = match &item.optional_vars {
                    Some(vars) => expr(cx, vars, Use::Store)?,
                    None => none(),
                };
                let fields = [("context_expr", manager), ("optional_vars", vars), ("body", body)];
                made = node(cx, "_ast.With", Some((item.line, item.col)), &fields)?;
                body = cx.new_list_from(&[made])?.value();
            }
            Ok(made)
        }
        StmtKind::Raise { exception, instance, traceback } => {
            let class = optional(cx, exception.as_deref())?;
            let value = optional(cx, instance.as_deref())?;
            let traceback = optional(cx, traceback.as_deref())?;
            node(cx, "_ast.Raise", at, &[("type", class), ("inst", value), ("tback", traceback)])
        }
        StmtKind::TryExcept { body, handlers, orelse } => {
            let body = statements(cx, body)?;
            let handlers = list(cx, handlers, handler)?;
            let orelse = statements(cx, orelse)?;
            node(cx, "_ast.TryExcept", at, &[("body", body), ("handlers", handlers), ("orelse", orelse)])
        }
        StmtKind::TryFinally { body, finalbody } => {
            let (body, last) = (statements(cx, body)?, statements(cx, finalbody)?);
            node(cx, "_ast.TryFinally", at, &[("body", body), ("finalbody", last)])
        }
        StmtKind::Assert { test, msg } => {
            let test = expr(cx, test, Use::Load)?;
            let msg = optional(cx, msg.as_deref())?;
            node(cx, "_ast.Assert", at, &[("test", test), ("msg", msg)])
        }
        StmtKind::Import(names) => {
            let names = list(cx, names, alias)?;
            node(cx, "_ast.Import", at, &[("names", names)])
        }
        StmtKind::ImportFrom { module, names, level } => {
            let module = optional_name(cx, module);
            let names = list(cx, names, alias)?;
            let level = Value::small((*level).into());
            node(cx, "_ast.ImportFrom", at, &[("module", module), ("names", names), ("level", level)])
        }
        StmtKind::Exec { body, globals, locals } => {
            let body = expr(cx, body, Use::Load)?;
            let globals = optional(cx, globals.as_deref())?;
            let locals = optional(cx, locals.as_deref())?;
            node(cx, "_ast.Exec", at, &[("body", body), ("globals", globals), ("locals", locals)])
        }
        StmtKind::Global(names) => {
            let names = list(cx, names, |cx, one| Ok(name(cx, one)))?;
            node(cx, "_ast.Global", at, &[("names", names)])
        }
        StmtKind::Expr(value) => {
            let value = expr(cx, value, Use::Load)?;
            node(cx, "_ast.Expr", at, &[("value", value)])
        }
        StmtKind::Pass => node(cx, "_ast.Pass", at, &[]),
        StmtKind::Break => node(cx, "_ast.Break", at, &[]),
        StmtKind::Continue => node(cx, "_ast.Continue", at, &[]),
    }
}

fn handler(cx: &mut Context, handler: &ExceptHandler) -> PyResult {
    let class = optional(cx, handler.exception.as_ref())?;
    let name = match &handler.name {
        Some(name) => expr(cx, name, Use::Store)?,
        None => none(),
    };
    let body = statements(cx, &handler.body)?;
    let place = Some((handler.line, handler.col));
    node(cx, "_ast.ExceptHandler", place, &[("type", class), ("name", name), ("body", body)])
}

fn alias(cx: &mut Context, alias: &Alias) -> PyResult {
    let (own, other) = (name(cx, &alias.name), optional_name(cx, &alias.asname));
    node(cx, "_ast.alias", None, &[("name", own), ("asname", other)])
}

fn arguments(cx: &mut Context, args: &Arguments) -> PyResult {
    let all = exprs(cx, &args.args, Use::Param)?;
    let (vararg, kwarg) = (optional_name(cx, &args.vararg), optional_name(cx, &args.kwarg));
    let defaults = exprs(cx, &args.defaults, Use::Load)?;
    node(cx, "_ast.arguments", None, &[("args", all), ("vararg", vararg), ("kwarg", kwarg), ("defaults", defaults)])
}

fn comprehension(cx: &mut Context, one: &Comprehension) -> PyResult {
    let target = expr(cx, &one.target, Use::Store)?;
    let iter = expr(cx, &one.iter, Use::Load)?;
    let ifs = exprs(cx, &one.ifs, Use::Load)?;
    node(cx, "_ast.comprehension", None, &[("target", target), ("iter", iter), ("ifs", ifs)])
}

fn comprehended(cx: &mut Context, class: &'static str, at: Place, elt: &Expr, generators: &[Comprehension]) -> PyResult {
    let elt = expr(cx, elt, Use::Load)?;
    let generators = list(cx, generators, comprehension)?;
    node(cx, class, at, &[("elt", elt), ("generators", generators)])
}

fn expr(cx: &mut Context, e: &Expr, how: Use) -> PyResult {
    cx.check_native_stack(" during compilation")?;
    let at = Some((e.line, e.col));
    match &e.kind {
        ExprKind::BoolOp { op, values } => {
            let op = single(cx, if *op == BoolOp::And { "_ast.And" } else { "_ast.Or" })?;
            let values = exprs(cx, values, Use::Load)?;
            node(cx, "_ast.BoolOp", at, &[("op", op), ("values", values)])
        }
        ExprKind::BinOp { left, op, right } => {
            let left = expr(cx, left, Use::Load)?;
            let op = single(cx, operator(*op))?;
            let right = expr(cx, right, Use::Load)?;
            node(cx, "_ast.BinOp", at, &[("left", left), ("op", op), ("right", right)])
        }
        ExprKind::UnaryOp { op, operand } => {
            let op = single(
                cx,
                match op {
                    UnaryOp::Invert => "_ast.Invert",
                    UnaryOp::Not => "_ast.Not",
                    UnaryOp::UAdd => "_ast.UAdd",
                    UnaryOp::USub => "_ast.USub",
                },
            )?;
            let operand = expr(cx, operand, Use::Load)?;
            node(cx, "_ast.UnaryOp", at, &[("op", op), ("operand", operand)])
        }
        ExprKind::Lambda(lambda) => {
            let args = arguments(cx, &lambda.args)?;
            let body = expr(cx, &lambda.body, Use::Load)?;
            node(cx, "_ast.Lambda", at, &[("args", args), ("body", body)])
        }
        ExprKind::IfExp { test, body, orelse } => {
            let test = expr(cx, test, Use::Load)?;
            let body = expr(cx, body, Use::Load)?;
            let orelse = expr(cx, orelse, Use::Load)?;
            node(cx, "_ast.IfExp", at, &[("test", test), ("body", body), ("orelse", orelse)])
        }
        ExprKind::Dict(items) => {
            let keys = exprs(cx, items.iter().map(|(key, _)| key), Use::Load)?;
            let values = exprs(cx, items.iter().map(|(_, value)| value), Use::Load)?;
            node(cx, "_ast.Dict", at, &[("keys", keys), ("values", values)])
        }
        ExprKind::Set(elts) => {
            let elts = exprs(cx, elts, Use::Load)?;
            node(cx, "_ast.Set", at, &[("elts", elts)])
        }
        ExprKind::ListComp { elt, generators } => comprehended(cx, "_ast.ListComp", at, elt, generators),
        ExprKind::SetComp { elt, generators } => comprehended(cx, "_ast.SetComp", at, elt, generators),
        ExprKind::GeneratorExp { elt, generators } => comprehended(cx, "_ast.GeneratorExp", at, elt, generators),
        ExprKind::DictComp { key, value, generators } => {
            let key = expr(cx, key, Use::Load)?;
            let value = expr(cx, value, Use::Load)?;
            let generators = list(cx, generators, comprehension)?;
            node(cx, "_ast.DictComp", at, &[("key", key), ("value", value), ("generators", generators)])
        }
        ExprKind::Yield(value) => {
            let value = optional(cx, value.as_deref())?;
            node(cx, "_ast.Yield", at, &[("value", value)])
        }
        ExprKind::Compare { left, rest } => {
            let left = expr(cx, left, Use::Load)?;
            let ops = list(cx, rest, |cx, (op, _)| single(cx, comparison(*op)))?;
            let operands = exprs(cx, rest.iter().map(|(_, operand)| operand), Use::Load)?;
            node(cx, "_ast.Compare", at, &[("left", left), ("ops", ops), ("comparators", operands)])
        }
        ExprKind::Call(call) => {
            let func = expr(cx, &call.func, Use::Load)?;
            let args = exprs(cx, &call.args, Use::Load)?;
            let keywords = list(cx, &call.keywords, |cx, keyword| {
                let arg = name(cx, &keyword.arg);
                let value = expr(cx, &keyword.value, Use::Load)?;
                node(cx, "_ast.keyword", None, &[("arg", arg), ("value", value)])
            })?;
            let star = optional(cx, call.starargs.as_ref())?;
            let stars = optional(cx, call.kwargs.as_ref())?;
            let fields = [("func", func), ("args", args), ("keywords", keywords), ("starargs", star), ("kwargs", stars)];
            node(cx, "_ast.Call", at, &fields)
        }
        ExprKind::Repr(value) => {
            let value = expr(cx, value, Use::Load)?;
            node(cx, "_ast.Repr", at, &[("value", value)])
        }
        ExprKind::Num(number) => {
            let n = match number {
                Number::Int(n) => cx.new_int(*n),
                Number::Long(n) => cx.try_new_long(n)?,
                Number::Float(x) => cx.new_float(*x),
                Number::Imaginary(x) => object_model::types::complex::new(cx, 0.0, *x),
            };
            node(cx, "_ast.Num", at, &[("n", n)])
        }
        ExprKind::Str(bytes) => {
            let text = cx.try_new_str(bytes)?.value();
            node(cx, "_ast.Str", at, &[("s", text)])
        }
        ExprKind::Unicode(codes) => {
            let mut chars = CharsBuf::with_capacity(codes.len());
            codes.iter().for_each(|&code| chars.push(code));
            let text = cx.new_unicode(chars.as_chars())?.value();
            node(cx, "_ast.Str", at, &[("s", text)])
        }
        ExprKind::Attribute { value, attr } => {
            let value = expr(cx, value, Use::Load)?;
            let attr = name(cx, attr);
            let how = context(cx, how)?;
            node(cx, "_ast.Attribute", at, &[("value", value), ("attr", attr), ("ctx", how)])
        }
        ExprKind::Subscript { value, slice } => {
            let value = expr(cx, value, Use::Load)?;
            let slice = subscript(cx, slice)?;
            let how = context(cx, how)?;
            node(cx, "_ast.Subscript", at, &[("value", value), ("slice", slice), ("ctx", how)])
        }
        ExprKind::Name(own) => {
            let own = name(cx, own);
            let how = context(cx, how)?;
            node(cx, "_ast.Name", at, &[("id", own), ("ctx", how)])
        }
        ExprKind::List(elts) | ExprKind::Tuple(elts) => {
            let class = if matches!(e.kind, ExprKind::List(_)) { "_ast.List" } else { "_ast.Tuple" };
            // Tuples of parameters are stored into.
            let how = if matches!(how, Use::Param) { Use::Store } else { how };
            let elts = exprs(cx, elts, how)?;
            let how = context(cx, how)?;
            node(cx, class, at, &[("elts", elts), ("ctx", how)])
        }
    }
}

fn subscript(cx: &mut Context, slice: &Slice) -> PyResult {
    cx.check_native_stack(" during compilation")?;
    match slice {
        Slice::Ellipsis => node(cx, "_ast.Ellipsis", None, &[]),
        Slice::Slice { lower, upper, step } => {
            let lower = optional(cx, lower.as_ref())?;
            let upper = optional(cx, upper.as_ref())?;
            let step = optional(cx, step.as_ref())?;
            node(cx, "_ast.Slice", None, &[("lower", lower), ("upper", upper), ("step", step)])
        }
        Slice::ExtSlice(dims) => {
            let dims = list(cx, dims, subscript)?;
            node(cx, "_ast.ExtSlice", None, &[("dims", dims)])
        }
        Slice::Index(value) => {
            let value = expr(cx, value, Use::Load)?;
            node(cx, "_ast.Index", None, &[("value", value)])
        }
    }
}

fn operator(op: Operator) -> &'static str {
    match op {
        Operator::Add => "_ast.Add",
        Operator::Sub => "_ast.Sub",
        Operator::Mult => "_ast.Mult",
        Operator::Div => "_ast.Div",
        Operator::Mod => "_ast.Mod",
        Operator::Pow => "_ast.Pow",
        Operator::LShift => "_ast.LShift",
        Operator::RShift => "_ast.RShift",
        Operator::BitOr => "_ast.BitOr",
        Operator::BitXor => "_ast.BitXor",
        Operator::BitAnd => "_ast.BitAnd",
        Operator::FloorDiv => "_ast.FloorDiv",
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "_ast.Eq",
        CmpOp::NotEq => "_ast.NotEq",
        CmpOp::Lt => "_ast.Lt",
        CmpOp::LtE => "_ast.LtE",
        CmpOp::Gt => "_ast.Gt",
        CmpOp::GtE => "_ast.GtE",
        CmpOp::Is => "_ast.Is",
        CmpOp::IsNot => "_ast.IsNot",
        CmpOp::In => "_ast.In",
        CmpOp::NotIn => "_ast.NotIn",
    }
}
