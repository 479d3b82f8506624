//! The code object under construction: registers, control-flow state, emission.
//!
//! Registers. Named locals come first, then the register for the saved exception, cells and free variables, and
//! temporaries, which are used as a stack: `top` is the first free one. A call's window starts at `top`, so it
//! lies above everything live.
//!
//! Flow. `flow` says what is known where the next instruction goes: which locals are surely bound, and whether a
//! handler may have been entered since the function began. It is `None` where control cannot come, and there nothing
//! is emitted. Labels remember the meet of what jumps bring to them. Backward jumps need no meeting: at a loop's head
//! all that a `del` could undo is forgotten beforehand. `bytecode::verify` finds the same facts independently.
//!
//! Many locals. Registers are named by a byte. When the named locals are too many for `NAMED` registers, those beyond,
//! all cells and all free variables live in cells of a list that one register holds (`Home::Far`).

use crate::ast::Name;
use crate::error::{ErrorKind, Result, SyntaxError};
use crate::scopes::{Block, BlockKind, DEF_FREE_CLASS, DELETED, Scope};
use ahash::{HashMap, HashSet};
use bytecode::{Asm, Const, Label, Op};
use std::rc::Rc;

/// Registers for named locals, cells and free variables. The rest is for temporaries.
const NAMED: usize = 100;
/// Parameters stay where they come up to this number, even if they are more.
const MAX_PARAMETERS: usize = 180;

/// A set of registers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Registers([u64; 4]);

impl Registers {
    pub fn has(&self, register: u8) -> bool {
        self.0[usize::from(register) / 64] >> (register % 64) & 1 == 1
    }

    pub fn set(&mut self, register: u8, on: bool) {
        let word = &mut self.0[usize::from(register) / 64];
        *word = *word & !(1 << (register % 64)) | u64::from(on) << (register % 64);
    }

    fn and(self, other: Registers) -> Registers {
        Registers(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }

    fn without(self, other: Registers) -> Registers {
        Registers(std::array::from_fn(|i| self.0[i] & !other.0[i]))
    }
}

/// Where control is, what is known.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The registers of locals that are surely bound.
    pub bound: Registers,
    /// ENTER_EXCEPT may have run.
    pub entered: bool,
}

impl Known {
    fn meet(self, other: Known) -> Known {
        Known { bound: self.bound.and(other.bound), entered: self.entered | other.entered }
    }
}

/// Where a name lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    Local(u8),
    Cell(u8, bool),
    /// In the list of far cells; whether it is free.
    Far(u32, bool),
    Global,
    Name,
}

/// A way out of a block that runs `finally` code on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Return,
    /// To the loop at this index of the block stack.
    Break(usize),
    Continue(usize),
}

#[derive(Clone, Debug)]
pub enum Enclosing {
    Loop {
        head: Label,
        counter: u16,
        after: Label,
    },
    /// The body of try … except.
    Try,
    /// The body of try … finally or with: `reason` says how it was left, `value` what is returned or was raised.
    Cleanup {
        label: Label,
        reason: u8,
        value: u8,
        exits: Vec<Exit>,
    },
    /// The finally clause itself.
    Finally,
}

pub struct Unit<'a> {
    pub asm: Asm,
    pub block: &'a Block,
    /// Names in module code mean globals.
    pub module_scope: bool,
    pub line: u32,
    pub flow: Option<Known>,
    labels: HashMap<Label, Known>,
    locals: HashMap<Name, u8>,
    cells: HashMap<Name, Home>,
    next_local: u16,
    near_locals: u16,
    deletable: Registers,
    pub exc_save: Option<u8>,
    pub far: Option<u8>,
    far_names: Vec<Name>,
    far_count: u32,
    pub top: u16,
    max: u16,
    pub blocks: Vec<Enclosing>,
    /// Registers from here on surely hold values while an expression is compiled: see `expr`.
    pub dense: Option<u16>,
    /// The first temporary.
    pub floor: u16,
    too_complex: bool,
}

pub fn bytes(name: &Name) -> bytecode::Name {
    Rc::from(name.as_bytes())
}

impl<'a> Unit<'a> {
    /// `parameters`: how many of the block's parameters come as arguments.
    pub fn new(
        block: &'a Block,
        name: &str,
        filename: &bytecode::Name,
        first_line: u32,
        parameters: usize,
        module_scope: bool,
    ) -> Result<Unit<'a>> {
        let asm = Asm::new(Rc::from(name.as_bytes()), filename.clone(), first_line);
        let mut unit = Unit {
            asm,
            block,
            module_scope,
            line: first_line.max(1),
            flow: Some(Known { bound: Registers::default(), entered: false }),
            labels: HashMap::default(),
            locals: HashMap::default(),
            cells: HashMap::default(),
            next_local: 0,
            near_locals: 0,
            deletable: Registers::default(),
            exc_save: None,
            far: None,
            far_names: Vec::new(),
            far_count: 0,
            top: 0,
            max: 0,
            blocks: Vec::new(),
            dense: None,
            floor: 0,
            too_complex: false,
        };
        unit.layout(parameters)?;
        Ok(unit)
    }

    /// Assigns registers and emits the prologue: cells are made, free variables fetched.
    fn layout(&mut self, parameters: usize) -> Result<()> {
        let block = self.block;
        let function = block.kind == BlockKind::Function;
        let arguments = &block.params[..parameters];
        let arguments_set: HashSet<&Name> = arguments.iter().collect();
        let is_argument = |name: &Name| arguments_set.contains(name);
        let with = |wanted: Scope| {
            let found = move |symbol: &&crate::scopes::Symbol| symbol.scope == wanted && function;
            block.symbols.iter().filter(found).map(|symbol| &symbol.name)
        };
        let others = with(Scope::Local).filter(|name| !is_argument(name)).count();
        let cells: Vec<&Name> = with(Scope::Cell).collect();
        let made: Vec<&Name> = cells.iter().copied().filter(|name| !is_argument(name)).collect();
        let frees: Vec<&Name> = block
            .symbols
            .iter()
            .filter(|symbol| symbol.scope == Scope::Free || symbol.flags & DEF_FREE_CLASS != 0)
            .map(|symbol| &symbol.name)
            .collect();
        if frees.len() > 255 {
            return Err(SyntaxError::other(ErrorKind::SystemError, "too many free variables"));
        }
        self.asm.body.varnames = arguments.iter().map(bytes).collect();
        self.asm.body.freevars = frees.iter().map(|name| bytes(name)).collect();
        let named = parameters + others + made.len() + frees.len();
        // They are counted in 16 bits, a few registers on top of them.
        if parameters > usize::from(u16::MAX) - 256 {
            return Err(SyntaxError::other(ErrorKind::SystemError, "too many parameters"));
        }
        let capacity = if parameters <= MAX_PARAMETERS { NAMED.max(parameters) } else { NAMED };
        let near = named <= capacity;
        self.near_locals = if near { parameters + others } else { capacity } as u16;
        self.next_local = parameters as u16;
        self.max = parameters as u16;
        self.top = self.near_locals;
        for (i, name) in arguments.iter().take(usize::from(self.near_locals)).enumerate() {
            self.locals.insert(name.clone(), i as u8);
            self.note_deletable(name, i as u8);
            if let Some(known) = &mut self.flow {
                known.bound.set(i as u8, true);
            }
        }
        // Before anything the prologue needs: it must be empty until a handler is entered.
        if block.has_handlers {
            let r = self.temp();
            self.exc_save = Some(r);
            self.asm.body.exc_save = Some(r);
        }
        if !near {
            self.gather(arguments, &made, &frees, others, capacity)?;
        }
        for name in &cells {
            let home = match (self.locals.get(*name), near) {
                (Some(&r), _) => {
                    self.emit(Op::MAKE_CELL, r, 0, 0);
                    Home::Cell(r, false)
                }
                (None, true) => {
                    let r = self.temp();
                    self.emit(Op::CLEAR, r, 0, 0);
                    self.emit(Op::MAKE_CELL, r, 0, 0);
                    Home::Cell(r, false)
                }
                (None, false) => continue,
            };
            self.cells.insert((*name).clone(), home);
            if let Home::Cell(r, _) = home {
                self.asm.body.cellvars.push(bytes(name));
                self.asm.body.cell_registers.push(r.into());
            }
        }
        for (i, name) in frees.iter().enumerate().filter(|_| near) {
            let r = self.temp();
            self.emit(Op::LOAD_FREE, r, i as u8, 0);
            self.cells.insert((*name).clone(), Home::Cell(r, true));
            self.asm.body.free_registers.push(r.into());
        }
        self.floor = self.top;
        self.asm.end_prologue();
        // Names in tuple parameters come next among the locals, as in CPython.
        for name in block.params[parameters..].iter() {
            if block.lookup(name).is_some_and(|symbol| symbol.scope == Scope::Local) {
                self.home(name);
            }
        }
        Ok(())
    }

    /// Too many names for registers: makes the list of cells. Arguments up to `capacity` stay where they are.
    fn gather(&mut self, arguments: &[Name], made: &[&Name], frees: &[&Name], others: usize, capacity: usize) -> Result<()> {
        let total = arguments.len();
        let moved = total.saturating_sub(capacity);
        if moved > 0 && self.block.has_handlers {
            // The evaluator clears the register of the saved exception on entry, so it may not bring an argument; nor may
            // it lie above the windows of calls.
            return Err(SyntaxError::other(ErrorKind::SystemError, "too many parameters"));
        }
        let list = self.temp();
        if moved == 0 {
            self.emit(Op::BUILD_LIST, list, list, 0);
        } else {
            // The arguments themselves first, in a list that takes the place of the last one within reach: only
            // when they are moved there is room to make cells.
            let last = total.min(255) - 1;
            let holder = last as u8;
            self.emit(Op::BUILD_LIST, holder, holder, 1);
            let mut order = vec![last];
            for i in capacity..last {
                self.emit(Op::LIST_APPEND, holder, i as u8, 0);
                order.push(i);
            }
            let spare = capacity as u8 + 1;
            for i in last + 1..total {
                self.emit_wide(Op::LOAD_FAR, spare, i as u16);
                self.emit(Op::LIST_APPEND, holder, spare, 0);
                order.push(i);
            }
            if holder != list {
                self.emit(Op::MOVE, list, holder, 0);
            }
            for (at, i) in order.into_iter().enumerate() {
                let (index, cell) = (capacity as u8 + 2, capacity as u8 + 3);
                self.emit_wide(Op::LOAD_INT, index, at as u16);
                self.emit(Op::GET_ITEM, cell, list, index);
                self.emit(Op::MAKE_CELL, cell, 0, 0);
                self.emit(Op::SET_ITEM, list, index, cell);
                self.far_name(&arguments[i], false);
            }
            self.reach(capacity as u16 + 4);
        }
        self.far = Some(list);
        let cell = self.temp();
        for (i, name) in frees.iter().enumerate() {
            self.emit(Op::LOAD_FREE, cell, i as u8, 0);
            self.emit(Op::LIST_APPEND, list, cell, 0);
            self.far_name(name, true);
            self.asm.body.free_registers.push(u16::MAX);
        }
        for name in made {
            self.far_name(name, false);
        }
        let room = capacity - total.min(capacity);
        for _ in 0..made.len() + others.saturating_sub(room) {
            self.emit(Op::CLEAR, cell, 0, 0);
            self.emit(Op::MAKE_CELL, cell, 0, 0);
            self.emit(Op::LIST_APPEND, list, cell, 0);
        }
        self.top -= 1;
        Ok(())
    }

    fn far_name(&mut self, name: &Name, free: bool) {
        self.cells.insert(name.clone(), Home::Far(self.far_count, free));
        self.far_names.push(name.clone());
        self.far_count += 1;
    }

    fn note_deletable(&mut self, name: &Name, register: u8) {
        if self.block.lookup(name).is_some_and(|symbol| symbol.flags & DELETED != 0) {
            self.deletable.set(register, true);
        }
    }

    /// Where mangled `name` lives. Locals get their registers when they are first mentioned.
    pub fn home(&mut self, name: &Name) -> Home {
        let symbol = self.block.lookup(name);
        let scope = symbol.map(|symbol| symbol.scope);
        match (self.block.kind, scope) {
            (_, Some(Scope::Cell | Scope::Free)) => self.cells.get(name).copied().unwrap_or(Home::Name),
            (BlockKind::Module, _) if self.module_scope => Home::Global,
            (_, Some(Scope::GlobalExplicit)) => Home::Global,
            (BlockKind::Function, Some(Scope::GlobalImplicit)) if self.block.unoptimized == 0 => Home::Global,
            (BlockKind::Function, Some(Scope::Local)) => self.local(name),
            _ => Home::Name,
        }
    }

    fn local(&mut self, name: &Name) -> Home {
        if let Some(&register) = self.locals.get(name) {
            return Home::Local(register);
        }
        if let Some(&home) = self.cells.get(name) {
            return home;
        }
        if self.next_local >= self.near_locals {
            self.far_name(name, false);
            return self.cells[name];
        }
        let register = self.next_local as u8;
        self.next_local += 1;
        self.locals.insert(name.clone(), register);
        self.asm.body.varnames.push(bytes(name));
        self.note_deletable(name, register);
        Home::Local(register)
    }

    /// Whether mangled `name` is no local that still waits for its register.
    pub fn is_placed(&self, name: &Name) -> bool {
        let local = self.block.lookup(name).is_some_and(|symbol| symbol.scope == Scope::Local);
        !local || self.block.kind != BlockKind::Function || self.locals.contains_key(name)
    }

    /// The cell that an inner block's free `name` refers to.
    pub fn cell_of(&self, name: &str) -> Option<Home> {
        self.cells.get(name).copied()
    }

    pub fn bound(&self, register: u8) -> bool {
        self.flow.is_none_or(|known| known.bound.has(register))
    }

    pub fn set_bound(&mut self, register: u8, bound: bool) {
        if let Some(known) = &mut self.flow {
            known.bound.set(register, bound);
        }
    }

    // Temporaries.

    pub fn temp(&mut self) -> u8 {
        let register = self.top;
        self.reach(register + 1);
        self.top += 1;
        register.min(255) as u8
    }

    /// Registers up to `end` are used.
    pub fn reach(&mut self, end: u16) {
        self.max = self.max.max(end);
        // What would not fit is reported when the body is finished; until then operands are merely wrong.
        self.too_complex |= end > 256;
    }

    // Emission.

    pub fn emit(&mut self, op: Op, a: u8, b: u8, c: u8) {
        if self.flow.is_some() {
            self.asm.line(self.line);
            self.asm.emit(op, a, b, c);
        }
    }

    pub fn emit_wide(&mut self, op: Op, a: u8, bc: u16) {
        if self.flow.is_some() {
            self.asm.line(self.line);
            self.asm.emit_wide(op, a, bc);
        }
    }

    pub fn emit_extra(&mut self, op: Op, a: u8, b: u8, c: u8, extra: u32) {
        if self.flow.is_some() {
            self.asm.line(self.line);
            self.asm.emit_extra(op, a, b, c, extra);
        }
    }

    pub fn emit_check(&mut self, register: u8, name: &Name) {
        if self.flow.is_some() {
            self.asm.line(self.line);
            self.asm.emit_check(register, &bytes(name));
        }
    }

    pub fn emit_hidden(&mut self, op: Op, a: u8, b: u8, c: u8, name: &Name) {
        if self.flow.is_some() {
            self.asm.line(self.line);
            self.asm.emit_hidden(op, a, b, c, &bytes(name));
        }
    }

    /// The statement at the current line has no instructions of its own, but is reported.
    pub fn note_line(&mut self) {
        if self.flow.is_some() {
            self.asm.note_line(self.line);
        }
    }

    /// An instruction after which control does not go on.
    pub fn emit_end(&mut self, op: Op, a: u8, b: u8, c: u8) {
        self.emit(op, a, b, c);
        self.flow = None;
    }

    pub fn move_to(&mut self, dst: u8, src: u8) {
        if dst != src {
            self.emit(Op::MOVE, dst, src, 0);
        }
    }

    pub fn load_const(&mut self, dst: u8, constant: Const) {
        if self.flow.is_none() {
            return;
        }
        if let Const::Int(i) = constant
            && let Ok(i) = i16::try_from(i)
        {
            return self.emit_wide(Op::LOAD_INT, dst, i as u16);
        }
        let index = self.asm.constant(constant);
        match u16::try_from(index) {
            Ok(index) => self.emit_wide(Op::LOAD_CONST, dst, index),
            Err(_) => self.emit_extra(Op::LOAD_CONST_FAR, dst, 0, 0, index),
        }
    }

    pub fn load_int(&mut self, dst: u8, i: i16) {
        self.emit_wide(Op::LOAD_INT, dst, i as u16);
    }

    pub fn return_const(&mut self, constant: Const) {
        if self.flow.is_none() {
            return;
        }
        let index = self.asm.constant(constant);
        match u16::try_from(index) {
            Ok(index) => self.emit_wide(Op::RETURN_CONST, 0, index),
            Err(_) => {
                let r = self.temp();
                self.top -= 1;
                self.emit_extra(Op::LOAD_CONST_FAR, r, 0, 0, index);
                self.emit(Op::RETURN, r, 0, 0);
            }
        }
        self.flow = None;
    }

    // Labels.

    pub fn label(&mut self) -> Label {
        self.asm.label()
    }

    /// A jump or branch to a label further on; after JUMP control does not go on here.
    pub fn jump(&mut self, op: Op, a: u8, b: u8, c: u8, to: Label) {
        let Some(known) = self.flow else { return };
        self.asm.line(self.line);
        self.asm.emit_jump(op, a, b, c, to);
        self.labels.entry(to).and_modify(|there| *there = there.meet(known)).or_insert(known);
        if op == Op::JUMP {
            self.flow = None;
        }
    }

    pub fn goto(&mut self, to: Label) {
        self.jump(Op::JUMP, 0, 0, 0, to);
    }

    pub fn place(&mut self, label: Label) {
        self.asm.place(label);
        if let Some(known) = self.labels.remove(&label) {
            self.flow = Some(self.flow.map_or(known, |here| here.meet(known)));
        }
    }

    /// A loop's head: what a later pass could undo is forgotten.
    pub fn place_head(&mut self) -> Label {
        self.flow = self.flow.map(|known| self.weakened(known));
        self.asm.mark()
    }

    fn weakened(&self, known: Known) -> Known {
        Known { bound: known.bound.without(self.deletable), entered: known.entered | self.exc_save.is_some() }
    }

    pub fn back_edge(&mut self, counter: u16, head: Label) {
        if self.flow.is_some() {
            self.asm.line(self.line);
            self.asm.emit_loop(counter, head);
            self.flow = None;
        }
    }

    /// What is known in a handler of a region that began with `start`.
    pub fn caught(&self, start: Option<Known>) -> Option<Known> {
        start.map(|known| Known { entered: true, ..self.weakened(known) })
    }

    /// Before the frame is left or suspended.
    pub fn restore_exc(&mut self) {
        if let (Some(save), Some(Known { entered: true, .. })) = (self.exc_save, self.flow) {
            self.emit(Op::RESTORE_EXC, save, 0, 0);
        }
    }

    pub fn finish(mut self) -> Result<bytecode::Body> {
        debug_assert!(self.labels.is_empty());
        if self.too_complex {
            return Err(SyntaxError::other(ErrorKind::SystemError, "expression too complex"));
        }
        self.asm.body.registers = self.max.max(self.top);
        if let Some(register) = self.far {
            let names = self.far_names.iter().map(bytes).collect();
            self.asm.body.far_locals = Some(bytecode::FarLocals { register, names });
        }
        self.asm.finish().map_err(|error| SyntaxError::other(ErrorKind::SystemError, error.0))
    }
}
