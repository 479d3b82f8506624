//! Pattern objects.

#![allow(unsafe_code)] // heap object that owns a program in the Rust heap

use super::matches;
use super::scanner;
use super::subject::{Subject, slice, with_units};
use super::substitute;
use crate::kinds;
use object_model::declare::{Arg, GetSet};
use object_model::gc::{Header, KindInfo};
use object_model::typeobject::{NO_NEW, TypeDecl, WITH_WEAKREF};
use object_model::{Args, Context, Exc, FromArg, Gc, Object, PyResult, Raised, Size, Slot, Value, none, py_methods, raise};
use sre::{Error, FindScan, Program, SplitScan, State};
use std::sync::atomic::Ordering::Relaxed;

#[repr(C)]
pub struct PatternObject {
    pub header: Header,
    program: Option<Box<Program>>,
    /// Working memory, kept from call to call; empty while a match runs.
    state: Option<Box<State>>,
    pub pattern: Value,
    pub groupindex: Value,
    pub indexgroup: Value,
    pub flags: i64,
    pub groups: usize,
}

// SAFETY: made by `new`.
unsafe impl Object for PatternObject {
    const KIND: u8 = kinds::SRE_PATTERN;
    const NAME: &'static str = "_sre.SRE_Pattern";
}

object_model::fixed_layout!(LAYOUT: PatternObject, |this, tracer| {
    tracer.word(this.pattern.bits());
    tracer.word(this.groupindex.bits());
    tracer.word(this.indexgroup.bits());
});

/// # Safety
/// `object` is a pattern that has died.
unsafe fn release(object: *mut Header) {
    // SAFETY: by contract; called once, and nobody looks at the object afterwards.
    let this = unsafe { &mut *object.cast::<PatternObject>() };
    object_model::gc::released(this.program.take().map_or(0, |program| program.memory()));
    this.state = None;
}

pub static INFO: KindInfo = KindInfo { drop: Some(release), ..LAYOUT };

pub static PATTERN: TypeDecl = TypeDecl {
    module: "_sre",
    doc: "A compiled regular expression.",
    methods: &[METHODS],
    getset: GETSET,
    flags: NO_NEW | WITH_WEAKREF,
    ..TypeDecl::new("SRE_Pattern", kinds::SRE_PATTERN)
};

static GETSET: &[GetSet] = &[
    GetSet { name: "pattern", doc: "the text it was compiled from", get: |_, this| Ok(receiver(this).pattern), set: None },
    GetSet {
        name: "flags",
        doc: "flags it was compiled with",
        get: |cx, this| Ok(cx.new_int(receiver(this).flags)),
        set: None,
    },
    GetSet {
        name: "groups",
        doc: "number of groups",
        get: |_, this| Ok(Value::small(receiver(this).groups as i64)),
        set: None,
    },
    GetSet {
        name: "groupindex",
        doc: "numbers of the named groups",
        get: |_, this| Ok(receiver(this).groupindex),
        set: None,
    },
];

fn receiver(this: Value) -> Gc<PatternObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

pub fn new(
    cx: &mut Context,
    pattern: Value,
    flags: i32,
    code: &[u32],
    groups: i64,
    groupindex: Value,
    indexgroup: Value,
) -> PyResult {
    let program = usize::try_from(groups).ok().map(|groups| Program::new(code, groups, flags as u32, &sre::Chardata));
    let Some(Ok(program)) = program else { raise!(cx, RuntimeError, "invalid SRE code") };
    let mut this = cx.allocate::<PatternObject>();
    (this.pattern, this.groupindex, this.indexgroup) = (pattern, groupindex, indexgroup);
    (this.flags, this.groups) = (flags.into(), program.groups());
    let memory = program.memory();
    // The fields are zero, which is `None`: nothing is dropped here.
    this.program = Some(Box::new(program));
    cx.heap.register_native_drop(this.header());
    cx.heap.external(memory as isize);
    Ok(this.value())
}

impl PatternObject {
    pub fn program(&self) -> &'static Program {
        match &self.program {
            // SAFETY: the box lives as long as the object, which its user has on the native stack.
            Some(program) => unsafe { &*std::ptr::from_ref::<Program>(program) },
            None => unreachable!("`new` sets the program"),
        }
    }
}

/// The working memory of a pattern while it is in use; goes back when done.
pub struct Working {
    pattern: Gc<PatternObject>,
    state: Option<Box<State>>,
}

impl Working {
    pub fn of(mut pattern: Gc<PatternObject>) -> Working {
        let state = pattern.state.take().unwrap_or_else(|| Box::new(State::new(pattern.program())));
        Working { pattern, state: Some(state) }
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.pattern.state = self.state.take();
    }
}

impl std::ops::Deref for Working {
    type Target = State;
    fn deref(&self) -> &State {
        self.state.as_ref().expect("taken only by drop")
    }
}

impl std::ops::DerefMut for Working {
    fn deref_mut(&mut self) -> &mut State {
        self.state.as_mut().expect("taken only by drop")
    }
}

/// Runs a step of the engine, serving signals meanwhile.
pub fn run<T>(cx: &mut Context, step: impl FnOnce(&mut dyn FnMut() -> Result<(), ()>) -> Result<T, Error>) -> PyResult<T> {
    let result = step(&mut || {
        if cx.poll.load(Relaxed) == 0 {
            return Ok(());
        }
        let serve = cx.hooks.serve;
        serve(cx).map_err(|Raised| ())
    });
    match result {
        Ok(value) => Ok(value),
        Err(Error::Interrupted) => Err(Raised),
        Err(Error::StackExhausted) => Err(cx.memory_error()),
    }
}

/// A position argument: clipped to what makes sense below zero.
pub fn position(at: Size) -> usize {
    usize::try_from(at.0).unwrap_or(0)
}

/// `string`, or what was given under its old name.
fn subject_argument(cx: &mut Context, string: Slot, old: Slot, old_name: &str) -> PyResult {
    match (string, old) {
        (Some(string), None) => Ok(string),
        (None, Some(old)) => Ok(old),
        (Some(_), Some(_)) => raise!(cx, TypeError, "Argument given by name ('{old_name}') and position (1)"),
        (None, None) => raise!(cx, TypeError, "Required argument 'string' (pos 1) not found"),
    }
}

fn once(cx: &mut Context, this: Gc<PatternObject>, string: Value, pos: Size, endpos: Size, anchored: bool) -> PyResult {
    let subject = Subject::new(cx, string)?;
    let (pos, endpos) = (position(pos), position(endpos));
    let program = this.program();
    let mut state = Working::of(this);
    let found = run(cx, |hook| {
        with_units!(subject, units => if anchored {
            program.match_at(units, pos, endpos, &mut state, hook)
        } else {
            program.search(units, pos, endpos, &mut state, hook)
        })
    })?;
    std::hint::black_box(subject.owner);
    if !found {
        return Ok(none());
    }
    matches::new(cx, this, &subject, &state, pos, endpos)
}

/// The slice of a group: None or an empty slice where it took no part.
pub fn group_slice(cx: &mut Context, object: Value, state: &State, group: usize, empty: bool) -> PyResult {
    match state.slice(group) {
        Some((from, to)) => slice(cx, object, from, to),
        None if empty => slice(cx, object, 0, 0),
        None => Ok(none()),
    }
}

fn find_all(cx: &mut Context, this: Gc<PatternObject>, string: Value, pos: Size, endpos: Size) -> PyResult {
    let subject = Subject::new(cx, string)?;
    let program = this.program();
    let mut state = Working::of(this);
    let list = cx.new_list();
    let mut scan = FindScan::new(subject.len(), position(pos), position(endpos));
    while run(cx, |hook| with_units!(subject, units => scan.next(program, units, &mut state, hook)))? {
        let item = match this.groups {
            0 => group_slice(cx, string, &state, 0, true)?,
            1 => group_slice(cx, string, &state, 1, true)?,
            n => {
                let parts = cx.new_list();
                for group in 1..=n {
                    let part = group_slice(cx, string, &state, group, true)?;
                    cx.list_push(parts, part)?;
                }
                cx.list_to_tuple(parts)?.value()
            }
        };
        cx.list_push(list, item)?;
    }
    std::hint::black_box(subject.owner);
    Ok(list.value())
}

fn split_all(cx: &mut Context, this: Gc<PatternObject>, string: Value, most: i64) -> PyResult {
    let subject = Subject::new(cx, string)?;
    let program = this.program();
    let mut state = Working::of(this);
    let list = cx.new_list();
    let mut scan = SplitScan::new(subject.len());
    let mut left = if most == 0 { i64::MAX } else { most };
    while left > 0 {
        let piece = run(cx, |hook| with_units!(subject, units => scan.next(program, units, &mut state, hook)))?;
        let Some((from, to)) = piece else { break };
        let item = slice(cx, string, from, to)?;
        cx.list_push(list, item)?;
        for group in 1..=this.groups {
            let item = group_slice(cx, string, &state, group, false)?;
            cx.list_push(list, item)?;
        }
        left -= 1;
    }
    let (from, to) = scan.rest();
    let item = slice(cx, string, from, to)?;
    cx.list_push(list, item)?;
    std::hint::black_box(subject.owner);
    Ok(list.value())
}

const END: Size = Size(isize::MAX);

/// Arguments of `split`, whose first may come under another name, with the count behind it.
fn split_args(cx: &mut Context, args: &Args) -> PyResult<(Value, i64)> {
    let [string, most, source] = args.parse(cx, "split", &["string", "maxsplit", "source"], 0)?;
    let string = subject_argument(cx, string, source, "source")?;
    let most = match most {
        Some(most) => Size::from_arg(cx, most, Arg { function: "split", index: 2 })?.0 as i64,
        None => 0,
    };
    Ok((string, most))
}

py_methods! { METHODS:
    /// match(string[, pos[, endpos]]) -> match or None
    /// Matches at the beginning of the string.
    @kw fn match_ as "match"(cx: &mut Context, this: Gc<PatternObject>, string: Slot = None, pos: Size = Size(0), endpos: Size = END, pattern: Slot = None) -> PyResult {
        let string = subject_argument(cx, string, pattern, "pattern")?;
        once(cx, this, string, pos, endpos, true)
    }
    /// search(string[, pos[, endpos]]) -> match or None
    /// Finds the first place that matches.
    @kw fn search(cx: &mut Context, this: Gc<PatternObject>, string: Slot = None, pos: Size = Size(0), endpos: Size = END, pattern: Slot = None) -> PyResult {
        let string = subject_argument(cx, string, pattern, "pattern")?;
        once(cx, this, string, pos, endpos, false)
    }
    /// findall(string[, pos[, endpos]]) -> list
    /// All matches that do not overlap: their text, or that of their groups.
    @kw fn findall(cx: &mut Context, this: Gc<PatternObject>, string: Slot = None, pos: Size = Size(0), endpos: Size = END, source: Slot = None) -> PyResult {
        let string = subject_argument(cx, string, source, "source")?;
        find_all(cx, this, string, pos, endpos)
    }
    /// finditer(string[, pos[, endpos]]) -> iterator over matches
    @kw fn finditer(cx: &mut Context, this: Gc<PatternObject>, string: Slot = None, pos: Size = Size(0), endpos: Size = END, source: Slot = None) -> PyResult {
        let string = subject_argument(cx, string, source, "source")?;
        scanner::new_iterator(cx, this, string, pos, endpos)
    }
    /// scanner(string[, pos[, endpos]]) -> scanner
    @kw fn scanner(cx: &mut Context, this: Gc<PatternObject>, string: Slot = None, pos: Size = Size(0), endpos: Size = END, source: Slot = None) -> PyResult {
        let string = subject_argument(cx, string, source, "source")?;
        scanner::new(cx, this, string, pos, endpos)
    }
    /// split(string[, maxsplit = 0]) -> list
    /// The parts between matches, and what groups matched between them.
    @raw fn split(cx: &mut Context, args: &Args) -> PyResult {
        let this = first(cx, args, "split")?;
        let (string, most) = split_args(cx, &args.rest())?;
        split_all(cx, this, string, most)
    }
    /// sub(repl, string[, count = 0]) -> new string
    /// Replaces matches by a template or by what a function makes of each.
    @kw fn sub(cx: &mut Context, this: Gc<PatternObject>, repl: Value, string: Value, count: Size = Size(0)) -> PyResult {
        Ok(substitute::run(cx, this, repl, string, count.0)?.0)
    }
    /// subn(repl, string[, count = 0]) -> (new string, number of replacements)
    @kw fn subn(cx: &mut Context, this: Gc<PatternObject>, repl: Value, string: Value, count: Size = Size(0)) -> PyResult {
        let (text, n) = substitute::run(cx, this, repl, string, count.0)?;
        let n = cx.new_int(n as i64);
        Ok(cx.new_tuple(&[text, n]).value())
    }
    /// patterns cannot be copied
    fn __copy__(cx: &mut Context, this: Gc<PatternObject>) -> PyResult {
        let _ = this;
        Err(cx.error_text(Exc::TypeError, "cannot copy this pattern object"))
    }
    /// patterns cannot be copied
    fn __deepcopy__(cx: &mut Context, this: Gc<PatternObject>, memo: Value) -> PyResult {
        let _ = (this, memo);
        Err(cx.error_text(Exc::TypeError, "cannot deepcopy this pattern object"))
    }
}

fn first(cx: &mut Context, args: &Args, function: &'static str) -> PyResult<Gc<PatternObject>> {
    let value = args.positional.first().copied().unwrap_or(none());
    Gc::<PatternObject>::from_arg(cx, value, Arg { function, index: 0 })
}
