//! `operator`: Python's operators as functions.
//!
//! Source: library reference 9.9; `operator.c` of CPython 2.7.

mod getters;

use crate::unpack::unpack;
use object_model::{
    Args, BinaryOp, CompareOp, Context, DictObject, FnDecl, Gc, ModuleDecl, PyResult, Special, UnicodeObject, Value, kind,
    none, py_bool, py_functions, raise,
};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Python's operators as functions: operator.add(x, y) is x+y.",
    functions: &[TWO_ARGUMENTS, UNARY, SEQUENCES, PREDICATES],
    setup: Some(setup),
    ..ModuleDecl::new("operator")
};

/// Functions that also go by a special method's name.
const ALIASES: &[(&str, &str)] = &[
    ("abs", "__abs__"),
    ("add", "__add__"),
    ("and_", "__and__"),
    ("concat", "__concat__"),
    ("contains", "__contains__"),
    ("delitem", "__delitem__"),
    ("delslice", "__delslice__"),
    ("div", "__div__"),
    ("eq", "__eq__"),
    ("floordiv", "__floordiv__"),
    ("ge", "__ge__"),
    ("getitem", "__getitem__"),
    ("getslice", "__getslice__"),
    ("gt", "__gt__"),
    ("iadd", "__iadd__"),
    ("iand", "__iand__"),
    ("iconcat", "__iconcat__"),
    ("idiv", "__idiv__"),
    ("ifloordiv", "__ifloordiv__"),
    ("ilshift", "__ilshift__"),
    ("imod", "__imod__"),
    ("imul", "__imul__"),
    ("index", "__index__"),
    ("inv", "__inv__"),
    ("invert", "__invert__"),
    ("ior", "__ior__"),
    ("ipow", "__ipow__"),
    ("irepeat", "__irepeat__"),
    ("irshift", "__irshift__"),
    ("isub", "__isub__"),
    ("itruediv", "__itruediv__"),
    ("ixor", "__ixor__"),
    ("le", "__le__"),
    ("lshift", "__lshift__"),
    ("lt", "__lt__"),
    ("mod", "__mod__"),
    ("mul", "__mul__"),
    ("ne", "__ne__"),
    ("neg", "__neg__"),
    ("not_", "__not__"),
    ("or_", "__or__"),
    ("pos", "__pos__"),
    ("pow", "__pow__"),
    ("repeat", "__repeat__"),
    ("rshift", "__rshift__"),
    ("setitem", "__setitem__"),
    ("setslice", "__setslice__"),
    ("sub", "__sub__"),
    ("truediv", "__truediv__"),
    ("xor", "__xor__"),
];

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    let name = cx.intern(b"operator").value();
    for &(function, alias) in ALIASES {
        let decl = MODULE.functions.iter().copied().flatten().find(|decl| decl.name == function);
        if let Some(decl) = decl {
            // The alias is a function of that name.
            let named = renamed(decl, alias);
            let w_function = cx.new_builtin_function(named, None, Some(name));
            cx.dict_put(dict, alias, w_function);
        }
    }
    getters::register(cx, dict);
    Ok(())
}

/// The same declaration under another name; made once a process for each of the names above.
fn renamed(decl: &'static FnDecl, name: &'static str) -> &'static FnDecl {
    use std::collections::HashMap;
    use std::sync::{Mutex, OnceLock, PoisonError};
    static RENAMED: OnceLock<Mutex<HashMap<&'static str, &'static FnDecl>>> = OnceLock::new();
    let mut made = RENAMED.get_or_init(Default::default).lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(name).or_insert_with(|| {
        Box::leak(Box::new(FnDecl {
            name,
            doc: decl.doc,
            kind: decl.kind,
            params: decl.params,
            required: decl.required,
            keywords: decl.keywords,
            raw: decl.raw,
            call: decl.call,
        }))
    })
}

/// Exactly `N` arguments.
fn exactly<const N: usize>(cx: &mut Context, args: &Args, name: &str) -> PyResult<[Value; N]> {
    let slots = unpack::<N>(cx, args, name, N)?;
    Ok(slots.map(|slot| slot.unwrap_or(none())))
}

macro_rules! two_arguments {
    ($($doc:literal $name:ident $label:literal |$cx:ident, $a:ident, $b:ident| $body:expr;)*) => {
        py_functions! { TWO_ARGUMENTS:
            $(
                #[doc = $doc]
                @raw fn $name(cx: &mut Context, args: &Args) -> PyResult {
                    let [a, b] = exactly(cx, args, $label)?;
                    let ($cx, $a, $b) = (cx, a, b);
                    $body
                }
            )*
        }
    };
}

two_arguments! {
    " add(a, b) -- Same as a + b." add "op_add" |cx, a, b| cx.binary(BinaryOp::Add, a, b);
    " sub(a, b) -- Same as a - b." sub "op_sub" |cx, a, b| cx.binary(BinaryOp::Sub, a, b);
    " mul(a, b) -- Same as a * b." mul "op_mul" |cx, a, b| cx.binary(BinaryOp::Mul, a, b);
    " div(a, b) -- Same as a / b without true division." div "op_div" |cx, a, b| cx.binary(BinaryOp::Div, a, b);
    " floordiv(a, b) -- Same as a // b." floordiv "op_floordiv" |cx, a, b| cx.binary(BinaryOp::FloorDiv, a, b);
    " truediv(a, b) -- Same as a / b with true division." truediv "op_truediv" |cx, a, b| cx.binary(BinaryOp::TrueDiv, a, b);
    " pow(a, b) -- Same as a ** b." pow "pow" |cx, a, b| cx.binary(BinaryOp::Pow, a, b);
    " lshift(a, b) -- Same as a << b." lshift "op_lshift" |cx, a, b| cx.binary(BinaryOp::LShift, a, b);
    " rshift(a, b) -- Same as a >> b." rshift "op_rshift" |cx, a, b| cx.binary(BinaryOp::RShift, a, b);
    " and_(a, b) -- Same as a & b." and_ "op_and_" |cx, a, b| cx.binary(BinaryOp::And, a, b);
    " xor(a, b) -- Same as a ^ b." xor "op_xor" |cx, a, b| cx.binary(BinaryOp::Xor, a, b);
    " or_(a, b) -- Same as a | b." or_ "op_or_" |cx, a, b| cx.binary(BinaryOp::Or, a, b);
    " a = iadd(a, b) -- Same as a += b." iadd "op_iadd" |cx, a, b| cx.inplace(BinaryOp::Add, a, b);
    " a = isub(a, b) -- Same as a -= b." isub "op_isub" |cx, a, b| cx.inplace(BinaryOp::Sub, a, b);
    " a = imul(a, b) -- Same as a *= b." imul "op_imul" |cx, a, b| cx.inplace(BinaryOp::Mul, a, b);
    " a = idiv(a, b) -- Same as a /= b without true division." idiv "op_idiv" |cx, a, b| cx.inplace(BinaryOp::Div, a, b);
    " a = ifloordiv(a, b) -- Same as a //= b." ifloordiv "op_ifloordiv" |cx, a, b| cx.inplace(BinaryOp::FloorDiv, a, b);
    " a = itruediv(a, b) -- Same as a /= b with true division." itruediv "op_itruediv" |cx, a, b| cx.inplace(BinaryOp::TrueDiv, a, b);
    " a = imod(a, b) -- Same as a %= b." imod "op_imod" |cx, a, b| cx.inplace(BinaryOp::Mod, a, b);
    " a = ipow(a, b) -- Same as a **= b." ipow "ipow" |cx, a, b| cx.inplace(BinaryOp::Pow, a, b);
    " a = ilshift(a, b) -- Same as a <<= b." ilshift "op_ilshift" |cx, a, b| cx.inplace(BinaryOp::LShift, a, b);
    " a = irshift(a, b) -- Same as a >>= b." irshift "op_irshift" |cx, a, b| cx.inplace(BinaryOp::RShift, a, b);
    " a = iand(a, b) -- Same as a &= b." iand "op_iand" |cx, a, b| cx.inplace(BinaryOp::And, a, b);
    " a = ixor(a, b) -- Same as a ^= b." ixor "op_ixor" |cx, a, b| cx.inplace(BinaryOp::Xor, a, b);
    " a = ior(a, b) -- Same as a |= b." ior "op_ior" |cx, a, b| cx.inplace(BinaryOp::Or, a, b);
    " lt(a, b) -- Same as a<b." lt "op_lt" |cx, a, b| cx.compare(CompareOp::Lt, a, b);
    " le(a, b) -- Same as a<=b." le "op_le" |cx, a, b| cx.compare(CompareOp::Le, a, b);
    " eq(a, b) -- Same as a==b." eq "op_eq" |cx, a, b| cx.compare(CompareOp::Eq, a, b);
    " ne(a, b) -- Same as a!=b." ne "op_ne" |cx, a, b| cx.compare(CompareOp::Ne, a, b);
    " gt(a, b) -- Same as a>b." gt "op_gt" |cx, a, b| cx.compare(CompareOp::Gt, a, b);
    " ge(a, b) -- Same as a>=b." ge "op_ge" |cx, a, b| cx.compare(CompareOp::Ge, a, b);
    " is_(a, b) -- Same as a is b." is_ "is_" |cx, a, b| { let _ = cx; Ok(py_bool(object_model::protocols::compare::is_same(a, b))) };
    " is_not(a, b) -- Same as a is not b." is_not "is_not" |cx, a, b| { let _ = cx; Ok(py_bool(!object_model::protocols::compare::is_same(a, b))) };
    " contains(a, b) -- Same as b in a (note reversed operands)." contains "contains" |cx, a, b| cx.contains(a, b).map(py_bool);
    " sequenceIncludes(a, b) -- Same as b in a (note reversed operands; deprecated)." sequenceIncludes "sequenceIncludes" |cx, a, b| {
        cx.warn_py3k("operator.sequenceIncludes() is not supported in 3.x. Use operator.contains().")?;
        cx.contains(a, b).map(py_bool)
    };
    " countOf(a, b) -- How many items of a equal b." countOf "countOf" |cx, a, b| count_of(cx, a, b);
    " indexOf(a, b) -- Position of the first item of a that equals b." indexOf "indexOf" |cx, a, b| index_of(cx, a, b);
    " getitem(a, b) -- Same as a[b]." getitem "op_getitem" |cx, a, b| cx.getitem(a, b);
    " delitem(a, b) -- Same as del a[b]." delitem "op_delitem" |cx, a, b| cx.delitem(a, b).map(|()| none());
}

/// An iterator for what is searched; CPython words the refusal as `in` does.
fn searched(cx: &mut Context, sequence: Value) -> PyResult {
    match cx.iter(sequence) {
        Err(_) if cx.catch(object_model::Exc::TypeError) => {
            raise!(cx, TypeError, "argument of type '{}' is not iterable", cx.type_name(sequence))
        }
        result => result,
    }
}

fn count_of(cx: &mut Context, sequence: Value, item: Value) -> PyResult {
    let iterator = searched(cx, sequence)?;
    let mut count = 0;
    cx.drain(iterator, |cx, found| {
        count += i64::from(cx.equal(item, found)?);
        Ok(true)
    })?;
    Ok(cx.new_int(count))
}

fn index_of(cx: &mut Context, sequence: Value, item: Value) -> PyResult {
    let iterator = searched(cx, sequence)?;
    let mut at = 0;
    while let Some(found) = cx.next(iterator)? {
        if cx.equal(item, found)? {
            return Ok(cx.new_int(at));
        }
        at += 1;
    }
    raise!(cx, ValueError, "sequence.index(x): x not in sequence")
}

py_functions! { UNARY:
    /// neg(a) -- Same as -a.
    fn neg(cx: &mut Context, a: Value) -> PyResult {
        cx.unary(Special::Neg, a)
    }
    /// pos(a) -- Same as +a.
    fn pos(cx: &mut Context, a: Value) -> PyResult {
        cx.unary(Special::Pos, a)
    }
    /// abs(a) -- Same as abs(a).
    fn abs(cx: &mut Context, a: Value) -> PyResult {
        cx.unary(Special::Abs, a)
    }
    /// inv(a) -- Same as ~a.
    fn inv(cx: &mut Context, a: Value) -> PyResult {
        cx.unary(Special::Invert, a)
    }
    /// invert(a) -- Same as ~a.
    fn invert(cx: &mut Context, a: Value) -> PyResult {
        cx.unary(Special::Invert, a)
    }
    /// not_(a) -- Same as not a.
    fn not_(cx: &mut Context, a: Value) -> PyResult<bool> {
        Ok(!cx.truth(a)?)
    }
    /// truth(a) -- True if a counts as true.
    fn truth(cx: &mut Context, a: Value) -> PyResult<bool> {
        cx.truth(a)
    }
    /// index(a) -- Same as a.__index__()
    fn index(cx: &mut Context, a: Value) -> PyResult {
        cx.index(a)
    }
}

/// Has it a sequence's slots: is it no number and no dict, and can it be subscripted by positions?
fn is_sequence(cx: &mut Context, value: Value) -> bool {
    match value.kind() {
        kind::DICT | kind::DICTPROXY => false,
        kind::OLD_INSTANCE => {
            let name = cx.name(Special::GetItem);
            cx.has_attr(value, name)
        }
        _ => cx.special_of(value, Special::GetItem).is_some(),
    }
}

/// Is it a sequence that `+` and `*` join and repeat?
fn joins(cx: &mut Context, value: Value) -> bool {
    is_sequence(cx, value) && !value.is_kind(kind::XRANGE)
}

py_functions! { SEQUENCES:
    /// mod(a, b) -- Same as a % b.
    @raw fn modulo as "mod" (cx: &mut Context, args: &Args) -> PyResult {
        let [a, b] = exactly(cx, args, "op_mod")?;
        cx.binary(BinaryOp::Mod, a, b)
    }
    /// concat(a, b) -- Same as a + b, for a and b sequences.
    @raw fn concat(cx: &mut Context, args: &Args) -> PyResult {
        let [a, b] = exactly(cx, args, "op_concat")?;
        if !joins(cx, a) {
            raise!(cx, TypeError, "'{}' object can't be concatenated", cx.type_name(a));
        }
        cx.binary(BinaryOp::Add, a, b)
    }
    /// a = iconcat(a, b) -- Same as a += b, for a and b sequences.
    @raw fn iconcat(cx: &mut Context, args: &Args) -> PyResult {
        let [a, b] = exactly(cx, args, "op_iconcat")?;
        if !joins(cx, a) {
            raise!(cx, TypeError, "'{}' object can't be concatenated", cx.type_name(a));
        }
        cx.inplace(BinaryOp::Add, a, b)
    }
    /// repeat(a, b) -- Return a * b, where a is a sequence, and b is an integer.
    fn repeat(cx: &mut Context, a: Value, b: i64) -> PyResult {
        if !joins(cx, a) {
            raise!(cx, TypeError, "'{}' object can't be repeated", cx.type_name(a));
        }
        let count = cx.new_int(b);
        cx.binary(BinaryOp::Mul, a, count)
    }
    /// a = irepeat(a, b) -- Same as a *= b, where a is a sequence, and b is an integer.
    fn irepeat(cx: &mut Context, a: Value, b: i64) -> PyResult {
        if !joins(cx, a) {
            raise!(cx, TypeError, "'{}' object can't be repeated", cx.type_name(a));
        }
        let count = cx.new_int(b);
        cx.inplace(BinaryOp::Mul, a, count)
    }
    /// setitem(a, b, c) -- Same as a[b] = c.
    @raw fn setitem(cx: &mut Context, args: &Args) -> PyResult<()> {
        let [a, b, c] = exactly(cx, args, "setitem")?;
        cx.setitem(a, b, c)
    }
    /// getslice(a, b, c) -- Same as a[b:c].
    fn getslice(cx: &mut Context, a: Value, b: i64, c: i64) -> PyResult {
        if !is_sequence(cx, a) {
            raise!(cx, TypeError, "'{}' object is unsliceable", cx.type_name(a));
        }
        let (b, c) = (cx.new_int(b), cx.new_int(c));
        cx.getslice(a, Some(b), Some(c))
    }
    /// setslice(a, b, c, d) -- Same as a[b:c] = d.
    fn setslice(cx: &mut Context, a: Value, b: i64, c: i64, d: Value) -> PyResult<()> {
        let (b, c) = (cx.new_int(b), cx.new_int(c));
        cx.setslice(a, Some(b), Some(c), d)
    }
    /// delslice(a, b, c) -- Same as del a[b:c].
    fn delslice(cx: &mut Context, a: Value, b: i64, c: i64) -> PyResult<()> {
        let (b, c) = (cx.new_int(b), cx.new_int(c));
        cx.delslice(a, Some(b), Some(c))
    }
}

py_functions! { PREDICATES:
    /// isCallable(a) -- Same as callable(a).
    fn isCallable(cx: &mut Context, a: Value) -> PyResult<bool> {
        cx.warn_py3k("operator.isCallable() is not supported in 3.x. Use hasattr(obj, '__call__').")?;
        Ok(cx.is_callable(a))
    }
    /// isNumberType(a) -- Return True if a has a numeric type, False otherwise.
    fn isNumberType(cx: &mut Context, a: Value) -> bool {
        match a.kind() {
            kind::STR | kind::UNICODE => false,
            kind::OLD_INSTANCE => true,
            _ => cx.special_of(a, Special::Int).is_some() || cx.special_of(a, Special::Float).is_some(),
        }
    }
    /// isSequenceType(a) -- Return True if a has a sequence type, False otherwise.
    fn isSequenceType(cx: &mut Context, a: Value) -> bool {
        is_sequence(cx, a)
    }
    /// isMappingType(a) -- Return True if a has a mapping type, False otherwise.
    fn isMappingType(cx: &mut Context, a: Value) -> bool {
        match a.kind() {
            kind::LIST | kind::TUPLE | kind::STR | kind::UNICODE | kind::BYTEARRAY | kind::XRANGE | kind::BUFFER => false,
            kind::OLD_INSTANCE => {
                let name = cx.name(Special::GetItem);
                cx.has_attr(a, name)
            }
            _ => cx.special_of(a, Special::GetItem).is_some() && cx.special_of(a, Special::GetSlice).is_none(),
        }
    }
    /// compare_digest(a, b) -> bool
    ///
    /// a == b for texts or memories, in a time that does not tell where they differ.
    fn _compare_digest(cx: &mut Context, a: Value, b: Value) -> PyResult<bool> {
        if let (Some(a), Some(b)) = (a.downcast::<UnicodeObject>(), b.downcast::<UnicodeObject>()) {
            let (a, b) = (a.get().chars(), b.get().chars());
            let differs = a.iter().zip(b.iter()).fold(0, |bits, (x, y)| bits | (x ^ y));
            return Ok(std::hint::black_box(differs) == 0 && a.len() == b.len());
        }
        let has_memory = |cx: &Context, value: Value| value.is_kind(kind::STR) || cx.buffer_ops(value).is_some();
        if !has_memory(cx, a) && !has_memory(cx, b) || !has_memory(cx, a) && !a.is_kind(kind::UNICODE) {
            let (a, b) = (cx.type_name(a), cx.type_name(b));
            raise!(cx, TypeError, "unsupported operand types(s) or combination of types: '{a}' and '{b}'");
        }
        for value in [a, b] {
            if !has_memory(cx, value) {
                raise!(cx, TypeError, "'{}' does not have the buffer interface", cx.type_name(value));
            }
        }
        let (a, b) = (cx.buffer_bytes(a)?, cx.buffer_bytes(b)?);
        let differs = a.iter().zip(b.iter()).fold(0, |bits, (x, y)| bits | (x ^ y));
        Ok(std::hint::black_box(differs) == 0 && a.len() == b.len())
    }
}
