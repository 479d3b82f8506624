//! A code body as the compiler hands it over: everything of a code object but heap values.

use std::rc::Rc;

/// A byte string that is often repeated: identifiers, file names.
pub type Name = Rc<[u8]>;

#[derive(Clone, Debug)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// A `long`: sign and magnitude, little endian base 2^32.
    Long {
        negative: bool,
        digits: Vec<u32>,
    },
    Float(f64),
    Complex(f64, f64),
    Bytes(Rc<[u8]>),
    /// Code points (surrogates included).
    Unicode(Rc<[u32]>),
    Tuple(Vec<Const>),
    Code(Rc<Body>),
}

/// Instructions in `start..end` (word offsets) that raise go on at `target`, with the caught triple in `register`. The
/// first row that covers the instruction serves: inner ones stand before outer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub register: u8,
}

/// From word offset `start` on, the line is `line`. Sorted by `start`. Tracing reports a line when control comes to a
/// row's start or into another row, and after every jump backwards (LOOP): a loop's head may lie inside of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub start: u32,
    pub line: u32,
    pub mark: Mark,
}

/// What begins with a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Mark {
    /// A further line of what is being evaluated.
    #[default]
    Middle,
    /// A statement: a debugger may go on there.
    Statement,
    /// An `except` clause.
    Except,
}

/// Instructions in `start..end` that control enters from above only: the body of a loop, of `try` or `with`; or a `finally`
/// clause, which it may not leave by a jump either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub start: u32,
    pub end: u32,
    pub is_finally: bool,
}

pub const CO_OPTIMIZED: u32 = 0x0001;
pub const CO_NEWLOCALS: u32 = 0x0002;
pub const CO_VARARGS: u32 = 0x0004;
pub const CO_VARKEYWORDS: u32 = 0x0008;
pub const CO_NESTED: u32 = 0x0010;
pub const CO_GENERATOR: u32 = 0x0020;
pub const CO_NOFREE: u32 = 0x0040;
pub const CO_FUTURE_DIVISION: u32 = 0x2000;
pub const CO_FUTURE_ABSOLUTE_IMPORT: u32 = 0x4000;
pub const CO_FUTURE_WITH_STATEMENT: u32 = 0x8000;
pub const CO_FUTURE_PRINT_FUNCTION: u32 = 0x10000;
pub const CO_FUTURE_UNICODE_LITERALS: u32 = 0x20000;

/// Locals of a function that has too many for registers; all are cells, in the order of `names`. What is named here
/// may be among `varnames` too (a parameter far up): then its register only brings the argument and is reused
/// afterwards. Free variables among them have `u16::MAX` for a register.
#[derive(Clone, Debug)]
pub struct FarLocals {
    pub register: u8,
    pub names: Vec<Name>,
}

#[derive(Clone, Debug, Default)]
pub struct Body {
    pub name: Name,
    pub filename: Name,
    pub first_line: u32,
    pub flags: u32,
    /// Positional parameters.
    pub argcount: u16,
    /// Parameters, then other named locals; local `i` is register `i`. (Names that are cells too: the register holds
    /// the cell.)
    pub varnames: Vec<Name>,
    /// Names of locals that inner functions use, with their registers.
    pub cellvars: Vec<Name>,
    pub cell_registers: Vec<u16>,
    /// Names from enclosing functions, in closure order, with the registers that hold their cells.
    pub freevars: Vec<Name>,
    pub free_registers: Vec<u16>,
    /// Names that operands mention.
    pub names: Vec<Name>,
    /// How many of `names`, from the first on, are `co_names`; the others are names of locals and cells that error
    /// messages need.
    pub public_names: u32,
    /// In bodies with more named locals than registers serve: the locals that lie elsewhere, and the register that
    /// holds a list of cells, one for each (see `compiler::locals`).
    pub far_locals: Option<FarLocals>,
    /// The shape of each parameter that is a tuple, the number of items before the items: "2 a 1 b" for `(a, (b,))`.
    pub tuple_params: Vec<Name>,
    /// `consts[0]` is the docstring or None for functions, as in CPython.
    pub consts: Vec<Const>,
    pub words: Vec<u32>,
    /// Words that make cells and fetch free variables, which come first and belong to no line: a trace function sees nothing
    /// before them, and can neither jump over nor into them.
    pub prologue: u32,
    /// Registers a frame needs, windows of its calls included.
    pub registers: u16,
    /// For each inline cache the index of its name in `names`.
    pub sites: Vec<u32>,
    /// Number of loop counters.
    pub loops: u16,
    pub handlers: Vec<Handler>,
    pub lines: Vec<Line>,
    pub blocks: Vec<Block>,
    /// The register that ENTER_EXCEPT saves to, in bodies that have one: unwinding and returning restore from it.
    pub exc_save: Option<u8>,
}
