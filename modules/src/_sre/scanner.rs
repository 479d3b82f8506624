//! Scanners, and the iterator of `finditer`: a pattern's next match, one at a time.

#![allow(unsafe_code)] // heap object layouts

use super::matches;
use super::pattern::{PatternObject, Working, position, run};
use super::subject::{Subject, with_units};
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::protocols::iterate;
use object_model::typeobject::{NO_NEW, TypeDecl};
use object_model::{Context, Gc, Object, PyResult, Size, Value, none, py_methods};
use sre::FindScan;

/// What both have: the fields are all set before anybody sees the object.
#[repr(C)]
pub struct ScannerObject {
    pub header: Header,
    pattern: Value,
    string: Value,
    /// Copy of the bytes, or `string` itself.
    owner: Value,
    pos: usize,
    endpos: usize,
    scan: Option<FindScan>,
}

#[repr(transparent)]
pub struct MatchIterator(ScannerObject);

// SAFETY: made by `new`.
unsafe impl Object for ScannerObject {
    const KIND: u8 = kinds::SRE_SCANNER;
    const NAME: &'static str = "_sre.SRE_Scanner";
}
// SAFETY: made by `new_iterator`.
unsafe impl Object for MatchIterator {
    const KIND: u8 = kinds::SRE_ITERATOR;
    const NAME: &'static str = "callable-iterator";
}

object_model::fixed_layout!(SCANNER_LAYOUT: ScannerObject, |this, tracer| {
    for value in [this.pattern, this.string, this.owner] {
        tracer.word(value.bits());
    }
});
object_model::fixed_layout!(ITERATOR_LAYOUT: MatchIterator, |this, tracer| {
    for value in [this.0.pattern, this.0.string, this.0.owner] {
        tracer.word(value.bits());
    }
});

pub static SCANNER: TypeDecl = TypeDecl {
    module: "_sre",
    doc: "A pattern on its way through a string.",
    methods: &[METHODS],
    getset: GETSET,
    flags: NO_NEW,
    ..TypeDecl::new("SRE_Scanner", kinds::SRE_SCANNER)
};

static ITERATOR: TypeDecl =
    TypeDecl { methods: &[iterate::ITERATOR], flags: NO_NEW, ..TypeDecl::new("callable-iterator", kinds::SRE_ITERATOR) };

static GETSET: &[GetSet] = &[GetSet {
    name: "pattern",
    doc: "the pattern",
    get: |_, this| Ok(this.downcast::<ScannerObject>().map_or(none(), |this| this.pattern)),
    set: None,
}];

pub fn register_iterator(cx: &mut Context) {
    kinds::register::<MatchIterator>(cx, &ITERATOR, &ITERATOR_LAYOUT);
    cx.register_next(kinds::SRE_ITERATOR, |cx, this| {
        let Some(this) = this.downcast::<MatchIterator>() else { return Ok(None) };
        // SAFETY: the same layout.
        let this: Gc<ScannerObject> = unsafe { Gc::from_pointer(this.pointer().cast()) };
        let found = step(cx, this, false)?;
        Ok(found.not_none())
    });
}

fn fill(mut this: Gc<ScannerObject>, pattern: Gc<PatternObject>, subject: &Subject, pos: Size, endpos: Size) {
    (this.pattern, this.string, this.owner) = (pattern.value(), subject.object, subject.owner);
    let (pos, endpos) = (position(pos).min(subject.len()), position(endpos).min(subject.len()));
    (this.pos, this.endpos) = (pos, endpos);
    this.scan = Some(FindScan::new(subject.len(), pos, endpos));
}

pub fn new(cx: &mut Context, pattern: Gc<PatternObject>, string: Value, pos: Size, endpos: Size) -> PyResult {
    let subject = Subject::new(cx, string)?;
    let this = cx.allocate::<ScannerObject>();
    fill(this, pattern, &subject, pos, endpos);
    Ok(this.value())
}

pub fn new_iterator(cx: &mut Context, pattern: Gc<PatternObject>, string: Value, pos: Size, endpos: Size) -> PyResult {
    let subject = Subject::new(cx, string)?;
    let this = cx.allocate::<MatchIterator>();
    // SAFETY: the same layout.
    fill(unsafe { Gc::from_pointer(this.pointer().cast()) }, pattern, &subject, pos, endpos);
    Ok(this.value())
}

/// The next match, or None.
fn step(cx: &mut Context, mut this: Gc<ScannerObject>, anchored: bool) -> PyResult {
    let Some(pattern) = this.pattern.downcast::<PatternObject>() else { return Ok(none()) };
    let mut subject = Subject::new(cx, this.owner)?;
    subject.object = this.string;
    let Some(mut scan) = this.scan.take() else { return Ok(none()) };
    let mut state = Working::of(pattern);
    let program = pattern.program();
    let found = run(cx, |hook| {
        with_units!(subject, units => if anchored {
            scan.next_match(program, units, &mut state, hook)
        } else {
            scan.next(program, units, &mut state, hook)
        })
    });
    this.scan = Some(scan);
    if !found? {
        return Ok(none());
    }
    matches::new(cx, pattern, &subject, &state, this.pos, this.endpos)
}

py_methods! { METHODS:
    /// match() -> match or None
    /// Matches where the last one ended.
    fn match_ as "match"(cx: &mut Context, this: Gc<ScannerObject>) -> PyResult {
        step(cx, this, true)
    }
    /// search() -> match or None
    /// Finds the next match behind the last one.
    fn search(cx: &mut Context, this: Gc<ScannerObject>) -> PyResult {
        step(cx, this, false)
    }
}
