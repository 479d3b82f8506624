//! `weakref.proxy`: objects that pass every operation on to their referent.

use super::of;
use crate::context::Context;
use crate::error::PyResult;
use crate::names::Special;
use crate::protocols::number::BinaryOp;
use crate::strings::StrObject;
use crate::typeobject::TypeDecl;
use crate::value::Value;
use crate::{Gc, kind, none, not_implemented, py_methods, raise};

pub static WEAKPROXY: TypeDecl =
    TypeDecl { methods: &[BINARY, UNARY, METHODS, TEXT], ..TypeDecl::new("weakproxy", kind::WEAKPROXY) };

pub static CALLABLE_WEAKPROXY: TypeDecl =
    TypeDecl { methods: &[BINARY, UNARY, METHODS, CALL], ..TypeDecl::new("weakcallableproxy", kind::CALLABLE_WEAKPROXY) };

/// What a proxy stands for; ReferenceError.
pub fn proxy_target(cx: &mut Context, proxy: Value) -> PyResult {
    match of(proxy).and_then(|proxy| proxy.referent()) {
        Some(target) => Ok(target),
        None => raise!(cx, ReferenceError, "weakly-referenced object no longer exists"),
    }
}

/// The referent of a proxy, anything else itself.
fn unwrapped(cx: &mut Context, value: Value) -> PyResult {
    match value.kind() {
        kind::WEAKPROXY | kind::CALLABLE_WEAKPROXY => proxy_target(cx, value),
        _ => Ok(value),
    }
}

macro_rules! binary_methods {
    ($($op:ident $name:ident $rname:ident $iname:ident;)*) => {
        py_methods! { BINARY:
            $(
            /// x.__op__(y) <==> x op y
            fn $name(cx: &mut Context, this: Value, other: Value) -> PyResult {
                let (this, other) = (proxy_target(cx, this)?, unwrapped(cx, other)?);
                cx.binary(BinaryOp::$op, this, other)
            }
            /// x.__rop__(y) <==> y op x
            fn $rname(cx: &mut Context, this: Value, other: Value) -> PyResult {
                let (this, other) = (proxy_target(cx, this)?, unwrapped(cx, other)?);
                cx.binary(BinaryOp::$op, other, this)
            }
            /// x.__iop__(y) <==> x op= y
            fn $iname(cx: &mut Context, this: Value, other: Value) -> PyResult {
                let (this, other) = (proxy_target(cx, this)?, unwrapped(cx, other)?);
                cx.inplace(BinaryOp::$op, this, other)
            }
            )*
        }
    };
}

binary_methods! {
    Add __add__ __radd__ __iadd__;
    Sub __sub__ __rsub__ __isub__;
    Mul __mul__ __rmul__ __imul__;
    Div __div__ __rdiv__ __idiv__;
    TrueDiv __truediv__ __rtruediv__ __itruediv__;
    FloorDiv __floordiv__ __rfloordiv__ __ifloordiv__;
    Mod __mod__ __rmod__ __imod__;
    LShift __lshift__ __rlshift__ __ilshift__;
    RShift __rshift__ __rrshift__ __irshift__;
    And __and__ __rand__ __iand__;
    Or __or__ __ror__ __ior__;
    Xor __xor__ __rxor__ __ixor__;
}

macro_rules! unary_methods {
    ($($special:ident $name:ident;)*) => {
        py_methods! { UNARY:
            $(
            /// The operation on what the proxy stands for.
            fn $name(cx: &mut Context, this: Value) -> PyResult {
                let target = proxy_target(cx, this)?;
                cx.unary(Special::$special, target)
            }
            )*
        }
    };
}

unary_methods! {
    Neg __neg__;
    Pos __pos__;
    Abs __abs__;
    Invert __invert__;
}

/// A conversion of the target by the special method of that name.
fn convert(cx: &mut Context, this: Value, special: Special) -> PyResult {
    let target = proxy_target(cx, this)?;
    match cx.special_of(target, special) {
        Some(w_method) => cx.call_special(w_method, target, &[]),
        None if special == Special::Float => raise!(cx, TypeError, "a float is required"),
        None => {
            let (what, given) = (special.text().trim_matches('_'), cx.type_name(target));
            raise!(cx, TypeError, "{what}() argument must be a string or a number, not '{given}'")
        }
    }
}

py_methods! { METHODS:
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Value) -> String {
        let referent = of(this).and_then(|proxy| proxy.referent()).unwrap_or(none());
        let class = cx.type_name(referent);
        format!("<weakproxy at {:#x} to {class} at {:#x}>", this.bits(), referent.bits())
    }
    /// x.__str__() <==> str(x)
    fn __str__(cx: &mut Context, this: Value) -> PyResult<Gc<StrObject>> {
        let target = proxy_target(cx, this)?;
        cx.str(target)
    }
    /// Proxies have no hash: what they stand for may end.
    fn __hash__(cx: &mut Context, this: Value) -> PyResult<i64> {
        let given = cx.type_name(this);
        raise!(cx, TypeError, "unhashable type: '{given}'")
    }
    /// x.__cmp__(y) <==> cmp(x, y)
    fn __cmp__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        if of(other).is_none() {
            return Ok(not_implemented());
        }
        let (this, other) = (proxy_target(cx, this)?, unwrapped(cx, other)?);
        Ok(Value::small(cx.three_way(this, other)? as i64))
    }
    /// x.__nonzero__() <==> x != 0
    fn __nonzero__(cx: &mut Context, this: Value) -> PyResult<bool> {
        let target = proxy_target(cx, this)?;
        cx.truth(target)
    }
    /// x.__int__() <==> int(x)
    fn __int__(cx: &mut Context, this: Value) -> PyResult {
        convert(cx, this, Special::Int)
    }
    /// x.__long__() <==> long(x)
    fn __long__(cx: &mut Context, this: Value) -> PyResult {
        convert(cx, this, Special::Long)
    }
    /// x.__float__() <==> float(x)
    fn __float__(cx: &mut Context, this: Value) -> PyResult {
        convert(cx, this, Special::Float)
    }
    /// x[y:z] <==> x[y.__index__():z.__index__()]
    fn __index__(cx: &mut Context, this: Value) -> PyResult {
        let target = proxy_target(cx, this)?;
        cx.index(target)
    }
    /// x.__divmod__(y) <==> divmod(x, y)
    fn __divmod__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        let (this, other) = (proxy_target(cx, this)?, unwrapped(cx, other)?);
        cx.binary(BinaryOp::DivMod, this, other)
    }
    /// x.__rdivmod__(y) <==> divmod(y, x)
    fn __rdivmod__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        let (this, other) = (proxy_target(cx, this)?, unwrapped(cx, other)?);
        cx.binary(BinaryOp::DivMod, other, this)
    }
    /// x.__pow__(y[, z]) <==> pow(x, y[, z])
    fn __pow__(cx: &mut Context, this: Value, other: Value, modulus: Value = none()) -> PyResult {
        let (this, other, modulus) = (proxy_target(cx, this)?, unwrapped(cx, other)?, unwrapped(cx, modulus)?);
        cx.power3(this, other, modulus)
    }
    /// y.__rpow__(x[, z]) <==> pow(x, y[, z])
    fn __rpow__(cx: &mut Context, this: Value, other: Value, modulus: Value = none()) -> PyResult {
        let (this, other, modulus) = (proxy_target(cx, this)?, unwrapped(cx, other)?, unwrapped(cx, modulus)?);
        cx.power3(other, this, modulus)
    }
    /// x.__ipow__(y) <==> x **= y
    fn __ipow__(cx: &mut Context, this: Value, other: Value) -> PyResult {
        let (this, other) = (proxy_target(cx, this)?, unwrapped(cx, other)?);
        cx.inplace(BinaryOp::Pow, this, other)
    }
    /// x.__len__() <==> len(x)
    fn __len__(cx: &mut Context, this: Value) -> PyResult<usize> {
        let target = proxy_target(cx, this)?;
        cx.length(target)
    }
    /// x.__getitem__(y) <==> x[y]
    fn __getitem__(cx: &mut Context, this: Value, index: Value) -> PyResult {
        let (target, index) = (proxy_target(cx, this)?, unwrapped(cx, index)?);
        cx.getitem(target, index)
    }
    /// x.__setitem__(i, y) <==> x[i]=y
    fn __setitem__(cx: &mut Context, this: Value, index: Value, item: Value) -> PyResult<()> {
        let (target, index) = (proxy_target(cx, this)?, unwrapped(cx, index)?);
        cx.setitem(target, index, item)
    }
    /// x.__delitem__(y) <==> del x[y]
    fn __delitem__(cx: &mut Context, this: Value, index: Value) -> PyResult<()> {
        let (target, index) = (proxy_target(cx, this)?, unwrapped(cx, index)?);
        cx.delitem(target, index)
    }
    /// x.__getslice__(i, j) <==> x[i:j]
    fn __getslice__(cx: &mut Context, this: Value, lo: Value, hi: Value) -> PyResult {
        let target = proxy_target(cx, this)?;
        cx.getslice(target, Some(lo), Some(hi))
    }
    /// x.__setslice__(i, j, y) <==> x[i:j]=y
    fn __setslice__(cx: &mut Context, this: Value, lo: Value, hi: Value, items: Value) -> PyResult<()> {
        let target = proxy_target(cx, this)?;
        cx.setslice(target, Some(lo), Some(hi), items)
    }
    /// x.__delslice__(i, j) <==> del x[i:j]
    fn __delslice__(cx: &mut Context, this: Value, lo: Value, hi: Value) -> PyResult<()> {
        let target = proxy_target(cx, this)?;
        cx.delslice(target, Some(lo), Some(hi))
    }
    /// x.__contains__(y) <==> y in x
    fn __contains__(cx: &mut Context, this: Value, item: Value) -> PyResult<bool> {
        let target = proxy_target(cx, this)?;
        cx.contains(target, item)
    }
    /// x.__iter__() <==> iter(x)
    fn __iter__(cx: &mut Context, this: Value) -> PyResult {
        let target = proxy_target(cx, this)?;
        cx.iter(target)
    }
    /// x.next() -> the next value, or raise StopIteration
    fn next(cx: &mut Context, this: Value) -> PyResult {
        let target = proxy_target(cx, this)?;
        match cx.next(target)? {
            Some(item) => Ok(item),
            None => Err(cx.stop_iteration()),
        }
    }
}

mod text {
    use super::*;
    py_methods! { TEXT:
        /// x.__unicode__() <==> unicode(x)
        fn __unicode__(cx: &mut Context, this: Value) -> PyResult {
            let target = proxy_target(cx, this)?;
            cx.call_method(target, "__unicode__", &[])
        }
    }
}
use text::TEXT;

mod call {
    use super::*;
    py_methods! { CALL:
        /// x.__call__(...) <==> x(...)
        @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
            let target = proxy_target(cx, args.positional[0])?;
            cx.call_args(target, &args.rest())
        }
    }
}
use call::CALL;
