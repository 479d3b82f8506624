//! Comparison: rich operators, `cmp`, identity.
//!
//! Rich methods first (the right operand's first where its class is a subclass), then `__cmp__`, then the default order of
//! 2.7: equal only to itself, None smallest, numbers before all else, then by type name, then by address.

use crate::context::Context;
use crate::error::PyResult;
use crate::float::FloatObject;
use crate::handle::Gc;
use crate::kind::FIRST_MAP;
use crate::names::Special;
use crate::singletons::{not_implemented, py_bool};
use crate::strings::{StrObject, UnicodeObject};
use crate::tuple::TupleObject;
use crate::typeobject::{HEAPTYPE, TypeObject};
use crate::types::{float, long};
use crate::value::Value;
use crate::{kind, raise};
use std::cmp::Ordering;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CompareOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl CompareOp {
    pub const fn special(self) -> Special {
        match self {
            CompareOp::Lt => Special::Lt,
            CompareOp::Le => Special::Le,
            CompareOp::Eq => Special::Eq,
            CompareOp::Ne => Special::Ne,
            CompareOp::Gt => Special::Gt,
            CompareOp::Ge => Special::Ge,
        }
    }
    /// The operator with its operands exchanged.
    pub const fn swapped(self) -> CompareOp {
        match self {
            CompareOp::Lt => CompareOp::Gt,
            CompareOp::Le => CompareOp::Ge,
            CompareOp::Gt => CompareOp::Lt,
            CompareOp::Ge => CompareOp::Le,
            same => same,
        }
    }
    #[inline]
    pub const fn holds(self, ordering: Ordering) -> bool {
        match self {
            CompareOp::Lt => ordering.is_lt(),
            CompareOp::Le => ordering.is_le(),
            CompareOp::Eq => ordering.is_eq(),
            CompareOp::Ne => ordering.is_ne(),
            CompareOp::Gt => ordering.is_gt(),
            CompareOp::Ge => ordering.is_ge(),
        }
    }
    /// For floats: NaN compares unequal and unordered.
    #[inline]
    pub fn holds_partial(self, ordering: Option<Ordering>) -> bool {
        match ordering {
            Some(ordering) => self.holds(ordering),
            None => self == CompareOp::Ne,
        }
    }
}

/// The same value for `is` (D1): words equal, or numbers of the same exact type and value.
#[inline(always)]
pub fn is_same(a: Value, b: Value) -> bool {
    a == b || (!a.is_small() && !b.is_small() && same_number(a, b))
}

#[inline(never)]
fn same_number(a: Value, b: Value) -> bool {
    if a.shape() != b.shape() || a.shape() >= kind::FIRST_MAP {
        return false;
    }
    match a.kind() {
        kind::INT => a.as_int() == b.as_int(),
        kind::FLOAT => match (a.downcast::<FloatObject>(), b.downcast::<FloatObject>()) {
            (Some(a), Some(b)) => a.float.to_bits() == b.float.to_bits(),
            _ => false,
        },
        kind::LONG => match (a.downcast::<crate::long::LongObject>(), b.downcast::<crate::long::LongObject>()) {
            (Some(a), Some(b)) => a.digits() == b.digits() && a.is_negative() == b.is_negative(),
            _ => false,
        },
        kind::COMPLEX => crate::types::complex::same_bits(a, b),
        _ => false,
    }
}

impl Context {
    /// `a op b` as an object.
    pub fn compare(&mut self, op: CompareOp, a: Value, b: Value) -> PyResult {
        if !a.is_small()
            && matches!(a.kind(), kind::TUPLE | kind::LIST | kind::SET | kind::FROZENSET)
            && let Some(result) = containers(self, op, a, b)
        {
            return result;
        }
        if let Some(decided) = quick(op, a, b) {
            return Ok(py_bool(decided));
        }
        self.check_native_stack(" in cmp")?;
        if self.warns.py3k {
            self.warn_of_comparison(op, a, b)?;
        }
        let result = self.rich(op, a, b)?;
        if result != not_implemented() {
            return Ok(result);
        }
        if let Some(ordering) = self.compare_by_cmp(a, b)? {
            return Ok(py_bool(op.holds(ordering)));
        }
        match op {
            CompareOp::Eq => return Ok(py_bool(is_same(a, b))),
            CompareOp::Ne => return Ok(py_bool(!is_same(a, b))),
            _ => {}
        }
        if self.warns.py3k && self.class_of(a) != self.class_of(b) {
            self.warn_py3k("comparing unequal types not supported in 3.x")?;
        }
        let ordering = self.default_order(a, b);
        Ok(py_bool(op.holds(ordering)))
    }

    /// `-3`: comparisons that built-in types will not have.
    #[cold]
    fn warn_of_comparison(&mut self, op: CompareOp, a: Value, b: Value) -> PyResult<()> {
        let both = |kind: u8| a.is_kind(kind) && b.is_kind(kind);
        let either = |kind: u8| a.is_kind(kind) || b.is_kind(kind);
        let ordered = !matches!(op, CompareOp::Eq | CompareOp::Ne);
        if ordered && both(kind::DICT) {
            self.warn_py3k("dict inequality comparisons not supported in 3.x")?;
        }
        if ordered && both(kind::TYPE) {
            self.warn_py3k("type inequality comparisons not supported in 3.x")?;
        }
        if ordered && either(kind::BUILTIN_FUNCTION) {
            self.warn_py3k("builtin_function_or_method order comparisons not supported in 3.x")?;
        }
        let (of_a, of_b) = (self.type_name(a), self.type_name(b));
        if of_a == "cell" && of_b == "cell" {
            self.warn_py3k("cell comparisons not supported in 3.x")?;
        }
        if (ordered || of_a != of_b) && (of_a == "code" || of_b == "code") {
            self.warn_py3k("code inequality comparisons not supported in 3.x")?;
        }
        Ok(())
    }

    /// Truth of `a op b`.
    #[inline]
    pub fn compare_truth(&mut self, op: CompareOp, a: Value, b: Value) -> PyResult<bool> {
        if let Some(decided) = quick(op, a, b) {
            return Ok(decided);
        }
        let result = self.compare(op, a, b)?;
        self.truth(result)
    }

    /// `a is b or a == b`: what containers mean by equal.
    #[inline]
    pub fn equal(&mut self, a: Value, b: Value) -> PyResult<bool> {
        if a == b {
            return Ok(true);
        }
        match quick(CompareOp::Eq, a, b) {
            // Floats that are the same though unequal: NaN.
            Some(equal) => Ok(equal || a.exact::<FloatObject>().is_some() && is_same(a, b)),
            None => self.compare_truth(CompareOp::Eq, a, b),
        }
    }

    /// The rich methods of both; NotImplemented when neither knows.
    pub fn rich(&mut self, op: CompareOp, a: Value, b: Value) -> PyResult {
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let mut right_tried = false;
        if class_a != class_b
            && class_b.is_subtype(class_a)
            && let Some(w_right) = self.special(class_b, op.swapped().special())
        {
            right_tried = true;
            let result = self.call_special(w_right, b, &[a])?;
            if result != not_implemented() {
                return Ok(result);
            }
        }
        if let Some(w_left) = self.special(class_a, op.special()) {
            let result = self.call_special(w_left, a, &[b])?;
            if result != not_implemented() {
                return Ok(result);
            }
        }
        if !right_tried && let Some(w_right) = self.special(class_b, op.swapped().special()) {
            return self.call_special(w_right, b, &[a]);
        }
        Ok(not_implemented())
    }

    /// `__cmp__` of either. A built-in type's own compares with its like only: it serves where both sides have the same one.
    fn compare_by_cmp(&mut self, a: Value, b: Value) -> PyResult<Option<Ordering>> {
        if a.is_kind(kind::OLD_INSTANCE) || b.is_kind(kind::OLD_INSTANCE) {
            return crate::types::classobj::compare(self, a, b);
        }
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let (left, right) = (self.special(class_a, Special::Cmp), self.special(class_b, Special::Cmp));
        let serves = |w_cmp: Value| left == right || !w_cmp.is_kind(kind::WRAPPER_DESCRIPTOR);
        if let Some(w_cmp) = left
            && serves(w_cmp)
        {
            let result = self.call_special(w_cmp, a, &[b])?;
            if result != not_implemented() {
                return self.cmp_result(result).map(Some);
            }
        }
        if class_a != class_b
            && let Some(w_cmp) = right
            && serves(w_cmp)
        {
            let result = self.call_special(w_cmp, b, &[a])?;
            if result != not_implemented() {
                return Ok(Some(self.cmp_result(result)?.reverse()));
            }
        }
        // Ints and longs compare with each other, subclasses included.
        if let (Some(x), Some(y)) = (long::arith::operand(a), long::arith::operand(b)) {
            return Ok(Some(long::arith::compare(x, y)));
        }
        for (class, other) in [(class_a, class_b), (class_b, class_a)] {
            if class.has(HEAPTYPE)
                && class != other
                && let Some(w_coerce) = self.special(class, Special::Coerce)
                && !w_coerce.is_kind(kind::WRAPPER_DESCRIPTOR)
            {
                return self.compare_coerced(w_coerce, a, b, class == class_b);
            }
        }
        Ok(None)
    }

    /// By `__cmp__` of the two that a Python class's `__coerce__` gives, where they are of one type.
    #[cold]
    fn compare_coerced(&mut self, w_coerce: Value, a: Value, b: Value, swapped: bool) -> PyResult<Option<Ordering>> {
        let (this, other) = if swapped { (b, a) } else { (a, b) };
        let w_pair = self.call_special(w_coerce, this, &[other])?;
        if w_pair.is_none() || w_pair == not_implemented() {
            return Ok(None);
        }
        let Some(&[x, y]) = w_pair.downcast::<TupleObject>().map(|pair| pair.get().items()) else {
            raise!(self, TypeError, "__coerce__ didn't return a 2-tuple");
        };
        let class = self.class_of(x);
        if class != self.class_of(y) {
            return Ok(None);
        }
        let Some(w_cmp) = self.special(class, Special::Cmp) else { return Ok(None) };
        let result = self.call_special(w_cmp, x, &[y])?;
        if result == not_implemented() {
            return Ok(None);
        }
        let ordering = self.cmp_result(result)?;
        Ok(Some(if swapped { ordering.reverse() } else { ordering }))
    }

    /// What a `__cmp__` gave, as an ordering.
    pub fn cmp_result(&mut self, result: Value) -> PyResult<Ordering> {
        match result.as_int() {
            Some(n) => Ok(n.cmp(&0)),
            None => match result.downcast::<crate::long::LongObject>() {
                Some(_) => Ok(self.int_arg(result)?.cmp(&0)),
                None => raise!(self, TypeError, "an integer is required"),
            },
        }
    }

    /// `cmp(a, b)`
    pub fn three_way(&mut self, a: Value, b: Value) -> PyResult<Ordering> {
        if a == b && !a.is_kind(kind::FLOAT) {
            return Ok(Ordering::Equal);
        }
        if let (Some(x), Some(y)) = (a.as_small(), b.as_small()) {
            return Ok(x.cmp(&y));
        }
        if let (Some(x), Some(y)) = (long::arith::operand(a), long::arith::operand(b))
            && a.shape() < FIRST_MAP
            && b.shape() < FIRST_MAP
        {
            return Ok(long::arith::compare(x, y));
        }
        self.check_native_stack(" in cmp")?;
        let class_a = self.class_of(a);
        // Same type with a `__cmp__` of its own: that decides.
        if class_a == self.class_of(b)
            && let Some(w_cmp) = self.special(class_a, Special::Cmp)
        {
            let result = self.call_special(w_cmp, a, &[b])?;
            if result != not_implemented() {
                return self.cmp_result(result);
            }
        }
        for (op, ordering) in
            [(CompareOp::Eq, Ordering::Equal), (CompareOp::Lt, Ordering::Less), (CompareOp::Gt, Ordering::Greater)]
        {
            let result = self.rich(op, a, b)?;
            if result != not_implemented() && self.truth(result)? {
                return Ok(ordering);
            }
        }
        if let Some(ordering) = self.compare_by_cmp(a, b)? {
            return Ok(ordering);
        }
        Ok(self.default_order(a, b))
    }

    fn default_order(&mut self, a: Value, b: Value) -> Ordering {
        if a == b {
            return Ordering::Equal;
        }
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        if class_a == class_b {
            return a.bits().cmp(&b.bits());
        }
        if a.is_none() {
            return Ordering::Less;
        }
        if b.is_none() {
            return Ordering::Greater;
        }
        // Numbers count as having the empty name.
        let mut name = |class: Gc<TypeObject>| {
            let number = matches!(class.kind, kind::INT | kind::BOOL | kind::LONG | kind::FLOAT | kind::COMPLEX)
                || self.special(class, Special::Int).is_some() && !matches!(class.kind, kind::STR | kind::UNICODE);
            if number { String::new() } else { class.name_lossy() }
        };
        let (name_a, name_b) = (name(class_a), name(class_b));
        name_a.cmp(&name_b).then_with(|| class_a.value().bits().cmp(&class_b.value().bits()))
    }
}

/// Two tuples, two lists or two sets of exact types.
fn containers(cx: &mut Context, op: CompareOp, a: Value, b: Value) -> Option<PyResult> {
    if let Some(x) = a.exact::<crate::TupleObject>() {
        let y = b.exact::<crate::TupleObject>()?;
        return Some(cx.check_native_stack(" in cmp").and_then(|()| crate::types::tuple::compare_items(cx, op, x, y)));
    }
    if let Some(x) = a.exact::<crate::ListObject>() {
        let y = b.exact::<crate::ListObject>()?;
        return Some(cx.check_native_stack(" in cmp").and_then(|()| crate::types::list::compare_items(cx, op, x, y)));
    }
    (a.shape() < FIRST_MAP && b.shape() < FIRST_MAP && matches!(b.kind(), kind::SET | kind::FROZENSET))
        .then(|| crate::types::set::compare(cx, op, a, b))
}

/// What needs no method: ints, floats and str of exact type.
#[inline(always)]
fn quick(op: CompareOp, a: Value, b: Value) -> Option<bool> {
    if let (Some(x), Some(y)) = (a.as_small(), b.as_small()) {
        return Some(op.holds(x.cmp(&y)));
    }
    if let Some(x) = a.exact::<StrObject>() {
        let y = b.exact::<StrObject>()?;
        return Some(match op {
            CompareOp::Eq => x == y || x.bytes() == y.bytes(),
            CompareOp::Ne => x != y && x.bytes() != y.bytes(),
            _ => op.holds(x.bytes().cmp(y.bytes())),
        });
    }
    if a.is_small() || b.is_small() || a.shape() < FIRST_MAP && b.shape() < FIRST_MAP {
        return numbers(op, a, b);
    }
    None
}

/// Ints, longs, floats and unicode of exact type.
#[inline(never)]
fn numbers(op: CompareOp, a: Value, b: Value) -> Option<bool> {
    if let Some(x) = a.exact::<UnicodeObject>() {
        let y = b.exact::<UnicodeObject>()?;
        return Some(match op {
            CompareOp::Eq => x.chars() == y.chars(),
            CompareOp::Ne => x.chars() != y.chars(),
            _ => op.holds(x.chars().cmp(&y.chars())),
        });
    }
    let is_real = |value: Value| {
        value.is_small() || [kind::INT, kind::FLOAT, kind::LONG].into_iter().any(|kind| value.shape() == u32::from(kind))
    };
    if !is_real(a) || !is_real(b) {
        return None;
    }
    if let (Some(x), Some(y)) = (a.as_int(), b.as_int()) {
        return Some(op.holds(x.cmp(&y)));
    }
    if let Some(x) = a.downcast::<FloatObject>() {
        return Some(op.holds_partial(float::arith::order(x.float, b)?));
    }
    if let Some(y) = b.downcast::<FloatObject>() {
        return Some(op.swapped().holds_partial(float::arith::order(y.float, a)?));
    }
    Some(op.holds(long::arith::compare(long::arith::operand(a)?, long::arith::operand(b)?)))
}
