//! `itertools`: iterators made of iterators.
//!
//! Each type is a layout, a constructor and a step. A step answers `None` at the end; StopIteration raised by a function
//! that it calls counts as the end too, as for CPython's `next` slots. After anything that may run Python code a step
//! looks at its fields anew: that code may have stepped the same iterator.
//!
//! Source: library reference 9.7; `itertoolsmodule.c` of CPython 2.7.

mod combine;
mod filter;
mod group;
mod merge;
mod select;
mod tee;

use object_model::ext::NativeNext;
use object_model::gc::KindInfo;
use object_model::typeobject::{BASETYPE, TypeDecl, TypeObject, WITH_WEAKREF};
use object_model::{Args, Context, DictObject, Exc, Gc, ModuleDecl, Object, PyResult, Value, raise};

pub static MODULE: ModuleDecl = ModuleDecl {
    doc: "Iterators that count, repeat, join, filter, group and combine what other iterators give.",
    functions: &[tee::FUNCTIONS],
    setup: Some(setup),
    ..ModuleDecl::new("itertools")
};

/// Declares an iterator type: its object (`struct`, with empty-able values and numbers), collector information and
/// declaration.
macro_rules! iterator_type {
    ($type:ident $name:literal $kind:ident { $($slot:ident),* } { $($number:ident: $number_type:ty),* } $layout:ident $decl:ident, $doc:literal, $step:path, [$($table:expr),*]) => {
        #[repr(C)]
        pub struct $type {
            header: object_model::gc::Header,
            $($slot: object_model::Slot,)*
            $($number: $number_type,)*
        }
        // SAFETY: made by `__new__` of the type of this kind.
        unsafe impl object_model::Object for $type {
            const KIND: u8 = crate::kinds::$kind;
            const NAME: &'static str = concat!("itertools.", $name);
        }
        object_model::fixed_layout!($layout: $type, |this, tracer| {
            $(tracer.word(object_model::value::slot_bits(this.$slot));)*
        });
        pub static $decl: object_model::typeobject::TypeDecl = object_model::typeobject::TypeDecl {
            doc: $doc,
            methods: &[object_model::protocols::iterate::ITERATOR $(, $table)*],
            ..$crate::itertools::declared($name, crate::kinds::$kind)
        };
        impl $type {
            pub fn register(cx: &mut object_model::Context) {
                $crate::itertools::register::<$type>(cx, &$decl, &$layout, |cx, iterator| {
                    let Some(this) = iterator.downcast::<$type>() else { return Ok(None) };
                    let result = $step(cx, this);
                    $crate::itertools::ended(cx, result)
                });
            }
        }
    };
}
use iterator_type;

const fn declared(name: &'static str, kind: u8) -> TypeDecl {
    let flags = if kind == crate::kinds::TEE { BASETYPE | WITH_WEAKREF } else { BASETYPE };
    TypeDecl { module: "itertools", flags, ..TypeDecl::new(name, kind) }
}

fn register<T: Object>(cx: &mut Context, decl: &'static TypeDecl, info: &'static KindInfo, next: NativeNext) {
    crate::kinds::register::<T>(cx, decl, info);
    cx.register_next(T::KIND, next);
}

/// A step's result; StopIteration is the end.
fn ended(cx: &mut Context, result: PyResult<Option<Value>>) -> PyResult<Option<Value>> {
    match result {
        Err(raised) => {
            if cx.catch(Exc::StopIteration) {
                Ok(None)
            } else {
                Err(raised)
            }
        }
        found => found,
    }
}

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    combine::register(cx);
    filter::register(cx);
    group::register(cx);
    merge::register(cx);
    select::register(cx);
    tee::register(cx);
    let types = [combine::TYPES, filter::TYPES, group::TYPES, merge::TYPES, select::TYPES];
    for decl in types.into_iter().flatten() {
        let class = decl.get(cx).value();
        cx.dict_put(dict, decl.name, class);
    }
    Ok(())
}

/// The arguments of a constructor that takes none by name; those of a subclass may be for its `__init__`.
fn own_arguments<'a>(
    cx: &mut Context,
    class: Gc<TypeObject>,
    decl: &'static TypeDecl,
    args: &Args<'a>,
) -> PyResult<Args<'a>> {
    if class == decl.get(cx) {
        no_keywords(cx, args, decl.name)?;
    }
    Ok(Args::positional(args.positional))
}

/// TypeError where there are keyword arguments, in the words of types.
fn no_keywords(cx: &mut Context, args: &Args, name: &str) -> PyResult<()> {
    if !args.keywords.is_empty() {
        raise!(cx, TypeError, "{name}() does not take keyword arguments");
    }
    Ok(())
}
