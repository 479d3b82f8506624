//! Code objects: a `Body` with its constants as heap values, its inline caches and loop counters.

#![allow(unsafe_code)] // heap object layout, raw tables

use bytecode::{Body, Const, Liveness};
use object_model::error::PyResult;
use object_model::gc::{Header, Survivors};
use object_model::handle::{Gc, Object};
use object_model::tuple::set_fresh_item;
use object_model::value::{Slot, Value, slot_bits};
use object_model::{Context, StrObject, TupleObject, kind, none, py_bool};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// An inline cache of one instruction.
#[repr(C)]
pub struct Ic {
    /// Shape that the cached answer is for; zero: none.
    pub shape: Cell<u32>,
    pub kind: Cell<IcKind>,
    /// Byte offset of the attribute, in the object or in its attributes object.
    pub offset: Cell<u32>,
    /// Shape after a store that adds the attribute.
    pub next_shape: Cell<u32>,
    /// A cell (globals: the module's and the builtins'), a class attribute's value, or an object whose identity is the
    /// condition.
    pub word: Cell<u64>,
    pub word2: Cell<u64>,
    pub name: Gc<StrObject>,
    /// Times it was filled: after many the site is left to the general way.
    pub fills: Cell<u32>,
    /// Answers for other shapes that came by, for the slow side.
    others: RefCell<Vec<Answer>>,
}

/// What a cache says of one shape: fields as `Ic`'s.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    shape: u32,
    pub kind: IcKind,
    pub offset: u32,
    pub next_shape: u32,
    pub word: u64,
}

/// Answers that a cache keeps beside the newest.
const OTHERS: usize = 4;

impl Ic {
    fn new(name: Gc<StrObject>) -> Ic {
        Ic {
            shape: Cell::new(0),
            kind: Cell::new(IcKind::Empty),
            offset: Cell::new(0),
            next_shape: Cell::new(0),
            word: Cell::new(0),
            word2: Cell::new(0),
            name,
            fills: Cell::new(0),
            others: RefCell::default(),
        }
    }

    /// The cache is about to be filled for another shape: what it says now goes to the others.
    pub fn keep(&self) {
        let shape = self.shape.get();
        if shape == 0 || matches!(self.kind.get(), IcKind::ObjectCell | IcKind::ObjectValue) {
            return;
        }
        let answer = self.answer();
        let mut others = self.others.borrow_mut();
        if let Some(known) = others.iter_mut().find(|known| known.shape == shape) {
            *known = answer;
        } else if others.len() < OTHERS {
            others.push(answer);
        } else {
            others[self.fills.get() as usize % OTHERS] = answer;
        }
    }

    /// What the cache says now.
    fn answer(&self) -> Answer {
        Answer {
            shape: self.shape.get(),
            kind: self.kind.get(),
            offset: self.offset.get(),
            next_shape: self.next_shape.get(),
            word: self.word.get(),
        }
    }

    /// Any answer for this shape, the newest too.
    #[inline]
    pub fn known(&self, shape: u32) -> Option<Answer> {
        if self.shape.get() == shape { Some(self.answer()) } else { self.other(shape) }
    }

    /// An older answer, for this shape.
    #[inline]
    pub fn other(&self, shape: u32) -> Option<Answer> {
        self.others.borrow().iter().find(|answer| answer.shape == shape).copied()
    }

    /// Forgets what is said of shapes that are dead, and of objects that are (after a major collection's marking).
    pub fn forget_dead(&self, survivors: &Survivors) {
        let dead = |answer: &Answer| {
            answer.shape >= kind::FIRST_MAP && !survivors.has_shape(answer.shape)
                || answer.kind == IcKind::AddInline && !survivors.has_shape(answer.next_shape)
        };
        let object = self.word2.get() as *const Header;
        let gone = self.kind.get().names_object() && !survivors.has(object);
        if self.shape.get() != 0 && (gone || dead(&self.answer())) {
            self.shape.set(0);
            self.kind.set(IcKind::Empty);
        }
        self.others.borrow_mut().retain(|answer| !dead(answer));
    }

    /// Forgets every answer about shapes.
    pub fn forget(&self) {
        if self.shape.get() != 0 {
            self.shape.set(0);
            self.kind.set(IcKind::Empty);
        }
        self.others.borrow_mut().clear();
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum IcKind {
    Empty,
    /// A slot of the object.
    Inline,
    /// A slot of its attributes object.
    Overflow,
    /// A function in the class: a method of this object.
    Method,
    /// Plain data in the class.
    ClassValue,
    /// The object itself is the condition (`word2`); the value is that of the cell `word`.
    ObjectCell,
    /// The object itself is the condition (`word2`); the value is `word`.
    ObjectValue,
    /// A store that adds a slot of the object.
    AddInline,
    /// `word` is a property of the class.
    Property,
    /// The object itself is the condition (`word2`); `word` is a function to be called with it.
    ObjectMethod,
    /// `word` is a function to be called with the class `word2`.
    ClassMethod,
}

impl IcKind {
    /// `word2` is an object whose identity is the condition.
    fn names_object(self) -> bool {
        matches!(self, IcKind::ObjectCell | IcKind::ObjectValue | IcKind::ObjectMethod)
    }
}

#[repr(C)]
pub struct CodeObject {
    pub header: Header,
    pub words: *const u32,
    pub consts: Gc<TupleObject>,
    pub ics: *mut Ic,
    /// Back-edges left until each loop is called hot; counted where a JIT driver listens.
    pub counters: *mut Cell<u32>,
    pub registers: u32,
    /// Parameters of all sorts: registers that a call fills.
    pub params: u32,
    /// Named locals: registers from `params` to here are cleared on entry.
    pub locals: u32,
    /// Register to clear on entry besides, or `NO_REGISTER`.
    pub exc_save: u32,
    pub argcount: u32,
    /// `argcount`, or `NOT_SIMPLE` where a call does more than fill the parameters.
    pub simple_argc: u32,
    pub flags: u32,
    /// Globals that its inline caches hold cells of.
    pub globals: Slot,
    pub name: Gc<StrObject>,
    pub filename: Gc<StrObject>,
    pub names: Gc<TupleObject>,
    pub varnames: Gc<TupleObject>,
    pub cellvars: Gc<TupleObject>,
    pub freevars: Gc<TupleObject>,
    pub body: *const Body,
    /// The code that a program sees, where this is a copy with caches for other globals.
    pub original: Slot,
    /// Which registers live where: computed when a collection first finds a frame of this code; null until then.
    liveness: *mut Liveness,
}

pub const NO_REGISTER: u32 = u32::MAX;
pub const NOT_SIMPLE: u32 = u32::MAX;

// SAFETY: made by `new_code`.
unsafe impl Object for CodeObject {
    const KIND: u8 = kind::CODE;
    const NAME: &'static str = "code";
}

object_model::fixed_layout!(LAYOUT_BASE: CodeObject, |this, tracer| {
    for slot in [this.globals, this.original] {
        tracer.word(slot_bits(slot));
    }
    tracer.object(this.consts.pointer());
    tracer.object(this.name.pointer());
    tracer.object(this.filename.pointer());
    tracer.object(this.names.pointer());
    tracer.object(this.varnames.pointer());
    tracer.object(this.cellvars.pointer());
    tracer.object(this.freevars.pointer());
});

/// Code objects own a body and tables outside the heap.
pub static LAYOUT: object_model::gc::KindInfo = object_model::gc::KindInfo { drop: Some(drop_code), ..const_layout() };

const fn const_layout() -> object_model::gc::KindInfo {
    object_model::gc::KindInfo { name: "code", size: object_model::layout::size, trace: trace_code, weak: None, drop: None }
}

/// # Safety
/// `object` is a code object.
unsafe fn trace_code(object: *mut Header, tracer: &mut object_model::gc::Tracer) {
    // SAFETY: by contract.
    unsafe { (LAYOUT_BASE.trace)(object, tracer) }
}

/// # Safety
/// `object` is a dead code object, dropped once.
unsafe fn drop_code(object: *mut Header) {
    // SAFETY: by contract; `new_code` leaked these.
    unsafe {
        let this = &mut *object.cast::<CodeObject>();
        let body = &*this.body;
        drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(this.ics, body.sites.len())));
        drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(this.counters, body.loops as usize)));
        if !this.liveness.is_null() {
            drop(Box::from_raw(this.liveness));
        }
        drop(Rc::from_raw(this.body));
    }
}

impl CodeObject {
    #[inline(always)]
    pub fn body(&self) -> &'static Body {
        // SAFETY: the body lives as long as the code object, which its running frames and functions keep alive.
        unsafe { &*self.body }
    }
    #[inline(always)]
    pub fn ic(&self, site: u32) -> &'static Ic {
        // SAFETY: the verifier has checked site numbers; see `body` for the lifetime.
        unsafe { &*self.ics.add(site as usize) }
    }
    #[inline(always)]
    pub fn counter(&self, counter: u16) -> &'static Cell<u32> {
        // SAFETY: as for `ic`.
        unsafe { &*self.counters.add(counter as usize) }
    }
    #[inline(always)]
    pub fn constant(&self, index: usize) -> Value {
        // SAFETY: the verifier has checked constant numbers.
        unsafe { *self.consts.get().items().get_unchecked(index) }
    }
    /// A name that an operand mentions: interned.
    pub fn name_at(&self, index: u32) -> Gc<StrObject> {
        match self.names.get().items()[index as usize].downcast() {
            Some(name) => name,
            None => unreachable!("`new_code` fills names with str"),
        }
    }
    /// Word offset of an instruction pointer.
    pub fn offset_of(&self, pc: *const u32) -> u32 {
        ((pc as usize - self.words as usize) / 4) as u32
    }
    pub fn ics(&self) -> &'static [Ic] {
        // SAFETY: `new_code` made as many as there are sites.
        unsafe { std::slice::from_raw_parts(self.ics, self.body().sites.len()) }
    }
    /// Which registers live where.
    pub fn liveness(mut this: Gc<CodeObject>) -> &'static Liveness {
        if this.liveness.is_null() {
            this.liveness = Box::into_raw(Box::new(Liveness::of(this.body())));
        }
        // SAFETY: made just above or before; see `body` for the lifetime.
        unsafe { &*this.liveness }
    }
    /// The code as a program sees it.
    pub fn visible(this: Gc<CodeObject>) -> Gc<CodeObject> {
        this.original.and_then(|code| code.downcast()).unwrap_or(this)
    }
}

fn name_tuple(cx: &mut Context, names: &[bytecode::Name]) -> PyResult<Gc<TupleObject>> {
    let tuple = cx.try_new_tuple(names.len(), |_| none())?;
    for (i, name) in names.iter().enumerate() {
        let name = cx.intern(name);
        set_fresh_item(cx, tuple, i, name.value());
    }
    Ok(tuple)
}

/// A code object for a body.
pub fn new_code(cx: &mut Context, body: Rc<Body>) -> PyResult<Gc<CodeObject>> {
    let consts = constants(cx, &body.consts)?;
    let name = cx.intern(&body.name);
    let filename = cx.intern(&body.filename);
    let names = name_tuple(cx, &body.names)?;
    let varnames = name_tuple(cx, &body.varnames)?;
    let cellvars = name_tuple(cx, &body.cellvars)?;
    let freevars = name_tuple(cx, &body.freevars)?;
    let mut code = cx.allocate::<CodeObject>();
    code.consts = consts;
    (code.name, code.filename, code.names) = (name, filename, names);
    (code.varnames, code.cellvars, code.freevars) = (varnames, cellvars, freevars);
    fill_tables(&mut code, &body, cx.loop_threshold);
    code.words = body.words.as_ptr();
    code.registers = body.registers.into();
    let star = u32::from(body.flags & bytecode::CO_VARARGS != 0) + u32::from(body.flags & bytecode::CO_VARKEYWORDS != 0);
    code.argcount = body.argcount.into();
    code.params = code.argcount + star;
    code.locals = (body.varnames.len() as u32).max(code.params).min(body.registers.into());
    for &register in body.cell_registers.iter().chain(&body.free_registers) {
        if register != u16::MAX {
            code.locals = code.locals.max(u32::from(register) + 1);
        }
    }
    code.exc_save = body.exc_save.map_or(NO_REGISTER, u32::from);
    code.flags = body.flags;
    let simple = star == 0 && body.flags & bytecode::CO_GENERATOR == 0 && body.flags & bytecode::CO_NEWLOCALS != 0;
    code.simple_argc = if simple { code.argcount } else { NOT_SIMPLE };
    code.body = Rc::into_raw(body);
    cx.heap.register_native_drop(code.header());
    crate::slow::attribute::register_ics(cx, code);
    Ok(code)
}

fn fill_tables(code: &mut Gc<CodeObject>, body: &Body, threshold: u32) {
    let names = code.names;
    let ic = |&name: &u32| match names.get().items()[name as usize].downcast() {
        Some(name) => Ic::new(name),
        None => unreachable!("names are str"),
    };
    let ics: Box<[Ic]> = body.sites.iter().map(ic).collect();
    code.ics = Box::into_raw(ics).cast();
    let counters: Box<[Cell<u32>]> = (0..body.loops).map(|_| Cell::new(threshold)).collect();
    code.counters = Box::into_raw(counters).cast();
}

/// The same code with caches of its own, for functions with other globals.
pub fn copy_for_globals(cx: &mut Context, code: Gc<CodeObject>) -> Gc<CodeObject> {
    let mut copy = cx.allocate::<CodeObject>();
    let header = copy.header;
    // SAFETY: both are code objects; owned tables are made anew right below.
    unsafe { code.pointer().copy_to_nonoverlapping(copy.pointer(), 1) };
    copy.header = header;
    copy.globals = None;
    copy.liveness = std::ptr::null_mut();
    copy.original = Some(CodeObject::visible(code).value());
    // SAFETY: the body is shared by one more owner.
    unsafe { Rc::increment_strong_count(code.body) };
    fill_tables(&mut copy, code.body(), cx.loop_threshold);
    cx.heap.register_native_drop(copy.header());
    crate::slow::attribute::register_ics(cx, copy);
    copy
}

fn constants(cx: &mut Context, consts: &[Const]) -> PyResult<Gc<TupleObject>> {
    let from = cx.scratch.len();
    for item in consts {
        let value = match constant(cx, item) {
            Ok(value) => value,
            Err(raised) => {
                cx.scratch.truncate(from);
                return Err(raised);
            }
        };
        cx.scratch.push(value);
    }
    let items: Vec<Value> = cx.scratch[from..].to_vec();
    let tuple = cx.try_new_tuple(items.len(), |i| items[i]);
    cx.scratch.truncate(from);
    tuple
}

/// A constant as a heap value.
pub fn constant(cx: &mut Context, item: &Const) -> PyResult {
    Ok(match item {
        Const::None => none(),
        Const::True => py_bool(true),
        Const::False => py_bool(false),
        Const::Ellipsis => object_model::ellipsis(),
        Const::Int(n) => cx.new_int(*n),
        Const::Long { negative, digits } => cx.long_of(*negative, digits),
        Const::Float(float) => cx.new_float(*float),
        Const::Complex(re, im) => object_model::types::complex::new(cx, *re, *im),
        Const::Bytes(bytes) => {
            // Identifier-like constants are interned, as in CPython: names are often compared with them.
            if !bytes.is_empty() && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') {
                cx.intern(bytes).value()
            } else {
                cx.try_new_str(bytes)?.value()
            }
        }
        Const::Unicode(points) => {
            let mut chars = object_model::text::chars::CharsBuf::with_capacity(points.len());
            points.iter().for_each(|&point| chars.push(point));
            cx.new_unicode(chars.as_chars())?.value()
        }
        Const::Tuple(items) => constants(cx, items)?.value(),
        Const::Code(body) => new_code(cx, body.clone())?.value(),
    })
}
