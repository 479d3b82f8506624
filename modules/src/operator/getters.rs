//! `itemgetter`, `attrgetter`, `methodcaller`: callables that fetch from their argument.

#![allow(unsafe_code)] // heap object layouts

use crate::kinds;
use object_model::gc::Header;
use object_model::typeobject::{BASETYPE, TypeDecl, TypeObject};
use object_model::{
    Args, Context, DictObject, Gc, Object, PyResult, Slot, StrObject, TupleObject, Value, py_methods, raise,
};

macro_rules! getter {
    ($type:ident $name:literal $kind:ident $layout:ident { $($field:ident),* }) => {
        #[repr(C)]
        pub struct $type {
            header: Header,
            $($field: Slot,)*
        }
        // SAFETY: made by `__new__` of the type of this kind.
        unsafe impl Object for $type {
            const KIND: u8 = kinds::$kind;
            const NAME: &'static str = concat!("operator.", $name);
        }
        object_model::fixed_layout!($layout: $type, |this, tracer| {
            $(tracer.word(object_model::value::slot_bits(this.$field));)*
        });
    };
}

getter!(ItemGetter "itemgetter" ITEMGETTER ITEMGETTER_LAYOUT { items });
getter!(AttrGetter "attrgetter" ATTRGETTER ATTRGETTER_LAYOUT { names });
getter!(MethodCaller "methodcaller" METHODCALLER METHODCALLER_LAYOUT { name, args, values, names });

static ITEMGETTER: TypeDecl = TypeDecl {
    module: "operator",
    doc: "itemgetter(item, ...) --> itemgetter object\n\nCalled with an object it gives object[item]; with several items, a tuple of what each gives.",
    methods: &[items::METHODS],
    flags: BASETYPE,
    ..TypeDecl::new("itemgetter", kinds::ITEMGETTER)
};
static ATTRGETTER: TypeDecl = TypeDecl {
    module: "operator",
    doc: "attrgetter(attr, ...) --> attrgetter object\n\nCalled with an object it gives object.attr; dots in attr go deeper. With several names, a tuple of what each gives.",
    methods: &[attributes::METHODS],
    flags: BASETYPE,
    ..TypeDecl::new("attrgetter", kinds::ATTRGETTER)
};
static METHODCALLER: TypeDecl = TypeDecl {
    module: "operator",
    doc: "methodcaller(name, ...) --> methodcaller object\n\nCalled with an object it calls the object's method of that name with the other arguments.",
    methods: &[methods::METHODS],
    flags: BASETYPE,
    ..TypeDecl::new("methodcaller", kinds::METHODCALLER)
};

pub fn register(cx: &mut Context, dict: Gc<DictObject>) {
    kinds::register::<ItemGetter>(cx, &ITEMGETTER, &ITEMGETTER_LAYOUT);
    kinds::register::<AttrGetter>(cx, &ATTRGETTER, &ATTRGETTER_LAYOUT);
    kinds::register::<MethodCaller>(cx, &METHODCALLER, &METHODCALLER_LAYOUT);
    for decl in [&ITEMGETTER, &ATTRGETTER, &METHODCALLER] {
        let class = decl.get(cx).value();
        cx.dict_put(dict, decl.name, class);
    }
}

/// The one argument of a getter's call.
fn called_with(cx: &mut Context, args: &Args, name: &str) -> PyResult {
    args.no_keywords(cx, name)?;
    match *args.positional {
        [object] => Ok(object),
        ref others => raise!(cx, TypeError, "{name} expected 1 arguments, got {}", others.len()),
    }
}

/// What was given to the constructor: at least one item.
fn given(cx: &mut Context, args: &Args, name: &str) -> PyResult<Gc<TupleObject>> {
    if !args.keywords.is_empty() {
        raise!(cx, TypeError, "{name}() does not take keyword arguments");
    }
    if args.positional.is_empty() {
        raise!(cx, TypeError, "{name} expected 1 arguments, got 0");
    }
    Ok(cx.new_tuple(args.positional))
}

/// `fetch` of each item: alone where there is one, else in a tuple.
fn each(cx: &mut Context, items: Slot, mut fetch: impl FnMut(&mut Context, Value) -> PyResult) -> PyResult {
    let Some(items) = items.and_then(|items| items.downcast::<TupleObject>()) else { return Ok(object_model::none()) };
    if let [item] = *items.get().items() {
        return fetch(cx, item);
    }
    let list = cx.new_list();
    for &item in items.get().items() {
        let fetched = fetch(cx, item)?;
        cx.list_push(list, fetched)?;
    }
    cx.list_to_tuple(list).map(Gc::value)
}

mod items {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let items = given(cx, args, "itemgetter")?;
            let mut this = cx.allocate_for::<ItemGetter>(class, 0)?;
            this.items = Some(items.value());
            Ok(this.value())
        }
        /// x.__call__(...) <==> x(...)
        @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
            let Some(this) = args.positional.first().and_then(|this| this.downcast::<ItemGetter>()) else {
                raise!(cx, TypeError, "descriptor '__call__' requires an 'operator.itemgetter' object");
            };
            let object = called_with(cx, &args.rest(), "itemgetter")?;
            each(cx, this.items, |cx, item| cx.getitem(object, item))
        }
    }
}

/// `object.name`, or deeper by dots.
fn dotted(cx: &mut Context, object: Value, name: Value) -> PyResult {
    let name = cx.attribute_name(name, "getattr")?;
    let bytes = name.get().bytes();
    if !bytes.contains(&b'.') {
        return cx.getattr(object, name);
    }
    let mut object = object;
    for part in bytes.split(|&c| c == b'.') {
        let part: Gc<StrObject> = cx.intern(part);
        object = cx.getattr(object, part)?;
    }
    Ok(object)
}

mod attributes {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let names = given(cx, args, "attrgetter")?;
            let mut this = cx.allocate_for::<AttrGetter>(class, 0)?;
            this.names = Some(names.value());
            Ok(this.value())
        }
        /// x.__call__(...) <==> x(...)
        @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
            let Some(this) = args.positional.first().and_then(|this| this.downcast::<AttrGetter>()) else {
                raise!(cx, TypeError, "descriptor '__call__' requires an 'operator.attrgetter' object");
            };
            let object = called_with(cx, &args.rest(), "attrgetter")?;
            each(cx, this.names, |cx, name| dotted(cx, object, name))
        }
    }
}

mod methods {
    use super::*;
    py_methods! { METHODS:
        /// T.__new__(S, ...) -> a new object with type S, a subtype of T
        @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, args: &Args) -> PyResult {
            let [name, rest @ ..] = args.positional else {
                raise!(cx, TypeError, "methodcaller needs at least one argument, the method name");
            };
            // Keyword values follow the positional ones, as calls take them.
            let (positional, keywords) = (cx.new_tuple(rest).value(), cx.new_tuple(args.keywords).value());
            let mut this = cx.allocate_for::<MethodCaller>(class, 0)?;
            (this.name, this.args, this.values) = (Some(*name), Some(positional), Some(keywords));
            this.names = args.names.map(Gc::value);
            Ok(this.value())
        }
        /// x.__call__(...) <==> x(...)
        @raw fn __call__(cx: &mut Context, args: &Args) -> PyResult {
            let Some(this) = args.positional.first().and_then(|this| this.downcast::<MethodCaller>()) else {
                raise!(cx, TypeError, "descriptor '__call__' requires an 'operator.methodcaller' object");
            };
            let object = called_with(cx, &args.rest(), "methodcaller")?;
            let Some(name) = this.name else { return Ok(object) };
            let name = match name.kind() {
                object_model::kind::STR | object_model::kind::UNICODE => cx.attribute_name(name, "getattr")?,
                _ => raise!(cx, TypeError, "attribute name must be string, not '{}'", cx.type_name(name)),
            };
            let w_method = cx.getattr(object, name)?;
            let tuple = |slot: Slot| slot.and_then(|items| items.downcast::<TupleObject>());
            let (Some(positional), Some(keywords)) = (tuple(this.args), tuple(this.values)) else { return Ok(object) };
            cx.call_args(w_method, &Args {
                positional: positional.get().items(),
                keywords: keywords.get().items(),
                names: tuple(this.names),
            })
        }
    }
}
