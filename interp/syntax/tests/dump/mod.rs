//! Writes a tree in the nested form of 2.7's `Python.asdl`, every field and position named, for comparison with the
//! same text written by CPython (`dump.py`).
//!
//! Constants are written exactly: strings as hexadecimal, floats as their bits.

use std::fmt::Write;
use syntax::ast::*;

pub fn dump(module: &Mod) -> String {
    let mut d = Dumper { out: String::new() };
    match module {
        Mod::Module(body) => d.node("Module", |d| d.body("body", body)),
        Mod::Interactive(body) => d.node("Interactive", |d| d.body("body", body)),
        Mod::Suite(body) => d.node("Suite", |d| d.body("body", body)),
        Mod::Expression(body) => d.node("Expression", |d| d.field("body", |d| d.expr(body, "Load"))),
    }
    d.out
}

struct Dumper {
    out: String,
}

impl Dumper {
    fn node(&mut self, name: &str, fields: impl FnOnce(&mut Self)) {
        self.out.push_str(name);
        self.out.push('(');
        fields(self);
        self.out.push(')');
    }

    fn field(&mut self, name: &str, value: impl FnOnce(&mut Self)) {
        if !self.out.ends_with('(') {
            self.out.push(' ');
        }
        self.out.push_str(name);
        self.out.push('=');
        value(self);
    }

    fn place(&mut self, line: u32, col: i32) {
        write!(self.out, "@{line}:{col}").unwrap();
    }

    fn list<T>(&mut self, name: &str, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.field(name, |d| {
            d.out.push('[');
            for item in items {
                each(d, item);
                d.out.push(',');
            }
            d.out.push(']');
        });
    }

    fn body(&mut self, name: &str, body: &[Stmt]) {
        self.list(name, body, |d, stmt| d.stmt(stmt));
    }

    fn exprs(&mut self, name: &str, exprs: &[Expr], ctx: &str) {
        self.list(name, exprs, |d, expr| d.expr(expr, ctx));
    }

    fn one(&mut self, name: &str, expr: &Expr) {
        self.field(name, |d| d.expr(expr, "Load"));
    }

    fn opt(&mut self, name: &str, expr: Option<&Expr>, ctx: &str) {
        self.field(name, |d| match expr {
            Some(expr) => d.expr(expr, ctx),
            None => d.out.push_str("None"),
        });
    }

    fn text(&mut self, name: &str, text: &str) {
        self.field(name, |d| d.out.push_str(text));
    }

    fn opt_name(&mut self, name: &str, value: Option<&Name>) {
        self.text(name, value.map_or("None", Name::as_str));
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.node("FunctionDef", |d| {
                d.text("name", &def.name);
                d.field("args", |d| d.arguments(&def.args));
                d.body("body", &def.body);
                d.exprs("decorator_list", &def.decorators, "Load");
            }),
            StmtKind::ClassDef(def) => self.node("ClassDef", |d| {
                d.text("name", &def.name);
                d.exprs("bases", &def.bases, "Load");
                d.body("body", &def.body);
                d.exprs("decorator_list", &def.decorators, "Load");
            }),
            StmtKind::Return(value) => self.node("Return", |d| d.opt("value", value.as_deref(), "Load")),
            StmtKind::Delete(targets) => self.node("Delete", |d| d.exprs("targets", targets, "Del")),
            StmtKind::Assign { targets, value } => self.node("Assign", |d| {
                d.exprs("targets", targets, "Store");
                d.one("value", value);
            }),
            StmtKind::AugAssign { target, op, value } => self.node("AugAssign", |d| {
                d.field("target", |d| d.expr(target, "Store"));
                d.text("op", &format!("{op:?}"));
                d.one("value", value);
            }),
            StmtKind::Print { dest, values, newline } => self.node("Print", |d| {
                d.opt("dest", dest.as_deref(), "Load");
                d.exprs("values", values, "Load");
                d.text("nl", if *newline { "True" } else { "False" });
            }),
            StmtKind::For { target, iter, body, orelse } => self.node("For", |d| {
                d.field("target", |d| d.expr(target, "Store"));
                d.one("iter", iter);
                d.body("body", body);
                d.body("orelse", orelse);
            }),
            StmtKind::While { test, body, orelse } => self.node("While", |d| {
                d.one("test", test);
                d.body("body", body);
                d.body("orelse", orelse);
            }),
            StmtKind::If { branches, orelse } => return self.branches(branches, orelse),
            StmtKind::With { items, body } => return self.with_items(items, body),
            StmtKind::Raise { exception, instance, traceback } => self.node("Raise", |d| {
                d.opt("type", exception.as_deref(), "Load");
                d.opt("inst", instance.as_deref(), "Load");
                d.opt("tback", traceback.as_deref(), "Load");
            }),
            StmtKind::TryExcept { body, handlers, orelse } => self.node("TryExcept", |d| {
                d.body("body", body);
                d.list("handlers", handlers, |d, handler| {
                    d.node("ExceptHandler", |d| {
                        d.opt("type", handler.exception.as_ref(), "Load");
                        d.opt("name", handler.name.as_ref(), "Store");
                        d.body("body", &handler.body);
                    });
                    d.place(handler.line, handler.col);
                });
                d.body("orelse", orelse);
            }),
            StmtKind::TryFinally { body, finalbody } => self.node("TryFinally", |d| {
                d.body("body", body);
                d.body("finalbody", finalbody);
            }),
            StmtKind::Assert { test, msg } => self.node("Assert", |d| {
                d.one("test", test);
                d.opt("msg", msg.as_deref(), "Load");
            }),
            StmtKind::Import(names) => self.node("Import", |d| d.aliases(names)),
            StmtKind::ImportFrom { module, names, level } => self.node("ImportFrom", |d| {
                d.opt_name("module", module.as_ref());
                d.aliases(names);
                d.text("level", &level.to_string());
            }),
            StmtKind::Exec { body, globals, locals } => self.node("Exec", |d| {
                d.one("body", body);
                d.opt("globals", globals.as_deref(), "Load");
                d.opt("locals", locals.as_deref(), "Load");
            }),
            StmtKind::Global(names) => {
                self.node("Global", |d| d.list("names", names, |d, name| d.out.push_str(name)));
            }
            StmtKind::Expr(value) => self.node("Expr", |d| d.one("value", value)),
            StmtKind::Pass => self.node("Pass", |_| {}),
            StmtKind::Break => self.node("Break", |_| {}),
            StmtKind::Continue => self.node("Continue", |_| {}),
        }
        self.place(stmt.line, stmt.col);
    }

    fn branches(&mut self, branches: &[IfBranch], orelse: &[Stmt]) {
        let (first, rest) = branches.split_first().unwrap();
        self.node("If", |d| {
            d.one("test", &first.test);
            d.body("body", &first.body);
            if rest.is_empty() {
                d.body("orelse", orelse);
            } else {
                d.list("orelse", &[()], |d, ()| d.branches(rest, orelse));
            }
        });
        self.place(first.line, first.col);
    }

    fn with_items(&mut self, items: &[WithItem], body: &[Stmt]) {
        let (first, rest) = items.split_first().unwrap();
        self.node("With", |d| {
            d.one("context_expr", &first.context_expr);
            d.opt("optional_vars", first.optional_vars.as_ref(), "Store");
            if rest.is_empty() {
                d.body("body", body);
            } else {
                d.list("body", &[()], |d, ()| d.with_items(rest, body));
            }
        });
        self.place(first.line, first.col);
    }

    fn aliases(&mut self, names: &[Alias]) {
        self.list("names", names, |d, alias| {
            d.node("alias", |d| {
                d.text("name", &alias.name);
                d.opt_name("asname", alias.asname.as_ref());
            });
        });
    }

    fn arguments(&mut self, args: &Arguments) {
        self.node("arguments", |d| {
            d.exprs("args", &args.args, "Param");
            d.opt_name("vararg", args.vararg.as_ref());
            d.opt_name("kwarg", args.kwarg.as_ref());
            d.exprs("defaults", &args.defaults, "Load");
        });
    }

    fn generators(&mut self, generators: &[Comprehension]) {
        self.list("generators", generators, |d, generator| {
            d.node("comprehension", |d| {
                d.field("target", |d| d.expr(&generator.target, "Store"));
                d.one("iter", &generator.iter);
                d.exprs("ifs", &generator.ifs, "Load");
            });
        });
    }

    fn expr(&mut self, expr: &Expr, ctx: &str) {
        match &expr.kind {
            ExprKind::BoolOp { op, values } => self.node("BoolOp", |d| {
                d.text("op", &format!("{op:?}"));
                d.exprs("values", values, "Load");
            }),
            ExprKind::BinOp { left, op, right } => self.node("BinOp", |d| {
                d.one("left", left);
                d.text("op", &format!("{op:?}"));
                d.one("right", right);
            }),
            ExprKind::UnaryOp { op, operand } => self.node("UnaryOp", |d| {
                d.text("op", &format!("{op:?}"));
                d.one("operand", operand);
            }),
            ExprKind::Lambda(lambda) => self.node("Lambda", |d| {
                d.field("args", |d| d.arguments(&lambda.args));
                d.one("body", &lambda.body);
            }),
            ExprKind::IfExp { test, body, orelse } => self.node("IfExp", |d| {
                d.one("test", test);
                d.one("body", body);
                d.one("orelse", orelse);
            }),
            ExprKind::Dict(items) => self.node("Dict", |d| {
                d.list("keys", items, |d, item| d.expr(&item.0, "Load"));
                d.list("values", items, |d, item| d.expr(&item.1, "Load"));
            }),
            ExprKind::Set(elts) => self.node("Set", |d| d.exprs("elts", elts, "Load")),
            ExprKind::ListComp { elt, generators } => self.comprehension("ListComp", elt, generators),
            ExprKind::SetComp { elt, generators } => self.comprehension("SetComp", elt, generators),
            ExprKind::GeneratorExp { elt, generators } => self.comprehension("GeneratorExp", elt, generators),
            ExprKind::DictComp { key, value, generators } => self.node("DictComp", |d| {
                d.one("key", key);
                d.one("value", value);
                d.generators(generators);
            }),
            ExprKind::Yield(value) => self.node("Yield", |d| d.opt("value", value.as_deref(), "Load")),
            ExprKind::Compare { left, rest } => self.node("Compare", |d| {
                d.one("left", left);
                d.list("ops", rest, |d, (op, _)| write!(d.out, "{op:?}").unwrap());
                d.list("comparators", rest, |d, (_, operand)| d.expr(operand, "Load"));
            }),
            ExprKind::Call(call) => self.node("Call", |d| {
                d.one("func", &call.func);
                d.exprs("args", &call.args, "Load");
                d.list("keywords", &call.keywords, |d, keyword| {
                    d.node("keyword", |d| {
                        d.text("arg", &keyword.arg);
                        d.one("value", &keyword.value);
                    });
                });
                d.opt("starargs", call.starargs.as_ref(), "Load");
                d.opt("kwargs", call.kwargs.as_ref(), "Load");
            }),
            ExprKind::Repr(value) => self.node("Repr", |d| d.one("value", value)),
            ExprKind::Num(number) => self.node("Num", |d| {
                d.text(
                    "n",
                    &match number {
                        Number::Int(value) => format!("i{value}"),
                        Number::Long(value) => format!("L{value}"),
                        Number::Float(value) => format!("f{:016x}", value.to_bits()),
                        Number::Imaginary(value) => format!("j{:016x}", value.to_bits()),
                    },
                );
            }),
            ExprKind::Str(bytes) => self.node("Str", |d| {
                d.field("s", |d| {
                    d.out.push('s');
                    bytes.iter().for_each(|byte| write!(d.out, "{byte:02x}").unwrap());
                });
            }),
            ExprKind::Unicode(text) => self.node("Str", |d| {
                d.field("s", |d| {
                    d.out.push('u');
                    text.iter().for_each(|c| write!(d.out, "{c:x}.").unwrap());
                });
            }),
            ExprKind::Attribute { value, attr } => self.node("Attribute", |d| {
                d.one("value", value);
                d.text("attr", attr);
                d.text("ctx", ctx);
            }),
            ExprKind::Subscript { value, slice } => self.node("Subscript", |d| {
                d.one("value", value);
                d.field("slice", |d| d.slice(slice));
                d.text("ctx", ctx);
            }),
            ExprKind::Name(name) => self.node("Name", |d| {
                d.text("id", name);
                d.text("ctx", ctx);
            }),
            ExprKind::List(elts) => self.node("List", |d| {
                d.exprs("elts", elts, ctx);
                d.text("ctx", ctx);
            }),
            ExprKind::Tuple(elts) => self.node("Tuple", |d| {
                // A tuple among parameters is assigned to.
                let ctx = if ctx == "Param" { "Store" } else { ctx };
                d.exprs("elts", elts, ctx);
                d.text("ctx", ctx);
            }),
        }
        self.place(expr.line, expr.col);
    }

    fn comprehension(&mut self, name: &str, elt: &Expr, generators: &[Comprehension]) {
        self.node(name, |d| {
            d.one("elt", elt);
            d.generators(generators);
        });
    }

    fn slice(&mut self, slice: &Slice) {
        match slice {
            Slice::Ellipsis => self.node("Ellipsis", |_| {}),
            Slice::Slice { lower, upper, step } => self.node("Slice", |d| {
                d.opt("lower", lower.as_ref(), "Load");
                d.opt("upper", upper.as_ref(), "Load");
                d.opt("step", step.as_ref(), "Load");
            }),
            Slice::ExtSlice(dims) => self.node("ExtSlice", |d| d.list("dims", dims, |d, dim| d.slice(dim))),
            Slice::Index(value) => self.node("Index", |d| d.one("value", value)),
        }
    }
}
