//! Numbers of object layouts. For objects whose Python type is exactly a built-in one, the shape number is the kind.
//!
//! 1..=7 are the buffers of `strategies`; 8.. the types of this crate and of `interp`; from `MODULES` on those of
//! `modules`, which register theirs at start. Shapes from `FIRST_MAP` on are instance maps.

/// First shape number that is a map: the object's class was made by Python code (or has no kind of its own).
pub const FIRST_MAP: u32 = 256;

macro_rules! kinds {
    ($($name:ident = $n:literal;)*) => { $(pub const $name: u8 = $n;)* };
}

kinds! {
    // Instance of a class that derives from no built-in layout; `aux` is its number of inline slots.
    INSTANCE = 8;
    // Instance of an old-style class, laid out alike.
    OLD_INSTANCE = 9;
    TYPE = 10;
    CLASSOBJ = 11;
    NONE = 12;
    NOT_IMPLEMENTED = 13;
    ELLIPSIS = 14;
    BOOL = 15;
    INT = 16;
    LONG = 17;
    FLOAT = 18;
    COMPLEX = 19;
    STR = 20;
    UNICODE = 21;
    BYTEARRAY = 22;
    BUFFER = 23;
    MEMORYVIEW = 24;
    TUPLE = 25;
    LIST = 26;
    DICT = 27;
    DICT_KEYS = 28;
    DICT_VALUES = 29;
    DICT_ITEMS = 30;
    DICT_KEY_ITERATOR = 31;
    DICT_VALUE_ITERATOR = 32;
    DICT_ITEM_ITERATOR = 33;
    SET = 34;
    FROZENSET = 35;
    SET_ITERATOR = 36;
    SLICE = 37;
    XRANGE = 38;
    XRANGE_ITERATOR = 39;
    ENUMERATE = 40;
    REVERSED = 41;
    PROPERTY = 42;
    STATICMETHOD = 43;
    CLASSMETHOD = 44;
    SUPER = 45;
    BUILTIN_FUNCTION = 46;
    METHOD = 47;
    METHOD_DESCRIPTOR = 48;
    WRAPPER_DESCRIPTOR = 49;
    METHOD_WRAPPER = 50;
    CLASSMETHOD_DESCRIPTOR = 51;
    GETSET_DESCRIPTOR = 52;
    MEMBER_DESCRIPTOR = 53;
    CELL = 54;
    MODULE = 55;
    FILE = 56;
    EXCEPTION = 57;
    // (type, value, traceback) of a raised exception; never seen by programs.
    TRIPLE = 58;
    SEQUENCE_ITERATOR = 59;
    CALLABLE_ITERATOR = 60;
    LIST_ITERATOR = 61;
    TUPLE_ITERATOR = 62;
    STR_ITERATOR = 63;
    LIST_REVERSE_ITERATOR = 64;
    UNICODE_ITERATOR = 65;
    BYTEARRAY_ITERATOR = 66;
    WEAKREF = 67;
    WEAKPROXY = 68;
    CALLABLE_WEAKPROXY = 69;
    DICTPROXY = 70;
    STRUCT_SEQUENCE = 71;
    FORMATTER_ITERATOR = 72;
    FIELDNAME_ITERATOR = 73;
    // Raw memory owned by one object: bytes, or words that its owner traces.
    RAW = 79;
    // Overflow attribute slots of an instance.
    ATTRIBUTES = 78;
    // interp
    FUNCTION = 80;
    CODE = 81;
    FRAME = 82;
    TRACEBACK = 83;
    GENERATOR = 84;
    IMPORTER = 85;
    THREAD_LOCK = 86;
    THREAD_LOCAL = 87;
    NULL_IMPORTER = 88;
}

/// First kind for built-in modules' own types.
pub const MODULES: u8 = 128;
