//! Layout kinds of the built-in modules' own types: numbers from `object_model::kind::MODULES` on, each given once.

use object_model::gc::KindInfo;
use object_model::typeobject::{TypeDecl, TypeObject};
use object_model::{Context, Gc, Object, Special, layout, none};

macro_rules! kinds {
    ($($name:ident = $n:literal;)*) => {
        $(pub const $name: u8 = $n;)*
        // Two types of one number would be taken for each other, by the collector too.
        const _: () = {
            let all: &[u8] = &[$($n),*];
            let mut i = 0;
            while i < all.len() {
                let mut j = i + 1;
                while j < all.len() {
                    assert!(all[i] != all[j], "a kind number is given twice");
                    j += 1;
                }
                i += 1;
            }
        };
    };
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
    POLL = 152;
    EPOLL = 153;
    UCD = 154;
    ENCODING_MAP = 190;
    PICKLER = 155;
    UNPICKLER = 156;
    NULL_IMPORTER = 189;
    ZIP_IMPORTER = 188;
    EMBEDDED_LOADER = 187;
    CHAIN = 200;
    COMBINATIONS = 201;
    COMBINATIONS_WITH_REPLACEMENT = 202;
    COMPRESS_ITERATOR = 203;
    COUNT = 204;
    CYCLE = 205;
    DROPWHILE = 206;
    GROUPBY = 207;
    GROUPER = 208;
    IFILTER = 209;
    IFILTERFALSE = 210;
    IMAP = 211;
    ISLICE = 212;
    IZIP = 213;
    IZIP_LONGEST = 214;
    PERMUTATIONS = 215;
    PRODUCT = 216;
    REPEAT = 217;
    STARMAP = 218;
    TAKEWHILE = 219;
    TEE = 220;
    TEE_DATA = 221;
    ITEMGETTER = 222;
    ATTRGETTER = 223;
    METHODCALLER = 224;
    SOCKET = 226;
    FILE_IO = 227;
    BYTES_IO = 228;
    STRING_IO = 229;
    BUFFERED = 230;
    BUFFERED_PAIR = 231;
    TEXT_IO = 232;
    NEWLINE_DECODER = 233;
}

/// Tells the context of a fixed-size layout and the type whose exact instances have it; before the first of them is made.
pub fn register<T: Object>(cx: &mut Context, decl: &'static TypeDecl, info: &'static KindInfo) {
    debug_assert_eq!(T::KIND, decl.kind);
    layout::register_fixed::<T>(&mut cx.heap, info);
    cx.register_kind_type(decl);
}

/// A type's `setup`: instances cannot be hashed.
pub fn unhashable(cx: &mut Context, class: Gc<TypeObject>) {
    let name = cx.name(Special::Hash);
    cx.dict_set_str(class.dict, name, none());
}
