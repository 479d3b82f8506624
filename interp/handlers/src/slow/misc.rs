//! Imports, printing, exec: reached through hooks of `interp`, which knows modules, files and compilation.

use super::{done, frame, number, value};
use object_model::ops::Native;
use object_model::value::{Slot, Value};
use object_model::{Context, Gc, PyResult, StrObject};

/// What the evaluator above provides.
#[derive(Clone, Copy)]
pub struct Services {
    pub import_name: fn(&mut Context, Gc<StrObject>, Value, Value) -> PyResult,
    pub import_from: fn(&mut Context, Value, Gc<StrObject>) -> PyResult,
    pub import_star: fn(&mut Context, Value) -> PyResult<()>,
    pub print_item: fn(&mut Context, Value, Slot) -> PyResult<()>,
    pub print_newline: fn(&mut Context, Slot) -> PyResult<()>,
    pub print_expr: fn(&mut Context, Value) -> PyResult<()>,
    pub exec: fn(&mut Context, Value, Value, Value) -> PyResult<()>,
}

#[derive(Default)]
struct Provided(Option<Services>);

pub fn provide(cx: &mut Context, services: Services) {
    cx.ext.state::<Provided>().0 = Some(services);
}

fn services(cx: &mut Context) -> Services {
    match cx.ext.state::<Provided>().0 {
        Some(services) => services,
        None => unreachable!("the evaluator provides its services before it runs code"),
    }
}

pub static IMPORT_NAME: Native = Native::new("import", |cx, args| {
    let name = frame(cx).code().name_at(number(args[2]));
    (services(cx).import_name)(cx, name, value(args[0]), value(args[1])).into()
});
pub static IMPORT_FROM: Native = Native::new("import from", |cx, args| {
    let name = frame(cx).code().name_at(number(args[1]));
    (services(cx).import_from)(cx, value(args[0]), name).into()
});
pub static IMPORT_STAR: Native = Native::new("import *", |cx, args| done((services(cx).import_star)(cx, value(args[0]))));
pub static PRINT_ITEM: Native =
    Native::new("print", |cx, args| done((services(cx).print_item)(cx, value(args[0]), args[1])));
pub static PRINT_NEWLINE: Native = Native::new("print newline", |cx, args| done((services(cx).print_newline)(cx, args[0])));
pub static PRINT_EXPR: Native = Native::new("display", |cx, args| done((services(cx).print_expr)(cx, value(args[0]))));
pub static EXEC: Native =
    Native::new("exec", |cx, args| done((services(cx).exec)(cx, value(args[0]), value(args[1]), value(args[2]))));
pub static REPR: Native = Native::new("repr", |cx, args| cx.repr(value(args[0])).map(Gc::value).into());
