//! `_ast`: the syntax tree as objects. `compile` with the flag `PyCF_ONLY_AST` makes them (`make`) and compiles them
//! (`read` turns them back into the compiler's tree).
//!
//! `AST` is built in; the node classes are ordinary classes under it, made from one table when the module is.
//!
//! Source: library reference "ast" (2.7) with its abstract grammar.

mod make;
mod nodes;
mod read;

pub use make::tree;
pub use read::{is_node, module};

use nodes::{CLASSES, Class};
use object_model::typeobject::{BASETYPE, NO_DICT, NO_WEAKREF, TypeDecl};
use object_model::types::type_::TYPE;
use object_model::{Context, DictObject, Gc, ModuleDecl, PyResult, TupleObject, TypeObject, Value, kind, py_methods, raise};

pub static MODULE: ModuleDecl =
    ModuleDecl { doc: "The node classes of syntax trees.", setup: Some(setup), ..ModuleDecl::new("_ast") };

/// `compile`: give the tree, no code.
pub const ONLY_AST: i64 = 0x400;

static AST: TypeDecl = TypeDecl {
    module: "_ast",
    doc: "What all nodes of syntax trees are.",
    methods: &[METHODS],
    flags: BASETYPE | NO_DICT | NO_WEAKREF,
    ..TypeDecl::new("AST", kind::INSTANCE)
};

fn names(cx: &mut Context, names: &[&str]) -> Value {
    let list = cx.new_list();
    for name in names {
        let name = cx.intern(name.as_bytes()).value();
        // A list this short can be had whenever a class can.
        let _ = cx.list_push(list, name);
    }
    cx.list_to_tuple(list).map_or(object_model::none(), Gc::value)
}

fn setup(cx: &mut Context, dict: Gc<DictObject>) -> PyResult<()> {
    let base = AST.get(cx);
    let namespace = cx.namespace(base);
    let empty = cx.new_tuple(&[]).value();
    for name in ["_fields", "_attributes"] {
        cx.dict_put(namespace, name, empty);
    }
    cx.dict_put(dict, "AST", base.value());
    cx.ext.values.insert("_ast.AST", Some(base.value()));
    let singletons = cx.new_dict();
    let module = cx.intern(b"_ast").value();
    for Class { name, parent, fields, attributes } in CLASSES {
        let own = cx.new_dict();
        cx.dict_put(own, "__module__", module);
        let w_fields = names(cx, fields);
        cx.dict_put(own, "_fields", w_fields);
        if let Some(attributes) = attributes {
            let attributes = names(cx, attributes);
            cx.dict_put(own, "_attributes", attributes);
        }
        let parent = class(cx, parent)?;
        let bases = cx.new_tuple(&[parent]);
        let short = name.strip_prefix("_ast.").unwrap_or(name);
        let own_name = cx.intern(short.as_bytes());
        let metatype = TYPE.get(cx);
        let made = cx.new_class(metatype, own_name, bases, own)?;
        cx.ext.values.insert(name, Some(made));
        cx.dict_put(dict, short, made);
        if let Some(made) = made.downcast::<TypeObject>() {
            let instance = cx.new_instance(made);
            cx.dict_set(singletons, made.value(), instance)?;
        }
    }
    cx.ext.values.insert("_ast singletons", Some(singletons.value()));
    cx.dict_put(dict, "PyCF_ONLY_AST", Value::small(ONLY_AST));
    let version = cx.intern(b"82160").value();
    cx.dict_put(dict, "__version__", version);
    Ok(())
}

/// A node class by its full name.
fn class(cx: &mut Context, name: &'static str) -> PyResult {
    if let Some(class) = cx.ext.values.get(name).copied().flatten() {
        return Ok(class);
    }
    load(cx)?;
    match cx.ext.values.get(name).copied().flatten() {
        Some(class) => Ok(class),
        None => raise!(cx, SystemError, "no node class {name}"),
    }
}

/// Makes the classes if nobody has imported the module yet.
fn load(cx: &mut Context) -> PyResult<()> {
    if cx.ext.values.contains_key("_ast singletons") {
        return Ok(());
    }
    let name = cx.intern(b"_ast");
    cx.import_module(name).map(drop)
}

py_methods! { METHODS:
    /// T.__new__(S, ...) -> a new object with type S, a subtype of T
    @new fn __new__(cx: &mut Context, class: Gc<TypeObject>, _args: &Args) -> Value {
        cx.new_instance(class)
    }
    /// x.__init__(...) initializes x; see help(type(x)) for signature
    @raw fn __init__(cx: &mut Context, args: &Args) -> PyResult<()> {
        let Some((&this, given)) = args.positional.split_first() else {
            raise!(cx, TypeError, "descriptor '__init__' of '_ast.AST' object needs an argument");
        };
        let class = cx.class_of(this);
        let fields = cx.find_attr_text(class.value(), "_fields")?;
        let fields = match fields {
            Some(fields) if !fields.is_none() => cx.tuple_from(fields)?,
            _ => cx.new_tuple(&[]),
        };
        if !given.is_empty() {
            let n = fields.len();
            if given.len() != n {
                let name = class.name_lossy();
                let either = if n == 0 { "" } else { "either 0 or " };
                let plural = if n == 1 { "" } else { "s" };
                raise!(cx, TypeError, "{name} constructor takes {either}{n} positional argument{plural}");
            }
            for (&field, &value) in fields.get().items().iter().zip(given) {
                let field = cx.attribute_name(field, "setattr")?;
                cx.setattr(this, field, Some(value))?;
            }
        }
        for (name, value) in args.keyword_pairs() {
            let name = cx.attribute_name(name, "setattr")?;
            cx.setattr(this, name, Some(value))?;
        }
        Ok(())
    }
    /// helper for pickle
    fn __reduce__(cx: &mut Context, this: Value) -> PyResult<Gc<TupleObject>> {
        let class = cx.class_of(this).value();
        let empty = cx.new_tuple(&[]).value();
        Ok(match cx.find_attr_text(this, "__dict__")? {
            Some(dict) => cx.new_tuple(&[class, empty, dict]),
            None => cx.new_tuple(&[class, empty]),
        })
    }
}
