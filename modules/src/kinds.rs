//! Layout kinds of the built-in modules' own types: numbers from `object_model::kind::MODULES` on, each given once.

use object_model::gc::KindInfo;
use object_model::typeobject::TypeDecl;
use object_model::{Context, Object, layout};

macro_rules! kinds {
    ($($name:ident = $n:literal;)*) => { $(pub const $name: u8 = $n;)* };
}

kinds! {
    SRE_PATTERN = 128;
    SRE_MATCH = 129;
    SRE_SCANNER = 130;
    SRE_ITERATOR = 131;
    DEQUE = 132;
    DEQUE_ITERATOR = 133;
    DEQUE_REVERSE_ITERATOR = 134;
    PARTIAL = 135;
    RANDOM = 136;
    STRUCT = 137;
    ARRAY = 138;
    ARRAY_ITERATOR = 139;
    STRING_INPUT = 140;
    STRING_OUTPUT = 141;
    DIGEST = 142;
    COMPRESS = 143;
    DECOMPRESS = 144;
    JSON_SCANNER = 145;
    JSON_ENCODER = 146;
    TIMEDELTA = 147;
    DATE = 148;
    DATETIME = 149;
    TIME = 150;
    TZINFO = 151;
    SOCKET = 200;
}

/// Tells the context of a fixed-size layout and the type whose exact instances have it; before the first of them is made.
pub fn register<T: Object>(cx: &mut Context, decl: &'static TypeDecl, info: &'static KindInfo) {
    debug_assert_eq!(T::KIND, decl.kind);
    layout::register_fixed::<T>(&mut cx.heap, info);
    cx.register_kind_type(decl);
}
