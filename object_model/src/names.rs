//! Names of special methods: each has a number, by which types cache what they resolve to, and an interned str.

use crate::context::Context;
use crate::handle::Gc;
use crate::strings::StrObject;

macro_rules! specials {
    ($($id:ident $text:literal)*) => {
        /// A special method.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Special { $($id,)* }

        impl Special {
            pub const TEXTS: &'static [&'static str] = &[$($text,)*];
            pub const COUNT: usize = Self::TEXTS.len();
            pub const ALL: &'static [Special] = &[$(Special::$id,)*];
            pub const fn text(self) -> &'static str {
                Self::TEXTS[self as usize]
            }
        }
    };
}

specials! {
    New "__new__" Init "__init__" Del "__del__" Call "__call__" Repr "__repr__" Str "__str__" Unicode "__unicode__"
    Hash "__hash__" Cmp "__cmp__" Eq "__eq__" Ne "__ne__" Lt "__lt__" Le "__le__" Gt "__gt__" Ge "__ge__"
    Nonzero "__nonzero__" Len "__len__" GetItem "__getitem__" SetItem "__setitem__" DelItem "__delitem__"
    GetSlice "__getslice__" SetSlice "__setslice__" DelSlice "__delslice__" Contains "__contains__"
    Iter "__iter__" Next "next" Reversed "__reversed__" Missing "__missing__" Format "__format__"
    GetAttribute "__getattribute__" GetAttr "__getattr__" SetAttr "__setattr__" DelAttr "__delattr__" Dir "__dir__"
    Get "__get__" Set "__set__" Delete "__delete__" Dict "__dict__" Class "__class__" Slots "__slots__"
    Add "__add__" RAdd "__radd__" IAdd "__iadd__" Sub "__sub__" RSub "__rsub__" ISub "__isub__"
    Mul "__mul__" RMul "__rmul__" IMul "__imul__" Div "__div__" RDiv "__rdiv__" IDiv "__idiv__"
    TrueDiv "__truediv__" RTrueDiv "__rtruediv__" ITrueDiv "__itruediv__"
    FloorDiv "__floordiv__" RFloorDiv "__rfloordiv__" IFloorDiv "__ifloordiv__"
    Mod "__mod__" RMod "__rmod__" IMod "__imod__" DivMod "__divmod__" RDivMod "__rdivmod__"
    Pow "__pow__" RPow "__rpow__" IPow "__ipow__" LShift "__lshift__" RLShift "__rlshift__" ILShift "__ilshift__"
    RShift "__rshift__" RRShift "__rrshift__" IRShift "__irshift__" And "__and__" RAnd "__rand__" IAnd "__iand__"
    Or "__or__" ROr "__ror__" IOr "__ior__" Xor "__xor__" RXor "__rxor__" IXor "__ixor__"
    Neg "__neg__" Pos "__pos__" Abs "__abs__" Invert "__invert__" Coerce "__coerce__"
    Int "__int__" Long "__long__" Float "__float__" Complex "__complex__" Oct "__oct__" Hex "__hex__" Index "__index__"
    Trunc "__trunc__" Enter "__enter__" Exit "__exit__"
    InstanceCheck "__instancecheck__" SubclassCheck "__subclasscheck__" Metaclass "__metaclass__"
    Module "__module__" Name "__name__" Doc "__doc__" Bases "__bases__" Mro "mro" Subclasses "__subclasses__"
    Reduce "__reduce__" ReduceEx "__reduce_ex__" GetNewArgs "__getnewargs__" GetState "__getstate__" SetState "__setstate__"
    Sizeof "__sizeof__" File "__file__" Path "__path__" Package "__package__" Loader "__loader__" Builtins "__builtins__"
    All "__all__" Import "__import__" Weakref "__weakref__" QualName "__qualname__" SubclassHook "__subclasshook__"
    Round "__round__" Keys "keys" Write "write" Softspace "softspace" Stdout "stdout" Main "__main__"
    PrintFileAndLine "print_file_and_line" Exists "exists" Fileno "fileno" Readline "readline" Flush "flush"
    AbstractMethods "__abstractmethods__" LengthHint "__length_hint__" Iteritems "iteritems" Items "items" Copy "copy"
    Message "message" Args "args" Join "join" Encoding "encoding"
}

impl Context {
    /// The interned name of a special method.
    #[inline(always)]
    pub fn name(&self, special: Special) -> Gc<StrObject> {
        self.special_names[special as usize]
    }
}
