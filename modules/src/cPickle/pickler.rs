//! `cPickle.Pickler`: where to write, the memo, and what a program has set.

use crate::cPickle::{Protocol, pickling_error, save};
use crate::kinds;
use ahash::{HashMap, HashSet};
use object_model::declare::GetSet;
use object_model::gc::{Header, KindInfo, Tracer};
use object_model::typeobject::{NO_NEW, TypeDecl};
use object_model::value::slot_bits;
use object_model::{
    Arg, Args, Context, DictObject, Exc, FromArg, Gc, ListObject, Object, PyResult, Slot, TupleObject, Value, kind,
    py_methods, raise,
};

/// What lies outside of the heap.
#[derive(Default)]
pub struct State {
    pub out: Vec<u8>,
    /// Numbers of the objects written, by address; `kept` holds them.
    pub memo: HashMap<u64, u32>,
    /// Containers being written by a fast pickler that is deep in.
    pub within: HashSet<u64>,
    pub containers: u32,
}

#[repr(C)]
pub struct PicklerObject {
    pub header: Header,
    state: *mut State,
    /// The file's `write`; empty: what is written is kept.
    pub write: Slot,
    pub kept: Option<Gc<ListObject>>,
    pub persistent_id: Slot,
    pub inst_persistent_id: Slot,
    pub protocol: i64,
    pub binary: i64,
    pub fast: i64,
}

// SAFETY: made by `make`.
unsafe impl Object for PicklerObject {
    const KIND: u8 = kinds::PICKLER;
    const NAME: &'static str = "cPickle.Pickler";
}

object_model::fixed_layout!(TRACED: PicklerObject, |this, tracer| {
    for slot in [this.write, this.kept.map(Gc::value), this.persistent_id, this.inst_persistent_id] {
        tracer.word(slot_bits(slot));
    }
});

/// # Safety
/// `KindInfo::trace`'s contract.
unsafe fn trace(object: *mut Header, tracer: &mut Tracer) {
    // SAFETY: by the collector's contract.
    unsafe { (TRACED.trace)(object, tracer) }
}

/// # Safety
/// `KindInfo::drop`'s contract: a dead object of this kind, dropped once.
unsafe fn release(object: *mut Header) {
    // SAFETY: a dead pickler, dropped once.
    unsafe { drop(Box::from_raw((*object.cast::<PicklerObject>()).state)) };
}

pub static INFO: KindInfo =
    KindInfo { name: "cPickle.Pickler", size: object_model::layout::size, trace, weak: None, drop: Some(release) };

pub static PICKLER: TypeDecl = TypeDecl {
    module: "cPickle",
    doc: "Writes objects as bytes.",
    methods: &[METHODS],
    getset: GETSET,
    flags: NO_NEW,
    ..TypeDecl::new("Pickler", kinds::PICKLER)
};

impl PicklerObject {
    /// For a moment: Python code that runs may come here as well.
    #[allow(clippy::mut_from_ref)] // lies outside of the object
    pub fn state(&self) -> &'static mut State {
        // SAFETY: made with the object and dropped with it; the GIL holder alone uses it, between calls that run Python
        // code.
        unsafe { &mut *self.state }
    }

    pub fn is_binary(&self) -> bool {
        self.binary != 0
    }
}

/// A pickler that writes to a file, or keeps what it writes.
pub fn make(cx: &mut Context, file: Slot, protocol: i64) -> PyResult<Gc<PicklerObject>> {
    PICKLER.get(cx);
    let write = match file {
        Some(file) => match cx.find_attr_text(file, "write")? {
            Some(write) => Some(write),
            None => raise!(cx, TypeError, "argument must have 'write' attribute"),
        },
        None => None,
    };
    let kept = cx.new_list();
    let mut this = cx.allocate::<PicklerObject>();
    this.state = Box::into_raw(Box::default());
    (this.write, this.kept, this.protocol, this.binary) = (write, Some(kept), protocol, i64::from(protocol > 0));
    cx.heap.register_native_drop(this.header());
    Ok(this)
}

/// `Pickler(file[, protocol])` or `Pickler([protocol])`
pub fn construct(cx: &mut Context, args: &Args) -> PyResult {
    let [file, protocol] = args.parse(cx, "Pickler", &["file", "protocol"], 0)?;
    let number = |cx: &mut Context, value| Ok(Protocol::from_arg(cx, value, Arg { function: "Pickler", index: 1 })?.0);
    let this = match (file, protocol) {
        (None, None) => make(cx, None, 0)?,
        (None, Some(protocol)) => {
            let protocol = number(cx, protocol)?;
            make(cx, None, protocol)?
        }
        (Some(only), None) if matches!(only.kind(), kind::INT | kind::BOOL | kind::LONG) => {
            let protocol = number(cx, only)?;
            make(cx, None, protocol)?
        }
        (Some(file), protocol) => {
            let protocol = match protocol {
                Some(protocol) => number(cx, protocol)?,
                None => 0,
            };
            make(cx, Some(file), protocol)?
        }
    };
    Ok(this.value())
}

fn this(value: Value) -> Gc<PicklerObject> {
    match value.downcast() {
        Some(this) => this,
        None => unreachable!("the descriptor has checked its receiver"),
    }
}

slots! {
    persistent_id "persistent_id";
    inst_persistent_id "inst_persistent_id";
}

macro_rules! numbers {
    ($($field:ident;)*) => {$(
        mod $field {
            use super::*;
            pub fn get(cx: &mut Context, value: Value) -> PyResult {
                Ok(cx.new_int(this(value).$field))
            }
            pub fn set(cx: &mut Context, value: Value, new: Slot) -> PyResult<()> {
                let Some(new) = new else { raise!(cx, TypeError, "can't delete numeric/char attribute") };
                this(value).$field = cx.int_arg(new)?;
                Ok(())
            }
        }
    )*};
}
numbers! {
    binary;
    fast;
}

static GETSET: &[GetSet] = &[
    GetSet { name: "persistent_id", doc: "", get: persistent_id::get, set: Some(persistent_id::set) },
    GetSet { name: "inst_persistent_id", doc: "", get: inst_persistent_id::get, set: Some(inst_persistent_id::set) },
    GetSet { name: "binary", doc: "", get: binary::get, set: Some(binary::set) },
    GetSet { name: "fast", doc: "", get: fast::get, set: Some(fast::set) },
    GetSet { name: "memo", doc: "what has been written, by id", get: get_memo, set: Some(set_memo) },
    GetSet {
        name: "PicklingError",
        doc: "",
        get: |cx, _| Ok(crate::errors::class(cx, crate::cPickle::PICKLING_ERROR)),
        set: None,
    },
];

/// The memo as a dict: `{id: (number, object)}`.
fn get_memo(cx: &mut Context, value: Value) -> PyResult {
    let this = this(value);
    let dict = cx.new_dict();
    let Some(kept) = this.kept else { return Ok(dict.value()) };
    let mut i = 0;
    while let Some(object) = cx.list_get(kept, i) {
        i += 1;
        let Some(&number) = this.state().memo.get(&object.bits()) else { continue };
        let number = cx.new_int(number.into());
        let entry = cx.new_tuple(&[number, object]).value();
        let id = cx.new_int_u64(object.bits());
        cx.dict_set(dict, id, entry)?;
    }
    Ok(dict.value())
}

fn set_memo(cx: &mut Context, value: Value, new: Slot) -> PyResult<()> {
    let mut this = this(value);
    let Some(new) = new else { raise!(cx, TypeError, "attribute deletion is not supported") };
    let Some(dict) = new.downcast::<DictObject>() else { raise!(cx, TypeError, "memo must be a dictionary") };
    let kept = cx.new_list();
    let mut memo = HashMap::default();
    let mut position = 0;
    while let Some((_, entry)) = cx.dict_next(dict, &mut position) {
        let Some(entry) = entry.downcast::<TupleObject>().filter(|entry| entry.len() == 2) else {
            return Err(pickling_error(cx, "memo entries must be pairs of number and object"));
        };
        let (number, object) = (entry.get().items()[0], entry.get().items()[1]);
        let number = u32::try_from(cx.int_arg(number)?).unwrap_or(0);
        cx.list_push(kept, object)?;
        memo.insert(object.bits(), number);
    }
    this.kept = Some(kept);
    cx.barrier(this);
    this.state().memo = memo;
    Ok(())
}

/// Forgets what has been written.
pub fn clear_memo(cx: &mut Context, mut this: Gc<PicklerObject>) {
    this.state().memo.clear();
    let kept = cx.new_list();
    this.kept = Some(kept);
    cx.barrier(this);
}

py_methods! { METHODS:
    /// dump(obj)
    /// Write an object.
    fn dump(cx: &mut Context, this: Gc<PicklerObject>, obj: Value, get: i64 = 0) -> PyResult<Gc<PicklerObject>> {
        let _ = get;
        save::dump(cx, this, obj)?;
        Ok(this)
    }
    /// clear_memo()
    /// Forget what has been written.
    fn clear_memo_ as "clear_memo"(cx: &mut Context, this: Gc<PicklerObject>) {
        clear_memo(cx, this);
    }
    /// getvalue([clear]) -> string
    /// All that a pickler without a file has written; it is forgotten unless clear is false.
    fn getvalue(cx: &mut Context, this: Gc<PicklerObject>, clear: bool = true) -> PyResult<Vec<u8>> {
        if this.write.is_some() {
            return Err(cx.error_text(Exc::TypeError, "Attempt to getvalue() a non-list-based pickler"));
        }
        let bytes = this.state().out.clone();
        if clear {
            this.state().out.clear();
            clear_memo(cx, this);
        }
        Ok(bytes)
    }
}
