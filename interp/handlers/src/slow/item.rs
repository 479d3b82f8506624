//! Subscripts, slices, iteration.

use super::{done, value};
use object_model::ops::Native;
use object_model::{Context, Outcome, Slot};

pub static GET_ITEM: Native = Native::new("getitem", |cx, args| cx.getitem(value(args[0]), value(args[1])).into());
pub static SET_ITEM: Native =
    Native::new("setitem", |cx, args| done(cx.setitem(value(args[0]), value(args[1]), value(args[2]))));
pub static DELETE_ITEM: Native = Native::new("delitem", |cx, args| done(cx.delitem(value(args[0]), value(args[1]))));
pub static GET_SLICE: Native = Native::new("getslice", |cx, args| cx.getslice(value(args[0]), args[1], args[2]).into());
pub static SET_SLICE: Native =
    Native::new("setslice", |cx, args| done(cx.setslice(value(args[0]), args[1], args[2], value(args[3]))));
pub static DELETE_SLICE: Native = Native::new("delslice", |cx, args| done(cx.delslice(value(args[0]), args[1], args[2])));
pub static GET_ITER: Native = Native::new("iter", |cx, args| cx.iter(value(args[0])).into());
pub static NEXT: Native = Native::new("next", next);

fn next(cx: &mut Context, args: &[Slot]) -> Outcome {
    let iterator = value(args[0]);
    let item = match cx.native_next(iterator) {
        Some(next) => next(cx, iterator),
        None => cx.next(iterator),
    };
    match item {
        Ok(Some(item)) => Outcome::Value(item),
        Ok(None) => Outcome::Done,
        Err(_) => Outcome::Raised,
    }
}
