//! One semantics, the data half: the primitives in which hot built-in operations and opcodes are written.
//!
//! The trait has verbs (test, promote, load, store, item, put, allocate, op); nouns are tables: a pure operation is a row of
//! `pure!`, a place in an object is a `Field`. A new operation widens a table and never the trait. Code over `Ops` uses
//! plain Rust control flow on what `test` and `promote` return: when recording, those leave a guard behind.
//!
//! Rule: no `test`, `promote` or `checked` after a `store` or `put` to an object that was not made in the same opcode. A
//! guard resumes at the opcode's start; what was stored before it would be stored twice.

#![allow(unsafe_code)] // loads and stores by offset

use crate::float::FloatObject;
use crate::kind;
use crate::singletons::py_bool;
use crate::value::{SMALL_MAX, SMALL_MIN, Value};
use std::fmt::Debug;
use std::marker::PhantomData;

/// A small int, still tagged: arithmetic works on the tagged form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SmallInt(pub i64);

impl SmallInt {
    #[inline(always)]
    pub const fn get(self) -> i64 {
        self.0 >> 1
    }
    /// `None` beyond 63 bits.
    #[inline(always)]
    pub const fn new(n: i64) -> Option<SmallInt> {
        if n >= SMALL_MIN && n <= SMALL_MAX { Some(SmallInt(n << 1 | 1)) } else { None }
    }
}

/// A kind as data, for the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rep {
    Ref,
    Int,
    Word,
    Float,
    Bool,
    Shape,
}

/// A kind of machine value as a type: what handlers are generic over.
pub trait Kind: 'static {
    type Raw: Copy + Debug + PartialEq;
    const REP: Rep;
    fn to_bits(raw: Self::Raw) -> u64;
    fn from_bits(bits: u64) -> Self::Raw;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident($raw:ty) = $rep:ident, |$x:ident| $to:expr, |$b:ident| $from:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl Kind for $name {
            type Raw = $raw;
            const REP: Rep = Rep::$rep;
            #[inline(always)]
            fn to_bits($x: $raw) -> u64 { $to }
            #[inline(always)]
            fn from_bits($b: u64) -> $raw { $from }
        }
    )*};
}

kinds! {
    /// A value word, or the address of an inner object such as a buffer. Empty registers are zero.
    Ref(u64) = Ref, |x| x, |b| b;
    /// A value word known to be a small int.
    Int(SmallInt) = Int, |x| x.0 as u64, |b| SmallInt(b as i64);
    /// A machine word: lengths, indexes, unboxed elements, addresses of immortal things.
    Word(i64) = Word, |x| x as u64, |b| b as i64;
    Float(f64) = Float, |x| x.to_bits(), |b| f64::from_bits(b);
    Bool(bool) = Bool, |x| x as u64, |b| b != 0;
    /// A header's shape number: the one four-byte kind.
    ShapeNo(u32) = Shape, |x| x as u64, |b| b as u32;
}

/// Where a `K` lies in an object.
pub struct Field<K> {
    pub name: &'static str,
    /// In bytes; as wide as an address, so that it folds into one.
    pub offset: usize,
    /// Written when the object is made and never again: a load from a constant object is a constant.
    pub fixed: bool,
    kind: PhantomData<K>,
}

impl<K> Clone for Field<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Field<K> {}

impl<K> Field<K> {
    pub const fn at(name: &'static str, offset: usize) -> Self {
        Field { name, offset, fixed: false, kind: PhantomData }
    }
    pub const fn fixed(name: &'static str, offset: usize) -> Self {
        Field { fixed: true, ..Self::at(name, offset) }
    }
}

/// What `Ops::allocate` needs to know of an object.
#[derive(Debug)]
pub struct Layout {
    pub name: &'static str,
    pub kind: u8,
    pub bytes: usize,
}

pub const SHAPE: Field<ShapeNo> = Field::at("shape", 0);
/// The type's own bits, read as a word and masked by the reader.
pub static FLOAT_LAYOUT: Layout = Layout { name: "float", kind: kind::FLOAT, bytes: size_of::<FloatObject>() };
pub const FLOAT_VALUE: Field<Float> = Field::fixed("float", std::mem::offset_of!(FloatObject, float));

pub trait Op1: Copy {
    type A: Kind;
    type R: Kind;
    const OP: PureOp;
    fn eval(a: <Self::A as Kind>::Raw) -> <Self::R as Kind>::Raw;
}

pub trait Op2: Copy {
    type A: Kind;
    type B: Kind;
    type R: Kind;
    const OP: PureOp;
    fn eval(a: <Self::A as Kind>::Raw, b: <Self::B as Kind>::Raw) -> <Self::R as Kind>::Raw;
}

/// Int arithmetic that leaves the small range: `None` is guarded against.
pub trait Checked: Copy {
    const OP: CheckedOp;
    fn eval(a: SmallInt, b: SmallInt) -> Option<SmallInt>;
}

macro_rules! pure {
    (unary { $($n1:ident $t1:literal ($a1:ident: $ka:ident) -> $kr:ident = $e1:expr;)* }
     binary { $($n2:ident $t2:literal ($a2:ident: $k2:ident, $b2:ident: $l2:ident) -> $r2:ident = $e2:expr;)* }
     checked { $($n3:ident $t3:literal ($a3:ident, $b3:ident) = $e3:expr;)* }) => {
        /// Pure operations as data: what a trace holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum PureOp { $($n1,)* $($n2,)* }
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum CheckedOp { $($n3,)* }

        impl PureOp {
            pub fn name(self) -> &'static str {
                match self { $(PureOp::$n1 => $t1,)* $(PureOp::$n2 => $t2,)* }
            }
            /// The operation on bits; `b` is not looked at by unary ones.
            pub fn eval(self, a: u64, b: u64) -> u64 {
                match self {
                    $(PureOp::$n1 => $kr::to_bits(<$n1 as Op1>::eval($ka::from_bits(a))),)*
                    $(PureOp::$n2 => $r2::to_bits(<$n2 as Op2>::eval($k2::from_bits(a), $l2::from_bits(b))),)*
                }
            }
        }
        impl CheckedOp {
            pub fn name(self) -> &'static str {
                match self { $(CheckedOp::$n3 => $t3,)* }
            }
            pub fn eval(self, a: u64, b: u64) -> Option<u64> {
                match self {
                    $(CheckedOp::$n3 => <$n3 as Checked>::eval(Int::from_bits(a), Int::from_bits(b)).map(Int::to_bits),)*
                }
            }
        }
        $(#[derive(Clone, Copy)] pub struct $n1;
          impl Op1 for $n1 {
            type A = $ka; type R = $kr;
            const OP: PureOp = PureOp::$n1;
            #[inline(always)]
            fn eval($a1: <$ka as Kind>::Raw) -> <$kr as Kind>::Raw { $e1 }
          })*
        $(#[derive(Clone, Copy)] pub struct $n2;
          impl Op2 for $n2 {
            type A = $k2; type B = $l2; type R = $r2;
            const OP: PureOp = PureOp::$n2;
            #[inline(always)]
            fn eval($a2: <$k2 as Kind>::Raw, $b2: <$l2 as Kind>::Raw) -> <$r2 as Kind>::Raw { $e2 }
          })*
        $(#[derive(Clone, Copy)] pub struct $n3;
          impl Checked for $n3 {
            const OP: CheckedOp = CheckedOp::$n3;
            #[inline(always)]
            fn eval($a3: SmallInt, $b3: SmallInt) -> Option<SmallInt> { $e3 }
          })*
    };
}

/// Quotient rounded down; `None` for zero divisors and beyond 63 bits.
#[inline(always)]
fn floor_div(a: SmallInt, b: SmallInt) -> Option<SmallInt> {
    let (x, y) = (a.get(), b.get());
    if y == 0 {
        return None;
    }
    let quotient = x.wrapping_div(y);
    let down = (x % y != 0) & ((x < 0) != (y < 0));
    SmallInt::new(quotient - i64::from(down))
}

/// Remainder with the divisor's sign.
#[inline(always)]
fn floor_mod(a: SmallInt, b: SmallInt) -> Option<SmallInt> {
    let (x, y) = (a.get(), b.get());
    if y == 0 {
        return None;
    }
    let rest = x.wrapping_rem(y);
    let rest = if rest != 0 && (rest < 0) != (y < 0) { rest + y } else { rest };
    SmallInt::new(rest)
}

#[inline(always)]
fn shift_left(a: SmallInt, b: SmallInt) -> Option<SmallInt> {
    let (x, y) = (a.get(), b.get());
    if !(0..62).contains(&y) {
        return None;
    }
    let shifted = x << y;
    if shifted >> y == x { SmallInt::new(shifted) } else { None }
}

#[inline(always)]
fn shift_right(a: SmallInt, b: SmallInt) -> Option<SmallInt> {
    let (x, y) = (a.get(), b.get());
    if y < 0 { None } else { SmallInt::new(x >> y.min(63)) }
}

pure! {
    unary {
        IsInt "is_int" (v: Ref) -> Bool = v & 1 != 0;
        AsInt "as_int" (v: Ref) -> Int = SmallInt(v as i64);
        BoxInt "box_int" (n: Int) -> Ref = n.0 as u64;
        BoxBool "box_bool" (b: Bool) -> Ref = py_bool(b).bits();
        Not "not" (b: Bool) -> Bool = !b;
        Untag "untag" (n: Int) -> Word = n.get();
        Tag "tag" (w: Word) -> Int = SmallInt(w << 1 | 1);
        Address "address" (v: Ref) -> Word = v as i64;
        FitsInt "fits_int" (w: Word) -> Bool = SmallInt::new(w).is_some();
        FloatOfInt "float_of_int" (n: Int) -> Float = n.get() as f64;
        FloatNeg "float_neg" (f: Float) -> Float = -f;
    }
    binary {
        Same "same" (a: Ref, b: Ref) -> Bool = a == b;
        ShapeEq "shape_eq" (a: ShapeNo, b: ShapeNo) -> Bool = a == b;
        IntLt "int_lt" (a: Int, b: Int) -> Bool = a < b;
        IntLe "int_le" (a: Int, b: Int) -> Bool = a <= b;
        IntEq "int_eq" (a: Int, b: Int) -> Bool = a == b;
        IntNe "int_ne" (a: Int, b: Int) -> Bool = a != b;
        IntGt "int_gt" (a: Int, b: Int) -> Bool = a > b;
        IntGe "int_ge" (a: Int, b: Int) -> Bool = a >= b;
        IntAnd "int_and" (a: Int, b: Int) -> Int = SmallInt(a.0 & b.0);
        IntOr "int_or" (a: Int, b: Int) -> Int = SmallInt(a.0 | b.0);
        IntXor "int_xor" (a: Int, b: Int) -> Int = SmallInt((a.0 ^ b.0) | 1);
        WordLt "word_lt" (a: Word, b: Word) -> Bool = a < b;
        WordEq "word_eq" (a: Word, b: Word) -> Bool = a == b;
        // Unsigned: false for negative indexes too.
        Below "below" (a: Word, b: Word) -> Bool = (a as u64) < (b as u64);
        WordAdd "word_add" (a: Word, b: Word) -> Word = a.wrapping_add(b);
        WordSub "word_sub" (a: Word, b: Word) -> Word = a.wrapping_sub(b);
        WordMul "word_mul" (a: Word, b: Word) -> Word = a.wrapping_mul(b);
        WordAnd "word_and" (a: Word, b: Word) -> Word = a & b;
        FloatAdd "float_add" (a: Float, b: Float) -> Float = a + b;
        FloatSub "float_sub" (a: Float, b: Float) -> Float = a - b;
        FloatMul "float_mul" (a: Float, b: Float) -> Float = a * b;
        FloatDiv "float_div" (a: Float, b: Float) -> Float = a / b;
        FloatLt "float_lt" (a: Float, b: Float) -> Bool = a < b;
        FloatLe "float_le" (a: Float, b: Float) -> Bool = a <= b;
        FloatEq "float_eq" (a: Float, b: Float) -> Bool = a == b;
        FloatNe "float_ne" (a: Float, b: Float) -> Bool = a != b;
        FloatGt "float_gt" (a: Float, b: Float) -> Bool = a > b;
        FloatGe "float_ge" (a: Float, b: Float) -> Bool = a >= b;
    }
    checked {
        IntAdd "int_add_ovf" (a, b) = (a.0 - 1).checked_add(b.0).map(SmallInt);
        IntSub "int_sub_ovf" (a, b) = a.0.checked_sub(b.0 - 1).map(SmallInt);
        IntMul "int_mul_ovf" (a, b) = (a.0 - 1).checked_mul(b.get()).map(|n| SmallInt(n + 1));
        IntFloorDiv "int_floordiv" (a, b) = floor_div(a, b);
        IntMod "int_mod" (a, b) = floor_mod(a, b);
        IntShl "int_shl_ovf" (a, b) = shift_left(a, b);
        IntShr "int_shr" (a, b) = shift_right(a, b);
    }
}

pub trait Ops: Sized {
    /// A `K` in this mode: the raw value when running; with the name of its trace value when recording.
    type H<K: Kind>: Copy;

    fn constant<K: Kind>(&mut self, raw: K::Raw) -> Self::H<K>;
    fn op1<P: Op1>(&mut self, op: P, a: Self::H<P::A>) -> Self::H<P::R>;
    fn op2<P: Op2>(&mut self, op: P, a: Self::H<P::A>, b: Self::H<P::B>) -> Self::H<P::R>;
    fn checked<P: Checked>(&mut self, op: P, a: Self::H<Int>, b: Self::H<Int>) -> Option<Self::H<Int>>;
    /// The truth of `cond` as a Rust `bool`; recording leaves a guard.
    fn test(&mut self, cond: Self::H<Bool>) -> bool;
    /// The value itself, to `match` on; recording leaves a guard that it is this one.
    fn promote<K: Kind>(&mut self, value: Self::H<K>) -> K::Raw;
    fn load<K: Kind>(&mut self, object: Self::H<Ref>, field: Field<K>) -> Self::H<K>;
    fn store<K: Kind>(&mut self, object: Self::H<Ref>, field: Field<K>, value: Self::H<K>);
    /// Element `index` of eight-byte elements from address `base` on, which lies in an object of `owner`.
    fn item<K: Kind>(&mut self, base: Self::H<Word>, index: Self::H<Word>) -> Self::H<K>;
    /// Stores an element likewise; `owner` is told where it is a reference.
    fn put<K: Kind>(&mut self, owner: Self::H<Ref>, base: Self::H<Word>, index: Self::H<Word>, value: Self::H<K>);
    /// May a reference be stored into the object without telling the collector? Always true when recording; false leaves the
    /// hot path, so that the call that tells it is not on it.
    fn logged(&mut self, object: Self::H<Ref>) -> bool;
    /// Is there room for an object without a collection? Always true when recording; false leaves the hot path.
    fn room(&mut self, layout: &'static Layout) -> bool;
    /// An object of exact built-in type, `room` for which was asked, whose fields the caller stores at once, before anything that may collect.
    fn allocate(&mut self, layout: &'static Layout) -> Self::H<Ref>;

    // Composed of the above; no mode needs to know them.

    #[inline(always)]
    fn is_int(&mut self, v: Self::H<Ref>) -> bool {
        let is = self.op1(IsInt, v);
        self.test(is)
    }
    #[inline(always)]
    fn both_int(&mut self, a: Self::H<Ref>, b: Self::H<Ref>) -> bool {
        self.is_int(a) && self.is_int(b)
    }
    /// Has the object this shape?
    #[inline(always)]
    fn is_a(&mut self, v: Self::H<Ref>, shape: u32) -> bool {
        if self.is_int(v) {
            return false;
        }
        let (actual, wanted) = (self.load(v, SHAPE), self.constant::<ShapeNo>(shape));
        let equal = self.op2(ShapeEq, actual, wanted);
        self.test(equal)
    }
    #[inline(always)]
    fn as_float(&mut self, v: Self::H<Ref>) -> Option<Self::H<Float>> {
        if self.is_int(v) {
            let n = self.op1(AsInt, v);
            return Some(self.op1(FloatOfInt, n));
        }
        if self.is_a(v, FLOAT_LAYOUT.kind.into()) { Some(self.load(v, FLOAT_VALUE)) } else { None }
    }
    #[inline(always)]
    fn box_float(&mut self, value: Self::H<Float>) -> Self::H<Ref> {
        let object = self.allocate(&FLOAT_LAYOUT);
        self.store(object, FLOAT_VALUE, value);
        object
    }
}

/// A value as a `Ref` constant.
#[inline(always)]
pub fn bits(value: Value) -> u64 {
    value.bits()
}

/// What a residual operation may do; traces order and forget by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effects {
    /// Result depends on the arguments alone; nothing is written.
    Pure,
    /// May collect and write to its arguments, and may raise; runs no Python code.
    Heap,
    /// Anything.
    Python,
}

/// An operation that opcodes leave to a call.
pub struct Native {
    pub name: &'static str,
    pub effects: Effects,
    pub call: fn(&mut crate::Context, &[crate::Slot]) -> crate::Outcome,
}

impl Native {
    pub const fn new(name: &'static str, call: fn(&mut crate::Context, &[crate::Slot]) -> crate::Outcome) -> Native {
        Native { name, effects: Effects::Python, call }
    }
    pub const fn with(self, effects: Effects) -> Native {
        Native { name: self.name, effects, call: self.call }
    }
}
