//! Match objects: the spans lie inline, text is sliced when asked for.

#![allow(unsafe_code)] // inline storage

use super::pattern::PatternObject;
use super::subject::{Subject, slice};
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::{Header, KindInfo, Tracer};
use object_model::long::LongObject;
use object_model::typeobject::{NO_NEW, TypeDecl};
use object_model::value::slot_bits;
use object_model::{
    Context, DictObject, Exc, Gc, ListObject, Object, PyResult, Slot, TupleObject, Value, layout, none, py_methods, raise,
};
use sre::State;

#[repr(C)]
pub struct MatchObject {
    pub header: Header,
    string: Value,
    pattern: Gc<PatternObject>,
    /// `regs`, once it was asked for.
    regs: Slot,
    pos: usize,
    endpos: usize,
    /// Zero: none.
    lastindex: u32,
    /// Spans that follow: one for the match and one for each group.
    spans: u32,
}

/// `from` of a group that took no part.
const NO_PART: usize = usize::MAX;

#[derive(Clone, Copy)]
#[repr(C)]
struct Span {
    from: usize,
    to: usize,
}

// SAFETY: made by `new`.
unsafe impl Object for MatchObject {
    const KIND: u8 = kinds::SRE_MATCH;
    const NAME: &'static str = "_sre.SRE_Match";
}

/// # Safety
/// `object` is a match.
unsafe fn size(object: *const Header) -> usize {
    // SAFETY: by contract.
    size_of::<MatchObject>() + unsafe { (*object.cast::<MatchObject>()).spans } as usize * size_of::<Span>()
}

/// # Safety
/// `object` is a match; fields not yet set are zero.
unsafe fn trace(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by contract.
    unsafe {
        let this = object.cast::<MatchObject>();
        tracer.word((&raw const (*this).string).cast::<u64>().read());
        tracer.word((&raw const (*this).pattern).cast::<u64>().read());
        tracer.word(slot_bits((*this).regs));
    }
}

static INFO: KindInfo = KindInfo { name: "match", size: layout::size, trace, weak: None, drop: None };

pub fn register(cx: &mut Context) {
    layout::register_sized(&mut cx.heap, kinds::SRE_MATCH, size, &INFO);
    cx.register_kind_type(&MATCH);
}

pub static MATCH: TypeDecl = TypeDecl {
    module: "_sre",
    doc: "What a regular expression matched.",
    methods: &[METHODS],
    getset: GETSET,
    flags: NO_NEW,
    ..TypeDecl::new("SRE_Match", kinds::SRE_MATCH)
};

static GETSET: &[GetSet] = &[
    GetSet { name: "string", doc: "the string searched", get: |_, this| Ok(receiver(this).string), set: None },
    GetSet { name: "re", doc: "the pattern", get: |_, this| Ok(receiver(this).pattern.value()), set: None },
    GetSet {
        name: "pos",
        doc: "where the search began",
        get: |cx, this| Ok(cx.new_int(receiver(this).pos as i64)),
        set: None,
    },
    GetSet {
        name: "endpos",
        doc: "where the search ended",
        get: |cx, this| Ok(cx.new_int(receiver(this).endpos as i64)),
        set: None,
    },
    GetSet { name: "lastindex", doc: "number of the group closed last", get: get_lastindex, set: None },
    GetSet { name: "lastgroup", doc: "name of the group closed last", get: get_lastgroup, set: None },
    GetSet { name: "regs", doc: "spans of all groups", get: get_regs, set: None },
];

fn receiver(this: Value) -> Gc<MatchObject> {
    match this.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

fn get_lastindex(_: &mut Context, this: Value) -> PyResult {
    Ok(match receiver(this).lastindex {
        0 => none(),
        n => Value::small(n.into()),
    })
}

fn get_lastgroup(cx: &mut Context, this: Value) -> PyResult {
    let this = receiver(this);
    if this.lastindex == 0 {
        return Ok(none());
    }
    match cx.getitem(this.pattern.indexgroup, Value::small(this.lastindex.into())) {
        Ok(name) => Ok(name),
        Err(_) => {
            cx.pending = None;
            Ok(none())
        }
    }
}

fn get_regs(cx: &mut Context, this: Value) -> PyResult {
    let mut this = receiver(this);
    if let Some(regs) = this.regs {
        return Ok(regs);
    }
    let list = cx.new_list();
    for group in 0..this.spans().len() {
        let pair = pair(cx, this.get().spans()[group]);
        cx.list_push(list, pair)?;
    }
    let regs = cx.list_to_tuple(list)?.value();
    this.regs = Some(regs);
    cx.barrier(this);
    Ok(regs)
}

/// A match object of what `state` holds.
pub fn new(
    cx: &mut Context,
    pattern: Gc<PatternObject>,
    subject: &Subject,
    state: &State,
    pos: usize,
    endpos: usize,
) -> PyResult {
    let spans = pattern.groups + 1;
    let kind = kinds::SRE_MATCH;
    let bytes = size_of::<MatchObject>() + spans * size_of::<Span>();
    let Some(object) = cx.heap.try_alloc(Header::new(kind.into(), kind), bytes) else { return Err(cx.memory_error()) };
    // SAFETY: just allocated with room for the spans.
    let mut this: Gc<MatchObject> = unsafe { Gc::from_pointer(object.cast()) };
    (this.string, this.pattern) = (subject.object, pattern);
    (this.pos, this.endpos) = (pos.min(subject.len()), endpos.min(subject.len()));
    this.lastindex = state.lastindex().unwrap_or(0) as u32;
    this.spans = spans as u32;
    for group in 0..spans {
        let (from, to) = state.span(group).unwrap_or((NO_PART, NO_PART));
        // SAFETY: as above.
        unsafe { this.first_span().add(group).write(Span { from, to }) };
    }
    Ok(this.value())
}

impl MatchObject {
    fn first_span(&self) -> *mut Span {
        (&raw const *self).wrapping_add(1).cast::<Span>().cast_mut()
    }
    fn spans(&self) -> &[Span] {
        // SAFETY: that many follow.
        unsafe { std::slice::from_raw_parts(self.first_span(), self.spans as usize) }
    }
}

fn pair(cx: &mut Context, span: Span) -> Value {
    let number = |n: usize| if n == NO_PART { -1 } else { n as i64 };
    cx.new_tuple(&[Value::small(number(span.from)), Value::small(number(span.to))]).value()
}

/// The number of a group given by number or name; IndexError.
fn group_number(cx: &mut Context, this: Gc<MatchObject>, group: Value) -> PyResult<usize> {
    let mut number = match group.as_int() {
        Some(n) => Some(n),
        None => group.downcast::<LongObject>().map(|long| long.to_i64().unwrap_or(-1)),
    };
    if number.is_none() && !this.pattern.groupindex.is_none() {
        match cx.getitem(this.pattern.groupindex, group) {
            Ok(found) => number = found.as_int(),
            Err(_) => cx.pending = None,
        }
    }
    match number.and_then(|n| usize::try_from(n).ok()) {
        Some(n) if n < this.spans().len() => Ok(n),
        _ => raise!(cx, IndexError, "no such group"),
    }
}

fn text(cx: &mut Context, this: Gc<MatchObject>, group: usize, default: Value) -> PyResult {
    let span = this.spans()[group];
    if span.from == NO_PART { Ok(default) } else { slice(cx, this.string, span.from, span.to) }
}

/// The span of the group that an argument names; the match without one.
fn span_of(cx: &mut Context, this: Gc<MatchObject>, group: Value) -> PyResult<Span> {
    let at = if group == Value::small(0) { 0 } else { group_number(cx, this, group)? };
    Ok(this.spans()[at])
}

py_methods! { METHODS:
    /// group([group1, ...]) -> str or tuple
    /// What a group matched, by number or name; the whole match without arguments.
    @raw fn group(cx: &mut Context, args: &Args) -> PyResult {
        let this = match args.positional.first().and_then(|this| this.downcast::<MatchObject>()) {
            Some(this) => this,
            None => raise!(cx, TypeError, "descriptor 'group' requires a '_sre.SRE_Match' object"),
        };
        args.no_keywords(cx, "group")?;
        match &args.positional[1..] {
            [] => text(cx, this, 0, none()),
            [group] => {
                let at = group_number(cx, this, *group)?;
                text(cx, this, at, none())
            }
            groups => {
                let list = cx.new_list();
                for group in groups {
                    let at = group_number(cx, this, *group)?;
                    let item = text(cx, this, at, none())?;
                    cx.list_push(list, item)?;
                }
                Ok(cx.list_to_tuple(list)?.value())
            }
        }
    }
    /// groups([default = None]) -> tuple
    /// What all groups matched.
    @kw fn groups(cx: &mut Context, this: Gc<MatchObject>, default: Value = none()) -> PyResult<Gc<TupleObject>> {
        let list = cx.new_list();
        for group in 1..this.spans().len() {
            let item = text(cx, this, group, default)?;
            cx.list_push(list, item)?;
        }
        cx.list_to_tuple(list)
    }
    /// groupdict([default = None]) -> dict
    /// What the named groups matched.
    @kw fn groupdict(cx: &mut Context, this: Gc<MatchObject>, default: Value = none()) -> PyResult<Gc<DictObject>> {
        let dict = cx.new_dict();
        if this.pattern.groupindex.is_none() {
            return Ok(dict);
        }
        let w_keys = cx.call_method(this.pattern.groupindex, "keys", &[])?;
        let keys: Gc<ListObject> = cx.list_from(w_keys)?;
        let mut i = 0;
        while let Some(key) = cx.list_get(keys, i) {
            let at = group_number(cx, this, key)?;
            let item = text(cx, this, at, default)?;
            cx.dict_set(dict, key, item)?;
            i += 1;
        }
        Ok(dict)
    }
    /// start([group = 0]) -> int
    /// Where a group begins; -1 if it took no part.
    fn start(cx: &mut Context, this: Gc<MatchObject>, group: Value = Value::small(0)) -> PyResult<i64> {
        let span = span_of(cx, this, group)?;
        Ok(if span.from == NO_PART { -1 } else { span.from as i64 })
    }
    /// end([group = 0]) -> int
    /// Where a group ends; -1 if it took no part.
    fn end(cx: &mut Context, this: Gc<MatchObject>, group: Value = Value::small(0)) -> PyResult<i64> {
        let span = span_of(cx, this, group)?;
        Ok(if span.from == NO_PART { -1 } else { span.to as i64 })
    }
    /// span([group = 0]) -> (start, end)
    fn span(cx: &mut Context, this: Gc<MatchObject>, group: Value = Value::small(0)) -> PyResult {
        let span = span_of(cx, this, group)?;
        Ok(pair(cx, span))
    }
    /// expand(template) -> str
    /// The template with what the groups matched put in.
    fn expand(cx: &mut Context, this: Gc<MatchObject>, template: Value) -> PyResult {
        let name = cx.intern(b"re");
        let re = cx.import_module(name)?;
        cx.call_method(re, "_expand", &[this.pattern.value(), this.value(), template])
    }
    /// matches cannot be copied
    fn __copy__(cx: &mut Context, this: Gc<MatchObject>) -> PyResult {
        let _ = this;
        Err(cx.error_text(Exc::TypeError, "cannot copy this match object"))
    }
    /// matches cannot be copied
    fn __deepcopy__(cx: &mut Context, this: Gc<MatchObject>, memo: Value) -> PyResult {
        let _ = (this, memo);
        Err(cx.error_text(Exc::TypeError, "cannot deepcopy this match object"))
    }
}
