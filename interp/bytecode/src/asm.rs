//! The assembler: emits instructions into a `Body`, patches jumps, keeps the pools and tables.
//!
//! Constants are pooled by type and value as `compile` of CPython does: `0`, `0L`, `0.0`, `-0.0` and `False` are five
//! constants. Sites of globals are shared by name within a body; each attribute access has its own. Names that only
//! error messages need (locals, cells) follow the public ones when the body is finished.

use crate::image::constant_key;
use crate::op::{pack, pack_wide};
use crate::{Block, Body, Const, Decoded, Flow, Handler, Line, Mark, Name, Op, decode, flow};
use ahash::HashMap;

/// A place in the code, before or after it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label(u32);

const UNPLACED: u32 = u32::MAX;

/// Why a body cannot be expressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge(pub &'static str);

enum Fixup {
    /// Bytes b and c of the word are an index of a hidden name.
    Wide(usize),
    /// The word is.
    Word(usize),
}

struct HandlerRow {
    start: Label,
    end: Label,
    target: Label,
    register: u8,
}

#[derive(Default)]
pub struct Asm {
    pub body: Body,
    labels: Vec<u32>,
    /// (index of the extra word, its target)
    jumps: Vec<(usize, Label)>,
    handlers: Vec<HandlerRow>,
    constants: HashMap<Vec<u8>, u32>,
    names: HashMap<Name, u32>,
    hidden: Vec<Name>,
    hidden_index: HashMap<Name, u32>,
    fixups: Vec<(Fixup, u32)>,
    global_sites: HashMap<u32, u32>,
    line: u32,
    line_due: bool,
    mark: Mark,
    /// Offset of the last label that was placed.
    last_placed: u32,
}

impl Asm {
    pub fn new(name: Name, filename: Name, first_line: u32) -> Asm {
        Asm { body: Body { name, filename, first_line, ..Body::default() }, ..Asm::default() }
    }

    /// Word offset of the next instruction.
    pub fn here(&self) -> u32 {
        self.body.words.len() as u32
    }

    /// Instructions from here on belong to `line`.
    pub fn line(&mut self, line: u32) {
        if self.line != line {
            (self.line, self.line_due) = (line, true);
        }
    }

    /// Gives `line`, a statement without instructions of its own, a row before that of the next instruction.
    pub fn note_line(&mut self, line: u32) {
        if self.line != line || self.line_due {
            (self.line, self.line_due) = (line, false);
            let row = Line { start: self.row_start(), line, mark: std::mem::take(&mut self.mark) };
            self.body.lines.push(row);
        }
    }

    /// The next instruction begins a row even if its line is that of the one before.
    pub fn repeat_line(&mut self) {
        self.line_due = true;
    }

    /// What begins with the next row, if the next instruction begins one.
    pub fn mark_line(&mut self, mark: Mark) {
        self.mark = mark;
    }

    /// A block between two places.
    pub fn block(&mut self, start: Label, end: Label, is_finally: bool) {
        let (start, end) = (self.offset(start), self.offset(end));
        if start < end {
            self.body.blocks.push(Block { start, end, is_finally });
        }
    }

    /// Code so far belongs to no line: the first row, when there is one, will cover it.
    pub fn end_prologue(&mut self) {
        self.body.lines.clear();
        self.body.prologue = self.here();
        (self.line, self.line_due) = (0, false);
    }

    fn row_start(&self) -> u32 {
        if self.body.lines.is_empty() { 0 } else { self.here() }
    }

    fn word(&mut self, word: u32) {
        if self.line_due {
            self.line_due = false;
            let row = Line { start: self.row_start(), line: self.line, mark: self.mark };
            self.body.lines.push(row);
        }
        self.mark = Mark::Middle;
        self.body.words.push(word);
    }

    pub fn emit(&mut self, op: Op, a: u8, b: u8, c: u8) {
        debug_assert_eq!(op.words(), 1);
        self.word(pack(op, a, b, c));
    }

    pub fn emit_wide(&mut self, op: Op, a: u8, bc: u16) {
        debug_assert_eq!(op.words(), 1);
        self.word(pack_wide(op, a, bc));
    }

    pub fn emit_extra(&mut self, op: Op, a: u8, b: u8, c: u8, extra: u32) {
        debug_assert_eq!(op.words(), 2);
        self.word(pack(op, a, b, c));
        self.body.words.push(extra);
    }

    pub fn emit_jump(&mut self, op: Op, a: u8, b: u8, c: u8, to: Label) {
        self.emit_extra(op, a, b, c, 0);
        self.jumps.push((self.body.words.len() - 1, to));
    }

    /// A back-edge to `to`.
    pub fn emit_loop(&mut self, counter: u16, to: Label) {
        let [low, high] = counter.to_le_bytes();
        self.emit_jump(Op::LOOP, 0, low, high, to);
    }

    pub fn label(&mut self) -> Label {
        self.labels.push(UNPLACED);
        Label(self.labels.len() as u32 - 1)
    }

    pub fn place(&mut self, label: Label) {
        // A jump to here that comes last is left out, unless something else has been placed behind it.
        let here = self.here();
        if let Some(&(at, to)) = self.jumps.last()
            && to == label
            && at as u32 + 1 == here
            && self.last_placed < here
            && self.body.lines.last().is_none_or(|row| row.start < here - 2)
            && self.body.words[at - 1] == pack(Op::JUMP, 0, 0, 0)
        {
            self.jumps.pop();
            self.body.words.truncate(at - 1);
        }
        self.last_placed = self.here();
        self.labels[label.0 as usize] = self.last_placed;
    }

    /// A label placed here.
    pub fn mark(&mut self) -> Label {
        let label = self.label();
        self.place(label);
        label
    }

    pub fn is_placed(&self, label: Label) -> bool {
        self.labels[label.0 as usize] != UNPLACED
    }

    pub fn offset(&self, label: Label) -> u32 {
        self.labels[label.0 as usize]
    }

    /// Instructions in `start..end` that raise go on at `target`. Inner ranges must be given before outer ones; empty
    /// ones are dropped.
    pub fn handler(&mut self, start: Label, end: Label, target: Label, register: u8) {
        self.handlers.push(HandlerRow { start, end, target, register });
    }

    pub fn constant(&mut self, constant: Const) -> u32 {
        let next = self.body.consts.len() as u32;
        // Code is never pooled: two functions are two constants, as equal as they may be.
        if let Some(key) = constant_key(&constant) {
            if let Some(&index) = self.constants.get(&key) {
                return index;
            }
            self.constants.insert(key, next);
        }
        self.body.consts.push(constant);
        next
    }

    /// Index of a public name.
    pub fn name(&mut self, name: &Name) -> u32 {
        if let Some(&index) = self.names.get(name) {
            return index;
        }
        let index = self.body.names.len() as u32;
        self.body.names.push(name.clone());
        self.names.insert(name.clone(), index);
        index
    }

    fn hidden_name(&mut self, name: &Name) -> u32 {
        if let Some(&index) = self.hidden_index.get(name) {
            return index;
        }
        let index = self.hidden.len() as u32;
        self.hidden.push(name.clone());
        self.hidden_index.insert(name.clone(), index);
        index
    }

    /// CHECK_LOCAL: its name is hidden.
    pub fn emit_check(&mut self, reg: u8, name: &Name) {
        let index = self.hidden_name(name);
        self.emit_wide(Op::CHECK_LOCAL, reg, 0);
        self.fixups.push((Fixup::Wide(self.body.words.len() - 1), index));
    }

    /// An instruction whose extra word is a hidden name.
    pub fn emit_hidden(&mut self, op: Op, a: u8, b: u8, c: u8, name: &Name) {
        let index = self.hidden_name(name);
        self.emit_extra(op, a, b, c, 0);
        self.fixups.push((Fixup::Word(self.body.words.len() - 1), index));
    }

    /// A cache of its own for `name`.
    pub fn site(&mut self, name: &Name) -> u32 {
        let name = self.name(name);
        self.body.sites.push(name);
        self.body.sites.len() as u32 - 1
    }

    /// The cache for global `name`, one a body.
    pub fn global_site(&mut self, name: &Name) -> u32 {
        let name = self.name(name);
        let next = self.body.sites.len() as u32;
        let site = *self.global_sites.entry(name).or_insert(next);
        if site == next {
            self.body.sites.push(name);
        }
        site
    }

    /// A new loop counter.
    pub fn counter(&mut self) -> u16 {
        let counter = self.body.loops;
        // Beyond 65535 loops the last ones share a counter.
        self.body.loops = counter.saturating_add(1).min(u16::MAX - 1);
        counter
    }

    /// Patches what is open. Every label that is used must be placed.
    pub fn finish(mut self) -> Result<Body, TooLarge> {
        if self.body.words.len() > i32::MAX as usize {
            return Err(TooLarge("code too large"));
        }
        let body = &mut self.body;
        let public = body.names.len() as u32;
        body.public_names = public;
        body.names.append(&mut self.hidden);
        for (fixup, index) in self.fixups {
            let index = public + index;
            match fixup {
                Fixup::Word(at) => body.words[at] = index,
                Fixup::Wide(at) => {
                    let [op, a, ..] = body.words[at].to_ne_bytes();
                    let [b, c] = u16::try_from(index).map_err(|_| TooLarge("too many names"))?.to_le_bytes();
                    body.words[at] = u32::from_ne_bytes([op, a, b, c]);
                }
            }
        }
        for &(at, to) in &self.jumps {
            body.words[at] = self.labels[to.0 as usize].wrapping_sub(at as u32 + 1);
        }
        // A jump to a jump goes where that one goes.
        for &(at, to) in &self.jumps {
            let mut target = self.labels[to.0 as usize];
            for _ in 0..8 {
                match decode(&body.words, target as usize) {
                    Some(insn @ Decoded { op: Op::JUMP, .. }) => match insn.target() {
                        Some(next) if next >= 0 && next != i64::from(target) => target = next as u32,
                        _ => break,
                    },
                    _ => break,
                }
            }
            // A plain back-jump would be a loop without a poll.
            if target > at as u32 {
                body.words[at] = target.wrapping_sub(at as u32 + 1);
            }
        }
        for row in self.handlers {
            let at = |label: Label| self.labels[label.0 as usize];
            let handler = Handler { start: at(row.start), end: at(row.end), target: at(row.target), register: row.register };
            if handler.start < handler.end {
                body.handlers.push(handler);
            }
        }
        debug_assert!(last_ends(body), "code runs over its end");
        Ok(self.body)
    }
}

fn last_ends(body: &Body) -> bool {
    let (mut at, mut last) = (0, Flow::Next);
    while let Some(insn) = decode(&body.words, at) {
        last = flow(insn.op);
        at = insn.next();
    }
    matches!(last, Flow::Jump | Flow::End)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asm() -> Asm {
        Asm::new(Name::from(*b"f"), Name::from(*b"f.py"), 1)
    }

    #[test]
    fn constants_are_pooled_by_type_and_value() {
        let mut asm = asm();
        let long = Const::Long { negative: false, digits: vec![] };
        let different =
            [Const::Int(0), long, Const::Float(0.0), Const::Float(-0.0), Const::False, Const::Tuple(vec![Const::Int(0)])];
        for round in 0..2 {
            for (i, constant) in different.iter().enumerate() {
                assert_eq!(asm.constant(constant.clone()), i as u32, "round {round}");
            }
        }
    }

    #[test]
    fn jumps_are_patched_and_threaded() {
        let mut asm = asm();
        let (end, hop) = (asm.label(), asm.label());
        asm.emit_jump(Op::JUMP_TRUE, 0, 0, 0, hop);
        asm.emit(Op::NOP, 0, 0, 0);
        asm.place(hop);
        asm.emit_jump(Op::JUMP, 0, 0, 0, end);
        asm.emit(Op::NOP, 0, 0, 0);
        asm.place(end);
        asm.emit(Op::RETURN, 0, 0, 0);
        let body = asm.finish().unwrap();
        assert_eq!(decode(&body.words, 0).unwrap().target(), Some(6));
        assert_eq!(decode(&body.words, 3).unwrap().target(), Some(6));
    }

    #[test]
    fn a_jump_to_the_next_instruction_is_left_out() {
        let mut asm = asm();
        let next = asm.label();
        asm.emit(Op::NOP, 0, 0, 0);
        asm.emit_jump(Op::JUMP, 0, 0, 0, next);
        asm.place(next);
        asm.emit(Op::RETURN, 0, 0, 0);
        assert_eq!(asm.finish().unwrap().words.len(), 2);
    }
}
