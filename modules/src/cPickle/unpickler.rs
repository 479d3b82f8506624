//! `cPickle.Unpickler`: where to read, the memo, and what a program has set.

use crate::cPickle::load;
use crate::cPickle::source::Source;
use crate::kinds;
use object_model::declare::GetSet;
use object_model::gc::Header;
use object_model::typeobject::{NO_NEW, TypeDecl};
use object_model::types::file::{FILE, FileObject};
use object_model::value::slot_bits;
use object_model::{Context, DictObject, Gc, Object, PyResult, Slot, StrObject, Value, py_methods, raise};

#[repr(C)]
pub struct UnpicklerObject {
    pub header: Header,
    /// A str, a file, or `read` beside `readline`.
    input: Slot,
    readline: Slot,
    /// How far a str is read.
    position: usize,
    pub memo: Option<Gc<DictObject>>,
    pub persistent_load: Slot,
    pub find_global: Slot,
}

// SAFETY: made by `make`.
unsafe impl Object for UnpicklerObject {
    const KIND: u8 = kinds::UNPICKLER;
    const NAME: &'static str = "cPickle.Unpickler";
}

object_model::fixed_layout!(LAYOUT: UnpicklerObject, |this, tracer| {
    for slot in [this.input, this.readline, this.memo.map(Gc::value), this.persistent_load, this.find_global] {
        tracer.word(slot_bits(slot));
    }
});

pub static UNPICKLER: TypeDecl = TypeDecl {
    module: "cPickle",
    doc: "Reads objects that a pickler has written.",
    methods: &[METHODS],
    getset: GETSET,
    flags: NO_NEW,
    ..TypeDecl::new("Unpickler", kinds::UNPICKLER)
};

fn make(cx: &mut Context, input: Value, readline: Slot) -> Gc<UnpicklerObject> {
    UNPICKLER.get(cx);
    let memo = cx.new_dict();
    let mut this = cx.allocate::<UnpicklerObject>();
    (this.input, this.readline, this.memo) = (Some(input), readline, Some(memo));
    this
}

pub fn over_bytes(cx: &mut Context, text: Gc<StrObject>) -> PyResult<Gc<UnpicklerObject>> {
    Ok(make(cx, text.value(), None))
}

pub fn over_file(cx: &mut Context, file: Value) -> PyResult<Gc<UnpicklerObject>> {
    if file.exact::<FileObject>().is_some() && cx.class_of(file) == FILE.get(cx) {
        return Ok(make(cx, file, None));
    }
    let (read, readline) = (cx.find_attr_text(file, "read")?, cx.find_attr_text(file, "readline")?);
    match (read, readline) {
        (Some(read), Some(readline)) => Ok(make(cx, read, Some(readline))),
        _ => raise!(cx, TypeError, "argument must have 'read' and 'readline' attributes"),
    }
}

impl UnpicklerObject {
    pub fn source(&self) -> Source {
        let input = self.input.unwrap_or(object_model::none());
        if let Some(readline) = self.readline {
            return Source::Methods(input, readline);
        }
        match (input.downcast::<StrObject>(), input.downcast::<FileObject>()) {
            (Some(text), _) => Source::Memory(text, self.position),
            (_, Some(file)) => Source::File(file),
            _ => unreachable!("made over a str or a file"),
        }
    }

    /// The next load goes on where this one stopped.
    pub fn read_to(&mut self, source: Source) {
        if let Source::Memory(_, at) = source {
            self.position = at;
        }
    }
}

fn this(value: Value) -> Gc<UnpicklerObject> {
    match value.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

slots! {
    persistent_load "persistent_load";
    find_global "find_global";
}

static GETSET: &[GetSet] = &[
    GetSet { name: "persistent_load", doc: "", get: persistent_load::get, set: Some(persistent_load::set) },
    GetSet { name: "find_global", doc: "", get: find_global::get, set: Some(find_global::set) },
    GetSet { name: "memo", doc: "what has been read, by number", get: get_memo, set: Some(set_memo) },
];

fn get_memo(cx: &mut Context, value: Value) -> PyResult {
    match this(value).memo {
        Some(memo) => Ok(memo.value()),
        None => raise!(cx, AttributeError, "memo"),
    }
}

fn set_memo(cx: &mut Context, value: Value, new: Slot) -> PyResult<()> {
    let mut this = this(value);
    let Some(new) = new else { raise!(cx, TypeError, "attribute deletion is not supported") };
    let Some(dict) = new.downcast::<DictObject>() else { raise!(cx, TypeError, "memo must be a dictionary") };
    this.memo = Some(dict);
    cx.barrier(this);
    Ok(())
}

py_methods! { METHODS:
    /// load() -> object
    /// Read an object.
    fn load_ as "load"(cx: &mut Context, this: Gc<UnpicklerObject>) -> PyResult {
        load::load(cx, this, false)
    }
    /// noload() -> object
    /// Read past an object without importing or making anything: None stands for what would have been made.
    fn noload(cx: &mut Context, this: Gc<UnpicklerObject>) -> PyResult {
        load::load(cx, this, true)
    }
}
