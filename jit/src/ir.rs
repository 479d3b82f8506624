//! Trace IR: a straight line of operations over numbered values, closed by a jump to its beginning.
//!
//! Registers of frames are named by *slots*: words counted from the first register of the loop's own frame. Frames of inlined
//! calls lie above it, so one number names a register of any of them.

use handlers::CodeObject;
use object_model::handle::Gc;
use object_model::ops::{CheckedOp, Field, Kind, Layout, Native, PureOp, Rep};
use object_model::strategies::Cell;

/// A value of the trace or a constant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Operand {
    Value(u32),
    Const(Rep, u64),
}

/// Index into `Trace::snapshots`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapshotId(pub u32);

/// A field of an object, as data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub name: &'static str,
    /// In bytes.
    pub offset: usize,
    pub rep: Rep,
}

impl Place {
    pub fn of<K: Kind>(field: Field<K>) -> Place {
        Place { name: field.name, offset: field.offset, rep: K::REP }
    }
}

/// Operations that make a value carry its number first.
#[derive(Clone)]
pub enum Ir {
    Pure(u32, PureOp, Operand, Option<Operand>),
    /// Guards that the operation yields a result (or, with `false`, that it yields none).
    Checked(u32, CheckedOp, Operand, Operand, bool, SnapshotId),
    Load(u32, Operand, Place),
    Store(Operand, Place, Operand),
    /// Element of eight bytes: base address, index.
    Item(u32, Operand, Operand),
    /// Owner, base address, index, value; whether it is a reference.
    Put(Operand, Operand, Operand, Operand, bool),
    New(u32, &'static Layout),
    Guard(Operand, bool, SnapshotId),
    GuardValue(Operand, u64, SnapshotId),
    Call(Box<Call>),
    /// What the call before has written to a register.
    Register(u32, u32),
    /// The function of the frame that the call before has pushed.
    Function(u32),
}

/// Who is called.
#[derive(Clone, Copy)]
pub enum Callee {
    Native(&'static Native),
    /// As `Native`; its arguments lie in registers from this one of its frame on.
    Registers(&'static Native, u32),
    /// The callee in the window, likewise; how the arguments lie there, the number of the constant with their names.
    Window {
        window: u32,
        how: u8,
        names: u32,
    },
    /// A function is made, of values that lie in registers; so many cells are among them.
    Make {
        first: u32,
        cells: u32,
    },
}

/// What a call did when it was recorded, and must do again.
#[derive(Clone, Copy, Debug)]
pub enum Expect {
    Value,
    /// Exactly True or False: a jump depends on it.
    Truth(bool),
    /// An iterator is exhausted.
    Done,
    /// A frame is pushed for this code, with this return kind.
    Pushed(Gc<CodeObject>, u8),
}

/// A residual call and its guard. All frames are put together before it, as its snapshot says, standing behind the
/// calling instruction.
#[derive(Clone)]
pub struct Call {
    pub callee: Callee,
    /// Arguments that do not lie in registers.
    pub args: Vec<Operand>,
    /// How many there are, as the request has it.
    pub n: usize,
    /// What becomes of the result: `handlers::After`, and the register.
    pub after: u8,
    pub dst: usize,
    pub result: Option<u32>,
    pub expect: Expect,
    pub at: SnapshotId,
}

/// A frame of a snapshot.
#[derive(Clone, Copy, Debug)]
pub struct FrameState {
    pub code: Gc<CodeObject>,
    /// Slot of its first register.
    pub base: u32,
    /// Word offset of the instruction at which it stands (calls, for all but the innermost), and that instruction's length.
    pub at: u32,
    pub words: u32,
    /// The function; no operand for the loop's own frame, which is never made.
    pub function: Option<Operand>,
    /// Register of the caller that takes the result, and the return kind.
    pub destination: u32,
    pub kind: u8,
}

/// What the interpreter must see where a trace may be left: frames, the loop's own first, and registers that are live and
/// were touched.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub frames: Vec<FrameState>,
    pub registers: Vec<(u32, Operand)>,
}

pub struct Trace {
    pub root: Gc<CodeObject>,
    /// Word offset of the loop's header.
    pub header: u32,
    /// Registers of the loop's frame that come round with the loop, and the values that hold them at its head.
    pub inputs: Vec<(u32, u32)>,
    pub ops: Vec<Ir>,
    pub snapshots: Vec<Snapshot>,
    /// New values of the inputs, in their order.
    pub jump: Vec<Operand>,
    /// How many values there are.
    pub values: u32,
    /// Calls inlined into each other at most, and the first slot above all frames.
    pub depth: u32,
    pub extent: u32,
    /// Cells whose values the trace takes for constants.
    pub watched: Vec<(*const Cell, u64)>,
    /// `Context::cache_flushes` when it was recorded.
    pub flushes: u32,
    /// Heap objects that the trace mentions, and shapes that stand for classes.
    pub roots: Vec<u64>,
    pub shapes: Vec<u32>,
}

impl Trace {
    pub fn guards(&self) -> usize {
        let is_guard = |op: &&Ir| matches!(op, Ir::Checked(..) | Ir::Guard(..) | Ir::GuardValue(..) | Ir::Call(..));
        self.ops.iter().filter(is_guard).count()
    }
}
