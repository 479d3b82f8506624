//! Loading, storing and deleting names.

use super::unit::{Home, bytes};
use super::{Compiler, Want};
use crate::ast::Name;
use crate::error::Result;
use bytecode::{Const, Op};

impl Compiler<'_> {
    /// The register of `name` when it is a local with a register of its own.
    pub(super) fn local_register(&mut self, name: &Name) -> Option<u8> {
        let mangled = self.mangled(name);
        match self.u.home(&mangled) {
            Home::Local(register) => Some(register),
            _ => None,
        }
    }

    pub(super) fn load_name(&mut self, name: &Name, want: Want) -> u8 {
        if name == "None" {
            let dst = self.dest(want, self.u.top);
            self.u.load_const(dst, Const::None);
            return dst;
        }
        let name = self.mangled(name);
        let home = self.u.home(&name);
        if let Home::Local(register) = home {
            if !self.u.bound(register) {
                self.u.emit_check(register, &name);
                self.u.set_bound(register, true);
            }
            if want == Want::Any {
                return register;
            }
        }
        let dst = self.dest(want, self.u.top);
        match home {
            Home::Local(register) => self.u.move_to(dst, register),
            Home::Cell(cell, free) => self.u.emit_hidden(Op::LOAD_DEREF, dst, cell, free.into(), &name),
            Home::Far(index, free) => {
                // A local as destination keeps its value until the cell has been found full.
                let mark = self.u.top;
                let cell = self.u.temp();
                self.far_cell(index, cell);
                self.u.emit_hidden(Op::LOAD_DEREF, dst, cell, free.into(), &name);
                self.u.top = mark;
            }
            Home::Global => {
                let site = self.u.asm.global_site(&bytes(&name));
                self.u.emit_extra(Op::LOAD_GLOBAL, dst, 0, 0, site);
            }
            Home::Name => {
                let index = self.u.asm.name(&bytes(&name));
                self.u.emit_extra(Op::LOAD_NAME, dst, 0, 0, index);
            }
        }
        dst
    }

    /// Fetches far cell `index` into `dst`.
    pub(super) fn far_cell(&mut self, index: u32, dst: u8) {
        let list = self.u.far.unwrap_or(0);
        if index < 128 {
            self.u.emit(Op::GET_ITEM_INT, dst, list, index as u8);
        } else {
            self.u.load_const(dst, Const::Int(index.into()));
            self.u.emit(Op::GET_ITEM, dst, list, dst);
        }
    }

    /// Stores register `src`.
    pub(super) fn store_name(&mut self, name: &Name, src: u8) -> Result<()> {
        let name = self.mangled(name);
        match self.u.home(&name) {
            Home::Local(register) => {
                self.u.move_to(register, src);
                self.u.set_bound(register, true);
            }
            Home::Cell(cell, _) => self.u.emit(Op::STORE_DEREF, cell, src, 0),
            Home::Far(index, _) => {
                let mark = self.u.top;
                let cell = self.u.temp();
                self.far_cell(index, cell);
                self.u.emit(Op::STORE_DEREF, cell, src, 0);
                self.u.top = mark;
            }
            Home::Global => {
                let site = self.u.asm.global_site(&bytes(&name));
                self.u.emit_extra(Op::STORE_GLOBAL, src, 0, 0, site);
            }
            Home::Name => {
                let index = self.u.asm.name(&bytes(&name));
                self.u.emit_extra(Op::STORE_NAME, src, 0, 0, index);
            }
        }
        Ok(())
    }

    pub(super) fn delete_name(&mut self, name: &Name) -> Result<()> {
        let name = self.mangled(name);
        match self.u.home(&name) {
            Home::Local(register) => {
                if !self.u.bound(register) {
                    self.u.emit_check(register, &name);
                }
                self.u.emit(Op::CLEAR, register, 0, 0);
                self.u.set_bound(register, false);
            }
            Home::Far(index, free) if self.u.block.lookup(&name).is_some_and(|s| s.scope == crate::scopes::Scope::Local) => {
                let mark = self.u.top;
                let cell = self.u.temp();
                self.far_cell(index, cell);
                self.u.emit_hidden(Op::DELETE_DEREF, cell, free.into(), 0, &name);
                self.u.top = mark;
            }
            Home::Cell(..) | Home::Far(..) => {
                let msg = format!("can not delete variable '{}' referenced in nested scope", name.as_str());
                return self.error_nowhere(msg);
            }
            Home::Global => {
                let index = self.u.asm.name(&bytes(&name));
                self.u.emit_extra(Op::DELETE_GLOBAL, 0, 0, 0, index);
            }
            Home::Name => {
                let index = self.u.asm.name(&bytes(&name));
                self.u.emit_extra(Op::DELETE_NAME, 0, 0, 0, index);
            }
        }
        Ok(())
    }
}
