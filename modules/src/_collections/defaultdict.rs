//! `defaultdict`: a dict whose factory lies in a hidden attribute slot, so that its layout is a dict's.

use object_model::declare::GetSet;
use object_model::descriptors::MemberDescriptor;
use object_model::typeobject::{BASETYPE, TypeDecl};
use object_model::types::dict::DICT;
use object_model::{
    Context, DictObject, Gc, PyResult, Slot, Special, StrObject, Value, instance, kind, none, py_methods, raise,
};

pub static DEFAULTDICT: TypeDecl = TypeDecl {
    module: "collections",
    doc: "defaultdict(default_factory[, ...]) -> dict with default factory\n\nThe factory is called, without arguments, to make the value of a key that is missing.",
    base: Some(&DICT),
    methods: &[METHODS],
    getset: GETSET,
    flags: BASETYPE,
    ..TypeDecl::new("defaultdict", kind::DICT)
};

static GETSET: &[GetSet] = &[GetSet {
    name: "default_factory",
    doc: "makes the values of missing keys",
    get: |cx, this| Ok(factory(cx, this).unwrap_or(none())),
    set: Some(|cx, this, value| {
        set_factory(cx, this, value);
        Ok(())
    }),
}];

/// What names the hidden slot.
fn member(cx: &mut Context) -> Value {
    const KEY: &str = "collections.defaultdict factory";
    if let Some(&Some(made)) = cx.ext.values.get(KEY) {
        return made;
    }
    let class = DEFAULTDICT.get(cx);
    let name = cx.intern(b"default_factory");
    let mut member = cx.allocate::<MemberDescriptor>();
    (member.class, member.name) = (class, name);
    cx.ext.values.insert(KEY, Some(member.value()));
    member.value()
}

fn factory(cx: &mut Context, this: Value) -> Slot {
    let member = member(cx);
    instance::member_get(cx, this, member).and_then(Value::not_none)
}

fn set_factory(cx: &mut Context, this: Value, value: Slot) {
    let member = member(cx);
    match value {
        Some(value) => instance::member_set(cx, this, member, value),
        None => instance::member_delete(cx, this, member),
    };
}

fn copy_of(cx: &mut Context, this: Gc<DictObject>) -> PyResult {
    let class = cx.class_of(this.value()).value();
    let factory = factory(cx, this.value()).unwrap_or(none());
    cx.call(class, &[factory, this.value()])
}

py_methods! { METHODS:
    /// x.__init__(...) initializes x
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let Some(&this) = args.positional.first() else {
            raise!(cx, TypeError, "descriptor '__init__' of 'collections.defaultdict' object needs an argument");
        };
        let mut rest = args.rest();
        let mut w_factory = None;
        if let Some(&given) = rest.positional.first() {
            if !given.is_none() && !cx.is_callable(given) {
                raise!(cx, TypeError, "first argument must be callable or None");
            }
            w_factory = Some(given);
            rest = rest.rest();
        }
        set_factory(cx, this, Some(w_factory.unwrap_or(none())));
        let dict = DICT.get(cx);
        if let Some(w_init) = cx.special(dict, Special::Init) {
            let all: Vec<Value> = std::iter::once(this).chain(rest.positional.iter().copied()).chain(rest.keywords.iter().copied()).collect();
            let held = cx.try_new_tuple(all.len(), |i| all[i])?;
            cx.call_kw(w_init, held.get().items(), rest.names.map(Gc::value))?;
        }
        Ok(())
    }
    /// __missing__(key) -- called by __getitem__ for a key that is not there
    fn __missing__(cx: &mut Context, this: Gc<DictObject>, key: Value) -> PyResult {
        let Some(factory) = factory(cx, this.value()) else { return Err(cx.key_error(key)) };
        let value = cx.call(factory, &[])?;
        cx.setitem(this.value(), key, value)?;
        Ok(value)
    }
    /// D.copy() -> a shallow copy
    fn copy(cx: &mut Context, this: Gc<DictObject>) -> PyResult {
        copy_of(cx, this)
    }
    /// D.__copy__() -> a shallow copy
    fn __copy__(cx: &mut Context, this: Gc<DictObject>) -> PyResult {
        copy_of(cx, this)
    }
    /// helper for pickle
    fn __reduce__(cx: &mut Context, this: Gc<DictObject>) -> PyResult {
        let class = cx.class_of(this.value()).value();
        let args = match factory(cx, this.value()) {
            Some(factory) => cx.new_tuple(&[factory]).value(),
            None => cx.empty_tuple.value(),
        };
        let items = cx.call_method(this.value(), "iteritems", &[])?;
        Ok(cx.new_tuple(&[class, args, none(), none(), items]).value())
    }
    /// x.__repr__() <==> repr(x)
    fn __repr__(cx: &mut Context, this: Gc<DictObject>) -> PyResult<Gc<StrObject>> {
        let dict = DICT.get(cx);
        let contents = match cx.special(dict, Special::Repr) {
            Some(w_repr) => cx.call_special(w_repr, this.value(), &[])?,
            None => none(),
        };
        let factory = match factory(cx, this.value()) {
            None => cx.intern(b"None"),
            Some(factory) => cx.guarded_repr(factory, "...", |cx| cx.repr(factory))?,
        };
        let contents = cx.str(contents)?;
        cx.try_new_str(&[b"defaultdict(", factory.get().bytes(), b", ", contents.get().bytes(), b")"].concat())
    }
}
